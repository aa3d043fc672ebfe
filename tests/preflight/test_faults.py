"""One planted fault at a time: each is found, by its name, and nothing else is."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from generator.model.press import Limits, Standard
from generator.preflight import preflight
from tests.preflight.making import Spoil, images, painting, profile, raw_image, spoiled

BOTH: tuple[Standard, ...] = ("pdfx4", "pdfx1a")
X4: tuple[Standard, ...] = ("pdfx4",)
X1A: tuple[Standard, ...] = ("pdfx1a",)


def on_page(key: str, value: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        if value is None:
            del pdf.pages[1].obj[key]
        else:
            pdf.pages[1].obj[key] = value

    return spoil


def at_root(key: str, value: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return spoil


def in_info(key: str, value: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return spoil


def in_intent(key: str, value: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        intent = pdf.Root.OutputIntents[0]
        if value is None:
            del intent[key]
        else:
            intent[key] = value

    return spoil


def with_profile(data: bytes, parts: int = 4) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(data, N=parts)

    return spoil


def in_xmp(pattern: str, new: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        old = pdf.Root.Metadata.read_bytes().decode()
        changed = re.sub(pattern, new, old, flags=re.DOTALL)
        assert changed != old
        pdf.Root.Metadata.write(changed.encode())

    return spoil


def two_intents(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def fonts(pdf: Pdf) -> list[pikepdf.Object]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font]


def without_font_file(pdf: Pdf) -> None:
    for font in fonts(pdf):
        if "/FontDescriptor" in font:
            del font.FontDescriptor.FontFile2


def with_broken_font_file(pdf: Pdf) -> None:
    for font in fonts(pdf):
        if "/FontDescriptor" in font:
            font.FontDescriptor.FontFile2 = pdf.make_stream(b"")


def without_to_unicode(pdf: Pdf) -> None:
    for font in fonts(pdf):
        if "/ToUnicode" in font:
            del font.ToUnicode


def unembedded(_: Pdf) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def showing(code: bytes) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        name = next(name for form in pdf.objects if _fonts_of(form) for name in _fonts_of(form))
        font = next(_fonts_of(form)[name] for form in pdf.objects if name in _fonts_of(form))
        painting(b"BT %s 12 Tf 1 0 0 1 20 20 Tm <%s> Tj ET" % (name.encode(), code), Font={name: font})(pdf)

    return spoil


def _fonts_of(thing: pikepdf.Object) -> dict[str, pikepdf.Object]:
    resources = thing.get("/Resources") if isinstance(thing, (Dictionary, Stream)) else None
    found = resources.get("/Font") if isinstance(resources, Dictionary) else None
    return dict(found.items()) if isinstance(found, Dictionary) else {}


def in_small_text(size: float, paint: bytes = b"0 g") -> Spoil:
    def spoil(pdf: Pdf) -> None:
        name, font = next(iter(next(_fonts_of(form) for form in pdf.objects if _fonts_of(form)).items()))
        operators = b"%s BT %s 1 Tf %.2f 0 0 %.2f 20 20 Tm <0024> Tj ET" % (paint, name.encode(), size, size)
        painting(operators, Font={name: font})(pdf)

    return spoil


def separation(name: str, stand_in: str = "DeviceCMYK", c1: tuple[float, ...] = (0, 0, 1, 0)) -> Array:
    function = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0] * len(c1), C1=list(c1))
    return Array([Name.Separation, Name("/" + name), Name("/" + stand_in), function])


def icc_space(pdf: Pdf, parts: int = 3) -> Array:
    return Array([Name.ICCBased, pdf.make_stream(b"profile", N=parts)])


def form(content: bytes, resources: Dictionary, **entries: object) -> Callable[[Pdf], Stream]:
    def make(pdf: Pdf) -> Stream:
        stream = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
        stream.Resources = resources
        for key, value in entries.items():
            stream["/" + key] = value
        return stream

    return make


def nested(content: bytes) -> Spoil:
    """A form in a form in a form; the innermost one's resources are empty."""

    def spoil(pdf: Pdf) -> None:
        one = pdf.make_indirect(form(content, Dictionary())(pdf))
        two = pdf.make_indirect(form(b"/A Do", Dictionary(XObject=Dictionary(A=one)))(pdf))
        three = form(b"/A Do", Dictionary(XObject=Dictionary(A=two)))
        painting(b"/Nest Do", XObject={"/Nest": three})(pdf)

    return spoil


