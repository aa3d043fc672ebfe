"""Cards in an order to be played in, each with a tip at its foot."""

from pathlib import Path

import pypdfium2
import pytest

from generator.build import Made, Options, build, components_of, load
from generator.model.job import PrintJob
from tests.build.test_books import DECK

BARE = DECK[: DECK.index("[rulebook]")]
STRIP = """
[[strip]]
id = "evening"
title = "A first evening"
cards = [{ card = "sun-2", tip = "Begin here." }, { card = "sun-1" }]
"""


def made(folder: Path, strip: str = STRIP) -> Made:
    (folder / "deck.toml").write_text(BARE + strip)
    loaded = load(str(folder))
    assert not loaded.problems
    assert loaded.deck is not None
    assert components_of(loaded.deck) == ("cards", "strips")
    return build(loaded, PrintJob(), Options(), components=("strips",))


def test_cards_come_in_the_order_of_the_strip_with_their_tips(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert not built.problems
    front, back = pypdfium2.PdfDocument(built.files["evening.pdf"])
    text = " ".join(front.get_textpage().get_text_bounded().split())
    assert text.index("Another one?") < text.index("Begin here.") < text.index("A question about the day?")
    assert "A first evening" in text
    assert "Begin here" not in back.get_textpage().get_text_bounded()
    assert "2 cards in order on 1 sheet" in built.about["evening.pdf"]


def test_an_unknown_card_is_told_where_it_is_named(tmp_path: Path) -> None:
    built = made(tmp_path, STRIP.replace("sun-1", "son-1"))
    (problem,) = built.problems
    assert not built.files
    assert problem.name == "unknown-card"
    assert problem.at is not None
    assert problem.at.line == STRIP[: STRIP.index("cards")].count("\n") + BARE.count("\n") + 1  # type: ignore[union-attr]
    assert problem.help == "did you mean `sun-1`?"


@pytest.mark.parametrize(
    ("was", "now", "name"),
    [
        ("tip =", "tap =", "unknown-key"),
        ('{ card = "sun-1" }', '"sun-1"', "wrong-type"),
        ('title = "A first evening"\n', "", "missing-key"),
        ('[{ card = "sun-2", tip = "Begin here." }, { card = "sun-1" }]', "[]", "too-few"),
        ("[[strip]]", "[strip]", "wrong-type"),
    ],
)
def test_a_slip_in_a_strip_is_told(tmp_path: Path, was: str, now: str, name: str) -> None:
    (tmp_path / "deck.toml").write_text(BARE + STRIP.replace(was, now))
    loaded = load(str(tmp_path))
    assert [problem.name for problem in loaded.problems] == [name]
    assert loaded.deck is None
    assert loaded.problems[0].at is not None


def test_two_strips_do_not_share_a_file(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(BARE + STRIP + STRIP)
    assert [problem.name for problem in load(str(tmp_path)).problems] == ["duplicate-entry"]


def test_a_half_used_sheet_is_for_the_cards(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(BARE + STRIP)
    built = build(load(str(tmp_path)), PrintJob(start_slot=9), Options(), components=("strips",))
    assert [problem.message for problem in built.problems] == []
    assert "2 cards in order on 1 sheet" in built.about["evening.pdf"]
