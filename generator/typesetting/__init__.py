"""Where does everything sit?

In comes a `Design` (elements with computed styles, and this face's words); out comes a `Face`, finished: glyphs, paths
and images at fixed places, nothing left to decide. Text that does not fit, characters no font has and text outside the
safe zone become problems; nothing is ever clipped or dropped without one. This room opens nothing and knows no paper.
"""

from generator.typesetting.galleys import item_text
from generator.typesetting.setting import Subject, Typesetter
from generator.typesetting.sizes import Fitting, merged

__all__ = ["Fitting", "Subject", "Typesetter", "item_text", "merged"]
