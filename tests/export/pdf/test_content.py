import pikepdf
import pytest

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Matrix
from generator.basics.problems import ProblemsError
from generator.export import DocumentInfo, write_pdf
from generator.model.face import Group, Item, Path, Shade, Stroke
from tests.export.pieces import (
    BLUE,
    GREEN,
    RED,
    box,
    face,
    forms,
    letters,
    line,
    opened,
    outline,
    pixels,
    placed,
    shape,
    sheet,
    unresolved,
    write,
)


def near(pixel: tuple[int, ...], wanted: tuple[int, ...], slack: int = 6) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(pixel, wanted, strict=True))


def test_shapes_lie_where_they_are_said_to_lie() -> None:
    data = write(box(0, 0, 20, 10, RED), box(50, 30, 10, 10, BLUE), box(20, 10, 10, 10))
    assert letters(data) == "RR....\n..K...\n......\n.....B"


def test_even_odd_leaves_a_hole() -> None:
    both = outline(0, 0, 60, 40) + outline(20, 10, 20, 20)
    assert letters(write(Path(both, fill=RED, even_odd=True))) == "RRRRRR\nRR..RR\nRR..RR\nRRRRRR"
    assert letters(write(Path(both, fill=RED))) == "RRRRRR\n" * 3 + "RRRRRR"


def test_strokes_have_width_dashes_and_caps() -> None:
    across = (("M", 0.0, 15.0), ("L", 60.0, 15.0))
    dashed = Stroke(RED, width=10, dash=(20, 10))
    assert letters(write(Path(across, stroke=dashed))) == "......\nRR.RR.\n......\n......"
    short = (("M", 20.0, 15.0), ("L", 30.0, 15.0))
    assert letters(write(Path(short, stroke=Stroke(RED, 18, cap="square")))).splitlines()[1] == ".RRR.."
    assert letters(write(Path(short, stroke=Stroke(RED, 18)))).splitlines()[1] == "..R..."
    # No length to repeat: a solid line, as in CSS and SVG.
    assert letters(write(Path(across, stroke=Stroke(RED, 10, dash=(0, 0))))).splitlines()[1] == "RRRRRR"


def test_a_group_is_moved_turned_and_clipped() -> None:
    moved = Group((box(0, 0, 10, 10, RED),), matrix=Matrix.translation(30, 20))
    assert letters(write(moved)).splitlines()[2] == "...R.."
    turned = Group((box(0, 0, 30, 10, RED),), matrix=Matrix.rotation(90).then(Matrix.translation(60, 0)))
    assert letters(write(turned)) == ".....R\n.....R\n.....R\n......"
    clipped = Group((box(0, 0, 60, 40, RED),), clip=Path(outline(10, 10, 20, 20)))
    assert letters(write(clipped, box(50, 0, 10, 10))) == ".....K\n.RR...\n.RR...\n......"


def test_opacity_is_that_of_the_finished_group() -> None:
    """Where two shapes of a faded group overlap, the lower one does not shine through the upper one."""
    group = Group((box(0, 0, 40, 40, RED), box(20, 0, 40, 40, BLUE)), opacity=0.5)
    row = pixels(write(group, box(0, 30, 60, 10)))[10]
    assert near(row[10], (255, 127, 127))
    assert near(row[30], (127, 127, 255))
    assert near(pixels(write(group, box(0, 30, 60, 10)))[35][10], (0, 0, 0))


@pytest.mark.parametrize(
    "item",
    [
        box(0, 0, 60, 40, RED),
        Path((("M", 0, 20), ("L", 60, 20)), stroke=Stroke(RED, 40)),
        Path(outline(0, 0, 60, 40), fill=Shade("linear", 0, 0, 60, 0, ((0, RED), (1, RED)))),
        Group((box(0, 0, 60, 40, RED),), clip=Path(outline(0, 0, 60, 40))),
    ],
)
def test_every_item_fades(item: Item) -> None:
    assert near(pixels(write(Group((item,), opacity=0.5)))[20][30], (255, 127, 127))


def test_text_takes_colour_and_opacity() -> None:
    bold = line(shape("lllllllllll"), x=0, y=40, size=60, paint=Colour("rgb", (1.0, 0.0, 0.0), 0.5))
    shown = {pixel for row in pixels(write(bold)) for pixel in row}
    assert any(near(pixel, (255, 127, 127)) for pixel in shown)
    assert not any(near(pixel, (255, 0, 0)) for pixel in shown)


