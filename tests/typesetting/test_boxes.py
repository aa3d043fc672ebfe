"""Boxes by hand: every number is worked out in a comment. Texts are 5 pt a character and 10 pt a line."""

import math
from typing import Any, cast

import pytest

from generator.basics.geometry import Rect, Size
from generator.basics.problems import ProblemsError
from generator.model.design import NO_BORDER, Border, Drawing, Element, Extreme, Fit, Length, Raster, Style, TextStyle
from generator.model.face import Face
from generator.typesetting.boxes import Box, Boxes, Layout

WORD = 30.0  # no line is narrower than the longest word


def pt(value: float) -> Length:
    return Length(value)


def part(fraction: float) -> Length:
    return Length(0.0, fraction)


def sides(top: float, right: float, bottom: float, left: float) -> tuple[Length, Length, Length, Length]:
    return pt(top), pt(right), pt(bottom), pt(left)


def text(characters: int, **style: Any) -> Element:  # noqa: ANN401
    return Element(tag="p", style=Style(**style), words=0, line=characters)


def box(*children: Element, **style: Any) -> Element:  # noqa: ANN401
    return Element(tag="box", style=Style(**style), children=children)


def row(*children: Element, **style: Any) -> Element:  # noqa: ANN401
    return box(*children, flex_direction="row", **style)


def fixed(width: float, height: float, **style: Any) -> Element:  # noqa: ANN401
    return box(width=pt(width), height=pt(height), **style)


def measure(leaf: Element, width: float) -> tuple[float, float]:
    """A text of `line` characters, in lines of any number of characters but not narrower than a word."""
    if leaf.picture is not None:
        assert not isinstance(leaf.picture, Face)
        natural = leaf.picture.box if isinstance(leaf.picture, Drawing) else leaf.picture
        wide = min(width, natural.width)
        return wide, natural.height * wide / natural.width
    whole = leaf.line * 5.0
    wide = min(whole, max(min(WORD, whole), width))
    return wide, 10.0 * math.ceil(whole / wide - 1e-9) if wide else 0.0


def arrange(root: Element, width: float, height: float) -> Layout:
    return Boxes().arrange(root, Size(width, height), measure)


