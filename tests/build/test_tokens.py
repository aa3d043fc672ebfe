"""Tokens and standees as they are printed: every copy, backs behind fronts, all where it can be cut."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.build import Options, build, load
from generator.build.options import Made
from generator.model.job import PrintJob

DECK = """\
[deck]
id = "x"
title = "Small Talk"
template = "plain"
[fields.text]
type = "text"
[suits.sun]
title = "Sun"
icon = "sun"
color = "#112233"
[[card]]
id = "a"
suit = "sun"
text = "Up"
"""

COIN = '[[token]]\nid = "coin"\ntext = "obverse"\nsize = "20mm"\ncopies = 7\n'
TWO_SIDED = 'two_sided = true\nback_text = "reverse"\n'
STANDEE = '[[standee]]\nid = "me"\ntitle = "Myself"\nwidth = "25mm"\nheight = "40mm"\ncopies = 2\n'


def made(folder: Path, text: str, job: PrintJob | None = None) -> Made:
    (folder / "deck.toml").write_text(DECK + text)
    loaded = load(str(folder))
    assert loaded.deck is not None, loaded.problems
    return build(loaded, job or PrintJob(), Options(), components=["tokens"])


def pages(found: Made) -> list[str]:
    document = pypdfium2.PdfDocument(found.files["tokens.pdf"])
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("shape", ["round", "square", "hexagon"])
def test_every_copy_is_printed_once(tmp_path: Path, shape: str) -> None:
    found = made(tmp_path, COIN + f'shape = "{shape}"\n')
    assert not found.problems
    (page,) = pages(found)
    assert page.count("obverse") == 7


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("way", ["duplex", "by-hand"])
def test_backs_have_a_side_of_their_own(tmp_path: Path, flip: str, way: str) -> None:
    found = made(tmp_path, COIN + TWO_SIDED, PrintJob(flip=flip, way=way))  # type: ignore[arg-type]
    front, back = pages(found)
    assert (front.count("obverse"), front.count("reverse")) == (7, 0)
    assert (back.count("obverse"), back.count("reverse")) == (0, 7)
    assert found.counts.sides == 2 * found.counts.sheets


def test_folded_backs_lie_beside_their_fronts(tmp_path: Path) -> None:
    (page,) = pages(made(tmp_path, COIN + TWO_SIDED, PrintJob(way="gutterfold")))
    assert page.count("obverse") == page.count("reverse") == 7
    assert "fold along the dashed line" in page


def test_without_backs_there_are_fronts_alone(tmp_path: Path) -> None:
    (page,) = pages(made(tmp_path, COIN + TWO_SIDED, PrintJob(backs=False)))
    assert page.count("reverse") == 0


@pytest.mark.parametrize("flip", ["long", "short"])
def test_a_back_covers_its_front_when_the_sheet_is_turned(tmp_path: Path, flip: str) -> None:
    """Dark tokens, seen from both sides: the back's picture, turned over, lies on the front's."""
    look = tmp_path / "templates" / "own"
    look.mkdir(parents=True)
    (look / "style.css").write_text("token { background: #000 }")
    for part in ("card", "token", "token-back"):
        (look / f"{part}.xml.j2").write_text("<token/>")
    text = DECK.replace('"plain"', '"own"') + '[[token]]\nid = "a"\nsize = "30mm"\ncopies = 4\ntwo_sided = true\n'
    text += '[[token]]\nid = "b"\nsize = "20mm"\nshape = "hexagon"\ncopies = 3\ntwo_sided = true\ngap = "3mm"\n'
    (tmp_path / "deck.toml").write_text(text)
    found = build(load(str(tmp_path)), PrintJob(flip=flip, marks=False), components=["tokens"])  # type: ignore[arg-type]
    assert not found.problems
    document = pypdfium2.PdfDocument(found.files["tokens.pdf"])
    front, back = (page.render(scale=1).to_pil().convert("L") for page in document)
    sideways = (front.height >= front.width) == (flip == "long")
    over = Image.Transpose.FLIP_LEFT_RIGHT if sideways else Image.Transpose.FLIP_TOP_BOTTOM
    middle = (0, 40, front.width, front.height - 40)  # Slugs stay as they are.
    one, other = front.crop(middle), back.transpose(over).crop(middle)
    dark = sum(one.point(lambda value: value < 128 and 255).histogram()[128:])
    different = sum(ImageChops.difference(one, other).histogram()[128:])
    assert dark > 4 * 3.14 * 42**2 * 0.9
    assert different < 0.02 * dark


def test_standees_share_the_sheet_and_show_themselves_on_both_sides(tmp_path: Path) -> None:
    found = made(tmp_path, COIN + STANDEE)
    (page,) = pages(found)
    assert page.count("Myself") == 4
    assert page.count("obverse") == 7


def test_a_figure_to_cut_along_its_outline_is_its_own_mirror(tmp_path: Path) -> None:
    """The back lies above the front, turned over the fold: the two pictures are each other's reflection in it."""
    look = tmp_path / "templates" / "own"
    look.mkdir(parents=True)
    (look / "style.css").write_text(".dark { background: #000; width: 9mm; height: 17mm }")
    (look / "card.xml.j2").write_text("<card/>")
    (look / "standee.xml.j2").write_text(
        '<panel>{% if standee.panel.name == "front" %}<box class="dark"/>{% endif %}</panel>'
    )
    (tmp_path / "deck.toml").write_text(
        DECK.replace('"plain"', '"own"') + STANDEE.replace("copies = 2", 'mirrored = true\nbase = "0mm"')
    )
    found = build(load(str(tmp_path)), PrintJob(), components=["tokens"])
    page = pypdfium2.PdfDocument(found.files["tokens.pdf"])[0].render(scale=2).to_pil().convert("L")
    page = page.crop((0, 0, page.width, page.height - 80))  # without the slug
    box = page.point(lambda value: value < 100 and 255).getbbox()
    assert box is not None
    millimetres = sorted(length / 2 / 72 * 25.4 for length in (box[2] - box[0], box[3] - box[1]))
    assert millimetres == pytest.approx([9, 34], abs=0.5), "two pieces of 17 mm in line, and not across each other"


def test_a_column_shows_every_side(tmp_path: Path) -> None:
    (page,) = pages(made(tmp_path, STANDEE.replace("copies = 2", 'kind = "column"\nsides = 5')))
    assert page.count("Myself") == 5
    assert "glue here" in page


def test_a_token_larger_than_the_paper_is_refused_where_it_stands(tmp_path: Path) -> None:
    found = made(tmp_path, COIN + '[[token]]\nid = "sun"\nsize = "250mm"\n')
    assert not found.files
    (problem,) = found.problems
    assert problem.name == "too-large-for-paper"
    assert problem.message.startswith("token `sun` is 250 × 250 mm flat, and does not fit on A4")
    assert getattr(problem.at, "line", 0) == 20


def test_packs_come_on_sheets_of_their_own(tmp_path: Path) -> None:
    found = made(tmp_path, COIN, PrintJob(packs=2))
    assert [page.count("obverse") for page in pages(found)] == [7, 7]
