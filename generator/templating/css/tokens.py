"""The words of a stylesheet, where they stand, and what is said when one of them is wrong."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeAlias

import tinycss2

from generator.basics.problems import Place, Problem

#: One of tinycss2's nodes; they are told apart by their `type`, a short text.
Token: TypeAlias = Any
Tokens: TypeAlias = list[Token]

#: Limits that no honest stylesheet meets.
MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 24
MAX_PROBLEMS = 200

_BLANK = ("whitespace", "comment")
_BLOCKS = ("() block", "[] block", "{} block")


class BadValueError(Exception):
    """A value that its property does not take; turned into a `Problem` where the property and the place are known.

    Attributes:
        label: what is wrong with `token`, in a few words.
        token: the word at fault; None for the whole value.
        help: what would work; empty leaves it to the property's own syntax.
        name: of the problem.
        message: in place of the usual sentence about the property, when that says it better.
    """

    def __init__(
        self, label: str, token: Token = None, *, help: str = "", name: str = "unknown-value", message: str = ""
    ) -> None:
        super().__init__(label)
        self.label = label
        self.token = token
        self.help = help
        self.name = name
        self.message = message


class Origin(Protocol):
    """Something that knows where words stand."""

    def place(self, tokens: Tokens) -> Place | None:
        """The stretch from the first of the words to the last, cut at the end of the first one's line."""


class SourceText:
    """The text of one stylesheet, by lines."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._lines = text.split("\n")

    def place(self, tokens: Tokens) -> Place:
        """The stretch from the first of the words to the last, cut at the end of the first one's line."""
        first, last = tokens[0], tokens[-1]
        line, column = first.source_line, first.source_column
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        if last.source_line == line:
            text = written(last)
            end = last.source_column + (len(text) if "\n" not in text else text.index("\n"))
        else:
            end = len(source.rstrip()) + 1
        width = max(1, min(end, len(source.rstrip()) + 1) - column)
        return Place(self.file, line, column, width, source)


class Attribute:
    """A `style` attribute, of which only the element's place is known."""

    def __init__(self, at: Place | None) -> None:
        self._at = at

    def place(self, tokens: Tokens) -> Place | None:
        """The element's place, whatever the words."""
        return self._at


class Report:
    """Collects problems, each once, and stops when nobody would read on."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, str, str], Problem] = {}
        self._new: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether so much is wrong that looking for more is a waste of time."""
        return len(self._seen) >= MAX_PROBLEMS

    def add(self, problem: Problem) -> None:
        """Notes the problem unless the very same was noted before."""
        key = (problem.at, problem.name, problem.message)
        if key not in self._seen and len(self._seen) < MAX_PROBLEMS:
            self._seen[key] = problem
            self._new.append(problem)

    def take(self) -> tuple[Problem, ...]:
        """What was noted since the last time, in order."""
        new, self._new = tuple(self._new), []
        return new


def normal(text: str) -> str:
    """The text with the line ends and the replacement that CSS prescribes before its words are told apart."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")


def significant(tokens: Iterable[Token]) -> Tokens:
    """The words without white space and comments."""
    return [token for token in tokens if token.type not in _BLANK]


def written(token: Token) -> str:
    """The word as one would write it."""
    try:
        return str(token.serialize())
    except (TypeError, ValueError, RecursionError):
        return "?"


def written_all(tokens: Iterable[Token], limit: int = 60) -> str:
    """The words as one would write them, on one line, cut when they go on and on."""
    try:
        text = " ".join(tinycss2.serialize(list(tokens)).split())
    except (TypeError, ValueError, RecursionError):
        text = "…"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def is_ident(token: Token, *words: str) -> bool:
    """Whether the token is one of the keywords (in lower case)."""
    return bool(token.type == "ident" and token.lower_value in words)


def is_literal(token: Token, sign: str) -> bool:
    """Whether the token is the sign."""
    return bool(token.type == "literal" and token.value == sign)


def inside(token: Token) -> Tokens | None:
    """The words inside a function or a block; None for a plain word."""
    if token.type == "function":
        return token.arguments  # type: ignore[no-any-return]
    if token.type in _BLOCKS:
        return token.content  # type: ignore[no-any-return]
    return None


def every(tokens: Iterable[Token]) -> Iterator[Token]:
    """All words, those inside functions and blocks too, in order."""
    stack = [iter(tokens)]
    while stack:
        token = next(stack[-1], None)
        if token is None:
            stack.pop()
            continue
        yield token
        content = inside(token)
        if content:
            stack.append(iter(content))


def too_deep(tokens: Iterable[Token]) -> Token | None:
    """The first block or function that lies deeper than `MAX_DEPTH`, or None."""
    stack = [iter(tokens)]
    while stack:
        token = next(stack[-1], None)
        if token is None:
            stack.pop()
            continue
        content = inside(token)
        if content:
            if len(stack) >= MAX_DEPTH:
                return token
            stack.append(iter(content))
    return None


def split_commas(tokens: Tokens) -> list[Tokens]:
    """The parts between top-level commas; an empty part where there is nothing between two."""
    parts: list[Tokens] = [[]]
    for token in tokens:
        if is_literal(token, ","):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def split_slash(tokens: Tokens) -> list[Tokens]:
    """The parts between top-level slashes."""
    parts: list[Tokens] = [[]]
    for token in tokens:
        if is_literal(token, "/"):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def syntax_fault(token: Token) -> BadValueError | None:
    """What is wrong with a word that is none; None when the word is sound."""
    if token.type != "error":
        return None
    if token.kind in ("bad-string", "eof-in-string"):
        return BadValueError("this text has no closing quote", token, help="close the quote on the same line")
    if token.kind in ("bad-url", "eof-in-url"):
        return BadValueError("this address has no end", token, help='write it in quotes: url("leaf.svg")')
    return BadValueError(f"this `{token.kind}` closes nothing", token, help="remove it, or add what it should close")
