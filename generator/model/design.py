"""A design: a filled, styled template before anything has a position.

A deck's faces share few structures: the cards of one suit differ in their words only. So a `Design` is two parts, the
tree of elements, one object for all faces that share it, and the words of this face. Whatever is computed from the
tree alone (boxes, decoration) may be remembered by the tree's identity.
"""

from typing import Literal

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Matrix, Rect, Size
from generator.basics.records import dataclass
from generator.model.face import Face, Group, Path, Stroke


@dataclass(frozen=True, slots=True)
class Length:
    """A length that may hang on its container: `points` plus `fraction` of the container's extent (0.5 is 50 %)."""

    points: float = 0.0
    fraction: float = 0.0

    def of(self, base: float) -> float:
        """The length in points inside a container of extent `base`."""
        return self.points + self.fraction * base


ZERO = Length()


@dataclass(frozen=True, slots=True)
class Extreme:
    """CSS min(), max() and clamp() over lengths that hang on the container: the least or greatest of `of`."""

    pick: Literal["min", "max"]
    among: "tuple[Length | Extreme, ...]"

    def of(self, base: float) -> float:
        """The length in points inside a container of extent `base`."""
        values = [length.of(base) for length in self.among]
        return min(values) if self.pick == "min" else max(values)


#: A width, a padding…; None where CSS says auto (or none, for a max).
Dimension = Length | Extreme


@dataclass(frozen=True, slots=True)
class Fit:
    """`font-size: fit(min, max)`: the largest size between the two, points, at which the text fits its box."""

    min: float
    max: float


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow without blur is a shape of its own; blur is drawn as steps. Letters know no spread and no `inset`."""

    color: Colour
    dx: float
    dy: float
    blur: float = 0.0
    spread: float = 0.0
    inset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a run of text looks. Interned: two runs that look the same share one object.

    Attributes:
        families: names, best first.
        size: points; for a run inside a fitted paragraph `Run.scale` tells its part of the found size.
        features: OpenType features by tag and value, sorted by tag.
        letter_spacing: added after every cluster, in ems.
        word_spacing: added to every space, in ems.
        language: BCP 47.
        underline: whether a line runs below it; `overline` and `struck` likewise above it and through it.
        shadows: what the letters throw, the first on top.
        to: where a click on the text leads (attribute `to`).
        text_transform: has been applied to a run's text already; kept so that equal words in two cases differ.
    """

    families: tuple[str, ...] = ()
    size: float | Fit = 12.0
    weight: int = 400
    italic: bool = False
    color: Colour = BLACK
    letter_spacing: float = 0.0
    word_spacing: float = 0.0
    features: tuple[tuple[str, int], ...] = ()
    language: str = "en"
    underline: bool = False
    overline: bool = False
    struck: bool = False
    shadows: tuple[Shadow, ...] = ()
    text_transform: Literal["none", "uppercase", "lowercase", "capitalize"] = "none"
    to: str = ""


#: What a column or row may take for its least and its most, besides lengths: how its content sees it.
Content = Literal["min-content", "max-content"]


