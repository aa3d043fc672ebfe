"""A look without backs: printed as one whose backs are left out."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from generator.build import Made, Options, build, load
from generator.model.job import PrintJob
from tests.cli.test_commands import run
from tests.small_deck import DECK, written

CARD = "<card><p>{{ card.text }}</p></card>"
STRIP = '[[strip]]\nid = "s"\ntitle = "First"\ncards = [{ card = "one" }]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, CARD, text="Ask", files={"deck.toml": DECK + STRIP})


def made(folder: Path, **how: Any) -> Made:  # noqa: ANN401
    return build(load(str(folder)), PrintJob(**how), Options())


@pytest.mark.parametrize("how", [{}, {"way": "by-hand"}, {"way": "gutterfold"}])
def test_it_makes_the_same_sheets_without_empty_pages(folder: Path, how: dict[str, Any]) -> None:
    plain, built = made(folder, backs=False), made(folder, **how)
    assert not built.backs
    assert built.counts == plain.counts
    for name in ("cards.pdf", "s.pdf"):
        assert built.files[name] == plain.files[name]
        pages = list(pypdfium2.PdfDocument(built.files[name]))
        assert len(pages) == (2 if name == "cards.pdf" else 1)
        assert all(page.get_textpage().count_chars() for page in pages)


@pytest.mark.parametrize("how", [(), ("--way", "by-hand"), ("--way", "gutterfold")])
def test_nobody_is_told_to_turn_the_sheet(folder: Path, how: tuple[str, ...]) -> None:
    done = run("build", str(folder), "--components", "cards", *how, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Print it at 100 % (“Actual size”), on one side." in done.stdout
