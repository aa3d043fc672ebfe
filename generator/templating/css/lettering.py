"""Type: families, sizes, weights, OpenType features."""

from typing import Literal

from generator.basics.problems import did_you_mean, one_of
from generator.basics.records import dataclass
from generator.model.design import Fit, Length
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    is_literal,
    significant,
    split_commas,
    syntax_fault,
)
from generator.templating.css.values import Context, is_length, length, number, points

GENERIC = (
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui",
    "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "math", "emoji",
)  # fmt: skip

#: Type smaller than this is a slip of the keyboard, greater fills no paper; points.
_LEAST_SIZE, _MOST_SIZE = 0.1, 3000.0

FIT_HELP = "the least and the greatest size: `fit(9pt, 17pt)`"


@dataclass(frozen=True, slots=True)
class Spacing:
    """letter-spacing or word-spacing as it is inherited, points."""

    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Weight:
    """`bolder` or `lighter`, to be seen against the parent's weight."""

    word: Literal["bolder", "lighter"]

    def against(self, parent: int) -> int:
        """The weight (CSS Fonts 4, section 2.2.1)."""
        if self.word == "bolder":
            return 400 if parent < 350 else 700 if parent < 550 else max(900, parent)
        return min(parent, 100) if parent < 550 else 400 if parent < 750 else 700


def families(tokens: Tokens, context: Context) -> tuple[str, ...]:
    """The families that there are, best first, spelt as their fonts spell themselves."""
    named: list[tuple[str, Token]] = []
    parts = split_commas(tokens)
    for part in parts:
        if not part:
            raise BadValueError("a name is missing beside a comma")
        if len(part) == 1 and part[0].type == "string":
            named.append((part[0].value.strip(), part[0]))
        elif all(word.type == "ident" for word in part):
            name = " ".join(word.value for word in part)
            if len(part) == 1 and name.lower() in GENERIC:
                if part is not parts[-1]:
                    raise BadValueError("a kind of font can only come last", part[0])
                continue
            named.append((name, part[0]))
        else:
            odd = next(word for word in part if word.type != "ident")
            raise syntax_fault(odd) or BadValueError(
                "not a name", odd, help='a name in quotes: "Atkinson Hyperlegible Next"'
            )
    if context.families is None:
        return tuple(name for name, _ in named)
    known = {name.casefold(): name for name in context.families}
    found: list[str] = []
    for name, _ in named:
        spelt = known.get(name.casefold())
        if spelt and spelt not in found:
            found.append(spelt)
    if found:
        return tuple(found)
    if not named:
        raise BadValueError(
            "only a kind of font",
            tokens[0],
            name="unknown-font",
            message="`font-family` names no font",
            help=_known_fonts(context.families),
        )
    first, token = named[0]
    near = next((near for name, _ in named if (near := did_you_mean(name, context.families))), "")
    raise BadValueError(
        "not among the fonts",
        token,
        name="unknown-font",
        message=f"no font is called `{first[:60]}`",
        help=f"did you mean `{near}`?" if near else _known_fonts(context.families),
    )


def _known_fonts(known: tuple[str, ...]) -> str:
    return f"the fonts are {one_of(known)}" if known else "put a font file into the folder `fonts`"


def size(tokens: Tokens, context: Context) -> float | Fit:
    """The size in points, or the two between which it is to be found; `context.em` is the parent's size."""
    if len(tokens) != 1:
        raise BadValueError("one size, no more", tokens[1])
    token = tokens[0]
    if is_ident(token, "smaller"):
        return context.em / 1.2
    if is_ident(token, "larger"):
        return context.em * 1.2
    if token.type == "function" and token.lower_name == "fit":
        parts = split_commas(significant(token.arguments))
        if len(parts) != 2 or any(len(part) != 1 for part in parts):
            raise BadValueError("fit() takes two sizes", token, help=FIT_HELP)
        least, most = (_size(part[0], context) for part in parts)
        if least > most:
            raise BadValueError("the least size is above the greatest", token, help=FIT_HELP)
        return Fit(least, most)
    if not is_length(token):
        raise syntax_fault(token) or BadValueError("not a size", token)
    return _size(token, context)


