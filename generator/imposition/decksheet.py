"""Faces side by side on one picture, as games on a screen take them."""

import math

from generator.basics.geometry import Size
from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckSheet:
    """How the faces of one picture lie.

    Attributes:
        columns: places beside each other.
        rows: places below each other.
        cell: width and height of a place, pixels.
    """

    columns: int
    rows: int
    cell: tuple[int, int]

    @property
    def places(self) -> int:
        """How many faces it holds, the last one included that hides the others."""
        return self.columns * self.rows


def deck_sheet(count: int, trim: Size, *, columns: int, rows: int, side: int, finest: float) -> DeckSheet:
    """The grid in which so many faces are as large as they can be, with one place left over at the end.

    Args:
        count: how many faces; of more than fit, as many as fit are meant.
        trim: the shape of each, points.
        columns: the most beside each other, at least 2.
        rows: the most below each other, at least 2.
        side: the most pixels on either side of the picture.
        finest: the most pixels a point; more would show nothing more.
    """
    needed = min(count + 1, columns * rows)

    def grid(across: int) -> DeckSheet:
        down = max(2, math.ceil(needed / across))
        scale = min(finest, side / across / trim.width, side / down / trim.height)
        return DeckSheet(columns=across, rows=down, cell=(int(trim.width * scale), int(trim.height * scale)))

    grids = [grid(across) for across in range(2, columns + 1) if math.ceil(needed / across) <= rows]
    # The largest faces; among those the smallest picture.
    return max(grids, key=lambda one: (one.cell, -one.places))
