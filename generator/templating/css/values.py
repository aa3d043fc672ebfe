"""Numbers, lengths, angles and positions, and arithmetic with them: calc(), min(), max(), clamp()."""

import math
from collections.abc import Callable
from typing import Literal

from generator.basics.colour import BLACK, Colour
from generator.basics.problems import did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import POINTS_PER_UNIT, mm
from generator.model.design import ZERO, Dimension, Drawing, Extreme, Fit, Length, Raster
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    is_literal,
    significant,
    syntax_fault,
)

#: No length on paper is longer, points (10 m); no percentage greater (10,000 %).
MAX_LENGTH = mm(10_000)
MAX_FRACTION = 100.0
MAX_NUMBER = 1e6
_MAX_LEAVES = 64

ANGLES = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
LENGTHS = (*POINTS_PER_UNIT, "em", "rem")
MATHS = ("calc", "min", "max", "clamp")
_ELSEWHERE = ("vw", "vh", "vmin", "vmax", "svh", "dvh", "lvh", "vi", "vb", "cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax")
#: Units that hang on a font, which a stylesheet does not know.
_OF_FONTS = ("ch", "rch", "ex", "rex", "lh", "rlh", "cap", "rcap", "ic", "ric")

Picture = Drawing | Raster


@dataclass(frozen=True, slots=True)
class Context:
    """What a value may hang on.

    Attributes:
        em: the element's font size, points; its parent's while `font-size` itself is found.
        rem: the root's font size, points.
        size: the element's own font size as it is, fitted or not.
        color: the element's `color`; its parent's while `color` itself is found.
        picture: gives an image by its name.
        families: names of all fonts; None accepts any.
    """

    em: float = 12.0
    rem: float = 12.0
    size: float | Fit = 12.0
    color: Colour = BLACK
    picture: Callable[[str], Picture | None] | None = None
    families: tuple[str, ...] | None = None


ANYWHERE = Context()

