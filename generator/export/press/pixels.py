"""A place on a face as pixels in inks, for what PDF/X-1a cannot say in any other way.

The place is drawn as it looks on screen and put through the profile. Greys become black ink alone, as they do all over
the face, so that the place does not show; only on a picture they are mixed like the picture's own.
"""

import math
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Rect, Size
from generator.export.press.extents import extent
from generator.export.press.inks import Separation
from generator.model.face import Face, Glyphs, Group, Image, Item, Path, Shade
from generator.model.sheet import Placement, Sheet, Side

if TYPE_CHECKING:
    from PIL import Image as Pillow

#: Pixels per inch: fine enough for the edges of letters, and the least that a large place is drawn with.
FINE, COARSE = 450.0, 300.0

#: A place of more pixels is drawn more coarsely, and of very many not at all: it would take minutes and gigabytes.
_MANY, MOST = 12_000_000, 30_000_000


def drawn(items: tuple[Item, ...], place: Rect, inks: Separation, *, picture_under: bool) -> Image | None:
    """What is seen in a place, as a picture in four inks that covers it; None when it is too large.

    Args:
        items: whatever is painted there, in the face's coordinates.
        place: where, in the face's coordinates.
        inks: of the press.
        picture_under: whether greys are mixed of four inks.
    """
    from PIL import Image as Pillow

    from generator.export import DocumentInfo, write_pdf
    from generator.export.raster import pictures

    area = place.width * place.height / 72**2
    density = FINE if area * FINE**2 <= _MANY else COARSE
    scale = density / 72
    left, top = math.floor(place.x * scale), math.floor(place.y * scale)
    width, height = math.ceil(place.right * scale) - left, math.ceil(place.bottom * scale) - top
    if width * height > MOST or width < 1 or height < 1:
        return None
    at = Rect(left / scale, top / scale, width / scale, height / scale)
    size = Size(at.width, at.height)
    whole = Rect(0, 0, size.width, size.height)
    shown = Group(items, matrix=Matrix.translation(-at.x, -at.y))
    face = Face(size=size, bleed=0, items=(shown,))
    sheet = Sheet(paper=size, number=1, front=Side(placements=(Placement(face, whole, whole),)))
    (seen,) = pictures(write_pdf([sheet], DocumentInfo(title="place")), (width, height))
    screen = Pillow.frombytes("RGB", (width, height), seen.pixels)
    buffer = BytesIO()
    (inks.picture(screen) if picture_under else _in_inks(screen, inks)).save(
        buffer, "TIFF", compression="tiff_adobe_deflate"
    )
    return Image(at=at, data=buffer.getvalue(), format="TIFF", pixels=(width, height))


def _in_inks(screen: "Pillow.Image", inks: Separation) -> "Pillow.Image":
    """The pixels in four inks, those of a grey in black alone."""
    from PIL import Image as Pillow
    from PIL import ImageChops

    red, green, blue = screen.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    none = Pillow.new("L", screen.size, 0)
    black = Pillow.merge("CMYK", (none, none, none, ImageChops.invert(red)))
    # Specks of ink are left out, as they are of single colours.
    mixed = inks.picture(screen).point([0 if value < 3 else value for value in range(256)] * 4)
    return Pillow.composite(mixed, black, apart.point([0] + [255] * 255))


def made_of(items: Iterable[Item], matrix: Matrix, place: Rect) -> frozenset[str]:
    """What is painted in a place: `inks`, which no screen shows as they are, and `pictures`."""
    found: set[str] = set()
    for item in items:
        if not matrix.apply_rect(extent(item)).overlaps(place):
            continue
        if isinstance(item, Group):
            found |= made_of(item.items, item.matrix.then(matrix), place)
        elif isinstance(item, Image):
            found.add("inks" if _is_in_inks(item) else "pictures")
        elif any(colour.space not in ("rgb", "gray") for colour in _colours(item)):
            found.add("inks")
    return frozenset(found)


def _colours(item: Glyphs | Path) -> tuple[Colour, ...]:
    if isinstance(item, Glyphs):
        return (item.paint,)
    stroke = (item.stroke.paint,) if item.stroke is not None else ()
    if isinstance(item.fill, Shade):
        return (*(colour for _, colour in item.fill.stops), *stroke)
    return (item.fill, *stroke) if item.fill is not None else stroke


def _is_in_inks(image: Image) -> bool:
    if image.format not in ("JPEG", "TIFF"):
        return False
    from PIL import Image as Pillow

    try:
        with Pillow.open(BytesIO(image.data), formats=[image.format]) as opened:
            return opened.mode == "CMYK"
    except Exception:
        # A picture that cannot be read is left to the writer, which says so.
        return False
