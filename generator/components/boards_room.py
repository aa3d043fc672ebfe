"""What has room on a board: the footprints of spaces and of places for cards, and where they meet."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.basics.geometry import Point, Rect
from generator.basics.units import TOLERANCE


@dataclass(frozen=True, slots=True)
class Footprint:
    """What something covers: a disc, or a rectangle turned about its middle.

    Attributes:
        height: None for a disc, whose diameter is the width.
        turned: degrees clockwise.
    """

    at: Point
    width: float
    height: float | None = None
    turned: float = 0.0

    @property
    def box(self) -> Rect:
        """The smallest upright rectangle around it."""
        if self.height is None:
            return Rect(self.at.x - self.width / 2, self.at.y - self.width / 2, self.width, self.width)
        angle = math.radians(self.turned)
        cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
        wide, high = self.width * cos + self.height * sin, self.width * sin + self.height * cos
        return Rect(self.at.x - wide / 2, self.at.y - high / 2, wide, high)

    def inside(self, point: Point) -> tuple[float, float]:
        """The point as seen from a rectangle's middle, along its own sides."""
        angle = math.radians(self.turned)
        cos, sin = math.cos(angle), math.sin(angle)
        dx, dy = point.x - self.at.x, point.y - self.at.y
        return dx * cos + dy * sin, dy * cos - dx * sin

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of a rectangle."""
        angle = math.radians(self.turned)
        cos, sin = math.cos(angle), math.sin(angle)
        wide, high = self.width / 2, (self.height or 0.0) / 2
        return tuple(
            (self.at.x + x * cos - y * sin, self.at.y + x * sin + y * cos)
            for x, y in ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
        )


def overlap(one: Footprint, other: Footprint) -> float:
    """How deep the two get into each other, points; 0 or less when they do not."""
    if one.height is None and other.height is None:
        apart = math.hypot(one.at.x - other.at.x, one.at.y - other.at.y)
        return (one.width + other.width) / 2 - apart
    if one.height is not None and other.height is not None:
        return _of_rectangles(one, other)
    disc, block = (one, other) if one.height is None else (other, one)
    assert block.height is not None  # noqa: S101 - one of the two has corners
    x, y = block.inside(disc.at)
    dx, dy = abs(x) - block.width / 2, abs(y) - block.height / 2
    if dx <= 0 and dy <= 0:
        return disc.width / 2 - max(dx, dy)
    return disc.width / 2 - math.hypot(max(dx, 0.0), max(dy, 0.0))


def _of_rectangles(one: Footprint, other: Footprint) -> float:
    """The least shift that parts them: along one of their sides, as for any two convex shapes."""
    depth = math.inf
    first, second = one.corners, other.corners
    for turned in (one.turned, other.turned):
        angle = math.radians(turned)
        for x, y in ((math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))):
            a = [px * x + py * y for px, py in first]
            b = [px * x + py * y for px, py in second]
            depth = min(depth, max(a) - min(b), max(b) - min(a))
    return depth


def collisions(prints: Sequence[Footprint]) -> Iterator[tuple[int, int, float]]:
    """Every pair that overlaps by more than nothing, and how deep; from left to right."""
    boxes = [print_.box for print_ in prints]
    order = sorted(range(len(prints)), key=lambda number: boxes[number].x)
    open_: list[int] = []
    for number in order:
        box = boxes[number]
        open_ = [other for other in open_ if boxes[other].right > box.x + TOLERANCE]
        for other in open_:
            if boxes[other].overlaps(box, TOLERANCE):
                depth = overlap(prints[other], prints[number])
                if depth > TOLERANCE:
                    yield min(other, number), max(other, number), depth
        open_.append(number)


def sticks_out(print_: Footprint, room: Rect) -> float:
    """How far something reaches out of a room, points; 0 when it does not."""
    box = print_.box
    return max(0.0, room.x - box.x, room.y - box.y, box.right - room.right, box.bottom - room.bottom)
