import dataclasses
import math

import pytest

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Point
from generator.model.design import Border, Fit, Gradient, Length, Repeated, Shadow, Stop, Style, TextStyle, Track
from generator.templating.css import PROPERTIES
from generator.templating.css.properties import ELSEWHERE, LONGHANDS, initial_values
from tests.templating.css.kit import LEAF, card, marked, styled, the_problem, wrong

RED = Colour("rgb", (1.0, 0.0, 0.0))
BLACK = Colour("gray", (0.0,))


def test_every_field_is_set_by_a_property_and_every_property_sets_a_field() -> None:
    fields = {field.name for field in dataclasses.fields(Style)} - {"text"}
    fields |= {f"text.{field.name}" for field in dataclasses.fields(TextStyle)} - {"text.language", "text.to"}
    assert {name for row in PROPERTIES.values() for name in row.sets} == fields


def test_the_initial_values_are_those_of_the_record() -> None:
    assert card("") == Style()


def test_the_table_is_whole() -> None:
    for name, row in PROPERTIES.items():
        assert row.name == name
        assert row.syntax
        assert bool(row.longhands) != bool(row.initial)
        assert set(row.longhands) <= set(LONGHANDS)
    assert not set(ELSEWHERE) & set(PROPERTIES)
    assert list(initial_values()) == list(LONGHANDS)


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_takes_the_wide_words_and_refuses_nonsense(name: str) -> None:
    for word in ("inherit", "initial", "unset"):
        assert card(f"{name}: {word}") == Style()
    nonsense = "17 17 zebra(1) !" if name not in ("fit-group", "font-family") else "1 2"
    problem = the_problem(f"card {{ {name}: {nonsense} }}")
    assert problem.name in ("unknown-value", "value-out-of-range")
    assert problem.message.startswith(f"`{name}` cannot be")
    assert problem.help


def test_four_sides() -> None:
    assert card("margin: 1pt auto 3pt").margin == (Length(1), None, Length(3), None)
    assert card("padding: 1pt 2pt").padding == (Length(1), Length(2), Length(1), Length(2))
    assert card("inset: 0").inset == (Length(),) * 4
    assert card("border-radius: 1pt 2pt 3pt 4pt").border_radius == (Length(1), Length(2), Length(3), Length(4))
    assert "round here" in the_problem("card { border-radius: 1pt / 2pt }").label


def test_border() -> None:
    assert card("color: red; border: 1pt solid").border == (Border(1, "solid", RED),) * 4
    style = card("border: 1pt dashed red; border-left: none; border-top-width: thick")
    assert [side.width for side in style.border] == [3.75, 1, 1, 0]
    assert card("border-style: solid; border-width: 1pt 2pt").border[1] == Border(2, "solid", BLACK)
    assert card("border: 2pt").border[0].width == 0


def test_flex() -> None:
    for text, wanted in {
        "1": (1, 1, Length()),
        "none": (0, 0, None),
        "auto": (1, 1, None),
        "2 0 10pt": (2, 0, Length(10)),
        "1 1 0": (1, 1, Length()),
        "10pt": (1, 1, Length(10)),
    }.items():
        style = card(f"flex: {text}")
        assert (style.flex_grow, style.flex_shrink, style.flex_basis) == wanted, text
    style = card("flex-flow: wrap row; gap: 1pt 2pt; justify-content: end; align-items: start")
    assert (style.flex_direction, style.flex_wrap, style.row_gap, style.column_gap) == (
        "row",
        "wrap",
        Length(1),
        Length(2),
    )
    assert (style.justify_content, style.align_items) == ("flex-end", "flex-start")
    assert card("flex-direction: row-reverse; justify-content: start").justify_content == "flex-end"


