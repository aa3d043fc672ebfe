"""What a template can say: the deck and a card as plain values."""

from collections.abc import Callable, Mapping

from generator.basics.colour import Colour
from generator.model.deck import Card, Deck, Suit


def words_for(deck: Deck) -> Callable[[Card, int], Mapping[str, object]]:
    """Gives, for a card and its number in the deck (from 1), the values a template can use.

    `card` holds the card's `id`, `number`, `copies`, `suit` and every field the deck declares (nothing where the card
    leaves one out), `deck` what the deck says of itself, `look` the deck's own settings of the look. All are plain
    groups, texts, numbers and lists. What cards share is built once.
    """
    suits = {suit.id: _suit(suit) for suit in deck.suits.values()}
    about: dict[str, object] = {
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
                suit = suits[card.suit.id] = _suit(card.suit)
        values["id"] = card.id
        values["number"] = number
        values["copies"] = card.copies
        values["suit"] = suit
        return {"deck": about, "card": values, "look": look}

    return words


def _suit(suit: Suit) -> dict[str, object]:
    return {
        "id": suit.id,
        "title": suit.title,
        "color": css_colour(suit.color) if suit.color else None,
        "icon": suit.icon,
        "pattern": suit.pattern,
        "text": suit.text,
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
