"""What is said about text that lies where it is cut."""

from pathlib import Path

import pytest

from generator.build import load
from tests.small_deck import DECK, made, told, written

CARD = '<card><p class="low">Down here</p></card>'


@pytest.mark.parametrize(
    ("top", "safe", "message"),
    [
        (30, 0, ""),
        (38, 0, "card `one`: `p.low` goes 2.87 mm over the cut"),
        (34, 4, "card `one`: `p.low` comes 2.87 mm too near the cut"),
        (38, 4, "card `one`: `p.low` goes 2.87 mm over the cut"),
    ],
)
def test_text_over_the_cut_is_told_whether_there_is_a_safe_zone_or_not(
    tmp_path: Path, top: int, safe: int, message: str
) -> None:
    css = f".low {{ position: absolute; left: 10mm; top: {top}mm; line-height: 1 }}"
    folder = written(tmp_path, CARD, css, files={"deck.toml": DECK.replace('safe = "0mm"', f'safe = "{safe}mm"')})
    assert load(str(folder)).problems == ()
    assert told(made(folder).problems) == ([("outside-safe-zone", message)] if message else [])
