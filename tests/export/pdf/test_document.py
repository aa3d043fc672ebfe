import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from generator.basics.geometry import Matrix, Point, Rect, Size
from generator.export import DocumentInfo, write_pdf
from generator.model.sheet import Bookmark, Label, Line, Patch, PatchRole, Placement, Sheet, Side, Slug
from tests.export.pieces import (
    BLUE,
    GREEN,
    RED,
    box,
    face,
    forms,
    letters,
    line,
    opened,
    pixels,
    placed,
    shape,
    sheet,
    text_of,
    unresolved,
)

INFO = DocumentInfo(title="A Little More")

#: Red at the left, blue in the bottom right corner.
CORNERS = face(box(0, 0, 20, 40, RED), box(40, 20, 20, 20, BLUE))


@pytest.mark.parametrize(
    ("turned", "picture"),
    [
        (0, "RR....\nRR....\nRR..BB\nRR..BB"),
        (90, "RRRR\nRRRR\n....\n....\nBB..\nBB.."),
        (180, "BB..RR\nBB..RR\n....RR\n....RR"),
        (270, "..BB\n..BB\n....\n....\nRRRR\nRRRR"),
    ],
)
def test_a_face_is_turned_clockwise_into_its_slot(turned: int, picture: str) -> None:
    paper = CORNERS.size.turned if turned % 180 else CORNERS.size
    larger = Size(paper.width + 20, paper.height + 30)
    data = write_pdf([sheet(placed(CORNERS, 10, 20, turned), paper=larger)], INFO)
    rows = letters(data).splitlines()
    assert "\n".join(row[1:-1] for row in rows[2:-1]) == picture
    assert set("".join(rows[:2]) + rows[-1]) == {"."}
    # As a form, which it becomes when it is placed twice, it lies in the same place.
    twice = write_pdf([sheet(placed(CORNERS, 10, 20, turned), placed(CORNERS, 10, 20, turned), paper=larger)], INFO)
    assert letters(twice) == letters(data)
    assert (forms(data), forms(twice)) == (0, 1)


def test_nothing_is_seen_outside_the_window() -> None:
    wide = face(box(-20, -20, 100, 80, RED), size=Size(20, 20), bleed=20)
    at = Rect(20, 10, 20, 20)
    for copies in (1, 2):
        placement = Placement(wide, at, Rect(10, 10, 40, 20))
        data = write_pdf([sheet(*[placement] * copies)], INFO)
        assert letters(data) == "......\n.RRRR.\n.RRRR.\n......"


def test_a_back_that_comes_again_becomes_one_form() -> None:
    back = face(box(0, 0, 60, 40, BLUE))
    sheets = [sheet(placed(face(line(shape(str(n))))), back=Side(placements=(placed(back),))) for n in range(5)]
    data = write_pdf(sheets, INFO)
    assert forms(data) == 1
    assert [letters(data, page)[0] for page in range(10)] == [".", "B"] * 5


def test_pages_come_in_order_and_their_words_with_them() -> None:
    sheets = [
        sheet(placed(face(line(shape(f"front {n}")))), back=Side(placements=(placed(face(line(shape(f"back {n}")))),)))
        for n in range(3)
    ]
    data = write_pdf(iter(sheets), INFO)
    assert [text_of(data, page) for page in range(6)] == [f"{s} {n}" for n in range(3) for s in ("front", "back")]


def test_a_sheet_without_a_back_keeps_its_back_free_in_duplex() -> None:
    guide, cards = sheet(placed(CORNERS)), sheet(placed(CORNERS), back=Side(placements=(placed(CORNERS),)))
    for flip, pages in ((None, 4), ("long", 5)):
        with opened(write_pdf([guide, cards, guide], DocumentInfo(title="x", flip=flip))) as pdf:  # type: ignore[arg-type]
            assert len(pdf.pages) == pages
    assert set(letters(write_pdf([guide, cards], DocumentInfo(title="x", flip="short")), 1)) == {".", "\n"}


def test_trim_and_bleed_box_hold_all_that_lies_on_the_page() -> None:
    one = Placement(CORNERS, Rect(20, 30, 60, 40), Rect(15, 25, 70, 50))
    other = Placement(CORNERS, Rect(20, 70, 60, 40), Rect(15, 70, 70, 45))
    with opened(write_pdf([sheet(one, other, paper=Size(200, 300)), sheet(paper=Size(50, 60))], INFO)) as pdf:
        first, second = pdf.pages
        assert [float(edge) for edge in first.MediaBox] == [0, 0, 200, 300]
        assert [float(edge) for edge in first.TrimBox] == [20, 190, 80, 270]
        assert [float(edge) for edge in first.BleedBox] == [15, 185, 85, 275]
        assert "/CropBox" not in first
        assert second.TrimBox == second.BleedBox == second.MediaBox


