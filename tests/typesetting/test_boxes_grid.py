"""Grids by hand: every number is worked out in a comment. Texts are 5 pt a character and 10 pt a line."""

from typing import Any

import pytest

from generator.model.design import Element, Style, Track
from tests.typesetting.test_boxes import box, fixed, part, places, pt, sides, text

AUTO = Track()


def fr(share: float) -> Track:
    return Track(fr=share)


def size(points: float) -> Track:
    return Track(size=pt(points))


def grid(*children: Element, columns: tuple[Track, ...] = (), rows: tuple[Track, ...] = (), **style: Any) -> Element:  # noqa: ANN401
    whole = Style(display="grid", grid_template_columns=columns, grid_template_rows=rows, **style)
    return Element(tag="grid", style=whole, children=children)


def test_fixed_percent_and_fr_columns() -> None:
    # 200: 30, a quarter is 50, 120 are left for 1 : 2; one row takes the whole height.
    root = grid(box(), box(), box(), box(), columns=(size(30), Track(size=part(0.25)), fr(1), fr(2)))
    assert places(root, 200, 60) == [(0, 0, 30, 60), (30, 0, 50, 60), (80, 0, 40, 60), (120, 0, 80, 60)]


def test_children_flow_row_by_row_with_gaps() -> None:
    # (100 - 4) / 2 wide; rows of 20 and auto; what is left, 60 - 20 - 6, goes to the auto row.
    root = grid(box(), box(), box(), columns=(fr(1), fr(1)), rows=(size(20), AUTO), column_gap=pt(4), row_gap=pt(6))
    assert places(root, 100, 60) == [(0, 0, 48, 20), (52, 0, 48, 20), (0, 26, 48, 34)]


def test_auto_columns_take_what_their_content_wants_and_share_the_rest() -> None:
    # Texts of 20 and 50: 30 of 100 are left, 15 each.
    root = grid(text(4), text(10), columns=(AUTO, AUTO))
    assert [place[::2] for place in places(root, 100, 10)] == [(0, 35), (35, 65)]
    started = grid(text(4), text(10), columns=(AUTO, AUTO), justify_content="start")
    assert [place[::2] for place in places(started, 100, 10)] == [(0, 20), (20, 50)]


def test_auto_columns_without_enough_room_grow_alike_from_their_longest_words() -> None:
    # Least 30, 30 and 30, most 100, 40 and 100, room 130: 10 each, then 5 each for the first and the last.
    root = grid(text(20), text(8), text(20), columns=(AUTO,) * 3)
    assert [place[2] for place in places(root, 130, 10)] == [45, 40, 45]


def test_an_fr_column_is_never_narrower_than_its_longest_word() -> None:
    # 20 each would do, but the word needs 30: 10 are left for the other.
    root = grid(text(20), box(), columns=(fr(1), fr(1)))
    assert [place[2] for place in places(root, 40, 10)] == [30, 10]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ((2, None, 1), (20, 20)),
        ((1, 3, 1), (0, 40)),
        ((1, -1, 1), (0, 80)),
        ((-2, None, 1), (60, 20)),
        ((None, 4, 2), (20, 40)),
        ((3, 2, 1), (20, 20)),
        ((None, None, 3), (0, 60)),
    ],
)
def test_placement_by_lines_and_spans(
    column: tuple[int | None, int | None, int], expected: tuple[float, float]
) -> None:
    root = grid(box(grid_column=column, grid_row=(1, None, 1)), columns=(size(20),) * 4)
    assert [place[::2] for place in places(root, 100, 10)] == [expected]


def test_flowing_children_go_round_placed_ones_and_never_back() -> None:
    root = grid(
        box(grid_column=(1, None, 1), grid_row=(1, None, 2)),  # a: first column, rows 1 and 2
        box(grid_column=(None, None, 2)),  # b: columns 2 and 3 beside it
        box(grid_column=(None, None, 2)),  # c: next row, columns 2 and 3
        box(),  # d: row 3
        columns=(size(10),) * 3,
        rows=(size(10),) * 3,
    )
    assert places(root, 30, 30) == [(0, 0, 10, 20), (10, 0, 20, 10), (10, 10, 20, 10), (0, 20, 10, 10)]


def test_rows_are_as_high_as_their_content_in_a_container_that_asks() -> None:
    # In columns of 50: 20 characters are 100, two lines; beside it 8 with padding; then a row of one line.
    inner = grid(text(20), fixed(5, 8), text(2), columns=(fr(1), fr(1)), row_gap=pt(3))
    assert places(box(inner), 100, 200) == [(0, 0, 100, 33), (0, 0, 50, 20), (50, 0, 5, 8), (0, 23, 50, 10)]


def test_a_grid_is_as_wide_as_its_columns_want() -> None:
    # 10 fixed, 50 of text, 3 fr sized by its text of 20.
    inner = grid(box(), text(10), text(4), columns=(size(10), AUTO, fr(3)), column_gap=pt(2))
    assert places(box(inner, align_items="flex-start"), 300, 50)[0] == (0, 0, 10 + 50 + 20 + 4, 10)


def test_a_spanning_child_spreads_its_need_over_auto_tracks() -> None:
    # 50 over a fixed column of 10 and two auto ones: 20 each.
    inner = grid(text(10, grid_column=(1, None, 3)), box(), columns=(size(10), AUTO, AUTO))
    assert places(box(inner, align_items="flex-start"), 300, 50)[0] == (0, 0, 50, 10)


def test_alignment_in_the_cell() -> None:
    # A cell of 50 x 40.
    root = grid(
        fixed(20, 10, align_self="center"),
        fixed(20, 10, align_self="end", margin=sides(0, 0, 3, 4)),
        fixed(20, 10, margin=(None, None, None, None)),
        box(margin=sides(1, 2, 3, 4)),
        columns=(size(50),) * 4,
        rows=(size(40),),
    )
    assert places(root, 200, 40) == [(0, 15, 20, 10), (54, 27, 20, 10), (115, 15, 20, 10), (154, 1, 44, 36)]


def test_tracks_are_justified_when_they_leave_room() -> None:
    # Two of 20 in 100, one of 10 in 50.
    root = grid(box(), box(), columns=(size(20),) * 2, rows=(size(10),), justify_content="space-between",
                align_content="center")  # fmt: skip
    assert places(root, 100, 50) == [(0, 20, 20, 10), (80, 20, 20, 10)]


def test_right_to_left_mirrors_the_columns() -> None:
    root = grid(box(), fixed(5, 5), columns=(size(20), size(30)), direction="rtl")
    assert [place[::2] for place in places(root, 100, 10)] == [(80, 20), (75, 5)]


def test_absolute_children_take_no_cell() -> None:
    root = grid(fixed(5, 5, position="absolute", inset=(None, pt(0), pt(0), None)), box(), columns=(fr(1),))
    assert places(root, 100, 50) == [(95, 45, 5, 5), (0, 0, 100, 50)]


def test_a_percentage_is_of_the_cell() -> None:
    root = grid(box(width=part(0.5), height=part(0.5)), columns=(size(40),), rows=(size(30),))
    assert places(root, 100, 50) == [(0, 0, 20, 15)]


def test_far_lines_are_taken_for_the_last_possible_one() -> None:
    far = box(grid_column=(10**9, None, 1), grid_row=(1, None, 10**9))
    # 500 columns, all but the first empty and auto; nothing shares what is left.
    assert places(grid(far, columns=(size(1),), justify_content="start"), 100, 50)[0][0] == 1
