"""How much ink a face takes, estimated quickly.

Nothing is rendered: every shape's area is spread evenly over the box around it, on a coarse grid of cells, one shape
over the other in painting order. That is within a sixth of what a renderer counts (a test holds it to that), and
thousands of times quicker, so that every build can say it.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, cast

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.model.face import Face, Glyphs, Group, Image, Item, Path, Segment, Shade

#: Cells across and down.
ACROSS, DOWN = 16, 22

#: The part of the box from baseline to x-height and a bit that letters of text fonts fill, counted over many pages.
LETTERS = 0.30

#: What pixel pictures are counted as, all inks together, for they are not looked into here.
PICTURES = 1.2


#: In outlines of more parts than this no holes are looked for.
MOST_NESTED = 40

#: No more shapes than this are counted for one estimate: a pattern of drawings, tiled, can have a hundred million.
MOST_SHAPES = 50_000


class Inks:
    """Estimates the mean ink of faces, remembering the shapes they share.

    Attributes:
        left: how many more shapes are counted; when there are none left, faces come out with less ink than they have.
    """

    def __init__(self) -> None:
        self.left = MOST_SHAPES
        # By identity; the path is kept, so that its number cannot become another's.
        self._known: dict[int, tuple[Path, tuple[Rect, float, float]]] = {}

    def coverage(self, face: Face) -> float:
        """The mean ink over the face's trim, all inks together: 0 is bare paper, 1 one ink everywhere, 4 the most."""
        grid = _Cells(face.size.width, face.size.height, self._shape, self.left)
        grid.paint(face.items, IDENTITY, 1.0, None)
        self.left = grid.left
        return sum(grid.cells) / len(grid.cells)

    def _shape(self, path: Path) -> tuple[Rect, float, float]:
        known = self._known.get(id(path))
        if known is None:
            known = self._known[id(path)] = path, _measured(path.segments, even_odd=path.even_odd)
        return known[1]


def ink_of(color: Colour) -> float:
    """What a colour takes on paper, all four inks together, by the simplest conversion; 0 to 4."""
    if color.space == "gray":
        return 1 - color.values[0]
    if color.space == "rgb":
        most = max(color.values)
        return 1 - most + (sum(most - value for value in color.values) / most if most > 0 else 0.0)
    return sum(color.values)


class _Cells:
    def __init__(
        self, width: float, height: float, shape: Callable[[Path], tuple[Rect, float, float]], left: int
    ) -> None:
        self._shape = shape
        self.left = left
        self.cells = [0.0] * (ACROSS * DOWN)
        self._wide, self._high = max(width, 1e-6) / ACROSS, max(height, 1e-6) / DOWN

    def paint(self, items: Iterable[Item], matrix: Matrix, opacity: float, clip: Rect | None) -> None:
        for item in items:
            if self.left <= 0:
                return
            self.left -= 1
            if isinstance(item, Group):
                inner = item.matrix.then(matrix)
                inside = clip
                if item.clip is not None:
                    box = inner.apply_rect(self._shape(item.clip)[0])
                    inside = box if clip is None else _common(clip, box)
                self.paint(item.items, inner, opacity * item.opacity, inside)
            elif isinstance(item, Path):
                self._path(item, matrix, opacity, clip)
            elif isinstance(item, Glyphs):
                wide = sum(piece.width for piece in item.pieces) * item.size / 1000
                box = Rect(item.x, item.y - 0.6 * item.size, wide, 0.6 * item.size)
                self._spread(matrix.apply_rect(box), LETTERS, item.paint, opacity, clip)
            elif isinstance(item, Image):
                self._lay(matrix.apply_rect(item.at), PICTURES, opacity, clip)

    def _path(self, path: Path, matrix: Matrix, opacity: float, clip: Rect | None) -> None:
        box, area, length = self._shape(path)
        if path.fill is not None:
            whole = max(0.0, box.width) * max(0.0, box.height)  # of a box thinner than numbers can say: 0
            part = min(1.0, area / whole) if whole > 0 else 0.0
            self._spread(matrix.apply_rect(box), part, path.fill, opacity, clip)
        if path.stroke is not None and path.stroke.width > 0:
            stroke = path.stroke
            wider = box.grown(stroke.width / 2)
            drawn = length * stroke.width
            if stroke.dash and sum(stroke.dash) > 0:
                drawn *= sum(stroke.dash[::2]) / sum(stroke.dash) if len(stroke.dash) % 2 == 0 else 0.5
            size = wider.width * wider.height
            if size > 0:
                self._spread(matrix.apply_rect(wider), min(1.0, drawn / size), stroke.paint, opacity, clip)

    def _spread(self, box: Rect, part: float, paint: Colour | Shade, opacity: float, clip: Rect | None) -> None:
        if isinstance(paint, Shade):
            stops = paint.stops
            ink = sum(ink_of(color) for _, color in stops) / len(stops)
            part *= sum(color.alpha for _, color in stops) / len(stops)
        else:
            ink = ink_of(paint)
            part *= paint.alpha
        self._lay(box, ink, part * opacity, clip)

    def _lay(self, box: Rect, ink: float, part: float, clip: Rect | None) -> None:
        """Ink over a part (0 to 1) of a box, in place of what was there."""
        if clip is not None:
            box = _common(clip, box)
        wide, high, cells = self._wide, self._high, self.cells
        first, last = max(0, int(box.x / wide)), min(ACROSS - 1, int(box.right / wide))
        top, bottom = max(0, int(box.y / high)), min(DOWN - 1, int(box.bottom / high))
        if box.right <= 0 or box.bottom <= 0:
            return
        for row in range(top, bottom + 1):
            tall = (min(box.bottom, (row + 1) * high) - max(box.y, row * high)) / high
            if tall <= 0:
                continue
            for column in range(first, last + 1):
                across = (min(box.right, (column + 1) * wide) - max(box.x, column * wide)) / wide
                if across > 0:
                    place = row * ACROSS + column
                    covered = part * tall * across
                    cells[place] += (ink - cells[place]) * covered


