"""What holds for every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Rect
from generator.model.design import Fit, Run, Style, TextStyle
from generator.typesetting.text import Text
from tests.typesetting.text.shelf import PLAIN, SANS, assets, glyphs, lines, put, text, width_of, words

latin = st.text("abcdefgfiiij AVTo.,-’“”?!/ \u00ad\u2014", min_size=1, max_size=80)
anything = st.text(
    st.one_of(
        st.sampled_from("ab 1.-’«»()\n\u00ad\u200b\u0301\u200dשلا日。がー한👍🏽🇩\u202e\u2067"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
BOLD = TextStyle(families=(SANS,), size=10.0, weight=700)


@settings(max_examples=120, deadline=None)
@given(latin, st.floats(1, 300), st.sampled_from(["wrap", "balance", "pretty", "nowrap"]))
def test_the_lines_are_the_text(content: str, width: float, wrap: str) -> None:
    setting = put(content, width, text_wrap=wrap)
    whole = "".join(content.replace("\u00ad", "").split())
    assert "".join("".join(lines(setting)).replace("\u00ad", "").split()) == whole
    if "\u00ad" not in content:  # of which nothing is seen when nothing else stands on a line
        assert setting.lines == len(lines(setting))


@settings(max_examples=120, deadline=None)
@given(latin, st.floats(20, 300), st.sampled_from(["wrap", "balance", "pretty"]))
def test_no_line_is_wider_than_the_box_or_it_is_reported(content: str, width: float, wrap: str) -> None:
    setting = put(content, width, text_wrap=wrap)
    widest = max((width_of(item) for item in glyphs(setting)), default=0.0)
    least = text().measure(words(content), Style(text=PLAIN, line_height=1.2), 0)[0]
    if least <= width:
        assert widest <= width + 0.02
        assert setting.overflow is None
    if widest > width + 0.02:
        assert setting.overflow is not None
        assert abs(setting.overflow.wide - (widest - width)) < 0.01


@settings(max_examples=120, deadline=None)
@given(
    latin,
    st.floats(20, 200),
    st.floats(10, 200),
    st.sampled_from(["wrap", "balance", "pretty", "nowrap"]),
    st.sampled_from([0.0, 10.0]),
)
def test_a_fitted_text_fits_and_a_larger_one_would_not(
    content: str, width: float, height: float, wrap: str, indent: float
) -> None:
    fitted = TextStyle(families=(SANS,), size=Fit(4.0, 40.0))
    setting = put(content, width, height, text=fitted, text_wrap=wrap, text_indent=indent)
    if setting.lines == 0:
        return
    if setting.overflow is not None:
        assert setting.size == 4.0
        return
    assert setting.height <= height + 0.02
    assert round(setting.size / 0.05, 6) == round(setting.size / 0.05)
    style = TextStyle(families=(SANS,), size=setting.size + 0.1)
    larger = put(content, width, height, text=style, text_wrap=wrap, text_indent=indent)
    if setting.size < 40 and larger.overflow is None:
        # Size was given up for fuller lines: then one line fewer it is.
        assert larger.lines > setting.lines


@settings(max_examples=120, deadline=None)
@given(latin, st.floats(20, 300))
def test_balancing_never_takes_more_lines(content: str, width: float) -> None:
    greedy = put(content, width)
    assert put(content, width, text_wrap="balance").lines == greedy.lines
    assert put(content, width, text_wrap="pretty").lines == greedy.lines


@settings(max_examples=120, deadline=None)
@given(latin, st.floats(20, 300), st.integers(0, 80))
def test_looks_that_are_alike_are_set_alike(content: str, width: float, cut: int) -> None:
    """The short way for text of one look, and the long way for several, say the same."""
    place = content.find(" ", cut) + 1  # inside a word the cut would part letters that are kerned
    one = put(content, width)
    other = put((Run(content[:place], PLAIN), Run(content[place:], TextStyle(families=(SANS,), size=10.0))), width)
    assert one.lines == other.lines
    assert lines(one) == lines(other)
    assert one.ink.width == pytest.approx(other.ink.width)


@settings(max_examples=120, deadline=None)
@given(
    anything,
    st.floats(0.5, 200),
    st.booleans(),
    st.sampled_from(["ltr", "rtl"]),
    st.sampled_from(["center", "start", "justify"]),
    st.sampled_from([1.2, None]),
)
def test_nothing_an_author_can_write_raises_or_gets_lost(
    content: str, width: float, bold: bool, direction: str, align: str, height: float | None
) -> None:
    runs = (Run(content, PLAIN), Run(content[::-1], BOLD)) if bold else words(content)
    style = {"direction": direction, "text_wrap": "balance", "text_align": align, "line_height": height}
    setting = put(
        runs, width, 50, hanging_punctuation=frozenset(["first", "last", "end"] if align != "justify" else []), **style
    )
    drawn = "".join(piece.text for item in glyphs(setting) for piece in item.pieces)
    ignored = set(" \t\n\r\v\f\x85\u2028\u2029\u00ad\u200b")
    wanted = content + (content[::-1] if bold else "")
    assert sorted(c for c in drawn if c not in ignored) == sorted(c for c in wanted if c not in ignored)
    look = Style(text=PLAIN, line_height=1.2, direction=direction)  # type: ignore[arg-type]  # one of two words
    assert text().measure(runs, look, width)[0] >= 0


def test_monsters_end_within_seconds() -> None:
    engine = Text(assets())
    fitted = TextStyle(families=(SANS,), size=Fit(6.0, 12.0))
    style = Style(text=fitted, text_wrap="balance")
    start = time.process_time()
    for content in (
        "x" * 100_000,
        "word " * 20_000,
        "字" * 20_000,
        "a-" * 20_000,
        "e" + "\u0301" * 20_000,
        "\u2067" * 20_000,
        "\u00ad" * 20_000,
        "\u200d" * 20_000,
        "\n" * 20_000,
        "(א" * 20_000,
    ):
        setting = engine.set(words(content, fitted), style, Rect(0, 0, 100, 100))
        assert setting.overflow is not None or setting.lines <= 7
    assert time.process_time() - start < 15
