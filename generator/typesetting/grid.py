"""Grid: children in columns and rows (CSS Grid Layout 1; items flow row by row).

Kept simple where cards have no use for more: lines before the first line of the grid count as the first, there is no
dense packing, and only columns repeat as often as there is room.
`justify-content: flex-start`, the value of containers that say nothing, lets auto columns take what is left over, as
`normal` does in CSS; `start` does not.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from generator.basics.records import dataclass
from generator.model.design import Dimension, Repeated, Track
from generator.typesetting.boxes_nodes import Node, Sizes, distributed, gap_of, resolved

if TYPE_CHECKING:
    from generator.typesetting.boxes_flow import Flow, Spot

#: A line or span that a style names is taken for no more than this.
MOST_TRACKS: Final = 500

_AUTO: Final = (Track(),)


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


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where every child goes, and all columns and rows that there are, named by the style or not."""

    areas: tuple[Area, ...]
    columns: tuple[Track, ...]
    rows: tuple[Track, ...]


def areas(node: Node, columns: int) -> tuple[tuple[Area, ...], int, int]:
    """Where every child goes, and the number of columns and rows (CSS Grid section 8.5, row flow, sparse).

    `columns` is how many the style names.
    """
    rows = len(node.style.grid_template_rows)
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
    template: tuple[Track, ...], needs: list[_Need], room: float | None, gap: float, least: bool, fill: bool
) -> list[float]:
    """The extents of the tracks (CSS Grid section 12).

    Args:
        template: the tracks.
        needs: what the children ask for.
        room: the container's inner extent; None while it is to be found from the content.
        gap: between two tracks.
        least: without `room`, whether the content is to be as small as it can be, else as large as it wants.
        fill: whether auto tracks share what is left over.
    """
    count = len(template)
    base = [0.0] * count
    limit = [0.0] * count
    #: Whether the style says how much it is at least, and at most.
    held = [False] * count
    fixed = [False] * count
    shares = [0.0] * count
    for number, track in enumerate(template):
        low, high = _length(track.size or track.least, room), _length(track.size or track.most, room)
        if track.fr is not None:
            shares[number] = min(1e6, track.fr) if track.fr > 0 else 0.0
        if low is not None:
            base[number] = limit[number] = low
            held[number] = True
        if high is not None:
            limit[number] = max(base[number], high)
            fixed[number] = True
    flexible = [number for number in range(count) if template[number].fr is not None]
    is_flexible = set(flexible)
    for need in sorted(needs, key=lambda need: need.span):
        span = range(need.start, need.start + need.span)
        growing = [number for number in span if number in is_flexible]
        gaps = gap * (need.span - 1)
        lows = [number for number in growing or span if not held[number]]
        # What wants all of its content at least, gets it before others.
        whole = [number for number in lows if template[number].least == "max-content"]
        highs = growing or [number for number in span if not fixed[number]]
        short = [number for number in highs if template[number].most == "min-content"]
        _widen(base, lows, span, need.least - gaps, shares)
        _widen(base, whole, span, need.most - gaps, shares)
        _widen(limit, highs, span, (need.least if len(short) == len(highs) else need.most) - gaps, shares)
        for number in lows:
            # A content that sets no least of its own is content with what its column has at most.
            if fixed[number] and template[number].least is None:
                base[number] = min(base[number], limit[number])
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
        autos = [number for number in range(count) if not fixed[number] and template[number].most is None]
        free = room - gaps - sum(base)
        if autos and free > 0:
            for number in autos:
                base[number] += free / len(autos)
    return base


def _length(size: Dimension | str | None, room: float | None) -> float | None:
    found = None if isinstance(size, str) else resolved(size, room)
    return None if found is None else max(0.0, found)


def _widen(extents: list[float], growing: list[int], span: range, wanted: float, shares: list[float]) -> None:
    """Makes tracks larger, by their shares or else alike, until the span is as large as it is wanted."""
    extra = wanted - sum([extents[number] for number in span])
    if not growing or extra <= 0:
        return
    whole = sum([shares[number] for number in growing])
    for number in growing:
        extents[number] += extra * shares[number] / whole if whole > 0 else extra / len(growing)


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


