"""A printer, measured: the page, the readings, the file, and what they make of the backs."""

import math
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Insets, Matrix, Point, Rect, Size
from generator.basics.problems import KeyPath, ProblemsError
from generator.basics.units import in_mm, mm
from generator.imposition import calibration_page, profile_from_readings, vernier
from generator.imposition.marks import box
from generator.imposition.turning import point_turned_over
from generator.model.job import Flip, PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.printer import PrinterProfile, printer_of, printer_toml

tenths = st.integers(-60, 60).map(lambda number: number / 10)
profiles = st.builds(
    PrinterProfile,
    name=st.text(max_size=20).filter(bool),
    margins=st.builds(Insets, *[st.integers(0, 300).map(lambda number: mm(number / 10))] * 4),
    right=tenths.map(mm),
    down=tenths.map(mm),
    turned=st.integers(-40, 40).map(lambda number: number / 10),
    paper=st.sampled_from(["a4", "letter"]),
    flip=st.sampled_from(["long", "short"]),
    lying=st.sampled_from(["left", "right"]),
    stacks=st.sampled_from(["face-down", "face-up"]),
    prints=st.sampled_from(["upper", "lower"]),
)


@given(profiles)
@settings(deadline=None, max_examples=100)
def test_a_printer_written_down_is_the_same_when_read(profile: PrinterProfile) -> None:
    again, problems = printer_of(tomllib.loads(printer_toml(profile)), "home.toml")
    assert problems == ()
    assert again is not None
    assert (again.right, again.down, again.turned) == pytest.approx((profile.right, profile.down, profile.turned))
    assert replace(again, margins=profile.margins, right=0, down=0, turned=0) == replace(
        profile, right=0, down=0, turned=0
    )
    assert again.margins.bottom == pytest.approx(profile.margins.bottom, abs=0.01)


@given(profiles, st.integers(100, 900), st.integers(100, 900))
@settings(deadline=None, max_examples=100)
def test_the_correction_undoes_the_error(profile: PrinterProfile, width: int, height: int) -> None:
    page = Size(width, height)
    both = profile.correction(page).then(profile.error(page))
    identity = Matrix()
    assert (both.a, both.b, both.c, both.d, both.e, both.f) == pytest.approx(
        (identity.a, identity.b, identity.c, identity.d, identity.e, identity.f), abs=1e-9
    )


@given(profiles)
@settings(deadline=None, max_examples=100)
def test_a_lying_page_errs_as_the_upright_sheet_it_is_printed_on(profile: PrinterProfile) -> None:
    lying, upright = Size(842, 595), Size(595, 842)
    # The top of the lying page comes to lie at the left (or right) edge of the sheet.
    if profile.lying == "left":
        on_sheet = Matrix(0, -1, 1, 0, 0, 842)
        assert on_sheet.apply(Point(0, 0)) == Point(0, 842)
    else:
        on_sheet = Matrix(0, 1, -1, 0, 595, 0)
        assert on_sheet.apply(Point(0, 0)) == Point(595, 0)
    one = profile.error(lying).then(on_sheet)
    other = on_sheet.then(profile.error(upright))
    assert (one.a, one.b, one.c, one.d, one.e, one.f) == pytest.approx(
        (other.a, other.b, other.c, other.d, other.e, other.f), abs=1e-9
    )
    printable = Rect(0, 0, 595, 842).inset(profile.margins)
    there = on_sheet.apply_rect(Rect(0, 0, 842, 595).inset(profile.margins_of(lying=True)))
    assert (there.x, there.y, there.right, there.bottom) == pytest.approx(
        (printable.x, printable.y, printable.right, printable.bottom)
    )


GOOD: dict[str, object] = {"version": 1, "name": "home", "margins": {"top": "3mm"}, "back": {"right": "1.5mm"}}


