"""Boards from a deck's folder to PDF, in the plainest look."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from generator.build import Options, build, components_of, load
from generator.build.equipment import press_for
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, paper_of

DECK = """\
[deck]
id = "isles"
title = "Isles"
template = "plain"

[suits.sun]
title = "Sun"
color = "#dd8800"
icon = "sun"

[suits.star]
title = "Star"
color = "#0044aa"
icon = "star"
"""
BOARD = """
[[board]]
id = "{id}"
title = "The Isle"
format = {{ width = "200mm", height = "140mm", bleed = "3mm" }}
kinds = ["inn"]

[[board.zone]]
id = "shore"
color = "#80c0ff"

[[board.path]]
id = "lane"
shape = "line"
through = [["40mm", "100mm"], ["160mm", "100mm"]]
band = "40mm"

[[board.path.space]]
zone = "shore"
kinds = ["sun", "star", "inn", "sun"]

[[board.spot]]
kind = "star"
at = ["100mm", "40mm"]
angle = 90
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def deck(folder: Path, *boards: str, text: str = "") -> str:
    made = "".join(BOARD.format(id=name) for name in boards or ("isle",))
    (folder / "deck.toml").write_text(DECK + made + text)
    return str(folder)


def picture(data: bytes, page: int = 0) -> Image.Image:
    """One page, four pixels to the point."""
    image: Image.Image = pypdfium2.PdfDocument(data)[page].render(scale=4).to_pil().convert("RGB")
    return image


def color_at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place of the board, millimetres, on a page with 3 mm of bleed."""
    found = image.getpixel((round((x + 3) / 25.4 * 288), round((y + 3) / 25.4 * 288)))
    assert isinstance(found, tuple)
    return found


def test_a_deck_may_be_a_board_alone(folder: Path) -> None:
    loaded = load(deck(folder))
    assert loaded.deck is not None, loaded.problems
    assert components_of(loaded.deck) == ("board",)
    built = build(loaded, PrintJob())
    assert built.problems == ()
    assert list(built.files) == ["board.pdf", "board-tiled.pdf"]
    assert built.about["board.pdf"] == "the board on one page of 206 × 146 mm, for a copy shop"
    assert built.about["board-tiled.pdf"] == "the board on 1 sheet of A4, 210 × 297 mm, to be glued together"


def test_what_is_drawn_lies_where_it_belongs(folder: Path) -> None:
    image = picture(build(load(deck(folder)), PrintJob()).files["board.pdf"])
    assert color_at(image, 60, 85) == (128, 192, 255)  # the zone: from 40 to 160 mm, 20 mm to either side
    assert color_at(image, 60, 115) == (128, 192, 255)
    assert color_at(image, 60, 75) == (255, 255, 255)
    assert color_at(image, 35, 100) != (128, 192, 255)
    assert color_at(image, 40, 93) == (255, 255, 255)  # inside the first space, above its icon
    assert color_at(image, 40, 90.35) == (221, 136, 0)  # its rim, 10 mm from its middle


def test_several_boards_have_files_of_their_own(folder: Path) -> None:
    built = build(load(deck(folder, "north", "south")), PrintJob())
    assert list(built.files) == ["board-north.pdf", "board-north-tiled.pdf", "board-south.pdf", "board-south-tiled.pdf"]


def test_pieces_say_where_they_belong(folder: Path) -> None:
    built = build(load(deck(folder)), PrintJob(paper=PAPERS["a5"]))
    with pikepdf.open(BytesIO(built.files["board-tiled.pdf"])) as pdf:
        assert len(pdf.pages) == 3
    document = pypdfium2.PdfDocument(built.files["board-tiled.pdf"])
    first, left, right = (" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert "How the sheets go together" in first
    assert "A2 on top" in left
    assert "lay this on A1" in right


def test_without_a_guide_there_are_only_the_pieces(folder: Path) -> None:
    built = build(load(deck(folder)), PrintJob(paper=PAPERS["a5"], guide=False))
    with pikepdf.open(BytesIO(built.files["board-tiled.pdf"])) as pdf:
        assert len(pdf.pages) == 2


def test_for_a_press_there_is_one_page_and_no_pieces(folder: Path) -> None:
    built = build(load(deck(folder)), PrintJob(guide=False), Options(press=press_for("pdfx1a", "fogra39")))
    assert [problem for problem in built.problems if problem.severity == "error"] == []
    assert list(built.files) == ["board.pdf"]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ('[[board.space]]\nkind = "inn"\nat = ["198mm", "20mm"]\n', "outside-board", 40),
        ('[[board.space]]\nkind = "inn"\nat = ["45mm", "100mm"]\n', "spaces-overlap", 40),
    ],
)
def test_what_has_no_room_is_told_with_its_line(folder: Path, text: str, name: str, line: int) -> None:
    built = build(load(deck(folder, text=text)), PrintJob(), Options(write=False))
    (problem,) = built.problems
    assert problem.name == name
    assert getattr(problem.at, "line", 0) == line
    assert built.files == {}


def test_a_paper_that_is_too_small_is_refused(folder: Path) -> None:
    text = DECK + BOARD.format(id="isle").replace('kinds = ["inn"]', 'paper = "a5"\nkinds = ["inn"]')
    (folder / "deck.toml").write_text(text.replace('width = "200mm"', 'width = "230mm"'))
    (problem,) = build(load(str(folder)), PrintJob()).problems
    assert problem.name == "board-larger-than-paper"
    assert "`a3` holds it" in problem.help


def test_a_look_without_a_board_leaves_it_to_the_usual_one(folder: Path) -> None:
    text = DECK + BOARD.format(id="isle")
    (folder / "deck.toml").write_text(text)
    plain = build(load(str(folder)), PrintJob()).files["board.pdf"]
    (folder / "deck.toml").write_text(text.replace('"plain"', '"ink"'))
    assert build(load(str(folder)), PrintJob()).files["board.pdf"] == plain


def test_a_look_without_the_part_that_a_board_names_says_so(folder: Path) -> None:
    text = BOARD.format(id="isle").replace('kinds = ["inn"]', 'template = "island.xml.j2"\nkinds = ["inn"]')
    (folder / "deck.toml").write_text((DECK + text).replace('"plain"', '"ink"'))
    (problem,) = build(load(str(folder)), PrintJob()).problems
    assert problem.name == "missing-template-part"
    assert "`island.xml.j2`" in problem.message


def test_a_board_can_be_made_by_a_part_of_its_own(folder: Path) -> None:
    text = BOARD.format(id="isle").replace('kinds = ["inn"]', 'template = "island.xml.j2"\nkinds = ["inn"]')
    (folder / "deck.toml").write_text(DECK + text)
    (problem,) = build(load(str(folder)), PrintJob()).problems
    assert "`island.xml.j2`" in problem.message
    assert getattr(problem.at, "line", 0) == 20


@pytest.mark.parametrize(("paper", "first"), [("a5", True), ("100x150mm", False)])
def test_on_small_paper_the_first_page_fits_or_is_left_out(folder: Path, paper: str, first: bool) -> None:
    sheet, _ = paper_of(paper)
    assert sheet is not None
    made = build(load(deck(folder)), PrintJob(paper=sheet), components=("board",))
    assert [problem.name for problem in made.problems] == ([] if first else ["no-room-for-guide"])
    page = pypdfium2.PdfDocument(made.files["board-tiled.pdf"])[0].get_textpage().get_text_bounded()
    assert ("How the sheets go together" in page) == first
