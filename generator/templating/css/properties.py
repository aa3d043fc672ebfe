"""Every property there is: one table that reading, checking, computing and the reference page all go by."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from generator.basics.records import dataclass
from generator.model.design import ZERO, Dimension
from generator.templating.css import lettering, paint, shapes, tracks
from generator.templating.css.colours import colour, is_colour
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    is_literal,
    split_slash,
    syntax_fault,
)
from generator.templating.css.values import ANYWHERE, Context, integer, is_length, length, number, points, position


class _Mark:
    """A value that is found from outside the property."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


#: The element's own `color`, wherever a colour may stand.
CURRENT: Final = _Mark("currentcolor")
INHERIT: Final = _Mark("inherit")
INITIAL: Final = _Mark("initial")
UNSET: Final = _Mark("unset")
#: What any property takes besides its own values.
WIDE: Final = {"inherit": INHERIT, "initial": INITIAL, "unset": UNSET}

Parser = Callable[[Tokens, Context], object]
Expander = Callable[[Tokens, Context], Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property.

    Attributes:
        name: as CSS spells it.
        group: the chapter of the reference it belongs to.
        sets: the fields of `Style` that it sets; `text.` for those of its `TextStyle`.
        syntax: what it takes, in words that finish the sentence “NAME takes …”.
        initial: its value where nothing is said, as one would write it; empty for a shorthand.
        inherited: whether boxes inside take it over.
        parse: makes the value from the words; for a shorthand, all values by longhand.
        words: the keywords it knows, for suggestions.
        longhands: what a shorthand stands for; empty for a longhand.
        contextual: whether the value hangs on the font, even when the words do not say so.
    """

    name: str
    group: str
    sets: tuple[str, ...]
    syntax: str
    initial: str = ""
    inherited: bool = False
    parse: Parser
    words: tuple[str, ...] = ()
    longhands: tuple[str, ...] = ()
    contextual: bool = False


# --- building blocks


def _alone(tokens: Tokens) -> Token:
    if len(tokens) > 1:
        raise BadValueError("one value, no more", tokens[1])
    return tokens[0]


def _word(tokens: Tokens, words: tuple[str, ...]) -> str:
    token = _alone(tokens)
    if token.type == "ident" and token.lower_value in words:
        return str(token.lower_value)
    raise syntax_fault(token) or BadValueError("not one of its words", token)


def _words(*words: str) -> Parser:
    return lambda tokens, context: _word(tokens, words)


def _dimension(empty: str = "", *, negative: bool = True) -> Parser:
    """A length or a share; the word `empty`, if there is one, gives None."""

    def parse(tokens: Tokens, context: Context) -> Dimension | None:
        token = _alone(tokens)
        if empty and is_ident(token, empty):
            return None
        return length(token, context, percent=True, negative=negative)

    return parse


def _number(least: float, most: float, *, percent: bool = False) -> Parser:
    return lambda tokens, context: number(_alone(tokens), least=least, most=most, percent=percent)


def _z_index(tokens: Tokens, context: Context) -> int | None:
    token = _alone(tokens)
    return None if is_ident(token, "auto") else integer(token, -100_000, 100_000)


def _colour(tokens: Tokens, context: Context) -> object:
    return colour(_alone(tokens), context)


def _background_color(tokens: Tokens, context: Context) -> object:
    token = _alone(tokens)
    if is_ident(token, "none"):
        raise BadValueError("not a colour", token, help="`transparent`, or `background: none`")
    return None if is_ident(token, "transparent") else colour(token, context)


def _paint(tokens: Tokens, context: Context) -> object:
    token = _alone(tokens)
    if is_ident(token, "none", "transparent"):
        return None
    return CURRENT if is_ident(token, "currentcolor") else colour(token, context)


def _stroke_width(tokens: Tokens, context: Context) -> float:
    return points(_alone(tokens), context, negative=False)


def _dashes(tokens: Tokens, context: Context) -> tuple[float, ...]:
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return ()
    lengths = tuple(
        points(token, context, negative=False) for token in tokens if not (is_literal(token, ",") and len(tokens) > 2)
    )
    if len(lengths) > 8:
        raise BadValueError("more than eight lengths", tokens[0])
    return lengths if any(lengths) else ()


_THICK = {"thin": 0.75, "medium": 2.25, "thick": 3.75}
_BORDER_STYLES = ("none", "solid", "dashed", "dotted", "double")


def _border_width(tokens: Tokens, context: Context) -> float:
    token = _alone(tokens)
    if is_ident(token, *_THICK):
        return _THICK[token.lower_value]
    return points(token, context, negative=False)


def _border_color(tokens: Tokens, context: Context) -> object:
    token = _alone(tokens)
    return CURRENT if is_ident(token, "currentcolor") else colour(token, context)


_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")


def _four(names: tuple[str, ...], one: Parser) -> Expander:
    """One to four values for four sides or corners."""

    def expand(tokens: Tokens, context: Context) -> dict[str, object]:
        if len(tokens) > 4:
            raise BadValueError("four values at most", tokens[4])
        values = [one([token], context) for token in tokens]
        first = values[0]
        second = values[1] if len(values) > 1 else first
        third = values[2] if len(values) > 2 else first
        fourth = values[3] if len(values) > 3 else second
        return dict(zip(names, (first, second, third, fourth), strict=True))

    return expand


def _radius(tokens: Tokens, context: Context) -> dict[str, object]:
    for token in tokens:
        if is_literal(token, "/"):
            raise BadValueError("corners are round here, not oval", token, help="leave out the `/` and what follows")
    return dict(_four(_RADII, _dimension(negative=False))(tokens, context))


def _border(sides: tuple[str, ...]) -> Expander:
    def expand(tokens: Tokens, context: Context) -> dict[str, object]:
        width: object = None
        style: object = None
        paint_: object = None
        for token in tokens:
            if is_ident(token, *_BORDER_STYLES):
                if style is not None:
                    raise BadValueError("a second style", token)
                style = token.lower_value
            elif is_length(token) or is_ident(token, *_THICK):
                if width is not None:
                    raise BadValueError("a second width", token)
                width = _border_width([token], context)
            elif paint_ is None:
                paint_ = _border_color([token], context)
            else:
                raise BadValueError("a second colour", token) if is_colour(token) else BadValueError("too much", token)
        found: dict[str, object] = {}
        for side in sides:
            found[f"border-{side}-width"] = _THICK["medium"] if width is None else width
            found[f"border-{side}-style"] = "none" if style is None else style
            found[f"border-{side}-color"] = CURRENT if paint_ is None else paint_
        return found

    return expand


def _flex(tokens: Tokens, context: Context) -> dict[str, object]:
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return {"flex-grow": 0.0, "flex-shrink": 0.0, "flex-basis": None}
    if len(tokens) == 1 and is_ident(tokens[0], "auto"):
        return {"flex-grow": 1.0, "flex-shrink": 1.0, "flex-basis": None}
    grow: float | None = None
    shrink: float | None = None
    basis: Dimension | None = ZERO
    based = False
    for token in tokens:
        zero_basis = token.type == "number" and token.value == 0 and shrink is not None
        if token.type == "number" and not zero_basis:
            if grow is None:
                grow = number(token, least=0, most=1e6)
            elif shrink is None:
                shrink = number(token, least=0, most=1e6)
            else:
                raise BadValueError("a third number", token)
        elif based:
            raise BadValueError("a second basis", token)
        else:
            based = True
            basis = None if is_ident(token, "auto") else length(token, context, negative=False)
    return {
        "flex-grow": 1.0 if grow is None else grow,
        "flex-shrink": 1.0 if shrink is None else shrink,
        "flex-basis": basis,
    }


_DIRECTIONS = ("row", "column", "row-reverse", "column-reverse")
_WRAPS = ("nowrap", "wrap", "wrap-reverse")


def _flow(tokens: Tokens, context: Context) -> dict[str, object]:
    found: dict[str, object] = {}
    for token in tokens:
        name = "flex-direction" if is_ident(token, *_DIRECTIONS) else "flex-wrap"
        if name in found:
            raise BadValueError("says the same thing twice", token)
        found[name] = _word([token], (*_DIRECTIONS, *_WRAPS))
    return {"flex-direction": "column", "flex-wrap": "nowrap", **found}


def _pair(names: tuple[str, ...], one: Parser) -> Expander:
    """One value for two sides; two only where they do not hang on the direction of writing."""

    def expand(tokens: Tokens, context: Context) -> dict[str, object]:
        if len(tokens) > 2:
            raise BadValueError("two values at most", tokens[2])
        if len(tokens) == 2 and names[0].endswith("left"):
            both = f"`{names[0]}` and `{names[1]}`"
            raise BadValueError("which side the second is on hangs on the language", tokens[1], help=both)
        values = [one([token], context) for token in tokens]
        return {names[0]: values[0], names[1]: values[-1]}

    return expand


def _gap_of(token: Token, context: Context) -> Dimension:
    return ZERO if is_ident(token, "normal") else length(token, context, negative=False)


def _gap(tokens: Tokens, context: Context) -> dict[str, object]:
    if len(tokens) > 2:
        raise BadValueError("two values at most", tokens[2])
    values = [_gap_of(token, context) for token in tokens]
    return {"row-gap": values[0], "column-gap": values[-1]}


def _background(tokens: Tokens, context: Context) -> dict[str, object]:
    found = paint.background(tokens, context)
    return {
        "background-color": found.color if found.color is None or found.color.alpha else None,
        "background-image": found.images,
        "background-size": found.sizes,
        "background-position": found.positions,
        "background-repeat": found.repeats,
    }


def _origin(tokens: Tokens, context: Context) -> object:
    if len(tokens) > 2:
        raise BadValueError("two values at most", tokens[2])
    return position(tokens, context)


def _decoration(tokens: Tokens, context: Context) -> frozenset[str]:
    if len(tokens) == 1:
        word = _word(tokens, ("none", *_LINES))
        return frozenset() if word == "none" else frozenset([word])
    words = [_word([token], _LINES) for token in tokens]
    if len(set(words)) < len(words):
        raise BadValueError("the same line twice", tokens[-1])
    return frozenset(words)


_LINES: Final = ("underline", "overline", "line-through")


def _kerning(tokens: Tokens, context: Context) -> tuple[tuple[str, int], ...]:
    word = _word(tokens, ("auto", "normal", "none"))
    return {"auto": (), "normal": (("kern", 1),), "none": (("kern", 0),)}[word]


def _slope(tokens: Tokens, context: Context) -> bool:
    return _word(tokens, ("normal", "italic", "oblique")) != "normal"


_FONT_HELP = 'such as bold 12pt/1.3 "Fraunces"'


def _font(tokens: Tokens, context: Context) -> dict[str, object]:
    """The shorthand font: slope, weight and small capitals in any order, size / line height, families."""
    found: dict[str, object] = {"font-style": False, "font-weight": 400, "font-kerning": (), "line-height": None}
    found |= dict.fromkeys(_VARIANTS, ())
    rest = list(tokens)
    said: set[str] = set()
    while rest and (rest[0].type == "number" or is_ident(rest[0], *_BEFORE_SIZE)):
        word = rest.pop(0)
        if is_ident(word, "normal"):
            continue
        value: object
        if is_ident(word, "italic", "oblique"):
            name, value = "font-style", _slope([word], context)
        elif is_ident(word, "small-caps"):
            name, value = "font-variant-caps", lettering.variant([word], lettering.CAPS, several=False)
        else:
            name, value = "font-weight", lettering.weight([word], context)
        if name in said:
            raise BadValueError("says the same thing twice", word)
        said.add(name)
        found[name] = value
    if not rest:
        raise BadValueError("the size and the font are missing", tokens[-1], help=_FONT_HELP)
    found["font-size"] = lettering.size(rest[:1], context)
    if len(rest) > 1 and is_literal(rest[1], "/"):
        if len(rest) < 3:
            raise BadValueError("a line height is missing after `/`", rest[1], help=_FONT_HELP)
        found["line-height"] = lettering.line_height([rest[2]], context)
        del rest[1:3]
    if len(rest) < 2:
        raise BadValueError("the font is missing", rest[0], help=_FONT_HELP)
    found["font-family"] = lettering.families(rest[1:], context)
    return found


_BEFORE_SIZE = ("normal", "italic", "oblique", "bold", "bolder", "lighter", "small-caps")


def _variant(tokens: Tokens, context: Context) -> dict[str, object]:
    """The shorthand font-variant, word by word."""
    parts: dict[str, Tokens] = {}
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        parts["font-variant-ligatures"] = tokens
    elif not (len(tokens) == 1 and is_ident(tokens[0], "normal")):
        for token in tokens:
            for name, words in _VARIANTS.items():
                if is_ident(token, *words):
                    parts.setdefault(name, []).append(token)
                    break
            else:
                raise syntax_fault(token) or BadValueError("not one of its words", token)
    return {
        name: lettering.variant(parts[name], words, several=name != "font-variant-caps") if name in parts else ()
        for name, words in _VARIANTS.items()
    }


_VARIANTS: Final[dict[str, dict[str, lettering.Features]]] = {
    "font-variant-caps": lettering.CAPS,
    "font-variant-numeric": lettering.NUMERIC,
    "font-variant-ligatures": lettering.LIGATURES,
}


def _group_name(tokens: Tokens, context: Context) -> str:
    token = _alone(tokens)
    if is_ident(token, "none"):
        return ""
    if token.type in ("ident", "string"):
        return str(token.value)[:64]
    raise syntax_fault(token) or BadValueError("not a name", token)


def _grid_area(tokens: Tokens, context: Context) -> dict[str, object]:
    if len(tokens) == 1 and tokens[0].type == "ident":
        name = tracks.placed(tokens, context)
        return {"grid-row": name, "grid-column": name}
    parts = split_slash(tokens)
    if not 1 <= len(parts) <= 4 or any(not part for part in parts):
        raise BadValueError("row start / column start / row end / column end", tokens[0])
    slash = [token for token in tokens if is_literal(token, "/")][:1]
    rows = parts[0] + (slash + parts[2] if len(parts) > 2 else [])
    columns = (parts[1] if len(parts) > 1 else []) + (slash + parts[3] if len(parts) > 3 else [])
    return {
        "grid-row": tracks.lines(rows, context),
        "grid-column": tracks.lines(columns, context) if columns else (None, None, 1),
    }


def _auto_tracks(tokens: Tokens, context: Context) -> object:
    if any(is_ident(token, "none") for token in tokens):
        raise BadValueError("there is always one", tokens[0], help="`auto`")
    return () if len(tokens) == 1 and is_ident(tokens[0], "auto") else tracks.tracks(tokens, context)


def _place(what: str, downs: tuple[str, ...], acrosses: tuple[str, ...]) -> Expander:
    """A word for down and one for across, or one for both."""

    def expand(tokens: Tokens, context: Context) -> dict[str, object]:
        if len(tokens) > 2:
            raise BadValueError("two words at most", tokens[2])
        down = _word(tokens[:1], downs)
        # One word that only lines of writing know leaves the other way as it is at first.
        across = acrosses[0] if len(tokens) == 1 and down not in acrosses else _word(tokens[-1:], acrosses)
        return {f"align-{what}": down, f"justify-{what}": across}

    return expand


# --- the table

_LENGTH = "a length such as 4mm"
_PERCENT = f"{_LENGTH} or a percentage such as 50%"
_AUTO = f"{_LENGTH}, a percentage such as 50%, or `auto`"
_COLOUR = "a colour such as #0072B2, `white`, `transparent`, rgb(0 114 178) or device-cmyk(1 0.4 0 0.1)"
_ONE_TO_FOUR = "one to four of them go clockwise from the top"

_RADII = tuple(f"border-{corner}-radius" for corner in _CORNERS)
_BLENDS = (
    "normal", "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light",
    "soft-light", "difference", "exclusion", "hue", "saturation", "color", "luminosity",
)  # fmt: skip
_DISTRIBUTE = ("flex-start", "flex-end", "start", "end", "center", "space-between", "space-around", "space-evenly")
_REPEATS = ("repeat", "no-repeat", "repeat-x", "repeat-y", "round", "space")
_TRACKS = "lengths, percentages, shares such as 1fr, `auto`, minmax(10mm, 1fr)"
_CONTENT_WORDS = ("min-content", "max-content")
_JUSTIFY = ("stretch", "flex-start", "flex-end", "start", "end", "center")
_ALIGN = ("stretch", "flex-start", "flex-end", "start", "end", "center", "baseline")


def _listed(words: tuple[str, ...]) -> str:
    return "one of " + ", ".join(f"`{word}`" for word in words)


def _field(name: str) -> str:
    return name.replace("-", "_")


def _keyword(
    name: str, group: str, *words: str, initial: str = "", inherited: bool = False, field: str = ""
) -> Property:
    return Property(
        name=name,
        group=group,
        sets=(field or _field(name),),
        syntax=_listed(words),
        initial=initial or words[0],
        inherited=inherited,
        parse=_words(*words),
        words=words,
    )


def _longhand(
    name: str,
    group: str,
    syntax: str,
    initial: str,
    parse: Parser,
    *,
    field: str = "",
    inherited: bool = False,
    words: tuple[str, ...] = (),
    contextual: bool = False,
) -> Property:
    return Property(
        name=name,
        group=group,
        sets=(field or _field(name),),
        syntax=syntax,
        initial=initial,
        inherited=inherited,
        parse=parse,
        words=words,
        contextual=contextual,
    )


def _shorthand(
    name: str,
    group: str,
    syntax: str,
    longhands: tuple[str, ...],
    parse: Expander,
    *,
    sets: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Property:
    return Property(
        name=name,
        group=group,
        sets=sets or (_field(name),),
        syntax=syntax,
        parse=parse,
        words=words,
        longhands=longhands,
    )


def _table() -> dict[str, Property]:
    box, flex, grid, look, text, pages = "Boxes", "Flexible boxes", "Grids", "Paint", "Type", "Columns and pages"
    rows: list[Property] = [
        _keyword("display", box, "flex", "grid", "none"),
        _keyword("position", box, "relative", "absolute"),
        *(_longhand(side, box, _AUTO, "auto", _dimension("auto"), field="inset", words=("auto",)) for side in _SIDES),
        _shorthand(
            "inset", box, f"{_AUTO}; {_ONE_TO_FOUR}", _SIDES, _four(_SIDES, _dimension("auto")), words=("auto",)
        ),
    ]
    for extent in ("width", "height"):
        rows += [
            _longhand(extent, box, _AUTO, "auto", _dimension("auto", negative=False), words=("auto",)),
            _longhand(f"min-{extent}", box, _AUTO, "auto", _dimension("auto", negative=False), words=("auto",)),
            _longhand(
                f"max-{extent}", box, _AUTO.replace("auto", "none"), "none", _dimension("none", negative=False),
                words=("none",),
            ),
        ]  # fmt: skip
    margins = tuple(f"margin-{side}" for side in _SIDES)
    paddings = tuple(f"padding-{side}" for side in _SIDES)
    rows += [
        _longhand(
            "aspect-ratio", box, "a ratio such as 3 / 2 or 1.5, or `auto`", "auto",
            lambda tokens, context: lettering.aspect_ratio(tokens), words=("auto",),
        ),
        *(_longhand(name, box, _AUTO, "0", _dimension("auto"), field="margin", words=("auto",)) for name in margins),
        _shorthand(
            "margin", box, f"{_AUTO}; {_ONE_TO_FOUR}", margins, _four(margins, _dimension("auto")), words=("auto",)
        ),
        *(_longhand(name, box, _PERCENT, "0", _dimension(negative=False), field="padding") for name in paddings),
        _shorthand(
            "padding", box, f"{_PERCENT}; {_ONE_TO_FOUR}", paddings, _four(paddings, _dimension(negative=False))
        ),
    ]  # fmt: skip
    for what, one, syntax, edge in (
        ("margin", _dimension("auto"), _AUTO, "margin-"),
        ("padding", _dimension(negative=False), _PERCENT, "padding-"),
        ("inset", _dimension("auto"), _AUTO, ""),
    ):
        words = ("auto",) if syntax is _AUTO else ()
        for way, sides, told in (
            ("inline", ("left", "right"), "for left and right"),
            ("block", ("top", "bottom"), "for top and bottom, or one for each"),
        ):
            ends = (edge + sides[0], edge + sides[1])
            rows.append(
                _shorthand(f"{what}-{way}", box, f"{syntax}; {told}", ends, _pair(ends, one), sets=(what,), words=words)
            )
    width_words = f"{_LENGTH}, or `thin`, `medium` or `thick`"
    whole = "a width, a style and a colour in any order, such as 0.5pt solid black, or `none`"
    for side in _SIDES:
        names = tuple(f"border-{side}-{part}" for part in ("width", "style", "color"))
        rows += [
            _longhand(names[0], look, width_words, "medium", _border_width, field="border", words=tuple(_THICK)),
            _longhand(
                names[1], look, _listed(_BORDER_STYLES), "none", _words(*_BORDER_STYLES), field="border",
                words=_BORDER_STYLES,
            ),
            _longhand(names[2], look, _COLOUR, "currentcolor", _border_color, field="border"),
            _shorthand(
                f"border-{side}", look, whole, names, _border((side,)), sets=("border",),
                words=(*_BORDER_STYLES, *_THICK),
            ),
        ]  # fmt: skip
    widths = tuple(f"border-{side}-width" for side in _SIDES)
    styles = tuple(f"border-{side}-style" for side in _SIDES)
    colours = tuple(f"border-{side}-color" for side in _SIDES)
    rows += [
        _shorthand(
            "border", look, whole, (*widths, *styles, *colours), _border(_SIDES), words=(*_BORDER_STYLES, *_THICK)
        ),
        _shorthand(
            "border-width", look, f"{width_words}; {_ONE_TO_FOUR}", widths, _four(widths, _border_width),
            sets=("border",), words=tuple(_THICK),
        ),
        _shorthand(
            "border-style", look, f"{_listed(_BORDER_STYLES)}; {_ONE_TO_FOUR}", styles,
            _four(styles, _words(*_BORDER_STYLES)), sets=("border",), words=_BORDER_STYLES,
        ),
        _shorthand(
            "border-color", look, f"{_COLOUR}; {_ONE_TO_FOUR}", colours, _four(colours, _border_color), sets=("border",)
        ),
        *(_longhand(name, look, _PERCENT, "0", _dimension(negative=False), field="border_radius") for name in _RADII),
        _shorthand(
            "border-radius", look, f"{_PERCENT}; one to four of them go clockwise from the top left", _RADII, _radius
        ),
        _keyword("overflow", box, "visible", "hidden"),
        _longhand("z-index", box, "a whole number such as 1, or `auto`", "auto", _z_index, words=("auto",)),
        _keyword("isolation", box, "auto", "isolate"),
        # Flexible boxes
        _keyword("flex-direction", flex, *_DIRECTIONS, initial="column"),
        _keyword("flex-wrap", flex, *_WRAPS),
        _shorthand(
            "flex-flow", flex, "a direction such as `row` and `wrap` or `nowrap`", ("flex-direction", "flex-wrap"),
            _flow, sets=("flex_direction", "flex_wrap"), words=(*_DIRECTIONS, *_WRAPS),
        ),
        _longhand("flex-grow", flex, "a number from 0 up", "0", _number(0, 1e6)),
        _longhand("flex-shrink", flex, "a number from 0 up", "1", _number(0, 1e6)),
        _longhand("flex-basis", flex, _AUTO, "auto", _dimension("auto", negative=False), words=("auto",)),
        _shorthand(
            "flex", flex, "one number such as 1, or grow, shrink and basis such as 1 0 20mm, or `none` or `auto`",
            ("flex-grow", "flex-shrink", "flex-basis"), _flex, sets=("flex_grow", "flex_shrink", "flex_basis"),
            words=("none", "auto"),
        ),
        _keyword("justify-content", flex, *_DISTRIBUTE),
        _keyword("align-items", flex, *_ALIGN),
        _keyword("align-self", flex, "auto", *_ALIGN),
        _keyword("align-content", flex, "stretch", *_DISTRIBUTE),
        *(
            _longhand(
                name, flex, _PERCENT, "0", lambda tokens, context: _gap_of(_alone(tokens), context), words=("normal",)
            )
            for name in ("row-gap", "column-gap")
        ),
        _shorthand(
            "gap", flex, f"{_PERCENT}; two of them are for rows and columns", ("row-gap", "column-gap"), _gap,
            sets=("row_gap", "column_gap"),
        ),
        # Grids
        _longhand(
            "grid-template-columns", grid,
            f"{_TRACKS}, repeat(3, 1fr) and repeat(auto-fill, minmax(20mm, 1fr)), or `none`", "none",
            tracks.columns, words=("auto", "none", *_CONTENT_WORDS),
        ),
        _longhand(
            "grid-template-rows", grid, f"{_TRACKS} and repeat(3, 1fr), or `none`", "none", tracks.tracks,
            words=("auto", "none", *_CONTENT_WORDS),
        ),
        _longhand(
            "grid-template-areas", grid, 'a text a row with a name a column, such as "head head" "side main", '
            "`.` where there is none; or `none`", "none", tracks.areas, field="grid_template_columns", words=("none",),
        ),
        *(
            _longhand(
                name, grid, f"{_TRACKS}, for those that the template does not have", "auto", _auto_tracks,
                words=("auto", *_CONTENT_WORDS),
            )
            for name in ("grid-auto-columns", "grid-auto-rows")
        ),
        *(
            _longhand(
                name, grid, "a line such as 2, two lines such as 1 / 3 or 1 / -1, `span 2`, the name of an area, "
                "or `auto`", "auto", tracks.placed, words=("auto", "span"),
            )
            for name in ("grid-column", "grid-row")
        ),
        _keyword("justify-items", grid, *_JUSTIFY),
        _keyword("justify-self", grid, "auto", *_JUSTIFY),
        *(
            _shorthand(
                f"place-{what}", grid, f"first what `align-{what}` takes, then what `justify-{what}` takes, "
                "or one word for both", (f"align-{what}", f"justify-{what}"), _place(what, downs, acrosses),
                sets=(f"align_{what}", f"justify_{what}"), words=tuple(dict.fromkeys((*downs, *acrosses))),
            )
            for what, downs, acrosses in (
                ("items", _ALIGN, _JUSTIFY),
                ("self", ("auto", *_ALIGN), ("auto", *_JUSTIFY)),
                ("content", ("stretch", *_DISTRIBUTE), _DISTRIBUTE),
            )
        ),
        _shorthand(
            "grid-area", grid,
            "the name of an area, or row start / column start / row end / column end, such as 1 / 1 / 3 / 2",
            ("grid-row", "grid-column"), _grid_area, sets=("grid_row", "grid_column"), words=("auto", "span"),
        ),
        # Paint
        _longhand("background-color", look, _COLOUR, "transparent", _background_color),
        _longhand(
            "background-image", look,
            'url("…"), linear-gradient(…), radial-gradient(…) or conic-gradient(…), each with `repeating-` before it '
            "for stripes, or `none`; the first on top, commas between", "none",
            paint.images, field="background", words=("none",),
        ),
        _longhand(
            "background-size", look, "`cover`, `contain`, or a width and a height, `auto` among them", "auto",
            paint.sizes, field="background", words=("cover", "contain", "auto"),
        ),
        _longhand(
            "background-position", look, "a place such as `center`, `right top`, 10% 4mm or right 2mm bottom 3mm",
            "0% 0%", paint.positions, field="background", words=("center", "left", "right", "top", "bottom"),
        ),
        _longhand(
            "background-repeat", look, _listed(_REPEATS) + ", or one for across and one for down", "repeat",
            paint.repeats, field="background", words=_REPEATS,
        ),
        _shorthand(
            "background", look,
            "a colour, or images with place / size and repetition, commas between, the colour with the last",
            ("background-color", "background-image", "background-size", "background-position", "background-repeat"),
            _background, sets=("background_color", "background"),
            words=("none", "cover", "contain", "center", "left", "right", "top", "bottom", *_REPEATS),
        ),
        _keyword("bleed", look, "all", "none"),
        _longhand(
            "box-shadow", look, "right, down, blur, spread, a colour and `inset`, such as 0 1mm 2mm #0004, or `none`",
            "none", paint.shadows, words=("none", "inset"), contextual=True,
        ),
        _longhand("opacity", look, "a number from 0 to 1, or a percentage", "1", _number(0, 1, percent=True)),
        _keyword("mix-blend-mode", look, *_BLENDS),
        _longhand(
            "transform", look, "rotate(5deg), scale(1.2), translate(2mm, 0), skew(10deg), matrix(…) or `none`", "none",
            shapes.transform, words=("none",),
        ),
        _longhand(
            "transform-origin", look, "a place such as `center`, `left top` or 50% 4mm", "50% 50%", _origin,
            words=("center", "left", "right", "top", "bottom"),
        ),
        _longhand(
            "clip-path", look, 'inset(…), circle(…), ellipse(…), polygon(…), path("…") or `none`', "none",
            shapes.clip_path, words=("none",),
        ),
        _keyword("object-fit", look, "fill", "contain", "cover", "none", "scale-down", initial="contain"),
        _longhand(
            "object-position", look, "a place such as `center`, `right top` or 10% 4mm", "50% 50%", position,
            words=("center", "left", "right", "top", "bottom"),
        ),
        _longhand("fill", look, f"{_COLOUR}, or `none`; for a `path`", "black", _paint, words=("none",)),
        _keyword("fill-rule", look, "nonzero", "evenodd"),
        _longhand(
            "stroke", look, f"{_COLOUR}, or `none`; for a `path`", "none", _paint, words=("none",), field="stroke"
        ),
        _longhand("stroke-width", look, _LENGTH, "0.75pt", _stroke_width, field="stroke"),
        _keyword("stroke-linecap", look, "butt", "round", "square", field="stroke"),
        _keyword("stroke-linejoin", look, "miter", "round", "bevel", field="stroke"),
        _longhand(
            "stroke-dasharray", look, "lengths of dash and gap by turns, such as 2mm 1mm, or `none`", "none", _dashes,
            field="stroke", words=("none",),
        ),
        # Type
        _longhand("color", text, _COLOUR, "black", _colour, field="text.color", inherited=True),
        _longhand(
            "font-family", text, 'names of fonts, best first, in quotes and with commas between', '""',
            lettering.families, field="text.families", inherited=True, contextual=True,
        ),
        _longhand(
            "font-size", text, "a length such as 11pt, a percentage, `smaller`, `larger`, or fit(9pt, 17pt)", "12pt",
            lettering.size, field="text.size", inherited=True, words=("smaller", "larger"), contextual=True,
        ),
        _longhand(
            "font-weight", text, "a number from 1 to 1000, `normal`, `bold`, `bolder` or `lighter`", "normal",
            lettering.weight, field="text.weight", inherited=True, words=("normal", "bold", "bolder", "lighter"),
        ),
        _longhand(
            "font-style", text, "`normal`, `italic` or `oblique`", "normal", _slope, field="text.italic",
            inherited=True, words=("normal", "italic", "oblique"),
        ),
        _longhand(
            "font-feature-settings", text, 'OpenType tags in quotes such as "ss01" 1, "kern" 0, or `normal`', "normal",
            lettering.feature_settings, field="text.features", inherited=True, words=("normal",),
        ),
        *(
            _longhand(
                name, text,
                _listed(("normal", *(("none",) if name == "font-variant-ligatures" else ()), *words))
                + ("" if name == "font-variant-caps" else "; several of them with spaces between"),
                "normal",
                functools.partial(_variant_of, words, name != "font-variant-caps"),
                field="text.features", inherited=True, words=("normal", *words),
            )
            for name, words in _VARIANTS.items()
        ),
        _shorthand(
            "font-variant", text, "`normal`, `none`, or words of font-variant-caps, -numeric and -ligatures",
            tuple(_VARIANTS), _variant, sets=("text.features",),
            words=("normal", "none", *lettering.CAPS, *lettering.NUMERIC, *lettering.LIGATURES),
        ),
        _longhand(
            "font-kerning", text, "`auto`, `normal` or `none`", "auto", _kerning, field="text.features", inherited=True,
            words=("auto", "normal", "none"),
        ),
        replace(
            _shorthand(
                "font", text, 'slope, weight and `small-caps`, then the size, `/` and the line height, then the fonts, '
                'such as bold 12pt/1.3 "Fraunces"',
                ("font-style", "font-weight", *_VARIANTS, "font-kerning", "font-size", "line-height", "font-family"),
                _font,
                sets=("text.italic", "text.weight", "text.features", "text.size", "line_height", "text.families"),
                words=(*_BEFORE_SIZE, "smaller", "larger"),
            ),
            contextual=True,
        ),
        _longhand(
            "letter-spacing", text, "a length such as 0.05em or 0.2pt, or `normal`", "normal", lettering.spacing,
            field="text.letter_spacing", inherited=True, words=("normal",), contextual=True,
        ),
        _longhand(
            "word-spacing", text, "a length such as 0.1em or 0.5pt, or `normal`", "normal", lettering.spacing,
            field="text.word_spacing", inherited=True, words=("normal",), contextual=True,
        ),
        _keyword(
            "text-transform", text, "none", "uppercase", "lowercase", "capitalize", inherited=True,
            field="text.text_transform",
        ),
        _longhand(
            "text-decoration-line", text, "`none`, or `underline`, `overline` and `line-through`, one or several",
            "none", _decoration, field="text.underline", inherited=True, words=("none", *_LINES),
        ),
        _shorthand(
            "text-decoration", text, "`none`, or `underline`, `overline` and `line-through`, one or several",
            ("text-decoration-line",),
            lambda tokens, context: {"text-decoration-line": _decoration(tokens, context)},
            sets=("text.underline", "text.overline", "text.struck"), words=("none", *_LINES),
        ),
        _longhand(
            "text-shadow", text, "right, down, blur and a colour, such as 0 0.3mm 0.5mm #0006, or `none`", "none",
            paint.text_shadows, field="text.shadows", inherited=True, words=("none",), contextual=True,
        ),
        _longhand(
            "line-height", text, "a multiple of the font size such as 1.3, a length, a percentage, or `normal`",
            "normal", lettering.line_height, inherited=True, words=("normal",), contextual=True,
        ),
        _keyword(
            "text-align", text, "start", "end", "left", "right", "center", "justify", inherited=True
        ),
        _keyword("vertical-align", text, "top", "middle", "bottom"),
        _keyword("text-wrap", text, "wrap", "nowrap", "balance", "pretty", inherited=True),
        _longhand("text-indent", text, _LENGTH, "0", lettering.indent, inherited=True),
        _keyword("hyphens", text, "none", "manual", "auto", initial="manual", inherited=True),
        _longhand(
            "hyphenate-limit-chars", text,
            "how many letters a divided word has at least, such as 8, then before and behind the hyphen; or `auto`",
            "auto", lambda tokens, context: lettering.hyphenate_limit(tokens), inherited=True, words=("auto",),
        ),
        _keyword("direction", text, "ltr", "rtl", inherited=True),
        _longhand(
            "hanging-punctuation", text, "`none`, or `first`, `last`, `allow-end`, `force-end`", "none",
            lambda tokens, context: lettering.hanging(tokens), inherited=True,
            words=("none", "first", "last", "allow-end", "force-end"),
        ),
        _longhand(
            "fit-group", text, "a name: fitted texts of one name share the smallest size found, or `none`", "none",
            _group_name, words=("none",),
        ),
        *(
            _keyword(name, pages, "auto", "avoid", "column", "page")
            for name in ("break-before", "break-after")
        ),
        _keyword("break-inside", pages, "auto", "avoid"),
        *(
            _longhand(
                name, pages, "a whole number of lines such as 2", "2",
                lambda tokens, context: integer(_alone(tokens), 1, 100), inherited=True,
            )
            for name in ("orphans", "widows")
        ),
        _longhand(
            "column-count", pages, "a whole number such as 2", "1",
            lambda tokens, context: integer(_alone(tokens), 1, 12),
        ),
        _keyword("column-span", pages, "none", "all"),
    ]  # fmt: skip
    return {row.name: row for row in rows}


def _variant_of(words: dict[str, lettering.Features], several: bool, tokens: Tokens, context: Context) -> object:
    return lettering.variant(tokens, words, several=several)


#: All properties by name, chapter by chapter.
PROPERTIES: Final = _table()

#: Those that are no shorthand, in the same order.
LONGHANDS: Final = tuple(name for name, row in PROPERTIES.items() if not row.longhands)

INHERITED: Final = tuple(name for name in LONGHANDS if PROPERTIES[name].inherited)

#: Properties of CSS that have no counterpart here, with what does the same.
ELSEWHERE: Final = {
    "order": "boxes stand in the order of the template; change it there",
    "float": "a box with `flex-direction: row` sets things side by side",
    "clear": "nothing floats here",
    "white-space": "`text-wrap: nowrap` keeps a text on one line",
    "outline": "`border`, or `box-shadow: 0 0 0 1mm black`",
    "filter": "`opacity`, `mix-blend-mode` and `box-shadow` are what print understands",
    "visibility": "`display: none`, or `opacity: 0` to keep the space",
    "box-sizing": "a width always includes padding and border; leave it out",
    "content": "write the text into the template",
    "cursor": "paper has no pointer",
    "transition": "nothing moves on paper",
    "animation": "nothing moves on paper",
    "rotate": "`transform: rotate(5deg)`",
    "scale": "`transform: scale(1.2)`",
    "translate": "`transform: translate(2mm, 0)`",
    "background-clip": "a background always reaches to the border's outer edge",
    "background-origin": "a background always starts at the border's outer edge",
    "background-attachment": "paper does not scroll",
    "background-blend-mode": "`mix-blend-mode` on a box of its own",
    "text-overflow": "text that does not fit is reported; `font-size: fit(9pt, 17pt)` makes it fit",
    "overflow-x": "`overflow`",
    "overflow-y": "`overflow`",
    "columns": "`column-count` for text that runs on, `display: grid` for boxes side by side",
    "grid-gap": "`gap`",
    "grid-template": "`grid-template-columns`, `grid-template-rows` and `grid-template-areas`",
    "grid-auto-flow": "`grid-column` and `grid-row` with line numbers",
    "grid-column-start": "`grid-column: 2 / 4`",
    "grid-column-end": "`grid-column: 2 / 4`",
    "grid-row-start": "`grid-row: 2 / 4`",
    "grid-row-end": "`grid-row: 2 / 4`",
    "border-image": "`background` with a picture",
    "all": "`unset` for each property",
    "line-clamp": "text that does not fit is reported; `font-size: fit(9pt, 17pt)` makes it fit",
    "font-variation-settings": "`font-weight` sets the weight of a variable font",
    "mask": "`clip-path`",
    "mask-image": "`clip-path`, or `background: linear-gradient(…)` in the colour below",
    "backdrop-filter": "a background with some opacity, such as #fff8",
    "writing-mode": "`transform: rotate(90deg)` turns a box",
    "text-orientation": "`transform: rotate(90deg)` turns a box",
    "text-decoration-color": "`border-bottom` on a box of its own has any colour",
    "text-decoration-style": "`border-bottom: 0.5pt dotted` on a box of its own",
    "text-decoration-thickness": "`border-bottom` on a box of its own has any width",
    "text-underline-offset": "`border-bottom` with `padding-bottom` on a box of its own",
    "text-stroke": "a heavier `font-weight`, or letters as a `path`",
    "text-emphasis": "`font-weight` or `font-style`",
    "text-align-last": "`text-align`",
    "text-wrap-style": "`text-wrap`",
    "text-wrap-mode": "`text-wrap`",
    "overflow-wrap": "soft hyphens, or `hyphens: auto`, say where a long word may be divided",
    "word-wrap": "soft hyphens, or `hyphens: auto`, say where a long word may be divided",
    "word-break": "soft hyphens, or `hyphens: auto`, say where a long word may be divided",
    "unicode-bidi": "`direction`; each paragraph is ordered by itself",
    "initial-letter": "a box of its own with a large `font-size` beside the text",
    "quotes": "the filter `smart` sets the quotation marks of the deck's language",
    "list-style": "`marker` is the element for a list's dot or number",
    "list-style-type": "`marker` is the element for a list's dot or number",
    "counter-reset": "the template counts: `{{ loop.index }}`",
    "counter-increment": "the template counts: `{{ loop.index }}`",
    "column-rule": "`border-left` on a box of its own",
    "font-stretch": "the name of the narrow or wide family in `font-family`",
    "font-optical-sizing": "nothing; it is the font that decides",
    "font-size-adjust": "`font-size`",
    "font-synthesis": "nothing; a face that a font does not have is never made up",
    "font-palette": "nothing; fonts have the colours that come first in them",
    "font-variant-position": '`font-feature-settings: "sups"` or `"subs"`',
    "font-variant-east-asian": '`font-feature-settings: "jp78"` and its like',
    "font-variant-alternates": '`font-feature-settings: "ss01"` and its like',
    "background-position-x": "`background-position`",
    "background-position-y": "`background-position`",
    "shape-outside": "nothing flows around a shape; `br` ends a line where it should",
    "image-rendering": "a picture with more pixels",
    "print-color-adjust": "nothing; colours are always printed",
    "page-break-inside": "`break-inside`",
    "page-break-before": "`break-before`",
    "page-break-after": "`break-after`",
    "size": "`format` in `deck.toml` says how large cards are",
    "stroke-opacity": "a colour with some opacity, such as #0008",
    "fill-opacity": "a colour with some opacity, such as #0008",
    "inline-size": "`width`",
    "block-size": "`height`",
    "min-inline-size": "`min-width`",
    "max-inline-size": "`max-width`",
    "min-block-size": "`min-height`",
    "max-block-size": "`max-height`",
    **{
        f"{what}-{way}-{end}": f"`{what.removeprefix('inset')}{'-' if what != 'inset' else ''}{side}`"
        for what in ("margin", "padding", "inset", "border")
        for way, sides in (("inline", ("left", "right")), ("block", ("top", "bottom")))
        for end, side in zip(("start", "end"), sides, strict=True)
    },
    "border-inline": "`border-left` and `border-right`",
    "border-block": "`border-top` and `border-bottom`",
}


def value_of(row: Property, tokens: Tokens, context: Context) -> Mapping[str, object]:
    """The property's values by longhand.

    The words are at least one, without white space between them.

    Raises:
        BadValueError: the property does not take them.
    """
    names = row.longhands or (row.name,)
    first = tokens[0]
    if len(tokens) == 1 and first.type == "ident" and first.lower_value in WIDE:
        return dict.fromkeys(names, WIDE[first.lower_value])
    for token in tokens:
        if token.type == "ident" and token.lower_value in WIDE and row.name != "font-family":
            raise BadValueError(f"`{token.value}` stands alone", token)
    found = row.parse(tokens, context)
    if row.longhands:
        assert isinstance(found, dict)  # noqa: S101 - what every shorthand's parser gives
        return found
    return {row.name: found}


@functools.cache
def initial_values() -> dict[str, object]:
    """What every longhand is where nothing is said."""
    # Here and not at the top: the parser is wanted only when a first element is styled.
    import tinycss2

    found: dict[str, object] = {}
    for name in LONGHANDS:
        row = PROPERTIES[name]
        if name == "font-family":
            found[name] = ()
            continue
        words = [token for token in tinycss2.parse_component_value_list(row.initial) if token.type != "whitespace"]
        found[name] = value_of(row, words, ANYWHERE)[name]
    return found
