"""What a box has at its edges: borders, and shadows outside and inside."""

import math
from collections.abc import Iterable
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import Insets, Point, Rect
from generator.model.design import Border, Shadow, Style
from generator.model.face import Group, Item, Path, Segment, Stroke
from generator.typesetting.outlines import Radii, rounded, shrunk

#: A soft shadow is drawn as one shape for each of these: how far out of the box its edge is, in standard deviations,
#: where a shadow made soft by a normal distribution has lost 1/24, 3/24, 5/24… of its strength.
_SOFTENING = (1.732, 1.150, 0.812, 0.549, 0.319, 0.105, -0.105, -0.319, -0.549, -0.812, -1.150, -1.732)

#: Round corners of a soft shadow have at least this part of the blur as their radius.
_ROUNDED_BY_BLUR = 0.25

#: A dot is a dash of this length with round ends, points: PDFium makes one of no length longer, and dots would drift.
_DOT = 0.01


# --- Shadows ------------------------------------------------------------------------------------------------------


def outer_shadows(style: Style, box: Rect, radii: Radii) -> list[Item]:
    """The shadows that fall outside a box; where it can be seen through they are cut out of it, as CSS says."""
    found: list[Item] = []
    for shadow in reversed(style.box_shadow):
        if not shadow.inset:
            found += [Path(outline, fill=paint) for outline, paint in _layers(shadow, box, radii) if outline]
    if not found or (style.background_color is not None and style.background_color.alpha == 1):
        return found
    far = _around(box, [shadow for shadow in style.box_shadow if not shadow.inset])
    return [Group(tuple(found), clip=Path(rounded(far) + rounded(box, radii), even_odd=True))]


def inner_shadows(style: Style, box: Rect, radii: Radii) -> list[Item]:
    """The shadows that fall into a box, inside its borders."""
    wanted = [shadow for shadow in style.box_shadow if shadow.inset]
    if not wanted:
        return []
    padding, inner = within(box, radii, widths_of(style.border))
    if padding.width <= 0 or padding.height <= 0:
        return []
    frame = rounded(_around(padding, wanted))
    shapes = [
        Path(frame + hole, fill=paint, even_odd=True)
        for shadow in reversed(wanted)
        for hole, paint in _layers(shadow, padding, inner)
    ]
    return [Group(tuple(shapes), clip=Path(rounded(padding, inner)))]


def _layers(shadow: Shadow, box: Rect, radii: Radii) -> Iterable[tuple[tuple[Segment, ...], Colour]]:
    """The outlines of a shadow's shapes, and what each is painted with: one when sharp, several when soft."""
    if shadow.blur <= 0:
        yield _grown(shadow, box, radii, 0.0), shadow.color
        return
    steps, alpha = len(_SOFTENING), shadow.color.alpha
    for step, away in enumerate(_SOFTENING):
        # Laid over what is there already, each step takes the shadow one part further to its full strength.
        part = 1 - (1 - alpha * (step + 1) / steps) / (1 - alpha * step / steps)
        outline = _grown(shadow, box, radii, away * shadow.blur / 2)
        if outline or shadow.inset:
            yield outline, replace(shadow.color, alpha=part)


def _grown(shadow: Shadow, box: Rect, radii: Radii, by: float) -> tuple[Segment, ...]:
    """The outline of a shadow with its edge so far outside (of the hole that an inner one leaves: inside)."""
    grow = -(shadow.spread + by) if shadow.inset else shadow.spread + by
    rect = box.grown(grow).moved(shadow.dx, shadow.dy)
    if rect.width <= 0 or rect.height <= 0:
        return ()
    if shadow.blur <= 0:
        return rounded(rect, shrunk(radii, -grow))
    most = min(rect.width, rect.height) / 2
    one, two, three, four = (min(most, max(radius + grow, shadow.blur * _ROUNDED_BY_BLUR)) for radius in radii)
    return rounded(rect, (one, two, three, four))


def _around(box: Rect, shadows: Iterable[Shadow]) -> Rect:
    """A rectangle that all these shadows stay inside of."""
    reach = max(abs(s.dx) + abs(s.dy) + abs(s.spread) + s.blur for s in shadows)
    return box.grown(reach + 1)


# --- Borders ------------------------------------------------------------------------------------------------------


def borders(style: Style, box: Rect, radii: Radii) -> list[Item]:
    """The four borders of a box."""
    top = style.border[0]
    if not any(border.width for border in style.border):
        return []
    alike = all(border == top for border in style.border)
    if alike and top.style in ("dashed", "dotted") and any(radii):
        return [_dashed_ring(box, radii, top)]
    looks = {(border.style, border.color) for border in style.border if border.width}
    (kind, color), widths = next(iter(looks)), widths_of(style.border)
    if len(looks) == 1 and kind == "double" and all(border.width for border in style.border):
        third = _part(widths, 1 / 3)
        return [
            _ring(box, radii, third, color),
            _ring(*within(box, radii, _part(widths, 2 / 3)), third, color),
        ]
    if len(looks) == 1 and kind == "solid":
        if not any(radii) and not all(border.width for border in style.border):
            return [_bar(box, style.border, side, color) for side in range(4) if style.border[side].width]
        return [_ring(box, radii, widths, color)]
    found = [item for side, border in enumerate(style.border) for item in _side(box, style.border, side, border)]
    if any(radii) and all(kind == "solid" for kind, _ in looks):
        # So deep that they cover the ring at its corners, and no deeper than where two of them meet.
        reach = 1 + max(radii) / min(border.width for border in style.border if border.width)
        for one, other, room in ((widths.left, widths.right, box.width), (widths.top, widths.bottom, box.height)):
            reach = min(reach, room / (one + other)) if one + other else reach
        wedges = [
            Path(_trapezium(box, style.border, side, 0, reach), fill=border.color)
            for side, border in enumerate(style.border)
            if border.width
        ]
        return [Group(tuple(wedges), clip=_ring(box, radii, widths, color))]
    return found


