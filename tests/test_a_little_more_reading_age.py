"""Rules and cards can be read with ease at eleven years of age."""

import re
from pathlib import Path

import pytest

from generator.build import load
from tests.reading_age import reading_age, syllables

RULES = (Path(__file__).parents[1] / "decks" / "a-little-more" / "rules.md").read_text()
WORDED = ("text", "follow_up", "smaller_step", "no_touch", "with_touch")

#: A formula for texts says little of a section of a few words.
ENOUGH_WORDS = 25


def plain(markdown: str) -> str:
    """The words alone, each cell of a table and each entry of a list a sentence."""
    for pattern, instead in (
        (r"\{%.*?%\}", ""),
        (r"\{\{.*?\}\}", "seven"),
        (r":[a-z]+\{[^}]*\}|:[\w-]+:|[*`]", ""),
        (r"^:::.*$|^\|[-:| ]+\|$", ""),
        (r"\s*\|\s*", "\n\n"),
        (r"^\s*(?:-|\d+\.|#+)\s+", "\n\n"),
    ):
        markdown = re.sub(pattern, instead, markdown, flags=re.MULTILINE)
    return markdown


def sections() -> dict[str, str]:
    """The text of each section of the rules by its heading."""
    parts = re.split(r"^(?=#{1,2} )", RULES, flags=re.MULTILINE)
    return {part.split("\n")[0]: plain(part) for part in parts if len(plain(part).split()) > ENOUGH_WORDS}


@pytest.mark.parametrize("heading", sections())
def test_every_section_of_the_rules_can_be_read_at_eleven(heading: str) -> None:
    assert reading_age(sections()[heading]) <= 11


def test_the_cards_of_every_suit_can_be_read_at_eleven_and_no_card_needs_a_grown_up() -> None:
    deck = load("a-little-more").deck
    assert deck is not None
    ages: dict[str, list[float]] = {}
    for card in deck.cards:
        assert card.suit is not None
        told = " ".join(str(card.fields[name]) for name in WORDED if name in card.fields)
        ages.setdefault(card.suit.id, []).append(reading_age(told))
        assert reading_age(told) < 13, card.id
    for suit, found in ages.items():
        assert sum(found) / len(found) <= 9, suit


def test_the_formula_tells_easy_from_hard() -> None:
    assert reading_age("You take a card. You read it out. Then you wait.") < 7
    hard = "Participants are encouraged to articulate emotionally significant autobiographical recollections."
    assert reading_age(hard) > 18


@pytest.mark.parametrize(
    ("word", "count"),
    [("late", 1), ("table", 2), ("asked", 1), ("wanted", 2), ("evening", 3), ("voices", 2), ("people", 2), ("a", 1)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count
