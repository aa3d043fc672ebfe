"""Short ways to a style and to the problems of a piece of CSS."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from generator.basics.geometry import Rect
from generator.basics.problems import Place, Problem
from generator.model.design import Drawing, Style
from generator.templating.css import Cascade, Media, Stylesheet, parse_stylesheet

LEAF = Drawing(Rect(0, 0, 10, 10), (), "leaf.svg")
FAMILIES = ("Andika", "Atkinson Hyperlegible Next", "Fraunces")
CARD = '<card><panel class="a b" id="one"><p class="x">What <b>small</b> thing</p><p/></panel></card>'


def tree(xml: str) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - our own text


def sheet_of(
    css: str, media: Media | None = None, files: Mapping[str, str] | None = None
) -> tuple[Stylesheet, tuple[Problem, ...]]:
    return parse_stylesheet(css, "look/style.css", media=media or Media(), load=(files or {}).get)


def cascade_of(css: str, media: Media | None = None) -> Cascade:
    sheet, problems = sheet_of(css, media)
    assert problems == ()
    return Cascade([sheet], picture={"leaf.svg": LEAF}.get, families=FAMILIES, language="en")


def styled(css: str, xml: str = CARD, media: Media | None = None) -> dict[str, Style]:
    """Styles by tag; the first element of a tag counts."""
    root = tree(xml)
    found, problems = cascade_of(css, media).styles(root, {})
    assert problems == ()
    by_tag: dict[str, Style] = {}
    for element in root.iter():
        by_tag.setdefault(element.tag, found[element])
    return by_tag


def card(declarations: str) -> Style:
    """The style of a card with these declarations."""
    return styled(f"card {{ {declarations} }}", "<card/>")["card"]


def wrong(css: str, xml: str = CARD) -> tuple[Problem, ...]:
    """All problems, of reading and of styling."""
    sheet, problems = sheet_of(css)
    cascade = Cascade([sheet], picture={"leaf.svg": LEAF}.get, families=FAMILIES, language="en")
    root = tree(xml)
    places = {element: Place("card.xml.j2", number + 1) for number, element in enumerate(root.iter())}
    return problems + cascade.styles(root, places)[1]


def the_problem(css: str, xml: str = CARD) -> Problem:
    problems = wrong(css, xml)
    assert len(problems) == 1, problems
    return problems[0]


def marked(problem: Problem) -> str:
    """The words that the problem points at."""
    at = problem.at
    assert isinstance(at, Place)
    return at.source[at.column - 1 : at.column - 1 + at.width]
