"""The estimate of ink against what a renderer counts."""

import pypdfium2
import pytest

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Rect, Size
from generator.build import Ink, Options, load
from generator.build.bench import Bench
from generator.export import DocumentInfo, write_pdf
from generator.export.coverage import Inks, ink_of
from generator.model.face import Face, Group, Path, Segment
from generator.model.sheet import Placement, Sheet, Side


def counted(face: Face) -> float:
    """The mean ink of the face's pixels."""
    at = Rect(0, 0, face.size.width, face.size.height)
    sheet = Sheet(paper=face.size, number=1, front=Side(placements=(Placement(face, at, at),)))
    page = pypdfium2.PdfDocument(write_pdf([sheet], DocumentInfo(title="ink")))[0]
    picture = page.render(scale=2).to_pil().convert("RGB")
    colors = picture.getcolors(1 << 24)
    assert colors is not None
    inks: float = sum(count * ink_of(Colour("rgb", tuple(part / 255 for part in color))) for count, color in colors)
    pixels: int = picture.width * picture.height
    return inks / pixels


@pytest.mark.parametrize("ink", ["normal", "low", "black"])
@pytest.mark.parametrize("deck", ["a-little-more", "first-deck"])
def test_the_estimate_is_near_what_a_renderer_counts(deck: str, ink: Ink) -> None:
    loaded = load(deck)
    assert loaded.deck is not None
    bench, inks = Bench(loaded, Options(ink=ink)), Inks()
    for side in (bench.front, bench.back):
        faces = [face for number, card in enumerate(loaded.deck.cards[::7], 1) if (face := side(card, number))]
        estimate, real = sum(map(inks.coverage, faces)), sum(map(counted, faces))
        assert estimate == pytest.approx(real, rel=1 / 6), side


def outline(*points: tuple[float, float]) -> tuple[Segment, ...]:
    return (("M", *points[0]), *(("L", x, y) for x, y in points[1:]), ("Z",))


WHOLE = outline((0, 0), (100, 0), (100, 100), (0, 100))
MIDDLE = outline((25, 25), (75, 25), (75, 75), (25, 75))


def mean(*items: Path | Group) -> float:
    return Inks().coverage(Face(size=Size(100, 100), bleed=0, items=items, title="x"))


def test_one_shape_hides_what_lies_under_it() -> None:
    assert mean(Path(WHOLE, fill=BLACK)) == pytest.approx(1)
    assert mean(Path(WHOLE, fill=BLACK), Path(WHOLE, fill=Colour("gray", (1.0,)))) == pytest.approx(0)
    assert mean(Path(MIDDLE, fill=BLACK)) == pytest.approx(0.25)


def test_holes_clips_and_thin_paint_take_no_ink() -> None:
    assert mean(Path(WHOLE + MIDDLE, fill=BLACK, even_odd=True)) == pytest.approx(0.75)
    assert mean(Group((Path(WHOLE, fill=BLACK),), clip=Path(MIDDLE))) == pytest.approx(0.25)
    assert mean(Group((Path(WHOLE, fill=BLACK),), opacity=0.5)) == pytest.approx(0.5)
    assert mean(Path(WHOLE, fill=Colour("gray", (0.0,), alpha=0.2))) == pytest.approx(0.2)


def test_colours_take_as_many_inks_as_they_are_made_of() -> None:
    assert ink_of(Colour("cmyk", (0.6, 0.5, 0.4, 1.0))) == pytest.approx(2.5)
    assert ink_of(Colour("rgb", (1.0, 0.0, 0.0))) == pytest.approx(2)
    assert ink_of(Colour("rgb", (0.0, 0.0, 0.0))) == pytest.approx(1)


def test_a_shape_thinner_than_numbers_can_say_takes_no_ink() -> None:
    assert mean(Path(outline((0, 0), (1e-200, 0), (1e-200, 1e-200), (0, 1e-200)), fill=BLACK)) == 0


def test_of_shapes_without_end_some_are_counted() -> None:
    dot = Path(outline((0, 0), (1, 0), (1, 1), (0, 1)), fill=BLACK)
    tiles = Group((Group((dot,) * 5_000),) * 50_000)
    inks = Inks()
    assert inks.coverage(Face(size=Size(100, 100), bleed=0, items=(tiles,), title="x")) > 0
    assert inks.left == 0
