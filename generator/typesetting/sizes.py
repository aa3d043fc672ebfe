"""The sizes that fitted texts came out at, and the ones that groups share."""

from collections.abc import Iterable, Mapping

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """The sizes of the fitted texts that belong together.

    Attributes:
        name: of the group (CSS `fit-group`), or of the element, ``p.question``, where texts are fitted one by one.
        grouped: whether it is a group, so that all texts have one size.
        texts: how many there are.
        least: the smallest size, points.
        most: the largest size, points.
        tightest: what the first text of the smallest size stands on, ``card `look-1```.
        bounds: the least and the greatest size that the style allows, points.
    """

    name: str
    grouped: bool
    texts: int
    least: float
    most: float
    tightest: str
    bounds: tuple[float, float]


class Sizes:
    """Gathers sizes while faces are set, and before that the ones that groups need."""

    def __init__(self) -> None:
        self._needed: dict[str, tuple[float, str]] = {}
        self._found: dict[tuple[str, bool], Fitting] = {}

    @property
    def needed(self) -> Mapping[str, float]:
        """The size of each group: the largest at which every text of it that was seen so far fits, points."""
        return {name: size for name, (size, _) in self._needed.items()}

    def of(self, group: str) -> float | None:
        """The group's size; None when nobody asked its members."""
        known = self._needed.get(group)
        return known[0] if known is not None else None

    def need(self, group: str, size: float, title: str) -> None:
        """A member of the group needs this size, points; the smallest counts."""
        known = self._needed.get(group)
        if known is None or size < known[0]:
            self._needed[group] = size, title

    def note(self, name: str, group: str, size: float, title: str, bounds: tuple[float, float]) -> None:
        """A text has been set in a size."""
        key = (group or name, bool(group))
        known = self._found.get(key)
        if known is None:
            tightest = self._needed[group][1] if group in self._needed else title
            known = Fitting(
                name=key[0], grouped=key[1], texts=0, least=size, most=size, tightest=tightest, bounds=bounds
            )
        smaller = size < known.least
        self._found[key] = Fitting(
            name=known.name,
            grouped=known.grouped,
            texts=known.texts + 1,
            least=min(known.least, size),
            most=max(known.most, size),
            tightest=title if smaller and not group else known.tightest,
            bounds=(min(known.bounds[0], bounds[0]), max(known.bounds[1], bounds[1])),
        )

    def found(self) -> tuple[Fitting, ...]:
        """Everything gathered, groups first, by name."""
        return tuple(sorted(self._found.values(), key=lambda one: (not one.grouped, one.name)))


def merged(fittings: Iterable[Fitting]) -> tuple[Fitting, ...]:
    """The fittings of several builders as one list, equal names put together."""
    sizes: dict[tuple[str, bool], Fitting] = {}
    for one in fittings:
        known = sizes.get((one.name, one.grouped))
        if known is None:
            sizes[one.name, one.grouped] = one
            continue
        sizes[one.name, one.grouped] = Fitting(
            name=one.name,
            grouped=one.grouped,
            texts=known.texts + one.texts,
            least=min(known.least, one.least),
            most=max(known.most, one.most),
            tightest=one.tightest if one.least < known.least else known.tightest,
            bounds=(min(known.bounds[0], one.bounds[0]), max(known.bounds[1], one.bounds[1])),
        )
    return tuple(sorted(sizes.values(), key=lambda one: (not one.grouped, one.name)))
