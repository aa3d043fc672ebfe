"""The cards: read by a checker that is made once for a deck from what it declares."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from generator.basics.problems import KeyPath, Keys, Related, one_of
from generator.model.deck import Card, Field, Suit, Value
from generator.reading.deck import BUILT_IN, Declared, kind_of
from generator.reading.notes import Notes, Refused, show, suggest
from generator.reading.tables import Key, Table, compare
from generator.reading.values import Number, Slug, Text, what

MOST_COPIES = 1_000

CARD = Table(
    about="One card; besides these keys it has the fields that the deck declares.",
    keys=(
        Key(
            name="id",
            kind=Slug(),
            about="Stable for ever: translations and editions hang on it. a-z, 0-9 and hyphens.",
            required=True,
            examples=("dream-1",),
        ),
        Key(name="suit", kind=Text(filled=True), about="The family it belongs to, one of the deck's suits."),
        Key(
            name="copies",
            kind=Number(whole=True, least=0, most=MOST_COPIES),
            about="How many of it are printed.",
            examples=(2,),
        ),
    ),
)

_ID = Slug()
_COPIES = Number(whole=True, least=0, most=MOST_COPIES)


def _example(field: Field) -> str:
    """How a field may be written, for whoever has left it out."""
    least = max(1, int(field.min or 0))
    values = {
        "integer": str(least),
        "number": str(least),
        "boolean": "false",
        "list": f'["{field.choices[0]}"]' if field.choices else '["…"]',
        "choice": f'"{field.choices[0]}"' if field.choices else '"…"',
        "color": '"#0072b2"',
        "image": '"moon.png"',
    }
    return f", as in {field.name} = {values.get(field.type, chr(34) + '…' + chr(34))}"


class CardReader:
    """Reads the cards of one deck.

    What every card needs is looked up once: a list of fields with the method that reads each, and for each suit the
    keys it must have. Only a card in which something is wrong takes the slower way that finds the words for it.
    """

    def __init__(self, declared: Declared, most: int) -> None:
        self.cards: list[Card] = []
        self.count = 0
        self.full = False
        self._declared = declared
        self._most = most
        self._seen: dict[str, tuple[str, str, int]] = {}
        needed = {name for suit in declared.suits.values() for name in suit.requires}
        self._readers: list[tuple[str, Callable[[Any, str], Any]]] = [
            (name, kind_of(field, needed=name in needed).read) for name, field in declared.fields.items()
        ]
        common = [name for name, field in declared.fields.items() if field.required]
        self._required: dict[str | None, tuple[str, ...]] = {None: tuple(common)}
        for suit in declared.suits.values():
            own = {*common, *suit.requires}
            self._required[suit.id] = tuple(name for name in declared.fields if name in own)
        self._known = (
            "id",
            *(("suit",) if declared.has_suits else ()),
            "copies",
            *declared.fields,
            *declared.broken_fields,
        )

    def read_all(self, raw: object, notes: Notes) -> bool:
        """The cards of one file are added to `cards`; False when not all could be looked at."""
        if not isinstance(raw, list):
            help = (
                "write it in double brackets: [[card]]" if isinstance(raw, dict) else "write [[card]] before each card"
            )
            notes.add("wrong-type", f"`card` must be a list of tables, not {what(raw)}", ("card",), help=help)
            return False
        file = notes.file
        for index, table in enumerate(raw):
            self.count += 1
            if self.count > self._most:
                notes.add(
                    "too-many-cards",
                    f"this deck has more than {self._most} cards",
                    ("card", index),
                    "header",
                    label="one too many",
                    help="make several decks of it",
                )
                self.full = True
                return False
            if isinstance(table, dict):
                self._read(table, file, index, notes)
            else:
                notes.add(
                    "wrong-type",
                    f"a card must be a table, not {what(table)}",
                    ("card", index),
                    help="write [[card]] on a line of its own, and its keys below",
                )
        return True

    def _read(self, table: dict[str, Any], file: str, index: int, notes: Notes) -> None:
        sound = True
        taken = 0
        fields: dict[str, Value] = {}
        for name, read in self._readers:
            if name in table:
                taken += 1
                try:
                    fields[name] = read(table[name], name)
                except Refused as refused:
                    notes.refuse(refused, ("card", index, name))
                    if refused.only_warned:
                        fields[name] = refused.value  # type: ignore[assignment]
                    else:
                        sound = False

        copies = 1
        if "copies" in table:
            taken += 1
            try:
                copies = int(_COPIES.read(table["copies"], "copies"))
            except Refused as refused:
                notes.refuse(refused, ("card", index, "copies"))
                sound = False

        suit: Suit | None = None
        if "suit" in table and self._declared.has_suits:
            taken += 1
            name = table["suit"]
            suit = self._declared.suits.get(name) if type(name) is str else None
            if suit is None:
                sound = False
                self._refuse_suit(name, index, notes)

        identity = ""
        if "id" in table:
            taken += 1
            try:
                identity = _ID.read(table["id"], "id")
            except Refused as refused:
                notes.refuse(refused, ("card", index, "id"))
                if type(table["id"]) is str:
                    self._seen.setdefault(table["id"].casefold(), (table["id"], file, index))
                sound = False
            else:
                first = self._seen.setdefault(identity, (identity, file, index))
                if first[1] is not file or first[2] != index:
                    self._refuse_twice(identity, first, index, notes)
                    sound = False
        else:
            sound = False

        required = self._required[suit.id if suit else None]
        if sound and taken == len(table) and (suit is not None or not self._declared.has_suits):
            for name in required:
                if name not in fields:
                    break
            else:
                self.cards.append(
                    Card(
                        id=identity,
                        suit=suit,
                        copies=copies,
                        fields=MappingProxyType(fields),
                        file=file,
                        index=index,
                    )
                )
                return
        self._compare(table, identity, suit, required, index, notes)

    def _compare(
        self,
        table: dict[str, Any],
        identity: str,
        suit: Suit | None,
        required: tuple[str, ...],
        index: int,
        notes: Notes,
    ) -> None:
        """Notes what is missing and what is unknown in a card."""
        declared = self._declared
        missing = [name for name in ("id", "suit") if name not in table and (name == "id" or declared.has_suits)]
        missing += [name for name in required if name not in table]
        called = f"card `{identity}`" if identity else "this card"

        def why(name: str) -> str:
            if name == "id":
                return 'give it a name that never changes: id = "…"'
            if name == "suit":
                return f"its suit can be {one_of(tuple(declared.suits))}" if declared.suits else ""
            example = _example(declared.fields[name]) if name in declared.fields else ""
            if suit is not None and name in suit.requires:
                return f"every card of the suit `{suit.id}` needs it{example}"
            return f"every card of this deck needs it{example}"

        def otherwise(name: str) -> str:
            if name == "suit":
                return "this deck has no suits: remove it, or declare [suits.…] in deck.toml"
            if name in BUILT_IN:
                return "remove it: cards are numbered by themselves"
            return f"declare it in deck.toml if it is a field: [fields.{name}]" if len(name) <= 40 else ""

        if declared.knows_fields:
            compare(table, self._known, missing, ("card", index), called, notes, why=why, otherwise=otherwise)

    def _refuse_suit(self, name: object, index: int, notes: Notes) -> None:
        at: Keys = ("card", index, "suit")
        suits = tuple(self._declared.suits)
        if not isinstance(name, str):
            notes.add(
                "wrong-type", f"`suit` must be text, not {what(name)}", at, help=f"its suit can be {one_of(suits)}"
            )
        elif name not in self._declared.broken_suits:
            like = suggest(name, suits)
            if not like and self._declared.broken_suits:
                return  # probably one of those, and what is wrong with them is told
            notes.add(
                "unknown-suit",
                f"no suit is called {show(name)}",
                at,
                label="not one of this deck's suits",
                help=f"did you mean `{like}`?" if like else f"this deck has {one_of(suits)}" if suits else "",
            )

    def _refuse_twice(self, identity: str, first: tuple[str, str, int], index: int, notes: Notes) -> None:
        other, file, number = first
        same = other == identity
        notes.add(
            "duplicate-card",
            f"two cards are called `{identity}`" if same else f"`{identity}` and {show(other)} differ only in capitals",
            ("card", index, "id"),
            label="again here" if same else "",
            help="give each card its own id; one that has been printed keeps its own",
            related=(Related(KeyPath(file, ("card", number, "id")), "first here" if same else "the other"),),
        )
