"""Blank cards: as many of every suit as are wanted, on fresh sheets, with lines to write on."""

import itertools
from pathlib import Path

import pypdfium2
import pytest

from generator.build import Options, build, load
from generator.build.bench import RULE, Bench
from generator.model.deck import Card
from generator.model.edition import Edition
from generator.model.face import Path as Outline
from generator.model.job import PrintJob

DECK = """\
[deck]
id = "x"
title = "Small Talk"
template = "plain"
[fields.text]
type = "text"
[fields.hint]
type = "text"
[suits.sun]
title = "Sunny"
icon = "sun"
color = "#112233"
[suits.moon]
title = "Moonlit"
icon = "star"
color = "#332211"
[suits.gone]
title = "Gone"
[[card]]
id = "a"
suit = "sun"
text = "Up"
[[card]]
id = "b"
suit = "moon"
text = "Down"
"""


def fronts(folder: Path, deck: str, choices: Edition | None, edition: str = "") -> list[str]:
    (folder / "deck.toml").write_text(deck)
    loaded = load(str(folder), edition, choices)
    assert loaded.deck is not None, loaded.problems
    found = build(loaded, PrintJob(guide=False), components=["cards"])
    assert not found.problems
    document = pypdfium2.PdfDocument(found.files["cards.pdf"])
    assert found.counts.sheets * 2 == len(document)
    return [page.get_textpage().get_text_range() for page in list(document)[::2]]


def test_every_suit_that_has_cards_gets_its_blank_ones_on_fresh_sheets(tmp_path: Path) -> None:
    written, sunny, moonlit = fronts(tmp_path, DECK, Edition(blanks=9))
    assert "Up" in written
    assert (sunny.count("Sunny"), sunny.count("Moonlit")) == (9, 0)
    assert (moonlit.count("Sunny"), moonlit.count("Moonlit")) == (0, 9)


def test_blank_cards_that_do_not_fill_a_sheet_share_one(tmp_path: Path) -> None:
    _, both = fronts(tmp_path, DECK, Edition(blanks=4))
    assert (both.count("Sunny"), both.count("Moonlit")) == (4, 4)
    sizes = DECK.replace('title = "Moonlit"', 'title = "Moonlit"\nformat = "tarot"')
    pages = fronts(tmp_path, sizes, Edition(blanks=2))
    assert [(page.count("Sunny"), page.count("Moonlit")) for page in pages] == [(1, 0), (0, 1), (2, 0), (0, 2)]


def test_without_a_wish_there_are_none(tmp_path: Path) -> None:
    assert len(fronts(tmp_path, DECK, None)) == 1


def test_an_edition_may_ask_for_them(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "open.toml").write_text('[edition]\nonly = ["moon"]\nblanks = 10\n')
    pages = fronts(tmp_path, DECK, None, "open")
    assert [page.count("Moonlit") for page in pages] == [1, 9, 1]


@pytest.mark.parametrize("look", ["plain", "story", "ink", "large"])
@pytest.mark.parametrize("ink", ["normal", "low", "black"])
def test_every_look_has_room_to_write(tmp_path: Path, look: str, ink: str) -> None:
    (tmp_path / "deck.toml").write_text(DECK.replace('"plain"', f'"{look}"'))
    loaded = load(str(tmp_path), choices=Edition(blanks=1))
    assert loaded.deck is not None
    built = build(loaded, PrintJob(), Options(ink=ink))  # type: ignore[arg-type]
    assert not built.problems
    bench = Bench(loaded, Options())
    face = bench.blank(Card(id="sun", suit=loaded.deck.suits["sun"], fields={}))
    assert face is not None
    assert len(rules(face.items)) >= 3


def rules(items: tuple[object, ...]) -> list[float]:
    """The heights of the lines to write on."""
    return [
        float(item.segments[0][2])  # type: ignore[misc]
        for item in items
        if isinstance(item, Outline) and len(item.segments) == 2 and item.fill is None
    ]


def test_a_look_without_a_part_for_it_leaves_the_words_away(tmp_path: Path) -> None:
    look = tmp_path / "templates" / "own"
    look.mkdir(parents=True)
    (look / "card.xml.j2").write_text(
        '<card><p class="suit">{{ card.suit.title }}</p><p class="text" name="text">{{ card.text | inline }}</p></card>'
    )
    (look / "style.css").write_text(
        'card { padding: 5mm; font-family: "Atkinson Hyperlegible Next" } .suit { font-size: 9pt } .text { flex: 1 }'
    )
    deck = DECK.replace('"plain"', '"own"')
    (tmp_path / "deck.toml").write_text(deck)
    loaded = load(str(tmp_path))
    assert loaded.deck is not None
    face = Bench(loaded, Options()).blank(Card(id="sun", suit=loaded.deck.suits["sun"], fields={"text": ""}))
    assert face is not None
    lines = rules(face.items)
    assert len(lines) >= 7
    assert [round(low - high, 3) for high, low in itertools.pairwise(lines)] == [round(RULE, 3)] * (len(lines) - 1)


def test_the_flagship_has_a_blank_sheet_for_every_suit() -> None:
    loaded = load("a-little-more", "starter", Edition(blanks=9))
    found = build(loaded, PrintJob(guide=False), components=["cards"])
    assert not found.problems
    assert (found.cards, found.counts.sheets) == (54 + 9 * 9, 6 + 9)
