"""A board laid out: spaces spread along their paths, zones around them, places for cards; or what has no room."""

import math
from collections.abc import Sequence
from itertools import groupby

from generator.basics.geometry import Point, Rect
from generator.basics.problems import KeyPath, Problem, Related
from generator.basics.units import TOLERANCE, in_mm, show_mm
from generator.components.boards_curves import Curve, crossing, curve_of, show
from generator.components.boards_room import Footprint, collisions, sticks_out
from generator.model.board import Board, BoardLayout, LaidSpace, LaidWay, LaidZone, Space, Spot, Way

#: Of faults that are alike, so many are told one by one.
MOST_ALIKE = 3


def lay_out(board: Board) -> tuple[BoardLayout | None, tuple[Problem, ...]]:
    """Where everything on the board lies, and what keeps it from having room.

    Spaces are the same distance apart, measured along their path; on an open one the first and the last lie on its
    ends. No two spaces of an accepted board overlap, and all lie inside its safe zone.

    Returns:
        The layout is None exactly when one of the problems is an error.
    """
    problems: list[Problem] = []
    ways: list[LaidWay] = []
    for way in board.ways:
        laid = _grid(board, way, problems) if way.shape == "grid" else _along(board, way, problems)
        if laid is not None:
            ways.append(laid)
    free = tuple(_free(space, 0) for space in board.spaces)
    layout = BoardLayout(
        board=board,
        ways=tuple(ways),
        free=free,
        spots=tuple((spot, _spot_print(spot).box) for spot in board.spots),
    )
    problems += _outside(layout)
    crowded = {laid.way.id for laid in ways if _crowded(board, laid, problems)}
    problems += _overlaps(layout, crowded)
    broken = any(problem.severity == "error" for problem in problems)
    return None if broken else layout, tuple(problems)


def _at(board: Board, keys: tuple[str | int, ...], key: str = "") -> KeyPath:
    """A table, or one of its keys; one of several `kinds` is a value itself."""
    if key:
        return KeyPath(board.file, (*keys, key))
    return KeyPath(board.file, keys, "value" if "kinds" in keys else "header")


# --- Paths ------------------------------------------------------------------------------------------------------------


def _along(board: Board, way: Way, problems: list[Problem]) -> LaidWay | None:
    """A path with its spaces spread evenly along it."""
    try:
        curve = curve_of(way)
    except ValueError as fault:
        problems.append(
            Problem(
                name="bad-outline",
                message=f"the path `{way.id}` cannot be drawn: {fault}",
                at=_at(board, way.keys, "d"),
                help='write SVG path data in millimetres, such as "M20 40 C60 0 80 80 120 40"',
            )
        )
        return None
    if curve.length <= TOLERANCE:
        problems.append(
            Problem(
                name="path-too-short",
                message=f"the path `{way.id}` has no length",
                at=_at(board, way.keys),
                help="let it lead from one place to another",
            )
        )
        return None
    line = curve.points(max(8.0, curve.length / 3_000))
    _check_line(board, way, line, closed=curve.closed, problems=problems)
    spread = [space for space in way.spaces if space.at is None]
    gaps = len(spread) if curve.closed else len(spread) - 1
    step = curve.length / gaps if gaps > 0 else curve.length
    spaces: list[LaidSpace] = []
    done = 0
    for number, space in enumerate(way.spaces, 1):
        if space.at is not None:
            spaces.append(_free(space, number))
            continue
        along = min(done * step, curve.length)
        done += 1
        at, heading = curve.at(along)
        angle = round(math.degrees(heading), 6)
        turned = space.angle if space.angle is not None else angle if way.turned else 0.0
        spaces.append(LaidSpace(space=space, number=number, at=at, angle=angle, turned=turned, along=along))
    return LaidWay(
        way=way,
        outline=curve.data(0.0, curve.length) + ("Z" if curve.closed else ""),
        length=curve.length,
        step=step,
        spaces=tuple(spaces),
        zones=_zones(way, curve, spaces, step),
    )


