import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.pdf.syntax import factor, name, number, text


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.0, "0"), (-0.0004, "0"), (1, "1"), (100, "100"), (2.5, "2.5"), (1e-9, "0"), (0.1 + 0.2, "0.3")],
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(-1e9, 1e9))
def test_every_number_is_plain_and_close(value: float) -> None:
    assert re.fullmatch(r"-?\d+(\.\d{0,2}[1-9])?", number(value))
    assert number(value) != "-0"
    assert abs(float(number(value)) - value) <= 0.0005001
    assert abs(float(factor(value)) - value) <= 1e-6


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="length"):
        number(value)
    with pytest.raises(ValueError, match="factor"):
        factor(value)


def test_texts_and_names_cannot_break_out() -> None:
    assert text("a)\ud800😀") == "<FEFF00610029FFFDD83DDE00>"
    assert name("Gold / 871 C>>") == "/Gold#20#2F#20871#20C#3E#3E"
