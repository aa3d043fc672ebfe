"""Elements made ready for layout: what the styles say about size, looked up once per tree and container size."""

import math
from collections.abc import Iterator
from typing import Final

from generator.basics.problems import Place, Problem, ProblemsError
from generator.model.design import Dimension, Drawing, Element, Extreme, Fit, Raster, Style
from generator.model.face import Face

#: No length is longer than this, points (350 m), so that no sum or product ever becomes infinite.
FAR: Final = 1e6

#: Elements nested deeper than this are refused: every level costs stack.
DEEPEST: Final = 64

_ALIGNMENTS: Final = {
    "normal": "stretch",
    "self-start": "start",
    "self-end": "end",
    # Only boxes in a row or a grid stand on one line of writing; CSS falls back to the start elsewhere.
    "baseline": "flex-start",
    "first baseline": "flex-start",
    "last baseline": "flex-end",
}


class Sizes:
    """What an element's style says about its size in a container of a certain size; None where CSS says auto.

    All sizes are border boxes, points. `width` and `height` are as written, not yet held between least and most.
    `basis` is along the main axis of the parent. `wide` and `high` are what border and padding take.
    """

    __slots__ = (
        "auto_bottom",
        "auto_left",
        "auto_right",
        "auto_top",
        "basis",
        "bottom",
        "height",
        "high",
        "left",
        "max_height",
        "max_width",
        "min_height",
        "min_width",
        "padding",
        "right",
        "start_x",
        "start_y",
        "top",
        "wide",
        "width",
    )

    def __init__(self, node: "Node", room_x: float | None, room_y: float | None) -> None:
        style = node.style
        base = 0.0 if room_x is None else room_x
        padding = tuple([max(0.0, sane(side.of(base))) for side in style.padding])
        border = tuple([max(0.0, sane(side.width)) for side in style.border])
        #: Top, right, bottom, left.
        self.padding: tuple[float, ...] = padding
        self.start_x: float = border[3] + padding[3]
        self.start_y: float = border[0] + padding[0]
        self.wide: float = self.start_x + border[1] + padding[1]
        self.high: float = self.start_y + border[2] + padding[2]
        top, right, bottom, left = [None if side is None else sane(side.of(base)) for side in style.margin]
        self.auto_top: bool = top is None
        self.auto_right: bool = right is None
        self.auto_bottom: bool = bottom is None
        self.auto_left: bool = left is None
        self.top: float = top or 0.0
        self.right: float = right or 0.0
        self.bottom: float = bottom or 0.0
        self.left: float = left or 0.0
        self.width: float | None = _at_least(resolved(style.width, room_x), self.wide)
        self.height: float | None = _at_least(resolved(style.height, room_y), self.high)
        self.min_width: float | None = _at_least(resolved(style.min_width, room_x), self.wide)
        self.min_height: float | None = _at_least(resolved(style.min_height, room_y), self.high)
        self.max_width: float = _most(resolved(style.max_width, room_x), self.wide)
        self.max_height: float = _most(resolved(style.max_height, room_y), self.high)
        if node.in_row:
            self.basis: float | None = _at_least(resolved(style.flex_basis, room_x), self.wide)
        else:
            self.basis = _at_least(resolved(style.flex_basis, room_y), self.high)

    def held_width(self, width: float) -> float:
        """The width between the style's least and most; the least wins."""
        width = min(width, self.max_width)
        least = self.wide if self.min_width is None else self.min_width
        return max(width, least)

    def held_height(self, height: float) -> float:
        """The height between the style's least and most; the least wins."""
        height = min(height, self.max_height)
        least = self.high if self.min_height is None else self.min_height
        return max(height, least)


