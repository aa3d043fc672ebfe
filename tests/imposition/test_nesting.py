"""Nesting: nothing on top of another, all where a printer can print, every copy once, backs behind their fronts."""

import math
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Rect, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition.nesting import APART, Nest, Nestling, Spot, cuts, nest, nest_for, outline_of
from generator.imposition.turning import folded_over, turned_over
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from tests.imposition.worlds import jobs

HEXAGON = 2 / math.sqrt(3)


@st.composite
def pieces(draw: st.DrawFn) -> Nestling:
    shape = draw(st.sampled_from(["round", "square", "hexagon", "flat"]))
    across = mm(draw(st.integers(6, 70)))
    high = across * HEXAGON if shape == "hexagon" else mm(draw(st.integers(6, 90))) if shape == "flat" else across
    return Nestling(
        title="piece",
        shape="square" if shape == "flat" else shape,  # type: ignore[arg-type]
        size=Size(across, high),
        count=draw(st.integers(1, 25)),
        gap=mm(draw(st.sampled_from([0.0, 1.0, 2.5]))),
        turns=shape == "flat" and draw(st.booleans()),
    )


def nested(kinds: list[Nestling], job: PrintJob, *, backs: bool) -> Nest:
    try:
        return nest_for(kinds, job, backs=backs)
    except ProblemsError:
        assume(False)
        raise


def apart(one: Spot, other: Spot, kinds: list[Nestling]) -> bool:
    """Whether two pieces keep off each other, by their shapes."""
    first, second = kinds[one.kind], kinds[other.kind]
    if one.kind != other.kind:
        return not one.at.grown(APART - 0.02).overlaps(other.at)
    gap = first.gap
    if first.shape == "square":
        return not one.at.grown(gap - 0.02).overlaps(other.at)
    # Round ones, and hexagons on a honeycomb, by the distance of their middles.
    far = math.dist((one.at.centre.x, one.at.centre.y), (other.at.centre.x, other.at.centre.y))
    return far >= (one.at.width + other.at.width) / 2 + gap - 0.02 and second.shape == first.shape


@settings(deadline=None)
@given(st.lists(pieces(), min_size=1, max_size=4), jobs(), st.booleans())
def test_every_copy_lies_once_where_it_can_be_printed_and_on_nothing_else(
    kinds: list[Nestling], job: PrintJob, backs: bool
) -> None:
    found = nested(kinds, job, backs=backs)
    assert Counter(spot.kind for sheet in found.sheets for spot in sheet) == {
        kind: piece.count for kind, piece in enumerate(kinds)
    }
    for sheet in found.sheets:
        assert sheet
        for number, spot in enumerate(sheet):
            assert found.room.contains(spot.at, slack=0.02)
            size = kinds[spot.kind].size
            assert spot.at.size in (size, size.turned)
            assert all(apart(spot, other, kinds) for other in sheet[:number])


@settings(deadline=None)
@given(st.lists(pieces(), min_size=1, max_size=3), jobs())
def test_a_back_lies_behind_its_front(kinds: list[Nestling], job: PrintJob) -> None:
    found = nested(kinds, job, backs=True)
    for sheet in found.sheets:
        for spot in sheet:
            behind = found.behind(spot, job)
            if found.fold_at is not None:
                again, _ = folded_over(behind.at, found.fold_at, "vertical")
                assert not behind.at.overlaps(spot.at, slack=0.01)
            else:
                again, _ = turned_over(behind.at, found.paper, job.flip)
            assert (again.x, again.y) == pytest.approx((spot.at.x, spot.at.y), abs=0.001)
            whole = Rect(0, 0, found.paper.width, found.paper.height)
            assert whole.contains(behind.at, slack=0.02)


@given(st.integers(5, 60), st.integers(1, 400), st.floats(0, 5))
def test_round_pieces_lie_as_closely_as_either_way_allows(across: int, count: int, gap: float) -> None:
    room = Size(mm(200), mm(287))
    piece = Nestling(title="r", shape="round", size=Size(mm(across), mm(across)), count=count, gap=mm(gap))
    (first, *_) = nest([piece], room)
    pitch = mm(across + gap)
    straight = int((room.width + mm(gap) + 0.01) // pitch) * int((room.height + mm(gap) + 0.01) // pitch)
    assert len(first) >= min(count, straight)


def test_small_round_pieces_lie_in_each_others_gaps_where_that_holds_more() -> None:
    piece = Nestling(title="r", shape="round", size=Size(mm(15), mm(15)), count=400, gap=mm(2))
    (first, *_) = nest([piece], Size(mm(200), mm(287)))
    assert len(first) > 11 * 17, "more than rows and columns hold"


def test_honeycombs_and_squares_share_their_cuts() -> None:
    squares = Nestling(title="s", size=Size(mm(20), mm(20)), count=6)
    (sheet,) = nest([squares], Size(mm(60), mm(40)))
    assert len(cuts([squares], sheet)) == 17, "3 × 2 squares have 17 edges between and around them"
    hexagons = Nestling(title="h", shape="hexagon", size=Size(mm(20), mm(20) * HEXAGON), count=3)
    (sheet,) = nest([hexagons], Size(mm(50), mm(60)))
    assert len(cuts([hexagons], sheet)) == 3 * 6 - 3, "three hexagons that meet in a corner share three edges"


def test_tokens_of_several_kinds_share_a_sheet() -> None:
    kinds = [
        Nestling(title="ember", shape="round", size=Size(mm(15), mm(15)), count=36, gap=mm(2)),
        Nestling(title="disc", shape="round", size=Size(mm(25), mm(25)), count=4, gap=mm(2)),
        Nestling(title="column", size=Size(mm(130), mm(80)), turns=True),
    ]
    for paper in ("a4", "letter"):
        assert len(nest_for(kinds, PrintJob(paper=PAPERS[paper]), backs=True).sheets) == 1


def test_what_is_larger_than_the_paper_is_refused_with_what_holds_it() -> None:
    piece = Nestling(title="token `sun`", shape="round", size=Size(mm(250), mm(250)))
    with pytest.raises(ProblemsError) as caught:
        nest_for([piece], PrintJob())
    (problem,) = caught.value.problems
    assert problem.name == "too-large-for-paper"
    assert problem.message.startswith("token `sun` is 250 × 250 mm flat, and does not fit on A4")
    assert problem.help.startswith("it fits on a3, ")


@pytest.mark.parametrize("shape", ["round", "square", "hexagon"])
def test_an_outline_touches_all_four_edges(shape: str) -> None:
    at = Rect(10, 20, 30, 40)
    points = [
        pair
        for segment in outline_of(shape, at)  # type: ignore[arg-type]
        for pair in zip(segment[1::2], segment[2::2], strict=True)
    ]
    assert (min(x for x, _ in points), max(x for x, _ in points)) == (at.x, at.right)
    assert (min(y for _, y in points), max(y for _, y in points)) == (at.y, at.bottom)
