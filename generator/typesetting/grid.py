"""Grid: children in columns and rows (CSS Grid Layout 1, with fixed, fr and auto tracks; items flow row by row).

Kept simple where cards have no use for more: lines before the first line of the grid count as the first; there are no
named lines, no dense packing, and a child is as wide as its area unless its style gives a width or auto margins.
`justify-content: flex-start`, the value of containers that say nothing, lets auto columns take what is left over, as
`normal` does in CSS; `start` does not.
"""

from typing import TYPE_CHECKING, Final, cast

from generator.basics.records import dataclass
from generator.model.design import Dimension, Track
from generator.typesetting.boxes_nodes import Node, Sizes, distributed, gap_of, resolved

if TYPE_CHECKING:
    from generator.typesetting.boxes_flow import Flow, Spot

#: A line or span that a style names is taken for no more than this.
MOST_TRACKS: Final = 500

_AUTO: Final = Track()


@dataclass(frozen=True, slots=True)
class Area:
    """The cells that a child takes, counted from 0."""

    node: Node
    column: int
    columns: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Need:
    """What one child asks of the tracks it lies in: its least and most extent with margins."""

    start: int
    span: int
    least: float
    most: float


def areas(node: Node) -> tuple[tuple[Area, ...], int, int]:
    """Where every child goes, and the number of columns and rows (CSS Grid section 8.5, row flow, sparse)."""
    style = node.style
    columns, rows = len(style.grid_template_columns), len(style.grid_template_rows)
    wanted = []
    for child in node.flowing:
        wanted.append((child, *_lines(child.style.grid_column, columns), *_lines(child.style.grid_row, rows)))
    columns = max([1, columns, *[(column or 0) + span for _, column, span, _, _ in wanted]])
    taken: dict[int, int] = {}  # by row, one bit per column
    found: dict[Node, Area] = {}

    def free(column: int, span: int, row: int, row_span: int) -> bool:
        bits = ((1 << span) - 1) << column
        return not any(taken.get(at, 0) & bits for at in range(row, row + row_span))

    def take(child: Node, column: int, span: int, row: int, row_span: int) -> None:
        bits = ((1 << span) - 1) << column
        for at in range(row, row + row_span):
            taken[at] = taken.get(at, 0) | bits
        found[child] = Area(child, column, span, row, row_span)

    for child, column, span, row, row_span in wanted:
        if column is not None and row is not None:
            take(child, column, span, row, row_span)
    reached: dict[int, int] = {}
    for child, column, span, row, row_span in wanted:
        if column is None and row is not None:
            at = reached.get(row, 0)
            while not free(at, span, row, row_span):
                at += 1
            take(child, at, span, row, row_span)
            reached[row] = at + span
            columns = max(columns, at + span)
    at_column = at_row = 0
    for child, column, span, row, row_span in wanted:
        if row is not None:
            continue
        if column is not None:
            if column < at_column:
                at_row += 1
            at_column = column
            while not free(at_column, span, at_row, row_span):
                at_row += 1
        else:
            while at_column + span > columns or not free(at_column, span, at_row, row_span):
                at_column += 1
                if at_column + span > columns:
                    at_column = 0
                    at_row += 1
        take(child, at_column, span, at_row, row_span)
        at_column += span if column is None else 0
    placed = tuple([found[child] for child in node.flowing])
    return placed, columns, max([rows, *[area.row + area.rows for area in placed]])


def _lines(placement: tuple[int | None, int | None, int], count: int) -> tuple[int | None, int]:
    """The first track, counted from 0, and the number of tracks; None where the child flows."""
    start, end, span = placement
    span = min(MOST_TRACKS, max(1, span))
    first, last = _line(start, count), _line(end, count)
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
        return first, max(1, last - first)
    if first is not None:
        return first, span
    if last is not None:
        first = max(0, last - span)
        return first, max(1, last - first)
    return None, span


def _line(line: int | None, count: int) -> int | None:
    if line is None or line == 0:
        return None
    return min(MOST_TRACKS, max(0, line - 1 if line > 0 else count + 1 + line))


