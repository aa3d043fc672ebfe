"""The tables [[box]] of deck.toml: what they may hold, and how they are read."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any

from generator.basics.problems import KeyPath, Keys, Related, one_of
from generator.model.boxes import Box, Pick
from generator.model.deck import Card, Field, Value
from generator.reading.deck import Declared, kind_of, read_words
from generator.reading.notes import Notes, Refused, show, suggest
from generator.reading.tables import Key, Table, compare, read_table
from generator.reading.values import Choice, FilePath, Given, Kind, Length, Number, Slug, Text, Truth, Words, what

MOST_BOXES = 50
#: Entries of `holds`, tables among them, and values of a key of one.
MOST_HELD, MOST_ASKED, MOST_VALUES = 1_000, 50, 200
MOST_CARDS_IN_A_BOX = 5_000

#: The key with a component's own words for its template.
LOOK = Key(
    name="look",
    kind=Given((("type", "object"), ("additionalProperties", {"type": ["string", "number", "boolean"]}))),
    about="Its own words for the template.",
    examples=({"icon": "star"},),
)

PART = Key(
    name="part",
    kind=FilePath(endings=(".xml.j2",), example="box.xml.j2"),
    about="The part of the template that draws it, when not the usual one.",
    examples=("gift-box.xml.j2",),
)

BOX = Table(
    about="A tuck box for cards: one sheet to cut out, fold and glue.",
    keys=(
        Key(
            name="id",
            kind=Slug(),
            about="Its name in messages and templates: a-z, 0-9 and hyphens.",
            required=True,
            examples=("travel",),
        ),
        Key(
            name="title",
            kind=Text(filled=True, most=200),
            about="What stands on it.",
            required=True,
            examples=("For the road",),
        ),
        Key(name="text", kind=Text(lines=True, most=2_000), about="A few more words for its back."),
        Key(
            name="holds",
            kind=Given(
                (
                    ("type", "array"),
                    ("items", {"anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1}]}),
                    ("minItems", 1),
                )
            ),
            about="Which cards go in: suits, ids of cards, or tables of what a card says, all of which must be so; "
            "all the deck's cards without it.",
            examples=(["look", {"suit": "dream", "depth": [1, 2]}],),
        ),
        Key(
            name="count",
            kind=Number(whole=True, least=1, most=MOST_CARDS_IN_A_BOX),
            about="How many cards go in, whichever they are, in place of `holds`.",
            examples=(54,),
        ),
        Key(
            name="card_thickness",
            kind=Length(0.05, 5),
            about="Thickness of one card; 0.3mm without it. Measure ten and divide.",
            examples=("0.3mm",),
        ),
        Key(
            name="board",
            kind=Length(0, 5),
            about="Thickness of what the box is made of; thin card needs none.",
            examples=("0.5mm",),
        ),
        Key(name="clearance", kind=Length(0, 20), about="Room to spare; 2mm without it.", examples=("2mm",)),
        Key(name="glue", kind=Length(4, 40), about="Width of the glue flap; 12mm without it.", examples=("12mm",)),
        Key(name="tuck", kind=Length(4, 60), about="Length of the tucked flaps; 15mm without it.", examples=("15mm",)),
        Key(name="notch", kind=Truth(), about="Whether the front has a thumb notch; it has one without this."),
        PART,
        LOOK,
    ),
)


def tables_of(raw: object, name: str, most: int, notes: Notes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables of a list such as [[box]] with their numbers; whatever is none is noted."""
    if not isinstance(raw, list):
        notes.add(
            "wrong-type",
            f"`{name}` must be a list of tables, not {what(raw)}",
            (name,),
            help=f"write it in double brackets: [[{name}]]",
        )
        return
    if len(raw) > most:
        notes.add(
            "too-many", f"`{name}` has {len(raw)} entries, and at most {most} are allowed", (name, most), "header"
        )
    for index, table in enumerate(raw[:most]):
        if isinstance(table, dict):
            yield index, table
        else:
            notes.add(
                "wrong-type",
                f"`{name}` must hold tables, not {what(table)}",
                (name, index),
                help=f"write [[{name}]] on a line of its own, and its keys below",
            )


def once(values: dict[str, Any], seen: dict[str, int], name: str, index: int, notes: Notes) -> None:
    """Notes an id that another table of the kind has already."""
    identity = values.get("id")
    if identity is None:
        return
    first = seen.setdefault(identity, index)
    if first != index:
        notes.add(
            "duplicate-entry",
            f"`id` is {show(identity)} twice",
            (name, index, "id"),
            label="again here",
            help="give each its own id",
            related=(Related(KeyPath(notes.file, (name, first, "id")), "first here"),),
        )


def own_words(table: dict[str, Any], at: Keys, notes: Notes) -> dict[str, Any]:
    """What the key `look` of a component holds."""
    return read_words(table["look"], (*at, "look"), f"`[{at[0]}.look]`", notes) if "look" in table else {}