def test_grid() -> None:
    style = card("display: grid; grid-template-columns: 10pt repeat(2, 1fr auto) 20%")
    share = (Track(fr=1.0), Track())
    assert style.grid_template_columns == (Track(Length(10)), *share, *share, Track(Length(0, 0.2)))
    assert card("grid-column: 2 / 4").grid_column == (2, 4, 2)
    assert card("grid-column: span 3").grid_column == (None, None, 3)
    assert card("grid-row: 2 / span 2").grid_row == (2, None, 2)
    inside = styled(
        "grid { grid-template-columns: repeat(3, 1fr) } p { grid-column: 1 / -1 }", "<card><grid><p/></grid></card>"
    )
    assert inside["p"].grid_column == (1, 4, 3)
    assert the_problem("p { grid-column: -9 }", "<p/>").label == "there is no such line"


def test_grid_tracks_with_a_least_and_a_most() -> None:
    style = card("grid-template-columns: minmax(10pt, 1fr) minmax(auto, 20%) min-content minmax(0, max-content)")
    assert style.grid_template_columns == (
        Track(fr=1.0, least=Length(10)),
        Track(most=Length(0, 0.2)),
        Track(least="min-content", most="min-content"),
        Track(least=Length(), most="max-content"),
    )
    style = card("grid-template-columns: 10pt repeat(auto-fit, minmax(20pt, 1fr)); grid-auto-rows: 1fr 2fr")
    assert style.grid_template_columns == (Track(Length(10)), Repeated((Track(fr=1.0, least=Length(20)),), fit=True))
    assert style.grid_auto_rows == (Track(fr=1.0), Track(fr=2.0))


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("grid-template-columns: minmax(1fr, 20mm)", "a share is no least"),
        ("grid-template-columns: minmax(20mm)", "minmax() takes the least and the most"),
        ("grid-template-columns: fit-content(20mm)", "there is no fit-content() here"),
        ("grid-template-columns: repeat(auto-fill, 1fr)", "how often it fits is only known of a length"),
        ("grid-template-columns: auto repeat(auto-fill, 20mm)", "beside auto-fill or auto-fit, columns need a length"),
        ("grid-template-columns: repeat(auto-fill, 2mm) repeat(auto-fit, 2mm)", "one auto-fill or auto-fit, no more"),
        ("grid-template-rows: repeat(auto-fill, 2mm)", "only columns fill the room"),
        ("grid-template-columns: [full] 1fr [end]", "lines have numbers here, not names"),
        ("grid-auto-rows: none", "there is always one"),
        ('grid-template-areas: "a b" "a"', "every row has as many names"),
        ('grid-template-areas: "a b" "b a"', "`a` is no rectangle"),
        ("grid-template-areas: a b", "not a text"),
        ("place-items: center stretch center", "two words at most"),
    ],
)
def test_grids_that_cannot_be(value: str, label: str) -> None:
    assert the_problem(f"card {{ {value} }}", "<card/>").label == label


def test_areas_have_names() -> None:
    css = 'grid { grid-template-areas: "head head ." "side main main"; grid-template-columns: 10pt } '
    xml = "<card><grid><p/><b/></grid></card>"
    found = styled(css + "p { grid-area: main } b { grid-column: head; grid-row: 1 / -1 }", xml)
    assert (found["p"].grid_row, found["p"].grid_column) == ((2, 3, 1), (2, 4, 2))
    assert (found["b"].grid_row, found["b"].grid_column) == ((1, 3, 2), (1, 3, 2))
    # The columns that only the areas know are there as well.
    assert found["grid"].grid_template_columns == (Track(Length(10)), Track(), Track())
    assert found["grid"].grid_template_rows == (Track(), Track())
    problem = the_problem(css + "p { grid-area: foot }", xml)
    assert problem.label == "no area is called `foot`"
    assert problem.help == "the grid around it has `head`, `side`, `main`"


def test_places_for_both_ways() -> None:
    style = card("place-items: center end; place-content: space-between")
    assert (style.align_items, style.justify_items) == ("center", "end")
    assert (style.align_content, style.justify_content) == ("space-between", "space-between")
    assert (card("place-self: center").align_self, card("place-self: center").justify_self) == ("center", "center")
    assert (card("place-items: baseline").align_items, card("place-items: baseline").justify_items) == (
        "baseline",
        "stretch",
    )


