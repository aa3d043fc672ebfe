"""The calibration page: what a printer does to a sheet, made readable, and the profile that its readings give.

Four things are read off one sheet printed on both sides: whether 100 mm are 100 mm, how near to each edge the printer
marks, where the back lies behind the front (held to the light: a millimetre scale on the front, a scale of 0.9 mm on
the back, as on a caliper), and, because that is read at all four edges, by how much the back is turned.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from generator.basics.geometry import Point, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.records import dataclass
from generator.basics.units import fits, in_mm, mm, show_mm
from generator.imposition.turning import point_turned_over
from generator.model.job import Flip
from generator.model.papers import Paper
from generator.model.printer import PRINTER_VERSION, PrinterProfile, printer_of
from generator.model.sheet import Label, Line, Sheet, Side

#: The page needs A5, points.
LEAST_PAPER = Size(mm(148), mm(210))

#: Edge ticks: how many (0 to 15 mm), their length, how far they are apart along the edge, where their numbers stand.
EDGE_TICKS = 16
EDGE_TICK = mm(4)
EDGE_STEP = mm(5)
EDGE_LABELS = mm(19)

#: How far the middle of each vernier lies from its edge, points.
VERNIER = mm(32)

#: So wide a paper has room for words beside a ruler in its middle; so far from its edge the scales reach, points.
ROOMY = mm(190)
BESIDE = mm(48)

#: The millimetre scale reaches from -10 to +20 mm, so that ten steps of 0.9 mm end on it wherever they begin.
SCALE = range(-10, 21)

#: Two readings of the same turn may differ by so much, points; more is a misread number.
SLACK = mm(0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The calibration page.

    Attributes:
        sheet: rulers, ticks and scales, with their numbers as labels; no other words.
        front_words: where the front has room for words.
        back_words: where the back has.
    """

    sheet: Sheet
    front_words: Rect
    back_words: Rect


def calibration_page(paper: Paper, flip: Flip) -> Calibration:
    """The calibration page for an upright sheet that is turned over about its long or short edge.

    Raises:
        ProblemsError: the paper is smaller than A5.
    """
    size = paper.size
    if not (fits(LEAST_PAPER.width, size.width) and fits(LEAST_PAPER.height, size.height)):
        raise ProblemsError(
            (
                Problem(
                    name="too-small-to-calibrate",
                    message=f"the calibration page does not fit on {paper.title}",
                    help="calibrate with A5 or larger; the margins and the offset hold for smaller paper too",
                ),
            )
        )
    front: list[Line] = []
    labels: list[Label] = []
    for lines, words in (*_edges(size), *_rulers(size)):
        front += lines
        labels += words
    back: list[Line] = []
    back_labels: list[Label] = []
    for vernier in _verniers(size):
        # Both scales are laid out as seen from the back; the front's is then seen through the paper.
        front += [
            replace(
                line,
                start=point_turned_over(line.start, size, flip),
                end=point_turned_over(line.end, size, flip),
            )
            for line in vernier.scale()
        ]
        back += vernier.small_scale()
        back_labels += vernier.labels()
    ruler = _upright_ruler(size)
    return Calibration(
        sheet=Sheet(
            paper=size,
            number=1,
            front=Side(marks=tuple(front), labels=tuple(labels)),
            back=Side(marks=tuple(back), labels=tuple(back_labels)),
        ),
        front_words=Rect(ruler + mm(5), mm(57), size.width - ruler - mm(5) - BESIDE, size.height - mm(114)),
        back_words=Rect(BESIDE, mm(57), size.width - 2 * BESIDE + mm(8), size.height - mm(114)),
    )


def vernier(whole: int, meeting: int) -> float:
    """The length that two scales show, points; as on a caliper, and negative when the back lies left or up.

    Args:
        whole: the last millimetre of the large scale before the small scale's 0, from the large one's longest line.
        meeting: which line of the small scale, 0 to 10, meets one of the large scale; 0 when both the first and the
            last do.
    """
    return mm(whole + meeting / 10)


def profile_from_readings(
    *,
    name: str,
    paper: Paper,
    flip: Flip,
    top: float,
    right: float,
    bottom: float,
    left: float,
    across_top: float = 0.0,
    across_bottom: float = 0.0,
    down_left: float = 0.0,
    down_right: float = 0.0,
) -> tuple[PrinterProfile | None, tuple[Problem, ...]]:
    """The profile of the printer that printed the calibration page, or what cannot be right about the readings.

    Args:
        name: what the printer shall be called.
        paper: what the page was printed on.
        flip: how its sheet was turned over.
        top: the first visible edge tick at the top of the front, points; likewise the other three.
        right: at the right.
        bottom: at the bottom.
        left: at the left.
        across_top: how far to the right the back lies at its top edge, looking at the back, points.
        across_bottom: the same at its bottom edge.
        down_left: how far down the back lies at its left edge.
        down_right: the same at its right edge.
    """
    width, height = paper.size.width - 2 * VERNIER, paper.size.height - 2 * VERNIER
    # Turned clockwise, the right edge goes down and the top edge to the right.
    steep, slant = down_right - down_left, across_top - across_bottom
    problems = []
    if abs(steep - slant * width / height) > SLACK:
        problems.append(
            Problem(
                name="readings-disagree",
                message=f"the back is {show_mm(steep)} lower at the right than at the left, but "
                f"{show_mm(slant)} farther right at the top than at the bottom; a sheet that is turned shows both",
                help="read the four scales of the back once more",
            )
        )
    table: dict[str, object] = {
        "version": PRINTER_VERSION,
        "name": name,
        "paper": paper.name,
        "flip": flip,
        "margins": {"top": _said(top), "right": _said(right), "bottom": _said(bottom), "left": _said(left)},
        "back": {
            "right": _said((across_top + across_bottom) / 2),
            "down": _said((down_left + down_right) / 2),
            "turned": round(math.degrees(math.atan2(steep + slant, width + height)), 4),
        },
    }
    profile, faults = printer_of(table, name)
    problems += [replace(problem, at=None) for problem in faults]
    return (None if problems else profile), tuple(problems)