def _free(space: Space, number: int) -> LaidSpace:
    angle = space.angle or 0.0
    return LaidSpace(space=space, number=number, at=space.at or Point(0, 0), angle=angle, turned=angle)


def _zones(way: Way, curve: Curve, spaces: Sequence[LaidSpace], step: float) -> tuple[LaidZone, ...]:
    """The stretches whose spaces are of one zone; neighbours meet half-way between their spaces."""
    found: list[LaidZone] = []
    spread = [laid for laid in spaces if laid.space.at is None]
    for zone, group in groupby(spread, key=lambda laid: laid.space.zone):
        members = tuple(group)
        if zone is None:
            continue
        start, end = members[0].along - step / 2, members[-1].along + step / 2
        if not curve.closed:
            start, end = max(0.0, start), min(curve.length, end)
        middle = ((start + end) / 2) % curve.length if curve.closed else (start + end) / 2
        at, heading = curve.at(middle)
        found.append(
            LaidZone(
                zone=zone,
                spaces=members,
                outline=curve.band(start, end, way.band),
                way=curve.data(start, end),
                at=at,
                angle=round(math.degrees(heading), 6),
            )
        )
    return tuple(found)


def _grid(board: Board, way: Way, problems: list[Problem]) -> LaidWay | None:
    """Spaces in the cells of a grid, row by row."""
    wide, high = way.width / way.columns, way.height / way.rows
    left, top = way.centre.x - way.width / 2, way.centre.y - way.height / 2
    spread = [space for space in way.spaces if space.at is None]
    if len(spread) > way.columns * way.rows:
        problems.append(
            Problem(
                name="path-too-short",
                message=f"the grid `{way.id}` has {way.columns * way.rows} cells, and {len(spread)} spaces",
                at=_at(board, way.keys, "rows"),
                help=f"give it {-(-len(spread) // way.columns)} rows",
            )
        )
        return None
    spaces: list[LaidSpace] = []
    cells: dict[int, Rect] = {}
    done = 0
    for number, space in enumerate(way.spaces, 1):
        if space.at is not None:
            spaces.append(_free(space, number))
            continue
        row, column = divmod(done, way.columns)
        back = way.snake and row % 2 == 1
        if back:
            column = way.columns - 1 - column
        cell = Rect(left + column * wide, top + row * high, wide, high)
        turned = space.angle or 0.0
        angle = 180.0 if back else 0.0
        spaces.append(
            LaidSpace(space=space, number=number, at=cell.centre, angle=angle, turned=turned, along=done * wide)
        )
        cells[number] = cell
        done += 1
    zones: list[LaidZone] = []
    for zone, group in groupby((laid for laid in spaces if laid.number in cells), key=lambda laid: laid.space.zone):
        members = tuple(group)
        if zone is not None:
            middle = members[len(members) // 2]
            outline = "".join(_rect(cells[member.number]) for member in members)
            way_ = "L".join(show(member.at) for member in members)
            zones.append(
                LaidZone(zone=zone, spaces=members, outline=outline, way=f"M{way_}", at=middle.at, angle=middle.angle)
            )
    rows = [Rect(left + wide / 2, top + (row + 0.5) * high, way.width - wide, 0.0) for row in range(way.rows)]
    if way.snake:
        ends = [
            (Point(row.right, row.y), Point(row.x, row.y))
            if number % 2
            else (Point(row.x, row.y), Point(row.right, row.y))
            for number, row in enumerate(rows)
        ]
        outline = "M" + "L".join(show(place) for pair in ends for place in pair)
    else:
        outline = "".join(f"M{show(Point(row.x, row.y))}L{show(Point(row.right, row.y))}" for row in rows)
    _check_line(
        board, way, [Point(left, top), Point(left + way.width, top + way.height)], closed=False, problems=problems
    )
    length = wide * max(0, done - 1)
    return LaidWay(way=way, outline=outline, length=length, step=wide, spaces=tuple(spaces), zones=tuple(zones))


def _rect(rect: Rect) -> str:
    corners = (
        Point(rect.x, rect.y),
        Point(rect.right, rect.y),
        Point(rect.right, rect.bottom),
        Point(rect.x, rect.bottom),
    )
    return "M" + "L".join(show(corner) for corner in corners) + "Z"


def _check_line(board: Board, way: Way, line: Sequence[Point], *, closed: bool, problems: list[Problem]) -> None:
    trim = board.format.trim
    out = max(max(-p.x, -p.y, p.x - trim.width, p.y - trim.height) for p in line)
    if out > TOLERANCE:
        problems.append(
            Problem(
                name="path-off-board",
                message=f"the path `{way.id}` runs {show_mm(out)} off the board",
                at=_at(board, way.keys),
                help=f"the board is {show_mm(trim.width)} wide and {show_mm(trim.height)} high",
            )
        )
    met = crossing(line, closed=closed) if len(line) > 2 and not way.crosses else None
    if met is not None:
        where = f"{in_mm(met.x):.0f} mm from the left and {in_mm(met.y):.0f} mm from the top"
        problems.append(
            Problem(
                name="path-crosses-itself",
                message=f"the path `{way.id}` crosses itself, {where}",
                at=_at(board, way.keys),
                help="nobody will know which way to go there: move one of its points, or write crosses = true if that "
                "is the game",
            )
        )


# --- Room -------------------------------------------------------------------------------------------------------------


def _print(laid: LaidSpace) -> Footprint:
    return Footprint(laid.at, laid.space.width, laid.space.height, laid.turned)


def _spot_print(spot: Spot) -> Footprint:
    trim = spot.format.trim
    return Footprint(spot.at, trim.width, trim.height, spot.angle)


def _called(laid: LaidSpace) -> str:
    space = laid.space
    name = space.label or space.kind
    return f"the space `{name}`" if name else f"space {laid.number}" if laid.number else "a space"


def _spot_called(spot: Spot) -> str:
    name = spot.label or spot.kind
    return f"the place for cards `{name}`" if name else "a place for cards"


def _outside(layout: BoardLayout) -> list[Problem]:
    """What reaches out of the safe zone; of one path the worst only."""
    board = layout.board
    room = board.format.safe_rect
    problems: list[Problem] = []
    for group in (*(way.spaces for way in layout.ways), *((space,) for space in layout.free)):
        out = [(sticks_out(_print(laid), room), -number, laid) for number, laid in enumerate(group)]
        worst = max(out, key=lambda entry: entry[:2], default=None)
        if worst is not None and worst[0] > TOLERANCE:
            others = sum(1 for entry in out if entry[0] > TOLERANCE) - 1
            more = f", and {others} more do" if others else ""
            problems.append(_is_outside(board, _called(worst[2]), worst[0], worst[2].space.keys, more))
    for spot in board.spots:
        box = _spot_print(spot).box
        far = sticks_out(_spot_print(spot), room)
        if box.width > room.width + TOLERANCE or box.height > room.height + TOLERANCE:
            problems.append(_is_larger(board, spot, box))
        elif far > TOLERANCE:
            problems.append(_is_outside(board, _spot_called(spot), far, spot.keys, ""))
    return problems


def _is_larger(board: Board, spot: Spot, box: Rect) -> Problem:
    room = board.format.safe_rect
    return Problem(
        name="outside-board",
        message=f"{_spot_called(spot)} is {show_mm(box.width)} wide and {show_mm(box.height)} high, "
        "and the board is not so large",
        at=_at(board, spot.keys),
        help=f"inside its safe zone it is {show_mm(room.width)} wide and {show_mm(room.height)} high; "
        "turn the place with `angle`, or choose a smaller `format`",
    )


def _is_outside(board: Board, called: str, far: float, keys: tuple[str | int, ...], more: str) -> Problem:
    room = board.format.safe_rect
    return Problem(
        name="outside-board",
        message=f"{called} reaches {show_mm(far)} out of the board's safe zone{more}",
        at=_at(board, keys),
        help=f"it goes from {show_mm(room.x)} to {show_mm(room.right)} across and to {show_mm(room.bottom)} down",
    )


def _crowded(board: Board, laid: LaidWay, problems: list[Problem]) -> bool:
    """Whether neighbours along a path lie too close together; that is one problem, not one for each."""
    spread = [space for space in laid.spaces if space.space.at is None]
    if laid.way.shape == "grid" or len(spread) < 2:
        return False
    prints = [_print(space) for space in spread]
    pairs = list(zip(range(len(spread)), range(1, len(spread)), strict=False))
    found = {(one, other) for one, other, _ in collisions(prints)}
    if not any(pair in found for pair in pairs):
        return False
    largest = max(space.space.width for space in spread)
    most = int(laid.length / largest + TOLERANCE) + (0 if len(spread) * laid.step <= laid.length + TOLERANCE else 1)
    problems.append(
        Problem(
            name="path-too-short",
            message=f"the {len(spread)} spaces of the path `{laid.way.id}` lie only {show_mm(laid.step)} apart",
            at=_at(board, laid.way.keys),
            label=f"it is {show_mm(laid.length)} long",
            help=f"its largest space is {show_mm(largest)} wide, so that about {most} have room; "
            "make them smaller or the path longer",
        )
    )
    return True


def _overlaps(layout: BoardLayout, crowded: set[str]) -> list[Problem]:
    """Spaces and places for cards that lie on each other."""
    board = layout.board
    things: list[tuple[str, str, tuple[str | int, ...]]] = []
    prints: list[Footprint] = []
    for way in layout.ways:
        for laid in way.spaces:
            things.append((_called(laid), way.way.id, laid.space.keys))
            prints.append(_print(laid))
    for laid in layout.free:
        things.append((_called(laid), "", laid.space.keys))
        prints.append(_print(laid))
    for spot in board.spots:
        things.append((_spot_called(spot), "", spot.keys))
        prints.append(_spot_print(spot))
    ways = {laid.way.id: laid for laid in layout.ways}
    problems: list[Problem] = []
    alike: dict[tuple[str, str], int] = {}
    for one, other, depth in sorted(collisions(prints)):
        (first, path, at), (second, other_path, keys) = things[one], things[other]
        if path and path == other_path and path in crowded:
            continue
        if path and path == other_path and ways[path].way.shape == "spiral":
            crowded.add(path)
            problems.append(_rings_meet(board, ways[path].way))
            continue
        pair = (path, other_path)
        alike[pair] = alike.get(pair, 0) + 1
        if alike[pair] > MOST_ALIKE:
            continue
        problems.append(
            Problem(
                name="spaces-overlap",
                message=f"{second} and {first} overlap by {show_mm(depth)}",
                at=_at(board, keys),
                help="move one of them, or make it smaller",
                related=(Related(_at(board, at), "the other one"),) if at != keys else (),
            )
        )
    more = sum(max(0, count - MOST_ALIKE) for count in alike.values())
    if more:
        problems.append(
            Problem(name="spaces-overlap", message=f"{more} further pairs of spaces overlap", at=board.at())
        )
    return problems


def _rings_meet(board: Board, way: Way) -> Problem:
    apart = abs(way.outer - way.inner) / way.turns
    widest = max(space.width for space in way.spaces)
    fewer = math.floor(20 * abs(way.outer - way.inner) / widest) / 20
    return Problem(
        name="spaces-overlap",
        message=f"the rings of the path `{way.id}` lie {show_mm(apart)} apart, too close for its spaces",
        at=_at(board, way.keys, "turns"),
        help=f"its largest space is {show_mm(widest)} wide: "
        + (f"go round {fewer:g} times at most, " if fewer >= 0.25 else "")
        + "or make the spaces smaller",
    )
