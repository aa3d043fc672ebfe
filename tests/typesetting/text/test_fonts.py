"""Which font is chosen, and what becomes of fonts that cannot be used."""

from dataclasses import replace
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Rect
from generator.model.assets import Font
from generator.model.design import Style, TextStyle
from generator.typesetting.text import BadFontError, Setting, Text
from generator.typesetting.text.clusters import clusters
from generator.typesetting.text.fonts import best_match, open_typeface
from tests.typesetting.text.shelf import SANS, SERIF, DictAssets, assets, glyphs, put, words


def font(weight: int, italic: bool = False) -> Font:
    return Font("F", weight, italic, b"", f"F{weight}{italic}", "f.ttf")


@pytest.mark.parametrize(
    ("has", "wanted", "gets"),
    [
        ((300, 500, 700), 400, 500),
        ((300, 600, 700), 400, 300),
        ((600, 700), 400, 600),
        ((300, 400, 700), 500, 400),
        ((400, 700), 600, 700),
        ((400, 500), 600, 500),
        ((200, 400), 300, 200),
        ((400, 500), 300, 400),
        ((400, 700, 900), 800, 900),
    ],
)
def test_weights_match_as_css_says(has: tuple[int, ...], wanted: int, gets: int) -> None:
    assert best_match(tuple(map(font, has)), wanted, italic=False).weight == gets


def test_slope_comes_before_weight() -> None:
    fonts = (font(400), font(700, italic=True))
    assert best_match(fonts, 400, italic=True).italic
    assert not best_match(fonts, 700, italic=False).italic
    assert best_match((font(400),), 400, italic=True).weight == 400


def test_metrics_are_the_fonts_own() -> None:
    # Fraunces: 2000 units, ascender 1956, descender -510, no gap.
    face = open_typeface(best_match(assets().family(SERIF), 400, italic=False))
    assert (face.ascent, face.descent, face.gap) == (978, 255, 0)


def test_a_damaged_font_is_named() -> None:
    damaged = DictAssets([Font("F", 400, False, b"\x00\x01\x00\x00" + b"\xff" * 400, "f", "broken.ttf")])
    style = Style(text=TextStyle(families=("F",)))
    with pytest.raises(BadFontError) as caught:
        Text(damaged).measure(words("a", style.text), style, 100)
    assert caught.value.file == "broken.ttf"


def test_no_font_at_all_is_said() -> None:
    style = Style(text=TextStyle(families=("Nowhere",)))
    with pytest.raises(BadFontError, match="Nowhere"):
        Text(DictAssets([])).set(words("a", style.text), style, Rect(0, 0, 10, 10))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_bytes_gone_wrong_never_raise_anything_else(changes: list[tuple[int, int]]) -> None:
    sound = best_match(assets().family(SANS), 400, italic=False)
    data = bytearray(sound.data)
    for place, value in changes:
        data[place % len(data)] = value
    style = Style(text=TextStyle(families=(SANS,)))
    engine = Text(DictAssets([replace(sound, data=bytes(data))]))
    try:
        lines = engine.set(words("Office, “AVATAR”?", style.text), style, Rect(0, 0, 60, 60)).lines
    except BadFontError:
        return
    assert lines >= 1


def test_what_a_font_lacks_comes_from_the_next() -> None:
    # Atkinson Hyperlegible has a musical note; Fraunces has none.
    setting = put("hum ♪ here", 500, text=TextStyle(families=(SERIF, SANS), size=10))
    assert [item.font.family for item in glyphs(setting)] == [SERIF, SANS, SERIF]
    assert setting.missing == ()


def test_what_no_font_has_is_reported_once_and_drawn_as_a_box() -> None:
    setting = put("snow ☃ and ☃ e\u0301", 500, text=TextStyle(families=(SANS, SERIF), size=10))
    assert [(missing.char, missing.code_point, missing.families) for missing in setting.missing] == [
        ("☃", "U+2603", (SANS, SERIF))
    ]
    pieces = [piece for item in glyphs(setting) for piece in item.pieces if piece.text == "☃"]
    assert pieces[0].glyphs == (0,)
    assert pieces[0].font.family == SANS


def test_another_text_in_the_same_fonts_is_not_blamed() -> None:
    style = TextStyle(families=(SANS,), size=10)
    assert put("☃", 500, text=style).missing
    assert put("no snow", 500, text=style).missing == ()


def test_a_letter_that_the_font_leaves_empty_comes_from_the_next() -> None:
    data = BytesIO()
    made = TTFont(BytesIO(best_match(assets().family(SANS), 400, italic=False).data))
    made["glyf"]["a"] = made["glyf"]["space"]
    made.save(data)
    hollow = Font("Hollow", 400, False, data.getvalue(), "hollow", "hollow.ttf")
    engine = Text(DictAssets([hollow, *assets().family(SERIF)]))

    def put_in(*families: str) -> Setting:
        style = Style(text=TextStyle(families=families))
        return engine.set(words("na b", style.text), style, Rect(0, 0, 500, 50))

    assert [item.font.family for item in glyphs(put_in("Hollow", SERIF))] == ["Hollow", SERIF, "Hollow"]
    assert [missing.char for missing in put_in("Hollow").missing] == ["a"]


def test_invisible_characters_and_spaces_are_never_missing() -> None:
    assert put("a\u200bb\u2060c\u00a0d\u202fe\u2009f\ufe0fg\u2011h\u00adi\u3000j", 500).missing == ()


def test_half_a_pair_is_missing_and_nothing_breaks() -> None:
    assert [missing.char for missing in put("a\ud800b", 500).missing] == ["\ud800"]


def test_what_is_read_as_one_character_is_one_cluster() -> None:
    text = "e\u0301|🇩🇪🇫🇷|👩\u200d👧|👍🏽|한각"
    assert clusters(text) == ["e\u0301", "|", "🇩🇪", "🇫🇷", "|", "👩\u200d👧", "|", "👍🏽", "|", "한", "각"]
