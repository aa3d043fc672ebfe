"""Paragraphs measured, fitted and placed; figures by hand from the fonts' own numbers."""

import math
from dataclasses import replace

import pytest

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Rect
from generator.model.design import Drawing, Length, Run, Style, TextStyle
from generator.model.face import Glyphs, Group, Path
from generator.typesetting.text import Text
from tests.typesetting.text.shelf import (
    FITTED,
    PLAIN,
    SANS,
    SERIF,
    assets,
    flat,
    glyphs,
    lines,
    put,
    said,
    text,
    width_of,
    words,
)

SQUARE = Drawing(Rect(0, 0, 20, 10), (Path((("M", 0, 0), ("L", 20, 0), ("L", 20, 10), ("Z",)), fill=BLACK),))


def measured(content: str, width: float, **style: object) -> tuple[float, float]:
    look = Style(**{"text": PLAIN, "line_height": 1.2, **style})  # type: ignore[arg-type]  # a table of keywords
    return text().measure(words(content, look.text), look, width)


# --- Measuring --------------------------------------------------------------------------------------------------


def test_widths_add_up_and_grow_with_the_size() -> None:
    one, space, other = (measured(part, math.inf)[0] for part in ("Hello", "a b", "world"))
    assert space > measured("ab", math.inf)[0]
    whole = measured("Hello world", math.inf)[0]
    blank = space - measured("a", math.inf)[0] - measured("b", math.inf)[0]
    assert whole == pytest.approx(one + blank + other)
    assert measured("Hello world", math.inf, text=replace(PLAIN, size=20.0))[0] == pytest.approx(2 * whole)


def test_the_least_width_is_that_of_the_widest_word() -> None:
    assert measured("a bc extraordinary d", 0) == (measured("extraordinary", math.inf)[0], 3 * 12)


def test_unbroken_but_for_forced_breaks() -> None:
    width, height = measured("one\ntwo three", math.inf)
    assert width == measured("two three", math.inf)[0]
    assert height == 24


def test_the_height_is_that_of_the_wrapped_lines() -> None:
    assert measured("one two three four", 40)[1] == put("one two three four", 40).height == 12 * 3


def test_setting_at_the_measured_width_takes_the_measured_height() -> None:
    content = "What small thing went right for you today, and who else noticed?"
    for wrap in ("wrap", "balance", "pretty"):
        for room in range(60, 320, 20):
            width, height = measured(content, room, text_wrap=wrap)
            assert width <= room + 0.01
            assert put(content, width, text_wrap=wrap).height == height


def test_nothing_takes_no_room() -> None:
    assert measured("", 100) == (0, 0)
    assert measured("  ", 100) == (0, 0)
    setting = put("", 100)
    assert (setting.items, setting.lines, setting.height) == ((), 0, 0)
    assert text().set((), Style(text=PLAIN), Rect(0, 0, 10, 10)).items == ()


# --- Lines ------------------------------------------------------------------------------------------------------


def test_line_height_is_a_number_a_length_or_the_fonts_own() -> None:
    assert put("a\nb", 100, line_height=1.5).height == 30
    assert put("a\nb", 100, line_height=Length(14)).height == 28
    assert put("a\nb", 100, line_height=Length(0, 1.3)).height == 26
    # Fraunces: ascent 978, descent 255, no gap.
    serif = TextStyle(families=(SERIF,), size=10.0)
    assert put("a\nb", 100, line_height=None, text=serif).height == pytest.approx(2 * 12.33)


def test_the_baseline_stands_in_the_middle_of_its_leading() -> None:
    serif = TextStyle(families=(SERIF,), size=10.0)
    setting = put("a\nb", 100, line_height=2.0, text=serif)
    # Half of 20 - 12.33 above the ascent of 9.78.
    assert [item.y for item in glyphs(setting)] == pytest.approx([3.835 + 9.78, 20 + 3.835 + 9.78])
    assert setting.ink.y == pytest.approx(3.835)
    assert setting.ink.bottom == pytest.approx(40 - 3.835)


def test_spaces_run_together_and_none_hangs_on_a_line_end() -> None:
    setting = put("  one   two\tthree  ", 1000)
    assert lines(setting) == ["one two three"]
    assert lines(put("one two three", 1)) == ["one", "two", "three"]


