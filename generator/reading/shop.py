"""The file of a shop: what it may hold, and how it is read."""

import math
import re
from types import MappingProxyType
from typing import Any

import tomli

from generator.basics.problems import Place, Problem
from generator.basics.units import POINTS_PER_INCH
from generator.model.formats import FORMATS
from generator.model.press import CONDITIONS, STANDARDS
from generator.model.shop import BACK, COPIES, FRONT, MAKES, PAGES, Shop
from generator.reading.locate import locate
from generator.reading.notes import EnoughError, Notes, Refusal, Refused, show, suggest
from generator.reading.tables import Key, Table, compare, is_table, read_table
from generator.reading.values import Choice, Kind, Length, Number, Schema, Text, Truth, Words, wrong_type

#: Nobody reads on after so many.
_MOST_PROBLEMS = 100

#: No picture of a face has a longer side.
_MOST_PIXELS = 6_000

_PLACES = ("number", "card", "deck")


class FilePattern(Kind):
    """What a file is called, with places for its number, its card and its deck."""

    def read(self, value: object, key: str) -> str:
        """The pattern as written."""
        if type(value) is not str:
            raise wrong_type(key, "text", value, f'write {key} = "{{number}}-{{card}}.png"')
        rest = re.sub(r"\{(?:" + "|".join(_PLACES) + r")\}", "0", value)
        parts = rest.split("/")
        if not re.fullmatch(r"[A-Za-z0-9._/-]{1,120}", rest) or any(part.strip(".") == "" for part in parts):
            raise Refused(
                Refusal(
                    name="bad-path",
                    message=f"`{key}` cannot be {show(value)}: a file's name has letters, digits, hyphens and dots, "
                    "and { } only around number, card and deck",
                    help=f'write it as in {key} = "fronts/{{number}}-{{card}}.png"',
                )
            )
        if "{number}" not in value and "{card}" not in value:
            raise Refused(
                Refusal(
                    name="bad-path",
                    message=f"`{key}` gives every card the same name, {show(value)}",
                    help='put "{number}" into it',
                )
            )
        return value

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"}


SHOP = Table(
    about="What a shop asks of the files it makes cards of.",
    keys=(
        Key(name="title", kind=Text(filled=True, most=200), about="The shop's name for people.", required=True),
        Key(
            name="makes",
            kind=Choice(MAKES),
            about="Which kind of files it wants.",
            required=True,
            examples=("images",),
        ),
        Key(
            name="formats",
            kind=Words(words=tuple(FORMATS)),
            about="The formats it makes; any when neither this nor [pixels] is there.",
        ),
        Key(name="resolution", kind=Number(least=30, most=2400), about="Pixels per inch."),
        Key(name="bleed", kind=Length(0, 25), about="How far print must go on beyond the trim.", examples=("3mm",)),
        Key(name="safe", kind=Length(0, 50), about="How far inside the trim no text may come.", examples=("3mm",)),
        Key(name="pages", kind=Choice(PAGES), about="How the faces of a PDF follow one another."),
        Key(name="copies", kind=Choice(COPIES), about="How it learns how many of a card are wanted."),
        Key(name="one_back", kind=Truth(), about="Whether all cards must have the same back."),
        Key(name="most_cards", kind=Number(whole=True, least=1), about="How many cards it takes in one order."),
        Key(name="standard", kind=Choice(STANDARDS), about="What a PDF must be built to."),
        Key(name="profile", kind=Choice(tuple(CONDITIONS)), about="The printing condition."),
        Key(name="total_ink", kind=Number(least=100, most=400), about="All inks together, per cent."),
        Key(name="outlined", kind=Truth(), about="Whether letters must be outlines."),
        Key(name="marks", kind=Truth(), about="Whether it wants crop marks."),
        Key(name="rounded", kind=Truth(), about="Whether pictures have round corners."),
        Key(name="front", kind=FilePattern(), about="What the file of a front is called."),
        Key(name="back", kind=FilePattern(), about="What the file of a back is called."),
        Key(name="columns", kind=Number(whole=True, least=2, most=10), about="Faces beside each other on a sheet."),
        Key(name="rows", kind=Number(whole=True, least=2, most=7), about="Faces below each other on a sheet."),
        Key(name="sheet_pixels", kind=Number(whole=True, least=256, most=8_192), about="The longest side of a sheet."),
        Key(name="steps", kind=Words(entry=Text(filled=True, most=400), most=12), about="What to do with the files."),
        Key(name="source", kind=Text(most=400), about="Where the figures are from."),
    ),
)


