"""What the rules say of the board and the deck is so."""

import re
from pathlib import Path

import pypdfium2
import pytest

from generator.build import Made, build, load
from generator.build.loading import Loaded
from generator.model.job import PrintJob

RULES = (Path(__file__).parents[1] / "decks" / "a-little-more" / "rules.md").read_text()
LETTERS = {"wonder": "W", "courage": "C", "thanks": "T", "together": "G", "quiet": "Q"}


@pytest.fixture(scope="module")
def whole() -> Loaded:
    return load("a-little-more")


@pytest.fixture(scope="module")
def made(whole: Loaded) -> Made:
    return build(whole, PrintJob(), components=("rules",))


def rooms(whole: Loaded) -> list[tuple[str, list[str]]]:
    """Each room's name and the suits of its spaces, as the board has them."""
    assert whole.deck is not None
    (board,) = whole.deck.boards
    found: dict[str, list[str]] = {zone.title: [] for zone in board.zones}
    for way in board.ways:
        for space in way.spaces:
            if space.zone is not None and space.suit is not None:
                found[space.zone.title].append(space.suit.id)
    return list(found.items())


def test_the_table_of_spaces_is_the_boards(whole: Loaded) -> None:
    assert whole.deck is not None
    told = re.findall(r"^\| (\d) \*\*.*\*\* \| .* \| ([WCTGQ ]+) \|$", RULES, re.MULTILINE)
    assert len(told) == 5
    for (number, letters), (room, suits) in zip(told, rooms(whole), strict=True):
        assert letters.split() == [LETTERS[suit] for suit in suits], room
        assert whole.deck.look[f"room_{number}"] == room


def test_five_rooms_of_seven_with_a_gate_after_each(whole: Loaded) -> None:
    assert whole.deck is not None
    assert [len(suits) for _, suits in rooms(whole)] == [7] * 5
    assert "five rooms" in RULES
    assert "each has seven spaces" in RULES
    kinds = [space.kind for way in whole.deck.boards[0].ways for space in way.spaces]
    assert kinds.count("gate") == 5


def test_the_book_has_twelve_pages_and_the_safety_page_first(made: Made) -> None:
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    document = pypdfium2.PdfDocument(made.files["rules.pdf"])
    assert len(document) == 12
    assert "Before we start" in document[1].get_textpage().get_text_bounded()


def test_counts_come_from_the_deck(whole: Loaded, made: Made) -> None:
    said = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made.files["rules.pdf"]))
    assert "This deck holds 189 cards of 9 kinds" in " ".join(said.split())


def test_the_rules_claim_nothing_that_is_not_known() -> None:
    for word in ("cure", "heal", "proven", "therapist-approved", "lowers stress", "scientifically", "saves your"):
        assert word not in RULES.lower(), word
    assert "not therapy" in RULES


def test_the_starters_rules_speak_of_no_card_that_is_not_in_it(whole: Loaded, made: Made) -> None:
    """Six Echo cards are three for each: there is no pile to draw from."""
    starter = build(load("a-little-more", "starter"), PrintJob(), components=("rules",))
    assert [problem for problem in starter.problems if problem.severity == "error"] == []
    assert len(pypdfium2.PdfDocument(starter.files["rules.pdf"])) == 12
    for book, draws in ((made, True), (starter, False)):
        pages = pypdfium2.PdfDocument(book.files["rules.pdf"])
        said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
        assert ("draws a new one" in said) is draws
        assert ("Carry home for the end" in said) is draws


def test_on_the_first_night_a_card_to_be_answered_by_the_other_follows_the_pass(whole: Loaded) -> None:
    assert whole.deck is not None
    (strip,) = whole.deck.strips
    cards = [tip.card for tip in strip.tips]
    assert cards[cards.index("care-pass") + 1].startswith("wonder-1-")
    assert cards[-1] == "care-home"
