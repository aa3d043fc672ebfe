"""The tables `[[board]]` of deck.toml, read.

Whether everything on a board has room is for `components` to say; here every value is one that could be.
"""

from collections.abc import Mapping
from typing import Any

from generator.basics.geometry import Point, Size
from generator.basics.problems import Keys, one_of
from generator.basics.units import TOLERANCE, mm, show_mm
from generator.model.board import Board, Space, Spot, Way, Zone
from generator.model.deck import Suit
from generator.model.formats import FORMATS, Format
from generator.model.papers import PAPERS
from generator.reading.boards_tables import (
    BOARD,
    BOARD_FORMAT,
    FREE_SPACE,
    LYING,
    MOST_BOARDS,
    MOST_PATHS,
    MOST_SPACES,
    MOST_SPOTS,
    MOST_ZONES,
    NAMED_FORMATS,
    NEEDED,
    OF_SHAPE,
    PATH,
    PATH_SPACE,
    SPOT,
    ZONE,
)
from generator.reading.notes import Notes, show, suggest
from generator.reading.tables import Table, is_table, read_table
from generator.reading.values import what


def read_boards(
    raw: object, suits: Mapping[str, Suit], broken_suits: tuple[str, ...], card: Format, notes: Notes
) -> tuple[Board, ...]:
    """The sound boards of a deck.

    Args:
        raw: what stands under `board`, as parsed.
        suits: the deck's sound ones.
        broken_suits: names that may be used, unchecked.
        card: the format of the deck's cards.
        notes: where faults go.
    """
    found: list[Board] = []
    seen: set[str] = set()
    for index, table in enumerate(_each(raw, "board", ("board",), MOST_BOARDS, notes)):
        if is_table(table, "a board", ("board", index), notes, "write [[board]] on a line of its own"):
            board = _Reader(index, suits, broken_suits, card, notes).read(table, seen)
            if board is not None:
                found.append(board)
    return tuple(found)


def _each(raw: object, name: str, at: Keys, most: int, notes: Notes) -> list[Any]:
    """The tables of a list; nothing, with a note, when it is none or too long."""
    if not isinstance(raw, list):
        written = ".".join(str(key) for key in at if isinstance(key, str))
        help = f"write it in double brackets: [[{written}]]"
        notes.add("wrong-type", f"`{name}` must be a list of tables, not {what(raw)}", at, help=help)
        return []
    if len(raw) > most:
        notes.add("too-many", f"there are {len(raw)} of `{name}`, and at most {most} are allowed", at, "header")
        return []
    return raw