def _size(token: Token, context: Context) -> float:
    found = length(token, context)
    value = found.of(context.em)
    if not _LEAST_SIZE <= value <= _MOST_SIZE:
        raise BadValueError(
            "too small to read" if value < _LEAST_SIZE else "larger than a metre", token, name="value-out-of-range"
        )
    return value


def weight(tokens: Tokens, context: Context) -> int | Weight:
    """1 to 1000, or one that hangs on the parent."""
    if len(tokens) != 1:
        raise BadValueError("one weight, no more", tokens[1])
    token = tokens[0]
    if is_ident(token, "normal"):
        return 400
    if is_ident(token, "bold"):
        return 700
    if is_ident(token, "bolder"):
        return Weight("bolder")
    if is_ident(token, "lighter"):
        return Weight("lighter")
    if token.type == "ident":
        raise BadValueError("not a weight", token)
    return int(number(token, least=1, most=1000, whole=True))


def spacing(tokens: Tokens, context: Context) -> Spacing:
    """The space added after every cluster, or to every space."""
    if len(tokens) != 1:
        raise BadValueError("one length, no more", tokens[1])
    if is_ident(tokens[0], "normal"):
        return Spacing()
    return Spacing(length(tokens[0], context).of(context.em))


def line_height(tokens: Tokens, context: Context) -> float | Length | None:
    """A multiple of the font size, or a length; what is relative to a fitted size stays a multiple of it."""
    if len(tokens) != 1:
        raise BadValueError("one height, no more", tokens[1])
    token = tokens[0]
    if is_ident(token, "normal"):
        return None
    if token.type == "number":
        return number(token, least=0, most=100)
    if token.type == "percentage" or (token.type == "dimension" and token.lower_unit == "em"):
        share = token.value / (100 if token.type == "percentage" else 1)
        if not 0 <= share <= 100:
            raise BadValueError("not a sensible height", token, name="value-out-of-range")
        return float(share) if isinstance(context.size, Fit) else Length(share * context.em)
    if token.type == "function":
        try:
            return number(token, least=0, most=100)
        except BadValueError:
            pass
    if not is_length(token):
        raise syntax_fault(token) or BadValueError("not a height", token)
    found = length(token, context, negative=False).of(context.em)
    return Length(found)


def feature_settings(tokens: Tokens, context: Context) -> tuple[tuple[str, int], ...]:
    """OpenType features by tag, sorted."""
    if len(tokens) == 1 and is_ident(tokens[0], "normal"):
        return ()
    found: dict[str, int] = {}
    for part in split_commas(tokens):
        if not part or part[0].type != "string" or len(part) > 2:
            odd = part[0] if part else tokens[0]
            raise syntax_fault(odd) or BadValueError("not a feature", odd, help='tags in quotes: "ss01" 1, "kern" 0')
        tag = part[0].value
        if len(tag) != 4 or not all(" " <= sign <= "~" for sign in tag):
            raise BadValueError("a feature's tag has four letters", part[0], help='such as "ss01"')
        if len(part) == 1 or is_ident(part[1], "on"):
            found[tag] = 1
        elif is_ident(part[1], "off"):
            found[tag] = 0
        else:
            found[tag] = int(number(part[1], least=0, most=9999, whole=True))
    return tuple(sorted(found.items()))


#: OpenType features by tag and value, sorted by tag.
Features = tuple[tuple[str, int], ...]

