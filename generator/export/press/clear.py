"""Pictures with pixels that one can see through: which ones have any, and what they look like on a colour."""

import warnings
from dataclasses import replace
from io import BytesIO

from generator.model.face import Image

_FORMATS = ("PNG", "WEBP", "GIF")

#: A decoded picture takes four bytes for each.
_MOST_PIXELS = 100_000_000


def has_clear_pixels(image: Image) -> bool:
    """Whether some pixel is see-through; a picture that cannot be read is left to the writer, which says so."""
    if image.format not in _FORMATS or image.pixels[0] * image.pixels[1] > _MOST_PIXELS:
        return False
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(BytesIO(image.data), formats=[image.format]) as picture:
                if picture.mode not in ("LA", "RGBA", "PA", "La", "RGBa") and "transparency" not in picture.info:
                    return False
                if picture.width * picture.height > _MOST_PIXELS:
                    return False
                lowest, _ = picture.convert("RGBA").getchannel("A").getextrema()
                return isinstance(lowest, (int, float)) and lowest < 255
    except Exception:
        # Pillow raises nearly anything on a damaged picture.
        return False


def laid_on(image: Image, screen: tuple[float, float, float], opacity: float) -> Image | None:
    """The picture on a colour, as a PNG; None when it cannot be read."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(BytesIO(image.data), formats=[image.format]) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except Exception:
        # As above.
        return None
    if opacity < 1:
        picture.putalpha(picture.getchannel("A").point(lambda value: value * opacity))
    red, green, blue = (round(part * 255) for part in screen)
    ground = Pillow.new("RGBA", picture.size, (red, green, blue, 255))
    ground.alpha_composite(picture)
    buffer = BytesIO()
    ground.convert("RGB").save(buffer, "PNG")
    return replace(image, data=buffer.getvalue(), format="PNG", pixels=picture.size)
