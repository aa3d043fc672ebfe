import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Matrix
from generator.model.outline import (
    BadOutlineError,
    bounds,
    ellipse,
    mapped,
    read_numbers,
    read_path,
    rectangle,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("M1 2 3,4", [("M", 1, 2), ("L", 3, 4)]),
        ("m1 2 3 4", [("M", 1, 2), ("L", 4, 6)]),
        ("M0 0H5V6h1v1", [("M", 0, 0), ("L", 5, 0), ("L", 5, 6), ("L", 6, 6), ("L", 6, 7)]),
        ("M1 1L2 1ZL3 3", [("M", 1, 1), ("L", 2, 1), ("Z",), ("M", 1, 1), ("L", 3, 3)]),
        ("M1 1l1 0zm1 1", [("M", 1, 1), ("L", 2, 1), ("Z",), ("M", 2, 2)]),
        (
            "M0 0C1 0 2 1 2 2S3 4 4 4",
            [("M", 0, 0), ("C", 1, 0, 2, 1, 2, 2), ("C", 2, 3, 3, 4, 4, 4)],
        ),
        ("M0 0s1 1 2 2", [("M", 0, 0), ("C", 0, 0, 1, 1, 2, 2)]),
        ("M0 0Q3 0 3 3", [("M", 0, 0), ("C", 2, 0, 3, 1, 3, 3)]),
        ("M0 0Q3 0 6 0T12 0", [("M", 0, 0), ("C", 2, 0, 4, 0, 6, 0), ("C", 8, 0, 10, 0, 12, 0)]),
        ("M0 0A0 5 0 0 1 4 4", [("M", 0, 0), ("L", 4, 4)]),
        ("M1e1 1E-1", [("M", 10, 0.1)]),
    ],
)
def test_a_path_becomes_moves_lines_and_curves(text: str, wanted: list[tuple[object, ...]]) -> None:
    read = read_path(text)
    assert [segment[0] for segment in read] == [segment[0] for segment in wanted]
    for one, other in zip(read, wanted, strict=True):
        assert one[1:] == pytest.approx(other[1:])


@pytest.mark.parametrize(
    "text",
    [
        "L1 1",
        "M1",
        "M1-2.5.5",
        "M1 1 x",
        "M1 1Z2 2",
        "M1 1A1 1 0 2 0 3 3",
        "M1e999 0",
        "M99999999 0",
        "M0 0Lnan 1",
        "5 5",
    ],
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(BadOutlineError):
        read_path(text)


def test_flags_of_an_arc_need_no_gaps() -> None:
    assert read_path("M0 0a5 5 0 01 5 5") == read_path("M0 0 a 5 5 0 0 1 5 5")


def test_a_quarter_arc_is_the_quarter_of_a_circle() -> None:
    (_, x1, y1, x2, y2, x, y) = read_path("M10 0A10 10 0 0 1 0 10")[1]  # type: ignore[misc]
    _, *quarter = ellipse(0, 0, 10, 10)[1]
    assert (x1, y1, x2, y2, x, y) == pytest.approx(quarter)


@settings(deadline=None, max_examples=200)
@given(
    st.floats(-50, 50),
    st.floats(-50, 50),
    st.floats(1, 60),
    st.floats(1, 60),
    st.floats(-360, 360),
    st.booleans(),
    st.booleans(),
)
def test_an_arc_lies_on_its_ellipse(
    x: float, y: float, rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> None:
    read = read_path(f"M0 0A{rx:.4f} {ry:.4f} {turn:.4f} {large:d} {sweep:d} {x:.4f} {y:.4f}")
    rx, ry, turn, x, y = (round(value, 4) for value in (rx, ry, turn, x, y))
    if (x, y) == (0, 0):
        assert len(read) == 1
        return
    assert read[-1][-2:] == pytest.approx((x, y), abs=1e-4)
    # Seen from the ellipse, ends and middles of all pieces are equally far from one centre.
    flat = Matrix.rotation(-turn).then(Matrix.scaling(1 / rx, 1 / ry))
    points = [(0.0, 0.0)]
    start = (0.0, 0.0)
    for segment in read[1:]:
        _, x1, y1, x2, y2, x3, y3 = segment  # type: ignore[misc]
        points.append(
            ((start[0] + 3 * x1 + 3 * x2 + x3) / 8, (start[1] + 3 * y1 + 3 * y2 + y3) / 8)  # at t = 1/2
        )
        points.append((x3, y3))
        start = (x3, y3)
    seen = [flat.apply_rect(_dot(px, py)) for px, py in points]
    (ax, ay), (bx, by), (cx, cy) = [(seen[i].x, seen[i].y) for i in (0, len(seen) // 2, -1)]
    twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(twice) < 1e-3:
        return
    centre_x = ((ax**2 + ay**2) * (by - cy) + (bx**2 + by**2) * (cy - ay) + (cx**2 + cy**2) * (ay - by)) / twice
    centre_y = ((ax**2 + ay**2) * (cx - bx) + (bx**2 + by**2) * (ax - cx) + (cx**2 + cy**2) * (bx - ax)) / twice
    far = [math.hypot(rect.x - centre_x, rect.y - centre_y) for rect in seen]
    assert max(far) - min(far) < 0.01 * max(far)


def _dot(x: float, y: float):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from generator.basics.geometry import Rect

    return Rect(x, y, 0, 0)


def test_rounded_corners_are_never_larger_than_half_a_side() -> None:
    assert bounds(rectangle(0, 0, 10, 4, 9, 9)) == pytest.approx((0, 0, 10, 4))
    assert rectangle(1, 2, 3, 4, 0, 5) == [("M", 1, 2), ("L", 4, 2), ("L", 4, 6), ("L", 1, 6), ("Z",)]


def test_bounds_are_those_of_the_curve_not_of_its_control_points() -> None:
    assert bounds(read_path("M0 0C0 10 10 10 10 0")) == pytest.approx((0, 0, 10, 7.5))
    assert bounds([]) == (0, 0, 0, 0)


def test_mapping_moves_every_point() -> None:
    moved = mapped(read_path("M1 1C1 2 2 2 3 1Z"), Matrix(2, 0, 0, 1, 1, 0))
    assert moved == (("M", 3, 1), ("C", 3, 2, 5, 2, 7, 1), ("Z",))


def test_numbers_are_parted_by_spaces_and_commas() -> None:
    assert read_numbers(" 1,2 -3-4 .5.5 1e2") == [1, 2, -3, -4, 0.5, 0.5, 100]
    with pytest.raises(BadOutlineError):
        read_numbers("1 a")
