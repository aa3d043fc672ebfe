"""An edition of one's own, beside a deck that is not touched: its choices, and its own cards."""

from pathlib import Path

import pytest

from generator.basics.problems import Place, ProblemsError
from generator.build import Loaded, Options, build, load
from generator.model.job import PrintJob

CARD = '[[card]]\nid = "ours"\nsuit = "look"\ntext = "What brought you here?"\n'


def loaded(folder: Path, text: str, name: str = "workshop.toml") -> Loaded:
    (folder / "workshop.toml").write_text(text)
    return load("first-deck", str(folder / name))


def ids(found: Loaded) -> list[str]:
    assert found.problems == ()
    assert found.deck is not None
    return [card.id for card in found.deck.cards]


def test_a_file_anywhere_is_an_edition(tmp_path: Path) -> None:
    found = loaded(tmp_path, '[edition]\ntitle = "For us"\nonly = ["dream-1"]\n')
    assert ids(found) == ["dream-1"]
    assert (found.edition.id, found.edition.title) == ("workshop", "For us")


def test_its_own_cards_join_those_that_were_chosen(tmp_path: Path) -> None:
    assert ids(loaded(tmp_path, '[edition]\nonly = ["dream-1"]\n' + CARD)) == ["dream-1", "ours"]
    assert ids(loaded(tmp_path, CARD))[-2:] == ["dream-4", "ours"]
    assert "ours" not in ids(loaded(tmp_path, '[edition]\nwithout = ["look"]\n' + CARD))


def test_a_card_of_the_same_id_takes_the_others_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, CARD.replace("ours", "look-2"))
    assert ids(found)[:3] == ["look-1", "look-2", "look-3"]
    assert found.deck is not None
    assert found.deck.cards[1].fields["text"] == "What brought you here?"
    assert build(found, PrintJob(), Options()).problems == ()


def test_two_of_one_id_are_told(tmp_path: Path) -> None:
    assert [problem.name for problem in loaded(tmp_path, CARD + CARD).problems] == ["duplicate-card"]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        (CARD.replace('"look"', '"lok"'), "unknown-suit", 3),
        (CARD.replace("text", "txt"), "unknown-key", 4),
        ("[edition]\nonly = [“a”]\n" + CARD, "toml-syntax", 2),
        ('only = ["dream"]\n', "missing-key", 1),
        ("[edition]\nlanguage = 'de'\n", "unknown-key", 2),
    ],
)
def test_what_is_wrong_with_it_is_told_once_at_its_line(tmp_path: Path, text: str, name: str, line: int) -> None:
    found = loaded(tmp_path, text)
    assert found.deck is None
    (problem,) = dict.fromkeys(found.problems)
    assert isinstance(problem.at, Place)
    assert (problem.name, problem.at.file, problem.at.line) == (name, (tmp_path / "workshop.toml").as_posix(), line)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, "", "workshp.toml").problems
    assert problem.message == "there is no file `workshp.toml`, and no edition of that name"


def test_an_edition_of_the_deck_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "deck.toml").write_text('[deck]\nid = "x"\ntitle = "X"\ntemplate = "plain"\n[[card]]\nid = "a"\n')
    (tmp_path / "editions" / "short.toml").write_text("[edition]\n")
    assert load(str(tmp_path), "editions/short.toml").edition.id == "short"
    (tmp_path / "editions" / "short.toml").rename(tmp_path / "short.toml")
    (problem,) = load(str(tmp_path), "short").problems
    assert problem.help == "move `short.toml` into the folder `editions`"
    with pytest.raises(ProblemsError):
        load("no-deck", "short")
