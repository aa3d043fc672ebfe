"""What is in the box: the page to print first, and the list."""

import json

import pypdfium2
import pytest

from generator.build import Made, Options, build, load
from generator.model.job import PrintJob


@pytest.fixture(scope="module")
def made() -> Made:
    loaded = load("a-little-more")
    assert loaded.deck is not None
    return build(loaded, PrintJob(), components=("cards", "tokens", "board"))


def test_the_list_names_every_file_that_was_made(made: Made) -> None:
    listed = json.loads(made.files["contents.json"])
    assert listed["deck"] == "a-little-more"
    names = [entry["file"] for entry in listed["files"]]
    assert names == ["cards.pdf", "board.pdf", "board-tiled.pdf", "tokens.pdf"]
    assert set(made.files) == {*names, "contents.json", "print-me-first.pdf"}
    assert [entry["bytes"] for entry in listed["files"]] == [len(made.files[name]) for name in names]


def test_the_first_page_says_what_to_do_with_each_file_and_shows_it(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.files["print-me-first.pdf"])
    assert len(document) == 1
    page = document[0]
    said = " ".join(page.get_textpage().get_text_bounded().split())
    for words in ("cards.pdf", "189 cards on 21 sheets", "board-tiled.pdf", "tokens.pdf", "both sides", "100 %"):
        assert words in said, words
    shown = [thing for thing in page.get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert len(shown) == 4


def test_it_is_the_same_every_time(made: Made) -> None:
    again = build(load("a-little-more"), PrintJob(), components=("cards", "tokens", "board"))
    assert again.files == made.files


def test_cards_alone_need_no_list() -> None:
    assert set(build(load("first-deck"), PrintJob()).files) == {"cards.pdf"}


def test_nothing_is_listed_that_is_only_looked_at() -> None:
    loaded = load("a-little-more")
    assert build(loaded, PrintJob(), Options(write=False), components=("cards", "tokens")).files == {}