def places(root: Element, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Border boxes below the root, in document order, to a thousandth of a point."""
    return [
        (round(b.x, 3), round(b.y, 3), round(b.width, 3), round(b.height, 3))
        for b in (box.border_box for box in arrange(root, width, height).boxes[1:])
    ]


def starts(root: Element, width: float, height: float, axis: int = 0) -> list[float]:
    return [place[axis] for place in places(root, width, height)]


# --- The root and the box model ---------------------------------------------------------------------------------------


def test_root_takes_the_trim_and_children_lie_inside_border_and_padding() -> None:
    root = box(box(), padding=sides(1, 2, 3, 4), border=(Border(5, "solid"),) * 4, margin=(pt(9),) * 4, width=pt(7))
    top, inner = arrange(root, 100, 50).boxes
    assert top.border_box == Rect(0, 0, 100, 50)
    assert top.content_box == Rect(9, 6, 100 - 9 - 7, 50 - 6 - 8)
    assert top.parent == -1
    # Stretched across, no content: 84 wide, 0 high.
    assert inner.border_box == Rect(9, 6, 84, 0)
    assert inner.parent == 0


def test_boxes_come_in_document_order_without_what_is_not_displayed() -> None:
    hidden = box(fixed(1, 1), display="none")
    root = row(fixed(1, 1), hidden, box(fixed(2, 2), flex_direction="row-reverse"), fixed(3, 3))
    layout = arrange(root, 100, 100)
    assert [b.parent for b in layout.boxes] == [-1, 0, 0, 2, 0]
    assert [b.element for b in layout.boxes[1:]] == [
        root.children[0],
        root.children[2],
        root.children[2].children[0],
        root.children[3],
    ]


def test_a_box_is_never_smaller_than_its_border_and_padding() -> None:
    # 4 + 4 padding, 1 + 1 border: 10 at least, though 3 is asked for.
    small = fixed(3, 3, padding=(pt(4),) * 4, border=(Border(1, "solid"),) * 4)
    assert places(row(small), 100, 100) == [(0, 0, 10, 10)]
    assert arrange(row(small), 100, 100).boxes[1].content_box == Rect(5, 5, 0, 0)


def test_percentages_of_padding_and_margin_are_of_the_containers_width() -> None:
    # 10 % of 200 everywhere, also above and below.
    inner = fixed(60, 70, padding=(part(0.1),) * 4, margin=(part(0.05),) * 4)
    layout = arrange(row(inner), 200, 400)
    assert layout.boxes[1].border_box == Rect(10, 10, 60, 70)
    assert layout.boxes[1].content_box == Rect(30, 30, 20, 30)


def test_percentage_padding_counts_in_a_content_sized_row_child() -> None:
    # 10 characters are 50, plus half of 200.
    assert places(row(text(10, padding=(pt(0), pt(0), pt(0), part(0.5)))), 200, 50) == [(0, 0, 150, 50)]


def test_percentage_sizes_are_of_the_containers_inside() -> None:
    assert places(row(box(width=part(0.5), height=part(0.25)), padding=(pt(10),) * 4), 220, 120) == [(10, 10, 100, 25)]


def test_a_percentage_height_of_a_content_sized_container_holds_once_that_is_known() -> None:
    # The row is as high as its text, 10; half of that is 5.
    inner = row(text(4), box(width=pt(7), height=part(0.5)), align_items="flex-start")
    assert places(box(inner), 100, 100) == [(0, 0, 100, 10), (0, 0, 20, 10), (20, 0, 7, 5)]


def test_lengths_that_add_points_and_percent_and_least_of_several() -> None:
    # 50 % of 200 less 10 is 90; the least of 90 and 40 is 40.
    calc = Length(-10, 0.5)
    root = row(box(width=calc, height=pt(1)), box(width=Extreme("min", (calc, pt(40))), height=pt(1)))
    assert starts(root, 200, 50) == [0, 90]
    assert [place[2] for place in places(root, 200, 50)] == [90, 40]


# --- Growing and shrinking --------------------------------------------------------------------------------------------


def widths(*children: Element, width: float = 100, **style: Any) -> list[float]:  # noqa: ANN401
    return [place[2] for place in places(row(*children, **style), width, 10)]


def test_growing_shares_what_is_left() -> None:
    # 100 - 10 - 20 = 70 shared 1 : 2.
    assert widths(fixed(10, 1, flex_grow=1), fixed(20, 1, flex_grow=2)) == [pytest.approx(33.333, abs=1e-3), 66.667]


def test_growing_from_nothing_gives_equal_parts() -> None:
    equal = {"flex_grow": 1.0, "flex_basis": pt(0)}
    # 100 less a gap of 10.
    assert widths(text(1, **equal), text(5, **equal), column_gap=pt(10)) == [45, 45]


def test_growing_by_less_than_one_leaves_something() -> None:
    # A quarter of the 80 left.
    assert widths(fixed(20, 1, flex_grow=0.25)) == [40]


def test_what_reaches_its_most_leaves_the_rest_to_the_others() -> None:
    # 60 to share: 30 each, but the first stops at 25; 35 are left for the second.
    assert widths(fixed(20, 1, flex_grow=1, max_width=pt(25)), fixed(20, 1, flex_grow=1)) == [25, 75]


def test_shrinking_goes_by_size() -> None:
    # 40 too much, taken 50 : 90.
    assert widths(fixed(50, 1), fixed(90, 1)) == [pytest.approx(35.714, abs=1e-3), 64.286]


def test_shrinking_goes_by_factor_and_spares_what_may_not_shrink() -> None:
    # 60 too much; weights 60 x 1 and 60 x 3: 15 and 45.
    assert widths(fixed(40, 1, flex_shrink=0), fixed(60, 1), fixed(60, 1, flex_shrink=3)) == [40, 45, 15]


def test_a_text_shrinks_to_its_longest_word_and_no_further() -> None:
    # 20 characters are 100; the 80 beside it do not shrink; 20 are left, the longest word needs 30.
    assert widths(text(20), fixed(80, 1, flex_shrink=0)) == [30, 80]


def test_a_written_least_width_takes_the_place_of_the_longest_word() -> None:
    assert widths(text(20, min_width=pt(0)), fixed(80, 1, flex_shrink=0)) == [20, 80]


def test_a_written_width_may_be_less_than_the_longest_word() -> None:
    # 25 are written, 20 are left: it stays at 25.
    assert widths(text(20, width=pt(25)), fixed(80, 1, flex_shrink=0)) == [25, 80]


def test_what_clips_may_become_narrower_than_its_words() -> None:
    assert widths(text(20, overflow="hidden"), fixed(80, 1, flex_shrink=0)) == [20, 80]


def test_flex_one_keeps_room_for_the_longest_word() -> None:
    # Half of 40 would be 20; the word needs 30; 10 are left.
    equal = {"flex_grow": 1.0, "flex_basis": pt(0)}
    assert widths(text(20, **equal), box(**equal), width=40) == [30, 10]


def test_a_column_of_texts_keeps_room_for_the_longest_word_of_all() -> None:
    # Words of 30, within 3 + 2 of padding: 35 of 40; 5 are left.
    equal = {"flex_grow": 1.0, "flex_basis": pt(0)}
    names = box(text(20), text(3), padding=sides(0, 3, 0, 2), **equal)
    assert widths(names, box(**equal), width=40)[0] == 35


def test_a_fitted_text_takes_what_it_is_given_and_asks_for_nothing() -> None:
    asked: list[Element] = []

    def noting(leaf: Element, width: float) -> tuple[float, float]:
        asked.append(leaf)
        return measure(leaf, width)

    fitted = text(500, flex_grow=1.0, flex_basis=pt(0), text=TextStyle(size=Fit(9, 17)))
    root = box(text(4), fitted)
    boxes = Boxes().arrange(root, Size(100, 100), noting).boxes
    assert boxes[2].border_box == Rect(0, 10, 100, 90)
    assert set(asked) == {root.children[0]}


def test_columns_grow_and_shrink_by_height() -> None:
    grown = box(fixed(1, 10, flex_grow=1), fixed(1, 20, flex_grow=2))
    assert [place[3] for place in places(grown, 10, 90)] == [30, 60]
    shrunk = box(fixed(1, 50), fixed(1, 90))
    # Without content nothing keeps a written height from shrinking: 40 too much taken 50 : 90.
    assert [place[3] for place in places(shrunk, 10, 100)] == [35.714, 64.286]


def test_a_text_in_a_column_keeps_its_lines() -> None:
    # 20 characters, 100 pt, on 50: two lines, 20 high, though only 10 are left.
    root = box(text(20), fixed(1, 90, flex_shrink=0))
    assert [place[3] for place in places(root, 50, 100)] == [20, 90]


# --- Along and across -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "expected"),
    [  # two of 20 in 100: 60 left
        ("flex-start", [0, 20]),
        ("start", [0, 20]),
        ("flex-end", [60, 80]),
        ("end", [60, 80]),
        ("center", [30, 50]),
        ("space-between", [0, 80]),
        ("space-around", [15, 65]),
        ("space-evenly", [20, 60]),
    ],
)
def test_justify_content(mode: str, expected: list[float]) -> None:
    assert starts(row(fixed(20, 1), fixed(20, 1), justify_content=mode), 100, 10) == expected
    assert starts(box(fixed(1, 20), fixed(1, 20), justify_content=mode), 10, 100, axis=1) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [  # reversed: the first is on the right; start and end stay where the writing begins and ends
        ("flex-start", [80, 60]),
        ("start", [20, 0]),
        ("flex-end", [20, 0]),
        ("end", [80, 60]),
        ("center", [50, 30]),
        ("space-between", [80, 0]),
    ],
)
def test_justify_content_reversed(mode: str, expected: list[float]) -> None:
    root = box(fixed(20, 1), fixed(20, 1), flex_direction="row-reverse", justify_content=mode)
    assert starts(root, 100, 10) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [  # two of 60 that may not shrink in 100: 20 too much
        ("center", [-10, 50]),
        ("flex-end", [-20, 40]),
        ("space-between", [0, 60]),
        ("space-around", [0, 60]),
        ("space-evenly", [0, 60]),
    ],
)
def test_justify_content_without_room(mode: str, expected: list[float]) -> None:
    root = row(fixed(60, 1, flex_shrink=0), fixed(60, 1, flex_shrink=0), justify_content=mode)
    assert starts(root, 100, 10) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [  # 10 high in 50
        ("flex-start", (0, 10)),
        ("start", (0, 10)),
        ("flex-end", (40, 10)),
        ("end", (40, 10)),
        ("center", (20, 10)),
        ("baseline", (0, 10)),
        ("stretch", (0, 50)),
        ("normal", (0, 50)),
    ],
)
def test_align_items_and_self(mode: str, expected: tuple[float, float]) -> None:
    (by_items,) = places(row(text(2), align_items=mode), 100, 50)
    (by_self,) = places(row(text(2, align_self=mode), align_items="center"), 100, 50)
    assert (by_items[1], by_items[3]) == expected
    assert by_self == by_items


def test_a_loose_box_takes_the_room_it_needs_and_no_more_than_there_is() -> None:
    # 8 characters are 40; 40 characters are 200, more than 100: two lines.
    assert places(box(text(8), text(40), align_items="center"), 100, 100) == [(30, 0, 40, 10), (0, 10, 100, 20)]


def test_a_loose_row_takes_no_more_than_there_is_less_its_margins() -> None:
    # Two texts of 100 in 120 less margins of 10: 100, shared 50 and 50.
    inner = row(text(20), text(20), margin=sides(0, 10, 0, 10))
    assert places(box(inner, align_items="center"), 120, 100) == [(10, 0, 100, 20), (10, 0, 50, 20), (60, 0, 50, 20)]


def test_what_may_not_shrink_asks_its_container_for_its_basis() -> None:
    inner = row(text(4, flex_basis=pt(50), flex_shrink=0), text(2))
    assert places(box(inner, align_items="flex-start"), 100, 100)[0] == (0, 0, 60, 10)


def test_auto_margins_take_what_is_left_before_anything_is_justified() -> None:
    # 100 - 20 - 20 = 60 to the left of the second.
    pushed = fixed(20, 10, margin=(None, pt(0), None, None))
    assert places(row(fixed(20, 10), pushed, justify_content="center"), 100, 50) == [(0, 0, 20, 10), (80, 20, 20, 10)]


def test_auto_margins_are_nothing_when_there_is_no_room() -> None:
    wide = fixed(120, 10, flex_shrink=0, margin=(None, None, None, None))
    assert places(row(wide), 100, 6) == [(0, 0, 120, 10)]


def test_gaps_and_margins_add_up() -> None:
    # 2 + 20 + 3, a gap of 5, 4 + 20.
    root = row(fixed(20, 1, margin=sides(1, 3, 0, 2)), fixed(20, 1, margin=sides(0, 0, 0, 4)), column_gap=pt(5))
    assert [place[:2] for place in places(root, 100, 10)] == [(2, 1), (34, 0)]


# --- Lines ------------------------------------------------------------------------------------------------------------


def wrapped(**style: Any) -> Element:  # noqa: ANN401
    """Three of 40 x 10 in 100: two on the first line, one on the second."""
    return row(fixed(40, 10), fixed(40, 10), fixed(40, 10), flex_wrap=style.pop("flex_wrap", "wrap"), **style)


def test_wrapping_fills_lines_and_sizes_the_container() -> None:
    # Two lines of 10 and a row gap of 4.
    assert places(box(wrapped(row_gap=pt(4))), 100, 100) == [
        (0, 0, 100, 24),
        (0, 0, 40, 10),
        (40, 0, 40, 10),
        (0, 14, 40, 10),
    ]


def test_three_thirds_stand_in_one_line() -> None:
    # A third rounded up: 0.002 too much, which nobody can see.
    root = row(*[fixed(33.334, 1) for _ in range(3)], flex_wrap="wrap", align_content="flex-start")
    assert starts(root, 100, 50, axis=1) == [0, 0, 0]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [  # two lines of 10 in 60: 40 left
        ("flex-start", [0, 0, 10]),
        ("flex-end", [40, 40, 50]),
        ("center", [20, 20, 30]),
        ("space-between", [0, 0, 50]),
        ("space-around", [10, 10, 40]),
        ("space-evenly", [13.333, 13.333, 36.667]),
        ("stretch", [0, 0, 30]),
    ],
)
def test_align_content(mode: str, expected: list[float]) -> None:
    assert starts(wrapped(align_content=mode), 100, 60, axis=1) == expected


def test_wrap_reverse_stacks_lines_from_the_other_side() -> None:
    # From the bottom of 60: the first line at 50, the second at 40.
    root = wrapped(flex_wrap="wrap-reverse", align_content="flex-start")
    assert starts(root, 100, 60, axis=1) == [50, 50, 40]


def test_stretched_lines_stretch_what_has_no_height() -> None:
    # Two lines share 60: 30 each.
    root = row(box(width=pt(60)), box(width=pt(60)), flex_wrap="wrap")
    assert places(root, 100, 60) == [(0, 0, 60, 30), (0, 30, 60, 30)]


def test_a_wrapping_column_of_known_height_is_as_wide_as_its_columns() -> None:
    # Three of 10 x 40 in a height of 100: two and one, 20 wide, then the next.
    columns = box(*[fixed(10, 40) for _ in range(3)], flex_wrap="wrap", height=pt(100), align_content="flex-start")
    assert places(row(columns, fixed(5, 5)), 200, 150) == [
        (0, 0, 20, 100),
        (0, 0, 10, 40),
        (0, 40, 10, 40),
        (10, 0, 10, 40),
        (20, 0, 5, 5),
    ]


# --- Writing direction ------------------------------------------------------------------------------------------------


def test_right_to_left_mirrors_rows() -> None:
    root = row(fixed(20, 1), fixed(30, 1, margin=sides(0, 7, 0, 0)), direction="rtl")
    # From the right: 80; then 7 of margin and 30.
    assert starts(root, 100, 10) == [80, 43]


def test_right_to_left_turns_start_and_end_across_columns() -> None:
    root = box(fixed(20, 1), fixed(30, 1, align_self="end"), direction="rtl", align_items="start")
    assert starts(root, 100, 10) == [80, 0]


# --- Keeping shape ----------------------------------------------------------------------------------------------------


def test_aspect_ratio_gives_the_missing_side() -> None:
    root = box(
        box(width=pt(40), aspect_ratio=2),  # 40 / 2
        box(height=pt(30), aspect_ratio=2, align_self="flex-start"),  # 30 x 2
        box(aspect_ratio=4),  # stretched to 100: 25
    )
    assert [place[2:] for place in places(root, 100, 100)] == [(40, 20), (60, 30), (100, 25)]


def test_aspect_ratio_gives_way_to_content() -> None:
    # 50 / 10 is 5, but 20 characters need two lines.
    assert places(box(box(text(20), width=pt(50), aspect_ratio=10)), 100, 100)[0] == (0, 0, 50, 20)


def test_aspect_ratio_in_a_row() -> None:
    root = row(
        box(height=pt(10), aspect_ratio=3),  # 30 wide
        box(width=pt(20), aspect_ratio=2, align_self="center"),  # 10 high
        box(aspect_ratio=1),  # stretched to the row's 40: 40 wide
    )
    assert [place[2:] for place in places(root, 200, 40)] == [(30, 10), (20, 10), (40, 40)]


DRAWING = Drawing(Rect(0, 0, 60, 30), ())


def picture(**style: Any) -> Element:  # noqa: ANN401
    return Element(tag="img", style=Style(**style), picture=DRAWING)


def test_pictures_keep_their_proportion() -> None:
    root = box(
        picture(),  # 60 x 30
        picture(width=pt(40)),  # 40 / 2
        picture(height=pt(10)),  # 10 x 2
        picture(width=pt(24), padding=(pt(2),) * 4),  # (24 - 4) / 2 + 4
        picture(width=pt(40), aspect_ratio=1),
        align_items="flex-start",
    )
    assert [place[2:] for place in places(root, 100, 500)] == [(60, 30), (40, 20), (20, 10), (24, 14), (40, 40)]


def test_a_picture_shrinks_with_its_row_in_proportion() -> None:
    raster = Raster(b"", "PNG", 80, 40)
    root = row(Element(tag="img", style=Style(), picture=raster), align_items="center")
    assert places(root, 50, 50) == [(0, 12.5, 50, 25)]


# --- Absolute position ------------------------------------------------------------------------------------------------

INSETS = sides(1, 2, 3, 4)


def floating(**style: Any) -> list[tuple[float, float, float, float]]:  # noqa: ANN401
    """One absolute child in a box of 100 x 80 with a border of 1 and a padding of 9: its block is 98 x 78 at (1, 1)."""
    child = box(position="absolute", **style)
    return places(row(child, padding=(pt(9),) * 4, border=(Border(1, "solid"),) * 4), 100, 80)


def test_absolute_boxes_hang_on_the_padding_box() -> None:
    assert floating(inset=INSETS) == [(5, 2, 98 - 6, 78 - 4)]
    assert floating(inset=INSETS, width=pt(10), height=pt(20)) == [(5, 2, 10, 20)]
    assert floating(inset=(None, pt(2), pt(3), None), width=pt(10), height=pt(20)) == [(87, 56, 10, 20)]
    assert floating(inset=(part(0.5), None, None, part(0.5)), width=part(0.5), height=pt(1)) == [(50, 40, 49, 1)]


def test_absolute_boxes_without_inset_stand_where_they_would_have_stood() -> None:
    assert floating(width=pt(10), height=pt(20)) == [(10, 10, 10, 20)]
    root = box(fixed(5, 5, position="absolute"), justify_content="center", align_items="flex-end")
    assert places(root, 100, 80) == [(95, 37.5, 5, 5)]


def test_absolute_boxes_are_centred_by_auto_margins() -> None:
    assert floating(inset=(pt(0),) * 4, width=pt(18), height=pt(18), margin=(None,) * 4) == [(41, 31, 18, 18)]


def test_of_two_insets_too_many_the_one_where_writing_begins_counts() -> None:
    held = fixed(10, 10, position="absolute", inset=(pt(0), pt(5), pt(0), pt(5)))
    assert places(box(held), 100, 80) == [(5, 0, 10, 10)]
    assert places(box(held, direction="rtl"), 100, 80) == [(85, 0, 10, 10)]


def test_absolute_boxes_take_no_room() -> None:
    root = row(fixed(10, 10), fixed(50, 50, position="absolute"), fixed(10, 10), column_gap=pt(3))
    assert [place[0] for place in places(root, 100, 100)] == [0, 0, 13]


def test_an_absolute_text_is_as_wide_as_it_needs() -> None:
    root = box(text(10, position="absolute", inset=(None, pt(0), None, None)))
    assert places(root, 100, 80) == [(50, 0, 50, 10)]


def test_relative_boxes_are_moved_by_their_inset() -> None:
    root = row(fixed(10, 10, inset=(pt(1), None, None, pt(2))), fixed(10, 10, inset=(None, pt(4), pt(3), None)))
    assert [place[:2] for place in places(root, 100, 80)] == [(2, 1), (6, -3)]


# --- Depth and hostile input ------------------------------------------------------------------------------------------


def nested(depth: int) -> Element:
    """Rows and columns in turn, each holding a text and the next, with everything that asks for sizes."""
    inner = text(3)
    for level in range(depth - 1):
        inner = box(
            inner,
            text(level % 30),
            flex_direction=("row", "column")[level % 2],
            align_items=("center", "stretch", "flex-start")[level % 3],
            flex_wrap=("nowrap", "nowrap", "wrap")[level % 3],
        )
    return inner


def test_deep_nests_are_laid_out_without_asking_twice() -> None:
    asked: dict[tuple[Element, float], int] = {}

    def noting(leaf: Element, width: float) -> tuple[float, float]:
        asked[leaf, width] = asked.get((leaf, width), 0) + 1
        return measure(leaf, width)

    layout = Boxes().arrange(nested(30), Size(200, 300), noting)
    assert len(layout.boxes) == 59
    assert set(asked.values()) == {1}
    # A handful of widths for each of 30 texts; an engine without memory would ask 2^30 times.
    assert sum(asked.values()) < 30 * 30


def test_nests_as_deep_as_allowed_are_laid_out_and_deeper_ones_are_a_problem() -> None:
    assert len(arrange(nested(64), 200, 300).boxes) == 127
    with pytest.raises(ProblemsError) as caught:
        arrange(box(nested(64)), 200, 300)
    assert caught.value.problems[0].name == "template-too-deep"


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e300, -1e300])
def test_wild_numbers_give_finite_boxes(bad: float) -> None:
    wild = pt(bad)
    child = text(
        5,
        width=wild,
        min_height=wild,
        max_width=wild,
        margin=(wild,) * 4,
        padding=(wild,) * 4,
        border=(Border(bad),) + (NO_BORDER,) * 3,
        flex_grow=bad,
        flex_shrink=bad,
        flex_basis=wild,
        aspect_ratio=bad,
        inset=(wild,) * 4,
    )
    for root in (row(child, text(3), column_gap=wild), box(child, text(3), row_gap=wild), box(child, display="grid")):
        layout = Boxes().arrange(root, Size(200, 100), lambda _leaf, _width: (bad, bad))
        assert all(math.isfinite(value) for found in layout.boxes for value in numbers(found))


def numbers(found: Box) -> tuple[float, ...]:
    a, b = found.border_box, found.content_box
    return a.x, a.y, a.width, a.height, b.x, b.y, b.width, b.height


# --- One line of writing ----------------------------------------------------------------------------------------------


def lined_up(*children: Element, **style: Any) -> list[tuple[float, float]]:  # noqa: ANN401
    """Top and height of each child, when a text has its baseline at eight tenths of its size."""
    root = row(*children, align_items="baseline", **style)
    boxes = Boxes(lambda element: 0.8 * cast(float, element.style.text.size))
    layout = boxes.arrange(root, Size(300, 100), measure)
    return [(box.border_box.y, box.border_box.height) for box in layout.boxes if box.parent == 0]


def test_texts_of_two_sizes_stand_on_one_line() -> None:
    small, large = text(2, text=TextStyle(size=10.0)), text(2, text=TextStyle(size=30.0))
    assert [top for top, _ in lined_up(small, large)] == [16, 0]
    assert [top for top, _ in lined_up(box(small, padding=(pt(4),) * 4), large)] == [12, 0]
    assert [top for top, _ in lined_up(box(text(2, text=TextStyle(size=40.0)), small), large)] == [0, 8]


def test_what_has_no_text_stands_with_its_foot_on_the_line() -> None:
    large = text(2, text=TextStyle(size=30.0))
    assert lined_up(fixed(10, 6), large) == [(18, 6), (0, 10)]
    assert lined_up(fixed(10, 60), large) == [(0, 60), (36, 10)]


def test_a_row_is_high_enough_for_what_stands_on_one_line() -> None:
    small, large = text(2, text=TextStyle(size=10.0)), text(2, text=TextStyle(size=30.0))
    inner = row(small, large, align_items="baseline")
    layout = Boxes(lambda element: 0.8 * cast(float, element.style.text.size)).arrange(
        box(inner, text(1)), Size(300, 100), measure
    )
    assert layout.boxes[1].border_box.height == 16 + 10


def test_a_text_that_is_still_to_be_fitted_stands_with_its_foot_on_the_line() -> None:
    large, fitted = text(2, text=TextStyle(size=30.0)), fixed(10, 6)
    boxes = Boxes(lambda element: None if element.line else 5.0)
    layout = boxes.arrange(row(large, fitted, align_items="baseline"), Size(300, 100), measure)
    assert [box.border_box.bottom for box in layout.boxes[1:]] == [10, 10]


def test_a_box_drawn_elsewhere_counts_where_it_was() -> None:
    small, large = (
        text(2, text=TextStyle(size=10.0), inset=(pt(5), None, None, None)),
        text(2, text=TextStyle(size=30.0)),
    )
    assert [top for top, _ in lined_up(box(small), large)] == [16, 0]