class Node:
    """An element that takes part in the layout, with what was found out about it so far.

    The memos hang on what a result depends on: a size, and the answers that text leaves below gave (see `boxes_flow`).
    """

    __slots__ = (
        "_fixed",
        "_hangs_x",
        "_hangs_y",
        "_sizes",
        "absolute",
        "align",
        "boxes",
        "children",
        "clips",
        "cross_flips",
        "display",
        "element",
        "floating",
        "flowing",
        "grow",
        "heights",
        "in_row",
        "index",
        "is_row",
        "justify",
        "laid",
        "lines_up",
        "main_flips",
        "measured",
        "natural_ratio",
        "on_line",
        "parent",
        "prepared",
        "ratio",
        "reverse",
        "rtl",
        "shrink",
        "style",
        "subtrees",
        "turns",
        "upright",
        "widths",
        "wrap",
        "wrap_reverse",
    )

    def __init__(self, element: Element, parent: "Node | None", depth: int, counter: Iterator[int]) -> None:
        if depth > DEEPEST:
            raise ProblemsError((too_deep(element),))
        style = element.style
        self.element = element
        self.style: Style = style
        self.parent: int = -1 if parent is None else parent.index
        self.index: int = next(counter)
        self.display: str = style.display
        direction = style.flex_direction
        self.is_row: bool = direction in ("row", "row-reverse")
        self.in_row: bool = parent is not None and parent.is_row
        self.reverse: bool = direction in ("row-reverse", "column-reverse")
        self.wrap: bool = style.flex_wrap != "nowrap"
        self.wrap_reverse: bool = style.flex_wrap == "wrap-reverse"
        self.rtl: bool = style.direction == "rtl"
        #: Whether positions run from the right or from the bottom, along the main axis and across it.
        self.main_flips: bool = self.reverse != (self.rtl and self.is_row)
        self.cross_flips: bool = self.wrap_reverse != (self.rtl and not self.is_row)
        #: Whether children may stand on one line of writing.
        self.lines_up: bool = style.display == "grid" or (self.is_row and not self.wrap_reverse)
        self.absolute: bool = style.position == "absolute"
        self.clips: bool = style.overflow == "hidden"
        self.grow: float = _factor(style.flex_grow)
        self.shrink: float = _factor(style.flex_shrink)
        align = style.align_self
        if align == "auto":
            align = parent.style.align_items if parent is not None else "stretch"
        self.align: str = _ALIGNMENTS.get(align, align)
        if align == "baseline" and parent is not None and parent.lines_up and not self.absolute:
            self.align = align
        #: Where it lies across its area of a grid.
        justify = style.justify_self
        if justify == "auto":
            justify = parent.style.justify_items if parent is not None else "stretch"
        self.justify: str = justify
        #: Width by height of the border box, as the style says.
        self.ratio: float | None = _ratio(style.aspect_ratio)
        #: Width by height of the picture itself, which is the content box; only where the style says nothing.
        self.natural_ratio: float | None = None
        if self.ratio is None and element.picture is not None:
            self.natural_ratio = _picture_ratio(element.picture)
        #: Whether somebody else knows the size of what is inside. Text that is fitted takes the box it gets.
        self.measured: bool = element.picture is not None or (
            element.words is not None and not isinstance(style.text.size, Fit)
        )
        #: Whether there is anything to lay out inside.
        self.children: tuple[Node, ...] = tuple(
            [Node(child, self, depth + 1, counter) for child in element.children if child.style.display != "none"]
            if element.words is None and element.picture is None
            else []
        )
        self.flowing: tuple[Node, ...] = tuple([child for child in self.children if not child.absolute])
        self.floating: tuple[Node, ...] = tuple([child for child in self.children if child.absolute])
        #: Whether some do.
        self.on_line: bool = any(child.align == "baseline" for child in self.flowing)
        self._hangs_x: bool = any(
            hangs(side)
            for side in (*style.margin, *style.padding, style.width, style.min_width, style.max_width)
            + ((style.flex_basis,) if self.in_row else ())
        )
        self._hangs_y: bool = any(
            hangs(side)
            for side in (style.height, style.min_height, style.max_height)
            + (() if self.in_row else (style.flex_basis,))
        )
        #: Whether the width that the content asks for may hang on a height.
        self.turns: bool = (
            self.ratio is not None
            or self.natural_ratio is not None
            or (self.wrap and not self.is_row)
            or any(child.turns for child in self.flowing)
        )
        #: Whether the children's sizes may hang on the height of this box.
        self.upright: bool = self.turns or any(child.turns or child._hangs_y for child in self.flowing)
        self._fixed: Sizes | None = None
        self._sizes: dict[tuple[float | None, float | None], Sizes] = {}
        self.widths: dict[object, object] = {}
        self.heights: dict[object, object] = {}
        self.prepared: dict[object, object] = {}
        self.laid: dict[object, object] = {}
        self.boxes: dict[object, object] = {}
        self.subtrees: dict[object, object] = {}

    def sizes(self, room_x: float | None, room_y: float | None) -> Sizes:
        """What the style says in a container whose inside is `room_x` wide and `room_y` high (None: not yet known)."""
        fixed = self._fixed
        if fixed is not None:
            return fixed
        if not self._hangs_x and not self._hangs_y:
            self._fixed = fixed = Sizes(self, None, None)
            return fixed
        key = (room_x if self._hangs_x else None, room_y if self._hangs_y else None)
        found = self._sizes.get(key)
        if found is None:
            found = self._sizes[key] = Sizes(self, *key)
        return found

    @property
    def keeps_shape(self) -> bool:
        """Whether one side follows from the other."""
        return self.ratio is not None or self.natural_ratio is not None

    def width_for(self, height: float, sizes: Sizes) -> float:
        """The border box's width that keeps the shape at this height; only where it keeps one."""
        if self.ratio is not None:
            return min(FAR, height * self.ratio)
        assert self.natural_ratio is not None  # noqa: S101 - the callers asked
        return min(FAR, max(0.0, height - sizes.high) * self.natural_ratio) + sizes.wide