class _Reader:
    """Reads one board."""

    def __init__(
        self, index: int, suits: Mapping[str, Suit], broken: tuple[str, ...], card: Format, notes: Notes
    ) -> None:
        self._index, self._suits, self._broken, self._card, self._notes = index, suits, broken, card, notes
        self._at: Keys = ("board", index)
        self._kinds: tuple[str, ...] = ()
        self._zones: dict[str, Zone | None] = {}
        self._spaces = 0

    def read(self, raw: dict[str, Any], seen: set[str]) -> Board | None:
        notes = self._notes
        before = len(notes.found)
        values = read_table(raw, BOARD, self._at, "this board", notes)
        self._once(values.get("id"), seen, "boards", (*self._at, "id"))
        format = _read_format(raw["format"], (*self._at, "format"), notes) if "format" in raw else None
        self._kinds = values.get("kinds", ())
        zones = self._read_zones(raw)
        middle = Point(format.trim.width / 2, format.trim.height / 2) if format else Point(0, 0)
        paths: set[str] = set()
        ways = [
            self._way(table, index, middle, paths)
            for index, table in enumerate(_each(raw.get("path", []), "path", (*self._at, "path"), MOST_PATHS, notes))
        ]
        free: list[Space] = []
        for index, table in enumerate(_each(raw.get("space", []), "space", (*self._at, "space"), MOST_SPACES, notes)):
            at: Keys = (*self._at, "space", index)
            if is_table(table, "a space", at, notes):
                free += self._read_space(table, FREE_SPACE, at, (mm(20), None), notes)
        spots = [
            self._spot(table, index)
            for index, table in enumerate(_each(raw.get("spot", []), "spot", (*self._at, "spot"), MOST_SPOTS, notes))
        ]
        if self._spaces > MOST_SPACES:
            message = f"this board has {self._spaces} spaces, and at most {MOST_SPACES} are allowed"
            notes.add("too-many", message, self._at, "header")
        if format is None or any(problem.severity == "error" for problem in notes.found[before:]):
            return None
        return Board(
            id=values["id"],
            title=values["title"],
            text=values.get("text", ""),
            format=format,
            template=values.get("template", "board.xml.j2"),
            paper=PAPERS.get(values.get("paper", "")),
            zones=zones,
            ways=tuple(way for way in ways if way is not None),
            spaces=tuple(free),
            spots=tuple(spot for spot in spots if spot is not None),
            file=notes.file,
            index=self._index,
        )

    def _once(self, identity: str | None, seen: set[str], several: str, at: Keys) -> None:
        if identity is None:
            return
        if identity in seen:
            message = f"two {several} are called `{identity}`"
            self._notes.add("duplicate-entry", message, at, label="again here", help="give each a name of its own")
        seen.add(identity)

    def _read_zones(self, raw: dict[str, Any]) -> tuple[Zone, ...]:
        notes = self._notes
        found: list[Zone] = []
        seen: set[str] = set()
        for index, table in enumerate(_each(raw.get("zone", []), "zone", (*self._at, "zone"), MOST_ZONES, notes)):
            at: Keys = (*self._at, "zone", index)
            if not is_table(table, "a zone", at, notes):
                continue
            values = read_table(table, ZONE, at, "this zone", notes)
            self._once(values.get("id"), seen, "zones", (*at, "id"))
            if "id" in values:
                zone = Zone(
                    id=values["id"],
                    title=values.get("title", ""),
                    text=values.get("text", ""),
                    color=values.get("color"),
                )
                self._zones[zone.id] = zone
                found.append(zone)
        return tuple(found)

    # --- Paths ------------------------------------------------------------------------------------------------------

    def _way(self, raw: object, index: int, middle: Point, seen: set[str]) -> Way | None:
        notes = self._notes
        at: Keys = (*self._at, "path", index)
        if not is_table(raw, "a path", at, notes):
            return None
        assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
        before = len(notes.found)
        values = read_table(raw, PATH, at, "this path", notes)
        self._once(values.get("id"), seen, "paths", (*at, "id"))
        shape = values.get("shape")
        if shape is not None:
            self._check_shape(raw, shape, at)
        size = values.get("size", _cell(values) or (mm(20), None))
        spaces: list[Space] = []
        for number, table in enumerate(_each(raw.get("space", []), "space", (*at, "space"), MOST_SPACES, notes)):
            place: Keys = (*at, "space", number)
            if is_table(table, "a space", place, notes):
                spaces += self._read_space(table, PATH_SPACE, place, size, notes)
        if shape is None or any(problem.severity == "error" for problem in notes.found[before:]):
            return None
        if shape == "grid" and "space" not in raw:
            cells = int(values["columns"]) * int(values["rows"])
            self._spaces += cells
            spaces = [Space(width=size[0], height=size[1], keys=at)] * min(cells, MOST_SPACES)
        largest = max([max(space.width, space.height or 0) for space in spaces] or [size[0]])
        outer, inner = values.get("from", 0.0), values.get("to", 0.0)
        width = values.get("width", 0.0)
        return Way(
            id=values["id"],
            shape=shape,
            spaces=tuple(spaces),
            centre=values.get("centre", middle),
            outer=outer,
            inner=inner,
            turns=values.get("turns") or max(0.25, abs(outer - inner) / (1.15 * largest)),
            begin=float(values.get("begin", 0)),
            clockwise=values.get("clockwise", True),
            points=values.get("through", ()),
            closed=values.get("closed", False),
            width=width,
            height=values.get("height", width),
            corner=values.get("corner", 0.0),
            columns=values.get("columns", 1),
            rows=values.get("rows", 1),
            snake=values.get("snake", False),
            outline=values.get("d", ""),
            band=values.get("band", 1.3 * largest),
            turned=values.get("turned", False),
            crosses=values.get("crosses", False),
            keys=at,
        )

    def _check_shape(self, raw: Mapping[str, Any], shape: str, at: Keys) -> None:
        for key, shapes in OF_SHAPE.items():
            if key in raw and shape not in shapes:
                others = [name for name, needed in NEEDED.items() if key in needed] or list(shapes)
                self._notes.add(
                    "misplaced-key",
                    f"`{key}` means nothing for a path of the shape `{shape}`",
                    (*at, key),
                    "key",
                    help=f"remove it, or choose {one_of(others)}",
                )
        for key in NEEDED[shape]:
            if key not in raw:
                self._notes.add(
                    "missing-key",
                    f"a path of the shape `{shape}` needs `{key}`",
                    at,
                    "header",
                    label=f"`{key}` is missing",
                    help=_example(PATH, key),
                )

    def _read_space(
        self, raw: dict[str, Any], table: Table, at: Keys, size: tuple[Any, ...], notes: Notes
    ) -> list[Space]:
        """The spaces that one table stands for."""
        values = read_table(raw, table, at, "this space", notes)
        zone = self._zone(values["zone"], (*at, "zone")) if "zone" in values else None
        width, height = values.get("size", size)
        kinds: list[str] = []
        if "kinds" in values:
            for key in ("kind", "count", "at"):
                if key in raw:
                    self._notes.add(
                        "misplaced-key",
                        f"`{key}` is for one space, and `kinds` are several",
                        (*at, key),
                        "key",
                        help=f"remove `{key}` or `kinds`",
                    )
            for number, kind in enumerate(values["kinds"]):
                self._check_kind(kind, (*at, "kinds", number))
            kinds = list(values["kinds"])
        elif "kinds" not in raw:
            if "kind" in values:
                self._check_kind(values["kind"], (*at, "kind"))
            kinds = [values.get("kind", "")] * int(values.get("count", 1))
            if "at" in raw and len(kinds) > 1:
                self._notes.add("misplaced-key", "`at` is for one space, and these are several", (*at, "at"), "key")
        self._spaces += len(kinds)
        if self._spaces > MOST_SPACES:
            return []
        return [
            Space(
                kind=kind,
                suit=self._suits.get(kind),
                zone=zone,
                label=values.get("label", ""),
                width=width,
                height=height,
                at=values.get("at"),
                angle=None if "angle" not in values else float(values["angle"]),
                keys=(*at, "kinds", number) if "kinds" in raw else at,
            )
            for number, kind in enumerate(kinds)
        ]

    def _check_kind(self, kind: str, at: Keys) -> None:
        if kind in self._suits or kind in self._broken or kind in self._kinds:
            return
        known = (*self._suits, *self._kinds)
        like = suggest(kind, known)
        self._notes.add(
            "unknown-suit",
            f"no suit and no kind of space is called {show(kind)}",
            at,
            label="not a suit, and not among the board's `kinds`",
            help=f"did you mean `{like}`?" if like else f'declare it under [[board]]: kinds = ["{kind[:40]}"]',
        )

    def _zone(self, name: str, at: Keys) -> Zone | None:
        if name in self._zones:
            return self._zones[name]
        like = suggest(name, self._zones)
        known = tuple(self._zones)
        self._notes.add(
            "unknown-zone",
            f"no zone is called {show(name)}",
            at,
            label="not a zone of this board",
            help=f"did you mean `{like}`?"
            if like
            else f"it has {one_of(known)}"
            if known
            else f'declare it: [[board.zone]] with id = "{name[:40]}"',
        )
        return None

    # --- Places for cards -------------------------------------------------------------------------------------------

    def _spot(self, raw: object, index: int) -> Spot | None:
        at: Keys = (*self._at, "spot", index)
        if not is_table(raw, "a place for cards", at, self._notes):
            return None
        assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
        values = read_table(raw, SPOT, at, "this spot", self._notes)
        kind = values.get("kind", "")
        if kind:
            self._check_kind(kind, (*at, "kind"))
        if "at" not in values:
            return None
        suit = self._suits.get(kind)
        return Spot(
            at=values["at"],
            format=FORMATS[values["format"]] if "format" in values else (suit and suit.format) or self._card,
            angle=float(values.get("angle", 0)),
            kind=kind,
            suit=suit,
            label=values.get("label", ""),
            keys=at,
        )