def test_forced_breaks() -> None:
    assert lines(put("a\nb\r\nc\u2028d\n", 100)) == ["a", "b", "c", "d"]
    assert put("a\n\nb", 100).lines == 3


def test_no_wrapping() -> None:
    setting = put("one two three", 20, text_wrap="nowrap")
    assert setting.lines == 1
    assert setting.overflow is not None
    assert setting.overflow.wide == pytest.approx(setting.ink.width - 20)


def test_no_break_spaces_and_dashes() -> None:
    assert lines(put("10\u00a0km", 1)) == ["10\u00a0km"]
    assert lines(put("face-to-face", 1)) == ["face-", "to-", "face"]
    assert lines(put("Bonjour ! Oui", 1)) == ["Bonjour !", "Oui"]


def test_a_soft_hyphen_shows_where_the_line_ends_only() -> None:
    whole = put("Donau\u00addampf", 1000)
    assert lines(whole) == ["Donaudampf"]
    broken = put("Donau\u00addampf", 35)
    assert lines(broken) == ["Donau\u00ad", "dampf"]
    hyphen = glyphs(broken)[0].pieces[-1]
    assert hyphen.width > 0
    assert hyphen.glyphs == put("-", 100).items[0].pieces[0].glyphs or len(hyphen.glyphs) == 1  # type: ignore[union-attr]
    assert lines(put("Donau\u00addampf", 35, hyphens="none")) == ["Donaudampf"]


def test_an_indent_moves_the_first_line() -> None:
    setting = put("one two three four five", 60, text_indent=15.0)
    assert glyphs(setting)[0].x == 15
    assert glyphs(setting)[1].x == 0
    assert max(item.x + width_of(item) for item in glyphs(setting)) <= 60


# --- Places -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("align", "direction", "left"),
    [
        ("start", "ltr", 0.0),
        ("left", "ltr", 0.0),
        ("center", "ltr", 0.5),
        ("end", "ltr", 1.0),
        ("right", "ltr", 1.0),
        ("justify", "ltr", 0.0),
        ("start", "rtl", 1.0),
        ("end", "rtl", 0.0),
        ("left", "rtl", 0.0),
    ],
)
def test_alignment(align: str, direction: str, left: float) -> None:
    setting = put("word", 100, text_align=align, direction=direction)
    (item,) = glyphs(setting)
    assert item.x == pytest.approx(left * (100 - width_of(item)))


@pytest.mark.parametrize(("align", "part"), [("top", 0.0), ("middle", 0.5), ("bottom", 1.0)])
def test_vertical_alignment(align: str, part: float) -> None:
    top = glyphs(put("word", 100, 50))[0].y
    assert glyphs(put("word", 100, 50, vertical_align=align))[0].y == pytest.approx(top + part * (50 - 12))


def test_the_box_moves_everything() -> None:
    style = Style(text=PLAIN, line_height=1.2)
    here = text().set(words("one two"), style, Rect(0, 0, 30, 50))
    there = text().set(words("one two"), style, Rect(7, 9, 30, 50))
    assert [(item.x + 7, item.y + 9) for item in glyphs(here)] == [(item.x, item.y) for item in glyphs(there)]
    assert there.ink == here.ink.moved(7, 9)


def test_justified_lines_reach_both_edges_but_for_the_last() -> None:
    setting = put("one two three four five six seven", 60, text_align="justify")
    items = glyphs(setting)
    assert len(items) >= 3
    for item in items[:-1]:
        assert item.word_spacing > 0
        assert width_of(item) == pytest.approx(60)
    assert items[-1].word_spacing == 0
    assert lines(put("one two\nthree", 200, text_align="justify"))[0] == "one two"
    assert glyphs(put("one two\nthree", 200, text_align="justify"))[0].word_spacing == 0


