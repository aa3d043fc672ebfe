"""From characters to glyphs: each distinct piece of text is shaped once for its style, without a size."""

from dataclasses import dataclass

import uharfbuzz as hb

from generator.model.design import TextStyle
from generator.model.face import Shaped
from generator.typesetting.text.breaking import parts_of
from generator.typesetting.text.fonts import FontBook, Typeface

#: No cache of pieces grows beyond this many.
MOST_PIECES = 100_000


#: Glyphs, width, and the width of the hyphen that is drawn when a line ends behind them; thousandths of the size.
Atom = tuple[tuple[Shaped, ...], float, float]


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that none of the fonts has."""

    char: str
    families: tuple[str, ...]


class Speller:
    """Shapes the words of one style.

    Attributes:
        chain: the fonts tried, best first.
        ascent: of the first font, thousandths of the size; `descent` and `gap` likewise.
        missing: every character so far that no font has, by character.
    """

    def __init__(self, style: TextStyle, book: FontBook) -> None:
        self.style = style
        self.chain = book.chain(style.families, style.weight, style.italic)
        first = self.chain[0]
        self.ascent, self.descent, self.gap = first.ascent, first.descent, first.gap
        self.missing: dict[str, Missing] = {}
        self._spacing = style.letter_spacing * 1000
        features = dict(style.features)
        if self._spacing:
            # Letters set apart are not tied together (CSS Text 3, 8.2).
            features.setdefault("liga", 0)
            features.setdefault("clig", 0)
        self._features: dict[str, bool | int] = dict(features)
        self._pieces: dict[str, tuple[Shaped, ...]] = {}
        self._atoms: dict[str, tuple[Atom, ...]] = {}
        self._widths: dict[str, float] = {}
        self.space = self.spell(" ")
        self.space_width = self.width(" ")

    def spell(self, text: str) -> tuple[Shaped, ...]:
        """The glyphs of a piece of text without breaks, one `Shaped` for each font it takes, in visual order."""
        pieces = self._pieces.get(text)
        if pieces is None:
            if len(self._pieces) > MOST_PIECES:
                self._pieces.clear()
                self._widths.clear()
            pieces = tuple(self._shape(part, face) for part, face in self._by_font(text))
            self._pieces[text] = pieces
            self._widths[text] = sum(piece.width for piece in pieces) + self._spacing * sum(
                len(set(piece.clusters)) for piece in pieces
            )
        return pieces

    def atoms(self, word: str) -> tuple[Atom, ...]:
        """The parts of a word without spaces between which a line may end."""
        atoms = self._atoms.get(word)
        if atoms is None:
            if len(self._atoms) > MOST_PIECES:
                self._atoms.clear()
            made = []
            for part in parts_of(word):
                shown = part.rstrip("\u200b")
                tail = self.width("-") if part.endswith("\u00ad") else 0.0
                made.append((self.spell(shown), self.width(shown), tail))
            atoms = self._atoms[word] = tuple(made)
        return atoms

    def width(self, text: str) -> float:
        """How wide the piece is with its letter spacing, thousandths of the size."""
        if text not in self._widths:
            self.spell(text)
        return self._widths[text]

    def _by_font(self, text: str) -> list[tuple[str, Typeface]]:
        first = self.chain[0]
        if all(map(first.has, text)):
            return [(text, first)]
        parts: list[tuple[str, Typeface]] = []
        for character in text:
            face = next((face for face in self.chain if face.has(character)), None)
            if face is None:
                self.missing.setdefault(character, Missing(character, tuple(f.font.family for f in self.chain)))
                face = first
            if parts and parts[-1][1] is face:
                parts[-1] = (parts[-1][0] + character, face)
            else:
                parts.append((character, face))
        return parts

    def _shape(self, text: str, face: Typeface) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if self.style.language:
            buffer.language = self.style.language
        hb.shape(face.shaper, buffer, self._features)
        scale = face.to_thousandths
        infos, positions = buffer.glyph_infos, buffer.glyph_positions or []
        advances = tuple(round(position.x_advance * scale, 3) for position in positions)
        offsets = tuple((position.x_offset * scale, position.y_offset * scale) for position in positions)
        return Shaped(
            text=text,
            font=face.font,
            glyphs=tuple(info.codepoint for info in infos),
            advances=advances,
            offsets=offsets if any(map(any, offsets)) else (),
            clusters=tuple(info.cluster for info in infos),
            width=sum(advances),
        )
