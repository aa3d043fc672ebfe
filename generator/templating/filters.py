"""The filters a template may use: few, harmless, and the same every time.

What Jinja brings along is left out where it is random, prints memory addresses, takes a width (and so memory) from the
template, or turns text into markup.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup, escape

from generator.templating import casing
from generator.templating.faults import TemplateFault, kind
from generator.templating.pictures import read_colour

#: What each filter gives, for the reference.
ABOUT = {
    "abs": "the number without its sign",
    "capitalize": "the text with a capital at its start",
    "default": "another value where there is none: `card.note | default('–')`",
    "first": "the first of a list, or of a text's characters",
    "float": "the number that a text is",
    "inline": "a card's text with *emphasis*, **strong** words and :icons: as markup",
    "ink_on": "black or white, whichever reads better on a colour",
    "int": "the whole number that a text is",
    "join": "a list as one text, with what stands between: `card.topics | join(', ')`",
    "last": "the last of a list, or of a text's characters",
    "length": "how many a list or a text has",
    "lower": "small letters, as the language writes them",
    "map": "one value of each in a list: `cards | map('title')`",
    "max": "the greatest of a list",
    "min": "the least of a list",
    "replace": "the text with one part of it replaced by another",
    "reverse": "a list from its end",
    "round": "the number with so many digits behind the point",
    "smart": "typographic quotation marks, apostrophes, dashes and dots, as the deck's language prints them, or as "
    "another does: `card.text | smart | inline`, `card.motto | smart('fr')`; code, tags and addresses stay as they are",
    "sort": "a list in order",
    "sum": "the sum of a list",
    "title": "every word with a capital",
    "trim": "the text without spaces around it",
    "unique": "a list with each value once",
    "upper": "capitals, as the language writes them",
    "wordcount": "how many words a text has",
}

#: What a filter may give back at most, characters.
MAX_TEXT = 100_000


def _fault(filter_name: str, message: str, help: str = "") -> TemplateFault:
    return TemplateFault("filter-does-not-fit", f"the filter `{filter_name}` {message}", help, filter_name)


def as_text(value: object, filter_name: str) -> str:
    """The value as a text; nothing is the empty text.

    Raises:
        TemplateFault: for a list, a macro and whatever else has no text.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Undefined):
        return str(value)  # says itself that it is undefined
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _fault(filter_name, f"takes a text, not {kind(value)}")
    return show_number(value)


def show_number(value: int | float) -> str:
    """The number as an author writes it: no `.0`, no exponent for a short number."""
    if isinstance(value, int):
        return int_text(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def int_text(value: int) -> str:
    """The whole number in digits."""
    if abs(value) > 10**30:
        raise TemplateFault("number-too-large", "a number has more than 30 digits")
    return str(value)


def _plain(value: object, filter_name: str) -> str:
    if isinstance(value, Markup):
        raise _fault(filter_name, "cannot work on text that is already marked up", "put it before `inline`")
    return as_text(value, filter_name)


def _items(value: object, filter_name: str) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
        if isinstance(value, Undefined):
            str(value)
        raise _fault(filter_name, f"takes a list, not {kind(value)}")
    return list(value)


def _number(value: object, filter_name: str) -> int | float:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _fault(filter_name, f"takes a number, not {kind(value)}")
    return value


def _comparable(items: list[Any], filter_name: str) -> list[Any]:
    if all(isinstance(item, str) for item in items):
        return items
    return [_number(item, filter_name) for item in items]


def _trim(value: object) -> str:
    return as_text(value, "trim").strip()


def _replace(value: object, old: object, new: object) -> str:
    text, was, now = _plain(value, "replace"), as_text(old, "replace"), as_text(new, "replace")
    if not was:
        raise _fault("replace", "needs to know what to replace")
    if len(text) + text.count(was) * (len(now) - len(was)) > MAX_TEXT:
        raise TemplateFault("template-too-long", "a text grows too long under `replace`", needle="replace")
    return text.replace(was, now)


def _default(value: object, other: object = "") -> object:
    if isinstance(value, Undefined):
        return other if value._may_be_absent else as_text(value, "default")
    return other if value is None or value == "" else value


def _join(value: object, between: object = "") -> str:
    items = _items(value, "join")
    separator = as_text(between, "join")
    texts = [as_text(item, "join") for item in items]
    if sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT:
        raise TemplateFault("template-too-long", "a text grows too long under `join`", needle="join")
    if isinstance(separator, Markup) or any(isinstance(text, Markup) for text in texts):
        return escape(separator).join(texts)
    return separator.join(texts)


def _first(value: object) -> object:
    if isinstance(value, str):
        return _plain(value, "first")[:1]
    items = _items(value, "first")
    return items[0] if items else None


def _last(value: object) -> object:
    if isinstance(value, str):
        return _plain(value, "last")[-1:]
    items = _items(value, "last")
    return items[-1] if items else None


def _length(value: object) -> int:
    if isinstance(value, Mapping):
        return len(value)
    return len(_plain(value, "length")) if isinstance(value, str) else len(_items(value, "length"))


def _reverse(value: object) -> tuple[Any, ...]:
    return tuple(reversed(_items(value, "reverse")))


def _sort(value: object, reverse: object = False) -> tuple[Any, ...]:
    return tuple(sorted(_comparable(_items(value, "sort"), "sort"), reverse=bool(reverse)))


def _unique(value: object) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(_comparable(_items(value, "unique"), "unique")))


