"""Texts as rules see them: plain, in lower case, cut into words and sentences; and word lists, searched fast."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

from generator.basics.records import dataclass
from generator.proofing.rules import Tongue

_ICON = re.compile(r"(?<![\w:]):[A-Za-z][\w-]*:(?![\w:])")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[ \t]*[.A-Za-z][^{}]*\}")
_MARKS = re.compile(r"\\([*_`\\\[\]:])|\*+|`|(?<!\w)_+|_+(?!\w)")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?…。！？؟]+[.!?…。！？؟]*[\"'”’»」』)\]]*")

# Typographic apostrophes become plain ones; Arabic vowel signs and stretching do not change a word.
_EVEN = {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", 0x0640: None} | dict.fromkeys(range(0x064B, 0x0653))
_UNEVEN = re.compile("[^\x00-\x7f]")

#: Words longer than this are no words; nothing is looked up in them.
LONGEST_WORD = 64


def plain(text: str) -> str:
    """The text as it is printed: without the marks of emphasis and spans, and without icons."""
    if "]{" in text:
        text = _SPAN.sub(r"\1", text)
    if ":" in text:
        text = _ICON.sub("", text)
    return _MARKS.sub(r"\1", text)


def even(text: str) -> str:
    """The text in lower case, composed, with plain apostrophes."""
    low = text.lower()
    return unicodedata.normalize("NFC", low).translate(_EVEN) if _UNEVEN.search(low) else low


class Text:
    """One text of a card, cut up when it is first asked for.

    Attributes:
        plain: without markup.
        low: in lower case, with plain apostrophes.
    """

    def __init__(self, text: str, tongue: Tongue) -> None:
        self.plain = plain(text)
        self.low = even(self.plain)
        self._tongue = tongue

    @cached_property
    def tokens(self) -> list[str]:
        """The pieces that word lists are looked up by; an apostrophe parts them."""
        return tokens(self.low, self._tongue)

    @cached_property
    def words(self) -> list[str]:
        """The words as people count them."""
        return self.tokens if not self._tongue.spaces else _WORD.findall(self.low)

    @cached_property
    def sentences(self) -> list[str]:
        """Each with the marks that end it."""
        found = [sentence.strip() for sentence in _SENTENCE.findall(self.low)]
        return [sentence for sentence in found if _TOKEN.search(sentence)]

    @cached_property
    def questions(self) -> int:
        """How many questions it asks; several marks in a row are one."""
        return len(_asking(self._tongue.question).findall(self.low))


@lru_cache
def _asking(marks: str) -> re.Pattern[str]:
    """Marks of a question, with all that follow at once."""
    return re.compile(f"[{re.escape(marks)}][{re.escape(marks)}!！\\s]*")


def tokens(low: str, tongue: Tongue) -> list[str]:
    """A lower-case text in the pieces that word lists are looked up by."""
    found: list[str] = _TOKEN.findall(low)
    return found if tongue.spaces else [char for piece in found for char in piece]


class Syllables:
    """How many syllables words have in a language, from memory when a word comes again."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._runs = re.compile(f"[{re.escape(tongue.vowels)}]+") if tongue.vowels else None
        self._known: dict[str, int] = {}

    def of(self, word: str) -> int:
        """At least 1; a number or a mark is 1. Words with a hyphen or an apostrophe are the sum of their parts."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._count(word[:LONGEST_WORD])
        return known

    def _count(self, word: str) -> int:
        if self._runs is None:
            return 1
        if "-" in word:
            return sum(self.of(part) for part in word.split("-"))
        word = word.partition("'")[0] or word
        if word in self._tongue.syllables:
            return self._tongue.syllables[word]
        count = len(self._runs.findall(word))
        count -= sum(bool(pattern.search(word)) for pattern in self._tongue.silent)
        count += sum(bool(pattern.search(word)) for pattern in self._tongue.extra)
        return max(1, count)


@dataclass(frozen=True, slots=True)
class _Entry:
    """The rest of a phrase after its first word.

    Attributes:
        number: of the list it belongs to.
        rest: the words that must follow, and whether each is only a beginning.
        excuse: whether it says that what it covers is no hit.
    """

    number: int
    rest: tuple[tuple[str, bool], ...]
    excuse: bool


class WordLists:
    """Many lists of words and phrases, all looked for in one pass over a text.

    What begins with a word is looked up in a dictionary once for every different word, so the number of lists does
    not count.
    """

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._whole: dict[str, list[_Entry]] = {}
        self._begun: dict[str, list[_Entry]] = {}
        self._known: dict[str, tuple[_Entry, ...]] = {}
        self._lengths: tuple[int, ...] = ()

    def add(self, number: int, words: Iterable[str], *, excuse: bool = False) -> None:
        """The words of a list; `number` is what hits are reported by."""
        for phrase in words:
            pieces: list[tuple[str, bool]] = []
            for piece in even(phrase).split():
                parts = tokens(piece, self._tongue)
                pieces += [(part, False) for part in parts[:-1]] + [(parts[-1], piece.endswith("*"))]
            first, begun = pieces[0]
            into = self._begun if begun else self._whole
            into.setdefault(first, []).append(_Entry(number, tuple(pieces[1:]), excuse))
        self._lengths = tuple(sorted({len(word) for word in self._begun}))

    def search(self, words: list[str]) -> dict[int, list[str]]:
        """What was found, by the number of the list: each word or phrase once, in the order of the text."""
        known = self._known
        hits: list[tuple[int, int, int]] = []
        excused: list[tuple[int, int, int]] = []
        for start, word in enumerate(words):
            entries = known.get(word)
            if entries is None:
                entries = known[word] = self._entries(word)
            for entry in entries:
                end = start + 1 + len(entry.rest)
                if entry.rest and not self._follows(entry.rest, words, start + 1):
                    continue
                (excused if entry.excuse else hits).append((entry.number, start, end))
        found: dict[int, list[str]] = {}
        glue = " " if self._tongue.spaces else ""
        for number, start, end in hits:
            if any(number == other and first <= start and end <= last for other, first, last in excused):
                continue
            phrase = glue.join(words[start:end])[:LONGEST_WORD]
            here = found.setdefault(number, [])
            if phrase not in here:
                here.append(phrase)
        return found

    def _entries(self, word: str) -> tuple[_Entry, ...]:
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._begun.get(word[:length], ())
        return tuple(found)

    @staticmethod
    def _follows(rest: tuple[tuple[str, bool], ...], words: list[str], start: int) -> bool:
        if start + len(rest) > len(words):
            return False
        for (wanted, begun), word in zip(rest, words[start:], strict=False):
            if not (word.startswith(wanted) if begun else word == wanted):
                return False
        return True
