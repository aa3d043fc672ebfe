"""Boards on which something has no room: each holds, in remarks at its end, the report that it must get."""

import re
from pathlib import Path
from typing import Literal

import pytest

from generator.cli.reports import report
from generator.components.boards import lay_out
from generator.reading import locate, read_deck
from tests.reading.decks import Folder

BROKEN = Path(__file__).parent / "broken"
BOARDS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def reported(name: str, form: Literal["full", "concise"] = "concise") -> str:
    text = (BROKEN / name / "deck.toml").read_text()
    deck, problems = read_deck(Folder({"deck.toml": text}))
    assert deck is not None, report(problems, "full")
    (board,) = deck.boards
    layout, found = lay_out(board)
    assert (layout is None) == any(problem.severity == "error" for problem in found)
    return report(locate(found, {"deck.toml": text}), form)


@pytest.mark.parametrize("name", BOARDS)
def test_a_broken_board_gets_the_report_that_stands_in_it(name: str) -> None:
    text = (BROKEN / name / "deck.toml").read_text()
    expected = re.findall(r"^# expect: (.*)$", text, re.MULTILINE)
    assert reported(name).split("\n") == expected
    assert any(f"[{name}]" in line for line in expected)


@pytest.mark.parametrize("name", BOARDS)
def test_every_problem_is_told_with_its_line(name: str) -> None:
    assert "--> deck.toml:" in reported(name, "full")


def test_a_path_may_cross_itself_where_the_deck_says_that_it_is_meant_to() -> None:
    text = (BROKEN / "path-crosses-itself" / "deck.toml").read_text()
    text = text.replace('shape = "line"\n', 'shape = "line"\ncrosses = true\n')
    deck, _ = read_deck(Folder({"deck.toml": text}))
    assert deck is not None
    assert lay_out(deck.boards[0])[1] == ()
