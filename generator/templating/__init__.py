"""What is this face made of? Words and a template in, a `Design` out: elements with computed styles, and their text.

`open_look` reads a template's folder through `Assets` and compiles it once; `Look.design` fills it for one face, and
`words_for` says what a deck's cards can tell it, `board_words` what a board can. Jinja and tinycss2 live here and
nowhere else.

Never opens a file, never gives anything a position, never trusts a template: it may use up a counted budget and sees
plain values only. Problems are collected in `Look.problems`, each at its line of the template or stylesheet.
"""

from typing import TYPE_CHECKING

from generator.templating.css import Media
from generator.templating.look import Look, open_look
from generator.templating.parts import (
    words_for_parts,
    words_of_box,
    words_of_panel,
    words_of_standee,
    words_of_token,
)
from generator.templating.pictures import read_glyph
from generator.templating.words import board_words, book_words, words_for

if TYPE_CHECKING:
    from generator.templating.prose import Book, Heading

__all__ = [
    "Book",
    "Heading",
    "Look",
    "Media",
    "board_words",
    "book_words",
    "open_look",
    "read_glyph",
    "words_for",
    "words_for_parts",
    "words_of_box",
    "words_of_panel",
    "words_of_standee",
    "words_of_token",
]


def __getattr__(name: str) -> object:
    if name in ("Book", "Heading"):  # few builds have a book
        from generator.templating import prose

        return getattr(prose, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