def test_boxes_stay_on_the_sheet() -> None:
    over = Placement(CORNERS, Rect(0, 0, 60, 40), Rect(-8, -8, 76, 56))
    with opened(write_pdf([sheet(over)], INFO)) as pdf:
        assert pdf.pages[0].BleedBox == pdf.pages[0].MediaBox


def test_marks_are_black_ink_only() -> None:
    marks = (Line(Point(0, 15), Point(30, 15), 10), Line(Point(45, 0), Point(45, 40), 10))
    side = Side(placements=(placed(face(box(0, 0, 10, 10, GREEN))),), marks=marks)
    data = write_pdf([Sheet(paper=Size(60, 40), number=1, front=side)] * 2, INFO)
    assert letters(data) == letters(data, 1) == "G...K.\nKKK.K.\n....K.\n....K."
    with opened(data) as pdf:
        assert b"0 G" in pdf.pages[0].Contents.read_bytes()


def test_fold_lines_are_dashed_and_registration_marks_in_every_ink() -> None:
    fold = Line(Point(0, 5), Point(60, 5), 10, kind="fold")
    cross = Line(Point(0, 25), Point(60, 25), 10, kind="registration")
    cut = Line(Point(0, 35), Point(60, 35), 10, kind="cut")
    side = Side(marks=(fold, cross, cut))
    data = write_pdf([Sheet(paper=Size(60, 40), number=1, front=side)] * 2, INFO)
    row = [pixel == (0, 0, 0) for pixel in pixels(data)[5]]
    assert row[:10] == [True] * 3 + [False] * 2 + [True] * 3 + [False] * 2
    assert letters(data).splitlines()[3] == "KKKKKK"
    assert unresolved(data) == []
    with opened(data) as pdf:
        (every,) = pdf.pages[1].Resources.ColorSpace.values()
        assert every[1] == "/All"
        assert pdf.pages[1].Contents.read_bytes().count(b"SCN") == 1


def test_the_colour_bar_is_in_process_inks() -> None:
    roles: list[PatchRole] = ["c", "m", "y", "k", "mc", "cy", "my", "cmy", "k25", "k50", "k75"]
    side = Side(patches=tuple(Patch(Rect(4 * n, 0, 4, 4), role) for n, role in enumerate(roles)))
    with opened(write_pdf([Sheet(paper=Size(60, 40), number=1, front=side)], INFO)) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    inks = [line.split(" k ")[0] for line in content.splitlines() if " k " in line]
    assert inks == [
        *("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "1 0 1 0", "0 1 1 0", "1 1 1 0"),
        *("0 0 0 0.25", "0 0 0 0.5", "0 0 0 0.75"),
    ]


def test_a_shift_moves_everything_on_its_side() -> None:
    side = Side(
        placements=(placed(face(box(0, 0, 10, 10, RED), size=Size(10, 10))),),
        marks=(Line(Point(25, 0), Point(25, 10), 10),),
        patches=(Patch(Rect(0, 20, 10, 10), "k"),),
        shift=Matrix.translation(30, 10),
    )
    data = write_pdf([Sheet(paper=Size(60, 40), number=1, front=side)], INFO)
    with opened(data) as pdf:
        assert [float(edge) for edge in pdf.pages[0].TrimBox] == [30, 20, 40, 30]
    rows = letters(data).splitlines()
    assert (rows[0], rows[1], rows[2]) == ("......", "...R.K", "......")
    assert sum(pixels(data)[35][35]) < 150


@pytest.mark.parametrize(
    "side", [Side(slug=Slug("words", Rect(0, 0, 9, 9))), Side(labels=(Label("5", Rect(0, 0, 9, 9)),))]
)
def test_words_without_letters_are_our_own_fault(side: Side) -> None:
    with pytest.raises(ValueError, match="typeset"):
        write_pdf([Sheet(paper=Size(60, 40), number=1, front=side)], INFO)


def test_what_the_document_says_of_itself() -> None:
    info = DocumentInfo(
        title="Größe – 日本 \ud800)",
        author="A. Author",
        subject="cards",
        language="de-AT",
        flip="short",
        date=datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=2))),
        creator="deckwright 1.2",
    )
    with opened(write_pdf([sheet(placed(CORNERS))], info)) as pdf:
        assert str(pdf.docinfo.Title) == "Größe – 日本 \ufffd)"
        assert str(pdf.docinfo.Author) == "A. Author"
        assert str(pdf.docinfo.Creator) == "deckwright 1.2"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260304030607")
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate)
        assert pdf.docinfo.Trapped == "/False"
        assert str(pdf.Root.Lang) == "de-AT"
        wishes = pdf.Root.ViewerPreferences
        assert wishes.PrintScaling == "/None"
        assert wishes.Duplex == "/DuplexFlipShortEdge"
        assert wishes.DisplayDocTitle
        assert "/ID" in pdf.trailer