#: What the words of the font-variant properties ask of a font.
CAPS: dict[str, Features] = {
    "small-caps": (("smcp", 1),),
    "all-small-caps": (("c2sc", 1), ("smcp", 1)),
    "petite-caps": (("pcap", 1),),
    "all-petite-caps": (("c2pc", 1), ("pcap", 1)),
    "unicase": (("unic", 1),),
    "titling-caps": (("titl", 1),),
}
NUMERIC: dict[str, Features] = {
    "lining-nums": (("lnum", 1),),
    "oldstyle-nums": (("onum", 1),),
    "proportional-nums": (("pnum", 1),),
    "tabular-nums": (("tnum", 1),),
    "diagonal-fractions": (("frac", 1),),
    "stacked-fractions": (("afrc", 1),),
    "ordinal": (("ordn", 1),),
    "slashed-zero": (("zero", 1),),
}
LIGATURES: dict[str, Features] = {
    "common-ligatures": (("clig", 1), ("liga", 1)),
    "no-common-ligatures": (("clig", 0), ("liga", 0)),
    "discretionary-ligatures": (("dlig", 1),),
    "no-discretionary-ligatures": (("dlig", 0),),
    "historical-ligatures": (("hlig", 1),),
    "no-historical-ligatures": (("hlig", 0),),
    "contextual": (("calt", 1),),
    "no-contextual": (("calt", 0),),
}
NO_LIGATURES = (("calt", 0), ("clig", 0), ("dlig", 0), ("hlig", 0), ("liga", 0))
_EXCLUSIVE = (
    ("lining-nums", "oldstyle-nums"),
    ("proportional-nums", "tabular-nums"),
    ("diagonal-fractions", "stacked-fractions"),
    ("common-ligatures", "no-common-ligatures"),
    ("discretionary-ligatures", "no-discretionary-ligatures"),
    ("historical-ligatures", "no-historical-ligatures"),
    ("contextual", "no-contextual"),
)


def variant(tokens: Tokens, words: dict[str, Features], *, several: bool) -> Features:
    """The features that the words of one font-variant property ask for."""
    if len(tokens) == 1 and is_ident(tokens[0], "normal"):
        return ()
    if len(tokens) == 1 and words is LIGATURES and is_ident(tokens[0], "none"):
        return NO_LIGATURES
    if len(tokens) > 1 and not several:
        raise BadValueError("one word, no more", tokens[1])
    found: dict[str, int] = {}
    seen: list[str] = []
    for token in tokens:
        if token.type != "ident" or token.lower_value not in words:
            raise syntax_fault(token) or BadValueError("not one of its words", token)
        word = token.lower_value
        for pair in _EXCLUSIVE:
            if word in pair and any(other in seen for other in pair):
                raise BadValueError("contradicts a word before it", token)
        seen.append(word)
        found.update(words[word])
    return tuple(sorted(found.items()))


def hanging(tokens: Tokens) -> frozenset[str]:
    """Where punctuation hangs over the edges: ``first``, ``last``, ``end``; CSS's two kinds of end are one here."""
    found: set[str] = set()
    for token in tokens:
        if not is_ident(token, "none", "first", "last", "force-end", "allow-end"):
            raise syntax_fault(token) or BadValueError("not one of its words", token)
        word = "end" if token.lower_value.endswith("-end") else token.lower_value
        if word in found:
            raise BadValueError("said already", token)
        found.add(word)
    if "none" in found and len(tokens) > 1:
        raise BadValueError("`none` stands alone", tokens[0])
    return frozenset(found - {"none"})


def hyphenate_limit(tokens: Tokens) -> tuple[int, int, int]:
    """How many letters a divided word has at least, how many stay before the hyphen, how many go behind it."""
    if len(tokens) > 3:
        raise BadValueError("three numbers, no more", tokens[3])
    found = [
        own if is_ident(token, "auto") else int(number(token, least=1, most=60, whole=True))
        for token, own in zip(tokens, (6, 2, 3), strict=False)
    ]
    if len(found) < 2:
        found.append(2)
    if len(found) < 3:
        # What is said of the letters before the hyphen holds for those behind it (CSS Text 4, 6.3.2).
        found.append(found[1] if len(tokens) == 2 and not is_ident(tokens[1], "auto") else 3)
    return found[0], found[1], found[2]


def indent(tokens: Tokens, context: Context) -> float:
    """The first line's indent in points."""
    if len(tokens) != 1:
        raise BadValueError("one length, no more", tokens[1])
    return points(tokens[0], context)


def aspect_ratio(tokens: Tokens) -> float | None:
    """Width by height, or None for auto."""
    if len(tokens) == 1 and is_ident(tokens[0], "auto"):
        return None
    if len(tokens) == 1:
        ratio = number(tokens[0], least=0)
    elif len(tokens) == 3 and is_literal(tokens[1], "/"):
        down = number(tokens[2], least=0)
        ratio = number(tokens[0], least=0) / down if down else 0.0
    else:
        raise BadValueError("not a ratio", tokens[0])
    if not 0.001 <= ratio <= 1000:
        raise BadValueError("not a sensible ratio", tokens[0], name="value-out-of-range")
    return ratio
