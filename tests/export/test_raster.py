"""Pictures of faces: exact to the pixel, the same every time, and read back by another program."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from generator.basics.colour import Colour
from generator.basics.geometry import Size
from generator.basics.units import inch
from generator.export import DocumentInfo, write_pdf
from generator.export.raster import Picture, contact_sheet, pictures, png, rounded, without_bleed
from generator.imposition import single
from tests.export.pieces import BLUE, GREEN, RED, box, face

WHITE = Colour("rgb", (1.0, 1.0, 1.0))
POKER = Size(inch(2.5), inch(3.5))


def painted(*items: object, canvas: Size, pixels: tuple[int, int], size: Size = POKER, turned: bool = False) -> Picture:
    made = face(*items, size=size, bleed=60)  # type: ignore[arg-type]
    data = write_pdf([single(made, canvas, turned=turned)], DocumentInfo(title="Test"))
    (picture,) = pictures(data, pixels)
    return picture


def at(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    channels = len(picture.mode)
    place = (y * picture.width + x) * channels
    return tuple(picture.pixels[place : place + channels])


@pytest.mark.parametrize("pixels", [(822, 1122), (825, 1125), (826, 1126), (897, 1497), (7, 11)])
def test_a_picture_has_exactly_the_pixels_asked_for(pixels: tuple[int, int]) -> None:
    canvas = Size(pixels[0] * 72 / 300, pixels[1] * 72 / 300)
    picture = painted(box(-60, -60, 400, 400, RED), canvas=canvas, pixels=pixels)
    assert (picture.width, picture.height) == pixels
    assert picture.pixels == bytes([255, 0, 0]) * (pixels[0] * pixels[1])


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 300), st.integers(1, 300))
def test_any_number_of_pixels_can_be_asked_for(width: int, height: int) -> None:
    picture = painted(box(-60, -60, 400, 400, BLUE), canvas=POKER, pixels=(width, height))
    assert len(picture.pixels) == 3 * width * height


def test_the_trim_lies_on_the_pixels_it_should() -> None:
    # 36 pixels of bleed at 300 an inch: the trim is 750 × 1050 pixels, from the pixel 36, 36 on.
    canvas = Size(822 * 0.24, 1122 * 0.24)
    picture = painted(box(-60, -60, 400, 400, RED), box(0, 0, 180, 252, GREEN), canvas=canvas, pixels=(822, 1122))
    for x, y, inside in ((35, 500, False), (36, 500, True), (785, 500, True), (786, 500, False)):
        assert at(picture, x, y) == ((0, 255, 0) if inside else (255, 0, 0)), (x, y)
    for x, y, inside in ((400, 35, False), (400, 36, True), (400, 1085, True), (400, 1086, False)):
        assert at(picture, x, y) == ((0, 255, 0) if inside else (255, 0, 0)), (x, y)


def test_what_nothing_is_painted_on_is_white() -> None:
    assert set(painted(canvas=POKER, pixels=(20, 28)).pixels) == {255}


def test_a_card_on_its_side_has_its_top_at_the_right() -> None:
    wide = Size(POKER.height, POKER.width)
    picture = painted(box(0, 0, 252, 20, RED), canvas=POKER, pixels=(180, 252), size=wide, turned=True)
    assert at(picture, 175, 126) == (255, 0, 0)
    assert at(picture, 5, 126) == (255, 255, 255)


def test_a_png_says_its_colours_and_its_size_and_is_the_same_every_time() -> None:
    picture = painted(box(0, 0, 90, 90, RED), canvas=POKER, pixels=(75, 105))
    data = png(picture, 300)
    assert data == png(painted(box(0, 0, 90, 90, RED), canvas=POKER, pixels=(75, 105)), 300)
    with Pillow.open(BytesIO(data)) as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (75, 105))
        assert image.info["srgb"] == 0
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.tobytes() == picture.pixels


def test_round_corners_take_away_the_corners_alone() -> None:
    picture = rounded(painted(box(0, 0, 180, 252, RED), canvas=POKER, pixels=(180, 252)), 9)
    assert picture.mode == "RGBA"
    for x in (0, 179):
        for y in (0, 251):
            assert at(picture, x, y)[3] == 0
    assert at(picture, 9, 0)[3] == at(picture, 0, 9)[3] == 255
    alphas = {at(picture, x, 2)[3] for x in range(9)}
    assert alphas - {0, 255}, "the corner is smooth"


def test_a_contact_sheet_keeps_rows_and_leaves_places_empty() -> None:
    red, green = (Picture(2, 2, bytes(colour) * 4) for colour in ((255, 0, 0), (0, 255, 0)))
    sheet = contact_sheet([red, None, green], columns=2, rows=2, cell=(2, 2), gap=1, paper="#0000ff")
    assert (sheet.width, sheet.height) == (7, 7)
    assert [at(sheet, x, y) for x, y in ((1, 1), (4, 1), (1, 4), (4, 4))] == [
        (255, 0, 0),
        (0, 0, 255),
        (0, 255, 0),
        (0, 0, 255),
    ]


def test_colour_that_stops_at_the_cut_is_seen() -> None:
    canvas, pixels = Size(180 + 18, 252 + 18), (198, 270)
    whole = painted(box(-60, -60, 400, 400, RED), canvas=canvas, pixels=pixels)
    cut = painted(box(0, 0, 180, 252, RED), canvas=canvas, pixels=pixels)
    left = painted(box(0, -40, 400, 400, RED), canvas=canvas, pixels=pixels)
    white = painted(box(-60, -60, 400, 400, WHITE), box(60, 60, 60, 60, RED), canvas=canvas, pixels=pixels)
    assert without_bleed(whole, (9, 9)) == without_bleed(white, (9, 9)) == 0
    assert without_bleed(cut, (9, 9)) == 1
    assert 0.2 < without_bleed(left, (9, 9)) < 0.4