def _plan(node: Node, width: float | None) -> _Plan:
    """The columns, the rows and the children's places in a content box of that width; None while it is unknown."""
    times = _times(node, width)
    key = ("plan", times)
    found = node.prepared.get(key)
    if found is None:
        found = node.prepared[key] = _planned(node, times)
    return cast(_Plan, found)


def _planned(node: Node, times: int) -> _Plan:
    style = node.style
    columns: list[Track] = []
    fitting = range(0)
    for track in style.grid_template_columns:
        if isinstance(track, Repeated):
            repeated = track.tracks * times
            if track.fit:
                fitting = range(len(columns), len(columns) + len(repeated))
            columns.extend(repeated)
        else:
            columns.append(track)
    placed, wide, high = areas(node, len(columns))
    columns.extend(_more(style.grid_auto_columns, wide - len(columns)))
    rows = (*style.grid_template_rows, *_more(style.grid_auto_rows, high - len(style.grid_template_rows)))
    if fitting:
        taken = {number for area in placed for number in range(area.column, area.column + area.columns)}
        kept = [number for number in range(len(columns)) if number not in fitting or number in taken] or [0]
        columns = [columns[number] for number in kept]
        if taken:
            placed = tuple([replace(area, column=kept.index(area.column)) for area in placed])
    return _Plan(placed, tuple(columns), rows)


