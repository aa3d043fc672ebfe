"""Laws of filling sheets: whatever the paper, flip, turning, fold, order and start, these hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Insets, Matrix, Point, Rect, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition import Grid, Piece, Run, SideFacts, counts, grid_for, impose, impose_all, reload_for
from generator.model.formats import FORMATS, Format, own_format
from generator.model.job import Flip, Order, PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.printer import PrinterProfile
from generator.model.sheet import Placement, Sheet
from tests.imposition.worlds import cards, deck, face, grid_or_skip, jobs


def sheets_of(grid: Grid, job: PrintJob, count: int) -> list[Sheet]:
    return list(impose_all([Run(grid=grid, pieces=iter(deck(count)))], job, words=lambda facts: ""))


def both_sides(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with backs that were printed by hand put behind their fronts again."""
    again = {sheet.number: sheet.front for sheet in sheets if sheet.again}
    return [replace(sheet, back=again.get(sheet.number, sheet.back)) for sheet in sheets if not sheet.again]


def is_back(placement: Placement) -> bool:
    return placement.face.title.startswith("back")


def number(placement: Placement) -> str:
    return placement.face.title.split()[1]


@given(cards, jobs(), st.integers(0, 40))
@settings(deadline=None, max_examples=60)
def test_every_copy_is_printed_once_and_nothing_overlaps(card: Format, job: PrintJob, count: int) -> None:
    grid = grid_or_skip(card, job)
    sheets = both_sides(sheets_of(grid, job, count))
    printed = Counter(p.face.title for sheet in sheets for p in sheet.front.placements)
    printed.update(p.face.title for sheet in sheets if sheet.back for p in sheet.back.placements)
    wanted = Counter({f"front {n}": job.packs for n in range(count)})
    if job.backs:
        wanted.update({f"back {n}": job.packs for n in range(count)})
    assert printed == wanted
    for sheet in sheets[:3]:
        for side in filter(None, (sheet.front, sheet.back)):
            for one, other in combinations(side.placements[:40], 2):
                assert not one.window.overlaps(other.window, slack=0.02)
                assert not one.at.overlaps(other.at, slack=0.02)
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert counts([(grid, count)], job).sheets == len(sheets)
    assert {sheet.pack for sheet in sheets} == (set(range(1, job.packs + 1)) if count else set())


def top_of(placement: Placement) -> tuple[int, int]:
    """In which direction the card's top points on its side of the paper."""
    tops = {0: (0, -1), 90: (1, 0), 180: (0, 1), 270: (-1, 0)}
    return tops[placement.turned]


@given(cards, jobs(), st.integers(1, 40))
@settings(deadline=None, max_examples=60)
def test_backs_lie_behind_fronts_with_their_tops_together(card: Format, job: PrintJob, count: int) -> None:
    job = replace(job, backs=True, packs=1)
    grid = grid_or_skip(card, job)
    for sheet in both_sides(sheets_of(grid, job, count)):
        fronts = [p for p in sheet.front.placements if not is_back(p)]
        if job.way == "gutterfold":
            assert sheet.back is None
            backs = [p for p in sheet.front.placements if is_back(p)]
        else:
            assert sheet.back is not None
            assert sheet.front.shift == Matrix()
            backs = list(sheet.back.placements)
        assert [number(p) for p in fronts] == [number(p) for p in backs]
        upright = sheet.paper.height >= sheet.paper.width
        for front, back in zip(fronts, backs, strict=True):
            if job.way == "gutterfold":
                line = 2 * grid.fold_at
                sideways = grid.fold == "vertical"
                mirrored = mirror(front.at, line, line, sideways=sideways)
            else:
                sideways = upright == (job.flip == "long")
                mirrored = mirror(front.at, sheet.paper.width, sheet.paper.height, sideways=sideways)
            assert mirrored == pytest.approx((back.at.x, back.at.y, back.at.right, back.at.bottom), abs=1e-6)
            x, y = top_of(front)
            assert top_of(back) == ((-x, y) if sideways else (x, -y))
            assert back.window.contains(back.at, slack=0.001)


