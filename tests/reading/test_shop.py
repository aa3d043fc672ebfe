"""A shop's file: read strictly, every fault at its place, and never a crash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.problems import Place
from generator.model.shop import Shop
from generator.reading.shop import SHOP, read_shop

HEAD = '[shop]\ntitle = "Mine"\nmakes = "images"\n'


def read(text: str) -> tuple[Shop | None, list[tuple[str, int]]]:
    shop, problems = read_shop(text, "shops/mine.toml")
    assert (shop is None) == bool(problems)
    return shop, [(one.name, one.at.line) for one in problems if isinstance(one.at, Place)]


def test_a_shop_says_what_is_special_about_it_and_no_more() -> None:
    shop, problems = read(HEAD + "[pixels]\npoker = [822, 1122]\nbusiness = [672, 1122]\n")
    assert problems == []
    assert shop is not None
    assert (shop.name, shop.title, shop.made) == ("mine", "Mine", ("poker", "business"))
    lying = shop.trim_of("business")
    assert lying.width < lying.height


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("missing-key", 1)]),
        ("shop = 3", [("wrong-type", 1)]),
        ('[shop]\ntitle = "Mine"', [("missing-key", 1)]),
        ("[shop", [("toml-syntax", 1)]),
        (HEAD + 'bleed = "3"\n', [("bad-length", 4)]),
        (HEAD + "most_cards = 0\n", [("out-of-range", 4)]),
        (HEAD + 'formats = ["pokre"]\n', [("unknown-choice", 4)]),
        (HEAD + 'standard = "pdfx4"\n', [("unknown-key", 4)]),
        (HEAD + 'front = "../{number}.png"\n', [("bad-path", 4)]),
        (HEAD + 'front = "{nmuber}.png"\n', [("bad-path", 4)]),
        (HEAD + 'front = "front.png"\n', [("bad-path", 4)]),
        (HEAD + 'front = "{card}.png"\n', [("bad-path", 4)]),
        (HEAD + 'front = "{number}.png"\nback = "{number}.png"\n', [("bad-path", 5)]),
        (HEAD + "[pixels]\npoker = [700, 1122]\n", [("out-of-range", 5)]),
        (HEAD + "[pixels]\npoker = [822, true]\n", [("wrong-type", 5)]),
        (HEAD + "[pixel]\npoker = [822, 1122]\n", [("unknown-key", 4)]),
    ],
)
def test_a_fault_is_said_at_its_line(text: str, faults: list[tuple[str, int]]) -> None:
    assert read(text)[1] == faults


VALUES = st.one_of(
    st.sampled_from(['"pdf"', '"3mm"', "3", "-1", "1e400", "true", "[]", "{}", '["poker"]', '""', "nan", "1979-05-27"]),
    st.text(st.sampled_from("ab{}./-"), max_size=12).map(lambda text: f'"{text}"'),
)


@given(st.dictionaries(st.sampled_from(SHOP.names), VALUES, max_size=8))
def test_no_value_makes_it_stumble(values: dict[str, Any]) -> None:
    text = "[shop]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
    shop, problems = read_shop(text, "mine.toml")
    assert (shop is None) == bool(problems)
