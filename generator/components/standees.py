"""Standees: figures that fold at their top, and columns of several sides; as flats with their cuts and folds."""

from collections.abc import Iterator

from generator.basics.geometry import Insets, Point, Rect, Size, grown_apart
from generator.basics.units import mm
from generator.model.boxes import Dieline, Panel
from generator.model.face import Segment
from generator.model.tokens import Standee

#: How far print goes on beyond the cuts, points.
BLEED = mm(3)


def dieline(standee: Standee) -> Dieline:
    """The flat of a standee.

    A figure, from top to bottom: base flap, back (upside down), front, base flap. A column: its sides in a row and the
    glue flap after the last; above each side its part of the roof, below it a base flap, to be folded inwards.
    """
    return _figure(standee) if standee.kind == "figure" else _Column(standee).dieline()


def _figure(standee: Standee) -> Dieline:
    width, height, base = standee.width, standee.height, standee.base
    size = Size(width, 2 * (height + base))
    fold, back = base + height, base
    foot = fold + height
    panels = [("back", 0, Rect(0, back, width, height), 180), ("front", 0, Rect(0, fold, width, height), 0)]
    slope = min(base / 3, width / 6)
    cut: list[Segment] = []
    folds = [(Point(0, fold), Point(width, fold))]
    if base:
        panels += [("base", 1, Rect(0, 0, width, base), 180), ("base", 2, Rect(0, foot, width, base), 0)]
        folds += [(Point(0, y), Point(width, y)) for y in (back, foot)]
        cut = [("M", slope, 0.0), ("L", width - slope, 0.0), ("L", width, back), ("L", width, foot)]
        cut += [("L", width - slope, size.height), ("L", slope, size.height), ("L", 0.0, foot), ("L", 0.0, back)]
    else:
        cut = [("M", 0.0, 0.0), ("L", width, 0.0), ("L", width, size.height), ("L", 0.0, size.height)]
    windows = grown_apart([at for _, _, at, _ in panels], BLEED)
    return Dieline(
        size=size,
        panels=tuple(
            Panel(name=name, number=number, at=at, window=window, turned=turned, hidden=name == "base")
            for (name, number, at, turned), window in zip(panels, windows, strict=True)
        ),
        cuts=((*cut, ("Z",)),),
        folds=tuple(folds),
    )


class _Column:
    def __init__(self, standee: Standee) -> None:
        self.width, self.height, self.base = standee.width, standee.height, standee.base
        self.roof, self.glue, self.sides = standee.roof, standee.glue, standee.sides
        self.end = self.sides * self.width
        self.foot = self.roof + self.height
        self.size = Size(self.end + self.glue, self.foot + self.base)

    def dieline(self) -> Dieline:
        panels = [("glue", 0, Rect(self.end, self.roof, self.glue, self.height))]
        starts = [number * self.width for number in range(self.sides)]
        if self.base:
            panels += [("base", n, Rect(x, self.foot, self.width, self.base)) for n, x in enumerate(starts, 1)]
        if self.roof:
            panels += [("roof", n, Rect(x, 0, self.width, self.roof)) for n, x in enumerate(starts, 1)]
        panels += [("side", n, Rect(x, self.roof, self.width, self.height)) for n, x in enumerate(starts, 1)]
        windows = list(grown_apart([at for _, _, at in panels], BLEED))
        # The seam: the last side's colour goes on under the first one, which is glued over it.
        windows[-1] = windows[-1].inset(Insets(0, -min(BLEED, self.glue / 2), 0, 0))
        return Dieline(
            size=self.size,
            panels=tuple(
                Panel(name=name, number=number, at=at, window=window, hidden=name in ("glue", "base"))
                for (name, number, at), window in zip(panels, windows, strict=True)
            ),
            cuts=(tuple(self.outline(starts)),),
            folds=tuple(self.folds(starts)),
        )

    def folds(self, starts: list[float]) -> Iterator[tuple[Point, Point]]:
        for x in (*starts[1:], self.end):
            yield Point(x, self.roof), Point(x, self.foot)
        for x in starts:
            if self.roof:
                yield Point(x, self.roof), Point(x + self.width, self.roof)
            if self.base:
                yield Point(x, self.foot), Point(x + self.width, self.foot)

    def outline(self, starts: list[float]) -> Iterator[Segment]:
        """The cut around everything, clockwise from the first side's upper left corner."""
        yield "M", 0.0, self.roof
        if self.roof:
            for x in starts:
                yield "L", x + self.width / 2, 0.0
                yield "L", x + self.width, self.roof
        else:
            yield "L", self.end, self.roof
        slope = min(self.glue / 2, self.height / 4)
        yield "L", self.size.width, self.roof + slope
        yield "L", self.size.width, self.foot - slope
        yield "L", self.end, self.foot
        if self.base:
            # Flaps that meet in a corner are cut back so far that they do not lie on each other much.
            inset = min(self.base, self.width / 2 - mm(1))
            for x in reversed(starts):
                yield "L", x + self.width - inset, self.size.height
                yield "L", x + inset, self.size.height
                yield "L", x, self.foot
        else:
            yield "L", 0.0, self.foot
        yield ("Z",)
