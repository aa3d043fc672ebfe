"""The finished file: what PDF/X asks for is there, pictures are in inks, and it is the same every time."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Pillow

from generator.basics.colour import Colour
from generator.basics.problems import ProblemsError
from generator.export.press import PressColors, finish
from generator.export.press.inks import Separation
from generator.model.face import Group, Image
from generator.model.press import Standard
from tests.export.pieces import face, line, opened, pixels, shape, write
from tests.preflight.making import card, document, good, images, picture, press

BOTH: tuple[Standard, ...] = ("pdfx4", "pdfx1a")


def finished(standard: Standard, *items: Image | Group) -> pikepdf.Pdf:
    target = press(standard)
    made = PressColors(target).face(face(*items))
    return opened(finish(write(*made.items), target))


@pytest.mark.parametrize("standard", BOTH)
def test_the_same_every_time(standard: Standard) -> None:
    data = document(PressColors(press(standard)).face(card()))
    one = finish(data, press(standard))
    assert one == finish(data, press(standard))
    assert one == good(standard) or standard == "pdfx4"
    dated = finish(data, press(standard), datetime(2030, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))))
    assert dated != one
    with opened(dated) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20300102010405Z"
        assert b"<xmp:CreateDate>2030-01-02T01:04:05Z<" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("standard", BOTH)
def test_what_the_file_says_of_itself(standard: Standard) -> None:
    with opened(good(standard)) as pdf:
        assert pdf.pdf_version == {"pdfx4": "1.6", "pdfx1a": "1.4"}[standard]
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == pikepdf.Name.GTS_PDFX
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == press(standard).profile
        assert intent.DestOutputProfile.N == 4
        assert str(pdf.docinfo["/Title"]) == "A deck"
        assert pdf.docinfo["/Trapped"] == pikepdf.Name("/False")
        version = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
        assert version == {"pdfx4": "", "pdfx1a": "PDF/X-1a:2003"}[standard]
        packet = pdf.Root.Metadata.read_bytes()
        assert (b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in packet) == (standard == "pdfx4")
        assert b"xmlns" in packet
        assert len(pdf.trailer.ID) == 2
        for page in pdf.pages:
            media, bleed, trim = (
                [float(edge) for edge in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            assert media[0] <= bleed[0] < trim[0] < trim[2] < bleed[2] <= media[2]
            assert "/CropBox" not in page.obj
            assert ("/Group" in page.obj) == (standard == "pdfx4")


def test_trapped_files_say_so() -> None:
    target = replace(press("pdfx4"), trapped=True)
    with opened(finish(document(PressColors(target).face(card())), target)) as pdf:
        assert pdf.docinfo["/Trapped"] == pikepdf.Name("/True")
        assert b"<pdf:Trapped>True<" in pdf.Root.Metadata.read_bytes()


def test_titles_are_escaped() -> None:
    from generator.export import DocumentInfo, write_pdf
    from generator.preflight import preflight
    from tests.export.pieces import placed, sheet

    data = write_pdf([sheet(placed(face()))], DocumentInfo(title="Ask & <tell>\x01 – é", author="A & B"))
    done = finish(data, press("pdfx4"))
    assert preflight(done, "pdfx4") == ()
    with opened(done) as pdf:
        assert "Ask &amp; &lt;tell&gt; – é" in pdf.Root.Metadata.read_bytes().decode()


# --- Pictures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "space", "packing"),
    [
        ("RGB", "/DeviceCMYK", "/FlateDecode"),
        ("JPEG", "/DeviceCMYK", "/DCTDecode"),
        ("L", "/DeviceGray", "/FlateDecode"),
    ],
)
def test_pictures_are_in_inks(mode: str, space: str, packing: str) -> None:
    (image,) = images(finished("pdfx1a", picture(mode)))
    assert str(image.ColorSpace) == space
    assert str(image.Filter) == packing


def test_palettes_are_in_inks() -> None:
    (image,) = images(finished("pdfx1a", picture("P")))
    assert str(image.ColorSpace[1]) == "/DeviceCMYK"
    assert len(bytes(image.ColorSpace[3])) == 4 * (int(image.ColorSpace[2]) + 1)


def test_a_grey_picture_in_three_colours_is_black_ink_alone() -> None:
    buffer = BytesIO()
    Pillow.linear_gradient("L").convert("RGB").save(buffer, "PNG")
    (image,) = images(finished("pdfx4", replace(picture(), data=buffer.getvalue(), pixels=(256, 256))))
    assert str(image.ColorSpace) == "/DeviceGray"


def test_what_can_be_seen_through_stays_so_in_x4() -> None:
    both = images(finished("pdfx4", picture("RGBA")))
    assert sorted(str(image.ColorSpace) for image in both) == ["/DeviceCMYK", "/DeviceGray"]
    assert any("/SMask" in image for image in both)


@pytest.mark.parametrize("mode", ["RGB", "JPEG", "P"])
def test_the_inks_are_those_of_the_profile(mode: str) -> None:
    """Every pixel as another program decodes it is what the profile makes of the picture's."""
    source = picture(mode)
    (image,) = images(finished("pdfx1a", source))
    wanted = Separation(press("pdfx1a")).picture(Pillow.open(BytesIO(source.data)).convert("RGB"))
    if mode == "P":
        table, data = bytes(image.ColorSpace[3]), pikepdf.PdfImage(image)
        assert data.width == 200
        assert len(table) == 64
        return
    if mode == "JPEG":
        found = Pillow.open(BytesIO(image.read_raw_bytes())).copy()
        assert [float(part) for part in image.Decode] == [1, 0] * 4
    else:
        found = Pillow.frombytes("CMYK", (200, 200), image.read_bytes())
    off = [abs(a - b) for a, b in zip(found.tobytes(), wanted.tobytes(), strict=True)]
    assert sorted(off)[int(len(off) * 0.99)] <= (6 if mode == "JPEG" else 2)


