"""Which face goes where on paper?

In comes a stream of pieces (a front, perhaps a back) and a `PrintJob`; out comes a stream of `Sheet`s. Pure geometry:
no card is ever scaled or left out to make it fit, and what does not fit is a problem that says what would. Words
beside the cards are slugs and labels: text and a place, still to be typeset.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from generator.imposition.grid import Grid, grid_for
from generator.imposition.sheets import (
    Counts,
    Piece,
    Reload,
    Run,
    SheetWords,
    SideFacts,
    by_hand,
    counts,
    impose,
    impose_all,
    reload_for,
)

if TYPE_CHECKING:
    from generator.imposition.booklet import impose_booklet, page_order
    from generator.imposition.calibration import Calibration, calibration_page, profile_from_readings, vernier
    from generator.imposition.changes import Changes, Printed, changed
    from generator.imposition.decksheet import DeckSheet, deck_sheet
    from generator.imposition.lone import single
    from generator.imposition.nesting import (
        Nest,
        Nestling,
        Spot,
        cuts,
        nest_for,
        outline_of,
        papers_holding,
        rooms_of,
    )
    from generator.imposition.stocks import grid_for_stock
    from generator.imposition.tiles import Joint, Page, Tile, Tiling, tile_name, tiling, whole_page

__all__ = [
    "Calibration",
    "Changes",
    "Counts",
    "DeckSheet",
    "Grid",
    "Joint",
    "Nest",
    "Nestling",
    "Page",
    "Piece",
    "Printed",
    "Reload",
    "Run",
    "SheetWords",
    "SideFacts",
    "Spot",
    "Tile",
    "Tiling",
    "by_hand",
    "calibration_page",
    "changed",
    "counts",
    "cuts",
    "deck_sheet",
    "grid_for",
    "grid_for_stock",
    "impose",
    "impose_all",
    "impose_booklet",
    "nest_for",
    "outline_of",
    "page_order",
    "papers_holding",
    "profile_from_readings",
    "reload_for",
    "rooms_of",
    "single",
    "tile_name",
    "tiling",
    "vernier",
    "whole_page",
]

#: What few builds need is loaded when it is asked for.
_SELDOM = {
    "booklet": ("impose_booklet", "page_order"),
    "calibration": ("Calibration", "calibration_page", "profile_from_readings", "vernier"),
    "changes": ("Changes", "Printed", "changed"),
    "decksheet": ("DeckSheet", "deck_sheet"),
    "lone": ("single",),
    "nesting": ("Nest", "Nestling", "Spot", "cuts", "nest_for", "outline_of", "papers_holding", "rooms_of"),
    "stocks": ("grid_for_stock",),
    "tiles": ("Joint", "Page", "Tile", "Tiling", "tile_name", "tiling", "whole_page"),
}


def __getattr__(name: str) -> object:
    for module, names in _SELDOM.items():
        if name in names:
            return getattr(import_module(f"generator.imposition.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
