"""Glyphs that bring their own colours: COLR (layers and gradients) and SVG as paths, CBDT and sbix as pictures.

HarfBuzz walks through what the font says and calls back for each fill; here that becomes items in the font's units
with y downwards and the glyph's origin at zero. Boxes that only bound a glyph are not clipped to, and a gradient that
repeats itself is drawn once. SVG is read by whoever can: the function comes from outside.
"""

import math
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol

import uharfbuzz as hb

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Point, Rect
from generator.model.face import Group, Image, Item, Path, Segment, Shade
from generator.typesetting.text.pen import Pen

#: A sweep round a point is drawn as this many wedges to the full turn.
_WEDGES = 90

#: No glyph needs more fills than this; what does is made to take long.
_MOST_FILLS = 5_000

#: No glyph reaches farther, in the font's units.
_FARTHEST = 1e6

#: A bitmap strike larger than this is not looked at, pixels a side.
_LARGEST_STRIKE = 2_048

_BLENDS = {
    "SCREEN": "screen", "OVERLAY": "overlay", "DARKEN": "darken", "LIGHTEN": "lighten", "COLOR_DODGE": "color-dodge",
    "COLOR_BURN": "color-burn", "HARD_LIGHT": "hard-light", "SOFT_LIGHT": "soft-light", "DIFFERENCE": "difference",
    "EXCLUSION": "exclusion", "MULTIPLY": "multiply", "HSL_HUE": "hue", "HSL_SATURATION": "saturation",
    "HSL_COLOR": "color", "HSL_LUMINOSITY": "luminosity", "PLUS": "screen",
}  # fmt: skip

_Stops = list[tuple[float, Colour]]


#: No SVG document of a font is longer, bytes, packed or not.
_LONGEST_DOCUMENT = 1_000_000


class ReadGlyph(Protocol):
    """Reads an SVG document of a font for one glyph: its paths in the font's units, and whether the ink shows in it.

    Raises:
        ValueError: it cannot be drawn, and why.
    """

    def __call__(  # noqa: D102 - said above
        self, text: str, glyph: int, em: int, *, current: Colour, palette: tuple[Colour, ...] = ()
    ) -> tuple[tuple[Path | Group, ...], bool]: ...


def is_coloured(face: hb.Face, *, vectors: bool = False) -> bool:
    """Whether the font has glyphs that can be drawn in colours of their own; `vectors`: also those in SVG."""
    return bool(face.has_color_paint or face.has_color_layers or face.has_color_png or (vectors and face.has_color_svg))


class Colouring:
    """The coloured glyphs of one font, each made once for every colour of text that shows in it."""

    def __init__(self, font: hb.Font, read_glyph: ReadGlyph | None = None) -> None:
        self._font = font
        self._read_glyph = read_glyph if font.face.has_color_svg else None
        self._layered = bool(font.face.has_color_paint or font.face.has_color_layers)
        self._pictured = bool(font.face.has_color_png)
        self._known: dict[tuple[int, Colour | None], Group | None] = {}
        self._paints: dict[int, bool] = {}

    def paints(self, glyph: int) -> bool:
        """Whether the glyph has colours of its own."""
        known = self._paints.get(glyph)
        if known is None:
            face = self._font.face
            known = self._paints[glyph] = bool(
                (self._layered and (face.glyph_has_color_paint(glyph) or face.get_glyph_color_layers(glyph)))
                or (self._read_glyph is not None and face.get_glyph_color_svg(glyph).data)
                or (self._pictured and self._font.get_glyph_color_png(glyph).data)
            )
        return known

    def drawn(self, glyph: int, ink: Colour) -> Group | None:
        """The glyph in the font's units; None when it leaves no mark. `ink` is the colour of the text around it."""
        for key in ((glyph, None), (glyph, ink)):
            if key in self._known:
                return self._known[key]
        items, inked = self._items(glyph, ink)
        group = Group(items, shared=True) if items else None
        self._known[glyph, ink if inked else None] = group
        return group

    def _items(self, glyph: int, ink: Colour) -> tuple[tuple[Item, ...], bool]:
        face = self._font.face
        document = face.get_glyph_color_svg(glyph).data if self._read_glyph is not None else b""
        # Of a font that has both, SVG says more than flat layers and less than the gradients of a later COLR.
        if document and self._read_glyph is not None and not face.glyph_has_color_paint(glyph):
            palette = self._palette()
            return self._read_glyph(_unpacked(document), glyph, face.upem, current=ink, palette=palette)
        if self._layered and (face.glyph_has_color_paint(glyph) or face.get_glyph_color_layers(glyph)):
            recorder = _Recorder(self._font, ink)
            self._font.paint_glyph(glyph, recorder.functions, None)
            if recorder.fault is not None:
                raise recorder.fault
            return tuple(recorder.layers[0]), recorder.inked
        if self._pictured:
            picture = _strike(self._font, glyph)
            return ((picture,), False) if picture else ((), False)
        return (), False

    def _palette(self) -> tuple[Colour, ...]:
        face = self._font.face
        if not face.has_color_palettes:
            return ()
        return tuple(_of_bytes(colour) for colour in face.get_color_palette(0).colors)

    def pixels_to_em(self, glyph: int) -> float:
        """How many pixels an em of the glyph has; infinite for one of paths."""
        group = self._known.get((glyph, None))
        picture = group.items[0] if group else None
        if not isinstance(picture, Image) or picture.at.height <= 0:
            return math.inf
        return picture.pixels[1] * float(self._font.face.upem) / picture.at.height