@dataclass(frozen=True, slots=True)
class Track:
    """One column or row of a grid: a fixed length, a share of what is left (`fr`), or auto (both None).

    Attributes:
        least: of a share or auto, how little it is at least; None leaves that to its content.
        most: of auto, how much it is at most.
    """

    size: Dimension | None = None
    fr: float | None = None
    least: Dimension | Content | None = None
    most: Dimension | Content | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """Columns as often as there is room for them: `auto-fill`; with `fit`, without those that stay empty."""

    tracks: tuple[Track, ...]
    fit: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A colour at a place along a gradient; `at` None lets the neighbours decide."""

    color: Colour
    at: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Gradient:
    """A CSS gradient.

    Attributes:
        angle: of a linear one, degrees, 0 upwards, clockwise; of a conic one, where it begins.
        corner: in place of the angle, the corner it goes to: -1 or 1 to the left or right, and up or down.
        centre: of a radial or conic one, x and y.
        circle: whether a radial one is round whatever the box.
        size: how far a radial one reaches: a CSS word, or its two radii, the same twice for a circle.
        repeating: whether the stops begin again where they end.
    """

    kind: Literal["linear", "radial", "conic"]
    stops: tuple[Stop, ...]
    angle: float = 180.0
    centre: tuple[Dimension, Dimension] = (Length(0, 0.5), Length(0, 0.5))
    circle: bool = False
    size: "RadialSize" = "farthest-corner"
    corner: tuple[int, int] | None = None
    repeating: bool = False


RadialSize = Literal["closest-side", "farthest-side", "closest-corner", "farthest-corner"] | tuple[Dimension, Dimension]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A vector picture: its own coordinate box and its paths, some of them in groups that are faded together.

    Compared by identity; read once a file and colour.

    Attributes:
        module: side of one module, in the drawing's coordinates, when it is a code for machines to read; else 0.
        quiet: how many modules of empty margin are in its box.
    """

    box: Rect
    paths: tuple[Path | Group, ...]
    name: str = ""
    module: float = 0.0
    quiet: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A pixel picture that has been found sound. Compared by identity."""

    data: bytes
    format: Literal["PNG", "JPEG", "WEBP", "GIF"]
    width: int
    height: int
    name: str = ""


Repeat = bool | Literal["round", "space"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """One background layer.

    Attributes:
        image: what is painted.
        size: ``cover``, ``contain`` or width and height (None: auto).
        position: x and y; a fraction aligns the same fraction of image and box, as in CSS.
        repeat: along x and along y: whether at all; ``round`` makes the tiles fit by their size, ``space`` by the
            room between them.
    """

    image: Gradient | Drawing | Raster
    size: Literal["cover", "contain"] | tuple[Dimension | None, Dimension | None] = (None, None)
    position: tuple[Dimension, Dimension] = (ZERO, ZERO)
    repeat: tuple[Repeat, Repeat] = (True, True)


BorderStyle = Literal["none", "solid", "dashed", "dotted", "double"]


@dataclass(frozen=True, slots=True)
class Border:
    """One side's border; `width` in points, 0 when there is none."""

    width: float = 0.0
    style: BorderStyle = "none"
    color: Colour = BLACK


