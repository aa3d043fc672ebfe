"""Pages on sheets that are folded once, laid into each other and stapled through the fold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from generator.basics.geometry import IDENTITY, Matrix, Point, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import TOLERANCE, mm, show_mm
from generator.imposition.jobs import printer_problems
from generator.imposition.turning import turns_sideways
from generator.model.face import Face, Group
from generator.model.job import PrintJob
from generator.model.sheet import Line, Placement, Sheet, Side

#: How thick a sheet of ordinary paper is, points.
THICKNESS: Final = mm(0.1)

#: Pages are made smaller down to this part of their size so that two go on a sheet, and no further.
SMALLEST: Final = 0.85

#: More sheets than this cannot be stapled and folded well.
MOST_SHEETS: Final = 20

#: Where the staples go: parts of the fold's length.
_STAPLES: Final = (0.25, 0.75)

#: Left and right page of the front, and of the back, by number from 1; 0 is an empty one.
Spreads = tuple[tuple[int, int], tuple[int, int]]


def page_order(pages: int) -> tuple[Spreads, ...]:
    """Which pages stand on which sheet, the outermost first.

    The numbers of two pages beside each other add up to one more than there are places; places beyond the last page
    stay empty.
    """
    places = -(-pages // 4) * 4

    def there(number: int) -> int:
        return number if number <= pages else 0

    return tuple(
        (
            (there(places - 2 * sheet), there(1 + 2 * sheet)),
            (there(2 + 2 * sheet), there(places - 1 - 2 * sheet)),
        )
        for sheet in range(places // 4)
    )


def impose_booklet(
    pages: Sequence[Face], job: PrintJob, *, thickness: float = THICKNESS
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets of a booklet stapled through the fold, and warnings.

    Pages that are too large for half a sheet are made smaller in proportion. Every sheet's pages are moved towards
    the fold by as much as the sheets around it push it out.

    Args:
        pages: all of one size.
        job: paper, flip and marks.
        thickness: of one sheet, points.

    Raises:
        ProblemsError: the pages are much too large for the paper, or the printer was measured with another flip.
    """
    upright = job.paper.size
    paper = Size(max(upright.width, upright.height), min(upright.width, upright.height))
    half = Size(paper.width / 2, paper.height)
    trim = pages[0].size
    part = min(1.0, half.width / trim.width, half.height / trim.height)
    if part < SMALLEST:
        raise ProblemsError((_too_large(trim, job),))
    shown = [scaled(page, part) if part < 1 - TOLERANCE / trim.width else page for page in pages]
    size = shown[0].size
    problems = list(printer_problems(job))
    if part < 0.995:
        problems.append(
            Problem(
                name="booklet-made-smaller",
                message=f"two pages of {show_mm(trim.width)} × {show_mm(trim.height)} do not fit on {job.paper.title}, "
                f"so they are printed at {100 * part:.0f} %",
                help="print on A4, or choose another format for the rulebook",
                severity="warning",
            )
        )
    order = page_order(len(pages))
    if len(order) > MOST_SHEETS:
        problems.append(
            Problem(
                name="booklet-too-thick",
                message=f"a booklet of {len(order)} sheets can hardly be stapled and folded",
                help=f"make it shorter: {MOST_SHEETS} sheets hold {4 * MOST_SHEETS} pages",
                severity="warning",
            )
        )
    turned = not turns_sideways(paper, job.flip)
    shift = job.printer.correction(paper) if job.printer is not None else IDENTITY
    sheets = []
    for number, (front, back) in enumerate(order):
        creep = number * thickness
        sheets.append(
            Sheet(
                paper=paper,
                number=number + 1,
                front=_side(front, shown, paper, size, creep, marks=_marks(paper, job) if not number else ()),
                back=replace(_over(_side(back, shown, paper, size, creep), paper, turned=turned), shift=shift),
            )
        )
    return tuple(sheets), tuple(problems)


def scaled(face: Face, part: float) -> Face:
    """The face made larger or smaller."""
    size = Size(face.size.width * part, face.size.height * part)
    items = (Group(face.items, matrix=Matrix.scaling(part, part)),)
    return Face(size=size, bleed=face.bleed * part, items=items, title=face.title)


def _side(
    spread: tuple[int, int],
    pages: Sequence[Face],
    paper: Size,
    size: Size,
    creep: float,
    marks: tuple[Line, ...] = (),
) -> Side:
    placements = []
    middle, top = paper.width / 2, (paper.height - size.height) / 2
    for number, left in zip(spread, (True, False), strict=True):
        if not number:
            continue
        x = middle - size.width + creep if left else middle - creep
        at = Rect(x, top, size.width, size.height)
        # Neither page may be seen on the other's half.
        half = Rect(0, 0, middle, paper.height) if left else Rect(middle, 0, middle, paper.height)
        face = pages[number - 1]
        grown = at.grown(face.bleed)
        x0, x1 = max(half.x, grown.x), min(half.right, grown.right)
        y0, y1 = max(0.0, grown.y), min(paper.height, grown.bottom)
        placements.append(Placement(face, at, Rect(x0, y0, x1 - x0, y1 - y0)))
    return Side(placements=tuple(placements), marks=marks)


def _over(side: Side, paper: Size, *, turned: bool) -> Side:
    """The back, upside down for a printer that turns the sheet about its long edge."""
    if not turned:
        return side

    def round_about(rect: Rect) -> Rect:
        return Rect(paper.width - rect.right, paper.height - rect.bottom, rect.width, rect.height)

    return replace(
        side,
        placements=tuple(
            replace(one, at=round_about(one.at), window=round_about(one.window), turned=180) for one in side.placements
        ),
    )


def _marks(paper: Size, job: PrintJob) -> tuple[Line, ...]:
    """Where to fold and to staple: on the outside of the outermost sheet."""
    if not job.marks:
        return ()
    middle, margin, short = paper.width / 2, job.printer_margin, mm(4)
    fold = [
        Line(Point(middle, margin), Point(middle, margin + short), kind="fold"),
        Line(Point(middle, paper.height - margin - short), Point(middle, paper.height - margin), kind="fold"),
    ]
    staples = [
        Line(Point(middle, paper.height * at - mm(3)), Point(middle, paper.height * at + mm(3)), kind="tick")
        for at in _STAPLES
    ]
    return (*fold, *staples)


def _too_large(trim: Size, job: PrintJob) -> Problem:
    return Problem(
        name="booklet-does-not-fit",
        message=f"two pages of {show_mm(trim.width)} × {show_mm(trim.height)} are much too large for {job.paper.title}",
        help="choose a larger paper, or a smaller format for the rulebook; or leave the rules out: name what else you "
        "want with --components, such as --components cards",
    )
