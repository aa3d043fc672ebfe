"""The schema for editors says the same as reading does."""

import json
from typing import Any

from generator.reading import card_schema, edition_schema, read_deck, schema
from tests.reading.decks import EVERYTHING, Folder


def _walk(part: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(part, dict):
        return [part] + [inner for value in part.values() for inner in _walk(value)]
    if isinstance(part, list):
        return [inner for value in part for inner in _walk(value)]
    return []


def test_every_key_is_described() -> None:
    for whole in (schema(), card_schema(), edition_schema()):
        assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$id" not in whole
        json.dumps(whole, allow_nan=False)
        for part in _walk(whole):
            for key in part.get("properties", {}).values():
                assert key == {} or "description" in key or "const" in key or "properties" in key, key


def test_the_tables_are_closed_and_name_what_they_need() -> None:
    whole = schema()
    assert list(whole["properties"]) == [
        "deck",
        "look",
        "fields",
        "suits",
        "rulebook",
        "strip",
        "proofing",
        "board",
        "card",
        "box",
        "token",
        "standee",
    ]
    assert whole["required"] == ["deck"]
    deck = whole["properties"]["deck"]
    assert deck["required"] == ["id", "title", "template"]
    assert deck["additionalProperties"] is False
    assert "poker" in deck["properties"]["format"]["anyOf"][0]["enum"]
    field = whole["properties"]["fields"]["additionalProperties"]
    assert field["properties"]["type"]["enum"][:2] == ["text", "string"]


def test_the_cards_of_a_deck_are_described_by_its_own_fields() -> None:
    deck, _ = read_deck(Folder(EVERYTHING))
    card = card_schema(deck)["properties"]["card"]["items"]
    assert card["required"] == ["id", "suit", "text"]
    assert card["properties"]["suit"]["enum"] == ["star", "moon"]
    assert card["properties"]["depth"] == {"type": "integer", "minimum": 1, "maximum": 5}
    assert card["properties"]["topics"]["items"]["enum"] == ["day", "night"]
    assert card["additionalProperties"] is False
    assert card["allOf"][0]["then"] == {"required": ["depth"]}