NO_BORDER = Border()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The computed style of an element, CSS names with underscores, four sides in the order top, right, bottom, left.

    Lengths are points. None is CSS `auto` (or `none` for a maximum, `normal` for `line_height`).
    """

    # Box
    display: Literal["flex", "grid", "none"] = "flex"
    position: Literal["relative", "absolute"] = "relative"
    inset: tuple[Dimension | None, Dimension | None, Dimension | None, Dimension | None] = (None, None, None, None)
    width: Dimension | None = None
    height: Dimension | None = None
    min_width: Dimension | None = None
    min_height: Dimension | None = None
    max_width: Dimension | None = None
    max_height: Dimension | None = None
    aspect_ratio: float | None = None
    margin: tuple[Dimension | None, Dimension | None, Dimension | None, Dimension | None] = (ZERO, ZERO, ZERO, ZERO)
    padding: tuple[Dimension, Dimension, Dimension, Dimension] = (ZERO, ZERO, ZERO, ZERO)
    border: tuple[Border, Border, Border, Border] = (NO_BORDER, NO_BORDER, NO_BORDER, NO_BORDER)
    border_radius: tuple[Dimension, Dimension, Dimension, Dimension] = (
        ZERO,
        ZERO,
        ZERO,
        ZERO,
    )  # from top left, clockwise
    overflow: Literal["visible", "hidden"] = "visible"
    z_index: int | None = None
    isolation: Literal["auto", "isolate"] = "auto"
    # Flex
    flex_direction: Literal["row", "column", "row-reverse", "column-reverse"] = "column"
    flex_wrap: Literal["nowrap", "wrap", "wrap-reverse"] = "nowrap"
    flex_grow: float = 0.0
    flex_shrink: float = 1.0
    flex_basis: Dimension | None = None
    justify_content: str = "flex-start"
    align_items: str = "stretch"
    align_self: str = "auto"
    align_content: str = "stretch"
    row_gap: Dimension = ZERO
    column_gap: Dimension = ZERO
    # Grid
    justify_items: str = "stretch"
    justify_self: str = "auto"
    grid_template_columns: tuple[Track | Repeated, ...] = ()
    grid_template_rows: tuple[Track, ...] = ()
    grid_auto_columns: tuple[Track, ...] = ()  # by turns, beyond those of the template; none is auto
    grid_auto_rows: tuple[Track, ...] = ()
    grid_column: tuple[int | None, int | None, int] = (None, None, 1)  # start line, end line (from 1), span
    grid_row: tuple[int | None, int | None, int] = (None, None, 1)
    # Columns and pages
    break_before: Literal["auto", "avoid", "column", "page"] = "auto"
    break_after: Literal["auto", "avoid", "column", "page"] = "auto"
    break_inside: Literal["auto", "avoid"] = "auto"
    orphans: int = 2
    widows: int = 2
    column_count: int = 1
    column_span: Literal["none", "all"] = "none"
    # Paint
    background_color: Colour | None = None
    background: tuple[Background, ...] = ()  # the first is on top
    bleed: Literal["all", "none"] = "all"  # only the root's background reaches out to the bleed
    box_shadow: tuple[Shadow, ...] = ()
    opacity: float = 1.0
    mix_blend_mode: str = "normal"
    transform: Matrix | None = None  # about `transform_origin`
    transform_origin: tuple[Dimension, Dimension] = (Length(0, 0.5), Length(0, 0.5))
    clip_path: Path | None = None
    object_fit: Literal["fill", "contain", "cover", "none", "scale-down"] = "contain"
    object_position: tuple[Dimension, Dimension] = (Length(0, 0.5), Length(0, 0.5))
    # Paths only
    fill: Colour | None = BLACK
    fill_rule: Literal["nonzero", "evenodd"] = "nonzero"
    stroke: Stroke | None = None
    # Paragraph
    text: TextStyle = TextStyle()
    line_height: float | Length | None = None  # a float multiplies the font size
    text_align: Literal["start", "end", "left", "right", "center", "justify"] = "start"
    vertical_align: Literal["top", "middle", "bottom"] = "top"
    text_wrap: Literal["wrap", "nowrap", "balance", "pretty"] = "wrap"
    text_indent: float = 0.0
    hyphens: Literal["none", "manual", "auto"] = "manual"
    hyphenate_limit_chars: tuple[int, int, int] = (6, 2, 3)  # letters of a divided word, before and behind the hyphen
    direction: Literal["ltr", "rtl"] = "ltr"
    hanging_punctuation: frozenset[Literal["first", "last", "end"]] = frozenset()  # where marks stand outside the box
    fit_group: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same throughout, or an inline picture.

    Attributes:
        text: without markup; newlines are forced breaks.
        style: how it looks.
        scale: its font size as a part of the paragraph's (1 unless the run has its own size).
        picture: drawn in place of the text, 1 em high, when given (an icon in the line); `text` is then what it
            stands for when copied or read aloud.
    """

    text: str
    style: TextStyle
    scale: float = 1.0
    picture: Drawing | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Element:
    """A box with its computed style. Compared by identity.

    Attributes:
        tag: as the template names it, ``p``, ``row``.
        classes: for messages and proofs.
        children: boxes inside; empty for a leaf.
        words: for a text leaf, the number of its paragraph in `Design.words`; else None.
        picture: for a picture leaf.
        name: the deck's field or words that messages may use (attribute `name`), else empty.
        file: the template file and
        line: the line of its start tag.
        alt: what the picture stands for.
        id: the name that links lead to and pagination knows it by (attribute `id`).
        to: the `id`, or the address, that a click on it leads to (attribute `to`).
    """

    tag: str
    style: Style
    classes: tuple[str, ...] = ()
    children: "tuple[Element, ...]" = ()
    words: int | None = None
    picture: Drawing | Raster | Face | None = None
    name: str = ""
    file: str = ""
    line: int = 0
    alt: str = ""
    id: str = ""
    to: str = ""


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Design:
    """One face, filled and styled.

    Attributes:
        root: shared by all faces of the same structure.
        words: the paragraphs of this face, by `Element.words`.
        size: the trim, points.
        bleed: points.
        safe: points inside the trim.
        corner: radius of the trim's corner, points.
    """

    root: Element
    words: tuple[Paragraph, ...]
    size: Size
    bleed: float = 0.0
    safe: float = 0.0
    corner: float = 0.0