def endless(pdf: Pdf) -> None:
    inner = pdf.make_indirect(form(b"/Me Do", Dictionary())(pdf))
    inner.Resources = Dictionary(XObject=Dictionary(Me=inner))
    painting(b"/Me Do", XObject={"/Me": inner})(pdf)


def soft_masked(pdf: Pdf) -> None:
    mask = raw_image(bytes(200 * 200), 200, 200, Name.DeviceGray)(pdf)
    images(pdf)[0].SMask = pdf.make_indirect(mask)


def packed_as(name: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        image = images(pdf)[0]
        image.write(b"\x00" * 50, filter=Name("/" + name))

    return spoil


def lzw(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(bytes.fromhex("800B6050220C0C8501"), filter=Name.LZWDecode)  # The standard's own example.
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Of=stream))


def alternates(pdf: Pdf) -> None:
    images(pdf)[0].Alternates = Array([Dictionary(DefaultForPrinting=True, Image=images(pdf)[0])])


def placed_image(image: object, inches: float = 0.5) -> Spoil:
    return painting(b"%.2f 0 0 %.2f 20 20 cm /Pic Do" % (inches * 72, inches * 72), XObject={"/Pic": image})


INK_FULL = bytes([255, 255, 255, 255]) * 10_000
INK_DEEP = bytes([178, 178, 178, 255]) * 10_000
PALETTE = Array([Name.Indexed, Name.DeviceCMYK, 1, String(bytes([0, 0, 0, 0, 255, 255, 255, 255]))])

