"""Faces without transparency look as they did with it; where they cannot, a problem says so."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Matrix, Rect
from generator.export.press.flattening import Flattener
from generator.export.press.inks import Separation
from generator.model.face import Face, Glyphs, Group, Image, Item, Path, Shade, Stroke
from tests.export.pieces import BLUE, RED, box, face, line, outline, pixels, shape, write
from tests.preflight.making import press

CREAM = Colour("rgb", (1.0, 0.96, 0.88))
HALF = Colour("rgb", (0.0, 0.2, 0.6), 0.5)


class Noted(list[tuple[str, str]]):
    def __call__(self, name: str, key: object, what: str, help: str) -> None:
        self.append((name, what))


def flat(*items: Item) -> tuple[tuple[Item, ...], Noted]:
    noted = Noted()
    return Flattener(Separation(press("pdfx1a")), noted).items(items), noted


def clear(item: Item) -> bool:
    """Whether anything see-through is left."""
    if isinstance(item, Group):
        return item.opacity < 1 or item.blend != "normal" or any(clear(part) for part in item.items)
    if isinstance(item, Glyphs):
        return item.paint.alpha < 1
    if isinstance(item, Image):
        return "A" in Pillow.open(BytesIO(item.data)).getbands()
    fill = item.fill
    stops = [colour for _, colour in fill.stops] if isinstance(fill, Shade) else [fill] if fill else []
    return any(colour.alpha < 1 for colour in stops) or bool(item.stroke and item.stroke.paint.alpha < 1)


def picture(mode: str = "RGBA") -> Image:
    shade = Pillow.linear_gradient("L").resize((20, 20))
    made = Pillow.merge("RGBA", [shade, shade.rotate(90), shade.rotate(180), shade]).convert(mode)
    buffer = BytesIO()
    made.save(buffer, "PNG")
    return Image(Rect(10, 10, 20, 20), buffer.getvalue(), "PNG", (20, 20))


GROUND = box(-5, -5, 70, 50, CREAM)
DONE: dict[str, tuple[Item, ...]] = {
    "on bare paper": (box(10, 10, 20, 20, HALF),),
    "on a flat colour": (GROUND, box(10, 10, 20, 20, HALF)),
    "on one another": (GROUND, box(0, 0, 40, 40, HALF), box(10, 10, 20, 20, Colour("rgb", (1.0, 0.0, 0.0), 0.3))),
    "side by side": (GROUND, box(0, 0, 30, 40, HALF), box(30, 0, 30, 40, HALF)),
    "text": (GROUND, line(shape("Two"), x=5, y=30, size=30, paint=HALF)),
    "on a rounded panel": (
        Path(
            (
                *(("M", 10.0, 0.0), ("L", 50.0, 0.0), ("C", 55.0, 0.0, 60.0, 5.0, 60.0, 10.0), ("L", 60.0, 30.0)),
                *(("C", 60.0, 35.0, 55.0, 40.0, 50.0, 40.0), ("L", 10.0, 40.0), ("C", 5.0, 40.0, 0.0, 35.0, 0.0, 30.0)),
                *(("L", 0.0, 10.0), ("C", 0.0, 5.0, 5.0, 0.0, 10.0, 0.0), ("Z",)),
            ),
            fill=CREAM,
        ),
        box(10, 5, 40, 30, HALF),
    ),
    "within a frame": (GROUND, Path(outline(5, 5, 50, 30), stroke=Stroke(BLACK, 2)), box(10, 10, 20, 20, HALF)),
    "a line": (GROUND, Path((("M", 0.0, 20.0), ("L", 60.0, 20.0)), stroke=Stroke(HALF, 10))),
    "a gradient": (
        GROUND,
        Path(outline(0, 0, 60, 40), fill=Shade("linear", 0, 0, 60, 0, ((0, HALF), (1, Colour("rgb", (1, 0, 0), 0))))),
    ),
    "a faded group on one colour": (GROUND, Group((box(5, 5, 40, 30, RED), box(15, 10, 40, 20, BLUE)), opacity=0.4)),
    "a faded group of apart parts": (
        box(0, 0, 30, 40, CREAM),
        box(30, 0, 30, 40, Colour("rgb", (0.7, 0.9, 0.7))),
        Group((box(5, 5, 20, 30, RED), box(35, 5, 20, 30, BLUE)), opacity=0.4),
    ),
    "groups in groups": (
        GROUND,
        Group(
            (box(0, 0, 30, 30, RED), Group((box(10, 10, 20, 20, HALF),), opacity=0.5)),
            matrix=Matrix.translation(10, 5),
            opacity=0.6,
        ),
    ),
    "through a clip": (
        GROUND,
        box(0, 0, 20, 40, BLUE),
        Group((box(0, 0, 60, 40, HALF),), clip=Path(outline(25, 5, 30, 30))),
    ),
    "a turned panel": (
        Group((box(-20, -20, 40, 40, CREAM),), matrix=Matrix.rotation(45).then(Matrix.translation(30, 20))),
        box(25, 15, 10, 10, HALF),
    ),
    "a picture on paper": (picture(),),
    "a picture on a colour": (GROUND, picture()),
    "a faded picture": (GROUND, Group((picture("RGB"),), opacity=0.5)),
    "nothing at all": (GROUND, box(0, 0, 9, 9, Colour("rgb", (1.0, 0.0, 0.0), 0.0)), Group((GROUND,), opacity=0)),
}


@pytest.mark.parametrize("title", DONE)
def test_it_looks_the_same(title: str) -> None:
    before = DONE[title]
    after, noted = flat(*before)
    assert noted == []
    assert not any(clear(item) for item in after)
    pairs = zip(pixels(write(*before), scale=2), pixels(write(*after), scale=2), strict=True)
    off = [
        (one, other)
        for row, other_row in pairs
        for one, other in zip(row, other_row, strict=True)
        if max(abs(a - b) for a, b in zip(one, other, strict=True)) > 6
    ]
    assert len(off) <= 20, off[:5]


REFUSED: dict[str, tuple[Item, ...]] = {
    "half on one colour, half on another": (box(0, 0, 30, 40, RED), box(20, 10, 20, 20, HALF)),
    "on a gradient": (
        Path(outline(0, 0, 60, 40), fill=Shade("linear", 0, 0, 60, 0, ((0, RED), (1, BLUE)))),
        box(20, 10, 20, 20, HALF),
    ),
    "on a picture": (picture("RGB"), box(15, 15, 5, 5, HALF)),
    "on text": (line(shape("Two"), size=30), box(15, 20, 5, 5, HALF)),
    "a blend mode": (GROUND, Group((box(0, 0, 9, 9, RED),), blend="multiply")),
    "an outline on its fill": (GROUND, Path(outline(9, 9, 9, 9), fill=RED, stroke=Stroke(HALF, 3))),
    "faded parts over two colours": (
        box(0, 0, 30, 40, CREAM),
        Group((box(20, 0, 20, 20, RED), box(25, 5, 20, 20, BLUE)), opacity=0.5),
    ),
    "a picture on black": (box(0, 0, 60, 40, BLACK), picture()),
    "a spot ink on a colour": (GROUND, box(0, 0, 9, 9, Colour("spot", (0, 0, 1, 0), 0.5, spot="Gold"))),
    "on a dented shape": (
        Path((("M", 0, 0), ("L", 60, 0), ("L", 30, 10), ("L", 60, 40), ("L", 0, 40), ("Z",)), fill=RED),
        box(40, 5, 10, 10, HALF),
    ),
}


@pytest.mark.parametrize("title", REFUSED)
def test_where_it_cannot_be_done_it_is_said(title: str) -> None:
    after, noted = flat(*REFUSED[title])
    assert [name for name, _ in noted] == ["transparency-in-pdfx1a"]
    assert len(after) == len(REFUSED[title])


def test_inks_are_mixed_as_inks() -> None:
    ground = box(0, 0, 60, 40, Colour("cmyk", (0.0, 0.2, 0.4, 0.0)))
    (_, item), noted = flat(ground, box(0, 0, 9, 9, Colour("cmyk", (1.0, 0.0, 0.0, 0.0), 0.5)))
    assert noted == []
    assert isinstance(item, Path)
    assert item.fill == Colour("cmyk", (0.5, 0.1, 0.2, 0.0))
    (gold,), noted = flat(box(0, 0, 9, 9, Colour("spot", (0, 0, 1, 0), 0.5, spot="Gold", tint=0.8)))
    assert noted == []
    assert isinstance(gold, Path)
    assert gold.fill == Colour("spot", (0, 0, 1, 0), spot="Gold", tint=0.4)


def test_opaque_things_are_left_alone() -> None:
    items = (GROUND, Group((box(0, 0, 9, 9, RED),), shared=True), line(shape("a")), picture("RGB"))
    after, _ = flat(*items)
    assert all(one is other for one, other in zip(after, items, strict=True))


def test_a_shared_group_is_flattened_once() -> None:
    shared = Group((box(0, 0, 20, 20, HALF),), shared=True)
    noted = Noted()
    flattener = Flattener(Separation(press("pdfx1a")), noted)
    one, other = flattener.items((GROUND, shared)), flattener.items((box(-5, -5, 70, 50, CREAM), shared))
    assert one[1] is other[1]
    elsewhere = flattener.items((box(-5, -5, 70, 50, RED), shared))
    assert elsewhere[1] is not one[1]
    # What it has painted is known the second time too.
    later = flattener.items((GROUND, shared, box(15, 15, 20, 20, HALF)))
    assert noted
    assert not clear(later[2])


@given(
    boxes=st.lists(
        st.tuples(
            *[st.integers(0, 5)] * 4, st.sampled_from([0.3, 0.6, 1.0]), st.sampled_from([RED, BLUE, CREAM, WHITE])
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_done_without_a_problem_looks_the_same(
    boxes: list[tuple[int, int, int, int, float, Colour]],
) -> None:
    items = [
        box(x * 10, y * 6, 10 + w * 10, 6 + h * 6, Colour(colour.space, colour.values, alpha))
        for x, y, w, h, alpha, colour in boxes
    ]
    after, noted = flat(*items)
    if noted:
        return
    assert not any(clear(item) for item in after)
    for row, other_row in zip(pixels(write(*items))[3::6], pixels(write(*after))[3::6], strict=True):
        for one, other in zip(row[5::10], other_row[5::10], strict=True):
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 4


def test_faces_carry_their_title_into_the_problem() -> None:
    from generator.export.press import to_press

    made: Face = face(*REFUSED["a blend mode"], title="card `wonder-1`")
    _, problems = to_press(made, press("pdfx1a"))
    assert [problem.name for problem in problems] == ["transparency-in-pdfx1a"]
    assert problems[0].message.startswith("card `wonder-1`: the blend mode `multiply` lets through")
