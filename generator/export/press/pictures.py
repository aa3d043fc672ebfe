"""The pictures of a finished PDF in inks: each picture is there once, however often it is shown.

Red, green and blue become four inks through the profile; a picture or palette that is grey throughout becomes black
ink alone. Photographs stay JPEG, everything else stays lossless; what was see-through stays so.
"""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from generator.export.press.inks import Separation

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image as Pillow

#: Of Pillow's scale: no visible loss at four inks and full colour resolution.
_QUALITY = 92


def to_inks(image: "pikepdf.Stream", inks: Separation) -> None:
    """Put one picture in inks, in place; one that is in inks or in grey already is left alone."""
    from pikepdf import Array, Name, PdfImage

    space = image.get("/ColorSpace")
    if isinstance(space, Array) and len(space) == 4 and space[0] == Name.Indexed:
        if _is_screen(space[1]):
            image.ColorSpace = _palette(space, inks)
        return
    if not _is_screen(space):
        return
    filters = image.get("/Filter")
    is_photo = filters == Name.DCTDecode or (isinstance(filters, Array) and Name.DCTDecode in list(filters))
    picture = PdfImage(image).as_pil_image().convert("RGB")
    if _is_grey(picture):
        _write(image, picture.getchannel("R"), "/DeviceGray", photo=is_photo)
    else:
        _write(image, _clean(inks.picture(picture)), "/DeviceCMYK", photo=is_photo)


def _is_screen(space: object) -> bool:
    """Whether a colour space is one of red, green and blue."""
    from pikepdf import Array, Name

    if isinstance(space, Array) and len(space) > 1:
        if space[0] == Name.ICCBased:
            return int(space[1].get("/N", 0)) == 3
        return bool(space[0] == Name.CalRGB)
    return bool(space == Name.DeviceRGB)


def _palette(space: "pikepdf.Array", inks: Separation) -> "pikepdf.Array":
    from pikepdf import Array, Name, Stream, String

    table = space[3].read_bytes() if isinstance(space[3], Stream) else bytes(space[3])
    table = table[: 3 * (int(space[2]) + 1)]
    if table[0::3] == table[1::3] == table[2::3]:
        return Array([Name.Indexed, Name.DeviceGray, space[2], String(table[0::3])])
    made = bytes(0 if value < 3 else value for value in inks.palette(table))
    return Array([Name.Indexed, Name.DeviceCMYK, space[2], String(made)])


def _is_grey(picture: "Pillow.Image") -> bool:
    from PIL import ImageChops

    red, green, blue = picture.split()
    return all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))


def _clean(picture: "Pillow.Image") -> "Pillow.Image":
    """Specks of ink are left out, as they are of single colours, so that both stay alike."""
    return picture.point([0 if value < 3 else value for value in range(256)] * 4)


def _write(image: "pikepdf.Stream", picture: "Pillow.Image", space: str, *, photo: bool) -> None:
    from pikepdf import Array, Dictionary, Name

    buffer = BytesIO()
    if "/Decode" in image:
        del image["/Decode"]
    image.ColorSpace = Name(space)
    image.BitsPerComponent = 8
    if photo:
        picture.info = {}
        picture.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        image.write(buffer.getvalue(), filter=Name.DCTDecode)
        if picture.mode == "CMYK":
            image.Decode = Array([1, 0] * 4)  # Pillow writes inks upside down, as Photoshop does.
        return
    colors = len(picture.getbands())
    parameters = Dictionary(Predictor=15, Colors=colors, BitsPerComponent=8, Columns=picture.width)
    image.write(_predicted(picture), filter=Name.FlateDecode, decode_parms=parameters)


def _predicted(picture: "Pillow.Image") -> bytes:
    """The pixels deflated with PNG's predictors, which PDF shares (ISO 32000-1, 7.4.4.4); far smaller than without.

    A PNG has no four inks, but nothing in its predictors minds what four bytes a pixel mean.
    """
    from PIL import Image as Pillow

    if picture.mode == "CMYK":
        picture = Pillow.frombytes("RGBA", picture.size, picture.tobytes())
    buffer = BytesIO()
    picture.info = {}
    picture.save(buffer, "PNG")
    data, place, parts = buffer.getvalue(), 8, []
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"IDAT":
            parts.append(data[place + 8 : place + 8 + length])
        place += length + 12
    packed = b"".join(parts)
    zlib.decompressobj().decompress(packed, 1)  # A cut-off stream must not get into a file.
    return packed
