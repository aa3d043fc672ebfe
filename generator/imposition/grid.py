"""The slots of one side: how many trims a paper holds, where they lie, what bleed and marks there is room for."""

from dataclasses import dataclass

from generator.basics.geometry import Insets, Point, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import fits, how_many_fit, mm, show_mm
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from generator.model.sheet import Line

#: A crop mark keeps this far from the bleed, has at least and at most these lengths, and ends this far from the
#: paper's edge (marks may run into the strip a printer cannot reach: a cut-off mark is still a mark). Points.
MARK_OFFSET = mm(0.5)
SHORTEST_MARK = mm(2)
LONGEST_MARK = mm(5)
MARK_TO_EDGE = mm(2.5)

#: Height of the strip that holds the slug, points.
SLUG_HEIGHT = mm(2.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The slots of one side of the paper as it lies.

    Attributes:
        paper: turned already if that holds more.
        slots: the trims, row by row from the top left; sheet coordinates.
        windows: for each slot, the trim and as much bleed as there is room for.
        marks: the crop marks of the side.
        slug: where the slug line goes; None when no edge has room for it.
        slug_turned: how it is turned, degrees clockwise.
    """

    paper: Size
    columns: int
    rows: int
    slots: tuple[Rect, ...]
    windows: tuple[Rect, ...]
    marks: tuple[Line, ...]
    slug: Rect | None
    slug_turned: int

    @property
    def up(self) -> int:
        """Components per side."""
        return len(self.slots)


def slots(paper: Size, printer_margin: float, trim: Size, gutter: float) -> tuple[Rect, ...]:
    """The trims that fit on one side, centred, row by row from the top left.

    Neighbouring trims are `gutter` apart; with no gutter they share one cut.

    Args:
        paper: the whole sheet, points.
        printer_margin: strip along every edge that must stay empty, points; bleed may not enter it either.
        trim: the finished size of one card, points.
        gutter: gap between neighbouring trims, points.

    Returns:
        Sheet coordinates, all of equal size; empty when not even one fits.
    """
    columns = how_many_fit(trim.width, gutter, paper.width - 2 * printer_margin)
    rows = how_many_fit(trim.height, gutter, paper.height - 2 * printer_margin)
    left = (paper.width - columns * trim.width - (columns - 1) * gutter) / 2
    top = (paper.height - rows * trim.height - (rows - 1) * gutter) / 2
    return tuple(
        Rect(left + column * (trim.width + gutter), top + row * (trim.height + gutter), trim.width, trim.height)
        for row in range(rows)
        for column in range(columns)
    )


def grid_for(card: Format, job: PrintJob) -> Grid:
    """The fullest grid for a format, on the paper upright or lying; upright when both hold as many.

    Raises:
        ProblemsError: not even one fits, or the job asks for the impossible; says what would work.
    """
    _check(job)
    upright = job.paper.size
    choices = [
        (len(slots(paper, job.printer_margin, card.trim, job.gutter)), -turn, paper)
        for turn, paper in enumerate((upright, upright.turned))
    ]
    count, _, paper = max(choices, key=lambda choice: choice[:2])
    if count == 0:
        raise ProblemsError((_too_large(card, job),))
    trims = slots(paper, job.printer_margin, card.trim, job.gutter)
    columns = len({slot.x for slot in trims})
    area = Rect(trims[0].x, trims[0].y, trims[-1].right - trims[0].x, trims[-1].bottom - trims[0].y)
    room = Insets(area.y, paper.width - area.right, paper.height - area.bottom, area.x)
    at_bottom = room.bottom >= room.left
    strip = job.printer_margin + SLUG_HEIGHT
    has_slug = fits(strip, max(room.bottom, room.left))
    keep = Insets(
        MARK_TO_EDGE,
        MARK_TO_EDGE,
        max(MARK_TO_EDGE, strip) if has_slug and at_bottom else MARK_TO_EDGE,
        max(MARK_TO_EDGE, strip) if has_slug and not at_bottom else MARK_TO_EDGE,
    )
    outer = _outer_bleed(card.bleed, room, keep, job)
    inner = min(card.bleed, job.gutter / 2)
    rows = len(trims) // columns
    windows = tuple(
        slot.inset(
            Insets(
                -(outer.top if number < columns else inner),
                -(outer.right if number % columns == columns - 1 else inner),
                -(outer.bottom if number >= (rows - 1) * columns else inner),
                -(outer.left if number % columns == 0 else inner),
            )
        )
        for number, slot in enumerate(trims)
    )
    slug = None
    if has_slug and at_bottom:
        slug = Rect(area.x, paper.height - strip, area.width, SLUG_HEIGHT)
    elif has_slug:
        slug = Rect(job.printer_margin, area.y, SLUG_HEIGHT, area.height)
    return Grid(
        paper=paper,
        columns=columns,
        rows=rows,
        slots=trims,
        windows=windows,
        marks=_crop_marks(trims, area, outer, room, keep) if job.marks else (),
        slug=slug,
        slug_turned=0 if at_bottom else 270,
    )


def _check(job: PrintJob) -> None:
    problems = []
    if job.printer_margin < 0 or not fits(2 * job.printer_margin, min(job.paper.size.width, job.paper.size.height)):
        problems.append(
            Problem(
                name="impossible-printer-margin",
                message=f"a printer margin of {show_mm(job.printer_margin)} leaves no paper to print on",
                help="home printers need 3 to 6 mm",
            )
        )
    if job.gutter < 0:
        problems.append(
            Problem(
                name="impossible-gutter",
                message=f"a gutter of {show_mm(job.gutter)} would lay cards over each other",
                help="use 0 (one cut between two cards) or twice the bleed",
            )
        )
    if problems:
        raise ProblemsError(tuple(problems))


def _too_large(card: Format, job: PrintJob) -> Problem:
    holding = [
        paper.name
        for paper in PAPERS.values()
        if any(slots(size, job.printer_margin, card.trim, job.gutter) for size in (paper.size, paper.size.turned))
    ]
    size = f"{show_mm(card.trim.width)} × {show_mm(card.trim.height)}"
    return Problem(
        name="too-large-for-paper",
        message=f"a card of {size} does not fit on {job.paper.title} inside a printer margin of "
        f"{show_mm(job.printer_margin)}",
        help=f"it fits on {', '.join(holding)}: use --paper {holding[0]}"
        if holding
        else "no paper we know is so large",
    )


def _outer_bleed(bleed: float, room: Insets, keep: Insets, job: PrintJob) -> Insets:
    """The bleed along the outer edges of the grid.

    As asked, but never into the printer margin, leaving room for the shortest mark, and the same on opposite edges,
    so that it is right on the back too, however the sheet is turned over.
    """

    def both(one: float, other: float, kept_one: float, kept_other: float) -> float:
        for_marks = MARK_OFFSET + SHORTEST_MARK if job.marks else 0.0
        rooms = (
            distance - max(kept + for_marks, job.printer_margin)
            for distance, kept in ((one, kept_one), (other, kept_other))
        )
        return max(0.0, min(bleed, *rooms))

    upright = both(room.top, room.bottom, keep.top, keep.bottom)
    sideways = both(room.left, room.right, keep.left, keep.right)
    return Insets(upright, sideways, upright, sideways)


def _crop_marks(trims: tuple[Rect, ...], area: Rect, outer: Insets, room: Insets, keep: Insets) -> tuple[Line, ...]:
    """Marks in line with every cut, outside the outermost bleed, on all four edges of the grid."""

    def reach(bleed: float, distance: float, kept: float) -> tuple[float, float]:
        near = bleed + MARK_OFFSET
        return near, min(near + LONGEST_MARK, distance - kept)

    marks = []
    vertical_cuts = sorted({edge for slot in trims for edge in (slot.x, slot.right)})
    horizontal_cuts = sorted({edge for slot in trims for edge in (slot.y, slot.bottom)})
    top, bottom = reach(outer.top, room.top, keep.top), reach(outer.bottom, room.bottom, keep.bottom)
    left, right = reach(outer.left, room.left, keep.left), reach(outer.right, room.right, keep.right)
    for x in _merged(vertical_cuts):
        if top[1] > top[0]:
            marks.append(Line(Point(x, area.y - top[1]), Point(x, area.y - top[0])))
        if bottom[1] > bottom[0]:
            marks.append(Line(Point(x, area.bottom + bottom[0]), Point(x, area.bottom + bottom[1])))
    for y in _merged(horizontal_cuts):
        if left[1] > left[0]:
            marks.append(Line(Point(area.x - left[1], y), Point(area.x - left[0], y)))
        if right[1] > right[0]:
            marks.append(Line(Point(area.right + right[0], y), Point(area.right + right[1], y)))
    return tuple(marks)


def _merged(cuts: list[float]) -> list[float]:
    """The cuts with those that floats alone keep apart made one."""
    kept: list[float] = []
    for cut in cuts:
        if not kept or cut - kept[-1] > 0.01:
            kept.append(cut)
    return kept
