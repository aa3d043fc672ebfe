"""Shops: who makes cards of files, on paper or on a screen, and what they ask of the files."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from generator.basics.geometry import Size
from generator.basics.problems import Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import POINTS_PER_INCH, near
from generator.model.formats import FORMATS, Format
from generator.model.press import Standard

#: What a shop wants: a picture for each face; a PDF of all cards; a PDF for each card; sheets of faces for Tabletop
#: Simulator; a room for playingcards.io.
Makes = Literal["images", "pdf", "pdf-each", "tabletop-simulator", "playingcards-io"]

#: How the faces of a PDF follow one another; ``apart`` is a file of fronts and a file of backs.
Pages = Literal["front-back", "back-front", "apart"]

#: How a shop learns how many of a card are wanted: as many files or pages, or one and a list that says how many.
Copies = Literal["files", "list"]

MAKES: tuple[Makes, ...] = ("images", "pdf", "pdf-each", "tabletop-simulator", "playingcards-io")
PAGES: tuple[Pages, ...] = ("front-back", "back-front", "apart")
COPIES: tuple[Copies, ...] = ("files", "list")

#: What the file of a front and of a back are called when a shop does not care.
FRONT, BACK = "{number}-{card}-front.png", "{number}-{card}-back.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What one shop asks for; lengths in points.

    Attributes:
        name: a slug, also the name of its file.
        title: for people.
        makes: which kind of files it wants.
        formats: names of the formats it makes; empty for any.
        pixels: for formats whose pictures must have so many pixels, bleed and all, whatever arithmetic says.
        resolution: pixels per inch of pictures; those that cards hold should have no fewer.
        bleed: how far print must go on beyond the trim.
        safe: how far inside the trim nothing that matters may come; None as the deck's format says.
        pages: how faces follow one another.
        copies: how it learns how many of a card are wanted.
        one_back: whether all cards of a deck have the same back there.
        most_cards: as many as it takes in one order, copies counted; 0 for no limit that we know of.
        standard: what a PDF must be built to; empty for screen colours.
        profile: name of the printing condition.
        total_ink: all inks together at the darkest place, per cent.
        outlined: whether letters must be outlines.
        marks: whether it wants crop marks.
        rounded: whether pictures have the card's round corners.
        front: how the file of a front is called: `{number}`, `{card}` and `{deck}` stand for what they say.
        back: the same for a back.
        columns: at most so many faces stand beside each other on a sheet.
        rows: at most so many below each other.
        sheet_pixels: no side of a sheet may have more.
        steps: what to do with the files, a sentence each.
        source: where the figures are from.
    """

    name: str
    title: str
    makes: Makes
    formats: tuple[str, ...] = ()
    pixels: Mapping[str, tuple[int, int]] = MappingProxyType({})
    resolution: float = 300.0
    bleed: float = 0.0
    safe: float | None = None
    pages: Pages = "front-back"
    copies: Copies = "files"
    one_back: bool = False
    most_cards: int = 0
    standard: Standard | Literal[""] = ""
    profile: str = "fogra39"
    total_ink: float = 300.0
    outlined: bool = False
    marks: bool = False
    rounded: bool = False
    front: str = FRONT
    back: str = BACK
    columns: int = 10
    rows: int = 7
    sheet_pixels: int = 4096
    steps: tuple[str, ...] = ()
    source: str = ""

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the formats it makes; none when it makes any."""
        return tuple(dict.fromkeys((*self.formats, *self.pixels)))

    def product(self, card: Format) -> "Product | None":
        """What the shop makes of cards of a format, turned by a quarter if only that fits; None when it does not."""
        if not self.made:
            return self.nearest(card)
        # The card's own name first: some shops make two formats of nearly the same size.
        for name in sorted(self.made, key=lambda name: name != card.name):
            wanted = self.trim_of(name)
            for turned in (False, True):
                trim = card.trim.turned if turned else card.trim
                if near(wanted.width, trim.width) and near(wanted.height, trim.height):
                    return self._product(name, trim, turned)
        return None

    def trim_of(self, name: str) -> Size:
        """The trim of a format, standing or lying as the shop wants it."""
        trim = FORMATS[name].trim
        width, height = self.pixels.get(name, (trim.width, trim.height))
        return trim if (width > height) == (trim.width > trim.height) else trim.turned

    def nearest(self, card: Format) -> "Product":
        """What the shop would make of any format, by its bleed and resolution alone."""
        return self._product("", card.trim, turned=False)

    def _product(self, name: str, trim: Size, turned: bool) -> "Product":
        pixels = self.pixels.get(name)
        if pixels is None:
            canvas = Size(trim.width + 2 * self.bleed, trim.height + 2 * self.bleed)
            scale = self.resolution / POINTS_PER_INCH
            # Half a pixel is none: better a hair less bleed than a pixel that is half paper.
            pixels = int(canvas.width * scale + 0.01), int(canvas.height * scale + 0.01)
        else:
            canvas = Size(*(side * POINTS_PER_INCH / self.resolution for side in pixels))
        return Product(trim=trim, canvas=canvas, pixels=pixels, turned=turned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One face as a shop wants it.

    Attributes:
        trim: the finished card as it lies in the file, points.
        canvas: the trim, which is in its middle, and all bleed, points.
        pixels: how many a picture of the canvas has.
        turned: whether the deck's cards lie on their side in it.
    """

    trim: Size
    canvas: Size
    pixels: tuple[int, int]
    turned: bool

    @property
    def bleed(self) -> float:
        """How far print must reach beyond the trim for no edge of the canvas to stay bare, points."""
        return max(self.canvas.width - self.trim.width, self.canvas.height - self.trim.height, 0.0) / 2

    @property
    def bleed_pixels(self) -> tuple[float, float]:
        """The bleed at the sides, and at top and bottom, pixels."""
        across = (self.canvas.width - self.trim.width) / 2 / self.canvas.width * self.pixels[0]
        down = (self.canvas.height - self.trim.height) / 2 / self.canvas.height * self.pixels[1]
        return across, down


def shop_named(name: str, shops: Iterable[Shop]) -> tuple[Shop | None, tuple[Problem, ...]]:
    """The shop that goes by a name, or a problem with what comes nearest."""
    known = {shop.name: shop for shop in shops}
    if name in known:
        return known[name], ()
    like = did_you_mean(name, tuple(known))
    return None, (
        Problem(
            name="unknown-shop",
            message=f"no shop is called `{name[:60]}`",
            help=(f"did you mean `{like}`? " if like else "")
            + f"there is {one_of(tuple(known))}; a file in a folder `shops` adds another",
        ),
    )
