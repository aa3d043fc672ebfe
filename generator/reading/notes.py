"""Where faults are gathered while a deck is read, and the names they have."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, get_args

from generator.basics.problems import KeyPath, Keys, Part, Place, Problem, Related, Severity, did_you_mean
from generator.basics.records import dataclass

#: Every problem this room can report.
Fault = Literal[
    "bad-color",
    "bad-id",
    "bad-language",
    "bad-length",
    "bad-name",
    "bad-path",
    "control-character",
    "deck-without-cards",
    "duplicate-card",
    "duplicate-entry",
    "empty-box",
    "empty-text",
    "file-too-large",
    "lone-bidi-control",
    "mangled-letter",
    "min-above-max",
    "misplaced-key",
    "missing-key",
    "no-deck-file",
    "not-finite",
    "not-one-line",
    "not-plain-text",
    "not-utf8",
    "out-of-range",
    "pattern-matches-nothing",
    "reserved-name",
    "stacked-marks",
    "toml-syntax",
    "too-few",
    "too-long",
    "too-many",
    "too-many-cards",
    "too-many-problems",
    "too-short",
    "unknown-card",
    "unknown-choice",
    "unknown-edition",
    "unknown-field",
    "unknown-format",
    "unknown-key",
    "unknown-suit",
    "unknown-zone",
    "wrong-type",
]
FAULTS: tuple[str, ...] = get_args(Fault)


_LONGEST_WORD = 48
_MOST_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One fault of a value, not yet tied to where the value stands.

    Attributes:
        inside: the way from the value to the faulty part of it.
    """

    name: Fault
    message: str
    label: str = ""
    help: str = ""
    severity: Severity = "error"
    inside: Keys = ()


class Refused(Exception):  # noqa: N818 - it may carry warnings only
    """A value that cannot be taken as it is.

    Attributes:
        refusals: what is wrong with it.
        value: what to go on with when all of that are warnings.
    """

    def __init__(self, *refusals: Refusal, value: object = None) -> None:
        super().__init__()
        self.refusals = refusals
        self.value = value

    @property
    def only_warned(self) -> bool:
        """Whether `value` can be used."""
        return all(refusal.severity == "warning" for refusal in self.refusals)


class EnoughError(Exception):
    """There are as many problems as may be gathered; reading stops here."""


class Notes:
    """Gathers the problems of one file; all notes of a deck share one list."""

    def __init__(self, file: str, found: list[Problem], most: int) -> None:
        self.file = file
        self.found = found
        self._most = most

    def of(self, file: str) -> "Notes":
        """Notes for another file of the same deck."""
        return Notes(file, self.found, self._most)

    def add(
        self,
        name: Fault,
        message: str,
        at: Keys | Place,
        part: Part = "value",
        *,
        label: str = "",
        help: str = "",
        severity: Severity = "error",
        related: Iterable[Related] = (),
    ) -> None:
        """One more problem, at a key path of this file.

        Raises:
            EnoughError: that was the last one that fits.
        """
        place = at if isinstance(at, Place) else KeyPath(self.file, at, part)
        self.found.append(
            Problem(
                name=name,
                message=message,
                at=place,
                label=label,
                help=help,
                severity=severity,
                related=tuple(related),
            )
        )
        if len(self.found) >= self._most:
            raise EnoughError

    def refuse(self, refused: Refused, at: Keys) -> None:
        """The faults of the value that stands at `at`."""
        for refusal in refused.refusals:
            self.add(
                refusal.name,
                refusal.message,
                (*at, *refusal.inside),
                label=refusal.label,
                help=refusal.help,
                severity=refusal.severity,
            )

    @property
    def sound(self) -> bool:
        """Whether nothing worse than warnings has been found in any file."""
        return not any(problem.severity == "error" for problem in self.found)


def show(value: object) -> str:
    """A value as messages quote it: in backticks, cut at 60 characters."""
    text = value if isinstance(value, str) else str(value)
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


def suggest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text.

    Only words of ordinary length are compared, and not too many of them: comparing is slow, and a hostile deck may hold
    thousands. The same question is answered from memory, for the same slip in two hundred cards.
    """
    if len(word) > _LONGEST_WORD:
        return ""
    return _suggest(word, tuple(other for other in known if len(other) <= _LONGEST_WORD)[:_MOST_WORDS])


@lru_cache(maxsize=64)
def _suggest(word: str, known: tuple[str, ...]) -> str:
    return did_you_mean(word, known)