@pytest.mark.parametrize(
    ("change", "name", "keys", "says"),
    [
        ({"version": 2}, "unknown-printer-version", ("version",), "calibrate"),
        ({"version": "1"}, "unknown-printer-version", ("version",), "calibrate"),
        ({"back": {"right": "1000mm"}}, "impossible-offset", ("back", "right"), "-20 mm to 20 mm"),
        ({"back": {"down": "-3in"}}, "impossible-offset", ("back", "down"), "-20 mm to 20 mm"),
        ({"back": {"down": 3}}, "not-a-length", ("back", "down"), "3.5mm"),
        ({"back": {"turned": 90}}, "impossible-turn", ("back", "turned"), "-5 to 5"),
        ({"back": {"turned": math.inf}}, "wrong-type", ("back", "turned"), "degrees"),
        ({"back": {"turned": "a bit"}}, "wrong-type", ("back", "turned"), "degrees"),
        ({"margins": {"left": "-1mm"}}, "impossible-margin", ("margins", "left"), "0 mm to 40 mm"),
        ({"margins": {"left": "9" * 30 + "mm"}}, "impossible-margin", ("margins", "left"), "0 mm to 40 mm"),
        ({"margins": {"lefft": "1mm"}}, "unknown-key", ("margins", "lefft"), "`left`"),
        ({"margins": 5}, "wrong-type", ("margins",), "[margins]"),
        ({"flip": "longish"}, "unknown-choice", ("flip",), "`long`"),
        ({"flip": ["long"]}, "unknown-choice", ("flip",), '"long"'),
        ({"papper": "a4"}, "unknown-key", ("papper",), "`paper`"),
        ({"name": 7}, "wrong-type", ("name",), "name"),
    ],
)
def test_what_is_wrong_with_a_printer_file_is_said(
    change: dict[str, object], name: str, keys: tuple[str, ...], says: str
) -> None:
    profile, problems = printer_of({**GOOD, **change}, "home.toml")
    assert profile is None
    assert [problem.name for problem in problems] == [name]
    assert isinstance(problems[0].at, KeyPath)
    assert problems[0].at.keys == keys
    assert says in problems[0].help
    assert len(problems[0].message) < 200


def test_a_file_without_a_version_is_not_guessed_at() -> None:
    profile, (problem,) = printer_of({}, "home.toml")
    assert profile is None
    assert problem.name == "unknown-printer-version"


# --- The calibration page ---------------------------------------------------------------------------------------------

calibration_papers = st.sampled_from([PAPERS["a4"], PAPERS["letter"], PAPERS["a5"], PAPERS["a3+"]])


@given(calibration_papers, st.sampled_from(["long", "short"]))
@settings(deadline=None, max_examples=20)
def test_everything_on_the_calibration_page_is_on_the_paper_and_apart(paper: Paper, flip: Flip) -> None:
    page = calibration_page(paper, flip)
    whole = Rect(0, 0, paper.size.width, paper.size.height)
    sheet = page.sheet
    assert sheet.back is not None
    for side, words in ((sheet.front, page.front_words), (sheet.back, page.back_words)):
        assert words.width > mm(20)
        assert all(whole.contains(box(line), slack=0.01) for line in side.marks)
        assert all(whole.contains(label.at) for label in side.labels)
        assert not any(box(line).grown(0.1).overlaps(words) for line in side.marks)
        for number, label in enumerate(side.labels):
            assert not label.at.overlaps(words)
            for other in side.labels[number + 1 :]:
                assert not label.at.overlaps(other.at, slack=mm(2.2))
    assert sum(label.text == "100" for label in sheet.front.labels) == 2
    assert sum(label.text == "15" for label in sheet.front.labels) == 4


@pytest.mark.parametrize("edge", ["top", "right", "bottom", "left"])
def test_edge_ticks_are_a_millimetre_apart(edge: str) -> None:
    size = PAPERS["a4"].size
    lines = calibration_page(PAPERS["a4"], "long").sheet.front.marks
    depths = {
        "top": [line.start.y for line in lines if line.start.y == line.end.y],
        "bottom": [size.height - line.start.y for line in lines if line.start.y == line.end.y],
        "left": [line.start.x for line in lines if line.start.x == line.end.x],
        "right": [size.width - line.start.x for line in lines if line.start.x == line.end.x],
    }[edge]
    assert sorted(round(in_mm(depth), 3) for depth in depths)[:16] == list(range(16))


