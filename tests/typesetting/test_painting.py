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
from generator.typesetting.painting import decoration, fitted, repeats, shade

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


def test_a_shadow_does_not_show_through_its_box() -> None:
    (group,) = decoration(element(box_shadow=(Shadow(BLACK, 2, 3),)), BOX, BOX, None)
    assert isinstance(group, Group)
    assert group.clip is not None
    assert group.clip.even_odd
    assert rounded(BOX)[0] in group.clip.segments


def test_a_soft_shadow_reaches_its_strength_and_no_more() -> None:
    half = Colour("rgb", (0.0, 0.0, 0.0), 0.5)
    paths = decoration(element(box_shadow=(Shadow(half, 0, 0, 8),), background_color=WHITE), BOX, BOX, None)[:-1]
    shown = 0.0
    for path in paths:
        assert isinstance(path, Path)
        assert isinstance(path.fill, Colour)
        shown += (1 - shown) * path.fill.alpha
    assert shown == pytest.approx(0.5)
    edges = [extent(path)[0] for path in paths if isinstance(path, Path)]
    assert edges == sorted(edges)
    # Half of its strength is lost at the box's edge, and nearly all within the blur.
    assert edges[0] == pytest.approx(BOX.x - 8, abs=1.5)
    assert sum(edges) / len(edges) == pytest.approx(BOX.x)


def test_a_soft_shadow_keeps_the_corners_apart() -> None:
    corners = (Length(20), Length(0), Length(0), Length(0))
    shadow = Shadow(BLACK, 0, 0, 2)
    path = decoration(element(box_shadow=(shadow,), border_radius=corners, background_color=WHITE), BOX, BOX, None)[5]
    assert isinstance(path, Path)
    assert path.segments[0][1] - extent(path)[0] > 15  # type: ignore[misc]
    assert extent(path)[2] - path.segments[1][1] < 2  # type: ignore[misc]


def test_an_inner_shadow_falls_inside_the_border() -> None:
    border = Border(2.0, "solid", RED)
    shadow = Shadow(BLACK, 3, 0, 0, 0, True)
    group, ring = decoration(element(box_shadow=(shadow,), border=(border,) * 4), BOX, BOX, None)
    assert isinstance(ring, Path)
    assert isinstance(group, Group)
    assert group.clip is not None
    assert extent(group.clip) == (12, 22, 108, 68)
    (path,) = group.items
    assert isinstance(path, Path)
    assert path.even_odd
    assert ("M", 15, 22) in path.segments


def test_one_double_side_is_two_lines() -> None:
    none = Border()
    lines = decoration(element(border=(none, none, Border(3.0, "double", RED), none)), BOX, BOX, None)
    assert [extent(line) for line in lines if isinstance(line, Path)] == [(10, 69, 110, 70), (10, 67, 110, 68)]


@pytest.mark.parametrize(("style", "dash"), [("dashed", 3.0), ("dotted", 0.0)])
@given(width=st.floats(0.2, 5), long=st.floats(6, 200))
def test_dashes_end_at_the_corners(style: str, dash: float, width: float, long: float) -> None:
    border = Border(width, style, BLACK)  # type: ignore[arg-type]
    sides = decoration(element(border=(border,) * 4), Rect(0, 0, long, 60), BOX, None)
    assert len(sides) == 4
    top = sides[0]
    assert isinstance(top, Path)
    assert top.stroke is not None
    left, _, right, _ = extent(top)
    assert [left, right] == pytest.approx([0, long] if style == "dashed" else [width / 2, long - width / 2])
    on, off = top.stroke.dash
    assert on == pytest.approx(off * dash / 2, abs=0.02)
    pairs = (right - left - on) / (on + off)
    assert pairs == pytest.approx(round(pairs))


def test_dashes_of_a_round_border_have_no_seam() -> None:
    border, corner = Border(2.0, "dashed", BLACK), Length(10)
    (ring,) = decoration(element(border=(border,) * 4, border_radius=(corner,) * 4), BOX, BOX, None)
    assert isinstance(ring, Path)
    assert ring.stroke is not None
    pairs = (2 * (98 + 48) - 8 * 9 + 2 * math.pi * 9) / sum(ring.stroke.dash)
    assert pairs == pytest.approx(round(pairs))


