"""Turning paper over: where what lies on one side comes to lie on the other, or behind itself when folded."""

from typing import Literal

from generator.basics.geometry import Point, Rect, Size
from generator.model.job import Flip

#: How a sheet is folded in two; the word names the direction of the fold line.
Fold = Literal["none", "vertical", "horizontal"]


def turns_sideways(paper: Size, flip: Flip) -> bool:
    """Whether turning the sheet over swaps left and right (as a book's page) or top and bottom (as a calendar's)."""
    return (paper.height >= paper.width) == (flip == "long")


def turned_over(rect: Rect, paper: Size, flip: Flip) -> tuple[Rect, int]:
    """Where something lies on the other side when the sheet is turned over, and how it is turned, degrees.

    Turning about an upright edge mirrors left and right; turning about a level edge mirrors top and bottom and puts
    everything upside down.
    """
    if turns_sideways(paper, flip):
        return Rect(paper.width - rect.right, rect.y, rect.width, rect.height), 0
    return Rect(rect.x, paper.height - rect.bottom, rect.width, rect.height), 180


def point_turned_over(point: Point, paper: Size, flip: Flip) -> Point:
    """Where a point lies on the other side."""
    if turns_sideways(paper, flip):
        return Point(paper.width - point.x, point.y)
    return Point(point.x, paper.height - point.y)


def folded_over(rect: Rect, line: float, fold: Fold) -> tuple[Rect, int]:
    """Where, on the same side of the unfolded sheet, the back of something lies, and how it is turned, degrees.

    Args:
        rect: the front.
        line: where the fold is, x of a vertical one, y of a horizontal one.
        fold: its direction.
    """
    if fold == "vertical":
        return Rect(2 * line - rect.right, rect.y, rect.width, rect.height), 0
    return Rect(rect.x, 2 * line - rect.bottom, rect.width, rect.height), 180


def turn_behind(front: int, over: int) -> int:
    """How a back lies behind a front that is turned by `front`, when turning over turns it by `over`; degrees.

    A card's top stays its top behind: mirrored left to right, what pointed right points left.
    """
    return (over - front) % 360
