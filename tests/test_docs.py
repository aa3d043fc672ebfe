"""What the documents say is there, and what is there is said."""

import re
from pathlib import Path

import click
import pytest

from generator.build import load
from generator.cli.commands import _commands
from tests import reference

ROOT = Path(__file__).parents[1]
CONTEXT = click.Context(_commands, info_name="deckwright")
COMMANDS = {name: _commands.get_command(CONTEXT, name) for name in _commands.list_commands(CONTEXT)}
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


def command_lines() -> list[tuple[str, list[str]]]:
    found = []
    for name in DOCUMENTS:
        text = (ROOT / name).read_text()
        for block in re.findall(r"```\n(.*?)```|`(deckwright [^`]+)`", text, re.DOTALL):
            for line in "".join(block).splitlines():
                for part in line.split("&&"):
                    words = part.split(" > ")[0].replace("|", " ").split()
                    if words and Path(words[0].replace("\\", "/")).name == "deckwright":
                        found.append((name, words[1:]))
    return found


@pytest.mark.parametrize(("document", "words"), command_lines())
def test_every_command_in_the_documents_exists(document: str, words: list[str]) -> None:
    if not words or words[0] == "…":
        return
    command = COMMANDS.get(words[0])
    assert command is not None, f"{document} names the command {words[0]}"
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for word in words[1:]:
        if word.startswith("--"):
            assert word.split("=")[0] in known | {"--help"}, f"{document} names {word} of {words[0]}"


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text()
    missing = [name for name in COMMANDS if not re.search(rf"deckwright {name}\b|`{name}`", text)]
    assert missing == []


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        assert command is not None, name
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_in_the_documents_exists(document: str) -> None:
    text = (ROOT / document).read_text()
    for path in re.findall(r"`((?:generator|decks|templates|fonts|tests|\.ci)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"{document} names {path}"
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text):
        assert (ROOT / path).is_file(), f"{document} shows {path}"


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for room in sorted((ROOT / "generator").iterdir()):
        if (room / "__init__.py").is_file():
            assert f"`generator/{room.name}/`" in text, room.name


def test_the_reference_pages_say_what_the_code_does() -> None:
    stale = [name for name, page in reference.PAGES.items() if (ROOT / name).read_text() != page()]
    assert stale == [], "write them anew with: python -m tests.reference"


def test_the_readmes_examples_are_the_ones_that_are_shipped() -> None:
    text = (ROOT / "README.md").read_text()
    cards = (ROOT / "decks/first-deck/cards.toml").read_text()
    example = re.search(r"```toml\n(\[\[card\]\].*?)```", text, re.DOTALL)
    assert example is not None
    assert example[1] in cards


def test_the_readmes_edition_is_one(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text()
    example = re.search(r"```toml\n(\[edition\].*?)```", text, re.DOTALL)
    assert example is not None
    (tmp_path / "workshop.toml").write_text(example[1])
    found = load("first-deck", str(tmp_path / "workshop.toml"))
    assert found.problems == ()
    assert found.deck is not None
    assert [(card.id, card.copies) for card in found.deck.cards] == [
        ("look-1", 3),
        ("look-2", 1),
        ("look-4", 1),
        ("dream-2", 1),
        ("may-1", 1),
    ]
