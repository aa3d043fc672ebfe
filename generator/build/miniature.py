"""A printed side in small, for the page that explains the printing: what lies where, with bars in place of words."""

from collections.abc import Iterable
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Rect, Size
from generator.build.parts import placing
from generator.model.face import Glyphs, Group, Item, Path, Segment, Stroke
from generator.model.sheet import Side

#: No line of the small picture is thinner, points: printers would lose it.
_THINNEST = 0.3

#: Bars are so high, in the size of the words they stand for, and so far above their baseline. They are as opaque as the
#: words: what is see-through would make a page of another kind, which some programs print as pixels.
_BAR, _ABOVE = 0.3, 0.1

_EDGE = Colour("gray", (0.45,))


def miniature(side: Side, paper: Size, part: float) -> Group:
    """The side made smaller, its paper's top left corner at the origin, with an edge around the paper.

    Args:
        side: what is placed on it, and its marks.
        paper: as it lies.
        part: how large it becomes, as a part of its size.
    """
    thin = _THINNEST / part
    known: dict[int, Item] = {}
    items: list[Item] = []
    for one in side.placements:
        matrix = placing(one.face.size, one.at, one.turned)
        inside = Group(tuple(_small(one.face.items, thin, known)), matrix=matrix)
        items.append(Group((inside,), clip=Path(_outline(one.window))))
    for mark in side.marks:
        line: tuple[Segment, ...] = (("M", mark.start.x, mark.start.y), ("L", mark.end.x, mark.end.y))
        dash = (4 * thin, 3 * thin) if mark.kind == "fold" else ()
        items.append(Path(line, stroke=Stroke(Colour("gray", (0.0,)), thin, dash=dash)))
    items.append(Path(_outline(Rect(0, 0, paper.width, paper.height)), stroke=Stroke(_EDGE, thin)))
    return Group(tuple(items), matrix=Matrix.scaling(part, part))


def _small(items: Iterable[Item], thin: float, known: dict[int, Item]) -> Iterable[Item]:
    for item in items:
        if isinstance(item, Group):
            # What is shared stays shared: a back is there nine times.
            if id(item) not in known:
                inner = thin / max(0.01, abs(item.matrix.a * item.matrix.d - item.matrix.b * item.matrix.c) ** 0.5)
                known[id(item)] = replace(item, items=tuple(_small(item.items, inner, known)))
            yield known[id(item)]
        elif isinstance(item, Glyphs):
            width = sum(piece.width for piece in item.pieces) * item.size / 1000
            if width > 0:
                bar = Rect(item.x, item.y - (_BAR + _ABOVE) * item.size, width, _BAR * item.size)
                yield Path(_outline(bar), fill=item.paint)
        elif isinstance(item, Path) and item.stroke is not None and item.stroke.width < thin:
            yield replace(item, stroke=replace(item.stroke, width=thin))
        else:
            yield item


def _outline(rect: Rect) -> tuple[Segment, ...]:
    return (
        ("M", rect.x, rect.y),
        ("L", rect.right, rect.y),
        ("L", rect.right, rect.bottom),
        ("L", rect.x, rect.bottom),
        ("Z",),
    )
