"""Named formats: the finished size of a card or another component, with its corner, bleed and safe margin."""

from dataclasses import replace

from generator.basics.geometry import Insets, Rect, Size
from generator.basics.records import dataclass
from generator.basics.units import inch, mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The trim of a component and what a cutter and a printer need around it; points.

    Attributes:
        name: ``poker``; ``own`` for one a deck spells out.
        title: for people, with its size.
        trim: the finished size.
        corner: radius of the rounded corner.
        bleed: how far print goes on beyond the trim.
        safe: how far inside the trim nothing that matters may come.
    """

    name: str
    title: str
    trim: Size
    corner: float = mm(3)
    bleed: float = mm(3)
    safe: float = mm(4)

    @property
    def trim_rect(self) -> Rect:
        """The trim with its corner at the origin."""
        return Rect(0, 0, self.trim.width, self.trim.height)

    @property
    def safe_rect(self) -> Rect:
        """Where nothing may be lost."""
        return self.trim_rect.inset(Insets.all(self.safe))


def _named(name: str, title: str, size: Size) -> Format:
    return Format(name=name, title=title, trim=size)


#: Exact sizes as the trade defines them, each in the unit that it is defined in.
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        _named("poker", "Poker, 2.5 × 3.5 in", Size(inch(2.5), inch(3.5))),
        _named("poker-euro", "Poker as in Europe and trading cards, 63 × 88 mm", Size(mm(63), mm(88))),
        _named("bridge", "Bridge, 2.25 × 3.5 in", Size(inch(2.25), inch(3.5))),
        _named("tarot", "Tarot, 2.75 × 4.75 in", Size(inch(2.75), inch(4.75))),
        _named("tarot-euro", "Tarot as in Europe, 70 × 120 mm", Size(mm(70), mm(120))),
        _named("tarot-large", "Large tarot, 3.5 × 5.75 in", Size(inch(3.5), inch(5.75))),
        _named("jumbo", "Jumbo, 3.5 × 5.5 in", Size(inch(3.5), inch(5.5))),
        _named("mini", "Mini, 1.75 × 2.5 in", Size(inch(1.75), inch(2.5))),
        _named("mini-euro", "Mini as in Europe, 44 × 68 mm", Size(mm(44), mm(68))),
        _named("micro", "Micro, 1.25 × 1.75 in", Size(inch(1.25), inch(1.75))),
        _named("square", "Square, 2.5 × 2.5 in", Size(inch(2.5), inch(2.5))),
        _named("square-70", "Square, 70 × 70 mm", Size(mm(70), mm(70))),
        _named("square-large", "Large square, 3.5 × 3.5 in", Size(inch(3.5), inch(3.5))),
        _named("business", "Business card, 3.5 × 2 in", Size(inch(3.5), inch(2))),
        _named("business-euro", "Business card as in Europe, 85 × 55 mm", Size(mm(85), mm(55))),
        _named("credit", "Bank card (ID-1), 85.6 × 53.98 mm", Size(mm(85.6), mm(53.98))),
        _named("dominion", "Euro game, 59 × 92 mm", Size(mm(59), mm(92))),
        _named("usa-game", "USA game, 56 × 87 mm", Size(mm(56), mm(87))),
        _named("domino", "Domino, 1.75 × 3.5 in", Size(inch(1.75), inch(3.5))),
        _named("index", "Index card, 5 × 3 in", Size(inch(5), inch(3))),
        _named("story", "Story card, 80 × 120 mm", Size(mm(80), mm(120))),
        _named("a5", "A5, 148 × 210 mm", Size(mm(148), mm(210))),
        _named("a6", "A6, 105 × 148 mm", Size(mm(105), mm(148))),
        _named("a7", "A7, 74 × 105 mm", Size(mm(74), mm(105))),
    )
}


def own_format(trim: Size, *, corner: float, bleed: float, safe: float) -> Format:
    """A format that a deck spells out itself."""
    return replace(FORMATS["poker"], name="own", title="own format", trim=trim, corner=corner, bleed=bleed, safe=safe)