def _cell(values: Mapping[str, Any]) -> tuple[float, float] | None:
    """The size of a grid's cell; None when it is no grid, or not all is known."""
    if values.get("shape") != "grid" or not all(key in values for key in NEEDED["grid"]):
        return None
    return values["width"] / values["columns"], values["height"] / values["rows"]


def _example(table: Table, name: str) -> str:
    """How a key that is missing may be written."""
    example = next((key.examples[0] for key in table.keys if key.name == name and key.examples), "…")
    written = str(example).replace("'", '"') if not isinstance(example, str) else f'"{example}"'
    return f"add it, as in {name} = {written}"


def _read_format(value: object, at: Keys, notes: Notes) -> Format | None:
    if isinstance(value, str):
        name = " ".join(value.split())
        paper = PAPERS.get(name.removesuffix(LYING))
        if paper is not None:
            trim = paper.size.turned if name.endswith(LYING) else paper.size
            return _format(name.replace(" ", "-"), trim, {})
        like = suggest(name, NAMED_FORMATS)
        notes.add(
            "unknown-format",
            f"there is no format {show(value)} for a board",
            at,
            label="not a named paper",
            help=f"did you mean `{like}`?"
            if like
            else f'choose {one_of(tuple(PAPERS))}, " landscape" behind it if it lies, or write '
            '{ width = "…mm", height = "…mm" }',
        )
        return None
    if not isinstance(value, dict):
        notes.add(
            "wrong-type",
            f"`format` must be the name of a paper or a table, not {what(value)}",
            at,
            help='write format = "a3 landscape", or format = { width = "420mm", height = "297mm" }',
        )
        return None
    sizes = read_table(value, BOARD_FORMAT, at, "`format`", notes)
    if "width" not in sizes or "height" not in sizes:
        return None
    trim = Size(sizes["width"], sizes["height"])
    half = min(trim.width, trim.height) / 2
    for key, most in (("safe", half - mm(1)), ("corner", half)):
        if sizes.get(key, 0.0) > most + TOLERANCE:
            notes.add(
                "out-of-range",
                f"`{key}` is {show_mm(sizes[key])}, and on this board it must be at most {show_mm(most)}",
                (*at, key),
                label=f"at most {show_mm(most)}",
            )
            return None
    return _format("own", trim, sizes)


def _format(name: str, trim: Size, sizes: Mapping[str, float]) -> Format:
    return Format(
        name=name,
        title=f"{show_mm(trim.width)} × {show_mm(trim.height)}",
        trim=trim,
        corner=sizes.get("corner", 0.0),
        bleed=sizes.get("bleed", mm(3)),
        safe=sizes.get("safe", mm(5)),
    )
