"""What is said about text that lies where it is cut, and of what a font cannot do."""

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


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("font-variant-caps: small-caps", "has no small capitals (OpenType `smcp`)"),
        ('font-feature-settings: "ss19" 1', "has no OpenType feature `ss19`"),
        ('font-feature-settings: "ss19" 0, "kern" 1', ""),
        ("font-variant-numeric: tabular-nums lining-nums diagonal-fractions", ""),
    ],
)
def test_what_the_font_cannot_do_is_told_once(tmp_path: Path, css: str, message: str) -> None:
    card = "<card><p>One</p><p class='two'>Two</p></card>"
    problems = made(written(tmp_path, card, f"p {{ {css} }} .two {{ color: red }}")).problems
    told_once = [("missing-feature", f"the font `Atkinson Hyperlegible Next` {message}")] if message else []
    assert told(problems) == told_once


@pytest.mark.parametrize(
    ("css", "advice"),
    [
        (
            "card { display: grid; grid-template-rows: auto 1fr }",
            "write `flex: 1` or a height, or put it into a grid row",
        ),
        ("p { height: 10mm }", "shorten it by about"),
        ("p { height: 30mm }", ""),
    ],
)
def test_a_fitted_text_without_any_room_is_told_how_to_get_some(tmp_path: Path, css: str, advice: str) -> None:
    words = "A question that is long enough to need some room on the card, more than one line of it."
    folder = written(
        tmp_path, "<card><p>{{ card.text }}</p><panel/></card>", f"p {{ font-size: fit(12pt, 20pt) }} {css}", words
    )
    problems = made(folder).problems
    assert [problem.name for problem in problems] == (["text-overflows"] if advice else [])
    assert all(advice in problem.help for problem in problems)


def test_a_character_that_another_font_has_is_told_with_that_font(tmp_path: Path) -> None:
    assert load(str(written(tmp_path, "<card/>"))).deck is not None
    (problem,) = made(written(tmp_path, "<card><p>{{ card.text }}</p></card>", text="a ŋ b")).problems
    assert problem.message == "card `one`: no font has the character `ŋ` (U+014B)"
    assert problem.help == "write it differently, or name `Fraunces`, which has it, in font-family"


def test_a_text_in_another_script_is_told_once(tmp_path: Path) -> None:
    folder = written(tmp_path, '<card><p name="text">{{ card.text }}</p></card>', text="Как прошёл твой день?")
    (problem,) = made(folder).problems
    assert problem.name == "missing-glyph"
    assert problem.message.startswith("card `one`: no font has 16 of its characters, such as `К` `а` `к` `п`")
    assert problem.help == "write them differently, or put a font that has them into the deck's folder `fonts`"


@pytest.mark.parametrize(("size", "told_of"), [("1mm", []), ("0.01mm", ["background-too-small"])])
def test_a_background_too_small_to_be_repeated_is_told(tmp_path: Path, size: str, told_of: list[str]) -> None:
    css = f"card {{ background: linear-gradient(red, blue) 0 0 / {size} {size} }}"
    assert [name for name, _ in told(made(written(tmp_path, CARD, css)).problems)] == told_of


def test_a_font_in_the_decks_folder_stands_in_for_what_the_looks_fonts_lack(tmp_path: Path) -> None:
    folder = written(tmp_path, "<card><p>{{ card.text }}</p></card>", text="a ŋ b")
    assert [problem.name for problem in made(folder).problems] == ["missing-glyph"]
    (folder / "fonts").mkdir()
    font = Path(__file__).parents[2] / "fonts" / "fraunces" / "Fraunces-Regular.ttf"
    (folder / "fonts" / font.name).write_bytes(font.read_bytes())
    assert made(folder).problems == ()
