"""A deck's rules from its folder to a PDF that other programs can read."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from generator.build import Made, Options, build, components_of, load
from generator.build.equipment import press_for
from generator.model.job import PrintJob
from generator.model.press import Press
from generator.preflight import preflight

DECK = """
[deck]
id = "tiny"
title = "Tiny"
template = "plain"
language = "en"
[fields.text]
type = "text"
[fields.hint]
type = "text"
[suits.sun]
title = "Sun"
color = "#0072B2"
icon = "sun"
[[card]]
id = "sun-1"
suit = "sun"
text = "A question about the day?"
[[card]]
id = "sun-2"
suit = "sun"
copies = 2
text = "Another one?"
[rulebook]
file = "rules.md"
"""

RULES = """
# First

:contents{}

There are {{ deck.size }} cards, {{ suits.sun.count }} of {{ suits.sun.title }}. See [below](#second).

:card{sun-1 | The first.} :back{sun-1}

# Second

- one
- two

| A | B |
|---|---|
| 1 | 2 |

:index{suits}
"""


def made(folder: Path, rules: str = RULES, deck: str = DECK, options: Options = Options()) -> Made:  # noqa: B008
    (folder / "deck.toml").write_text(deck)
    if rules:
        (folder / "rules.md").write_text(rules)
    loaded = load(str(folder))
    assert not loaded.problems
    assert loaded.deck is not None
    assert components_of(loaded.deck) == ("cards", "rules")
    return build(loaded, PrintJob(), options, components=("rules",))


def replace_limits(press: Press) -> Press:
    """The press, to which all letters are small."""
    return replace(press, limits=replace(press.limits, text=100.0))


def texts(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data)]


def roles(element: Any) -> Counter[str]:  # noqa: ANN401
    found = Counter([str(element.S)[1:]])
    for kid in element.K:
        if kid.get("/Type") == "/StructElem":
            found += roles(kid)
    return found


def test_the_rules_are_made_of_the_deck(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert not built.problems
    assert set(built.files) == {"rules.pdf", "rules-booklet.pdf"}
    cover, rules = texts(built.files["rules.pdf"])
    assert cover.startswith("Tiny")
    assert "There are 3 cards, 3 of Sun." in rules
    assert "First 2" in rules.replace(".", "")
    assert "A question about the day?" in rules


def test_the_screen_edition_can_be_read_aloud(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(made(tmp_path).files["rules.pdf"]))
    (document,) = pdf.Root.StructTreeRoot.K
    found = roles(document)
    assert found["H1"] == 2
    assert (found["L"], found["LI"], found["Lbl"], found["LBody"]) == (1, 2, 2, 2)
    assert (found["Table"], found["TR"], found["TH"], found["TD"]) == (1, 2, 2, 2)
    assert (found["Figure"], found["TOC"], found["TOCI"]) == (2, 1, 3)
    assert found["Link"] >= 3
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["First", "Second"]


def test_everything_on_a_page_is_marked(tmp_path: Path) -> None:
    """Whatever paints is inside a mark, no mark is inside another with a number, and every one is closed."""
    pdf = pikepdf.open(io.BytesIO(made(tmp_path).files["rules.pdf"]))
    for page in pdf.pages:
        depth: list[str] = []
        seen: list[int] = []
        for one in pikepdf.parse_content_stream(page):
            operands, name = one.operands, str(one.operator)
            if name in ("BMC", "BDC"):
                numbered = name == "BDC" and "/MCID" in operands[1]
                assert not (numbered and depth)
                if numbered:
                    seen.append(int(operands[1].MCID))
                depth.append(name)
            elif name == "EMC":
                depth.pop()
            elif name in ("f", "f*", "S", "B", "Tj", "TJ", "Do", "sh"):
                assert depth
        assert not depth
        assert seen == list(range(len(seen)))


def test_the_booklet_has_four_pages_to_a_sheet(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert len(pikepdf.open(io.BytesIO(built.files["rules-booklet.pdf"])).pages) == 2


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_a_press_prints_the_booklet_and_the_pages_for_a_screen_stay(tmp_path: Path, standard: Any) -> None:  # noqa: ANN401
    at_home = made(tmp_path)
    pressed = made(tmp_path, options=Options(press=press_for(standard, "fogra39")))
    assert not pressed.problems, "small letters in the picture of a card are no fault"
    found = preflight(pressed.files["rules-booklet.pdf"], standard)
    assert {problem.severity for problem in found} == {"warning"}, "only its letters are small"
    assert pressed.files["rules.pdf"] == at_home.files["rules.pdf"]
    assert "screen's colours" in pressed.about["rules.pdf"]
    assert "missing-intent" in {problem.name for problem in preflight(at_home.files["rules-booklet.pdf"], standard)}


def test_without_pictures_small_letters_in_a_booklet_are_told(tmp_path: Path) -> None:
    rules = "# Tiny\n\nSome words.\n"
    options = Options(press=replace_limits(press_for("pdfx4", "fogra39")))
    names = {problem.name for problem in made(tmp_path, rules, options=options).problems}
    assert "small-text" in names
    assert "small-text" not in {problem.name for problem in made(tmp_path, options=options).problems}


def test_problems_stand_at_their_lines(tmp_path: Path) -> None:
    built = made(tmp_path, "# One\n\n:card{sun-3}\n\n{{ suits.moon.count }}\n")
    assert not built.files
    assert [problem.name for problem in built.problems] == ["unknown-name"]
    built = made(tmp_path, "# One\n\n:card{sun-3}\n")
    (problem,) = built.problems
    assert problem.at is not None
    assert problem.at.file.endswith("rules.md")
    assert problem.at.line == 3  # type: ignore[union-attr]
    assert problem.help == "did you mean `sun-2`?"


def test_a_rulebook_without_its_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = made(tmp_path, "").problems
    assert problem.name == "missing-rulebook"
    assert problem.at is not None
    assert problem.at.line == 25  # type: ignore[union-attr]


def test_a_card_that_an_edition_leaves_out_can_still_be_shown(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "small.toml").write_text('[edition]\ntitle = "Small"\nonly = ["sun-2"]\n')
    made(tmp_path)
    built = build(load(str(tmp_path), "small"), PrintJob(), Options(), components=("rules",))
    assert not built.problems
    assert "There are 2 cards" in texts(built.files["rules.pdf"])[1]


@pytest.mark.parametrize("template", ["plain", "story", "large"])
def test_a_look_without_a_book_uses_the_plain_one(tmp_path: Path, template: str) -> None:
    deck = DECK.replace('"plain"', f'"{template}"').replace("[rulebook]", "[rulebook]\nnumbered = true\ncover = false")
    built = made(tmp_path, RULES, deck)
    assert [problem for problem in built.problems if problem.severity == "error"] == []
    assert "1 First" in texts(built.files["rules.pdf"])[0]


def test_a_template_of_ones_own_needs_a_frame(tmp_path: Path) -> None:
    look = tmp_path / "templates" / "bare"
    look.mkdir(parents=True)
    (look / "book.xml.j2").write_text(
        "{% if page.kind == 'text' %}<text>{{ page.text }}</text>{% else %}<page/>{% endif %}"
    )
    for name in ("book.css", "style.css"):
        (look / name).write_text("")
    (look / "card.xml.j2").write_text("<card/>")
    (problem,) = made(tmp_path, "# One\n", DECK.replace('"plain"', '"bare"')).problems
    assert problem.name == "no-frame"


def test_the_same_deck_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path).files == made(tmp_path).files


def test_a_booklet_is_turned_over_by_hand_when_the_cards_are(tmp_path: Path) -> None:
    made(tmp_path)
    by_hand = build(load(str(tmp_path)), PrintJob(way="by-hand"), Options(), components=("rules",))
    turned = build(load(str(tmp_path)), PrintJob(backs=False), Options(), components=("rules",))
    assert "all fronts, then" in by_hand.about["rules-booklet.pdf"]
    hand, duplex = (
        [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(one.files["rules-booklet.pdf"])]
        for one in (by_hand, turned)
    )
    assert sorted(hand) == sorted(duplex)
    assert hand[: len(hand) // 2] == duplex[::2]
    assert (
        pikepdf.open(io.BytesIO(turned.files["rules-booklet.pdf"])).Root.ViewerPreferences.Duplex
        == "/DuplexFlipLongEdge"
    )
