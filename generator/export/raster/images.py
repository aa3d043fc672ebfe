"""What becomes of pictures: files, round corners, many on one; and what can be seen in them."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageDraw
from PIL.PngImagePlugin import PngInfo

from generator.export.raster.picture import Picture

#: Corners are drawn so many times larger and made smaller again, for smooth edges.
_FINER = 4

#: A colour that differs less from white, in each of red, green and blue, cannot be told from the paper.
_NEARLY_WHITE = 246

#: So many pixels inside the cut, and at the picture's edge, the edges of shapes are mixed with what is beside them.
_BLUR = 2


def _opened(picture: Picture) -> Pillow.Image:
    return Pillow.frombytes(picture.mode, (picture.width, picture.height), picture.pixels)


def _closed(image: Pillow.Image) -> Picture:
    return Picture(image.width, image.height, image.tobytes(), "RGBA" if image.mode == "RGBA" else "RGB")


def as_png(picture: Picture, resolution: float) -> bytes:
    """A PNG file; see `generator.export.raster.png`."""
    about = PngInfo()
    about.add(b"sRGB", b"\0")  # Perceptual; PNG, 11.3.2.5.
    buffer = BytesIO()
    settings = {"dpi": (resolution, resolution)} if resolution else {}
    _opened(picture).save(buffer, "PNG", pnginfo=about, compress_level=6, **settings)
    return buffer.getvalue()


def with_round_corners(picture: Picture, radius: float) -> Picture:
    """Nothing outside round corners; see `generator.export.raster.rounded`."""
    image = _opened(picture).convert("RGBA")
    side = max(1, min(round(radius), image.width // 2, image.height // 2))
    # One corner is drawn finely and put in its four places, instead of a mask many times as large as the picture.
    corner = Pillow.new("L", (side * _FINER, side * _FINER), 0)
    ImageDraw.Draw(corner).ellipse((0, 0, 2 * side * _FINER - 1, 2 * side * _FINER - 1), fill=255)
    corner = corner.resize((side, side), Pillow.Resampling.BOX)
    mask = Pillow.new("L", image.size, 255)
    right, bottom = image.width - side, image.height - side
    flip = Pillow.Transpose
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(flip.FLIP_LEFT_RIGHT), (right, 0))
    mask.paste(corner.transpose(flip.FLIP_TOP_BOTTOM), (0, bottom))
    mask.paste(corner.transpose(flip.ROTATE_180), (right, bottom))
    image.putalpha(mask)
    return _closed(image)


def side_by_side(
    shown: Sequence[Picture | None], *, columns: int, rows: int, cell: tuple[int, int], gap: int, paper: str
) -> Picture:
    """Many on one; see `generator.export.raster.contact_sheet`."""
    width, height = cell
    whole = Pillow.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), paper)
    for place, picture in enumerate(shown):
        if picture is None:
            continue
        image = _opened(picture)
        scale = min(width / image.width, height / image.height)
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        if image.size != size:
            image = image.resize(size, Pillow.Resampling.LANCZOS)
        row, column = divmod(place, columns)
        at = gap + column * (width + gap), gap + row * (height + gap)
        at = at[0] + (width - size[0]) // 2, at[1] + (height - size[1]) // 2
        whole.paste(image, at, image if image.mode == "RGBA" else None)
    return _closed(whole)


def share_without_bleed(picture: Picture, bleed: tuple[float, float]) -> float:
    """How much of the outline stops at the cut; see `generator.export.raster.without_bleed`."""
    image = _opened(picture).convert("RGB")
    across, down = round(bleed[0]) + _BLUR, round(bleed[1]) + _BLUR
    width, height = image.size
    if 2 * across >= width or 2 * down >= height:
        return 0.0
    # A strip one pixel wide just inside each edge of the trim, and the one at the picture's edge it should go on to.
    pairs = (
        ((across, down, width - across, down + 1), (across, 1, width - across, 2)),
        ((across, height - down - 1, width - across, height - down), (across, height - 2, width - across, height - 1)),
        ((across, down, across + 1, height - down), (1, down, 2, height - down)),
        ((width - across - 1, down, width - across, height - down), (width - 2, down, width - 1, height - down)),
    )
    lost = length = 0
    for inner, outer in pairs:
        ends = zip(_light(image.crop(inner)), _light(image.crop(outer)), strict=True)
        found = [not inside and outside for inside, outside in ends]
        lost, length = lost + sum(found), length + len(found)
    return lost / length


def _light(strip: Pillow.Image) -> list[bool]:
    """For each pixel whether it looks like bare paper."""
    pixels = strip.tobytes()
    return [min(pixels[place : place + 3]) >= _NEARLY_WHITE for place in range(0, len(pixels), 3)]
