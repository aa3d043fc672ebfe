"""What lies on a table on a screen."""

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One card.

    Attributes:
        id: the card's own.
        label: what the table calls it.
        copies: how many of it there are.
        front: the picture of its front.
        back: the picture of its back.
        place: where on its picture it is, from 0, when that shows many.
        sheet: which of the pictures that is, from 0.
    """

    id: str
    label: str
    copies: int = 1
    front: str = ""
    back: str = ""
    place: int = 0
    sheet: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A deck on a table.

    Attributes:
        id: the deck's own.
        title: for people.
        about: a sentence more.
        pieces: its cards in order.
        ratio: width of a card, its height being 1.
    """

    id: str
    title: str
    about: str = ""
    pieces: tuple[Piece, ...]
    ratio: float = 5 / 7