def test_justified_lines_of_several_looks_reach_both_edges() -> None:
    bold = replace(PLAIN, weight=700)
    paragraph = (Run("one two ", PLAIN), Run("three four", bold), Run(" five six", PLAIN))
    setting = put(paragraph, 100, text_align="justify")
    first = [item for item in glyphs(setting) if item.y == glyphs(setting)[0].y]
    assert len(first) == 2
    assert first[0].x == 0
    assert first[1].x == pytest.approx(width_of(first[0]))
    assert first[1].x + width_of(first[1]) == pytest.approx(100)


def test_marks_hang_outside() -> None:
    first, last, end = (frozenset([word]) for word in ("first", "last", "end"))
    content = "“Yes” she\n“said.”"
    quote, closing = measured("“", math.inf)[0], measured("”", math.inf)[0]

    def starts(hang: frozenset[str], align: str = "left") -> list[float]:
        plain = glyphs(put(content, 200, text_align=align))
        hung = glyphs(put(content, 200, text_align=align, hanging_punctuation=hang))
        return [one.x - other.x for one, other in zip(hung, plain, strict=True)]

    assert starts(first) == pytest.approx([-quote, 0])
    assert starts(first, "center") == pytest.approx([-quote / 2, 0])
    assert starts(last) == [0, 0]
    assert starts(last, "center") == pytest.approx([0, closing / 2])
    assert starts(last, "right") == pytest.approx([0, closing])
    assert starts(end, "center") == [0, 0]  # the stop stands inside the quotation mark
    assert starts(first | last, "center") == pytest.approx([-quote / 2, closing / 2])


def test_stops_and_hyphens_hang_at_every_line() -> None:
    stop = measured(".", math.inf)[0]
    for hang, moved in ((frozenset(["end"]), stop / 2), (frozenset(["first", "last"]), 0.0)):
        plain = glyphs(put("one.\ntwo.", 100, text_align="center"))
        hung = glyphs(put("one.\ntwo.", 100, text_align="center", hanging_punctuation=hang))
        assert [one.x - other.x for one, other in zip(hung, plain, strict=True)] == pytest.approx([moved, moved])
    plain = glyphs(put("Donau\u00addampf", 35, text_align="right"))
    hung = glyphs(put("Donau\u00addampf", 35, text_align="right", hanging_punctuation=frozenset(["end"])))
    assert hung[0].x > plain[0].x


# --- Looks ------------------------------------------------------------------------------------------------------


def test_an_item_for_each_look_and_line() -> None:
    red = Colour("rgb", (1.0, 0.0, 0.0))
    bold = replace(PLAIN, weight=700, color=red)
    setting = put((Run("one ", PLAIN), Run("two", bold), Run(", three", PLAIN)), 1000)
    items = glyphs(setting)
    assert [said(item) for item in items] == ["one ", "two", ", three"]
    assert [item.paint for item in items] == [BLACK, red, BLACK]
    assert [item.font.weight for item in items] == [400, 700, 400]
    assert items[1].x == pytest.approx(width_of(items[0]))
    assert items[2].x == pytest.approx(items[1].x + width_of(items[1]))


def test_runs_that_touch_are_not_parted() -> None:
    bold = replace(PLAIN, weight=700)
    assert lines(put((Run("re", PLAIN), Run("mark", bold), Run("able day", PLAIN)), 1)) == ["remarkable", "day"]


def test_a_larger_run_makes_its_own_line_higher() -> None:
    paragraph = (Run("small\n", PLAIN), Run("large", PLAIN, 2.0), Run("\nsmall", PLAIN))
    setting = put(paragraph, 1000)
    assert setting.height == pytest.approx(12 + 24 + 12)
    assert [item.size for item in glyphs(setting)] == [10, 20, 10]
    # 7.5 more above the baseline of the large line than plain leading would give: checked by symmetry instead.
    first, second, third = (item.y for item in glyphs(setting))
    assert third - first == pytest.approx(12 + 24)
    assert first < second < third
    assert put((Run("tiny", PLAIN, 0.5),), 1000).height == 12


def test_letter_spacing_is_behind_every_letter_but_the_last() -> None:
    spaced = replace(PLAIN, letter_spacing=0.1)
    plain, wide = measured("of it", math.inf)[0], measured("of it", math.inf, text=spaced)[0]
    assert wide == pytest.approx(plain + 4 * 1.0)
    (item,) = glyphs(put("of it", 100, text=spaced, text_align="right"))
    assert item.spacing == 1
    assert item.x + width_of(item) - 1 == pytest.approx(100)


