"""A galley: running text, set in one column as long as it takes, not yet cut into pages."""

from typing import Literal

from generator.basics.records import dataclass
from generator.model.face import Item, Link

#: Whether a column may end before a piece: as it comes, not if it can be helped, or always (there, or a whole page).
Break = Literal["auto", "avoid", "column", "page"]


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What is painted behind several pieces: the ground and border of a box that they are in.

    Attributes:
        top: where it begins.
        bottom: where it ends.
        items: all of it; where a column ends in between, only a part of it is seen.
    """

    top: float
    bottom: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Piece:
    """What no column's end divides: a line, a figure, a row of a table.

    Attributes:
        top: where it begins, galley coordinates in points.
        bottom: where it ends.
        items: galley coordinates.
        before: whether a column may end before it.
        after: whether a column may end behind it.
        around: what is painted behind it and others, the outermost first.
        ids: of the boxes that begin with it.
        links: galley coordinates.
        repeats: what stands again above it when a column begins with it: the head of its table.
        what: what it is, for messages.
    """

    top: float
    bottom: float
    items: tuple[Item, ...]
    before: Break = "auto"
    after: Break = "auto"
    around: tuple[Around, ...] = ()
    ids: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    repeats: "Piece | None" = None
    what: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Galley:
    """A stretch of text that runs in columns of one width.

    Attributes:
        width: of one column, points.
        columns: how many stand beside each other.
        gap: between them, points.
        lead: room above it, unless a page begins with it, points.
        pieces: from the top down.
    """

    width: float
    columns: int
    gap: float
    lead: float
    pieces: tuple[Piece, ...]