def mirror(rect: Rect, width: float, height: float, *, sideways: bool) -> tuple[float, float, float, float]:
    """The rectangle as it is seen from behind: every corner goes to the other side."""
    if sideways:
        return width - rect.right, rect.y, width - rect.x, rect.bottom
    return rect.x, height - rect.bottom, rect.right, height - rect.y


@given(cards, jobs(), st.integers(1, 60))
@settings(deadline=None, max_examples=60)
def test_nothing_enters_the_printer_margin_on_either_side(card: Format, job: PrintJob, count: int) -> None:
    grid = grid_or_skip(card, job)
    for sheet in both_sides(sheets_of(grid, job, count)):
        whole = Rect(0, 0, sheet.paper.width, sheet.paper.height)
        lying = sheet.paper.width > sheet.paper.height
        printable = whole.inset(job.margins(lying=lying))
        for side in filter(None, (sheet.front, sheet.back)):
            for placement in side.placements:
                assert printable.contains(placement.at, slack=0.03)
                assert printable.contains(placement.window, slack=0.03)
            assert side.slug is None or printable.contains(side.slug.at, slack=0.03)
            assert side.slug is None or not any(side.slug.at.overlaps(p.window, 0.03) for p in side.placements)


@given(cards, jobs(), st.integers(1, 90), st.integers(1, 5))
@settings(deadline=None, max_examples=60)
def test_a_stack_that_is_cut_at_once_gives_sorted_piles(card: Format, job: PrintJob, count: int, start: int) -> None:
    job = replace(job, order="stack", packs=1, start_slot=start, way="duplex", backs=False)
    grid = grid_or_skip(card, job)
    sheets = sheets_of(grid, job, count)
    pile = [
        number(placement)
        for slot in grid.slots
        for sheet in sheets
        for placement in sheet.front.placements
        if placement.at == slot
    ]
    assert pile == [str(n) for n in range(count)]
    # Only the first sheet (used before) and the last one have gaps.
    for sheet in sheets[1:-1]:
        assert len(sheet.front.placements) == grid.up


@pytest.mark.parametrize("order", ["rows", "stack"])
@pytest.mark.parametrize("start", [1, 4, 9])
def test_a_half_used_sheet_is_filled_from_its_first_free_slot(order: Order, start: int) -> None:
    job = PrintJob(start_slot=start, order=order)
    grid = grid_for(FORMATS["poker"], job)
    first, *others = sheets_of(grid, job, 25)
    assert [p.at for p in first.front.placements] == list(grid.slots[start - 1 :])
    assert others[0].front.placements[0].at == grid.slots[0]


def test_only_the_first_sheet_of_the_first_pack_is_half_used() -> None:
    job = PrintJob(start_slot=5, packs=2)
    grid = grid_for(FORMATS["poker"], job)
    assert [len(sheet.front.placements) for sheet in sheets_of(grid, job, 9)] == [5, 4, 9]


def test_a_start_beyond_the_sheet_is_a_problem() -> None:
    for start in (0, 10, -3):
        with pytest.raises(ProblemsError) as caught:
            grid_for(FORMATS["poker"], PrintJob(start_slot=start))
        (problem,) = caught.value.problems
        assert problem.name == "impossible-start-slot"
        assert "1 to 9" in problem.help


def test_formats_do_not_share_sheets_and_packs_are_collated() -> None:
    job = PrintJob(packs=2)
    runs = [
        Run(grid=grid_for(FORMATS["poker"], job), pieces=iter(deck(10)), title="cards"),
        Run(grid=grid_for(FORMATS["mini"], job), pieces=iter(deck(3, 100)), title="tokens"),
    ]
    told: list[SideFacts] = []

    def words(facts: SideFacts) -> str:
        told.append(facts)
        return ""

    sheets = list(impose_all(runs, job, words=words))
    assert [(sheet.number, sheet.pack, len(sheet.front.placements)) for sheet in sheets] == [
        (1, 1, 9),
        (2, 1, 1),
        (3, 1, 3),
        (4, 2, 9),
        (5, 2, 1),
        (6, 2, 3),
    ]
    assert sheets[0].paper != sheets[2].paper
    assert (told[-1].run, told[-1].pack, told[-1].packs, told[-1].back) == ("tokens", 2, 2, True)
    took = counts([(runs[0].grid, 10), (runs[1].grid, 3)], job)
    assert (took.sheets, took.sides) == (6, 12)


