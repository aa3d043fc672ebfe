"""An edition: choices that start from a deck."""

from collections.abc import Mapping
from types import MappingProxyType

from generator.basics.problems import KeyPath
from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is chosen from a deck. Every choice is optional; the command line makes editions of its own.

    Attributes:
        id: a slug, the name of its file; empty for the choices of the command line.
        title: for people.
        only: ids of cards and of suits that stay, or what cards say that stay, as in ``depth=1..3``; empty keeps all.
        without: the same for those that are left out; stronger than `only`.
        copies: how many of a card are printed, by id.
        blanks: how many blank cards of every suit are printed besides.
        components: what is built when nothing is named; empty builds all that the deck has.
        file: where the edition is written down, for messages; empty for the command line.
    """

    id: str = ""
    title: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    copies: Mapping[str, int] = MappingProxyType({})
    blanks: int = 0
    components: tuple[str, ...] = ()
    file: str = ""

    def at(self, key: str, index: int | None = None) -> KeyPath | None:
        """Where a choice stands in the edition's file."""
        if not self.file:
            return None
        keys: tuple[str | int, ...] = ("edition", key) if index is None else ("edition", key, index)
        return KeyPath(self.file, keys)