def test_letters_set_apart_are_not_tied() -> None:
    serif = TextStyle(families=(SERIF,), size=10.0)
    tied = glyphs(put("office", 100, text=serif))[0].pieces[0]
    apart = glyphs(put("office", 100, text=replace(serif, letter_spacing=0.1)))[0].pieces[0]
    assert len(tied.glyphs) < 6 == len(apart.glyphs)


def test_features_change_the_glyphs() -> None:
    plain = glyphs(put("1/2", 100))[0].pieces
    fraction = glyphs(put("1/2", 100, text=replace(PLAIN, features=(("frac", 1),))))[0].pieces
    assert [piece.glyphs for piece in plain] != [piece.glyphs for piece in fraction]
    assert [piece.text for piece in plain] == [piece.text for piece in fraction] == ["1/2"]


def test_words_are_shaped_once() -> None:
    style = replace(PLAIN, color=Colour("gray", (0.5,)))
    one = glyphs(put("again and again", 1000))[0].pieces
    other = glyphs(put("and", 1000, text=style))[0].pieces
    assert one[0] is one[4]
    assert one[2] is other[0]


def test_an_underline_runs_below_its_words_on_every_line() -> None:
    under = replace(PLAIN, underline=True)
    setting = put((Run("one ", PLAIN), Run("two three", under)), 42)
    paths = [item for item in setting.items if isinstance(item, Path)]
    assert len(paths) == setting.lines == 2
    marked = [item for item in glyphs(setting) if said(item).strip() in ("two", "three")]
    for path, item in zip(paths, marked, strict=True):
        xs = sorted({segment[1] for segment in path.segments if len(segment) == 3})
        ys = [segment[2] for segment in path.segments if len(segment) == 3]
        assert xs == pytest.approx([item.x, item.x + width_of(item)])
        assert item.y < min(ys) < max(ys) < item.y + 3


def test_a_picture_in_the_line() -> None:
    paragraph = (Run("Take ", PLAIN), Run("leaf", PLAIN, 1.0, SQUARE), Run(" two", PLAIN))
    setting = put(paragraph, 1000)
    before, outer, after = setting.items
    assert isinstance(before, Glyphs)
    assert isinstance(outer, Group)
    assert isinstance(after, Glyphs)
    x = width_of(before)
    # 1 em high, 2 em wide, 0.12 em below the baseline.
    at = outer.matrix.apply_rect(SQUARE.box)
    assert (at.x, at.y, at.width, at.height) == pytest.approx((x, before.y - 8.8, 20, 10))
    assert after.x == pytest.approx(x + 20)
    (inner,) = outer.items
    assert isinstance(inner, Group)
    assert inner.shared
    again = put((Run("x", PLAIN, 1.0, SQUARE),), 50).items[0]
    assert isinstance(again, Group)
    assert again.items[0] is inner


def test_pictures_may_stand_on_lines_of_their_own() -> None:
    assert put(tuple(Run("x", PLAIN, 1.0, SQUARE) for _ in range(6)), 45).lines == 3


# --- Right to left ----------------------------------------------------------------------------------------------


def test_right_to_left_lines_start_at_the_right() -> None:
    setting = put("שלום רב 12, ok?", 300, direction="rtl")
    pieces = [piece.text for item in glyphs(setting) for piece in item.pieces]
    assert pieces == ["?", "ok", " ", ",", "12", " ", "רב", " ", "שלום"] or "".join(pieces) == "?ok ,12 רב שלום"
    assert max(item.x + width_of(item) for item in glyphs(setting)) == pytest.approx(300)


def test_right_to_left_words_inside_left_to_right_text() -> None:
    setting = put("say שלום רב now", 1000)
    assert [piece.text for item in glyphs(setting) for piece in item.pieces] == [
        "say",
        " ",
        "רב",
        " ",
        "שלום",
        " ",
        "now",
    ]


def test_lines_are_broken_in_reading_order() -> None:
    setting = put("אחת שתיים שלוש ארבע", 1, direction="rtl")
    assert lines(setting) == ["אחת", "שתיים", "שלוש", "ארבע"]


