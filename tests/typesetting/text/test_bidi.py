"""Levels and visual order. Capitals stand for Hebrew letters, as in the annex's own examples."""

from hypothesis import given
from hypothesis import strategies as st

from generator.typesetting.text.bidi import levels_of, visual


def hebrew(text: str) -> str:
    return "".join(chr(0x5D0 + ord(letter) - ord("A")) if letter.isupper() else letter for letter in text)


def latin(text: str) -> str:
    return "".join(chr(ord(letter) - 0x5D0 + ord("A")) if "א" <= letter <= "ת" else letter for letter in text)


def shown(text: str, base: int) -> str:
    text = hebrew(text)
    return latin("".join(visual(list(text), levels_of(text, base))))


def test_words_run_their_own_way() -> None:
    assert shown("car means CAR.", 0) == "car means RAC."
    assert shown("car MEANS CAR.", 1) == ".RAC SNAEM car"
    assert shown("he said “CAR MEANS car.”", 0) == "he said “SNAEM RAC car.”"


def test_numbers_run_left_to_right() -> None:
    assert shown("CAR 123 BIKE", 0) == "EKIB 123 RAC"
    assert shown("CAR 1,234.50 B", 1) == "B 1,234.50 RAC"


def test_brackets_keep_their_pair() -> None:
    assert shown("AB (CD[ef]) G", 1) == "G )]ef[DC( BA"
    assert shown("a (B) c", 0) == "a (B) c"
    assert levels_of(hebrew("A(b)C"), 1) == [1, 1, 2, 1, 1]


def test_isolates_and_embeddings() -> None:
    assert shown("a \u2067B c\u2069 d", 0).replace("\u2067", "").replace("\u2069", "") == "a c B d"
    assert levels_of("a\u202eb\u202cc", 0) == [0, 0, 1, 1, 0]


def test_trailing_spaces_take_the_level_of_the_paragraph() -> None:
    assert levels_of(hebrew("AB  "), 0) == [1, 1, 0, 0]


def test_arabic_numbers() -> None:
    assert levels_of("ع٣", 1) == [1, 2]
    assert levels_of("ع3", 1) == [1, 2]
    assert levels_of("a3", 0) == [0, 0]


@given(st.text("abאבع1٣ .,()[]\u2067\u2069\u202b\u202c\u202e\u2068", max_size=30), st.integers(0, 1))
def test_nothing_is_lost_and_levels_hold(text: str, base: int) -> None:
    levels = levels_of(text, base)
    assert len(levels) == len(text)
    assert all(base <= level <= 127 for level in levels)
    assert sorted(visual(list(text), levels)) == sorted(text)


@given(st.text("ab 1.", max_size=20))
def test_left_to_right_text_stays_as_it_is(text: str) -> None:
    assert visual(list(text), levels_of(text, 0)) == list(text)


def test_hostile_nesting_ends_soon() -> None:
    assert len(levels_of("\u2068" * 20_000, 0)) == 20_000
    assert len(levels_of("\u202b" * 20_000 + "()" * 10_000, 0)) == 40_000
