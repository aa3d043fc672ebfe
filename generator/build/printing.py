"""Papers, stocks, printers and presses, found and read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from generator import disk
from generator.basics.problems import Problem, ProblemsError, did_you_mean, one_of
from generator.build.options import Options
from generator.export import DocumentInfo, write_pdf
from generator.imposition import (
    Grid,
    grid_for,
    grid_for_stock,
)
from generator.model.deck import Deck
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.press import CONDITIONS, Press, Target, press_of
from generator.model.printer import PrinterProfile, printer_of
from generator.model.sheet import Sheet, Side
from generator.model.stock import Stock, stock_named, stock_of
from generator.preflight import preflight
from generator.reading import locate

if TYPE_CHECKING:
    from generator.export.press import PressColors


def grid_of(card: Format, job: PrintJob, stock: str = "") -> Grid:
    """Where cards of a format lie on the job's paper, or on a named stock.

    Raises:
        ProblemsError: there is no such stock, or the card does not fit.
    """
    if not stock:
        return grid_for(card, job)
    known = stocks()
    found, problems = stock_named(stock, known)
    if found is None:
        raise ProblemsError(problems)
    return grid_for_stock(found, card, job, others=known)


def stocks() -> tuple[Stock, ...]:
    """Every perforated and label sheet within reach: those in `stock/` here, then those that come with deckwright.

    Raises:
        ProblemsError: a file of one's own says something that cannot be.
    """
    found: dict[str, Stock] = {}
    problems: list[Problem] = []
    for file, data in disk.stock_files().items():
        try:
            stock, faults = stock_of(tomli.loads(data.decode("utf-8-sig")), file)
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as fault:
            stock, faults = None, (Problem(name="toml-syntax", message=f"`{file}` is not TOML: {fault}"),)
        problems += faults
        if stock is not None:
            found.setdefault(stock.name, stock)
    if problems:
        raise ProblemsError(tuple(problems))
    return tuple(found[name] for name in sorted(found))


def printer(name: str, folder: Path) -> PrinterProfile:
    """A printer that was measured and saved in a folder.

    Raises:
        ProblemsError: there is no such printer, or its file says something that cannot be.
    """
    known = disk.printers(folder)
    data = known.get(name)
    if data is None:
        like = did_you_mean(name, tuple(known))
        raise ProblemsError(
            (
                Problem(
                    name="unknown-printer",
                    message=f"no printer is called `{name}`",
                    help=(f"did you mean `{like}`? " if like else "")
                    + (f"there is {one_of(tuple(known))}" if known else "measure yours with `deckwright calibrate`"),
                ),
            )
        )
    file = f"{name}.toml"
    text = data.decode("utf-8-sig", errors="replace")
    try:
        found, problems = printer_of(tomli.loads(text), file)
    except tomli.TOMLDecodeError as fault:
        found, problems = (
            None,
            (Problem(name="toml-syntax", message=f"the printer file `{file}` is not TOML: {fault}"),),
        )
    if found is None:
        raise ProblemsError(locate(problems, {file: text}))
    return found


def press_for(standard: str, profile: str, *, outlined: bool = False) -> Press:
    """The press for a standard and a profile: the name of a printing condition we know, or a file.

    Raises:
        ProblemsError: the profile is not one of a press, or there is none of that name.
        DiskError: the file could not be read.
    """
    known = profile.lower()
    data = disk.press_profile(CONDITIONS[known].file if known in CONDITIONS else "", profile)
    press, problems = press_of(
        standard, known if known in CONDITIONS else "", data, name=f"`{profile}`", outlined=outlined
    )
    if press is None:
        raise ProblemsError(problems)
    return press


def would_a_shop_take(data: bytes, target: Target) -> tuple[Problem, ...]:
    """What is wrong with a PDF, whoever made it."""
    return preflight(data, target)


def written(
    sheets: Iterator[Sheet], title: str, deck: Deck, job: PrintJob, options: Options
) -> tuple[bytes, tuple[Problem, ...]]:
    """The sheets as one PDF, in inks and looked through when it is for a press; b"" when nothing is to be written.

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

    data = finish(data, press, options.date)
    return data, inks.problems + preflight(data, press.standard, press.limits)


def _inks_for(press: Press) -> "PressColors":
    from generator.export.press import PressColors  # what few builds need, none waits for

    return PressColors(press)


def _in_inks(sheet: Sheet, inks: "PressColors") -> Sheet:
    def side(found: Side) -> Side:
        return replace(found, placements=tuple(replace(one, face=inks.face(one.face)) for one in found.placements))

    return replace(sheet, front=side(sheet.front), back=side(sheet.back) if sheet.back else None)
