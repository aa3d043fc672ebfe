"""How far cards may bleed: along the outer edges of what lies on a sheet, and between one card and the next."""

from generator.basics.geometry import Insets, Rect
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE
from generator.imposition.layout import Block, Blocks


def outer_bleed(bleed: float, room: Insets, keep: Insets, margins: Insets, *, for_marks: float) -> Insets:
    """The bleed along the outer edges of the grid.

    As asked, but never into the printer margin, leaving room for the shortest mark, and the same on opposite edges,
    so that it is right on the back too, however the sheet is turned over.
    """

    def edge(distance: float, kept: float, margin: float) -> float:
        return distance - max(kept + for_marks, margin)

    upright = min(edge(room.top, keep.top, margins.top), edge(room.bottom, keep.bottom, margins.bottom))
    sideways = min(edge(room.left, keep.left, margins.left), edge(room.right, keep.right, margins.right))
    upright, sideways = max(0.0, min(bleed, upright)), max(0.0, min(bleed, sideways))
    return Insets(upright, sideways, upright, sideways)


def windows_of(blocks: Blocks, outer: Insets, bleed: float) -> tuple[Rect, ...]:
    """For each slot, the trim and its bleed: `outer` along the edges of the whole, half the gap between neighbours."""
    found: list[Rect] = []
    for block in blocks:
        sideways, upright = min(bleed, block.gap.width / 2), min(bleed, block.gap.height / 2)
        facing = _facing(block, blocks)
        top = upright if facing.top else outer.top
        right = sideways if facing.right else outer.right
        bottom = upright if facing.bottom else outer.bottom
        left = sideways if facing.left else outer.left
        last = block.count - block.columns
        for number, slot in enumerate(block.slots):
            column = number % block.columns
            found.append(
                slot.inset(
                    Insets(
                        -(top if number < block.columns else upright),
                        -(right if column == block.columns - 1 else sideways),
                        -(bottom if number >= last else upright),
                        -(left if column == 0 else sideways),
                    )
                )
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Facing:
    """Beyond which edges of a block another one lies."""

    top: bool
    right: bool
    bottom: bool
    left: bool


def _facing(block: Block, blocks: Blocks) -> _Facing:
    area = block.area
    others = [other.area for other in blocks if other is not block]
    beside = [other for other in others if min(area.bottom, other.bottom) - max(area.y, other.y) > TOLERANCE]
    along = [other for other in others if min(area.right, other.right) - max(area.x, other.x) > TOLERANCE]
    return _Facing(
        top=any(other.y < area.y for other in along),
        right=any(other.x > area.x for other in beside),
        bottom=any(other.y > area.y for other in along),
        left=any(other.x < area.x for other in beside),
    )
