"""Outlines of glyphs, as HarfBuzz tells them."""

from generator.basics.geometry import Matrix, Point
from generator.model.face import Segment


class Pen:
    """Takes an outline from HarfBuzz, in the words of fontTools' pens, and maps it."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._last = (0.0, 0.0)
        self.segments: list[Segment] = []

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        mapped = self._matrix.apply(Point(*point))
        self._last = point
        return round(mapped.x, 2), round(mapped.y, 2)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name, as are those below
        """Begin an outline."""
        self.segments.append(("M", *self._point(point)))

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """A straight line."""
        self.segments.append(("L", *self._point(point)))

    def curveTo(  # noqa: N802
        self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """A cubic curve."""
        self.segments.append(("C", *self._point(one), *self._point(two), *self._point(end)))

    def qCurveTo(self, handle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve, as the cubic with the same course."""
        (x0, y0), (x, y), (x1, y1) = self._last, handle, end
        # Its handles lie two thirds of the way to the quadratic's.
        self.curveTo(
            (x0 + (x - x0) * 2 / 3, y0 + (y - y0) * 2 / 3), (x1 + (x - x1) * 2 / 3, y1 + (y - y1) * 2 / 3), end
        )

    def closePath(self) -> None:  # noqa: N802
        """The outline ends where it began."""
        self.segments.append(("Z",))

    def endPath(self) -> None:  # noqa: N802
        """Nothing: an open outline is filled as if it were closed."""
