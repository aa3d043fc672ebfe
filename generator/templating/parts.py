"""What a template can say of a component besides cards and boards: boxes, tokens, standees."""

from collections.abc import Callable, Iterable, Mapping

from generator.basics.units import in_mm
from generator.model.boxes import Box, Panel
from generator.model.deck import Deck
from generator.model.tokens import Standee, Token
from generator.templating.words import about_deck, css_colour, suit_words


def words_for_parts(deck: Deck) -> Callable[[str, Mapping[str, object]], Mapping[str, object]]:
    """Gives, for a kind of component (``box``) and what there is to say of it, the values a template can use.

    `deck` and `look` are as for cards; what is said of the component stands under its kind.
    """
    about = about_deck(deck, {suit.id: suit_words(suit) for suit in deck.suits.values()})
    look = dict(deck.look)

    def words(kind: str, values: Mapping[str, object]) -> Mapping[str, object]:
        return {"deck": about, "look": look, kind: values}

    return words


def words_of_box(box: Box, deck: Deck, size: tuple[float, float, float]) -> dict[str, object]:
    """What a template can say of a deck's box: how many cards, of which suits, and its size in millimetres.

    `suits` holds each suit's own words with `count`, how many of its cards go in, and `spans`, for each field of whole
    numbers the least and the greatest that these say; nothing where they say none.
    """
    counts: dict[str, int] = {}
    spans: dict[str, dict[str, tuple[int, int] | None]] = {}
    numbers = [field.name for field in deck.fields.values() if field.type == "integer"]
    cards = [card for card in box.cards_of(deck.cards) if card.copies]
    for card in cards:
        if card.suit is None:
            continue
        name = card.suit.id
        counts[name] = counts.get(name, 0) + card.copies
        span = spans.setdefault(name, dict.fromkeys(numbers))
        for field in numbers:
            value = card.fields.get(field)
            if isinstance(value, int):
                least, most = span[field] or (value, value)
                span[field] = min(least, value), max(most, value)
    width, height, depth = (round(in_mm(length), 2) for length in size)
    return {
        "id": box.id,
        "title": box.title,
        "text": box.text,
        "look": _own_words(box, deck.boxes),
        "count": box.count or sum(card.copies for card in cards),
        "suits": tuple(
            {**suit_words(deck.suits[name]), "count": count, "spans": spans[name]}
            for name, count in counts.items()
            if name in deck.suits
        ),
        "width": width,
        "height": height,
        "depth": depth,
    }


def words_of_token(token: Token, tokens: Iterable[Token]) -> dict[str, object]:
    """What a template can say of one of a deck's tokens; its size is in millimetres."""
    return {
        "id": token.id,
        "title": token.title,
        "text": token.text,
        "icon": token.icon,
        "color": css_colour(token.color) if token.color else None,
        "back_text": token.back_text,
        "back_icon": token.back_icon,
        "look": _own_words(token, tokens),
        "shape": token.shape,
        "size": round(in_mm(token.size), 2),
    }


def words_of_standee(standee: Standee, standees: Iterable[Standee]) -> dict[str, object]:
    """What a template can say of one of a deck's standees; its size is in millimetres."""
    return {
        "id": standee.id,
        "title": standee.title,
        "text": standee.text,
        "icon": standee.icon,
        "color": css_colour(standee.color) if standee.color else None,
        "look": _own_words(standee, standees),
        "kind": standee.kind,
        "sides": standee.sides,
        "width": round(in_mm(standee.width), 2),
        "height": round(in_mm(standee.height), 2),
    }


def _own_words(one: Box | Token | Standee, all_: Iterable[Box | Token | Standee]) -> dict[str, object]:
    """Its own words for the template; nothing where only others of its kind have one."""
    empty: dict[str, object] = {name: None for other in all_ for name in other.look}
    return {**empty, **one.look}


def words_of_panel(panel: Panel) -> dict[str, object]:
    """What a template can say of a panel: name and number, where it lies in the flat, its size as read; millimetres."""
    return {
        "name": panel.name,
        "number": panel.number,
        "hidden": panel.hidden,
        "x": round(in_mm(panel.at.x), 2),
        "y": round(in_mm(panel.at.y), 2),
        "width": round(in_mm(panel.size.width), 2),
        "height": round(in_mm(panel.size.height), 2),
    }
