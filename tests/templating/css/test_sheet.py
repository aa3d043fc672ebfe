import time

import pytest

from generator.basics.problems import Place, Problem
from generator.templating.css import FontFace, Media
from tests.templating.css.kit import marked, sheet_of, styled, the_problem, wrong


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("(ink: low)", True),
        ("(ink: black)", False),
        ("(ink)", True),
        ("not (ink: low)", False),
        ("(ink: low) and (sight: low)", False),
        ("(ink: low) or (sight: low)", True),
        ("(sight: low), (format: poker)", True),
        ("(language: pt)", True),
        ("(language: p)", False),
        ("print and (component: back)", False),
        ("((ink: low) and (not (sight: low)))", True),
        ("screen", False),
    ],
)
def test_a_media_query_holds_outside_and_inside_a_rule(query: str, holds: bool) -> None:
    media = Media("low", "normal", "poker", "pt-BR", "card")
    css = f"@media {query} {{ card {{ opacity: 0 }} }}"
    assert (styled(css, "<card/>", media)["card"].opacity == 0) is holds
    nested = f"card {{ @media {query} {{ opacity: 0 }} }}"
    assert (styled(nested, "<card/>", media)["card"].opacity == 0) is holds


@pytest.mark.parametrize(
    ("query", "name", "words", "help_"),
    [
        ("(inc: low)", "unknown-media", "inc", "did you mean `ink`?"),
        ("(ink: lo)", "unknown-media", "lo", "did you mean `low`?"),
        ("(min-width: 3mm)", "unknown-media", "min-width", "it can ask for"),
        ("ink: low", "unknown-media", "ink", "such as (ink: low)"),
        ("(ink: low) (sight: low)", "bad-media", "(sight: low)", "such as"),
        ("(ink: low) and", "bad-media", "and", "such as"),
        ("", "bad-media", "@media", "such as"),
    ],
)
def test_bad_media(query: str, name: str, words: str, help_: str) -> None:
    problem = the_problem(f"@media {query} {{ card {{ opacity: 0 }} }}")
    assert problem.name == name
    assert marked(problem) == words
    assert problem.help.startswith(help_)


def test_what_does_not_hold_is_checked_all_the_same() -> None:
    assert the_problem("@media (ink: low) { card { colr: red } }").name == "unknown-property"


@pytest.mark.parametrize(
    ("css", "name", "words"),
    [
        ("card { color: red", "unclosed-block", "{"),
        ("card { width: calc(1mm }", "unclosed-block", "{"),
        ("card { color: red } /* and", "unclosed-comment", "/*"),
        ("card { color: 'red }", "unknown-value", "'red }"),
        ("card { color: red\n b { opacity: 1 } }", "missing-semicolon", "color"),
        ("card { color red; opacity: 1 }", "unreadable-stylesheet", None),
        ("card > { opacity: 1 }", "unknown-selector", None),
        ("card:hover { opacity: 1 }", "unknown-selector", "hover"),
        ("card::before { opacity: 1 }", "unknown-selector", "before"),
        ("card:frist-child { opacity: 1 }", "unknown-selector", None),
        ("card, :is(., b) { opacity: 1 }", "unknown-selector", None),
        ("& b { opacity: 1 }", "unknown-selector", "&"),
        ("{ opacity: 1 }", "unknown-selector", None),
        ("@keyframes x { }", "unknown-at-rule", "@keyframes"),
        ("@meda (ink: low) { }", "unknown-at-rule", "@meda"),
        ("} card { opacity: 1 }", "unknown-selector", "}"),
        ("card { opacity: 1 } @import 'x.css';", "misplaced-import", "@import"),
        ("opacity: 1;", "unreadable-stylesheet", None),
    ],
)
def test_what_is_broken_is_named_and_marked(css: str, name: str, words: str | None) -> None:
    problems = [problem for problem in wrong(css) if problem.name == name]
    assert problems, wrong(css)
    if words:
        assert marked(problems[0]) == words


def test_one_bad_part_leaves_the_rest() -> None:
    sheet, problems = sheet_of("card { colr: red; opacity: 0.5 } p:hover { } b { color: red }")
    assert len(problems) == 2
    assert [len(rule.declarations) for rule in sheet.rules] == [1, 1]


def test_places_count_characters_whatever_the_line_ends() -> None:
    problem = the_problem("/* ä */\r\ncard {\r\n\tcolor: red; ü: 1;\r\n}")
    assert problem.at == Place("look/style.css", 3, 14, 1, "\tcolor: red; ü: 1;")


