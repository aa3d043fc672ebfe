"""How large files become: what many faces show is in them once."""

import math
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from generator.build import Options, build, load
from generator.build.equipment import press_for
from generator.model.job import PrintJob
from tests.benchmarks.make_decks import text
from tests.small_deck import DECK, written

CARDS = 540

#: Curves in the picture on the back; written on every card they alone would make some eighty megabytes.
CURVES = 3_000


def spirals() -> str:
    """A picture of many curves, none like another."""
    paths = []
    for number in range(CURVES // 6):
        turn, reach = number * 2.39996, 4 + 24 * math.sqrt(number / (CURVES / 6))
        x, y = 30 + reach * math.cos(turn), 20 + 0.6 * reach * math.sin(turn)
        curves = "".join(
            f" {math.cos(turn + part):.3f} {math.sin(turn * part):.3f} {math.sin(turn + part):.3f} "
            f"{math.cos(turn * 2 + part):.3f} {math.cos(part * 2 + turn) * 1.5:.3f} {math.sin(part + turn) * 1.5:.3f}"
            for part in range(1, 7)
        )
        paths.append(f'<path d="M {x:.3f} {y:.3f} c{curves}" fill="none" stroke="#{number % 4096:03x}"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">{"".join(paths)}</svg>'


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A deck of many cards, all different, with a heavy picture on their back."""
    cards = "".join(f"[[card]]\nid = 'card-{number}'\ntext = '{text(number)}'\n" for number in range(CARDS))
    back = '<card class="back"><img src="back.svg" alt=""/></card>'
    files = {"templates/own/back.xml.j2": back, "templates/own/back.svg": spirals(), "deck.toml": DECK}
    css = "card { font-size: 9pt } img { width: 60mm; height: 40mm }"
    folder = written(tmp_path, '<card><p name="text">{{ card.text }}</p></card>', css, files=files)
    (folder / "cards.toml").write_text(cards)
    return folder


@pytest.mark.parametrize("press", [None, "pdfx4", "pdfx1a"])
def test_five_hundred_and_forty_cards_with_a_heavy_back_take_less_than_a_megabyte(
    large: Path, press: str | None
) -> None:
    chosen = press_for(press, "fogra39") if press else None
    built = build(load(str(large)), PrintJob(guide=False), Options(press=chosen), components=("cards",))
    assert built.cards == CARDS
    assert not [problem for problem in built.problems if problem.severity == "error"]
    data = built.files["cards.pdf"]
    # A profile of a press is a third of a megabyte, and it has to be in the file.
    assert len(data) < 1_000_000
    with pikepdf.open(BytesIO(data)) as pdf:
        backs = list(pdf.pages)[1::2]
        assert len(backs) > CARDS / 30
        for page in backs:
            assert {thing.objgen for thing in page.obj.Resources.XObject.values()} == {
                thing.objgen for thing in backs[0].obj.Resources.XObject.values()
            }
