"""A perforated or label sheet of one's own, from what a ruler says of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import (
    Count,
    default_paper,
    form_option,
    length,
    option,
    paper_named,
    paper_option,
    quiet_option,
    with_points,
)
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from generator.basics.geometry import Size
    from generator.basics.problems import Problem

#: Where sheets of one's own are looked for.
FOLDER = "stock"


@command(epilog="Example: deckwright measure my-sheet --left 9.75mm --top 15mm --across 3 --down 3 --card poker")
@click.argument("name", help="What the sheet is to be called.")
@paper_option
@option("--left", metavar="LENGTH", required=True, help="From the left edge of the paper to the first card.")
@option("--top", metavar="LENGTH", required=True, help="From the top edge of the paper to the first card.")
@option("--across", type=Count(1, 60), required=True, help="How many cards lie side by side.")
@option("--down", type=Count(1, 60), required=True, help="How many cards lie one below another.")
@option("--gap-across", metavar="LENGTH", default="0mm", show_default=True, help="From a card to the one beside it.")
@option("--gap-down", metavar="LENGTH", default="0mm", show_default=True, help="From a card to the one below it.")
@option(
    "--card", metavar="FORMAT|SIZE", default="", help="One card: a name of `deckwright list formats`, or 63.5x88.9mm."
)
@option("--deck", metavar="DECK", default="", help="Or the deck whose cards it is for.")
@option("--replace", is_flag=True, help="Replace a sheet that you measured before under this name.")
@form_option
@quiet_option
def measure(
    name: str,
    paper: str | None,
    left: str,
    top: str,
    across: int,
    down: int,
    gap_across: str,
    gap_down: str,
    card: str,
    deck: str,
    replace: bool,
    form: str,
    quiet: bool,
) -> int:
    """Make a stock file for your own perforated or label sheet.

    It takes four lengths and a count, read off with a ruler.
    """
    from generator import disk
    from generator.basics.units import show_mm
    from generator.model.stock import stock_from_measures, stock_toml

    slug = disk.safe_name(name)
    size = _card(card, deck)
    stock, problems = stock_from_measures(
        name=slug,
        paper=paper_named(default_paper() if paper is None else paper),
        first_left=length(left, "--left"),
        first_top=length(top, "--top"),
        pitch_x=size.width + length(gap_across, "--gap-across"),
        pitch_y=size.height + length(gap_down, "--gap-down"),
        card=size,
        columns=across,
        rows=down,
    )
    problems += _taken(slug, replace=replace)
    show_problems(problems, form)
    if stock is None or problems:
        return PROBLEMS
    path = disk.publish(Path(FOLDER), {f"{slug}.toml": stock_toml(stock).encode()})[0]
    if not quiet and form != "json":
        one = f"{show_mm(size.width).removesuffix(' mm')} × {show_mm(size.height)}"
        cards = many(across * down, "card")
        click.echo(f"{printable(str(path))}: {cards} of {one} on {stock.paper.title}")
        click.echo(f"Print on it with: deckwright build {printable(deck)}{' ' * bool(deck)}--stock {slug}")
    return DONE


def _card(card: str, deck: str) -> "Size":
    """The size of one card, from a format, from two lengths, or from a deck; wrong usage when it is none of them."""
    from generator.basics.geometry import Size
    from generator.basics.problems import ProblemsError, did_you_mean
    from generator.basics.units import parse_size
    from generator.model.formats import FORMATS

    if bool(card) == bool(deck):
        raise click.UsageError("say how large a card is, with either --card or --deck")
    if deck:
        from generator.build import load

        loaded = load(deck)
        if loaded.deck is None:
            raise ProblemsError(loaded.problems)
        return loaded.deck.format.trim
    known = FORMATS.get(card.strip().lower())
    if known is not None:
        return known.trim
    try:
        return Size(*parse_size(with_points(card)))
    except ValueError:
        like = did_you_mean(card, tuple(FORMATS))
        raise click.BadParameter(
            f"`{printable(card, 60)}` is no format and no size; "
            + (f"did you mean `{like}`? " if like else "")
            + "Write a name of `deckwright list formats`, or 63.5x88.9mm",
            param_hint="--card",
        ) from None


def _taken(name: str, *, replace: bool) -> "tuple[Problem, ...]":
    """Why a sheet cannot be called so."""
    from generator import disk
    from generator.basics.problems import Problem
    from generator.build.equipment import stocks
    from generator.model.stock import stock_named

    if f"{FOLDER}/{name}.toml" in disk.stock_files():
        if replace:
            return ()
        message, help = f"you have measured a sheet `{name}` before", "choose another name, or say --replace"
    else:
        found, _ = stock_named(name, stocks())
        if found is None:
            return ()
        message, help = f"`{name}` is the name of a sheet that is there already: {found.title}", "choose another name"
    return (Problem(name="name-taken", message=message, help=help),)
