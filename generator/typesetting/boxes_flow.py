"""Flexbox: where the children of a container lie (CSS Flexible Box Layout 1, section 9; always border-box sizing).

Widths come first: what a box wants to be wide does not hang on its height (save for shapes that are kept), and its
height follows from its width. So there are three questions, each remembered: how wide does the content want to be,
how high is it at this width, and where does everything lie at this width and height.

A percentage counts as auto until the size it is a part of is known; then it holds, even if that size was found from
the content. A child's place is told from the content box of its container.
"""

import math
from collections.abc import Callable
from typing import Final, cast

from generator.basics.units import TOLERANCE
from generator.model.design import Element
from generator.typesetting import grid
from generator.typesetting.boxes_memo import HEIGHT, NARROWER, WIDTH, Memo
from generator.typesetting.boxes_nodes import FAR, Node, Sizes, distributed, gap_of, resolved

#: A room this much too small is still taken for large enough, points: sums of floats are never exact.
_SLACK: Final = 1e-6

#: A line's flexible lengths are settled after this many rounds, whatever remains to be held back.
_MOST_ROUNDS: Final = 200


class Laid:
    """Where the children of a container lie; compared by identity, the same object as long as nothing changed."""

    __slots__ = ("places",)

    def __init__(self, places: "tuple[Placed, ...]") -> None:
        self.places = places


#: A child with its border box, from the content box of its container, and its sizes there.
Spot = tuple[Node, float, float, float, float, Sizes]

#: The same with what is inside.
Placed = tuple[Node, float, float, float, float, Sizes, Laid]

EMPTY: Final = Laid(())


class _Item:
    """A child on its way through one layout. Main and cross are the axes of its container."""

    __slots__ = (
        "across",
        "after",
        "auto_after",
        "auto_before",
        "auto_far",
        "auto_near",
        "automatic",
        "base",
        "before",
        "cross",
        "far",
        "grow",
        "least",
        "lowered",
        "main",
        "most",
        "natural",
        "near",
        "node",
        "pad",
        "shrink",
        "sizes",
        "stretch",
    )

    def __init__(self, node: Node, sizes: Sizes, container: Node) -> None:
        self.node = node
        self.sizes = sizes
        self.grow: float = node.grow
        self.shrink: float = node.shrink
        self.base: float = 0.0
        #: None as long as the automatic minimum is not needed.
        self.least: float | None = None
        self.automatic: bool = False
        self.main: float = 0.0
        #: The width of a column's child, as far as it is known before its height.
        self.cross: float = 0.0
        #: The extent across the line, in the end.
        self.across: float = 0.0
        #: How much lower it stands than its line, to be on the same line of writing as its neighbours.
        self.lowered: float = 0.0
        #: Whether the content has all the width that it wants.
        self.natural: bool = False
        # Margins in the order of the axes: near and far along the main axis, before and after across.
        across = (sizes.left, sizes.right, sizes.auto_left, sizes.auto_right)
        if container.is_row:
            self.pad: float = sizes.wide
            self.most: float = sizes.max_width
            least = sizes.min_width
            self.stretch: bool = sizes.height is None and not (sizes.auto_top or sizes.auto_bottom)
            along, across = across, (sizes.top, sizes.bottom, sizes.auto_top, sizes.auto_bottom)
        else:
            self.pad = sizes.high
            self.most = sizes.max_height
            least = sizes.min_height
            self.stretch = sizes.width is None and not (sizes.auto_left or sizes.auto_right)
            along = (sizes.top, sizes.bottom, sizes.auto_top, sizes.auto_bottom)
        if node.align != "stretch":
            self.stretch = False
        self.near, self.far, self.auto_near, self.auto_far = along
        self.before, self.after, self.auto_before, self.auto_after = across
        if container.main_flips:
            self.near, self.far, self.auto_near, self.auto_far = self.far, self.near, self.auto_far, self.auto_near
        if container.cross_flips:
            self.before, self.after = self.after, self.before
            self.auto_before, self.auto_after = self.auto_after, self.auto_before
        if least is not None:
            self.least = least
        elif node.clips:
            self.least = self.pad
        else:
            self.automatic = True


