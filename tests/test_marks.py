"""What stands on a card beside plain words, printed and read by other programs."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import zxingcpp

from generator import disk
from generator.basics.problems import Place
from generator.build import load
from tests.small_deck import made, picture, told, words, written
from tests.templating.test_fonts import patched

CODE = '<card><qr data="{{ card.text }}" alt="a link"/></card>'


def codes(data: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture(data))]


@pytest.mark.parametrize(
    "text",
    ["https://example.org/?a=1&b=<2>", "Grüße, 日本語 “and” 'more'", "BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jo\nEND:VCARD"],
)
def test_a_printed_qr_code_says_its_data(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path, CODE, "card { background: #dfe8d0 } qr { width: 25mm }", text)
    built = made(folder)
    assert told(built.problems) == []
    assert codes(built.files["cards.pdf"]) == [text]


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("", []),
        ("qr { width: 9.6mm }", []),  # 29 modules of 0.33 mm
        (
            "qr { width: 9mm }",
            [("qr-module-too-small", "card `one`: the modules of the QR code are only 0.31 mm wide")],
        ),
        ("qr { color: #0072B2 }", []),
        ("qr { color: #ccc }", [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")]),
        (
            "qr { color: white; background: black }",
            [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")],
        ),
        (
            "card { background: #333 } qr { background: none }",
            [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")],
        ),
        ("card { background: linear-gradient(red, blue) } qr { background: none }", []),
    ],
)
def test_a_code_that_phones_would_fail_to_read_is_a_problem(
    tmp_path: Path, css: str, found: list[tuple[str, str]]
) -> None:
    folder = written(tmp_path, CODE, f"card {{ align-items: flex-start }} {css}", "x")
    assert told(made(folder).problems) == found


@pytest.mark.parametrize(("padding", "found"), [("0", ["qr-quiet-zone"]), ("2mm", []), ("1mm", ["qr-quiet-zone"])])
def test_the_quiet_zone_may_be_padding(tmp_path: Path, padding: str, found: list[str]) -> None:
    card = '<card><qr data="x" quiet="0"/></card>'
    built = made(
        written(tmp_path, card, f"card {{ align-items: flex-start }} qr {{ width: 12mm; padding: {padding} }}")
    )
    assert [problem.name for problem in built.problems] == found


# -- Fonts that come along ---------------------------------------------------------------------------------------

FRAUNCES = (Path(__file__).parents[1] / "fonts/fraunces/Fraunces-Regular.ttf").read_bytes()


def fonts_in(data: bytes) -> set[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return {
            str(found.get("/BaseFont")).split("+")[-1]
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font" and "/DescendantFonts" in found
        }


@pytest.mark.parametrize("folder", ["", "templates/own/"])
def test_a_font_of_ones_own_is_used_and_embedded(tmp_path: Path, folder: str) -> None:
    css = (
        "@font-face { font-family: Mine; src: url(fonts/Own.ttf); unicode-range: U+61-63 }"
        "p { font-family: Mine, Atkinson Hyperlegible Next }"
    )
    built = made(
        written(tmp_path, "<card><p>{{ card.text }}</p></card>", css, "abc xyz", {f"{folder}fonts/Own.ttf": FRAUNCES})
    )
    assert told(built.problems) == []
    assert words(built.files["cards.pdf"]).split()[:2] == ["abc", "xyz"]
    assert "Fraunces-Regular" in fonts_in(built.files["cards.pdf"])


def test_a_font_damaged_deeper_down_is_told_at_its_rule(tmp_path: Path) -> None:
    css = "\n@font-face { font-family: Mine; src: url(fonts/Own.ttf) }\np { font-family: Mine }"
    damaged = patched(FRAUNCES, b"maxp", 4, b"\0\0")
    built = made(written(tmp_path, "<card><p>x</p></card>", css, "", {"templates/own/fonts/Own.ttf": damaged}))
    found = next(problem for problem in built.problems if problem.name == "damaged-font" and problem.at is not None)
    assert isinstance(found.at, Place)
    assert (found.at.file.rsplit("/", 1)[-1], found.at.line) == ("style.css", 3)


def test_a_damaged_font_in_the_folder_is_told(tmp_path: Path) -> None:
    files = {"fonts/Broken.ttf": FRAUNCES[:300], "fonts/Packed.woff2": b"wOF2"}
    built = made(written(tmp_path, "<card><p>x</p></card>", files=files))
    assert [(problem.name, problem.severity) for problem in built.problems] == [
        ("damaged-font", "error"),
        ("font-not-supported", "warning"),
    ]
    assert "fonts/Broken.ttf` cannot be used: the file is cut off" in built.problems[0].message


def test_a_folder_of_too_many_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_FILES", 5)
    written(tmp_path, "<card/>", files={f"more/{number}.txt": "" for number in range(6)})
    loaded = load(str(tmp_path))
    assert loaded.deck is None
    assert loaded.problems[0].name == "too-many-files"
