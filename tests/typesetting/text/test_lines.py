"""Where lines end, with widths made up by hand."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.typesetting.text.lines import HYPHEN, INSIDE, Segment


def row(*widths: float, space: float = 10.0) -> Segment:
    """Atoms of these widths with a space between each two."""
    starts, ends, at = [], [], 0.0
    for width in widths:
        starts.append(at)
        ends.append(at + width)
        at += width + space
    return Segment(starts, ends, [True] * len(widths))


def widths(segment: Segment, ends: list[int]) -> list[float]:
    return [segment.width(first, after) for first, after in zip([0, *ends], ends, strict=False)]


def test_first_fit_fills_one_line_after_the_other() -> None:
    segment = row(40, 40, 40, 40)
    assert segment.greedy(90) == [2, 4]
    assert segment.greedy(89) == [1, 2, 3, 4]
    assert segment.greedy(140) == [3, 4]
    assert segment.greedy(1000) == [4]


def test_what_is_too_wide_stands_alone() -> None:
    assert row(20, 500, 20).greedy(100) == [1, 2, 3]


def test_an_indent_shortens_the_first_line_only() -> None:
    assert row(40, 40, 40, 40).greedy(90, 1) == [1, 3, 4]


def test_balanced_lines_come_out_alike() -> None:
    segment = row(30, 30, 30, 30)
    assert segment.greedy(110) == [3, 4]
    assert segment.best(110, balanced=True) == [2, 4]


def test_no_lone_short_word_stays_behind() -> None:
    # 100 + 10 wide: alone on the last line it would be the better balance by squares, were it not lone and short.
    segment = row(60, 30, 60, 20)
    assert segment.greedy(170) == [3, 4]
    assert segment.best(170, balanced=False) == [2, 4]


def test_the_best_paragraph_may_end_short_but_not_in_one_word() -> None:
    segment = row(30, 30, 30, 30, 30, 30, 30, 30)
    assert segment.greedy(110) == [3, 6, 8]
    assert segment.best(110, balanced=False) == [3, 6, 8]
    assert row(*[30] * 7).best(110, balanced=False) in ([3, 5, 7], [2, 5, 7])


def test_a_soft_hyphen_takes_room_only_where_the_line_ends() -> None:
    segment = Segment([0, 50], [50, 100], [False, True], [8.0, 0.0])
    assert segment.greedy(100) == [2]
    assert segment.greedy(99) == [1, 2]
    assert widths(segment, [1, 2]) == [58, 50]
    assert segment.least == 58


def test_the_least_width_is_that_of_the_widest_atom() -> None:
    assert row(20, 70, 30).least == 70


atoms = st.lists(st.integers(1, 60), min_size=1, max_size=9)


@given(atoms, st.integers(20, 200))
def test_first_fit_takes_the_fewest_lines(sizes: list[int], room: int) -> None:
    segment = row(*sizes)
    ends = segment.greedy(room)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(sizes)
    assert segment.within(room, 0, 99) == len(ends)
    if segment.least <= room:
        assert all(width <= room for width in widths(segment, ends))
        fewest = min(len(ends) for ends, _ in every_breaking(segment, room))
        assert len(ends) == fewest


@given(atoms, st.integers(20, 200), st.integers(0, 60))
def test_more_room_never_takes_more_lines(sizes: list[int], room: int, more: int) -> None:
    segment = row(*sizes)
    assert len(segment.greedy(room + more)) <= len(segment.greedy(room))


@settings(max_examples=300, deadline=None)
@given(atoms, st.integers(20, 200))
def test_balanced_is_the_least_sum_of_squares_there_is(sizes: list[int], room: int) -> None:
    segment = row(*sizes)
    if segment.least > room:
        return
    ends = segment.best(room, balanced=True)
    count = len(segment.greedy(room))
    assert len(ends) == count

    def cost(ends: tuple[int, ...]) -> float:
        lines = widths(segment, list(ends))
        total = sum((room - width) ** 2 for width in lines)
        lone = count > 1 and len(sizes) > 3 and ends[-1] - ends[-2] == 1
        return total + (room * room if lone and lines[-1] < 0.4 * room else 0)

    cheapest = min(cost(tuple(ends)) for ends, _ in every_breaking(segment, room) if len(ends) == count)
    assert abs(cost(tuple(ends)) - cheapest) < 1e-6


def every_breaking(segment: Segment, room: float) -> list[tuple[list[int], list[float]]]:
    found = []
    count = len(segment)
    for inner in itertools.chain.from_iterable(itertools.combinations(range(1, count), n) for n in range(count)):
        ends = [*inner, count]
        lines = widths(segment, ends)
        if all(width <= room for width in lines):
            found.append((ends, lines))
    return found


def test_breaking_a_word_costs_something() -> None:
    # 30 and 68 wide with the word broken, 50 and 38 with it whole: by squares alone the first is better by 20.
    assert 20 < (INSIDE * 80) ** 2 < (HYPHEN * 80) ** 2
    segment = Segment([0, 30, 60], [30, 50, 98], [False, True, True])
    assert segment.best(80, balanced=True) == [2, 3]


def test_a_very_long_paragraph_is_still_broken() -> None:
    segment = row(*[30] * 5000)
    assert segment.best(110, balanced=True) == segment.greedy(110)
