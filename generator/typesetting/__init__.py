"""Where does everything sit?

In comes a `Design` (elements with computed styles, and this face's words); out comes a `Face`, finished: glyphs, paths
and images at fixed places, nothing left to decide. Text that does not fit, characters no font has and text outside the
safe zone become problems; nothing is ever clipped or dropped without one. This room opens nothing and knows no paper.
"""

from typing import TYPE_CHECKING

from generator.typesetting.setting import Subject, Typesetter
from generator.typesetting.sizes import Fitting, merged

if TYPE_CHECKING:
    from generator.typesetting.galleys import item_text

__all__ = ["Fitting", "Subject", "Typesetter", "item_text", "merged"]


def __getattr__(name: str) -> object:
    if name == "item_text":  # few builds have a book
        from generator.typesetting.galleys import item_text

        return item_text
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