@pytest.mark.parametrize("mode", ["RGB", "JPEG", "P", "RGBA"])
def test_a_picture_in_inks_still_looks_like_itself(mode: str) -> None:
    """Rendered by another program; the inks come out paler than the screen, but light stays light."""
    source = picture(mode)
    before = pixels(write(source))
    after = pixels(finish(write(source), press("pdfx4")))
    for x, y in ((22, 22), (50, 22), (22, 38), (50, 38)):
        assert abs(sum(before[y][x]) - sum(after[y][x])) < 200


# --- Faults ---------------------------------------------------------------------------------------------------------


def test_what_is_no_pdf_is_a_problem() -> None:
    for data in (b"", b"%PDF-1.4 nothing", b"rubbish" * 100):
        with pytest.raises(ProblemsError) as raised:
            finish(data, press("pdfx4"))
        assert [problem.name for problem in raised.value.problems] == ["not-finished-for-press"]


def test_a_picture_that_cannot_be_put_in_inks_is_a_problem() -> None:
    with opened(write(picture())) as pdf:
        (image,) = images(pdf)
        image.write(b"nothing", filter=pikepdf.Name.DCTDecode)
        buffer = BytesIO()
        pdf.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(ProblemsError) as raised:
        finish(buffer.getvalue(), press("pdfx4"))
    assert [problem.name for problem in raised.value.problems] == ["image-not-in-inks"]


# --- Outlines -------------------------------------------------------------------------------------------------------


def test_outlines_look_like_the_text() -> None:
    words = line(shape("Two fine hats"), x=2, y=25, size=9, paint=Colour("gray", (0.0,)))
    spaced = line(shape("a b"), shape(" c"), x=2, y=38, size=9, spacing=1.5, word_spacing=3)
    target = replace(press("pdfx1a"), outlined=True)
    made = PressColors(target).face(face(words, spaced))
    assert all(isinstance(item, Group) for item in made.items)
    data = write(*made.items)
    with opened(data) as pdf:
        assert not any("/Font" in str(thing.keys()) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
    before, after = pixels(write(words, spaced), scale=6), pixels(data, scale=6)
    count = sum(len(row) for row in before)
    # Rasterisers hint text and outlines differently along the edges; the ink lies in the same places.
    off = sum(
        abs(one[0] - other[0]) > 160
        for row, others in zip(before, after, strict=True)
        for one, other in zip(row, others, strict=True)
    )
    assert off / count < 0.005
    dark = [sum(pixel[0] < 128 for row in image for pixel in row) for image in (before, after)]
    assert dark[1] == pytest.approx(dark[0], rel=0.12)


def test_each_glyph_is_written_once() -> None:
    from tests.export.pieces import forms

    target = replace(press("pdfx1a"), outlined=True)
    colors = PressColors(target)
    made = colors.face(face(line(shape("aaaa")), line(shape("aa"), y=10, size=6)))
    assert forms(write(*made.items)) == 1
