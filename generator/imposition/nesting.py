"""Nesting: small pieces of several shapes close together on sheets, each copy once, backs behind their fronts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.basics.geometry import KAPPA, Rect, Size
from generator.basics.problems import KeyPath, Problem, ProblemsError
from generator.basics.units import TOLERANCE, fits, how_many_fit, mm, show_mm
from generator.imposition.jobs import check, page_size, usable_area, ways_to_lie
from generator.imposition.turning import folded_over, turn_behind, turned_over
from generator.model.face import Segment
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from generator.model.sheet import Outline

Shape = Literal["round", "square", "hexagon"]

#: Pieces of different kinds keep so far apart, points.
APART = mm(4)

#: Rows of round pieces, and of hexagons, lie in each other's gaps: so much closer than they are wide.
_CLOSER = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Nestling:
    """A kind of piece that is to be printed.

    Attributes:
        title: for messages, ``token `coin```.
        at: where it stands in the deck.
        shape: square also stands for every other rectangle.
        size: the rectangle around it; a hexagon stands on a corner.
        count: how many.
        gap: between two of its kind.
        turns: whether it may be turned by a quarter.
    """

    title: str
    at: KeyPath | None = None
    shape: Shape = "square"
    size: Size
    count: int = 1
    gap: float = 0.0
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one copy lies: of which kind, by its number, and how it is turned, degrees clockwise."""

    kind: int
    at: Rect
    turned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nest:
    """The sheets that pieces take.

    Attributes:
        paper: as it lies.
        room: where pieces may lie, so that neither they nor their backs enter a printer margin.
        sheets: for each, its pieces; sheet coordinates.
        fold_at: x of the fold when backs lie beside their fronts on one side of the paper; None when they do not.
    """

    paper: Size
    room: Rect
    sheets: tuple[tuple[Spot, ...], ...]
    fold_at: float | None = None

    def behind(self, spot: Spot, job: PrintJob) -> Spot:
        """Where a piece's back lies: on the other side of the paper, or beyond the fold on the same."""
        if self.fold_at is not None:
            at, over = folded_over(spot.at, self.fold_at, "vertical")
        else:
            at, over = turned_over(spot.at, self.paper, job.flip)
        return replace(spot, at=at, turned=turn_behind(spot.turned, over))


def nest_for(pieces: Sequence[Nestling], job: PrintJob, *, backs: bool = False) -> Nest:
    """The fewest sheets for the pieces, upright or lying; upright when both take as many.

    Args:
        pieces: each kind with its count.
        job: paper, margins, how backs meet fronts.
        backs: whether any piece has a back.

    Raises:
        ProblemsError: a piece does not fit on the paper; says what would hold it.
    """
    check(job)
    folded = backs and job.way == "gutterfold"
    job = replace(job, backs=backs)
    too_large = [_too_large(piece, job, folded=folded) for piece in pieces if not _fits(piece, job, folded=folded)]
    if too_large:
        raise ProblemsError(tuple(too_large))
    best: Nest | None = None
    for lying in ways_to_lie(job):
        room = _room(job, lying=lying, folded=folded)
        if not all(_fits_into(piece, room.size) for piece in pieces):
            continue
        sheets = nest(pieces, room.size)
        if best is None or len(sheets) < len(best.sheets):
            paper = page_size(job, lying=lying)
            # Beside a fold the pieces begin at it; else they lie in the middle of their room.
            placed = tuple(_placed(sheet, room, middle=not folded) for sheet in sheets)
            best = Nest(paper=paper, room=room, sheets=placed, fold_at=room.right if folded else None)
    if best is None:  # Each fits in its own way, but not all in the same way.
        upright = _room(job, lying=False, folded=folded).size
        raise ProblemsError(
            tuple(_too_large(piece, job, folded=folded) for piece in pieces if not _fits_into(piece, upright))
        )
    return best


def nest(pieces: Sequence[Nestling], room: Size) -> tuple[tuple[Spot, ...], ...]:
    """Every copy of every piece once, on as few sheets as filling one room after another takes.

    The largest kinds come first; what a block of one kind leaves free is cut in two, for the kinds that follow.
    Every piece must fit into the room.

    Returns:
        For each sheet its spots, from the room's top left corner.
    """
    sheets: list[list[Spot]] = []
    free: list[tuple[int, Rect]] = []
    order = sorted(range(len(pieces)), key=lambda kind: (-pieces[kind].size.height * pieces[kind].size.width, kind))
    for kind in order:
        piece = pieces[kind]
        left = piece.count
        while left:
            found = _best_block(kind, piece, left, free)
            if found is None:
                sheets.append([])
                free.append((len(sheets) - 1, Rect(0, 0, room.width, room.height)))
                continue
            place, spots = found
            sheet, area = free.pop(place)
            sheets[sheet] += spots
            left -= len(spots)
            free += [(sheet, rest) for rest in _rests(area, spots, APART)]
    return tuple(tuple(sheet) for sheet in sheets)


