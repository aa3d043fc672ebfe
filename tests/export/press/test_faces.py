"""Faces in inks: what becomes of colours, and what is shared stays shared."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.problems import ProblemsError
from generator.export.press import PressColors, to_press
from generator.export.press.inks import Separation
from generator.model.face import Glyphs, Group, Path, Shade, Stroke
from generator.model.press import Limits, press_of, profile_header, profile_problem
from tests.export.pieces import box, face, line, outline, shape
from tests.preflight.making import press, profile

TEAL = Colour("rgb", (0.0, 0.5, 0.5))


def fill_of(colour: Colour) -> Colour:
    made, _ = to_press(face(box(0, 0, 9, 9, colour)), press("pdfx4"))
    (item,) = made.items
    assert isinstance(item, Path)
    assert isinstance(item.fill, Colour)
    return item.fill


def ink_of(colour: Colour, size: float = 12) -> Colour:
    made, _ = to_press(face(line(shape("a"), size=size, paint=colour)), press("pdfx4"))
    (item,) = made.items
    assert isinstance(item, Glyphs)
    return item.paint


def test_screen_colours_go_through_the_profile() -> None:
    teal = fill_of(TEAL)
    assert teal.space == "cmyk"
    # Figures of the profile itself, read off with LittleCMS.
    assert teal.values == pytest.approx((0.725, 0.0, 0.333, 0.384), abs=0.01)


def test_opacity_is_kept_in_x4() -> None:
    assert fill_of(replace(TEAL, alpha=0.5)).alpha == 0.5


@given(st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_greys_are_black_ink_alone(lightness: float) -> None:
    assert fill_of(Colour("rgb", (lightness,) * 3)) == Colour("gray", (lightness,))
    assert fill_of(Colour("gray", (lightness,))) == Colour("gray", (lightness,))


def test_inks_stay_as_they_are() -> None:
    for colour in (
        Colour("cmyk", (0.1, 0.2, 0.3, 0.4)),
        Colour("spot", (0.0, 0.0, 1.0, 0.0), spot="Gold", tint=0.5),
    ):
        assert fill_of(colour) is colour
        assert ink_of(colour) is colour


def test_text_of_a_near_grey_is_black_ink_alone() -> None:
    dark = Colour("rgb", (0.12, 0.1, 0.16))
    assert ink_of(dark).space == "gray"
    assert ink_of(dark).values[0] == pytest.approx(0.11, abs=0.01)
    assert fill_of(dark).space == "cmyk"
    assert ink_of(TEAL).space == "cmyk"
    assert ink_of(WHITE) == WHITE


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from(["fogra39", "tr005"]))
@settings(max_examples=100, deadline=None)
def test_no_screen_colour_takes_more_ink_than_dries(screen: tuple[int, int, int], condition: str) -> None:
    target = press("pdfx4", condition=condition)
    separation = Separation(target)
    inks = separation.inks((screen[0] / 255, screen[1] / 255, screen[2] / 255))
    assert all(0 <= ink <= 1 for ink in inks)
    assert 100 * sum(inks) <= target.limits.total_ink


def test_gradients_run_through_the_colours_of_the_screen() -> None:
    blue, yellow = Colour("rgb", (0.0, 0.3, 0.8)), Colour("rgb", (1.0, 0.9, 0.0))
    shade = Shade("linear", 0, 0, 10, 0, ((0, blue), (1, yellow)))
    made, _ = to_press(face(Path(outline(0, 0, 10, 10), fill=shade)), press("pdfx4"))
    (item,) = made.items
    assert isinstance(item, Path)
    assert isinstance(item.fill, Shade)
    assert {colour.space for _, colour in item.fill.stops} == {"cmyk"}
    middle = next(colour for at, colour in item.fill.stops if at == 0.5)
    assert middle == fill_of(Colour("rgb", (0.5, 0.6, 0.4)))


def test_a_gradient_of_inks_is_left_alone() -> None:
    shade = Shade("linear", 0, 0, 10, 0, ((0, BLACK), (1, Colour("cmyk", (1.0, 0.0, 0.0, 0.0)))))
    made, _ = to_press(face(item := Path(outline(0, 0, 10, 10), fill=shade)), press("pdfx4"))
    assert made.items[0] is item


def test_what_is_shared_stays_shared() -> None:
    colors = PressColors(press("pdfx4"))
    back = Group((box(0, 0, 9, 9, TEAL),), shared=True)
    one, other = face(back, box(0, 0, 1, 1, TEAL)), face(back)
    assert colors.face(one).items[0] is colors.face(other).items[0]
    assert colors.face(one) is colors.face(one)
    plain = face(box(0, 0, 9, 9), line(shape("a")))
    assert colors.face(plain) is plain


def test_outlines_and_strokes() -> None:
    frame = Path(outline(0, 0, 9, 9), stroke=Stroke(TEAL, 2, "round", "bevel", (1, 2)))
    made, _ = to_press(face(frame), press("pdfx4"))
    (item,) = made.items
    assert isinstance(item, Path)
    assert item.stroke == Stroke(fill_of(TEAL), 2, "round", "bevel", (1, 2))


# --- Problems -------------------------------------------------------------------------------------------------------


def names(*items: Path | Glyphs | Group, title: str = "card `x`") -> list[str]:
    return [problem.name for problem in to_press(face(*items, title=title), press("pdfx4"))[1]]


def test_too_much_ink_is_told_once_and_where() -> None:
    deep = Colour("cmyk", (0.9, 0.9, 0.9, 0.9))
    _, problems = to_press(face(box(0, 0, 9, 9, deep), box(1, 1, 2, 2, deep), title="card `x`"), press("pdfx4"))
    assert [problem.message for problem in problems] == [
        "card `x`: the colour `device-cmyk(90% 90% 90% 90%)` is 360 % ink, more than the 300 % that will dry"
    ]
    assert problems[0].severity == "error"
    assert names(box(0, 0, 9, 9, Colour("cmyk", (0.6, 0.4, 0.4, 1.0)))) == []


def test_a_colour_that_print_cannot_show() -> None:
    assert names(box(0, 0, 9, 9, Colour("rgb", (0.0, 1.0, 0.0)))) == ["color-shifts-in-print"]
    assert names(box(0, 0, 9, 9, TEAL)) == []


def test_small_text_in_several_inks() -> None:
    brown = Colour("rgb", (0.5, 0.3, 0.2))
    assert names(line(shape("a"), size=8, paint=brown)) == ["small-multi-ink-text"]
    assert names(line(shape("a"), size=9, paint=brown)) == []


# --- The press ------------------------------------------------------------------------------------------------------


def test_bundled_profiles_are_good() -> None:
    for name in ("fogra39", "tr005"):
        assert profile_problem(profile(name)) is None
        header = profile_header(profile(name))
        assert header is not None
        assert header.title


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "not an ICC profile"),
        (b"x" * 500, "not an ICC profile"),
        (profile()[:-9], "cut off"),
        (profile()[:12] + b"mntr" + profile()[16:], "of a display"),
        (profile()[:16] + b"RGB " + profile()[20:], "RGB"),
    ],
)
def test_a_profile_that_is_not_one_of_a_press(data: bytes, word: str) -> None:
    made, problems = press_of("pdfx4", "", data, name="`own.icc`")
    assert made is None
    assert [problem.name for problem in problems] == ["profile-not-for-press"]
    assert word in problems[0].message
    with pytest.raises(ProblemsError):
        PressColors(replace(press("pdfx4"), profile=data))


def test_a_profile_that_is_damaged_inside() -> None:
    data = profile()[:200] + b"\xff" * (len(profile()) - 200)
    colors = PressColors(replace(press("pdfx4"), profile=data))
    with pytest.raises(ProblemsError) as raised:
        colors.face(face(box(0, 0, 9, 9, TEAL)))
    assert [problem.name for problem in raised.value.problems] == ["profile-not-for-press"]


def test_wrong_words_get_suggestions() -> None:
    _, problems = press_of("pdfx3", "fogra93", profile())
    assert [problem.name for problem in problems] == ["unknown-standard", "unknown-profile"]
    assert "fogra39" in problems[1].help


def test_a_profile_of_ones_own_names_its_condition() -> None:
    made, problems = press_of("pdfx1a", "", profile(), limits=Limits(total_ink=240))
    assert problems == ()
    assert made is not None
    assert made.condition.title.startswith("FOGRA39")
    assert made.limits.total_ink == 240
