"""Text as outlines, for print shops that take no fonts. What is drawn stays; that it was text is lost."""

import uharfbuzz as hb

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix
from generator.export.pdf.store import Recent
from generator.model.assets import Font
from generator.model.face import Glyphs, Group, Path, Segment, Shaped


class Outliner:
    """Draws glyphs; each glyph of a font in one colour is a shared group, so that it is written once."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[Font, hb.Font]] = {}
        self._glyphs: dict[tuple[int, int, Colour], Group | None] = {}
        self._lines: Recent[Glyphs, Group] = Recent(2_000)

    def outlined(self, item: Glyphs) -> Group:
        """The same marks without text."""
        return Group(tuple(self._placed(item)))

    def _placed(self, item: Glyphs) -> list[Group]:
        placed: list[Group] = []
        scale = item.size / 1000
        x = item.x
        for shaped in item.pieces:
            last = len(shaped.glyphs) - 1
            for place, glyph in enumerate(shaped.glyphs):
                group = self._glyph(shaped, glyph, item.paint)
                dx, dy = shaped.offsets[place] if shaped.offsets else (0.0, 0.0)
                if group is not None:
                    matrix = Matrix(scale, 0, 0, scale, x + dx * scale, item.y - dy * scale)
                    placed.append(Group((group,), matrix=matrix))
                x += shaped.advances[place] * scale
                if place == last or shaped.clusters[place + 1] != shaped.clusters[place]:
                    x += item.spacing
                    if shaped.text[shaped.clusters[place] : shaped.clusters[place] + 1] == " ":
                        x += item.word_spacing
        return placed

    def _glyph(self, shaped: Shaped, glyph: int, paint: Colour) -> Group | None:
        """The glyph, a thousand units to the font size, y downwards; None when it leaves no mark."""
        font = shaped.font
        key = (id(font), glyph, paint)
        if key not in self._glyphs:
            if id(font) not in self._fonts:
                face = hb.Face(font.data, font.index)
                scaled = hb.Font(face)
                if font.axes:
                    scaled.set_variations(dict(font.axes))
                self._fonts[id(font)] = font, scaled
            scaled = self._fonts[id(font)][1]
            segments = _outline(scaled, glyph, 1000 / (scaled.face.upem or 1000))
            self._glyphs[key] = Group((Path(segments, fill=paint),), shared=True) if segments else None
        return self._glyphs[key]


def _outline(font: hb.Font, glyph: int, scale: float) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    here = [0.0, 0.0]

    def point(x: float, y: float) -> tuple[float, float]:
        return round(x * scale, 3), round(-y * scale, 3)

    def move(x: float, y: float, _: object) -> None:
        segments.append(("M", *point(x, y)))
        here[:] = x, y

    def line(x: float, y: float, _: object) -> None:
        segments.append(("L", *point(x, y)))
        here[:] = x, y

    def cubic(x1: float, y1: float, x2: float, y2: float, x: float, y: float, _: object) -> None:
        segments.append(("C", *point(x1, y1), *point(x2, y2), *point(x, y)))
        here[:] = x, y

    def quadratic(x1: float, y1: float, x: float, y: float, data: object) -> None:
        # The cubic with the same course has its handles two thirds of the way to the quadratic's.
        x0, y0 = here
        cubic(x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y, data)

    def close(_: object) -> None:
        segments.append(("Z",))

    functions = hb.DrawFuncs()
    functions.set_move_to_func(move)
    functions.set_line_to_func(line)
    functions.set_cubic_to_func(cubic)
    functions.set_quadratic_to_func(quadratic)
    functions.set_close_path_func(close)
    font.draw_glyph(glyph, functions, None)
    return tuple(segments)