# --- By hand ----------------------------------------------------------------------------------------------------------


@given(jobs(), st.integers(1, 40))
@settings(deadline=None, max_examples=60)
def test_a_pile_put_back_as_told_gets_each_back_behind_its_front(job: PrintJob, count: int) -> None:
    job = replace(job, way="by-hand", backs=True, packs=1)
    grid = grid_or_skip(FORMATS["mini"], job)
    sheets = sheets_of(grid, job, count)
    fronts, backs = [s for s in sheets if not s.again], [s for s in sheets if s.again]
    assert sheets == fronts + backs
    assert all(sheet.back is None for sheet in sheets)
    stacks, prints = ("face-down", "lower") if job.printer is None else (job.printer.stacks, job.printer.prints)
    how = reload_for(job)
    # A sheet of the pile, from the top, is its number and whether its front faces up.
    pile = [(sheet.number, stacks == "face-up") for sheet in reversed(fronts)]
    if how.turn_pile:
        pile = [(one, not up) for one, up in reversed(pile)]
    assert {("up" if up else "down") for _, up in pile} == {how.printed_side}
    # The blank side must face where the printer prints.
    assert all(("lower" if up else "upper") == prints for _, up in pile)
    assert [one for one, _ in pile] == [sheet.number for sheet in backs]
    assert how.end_first == ("head" if job.flip == "long" else "foot")


# --- Fitting exactly --------------------------------------------------------------------------------------------------


@given(
    st.integers(200, 1500).map(lambda tenths: tenths / 10),
    st.integers(200, 1500).map(lambda tenths: tenths / 10),
    st.integers(1, 9),
    st.integers(1, 9),
    st.sampled_from([0, 0.1, 1 / 3, 3, 6.35]),
    st.sampled_from([0, 3, 5, 6.35, 1 / 3]),
    st.sampled_from(["mm", "in"]),
)
@settings(deadline=None, max_examples=200)
def test_what_fits_exactly_fits(
    width: float, height: float, columns: int, rows: int, gutter: float, margin: float, unit: str
) -> None:
    one = mm if unit == "mm" else lambda length: round(length / 25.4, 3) * 72.0
    trim, gap, edge = Size(one(width), one(height)), one(gutter), one(margin)
    # The paper as its maker says it: a sum in whole thousandths of a millimetre, not of our floats.
    paper = Size(
        mm(round((columns * trim.width + (columns - 1) * gap + 2 * edge) / mm(1), 3)),
        mm(round((rows * trim.height + (rows - 1) * gap + 2 * edge) / mm(1), 3)),
    )
    job = PrintJob(paper=Paper("own", "own", paper), gutter=gap, printer_margin=edge)
    grid = grid_for(own_format(trim, corner=0, bleed=mm(3), safe=0), job)
    assert grid.up >= columns * rows


def test_every_named_format_fits_a_paper_of_its_exact_multiples_and_no_card_is_lost() -> None:
    tried = 0
    for card in FORMATS.values():
        for columns in range(1, 8):
            for rows in range(1, 7):
                size = Size(columns * card.trim.width, rows * card.trim.height)
                job = PrintJob(paper=Paper("own", "own", size), printer_margin=0)
                grid = grid_for(card, job)
                assert grid.up >= columns * rows
                placed = sum(len(sheet.front.placements) for sheet in sheets_of(grid, job, grid.up * 2 + 1))
                assert placed == grid.up * 2 + 1
                tried += 1
    assert tried >= 1000


