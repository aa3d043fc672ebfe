"""Where everything on a board lies: laws that hold for every board that was accepted."""

import math
from bisect import bisect_right
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Point, Rect, Size
from generator.basics.units import in_mm, mm
from generator.components.boards import lay_out
from generator.components.boards_room import Footprint, collisions, overlap
from generator.model.board import Board, BoardLayout, LaidWay, Shape, Space, Spot, Way, Zone
from generator.model.formats import FORMATS, own_format
from generator.model.outline import read_path

A3 = own_format(Size(mm(420), mm(297)), corner=0, bleed=mm(3), safe=mm(5))
MIDDLE = Point(mm(210), mm(148.5))
laws = settings(deadline=None, max_examples=60)


def board(*ways: Way, spaces: tuple[Space, ...] = (), spots: tuple[Spot, ...] = ()) -> Board:
    return Board(id="b", title="B", format=A3, ways=ways, spaces=spaces, spots=spots)


def spiral(count: int = 20, size: float = 20, turns: float = 2.5, **more: object) -> Way:
    given_: dict[str, object] = {"outer": mm(120), "inner": mm(40), "begin": 180.0, "band": mm(26), **more}
    spaces = tuple(Space(width=mm(size), zone=None) for _ in range(count))
    return Way(id="w", shape="spiral", centre=MIDDLE, turns=turns, spaces=spaces, **given_)  # type: ignore[arg-type]


def laid(*ways: Way) -> BoardLayout:
    layout, problems = lay_out(board(*ways))
    assert layout is not None, problems
    return layout


# --- Accepted boards --------------------------------------------------------------------------------------------------

lengths = st.integers(3, 60)
points = st.builds(lambda x, y: Point(mm(x), mm(y)), st.integers(0, 420), st.integers(0, 297))


@st.composite
def some_spaces(draw: st.DrawFn) -> tuple[Space, ...]:
    width, height = mm(draw(lengths)), draw(st.none() | lengths.map(mm))
    return tuple(Space(width=width, height=height) for _ in range(draw(st.integers(1, 24))))


@st.composite
def some_ways(draw: st.DrawFn, *shapes: Shape) -> Way:
    anyone: tuple[Shape, ...] = ("spiral", "line", "curve", "round", "rectangle", "grid")
    shape = draw(st.sampled_from(shapes or anyone))
    return Way(
        id=f"w{draw(st.integers(0, 10**6))}",
        shape=shape,
        spaces=draw(some_spaces()),
        centre=draw(st.just(MIDDLE) | points),
        outer=mm(draw(st.integers(0, 140))),
        inner=mm(draw(st.integers(0, 60))),
        turns=draw(st.sampled_from([0.5, 1.0, 2.25, 4.0])),
        begin=draw(st.integers(-360, 360)),
        clockwise=draw(st.booleans()),
        points=tuple(draw(st.lists(points, min_size=2, max_size=6, unique=True))),
        closed=draw(st.booleans()),
        width=mm(draw(st.integers(0, 300))),
        height=mm(draw(st.integers(0, 280))),
        corner=mm(draw(st.integers(0, 20))),
        columns=draw(st.integers(1, 8)),
        rows=draw(st.integers(1, 8)),
        snake=draw(st.booleans()),
        band=mm(10),
        turned=draw(st.booleans()),
    )


boards = st.builds(
    lambda ways, spots: board(*ways, spots=spots),
    st.lists(some_ways(), min_size=1, max_size=2),
    st.lists(
        st.builds(Spot, at=points, format=st.sampled_from([FORMATS["poker"], FORMATS["mini"]]), angle=st.just(90.0)),
        max_size=2,
    ).map(tuple),
)


def footprints(layout: BoardLayout) -> list[Footprint]:
    found = [Footprint(one.at, one.space.width, one.space.height, one.turned) for one in layout.spaces]
    return found + [
        Footprint(spot.at, spot.format.trim.width, spot.format.trim.height, spot.angle) for spot, _ in layout.spots
    ]


def covers(print_: Footprint, point: Point) -> bool:
    """Whether the point is well inside."""
    if print_.height is None:
        return math.hypot(point.x - print_.at.x, point.y - print_.at.y) < print_.width / 2 - 0.1
    x, y = print_.inside(point)
    return abs(x) < print_.width / 2 - 0.1 and abs(y) < print_.height / 2 - 0.1


@laws
@given(boards)
def test_on_an_accepted_board_no_two_things_overlap(one: Board) -> None:
    layout, problems = lay_out(one)
    if layout is None:
        assert any(problem.severity == "error" for problem in problems)
        return
    for first, second in combinations(footprints(layout), 2):
        box = first.box
        for row in range(9):
            for column in range(9):
                point = Point(box.x + box.width * column / 8, box.y + box.height * row / 8)
                assert not (covers(first, point) and covers(second, point))


