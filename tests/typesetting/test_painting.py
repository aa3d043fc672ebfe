"""What boxes look like, as numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Rect
from generator.model.design import Background, Border, Drawing, Element, Gradient, Length, Shadow, Stop, Style
from generator.model.face import Group, Path
from generator.typesetting.outlines import radii_of, rounded
from generator.typesetting.painting import decoration, fitted, shade

BOX = Rect(10, 20, 100, 50)
RED = Colour("rgb", (1.0, 0.0, 0.0))


def element(**style: object) -> Element:
    return Element(tag="box", style=Style(**style))  # type: ignore[arg-type]  # a table of keywords


def extent(path: Path) -> tuple[float, float, float, float]:
    xs = [value for segment in path.segments for value in segment[1::2]]
    ys = [value for segment in path.segments for value in segment[2::2]]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_background_fills_the_border_box() -> None:
    (path,) = decoration(element(background_color=RED), BOX, BOX, None)
    assert isinstance(path, Path)
    assert path.fill == RED
    assert extent(path) == (10, 20, 110, 70)


def test_the_roots_background_reaches_out_to_the_bleed() -> None:
    (path,) = decoration(element(background_color=RED), BOX, BOX, BOX.grown(9))
    assert isinstance(path, Path)
    assert extent(path) == (1, 11, 119, 79)
    (path,) = decoration(element(background_color=RED, bleed="none"), BOX, BOX, BOX.grown(9))
    assert isinstance(path, Path)
    assert extent(path) == (10, 20, 110, 70)


def test_an_even_border_is_the_area_between_two_outlines() -> None:
    border = Border(2.0, "solid", BLACK)
    (path,) = decoration(element(border=(border,) * 4), BOX, BOX, None)
    assert isinstance(path, Path)
    assert path.even_odd
    assert ("M", 12, 22) in path.segments


def test_one_side_alone_is_a_bar_of_its_width() -> None:
    none = Border()
    (path,) = decoration(element(border=(Border(3.0, "solid", RED), none, none, none)), BOX, BOX, None)
    assert isinstance(path, Path)
    assert extent(path) == (10, 20, 110, 23)


def test_sides_of_several_colours_meet_in_a_mitre() -> None:
    sides = (
        Border(4.0, "solid", RED),
        Border(4.0, "solid", BLACK),
        Border(4.0, "solid", RED),
        Border(4.0, "solid", BLACK),
    )
    paths = decoration(element(border=sides), BOX, BOX, None)
    assert len(paths) == 4
    assert isinstance(paths[0], Path)
    assert paths[0].segments[:4] == (("M", 10, 20), ("L", 110, 20), ("L", 106, 24), ("L", 14, 24))


def test_a_sharp_shadow_lies_under_the_box() -> None:
    shadow = Shadow(BLACK, 2, 3)
    under, over = decoration(element(box_shadow=(shadow,), background_color=WHITE), BOX, BOX, None)
    assert isinstance(under, Path)
    assert isinstance(over, Path)
    assert extent(under) == (12, 23, 112, 73)


@given(st.floats(0, 400), st.floats(1, 200), st.floats(1, 200))
def test_corners_never_overlap(radius: float, width: float, height: float) -> None:
    corner = Length(radius)
    radii = radii_of((corner, corner, corner, corner), Rect(0, 0, width, height))
    assert radii[0] + radii[1] <= width + 1e-6
    assert radii[1] + radii[2] <= height + 1e-6
    left, top, right, bottom = extent(Path(rounded(Rect(0, 0, width, height), radii)))
    assert [left, top] == pytest.approx([0, 0])
    assert [right, bottom] == pytest.approx([width, height])


def test_a_background_tile_is_repeated_over_the_whole_box() -> None:
    tile = Drawing(Rect(0, 0, 10, 10), (Path(rounded(Rect(0, 0, 10, 10)), fill=RED),))
    (group,) = decoration(element(background=(Background(image=tile),)), BOX, BOX, None)
    assert isinstance(group, Group)
    assert group.clip is not None
    assert len(group.items) == 10 * 5
    once = Background(image=tile, repeat=(False, False), position=(Length(0, 1.0), Length(0, 0.5)))
    (group,) = decoration(element(background=(once,)), BOX, BOX, None)
    assert isinstance(group, Group)
    (only,) = group.items
    assert isinstance(only, Group)
    assert (only.matrix.e, only.matrix.f) == (10 + 90, 20 + 20)


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        ("contain", Rect(35, 20, 50, 50)),
        ("cover", Rect(10, -5, 100, 100)),
        ("fill", BOX),
        ("none", Rect(50, 35, 20, 20)),
        ("scale-down", Rect(50, 35, 20, 20)),
    ],
)
def test_a_picture_is_fitted_as_css_says(fit: str, expected: Rect) -> None:
    picture = Drawing(Rect(0, 0, 20, 20), ())
    assert fitted(picture, BOX, fit, (Length(0, 0.5), Length(0, 0.5))) == expected


@pytest.mark.parametrize(
    ("angle", "start", "end"),
    [(180, (60, 20), (60, 70)), (90, (10, 45), (110, 45)), (0, (60, 70), (60, 20))],
)
def test_a_linear_gradient_runs_from_edge_to_edge(
    angle: float, start: tuple[float, float], end: tuple[float, float]
) -> None:
    made = shade(Gradient("linear", (Stop(RED), Stop(BLACK)), angle), BOX)
    assert (made.x0, made.y0) == pytest.approx(start)
    assert (made.x1, made.y1) == pytest.approx(end)
    assert [offset for offset, _ in made.stops] == [0, 1]


def test_stops_without_a_place_are_spread_evenly_and_never_fall_back() -> None:
    stops = (Stop(RED), Stop(BLACK), Stop(RED), Stop(BLACK, Length(0, 0.9)), Stop(RED, Length(0, 0.5)), Stop(WHITE))
    made = shade(Gradient("linear", stops), BOX)
    assert [round(offset, 3) for offset, _ in made.stops] == [0, 0.3, 0.6, 0.9, 0.9, 1]


def test_a_circle_reaches_the_farthest_corner() -> None:
    made = shade(Gradient("radial", (Stop(RED), Stop(BLACK)), circle=True), BOX)
    assert made.x1 == pytest.approx(math.hypot(50, 25))