class Flow:
    """Lays out containers, remembering every result.

    Args:
        baseline: how far below the top of its content a text has its first baseline, points, as its style alone says;
            None where that cannot be known.
    """

    def __init__(self, baseline: Callable[[Element], float | None] = lambda element: None) -> None:
        self.memo = Memo()
        self._baseline = baseline

    # --- How wide, how high ---------------------------------------------------------------------------------------

    def content_width(self, node: Node, room: float, height: float | None = None) -> float:
        """How wide the content wants to be, points: `room` inf for at most, 0 for at least.

        `height` is the content box's when it is definite; it matters only where shapes are kept.
        """
        if not node.children:
            if node.natural_ratio is not None and height is not None:
                return min(FAR, height * node.natural_ratio)
            return self.memo.ask(node, room, WIDTH) if node.measured else 0.0
        if not node.turns:
            height = None
        key = (room, height)
        found, mark = self.memo.recall(node.widths, key)
        if found is None:
            if node.display == "grid":
                found = grid.content_width(self, node, room)
            elif node.is_row:
                found = self._row_width(node, room, height)
            else:
                found = self._column_width(node, room, height)
            self.memo.store(node.widths, key, mark, found)
        return cast(float, found)

    def content_height(self, node: Node, width: float) -> float:
        """How high the content is in a content box of that width, points."""
        if not node.children:
            if node.natural_ratio is not None:
                return min(FAR, width / node.natural_ratio)
            return self.memo.ask(node, width, HEIGHT) if node.measured else 0.0
        found, mark = self.memo.recall(node.heights, width)
        if found is None:
            if node.display == "grid":
                found = grid.content_height(self, node, width)
            elif node.is_row:
                found = self._row_height(node, width)
            else:
                found = self._column_height(node, width)
            self.memo.store(node.heights, width, mark, found)
        return cast(float, found)

    def narrower(self, node: Node, limit: float) -> bool:
        """Whether the content can be as narrow as `limit`; asked as coarsely as possible."""
        limit += _SLACK
        if not node.children:
            return not node.measured or bool(self.memo.ask(node, 0.0, NARROWER, limit))
        if node.display == "flex" and not node.is_row and not node.wrap:
            return all(self._child_narrower(child, limit) for child in node.flowing)
        return self.content_width(node, 0.0) <= limit

    def _child_narrower(self, node: Node, limit: float) -> bool:
        sizes = node.sizes(None, None)
        limit -= sizes.left + sizes.right
        if sizes.wide > limit or (sizes.min_width is not None and sizes.min_width > limit):
            return False
        if sizes.max_width <= limit:
            return True
        if sizes.width is not None:
            return sizes.width <= limit
        if node.keeps_shape:
            return self.least_width(node, sizes, None) <= limit
        return self.narrower(node, limit - sizes.wide)

    def least_width(self, node: Node, sizes: Sizes, height: float | None) -> float:
        """The border box's min-content contribution; `height` is the border box's when definite."""
        return sizes.held_width(self._wanted_width(node, sizes, 0.0, height))

    def most_width(self, node: Node, sizes: Sizes, height: float | None) -> float:
        """The border box's max-content contribution; `height` is the border box's when definite."""
        return sizes.held_width(self._wanted_width(node, sizes, math.inf, height))

    def _wanted_width(self, node: Node, sizes: Sizes, room: float, height: float | None) -> float:
        if sizes.width is not None:
            return sizes.width
        if height is None and sizes.height is not None:
            height = sizes.held_height(sizes.height)
        if height is not None and node.keeps_shape:
            return max(sizes.wide, node.width_for(height, sizes))
        inside = None if height is None else max(0.0, height - sizes.high)
        return self.content_width(node, room, inside) + sizes.wide

    def fit_width(self, node: Node, sizes: Sizes, room: float, height: float | None) -> float:
        """The border box's width when it takes what it needs of `room` (CSS fit-content), held by its style."""
        if sizes.width is not None or (node.keeps_shape and (height is not None or sizes.height is not None)):
            return self.most_width(node, sizes, height)
        inside = None if height is None else max(0.0, height - sizes.high)
        most = self.content_width(node, math.inf, inside) + sizes.wide
        room = max(room, sizes.wide)
        if most <= room + _SLACK:
            return sizes.held_width(most)
        if self.narrower(node, room - sizes.wide):
            return sizes.held_width(room)
        return sizes.held_width(self.content_width(node, 0.0, inside) + sizes.wide)

    def auto_height(self, node: Node, sizes: Sizes, width: float, natural: bool = False) -> float:
        """The border box's height when its style says auto, not yet held.

        `natural`: the width is all that the content wants, so a text need not be asked again.
        """
        inside = max(0.0, width - sizes.wide)
        ratio = node.ratio
        if ratio is not None:
            high = min(FAR, width / ratio)
            if node.clips or node.element.picture is not None:
                return max(high, sizes.high)
            return max(high, self.content_height(node, inside) + sizes.high)
        if natural and node.measured and node.natural_ratio is None:
            return self.memo.ask(node, math.inf, HEIGHT) + sizes.high
        return self.content_height(node, inside) + sizes.high

    def outer_height(self, node: Node, sizes: Sizes, width: float, natural: bool = False) -> float:
        """The border box's height, written or found from the content, held by its style."""
        if sizes.height is not None:
            return sizes.held_height(sizes.height)
        return sizes.held_height(self.auto_height(node, sizes, width, natural))

    # --- Rows -----------------------------------------------------------------------------------------------------

    def _row_width(self, node: Node, room: float, height: float | None) -> float:
        total = widest = 0.0
        gap = gap_of(node.style.column_gap, None)
        for child in node.flowing:
            sizes = child.sizes(None, height)
            high = self._definite_height(node, child, sizes, height)
            want = self._wanted_width(child, sizes, room, high)
            if sizes.basis is not None:
                least = sizes.min_width
                if least is None and not child.clips:
                    least = self.content_width(child, 0.0) + sizes.wide
                    least = least if sizes.width is None else min(least, sizes.width)
                want = _contribution(child, want, sizes.basis, sizes.width, least or sizes.wide, sizes.max_width)
            want = sizes.held_width(want) + sizes.left + sizes.right
            total += want + gap
            widest = max(widest, want)
        if node.wrap and room == 0.0:
            return widest
        return max(0.0, total - gap) if node.flowing else 0.0

    @staticmethod
    def _definite_height(node: Node, child: Node, sizes: Sizes, room: float | None) -> float | None:
        """The border box's height of a row's child, where it is known before the width is."""
        if sizes.height is not None:
            return sizes.held_height(sizes.height)
        if room is None or node.wrap or child.align != "stretch" or sizes.auto_top or sizes.auto_bottom:
            return None
        return sizes.held_height(room - sizes.top - sizes.bottom)

    def _row_items(self, node: Node, width: float, height: float | None) -> list[_Item]:
        items = []
        for child in node.flowing:
            sizes = child.sizes(width, height)
            item = _Item(child, sizes, node)
            if sizes.basis is not None:
                item.base = sizes.basis
            elif sizes.width is not None:
                item.base = sizes.width
            else:
                high = self._definite_height(node, child, sizes, height)
                item.base = self._wanted_width(child, sizes, math.inf, high)
                item.natural = True
            items.append(item)
        return items

    def _row_least(self, item: _Item) -> float:
        """The automatic minimum width (section 4.5)."""
        node, sizes = item.node, item.sizes
        least = self.content_width(node, 0.0) + sizes.wide
        if sizes.width is not None:
            least = min(least, sizes.width)
        return max(sizes.wide, min(least, item.most))

    def _row_at_ease(self, item: _Item) -> bool:
        """Whether the item is no narrower than its automatic minimum, found without asking how wide that is."""
        sizes = item.sizes
        if sizes.basis is None and item.main >= item.base - _SLACK:
            return True
        if item.main >= item.most or (sizes.width is not None and item.main >= sizes.width):
            return True
        return self.narrower(item.node, item.main - sizes.wide)

    def _row_lines(self, node: Node, width: float, height: float | None) -> list[list[_Item]]:
        """The children of a row in lines, each with its width."""
        key = (width, height if node.upright else None)
        found, mark = self.memo.recall(node.prepared, key)
        if found is None:
            found = self._new_row_lines(node, *key)
            self.memo.store(node.prepared, key, mark, found)
        return cast(list[list[_Item]], found)

    def _new_row_lines(self, node: Node, width: float, height: float | None) -> list[list[_Item]]:
        items = self._row_items(node, width, height)
        gap = gap_of(node.style.column_gap, width)
        if node.wrap:
            for item in items:
                if item.automatic and item.sizes.basis is not None:
                    item.least = self._row_least(item)
        lines = _broken(items, width if node.wrap else math.inf, gap)
        for line in lines:
            room = width - gap * (len(line) - 1)
            # At first as if nothing had an automatic minimum: if no minimum is undercut, the result is the same.
            _flex(line, room)
            if not all(item.least is not None or self._row_at_ease(item) for item in line):
                for item in line:
                    if item.least is None:
                        item.least = self._row_least(item)
                _flex(line, room)
        return lines

    def _row_height(self, node: Node, width: float) -> float:
        lines = self._row_lines(node, width, None)
        total = gap_of(node.style.row_gap, None) * max(0, len(lines) - 1)
        for line in lines:
            heights = [self._row_item_height(item) for item in line]
            if node.on_line:
                self._line_up(line, heights)
            total += max(
                0.0,
                *[item.lowered + height + item.before + item.after for item, height in zip(line, heights, strict=True)],
            )
        return total

    def _line_up(self, line: list[_Item], heights: list[float]) -> None:
        """Lowers items so that their first lines of writing are one line."""
        rises = {
            item: item.before + self.rise(item.node, item.sizes, item.main, height)
            for item, height in zip(line, heights, strict=True)
            if item.node.align == "baseline" and not (item.auto_before or item.auto_after)
        }
        for item, rise in rises.items():
            item.lowered = max(rises.values()) - rise

    def rise(self, node: Node, sizes: Sizes, width: float, height: float) -> float:
        """From the top of a border box to its first baseline; to its bottom when nothing is written in it."""
        if node.element.words is not None:
            rise = self._baseline(node.element)
            return height if rise is None else sizes.start_y + rise
        if not node.flowing:
            return height
        first = next((child for child in node.flowing if child.align == "baseline"), node.flowing[0])
        inside = self.place(node, max(0.0, width - sizes.wide), max(0.0, height - sizes.high), sizes)
        _, _, y, wide, high, own, _ = next(placed for placed in inside.places if placed[0] is first)
        # A box that is only drawn elsewhere counts where it was.
        y -= _nudge(first, (0.0, max(0.0, height - sizes.high)))[1]
        return sizes.start_y + y + self.rise(first, own, wide, high)

    def _row_item_height(self, item: _Item) -> float:
        return self.outer_height(item.node, item.sizes, item.main, item.natural and item.main >= item.base - _SLACK)

    # --- Columns --------------------------------------------------------------------------------------------------

    def _column_width(self, node: Node, room: float, height: float | None) -> float:
        if node.wrap and height is not None and room:
            return self._columns_width(node, height)
        widest = 0.0
        for child in node.flowing:
            sizes = child.sizes(None, height)
            want = sizes.held_width(self._wanted_width(child, sizes, room, None))
            widest = max(widest, want + sizes.left + sizes.right)
        return widest

    def _columns_width(self, node: Node, height: float) -> float:
        """The width of all columns beside each other when the height is known."""
        lines = _broken(self._column_items(node, FAR, height), height, gap_of(node.style.row_gap, height))
        total = gap_of(node.style.column_gap, None) * max(0, len(lines) - 1)
        return total + sum([max(0.0, *[item.cross + item.before + item.after for item in line]) for line in lines])

    def _column_items(self, node: Node, width: float, height: float | None) -> list[_Item]:
        """The children of a column, each with its width and the height it starts from."""
        key = (width, height if node.upright else None)
        found, mark = self.memo.recall(node.prepared, key)
        if found is None:
            found = self._new_column_items(node, *key)
            self.memo.store(node.prepared, key, mark, found)
        return cast(list[_Item], found)

    def _new_column_items(self, node: Node, width: float, height: float | None) -> list[_Item]:
        items = []
        for child in node.flowing:
            sizes = child.sizes(width, height)
            item = _Item(child, sizes, node)
            room = width - sizes.left - sizes.right
            if item.stretch and not node.wrap:
                item.cross = sizes.held_width(room)
            else:
                item.cross = self.fit_width(child, sizes, room, None)
                # Asked before, so this costs nothing, and a text on one line needs no further question.
                if child.measured and not child.keeps_shape and sizes.width is None:
                    item.natural = item.cross >= self.content_width(child, math.inf) + sizes.wide - _SLACK
            if sizes.basis is not None:
                item.base = sizes.basis
            elif sizes.height is not None:
                item.base = sizes.height
            else:
                item.base = self._column_auto(item)
            items.append(item)
        return items

    def _column_auto(self, item: _Item) -> float:
        return self.auto_height(item.node, item.sizes, item.cross, item.natural)

    def _column_least(self, item: _Item) -> float:
        """The automatic minimum height (section 4.5)."""
        sizes = item.sizes
        if sizes.basis is None and sizes.height is None:
            least = item.base
        else:
            least = self._column_auto(item)
            if sizes.height is not None:
                least = min(least, sizes.height)
        return max(sizes.high, min(least, item.most))

    def _column_height(self, node: Node, width: float) -> float:
        total = gap_of(node.style.row_gap, None) * max(0, len(node.flowing) - 1)
        for item in self._column_items(node, width, None):
            sizes = item.sizes
            want = item.base
            if sizes.basis is not None:
                want = self._column_auto(item) if sizes.height is None else sizes.height
                least = self._column_least(item) if item.least is None else item.least
                want = _contribution(item.node, max(want, item.base), item.base, sizes.height, least, sizes.max_height)
            total += sizes.held_height(want) + item.near + item.far
        return max(0.0, total)

    def _column_lines(self, node: Node, width: float, height: float) -> list[list[_Item]]:
        """The children of a column in lines, each with its height."""
        items = self._column_items(node, width, height)
        gap = gap_of(node.style.row_gap, height)
        for item in items:
            if item.automatic:
                item.least = self._column_least(item) if node.wrap and item.sizes.basis is not None else None
        lines = _broken(items, height if node.wrap else math.inf, gap)
        for line in lines:
            room = height - gap * (len(line) - 1)
            _flex(line, room)
            if not all(item.least is not None or self._column_at_ease(item) for item in line):
                for item in line:
                    if item.least is None:
                        item.least = self._column_least(item)
                _flex(line, room)
        return lines

    def _column_at_ease(self, item: _Item) -> bool:
        """Whether the item is no lower than its automatic minimum."""
        if item.sizes.basis is None and item.main >= item.base - _SLACK:
            return True
        return item.main >= item.most or item.main >= self._column_least(item) - _SLACK

    # --- Places ---------------------------------------------------------------------------------------------------

    def place(self, node: Node, width: float, height: float, sizes: Sizes) -> Laid:
        """Where everything inside lies when the content box has this size."""
        if not node.children:
            return EMPTY
        key = (width, height, sizes if node.floating else None)
        found, mark = self.memo.recall(node.laid, key)
        if found is None:
            spots = self._spots(node, width, height, sizes)
            places = []
            for child, x, y, wide, high, own in spots:
                inside = self.place(child, max(0.0, wide - own.wide), max(0.0, high - own.high), own)
                places.append((child, x, y, wide, high, own, inside))
            found = Laid(tuple(places))
            self.memo.store(node.laid, key, mark, found)
        return cast(Laid, found)

    def _spots(self, node: Node, width: float, height: float, sizes: Sizes) -> list[Spot]:
        """Where the children lie; remembered apart from what is inside them, which changes more often."""
        key = ("spots", width, height, sizes if node.floating else None)
        found, mark = self.memo.recall(node.prepared, key)
        if found is None:
            found = (
                grid.place(self, node, width, height) if node.display == "grid" else self._lined(node, width, height)
            )
            if node.floating:
                found += [self._place_floating(node, child, width, height, sizes) for child in node.floating]
                found.sort(key=_document_order)
            self.memo.store(node.prepared, key, mark, found)
        return cast(list[Spot], found)

    @staticmethod
    def spot(
        child: Node, sizes: Sizes, x: float, y: float, width: float, height: float, room: tuple[float, float]
    ) -> Spot:
        """A child with its border box; moved by its inset when it has one; `room` is its container's content box."""
        dx, dy = _nudge(child, room)
        return (child, x + dx, y + dy, width, height, sizes)

    def _lined(self, node: Node, width: float, height: float) -> list[Spot]:
        is_row = node.is_row
        style = node.style
        if is_row:
            lines = self._row_lines(node, width, height)
            main_room, cross_room = width, height
            gap, line_gap = gap_of(style.column_gap, width), gap_of(style.row_gap, height)
        else:
            lines = self._column_lines(node, width, height)
            main_room, cross_room = height, width
            gap, line_gap = gap_of(style.row_gap, height), gap_of(style.column_gap, width)
        for line in lines:
            for item in line:
                item.across = self._across_extent(node, item, height)
            if node.on_line:
                self._line_up(line, [item.across for item in line])
        extents, offset, between = _stacked(node, lines, cross_room, line_gap)
        spots: list[Spot] = []
        room = (width, height)
        for line, extent in zip(lines, extents, strict=True):
            at = self._along(node, line, main_room, gap)
            for item, main_at in zip(line, at, strict=True):
                sizes = item.sizes
                cross = item.across
                if item.stretch and node.wrap:
                    free = extent - item.before - item.after
                    cross = sizes.held_height(free) if is_row else sizes.held_width(free)
                cross_at = offset + _across(node, item, extent, cross)
                if node.main_flips:
                    main_at = main_room - main_at - item.main
                if node.cross_flips:
                    cross_at = cross_room - cross_at - cross
                if is_row:
                    spots.append(self.spot(item.node, sizes, main_at, cross_at, item.main, cross, room))
                else:
                    spots.append(self.spot(item.node, sizes, cross_at, main_at, cross, item.main, room))
            offset += extent + between
        return spots

    def _across_extent(self, node: Node, item: _Item, height: float) -> float:
        """The extent across the line; of a container with several lines, before stretching."""
        child, sizes = item.node, item.sizes
        if node.is_row:
            if item.stretch and not node.wrap:
                return sizes.held_height(height - item.before - item.after)
            return self._row_item_height(item)
        if child.keeps_shape and not item.stretch and sizes.width is None:
            return sizes.held_width(child.width_for(item.main, sizes))
        return item.cross

    @staticmethod
    def _along(node: Node, line: list[_Item], room: float, gap: float) -> list[float]:
        """Where the items of a line begin, from the line's start."""
        free = room - gap * (len(line) - 1)
        autos = 0
        for item in line:
            free -= item.main + item.near + item.far
            autos += item.auto_near + item.auto_far
        at, between, share = 0.0, gap, 0.0
        if autos and free > 0:
            share = free / autos
        else:
            at, between = distributed(_justified(node), free, len(line), node.reverse)
            between += gap
        starts = []
        for item in line:
            at += item.near + (share if item.auto_near else 0.0)
            starts.append(at)
            at += item.main + item.far + (share if item.auto_far else 0.0) + between
        return starts

    # --- Absolute position ----------------------------------------------------------------------------------------

    def _place_floating(self, node: Node, child: Node, width: float, height: float, own: Sizes) -> Spot:
        """A child with `position: absolute`, held by its inset to the padding box, else where it would have stood."""
        pad_top, pad_right, pad_bottom, pad_left = own.padding
        wide, high = width + pad_left + pad_right, height + pad_top + pad_bottom
        sizes = child.sizes(wide, high)
        inset = child.style.inset
        top, right, bottom, left = (
            resolved(inset[0], high),
            resolved(inset[1], wide),
            resolved(inset[2], high),
            resolved(inset[3], wide),
        )
        room_x = wide - (left or 0.0) - (right or 0.0) - sizes.left - sizes.right
        room_y = high - (top or 0.0) - (bottom or 0.0) - sizes.top - sizes.bottom
        known_height = sizes.height
        if known_height is None and top is not None and bottom is not None and child.ratio is None:
            known_height = room_y
        if known_height is not None:
            known_height = sizes.held_height(known_height)
        if sizes.width is None and left is not None and right is not None:
            box_width = sizes.held_width(room_x)
        else:
            box_width = self.fit_width(child, sizes, room_x, known_height)
        if known_height is None:
            known_height = sizes.held_height(self.auto_height(child, sizes, box_width))
        x = self._floating_x(node, child, sizes, box_width, (left, right), width, wide, pad_left)
        y = self._floating_y(node, child, sizes, known_height, (top, bottom), height, high, pad_top)
        return (child, x, y, box_width, known_height, sizes)

    @staticmethod
    def _floating_x(
        node: Node,
        child: Node,
        sizes: Sizes,
        extent: float,
        inset: tuple[float | None, float | None],
        inner: float,
        outer: float,
        pad: float,
    ) -> float:
        left, right = inset
        if left is not None and right is not None:
            free = outer - left - right - extent - sizes.left - sizes.right
            autos = sizes.auto_left + sizes.auto_right
            if autos and free > 0:
                return left + sizes.left + (free / autos if sizes.auto_left else 0.0) - pad
            if node.rtl:
                left = None
        if left is not None:
            return left + sizes.left - pad
        if right is not None:
            return outer - right - sizes.right - extent - pad
        flips = node.main_flips if node.is_row else node.cross_flips
        near, far = (sizes.right, sizes.left) if flips else (sizes.left, sizes.right)
        at = _static(node, child, inner - extent - near - far, node.is_row) + near
        return inner - at - extent if flips else at

    @staticmethod
    def _floating_y(
        node: Node,
        child: Node,
        sizes: Sizes,
        extent: float,
        inset: tuple[float | None, float | None],
        inner: float,
        outer: float,
        pad: float,
    ) -> float:
        top, bottom = inset
        if top is not None and bottom is not None:
            free = outer - top - bottom - extent - sizes.top - sizes.bottom
            autos = sizes.auto_top + sizes.auto_bottom
            if autos and free > 0:
                return top + sizes.top + (free / autos if sizes.auto_top else 0.0) - pad
        if top is not None:
            return top + sizes.top - pad
        if bottom is not None:
            return outer - bottom - sizes.bottom - extent - pad
        flips = node.cross_flips if node.is_row else node.main_flips
        near, far = (sizes.bottom, sizes.top) if flips else (sizes.top, sizes.bottom)
        at = _static(node, child, inner - extent - near - far, not node.is_row) + near
        return inner - at - extent if flips else at


