"""Decks made of spreadsheets that were saved as CSV."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import load
from generator.reading.spreadsheet import Taken, deck_of_table


def taken(data: bytes) -> Taken:
    return deck_of_table(data, file="t.csv", id="mine", title="Mine")


def cards(data: bytes) -> list[dict[str, object]]:
    made = taken(data)
    assert not made.problems
    with TemporaryDirectory() as folder:
        for name, text in made.files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        loaded = load(folder)
    assert loaded.deck is not None, loaded.problems
    return [
        {"id": card.id, "suit": card.suit.title if card.suit else None, "copies": card.copies, **card.fields}
        for card in loaded.deck.cards
    ]


WANTED = [
    {"id": "deep-down-1", "suit": "Deep down", "copies": 2, "text": "What, if; no?", "weight": 1.5},
    {"id": "spater-1", "suit": "Später", "copies": 1, "text": 'Two\nlines, "quoted"', "weight": 2.0, "hint": "Zeit"},
]
EUROPEAN = (
    'Question;Category;Weight;Count;Hint\r\n"What, if; no?";Deep down;1,5;2;\r\n'
    + '"Two\nlines, ""quoted""";Später;2;;Zeit\r\n;;;;\r\n'
)
AMERICAN = 'text,suit,weight,copies,hint\n"What, if; no?",Deep down,1.5,2,\n"Two\nlines, ""quoted""",Später,2,,Zeit\n'


@pytest.mark.parametrize(
    "data",
    [
        EUROPEAN.encode("utf-8-sig"),
        EUROPEAN.encode("cp1252"),
        EUROPEAN.encode("utf-16"),
        AMERICAN.encode(),
    ],
)
def test_what_spreadsheets_save_is_read_with_its_commas_and_letters(data: bytes) -> None:
    found = cards(data)
    assert [{key: value for key, value in card.items() if value is not None} for card in found] == WANTED


def test_whole_numbers_stay_whole_and_ids_are_kept() -> None:
    found = cards(b"id\tdepth\twords\nA 1\t03\tAsk\nb-2\t4\tTell\n")
    assert [(card["id"], card["depth"], card["text"]) for card in found] == [("a-1", 3, "Ask"), ("b-2", 4, "Tell")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [("deck-without-cards", 1)]),
        ("text,suit\n", [("deck-without-cards", 1)]),
        ("id,suit\na,b\n", [("missing-key", 1)]),
        ("text,text\na,b\n", [("duplicate-entry", 1)]),
        ("id,text\na,x\na,y\n\n,z,more\n", [("broken-table", 5), ("duplicate-card", 3)]),
        ("text,suit\nx,sun\n,sun\ny,\n", [("missing-key", 3), ("missing-key", 4)]),
        ("text,copies\nx,many\ny,2000\n", [("out-of-range", 2), ("out-of-range", 3)]),
        ("text,suit\nx,look\ny,look\nz,lok\n", [("unknown-suit", 4)]),
        ('text\n"two\nlines"\nx,y\n', [("broken-table", 4)]),
        ("PK\0\0", [("not-text", 1)]),
    ],
)
def test_every_slip_is_told_at_its_row(text: str, lines: list[tuple[str, int]]) -> None:
    made = taken(text.encode())
    assert made.files == {}
    assert [(one.name, one.at.line) for one in made.problems] == lines  # type: ignore[union-attr]
    assert all(one.help for one in made.problems)


LETTERS = st.text(st.sampled_from("abcÄé \"',;\t\n\\*_{}%1.-=#[]"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    heading=st.lists(
        st.sampled_from(["text", "Suit", "id", "Copies", "number", "title", "Größe", "2nd try", "a b", ""]),
        min_size=1,
        max_size=5,
        unique=True,
    ),
    rows=st.lists(st.lists(LETTERS, max_size=5), max_size=4),
    mark=st.sampled_from(",;\t"),
)
def test_whatever_is_in_it_there_is_a_sound_deck_or_a_problem(
    heading: list[str], rows: list[list[str]], mark: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=mark).writerows([heading, *rows])
    made = taken(written.getvalue().encode())
    assert bool(made.files) != bool(made.problems)
    if made.files:
        assert len(cards(written.getvalue().encode())) == made.cards