def read_boxes(raw: object, declared: Declared, cards: Sequence[Card], notes: Notes, *, whole: bool) -> tuple[Box, ...]:
    """The boxes of a deck; what is wrong with one is noted.

    Args:
        raw: what the key `box` holds.
        declared: suits and fields.
        cards: every card of the deck.
        notes: where faults go.
        whole: whether `cards` are all there are; if not, a box that seems empty may not be.
    """
    boxes: list[Box] = []
    seen: dict[str, int] = {}
    ids = {card.id for card in cards}
    for index, table in tables_of(raw, "box", MOST_BOXES, notes):
        at: Keys = ("box", index)
        before = len(notes.found)
        values = read_table(table, BOX, at, "this box", notes)
        once(values, seen, "box", index, notes)
        look = own_words(table, at, notes)
        picks = _Picks(declared, ids if whole else None, notes).read(table.get("holds"), (*at, "holds"))
        if "holds" in table and "count" in table:
            notes.add(
                "misplaced-key",
                "`count` means nothing beside `holds`, which says what to count",
                (*at, "count"),
                "key",
                help="remove one of the two",
            )
        if any(problem.severity == "error" for problem in notes.found[before:]):
            continue
        for key in ("holds", "look"):
            values.pop(key, None)
        box = Box(**values, holds=picks, look=MappingProxyType(look), file=notes.file, index=index)
        if whole and box.count is None and not any(card.copies for card in box.cards_of(cards)):
            notes.add(
                "empty-box",
                f"no card goes into the box `{box.id}`",
                (*at, "holds") if "holds" in table else at,
                "value" if "holds" in table else "header",
                label="no card of this deck is like that",
                help="choose others, or leave `holds` out for all cards",
            )
            continue
        boxes.append(box)
    return tuple(boxes)


class _Picks:
    """Reads which cards a box holds."""

    def __init__(self, declared: Declared, ids: "set[str] | None", notes: Notes) -> None:
        self._declared, self._ids, self._notes = declared, ids, notes

    def read(self, raw: object, at: Keys) -> tuple[Pick, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, list):
            self._notes.add(
                "wrong-type",
                f"`holds` must be a list, not {what(raw)}",
                at,
                label="not a list",
                help='write a list in square brackets: holds = ["…", { suit = "…" }]',
            )
            return ()
        if not raw:
            self._notes.add(
                "too-few", "`holds` has 0 entries, and at least 1 are needed", at, help="leave it out for all cards"
            )
        for most, count, called in (
            (MOST_HELD, len(raw), "entries"),
            (MOST_ASKED, sum(isinstance(one, dict) for one in raw), "tables"),
        ):
            if count > most:
                self._notes.add("too-many", f"`holds` has {count} {called}, and at most {most} are allowed", at)
                return ()
        picks = [self._pick(one, (*at, number)) for number, one in enumerate(raw)]
        return tuple(pick for pick in picks if pick is not None)

    def _pick(self, raw: object, at: Keys) -> Pick | None:
        declared, notes = self._declared, self._notes
        if isinstance(raw, str):
            if raw in declared.suits or raw in declared.broken_suits:
                return Pick(suits=(raw,))
            if self._ids is None or raw in self._ids:
                return Pick(cards=(raw,))
            like = suggest(raw, (*declared.suits, *self._ids))
            notes.add(
                "unknown-card",
                f"no card and no suit is called {show(raw)}",
                at,
                label="not in this deck",
                help=f"did you mean `{like}`?" if like else f"the suits are {one_of(tuple(declared.suits))}",
            )
            return None
        if not isinstance(raw, dict):
            notes.add(
                "wrong-type",
                f"an entry of `holds` must be text or a table, not {what(raw)}",
                at,
                help='write a suit or a card, or what its cards say: { suit = "…" }',
            )
            return None
        known = ("suit", "id", *declared.fields, *declared.broken_fields)
        if declared.knows_fields:
            compare(raw, known, [], at, "this choice", notes, otherwise=lambda _: "it is no field of this deck")
        found: dict[str, tuple[Value, ...]] = {}
        for name, value in raw.items():
            if name in ("suit", "id"):
                names = self._values(value, Text(filled=True), (*at, name), name)
                check = self._suit if name == "suit" else self._card
                found[name] = tuple(str(one) for at_one, one in names if check(str(one), at_one))
            elif name in declared.fields:
                kind = _entry_kind(declared.fields[name])
                found[name] = tuple(one for _, one in self._values(value, kind, (*at, name), name))
        if any(not wanted for wanted in found.values()):
            return None
        return Pick(
            suits=tuple(str(one) for one in found.pop("suit", ())),
            cards=tuple(str(one) for one in found.pop("id", ())),
            fields=MappingProxyType(found),
        )

    def _values(self, value: object, kind: Kind, at: Keys, name: str) -> list[tuple[Keys, Any]]:
        """One value or several, each as the field would hold it, with where it stands."""
        found: list[tuple[Keys, Any]] = []
        if isinstance(value, list) and len(value) > MOST_VALUES:
            message = f"`{name}` has {len(value)} entries, and at most {MOST_VALUES} are allowed"
            self._notes.add("too-many", message, at)
            return found
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            here = (*at, number) if isinstance(value, list) else at
            try:
                found.append((here, kind.read(one, name)))
            except Refused as refused:
                self._notes.refuse(refused, here)
        return found

    def _suit(self, name: str, at: Keys) -> bool:
        declared = self._declared
        if name in declared.suits or name in declared.broken_suits:
            return True
        suits = tuple(declared.suits)
        like = suggest(name, suits)
        self._notes.add(
            "unknown-suit",
            f"no suit is called {show(name)}",
            at,
            label="not one of this deck's suits",
            help=f"did you mean `{like}`?" if like else f"this deck has {one_of(suits)}" if suits else "",
        )
        return False

    def _card(self, name: str, at: Keys) -> bool:
        if self._ids is None or name in self._ids:
            return True
        like = suggest(name, self._ids)
        self._notes.add(
            "unknown-card",
            f"no card is called {show(name)}",
            at,
            label="not in this deck",
            help=f"did you mean `{like}`?" if like else "",
        )
        return False


def _entry_kind(field: Field) -> Kind:
    """What one of the values must be that a box asks of a field."""
    if field.type == "list":
        return Choice(field.choices) if field.choices else Words().entry
    return kind_of(field)
