import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import BLACK, Colour, parse_hex
from generator.basics.geometry import Rect
from generator.basics.problems import Place
from generator.model.design import Drawing
from generator.model.face import Group, Path, Shade
from generator.templating.pictures.svg import SvgRead, read_colour, read_svg

RED = parse_hex("#ff0000")
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'


def read(inside: str, current: Colour = BLACK) -> SvgRead:
    return read_svg(f"{_HEAD}\n{inside}\n</svg>", file="icons/x.svg", name="x", current=current)


def paths(inside: str, current: Colour = BLACK) -> tuple[Path, ...]:
    found = read(inside, current)
    assert found.problems == ()
    assert found.drawing is not None
    return tuple(path for path in found.drawing.paths if isinstance(path, Path))


def only(inside: str, current: Colour = BLACK) -> Path:
    (path,) = paths(inside, current)
    return path


_SQUARE = (("M", 1, 1), ("L", 3, 1), ("L", 3, 3), ("L", 1, 3), ("Z",))


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M1 1h2v2h-2z"/>',
        '<rect x="1" y="1" width="2" height="2"/>',
        '<polygon points="1,1 3,1 3,3 1,3"/>',
        '<g transform="translate(1 1)"><rect width="2" height="2"/></g>',
        '<rect transform="translate(1) scale(2) translate(0 .5)" width="1" height="1"/>',
        '<rect transform="matrix(1 0 0 1 1 1)" width="2px" height="20%"/>',
        '<defs><rect id="a" width="2" height="2"/></defs><use href="#a" x="1" y="1"/>',
        '<defs><rect id="a" width="2" height="2"/></defs><use xlink:href="#a" transform="translate(1,1)"/>',
        '<symbol id="a" viewBox="0 0 4 4"><rect width="4" height="4"/></symbol>'
        '<use href="#a" x="1" y="1" width="2" height="2"/>',
        '<metadata><x/></metadata><title>t</title><rect x="1" y="1" width="2" height="2"><desc>d</desc></rect>',
        '<i:x xmlns:i="http://example.org/i"><text>x</text></i:x><rect x="1" y="1" width="2" height="2"/>',
        '<rect display="none" width="9" height="9"/><rect x="1" y="1" width="2" height="2"/>'
        '<g visibility="hidden"><rect width="9" height="9"/></g>',
        '<rect width="0" height="9"/><circle r="0"/><path d=""/><rect x="1" y="1" width="2" height="2"/>',
    ],
)
def test_a_square_in_many_ways(inside: str) -> None:
    path = only(inside)
    assert [segment[0] for segment in path.segments] == ["M", "L", "L", "L", "Z"]
    for one, other in zip(path.segments, _SQUARE, strict=True):
        assert one[1:] == pytest.approx(other[1:])
    assert path.fill == BLACK
    assert path.stroke is None


def test_round_shapes() -> None:
    assert only('<circle cx="5" cy="5" r="2"/>') == only('<ellipse cx="5" cy="5" rx="2"/>')
    assert len(only('<rect width="4" height="4" rx="1"/>').segments) == 10


def test_the_box_is_the_view_box_or_the_size() -> None:
    drawing = read('<path d="M0 0h1"/>').drawing
    assert drawing is not None
    assert (drawing.box, drawing.name) == (Rect(0, 0, 20, 10), "x")
    sized = read_svg('<svg width="2cm" height="10"/>', file="x").drawing
    assert sized is not None
    assert sized.box.width == pytest.approx(75.59, abs=0.01)


def test_paint_is_inherited_and_overridden() -> None:
    one, two, three = paths(
        '<g fill="red" stroke="blue" style="stroke-width: 2; fill-rule: evenodd"><path d="M0 0h1"/>'
        '<path d="M0 0h1" fill="none"/><path d="M0 0h1" style="fill:#00ff00;stroke:none"/></g>'
    )
    assert one.fill == RED
    assert one.even_odd
    assert one.stroke is not None
    assert (one.stroke.width, one.stroke.paint) == (2, parse_hex("#0000ff"))
    assert two.fill is None
    assert (three.fill, three.stroke) == (parse_hex("#00ff00"), None)


def test_strokes() -> None:
    stroke = only(
        '<g transform="scale(2 8)"><line x2="5" stroke="red" stroke-width="3" stroke-linecap="round"'
        ' stroke-linejoin="bevel" stroke-dasharray="1 2 3" stroke-opacity=".5"/></g>'
    ).stroke
    assert stroke is not None
    assert (stroke.width, stroke.cap, stroke.join) == (12, "round", "bevel")  # √(2·8) = 4 times as wide
    assert stroke.dash == (4, 8, 12, 4, 8, 12)
    assert stroke.paint.alpha == 0.5


def test_opacity_reaches_the_paint() -> None:
    path = only('<g opacity="0.5"><path d="M0 0h1" fill-opacity="0.5" opacity="50%"/></g>')
    assert isinstance(path.fill, Colour)
    assert path.fill.alpha == 0.125


