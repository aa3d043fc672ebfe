"""Lengths: the one door between what people write and the points used inside.

Inside the house every length is a float in PostScript points (1/72 inch). People write and read millimetres.
Tolerance lives here and nowhere else: 189 mm / 63 mm is 2.9999999 in floats and must still be three columns.
"""

import math
import re

from generator.basics.patterns import pattern

POINTS_PER_INCH = 72.0
POINTS_PER_MM = 72.0 / 25.4

#: How many points is one <unit>? CSS absolute lengths (CSS Values and Units 4, section 6.2); a px is 1/96 inch.
POINTS_PER_UNIT = {
    "pt": 1.0,
    "mm": POINTS_PER_MM,
    "cm": 10 * POINTS_PER_MM,
    "in": POINTS_PER_INCH,
    "pc": 12.0,
    "px": 0.75,
    "q": POINTS_PER_MM / 4,
}

#: Two lengths closer than this are the same to a printer and to us, points (0.0035 mm).
TOLERANCE = 0.01

_LENGTH = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*([a-zA-Z]+)\s*")
_SIZE = pattern(r"\s*(-?[0-9.]{1,12})\s*([a-z]{1,3})?\s*[x×]\s*(-?[0-9.]{1,12})\s*([a-z]{1,3})\s*", re.IGNORECASE)


def mm(millimetres: float) -> float:
    """The length in points."""
    return millimetres * POINTS_PER_MM


def inch(inches: float) -> float:
    """The length in points."""
    return inches * POINTS_PER_INCH


def in_mm(points: float) -> float:
    """The length in millimetres."""
    return points / POINTS_PER_MM


def show_mm(points: float) -> str:
    """The length as messages say it: at most two decimals, no trailing zeros, ``63.5 mm``."""
    number = f"{in_mm(points):.2f}".rstrip("0").rstrip(".")
    return f"{'0' if number == '-0' else number} mm"


def parse_length(text: str) -> float:
    """The length in points that a text such as ``63.5mm``, ``2.5 in`` or ``12pt`` says.

    Raises:
        ValueError: when the text is not a finite number followed by one of the units of `POINTS_PER_UNIT`.
    """
    match = _LENGTH.fullmatch(text)
    if match is None or match[2].lower() not in POINTS_PER_UNIT:
        raise ValueError(f"no length: {text!r}")
    points = float(match[1]) * POINTS_PER_UNIT[match[2].lower()]
    if not math.isfinite(points):
        raise ValueError(f"no length: {text!r}")
    return points


def near(one: float, other: float) -> bool:
    """Whether two lengths, in points, are the same for every practical purpose."""
    return abs(one - other) <= TOLERANCE


def fits(need: float, have: float) -> bool:
    """Whether a length `need` fits into `have`, both in points."""
    return need <= have + TOLERANCE


def how_many_fit(one: float, gap: float, room: float) -> int:
    """How many things of length `one`, with `gap` between neighbours, fit into `room`; points, `one` above 0."""
    if not fits(one, room):
        return 0
    return int((room + gap + TOLERANCE) // (one + gap))


def parse_size(text: str) -> tuple[float, float]:
    """Width and height in points that a text such as ``63.5x88.9mm`` or ``2.5in x 3.5in`` says.

    Raises:
        ValueError: when the text is not two lengths with an ``x`` between; the first may leave its unit to the second.
    """
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(f"no size: {text!r}")
    return parse_length(match[1] + (match[2] or match[4])), parse_length(match[3] + match[4])
