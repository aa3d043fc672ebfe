"""The corners of boxes: how far they are rounded, and on the outlines inside and outside as well."""

from collections.abc import Sequence

from generator.basics.geometry import Rect
from generator.model.design import Dimension
from generator.model.outline import SQUARE, Radii, rounded

__all__ = ["SQUARE", "Radii", "radii_of", "rounded", "shrunk"]


def radii_of(corners: Sequence[Dimension], rect: Rect) -> Radii:
    """The corner radii in points, from the top left clockwise, made smaller together when neighbours would overlap.

    A percentage is of the box's shorter side, so that a corner stays a quarter of a circle.
    """
    shorter = min(rect.width, rect.height)
    radii = [max(0.0, corner.of(shorter)) for corner in corners]
    part = 1.0
    for one, other, side in ((0, 1, rect.width), (1, 2, rect.height), (2, 3, rect.width), (3, 0, rect.height)):
        if radii[one] + radii[other] > side > 0:
            part = min(part, side / (radii[one] + radii[other]))
    top_left, top_right, bottom_right, bottom_left = (radius * part for radius in radii)
    return top_left, top_right, bottom_right, bottom_left


def shrunk(radii: Radii, by: float) -> Radii:
    """The radii of the outline that runs `by` points inside (outside when negative); sharp corners stay sharp."""
    one, two, three, four = (max(0.0, radius - by) if radius > 0 else 0.0 for radius in radii)
    return one, two, three, four
