"""Problems: what an author can put right, as data. An exception is our own bug."""

from typing import Literal

from generator.basics.records import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line of one file.

    Attributes:
        file: as it is shown to people, relative to where they are or to the deck.
        line: from 1.
        column: from 1, in characters.
        width: characters marked, at least 1.
        source: the whole line, without its end; empty when unknown.
    """

    file: str
    line: int
    column: int = 1
    width: int = 1
    source: str = ""


#: The way to something in a TOML file: names of tables and keys, numbers of list items from 0.
Keys = tuple[str | int, ...]
#: Which of it is meant.
Part = Literal["key", "value", "header"]


@dataclass(frozen=True, slots=True)
class KeyPath:
    """A place not yet looked up: a key or value in a file that `reading` has read.

    Rooms behind `reading` know which card and field they are at, not on which line it stands; `reading.locate`
    turns this into a `Place`, and only when there is something to report.

    Attributes:
        file: name of the file, as in the deck's sources.
        keys: the way to the value: ``("card", 3, "text")``.
        part: whether the key, the value, or the table's header is meant.
    """

    file: str
    keys: tuple[str | int, ...]
    part: Literal["key", "value", "header"] = "value"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that helps to understand the first, with its own few words."""

    at: Place | KeyPath
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong.

    Attributes:
        name: states the fault in kebab case, ``unknown-suit``; stable, people look it up.
        message: stands alone: matter of fact, lower case, no full stop, names in backticks.
        at: where; None when the fault is not in a file.
        label: a few words beside the marked stretch; may be empty.
        help: what would work; may be empty.
        severity: an error leaves the last good output as it is; a warning does not (unless --strict).
        related: further places.
    """

    name: str
    message: str
    at: Place | KeyPath | None = None
    label: str = ""
    help: str = ""
    severity: Severity = "error"
    related: tuple[Related, ...] = ()


class ProblemsError(Exception):
    """Carries every problem found so far up to where they are reported; raised only when going on makes no sense."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def did_you_mean(word: str, known: "tuple[str, ...] | list[str]") -> str:
    """The most alike of the known words, or an empty text when none is alike enough."""
    import difflib

    folded = {name.casefold(): name for name in reversed(known)}
    match = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[match[0]] if match else ""


def one_of(words: "tuple[str, ...] | list[str]", limit: int = 12) -> str:
    """The words in backticks as a sentence lists them: `a`, `b` or `c`; a long list is cut with a count."""
    shown = [f"`{word}`" for word in words[:limit]]
    if len(words) > limit:
        return ", ".join(shown) + f" and {len(words) - limit} more"
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " or " + shown[-1]
