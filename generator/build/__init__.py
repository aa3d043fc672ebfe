"""The stages in order: a deck's folder becomes printed things.

`load` reads a deck and applies an edition; `build` turns it into files, one component after another. Both give every
problem they found; neither prints or writes anything.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from generator.build.cards import design_and_face, sheets_of
from generator.build.loading import Loaded, load, proofread
from generator.build.options import Ink, Made, Options, Progress, Sight
from generator.build.printing import grid_of
from generator.imposition import Counts
from generator.model.deck import Deck
from generator.model.job import PrintJob
from generator.typesetting import merged

__all__ = [
    "BUILDERS",
    "Ink",
    "Loaded",
    "Made",
    "Options",
    "Progress",
    "Sight",
    "build",
    "components_of",
    "design_and_face",
    "grid_of",
    "load",
    "proofread",
    "sheets_of",
]


#: Who builds what, in the order in which it is built: component, module, function. A module is loaded when its
#: component is wanted, for few builds need all.
BUILDERS: Mapping[str, tuple[str, str]] = {
    "cards": ("generator.build.cards", "cards"),
    "board": ("generator.build.boards", "boards"),
    "boxes": ("generator.build.boxes", "boxes"),
    "tokens": ("generator.build.tokens", "tokens"),
}


def components_of(deck: Deck) -> tuple[str, ...]:
    """The components that this deck has, of those that can be built, in building order."""
    has = {
        "cards": bool(deck.cards),
        "board": bool(deck.boards),
        "boxes": bool(deck.boxes),
        "tokens": bool(deck.tokens or deck.standees),
    }
    return tuple(name for name in BUILDERS if has.get(name))


def build(
    loaded: Loaded,
    job: PrintJob,
    options: Options = Options(),  # noqa: B008 - a frozen record
    *,
    components: Sequence[str] = (),
) -> Made:
    """The files of a deck; none of them when anything is in error.

    Args:
        loaded: from `load`, with a deck in it.
        job: paper, flip, marks.
        options: ink, press and whatever else is wanted.
        components: which of the deck's components to build; all of them when none is named.
    """
    deck = loaded.deck
    assert deck is not None, "a deck with errors cannot be built"  # noqa: S101 - a fault of the caller's
    has = components_of(deck)
    made = [_builder(name)(loaded, job, options) for name in has if name in components or not components]
    problems = tuple(problem for one in made for problem in one.problems)
    broken = any(problem.severity == "error" for problem in problems)
    return Made(
        files={} if broken and not options.proof else {name: data for one in made for name, data in one.files.items()},
        problems=problems,
        ink=next((one.ink for one in made if one.ink is not None), None),
        fittings=merged(fitting for one in made for fitting in one.fittings),
        about={name: told for one in made for name, told in one.about.items()},
        cards=sum(one.cards for one in made),
        sheets={name: one.counts.sheets for one in made for name in one.files},
        counts=Counts(
            sheets=sum(one.counts.sheets for one in made),
            sides=sum(one.counts.sides for one in made),
            cuts=sum(one.counts.cuts for one in made),
        ),
    )


def _builder(component: str) -> Callable[[Loaded, PrintJob, Options], Made]:
    module, name = BUILDERS[component]
    builder: Callable[[Loaded, PrintJob, Options], Made] = getattr(import_module(module), name)
    return builder
