"""Scripts without spaces between words."""

import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest

from generator.basics.geometry import Size
from generator.model.design import Design, Element, Style
from generator.typesetting.setting import Subject, Typesetter
from generator.typesetting.text import opportunities, unspaced
from generator.typesetting.text.opportunities import joints_of
from tests.typesetting.text.shelf import PLAIN, assets, put, words

KHMER = "តើអ្វីដែលធ្វើឱ្យអ្នកសប្បាយចិត្ត"


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    unspaced._parter.cache_clear()
    opportunities._known.cache_clear()


@pytest.fixture
def without_icu(monkeypatch: pytest.MonkeyPatch) -> None:
    unspaced._parter.cache_clear()
    opportunities._known.cache_clear()
    monkeypatch.setitem(sys.modules, "icu4py.breakers", None)


def parts(text: str) -> str:
    return "|".join(text[start:end] for start, end in pairwise((0, *joints_of(text).ends, len(text))))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("สวัสดีชาวโลก", "สวัสดี|ชาว|โลก"),
        ("(สวัสดีชาวโลก)", "(สวัสดี|ชาว|โลก)"),
        ("วันนี้มีอะไร?", "วัน|นี้|มี|อะไร?"),
        ("ສະບາຍດີຊາວໂລກ", "ສະບາຍດີ|ຊາວໂລກ"),
        ("មិត្តភក្តិល្អ", "មិត្តភក្តិ|ល្អ"),
        ("မင်္ဂလာပါကမ္ဘာ", "မင်္ဂလာ|ပါ|ကမ္ဘာ"),
    ],
)
def test_words_part(text: str, parted: str) -> None:
    assert parts(text) == parted


def test_no_mark_is_torn_from_its_letter() -> None:
    text = "ก่ก้ก๊ก๋กิกีกึกืกุกูก็ก์" * 4
    assert all(text[place] not in "่้๊๋ิีึืุู็์" for place in joints_of(text).ends)


def test_without_a_dictionary_lines_end_at_zero_width_spaces(without_icu: None) -> None:
    assert parts(KHMER) == KHMER
    assert parts("តើ\u200bអ្វី") == "តើ\u200b|អ្វី"
    assert parts("สวัสดีชาวโลก") == "สวัสดี|ชาว|โลก"


def problems(content: str, width: float) -> list[str]:
    leaf = Element(tag="p", style=Style(text=PLAIN, hyphens="manual"), words=0, file="card.xml.j2", line=3)
    root = Element(tag="card", style=Style(), children=(leaf,))
    typesetter = Typesetter(assets())
    design = Design(root=root, words=(words(content),), size=Size(width, 400))
    typesetter.set(design, Subject("card `a`"))
    typesetter.set(design, Subject("card `a`"))
    return [p.name for p in typesetter.problems if p.name not in ("missing-glyph", "text-overflows")]


def test_what_needs_a_dictionary_is_said_once(without_icu: None) -> None:
    assert problems(KHMER, 30) == ["unsupported-line-breaks"]
    assert problems(f"one two three {KHMER}", 200) == ["unsupported-line-breaks"]


def test_nothing_is_said_when_no_line_has_to_end_there(without_icu: None) -> None:
    assert problems(KHMER, 2000) == []
    assert problems("តើ\u200bអ្វី\u200bដែល\u200bធ្វើ\u200bឱ្យ\u200bអ្នក", 40) == []
    assert problems("one two three", 30) == []


def test_with_a_dictionary_nothing_is_amiss() -> None:
    assert problems(KHMER, 60) == []
    assert put(KHMER, 60).lines > 1
