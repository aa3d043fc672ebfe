"""What is in the box: the page to print first, and the list."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
import tomli

from generator.build import Made, Options, build, load
from generator.model.job import PrintJob
from generator.model.papers import paper_of


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


FIRST = Path(__file__).parents[2] / "templates" / "sheet" / "first"


@pytest.mark.parametrize("file", sorted(FIRST.iterdir()), ids=lambda file: file.stem)
def test_every_language_says_the_same_things_with_the_same_words_to_fill_in(file: Path) -> None:
    def holes(words: Mapping[str, object], way: str = "") -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, text in words.items():
            if isinstance(text, Mapping):
                found |= holes(text, f"{key}.")
            else:
                found[way + key] = sorted(re.findall(r"\{(\w*)\}", str(text)))
        return found

    assert holes(tomli.loads(file.read_text())) == holes(tomli.loads((FIRST / "en.toml").read_text()))
    assert (FIRST.parent / "words" / file.name).is_file()


def test_the_page_speaks_the_decks_language_and_keeps_its_lines_together(tmp_path: Path) -> None:
    shutil.copytree(FIRST.parents[2] / "decks" / "a-little-more", tmp_path / "deck")
    deck = tmp_path / "deck" / "deck.toml"
    deck.write_text(deck.read_text().replace('language = "en"', 'language = "de"'))
    made = build(load(str(tmp_path / "deck")), PrintJob(), components=("cards", "tokens", "boxes"))
    page = pypdfium2.PdfDocument(made.files["print-me-first.pdf"])[0].get_textpage()
    said = " ".join(page.get_text_bounded().split())
    assert "beidseitig, über die lange Kante gewendet" in said
    assert "Seiten: 44" in said
    assert "sheets" not in said
    heights = [page.get_charbox(page.get_text_range().index(words))[3] for words in ("cards.pdf", "Seiten: 44")]
    assert 0 < heights[0] - heights[1] < 20


@pytest.mark.parametrize("language", ["zh", "ar", "xx"])
def test_without_fonts_or_words_for_a_language_the_page_is_in_english(tmp_path: Path, language: str) -> None:
    shutil.copytree(FIRST.parents[2] / "decks" / "harbour-lights", tmp_path / "deck")
    deck = tmp_path / "deck" / "deck.toml"
    deck.write_text(deck.read_text().replace('language = "en"', f'language = "{language}"'))
    made = build(load(str(tmp_path / "deck")), PrintJob(), components=("cards", "tokens"))
    assert not [problem for problem in made.problems if problem.severity == "error"]
    page = pypdfium2.PdfDocument(made.files["print-me-first.pdf"])[0].get_textpage()
    assert "in the order to print them" in " ".join(page.get_text_bounded().split())


def texts(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data)]


WAYS = [
    (PrintJob(way="by-hand"), "one side at a time: all fronts, then all backs. Its own", 2),
    (PrintJob(way="gutterfold"), "200 to 250 g/m²: one side. Its own", 1),
    (PrintJob(backs=False, guide=False), "200 to 250 g/m²: one side. 2", 1),
]  # fmt: skip


@pytest.mark.parametrize(("job", "said", "by_hand"), WAYS)
def test_it_says_how_each_file_is_printed_and_of_no_page_that_is_not_there(
    job: PrintJob, said: str, by_hand: int
) -> None:
    made = build(load("harbour-lights"), job, components=("cards", "rules"))
    (page,) = texts(made.files["print-me-first.pdf"])
    assert said in page
    # A booklet has two sides whatever the cards have.
    assert f"Ordinary paper, {'one side at a time' if job.way == 'by-hand' else 'both sides, flipped'}" in page
    assert ("Its own first page" in page) == job.guide


def test_on_small_paper_it_takes_as_many_pages_as_it_needs() -> None:
    paper, _ = paper_of("120x160mm")
    assert paper is not None
    made = build(load("a-little-more"), PrintJob(paper=paper), components=("cards", "tokens", "board", "strips"))
    assert {problem.name for problem in made.problems} == {"no-room-for-guide"}
    pages = texts(made.files["print-me-first.pdf"])
    assert len(pages) > 1
    for name in made.files:
        assert name in ("print-me-first.pdf", "contents.json") or sum(name in page for page in pages) == 1
    assert not any("Its own first page" in page for page in pages)
    assert all("Made with deckwright." in page for page in pages)
