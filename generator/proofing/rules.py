"""Rule sets: what to look for in texts of one language, read from the data that comes with deckwright.

A set is a TOML file. `common.toml` holds what is true in every language; each language adds its own words, patterns
and measures. The files are ours, so a fault in one is a bug and raises.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

import tomli

from generator.basics.problems import Severity
from generator.basics.records import dataclass

#: What a rule measures or searches for.
Looks = Literal[
    "alike",
    "alike-rest",
    "beginnings",
    "companion",
    "deck-grade",
    "empty-suit",
    "empty-value",
    "grade",
    "length",
    "no-question",
    "pattern",
    "question-mark",
    "question-pattern",
    "questions",
    "same",
    "sentence",
    "sheet",
    "speaks",
    "syllables",
    "together",
    "uneven",
    "words",
]

#: Which of a card's texts a rule reads unless the deck says otherwise: the one that is the card, everything that
#: may run over several lines, or every word printed.
Reads = Literal["main", "texts", "all"]

COMMON = "common"
_CODE = re.compile(r"[EW][0-9]{3}[a-z]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that makes a card worse.

    Attributes:
        code: what decks switch it off or accept it by: ``E201``.
        name: states the fault, the problem's name.
        says: the problem's message, with what was found in braces.
        why: a few kind words beside the marked text.
        help: what to write instead.
        words: in lower case; ``pregnan*`` is every word that begins so, several words stand in a row.
        unless: phrases in which the words mean something else.
        patterns: over the lower-case text.
        limit: which of the deck's lengths counts, for ``length``.
        most: the greatest value that is still good.
        least: how much there must be before the rule says anything.
        share: a part of a whole, 0 to 1.
    """

    code: str
    name: str
    severity: Severity
    looks: Looks
    reads: Reads = "all"
    says: str
    why: str
    help: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    limit: str = ""
    most: float = 0
    least: float = 0
    share: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """How a language is cut up and measured.

    Attributes:
        spaces: whether words stand apart; otherwise every character counts as one.
        question: the marks that end a question.
        opens: the mark that begins one, ``¿``; may be empty.
        vowels: letters whose runs are syllables; empty when syllables are not counted.
        silent: patterns that take a syllable away from a word, one each.
        extra: patterns that add one.
        syllables: words that keep neither.
        easy: long words that everybody knows.
        grade: points for a word in a sentence, points for a syllable in a word, and what is taken off; empty when the
            language has no formula here.
        aim: length to aim for, characters; 0 leaves it to the deck.
        most: greatest length.
        together: greatest length of all texts of a card.
    """

    spaces: bool = True
    question: str = "?？؟"
    opens: str = ""
    vowels: str = ""
    silent: tuple[re.Pattern[str], ...] = ()
    extra: tuple[re.Pattern[str], ...] = ()
    syllables: Mapping[str, int] = MappingProxyType({})
    easy: frozenset[str] = frozenset()
    grade: tuple[float, ...] = ()
    aim: int = 0
    most: int = 0
    together: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one file.

    Attributes:
        name: as decks call it, ``en``.
        title: for people.
        rules: in the order of the file.
    """

    name: str
    title: str
    tongue: Tongue
    rules: tuple[Rule, ...]


@lru_cache(maxsize=16)
def parse_rules(text: str, name: str) -> RuleSet:
    """The rule set that a file's text describes; the same text is read once.

    Raises:
        ValueError: when the file is not as it should be; it is ours, so that is a bug.
    """
    raw = tomli.loads(text)
    unknown = raw.keys() - {"title", "tongue", "rule"}
    if unknown:
        raise ValueError(f"{name}: unknown {sorted(unknown)}")
    rules = tuple(_rule(table, name) for table in raw.get("rule", ()))
    return RuleSet(name=name, title=raw["title"], tongue=_tongue(raw.get("tongue", {}), name), rules=rules)


def _rule(table: dict[str, object], file: str) -> Rule:
    code = str(table.get("code", ""))
    unknown = table.keys() - (set(Rule.__annotations__) - {"help"} | {"try"})
    if unknown or not _CODE.fullmatch(code) or table.get("looks") not in get_args(Looks):
        raise ValueError(f"{file}: rule {code or '?'} is not as it should be: {sorted(unknown)}")
    values = {key: value for key, value in table.items() if key not in ("try", "words", "unless", "patterns")}
    return Rule(
        help=str(table["try"]),
        words=_texts(table.get("words")),
        unless=_texts(table.get("unless")),
        patterns=tuple(re.compile(pattern) for pattern in _texts(table.get("patterns"))),
        **values,  # type: ignore[arg-type]
    )


def _tongue(table: dict[str, object], file: str) -> Tongue:
    unknown = table.keys() - set(Tongue.__annotations__)
    if unknown:
        raise ValueError(f"{file}: unknown {sorted(unknown)}")
    values = dict(table)
    for key in ("silent", "extra"):
        values[key] = tuple(re.compile(pattern) for pattern in _texts(table.get(key)))
    values["easy"] = frozenset(_texts(table.get("easy")))
    values["grade"] = tuple(table.get("grade", ()))  # type: ignore[arg-type]
    return Tongue(**values)  # type: ignore[arg-type]


def _texts(value: object) -> tuple[str, ...]:
    """A list of texts, or one text of words with a comma after each."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.replace("\n", " ").split(",") if word.strip())
    return tuple(value) if isinstance(value, list) else ()