def test_what_follows_something_faded_is_not() -> None:
    faded = box(0, 0, 60, 20, Colour("rgb", (1.0, 0.0, 0.0), 0.5))
    assert letters(write(faded, box(0, 20, 60, 20, BLUE))).splitlines()[3] == "BBBBBB"


def test_what_follows_a_group_does_not_count_on_what_it_set() -> None:
    group = Group((box(0, 0, 10, 10, RED), line(shape("."), size=1)), matrix=Matrix.translation(10, 0))
    data = write(box(0, 0, 10, 10), group, box(20, 0, 10, 10, RED), line(shape("l"), x=30, y=40, size=9), group)
    assert letters(data).splitlines()[0] == "KRR..."
    assert unresolved(data) == []
    pole = Path((("M", 45, 0), ("L", 45, 40)), stroke=Stroke(RED, 10))
    lines = Group((pole,), matrix=Matrix.translation(-40, 0))
    assert letters(write(lines, pole)).splitlines()[0] == "R...R."


def test_blend_modes() -> None:
    data = write(box(0, 0, 60, 40, RED), Group((box(0, 0, 30, 40, GREEN),), blend="multiply"))
    assert letters(data).splitlines()[0] == "KKKRRR"
    assert unresolved(data) == []


def test_colours_are_written_in_their_own_space() -> None:
    items = [
        box(0, 0, 1, 1, Colour("cmyk", (0.0, 0.5, 1.0, 0.0))),
        box(1, 0, 1, 1, Colour("gray", (0.25,))),
        box(2, 0, 1, 1, Colour("spot", (0.0, 0.1, 0.9, 0.2), spot="Gold 871", tint=0.5)),
        Path(outline(3, 0, 1, 1), stroke=Stroke(Colour("spot", (0.0, 0.1, 0.9, 0.2), spot="Gold 871"))),
    ]
    data = write(*items)
    with opened(data) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        (ink,) = pdf.pages[0].Resources.ColorSpace.values()
        assert b"0 0.5 1 0 k" in content
        assert b"0.25 g" in content
        assert b"0.5 scn" in content
        assert b"1 SCN" in content
        assert list(ink)[:3] == ["/Separation", "/Gold 871", "/DeviceCMYK"]
        assert [float(part) for part in ink[3].C1] == [0, pytest.approx(0.1), pytest.approx(0.9), pytest.approx(0.2)]


def test_an_ink_with_two_meanings_is_a_problem() -> None:
    one = Colour("spot", (0.0, 0.0, 1.0, 0.0), spot="Gold")
    other = Colour("spot", (0.0, 1.0, 0.0, 0.0), spot="Gold")
    with pytest.raises(ProblemsError) as raised:
        write(box(0, 0, 1, 1, one), box(0, 0, 1, 1, other), box(0, 0, 2, 2, other))
    assert [p.name for p in raised.value.problems] == ["ink-defined-twice"]


def shaded(*stops: tuple[float, Colour], kind: str = "linear", **place: float) -> Path:
    x0, y0, x1, y1 = (place.get(name, default) for name, default in (("x0", 0), ("y0", 0), ("x1", 60), ("y1", 0)))
    return Path(outline(0, 0, 60, 40), fill=Shade(kind, x0, y0, x1, y1, stops))  # type: ignore[arg-type]


def test_a_linear_gradient() -> None:
    row = pixels(write(shaded((0, RED), (1, BLUE))))[20]
    assert near(row[30], (127, 0, 127))
    assert near(row[15], (191, 0, 63))
    level = pixels(write(shaded((0.25, RED), (0.75, BLUE))))[20]
    assert near(level[5], (255, 0, 0))
    assert near(level[55], (0, 0, 255))


def test_stops_at_one_place_leap() -> None:
    leap = shaded((0, RED), (0.5, RED), (0.5, BLUE), (1, BLUE))
    assert letters(write(leap)).splitlines()[0] == "RRRBBB"
    assert letters(write(shaded((0.5, RED), (0.5, BLUE)))).splitlines()[0] == "RRRBBB"
    assert letters(write(shaded((0.3, RED)))).splitlines()[0] == "RRRRRR"


def test_an_elliptical_gradient() -> None:
    data = write(shaded((0, RED), (0.5, RED), (0.5, BLUE), (1, BLUE), kind="radial", x0=30, y0=20, x1=40, y1=20))
    assert letters(data) == "BBBBBB\nBRRRRB\nBRRRRB\nBBBBBB"
    point = write(shaded((0, RED), (1, BLUE), kind="radial", x0=30, y0=20, x1=0, y1=0))
    assert letters(point).splitlines()[0] == "BBBBBB"


