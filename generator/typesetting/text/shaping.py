"""From characters to glyphs: each distinct word is shaped once for its look, without a size."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

import uharfbuzz as hb

from generator.model.assets import Font
from generator.model.design import TextStyle
from generator.model.face import Shaped
from generator.typesetting.text.clusters import clusters, is_emoji
from generator.typesetting.text.fonts import HYPHENS, BadFontError, FontBook, Typeface
from generator.typesetting.text.opportunities import SIMPLE, joints_of

#: One script, and no character that belongs to the one before it.
LATIN = re.compile("[ -~À-ÖØ-öø-ɏ\u1e00-\u1eff‘’‚“”„«»‹›…–—¿¡]*")

#: No cache of words or pieces grows beyond this many, nor takes in a longer one than that many characters.
MOST_WORDS, LONGEST_WORD = 50_000, 120

#: No word is longer, characters; what pretends to be one is shaped in parts, for shaping some things (thousands of
#: invisible characters) takes the square of their number.
LONGEST_PIECE = 1000


_HYPHENS = tuple(pairwise(HYPHENS))
_GLYPH = attrgetter("codepoint", "cluster")
_STEP = attrgetter("x_advance", "x_offset", "y_offset")


class Missing(NamedTuple):
    """A character that none of the fonts has.

    Attributes:
        char: one character, or an emoji made of several.
        families: what was tried, best first.
    """

    char: str
    families: tuple[str, ...]

    @property
    def code_point(self) -> str:
        """As Unicode names it, ``U+2603``; several with spaces between."""
        return " ".join(f"U+{ord(character):04X}" for character in self.char)

    @property
    def emoji(self) -> bool:
        """Whether it is an emoji."""
        return is_emoji(self.char)


class Spelt(NamedTuple):
    """A piece of text shaped.

    Attributes:
        pieces: one for each font, in visual order.
        width: thousandths of the size, with the letter spacing after every cluster.
        font: the font, when there is only one and it is the first choice; else None.
    """

    pieces: tuple[Shaped, ...]
    width: float
    font: Font | None


class Part(NamedTuple):
    """A stretch of a word in which no line may end.

    Attributes:
        text: as written, but for the soft hyphen or zero width space at its end.
        soft: whether a hyphen is drawn when a line ends here.
    """

    text: str
    soft: bool


class Word(NamedTuple):
    """What stands between two spaces.

    Attributes:
        parts: a line may end after each.
        spelt: of each part, set from left to right.
        first: how the word meets the one before it (see `opportunities.Joints`).
        last: how it meets the next.
        lone: whether it has one part, in the first font, and meets its neighbours as any word does; then
        piece: is all of it, and
        width: how wide it is, thousandths of the size.
    """

    parts: tuple[Part, ...]
    spelt: tuple[Spelt, ...]
    first: str
    last: str
    lone: bool
    piece: Shaped
    width: float


def cut(word: str) -> tuple[tuple[Part, ...], str, str]:
    """The parts of a word, and how it meets the words before and behind it."""
    joints = joints_of(word)
    parts = []
    start = 0
    for end in (*joints.ends, len(word)):
        text = word[start:end]
        soft = text.endswith("\u00ad")
        parts.append(Part(text.replace("\u00ad", "").replace("\u200b", ""), soft))
        start = end
    return tuple(parts), joints.first, joints.last


class Speller:
    """Shapes the words of one look: fonts, features, letter spacing, language.

    Attributes:
        chain: the fonts tried, best first.
        ascent: of the first font, thousandths of the size; `descent` and `gap` likewise.
        missing: every character met that no font has.
        spacing: after every cluster, thousandths of the size.
        words: those known already.
        space: a word space.
        hyphen: what a soft hyphen becomes where a line ends.
    """

    def __init__(self, style: TextStyle, book: FontBook) -> None:
        self._book = book
        self.chain = book.chain(style.families, style.weight, style.italic)
        # Of several fonts that share a family by characters, the one with the space is the first (CSS Fonts 4, 5.1).
        self.first = next((face for face in self.chain if face.has(" ")), self.chain[0])
        self._foremost = self.first is self.chain[0]
        self.ascent, self.descent, self.gap = self.first.ascent, self.first.descent, self.first.gap
        self._letters = tuple(face for face in self.chain if not face.emoji)
        self.missing: dict[str, Missing] = {}
        self.spacing = style.letter_spacing * 1000
        self._apart = style.word_spacing * 1000
        features: dict[str, bool | int] = dict(style.features)
        if self.spacing:
            # Letters that are set apart are not tied together (CSS Text 3, 8.2).
            features.setdefault("liga", 0)
            features.setdefault("clig", 0)
        self._features = features
        self._language = style.language
        self.words: dict[str, Word] = {}
        self._spelt: dict[tuple[str, bool], Spelt] = {}
        self._had: set[str] = set()
        self._buffer = hb.Buffer()
        self.space = self._widened(self.spell(" "), self._apart)
        self.hyphen = self._hyphen()

    def word(self, text: str) -> Word:
        """The word cut into its parts, each set from left to right."""
        known = self.words.get(text)
        if known is None and self._foremost and SIMPLE.fullmatch(text) and self._has_all(text):
            # Nearly every word of every European language: one part, one font, neighbours that do not matter.
            spelt_whole = self.spell(text)
            if spelt_whole.font is not None:
                (piece,) = spelt_whole.pieces
                known = Word((Part(text, soft=False),), (spelt_whole,), "", "", True, piece, spelt_whole.width)
                self._remember(text, known)
        if known is None:
            parts, first, last = cut(text)
            spelt = self._spell_parts(parts)
            lone = (
                len(parts) == 1
                and not first
                and not last
                and not parts[0].soft
                and spelt[0].font is not None
                and bool(spelt[0].pieces)
            )
            piece = (spelt[0].pieces or self.space.pieces)[0]
            known = Word(parts, spelt, first, last, lone, piece, spelt[0].width)
            self._remember(text, known)
        return known

    def _remember(self, text: str, word: Word) -> None:
        if len(text) <= LONGEST_WORD:
            if len(self.words) >= MOST_WORDS:
                self.words.clear()
            self.words[text] = word

    def _has_all(self, text: str) -> bool:
        """Whether the first font has every character."""
        if self._had.issuperset(text):
            return True
        if not all(map(self.first.has, text)):
            return False
        self._had.update(text)
        return True

    def _spell_parts(self, parts: tuple[Part, ...]) -> tuple[Spelt, ...]:
        """Each part by itself; those with soft hyphens between them as they stand side by side."""
        if not any(part.soft for part in parts):
            return tuple([self.spell(part.text) for part in parts])
        found: list[Spelt] = []
        together: list[str] = []
        for part in parts:
            together.append(part.text)
            if not part.soft:
                found += self._sliced(together)
                together = []
        return (*found, *self._sliced(together))

    def _sliced(self, texts: list[str]) -> list[Spelt]:
        """The parts of one word cut out of the whole, with its kerning; shaped alone where a ligature joins two."""
        if len(texts) > 1:
            whole = self.spell("".join(texts))
            if len(whole.pieces) == 1:
                piece = whole.pieces[0]
                clusters = list(piece.clusters)
                cuts = [0, *accumulate(map(len, texts))]
                if clusters == sorted(clusters) and set(clusters).issuperset(cuts[:-1]):
                    return [self._slice(piece, start, end, whole.font) for start, end in pairwise(cuts)]
        return [self.spell(text) for text in texts]

    def _slice(self, piece: Shaped, start: int, end: int, font: Font | None) -> Spelt:
        first, after = bisect_left(piece.clusters, start), bisect_left(piece.clusters, end)
        advances = piece.advances[first:after]
        clusters = tuple([place - start for place in piece.clusters[first:after]])
        part = Shaped(
            text=piece.text[start:end],
            font=piece.font,
            glyphs=piece.glyphs[first:after],
            advances=advances,
            offsets=piece.offsets[first:after],
            clusters=clusters,
            width=sum(advances),
        )
        return Spelt((part,), max(0.0, part.width + self.spacing * len(set(clusters))), font)

    def apart(self, text: str) -> frozenset[int]:
        """The places in a piece of text, set from left to right, at which no ligature would be torn."""
        places: set[int] = set()
        start = 0
        for piece in self.spell(text).pieces:
            places.update([start + place for place in piece.clusters])
            start += len(piece.text)
        return frozenset(places)

    def face_of(self, font: Font) -> Typeface:
        """The typeface of a font that a piece came back in."""
        known = next((face for face in self.chain if face.font is font), None)
        return known or next((face for face in self._book.emoji if face.font is font), self.first)

    def spell(self, text: str, rtl: bool = False) -> Spelt:
        """The glyphs of a piece of text that runs one way."""
        key = (text, rtl)
        known = self._spelt.get(key)
        if known is None:
            known = self._spell(text, rtl)
            if len(text) <= LONGEST_WORD:
                if len(self._spelt) >= MOST_WORDS:
                    self._spelt.clear()
                self._spelt[key] = known
        return known

    def _spell(self, text: str, rtl: bool) -> Spelt:
        if not text:
            return Spelt((), 0.0, self.first.font)
        divided = self._divide(text)
        if len(divided) == 1 and len(text) <= LONGEST_PIECE and divided[0][1].colouring is None:
            face = divided[0][1]
            piece = self._shape(text, face, rtl)
            width = piece.width + (self.spacing * len(set(piece.clusters)) if self.spacing else 0.0)
            return Spelt((piece,), max(0.0, width), face.font if face is self.first else None)
        pieces = [
            piece
            for part, face in divided
            for start in range(0, len(part), LONGEST_PIECE)
            for piece in self._told_apart(self._shape(part[start : start + LONGEST_PIECE], face, rtl), face)
        ]
        if rtl:
            pieces.reverse()
        width = sum(piece.width for piece in pieces)
        if self.spacing:
            width += self.spacing * sum(len(set(piece.clusters)) for piece in pieces)
        one = len(pieces) == 1 and pieces[0].font is self.first.font and self.first.colouring is None
        only = pieces[0].font if one else None
        # A damaged or malicious font may have negative advances; places on a line must not run backwards.
        return Spelt(tuple(pieces), max(0.0, width), only)

    @staticmethod
    def _told_apart(piece: Shaped, face: Typeface) -> list[Shaped]:
        """The piece cut where glyphs with colours of their own begin and end, in the order of the text."""
        if face.colouring is None or not piece.glyphs:
            return [piece]
        starts = sorted(set(piece.clusters))
        painted = {
            start: any(
                face.paints(glyph)
                for glyph, cluster in zip(piece.glyphs, piece.clusters, strict=True)
                if cluster == start
            )
            for start in starts
        }
        cuts = [starts[0], *(b for a, b in pairwise(starts) if painted[a] or painted[b]), len(piece.text)]
        if len(cuts) == 2:
            return [piece]
        return [_part_of(piece, start, end) for start, end in pairwise(cuts)]

    def _divide(self, text: str) -> list[tuple[str, Typeface]]:
        """The text cut where the font or the script changes."""
        if self._foremost and (text.isascii() or LATIN.fullmatch(text)) and self._has_all(text):
            return [(text, self.first)]
        parts: list[tuple[str, Typeface]] = []
        last_face, last_script, start, place = None, "", 0, 0
        for cluster in clusters(text):
            face = self._face_for(cluster)
            script = _script(cluster[0])
            if last_face is not None and (face is not last_face or (script and last_script and script != last_script)):
                parts.append((text[start:place], last_face))
                start, last_script = place, ""
            last_face = face
            last_script = script or last_script
            place += len(cluster)
        if last_face is not None:
            parts.append((text[start:], last_face))
        return parts

    def _face_for(self, cluster: str) -> Typeface:
        emoji = is_emoji(cluster)
        if emoji:
            found = self._emoji_face_for(cluster)
            if found is not None:
                return found
        for face in self._letters or self.chain:
            if face.has_all(cluster):
                return face
        # What is a letter first is rather a picture than nothing.
        found = None if emoji or len(cluster.rstrip("\ufe0e")) > 1 else self._emoji_face_for(cluster)
        if found is not None:
            return found
        best = next((face for face in self.chain if face.has(cluster[0])), self.first)
        tried = tuple(dict.fromkeys(face.font.family for face in self.chain))
        if emoji and not (best.has(cluster[0]) and len(cluster.rstrip("\ufe0f")) == 1):
            self.missing.setdefault(cluster, Missing(cluster, tried))
            return best
        for character in cluster:
            if not best.has(character) and character not in self.missing:
                self.missing[character] = Missing(character, tried)
        return best

    def _emoji_face_for(self, cluster: str) -> Typeface | None:
        """The emoji font that has the cluster, best as one glyph; None when none has it."""
        faces = [face for face in dict.fromkeys((*self.chain, *self._book.emoji)) if face.emoji]
        able = [face for face in faces if face.has_all(cluster) and any(map(face.maps, cluster))]
        for face in able if len(able) > 1 else ():
            glyphs = [advance for advance in self._shape(cluster, face, rtl=False).advances if advance]
            if len(glyphs) == 1:
                return face
        return able[0] if able else None

    @staticmethod
    def _widened(space: Spelt, by: float) -> Spelt:
        """A space with word spacing; it may become narrower, and never runs backwards."""
        if not by or not space.pieces:
            return space
        (*before, last), by = space.pieces, max(by, -space.width)
        wide = Shaped(
            text=last.text,
            font=last.font,
            glyphs=last.glyphs,
            advances=(*last.advances[:-1], last.advances[-1] + by),
            offsets=last.offsets,
            clusters=last.clusters,
            width=last.width + by,
        )
        return Spelt((*before, wide), space.width + by, space.font)

    def _hyphen(self) -> Spelt:
        shown = self.spell("\u2010" if self.first.maps("\u2010") else "-")
        # The author's text has a soft hyphen there, and copying gives back that.
        pieces = tuple(_renamed(piece, "\u00ad") for piece in shown.pieces)
        return Spelt(pieces, shown.width, shown.font)

    def _shape(self, text: str, face: Typeface, rtl: bool) -> Shaped:
        shown = text
        for hyphen, instead in _HYPHENS:
            if hyphen in shown and not face.maps(hyphen):
                shown = shown.replace(hyphen, instead)
        try:
            buffer = self._buffer
            buffer.reset()
            buffer.add_str(shown)
            buffer.direction = "rtl" if rtl else "ltr"
            buffer.guess_segment_properties()
            if self._language:
                buffer.language = self._language
            hb.shape(face.shaper, buffer, self._features)
            infos, positions = buffer.glyph_infos, buffer.glyph_positions or []
        except Exception as fault:
            raise BadFontError(face.font.file, "it is damaged", face.font.at) from fault
        if not infos:
            return Shaped(text, face.font, (), (), (), (), 0)
        glyphs, places = zip(*map(_GLYPH, infos), strict=True)
        steps, rights, ups = zip(*map(_STEP, positions), strict=True)
        scale = face.to_thousandths
        advances = tuple(map(_thousandths(scale).__getitem__, steps))
        if self._apart and "\u00a0" in text:  # inside a word to us, between two to whoever reads (CSS Text 3, 8.1)
            wider = [self._apart if text[place] == "\u00a0" else 0.0 for place in places]
            advances = tuple(max(0.0, own + more) for own, more in zip(advances, wider, strict=True))
        offsets: tuple[tuple[float, float], ...] = ()
        if any(rights) or any(ups):
            offsets = tuple([(right * scale, up * scale) for right, up in zip(rights, ups, strict=True)])
        return Shaped(text, face.font, glyphs, advances, offsets, places, sum(advances))


def _part_of(piece: Shaped, start: int, end: int) -> Shaped:
    """The glyphs of the characters from `start` up to `end`."""
    places = [place for place, cluster in enumerate(piece.clusters) if start <= cluster < end]
    advances = tuple(piece.advances[place] for place in places)
    return Shaped(
        text=piece.text[start:end],
        font=piece.font,
        glyphs=tuple(piece.glyphs[place] for place in places),
        advances=advances,
        offsets=tuple(piece.offsets[place] for place in places) if piece.offsets else (),
        clusters=tuple(piece.clusters[place] - start for place in places),
        width=sum(advances),
    )


def _renamed(piece: Shaped, text: str) -> Shaped:
    return Shaped(text, piece.font, piece.glyphs, piece.advances, piece.offsets, piece.clusters, piece.width)


class _Thousandths(dict[int, float]):
    """Widths in thousandths of the size, by what they are in the font's units; few are ever met, and often."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale

    def __missing__(self, units: int) -> float:
        found = self[units] = round(units * self._scale, 3)
        return found


_thousandths = lru_cache(maxsize=64)(_Thousandths)


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script's four letters; empty for what all scripts share."""
    if character.isascii():
        return "Latn" if character.isalpha() else ""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script = buffer.script or ""
    # Kana and ideographs are mixed in one word, and shaped alike.
    return {"Hani": "Hrkt", "Hira": "Hrkt", "Kana": "Hrkt", "Zyyy": "", "Zinh": "", "Zzzz": ""}.get(script, script)
