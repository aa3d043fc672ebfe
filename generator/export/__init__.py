"""How is that written down?

In comes a stream of `Sheet`s, each used once and forgotten; out come bytes (PDF) or words (a transcript for reading
and for golden tests). This room only translates: it never moves, scales, shapes or leaves out anything. A font that may
not or cannot be embedded, a picture that cannot be read and a spot ink with two meanings are problems.

The libraries that write PDF are imported when the first document is written, not before.
"""

from collections.abc import Iterable

from generator.export.info import DocumentInfo
from generator.model.sheet import Sheet

__all__ = ["DocumentInfo", "transcript", "write_pdf"]


def write_pdf(sheets: Iterable[Sheet], info: DocumentInfo) -> bytes:
    """The document as a whole PDF file: a page for every front and every back, in order.

    A sheet without a back gets an empty page when the printer is asked to turn sheets over (`info.flip`) and another
    sheet follows, lest the next front be printed on it.

    Args:
        sheets: taken one at a time; slugs and labels must have been typeset into placements before.
        info: title and the rest.

    Raises:
        ProblemsError: fonts, pictures or inks that cannot be written down as they are.
    """
    from generator.export.pdf.document import write

    return write(sheets, info)


def transcript(sheets: Iterable[Sheet]) -> str:
    """The sheets in words, millimetres with two decimals: readable, comparable line by line, the same everywhere."""
    from generator.export.transcript import in_words

    return in_words(sheets)
