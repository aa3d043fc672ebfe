"""Setting paragraphs: measured, fitted, broken into lines, placed."""

import math
from collections.abc import Callable

from generator.basics.geometry import Matrix, Rect
from generator.basics.records import dataclass
from generator.model.assets import Assets
from generator.model.design import Drawing, Fit, Length, Paragraph, Run, Style
from generator.model.face import Glyphs, Group, Item, Path, Shaped
from generator.typesetting.outlines import rounded
from generator.typesetting.text.breaking import Measures
from generator.typesetting.text.fonts import FontBook
from generator.typesetting.text.shaping import Missing, Speller

#: Fitted sizes are multiples of this, points.
STEP = 0.05

#: A fitted text gives up a little size rather than be set in columns of one or two words: from this size on, as a part
#: of the largest that fits, one line fewer is worth it while lines hold fewer words than this on average.
WORTH, FEW_WORDS = 0.85, 2.2

#: Where a picture in the line sits, ems below the baseline.
PICTURE_DROP = 0.12

#: Paragraphs longer than this are not worth an optimum, characters.
LONG = 20_000

#: Less than this over the edge is nobody's loss, points.
SLACK = 0.05

MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Overflow:
    """How much a paragraph is too large for its box: points too high and too wide, and about how many characters."""

    high: float
    wide: float
    characters: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph at its place.

    Attributes:
        size: the font size used, points.
        height: of all lines, points.
        ink: around the lines, from ascent to descent.
        overflow: None when everything fits.
        missing: characters no font has.
    """

    items: tuple[Item, ...]
    size: float
    height: float
    lines: int
    ink: Rect
    overflow: Overflow | None = None
    missing: tuple[Missing, ...] = ()


#: A stretch of one run inside an atom: the run, its speller, its glyphs (none for a picture) and its width.
_Piece = tuple[Run, Speller, tuple[Shaped, ...], float]


class _Prepared:
    """A paragraph shaped: the same for every width and size.

    Attributes:
        segments: what stands between forced line ends.
        length: characters.
        tallest: the largest scale of a run; lines are as high as it wants.
        measured: answers of `Text.measure` by style and width.
        settings: answers of `Text.set` by style and box.
    """

    __slots__ = ("first", "length", "measured", "segments", "settings", "style", "tallest", "widest")

    def __init__(self, paragraph: Paragraph, spellers: list[Speller]) -> None:
        self.first = spellers[0]
        self.length = sum([len(run.text) for run in paragraph])
        self.tallest = max([run.scale for run in paragraph])
        self.measured: dict[tuple[int, float], tuple[float, float]] = {}
        self.settings: dict[tuple[int, float, float, float, float], Setting] = {}
        self.segments: list[_Plain | _Mixed]
        if len(paragraph) == 1 and paragraph[0].picture is None:
            run, speller = paragraph[0], spellers[0]
            self.segments = [_Plain(line, run, speller) for line in run.text.split("\n")]
        else:
            self.segments = _mixed(paragraph, spellers)
        self.widest = max([segment.measures.widest for segment in self.segments])

    def full(self) -> float:
        """The widest line when nothing is broken."""
        return max([segment.measures.whole for segment in self.segments])

    def lines(self, room: float) -> int:
        """How many lines it takes at least."""
        if len(self.segments) == 1:
            return self.segments[0].measures.lines(room) or 1
        return sum([segment.measures.lines(room) or 1 for segment in self.segments])

    def words(self) -> int:
        """How many atoms there are."""
        return sum([segment.measures.count for segment in self.segments])


class _Plain:
    """A segment in one look: the usual case, kept to lists of what the speller remembers."""

    __slots__ = ("_pieces", "_run", "_spaced", "_speller", "measures")

    def __init__(self, text: str, run: Run, speller: Speller) -> None:
        self._run, self._speller = run, speller
        scale = run.scale
        pieces: list[tuple[Shaped, ...]] = []
        spaced: list[bool] = []
        widths: list[float] = []
        tails: list[float] = []
        for word in text.split(" "):
            for shaped, width, tail in speller.atoms(word):
                pieces.append(shaped)
                widths.append(width * scale)
                tails.append(tail * scale)
                spaced.append(False)
            if spaced:
                spaced[-1] = True
        self._pieces, self._spaced = pieces, spaced
        space = speller.space_width * scale
        self.measures = Measures(widths, [space if gap else 0.0 for gap in spaced], tails)

    def emit(self, items: list[Item], first: int, after: int, x: float, y: float, size: float) -> None:
        """Appends the glyphs of the line that holds the atoms from `first` up to `after`."""
        line: list[Shaped] = []
        space = self._speller.space
        for number in range(first, after - 1):
            line += self._pieces[number]
            if self._spaced[number]:
                line += space
        line += self._pieces[after - 1]
        if self.measures.tails is not None and self.measures.tails[after - 1]:
            line += self._speller.spell("-")
        _glyphs(items, self._run, line, x, y, size)


class _Mixed:
    """A segment of several looks, or with pictures in the line."""

    __slots__ = ("_atoms", "_spaces", "measures")

    def __init__(self, atoms: list[list[_Piece]], spaces: list[float], tails: list[float]) -> None:
        self._atoms, self._spaces = atoms, spaces
        self.measures = Measures([sum([piece[3] for piece in atom]) for atom in atoms], spaces, tails)

    def emit(self, items: list[Item], first: int, after: int, x: float, y: float, size: float) -> None:
        """Appends the glyphs of the line that holds the atoms from `first` up to `after`."""
        start = x
        run: Run | None = None
        line: list[Shaped] = []
        for number in range(first, after):
            for new, speller, shaped, width in self._atoms[number]:
                if new is not run:
                    if run is not None and line:
                        _glyphs(items, run, line, start, y, size)
                        line = []
                    run, start = new, x
                if new.picture is not None:
                    items.append(_picture(new.picture, x, y, size * new.scale))
                    run = None
                line += shaped
                x += width * size / 1000
                last = speller
            if number < after - 1:
                if self._spaces[number] and run is not None:
                    line += last.space
                x += self._spaces[number] * size / 1000
            elif self.measures.tails is not None and self.measures.tails[number]:
                line += last.spell("-")
        if run is not None and line:
            _glyphs(items, run, line, start, y, size)


def _mixed(paragraph: Paragraph, spellers: list[Speller]) -> list[_Plain | _Mixed]:
    """The segments of a paragraph of several runs; words that runs share between them are kept whole."""
    segments: list[_Plain | _Mixed] = []
    atoms: list[list[_Piece]] = []
    spaces: list[float] = []
    tails: list[float] = []
    glued = False

    def add(piece: _Piece, tail: float) -> None:
        nonlocal glued
        if glued and atoms and not spaces[-1]:
            atoms[-1].append(piece)
            tails[-1] = tail
        else:
            atoms.append([piece])
            spaces.append(0.0)
            tails.append(tail)
        glued = True

    for run, speller in zip(paragraph, spellers, strict=True):
        scale = run.scale
        if run.picture is not None:
            add((run, speller, (), 1000 * scale * _aspect(run.picture)), 0.0)
            continue
        for number, line in enumerate(run.text.split("\n")):
            if number:
                segments.append(_Mixed(atoms, spaces, tails))
                atoms, spaces, tails, glued = [], [], [], False
            words = line.split(" ")
            for place, word in enumerate(words):
                for index, (shaped, width, tail) in enumerate(speller.atoms(word)):
                    glued = glued and index == 0
                    add((run, speller, shaped, width * scale), tail * scale)
                if place < len(words) - 1:
                    if atoms:
                        spaces[-1] = max(spaces[-1], speller.space_width * scale)
                    glued = False
    segments.append(_Mixed(atoms, spaces, tails))
    return segments


def _aspect(picture: Drawing) -> float:
    return picture.box.width / picture.box.height if picture.box.height else 1.0


class Text:
    """Sets paragraphs, remembering what it has shaped."""

    def __init__(self, assets: Assets) -> None:
        self._book = FontBook(assets)
        self._spellers: dict[int, Speller] = {}
        self._prepared: dict[tuple[tuple[str, int, float, int], ...], _Prepared] = {}
        self._keep: list[object] = []  # what is known by its id must live as long as we do

    def measure(self, paragraph: Paragraph, style: Style, width: float) -> tuple[float, float]:
        """Width and height, points, when at most `width` is there; the least width for 0, unbroken for infinity."""
        if not paragraph:
            return 0.0, 0.0
        prepared = self._prepare(paragraph)
        key = (id(style), width)
        answer = prepared.measured.get(key)
        if answer is None:
            self._keep.append(style)
            answer = prepared.measured[key] = self._measured(prepared, style, width)
        return answer

    @staticmethod
    def _measured(prepared: _Prepared, style: Style, width: float) -> tuple[float, float]:
        size = _plain_size(style)
        per_line = _line_height(style, size, prepared)
        if style.text_wrap == "nowrap" or width == float("inf"):
            return prepared.full() * size / 1000, len(prepared.segments) * per_line
        room = max(width * 1000 / size, prepared.widest)
        widest = 0.0
        count = 0
        for segment in prepared.segments:
            first = 0
            ends = segment.measures.greedy(room)
            count += max(1, len(ends))
            for after in ends:
                widest = max(widest, segment.measures.width(first, after))
                first = after
        if width == 0:
            widest = prepared.widest
        return widest * size / 1000, count * per_line

    def set(self, paragraph: Paragraph, style: Style, box: Rect) -> Setting:
        """The paragraph placed in its box."""
        prepared = self._prepare(paragraph)
        key = (id(style), box.x, box.y, box.width, box.height)
        setting = prepared.settings.get(key)
        if setting is None:
            self._keep.append(style)
            setting = prepared.settings[key] = self._set(paragraph, prepared, style, box)
        return setting

    def _set(self, paragraph: Paragraph, prepared: _Prepared, style: Style, box: Rect) -> Setting:
        wanted = style.text.size
        size = _fitted(prepared, style, wanted, box) if isinstance(wanted, Fit) else wanted
        per_line = _line_height(style, size, prepared)
        room = box.width * 1000 / size
        broken = [_ends(segment.measures, room, style, prepared) or [0] for segment in prepared.segments]
        count = sum([len(ends) for ends in broken])
        height = per_line * count
        top = box.y
        if style.vertical_align == "middle":
            top += (box.height - height) / 2
        elif style.vertical_align == "bottom":
            top += box.height - height
        ascent, descent = prepared.first.ascent * size / 1000, prepared.first.descent * size / 1000
        baseline = first_baseline = top + (per_line - ascent - descent) / 2 + ascent
        items: list[Item] = []
        left_most, right_most, widest = float("inf"), float("-inf"), 0.0
        for segment, ends in zip(prepared.segments, broken, strict=True):
            first = 0
            for after in ends:
                if after > first:
                    width = segment.measures.width(first, after) * size / 1000
                    x = box.x + _indent(style, box.width - width)
                    widest = max(widest, width)
                    left_most, right_most = min(left_most, x), max(right_most, x + width)
                    segment.emit(items, first, after, x, baseline, size)
                    first = after
                baseline += per_line
        ink = Rect(box.x, top, 0, 0)
        if items:
            ink = Rect(left_most, first_baseline - ascent, right_most - left_most, height - per_line + ascent + descent)
        return Setting(
            items=tuple(items),
            size=size,
            height=height,
            lines=count,
            ink=ink,
            overflow=_overflow(prepared, height, widest, per_line, count, box),
            missing=self._missing(paragraph),
        )

    # --- Preparing --------------------------------------------------------------------------------------------

    def _prepare(self, paragraph: Paragraph) -> _Prepared:
        key = tuple([(run.text, id(run.style), run.scale, id(run.picture)) for run in paragraph])
        prepared = self._prepared.get(key)
        if prepared is None:
            spellers = []
            for run in paragraph:
                speller = self._spellers.get(id(run.style))
                if speller is None:
                    speller = self._spellers[id(run.style)] = Speller(run.style, self._book)
                    self._keep.append(run.style)
                if run.picture is not None:
                    self._keep.append(run.picture)
                spellers.append(speller)
            if len(self._prepared) >= MOST_REMEMBERED:
                self._prepared.clear()
            prepared = self._prepared[key] = _Prepared(paragraph, spellers)
        return prepared

    def _missing(self, paragraph: Paragraph) -> tuple[Missing, ...]:
        found: dict[str, Missing] = {}
        for run in paragraph:
            missing = self._spellers[id(run.style)].missing
            if missing:
                found |= {char: missing[char] for char in run.text if char in missing}
        return tuple(found.values())


def _line_height(style: Style, size: float, prepared: _Prepared) -> float:
    wanted = style.line_height
    if isinstance(wanted, Length):
        return wanted.of(size)
    if wanted is None:
        speller = prepared.first
        wanted = (speller.ascent + speller.descent + speller.gap) / 1000
    return wanted * size * prepared.tallest


def _fitted(prepared: _Prepared, style: Style, wanted: Fit, box: Rect) -> float:
    """The largest size, a multiple of `STEP`, at which the paragraph fits; the least when none does."""
    nowrap = style.text_wrap == "nowrap"
    widest = prepared.full() if nowrap else prepared.widest
    wide, high = box.width * 1000, box.height + 1e-6
    constant = isinstance(style.line_height, Length)
    unit = 0.0 if constant else _line_height(style, 1.0, prepared)

    def lines(size: float) -> int:
        return len(prepared.segments) if nowrap else prepared.lines(wide / size)

    def fits(size: float) -> bool:
        if widest * size > wide + 1e-6:
            return False
        return lines(size) * (_line_height(style, size, prepared) if constant else unit * size) <= high

    def largest(low: int, high: int, good: Callable[[float], bool]) -> int:
        """The last step from `low`, which is good, at which it is still good; `high` is not."""
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if good(middle * STEP) else (low, middle)
        return low

    if fits(wanted.max):
        best = wanted.max
    elif not fits(wanted.min):
        return wanted.min
    else:
        best = max(wanted.min, largest(math.ceil(wanted.min / STEP - 1e-9), math.ceil(wanted.max / STEP), fits) * STEP)
    if nowrap:
        return best
    words, least, count = prepared.words(), max(wanted.min, best * WORTH), lines(best)
    while count > 2 and words / count < FEW_WORDS and lines(least) < count:
        count -= 1
        steps = largest(math.ceil(least / STEP), math.ceil(best / STEP) + 1, lambda size: lines(size) <= count)  # noqa: B023 - called at once
        best = max(steps * STEP, least)
    return best


def _ends(measures: Measures, room: float, style: Style, prepared: _Prepared) -> list[int]:
    if style.text_wrap == "nowrap":
        return [measures.count] if measures.count else []
    if prepared.length > LONG or style.text_wrap == "wrap":
        return measures.greedy(room)
    return measures.best(room, balanced=style.text_wrap == "balance")


def _overflow(
    prepared: _Prepared, height: float, widest: float, per_line: float, lines: int, box: Rect
) -> Overflow | None:
    high, wide = max(0.0, height - box.height), max(0.0, widest - box.width)
    if high <= SLACK and wide <= SLACK:
        return None
    too_many = 0
    if high > SLACK:
        spare = int((box.height + SLACK) / per_line) if per_line else 0
        too_many = max(1, round(prepared.length * (lines - spare) / lines))
    return Overflow(high if high > SLACK else 0.0, wide if wide > SLACK else 0.0, too_many)


def _glyphs(items: list[Item], run: Run, pieces: list[Shaped], x: float, y: float, size: float) -> None:
    """Appends one item for each font that the pieces of a run take, and the line under them if there is one."""
    style = run.style
    points = size * run.scale
    spacing = style.letter_spacing * points
    font = pieces[0].font
    if not style.underline and all(piece.font is font for piece in pieces):
        items.append(Glyphs(x, y, font, points, style.color, tuple(pieces), spacing))
        return
    at = begun = x
    part: list[Shaped] = []
    for piece in pieces:
        if part and piece.font is not part[0].font:
            items.append(Glyphs(begun, y, part[0].font, points, style.color, tuple(part), spacing))
            part, begun = [], at
        part.append(piece)
        at += piece.width * points / 1000 + (spacing * len(set(piece.clusters)) if spacing else 0.0)
    items.append(Glyphs(begun, y, part[0].font, points, style.color, tuple(part), spacing))
    if style.underline:
        under, thick = y + points * 0.12, points * 0.06
        items.append(Path(rounded(Rect(x, under, at - x, thick)), fill=style.color))


def _picture(picture: Drawing, x: float, y: float, size: float) -> Group:
    box = picture.box
    scale = size / box.height if box.height else 0.0
    matrix = Matrix.translation(-box.x, -box.y).then(Matrix.scaling(scale, scale))
    return Group(picture.paths, matrix=matrix.then(Matrix.translation(x, y - size * (1 - PICTURE_DROP))), shared=True)


def _plain_size(style: Style) -> float:
    size = style.text.size
    return size.max if isinstance(size, Fit) else size


def _indent(style: Style, spare: float) -> float:
    align = style.text_align
    if align == "center":
        return spare / 2
    rtl = style.direction == "rtl"
    if align == "right" or (align == "end" and not rtl) or (align == "start" and rtl):
        return spare
    return 0.0
