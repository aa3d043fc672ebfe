"""Arrangements: how many cards a room holds, in which columns and rows, and whether some lie turned."""

from collections.abc import Iterator
from dataclasses import replace

from generator.basics.geometry import Rect, Size
from generator.basics.records import dataclass
from generator.basics.units import how_many_fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Slots of one size in columns and rows.

    Attributes:
        x: of the first slot's left edge.
        y: of the first slot's top edge.
        slot: one trim as it lies.
        gap: between neighbouring columns (width) and rows (height).
        turned: how the cards lie, degrees clockwise, 0 or 90.
    """

    x: float = 0.0
    y: float = 0.0
    columns: int
    rows: int
    slot: Size
    gap: Size
    turned: int = 0

    @property
    def count(self) -> int:
        """How many slots there are."""
        return self.columns * self.rows

    @property
    def area(self) -> Rect:
        """The rectangle around all slots."""
        return Rect(
            self.x,
            self.y,
            self.columns * self.slot.width + (self.columns - 1) * self.gap.width,
            self.rows * self.slot.height + (self.rows - 1) * self.gap.height,
        )

    @property
    def slots(self) -> tuple[Rect, ...]:
        """The trims, row by row from the top left."""
        width, height = self.slot.width, self.slot.height
        across, down = width + self.gap.width, height + self.gap.height
        return tuple(
            Rect(self.x + column * across, self.y + row * down, width, height)
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def moved(self, dx: float, dy: float) -> "Block":
        """The block somewhere else."""
        return replace(self, x=self.x + dx, y=self.y + dy)


Blocks = tuple[Block, ...]


def plain(room: Size, card: Size, gutter: float, *, turned: int = 0) -> Block:
    """The fullest block of cards that all lie alike, its corner at the origin; it may hold none."""
    slot = card if turned == 0 else card.turned
    return Block(
        columns=how_many_fit(slot.width, gutter, room.width),
        rows=how_many_fit(slot.height, gutter, room.height),
        slot=slot,
        gap=Size(gutter, gutter),
        turned=turned,
    )


def folded(room: Size, card: Size, gutter: float, *, vertical: bool) -> Block:
    """The fullest block that one fold halves: an even number of columns (a vertical fold) or of rows."""
    block = plain(room, card, gutter)
    if vertical:
        return replace(block, columns=block.columns // 2 * 2)
    return replace(block, rows=block.rows // 2 * 2)


def mixed(room: Size, card: Size, gutter: float) -> Blocks:
    """The fullest arrangement of two blocks, one upright and one turned, parted by one straight cut.

    The blocks lie beside or below each other, each in the middle of the other's extent; the corner of the whole is at
    the origin. Three and more blocks hold one card more on a few sheets, at the price of cuts nobody can follow.

    Returns:
        Empty when two blocks hold no more than one does.
    """
    best: Blocks = ()
    most = max(plain(room, card, gutter, turned=turned).count for turned in (0, 90))
    for first, second, beside in _pairs(room, card, gutter):
        count = first.count + second.count
        if first.count and second.count and count > most:
            most = count
            best = _joined(first, second, gutter, beside=beside)
    return best


def _pairs(room: Size, card: Size, gutter: float) -> Iterator[tuple[Block, Block, bool]]:
    for turned in (0, 90):
        whole = plain(room, card, gutter, turned=turned)
        for columns in range(1, whole.columns + 1):
            first = replace(whole, columns=columns)
            left = Size(room.width - first.area.width - gutter, room.height)
            yield first, plain(left, card, gutter, turned=90 - turned), True
        for rows in range(1, whole.rows + 1):
            first = replace(whole, rows=rows)
            below = Size(room.width, room.height - first.area.height - gutter)
            yield first, plain(below, card, gutter, turned=90 - turned), False


def _joined(first: Block, second: Block, gutter: float, *, beside: bool) -> Blocks:
    one, other = first.area, second.area
    if beside:
        height = max(one.height, other.height)
        return (
            first.moved(0, (height - one.height) / 2),
            second.moved(one.width + gutter, (height - other.height) / 2),
        )
    width = max(one.width, other.width)
    return first.moved((width - one.width) / 2, 0), second.moved((width - other.width) / 2, one.height + gutter)


def around(blocks: Blocks) -> Rect:
    """The rectangle around all blocks."""
    areas = [block.area for block in blocks]
    left, top = min(area.x for area in areas), min(area.y for area in areas)
    return Rect(left, top, max(area.right for area in areas) - left, max(area.bottom for area in areas) - top)