def _common(one: Rect, other: Rect) -> Rect:
    left, top = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))


class _Loop(NamedTuple):
    """One closed part of an outline: the box around it, its area (negative when it runs the other way), its length."""

    box: Rect
    area: float
    length: float


def _measured(segments: tuple[Segment, ...], *, even_odd: bool) -> tuple[Rect, float, float]:
    """The box around an outline, the area it holds and its length; curves as three straight pieces."""
    loops = _loops(segments)
    if not loops:
        return Rect(0, 0, 0, 0), 0.0, 0.0
    left, top = min(loop.box.x for loop in loops), min(loop.box.y for loop in loops)
    right, bottom = max(loop.box.right for loop in loops), max(loop.box.bottom for loop in loops)
    if even_odd and 1 < len(loops) <= MOST_NESTED:
        # What lies in an odd number of others is a hole.
        area = 0.0
        for loop in loops:
            around = sum(1 for other in loops if other is not loop and other.box.contains(loop.box))
            area += -abs(loop.area) if around % 2 else abs(loop.area)
    else:
        area = sum(loop.area for loop in loops)
    return Rect(left, top, right - left, bottom - top), abs(area), sum(loop.length for loop in loops)


def _loops(segments: tuple[Segment, ...]) -> list[_Loop]:
    found: list[_Loop] = []
    xs: list[float] = []
    ys: list[float] = []
    area = length = 0.0
    x0 = y0 = x = y = 0.0

    def close() -> None:
        if len(xs) > 1:
            box = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            found.append(_Loop(box, (area + x * y0 - x0 * y) / 2, length))

    for segment in segments:
        numbers = cast("tuple[float, ...]", segment[1:])
        if segment[0] == "M":
            close()
            x0, y0 = x, y = numbers[0], numbers[1]
            xs, ys, area, length = [x], [y], 0.0, 0.0
            continue
        if segment[0] == "Z":
            ends = [(x0, y0)]
        elif len(numbers) == 2:
            ends = [(numbers[0], numbers[1])]
        else:
            x1, y1, x2, y2, x3, y3 = numbers
            ends = []
            for t in (1 / 3, 2 / 3, 1.0):
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                ends.append((a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3))
        for end_x, end_y in ends:
            area += x * end_y - end_x * y
            length += ((end_x - x) ** 2 + (end_y - y) ** 2) ** 0.5
            x, y = end_x, end_y
            xs.append(x)
            ys.append(y)
    close()
    return found
