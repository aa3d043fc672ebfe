"""Grids by hand: every number is worked out in a comment. Texts are 5 pt a character and 10 pt a line."""

from typing import Any

import pytest

from generator.model.design import Element, Repeated, Style, Track
from tests.typesetting.test_boxes import box, fixed, part, places, pt, sides, text

AUTO = Track()


def fr(share: float) -> Track:
    return Track(fr=share)


def size(points: float) -> Track:
    return Track(size=pt(points))


def grid(
    *children: Element,
    columns: tuple[Track | Repeated, ...] = (),
    rows: tuple[Track, ...] = (),
    **style: Any,  # noqa: ANN401
) -> Element:
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


# --- Least and most, columns that repeat, lines of writing ------------------------------------------------------------


def minmax(least: Any, most: Any) -> Track:  # noqa: ANN401
    return Track(least=least, most=most)


def widths(*columns: Track | Repeated, room: float = 100, **style: Any) -> list[float]:  # noqa: ANN401
    """Of columns with a text of 20 characters (30 at least, 100 at most) in the first."""
    count = len(columns)
    root = grid(text(20), *[box() for _ in range(count - 1)], columns=columns, justify_content="start", **style)
    return [place[2] for place in places(root, room, 10)]


def test_a_share_with_a_least_does_not_ask_its_content() -> None:
    # 20 each, though the longest word is 30 wide; with a least of 60 only 40 are left.
    assert widths(Track(fr=1, least=pt(0)), fr(1), room=40) == [20, 20]
    assert widths(Track(fr=1, least=pt(60)), fr(1)) == [60, 40]
    assert widths(Track(fr=1, least=pt(10)), fr(3)) == [25, 75]


def test_columns_between_a_least_and_a_most() -> None:
    # As large as the most where there is room, and never smaller than the least.
    assert widths(minmax(pt(20), pt(60)), size(30)) == [60, 30]
    assert widths(minmax(pt(20), pt(60)), size(30), room=75) == [45, 30]
    assert widths(minmax(pt(20), pt(60)), size(30), room=40) == [20, 30]
    # The content decides on one side: at least the longest word, at most the whole text.
    assert widths(minmax(None, pt(60)), size(60)) == [40, 60]
    assert widths(minmax(None, pt(60)), size(90)) == [30, 90]
    assert widths(minmax(pt(5), None), size(10)) == [90, 10]
    assert widths(minmax("min-content", "min-content"), size(10)) == [30, 10]
    assert widths(minmax("max-content", "max-content"), size(10)) == [100, 10]


def test_a_content_that_says_nothing_is_content_with_the_most() -> None:
    # The longest word is 30 wide, the column never more than 12.
    assert widths(minmax(None, pt(12)), size(10)) == [12, 10]


def test_columns_repeat_as_often_as_there_is_room() -> None:
    # 100 hold 30 + 5 + 30 + 5 + 30; 99 hold two, of (99 - 5) / 2.
    for fit in (False, True):
        repeat = Repeated((Track(fr=1, least=pt(30)),), fit)
        for room, expected in ((100, [30] * 3), (99, [47] * 2), (20, [30])):
            root = grid(*[box() for _ in range(len(expected))], columns=(repeat,), column_gap=pt(5))
            assert [place[2] for place in places(root, room, 10)] == expected


def test_columns_that_stay_empty_take_no_room_where_they_are_to_fit() -> None:
    # Three of 30 have room; two children: a third of the room each, or half of it.
    for fit, expected in ((False, [(0, 35), (35, 35)]), (True, [(0, 52.5), (52.5, 52.5)])):
        root = grid(box(), box(), columns=(Repeated((Track(fr=1, least=pt(30)),), fit),))
        assert [place[::2] for place in places(root, 105, 10)] == expected


def test_the_last_line_is_where_the_repeated_columns_end() -> None:
    root = grid(box(grid_column=(1, -1, 1)), box(), columns=(size(10), Repeated((size(30),))))
    assert places(root, 100, 20) == [(0, 0, 100, 10), (0, 10, 10, 10)]


def test_rows_that_come_by_themselves_have_their_own_sizes_by_turns() -> None:
    root = grid(*[box() for _ in range(4)], columns=(size(10),), rows=(size(5),), grid_auto_rows=(size(7), fr(1)))
    # 5, then 7, then all that is left, then 7 again.
    assert [place[1::2] for place in places(root, 10, 40)] == [(0, 5), (5, 7), (12, 21), (33, 7)]


@pytest.mark.parametrize(
    ("where", "expected"), [("start", 0), ("center", 30), ("end", 60), ("flex-start", 0), ("flex-end", 60)]
)
def test_children_across_their_areas(where: str, expected: float) -> None:
    # A text of 8 characters takes 40 of 100.
    root = grid(text(8), columns=(size(100),), justify_items=where)
    assert [place[::2] for place in places(root, 100, 10)] == [(expected, 40)]
    turned = grid(text(8), columns=(size(100),), justify_items=where, direction="rtl")
    assert [place[::2] for place in places(turned, 100, 10)] == [(60 - expected, 40)]
    own = grid(text(8, justify_self=where), columns=(size(100),), justify_items="center")
    assert [place[::2] for place in places(own, 100, 10)] == [(expected, 40)]


def test_first_lines_of_a_row_of_a_grid_stand_on_one_line() -> None:
    # An empty box stands on the line with its bottom: 30 down in the first row, alone in the second.
    root = grid(
        fixed(10, 30),
        fixed(10, 10),
        fixed(10, 8),
        columns=(size(10), size(10)),
        rows=(AUTO, AUTO),
        align_items="baseline",
        align_content="start",
    )
    assert [place[1::2] for place in places(root, 20, 100)] == [(0, 30), (20, 10), (30, 8)]


def test_a_row_is_as_high_as_boxes_on_one_line_need() -> None:
    # The second box hangs 6 below its line of writing, which is at 30: the row is 36 high.
    root = grid(
        fixed(10, 30),
        box(fixed(10, 4), width=pt(10), height=pt(10)),
        fixed(10, 8),
        columns=(size(10), size(10)),
        align_items="baseline",
        align_content="start",
    )
    found = places(root, 20, 100)
    assert found[1][1::2] == (26, 10)
    assert found[3][1] == 36
