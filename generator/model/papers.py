"""Named papers: the sheets that printers take."""

from dataclasses import dataclass

from generator.basics.geometry import Size
from generator.basics.units import inch, mm


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, upright; `size` in points."""

    name: str
    title: str
    size: Size


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("a3", "A3, 297 × 420 mm", Size(mm(297), mm(420))),
        Paper("a3+", "A3+, 329 × 483 mm", Size(mm(329), mm(483))),
        Paper("a4", "A4, 210 × 297 mm", Size(mm(210), mm(297))),
        Paper("a5", "A5, 148 × 210 mm", Size(mm(148), mm(210))),
        Paper("letter", "Letter, 8.5 × 11 in", Size(inch(8.5), inch(11))),
        Paper("legal", "Legal, 8.5 × 14 in", Size(inch(8.5), inch(14))),
        Paper("tabloid", "Tabloid, 11 × 17 in", Size(inch(11), inch(17))),
    )
}
