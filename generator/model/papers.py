"""Named papers: the sheets that printers take."""

import re

from generator.basics.geometry import Size
from generator.basics.patterns import pattern
from generator.basics.problems import Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import fits, inch, mm, parse_length, show_mm

#: No printer takes less than a bank card or more than two metres off a roll of 36 inches, points.
SMALLEST_PAPER = mm(50)
WIDEST_PAPER = inch(36)
LARGEST_PAPER = mm(2000)


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
        Paper("sra3", "SRA3, 320 × 450 mm", Size(mm(320), mm(450))),
        Paper("letter", "Letter, 8.5 × 11 in", Size(inch(8.5), inch(11))),
        Paper("legal", "Legal, 8.5 × 14 in", Size(inch(8.5), inch(14))),
        Paper("tabloid", "Tabloid, 11 × 17 in", Size(inch(11), inch(17))),
    )
}

_OWN = pattern(
    r"\s*(-?[0-9.]{1,12})\s*([a-z]{1,3})?\s*[x×]\s*(-?[0-9.]{1,12})\s*([a-wyz][a-z]{0,2})?\s*", re.IGNORECASE
)


def paper_of(text: str) -> tuple[Paper | None, tuple[Problem, ...]]:
    """The paper that a name or a size (``200x280mm``, ``7.5in x 11in``) says, upright; or what is wrong with it."""
    known = PAPERS.get(text.strip().casefold())
    if known is not None:
        return known, ()
    match = _OWN.fullmatch(text.replace(",", "."))
    if match is None:
        like = next((name for name in PAPERS if name in text.casefold().replace("-", " ").split()), "")
        like = like or did_you_mean(text, tuple(PAPERS))
        return None, (
            Problem(
                name="unknown-paper",
                message=f"no paper is called `{text[:60]}`",
                help=(f"did you mean `{like}`? " if like else "")
                + f"there are {one_of(tuple(PAPERS))}, or give a size such as 200x280mm",
            ),
        )
    if match[4] is None:
        return None, (
            Problem(
                name="unknown-paper",
                message=f"`{text[:60]}` does not say in what it is measured",
                help="add the unit: 200x280mm or 7.5x11in",
            ),
        )
    try:
        sides = (parse_length(match[1] + (match[2] or match[4])), parse_length(match[3] + match[4]))
    except ValueError:
        return None, (
            Problem(
                name="unknown-paper",
                message=f"`{text[:60]}` is no size of a paper",
                help="write 200x280mm or 7.5in x 11in",
            ),
        )
    return own_paper(Size(min(sides), max(sides)))


def own_paper(size: Size) -> tuple[Paper | None, tuple[Problem, ...]]:
    """A paper of one's own, or a problem when no printer could take it."""
    short, long = sorted((size.width, size.height))
    if not (fits(SMALLEST_PAPER, short) and fits(short, WIDEST_PAPER) and fits(long, LARGEST_PAPER)):
        return None, (
            Problem(
                name="impossible-paper",
                message=f"a paper of {show_mm(size.width)} × {show_mm(size.height)} cannot be printed on",
                help=f"the shorter side may be {show_mm(SMALLEST_PAPER)} to {show_mm(WIDEST_PAPER)} long, the longer "
                f"one up to {show_mm(LARGEST_PAPER)}",
            ),
        )
    for paper in PAPERS.values():
        if abs(paper.size.width - size.width) < mm(0.1) and abs(paper.size.height - size.height) < mm(0.1):
            return paper, ()
    width, height = show_mm(size.width).removesuffix(" mm"), show_mm(size.height)
    return Paper("own", f"{width} × {height}", size), ()
