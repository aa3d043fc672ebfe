"""What does it say? From the text of a deck's files to a `Deck`.

In comes a deck's folder, seen through the small protocol `Files`; out goes a `Deck` in which everything keeps the
rules, with every problem that was found, each at its line and column. A deck's own fields are checked as strictly as
the keys that every deck has.

Reading never guesses, converts or repairs, never stops at the first problem, and never opens a file itself. Only
`spreadsheet` converts, once: it makes the text of a deck from a table.
"""

from generator.reading.folder import Files, Limits, read_deck, read_edition, read_text
from generator.reading.locate import locate
from generator.reading.notes import FAULTS
from generator.reading.schema import card_schema, edition_schema, schema

__all__ = [
    "FAULTS",
    "Files",
    "Limits",
    "card_schema",
    "edition_schema",
    "locate",
    "read_deck",
    "read_edition",
    "read_text",
    "schema",
]
