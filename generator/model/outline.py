"""Outlines of moves, lines and cubic curves: those that SVG writes, ellipses, rectangles with round corners."""

import math
import re

from generator.basics.geometry import KAPPA, Matrix, Point, Rect
from generator.model.face import Segment

#: Radii of a rectangle's corners in points, from the top left clockwise.
Radii = tuple[float, float, float, float]

SQUARE: Radii = (0.0, 0.0, 0.0, 0.0)

#: Most commands of one outline.
MAX_COMMANDS = 50_000

#: Greatest coordinate taken for meant.
MAX_COORDINATE = 1e7

_GAP = re.compile(r"[\s,]*")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NEEDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


class BadOutlineError(ValueError):
    """The text is no outline, or no sane one."""


def read_numbers(text: str) -> list[float]:
    """The numbers of a list such as `points`, parted by spaces or commas.

    Raises:
        BadOutlineError: there is something else, or a number is out of all bounds.
    """
    found: list[float] = []
    at = _skip(text, 0)
    while at < len(text):
        match = _NUMBER.match(text, at)
        if match is None:
            raise BadOutlineError(f"`{text[at : at + 12]}` is not a number")
        found.append(_finite(match[0]))
        at = _skip(text, match.end())
    return found


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _finite(text: str) -> float:
    value = float(text)
    if not abs(value) <= MAX_COORDINATE:
        raise BadOutlineError(f"`{text[:12]}` is too large")
    return value


def _commands(text: str) -> list[tuple[str, list[float]]]:
    """The commands, each with as many numbers as it needs; repeated ones are written out."""
    found: list[tuple[str, list[float]]] = []
    at = _skip(text, 0)
    letter = ""
    while at < len(text):
        if text[at].upper() in _NEEDS:
            letter = text[at]
            at = _skip(text, at + 1)
        elif not letter or letter in "Zz":
            raise BadOutlineError(f"`{text[at : at + 12]}` is no command")
        if not found and letter not in "Mm":
            raise BadOutlineError("an outline begins with `M`")
        values: list[float] = []
        for number in range(_NEEDS[letter.upper()]):
            if letter in "Aa" and number in (3, 4):  # flags may stand without a gap: `a1 1 0 01 5 5`
                if text[at : at + 1] not in ("0", "1"):
                    raise BadOutlineError("a flag of `A` is 0 or 1")
                values.append(float(text[at]))
                at = _skip(text, at + 1)
                continue
            match = _NUMBER.match(text, at)
            if match is None:
                need = _NEEDS[letter.upper()]
                raise BadOutlineError(f"`{letter}` needs {need} number{'s' * (need > 1)}")
            values.append(_finite(match[0]))
            at = _skip(text, match.end())
        found.append((letter, values))
        if len(found) > MAX_COMMANDS:
            raise BadOutlineError(f"there are more than {MAX_COMMANDS} commands")
        if letter in "Mm":  # further pairs are lines (SVG 1.1, section 8.3.2)
            letter = "L" if letter == "M" else "l"
    return found


def read_path(text: str) -> list[Segment]:
    """The segments that the `d` of a `<path>` says (SVG 1.1, section 8.3).

    Raises:
        BadOutlineError: it cannot be read.
    """
    made: list[Segment] = []
    x = y = start_x = start_y = 0.0
    # Where the last control point was, for S and T; which command set it.
    control_x = control_y = 0.0
    before = ""
    for letter, numbers in _commands(text):
        command = letter.upper()
        if letter.islower() and command not in "AHV":
            values = [value + (x, y)[i % 2] for i, value in enumerate(numbers)]
        else:
            values = numbers
        if before == "Z" and command != "M":
            made.append(("M", x, y))
        if command == "M":
            x, y = values
            start_x, start_y = x, y
            made.append(("M", x, y))
        elif command == "L":
            x, y = values
            made.append(("L", x, y))
        elif command == "H":
            x = values[0] + (x if letter == "h" else 0)
            made.append(("L", x, y))
        elif command == "V":
            y = values[0] + (y if letter == "v" else 0)
            made.append(("L", x, y))
        elif command in "CS":
            if command == "S":
                first = (2 * x - control_x, 2 * y - control_y) if before in ("C", "S") else (x, y)
                values = [*first, *values]
            x1, y1, control_x, control_y, x, y = values
            made.append(("C", x1, y1, control_x, control_y, x, y))
        elif command in "QT":
            if command == "T":
                first = (2 * x - control_x, 2 * y - control_y) if before in ("Q", "T") else (x, y)
                values = [*first, *values]
            control_x, control_y, to_x, to_y = values
            made.append(
                (
                    "C",
                    x + (control_x - x) * 2 / 3,
                    y + (control_y - y) * 2 / 3,
                    to_x + (control_x - to_x) * 2 / 3,
                    to_y + (control_y - to_y) * 2 / 3,
                    to_x,
                    to_y,
                )
            )
            x, y = to_x, to_y
        elif command == "A":
            to_x = values[5] + (x if letter == "a" else 0)
            to_y = values[6] + (y if letter == "a" else 0)
            made.extend(_arc(x, y, values[0], values[1], values[2], bool(values[3]), bool(values[4]), to_x, to_y))
            x, y = to_x, to_y
        else:
            x, y = start_x, start_y
            made.append(("Z",))
        before = command
    return made


