"""Straight marks made typographic, language by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.templating.quotes import MARKS, smart


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "She said: “It’s ‘fine’ now.”"),
        ("en-GB", "She said: “It’s ‘fine’ now.”"),
        ("de", "She said: „It’s ‚fine‘ now.“"),
        ("de-CH", "She said: «It’s ‹fine› now.»"),
        ("fr", "She said: «\u202fIt’s “fine” now.\u202f»"),
        ("fr-CH", "She said: «It’s ‹fine› now.»"),
        ("es", "She said: «It’s “fine” now.»"),
        ("es-MX", "She said: “It’s ‘fine’ now.”"),
        ("it", "She said: «It’s “fine” now.»"),
        ("nl", "She said: “It’s ‘fine’ now.”"),
        ("sv", "She said: ”It’s ’fine’ now.”"),
        ("fi", "She said: ”It’s ’fine’ now.”"),
        ("pl", "She said: „It’s «fine» now.”"),
        ("ru", "She said: «It’s „fine“ now.»"),
        ("ja", "She said: \"It's 'fine' now.\""),
        ("zh-Hant", "She said: \"It's 'fine' now.\""),
        ("xx", "She said: “It’s ‘fine’ now.”"),
    ],
)
def test_quotations(language: str, printed: str) -> None:
    assert smart("She said: \"It's 'fine' now.\"", language) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("don't", "don’t"),
        ("the dogs' bowl", "the dogs’ bowl"),
        ("'tis the '90s, rock 'n' roll", "’tis the ’90s, rock ’n’ roll"),
        ('"*Yes*," he said', "“*Yes*,” he said"),
        ('*"Yes"* (and "no")', "*“Yes”* (and “no”)"),
        ("\"'Yes', she said.\"", "“‘Yes’, she said.”"),
        ('"Who?" "You!"', "“Who?” “You!”"),
        ("a 5'10\" tall man", "a 5'10\" tall man"),
        ('"room 5"', "“room 5”"),
        ("3--4, so --- well -- yes...", "3–4, so — well – yes…"),
        ("---- and ....", "---- and ...."),
        ("well-known 2024-11-23", "well-known 2024-11-23"),
    ],
)
def test_marks_in_english(typed: str, printed: str) -> None:
    assert smart(typed, "en") == printed


def test_french_spaces_do_not_break() -> None:
    assert smart('Quoi ? "Non !" dit : oui ; :heart: « bon »', "fr") == (
        "Quoi\u202f? «\u202fNon\u202f!\u202f» dit\u00a0: oui\u202f; :heart: «\u202fbon\u202f»"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "`\"a\" -- 'b'...`",
        '``a ` "b"``',
        '<a href="it\'s--here">',
        'https://example.org/?q="a"--b...',
        '\\"',
        "\\'",
        ":big-heart:",
        "“already” ‘so’ „hier“ «là» 「そう」",
    ],
)
def test_code_markup_and_what_is_right_already_stays(kept: str) -> None:
    assert smart(kept, "en") == kept
    assert smart(f'"{kept}" x', "de").count(kept) == 1


@given(st.text("ab1 \"'-.*_`\\<>:\n«“", max_size=30), st.sampled_from(["en", "de", "fr", "sv", "ja"]))
def test_letters_stay_and_twice_is_once(text: str, language: str) -> None:
    once = smart(text, language)
    assert [character for character in once if character.isalnum()] == [c for c in text if c.isalnum()]
    assert smart(once, language).count('"') <= once.count('"')


def test_hostile_texts_end_soon() -> None:
    for unit in ("'", '"', "` ", "`` ` ", "<", "' a", "*'", "\\"):
        smart(unit * (100_000 // len(unit)), "en")


def test_every_language_has_four_marks() -> None:
    assert all(all(marks) for marks in MARKS.values())
