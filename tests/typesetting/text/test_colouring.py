"""Glyphs with colours of their own, and which characters ask for them."""

import contextlib
import struct

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Rect
from generator.model.assets import Font
from generator.model.design import Run, Style, TextStyle
from generator.model.face import Group, Image, Item, Path, Shade
from generator.typesetting.text import BadFontError, Text
from generator.typesetting.text.clusters import clusters, is_emoji
from generator.typesetting.text.colouring import Colouring
from generator.typesetting.text.fonts import FontBook, open_typeface
from generator.typesetting.text.shaping import Speller
from tests.typesetting.text import shelf
from tests.typesetting.text.emoji import NAMES, bitmap_font, colour_font

RED, GREEN, BLUE = Colour("rgb", (1.0, 0.0, 0.0)), Colour("rgb", (0.0, 128 / 255, 0.0)), Colour("rgb", (0.0, 0.0, 1.0))
YELLOW = Colour("rgb", (1.0, 1.0, 0.0))


def colouring(data: bytes) -> Colouring:
    return Colouring(hb.Font(hb.Face(data)))


def drawn(name: str, data: bytes | None = None, ink: Colour = BLACK) -> tuple[Item, ...]:
    font = hb.Font(hb.Face(data or colour_font()))
    group = Colouring(font).drawn(font.get_glyph_from_name(name), ink)
    assert group is not None
    assert group.shared
    return group.items


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("😀", True),
        ("a", False),
        ("1", False),
        ("1️⃣", True),
        ("❤", False),
        ("❤️", True),
        ("⭐", True),
        ("⭐︎", False),
        ("👍🏽", True),
        ("👩‍💻", True),
        ("🇩🇪", True),
        ("é", False),
        ("क्‍ष", False),
        ("©", False),
        ("©️", True),
    ],
)
def test_what_readers_expect_to_be_an_emoji(text: str, emoji: bool) -> None:
    assert is_emoji(text) is emoji
    if emoji:
        assert clusters(text + text) == [text, text]


@pytest.mark.parametrize("version", [0, 1])
def test_layers_are_paths_one_over_the_other(version: int) -> None:
    under, over = drawn("face", colour_font(version))
    assert isinstance(under, Path)
    assert isinstance(over, Path)
    assert (under.fill, over.fill) == (YELLOW, GREEN)
    # The box from (0, 0) to (1000, 1000), y downwards.
    assert {segment[1:] for segment in under.segments if segment[0] != "Z"} == {
        (0, 0),
        (0, -1000),
        (1000, -1000),
        (1000, 0),
    }


def test_the_texts_own_colour_shows_where_the_font_says_so() -> None:
    made = colouring(colour_font())
    glyph = hb.Font(hb.Face(colour_font())).get_glyph_from_name("ink")
    one, two, again = (made.drawn(glyph, ink) for ink in (RED, BLUE, RED))
    assert one is again
    for group, ink in ((one, RED), (two, BLUE)):
        assert group is not None
        (path,) = group.items
        assert isinstance(path, Path)
        assert isinstance(path.fill, Colour)
        assert path.fill.values == ink.values
        assert path.fill.alpha == pytest.approx(0.5, abs=0.01)


def test_other_colours_are_drawn_once_whatever_the_texts() -> None:
    made = colouring(colour_font())
    glyph = hb.Font(hb.Face(colour_font())).get_glyph_from_name("face")
    assert made.drawn(glyph, RED) is made.drawn(glyph, BLUE)


def shade_of(item: Item) -> tuple[Shade, Group]:
    assert isinstance(item, Group)
    (path,) = item.items
    assert isinstance(path, Path)
    assert isinstance(path.fill, Shade)
    return path.fill, item


def test_gradients_keep_their_coordinates_and_are_moved_as_a_whole() -> None:
    (item,) = drawn("linear")
    shade, group = shade_of(item)
    assert (shade.kind, shade.x0, shade.y0, shade.x1, shade.y1) == ("linear", 0, 0, 1000, 0)
    assert [colour for _, colour in shade.stops] == [RED, BLUE]
    assert (group.matrix.a, group.matrix.d) == (0.5, -1)
    (item,) = drawn("radial")
    shade, _ = shade_of(item)
    assert (shade.kind, shade.x0, shade.y0, shade.x1, shade.y1) == ("radial", 500, 500, 500, 500)
    assert shade.focus == (0, 0, 0)


def test_a_sweep_is_wedges_within_the_outline() -> None:
    (item,) = drawn("sweep")
    assert isinstance(item, Group)
    assert item.clip is not None
    fills = [wedge.fill for wedge in item.items if isinstance(wedge, Path)]
    assert isinstance(fills[0], Colour)
    assert isinstance(fills[-1], Colour)
    assert fills[0].values[0] > 0.98
    assert fills[-1].values[2] > 0.98


