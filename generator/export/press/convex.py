"""Outlines without a dent as polygons, of which one can tell what lies inside them."""

import math

from generator.basics.geometry import Matrix, Point, Rect
from generator.basics.units import TOLERANCE
from generator.model.face import Segment

#: On a face, clockwise as it is seen.
Polygon = tuple[Point, ...]

#: A curve is followed by so many chords.
_CHORDS = 6


def convex(segments: tuple[Segment, ...], matrix: Matrix) -> Polygon | None:
    """The outline as a polygon on the face, inside it or on it; None when it is dented or has several parts."""
    points: list[Point] = []
    for place, segment in enumerate(segments):
        if segment[0] == "M" and place:
            return None
        if len(segment) == 3:
            points.append(Point(segment[1], segment[2]))
        elif len(segment) == 7:
            start, end = points[-1], Point(segment[5], segment[6])
            one, two = Point(segment[1], segment[2]), Point(segment[3], segment[4])
            points += [_on_curve(start, one, two, end, step / _CHORDS) for step in range(1, _CHORDS + 1)]
    shape = [matrix.apply(point) for point in points]
    shape = [point for place, point in enumerate(shape) if math.dist(_xy(point), _xy(shape[place - 1])) > 1e-6]
    if len(shape) < 3:
        return None
    turned = 0.0
    sign = 0.0
    for place, point in enumerate(shape):
        before, after = shape[place - 1], shape[(place + 1) % len(shape)]
        ax, ay, bx, by = point.x - before.x, point.y - before.y, after.x - point.x, after.y - point.y
        angle = math.atan2(ax * by - ay * bx, ax * bx + ay * by)
        if abs(angle) > 1e-4:
            if sign * angle < 0:
                return None
            sign = angle
        turned += angle
    if abs(abs(turned) - 2 * math.pi) > 0.01:
        return None
    return tuple(shape if turned > 0 else reversed(shape))


def _on_curve(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return Point(a * p0.x + b * p1.x + c * p2.x + d * p3.x, a * p0.y + b * p1.y + c * p2.y + d * p3.y)


def _xy(point: Point) -> tuple[float, float]:
    return point.x, point.y


def holds(area: Polygon, rect: Rect) -> bool:
    """Whether a convex polygon holds a rectangle, but for a hair."""
    for x, y in ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)):
        for place, point in enumerate(area):
            before = area[place - 1]
            dx, dy = point.x - before.x, point.y - before.y
            if dx * (y - before.y) - dy * (x - before.x) < -TOLERANCE * math.hypot(dx, dy):
                return False
    return True
