"""How far items reach: rectangles that nothing of them lies outside."""

import math
from collections.abc import Iterable

from generator.basics.geometry import Rect
from generator.model.face import Glyphs, Group, Image, Item, Segment

#: Glyphs seldom reach further than this from their baseline and their ends, in font sizes.
_ABOVE, _BELOW, _BESIDE = 1.1, 0.4, 0.15


def extent(item: Item) -> Rect:
    """A rectangle around what the item paints, in the coordinates it is said in."""
    if isinstance(item, Image):
        return item.at
    if isinstance(item, Group):
        rect = around(item.items)
        if item.clip is not None:
            rect = common(rect, hull(item.clip.segments))
        return item.matrix.apply_rect(rect)
    if isinstance(item, Glyphs):
        count = sum(len(piece.glyphs) for piece in item.pieces)
        spaces = sum(piece.text.count(" ") for piece in item.pieces)
        width = sum(piece.width for piece in item.pieces) * item.size / 1000
        width += max(0.0, item.spacing * count) + max(0.0, item.word_spacing * spaces)
        size = item.size
        return Rect(
            item.x - _BESIDE * size, item.y - _ABOVE * size, width + 2 * _BESIDE * size, (_ABOVE + _BELOW) * size
        )
    rect = hull(item.segments)
    if item.stroke is None:
        return rect
    reach = item.stroke.width / 2
    if item.stroke.join == "miter" and not _upright(item.segments):
        reach *= max(1.0, item.stroke.miter_limit)
    elif item.stroke.cap == "square":
        reach *= math.sqrt(2)
    return rect.grown(reach)


def _upright(segments: tuple[Segment, ...]) -> bool:
    """Whether all lines are level or upright."""
    here = (0.0, 0.0)
    for segment in segments:
        if segment[0] == "C":
            return False
        if len(segment) == 3:
            there = (segment[1], segment[2])
            if segment[0] == "L" and there[0] != here[0] and there[1] != here[1]:
                return False
            here = there
    return True


def around(items: Iterable[Item]) -> Rect:
    """The rectangle around what all of them paint."""
    rects = [extent(item) for item in items]
    if not rects:
        return Rect(0, 0, 0, 0)
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(left, top, max(rect.right for rect in rects) - left, max(rect.bottom for rect in rects) - top)


def hull(segments: tuple[Segment, ...]) -> Rect:
    """The rectangle around all points of an outline."""
    xs = [x for segment in segments for x in segment[1::2]]
    ys = [y for segment in segments for y in segment[2::2]]
    if not xs:
        return Rect(0, 0, 0, 0)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def common(one: Rect, other: Rect) -> Rect:
    """What lies in both; of no size when nothing does."""
    left, top = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))
