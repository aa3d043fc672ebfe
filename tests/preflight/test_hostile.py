"""Damaged files and files made to do harm end in problems, soon."""

import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from generator.model.press import Limits
from generator.preflight import claimed, preflight
from generator.preflight.findings import TOLD, Findings
from tests.preflight.making import good, painting, raw_image, spoiled


def names(data: bytes, limits: Limits | None = None) -> set[str]:
    return {problem.name for problem in preflight(data, "pdfx4", limits)}


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"a letter", b"\xff\xd8\xff", b"PK\3\4" * 50])
def test_what_is_no_pdf(data: bytes) -> None:
    assert names(data) == {"not-a-pdf"}


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<<", b"%PDF-1.4\ntrailer <</Root 1 0 R>>"])
def test_what_only_begins_like_one(data: bytes) -> None:
    assert names(data) <= {"not-a-pdf", "damaged-pdf"}


@given(part=st.floats(0.01, 0.99))
@settings(max_examples=15, deadline=None)
def test_a_file_that_is_cut_off(part: float) -> None:
    data = good("pdfx1a")
    assert names(data[: int(len(data) * part)])


@given(place=st.integers(0, 2_000_000), value=st.integers(0, 255), length=st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_a_file_with_wrong_bytes_raises_nothing(place: int, value: int, length: int) -> None:
    data = bytearray(good("pdfx1a"))
    # Not within the profile, which is most of the file: nobody notices a wrong byte in a table.
    place %= 12_000
    data[place : place + length] = bytes([value]) * length
    preflight(bytes(data), "pdfx1a")


def bomb(size: int) -> bytes:
    return (
        zlib.compress(zlib.compress(b"\0" * size, 9), 9) if size > 2**28 else zlib.compress(b"0 0 m " * (size // 6), 9)
    )


def test_a_page_that_unpacks_to_gigabytes() -> None:
    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[1]
        page.obj.Contents = pdf.make_stream(b"")
        page.obj.Contents.write(bomb(200_000_000), filter=Name.FlateDecode)

    start = time.perf_counter()
    assert names(spoiled("pdfx4", spoil)) == {"page-unreadable"}
    assert time.perf_counter() - start < 5


def test_an_image_that_unpacks_to_gigabytes() -> None:
    def spoil(pdf: Pdf) -> None:
        image = raw_image(b"", 300, 300, Name.DeviceCMYK)(pdf)
        image.write(zlib.compress(b"\0" * 100_000_000, 9), filter=Name.FlateDecode)
        painting(b"20 0 0 20 0 0 cm /Pic Do", XObject={"/Pic": image})(pdf)

    assert names(spoiled("pdfx4", spoil)) == {"unreadable-image"}


def test_forms_that_call_each_other_more_and_more_often() -> None:
    """Each of thirty forms calls the next one twice: a thousand million calls."""

    def spoil(pdf: Pdf) -> None:
        last = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for _ in range(25):
            inner = pdf.make_indirect(last)
            last = pdf.make_stream(
                b"q 1.01 0 0 1 0 0 cm /A Do Q q 1 0 0 1.02 0 0 cm /A Do Q",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 9, 9]),
                Resources=Dictionary(XObject=Dictionary(A=inner)),
            )
        painting(b"/Many Do", XObject={"/Many": last})(pdf)

    start = time.perf_counter()
    assert names(spoiled("pdfx4", spoil), Limits(operators=50_000)) <= {"preflight-incomplete"}
    assert time.perf_counter() - start < 5


def test_too_many_operators_pages_and_pixels() -> None:
    many = spoiled("pdfx4", painting(b"q Q " * 10_000))
    assert names(many, Limits(operators=5_000)) == {"preflight-incomplete"}
    assert names(good("pdfx4"), Limits(pages=1)) == {"preflight-incomplete"}
    assert names(good("pdfx4"), Limits(pixels=10)) == {"preflight-incomplete"}


@pytest.mark.parametrize(
    "operators",
    [b"1 " * 1_000_000, b"[" * 100_000, b"<<" * 100_000, b"(" * 100_000, b"/" * 500_000, b"\\" * 100_000],
    ids=["numbers", "arrays", "dictionaries", "strings", "names", "rubbish"],
)
def test_pages_of_rubbish(operators: bytes) -> None:
    start = time.perf_counter()
    assert names(spoiled("pdfx4", painting(operators))) <= {"page-unreadable"}
    assert time.perf_counter() - start < 5


def test_wrong_kinds_anywhere_raise_nothing() -> None:
    for key in ("/Resources", "/Contents", "/TrimBox", "/MediaBox", "/Annots", "/Group", "/BleedBox", "/UserUnit"):
        for value in (Array([]), Dictionary(), 7, Name.X, Array([Name.X, 1, Dictionary(), 3]), Dictionary(Font=3)):

            def spoil(pdf: Pdf, key: str = key, value: object = value) -> None:
                pdf.pages[1].obj[key] = value

            preflight(spoiled("pdfx4", spoil), "pdfx4")
    for key in ("/OutputIntents", "/Metadata", "/Names", "/OpenAction", "/AcroForm", "/OCProperties", "/AA"):
        for value in (Array([]), Dictionary(), 7, Name.X, Array([3])):

            def spoil_root(pdf: Pdf, key: str = key, value: object = value) -> None:
                pdf.Root[key] = value

            preflight(spoiled("pdfx1a", spoil_root), "pdfx1a")


def test_many_faults_of_a_kind_are_counted_and_drown_no_other() -> None:
    def spoil(pdf: Pdf) -> None:
        for number in range(300):
            painting(b"/Gone%d Do" % number)(pdf)
        painting(b"1 0 0 rg 0 0 9 9 re f")(pdf)
        del pdf.pages[-1].obj["/TrimBox"]

    found = preflight(spoiled("pdfx4", spoil), "pdfx4")
    gone = [problem for problem in found if problem.name == "missing-resource"]
    assert len(gone) == TOLD + 1
    assert gone[-1].message == f"such faults are in {300 - TOLD} more places, on page 2"
    assert gone[-1].help == gone[0].help
    assert {"rgb-color", "missing-box"} <= {problem.name for problem in found}


def test_the_pages_of_further_faults_are_named() -> None:
    findings = Findings()
    for number in (*range(1, TOLD + 1), 5, 6, 7, 9, 9, 12, 13):
        findings.add("missing-box", f"page {number} has no trim box")
    assert findings.problems()[-1].message == "such faults are in 6 more places, on pages 5 to 7, 9, 12 and 13"
    for number in range(20, 60, 2):
        findings.add("missing-box", f"page {number} has no trim box")
    assert findings.problems()[-1].message.endswith("on pages 5 to 7, 9, 12, 13, 20 and others up to 58")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\ntrailer <</Root 1 0 R/Info 3>>"])
def test_what_cannot_be_read_claims_nothing(data: bytes) -> None:
    assert claimed(data) == "pdfx4"


def test_a_file_without_pages_is_told() -> None:
    pdf = pikepdf.new()
    buffer = BytesIO()
    pdf.save(buffer)
    assert {problem.name for problem in preflight(buffer.getvalue(), "home")} == {"no-pages"}


def test_messages_show_nothing_that_a_terminal_would_obey() -> None:
    def spoil(pdf: Pdf) -> None:
        painting(b"/Evil#1b#5d0;x#07`#e2#80#ae Do")(pdf)

    (problem,) = preflight(spoiled("pdfx4", spoil), "pdfx4")
    assert all(char.isprintable() for char in problem.message)
