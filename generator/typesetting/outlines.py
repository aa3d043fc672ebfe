"""Outlines of boxes: rectangles with rounded corners as path segments."""

from collections.abc import Sequence

from generator.basics.geometry import Rect
from generator.model.design import Dimension
from generator.model.face import Segment

#: A quarter circle is drawn as one cubic with its handles at this part of the radius (error 0.03 %).
KAPPA = 0.5522847498

Radii = tuple[float, float, float, float]

SQUARE: Radii = (0.0, 0.0, 0.0, 0.0)


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


def rounded(rect: Rect, radii: Radii = SQUARE) -> tuple[Segment, ...]:
    """A closed outline, clockwise from the top left."""
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    if not any(radii):
        return (("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",))
    tl, tr, br, bl = radii
    handle = 1 - KAPPA
    segments: list[Segment] = [("M", left + tl, top), ("L", right - tr, top)]
    if tr:
        segments.append(("C", right - tr * handle, top, right, top + tr * handle, right, top + tr))
    segments.append(("L", right, bottom - br))
    if br:
        segments.append(("C", right, bottom - br * handle, right - br * handle, bottom, right - br, bottom))
    segments.append(("L", left + bl, bottom))
    if bl:
        segments.append(("C", left + bl * handle, bottom, left, bottom - bl * handle, left, bottom - bl))
    segments.append(("L", left, top + tl))
    if tl:
        segments.append(("C", left, top + tl * handle, left + tl * handle, top, left + tl, top))
    segments.append(("Z",))
    return tuple(segments)
