"""Setting paragraphs: measured, fitted, broken into lines, placed."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.basics.geometry import Rect
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE
from generator.model.assets import Assets, Font
from generator.model.design import Fit, Paragraph, Run, Style, TextStyle
from generator.model.face import Item
from generator.typesetting.text.bidi import RIGHT_TO_LEFT
from generator.typesetting.text.classes import PICTURE
from generator.typesetting.text.colouring import ReadGlyph
from generator.typesetting.text.fonts import FontBook, Typeface
from generator.typesetting.text.hyphenation import divided
from generator.typesetting.text.paragraph import FORCED, Even, Look, Mixed, Stretch, even
from generator.typesetting.text.placing import CLOSING, OPENING, STOPS, Placer, hanging, spaces
from generator.typesetting.text.shaping import Missing, Speller
from generator.typesetting.text.unspaced import unparted

if TYPE_CHECKING:
    from generator.typesetting.text.shadows import Thrown

#: Fitted sizes are multiples of this, points.
STEP = 0.05

#: A fitted text gives up a little size rather than stand in columns of one or two words: down to this part of the
#: largest size that fits, one line fewer is worth it while lines hold fewer words than this on average.
WORTH, FEW_WORDS = 0.85, 2.2

#: A fitted text is rather set smaller, down to this part of its size, than with a word divided.
WHOLE_WORDS = 0.8

#: Longer paragraphs are set by first fit at the least size, characters.
LONG = 20_000

#: Paragraphs, and settings, remembered: the words that one face measures before it sets them, and those that many
#: faces share. Short, because most words of a deck come once.
MOST_REMEMBERED = 4_000

#: Looks with shapes of their own (font, features, letter spacing, language) remembered; a deck has a dozen.
MOST_SPELLERS = 400

#: What is reported as too large is so by more than what fitting lets pass, and by more than a rounding error.
_TOO_LARGE = TOLERANCE + 1e-4

_NO_MARKS: frozenset[str] = frozenset()

_Line = tuple[Even | Mixed, int, int]


#: Features that change nothing in a font that draws letters and figures so by itself.
EVERYDAY = frozenset(["kern", "liga", "clig", "calt", "lnum", "pnum", "tnum"])


@dataclass(frozen=True, slots=True)
class Overflow:
    """How much a paragraph is too large for its box.

    Attributes:
        high: points too high; 0 when it is not.
        wide: points too wide; 0 when it is not.
        characters: about how many characters too many.
    """

    high: float
    wide: float
    characters: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph at its place.

    Attributes:
        items: at their places on the face.
        size: the font size used, points.
        height: of all lines, points.
        lines: how many.
        ink: around the lines, from the first one's ascent to the last one's descent.
        overflow: None when everything fits.
        missing: the characters no font has, in the order they are written.
        unparted: the script that would need a dictionary for good line ends, when the text takes more than one line
            and none is there.
        coarsest: the fewest pixels per inch of a letter or emoji that is a bitmap, and what it stands for.
        rows: for each line its top, its bottom, and how many of `row_items` stand on it or on those before it.
        row_items: the items line by line, should they part; where letters throw shadows, `items` begins with those of
            all lines.
    """

    items: tuple[Item, ...]
    size: float
    height: float
    lines: int
    ink: Rect
    overflow: Overflow | None = None
    missing: tuple[Missing, ...] = ()
    unparted: str = ""
    coarsest: tuple[float, str] | None = None
    rows: tuple[tuple[float, float, int], ...] = ()
    row_items: tuple[Item, ...] = ()


