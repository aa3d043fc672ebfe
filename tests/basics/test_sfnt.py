import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.sfnt import NotAFontError, font_facts

FONT = (Path(__file__).parents[2] / "fonts/fraunces/Fraunces-SemiBold.ttf").read_bytes()


def test_a_font_says_who_it_is() -> None:
    facts = font_facts(FONT)
    assert (facts.family, facts.weight, facts.italic, facts.embeddable) == ("Fraunces", 600, False, True)
    assert facts.weights is None


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", FONT[:100], FONT[:20], b"\x00\x01\x00\x00" + b"\xff" * 300])
def test_what_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(NotAFontError):
        font_facts(data)


@pytest.mark.parametrize("units", [0, 1, 15, 16_385, 65_535])
def test_an_em_of_impossibly_few_or_many_units_is_refused(units: int) -> None:
    entry = next(at for at in range(12, 400, 16) if FONT[at : at + 4] == b"head")
    at = struct.unpack_from(">I", FONT, entry + 8)[0] + 18
    with pytest.raises(NotAFontError, match=f"its em has {units} units"):
        font_facts(FONT[:at] + struct.pack(">H", units) + FONT[at + 2 :])


def test_a_font_cut_off_anywhere_is_refused() -> None:
    with pytest.raises(NotAFontError, match="cut off"):
        font_facts(FONT[:-8])


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
@settings(deadline=None, max_examples=300)
def test_a_damaged_font_is_refused_or_read_never_a_crash(at: int, noise: bytes) -> None:
    damaged = FONT[:at] + noise + FONT[at + len(noise) :]
    with contextlib.suppress(NotAFontError):
        font_facts(damaged)
