"""Faces without transparency look as they did with it; where they cannot, a problem says so."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageChops, ImageFilter

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Matrix, Rect
from generator.export.press.flattening import Flattener
from generator.export.press.inks import Separation
from generator.model.face import Face, Glyphs, Group, Image, Item, Path, Shade, Stroke
from tests.export.pieces import BLUE, RED, box, face, line, outline, pixels, shape, write
from tests.preflight.making import press

#: What of the items can be seen: the face and its bleed.
ROOM = Rect(-10, -10, 80, 60)

CREAM = Colour("rgb", (1.0, 0.96, 0.88))
HALF = Colour("rgb", (0.0, 0.2, 0.6), 0.5)


class Noted(list[tuple[str, str]]):
    def __call__(self, name: str, key: object, what: str, help: str, *, warning: bool = False) -> None:
        assert warning == (name == "flattened-to-pixels")
        self.append((name, what))


def flat(*items: Item) -> tuple[tuple[Item, ...], Noted]:
    noted = Noted()
    return Flattener(Separation(press("pdfx1a")), noted).items(items, ROOM), noted


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


PIXELS: dict[str, tuple[Item, ...]] = {
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
    "on a dented shape": (
        Path((("M", 0, 0), ("L", 60, 0), ("L", 30, 10), ("L", 60, 40), ("L", 0, 40), ("Z",)), fill=RED),
        box(40, 5, 10, 10, HALF),
    ),
    "a picture with clear parts on a picture": (
        replace(picture("RGB"), at=Rect(0, 0, 60, 40)),
        replace(picture(), at=Rect(5, 5, 30, 30)),
    ),
    "in groups, moved, turned and clipped": (
        box(0, 0, 30, 40, CREAM),
        Group(
            (
                box(0, 0, 20, 20, BLUE),
                Group((box(5, -5, 20, 20, HALF), box(0, 15, 30, 3, RED)), matrix=Matrix.rotation(30)),
                line(shape("Two"), x=2, y=20, size=12),
            ),
            matrix=Matrix.translation(20, 10),
            clip=Path(outline(0, 0, 30, 25)),
        ),
    ),
    "with something opaque on top": (
        box(0, 0, 30, 40, RED),
        box(20, 10, 20, 20, HALF),
        box(25, 5, 6, 30, CREAM),
        box(22, 12, 20, 6, HALF),
        line(shape("Two"), x=10, y=30, size=12),
    ),
    "many, apart": (
        Path(outline(0, 0, 60, 40), fill=Shade("linear", 0, 0, 60, 0, ((0, RED), (1, BLUE)))),
        *(box(x, y, 4, 4, HALF) for x in (2, 20, 50) for y in (3, 30)),
    ),
    "half outside the face": (GROUND, box(0, 0, 30, 40, RED), box(20, 30, 20, 200, HALF)),
    "in a faded group": (
        box(0, 0, 60, 40, CREAM),
        Group((box(0, 0, 20, 20, RED), box(10, 10, 20, 20, HALF)), opacity=0.5),
    ),
}

REFUSED: dict[str, tuple[Item, ...]] = {
    "a spot ink on a colour": (GROUND, box(0, 0, 9, 9, Colour("spot", (0, 0, 1, 0), 0.5, spot="Gold"))),
    "half on inks": (
        box(0, 0, 30, 40, Colour("cmyk", (1.0, 0.0, 0.0, 0.0))),
        box(20, 10, 20, 20, HALF),
    ),
}


@pytest.mark.parametrize("title", PIXELS)
def test_what_cannot_be_mixed_becomes_pixels_that_look_the_same(title: str) -> None:
    before = PIXELS[title]
    noted = Noted()
    after = Flattener(Opposites(press("pdfx1a")), noted).items(before, ROOM)
    assert {name for name, _ in noted} <= {"flattened-to-pixels"}
    assert noted or title == "in a faded group"
    assert not any(clear(item) for item in after)
    assert "Two" not in title or any(isinstance(item, Glyphs) for item in after)
    seen, meant = (as_seen(items) for items in ([on_a_screen(item) for item in after], before))
    differences = ImageChops.difference(seen, meant).convert("L")
    # Edges fall between pixels; anything wider than an edge would stay.
    assert not any(differences.filter(ImageFilter.MinFilter(3)).histogram()[7:])


def as_seen(items: Sequence[Item]) -> Pillow.Image:
    rows = pixels(write(*items), scale=4)
    return Pillow.frombytes(
        "RGB", (len(rows[0]), len(rows)), bytes(part for row in rows for one in row for part in one)
    )


class Opposites(Separation):
    """Inks that can be shown on a screen again without any loss."""

    def picture(self, picture: Pillow.Image) -> Pillow.Image:
        red, green, blue = (ImageChops.invert(band) for band in picture.split())
        return Pillow.merge("CMYK", (red, green, blue, Pillow.new("L", picture.size, 0)))


def on_a_screen(item: Item) -> Item:
    """The item with its pixels as those inks look."""
    if isinstance(item, Group):
        return replace(item, items=tuple(on_a_screen(part) for part in item.items))
    if not isinstance(item, Image) or item.format != "TIFF":
        return item
    with Pillow.open(BytesIO(item.data)) as opened:
        *bands, black = opened.split()
    seen = Pillow.merge("RGB", [ImageChops.invert(ImageChops.add(band, black)) for band in bands])
    buffer = BytesIO()
    seen.save(buffer, "PNG")
    return replace(item, data=buffer.getvalue(), format="PNG")


def test_greys_among_the_pixels_are_black_ink_alone() -> None:
    grey = Colour("gray", (0.5,))
    (_, _, made), _ = flat(
        box(0, 0, 30, 40, RED), box(30, 0, 30, 40, grey), box(20, 10, 20, 20, Colour("gray", (0.2,), 0.5))
    )
    assert isinstance(made, Image)
    with Pillow.open(BytesIO(made.data)) as opened:
        bands = opened.split()
    inks = [band.getpixel((opened.width - 2, opened.height // 2)) for band in bands]
    assert inks[:3] == [0, 0, 0]
    assert inks[3] == pytest.approx(255 * 0.65, abs=2)


def test_what_lies_on_top_of_the_pixels_stays_as_it_was() -> None:
    words = line(shape("Two"), x=10, y=30, size=12)
    after, _ = flat(box(0, 0, 30, 40, RED), box(20, 10, 20, 20, HALF), words)
    assert after[-1] is words
    assert [type(item) for item in after] == [Path, Image, Glyphs]


@pytest.mark.parametrize("title", REFUSED)
def test_where_it_cannot_be_done_it_is_said(title: str) -> None:
    after, noted = flat(*REFUSED[title])
    assert [name for name, _ in noted] == ["transparency-in-pdfx1a"]
    assert len(after) == len(REFUSED[title])


def test_a_very_large_place_is_left_alone() -> None:
    noted = Noted()
    items = (box(0, 0, 2000, 2000, RED), box(1000, 0, 2000, 2000, HALF))
    assert Flattener(Separation(press("pdfx1a")), noted).items(items) == items
    assert [name for name, _ in noted] == ["transparency-in-pdfx1a"]


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


def test_a_faded_shape_with_an_outline_of_its_own_ends_as_one_picture() -> None:
    both = Path(outline(20, 10, 30, 30), fill=RED, stroke=Stroke(BLUE, 4.0))
    made, noted = flat(GROUND, box(0, 0, 35, 40, BLUE), Group((both,), opacity=0.5))
    assert [name for name, _ in noted] == ["flattened-to-pixels"]
    assert [item for item in made if isinstance(item, Image)]
    assert not any(map(clear, made))


def test_a_faded_group_of_many_parts_becomes_one_picture_and_not_one_for_each() -> None:
    dots = tuple(Path(outline(4 * number, 10, 2, 2), fill=RED, stroke=Stroke(RED, 1.0)) for number in range(14))
    made, _ = flat(GROUND, box(0, 0, 35, 11, BLUE), Group(dots, opacity=0.5))
    assert len([item for item in made if isinstance(item, Image)]) == 1


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

    made: Face = face(*PIXELS["a blend mode"], title="card `wonder-1`")
    _, problems = to_press(made, press("pdfx1a"))
    assert [problem.name for problem in problems] == ["flattened-to-pixels"]
    assert problems[0].severity == "warning"
    assert problems[0].message.startswith("card `wonder-1`: the blend mode `multiply` lets through")
