"""What stands on a card beside plain words, printed and read by other programs."""

import struct
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from generator import disk
from generator.basics.problems import Place
from generator.build import load
from generator.build.equipment import press_for, would_a_shop_take
from tests.small_deck import made, picture, told, words, written
from tests.templating.test_fonts import patched
from tests.typesetting.text.emoji import bitmap_font, colour_font

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


def with_lines(ascent: int, descent: int, gap: int) -> bytes:
    """The font saying so of its lines, in both places; its em has 2000 units."""
    lines = struct.pack(">hhh", ascent, descent, gap)
    return patched(patched(FRAUNCES, b"hhea", 4, lines), b"OS/2", 68, lines)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((1956, -510, 0), ""),
        ((9000, -3000, 500), ""),
        ((0, 0, 0), "its lines are 0 times as high as its letters are large"),
        ((1, 0, 0), "its lines are 0.0005 times as high as its letters are large"),
        ((32_767, -32_768, 0), "its lines are 32.77 times as high as its letters are large"),
        ((1956, -510, 32_767), "the gap between its lines is 16.38 times as high as its letters"),
    ],
)
def test_a_font_that_says_nonsense_of_its_lines_is_told_and_set_as_others_are(
    tmp_path: Path, lines: tuple[int, int, int], said: str
) -> None:
    css = "@font-face { font-family: Mine; src: url(fonts/Own.ttf) } p { font-family: Mine }"
    built = made(written(tmp_path, WORDS, css, "x", {"templates/own/fonts/Own.ttf": with_lines(*lines)}))
    wanted = [("impossible-metrics", f"the font file `Own.ttf` says what cannot be: {said}")] if said else []
    assert told(built.problems) == wanted
    assert built.files


def test_letters_without_width_are_told(tmp_path: Path) -> None:
    css = "@font-face { font-family: Mine; src: url(fonts/Own.ttf) } p { font-family: Mine }"
    flat = patched(FRAUNCES, b"hmtx", 0, b"\0" * 1200)
    built = made(written(tmp_path, WORDS, css, "x", {"templates/own/fonts/Own.ttf": flat}))
    assert ("damaged-font", "the font file `Own.ttf` cannot be used: its letters have no width") in told(built.problems)


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


# -- Emoji -------------------------------------------------------------------------------------------------------

WORDS = "<card><p name='text'>{{ card.text }}</p></card>"
OWN = {"fonts/Emoji.ttf": colour_font()}


def at(page: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels have the colour."""
    red, green, blue = ImageChops.difference(page, Image.new("RGB", page.size, colour)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[:24])


def test_emoji_are_drawn_in_colour_and_read_back(tmp_path: Path) -> None:
    text = "Hi 😀 there 👍🏽👩‍💻 🇩🇪 1️⃣ 😀"
    built = made(written(tmp_path, WORDS, "p { font-size: 14pt }", text, OWN))
    assert told(built.problems) == []
    data = built.files["cards.pdf"]
    assert words(data).splitlines()[0].strip() == text
    page = picture(data, 72)
    em = 14 * 14
    # Half of each of the two faces is green; the thumb of darker skin is green all over.
    assert at(page, (0, 128, 0)) == pytest.approx(2 * em, rel=0.15)
    assert at(page, (0, 0, 255)) == pytest.approx(2 * em, rel=0.15)


def test_the_emoji_that_come_with_deckwright(tmp_path: Path) -> None:
    text = "😀👍🏽 👩‍💻👨‍👩‍👧‍👦 🏳️‍🌈🇩🇪🇫🇷🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣#️⃣ ❤️⭐🎲♠️🫶🧑🏿‍🤝‍🧑🏻"
    built = made(written(tmp_path, WORDS, "", text))
    assert told(built.problems) == []
    assert words(built.files["cards.pdf"]).split()[:5] == text.split()


def test_an_emoji_is_written_once(tmp_path: Path) -> None:
    sizes = [
        len(made(written(tmp_path / str(count), WORDS, "p { font-size: 6pt }", "😀 " * count, OWN)).files["cards.pdf"])
        for count in (1, 2, 40)
    ]
    assert sizes[2] - sizes[1] < 40 * 16
    data = made(written(tmp_path / "x", WORDS, "", "😀😀😀", OWN)).files["cards.pdf"]
    with pikepdf.open(BytesIO(data)) as pdf:
        yellow = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Stream)
            and found.get("/Subtype") == "/Form"
            and b"1 1 0 rg" in found.read_bytes()
        ]
    assert len(yellow) == 1


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_emoji_become_inks(tmp_path: Path, standard: Literal["pdfx4", "pdfx1a"]) -> None:
    press = press_for(standard, "fogra39")
    built = made(written(tmp_path, WORDS, "", "😀 🔺 🔥", OWN), press)
    assert {problem.name for problem in built.problems} <= {"color-shifts-in-print"}
    data = built.files["cards.pdf"]
    assert would_a_shop_take(data, standard) == ()
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        assert b"/DeviceRGB" not in data
    assert not any(b" rg\n" in content for content in streams)


def test_an_emoji_that_no_font_has_says_what_to_do(tmp_path: Path) -> None:
    built = made(written(tmp_path, WORDS, "", "a 🫩 b 🫩🏽 🫈"))
    (found,) = built.problems
    assert found.name == "missing-glyph"
    assert found.message == "card `one`: no font has the emoji `🫩`, `🫩🏽` and `🫈`"
    assert found.help.startswith("use another one, or put a newer font with colour emoji into the deck's folder")
    assert isinstance(found.at, Place)
    assert found.at.file.endswith("cards.toml")


def test_a_coarse_bitmap_emoji_is_told(tmp_path: Path) -> None:
    font = {"fonts/Emoji.ttf": bitmap_font(32)}
    fine = made(written(tmp_path / "fine", WORDS, "p { font-size: 11pt }", "😀", font))
    assert told(fine.problems) == []
    assert at(picture(fine.files["cards.pdf"], 72), (255, 0, 0)) == pytest.approx(11 * 11, rel=0.2)
    coarse = made(written(tmp_path / "coarse", WORDS, "p { font-size: 20pt }", "😀", font))
    assert [problem.name for problem in coarse.problems] == ["low-resolution-image"]
    assert "the emoji `😀` has only 115 pixels per inch" in coarse.problems[0].message


def test_a_thousand_marks_that_only_steer_leave_no_trace(tmp_path: Path) -> None:
    flag = "\U0001f3f4" + "\U000e0067" * 1_500 + "\U000e007f"
    assert made(written(tmp_path, WORDS, "", flag)).files
