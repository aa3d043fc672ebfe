"""Where a word may be broken, by example: Unicode Standard Annex 14 and what authors write."""

from itertools import pairwise

import pytest

from generator.typesetting.text.classes import PICTURE
from generator.typesetting.text.opportunities import joints_of, parted


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("word", "word"),
        ("don’t,", "don’t,"),
        ("(yes)!”", "(yes)!”"),
        ("face-to-face", "face- to- face"),
        ("-5", "-5"),
        ("3–4", "3– 4"),
        ("2024-11-22", "2024-11-22"),
        ("and/or", "and/ or"),
        ("1/2", "1/2"),
        ("word—word", "word — word"),
        ("$12,345.67%", "$12,345.67%"),
        ("10\u00a0km", "10\u00a0km"),
        ("non\u2011breaking", "non\u2011breaking"),
        ("zero\u200bwidth", "zero\u200b width"),
        ("glued\u2060—\u2060dash", "glued\u2060—\u2060dash"),
        ("Donau\u00addampf", "Donau\u00ad dampf"),
        ("wait…what", "wait… what"),
        ("wait...what", "wait...what"),
        ("http://a.b/c?d=1", "http:// a.b/ c? d=1"),
        ("日本語", "日 本 語"),
        ("「日本」。", "「日 本」。"),
        ("きょう、", "きょ う、"),
        ("ラーメン", "ラー メ ン"),
        ("대한민국", "대 한 민 국"),
        ("日本（東京）", "日 本 （東 京）"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("👍🏽👍", "👍🏽 👍"),
        ("🇩🇪🇫🇷", "🇩🇪 🇫🇷"),
        ("שלום-עולם", "שלום- עולם"),
        (f"x{PICTURE}", f"x{PICTURE}"),
        (f"3{PICTURE}", f"3{PICTURE}"),
        (PICTURE * 2, f"{PICTURE} {PICTURE}"),
    ],
)
def test_parts_of_a_word(word: str, parts: str) -> None:
    ends = (0, *joints_of(word).ends, len(word))
    assert " ".join(word[start:end] for start, end in pairwise(ends)) == parts


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("one", "two", True),
        ("Bonjour", "!", False),
        ("«", "Bonjour", False),
        ("Bonjour", "»", False),
        ("Bonjour", "»,", False),
        ("«", "»", False),
        ("(", "yes", False),
        ("yes", "/", False),
        ("/", "no", True),
        ("100", "%", False),
        ("many", "%", True),
        ("20", "°C", False),
        ("€", "100", True),
        ("a", "—", True),
        ("—", "—", False),
        ("(a)", "ー", False),
        ("she", "“said", True),
        ("said”", "she", True),
        ("a", ".5", True),
    ],
)
def test_between_words(one: str, other: str, may: bool) -> None:
    assert parted(joints_of(one).last, joints_of(other).first, one[-1]) is may


def test_a_monstrous_word_is_cut_in_no_time() -> None:
    assert len(joints_of("字" * 100_000).ends) == 99_999
    assert joints_of("x" * 100_000 + "—").ends == (100_000,)