@pytest.mark.parametrize(
    "inside",
    [
        '<g opacity=".5"><rect width="4" height="4"/><g opacity="1"><rect width="2" height="2"/></g></g>',
        '<g id="a"><rect width="4" height="4"/><rect width="2" height="2"/></g><use href="#a" opacity=".5"/>',
        '<rect opacity=".5" width="4" height="4" stroke="red"/>',
    ],
)
def test_what_overlaps_fades_as_one_picture(inside: str) -> None:
    found = read(inside)
    assert found.problems == ()
    assert found.drawing is not None
    group = found.drawing.paths[-1]
    assert isinstance(group, Group)
    assert group.opacity == 0.5
    for path in group.items:
        assert isinstance(path, Path)
        assert isinstance(path.fill, Colour)
        assert path.fill.alpha == 1


def test_the_whole_picture_may_fade() -> None:
    text = _HEAD.replace("<svg ", "<svg opacity='.25' ") + '<rect width="4" height="4"/></svg>'
    drawing = read_svg(text, file="x.svg").drawing
    assert drawing is not None
    (path,) = drawing.paths
    assert isinstance(path, Path)
    assert isinstance(path.fill, Colour)
    assert path.fill.alpha == 0.25


def test_a_radial_gradient_may_begin_beside_its_centre() -> None:
    stops = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
    for inner, focus in (
        ('fx="2" fy="4"', (-0.5, 0, 0)),
        ('fx="3" fy="5" fr="1"', (0, 0.5, 0.5)),
        ('fx="9"', (1, 0, 0)),
    ):
        shade = only(
            f'<radialGradient id="b" gradientUnits="userSpaceOnUse" cx="3" cy="4" r="2" {inner}>{stops}'
            "</radialGradient>"
            '<rect width="4" height="4" fill="url(#b)"/>'
        ).fill
        assert isinstance(shade, Shade)
        assert shade.focus == focus


def test_the_current_colour_is_the_one_handed_in() -> None:
    inside = '<path d="M0 0h1" fill="currentColor"/>'
    assert only(inside, RED).fill == RED
    assert read(inside).uses_current_colour
    assert not read('<path d="M0 0h1"/>').uses_current_colour
    assert only(f'<g color="red">{inside}</g>').fill == RED


def test_gradients() -> None:
    stops = '<stop offset="0" stop-color="red"/><stop offset="100%" style="stop-color:blue;stop-opacity:.5"/>'
    linear = only(
        f'<linearGradient id="a">{stops}</linearGradient><rect x="2" y="2" width="4" height="4" fill="url(#a)"/>'
    ).fill
    assert isinstance(linear, Shade)
    assert (linear.kind, linear.x0, linear.y0, linear.x1, linear.y1) == ("linear", 2, 2, 6, 2)
    assert [(at, colour.alpha) for at, colour in linear.stops] == [(0, 1), (1, 0.5)]
    radial = only(
        f'<linearGradient id="a">{stops}</linearGradient>'
        '<radialGradient id="b" href="#a" gradientUnits="userSpaceOnUse" cx="3" cy="4" r="2"/>'
        '<rect width="4" height="4" fill="url(#b)" transform="scale(2)"/>'
    ).fill
    assert radial == Shade("radial", 6, 8, 4, 4, linear.stops)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("#f00", RED),
        ("red", RED),
        ("rgb(255, 0, 0)", RED),
        ("white", Colour("gray", (1.0,))),
        ("device-cmyk(1 0.5 0 10%)", Colour("cmyk", (1.0, 0.5, 0.0, 0.1))),
        ("transparent", Colour("gray", (0.0,), 0.0)),
        ("#ff", None),
        ("rde", None),
        ("rgb(1e999,nan,0)", None),
        ("device-cmyk(1 2 3)", None),
        ("x" * 1_000_000, None),
    ],
)
def test_colours(text: str, wanted: Colour | None) -> None:
    assert read_colour(text) == wanted


