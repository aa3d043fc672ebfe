"""What a box looks like: shadow, background, border and picture as items at fixed places."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.model.design import Background, Dimension, Drawing, Element, Gradient, Raster, Repeat, Style
from generator.model.face import Face, Group, Image, Item, Path, Segment, Shade
from generator.typesetting.edges import borders, inner_shadows, outer_shadows, widths_of, within
from generator.typesetting.outlines import SQUARE, Radii, radii_of, rounded, shrunk

#: How many points a pixel of a picture without any size takes (CSS: 96 to the inch).
POINTS_PER_PIXEL = 0.75

#: A radial gradient of no extent has this radius, points: all of the box has its last colour.
_DOT = 1e-3

#: A background may repeat its picture no more often than this on one box; a page of A3 in millimetres takes 124,740.
MOST_TILES = 200_000

#: More tiles than these are written row by row, a row being the same thing each time.
_LONE_TILES = 400


def paints(element: Element) -> bool:
    """Whether the element shows anything but words."""
    style = element.style
    return bool(
        element.picture is not None
        or style.background_color is not None
        or style.background
        or style.box_shadow
        or any(border.width for border in style.border)
    )


def transformed(style: Style, border_box: Rect) -> Matrix:
    """What CSS `transform` does to a box and all that is in it, about its `transform-origin`."""
    if style.transform is None:
        return IDENTITY
    x = border_box.x + style.transform_origin[0].of(border_box.width)
    y = border_box.y + style.transform_origin[1].of(border_box.height)
    return Matrix.translation(-x, -y).then(style.transform).then(Matrix.translation(x, y))


def decoration(element: Element, border_box: Rect, content_box: Rect, bleed_box: Rect | None) -> tuple[Item, ...]:
    """The items of one box, in painting order.

    `bleed_box` is the area that the root's background reaches out to, and None for every other box.
    """
    style = element.style
    radii = radii_of(style.border_radius, border_box)
    ground, ground_radii = border_box, radii
    if bleed_box is not None and style.bleed == "all":
        ground, ground_radii = bleed_box, SQUARE
    # A background hangs on the box inside the borders, and goes on below them.
    area = within(border_box, radii, widths_of(style.border))[0] if bleed_box is None else ground
    items = outer_shadows(style, border_box, radii)
    outline = rounded(ground, ground_radii)
    if style.background_color is not None and style.background_color.alpha > 0:
        items.append(Path(outline, fill=style.background_color))
    for layer in reversed(style.background):
        items += _layer(layer, area, ground, outline)
    items += inner_shadows(style, border_box, radii)
    items += borders(style, border_box, radii)
    if element.picture is not None:
        top, right = content_box.y - border_box.y, border_box.right - content_box.right
        bottom, left = border_box.bottom - content_box.bottom, content_box.x - border_box.x
        inner = shrunk(radii, min(top, right, bottom, left))
        items += _picture(element.picture, content_box, inner, style, element.alt)
    return tuple(items)


# --- Backgrounds --------------------------------------------------------------------------------------------------


def _layer(layer: Background, box: Rect, ground: Rect, outline: tuple[Segment, ...]) -> list[Item]:
    """One layer: sizes and places are those of `box`, and it is painted on all of `ground`."""
    if box.width <= 0 or box.height <= 0:
        return []
    image = layer.image
    if isinstance(image, Gradient):
        width, height = _rounded_off(layer, box, _tile_size(layer, box, None), False)
        whole = _placed_tile(layer, box, width, height)
        if whole.contains(box, slack=0.001):
            return [_washed(image, whole, ground, outline)]
        one = Rect(0, 0, width, height)
        tile: Item = Group((_washed(image, one, one, rounded(one)),))
    else:
        width, height = _rounded_off(layer, box, _tile_size(layer, box, natural_size(image)), True)
        tile = _stretched(image, width, height)
    if width <= 0 or height <= 0:
        return []
    across, down = _places(layer, _placed_tile(layer, box, width, height), box, ground)
    if len(across) * len(down) > 2 * MOST_TILES:
        return []  # `repeats` has told so
    clip = Path(outline)
    if len(across) * len(down) <= _LONE_TILES:
        return [Group(tuple(Group((tile,), matrix=Matrix.translation(x, y)) for y in down for x in across), clip=clip)]
    row = Group(tuple(Group((tile,), matrix=Matrix.translation(x, 0)) for x in across), shared=True)
    return [Group(tuple(Group((row,), matrix=Matrix.translation(0, y)) for y in down), clip=clip)]


def repeats(style: Style, border_box: Rect) -> int:
    """How often the background that is repeated most often is painted on a box."""
    most = 0
    for layer in style.background:
        natural = None if isinstance(layer.image, Gradient) else natural_size(layer.image)
        size = _tile_size(layer, border_box, natural)
        width, height = _rounded_off(layer, border_box, size, natural is not None)
        if width > 0 and height > 0:
            first = _placed_tile(layer, border_box, width, height)
            across, down = _places(layer, first, border_box, border_box)
            most = max(most, len(across) * len(down))
    return most


def _places(layer: Background, first: Rect, box: Rect, ground: Rect) -> tuple[Sequence[float], Sequence[float]]:
    """Where the tiles of a layer lie that touch the ground: their left edges, and their top edges."""
    return (
        _along(layer.repeat[0], first.x, first.width, (box.x, box.right), (ground.x, ground.right)),
        _along(layer.repeat[1], first.y, first.height, (box.y, box.bottom), (ground.y, ground.bottom)),
    )


def _washed(gradient: Gradient, box: Rect, ground: Rect, outline: tuple[Segment, ...]) -> Item:
    """The outline, which lies within the ground, in the colours that the gradient has over the box."""
    if gradient.kind != "conic":
        return Path(outline, fill=shade(gradient, box))
    from generator.typesetting.gradients import conic, repeated

    x, y = box.x + gradient.centre[0].of(box.width), box.y + gradient.centre[1].of(box.height)
    stops = _stops(gradient, 1.0)
    if gradient.repeating:
        stops = repeated(stops, 0.0, 1.0, max(box.width, box.height))
    return conic(stops, x, y, gradient.angle, ground, outline)


def _placed_tile(layer: Background, box: Rect, width: float, height: float) -> Rect:
    """Where the first tile of a layer lies."""
    left, top = layer.position
    return Rect(box.x + left.of(box.width - width), box.y + top.of(box.height - height), width, height)


def natural_size(picture: Drawing | Raster | Face) -> tuple[float, float]:
    """Width and height of a picture, points, when nothing says otherwise."""
    if isinstance(picture, Face):
        return picture.size.width, picture.size.height
    if isinstance(picture, Drawing):
        return picture.box.width, picture.box.height
    return picture.width * POINTS_PER_PIXEL, picture.height * POINTS_PER_PIXEL


def _tile_size(layer: Background, box: Rect, natural: tuple[float, float] | None) -> tuple[float, float]:
    if natural is None:
        if isinstance(layer.size, str):
            return box.width, box.height
        width, height = layer.size
        return (
            box.width if width is None else width.of(box.width),
            box.height if height is None else height.of(box.height),
        )
    wide, high = natural
    if wide <= 0 or high <= 0:
        return 0.0, 0.0
    if isinstance(layer.size, str):
        parts = box.width / wide, box.height / high
        part = max(parts) if layer.size == "cover" else min(parts)
        return wide * part, high * part
    width, height = layer.size
    if width is not None and height is not None:
        return width.of(box.width), height.of(box.height)
    if width is not None:
        return width.of(box.width), width.of(box.width) * high / wide
    if height is not None:
        return height.of(box.height) * wide / high, height.of(box.height)
    return wide, high


def _rounded_off(layer: Background, box: Rect, size: tuple[float, float], natural: bool) -> tuple[float, float]:
    """The size of a tile so that whole ones fill the box, where it says `round`; pictures keep their proportions."""
    width, height = size
    if width <= 0 or height <= 0:
        return size
    wide = box.width / max(1, round(box.width / width)) if layer.repeat[0] == "round" else width
    high = box.height / max(1, round(box.height / height)) if layer.repeat[1] == "round" else height
    given = (None, None) if isinstance(layer.size, str) else layer.size
    if natural and layer.repeat[0] == "round" and layer.repeat[1] != "round" and given[1] is None:
        high = height * wide / width
    if natural and layer.repeat[1] == "round" and layer.repeat[0] != "round" and given[0] is None:
        wide = width * high / height
    return wide, high


def _along(
    way: Repeat, start: float, length: float, box: tuple[float, float], ground: tuple[float, float]
) -> list[float]:
    """Where tiles begin, along one axis."""
    if not way:
        return [start]
    if way == "space":
        room = box[1] - box[0]
        count = min(MOST_TILES, int(room / length + 1e-6))
        if count < 2:
            return [start]
        return [box[0] + number * (room - length) / (count - 1) for number in range(count)]
    return _repeats(start, length, *ground)


def _repeats(start: float, step: float, low: float, high: float) -> list[float]:
    """The places at which a tile of length `step`, one of them at `start`, touches the stretch from low to high."""
    first = start - math.ceil((start - low) / step) * step
    count = min(MOST_TILES, max(1, math.ceil((high - first) / step - 1e-6)))
    return [first + number * step for number in range(count)]


@lru_cache(maxsize=4096)
def _drawn(picture: Drawing) -> Group:
    """A drawing in its own coordinates: the same group wherever and however large it is placed."""
    return Group(picture.paths, shared=True)


@lru_cache(maxsize=4096)
def _shown(face: Face) -> Group:
    """A face as a picture: its trim, without what is printed beyond."""
    whole = Rect(0, 0, face.size.width, face.size.height)
    return Group(face.items, clip=Path(rounded(whole)), shared=True)


def _stretched(picture: Drawing | Raster | Face, width: float, height: float) -> Group:
    """The picture with its top left at the origin, stretched over `width` and `height`."""
    if isinstance(picture, Raster):
        item = Image(Rect(0, 0, width, height), picture.data, picture.format, (picture.width, picture.height))
        return Group((item,))
    if isinstance(picture, Face):
        box, drawn = Rect(0, 0, picture.size.width, picture.size.height), _shown(picture)
    else:
        box, drawn = picture.box, _drawn(picture)
    return Group(
        (drawn,),
        matrix=Matrix.translation(-box.x, -box.y).then(Matrix.scaling(width / box.width, height / box.height)),
    )


@lru_cache(maxsize=4096)
def _placed(picture: Drawing | Face, at: Rect) -> Group:
    """The picture stretched over a rectangle: the same group for the same place."""
    drawn = _stretched(picture, at.width, at.height)
    return replace(drawn, matrix=drawn.matrix.then(Matrix.translation(at.x, at.y)))


def shade(gradient: Gradient, box: Rect) -> Shade:
    """The gradient over a box, as CSS Images 3 places it: the corners get exactly the first and last colour."""
    if gradient.kind == "linear":
        angle = math.radians(gradient.angle)
        sin, cos = math.sin(angle), -math.cos(angle)
        if gradient.corner is not None:
            # The middle colour goes through the two corners beside the one that is named.
            diagonal = math.hypot(box.width, box.height) or 1.0
            sin, cos = gradient.corner[0] * box.height / diagonal, gradient.corner[1] * box.width / diagonal
        length = abs(box.width * sin) + abs(box.height * cos)
        centre = box.centre
        given = _stops(gradient, length)
        if gradient.repeating:
            given = _repeated(given, 1.0, length)
        stops, low, high = _spread(given)
        x0, y0 = centre.x + sin * length * (low - 0.5), centre.y + cos * length * (low - 0.5)
        x1, y1 = centre.x + sin * length * (high - 0.5), centre.y + cos * length * (high - 0.5)
        return Shade("linear", x0, y0, x1, y1, stops)
    x = box.x + gradient.centre[0].of(box.width)
    y = box.y + gradient.centre[1].of(box.height)
    across, down = _radii(gradient, box, x, y)
    given = _stops(gradient, across)
    if gradient.repeating:
        corners = [(cx - x, cy - y) for cx in (box.x, box.right) for cy in (box.y, box.bottom)]
        given = _repeated(given, max(math.hypot(cx / across, cy / down) for cx, cy in corners), across)
    offsets = tuple((max(0.0, offset), color) for offset, color in given)
    stops, _, high = _spread(offsets)
    return Shade("radial", x, y, across * high, down * high, stops)


def _repeated(stops: tuple[tuple[float, Colour], ...], far: float, length: float) -> tuple[tuple[float, Colour], ...]:
    from generator.typesetting.gradients import repeated  # few looks have stripes

    return repeated(stops, 0.0, far, length)


def _radii(gradient: Gradient, box: Rect, x: float, y: float) -> tuple[float, float]:
    """How far a radial gradient reaches to the sides and up and down."""
    if not isinstance(gradient.size, str):
        across, down = gradient.size[0].of(box.width), gradient.size[1].of(box.height)
        return max(_DOT, across), max(_DOT, down)
    pick = min if gradient.size.startswith("closest") else max
    wide, high = pick(abs(x - box.x), abs(box.right - x)), pick(abs(y - box.y), abs(box.bottom - y))
    to_corner = gradient.size.endswith("corner")
    if gradient.circle:
        across = down = math.hypot(wide, high) if to_corner else pick(wide, high)
    else:
        # The ellipse through a corner has the proportions of the one through the sides.
        across, down = (wide * math.sqrt(2), high * math.sqrt(2)) if to_corner else (wide, high)
    return max(_DOT, across), max(_DOT, down)


def _spread(stops: tuple[tuple[float, Colour], ...]) -> tuple[tuple[tuple[float, Colour], ...], float, float]:
    """The stops moved into 0 to 1, and where 0 and 1 then are: colours may lie beyond the ends of a gradient."""
    low, high = min(0.0, stops[0][0]), max(1.0, stops[-1][0])
    if low == 0 and high == 1:
        return stops, low, high
    return tuple(((offset - low) / (high - low), color) for offset, color in stops), low, high


def _stops(gradient: Gradient, length: float) -> tuple[tuple[float, Colour], ...]:
    """Offsets from 0 to 1: given ones never fall back behind an earlier one, missing ones are spread evenly."""
    given: list[float | None] = [
        None if stop.at is None else (stop.at.of(length) / length if length else 0.0) for stop in gradient.stops
    ]
    if given[0] is None:
        given[0] = 0.0
    if given[-1] is None:
        given[-1] = 1.0
    highest = -math.inf
    for number, offset in enumerate(given):
        if offset is not None:
            highest = max(highest, offset)
            given[number] = highest
    known = [(number, offset) for number, offset in enumerate(given) if offset is not None]
    offsets = [0.0] * len(given)
    for (one, low), (other, high) in pairwise(known):
        for number in range(one, other + 1):
            offsets[number] = low + (high - low) * (number - one) / (other - one)
    if len(known) == 1:
        offsets[known[0][0]] = known[0][1]
    return tuple((offset, stop.color) for offset, stop in zip(offsets, gradient.stops, strict=True))


# --- Pictures -----------------------------------------------------------------------------------------------------


def fitted(picture: Drawing | Raster | Face, box: Rect, fit: str, position: tuple[Dimension, Dimension]) -> Rect:
    """Where a picture comes to lie in its box under CSS `object-fit` and `object-position`."""
    wide, high = natural_size(picture)
    if fit == "fill" or wide <= 0 or high <= 0:
        return box
    contain = min(box.width / wide, box.height / high)
    part = {
        "contain": contain,
        "cover": max(box.width / wide, box.height / high),
        "none": 1.0,
        "scale-down": min(1.0, contain),
    }[fit]
    width, height = wide * part, high * part
    return Rect(box.x + position[0].of(box.width - width), box.y + position[1].of(box.height - height), width, height)


def _picture(picture: Drawing | Raster | Face, box: Rect, radii: Radii, style: Style, alt: str) -> list[Item]:
    if box.width <= 0 or box.height <= 0:
        return []
    at = fitted(picture, box, style.object_fit, style.object_position)
    sticks_out = not box.contains(at, slack=0.01)
    clip = Path(rounded(box, radii)) if sticks_out or any(radii) else None
    if isinstance(picture, Raster):
        image = Image(at, picture.data, picture.format, (picture.width, picture.height), alt)
        return [image] if clip is None else [Group((image,), clip=clip)]
    placed = _placed(picture, at)
    return [placed] if clip is None else [Group((placed,), clip=clip)]
