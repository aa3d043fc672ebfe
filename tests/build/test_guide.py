"""The pictures of the first page: how a sheet turns, how a pile goes back into the tray."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest

from generator.basics.geometry import Insets
from generator.basics.units import mm
from generator.build import build, load
from generator.build.cards import _reloading
from generator.build.pages import sheet_words
from generator.imposition import reload_for
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, paper_of
from generator.model.printer import PrinterProfile
from tests.build.test_words import first_page

SHEET = Path(__file__).parents[2] / "templates" / "sheet"
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
