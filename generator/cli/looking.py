"""What there is to choose from, and what passes between two steps."""

from typing import TYPE_CHECKING, Any

import click

from generator.cli.guarded import DONE, PROBLEMS, command, show_problems
from generator.cli.options import (
    Count,
    deck_option,
    form_option,
    job_of,
    load_deck,
    option,
    printing_options,
    selection_options,
)
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    pass


@command(name="list", epilog="Example: deckwright list formats")
@click.argument(
    "kind",
    type=click.Choice(["decks", "templates", "formats", "papers", "stocks", "shops", "fonts", "icons"]),
    help="What to list.",
)
@option("--deck", default="", help="For icons and shops: the deck whose own are meant, too.")
def list_(kind: str, deck: str) -> int:
    """Show what there is to choose from."""
    from generator.cli.listing import rows

    found = rows(kind, deck)
    width = max((len(name) for name, _ in found), default=0)
    for name, what in found:
        click.echo(f"{printable(name):<{width}}  {printable(what)}".rstrip())
    return DONE


@command(epilog="Example: deckwright show face my-deck --card dream-1")
@click.argument("what", type=click.Choice(["deck", "design", "face", "sheet"]), help="Which of the steps on the way.")
@deck_option
@selection_options
@printing_options
@option("--card", metavar="ID", default="", help="For design and face: which card. [default: the first]")
@option("--back", is_flag=True, help="For design and face: its back.")
@option("--sheet", "number", type=Count(0), default=0, help="For sheet: which one; 0 shows all.")
@form_option
def show(
    what: str,
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    card: str,
    back: bool,
    number: int,
    form: str,
    **printing: Any,
) -> int:
    """Show a deck, a design, a face or a sheet in words."""
    from generator.cli import showing

    loaded = load_deck(deck, edition, only, without)
    show_problems(loaded.problems, form)
    if loaded.deck is None:
        return PROBLEMS
    click.echo(showing.text_of(what, loaded, job_of(**printing), card=card, back=back, sheet=number))
    return DONE
