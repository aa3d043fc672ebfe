"""Laws of marks: every cut can be found, and no mark lies where it would stay on a card."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from generator.basics.geometry import Rect
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition import Grid, grid_for
from generator.imposition.marks import box
from generator.imposition.turning import point_turned_over
from generator.model.formats import FORMATS, Format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from tests.imposition.worlds import cards, grid_or_skip, jobs


@given(cards, jobs())
@settings(deadline=None, max_examples=60)
def test_marks_lie_on_the_paper_and_only_lines_along_cuts_touch_cards(card: Format, job: PrintJob) -> None:
    grid = grid_or_skip(card, job)
    paper = Rect(0, 0, grid.paper.width, grid.paper.height)
    edges_x = {edge for slot in grid.slots for edge in (slot.x, slot.right)}
    edges_y = {edge for slot in grid.slots for edge in (slot.y, slot.bottom)}
    if grid.fold != "none":
        backs = grid.backs(job.flip)
        edges_x |= {edge for place in backs for edge in (place.at.x, place.at.right)}
        edges_y |= {edge for place in backs for edge in (place.at.y, place.at.bottom)}
    for mark in grid.marks:
        around = box(mark)
        assert paper.contains(around, slack=0.02)
        if mark.kind in ("crop", "registration"):
            assert not any(around.grown(0.1).overlaps(window) for window in grid.windows)
        elif mark.kind in ("cut", "tick"):
            upright = around.width < around.height
            at, edges = (mark.start.x, edges_x) if upright else (mark.start.y, edges_y)
            assert min(abs(at - edge) for edge in edges) < 0.02
    for patch in grid.patches:
        assert paper.contains(patch.at)
        assert not any(patch.at.overlaps(window) for window in grid.windows)
        assert not any(patch.at.overlaps(box(mark).grown(0.1)) for mark in grid.marks)
        assert grid.slug is None or not patch.at.overlaps(grid.slug)
    asked = {"crop"} if job.marks else set()
    asked |= {"tick"} if job.marks or job.ticks else set()
    asked |= {"cut"} if job.cut_lines else set()
    asked |= {"registration"} if job.registration else set()
    asked |= {"fold"} if grid.fold != "none" else set()
    assert {mark.kind for mark in grid.marks} <= asked
    # Asked for and not drawn is said.
    if (job.color_bar and not grid.patches) or (
        job.registration and not any(mark.kind == "registration" for mark in grid.marks)
    ):
        assert any(problem.name == "no-room-for-marks" for problem in grid.problems)


@given(cards, jobs())
@settings(deadline=None, max_examples=60)
def test_both_ends_of_every_cut_are_marked(card: Format, job: PrintJob) -> None:
    job = replace(job, marks=True, ticks=False, cut_lines=False, registration=False, color_bar=False)
    _assert_both_ends_marked(grid_or_skip(card, job))


def _assert_both_ends_marked(grid: Grid) -> None:
    upright = [mark for mark in grid.marks if mark.kind != "fold" and mark.start.x == mark.end.x]
    level = [mark for mark in grid.marks if mark.kind != "fold" and mark.start.y == mark.end.y]
    for slot in grid.slots:
        for edge in (slot.x, slot.right):
            if grid.fold == "vertical" and abs(edge - grid.fold_at) < 0.02:
                continue
            there = [mark for mark in upright if abs(mark.start.x - edge) < 0.02]
            assert any(box(mark).y <= slot.y + 0.02 for mark in there)
            assert any(box(mark).bottom >= slot.bottom - 0.02 for mark in there)
        for edge in (slot.y, slot.bottom):
            if grid.fold == "horizontal" and abs(edge - grid.fold_at) < 0.02:
                continue
            there = [mark for mark in level if abs(mark.start.y - edge) < 0.02]
            assert any(box(mark).x <= slot.x + 0.02 for mark in there)
            assert any(box(mark).right >= slot.right - 0.02 for mark in there)


def test_full_cut_lines_run_from_mark_to_mark() -> None:
    grid = grid_or_skip(FORMATS["poker"], PrintJob(cut_lines=True))
    cuts = [mark for mark in grid.marks if mark.kind == "cut"]
    assert len(cuts) == 8
    crops = [box(mark) for mark in grid.marks if mark.kind == "crop"]
    for cut in cuts:
        ends = [mark for mark in crops if box(cut).grown(0.01).contains(mark)]
        assert len(ends) == 2


def test_corner_ticks_stand_at_every_corner() -> None:
    grid = grid_or_skip(FORMATS["poker"], PrintJob(ticks=True, marks=False))
    assert {mark.kind for mark in grid.marks} == {"tick"}
    assert len(grid.marks) == 2 * 4 * 4


def test_marks_stand_on_fronts_only_unless_asked_for() -> None:
    plain = grid_or_skip(FORMATS["poker"], PrintJob())
    assert plain.back_marks("long") == ()
    both = grid_or_skip(FORMATS["poker"], PrintJob(marks_on_backs=True, flip="short"))
    behind = both.back_marks("short")
    assert len(behind) == len(both.marks)
    assert behind[0].start == point_turned_over(both.marks[0].start, both.paper, "short")


def test_registration_and_colour_bar_find_their_places() -> None:
    grid = grid_or_skip(FORMATS["poker"], PrintJob(registration=True, color_bar=True))
    assert grid.problems == ()
    assert {patch.role for patch in grid.patches} >= {"c", "m", "y", "k"}
    assert all(patch.at.width == mm(4) for patch in grid.patches)


def test_no_crop_mark_stands_in_the_fold() -> None:
    for card in ("poker", "index"):
        grid = grid_or_skip(FORMATS[card], PrintJob(way="gutterfold", paper=PAPERS["a5"]))
        ends = [mark.start.x if grid.fold == "vertical" else mark.start.y for mark in grid.marks if mark.kind == "crop"]
        assert ends
        assert min(abs(end - grid.fold_at) for end in ends) > 1


@pytest.mark.parametrize("gutter", [0, 6])
def test_named_formats_some_turned_keep_their_bleed_and_marks_off_each_other(gutter: int) -> None:
    mixed = 0
    for card in FORMATS.values():
        for paper in PAPERS.values():
            job = PrintJob(paper=paper, gutter=mm(gutter), turning="mixed")
            try:
                grid = grid_for(card, job)
            except ProblemsError:
                continue
            if len(set(grid.turns)) < 2:
                continue
            mixed += 1
            for one, other in combinations(grid.windows, 2):
                assert not one.overlaps(other, slack=0.02)
            for mark in grid.marks:
                if mark.kind == "crop":
                    assert not any(box(mark).grown(0.1).overlaps(window) for window in grid.windows)
            _assert_both_ends_marked(grid)
    assert mixed > 30
