"""Boxes, and the flats from which boxes and other folded things are made."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.basics.geometry import Point, Rect, Size
from generator.basics.problems import KeyPath
from generator.basics.records import dataclass
from generator.basics.units import mm
from generator.model.deck import Card, Value
from generator.model.face import Segment

#: Free words of a component's own for its template, as `[look]` has them for all.
OwnWords = Mapping[str, str | int | float | bool]

NO_WORDS: OwnWords = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Some of a deck's cards: those that meet every one of these wishes; an empty one is met by all.

    Attributes:
        suits: the card is of one of these, by id.
        cards: the card is one of these, by id.
        fields: the card says one of these values; of a list, one of its entries is enough.
    """

    suits: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    fields: Mapping[str, tuple[Value, ...]] = MappingProxyType({})

    def takes(self, card: Card) -> bool:
        """Whether the card is among them."""
        if self.suits and (card.suit is None or card.suit.id not in self.suits):
            return False
        if self.cards and card.id not in self.cards:
            return False
        return all(_says(card.fields.get(name), wanted) for name, wanted in self.fields.items())


def _says(value: Value | None, wanted: tuple[Value, ...]) -> bool:
    if isinstance(value, tuple):
        return any(entry in wanted for entry in value)
    return value in wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A tuck box for cards; lengths in points.

    Attributes:
        id: for messages and templates.
        holds: which cards go in, those of any of these; all of the deck's when empty.
        count: how many cards go in, whichever they are; None counts those that it holds.
        card_thickness: of one card.
        board: thickness of what the box is made of; thin card needs none.
        clearance: room to spare in each direction.
        glue: width of the glue flap.
        tuck: length of the flaps that are tucked in.
        notch: whether the front has a thumb notch.
        part: the template's part that draws its panels; the usual one when empty.
        look: its own words for the template.
        file: where it stands, with
        index: its number there, from 0.
    """

    id: str
    title: str
    text: str = ""
    holds: tuple[Pick, ...] = ()
    count: int | None = None
    card_thickness: float = mm(0.3)
    board: float = 0.0
    clearance: float = mm(2)
    glue: float = mm(12)
    tuck: float = mm(15)
    notch: bool = True
    part: str = ""
    look: OwnWords = NO_WORDS
    file: str = "deck.toml"
    index: int = 0

    def cards_of(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        """The cards that go in, in the order given."""
        if not self.holds:
            return tuple(cards)
        # Whole suits and single cards, of which there may be many, are looked up; the rest is asked one by one.
        whole = {suit for pick in self.holds if not pick.cards and not pick.fields for suit in pick.suits}
        single = {card for pick in self.holds if not pick.suits and not pick.fields for card in pick.cards}
        asked = [pick for pick in self.holds if pick.fields or bool(pick.suits) == bool(pick.cards)]
        return tuple(
            card
            for card in cards
            if card.id in single
            or (card.suit is not None and card.suit.id in whole)
            or any(pick.takes(card) for pick in asked)
        )

    def at(self, key: str = "") -> KeyPath:
        """Where the box, or one of its keys, stands."""
        return place_of(self.file, "box", self.index, key)


def place_of(file: str, kind: str, index: int, key: str = "") -> KeyPath:
    """Where one of several tables of a kind stands, or a key of it."""
    return KeyPath(file, (kind, index, key)) if key else KeyPath(file, (kind, index), "header")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One face of a folded thing, as it lies in the flat.

    Attributes:
        name: ``front``, ``back``, ``lid``…
        number: from 1 among several of a name; 0 when that does not matter.
        at: the rectangle around it, in the flat's coordinates.
        window: where it may be printed: itself and the bleed beyond its cut edges.
        turned: how what stands on it is turned, degrees clockwise, so that it stands upright on the finished thing.
        hidden: whether it disappears when all is folded and glued.
    """

    name: str
    at: Rect
    window: Rect
    number: int = 0
    turned: int = 0
    hidden: bool = False

    @property
    def size(self) -> Size:
        """Its extent as it is read, not as it lies."""
        return self.at.size if self.turned % 180 == 0 else self.at.size.turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Dieline:
    """The flat of something that is cut out and folded; points from its top left corner, y downwards.

    Attributes:
        size: the rectangle around it.
        panels: in painting order.
        cuts: outlines to cut along.
        folds: straight lines to fold along, from and to.
    """

    size: Size
    panels: tuple[Panel, ...]
    cuts: tuple[tuple[Segment, ...], ...]
    folds: tuple[tuple[Point, Point], ...]

    def panel(self, name: str) -> Panel:
        """The panel of that name.

        Raises:
            KeyError: there is none.
        """
        for panel in self.panels:
            if panel.name == name:
                return panel
        raise KeyError(name)