def test_background() -> None:
    style = card("background: url(leaf.svg) center / 4mm no-repeat, linear-gradient(to right, red, black 30%) red")
    first, second = style.background
    assert first.image is LEAF
    assert first.repeat == (False, False)
    assert first.position == (Length(0, 0.5), Length(0, 0.5))
    assert isinstance(second.image, Gradient)
    assert second.image.angle == 90
    assert second.image.stops == (Stop(RED), Stop(BLACK, Length(0, 0.3)))
    assert style.background_color == RED
    assert card("background: red; background-color: transparent").background_color is None
    assert card("background: none") == Style()
    radial = card("background-image: radial-gradient(circle at left top, red, black)").background[0].image
    assert isinstance(radial, Gradient)
    assert (radial.circle, radial.centre) == (True, (Length(), Length()))
    cycled = card("background-image: url(leaf.svg), url('leaf.svg'); background-size: cover").background
    assert [layer.size for layer in cycled] == ["cover", "cover"]


def gradient(written: str) -> Gradient:
    found = card(f"background-image: {written}").background[0].image
    assert isinstance(found, Gradient)
    return found


def test_gradients() -> None:
    assert gradient("linear-gradient(to top right, red, black)").corner == (1, -1)
    assert gradient("linear-gradient(to left bottom, red, black)").corner == (-1, 1)
    assert gradient("linear-gradient(to bottom, red, black)").angle == 180
    assert gradient("radial-gradient(closest-side, red, black)").size == "closest-side"
    round_one = gradient("radial-gradient(circle farthest-side at top, red, black)")
    assert (round_one.circle, round_one.size) == (True, "farthest-side")
    own = gradient("radial-gradient(4pt at 1pt 2pt, red, black)")
    assert (own.circle, own.size, own.centre) == (True, (Length(4), Length(4)), (Length(1), Length(2)))
    oval = gradient("radial-gradient(50% 4pt, red, black)")
    assert (oval.circle, oval.size) == (False, (Length(0, 0.5), Length(4)))
    for wrong_one in ("to top bottom", "to left left", "to corner", "to", "to top right left"):
        assert (
            the_problem(f"card {{ background: linear-gradient({wrong_one}, red, black) }}").label == "not a direction"
        )
    for shape in ("circle 1pt 2pt", "ellipse 1pt", "closest-side 1pt", "circle circle", "1pt 2pt 3pt", "50%"):
        assert the_problem(f"card {{ background: radial-gradient({shape}, red, black) }}").name == "unknown-value"


def test_pictures_are_asked_for_by_names_inside() -> None:
    assert the_problem("card { background: url(laef.svg) }").message == "no picture is called `laef.svg`"
    for name in ("../a.svg", "/etc/passwd", "https://x.y/a.png", "data:image/png;base64,xx", "a/../../b", ""):
        problem = the_problem(f'card {{ background: url("{name}") }}')
        assert problem.name in ("picture-outside", "unknown-value"), name


def test_shadow() -> None:
    assert card("box-shadow: 0 1pt 2pt red, inset 1pt 1pt").box_shadow == (
        Shadow(RED, 0, 1, 2, 0, False),
        Shadow(BLACK, 1, 1, 0, 0, True),
    )


def test_transform() -> None:
    assert card("transform: rotate(90deg)").transform == Matrix.rotation(90)
    matrix = card("transform: translate(10pt, 0) scale(2)").transform
    assert matrix is not None
    assert matrix.apply(Point(1, 1)) == Point(12, 2)
    skewed = card("transform: skewX(45deg)").transform
    assert skewed is not None
    assert math.isclose(skewed.apply(Point(0, 1)).x, 1)
    assert the_problem("card { transform: translate(50%) }").label == "a percentage cannot be used here"


