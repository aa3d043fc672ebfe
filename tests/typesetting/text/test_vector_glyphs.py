"""Glyphs that a font draws in SVG: as vectors, in the font's units, in the font's colours and the text's."""

from io import BytesIO
from pathlib import Path as FilePath

import pypdfium2
import pytest
import uharfbuzz as hb

from generator.basics.colour import BLACK, Colour
from generator.build import build, load
from generator.model.assets import Font
from generator.model.face import Item, Path, Shade
from generator.model.job import PrintJob
from generator.templating import read_glyph
from generator.typesetting.text import BadFontError
from generator.typesetting.text.colouring import Colouring
from generator.typesetting.text.fonts import open_typeface
from tests.typesetting.text.emoji import vector_font

RED = Colour("rgb", (1.0, 0.0, 0.0))
SQUARE = '<path d="M0 -1000 H1000 V0 H0 Z" fill="#f00"/>'


def items(data: bytes, name: str = "face", ink: Colour = BLACK) -> tuple[Item, ...]:
    font = hb.Font(hb.Face(data))
    group = Colouring(font, read_glyph).drawn(font.get_glyph_from_name(name), ink)
    assert group is not None
    return group.items


def opened(data: bytes) -> Font:
    return Font(family="Test Emoji", weight=400, italic=False, data=data, file="fonts/emoji.ttf", key="emoji")


@pytest.mark.parametrize("packed", [False, True])
def test_a_glyph_is_drawn_where_it_stands_below_the_baseline_downwards(packed: bool) -> None:
    data = vector_font((("face", SQUARE), ("thumb", '<circle cx="500" cy="-500" r="100"/>')), packed=packed)
    (square,) = items(data)
    assert isinstance(square, Path)
    assert square.fill == RED
    xs = {segment[1] for segment in square.segments if len(segment) > 1}
    ys = {segment[2] for segment in square.segments if len(segment) > 2}
    assert (xs, ys) == ({0.0, 1000.0}, {-1000.0, 0.0})
    (dot,) = items(data, "thumb")
    assert isinstance(dot, Path)
    assert dot.fill == BLACK


def test_a_document_with_a_frame_of_its_own_is_scaled_to_the_em() -> None:
    half = '<path d="M0 -50 H100 V0 H0 Z" fill="#f00"/>'
    (square,) = items(vector_font((("face", half),), frame='viewBox="0 0 100 100"'))
    assert isinstance(square, Path)
    assert {segment[2] for segment in square.segments if len(segment) > 2} == {-500.0, 0.0}


def test_palette_and_ink() -> None:
    picture = (
        '<path d="M0 0H9V9Z" fill="var(--color1)"/><path d="M0 0H9V9Z" fill="var(--color77, #00f)"/>'
        '<path d="M0 0H9V9Z" fill="currentColor"/>'
    )
    green, blue, own = items(vector_font((("face", picture),)), ink=RED)
    assert isinstance(green, Path)
    assert isinstance(blue, Path)
    assert isinstance(own, Path)
    assert isinstance(green.fill, Colour)
    assert green.fill.values == pytest.approx((0.0, 128 / 255, 0.0))
    assert (blue.fill, own.fill) == (Colour("rgb", (0.0, 0.0, 1.0)), RED)


def test_gradients_and_groups_of_the_document() -> None:
    picture = (
        '<linearGradient id="l" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="1000" y2="0">'
        '<stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>'
        '<path d="M0 -1000 H1000 V0 H0 Z" fill="url(#l)" transform="translate(0 100)"/>'
    )
    (found,) = items(vector_font((("face", picture),)))
    assert isinstance(found, Path)
    assert isinstance(found.fill, Shade)


def test_only_glyphs_in_the_document_have_colours() -> None:
    font = hb.Font(hb.Face(vector_font((("face", SQUARE),))))
    colouring = Colouring(font, read_glyph)
    assert colouring.paints(font.get_glyph_from_name("face"))
    assert not colouring.paints(font.get_glyph_from_name("woman"))
    assert not Colouring(font).paints(font.get_glyph_from_name("face"))


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("<text>hello</text>", "`<text>` in an SVG picture is not supported"),
        ("<filter/><image href='x'/>", "is not supported"),
        ("<path d='M0 0 nonsense'/>", "cannot be read"),
        ("<g>" * 100 + "</g>" * 100, "nested too deeply"),
        ("</g>", "well-formed"),
        ("<path d='M0 0H1V1Z' fill='nocolour'/>", "is not a colour"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_fonts_file(picture: str, said: str) -> None:
    typeface = open_typeface(opened(vector_font((("face", picture),))), read_glyph)
    glyph = typeface.shaper.get_glyph_from_name("face")
    with pytest.raises(BadFontError, match=r"fonts/emoji\.ttf") as fault:
        typeface.drawn(glyph, BLACK)
    assert said in str(fault.value)


def test_a_packed_bomb_is_refused() -> None:
    bomb = SQUARE + " " * 5_000_000
    typeface = open_typeface(opened(vector_font((("face", bomb),), packed=True)), read_glyph)
    with pytest.raises(BadFontError, match="larger than 1 MB"):
        typeface.drawn(typeface.shaper.get_glyph_from_name("face"), BLACK)


DECK = """\
[deck]
id = "x"
title = "X"
template = "mine"
[fields.text]
type = "text"
[[card]]
id = "one"
text = "Hi 😀"
"""


def test_a_card_shows_the_fonts_own_colours_and_keeps_its_text(tmp_path: FilePath) -> None:
    look = tmp_path / "templates" / "mine"
    look.mkdir(parents=True)
    (look / "card.xml.j2").write_text("<card><p>{{ card.text }}</p></card>")
    (look / "style.css").write_text(
        'card { font-family: "Atkinson Hyperlegible Next", "Test Emoji"; font-size: 40pt; padding: 5mm }'
    )
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "emoji.ttf").write_bytes(vector_font((("face", SQUARE),)))
    (tmp_path / "deck.toml").write_text(DECK)
    found = build(load(str(tmp_path)), PrintJob(guide=False), components=["cards"])
    assert not [problem for problem in found.problems if problem.severity == "error"], found.problems
    page = pypdfium2.PdfDocument(BytesIO(found.files["cards.pdf"]))[0]
    assert "Hi 😀" in page.get_textpage().get_text_range()
    colours = page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 20) or []
    assert sum(number for number, colour in colours if colour == (255, 0, 0)) > 500
