"""The tables [[token]] and [[standee]] of deck.toml: what they may hold, and how they are read."""

import math
from types import MappingProxyType
from typing import Any, get_args

from generator.basics.problems import Keys
from generator.basics.units import mm, show_mm
from generator.model.tokens import Shape, Standee, StandeeKind, Token
from generator.reading.boxes import LOOK, PART, once, own_words, tables_of
from generator.reading.notes import Notes
from generator.reading.tables import Key, Table, read_table
from generator.reading.values import Choice, FilePath, HexColour, Length, Number, Slug, Text, Truth

MOST_KINDS = 200
MOST_COPIES = 1_000

_ID = Key(
    name="id",
    kind=Slug(),
    about="Its name in messages and templates: a-z, 0-9 and hyphens.",
    required=True,
    examples=("coin",),
)
_TITLE = Key(name="title", kind=Text(most=200), about="Its name for people.", examples=("Coin",))
_TEXT = Key(name="text", kind=Text(lines=True, most=500), about="What stands on it.", examples=("1",))
_ICON = Key(name="icon", kind=Slug(), about="Name of its icon in the template.", examples=("star",))
_COLOR = Key(name="color", kind=HexColour(), about="Its colour.", examples=("#0072b2",))
_COPIES = Key(
    name="copies",
    kind=Number(whole=True, least=0, most=MOST_COPIES),
    about="How many of it are printed; 1 without it.",
    examples=(12,),
)

TOKEN = Table(
    about="A token to cut out; all tokens share sheets.",
    keys=(
        _ID,
        _TITLE,
        _TEXT,
        Key(name="shape", kind=Choice(get_args(Shape)), about="Its outline; round without it.", examples=("round",)),
        Key(
            name="size",
            kind=Length(5, 300),
            about="Diameter, side, or what lies between two sides of a hexagon.",
            required=True,
            examples=("25mm",),
        ),
        _COPIES,
        _ICON,
        _COLOR,
        Key(name="two_sided", kind=Truth(), about="Whether it has a back; it has none without this."),
        Key(name="back_text", kind=Text(lines=True, most=500), about="What stands on its back."),
        Key(name="back_icon", kind=Slug(), about="Name of the icon on its back."),
        Key(
            name="gap",
            kind=Length(0, 50),
            about="Between two on the sheet; 2mm for round ones, none for others, which share their cuts.",
            examples=("3mm",),
        ),
        PART,
        Key(
            name="back_part",
            kind=FilePath(endings=(".xml.j2",), example="token-back.xml.j2"),
            about="The part of the template that draws its back, when not the usual one.",
            examples=("coin-back.xml.j2",),
        ),
        LOOK,
    ),
)

STANDEE = Table(
    about="Something to cut out and fold so that it stands.",
    keys=(
        _ID,
        _TITLE,
        _TEXT,
        Key(
            name="kind",
            kind=Choice(get_args(StandeeKind)),
            about="A figure, folded at its top, or a column with several sides; a figure without this.",
            examples=("figure",),
        ),
        Key(name="width", kind=Length(8, 300), about="Of one side.", required=True, examples=("30mm",)),
        Key(name="height", kind=Length(8, 400), about="Of one side.", required=True, examples=("50mm",)),
        Key(name="base", kind=Length(0, 100), about="Length of the flaps it stands on; 10mm without it."),
        Key(
            name="sides",
            kind=Number(whole=True, least=3, most=12),
            about="How many sides a column has; 4 without it.",
            examples=(4,),
        ),
        Key(
            name="roof",
            kind=Length(0, 200),
            about="Length of the points above a column's sides, which meet in the middle; none without it.",
            examples=("22mm",),
        ),
        Key(name="glue", kind=Length(4, 40), about="Width of a column's glue flap; 8mm without it."),
        Key(
            name="mirrored",
            kind=Truth(),
            about="Whether a figure's back is its front seen from behind, to be cut along its outline.",
        ),
        _COPIES,
        _ICON,
        _COLOR,
        PART,
        LOOK,
    ),
)


def read_tokens(raw: object, notes: Notes) -> tuple[Token, ...]:
    """The tokens of a deck; what is wrong with one is noted."""
    tokens: list[Token] = []
    seen: dict[str, int] = {}
    for index, table in tables_of(raw, "token", MOST_KINDS, notes):
        values = _values(table, TOKEN, ("token", index), "this token", seen, notes)
        if values is None:
            continue
        astray = [key for key in ("back_text", "back_icon", "back_part") if key in values]
        if astray and not values.get("two_sided", False):
            for key in astray:
                notes.add(
                    "misplaced-key",
                    f"`{key}` means nothing for a token without a back",
                    ("token", index, key),
                    "key",
                    help="say two_sided = true, or remove it",
                )
            continue
        tokens.append(Token(**values, file=notes.file, index=index))
    return tuple(tokens)


def read_standees(raw: object, notes: Notes) -> tuple[Standee, ...]:
    """The standees of a deck; what is wrong with one is noted."""
    standees: list[Standee] = []
    seen: dict[str, int] = {}
    for index, table in tables_of(raw, "standee", MOST_KINDS, notes):
        at: Keys = ("standee", index)
        values = _values(table, STANDEE, at, "this standee", seen, notes)
        if values is None:
            continue
        standee = Standee(**values, file=notes.file, index=index)
        if _sound(standee, at, table, notes):
            standees.append(standee)
    return tuple(standees)


def _values(
    table: dict[str, Any], rules: Table, at: Keys, called: str, seen: dict[str, int], notes: Notes
) -> dict[str, Any] | None:
    """What the keys of a component hold; None when something is wrong."""
    before = len(notes.found)
    values = read_table(table, rules, at, called, notes)
    once(values, seen, str(at[0]), int(at[1]), notes)
    values["look"] = MappingProxyType(own_words(table, at, notes))
    return None if any(problem.severity == "error" for problem in notes.found[before:]) else values


def _sound(standee: Standee, at: Keys, table: dict[str, Any], notes: Notes) -> bool:
    """Whether what is said of a standee fits its kind, and its roof closes."""
    if standee.kind == "figure":
        astray = [key for key in ("sides", "roof", "glue") if key in table]
        for key in astray:
            notes.add(
                "misplaced-key",
                f"`{key}` means nothing for a figure",
                (*at, key),
                "key",
                help='say kind = "column", or remove it',
            )
        return not astray
    if "mirrored" in table:
        notes.add(
            "misplaced-key",
            "`mirrored` means nothing for a column",
            (*at, "mirrored"),
            "key",
            help='say kind = "figure", or remove it',
        )
        return False
    middle = standee.width / 2 / math.tan(math.pi / standee.sides)
    if standee.roof and standee.roof < middle + mm(1):
        notes.add(
            "out-of-range",
            f"`roof` is {show_mm(standee.roof)}, and its points meet only from {show_mm(middle + mm(1))} on",
            (*at, "roof"),
            label="too short to close",
            help=f"a column of this width needs {show_mm(middle + mm(1))} or more, or no roof",
        )
        return False
    return True