class _Manner:
    """How a style sets paragraphs, ready for arithmetic.

    Attributes:
        strut: shapes nothing; its metrics are those of every line at least.
        ratio: a line is `ratio` · size + `fixed` points high.
        normal: whether the fonts say how high lines are (CSS `line-height: normal`).
        auto: whether words are divided as their language does.
    """

    __slots__ = (
        "auto",
        "fixed",
        "hang",
        "hyphens",
        "indent",
        "justified",
        "limits",
        "normal",
        "nowrap",
        "optimum",
        "ratio",
        "rtl",
        "side",
        "strut",
        "style",
        "vertical",
    )

    def __init__(self, style: Style, strut: Speller) -> None:
        self.style = style
        self.strut = strut
        self.normal = style.line_height is None
        self.fixed = 0.0
        if style.line_height is None:
            self.ratio = (strut.ascent + strut.descent + strut.gap) / 1000
        elif isinstance(style.line_height, (int, float)):
            self.ratio = style.line_height
        else:
            self.ratio, self.fixed = style.line_height.fraction, style.line_height.points
        self.ratio, self.fixed = max(0.0, self.ratio), max(0.0, self.fixed)
        self.nowrap = style.text_wrap == "nowrap"
        self.optimum = style.text_wrap in ("balance", "pretty")
        self.indent = style.text_indent
        self.rtl = style.direction == "rtl"
        self.justified = style.text_align == "justify"
        start, end = ("right", "left") if self.rtl else ("left", "right")
        self.side = {"start": start, "justify": start, "end": end}.get(style.text_align, style.text_align)
        self.vertical = {"middle": 0.5, "bottom": 1.0}.get(style.vertical_align, 0.0)
        self.hyphens = style.hyphens != "none"
        self.auto = style.hyphens == "auto" and not self.nowrap
        self.limits = style.hyphenate_limit_chars
        self.hang = style.hanging_punctuation

    def height(self, size: float, scale: float = 1.0) -> float:
        """Of a line whose largest letters are `scale` times the size."""
        return self.ratio * scale * size + self.fixed

    def above(self, size: float, scale: float = 1.0) -> float:
        """From the top of such a line to its baseline."""
        rise = (self.strut.ascent - self.strut.descent) * scale * size / 1000
        return (rise + self.height(size, scale)) / 2


class _Prepared:
    """A paragraph shaped.

    Attributes:
        segments: between forced breaks; none when there is nothing to set.
        characters: how many it has.
        uniform: whether all lines are as high as the strut.
        divided: whether there are words that may be divided though the author put no hyphen.
        unparted: the script of a long stretch in which no line can end for want of a dictionary; mostly empty.
    """

    __slots__ = ("characters", "divided", "paragraph", "segments", "uniform", "unparted")

    def __init__(
        self,
        paragraph: Paragraph,
        segments: list[Even | Mixed],
        uniform: bool,
        divided: bool = False,
        unparted: str = "",
    ) -> None:
        self.divided = divided
        self.unparted = unparted
        self.paragraph = paragraph  # keeps the styles that stand in the key by their identity
        self.segments = segments
        self.characters = sum([len(run.text) for run in paragraph])
        self.uniform = uniform


