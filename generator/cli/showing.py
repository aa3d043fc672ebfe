"""What passes between the rooms, in words."""

from itertools import islice
from typing import Any

import click

from generator.basics.geometry import Rect
from generator.basics.units import show_mm
from generator.build import Loaded, design_and_face, sheets_of
from generator.cli.reports import printable
from generator.export import transcript
from generator.model.deck import Deck
from generator.model.design import Design, Element, Fit
from generator.model.job import PrintJob
from generator.model.sheet import Placement, Sheet, Side


def text_of(what: str, loaded: Loaded, job: PrintJob, *, card: str, back: bool, sheet: int) -> str:
    """The record in words.

    Raises:
        ProblemsError: the card that is asked for is not there, or has errors.
    """
    deck = loaded.deck
    assert deck is not None  # noqa: S101 - the command looked
    if what == "deck":
        return _deck(deck)
    if what == "sheet":
        every = list(sheets_of(loaded, job))
        found = [one for one in every if sheet in (0, one.number)]
        if sheet and not found:
            last = max((one.number for one in every), default=0)
            raise click.BadParameter(f"there is no sheet {sheet}; the last one is {last}", param_hint="--sheet")
        return transcript(found)
    design, face = design_and_face(loaded, card or deck.cards[0].id, back=back)
    if what == "design":
        return _design(design)
    at = Rect(0, 0, face.size.width, face.size.height)
    return transcript([Sheet(paper=face.size, number=1, front=Side(placements=(Placement(face, at, at),)))])


def _deck(deck: Deck) -> str:
    size = deck.format.trim
    lines = [
        f"{deck.title} ({deck.id} {deck.version}), {deck.language}, {deck.licence}",
        f"format {deck.format.name}: {show_mm(size.width)} × {show_mm(size.height)}, "
        f"bleed {show_mm(deck.format.bleed)}, safe {show_mm(deck.format.safe)}; template {deck.template}",
        *(
            f"suit {suit.id}: format {suit.format.name}, "
            f"{show_mm(suit.format.trim.width)} × {show_mm(suit.format.trim.height)}"
            for suit in deck.suits.values()
            if suit.format is not None
        ),
        "fields: " + ", ".join(f"{field.name} ({field.type})" for field in deck.fields.values()),
        f"{len(deck.cards)} cards, {sum(card.copies for card in deck.cards)} printed",
    ]
    for card in deck.cards:
        said = "; ".join(f"{name} = {value!r}" for name, value in card.fields.items())
        suit = f" [{card.suit.id}]" if card.suit else ""
        lines.append(f"  {card.id}{suit} × {card.copies}: {said}")
    lines += _besides(deck)
    return "\n".join(printable(line) for line in lines)


def _besides(deck: Deck) -> list[str]:
    """A line for everything that is not a card."""
    found: list[str] = []
    for board in deck.boards:
        spaces = sum(len(way.spaces) for way in board.ways) + len(board.spaces)
        trim = board.format.trim
        size = f"{show_mm(trim.width)} × {show_mm(trim.height)}"
        found.append(f"board {board.id}: {board.title}, {size}, {spaces} spaces, {len(board.spots)} places for cards")
    for box in deck.boxes:
        count = sum(card.copies for card in box.cards_of(deck.cards)) if box.count is None else box.count
        found.append(f"box {box.id}: {box.title}, for {count} cards of {show_mm(box.card_thickness)}")
    for token in deck.tokens:
        sides = "two-sided" if token.two_sided else "one-sided"
        found.append(f"token {token.id} × {token.copies}: {token.title}, {token.shape}, {show_mm(token.size)}, {sides}")
    for standee in deck.standees:
        size = f"{show_mm(standee.width)} × {show_mm(standee.height)}"
        found.append(f"standee {standee.id} × {standee.copies}: {standee.title}, {standee.kind}, {size}")
    for strip in deck.strips:
        found.append(f"strip {strip.id}: {strip.title}, " + ", ".join(tip.card for tip in strip.tips))
    if deck.rulebook is not None:
        trim = deck.rulebook.format.trim
        found.append(f"rulebook: {deck.rulebook.file}, {show_mm(trim.width)} × {show_mm(trim.height)}")
    if deck.blanks:
        found.append(f"blanks: {deck.blanks} of every suit")
    return found


def _design(design: Design) -> str:
    lines: list[str] = []

    def walk(element: Element, depth: int) -> None:
        name = element.tag + "".join(f".{one}" for one in element.classes)
        said = ""
        if element.words is not None:
            text = "".join(run.text for run in design.words[element.words])
            size: Any = element.style.text.size
            shown = f"fit({size.min:g}pt, {size.max:g}pt)" if isinstance(size, Fit) else f"{size:g}pt"
            said = f" {shown} “{text}”"
        elif element.picture is not None:
            said = f" picture {getattr(element.picture, 'name', '') or element.alt}"
        lines.append("  " * depth + name + said + f"   [{element.file}:{element.line}]")
        for child in element.children:
            walk(child, depth + 1)

    walk(design.root, 0)
    return "\n".join(printable(line) for line in islice(lines, 10_000))
