"""Longer text as elements, and every slip in it at its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.geometry import Size
from generator.basics.problems import Place, Problem
from generator.model.design import Design, Element
from generator.model.face import Face
from generator.model.figures import Figures
from generator.model.formats import FORMATS
from generator.templating import Book, Look, Media, open_look
from tests.templating.made import ICON, Folder

FACE = Face(size=Size(100, 140), bleed=0, items=())
FIGURES = {"card": Figures(ids=("moon-1", "sun-2"), face=lambda _: FACE, told=lambda id: f"says {id}")}


def look(text: str = "", template: str = "<card>{{ card.text | markdown }}</card>") -> Look:
    files: dict[str, str | bytes] = {
        "card.xml.j2": template,
        "style.css": "",
        "rules.md": text,
        "icons/leaf.svg": ICON,
        "photo.svg": ICON,
    }
    return open_look(Folder(files), media=Media(), figures=FIGURES)


def design(text: str) -> Design:
    there = look()
    made = there.design("card.xml.j2", {"card": {"text": text}, "deck": {}, "look": {}}, FORMATS["poker"])
    assert made is not None, there.problems
    return made


def told(made: Design, element: Element | None = None, depth: int = 0) -> list[str]:
    """The tree in words, one element a line."""
    element = element or made.root
    said = "" if element.words is None else " " + "|".join(run.text for run in made.words[element.words])
    lines = ["  " * depth + element.tag + "".join(f".{name}" for name in element.classes) + said]
    return lines + [line for child in element.children for line in told(made, child, depth + 1)]


def problems(text: str, words: dict[str, object] | None = None) -> tuple[Problem, ...]:
    there = look(text)
    assert there.text("rules.md", words or {}, Book()) is None
    return there.problems


def place(problem: Problem) -> tuple[int, int]:
    assert isinstance(problem.at, Place)
    return problem.at.line, problem.at.column


# --- Blocks ----------------------------------------------------------------------------------------------------------


def test_headings_paragraphs_and_quotes() -> None:
    assert told(design("# A *b*\n\nOne\ntwo **three**\n\n> Said\n\n---\n"))[1:] == [
        "  h1 A |b",
        "  p One two |three",
        "  blockquote",
        "    p Said",
        "  hr",
    ]


def test_lists_have_markers_and_may_hold_others() -> None:
    assert told(design("It needs:\n\n- one\n- two\n\n  3. three\n"))[1:] == [
        "  p.intro It needs:",
        "  ul",
        "    li",
        "      marker •",
        "      item",
        "        p one",
        "    li",
        "      marker •",
        "      item",
        "        p two",
        "        ol",
        "          li",
        "            marker 3.",
        "            item",
        "              p three",
    ]


def test_a_table_is_a_grid_of_its_cells() -> None:
    made = design("| A | B |\n|---|--:|\n| 1 | a\\|b |\n")
    assert told(made)[1:] == [
        "  table",
        "    th",
        "      p A",
        "    th.last",
        "      p B",
        "    td.odd",
        "      p 1",
        "    td.odd.last",
        "      p a|b",
    ]
    table = made.root.children[0]
    assert table.style.display == "grid"
    assert len(table.style.grid_template_columns) == 2
    assert [cell.style.text_align for cell in table.children] == ["start", "right"] * 2


def test_markup_in_a_text_is_text() -> None:
    made = design('<b>no</b> <card/> & ]]> <img src="x"/>\n\n<div>\nno\n</div>')
    assert told(made)[1:] == ['  p <b>no</b> <card/> & ]]> <img src="x"/>', "  p <div> no </div>"]


def test_figures_are_the_faces_themselves() -> None:
    made = design(":card{moon-1 | First, *this*} :card{sun-2}\n\n![A leaf](photo.svg)\n")
    assert told(made)[1:] == [
        "  strip.of-2",
        "    shown.card",
        "      face",
        "      figcaption First, |this",
        "    shown.card",
        "      face",
        "  figure",
        "    img",
    ]
    face = made.root.children[0].children[0].children[0]
    assert face.picture is FACE
    assert face.alt == "says moon-1"


def test_sections_have_the_names_they_are_given() -> None:
    assert told(design("::: note small\nIn\n\n::: inner\nDeep\n:::\n:::\n\n```\n::: no\n```"))[1:] == [
        "  section.note.small",
        "    p In",
        "    section.inner",
        "      p Deep",
        "  pre",
        "    p.code :::\N{NO-BREAK SPACE}no",
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab*_`#>-|:{}[]()<>&!\\ \n1.~=\"'", max_size=80))
def test_whatever_is_written_is_elements_or_a_problem(text: str) -> None:
    there = look()
    made = there.design("card.xml.j2", {"card": {"text": text}, "deck": {}, "look": {}}, FORMATS["poker"])
    assert (made is None) == bool(there.problems)
    assert all(problem.name not in ("not-well-formed", "template-fault") for problem in there.problems)


# --- A book's text ---------------------------------------------------------------------------------------------------


def test_numbers_come_from_the_deck() -> None:
    book = Book()
    there = look("There are {{ deck.cards | length }}{% if deck.size > 2 %}, many{% endif %}.\n")
    made = there.text("rules.md", {"deck": {"cards": (1, 2, 3), "size": 3}}, book)
    assert made == "<p>There are 3, many.</p>"


def test_contents_and_index_know_the_pages() -> None:
    text = ":contents{}\n\n# One\n\nThe Moon.\n\n## Two\n\n# Three {-}\n\nMoonlight. Moon\n\n:index{kinds}\n"
    book = Book(groups={"kinds": ("Moon",)}, numbered=True)
    there = look(text)
    assert there.text("rules.md", {}, book) is not None
    assert [(heading.number, heading.title, heading.id) for heading in book.headings] == [
        ("1", "One", "one"),
        ("1.1", "Two", "two"),
        ("", "Three", "three"),
    ]
    book.pages = {"one": 3, "two": 4, "three": 7, **{id: 3 + 4 * n for n, id in enumerate(book.terms["Moon"])}}
    made = there.text("rules.md", {}, book)
    assert made is not None
    assert '<entry class="level-2" to="#two"><p class="number">1.1</p><p class="what">Two</p>' in made
    assert '<p class="at">4</p>' in made
    assert '<p class="what">Moon</p><dots/><p class="at">3, 7</p>' in made


@pytest.mark.parametrize(
    ("text", "name", "where", "help"),
    [
        ("Text\n\n:card{mon-1}\n", "unknown-figure", (3, 7), "did you mean `moon-1`?"),
        (":crad{moon-1}\n", "unknown-figure", (1, 2), "did you mean `:card{…}`?"),
        ("See :card{moon-1} here.\n", "misplaced-figure", (1, 6), "put it on a line of its own"),
        ("| a | b |\n|---|---|\n| 1 |\n", "broken-table", (3, 1), "put as many `|` in every row"),
        ("| a | b |\n|---|\n| 1 | 2 |\n", "broken-table", (2, 1), "give both as many `|`"),
        ("# Begin\n\n[there](#begn)\n", "unknown-link", (3, 9), "did you mean `#begin`?"),
        ("::: note\nText\n", "section-without-end", (1, 1), "write `:::` below it"),
        ("Text\n\n:::\n", "section-without-start", (3, 1), "leave it out"),
        ("::: Note!\nText\n:::\n", "section-name", (1, 1), "write small letters"),
        (":break{line}\n", "unknown-break", (1, 1), "write `:break{page}`"),
        ("![A](foto.svg)\n", "unknown-picture", (1, 6), "did you mean `photo.svg`?"),
        ("A :leav:\n", "unknown-icon", (1, 1), "did you mean `:leaf:`?"),
    ],
)
def test_a_slip_is_told_at_its_line(text: str, name: str, where: tuple[int, int], help: str) -> None:
    (problem,) = problems(text)
    assert problem.name == name
    assert place(problem) == where
    assert problem.help.startswith(help)


def test_lines_are_those_of_the_file_whatever_loops_wrote() -> None:
    text = "{% for n in range(3) %}\nRow {{ n }}\n\n{% endfor %}\n{# gone #}\n:card{mon-1}\n"
    (problem,) = problems(text)
    assert place(problem) == (6, 7)


def test_an_unknown_name_is_told_at_its_line() -> None:
    (problem,) = problems("One\n\n{{ dekc.size }}\n", {"deck": {"size": 1}})
    assert problem.name == "unknown-name"
    assert place(problem) == (3, 4)
    assert "did you mean `deck`?" in problem.help
