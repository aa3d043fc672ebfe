"""Paragraphs made ready: words shaped, atoms laid end to end, the same for every width and size."""

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from generator.model.design import Drawing, TextStyle
from generator.model.face import Shaped
from generator.typesetting.text.bidi import levels_of
from generator.typesetting.text.classes import PICTURE
from generator.typesetting.text.lines import Segment
from generator.typesetting.text.opportunities import joints_of, parted
from generator.typesetting.text.shaping import Speller, Spelt, Word

#: What ends a line wherever it stands.
FORCED = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

_IS_LONE = attrgetter("lone")
_WORDS = re.compile("[^ ]+")
_UNDRAWN = {0xAD: None, 0x200B: None}


class Look:
    """How a run looks, ready for shaping.

    Attributes:
        style: as the author wants it.
        scale: its size as a part of the paragraph's.
        speller: shapes its words.
        spacing: behind every cluster, thousandths of the paragraph's size.
        top: above the baseline with half of the gap that the font wants, thousandths of the paragraph's size.
        bottom: below it.
    """

    __slots__ = ("bottom", "scale", "spacing", "speller", "style", "top")

    def __init__(self, style: TextStyle, scale: float, speller: Speller) -> None:
        self.style = style
        self.scale = scale
        self.speller = speller
        self.spacing = speller.spacing * scale
        self.top = (speller.ascent + speller.gap / 2) * scale
        self.bottom = (speller.descent + speller.gap / 2) * scale


class Stretch(NamedTuple):
    """A part of a line's text in one look, or a picture with the text it stands for."""

    look: Look
    text: str
    picture: Drawing | None = None


class Bit(NamedTuple):
    """Pieces side by side that look the same and run the same way.

    Attributes:
        width: thousandths of the paragraph's size, with the letter spacing behind.
        level: of embedding; odd runs from right to left.
        space: whether it is a space between two words.
    """

    look: Look
    pieces: tuple[Shaped, ...]
    width: float
    level: int = 0
    picture: Drawing | None = None
    space: bool = False


class Even(Segment):
    """A segment in one look and one font, from left to right: what nearly all text is.

    Attributes:
        flat: all pieces with the spaces between them.
        froms: for each atom its first piece in `flat`, and
        tos: the one after its last.
    """

    __slots__ = ("flat", "froms", "look", "tos")

    def __init__(
        self,
        look: Look,
        starts: list[float],
        ends: list[float],
        spaced: list[bool],
        tails: list[float] | None,
        flat: list[Shaped],
        froms: Sequence[int],
        tos: Sequence[int],
    ) -> None:
        super().__init__(starts, ends, spaced, tails)
        self.look = look
        self.flat = flat
        self.froms = froms
        self.tos = tos


class Mixed(Segment):
    """A segment of several looks, fonts or directions.

    Attributes:
        flat: all bits with the spaces between them; `froms` and `tos` as in `Even`.
        scales: the greatest scale within each atom.
        tops: the greatest height above the baseline within each atom, `bottoms` below it.
        turned: whether anything runs from right to left.
    """

    __slots__ = ("bottoms", "flat", "froms", "scales", "tops", "tos", "turned")

    def __init__(self, stretches: list[Stretch], base: int | None) -> None:
        builder = _Builder(stretches, base)
        super().__init__(builder.starts, builder.ends, builder.spaced, builder.all_tails())
        self.flat = builder.flat
        self.froms = builder.froms
        self.tos = builder.tos
        self.scales = builder.scales
        self.tops = builder.tops
        self.bottoms = builder.bottoms
        self.turned = base is not None


def even(text: str, look: Look) -> Even | None:
    """The text of one look as a segment; None when it takes more than one font."""
    speller = look.speller
    scale, spacing = look.scale, look.spacing
    space = speller.space
    if space.font is None:
        return None
    gap, blank = space.width * scale, space.pieces
    known = speller.words
    words = [known.get(written) or speller.word(written) for written in text.split(" ") if written]
    starts: list[float] = []
    ends: list[float] = []
    at = 0.0
    if all(map(_IS_LONE, words)):
        for word in words:
            starts.append(at)
            at += word.width * scale
            ends.append(at - spacing)
            at += gap
        if spacing < 0:
            _never_falling(ends)
        count = len(words)
        flat = [blank[0]] * (2 * count - 1)
        flat[::2] = [word.piece for word in words]
        return Even(look, starts, ends, [True] * count, None, flat, range(0, 2 * count, 2), range(1, 2 * count + 1, 2))
    return _joined(words, look)


