"""What somebody is told who types a command otherwise than it is meant."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli.commands import _FILES, _SECTIONS, _commands

ROOT = Path(__file__).parents[2]


def said(*arguments: str) -> str:
    """The last word of a command that ends as wrong usage."""
    done = CliRunner().invoke(_commands, list(arguments), prog_name="deckwright")
    assert done.exit_code == 2, done.output
    return done.output.rpartition("Error: ")[2].strip()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "--copies", "12"), "write --packs 12 for twelve whole decks"),
        (("build", "--language", "de"), 'said in deck.toml: language = "de"'),
        (("build", "--papper", "a4"), "there is no option `--papper`; did you mean `--paper`?"),
        (("build", "-paper", "a4"), "there is no option `-paper`; did you mean `--paper`, with two hyphens?"),
        (("build", "–paper", "a4"), "begins with a long dash; type two hyphens: --paper"),
        (("build", "--zzzzzz"), "`deckwright build --help` lists them"),
        (("build", "“my", "deck”"), "begins with a typographic quote"),
        (("build", "my", "deck"), 'takes one deck; put quotes around a name with blanks in it: "my deck"'),
        (("build", "--format", "tarot"), 'the size of the cards is said in deck.toml: format = "tarot"'),
        (("build", "--packs", "twelve"), "`twelve` is no whole number; write 1 to 200, in digits"),
        (("build", "--packs", "0"), "0 cannot be; it is 1 to 200"),
        (("build", "--start-slot", "0"), "0 cannot be; it is 1 or more"),
        (("build", "first-deck", "--gutter", "3"), "`3` is no length; write 3mm"),
        (("build", "first-deck", "--gutter", "3,5"), "write 3.5mm"),
        (("build", "first-deck", "--paper", "US Letter"), "did you mean `letter`?"),
        (("build", "first-deck", "--paper", "din-a4"), "did you mean `a4`?"),
        (("build", "first-deck", "--output", "my.pdf"), "this is the folder for the files, such as my"),
        (("proof", "first-deck", "--output", "my.pdf"), "this is the folder for the files, such as my"),
        (("new", ""), "give the new deck a name"),
        (("calibrate", "--save", "x", "--top", "abc"), "`abc` is no number; write it in millimetres, such as 1.3"),
        (("calibrate", "--language", "klingon"), "the page is not there in `klingon`; write a tag such as `ar`, `de`"),
        (("build", "--only"), "nothing stands behind --only; write --only SUIT|ID|FIELD=VALUE,…: Only these"),
        (("list", "stock"), "this cannot be `stock`; did you mean `stocks`?"),
        (("show", "card", "first-deck"), "this cannot be `card`; choose `deck`, `design`, `face` or `sheet`"),
        (("build", "--ink", "lo"), "--ink cannot be `lo`; did you mean `low`?"),
        (("show", "sheet", "first-deck", "--sheet", "7"), "there is no sheet 7; the last one is 1"),
        (("print", "my-deck"), "there is no command `print`; did you mean `build`?"),
        (("init",), "did you mean `new`?"),
        (("list",), "say which: `decks`, `templates`"),
        (("export", "first-deck"), "--for is missing: Who makes the cards: see `deckwright list shops`"),
        (("new",), "NAME is missing: The new deck's folder"),
        (("calibrate", "home"), "`deckwright calibrate` takes no name"),
    ],
)
def test_wrong_usage_says_what_would_work(arguments: tuple[str, ...], told: str) -> None:
    assert told in said(*arguments)


def test_a_folder_with_blanks_is_told_with_its_quotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Our nice deck").mkdir()
    monkeypatch.chdir(tmp_path)
    assert said("build", "Our", "nice", "deck") == 'put quotes around a name with blanks in it: "Our nice deck"'


def test_a_deck_in_place_of_a_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "our").mkdir()
    (tmp_path / "our" / "deck.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert said("our") == "`our` is a deck; to make its PDF, type deckwright build our"


@pytest.mark.parametrize(
    ("arguments", "told"), [(("help",), "Make and print:"), (("help", "build"), "Paper and sheets:")]
)
def test_help_is_a_command_as_well(arguments: tuple[str, ...], told: str) -> None:
    done = CliRunner().invoke(_commands, list(arguments), prog_name="deckwright")
    assert done.exit_code == 0
    assert told in done.output


def test_a_paper_with_a_comma_is_taken() -> None:
    done = CliRunner().invoke(_commands, ["check", "first-deck", "--paper", "21,6x28cm"], standalone_mode=False)
    assert done.exception is None


@pytest.mark.parametrize("name", [None, *_FILES])
def test_every_help_reads_well_on_80_columns(name: str | None) -> None:
    done = CliRunner().invoke(_commands, [name, "--help"] if name else ["--help"], terminal_width=80)
    assert done.exit_code == 0
    assert max(map(len, done.output.splitlines())) <= 80
    assert "..." not in done.output.replace("[ARGS]...", "")
    assert not re.search(r"RANGE|<=|FLOAT|INTEGER", done.output), "written for people"


def test_the_schema_of_a_decks_cards_knows_its_fields_and_suits() -> None:
    done = CliRunner().invoke(_commands, ["schema", "first-deck", "--of", "cards"], standalone_mode=False)
    card = json.loads(done.output)["properties"]["card"]["items"]
    assert card["properties"]["suit"]["enum"] == ["look", "dream"]
    assert "hint" in card["properties"]
    done = CliRunner().invoke(_commands, ["schema", "--of", "edition"], standalone_mode=False)
    assert "only" in json.loads(done.output)["properties"]["edition"]["properties"]


def test_every_command_is_listed_once() -> None:
    listed = [name for names in _SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(_FILES)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("deckwright pr", "preflight"),
        ("deckwright build --pap", "--paper"),
        ("deckwright build first", "first-deck"),
        ("deckwright build --paper let", "letter"),
        ("deckwright build my", "my-own"),
    ],
)
def test_the_shell_completes(typed: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "my-own").mkdir()
    (tmp_path / "my-own" / "deck.toml").write_text('title = "Mine"')
    done = subprocess.run(
        [sys.executable, "-m", "generator"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(ROOT),
            "_DECKWRIGHT_COMPLETE": "bash_complete",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(typed.count(" ")),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert found in [line.rpartition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_completion_of_every_shell_is_printed(shell: str) -> None:
    done = CliRunner().invoke(_commands, ["completion", shell])
    assert "_DECKWRIGHT_COMPLETE" in done.output
    assert isinstance(_commands, click.Group)
