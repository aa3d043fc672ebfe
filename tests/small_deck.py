"""A deck with its template, written into a folder by a test, and built."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

from generator.basics.problems import Problem
from generator.build import Made, Options, build, load
from generator.model.job import PrintJob
from generator.model.press import Press

DECK = """
[deck]
id = "small"
title = "Small"
language = "en"
format = { width = "60mm", height = "40mm", corner = "0mm", bleed = "0mm", safe = "0mm" }
template = "own"
cards = ["cards.toml"]
[fields.text]
type = "text"
"""


def written(
    folder: Path, card: str, css: str = "", text: str = "", files: Mapping[str, bytes | str] | None = None
) -> Path:
    """The deck's folder, of one card with that template, stylesheet and text, and further files."""
    held: dict[str, bytes | str] = {
        "deck.toml": DECK,
        "cards.toml": f"[[card]]\nid = 'one'\ntext = '''{text}'''\n",
        "templates/own/card.xml.j2": card,
        "templates/own/style.css": f'card {{ font-family: "Atkinson Hyperlegible Next" }}\n{css}',
        **(files or {}),
    }
    for name, content in held.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def made(folder: Path, press: Press | None = None) -> Made:
    """What a build of the folder makes."""
    loaded = load(str(folder))
    assert loaded.deck is not None, loaded.problems
    return build(loaded, PrintJob(guide=False), Options(press=press))


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Names and messages."""
    return [(problem.name, problem.message) for problem in problems]


def picture(data: bytes, dpi: int = 300) -> Image.Image:
    """The first page in pixels."""
    page: Image.Image = PdfDocument(data)[0].render(scale=dpi / 72).to_pil()
    return page.convert("RGB")


def words(data: bytes) -> str:
    """The first page's text."""
    return str(PdfDocument(data)[0].get_textpage().get_text_range())
