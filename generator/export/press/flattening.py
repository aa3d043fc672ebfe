"""Faces without transparency, for PDF/X-1a: what can be seen through is mixed with what lies under it.

That is exact where one flat colour, or bare paper, lies under the whole of a see-through item, and it is done there:

- a see-through fill, stroke or text becomes the mixed colour;
- a see-through gradient, one whose stops fade included, gets mixed stops;
- a faded group fades its parts instead, when one flat colour lies under all of it or when its parts do not overlap;
- a picture with see-through pixels is laid on the colour under it, when that is white or a screen colour but no grey;
- what is wholly see-through is left out.

Everywhere else (a blend mode, something see-through on a picture, on a gradient or half on one colour and half on
another) the place is turned into pixels (see `pixels`), and a warning says so. That needs screen colours: what an ink
would look like through another one nobody here can tell, and there the problem is an error.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import NoReturn, Protocol

from generator.basics.colour import WHITE, Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE
from generator.export.pdf.store import Recent
from generator.export.press.clear import has_clear_pixels, laid_on
from generator.export.press.convex import Polygon, convex, holds
from generator.export.press.extents import around, common, extent, hull
from generator.export.press.inks import Separation
from generator.export.press.pixels import drawn, made_of
from generator.model.face import Glyphs, Group, Image, Item, Path, Shade

_EVERYWHERE = Rect(-1e6, -1e6, 2e6, 2e6)

_SHARPER = "make it opaque or put it on one flat colour to keep it sharp, or build PDF/X-4, which may hold transparency"

_HELP = "make it opaque, put it on one flat colour, or build PDF/X-4, which may hold transparency"


class Report(Protocol):
    """Notes a fault once."""

    def __call__(self, name: str, key: object, what: str, help: str, *, warning: bool = False) -> None:
        """Note it; `key` tells faults of one name apart."""


class _UnmixableError(Exception):
    """An item cannot be said without transparency but as pixels; the text says why."""


#: Of a faded group of more parts than this, one picture is made, and not one for each part that cannot be mixed.
_MOST_PARTS = 12


class _Level:
    """Items that are being flattened: those of the face, or of a group in it.

    Attributes:
        around: the group, for its map and clip; None for the face.
        items: those that have been dealt with, as they were.
        place: where of them some wait to be turned into pixels; None when none does.
        waiting: those, as they were.
        why: what is said of the first.
    """

    __slots__ = ("around", "items", "place", "waiting", "why")

    def __init__(self, around: Group | None) -> None:
        self.around = around
        self.items: list[Item] = []
        self.place: Rect | None = None
        self.waiting: list[Item] = []
        self.why = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something painted, in the face's coordinates.

    Attributes:
        bounds: nothing of it lies outside.
        colour: the one colour it has wherever all of `areas` overlap; None when it has several.
        areas: convex.
    """

    bounds: Rect
    colour: Colour | None = None
    areas: tuple[Polygon, ...] = ()

    def covers(self, rect: Rect) -> bool:
        return self.colour is not None and bool(self.areas) and all(holds(area, rect) for area in self.areas)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where items are: how their coordinates become the face's, and through what they are seen.

    Attributes:
        areas: the clips, convex; None when one of them is not.
    """

    matrix: Matrix = IDENTITY
    window: Rect = _EVERYWHERE
    areas: tuple[Polygon, ...] | None = ()

    def inside(self, group: Group) -> "_Frame":
        matrix = group.matrix.then(self.matrix)
        if group.clip is None:
            return _Frame(matrix, self.window, self.areas)
        area = convex(group.clip.segments, matrix)
        window = common(self.window, matrix.apply_rect(hull(group.clip.segments)))
        return _Frame(matrix, window, None if area is None or self.areas is None else (*self.areas, area))

    def bounds(self, rect: Rect) -> Rect:
        return common(self.window, self.matrix.apply_rect(rect))


class Flattener:
    """Flattens the items of one face after another."""

    def __init__(self, inks: Separation, report: Report) -> None:
        self._inks = inks
        self._tell = report
        self._marks: list[_Mark] = []
        self._levels: list[_Level] = []
        self._room = _EVERYWHERE
        #: Whether what cannot be mixed takes all of the faded group that it is in along.
        self._whole = False
        self._clear: Recent[int, tuple[Group, bool]] = Recent(10_000)
        self._pictures: Recent[int, tuple[bytes, bool]] = Recent(256)
        self._laid: Recent[tuple[int, Colour, float], tuple[Image, Image]] = Recent(64)
        self._shared: Recent[tuple[int, _Frame, Colour], tuple[Group, Group | None, tuple[_Mark, ...]]] = Recent(2_000)

    def items(self, items: tuple[Item, ...], room: Rect = _EVERYWHERE) -> tuple[Item, ...]:
        """The items with nothing to be seen through; the very same ones when there was nothing.

        Args:
            items: of one face.
            room: nothing outside it will be seen.
        """
        if not any(self._is_clear(item) for item in items):
            return items
        self._marks, self._levels, self._room = [], [], room
        return self._all(items, _Frame())

    def _fault(self, what: str) -> NoReturn:
        raise _UnmixableError(what)

    # --- What is under it ---------------------------------------------------------------------------------------

    def _under(self, rect: Rect) -> Colour | None:
        """The one colour under all of a rectangle; None when there are several."""
        for mark in reversed(self._marks):
            if mark.bounds.overlaps(rect, TOLERANCE):
                return mark.colour if mark.covers(rect) else None
        return WHITE

    def _painted(self, bounds: Rect, frame: _Frame, colour: Colour | None = None, area: Polygon | None = None) -> None:
        if colour is None or area is None or frame.areas is None:
            self._marks.append(_Mark(bounds))
        else:
            self._marks.append(_Mark(bounds, colour, (area, *frame.areas)))

    # --- Items --------------------------------------------------------------------------------------------------

    def _all(self, items: Iterable[Item], frame: _Frame, group: Group | None = None) -> tuple[Item, ...]:
        level = _Level(None if group is None else replace(group, opacity=1.0, blend="normal", shared=False))
        self._levels.append(level)
        depth, made = len(self._levels), list[Item]()
        for item in items:
            start, bounds = len(self._marks), frame.bounds(extent(item))
            try:
                done = self._item(item, frame)
            except _UnmixableError as fault:
                if self._whole:
                    raise
                del self._marks[start:], self._levels[depth:]
                if level.place is not None and not _worth_joining(level.place, bounds):
                    made += self._as_pixels(level, frame)
                level.place = bounds if level.place is None else _both(level.place, bounds)
                level.why = level.why or str(fault)
                level.waiting.append(item)
                level.items.append(item)
                self._painted(bounds, frame)
                continue
            if level.place is not None and level.place.overlaps(bounds):
                made += self._as_pixels(level, frame)
            level.items.append(item)
            if done is not None:
                made.append(done)
        made += self._as_pixels(level, frame)
        self._levels.pop()
        return tuple(made)

    def _as_pixels(self, level: _Level, frame: _Frame) -> list[Item]:
        """What waits to become pixels as a picture over all that lies under it; as it was, when it cannot be done."""
        place, waiting, why = level.place, level.waiting, level.why
        level.place, level.waiting, level.why = None, [], ""
        if place is None:
            return []
        place, back = common(place, self._room), _undone(frame.matrix)
        if min(place.width, place.height) <= 0 or back is None:
            return []  # Nobody would see it.
        under: tuple[Item, ...] = ()
        for one in reversed(self._levels):
            under = (*one.items, *under)
            under = under if one.around is None else (replace(one.around, items=under),)
        kinds = made_of(under, IDENTITY, place)
        picture = None if "inks" in kinds else drawn(under, place, self._inks, picture_under="pictures" in kinds)
        if picture is None:
            self._tell("transparency-in-pdfx1a", why, f"{why}, and PDF/X-1a knows no transparency", _HELP)
            return waiting
        what = f"{why}; PDF/X-1a knows no transparency, so this place is printed as a picture"
        self._tell("flattened-to-pixels", why, what, _SHARPER, warning=True)
        return [picture if frame.matrix == IDENTITY else Group((picture,), matrix=back)]

    def _item(self, item: Item, frame: _Frame) -> Item | None:
        if isinstance(item, Group):
            return self._group(item, frame)
        bounds = frame.bounds(extent(item))
        if isinstance(item, Glyphs):
            return self._glyphs(item, bounds, frame)
        if isinstance(item, Path):
            return self._path(item, bounds, frame)
        return self._image(item, bounds, frame)

    def _glyphs(self, item: Glyphs, bounds: Rect, frame: _Frame) -> Glyphs | None:
        if not any(piece.glyphs for piece in item.pieces):
            return item  # it is told and not seen
        if item.paint.alpha <= 0:
            return None
        if item.paint.alpha < 1:
            item = replace(item, paint=self._flat(item.paint, bounds, "see-through text"))
        self._painted(bounds, frame)
        return item

    def _path(self, item: Path, bounds: Rect, frame: _Frame) -> Path | None:
        fill, stroke = item.fill, item.stroke
        if isinstance(fill, Colour) and fill.alpha <= 0:
            fill = None
        if stroke is not None and stroke.paint.alpha <= 0:
            stroke = None
        if fill is None and stroke is None:
            return None
        if stroke is not None and stroke.paint.alpha < 1 and fill is not None:
            # The outline lies half on the fill, half on what is under it: two items, one after the other.
            self._fault("a see-through outline lies on the edge of its own fill")
        inner = frame.bounds(hull(item.segments)) if fill is not None else bounds
        if isinstance(fill, Shade):
            fill = self._shade(fill, inner)
        elif fill is not None and fill.alpha < 1:
            fill = self._flat(fill, inner, "a see-through colour")
        if stroke is not None and stroke.paint.alpha < 1:
            stroke = replace(stroke, paint=self._flat(stroke.paint, bounds, "a see-through line"))
        if isinstance(fill, Colour):
            self._painted(inner, frame, fill, convex(item.segments, frame.matrix))
        elif fill is not None:
            self._painted(inner, frame)
        if stroke is not None:
            self._painted_outline(item, stroke.width, bounds, frame)
        if fill is item.fill and stroke is item.stroke:
            return item
        return replace(item, fill=fill, stroke=stroke)

    def _painted_outline(self, item: Path, width: float, bounds: Rect, frame: _Frame) -> None:
        """A frame around a rectangle leaves its inside free; any other outline counts as painted all over."""
        rect = hull(item.segments)
        if "".join(segment[0] for segment in item.segments) != "MLLLZ" or min(rect.width, rect.height) <= width:
            self._painted(bounds, frame)
            return
        outer, half = rect.grown(width / 2), width / 2
        for side in (
            Rect(outer.x, outer.y, outer.width, width),
            Rect(outer.x, rect.bottom - half, outer.width, width),
            Rect(outer.x, outer.y, width, outer.height),
            Rect(rect.right - half, outer.y, width, outer.height),
        ):
            self._painted(frame.bounds(side), frame)

    def _shade(self, shade: Shade, bounds: Rect) -> Shade:
        if all(colour.alpha >= 1 for _, colour in shade.stops):
            return shade
        under = self._under(bounds)
        if under is None:
            self._fault("a see-through gradient lies on more than one colour")
        return replace(shade, stops=tuple((at, self._mixed(colour, under)) for at, colour in shade.stops))

    def _flat(self, colour: Colour, bounds: Rect, what: str) -> Colour:
        under = self._under(bounds)
        if under is None:
            self._fault(f"{what} lies on more than one colour")
        return self._mixed(colour, under)

    def _mixed(self, colour: Colour, under: Colour, opacity: float = 1.0) -> Colour:
        """What one sees of a colour, with its own opacity times `opacity`, on another."""
        part = max(0.0, min(1.0, colour.alpha * opacity))
        rest = 1 - part
        if part >= 1:
            return colour if colour.alpha == 1 else replace(colour, alpha=1.0)
        if {colour.space, under.space} <= {"rgb", "gray"}:
            one, other = _screen(colour), _screen(under)
            red, green, blue = (round(a * part + b * rest, 4) for a, b in zip(one, other, strict=True))
            return Colour("gray", (red,)) if red == green == blue else Colour("rgb", (red, green, blue))
        if colour.space == "spot":
            if under == WHITE:
                return replace(colour, alpha=1.0, tint=colour.tint * part)
            if under.space == "spot" and under.spot == colour.spot:
                return replace(colour, alpha=1.0, tint=colour.tint * part + under.tint * rest)
        if "spot" in (colour.space, under.space):
            self._fault(f"the spot ink `{colour.spot or under.spot}` is mixed with another colour by transparency")
        inks = zip(self._in_inks(colour), self._in_inks(under), strict=True)
        return Colour("cmyk", tuple(round(a * part + b * rest, 4) for a, b in inks))

    def _in_inks(self, colour: Colour) -> tuple[float, ...]:
        return colour.values if colour.space == "cmyk" else self._inks.inks(_screen(colour))

    # --- Groups -------------------------------------------------------------------------------------------------

    def _group(self, group: Group, frame: _Frame) -> Group | None:
        if group.opacity <= 0:
            return None
        inner = frame.inside(group)
        if not group.shared or not self._is_clear(group):
            return self._open(group, inner)
        under = self._under(inner.bounds(around(group.items)))
        if under is None:
            return self._open(group, inner)
        key = (id(group), inner, under)
        known = self._shared.get(key)
        if known is None:
            start = len(self._marks)
            made = self._open(group, inner)
            self._shared.put(key, (group, made, tuple(self._marks[start:])))
            return made
        self._marks += known[2]
        return known[1]

    def _open(self, group: Group, inner: _Frame) -> Group | None:
        if group.blend != "normal":
            self._fault(f"the blend mode `{group.blend}` lets through what lies under it")
        if group.opacity >= 1:
            items = self._all(group.items, inner, group)
            if len(items) == len(group.items) and all(a is b for a, b in zip(items, group.items, strict=True)):
                return group
            return replace(group, items=items)
        under = self._under(inner.bounds(around(group.items)))
        if under is not None:
            start = len(self._marks)
            items = tuple(self._faded(item, under, group.opacity) for item in self._all(group.items, inner, group))
            for place in range(start, len(self._marks)):
                colour = self._marks[place].colour
                if colour is not None:
                    self._marks[place] = replace(self._marks[place], colour=self._mixed(colour, under, group.opacity))
            return replace(group, items=items, opacity=1.0)
        extents = [extent(item) for item in group.items]
        if any(one.overlaps(other, TOLERANCE) for one, other in combinations(extents[:200], 2)) or len(extents) > 200:
            self._fault("a faded group of overlapping parts lies on more than one colour")
        alone = group.items[0] if len(group.items) == 1 else None
        if alone is not None and not isinstance(alone, Group) and isinstance(_thinner(alone, 1.0), Group):
            self._fault("a faded outline with a fill lies on more than one colour")
        thin = tuple(_thinner(item, group.opacity) for item in group.items)
        outer, self._whole = self._whole, self._whole or len(thin) > _MOST_PARTS
        try:
            return replace(group, items=self._all(thin, inner, group), opacity=1.0)
        finally:
            self._whole = outer

    def _faded(self, item: Item, under: Colour, opacity: float) -> Item:
        """An opaque item mixed with the colour under it."""
        if isinstance(item, Glyphs):
            return replace(item, paint=self._mixed(item.paint, under, opacity))
        if isinstance(item, Group):
            # Its identity goes: faded it is another thing than the one that is shared.
            return replace(item, items=tuple(self._faded(part, under, opacity) for part in item.items), shared=False)
        if isinstance(item, Image):
            return self._on(item, under, opacity)
        fill, stroke = item.fill, item.stroke
        if isinstance(fill, Shade):
            fill = replace(fill, stops=tuple((at, self._mixed(c, under, opacity)) for at, c in fill.stops))
        elif fill is not None:
            fill = self._mixed(fill, under, opacity)
        if stroke is not None:
            stroke = replace(stroke, paint=self._mixed(stroke.paint, under, opacity))
        return replace(item, fill=fill, stroke=stroke)

    # --- Pictures -----------------------------------------------------------------------------------------------

    def _image(self, item: Image, bounds: Rect, frame: _Frame) -> Image:
        if self._is_clear(item):
            under = self._under(bounds)
            if under is None:
                self._fault("a picture with see-through parts lies on more than one colour")
            item = self._on(item, under, 1.0)
        self._painted(bounds, frame)
        return item

    def _on(self, item: Image, under: Colour, opacity: float) -> Image:
        """The picture laid on a colour."""
        if under != WHITE and under.space != "rgb":
            # The picture's own pixels of that colour would be mixed of four inks, and its rectangle would show.
            self._fault("a picture with see-through parts lies on a grey, on black or on inks")
        key = (id(item.data), under, opacity)
        known = self._laid.get(key)
        if known is None:
            made = laid_on(item, _screen(under), opacity)
            known = item, item if made is None else made
            self._laid.put(key, known)
        return replace(known[1], at=item.at)

    # --- Whether there is anything to do ------------------------------------------------------------------------

    def _is_clear(self, item: Item) -> bool:
        """Whether anything can be seen through the item."""
        if isinstance(item, Glyphs):
            return item.paint.alpha < 1
        if isinstance(item, Path):
            if item.stroke is not None and item.stroke.paint.alpha < 1:
                return True
            if isinstance(item.fill, Shade):
                return any(colour.alpha < 1 for _, colour in item.fill.stops)
            return item.fill is not None and item.fill.alpha < 1
        if isinstance(item, Group):
            known = self._clear.get(id(item))
            if known is None:
                clear = item.opacity < 1 or item.blend != "normal" or any(self._is_clear(part) for part in item.items)
                known = item, clear
                self._clear.put(id(item), known)
            return known[1]
        seen = self._pictures.get(id(item.data))
        if seen is None:
            seen = item.data, has_clear_pixels(item)
            self._pictures.put(id(item.data), seen)
        return seen[1]


# --- Items and places ----------------------------------------------------------------------------------------------


def _screen(colour: Colour) -> tuple[float, float, float]:
    if colour.space == "gray":
        return colour.values[0], colour.values[0], colour.values[0]
    red, green, blue = colour.values[:3]
    return red, green, blue


def _thinner(item: Item, opacity: float) -> Item:
    """An item with less opacity; one of several parts as a group that is faded."""
    if isinstance(item, Glyphs):
        return replace(item, paint=replace(item.paint, alpha=item.paint.alpha * opacity))
    if isinstance(item, Group):
        return replace(item, opacity=item.opacity * opacity, shared=False)
    if isinstance(item, Path) and isinstance(item.fill, Colour) and item.stroke is None:
        return replace(item, fill=replace(item.fill, alpha=item.fill.alpha * opacity))
    if isinstance(item, Path) and item.fill is None and item.stroke is not None:
        paint = replace(item.stroke.paint, alpha=item.stroke.paint.alpha * opacity)
        return replace(item, stroke=replace(item.stroke, paint=paint))
    if isinstance(item, Path) and isinstance(item.fill, Shade) and item.stroke is None:
        stops = tuple((at, replace(colour, alpha=colour.alpha * opacity)) for at, colour in item.fill.stops)
        return replace(item, fill=replace(item.fill, stops=stops))
    return Group((item,), opacity=opacity)


def _both(one: Rect, other: Rect) -> Rect:
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Rect(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)


def _worth_joining(one: Rect, other: Rect) -> bool:
    """Whether one picture of both places is not much larger than two."""
    both = _both(one, other)
    return both.width * both.height <= 1.5 * (one.width * one.height + other.width * other.height)


def _undone(m: Matrix) -> Matrix | None:
    """The map that undoes this one; None when it makes everything flat."""
    flat = m.a * m.d - m.b * m.c
    if abs(flat) < 1e-9:
        return None
    a, b, c, d = m.d / flat, -m.b / flat, -m.c / flat, m.a / flat
    return Matrix(a, b, c, d, -(m.e * a + m.f * c), -(m.e * b + m.f * d))
