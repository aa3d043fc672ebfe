"""The stages in order: a deck's folder becomes printed things.

`load` reads a deck and applies an edition; `build` turns it into files, one component after another. Both give every
problem they found; neither prints or writes anything.
"""

from generator.build.cards import cards, design_and_face, sheets_of
from generator.build.loading import Loaded, load, proofread
from generator.build.options import Ink, Made, Options, Progress, Sight
from generator.build.pages import calibration
from generator.build.printing import grid_of, press_for, printer, stocks, would_a_shop_take
from generator.model.job import PrintJob

__all__ = [
    "Ink",
    "Loaded",
    "Made",
    "Options",
    "Progress",
    "Sight",
    "build",
    "calibration",
    "design_and_face",
    "grid_of",
    "load",
    "press_for",
    "printer",
    "proofread",
    "sheets_of",
    "stocks",
    "would_a_shop_take",
]


def build(loaded: Loaded, job: PrintJob, options: Options = Options()) -> Made:  # noqa: B008 - a frozen record
    """The files of a deck; none of them when anything is in error.

    Args:
        loaded: from `load`, with a deck in it.
        job: paper, flip, marks.
        options: ink, press and whatever else is wanted.
    """
    return cards(loaded, job, options)
