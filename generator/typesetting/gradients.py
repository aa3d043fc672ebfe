"""Gradients that a single shading cannot paint: stops that repeat themselves, and colours around a point."""

import math
from itertools import pairwise
from typing import Final, Literal

from generator.basics.colour import Colour
from generator.basics.geometry import Rect
from generator.model.face import Group, Item, Path, Segment

Space = Literal["rgb", "gray", "cmyk"]

#: A colour at its place.
Place = tuple[float, Colour]

#: No gradient has more stops than these; what would have more is too fine to be seen.
MOST_STOPS: Final = 2000

#: Stripes that repeat themselves within less than this, points, are one colour to the eye.
_FINEST: Final = 0.02

#: Colours that run into each other around a point are drawn as wedges of so many degrees.
_WEDGE: Final = 1.0

#: A wedge of one colour has a corner on its far side at least every so many degrees.
_CORNER: Final = 45.0


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """The colour that lies `part` of the way from one to the other, in inks where both are inks."""
    alpha = one.alpha + (other.alpha - one.alpha) * part
    if one.space == other.space == "spot" and one.spot == other.spot:
        tint = one.tint + (other.tint - one.tint) * part
        return Colour("spot", one.values, alpha, one.spot, tint)
    space, first, second = _alike(one, other)
    # What cannot be seen has no colour of its own.
    share = part if alpha <= 0 else other.alpha * part / alpha
    values = tuple([a + (b - a) * share for a, b in zip(first, second, strict=True)])
    return Colour(space, values, alpha)


def _alike(one: Colour, other: Colour) -> tuple[Space, tuple[float, ...], tuple[float, ...]]:
    """The values of both colours in one space."""
    spaces = {one.space, other.space}
    if spaces == {"gray"}:
        return "gray", one.values, other.values
    if "rgb" in spaces:
        return "rgb", _as_rgb(one), _as_rgb(other)
    return "cmyk", _as_inks(one), _as_inks(other)


def _as_inks(color: Colour) -> tuple[float, ...]:
    if color.space == "gray":
        return 0.0, 0.0, 0.0, 1 - color.values[0]
    return tuple([ink * (color.tint if color.space == "spot" else 1.0) for ink in color.values])


def _as_rgb(color: Colour) -> tuple[float, ...]:
    if color.space == "rgb":
        return color.values
    if color.space == "gray":
        return color.values * 3
    *inks, black = _as_inks(color)
    return tuple([(1 - ink) * (1 - black) for ink in inks])


def color_at(stops: tuple[Place, ...], at: float) -> Colour:
    """The colour at a place: beyond the first and the last stop it is theirs."""
    if at <= stops[0][0]:
        return stops[0][1]
    for (start, one), (end, other) in pairwise(stops):
        if at < end:
            return mixed(one, other, (at - start) / (end - start))
    return stops[-1][1]


def repeated(stops: tuple[Place, ...], low: float, high: float, length: float) -> tuple[Place, ...]:
    """The stops over and over from `low` to `high`, with one at each; `length` is how many points 1 stands for."""
    first, period = stops[0][0], stops[-1][0] - stops[0][0]
    if period * length < _FINEST or (high - low) / period * len(stops) > MOST_STOPS:
        color = stops[0][1]
        for number, (_, other) in enumerate(stops[1:], 2):
            color = mixed(color, other, 1 / number)
        return (low, color), (high, color)
    start, end = math.floor((low - first) / period), math.ceil((high - first) / period)
    # Written so that the end of one period is the very start of the next.
    parts = [((at - first) / period, color) for at, color in stops]
    whole = tuple(
        [(first + (time + part) * period, color) for time in range(start, max(start + 1, end)) for part, color in parts]
    )
    inside = [(at, color) for at, color in whole if low < at < high]
    return (low, _after(whole, low)), *inside, (high, _before(whole, high))


def _after(stops: tuple[Place, ...], at: float) -> Colour:
    """The colour just behind a place, where two stops may lie."""
    return next((color for place, color in reversed(stops) if place == at), None) or color_at(stops, at)


def _before(stops: tuple[Place, ...], at: float) -> Colour:
    return next((color for place, color in stops if place == at), None) or color_at(stops, at)


def conic(
    stops: tuple[Place, ...], x: float, y: float, turn: float, ground: Rect, outline: tuple[Segment, ...]
) -> Item:
    """Colours around a point, as wedges cut to an outline that lies within `ground`.

    `stops` go from 0, which is `turn` degrees clockwise from upwards, to 1, all the way round.
    """
    corners = [(cx, cy) for cx in (ground.x, ground.right) for cy in (ground.y, ground.bottom)]
    reach = max(math.dist((x, y), corner) for corner in corners) * 1.2 + 1.0
    solid = all(color.alpha >= 1 for _, color in stops)

    def edge(degrees: float) -> Segment:
        angle = math.radians(turn + degrees)
        return "L", x + reach * math.sin(angle), y - reach * math.cos(angle)

    wedges: list[Path] = []
    for start, end, color in _wedges(stops):
        # Each runs on under the next, so that no seam shows; see-through ones would show that.
        until = min(360.0, end + _WEDGE) if solid else end
        count = max(1, math.ceil((until - start) / _CORNER))
        sides = [edge(start + (until - start) * number / count) for number in range(count + 1)]
        wedges.append(Path((("M", x, y), *sides, ("Z",)), fill=color))
    ground_color = (Path(outline, fill=color_at(stops, 0.0)),) if solid else ()
    return Group((*ground_color, *wedges), clip=Path(outline))


def _wedges(stops: tuple[Place, ...]) -> list[tuple[float, float, Colour]]:
    """First angle, last angle and colour of every wedge."""
    found: list[tuple[float, float, Colour]] = []
    for (start, one), (end, other) in pairwise(((0.0, stops[0][1]), *stops, (1.0, stops[-1][1]))):
        low, high = max(0.0, start) * 360, min(1.0, end) * 360
        if high <= low:
            continue
        steps = 1 if one == other else max(1, round((high - low) / _WEDGE))
        for number in range(steps):
            at, until = (low + (high - low) * (number + more) / steps for more in (0, 1))
            middle = ((at + until) / 720 - start) / (end - start)
            found.append((at, until, mixed(one, other, middle)))
    return found
