"""What is built for black alone has no colour anywhere, and what is built for little ink takes less."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from generator.build import Made, Options, build, load
from generator.model.job import PrintJob

DECKS = Path(__file__).parents[2] / "decks"


def in_look(folder: Path, look: str) -> Path:
    """The small deck that comes along, in another look."""
    shutil.copytree(DECKS / "first-deck", folder / look)
    file = folder / look / "deck.toml"
    file.write_text(re.sub(r'(?m)^template = ".*"', f'template = "{look}"', file.read_text()))
    return folder / look


def made(deck: str, ink: str, component: str) -> Made:
    loaded = load(deck)
    assert loaded.deck is not None
    options = Options(ink=ink, estimates=component == "cards")  # type: ignore[arg-type]
    return build(loaded, PrintJob(guide=False), options, components=(component,))


def colour_in(data: bytes) -> int:
    """How far red, green and blue are apart at most, 0 to 255."""
    most = 0
    for page in pypdfium2.PdfDocument(data):
        red, green, blue = page.render(scale=1).to_pil().convert("RGB").split()
        for one, other in ((red, green), (green, blue)):
            most = max(most, int(ImageChops.difference(one, other).getextrema()[1]))  # type: ignore[arg-type]
    return most


@pytest.mark.parametrize("look", ["plain", "ink", "story", "large"])
def test_black_is_black_in_every_look(tmp_path: Path, look: str) -> None:
    built = made(str(in_look(tmp_path, look)), "black", "cards")
    assert colour_in(built.files["cards.pdf"]) == 0


@pytest.mark.parametrize("component", ["cards", "board", "boxes", "tokens", "rules", "strips"])
@pytest.mark.parametrize("deck", ["a-little-more", "harbour-lights"])
def test_black_is_black_in_everything_that_goes_with_a_deck(deck: str, component: str) -> None:
    if (deck, component) == ("harbour-lights", "strips"):
        pytest.skip("it has none")
    for name, data in made(deck, "black", component).files.items():
        if name.endswith(".pdf"):
            assert colour_in(data) == 0, name


@pytest.mark.parametrize("look", ["plain", "story", "large"])
def test_little_ink_is_less_than_usual(tmp_path: Path, look: str) -> None:
    deck = str(in_look(tmp_path, look))
    usual, little = (made(deck, ink, "cards").ink for ink in ("normal", "low"))
    assert usual is not None
    assert little is not None
    assert sum(little) < 0.8 * sum(usual)