def _best_block(
    kind: int, piece: Nestling, count: int, free: Sequence[tuple[int, Rect]]
) -> tuple[int, tuple[Spot, ...]] | None:
    """The free room, by its number, that holds most of the copies, or the smallest that holds all, and how.

    Of ways that hold as many, the one that lies upright in rows is taken.
    """
    best: tuple[tuple[int, float], int, tuple[Spot, ...]] | None = None
    for place, (_, area) in enumerate(free):
        if not _fits_into(piece, area.size):
            continue
        for turned in (0, 90) if piece.turns else (0,):
            for spots in _blocks(kind, piece, count, area, turned):
                rank = (-len(spots), area.width * area.height)
                if spots and (best is None or rank < best[0]):
                    best = rank, place, spots
    return None if best is None else (best[1], best[2])


def _blocks(kind: int, piece: Nestling, count: int, area: Rect, turned: int) -> Iterator[tuple[Spot, ...]]:
    """Ways to lay up to `count` copies into an area: row by row, or column by column where that can be."""
    size = piece.size if turned == 0 else piece.size.turned
    for rects in (
        _rows(piece.shape, size, piece.gap, count, area.size),
        [] if piece.shape == "hexagon" else _columns(piece.shape, size, piece.gap, count, area.size),
    ):
        yield tuple(Spot(kind, rect.moved(area.x, area.y), turned) for rect in rects)


def _columns(shape: Shape, size: Size, gap: float, count: int, room: Size) -> list[Rect]:
    found = _rows(shape, size.turned, gap, count, room.turned)
    return [Rect(rect.y, rect.x, rect.height, rect.width) for rect in found]


def _rows(shape: Shape, size: Size, gap: float, count: int, room: Size) -> list[Rect]:
    """Up to `count` pieces row by row from the corner; of two arrangements the one that holds more, or ends higher."""
    ways = []
    if shape != "hexagon":
        ways.append(_straight(size, gap, count, room))
    if shape != "square":
        ways.append(_staggered(size, gap, count, room))
    return min(ways, key=lambda rects: (-len(rects), max((rect.bottom for rect in rects), default=0.0)))


