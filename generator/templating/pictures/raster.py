"""Pixel pictures: found to be whole and of a sane size before anything else touches them."""

import warnings
from io import BytesIO
from typing import Literal, cast

from generator.basics.problems import Problem
from generator.model.design import Raster

MAX_BYTES = 30_000_000
MAX_PIXELS = 40_000_000  # a poker card at 1200 dpi has 13 million
MAX_SIDE = 30_000  # an A2 board at 1200 dpi has 28 thousand; readers need long for a picture of ten million lines

#: The only readers that may look at the bytes: others of Pillow's start other programs.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")

_ORIENTATION = 0x0112  # EXIF 2.3, table 4


def read_raster(data: bytes, name: str) -> Raster | Problem:
    """The picture, upright, or what is wrong with it (`image-too-large`, `not-an-image`).

    A photograph that its camera holds sideways is turned and written anew; every other file is kept as it is.

    Args:
        data: the whole file.
        name: the file's name, for messages.
    """
    if len(data) > MAX_BYTES:
        return _too_large(name, f"has {len(data) / 1e6:.0f} MB; {MAX_BYTES // 1_000_000} MB are taken")
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged remarks of a camera harm nothing
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if data.startswith(b"\x89PNG"):
                with Image.open(BytesIO(data), formats=FORMATS) as whole:
                    whole.verify()  # `load` is content with a PNG that lacks its end
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                width, height = picture.size
                if max(width, height) > MAX_SIDE:
                    return _too_large(name, f"has a side of {max(width, height)} pixels; {MAX_SIDE} are taken")
                if width * height > MAX_PIXELS:
                    many = f"has {width} × {height} pixels; {MAX_PIXELS // 1_000_000} million in all are taken"
                    return _too_large(name, many)
                kind = cast(Literal["PNG", "JPEG", "WEBP", "GIF"], picture.format)
                picture.load()
                if picture.getexif().get(_ORIENTATION, 1) != 1:
                    upright = ImageOps.exif_transpose(picture)
                    out = BytesIO()
                    kind = "JPEG" if kind == "JPEG" else "PNG"
                    upright.info.pop("exif", None)
                    upright.save(out, kind, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {}))
                    data, (width, height) = out.getvalue(), upright.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large(name, f"has more than {MAX_PIXELS // 1_000_000} million pixels")
    except MemoryError:
        return _too_large(name, "needs more memory than there is")
    except Exception as fault:  # Pillow's readers raise anything on a damaged file
        cut_off = "truncated" in str(fault) or isinstance(fault, EOFError)
        looks_like = _looks_like(data)
        if looks_like in FORMATS:
            what = f"the image `{name}` is {'cut off' if cut_off else 'damaged'}"
            return Problem(name="not-an-image", message=what, help="save it once more, or copy it anew")
        advice = "save it as PNG, JPEG, WebP or SVG"
        told = f"it is {looks_like}; {advice}" if looks_like else advice
        return Problem(name="not-an-image", message=f"`{name}` is not an image that can be read", help=told)
    return Raster(data, kind, width, height, name)


def _too_large(name: str, why: str) -> Problem:
    return Problem(
        name="image-too-large", message=f"the image `{name}` {why}", help="save it smaller; 600 dpi is plenty"
    )


def _looks_like(data: bytes) -> str:
    start = data[:16]
    for magic, kind in (
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"%!PS", "PostScript"),
        (b"%PDF", "a PDF"),
        (b"BM", "a BMP"),
        (b"II*\x00", "a TIFF"),
        (b"MM\x00*", "a TIFF"),
    ):
        if start.startswith(magic):
            return kind
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp":
        return "HEIC, AVIF or a film"
    return "empty" if not data else ""
