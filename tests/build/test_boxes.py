"""Boxes as they are printed: on one sheet, with their lines, or refused with what would help."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.basics.units import mm
from generator.build import Options, build, components_of, load
from generator.build.equipment import press_for
from generator.build.options import Made
from generator.model.edition import Edition
from generator.model.job import PrintJob
from generator.model.papers import PAPERS

DECK = """\
[deck]
id = "x"
title = "Small Talk"
template = "plain"
format = "poker"
[fields.text]
type = "text"
[suits.sun]
title = "Sun"
icon = "sun"
[suits.moon]
title = "Moon"
color = "#112233"
[[card]]
id = "a"
suit = "sun"
text = "Up"
copies = 40
[[card]]
id = "b"
suit = "moon"
text = "Down"
copies = 14
"""


def made(folder: Path, text: str, job: PrintJob | None = None, options: Options | None = None) -> Made:
    (folder / "deck.toml").write_text(DECK + text)
    loaded = load(str(folder))
    assert loaded.deck is not None, loaded.problems
    return build(loaded, job or PrintJob(), options or Options(), components=["boxes"])


def words(data: bytes, page: int = 0) -> str:
    text: str = pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()
    return text


def test_a_box_is_a_sheet_with_its_words_on_it(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "all"\ntitle = "Every card"\ntext = "For *two*."\n')
    assert not found.problems
    assert list(found.files) == ["boxes.pdf"]
    text = words(found.files["boxes.pdf"])
    for wanted in (
        "Every card",
        "Small Talk",
        "For two.",
        "Sun",
        "40",
        "Moon",
        "14",
        "glue here",
        "fold along the dashed ones",
    ):
        assert wanted in text


def test_a_box_holds_what_it_names_and_is_left_out_with_its_cards(tmp_path: Path) -> None:
    text = '[[box]]\nid = "s"\ntitle = "Suns"\nholds = ["sun"]\n[[box]]\nid = "m"\ntitle = "Moons"\nholds = ["moon"]\n'
    (tmp_path / "deck.toml").write_text(DECK + text)
    for choices, titles in ((Edition(), ["Suns", "Moons"]), (Edition(only=("moon",)), ["Moons"])):
        loaded = load(str(tmp_path), choices=choices)
        assert loaded.deck is not None
        assert components_of(loaded.deck) == ("cards", "boxes")
        found = build(loaded, PrintJob(), components=["boxes"])
        document = pypdfium2.PdfDocument(found.files["boxes.pdf"])
        assert [mark.get_title() for mark in document.get_toc()] == titles
        assert found.sheets == {"boxes.pdf": len(titles)}


def test_packs_print_their_boxes_too(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "a"\ntitle = "A"\n', PrintJob(packs=3))
    assert len(pypdfium2.PdfDocument(found.files["boxes.pdf"])) == 3
    assert found.counts.sheets == 3


def test_a_box_that_is_too_large_is_refused_with_what_would_help(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "big"\ntitle = "Big"\ncount = 189\n')
    assert not found.files
    (problem,) = found.problems
    assert problem.name == "too-large-for-paper"
    assert problem.message == (
        "the box `big` for 189 cards is 260.4 × 238.3 mm flat, and does not fit on A4, 210 × 297 mm "
        "inside the printer margin"
    )
    assert "it fits on a3" in problem.help
    assert "use --paper a3" in problem.help
    assert "A4 holds a box for 125 cards: make 2 boxes" in problem.help
    assert "thinner stock: --card-thickness 0.19mm" in problem.help
    assert problem.at is not None
    assert getattr(problem.at, "line", 0) == 24


@pytest.mark.parametrize("count", [125, 126])
def test_what_the_help_says_is_so(tmp_path: Path, count: int) -> None:
    found = made(tmp_path, f'[[box]]\nid = "big"\ntitle = "Big"\ncount = {count}\n')
    assert bool(found.files) == (count <= 125)


def test_whoever_prints_knows_the_thickness_better_than_the_deck(tmp_path: Path) -> None:
    text = '[[box]]\nid = "big"\ntitle = "Big"\ncount = 189\ncard_thickness = "0.3mm"\n'
    assert made(tmp_path, text, PrintJob(card_thickness=mm(0.19))).files
    assert not made(tmp_path, text, PrintJob(card_thickness=mm(0.2))).files


def test_thinner_cards_do_as_the_help_says(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "big"\ntitle = "Big"\ncount = 189\ncard_thickness = "0.19mm"\n')
    assert found.files
    found = made(tmp_path, '[[box]]\nid = "big"\ntitle = "Big"\ncount = 189\n', PrintJob(paper=PAPERS["a3"]))
    assert found.files


def test_a_press_gets_cuts_and_folds_as_inks_of_their_own(tmp_path: Path) -> None:
    for standard in ("pdfx4", "pdfx1a"):
        options = Options(press=press_for(standard, "fogra39"))
        found = made(tmp_path, '[[box]]\nid = "a"\ntitle = "A"\n', options=options)
        assert not [problem for problem in found.problems if problem.severity == "error"]
        with pikepdf.open(BytesIO(found.files["boxes.pdf"])) as document:
            names = {
                str(thing[1])
                for thing in document.objects
                if isinstance(thing, pikepdf.Array) and len(thing) == 4 and str(thing[0]) == "/Separation"
            }
            states = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/OP" in thing]
            trim = [float(edge) for edge in document.pages[0].TrimBox]
        assert names == {"/CutContour", "/Crease"}
        assert states, "what is under a die line must still be printed"
        assert trim[2] - trim[0] >= mm(2 * (65.5 + 54 * 0.3 + 2) + 12) - 0.1


def test_at_home_the_lines_are_grey_and_no_ink(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "a"\ntitle = "A"\n')
    assert b"Separation" not in found.files["boxes.pdf"]


def test_a_part_of_ones_own_draws_the_panels(tmp_path: Path) -> None:
    look = tmp_path / "templates" / "own"
    look.mkdir(parents=True)
    (look / "card.xml.j2").write_text("<card/>")
    (look / "style.css").write_text("card { background: #fff }")
    (look / "gift.xml.j2").write_text(
        '<panel><p>{{ box.panel.name }} {{ box.count }} {{ box.depth }} {{ box.look.ribbon or "none" }}</p></panel>'
    )
    (look / "box.css").write_text('p { font-family: "Atkinson Hyperlegible Next"; font-size: 3pt }')
    text = '[[box]]\nid = "a"\ntitle = "A"\npart = "gift.xml.j2"\n[[box]]\nid = "b"\ntitle = "B"\ncount = 30\n'
    text += 'part = "gift.xml.j2"\nlook = { ribbon = "red" }\n'
    (tmp_path / "deck.toml").write_text(DECK.replace('"plain"', '"own"') + text)
    found = build(load(str(tmp_path)), PrintJob(), components=["boxes"])
    assert not found.problems
    data = found.files["boxes.pdf"]
    for name in ("front", "back", "left", "right", "lid", "tuck", "bottom", "bottom-tuck", "dust", "bottom-dust"):
        assert f"{name} 54 18.2 none" in words(data)
    assert "front 30 11 red" in words(data, 1)


def test_a_part_that_is_not_there_is_named_with_what_is_like_it(tmp_path: Path) -> None:
    found = made(tmp_path, '[[box]]\nid = "a"\ntitle = "A"\npart = "boxx.xml.j2"\n')
    (problem,) = found.problems
    assert (problem.name, problem.help) == ("unknown-part", "did you mean `box.xml.j2`?")
    assert problem.message == "the template `plain` has no part `boxx.xml.j2`"


def test_a_look_without_a_box_leaves_it_to_the_plain_one(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(DECK.replace('"plain"', '"ink"') + '[[box]]\nid = "a"\ntitle = "Mine"\n')
    found = build(load(str(tmp_path)), PrintJob(), components=["boxes"])
    assert not found.problems
    assert "Mine" in words(found.files["boxes.pdf"])
