from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Pillow

from generator.basics.geometry import Rect
from generator.basics.problems import ProblemsError
from generator.model.face import Image
from tests.export.pieces import GREEN, box, letters, opened, pixels, write

MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]


def picture(mode: str = "RGB", size: tuple[int, int] = (2, 2), **points: tuple[int, int, int]) -> Pillow.Image:
    """A picture in red above blue, left half of the top white."""
    made = Pillow.new("RGB", size, (0, 0, 255))
    for x in range(size[0]):
        for y in range(size[1] // 2):
            made.putpixel((x, y), (255, 0, 0) if x >= size[0] // 2 else (255, 255, 255))
    return made.convert(mode) if mode != "RGB" else made


def saved(made: Pillow.Image, form: str = "PNG", **options: object) -> Image:
    buffer = BytesIO()
    made.save(buffer, form, **options)
    return Image(Rect(0, 0, 60, 40), buffer.getvalue(), form, made.size)


def embedded(data: bytes) -> list[pikepdf.Object]:
    pdf = opened(data)
    return [t for t in pdf.objects if isinstance(t, pikepdf.Stream) and t.get("/Subtype") == "/Image"]


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_a_picture_hangs_upright_in_its_place(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    assert letters(write(saved(picture(size=(60, 40)), form, **options))) == "...RRR\n...RRR\nBBBBBB\nBBBBBB"


@pytest.mark.parametrize("turned", range(1, 9))
def test_pictures_stand_as_the_camera_was_held(turned: int) -> None:
    right_way = picture(size=(60, 40))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's Transpose that undoes each orientation
    stored = right_way.transpose(Pillow.Transpose(back[turned])) if turned in back else right_way
    exif = Pillow.Exif()
    exif[0x0112] = turned
    assert letters(write(saved(stored, exif=exif.tobytes()))) == "...RRR\n...RRR\nBBBBBB\nBBBBBB"


def test_a_jpeg_stays_one_without_its_secrets() -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "taken at home"
    image = saved(picture(size=(64, 64)), "JPEG", exif=exif.tobytes(), comment=b"private", quality=90)
    assert b"taken at home" in image.data
    trailing = Image(image.at, image.data + b"after the end", image.format, image.pixels)
    (found,) = embedded(write(trailing))
    raw = found.read_raw_bytes()
    assert found.Filter == "/DCTDecode"
    for secret in (b"taken at home", b"private", b"after the end", b"Exif"):
        assert secret not in raw
    assert Pillow.open(BytesIO(raw)).tobytes() == Pillow.open(BytesIO(image.data)).tobytes()


def test_progressive_and_four_colour_jpegs() -> None:
    image = saved(picture(size=(64, 64)), "JPEG", progressive=True, quality=95)
    (found,) = embedded(write(image))
    assert Pillow.open(BytesIO(found.read_raw_bytes())).tobytes() == Pillow.open(BytesIO(image.data)).tobytes()
    inks = Pillow.new("CMYK", (16, 16), (0, 0, 0, 255))
    assert letters(write(saved(inks, "JPEG")), step=20) in ("KKK\nKKK", "???\n???")
    assert sum(pixels(write(saved(inks, "JPEG")))[20][30]) < 150  # Black, not white: not upside down.


@pytest.mark.parametrize(
    ("mode", "space", "bits"),
    [("1", "/DeviceGray", 1), ("L", "/DeviceGray", 8), ("RGB", "/DeviceRGB", 8), ("P", "/Indexed", 8)],
)
def test_small_kinds_stay_small(mode: str, space: str, bits: int) -> None:
    (found,) = embedded(write(saved(picture(mode, size=(60, 40)))))
    kind = found.ColorSpace if not isinstance(found.ColorSpace, pikepdf.Array) else found.ColorSpace[0]
    assert (str(kind), int(found.BitsPerComponent)) == (space, bits)


def test_sixteen_bits_become_eight() -> None:
    grey = Pillow.new("I;16", (8, 8), 0xFFFF)
    assert letters(write(box(0, 0, 60, 40), saved(grey)), step=20) == "...\n..."


def test_what_is_transparent_shows_what_is_behind() -> None:
    clear = picture("RGBA", size=(60, 40))
    clear.putalpha(Pillow.new("L", (60, 40), 255))
    assert len(embedded(write(saved(clear)))) == 1  # A mask that hides nothing is left out.
    clear.paste((0, 0, 0, 0), (0, 0, 30, 40))
    data = write(box(0, 0, 60, 40, GREEN), saved(clear))
    assert letters(data) == "GGGRRR\nGGGRRR\nGGGBBB\nGGGBBB"
    palette = saved(clear.convert("RGBA"), "GIF")
    assert letters(write(box(0, 0, 60, 40, GREEN), palette)) == "GGGRRR\nGGGRRR\nGGGBBB\nGGGBBB"


def test_the_same_file_is_embedded_once() -> None:
    one = saved(picture())
    other = Image(Rect(5, 5, 5, 5), bytes(bytearray(one.data)), one.format, one.pixels)
    assert other.data is not one.data
    assert len(embedded(write(one, other, one))) == 1


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", "PNG"),
        (b"garbage", "JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "EPS"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "PNG"),
        (saved(picture(size=(64, 64)), "JPEG").data[:300], "JPEG"),
        (saved(picture(size=(640, 640))).data[:300], "PNG"),
    ],
)
def test_what_cannot_be_read_is_one_problem(data: bytes, form: str) -> None:
    image = Image(Rect(0, 0, 9, 9), data, form, (9, 9), alt="a leaf")
    with pytest.raises(ProblemsError) as raised:
        write(image, image)
    assert [p.name for p in raised.value.problems] == ["unreadable-image"]
    assert "a leaf" in raised.value.problems[0].message
