"""How problems look."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.problems import KeyPath, Place, Problem, Related
from generator.cli.reports import LONGEST, MOST_SHOWN, printable, report

SUIT = Problem(
    name="unknown-suit",
    message="no suit is called `wander`",
    at=Place("decks/x/cards/wonder.toml", 12, 8, 8, 'suit = "wander"'),
    label="not one of this deck's suits",
    help="did you mean `wonder`?",
)


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_the_picture() -> None:
    assert report([SUIT]) == (
        "error[unknown-suit]: no suit is called `wander`\n"
        "  --> decks/x/cards/wonder.toml:12:8\n"
        "   |\n"
        '12 | suit = "wander"\n'
        "   |        ^^^^^^^^ not one of this deck's suits\n"
        "   = help: did you mean `wonder`?\n"
        "\n"
        "1 error"
    )


def test_a_related_place() -> None:
    problem = Problem(
        name="duplicate-card",
        message="two cards are called `one`",
        at=Place("b.toml", 107, 6, 5, 'id = "one"'),
        related=(Related(Place("a.toml", 2, 6, 5, 'id = "one"'), "first here"),),
        severity="warning",
    )
    assert report([problem]) == (
        "warning[duplicate-card]: two cards are called `one`\n"
        "   --> b.toml:107:6\n"
        "    |\n"
        '107 | id = "one"\n'
        "    |      ^^^^^\n"
        "   ::: a.toml:2:6\n"
        "    |\n"
        '  2 | id = "one"\n'
        "    |      ----- first here\n"
        "\n"
        "1 warning"
    )


def test_problems_without_a_line() -> None:
    nowhere = Problem(name="no-deck-file", message="there is no file `deck.toml`", help="a deck is a folder")
    unread = Problem(name="text-overflows", message="too much", at=KeyPath("a.toml", ("card", 2, "text")), label="here")
    lineless = Problem(name="not-utf8", message="no text", at=Place("b.toml", 1), label="why")
    assert report([unread, lineless, nowhere]) == (
        "error[no-deck-file]: there is no file `deck.toml`\n"
        "  = help: a deck is a folder\n"
        "\n"
        "error[text-overflows]: too much\n"
        " --> a.toml (card[3].text)\n"
        "  = note: here\n"
        "\n"
        "error[not-utf8]: no text\n"
        " --> b.toml:1:1\n"
        "  = note: why\n"
        "\n"
        "3 errors"
    )
    assert report([unread, lineless, nowhere], "concise").split("\n") == [
        "error[no-deck-file] there is no file `deck.toml`",
        "a.toml: card[3].text: error[text-overflows] too much",
        "b.toml:1:1: error[not-utf8] no text",
    ]


def test_a_concise_report_has_one_line_for_a_problem() -> None:
    assert report([SUIT], "concise") == (
        "decks/x/cards/wonder.toml:12:8: error[unknown-suit] no suit is called `wander`"
    )


def test_json_keeps_everything_and_its_keys() -> None:
    wild = Problem(
        name="x",
        message="a\x1b\x7f\x9b\u202e" + "y" * 500,
        at=Place("a.toml", 3, 2, 4, "abc"),
        related=(Related(Place("b.toml", 1), "there"),),
    )
    shown = report([wild], "json")
    assert all(letter == "\n" or " " <= letter <= "~" for letter in shown)
    assert json.loads(shown) == [
        {
            "name": "x",
            "severity": "error",
            "message": wild.message,
            "file": "a.toml",
            "line": 3,
            "column": 2,
            "width": 4,
            "label": "",
            "help": "",
            "related": [{"file": "b.toml", "line": 1, "column": 1, "width": 1, "label": "there"}],
        }
    ]
    assert json.loads(report([], "json")) == []


def test_they_are_sorted_and_shown_once_each() -> None:
    def at(file: str, line: int, column: int) -> Problem:
        return Problem(name="x", message="m", at=Place(file, line, column))

    shown = report([at("b", 1, 1), at("a", 10, 1), at("a", 2, 5), at("a", 2, 1), at("b", 1, 1)], "concise")
    assert [line.partition(": ")[0] for line in shown.split("\n")] == ["a:2:1", "a:2:5", "a:10:1", "b:1:1"]


def test_many_are_cut_with_a_count_but_only_in_the_full_form() -> None:
    many = [Problem(name="x", message=f"m{number}", severity="warning") for number in range(MOST_SHOWN + 7)]
    many.append(Problem(name="x", message="n"))
    full = report(many)
    assert full.count("[x]: ") == MOST_SHOWN
    assert "… and 8 more problems" in full
    assert full.endswith("\n\n1 error, 57 warnings")
    assert len(report(many, "concise").split("\n")) == MOST_SHOWN + 8


def _marked(place: Place) -> tuple[str, str]:
    """The source line and the marks below it, without the gutter."""
    lines = report([Problem(name="x", message="m", at=place)]).split("\n")
    return lines[3].partition(" | ")[2], lines[4].partition(" | ")[2]


@pytest.mark.parametrize(
    ("source", "column", "width", "marked"),
    [
        ('title = "日本語" # x', 9, 5, '"日本語"'),
        ('日本 = "x"', 6, 3, '"x"'),
        ('\ttitle = "x"', 10, 3, '"x"'),
        ('a\tb = "x"', 7, 3, '"x"'),
        ('a = "\x1b[31m" x', 13, 1, "x"),
        ('a = "\u202e" x', 9, 1, "x"),
        ("x" * 300 + "HERE" + "y" * 300, 301, 4, "HERE"),
        ("日" * 300 + "HERE" + "本" * 300, 301, 4, "HERE"),
        ("\t" * 50 + "HERE", 51, 4, "HERE"),
        ("HERE" + "\t" * 90, 1, 4, "HERE"),
    ],
)
def test_the_carets_stand_below_what_they_mark(source: str, column: int, width: int, marked: str) -> None:
    line, marks = _marked(Place("a", 1, column, width, source))
    before = len(marks) - len(marks.lstrip(" "))
    assert marks.strip(" ") == "^" * cells(marked)
    position = 0
    for start, letter in enumerate(line):
        if position == before:
            assert line[start:].startswith(marked)
            break
        position += cells(letter)
    else:
        pytest.fail("the carets stand beyond the line")
    assert cells(line) <= 115


def test_a_mark_at_the_end_of_a_line() -> None:
    assert _marked(Place("a", 1, 4, 1, "x =")) == ("x =", "   ^")
    assert _marked(Place("a", 1, 99, 9, "x =")) == ("x =", "   ^")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_whatever_is_shown_can_do_nothing_to_a_terminal(text: str) -> None:
    shown = printable(text)
    assert len(shown) <= LONGEST
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") for letter in shown)
    assert not any(letter in shown for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    place = Place(text, 1, 1 + len(text) // 2, 3, text)
    problem = Problem(name="x", message=text, at=place, label=text, help=text, related=(Related(place, text),))
    for form in ("full", "concise"):
        whole = report([problem], "full" if form == "full" else "concise")
        assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") and letter != "\n" for letter in whole)


def test_printable() -> None:
    assert printable("plain ‘text’ — 日本") == "plain ‘text’ — 日本"
    assert printable("\x1b]0;x\x07\u202e\r\n\t") == "\\x1b]0;x\\x07\\u202e\\r\\n\\t"
    assert printable("x" * 201) == "x" * 199 + "…"
    assert printable("\x1b" * 200)[-1] == "…"
    assert printable("👩\u200d👧") == "👩\u200d👧"