FAULTS: list[tuple[str, tuple[Standard, ...], str, Spoil]] = [
    # Boxes.
    ("no trim box", BOTH, "missing-box", on_page("/TrimBox", None)),
    ("trim beyond bleed", BOTH, "boxes-not-nested", on_page("/BleedBox", Array([20, 20, 90, 90]))),
    ("bleed beyond the sheet", BOTH, "boxes-not-nested", on_page("/BleedBox", Array([-20, -20, 300, 400]))),
    ("crop box inside the trim", BOTH, "boxes-not-nested", on_page("/CropBox", Array([50, 50, 90, 90]))),
    ("trim and art box", BOTH, "trim-and-art-box", on_page("/ArtBox", Array([20, 20, 90, 90]))),
    ("user unit", BOTH, "scaled-page", on_page("/UserUnit", 2)),
    # The intent.
    ("no intent", BOTH, "missing-intent", at_root("/OutputIntents", None)),
    ("intent for archives", BOTH, "missing-intent", in_intent("/S", Name.GTS_PDFA1)),
    ("two intents", BOTH, "several-intents", two_intents),
    ("intent without condition", BOTH, "missing-intent", in_intent("/OutputConditionIdentifier", None)),
    ("intent without profile", X4, "missing-intent", in_intent("/DestOutputProfile", None)),
    ("profile is no profile", BOTH, "profile-not-for-press", with_profile(b"x" * 5_000)),
    ("profile cut off", BOTH, "profile-not-for-press", with_profile(profile()[:100_000])),
    ("profile of a display", BOTH, "profile-not-for-press", with_profile(profile()[:12] + b"mntr" + profile()[16:])),
    ("profile for Lab", BOTH, "profile-not-for-press", with_profile(profile()[:16] + b"Lab " + profile()[20:])),
    ("three inks promised", BOTH, "profile-not-for-press", with_profile(profile(), 3)),
    ("profile of version 4", X1A, "profile-too-new", with_profile(profile()[:8] + b"\x04" + profile()[9:])),
    # What it says of itself.
    ("no title", X1A, "missing-title", in_info("/Title", None)),
    ("no title in XMP", X4, "missing-title", in_xmp(r"<dc:title>.*</dc:title>", "")),
    ("no date", X1A, "missing-date", in_info("/ModDate", None)),
    ("trapped unknown", X1A, "not-trapped-or-untrapped", in_info("/Trapped", Name.Unknown)),
    ("trapped otherwise in XMP", X4, "contradicting-metadata", in_xmp("Trapped>False", "Trapped>True")),
    ("no version", X1A, "wrong-standard", in_info("/GTS_PDFXVersion", None)),
    ("another version", X4, "wrong-standard", in_xmp("PDF/X-4<", "PDF/X-3<")),
    ("no XMP", X4, "missing-metadata", at_root("/Metadata", None)),
    ("XMP without a rendition", X4, "missing-metadata", in_xmp("<xmpMM:RenditionClass>.*?</xmpMM:RenditionClass>", "")),
    ("XMP with an entity", X4, "missing-metadata", in_xmp(r"^", "<!DOCTYPE x [<!ENTITY a 'b'>]>")),
    # What paper cannot do.
    ("script", BOTH, "script-or-action", at_root("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.beep()"))),
    ("page action", BOTH, "script-or-action", on_page("/AA", Dictionary(O=Dictionary(S=Name.Named)))),
    ("form field", BOTH, "script-or-action", at_root("/AcroForm", Dictionary(Fields=[Dictionary(FT=Name.Tx)]))),
    (
        "link inside the bleed",
        BOTH,
        "annotation-on-page",
        on_page("/Annots", Array([Dictionary(Subtype=Name.Link, Rect=[30, 30, 60, 60])])),
    ),
    ("only the trim is shown", BOTH, "viewing-area", at_root("/ViewerPreferences", Dictionary(ViewArea=Name.TrimBox))),
    ("layers", X1A, "layers", at_root("/OCProperties", Dictionary(OCGs=[], D=Dictionary()))),
    ("layers by themselves", X4, "layers", at_root("/OCProperties", Dictionary(D=Dictionary(AS=[Dictionary()])))),
    # Fonts.
    ("font not embedded", BOTH, "font-not-embedded", without_font_file),
    ("Helvetica", BOTH, "font-not-embedded", painting(b"BT /H 12 Tf (a) Tj ET", Font={"/H": unembedded})),
    ("font file empty", BOTH, "font-damaged", with_broken_font_file),
    ("no way back to text", BOTH, "no-text-in-font", without_to_unicode),
    ("glyph 0", BOTH, "missing-glyph", showing(b"00240000")),
    ("glyph beyond the font", BOTH, "missing-glyph", showing(b"0024FFF0")),
    ("text of 4 pt", BOTH, "small-text", in_small_text(4)),
    ("text of 8 pt in four inks", BOTH, "small-multi-ink-text", in_small_text(8, b"0.5 0.5 0.5 0.5 k")),
    # Colours.
    ("screen colour", BOTH, "rgb-color", painting(b"1 0 0 rg 0 0 9 9 re f")),
    ("screen colour of a line", BOTH, "rgb-color", painting(b"1 0 0 RG 0 0 m 9 9 l S")),
    ("screen colour by name", BOTH, "rgb-color", painting(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f")),
    ("screen colours in a form", BOTH, "rgb-color", nested(b"1 0 0 rg 0 0 9 9 re f")),
    (
        "screen colours in an image",
        BOTH,
        "rgb-color",
        placed_image(raw_image(bytes(120_000), 200, 200, Name.DeviceRGB)),
    ),
    (
        "screen colours in a palette",
        BOTH,
        "rgb-color",
        placed_image(raw_image(bytes(40_000), 200, 200, Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\xff\0\0")]))),
    ),
    (
        "screen colours in an inline image",
        BOTH,
        "rgb-color",
        painting(b"0.2 0 0 0.2 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"),
    ),
    (
        "screen colours in a gradient",
        BOTH,
        "rgb-color",
        painting(
            b"/Sh sh",
            Shading={
                "/Sh": Dictionary(
                    ShadingType=2,
                    ColorSpace=Name.DeviceRGB,
                    Coords=[0, 0, 9, 9],
                    Function=Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 0, 0]),
                )
            },
        ),
    ),
    (
        "a spot ink that stands in as red",
        BOTH,
        "rgb-color",
        painting(b"/Sp cs 1 scn 0 0 9 9 re f", ColorSpace={"/Sp": separation("Rose", "DeviceRGB", (1, 0, 0))}),
    ),
    (
        "Lab",
        X1A,
        "device-independent-color",
        painting(
            b"/L cs 50 0 0 sc 0 0 9 9 re f",
            ColorSpace={"/L": Array([Name.Lab, Dictionary(WhitePoint=[0.9505, 1, 1.089])])},
        ),
    ),
    (
        "ICC",
        X1A,
        "device-independent-color",
        painting(b"/I cs 1 0 0 sc 0 0 9 9 re f", ColorSpace={"/I": icc_space}),
    ),
    (
        "a spot ink defined twice",
        BOTH,
        "spot-defined-twice",
        painting(b"/Sp cs 1 scn 0 0 9 9 re f", ColorSpace={"/Sp": separation("Gold", c1=(1, 0, 0, 0))}),
    ),
    ("400 % of ink", BOTH, "too-much-ink", painting(b"1 1 1 1 k 0 0 9 9 re f")),
    ("320 % of ink in text", BOTH, "too-much-ink", in_small_text(20, b"0.8 0.8 0.8 0.8 k")),
    (
        "400 % in an image",
        BOTH,
        "too-much-ink-in-image",
        placed_image(raw_image(INK_FULL, 100, 100, Name.DeviceCMYK), 0.2),
    ),
    (
        "309 % in an image",
        BOTH,
        "too-much-ink-in-image",
        placed_image(raw_image(INK_DEEP, 100, 100, Name.DeviceCMYK), 0.2),
    ),
    (
        "400 % in a palette",
        BOTH,
        "too-much-ink-in-image",
        placed_image(raw_image(b"\1" * 10_000, 100, 100, PALETTE), 0.2),
    ),
    # Resources.
    ("no such state in a form", BOTH, "missing-resource", nested(b"/Gone gs 0 0 9 9 re f")),
    ("no such space in a form", BOTH, "missing-resource", nested(b"/Gone cs 1 scn 0 0 9 9 re f")),
    ("no such gradient in a form", BOTH, "missing-resource", nested(b"/Gone sh")),
    ("no such font", BOTH, "missing-resource", painting(b"BT /Gone 12 Tf (a) Tj ET")),
    ("no such form", BOTH, "missing-resource", painting(b"/Gone Do")),
    ("a form within itself", BOTH, "page-too-deep", endless),
    # Transparency.
    ("soft mask of an image", X1A, "transparency-in-pdfx1a", soft_masked),
    ("opacity", X1A, "transparency-in-pdfx1a", painting(b"/T gs", ExtGState={"/T": Dictionary(ca=0.5)})),
    ("opacity of lines", X1A, "transparency-in-pdfx1a", painting(b"/T gs", ExtGState={"/T": Dictionary(CA=0.5)})),
    ("blend mode", X1A, "transparency-in-pdfx1a", painting(b"/T gs", ExtGState={"/T": Dictionary(BM=Name.Multiply)})),
    (
        "group on the page",
        X1A,
        "transparency-in-pdfx1a",
        on_page("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
    ),
    (
        "group of a form",
        X1A,
        "transparency-in-pdfx1a",
        painting(b"/Fo Do", XObject={"/Fo": form(b"", Dictionary(), Group=Dictionary(S=Name.Transparency))}),
    ),
    # Packing and printing.
    ("LZW", BOTH, "forbidden-compression", lzw),
    ("JPEG 2000", X1A, "forbidden-compression", packed_as("JPXDecode")),
    ("JBIG2", X1A, "forbidden-compression", packed_as("JBIG2Decode")),
    (
        "transfer curve",
        BOTH,
        "transfer-curve",
        painting(b"/T gs", ExtGState={"/T": Dictionary(TR=Dictionary(FunctionType=2, N=1, Domain=[0, 1]))}),
    ),
    (
        "PostScript",
        BOTH,
        "embedded-postscript",
        painting(b"/Ps Do", XObject={"/Ps": lambda pdf: pdf.make_stream(b"showpage", Subtype=Name.PS)}),
    ),
    ("another image for print", BOTH, "alternate-image", alternates),
    (
        "white printed over ink",
        BOTH,
        "white-overprint",
        painting(b"/O gs 0 0 0 0 k 0 0 9 9 re f", ExtGState={"/O": Dictionary(OP=True, op=True, OPM=1)}),
    ),
    (
        "none of an ink printed over ink",
        BOTH,
        "white-overprint",
        painting(
            b"/O gs /S cs 0 scn 0 0 9 9 re f",
            ExtGState={"/O": Dictionary(OP=True)},
            ColorSpace={"/S": separation("Silver")},
        ),
    ),
    ("PDF/X-1a:2001, too new", X1A, "wrong-standard", in_info("/GTS_PDFXVersion", "PDF/X-1a:2001")),
    # What will look bad.
    (
        "250 pixels per inch",
        BOTH,
        "low-resolution-image",
        placed_image(raw_image(bytes(40_000), 200, 200, Name.DeviceGray), 0.8),
    ),
    (
        "50 pixels per inch",
        BOTH,
        "low-resolution-image",
        placed_image(raw_image(bytes(40_000), 200, 200, Name.DeviceGray), 4),
    ),
    ("image without a size", BOTH, "unreadable-image", placed_image(raw_image(b"", 0, 0, Name.DeviceGray))),
    ("hairline", BOTH, "hairline", painting(b"0.1 w 0 0 m 9 9 l S")),
    ("hairline by scaling", BOTH, "hairline", painting(b"0.1 0 0 0.1 0 0 cm 1 w 0 0 m 90 90 l S")),
    ("hairline of another colour", BOTH, "hairline", painting(b"0.1 w 0.5 g 0 G 0 0 9 9 re B")),
    ("line of no width", BOTH, "hairline", painting(b"0 w 0 0 m 9 9 l S")),
]


@pytest.mark.parametrize(
    ("standard", "wanted", "spoil"),
    [
        pytest.param(standard, wanted, spoil, id=f"{title}-{standard}")
        for title, standards, wanted, spoil in FAULTS
        for standard in standards
    ],
)
def test_a_planted_fault_is_found_and_nothing_else(standard: Standard, wanted: str, spoil: Spoil) -> None:
    problems = preflight(spoiled(standard, spoil), standard)
    assert {problem.name for problem in problems} == {wanted}
    assert all(problem.help and "\n" not in problem.message for problem in problems)


def test_there_are_many_faults_of_many_kinds() -> None:
    assert len(FAULTS) >= 25
    assert len({wanted for _, _, wanted, _ in FAULTS}) >= 25


def test_the_file_is_too_new() -> None:
    for standard in BOTH:
        data = spoiled(standard, lambda _: None, version="1.7")
        assert [problem.name for problem in preflight(data, standard)] == ["pdf-too-new"]


def test_packed_objects_are_too_new_for_x1a() -> None:
    with pikepdf.open(BytesIO(spoiled("pdfx1a", lambda _: None))) as pdf:
        buffer = BytesIO()
        pdf.save(buffer, min_version="1.5", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    problems = preflight(buffer.getvalue().replace(b"%PDF-1.5", b"%PDF-1.4"), "pdfx1a")
    assert {problem.name for problem in problems} == {"pdf-too-new"}


def test_a_locked_file() -> None:
    with pikepdf.open(BytesIO(spoiled("pdfx4", lambda _: None))) as pdf:
        for user, names in (("", {"encrypted-pdf", "pdf-too-new"}), ("secret", {"encrypted-pdf"})):
            buffer = BytesIO()
            pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=user))
            assert {problem.name for problem in preflight(buffer.getvalue(), "pdfx4")} == names


def test_pages_that_are_not_there() -> None:
    data = spoiled("pdfx1a", lambda _: None)
    changed = re.sub(rb"/Count 2", b"/Count 9", data)
    assert changed != data
    (problem,) = preflight(changed, "pdfx1a")
    assert (problem.name, problem.message) == ("damaged-pdf", "the file says that it has 9 pages, and has 2")
    assert [problem.severity for problem in preflight(changed, "home")] == ["warning"]


def test_no_identifier() -> None:
    data = spoiled("pdfx1a", lambda _: None)
    changed = re.sub(rb"/ID ?\[[^\]]*\]", lambda found: b" " * len(found[0]), data)
    assert changed != data
    assert [problem.name for problem in preflight(changed, "pdfx1a")] == ["missing-id"]


def test_messages_name_the_page_and_the_object() -> None:
    problems = preflight(
        spoiled("pdfx4", placed_image(raw_image(bytes(40_000), 200, 200, Name.DeviceGray), 0.8)), "pdfx4"
    )
    assert [problem.message for problem in problems] == [
        "page 2, image `Pic` has 250 pixels per inch at the size it is printed in"
    ]
    assert [problem.severity for problem in problems] == ["warning"]


def test_limits_are_the_shops() -> None:
    data = spoiled("pdfx1a", painting(b"0.6 0.4 0.4 1 k 0 0 9 9 re f"))
    assert preflight(data, "pdfx1a") == ()
    tight = preflight(data, "pdfx1a", Limits(total_ink=230, bleed=20))
    assert [problem.name for problem in tight if "240 %" in problem.message or problem.name == "no-bleed"] == [
        "too-much-ink",
        "no-bleed",
    ]


@pytest.mark.parametrize("standard", BOTH)
def test_a_thin_line_in_the_colour_that_it_surrounds_only_makes_that_wider(standard: Standard) -> None:
    spoil = painting(b"0.1 w 0.5 g 0.5 G 0 0 9 9 re B")
    assert preflight(spoiled(standard, spoil), standard) == ()