def test_a_composite_is_a_clip() -> None:
    (item,) = drawn("masked")
    assert isinstance(item, Group)
    assert item.clip is not None
    assert max(value for segment in item.clip.segments for value in segment[1:2]) == 500
    (path,) = item.items
    assert isinstance(path, Path)
    assert path.fill == BLUE


def test_a_bitmap_is_a_picture_with_its_resolution() -> None:
    data = bitmap_font(32)
    (picture,) = drawn("face", data)
    assert isinstance(picture, Image)
    assert picture.pixels == (32, 32)
    made = colouring(data)
    glyph = hb.Font(hb.Face(data)).get_glyph_from_name("face")
    made.drawn(glyph, BLACK)
    assert made.pixels_to_em(glyph) == pytest.approx(32, rel=0.05)


# -- Which font --------------------------------------------------------------------------------------------------

EMOJI = Font("Test Emoji", 400, False, colour_font(), "emoji", "emoji.ttf")


def speller(*families: str) -> Speller:
    fonts = [font for name in shelf.assets().families() for font in shelf.assets().family(name)]
    return Speller(TextStyle(families=families), FontBook(shelf.DictAssets([*fonts, EMOJI])))


def pieces(text: str, *families: str) -> list[tuple[str, str, int]]:
    made = speller(*(families or (shelf.SANS,)))
    return [
        (piece.text, piece.font.family, sum(1 for advance in piece.advances if advance))
        for piece in made.spell(text).pieces
    ]


@pytest.mark.parametrize("text", ["😀", "👍🏽", "👩‍💻", "🇩🇪", "1️⃣"])
@pytest.mark.parametrize("families", [(), (shelf.SANS, "Test Emoji"), ("Test Emoji", shelf.SANS)])
def test_an_emoji_goes_to_the_emoji_font_as_a_whole(text: str, families: tuple[str, ...]) -> None:
    assert pieces(text, *families) == [(text, "Test Emoji", 1)]


@pytest.mark.parametrize("families", [(), ("Test Emoji", shelf.SANS)])
def test_letters_and_digits_stay_in_the_fonts_of_text(families: tuple[str, ...]) -> None:
    assert pieces("a1b", *families) == [("a1b", shelf.SANS, 3)]
    assert [family for _, family, _ in pieces("a👍b", *families)] == [shelf.SANS, "Test Emoji", shelf.SANS]


def test_an_emoji_that_no_font_has_is_missing_as_a_whole() -> None:
    made = speller(shelf.SANS)
    made.spell("a🧑‍🚀b")
    assert list(made.missing) == ["🧑‍🚀"]
    assert made.missing["🧑‍🚀"].emoji
    assert made.missing["🧑‍🚀"].code_point == "U+1F9D1 U+200D U+1F680"


def test_emoji_never_make_a_line_of_one_font() -> None:
    """What draws them looks at each piece; the quick way does not."""
    assert speller("Test Emoji").space.font is None


def test_every_emoji_is_cut_from_its_neighbours() -> None:
    found = speller(shelf.SANS).spell("😀👍🏽😀").pieces
    assert [piece.text for piece in found] == ["😀", "👍🏽", "😀"]
    assert all(set(piece.clusters) == {0} for piece in found)


def test_the_font_for_tests_has_what_it_says() -> None:
    assert set(hb.Face(colour_font()).unicodes) == set(NAMES)


_TABLES = (b"COLR", b"CPAL", b"sbix", b"GSUB", b"glyf")


def _stretches(data: bytes) -> list[tuple[int, int]]:
    """Where the tables lie that say how glyphs look."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count)]
    return [(start, length) for tag, _, start, length in tables if tag in _TABLES and length]


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from([colour_font(1), colour_font(0), bitmap_font()]),
    st.lists(st.tuples(st.floats(0, 0.999), st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_a_damaged_font_is_told_or_drawn_somehow(data: bytes, changes: list[tuple[float, float, int]]) -> None:
    damaged = bytearray(data)
    for which, where, value in changes:
        stretches = _stretches(data)
        start, length = stretches[int(which * len(stretches))]
        damaged[start + int(where * length)] = value
    font = Font("Test Emoji", 400, False, bytes(damaged), "emoji", "emoji.ttf")
    style = Style(text=TextStyle(families=(shelf.SANS,)))
    text = Text(shelf.DictAssets([*shelf.assets().family(shelf.SANS), font]))
    with contextlib.suppress(BadFontError):
        text.set((Run("😀👍🏽👩‍💻🇩🇪🌈🔥🔺💎🖋", style.text),), style, Rect(0, 0, 90, 90))


def test_colours_that_cannot_be_read_are_told_with_their_file() -> None:
    class Endless(Colouring):
        def drawn(self, glyph: int, ink: Colour) -> Group | None:
            raise ValueError("a glyph of too many parts")

    face = open_typeface(EMOJI)
    face.colouring = Endless(face.shaper)
    with pytest.raises(BadFontError, match="colours cannot be drawn"):
        face.drawn(1, BLACK)
