"""What a template can say: the deck, a card and a board as plain values."""

from collections.abc import Callable, Mapping

from generator.basics.colour import Colour
from generator.basics.units import in_mm
from generator.model.board import BoardLayout, LaidSpace, Zone
from generator.model.deck import Card, Deck, Suit


def words_for(deck: Deck) -> Callable[[Card, int], Mapping[str, object]]:
    """Gives, for a card and its number in the deck (from 1), the values a template can use.

    `card` holds the card's `id`, `number`, `copies`, `suit` and every field the deck declares (nothing where the card
    leaves one out), `deck` what the deck says of itself, `look` the deck's own settings of the look. All are plain
    groups, texts, numbers and lists. What cards share is built once.
    """
    suits = {suit.id: suit_words(suit) for suit in deck.suits.values()}
    about = about_deck(deck, suits)
    look = dict(deck.look)
    empty: dict[str, object] = dict.fromkeys(deck.fields)

    def words(card: Card, number: int) -> Mapping[str, object]:
        values = empty.copy()
        for name, value in card.fields.items():
            values[name] = css_colour(value) if isinstance(value, Colour) else value
        suit = None
        if card.suit is not None:
            suit = suits.get(card.suit.id)
            if suit is None:  # a suit an edition has taken out of the deck but left on a card
                suit = suits[card.suit.id] = suit_words(card.suit)
        values["id"] = card.id
        values["number"] = number
        values["copies"] = card.copies
        values["suit"] = suit
        return {"deck": about, "card": values, "look": look}

    return words


def board_words(deck: Deck, layout: BoardLayout) -> Mapping[str, object]:
    """The values a template can use for a board: `board`, `deck`, `look`.

    All lengths are millimetres from the board's top left corner, all angles degrees clockwise. A space or a spot has
    its middle (`x`, `y`), its corner (`left`, `top`) and its size; `angle` is the direction of the path there, from
    the right, `turned` how the space itself is turned.
    """
    board = layout.board
    suits = {suit.id: suit_words(suit) for suit in deck.suits.values()}
    zones = {zone.id: _zone(zone, number) for number, zone in enumerate(board.zones, 1)}

    def space(laid: LaidSpace, path: str) -> dict[str, object]:
        told = laid.space
        height = told.width if told.height is None else told.height
        return {
            "kind": told.kind,
            "suit": suits.get(told.suit.id) if told.suit is not None else None,
            "zone": zones.get(told.zone.id) if told.zone is not None else None,
            "path": path,
            "label": told.label,
            "number": laid.number,
            **_placed(laid.at.x, laid.at.y, told.width, height),
            "round": told.height is None,
            "angle": round(laid.angle, 3),
            "turned": round(laid.turned, 3),
        }

    paths: list[dict[str, object]] = []
    stretches: list[dict[str, object]] = []
    for laid in layout.ways:
        spaces = tuple(space(one, laid.way.id) for one in laid.spaces)
        by_number = {one.number: told for one, told in zip(laid.spaces, spaces, strict=True)}
        mine: list[dict[str, object]] = [
            {
                "zone": zones.get(zone.zone.id),
                "path": laid.way.id,
                "d": zone.outline,
                "way": zone.way,
                "x": _mm(zone.at.x),
                "y": _mm(zone.at.y),
                "angle": round(zone.angle, 3),
                "spaces": tuple(by_number[one.number] for one in zone.spaces),
            }
            for zone in laid.zones
        ]
        stretches += mine
        paths.append(
            {
                "id": laid.way.id,
                "shape": laid.way.shape,
                "d": laid.outline,
                "x": _mm(laid.way.centre.x),
                "y": _mm(laid.way.centre.y),
                "length": _mm(laid.length),
                "step": _mm(laid.step),
                "spaces": spaces,
                "stretches": tuple(mine),
            }
        )
    free = tuple(space(one, "") for one in layout.free)
    spots = tuple(
        {
            "kind": spot.kind,
            "suit": suits.get(spot.suit.id) if spot.suit is not None else None,
            "label": spot.label,
            **_placed(spot.at.x, spot.at.y, spot.format.trim.width, spot.format.trim.height),
            "corner": _mm(spot.format.corner),
            "turned": round(spot.angle, 3),
        }
        for spot, _ in layout.spots
    )
    trim = board.format.trim
    told: dict[str, object] = {
        "id": board.id,
        "title": board.title,
        "text": board.text,
        "width": _mm(trim.width),
        "height": _mm(trim.height),
        "bleed": _mm(board.format.bleed),
        "safe": _mm(board.format.safe),
        "corner": _mm(board.format.corner),
        "zones": tuple(zones.values()),
        "paths": tuple(paths),
        "stretches": tuple(stretches),
        "spaces": tuple(one for path in paths for one in _listed(path["spaces"])) + free,
        "free": free,
        "spots": spots,
    }
    return {"deck": about_deck(deck, suits), "board": told, "look": dict(deck.look)}


