"""Lines beside and between the cards: for whoever cuts, folds or prints with several inks."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from generator.basics.geometry import Insets, Point, Rect, Size
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE, mm, near
from generator.imposition.layout import Blocks, around
from generator.imposition.turning import Fold
from generator.model.sheet import Line, LineKind, Patch, PatchRole

#: A crop mark keeps this far from the bleed, has at least and at most these lengths, and ends this far from the
#: paper's edge (marks may run into the strip a printer cannot reach: a cut-off mark is still a mark). Points.
MARK_OFFSET = mm(0.5)
SHORTEST_MARK = mm(2)
LONGEST_MARK = mm(5)
MARK_TO_EDGE = mm(2.5)

#: A crop mark shorter than this is not seen; a tick serves better. Points.
VISIBLE_MARK = mm(1)

#: A tick reaches so far along the cut from a card's corner, points.
TICK = mm(1.5)

#: Registration marks: radius of the ring and reach of the cross, points.
RING = mm(1.5)
CROSS = mm(2.5)

#: A field of the colour bar is square and this long, points.
PATCH = mm(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What marks must know of a side.

    Attributes:
        outer: bleed along the outer edges of the blocks.
        keep: how far marks stay from the paper's edges.
        windows: where cards and their bleed are.
    """

    blocks: Blocks
    paper: Size
    outer: Insets
    keep: Insets
    windows: tuple[Rect, ...]
    fold: Fold
    fold_at: float


def lines(frame: Frame, *, crop: bool, cut: bool, ticks: bool) -> tuple[Line, ...]:
    """The crop marks, cut lines, ticks and the fold line of a side, as far as they are wanted; no two alike.

    Crop marks lie in line with every cut, outside the outermost bleed, at both ends of the cut. Where there is no
    room for one, a tick along the cut's own line, inside, takes its place.
    """
    marks: dict[Line, None] = {}
    for number in range(len(frame.blocks)):
        for line in _block_lines(frame, number, crop=crop, cut=cut, ticks=ticks):
            marks.setdefault(line)
    if frame.fold != "none":
        marks.setdefault(_fold_line(frame))
    return tuple(marks)


def _block_lines(frame: Frame, number: int, *, crop: bool, cut: bool, ticks: bool) -> Iterator[Line]:
    block = frame.blocks[number]
    area = block.area
    slots = block.slots
    across = merged(sorted(edge for slot in slots[: block.columns] for edge in (slot.x, slot.right)))
    down = merged(sorted(edge for slot in slots[:: block.columns] for edge in (slot.y, slot.bottom)))
    if frame.fold == "vertical":
        across = [x for x in across if not near(x, frame.fold_at)]
    elif frame.fold == "horizontal":
        down = [y for y in down if not near(y, frame.fold_at)]
    top = _Edge(frame, number, area.y, -1, upright=True)
    bottom = _Edge(frame, number, area.bottom, 1, upright=True)
    left = _Edge(frame, number, area.x, -1, upright=False)
    right = _Edge(frame, number, area.right, 1, upright=False)
    for crossings, ends in ((across, (top, bottom)), (down, (left, right))):
        for at in crossings:
            if crop:
                for end in ends:
                    yield from end.mark(at)
            if cut:
                yield _line(ends[0].reach, ends[1].reach, at, upright=ends[0].upright, kind="cut")
    if ticks:
        yield from _corners(area, across, down)


