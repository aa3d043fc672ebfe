import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.units import fits, how_many_fit, in_mm, inch, mm, near, parse_length, parse_size, show_mm


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("12pt", 12),
        ("1in", 72),
        ("25.4mm", 72),
        ("2.54 cm", 72),
        ("1pc", 12),
        ("96px", 72),
        (" -3 mm ", -mm(3)),
        (".5in", 36),
    ],
)
def test_a_length_is_read_in_its_unit(text: str, points: float) -> None:
    assert near(parse_length(text), points)


@pytest.mark.parametrize("text", ["12", "mm", "12 apples", "1e3mm", "nanmm", "", "1,5mm", "9" * 400 + "mm"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        parse_length(text)


@pytest.mark.parametrize(
    ("points", "said"), [(mm(63.5), "63.5 mm"), (mm(88.9), "88.9 mm"), (0.0, "0 mm"), (-0.001, "0 mm")]
)
def test_messages_say_millimetres(points: float, said: str) -> None:
    assert show_mm(points) == said


def test_three_cards_of_63_mm_fit_189_mm_in_floats() -> None:
    assert mm(189) / mm(63) < 3 or how_many_fit(mm(63), 0, mm(189)) == 3
    assert how_many_fit(mm(63), 0, mm(189)) == 3
    assert how_many_fit(mm(63), 0, mm(188.9)) == 2


@given(
    count=st.integers(1, 40),
    one=st.floats(5, 300).map(lambda value: round(value, 2)),
    gap=st.floats(0, 20).map(lambda value: round(value, 2)),
)
@settings(deadline=None, max_examples=2000)
def test_an_exact_fit_never_loses_a_card(count: int, one: float, gap: float) -> None:
    room = count * mm(one) + (count - 1) * mm(gap)
    assert how_many_fit(mm(one), mm(gap), room) == count
    assert how_many_fit(mm(one), mm(gap), room - 0.1) == count - 1


def test_the_door_is_the_same_both_ways() -> None:
    assert near(mm(in_mm(inch(3.5))), 252)
    assert fits(10, 10)
    assert fits(10.005, 10)
    assert not fits(10.1, 10)


@pytest.mark.parametrize(
    ("text", "size"),
    [("63.5x88.9mm", (180, 252)), ("2.5in x 88.9mm", (180, 252)), (" 2.5 × 3.5 in ", (180, 252)), ("-1x2pt", (-1, 2))],
)
def test_a_size_is_two_lengths(text: str, size: tuple[float, float]) -> None:
    assert parse_size(text) == pytest.approx(size)


@pytest.mark.parametrize("text", ["", "63.5mm", "63.5x88.9", "2x3furlongs", "1.2.3x4mm", "axbmm"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        parse_size(text)
