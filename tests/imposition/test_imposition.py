"""Laws of imposition: whatever the paper and the card, these hold."""

from collections import Counter
from itertools import combinations, islice, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Rect, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition import Piece, grid_for, impose
from generator.imposition.grid import Grid
from generator.imposition.turning import turned_over
from generator.model.face import Face
from generator.model.formats import FORMATS, own_format
from generator.model.job import Flip, PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.sheet import Line

lengths = st.floats(20, 200).map(lambda value: mm(round(value, 1)))
papers = st.sampled_from(list(PAPERS.values())) | st.builds(
    lambda w, h: Paper("own", "own", Size(mm(w), mm(h))), st.integers(60, 600), st.integers(60, 600)
)
jobs = st.builds(
    lambda paper, flip, gutter, margin, marks: PrintJob(
        paper=paper, flip=flip, gutter=mm(gutter), printer_margin=mm(margin), marks=marks
    ),
    papers,
    st.sampled_from(["long", "short"]),
    st.sampled_from([0, 1, 3, 6, 10]),
    st.sampled_from([0, 3, 5, 10]),
    st.booleans(),
)
cards = st.builds(
    lambda w, h, bleed: own_format(Size(w, h), corner=0, bleed=mm(bleed), safe=0),
    lengths,
    lengths,
    st.sampled_from([0, 2, 3, 5]),
)


def face(title: str) -> Face:
    return Face(size=Size(1, 1), bleed=0, items=(), title=title)


def grid_or_skip(card: object, job: PrintJob) -> Grid:
    try:
        return grid_for(card, job)  # type: ignore[arg-type]  # Hypothesis hands on a Format
    except ProblemsError:
        assume(False)
        raise


@given(cards, jobs)
@settings(deadline=None, max_examples=100)
def test_slots_do_not_overlap_and_stay_clear_of_the_printer_margin(card: object, job: PrintJob) -> None:
    grid = grid_or_skip(card, job)
    printable = Rect(0, 0, grid.paper.width, grid.paper.height).grown(-job.printer_margin)
    for slot, window in zip(grid.slots, grid.windows, strict=True):
        assert window.contains(slot, slack=0.001)
        assert printable.contains(window, slack=0.02)
    for one, other in combinations(grid.windows[:40], 2):
        assert not one.overlaps(other, slack=0.02)


@given(cards, jobs)
@settings(deadline=None, max_examples=100)
def test_marks_stay_outside_every_bleed_and_on_the_paper(card: object, job: PrintJob) -> None:
    grid = grid_or_skip(card, job)
    paper = Rect(0, 0, grid.paper.width, grid.paper.height)
    for mark in grid.marks:
        box = _box(mark)
        if mark.kind == "tick":  # Lies on a cut, where there is no room beyond.
            continue
        assert paper.contains(box, slack=0.001)
        assert not any(box.grown(0.2).overlaps(window) for window in grid.windows)
        assert grid.slug is None or not box.overlaps(grid.slug)
    assert job.marks or not grid.marks
    assert grid.slug is None or not any(grid.slug.overlaps(window, slack=0.02) for window in grid.windows)


def _box(mark: Line) -> Rect:
    left, top = min(mark.start.x, mark.end.x), min(mark.start.y, mark.end.y)
    return Rect(left, top, max(mark.start.x, mark.end.x) - left, max(mark.start.y, mark.end.y) - top)


@given(cards, jobs)
@settings(deadline=None, max_examples=60)
def test_the_grid_lies_in_the_middle_of_the_sheet(card: object, job: PrintJob) -> None:
    grid = grid_or_skip(card, job)
    first, last = grid.slots[0], grid.slots[-1]
    assert first.x == pytest.approx(grid.paper.width - last.right, abs=0.001)
    assert first.y == pytest.approx(grid.paper.height - last.bottom, abs=0.001)


@given(cards, jobs, st.integers(10, 300))
@settings(deadline=None, max_examples=60)
def test_a_larger_paper_never_holds_fewer(card: object, job: PrintJob, more: int) -> None:
    from dataclasses import replace

    grid = grid_or_skip(card, job)
    size = job.paper.size
    larger = Paper("own", "own", Size(size.width + more, size.height + more))
    assert grid_for(card, replace(job, paper=larger)).up >= grid.up  # type: ignore[arg-type]


