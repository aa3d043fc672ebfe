"""Perforated sheets: those that come with deckwright, one's own, and what cannot be one."""

import tomllib
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Rect, Size
from generator.basics.problems import KeyPath, ProblemsError
from generator.basics.units import in_mm, inch, mm
from generator.imposition import Run, grid_for_stock, impose_all
from generator.model.formats import FORMATS, own_format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, paper_of
from generator.model.stock import (
    Stock,
    stock_from_measures,
    stock_named,
    stock_of,
    stock_toml,
    stocks_holding,
)
from tests.imposition.worlds import deck

FOLDER = Path(__file__).parents[2] / "generator" / "stock"


def shipped() -> tuple[Stock, ...]:
    stocks = []
    for file in sorted(FOLDER.glob("*.toml")):
        stock, problems = stock_of(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
        assert problems == ()
        assert stock is not None
        assert stock.name == file.stem
        stocks.append(stock)
    return tuple(stocks)


STOCKS = shipped()


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.name)
def test_every_stock_lies_on_its_paper_and_nearly_in_its_middle(stock: Stock) -> None:
    paper = Rect(0, 0, stock.paper.size.width, stock.paper.size.height)
    slots = stock.slots
    assert len(slots) == stock.columns * stock.rows
    assert all(paper.contains(slot, slack=0.01) for slot in slots)
    assert not any(one.overlaps(other, slack=0.01) for one, other in combinations(slots, 2))
    # A slip of the pen in a figure would move the whole block.
    assert abs((slots[0].x + slots[-1].right) / 2 - paper.centre.x) < mm(1.5)
    assert abs((slots[0].y + slots[-1].bottom) / 2 - paper.centre.y) < mm(1.5)
    edges = slots[0].x, slots[0].y, paper.right - slots[-1].right, paper.bottom - slots[-1].bottom
    assert min(edges) >= mm(5)
    assert stock.source in ("manufacturer's template figures", "measured by hand")


