"""What is allowed is left alone."""

import base64
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image as Pillow

from generator.model.press import Standard
from generator.preflight import preflight
from tests.preflight.making import Spoil, good, painting, profile, raw_image, spoiled
from tests.preflight.test_faults import at_root, form, in_small_text, on_page, separation


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
@pytest.mark.parametrize("outlined", [False, True])
def test_our_own_files_have_no_fault(standard: Standard, outlined: bool) -> None:
    assert preflight(good(standard, outlined=outlined), standard) == ()
    assert preflight(good(standard, outlined=outlined), "home") == ()


def photograph(pdf: Pdf, filter: Name, packed: Callable[[bytes], bytes]) -> Stream:
    """A JPEG in four inks that is packed once more."""
    buffer = BytesIO()
    Pillow.new("CMYK", (200, 200), (30, 20, 10, 5)).save(buffer, "JPEG")
    made: Stream = pdf.make_stream(
        packed(buffer.getvalue()),
        Subtype=Name.Image,
        Width=200,
        Height=200,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceCMYK,
        Decode=Array([1, 0] * 4),
        Filter=Array([filter, Name.DCTDecode]),
    )
    return made


def layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="One"))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer]))


def default_rgb(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"a profile", N=3)
    painting(
        b"1 0 0 rg 0 0 9 9 re f",
        ColorSpace={"/DefaultRGB": Array([Name.ICCBased, profile])},
    )(pdf)


EVERYWHERE: dict[str, Spoil] = {
    "grey and inks": painting(b"0.5 g 0 0 9 9 re f 0.1 0.2 0.3 0.4 k 0 0 9 9 re f"),
    "240 % of ink": painting(b"0.6 0.4 0.4 1 k 0 0 9 9 re f"),
    "a second spot ink": painting(b"/Sp cs 1 scn 0 0 9 9 re f", ColorSpace={"/Sp": separation("Silver")}),
    "the same spot ink again": painting(
        b"/Sp cs 1 scn 0 0 9 9 re f", ColorSpace={"/Sp": separation("Silver"), "/Sq": separation("Silver")}
    ),
    "all inks for registration": painting(
        b"/All CS 1 SCN 0 0 m 0 9 l S", ColorSpace={"/All": separation("All", c1=(1, 1, 1, 1))}
    ),
    "registration marks": painting(b"1 1 1 1 K 0.25 w 0 0 m 0 9 l S"),
    "a line of 0.25 pt": painting(b"0.25 w 0 0 m 9 9 l S"),
    "opacity 1": painting(b"/T gs", ExtGState={"/T": Dictionary(ca=1, CA=1.0, BM=Name.Normal, SMask=Name("/None"))}),
    "text of 5 pt": in_small_text(5),
    "text of 9 pt in four inks": in_small_text(9, b"0.5 0.5 0.5 0.5 k"),
    "text of 6 pt in two inks": in_small_text(6, b"1 0.5 0 0 k"),
    "image of 300 pixels per inch": painting(
        b"48 0 0 48 20 20 cm /Pic Do", XObject={"/Pic": raw_image(bytes(40_000), 200, 200, Name.DeviceGray)}
    ),
    "a form that inherits its resources": painting(
        b"/Fo Do",
        ColorSpace={"/Sp": separation("Silver")},
        XObject={"/Fo": lambda pdf: pdf.make_stream(b"/Sp cs 1 scn", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))},
    ),
    "a form in a form": painting(b"/Fo Do", XObject={"/Fo": form(b"0 0 9 9 re f", Dictionary(ProcSet=[Name.PDF]))}),
    "an inline image in black": painting(b"0.2 0 0 0.2 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"),
    "a stencil": painting(
        b"24 0 0 24 0 0 cm /St Do",
        XObject={
            "/St": lambda pdf: pdf.make_stream(
                bytes(1_250), Subtype=Name.Image, Width=100, Height=100, ImageMask=True, BitsPerComponent=1
            )
        },
    ),
    "a fax": painting(
        b"24 0 0 24 0 0 cm /Fax Do",
        XObject={
            "/Fax": lambda pdf: pdf.make_stream(
                b"\0\x10\1\0\x10\1",
                Subtype=Name.Image,
                Width=400,
                Height=400,
                BitsPerComponent=1,
                ColorSpace=Name.DeviceGray,
                Filter=Name.CCITTFaxDecode,
                DecodeParms=Dictionary(K=-1, Columns=400, Rows=400),
            )
        },
    ),
    "a photograph in inks, deflated once more": painting(
        b"24 0 0 24 0 0 cm /Ph Do", XObject={"/Ph": lambda pdf: photograph(pdf, Name.FlateDecode, zlib.compress)}
    ),
    "a photograph in inks, as other text": painting(
        b"24 0 0 24 0 0 cm /Ph Do",
        XObject={"/Ph": lambda pdf: photograph(pdf, Name.ASCII85Decode, lambda data: base64.a85encode(data) + b"~>")},
    ),
    "a photograph in inks, as text": painting(
        b"24 0 0 24 0 0 cm /Ph Do",
        XObject={"/Ph": lambda pdf: photograph(pdf, Name.ASCIIHexDecode, lambda data: data.hex().encode() + b">")},
    ),
    "black printed over ink": painting(
        b"/O gs 0 0 0 1 k 0 0 9 9 re f", ExtGState={"/O": Dictionary(OP=True, op=True, OPM=1)}
    ),
    "white that knocks out after black that does not": painting(
        b"q /O gs 0 0 0 1 k 0 0 9 9 re f Q 0 0 0 0 k 0 0 9 9 re f",
        ExtGState={"/O": Dictionary(OP=True, op=True, OPM=1)},
    ),
    "printing wishes": at_root(
        "/ViewerPreferences",
        Dictionary(PrintScaling=Name("/None"), Duplex=Name.DuplexFlipLongEdge, NumCopies=2, ViewArea=Name.BleedBox),
    ),
    "a note outside the bleed": on_page("/Annots", Array([Dictionary(Subtype=Name.Text, Rect=[-90, -90, -50, -50])])),
    "a printer's mark": on_page("/Annots", Array([Dictionary(Subtype=Name.PrinterMark, Rect=[0, 0, 9, 9])])),
    "a turned page": on_page("/Rotate", 90),
    "opened at a page": lambda pdf: at_root("/OpenAction", Array([pdf.pages[0].obj, Name.Fit]))(pdf),
}