def _unpacked(document: bytes) -> str:
    """The text of a document, which may be packed.

    Raises:
        ValueError: it is too long, or damaged.
    """
    if document[:2] == b"\x1f\x8b":
        packed = zlib.decompressobj(wbits=31)
        document = packed.decompress(document, _LONGEST_DOCUMENT + 1)
    if len(document) > _LONGEST_DOCUMENT:
        raise ValueError("its picture is larger than 1 MB")
    return document.decode("utf-8", "replace")


def _of_bytes(colour: Any) -> Colour:  # noqa: ANN401 - the library's record
    values = (colour.red / 255, colour.green / 255, colour.blue / 255)
    if values[0] == values[1] == values[2]:
        return Colour("gray", values[:1], colour.alpha / 255)
    return Colour("rgb", values, colour.alpha / 255)


def _strike(font: hb.Font, glyph: int) -> Image | None:
    """The largest bitmap of a glyph (PNG is what such fonts hold)."""
    data = bytes(font.get_glyph_color_png(glyph).data)
    extents = font.get_glyph_extents(glyph)
    if len(data) < 24 or data[:8] != b"\x89PNG\r\n\x1a\n" or extents is None or not extents.width:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    if not 0 < width <= _LARGEST_STRIKE or not 0 < height <= _LARGEST_STRIKE:
        return None
    at = Rect(extents.x_bearing, -extents.y_bearing, abs(extents.width), abs(extents.height))
    return Image(at, data, "PNG", (width, height))


