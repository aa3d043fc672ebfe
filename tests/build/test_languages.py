"""The looks that come along, in other languages than the one they were drawn for."""

from pathlib import Path

import pytest

from generator.build import Options, build, load
from generator.build.cards import design_and_face
from generator.model.face import Glyphs, Group, Item
from generator.model.job import PrintJob

DECK = """\
[deck]
id = "x"
title = "X"
language = "LANGUAGE"
template = "TEMPLATE"
[fields.text]
type = "text"
[suits.one]
title = "One"
[[card]]
id = "a"
suit = "one"
text = "TEXT"
"""


def deck(folder: Path, template: str, language: str, text: str) -> str:
    (folder / "deck.toml").write_text(
        DECK.replace("TEMPLATE", template).replace("LANGUAGE", language).replace("TEXT", text), encoding="utf-8"
    )
    return str(folder)


@pytest.mark.parametrize("template", ["ink", "large", "plain", "story"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_long_german_word_is_divided(tmp_path: Path, template: str, language: str) -> None:
    folder = deck(tmp_path, template, language, "Welche Geburtstagsüberraschungsfeierlichkeiten?")
    names = [problem.name for problem in build(load(folder), PrintJob(), Options(write=False)).problems]
    assert names == ([] if language == "de" else ["text-overflows"])


def lefts(items: tuple[Item, ...], right: float = 0.0) -> list[float]:
    """Where the pieces of the text `Up` begin, from the left of the face."""
    found: list[float] = []
    for item in items:
        if isinstance(item, Glyphs) and "".join(piece.text for piece in item.pieces) == "Up":
            found.append(right + item.x)
        elif isinstance(item, Group):
            found += lefts(item.items, right + item.matrix.e)
    return found


@pytest.mark.parametrize("template", ["ink", "large", "plain"])
def test_what_is_read_from_the_right_begins_there(tmp_path: Path, template: str) -> None:
    found = []
    for language in ("en", "ar"):
        folder = deck(tmp_path, template, language, "Up")
        _, face = design_and_face(load(folder), "a", back=False)
        found += lefts(face.items)
    assert len(found) == 2
    assert found[1] > found[0] + 20
