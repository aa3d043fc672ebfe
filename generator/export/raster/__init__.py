"""How does that look in pixels?

In comes a PDF that this room wrote, out come its pages as pictures of exactly so many pixels; and pictures become PNG
files, or are laid out on a larger one. The libraries for it are imported when the first picture is wanted.
"""

from collections.abc import Iterator, Sequence

from generator.export.raster.picture import Picture

__all__ = ["Picture", "contact_sheet", "pictures", "png", "rounded", "small", "without_bleed"]


def pictures(data: bytes, pixels: tuple[int, int]) -> Iterator[Picture]:
    """Each page in order, stretched over exactly so many pixels, on white.

    Args:
        data: the whole PDF, one of ours.
        pixels: width and height.
    """
    from generator.export.raster.rendering import rendered

    return rendered(data, pixels)


def small(data: bytes, number: int, width: int) -> Picture:
    """One page, from 0 (the last one when there are fewer), so many pixels wide and as high as it is in proportion."""
    from generator.export.raster.rendering import small as rendered_small

    return rendered_small(data, number, width)


def pages_of(data: bytes) -> int:
    """How many pages a PDF of our own has."""
    from generator.export.raster.rendering import pages_of as counted

    return counted(data)


def png(picture: Picture, resolution: float = 0.0) -> bytes:
    """The picture as a PNG file in sRGB; the same picture gives the same bytes.

    Args:
        picture: what is to be seen.
        resolution: pixels per inch at which it has its true size; 0 leaves that open.
    """
    from generator.export.raster.images import as_png

    return as_png(picture, resolution)


def rounded(picture: Picture, radius: float) -> Picture:
    """The picture with round corners, nothing outside them.

    Args:
        picture: any.
        radius: pixels.
    """
    from generator.export.raster.images import with_round_corners

    return with_round_corners(picture, radius)


def contact_sheet(
    shown: Sequence[Picture | None],
    *,
    columns: int,
    rows: int,
    cell: tuple[int, int],
    gap: int = 0,
    paper: str = "#000000",
) -> Picture:
    """Pictures side by side, row by row from the top left; None leaves its place empty.

    Args:
        shown: at most as many as there are places; each is as large as its place, and in its middle.
        columns: places in a row.
        rows: how many rows.
        cell: width and height of a place, pixels.
        gap: between places and around them, pixels.
        paper: the colour of what nothing covers.
    """
    from generator.export.raster.images import side_by_side

    return side_by_side(shown, columns=columns, rows=rows, cell=cell, gap=gap, paper=paper)


def without_bleed(picture: Picture, bleed: tuple[float, float]) -> float:
    """How much of the trim's outline has colour that does not go on to the picture's edge, 0 to 1.

    Args:
        picture: a face with its bleed, on white.
        bleed: how wide it is at the sides, and at top and bottom, pixels.
    """
    from generator.export.raster.images import share_without_bleed

    return share_without_bleed(picture, bleed)
