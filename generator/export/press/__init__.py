"""How is it said in a press's inks?

In come faces and the `Press` they are meant for; out come faces whose colours are inks (`PressColors.face`), and what
could not be said in inks as problems. When the writer has made a PDF of them, `finish` turns its pictures into inks too
and adds what PDF/X asks of a file: output intent, identification, dates, boxes.

A face comes back as a face, so the writer needs to know nothing of all this. What many faces share stays shared.
"""

from datetime import datetime

from generator.basics.problems import Problem
from generator.export.press.faces import PressColors
from generator.model.face import Face
from generator.model.press import Press

__all__ = ["PressColors", "finish", "to_press"]


def to_press(face: Face, press: Press) -> tuple[Face, tuple[Problem, ...]]:
    """One face in inks, and what is wrong with it; for many faces keep one `PressColors`."""
    colors = PressColors(press)
    return colors.face(face), colors.problems


def finish(data: bytes, press: Press, date: datetime | None = None) -> bytes:
    """The finished PDF/X file: pictures in inks, output intent, identification, dates and boxes; the same every time.

    Call it last: programs that rewrite a PDF tend to leave out what makes it PDF/X.

    Args:
        data: the document as `write_pdf` gives it, from faces in inks.
        press: what they were put in inks for.
        date: when it was made; None keeps the date it has.

    Raises:
        ProblemsError: the profile is not one of a press, or a picture cannot be put in inks.
    """
    from generator.export.press.finishing import finished

    return finished(data, press, date)
