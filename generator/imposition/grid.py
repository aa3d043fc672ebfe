"""The slots of one side: how many trims a paper holds, where they lie, what bleed and marks there is room for."""

from collections.abc import Sequence
from dataclasses import replace

from generator.basics.geometry import IDENTITY, Insets, Matrix, Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE, fits, mm, near, show_mm
from generator.imposition.layout import Block, Blocks, around, folded, mixed, plain
from generator.imposition.marks import MARK_OFFSET, MARK_TO_EDGE, SHORTEST_MARK, Frame, color_bar, lines, registration
from generator.imposition.turning import Fold, folded_over, point_turned_over, turn_behind, turned_over, turns_sideways
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
    at_bottom = room.bottom >= room.left
    strip = (margins.bottom if at_bottom else margins.left) + SLUG_HEIGHT
    has_slug = fits(strip, max(room.bottom, room.left))
    if has_slug and not cut:
        # Labels need not lie in the middle, so that the strip may be narrower as seen from the back.
        has_slug = fits(strip, min(room.top, room.bottom) if at_bottom else min(room.left, room.right))
    slug_strip = Insets(0, 0, strip if has_slug and at_bottom else 0, strip if has_slug and not at_bottom else 0)
    marked = cut and job.marks
    keep = Insets(
        MARK_TO_EDGE,
        MARK_TO_EDGE,
        max(MARK_TO_EDGE, slug_strip.bottom),
        max(MARK_TO_EDGE, slug_strip.left),
    )
    outer = _outer_bleed(bleed, room, keep, margins, for_marks=MARK_OFFSET + SHORTEST_MARK if marked else 0.0)
    # The more of a back there is beyond the cut, the farther off it may lie; between the cards that costs no paper.
    generous = max(bleed, min(job.gutter / 2, MOST_BACK_BLEED)) if cut else bleed
    back_bleed = generous if job.back_bleed is None else job.back_bleed
    if job.marks_on_backs or fold != "none":
        behind_outer = _outer_bleed(
            back_bleed, room, keep, margins, for_marks=MARK_OFFSET + SHORTEST_MARK if marked else 0.0
        )
    else:
        behind_outer = _outer_bleed(back_bleed, room, slug_strip, margins, for_marks=0.0)
    trims = tuple(slot for block in blocks for slot in block.slots)
    windows = _windows(blocks, outer, bleed)
    behind = _windows(blocks, behind_outer, back_bleed)
    turns = tuple(block.turned for block in blocks for _ in range(block.count))
    slug = None
    if has_slug and at_bottom:
        slug = Rect(area.x, paper.height - strip, area.width, SLUG_HEIGHT)
    elif has_slug:
        slug = Rect(margins.left, area.y, SLUG_HEIGHT, area.height)
    fold_at = area.centre.x if fold == "vertical" else area.centre.y
    frame = Frame(blocks=blocks, paper=paper, outer=outer, keep=keep, windows=windows, fold=fold, fold_at=fold_at)
    marks = list(lines(frame, crop=marked, cut=cut and job.cut_lines, ticks=cut and job.ticks))
    found = list(warnings)
    taken = [slug] if slug is not None else []
    if job.registration:
        targets = registration(frame, marks, taken)
        marks += targets
        found += [] if targets else [_no_room("registration marks", "registration")]
    patches: tuple[Patch, ...] = ()
    if job.color_bar:
        patches = color_bar(frame, marks, taken, margins)
        found += [] if patches else [_no_room("a colour bar", "color-bar")]
    if fold != "none":
        kept = [number for number, slot in enumerate(trims) if _before(slot, fold, fold_at)]
        trims, windows, behind, turns = (
            tuple(trims[number] for number in kept),
            tuple(windows[number] for number in kept),
            tuple(behind[number] for number in kept),
            tuple(turns[number] for number in kept),
        )
    _check_start(job, len(trims))
    return Grid(
        paper=paper,
        columns=blocks[0].columns // (2 if fold == "vertical" else 1),
        rows=blocks[0].rows // (2 if fold == "horizontal" else 1),
        slots=trims,
        windows=windows,
        marks=tuple(marks),
        slug=slug,
        slug_turned=0 if at_bottom else 270,
        turns=turns,
        behind=behind,
        fold=fold,
        fold_at=fold_at,
        patches=patches,
        marks_on_backs=job.marks_on_backs,
        back_bleed=max(
            (max(slot.x - seen.x, slot.y - seen.y) for slot, seen in zip(trims, behind, strict=True)), default=0.0
        ),
        shift=job.printer.correction(paper) if job.printer is not None and fold == "none" else IDENTITY,
        start=job.start_slot - 1,
        order=job.order,
        cuts=_cuts(blocks, paper, fold) if cut else 0,
        mixed_up=max(len(trims), most_mixed) if fold == "none" else len(trims),
        problems=tuple(found),
    )


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


