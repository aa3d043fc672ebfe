"""Which face goes where on paper?

In comes a stream of pieces (a front, perhaps a back) and a `PrintJob`; out comes a stream of `Sheet`s. Pure geometry:
nothing is ever scaled or left out to make it fit, and what does not fit is a problem that says what would.
"""

from generator.imposition.grid import Grid, grid_for
from generator.imposition.sheets import Piece, SheetWords, impose

__all__ = ["Grid", "Piece", "SheetWords", "grid_for", "impose"]
