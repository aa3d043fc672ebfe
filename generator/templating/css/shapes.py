"""Outlines and maps: clip-path and transform."""

import math
import re
from typing import Literal

from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.basics.patterns import pattern
from generator.basics.records import dataclass
from generator.model.design import ZERO, Dimension, Extreme, Length
from generator.model.face import Path, Segment
from generator.model.outline import ellipse, rounded
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    significant,
    split_commas,
    syntax_fault,
)
from generator.templating.css.values import MAX_LENGTH, Context, angle, length, number, points, position

_MAX_POINTS = 2000


# --- transform


def transform(tokens: Tokens, context: Context) -> Matrix | None:
    """The map of a list of transform functions; the last one is applied first, as in CSS."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return None
    matrix = IDENTITY
    for token in tokens:
        matrix = _turned(token, context).then(matrix)
    for part in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f):
        if not abs(part) <= MAX_LENGTH:
            raise BadValueError("far too much", tokens[0], name="value-out-of-range")
    if matrix.a * matrix.d - matrix.b * matrix.c == 0:
        raise BadValueError("leaves nothing to see", tokens[0], help="`display: none` hides a box")
    return matrix


def _turned(token: Token, context: Context) -> Matrix:
    if token.type != "function":
        raise syntax_fault(token) or BadValueError("not a transform", token)
    name = token.lower_name
    arguments = [part for part in split_commas(significant(token.arguments)) if part]
    words = [part[0] for part in arguments]
    limits = {"matrix": (6, 6), "scale": (1, 2), "translate": (1, 2), "skew": (1, 2)}
    least, most = limits.get(name, (1, 1))
    if not least <= len(words) <= most or any(len(part) != 1 for part in arguments):
        count = f"{least}" if least == most else f"{least} or {most}"
        raise BadValueError(f"{name}() takes {count} value{'' if most == 1 else 's'}, commas between", token)
    if name in ("rotate", "rotatez"):
        return Matrix.rotation(angle(words[0]))
    if name == "scale":
        across = number(words[0], percent=True)
        return Matrix.scaling(across, number(words[1], percent=True) if len(words) == 2 else across)
    if name == "scalex":
        return Matrix.scaling(number(words[0], percent=True), 1)
    if name == "scaley":
        return Matrix.scaling(1, number(words[0], percent=True))
    if name == "translate":
        return Matrix.translation(points(words[0], context), points(words[1], context) if len(words) == 2 else 0.0)
    if name == "translatex":
        return Matrix.translation(points(words[0], context), 0.0)
    if name == "translatey":
        return Matrix.translation(0.0, points(words[0], context))
    if name in ("skew", "skewx", "skewy"):
        slopes = [_slope(word) for word in words]
        if name == "skewy":
            return Matrix(1, slopes[0], 0, 1, 0, 0)
        return Matrix(1, slopes[1] if len(slopes) == 2 else 0.0, slopes[0], 1, 0, 0)
    if name == "matrix":
        a, b, c, d, e, f = (number(word) for word in words)
        # A matrix's last two numbers are px in CSS.
        return Matrix(a, b, c, d, e * 0.75, f * 0.75)
    raise BadValueError("not a transform", token)


def _slope(token: Token) -> float:
    degrees = angle(token)
    if abs(math.cos(math.radians(degrees))) < 1e-6:
        raise BadValueError("leaves nothing to see", token, help="an angle short of 90deg")
    return math.tan(math.radians(degrees))


# --- clip-path


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip-path before its box is known.

    Attributes:
        shape: which of CSS's shapes.
        numbers: inset: top, right, bottom, left, then four radii; circle: radius, x, y; ellipse: two radii, x, y;
            polygon: x, y in turn.
        segments: of path().
    """

    shape: Literal["inset", "circle", "ellipse", "polygon", "path"]
    numbers: tuple[Dimension, ...] = ()
    segments: tuple[Segment, ...] = ()
    even_odd: bool = False

    @property
    def hangs(self) -> bool:
        """Whether the outline hangs on the size of the box."""
        return self.shape == "inset" or any(isinstance(one, Extreme) or one.fraction for one in self.numbers)

    def outline(self, width: float, height: float) -> Path:
        """The outline in a box of that size, from its top left corner."""
        if self.shape == "path":
            return Path(self.segments, even_odd=self.even_odd)
        if self.shape == "polygon":
            corners = [
                (across.of(width), down.of(height))
                for across, down in zip(self.numbers[::2], self.numbers[1::2], strict=True)
            ]
            segments: list[Segment] = [("M", *corners[0]), *(("L", x, y) for x, y in corners[1:]), ("Z",)]
            return Path(tuple(segments), even_odd=self.even_odd)
        if self.shape == "inset":
            top, right, bottom, left = (
                one.of(base) for one, base in zip(self.numbers[:4], (height, width, height, width), strict=True)
            )
            radii = [max(0.0, one.of(width)) for one in self.numbers[4:]]
            return Path(_rounded(left, top, max(left, width - right), max(top, height - bottom), radii))
        if self.shape == "circle":
            radius, across, down = self.numbers
            # A percentage is of the diagonal over √2 (CSS Shapes 1, section 3.1).
            size = radius.of(math.hypot(width, height) / math.sqrt(2))
            return Path(tuple(ellipse(across.of(width), down.of(height), size, size)))
        half_width, half_height, across, down = self.numbers
        return Path(tuple(ellipse(across.of(width), down.of(height), half_width.of(width), half_height.of(height))))