def ways_to_lie(job: PrintJob) -> tuple[bool, ...]:
    """Upright and lying; a square sheet has one way only, for nobody could tell the two apart."""
    return (False,) if job.paper.size.width == job.paper.size.height else (False, True)


def page_size(job: PrintJob, *, lying: bool) -> Size:
    """The job's paper as it lies."""
    size = job.paper.size
    return size.turned if (size.width > size.height) != lying else size


def usable_area(job: PrintJob, *, lying: bool) -> Rect:
    """Where cards may lie, so that neither they nor, through the paper, their backs enter a printer margin."""
    paper = page_size(job, lying=lying)
    margins = job.margins(lying=lying)
    top, right, bottom, left = margins.top, margins.right, margins.bottom, margins.left
    if job.backs and job.way != "gutterfold":
        if turns_sideways(paper, job.flip):
            left = right = max(left, right)
        else:
            top = bottom = max(top, bottom)
    return Rect(left, top, max(0.0, paper.width - left - right), max(0.0, paper.height - top - bottom))


def _middle(paper: float, extent: float, least: float, most: float) -> float:
    """Where to begin so as to lie in the middle of the sheet, or as near to it as the printer margins allow."""
    if near(most - least, extent):
        return (least + most - extent) / 2
    return min(max((paper - extent) / 2, least), most - extent)


def _before(slot: Rect, fold: Fold, line: float) -> bool:
    return (slot.centre.x if fold == "vertical" else slot.centre.y) < line


# --- Bleed ------------------------------------------------------------------------------------------------------------


def _outer_bleed(bleed: float, room: Insets, keep: Insets, margins: Insets, *, for_marks: float) -> Insets:
    """The bleed along the outer edges of the grid.

    As asked, but never into the printer margin, leaving room for the shortest mark, and the same on opposite edges,
    so that it is right on the back too, however the sheet is turned over.
    """

    def edge(distance: float, kept: float, margin: float) -> float:
        return distance - max(kept + for_marks, margin)

    upright = min(edge(room.top, keep.top, margins.top), edge(room.bottom, keep.bottom, margins.bottom))
    sideways = min(edge(room.left, keep.left, margins.left), edge(room.right, keep.right, margins.right))
    upright, sideways = max(0.0, min(bleed, upright)), max(0.0, min(bleed, sideways))
    return Insets(upright, sideways, upright, sideways)


def _windows(blocks: Blocks, outer: Insets, bleed: float) -> tuple[Rect, ...]:
    windows: list[Rect] = []
    for block in blocks:
        sideways, upright = min(bleed, block.gap.width / 2), min(bleed, block.gap.height / 2)
        facing = _facing(block, blocks)
        top = upright if facing.top else outer.top
        right = sideways if facing.right else outer.right
        bottom = upright if facing.bottom else outer.bottom
        left = sideways if facing.left else outer.left
        last = block.count - block.columns
        for number, slot in enumerate(block.slots):
            column = number % block.columns
            windows.append(
                slot.inset(
                    Insets(
                        -(top if number < block.columns else upright),
                        -(right if column == block.columns - 1 else sideways),
                        -(bottom if number >= last else upright),
                        -(left if column == 0 else sideways),
                    )
                )
            )
    return tuple(windows)


