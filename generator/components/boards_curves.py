"""Curves measured along themselves: where one is after so many points, which way it goes there, its outline."""

import itertools
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.basics.geometry import Matrix, Point, Rect
from generator.basics.units import POINTS_PER_MM, TOLERANCE, in_mm
from generator.model.board import Way
from generator.model.face import Segment
from generator.model.outline import mapped, read_path, rounded

#: Where a piece is at t from 0 to 1, and how fast it moves there: x, y, dx/dt, dy/dt.
Motion = Callable[[float], tuple[float, float, float, float]]

#: A curve is cut into arcs that turn by no more than about so many degrees.
FINE = 7.5


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """A smooth part of a curve.

    Attributes:
        times: rising from 0 to 1, close enough that the curve bends little between two of them.
        lengths: how far along the whole curve each of them is, points.
    """

    motion: Motion
    times: tuple[float, ...]
    lengths: tuple[float, ...]


def _speed(motion: Motion, t: float) -> float:
    _, _, dx, dy = motion(t)
    return math.hypot(dx, dy)


def _arc(motion: Motion, start: float, end: float) -> float:
    """How long the piece is between two times, by Simpson's rule."""
    middle = (start + end) / 2
    return (end - start) / 6 * (_speed(motion, start) + 4 * _speed(motion, middle) + _speed(motion, end))


class Curve:
    """A curve of smooth pieces, each of which begins where the one before ends.

    Args:
        motions: the pieces, each with the number of arcs it is cut into.
        closed: whether the last ends where the first begins.
    """

    def __init__(self, motions: Sequence[tuple[Motion, int]], *, closed: bool) -> None:
        self.closed = closed
        pieces: list[_Piece] = []
        along = 0.0
        for motion, arcs in motions:
            times = tuple(number / arcs for number in range(arcs + 1))
            lengths = [along]
            for start, end in itertools.pairwise(times):
                along += _arc(motion, start, end)
                lengths.append(along)
            if along - lengths[0] > 1e-9:
                pieces.append(_Piece(motion, times, tuple(lengths)))
        self._pieces = tuple(pieces)
        self._starts = [piece.lengths[0] for piece in pieces]
        self.length = along

    def at(self, along: float) -> tuple[Point, float]:
        """The place after so many points, and the direction there, radians clockwise from the right."""
        return self._in(self._piece(along), along)

    def _piece(self, along: float) -> _Piece:
        return self._pieces[max(0, bisect_right(self._starts, along) - 1)]

    @staticmethod
    def _in(piece: _Piece, along: float) -> tuple[Point, float]:
        last = len(piece.lengths) - 1
        number = min(max(bisect_right(piece.lengths, along) - 1, 0), last - 1)
        start, end = piece.times[number], piece.times[number + 1]
        whole = piece.lengths[number + 1] - piece.lengths[number]
        wanted = min(max(along - piece.lengths[number], 0.0), whole)
        t = start + (end - start) * (wanted / whole if whole else 0.0)
        for _ in range(3):  # Newton's way to the time at which the arc is as long as wanted
            speed = _speed(piece.motion, t)
            if speed <= 1e-12:
                break
            t = min(max(t - (_arc(piece.motion, start, t) - wanted) / speed, start), end)
        x, y, dx, dy = piece.motion(t)
        if math.hypot(dx, dy) <= 1e-12:  # where two control points are one, look a little further
            _, _, dx, dy = piece.motion(t + 1e-4 if t < 0.5 else t - 1e-4)
        return Point(x, y), math.atan2(dy, dx)

    def knots(self, start: float, end: float) -> Iterator[list[tuple[Point, float]]]:
        """Piece by piece, the places from one length to another, close enough to join them by arcs.

        On a closed curve the lengths may lie before the beginning or beyond the end.
        """
        laps = range(math.floor(start / self.length), math.floor(end / self.length) + 1) if self.closed else range(1)
        for lap in laps:
            shift = lap * self.length
            for piece in self._pieces:
                first, last = piece.lengths[0], piece.lengths[-1]
                low, high = max(start - shift, first), min(end - shift, last)
                if high - low <= 1e-6:
                    continue
                inner = [length for length in piece.lengths if low + TOLERANCE < length < high - TOLERANCE]
                yield [self._in(piece, length) for length in (low, *inner, high)]

    def points(self, step: float) -> list[Point]:
        """Places along the whole curve, no further apart than `step`, corners among them."""
        found: list[Point] = []
        for knots in self.knots(0.0, self.length):
            for (one, _), (other, _) in itertools.pairwise(knots):
                parts = max(1, math.ceil(math.hypot(other.x - one.x, other.y - one.y) / step))
                found += [
                    Point(one.x + (other.x - one.x) * part / parts, one.y + (other.y - one.y) * part / parts)
                    for part in range(parts)
                ]
            found.append(knots[-1][0])
        # Pieces meet in one and the same place.
        return [
            place
            for number, place in enumerate(found)
            if not number or math.hypot(place.x - found[number - 1].x, place.y - found[number - 1].y) > TOLERANCE
        ]

    def data(self, start: float, end: float, *, aside: float = 0.0, back: bool = False, first: str = "M") -> str:
        """SVG path data of a stretch, in millimetres.

        Args:
            start: where it begins along the curve.
            end: where it ends.
            aside: how far to the left of the curve, points.
            back: from its end to its beginning.
            first: the command that leads to its first place.
        """
        parts: list[str] = []
        pieces = [[_moved(place, heading, aside) for place, heading in knots] for knots in self.knots(start, end)]
        if back:
            pieces = [[(place, heading + math.pi) for place, heading in reversed(knots)] for knots in reversed(pieces)]
        for knots in pieces:
            place = knots[0][0]
            if not parts:
                parts.append(f"{first}{show(place)}")
            elif aside:
                parts.append(f"L{show(place)}")
            parts += [_joined(one, other) for one, other in itertools.pairwise(knots)]
        return "".join(parts)

    def band(self, start: float, end: float, width: float) -> str:
        """SVG path data, in millimetres, of the strip along a stretch."""
        one = self.data(start, end, aside=width / 2)
        return f"{one}{self.data(start, end, aside=-width / 2, back=True, first='L')}Z"