def _min(value: object) -> object:
    return min(_comparable(_items(value, "min"), "min"), default=None)


def _max(value: object) -> object:
    return max(_comparable(_items(value, "max"), "max"), default=None)


def _sum(value: object) -> int | float:
    return sum(_number(item, "sum") for item in _items(value, "sum"))


def _round(value: object, digits: object = 0) -> int | float:
    places = int(_number(digits, "round"))
    if not 0 <= places <= 9:
        raise _fault("round", "keeps 0 to 9 digits behind the point")
    return round(_number(value, "round"), places or None)


def _int(value: object) -> int:
    try:
        return int(as_text(value, "int")[:30])
    except ValueError:
        try:
            return int(float(as_text(value, "int")[:30]))
        except (ValueError, OverflowError):
            raise _fault("int", "takes a number or a text that is one") from None


def _float(value: object) -> float:
    try:
        return float(as_text(value, "float")[:30])
    except ValueError:
        raise _fault("float", "takes a number or a text that is one") from None


def _abs(value: object) -> int | float:
    return abs(_number(value, "abs"))


def _wordcount(value: object) -> int:
    return len(_plain(value, "wordcount").split())


_INKS = re.compile(r'spot\("[^"]*",([^/)]*)(?:/[^)]*)?\)')


@functools.lru_cache(maxsize=1024)
def _ink_on(colour: str) -> str:
    """Black or white, whichever reads better on the colour (contrast as in WCAG 2.1)."""
    spot = _INKS.fullmatch(colour)
    found = read_colour(f"device-cmyk({spot[1]})" if spot else colour)
    if found is None:
        raise _fault("ink_on", f"takes a colour, not `{colour[:40]}`", "such as #0072B2")
    values = found.values
    if found.space == "cmyk":
        values = tuple((1 - ink) * (1 - values[3]) for ink in values[:3])
    red, green, blue = (_linear(value) for value in (values if len(values) == 3 else values * 3))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _ink(value: object) -> str:
    text = _plain(value, "ink_on").strip()
    return _ink_on(text) if text else "#000000"  # on bare paper


def plain_filters(language: str, of: Callable[[object, str], object]) -> dict[str, Callable[..., object]]:
    """Every filter but `inline`, by name.

    Args:
        language: BCP 47, decides about capitals.
        of: how a template looks up a value by name (`of(card, "title")`), for `map`.
    """

    def upper(value: object) -> str:
        return casing.upper(_plain(value, "upper"), language)

    def lower(value: object) -> str:
        return casing.lower(_plain(value, "lower"), language)

    def title(value: object) -> str:
        return casing.capitalize(_plain(value, "title"), language)

    def capitalize(value: object) -> str:
        text = _plain(value, "capitalize")
        return casing.upper(text[:1], language) + text[1:]

    def smart(value: object, its: object = "") -> str:
        from generator.templating import quotes  # few looks ask for it

        return quotes.smart(_plain(value, "smart"), as_text(its, "smart") or language)

    def map_(value: object, attribute: object) -> tuple[object, ...]:
        name = as_text(attribute, "map")
        return tuple(of(item, name) for item in _items(value, "map"))

    return {
        "abs": _abs,
        "capitalize": capitalize,
        "default": _default,
        "first": _first,
        "float": _float,
        "ink_on": _ink,
        "int": _int,
        "join": _join,
        "last": _last,
        "length": _length,
        "lower": lower,
        "map": map_,
        "max": _max,
        "min": _min,
        "replace": _replace,
        "reverse": _reverse,
        "round": _round,
        "smart": smart,
        "sort": _sort,
        "sum": _sum,
        "title": title,
        "trim": _trim,
        "unique": _unique,
        "upper": upper,
        "wordcount": _wordcount,
    }
