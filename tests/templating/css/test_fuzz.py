from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.basics.problems import Place, did_you_mean
from generator.templating.css import PROPERTIES, Cascade, Media, parse_stylesheet
from tests.templating.css.kit import FAMILIES, LEAF, tree

WORDS = (
    "card", "p", ".x", "#one", "*", "&", ">", "+", "~", ",", ":", ";", "{", "}", "(", ")", "[", "]", "!important", "/",
    "@media", "@import", "@font-face", "(ink: low)", "not", "and", "var(", "--a", "--b", "calc(", "min(", "clamp(",
    "fit(", "1mm", "50%", "2", "-1", "0", "1e400", "9pt",
    "2em", "1fr", "red", "#fff", "none", "auto", "inherit", "initial",
    "url(leaf.svg)", "url(", "'", '"', '"M 0 0 L 1 1"', "linear-gradient(", "rgb(", "color-mix(in srgb,", "spot(",
    "device-cmyk(", "rotate(", "matrix(", "repeat(", "span", "path(", "polygon(", "inset(", "circle(", "at", "round",
    ":is(", ":has(", ":nth-child(", ":not(", "\\", "/*", "*/", "\n", "<!--", "nan", "infinity", "\x00", "é",
    "oklch(none 1e9 0)", "hsl(1e308 1e308% 0%)", "::before", ":hover", "|", "2n+1", "u+1", "lab(", "currentcolor", " ",
)  # fmt: skip
TREE = tree('<card><row><p class="x" id="one">a<b>c</b></p><p/></row></card>')

soup = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
tight = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
values = st.builds("card {{ {}: {} }}".format, st.sampled_from(list(PROPERTIES)), soup | tight)


def work(css: str, attribute: str = "") -> None:
    sheet, problems = parse_stylesheet(css, "s.css", media=Media(), load={"a.css": css}.get)
    cascade = Cascade([sheet], picture={"leaf.svg": LEAF}.get, families=FAMILIES, language="en")
    TREE.set("style", attribute)
    styles, more = cascade.styles(TREE, {TREE: Place("c", 1)})
    assert len(styles) == 5
    lines = css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    for problem in (*problems, *more, *cascade.unmatched()):
        assert problem.name
        assert problem.message
        # The last resorts, for what is in nobody's hands; none of these texts may need them.
        assert not problem.message.endswith(("cannot be read as a stylesheet", "cannot be tried on its elements"))
        if isinstance(problem.at, Place) and problem.at.file == "s.css":
            assert 1 <= problem.at.line <= len(lines) + 1
            assert problem.at.width >= 1


QUICK = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.text(max_size=200))
@example("@")
@example("a{b:url(")
@example("\ue000")
@example("a{\ue000")
def test_any_text_gives_styles_and_problems(css: str) -> None:
    work(css, css)


@QUICK
@given(soup | tight)
@example("*{width:1e400}")
@example("p:nth-child(+){}")
@example("p:lang(){}p:nth-child(0n+0 of p){}")
def test_a_soup_of_words_gives_styles_and_problems(css: str) -> None:
    work(css, css)


@settings(QUICK, max_examples=500)
@given(values)
@example("card { color: color(x) }")
@example("card { color: rgb() }")
@example("card { transform: rotate() }")
@example("card { flex: }")
def test_any_value_of_any_property_gives_styles_and_problems(css: str) -> None:
    work(css)


@QUICK
@given(st.sampled_from(list(PROPERTIES)), st.integers(0, 40))
def test_a_letter_too_few_is_recognised(name: str, at: int) -> None:
    short = name[: at % len(name)] + name[at % len(name) + 1 :]
    if len(name) > 5 and short not in PROPERTIES:
        assert did_you_mean(short, tuple(PROPERTIES))
