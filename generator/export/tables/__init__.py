"""How is a deck said to a table on a screen, and how are many files one?

In come the names of pictures and of the cards they show; out come the files in which such tables keep their games.
"""

from generator.export.tables.packing import card_list, zipped
from generator.export.tables.records import Piece, Table
from generator.export.tables.room import room
from generator.export.tables.saved import saved_object

__all__ = ["Piece", "Table", "card_list", "room", "saved_object", "zipped"]
