"""A deck of one's own, and what editors complete it from."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import deck_option, form_option, load_deck, option, quiet_option
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    pass


@command(epilog="Example: deckwright new my-deck --title 'Questions for our table'")
@click.argument("name", help="The new deck's folder.")
@option("--from", "source", metavar="DECK", default="first-deck", show_default=True, help="The deck it starts from.")
@option("--title", default="", help="The new deck's title.")
@option(
    "--table",
    type=click.Path(path_type=Path),
    default=None,
    help="A spreadsheet saved as CSV, with headings such as text, suit, copies: each row becomes a card.",
)
@form_option
@quiet_option
def new(name: str, source: str, title: str, table: Path | None, form: str, quiet: bool) -> int:
    """Start a deck of your own from an example.

    It builds at once, and everything in it is yours to change.
    """
    from generator import disk

    if not name.strip():
        raise click.BadParameter("give the new deck a name", param_hint="NAME")
    folder = Path(name)
    slug = disk.safe_name(folder.name)
    if table is not None:
        if source != "first-deck":
            raise click.BadParameter("a table has its own cards: leave --from out", param_hint="--from")
        return _from_table(folder, slug, title or slug.replace("-", " ").capitalize(), table, form, quiet=quiet)
    files = disk.everything_in(disk.find_deck(source))
    if "deck.toml" not in files:
        raise disk.DiskError(f"the deck `{source}` has no deck.toml")
    text = files["deck.toml"].decode("utf-8-sig")
    heading = title or slug.replace("-", " ").capitalize()
    text = re.sub(r"\A#:schema .*\n", "", text)
    text = re.sub(r'(?m)^id = ".*"', f'id = "{slug}"', text, count=1)
    text = re.sub(r'(?m)^title = ".*"', lambda _: f"title = {_quoted(heading)}", text, count=1)
    files["deck.toml"] = text.encode()
    disk.create(folder, files)
    if quiet:
        return DONE
    cards = sorted(file for file in files if file.startswith("cards"))
    words = ", ".join(cards) if len(cards) < 4 else f"the {len(cards)} files of the folder cards"
    click.echo(f"{printable(str(folder))}: your deck is there. Its words are in {words}, all else in deck.toml.")
    click.echo("Change what you like, then:")
    click.echo(f"    deckwright build {_typed(folder.as_posix())}")
    return DONE


def _from_table(folder: Path, slug: str, title: str, table: Path, form: str, *, quiet: bool) -> int:
    """A deck whose cards are the rows of a table."""
    from generator import disk
    from generator.reading.spreadsheet import deck_of_table

    if table.suffix.lower() in (".xlsx", ".xls", ".ods", ".numbers"):
        raise click.BadParameter(
            f"`{printable(table.name)}` is not CSV: open it, and choose Save as, CSV (UTF-8)", param_hint="--table"
        )
    taken = deck_of_table(disk.read_named(table), file=table.as_posix(), id=slug, title=title)
    if taken.problems:
        show_problems(taken.problems, form)
        return PROBLEMS
    disk.create(folder, {name: text.encode() for name, text in taken.files.items()})
    if quiet:
        return DONE
    suits = f" of {many(len(taken.suits), 'suit')}" if taken.suits else ""
    click.echo(f"{printable(str(folder))}: {many(taken.cards, 'card')}{suits}, with {', '.join(taken.fields)}.")
    click.echo("From here on the deck is plain text: cards.toml and deck.toml; the table is not read again. Then:")
    click.echo(f"    deckwright build {_typed(folder.as_posix())}")
    return DONE


def _typed(path: str) -> str:
    """The path as one types it after a command, in a shell of any system."""
    shown = printable(path)
    return shown if re.fullmatch(r"[\w./:~+-]+", shown) else f'"{shown}"'


def _quoted(text: str) -> str:
    """The text as a TOML string."""
    kept = "".join(letter for letter in text if letter.isprintable())
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'


@command(
    epilog="\b\nExamples, and the first line of the file that each is for:\n"
    "  deckwright schema > deck.schema.json\n"
    "      #:schema ./deck.schema.json\n"
    "  deckwright schema my-deck --of cards > cards.schema.json\n"
    "      #:schema ./cards.schema.json"
)
@deck_option
@option(
    "--of",
    "kind",
    type=click.Choice(["deck", "cards", "edition"]),
    default="deck",
    show_default=True,
    help="Which file it is for: deck.toml, the cards of DECK with its own fields and suits, or an edition.",
)
@form_option
def schema(deck: str, kind: str, form: str) -> int:
    """Print the JSON Schema of deck files.

    With it, an editor completes and checks them while you write.
    """
    import json

    from generator.reading import card_schema, edition_schema
    from generator.reading import schema as make

    if kind != "cards":
        rules = make() if kind == "deck" else edition_schema()
    elif not deck:
        rules = card_schema()
    else:
        loaded = load_deck(deck, "", (), ())
        if loaded.deck is None:
            show_problems(loaded.problems, form)
            return PROBLEMS
        rules = card_schema(loaded.deck)
    click.echo(json.dumps(rules, indent=2, ensure_ascii=False))
    return DONE