#: What the makers, and others who have measured, say: paper, unit, card, columns and rows, first card's left and top,
#: pitch (0 where there is one column).
KNOWN = {
    "avery-5371": ("letter", "in", (3.5, 2), (2, 5), (0.75, 0.5), (3.5, 2)),
    "avery-5388": ("letter", "in", (5, 3), (1, 3), (1.75, 1), (0, 3)),
    "avery-5389": ("letter", "in", (6, 4), (1, 2), (1.25, 1.25), (0, 4.5)),
    "avery-8373": ("letter", "in", (3.5, 2), (2, 4), (0.5, 0.75), (4, 2.5)),
    "avery-8867": ("letter", "mm", (44.5, 12.7), (4, 20), (7.5, 12.7), (52.1, 12.7)),
    "avery-94211": ("letter", "mm", (85.7, 59.3), (2, 4), (17.4, 14.7), (95.3, 63.5)),
    "avery-c32011": ("a4", "mm", (85, 54), (2, 5), (15, 13.5), (95, 54)),
    "avery-c32015": ("a4", "mm", (85, 54), (2, 4), (17, 31.5), (91, 60)),
    "avery-j8414": ("a4", "mm", (87, 50.8), (2, 5), (14.82, 20.42), (93.1, 50.8)),
    "avery-l7414": ("a4", "mm", (90, 52), (2, 5), (15, 18.5), (90, 52)),
    "decadry-occ-3342": ("a4", "mm", (85, 54), (2, 5), (15, 13.5), (95, 54)),
    "herma-5028": ("a4", "mm", (83.8, 50.8), (2, 5), (18.6, 22), (89.2, 50.8)),
    "sigel-lp795": ("a4", "mm", (85, 55), (2, 5), (14, 10.5), (95, 55)),
    "sigel-lp800": ("a4", "mm", (85, 55), (2, 5), (15, 10), (95, 55)),
    "zweckform-32010": ("a4", "mm", (85, 53.98), (2, 5), (14.1, 14.1), (94.9, 53.98)),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_stock_is_as_its_maker_says(name: str) -> None:
    paper, unit, card, many, first, pitch = KNOWN[name]
    (stock,) = (stock for stock in STOCKS if stock.name == name)
    one = inch if unit == "in" else mm
    assert stock.paper.name == paper
    assert (stock.columns, stock.rows) == many
    for number, slot in enumerate(stock.slots):
        row, column = divmod(number, stock.columns)
        assert slot.x == pytest.approx(one(first[0] + column * pitch[0]), abs=0.01)
        assert slot.y == pytest.approx(one(first[1] + row * pitch[1]), abs=0.01)
        assert (slot.width, slot.height) == pytest.approx((one(card[0]), one(card[1])), abs=0.01)


def test_part_numbers_are_unique() -> None:
    names = [name for stock in STOCKS for name in (stock.name, *stock.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("avery-5371", "avery-5371"),
        ("8371", "avery-5371"),
        ("Avery L7414", "avery-l7414"),
        ("c32011-10", "avery-c32011"),
        ("lp 800", "sigel-lp800"),
        ("OCC-3342", "decadry-occ-3342"),
    ],
)
def test_a_stock_goes_by_its_name_and_part_numbers(name: str, found: str) -> None:
    stock, problems = stock_named(name, STOCKS)
    assert problems == ()
    assert stock is not None
    assert stock.name == found


def test_an_unknown_stock_is_a_problem_with_a_suggestion() -> None:
    stock, (problem,) = stock_named("avery-5317", STOCKS)
    assert stock is None
    assert problem.name == "unknown-stock"
    assert "avery-5371" in problem.help


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.name)
def test_a_stock_written_down_is_the_same_when_read(stock: Stock) -> None:
    again, problems = stock_of(tomllib.loads(stock_toml(stock)), stock.name + ".toml")
    assert problems == ()
    assert again is not None
    assert (again.name, again.aliases, again.paper, again.columns) == (
        stock.name,
        stock.aliases,
        stock.paper,
        stock.columns,
    )
    for one, other in zip(again.slots, stock.slots, strict=True):
        assert in_mm(abs(one.x - other.x) + abs(one.y - other.y)) < 0.01


# --- Measured ---------------------------------------------------------------------------------------------------------


@given(
    st.integers(20, 90),
    st.integers(20, 90),
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(0, 60),
    st.integers(0, 9),
)
@settings(deadline=None, max_examples=100)
def test_four_numbers_make_a_stock_or_a_problem(
    width: int, height: int, columns: int, rows: int, left: int, gap: int
) -> None:
    stock, problems = stock_from_measures(
        name="mine",
        paper=PAPERS["a4"],
        first_left=mm(left),
        first_top=mm(10),
        pitch_x=mm(width + gap),
        pitch_y=mm(height + gap),
        card=Size(mm(width), mm(height)),
        columns=columns,
        rows=rows,
    )
    fits = left + columns * (width + gap) - gap <= 210 and 10 + rows * (height + gap) - gap <= 297
    assert (stock is not None) == fits == (not problems)
    if stock is not None:
        again, problems = stock_of(tomllib.loads(stock_toml(stock)), "mine.toml")
        assert again is not None
        assert again.slots[-1].right == pytest.approx(stock.slots[-1].right)


def test_overlapping_labels_cannot_be_measured() -> None:
    stock, problems = stock_from_measures(
        name="mine",
        paper=PAPERS["a4"],
        first_left=mm(10),
        first_top=mm(10),
        pitch_x=mm(50),
        pitch_y=mm(90),
        card=Size(mm(63), mm(88)),
        columns=3,
        rows=3,
    )
    assert stock is None
    assert [problem.name for problem in problems] == ["impossible-stock"]
    assert "overlap" in problems[0].message


