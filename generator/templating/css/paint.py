"""What boxes are painted with: gradients, pictures, background layers, shadows."""

import posixpath
from dataclasses import replace
from typing import Literal

from generator.basics.colour import Colour
from generator.basics.records import dataclass
from generator.model.design import ZERO, Background, Dimension, Gradient, Length, RadialSize, Repeat, Shadow, Stop
from generator.templating.css.colours import TRANSPARENT, colour, is_colour
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    significant,
    split_commas,
    split_slash,
    syntax_fault,
)
from generator.templating.css.values import Context, Picture, angle, is_length, length, points, position

MAX_LAYERS = 16
MAX_STOPS = 64

Image = Gradient | Picture
BackgroundSize = Literal["cover", "contain"] | tuple[Dimension | None, Dimension | None]

_GRADIENTS = (
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "repeating-conic-gradient",
)
#: Which way a corner lies, by its two words in alphabetical order.
_CORNERS = {
    ("left", "top"): (-1, -1),
    ("right", "top"): (1, -1),
    ("bottom", "left"): (-1, 1),
    ("bottom", "right"): (1, 1),
}
_REACHES: tuple[Literal["closest-side", "farthest-side", "closest-corner", "farthest-corner"], ...] = (
    "closest-side",
    "farthest-side",
    "closest-corner",
    "farthest-corner",
)
_SIDES = {"top": 0.0, "right": 90.0, "bottom": 180.0, "left": 270.0}
_NO_STOPS = "at least two colours, such as linear-gradient(white, #0072B2)"


def picture_name(token: Token) -> str | None:
    """The name inside url("…"); None when the token is no url at all.

    Raises:
        BadValueError: the name leaves the folder, or is an address on the web or in the data itself.
    """
    if token.type == "url":
        name = token.value
    elif token.type == "function" and token.lower_name == "url":
        arguments = significant(token.arguments)
        if len(arguments) != 1 or arguments[0].type != "string":
            raise (syntax_fault(arguments[0]) if arguments else None) or BadValueError(
                "url() takes one name", token, help='such as url("patterns/dots.svg")'
            )
        name = arguments[0].value
    else:
        return None
    return relative_name(name, token)


def relative_name(name: str, token: Token) -> str:
    """The name with its `.` and `..` resolved.

    Raises:
        BadValueError: it is empty, absolute, an address, or leads out of the folder.
    """
    if not name.strip():
        raise BadValueError("the name is empty", token, help='such as url("patterns/dots.svg")')
    plain = posixpath.normpath(name.strip())
    outside = plain.startswith(("/", "../")) or plain in ("..", ".")
    if outside or ":" in plain or "\\" in plain or any(ord(sign) < 32 for sign in plain) or len(plain) > 255:
        raise BadValueError(
            "not a file of the template or the deck",
            token,
            name="picture-outside",
            help='a name inside the deck or the template, with forward slashes: url("patterns/dots.svg")',
        )
    return plain


def is_image(token: Token) -> bool:
    """Whether the token looks like an image, right or wrong."""
    return token.type == "url" or (token.type == "function" and (token.lower_name in (*_GRADIENTS, "url")))


def image(token: Token, context: Context) -> Image:
    """The gradient, or the picture of that name."""
    if token.type == "function" and token.lower_name in _GRADIENTS:
        kind = token.lower_name.removeprefix("repeating-")
        made = {"linear-gradient": _linear, "radial-gradient": _radial, "conic-gradient": _conic}[kind](token, context)
        return replace(made, repeating=kind != token.lower_name)
    name = picture_name(token)
    if name is None:
        raise syntax_fault(token) or BadValueError(
            "not an image", token, help='url("…"), a gradient such as linear-gradient(white, #0072B2), or `none`'
        )
    found = context.picture(name) if context.picture else NOTHING_YET
    if found is None:
        raise BadValueError(
            "no such picture",
            token,
            name="unknown-picture",
            message=f"no picture is called `{name}`",
            help="pictures are looked for in the deck's folder, then in the template's",
        )
    return found


#: Stands for any picture while a stylesheet is only read.
NOTHING_YET: Image = Gradient("linear", (Stop(TRANSPARENT), Stop(TRANSPARENT)))


