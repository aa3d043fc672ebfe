"""A board on paper: whole on one page, or in pieces over several sheets that are glued together."""

import math
from dataclasses import dataclass, replace
from typing import Literal

from generator.basics.geometry import Insets, Point, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import TOLERANCE, fits, mm, near, show_mm
from generator.imposition.layout import Block
from generator.imposition.marks import LONGEST_MARK, MARK_OFFSET, MARK_TO_EDGE, VISIBLE_MARK, Frame, lines
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.sheet import Line

Edge = Literal["left", "right", "top", "bottom"]

#: How far neighbouring pieces overlap, points: enough for glue, and for a cut that is not quite straight.
OVERLAP = mm(10)

#: What is kept free around a piece for marks and words, points.
STRIP = mm(5)

#: More sheets than this nobody glues together.
MOST_TILES = 36

#: Where a word beside an edge stands: so far from the piece, so high, so long at most, points.
_WORD_OFF, _WORD_HIGH, _WORD_LONG = mm(0.6), mm(3.6), mm(64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A board whole on one page.

    Attributes:
        at: its trim, sheet coordinates.
        window: the trim and as much bleed as there is room for.
    """

    paper: Size
    at: Rect
    window: Rect
    marks: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """An edge of a piece at which another is joined on.

    Attributes:
        glue: whether this piece lies below and gets the glue; else it is cut here and laid on top.
        other: column and row of the other piece, from 0.
        label: where there is room for a word, sheet coordinates.
        turned: how the word is turned, degrees clockwise.
    """

    edge: Edge
    glue: bool
    other: tuple[int, int]
    label: Rect
    turned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A piece of a board on its sheet.

    Attributes:
        column: from 0.
        row: from 0.
        piece: what of the board it shows, board coordinates.
        at: where the whole board's trim would lie, sheet coordinates.
        window: where the piece lies.
        label: where there is room for the sheet's own name.
    """

    column: int
    row: int
    piece: Rect
    at: Rect
    window: Rect
    label: Rect
    joints: tuple[Joint, ...]
    marks: tuple[Line, ...]

    @property
    def name(self) -> str:
        """What the sheet is called: a letter for its row, a number for its column."""
        return tile_name(self.column, self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """A board over several sheets, row by row from the top left.

    Attributes:
        paper: as every sheet lies.
        bleed: how far the outer pieces reach beyond the trim, points.
    """

    paper: Size
    columns: int
    rows: int
    overlap: float
    bleed: float
    tiles: tuple[Tile, ...]


def tile_name(column: int, row: int) -> str:
    """`A1` for the first of the first row."""
    letter = chr(ord("A") + row) if row < 26 else f"R{row + 1}-"
    return f"{letter}{column + 1}"


# --- On one page ------------------------------------------------------------------------------------------------------


def whole_page(board: Format, paper: Paper | None, job: PrintJob) -> Page | None:
    """The board on one page: of its own size with bleed, or in the middle of a paper, with crop marks if they fit.

    Returns:
        None when the paper is too small.
    """
    trim = board.trim
    if paper is None:
        page = Size(trim.width + 2 * board.bleed, trim.height + 2 * board.bleed)
        at = Rect(board.bleed, board.bleed, trim.width, trim.height)
        return Page(paper=page, at=at, window=at.grown(board.bleed), marks=())
    for page in (paper.size, paper.size.turned):
        across, down = (page.width - trim.width) / 2, (page.height - trim.height) / 2
        if min(across, down) < -TOLERANCE:
            continue
        at = Rect(across, down, trim.width, trim.height)
        sideways, upright = max(0.0, min(board.bleed, across)), max(0.0, min(board.bleed, down))
        outer = Insets(upright, sideways, upright, sideways)
        window = at.inset(Insets(-upright, -sideways, -upright, -sideways))
        room = min(across - sideways, down - upright) - MARK_OFFSET - MARK_TO_EDGE
        marks: tuple[Line, ...] = ()
        if job.marks and room >= VISIBLE_MARK:
            block = Block(x=at.x, y=at.y, columns=1, rows=1, slot=trim, gap=Size(0, 0))
            frame = Frame(
                blocks=(block,),
                paper=page,
                outer=outer,
                keep=Insets.all(MARK_TO_EDGE),
                windows=(window,),
                fold="none",
                fold_at=0.0,
            )
            marks = lines(frame, crop=True, cut=False, ticks=False)
        return Page(paper=page, at=at, window=window, marks=marks)
    return None


# --- Over several sheets ----------------------------------------------------------------------------------------------


def tiling(board: Format, job: PrintJob, overlap: float = OVERLAP) -> Tiling:
    """The board over as few sheets of the job's paper as hold it, all of them upright or all lying.

    The pieces are equally large. Each is cut at its left and its top edge, where there is another, and laid over the
    strip that the other one has in common with it.

    Args:
        board: what is to be printed, never scaled.
        job: paper, printer margins, marks.
        overlap: what two neighbours have in common, points.

    Raises:
        ProblemsError: the paper is too small; says which would do.
    """
    best = _best(board, job, overlap)
    if best is None or best.count > MOST_TILES:
        raise ProblemsError((_refused(board, job, overlap, best),))
    tiles = tuple(_tile(best, column, row, job) for row in range(best.rows) for column in range(best.columns))
    return Tiling(
        paper=best.paper,
        columns=best.columns,
        rows=best.rows,
        overlap=overlap,
        bleed=best.bleed,
        tiles=tiles,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    board: Size
    paper: Size
    room: Rect
    columns: int
    rows: int
    bleed: float
    overlap: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def piece(self) -> Size:
        """How large every piece is."""
        width, height = self.board.width + 2 * self.bleed, self.board.height + 2 * self.bleed
        return Size(
            (width + (self.columns - 1) * self.overlap) / self.columns,
            (height + (self.rows - 1) * self.overlap) / self.rows,
        )


def _best(board: Format, job: PrintJob, overlap: float) -> _Plan | None:
    """The way with the fewest sheets; of equal ones that with bleed, and then the upright one."""
    best: _Plan | None = None
    for bleed in (board.bleed, 0.0):
        for lying in (False, True):
            plan = _plan(board, job, overlap, bleed, lying=lying)
            if plan is not None and (best is None or plan.count < best.count):
                best = plan
    return best


def _plan(board: Format, job: PrintJob, overlap: float, bleed: float, *, lying: bool) -> _Plan | None:
    size = job.paper.size
    paper = size.turned if (size.width > size.height) != lying else size
    margins = job.margins(lying=lying)
    room = Rect(0, 0, paper.width, paper.height).inset(margins).inset(Insets.all(STRIP))
    columns = _pieces(board.trim.width + 2 * bleed, room.width, overlap)
    rows = _pieces(board.trim.height + 2 * bleed, room.height, overlap)
    if not columns or not rows:
        return None
    return _Plan(board=board.trim, paper=paper, room=room, columns=columns, rows=rows, bleed=bleed, overlap=overlap)


def _pieces(length: float, room: float, overlap: float) -> int:
    """How many pieces no longer than `room` cover a length; 0 when none can."""
    if fits(length, room):
        return 1
    if room <= overlap + TOLERANCE:
        return 0
    return math.ceil((length - overlap - TOLERANCE) / (room - overlap))


def _tile(plan: _Plan, column: int, row: int, job: PrintJob) -> Tile:
    size, room = plan.piece, plan.room
    left = column * (size.width - plan.overlap) - plan.bleed
    top = row * (size.height - plan.overlap) - plan.bleed
    window = Rect(
        room.x + (room.width - size.width) / 2, room.y + (room.height - size.height) / 2, size.width, size.height
    )
    at = Rect(window.x - left, window.y - top, plan.board.width, plan.board.height)
    return Tile(
        column=column,
        row=row,
        piece=Rect(left, top, size.width, size.height),
        at=at,
        window=window,
        label=Rect(window.x + plan.bleed + mm(2), window.y - _WORD_OFF - _WORD_HIGH, window.width * 0.28, _WORD_HIGH),
        joints=tuple(_joints(plan, column, row, window)),
        marks=_marks(plan, column, row, window, at) if job.marks or plan.count > 1 else (),
    )


def _joints(plan: _Plan, column: int, row: int, window: Rect) -> list[Joint]:
    across, down = min(_WORD_LONG, window.width * 0.4), min(_WORD_LONG, window.height * 0.6)
    middle = window.centre
    found: list[Joint] = []
    sides: tuple[tuple[bool, Edge, bool, tuple[int, int]], ...] = (
        (column > 0, "left", False, (column - 1, row)),
        (column < plan.columns - 1, "right", True, (column + 1, row)),
        (row > 0, "top", False, (column, row - 1)),
        (row < plan.rows - 1, "bottom", True, (column, row + 1)),
    )
    for there, edge, glue, other in sides:
        if not there:
            continue
        if edge in ("top", "bottom"):
            y = window.y - _WORD_OFF - _WORD_HIGH if edge == "top" else window.bottom + _WORD_OFF
            label, turned = Rect(middle.x - across / 2, y, across, _WORD_HIGH), 0
        else:
            x = window.x - _WORD_OFF - _WORD_HIGH if edge == "left" else window.right + _WORD_OFF
            label, turned = Rect(x, middle.y - down / 2, _WORD_HIGH, down), 270 if edge == "left" else 90
        found.append(Joint(edge=edge, glue=glue, other=other, label=label, turned=turned))
    return found


def _marks(plan: _Plan, column: int, row: int, window: Rect, at: Rect) -> tuple[Line, ...]:
    """Crop marks where the board or the sheet is cut, join marks where the next sheet's edge comes to lie.

    All are outside the piece, at both ends of their line.
    """
    paper = plan.paper
    upright = [
        (at.x, "crop") if column == 0 else (window.x, "crop"),
        (at.right, "crop") if column == plan.columns - 1 else (window.right - plan.overlap, "tick"),
    ]
    flat = [
        (at.y, "crop") if row == 0 else (window.y, "crop"),
        (at.bottom, "crop") if row == plan.rows - 1 else (window.bottom - plan.overlap, "tick"),
    ]
    found: dict[Line, None] = {}
    for x, kind in upright:
        for start, way, room in ((window.y, -1, window.y), (window.bottom, 1, paper.height - window.bottom)):
            near_, far = MARK_OFFSET, min(LONGEST_MARK, room - MARK_TO_EDGE)
            line = Line(
                Point(x, start + way * far), Point(x, start + way * near_), kind="crop" if kind == "crop" else "tick"
            )
            found[line] = None
            if kind == "tick":
                found.update(dict.fromkeys(_arrow(Point(x, start + way * near_), 0, -way, far - near_)))
    for y, kind in flat:
        for start, way, room in ((window.x, -1, window.x), (window.right, 1, paper.width - window.right)):
            near_, far = MARK_OFFSET, min(LONGEST_MARK, room - MARK_TO_EDGE)
            line = Line(
                Point(start + way * far, y), Point(start + way * near_, y), kind="crop" if kind == "crop" else "tick"
            )
            found[line] = None
            if kind == "tick":
                found.update(dict.fromkeys(_arrow(Point(start + way * near_, y), -way, 0, far - near_)))
    return tuple(found)


def _arrow(tip: Point, dx: int, dy: int, room: float) -> tuple[Line, Line]:
    """The two strokes of an arrow's head that points along (dx, dy)."""
    long = min(mm(2.6), room)
    wide = long / 2
    x, y = tip.x - dx * long, tip.y - dy * long
    return (
        Line(Point(x - dy * wide, y - dx * wide), tip, kind="tick"),
        Line(Point(x + dy * wide, y + dx * wide), tip, kind="tick"),
    )


# --- Refusing ---------------------------------------------------------------------------------------------------------


def _refused(board: Format, job: PrintJob, overlap: float, best: _Plan | None) -> Problem:
    trim, paper = board.trim, job.paper
    size = f"a board of {show_mm(trim.width)} × {show_mm(trim.height)}"
    if best is None:
        message = f"{size} cannot be printed on sheets of {paper.title}: beside margins and overlap nothing is left"
    else:
        message = f"{size} would take {best.count} sheets of {paper.title}, and more than {MOST_TILES} nobody glues"
    fitting: list[str] = []
    for other in PAPERS.values():
        if near(other.size.width, paper.size.width) and near(other.size.height, paper.size.height):
            continue
        plan = _plan_on(other, board, job, overlap)
        if plan is not None and plan.count <= MOST_TILES:
            fitting.append(f"{plan.count} of `{other.name}`")
    return Problem(
        name="too-many-tiles",
        message=message,
        help=f"it takes {' or '.join(fitting[-3:])}: --paper" if fitting else "make the board smaller",
    )


def _plan_on(paper: Paper, board: Format, job: PrintJob, overlap: float) -> _Plan | None:
    return _best(board, replace(job, paper=paper), overlap)
