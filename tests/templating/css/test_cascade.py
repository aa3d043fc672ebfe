import pytest

from generator.basics.colour import Colour
from generator.basics.problems import Place
from generator.model.design import Length
from generator.templating.css import Cascade
from tests.templating.css.kit import CARD, cascade_of, marked, sheet_of, styled, the_problem, tree, wrong

RED, BLUE = Colour("rgb", (1.0, 0.0, 0.0)), Colour("rgb", (0.0, 0.0, 1.0))


@pytest.mark.parametrize(
    ("css", "z"),
    [
        ("panel { z-index: 1 } panel { z-index: 2 }", 2),
        (".a { z-index: 1 } panel { z-index: 2 }", 1),
        ("#one { z-index: 1 } .a.b { z-index: 2 }", 1),
        ("panel { z-index: 1 !important } #one { z-index: 2 }", 1),
        ("panel { z-index: 1 !important } #one { z-index: 2 !important }", 2),
        (":where(#one) { z-index: 1 } panel { z-index: 2 }", 2),
        (":is(#one, p) { z-index: 1 } .a { z-index: 2 }", 1),
        ("card > .a { z-index: 1 } .b { z-index: 2 }", 1),
        ("* { z-index: 1 }", 1),
        ("panel { z-index: 1; z-index: 2; }", 2),
        ("panel { z-index: 3; z-index: initial }", None),
        (".a { z-index: 1 } .a, .x { z-index: 2 } .b { opacity: 1 }", 2),
        ("card { .a { z-index: 1 } }", 1),
        ("card { > .a { z-index: 1 } }", 1),
        (".a { &.b { z-index: 2 } z-index: 1 }", 2),
        (".a { .x { opacity: 1 } z-index: 1 } .a { card & { z-index: 2 } }", 2),
        (".a { card & { z-index: 1 } } .a { z-index: 2 }", 1),
        ("card, p { .a { z-index: 1 } } card .a { z-index: 2 }", 2),
        ("panel { & { z-index: 1 } z-index: 2 }", 2),
    ],
)
def test_the_stronger_or_else_the_later_rule_wins(css: str, z: int | None) -> None:
    assert styled(css)["panel"].z_index == z


def test_the_built_in_sheet_gives_way_to_everything() -> None:
    assert styled("p { z-index: 1 }", "<card><row/><b/><p/></card>")["row"].flex_direction == "row"
    assert styled("* { flex-direction: column }", "<card><row/></card>")["row"].flex_direction == "column"
    assert styled("* { font-weight: 300 }", "<card><b/></card>")["b"].text.weight == 300


def test_the_style_attribute_wins_but_for_important() -> None:
    css = "#one { z-index: 1; opacity: 0 !important }"
    found = styled(css, '<card><panel id="one" style="z-index: 2; opacity: 1"/></card>')["panel"]
    assert (found.z_index, found.opacity) == (2, 0)


def test_inheritance() -> None:
    found = styled("card { color: red; z-index: 2; text-align: center } p { z-index: inherit }")
    assert found["b"].text.color == RED
    assert found["b"].text_align == "center"
    assert found["panel"].z_index is None
    assert styled("panel { z-index: 2 } p { z-index: inherit }")["p"].z_index == 2
    assert styled("card { color: red } b { color: initial }")["b"].text.color != RED
    assert styled("card { color: red } b { color: blue; color: unset }")["b"].text.color == RED
    assert (
        styled("card { color: red } p { color: blue; border: 1pt solid } b { color: currentcolor }")["b"].text.color
        == BLUE
    )


def test_variables() -> None:
    found = styled(
        "card { --suit: red; --pad: 1mm 2mm; --both: var(--suit) } panel { --suit: blue; padding: var(--pad) }"
        "p { color: var(--suit); background: linear-gradient(var(--both), var(--none, var(--suit))) }"
        "b { color: var(--Suit, blue); width: calc(2 * var(--one, 1pt)) }"
    )
    assert found["p"].text.color == BLUE
    assert found["panel"].padding[1] == Length(2 * 72 / 25.4)
    image = found["p"].background[0].image
    assert [stop.color for stop in getattr(image, "stops", ())] == [RED, BLUE]
    assert found["b"].width == Length(2)


def test_a_variable_may_be_unset_and_empty() -> None:
    assert styled("card { --x: red } p { --x: initial; color: var(--x, blue) }")["p"].text.color == BLUE
    assert styled("card { --x: red } p { --x: inherit; color: var(--x, blue) }")["p"].text.color == RED
    assert styled("card { --x: ; z-index: 1 var(--x) }")["card"].z_index == 1


