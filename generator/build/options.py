"""How a build is wanted, and what comes of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from generator.basics.problems import Problem
from generator.basics.records import dataclass
from generator.imposition import Counts
from generator.typesetting import Fitting

if TYPE_CHECKING:
    from generator.model.press import Press

Ink = Literal["normal", "low", "black"]
Sight = Literal["normal", "low"]

#: Called with how many of how many cards are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a build is wanted, beyond paper and marks, which are the print job's.

    Attributes:
        ink: `normal`, `low` or `black`, for the template's `@media`.
        sight: `normal` or `low`, for the template's `@media`.
        stock: the name of a perforated or label sheet to print cards on, instead of the job's paper.
        press: what to put the colours in inks for, and what to finish the files as; None leaves them as they are.
        creator: what made the files, for their properties.
        date: goes into the files; none is the same on every day.
        progress: told after each card.
        estimates: whether the ink that the faces take is estimated.
        proof: whether faces get their trim, safe zone, boxes, baselines and sizes drawn over them.
        reprint: how many copies of each card to print, by id, in place of the deck's own; cards that are not named are
            left out, and all keep the numbers they have in the whole deck. None prints the deck.
        write: False finds every problem but writes nothing.
    """

    ink: Ink = "normal"
    sight: Sight = "normal"
    stock: str = ""
    press: "Press | None" = None
    creator: str = "deckwright"
    date: datetime | None = None
    progress: Progress | None = None
    estimates: bool = False
    proof: bool = False
    reprint: Mapping[str, int] | None = None
    write: bool = True


#: What nothing takes.
NOTHING = Counts(sheets=0, sides=0, cuts=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the builder of one component made.

    Attributes:
        files: whole files by name; empty when there is an error, or nothing was to be written.
        cards: how many cards are on the sheets, copies counted.
        counts: how many pieces of paper and cuts they take, without the guide.
        turned: how many cards a sheet holds, how many it would hold if some were turned, and how many sheets that
            would save; None when it saves none.
        problems: errors and warnings, located.
        ink: the mean ink on a printed front and on a back, all inks together, as a part of the paper; None where it was
            not looked at.
        fittings: the sizes that fitted texts came out at.
        about: what some of the files are, in words, by their names.
        sheets: how many pieces of paper each file takes, without the guide, by its name.
        paper: what the files are printed on, when that is not the job's paper: a stock may be on another.
        papers: the same by the names of files.
        backs: whether any of it has backs.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    cards: int = 0
    counts: Counts = NOTHING
    turned: tuple[int, int, int] | None = None
    fittings: tuple[Fitting, ...] = ()
    ink: tuple[float, float] | None = None
    about: Mapping[str, str] = MappingProxyType({})
    sheets: Mapping[str, int] = MappingProxyType({})
    paper: str = ""
    papers: Mapping[str, str] = MappingProxyType({})
    backs: bool = False
