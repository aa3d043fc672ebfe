"""Cards of several formats in one deck: each suit at its own size, each format on sheets of its own."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.build import Options, build, load, sheets_of
from generator.build.boxes import format_for
from generator.build.loading import Loaded
from generator.build.shops import order
from generator.model.edition import Edition
from generator.model.formats import FORMATS
from generator.model.job import PrintJob
from generator.model.papers import paper_of

HEAD = """\
[deck]
id = "x"
title = "Small Talk"
template = "mine"
format = "poker"
[fields.text]
type = "text"
"""
SUIT = '[suits.{id}]\ntitle = "{id}"\n{more}'
CARD = '[[card]]\nid = "{id}"\nsuit = "{suit}"\ntext = "Ask {id}"\ncopies = {copies}\n'
FRONT = '<card class="front"><p name="text">{{ card.text }}, {{ card.suit.format or "usual" }}</p></card>'
BACK = '<card class="back"><p>{{ card.suit.title }}</p></card>'
STYLE = """
card { font-family: "Atkinson Hyperlegible Next"; font-size: 9pt; padding: 5mm }
.back { background: #eee }
@media (format: tarot) { .front { font-size: 14pt } }
"""


def deck(folder: Path, suits: dict[str, str], cards: list[tuple[str, str, int]], more: str = "") -> Loaded:
    look = folder / "templates" / "mine"
    look.mkdir(parents=True, exist_ok=True)
    (look / "card.xml.j2").write_text(FRONT)
    (look / "back.xml.j2").write_text(BACK)
    (look / "style.css").write_text(STYLE)
    told = [
        HEAD,
        *(SUIT.format(id=id, more=f'format = "{format}"\n' if format else "") for id, format in suits.items()),
        *(CARD.format(id=id, suit=suit, copies=copies) for id, suit, copies in cards),
        more,
    ]
    (folder / "deck.toml").write_text("".join(told))
    return load(str(folder), "", Edition())


SUITS = {"sun": "", "moon": "tarot", "star": "mini"}
CARDS = [("a", "sun", 3), ("b", "moon", 5), ("c", "star", 2), ("d", "sun", 8), ("e", "moon", 1)]


def test_every_copy_is_printed_once_at_its_own_size_and_no_sheet_mixes_formats(tmp_path: Path) -> None:
    loaded = deck(tmp_path, SUITS, CARDS)
    assert loaded.deck is not None, loaded.problems
    found: dict[str, int] = {}
    for sheet in sheets_of(loaded, PrintJob(guide=False)):
        assert sheet.back is not None
        fronts = [one for one in sheet.front.placements if one.face.title.startswith("card")]
        backs = [one for one in sheet.back.placements if one.face.title.startswith("back")]
        assert len(fronts) == len(backs)
        assert len({(one.face.size.width, one.face.size.height) for one in (*fronts, *backs)}) == 1
        for one in fronts:
            found[one.face.title] = found.get(one.face.title, 0) + 1
    assert found == {f"card {id}": copies for id, _, copies in CARDS}
    sizes_of = {one.id: loaded.deck.format_of(one).name for one in loaded.deck.cards}
    assert sizes_of == {"a": "poker", "b": "tarot", "c": "mini", "d": "poker", "e": "tarot"}
    assert [one.name for one in loaded.deck.formats] == ["poker", "tarot", "mini"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(SUITS)), st.integers(0, 11)), min_size=1, max_size=6),
    st.integers(1, 2),
)
def test_the_count_of_sheets_is_the_number_of_sheets(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, int]], packs: int
) -> None:
    assume(any(copies for _, copies in wanted))
    cards = [(f"c{number}", suit, copies) for number, (suit, copies) in enumerate(wanted)]
    loaded = deck(tmp_path_factory.mktemp("deck"), SUITS, cards)
    found = build(loaded, PrintJob(guide=False, packs=packs), components=["cards"])
    assert not found.problems
    assert found.counts.sheets * 2 == len(pypdfium2.PdfDocument(found.files["cards.pdf"]))
    assert found.cards == packs * sum(copies for _, _, copies in cards)


def test_bookmarks_slugs_and_numbers_run_through(tmp_path: Path) -> None:
    found = build(deck(tmp_path, SUITS, CARDS), PrintJob(), components=["cards"])
    assert not found.problems
    with pikepdf.open(BytesIO(found.files["cards.pdf"])) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][-3:] == ["sun", "moon", "star"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(found.files["cards.pdf"])]
    assert re.search(r"63\.5 mm / 69\.85 mm / 44\.45 mm wide", pages[0].replace("\xa0", " ").replace("\r\n", " "))
    slugs = [re.search(r"(\d+\.?\d*) × \d+\.?\d* mm · sheet (\d) of 5", page.replace("\xa0", " ")) for page in pages]
    told = [(slug[1], slug[2]) for slug in slugs if slug is not None]
    assert told == [("63.5", "1"), ("63.5", "2"), ("69.85", "3"), ("69.85", "4"), ("44.45", "5")]


def test_the_stylesheet_is_asked_for_each_format(tmp_path: Path) -> None:
    found = build(deck(tmp_path, SUITS, CARDS), PrintJob(guide=False), components=["cards"])
    assert not found.problems  # not even that a selector matches nothing
    document = pypdfium2.PdfDocument(found.files["cards.pdf"])
    heights: dict[str, float] = {}
    for page in document:
        text = page.get_textpage()
        said = text.get_text_range()
        for format in ("usual", "tarot", "mini"):
            at = said.find(format)
            if at >= 0:
                _, bottom, _, top = text.get_charbox(at + 1, loose=True)
                heights[format] = top - bottom
    assert heights["tarot"] == pytest.approx(heights["usual"] * 14 / 9, rel=0.02)
    assert heights["mini"] == pytest.approx(heights["usual"], rel=0.02)


def test_a_deck_whose_cards_all_have_another_format_is_a_deck_of_that_format(tmp_path: Path) -> None:
    loaded = deck(tmp_path, SUITS, CARDS)
    assert loaded.deck is not None
    only = load(str(tmp_path), "", Edition(only=("moon",)))
    assert only.deck is not None
    assert only.deck.formats == (FORMATS["tarot"],)
    found = build(only, PrintJob(guide=False), components=["cards"])
    assert (found.cards, found.counts.sheets, found.problems) == (6, 2, ())


def test_what_does_not_fit_is_said_of_the_suit(tmp_path: Path) -> None:
    found = build(
        deck(tmp_path, SUITS, CARDS), PrintJob(guide=False), Options(stock="poker-9-a4"), components=["cards"]
    )
    assert [problem.name for problem in found.problems if problem.severity == "error"] == ["too-large-for-stock"]
    assert found.files == {}
    (told,) = [problem for problem in found.problems if problem.severity == "error"]
    assert "69.85" in told.message
    assert told.at is not None
    assert getattr(told.at, "source", "").strip() == 'format = "tarot"'


def test_a_format_that_there_is_not_is_told_at_its_suit(tmp_path: Path) -> None:
    loaded = deck(tmp_path, {"sun": "tarott"}, [("a", "sun", 1)])
    assert loaded.deck is None
    (problem,) = loaded.problems
    assert (problem.name, problem.help) == ("unknown-format", "did you mean `tarot`?")
    assert getattr(problem.at, "source", "").strip() == 'format = "tarott"'


def test_a_format_of_ones_own_can_be_a_suits_too(tmp_path: Path) -> None:
    loaded = deck(tmp_path, {"sun": "", "moon": ""}, [("a", "sun", 1), ("b", "moon", 1)])
    text = (tmp_path / "deck.toml").read_text()
    own = '[suits.moon]\nformat = { width = "50mm", height = "50mm" }\n'
    (tmp_path / "deck.toml").write_text(text.replace("[suits.moon]\n", own))
    loaded = load(str(tmp_path), "", Edition())
    assert loaded.deck is not None, loaded.problems
    assert [one.trim for one in loaded.deck.formats] == [FORMATS["poker"].trim, Size(mm(50), mm(50))]


BOX = '[[box]]\nid = "b"\ntitle = "Box"\nholds = [{holds}]\n'


@pytest.mark.parametrize(
    ("holds", "width", "height"),
    [
        ('"sun"', "poker", "poker"),
        ('"moon"', "tarot", "tarot"),
        ('"sun", "moon"', "tarot", "tarot"),
        ('"sun", "star"', "poker", "poker"),
    ],
)
def test_a_box_is_for_the_largest_of_its_cards(tmp_path: Path, holds: str, width: str, height: str) -> None:
    loaded = deck(tmp_path, SUITS, CARDS, BOX.format(holds=holds))
    assert loaded.deck is not None, loaded.problems
    found = format_for(loaded.deck.boxes[0], loaded.deck)
    assert found.trim == Size(FORMATS[width].trim.width, FORMATS[height].trim.height)


def test_a_box_for_a_wide_and_a_high_card_is_as_wide_and_as_high(tmp_path: Path) -> None:
    loaded = deck(tmp_path, {"sun": "square-70", "moon": "bridge"}, [("a", "sun", 1), ("b", "moon", 1)])
    text = (tmp_path / "deck.toml").read_text()
    (tmp_path / "deck.toml").write_text(text + BOX.format(holds='"sun", "moon"'))
    loaded = load(str(tmp_path), "", Edition())
    assert loaded.deck is not None, loaded.problems
    trim = format_for(loaded.deck.boxes[0], loaded.deck).trim
    assert trim == Size(FORMATS["square-70"].trim.width, FORMATS["bridge"].trim.height)


def test_a_shop_gets_an_order_for_each_format(tmp_path: Path) -> None:
    made = order(deck(tmp_path, SUITS, CARDS), "png", Options())
    assert not [problem for problem in made.problems if problem.severity == "error"]
    assert made.parts == ("poker", "tarot", "mini")
    assert {name.split("/")[0] for name in made.files} == set(made.parts)
    fronts = sorted(name for name in made.files if re.search(r"[a-e](-front)?\.png$", name))
    assert len({name.split("/")[0] for name in fronts}) == 3
    assert made.cards == 19
    one = order(load(str(tmp_path), "", Edition(only=("moon",))), "png", Options())
    assert one.parts == ()
    assert not any(name.startswith("tarot/") for name in one.files)


def test_a_format_that_a_shop_does_not_make_is_told_at_its_suit(tmp_path: Path) -> None:
    made = order(deck(tmp_path, {"sun": "", "moon": "a6"}, CARDS[:2]), "the-game-crafter", Options())
    told = [problem for problem in made.problems if problem.name == "format-not-made"]
    assert len(told) == 1
    assert getattr(told[0].at, "source", "").strip() == 'format = "a6"'
    assert made.files == {}


STRIP = '[[strip]]\nid = "s"\ntitle = "First"\ncards = [{{ card = "a" }}, {{ card = "{other}" }}]\n'


def test_a_strip_has_cards_of_one_format(tmp_path: Path) -> None:
    sound = build(deck(tmp_path, SUITS, CARDS, STRIP.format(other="d")), PrintJob(), components=["strips"])
    assert [problem.name for problem in sound.problems] == []
    mixed = build(deck(tmp_path, SUITS, CARDS, STRIP.format(other="b")), PrintJob(), components=["strips"])
    assert [problem.name for problem in mixed.problems] == ["strip-of-two-formats"]
    assert mixed.files == {}


def test_sheets_are_numbered_through(tmp_path: Path) -> None:
    numbers = [sheet.number for sheet in sheets_of(deck(tmp_path, SUITS, CARDS), PrintJob(guide=False))]
    assert all(after == before + 1 for before, after in pairwise(numbers))


def test_a_small_paper_is_said_to_be_too_small_for_every_format(tmp_path: Path) -> None:
    loaded = deck(tmp_path, {"sun": "jumbo", "moon": "tarot-large"}, [("a", "sun", 1), ("b", "moon", 1)])
    paper, _ = paper_of("100x100mm")
    assert paper is not None
    with pytest.raises(ProblemsError) as fault:
        list(sheets_of(loaded, PrintJob(guide=False, paper=paper)))
    assert [problem.name for problem in fault.value.problems] == ["too-large-for-paper"] * 2


def test_only_the_first_sheet_of_all_is_half_used(tmp_path: Path) -> None:
    """A slot that the first sheets have may be more than the later ones have."""
    loaded = deck(tmp_path, {"sun": "", "moon": "jumbo"}, [("a", "sun", 3), ("b", "moon", 2)])
    sheets = sheets_of(loaded, PrintJob(guide=False, start_slot=8))
    slugs = 1
    assert [len(sheet.front.placements) - slugs for sheet in sheets] == [2, 1, 2]


def test_saved_objects_of_several_formats_can_lie_in_one_folder(tmp_path: Path) -> None:
    """Tabletop Simulator keeps all saved objects together: of two with one name, one would be lost."""
    for shop, ending in (("tabletop-simulator", ".json"), ("playingcards-io", ".pcio")):
        made = order(deck(tmp_path, SUITS, CARDS), shop, Options(), address="https://a.example/")
        assert not [problem for problem in made.problems if problem.severity == "error"]
        names = [name.rpartition("/")[2] for name in made.files]
        assert len(set(names)) == len(names)
        assert sum(name.endswith(ending) for name in names) == len(made.parts)
        assert len(made.parts) > 1