@pytest.mark.parametrize(
    ("inside", "name", "message"),
    [
        ("<text>x</text>", "svg-not-supported", "`<text>` in an SVG picture is not supported"),
        ("<style>*{fill:red}</style>", "svg-not-supported", "`<style>`"),
        ("<script>1</script>", "svg-not-supported", "`<script>`"),
        ('<image href="x.png"/>', "svg-not-supported", "`<image>`"),
        ("<foreignObject/>", "svg-not-supported", "`<foreignObject>`"),
        ("<svg/>", "svg-not-supported", "`<svg>`"),
        ("<recht/>", "svg-not-supported", "`<recht>`"),
        ('<use href="other.svg#a"/>', "svg-not-supported", "a link to another file"),
        ('<use href="http://127.0.0.1/a.svg#a"/>', "svg-not-supported", "a link to another file"),
        ('<use href="#a"/>', "damaged-svg", "nothing in the picture has the id `a`"),
        ('<g filter="url(#a)"/>', "svg-not-supported", "`filter`"),
        ('<g style="mask: url(#a)"/>', "svg-not-supported", "`mask`"),
        ('<g mask="url(#m)"><path d="M0 0"/></g>', "svg-not-supported", "`mask` in an SVG picture"),
        ('<g filter="blur(2px)"><path d="M0 0"/></g>', "svg-not-supported", "`filter` in an SVG picture"),
        ('<path d="M0 0h1" fill="url(#no)"/>', "svg-not-supported", "`url(#no)` as paint"),
        (
            '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><path d="M0 0h1" fill="url(#a)"/>',
            "damaged-svg",
            "a gradient takes from itself in a circle",
        ),
        (
            '<linearGradient id="a" href="#no"/><path d="M0 0h1v1" fill="url(#a)"/>',
            "damaged-svg",
            "there is no gradient `#no`",
        ),
        (
            f'<path d="M0 0h1" stroke="red" stroke-dasharray="{"1 " * 400}"/>',
            "svg-too-large",
            "`stroke-dasharray` has more than 64 lengths",
        ),
        ('<path d="M0 0h1" fill="rde"/>', "unknown-value", "`rde` is not a colour"),
        ('<path d="M0 0h"/>', "damaged-svg", "`d` cannot be read: `h` needs 1 number"),
        ('<path d="M0 0h1" transform="turn(3)"/>', "damaged-svg", "`transform` cannot be read"),
        ('<rect width="1e999" height="1"/>', "damaged-svg", "`width` is too large"),
        ('<rect width="big" height="1"/>', "damaged-svg", "`width` cannot be `big`"),
        ("<g>", "damaged-svg", "the picture is not well-formed XML"),
        ("&nbsp;", "damaged-svg", "the picture is not well-formed XML"),
    ],
)
def test_what_is_not_drawn_is_told_with_its_line(inside: str, name: str, message: str) -> None:
    found = read(inside)
    assert found.drawing is None
    assert found.problems[0].name == name
    assert found.problems[0].message.startswith(message)
    assert isinstance(found.problems[0].at, Place)
    assert (found.problems[0].at.file, found.problems[0].at.line) in {("icons/x.svg", 2), ("icons/x.svg", 3)}


_LAUGHS = "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 20))

ATTACKS = {
    "empty": "",
    "not xml": "GIF89a",
    "not svg": "<html/>",
    "no size": "<svg/>",
    "flat": '<svg viewBox="0 0 0 10"/>',
    "nan": '<svg viewBox="0 0 nan 10"/>',
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg viewBox="0 0 1 1">&b;</svg>',
    "external entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 1 1">&a;</svg>',
    "external doctype": '<!DOCTYPE svg SYSTEM "http://127.0.0.1/x.dtd"><svg viewBox="0 0 1 1"/>',
    "deep": _HEAD + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    "many": _HEAD + "<g/>" * 6000 + "</svg>",
    "large": _HEAD + " " * 1_100_000 + "</svg>",
    "laughs": f'{_HEAD}<path id="a0" d="M0 0h1"/><defs>{_LAUGHS}</defs><use href="#a19"/></svg>',
    "circle": f'{_HEAD}<g id="a"><use href="#a"/></g></svg>',
    "circle of two": f'{_HEAD}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
    "long path": f'{_HEAD}<path d="M0 0{"h1" * 400_000}x"/></svg>',
    "used path": _HEAD + '<path id="a" d="M0 0' + "h1" * 20_000 + '"/>' + '<use href="#a"/>' * 4_000 + "</svg>",
    "surrogate": f'{_HEAD}<path d="\ud800"/></svg>',
    "null": f"{_HEAD}\x00</svg>",
    "slow number": f'{_HEAD}<path d="M{"1" * 400_000}e{"1" * 400_000}"/></svg>',
    "slow transform": f'{_HEAD}<g transform="{"rotate(1) " * 90_000}x"/></svg>',
    "slow css": f'{_HEAD}<g style="{"a:b;" * 200_000}fill"/><zz/></svg>',
    "gradient circle": f'{_HEAD}<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
    '<path d="M0 0h1" fill="url(#a)" stroke="x"/></svg>',
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_file_ends_soon_as_problems(name: str) -> None:
    begun = time.process_time()
    found = read_svg(ATTACKS[name], file="x.svg")
    assert time.process_time() - begun < 2
    assert found.drawing is None
    assert 1 <= len(found.problems) <= 20
    for problem in found.problems:
        assert len(problem.message) < 200
        assert isinstance(problem.at, Place)


_NOISE = (
    "<|>|/|=|\"|'| |#|svg|g|path|use|d=|M0 0|A1 1 0 0 1 2 2|href=|#a|id=|a|transform=|scale(0)|matrix(1 2 3)|viewBox=|"
    "0 0 1 1|fill=|url(#a)|linearGradient|stop|offset=|-1"
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(_NOISE.split("|")), max_size=30))
def test_noise_never_raises(words: list[str]) -> None:
    found = read_svg('<svg viewBox="0 0 1 1">' + "".join(words) + "</svg>", file="x.svg")
    assert (found.drawing is None) == bool(found.problems)
    assert isinstance(found.drawing, Drawing | None)
