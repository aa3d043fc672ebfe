import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import Colour
from generator.basics.units import mm
from generator.model.design import Extreme, Length
from tests.templating.css.kit import card, marked, the_problem


@pytest.mark.parametrize(
    ("text", "points", "fraction"),
    [
        ("4mm", mm(4), 0),
        ("1cm", mm(10), 0),
        ("1in", 72, 0),
        ("10pt", 10, 0),
        ("1pc", 12, 0),
        ("4px", 3, 0),
        ("4q", mm(1), 0),
        ("0", 0, 0),
        ("2em", 24, 0),
        ("2rem", 24, 0),
        ("50%", 0, 0.5),
        ("calc(100% - 4mm)", -mm(4), 1),
        ("calc(100% / 3)", 0, 1 / 3),
        ("calc(2 * (1mm + 1pt) - 10%)", mm(2) + 2, -0.1),
        ("calc(1mm * 2 / 4)", mm(0.5), 0),
        ("min(3mm, 2mm, 1in)", mm(2), 0),
        ("max(10%, 20%)", 0, 0.2),
        ("clamp(1mm, 5mm, 3mm)", mm(3), 0),
        ("calc(-1 * max(1mm, 2mm))", -mm(2), 0),
    ],
)
def test_length(text: str, points: float, fraction: float) -> None:
    left = card(f"left: {text}").inset[3]
    assert isinstance(left, Length)
    assert (left.points, left.fraction) == pytest.approx((points, fraction))


def test_extremes_stay_open_and_can_be_added_to() -> None:
    width = card("width: calc(100% - min(50%, 10pt))").width
    assert isinstance(width, Extreme)
    assert width.of(100) == 90
    assert width.of(10) == 5
    wide = card("width: clamp(10pt, 50%, 40pt)").width
    assert wide is not None
    assert [wide.of(base) for base in (0, 50, 200)] == [10, 25, 40]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=4), st.integers(0, 400))
def test_sums_of_extremes_are_sums_of_what_they_come_to(numbers: list[int], base: int) -> None:
    terms = [f"max({number}pt, {number}%)" if number % 2 else f"min({number}pt, {number}%)" for number in numbers]
    left = card(f"left: calc({' + '.join(terms)})").inset[3]
    pick = [max if number % 2 else min for number in numbers]
    wanted = sum(choose(number, number / 100 * base) for number, choose in zip(numbers, pick, strict=True))
    assert left is not None
    assert left.of(base) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("value", "word", "help_"),
    [
        ("12", "12", "write `12mm` or `12pt`"),
        ("4foo", "4foo", "lengths are in `pt`"),
        ("4vw", "4vw", "paper has no window"),
        ("-1mm", "-1mm", "a length from 0 up"),
        ("11m", "11m", "did you mean `mm`?"),
        ("calc(1mm+2mm)", "+2mm", "such as 100% - 4mm"),
        ("calc(1mm / 0)", "0", "`width` takes"),
        ("calc(1mm * 2mm)", "2mm", "`width` takes"),
        ("calc(1mm + 2)", "calc(1mm + 2)", "`width` takes"),
        ("auot", "auot", "did you mean `auto`?"),
        ("1mm 2mm", "2mm", "`width` takes"),
        ("1e9mm", "1e9mm", "`width` takes"),
        ("45deg", "45deg", "`width` takes"),
    ],
)
def test_bad_length(value: str, word: str, help_: str) -> None:
    problem = the_problem(f"card {{\n  width: {value};\n}}")
    assert marked(problem) == word
    assert problem.help.startswith(help_)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("#0072B2", Colour("rgb", (0, 0x72 / 255, 0xB2 / 255))),
        ("black", Colour("gray", (0.0,))),
        ("#fff8", Colour("gray", (1.0,), 0x88 / 255)),
        ("rgb(255 0 0 / 50%)", Colour("rgb", (1, 0, 0), 0.5)),
        ("hsl(120, 100%, 50%)", Colour("rgb", (0, 1, 0))),
        ("oklab(1 0 0)", Colour("gray", (1.0,))),
        ("lab(100 0 0)", Colour("gray", (1.0,))),
        ("color(srgb 1 0 0)", Colour("rgb", (1, 0, 0))),
        ("device-cmyk(1 0.4 0 10%)", Colour("cmyk", (1, 0.4, 0, 0.1))),
        ('spot("PANTONE 185 C", 0 1 80% 0 / 50%)', Colour("spot", (0, 1, 0.8, 0), 1.0, "PANTONE 185 C", 0.5)),
        ("color-mix(in srgb, red 25%, blue)", Colour("rgb", (0.25, 0, 0.75))),
    ],
)
def test_colour(text: str, wanted: Colour) -> None:
    found = card(f"color: {text}").text.color
    assert (found.space, found.spot, found.tint) == (wanted.space, wanted.spot, wanted.tint)
    assert (*found.values, found.alpha) == pytest.approx((*wanted.values, wanted.alpha), abs=2e-4)


@pytest.mark.parametrize(
    ("value", "help_"),
    [
        ("gren", "did you mean `green`?"),
        ("#12", "`#` and 3"),
        ("rgb(1 2)", "a colour such as"),
        ("spot(1 1 1 1)", "such as spot("),
        ("color(display-p4 1 0 0)", "a colour such as"),
    ],
)
def test_bad_colour(value: str, help_: str) -> None:
    problem = the_problem(f"card {{ color: {value} }}")
    assert problem.message.startswith("`color` cannot be `")
    assert problem.help.startswith(help_)


@pytest.mark.parametrize(
    ("text", "across", "down"),
    [
        ("center", (0, 0.5), (0, 0.5)),
        ("top", (0, 0.5), (0, 0)),
        ("right", (0, 1), (0, 0.5)),
        ("bottom left", (0, 0), (0, 1)),
        ("10% 4pt", (0, 0.1), (4, 0)),
        ("right 2pt bottom 3pt", (-2, 1), (-3, 1)),
        ("bottom 3pt center", (0, 0.5), (-3, 1)),
    ],
)
def test_position(text: str, across: tuple[float, float], down: tuple[float, float]) -> None:
    x, y = card(f"object-position: {text}").object_position
    assert x == Length(*across)
    assert y == Length(*down)


@pytest.mark.parametrize("text", ["left left", "4pt left", "top bottom", "left 1pt 2pt", "left 1pt right 2pt", "1 2"])
def test_bad_position(text: str) -> None:
    assert the_problem(f"card {{ object-position: {text} }}").name == "unknown-value"