def test_clip_path() -> None:
    path = card("clip-path: polygon(0 0, 10pt 0, 0 10pt)").clip_path
    assert path is not None
    assert path.segments == (("M", 0, 0), ("L", 10, 0), ("L", 0, 10), ("Z",))
    inset = card("width: 20pt; height: 10pt; clip-path: inset(1pt 10%)").clip_path
    assert inset is not None
    assert inset.segments[:2] == (("M", 2, 1), ("L", 18, 1))
    curve = card('clip-path: path("M0 0h4q4 0 4 4z")').clip_path
    assert curve is not None
    assert [segment[0] for segment in curve.segments] == ["M", "L", "C", "Z"]
    assert curve.segments[1] == ("L", 3, 0)
    assert the_problem("card { clip-path: inset(1pt) }").label == "hangs on the size of the box"


def test_type() -> None:
    text = card(
        "font-family: Nowhere, 'andika', serif; font-weight: bold; font-style: italic;"
        "font-variant-caps: small-caps; font-variant-numeric: oldstyle-nums tabular-nums; font-kerning: none;"
        "font-feature-settings: 'ss01', 'onum' 0; letter-spacing: .1em; text-transform: uppercase;"
        "text-decoration: underline line-through; word-spacing: .2em; text-shadow: 0 1pt 2pt red, 1pt 1pt"
    ).text
    assert text == TextStyle(
        families=("Andika",),
        weight=700,
        italic=True,
        letter_spacing=0.1,
        features=(("kern", 0), ("onum", 0), ("smcp", 1), ("ss01", 1), ("tnum", 1)),
        word_spacing=0.2,
        underline=True,
        struck=True,
        shadows=(Shadow(RED, 0, 1, 2), Shadow(BLACK, 1, 1)),
        text_transform="uppercase",
    )
    assert the_problem("card { text-shadow: 1pt 1pt 1pt 1pt red }").label == "a fourth length"
    assert the_problem("card { text-shadow: inset 1pt 1pt red }").label == "letters have no inner shadow"
    assert the_problem("card { text-decoration: underline underline }").label == "the same line twice"
    assert the_problem("card { text-decoration: underline none }").name == "unknown-value"


def test_families_that_nobody_has() -> None:
    problem = the_problem("card { font-family: 'Atkinson Hyperlegible', sans-serif }")
    assert problem.name == "unknown-font"
    assert problem.help == "did you mean `Atkinson Hyperlegible Next`?"
    assert marked(problem).strip("'\"") == "Atkinson Hyperlegible"
    assert the_problem("card { font-family: serif }").message == "`font-family` names no font"
    assert the_problem("card { font-family: serif, Andika }").label == "a kind of font can only come last"


def test_sizes() -> None:
    found = styled(
        "card { font-size: 10pt } panel { font-size: fit(9pt, 2em); padding: 1em; line-height: 120% }"
        "b { font-size: .5em; letter-spacing: 1pt; margin-left: 1em } p { line-height: 1.5 }"
    )
    assert found["panel"].text.size == Fit(9, 20)
    assert found["panel"].padding[0] == Length(20)
    assert found["panel"].line_height == 1.2
    assert found["p"].text.size == Fit(9, 20)
    assert found["b"].text.size == 10
    assert found["b"].text.letter_spacing == 0.1
    assert found["b"].margin[3] == Length(10)
    assert found["b"].line_height == 1.5
    assert card("font-size: 10pt; line-height: 2em").line_height == Length(20)
    assert card("font-size: smaller").text.size == 10
    assert the_problem("card { font-size: fit(17pt, 9pt) }").label == "the least size is above the greatest"
    assert the_problem("card { font-size: 4m }").name == "unknown-unit"


def test_weights_hang_on_the_parent() -> None:
    found = styled("card { font-weight: bolder } b { font-weight: lighter } p { font-weight: 350 }")
    assert [found[tag].text.weight for tag in ("card", "p", "b")] == [700, 350, 100]


