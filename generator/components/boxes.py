"""Tuck boxes: from cards and their thickness to a flat with its cuts and folds.

The flat, its printed side up: glue flap, back, left side, front and right side in a row; above and below the back the
lid and the bottom, each with a flap to tuck in; above and below the sides the dust flaps.
"""

from collections.abc import Iterator

from generator.basics.geometry import KAPPA, Insets, Point, Rect, Size, grown_apart
from generator.basics.units import fits, mm
from generator.model.boxes import Box, Dieline, Panel
from generator.model.face import Segment
from generator.model.formats import Format

#: How far print goes on beyond the cuts, points.
BLEED = mm(3)

#: A thumb notch is half a circle with at most this radius, points.
NOTCH = mm(9)

#: No box has more cards than this, points.
_DEEPEST = mm(400)


def inside(box: Box, card: Format, count: int) -> tuple[float, float, float]:
    """Width, height and depth that the cards may take up, room to spare included; points."""
    spare = box.clearance
    return card.trim.width + spare, card.trim.height + spare, count * box.card_thickness + spare


def outside(box: Box, card: Format, count: int) -> tuple[float, float, float]:
    """Width, height and depth from fold to fold; points."""
    width, height, depth = inside(box, card, count)
    walls = 2 * box.board
    return width + walls, height + walls, depth + walls


def flat_size(box: Box, card: Format, count: int) -> Size:
    """How large the flat of a box for so many cards is."""
    width, height, depth = outside(box, card, count)
    return Size(2 * (width + depth) + box.glue, height + 2 * (depth + box.tuck))


def most_cards(box: Box, card: Format, rooms: tuple[Size, ...]) -> int:
    """For how many cards at most the box's flat still fits into one of the rooms; 0 when for none."""
    best = 0
    for room in rooms:
        bare = flat_size(box, card, 0)
        spare = min(room.width - bare.width, room.height - bare.height) / 2
        if fits(0, spare):
            count = int(min(spare, _DEEPEST) / box.card_thickness)
            while count and not _holds(room, flat_size(box, card, count)):
                count -= 1
            if _holds(room, flat_size(box, card, count + 1)):
                count += 1
            best = max(best, count)
    return best


def _holds(room: Size, flat: Size) -> bool:
    return fits(flat.width, room.width) and fits(flat.height, room.height)


def dieline(box: Box, card: Format, count: int) -> Dieline:
    """The flat of a box for so many cards of a format; panels that hide others' edges come last.

    Args:
        box: what the deck says of it.
        card: the cards' format.
        count: how many go in.
    """
    return _Flat(box, card, count).dieline()


