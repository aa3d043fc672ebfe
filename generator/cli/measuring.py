"""Measuring a printer, and measuring a PDF against what shops ask for."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from generator import __version__
from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import (
    default_paper,
    flip_option,
    form_option,
    length,
    millimetres,
    option,
    paper_named,
    paper_option,
    printers_folder,
    quiet_option,
)
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    pass


@command(epilog="Example: deckwright calibrate --paper a4, and later: deckwright calibrate --save home --top 4")
@paper_option
@flip_option
@option("--language", metavar="TAG", default="en", show_default=True, help="The language of the page, such as de.")
@option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="The folder.")
@option("--save", "name", metavar="NAME", default="", help="Save what you read off the page as a printer of this name.")
@option(
    "--top",
    type=millimetres,
    metavar="MM",
    default=5.0,
    help="First visible tick at the top of the front, millimetres.",
)
@option("--right", type=millimetres, metavar="MM", default=5.0, help="The same at the right.")
@option("--bottom", type=millimetres, metavar="MM", default=5.0, help="The same at the bottom.")
@option("--left", type=millimetres, metavar="MM", default=5.0, help="The same at the left.")
@option(
    "--across-top",
    type=millimetres,
    metavar="MM",
    default=0.0,
    help="How far right the back lies at its top edge, millimetres.",
)
@option("--across-bottom", type=millimetres, metavar="MM", default=0.0, help="The same at its bottom edge.")
@option(
    "--down-left",
    type=millimetres,
    metavar="MM",
    default=0.0,
    help="How far down the back lies at its left edge, millimetres.",
)
@option("--down-right", type=millimetres, metavar="MM", default=0.0, help="The same at its right edge.")
@form_option
@quiet_option
def calibrate(
    paper: str | None, flip: str, language: str, output: Path, name: str, form: str, quiet: bool, **readings: float
) -> int:
    """Make the page that measures your printer.

    With --save, keep what you read off it; builds with --printer then follow it.
    """
    from generator import disk
    from generator.basics.problems import one_of
    from generator.basics.units import mm
    from generator.build.pages import calibration, has_words, word_languages
    from generator.imposition import profile_from_readings
    from generator.model.printer import printer_toml

    if not has_words(language):
        raise click.BadParameter(
            f"the page is not there in `{printable(language, 40)}`; write a tag such as {one_of(word_languages())}",
            param_hint="--language",
        )
    sheet = paper_named(default_paper() if paper is None else paper)
    edge = cast('Literal["long", "short"]', flip)
    if not name:
        data = calibration(sheet, edge, language=language, creator=f"deckwright {__version__}")
        path = disk.publish(output, {"calibration.pdf": data})[0]
        if not quiet and form != "json":
            shown = printable(str(path))
            click.echo(f"{shown}: print it at 100 %, on both sides, flipped on the {flip} edge, and read it.")
        return DONE
    slug = disk.safe_name(name)
    points = {key: mm(value) for key, value in readings.items()}
    profile, problems = profile_from_readings(name=slug, paper=sheet, flip=edge, **points)
    show_problems(problems, form)
    if profile is None:
        return PROBLEMS
    disk.publish(printers_folder(), {f"{slug}.toml": printer_toml(profile).encode()})
    if not quiet and form != "json":
        click.echo(f"The printer `{slug}` is saved. Print with: deckwright build --printer {slug}")
    return DONE


@command(name="preflight", epilog="Example: deckwright preflight cards.pdf --standard pdfx1a")
@click.argument("file", type=click.Path(path_type=Path), help="Any PDF.")
@option(
    "--standard",
    type=click.Choice(["home", "pdfx4", "pdfx1a"]),
    help="What the file is measured against. [default: what it says it is, or else pdfx4]",
)
@option(
    "--bleed",
    metavar="LENGTH",
    default="0mm",
    help="How far print has to reach beyond the cut, such as 3mm. [default: it is not looked at]",
)
@option(
    "--ink-limit",
    type=click.FloatRange(100, 400),
    metavar="PERCENT",
    default=300.0,
    show_default=True,
    help="All inks together, at most, for a press.",
)
@form_option
@quiet_option
def preflight_(file: Path, standard: str | None, bleed: str, ink_limit: float, form: str, quiet: bool) -> int:
    """Look whether a print shop would take a PDF.

    Any PDF, whoever made it; everything that is wrong is told.
    """
    from generator import disk
    from generator.basics.units import in_mm
    from generator.build.equipment import claimed, would_a_shop_take

    reach = length(bleed, "--bleed")
    if not 0 <= in_mm(reach) <= 50:
        raise click.BadParameter("a bleed is 0mm to 50mm; print shops ask for 2mm to 5mm", param_hint="--bleed")
    data = disk.read_named(file)
    target = cast('Literal["home", "pdfx4", "pdfx1a"]', standard) if standard else claimed(data)
    problems = would_a_shop_take(data, target, bleed=reach, ink_limit=ink_limit)
    show_problems(problems, form)
    bad = any(problem.severity == "error" for problem in problems)
    if not bad and not quiet and form != "json":
        but = f" but {many(len(problems), 'warning')}" if problems else ""
        click.echo(f"{printable(str(file))}: nothing that our checks for {target} find wrong{but}")
    return PROBLEMS if bad else DONE
