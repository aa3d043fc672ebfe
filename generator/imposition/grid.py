"""The slots of one side: how many trims a paper holds, where they lie, what bleed and marks there is room for."""

from collections.abc import Sequence
from dataclasses import replace

from generator.basics.geometry import IDENTITY, Insets, Matrix, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.records import dataclass
from generator.basics.units import fits, mm, near, show_mm
from generator.imposition.bleeding import outer_bleed, windows_of
from generator.imposition.jobs import check, page_size, printer_problems, usable_area, ways_to_lie
from generator.imposition.layout import Blocks, around, folded, mixed, plain
from generator.imposition.marks import MARK_OFFSET, MARK_TO_EDGE, SHORTEST_MARK, Frame, color_bar, lines, registration
from generator.imposition.turning import Fold, folded_over, point_turned_over, turn_behind, turned_over
from generator.model.formats import Format
from generator.model.job import Flip, Order, PrintJob
from generator.model.papers import PAPERS
from generator.model.sheet import Line, Patch

#: Height of the strip that holds the slug, points.
SLUG_HEIGHT = mm(2.8)

#: A back that nobody said more of bleeds no farther than this; nothing lies farther off.
MOST_BACK_BLEED = mm(6)


@dataclass(frozen=True, slots=True)
class Place:
    """A slot of a back: where the trim lies, what of the face may be seen, how it is turned."""

    at: Rect
    window: Rect
    turned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The slots of one side of the paper as it lies, and how they are filled.

    Attributes:
        paper: turned already if that holds more.
        columns: of slots; of the first block when some cards are turned.
        rows: likewise.
        slots: the trims, row by row from the top left; sheet coordinates.
        windows: for each slot, the trim and as much bleed as there is room for.
        marks: every line of the side.
        slug: where the slug line goes; None when no edge has room for it.
        slug_turned: how it is turned, degrees clockwise.
        turns: for each slot, how its card is turned, degrees clockwise.
        behind: for each slot, the trim and bleed of its back as seen through the paper; backs have no marks, so
            there may be more room.
        fold: how the sheet is folded; the backs then lie on the same side, beyond the fold.
        fold_at: where, x of a vertical fold, y of a horizontal one.
        patches: the colour bar.
        marks_on_backs: whether the backs get the same marks.
        back_bleed: the most bleed that any back has room for, points.
        shift: what backs are moved and turned by.
        start: number of the first free slot of the first sheet, from 0.
        order: which piece goes into which slot.
        cuts: straight cuts that part one sheet, or a flush stack of sheets, into cards, when strips that were cut
            off are laid on one another and cut together.
        mixed_up: how many would fit if some cards were turned; `up` when that holds no more.
        problems: warnings.
    """

    paper: Size
    columns: int
    rows: int
    slots: tuple[Rect, ...]
    windows: tuple[Rect, ...]
    marks: tuple[Line, ...]
    slug: Rect | None
    slug_turned: int
    turns: tuple[int, ...]
    behind: tuple[Rect, ...]
    fold: Fold = "none"
    fold_at: float = 0.0
    patches: tuple[Patch, ...] = ()
    marks_on_backs: bool = False
    back_bleed: float = 0.0
    shift: Matrix = IDENTITY
    start: int = 0
    order: Order = "rows"
    cuts: int = 0
    mixed_up: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def up(self) -> int:
        """Components per side."""
        return len(self.slots)

    def backs(self, flip: Flip) -> tuple[Place, ...]:
        """For each slot, where its back lies: on the other side of the sheet, or beyond the fold on the same."""
        places = []
        for at, window, turned in zip(self.slots, self.behind, self.turns, strict=True):
            if self.fold == "none":
                there, over = turned_over(at, self.paper, flip)
                seen, _ = turned_over(window, self.paper, flip)
            else:
                there, over = folded_over(at, self.fold_at, self.fold)
                seen, _ = folded_over(window, self.fold_at, self.fold)
            places.append(Place(there, seen, turn_behind(turned, over)))
        return tuple(places)

    def back_marks(self, flip: Flip) -> tuple[Line, ...]:
        """The marks of a back: those of the front seen through the paper, if they are wanted."""
        if not self.marks_on_backs:
            return ()
        return tuple(
            replace(
                mark,
                start=point_turned_over(mark.start, self.paper, flip),
                end=point_turned_over(mark.end, self.paper, flip),
            )
            for mark in self.marks
        )


def grid_for(card: Format, job: PrintJob) -> Grid:
    """The fullest grid for a format, on the paper upright or lying; upright when both hold as many.

    When some cards may be turned, they are only if that holds more.

    Raises:
        ProblemsError: not even one fits, or the job asks for the impossible; says what would work.
    """
    check(job)
    warnings = printer_problems(job)
    best: tuple[int, bool, Blocks, Fold] = (0, False, (), "none")
    most_mixed = 0
    for lying in ways_to_lie(job):
        room = usable_area(job, lying=lying).size
        for blocks, fold in _arrangements(room, card, job):
            count = sum(block.count for block in blocks) // (2 if fold != "none" else 1)
            if count > best[0]:
                best = count, lying, blocks, fold
        if job.way != "gutterfold":
            most_mixed = max(most_mixed, sum(block.count for block in mixed(room, card.trim, job.gutter)))
    count, lying, blocks, fold = best
    if count == 0:
        raise ProblemsError((*warnings, _too_large(card, job)))
    paper = page_size(job, lying=lying)
    usable = usable_area(job, lying=lying)
    whole = around(blocks)
    dx = _middle(paper.width, whole.width, usable.x, usable.right)
    dy = _middle(paper.height, whole.height, usable.y, usable.bottom)
    return finished(
        tuple(block.moved(dx, dy) for block in blocks),
        paper=paper,
        margins=Insets(usable.y, paper.width - usable.right, paper.height - usable.bottom, usable.x),
        bleed=card.bleed,
        job=job,
        fold=fold,
        most_mixed=most_mixed,
        warnings=warnings,
    )


def finished(
    blocks: Blocks,
    *,
    paper: Size,
    margins: Insets,
    bleed: float,
    job: PrintJob,
    fold: Fold = "none",
    most_mixed: int = 0,
    warnings: tuple[Problem, ...] = (),
    cut: bool = True,
) -> Grid:
    """The grid of blocks that have their places: with bleed, marks, slug and the rest.

    Args:
        blocks: in sheet coordinates.
        paper: as it lies.
        margins: what must stay empty on both sides.
        bleed: as the format has it.
        job: the rest of what is wanted.
        fold: the sheet is folded in the middle of the blocks.
        most_mixed: how many would fit if some were turned.
        warnings: found on the way.
        cut: whether the cards are cut out; perforated ones are not.

    Raises:
        ProblemsError: there are not as many slots as `start_slot` says.
    """
    area = around(blocks)
    room = Insets(area.y, paper.width - area.right, paper.height - area.bottom, area.x)
    slug = _slug(area, room, paper, margins, cut=cut)
    keep = Insets(MARK_TO_EDGE, MARK_TO_EDGE, max(MARK_TO_EDGE, slug.strip.bottom), max(MARK_TO_EDGE, slug.strip.left))
    marked = cut and job.marks
    for_marks = MARK_OFFSET + SHORTEST_MARK if marked else 0.0
    outer = outer_bleed(bleed, room, keep, margins, for_marks=for_marks)
    windows = windows_of(blocks, outer, bleed)
    # The more of a back there is beyond the cut, the farther off it may lie; between the cards that costs no paper.
    generous = max(bleed, min(job.gutter / 2, MOST_BACK_BLEED)) if cut else bleed
    back_bleed = generous if job.back_bleed is None else job.back_bleed
    if job.marks_on_backs or fold != "none":
        behind_outer = outer_bleed(back_bleed, room, keep, margins, for_marks=for_marks)
    else:
        behind_outer = outer_bleed(back_bleed, room, slug.strip, margins, for_marks=0.0)
    fold_at = area.centre.x if fold == "vertical" else area.centre.y
    frame = Frame(blocks=blocks, paper=paper, outer=outer, keep=keep, windows=windows, fold=fold, fold_at=fold_at)
    marks = list(lines(frame, crop=marked, cut=cut and job.cut_lines, ticks=cut and job.ticks))
    more, patches, no_room = _targets_and_bar(frame, marks, slug.at, margins, job)
    trims = tuple(slot for block in blocks for slot in block.slots)
    turns = tuple(block.turned for block in blocks for _ in range(block.count))
    slots = tuple(zip(trims, windows, windows_of(blocks, behind_outer, back_bleed), turns, strict=True))
    if fold != "none":
        slots = tuple(slot for slot in slots if _before(slot[0], fold, fold_at))
    _check_start(job, len(slots))
    return Grid(
        paper=paper,
        columns=blocks[0].columns // (2 if fold == "vertical" else 1),
        rows=blocks[0].rows // (2 if fold == "horizontal" else 1),
        slots=tuple(trim for trim, _, _, _ in slots),
        windows=tuple(window for _, window, _, _ in slots),
        marks=(*marks, *more),
        slug=slug.at,
        slug_turned=slug.turned,
        turns=tuple(turned for _, _, _, turned in slots),
        behind=tuple(behind for _, _, behind, _ in slots),
        fold=fold,
        fold_at=fold_at,
        patches=patches,
        marks_on_backs=job.marks_on_backs,
        back_bleed=max((max(trim.x - seen.x, trim.y - seen.y) for trim, _, seen, _ in slots), default=0.0),
        shift=job.printer.correction(paper) if job.printer is not None and fold == "none" else IDENTITY,
        start=job.start_slot - 1,
        order=job.order,
        cuts=_cuts(blocks, paper, fold) if cut else 0,
        mixed_up=max(len(slots), most_mixed) if fold == "none" else len(slots),
        problems=(*warnings, *no_room),
    )


# --- Beside the cards -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Slug:
    """Where the slug line goes, how it is turned, and the strip along the edge of the paper that it takes."""

    at: Rect | None
    turned: int
    strip: Insets


def _slug(area: Rect, room: Insets, paper: Size, margins: Insets, *, cut: bool) -> _Slug:
    """The slug below the cards, or left of them where there is more room; nowhere when neither strip is wide enough."""
    at_bottom = room.bottom >= room.left
    strip = (margins.bottom if at_bottom else margins.left) + SLUG_HEIGHT
    there_is_room = fits(strip, max(room.bottom, room.left))
    if there_is_room and not cut:
        # Labels need not lie in the middle, so that the strip may be narrower as seen from the back.
        there_is_room = fits(strip, min(room.top, room.bottom) if at_bottom else min(room.left, room.right))
    turned = 0 if at_bottom else 270
    if not there_is_room:
        return _Slug(None, turned, Insets.all(0))
    if at_bottom:
        at = Rect(area.x, paper.height - strip, area.width, SLUG_HEIGHT)
        return _Slug(at, turned, Insets(0, 0, strip, 0))
    return _Slug(Rect(margins.left, area.y, SLUG_HEIGHT, area.height), turned, Insets(0, 0, 0, strip))


def _targets_and_bar(
    frame: Frame, marks: Sequence[Line], slug: Rect | None, margins: Insets, job: PrintJob
) -> tuple[tuple[Line, ...], tuple[Patch, ...], tuple[Problem, ...]]:
    """Registration marks and the colour bar, as far as they are wanted, and a warning for what has no room."""
    taken = [slug] if slug is not None else []
    targets: tuple[Line, ...] = ()
    patches: tuple[Patch, ...] = ()
    problems: list[Problem] = []
    if job.registration:
        targets = registration(frame, marks, taken)
        problems += [] if targets else [_no_room("registration marks", "registration")]
    if job.color_bar:
        patches = color_bar(frame, [*marks, *targets], taken, margins)
        problems += [] if patches else [_no_room("a colour bar", "color-bar")]
    return targets, patches, tuple(problems)


# --- Arrangement ------------------------------------------------------------------------------------------------------


def _arrangements(room: Size, card: Format, job: PrintJob) -> Sequence[tuple[Blocks, Fold]]:
    """What may be tried, best liked first: of two that hold as many the first one is taken."""
    if job.way == "gutterfold" and job.backs:
        return (
            ((folded(room, card.trim, job.gutter, vertical=True),), "vertical"),
            ((folded(room, card.trim, job.gutter, vertical=False),), "horizontal"),
        )
    same: tuple[Blocks, Fold] = ((plain(room, card.trim, job.gutter),), "none")
    if job.turning == "same":
        return (same,)
    return (same, (mixed(room, card.trim, job.gutter), "none"))


def _middle(paper: float, extent: float, least: float, most: float) -> float:
    """Where to begin so as to lie in the middle of the sheet, or as near to it as the printer margins allow."""
    if near(most - least, extent):
        return (least + most - extent) / 2
    return min(max((paper - extent) / 2, least), most - extent)


def _before(slot: Rect, fold: Fold, line: float) -> bool:
    return (slot.centre.x if fold == "vertical" else slot.centre.y) < line


# --- Cuts -------------------------------------------------------------------------------------------------------------


def _cuts(blocks: Blocks, paper: Size, fold: Fold) -> int:
    count = 0
    for block in blocks:
        area = block.area
        columns, rows = block.columns, block.rows
        # A sheet is folded and glued before it is cut: only one half counts.
        columns, rows = columns // (2 if fold == "vertical" else 1), rows // (2 if fold == "horizontal" else 1)
        for lanes, gap, start, end, extent, is_folded in (
            (columns, block.gap.width, area.x, area.right, paper.width, fold == "vertical"),
            (rows, block.gap.height, area.y, area.bottom, paper.height, fold == "horizontal"),
        ):
            shared = near(gap, 0)
            count += lanes + 1 if shared else 2 * lanes
            # No cut where the card ends with the paper, or in the fold.
            count -= near(start, 0) + (near(end, extent) and not is_folded) + (is_folded and shared)
    if len(blocks) > 1 and near(blocks[0].gap.width, 0):
        count -= 1  # The cut between the blocks is one of each.
    return count


# --- Problems ---------------------------------------------------------------------------------------------------------


def _check_start(job: PrintJob, up: int) -> None:
    if not 1 <= job.start_slot <= up:
        raise ProblemsError(
            (
                Problem(
                    name="impossible-start-slot",
                    message=f"there is no slot {job.start_slot}: a sheet has {up}",
                    help=f"count along the rows from the top left, 1 to {up}",
                ),
            )
        )


def _no_room(what: str, option: str) -> Problem:
    return Problem(
        name="no-room-for-marks",
        message=f"there is no room for {what} beside the cards",
        help=f"use a larger paper, or leave out --{option}",
        severity="warning",
    )


def _too_large(card: Format, job: PrintJob) -> Problem:
    def holds(other: PrintJob) -> bool:
        rooms = [usable_area(other, lying=lying).size for lying in ways_to_lie(other)]
        return any(block.count for room in rooms for blocks, _ in _arrangements(room, card, other) for block in blocks)

    unit = job.paper.title[-2:]  # Whoever has A5 is likelier to have A4 than Letter.
    larger = sorted(
        PAPERS.values(), key=lambda paper: (not paper.title.endswith(unit), paper.size.width * paper.size.height)
    )
    holding = [paper.name for paper in larger if holds(replace(job, paper=paper))]
    size = f"{show_mm(card.trim.width)} × {show_mm(card.trim.height)}"
    pair = "the front and back of a card of" if job.way == "gutterfold" and job.backs else "a card of"
    margins = job.margins(lying=False)
    inside = (
        f"a printer margin of {show_mm(margins.top)}" if margins == Insets.all(margins.top) else "the printer's margins"
    )
    verb = "do" if pair.startswith("the") else "does"
    advice = f"use --paper {holding[0]}" if holding else "no paper we know is so large"
    if holding:
        advice = f"it fits on {', '.join(holding)}: {advice}"
    if pair.startswith("the") and holds(replace(job, way="duplex")):
        advice += "; printed on both sides instead of folded it fits this paper"
    return Problem(
        name="too-large-for-paper",
        message=f"{pair} {size} {verb} not fit on {job.paper.title} inside {inside}",
        help=advice,
    )
