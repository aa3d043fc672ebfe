"""What is to be printed how: the choices of whoever stands at the printer."""

from dataclasses import dataclass
from typing import Literal

from generator.basics.units import mm
from generator.model.papers import PAPERS, Paper

Flip = Literal["long", "short"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """How faces become sheets.

    Attributes:
        paper: the sheet.
        flip: about which edge the printer, or a hand, turns the sheet over for its back.
        backs: whether backs are printed at all.
        gutter: gap between neighbouring trims, points; 0 lets neighbours share one cut.
        printer_margin: strip along every edge that the printer cannot mark, points.
        marks: whether crop marks are drawn (on fronts only: cutting is done from one side).
        guide: whether the first page explains the printing.
    """

    paper: Paper = PAPERS["a4"]
    flip: Flip = "long"
    backs: bool = True
    gutter: float = 0.0
    printer_margin: float = mm(5)
    marks: bool = True
    guide: bool = True
