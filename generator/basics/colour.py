"""Colours as authors mean them: RGB, grey, CMYK or a named spot ink, each with an opacity."""

import re
from typing import Literal

from generator.basics.records import dataclass

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour.

    Attributes:
        space: which numbers `values` are.
        values: ``rgb`` red, green, blue; ``gray`` lightness (0 is black); ``cmyk`` four inks; ``spot`` the CMYK
            stand-in of the named ink. All 0 to 1.
        alpha: opacity, 0 to 1.
        spot: the ink's name, only in space ``spot``.
        tint: how much of the ink, 0 to 1, only in space ``spot``.
    """

    space: Literal["rgb", "gray", "cmyk", "spot"]
    values: tuple[float, ...]
    alpha: float = 1.0
    spot: str = ""
    tint: float = 1.0


BLACK = Colour("gray", (0.0,))
WHITE = Colour("gray", (1.0,))


def luminance(colour: Colour) -> float:
    """How much light comes back from the colour on white paper, about: 0 is black, 1 is white (sRGB, IEC 61966-2-1)."""
    if colour.space in ("cmyk", "spot"):
        tint = colour.tint if colour.space == "spot" else 1.0
        *inks, black = (ink * tint for ink in colour.values)
        parts = [(1 - ink) * (1 - black) for ink in inks]
    else:
        parts = [colour.values[0]] * 3 if colour.space == "gray" else list(colour.values)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1 - colour.alpha * (1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue))


def parse_hex(text: str) -> Colour:
    """The colour that ``#rgb``, ``#rgba``, ``#rrggbb`` or ``#rrggbbaa`` says; equal parts become grey.

    Raises:
        ValueError: when the text is anything else.
    """
    if not _HEX.fullmatch(text):
        raise ValueError(text)
    digits = text[1:]
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    alpha = int(digits[6:8], 16) / 255 if len(digits) == 8 else 1.0
    if red == green == blue:
        return Colour("gray", (red,), alpha)
    return Colour("rgb", (red, green, blue), alpha)
