"""A deck as Tabletop Simulator saves it."""

import hashlib
import json
from typing import Any

from generator.export.tables.records import Table


def saved_object(table: Table, *, columns: int, rows: int, many_backs: bool) -> bytes:
    """The deck, face down, as a saved object: JSON.

    Args:
        table: its pieces name the addresses of the pictures of many faces they are on.
        columns: places beside each other on each picture.
        rows: places below each other; the last place of all hides cards in other hands.
        many_backs: whether the backs' pictures show many, too, in the same places.
    """
    sheets: dict[int, dict[str, Any]] = {}
    for piece in table.pieces:
        sheets.setdefault(
            piece.sheet,
            {
                "FaceURL": piece.front,
                "BackURL": piece.back,
                "NumWidth": columns,
                "NumHeight": rows,
                "BackIsHidden": True,
                "UniqueBack": many_backs,
                "Type": 0,
            },
        )
    cards = [
        {
            **_thing("Card", piece.label, f"{table.id} {piece.id} {copy}"),
            # A card's number says its picture in hundreds and its place there.
            "CardID": 100 * (piece.sheet + 1) + piece.place,
            "CustomDeck": {str(piece.sheet + 1): sheets[piece.sheet]},
        }
        for piece in table.pieces
        for copy in range(piece.copies)
    ]
    if len(cards) == 1:  # The game does not know a deck of one card.
        whole = cards[0]
    else:
        whole = {
            **_thing("DeckCustom", table.title, table.id),
            "Description": table.about,
            "DeckIDs": [card["CardID"] for card in cards],
            "CustomDeck": {str(sheet + 1): about for sheet, about in sheets.items()},
            "ContainedObjects": cards,
        }
    return (json.dumps({"ObjectStates": [whole]}, indent=2, ensure_ascii=False) + "\n").encode()


def _thing(kind: str, label: str, what: str) -> dict[str, Any]:
    return {
        "GUID": hashlib.sha256(what.encode()).hexdigest()[:6],
        "Name": kind,
        "Transform": {
            "posX": 0.0,
            "posY": 1.0,
            "posZ": 0.0,
            "rotX": 0.0,
            "rotY": 180.0,
            "rotZ": 180.0,
            "scaleX": 1.0,
            "scaleY": 1.0,
            "scaleZ": 1.0,
        },
        "Nickname": label,
        "Description": "",
        "HideWhenFaceDown": True,
        "Hands": kind == "Card",
        "SidewaysCard": False,
    }