def test_a_tile_is_placed_inside_the_border() -> None:
    tile = Drawing(Rect(0, 0, 10, 10), (Path(rounded(Rect(0, 0, 10, 10)), fill=RED),))
    none = Border(4.0, "solid", BLACK)
    once = Background(image=tile, repeat=(False, False))
    group = decoration(element(background=(once,), border=(none,) * 4), BOX, BOX, None)[0]
    assert isinstance(group, Group)
    (only,) = group.items
    assert isinstance(only, Group)
    assert (only.matrix.e, only.matrix.f) == (14, 24)
    assert extent(group.clip) == (10, 20, 110, 70)  # type: ignore[arg-type]


def test_a_large_gradient_is_placed_as_css_says() -> None:
    gradient = Gradient("linear", (Stop(BLACK), Stop(WHITE)), angle=90)
    half = Background(image=gradient, size=(Length(0, 2.0), None), position=(Length(0, 1.0), Length()))
    (path,) = decoration(element(background=(half,)), BOX, BOX, None)
    assert isinstance(path, Path)
    assert extent(path) == (10, 20, 110, 70)
    assert path.fill == shade(gradient, Rect(-90, 20, 200, 50))


@given(st.floats(0, 400), st.floats(1, 200), st.floats(1, 200))
def test_corners_never_overlap(radius: float, width: float, height: float) -> None:
    corner = Length(radius)
    radii = radii_of((corner, corner, corner, corner), Rect(0, 0, width, height))
    assert radii[0] + radii[1] <= width + 1e-6
    assert radii[1] + radii[2] <= height + 1e-6
    left, top, right, bottom = extent(Path(rounded(Rect(0, 0, width, height), radii)))
    assert [left, top] == pytest.approx([0, 0])
    assert [right, bottom] == pytest.approx([width, height])


def test_many_tiles_are_rows_of_the_same_thing_and_cover_the_whole_box() -> None:
    tile = Drawing(Rect(0, 0, 1, 1), (Path(rounded(Rect(0, 0, 1, 1)), fill=RED),))
    style = element(background=(Background(image=tile),))
    (group,) = decoration(style, BOX, BOX, None)
    assert isinstance(group, Group)
    rows = [row for row in group.items if isinstance(row, Group)]
    assert len(rows) == BOX.height
    assert len({id(row.items[0]) for row in rows}) == 1
    (row,) = rows[0].items
    assert isinstance(row, Group)
    assert row.shared
    assert len(row.items) == BOX.width
    assert repeats(style.style, BOX) == BOX.width * BOX.height
    assert [rows[0].matrix.f, rows[-1].matrix.f] == [BOX.y, BOX.bottom - 1]


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


def test_a_gradient_to_a_corner_has_its_middle_in_the_two_beside_it() -> None:
    made = shade(Gradient("linear", (Stop(RED), Stop(BLACK)), corner=(1, -1)), BOX)
    # Along the line, the box's top left and bottom right corners are half-way.
    across, down = made.x1 - made.x0, made.y1 - made.y0
    for x, y in ((BOX.x, BOX.y), (BOX.right, BOX.bottom)):
        part = ((x - made.x0) * across + (y - made.y0) * down) / (across**2 + down**2)
        assert part == pytest.approx(0.5)
    assert across > 0 > down


def test_colours_may_lie_beyond_the_ends_of_a_gradient() -> None:
    stops = (Stop(RED, Length(0, -1.0)), Stop(BLACK, Length(0, 3.0)))
    made = shade(Gradient("linear", stops, angle=90), BOX)
    assert made.stops == ((0.0, RED), (1.0, BLACK))
    assert (made.x0, made.x1) == pytest.approx((BOX.x - 100, BOX.x + 300))
    made = shade(Gradient("radial", (Stop(RED), Stop(BLACK, Length(0, 2.0))), circle=True, size="closest-side"), BOX)
    assert made.stops == ((0.0, RED), (1.0, BLACK))
    assert made.x1 == pytest.approx(50)