def _moved(place: Point, heading: float, aside: float) -> tuple[Point, float]:
    if not aside:
        return place, heading
    return Point(place.x + math.sin(heading) * aside, place.y - math.cos(heading) * aside), heading


def _joined(one: tuple[Point, float], other: tuple[Point, float]) -> str:
    """A straight line, or the cubic curve that comes closest to the arc with these two directions."""
    (start, out), (end, into) = one, other
    turn = abs((into - out + math.pi) % (2 * math.pi) - math.pi)
    chord = math.hypot(end.x - start.x, end.y - start.y)
    if turn < 1e-3:
        return f"L{show(end)}"
    pull = chord * (2 / 3) * math.tan(turn / 4) / math.sin(turn / 2)
    first = Point(start.x + math.cos(out) * pull, start.y + math.sin(out) * pull)
    second = Point(end.x - math.cos(into) * pull, end.y - math.sin(into) * pull)
    return f"C{show(first)} {show(second)} {show(end)}"


def show(place: Point) -> str:
    """A place as path data says it, millimetres to the hundredth."""
    return f"{_number(place.x)} {_number(place.y)}"


def _number(points: float) -> str:
    text = f"{in_mm(points):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# --- Shapes -----------------------------------------------------------------------------------------------------------


def curve_of(way: Way) -> Curve:
    """The curve of a path that is no grid.

    Raises:
        ValueError: its outline cannot be read, or is in several parts; says so in words for its author.
    """
    match way.shape:
        case "spiral":
            return _spiral(way)
        case "round":
            return _round(way)
        case "rectangle":
            return _segments(_rectangle(way), closed=True)
        case "line":
            points = (*way.points, way.points[0]) if way.closed else way.points
            return _segments([("M", points[0].x, points[0].y), *(("L", p.x, p.y) for p in points[1:])], way.closed)
        case "curve":
            return _segments(_smooth(way.points, closed=way.closed), way.closed)
        case _:
            segments = mapped(read_path(way.outline), Matrix.scaling(POINTS_PER_MM, POINTS_PER_MM))
            if sum(1 for segment in segments if segment[0] == "M") > 1:
                raise ValueError("it is in several parts, and a path is one line")
            return _segments(list(segments), closed=bool(segments) and segments[-1][0] == "Z")


def _spiral(way: Way) -> Curve:
    start = math.radians(way.begin - 90)
    sweep = 2 * math.pi * way.turns * (1 if way.clockwise else -1)
    shrink = way.inner - way.outer

    def motion(t: float) -> tuple[float, float, float, float]:
        angle, radius = start + sweep * t, way.outer + shrink * t
        cos, sin = math.cos(angle), math.sin(angle)
        return (
            way.centre.x + radius * cos,
            way.centre.y + radius * sin,
            shrink * cos - radius * sweep * sin,
            shrink * sin + radius * sweep * cos,
        )

    return Curve([(motion, max(8, math.ceil(way.turns * 360 / FINE)))], closed=False)


