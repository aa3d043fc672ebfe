"""The deck: what `reading` made of the author's files and `editions` chose from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from generator.basics.colour import Colour
from generator.basics.problems import KeyPath
from generator.basics.records import dataclass
from generator.model.formats import Format

if TYPE_CHECKING:  # they know cards, not the other way round
    from generator.model.board import Board
    from generator.model.boxes import Box
    from generator.model.tokens import Standee, Token

FieldType = Literal["text", "string", "integer", "number", "boolean", "choice", "list", "color", "image"]

#: What a field of a card holds: text and string `str`, list `tuple[str, ...]`, color `Colour`, image `str` (a path
#: inside the deck's folder), choice `str`. A field that a card leaves out is absent from the mapping.
Value = str | int | float | bool | tuple[str, ...] | Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a deck's cards may say, and what is allowed.

    Attributes:
        min: least length in characters (text, string), entries (list) or value (integer, number).
        max: the same for the most.
        choices: allowed words of a choice, or of a list's entries; empty when free.
    """

    name: str
    type: FieldType
    title: str = ""
    required: bool = False
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """A family of cards: word, colour, icon and pattern, so that no meaning hangs on colour alone.

    Attributes:
        format: of its cards, where it is not the deck's; None for that.
    """

    id: str
    title: str
    color: Colour | None = None
    icon: str = ""
    pattern: str = ""
    text: str = ""
    requires: tuple[str, ...] = ()
    format: Format | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card.

    Attributes:
        id: stable for ever; translations, editions and 'what changed' hang on it.
        suit: None in a deck without suits.
        copies: how many are printed, at least 0.
        fields: the declared fields the card fills, in the order of the deck's declaration.
        file: the source file that holds it, as in `Deck.sources`.
        index: its number among that file's cards, from 0.
    """

    id: str
    suit: Suit | None = None
    copies: int = 1
    fields: Mapping[str, Value]
    file: str = ""
    index: int = 0

    def at(self, name: str = "") -> KeyPath:
        """Where the card, or one of its fields, stands in its file."""
        if name:
            return KeyPath(self.file, ("card", self.index, name))
        return KeyPath(self.file, ("card", self.index), "header")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text file as it was read."""

    file: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The deck's rules as a small book.

    Attributes:
        file: the text, Markdown, inside the deck's folder.
        title: on its cover; empty for the deck's own.
        columns: of the text, where it says nothing else.
        cover: whether its first page is a cover.
        numbered: whether headings have numbers.
    """

    file: str
    title: str = ""
    format: Format
    columns: int = 1
    cover: bool = True
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Tip:
    """A card of a strip, by its id, and what is said at its foot."""

    card: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Cards in an order to be played in, each with a tip at its foot.

    Attributes:
        id: also the name of its file.
        index: its number among the strips, from 0.
    """

    id: str
    title: str
    tips: tuple[Tip, ...]
    index: int = 0

    def at(self, number: int) -> KeyPath:
        """Where the card of a number, from 0, is named."""
        return KeyPath("deck.toml", ("strip", self.index, "cards", number, "card"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A deck, read and found sound.

    Attributes:
        id: a slug, also the name of its folder under the output.
        language: BCP 47 tag, ``en``, ``pt-BR``.
        format: of the cards whose suit has none of its own.
        template: name of the look.
        look: own settings of the look, free words for the template (``[look]``): strings, numbers, booleans.
        suits: by id, in the deck's order.
        cards: in the order they are written, each once, whatever its copies.
        boards: in the order they are written.
        proofing: the table of that name as it was parsed; `proofing` says what may stand in it.
        boxes: for the cards.
        tokens: cut out beside the cards.
        standees: folded up.
        blanks: how many blank cards of every suit are printed besides.
        rulebook: None when it has none.
        strips: cards in an order to be played in.
        sources: every file read, for the places of later problems; `deck.toml` first.
    """

    id: str
    title: str
    subtitle: str = ""
    version: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    licence: str = ""
    format: Format
    template: str
    look: Mapping[str, str | int | float | bool] = MappingProxyType({})
    fields: Mapping[str, Field]
    suits: Mapping[str, Suit]
    cards: tuple[Card, ...]
    boards: "tuple[Board, ...]" = ()
    rulebook: Rulebook | None = None
    strips: tuple[Strip, ...] = ()
    sources: tuple[Source, ...] = ()
    proofing: Mapping[str, object] = MappingProxyType({})
    boxes: "tuple[Box, ...]" = ()
    tokens: "tuple[Token, ...]" = ()
    standees: "tuple[Standee, ...]" = ()
    blanks: int = 0

    def format_of(self, card: Card) -> Format:
        """The finished size of a card: its suit's format, or else the deck's."""
        return card.suit.format if card.suit is not None and card.suit.format is not None else self.format

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats of the cards that are printed, each once, in their order; the deck's own when there are none."""
        return tuple(dict.fromkeys(self.format_of(card) for card in self.cards if card.copies)) or (self.format,)