def test_problems_with_variables_point_at_their_use() -> None:
    problem = the_problem("card { --size: big }\np { width: var(--size) }")
    assert (marked(problem), problem.message) == ("var(--size)", "`width` cannot be `big` (it comes from `--size`)")
    problem = the_problem("card { --suit: red }\np { color: var(--siut) }")
    assert (marked(problem), problem.help) == ("var(--siut)", "did you mean `--suit`?")
    problems = wrong("card { --a: var(--b); --b: var(--a); color: var(--a) }")
    assert [problem.name for problem in problems] == ["variable-cycle", "variable-cycle"]
    assert problems[0].help == "it goes `--a` → `--b` → `--a`"
    assert the_problem("card { --a: var(--a) } p { color: var(--a, red) }").name == "variable-cycle"
    assert the_problem("card { width: var(x) }").label == "not the name of a variable"


def test_a_bad_value_from_a_variable_leaves_the_property_unset() -> None:
    sheet, _ = sheet_of("card { color: red } p { --c: 3mm; color: var(--c) }")
    cascade = Cascade([sheet], picture=lambda name: None, families=(), language="en")
    root = tree(CARD)
    found, problems = cascade.styles(root, {})
    assert len(problems) == 1
    assert found[root[0][0]].text.color == RED


def test_problems_in_style_attributes_are_at_the_element() -> None:
    sheet, _ = sheet_of("")
    cascade = Cascade([sheet], picture=lambda name: None, families=(), language="en")
    root = tree('<card style="colr: red; width: 12; &lt;"/>')
    at = Place("card.xml.j2", 7, 3)
    _, problems = cascade.styles(root, {root: at})
    assert [problem.name for problem in problems] == ["unknown-property", "unknown-value", "unreadable-style"]
    assert {problem.at for problem in problems} == {at}
    assert cascade.styles(root, {root: at})[1] == ()


def test_equal_styles_are_one_object() -> None:
    cascade = cascade_of("dot { width: 1mm } .on { color: red } p { margin: 1mm }")
    one = tree('<card><dot/><dot class="other"/><p><b>x</b></p></card>')
    two = tree('<card><row><dot style="width: 1mm"/></row><p/></card>')
    first, _ = cascade.styles(one, {})
    second, _ = cascade.styles(two, {})
    assert first[one[0]] is first[one[1]] is second[two[0][0]]
    assert first[one[2]] is second[two[1]]
    assert first[one].text is first[one[0]].text
    assert len(first) == 5


def test_language() -> None:
    found = styled("p:lang(de) { z-index: 1 }", '<card><p lang="de"><b/></p></card>')
    assert (found["card"].text.language, found["b"].text.language) == ("en", "de")


def test_media_fonts_of_the_sheet_are_known() -> None:
    found = styled("@font-face { font-family: Own; src: url(own.ttf) } card { font-family: own }")
    assert found["card"].text.families == ("Own",)


def test_unmatched() -> None:
    cascade = cascade_of(
        ".x { opacity: 1 }\n.quetsion, card .x { }\n#two { }\nfoo:not(.never) { }\nx { }\nb p { }\np:nth-child(9) { }"
        "\ncard { .late { opacity: 1 } }"
    )
    assert cascade.unmatched() == ()
    cascade.styles(tree(CARD), {})
    cascade.styles(tree('<card><p class="question"/></card>'), {})
    problems = cascade.unmatched()
    assert [(problem.name, marked(problem), problem.help) for problem in problems] == [
        ("unknown-class", ".quetsion", "did you mean `.question`?"),
        ("unknown-id", "#two", ""),
        ("unknown-element", "foo", ""),
        ("unknown-element", "x", "did you mean the class `.x`?"),
        ("selector-never-matches", "b p", problems[4].help),
        ("unknown-class", ".late", ""),
    ]
    assert {problem.severity for problem in problems} == {"warning"}
    cascade.styles(tree('<card><p class="late"/></card>'), {})
    assert len(cascade.unmatched()) == 5


def test_what_an_ampersand_stands_for_stays_one_thing() -> None:
    found = styled("card .a { .x & { z-index: 1 } }", '<card class="x"><panel class="a"/></card>')
    assert found["panel"].z_index == 1


def test_rem_is_the_root_s_size() -> None:
    found = styled("card { font-size: 10pt; width: 1rem } panel { font-size: 2rem } p { width: 1rem; height: 1em }")
    assert [found[tag].width for tag in ("card", "p")] == [Length(10), Length(10)]
    assert found["p"].height == Length(20)
