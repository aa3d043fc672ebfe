"""Rectangles that grow until they meet: bleed beyond cuts, but on nobody else's land."""

from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Rect, grown_apart

sides = st.integers(1, 40).map(float)


@st.composite
def apart(draw: st.DrawFn) -> list[Rect]:
    """Some rectangles, none on another."""
    found: list[Rect] = []
    for _ in range(draw(st.integers(1, 8))):
        rect = Rect(float(draw(st.integers(0, 100))), float(draw(st.integers(0, 100))), draw(sides), draw(sides))
        if not any(rect.overlaps(other) for other in found):
            found.append(rect)
    return found


@given(apart(), st.floats(0, 30))
def test_each_grows_by_no_more_than_it_may_and_onto_no_other(rects: list[Rect], by: float) -> None:
    whole = Rect(-10, -10, 160, 160)
    for rect, window in zip(rects, grown_apart(rects, by, whole), strict=True):
        assert window.contains(rect, slack=1e-6)
        assert rect.grown(by).contains(window, slack=1e-6)
        assert whole.contains(window, slack=1e-6)
        assert not any(window.overlaps(other, slack=1e-5) for other in rects if other is not rect)


def test_alone_it_grows_all_around_and_between_neighbours_not_at_all() -> None:
    assert grown_apart([Rect(10, 10, 20, 20)], 3) == (Rect(7, 7, 26, 26),)
    left, right = grown_apart([Rect(0, 0, 10, 10), Rect(10, 0, 10, 10)], 3)
    assert (left, right) == (Rect(-3, -3, 13, 16), Rect(10, -3, 13, 16))