def _joined(words: list[Word], look: Look) -> Even | None:
    """The same for words that break inside, or cling to each other."""
    speller, scale, spacing = look.speller, look.scale, look.spacing
    gap, blank = speller.space.width * scale, speller.space.pieces
    starts: list[float] = []
    ends: list[float] = []
    flat: list[Shaped] = []
    froms: list[int] = []
    tos: list[int] = []
    spaced: list[bool] = []
    tails: dict[int, float] = {}
    at = 0.0
    before = behind = ""
    for word in words:
        if starts:
            at += gap
            flat += blank
        if word.lone and not before:
            froms.append(len(flat))
            flat += word.spelt[0].pieces
            tos.append(len(flat))
            starts.append(at)
            at += word.spelt[0].width * scale
            ends.append(at - spacing)
            spaced.append(True)
            behind = word.parts[0].text[-1]
            continue
        glued = bool(starts) and not parted(before, word.first, behind)
        for part, spelt in zip(word.parts, word.spelt, strict=True):
            if spelt.font is None:
                return None
            if not glued:
                froms.append(len(flat))
                tos.append(0)
                starts.append(at)
                ends.append(at)
                spaced.append(False)
            spaced[-1] = False
            flat += spelt.pieces
            tos[-1] = len(flat)
            at += spelt.width * scale
            ends[-1] = max(ends[-1], at - (spacing if spelt.pieces else 0.0))
            glued = False
            if part.soft and tos[-1] > froms[-1]:
                tails[len(ends) - 1] = speller.hyphen.width * scale
        spaced[-1] = True
        before, behind = word.last, word.parts[-1].text[-1:]
    if spacing < 0:
        _never_falling(ends)
    every = None
    if tails:
        if speller.hyphen.font is None:
            return None
        every = [tails.get(number, 0.0) for number in range(len(ends))]
    return Even(look, starts, ends, spaced, every, flat, froms, tos)


def _never_falling(ends: list[float]) -> None:
    """Letters set so tightly that a word ends before its neighbour would confound the search for line ends."""
    for number in range(1, len(ends)):
        ends[number] = max(ends[number], ends[number - 1])


