"""Items as operators of a content stream (ISO 32000-1, 8 and 9), joined strings in our own coordinates, y downwards."""

from collections.abc import Iterable
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.export.pdf import colours, syntax
from generator.export.pdf.shelf import BLENDS, Named, Shelf
from generator.export.pdf.syntax import number, numbers
from generator.model.face import Glyphs, Group, Image, Item, Path, Segment, Shade, Stroke

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}

_NOTHING = Rect(0, 0, 0, 0)


class Content:
    """One content stream in the making.

    It remembers which colour, opacity, font and pen are set, so as to write them only when they change; None stands
    for unknown. Whoever starts one with anything but full opacity must not: forms are called with full opacity.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._out: list[str] = []
        self._used: dict[str, dict[str, str]] = {}
        self._fill: Colour | None = None
        self._stroke: Colour | None = None
        self._opacities = (1.0, 1.0)  # of fills, of strokes
        self._font: tuple[str, float] | None = None
        self._pen: Stroke | None = None
        self._in_text = False
        self._kept: list[
            tuple[Colour | None, Colour | None, tuple[float, float], tuple[str, float] | None, Stroke | None]
        ] = []

    @property
    def used(self) -> dict[str, dict[str, str]]:
        """The resources named so far: kind → name → reference."""
        return self._used

    def bytes(self) -> bytes:
        """What has been written."""
        self._end_text()
        return "\n".join(self._out).encode("ascii")

    def use(self, named: Named) -> str:
        """The name under which the resource may be called here."""
        kind, name, reference = named
        self._used.setdefault(kind, {})[name] = reference
        return name

    # --- Nesting ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Begin something after which colours, clips and coordinates are again what they are now."""
        self._end_text()
        self._kept.append((self._fill, self._stroke, self._opacities, self._font, self._pen))
        self._out.append("q")

    def restore(self) -> None:
        """End it."""
        self._end_text()
        self._fill, self._stroke, self._opacities, self._font, self._pen = self._kept.pop()
        self._out.append("Q")

    def transform(self, matrix: Matrix) -> None:
        """Let what follows be said in coordinates that `matrix` maps to the present ones."""
        self._end_text()
        self._out.append(f"{syntax.matrix(matrix)} cm")

    def write(self, operators: str) -> None:
        """Operators made elsewhere, which set no colour, opacity, font or pen that they do not put back."""
        self._end_text()
        self._out.append(operators)

    def clip(self, path: Path) -> None:
        """Show nothing outside the path's inside."""
        self._end_text()
        self._out.append(f"{self._outline(path.segments) or '0 0 0 0 re'} {'W*' if path.even_odd else 'W'} n")

    def outline(self, segments: tuple[Segment, ...]) -> str:
        """The operators that make a path of the segments."""
        return self._outline(segments)

    def call(self, form: Named) -> None:
        """Paint a form."""
        self._end_text()
        self._set_opacities(1.0, 1.0)
        self._out.append(f"/{self.use(form)} Do")

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    # --- Items --------------------------------------------------------------------------------------------------

    def items(self, items: Iterable[Item]) -> None:
        """Paint the items in order."""
        for item in items:
            if isinstance(item, Glyphs):
                self._glyphs(item)
            elif isinstance(item, Path):
                self._path(item)
            elif isinstance(item, Group):
                self._group(item)
            else:
                self._image(item)

    def _glyphs(self, item: Glyphs) -> None:
        if not item.pieces[0].glyphs:
            self._tell(item)
            return
        if item.paint is not self._fill:
            self._set_fill(item.paint)
        font = self._shelf.font(item.font)
        out = self._out
        if not self._in_text:
            self._in_text = True
            out.append("BT")
        if self._font != (font.name, item.size):
            self._font = (font.name, item.size)
            self._used.setdefault("Font", {})[font.name] = font.reference
            out.append(f"/{font.name} {number(item.size)} Tf")
        out.append(f"1 0 0 -1 {number(item.x)} {number(item.y)} Tm {font.show(item)}")

    def _tell(self, item: Glyphs) -> None:
        """Text that other items draw: letters that leave no mark."""
        if not self._in_text:
            self._in_text = True
            self._out.append("BT")
        self._font = None
        x = item.x
        for piece in item.pieces:
            name, reference, code = self._shelf.telling.code(piece.text, piece.width)
            self._used.setdefault("Font", {})[name] = reference
            self._out.append(f"/{name} {number(item.size)} Tf 1 0 0 -1 {number(x)} {number(item.y)} Tm {code} Tj")
            x += piece.width * item.size / 1000

    def _path(self, item: Path) -> None:
        outline = self._outline(item.segments)
        if not outline:
            return
        self._end_text()
        fill, stroke = item.fill, item.stroke
        if isinstance(fill, Shade):
            self._shade(fill, outline, item)
            fill = None
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_stroke(stroke)
        star = "*" if item.even_odd else ""
        if fill is not None and stroke is not None:
            self._out.append(f"{outline} B{star}")
        elif fill is not None:
            self._out.append(f"{outline} f{star}")
        elif stroke is not None:
            self._out.append(f"{outline} S")

    def _shade(self, shade: Shade, outline: str, item: Path) -> None:
        matrix = "" if shade.kind == "linear" else f"{numbers(shade.x1, 0, 0, shade.y1, shade.x0, shade.y0)} cm "
        if shade.kind == "radial" and not (shade.x1 > 0 and shade.y1 > 0):
            # A circle without extent: all of the plane lies beyond the last stop (CSS Images 3, 3.5).
            self._set_fill(shade.stops[-1][1])
            self._out.append(f"{outline} f{'*' if item.even_odd else ''}")
            return
        self.save()
        self._out.append(f"{outline} {'W*' if item.even_odd else 'W'} n")
        if colours.is_plain(shade):
            self._set_opacities(shade.stops[0][1].alpha, self._opacities[1])
        else:
            self._set_opacities(1.0, self._opacities[1])
            mask = self._shelf.fading(shade, _bounds_of_path(item), matrix)
            self._out.append(f"/{self.use(mask)} gs")
        self._out.append(f"{matrix}/{self.use(self._shelf.shading(shade))} sh")
        self.restore()

    def _image(self, item: Image) -> None:
        found = self._shelf.image(item)
        if found is None:
            return
        picture, place = found
        at = item.at
        self.save()
        self._set_opacities(1.0, self._opacities[1])
        self.transform(place.then(Matrix(at.width, 0, 0, at.height, at.x, at.y)))
        self._out.append(f"/{self.use(picture)} Do")
        self.restore()

    def _group(self, item: Group) -> None:
        flat = item.blend == "normal" and item.opacity >= 1
        if flat and not item.shared:
            if item.matrix == IDENTITY and item.clip is None:
                self.items(item.items)
                return
            self._enter(item.matrix, item.clip)
            self.items(item.items)
        elif item.blend == "normal" and not item.shared and (faded := _faded(item)) is not None:
            self._enter(item.matrix, item.clip)
            self.items((faded,))
        else:
            form = self._form(item, flat=flat)
            self._enter(item.matrix, None)
            self._set_opacities(1.0, 1.0)
            if not flat:
                state = f"/BM/{BLENDS[item.blend]}/ca {number(item.opacity)}/CA {number(item.opacity)}"
                self._out.append(f"/{self.use(self._shelf.state(state))} gs")
            self._out.append(f"/{self.use(form)} Do")
        self.restore()

    def _enter(self, matrix: Matrix, clip: Path | None) -> None:
        self.save()
        if matrix != IDENTITY:
            self.transform(matrix)
        if clip is not None:
            self.clip(clip)

    def _form(self, item: Group, *, flat: bool) -> Named:
        known = self._shelf.groups.get(id(item)) if item.shared else None
        if known is not None:
            return known[1]
        content = Content(self._shelf)
        if item.clip is not None:
            content.clip(item.clip)
        content.items(item.items)
        bounds = _bounds_of_path(item.clip) if item.clip is not None else bounds_of(item.items)
        entries = "" if flat else "/Group<</S/Transparency/I true>>"
        form = self._shelf.form(bounds, content.bytes(), content.used, entries)
        if item.shared:
            self._shelf.groups.put(id(item), (item, form))
        return form

    # --- Graphics state -----------------------------------------------------------------------------------------

    def _set_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            if colour.space == "spot":
                self._out.append(f"/{self.use(self._shelf.ink(colour))} cs {number(colour.tint)} scn")
            else:
                self._out.append(colours.fill(colour))
        if colour.alpha != self._opacities[0]:
            self._set_opacities(colour.alpha, self._opacities[1])

    def _set_stroke(self, stroke: Stroke) -> None:
        colour = stroke.paint
        if colour != self._stroke:
            self._stroke = colour
            if colour.space == "spot":
                self._out.append(f"/{self.use(self._shelf.ink(colour))} CS {number(colour.tint)} SCN")
            else:
                self._out.append(colours.fill(colour).upper())
        if colour.alpha != self._opacities[1]:
            self._set_opacities(self._opacities[0], colour.alpha)
        if stroke is not self._pen and stroke != self._pen:
            self._pen = stroke
            dash = numbers(*stroke.dash) if any(length > 0 for length in stroke.dash) else ""
            miter = f" {number(max(1.0, stroke.miter_limit))} M" if stroke.join == "miter" else ""
            self._out.append(
                f"{number(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j [{dash}] 0 d{miter}"
            )

    def _set_opacities(self, fills: float, strokes: float) -> None:
        if fills != self._opacities[0]:
            self._out.append(f"/{self.use(self._shelf.state(f'/ca {number(fills)}'))} gs")
        if strokes != self._opacities[1]:
            self._out.append(f"/{self.use(self._shelf.state(f'/CA {number(strokes)}'))} gs")
        self._opacities = (fills, strokes)

    def _outline(self, segments: tuple[Segment, ...]) -> str:
        outlines = self._shelf.outlines
        known = outlines.get(id(segments))
        if known is None:
            known = (segments, _construction(segments))
            outlines.put(id(segments), known)
        return known[1]


