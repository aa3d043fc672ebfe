"""The tables `[[board]]` of deck.toml: what they may hold, and how they are read.

Whether everything on a board has room is for `components` to say; here every value is one that could be.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.basics.geometry import Point, Size
from generator.basics.problems import Keys, one_of
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE, mm, show_mm
from generator.model.board import Board, Space, Spot, Way, Zone
from generator.model.deck import Suit
from generator.model.formats import FORMATS, Format
from generator.model.papers import PAPERS
from generator.reading.notes import Notes, Refusal, Refused, show, suggest
from generator.reading.tables import Key, Table, is_table, read_table
from generator.reading.values import (
    Choice,
    FilePath,
    Given,
    HexColour,
    Kind,
    Length,
    Number,
    Schema,
    Slug,
    Text,
    Truth,
    Words,
    what,
    wrong_type,
)

MOST_BOARDS = 20
MOST_PATHS = 50
MOST_ZONES = 100
MOST_SPOTS = 200
MOST_SPACES = 500
LONGEST_SIDE = 1_500  # millimetres
LYING = " landscape"

_ABOUT_KIND = "A suit's id, or one of the board's own `kinds`."
_SHAPES = {
    "spiral": "rings that grow narrower",
    "line": "straight from point to point",
    "curve": "smoothly through the points",
    "round": "a circle or an ellipse",
    "rectangle": "along four sides",
    "grid": "row by row",
    "outline": "a path as SVG writes it",
}
#: Which keys mean something for which shapes; the rest are for all.
_OF_SHAPE: Mapping[str, tuple[str, ...]] = {
    "centre": ("spiral", "round", "rectangle", "grid"),
    "from": ("spiral",),
    "to": ("spiral",),
    "turns": ("spiral",),
    "begin": ("spiral", "round"),
    "clockwise": ("spiral", "round"),
    "through": ("line", "curve"),
    "closed": ("line", "curve"),
    "width": ("round", "rectangle", "grid"),
    "height": ("round", "rectangle", "grid"),
    "corner": ("rectangle",),
    "columns": ("grid",),
    "rows": ("grid",),
    "snake": ("grid",),
    "d": ("outline",),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "spiral": ("from", "to"),
    "line": ("through",),
    "curve": ("through",),
    "round": ("width",),
    "rectangle": ("width", "height"),
    "grid": ("width", "height", "columns", "rows"),
    "outline": ("d",),
}


# --- Kinds of values --------------------------------------------------------------------------------------------------


def _listed(length: Length, value: Sequence[object], key: str) -> tuple[float, ...]:
    refusals: list[Refusal] = []
    lengths: list[float] = []
    for number, one in enumerate(value):
        try:
            lengths.append(length.read(one, key))
        except Refused as refused:
            refusals += [
                Refusal(
                    name=fault.name,
                    message=fault.message.replace(f"`{key}`", f"a length of `{key}`", 1),
                    label=fault.label,
                    help=fault.help.replace(f"{key} = ", ""),
                    inside=(number,),
                )
                for fault in refused.refusals
            ]
    if refusals:
        raise Refused(*refusals)
    return tuple(lengths)


@dataclass(frozen=True, slots=True)
class Where(Kind):
    """A point: how far from the left edge of the board and how far from its top."""

    length: Length = Length(0, LONGEST_SIDE)

    def read(self, value: object, key: str) -> Point:
        """The point, in points."""
        if type(value) is not list or len(value) != 2:
            help = f'write how far from the left and how far from the top: {key} = ["30mm", "40mm"]'
            if isinstance(value, list):
                count = f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
                raise Refused(
                    Refusal(name="wrong-type", message=f"`{key}` must be two lengths, and it has {count}", help=help)
                )
            raise wrong_type(key, "two lengths", value, help)
        x, y = _listed(self.length, value, key)
        return Point(x, y)

    def schema(self) -> Schema:
        """An array of two lengths."""
        return {"type": "array", "items": self.length.schema(), "minItems": 2, "maxItems": 2}


@dataclass(frozen=True, slots=True)
class Through(Kind):
    """Points, one after another."""

    point: Where = Where()
    most: int = 200

    def read(self, value: object, key: str) -> tuple[Point, ...]:
        """At least two points."""
        if type(value) is not list:
            raise wrong_type(key, "a list of points", value, f'write {key} = [["30mm", "40mm"], ["90mm", "40mm"]]')
        if not 2 <= len(value) <= self.most:
            few = len(value) < 2
            raise Refused(
                Refusal(
                    name="too-few" if few else "too-many",
                    message=f"`{key}` has {len(value)} {'point' if len(value) == 1 else 'points'}, and "
                    + ("at least 2 are needed" if few else f"at most {self.most} are allowed"),
                )
            )
        refusals: list[Refusal] = []
        found: list[Point] = []
        for number, one in enumerate(value):
            try:
                found.append(self.point.read(one, key))
            except Refused as refused:
                refusals += [
                    Refusal(
                        name=fault.name,
                        message=fault.message.replace(f"`{key}` must", f"a point of `{key}` must", 1),
                        label=fault.label,
                        help=fault.help.replace(f"{key} = ", ""),
                        inside=(number, *fault.inside),
                    )
                    for fault in refused.refusals
                ]
        if refusals:
            raise Refused(*refusals)
        return tuple(found)

    def schema(self) -> Schema:
        """An array of points."""
        return {"type": "array", "items": self.point.schema(), "minItems": 2, "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class Extent(Kind):
    """The size of a space: one length for a round one, two for one with corners."""

    length: Length = Length(3, 300)

    def read(self, value: object, key: str) -> tuple[float, float | None]:
        """Width, and height if it has corners, points."""
        if type(value) is not list:
            return self.length.read(value, key), None
        if len(value) != 2:
            raise Refused(
                Refusal(
                    name="wrong-type",
                    message=f"`{key}` must be one length or two, not {len(value)}",
                    help=f'write {key} = "20mm" for a round space, {key} = ["20mm", "30mm"] for one with corners',
                )
            )
        width, height = _listed(self.length, value, key)
        return width, height

    def schema(self) -> Schema:
        """A length, or an array of two."""
        pair = {"type": "array", "items": self.length.schema(), "minItems": 2, "maxItems": 2}
        return {"anyOf": [self.length.schema(), pair]}


@dataclass(frozen=True, slots=True)
class Several(Kind):
    """Words in a row; one may come again."""

    word: Text = Text(filled=True, most=80)

    def read(self, value: object, key: str) -> tuple[str, ...]:
        """The words in the order of writing."""
        if type(value) is not list:
            raise wrong_type(key, "a list", value, f'write a list in square brackets: {key} = ["…", "…"]')
        if not 1 <= len(value) <= MOST_SPACES:
            wanted = f"at most {MOST_SPACES} are allowed" if value else "at least 1 is needed"
            message = f"`{key}` has {len(value)} entries, and {wanted}"
            raise Refused(Refusal(name="too-many" if value else "too-few", message=message))
        refusals: list[Refusal] = []
        for number, one in enumerate(value):
            try:
                self.word.read(one, key)
            except Refused as refused:
                refusals += [
                    Refusal(
                        name=fault.name,
                        message=fault.message.replace(f"`{key}` ", f"an entry of `{key}` ", 1),
                        label=fault.label,
                        inside=(number,),
                    )
                    for fault in refused.refusals
                ]
        if refusals:
            raise Refused(*refusals)
        return tuple(value)

    def schema(self) -> Schema:
        """An array of strings."""
        return {"type": "array", "items": self.word.schema(), "minItems": 1, "maxItems": MOST_SPACES}


def _tables(table: Table, most: int) -> Given:
    return Given((("type", "array"), ("items", table.schema()), ("maxItems", most)))


# --- Tables -----------------------------------------------------------------------------------------------------------

_SIDE = Length(50, LONGEST_SIDE)
_PART = Length(0, LONGEST_SIDE)
_ANGLE = Number(least=-360, most=360)
_NAMES = tuple(f"{name}{way}" for name in sorted(PAPERS) for way in ("", LYING))

BOARD_FORMAT = Table(
    about="The finished size of a board that is none of the named ones.",
    keys=(
        Key(name="width", kind=_SIDE, about="Width of the trim.", required=True, examples=("420mm",)),
        Key(name="height", kind=_SIDE, about="Height of the trim.", required=True, examples=("297mm",)),
        Key(name="corner", kind=_PART, about="Radius of the rounded corners.", examples=("5mm",)),
        Key(name="bleed", kind=Length(0, 10), about="How far print goes on beyond the trim.", examples=("3mm",)),
        Key(name="safe", kind=_PART, about="How far inside the trim nothing may be lost.", examples=("5mm",)),
    ),
)

ZONE = Table(
    about="A part of a board, such as a room.",
    keys=(
        Key(name="id", kind=Slug(), about="What spaces call it.", required=True, examples=("forest",)),
        Key(name="title", kind=Text(most=100), about="Its name for people.", examples=("The forest",)),
        Key(name="text", kind=Text(lines=True, most=1_000), about="What it is about."),
        Key(name="color", kind=HexColour(), about="Its colour.", examples=("#335533",)),
    ),
)

_SPACE_KEYS = (
    Key(name="kind", kind=Text(filled=True, most=80), about=_ABOUT_KIND, examples=("start",)),
    Key(name="zone", kind=Text(filled=True, most=80), about="The zone it belongs to."),
    Key(name="label", kind=Text(most=200), about="What stands on it."),
    Key(
        name="size",
        kind=Extent(),
        about="Its diameter; or width and height of one with corners.",
        examples=("20mm", ["20mm", "30mm"]),
    ),
    Key(name="angle", kind=_ANGLE, about="How it is turned, degrees clockwise.", examples=(90,)),
)

FREE_SPACE = Table(
    about="A space that lies on no path.",
    keys=(Key(name="at", kind=Where(), about="Its middle.", required=True, examples=(["30mm", "40mm"],)), *_SPACE_KEYS),
)

PATH_SPACE = Table(
    about="One space of a path, or several: the next ones along it.",
    keys=(
        *_SPACE_KEYS,
        Key(
            name="kinds",
            kind=Several(),
            about="Several spaces at once, one of each kind in this order.",
            examples=(["sun", "moon", "sun"],),
        ),
        Key(name="count", kind=Number(whole=True, least=1, most=MOST_SPACES), about="So many alike.", examples=(10,)),
        Key(name="at", kind=Where(), about="Its middle, if it lies beside the path.", examples=(["30mm", "40mm"],)),
    ),
)

PATH = Table(
    about="A path; its spaces are spread evenly along it.",
    keys=(
        Key(name="id", kind=Slug(), about="Its name.", required=True, examples=("way",)),
        Key(name="shape", kind=Choice(tuple(_SHAPES)), about="How it runs.", required=True, examples=("spiral",)),
        Key(name="centre", kind=Where(), about="Its middle; that of the board if nothing is said."),
        Key(name="from", kind=_PART, about="Radius at which a spiral begins.", examples=("125mm",)),
        Key(name="to", kind=_PART, about="Radius at which it ends.", examples=("40mm",)),
        Key(
            name="turns",
            kind=Number(least=0.25, most=30),
            about="How often it goes round; as often as its rings have room if nothing is said.",
            examples=(3.5,),
        ),
        Key(name="begin", kind=_ANGLE, about="Where it begins, degrees clockwise from the top.", examples=(180,)),
        Key(name="clockwise", kind=Truth(), about="Which way round it goes; clockwise if nothing is said."),
        Key(
            name="through",
            kind=Through(),
            about="The points of a line or a curve.",
            examples=([["30mm", "40mm"], ["90mm", "40mm"]],),
        ),
        Key(name="closed", kind=Truth(), about="Whether it comes back to its beginning."),
        Key(name="width", kind=_PART, about="Of a round, a rectangle or a grid.", examples=("200mm",)),
        Key(name="height", kind=_PART, about="Likewise; a round without it is a circle.", examples=("120mm",)),
        Key(name="corner", kind=_PART, about="Radius of a rectangle's corners.", examples=("20mm",)),
        Key(name="columns", kind=Number(whole=True, least=1, most=100), about="Of a grid.", examples=(8,)),
        Key(name="rows", kind=Number(whole=True, least=1, most=100), about="Of a grid.", examples=(8,)),
        Key(name="snake", kind=Truth(), about="Whether every other row of a grid runs back."),
        Key(
            name="d",
            kind=Text(filled=True),
            about="SVG path data, in millimetres.",
            examples=("M20 40 C60 0 80 80 120 40",),
        ),
        Key(name="size", kind=Extent(), about="The size of its spaces, if they say nothing else.", examples=("20mm",)),
        Key(name="band", kind=Length(1, 300), about="How wide the zones along it are.", examples=("26mm",)),
        Key(name="turned", kind=Truth(), about="Whether its spaces turn with it."),
        Key(
            name="space",
            kind=_tables(PATH_SPACE, MOST_SPACES),
            about="Its spaces, in order; a grid without any has one in every cell.",
        ),
    ),
)

SPOT = Table(
    about="A place for cards.",
    keys=(
        Key(name="at", kind=Where(), about="Its middle.", required=True, examples=(["40mm", "60mm"],)),
        Key(name="kind", kind=Text(filled=True, most=80), about=_ABOUT_KIND),
        Key(name="label", kind=Text(most=200), about="What stands on it."),
        Key(name="angle", kind=_ANGLE, about="How the cards are turned, degrees clockwise.", examples=(90,)),
        Key(
            name="format",
            kind=Choice(tuple(sorted(FORMATS))),
            about="Size of the cards; that of the deck's if nothing is said.",
            examples=("poker",),
        ),
    ),
)

BOARD = Table(
    about="A board: paths with spaces, zones, and places for cards.",
    keys=(
        Key(name="id", kind=Slug(), about="Its name, also in files.", required=True, examples=("island",)),
        Key(
            name="title",
            kind=Text(filled=True, most=200),
            about="Its name for people.",
            required=True,
            examples=("The Island",),
        ),
        Key(name="text", kind=Text(lines=True, most=2_000), about="What stands on it besides."),
        Key(
            name="format",
            kind=Given((("anyOf", [{"type": "string", "enum": list(_NAMES)}, BOARD_FORMAT.schema()]),)),
            about="Its finished size: a paper, `landscape` behind it if it lies, or width and height.",
            required=True,
            examples=("a3 landscape", {"width": "420mm", "height": "297mm"}),
        ),
        Key(
            name="paper",
            kind=Choice(tuple(sorted(PAPERS))),
            about="What a copy shop prints it on; a page of its own size if nothing is said.",
            examples=("sra3",),
        ),
        Key(
            name="template",
            kind=FilePath(endings=(".xml.j2",), example="board.xml.j2"),
            about="The part of the look that makes it.",
            examples=("board.xml.j2",),
        ),
        Key(name="kinds", kind=Words(), about="Kinds of spaces besides the suits.", examples=(["start", "gate"],)),
        Key(name="zone", kind=_tables(ZONE, MOST_ZONES), about="Its zones."),
        Key(name="path", kind=_tables(PATH, MOST_PATHS), about="Its paths."),
        Key(name="space", kind=_tables(FREE_SPACE, MOST_SPACES), about="Spaces that lie on no path."),
        Key(name="spot", kind=_tables(SPOT, MOST_SPOTS), about="Places for cards."),
    ),
)


# --- Reading ----------------------------------------------------------------------------------------------------------


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
            keys=at,
        )

    def _check_shape(self, raw: Mapping[str, Any], shape: str, at: Keys) -> None:
        for key, shapes in _OF_SHAPE.items():
            if key in raw and shape not in shapes:
                others = [name for name, needed in _NEEDED.items() if key in needed] or list(shapes)
                self._notes.add(
                    "misplaced-key",
                    f"`{key}` means nothing for a path of the shape `{shape}`",
                    (*at, key),
                    "key",
                    help=f"remove it, or choose {one_of(others)}",
                )
        for key in _NEEDED[shape]:
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
        return Spot(
            at=values["at"],
            format=FORMATS[values["format"]] if "format" in values else self._card,
            angle=float(values.get("angle", 0)),
            kind=kind,
            suit=self._suits.get(kind),
            label=values.get("label", ""),
            keys=at,
        )


def _cell(values: Mapping[str, Any]) -> tuple[float, float] | None:
    """The size of a grid's cell; None when it is no grid, or not all is known."""
    if values.get("shape") != "grid" or not all(key in values for key in _NEEDED["grid"]):
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
        like = suggest(name, _NAMES)
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
