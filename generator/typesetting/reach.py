"""What fonts can draw, asked before anything is set."""

from collections.abc import Iterable

from generator.model.assets import Font
from generator.typesetting.text.fonts import BadFontError, open_typeface


def lacking(text: str, fonts: Iterable[Font]) -> frozenset[str]:
    """The characters of a text that none of the fonts draws; a damaged font draws none."""
    wanted = frozenset(text)
    for font in fonts:
        if not wanted:
            break
        try:
            face = open_typeface(font)
        except BadFontError:
            continue
        wanted = frozenset(character for character in wanted if not face.has(character))
    return wanted
