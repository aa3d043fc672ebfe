"""Sheets: which face goes where on which piece of paper."""

from dataclasses import dataclass

from generator.basics.geometry import Point, Rect, Size
from generator.model.face import Face


@dataclass(frozen=True, slots=True)
class Line:
    """A thin straight mark (crop mark, fold line), sheet coordinates in points, y downwards."""

    start: Point
    end: Point
    width: float = 0.25


@dataclass(frozen=True, slots=True)
class Placement:
    """A face in its slot.

    Attributes:
        at: the slot: where the trim comes to lie, sheet coordinates.
        turned: degrees clockwise, a multiple of 90; at 90 and 270 the slot is as wide as the face is high.
        window: what of the face may be seen: the slot and as much bleed as there is room for.
    """

    face: Face
    at: Rect
    window: Rect
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Slug:
    """The line of small print outside the cards: what it says, where there is room for it, and how it is turned.

    It has only words until it is typeset; then it becomes one more placement.
    """

    text: str
    at: Rect
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline; `level` from 0."""

    title: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet."""

    placements: tuple[Placement, ...] = ()
    marks: tuple[Line, ...] = ()
    slug: Slug | None = None
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One piece of paper.

    Attributes:
        paper: as it lies, turned already if that holds more.
        number: from 1.
        back: None when nothing is printed there.
    """

    paper: Size
    number: int
    front: Side
    back: Side | None = None
