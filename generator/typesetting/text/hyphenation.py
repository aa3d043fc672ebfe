"""Where words may be divided by the habits of their language: `hyphens: auto`.

The patterns are those of the pyphen package, one list a language (Liang's method, as in TeX). Only the lists are taken
from it: a list of a hundred thousand patterns is read here in a tenth of the time, because a pattern's numbers are
looked at when a word asks for it. A division that would change the spelling (Hungarian asszony, asz-szony) is left out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

#: No longer word is divided; one that long is no word.
LONGEST = 60

#: Scripts whose words are not divided, or divide anywhere: nothing is amiss when these have no patterns.
UNDIVIDED = frozenset(
    [
        "am",
        "ar",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ja",
        "km",
        "ko",
        "ku",
        "lo",
        "my",
        "ps",
        "sd",
        "th",
        "ug",
        "ur",
        "vi",
        "yi",
        "yue",
        "zh",
        "und",
        "mul",
        "zxx",
    ]
)

#: Languages that are found under another tag.
_ALIASES = {"no": "nb", "in": "id", "mo": "ro", "sh": "sr_Latn"}

_DIGITS = re.compile("[0-9]")
#: What could be a word: no digits, no hyphens, no addresses in it; marks and apostrophes belong to it.
_CANDIDATE = "[^\\s\\-\u2010-\u2015\u00ad\u200b\ufffc]+"
_AROUND = "\"'“”„‟‘’‚‛«»‹›()[]{}¡!¿?.,:;…·*"
_INSIDE = frozenset("'’")
_SOFT = "\u00ad"


def is_known(language: str) -> bool:
    """Whether the words of a language can be divided, or its script never divides any."""
    primary = language.lower().replace("_", "-").split("-")[0]
    return not primary or primary in UNDIVIDED or bool(_name_of(language))


@lru_cache(maxsize=20_000)
def divisions(word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
    """The places inside a word, letters only, where it may be divided; none when its language has no patterns.

    Args:
        word: composed, with capitals as they are.
        language: BCP 47.
        limits: how many letters a word has at least that is divided, how many stay before, how many go behind.
    """
    least, before, behind = limits
    if not least <= len(word) <= LONGEST:
        return ()
    patterns = _patterns(_name_of(language))
    if patterns is None:
        return ()
    return tuple([place for place in patterns.places(word) if before <= place <= len(word) - behind])


class Divided(NamedTuple):
    """A word that may be divided.

    Attributes:
        start: where it begins in the text.
        letters: what is divided, without quotes and stops around it.
        places: inside `letters`, rising.
    """

    start: int
    letters: str
    places: tuple[int, ...]


def divided(text: str, languages: Sequence[tuple[int, str]], limits: tuple[int, int, int]) -> list[Divided]:
    """The words of a text that may be divided.

    Words that hold soft hyphens already keep to those (CSS Text 3, 6.1).

    Args:
        text: of a paragraph, its runs joined.
        languages: from which place on which language holds, rising, from 0 on.
        limits: as for `divisions`.
    """
    found: list[Divided] = []
    number = 0
    for match in re.finditer(_CANDIDATE, text):
        start, end = match.span()
        written = match[0]
        letters = written.strip(_AROUND)
        if len(letters) < limits[0] or _SOFT in (text[start - 1 : start], text[end : end + 1]):
            continue
        if not letters.isalpha() and not all(
            character in _INSIDE or category(character)[0] in "LM" for character in letters
        ):
            continue
        start += written.index(letters)
        while number + 1 < len(languages) and languages[number + 1][0] <= start:
            number += 1
        places = divisions(letters, languages[number][1], limits)
        if places:
            found.append(Divided(start, letters, places))
    return found


class _Patterns:
    """The patterns of one language: letters, with odd numbers where a word may and even ones where it may not part."""

    def __init__(self, text: str) -> None:
        letters = _DIGITS.sub("", text)
        self._raw: dict[str, str] = dict(zip(letters.split("\n"), text.split("\n"), strict=True))
        if "/" in text:
            self._raw.update([(key.partition("/")[0], line) for key, line in self._raw.items() if "/" in key])
        self._most = max((len(key) for key in self._raw if key[:1] not in ("%", "#") and key.islower()), default=0)
        self._values: dict[str, tuple[int, ...]] = {}

    def places(self, word: str) -> list[int]:
        lowered = word.lower()
        if len(lowered) != len(word):
            return []
        dotted = f".{lowered}."
        values = [0] * (len(dotted) + 1)
        raw, count = self._raw, len(dotted)
        for start in range(count):
            for end in range(start + 1, min(count, start + self._most) + 1):
                letters = dotted[start:end]
                if letters in raw:
                    for place, value in enumerate(self._numbers(letters), start):
                        if value > values[place]:
                            values[place] = value
        # The dot before the word counts; nothing is divided before its first letter or behind its last.
        return [place - 1 for place in range(2, count - 1) if values[place] % 2]

    def _numbers(self, letters: str) -> tuple[int, ...]:
        known = self._values.get(letters)
        if known is None:
            pattern, _, changed = self._raw[letters].partition("/")
            numbers = [0]
            for character in pattern:
                if character.isdigit():
                    numbers[-1] = int(character)
                else:
                    numbers.append(0)
            if changed:
                # The spelling would change there: beaten by no other pattern, and even.
                numbers = [98 if number % 2 else number for number in numbers]
            known = self._values[letters] = tuple(numbers)
        return known


@lru_cache(maxsize=64)
def _name_of(language: str) -> str:
    """What pyphen calls the language; empty when it has none."""
    import pyphen  # few decks divide words

    parts = language.replace("-", "_").split("_")
    parts[0] = _ALIASES.get(parts[0].lower(), parts[0])
    return pyphen.language_fallback("_".join(parts)) or ""


@lru_cache(maxsize=16)
def _patterns(name: str) -> _Patterns | None:
    if not name:
        return None
    import pyphen

    path = pyphen.LANGUAGES[name]
    data = path.read_bytes()
    encoding, _, rest = data.partition(b"\n")
    spelt = encoding.decode("ascii", "replace").strip().lower()
    text = rest.decode({"microsoft-cp1251": "cp1251"}.get(spelt, spelt)).replace("\r", "")
    if "^^" in text:
        text = re.sub(r"\^\^([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)
    return _Patterns(text)
