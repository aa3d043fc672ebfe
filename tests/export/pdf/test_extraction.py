"""What is written on a card in any script can be searched and copied: set, exported, and read back by two programs."""

import io
import os
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from generator.basics.geometry import Rect, Size
from generator.basics.sfnt import font_facts
from generator.model.assets import Font
from generator.model.design import Run, Style, TextStyle
from generator.typesetting.text import Text
from tests.export.pieces import text_of, write
from tests.typesetting.text.shelf import DictAssets

NOTO = Path("/usr/share/fonts/truetype/noto")
FILES = ("Sans", "NaskhArabic", "SansHebrew", "SansDevanagari", "SansThai", "SansKhmer")

FAMILY = "👩\u200d👧"
IDEOGRAPHS = "今天有什么小事让你开心？「日本語」ラーメンの話。오늘 좋은 일이 있었나요"


@cache
def boxes() -> Font:
    """A font of boxes for what needs no more to be told apart: ideographs, kana, hangul, two people as one glyph."""
    characters = sorted({*IDEOGRAPHS, *FAMILY, "☀"} - {" "})
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", "space", *names.values(), "family"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({32: "space", **names})
    pen = TTGlyphPen(None)
    for number, (x, y) in enumerate(((50, 0), (50, 800), (950, 800), (950, 0))):
        (pen.lineTo if number else pen.moveTo)((x, y))
    pen.closePath()
    glyph = pen.glyph()
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({name: empty if name in ("space", "u200D") else glyph for name in order})
    builder.setupHorizontalMetrics({name: (0 if name == "u200D" else 1000, 50) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes"})
    builder.setupOS2()
    builder.setupPost()
    addOpenTypeFeaturesFromString(
        builder.font, "languagesystem DFLT dflt; feature ccmp { sub u1F469 u200D u1F467 by family; } ccmp;"
    )
    file = io.BytesIO()
    builder.save(file)
    return Font("Boxes", 400, False, file.getvalue(), "boxes", "boxes.ttf")


@cache
def engine() -> tuple[Text, tuple[str, ...]]:
    if not NOTO.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{NOTO} is missing: apt-get install fonts-noto-core")
        pytest.skip("the package fonts-noto-core is not installed")
    fonts = []
    for name in FILES:
        file = NOTO / f"Noto{name}-Regular.ttf"
        data = file.read_bytes()
        facts = font_facts(data)
        fonts.append(Font(facts.family, facts.weight, facts.italic, data, file.stem, file.name))
    fonts.append(boxes())
    return Text(DictAssets(fonts)), tuple(font.family for font in fonts)


@cache
def document(content: str, *, first: str = "", width: float = 560.0) -> bytes:
    """One page with the text, in the font that is named first or else the first that has it."""
    setter, families = engine()
    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in content)
    look = TextStyle(families=tuple(sorted(families, key=lambda name: name != first)), size=14.0)
    style = Style(text=look, direction="rtl" if rtl else "ltr", line_height=1.8)
    setting = setter.set((Run(content, look),), style, Rect(10, 10, width, 200))
    assert setting.missing == ()
    return write(*setting.items, size=Size(width + 20, 220))


def by_poppler(data: bytes) -> str:
    try:
        done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    except FileNotFoundError:
        if os.environ.get("CI"):
            pytest.fail("pdftotext is missing: apt-get install poppler-utils")
        pytest.skip("poppler is not installed")
    return done.stdout.decode()


def by_pdfium(data: bytes) -> str:
    return text_of(data)


READERS = {"poppler": by_poppler, "pdfium": by_pdfium}

_STEERING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\f"))


def plain(text: str) -> str:
    """Without what readers add to steer directions; marks on one letter in their canonical order."""
    return unicodedata.normalize("NFC", text.translate(_STEERING)).strip()


SAMPLES = {
    "Latin": "What office, “naïve” fjord — flight?",
    "Greek": "Τι μικρό πράγμα πήγε καλά σήμερα;",
    "Cyrillic": "Что хорошего случилось сегодня?",
    "Arabic": "ما الشيء الصغير الذي سار على ما يرام اليوم؟",
    "Arabic ligatures": "لا إله إلا الله",
    "Arabic with marks": "السَّلَامُ عَلَيْكُمْ",
    "Arabic with brackets": "سؤال (مهم) عن الحب [قديم]",
    "Arabic with marks and brackets": "قَالَ (نَعَمْ) لِي",
    "Arabic with a number": "في عام 2024 حدث شيء",
    "Hebrew": "מה קרה היום?",
    "Hebrew with points": "שָׁלוֹם עֲלֵיכֶם",
    "Hebrew with brackets": "שאלה (חשובה) אחת",
    "Devanagari": "आज आपके लिए कौन सी छोटी बात अच्छी रही?",
    "Devanagari conjuncts": "क्षत्रिय हिन्दी श्री",
    "Thai": "น้ำใจ ที่ทำให้สุข",
    "Khmer": "តើអ្វីដែលធ្វើឱ្យអ្នក",
    "Chinese": "今天有什么小事让你开心？",
    "Japanese": "「日本語」ラーメンの話。",
    "Korean": "오늘 좋은 일이 있었나요",
    "Emoji with a joiner": f"☀ {FAMILY} ☀",
}

#: What a reader makes of a text that is told to it rightly, and why nothing here can help it.
#:
#: Brackets in right-to-left text: the glyph is that of the other bracket, as ToUnicode names it, for the same
#: glyph stands in left-to-right text; ActualText around it says what was written (ISO 32000-1, 14.9.4). Poppler goes by
#: that. Pdfium does too, and then mirrors every bracket of a right-to-left line, as if it had read the glyph. Without
#: ActualText, measured on the file with just that taken out, it is the other way round: pdfium is right and poppler
#: swaps them. One of the two is always wrong, so the file says what the standard says.
_SWAPS = "pdfium turns round the brackets of right-to-left text once more, though the file names the right one"
_TEARS = "pdfium takes a letter whose mark is raised for the end of a word"
_DOUBLES = "poppler puts both spaces around a number on one side of it"
DEVIATIONS: dict[tuple[str, str], str] = {
    ("Arabic with marks", "pdfium"): _TEARS,
    ("Arabic with marks and brackets", "pdfium"): _TEARS,
    ("Hebrew with points", "pdfium"): _TEARS,
    ("Arabic with brackets", "pdfium"): _SWAPS,
    ("Hebrew with brackets", "pdfium"): _SWAPS,
    ("Arabic with a number", "poppler"): _DOUBLES,
}


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("script", SAMPLES)
def test_what_is_written_is_read(script: str, reader: str) -> None:
    read = plain(READERS[reader](document(SAMPLES[script])))
    if (script, reader) in DEVIATIONS:
        assert read != plain(SAMPLES[script]), "a deviation that is none any more: take it out"
        # Nothing is lost all the same: what is there are the same letters.
        assert {*read} - {" "} >= {*plain(SAMPLES[script])} - {" "}
    else:
        assert read == plain(SAMPLES[script])


def test_arabic_of_a_font_with_ligatures_is_read() -> None:
    for script in ("Arabic", "Arabic ligatures", "Arabic with marks", "Arabic with brackets"):
        data = document(SAMPLES[script], first="Noto Naskh Arabic")
        assert plain(by_poppler(data)) == plain(SAMPLES[script])


def test_a_divided_word_is_read_with_its_hyphen() -> None:
    """Readers join it again by the hyphen at the line's end, as they do with every book."""
    for reader in READERS.values():
        read = plain(reader(document("Freundschaft und Donau\u00addampfschiff", width=118)))
        joined = (
            read.replace("\r", "").replace("‐\n", "").replace("-\n", "").replace("\ufffe", "").replace("\u0002", "")
        )
        assert "Donaudampfschiff" in joined.replace("\n", ""), read


def test_lines_are_read_in_their_order() -> None:
    for script in ("Latin", "Hebrew", "Devanagari"):
        for reader in READERS.values():
            read = plain(reader(document(SAMPLES[script], width=110)))
            assert read.split() == SAMPLES[script].split()
