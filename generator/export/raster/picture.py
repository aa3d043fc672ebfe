"""Pixels, held in memory."""

from typing import Literal

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Pixels in sRGB, row by row from the top left. Compared by identity.

    Attributes:
        pixels: a byte for each channel of each.
        mode: whether a fourth channel says how opaque a pixel is.
    """

    width: int
    height: int
    pixels: bytes
    mode: Literal["RGB", "RGBA"] = "RGB"
