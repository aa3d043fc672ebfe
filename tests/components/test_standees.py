"""Standees: figures that fold at their top, columns whose sides close and whose roof meets."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Point, Rect
from generator.basics.units import mm, near
from generator.components.standees import dieline
from generator.model.tokens import Standee
from tests.components.test_boxes import corners, on_edge

lengths = st.floats(10, 120).map(mm)
figures = st.builds(
    Standee, id=st.just("f"), width=lengths, height=lengths, base=st.sampled_from([0.0, 5.0, 15.0]).map(mm)
)


@st.composite
def columns(draw: st.DrawFn) -> Standee:
    width, sides = draw(lengths), draw(st.integers(3, 12))
    middle = width / 2 / math.tan(math.pi / sides)
    roof = draw(st.sampled_from([0.0, middle + mm(1), middle * 2 + mm(3)]))
    return Standee(
        id="c",
        kind="column",
        width=width,
        height=draw(lengths),
        sides=sides,
        roof=roof,
        base=draw(st.sampled_from([0.0, 4.0, 10.0]).map(mm)),
        glue=draw(st.floats(4, 15).map(mm)),
    )


@given(figures | columns())
def test_everything_lies_within_the_flat_and_folds_are_shared_edges(standee: Standee) -> None:
    line = dieline(standee)
    whole = Rect(0, 0, line.size.width, line.size.height)
    for panel in line.panels:
        assert whole.contains(panel.at, slack=0.01)
        assert not any(panel.at.overlaps(other.at, slack=0.01) for other in line.panels if other is not panel)
    for point in corners(line):
        assert whole.grown(0.01).contains(Rect(point.x, point.y, 0, 0))
    for start, end in line.folds:
        middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
        sharing = [panel for panel in line.panels if on_edge(middle, panel.at)]
        assert len(sharing) == 2
    assert len(line.folds) == len(line.panels) - 1


@given(figures)
def test_a_figures_back_is_its_front_turned_over_the_top(figure: Standee) -> None:
    line = dieline(figure)
    front, back = line.panel("front"), line.panel("back")
    assert near(front.at.width, back.at.width)
    assert near(front.at.height, back.at.height)
    assert near(back.at.bottom, front.at.y)
    assert (front.turned, back.turned) == (0, 180)


@given(columns())
def test_a_columns_sides_are_alike_and_side_by_side(column: Standee) -> None:
    sides = [panel for panel in dieline(column).panels if panel.name == "side"]
    assert [panel.number for panel in sides] == list(range(1, column.sides + 1))
    for one, other in pairwise(sides):
        assert near(one.at.right, other.at.x)
        assert near(one.at.y, other.at.y)
    assert sum(panel.name == "roof" for panel in dieline(column).panels) == (column.sides if column.roof else 0)
