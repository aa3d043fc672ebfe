"""What must be printed again since the last time, and what is to be taken out of the old deck."""

from collections.abc import Mapping

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """One card as it was, or is to be, printed: a digest of its faces, and how many copies."""

    digest: str
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a printed deck becomes the new one.

    Attributes:
        to_print: copies to print, by id, in the new deck's order.
        to_pull_out: copies to take out, by id, in the old deck's order.
    """

    to_print: Mapping[str, int]
    to_pull_out: Mapping[str, int]


def changed(old: Mapping[str, Printed], new: Mapping[str, Printed]) -> Changes:
    """The copies to print and those to pull out; a card that has not changed is in neither.

    A changed card is both, with all its copies. Of an unchanged one only the difference in copies is.
    """
    to_print: dict[str, int] = {}
    for name, card in new.items():
        before = old.get(name)
        same = before is not None and before.digest == card.digest
        more = card.copies - (before.copies if before is not None and same else 0)
        if more > 0:
            to_print[name] = more
    to_pull_out: dict[str, int] = {}
    for name, card in old.items():
        after = new.get(name)
        same = after is not None and after.digest == card.digest
        fewer = card.copies - (after.copies if after is not None and same else 0)
        if fewer > 0:
            to_pull_out[name] = fewer
    return Changes(to_print=to_print, to_pull_out=to_pull_out)