@laws
@given(boards)
def test_on_an_accepted_board_everything_lies_inside_the_safe_zone(one: Board) -> None:
    layout, _ = lay_out(one)
    if layout is not None:
        assert all(A3.safe_rect.contains(print_.box, slack=0.02) for print_ in footprints(layout))


def flat(data: str) -> list[tuple[float, float]]:
    """Path data as many short lines, millimetres."""
    found: list[tuple[float, float]] = []
    for segment in read_path(data):
        values = [float(value) for value in segment[1:]]
        if segment[0] == "C":
            x0, y0 = found[-1]
            for step in range(1, 26):
                t = step / 25
                u = 1 - t
                weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                xs, ys = (x0, *values[::2]), (y0, *values[1::2])
                found.append(
                    (
                        sum(w * x for w, x in zip(weights, xs, strict=True)),
                        sum(w * y for w, y in zip(weights, ys, strict=True)),
                    )
                )
        elif segment[0] == "Z":
            found.append(found[0])
        else:
            found.append((values[0], values[1]))
    return found


def check_drawn(way: LaidWay) -> None:
    """Each space lies on the drawn path, as far along it as it says."""
    line = flat(way.outline)
    along = [0.0]
    for (x0, y0), (x1, y1) in pairwise(line):
        along.append(along[-1] + math.hypot(x1 - x0, y1 - y0))
    assert along[-1] == pytest.approx(in_mm(way.length), rel=0.002, abs=0.1)
    for space in way.spaces:
        far = in_mm(space.along)
        number = min(max(bisect_right(along, far) - 1, 0), len(line) - 2)
        (x0, y0), (x1, y1) = line[number], line[number + 1]
        part = (far - along[number]) / ((along[number + 1] - along[number]) or 1.0)
        x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
        assert math.hypot(x - in_mm(space.at.x), y - in_mm(space.at.y)) < 0.2 + 0.002 * far


def steps(way: LaidWay) -> list[float]:
    return [after.along - before.along for before, after in pairwise(way.spaces)]


@pytest.mark.parametrize("turns", [0.5, 1, 2.625, 4])
@pytest.mark.parametrize("clockwise", [True, False])
def test_spaces_are_the_same_distance_apart_along_the_drawn_path(turns: float, clockwise: bool) -> None:
    way = laid(spiral(12, 9, turns, clockwise=clockwise)).ways[0]
    assert steps(way) == pytest.approx([way.step] * 11)
    check_drawn(way)


@laws
@given(some_ways("spiral", "curve", "round", "rectangle", "line"))
def test_the_arc_between_neighbours_is_always_the_same(way: Way) -> None:
    layout, problems = lay_out(board(way))
    if layout is None:
        assert problems
        return
    laid_way = layout.ways[0]
    assert steps(laid_way) == pytest.approx([laid_way.step] * (len(way.spaces) - 1))
    check_drawn(laid_way)


def test_an_open_path_has_a_space_on_each_end_and_a_closed_one_on_neither() -> None:
    line = Way(
        id="l",
        shape="line",
        points=(Point(mm(20), mm(50)), Point(mm(120), mm(50))),
        spaces=(Space(width=mm(10)),) * 5,
        band=mm(12),
    )
    assert [round(in_mm(space.at.x), 3) for space in laid(line).ways[0].spaces] == [20, 45, 70, 95, 120]
    ring = Way(id="r", shape="round", centre=MIDDLE, width=mm(100), height=mm(100), spaces=(Space(width=mm(10)),) * 4)
    found = [(round(in_mm(one.at.x)), round(in_mm(one.at.y), 1)) for one in laid(ring).ways[0].spaces]
    assert found == [(210, 98.5), (260, 148.5), (210, 198.5), (160, 148.5)]


def test_neighbouring_rings_of_a_spiral_keep_their_distance() -> None:
    way = laid(spiral(3, 10, turns=2, outer=mm(120), inner=mm(40))).ways[0]
    first, last = way.spaces[0], way.spaces[-1]
    assert in_mm(first.at.y - MIDDLE.y) == pytest.approx(120)
    assert in_mm(last.at.y - MIDDLE.y) == pytest.approx(40)
    inwards = math.degrees(math.atan(40 / (2 * math.pi) / 120))
    assert first.angle % 360 == pytest.approx(180 + inwards, abs=0.1)


