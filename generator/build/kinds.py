"""The kinds of components, and who builds each."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from generator.build.options import Made, Options
from generator.model.deck import Deck
from generator.model.job import PrintJob

if TYPE_CHECKING:
    from generator.build.loading import Loaded

#: Who builds what, in the order in which it is built: component, module, function. A module is loaded when its
#: component is wanted, for few builds need all.
BUILDERS: Mapping[str, tuple[str, str]] = {
    "cards": ("generator.build.cards", "cards"),
    "board": ("generator.build.boards", "boards"),
    "boxes": ("generator.build.boxes", "boxes"),
    "tokens": ("generator.build.tokens", "tokens"),
    "rules": ("generator.build.books", "rules"),
    "strips": ("generator.build.strips", "strips"),
}


def components_of(deck: Deck) -> tuple[str, ...]:
    """The components that this deck has, of those that can be built, in building order."""
    has = {
        "cards": bool(deck.cards),
        "board": bool(deck.boards),
        "boxes": bool(deck.boxes),
        "rules": deck.rulebook is not None,
        "strips": bool(deck.strips),
        "tokens": bool(deck.tokens or deck.standees),
    }
    return tuple(name for name in BUILDERS if has.get(name))


def builder_of(component: str) -> "Callable[[Loaded, PrintJob, Options], Made]":
    """The function that makes the files of a component."""
    module, name = BUILDERS[component]
    builder: Callable[[Loaded, PrintJob, Options], Made] = getattr(import_module(module), name)
    return builder
