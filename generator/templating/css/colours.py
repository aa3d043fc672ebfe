"""Colours as CSS writes them: names, #hex, rgb(), hsl(), hwb(), lab(), lch(), oklab(), oklch(), color(),
device-cmyk(), color-mix(), and spot() for named inks.
"""  # noqa: D205

import functools
from typing import Any

from tinycss2 import color4, color5

from generator.basics.colour import Colour
from generator.basics.problems import did_you_mean
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    is_literal,
    significant,
    split_commas,
    split_slash,
    syntax_fault,
)
from generator.templating.css.values import Context, number

FUNCTIONS = (
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "device-cmyk", "color-mix", "spot",
)  # fmt: skip

TRANSPARENT = Colour("gray", (0.0,), 0.0)


@functools.cache
def colour_names() -> tuple[str, ...]:
    """Every colour that has a name in CSS, sorted."""
    known: dict[str, Any] = getattr(color4, "_COLOR_KEYWORDS", {})
    return (*sorted(known), "transparent", "currentcolor")


def is_colour(token: Token) -> bool:
    """Whether the token looks like a colour, right or wrong."""
    return (
        token.type == "hash"
        or (token.type == "ident" and token.lower_value in _names())
        or (token.type == "function" and token.lower_name in FUNCTIONS)
    )


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(colour_names())


def colour(token: Token, context: Context) -> Colour:
    """The colour that the token says.

    Raises:
        BadValueError: it is none, or one that has no counterpart here.
    """
    if is_ident(token, "currentcolor"):
        return context.color
    if token.type == "function" and token.lower_name == "spot":
        return _spot(token)
    if token.type == "function" and token.lower_name == "color-mix":
        return _mix(token, context)
    try:
        found: Any = color5.parse_color(token)
    except Exception:  # the library raises whatever its arithmetic raises on odd arguments
        found = None
    if found is None or isinstance(found, str):
        raise _not_a_colour(token)
    try:
        return _converted(found)
    except (ArithmeticError, ValueError, TypeError, NotImplementedError):
        raise _not_a_colour(token) from None


def _not_a_colour(token: Token) -> BadValueError:
    fault = syntax_fault(token)
    if fault:
        return fault
    help_ = "a colour such as #0072B2, `white`, rgb(0 114 178) or device-cmyk(1 0.4 0 0.1)"
    if token.type == "ident":
        near = did_you_mean(token.value, colour_names())
        if near:
            help_ = f"did you mean `{near}`?"
    elif token.type == "hash":
        help_ = "`#` and 3, 4, 6 or 8 digits from 0 to f, such as #0072B2"
    return BadValueError("not a colour", token, help=help_)


def _unit(value: float) -> float:
    # NaN compares false with everything, so it ends as 0.
    return value if 0.0 < value < 1.0 else 1.0 if value >= 1.0 else 0.0


def rgb(red: float, green: float, blue: float, alpha: float) -> Colour:
    """The colour, clipped to what can be shown; equal parts are grey."""
    red, green, blue = _unit(red), _unit(green), _unit(blue)
    if red == green == blue:
        return Colour("gray", (red,), alpha)
    return Colour("rgb", (red, green, blue), alpha)


def _converted(found: Any) -> Colour:  # noqa: ANN401 - the library's own record
    alpha = _unit(float(found.alpha))
    space = found.space
    if space == "device-cmyk":
        return Colour("cmyk", tuple(_unit(float(ink or 0)) for ink in found.coordinates), alpha)
    if space in ("hsl", "hwb"):
        space, found = "srgb", found.to("srgb")
    elif space in ("lab", "lch"):
        space, found = "xyz-d50", found.to("xyz-d50")
    elif space in ("oklab", "oklch"):
        space, found = "xyz-d65", found.to("xyz-d65")
    first, second, third = (float(part or 0) for part in found.coordinates)
    if space == "srgb":
        return rgb(first, second, third, alpha)
    if space == "xyz-d50":
        # Bradford's adaptation from D50 to D65 (CSS Color 4, section 10.12).
        first, second, third = (
            0.955473421488075 * first - 0.02309845494876471 * second + 0.06325924320057072 * third,
            -0.0283697093338637 * first + 1.0099953980813041 * second + 0.021041441191917323 * third,
            0.012314014864481998 * first - 0.020507649298898964 * second + 1.330365926242124 * third,
        )
        space = "xyz-d65"
    if space == "xyz-d65":
        first, second, third = (
            3.2409699419045226 * first - 1.537383177570094 * second - 0.4986107602930034 * third,
            -0.9692436362808796 * first + 1.8759675015077202 * second + 0.04155505740717559 * third,
            0.05563007969699366 * first - 0.20397695888897652 * second + 1.0569715142428786 * third,
        )
        space = "srgb-linear"
    if space == "srgb-linear":
        return rgb(_gamma(first), _gamma(second), _gamma(third), alpha)
    raise ValueError(space)


