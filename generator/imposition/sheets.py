"""Filling sheets: every copy of every piece once, in order, its back behind its front."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal

from generator.basics.records import dataclass
from generator.imposition.grid import Grid, Place
from generator.model.face import Face
from generator.model.job import Flip, PrintJob
from generator.model.sheet import Bookmark, Placement, Sheet, Side, Slug


@dataclass(frozen=True, slots=True)
class Piece:
    """A component to be printed: one copy of one card.

    Attributes:
        back: what is behind it; one and the same face for all, or one of its own.
        bookmark: set on the first piece of a chapter (a suit) to name it in the outline.
    """

    front: Face
    back: Face | None = None
    bookmark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces of one format, which share sheets.

    Attributes:
        grid: from `grid_for` or `grid_for_stock`.
        pieces: in printing order; taken once, and kept when several packs are printed.
        title: for the slug; a job of one run needs none.
    """

    grid: Grid
    pieces: Iterable[Piece]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """What a slug may say of its side: the sheet's number and pack, both from 1, which side it is, the run's title."""

    number: int
    back: bool
    pack: int = 1
    packs: int = 1
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a job takes.

    Attributes:
        sheets: pieces of paper.
        sides: printed sides.
        cuts: straight cuts, when every run's sheets are cut as one stack.
    """

    sheets: int
    sides: int
    cuts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """How printed fronts go back into the tray for their backs.

    Attributes:
        turn_pile: whether the whole pile is turned over as it is taken from where it came out.
        order: whether the backs are in the order of the fronts or the last comes first, as the tray takes them.
        end_first: which end of the paper enters the printer now, if its head entered first before.
        printed_side: where the printed side faces in the tray.
    """

    turn_pile: bool
    order: Literal["forward", "reverse"]
    end_first: Literal["head", "foot"]
    printed_side: Literal["up", "down"]


#: What the slug of a side says: called with the sheet's number (from 1) and whether it is the back.
SheetWords = Callable[[int, bool], str]


def impose(pieces: Iterable[Piece], grid: Grid, *, flip: Flip, backs: bool, words: SheetWords) -> Iterator[Sheet]:
    """The sheets of one run, one after another, each made only when it is asked for.

    Only cut-and-stack order needs to see every piece before the first sheet.

    Args:
        pieces: in printing order; each is printed exactly once.
        grid: from `grid_for`; says in which order slots are filled and which is the first.
        flip: about which edge the paper is turned for its back.
        backs: whether backs are printed; a sheet none of whose pieces has a back has an empty one then, so that
            every sheet stays one piece of paper. A folded sheet has its backs on its front.
        words: what the slugs say.
    """
    run = Run(grid=grid, pieces=pieces)
    filler = _Filler(run, flip, backs, lambda facts: words(facts.number, facts.back))
    return filler.sheets(pieces, first=1, start=grid.start, pack=1, packs=1)


def impose_all(runs: Sequence[Run], job: PrintJob, *, words: Callable[[SideFacts], str]) -> Iterator[Sheet]:
    """The sheets of a whole job: pack after pack, in each pack run after run, numbered through.

    A pack begins on a fresh sheet, and so does a run, whose cards may be of another format. Of half-used sheets only
    the first is one. When sheets are turned over by hand, the backs follow after all fronts, each `again` a page of
    its own, in the order that `reload_for` tells.
    """
    sheets = _in_order(runs, job, words)
    return by_hand(sheets, reload_for(job)) if job.way == "by-hand" and job.backs else sheets


def counts(runs: Sequence[tuple[Grid, int]], job: PrintJob) -> Counts:
    """What a job takes, from each run's grid and number of pieces in one pack."""
    sheets = sides = cuts = 0
    for number, (grid, pieces) in enumerate(runs):
        start = grid.start if number == 0 else 0
        first = sheets_needed(pieces, grid.up, start)
        later = sheets_needed(pieces, grid.up, 0) * (job.packs - 1)
        sheets += first + later
        sides += (first + later) * (2 if job.backs and grid.fold == "none" else 1)
        cuts += grid.cuts if pieces else 0
    return Counts(sheets=sheets, sides=sides, cuts=cuts)


