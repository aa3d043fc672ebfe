"""The rules as JSON Schema (2020-12) for editors, made from the same descriptions that reading checks by."""

from typing import Any

from generator.model.deck import Deck
from generator.reading.boards_tables import BOARD
from generator.reading.boxes import BOX
from generator.reading.cards import CARD
from generator.reading.deck import DECK, FIELD, SUIT, kind_of
from generator.reading.edition import EDITION
from generator.reading.extras import RULEBOOK, STRIP
from generator.reading.tokens import STANDEE, TOKEN
from generator.reading.values import ID_PATTERN, NAME_PATTERN

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _any_card() -> Schema:
    """A card of a deck that is not known: its own fields may hold anything a field can."""
    schema = CARD.schema()
    schema["additionalProperties"] = {
        "anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": "string"}}]
    }
    return schema


def _card_of(deck: Deck) -> Schema:
    """A card of this very deck."""
    schema = CARD.schema()
    properties = schema["properties"]
    if deck.suits:
        properties["suit"] = {"description": "One of the deck's suits.", "type": "string", "enum": list(deck.suits)}
        schema["required"] = ["id", "suit"]
    else:
        del properties["suit"]
    for field in deck.fields.values():
        properties[field.name] = {**({"description": field.title} if field.title else {}), **kind_of(field).schema()}
        if field.required:
            schema["required"].append(field.name)
    needs = [
        {
            "if": {"properties": {"suit": {"const": suit.id}}, "required": ["suit"]},
            "then": {"required": list(suit.requires)},
        }
        for suit in deck.suits.values()
        if suit.requires
    ]
    if needs:
        schema["allOf"] = needs
    return schema


def schema() -> Schema:
    """The rules for deck.toml."""
    return {
        "$schema": _DIALECT,
        "title": "deck.toml",
        "description": "A deck of cards.",
        "type": "object",
        "properties": {
            "deck": DECK.schema(),
            "look": {
                "description": "The look's own settings, free words for the template.",
                "type": "object",
                "additionalProperties": {"type": ["string", "number", "boolean"]},
            },
            "fields": {
                "description": "What the cards may say: one table for each field.",
                "type": "object",
                "propertyNames": {"pattern": f"^{NAME_PATTERN}$"},
                "additionalProperties": FIELD.schema(),
            },
            "suits": {
                "description": "The families of cards: one table for each.",
                "type": "object",
                "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
                "additionalProperties": SUIT.schema(),
            },
            "rulebook": RULEBOOK.schema(),
            "strip": {"description": STRIP.about, "type": "array", "items": STRIP.schema()},
            "proofing": {
                "description": "What the deck asks of its texts; `deckwright check` reads them by it.",
                "type": "object",
            },
            "board": {"description": BOARD.about, "type": "array", "items": BOARD.schema()},
            "card": {"description": "The cards.", "type": "array", "items": _any_card()},
            "box": {"description": BOX.about, "type": "array", "items": BOX.schema()},
            "token": {"description": TOKEN.about, "type": "array", "items": TOKEN.schema()},
            "standee": {"description": STANDEE.about, "type": "array", "items": STANDEE.schema()},
        },
        "required": ["deck"],
        "additionalProperties": False,
    }


def card_schema(deck: Deck | None = None) -> Schema:
    """The rules for a file of cards: of that deck with its own fields and suits, or of any deck."""
    return {
        "$schema": _DIALECT,
        "title": f"cards of {deck.title}" if deck else "a file of cards",
        "type": "object",
        "properties": {
            "card": {"description": "The cards.", "type": "array", "items": _card_of(deck) if deck else _any_card()}
        },
        "additionalProperties": False,
    }


def edition_schema() -> Schema:
    """The rules for a file in `editions/`."""
    return {
        "$schema": _DIALECT,
        "title": "an edition",
        "type": "object",
        "properties": {
            "edition": EDITION.schema(),
            "card": {
                "description": "Cards of its own; one with the id of a card of the deck takes its place.",
                "type": "array",
                "items": _any_card(),
            },
        },
        "additionalProperties": False,
    }