class _Edge:
    """One edge of a block, and what room there is for marks beyond it."""

    def __init__(self, frame: Frame, number: int, at: float, way: int, *, upright: bool) -> None:
        paper, outer, keep = frame.paper, frame.outer, frame.keep
        self.at, self.way, self.upright = at, way, upright
        if upright:
            bleed, room = (outer.top, at - keep.top) if way < 0 else (outer.bottom, paper.height - at - keep.bottom)
        else:
            bleed, room = (outer.left, at - keep.left) if way < 0 else (outer.right, paper.width - at - keep.right)
        self.near = bleed + MARK_OFFSET
        self.far = min(self.near + LONGEST_MARK, room)
        self.free = self.far - self.near >= VISIBLE_MARK
        #: Only beside another block can a card lie in a mark's way.
        self.others = frame.windows if len(frame.blocks) > 1 else ()
        area = frame.blocks[number].area
        self.seams = [
            edge
            for other, block in enumerate(frame.blocks)
            if other != number
            for edge in ((block.area.x, block.area.right) if upright else (block.area.y, block.area.bottom))
        ]
        self.reach = at + way * self.far if self.free and not self._faces(frame, area, number) else at

    def _faces(self, frame: Frame, area: Rect, number: int) -> bool:
        for other, block in enumerate(frame.blocks):
            if other != number and (
                min(area.right, block.area.right) - max(area.x, block.area.x) > TOLERANCE
                if self.upright
                else min(area.bottom, block.area.bottom) - max(area.y, block.area.y) > TOLERANCE
            ):
                middle = block.area.centre.y if self.upright else block.area.centre.x
                if (middle - self.at) * self.way > 0:
                    return True
        return False

    def mark(self, at: float) -> Iterator[Line]:
        """The crop mark beyond the edge, or the tick before it."""
        if self.free:
            mark = _line(self.at + self.way * self.far, self.at + self.way * self.near, at, upright=self.upright)
            if not any(box(mark).grown(0.2).overlaps(window) for window in self.others):
                yield mark
                return
            if any(near(at, seam) for seam in self.seams):
                return  # The cut between two blocks: the longer one's marks stand at its ends.
        yield _line(self.at - self.way * TICK, self.at, at, upright=self.upright, kind="tick")


def _corners(area: Rect, across: Sequence[float], down: Sequence[float]) -> Iterator[Line]:
    for x in across:
        for y in down:
            yield _line(max(area.y, y - TICK), min(area.bottom, y + TICK), x, upright=True, kind="tick")
            yield _line(max(area.x, x - TICK), min(area.right, x + TICK), y, upright=False, kind="tick")


def _fold_line(frame: Frame) -> Line:
    area = around(frame.blocks)
    if frame.fold == "vertical":
        end = max(area.bottom, frame.paper.height - frame.keep.bottom)
        return _line(min(area.y, frame.keep.top), end, frame.fold_at, upright=True, kind="fold")
    end = max(area.right, frame.paper.width - frame.keep.right)
    return _line(min(area.x, frame.keep.left), end, frame.fold_at, upright=False, kind="fold")


def registration(frame: Frame, marks: Sequence[Line], taken: Sequence[Rect]) -> tuple[Line, ...]:
    """A ring with a cross at the middle of opposite edges, or else at the corners; empty when fewer than two fit."""
    area, paper = around(frame.blocks), frame.paper
    outer, keep = frame.outer, frame.keep
    busy = [
        *(box(mark).grown(mm(0.3)) for mark in marks),
        *taken,
        *(window.grown(MARK_OFFSET) for window in frame.windows),
    ]
    middles: list[Point | None] = []
    for upright, edge, way, bleed, room in (
        (True, area.y, -1, outer.top, area.y - keep.top),
        (True, area.bottom, 1, outer.bottom, paper.height - area.bottom - keep.bottom),
        (False, area.x, -1, outer.left, area.x - keep.left),
        (False, area.right, 1, outer.right, paper.width - area.right - keep.right),
    ):
        start = bleed + MARK_OFFSET
        level = edge + way * (start + CROSS)
        along, extent = (area.centre.x, area.width) if upright else (area.centre.y, area.height)
        steps = range(int(extent / 2 / mm(2))) if start + 2 * CROSS <= room + TOLERANCE else range(0)
        places = (along + side * step * mm(2) for step in steps for side in (1, -1))
        middles.append(_free((Point(at, level) if upright else Point(level, at) for at in places), busy))
    centres: list[Point] = []
    for one, other in ((middles[0], middles[1]), (middles[2], middles[3])):
        if one is not None and other is not None:
            centres += [one, other]
    if not centres:
        for right in (False, True):
            for bottom in (False, True):
                corner = _free(_corner_places(area, paper, right=right, bottom=bottom), busy)
                centres += [] if corner is None else [corner]
    return tuple(line for centre in centres for line in _target(centre)) if len(centres) > 1 else ()