def test_words_of_the_page() -> None:
    style = card(
        "text-align: justify; vertical-align: middle; text-wrap: balance; text-indent: 4pt; hyphens: auto;"
        "direction: rtl; hanging-punctuation: first last; fit-group: questions; opacity: 50%; z-index: 3;"
        "mix-blend-mode: multiply; object-fit: cover; aspect-ratio: 3 / 2; bleed: none; overflow: hidden;"
        "position: absolute; display: none"
    )
    assert (style.text_align, style.vertical_align, style.text_wrap, style.text_indent) == (
        "justify",
        "middle",
        "balance",
        4,
    )
    assert (style.hyphens, style.direction, style.hanging_punctuation, style.fit_group) == (
        "auto",
        "rtl",
        frozenset(["first", "last"]),
        "questions",
    )
    assert (style.opacity, style.z_index, style.mix_blend_mode, style.object_fit) == (0.5, 3, "multiply", "cover")
    assert (style.aspect_ratio, style.bleed, style.overflow) == (1.5, "none", "hidden")
    assert (style.position, style.display) == ("absolute", "none")


def test_where_marks_hang() -> None:
    assert card("hanging-punctuation: allow-end first").hanging_punctuation == {"end", "first"}
    assert card("hanging-punctuation: none").hanging_punctuation == frozenset()
    assert the_problem("card { hanging-punctuation: none first }").label == "`none` stands alone"
    assert the_problem("card { hanging-punctuation: allow-end force-end }").label == "said already"


def test_how_short_a_divided_word_may_be() -> None:
    found = {
        css: card(f"hyphenate-limit-chars: {css}").hyphenate_limit_chars
        for css in ("auto", "8", "8 3", "8 auto", "8 3 4", "auto auto 2")
    }
    assert found == {
        "auto": (6, 2, 3),
        "8": (8, 2, 3),
        "8 3": (8, 3, 3),
        "8 auto": (8, 2, 3),
        "8 3 4": (8, 3, 4),
        "auto auto 2": (6, 2, 2),
    }
    assert the_problem("card { hyphenate-limit-chars: 8 3 4 5 }").label == "three numbers, no more"
    assert the_problem("card { hyphenate-limit-chars: 0 }").name == "value-out-of-range"