def _rounded(left: float, top: float, right: float, bottom: float, radii: list[float]) -> tuple[Segment, ...]:
    width, height = right - left, bottom - top
    shrink = 1.0
    for first, second, room in ((0, 1, width), (1, 2, height), (2, 3, width), (3, 0, height)):
        if radii[first] + radii[second] > room:
            shrink = min(shrink, room / (radii[first] + radii[second]))
    one, two, three, four = (radius * shrink for radius in radii)
    return rounded(Rect(left, top, width, height), (one, two, three, four))


def clip_path(tokens: Tokens, context: Context) -> Clip | None:
    """The shape that clips the box, or None."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return None
    if len(tokens) != 1 or tokens[0].type != "function":
        raise (syntax_fault(tokens[0]) if tokens else None) or BadValueError(
            "not a shape", tokens[1] if len(tokens) > 1 else tokens[0]
        )
    token = tokens[0]
    words = significant(token.arguments)
    shape = token.lower_name
    if shape == "inset":
        return _inset(words, context, token)
    if shape in ("circle", "ellipse"):
        at = next((index for index, word in enumerate(words) if is_ident(word, "at")), len(words))
        place = position(words[at + 1 :], context) if at < len(words) else (Length(0.0, 0.5), Length(0.0, 0.5))
        wanted = 1 if shape == "circle" else 2
        if at != wanted:
            help_ = "circle(4mm at 50% 50%)" if shape == "circle" else "ellipse(4mm 6mm at 50% 50%)"
            raise BadValueError(
                f"{shape}() takes {wanted} radi{'us' if wanted == 1 else 'i'}", token, help=f"such as {help_}"
            )
        radii = tuple(length(word, context, negative=False) for word in words[:at])
        return Clip("circle" if shape == "circle" else "ellipse", (*radii, *place))
    if shape == "polygon":
        return _polygon(words, context, token)
    if shape == "path":
        even_odd, words = _fill_rule(words)
        if len(words) != 1 or words[0].type != "string":
            raise BadValueError(
                "path() takes an outline in quotes", token, help='such as path("M 0 0 L 20 0 L 10 15 Z")'
            )
        return Clip("path", (), path_segments(words[0].value, words[0], 0.75), even_odd)
    raise BadValueError("not a shape", token)


def _fill_rule(words: Tokens) -> tuple[bool, Tokens]:
    if words and is_ident(words[0], "evenodd", "nonzero"):
        rest = words[1:]
        return words[0].lower_value == "evenodd", rest[1:] if rest and rest[0].type == "literal" else rest
    return False, words


def _inset(words: Tokens, context: Context, token: Token) -> Clip:
    cut = next((index for index, word in enumerate(words) if is_ident(word, "round")), len(words))
    radii: tuple[Dimension, ...] = (ZERO, ZERO, ZERO, ZERO)
    if cut < len(words):
        radii = around([length(word, context, negative=False) for word in words[cut + 1 :]], token)
    return Clip("inset", (*around([length(word, context) for word in words[:cut]], token), *radii))


def around(values: list[Dimension], token: Token) -> tuple[Dimension, Dimension, Dimension, Dimension]:
    """One to four values for the four sides, clockwise from the top; a missing one is that of the side opposite."""
    if not 1 <= len(values) <= 4:
        raise BadValueError("one to four lengths", token, help="top, right, bottom, left: `1mm 2mm`")
    top = values[0]
    right = values[1] if len(values) > 1 else top
    bottom = values[2] if len(values) > 2 else top
    return top, right, bottom, values[3] if len(values) > 3 else right


def _polygon(words: Tokens, context: Context, token: Token) -> Clip:
    even_odd, words = _fill_rule(words)
    corners = split_commas(words)
    if not 3 <= len(corners) <= _MAX_POINTS or any(len(corner) != 2 for corner in corners):
        raise BadValueError(
            "polygon() takes at least three corners", token, help="such as polygon(0 0, 100% 0, 50% 100%)"
        )
    return Clip("polygon", tuple(length(word, context) for corner in corners for word in corner), (), even_odd)


_COMMAND = pattern(r"([MmLlHhVvCcSsQqTtAaZz])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\s,]+)|(.)", re.DOTALL)
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}


def path_segments(text: str, token: Token, scale: float) -> tuple[Segment, ...]:
    """The outline that SVG path data says; arcs are refused.

    Raises:
        BadValueError: the text is not path data.
    """
    help_ = "move, line, curve and close: M, L, H, V, C, S, Q, T and Z with their numbers"
    parts: list[tuple[str, list[float]]] = []
    for match in _COMMAND.finditer(text):
        letter, digits, _, other = match.groups()
        if other or (letter and letter in "Aa"):
            raise BadValueError(f"`{other or letter}` is not understood in an outline", token, help=help_)
        if letter:
            parts.append((letter, []))
        elif digits:
            value = float(digits) * scale
            if not parts or not abs(value) <= MAX_LENGTH:
                raise BadValueError("a number where none can stand", token, help=help_)
            parts[-1][1].append(value)
    if not parts or parts[0][0] not in "Mm" or len(parts) > _MAX_POINTS:
        raise BadValueError("an outline starts with M", token, help=help_)
    segments: list[Segment] = []
    x = y = start_x = start_y = handle_x = handle_y = 0.0
    before = ""
    for letter, numbers in parts:
        name, relative = letter.upper(), letter.islower()
        count = _COUNT[name]
        if len(numbers) > 8 * _MAX_POINTS or (len(numbers) % count or not numbers if count else numbers):
            raise BadValueError(f"`{letter}` takes {count} numbers at a time", token, help=help_)
        if name == "Z":
            segments.append(("Z",))
            x, y, before = start_x, start_y, "Z"
            continue
        for first in range(0, len(numbers), count):
            group = numbers[first : first + count]
            dx, dy = (x, y) if relative else (0.0, 0.0)
            if name == "H":
                x = group[0] + dx
                segments.append(("L", x, y))
            elif name == "V":
                y = group[0] + dy
                segments.append(("L", x, y))
            elif name in "ML":
                x, y = group[0] + dx, group[1] + dy
                if name == "M" and first == 0:
                    start_x, start_y = x, y
                    segments.append(("M", x, y))
                else:
                    segments.append(("L", x, y))
            else:
                places = [(group[at] + dx, group[at + 1] + dy) for at in range(0, count, 2)]
                end = places[-1]
                mirrored = (2 * x - handle_x, 2 * y - handle_y)
                if name in "CS":
                    one = places[0] if name == "C" else mirrored if before in ("C", "S") else (x, y)
                    other_end = places[-2]
                    handle_x, handle_y = other_end
                else:
                    pull = places[0] if name == "Q" else mirrored if before in ("Q", "T") else (x, y)
                    handle_x, handle_y = pull
                    one = (x + (pull[0] - x) * 2 / 3, y + (pull[1] - y) * 2 / 3)
                    other_end = (end[0] + (pull[0] - end[0]) * 2 / 3, end[1] + (pull[1] - end[1]) * 2 / 3)
                segments.append(("C", *one, *other_end, *end))
                x, y = end
            before = name
    return tuple(segments)