def _construction(segments: tuple[Segment, ...]) -> str:
    if len(segments) == 5:
        rect = _rect_of(segments)
        if rect is not None:
            return f"{numbers(rect.x, rect.y, rect.width, rect.height)} re"
    words: list[str] = []
    for segment in segments:
        letter = segment[0]
        if letter == "Z":
            words.append("h")
        else:
            words.append(f"{numbers(*segment[1:])} {letter.lower()}")
    return " ".join(words)


def _rect_of(segments: tuple[Segment, ...]) -> Rect | None:
    """The rectangle, when the outline is one that starts in a corner; filled and stroked it looks the same."""
    if "".join(segment[0] for segment in segments) != "MLLLZ":
        return None
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (segment[1:3] for segment in segments[:4])  # type: ignore[misc]
    if x0 == x3 and x1 == x2 and y0 == y1 and y2 == y3 and x1 >= x0 and y2 >= y1:
        return Rect(x0, y0, x1 - x0, y2 - y0)
    return None


def _faded(group: Group) -> Item | None:
    """The group's only item with the group's opacity, where that looks the same as fading the finished group."""
    if len(group.items) != 1:
        return None
    item = group.items[0]
    if isinstance(item, Glyphs):
        return replace(item, paint=_thinner(item.paint, group.opacity))
    if isinstance(item, Path):
        if isinstance(item.fill, Colour) and item.stroke is None:
            return replace(item, fill=_thinner(item.fill, group.opacity))
        if item.fill is None and item.stroke is not None:
            return replace(item, stroke=replace(item.stroke, paint=_thinner(item.stroke.paint, group.opacity)))
    return None