def _part(widths: Insets, part: float) -> Insets:
    return Insets(widths.top * part, widths.right * part, widths.bottom * part, widths.left * part)


def widths_of(four: tuple[Border, Border, Border, Border]) -> Insets:
    """How much the borders take of a box on each side."""
    top, right, bottom, left = four
    return Insets(top.width, right.width, bottom.width, left.width)


def within(box: Rect, radii: Radii, widths: Insets) -> tuple[Rect, Radii]:
    """What is inside borders of these widths, and its corners.

    Where the widths differ, the inner corner is an ellipse; the mean of the two widths comes close enough to be seen
    as one, and is exact when they agree.
    """
    tl, tr, br, bl = radii
    return box.inset(widths), (
        max(0.0, tl - (widths.top + widths.left) / 2),
        max(0.0, tr - (widths.top + widths.right) / 2),
        max(0.0, br - (widths.bottom + widths.right) / 2),
        max(0.0, bl - (widths.bottom + widths.left) / 2),
    )


def _ring(box: Rect, radii: Radii, widths: Insets, color: Colour) -> Path:
    """The area between an outline and the one inside it."""
    inner, inner_radii = within(box, radii, widths)
    return Path(rounded(box, radii) + rounded(inner, inner_radii), fill=color, even_odd=True)


def _bar(box: Rect, four: tuple[Border, Border, Border, Border], side: int, color: Colour) -> Path:
    """One side as a plain bar: where a neighbour has no width, a ring would leave a hairline along it."""
    top, right, bottom, left = (border.width for border in four)
    bars = (
        Rect(box.x, box.y, box.width, top),
        Rect(box.right - right, box.y, right, box.height),
        Rect(box.x, box.bottom - bottom, box.width, bottom),
        Rect(box.x, box.y, left, box.height),
    )
    return Path(rounded(bars[side]), fill=color)


def _side(box: Rect, four: tuple[Border, ...], side: int, border: Border) -> list[Item]:
    """One side on its own: a trapezium, mitred with its neighbours, or a dashed line along its middle."""
    if not border.width or border.style == "none":
        return []
    if border.style in ("dashed", "dotted"):
        return [_dashed_side(box, side, border)]
    if border.style == "double":
        return [
            Path(_trapezium(box, four, side, 0, 1 / 3), fill=border.color),
            Path(_trapezium(box, four, side, 2 / 3, 1), fill=border.color),
        ]
    return [Path(_trapezium(box, four, side, 0, 1), fill=border.color)]


def _trapezium(box: Rect, four: tuple[Border, ...], side: int, outer: float, inner: float) -> tuple[Segment, ...]:
    """The part of a side between two parts of its width, both counted from outside."""

    def corners(part: float) -> list[Point]:
        top, right, bottom, left = (border.width * part for border in four)
        return [
            Point(box.x + left, box.y + top),
            Point(box.right - right, box.y + top),
            Point(box.right - right, box.bottom - bottom),
            Point(box.x + left, box.bottom - bottom),
        ]

    far, near, second = corners(outer), corners(inner), (side + 1) % 4
    points = (far[side], far[second], near[second], near[side])
    return (
        ("M", points[0].x, points[0].y),
        *(("L", point.x, point.y) for point in points[1:]),
        ("Z",),
    )


def _dashed_side(box: Rect, side: int, border: Border) -> Path:
    """A line along the middle of one side, with a whole dash or dot at both of its ends."""
    half = border.width / 2
    # A dot is round about its place; a dash begins at it.
    line = box.grown(-half)
    ends = half if border.style == "dashed" else 0.0
    if side in (0, 2):
        y = line.y if side == 0 else line.bottom
        start, end = Point(line.x - ends, y), Point(line.right + ends, y)
    else:
        x = line.right if side == 1 else line.x
        start, end = Point(x, line.y - ends), Point(x, line.bottom + ends)
    length = abs(end.x - start.x) + abs(end.y - start.y)
    dash, gap = _dash(border)
    pairs = max(1, round((length - dash) / (dash + gap)))
    part = length / (pairs * (dash + gap) + dash)
    return Path((("M", start.x, start.y), ("L", end.x, end.y)), stroke=_stroke(border, (dash * part, gap * part)))


def _dashed_ring(box: Rect, radii: Radii, border: Border) -> Path:
    """A line along the middle of a round border, its dashes of one length all the way around."""
    half = border.width / 2
    line, corners = box.grown(-half), shrunk(radii, half)
    length = 2 * (line.width + line.height) - sum(corners) * (2 - math.pi / 2)
    dash, gap = _dash(border)
    part = length / (dash + gap) / max(1, round(length / (dash + gap)))
    return Path(rounded(line, corners), stroke=_stroke(border, (dash * part, gap * part)))


def _dash(border: Border) -> tuple[float, float]:
    """The lengths of a dash and a gap, more or less."""
    return (_DOT, 2 * border.width - _DOT) if border.style == "dotted" else (3 * border.width, 2 * border.width)


def _stroke(border: Border, dash: tuple[float, ...]) -> Stroke:
    return Stroke(border.color, border.width, cap="round" if border.style == "dotted" else "butt", dash=dash)