def test_a_gradient_that_fades_shows_what_is_behind() -> None:
    clear = Colour("rgb", (0.0, 0.0, 0.0), 0.0)
    data = write(shaded((0, RED), (1, clear)), box(0, 30, 60, 10))
    row = pixels(data)[10]
    assert near(row[30], (255, 127, 127))  # Red growing thin, not turning black.
    assert near(row[58], (255, 250, 250), 10)
    assert near(pixels(write(shaded((0, clear), (1, RED))))[10][30], (255, 127, 127))
    assert letters(data).splitlines()[3] == "KKKKKK"  # The mask ends with its gradient.
    assert unresolved(data) == []
    half = write(shaded((0, Colour("rgb", (1.0, 0.0, 0.0), 0.5)), (1, Colour("rgb", (1.0, 0.0, 0.0), 0.5))))
    assert near(pixels(half)[20][30], (255, 127, 127))
    both = write(shaded((0, Colour("rgb", (1.0, 0.0, 0.0), 0.5)), (1, BLUE)))
    assert near(pixels(both)[20][30], (127, 65, 192), 12)


def test_gradients_between_inks_keep_them() -> None:
    gold, pale = (Colour("spot", (0.0, 0.0, 1.0, 0.0), spot="Gold", tint=tint) for tint in (1.0, 0.2))
    for stops, space in [
        (((0, gold), (1, pale)), "/Separation"),
        (((0, gold), (1, BLACK)), "/DeviceCMYK"),
        (((0, WHITE), (1, BLACK)), "/DeviceGray"),
        (((0, RED), (1, BLACK)), "/DeviceRGB"),
    ]:
        with opened(write(shaded(*stops))) as pdf:
            (shading,) = pdf.pages[0].Resources.Shading.values()
            found = shading.ColorSpace
            assert (found[0] if isinstance(found, pikepdf.Array) else found) == space


def test_a_shared_group_is_written_once() -> None:
    shared = Group((box(0, 0, 10, 10, RED),), shared=True)
    twice = Group((shared,), matrix=Matrix.translation(30, 20))
    data = write(shared, twice)
    assert forms(data) == 1
    assert letters(data) == "R.....\n......\n...R..\n......"


def test_everything_a_form_uses_is_in_its_own_resources() -> None:
    gold = Colour("spot", (0.0, 0.0, 1.0, 0.0), 0.5, spot="Gold")
    inner = Group((box(0, 0, 9, 9, gold), line(shape("ab"))), opacity=0.4, shared=True)
    items = (inner, shaded((0, RED), (1, Colour("rgb", (0.0, 0.0, 1.0), 0.0))), Group((inner,), blend="screen"))
    card = face(*items)
    data = write_pdf([sheet(placed(card), placed(card, 10, 10))], DocumentInfo(title="x"))
    assert forms(data) >= 3
    assert unresolved(data) == []


def test_a_form_does_not_inherit_what_was_set_before_it() -> None:
    pole = Path((("M", 45, 0), ("L", 45, 40)), stroke=Stroke(RED, 10))
    shared = Group((box(0, 0, 30, 40), pole), shared=True)
    dashes = Stroke(Colour("rgb", (0.0, 0.0, 1.0), 0.5), 1, dash=(1, 5))
    data = write(Path((("M", 0, 0), ("L", 1, 0)), stroke=dashes), box(0, 0, 1, 1, Colour("gray", (0.5,), 0.3)), shared)
    assert letters(data) == "KKK.R.\n" * 3 + "KKK.R."


def test_an_empty_outline_paints_and_clips_everything_away() -> None:
    nothing = Path(())
    assert letters(write(nothing, Group((box(0, 0, 60, 40),), clip=nothing))) == "......\n" * 3 + "......"


def test_deep_nesting_is_no_trouble() -> None:
    item: Item = Group((box(0, 0, 60, 40, RED), box(0, 0, 20, 40, BLUE)))
    for depth in range(60):
        item = Group((item,), matrix=Matrix.translation(depth % 2, 0), opacity=0.5 if depth == 30 else 1.0)
    assert near(pixels(write(Group((item,), matrix=Matrix.translation(-30, 0))))[20][45], (255, 127, 127))


def test_text_stands_upright() -> None:
    data = write(line(shape("L"), x=5, y=38, size=50, paint=RED))
    ink = [(x, y) for y, row in enumerate(pixels(data)) for x, pixel in enumerate(row) if near(pixel, (255, 0, 0))]
    top = [x for x, y in ink if y < 20]
    bottom = [x for x, y in ink if y > 33]
    assert max(bottom) - min(bottom) > 2 * (max(top) - min(top))