GOOD: Mapping[str, object] = {
    "name": "mine",
    "paper": "a4",
    "card": {"width": "85mm", "height": "54mm"},
    "columns": 2,
    "rows": 5,
    "first": {"left": "15mm", "top": "13.5mm"},
    "pitch": {"x": "95mm", "y": "54mm"},
}


@pytest.mark.parametrize(
    ("change", "name", "keys"),
    [
        ({"colums": 2}, "unknown-key", ("colums",)),
        ({"card": {"width": "85mm"}}, "missing-key", ("card",)),
        ({"card": {"width": "85mm", "height": "54 mils"}}, "not-a-length", ("card", "height")),
        ({"card": {"width": "85mm", "height": "-54mm"}}, "not-a-length", ("card", "height")),
        ({"card": {"width": "1mm", "height": "1mm"}}, "impossible-stock", ("card",)),
        ({"card": "poker"}, "wrong-type", ("card",)),
        ({"pitch": {"x": "95mm", "y": "54mm", "z": "1mm"}}, "unknown-key", ("pitch", "z")),
        ({"pitch": {"x": "80mm", "y": "54mm"}}, "impossible-stock", ("pitch", "x")),
        ({"first": {"left": "60mm", "top": "13.5mm"}}, "impossible-stock", ("first", "left")),
        ({"columns": 0}, "wrong-type", ("columns",)),
        ({"rows": True}, "wrong-type", ("rows",)),
        ({"rows": 10**9}, "wrong-type", ("rows",)),
        ({"paper": "a44"}, "unknown-paper", ("paper",)),
        ({"paper": 4}, "wrong-type", ("paper",)),
        ({"paper": {"width": "1mm", "height": "9mm"}}, "impossible-paper", ("paper",)),
        ({"aliases": "8371"}, "wrong-type", ("aliases",)),
        ({"title": ["x"]}, "wrong-type", ("title",)),
    ],
)
def test_what_is_wrong_with_a_stock_file_is_said(change: dict[str, object], name: str, keys: tuple[str, ...]) -> None:
    stock, problems = stock_of({**GOOD, **change}, "mine.toml")
    assert stock is None
    assert [problem.name for problem in problems] == [name]
    assert isinstance(problems[0].at, KeyPath)
    assert problems[0].at.keys == keys
    assert problems[0].help


def test_everything_wrong_is_said_at_once() -> None:
    _, problems = stock_of({"columns": "2", "nonsense": 1, "card": {}}, "mine.toml")
    assert {problem.name for problem in problems} == {"unknown-key", "missing-key", "wrong-type"}
    assert len(problems) == 1 + 4 + 1 + 2


# --- Cards on a stock -------------------------------------------------------------------------------------------------


def stock(name: str) -> Stock:
    found, _ = stock_named(name, STOCKS)
    assert found is not None
    return found


@pytest.mark.parametrize("known", STOCKS, ids=lambda known: known.name)
def test_a_card_of_the_labels_size_lies_on_every_label(known: Stock) -> None:
    card = own_format(known.card, corner=0, bleed=mm(3), safe=0)
    grid = grid_for_stock(known, card, PrintJob(printer_margin=0))
    assert grid.up == len(known.slots)
    assert grid.marks == ()
    assert grid.cuts == 0
    assert grid.problems == ()
    for slot, label in zip(grid.slots, known.slots, strict=True):
        assert (slot.x, slot.y, slot.right, slot.bottom) == pytest.approx((label.x, label.y, label.right, label.bottom))
    for one, other in combinations(grid.windows, 2):
        assert not one.overlaps(other, slack=0.01)
    assert grid.slug is None or not any(grid.slug.overlaps(window, 0.01) for window in (*grid.windows, *grid.behind))


def test_a_business_card_is_turned_to_fit_a_label_that_lies() -> None:
    upright = own_format(Size(inch(2), inch(3.5)), corner=0, bleed=0, safe=0)
    grid = grid_for_stock(stock("5371"), upright, PrintJob())
    assert set(grid.turns) == {90}
    assert grid.slots[0].width == pytest.approx(inch(3.5))


