"""Booklets: every page once, and in order when the sheets are folded."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import IDENTITY, Insets, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition import impose_booklet, page_order
from generator.model.face import Face
from generator.model.job import Flip, PrintJob
from generator.model.papers import PAPERS
from generator.model.printer import PrinterProfile

A5 = Size(mm(148), mm(210))
JOB = PrintJob()


def pages(count: int, size: Size = A5) -> list[Face]:
    return [Face(size=size, bleed=mm(3), items=(), title=str(number)) for number in range(1, count + 1)]


def folded(order: tuple[tuple[tuple[int, int], tuple[int, int]], ...]) -> list[int]:
    """The pages as one leafs through them: each sheet's right half inwards, then its left half outwards."""
    first = [page for (_, right), (left, _) in order for page in (right, left)]
    last = [page for (left, _), (_, right) in reversed(order) for page in (right, left)]
    return first + last


@given(st.integers(1, 200))
def test_folding_gives_the_pages_in_order(count: int) -> None:
    found = folded(page_order(count))
    assert len(found) % 4 == 0
    assert len(found) < count + 4
    assert found == [*range(1, count + 1), *[0] * (len(found) - count)]


@given(st.integers(1, 50))
def test_pages_beside_each_other_add_up_to_one_more_than_there_are(sheets: int) -> None:
    spreads = [spread for sheet in page_order(4 * sheets) for spread in sheet]
    assert {left + right for left, right in spreads} == {4 * sheets + 1}


@given(st.integers(1, 80), st.sampled_from(["long", "short"]), st.sampled_from(["a4", "letter"]))
def test_every_page_is_placed_once_on_its_own_half(count: int, flip: Flip, paper: str) -> None:
    job = replace(JOB, flip=flip, paper=PAPERS[paper])
    sheets, _ = impose_booklet(pages(count), job)
    sides = [side for sheet in sheets for side in (sheet.front, sheet.back) if side is not None]
    placed = [placement for side in sides for placement in side.placements]
    assert sorted(int(one.face.title) for one in placed) == list(range(1, count + 1))
    for sheet in sheets:
        middle = sheet.paper.width / 2
        for side in (sheet.front, sheet.back):
            assert side is not None
            for one in side.placements:
                assert one.window.right <= middle + 1e-6 or one.window.x >= middle - 1e-6
                assert one.window.x >= -1e-6
                assert one.window.bottom <= sheet.paper.height + 1e-6


def test_inner_sheets_move_towards_the_fold() -> None:
    sheets, _ = impose_booklet(pages(12), JOB, thickness=0.5)
    lefts = [sheet.front.placements[0].at.right - sheet.paper.width / 2 for sheet in sheets]
    rights = [sheet.front.placements[1].at.x - sheet.paper.width / 2 for sheet in sheets]
    assert lefts == pytest.approx([0.0, 0.5, 1.0])
    assert rights == pytest.approx([0.0, -0.5, -1.0])


def test_a_back_is_upside_down_for_a_printer_that_turns_the_long_edge() -> None:
    ways: tuple[tuple[Flip, int, bool], ...] = (("long", 180, True), ("short", 0, False))
    for flip, turned, second in ways:
        (sheet,), _ = impose_booklet(pages(4), replace(JOB, flip=flip))
        assert sheet.back is not None
        behind = next(one for one in sheet.back.placements if one.face.title == "2")
        assert behind.turned == turned
        # Behind page 1, which is on the right: the same half when turned over the long edge of a lying sheet.
        assert (behind.at.x > sheet.paper.width / 2 - 1) == second


def test_pages_are_made_smaller_for_letter_and_it_is_said() -> None:
    sheets, problems = impose_booklet(pages(4), replace(JOB, paper=PAPERS["letter"]))
    assert [problem.name for problem in problems] == ["booklet-made-smaller"]
    assert sheets[0].front.placements[0].face.size.width == pytest.approx(PAPERS["letter"].size.height / 2)


def test_pages_much_too_large_are_refused() -> None:
    with pytest.raises(ProblemsError) as caught:
        impose_booklet(pages(4, Size(mm(210), mm(297))), JOB)
    assert [problem.name for problem in caught.value.problems] == ["booklet-does-not-fit"]


def test_the_outside_says_where_to_fold_and_staple() -> None:
    sheets, _ = impose_booklet(pages(8), JOB)
    assert {mark.kind for mark in sheets[0].front.marks} == {"fold", "tick"}
    assert all(mark.start.x == sheets[0].paper.width / 2 for mark in sheets[0].front.marks)
    assert not sheets[1].front.marks
    bare, _ = impose_booklet(pages(8), replace(JOB, marks=False))
    assert not bare[0].front.marks


def test_a_thick_booklet_is_warned_of() -> None:
    _, problems = impose_booklet(pages(100), JOB)
    assert [problem.name for problem in problems] == ["booklet-too-thick"]


def test_only_backs_are_shifted_for_a_measured_printer() -> None:
    printer = PrinterProfile(name="home", margins=Insets.all(mm(5)), right=mm(1.5), down=mm(-0.8))
    sheets, problems = impose_booklet(pages(8), PrintJob(printer=printer))
    assert not problems
    for sheet in sheets:
        assert sheet.back is not None
        assert sheet.front.shift == IDENTITY
        assert sheet.back.shift == printer.correction(sheet.paper)
    with pytest.raises(ProblemsError):
        impose_booklet(pages(8), PrintJob(printer=printer, flip="short"))