def _linear(token: Token, context: Context) -> Gradient:
    parts = split_commas(significant(token.arguments))
    turn = 180.0
    corner: tuple[int, int] | None = None
    first = parts[0]
    if first and is_ident(first[0], "to"):
        sides = first[1:]
        words = sorted(str(side.lower_value) for side in sides if side.type == "ident")
        if len(words) == len(sides) == 2 and (words[0], words[1]) in _CORNERS:
            corner = _CORNERS[words[0], words[1]]
        elif len(words) != 1 or len(sides) != 1 or words[0] not in _SIDES:
            raise BadValueError(
                "not a direction", first[0], help="`to` and a side or a corner, such as `to right` or `to top right`"
            )
        else:
            turn = _SIDES[words[0]]
        parts = parts[1:]
    elif len(first) == 1 and first[0].type in ("dimension", "number"):
        turn = angle(first[0])
        parts = parts[1:]
    return Gradient("linear", _stops(parts, token, context), turn % 360, corner=corner)


def _radial(token: Token, context: Context) -> Gradient:
    parts = split_commas(significant(token.arguments))
    shape = ""
    size: RadialSize | None = None
    radii: list[Token] = []
    centre: tuple[Dimension, Dimension] = (Length(0.0, 0.5), Length(0.0, 0.5))
    first = parts[0]
    if first and not is_colour(first[0]):
        words = list(first)
        at = next((number for number, word in enumerate(words) if is_ident(word, "at")), len(words))
        for word in words[:at]:
            if is_ident(word, "circle", "ellipse") and not shape:
                shape = word.lower_value
            elif is_ident(word, *_REACHES) and size is None:
                size = next(reach for reach in _REACHES if reach == word.lower_value)
            elif is_length(word) and len(radii) < 2:
                radii.append(word)
            else:
                raise syntax_fault(word) or BadValueError(
                    "neither a shape nor a colour",
                    word,
                    help="`circle` or `ellipse`, `at` and a place, then the colours",
                )
        if radii:
            size, shape = _radii(radii, shape, size, context)
        if at < len(words):
            centre = position(words[at + 1 :], context)
        parts = parts[1:]
    return Gradient(
        "radial",
        _stops(parts, token, context),
        centre=centre,
        circle=shape == "circle",
        size=size or "farthest-corner",
    )


def _conic(token: Token, context: Context) -> Gradient:
    parts = split_commas(significant(token.arguments))
    start = 0.0
    centre: tuple[Dimension, Dimension] = (Length(0.0, 0.5), Length(0.0, 0.5))
    words = parts[0]
    if words and is_ident(words[0], "from"):
        if len(words) < 2:
            raise BadValueError(
                "an angle is missing", words[0], help="such as conic-gradient(from 45deg, white, black)"
            )
        start = angle(words[1])
        words = words[2:]
    if words and is_ident(words[0], "at"):
        centre = position(words[1:], context)
        words = []
    if words is not parts[0]:
        if words:
            raise syntax_fault(words[0]) or BadValueError("a comma is missing before the colours", words[0])
        parts = parts[1:]
    return Gradient("conic", _stops(parts, token, context, around=True), start % 360, centre=centre)


def _radii(words: Tokens, shape: str, size: RadialSize | None, context: Context) -> tuple[RadialSize, str]:
    """The radii that a radial gradient names, and the shape that they are of."""
    if size is not None:
        raise BadValueError("one size, no more", words[0])
    if len(words) == 2 and shape == "circle":
        raise BadValueError("a circle has one radius", words[1], help="`ellipse` has two")
    if len(words) == 1 and shape == "ellipse":
        raise BadValueError("an ellipse has two radii", words[0], help="`circle` has one")
    circle = len(words) == 1
    first, last = (length(word, context, percent=not circle, negative=False) for word in (words[0], words[-1]))
    return (first, last), "circle" if circle else "ellipse"


def _is_angle(token: Token) -> bool:
    return token.type == "dimension" and token.lower_unit in ("deg", "grad", "rad", "turn")


def _is_place(token: Token, around: bool) -> bool:
    return is_length(token) or (around and _is_angle(token))


def _place(token: Token, context: Context, around: bool) -> Dimension:
    """Where a colour stands: an angle or a part of the whole turn where they go around."""
    if not around:
        return length(token, context)
    if _is_angle(token) or (token.type == "number" and token.value == 0):
        return Length(0.0, angle(token) / 360)
    found = length(token, context)
    if isinstance(found, Length) and not found.points:
        return found
    raise BadValueError("neither an angle nor a percentage", token, help="such as `white 90deg` or `white 25%`")


