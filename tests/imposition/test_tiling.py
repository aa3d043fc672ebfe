"""Boards on paper: whole on one page, and in pieces that go together again."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Insets, Rect, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import TOLERANCE, in_mm, mm
from generator.imposition import Tiling, tiling, whole_page
from generator.imposition.marks import MARK_TO_EDGE
from generator.imposition.tiles import MOST_TILES, OVERLAP, STRIP
from generator.model.formats import Format, own_format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from tests.imposition.worlds import jobs

A3 = own_format(Size(mm(420), mm(297)), corner=0, bleed=mm(3), safe=mm(5))
laws = settings(deadline=None, max_examples=100)
boards = st.builds(
    lambda width, height, bleed: own_format(Size(mm(width), mm(height)), corner=0, bleed=mm(bleed), safe=0),
    st.integers(50, 900),
    st.integers(50, 900),
    st.sampled_from([0, 2, 3]),
)
overlaps = st.sampled_from([5, 10, 15]).map(mm)


def made(board: Format, job: PrintJob, overlap: float) -> Tiling:
    try:
        return tiling(board, job, overlap)
    except ProblemsError as fault:
        (problem,) = fault.problems
        assert problem.name == "too-many-tiles"
        assume(False)
        raise


@laws
@given(boards, jobs(), overlaps)
def test_every_point_of_a_board_is_on_a_sheet(board: Format, job: PrintJob, overlap: float) -> None:
    cut = made(board, job, overlap)
    pieces = [tile.piece for tile in cut.tiles]
    for row in range(21):
        for column in range(21):
            x, y = board.trim.width * column / 20, board.trim.height * row / 20
            assert any(piece.grown(TOLERANCE).contains(Rect(x, y, 0, 0)) for piece in pieces)


@laws
@given(boards, jobs(), overlaps)
def test_neighbours_overlap_by_exactly_the_overlap(board: Format, job: PrintJob, overlap: float) -> None:
    cut = made(board, job, overlap)
    by_place = {(tile.column, tile.row): tile.piece for tile in cut.tiles}
    assert len(by_place) == cut.columns * cut.rows == len(cut.tiles)
    for row in range(cut.rows):
        line = [by_place[column, row] for column in range(cut.columns)]
        for one, other in pairwise(line):
            assert one.right - other.x == pytest.approx(overlap)
            assert (one.y, one.height) == (other.y, other.height)
    for column in range(cut.columns):
        line = [by_place[column, row] for row in range(cut.rows)]
        for one, other in pairwise(line):
            assert one.bottom - other.y == pytest.approx(overlap)


@laws
@given(boards, jobs(), overlaps)
def test_no_piece_and_no_word_enters_the_printer_margin(board: Format, job: PrintJob, overlap: float) -> None:
    cut = made(board, job, overlap)
    margins = job.margins(lying=cut.paper.width > cut.paper.height)
    room = Rect(0, 0, cut.paper.width, cut.paper.height).inset(margins)
    paper = Rect(0, 0, cut.paper.width, cut.paper.height).inset(Insets.all(MARK_TO_EDGE - TOLERANCE))
    for tile in cut.tiles:
        assert room.contains(tile.window, slack=TOLERANCE)
        for joint in tile.joints:
            assert room.contains(joint.label, slack=TOLERANCE)
            assert not joint.label.overlaps(tile.window)
        for mark in tile.marks:
            for end in (mark.start, mark.end):
                assert not tile.window.grown(-TOLERANCE).contains(Rect(end.x, end.y, 0, 0))
                assert paper.contains(Rect(end.x, end.y, 0, 0))


@laws
@given(boards, jobs(), overlaps)
def test_nothing_is_scaled_and_each_piece_shows_its_own_part(board: Format, job: PrintJob, overlap: float) -> None:
    for tile in made(board, job, overlap).tiles:
        assert tile.at.size == board.trim
        assert (tile.window.x - tile.at.x, tile.window.y - tile.at.y) == pytest.approx((tile.piece.x, tile.piece.y))
        assert tile.window.size == tile.piece.size


@laws
@given(boards, jobs(), overlaps)
def test_no_fewer_sheets_would_do(board: Format, job: PrintJob, overlap: float) -> None:
    cut = made(board, job, overlap)
    for lying in (False, True):
        size = job.paper.size
        paper = size.turned if (size.width > size.height) != lying else size
        room = Rect(0, 0, paper.width, paper.height).inset(job.margins(lying=lying)).inset(Insets.all(STRIP))
        for columns in range(1, len(cut.tiles)):
            for rows in range(1, (len(cut.tiles) - 1) // columns + 1):
                wide = columns * room.width - (columns - 1) * overlap
                high = rows * room.height - (rows - 1) * overlap
                assert wide < board.trim.width or high < board.trim.height


@laws
@given(boards, jobs(), overlaps)
def test_where_two_sheets_meet_one_is_glued_and_the_other_cut(board: Format, job: PrintJob, overlap: float) -> None:
    cut = made(board, job, overlap)
    facing = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
    joints = {((tile.column, tile.row), joint.edge): joint for tile in cut.tiles for joint in tile.joints}
    for (place, edge), joint in joints.items():
        other = joints[joint.other, facing[edge]]  # type: ignore[index]
        assert other.other == place
        assert joint.glue != other.glue


def test_an_a3_board_takes_four_sheets_of_a4_or_letter() -> None:
    for paper in ("a4", "letter"):
        cut = tiling(A3, PrintJob(paper=PAPERS[paper]))
        assert (cut.columns, cut.rows, [tile.name for tile in cut.tiles]) == (2, 2, ["A1", "A2", "B1", "B2"])
        assert cut.paper.width > cut.paper.height
        assert cut.bleed == A3.bleed


def test_the_sheets_lie_or_stand_as_fewer_of_them_do() -> None:
    long = own_format(Size(mm(270), mm(180)), corner=0, bleed=mm(3), safe=0)
    assert len(tiling(long, PrintJob()).tiles) == 1
    assert tiling(long, PrintJob()).paper == PAPERS["a4"].size.turned
    wide = own_format(Size(mm(370), mm(260)), corner=0, bleed=mm(3), safe=0)
    cut = tiling(wide, PrintJob())
    assert (cut.columns, cut.rows, cut.paper) == (2, 1, PAPERS["a4"].size)


def test_bleed_is_left_out_where_it_alone_would_need_another_sheet() -> None:
    tight = own_format(Size(mm(189), mm(276)), corner=0, bleed=mm(3), safe=0)
    cut = tiling(tight, PrintJob())
    assert (len(cut.tiles), cut.bleed) == (1, 0)


@pytest.mark.parametrize(("paper", "margin"), [("a5", 70), ("a5", 45)])
def test_what_cannot_be_is_refused_with_what_would_fit(paper: str, margin: float) -> None:
    job = PrintJob(paper=PAPERS[paper], printer_margin=mm(margin))
    with pytest.raises(ProblemsError) as caught:
        tiling(replace(A3, trim=Size(mm(800), mm(800))), job)
    (problem,) = caught.value.problems
    assert problem.name == "too-many-tiles"
    assert "`" in problem.help
    assert "sheets of A5" in problem.message
    assert MOST_TILES == 36
    assert in_mm(OVERLAP) == pytest.approx(10)


# --- On one page ------------------------------------------------------------------------------------------------------


def test_without_a_paper_the_page_is_the_board_and_its_bleed() -> None:
    page = whole_page(A3, None, PrintJob())
    assert page is not None
    assert (round(in_mm(page.paper.width), 3), round(in_mm(page.paper.height), 3)) == (426, 303)
    assert page.window == Rect(0, 0, page.paper.width, page.paper.height) or page.window.contains(page.at)
    assert page.marks == ()


def test_on_a_larger_paper_it_lies_in_the_middle_with_crop_marks() -> None:
    page = whole_page(A3, PAPERS["sra3"], PrintJob())
    assert page is not None
    assert page.paper == PAPERS["sra3"].size.turned
    assert page.at.x == pytest.approx((page.paper.width - A3.trim.width) / 2)
    assert page.window.contains(page.at.grown(A3.bleed), slack=1e-9)
    assert page.at.grown(A3.bleed).contains(page.window, slack=1e-9)
    assert len(page.marks) == 8
    assert not any(page.window.contains(Rect(mark.start.x, mark.start.y, 0, 0)) for mark in page.marks)


def test_on_a_paper_of_its_own_size_it_has_no_bleed_and_no_marks() -> None:
    page = whole_page(A3, PAPERS["a3"], PrintJob())
    assert page is not None
    assert page.window == page.at == Rect(0, 0, page.paper.width, page.paper.height)
    assert page.marks == ()


def test_on_a_smaller_paper_it_is_refused() -> None:
    assert whole_page(A3, PAPERS["a4"], PrintJob()) is None
