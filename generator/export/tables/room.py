"""A deck as playingcards.io saves a room."""

import json
from collections.abc import Mapping
from typing import Any

from generator.export.tables.packing import zipped
from generator.export.tables.records import Table

#: Height of a card on that table, in its own units.
_HEIGHT = 160

#: Where the deck lies: a little above the middle of the table.
_AT = (720, 300)


def room(table: Table, pictures: Mapping[str, bytes]) -> bytes:
    """The room: a ZIP with the deck on a pile, face down, and a hand for each player.

    Args:
        table: its pieces name pictures.
        pictures: whole files by those names.
    """
    width = round(_HEIGHT * table.ratio)
    x, y = _AT
    pile, deck = f"{table.id}-pile", f"{table.id}-deck"
    widgets: list[dict[str, Any]] = [
        {"id": "hand", "type": "hand", "x": 50, "y": 820, "z": 1},
        {"id": pile, "type": "cardPile", "x": x, "y": y, "z": 2, "label": table.title, "hasShuffleButton": True},
        {
            "id": deck,
            "type": "cardDeck",
            "x": x,
            "y": y,
            "z": 3,
            "parent": pile,
            "cardWidth": width,
            "cardHeight": _HEIGHT,
            "enlarge": True,
            "cardTypes": {
                piece.id: {"label": piece.label, "face": _address(piece.front), "back": _address(piece.back)}
                for piece in table.pieces
            },
            "faceTemplate": _side("face", width),
            "backTemplate": _side("back", width),
        },
    ]
    number = 0
    for piece in table.pieces:
        for _ in range(piece.copies):
            number += 1
            widgets.append(
                {
                    "id": f"{table.id}-{number:04}",
                    "type": "card",
                    "deck": deck,
                    "cardType": piece.id,
                    "parent": pile,
                    "x": x,
                    "y": y,
                    "z": 3 + number,
                    "faceup": False,
                }
            )
    data = (json.dumps(widgets, indent=1, ensure_ascii=False) + "\n").encode()
    return zipped({"widgets.json": data, **{f"userassets/{name}": found for name, found in pictures.items()}})


def _address(picture: str) -> str:
    return f"package://userassets/{picture}"


def _side(value: str, width: int) -> dict[str, Any]:
    whole = {"x": 0, "y": 0, "w": width, "h": _HEIGHT}
    picture = {"type": "image", "value": value, "valueType": "dynamic", "color": "white", **whole}
    return {"includeBorder": False, "includeRadius": True, "objects": [picture]}
