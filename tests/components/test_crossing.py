"""A path is said to cross itself only where it does."""

import pytest

from generator.basics.geometry import Point
from generator.components.boards_curves import crossing

CORNER = [Point(0, 0), Point(10, 0), Point(20, 5), Point(30, 20)]


@pytest.mark.parametrize("apart", [0.0, 1e-12])
def test_a_point_that_stands_twice_is_no_crossing(apart: float) -> None:
    """Where two curves of a path join, the end of one and the beginning of the next are often the same point."""
    twice = [*CORNER[:3], Point(20 + apart, 5), *CORNER[3:]]
    assert crossing(twice, closed=False) is None


def test_a_loop_with_a_doubled_point_still_crosses() -> None:
    loop = [Point(0, 0), Point(10, 0), Point(10, 0), Point(10, 10), Point(5, 10), Point(5, -5)]
    assert crossing(loop, closed=False) == Point(5, 0)
