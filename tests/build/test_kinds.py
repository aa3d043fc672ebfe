"""Which components are built."""

import shutil
from pathlib import Path

from generator.build import Options, build, components_of, load
from generator.model.job import PrintJob

ROOT = Path(__file__).parents[2]


def test_an_edition_says_what_is_built_and_whoever_builds_may_say_otherwise() -> None:
    loaded = load("a-little-more", "starter")
    assert loaded.deck is not None
    assert set(build(loaded, PrintJob(), Options()).files) == {"cards.pdf"}
    assert set(build(loaded, PrintJob(), Options(), components=("tokens",)).files) == {"tokens.pdf"}
    assert {"cards", "board", "boxes", "tokens"} <= set(components_of(loaded.deck))


def test_a_component_that_the_deck_has_not_is_a_problem_with_its_place(tmp_path: Path) -> None:
    deck = tmp_path / "mine"
    shutil.copytree(ROOT / "decks" / "first-deck", deck)
    (deck / "editions").mkdir(exist_ok=True)
    (deck / "editions" / "evening.toml").write_text('[edition]\ncomponents = ["cards", "card", "board"]\n')
    loaded = load(str(deck), "evening")
    assert loaded.deck is None
    assert [(problem.name, problem.message) for problem in loaded.problems] == [
        ("unknown-component", "this deck has no `card` to build"),
        ("unknown-component", "this deck has no `board` to build"),
    ]
    assert "did you mean `cards`?" in loaded.problems[0].help
    assert str(loaded.problems[0].at).find("evening.toml") > 0
