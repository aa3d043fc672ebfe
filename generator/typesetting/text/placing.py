"""From lines to items: glyphs on their baselines, lines under them, pictures among them."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Matrix
from generator.model.assets import Font
from generator.model.design import Drawing
from generator.model.face import Glyphs, Group, Item, Path, Segment, Shaped
from generator.typesetting.text.bidi import visual
from generator.typesetting.text.fonts import Typeface
from generator.typesetting.text.paragraph import Bit, Even, Look, Mixed

if TYPE_CHECKING:
    from generator.typesetting.text.shadows import Caster, Thrown

#: How far a picture in the line stands below the baseline, ems.
PICTURE_DROP = 0.12

#: Marks that may hang outside: before the first line, behind the last, and behind any (CSS Text 3, 9.2). Hyphens are
#: more than CSS asks for; a line end of hyphens looks notched otherwise.
OPENING = frozenset("“‘«‹„‚‟‛\"'([{「『（〈《【")
CLOSING = frozenset("”’»›“‘«‹\"')]}」』）〉》】")
STOPS = frozenset(".,،۔、。，．﹐﹑﹒｡､…-\u2010\u00ad")

#: Pictures remembered, so that one picture is one object however often it stands in a line.
MOST_PICTURES = 1000


class Placer:
    """Places lines, remembering the pictures in them."""

    def __init__(self) -> None:
        self._pictures: dict[Drawing, Group] = {}
        self._told: dict[Shaped, Shaped] = {}
        #: The shadows of what has been placed since this was last emptied.
        self.thrown: list[Thrown] = []
        #: The coarsest bitmap glyph placed since this was last emptied: pixels per inch, and what it stands for.
        self.coarsest: tuple[float, str] | None = None

    @cached_property
    def _caster(self) -> "Caster":
        from generator.typesetting.text.shadows import Caster  # few decks have letters with shadows

        return Caster()

    def even(
        self, items: list[Item], line: Even, first: int, after: int, x: float, y: float, size: float, stretch: float
    ) -> None:
        """The atoms from `first` up to `after` as one item that starts at `x` on the baseline `y`.

        `stretch` is added to every space, points.
        """
        look = line.look
        style = look.style
        pieces = line.flat[line.froms[first] : line.tos[after - 1]]
        hyphen = look.speller.hyphen
        if line.tails is not None and after < len(line) and line.tails[after - 1]:
            pieces += hyphen.pieces
        if not pieces:
            return
        points = size * look.scale
        glyphs = Glyphs(
            x, y, pieces[0].font, points, style.color, tuple(pieces), style.letter_spacing * points, stretch
        )
        self._set(items, look, glyphs)
        if style.underline or style.overline or style.struck:
            width = line.width(first, after) * size / 1000
            if stretch:
                width += stretch * line.flat[line.froms[first] : line.tos[after - 1]].count(
                    look.speller.space.pieces[0]
                )
            self._rule(items, look, x, width, y, points)

    def mixed(
        self, items: list[Item], line: Mixed, first: int, after: int, x: float, y: float, size: float, stretch: float
    ) -> None:
        """The same for a line of several looks, an item for each change, from left to right."""
        bits: Sequence[Bit] = line.flat[line.froms[first] : line.tos[after - 1]]
        if line.tails is not None and after < len(line) and line.tails[after - 1]:
            look = bits[-1].look
            hyphen = look.speller.hyphen
            bits = [*bits, Bit(look, hyphen.pieces, hyphen.width * look.scale, bits[-1].level)]
        if line.turned:
            bits = visual(bits, [bit.level for bit in bits])
        place, end = 0, len(bits)
        while place < end:
            bit = bits[place]
            if bit.picture is not None:
                items.append(self._picture(bit.picture, x, y, size * bit.look.scale))
                x += bit.width * size / 1000
                place += 1
                continue
            look, start = bit.look, x
            pieces: list[Shaped] = []
            while place < end and bits[place].look is look and bits[place].picture is None:
                bit = bits[place]
                pieces += bit.pieces
                x += bit.width * size / 1000 + (stretch if bit.space else 0.0)
                place += 1
            self._run(items, look, pieces, start, y, size, stretch)
            if look.style.underline or look.style.overline or look.style.struck:
                width = x - start - (look.spacing * size / 1000 if place == end else 0.0)
                self._rule(items, look, start, width, y, size * look.scale)

    def _run(
        self, items: list[Item], look: Look, pieces: list[Shaped], x: float, y: float, size: float, stretch: float
    ) -> None:
        """Pieces of one look, an item for each font they take."""
        points = size * look.scale
        spacing = look.style.letter_spacing * points
        start, font, run = x, None, list[Shaped]()

        def emit(font: Font | None) -> None:
            if font is not None:
                glyphs = Glyphs(start, y, font, points, look.style.color, tuple(run), spacing, stretch)
                self._set(items, look, glyphs)

        for piece in pieces:
            face = look.speller.face_of(piece.font)
            marks = face.colouring is not None and piece.glyphs  # characters that only steer may leave no glyph at all
            if marks and (not face.outlined or face.paints(piece.glyphs[0])):
                emit(font)
                font = None
                self._coloured(items, look, piece, face, x, y, points)
            else:
                if piece.font is not font:
                    emit(font)
                    start, font, run = x, piece.font, []
                run.append(piece)
            x += piece.width * points / 1000
            if spacing:
                x += spacing * len(set(piece.clusters))
            if stretch:
                x += stretch * piece.text.count(" ")
        emit(font)

    def _set(self, items: list[Item], look: Look, glyphs: Glyphs) -> None:
        """The glyphs; their shadows go below all of the paragraph."""
        style = look.style
        if style.shadows:
            self.thrown += self._caster.letters(glyphs, look.speller.face_of(glyphs.font), style.shadows)
        items.append(Group((glyphs,), to=style.to) if style.to else glyphs)

    def _rule(self, items: list[Item], look: Look, x: float, width: float, y: float, points: float) -> None:
        """The lines below, above and through letters that begin at `x` on the baseline `y`."""
        style, face = look.style, look.speller.first
        thickness = face.underline[1]
        wanted = (
            (style.underline, face.underline),
            (style.overline, (face.capital, thickness)),
            (style.struck, face.strike),
        )
        for is_wanted, (offset, thick) in wanted:
            if is_wanted:
                bar = _bar(x, y - offset * points / 1000, width, thick * points / 1000, style.color)
                if style.shadows:
                    self.thrown += self._caster.bar(bar, points, face.font.weight, style.shadows)
                items.append(bar)

    def _coloured(
        self, items: list[Item], look: Look, piece: Shaped, face: Typeface, x: float, y: float, points: float
    ) -> None:
        """Glyphs with colours of their own, and what they stand for, as text without a mark."""
        told = self._told.get(piece)
        if told is None:
            if len(self._told) >= MOST_PICTURES:
                self._told.clear()
            told = self._told[piece] = Shaped(piece.text, piece.font, (), (), (), (), piece.width)
        items.append(Glyphs(x, y, piece.font, points, BLACK, (told,)))
        scale = points * face.to_thousandths / 1000
        for place, glyph in enumerate(piece.glyphs):
            group, pixels = face.drawn(glyph, look.style.color)
            if group is not None:
                dx, dy = piece.offsets[place] if piece.offsets else (0.0, 0.0)
                matrix = Matrix(scale, 0, 0, scale, x + dx * points / 1000, y - dy * points / 1000)
                items.append(Group((group,), matrix=matrix))
                ppi = 72 * pixels / points if points else math.inf
                if ppi < (self.coarsest[0] if self.coarsest else math.inf):
                    self.coarsest = ppi, piece.text
            x += piece.advances[place] * points / 1000

    def _picture(self, picture: Drawing, x: float, y: float, size: float) -> Group:
        shared = self._pictures.get(picture)
        if shared is None:
            if len(self._pictures) >= MOST_PICTURES:
                self._pictures.clear()
            shared = self._pictures[picture] = Group(picture.paths, shared=True)
        box = picture.box
        scale = size / box.height if box.height > 0 else 0.0
        matrix = Matrix.translation(-box.x, -box.y).then(Matrix.scaling(scale, scale))
        return Group((shared,), matrix=matrix.then(Matrix.translation(x, y - size * (1 - PICTURE_DROP))))


def _bar(x: float, y: float, width: float, thickness: float, color: Colour) -> Path:
    """A line of this thickness about the height `y`."""
    top, bottom = y - thickness / 2, y + thickness / 2
    outline: tuple[Segment, ...] = (
        ("M", x, top),
        ("L", x + width, top),
        ("L", x + width, bottom),
        ("L", x, bottom),
        ("Z",),
    )
    return Path(outline, fill=color)


def spaces(line: Even | Mixed, first: int, after: int) -> int:
    """How many spaces between words a line has that can be stretched."""
    if isinstance(line, Even):
        blank = line.look.speller.space.pieces[0]
        return sum([piece is blank for piece in line.flat[line.froms[first] : line.tos[after - 1]]])
    return sum([bit.space for bit in line.flat[line.froms[first] : line.tos[after - 1]]])


def hanging(
    line: Even | Mixed, first: int, after: int, before: frozenset[str], behind: frozenset[str]
) -> tuple[float, float]:
    """The widths of the marks at both ends of a line that stand outside, thousandths of the size.

    Args:
        line: whose atoms from `first` up to `after` are set.
        first: the first atom.
        after: the one after the last.
        before: the marks that hang at the start.
        behind: the marks that hang at the end.
    """
    if line.tos[after - 1] <= line.froms[first] or (isinstance(line, Mixed) and line.turned):
        return 0.0, 0.0  # nothing but a soft hyphen; or text that may run the other way
    one, other = line.flat[line.froms[first]], line.flat[line.tos[after - 1] - 1]
    start = end = 0.0
    if before:
        start = _hang(*_piece(line, one, 0), before, 0)
    if line.tails is not None and after < len(line) and line.tails[after - 1]:
        return start, line.tails[after - 1] if "\u00ad" in behind else 0.0
    if behind:
        end = _hang(*_piece(line, other, -1), behind, -1)
    return start, end


def _piece(line: Even | Mixed, found: Shaped | Bit, place: int) -> tuple[Look, str]:
    if isinstance(found, Bit):
        return found.look, found.pieces[place].text if found.pieces else ""
    assert isinstance(line, Even)  # noqa: S101 - only a mixed line has bits
    return line.look, found.text


def _hang(look: Look, text: str, marks: frozenset[str], place: int) -> float:
    mark = text[place : place + 1 or None]
    return look.speller.spell(mark).width * look.scale if mark and mark in marks else 0.0