def tracks(
    template: tuple[Track, ...], count: int, needs: list[_Need], room: float | None, gap: float, least: bool, fill: bool
) -> list[float]:
    """The extents of the tracks (CSS Grid section 12).

    Args:
        template: the tracks that the style names; those beyond are auto.
        count: how many there are.
        needs: what the children ask for.
        room: the container's inner extent; None while it is to be found from the content.
        gap: between two tracks.
        least: without `room`, whether the content is to be as small as it can be, else as large as it wants.
        fill: whether auto tracks share what is left over.
    """
    base = [0.0] * count
    limit = [0.0] * count
    fixed = [False] * count
    shares = [0.0] * count
    for number in range(count):
        track = template[number] if number < len(template) else _AUTO
        size = resolved(track.size, room)
        if track.fr is not None:
            shares[number] = min(1e6, track.fr) if track.fr > 0 else 0.0
        if size is not None:
            base[number] = limit[number] = max(0.0, size)
            fixed[number] = True
    flexible = [number for number in range(count) if number < len(template) and template[number].fr is not None]
    is_flexible = set(flexible)
    for need in sorted(needs, key=lambda need: need.span):
        span = range(need.start, need.start + need.span)
        growing = [number for number in span if number in is_flexible] or [n for n in span if not fixed[n]]
        if not growing:
            continue
        gaps = gap * (need.span - 1)
        for extents, wanted in ((base, need.least), (limit, need.most)):
            extra = wanted - gaps - sum([extents[number] for number in span])
            if extra > 0:
                whole = sum([shares[number] for number in growing])
                for number in growing:
                    extents[number] += extra * shares[number] / whole if whole > 0 else extra / len(growing)
    limit = [max(low, high) for low, high in zip(base, limit, strict=True)]
    gaps = gap * max(0, count - 1)
    if room is None:
        extents = base if least else limit
        unit = max([0.0, *[extents[number] / max(1.0, shares[number]) for number in flexible]])
        return [
            max(extent, unit * shares[number]) if number in is_flexible and not least else extent
            for number, extent in enumerate(extents)
        ]
    _grow(base, [number for number in range(count) if number not in is_flexible], room - gaps - sum(base), limit)
    if flexible:
        _share(base, flexible, shares, room - gaps)
    elif fill:
        autos = [number for number in range(count) if not fixed[number]]
        free = room - gaps - sum(base)
        if autos and free > 0:
            for number in autos:
                base[number] += free / len(autos)
    return base


def _grow(base: list[float], numbers: list[int], free: float, limit: list[float]) -> None:
    """Grows the tracks alike until they reach their limits or nothing is left."""
    rest = sorted([number for number in numbers if limit[number] > base[number]], key=lambda n: limit[n] - base[n])
    while rest and free > 0:
        number = rest.pop(0)
        by = min(free / (len(rest) + 1), limit[number] - base[number])
        base[number] += by
        free -= by


def _share(base: list[float], flexible: list[int], shares: list[float], room: float) -> None:
    """Gives the flexible tracks their shares of what the others leave, but never less than their content needs."""
    live = list(flexible)
    others = sum(base) - sum([base[number] for number in flexible])
    while live:
        unit = max(0.0, room - others) / max(1.0, sum([shares[number] for number in live]))
        stiff = [number for number in live if base[number] > unit * shares[number]]
        if not stiff:
            for number in live:
                base[number] = unit * shares[number]
            return
        others += sum([base[number] for number in stiff])
        live = [number for number in live if base[number] <= unit * shares[number]]


# --- What flow asks for -------------------------------------------------------------------------------------------


def _areas(node: Node) -> tuple[tuple[Area, ...], int, int]:
    found = node.prepared.get("areas")
    if found is None:
        found = node.prepared["areas"] = areas(node)
    return cast(tuple[tuple[Area, ...], int, int], found)


def content_width(flow: "Flow", node: Node, room: float) -> float:
    """How wide the content wants to be: `room` inf for at most, 0 for at least."""
    gap = gap_of(node.style.column_gap, None)
    extents = _columns(flow, node, None, gap, room == 0.0)
    return sum(extents) + gap * max(0, len(extents) - 1)


def content_height(flow: "Flow", node: Node, width: float) -> float:
    """How high the content is in a content box of that width."""
    gap = gap_of(node.style.row_gap, None)
    extents = _rows(flow, node, _known_columns(flow, node, width), width, None, gap)
    return sum(extents) + gap * max(0, len(extents) - 1)


