"""Groups of texts that share a size, the report of sizes, and the proof."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.test_commands import ROOT, run

SIZES = re.compile(r"group questions +([\d.]+) pt +8 texts, 8 to 30 pt allowed; tightest on card `([\w-]+)`")


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    """A deck with a look of its own, in which every question is fitted together with the others."""
    deck = tmp_path / "mine"
    shutil.copytree(ROOT / "decks" / "first-deck", deck)
    shutil.copytree(ROOT / "templates" / "plain", deck / "templates" / "own")
    said = deck / "deck.toml"
    said.write_text(said.read_text().replace('template = "plain"', 'template = "own"'))
    style = deck / "templates" / "own" / "style.css"
    text = re.sub(r"fit\([^)]*\)", "fit(8pt, 30pt)", style.read_text())
    style.write_text(text + "\n.text { fit-group: questions }\n")
    return deck


def sizes_on(deck: Path) -> set[str]:
    """The sizes of all text of at least 8 pt that belongs to questions, by what the faces say."""
    found: set[str] = set()
    for card in re.findall(r'^id = "(.+)"', (deck / "cards.toml").read_text(), re.MULTILINE):
        shown = run("show", "face", "mine", "--card", card, cwd=deck.parent).stdout
        sizes = re.findall(r"text '.*' at .*, ([\d.]+) pt", shown)
        found.add(max(sizes, key=float))
    return found


def test_a_group_has_the_size_that_its_tightest_text_needs(grouped: Path) -> None:
    done = run("check", "mine", "--report", cwd=grouped.parent)
    assert done.returncode == 0, done.stderr
    match = SIZES.search(done.stdout)
    assert match, done.stdout
    together, tightest = float(match[1]), match[2]
    style = grouped / "templates" / "own" / "style.css"
    style.write_text(style.read_text().replace("fit-group: questions", "fit-group: none"))
    alone = run("check", "mine", "--report", cwd=grouped.parent).stdout
    line = re.search(r"p\.text +([\d.]+) to ([\d.]+) pt +8 texts, .*; tightest on card `([\w-]+)`", alone)
    assert line, alone
    assert (float(line[1]), line[3]) == (together, tightest)
    assert float(line[2]) > together


def test_every_card_of_a_group_is_printed_in_one_size(grouped: Path) -> None:
    assert len(sizes_on(grouped)) == 1


def test_a_choice_of_cards_shares_the_size_that_it_needs_itself(grouped: Path) -> None:
    whole = SIZES.search(run("check", "mine", "--report", cwd=grouped.parent).stdout)
    assert whole
    done = run("check", "mine", "--report", "--without", whole[2], cwd=grouped.parent)
    line = re.search(r"group questions +([\d.]+) pt +7 texts", done.stdout)
    assert line, done.stdout
    assert float(line[1]) >= float(whole[1])


def test_a_proof_shows_guides_and_sizes(tmp_path: Path) -> None:
    done = run("proof", "first-deck", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "magenta is the cut" in done.stdout
    assert "8 texts" in done.stdout
    proof = (tmp_path / "out" / "proof.pdf").read_bytes()
    assert proof.startswith(b"%PDF")
    assert not (tmp_path / "out" / "cards.pdf").exists()


def test_a_proof_is_made_of_texts_that_do_not_fit_too(tmp_path: Path) -> None:
    deck = tmp_path / "mine"
    shutil.copytree(ROOT / "decks" / "first-deck", deck)
    cards = deck / "cards.toml"
    cards.write_text(re.sub(r'(?m)^text = ".*"', f'text = "{"W" * 60}"', cards.read_text(), count=1))
    done = run("proof", "mine", "--output", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "text-overflows" in done.stderr
    assert (tmp_path / "out" / "proof.pdf").exists()
