"""Fonts that a stylesheet brings along."""

import struct
from pathlib import Path

import pytest

from generator.basics.problems import Place
from generator.model.assets import Font
from generator.templating import Look, Media, open_look
from tests.templating.made import Folder

FONTS = Path(__file__).parents[2] / "fonts"
REGULAR = (FONTS / "fraunces/Fraunces-Regular.ttf").read_bytes()


def patched(data: bytes, table: bytes, offset: int, value: bytes) -> bytes:
    """The font with a few bytes of one of its tables written anew."""
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == table:
            at = start + offset
            return data[:at] + value + data[at + len(value) :]
    raise LookupError(table)


def look(css: str, **files: bytes) -> Look:
    held = {name.replace("__", "."): data for name, data in files.items()}
    return open_look(
        Folder({"card.xml.j2": "<card/>", "style.css": css, "fonts/Own.ttf": REGULAR, **held}), media=Media()
    )


def fonts(descriptors: str) -> tuple[Font, ...]:
    there = look(f"@font-face {{ font-family: Mine; src: url(fonts/Own.ttf); {descriptors} }}")
    assert there.problems == ()
    return there.fonts


@pytest.mark.parametrize(
    ("descriptors", "weights", "italic"),
    [
        ("", [400], False),
        ("font-weight: bold", [700], False),
        ("font-weight: 500 900", [500], False),
        ("font-weight: 100 900", [400], False),
        ("font-style: italic", [400], True),
        ("font-style: oblique", [400], True),
    ],
)
def test_descriptors_are_what_the_font_is_used_for(descriptors: str, weights: list[int], italic: bool) -> None:
    found = fonts(descriptors)
    assert [font.weight for font in found] == weights
    assert {(font.family, font.italic, font.file) for font in found} == {("Mine", italic, "Own.ttf")}


def test_ranges_of_characters() -> None:
    (font,) = fonts("unicode-range: U+30-39, u+4??, U+20AC")
    assert font.ranges == ((0x30, 0x39), (0x400, 0x4FF), (0x20AC, 0x20AC))


def test_a_file_that_can_be_read_is_taken_before_one_packed_for_the_web() -> None:
    there = look("@font-face { font-family: Mine; src: url(a.woff2) format('woff2'), url(fonts/Own.ttf) }")
    assert there.problems == ()
    assert [font.file for font in there.fonts] == ["Own.ttf"]


@pytest.mark.parametrize(
    ("descriptors", "name", "message", "help_"),
    [
        (
            "src: url(fonts/Onw.ttf)",
            "missing-font",
            "there is no font file `fonts/Onw.ttf`",
            "did you mean `fonts/Own.ttf`?",
        ),
        (
            "src: url(nowhere.otf)",
            "missing-font",
            "there is no font file `nowhere.otf`",
            "put it into the template's folder, or into the deck's `fonts`",
        ),
        (
            "src: url(fonts/Own.woff2)",
            "font-not-supported",
            "`fonts/Own.woff2` is packed for web pages and is not read here",
            "take the same font as .ttf or .otf; whoever offers one offers the other",
        ),
        (
            "src: url(short.ttf)",
            "damaged-font",
            "the font file `short.ttf` cannot be used: the file is cut off",
            "replace it with a sound copy, as .ttf or .otf",
        ),
        (
            "src: url(page.ttf)",
            "damaged-font",
            "the font file `page.ttf` cannot be used: not a TrueType or OpenType font",
            "replace it with a sound copy, as .ttf or .otf",
        ),
        (
            "src: url(locked.ttf)",
            "font-not-embeddable",
            "the font `Fraunces` (locked.ttf) forbids being embedded in a document",
            "use another font, or ask its maker for a licence that allows embedding",
        ),
    ],
)
def test_faults_are_told_at_the_rule(descriptors: str, name: str, message: str, help_: str) -> None:
    there = look(
        "card { color: red }\n\n@font-face { font-family: Mine; " + descriptors + " }",
        short__ttf=REGULAR[:400],
        page__ttf=b"<!DOCTYPE html>",
        locked__ttf=patched(REGULAR, b"OS/2", 8, b"\0\2"),
    )
    (found,) = there.problems
    assert (found.name, found.message, found.help) == (name, message, help_)
    assert isinstance(found.at, Place)
    assert (found.at.file, found.at.line) == ("templates/own/style.css", 3)


@pytest.mark.parametrize("value", ["x", "U+40-20", "U+110000", "U+20 U+21", "U+20,"])
def test_a_range_that_is_none_is_a_problem(value: str) -> None:
    there = look(f"@font-face {{ font-family: Mine; src: url(fonts/Own.ttf); unicode-range: {value} }}")
    assert [problem.name for problem in there.problems] == ["unknown-value"]
