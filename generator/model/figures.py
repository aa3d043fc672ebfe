"""Faces that a text can show: the cards of a deck, and whatever else it has, by kind and id."""

from collections.abc import Callable, Mapping

from generator.basics.records import dataclass
from generator.model.face import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What of one kind can be shown, as in ``:card{some-id}``.

    Attributes:
        ids: every id there is, for suggestions.
        face: makes the face of an id that there is; None when its own problems say why not.
        told: what the face says, for those who cannot see it.
    """

    ids: tuple[str, ...]
    face: Callable[[str], Face | None]
    told: Callable[[str], str] = lambda _: ""


#: Figures by kind: ``card``, ``back``.
FigureTable = Mapping[str, Figures]