def sheets_needed(pieces: int, up: int, start: int) -> int:
    """How many sheets so many pieces take, when `start` slots of the first one are used already."""
    return -(-(pieces + start) // up) if pieces else 0


def reload_for(job: PrintJob) -> Reload:
    """How fronts go back into the tray: from the flip, and from how the printer stacks sheets and feeds them.

    The last sheet printed is on top of the pile, face down or face up. Its blank side must come to lie where the
    printer prints; if that needs the pile turned over, the first sheet is on top and taken first.
    """
    stacks, prints = ("face-down", "lower") if job.printer is None else (job.printer.stacks, job.printer.prints)
    faces_up = prints == "lower"
    turn = (stacks == "face-up") != faces_up
    return Reload(
        turn_pile=turn,
        order="forward" if turn else "reverse",
        end_first="head" if job.flip == "long" else "foot",
        printed_side="up" if faces_up else "down",
    )


def _in_order(runs: Sequence[Run], job: PrintJob, words: Callable[[SideFacts], str]) -> Iterator[Sheet]:
    fillers = [_Filler(run, job.flip, job.backs, words) for run in runs]
    kept: list[list[Piece]] = [[] for _ in runs]
    number = 1
    for pack in range(1, job.packs + 1):
        for place, (run, filler) in enumerate(zip(runs, fillers, strict=True)):
            pieces: Iterable[Piece] = kept[place]
            if pack == 1:
                pieces = _kept(run.pieces, kept[place]) if job.packs > 1 else run.pieces
            start = run.grid.start if pack == 1 and place == 0 else 0
            for sheet in filler.sheets(pieces, first=number, start=start, pack=pack, packs=job.packs):
                number = sheet.number + 1
                yield sheet


def _kept(pieces: Iterable[Piece], keep: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        keep.append(piece)
        yield piece


def by_hand(sheets: Iterable[Sheet], reload: Reload) -> Iterator[Sheet]:
    """Sheets that a hand turns over: all fronts, then the backs, each `again` a page of its own."""
    backs: list[Sheet] = []
    for sheet in sheets:
        if sheet.back is not None:
            backs.append(replace(sheet, front=sheet.back, back=None, again=True))
        yield replace(sheet, back=None)
    yield from backs if reload.order == "forward" else reversed(backs)


class _Filler:
    """Fills the slots of one grid; whatever is the same on every sheet is worked out once."""

    def __init__(self, run: Run, flip: Flip, backs: bool, words: Callable[[SideFacts], str]) -> None:
        grid = run.grid
        self.grid, self.title, self.words = grid, run.title, words
        self.folded = backs and grid.fold != "none"
        self.doubled = backs and grid.fold == "none"
        self.fronts = tuple(
            Place(at, window, turned) for at, window, turned in zip(grid.slots, grid.windows, grid.turns, strict=True)
        )
        self.backs = grid.backs(flip) if backs else ()
        self.back_marks = grid.back_marks(flip) if self.doubled else ()

    def sheets(self, pieces: Iterable[Piece], *, first: int, start: int, pack: int, packs: int) -> Iterator[Sheet]:
        batches = self._stacked(pieces, start) if self.grid.order == "stack" else self._along_rows(pieces, start)
        for number, (slot, batch) in enumerate(batches, first):
            yield self._sheet(number, slot, batch, pack, packs)

    def _along_rows(self, pieces: Iterable[Piece], start: int) -> Iterator[tuple[int, Sequence[Piece]]]:
        stream = iter(pieces)
        while batch := tuple(islice(stream, self.grid.up - start)):
            yield start, batch
            start = 0

    def _stacked(self, pieces: Iterable[Piece], start: int) -> Iterator[tuple[int, Sequence[Piece]]]:
        """Each slot's pile holds consecutive pieces, the first sheet on top; only the last sheet may have gaps."""
        everything = tuple(pieces)
        up = self.grid.up
        sheets = sheets_needed(len(everything), up, start)
        end = len(everything) + start - (sheets - 1) * up  # Slots of the last sheet from here on stay empty.
        tops = [0]
        for slot in range(up):
            high = sheets - (slot < start) - (slot >= end)
            tops.append(tops[-1] + max(0, high))
        for sheet in range(sheets):
            begin, stop = start if sheet == 0 else 0, end if sheet == sheets - 1 else up
            yield begin, [everything[tops[slot] + sheet - (slot < start)] for slot in range(begin, stop)]

    def _sheet(self, number: int, slot: int, batch: Sequence[Piece], pack: int, packs: int) -> Sheet:
        grid = self.grid
        front = [
            Placement(piece.front, place.at, place.window, place.turned)
            for piece, place in zip(batch, self.fronts[slot:], strict=False)
        ]
        back = [
            Placement(piece.back, place.at, place.window, place.turned)
            for piece, place in zip(batch, self.backs[slot:], strict=False)
            if piece.back is not None
        ]
        if self.folded:
            front += back
        return Sheet(
            paper=grid.paper,
            number=number,
            pack=pack,
            front=Side(
                placements=tuple(front),
                marks=grid.marks,
                patches=grid.patches,
                slug=self._slug(number, pack, packs, back=False),
                bookmarks=tuple(Bookmark(piece.bookmark) for piece in batch if piece.bookmark),
            ),
            back=Side(
                placements=tuple(back),
                marks=self.back_marks,
                # The slug keeps its place on the paper as seen from the back: the strip is free there too.
                slug=self._slug(number, pack, packs, back=True),
                shift=grid.shift,
            )
            if self.doubled
            else None,
        )

    def _slug(self, number: int, pack: int, packs: int, *, back: bool) -> Slug | None:
        if self.grid.slug is None:
            return None
        facts = SideFacts(number=number, back=back, pack=pack, packs=packs, run=self.title)
        return Slug(self.words(facts), self.grid.slug, self.grid.slug_turned)