def read(errors: Matrix, flip: Flip, paper: Paper) -> dict[str, float]:
    """What somebody reads off the page, held to the light and looked at from the back."""
    sheet = calibration_page(paper, flip).sheet
    size = paper.size
    assert sheet.back is not None
    through = [
        (point_turned_over(line.start, size, flip), point_turned_over(line.end, size, flip))
        for line in sheet.front.marks
    ]
    seen = [(errors.apply(line.start), errors.apply(line.end)) for line in sheet.back.marks]
    readings = {}
    for name, upright, near in (
        ("across_top", True, Point(size.width / 2, mm(32))),
        ("across_bottom", True, Point(size.width / 2, size.height - mm(32))),
        ("down_left", False, Point(mm(32), size.height / 2)),
        ("down_right", False, Point(size.width - mm(32), size.height / 2)),
    ):

        def close(line: tuple[Point, Point], most: float, upright: bool = upright, near: Point = near) -> bool:
            across, down = (mm(27), most) if upright else (most, mm(27))
            return all(abs(end.x - near.x) < across and abs(end.y - near.y) < down for end in line) and (
                (abs(line[0].x - line[1].x) < abs(line[0].y - line[1].y)) == upright
            )

        def at(line: tuple[Point, Point], upright: bool = upright) -> float:
            return line[0].x if upright else line[0].y

        def reach(line: tuple[Point, Point]) -> float:
            return math.dist((line[0].x, line[0].y), (line[1].x, line[1].y))

        scale = [line for line in through if close(line, mm(9))]
        small = sorted((line for line in seen if close(line, mm(20))), key=at)
        zero = max(scale, key=reach)
        whole = [in_mm(at(line) - at(zero)) for line in scale]
        marks = [in_mm(at(line) - at(zero)) for line in small]
        assert len(whole) == 31
        assert len(marks) == 11
        if abs(marks[0] - round(marks[0])) < 0.05:
            readings[name] = vernier(round(marks[0]), 0)  # Both the 0 and the 10 meet a line.
            continue
        meeting = min(range(11), key=lambda number: min(abs(marks[number] - mark) for mark in whole))
        readings[name] = vernier(math.floor(marks[0]), meeting)
    return readings


@given(
    st.integers(-80, 80),
    st.integers(-80, 80),
    st.integers(-8, 8),
    calibration_papers,
    st.sampled_from(["long", "short"]),
)
@settings(deadline=None, max_examples=60)
def test_what_is_read_off_the_page_is_what_the_printer_does(
    right: int, down: int, turned: int, paper: Paper, flip: Flip
) -> None:
    does = PrinterProfile(
        name="it", margins=Insets.all(mm(4)), right=mm(right / 10), down=mm(down / 10), turned=turned / 20, flip=flip
    )
    readings = read(does.error(paper.size), flip, paper)
    profile, problems = profile_from_readings(
        name="it", paper=paper, flip=flip, top=mm(4), right=mm(4), bottom=mm(4), left=mm(4), **readings
    )
    assert problems == ()
    assert profile is not None
    assert (in_mm(profile.right), in_mm(profile.down)) == pytest.approx((right / 10, down / 10), abs=0.11)
    assert profile.turned == pytest.approx(turned / 20, abs=0.06)
    assert profile.margins.top == pytest.approx(mm(4))


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        ({"top": -1}, "impossible-margin"),
        ({"left": mm(90)}, "impossible-margin"),
        ({"across_top": mm(1000), "across_bottom": mm(1000)}, "impossible-offset"),
        ({"down_right": mm(3)}, "readings-disagree"),
        ({"top": math.nan}, "not-a-length"),
    ],
)
def test_readings_that_cannot_be_are_problems(readings: dict[str, float], name: str) -> None:
    known = {"top": mm(4), "right": mm(4), "bottom": mm(4), "left": mm(4), **readings}
    profile, problems = profile_from_readings(name="it", paper=PAPERS["a4"], flip="long", **known)
    assert profile is None
    assert [problem.name for problem in problems] == [name]
    assert problems[0].at is None
    assert problems[0].help


def test_too_small_a_paper_cannot_calibrate() -> None:
    with pytest.raises(ProblemsError) as caught:
        calibration_page(Paper("own", "100 × 150 mm", Size(mm(100), mm(150))), "long")
    assert caught.value.problems[0].name == "too-small-to-calibrate"


def test_a_printer_knows_its_margins_better_than_the_job() -> None:
    printer = PrinterProfile(name="it", margins=Insets(1, 2, 3, 4))
    assert PrintJob(printer=printer).margins(lying=False) == Insets(1, 2, 3, 4)
    assert PrintJob(printer_margin=7).margins(lying=True) == Insets.all(7)