def _more(turns: tuple[Track, ...], count: int) -> tuple[Track, ...]:
    """The tracks beyond those of the template."""
    turns = turns or _AUTO
    return (turns * (count // len(turns) + 1))[:count] if count > 0 else ()


def _times(node: Node, width: float | None) -> int:
    """How often the columns that repeat themselves have room (CSS Grid section 7.2.3.2)."""
    template = node.style.grid_template_columns
    repeated = next((track for track in template if isinstance(track, Repeated)), None)
    if repeated is None or width is None:
        return 1
    gap = gap_of(node.style.column_gap, width)
    others = [track for track in template if isinstance(track, Track)]
    once = sum([_sure(track, width) + gap for track in repeated.tracks])
    room = width + gap - sum([_sure(track, width) + gap for track in others])
    most = (MOST_TRACKS - len(others)) // len(repeated.tracks)
    return max(1, min(most, int((room + 1e-6) / max(1.0, once))))


def _sure(track: Track, room: float) -> float:
    """How wide a column is before anything is in it."""
    low = _length(track.size or track.least, room)
    high = _length(track.size or track.most, room)
    return max(low or 0.0, low or 0.0 if high is None else high)


def content_width(flow: "Flow", node: Node, room: float) -> float:
    """How wide the content wants to be: `room` inf for at most, 0 for at least."""
    gap = gap_of(node.style.column_gap, None)
    extents = _columns(flow, node, None, gap, room == 0.0)
    return sum(extents) + gap * max(0, len(extents) - 1)


def content_height(flow: "Flow", node: Node, width: float) -> float:
    """How high the content is in a content box of that width."""
    gap = gap_of(node.style.row_gap, None)
    columns = _known_columns(flow, node, width)
    extents = _rows(flow, node, columns, width, None, gap, _lowered(flow, node, columns, width))
    return sum(extents) + gap * max(0, len(extents) - 1)


def place(flow: "Flow", node: Node, width: float, height: float) -> "list[Spot]":
    """Where the children lie when the content box has this size."""
    style = node.style
    column_gap, row_gap = gap_of(style.column_gap, width), gap_of(style.row_gap, height)
    columns = _known_columns(flow, node, width)
    lowered = _lowered(flow, node, columns, width)
    rows = _rows(flow, node, columns, width, height, row_gap, lowered)
    lefts = _starts(columns, width, column_gap, style.justify_content)
    tops = _starts(rows, height, row_gap, style.align_content)
    places = []
    for area in _plan(node, width).areas:
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
        side = _SIDES[node.rtl].get(child.justify, child.justify)
        x = _aligned(side, wide, box_width, sizes.left, sizes.right, sizes.auto_left, sizes.auto_right)
        x += width - lefts[area.column] - wide if node.rtl else lefts[area.column]
        y = tops[area.row] + lowered.get(child, 0.0)
        y += _aligned(child.align, high, box_height, sizes.top, sizes.bottom, sizes.auto_top, sizes.auto_bottom)
        places.append(flow.spot(child, sizes, x, y, box_width, box_height, (wide, high)))
    return places


#: What `justify-self` comes to from the left, and from the right.
_SIDES: Final = (
    {"stretch": "start", "flex-start": "start", "flex-end": "end", "baseline": "start"},
    {"stretch": "end", "flex-start": "end", "start": "end", "flex-end": "start", "end": "start", "baseline": "end"},
)


def _lowered(flow: "Flow", node: Node, columns: list[float], width: float) -> dict[Node, float]:
    """How far children go down in their rows so that their first lines of writing are one line."""
    if not node.on_line:
        return {}
    gap = gap_of(node.style.column_gap, width)
    rises: dict[int, dict[Node, float]] = {}
    for area in _plan(node, width).areas:
        child = area.node
        wide = _span(columns, area.column, area.columns, gap)
        sizes = child.sizes(wide, None)
        if child.align != "baseline" or sizes.auto_top or sizes.auto_bottom:
            continue
        box_width = _width_in(flow, child, sizes, wide)
        rise = flow.rise(child, sizes, box_width, flow.outer_height(child, sizes, box_width))
        rises.setdefault(area.row, {})[child] = sizes.top + rise
    return {child: max(row.values()) - rise for row in rises.values() for child, rise in row.items()}


def _span(extents: list[float], start: int, span: int, gap: float) -> float:
    return sum(extents[start : start + span]) + gap * (span - 1)


def _known_columns(flow: "Flow", node: Node, width: float) -> list[float]:
    key = ("columns", width)
    found, mark = flow.memo.recall(node.prepared, key)
    if found is None:
        found = _columns(flow, node, width, gap_of(node.style.column_gap, width), False)
        flow.memo.store(node.prepared, key, mark, found)
    return cast(list[float], found)


def _columns(flow: "Flow", node: Node, width: float | None, gap: float, least: bool) -> list[float]:
    plan = _plan(node, width)
    template = plan.columns
    needs = []
    for area in plan.areas:
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
    return tracks(template, needs, width, gap, least, fill)


def _rows(
    flow: "Flow",
    node: Node,
    columns: list[float],
    width: float,
    height: float | None,
    gap: float,
    lowered: dict[Node, float],
) -> list[float]:
    plan = _plan(node, width)
    style = node.style
    template = plan.rows
    column_gap = gap_of(style.column_gap, width)
    needs = []
    for area in plan.areas:
        if _all_fixed(template, area.row, area.rows, height):
            continue
        wide = _span(columns, area.column, area.columns, column_gap)
        sizes = area.node.sizes(wide, None)
        high = flow.outer_height(area.node, sizes, _width_in(flow, area.node, sizes, wide)) + sizes.top + sizes.bottom
        high += lowered.get(area.node, 0.0)
        needs.append(_Need(area.row, area.rows, high, high))
    return tracks(template, needs, height, gap, False, style.align_content in ("stretch", "normal"))


def _all_fixed(template: tuple[Track, ...], start: int, span: int, room: float | None) -> bool:
    """Whether the tracks need not hear what the child wants."""
    return all(
        _length(track.size or track.least, room) is not None and _length(track.size or track.most, room) is not None
        for track in template[start : start + span]
    )


def _width_in(flow: "Flow", child: Node, sizes: Sizes, wide: float) -> float:
    if sizes.width is not None:
        return sizes.held_width(sizes.width)
    room = wide - sizes.left - sizes.right
    if sizes.auto_left or sizes.auto_right or child.justify != "stretch":
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
    return near + (0.0 if mode == "baseline" else distributed(mode, free, 1, False)[0])
