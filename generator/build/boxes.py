"""The boxes of a deck: a sheet each, to cut out, fold and glue."""

import math
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import mm, show_mm
from generator.build.loading import Loaded
from generator.build.options import Made, Options
from generator.build.parts import Parts, laid, made, placing, slug_at
from generator.components.boxes import dieline, flat_size, most_cards, outside
from generator.imposition import Nestling, nest_for, papers_holding, rooms_of
from generator.model.boxes import Box
from generator.model.deck import Deck
from generator.model.face import Face, Group, Item, Path, Stroke
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.outline import rounded
from generator.model.sheet import Bookmark, Sheet, Side, Slug
from generator.templating import words_of_box

PART = "box.xml.j2"


def boxes(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The boxes of a deck on sheets: `boxes.pdf`. A box whose cards an edition leaves out is left out too.

    Raises:
        ProblemsError: there is no such template.
    """
    assert loaded.deck is not None  # noqa: S101 - a fault of the caller's
    deck = loaded.deck
    usual = (PART,) if any(not box.part for box in deck.boxes) else ()
    parts = Parts(loaded, options, "box", usual, "box.css", (PART,))
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for written in deck.boxes:
        box = written if job.card_thickness is None else replace(written, card_thickness=job.card_thickness)
        count = number_of(box, deck)
        if not count:
            continue
        try:
            sheet = _sheet(box, count, parts, job)
        except ProblemsError as fault:
            problems += fault.problems
            continue
        if sheet is not None:
            sheets.append(sheet)
    title = f"{deck.title}: {', '.join(box.title for box in deck.boxes)}"
    return made(sheets, "boxes.pdf", title, parts, job, options, problems)


def box_face(loaded: Loaded, box: Box, options: Options) -> Face:
    """A box as it lies flat before it is folded, for a picture of it.

    Raises:
        ProblemsError: it cannot be made; building the boxes says why.
    """
    deck = loaded.deck
    assert deck is not None  # noqa: S101 - a fault of the caller's
    parts = Parts(loaded, options, "box", () if box.part else (PART,), "box.css", (PART,))
    line = dieline(box, format_for(box, deck), number_of(box, deck))
    at = Rect(0, 0, line.size.width, line.size.height)
    part = box.part or PART
    if not parts.has(part, box.at()):
        raise ProblemsError(())
    values = words_of_box(box, deck, outside(box, format_for(box, deck), number_of(box, deck)))
    panels = parts.panels(line, part, "box", values, f"the box `{box.id}`", box.at())
    items: list[Item] = []
    for placement in laid(panels, line.size, at, 0, at):
        matrix = placing(placement.face.size, placement.at, placement.turned)
        items.append(Group((Group(placement.face.items, matrix=matrix),), clip=Path(rounded(placement.window))))
    edge = Stroke(Colour("gray", (0.4,)), 0.6)
    items += [Path(outline.segments, stroke=edge) for outline in parts.outlines(line, at)]
    return Face(size=line.size, bleed=0.0, items=tuple(items), title=box.title)


def number_of(box: Box, deck: Deck) -> int:
    """How many cards of the deck go into the box, copies counted."""
    return sum(card.copies for card in box.cards_of(deck.cards)) if box.count is None else box.count


def format_for(box: Box, deck: Deck) -> Format:
    """The format that a box is made for: of its cards, or one that is as wide as the widest and as high as the highest.

    A box that says only how many cards go in is for cards of the deck's own format.
    """
    formats = tuple(dict.fromkeys(deck.format_of(card) for card in box.cards_of(deck.cards) if card.copies))
    if not formats:
        return deck.format
    trim = Size(max(one.trim.width for one in formats), max(one.trim.height for one in formats))
    return next((one for one in formats if one.trim == trim), replace(formats[0], name="own", trim=trim))


def _sheet(box: Box, count: int, parts: Parts, job: PrintJob) -> Sheet | None:
    deck = parts.bench.deck
    size = flat_size(box, format_for(box, deck), count)
    if not any(size.width <= room.width + 0.01 and size.height <= room.height + 0.01 for room in rooms_of(job)):
        raise ProblemsError((_too_large(box, count, deck, job),))
    nest = nest_for([Nestling(title=f"the box `{box.id}`", at=box.at(), size=size)], job)
    (spot,) = nest.sheets[0]
    line = dieline(box, format_for(box, deck), count)
    part = box.part or PART
    if not parts.has(part, box.at("part" if box.part else "")):
        return None
    values = words_of_box(box, deck, outside(box, format_for(box, deck), count))
    panels = parts.panels(line, part, "box", values, f"the box `{box.id}`", box.at())
    slug = slug_at(nest.paper, nest.room, spot.at)
    return Sheet(
        paper=nest.paper,
        number=1,
        front=Side(
            placements=laid(panels, line.size, spot.at, spot.turned, nest.room),
            outlines=parts.outlines(line, spot.at, spot.turned),
            labels=parts.labels(line, spot.at, spot.turned),
            slug=Slug(box.title, *slug) if slug is not None else None,
            bookmarks=(Bookmark(box.title),),
        ),
    )


def _too_large(box: Box, count: int, deck: Deck, job: PrintJob) -> Problem:
    """What the paper cannot hold, and what would help: another paper, fewer cards, thinner ones, or several boxes."""
    rooms = rooms_of(job)
    size = flat_size(box, format_for(box, deck), count)
    shown = f"{show_mm(size.width).removesuffix(' mm')} × {show_mm(size.height)}"
    ways = []
    papers = papers_holding(size, job)
    if papers:
        ways.append(f"it fits on {', '.join(papers[:4])}: use --paper {papers[0]}")
    most = most_cards(box, format_for(box, deck), rooms)
    if most:
        paper = job.paper.title.split(",")[0]
        ways.append(f"{paper} holds a box for {most} cards: make {math.ceil(count / most)} boxes")
        thinner = _thinner(box, count, deck, rooms)
        if thinner:
            ways.append(f"or print on thinner stock: --card-thickness {show_mm(thinner).replace(' ', '')}")
    if not ways:
        ways.append("no paper we know is so large: put in fewer cards")
    return Problem(
        name="too-large-for-paper",
        message=f"the box `{box.id}` for {count} cards is {shown} flat, and does not fit on {job.paper.title} "
        "inside the printer margin",
        at=box.at(),
        help="; ".join(ways),
    )


def _thinner(box: Box, count: int, deck: Deck, rooms: tuple[Size, ...]) -> float:
    """The thickness of a card, in whole hundredths of a millimetre, at which the box would fit; 0 when none would."""
    bare = flat_size(box, format_for(box, deck), 0)
    spare = max(min(room.width - bare.width, room.height - bare.height) / 2 for room in rooms)
    hundredths = math.floor(spare / count / mm(0.01))
    return mm(hundredths / 100) if hundredths >= 10 else 0.0