def _gamma(value: float) -> float:
    value = _unit(value)
    # Rounded so that white comes out as white in spite of the matrices' last digits.
    return round(12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055, 6)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _spot(token: Token) -> Colour:
    """`spot("Name", c m y k / tint)`: a named ink with its stand-in in process colours."""
    help_ = 'such as spot("PANTONE 185 C", 0 1 0.8 0), with `/ 50%` for a tint'
    parts = split_commas(significant(token.arguments))
    if len(parts) != 2 or len(parts[0]) != 1 or parts[0][0].type != "string" or not parts[0][0].value.strip():
        raise BadValueError("spot() takes a name and its stand-in", token, help=help_)
    halves = split_slash(parts[1])
    if len(halves) > 2 or len(halves[0]) != 4 or (len(halves) == 2 and len(halves[1]) != 1):
        raise BadValueError("the stand-in has four inks", token, help=help_)
    inks = tuple(number(ink, least=0, most=1, percent=True) for ink in halves[0])
    tint = number(halves[1][0], least=0, most=1, percent=True) if len(halves) == 2 else 1.0
    return Colour("spot", inks, 1.0, parts[0][0].value.strip()[:64], tint)


def _as_rgb(found: Colour, token: Token) -> tuple[float, float, float]:
    if found.space == "rgb":
        red, green, blue = found.values
        return red, green, blue
    if found.space == "gray":
        return found.values[0], found.values[0], found.values[0]
    raise BadValueError("inks and screen colours cannot be mixed", token, help="write both in the same way")


def _blend(
    one: tuple[float, float, float], other: tuple[float, float, float], weight: float
) -> tuple[float, float, float]:
    red, green, blue = (a + (b - a) * weight for a, b in zip(one, other, strict=True))
    return red, green, blue


def _mix(token: Token, context: Context) -> Colour:
    """`color-mix(in srgb, one 30%, other)`."""
    help_ = "such as color-mix(in srgb, #0072B2 20%, white)"
    parts = split_commas(significant(token.arguments))
    if len(parts) != 3 or len(parts[0]) != 2 or not is_ident(parts[0][0], "in") or parts[0][1].type != "ident":
        raise BadValueError("color-mix() takes a space and two colours", token, help=help_)
    space = parts[0][1].lower_value
    if space not in ("srgb", "srgb-linear", "oklab"):
        raise BadValueError("not a space to mix in", parts[0][1], help="one of `srgb`, `srgb-linear` or `oklab`")
    (one, share_one), (other, share_other) = (_shared(part, context, token) for part in parts[1:])
    if share_one is None:
        share_one = 0.5 if share_other is None else 1 - share_other
    if share_other is None:
        share_other = 1 - share_one
    total = share_one + share_other
    if total <= 0:
        raise BadValueError("nothing of either colour", token, help=help_)
    weight = share_other / total
    alpha = (one.alpha * (1 - weight) + other.alpha * weight) * min(1.0, total)
    if one.space == other.space == "cmyk":
        return Colour("cmyk", tuple(a + (b - a) * weight for a, b in zip(one.values, other.values, strict=True)), alpha)
    first, second = _as_rgb(one, token), _as_rgb(other, token)
    # A see-through colour counts for as much as there is of it (CSS Color 4, section 12.3).
    inked = one.alpha * (1 - weight) + other.alpha * weight
    if inked > 0:
        weight = other.alpha * weight / inked
    if space == "srgb":
        red, green, blue = _blend(first, second, weight)
        return rgb(red, green, blue, alpha)
    if space == "srgb-linear":
        red, green, blue = _blend(_all_linear(first), _all_linear(second), weight)
        return rgb(_gamma(red), _gamma(green), _gamma(blue), alpha)
    return _converted(color5.Color("oklab", _blend(_oklab(first), _oklab(second), weight), alpha))


def _all_linear(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = parts
    return _linear(red), _linear(green), _linear(blue)


def _oklab(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    """Björn Ottosson's OKLab (2021), from sRGB."""
    red, green, blue = (_linear(part) for part in parts)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _shared(tokens: Tokens, context: Context, whole: Token) -> tuple[Colour, float | None]:
    shares = [token for token in tokens if token.type == "percentage"]
    rest = [token for token in tokens if token.type != "percentage" and not is_literal(token, ",")]
    if len(rest) != 1 or len(shares) > 1:
        raise BadValueError(
            "color-mix() takes a space and two colours", whole, help="such as color-mix(in srgb, red 20%, white)"
        )
    share = number(shares[0], least=0, most=1, percent=True) if shares else None
    return colour(rest[0], context), share