def read_shop(text: str, file: str) -> tuple[Shop | None, tuple[Problem, ...]]:
    """The shop that a file describes, or everything that is wrong with it, each at its place.

    Args:
        text: the whole file.
        file: as messages call it; without its folder and ending, it is the shop's name.
    """
    found: list[Problem] = []
    notes = Notes(file, found, _MOST_PROBLEMS)
    shop = None
    try:
        shop = _read(tomli.loads(text), notes)
    except tomli.TOMLDecodeError as fault:
        place = Place(file, getattr(fault, "lineno", 1), getattr(fault, "colno", 1))
        found.append(Problem(name="toml-syntax", message=f"the shop's file is not TOML: {fault}", at=place))
    except RecursionError:
        found.append(Problem(name="toml-syntax", message="the shop's file is nested too deeply", at=Place(file, 1)))
    except ValueError as fault:  # a number of thousands of digits
        found.append(Problem(name="toml-syntax", message=f"the shop's file is not TOML: {fault}", at=Place(file, 1)))
    except EnoughError:
        pass
    return (shop if notes.sound else None), locate(tuple(found), {file: text})


def _read(raw: dict[str, Any], notes: Notes) -> Shop | None:
    missing = [] if "shop" in raw else ["shop"]
    compare(raw, ("shop", "pixels"), missing, (), "this file", notes, why=lambda _: "begin the file with [shop]")
    if missing:
        return None
    table = raw["shop"]
    if not is_table(table, "`shop`", ("shop",), notes, "write [shop] on a line of its own"):
        return None
    values = read_table(table, SHOP, ("shop",), "`[shop]`", notes)
    pixels = _pixels(raw.get("pixels", {}), notes)
    _check(values, notes)
    if not notes.sound or "title" not in values:
        return None
    name = notes.file.rpartition("/")[2].removesuffix(".toml")
    shop = Shop(name=name, pixels=MappingProxyType(pixels), **values)
    _check_pixels(shop, notes)
    return shop


def _check(values: dict[str, Any], notes: Notes) -> None:
    """What cannot be together."""
    front, back = values.get("front", FRONT), values.get("back", BACK)
    for key, pattern in (("front", front), ("back", back)):
        if "{number}" not in pattern and values.get("copies", "files") == "files":
            notes.add(
                "bad-path",
                f"`{key}` gives every copy of a card the same name, {show(pattern)}",
                ("shop", key),
                help='put "{number}" into it, or write copies = "list"',
            )
    if front == back:
        notes.add(
            "bad-path",
            f"`front` and `back` are both {show(front)}",
            ("shop", "back"),
            help='give backs other names, as in back = "backs/{number}.png"',
        )
    if "pdf" not in str(values.get("makes", "pdf")):
        for key in ("standard", "outlined", "marks"):
            if values.get(key):
                notes.add(
                    "unknown-key",
                    f"`{key}` is for PDFs, and this shop makes {show(values['makes'])}",
                    ("shop", key),
                    "key",
                    help='remove it, or write makes = "pdf"',
                )


def _check_pixels(shop: Shop, notes: Notes) -> None:
    """Pictures that are smaller than the card they are of."""
    for name, pixels in shop.pixels.items():
        trim = shop.trim_of(name)
        needed = [math.ceil(side / POINTS_PER_INCH * shop.resolution - 0.5) for side in (trim.width, trim.height)]
        if any(have < need for have, need in zip(pixels, needed, strict=True)):
            notes.add(
                "out-of-range",
                f"`{name}` has {pixels[0]} × {pixels[1]} pixels, fewer than the card's own {needed[0]} × {needed[1]} "
                f"at {shop.resolution:g} an inch",
                ("pixels", name),
                help="write the size with its bleed, or another `resolution`",
            )


def _pixels(raw: object, notes: Notes) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    if not is_table(raw, "`pixels`", ("pixels",), notes, "write [pixels] and below it poker = [825, 1125]"):
        return found
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    for name, value in raw.items():
        at = ("pixels", name)
        if name not in FORMATS:
            like = suggest(name, FORMATS)
            help = f"did you mean `{like}`?" if like else "`deckwright list formats` shows them"
            notes.add("unknown-format", f"there is no format {show(name)}", at, "key", help=help)
        elif not (
            isinstance(value, list)
            and len(value) == 2
            and all(type(side) is int and 1 <= side <= _MOST_PIXELS for side in value)
        ):
            notes.add(
                "wrong-type",
                f"`{name}` must be two whole numbers, width and height in pixels",
                at,
                help=f"write {name} = [825, 1125]",
            )
        else:
            found[name] = (value[0], value[1])
    return found