def _free(places: Iterable[Point], busy: Sequence[Rect]) -> Point | None:
    """The first place where a registration mark touches nothing."""
    for place in places:
        square = Rect(place.x - CROSS, place.y - CROSS, 2 * CROSS, 2 * CROSS)
        if not any(square.overlaps(other) for other in busy):
            return place
    return None


def _corner_places(area: Rect, paper: Size, *, right: bool, bottom: bool) -> Iterator[Point]:
    least = MARK_TO_EDGE + CROSS
    wide, high = (paper.width - area.right if right else area.x), (paper.height - area.bottom if bottom else area.y)
    for across in range(int(max(0.0, wide - least) / mm(0.5)) + 1):
        for down in range(int(max(0.0, high - least) / mm(0.5)) + 1):
            x, y = least + across * mm(0.5), least + down * mm(0.5)
            yield Point(paper.width - x if right else x, paper.height - y if bottom else y)


def _target(centre: Point) -> Iterator[Line]:
    yield Line(Point(centre.x - CROSS, centre.y), Point(centre.x + CROSS, centre.y), kind="registration")
    yield Line(Point(centre.x, centre.y - CROSS), Point(centre.x, centre.y + CROSS), kind="registration")
    parts = 24
    ring = [
        Point(
            centre.x + RING * math.cos(2 * math.pi * part / parts),
            centre.y + RING * math.sin(2 * math.pi * part / parts),
        )
        for part in range(parts)
    ]
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        yield Line(start, end, kind="registration")


def color_bar(frame: Frame, marks: Sequence[Line], taken: Sequence[Rect], margins: Insets) -> tuple[Patch, ...]:
    """The fields of the colour bar along one edge, between the marks; empty when no edge has room for all."""
    area = around(frame.blocks)
    paper, outer = frame.paper, frame.outer
    busy = [*(box(mark).grown(mm(0.3)) for mark in marks), *taken]
    roles: tuple[PatchRole, ...] = get_args(PatchRole)
    for upright, level, room in (
        (True, margins.top, area.y - outer.top - MARK_OFFSET - margins.top),
        (
            False,
            paper.width - margins.right - PATCH,
            paper.width - area.right - outer.right - MARK_OFFSET - margins.right,
        ),
        (False, margins.left, area.x - outer.left - MARK_OFFSET - margins.left),
        (
            True,
            paper.height - margins.bottom - PATCH,
            paper.height - area.bottom - outer.bottom - MARK_OFFSET - margins.bottom,
        ),
    ):
        if room + TOLERANCE < PATCH:
            continue
        start, end = (area.x, area.right) if upright else (area.y, area.bottom)
        patches: list[Patch] = []
        at = start
        while at + PATCH <= end + TOLERANCE and len(patches) < len(roles):
            field = Rect(at, level, PATCH, PATCH) if upright else Rect(level, at, PATCH, PATCH)
            if any(field.overlaps(other) for other in busy):
                at += mm(0.5)
            else:
                patches.append(Patch(field, roles[len(patches)]))
                at += PATCH
        if len(patches) == len(roles):
            return tuple(patches)
    return ()


def merged(cuts: Sequence[float]) -> list[float]:
    """The rising cuts, with those that floats alone keep apart made one."""
    kept: list[float] = []
    for cut in cuts:
        if not kept or cut - kept[-1] > TOLERANCE:
            kept.append(cut)
    return kept


def box(mark: Line) -> Rect:
    """The rectangle around a line."""
    left, top = min(mark.start.x, mark.end.x), min(mark.start.y, mark.end.y)
    return Rect(left, top, max(mark.start.x, mark.end.x) - left, max(mark.start.y, mark.end.y) - top)


def _line(start: float, end: float, at: float, *, upright: bool, kind: LineKind = "crop") -> Line:
    """A line that stands at an x (`upright`) or lies at a y."""
    if upright:
        return Line(Point(at, start), Point(at, end), kind=kind)
    return Line(Point(start, at), Point(end, at), kind=kind)
