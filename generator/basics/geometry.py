"""Points, sizes, rectangles and affine maps. Lengths are points, y grows downwards, angles are degrees clockwise."""

import math
from collections.abc import Sequence
from typing import Self

from generator.basics.records import dataclass

#: A quarter circle is drawn as one cubic, whose handles are this part of the radius long (error 0.03 %).
KAPPA = 4 / 3 * (math.sqrt(2) - 1)


@dataclass(frozen=True, slots=True)
class Point:
    """A place: `x` to the right, `y` downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Size:
    """An extent, never negative."""

    width: float
    height: float

    @property
    def turned(self) -> "Size":
        """The same piece turned by a quarter."""
        return Size(self.height, self.width)


@dataclass(frozen=True, slots=True)
class Insets:
    """Four distances from the edges of a rectangle, inwards."""

    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def all(cls, distance: float) -> Self:
        """The same distance on every edge."""
        return cls(distance, distance, distance, distance)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner and its extent."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    @property
    def size(self) -> Size:
        """The extent alone."""
        return Size(self.width, self.height)

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> "Rect":
        """The rectangle with every edge moved outwards; a negative `by` moves them inwards."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def inset(self, insets: Insets) -> "Rect":
        """The rectangle with each edge moved inwards; never smaller than nothing."""
        return Rect(
            self.x + insets.left,
            self.y + insets.top,
            max(0.0, self.width - insets.left - insets.right),
            max(0.0, self.height - insets.top - insets.bottom),
        )

    def moved(self, dx: float, dy: float) -> "Rect":
        """The rectangle somewhere else."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def overlaps(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether the two share more than `slack` in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )

    def contains(self, other: "Rect", slack: float = 0.0) -> bool:
        """Whether `other` lies inside, or sticks out by no more than `slack`."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def translation(cls, dx: float, dy: float) -> Self:
        """A move."""
        return cls(1, 0, 0, 1, dx, dy)

    @classmethod
    def scaling(cls, sx: float, sy: float) -> Self:
        """A scaling about the origin."""
        return cls(sx, 0, 0, sy, 0, 0)

    @classmethod
    def rotation(cls, degrees: float) -> Self:
        """A turn about the origin, clockwise as seen on the page; exact for quarter turns."""
        quarter, rest = divmod(degrees, 90)
        if rest == 0:
            cos, sin = [(1, 0), (0, 1), (-1, 0), (0, -1)][int(quarter) % 4]
            return cls(cos, sin, -sin, cos, 0, 0)
        angle = math.radians(degrees)
        return cls(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)

    def then(self, outer: "Matrix") -> "Matrix":
        """The map that applies this one first and `outer` after it."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def apply(self, point: Point) -> Point:
        """Where the point goes."""
        return Point(
            self.a * point.x + self.c * point.y + self.e,
            self.b * point.x + self.d * point.y + self.f,
        )

    def apply_rect(self, rect: Rect) -> Rect:
        """The smallest upright rectangle around where the rectangle goes."""
        corners = [self.apply(Point(x, y)) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)]
        left, top = min(p.x for p in corners), min(p.y for p in corners)
        return Rect(left, top, max(p.x for p in corners) - left, max(p.y for p in corners) - top)


IDENTITY = Matrix()


def grown_apart(rects: Sequence[Rect], by: float, within: Rect | None = None) -> tuple[Rect, ...]:
    """Each rectangle grown by `by` on every edge, but only as far as no other rectangle and no end of `within` is.

    What it grows into may be shared by two: nobody's land between them.
    """
    slack = 1e-6
    # Only what is near can be in the way: rectangles are looked up by the squares of a grid they lie in.
    step = max([1.0, by, *(max(rect.width, rect.height) for rect in rects)])
    squares: dict[tuple[int, int], list[Rect]] = {}
    for rect in rects:
        squares.setdefault((int(rect.x // step), int(rect.y // step)), []).append(rect)
    grown = []
    for rect in rects:
        top, bottom, left, right = by, by, by, by
        if within is not None:
            top, bottom = min(top, rect.y - within.y), min(bottom, within.bottom - rect.bottom)
            left, right = min(left, rect.x - within.x), min(right, within.right - rect.right)
        column, row = int(rect.x // step), int(rect.y // step)
        near = [
            other
            for x in range(column - 2, column + 3)
            for y in range(row - 2, row + 3)
            for other in squares.get((x, y), ())
        ]
        others = [other for other in near if other is not rect and other.overlaps(rect.grown(by + slack))]
        for other in others:
            if min(other.right, rect.right) - max(other.x, rect.x) > slack:
                if other.centre.y < rect.centre.y:
                    top = min(top, rect.y - other.bottom)
                else:
                    bottom = min(bottom, other.y - rect.bottom)
        tall = rect.inset(Insets(-max(0.0, top), 0, -max(0.0, bottom), 0))
        for other in others:
            if min(other.bottom, tall.bottom) - max(other.y, tall.y) > slack:
                if other.centre.x < rect.centre.x:
                    left = min(left, rect.x - other.right)
                else:
                    right = min(right, other.x - rect.right)
        grown.append(tall.inset(Insets(0, -max(0.0, right), 0, -max(0.0, left))))
    return tuple(grown)
