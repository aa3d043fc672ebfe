"""Saying that a deck has been printed, so that later only what has changed need be."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from generator.cli.guarded import DONE, PROBLEMS, TROUBLE, command, many, show_problems
from generator.cli.options import (
    deck_option,
    form_option,
    ink_option,
    load_deck,
    option,
    quiet_option,
    selection_options,
)
from generator.cli.reports import printable

if TYPE_CHECKING:
    from generator.build import Ink, Loaded
    from generator.imposition import Changes


@command(epilog="Example: deckwright printed my-deck, and after some changes: deckwright build my-deck --changed")
@deck_option
@selection_options
@ink_option
@option(
    "--output", type=click.Path(path_type=Path), default=None, help="The folder of the build. [default: output/DECK]"
)
@option("--anyway", is_flag=True, help="Even if the deck has been changed since its PDF was made.")
@form_option
@quiet_option
def printed(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    ink: str,
    output: Path | None,
    anyway: bool,
    form: str,
    quiet: bool,
) -> int:
    """Remember the deck as it has been printed.

    `deckwright build --changed` then prints only the cards that have changed since.
    """
    from generator import disk
    from generator.build import Options
    from generator.build.reprint import MANIFEST, as_printed, manifest_of

    loaded = load_deck(deck, edition, only, without)
    if loaded.deck is None:
        show_problems(loaded.problems, form)
        return PROBLEMS
    folder = output or Path("output") / disk.safe_name(loaded.deck.id)
    if not anyway and disk.is_newer(loaded.folder, folder / "cards.pdf", folder / "changed.pdf"):
        shown = printable(str(folder))
        click.echo(f"the deck has been changed since the PDF in {shown} was made, or there is none", err=True)
        click.echo("build it again and print that, or say --anyway when the change makes no difference", err=True)
        return TROUBLE
    cards = as_printed(loaded, Options(ink=cast("Ink", ink)))
    path = disk.publish(folder, {MANIFEST: manifest_of(cards)})[0]
    if quiet or form == "json":
        return DONE
    total = sum(card.copies for card in cards.values())
    different = f", {len(cards)} different ones," if len(cards) < total else ""
    click.echo(f"{printable(str(path))}: {many(total, 'card')}{different} remembered as printed")
    return DONE


def changes_of(loaded: "Loaded", folder: Path, ink: str) -> "Changes":
    """What must be printed again, by what is remembered in the folder of the build.

    Raises:
        ProblemsError: nothing is remembered, or the deck has errors.
        DiskError: it could not be read.
    """
    from generator import disk
    from generator.build import Options
    from generator.build.reprint import MANIFEST, as_printed, changes_since

    now = as_printed(loaded, Options(ink=cast("Ink", ink)))
    found = folder / MANIFEST
    return changes_since(disk.read_named(found) if found.is_file() else None, now, name=found.as_posix())


def say_what_to_pull_out(changes: "Changes") -> None:
    """The cards of the printed deck that have no place in the new one."""
    names: list[Any] = [
        name if copies == 1 else f"{name} ({copies} times)" for name, copies in changes.to_pull_out.items()
    ]
    if names:
        click.echo(printable("Take out of the printed deck: " + ", ".join(names)))