@pytest.mark.parametrize(
    ("size", "circle", "radii"),
    [  # about a point 25 from the left and 25 from the top of a box of 100 by 50
        ("closest-side", False, (25, 25)),
        ("farthest-side", False, (75, 25)),
        ("closest-side", True, (25, 25)),
        ("farthest-side", True, (75, 75)),
        ("closest-corner", True, (25 * math.sqrt(2),) * 2),
        ("farthest-corner", True, (math.hypot(75, 25),) * 2),
        ("farthest-corner", False, (75 * math.sqrt(2), 25 * math.sqrt(2))),
        ((Length(0, 0.5), Length(10)), False, (50, 10)),
    ],
)
def test_a_radial_gradient_reaches_as_far_as_css_says(size: object, circle: bool, radii: tuple[float, float]) -> None:
    centre = (Length(0, 0.25), Length(0, 0.5))
    made = shade(Gradient("radial", (Stop(RED), Stop(BLACK)), centre=centre, circle=circle, size=size), BOX)  # type: ignore[arg-type]
    assert (made.x1, made.y1) == pytest.approx(radii)


def test_sides_of_several_colours_follow_round_corners() -> None:
    sides = (
        Border(2.0, "solid", RED),
        Border(2.0, "solid", BLACK),
        Border(2.0, "solid", RED),
        Border(6.0, "solid", RED),
    )
    (group,) = decoration(element(border=sides, border_radius=(Length(10),) * 4), BOX, BOX, None)
    assert isinstance(group, Group)
    assert len(group.items) == 4
    assert group.clip is not None
    assert group.clip.even_odd
    assert group.clip.segments[: len(rounded(BOX))] == rounded(BOX, (10, 10, 10, 10))[: len(rounded(BOX))]
    top = group.items[0]
    assert isinstance(top, Path)
    # As deep as the corners' roundness, so that nothing of the ring stays bare.
    assert extent(top)[3] >= BOX.y + 10


def test_double_sides_of_several_widths_are_two_rings() -> None:
    sides = tuple(Border(width, "double", RED) for width in (9.0, 3.0, 3.0, 3.0))
    outer, inner = decoration(element(border=sides, border_radius=(Length(10),) * 4), BOX, BOX, None)
    assert isinstance(outer, Path)
    assert isinstance(inner, Path)
    assert extent(outer) == (10, 20, 110, 70)
    assert extent(inner) == (12, 26, 108, 68)


def tiles(layer: Background) -> tuple[tuple[float, float], set[float], set[float]]:
    """The size of a tile, and the places of all across and down."""
    (group,) = decoration(element(background=(layer,)), BOX, BOX, None)
    assert isinstance(group, Group)
    placed = [item for item in group.items if isinstance(item, Group)]
    (one,) = placed[0].items
    assert isinstance(one, Group)
    size = (10 * one.matrix.a, 10 * one.matrix.d)
    return size, {round(item.matrix.e, 3) for item in placed}, {round(item.matrix.f, 3) for item in placed}


def test_tiles_that_are_rounded_off_fill_the_box() -> None:
    # The box is 100 by 50: three of 33.3 are nearest to 30, and two of 25.
    drawing = Drawing(Rect(0, 0, 10, 10), ())
    layer = Background(image=drawing, size=(Length(30), Length(30)), repeat=("round", "round"))
    size, across, down = tiles(layer)
    assert size == pytest.approx((100 / 3, 25))
    assert across == {10, 43.333, 76.667}
    assert down == {20, 45}
    # What is not said keeps the proportions.
    size, _, _ = tiles(Background(image=drawing, size=(Length(30), None), repeat=("round", True)))
    assert size == pytest.approx((100 / 3, 100 / 3))


def test_tiles_with_room_between_reach_from_edge_to_edge() -> None:
    drawing = Drawing(Rect(0, 0, 10, 10), ())
    # Three of 30 leave 10 of 100, 5 between two; of two that would not fit, one stays in its place.
    layer = Background(image=drawing, size=(Length(30), Length(30)), repeat=("space", "space"))
    assert tiles(layer) == ((30, 30), {10, 45, 80}, {20})
    centred = Background(
        image=drawing, size=(Length(30), Length(30)), repeat=("space", "space"), position=(Length(0, 0.5),) * 2
    )
    assert tiles(centred) == ((30, 30), {10, 45, 80}, {30})