IN_X4: dict[str, Spoil] = {
    "layers": layers,
    "red with a profile of its own": default_rgb,
    "Lab": painting(
        b"/L cs 50 0 0 sc 0 0 9 9 re f",
        ColorSpace={"/L": Array([Name.Lab, Dictionary(WhitePoint=[0.9505, 1, 1.089])])},
    ),
    "opacity and blend mode": painting(b"/T gs", ExtGState={"/T": Dictionary(ca=0.5, BM=Name.Multiply)}),
    "a group": on_page("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
}


@pytest.mark.parametrize("title", EVERYWHERE)
@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_what_both_allow(title: str, standard: Standard) -> None:
    assert preflight(spoiled(standard, EVERYWHERE[title]), standard) == ()


@pytest.mark.parametrize("title", IN_X4)
def test_what_x4_allows(title: str) -> None:
    assert preflight(spoiled("pdfx4", IN_X4[title]), "pdfx4") == ()


def test_x1a_may_name_its_condition_instead_of_holding_the_profile() -> None:
    def spoil(pdf: Pdf) -> None:
        del pdf.Root.OutputIntents[0].DestOutputProfile

    assert preflight(spoiled("pdfx1a", spoil), "pdfx1a") == ()


def test_an_intent_of_red_green_and_blue_lets_them_be() -> None:
    def spoil(pdf: Pdf) -> None:
        data = profile()[:16] + b"RGB " + profile()[20:]
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(data, N=3)
        painting(b"1 0 0 rg 0 0 9 9 re f")(pdf)

    assert preflight(spoiled("pdfx4", spoil), "pdfx4") == ()


def test_at_home_colours_and_transparency_do_not_matter() -> None:
    spoils = [
        painting(b"1 0 0 rg 0 0 9 9 re f 1 1 1 1 k 0 0 9 9 re f"),
        at_root("/OutputIntents", None),
        on_page("/TrimBox", None),
    ]
    for spoil in spoils:
        assert preflight(spoiled("pdfx4", spoil), "home") == ()