@pytest.mark.parametrize(("flip", "wish"), [(None, "/Simplex"), ("long", "/DuplexFlipLongEdge")])
def test_how_it_asks_to_be_printed(flip: str | None, wish: str) -> None:
    with opened(write_pdf([sheet(placed(CORNERS))], DocumentInfo(title="x", flip=flip))) as pdf:  # type: ignore[arg-type]
        assert pdf.Root.ViewerPreferences.Duplex == wish


def test_without_a_date_it_is_always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    with opened(write_pdf([sheet(placed(CORNERS))], INFO)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20000101000000")


def test_bookmarks_nest_and_lead_to_their_page() -> None:
    marks = [(Bookmark("Guide", 0),), (Bookmark("Wonder", 0), Bookmark("Depth 1", 1)), (Bookmark("Depth (2)", 1),)]
    sheets = [
        Sheet(paper=Size(60, 40), number=n, front=Side(placements=(placed(CORNERS),), bookmarks=names))
        for n, names in enumerate(marks, 1)
    ]
    with opened(write_pdf(sheets, INFO)) as pdf, pdf.open_outline() as tree:
        numbers = {page.objgen: place for place, page in enumerate(pdf.pages)}

        def told(items: list) -> list:  # type: ignore[type-arg]
            return [(i.title, numbers[i.destination[0].objgen], told(i.children)) for i in items]

        assert told(tree.root) == [
            ("Guide", 0, []),
            ("Wonder", 1, [("Depth 1", 1, []), ("Depth (2)", 2, [])]),
        ]


def test_a_bookmark_may_skip_a_level() -> None:
    side = Side(bookmarks=(Bookmark("deep", 5), Bookmark("up", -1), Bookmark("down", 3)))
    with opened(write_pdf([Sheet(paper=Size(9, 9), number=1, front=side)], INFO)) as pdf, pdf.open_outline() as tree:
        assert [i.title for i in tree.root] == ["deep", "up"]
        assert [i.title for i in tree.root[1].children] == ["down"]


def test_sheets_are_taken_one_at_a_time() -> None:
    alive: list[int] = []

    def stream() -> Iterator[Sheet]:
        for n in range(5):
            alive.append(n)
            yield sheet(placed(face(line(shape("a")))))

    with opened(write_pdf(stream(), INFO)) as pdf:
        assert len(pdf.pages) == 5
    assert alive == list(range(5))


def test_no_sheets_still_make_a_file() -> None:
    assert write_pdf([], INFO).startswith(b"%PDF-1.7")


_TWICE = """
import hashlib, sys
from generator.export import write_pdf
from tests.export.pdf.test_document import *
from tests.export.pieces import *
from generator.model.face import Group
group = Group((box(0, 0, 9, 9, GREEN), line(shape("office"))), opacity=0.5, shared=True)
cards = [face(line(shape(w)), line(shape(w, FRAUNCES), y=10), group, title=w) for w in "one two three one".split()]
back = face(group)
sheets = [sheet(*[placed(c) for c in cards], back=Side(placements=(placed(back),))) for _ in range(3)]
print(hashlib.sha256(write_pdf(sheets, INFO)).hexdigest())
"""


def test_the_same_sheets_give_the_same_bytes() -> None:
    root = Path(__file__).parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", _TWICE],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root), "SOURCE_DATE_EPOCH": epoch},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, epoch in (("0", "UTC", ""), ("1", "Asia/Tokyo", "1500000000"), ("77", "America/Lima", ""))
    }
    assert len(said) == 1