@pytest.mark.parametrize(("snake", "cells"), [(False, [1, 2, 3, 1, 2, 3]), (True, [1, 2, 3, 3, 2, 1])])
def test_a_grid_goes_row_by_row(snake: bool, cells: list[int]) -> None:
    grid = Way(
        id="g",
        shape="grid",
        centre=MIDDLE,
        width=mm(60),
        height=mm(40),
        columns=3,
        rows=2,
        snake=snake,
        spaces=(Space(width=mm(20), height=mm(20)),) * 6,
    )
    spaces = laid(grid).ways[0].spaces
    assert [round((in_mm(one.at.x) - 180) / 20 + 0.5) for one in spaces] == cells
    assert [round(in_mm(one.at.y), 1) for one in spaces] == [138.5] * 3 + [158.5] * 3


def test_an_outline_of_ones_own_is_a_path() -> None:
    way = Way(id="o", shape="outline", outline="M20 20 H120 V120", spaces=(Space(width=mm(10)),) * 3, band=mm(12))
    found = [(round(in_mm(one.at.x), 2), round(in_mm(one.at.y), 2)) for one in laid(way).ways[0].spaces]
    assert found == [(20, 20), (120, 20), (120, 120)]


# --- Zones ------------------------------------------------------------------------------------------------------------


def inside(outline: str, point: Point) -> bool:
    x, y = in_mm(point.x), in_mm(point.y)
    odd = False
    for (x0, y0), (x1, y1) in pairwise(flat(outline)):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


@laws
@given(st.integers(1, 6), st.integers(1, 6), st.booleans(), st.sampled_from([1.5, 2.625]))
def test_a_zone_holds_its_own_spaces_and_no_others(first: int, second: int, clockwise: bool, turns: float) -> None:
    one, other = Zone(id="one"), Zone(id="other")
    spaces = (
        Space(width=mm(20)),
        *(Space(width=mm(20), zone=one) for _ in range(first)),
        *(Space(width=mm(20), zone=other) for _ in range(second)),
        Space(width=mm(20)),
    )
    way = Way(
        id="w",
        shape="spiral",
        centre=MIDDLE,
        outer=mm(125),
        inner=mm(45),
        turns=turns,
        clockwise=clockwise,
        spaces=spaces,
        band=mm(24),
    )
    laid_way = laid(way).ways[0]
    assert [zone.zone.id for zone in laid_way.zones] == ["one", "other"]
    for zone in laid_way.zones:
        for space in laid_way.spaces:
            assert inside(zone.outline, space.at) == (space.space.zone == zone.zone)


def test_a_zone_of_a_closed_path_may_go_over_its_beginning() -> None:
    zone = Zone(id="z")
    spaces = (Space(width=mm(10), zone=zone), Space(width=mm(10)), Space(width=mm(10)), Space(width=mm(10)))
    ring = Way(id="r", shape="round", centre=MIDDLE, width=mm(150), height=mm(150), spaces=spaces, band=mm(20))
    way = laid(ring).ways[0]
    assert [inside(way.zones[0].outline, space.at) for space in way.spaces] == [True, False, False, False]


# --- Room -------------------------------------------------------------------------------------------------------------

prints = st.builds(
    Footprint,
    st.builds(Point, st.floats(0, 100), st.floats(0, 100)),
    st.floats(5, 60),
    st.none() | st.floats(5, 60),
    st.floats(-180, 180),
)


@laws
@given(prints, prints)
def test_overlapping_is_mutual(one: Footprint, other: Footprint) -> None:
    assert overlap(one, other) == pytest.approx(overlap(other, one), abs=1e-6)


@laws
@given(st.lists(prints, max_size=8))
def test_collisions_are_the_pairs_that_overlap(some: list[Footprint]) -> None:
    found = {(one, other) for one, other, _ in collisions(some)}
    for one, other in combinations(range(len(some)), 2):
        depth = overlap(some[one], some[other])
        if abs(depth - 0.01) > 0.005:
            assert ((one, other) in found) == (depth > 0.01)


def test_known_overlaps() -> None:
    disc, block = Footprint(Point(0, 0), 10), Footprint(Point(9, 0), 10, 10)
    assert overlap(disc, block) == pytest.approx(1)
    assert overlap(block, Footprint(Point(18, 0), 10, 10)) == pytest.approx(1)
    turned = Footprint(Point(10, 0), 10, 10, 45)
    assert overlap(disc, turned) == pytest.approx(5 - (10 - math.sqrt(50)), abs=1e-6)
    assert Footprint(Point(0, 0), 10, 20, 90).box.contains(Rect(-10, -5, 20, 10), slack=1e-9)