def _listed(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _mm(points: float) -> float:
    """Millimetres, to the thousandth."""
    return round(in_mm(points), 3)


def _placed(x: float, y: float, width: float, height: float) -> dict[str, object]:
    return {
        "x": _mm(x),
        "y": _mm(y),
        "left": _mm(x - width / 2),
        "top": _mm(y - height / 2),
        "width": _mm(width),
        "height": _mm(height),
    }


def _zone(zone: Zone, number: int) -> dict[str, object]:
    return {
        "id": zone.id,
        "number": number,
        "title": zone.title,
        "text": zone.text,
        "color": css_colour(zone.color) if zone.color else None,
    }


def book_words(deck: Deck, title: str) -> Mapping[str, object]:
    """What the text of a rulebook and its pages can say: numbers and names as they stand in the deck.

    `deck` and `look` as on a card, with all cards in `deck.cards`; `suits` by id, each with its `cards` and how many
    are printed, `count`; `book` with its title.
    """
    of = words_for(deck)
    cards = tuple(of(card, number)["card"] for number, card in enumerate(deck.cards, 1))
    by_suit: dict[str, list[tuple[object, int]]] = {}
    for values, card in zip(cards, deck.cards, strict=True):
        by_suit.setdefault(card.suit.id if card.suit is not None else "", []).append((values, card.copies))
    suits: dict[str, dict[str, object]] = {}
    for suit in deck.suits.values():
        own = by_suit.get(suit.id, [])
        held = {"cards": tuple(values for values, _ in own), "count": sum(copies for _, copies in own)}
        suits[suit.id] = {**suit_words(suit), **held}
    about: dict[str, object] = {
        **about_deck(deck, suits),
        "cards": cards,
        "format": deck.format.title,
    }
    columns = deck.rulebook.columns if deck.rulebook is not None else 1
    return {"deck": about, "look": dict(deck.look), "suits": suits, "book": {"title": title, "columns": columns}}


def about_deck(deck: Deck, suits: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """What every part of a template can say of the deck; `suits` is its suits in words, by id."""
    return {
        "id": deck.id,
        "title": deck.title,
        "subtitle": deck.subtitle,
        "version": deck.version,
        "language": deck.language,
        "authors": deck.authors,
        "licence": deck.licence,
        "size": sum(card.copies for card in deck.cards),
        "suits": tuple(suits.values()),
    }


def suit_words(suit: Suit) -> dict[str, object]:
    """A suit in plain values."""
    return {
        "id": suit.id,
        "title": suit.title,
        "color": css_colour(suit.color) if suit.color else None,
        "icon": suit.icon,
        "pattern": suit.pattern,
        "text": suit.text,
        "format": suit.format.name if suit.format is not None else "",
    }


def css_colour(colour: Colour) -> str:
    """The colour as CSS writes it: ``#rrggbb``, ``#rrggbbaa``, ``device-cmyk(…)`` or ``spot(…)``."""
    if colour.space == "spot":
        name = colour.spot.replace("\\", "").replace('"', "")
        inks = " ".join(f"{value:.4g}" for value in colour.values)
        return f'spot("{name}", {inks} / {colour.tint:.4g})'
    if colour.space == "cmyk":
        inks = " ".join(f"{value:.4g}" for value in colour.values)
        return f"device-cmyk({inks})" if colour.alpha == 1 else f"device-cmyk({inks} / {colour.alpha:.4g})"
    values = colour.values * 3 if colour.space == "gray" else colour.values
    if colour.alpha != 1:
        values = (*values, colour.alpha)
    return "#" + "".join(f"{round(value * 255):02x}" for value in values)
