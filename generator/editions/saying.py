"""Cards by what they say: `depth=3`, `depth=1..3`, `topic=family`."""

import re
from collections.abc import Callable
from typing import Final

from generator.basics.problems import KeyPath, Problem, did_you_mean, one_of
from generator.model.deck import Card, Deck, Field, Value

#: What stands between the name of a field and the value that is asked for.
SIGN: Final = "="

#: From here to there, both included.
_SPAN: Final = re.compile(r"\s*(-?[0-9]{1,15}(?:[.,][0-9]{1,9})?)\s*\.\.\s*(-?[0-9]{1,15}(?:[.,][0-9]{1,9})?)\s*")

#: So many of the values that there are, a message names.
_NAMED: Final = 8

#: How people write that something is so, and is not.
_YES, _NO = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))

Asked = Callable[[Card], bool]


def asked(text: str, deck: Deck, at: KeyPath | None) -> tuple[Asked | None, Problem | None]:
    """Which cards a text such as ``depth=1..3`` asks for, or what is wrong with it.

    Of a list, one entry that is so is enough. A text that no card says is wrong: somebody who leaves a topic out must
    not find it on the table because of a slip.
    """
    name, _, wanted = (part.strip() for part in text.partition(SIGN))
    field = deck.fields.get(name)
    if field is None:
        like = did_you_mean(name, tuple(deck.fields))
        help = f"did you mean `{like}`?" if like else f"the fields are {one_of(tuple(deck.fields))}"
        return None, Problem(
            name="unknown-field",
            message=f"no field is called `{name}`",
            at=at,
            help=help if deck.fields else "this deck has no fields; name a suit or a card",
        )
    test = _test(field, wanted)
    said = {one for card in deck.cards for one in _entries(card.fields.get(name))}
    if not any(test(one) for one in said):
        return None, Problem(
            name="unknown-choice",
            message=f"no card says `{wanted}` for `{name}`",
            at=at,
            help=_instead(field, wanted, said),
        )
    return (lambda card: any(test(one) for one in _entries(card.fields.get(name)))), None


def _entries(value: Value | None) -> tuple[Value, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _test(field: Field, wanted: str) -> Callable[[Value], bool]:
    if field.type in ("integer", "number"):
        span = _SPAN.fullmatch(wanted)
        low, high = (_number(span[1]), _number(span[2])) if span else (_number(wanted),) * 2
        if low is None or high is None:
            return lambda _: False
        return lambda value: isinstance(value, int | float) and low <= value <= high
    plain = wanted.casefold()
    if field.type == "boolean":
        return lambda value: plain in (_YES if value else _NO)
    return lambda value: _shown(value).casefold() == plain


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _instead(field: Field, wanted: str, said: set[Value]) -> str:
    if not said:
        return "none of the cards that are left says anything there"
    numbers = [one for one in said if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) == len(said):
        low, high = _shown(min(numbers)), _shown(max(numbers))
        return (
            f"the cards say {low}"
            if low == high
            else f"the cards say {low} to {high}; write {field.name}={low}..{high}"
        )
    words = sorted(_shown(one) for one in said)
    like = did_you_mean(wanted, words)
    if like:
        return f"did you mean `{like}`?"
    return f"the cards say {one_of(tuple(words))}" if len(words) <= _NAMED else "look into the cards for what they say"