class Text:
    """Sets paragraphs, remembering what it has shaped."""

    def __init__(self, assets: Assets, brought: tuple[Font, ...] = (), read_glyph: ReadGlyph | None = None) -> None:
        self._book = FontBook(assets, brought, read_glyph)
        self._placer = Placer()
        self._spellers: dict[tuple[object, ...], Speller] = {}
        self._looks: dict[tuple[int, float], Look] = {}
        self._manners: dict[int, _Manner] = {}
        self._prepared: dict[tuple[object, ...], _Prepared] = {}
        self._settings: dict[tuple[object, ...], tuple[Setting, Paragraph]] = {}

    # --- The public face ----------------------------------------------------------------------------------------

    @property
    def doubtful(self) -> Sequence[Typeface]:
        """The fonts met so far that say nonsense of their lines, in the order they were met; the list grows."""
        return self._book.doubtful

    def family_with(self, letters: str) -> str:
        """A family within reach that has all of these characters; empty when none has."""
        return self._book.family_with(letters)

    def measure(self, paragraph: Paragraph, style: Style, width: float) -> tuple[float, float]:
        """The width and height, points, that the paragraph takes when lines may be `width` wide.

        Infinity gives the width of the text unbroken; 0 gives its least width, at which no word sticks out. A fitted
        text counts at its largest size.

        Raises:
            BadFontError: a font file is damaged.
        """
        manner = self._manner(style)
        prepared = self._prepare(paragraph, manner)
        size = style.text.size.max if isinstance(style.text.size, Fit) else style.text.size
        if not prepared.segments or size <= 0:
            return 0.0, 0.0
        if width <= 0 and not manner.nowrap:
            least = max([segment.least for segment in prepared.segments]) * size / 1000
            width = max(0.0, least, least + manner.indent)
        lines = self._lines(prepared, manner, size, width, at_all=width < math.inf)
        return self._widest(lines, manner, size), self._height(lines, prepared, manner, size)

    def fit(self, paragraph: Paragraph, style: Style, box: Rect) -> float:
        """The font size `set` would take, points.

        Raises:
            BadFontError: a font file is damaged.
        """
        return self._choose(paragraph, self._manner(style), box)[1]

    def set(self, paragraph: Paragraph, style: Style, box: Rect, *, size: float | None = None) -> Setting:
        """The paragraph placed in its box.

        Args:
            paragraph: its runs; none of them needs a text.
            style: the paragraph's own.
            box: where it is to stand, face coordinates.
            size: the font size to take instead of what the style says, points (several texts in one size).

        Raises:
            BadFontError: a font file is damaged.
        """
        key = (*_key(paragraph), id(style), box.x, box.y, box.width, box.height, size)
        known = self._settings.get(key)
        if known is not None:
            return known[0]
        manner = self._manner(style)
        setting = self._set(*self._choose(paragraph, manner, box, size), manner, box)
        if len(self._settings) >= MOST_REMEMBERED:
            self._settings.clear()
        self._settings[key] = setting, paragraph
        return setting

    # --- Preparing ----------------------------------------------------------------------------------------------

    def baseline(self, style: Style) -> float | None:
        """From the top of a text to its first baseline, points, if its letters have the paragraph's size.

        None when the size is still to be found.
        """
        size = style.text.size
        return None if isinstance(size, Fit) else self._manner(style).above(size)

    def unknown_features(self, style: TextStyle) -> tuple[str, ...]:
        """The OpenType features that a style asks for, and none of its fonts has."""
        asked = {tag for tag, value in style.features if value} - EVERYDAY
        if not asked:
            return ()
        chain = self._speller(style).chain
        return tuple(sorted(asked.difference(*(face.features() for face in chain))))

    def _manner(self, style: Style) -> _Manner:
        manner = self._manners.get(id(style))
        if manner is None:
            if len(self._manners) >= MOST_REMEMBERED:
                self._manners.clear()
                self._settings.clear()
            manner = self._manners[id(style)] = _Manner(style, self._speller(style.text))
        return manner

    def _speller(self, style: TextStyle) -> Speller:
        # Colour and size do not change a shape.
        key = (
            *(style.families, style.weight, style.italic, style.features),
            *(style.letter_spacing, style.word_spacing, style.language),
        )
        speller = self._spellers.get(key)
        if speller is None:
            if len(self._spellers) >= MOST_SPELLERS:
                for remembered in (self._spellers, self._looks, self._manners, self._prepared, self._settings):
                    remembered.clear()
            speller = self._spellers[key] = Speller(style, self._book)
        return speller

    def _look(self, style: TextStyle, scale: float) -> Look:
        look = self._looks.get((id(style), scale))
        if look is None:
            if len(self._looks) >= MOST_REMEMBERED:
                self._looks.clear()
                self._prepared.clear()
            look = self._looks[id(style), scale] = Look(style, scale, self._speller(style))
        return look

    def _prepare(self, paragraph: Paragraph, manner: _Manner, *, whole: bool = False) -> _Prepared:
        """The paragraph shaped; with `whole`, no word divided but where the author says so."""
        limits = manner.limits if manner.auto and not whole else None
        key = (*_key(paragraph), manner.rtl, manner.hyphens, limits, manner.strut if manner.normal else None)
        prepared = self._prepared.get(key)
        if prepared is None:
            if len(self._prepared) >= MOST_REMEMBERED:
                self._prepared.clear()
            softened = paragraph if limits is None else self._softened(paragraph, limits)
            prepared = self._prepared[key] = self._shape(paragraph, softened, manner)
        return prepared

    def _softened(self, paragraph: Paragraph, limits: tuple[int, int, int]) -> Paragraph:
        """The paragraph with soft hyphens where its languages divide words; itself when there is nothing to divide."""
        texts = [PICTURE if run.picture is not None else run.text for run in paragraph]
        begins = [0, *accumulate(map(len, texts))]
        words = divided(
            "".join(texts),
            [(begin, run.style.language) for begin, run in zip(begins, paragraph, strict=False)],
            limits,
        )
        for word in reversed(words):
            number = bisect_right(begins, word.start) - 1
            apart = None
            if word.start + len(word.letters) <= begins[number + 1]:
                run = paragraph[number]
                apart = self._look(run.style, run.scale).speller.apart(word.letters)
            for place in reversed(word.places):
                if apart is None or place in apart:
                    at = word.start + place
                    number = bisect_right(begins, at) - 1
                    texts[number] = (
                        f"{texts[number][: at - begins[number]]}\u00ad{texts[number][at - begins[number] :]}"
                    )
        if not words:
            return paragraph
        return tuple(
            [
                run if run.picture is not None else Run(text, run.style, run.scale)
                for text, run in zip(texts, paragraph, strict=True)
            ]
        )

    def _shape(self, original: Paragraph, paragraph: Paragraph, manner: _Manner) -> _Prepared:
        lines: list[list[Stretch]] = [[]]
        blank, turned, stuck = True, manner.rtl, ""
        for run in paragraph:
            look = self._look(run.style, run.scale)
            if run.picture is not None:
                lines[-1].append(Stretch(look, "", run.picture))
                blank = False
                continue
            text = run.text
            if not text.isprintable():
                text = text.replace("\t", " ")
                if not manner.hyphens:
                    text = text.replace("\u00ad", "")
                for number, part in enumerate(FORCED.split(text)):
                    if number:
                        lines.append([])
                    if part:
                        lines[-1].append(Stretch(look, part))
            elif text:
                lines[-1].append(Stretch(look, text))
            if blank and text.strip(" "):
                blank = False
            if not text.isascii():
                turned = turned or RIGHT_TO_LEFT.search(text) is not None
                stuck = stuck or unparted(text)
        if blank:
            return _Prepared(original, [], uniform=True)
        if not lines[-1] and len(lines) > 1:
            lines.pop()  # a forced break at the end begins no line
        base = int(manner.rtl) if turned else None
        segments = [self._segment(stretches, base) for stretches in lines]
        return _Prepared(original, segments, self._is_uniform(segments, manner), paragraph is not original, stuck)

    @staticmethod
    def _segment(stretches: list[Stretch], base: int | None) -> Even | Mixed:
        if base is None and len(stretches) == 1 and stretches[0].picture is None:
            segment = even(stretches[0].text, stretches[0].look)
            if segment is not None:
                return segment
        return Mixed(stretches, base)

    @staticmethod
    def _is_uniform(segments: list[Even | Mixed], manner: _Manner) -> bool:
        strut = manner.strut
        top, bottom = strut.ascent + strut.gap / 2, strut.descent + strut.gap / 2
        for segment in segments:
            if isinstance(segment, Even):
                look = segment.look
                if look.scale > 1 or (manner.normal and (look.top > top or look.bottom > bottom)):
                    return False
            elif segment.scales and (
                max(segment.scales) > 1
                or (manner.normal and (max(segment.tops) > top or max(segment.bottoms) > bottom))
            ):
                return False
        return True

    # --- Breaking -----------------------------------------------------------------------------------------------

    @staticmethod
    def _lines(prepared: _Prepared, manner: _Manner, size: float, width: float, *, at_all: bool = True) -> list[_Line]:
        """The lines as they are set; not broken but where it is forced when `at_all` is false."""
        found: list[_Line] = []
        room = (width + TOLERANCE) * 1000 / size
        indent = manner.indent * 1000 / size
        optimum = manner.optimum and prepared.characters <= LONG
        balanced = manner.style.text_wrap == "balance"
        for number, segment in enumerate(prepared.segments):
            count = len(segment)
            dent = 0.0 if number else indent
            if not count or manner.nowrap or not at_all or segment.whole + dent <= room:
                found.append((segment, 0, count))
                continue
            first = 0
            for after in segment.best(room, dent, balanced=balanced) if optimum else segment.greedy(room, dent):
                found.append((segment, first, after))
                first = after
        return found

    @staticmethod
    def _widest(lines: list[_Line], manner: _Manner, size: float) -> float:
        widths = [segment.width(first, after) if after else 0.0 for segment, first, after in lines]
        widths[0] += manner.indent * 1000 / size
        return max(0.0, *widths) * size / 1000

    def _height(self, lines: list[_Line], prepared: _Prepared, manner: _Manner, size: float) -> float:
        if prepared.uniform:
            return manner.height(size) * len(lines)
        return sum([sum(self._extent(line, manner, size)) for line in lines])

    @staticmethod
    def _extent(line: _Line, manner: _Manner, size: float) -> tuple[float, float]:
        """How far a line reaches above and below its baseline, points."""
        segment, first, after = line
        above = manner.above(size)
        below = manner.height(size) - above
        if isinstance(segment, Even):
            scale, top, bottom = segment.look.scale, segment.look.top, segment.look.bottom
        elif after > first:
            scale = max(segment.scales[first:after])
            top, bottom = max(segment.tops[first:after]), max(segment.bottoms[first:after])
        else:
            return above, below
        if manner.normal:
            return max(above, top * size / 1000), max(below, bottom * size / 1000)
        if scale > 1:
            larger = manner.above(size, scale)
            return max(above, larger), max(below, manner.height(size, scale) - larger)
        return above, below

    # --- Fitting ------------------------------------------------------------------------------------------------

    def _choose(
        self, paragraph: Paragraph, manner: _Manner, box: Rect, size: float | None = None
    ) -> tuple[_Prepared, float]:
        """The paragraph and its font size, words divided only where that is worth it."""
        if not manner.auto:
            prepared = self._prepare(paragraph, manner)
            return prepared, self._size(prepared, manner, box) if size is None else size
        whole = self._prepare(paragraph, manner, whole=True)
        wanted = manner.style.text.size
        given = size if size is not None or isinstance(wanted, Fit) else wanted
        undivided = self._size(whole, manner, box) if given is None else given
        fits = isinstance(wanted, Fit) and self._fits(whole, manner, undivided, box)
        if fits and (given is not None or undivided >= wanted.max):  # type: ignore[union-attr]  # fitted, so a Fit
            return whole, undivided
        prepared = self._prepare(paragraph, manner)
        if not prepared.divided or undivided <= 0:
            return whole, undivided
        if given is not None:
            # No word is divided for the balance's sake when the text fits without, or takes as many lines.
            if manner.optimum and not manner.justified:
                if self._fits(whole, manner, given, box):
                    return whole, given
                if self._is_no_longer(whole, prepared, manner, given, box.width):
                    return whole, given
            return prepared, given
        if fits and not self._fits(prepared, manner, undivided / WHOLE_WORDS, box):
            return whole, undivided
        return prepared, self._size(prepared, manner, box)

    def _is_no_longer(self, one: _Prepared, other: _Prepared, manner: _Manner, size: float, width: float) -> bool:
        room = (width + TOLERANCE) * 1000 / size
        return all(segment.least <= room for segment in one.segments) and self._count(
            one, manner, size, width
        ) <= self._count(other, manner, size, width)

    def _size(self, prepared: _Prepared, manner: _Manner, box: Rect) -> float:
        wanted = manner.style.text.size
        if not isinstance(wanted, Fit):
            return wanted
        if not prepared.segments or wanted.max <= wanted.min or prepared.characters > LONG:
            return wanted.min
        if self._fits(prepared, manner, wanted.max, box):
            best = wanted.max
        else:
            # `low` fits, or is the least size and untried; `high` does not. So what is found fits, and one step more
            # does not. Where all lines are alike it is the largest, for with the size neither the lines nor their
            # height ever become less.
            least = low = math.floor(wanted.min / STEP + 1e-9)
            high = math.ceil(wanted.max / STEP - 1e-9)
            middle = int(self._guess(prepared, manner, box) / STEP)
            reach = 4
            while high - low > 1:
                middle = min(max(middle, low + 1), high - 1)
                if self._fits(prepared, manner, middle * STEP, box):
                    low = middle
                    middle += reach
                else:
                    high = middle
                    middle -= reach
                # From the guess on in growing steps, until both sides are known.
                reach *= 4
                if middle <= low or middle >= high:
                    middle = (low + high) // 2
            best = max(wanted.min, round(low * STEP, 2))
            if low == least and not self._fits(prepared, manner, wanted.min, box):
                return wanted.min
        return best if manner.nowrap else self._fuller(prepared, manner, box, wanted.min, best)

    @staticmethod
    def _guess(prepared: _Prepared, manner: _Manner, box: Rect) -> float:
        """About the size at which the text fills the box, were lines all full but for a little."""
        whole = sum([segment.whole for segment in prepared.segments]) / 1000
        per_line = manner.ratio or 1.0
        return math.sqrt(max(0.0, box.width * box.height) / (per_line * whole * 1.1)) if whole > 0 else 0.0

    def _fits(self, prepared: _Prepared, manner: _Manner, size: float, box: Rect) -> bool:
        if size <= 0:
            return True
        room = (box.width + TOLERANCE) * 1000 / size
        indent = manner.indent * 1000 / size
        segments = prepared.segments
        for number, segment in enumerate(segments):
            if (segment.whole if manner.nowrap else segment.least) > room:
                return False
            if number == 0 and indent > 0 and segment.starts:
                first = segment.whole if manner.nowrap else segment.shortest(0)
                if first + indent > room:
                    return False
        if not prepared.uniform:
            lines = self._lines(prepared, manner, size, box.width)
            return self._height(lines, prepared, manner, size) <= box.height + TOLERANCE
        height = manner.height(size)
        most = int((box.height + TOLERANCE) / height) if height > 0 else 1_000_000
        if manner.nowrap:
            return len(segments) <= most
        for segment in segments:
            if most < 1:
                return False
            most -= segment.within(room, indent, most)
            indent = 0.0
        return most >= 0

    @staticmethod
    def _count(prepared: _Prepared, manner: _Manner, size: float, width: float) -> int:
        room, indent, count = (width + TOLERANCE) * 1000 / size, manner.indent * 1000 / size, 0
        for segment in prepared.segments:
            count += segment.within(room, indent, 1_000_000)
            indent = 0.0
        return count

    def _fuller(self, prepared: _Prepared, manner: _Manner, box: Rect, smallest: float, best: float) -> float:
        """The size, or a somewhat smaller one at which short lines become fewer and fuller."""
        words = sum([len(segment) for segment in prepared.segments])
        if words < 2 * len(prepared.segments) or words * manner.height(best) >= FEW_WORDS * (box.height + TOLERANCE):
            return best  # nothing to gain: one word a line, or so many words that no box of this height is a column
        width = box.width
        count = self._count(prepared, manner, best, width)
        least = max(smallest, round(math.ceil(best * WORTH / STEP) * STEP, 2))
        while count > len(prepared.segments) and words < FEW_WORDS * count:
            if self._count(prepared, manner, least, width) >= count:
                break
            low, high = math.floor(least / STEP), math.ceil(best / STEP)
            while high - low > 1:
                middle = (low + high) // 2
                if self._count(prepared, manner, middle * STEP, width) < count:
                    low = middle
                else:
                    high = middle
            fuller = max(least, round(low * STEP, 2))
            if not prepared.uniform and not self._fits(prepared, manner, fuller, box):
                break
            best, count = fuller, self._count(prepared, manner, fuller, width)
        return best

    # --- Placing ------------------------------------------------------------------------------------------------

    def _set(self, prepared: _Prepared, size: float, manner: _Manner, box: Rect) -> Setting:
        missing = self._missing(prepared.paragraph)
        if not prepared.segments or size <= 0:
            return Setting((), size, 0.0, 0, Rect(box.x, box.y, 0.0, 0.0), None, missing)
        self._placer.coarsest = None
        thrown: list[Thrown] = []
        self._placer.thrown = thrown
        lines = self._lines(prepared, manner, size, box.width)
        height = self._height(lines, prepared, manner, size)
        top = box.y + manner.vertical * (box.height - height)
        per_line, above = manner.height(size), manner.above(size)
        baseline = top
        items: list[Item] = []
        left, right = math.inf, -math.inf
        wide, worst = 0.0, None
        first_baseline = 0.0
        rows: list[tuple[float, float, int]] = []
        shadows: list[int] = []
        row_top = top
        for number, line in enumerate(lines):
            segment, first, after = line
            if prepared.uniform:
                baseline = top + number * per_line + above
                after_line = 0.0
            else:
                rise, after_line = self._extent(line, manner, size)
                baseline += rise
            if not number:
                first_baseline = baseline
            if after > first:
                indent = 0.0 if number else manner.indent
                width = segment.width(first, after) * size / 1000
                spare = box.width - indent - width
                if spare < -wide:
                    wide, worst = -spare, line
                stretch = 0.0
                if manner.justified and spare > 0 and after < len(segment):
                    gaps = spaces(segment, first, after)
                    if gaps:
                        stretch, width, spare = spare / gaps, width + spare, 0.0
                x = self._left(manner, box, indent, width, spare)
                if manner.hang:
                    x += self._hung(manner, line, size, first_line=not number, last_line=number == len(lines) - 1)
                left, right = min(left, x), max(right, x + width)
                if isinstance(segment, Even):
                    self._placer.even(items, segment, first, after, x, baseline, size, stretch)
                else:
                    self._placer.mixed(items, segment, first, after, x, baseline, size, stretch)
            row_bottom = top + (number + 1) * per_line if prepared.uniform else baseline + after_line
            rows.append((row_top, row_bottom, len(items)))
            shadows.append(len(thrown))
            row_top = row_bottom
            if not prepared.uniform:
                last_baseline, baseline = baseline, baseline + after_line
        if prepared.uniform:
            last_baseline = baseline
        if right < left:
            left = right = box.x
        rise = first_baseline - manner.strut.ascent * size / 1000
        ink = Rect(left, rise, right - left, last_baseline + manner.strut.descent * size / 1000 - rise)
        high = height - box.height
        overflow = None
        if high > _TOO_LARGE or wide > _TOO_LARGE:
            overflow = self._overflow(prepared, worst, max(0.0, high), wide, height, size)
        stuck = prepared.unparted if overflow is not None or len(lines) > len(prepared.segments) else ""
        row_items = items
        if thrown:
            from generator.typesetting.text.shadows import laid

            row_items, rows = _by_row(items, rows, thrown, shadows)
            items = [*laid(thrown), *items]
        return Setting(
            *(tuple(items), size, height, len(lines), ink, overflow, missing, stuck, self._placer.coarsest),
            *(tuple(rows), tuple(row_items)),
        )

    @staticmethod
    def _left(manner: _Manner, box: Rect, indent: float, width: float, spare: float) -> float:
        """Where a line begins; one that is too wide begins where lines begin and sticks out at its end."""
        side = manner.side if spare >= 0 else "right" if manner.rtl else "left"
        if side == "center":
            return box.x + (0.0 if manner.rtl else indent) + spare / 2
        if side == "right":
            return box.right - width - (indent if manner.rtl else 0.0)
        return box.x + (0.0 if manner.rtl else indent)

    @staticmethod
    def _hung(manner: _Manner, line: _Line, size: float, *, first_line: bool, last_line: bool) -> float:
        """How far a line moves so that marks at its ends hang outside."""
        before = OPENING if first_line and "first" in manner.hang else _NO_MARKS
        behind = CLOSING if last_line and "last" in manner.hang else _NO_MARKS
        if "end" in manner.hang:
            behind = behind | STOPS
        if not before and not behind:
            return 0.0
        start, end = hanging(*line, before, behind)
        if manner.side == "center":
            return (end - start) / 2 * size / 1000
        return (end if manner.side == "right" else -start) * size / 1000

    @staticmethod
    def _overflow(
        prepared: _Prepared,
        worst: _Line | None,
        high: float,
        wide: float,
        height: float,
        size: float,
    ) -> Overflow:
        high = high if high > _TOO_LARGE else 0.0
        wide = wide if wide > _TOO_LARGE else 0.0
        # As if all lines were equally full; of what is too wide, as if all letters were equally wide.
        too_many = math.ceil(prepared.characters * high / height) if high else 0
        if wide and worst is not None:
            segment, first, after = worst
            width = segment.width(first, after) * size / 1000
            part = segment.width(first, after) / max(segment.whole, 1e-9)
            characters = prepared.characters * part / len(prepared.segments)
            too_many = max(too_many, math.ceil(characters * wide / width)) if width > 0 else too_many
        return Overflow(high, wide, min(prepared.characters, max(1, too_many)))

    def _missing(self, paragraph: Paragraph) -> tuple[Missing, ...]:
        found: dict[str, Missing] = {}
        for run in paragraph:
            missing = self._look(run.style, run.scale).speller.missing
            if missing and run.picture is None:
                here = sorted((run.text.index(known), known) for known in missing if known in run.text)
                for _, known in here:
                    found.setdefault(known, missing[known])
        return tuple(found.values())


def _key(paragraph: Paragraph) -> tuple[object, ...]:
    if len(paragraph) == 1:
        run = paragraph[0]
        return (run.text, id(run.style), run.scale, id(run.picture))
    return tuple([(run.text, id(run.style), run.scale, id(run.picture)) for run in paragraph])


def _by_row(
    items: list[Item], rows: list[tuple[float, float, int]], thrown: "list[Thrown]", ends: list[int]
) -> tuple[list[Item], list[tuple[float, float, int]]]:
    """The items of each line behind the shadows of that line, and the rows that count them."""
    from generator.typesetting.text.shadows import laid

    made: list[Item] = []
    counted: list[tuple[float, float, int]] = []
    item = shadow = 0
    for (top, bottom, last), end in zip(rows, ends, strict=True):
        made += [*laid(thrown[shadow:end]), *items[item:last]]
        counted.append((top, bottom, len(made)))
        item, shadow = last, end
    return made, counted