def place(flow: "Flow", node: Node, width: float, height: float) -> "list[Spot]":
    """Where the children lie when the content box has this size."""
    style = node.style
    column_gap, row_gap = gap_of(style.column_gap, width), gap_of(style.row_gap, height)
    columns = _known_columns(flow, node, width)
    rows = _rows(flow, node, columns, width, height, row_gap)
    lefts = _starts(columns, width, column_gap, style.justify_content)
    tops = _starts(rows, height, row_gap, style.align_content)
    places = []
    for area in _areas(node)[0]:
        wide = _extent(columns, area.column, area.columns, lefts)
        high = _extent(rows, area.row, area.rows, tops)
        child = area.node
        sizes = child.sizes(wide, high)
        box_width = _width_in(flow, child, sizes, wide)
        free = high - sizes.top - sizes.bottom
        stretches = child.align == "stretch" and not (sizes.auto_top or sizes.auto_bottom)
        if sizes.height is None and stretches and child.ratio is None:
            box_height = sizes.held_height(free)
        else:
            box_height = flow.outer_height(child, sizes, box_width)
        x = _aligned("start", wide, box_width, sizes.left, sizes.right, sizes.auto_left, sizes.auto_right)
        if node.rtl:
            x = _aligned("end", wide, box_width, sizes.left, sizes.right, sizes.auto_left, sizes.auto_right)
            x += width - lefts[area.column] - wide
        else:
            x += lefts[area.column]
        y = tops[area.row] + _aligned(
            child.align, high, box_height, sizes.top, sizes.bottom, sizes.auto_top, sizes.auto_bottom
        )
        places.append(flow.spot(child, sizes, x, y, box_width, box_height, (wide, high)))
    return places


def _known_columns(flow: "Flow", node: Node, width: float) -> list[float]:
    key = ("columns", width)
    found, mark = flow.memo.recall(node.prepared, key)
    if found is None:
        found = _columns(flow, node, width, gap_of(node.style.column_gap, width), False)
        flow.memo.store(node.prepared, key, mark, found)
    return cast(list[float], found)


def _columns(flow: "Flow", node: Node, width: float | None, gap: float, least: bool) -> list[float]:
    placed, count, _ = _areas(node)
    template = node.style.grid_template_columns
    needs = []
    for area in placed:
        if _all_fixed(template, area.column, area.columns, width):
            continue
        sizes = area.node.sizes(None, None)
        margins = sizes.left + sizes.right
        small = 0.0
        if not area.node.clips or sizes.min_width is not None or sizes.width is not None:
            small = flow.least_width(area.node, sizes, None)
        needs.append(
            _Need(
                area.column,
                area.columns,
                max(sizes.wide, small) + margins,
                flow.most_width(area.node, sizes, None) + margins,
            )
        )
    fill = node.style.justify_content in ("flex-start", "stretch", "normal")
    return tracks(template, count, needs, width, gap, least, fill)


def _rows(
    flow: "Flow", node: Node, columns: list[float], width: float, height: float | None, gap: float
) -> list[float]:
    placed, _, count = _areas(node)
    style = node.style
    template = style.grid_template_rows
    column_gap = gap_of(style.column_gap, width)
    needs = []
    for area in placed:
        if _all_fixed(template, area.row, area.rows, height):
            continue
        wide = sum(columns[area.column : area.column + area.columns]) + column_gap * (area.columns - 1)
        sizes = area.node.sizes(wide, None)
        high = flow.outer_height(area.node, sizes, _width_in(flow, area.node, sizes, wide)) + sizes.top + sizes.bottom
        needs.append(_Need(area.row, area.rows, high, high))
    return tracks(template, count, needs, height, gap, False, style.align_content in ("stretch", "normal"))


def _all_fixed(template: tuple[Track, ...], start: int, span: int, room: float | None) -> bool:
    """Whether the tracks need not hear what the child wants."""
    return start + span <= len(template) and all(
        _known(template[number].size, room) for number in range(start, start + span)
    )


def _known(size: Dimension | None, room: float | None) -> bool:
    return resolved(size, room) is not None


def _width_in(flow: "Flow", child: Node, sizes: Sizes, wide: float) -> float:
    if sizes.width is not None:
        return sizes.held_width(sizes.width)
    room = wide - sizes.left - sizes.right
    if sizes.auto_left or sizes.auto_right:
        return flow.fit_width(child, sizes, room, None)
    if child.ratio is not None and sizes.height is not None:
        return flow.most_width(child, sizes, None)
    return sizes.held_width(room)


def _starts(extents: list[float], room: float, gap: float, mode: str) -> list[float]:
    free = room - sum(extents) - gap * max(0, len(extents) - 1)
    at, between = distributed(mode, free, len(extents), False)
    starts = []
    for extent in extents:
        starts.append(at)
        at += extent + gap + between
    return starts


def _extent(extents: list[float], start: int, span: int, starts: list[float]) -> float:
    last = start + span - 1
    return starts[last] + extents[last] - starts[start] if span > 1 else extents[start]


def _aligned(mode: str, room: float, extent: float, near: float, far: float, auto_near: bool, auto_far: bool) -> float:
    free = room - extent - near - far
    if auto_near or auto_far:
        return near + (free / (auto_near + auto_far) if auto_near and free > 0 else 0.0)
    return near + distributed(mode, free, 1, False)[0]
