"""Stripes and colours around a point, as numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Rect
from generator.model.design import Gradient, Length, Stop
from generator.model.face import Group, Path
from generator.typesetting.gradients import MOST_STOPS, color_at, conic, mixed, repeated
from generator.typesetting.outlines import rounded
from generator.typesetting.painting import shade

BOX = Rect(0, 0, 100, 50)
RED = Colour("rgb", (1.0, 0.0, 0.0))
CYAN = Colour("cmyk", (1.0, 0.0, 0.0, 0.0))
YELLOW = Colour("cmyk", (0.0, 0.0, 1.0, 0.0))


def test_stripes_begin_again_until_the_end_of_the_line() -> None:
    # Black for 10 points, white for 20, on a line of 100 from the left.
    stops = (Stop(BLACK, Length(0)), Stop(BLACK, Length(10)), Stop(WHITE, Length(10)), Stop(WHITE, Length(30)))
    made = shade(Gradient("linear", stops, angle=90, repeating=True), BOX)
    assert (made.x0, made.x1) == pytest.approx((0, 100))
    for at, color in ((5, BLACK), (20, WHITE), (35, BLACK), (65, BLACK), (85, WHITE), (95, BLACK)):
        assert color_at(made.stops, at / 100) == color
    assert [at for at, _ in made.stops] == sorted(at for at, _ in made.stops)


def test_stripes_that_begin_in_the_middle_go_both_ways() -> None:
    made = repeated(((0.5, BLACK), (0.75, WHITE)), 0.0, 1.0, 100)
    assert made[0] == (0.0, BLACK)
    assert made[-1] == (1.0, WHITE)
    assert color_at(made, 0.125) == color_at(made, 0.625) == Colour("gray", (0.5,))


def test_rings_reach_the_farthest_corner() -> None:
    stops = (Stop(BLACK), Stop(WHITE, Length(10)))
    made = shade(Gradient("radial", stops, circle=True, repeating=True), BOX)
    # From the middle of 100 by 50.
    assert made.x1 == pytest.approx(math.hypot(50, 25))
    assert sum(color == WHITE for _, color in made.stops) == 5
    assert made.stops[0][0] == 0
    assert made.stops[-1][0] == pytest.approx(1)


@pytest.mark.parametrize("end", [0.0, 1e-9, 1e-4])
def test_stripes_finer_than_can_be_seen_are_one_colour(end: float) -> None:
    assert repeated(((0.0, BLACK), (end, WHITE)), 0.0, 1.0, 100) == (
        (0.0, Colour("gray", (0.5,))),
        (1.0, Colour("gray", (0.5,))),
    )


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=6).map(sorted), st.floats(0.1, 2), st.floats(0.1, 1000))
def test_stripes_go_from_end_to_end_and_never_back(places: list[float], high: float, length: float) -> None:
    stops = tuple((at, Colour("gray", (number / 10,))) for number, at in enumerate(places))
    offsets = [at for at, _ in repeated(stops, 0.0, high, length)]
    assert len(offsets) <= MOST_STOPS + 2 * len(stops) + 2
    assert (offsets[0], offsets[-1]) == (0.0, high)
    assert offsets == sorted(offsets)


def test_inks_stay_inks() -> None:
    assert mixed(CYAN, YELLOW, 0.25) == Colour("cmyk", (0.75, 0.0, 0.25, 0.0))
    assert mixed(CYAN, BLACK, 0.5).space == "cmyk"
    assert mixed(RED, WHITE, 0.5) == Colour("rgb", (1.0, 0.5, 0.5))
    gold = Colour("spot", (0.0, 0.2, 0.6, 0.1), spot="Gold", tint=1.0)
    half = Colour("spot", (0.0, 0.2, 0.6, 0.1), spot="Gold", tint=0.5)
    assert mixed(gold, half, 0.5).tint == 0.75
    # What cannot be seen has no colour of its own.
    assert mixed(RED, Colour("rgb", (0.0, 0.0, 0.0), 0.0), 0.5) == Colour("rgb", (1.0, 0.0, 0.0), 0.5)


def wedges(*stops: tuple[float, Colour], turn: float = 0.0) -> tuple[Path, ...]:
    made = conic(stops, 50, 25, turn, BOX, rounded(BOX))
    assert isinstance(made, Group)
    assert made.clip == Path(rounded(BOX))
    return tuple(item for item in made.items if isinstance(item, Path))


def test_four_colours_around_a_point_are_four_wedges_on_the_first() -> None:
    quarters = ((0.0, RED), (0.25, RED), (0.25, BLACK), (0.5, BLACK), (0.5, CYAN), (0.75, CYAN), (0.75, WHITE))
    made = wedges(*quarters)
    assert [path.fill for path in made] == [RED, RED, BLACK, CYAN, WHITE]
    # The first one goes up from the middle, and far enough to leave the box.
    assert made[1].segments[0] == ("M", 50, 25)
    _, x, y = made[1].segments[1]  # type: ignore[misc]
    assert x == pytest.approx(50)
    assert y < 0
    turned = wedges(*quarters, turn=90)
    _, x, y = turned[1].segments[1]  # type: ignore[misc]
    assert y == pytest.approx(25)
    assert x > 100


def test_colours_that_run_around_keep_their_inks_and_have_no_seams() -> None:
    made = wedges((0.0, CYAN), (1.0, YELLOW))
    assert len(made) == 361
    assert {path.fill.space for path in made if isinstance(path.fill, Colour)} == {"cmyk"}
    # One that can be seen through does not run on under the next, nor lie on a ground.
    clear = Colour("cmyk", (1.0, 0.0, 0.0, 0.0), 0.5)
    assert len(wedges((0.0, clear), (1.0, YELLOW))) == 360