def _round(way: Way) -> Curve:
    start = math.radians(way.begin - 90)
    sweep = 2 * math.pi * (1 if way.clockwise else -1)
    wide, high = way.width / 2, way.height / 2

    def motion(t: float) -> tuple[float, float, float, float]:
        cos, sin = math.cos(start + sweep * t), math.sin(start + sweep * t)
        return way.centre.x + wide * cos, way.centre.y + high * sin, -wide * sweep * sin, high * sweep * cos

    return Curve([(motion, math.ceil(360 / FINE))], closed=True)


def _rectangle(way: Way) -> list[Segment]:
    """Four sides from the top left corner, clockwise."""
    left, top = way.centre.x - way.width / 2, way.centre.y - way.height / 2
    right, bottom = left + way.width, top + way.height
    r = min(way.corner, way.width / 2, way.height / 2)
    if r <= 0:
        corners = ((right, top), (right, bottom), (left, bottom), (left, top))
        return [("M", left, top), *(("L", x, y) for x, y in corners)]
    # The last corner ends where the outline began: nothing is left to close.
    return list(rounded(Rect(left, top, way.width, way.height), (r, r, r, r))[:-1])


def _smooth(points: Sequence[Point], *, closed: bool) -> list[Segment]:
    """Through every point, in the direction from the one before to the one behind it."""
    count = len(points)
    around = [*points, points[0]] if closed else list(points)
    segments: list[Segment] = [("M", points[0].x, points[0].y)]
    for number, (one, other) in enumerate(itertools.pairwise(around)):
        before = points[number - 1] if number or closed else one
        after = points[(number + 2) % count] if closed or number + 2 < count else other
        segments.append(
            (
                "C",
                one.x + (other.x - before.x) / 6,
                one.y + (other.y - before.y) / 6,
                other.x - (after.x - one.x) / 6,
                other.y - (after.y - one.y) / 6,
                other.x,
                other.y,
            )
        )
    return segments


def _segments(segments: list[Segment], closed: bool) -> Curve:
    motions: list[tuple[Motion, int]] = []
    x = y = left = top = 0.0
    for segment in segments:
        numbers = [float(value) for value in segment[1:]] or [left, top]
        if segment[0] == "M":
            left, top = numbers
        elif segment[0] == "C":
            motions.append((_cubic(x, y, *numbers), 12))
        else:
            motions.append((_straight(x, y, *numbers), 1))
        x, y = numbers[-2:]
    return Curve(motions, closed=closed)


def _straight(x0: float, y0: float, x1: float, y1: float) -> Motion:
    return lambda t: (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, x1 - x0, y1 - y0)


def _cubic(x0: float, y0: float, *rest: float) -> Motion:
    x1, y1, x2, y2, x3, y3 = rest

    def motion(t: float) -> tuple[float, float, float, float]:
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        e, f, g = 3 * u * u, 6 * u * t, 3 * t * t
        return (
            a * x0 + b * x1 + c * x2 + d * x3,
            a * y0 + b * y1 + c * y2 + d * y3,
            e * (x1 - x0) + f * (x2 - x1) + g * (x3 - x2),
            e * (y1 - y0) + f * (y2 - y1) + g * (y3 - y2),
        )

    return motion


# --- Crossings --------------------------------------------------------------------------------------------------------


def crossing(points: Sequence[Point], *, closed: bool) -> Point | None:
    """Where a line through the points crosses itself first; None if it does not."""
    # Where two curves of a path join, a point may stand twice: a leg of no length would part true neighbours.
    legs = [(a, b) for a, b in itertools.pairwise(points) if math.hypot(b.x - a.x, b.y - a.y) > 1e-9]
    longest = max((math.hypot(b.x - a.x, b.y - a.y) for a, b in legs), default=1.0) or 1.0
    cells: dict[tuple[int, int], list[int]] = {}
    for number, (a, b) in enumerate(legs):
        near: set[int] = set()
        for cell in _cells(a, b, longest):
            near.update(cells.get(cell, ()))
            cells.setdefault(cell, []).append(number)
        for other in sorted(near):
            if other >= number - 1 or (closed and other == 0 and number == len(legs) - 1):
                continue
            at = _meeting(legs[other], (a, b))
            if at is not None:
                return at
    return None


def _cells(a: Point, b: Point, extent: float) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(min(a.x, b.x) / extent), math.floor(max(a.x, b.x) / extent) + 1):
        for row in range(math.floor(min(a.y, b.y) / extent), math.floor(max(a.y, b.y) / extent) + 1):
            yield column, row


def _meeting(one: tuple[Point, Point], other: tuple[Point, Point]) -> Point | None:
    (a, b), (c, d) = one, other
    rx, ry, sx, sy = b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y
    cross = rx * sy - ry * sx
    if abs(cross) < 1e-12:
        return None
    t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross
    u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross
    return Point(a.x + rx * t, a.y + ry * t) if 0 <= t <= 1 and 0 <= u <= 1 else None