def test_imported_sheets_come_first_and_none_imports_itself() -> None:
    files = {
        "parts/a.css": "@import 'b.css'; card { opacity: .1 }",
        "parts/b.css": "card { opacity: .2; colr: red }",
        "loop.css": "@import 'loop.css';",
        "low.css": "card { opacity: .3; oops: 1 }",
    }
    sheet, problems = sheet_of(
        '@import "parts/a.css"; @import url(low.css) (ink: low); card { z-index: 1 }', None, files
    )
    assert [rule.declarations[0].name for rule in sheet.rules] == ["opacity", "opacity", "z-index"]
    assert [(problem.message, getattr(problem.at, "file", "")) for problem in problems] == [
        ("no property is called `colr`", "look/parts/b.css"),
        ("no property is called `oops`", "look/low.css"),
    ]
    assert names_of(sheet_of("@import 'loop.css';", None, files)[1]) == ["import-cycle"]
    assert names_of(sheet_of("@import 'none.css';", None, files)[1]) == ["unknown-stylesheet"]
    for name in ("../x.css", "/x.css", "https://x/y.css", ""):
        assert names_of(sheet_of(f"@import '{name}';", None, files)[1]) == ["bad-import"]


def test_many_imports_end() -> None:
    files = {f"{number}.css": f"@import '{number + 1}.css'; @import '{number + 2}.css';" for number in range(50)}
    assert "too-many-imports" in names_of(sheet_of("@import '0.css';", None, files)[1])


def test_font_faces() -> None:
    sheet, problems = sheet_of(
        "@font-face { font-family: 'My Font'; src: url('fonts/My.ttf') format('truetype'); font-weight: 200 900;"
        " font-style: italic }"
    )
    assert problems == ()
    at = Place("look/style.css", 1, 1, 10, sheet.font_faces[0].at.source if sheet.font_faces[0].at else "")
    assert sheet.font_faces == (FontFace(family="My Font", src="fonts/My.ttf", weight=(200, 900), italic=True, at=at),)
    for css in ("font-family: x", "font-family: x; src: local(x)", "font-family: x; src: url(a.ttf); weight: 3"):
        assert len(sheet_of(f"@font-face {{ {css} }}")[1]) == 1


def names_of(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.name for problem in problems]


@pytest.mark.parametrize(
    "css",
    [
        "a" * 300_000,
        "{" * 5_000,
        "card { width: " + "calc(" * 3_000 + "1mm",
        "card { width: 1" + "0" * 6_000 + "mm }",
        "card { width: 1e999mm; --x: 1e999 }",
        "a " * 20_000 + "{ opacity: 1 }",
        ",".join(["a"] * 20_000) + "{ opacity: 1 }",
        ":not(" * 20 + "a" + ")" * 20 + "{ opacity: 1 }",
        "a,b { & & & { & & & { & & & { & & & { & & & { & & & { & & & { opacity: 1 }}}}}}}}",
        "p { " + "opacity: 2;" * 5_000 + "}",
        "@media " + "not (" * 5_000,
        "card { grid-template-columns: repeat(200, 1fr repeat(200, 1fr)) }",
        "card{" + "".join(f"--v{n}:var(--v{n + 1});" for n in range(8_000)) + "--v8000:red;color:var(--v0)}",
        "card{--a:x x;"
        + "".join(f"--{chr(98 + n)}:var(--{chr(97 + n)}) var(--{chr(97 + n)});" for n in range(24))
        + "}",
        "card{" + "".join(f"--v{n}:var(--v{(n + 1) % 8000});" for n in range(8_000)) + "}",
        "card{--a:" + "x " * 4_000 + ";" + "".join(f"--b{n}:var(--a);" for n in range(9_000)) + "}",
        "p{" + "colr:red;" * 20_000 + "".join(f"--v{n}:x;width:var(--w{n});" for n in range(2_000)) + "}",
        "".join(f".qestion{n}{{colr:gren;width:1foo}}" for n in range(6_000)),
        "".join(f".x:nth-child({n}n) .d{n} ~ p{{color:red;margin:1mm}}" for n in range(1_500)),
        "card { background: " + ",".join(["red"] * 5000) + "}",
    ],
)
def test_hostile_text_ends_soon_and_never_raises(css: str) -> None:
    start = time.process_time()
    wrong(css)
    assert time.process_time() - start < 5
