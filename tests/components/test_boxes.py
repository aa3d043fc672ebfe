"""The flat of a tuck box: its formulas, and the laws that every flat keeps, whatever the cards."""

from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Point, Rect, Size
from generator.basics.units import in_mm, mm, near
from generator.components.boxes import dieline, flat_size, inside, most_cards, outside
from generator.model.boxes import Box, Dieline
from generator.model.formats import FORMATS, Format, own_format

POKER = FORMATS["poker"]
BOX = Box(id="a", title="A")

formats = st.sampled_from(list(FORMATS.values())) | st.builds(
    lambda w, h: own_format(Size(mm(w), mm(h)), corner=0, bleed=mm(3), safe=0),
    st.integers(20, 250),
    st.integers(20, 250),
)
boxes = st.builds(
    Box,
    id=st.just("b"),
    title=st.just("B"),
    card_thickness=st.floats(0.1, 1.5).map(mm),
    board=st.sampled_from([0.0, 0.3, 1.0, 2.5]).map(mm),
    clearance=st.sampled_from([0.0, 1.0, 2.0, 5.0]).map(mm),
    glue=st.floats(5, 25).map(mm),
    tuck=st.floats(5, 40).map(mm),
    notch=st.booleans(),
)
counts = st.integers(1, 300)


def corners(line: Dieline) -> list[Point]:
    """Every point of the cuts, handles of curves included."""
    return [
        Point(x, y) for cut in line.cuts for segment in cut for x, y in zip(segment[1::2], segment[2::2], strict=True)
    ]


def on_edge(point: Point, rect: Rect) -> bool:
    along = rect.x - 0.01 <= point.x <= rect.right + 0.01 and rect.y - 0.01 <= point.y <= rect.bottom + 0.01
    return along and (
        near(point.x, rect.x) or near(point.x, rect.right) or near(point.y, rect.y) or near(point.y, rect.bottom)
    )


def test_the_formulas_for_ordinary_cards() -> None:
    """Depth is so many thicknesses and 2 mm; the flat 2(65.5 + depth) + 12 by 90.9 + 2(depth + 15)."""
    width, height, depth = (in_mm(length) for length in outside(BOX, POKER, 99))
    assert (round(width, 2), round(height, 2), round(depth, 2)) == (65.5, 90.9, 31.7)
    flat = flat_size(BOX, POKER, 99)
    assert (round(in_mm(flat.width), 1), round(in_mm(flat.height), 1)) == (206.4, 184.3)


def test_thick_board_makes_the_box_larger_by_its_walls() -> None:
    thick = Box(id="a", title="A", board=mm(2))
    for bare, walled in zip(outside(BOX, POKER, 50), outside(thick, POKER, 50), strict=True):
        assert near(walled - bare, mm(4))
    assert inside(thick, POKER, 50) == inside(BOX, POKER, 50)


@given(boxes, formats, counts)
def test_a_box_holds_its_cards(box: Box, card: Format, count: int) -> None:
    width, height, depth = inside(box, card, count)
    assert width >= card.trim.width
    assert height >= card.trim.height
    assert depth >= count * box.card_thickness - 1e-9
    line = dieline(box, card, count)
    front, side = line.panel("front").at, line.panel("left").at
    assert front.width - 2 * box.board >= card.trim.width - 0.01
    assert side.width - 2 * box.board >= count * box.card_thickness - 0.01


@given(boxes, formats, counts)
def test_opposite_panels_are_equal(box: Box, card: Format, count: int) -> None:
    line = dieline(box, card, count)
    for one, other in (("front", "back"), ("left", "right"), ("lid", "bottom"), ("tuck", "bottom-tuck")):
        first, second = line.panel(one).at.size, line.panel(other).at.size
        assert near(first.width, second.width)
        assert near(first.height, second.height)


@given(boxes, formats, counts)
def test_everything_lies_within_the_flat_and_nothing_on_another(box: Box, card: Format, count: int) -> None:
    line = dieline(box, card, count)
    whole = Rect(0, 0, line.size.width, line.size.height)
    for panel in line.panels:
        assert whole.contains(panel.at, slack=0.01)
        assert panel.window.contains(panel.at, slack=0.001)
        for other in line.panels:
            if other is not panel:
                assert not panel.at.overlaps(other.at, slack=0.01), (panel.name, other.name)
                if {panel.name, other.name} != {"back", "glue"}:
                    assert not panel.window.overlaps(other.at, slack=0.01), (panel.name, other.name)
    for point in corners(line):
        assert whole.grown(0.01).contains(Rect(point.x, point.y, 0, 0))


@given(boxes, formats, counts)
def test_every_fold_is_an_edge_that_two_panels_share(box: Box, card: Format, count: int) -> None:
    line = dieline(box, card, count)
    for start, end in line.folds:
        middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
        sharing = [panel for panel in line.panels if on_edge(middle, panel.at)]
        assert len(sharing) == 2
        assert all(on_edge(point, panel.at) for point in (start, end) for panel in sharing)
    joined = {frozenset(p.name for p in line.panels if on_edge(_middle(fold), p.at)) for fold in line.folds}
    assert frozenset({"back", "lid"}) in joined
    assert frozenset({"glue", "back"}) in joined
    assert len(line.folds) == len(line.panels) - 1, "a flat is one piece: a tree of panels"


def _middle(fold: tuple[Point, Point]) -> Point:
    return Point((fold[0].x + fold[1].x) / 2, (fold[0].y + fold[1].y) / 2)


@given(boxes, formats, counts)
def test_the_cut_reaches_the_edges_of_the_flat_and_is_one_outline(box: Box, card: Format, count: int) -> None:
    line = dieline(box, card, count)
    (cut,) = line.cuts
    assert [segment[0] for segment in cut].count("M") == 1
    assert cut[-1] == ("Z",)
    points = corners(line)
    assert near(min(point.x for point in points), 0)
    assert near(max(point.x for point in points), line.size.width)
    assert near(min(point.y for point in points), 0)
    assert near(max(point.y for point in points), line.size.height)


@given(boxes, formats, st.builds(Size, st.floats(100, 1500), st.floats(100, 1500)))
def test_as_many_cards_as_fit_and_not_one_more(box: Box, card: Format, room: Size) -> None:
    most = most_cards(box, card, (room,))

    def fits(count: int) -> bool:
        flat = flat_size(box, card, count)
        return flat.width <= room.width + 0.01 and flat.height <= room.height + 0.01

    assert fits(most) or most == 0
    assert not fits(most + 1) or most * box.card_thickness >= mm(390)


def test_the_notch_is_in_the_front_and_can_be_left_out() -> None:
    plain = Box(id="a", title="A", notch=False)
    curves = [sum(segment[0] == "C" for segment in dieline(box, POKER, 60).cuts[0]) for box in (BOX, plain)]
    assert curves == [6, 4]
    line = dieline(BOX, POKER, 60)
    front = line.panel("front").at
    assert any(front.grown(-1).contains(Rect(point.x, point.y, 0, 0)) for point in corners(line))