# --- Fitting ----------------------------------------------------------------------------------------------------


def test_the_largest_size_by_height() -> None:
    # Ten lines of 1.25 · size in 100 points: 8.
    setting = put("\n".join("abcdefghij"), 500, 100, text=FITTED, line_height=1.25)
    assert setting.size == 8.0
    assert setting.overflow is None


def test_the_largest_size_by_width() -> None:
    width = measured("Word", math.inf)[0]  # at 10 points
    assert put("Word", width * 1.5, 500, text=FITTED).size == 15.0
    assert put("Word", width * 1.506, 500, text=FITTED).size == 15.05
    assert put("Word", width * 1.5, 500, text=FITTED, text_wrap="nowrap").size == 15.0


def test_the_sizes_bounds() -> None:
    assert put("Word", 500, 500, text=FITTED).size == 30
    setting = put("Word", 5, 500, text=FITTED)
    assert setting.size == 6
    assert setting.overflow is not None


def test_a_line_height_that_does_not_grow() -> None:
    assert put("a\nb", 500, 30, text=FITTED, line_height=Length(15)).size == 30
    assert put("a\nb", 500, 29, text=FITTED, line_height=Length(15)).overflow is not None


def test_runs_of_several_sizes_fit_together() -> None:
    paragraph = (Run("one two three\n", FITTED), Run("large", FITTED, 2.0))
    setting = put(paragraph, 500, 72, text=FITTED, line_height=1.2)
    # 1.2 · size + 2.4 · size = 72.
    assert setting.size == 20.0
    assert [item.size for item in glyphs(setting)] == [20, 40]


def test_fewer_fuller_lines_are_worth_a_little_size() -> None:
    # Four words of 10 em together, more or less: one word a line at the largest size, two at a slightly smaller one.
    content = "mmmm mmmm mmmm mmmm"
    pair, one = measured("mmmm mmmm", math.inf)[0], measured("mmmm", math.inf)[0]
    for part, wanted in ((0.9, 2), (0.8, 4)):
        # Four lines of 1.2 · size fill the height at `largest`, where a pair is too wide but for `part` of it.
        largest = 20.0
        width = pair * largest * part / 10
        assert width > one * largest / 10
        setting = put(content, width, 4 * 1.2 * largest, text=FITTED)
        assert setting.lines == wanted
        assert setting.size == pytest.approx(largest * part if wanted == 2 else largest, abs=0.06)


def test_sizes_can_be_given() -> None:
    style = Style(text=FITTED, line_height=1.2)
    box = Rect(0, 0, 80, 60)
    size = text().fit(words("one two three four", FITTED), style, box)
    assert text().set(words("one two three four", FITTED), style, box).size == size
    assert text().set(words("one two three four", FITTED), style, box, size=7.5).size == 7.5


def test_overflow_says_how_much() -> None:
    setting = put("\n".join(["four"] * 10), 500, 60)
    assert setting.overflow is not None
    assert setting.overflow.high == pytest.approx(60)
    assert setting.overflow.wide == 0
    assert setting.overflow.characters == pytest.approx(25, abs=1)
    wide = put("m" * 20, measured("m" * 15, math.inf)[0])
    assert wide.overflow is not None
    assert wide.overflow.high == 0
    assert wide.overflow.characters == pytest.approx(5, abs=1)
    assert len(flat(wide.items)) == 1


def test_what_sticks_out_does_so_at_the_end() -> None:
    assert glyphs(put("extraordinary", 20, text_align="center"))[0].x == 0
    item = glyphs(put("extraordinary", 20, text_align="left", direction="rtl"))[0]
    assert item.x + width_of(item) == pytest.approx(20)


def test_the_same_text_in_the_same_place_is_set_once() -> None:
    engine = Text(assets())
    style = Style(text=PLAIN)
    box = Rect(0, 0, 100, 20)
    assert engine.set(words("Wonder"), style, box) is engine.set(words("Wonder"), style, Rect(0, 0, 100, 20))


def test_sans_is_what_these_tests_think_it_is() -> None:
    assert glyphs(put("x", 100))[0].font.family == SANS
