"""Galleys cut into columns and pages."""

from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Rect
from generator.model.face import Group, Link, Path, Tag
from generator.model.galley import Around, Break, Galley, Piece
from generator.paginating import Page, ids_on, page_items, paginate

BREAKS: tuple[Break, Break] = ("auto", "avoid")
FRAME = Rect(10, 20, 100, 100)


def piece(top: float, height: float = 10, before: Break = "auto", **more: object) -> Piece:
    return Piece(top=top, bottom=top + height, items=(), before=before, **more)  # type: ignore[arg-type]


def plain(count: int) -> tuple[Piece, ...]:
    return lines(*(BREAKS[0] for _ in range(count)))


def lines(*before: Break, height: float = 10) -> tuple[Piece, ...]:
    return tuple(piece(number * height, height, word) for number, word in enumerate(before))


def galley(pieces: tuple[Piece, ...], columns: int = 1, lead: float = 0.0) -> Galley:
    return Galley(width=(100 - 10 * (columns - 1)) / columns, columns=columns, gap=10, lead=lead, pieces=pieces)


def cut(*galleys: Galley) -> tuple[Page, ...]:
    pages, problems = paginate(galleys, lambda number: FRAME)
    assert not problems
    return pages


def counts(pages: tuple[Page, ...]) -> list[list[int]]:
    """How many pieces stand in each column of each page."""
    return [[len(one.pieces) for one in page.cuts] for page in pages]


def test_a_page_takes_what_fits() -> None:
    assert counts(cut(galley(plain(23)))) == [[10], [10], [3]]


def test_a_heading_goes_with_what_follows() -> None:
    words: list[Break] = [
        *(word for word in BREAKS[:1] for _ in range(10)),
        "avoid",
        "avoid",
    ]  # the tenth is a heading, then two lines
    assert counts(cut(galley(lines(*words)))) == [[9], [3]]


def test_a_heading_at_the_end_of_a_stretch_goes_with_the_next() -> None:
    one = galley((*plain(9), piece(90, 10, after="avoid")))
    other = galley(lines("auto", "auto", "auto", "auto"), columns=2)
    assert counts(cut(one, other)) == [[9], [1, 2, 2]]


def test_a_forced_break_ends_a_page_and_none_begins_one() -> None:
    assert counts(cut(galley(lines("page", "auto", "page", "auto")))) == [[2], [2]]


def test_a_forced_break_ends_a_column() -> None:
    assert counts(cut(galley(lines("auto", "column", "auto", "auto"), columns=2))) == [[1, 3]]


def test_last_columns_are_alike() -> None:
    assert counts(cut(galley(plain(25), columns=3))) == [[9, 9, 7]]
    assert counts(cut(galley(plain(26), columns=2))) == [[10, 10], [3, 3]]


def test_stretches_follow_each_other_with_room_between() -> None:
    (page,) = cut(galley(lines("auto", "auto")), galley(lines("auto", "auto"), columns=2, lead=7))
    assert [(one.at.x, one.at.y) for one in page.cuts] == [(10, 20), (10, 47), (65, 47)]


def test_what_must_stay_together_is_parted_only_when_no_page_holds_it() -> None:
    words: list[Break] = ["auto", *(word for word in BREAKS[1:] for _ in range(14))]
    assert counts(cut(galley(lines(*words)))) == [[10], [5]]


def test_a_piece_higher_than_a_page_is_a_problem() -> None:
    pages, (problem,) = paginate([galley((piece(0), piece(10, 150, what="figure")))], lambda number: FRAME)
    assert problem.name == "taller-than-page"
    assert "`figure`" in problem.message
    assert counts(pages) == [[1], [1]]


def test_the_head_of_a_table_is_shown_again_but_not_read_again() -> None:
    tag = Tag("TH")
    text = Path((("M", 0, 0),))
    head = Piece(top=0, bottom=10, items=(Group((text,), tag=tag),))
    rows = [piece(10 * number, repeats=head) for number in range(1, 15)]
    pages = cut(galley((head, *rows)))
    assert counts(pages) == [[10], [5]]
    items, _, _ = page_items(pages[1])
    again = items[0]
    assert isinstance(again, Group)
    assert (again.matrix.e, again.matrix.f) == (10, 20)
    inner = again.items[0]
    assert isinstance(inner, Group)
    assert inner.tag is None
    assert pages[1].cuts[0].at.height == 60


def test_a_ground_is_seen_as_far_as_its_pieces_reach() -> None:
    ground = Path((("M", 0, 0),))
    around = Around(0, 150, (ground,))
    pages = cut(galley(tuple(piece(10 * number, around=(around,)) for number in range(15))))
    for page, top, bottom in ((pages[0], 0, 100), (pages[1], 100, 150)):
        first = page_items(page)[0][0]
        assert isinstance(first, Group)
        window = first.items[0]
        assert isinstance(window, Group)
        assert window.clip is not None
        ys = [segment[2] for segment in window.clip.segments if len(segment) > 2]
        assert (min(ys), max(ys)) == (top, bottom)


def test_links_and_ids_come_to_lie_on_their_pages() -> None:
    link = Link(at=Rect(5, 110, 20, 10), to="#end")
    pieces = [*plain(11), piece(110, ids=("end",), links=(link,))]
    pages = cut(galley(tuple(pieces)))
    assert ids_on(pages) == {"end": 2}
    _, links, anchors = page_items(pages[1])
    assert links[0].at == Rect(15, 30, 20, 10)
    assert (anchors[0].id, anchors[0].y) == ("end", 30)


@given(
    st.lists(
        st.tuples(st.floats(1, 40), st.sampled_from(["auto", "auto", "avoid", "column", "page"])),
        min_size=1,
        max_size=60,
    ),
    st.integers(1, 3),
)
def test_every_piece_is_placed_once_in_order_and_within_the_page(told: list[tuple[float, Break]], columns: int) -> None:
    pieces, top = [], 0.0
    for height, before in told:
        pieces.append(piece(top, height, before))
        top += height
    pages = cut(galley(tuple(pieces), columns))
    placed = [one for page in pages for column in page.cuts for one in column.pieces]
    assert placed == pieces
    for page in pages:
        assert page.cuts
        for column in page.cuts:
            assert FRAME.contains(column.at, slack=0.1)
            following = placed.index(column.pieces[-1]) + 1
            if following < len(placed) and placed[following].before == "avoid":
                # Only what no column holds may be parted.
                start = following
                while start > 0 and placed[start].before == "avoid":
                    start -= 1
                assert placed[following].bottom - placed[start].top > 0
            assert all(one.before not in ("page", "column") for one in column.pieces[1:])
