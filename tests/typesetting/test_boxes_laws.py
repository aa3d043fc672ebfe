"""What holds of every layout."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Size
from generator.model.design import Element, Length, Repeated, Style, Track
from generator.typesetting.boxes import Boxes
from tests.typesetting.test_boxes import arrange, box, measure, numbers, pt, row, text

LAWS = settings(deadline=None, max_examples=50)

lengths = st.one_of(
    st.floats(-20, 200).map(Length),
    st.floats(-0.2, 1.5).map(lambda fraction: Length(0.0, fraction)),
)
maybe = st.one_of(st.none(), lengths)
four = st.tuples(lengths, lengths, lengths, lengths)
ends = st.one_of(maybe, st.sampled_from(["min-content", "max-content"]))
ranges = st.builds(Track, fr=st.one_of(st.none(), st.floats(0, 5)), least=ends, most=ends)
tracks = st.lists(
    st.one_of(st.just(Track()), st.floats(0, 5).map(lambda share: Track(fr=share)), lengths.map(Track), ranges),
    max_size=4,
).map(tuple)
columns = st.tuples(tracks, st.lists(ranges.map(lambda track: Repeated((track,), fit=True)), max_size=1)).map(
    lambda both: (*both[0], *both[1])
)
line = st.one_of(st.none(), st.integers(-5, 6))
alignments = st.sampled_from(
    ["stretch", "flex-start", "flex-end", "start", "end", "center", "baseline", "space-between", "space-evenly", "odd"]
)
styles = st.builds(
    Style,
    display=st.sampled_from(["flex", "flex", "grid", "none"]),
    position=st.sampled_from(["relative", "relative", "absolute"]),
    inset=st.tuples(maybe, maybe, maybe, maybe),
    width=maybe,
    height=maybe,
    min_width=maybe,
    min_height=maybe,
    max_width=maybe,
    max_height=maybe,
    aspect_ratio=st.one_of(st.none(), st.floats(-1, 5)),
    margin=st.tuples(maybe, maybe, maybe, maybe),
    padding=four,
    overflow=st.sampled_from(["visible", "hidden"]),
    flex_direction=st.sampled_from(["row", "column", "row-reverse", "column-reverse"]),
    flex_wrap=st.sampled_from(["nowrap", "wrap", "wrap-reverse"]),
    flex_grow=st.floats(-1, 3),
    flex_shrink=st.floats(-1, 3),
    flex_basis=maybe,
    justify_content=alignments,
    align_items=alignments,
    align_self=st.one_of(st.just("auto"), alignments),
    align_content=alignments,
    row_gap=lengths,
    column_gap=lengths,
    grid_template_columns=columns,
    grid_template_rows=tracks,
    grid_auto_rows=tracks,
    justify_items=alignments,
    grid_column=st.tuples(line, line, st.integers(-1, 3)),
    grid_row=st.tuples(line, line, st.integers(-1, 3)),
    direction=st.sampled_from(["ltr", "rtl"]),
)
leaves = st.builds(lambda style, chars: Element(tag="p", style=style, words=0, line=chars), styles, st.integers(0, 60))
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda style, children: Element(tag="box", style=style, children=tuple(children)),
        styles,
        st.lists(inner, max_size=4),
    ),
    max_leaves=10,
)


@LAWS
@given(trees, st.floats(0, 500), st.floats(0, 500))
def test_every_box_is_finite_and_not_less_than_nothing(root: Element, width: float, height: float) -> None:
    layout = arrange(root, width, height)
    for number, found in enumerate(layout.boxes):
        assert all(math.isfinite(value) for value in numbers(found))
        assert min(found.border_box.width, found.border_box.height) >= 0
        assert min(found.content_box.width, found.content_box.height) >= 0
        assert found.parent < number


@LAWS
@given(trees, st.floats(1, 500))
def test_the_same_input_gives_the_same_boxes(root: Element, width: float) -> None:
    boxes = Boxes()
    first = boxes.arrange(root, Size(width, 300), measure)
    assert boxes.arrange(root, Size(width, 300), measure) is first
    assert [numbers(found) for found in first.boxes] == [numbers(found) for found in arrange(root, width, 300).boxes]


growing = st.builds(
    lambda chars, grow, margin: text(chars, flex_grow=grow, margin=(pt(0), pt(margin), pt(0), pt(margin))),
    st.integers(0, 8),
    st.floats(1, 4),
    st.floats(0, 5),
)


@LAWS
@given(st.lists(growing, min_size=1, max_size=5), st.floats(0, 9), st.floats(300, 600))
def test_growing_children_fill_a_row_exactly(children: list[Element], gap: float, width: float) -> None:
    # At most 5 texts of 40 with margins of 10, and gaps of 9: 286, so there is room to grow.
    found = arrange(row(*children, column_gap=pt(gap)), width, 50).boxes[1:]
    margins = sum(child.style.margin[1].of(0) * 2 for child in children if child.style.margin[1] is not None)
    total = sum(one.border_box.width for one in found) + margins + gap * (len(children) - 1)
    assert math.isclose(total, width, abs_tol=1e-6)


def spans(children: list[Element], direction: str, writing: str, justify: str) -> list[tuple[float, float]]:
    style = {"flex_direction": direction, "direction": writing, "justify_content": justify, "column_gap": pt(3)}
    return [
        (found.border_box.x, found.border_box.right) for found in arrange(box(*children, **style), 90, 50).boxes[1:]
    ]


def mirrored(ends: list[tuple[float, float]]) -> list[tuple[object, object]]:
    return [(pytest.approx(90 - right, abs=1e-6), pytest.approx(90 - left, abs=1e-6)) for left, right in ends]


@LAWS
@given(st.lists(growing, min_size=1, max_size=5), st.sampled_from(["flex-start", "center", "flex-end"]))
def test_reversing_the_direction_mirrors_the_row(children: list[Element], justify: str) -> None:
    assert spans(children, "row-reverse", "ltr", justify) == mirrored(spans(children, "row", "ltr", justify))


@LAWS
@given(st.lists(growing, min_size=1, max_size=5), st.sampled_from(["start", "end", "flex-end", "space-around"]))
def test_writing_from_right_to_left_mirrors_the_row(children: list[Element], justify: str) -> None:
    assert spans(children, "row", "rtl", justify) == mirrored(spans(children, "row", "ltr", justify))


@LAWS
@given(st.lists(growing, min_size=1, max_size=6), st.floats(40, 200))
def test_wrapped_lines_stay_inside_unless_one_child_alone_does_not_fit(children: list[Element], width: float) -> None:
    for found in arrange(row(*children, flex_wrap="wrap"), width, 90).boxes[1:]:
        margin = found.element.style.margin[1]
        assert margin is not None
        assert found.border_box.right + margin.of(0) <= width + 0.02 or found.border_box.x - margin.of(0) <= 1e-6
