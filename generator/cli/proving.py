"""Looking over a deck before it is printed: the proof, and the sizes of its texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from generator import __version__
from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import (
    Timer,
    build_date,
    deck_option,
    folder_for_files,
    form_option,
    ink_option,
    job_of,
    load_deck,
    option,
    printing_options,
    quiet_option,
    selection_options,
    verbose_option,
)
from generator.cli.reports import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.build import Ink
    from generator.typesetting import Fitting


@command(epilog="Example: deckwright proof my-deck --only dream")
@deck_option
@selection_options
@printing_options
@ink_option
@option(
    "--output", type=click.Path(path_type=Path), default=None, help="The folder for the file. [default: output/DECK]"
)
@form_option
@quiet_option
@verbose_option
def proof(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    ink: str,
    output: Path | None,
    form: str,
    quiet: bool,
    verbose: bool,
    **printing: Any,
) -> int:
    """Draw trim, safe zone, boxes and baselines over the cards.

    The file is proof.pdf; the sizes of fitted texts stand in it too.
    A proof is also made of a deck whose texts do not fit, to show where.
    """
    from generator import disk
    from generator.build import Options
    from generator.build import build as make

    context = click.get_current_context()
    for name, wanted in (("gutter", "8mm"), ("guide", False)):
        if context.get_parameter_source(name) is click.core.ParameterSource.DEFAULT:
            printing[name] = wanted
    timer = Timer(verbose, quiet)
    job = job_of(**printing)
    loaded = load_deck(deck, edition, only, without)
    timer.step("read the deck")
    if loaded.deck is None:
        show_problems(loaded.problems, form)
        return PROBLEMS
    options = Options(
        ink=cast("Ink", ink),
        proof=True,
        creator=f"deckwright {__version__}",
        date=build_date(),
        progress=timer.progress,
    )
    built = make(loaded, job, options, components=("cards",))
    timer.close()
    timer.step("laid out the cards and drew over them")
    problems = loaded.problems + built.problems
    show_problems(problems, form)
    if built.files:
        path = disk.publish(folder_for_files(output) or Path("output") / disk.safe_name(loaded.deck.id), built.files)[0]
        if not quiet and form != "json":
            click.echo(f"{printable(str(path))}: magenta is the cut, green the safe zone, cyan the boxes")
            show_fittings(built.fittings, form)
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE


def show_fittings(fittings: "Iterable[Fitting]", form: str) -> None:
    """The sizes of fitted texts, a line for each group or element; on stderr where a program reads the problems."""
    aside = form == "json"
    rows: list[tuple[str, str, str]] = []
    for one in fittings:
        size = f"{one.least:.1f} pt" if one.most - one.least < 0.05 else f"{one.least:.1f} to {one.most:.1f} pt"
        allowed = f"{one.bounds[0]:g} to {one.bounds[1]:g} pt allowed"
        rows.append(
            (
                f"group {one.name}" if one.grouped else one.name,
                size,
                f"{many(one.texts, 'text')}, {allowed}; tightest on {one.tightest}",
            )
        )
    if not rows:
        click.echo("no text of this deck is fitted", err=aside)
        return
    click.echo("sizes of fitted texts:", err=aside)
    first, second = (max(len(row[place]) for row in rows) for place in (0, 1))
    for name, size, rest in rows:
        click.echo(printable(f"  {name:<{first}}  {size:<{second}}  {rest}"), err=aside)
