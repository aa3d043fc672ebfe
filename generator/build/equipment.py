"""What a print is made with, found and read: stocks, printers, presses."""

from dataclasses import replace
from pathlib import Path

import tomli

from generator import disk
from generator.basics.problems import Problem, ProblemsError, did_you_mean, one_of
from generator.model.press import CONDITIONS, HOME_LIMITS, Limits, Press, Target, press_of, printable
from generator.model.printer import PrinterProfile, printer_of
from generator.model.stock import Stock, stock_of
from generator.preflight import claimed, preflight
from generator.reading import locate

__all__ = ["claimed", "press_for", "printer", "stocks", "would_a_shop_take"]


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
        except (ValueError, RecursionError) as fault:  # not TOML, not UTF-8, a number of thousands of digits
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
    except (ValueError, RecursionError) as fault:
        found, problems = (
            None,
            (Problem(name="toml-syntax", message=f"the printer file `{file}` is not TOML: {fault}"),),
        )
    if found is None:
        raise ProblemsError(locate(problems, {file: text}))
    return found


def press_for(
    standard: str,
    profile: str,
    *,
    outlined: bool = False,
    trapped: bool = False,
    ink_limit: float | None = None,
    bleed: float = 0.0,
) -> Press:
    """The press for a standard and a profile: the name of a printing condition we know, or a file.

    Args:
        standard: what the file is built to.
        profile: name or file.
        outlined: whether letters become outlines.
        trapped: whether the file is said to be trapped.
        ink_limit: all inks together, per cent; None as the printing condition takes.
        bleed: how far print must reach beyond the trim, points.

    Raises:
        ProblemsError: the profile is not one of a press, or there is none of that name.
        DiskError: the file could not be read.
    """
    known = profile.lower()
    try:
        data = disk.press_profile(CONDITIONS[known].file if known in CONDITIONS else "", profile)
    except disk.DiskError:
        if "." in profile:
            raise
        # It is not the name of a file, so it is meant for that of a printing condition.
        like = did_you_mean(known, tuple(CONDITIONS))
        there = f"there are {one_of(tuple(CONDITIONS))}, or give the file of your print shop"
        problem = Problem(
            name="unknown-profile",
            message=f"there is no press profile `{printable(profile)}`",
            help=f"did you mean `{like}`? {there}" if like else there,
        )
        raise ProblemsError((problem,)) from None
    press, problems = press_of(
        standard,
        known if known in CONDITIONS else "",
        data,
        name=f"`{profile}`",
        trapped=trapped,
        outlined=outlined,
    )
    if press is None:
        raise ProblemsError(problems)
    limits = replace(press.limits, bleed=bleed, total_ink=press.limits.total_ink if ink_limit is None else ink_limit)
    return replace(press, limits=limits)


def would_a_shop_take(
    data: bytes, target: Target, *, bleed: float = 0.0, ink_limit: float = 300.0
) -> tuple[Problem, ...]:
    """What is wrong with a PDF, whoever made it.

    Args:
        data: the whole file.
        target: what it is measured against.
        bleed: how far print must reach beyond the trim, points.
        ink_limit: all inks together, per cent.
    """
    usual = HOME_LIMITS if target == "home" else Limits()
    return preflight(data, target, replace(usual, bleed=bleed, total_ink=ink_limit))
