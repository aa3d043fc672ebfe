"""A face: one printed side of a component, finished. Items sit at fixed places; exporters only translate.

Coordinates are points from the trim's top left corner, y downwards. Items are painted in order.
"""

from typing import Literal

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect, Size
from generator.basics.records import dataclass
from generator.model.assets import Font

#: A piece of an outline: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",).
Segment = tuple[str, float, float] | tuple[str, float, float, float, float, float, float] | tuple[str]


@dataclass(frozen=True, slots=True)
class Shade:
    """A gradient at a fixed place.

    Attributes:
        kind: linear from `(x0, y0)` to `(x1, y1)`, or radial about `(x0, y0)` with radius `x1` (horizontal) and `y1`
            (vertical).
        stops: offset 0 to 1, rising, and colour.
        focus: the circle at which a radial one begins: its centre, seen from the other's, and its radius, as parts of
            the other's radii.
    """

    kind: Literal["linear", "radial"]
    x0: float
    y0: float
    x1: float
    y1: float
    stops: tuple[tuple[float, Colour], ...]
    focus: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How an outline is drawn; lengths in points."""

    paint: Colour
    width: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    dash: tuple[float, ...] = ()
    miter_limit: float = 4.0


@dataclass(frozen=True, slots=True)
class Path:
    """An outline, filled, stroked or both."""

    segments: tuple[Segment, ...]
    fill: Colour | Shade | None = None
    stroke: Stroke | None = None
    even_odd: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A piece of text turned into glyphs of one font, size-less. Compared by identity: each piece is shaped once.

    Attributes:
        text: what the author wrote, in logical order.
        font: which font the glyphs are of.
        glyphs: glyph ids, in visual order from left to right; none where the text is drawn by other items and is
            only to be found, copied and read aloud.
        advances: per glyph, in thousandths of the font size.
        offsets: per glyph dx, dy (dy upwards) in thousandths; empty when all are zero.
        clusters: per glyph, the index into `text` of the first character it stands for.
        width: sum of the advances, in thousandths of the font size.
    """

    text: str
    font: Font
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    clusters: tuple[int, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Pieces set one after another on a baseline, in one font, size and colour.

    Attributes:
        x: where the first glyph starts.
        y: the baseline.
        size: font size, points.
        pieces: in visual order; spaces are pieces of their own or part of one.
        spacing: letter spacing after every cluster, points.
        word_spacing: added to every space, points (justified lines).
    """

    x: float
    y: float
    font: Font
    size: float
    paint: Colour
    pieces: tuple[Shaped, ...]
    spacing: float = 0.0
    word_spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Image:
    """A pixel picture stretched over a rectangle; `data` is the undecoded file, `format` one of Pillow's names."""

    at: Rect
    data: bytes
    format: str
    pixels: tuple[int, int]
    alt: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A part of a document's structure, which items belong to; compared by identity.

    Attributes:
        role: ``H1``, ``P``, ``LI``…, a standard structure type of PDF (ISO 32000-1, 14.8.4).
        parent: the part that it is in; None for one at the top.
        alt: what a figure shows, for those who cannot see it.
    """

    role: str
    parent: "Tag | None" = None
    alt: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Items that are moved, clipped or faded together. Compared by identity.

    Attributes:
        matrix: maps the items' coordinates to the surrounding ones.
        clip: in the items' coordinates; None clips nothing.
        opacity: of the group as one picture.
        blend: CSS name of the blend mode.
        shared: many faces hold this very object; worth writing once.
        tag: the part of the document's structure that the items are.
        to: where a click on the items leads: ``#id`` or an address.
    """

    items: "tuple[Item, ...]"
    matrix: Matrix = IDENTITY
    clip: Path | None = None
    opacity: float = 1.0
    blend: str = "normal"
    shared: bool = False
    tag: Tag | None = None
    to: str = ""


Item = Glyphs | Path | Image | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A stretch of a face that leads elsewhere.

    Attributes:
        to: ``#id`` of a place in the same document, or an address.
        tag: the part of the structure that the link is in.
        told: where it leads, in words.
    """

    at: Rect
    to: str
    tag: Tag | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to: its id, and how far down the face it is."""

    id: str
    y: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Face:
    """One printed side of a component. Compared by identity.

    Attributes:
        size: the trim.
        bleed: how far items may reach beyond it.
        items: in painting order.
        title: what the face is, for bookmarks and messages.
        links: what leads elsewhere, on a page that is read on a screen.
        anchors: where links lead to.
    """

    size: Size
    bleed: float
    items: tuple[Item, ...]
    title: str = ""
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
