"""A card alone on its sheet, and many faces on one picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Size
from generator.imposition import deck_sheet, single
from tests.export.pieces import face

POKER = Size(180, 252)


@given(st.floats(30, 400), st.floats(30, 400), st.floats(0, 30), st.floats(0, 30), st.booleans(), st.booleans())
def test_the_trim_lies_in_the_middle_of_its_canvas(
    width: float, height: float, across: float, down: float, turned: bool, marks: bool
) -> None:
    trim = Size(height, width) if turned else Size(width, height)
    canvas = Size(trim.width + 2 * across, trim.height + 2 * down)
    sheet = single(face(size=Size(width, height)), canvas, back=face(), turned=turned, marks=marks)
    assert sheet.back is not None
    (placed,) = sheet.front.placements
    assert (placed.at.width, placed.at.height) == (trim.width, trim.height)
    assert placed.window.size == canvas
    for middle in (placed.at.centre, placed.window.centre):
        assert middle.x == pytest.approx(sheet.paper.width / 2)
        assert middle.y == pytest.approx(sheet.paper.height / 2)
    assert (placed.turned, sheet.back.placements[0].turned) == ((90, 270) if turned else (0, 0))


def test_crop_marks_stay_out_of_the_bleed_and_on_the_paper() -> None:
    sheet = single(face(size=POKER), Size(200, 272), marks=True)
    window = sheet.front.placements[0].window
    assert len(sheet.front.marks) == 8
    for mark in sheet.front.marks:
        for end in (mark.start, mark.end):
            assert not (window.x < end.x < window.right and window.y < end.y < window.bottom)
            assert 0 <= end.x <= sheet.paper.width
            assert 0 <= end.y <= sheet.paper.height


@given(
    st.integers(1, 200),
    st.floats(50, 400),
    st.floats(50, 400),
    st.integers(2, 10),
    st.integers(2, 7),
    st.integers(512, 8192),
)
def test_a_sheet_of_faces_keeps_its_limits_and_one_place(
    count: int, width: float, height: float, columns: int, rows: int, side: int
) -> None:
    grid = deck_sheet(count, Size(width, height), columns=columns, rows=rows, side=side, finest=4)
    assert grid.columns <= columns
    assert grid.rows <= rows
    assert grid.columns * grid.cell[0] <= side
    assert grid.rows * grid.cell[1] <= side
    assert grid.places - 1 >= min(count, columns * rows - 1)
    assert min(grid.cell) >= 1


def test_a_full_sheet_is_ten_by_seven_and_a_small_one_shows_its_faces_larger() -> None:
    full = deck_sheet(500, POKER, columns=10, rows=7, side=4096, finest=300 / 72)
    assert (full.columns, full.rows, full.cell) == (10, 7, (409, 573))
    small = deck_sheet(8, POKER, columns=10, rows=7, side=4096, finest=300 / 72)
    assert small.cell == (750, 1050)
