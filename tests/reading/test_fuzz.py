"""Whatever a deck's files hold, reading ends with a deck or with problems that have a place; it never raises."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.problems import Place
from generator.cli.reports import report
from generator.reading import FAULTS, read_deck, read_edition
from tests.reading.decks import CARDS, FOLDED, WHOLE, Folder

EDITION = '[edition]\ntitle = "Short"\nonly = ["star"]\n[edition.copies]\na = 3\n'


def _check(deck: bytes, cards: bytes, edition: bytes = b"") -> None:
    files = Folder({"deck.toml": deck, "cards/b.toml": cards, "editions/short.toml": edition})
    found, problems = read_deck(files)
    assert (found is None) == any(problem.severity == "error" for problem in problems)
    chosen, more = read_edition(files, "short")
    assert (chosen is None) == any(problem.severity == "error" for problem in more)
    texts = [deck, cards, edition]
    for problem in (*problems, *more):
        assert problem.name in FAULTS
        assert problem.message
        if problem.name not in ("no-deck-file", "too-many-problems"):
            assert isinstance(problem.at, Place)
            assert problem.at.file in ("here/deck.toml", "here/cards/b.toml", "here/editions/short.toml")
            # The place exists: its line is one of a file's lines, and the mark lies in it.
            assert problem.at.line <= max(text.count(b"\n") for text in texts) + 1
            assert 1 <= problem.at.column <= len(problem.at.source) + 1
            assert problem.at.column + problem.at.width <= len(problem.at.source) + 2
    for form in ("full", "concise", "json"):
        shown = report((*problems, *more), form)
        assert not any(letter != "\n" and unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in shown)


@given(st.binary(max_size=200), st.binary(max_size=200))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_read_or_reported(deck: bytes, cards: bytes) -> None:
    _check(deck, cards, cards)


@given(st.text(alphabet="[]{}=.,#\"'\\ \t\r\n\0abdeckrstuif0123-_\u202e\ufeff日é", max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_text_is_read_or_reported(text: str) -> None:
    _check(text.encode(), text.encode(), text.encode())


_values = st.sampled_from(
    [
        "1",
        "-1",
        "1.5",
        "nan",
        "true",
        '"x"',
        '""',
        "[]",
        '["a", 1]',
        "{}",
        "{a = 1}",
        "1979-05-27",
        "'''\n\n'''",
        "[[[]]]",
        '"\\u0000"',
        '"\\u202e"',
        "99999999999999999999",
        '"../x"',
        '"con"',
        "[{}]",
        '"#fff"',
        '"text"',
        '"a\\nb"',
        "",
    ]
)


@st.composite
def _mutated(draw: st.DrawFn, text: str) -> str:
    """The text with a few lines dropped, doubled, moved, cut, or given another value or key."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.integers(0, 6)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(draw(st.integers(0, len(lines))), line)
            case 2:
                lines[at] = line[: draw(st.integers(0, len(line)))]
            case 3 | 4:
                lines[at] = line.partition("=")[0] + "= " + draw(_values)
            case 5:
                cut = draw(st.integers(0, len(line)))
                lines[at] = line[:cut] + draw(st.sampled_from(list("[]{}=.\"'x\\\0 \u202e日"))) + line[cut:]
            case _:
                lines[at] = draw(
                    st.sampled_from(["[deck]", "[look]", "[[card]]", "[fields]", "[suits]", "[card]", "x = 1"])
                )
        lines = lines or [""]
    return "\n".join(lines)


@given(_mutated(WHOLE + FOLDED), _mutated(CARDS), _mutated(EDITION))
@settings(deadline=None, max_examples=200)
def test_a_deck_somebody_has_been_at(deck: str, cards: str, edition: str) -> None:
    _check(deck.encode(), cards.encode(), edition.encode())
