"""The pictures of the first page: how a sheet turns, how a pile goes back into the tray."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path as FilePath
from typing import Any, Literal

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from generator.basics.colour import Colour
from generator.basics.geometry import Insets, Matrix, Point, Rect, Size
from generator.basics.units import mm
from generator.build import Options, build, load
from generator.build.cards import _reloading
from generator.build.miniature import miniature
from generator.build.pages import sheet_words
from generator.export import DocumentInfo, write_pdf
from generator.imposition import reload_for
from generator.model.face import Face, Glyphs, Group, Item, Path, Stroke
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, paper_of
from generator.model.printer import PrinterProfile
from generator.model.sheet import Line, Placement, Sheet, Side
from generator.preflight import preflight
from tests.build.test_words import first_page
from tests.export.pieces import BLUE, RED, box, line, shape

SHEET = FilePath(__file__).parents[2] / "templates" / "sheet"
ENGLISH = sheet_words("en")


def printers() -> Iterator[PrinterProfile]:
    plain = PrinterProfile(name="any", margins=Insets.all(mm(5)))
    for stacks, prints, flip in product(("face-down", "face-up"), ("upper", "lower"), ("long", "short")):
        chosen: Any = {"stacks": stacks, "prints": prints, "flip": flip}
        yield replace(plain, **chosen)


def guide(**how: object) -> str:
    made = build(load("first-deck"), PrintJob(**how))  # type: ignore[arg-type]
    return first_page(made.files["cards.pdf"])


@pytest.mark.parametrize("flip", ["long", "short"])
def test_a_duplex_job_explains_the_flip(flip: Literal["long", "short"]) -> None:
    other = "short" if flip == "long" else "long"
    said = guide(flip=flip)
    assert str(ENGLISH[f"turn_{flip}"]) in said
    assert str(ENGLISH[f"turn_{other}"]) not in said
    assert str(ENGLISH["reload_head"]) not in said


@pytest.mark.parametrize("how", [{"backs": False}, {"way": "gutterfold"}])
def test_what_is_printed_on_one_side_explains_neither(how: dict[str, Any]) -> None:
    said = guide(**how)
    assert str(ENGLISH["turn_head"]) not in said
    assert str(ENGLISH["reload_head"]) not in said


@pytest.mark.parametrize("printer", [None, *printers()])
def test_a_pile_is_drawn_and_told_as_it_must_go_back(printer: PrinterProfile | None) -> None:
    job = PrintJob(way="by-hand", printer=printer, flip=printer.flip if printer else "long")
    reload = reload_for(job)
    out, back = _reloading(reload, ENGLISH)
    # The printed side comes to lie where the reload wants it, from where the printer lays it and the turn.
    stacks = printer.stacks if printer else "face-down"
    assert ("pile-up" in out["layers"]) == (stacks == "face-up")  # type: ignore[operator]
    assert ("pile-turned" in out["layers"]) == reload.turn_pile  # type: ignore[operator]
    assert f"pile-{reload.printed_side}" in back["layers"]  # type: ignore[operator]
    assert ("pile-in-same" in back["layers"]) == (job.flip == "long")  # type: ignore[operator]
    for picture in (out, back):
        assert all((SHEET / f"{layer}.svg").is_file() for layer in picture["layers"])  # type: ignore[attr-defined]
    said = guide(way="by-hand", printer=printer, flip=job.flip)
    assert str(out["says"]) in said
    assert str(back["says"]) in said


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ({}, ["sheet 1 of 1", "back of sheet 1"]),
        ({"paper": PAPERS["letter"], "packs": 3}, ["sheet 1 of 3", "back of sheet 1"]),
        ({"way": "by-hand"}, ["sheet 1 of 1"]),
        ({"way": "gutterfold"}, ["sheet 1 of 2"]),
        ({"paper": PAPERS["a5"]}, []),
    ],
)
def test_the_first_page_shows_the_decks_own_sheet(how: dict[str, Any], shown: list[str]) -> None:
    said = guide(**how)
    captions = [text for text in ("sheet 1 of 1", "sheet 1 of 2", "sheet 1 of 3", "back of sheet 1") if text in said]
    assert captions == shown
    assert "What made" not in said, "words are bars there: nobody could read them, and a search would find them twice"


def test_the_small_sheet_is_the_sheet_in_small() -> None:
    paper, card = Size(200, 150), Size(60, 90)
    art = Group((box(0, 0, 60, 90, BLUE), box(5, 5, 20, 30, RED), box(-9, 60, 200, 9, RED)), shared=True)
    face = Face(size=card, bleed=5, items=(art,))
    standing, lying = Rect(10, 10, 60, 90), Rect(90, 20, 90, 60)
    placed = Placement(face, standing, standing.grown(3)), Placement(face, lying, lying, 90)
    side = Side(placements=placed, marks=(Line(Point(0, 10), Point(8, 10)),))
    small = Face(size=Size(100, 75), bleed=0, items=(miniature(side, paper, 0.5),))

    def seen(size: Size, side: Side, scale: float) -> Image.Image:
        data = write_pdf([Sheet(paper=size, number=1, front=side)], DocumentInfo(title="small"))
        picture: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil()
        return picture.convert("RGB")

    whole = Rect(0, 0, 100, 75)
    one = seen(small.size, Side(placements=(Placement(small, whole, whole),)), 4)
    other = seen(paper, side, 2)
    apart = ImageChops.difference(one, other).convert("L").filter(ImageFilter.MinFilter(3))
    frame = 4  # pixels: the edge of the paper, which only the small one has
    assert not any(apart.crop((frame, frame, apart.width - frame, apart.height - frame)).histogram()[30:])


def test_words_become_bars_and_fine_lines_stay_printable() -> None:
    words = line(shape("Words"), x=5, y=30, size=12)
    thin = Path((("M", 0, 50), ("L", 60, 50)), stroke=Stroke(BLUE, 0.1))
    face = Face(size=Size(60, 90), bleed=0, items=(Group((words, thin), matrix=Matrix.scaling(0.5, 0.5)),))
    at = Rect(0, 0, 60, 90)
    made = miniature(Side(placements=(Placement(face, at, at),)), Size(60, 90), 0.2)

    def every(item: Item, part: float) -> Iterator[tuple[Item, float]]:
        yield item, part
        if isinstance(item, Group):
            for inner in item.items:
                yield from every(inner, part * item.matrix.a)

    found = list(every(made, 1.0))
    assert not any(isinstance(item, Glyphs) for item, _ in found)
    assert [item.fill.alpha for item, _ in found if isinstance(item, Path) and isinstance(item.fill, Colour)] == [1.0]
    strokes = [item.stroke.width * part for item, part in found if isinstance(item, Path) and item.stroke]
    assert len(strokes) == 2
    assert all(width >= 0.25 for width in strokes)


def test_nothing_on_the_first_page_is_too_small_to_print() -> None:
    made = build(load("a-little-more"), PrintJob(), Options(), components=("cards",))
    assert preflight(made.files["cards.pdf"], "home") == ()


def test_paper_that_is_too_small_for_the_first_page_goes_without_one() -> None:
    paper, _ = paper_of("100x150mm")
    assert paper is not None
    made = build(load("first-deck"), PrintJob(paper=paper))
    assert [problem.name for problem in made.problems] == ["no-room-for-guide"]
    assert str(ENGLISH["size_head"]) not in first_page(made.files["cards.pdf"])
    assert build(load("first-deck"), PrintJob(paper=paper, guide=False)).problems == ()


def test_small_paper_has_a_ruler_but_no_bank_card() -> None:
    said = guide(paper=PAPERS["a5"], printer_margin=mm(5))
    assert str(ENGLISH["bank_card"]) not in said
    assert "bank card" not in said
    assert str(ENGLISH["size_head"]) in said
