"""The stages in order: a deck's folder becomes printed things.

`load` reads a deck and applies an edition; `build` turns it into files, one component after another. Both give every
problem they found; neither prints or writes anything.
"""

from collections.abc import Sequence

from generator.build.cards import design_and_face, sheets_of
from generator.build.kinds import BUILDERS, builder_of, components_of
from generator.build.loading import Loaded, load, proofread
from generator.build.options import Ink, Made, Options, Progress, Sight
from generator.build.printing import grid_of
from generator.imposition import Counts
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
        components: which of the deck's components to build; when none is named, those that the edition names, or all.
    """
    deck = loaded.deck
    assert deck is not None, "a deck with errors cannot be built"  # noqa: S101 - a fault of the caller's
    wanted = components or loaded.edition.components
    building = [name for name in components_of(deck) if name in wanted or not wanted]
    made = [builder_of(name)(loaded, job, options) for name in building]
    # What is wrong with the look is found once for each component.
    problems = tuple(dict.fromkeys(problem for one in made for problem in one.problems))
    broken = any(problem.severity == "error" for problem in problems)
    files = {} if broken and not options.proof else {name: data for one in made for name, data in one.files.items()}
    if len(building) > 1 and files and options.press is None:
        from generator.build.contents import contents  # a deck of cards alone does not wait for it

        listed = [
            (kind, name, data, one.about.get(name) or _amount(kind, one, job), one.backs)
            for kind, one in zip(building, made, strict=True)
            for name, data in one.files.items()
        ]
        files = {**contents(loaded, job, options, listed), **files}
    return Made(
        files=files,
        problems=problems,
        turned=next((one.turned for one in made if one.turned is not None), None),
        ink=next((one.ink for one in made if one.ink is not None), None),
        fittings=merged(fitting for one in made for fitting in one.fittings),
        about={name: told for one in made for name, told in one.about.items()},
        cards=sum(one.cards for one in made),
        sheets={name: one.counts.sheets for one in made for name in one.files},
        backs=any(one.backs for one in made),
        papers={name: one.paper for one in made for name in one.files if one.paper},
        counts=Counts(
            sheets=sum(one.counts.sheets for one in made),
            sides=sum(one.counts.sides for one in made),
            cuts=sum(one.counts.cuts for one in made),
        ),
    )


def _amount(kind: str, made: Made, job: PrintJob) -> str:
    sheets = (
        f"{made.counts.sheets} {'sheet' if made.counts.sheets == 1 else 'sheets'} of {made.paper or job.paper.title}"
    )
    return f"{made.cards} {'card' if made.cards == 1 else 'cards'} on {sheets}" if kind == "cards" else sheets