# --- Steps of the algorithm ---------------------------------------------------------------------------------------


def _nudge(child: Node, room: tuple[float, float]) -> tuple[float, float]:
    """How far from its place a relative box is drawn."""
    inset = child.style.inset
    if inset == (None, None, None, None):
        return 0.0, 0.0
    left, right = resolved(inset[3], room[0]), resolved(inset[1], room[0])
    top, bottom = resolved(inset[0], room[1]), resolved(inset[2], room[1])
    dx = dy = 0.0
    if left is not None and not (child.rtl and right is not None):
        dx = left
    elif right is not None:
        dx = -right
    if top is not None:
        dy = top
    elif bottom is not None:
        dy = -bottom
    return dx, dy


def _document_order(spot: Spot) -> int:
    return spot[0].index


def _broken(items: list[_Item], room: float, gap: float) -> list[list[_Item]]:
    """The items in lines (section 9.3)."""
    if room == math.inf:
        return [items] if items else []
    lines: list[list[_Item]] = []
    used = 0.0
    for item in items:
        least = item.pad if item.least is None else item.least
        need = max(least, min(item.base, item.most)) + item.near + item.far
        if lines and used + gap + need <= room + TOLERANCE:
            lines[-1].append(item)
            used += gap + need
        else:
            lines.append([item])
            used = need
    return lines


