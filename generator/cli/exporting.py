"""Making the files that a shop, or a table on a screen, makes cards of."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from generator import __version__
from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import (
    Timer,
    build_date,
    deck_option,
    form_option,
    ink_option,
    known_names,
    load_deck,
    option,
    quiet_option,
    selection_options,
    strict_option,
    verbose_option,
)
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from generator.build import Ink
    from generator.build.shops import Order


#: Where pictures of a table on a screen are when nobody has said so yet.
_NOWHERE = "https://address-of-the-pictures.example/"


@command(epilog="Example: deckwright export my-deck --for makeplayingcards")
@deck_option
@option(
    "--for",
    "shop",
    metavar="NAME",
    shell_complete=known_names("shops"),
    required=True,
    help="Who makes the cards: see `deckwright list shops`.",
)
@selection_options
@ink_option
@option("--zip", "zipped", is_flag=True, help="All files as one ZIP.")
@option(
    "--url",
    metavar="ADDRESS",
    default="",
    help="For a table on a screen: where on the web the pictures will be. [default: this folder]",
)
@option(
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="The folder for the files. [default: output/DECK/SHOP]",
)
@strict_option
@form_option
@quiet_option
@verbose_option
def export(
    deck: str,
    shop: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    ink: str,
    zipped: bool,
    url: str,
    output: Path | None,
    strict: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make the files that a shop asks for.

    Every rule of the shop that the deck breaks is told first.
    """
    timer = Timer(verbose, quiet)
    loaded = load_deck(deck, edition, only, without)
    timer.step("read the deck")
    from generator import disk
    from generator.build import Options
    from generator.build.shops import order, takes_address

    if loaded.deck is None or (strict and loaded.problems):
        show_problems(loaded.problems, form)
        return _nothing(quiet)
    folder = output or Path("output") / disk.safe_name(loaded.deck.id) / disk.safe_name(shop)
    options = Options(
        ink=cast("Ink", ink), creator=f"deckwright {__version__}", date=build_date(), progress=timer.progress
    )
    if url and not takes_address(loaded, shop):
        raise click.BadParameter(
            f"`{printable(shop)}` wants no pictures from the web: leave --url out", param_hint="--url"
        )
    made = order(loaded, shop, options, address=_address(url, folder, zipped=zipped))
    timer.close()
    timer.step("set the cards and made the files")
    problems = loaded.problems + made.problems
    show_problems(problems, form)
    if not made.files or (strict and problems):
        return _nothing(quiet)
    files = made.files
    if zipped:
        from generator.build.packing import as_one

        files = as_one(f"{loaded.deck.id}-{shop}", files)
    paths = disk.publish(folder, files)
    timer.step("saved")
    if not quiet and form != "json":
        _say_what_to_do(made, deck, folder, paths, zipped=zipped, blanks=loaded.deck.blanks)
    others = () if zipped else disk.others_in(folder, files)
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        click.echo(
            f"Take care: {printable(str(folder))} also holds {printable(others[0])}{more}, which is not part of this.",
            err=True,
        )
    return DONE


def _address(url: str, folder: Path, *, zipped: bool) -> str:
    """Where the files will be found, with a slash at its end; wrong usage when that is no address."""
    if url:
        if not url.startswith(("https://", "http://", "file:///")) or any(char.isspace() for char in url):
            raise click.BadParameter(
                f"`{printable(url)}` is no address; write https://… and the folder", param_hint="--url"
            )
        return url.rstrip("/") + "/"
    return _NOWHERE if zipped else folder.absolute().as_uri() + "/"


def _nothing(quiet: bool) -> int:
    if not quiet:
        click.echo("nothing was written; earlier files are still as they were", err=True)
    return PROBLEMS


def _say_what_to_do(
    made: "Order", deck: str, folder: Path, paths: tuple[Path, ...], *, zipped: bool, blanks: int
) -> None:
    where = paths[0] if len(paths) == 1 else folder
    inside = f"{many(len(made.files), 'file')}, " if zipped or len(paths) > 1 else ""
    click.echo(f"{printable(str(where))}: {inside}{many(made.cards, 'card')} for {printable(made.shop.name)}")
    if made.parts:
        folders = ", ".join(f"`{printable(part)}`" for part in made.parts)
        click.echo(f"The cards are of {len(made.parts)} formats, each an order of its own in its folder: {folders}.")
    for number, step in enumerate(made.shop.steps, 1):
        click.echo(f"{number}. {printable(step, 400)}" if len(made.shop.steps) > 1 else printable(step, 400))
    if blanks:
        again = " ".join(["deckwright build", *([deck] if deck else []), "--blanks", str(blanks)])
        click.echo(f"Blank cards are not among them; print those at home: `{printable(again, 400)}`.")
    if made.left:
        *first, last = made.left
        names = f"{', '.join(first)} and {last}" if first else last
        again = " ".join(["deckwright build", *([deck] if deck else []), "--components", ",".join(made.left)])
        again += f" --press {made.shop.standard}" if made.shop.standard else ""
        click.echo(f"These are the cards alone. For the deck's {names}: `{printable(again, 400)}`.")
