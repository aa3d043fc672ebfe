"""Pixel pictures as PDF wants them: JPEG as it is, all else deflated with PNG's predictors; nothing but the pixels.

Cameras write place, time and owner into pictures; none of it goes into a document. Files are decoded by the decoder
for the format that was checked before, never by whichever says it can (one of Pillow's starts another program).
"""

import re
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from generator.basics.geometry import Matrix
from generator.basics.problems import Problem, ProblemsError
from generator.export.pdf.store import Store, packed
from generator.model.face import Image

if TYPE_CHECKING:
    from PIL import Image as Pillow

#: TIFF is what the press writes itself, for pixels in four inks; from a deck none comes this far.
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF")

#: A decoded picture takes up to four bytes for each.
MOST_PIXELS = 100_000_000

#: EXIF orientation → where a stored picture's unit square (x to the right, y downwards) is shown.
_ORIENTATIONS = {
    1: Matrix(),
    2: Matrix(-1, 0, 0, 1, 1, 0),
    3: Matrix(-1, 0, 0, -1, 1, 1),
    4: Matrix(1, 0, 0, -1, 0, 1),
    5: Matrix(0, 1, 1, 0, 0, 0),
    6: Matrix(0, 1, -1, 0, 1, 0),
    7: Matrix(0, -1, -1, 0, 1, 1),
    8: Matrix(0, -1, 1, 0, 0, 1),
}

#: PDF's unit square stands on its feet, ours hangs from its top.
_UPRIGHT = Matrix(1, 0, 0, -1, 0, 1)

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)


def embed(image: Image, store: Store) -> tuple[str, Matrix]:
    """The picture's reference, and where its unit square lies in that of its place.

    Raises:
        ProblemsError: it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _embed(image, store)
    except Exception as fault:
        # Pillow raises nearly anything on a damaged file.
        raise ProblemsError(
            (
                Problem(
                    name="unreadable-image",
                    message=f"a {image.format} image cannot be read" + (f": {image.alt}" if image.alt else ""),
                    help="save it again as PNG or JPEG with an image editor",
                ),
            )
        ) from fault


def _embed(image: Image, store: Store) -> tuple[str, Matrix]:
    from PIL import Image as Pillow

    if image.format not in _FORMATS:
        raise ValueError(image.format)
    with Pillow.open(BytesIO(image.data), formats=[image.format]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        place = _UPRIGHT.then(_ORIENTATIONS.get(picture.getexif().get(0x0112, 1), Matrix()))
        if picture.format == "JPEG" and picture.mode in _SPACES:
            return store.add_once(_jpeg(picture, image.data)), place
        return _decoded(picture, store), place


_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


def _entries(size: tuple[int, int], space: str, bits: int) -> str:
    return f"/Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}/ColorSpace{space}/BitsPerComponent {bits}"


def _jpeg(picture: "Pillow.Image", data: bytes) -> bytes:
    entries = _entries(picture.size, _SPACES[picture.mode], 8)
    if picture.mode == "CMYK" and "adobe" in picture.info:
        entries += "/Decode[1 0 1 0 1 0 1 0]"  # Photoshop writes inks upside down.
    return packed(f"{entries}/Filter/DCTDecode", _bare_jpeg(data))


def _bare_jpeg(data: bytes) -> bytes:
    """The JPEG without comments, EXIF, colour profiles, previews and whatever follows its end.

    Kept are the segments that decoders need; of the application's own, APP0 (JFIF) and APP14 (Adobe: which colours).
    """
    kept = [b"\xff\xd8"]
    place = 2
    while True:
        found = _MARKER.search(data, place)
        if found is None:
            raise ValueError("the picture is cut off")
        marker = found[1][0]
        if marker == 0xD9:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        start = found.end()
        end = start + int.from_bytes(data[start : start + 2], "big")
        if marker == 0xDA:  # A scan: its coded pixels follow, up to the next marker.
            after = _MARKER.search(data, end)
            end = len(data) if after is None else after.start()
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(b"\xff" + found[1] + data[start:end])
        place = end


def _decoded(picture: "Pillow.Image", store: Store) -> str:
    if picture.mode.startswith("I"):
        # 16 bits a pixel; Pillow would cut off at 255.
        picture = picture.point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBa", "La", "PA"):
        picture = picture.convert("LA" if picture.mode in ("1", "L", "La") else "RGBA")
    mask = ""
    if picture.mode in ("LA", "RGBA"):
        alpha = picture.getchannel("A")
        picture = picture.convert(picture.mode[:-1])
        if alpha.getextrema()[0] != 255:
            mask = f"/SMask {store.add_once(_pixels(alpha))}"
    if picture.mode not in ("1", "L", "P", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    return store.add_once(_pixels(picture, mask))


def _pixels(picture: "Pillow.Image", mask: str = "") -> bytes:
    mode, size = picture.mode, picture.size
    if mode == "CMYK":
        data = zlib.compress(picture.tobytes(), 6)
        return packed(f"{_entries(size, '/DeviceCMYK', 8)}{mask}/Filter/FlateDecode", data)
    space, colours = _SPACES.get(mode, ""), (3 if mode == "RGB" else 1)
    if mode == "P":
        palette = picture.getpalette("RGB") or [0, 0, 0]
        space = f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{bytes(palette).hex()}>]"
    # PDF took its predictors from PNG, so a PNG's own compressed pixels are what it wants (ISO 32000-1, 7.4.4.4).
    buffer = BytesIO()
    picture.info = {}
    picture.save(buffer, "PNG")
    png = buffer.getvalue()
    bits = png[24]  # In the header; Pillow takes fewer than 8 for a small palette.
    entries = (
        f"{_entries(size, space, bits)}{mask}/Filter/FlateDecode/DecodeParms"
        f"<</Predictor 15/Colors {colours}/BitsPerComponent {bits}/Columns {size[0]}>>"
    )
    return packed(entries, _png_pixels(png))


def _png_pixels(data: bytes) -> bytes:
    parts: list[bytes] = []
    place = 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"IDAT":
            parts.append(data[place + 8 : place + 8 + length])
        place += length + 12
    return b"".join(parts)
