"""Printing only what has changed, as somebody does who has the old deck on the table."""

import json
import os
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.test_commands import ROOT, run


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck that was built, printed, and remembered as printed."""
    deck = tmp_path / "mine"
    shutil.copytree(ROOT / "decks" / "first-deck", deck)
    assert run("build", "mine", "--output", "out", cwd=tmp_path).returncode == 0
    done = run("printed", "mine", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "8 cards remembered as printed" in done.stdout
    return deck


def texts(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def change(deck: Path, old: str, new: str) -> None:
    cards = deck / "cards.toml"
    text = cards.read_text()
    assert old in text
    cards.write_text(text.replace(old, new, 1))


def test_nothing_changed_prints_nothing(deck: Path) -> None:
    done = run("build", "mine", "--changed", "--output", "out", cwd=deck.parent)
    assert (done.returncode, done.stdout) == (0, "nothing needs to be printed again\n")
    assert not (deck.parent / "out" / "changed.pdf").exists()


def test_a_changed_card_is_printed_with_its_old_number_and_the_old_one_taken_out(deck: Path) -> None:
    change(deck, "?", ", I wonder?")
    done = run("build", "mine", "--changed", "--output", "out", "--no-guide", cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    assert "1 card on 1 sheet" in done.stdout
    first = re.search(r'^id = "(.+)"', (deck / "cards.toml").read_text(), re.MULTILINE)
    assert first
    assert f"Take out of the printed deck: {first[1]}" in done.stdout
    assert "I wonder?" in texts(deck.parent / "out" / "changed.pdf")


def test_a_card_left_out_is_only_taken_out_where_cards_are_not_numbered(deck: Path) -> None:
    shutil.copytree(ROOT / "templates" / "plain", deck / "templates" / "plain")
    part = deck / "templates" / "plain" / "card.xml.j2"
    assert "{{ card.number }} / {{ deck.size }}" in part.read_text()
    part.write_text(part.read_text().replace("{{ card.number }} / {{ deck.size }}", "x"))
    assert run("printed", "mine", "--output", "out", "--anyway", cwd=deck.parent).returncode == 0
    done = run("build", "mine", "--changed", "--output", "out", "--without", "dream", cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("nothing needs to be printed again")
    assert "Take out of the printed deck: dream-1, dream-2, dream-3, dream-4" in done.stdout


def test_a_new_look_changes_every_card_of_that_look(deck: Path) -> None:
    shutil.copytree(ROOT / "templates" / "plain", deck / "templates" / "plain")
    style = deck / "templates" / "plain" / "style.css"
    style.write_text(style.read_text() + "\ncard { padding: 7.5mm }\n")
    done = run("build", "mine", "--changed", "--output", "out", cwd=deck.parent)
    assert "8 cards on 1 sheet" in done.stdout, done.stdout + done.stderr


def test_without_a_printed_deck_it_says_what_to_do(deck: Path) -> None:
    done = run("build", "mine", "--changed", "--output", "elsewhere", cwd=deck.parent)
    assert done.returncode == 1
    assert "nothing-printed-yet" in done.stderr
    assert "deckwright printed" in done.stderr


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"version": 2, "cards": {}}', '{"version": 1, "cards": 3}', "[" * 9999]
)
def test_a_broken_manifest_is_a_message(deck: Path, broken: str) -> None:
    (deck.parent / "out" / "printed.json").write_text(broken)
    done = run("build", "mine", "--changed", "--output", "out", cwd=deck.parent)
    assert done.returncode == 1
    assert "unreadable-manifest" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_changed_after_the_build_is_not_taken_for_printed(deck: Path) -> None:
    made = (deck.parent / "out" / "cards.pdf").stat().st_mtime
    os.utime(deck / "cards.toml", (made + 60, made + 60))
    done = run("printed", "mine", "--output", "out", cwd=deck.parent)
    assert done.returncode == 3
    assert "has been changed since" in done.stderr
    assert run("printed", "mine", "--output", "out", "--anyway", cwd=deck.parent).returncode == 0


def test_the_manifest_is_the_same_each_time(deck: Path) -> None:
    manifest = deck.parent / "out" / "printed.json"
    before = manifest.read_bytes()
    assert run("printed", "mine", "--output", "out", cwd=deck.parent, PYTHONHASHSEED="5").returncode == 0
    assert manifest.read_bytes() == before
    assert len(json.loads(before)["cards"]) == 8