# --- Turning and folding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "paper", "gutter", "same", "turned"),
    [
        ("tarot", "a4", 0, 4, 6),
        ("poker", "letter", 6, 6, 8),
        ("poker", "tabloid", 6, 12, 16),
        ("a7", "a3", 0, 10, 13),
        ("poker", "a4", 0, 9, 9),
    ],
)
def test_turning_some_cards_can_hold_more(card: str, paper: str, gutter: float, same: int, turned: int) -> None:
    job = PrintJob(paper=PAPERS[paper], gutter=mm(gutter))
    plain = grid_for(FORMATS[card], job)
    assert (plain.up, plain.mixed_up) == (same, turned)
    mixed = grid_for(FORMATS[card], replace(job, turning="mixed"))
    assert mixed.up == turned
    assert set(mixed.turns) == ({0} if same == turned else {0, 90})


@given(cards, jobs())
@settings(deadline=None, max_examples=60)
def test_turned_cards_lie_in_turned_slots(card: Format, job: PrintJob) -> None:
    job = replace(job, start_slot=1)
    grid = grid_or_skip(card, job)
    for slot, turned in zip(grid.slots, grid.turns, strict=True):
        size = card.trim if turned == 0 else card.trim.turned
        assert (slot.width, slot.height) == pytest.approx((size.width, size.height))
    assert grid.up >= grid_for(card, replace(job, turning="same")).up
    assert job.turning == "same" or grid.up == grid.mixed_up


@pytest.mark.parametrize(
    ("card", "paper", "gutter", "up", "fold", "lies"),
    [
        ("poker", "a4", 0, 4, "vertical", True),
        ("poker", "letter", 0, 4, "vertical", True),
        ("jumbo", "letter", 2.54, 1, "vertical", False),
        ("mini", "a4", 0, 9, "vertical", True),
        ("index", "letter", 0, 2, "vertical", True),
        ("a6", "a4", 0, 1, "vertical", True),
        ("business-euro", "a4", 0, 5, "vertical", False),
        ("index", "a5", 0, 1, "horizontal", False),
    ],
)
def test_known_folds(card: str, paper: str, gutter: float, up: int, fold: str, lies: bool) -> None:
    job = PrintJob(paper=PAPERS[paper], gutter=mm(gutter), way="gutterfold", printer_margin=mm(4))
    grid = grid_for(replace(FORMATS[card], bleed=0), job)
    assert (grid.up, grid.fold, grid.paper.width > grid.paper.height) == (up, fold, lies)
    assert sum(mark.kind == "fold" for mark in grid.marks) == 1


def test_a_folded_job_without_backs_is_an_ordinary_one() -> None:
    grid = grid_for(FORMATS["poker"], PrintJob(way="gutterfold", backs=False))
    assert (grid.up, grid.fold) == (9, "none")


def test_a_pair_that_does_not_fit_is_refused_and_the_other_way_named() -> None:
    with pytest.raises(ProblemsError) as caught:
        grid_for(FORMATS["a5"], PrintJob(way="gutterfold"))
    (problem,) = caught.value.problems
    assert problem.message.startswith("the front and back of a card")
    assert "--paper a3" in problem.help
    assert "on both sides" in problem.help


# --- Cuts and bleed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("job", "card", "cuts"),
    [
        (PrintJob(), "poker", 4 + 4),
        (PrintJob(gutter=mm(6)), "poker", 8 + 4),
        (PrintJob(turning="mixed"), "tarot", 2 + 3 + 2 + 5 - 1),
        (PrintJob(way="gutterfold"), "poker", 2 + 3),
        (PrintJob(way="gutterfold", gutter=mm(6)), "poker", 4 + 4),
        (PrintJob(paper=Paper("own", "", Size(mm(74), mm(105))), printer_margin=0), "a7", 0),
        (PrintJob(paper=Paper("own", "", Size(mm(148), mm(105))), printer_margin=0), "a7", 1),
    ],
)
def test_cuts_are_counted(job: PrintJob, card: str, cuts: int) -> None:
    assert grid_for(FORMATS[card], job).cuts == cuts