def _thinner(colour: Colour, opacity: float) -> Colour:
    return replace(colour, alpha=colour.alpha * max(0.0, opacity))


# --- Bounds ---------------------------------------------------------------------------------------------------------


def bounds_of(items: Iterable[Item]) -> Rect:
    """A rectangle around everything the items paint; roomy where the exact one would have to be computed."""
    return _around([_bounds(item) for item in items])


def _bounds(item: Item) -> Rect:
    if isinstance(item, Image):
        return item.at
    if isinstance(item, Path):
        rect = _bounds_of_path(item)
        stroke = item.stroke
        if stroke is None:
            return rect
        return rect.grown(stroke.width * (max(1.0, stroke.miter_limit) if stroke.join == "miter" else 1.5) / 2)
    if isinstance(item, Group):
        inner = _bounds_of_path(item.clip) if item.clip is not None else bounds_of(item.items)
        return item.matrix.apply_rect(inner)
    # Text: glyphs rarely reach an em beyond their advance, or two above and below the line.
    spaced = sum(abs(item.spacing) * len(p.glyphs) + abs(item.word_spacing) * p.text.count(" ") for p in item.pieces)
    width = sum(piece.width for piece in item.pieces) * item.size / 1000 + spaced
    return Rect(item.x - item.size, item.y - 2 * item.size, width + 2 * item.size, 4 * item.size)


def _bounds_of_path(path: Path) -> Rect:
    xs = [x for segment in path.segments for x in segment[1::2]]
    ys = [y for segment in path.segments for y in segment[2::2]]
    if not xs:
        return _NOTHING
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)


def _around(rects: list[Rect]) -> Rect:
    if not rects:
        return _NOTHING
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(left, top, max(r.right for r in rects) - left, max(r.bottom for r in rects) - top)