def hangs(length: Dimension | None) -> bool:
    """Whether the length hangs on its container's extent."""
    if isinstance(length, Extreme):
        return any(hangs(one) for one in length.among)
    return length is not None and length.fraction != 0


def resolved(length: Dimension | None, room: float | None) -> float | None:
    """The length in points; None where it is auto, or a part of something not yet known."""
    if length is None:
        return None
    if room is None:
        return None if hangs(length) else sane(length.of(0.0))
    return sane(length.of(room))


def sane(length: float) -> float:
    """The length, finite whatever was asked for."""
    if length != length:
        return 0.0
    return min(FAR, max(-FAR, length))


def gap_of(length: Dimension, room: float | None) -> float:
    """A gap in points, never negative."""
    return max(0.0, sane(length.of(0.0 if room is None else room)))


def distributed(mode: str, free: float, count: int, flipped: bool) -> tuple[float, float]:
    """Where the first of `count` things begins, and what comes between two (besides the gap), when `free` is left.

    `flipped`: whether the axis runs against the writing direction, so that `start` is at its end.
    """
    if free <= 0 and mode.startswith("space-"):
        mode = "start"
    elif count < 2:
        mode = {"space-between": "flex-start", "space-around": "center", "space-evenly": "center"}.get(mode, mode)
    if mode == "center":
        return free / 2, 0.0
    if mode == "flex-end" or mode == ("start" if flipped else "end"):
        return free, 0.0
    if mode == "space-between":
        return 0.0, free / (count - 1)
    if mode == "space-around":
        return free / count / 2, free / count
    if mode == "space-evenly":
        return free / (count + 1), free / (count + 1)
    return 0.0, 0.0


def _at_least(length: float | None, least: float) -> float | None:
    return None if length is None else max(length, least)


def _most(length: float | None, least: float) -> float:
    return math.inf if length is None else max(length, least)


def _factor(factor: float) -> float:
    return min(FAR, factor) if factor > 0 else 0.0


def _ratio(ratio: float | None) -> float | None:
    return ratio if ratio is not None and 1e-6 < ratio < 1e6 else None


def _picture_ratio(picture: Drawing | Raster | Face) -> float | None:
    if isinstance(picture, Face):
        return _ratio(picture.size.width / picture.size.height) if picture.size.height > 0 else None
    size = picture.box if isinstance(picture, Drawing) else picture
    return _ratio(size.width / size.height) if size.height > 0 else None


def too_deep(element: Element) -> Problem:
    """What is said of a tree that is nested deeper than any face needs."""
    return Problem(
        name="template-too-deep",
        message=f"more than {DEEPEST} elements stand inside each other",
        at=Place(element.file, element.line) if element.file else None,
        help="let fewer elements wrap each other",
    )
