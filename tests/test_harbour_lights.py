"""The race game as it is printed: the flagship's parts in another look, without a word of complaint."""

from collections import Counter

import pypdfium2
import pytest

from generator.basics.units import in_mm
from generator.build import Options, build, load
from generator.model.deck import Deck
from generator.model.job import PrintJob
from generator.model.papers import PAPERS


@pytest.fixture(scope="module")
def game() -> Deck:
    loaded = load("harbour-lights")
    assert not loaded.problems
    assert loaded.deck is not None
    return loaded.deck


def test_there_are_24_cards_and_the_box_holds_them_all(game: Deck) -> None:
    found = Counter(card.suit.id for card in game.cards for _ in range(card.copies) if card.suit)
    assert found == {"wind": 7, "rope": 7, "tide": 5, "lamp": 5}
    (box,) = game.boxes
    assert sum(card.copies for card in box.cards_of(game.cards)) == 24


def test_the_way_home_has_31_spaces_ten_lamps_and_a_harbour(game: Deck) -> None:
    (board,) = game.boards
    (way,) = board.ways
    kinds = [space.kind for space in way.spaces]
    assert len(kinds) == 32
    assert kinds[:4] == ["start"] * 4
    assert kinds[-1] == "harbour"
    assert Counter(kinds)["dark"] == 7
    # The rules and the simulation speak of these spaces, counted from 1.
    assert [number for number, kind in enumerate(kinds, 1) if kind == "fog"] == [12, 19, 27]


def test_each_of_four_boats_has_eight_lights_with_its_sign(game: Deck) -> None:
    boats = {token.icon: token for token in game.tokens if token.shape == "hexagon"}
    lights = {token.icon: token for token in game.tokens if token.shape == "round"}
    assert sorted(boats) == ["anchor", "fish", "shell", "star"]
    assert {icon: token.copies for icon, token in lights.items()} == dict.fromkeys(boats, 8)
    (lighthouse,) = game.standees
    assert lighthouse.kind == "column"


def test_a_light_fits_on_a_lamp_and_a_boat_on_a_space(game: Deck) -> None:
    spaces = [space for board in game.boards for way in board.ways for space in way.spaces]
    narrowest = min(space.width for space in spaces)
    assert all(in_mm(token.size) <= in_mm(narrowest) for token in game.tokens)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("ink", ["normal", "low", "black"])
def test_everything_is_made_without_a_word_of_complaint(paper: str, ink: str) -> None:
    job = PrintJob(paper=PAPERS[paper], guide=False)
    built = build(load("harbour-lights"), job, Options(ink=ink))  # type: ignore[arg-type]
    # Two pages of A5 beside each other are a little wider than Letter; the booklet says so and shrinks.
    assert [one.name for one in built.problems if one.name != "booklet-made-smaller"] == []
    assert {"cards.pdf", "board.pdf", "board-tiled.pdf", "boxes.pdf", "tokens.pdf", "rules.pdf"} <= set(built.files)
    # Its size was chosen so that two sheets, of A4 and of Letter, are enough.
    assert len(pypdfium2.PdfDocument(built.files["board-tiled.pdf"])) == 2
    assert built.sheets["boxes.pdf"] == built.sheets["tokens.pdf"] == 1
    assert len(pypdfium2.PdfDocument(built.files["rules.pdf"])) == 2
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(built.files["cards.pdf"]))
    assert said.count("Full sails") == 2