class _Recorder:
    """Takes HarfBuzz's calls for one glyph.

    Attributes:
        layers: the items of each open group, the outermost first.
        inked: whether the text's own colour showed.
        fault: what went wrong in a call; HarfBuzz cannot hand it on.
    """

    def __init__(self, font: hb.Font, ink: Colour) -> None:
        self._font = font
        self._ink = ink
        self.layers: list[list[Item]] = [[]]
        self.inked = False
        self.fault: Exception | None = None
        self._fills = 0
        self._maps = [Matrix(1, 0, 0, -1, 0, 0)]
        #: The outline of each open clip, and whether it only bounds what is drawn.
        self._clips: list[tuple[tuple[Segment, ...], bool]] = []
        self.functions = hb.PaintFuncs()
        for name in (
            "push_transform", "pop_transform", "push_clip_glyph", "push_clip_rectangle", "pop_clip", "color",
            "linear_gradient", "radial_gradient", "sweep_gradient", "push_group", "pop_group",
        ):  # fmt: skip
            getattr(self.functions, f"set_{name}_func")(self._guarded(getattr(self, f"_{name}")))

    def _guarded(self, call: Callable[..., None]) -> Callable[..., None]:
        def guarded(*arguments: object) -> None:
            if self.fault is None:
                try:
                    call(*arguments[:-1])
                except Exception as fault:  # raised anew when HarfBuzz has come back
                    self.fault = fault

        return guarded

    # --- Where --------------------------------------------------------------------------------------------------

    def _push_transform(self, xx: float, yx: float, xy: float, yy: float, dx: float, dy: float) -> None:
        made = Matrix(xx, yx, xy, yy, dx, dy).then(self._maps[-1])
        if not all(abs(part) < _FARTHEST for part in (made.a, made.b, made.c, made.d, made.e, made.f)):
            raise ValueError("a glyph that reaches too far")
        self._maps.append(made)

    def _pop_transform(self) -> None:
        self._maps.pop()

    def _push_clip_glyph(self, glyph: int) -> None:
        pen = Pen(self._maps[-1])
        self._font.draw_glyph_with_pen(glyph, pen)
        self._clips.append((tuple(pen.segments), False))

    def _push_clip_rectangle(self, left: float, bottom: float, right: float, top: float) -> None:
        pen = Pen(self._maps[-1])
        pen.moveTo((left, bottom))
        for corner in ((right, bottom), (right, top), (left, top)):
            pen.lineTo(corner)
        pen.closePath()
        self._clips.append((tuple(pen.segments), True))

    def _pop_clip(self) -> None:
        self._clips.pop()

    # --- With what ----------------------------------------------------------------------------------------------

    def _colour(self, colour: Any, is_ink: bool) -> Colour:  # noqa: ANN401 - the library's record
        if is_ink:
            self.inked = True
            return replace(self._ink, alpha=self._ink.alpha * colour.alpha / 255)
        return _of_bytes(colour)

    def _stops(self, line: Any) -> _Stops:  # noqa: ANN401
        found = [(stop.offset, self._colour(stop.color, stop.is_foreground)) for stop in line.color_stops]
        return sorted(found, key=lambda stop: stop[0])

    def _fill(self, paint: Callable[[tuple[Segment, ...]], Item | None]) -> None:
        """Add what `paint` makes of the innermost clip's outline, inside the other clips."""
        self._fills += 1
        if self._fills > _MOST_FILLS:
            raise ValueError("a glyph of too many parts")
        tight = [segments for segments, loose in self._clips if not loose]
        outline = tight[-1] if tight else self._clips[-1][0] if self._clips else ()
        item = paint(outline) if outline else None
        if item is None:
            return
        for outer in reversed(tight[:-1]):
            item = Group((item,), clip=Path(outer))
        self.layers[-1].append(item)

    def _color(self, colour: Any, is_ink: bool) -> None:  # noqa: ANN401
        solid = self._colour(colour, bool(is_ink))
        if solid.alpha > 0:
            self._fill(lambda outline: Path(outline, fill=solid))

    def _shaded(self, shade: Shade) -> None:
        """A gradient said in the present coordinates: the outline is brought into them and both out again."""
        here = self._maps[-1]
        back = _inverse(here)
        if back is not None:
            self._fill(lambda outline: Group((Path(_mapped(outline, back), fill=shade),), matrix=here))

    def _linear_gradient(
        self, line: Any, x0: float, y0: float, x1: float, y1: float, x2: float, y2: float  # noqa: ANN401
    ) -> None:  # fmt: skip
        stops = self._stops(line)
        if not stops:
            return
        # Colour runs across the line from p0 to p2: only the part of p0–p1 square to it counts (OpenType, COLR).
        across = (x2 - x0, y2 - y0)
        length = across[0] ** 2 + across[1] ** 2
        if length > 0:
            along = ((x1 - x0) * across[0] + (y1 - y0) * across[1]) / length
            x1, y1 = x1 - along * across[0], y1 - along * across[1]
        first, last = stops[0][0], stops[-1][0]
        if (x0, y0) == (x1, y1) or first == last:
            self._color_of(stops[-1][1])
            return
        start, end = ((x0 + at * (x1 - x0), y0 + at * (y1 - y0)) for at in (first, last))
        self._shaded(Shade("linear", *start, *end, _spread(stops)))

    def _radial_gradient(
        self, line: Any, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float  # noqa: ANN401
    ) -> None:  # fmt: skip
        stops = self._stops(line)
        if not stops:
            return
        first, last = stops[0][0], stops[-1][0]
        if first == last:
            self._color_of(stops[-1][1])
            return
        inner, outer = (
            (x0 + at * (x1 - x0), y0 + at * (y1 - y0), max(0.0, r0 + at * (r1 - r0))) for at in (first, last)
        )
        spread = _spread(stops)
        if inner[2] > outer[2]:
            inner, outer = outer, inner
            spread = tuple((1 - at, colour) for at, colour in reversed(spread))
        x, y, radius = outer
        if radius <= 0:
            return
        focus = ((inner[0] - x) / radius, (inner[1] - y) / radius, inner[2] / radius)
        self._shaded(Shade("radial", x, y, radius, radius, spread, focus))

    def _sweep_gradient(self, line: Any, x: float, y: float, start: float, end: float) -> None:  # noqa: ANN401
        stops = self._stops(line)
        if not stops:
            return
        here = self._maps[-1]
        centre = here.apply(Point(x, y))

        def wedges(outline: tuple[Segment, ...]) -> Item:
            reach = 2 * max((math.dist((x, y), point) for point in _points(outline, _inverse(here))), default=1.0)

            def edge(angle: float) -> Segment:
                point = here.apply(Point(x + reach * math.cos(angle), y + reach * math.sin(angle)))
                return ("L", point.x, point.y)

            step = 2 * math.pi / _WEDGES
            made = []
            for number in range(_WEDGES):
                angle = number * step
                at = (angle + step / 2 - start) / (end - start) if end != start else 1.0
                # Each wedge runs on under the next, so that no seam shows.
                sides = [edge(angle), edge(angle + step), edge(angle + min(1.5, _WEDGES - number) * step)]
                made.append(Path((("M", centre.x, centre.y), *sides, ("Z",)), fill=_colour_at(stops, at)))
            return Group(tuple(made), clip=Path(outline))

        self._fill(wedges)

    def _color_of(self, solid: Colour) -> None:
        self._fill(lambda outline: Path(outline, fill=solid))

    # --- Over what ----------------------------------------------------------------------------------------------

    def _push_group(self) -> None:
        self.layers.append([])

    def _pop_group(self, mode: Any) -> None:  # noqa: ANN401
        source = self.layers.pop()
        name = str(getattr(mode, "name", mode)).upper()
        under = self.layers[-1]
        if name in _BLENDS:
            under.append(Group(tuple(source), blend=_BLENDS[name]))
        else:
            self.layers[-1] = _composed(name, under, source)


