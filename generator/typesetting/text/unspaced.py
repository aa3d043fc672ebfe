"""Where lines may end in scripts that are written without spaces between words.

The line breaking algorithm leaves these scripts (its class SA) to dictionaries. Thai is parted by the statistical
model of the budoux package. Lao, Khmer and Burmese are parted by ICU's dictionaries where the package icu4py is
installed, which is too large to ask for always; without it, and in other scripts of the kind, lines end at spaces and
at zero width spaces only, and a text that would need more is reported.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from generator.typesetting.text.clusters import clusters

#: A stretch of so many letters that no line can divide is worth a word when lines have to be divided.
LONG = 16


class _Script(NamedTuple):
    """One script: letters and marks, no digits or punctuation; `language` is one that ICU's dictionary is asked for."""

    name: str
    letters: str
    language: str = ""


_SCRIPTS = (
    _Script("Thai", "\u0e01-\u0e3a\u0e40-\u0e4e", "th"),
    _Script("Lao", "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf", "lo"),
    _Script("Burmese", "\u1000-\u103f\u1050-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f", "my"),
    _Script("Khmer", "\u1780-\u17d3\u17d7\u17dc\u17dd", "km"),
    _Script("Tai Le", "\u1950-\u1974"),
    _Script("New Tai Lue", "\u1980-\u19c9"),
    _Script("Tai Tham", "\u1a20-\u1a7c\u1aa0-\u1aad"),
    _Script("Tai Viet", "\uaa80-\uaadf"),
)
_RUNS = "|".join(f"([{script.letters}]+)" for script in _SCRIPTS)


# Compiled when the first such text comes along.
def is_unspaced(text: str) -> bool:
    """Whether there is a letter of such a script."""
    return max(text, default="") > "\u0e00" and re.search(_RUNS, text) is not None


def places(text: str) -> list[int]:
    """The places inside the words of such scripts where a line may end, rising; the ends of a stretch are not told."""
    found: list[int] = []
    for match in re.finditer(_RUNS, text):
        script = _SCRIPTS[(match.lastindex or 1) - 1]
        part = _parter(script)
        if part is None or len(match[0]) < 2:
            continue
        wanted = set(part(match[0]))
        place = 0
        for cluster in clusters(match[0])[:-1]:
            place += len(cluster)
            if place in wanted:
                found.append(match.start() + place)
    return found


def unparted(text: str) -> str:
    """The name of a script that has a long stretch in which no line can end, for want of a dictionary; else empty."""
    if not is_unspaced(text):
        return ""
    for match in re.finditer(_RUNS, text):
        script = _SCRIPTS[(match.lastindex or 1) - 1]
        if len(match[0]) >= LONG and _parter(script) is None:
            return script.name
    return ""


@cache
def _parter(script: _Script) -> Callable[[str], list[int]] | None:
    """What finds the words of a script; None when nothing does."""
    if script.name == "Thai":
        import budoux  # few decks are in Thai

        parser = budoux.load_default_thai_parser()
        return lambda text: _ends(parser.parse(text))
    if not script.language:
        return None
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    language = script.language
    return lambda text: _ends([str(part) for part in LineBreaker(text, language)])


def _ends(words: list[str]) -> list[int]:
    found: list[int] = []
    place = 0
    for word in words:
        place += len(word)
        found.append(place)
    return found