def _straight(size: Size, gap: float, count: int, room: Size) -> list[Rect]:
    columns, rows = how_many_fit(size.width, gap, room.width), how_many_fit(size.height, gap, room.height)
    across, down = size.width + gap, size.height + gap
    return [
        Rect(number % columns * across, number // columns * down, size.width, size.height)
        for number in range(min(count, columns * rows))
    ]


def _staggered(size: Size, gap: float, count: int, room: Size) -> list[Rect]:
    """Every other row is shifted by half; each piece has six neighbours, all as far away."""
    across = size.width + gap
    down = across * _CLOSER
    found: list[Rect] = []
    row = 0
    while len(found) < count and fits(row * down + size.height, room.height):
        shift = across / 2 if row % 2 else 0.0
        columns = how_many_fit(size.width, gap, room.width - shift)
        if not columns and row:
            break
        found += [
            Rect(shift + column * across, row * down, size.width, size.height)
            for column in range(min(columns, count - len(found)))
        ]
        if not columns:
            break
        row += 1
    return found


def _rests(area: Rect, spots: Sequence[Spot], apart: float) -> list[Rect]:
    """What a block in the corner of an area leaves free: beside it and below it, cut so that the larger stays whole."""
    if not spots:
        return [area]
    right = max(spot.at.right for spot in spots) + apart
    bottom = max(spot.at.bottom for spot in spots) + apart
    wide, high = max(0.0, area.right - right), max(0.0, area.bottom - bottom)
    below, beside = Rect(area.x, bottom, area.width, high), Rect(right, area.y, wide, area.height)
    if below.width * below.height >= beside.width * beside.height:
        beside = _with_height(beside, max(0.0, bottom - apart - area.y))
    else:
        below = _with_width(below, max(0.0, right - apart - area.x))
    return [rest for rest in (below, beside) if rest.width > mm(1) and rest.height > mm(1)]


def _with_height(rect: Rect, height: float) -> Rect:
    return Rect(rect.x, rect.y, rect.width, height)


def _with_width(rect: Rect, width: float) -> Rect:
    return Rect(rect.x, rect.y, width, rect.height)


def _placed(spots: Sequence[Spot], room: Rect, *, middle: bool) -> tuple[Spot, ...]:
    """The spots in sheet coordinates, together in the middle of the room or against its right edge."""
    wide, high = max(spot.at.right for spot in spots), max(spot.at.bottom for spot in spots)
    dx = room.x + (room.width - wide) * (0.5 if middle else 1)
    dy = room.y + (room.height - high) / 2
    return tuple(replace(spot, at=spot.at.moved(dx, dy)) for spot in spots)


# --- Whether it fits ------------------------------------------------------------------------------------------------


def rooms_of(job: PrintJob) -> tuple[Size, ...]:
    """What a side of the job's paper has room for, upright and lying."""
    return tuple(usable_area(job, lying=lying).size for lying in ways_to_lie(job))


def papers_holding(size: Size, job: PrintJob) -> tuple[str, ...]:
    """The papers, smallest first, on which a piece of that size fits; those measured as the job's own come first."""
    unit = job.paper.title[-2:]  # Whoever has A5 is likelier to have A4 than Letter.
    larger = sorted(
        PAPERS.values(), key=lambda paper: (not paper.title.endswith(unit), paper.size.width * paper.size.height)
    )
    piece = Nestling(title="", size=size)
    return tuple(paper.name for paper in larger if _fits(piece, replace(job, paper=paper), folded=False))


def _room(job: PrintJob, *, lying: bool, folded: bool) -> Rect:
    room = usable_area(job, lying=lying)
    if not folded:
        return room
    middle = page_size(job, lying=lying).width / 2
    # As much on the other side of the fold.
    start = max(room.x, 2 * middle - room.right)
    return Rect(start, room.y, max(0.0, middle - start), room.height)


def _fits(piece: Nestling, job: PrintJob, *, folded: bool) -> bool:
    return any(_fits_into(piece, _room(job, lying=lying, folded=folded).size) for lying in ways_to_lie(job))


def _fits_into(piece: Nestling, room: Size) -> bool:
    sizes = (piece.size, piece.size.turned) if piece.turns else (piece.size,)
    return any(fits(size.width, room.width) and fits(size.height, room.height) for size in sizes)


def _too_large(piece: Nestling, job: PrintJob, *, folded: bool) -> Problem:
    holding = papers_holding(piece.size, job)
    size = f"{show_mm(piece.size.width).removesuffix(' mm')} × {show_mm(piece.size.height)}"
    half = "half of " if folded else ""
    return Problem(
        name="too-large-for-paper",
        message=f"{piece.title} is {size} flat, and does not fit on {half}{job.paper.title} inside the printer margin",
        at=piece.at,
        help=f"it fits on {', '.join(holding)}: use --paper {holding[0]}, or make it smaller"
        if holding
        else "no paper we know is so large: make it smaller",
    )


# --- Cuts -----------------------------------------------------------------------------------------------------------


def outline_of(shape: Shape, at: Rect) -> tuple[Segment, ...]:
    """A piece's outline, clockwise."""
    left, top, right, bottom = at.x, at.y, at.right, at.bottom
    middle, level = at.centre.x, at.centre.y
    if shape == "round":
        dx, dy = at.width / 2 * KAPPA, at.height / 2 * KAPPA
        return (
            ("M", middle, top),
            ("C", middle + dx, top, right, level - dy, right, level),
            ("C", right, level + dy, middle + dx, bottom, middle, bottom),
            ("C", middle - dx, bottom, left, level + dy, left, level),
            ("C", left, level - dy, middle - dx, top, middle, top),
            ("Z",),
        )
    corners = (
        [(left, top), (right, top), (right, bottom), (left, bottom)]
        if shape == "square"
        else [
            (middle, top),
            (right, top + at.height / 4),
            (right, bottom - at.height / 4),
            (middle, bottom),
            (left, bottom - at.height / 4),
            (left, top + at.height / 4),
        ]
    )
    first, *others = corners
    return (("M", *first), *(("L", *corner) for corner in others), ("Z",))


def cuts(pieces: Sequence[Nestling], spots: Sequence[Spot]) -> tuple[Outline, ...]:
    """The cuts between and around pieces; one that neighbours share is there once."""
    edges: dict[tuple[tuple[int, int], ...], Outline] = {}
    rounds = []
    for spot in spots:
        segments = outline_of(pieces[spot.kind].shape, spot.at)
        if pieces[spot.kind].shape == "round":
            rounds.append(Outline(segments, "die-cut"))
            continue
        corners = [segment[1:] for segment in segments if len(segment) == 3]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            key = tuple(sorted((round(x / TOLERANCE / 4), round(y / TOLERANCE / 4)) for x, y in (start, end)))
            edges.setdefault(key, Outline((("M", *start), ("L", *end)), "die-cut"))
    return (*edges.values(), *rounds)
