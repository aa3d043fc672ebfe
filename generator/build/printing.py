"""Sheets as files: where cards lie on paper, and how the sheets are written."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.basics.problems import Problem, ProblemsError
from generator.build.options import Options
from generator.export import DocumentInfo, write_pdf
from generator.imposition import Grid, grid_for
from generator.model.deck import Deck
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.sheet import Sheet, Side

if TYPE_CHECKING:  # what few builds need, none waits for
    from generator.export.press import PressColors
    from generator.model.press import Press


#: What is said of a face, with its name, is not said again of the page that it is on.
_SAID_OF_FACES = ("too-much-ink", "small-multi-ink-text")


def grid_of(card: Format, job: PrintJob, stock: str = "") -> tuple[Grid, PrintJob]:
    """Where cards of a format lie on the job's paper, or on a named stock; and the job, on that stock's paper.

    Raises:
        ProblemsError: there is no such stock, or the card does not fit.
    """
    if not stock:
        return grid_for(card, job), job
    from generator.build.equipment import stocks
    from generator.imposition import grid_for_stock
    from generator.model.stock import stock_named

    known = stocks()
    found, problems = stock_named(stock, known)
    if found is None:
        raise ProblemsError(problems)
    job = replace(job, paper=found.paper)
    return grid_for_stock(found, card, job, others=known), job


def written(
    sheets: Iterator[Sheet], file: str, title: str, deck: Deck, job: PrintJob, options: Options
) -> tuple[bytes, tuple[Problem, ...]]:
    """The sheets as one PDF, in inks and looked through when it is for a press; b"" when nothing is to be written.

    Args:
        sheets: in order.
        file: its name, for what is found wrong on its pages.
        title: for its properties.
        deck: what it is of.
        job: how it is to be printed.
        options: the press, the date, who made it.

    Returns:
        The file, and what a press would find wrong with it.

    Raises:
        ProblemsError: a sheet could not be made.
    """
    press = options.press
    inks = _inks_for(press) if press is not None else None
    if inks is not None:
        sheets = (_in_inks(sheet, inks) for sheet in sheets)
    if not options.write:
        for _ in sheets:
            pass
        return b"", inks.problems if inks is not None else ()
    info = DocumentInfo(
        title=title,
        author=", ".join(deck.authors),
        subject=deck.subtitle,
        language=deck.language,
        flip=job.flip if job.backs and job.way == "duplex" else None,
        date=options.date,
        creator=options.creator,
    )
    data = write_pdf(sheets, info)
    if press is None or inks is None:
        return data, ()
    from generator.export.press import finish
    from generator.preflight import preflight

    data = finish(data, press, options.date)
    told = {problem.name for problem in inks.problems if problem.name in _SAID_OF_FACES}
    found = preflight(data, press.standard, press.limits)
    of_pages = (problem for problem in found if problem.name not in told)
    return data, inks.problems + tuple(replace(one, message=f"{file}: {one.message}") for one in of_pages)


def _inks_for(press: "Press") -> "PressColors":
    from generator.export.press import PressColors

    return PressColors(press)


def _in_inks(sheet: Sheet, inks: "PressColors") -> Sheet:
    def side(found: Side) -> Side:
        return replace(found, placements=tuple(replace(one, face=inks.face(one.face)) for one in found.placements))

    return replace(sheet, front=side(sheet.front), back=side(sheet.back) if sheet.back else None)