class _Builder:
    """Lays out the atoms of a mixed segment."""

    def __init__(self, stretches: list[Stretch], base: int | None) -> None:
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.spaced: list[bool] = []
        self.flat: list[Bit] = []
        self.froms: list[int] = []
        self.tos: list[int] = []
        self.scales: list[float] = []
        self.tops: list[float] = []
        self.bottoms: list[float] = []
        self._tails: dict[int, float] = {}
        self._at = 0.0
        self._stretches = stretches
        self._limits: list[int] = []
        texts = []
        length = 0
        for stretch in stretches:
            texts.append(PICTURE if stretch.picture is not None else stretch.text)
            length += len(texts[-1])
            self._limits.append(length)
        self._text = "".join(texts)
        self._levels = None if base is None else levels_of(self._text, base)
        self._here = 0
        self._words()
        if any(stretch.look.spacing < 0 for stretch in stretches):
            _never_falling(self.ends)

    def all_tails(self) -> list[float] | None:
        return [self._tails.get(number, 0.0) for number in range(len(self.ends))] if self._tails else None

    def _words(self) -> None:
        text, levels = self._text, self._levels
        space_at, before = -1, ""
        for match in _WORDS.finditer(text):
            start, end = match.span()
            if levels is None and not before:
                # Nearly all words of nearly all paragraphs go this way.
                if space_at >= 0 and self.starts:
                    self._space(space_at)
                    space_at = -1
                stretch = self._stretch_at(start)
                if end <= self._limits[self._here] and stretch.picture is None:
                    speller = stretch.look.speller
                    word = speller.words.get(match[0]) or speller.word(match[0])
                    if word.lone:
                        self._lone(word, stretch.look)
                        space_at = end
                        continue
            joints = joints_of(match[0])
            glued = False
            if self.starts:
                if space_at >= 0:
                    self._space(space_at)
                glued = not parted(before, joints.first, text[space_at - 1])
            at = start
            spelt = self._sliced(match[0], start, end)
            for number, stop in enumerate((*joints.ends, end - start)):
                self._atom(at, start + stop, glued, spelt[number] if spelt else None)
                at, glued = start + stop, False
            if self.spaced:
                self.spaced[-1] = True
            before, space_at = joints.last, end

    def _sliced(self, word: str, start: int, end: int) -> tuple[Spelt, ...]:
        """The parts of a word in one look with soft hyphens, as they stand side by side; none for any other."""
        if "\u00ad" not in word or (self._levels is not None and any(self._levels[start:end])):
            return ()
        stretch = self._stretch_at(start)
        if end > self._limits[self._here] or stretch.picture is not None:
            return ()
        return stretch.look.speller.word(word).spelt

    def _stretch_at(self, place: int) -> Stretch:
        """The stretch a character is in; asked for in rising order only."""
        while self._limits[self._here] <= place:
            self._here += 1
        return self._stretches[self._here]

    def _space(self, place: int) -> None:
        look = self._stretch_at(place).look
        space = look.speller.space
        width = space.width * look.scale
        level = self._levels[place] if self._levels is not None else 0
        self.flat.append(Bit(look, space.pieces, width, level, None, True))
        self._at += width

    def _lone(self, word: Word, look: Look) -> None:
        """An atom of one word that meets its neighbours as any word does."""
        flat = self.flat
        self.froms.append(len(flat))
        width = word.width * look.scale
        flat.append(Bit(look, word.spelt[0].pieces, width))
        self.tos.append(len(flat))
        self.starts.append(self._at)
        self._at += width
        self.ends.append(self._at - look.spacing)
        self.spaced.append(True)
        self.scales.append(look.scale)
        self.tops.append(look.top)
        self.bottoms.append(look.bottom)

    def _atom(self, start: int, end: int, glued: bool, whole: Spelt | None = None) -> None:
        if not glued:
            self.froms.append(len(self.flat))
            self.tos.append(0)
            self.starts.append(self._at)
            self.ends.append(self._at)
            self.spaced.append(False)
            self.scales.append(0.0)
            self.tops.append(0.0)
            self.bottoms.append(0.0)
        self.spaced[-1] = False
        place = start
        look = None
        while place < end:
            stretch = self._stretch_at(place)
            stop = min(end, self._limits[self._here])
            level = 0
            if self._levels is not None:
                level = self._levels[place]
                stop = next((other for other in range(place + 1, stop) if self._levels[other] != level), stop)
            look = stretch.look
            top, bottom = look.top, look.bottom
            if stretch.picture is not None:
                box = stretch.picture.box
                width = 1000 * look.scale * (box.width / box.height if box.height > 0 else 1.0)
                self.flat.append(Bit(look, (), width, level, stretch.picture))
                self._at += width
                self.ends[-1] = max(self.ends[-1], self._at)
            else:
                speller = look.speller
                spelt = whole or speller.spell(self._text[place:stop].translate(_UNDRAWN), bool(level & 1))
                if spelt.pieces:
                    self.flat.append(Bit(look, spelt.pieces, spelt.width * look.scale, level))
                    self._at += spelt.width * look.scale
                    self.ends[-1] = max(self.ends[-1], self._at - look.spacing)
                    if spelt.font is None:
                        for piece in spelt.pieces:
                            face = speller.face_of(piece.font)
                            top = max(top, (face.ascent + face.gap / 2) * look.scale)
                            bottom = max(bottom, (face.descent + face.gap / 2) * look.scale)
            self.scales[-1] = max(self.scales[-1], look.scale)
            self.tops[-1] = max(self.tops[-1], top)
            self.bottoms[-1] = max(self.bottoms[-1], bottom)
            place = stop
        self.tos[-1] = len(self.flat)
        if look is not None and self._text[end - 1] == "\u00ad" and self.tos[-1] > self.froms[-1]:
            self._tails[len(self.ends) - 1] = look.speller.hyphen.width * look.scale