def _composed(name: str, under: list[Item], source: list[Item]) -> list[Item]:
    """Porter and Duff's operators on what is there and what comes, by means of clips."""
    if name == "CLEAR":
        return []
    if name == "SRC":
        return source
    if name == "DEST":
        return under
    if name == "DEST_OVER":
        return source + under
    if name in ("SRC_IN", "SRC_OUT"):
        return _masked(source, under, outside=name == "SRC_OUT")
    if name in ("DEST_IN", "DEST_OUT"):
        return _masked(under, source, outside=name == "DEST_OUT")
    if name == "SRC_ATOP":
        return under + _masked(source, under)
    if name == "DEST_ATOP":
        return source + _masked(under, source)
    if name == "XOR":
        return _masked(under, source, outside=True) + _masked(source, under, outside=True)
    return under + source


def _masked(items: list[Item], mask: list[Item], *, outside: bool = False) -> list[Item]:
    """The items where the mask is, as strong as it is; where it is not, when `outside`."""
    paths = [path for item in mask for path in _paths(item)]
    if not items or not paths:
        return items if outside else []
    fills = [path.fill for path in paths]
    opacity = max(fill.alpha if isinstance(fill, Colour) else 1.0 for fill in fills)
    area = tuple(segment for path in paths for segment in path.segments)
    if not outside:
        return [Group(tuple(items), clip=Path(area), opacity=opacity)]
    far = 1e5
    frame: tuple[Segment, ...] = (("M", -far, -far), ("L", far, -far), ("L", far, far), ("L", -far, far), ("Z",))
    return [Group(tuple(items), clip=Path(frame + area, even_odd=True))]


def _paths(item: Item) -> list[Path]:
    if isinstance(item, Path):
        return [item]
    if isinstance(item, Group):
        inner = [path for one in item.items for path in _paths(one)]
        return [replace(path, segments=_mapped(path.segments, item.matrix)) for path in inner]
    return []


def _spread(stops: _Stops) -> tuple[tuple[float, Colour], ...]:
    """The stops from the first at 0 to the last at 1."""
    first, last = stops[0][0], stops[-1][0]
    return tuple(((at - first) / (last - first), colour) for at, colour in stops)


def _colour_at(stops: _Stops, at: float) -> Colour:
    if at <= stops[0][0]:
        return stops[0][1]
    for (start, one), (end, other) in pairwise(stops):
        if at <= end:
            part = (at - start) / (end - start) if end > start else 1.0
            if one.space != other.space:
                one, other = _as_rgb(one), _as_rgb(other)
            values = tuple(a + (b - a) * part for a, b in zip(one.values, other.values, strict=True))
            return replace(one, values=values, alpha=one.alpha + (other.alpha - one.alpha) * part)
    return stops[-1][1]


def _as_rgb(colour: Colour) -> Colour:
    if colour.space == "gray":
        return Colour("rgb", colour.values * 3, colour.alpha)
    if colour.space == "rgb":
        return colour
    cyan, magenta, yellow, black = colour.values
    return Colour("rgb", tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)), colour.alpha)


def _inverse(matrix: Matrix) -> Matrix | None:
    determinant = matrix.a * matrix.d - matrix.b * matrix.c
    if abs(determinant) < 1e-9:
        return None
    a, b, c, d = (part / determinant for part in (matrix.d, -matrix.b, -matrix.c, matrix.a))
    return Matrix(a, b, c, d, -(a * matrix.e + c * matrix.f), -(b * matrix.e + d * matrix.f))


def _mapped(segments: tuple[Segment, ...], matrix: Matrix) -> tuple[Segment, ...]:
    found: list[Any] = []
    for segment in segments:
        numbers: list[float] = []
        for x, y in zip(segment[1::2], segment[2::2], strict=True):
            point = matrix.apply(Point(float(x), float(y)))
            numbers += (round(point.x, 3), round(point.y, 3))
        found.append((segment[0], *numbers))
    return tuple(found)


def _points(segments: tuple[Segment, ...], matrix: Matrix | None) -> Iterable[tuple[float, float]]:
    for segment in _mapped(segments, matrix or Matrix()):
        yield from zip(segment[1::2], segment[2::2], strict=True)
