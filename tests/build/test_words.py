"""What sheets say beside the cards, in every language that there are words in."""

import shutil
import string
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
import tomli
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped,unused-ignore]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped,unused-ignore]

from generator.build import build, load
from generator.build.pages import calibration, sheet_words, texts_of
from generator.model.job import PrintJob
from generator.model.papers import PAPERS

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "templates" / "sheet" / "words"
LANGUAGES = sorted(file.stem for file in WORDS.glob("*.toml"))
ENGLISH = tomli.loads((WORDS / "en.toml").read_text())


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def lines(value: object) -> tuple[str, ...]:
    return texts_of(value) or (str(value),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_words_file_has_the_keys_and_blanks_of_the_english_one(language: str) -> None:
    words = tomli.loads((WORDS / f"{language}.toml").read_text())
    assert list(words) == list(ENGLISH)
    for key, value in ENGLISH.items():
        assert [blanks(text) for text in lines(words[key])] == [blanks(text) for text in lines(value)], key
        assert all(text.strip() == text and text for text in lines(words[key])), key


def mine(folder: Path, language: str, letters: str = "", title: str = "") -> Path:
    """The small deck in another language, with a font of its own for some letters."""
    shutil.copytree(ROOT / "decks" / "first-deck", folder)
    about = (folder / "deck.toml").read_text().replace('language = "en"', f'language = "{language}"')
    (folder / "deck.toml").write_text(about.replace('title = "Table Talk"', f'title = "{title or "Table Talk"}"'))
    if letters:
        (folder / "fonts").mkdir()
        font(folder / "fonts" / "own.ttf", letters)
        shutil.copytree(ROOT / "templates" / "plain", folder / "templates" / "plain")
        style = folder / "templates" / "plain" / "style.css"
        style.write_text(style.read_text().replace('"Fraunces"', '"Fraunces", "Own Letters"'))
        style.write_text(style.read_text().replace('Next"', 'Next", "Own Letters"'))
    return folder


def font(path: Path, letters: str) -> None:
    """A font whose letters are all one box."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 700), (750, 700), (750, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = {ord(letter): f"u{ord(letter):04X}" for letter in sorted(set(letters))}
    glyphs = dict.fromkeys([".notdef", *names.values()], pen.glyph())
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (800, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own Letters", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.save(path)


def guide(deck: Path, **how: object) -> str:
    """What the first page says, its lines joined."""
    loaded = load(str(deck))
    job = PrintJob(**how)  # type: ignore[arg-type]
    made = build(loaded, job)
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    return first_page(made.files["cards.pdf"])


def first_page(data: bytes) -> str:
    text: str = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    return " ".join(text.split())


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name not in ("ar", "ja", "zh")])
def test_the_guide_speaks_the_decks_language(tmp_path: Path, language: str) -> None:
    words = sheet_words(language)
    assert str(words["steps_head"]) in guide(mine(tmp_path / "mine", language))
    assert words["slug_back"] == tomli.loads((WORDS / f"{language}.toml").read_text())["slug_back"]


@pytest.mark.parametrize(("language", "height"), [("en", "88.9 mm"), ("de", "88,9 mm")])
def test_lengths_are_written_as_the_language_does(tmp_path: Path, language: str, height: str) -> None:
    assert height in guide(mine(tmp_path / "mine", language))


def test_a_regions_words_are_its_languages() -> None:
    assert sheet_words("pt-BR") == sheet_words("pt") != sheet_words("en")


@pytest.mark.parametrize("language", ["ar", "ja", "zh", "tlh"])
def test_without_fonts_for_its_letters_the_guide_is_english(tmp_path: Path, language: str) -> None:
    assert str(ENGLISH["steps_head"]) in guide(mine(tmp_path / "mine", language))
    assert sheet_words(language) == ENGLISH


@pytest.mark.parametrize("language", ["ar", "ja", "zh"])
def test_a_decks_own_fonts_write_the_guide(tmp_path: Path, language: str) -> None:
    words: Mapping[str, object] = tomli.loads((WORDS / f"{language}.toml").read_text())
    letters = "".join(text for value in words.values() for text in lines(value))
    said = guide(mine(tmp_path / "mine", language, letters, title=str(words["edge_long"])))
    assert str(ENGLISH["steps_head"]) not in said
    assert said.count("{") == 0
    assert any(letter in said for letter in str(words["steps_head"]) if not letter.isascii())


def test_a_title_that_no_font_can_write_does_not_stop_the_sheets(tmp_path: Path) -> None:
    deck = mine(tmp_path / "mine", "en")
    style = tmp_path / "mine" / "templates" / "plain"
    shutil.copytree(ROOT / "templates" / "plain", style)
    for part in ("card.xml.j2", "back.xml.j2"):
        (style / part).write_text("<card><p>a</p></card>")
    (style / "style.css").write_text('card { font-family: "Fraunces" }')
    about = (deck / "deck.toml").read_text()
    (deck / "deck.toml").write_text(about.replace('title = "Table Talk"', 'title = "桌边"'))
    assert "first-deck" in guide(deck)


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
def test_the_guide_fits_its_page_in_every_language(tmp_path: Path, paper: str) -> None:
    for language in LANGUAGES:
        loaded = load(str(mine(tmp_path / language, language)))
        for way in ("duplex", "by-hand", "gutterfold"):
            made = build(loaded, PrintJob(paper=PAPERS[paper], way=way))
            foot = " ".join(str(sheet_words(language)["foot"]).split("{")[0].split())
            assert foot in first_page(made.files["cards.pdf"]), (language, way)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_measures_printers_speaks_too(language: str) -> None:
    for paper in ("a4", "a5"):  # What has no room on it raises.
        said = first_page(calibration(PAPERS[paper], "long", language=language))
        assert " ".join(str(sheet_words(language)["calibrate_title"]).split()) in said