def test_a_back_bleeds_as_far_as_there_is_room() -> None:
    job = PrintJob(gutter=mm(6), back_bleed=mm(10))
    grid = grid_for(replace(FORMATS["poker"], bleed=mm(1)), job)
    assert grid.back_bleed > mm(4)
    inner = grid.behind[0].right - grid.slots[0].right
    assert inner == pytest.approx(mm(3))
    assert grid.windows[0].right - grid.slots[0].right == pytest.approx(mm(1))


# --- A printer --------------------------------------------------------------------------------------------------------


def printer(**known: float) -> PrinterProfile:
    margins = Insets(mm(3), mm(4), mm(12.7), mm(5))
    return PrinterProfile(name="P", margins=margins, right=known.get("right", 0), down=known.get("down", 0))


def test_a_deep_bottom_margin_moves_the_cards_up_only_if_they_must() -> None:
    job = PrintJob(printer=printer())
    assert grid_for(FORMATS["poker"], job).slots[0].y == pytest.approx((mm(297) - 3 * mm(88.9)) / 2)
    tall = own_format(Size(mm(60), mm(140)), corner=0, bleed=0, safe=0)
    grid = grid_for(tall, replace(job, printer=printer()))
    assert grid.slots[-1].bottom == pytest.approx(mm(297 - 12.7))
    assert grid.rows == 2


@pytest.mark.parametrize("flip", ["long", "short"])
def test_what_the_front_may_enter_its_back_may_not_seen_through_the_paper(flip: Flip) -> None:
    left = PrinterProfile(name="P", margins=Insets(0, 0, 0, mm(15)), flip=flip)
    top = PrinterProfile(name="P", margins=Insets(mm(102), 0, 0, 0), flip=flip)
    card = own_format(Size(mm(190), mm(190)), corner=0, bleed=0, safe=0)
    for profile, two_sided in ((left, flip == "short"), (top, flip == "long")):
        job = PrintJob(printer=profile, flip=flip)
        assert grid_for(card, replace(job, backs=False)).up == 1
        if two_sided:
            assert grid_for(card, job).up == 1
        else:
            with pytest.raises(ProblemsError):
                grid_for(card, job)


def test_only_backs_are_shifted() -> None:
    job = PrintJob(printer=printer(right=mm(1.5), down=mm(-0.8)))
    sheet = sheets_of(grid_for(FORMATS["poker"], job), job, 3)[0]
    assert sheet.back is not None
    moved = sheet.back.shift.apply(Point(100, 100))
    assert (moved.x, moved.y) == pytest.approx((100 - mm(1.5), 100 + mm(0.8)))
    folded = replace(job, way="gutterfold")
    assert sheets_of(grid_for(FORMATS["poker"], folded), folded, 3)[0].front.shift == Matrix()


def test_a_printer_measured_for_the_other_edge_is_refused() -> None:
    with pytest.raises(ProblemsError) as caught:
        grid_for(FORMATS["poker"], PrintJob(flip="short", printer=printer(right=1)))
    (problem,) = caught.value.problems
    assert problem.name == "printer-measured-otherwise"
    assert "--flip long" in problem.help
    other = grid_for(FORMATS["poker"], PrintJob(paper=PAPERS["letter"], printer=printer(right=1)))
    assert [problem.severity for problem in other.problems] == ["warning"]


# --- Many pieces ------------------------------------------------------------------------------------------------------


def test_ten_thousand_pieces_are_taken_sheet_by_sheet_and_share_their_marks() -> None:
    grid = grid_for(FORMATS["poker"], PrintJob())
    pieces = iter([Piece(face("front"), face("back"))] * 10_000)
    sheets = impose(pieces, grid, flip="long", backs=True, words=_no_words)
    first = next(sheets)
    left = sum(1 for _ in pieces)
    assert left >= 10_000 - 2 * grid.up
    again = list(impose([Piece(face("front"), face("back"))] * 10_000, grid, flip="long", backs=True, words=_no_words))
    assert len(again) == 1112
    assert {id(sheet.front.marks) for sheet in (first, *again)} == {id(grid.marks)}


def _no_words(number: int, back: bool) -> str:
    return ""
