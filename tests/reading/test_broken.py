"""The broken decks: each holds, in remarks at its end, the report that it must get.

A deck may also say `# limits: cards=1` or `# edition: name` in a remark of its first line, for faults that need it.
"""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from generator.basics.problems import Problem
from generator.cli.reports import report
from generator.reading import FAULTS, Limits, read_deck, read_edition

BROKEN = Path(__file__).parent.parent / "broken"
DECKS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


class Folder:
    """The real thing is in `disk`; this one is enough for files that nobody tampers with."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())

    def bytes(self, name: str) -> bytes | None:
        return (self._root / name).read_bytes() if name in self._names else None

    def matching(self, pattern: str) -> tuple[str, ...]:
        depth = pattern.count("/")
        return tuple(name for name in self._names if name.count("/") == depth and fnmatchcase(name, pattern))

    def label(self, name: str) -> str:
        return name


def _remarks(folder: Path, word: str) -> list[str]:
    """What the deck's remarks of that kind say."""
    file = folder / "deck.toml"
    text = (file if file.is_file() else folder / "cards.toml").read_bytes().decode("utf-8", "replace")
    return re.findall(rf"^# {word}: (.*)$", text, re.MULTILINE)


def found(folder: Path) -> tuple[Problem, ...]:
    numbers = {
        name: int(number) for line in _remarks(folder, "limits") for name, number in re.findall(r"(\w+)=(\d+)", line)
    }
    files = Folder(folder)
    deck, problems = read_deck(files, Limits(**numbers))
    assert (deck is None) == any(problem.severity == "error" for problem in problems)
    for name in _remarks(folder, "edition"):
        problems += read_edition(files, name)[1]
    return problems


@pytest.mark.parametrize("name", DECKS)
def test_a_broken_deck_gets_the_report_that_stands_in_it(name: str) -> None:
    expected = _remarks(BROKEN / name, "expect")
    assert report(found(BROKEN / name), "concise").split("\n") == expected
    assert any(f"[{name}]" in line for line in expected)


def test_there_is_a_broken_deck_for_every_fault() -> None:
    assert sorted(FAULTS) == DECKS
    assert list(FAULTS) == sorted(FAULTS)


@pytest.mark.parametrize("name", DECKS)
def test_every_problem_reads_well(name: str) -> None:
    for problem in found(BROKEN / name):
        assert problem.message[:1] in "`[" or problem.message[:1].islower() or problem.message[:1].isdigit()
        for text in (problem.message, problem.label, problem.help):
            assert not text.endswith("."), text
            assert not re.search(r"\b(None|dict|list|str|int|Traceback|regex|tuple)\b\W*\(|<class|\\[sdw][+*]", text), (
                text
            )
