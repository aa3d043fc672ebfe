"""The board: what `reading` made of a `[[board]]`, and where `components` says that everything on it lies."""

from typing import Literal

from generator.basics.colour import Colour
from generator.basics.geometry import Point, Rect
from generator.basics.problems import KeyPath
from generator.basics.records import dataclass
from generator.model.deck import Suit
from generator.model.formats import Format
from generator.model.papers import Paper

Shape = Literal["spiral", "line", "curve", "round", "rectangle", "grid", "outline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the board, such as a room: what its spaces have in common."""

    id: str
    title: str = ""
    text: str = ""
    color: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A place where a token may stand.

    Attributes:
        kind: a suit's id, or a free word; empty when nothing is said.
        suit: the suit of that name, if there is one.
        zone: None outside every zone.
        width: in its own direction, points; a round one's diameter.
        height: None for a round one.
        at: its middle, points, if the deck says it; else the path does.
        angle: how it is turned, degrees clockwise, if the deck says it.
        keys: the way to its table in deck.toml.
    """

    kind: str = ""
    suit: Suit | None = None
    zone: Zone | None = None
    label: str = ""
    width: float
    height: float | None = None
    at: Point | None = None
    angle: float | None = None
    keys: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A path along which spaces lie; lengths in points, angles in degrees clockwise from the top of a circle.

    Attributes:
        centre: of a spiral, a round, a rectangle or a grid.
        outer: the radius at which a spiral begins.
        inner: the radius at which it ends.
        turns: how often a spiral goes round.
        begin: the angle at which a spiral or a round begins.
        clockwise: which way round it goes.
        points: through which a line or a curve goes.
        closed: whether a line or a curve comes back to its beginning.
        width: of a round, a rectangle or a grid.
        height: likewise.
        corner: radius of a rectangle's corners.
        columns: of a grid.
        rows: of a grid.
        snake: whether every other row of a grid runs back.
        outline: SVG path data in millimetres.
        band: how wide its zones are.
        turned: whether its spaces turn with it.
        crosses: whether it is meant to cross itself.
        keys: the way to its table in deck.toml.
    """

    id: str
    shape: Shape
    spaces: tuple[Space, ...]
    centre: Point = Point(0, 0)
    outer: float = 0.0
    inner: float = 0.0
    turns: float = 1.0
    begin: float = 0.0
    clockwise: bool = True
    points: tuple[Point, ...] = ()
    closed: bool = False
    width: float = 0.0
    height: float = 0.0
    corner: float = 0.0
    columns: int = 1
    rows: int = 1
    snake: bool = False
    outline: str = ""
    band: float = 0.0
    turned: bool = False
    crosses: bool = False
    keys: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place for cards.

    Attributes:
        at: its middle, points.
        format: of the cards that lie on it.
        angle: how they are turned, degrees clockwise.
        keys: the way to its table in deck.toml.
    """

    at: Point
    format: Format
    angle: float = 0.0
    kind: str = ""
    suit: Suit | None = None
    label: str = ""
    keys: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board as the deck describes it.

    Attributes:
        template: the part of the look that makes it, ``board.xml.j2``.
        paper: what a copy shop prints it on; None is a page of its own size.
        ways: the paths.
        spaces: those that lie on no path.
        file: the source file that holds it, as in `Deck.sources`.
        index: its number among the deck's boards, from 0.
    """

    id: str
    title: str
    text: str = ""
    format: Format
    template: str = "board.xml.j2"
    paper: Paper | None = None
    zones: tuple[Zone, ...] = ()
    ways: tuple[Way, ...] = ()
    spaces: tuple[Space, ...] = ()
    spots: tuple[Spot, ...] = ()
    file: str = "deck.toml"
    index: int = 0

    def at(self, *keys: str | int) -> KeyPath:
        """Where the board, or something on it, stands in its file."""
        way = ("board", self.index, *keys)
        return KeyPath(self.file, way, "header" if not keys or isinstance(keys[-1], int) else "value")


# --- Laid out ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidSpace:
    """A space at its place: its middle, and the direction of the path there, degrees clockwise from the right.

    Attributes:
        number: along its path from 1; 0 for one that lies on none.
        turned: how the space itself is turned, degrees clockwise.
        along: how far along the path it lies, points.
    """

    space: Space
    number: int
    at: Point
    angle: float
    turned: float
    along: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidZone:
    """A stretch of a path whose spaces are of one zone.

    Attributes:
        outline: of the band around the stretch, SVG path data in millimetres.
        way: the stretch of the path itself, likewise.
        at: the middle of the stretch.
        angle: the direction of the path there, degrees clockwise from the right.
    """

    zone: Zone
    spaces: tuple[LaidSpace, ...]
    outline: str
    way: str
    at: Point
    angle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidWay:
    """A path with its spaces.

    Attributes:
        outline: the path as SVG path data in millimetres.
        length: points.
        step: from one space to the next along the path, points.
    """

    way: Way
    outline: str
    length: float
    step: float
    spaces: tuple[LaidSpace, ...]
    zones: tuple[LaidZone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLayout:
    """Where everything on a board lies; board coordinates in points from the trim's top left corner."""

    board: Board
    ways: tuple[LaidWay, ...]
    free: tuple[LaidSpace, ...]
    spots: tuple[tuple[Spot, Rect], ...]

    @property
    def spaces(self) -> tuple[LaidSpace, ...]:
        """Every space, path by path, then those that lie on none."""
        return tuple(space for way in self.ways for space in way.spaces) + self.free