def test_a_smaller_card_is_centred_and_said() -> None:
    grid = grid_for_stock(stock("5388"), FORMATS["poker"], PrintJob(), others=STOCKS)
    (problem,) = grid.problems
    assert (problem.name, problem.severity) == ("smaller-than-stock", "warning")
    assert "poker-9-letter" in problem.help
    label = stock("5388").slots[0]
    assert grid.slots[0].centre.x == pytest.approx(label.centre.x)
    assert grid.slots[0].centre.y == pytest.approx(label.centre.y)


def test_a_card_half_a_millimetre_off_counts_as_the_same() -> None:
    card = own_format(Size(mm(85.4), mm(54.4)), corner=0, bleed=0, safe=0)
    grid = grid_for_stock(stock("c32011"), card, PrintJob())
    assert grid.problems == ()
    for one, other in combinations(grid.slots, 2):
        assert not one.overlaps(other, slack=0.01)


def test_a_larger_card_is_refused_with_the_stocks_that_hold_it() -> None:
    with pytest.raises(ProblemsError) as caught:
        grid_for_stock(stock("5371"), FORMATS["poker"], PrintJob(way="gutterfold"), others=STOCKS)
    assert [problem.name for problem in caught.value.problems] == ["too-large-for-stock", "folded-stock"]
    assert "`poker-9-a4`" in caught.value.problems[0].help
    assert stocks_holding(FORMATS["poker"], STOCKS)[0].name.startswith("poker-9")


def test_a_stock_that_reaches_to_the_edge_is_said() -> None:
    card = own_format(Size(mm(210), mm(148.5)), corner=0, bleed=0, safe=0)
    halves, _ = stock_from_measures(
        name="halves",
        paper=PAPERS["a4"],
        first_left=0,
        first_top=0,
        pitch_x=mm(210),
        pitch_y=mm(148.5),
        card=card.trim,
        columns=1,
        rows=2,
    )
    assert halves is not None
    grid = grid_for_stock(halves, card, PrintJob())
    assert [problem.name for problem in grid.problems] == ["outside-printer-margin"]


def test_a_half_used_stock_is_filled_from_its_first_free_label_with_backs_behind() -> None:
    known = stock("sigel-lp795")  # Not in the middle of its paper: mirrored by place, not by column.
    job = PrintJob(start_slot=4, flip="long")
    grid = grid_for_stock(known, FORMATS["business-euro"], job)
    first = next(impose_all([Run(grid=grid, pieces=deck(7))], job, words=lambda facts: ""))
    assert [p.at for p in first.front.placements] == list(grid.slots[3:])
    assert first.back is not None
    for front, back in zip(first.front.placements, first.back.placements, strict=True):
        assert back.at.x == pytest.approx(first.paper.width - front.at.right)


# --- Papers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [("A4", 210, 297), ("200x280mm", 200, 280), ("280mm x 200mm", 200, 280), ("8.5x11in", 215.9, 279.4)],
)
def test_papers_by_name_and_size(text: str, width: float, height: float) -> None:
    paper, problems = paper_of(text)
    assert problems == ()
    assert paper is not None
    assert (in_mm(paper.size.width), in_mm(paper.size.height)) == pytest.approx((width, height))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a44", "unknown-paper"),
        ("", "unknown-paper"),
        ("1x1mm", "impossible-paper"),
        ("9x9km", "unknown-paper"),
        ("-20x30mm", "impossible-paper"),
        ("99999999x200mm", "impossible-paper"),
        ("1..2x200mm", "unknown-paper"),
        ("x" * 100_000, "unknown-paper"),
    ],
)
def test_impossible_papers_are_problems(text: str, name: str) -> None:
    paper, (problem,) = paper_of(text)
    assert paper is None
    assert problem.name == name
    assert len(problem.message) < 200
