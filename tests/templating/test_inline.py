import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from generator.templating.faults import TemplateFault
from generator.templating.inline import Inline


def read(text: object) -> tuple[str, list[str]]:
    said: list[str] = []
    inline = Inline(("leaf", "half-moon"), lambda fault, where: said.append(f"{fault.message}; {fault.help}"))
    return str(inline(text)), said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain: it is", "plain: it is"),
        ("*so*", "<em>so</em>"),
        ("so **very** *much*.", "so <strong>very</strong> <em>much</em>."),
        ("***both***", "<em><strong>both</strong></em>"),
        ("_one_ `two *x*`", "<em>one</em> <code>two *x*</code>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a<em>b</em>c"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not\* \:leaf:", "*not* :leaf:"),
        ("<b>raw</b> & 'q'", "&lt;b&gt;raw&lt;/b&gt; &amp; &#39;q&#39;"),
        ("*<b>*", "<em>&lt;b&gt;</em>"),
        ("[a link](http://x.y) [x]", "a link [x]"),
        ("&copy; &amp; &nosuch;", "© &amp; &amp;nosuch;"),
        ("one\ntwo", "one two"),
        ("one\\\ntwo", "one<br/>two"),
        ("one  \ntwo", "one<br/>two"),
        ("one\n\n \ntwo\n", "one<br/>two"),
        (":leaf: green :half-moon:", '<icon name="leaf"/> green <icon name="half-moon"/>'),
        ("at 10:30:15 or a:leaf:b", "at 10:30:15 or a:leaf:b"),
        ("`:leaf:`", "<code>:leaf:</code>"),
        (None, ""),
        (7, "7"),
        (Markup("<em>done</em>"), "<em>done</em>"),
    ],
)
def test_text_becomes_markup(text: object, wanted: str) -> None:
    assert read(text) == (wanted, [])


def test_an_unknown_icon_stays_as_written_and_is_told() -> None:
    shown, said = read("a :laef: b")
    assert shown == "a :laef: b"
    assert said == ["no icon is called `laef`; did you mean `:leaf:`?"]


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(TemplateFault):
        read(("a", "b"))


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab *.,()!“”é-", max_size=24))
def test_the_short_way_agrees_with_commonmark(text: str) -> None:
    reader = MarkdownIt("zero").enable(["emphasis"])
    stripped = text.strip(" ")
    assert read(stripped)[0] == reader.renderInline(stripped).replace("&quot;", "&#34;")


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab<>&\"'*_`[]()\\:\n;#x!leaf", max_size=40))
def test_no_text_brings_markup_of_its_own(text: str) -> None:
    shown, _ = read(text)
    rest = re.sub(r'</?(?:em|strong|code)>|<br/>|<icon name="leaf"/>', "", shown)
    assert not set("<>\"'") & set(rest)
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt|#34|#39);)*", rest)
