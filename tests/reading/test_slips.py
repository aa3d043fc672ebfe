"""Slips that people make who write their first deck: one message each, and help that would work."""

import pytest

from generator.reading import read_deck, read_text
from tests.reading.decks import Folder

DECK = """\
[deck]
id = "x"
title = "X"
template = "plain"
cards = ["cards.toml"]
[fields.text]
type = "text"
[suits.look]
title = "Look back"
"""
CARD = '[[card]]\nid = "a"\nsuit = "look"\ntext = "Up"\n'


def told(deck: str = DECK, **files: str | bytes) -> tuple[str, str, str]:
    """Name, message and help of the one problem."""
    others = files or {"cards.toml": CARD}
    _, (problem,) = read_deck(Folder({"deck.toml": deck, **others}))
    return problem.name, problem.message, problem.help


@pytest.mark.parametrize(
    ("file", "help"),
    [
        ("cards.toml.txt", "rename it to `cards.toml`; Windows adds the ending, and hides it"),
        ("cards.txt", "there is `cards.txt`: rename it to `cards.toml`"),
        ("Cards.toml", "did you mean `Cards.toml`?"),
        ("cards.docx", "there is `cards.docx`, which is no plain text"),
        ("cards.csv", "there is `cards.csv`, which is no plain text"),
    ],
)
def test_a_file_of_nearly_that_name(file: str, help: str) -> None:
    assert help in told(**{file: CARD})[2]


def test_an_empty_file_of_cards() -> None:
    assert told(**{"cards.toml": "\n"})[2].startswith("`cards.toml` is empty: write [[card]] into it")
    assert told(**{"cards.toml": "# remark\n"})[2].startswith("`cards.toml` holds none")


def test_a_first_card_without_its_header() -> None:
    text = CARD.removeprefix("[[card]]\n")
    wanted = ("missing-key", "the first card of this file has no [[card]] above it")
    assert told(**{"cards.toml": text})[:2] == wanted
    assert told(**{"cards.toml": text + CARD.replace('"a"', '"b"')})[:2] == wanted


@pytest.mark.parametrize("mistyped", [("[suits.", "[suit."), ("[fields.", "[field.")])
def test_what_is_declared_below_a_mistyped_name_is_not_unknown(mistyped: tuple[str, str]) -> None:
    name, message, _ = told(DECK.replace(*mistyped))
    assert (name, message) == ("unknown-key", f"unknown key `{mistyped[1][1:-1]}` in this file")


def test_a_name_in_capitals_is_told_once() -> None:
    assert told(DECK.replace("[fields.text]", "[fields.Text]"))[0] == "bad-name"
    assert told(DECK.replace("[suits.look]", "[suits.Look]"))[0] == "bad-id"
    assert told(DECK.replace("[suits.look]", '[suits."Have a look back"]'))[0] == "bad-id"


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ('paper = "a4"', "`deckwright build --paper a4`"),
        ('back = "stars"', "`deckwright build --no-backs`"),
        ("copies = 12", "`deckwright build --packs 12`"),
        ('color = "#fff"', "write color below [suits.name]"),
        ('size = "60x90mm"', "format = "),
        ('logo = "logo.svg"', "the look's to say"),
        ('format = "60x90mm"', 'write format = { width = "60mm", height = "90mm" }'),
        ('format = "6,3 x 8,9 cm"', 'write format = { width = "6.3cm", height = "8.9cm" }'),
        ('format = "60 × 90"', 'write format = { width = "60mm", height = "90mm" }'),
        ('language = "German"', 'write language = "de"'),
        ('language = "中文"', 'write language = "zh"'),
        ('language = "jp"', 'write language = "ja"'),
    ],
)
def test_what_is_said_elsewhere_or_otherwise(line: str, help: str) -> None:
    assert help in told(DECK.replace("[fields", f"{line}\n[fields", 1))[2]


@pytest.mark.parametrize(
    ("file", "fault"), [("c.numbers", "names a table"), ("c.docx", "names a document"), ("c.txt", "names a document")]
)
def test_a_file_that_is_no_toml(file: str, fault: str) -> None:
    assert fault in told(DECK.replace("cards.toml", file))[1]


@pytest.mark.parametrize(
    ("icon", "help"),
    [
        ("heart.png", "write `heart` for a picture `icons/heart.svg`"),
        ("icons\\\\Heart.svg", "write `heart` for a picture `icons/heart.svg`"),
        ("❤️", "write `moon` for a picture `icons/moon.svg`"),
    ],
)
def test_an_icon_named_as_a_file(icon: str, help: str) -> None:
    assert told(f'{DECK}icon = "{icon}"\n')[2] == help


def test_letters_that_look_mangled_and_are_not() -> None:
    text = CARD.replace("Up", "S\u00c3O PAULO, \u00c2NGULO, \u00e2ge, \u00c3, ch\u00e2\u00adteau, \u00e2\u20ac")
    assert read_deck(Folder({"deck.toml": DECK, "cards.toml": text}))[1] == ()


@pytest.mark.parametrize("name", ["suits", "suit"])
def test_suits_as_a_list_are_told_once(name: str) -> None:
    deck = DECK.replace("[suits.look]", f'[[{name}]]\nid = "look"')
    assert told(deck)[2] == (
        "write [suits.look] in place of it, without the line `id`" if name == "suits" else "did you mean `suits`?"
    )


def test_a_text_that_is_no_toml_is_checked_for_its_encoding() -> None:
    files = Folder({"rules.md": "Für alle".encode("latin-1"), "fine.md": "Für alle"})
    assert read_text(files, "fine.md") == ("Für alle", ())
    assert read_text(files, "none.md") == (None, ())
    text, (problem,) = read_text(files, "rules.md")
    assert text is None
    assert problem.name == "not-utf8"