@given(st.floats(50, 900), st.floats(50, 900), st.floats(0, 400), st.floats(0, 400), st.sampled_from(["long", "short"]))
def test_turning_over_twice_changes_nothing(width: float, height: float, x: float, y: float, flip: Flip) -> None:
    paper = Size(width, height)
    there, turn = turned_over(Rect(x, y, 30, 40), paper, flip)
    back, again = turned_over(there, paper, flip)
    assert (back.x, back.y) == pytest.approx((x, y))
    assert (turn + again) % 360 == 0


@given(st.integers(1, 60), jobs)
@settings(deadline=None, max_examples=60)
def test_every_copy_is_printed_once_with_its_back_behind_it(count: int, job: PrintJob) -> None:
    card = FORMATS["mini"]
    grid = grid_or_skip(card, job)
    pieces = [Piece(face(f"front {n}"), face(f"back {n}")) for n in range(count)]
    sheets = list(impose(pieces, grid, flip=job.flip, backs=True, words=lambda number, back: ""))
    fronts = [placement.face.title for sheet in sheets for placement in sheet.front.placements]
    assert fronts == [f"front {n}" for n in range(count)]
    assert all(one.number + 1 == other.number for one, other in pairwise(sheets))
    for sheet in sheets:
        assert sheet.back is not None
        upright = (sheet.paper.height >= sheet.paper.width) == (job.flip == "long")
        for front, back in zip(sheet.front.placements, sheet.back.placements, strict=True):
            assert back.face.title.split()[1] == front.face.title.split()[1]
            # Hold the sheet to the light: the back's slot covers the front's.
            if upright:
                assert back.at.x == pytest.approx(sheet.paper.width - front.at.right)
                assert back.at.y == pytest.approx(front.at.y)
                assert back.turned == 0
            else:
                assert back.at.y == pytest.approx(sheet.paper.height - front.at.bottom)
                assert back.at.x == pytest.approx(front.at.x)
                assert back.turned == 180
    assert max(Counter(fronts).values()) == 1


@pytest.mark.parametrize(
    ("card", "paper", "gutter", "up", "turned"),
    [
        ("poker", "a4", 0, 9, False),
        ("poker", "letter", 0, 9, False),
        ("poker", "a4", 6, 8, True),
        ("poker-euro", "a4", 0, 9, False),
        ("tarot", "a4", 0, 4, False),
        ("mini", "a4", 0, 18, True),
        ("business-euro", "a4", 0, 10, False),
        ("square", "letter", 0, 12, False),
    ],
)
def test_known_sheets(card: str, paper: str, gutter: float, up: int, turned: bool) -> None:
    grid = grid_for(FORMATS[card], PrintJob(paper=PAPERS[paper], gutter=mm(gutter)))
    assert grid.up == up
    assert (grid.paper.width > grid.paper.height) == turned


def test_a_sheet_is_made_only_when_it_is_asked_for() -> None:
    made = []

    def pieces() -> object:
        for number in range(10_000):
            made.append(number)
            yield Piece(face(str(number)))

    grid = grid_for(FORMATS["poker"], PrintJob())
    sheets = impose(pieces(), grid, flip="long", backs=False, words=lambda number, back: "")  # type: ignore[arg-type]
    list(islice(sheets, 2))
    assert len(made) == 18


def test_what_does_not_fit_is_refused_with_what_would() -> None:
    with pytest.raises(ProblemsError) as caught:
        grid_for(FORMATS["a5"], PrintJob(paper=PAPERS["a5"]))
    (problem,) = caught.value.problems
    assert problem.name == "too-large-for-paper"
    assert "--paper a4" in problem.help


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (PrintJob(gutter=-1), "impossible-gutter"),
        (PrintJob(printer_margin=mm(200)), "impossible-printer-margin"),
        (PrintJob(printer_margin=-1), "impossible-printer-margin"),
    ],
)
def test_the_impossible_is_a_problem(job: PrintJob, name: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        grid_for(FORMATS["poker"], job)
    assert [problem.name for problem in caught.value.problems] == [name]
