"""Whom and what a deck is made for: @media (ink: low), (sight: low), (format: poker), (language: de) and so on."""

from dataclasses import dataclass
from typing import Literal

from generator.basics.problems import did_you_mean, one_of
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


@dataclass(frozen=True)
class Media:
    """What the faces are made for; `@media` asks for it.

    Attributes:
        ink: how much may be spent; ``black`` has no colours at all.
        sight: whether large, strong type is wanted.
        format: name of the format, ``poker``.
        language: BCP 47.
        component: what is made: ``card``, ``back``, ``board``…
    """

    ink: Literal["normal", "low", "black"] = "normal"
    sight: Literal["normal", "low"] = "normal"
    format: str = ""
    language: str = "en"
    component: str = "card"


FEATURES = {
    "ink": ("normal", "low", "black"),
    "sight": ("normal", "low"),
    "format": (),
    "language": (),
    "component": (),
}
_SYNTAX = "such as (ink: low) or (sight: low) and (format: poker)"


def applies(tokens: Tokens, media: Media) -> bool:
    """Whether the list of media queries holds; an empty one always does.

    Raises:
        BadValueError: a query is not well written, or asks for something unknown.
    """
    words = significant(tokens)
    if not words:
        return True
    # Every part is looked at, so that a mistake is found whatever the deck is made for.
    found = [_query(part, media) for part in split_commas(words)]
    return any(found)


def _query(words: Tokens, media: Media) -> bool:
    if not words:
        raise BadValueError("something is missing beside a comma", help=_SYNTAX)
    if is_ident(words[0], "not"):
        if len(words) != 2:
            raise BadValueError(
                "`not` takes one condition", words[0], help="brackets about the rest: not ((ink: low) and …)"
            )
        return not _condition(words[1], media)
    found = _condition(words[0], media)
    joint = ""
    for position in range(1, len(words), 2):
        word = words[position]
        if not is_ident(word, "and", "or"):
            raise syntax_fault(word) or BadValueError(
                "`and`, `or` or a comma is missing before this", word, help=_SYNTAX
            )
        if joint and word.lower_value != joint:
            raise BadValueError("`and` and `or` need brackets to be mixed", word)
        joint = word.lower_value
        if position + 1 >= len(words):
            raise BadValueError("a condition is missing after this", word, help=_SYNTAX)
        follows = words[position + 1]
        if is_ident(follows, "not"):
            raise BadValueError("`not` needs brackets here", follows, help="such as (not (ink: low))")
        other = _condition(follows, media)
        found = (found and other) if joint == "and" else (found or other)
    return found


def _condition(token: Token, media: Media) -> bool:
    if is_ident(token, "all", "print"):
        return True
    if is_ident(token, "screen", "speech"):
        return False
    if token.type == "ident" and token.lower_value in FEATURES:
        raise BadValueError("needs brackets", token, help=_SYNTAX, name="unknown-media")
    if token.type != "() block":
        raise syntax_fault(token) or BadValueError("not a condition", token, help=_SYNTAX, name="unknown-media")
    words = significant(token.content)
    if not words:
        raise BadValueError("nothing inside the brackets", token, help=_SYNTAX)
    if words[0].type == "() block" or is_ident(words[0], "not"):
        return _query(words, media)
    return _feature(words, token, media)


def _feature(words: Tokens, whole: Token, media: Media) -> bool:
    name = words[0]
    if name.type != "ident":
        raise syntax_fault(name) or BadValueError("not a condition", name, help=_SYNTAX)
    if name.lower_value not in FEATURES:
        near = did_you_mean(name.value, tuple(FEATURES))
        raise BadValueError(
            "not something a deck is made for",
            name,
            name="unknown-media",
            message=f"`@media` cannot ask for `{name.value[:60]}`",
            help=f"did you mean `{near}`?" if near else f"it can ask for {one_of(tuple(FEATURES))}",
        )
    have: str = getattr(media, name.lower_value)
    if len(words) == 1 and name.lower_value in ("ink", "sight"):
        return have != "normal"
    if len(words) != 3 or not is_literal(words[1], ":") or words[2].type not in ("ident", "string"):
        raise BadValueError("not a condition", whole, help=_SYNTAX)
    want: str = words[2].value
    allowed = FEATURES[name.lower_value]
    if allowed and want.lower() not in allowed:
        near = did_you_mean(want, allowed)
        raise BadValueError(
            "not one of its words",
            words[2],
            name="unknown-media",
            message=f"`{name.lower_value}` is never `{want[:60]}`",
            help=f"did you mean `{near}`?" if near else f"it is {one_of(allowed)}",
        )
    if name.lower_value == "language":
        have, want = have.lower(), want.lower()
        return have == want or have.startswith(f"{want}-")
    return have.casefold() == want.casefold()
