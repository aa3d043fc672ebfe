"""What a proof draws over a face: trim, safe zone, boxes, baselines, sizes.

Colours are those of print shops' own proofs as far as there is a custom: magenta for the cut, green for the safe zone,
cyan for boxes.
"""

from collections.abc import Callable, Iterable

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Point, Rect
from generator.model.design import Design, Fit, Paragraph, Run, Style, TextStyle
from generator.model.face import Glyphs, Group, Item, Path, Segment, Stroke
from generator.typesetting.boxes import Layout
from generator.typesetting.outlines import rounded
from generator.typesetting.painting import transformed

TRIM, SAFE, BOX, LINE = (
    Colour("rgb", (0.85, 0.0, 0.55)),
    Colour("rgb", (0.0, 0.55, 0.2)),
    Colour("rgb", (0.0, 0.55, 0.8)),
    Colour("rgb", (0.1, 0.2, 0.85)),
)

#: Font size of what a proof says, points.
SAID = 4.5

#: Sets a text with its left top at a place.
Says = Callable[[Paragraph, Style, Rect], tuple[Item, ...]]


def over(design: Design, layout: Layout, items: Iterable[Item], sizes: dict[int, float], says: Says) -> Group:
    """The guides of one face as a group to paint last.

    Args:
        design: for trim, safe zone and corner.
        layout: the boxes, in document order.
        items: the face's own, whose text lines get their baselines drawn.
        sizes: the size found for fitted texts, points, by the number of their box.
        says: sets the words.
    """
    drawn: list[Item] = []
    turned: list[Matrix] = []
    for number, box in enumerate(layout.boxes):
        rect = box.border_box
        around = turned[box.parent] if box.parent >= 0 else IDENTITY
        turned.append(transformed(box.element.style, rect).then(around))
        if rect.width > 0 and rect.height > 0 and box.parent >= 0:
            drawn.append(_outline(rect, BOX, 0.2, matrix=turned[-1]))
        size = sizes.get(number)
        if size is not None:
            style = box.element.style
            drawn += _said(f"{size:.1f} pt", style, Rect(rect.x + 0.6, rect.y + 0.4, 60, SAID * 1.2), says)
    drawn += _baselines(items, IDENTITY)
    trim = Rect(0, 0, design.size.width, design.size.height)
    if design.safe > 0:
        drawn.append(_outline(trim.grown(-design.safe), SAFE, 0.4, (2.0, 1.2)))
    drawn.append(Path(rounded(trim, (design.corner,) * 4), stroke=Stroke(TRIM, 0.4)))
    return Group(tuple(drawn))


def _outline(rect: Rect, color: Colour, width: float, dash: tuple[float, ...] = (), matrix: Matrix = IDENTITY) -> Path:
    corners = [(rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)]
    first, *others = [matrix.apply(Point(x, y)) for x, y in corners]
    segments: tuple[Segment, ...] = (
        ("M", first.x, first.y),
        *(("L", point.x, point.y) for point in others),
        ("Z",),
    )
    return Path(segments, stroke=Stroke(color, width, dash=dash))


def _baselines(items: Iterable[Item], matrix: Matrix) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            found += _baselines(item.items, item.matrix.then(matrix))
        elif isinstance(item, Glyphs):
            wide = sum(piece.width for piece in item.pieces) * item.size / 1000
            start, end = matrix.apply(Point(item.x, item.y)), matrix.apply(Point(item.x + wide, item.y))
            segments: tuple[Segment, ...] = (("M", start.x, start.y), ("L", end.x, end.y))
            found.append(Path(segments, stroke=Stroke(LINE, 0.15)))
    return found


def _said(text: str, style: Style, at: Rect, says: Says) -> tuple[Item, ...]:
    size = style.text.size.min if isinstance(style.text.size, Fit) else style.text.size
    font = TextStyle(families=style.text.families, size=min(SAID, size), color=BOX, language="en")
    return says((Run(text, font),), Style(text=font, line_height=1.2, text_wrap="nowrap"), at)
