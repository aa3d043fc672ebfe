"""Every look that ships makes every part of a deck that says as little as a deck can."""

from pathlib import Path

import pytest

from generator import disk
from generator.build import build, load
from generator.model.edition import Edition
from generator.model.job import PrintJob

#: Looks that are one deck's own ask for what that deck has.
GENERAL = ("ink", "large", "plain", "story")

DECK = """\
[deck]
id = "x"
title = "Small Walk"
template = "{look}"
[fields.text]
type = "text"
{suits}
[[card]]
id = "a"
{of}
text = "Where does the day begin?"
[[board]]
id = "walk"
title = "The Walk"
format = "a4 landscape"
kinds = ["stone"]
[[board.path]]
id = "way"
shape = "spiral"
from = "85mm"
to = "35mm"
turns = 1.6
size = "18mm"
space = [{{ kinds = ["stone", "stone", "stone"] }}]
[[box]]
id = "tuck"
title = "Small Walk"
count = 54
[[token]]
id = "coin"
title = "Coin"
text = "1"
size = "25mm"
[[standee]]
id = "sign"
title = "Sign"
width = "30mm"
height = "40mm"
[rulebook]
file = "rules.md"
"""


@pytest.mark.parametrize("look", GENERAL)
@pytest.mark.parametrize(
    ("suits", "of"), [("", ""), ('[suits.sun]\ntitle = "Sun"', 'suit = "sun"')], ids=["no suits", "a bare suit"]
)
def test_a_deck_that_says_little_gets_every_part_in_every_look(tmp_path: Path, look: str, suits: str, of: str) -> None:
    assert look in disk.templates(tmp_path)
    (tmp_path / "deck.toml").write_text(DECK.format(look=look, suits=suits, of=of))
    (tmp_path / "rules.md").write_text("# Walk\n\nWalk on.\n")
    loaded = load(str(tmp_path), "", Edition(blanks=2))
    assert loaded.deck is not None, loaded.problems
    made = build(loaded, PrintJob())
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    assert {"cards.pdf", "board.pdf", "boxes.pdf", "tokens.pdf", "rules.pdf"} <= set(made.files)