def _said(points: float) -> str:
    return f"{in_mm(points):.4f}mm" if math.isfinite(points) else "?"


# --- The front --------------------------------------------------------------------------------------------------------


def _edges(size: Size) -> Iterator[tuple[list[Line], list[Label]]]:
    """A stair of ticks along each edge, each a millimetre farther in than the one before."""
    for edge in ("top", "right", "bottom", "left"):
        upright = edge in ("left", "right")
        along = (size.height if upright else size.width) / 2 - EDGE_STEP * (EDGE_TICKS - 1) / 2
        extent = size.width if upright else size.height
        lines, labels = [], []
        for number in range(EDGE_TICKS):
            at = along + number * EDGE_STEP
            depth, label = mm(number), EDGE_LABELS
            if edge in ("right", "bottom"):
                depth, label = extent - depth, extent - label
            if upright:
                start, end, middle = Point(depth, at - EDGE_TICK / 2), Point(depth, at + EDGE_TICK / 2), (label, at)
            else:
                start, end, middle = Point(at - EDGE_TICK / 2, depth), Point(at + EDGE_TICK / 2, depth), (at, label)
            lines.append(_scale_line(start, end))
            labels.append(_number(number, *middle))
        yield lines, labels


def _upright_ruler(size: Size) -> float:
    """Where the ruler stands that is read downwards: in the middle, or beside the left scale if paper is narrow."""
    return size.width / 2 if fits(ROOMY, size.width) else mm(52)


def _rulers(size: Size) -> Iterator[tuple[list[Line], list[Label]]]:
    """100 mm across and 100 mm down."""
    left, top = size.width / 2 - mm(50), size.height / 2 - mm(50)
    ruler = _upright_ruler(size)
    for upright in (False, True):
        lines, labels = [], []
        for number in range(101):
            at = mm(number)
            reach = mm(4.5) if number % 10 == 0 else mm(3) if number % 5 == 0 else mm(2)
            if upright:
                lines.append(_scale_line(Point(ruler - reach, top + at), Point(ruler, top + at)))
                middle = ruler - mm(7.5), top + at
            else:
                lines.append(_scale_line(Point(left + at, mm(52) - reach), Point(left + at, mm(52))))
                middle = left + at, mm(52) - mm(6.5)
            if number % 10 == 0:
                labels.append(_number(number, *middle))
        if upright:
            lines.append(_scale_line(Point(ruler, top), Point(ruler, top + mm(100))))
        else:
            lines.append(_scale_line(Point(left, mm(52)), Point(left + mm(100), mm(52))))
        yield lines, labels


# --- The scales behind one another ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vernier:
    """Two scales that touch along a line when the sheet is held to the light, as seen from the back."""

    zero: Point
    reads: Literal["across", "down"]

    def _line(self, along: float, reach: float) -> Line:
        """A line of a scale; a negative reach is the front's side of the line where the scales touch."""
        if self.reads == "across":
            return _scale_line(Point(self.zero.x + along, self.zero.y), Point(self.zero.x + along, self.zero.y + reach))
        return _scale_line(Point(self.zero.x, self.zero.y + along), Point(self.zero.x + reach, self.zero.y + along))

    def scale(self) -> Iterator[Line]:
        for number in SCALE:
            reach = mm(7) if number == 0 else mm(5.5) if number % 10 == 0 else mm(4.2) if number % 5 == 0 else mm(3)
            yield self._line(mm(number), -reach)

    def small_scale(self) -> Iterator[Line]:
        for number in range(11):
            yield self._line(mm(0.9) * number, mm(7) if number == 0 else mm(4.2) if number % 5 == 0 else mm(3))

    def labels(self) -> Iterator[Label]:
        for number in (0, 5, 10):
            along, reach = mm(0.9) * number, mm(9) if number == 0 else mm(6.2)
            if self.reads == "across":
                yield _number(number, self.zero.x + along, self.zero.y + reach)
            else:
                yield _number(number, self.zero.x + reach, self.zero.y + along)
        for sign, along in (("−", -mm(7)), ("+", mm(17))):
            if self.reads == "across":
                yield _number(sign, self.zero.x + along, self.zero.y + mm(3))
            else:
                yield _number(sign, self.zero.x + mm(3), self.zero.y + along)


def _verniers(size: Size) -> tuple[_Vernier, ...]:
    across, down = size.width / 2 - mm(5), size.height / 2 - mm(5)
    return (
        _Vernier(Point(across, VERNIER), "across"),
        _Vernier(Point(across, size.height - VERNIER), "across"),
        _Vernier(Point(VERNIER, down), "down"),
        _Vernier(Point(size.width - VERNIER, down), "down"),
    )


def _scale_line(start: Point, end: Point) -> Line:
    return Line(start, end, kind="scale")


def _number(text: int | str, x: float, y: float) -> Label:
    return Label(str(text), Rect(x - mm(3), y - mm(1.5), mm(6), mm(3)))
