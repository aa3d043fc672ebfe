"""Colours and gradients as PDF writes them: device colours and inks as operators, gradients as shading dictionaries."""

from itertools import pairwise

from generator.basics.colour import Colour
from generator.export.pdf.syntax import number, numbers
from generator.model.face import Shade

#: A stretch of a gradient that fades and changes colour at once is cut into this many straight ones.
_STEPS = 8

_FILL = {"rgb": "rg", "gray": "g", "cmyk": "k"}

_SPACES = {"rgb": "/DeviceRGB", "gray": "/DeviceGray", "cmyk": "/DeviceCMYK"}

Stop = tuple[float, tuple[float, ...]]


def fill(colour: Colour) -> str:
    """The operator that sets a device colour for filling; in capitals it sets the one for strokes."""
    return f"{numbers(*colour.values)} {_FILL[colour.space]}"


def ink_space(colour: Colour, name: str) -> str:
    """The colour space of a spot ink: between bare paper and its stand-in in process colours."""
    return f"[/Separation{name}/DeviceCMYK{_interpolation((0, 0, 0, 0), colour.values)}]"


def ink_of(shade: Shade) -> Colour | None:
    """The spot ink, when it is the only one in the gradient."""
    first = shade.stops[0][1]
    if first.space == "spot" and all(c.space == "spot" and c.spot == first.spot for _, c in shade.stops):
        return first
    return None


def is_plain(shade: Shade) -> bool:
    """Whether the opacity is the same throughout."""
    return len({colour.alpha for _, colour in shade.stops}) == 1


def shading(shade: Shade, ink: str = "") -> str:
    """The shading dictionary of a gradient's colours, without its opacity; `ink` is the space of its only spot ink."""
    return _shading(shade, *_stops(shade, ink=bool(ink)), ink)


def opacity_shading(shade: Shade) -> str:
    """The shading dictionary of a gradient's opacity, in grey: white is opaque."""
    return _shading(shade, "/DeviceGray", [(at, (colour.alpha,)) for at, colour in shade.stops])


def _shading(shade: Shade, space: str, stops: list[Stop], ink: str = "") -> str:
    if shade.kind == "linear":
        geometry = f"/ShadingType 2/Coords[{numbers(shade.x0, shade.y0, shade.x1, shade.y1)}]"
    else:
        # A circle of radius 1 about the origin; an ellipse is a matter of the matrix it is painted with.
        geometry = f"/ShadingType 3/Coords[{numbers(*shade.focus)} 0 0 1]"
    return f"<</ColorSpace{ink or space}{geometry}/Function{_function(stops)}/Extend[true true]>>"


def _function(stops: list[Stop]) -> str:
    """From 0…1 to a colour: straight between stops, level before the first and after the last."""
    if stops[0][0] > 0:
        stops = [(0.0, stops[0][1]), *stops]
    if stops[-1][0] < 1:
        stops = [*stops, (1.0, stops[-1][1])]
    # Stretches of no length are leaps; the bounds of a stitching function must rise.
    stretches = [(one, other) for one, other in pairwise(stops) if number(one[0]) != number(other[0])]
    pieces = [_interpolation(one[1], other[1]) for one, other in stretches]
    if len(pieces) == 1:
        return pieces[0]
    bounds = numbers(*(other[0] for _, other in stretches[:-1]))
    return (
        f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(pieces)}]/Bounds[{bounds}]/Encode[{'0 1 ' * len(pieces)}]>>"
    )


def _interpolation(start: tuple[float, ...], end: tuple[float, ...]) -> str:
    return f"<</FunctionType 2/Domain[0 1]/N 1/C0[{numbers(*start)}]/C1[{numbers(*end)}]>>"


def _stops(shade: Shade, *, ink: bool) -> tuple[str, list[Stop]]:
    """The space all stops can be said in, and the stops in it, coloured as CSS has it: weighted with their opacity."""
    spaces = {colour.space for _, colour in shade.stops}
    values: list[tuple[float, ...]]
    if ink:
        space, values = "", [(colour.tint,) for _, colour in shade.stops]
    elif spaces == {"gray"}:
        space, values = _SPACES["gray"], [colour.values for _, colour in shade.stops]
    elif "rgb" in spaces:
        space, values = _SPACES["rgb"], [_as_rgb(colour) for _, colour in shade.stops]
    else:
        space, values = _SPACES["cmyk"], [_as_cmyk(colour) for _, colour in shade.stops]
    weighted: list[Stop] = []
    for ((start, one), first), ((end, other), second) in pairwise(zip(shade.stops, values, strict=True)):
        if one.alpha == other.alpha or first == second:
            weighted += [(start, first), (end, second)]
        elif not one.alpha or not other.alpha:  # What cannot be seen has no colour of its own.
            seen = second if not one.alpha else first
            weighted += [(start, seen), (end, seen)]
        else:
            for step in range(_STEPS + 1):
                part = step / _STEPS
                alpha = one.alpha + (other.alpha - one.alpha) * part
                mixed = tuple(
                    (a * one.alpha * (1 - part) + b * other.alpha * part) / alpha
                    for a, b in zip(first, second, strict=True)
                )
                weighted.append((start + (end - start) * part, mixed))
    return space, weighted or [(0.0, values[0]), (1.0, values[0])]


def _as_rgb(colour: Colour) -> tuple[float, ...]:
    if colour.space == "rgb":
        return colour.values
    if colour.space == "gray":
        return colour.values * 3
    cyan, magenta, yellow, black = _as_cmyk(colour)
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


def _as_cmyk(colour: Colour) -> tuple[float, ...]:
    if colour.space == "gray":
        return 0.0, 0.0, 0.0, 1 - colour.values[0]
    return tuple(ink * (colour.tint if colour.space == "spot" else 1) for ink in colour.values)
