"""The table of an edition's file: what it may hold, and how it is read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.basics.records import dataclass
from generator.model.edition import Edition
from generator.reading.cards import MOST_COPIES
from generator.reading.notes import Notes, Refused
from generator.reading.tables import Key, Table, compare, is_table, read_table
from generator.reading.values import Given, Kind, Number, Schema, Slug, Text, Words

MOST_NAMED = 1_000
LONGEST_WISH = 200
MOST_BLANKS = 200


@dataclass(frozen=True, slots=True)
class Wish(Kind):
    """A suit, a card, or what cards say: ``depth=1..3``."""

    def read(self, value: object, key: str) -> str:
        """The wish as it is written."""
        if isinstance(value, str) and "=" in value:
            return str(Text(filled=True, most=LONGEST_WISH).read(value, key))
        return Slug().read(value, key)

    def schema(self) -> Schema:
        """A string of that form."""
        return {"anyOf": [Slug().schema(), {"type": "string", "pattern": "=", "maxLength": LONGEST_WISH}]}


EDITION = Table(
    about="Which cards of the deck this edition has.",
    keys=(
        Key(name="title", kind=Text(most=200), about="The edition's name for people.", examples=("One evening",)),
        Key(
            name="only",
            kind=Words(entry=Wish(), most=MOST_NAMED),
            about="Suits and cards that stay, and cards that say so much in a field; all others go.",
            examples=(["look", "dream-1", "depth=1..3"],),
        ),
        Key(
            name="without",
            kind=Words(entry=Wish(), most=MOST_NAMED),
            about="Suits, cards and what cards say that go, even if `only` names them.",
            examples=(["dream-4", "topic=work"],),
        ),
        Key(
            name="copies",
            kind=Given(
                (
                    ("type", "object"),
                    ("additionalProperties", {"type": "integer", "minimum": 0, "maximum": MOST_COPIES}),
                )
            ),
            about="How many of a card are printed, by its id.",
            examples=({"dream-1": 2},),
        ),
        Key(
            name="blanks",
            kind=Number(whole=True, least=0, most=MOST_BLANKS),
            about="How many blank cards of every suit are printed besides, on fresh sheets.",
            examples=(9,),
        ),
        Key(
            name="components",
            kind=Words(entry=Slug(), most=20),
            about="What a build of this edition makes; without it, all that the deck has.",
            examples=(["cards", "board"],),
        ),
    ),
)


def read_edition_table(raw: Mapping[str, Any], notes: Notes, name: str) -> Edition:
    """The edition in a parsed file; what is wrong with it is noted and left out."""
    headless = "edition" not in raw and any(key in EDITION.names for key in raw)
    missing = [] if "edition" in raw or ("card" in raw and not headless) else ["edition"]
    # What stands above a header that is missing is known, and is told by what is missing.
    known = ("edition", "card", *(EDITION.names if headless else ()))

    def otherwise(name: str) -> str:
        return f"write [edition.{name}]" if name in EDITION.names and isinstance(raw[name], dict) else ""

    why = "begin the file with [edition]"
    compare(raw, known, missing, (), "this file", notes, why=lambda _: why, otherwise=otherwise)
    table = raw.get("edition", {})
    if not is_table(table, "`edition`", ("edition",), notes, "write [edition] on a line of its own"):
        table = {}
    values = read_table(table, EDITION, ("edition",), "`[edition]`", notes)
    copies: dict[str, int] = {}
    written = values.get("copies", {})
    if is_table(written, "`copies`", ("edition", "copies"), notes, "write [edition.copies] and below it card = 2"):
        count = Number(whole=True, least=0, most=MOST_COPIES)
        for card, number in written.items():
            try:
                copies[card] = int(count.read(number, card))
            except Refused as refused:
                notes.refuse(refused, ("edition", "copies", card))
    return Edition(
        id=name,
        title=values.get("title", ""),
        only=values.get("only", ()),
        without=values.get("without", ()),
        copies=MappingProxyType(copies),
        blanks=values.get("blanks", 0),
        components=values.get("components", ()),
        file=notes.file,
    )
