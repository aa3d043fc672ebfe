"""The flagship's board: the plan of the game, and every way to print it."""

from collections import Counter
from io import BytesIO
from typing import get_args

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageStat

from generator.build import Ink, Options, build, load
from generator.components.boards import lay_out
from generator.imposition import tiling
from generator.model.board import BoardLayout
from generator.model.job import PrintJob
from generator.model.papers import PAPERS

#: Which suits lie in which room, in the order in which one comes to them.
ROOMS = {
    "hall": "W T C W G C Q",
    "table": "T W C G W C Q",
    "window": "W T C W Q C G",
    "lamp": "T W C Q W C G",
    "hearth": "W C G W C T Q",
}
LETTERS = {"wonder": "W", "courage": "C", "thanks": "T", "together": "G", "quiet": "Q"}


@pytest.fixture(scope="module")
def layout() -> BoardLayout:
    loaded = load("a-little-more")
    assert loaded.deck is not None, loaded.problems
    (board,) = loaded.deck.boards
    found, problems = lay_out(board)
    assert problems == ()
    assert found is not None
    return found


def test_five_rooms_of_seven_spaces_lie_between_the_doorstep_and_home(layout: BoardLayout) -> None:
    (way,) = layout.ways
    rooms = {zone.zone.id: " ".join(LETTERS[space.space.kind] for space in zone.spaces) for zone in way.zones}
    assert rooms == ROOMS
    kinds = [space.space.kind for space in way.spaces]
    assert (kinds[0], kinds[-1]) == ("doorstep", "home")
    assert [kinds[place] for place in range(8, 41, 8)] == ["gate"] * 5
    assert len(kinds) == 1 + 35 + 5 + 1


def test_every_room_holds_the_same_choice(layout: BoardLayout) -> None:
    for zone in layout.ways[0].zones:
        assert Counter(LETTERS[space.space.kind] for space in zone.spaces) == Counter("WWCCTGQ")


def test_any_three_spaces_in_a_row_differ(layout: BoardLayout) -> None:
    kinds = [space.space.kind for zone in layout.ways[0].zones for space in zone.spaces]
    assert len(kinds) == 35
    for place in range(len(kinds) - 2):
        assert len(set(kinds[place : place + 3])) == 3


def test_an_ember_leaves_the_suit_to_be_seen(layout: BoardLayout) -> None:
    for space in layout.spaces:
        assert space.space.width >= 20 * 72 / 25.4


def test_six_piles_have_their_places_three_on_each_side(layout: BoardLayout) -> None:
    middle = layout.board.format.trim.width / 2
    left = [spot.kind for spot, _ in layout.spots if spot.at.x < middle]
    right = [spot.kind for spot, _ in layout.spots if spot.at.x > middle]
    assert left == ["wonder", "courage", "echo"]
    assert right == ["thanks", "together", "quiet"]


@pytest.mark.parametrize("ink", get_args(Ink))
def test_the_board_is_printed_without_a_fault(ink: Ink) -> None:
    built = build(load("a-little-more"), PrintJob(), Options(ink=ink), components=["board"])
    assert built.problems == ()
    assert sorted(built.files) == ["board-tiled.pdf", "board.pdf"]
    text = " ".join(pypdfium2.PdfDocument(built.files["board.pdf"])[0].get_textpage().get_text_bounded().split())
    assert text.startswith("A Little More")
    for word in ("A Little More", "Doorstep", "Ready?", "Home", "Hall", "Hearth", "Wonder", "Quiet"):
        assert word in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_both_files_are_true_to_size(paper: str) -> None:
    built = build(load("a-little-more"), PrintJob(paper=PAPERS[paper]), components=["board"])
    with pikepdf.open(BytesIO(built.files["board.pdf"])) as whole:
        (page,) = whole.pages
        left, bottom, right, top = (float(value) for value in page.trimbox)
        assert (round((right - left) / 72 * 25.4, 2), round((top - bottom) / 72 * 25.4, 2)) == (420, 297)
        assert whole.Root.ViewerPreferences.PrintScaling == "/None"
    with pikepdf.open(BytesIO(built.files["board-tiled.pdf"])) as tiled:
        assert len(tiled.pages) == 1 + 4
    # The pieces of one board are one drawing, shown four times.
    assert len(built.files["board-tiled.pdf"]) < 2 * len(built.files["board.pdf"])
    again = build(load("a-little-more"), PrintJob(paper=PAPERS[paper]), components=["board"])
    assert again.files == built.files


def test_without_colour_no_colour_is_left() -> None:
    built = build(load("a-little-more"), PrintJob(), Options(ink="black"), components=["board"])
    image = pypdfium2.PdfDocument(built.files["board.pdf"])[0].render(scale=0.5).to_pil().convert("RGB")
    colourful = sum(
        count
        for count, (red, green, blue) in image.getcolors(1 << 24)
        if max(red, green, blue) - min(red, green, blue) > 16
    )
    assert colourful == 0


def test_the_pieces_laid_together_are_the_board() -> None:
    """Each piece as it is printed shows what the whole board shows in that place."""
    loaded = load("a-little-more")
    assert loaded.deck is not None
    board = loaded.deck.boards[0].format
    built = build(loaded, PrintJob(guide=False), components=["board"])
    scale = 4
    whole = pypdfium2.PdfDocument(built.files["board.pdf"])[0].render(scale=scale).to_pil().convert("RGB")
    pages = pypdfium2.PdfDocument(built.files["board-tiled.pdf"])
    cut = tiling(board, PrintJob())
    assert len(pages) == len(cut.tiles)
    for page, tile in zip(pages, cut.tiles, strict=True):
        off = 0
        printed = page.render(scale=scale).to_pil().convert("RGB")
        for across in range(1, 10):
            for down in range(1, 10):
                dx, dy = tile.window.width * across / 10, tile.window.height * down / 10
                here = box_around(printed, (tile.window.x + dx) * scale, (tile.window.y + dy) * scale)
                there = box_around(
                    whole, (tile.piece.x + board.bleed + dx) * scale, (tile.piece.y + board.bleed + dy) * scale
                )
                off += max(abs(a - b) for a, b in zip(here, there, strict=True)) > 24
        assert off == 0


def box_around(image: Image.Image, x: float, y: float) -> tuple[float, ...]:
    """The mean colour of the few pixels around a place."""
    box = image.crop((round(x) - 6, round(y) - 6, round(x) + 7, round(y) + 7))
    return tuple(ImageStat.Stat(box).mean)