def _flex(line: list[_Item], room: float) -> None:
    """Settles `main` of the items of a line (section 9.7); `room` is without gaps."""
    total = 0.0
    for item in line:
        least = item.pad if item.least is None else item.least
        item.main = held = max(least, min(item.base, item.most))
        outer = item.near + item.far
        room -= outer
        total += held
    if total == room:
        return
    growing = total < room
    live: list[_Item] = []
    used = bases = 0.0
    for item in line:
        if growing:
            stiff = item.grow == 0 or item.base > item.main
        else:
            stiff = item.shrink == 0 or item.base < item.main
        if stiff:
            used += item.main
        else:
            live.append(item)
            bases += item.base
    first_free = room - used - bases
    for _ in range(_MOST_ROUNDS):
        if not live:
            return
        free = room - used - sum([item.base for item in live])
        factors = sum([item.grow if growing else item.shrink for item in live])
        if factors < 1 and abs(first_free * factors) < abs(free):
            free = first_free * factors
        if growing:
            weights = [item.grow for item in live]
        else:
            weights = [item.shrink * max(0.0, item.base - item.pad) for item in live]
        whole = sum(weights)
        over = 0.0
        wanted = []
        for item, weight in zip(live, weights, strict=True):
            size = item.base + (free * weight / whole if whole > 0 else 0.0)
            least = item.pad if item.least is None else item.least
            item.main = max(least, min(size, item.most))
            over += item.main - size
            wanted.append(size)
        if abs(over) <= _SLACK:
            return
        if over > 0:
            frozen = [item.main > size for item, size in zip(live, wanted, strict=True)]
        else:
            frozen = [item.main < size for item, size in zip(live, wanted, strict=True)]
        used += sum([item.main for item, stops in zip(live, frozen, strict=True) if stops])
        live = [item for item, stops in zip(live, frozen, strict=True) if not stops]