@pytest.mark.parametrize(
    ("css", "message", "help_"),
    [
        ("card { widht: 1mm }", "no property is called `widht`", "did you mean `width`?"),
        ("card { float: left }", "there is no property `float` here", "instead: a box with `flex-direction: row`"),
        ("card { order: 2 }", "there is no property `order` here", "instead: boxes stand"),
        ("card { align-items: centre }", "`align-items` cannot be `centre`", "did you mean `center`?"),
        ("card { display: block }", "`display` cannot be `block`", "`display` takes one of `flex`, `grid`, `none`"),
        ("card { color: }", "`color` has no value", "`color` takes a colour"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_work(css: str, message: str, help_: str) -> None:
    problem = the_problem(css)
    assert problem.message == message
    assert problem.help.startswith(help_)


def test_all_are_told_at_once() -> None:
    assert len(wrong("card { colr: red; width: 12; margin: 1mm; height: 3foo } p { x: y }")) == 4


def test_gradients_around_a_point_and_again() -> None:
    (layer,) = card("background-image: conic-gradient(from 45deg at 10pt 50%, red 90deg, black 50% 270deg)").background
    assert layer.image == Gradient(
        "conic",
        (Stop(RED, Length(0, 0.25)), Stop(BLACK, Length(0, 0.5)), Stop(BLACK, Length(0, 0.75))),
        angle=45,
        centre=(Length(10), Length(0, 0.5)),
    )
    (layer,) = card("background: repeating-linear-gradient(90deg, red, black 2pt)").background
    assert layer.image == Gradient("linear", (Stop(RED), Stop(BLACK, Length(2))), angle=90, repeating=True)
    (layer,) = card("background: repeating-radial-gradient(circle, red, black 2pt)").background
    assert layer.image == Gradient("radial", (Stop(RED), Stop(BLACK, Length(2))), circle=True, repeating=True)
    (layer,) = card("background: repeating-conic-gradient(red 0 25%, black 0 50%)").background
    assert isinstance(layer.image, Gradient)
    assert (layer.image.kind, layer.image.repeating) == ("conic", True)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("conic-gradient(from, red, black)", "an angle is missing"),
        ("conic-gradient(from 45deg red, black)", "a comma is missing before the colours"),
        ("conic-gradient(red 2mm, black)", "neither an angle nor a percentage"),
        ("conic-gradient(red)", "one colour makes no gradient"),
        ("conic-gradient(red, 20deg, black)", "a place without its colour"),
    ],
)
def test_gradients_around_a_point_that_cannot_be(value: str, label: str) -> None:
    assert the_problem(f"card {{ background-image: {value} }}", "<card/>").label == label


def test_how_backgrounds_repeat() -> None:
    ways = {
        css: card(f"background: url(leaf.svg) {css}").background[0].repeat
        for css in ("round", "space repeat", "repeat-y", "no-repeat round")
    }
    assert list(ways.values()) == [("round", "round"), ("space", True), (False, True), (False, "round")]
    problem = the_problem("card { background-repeat: repeat-x round }", "<card/>")
    assert problem.label == "two words are one for across and one for down"


def test_two_sides_at_once() -> None:
    assert card("margin-inline: auto; margin-block: 1pt 2pt").margin == (Length(1), None, Length(2), None)
    assert card("padding-block: 3pt; padding-inline: 4pt").padding == (Length(3), Length(4), Length(3), Length(4))
    assert card("inset-inline: 0").inset == (None, Length(), None, Length())
    problem = the_problem("card { margin-inline: 1pt 2pt }", "<card/>")
    assert problem.label == "which side the second is on hangs on the language"
    assert problem.help == "`margin-left` and `margin-right`"


@pytest.mark.parametrize(
    ("value", "help"),
    [
        ("border-inline-start: 1pt solid", "instead: `border-left`"),
        ("inset-block-end: 0", "instead: `bottom`"),
        ("inline-size: 1pt", "instead: `width`"),
        ("writing-mode: vertical-rl", "instead: `transform: rotate(90deg)` turns a box"),
        ("list-style: none", "instead: `marker` is the element for a list's dot or number"),
        ("width: 20ch", "use `em`, the font size; a letter is about 0.5em wide, a line is `line-height` times 1em"),
    ],
)
def test_what_there_is_not_names_what_to_use_instead(value: str, help: str) -> None:
    assert the_problem(f"card {{ {value} }}", "<card/>").help == help


def test_a_font_in_one_line() -> None:
    style = card('font: italic small-caps 600 10pt/1.5 "Fraunces", serif')
    assert (style.text.size, style.text.weight, style.text.italic) == (10, 600, True)
    assert style.text.features == (("smcp", 1),)
    assert style.line_height == 1.5
    assert style.text.families == card('font-family: "Fraunces"').text.families != ()
    # What it does not say is as it is at first, and sizes hang on the parent's.
    inside = styled('card { font: bold 10pt/2 "Fraunces" } p { font: 150%/1em "Fraunces" }', "<card><p/></card>")["p"]
    assert (inside.text.size, inside.text.weight, inside.line_height) == (15, 400, Length(15))
    assert styled('card { font: bold fit(8pt, 12pt) "Fraunces" }', "<card/>")["card"].text.size == Fit(8, 12)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("bold", "the size and the font are missing"),
        ("bold italic bold 10pt Fraunces", "says the same thing twice"),
        ("10pt", "the font is missing"),
        ("10pt /", "a line height is missing after `/`"),
    ],
)
def test_a_font_in_one_line_that_is_not_whole(value: str, label: str) -> None:
    found = the_problem(f"card {{ font: {value} }}", "<card/>")
    assert found.label == label
