"""What the tables of a board may hold, key by key: one description for reading, messages and the schema for editors."""

from collections.abc import Mapping, Sequence

from generator.basics.geometry import Point
from generator.basics.records import dataclass
from generator.model.formats import FORMATS
from generator.model.papers import PAPERS
from generator.reading.notes import Refusal, Refused
from generator.reading.tables import Key, Table
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
OF_SHAPE: Mapping[str, tuple[str, ...]] = {
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
    "crosses": ("line", "curve", "outline"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
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
NAMED_FORMATS = tuple(f"{name}{way}" for name in sorted(PAPERS) for way in ("", LYING))

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
        Key(name="crosses", kind=Truth(), about="Says that it is meant to cross itself, which is an error otherwise."),
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
            kind=Given((("anyOf", [{"type": "string", "enum": list(NAMED_FORMATS)}, BOARD_FORMAT.schema()]),)),
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
