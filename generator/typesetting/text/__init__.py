"""Paragraphs: fonts chosen, characters shaped, lines broken, sizes fitted, glyphs placed."""

from generator.typesetting.text.engine import Overflow, Setting, Text
from generator.typesetting.text.fonts import BadFontError
from generator.typesetting.text.shaping import Missing

__all__ = ["BadFontError", "Missing", "Overflow", "Setting", "Text"]
