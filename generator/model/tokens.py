"""Tokens and standees: small things that are cut out beside the cards."""

from typing import Literal

from generator.basics.colour import Colour
from generator.basics.geometry import Size
from generator.basics.problems import KeyPath
from generator.basics.records import dataclass
from generator.basics.units import mm
from generator.model.boxes import NO_WORDS, OwnWords, place_of

Shape = Literal["round", "square", "hexagon"]

#: A figure folds at its top and shows itself from both sides; a column has several sides around nothing.
StandeeKind = Literal["figure", "column"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token; lengths in points.

    Attributes:
        shape: its outline.
        size: the diameter, the side, or for a hexagon the distance between two opposite sides.
        copies: how many are printed.
        two_sided: whether it has a back.
        icon: name of its icon in the template, and
        back_icon: of the one on its back.
        color: its own.
        back_text: what stands on its back.
        gap: between two of it on the sheet; None leaves it to the shape.
        part: the template's part that draws its front, and
        back_part: its back; the usual ones when empty.
        look: its own words for the template.
        file: where it stands, with
        index: its number there, from 0.
    """

    id: str
    title: str = ""
    text: str = ""
    shape: Shape = "round"
    size: float = mm(25)
    copies: int = 1
    two_sided: bool = False
    icon: str = ""
    color: Colour | None = None
    back_text: str = ""
    back_icon: str = ""
    gap: float | None = None
    part: str = ""
    back_part: str = ""
    look: OwnWords = NO_WORDS
    file: str = "deck.toml"
    index: int = 0

    @property
    def extent(self) -> Size:
        """The rectangle around it; a hexagon stands on a corner."""
        return Size(self.size, self.size * 2 / 3**0.5) if self.shape == "hexagon" else Size(self.size, self.size)

    def at(self, key: str = "") -> KeyPath:
        """Where the token, or one of its keys, stands."""
        return place_of(self.file, "token", self.index, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standee:
    """Something that is folded so that it stands; lengths in points.

    Attributes:
        kind: what it folds up to.
        width: of one side.
        height: of one side, without roof and base.
        base: length of the flaps it stands on.
        sides: of a column.
        roof: length of the points above a column's sides, which meet in the middle; 0 leaves it open.
        glue: width of a column's glue flap.
        mirrored: whether a figure's back is its front seen from behind, to be cut along its outline.
        copies: how many are printed.
        icon: name of its icon in the template.
        color: its own.
        part: the template's part that draws its panels; the usual one when empty.
        look: its own words for the template.
        file: where it stands, with
        index: its number there, from 0.
    """

    id: str
    title: str = ""
    text: str = ""
    kind: StandeeKind = "figure"
    width: float
    height: float
    base: float = mm(10)
    sides: int = 4
    roof: float = 0.0
    glue: float = mm(8)
    mirrored: bool = False
    copies: int = 1
    icon: str = ""
    color: Colour | None = None
    part: str = ""
    look: OwnWords = NO_WORDS
    file: str = "deck.toml"
    index: int = 0

    def at(self, key: str = "") -> KeyPath:
        """Where the standee, or one of its keys, stands."""
        return place_of(self.file, "standee", self.index, key)
