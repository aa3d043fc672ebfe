"""What is to be printed how: the choices of whoever stands at the printer."""

from typing import Literal

from generator.basics.geometry import Insets
from generator.basics.records import dataclass
from generator.basics.units import mm
from generator.model.papers import PAPERS, Paper
from generator.model.printer import Flip, PrinterProfile

__all__ = ["Flip", "Order", "PrintJob", "Turning", "Way"]

#: How backs meet fronts: the printer turns each sheet over; all fronts are printed and then, on the same paper, all
#: backs; or the sheet is folded and glued.
Way = Literal["duplex", "by-hand", "gutterfold"]

#: Whether all cards of a sheet lie alike, or some are turned by a quarter when that holds more.
Turning = Literal["same", "mixed"]

#: Which piece goes into which slot: along the rows, or so that a stack of sheets cut at once gives piles that are
#: sorted when they are laid on one another, the first slot's on top.
Order = Literal["rows", "stack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """How faces become sheets.

    Attributes:
        paper: the sheet.
        flip: about which edge the printer, or a hand, turns the sheet over for its back.
        backs: whether backs are printed at all.
        gutter: gap between neighbouring trims, points; 0 lets neighbours share one cut.
        printer_margin: strip along every edge that the printer cannot mark, points; a `printer` knows better.
        marks: whether crop marks are drawn (on fronts only: cutting is done from one side).
        guide: whether the first page explains the printing.
        way: how backs meet fronts.
        turning: whether some cards may be turned.
        order: which piece goes into which slot.
        start_slot: the first free slot of the first sheet, from 1: a perforated sheet may be half used.
        packs: how many times everything is printed, each pack on sheets of its own.
        cut_lines: whether every cut is drawn from end to end as well.
        ticks: whether the corners of the cards are marked as well.
        registration: whether registration marks are drawn, for several inks.
        color_bar: whether the colour bar is drawn.
        marks_on_backs: whether the backs get the marks of the fronts.
        back_bleed: how far print goes on beyond the trim of a back, where there is room, points; None as in front,
            or as far as half the gutter if that is more.
        printer: the printer, if it has been measured.
        card_thickness: of one card as it is printed, points, for boxes; None leaves it to the deck.
    """

    paper: Paper = PAPERS["a4"]
    flip: Flip = "long"
    backs: bool = True
    gutter: float = 0.0
    printer_margin: float = mm(5)
    marks: bool = True
    guide: bool = True
    way: Way = "duplex"
    turning: Turning = "same"
    order: Order = "rows"
    start_slot: int = 1
    packs: int = 1
    cut_lines: bool = False
    ticks: bool = False
    registration: bool = False
    color_bar: bool = False
    marks_on_backs: bool = False
    back_bleed: float | None = None
    printer: PrinterProfile | None = None
    card_thickness: float | None = None

    def margins(self, *, lying: bool) -> Insets:
        """The strips along the edges of a page that lies or stands that stay empty."""
        if self.printer is None:
            return Insets.all(self.printer_margin)
        return self.printer.margins_of(lying=lying)
