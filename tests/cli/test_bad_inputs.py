"""Fonts and texts that would do harm: each ends in a plain problem, within ten seconds of work and a gigabyte."""

import io
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf").read_bytes()

WIDTHS = TTFont(io.BytesIO(SOUND)).reader.tables["hmtx"].length

DECK = """[deck]
id = "bad"
title = "Bad"
version = "1"
format = "poker"
template = "plain"
cards = ["cards.toml"]
[fields.text]
type = "text"
[fields.hint]
type = "text"
[suits.one]
title = "One"
color = "#0072B2"
icon = "sun"
"""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


def build(
    folder: Path, text: str = "Hello office, “AVATAR” and tea?", font: bytes | None = None
) -> tuple[int, list[str], str]:
    """The exit code, the names of the problems and all that was said."""
    folder.joinpath("deck.toml").write_text(DECK)
    card = f'[[card]]\nid = "a-1"\nsuit = "one"\ntext = {json.dumps(text, ensure_ascii=False)}\n'
    folder.joinpath("cards.toml").write_text(card, encoding="utf-8")
    if font is not None:
        folder.joinpath("fonts").mkdir()
        folder.joinpath("fonts", "bad.ttf").write_bytes(font)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", ".", "--format", "json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limited,
    )
    assert "Traceback" not in done.stderr
    found = json.loads(done.stdout)
    return done.returncode, [problem["name"] for problem in found], done.stdout


def changed(table: bytes, offset: int, value: bytes) -> bytes:
    """The sound font with a few bytes of a table changed."""
    data = bytearray(SOUND)
    entry = next(
        12 + 16 * n for n in range(struct.unpack_from(">H", data, 4)[0]) if data[12 + 16 * n : 16 + 16 * n] == table
    )
    start, length = struct.unpack_from(">II", data, entry + 8)
    value = value or b"\xff" * length
    data[start + offset : start + offset + len(value)] = value
    return bytes(data)


def with_outline(letter: str, outline: bytes, font: bytes = SOUND) -> bytes:
    """The font with another outline for a letter, written over its own."""
    read = TTFont(io.BytesIO(font))
    number = read.getGlyphID(read.getBestCmap()[ord(letter)])
    start, end = read["loca"].locations[number : number + 2]
    assert len(outline) <= end - start
    data = bytearray(font)
    glyf = read.reader.tables["glyf"].offset
    data[glyf + start : glyf + start + len(outline)] = outline
    return bytes(data)


def made_of(letter: str) -> bytes:
    """An outline that is another letter's, moved a little (OpenType 1.9, `glyf`)."""
    font = TTFont(io.BytesIO(SOUND))
    number = font.getGlyphID(font.getBestCmap()[ord(letter)])
    return struct.pack(">hhhhh HHhh", -1, 0, 0, 500, 500, 0b11, number, 5, 5)


FONTS = {
    "half of it": (SOUND[: len(SOUND) // 2], ["damaged-font"]),
    "forbids embedding": (changed(b"OS/2", 8, b"\x00\x02"), ["font-not-embeddable"]),
    "no outlines where it says": (changed(b"glyf", 0, b""), ["damaged-font"]),
    "outlines nowhere": (changed(b"loca", 0, b""), ["damaged-font"]),
    "no characters": (changed(b"cmap", 0, b""), ["damaged-font"]),
    "letters as wide as a street": (changed(b"hmtx", 0, b""), ["damaged-font"]),
    "more glyphs than it has": (changed(b"maxp", 4, b"\xff\xff"), ["damaged-font"]),
    "no ligatures where it says": (changed(b"GSUB", 0, b""), ["damaged-font"]),
    "letters without width": (changed(b"hmtx", 0, bytes(WIDTHS)), ["damaged-font"]),
    "no scale": (changed(b"head", 18, b"\0\0"), ["damaged-font"]),
    "no widths": (changed(b"hhea", 34, b"\0\0"), ["damaged-font"]),
    "lines as high as a house": (changed(b"OS/2", 68, b"\x7f\xff\x80\0"), ["impossible-metrics"]),
    "lines as low as a hair": (changed(b"OS/2", 68, b"\0\1\0\0"), ["impossible-metrics"]),
    "a letter made of itself": (with_outline("a", made_of("a")), ["font-damaged"]),
    "letters made of each other": (with_outline("a", made_of("e"), with_outline("e", made_of("a"))), ["font-damaged"]),
    "a letter cut off": (with_outline("a", struct.pack(">hhhhh", 5, 0, 0, 500, 500)), ["font-damaged"]),
}


@pytest.mark.parametrize("fault", FONTS)
def test_bad_fonts(fault: str, tmp_path: Path) -> None:
    font, problems = FONTS[fault]
    code, found, said = build(tmp_path, font=font)
    assert (found, code) == (problems, int(bool(problems) and problems != ["impossible-metrics"])), said
    if problems:
        assert "bad.ttf" in said


TEXTS = {
    "a hundred thousand letters": ("word " * 20_000, "too-long"),
    "a word as long as may be": ("x" * 19_990, "text-overflows"),
    "syllables as many as may be": ("ab\u00ad" * 6_660, "text-overflows"),
    "nested directions": ("\u2067" * 19_990 + "a", "lone-bidi-control"),
    "an emoji joined without end": ("\U0001f468\u200d" * 9_995, "text-overflows"),
    "brackets that never close": ("[" * 19_990, "text-overflows"),
    "links in links": ("[a](" * 4_997, "text-overflows"),
    "a hundred thousand marks on one letter": ("a" + "\u0301" * 100_000, "too-long"),
    "a bell": ("a\u0007b", "control-character"),
    "an escape": ("a\u001b[31mb", "control-character"),
    "no character at all": ("a\uffffb", "control-character"),
}


@pytest.mark.parametrize("fault", TEXTS)
def test_bad_texts(fault: str, tmp_path: Path) -> None:
    text, problem = TEXTS[fault]
    _, found, said = build(tmp_path, text)
    assert found == [problem], said
    assert "\x1b" not in said
    assert "\x07" not in said


def test_what_is_sound_is_built_within_the_same_limits(tmp_path: Path) -> None:
    code, found, said = build(tmp_path, font=SOUND)
    assert (code, found) == (0, []), said
    assert (
        shutil.which("pdftotext") is None
        or "office"
        in subprocess.run(
            ["pdftotext", next(tmp_path.rglob("cards.pdf")), "-"], capture_output=True, text=True, check=True
        ).stdout
    )