def _justified(node: Node) -> str:
    mode = node.style.justify_content
    if mode in ("left", "right"):
        return "start" if not node.is_row or (mode == "left") != node.rtl else "end"
    return mode


def _contribution(node: Node, want: float, basis: float, written: float | None, least: float, most: float) -> float:
    """What a child with a flex-basis adds to the size its container wants to have (section 9.9.1, as browsers do it).

    What cannot shrink adds its base at least, what cannot grow its base at most.
    """
    base = basis if written is None else max(basis, written)
    if node.shrink == 0:
        least = max(least, base)
    if node.grow == 0:
        most = min(most, base)
    if written is not None and (most <= least or most <= written):
        return max(least, min(written, most))
    return least if most <= least else want


def _static(node: Node, child: Node, free: float, main: bool) -> float:
    """Where an absolute child without inset begins: as if it stood in its container alone."""
    if main:
        return distributed(_justified(node), free, 1, node.reverse)[0]
    align = "start" if child.align == "stretch" else child.align
    return distributed(align, free, 1, node.wrap_reverse)[0]


def _stacked(node: Node, lines: list[list[_Item]], room: float, gap: float) -> tuple[list[float], float, float]:
    """How much every line takes across, where the first begins, and what lies between two (sections 9.4 and 9.6)."""
    if not node.wrap:
        return [room] * len(lines), 0.0, 0.0
    extents = [max(0.0, *[item.lowered + item.across + item.before + item.after for item in line]) for line in lines]
    free = room - sum(extents) - gap * (len(lines) - 1)
    mode = node.style.align_content
    if mode in ("stretch", "normal"):
        if free > 0 and lines:
            extents = [extent + free / len(lines) for extent in extents]
        free, mode = min(0.0, free), "start" if free < 0 else "flex-start"
    offset, between = distributed(mode, free, len(lines), node.wrap_reverse)
    return extents, offset, between + gap


def _across(node: Node, item: _Item, extent: float, cross: float) -> float:
    """Where an item begins across its line."""
    free = extent - cross - item.before - item.after
    autos = item.auto_before + item.auto_after
    if autos:
        return item.before + (free / autos if item.auto_before and free > 0 else 0.0)
    if item.node.align == "baseline":
        return item.before + item.lowered
    return item.before + distributed(item.node.align, free, 1, node.wrap_reverse)[0]