Kind = Literal["number", "angle", "length", "percentage"]


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number of some kind: a plain number, degrees, or a length."""

    kind: Literal["number", "angle", "length"]
    value: float | Dimension


def number(
    token: Token, *, least: float = -MAX_NUMBER, most: float = MAX_NUMBER, whole: bool = False, percent: bool = False
) -> float:
    """The plain number, or with `percent` a percentage as a fraction, within bounds."""
    if token.type == "number":
        value = float(token.value)
    elif token.type == "percentage" and percent:
        value = token.value / 100
    elif token.type == "function" and token.lower_name in MATHS:
        quantity = _function(token, ANYWHERE, False)
        if quantity.kind != "number" or not isinstance(quantity.value, float):
            raise BadValueError("not a plain number", token)
        value = quantity.value
    else:
        raise _fault(token, "a whole number such as 2" if whole else "a number such as 1.5")
    if whole and (value != int(value) if math.isfinite(value) else True):
        raise BadValueError("not a whole number", token)
    if not least <= value <= most:
        raise BadValueError(_range(value, least, most), token, name="value-out-of-range")
    return value


def integer(token: Token, least: int, most: int) -> int:
    """The whole number within bounds."""
    return int(number(token, least=least, most=most, whole=True))


def angle(token: Token) -> float:
    """The angle in degrees, clockwise."""
    if token.type == "function" and token.lower_name in MATHS:
        quantity = _function(token, ANYWHERE, False)
    else:
        quantity = _atom(token, ANYWHERE, False)
    if isinstance(quantity.value, float) and (
        quantity.kind == "angle" or (quantity.kind == "number" and quantity.value == 0)
    ):
        return quantity.value
    raise BadValueError("not an angle", token, help="an angle such as 45deg or 0.25turn")


def length(token: Token, context: Context, *, percent: bool = True, negative: bool = True) -> Dimension:
    """The length, points and a fraction of the container.

    Raises:
        BadValueError: it is not a length, has no or an unknown unit, is below 0 where it may not, or beyond 10 m.
    """
    if token.type == "function" and token.lower_name in MATHS:
        quantity = _function(token, context, percent)
    else:
        quantity = _atom(token, context, percent)
    if quantity.kind == "number" and quantity.value == 0:
        return ZERO
    if quantity.kind == "number":
        raise _no_unit(token)
    if quantity.kind == "angle" or isinstance(quantity.value, float):
        raise BadValueError("an angle, not a length", token)
    found = quantity.value
    if (
        not negative
        and isinstance(found, Length)
        and ((found.points < 0 and found.fraction <= 0) or (found.fraction < 0 and found.points <= 0))
    ):
        raise BadValueError("less than nothing", token, help="a length from 0 up", name="value-out-of-range")
    return found


def points(token: Token, context: Context, *, negative: bool = True) -> float:
    """The length in points, for what cannot hang on the container."""
    found = length(token, context, percent=False, negative=negative)
    assert isinstance(found, Length)  # noqa: S101 - min() and max() of plain lengths are plain lengths
    return found.points


def is_length(token: Token) -> bool:
    """Whether the token looks like a length, right or wrong."""
    return token.type in ("dimension", "number", "percentage") or (
        token.type == "function" and token.lower_name in MATHS
    )


def _fault(token: Token, wanted: str) -> BadValueError:
    return syntax_fault(token) or BadValueError(f"not {wanted.split(' such')[0]}", token)


def _range(value: float, least: float, most: float) -> str:
    if value < least:
        return "less than nothing" if least == 0 else f"less than {least:g}"
    return f"more than {most:g}" if most < MAX_NUMBER else "far too much"


def _no_unit(token: Token) -> BadValueError:
    if token.type == "number":
        said = f"{token.value:g}"
        return BadValueError("a length needs a unit", token, help=f"write `{said}mm` or `{said}pt`")
    return BadValueError("a length needs a unit", token, help="a length such as 4mm")


def _atom(token: Token, context: Context, percent: bool) -> _Quantity:
    if token.type == "dimension":
        unit = token.lower_unit
        factor = POINTS_PER_UNIT.get(unit)
        if factor is None:
            if unit == "em":
                factor = context.em
            elif unit == "rem":
                factor = context.rem
        if factor is not None:
            return _checked(Length(token.value * factor), token)
        if unit in ANGLES:
            return _finite(_Quantity("angle", token.value * ANGLES[unit]), token)
        raise _unknown_unit(token)
    if token.type == "percentage":
        if not percent:
            raise BadValueError("a percentage cannot be used here", token, help="a length such as 4mm")
        return _checked(Length(0.0, token.value / 100), token)
    if token.type == "number":
        return _finite(_Quantity("number", float(token.value)), token)
    raise _fault(token, "a length such as 4mm")


def _unknown_unit(token: Token) -> BadValueError:
    unit = token.lower_unit
    if unit in _ELSEWHERE:
        help_ = "paper has no window; use `mm`, `pt`, `em` or a percentage"
    elif unit in _OF_FONTS:
        help_ = "use `em`, the font size; a letter is about 0.5em wide, a line is `line-height` times 1em"
    else:
        near = did_you_mean(unit, LENGTHS)
        help_ = f"did you mean `{near}`?" if near else f"lengths are in {one_of(LENGTHS)}"
    return BadValueError(
        "unknown unit", token, help=help_, name="unknown-unit", message=f"no unit is called `{token.unit[:20]}`"
    )


def _finite(quantity: _Quantity, token: Token) -> _Quantity:
    if isinstance(quantity.value, float) and not abs(quantity.value) <= MAX_NUMBER:
        raise BadValueError("far too much", token, name="value-out-of-range")
    return quantity


def _checked(found: Dimension, token: Token) -> _Quantity:
    for one in _leaves(found):
        # Written so that not-a-number fails, too.
        if not (abs(one.points) <= MAX_LENGTH and abs(one.fraction) <= MAX_FRACTION):
            raise BadValueError("longer than 10 metres", token, name="value-out-of-range")
    return _Quantity("length", found)


def _leaves(found: Dimension) -> tuple[Length, ...]:
    if isinstance(found, Length):
        return (found,)
    leaves: tuple[Length, ...] = ()
    for one in found.among:
        leaves += _leaves(one)
    return leaves


def _plus(one: Dimension, other: Dimension, token: Token) -> Dimension:
    if isinstance(one, Extreme):
        return _extreme(one.pick, [_plus(part, other, token) for part in one.among], token)
    if isinstance(other, Extreme):
        return _extreme(other.pick, [_plus(one, part, token) for part in other.among], token)
    return Length(one.points + other.points, one.fraction + other.fraction)


def _times(one: Dimension, factor: float) -> Dimension:
    if isinstance(one, Length):
        return Length(one.points * factor, one.fraction * factor)
    pick = one.pick if factor >= 0 else "max" if one.pick == "min" else "min"
    return Extreme(pick, tuple(_times(part, factor) for part in one.among))


def _extreme(pick: Literal["min", "max"], among: list[Dimension], token: Token) -> Dimension:
    choose = min if pick == "min" else max
    plain = [one for one in among if isinstance(one, Length)]
    if len(plain) == len(among):
        if all(one.fraction == 0 for one in plain):
            return Length(choose(one.points for one in plain))
        if all(one.points == 0 for one in plain):
            # Right only because a container's extent is never below 0.
            return Length(0.0, choose(one.fraction for one in plain))
    flat = tuple(among) if len(among) > 1 else ()
    if not flat:
        return among[0]
    found = Extreme(pick, flat)
    if len(_leaves(found)) > _MAX_LEAVES:
        raise BadValueError("too long a calculation", token)
    return found


def _function(token: Token, context: Context, percent: bool) -> _Quantity:
    name = token.lower_name
    parts: list[Tokens] = [[]]
    for argument in token.arguments:
        if is_literal(argument, ","):
            parts.append([])
        else:
            parts[-1].append(argument)
    if name == "calc" and len(parts) != 1:
        raise BadValueError("calc() takes one calculation", token, help="such as calc(100% - 4mm)")
    if name == "clamp" and len(parts) != 3:
        raise BadValueError(
            "clamp() takes three values", token, help="least, wanted and greatest: clamp(4mm, 10%, 9mm)"
        )
    if len(parts) > _MAX_LEAVES:
        raise BadValueError("too long a calculation", token)
    found = [_sum(part, context, percent, token) for part in parts]
    if name == "calc":
        return found[0]
    kinds = {one.kind for one in found}
    if "length" in kinds:
        found = [_Quantity("length", ZERO) if one.kind == "number" and one.value == 0 else one for one in found]
        kinds = {one.kind for one in found}
    if len(kinds) != 1:
        raise BadValueError("lengths and plain numbers cannot be compared", token)
    kind = found[0].kind
    if kind == "length":
        among = [one.value for one in found if not isinstance(one.value, float)]
        if name == "clamp":
            least, wanted, most = among
            return _checked(_extreme("max", [least, _extreme("min", [wanted, most], token)], token), token)
        return _checked(_extreme("min" if name == "min" else "max", among, token), token)
    plain = [one.value for one in found if isinstance(one.value, float)]
    if name == "clamp":
        return _Quantity(kind, max(plain[0], min(plain[1], plain[2])))
    return _Quantity(kind, min(plain) if name == "min" else max(plain))


def _sum(tokens: Tokens, context: Context, percent: bool, whole: Token) -> _Quantity:
    """A sum; CSS wants white space about + and −, since `2-1` might be a name and `2 -1` two numbers."""
    position, end = 0, len(tokens)
    while end and tokens[end - 1].type == "whitespace":
        end -= 1
    terms: list[tuple[str, Tokens]] = [("+", [])]
    while position < end:
        token = tokens[position]
        if token.type == "literal" and token.value in "+-" and significant(terms[-1][1]):
            spaced = tokens[position - 1].type == "whitespace" and (
                position + 1 < end and tokens[position + 1].type == "whitespace"
            )
            if not spaced:
                raise BadValueError(f"`{token.value}` needs a space on both sides", token, help="such as 100% - 4mm")
            terms.append((token.value, []))
        else:
            terms[-1][1].append(token)
        position += 1
    total: _Quantity | None = None
    for sign, term in terms:
        found = _product(significant(term), context, percent, whole)
        if sign == "-":
            found = _scaled(found, -1.0)
        if total is None:
            total = found
        elif total.kind != found.kind:
            raise BadValueError("a length and a plain number cannot be added", whole)
        elif isinstance(total.value, float) or isinstance(found.value, float):
            assert isinstance(total.value, float)  # noqa: S101 - of one kind, so both are
            assert isinstance(found.value, float)  # noqa: S101
            total = _finite(_Quantity(total.kind, total.value + found.value), whole)
        else:
            total = _checked(_plus(total.value, found.value, whole), whole)
    assert total is not None  # noqa: S101 - there is always a first term
    return total


def _scaled(quantity: _Quantity, factor: float) -> _Quantity:
    if isinstance(quantity.value, float):
        return _Quantity(quantity.kind, quantity.value * factor)
    return _Quantity(quantity.kind, _times(quantity.value, factor))


def _product(tokens: Tokens, context: Context, percent: bool, whole: Token) -> _Quantity:
    if not tokens:
        raise BadValueError("something is missing in the calculation", whole, help="such as calc(100% - 4mm)")
    found = _operand(tokens[0], context, percent)
    position = 1
    while position < len(tokens):
        operator = tokens[position]
        if not (is_literal(operator, "*") or is_literal(operator, "/")):
            if getattr(operator, "representation", "")[:1] in ("+", "-"):
                sign = operator.representation[0]
                raise BadValueError(f"`{sign}` needs a space on both sides", operator, help="such as 100% - 4mm")
            raise BadValueError("`+`, `-`, `*` or `/` is missing before this", operator)
        if position + 1 >= len(tokens):
            raise BadValueError("something is missing in the calculation", whole, help="such as calc(100% / 3)")
        other = _operand(tokens[position + 1], context, percent)
        if operator.value == "/":
            if other.kind != "number" or not isinstance(other.value, float) or other.value == 0:
                raise BadValueError("only a plain number other than 0 can divide", tokens[position + 1])
            found = _scaled(found, 1 / other.value)
        elif isinstance(other.value, float) and other.kind == "number":
            found = _scaled(found, other.value)
        elif isinstance(found.value, float) and found.kind == "number":
            found = _scaled(other, found.value)
        else:
            raise BadValueError("two lengths cannot be multiplied", tokens[position + 1])
        if isinstance(found.value, float):
            _finite(found, whole)
        else:
            _checked(found.value, whole)
        position += 2
    return found


def _operand(token: Token, context: Context, percent: bool) -> _Quantity:
    if token.type == "() block":
        return _sum(token.content, context, percent, token)
    if token.type == "function" and token.lower_name in MATHS:
        return _function(token, context, percent)
    return _atom(token, context, percent)


_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "center": 0.5, "bottom": 1.0}


def position(tokens: Tokens, context: Context) -> tuple[Dimension, Dimension]:
    """A place in a box, x and y, as background-position, object-position and transform-origin say it."""
    if not 1 <= len(tokens) <= 4:
        raise BadValueError("a position has one to four words", help="such as `center`, `right top` or `10% 4mm`")
    for token in tokens:
        if not (is_length(token) or is_ident(token, "left", "right", "top", "bottom", "center")):
            raise _fault(token, "a position")
    if len(tokens) == 1:
        token = tokens[0]
        if is_ident(token, "top", "bottom"):
            return Length(0.0, 0.5), Length(0.0, _DOWN[token.lower_value])
        if token.type == "ident":
            return Length(0.0, _ACROSS[token.lower_value]), Length(0.0, 0.5)
        return length(token, context), Length(0.0, 0.5)
    if len(tokens) == 2:
        first, second = tokens
        if is_ident(first, "top", "bottom") or is_ident(second, "left", "right"):
            first, second = second, first
            if first.type != "ident" or second.type != "ident":
                raise BadValueError("the horizontal place comes first", tokens[0], help="such as `10% top`")
        if is_ident(first, "top", "bottom") or is_ident(second, "left", "right"):
            raise BadValueError("twice the same direction", tokens[1])
        across = Length(0.0, _ACROSS[first.lower_value]) if first.type == "ident" else length(first, context)
        down = Length(0.0, _DOWN[second.lower_value]) if second.type == "ident" else length(second, context)
        return across, down
    return _from_edges(tokens, context)


def _from_edges(tokens: Tokens, context: Context) -> tuple[Dimension, Dimension]:
    """`right 2mm bottom 3mm`: distances from named edges."""
    across: Dimension | None = None
    down: Dimension | None = None
    place = 0
    while place < len(tokens):
        edge = tokens[place]
        if edge.type != "ident":
            raise BadValueError("an edge must come before this distance", edge, help="such as `right 2mm bottom 3mm`")
        place += 1
        distance: Dimension = ZERO
        given = place < len(tokens) and tokens[place].type != "ident"
        if given:
            distance = length(tokens[place], context)
            place += 1
        name = edge.lower_value
        if name == "center":
            if given:
                raise BadValueError("`center` takes no distance", edge)
            if across is None:
                across = Length(0.0, 0.5)
            elif down is None:
                down = Length(0.0, 0.5)
            continue
        if name in ("left", "top"):
            found = distance
        else:
            found = _plus(Length(0.0, 1.0), _times(distance, -1.0), edge)
        if name in ("left", "right"):
            if across is not None and down is None and across == Length(0.0, 0.5):
                across, down = None, across
            if across is not None:
                raise BadValueError("twice the same direction", edge)
            across = found
        elif down is not None:
            raise BadValueError("twice the same direction", edge)
        else:
            down = found
    if across is None or down is None:
        raise BadValueError("says only one direction", tokens[0], help="such as `right 2mm bottom 3mm`")
    return across, down