@dataclass(frozen=True, slots=True)
class _Facing:
    """Beyond which edges of a block another one lies."""

    top: bool
    right: bool
    bottom: bool
    left: bool


def _facing(block: Block, blocks: Blocks) -> _Facing:
    area = block.area
    others = [other.area for other in blocks if other is not block]
    beside = [other for other in others if min(area.bottom, other.bottom) - max(area.y, other.y) > TOLERANCE]
    along = [other for other in others if min(area.right, other.right) - max(area.x, other.x) > TOLERANCE]
    return _Facing(
        top=any(other.y < area.y for other in along),
        right=any(other.x > area.x for other in beside),
        bottom=any(other.y > area.y for other in along),
        left=any(other.x < area.x for other in beside),
    )


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


def check(job: PrintJob) -> None:
    """Stops at what cannot be, whatever the format.

    Raises:
        ProblemsError: with all that is impossible.
    """
    problems = []
    for lying in ways_to_lie(job):
        margins = job.margins(lying=lying)
        negative = min(margins.top, margins.right, margins.bottom, margins.left) < 0
        page = page_size(job, lying=lying)
        if (
            negative
            or not fits(margins.left + margins.right, page.width)
            or not fits(margins.top + margins.bottom, page.height)
        ):
            worst = min(margins.top, margins.left) if negative else max(margins.top, margins.left)
            problems.append(
                Problem(
                    name="impossible-printer-margin",
                    message=f"a printer margin of {show_mm(worst)} leaves no paper to print on"
                    if not negative
                    else f"a printer margin of {show_mm(worst)} lies outside the paper",
                    help="home printers need 3 to 6 mm",
                )
            )
            break
    if job.gutter < 0:
        problems.append(
            Problem(
                name="impossible-gutter",
                message=f"a gutter of {show_mm(job.gutter)} would lay cards over each other",
                help="use 0 (one cut between two cards) or twice the bleed",
            )
        )
    if job.back_bleed is not None and job.back_bleed < 0:
        problems.append(
            Problem(
                name="impossible-bleed",
                message=f"a bleed of {show_mm(job.back_bleed)} would end inside the card",
                help="use 0 or more; 3 mm is common",
            )
        )
    if not 1 <= job.packs <= 1000:
        problems.append(
            Problem(name="impossible-packs", message=f"{job.packs} packs cannot be printed", help="print 1 to 1000")
        )
    if problems:
        raise ProblemsError(tuple(problems))


def printer_problems(job: PrintJob) -> tuple[Problem, ...]:
    """Warnings about a printer that was measured otherwise than it is used now.

    Raises:
        ProblemsError: its backs would be moved the wrong way.
    """
    printer = job.printer
    if printer is None or not job.backs or job.way == "gutterfold":
        return ()
    moved = any((printer.right, printer.down, printer.turned))
    if moved and printer.flip != job.flip:
        raise ProblemsError(
            (
                Problem(
                    name="printer-measured-otherwise",
                    message=f"the printer `{printer.name}` was measured with sheets flipped on the "
                    f"{printer.flip} edge; on the {job.flip} edge its backs come out elsewhere",
                    help=f"use --flip {printer.flip}, or calibrate it once more for the {job.flip} edge",
                ),
            )
        )
    if moved and printer.paper not in (job.paper.name, "own"):
        used = job.paper.title if job.paper.name == "own" else f"`{job.paper.name}`"
        return (
            Problem(
                name="printer-measured-otherwise",
                message=f"the printer `{printer.name}` was measured with `{printer.paper}`, not with "
                f"{used}; backs may lie a little off",
                help="calibrate it once more with this paper and give it a name of its own",
                severity="warning",
            ),
        )
    return ()


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
