"""What does this picture hold? Files of strangers in, `Drawing` and `Raster` or problems out.

Never opens a file, starts a program or follows a link: it is handed bytes, and what a file may hold is capped.
"""

from generator.templating.pictures.raster import read_raster
from generator.templating.pictures.shelf import Shelf
from generator.templating.pictures.svg import SvgRead, read_colour, read_glyph, read_svg

__all__ = ["Shelf", "SvgRead", "read_colour", "read_glyph", "read_raster", "read_svg"]
