"""Shadows of letters, as outlines: they can be neither copied nor searched, and print wherever paths print.

A soft shadow is the outline drawn several times, each time with a thinner line round it, all of it faint. How faint is
read off a bar as thick as the letters' stems: that is what a shadow made soft by a normal distribution (CSS
Backgrounds 3, 7.1.1) makes of most of a letter.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix
from generator.model.assets import Font
from generator.model.design import Shadow
from generator.model.face import Glyphs, Group, Item, Path, Segment, Stroke
from generator.typesetting.text.fonts import Typeface
from generator.typesetting.text.pen import Pen

#: Lines of this many widths are drawn round the letters of a soft shadow.
_STEPS = 6

#: How finely widths are told apart, thousandths of the font size.
_FINE = 6.0

#: Glyphs remembered.
_MOST_GLYPHS = 5_000


class Thrown(NamedTuple):
    """One layer of the shadow of some letters.

    Attributes:
        layer: which one; what is thrown by all letters of a paragraph is laid down layer by layer.
        opacity: of the layer as one picture.
        items: opaque.
    """

    layer: tuple[Shadow, float, int]
    opacity: float
    items: tuple[Item, ...]


def laid(thrown: Iterable[Thrown]) -> list[Item]:
    """The shadows as items, a group for each layer, the lowest first."""
    layers: dict[tuple[Shadow, float, int], tuple[float, list[Item]]] = {}
    for one in thrown:
        layers.setdefault(one.layer, (one.opacity, []))[1].extend(one.items)
    return [Group(tuple(items), opacity=opacity) for opacity, items in layers.values()]


class Caster:
    """Draws what letters throw; a glyph that comes again in the same look is the same thing again."""

    def __init__(self) -> None:
        self._outlines: dict[tuple[Font, int], tuple[Segment, ...]] = {}
        self._glyphs: dict[tuple[Font, int, Colour, float], Group | None] = {}

    def letters(self, item: Glyphs, face: Typeface, shadows: Sequence[Shadow]) -> Iterable[Thrown]:
        """The shadows of set glyphs, the last one first; what has colours of its own throws none.

        Raises:
            BadFontError: the file is damaged.
        """
        for shadow in reversed(shadows):
            for number, (line, opacity) in enumerate(_layers(shadow, item.size, item.font.weight)):
                # In thousandths of the size and not too fine, so that letters of several sizes share their outlines.
                paint, width = replace(shadow.color, alpha=1.0), _FINE * round(line * 1000 / item.size / _FINE)
                placed = tuple(self._placed(item, face, paint, width, shadow.dx, shadow.dy))
                if placed:
                    yield Thrown((shadow, item.size, number), opacity, placed)

    def bar(self, bar: Path, size: float, weight: int, shadows: Sequence[Shadow]) -> Iterable[Thrown]:
        """The shadows of a line that runs below, above or through letters of this size."""
        for shadow in reversed(shadows):
            paint = replace(shadow.color, alpha=1.0)
            for number, (line, opacity) in enumerate(_layers(shadow, size, weight)):
                stroke = Stroke(paint, line, join="round") if line else None
                path = Path(bar.segments, fill=paint, stroke=stroke)
                moved = Group((path,), matrix=Matrix.translation(shadow.dx, shadow.dy))
                yield Thrown((shadow, size, number), opacity, (moved,))

    def _placed(
        self, item: Glyphs, face: Typeface, paint: Colour, width: float, right: float, down: float
    ) -> Iterable[Group]:
        scale = item.size / 1000
        x, y = item.x + right, item.y + down
        for shaped in item.pieces:
            last = len(shaped.glyphs) - 1
            for place, glyph in enumerate(shaped.glyphs):
                group = self._glyph(face, glyph, paint, width)
                dx, dy = shaped.offsets[place] if shaped.offsets else (0.0, 0.0)
                if group is not None:
                    yield Group((group,), matrix=Matrix(scale, 0, 0, scale, x + dx * scale, y - dy * scale))
                x += shaped.advances[place] * scale
                if place == last or shaped.clusters[place + 1] != shaped.clusters[place]:
                    x += item.spacing
                    if shaped.text[shaped.clusters[place] : shaped.clusters[place] + 1] == " ":
                        x += item.word_spacing

    def _glyph(self, face: Typeface, glyph: int, paint: Colour, width: float) -> Group | None:
        """The glyph with a line of this width round it; None when it leaves no mark."""
        key = (face.font, glyph, paint, width)
        if key not in self._glyphs:
            if len(self._glyphs) >= _MOST_GLYPHS:
                self._glyphs.clear()
                self._outlines.clear()
            if (face.font, glyph) not in self._outlines:
                pen = Pen(Matrix.scaling(face.to_thousandths, -face.to_thousandths))
                face.draw(glyph, pen)
                self._outlines[face.font, glyph] = tuple(pen.segments)
            outline = self._outlines[face.font, glyph]
            stroke = Stroke(paint, width, join="round") if width else None
            self._glyphs[key] = Group((Path(outline, fill=paint, stroke=stroke),), shared=True) if outline else None
        return self._glyphs[key]


@lru_cache(maxsize=256)
def _layers(shadow: Shadow, size: float, weight: int) -> tuple[tuple[float, float], ...]:
    """The width of the line round each layer's letters, points, and its opacity; from the lowest layer upwards."""
    alpha = shadow.color.alpha
    if shadow.blur <= 0:
        return ((0.0, alpha),)
    # 0.09 em at regular and 0.15 em at bold: no font says how thick its stems are.
    stem, soft = size * (0.01 + 0.0002 * weight), shadow.blur / 2 * math.sqrt(2)

    def strength(away: float) -> float:
        """Of the shadow, so far from the edge of a stem."""
        return (math.erf((away + stem) / soft) - math.erf(away / soft)) / 2

    edge = strength(0.0)
    layers: list[tuple[float, float]] = []
    before = 0.0
    for step in range(_STEPS):
        near, far = 0.0, 2 * shadow.blur
        while far - near > shadow.blur / 1000:
            middle = (near + far) / 2
            near, far = (middle, far) if strength(middle) > edge * (step + 0.5) / _STEPS else (near, middle)
        level = alpha * edge * (step + 1) / _STEPS
        # Laid over what is there already, each layer takes the shadow to its strength.
        layers.append((2 * near, 1 - (1 - level) / (1 - before)))
        before = level
    middle = alpha * math.erf(stem / 2 / soft)
    if middle > before:
        layers.append((0.0, 1 - (1 - middle) / (1 - before)))
    return tuple(layers)