def _arc(
    x0: float, y0: float, rx: float, ry: float, turn: float, large: bool, sweep: bool, x1: float, y1: float
) -> list[Segment]:
    """An elliptical arc as cubic curves (SVG 1.1, appendix F.6)."""
    rx, ry = abs(rx), abs(ry)
    if (x0, y0) == (x1, y1):
        return []
    if rx < 1e-9 or ry < 1e-9:
        return [("L", x1, y1)]
    angle = math.radians(turn % 360)
    cos, sin = math.cos(angle), math.sin(angle)
    half_x, half_y = (x0 - x1) / 2, (y0 - y1) / 2
    px, py = cos * half_x + sin * half_y, -sin * half_x + cos * half_y
    too_small = (px / rx) ** 2 + (py / ry) ** 2
    if too_small > 1:
        rx, ry = rx * math.sqrt(too_small), ry * math.sqrt(too_small)
    below = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, ((rx * ry) ** 2 - below) / below)) if below else 0.0
    if large == sweep:
        root = -root
    cx, cy = root * rx * py / ry, -root * ry * px / rx
    start = math.atan2((py - cy) / ry, (px - cx) / rx)
    extent = math.atan2((-py - cy) / ry, (-px - cx) / rx) - start
    if sweep and extent < 0:
        extent += 2 * math.pi
    elif not sweep and extent > 0:
        extent -= 2 * math.pi
    count = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
    step = extent / count
    pull = 4 / 3 * math.tan(step / 4)
    place = Matrix(rx * cos, rx * sin, -ry * sin, ry * cos)
    middle_x = cos * cx - sin * cy + (x0 + x1) / 2
    middle_y = sin * cx + cos * cy + (y0 + y1) / 2
    place = place.then(Matrix.translation(middle_x, middle_y))
    made: list[Segment] = []
    for number in range(count):
        one, other = start + number * step, start + (number + 1) * step
        first = place.apply(Point(math.cos(one) - pull * math.sin(one), math.sin(one) + pull * math.cos(one)))
        second = place.apply(Point(math.cos(other) + pull * math.sin(other), math.sin(other) - pull * math.cos(other)))
        end = Point(x1, y1) if number == count - 1 else place.apply(Point(math.cos(other), math.sin(other)))
        made.append(("C", first.x, first.y, second.x, second.y, end.x, end.y))
    return made


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Segment]:
    """A closed ellipse of four curves."""
    kx, ky = rx * KAPPA, ry * KAPPA
    return [
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    ]


def rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Segment]:
    """A closed rectangle, its corners rounded by quarter ellipses."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return [("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",)]
    right, bottom = x + width, y + height
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return [
        ("M", x + rx, y),
        ("L", right - rx, y),
        ("C", right - kx, y, right, y + ky, right, y + ry),
        ("L", right, bottom - ry),
        ("C", right, bottom - ky, right - kx, bottom, right - rx, bottom),
        ("L", x + rx, bottom),
        ("C", x + kx, bottom, x, bottom - ky, x, bottom - ry),
        ("L", x, y + ry),
        ("C", x, y + ky, x + kx, y, x + rx, y),
        ("Z",),
    ]


def rounded(rect: Rect, radii: Radii = SQUARE) -> tuple[Segment, ...]:
    """A closed rectangle, its corners rounded by quarter circles that do not overlap; clockwise from the top left."""
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    if not any(radii):
        return (("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",))
    tl, tr, br, bl = radii
    handle = 1 - KAPPA
    segments: list[Segment] = [("M", left + tl, top), ("L", right - tr, top)]
    if tr:
        segments.append(("C", right - tr * handle, top, right, top + tr * handle, right, top + tr))
    segments.append(("L", right, bottom - br))
    if br:
        segments.append(("C", right, bottom - br * handle, right - br * handle, bottom, right - br, bottom))
    segments.append(("L", left + bl, bottom))
    if bl:
        segments.append(("C", left + bl * handle, bottom, left, bottom - bl * handle, left, bottom - bl))
    segments.append(("L", left, top + tl))
    if tl:
        segments.append(("C", left, top + tl * handle, left + tl * handle, top, left + tl, top))
    segments.append(("Z",))
    return tuple(segments)


def mapped(segments: list[Segment], matrix: Matrix) -> tuple[Segment, ...]:
    """The outline with every point where the matrix sends it."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    made: list[Segment] = []
    for segment in segments:
        if len(segment) == 3:
            name, x, y = segment
            made.append((name, a * x + c * y + e, b * x + d * y + f))
        elif len(segment) == 7:
            name, x1, y1, x2, y2, x, y = segment
            made.append(
                (
                    name,
                    a * x1 + c * y1 + e,
                    b * x1 + d * y1 + f,
                    a * x2 + c * y2 + e,
                    b * x2 + d * y2 + f,
                    a * x + c * y + e,
                    b * x + d * y + f,
                )
            )
        else:
            made.append(segment)
    return tuple(made)


def bounds(segments: list[Segment]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the outline itself (not of its control points); zeros for an empty one."""
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    for segment in segments:
        if len(segment) == 7:
            _, x1, y1, x2, y2, end_x, end_y = segment
            xs.extend(_turning(x, x1, x2, end_x))
            ys.extend(_turning(y, y1, y2, end_y))
            x, y = end_x, end_y
        elif len(segment) == 3:
            _, x, y = segment
        else:
            continue
        xs.append(x)
        ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def _turning(p0: float, p1: float, p2: float, p3: float) -> list[float]:
    """Where one coordinate of a cubic curve stops growing or shrinking."""
    a, b, c = -p0 + 3 * p1 - 3 * p2 + p3, 2 * (p0 - 2 * p1 + p2), p1 - p0
    if abs(a) < 1e-12:
        roots = [-c / b] if abs(b) > 1e-12 else []
    else:
        inside = b * b - 4 * a * c
        roots = [(-b + sign * math.sqrt(inside)) / (2 * a) for sign in (1, -1)] if inside >= 0 else []
    return [
        (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3 for t in roots if 0 < t < 1
    ]
