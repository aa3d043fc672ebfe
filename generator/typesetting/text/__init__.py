"""Which glyphs, how large, and where on which line?

In come a paragraph's runs, its style and a box; out come glyphs on baselines, the underlines and pictures among them,
and what could not be done: text too large for its box, characters no font has. Each distinct word is shaped once,
without a size, so that measuring, fitting and breaking are arithmetic. This part reads fonts through `Assets`, and
never clips, shrinks below what the style allows, or leaves anything out.
"""

from generator.typesetting.text.engine import Overflow, Setting, Text
from generator.typesetting.text.fonts import BadFontError
from generator.typesetting.text.shaping import Missing

__all__ = ["BadFontError", "Missing", "Overflow", "Setting", "Text"]