def _stops(parts: list[Tokens], whole: Token, context: Context, *, around: bool = False) -> tuple[Stop, ...]:
    if len(parts) < 2:
        raise BadValueError("one colour makes no gradient", whole, help=_NO_STOPS)
    if len(parts) > MAX_STOPS:
        raise BadValueError(f"more than {MAX_STOPS} colours", whole)
    stops: list[Stop] = []
    for part in parts:
        if not part:
            raise BadValueError("a colour is missing between two commas", whole, help=_NO_STOPS)
        if len(part) == 1 and _is_place(part[0], around):
            raise BadValueError("a place without its colour", part[0], help="a colour, then its place: `white 30%`")
        if len(part) > 3:
            raise BadValueError("too much for one colour", part[3], help="a colour and its place: `white 30%`")
        paint = colour(part[0], context)
        if len(part) == 1:
            stops.append(Stop(paint))
        stops.extend(Stop(paint, _place(place, context, around)) for place in part[1:])
    return tuple(stops)


def images(tokens: Tokens, context: Context) -> tuple[Image | None, ...]:
    """The images of background-image, the first on top; None for a layer without one."""
    parts = _layers(tokens)
    found: list[Image | None] = []
    for part in parts:
        if len(part) != 1:
            raise BadValueError("one image a layer, commas between layers", part[1])
        found.append(None if is_ident(part[0], "none") else image(part[0], context))
    return tuple(found)


def _layers(tokens: Tokens) -> list[Tokens]:
    parts = split_commas(tokens)
    for part in parts:
        if not part:
            raise BadValueError("something is missing beside a comma")
    if len(parts) > MAX_LAYERS:
        raise BadValueError(f"more than {MAX_LAYERS} layers")
    return parts


def sizes(tokens: Tokens, context: Context) -> tuple[BackgroundSize, ...]:
    """The sizes of background-size, one a layer."""
    return tuple(_size(part, context) for part in _layers(tokens))


def _size(part: Tokens, context: Context) -> BackgroundSize:
    if len(part) == 1 and is_ident(part[0], "cover"):
        return "cover"
    if len(part) == 1 and is_ident(part[0], "contain"):
        return "contain"
    if len(part) > 2:
        raise BadValueError("a size has a width and a height", part[2])
    found = [None if is_ident(word, "auto") else length(word, context, negative=False) for word in part]
    return found[0], found[1] if len(found) == 2 else None


def positions(tokens: Tokens, context: Context) -> tuple[tuple[Dimension, Dimension], ...]:
    """The places of background-position, one a layer."""
    return tuple(position(part, context) for part in _layers(tokens))


def repeats(tokens: Tokens, context: Context) -> tuple[tuple[Repeat, Repeat], ...]:
    """Whether and how the image repeats along x and along y, one a layer."""
    return tuple(_repeat(part) for part in _layers(tokens))


_WAYS: dict[str, Repeat] = {"repeat": True, "no-repeat": False, "round": "round", "space": "space"}
_REPEATS: dict[str, tuple[Repeat, Repeat]] = {
    "repeat-x": (True, False),
    "repeat-y": (False, True),
    **{word: (way, way) for word, way in _WAYS.items()},
}


def _is_repeat(token: Token) -> bool:
    return is_ident(token, *_REPEATS)


def _repeat(part: Tokens) -> tuple[Repeat, Repeat]:
    for word in part:
        if word.type != "ident" or word.lower_value not in _REPEATS:
            raise BadValueError("not a way to repeat", word)
    if len(part) == 1:
        return _REPEATS[part[0].lower_value]
    if len(part) == 2 and all(is_ident(word, *_WAYS) for word in part):
        return _WAYS[part[0].lower_value], _WAYS[part[1].lower_value]
    raise BadValueError("two words are one for across and one for down", part[1], help="such as `repeat no-repeat`")


@dataclass(frozen=True, slots=True)
class Layers:
    """A whole background, as the shorthand says it."""

    color: Colour | None
    images: tuple[Image | None, ...]
    sizes: tuple[BackgroundSize, ...]
    positions: tuple[tuple[Dimension, Dimension], ...]
    repeats: tuple[tuple[Repeat, Repeat], ...]


_REFUSED = ("border-box", "padding-box", "content-box", "fixed", "local", "scroll")


def background(tokens: Tokens, context: Context) -> Layers:
    """The layers of the `background` shorthand; the colour stands in the last one."""
    parts = _layers(tokens)
    layers = [_layer(part, context, last=part is parts[-1]) for part in parts]
    return Layers(
        layers[-1][0],
        tuple(layer[1] for layer in layers),
        tuple(layer[2] for layer in layers),
        tuple(layer[3] for layer in layers),
        tuple(layer[4] for layer in layers),
    )


