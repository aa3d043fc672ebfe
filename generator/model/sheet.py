"""Sheets: which face goes where on which piece of paper."""

from typing import Literal

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Point, Rect, Size
from generator.basics.records import dataclass
from generator.model.face import Face, Segment

#: What a line is for. A tick marks the end of a cut where a crop mark has no room; a scale is one to read lengths off.
LineKind = Literal["crop", "cut", "fold", "tick", "registration", "scale"]

#: What an outline is for: cutting out what is no rectangle of a grid, or folding it.
OutlineKind = Literal["die-cut", "crease"]

#: What a patch of the colour bar shows: inks by their letters, laid over each other, or a tint of black in per cent.
PatchRole = Literal["c", "m", "y", "k", "mc", "cy", "my", "cmy", "k25", "k50", "k75"]


@dataclass(frozen=True, slots=True)
class Line:
    """A thin straight mark (crop mark, fold line), sheet coordinates in points, y downwards.

    Fold lines are meant to be dashed, registration marks to be in every ink, all else in black alone.
    """

    start: Point
    end: Point
    width: float = 0.25
    kind: LineKind = "crop"


@dataclass(frozen=True, slots=True)
class Outline:
    """A cut or a fold of any shape, such as those of a dieline; sheet coordinates in points.

    Attributes:
        segments: its pieces.
        kind: creases are meant to be dashed.
        ink: the named ink that a press keeps for it, printed over all others; None draws it in grey.
    """

    segments: tuple[Segment, ...]
    kind: OutlineKind
    width: float = 0.35
    ink: Colour | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """A field of the colour bar."""

    at: Rect
    role: PatchRole


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
class Label:
    """A word or number beside a mark, not yet typeset.

    Attributes:
        at: its room; the text stands in the middle of its height.
        turned: degrees clockwise, as for a `Placement`.
        size: font size, points.
        align: where in its room the text stands, along its own line.
        fitted: whether it is set smaller where its room is short.
    """

    text: str
    at: Rect
    turned: int = 0
    size: float = 7.0
    align: Literal["left", "center", "right"] = "center"
    fitted: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline.

    Attributes:
        level: from 0.
        y: how far down the page it leads; None shows the whole page.
    """

    title: str
    level: int = 0
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet.

    Attributes:
        marks: drawn over the placements: cut lines and ticks lie on the cards' very edges.
        labels: to be typeset; each becomes a placement.
        patches: the colour bar.
        outlines: drawn over the placements too.
        shift: where everything on this side is moved and turned to when it is printed, so that it comes out where
            it belongs on a printer that moves and turns it the other way; sheet coordinates to sheet coordinates.
    """

    placements: tuple[Placement, ...] = ()
    marks: tuple[Line, ...] = ()
    slug: Slug | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    labels: tuple[Label, ...] = ()
    patches: tuple[Patch, ...] = ()
    outlines: tuple[Outline, ...] = ()
    shift: Matrix = IDENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One piece of paper.

    Attributes:
        paper: as it lies, turned already if that holds more.
        number: from 1.
        back: None when nothing is printed there.
        pack: which pack its cards belong to, from 1.
        again: paper that has been through the printer once already: `front` is the back of the sheet of this number.
    """

    paper: Size
    number: int
    front: Side
    back: Side | None = None
    pack: int = 1
    again: bool = False
