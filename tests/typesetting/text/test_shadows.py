"""Shadows of letters: outlines below the text, layer by layer, and none of them text."""

from dataclasses import replace

import pytest

from generator.basics.colour import Colour
from generator.model.design import Run, Shadow, TextStyle
from generator.model.face import Glyphs, Group, Item, Path
from tests.typesetting.text.shelf import SANS, put

INK = Colour("rgb", (0.8, 0.4, 0.0))
PLAIN = TextStyle(families=(SANS,), size=10)
SHARP = replace(PLAIN, shadows=(Shadow(INK, 2, 3),))
SOFT = replace(PLAIN, shadows=(Shadow(replace(INK, alpha=0.5), 0, 1, 4),))


def paths(item: Item) -> list[Path]:
    if isinstance(item, Group):
        return [path for part in item.items for path in paths(part)]
    return [item] if isinstance(item, Path) else []


def layers(*items: Item) -> list[Group]:
    return [item for item in items if isinstance(item, Group)]


def test_a_sharp_shadow_is_each_letter_once_more_at_its_place() -> None:
    setting = put((Run("ab", SHARP),), 500)
    shadow, glyphs = setting.items
    assert isinstance(shadow, Group)
    assert isinstance(glyphs, Glyphs)
    one, other = (part for part in shadow.items if isinstance(part, Group))
    assert (one.matrix.e, one.matrix.f) == (glyphs.x + 2, glyphs.y + 3)
    assert other.matrix.e == pytest.approx(glyphs.x + 2 + glyphs.pieces[0].advances[0] / 100)
    assert shadow.opacity == 1
    assert [(path.fill, path.stroke) for path in paths(shadow)] == [(INK, None)] * 2


def test_all_lines_of_a_paragraph_lie_above_all_shadows_and_a_row_keeps_its_own() -> None:
    setting = put((Run("one two three", SHARP),), 30)
    assert setting.lines == 3
    assert [isinstance(item, Glyphs) for item in setting.items] == [False, True, True, True]
    assert [isinstance(item, Glyphs) for item in setting.row_items] == [False, True] * 3
    assert [row[2] for row in setting.rows] == [2, 4, 6]


def test_a_paragraph_without_shadows_is_the_same_line_by_line() -> None:
    setting = put((Run("one two three", PLAIN),), 30)
    assert setting.row_items == setting.items


def test_a_soft_shadow_fades_outwards_and_is_never_stronger_than_its_colour() -> None:
    made = layers(*put((Run("a", SOFT),), 500).items)
    widths = [paths(layer)[0].stroke.width if paths(layer)[0].stroke else 0.0 for layer in made]  # type: ignore[union-attr]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-2] > widths[-1] == 0
    clear = 1.0
    for layer in made:
        assert 0 < layer.opacity < 0.5
        clear *= 1 - layer.opacity
    assert 0.05 < 1 - clear <= 0.5
    assert all(path.fill == INK for layer in made for path in paths(layer))


def test_a_softer_shadow_is_fainter() -> None:
    def strength(blur: float) -> float:
        clear = 1.0
        for layer in layers(*put((Run("a", replace(PLAIN, shadows=(Shadow(INK, 0, 0, blur),))),), 500).items):
            clear *= 1 - layer.opacity
        return 1 - clear

    assert strength(0.1) > 0.95 > strength(1) > strength(4) > strength(12) > 0


def test_equal_letters_share_their_outlines_over_texts() -> None:
    one, other = (layers(*put((Run(text, SOFT),), 500).items)[0].items[0] for text in ("a", "at"))
    assert isinstance(one, Group)
    assert isinstance(other, Group)
    inner = one.items[0]
    assert isinstance(inner, Group)
    assert inner.shared


def test_lines_through_letters_throw_shadows_too() -> None:
    setting = put((Run("a", replace(SHARP, struck=True, underline=True, overline=True)),), 500)
    (shadow, *_) = setting.items
    bars = [item for item in setting.items if isinstance(item, Path)]
    assert len(bars) == 3
    heights = sorted(segment[2] for bar in bars for segment in bar.segments[:1] if len(segment) == 3)
    (glyphs,) = (item for item in setting.items if isinstance(item, Glyphs))
    assert heights[0] < glyphs.y - 6.5 < heights[1] < glyphs.y - 1.5 < glyphs.y < heights[2]
    assert len(paths(shadow)) == 4


def test_words_are_set_apart_and_drawn_together() -> None:
    def width(by: float, text: str = "a b c") -> float:
        return put((Run(text, replace(PLAIN, word_spacing=by)),), 500).ink.width

    assert width(0.4) == pytest.approx(width(0) + 2 * 4)
    assert width(-0.1) == pytest.approx(width(0) - 2 * 1)
    assert width(0.4, "a\u00a0b c") == pytest.approx(width(0) + 2 * 4)
    assert width(-50) == pytest.approx(width(0, "abc"), abs=0.3)


def test_wide_spaces_break_lines_where_narrow_ones_do_not() -> None:
    text = "one two three"
    room = put((Run(text, PLAIN),), 500).ink.width + 1
    assert put((Run(text, PLAIN),), room).lines == 1
    assert put((Run(text, replace(PLAIN, word_spacing=1.0)),), room).lines == 2
