"""Perforated and label sheets: the cards lie where the maker put them."""

from collections.abc import Iterable
from dataclasses import replace

from generator.basics.geometry import Rect, Size
from generator.basics.problems import Problem, ProblemsError, one_of
from generator.basics.units import TOLERANCE, show_mm
from generator.imposition.grid import Grid, finished
from generator.imposition.jobs import check, printer_problems
from generator.imposition.layout import Block, around
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.stock import SAME_SIZE, Stock, stocks_holding


def grid_for_stock(stock: Stock, card: Format, job: PrintJob, *, others: Iterable[Stock] = ()) -> Grid:
    """The grid that a perforated or label sheet gives, its cards centred on the labels, turned if they fit so.

    The stock decides the paper, the gutters and where the first slot is; crop marks there are none, since nothing is
    cut. A card that is smaller than its label, and labels in the strip that the printer cannot mark, are warnings in
    the grid's problems.

    Args:
        stock: the sheet.
        card: the format; it must not be larger than a label.
        job: the rest; its paper, gutter, way and turning do not count.
        others: stocks to look through for one that fits better.

    Raises:
        ProblemsError: the card is larger than a label, or the job asks for the impossible; says what would work.
    """
    job = replace(job, paper=stock.paper, gutter=0.0, turning="same")
    check(job)
    warnings = list(printer_problems(job))
    turned = stock.holds(card.trim)
    faults = []
    if turned is None:
        faults.append(_larger(stock, card, others))
    if job.way == "gutterfold" and job.backs:
        faults.append(
            Problem(
                name="folded-stock",
                message=f"cards on `{stock.name}` cannot be folded and glued: it is perforated",
                help="print it on both sides, or fold plain paper",
            )
        )
    if turned is None or faults:
        raise ProblemsError(tuple(faults))
    wanted = card.trim if turned == 0 else card.trim.turned
    if max(stock.card.width - wanted.width, stock.card.height - wanted.height) > SAME_SIZE + TOLERANCE:
        warnings.append(_smaller(stock, card, others))
    # A card may be a hair larger than its label: what sticks out is lost, and the pitch stays the maker's.
    slot = Size(min(wanted.width, stock.card.width), min(wanted.height, stock.card.height))
    block = Block(
        x=stock.first.x + (stock.card.width - slot.width) / 2,
        y=stock.first.y + (stock.card.height - slot.height) / 2,
        columns=stock.columns,
        rows=stock.rows,
        slot=slot,
        gap=Size(
            max(0.0, stock.pitch.width - slot.width) if stock.columns > 1 else 0.0,
            max(0.0, stock.pitch.height - slot.height) if stock.rows > 1 else 0.0,
        ),
        turned=turned,
    )
    paper = stock.paper.size
    margins = job.margins(lying=paper.width > paper.height)
    printable = Rect(0, 0, paper.width, paper.height).inset(margins)
    if not printable.contains(around((block,)), slack=TOLERANCE):
        warnings.append(
            Problem(
                name="outside-printer-margin",
                message=f"cards on `{stock.name}` reach into the strip that the printer cannot mark; print may be lost "
                "at their edges",
                help="keep what matters inside the safe zone, or use a printer with smaller margins",
                severity="warning",
            )
        )
    return finished(
        (block,), paper=paper, margins=margins, bleed=card.bleed, job=job, warnings=tuple(warnings), cut=False
    )


def _larger(stock: Stock, card: Format, others: Iterable[Stock]) -> Problem:
    fitting = [other.name for other in stocks_holding(card, others)]
    return Problem(
        name="too-large-for-stock",
        message=f"a card of {_size(card.trim)} is larger than a label of `{stock.name}`, {_size(stock.card)}",
        help=f"it fits {one_of(fitting)}"
        if fitting
        else "print on plain paper and cut, or choose a format that is not larger than the label",
    )


def _smaller(stock: Stock, card: Format, others: Iterable[Stock]) -> Problem:
    fitting = [
        other.name
        for other in stocks_holding(card, others)
        if other.name != stock.name and _loose(other, card) <= SAME_SIZE + TOLERANCE
    ]
    return Problem(
        name="smaller-than-stock",
        message=f"a card of {_size(card.trim)} is smaller than a label of `{stock.name}`, {_size(stock.card)}: it is "
        "printed in the middle, with paper left around it",
        help=f"it fits {one_of(fitting)} exactly" if fitting else "choose a format of the label's size",
        severity="warning",
    )


def _loose(stock: Stock, card: Format) -> float:
    wanted = card.trim if stock.holds(card.trim) == 0 else card.trim.turned
    return max(stock.card.width - wanted.width, stock.card.height - wanted.height)


def _size(size: Size) -> str:
    return f"{show_mm(size.width)} × {show_mm(size.height)}"