def _layer(
    part: Tokens, context: Context, *, last: bool
) -> tuple[Colour | None, Image | None, BackgroundSize, tuple[Dimension, Dimension], tuple[Repeat, Repeat]]:
    paint: Colour | None = None
    painted = shown = False
    picture: Image | None = None
    places: Tokens = []
    repeating: Tokens = []
    halves = split_slash(part)
    if len(halves) > 2:
        raise BadValueError("one `/` a layer, between place and size", halves[2][0] if halves[2] else part[-1])
    size: BackgroundSize = (None, None)
    words = list(halves[0])
    if len(halves) == 2:
        taken: Tokens = []
        for word in halves[1]:
            if is_length(word) or is_ident(word, "auto", "cover", "contain"):
                taken.append(word)
            else:
                break
        if not taken:
            raise BadValueError("a size is missing after `/`", part[-1], help="such as `center / cover`")
        size = _size(taken, context)
        words += halves[1][len(taken) :]
    for word in words:
        if is_image(word) or is_ident(word, "none"):
            if shown:
                raise BadValueError("a second image", word, help="commas between layers")
            shown = True
            picture = None if is_ident(word, "none") else image(word, context)
        elif is_length(word) or is_ident(word, "left", "right", "top", "bottom", "center"):
            places.append(word)
        elif _is_repeat(word):
            repeating.append(word)
        elif is_ident(word, *_REFUSED):
            raise BadValueError("a background always reaches to the border's outer edge", word, help="leave it out")
        elif painted:
            raise BadValueError("a second colour", word)
        elif not last and is_colour(word):
            raise BadValueError("only the last layer takes a colour", word)
        else:
            paint = colour(word, context)
            painted = True
    if len(halves) == 2 and not places:
        raise BadValueError("the place must come before `/` and the size", part[0], help="such as `center / cover`")
    place = position(places, context) if places else (ZERO, ZERO)
    return paint, picture, size, place, _repeat(repeating) if repeating else (True, True)


def layers(
    pictures: tuple[Image | None, ...],
    all_sizes: tuple[BackgroundSize, ...],
    all_positions: tuple[tuple[Dimension, Dimension], ...],
    all_repeats: tuple[tuple[Repeat, Repeat], ...],
) -> tuple[Background, ...]:
    """The background layers; shorter lists of sizes, places and repeats start again, as in CSS."""
    return tuple(
        Background(
            image=picture,
            size=all_sizes[number % len(all_sizes)],
            position=all_positions[number % len(all_positions)],
            repeat=all_repeats[number % len(all_repeats)],
        )
        for number, picture in enumerate(pictures)
        if picture is not None
    )


def shadows(tokens: Tokens, context: Context) -> tuple[Shadow, ...]:
    """The shadows of box-shadow, the first on top."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return ()
    return tuple(_shadow(part, context) for part in _layers(tokens))


def text_shadows(tokens: Tokens, context: Context) -> tuple[Shadow, ...]:
    """The shadows of text-shadow, the first on top."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return ()
    for part in _layers(tokens):
        if sum(is_length(word) for word in part) > 3:
            raise BadValueError("a fourth length", part[-1], help="right, down and blur: `0 0.3mm 0.5mm #0006`")
        for word in part:
            if is_ident(word, "inset"):
                raise BadValueError("letters have no inner shadow", word)
    return tuple(_shadow(part, context) for part in _layers(tokens))


def _shadow(part: Tokens, context: Context) -> Shadow:
    inset = False
    paint: Colour | None = None
    lengths: list[float] = []
    for word in part:
        if is_ident(word, "inset"):
            inset = True
        elif is_length(word):
            if len(lengths) == 4:
                raise BadValueError("a fifth length", word, help="right, down, blur and spread: `0 1mm 2mm #0004`")
            lengths.append(points(word, context, negative=len(lengths) != 2))
        elif paint is not None:
            raise BadValueError("a second colour", word)
        else:
            paint = colour(word, context)
    if len(lengths) < 2:
        raise BadValueError("a shadow needs two lengths", part[0], help="right and down, then blur: `0 1mm 2mm #0004`")
    across, down, blur, spread = [*lengths, 0.0, 0.0][:4]
    return Shadow(context.color if paint is None else paint, across, down, blur, spread, inset)
