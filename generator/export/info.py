"""What a document says of itself."""

from datetime import datetime
from typing import Literal

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """What a document says of itself, and how it asks to be printed.

    Attributes:
        title: shown in the viewer's title bar.
        author: who wrote the deck.
        subject: one line on what it is.
        language: BCP 47 tag of most of the text.
        flip: about which edge the printer shall turn the sheet; None asks for single-sided printing.
        date: when it was made; None writes 2000-01-01, so that the same sheets give the same bytes.
        creator: the program and its version.
        tagged: whether it is read on a screen: with its structure, its links and the places they lead to.
    """

    title: str
    author: str = ""
    subject: str = ""
    language: str = "en"
    flip: Literal["long", "short"] | None = None
    date: datetime | None = None
    creator: str = "deckwright"
    tagged: bool = False