class _Flat:
    def __init__(self, box: Box, card: Format, count: int) -> None:
        self.width, self.height, self.depth = outside(box, card, count)
        self.glue, self.tuck = box.glue, box.tuck
        self.back = box.glue
        self.left = self.back + self.width
        self.front = self.left + self.depth
        self.right = self.front + self.width
        self.end = self.right + self.depth
        self.top = self.depth + box.tuck
        self.foot = self.top + self.height
        self.size = flat_size(box, card, count)
        #: Flaps leave the folds at their sides alone, and what is tucked in is narrower than what it is tucked into.
        self.ease = min(mm(1), self.depth / 8)
        self.dust = min(self.width / 2 - mm(1), max(self.tuck, 0.6 * self.depth), self.depth + self.tuck)
        self.notch = min(NOTCH, self.width / 5, self.height / 8) if box.notch else 0.0

    def dieline(self) -> Dieline:
        panels = self.panels()
        windows = list(grown_apart([at for _, at, _, _ in panels], BLEED))
        # The seam: the back's colour goes on under the side that is glued over it.
        windows = [
            window.inset(Insets(0, 0, 0, -min(BLEED, self.glue / 2))) if name == "back" else window
            for (name, _, _, _), window in zip(panels, windows, strict=True)
        ]
        return Dieline(
            size=self.size,
            panels=tuple(
                Panel(name=name, at=at, window=window, turned=turned, hidden=hidden)
                for (name, at, turned, hidden), window in zip(panels, windows, strict=True)
            ),
            cuts=(tuple(self.outline()),),
            folds=tuple(self.folds()),
        )

    def panels(self) -> list[tuple[str, Rect, int, bool]]:
        """Name, place, turn and whether it is hidden, of each; who stands before the front reads the lid upright."""
        top, height, width, depth = self.top, self.height, self.width, self.depth
        return [
            ("glue", Rect(0, top, self.glue, height), 0, True),
            *(
                ("dust", flap, 0, True) if flap.y < top else ("bottom-dust", flap, 180, True)
                for flap in self.dust_flaps()
            ),
            ("tuck", Rect(self.back, 0, width, self.tuck), 180, True),
            ("bottom-tuck", Rect(self.back, self.foot + depth, width, self.tuck), 180, True),
            ("lid", Rect(self.back, self.tuck, width, depth), 180, False),
            ("bottom", Rect(self.back, self.foot, width, depth), 180, False),
            ("back", Rect(self.back, top, width, height), 0, False),
            ("left", Rect(self.left, top, depth, height), 90, False),
            ("front", Rect(self.front, top, width, height), 0, False),
            ("right", Rect(self.right, top, depth, height), 90, False),
        ]

    def dust_flaps(self) -> Iterator[Rect]:
        for side in (self.left, self.right):
            for y in (self.top - self.dust, self.foot):
                yield Rect(side + self.ease, y, self.depth - 2 * self.ease, self.dust)

    def folds(self) -> Iterator[tuple[Point, Point]]:
        for x in (self.back, self.left, self.front, self.right):
            yield Point(x, self.top), Point(x, self.foot)
        for y in (self.tuck, self.top, self.foot, self.foot + self.depth):
            yield Point(self.back, y), Point(self.left, y)
        for flap in self.dust_flaps():
            y = flap.bottom if flap.y < self.top else flap.y
            yield Point(flap.x, y), Point(flap.right, y)

    def outline(self) -> Iterator[Segment]:
        """The cut around everything, clockwise from the glue flap's lower left corner."""
        slope = min(self.glue * 0.4, self.height / 4)
        yield "M", 0.0, self.foot - slope
        yield "L", 0.0, self.top + slope
        yield "L", self.back, self.top
        yield from self.tucked(up=True)
        yield from self.dusted(self.left, up=True)
        yield from self.notched()
        yield from self.dusted(self.right, up=True)
        yield "L", self.end, self.top
        yield "L", self.end, self.foot
        yield from self.dusted(self.right, up=False)
        yield "L", self.front, self.foot
        yield from self.dusted(self.left, up=False)
        yield "L", self.left, self.foot
        yield from self.tucked(up=False)
        yield "L", self.back, self.foot
        yield ("Z",)

    def tucked(self, *, up: bool) -> Iterator[Segment]:
        """Around the lid and its flap from left to right, or the bottom and its flap from right to left."""
        fold, tip, way = (self.tuck, 0.0, 1) if up else (self.foot + self.depth, self.size.height, -1)
        start, end = (self.back, self.left) if up else (self.left, self.back)
        radius = min(self.tuck * 0.6, self.width / 4)
        near, far = start + way * self.ease, end - way * self.ease
        bend = radius * (1 - KAPPA)
        yield "L", start, fold
        yield "L", near, fold
        yield "L", near, tip + way * radius
        yield "C", near, tip + way * bend, near + way * bend, tip, near + way * radius, tip
        yield "L", far - way * radius, tip
        yield "C", far - way * bend, tip, far, tip + way * bend, far, tip + way * radius
        yield "L", far, fold
        yield "L", end, fold
        if up:
            yield "L", end, self.top

    def dusted(self, side: float, *, up: bool) -> Iterator[Segment]:
        """Around a side's dust flap: above from left to right, below from right to left."""
        way = 1 if up else -1
        fold = self.top if up else self.foot
        start, end = (side, side + self.depth) if up else (side + self.depth, side)
        near, far = start + way * self.ease, end - way * self.ease
        slope = way * min(self.dust * 0.3, abs(far - near) / 4)
        tip, shoulder = fold - way * self.dust, fold - way * self.dust * 0.45
        yield "L", start, fold
        yield "L", near, fold
        yield "L", near, shoulder
        yield "L", near + slope, tip
        yield "L", far - slope, tip
        yield "L", far, shoulder
        yield "L", far, fold
        yield "L", end, fold

    def notched(self) -> Iterator[Segment]:
        """Along the front's upper edge, with the half circle for a thumb."""
        radius, y = self.notch, self.top
        middle = self.front + self.width / 2
        yield "L", self.front, y
        if radius:
            bend = radius * KAPPA
            yield "L", middle - radius, y
            yield "C", middle - radius, y + bend, middle - bend, y + radius, middle, y + radius
            yield "C", middle + bend, y + radius, middle + radius, y + bend, middle + radius, y
        yield "L", self.right, y
