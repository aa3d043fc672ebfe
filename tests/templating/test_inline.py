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
    inline = Inline(
        ("leaf", "half-moon"), lambda fault, where: said.append(f"{fault.message}; {fault.help}"), ("warm", "big")
    )
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
        ("[so]{.warm}", '<span class="warm">so</span>'),
        ("[so *very*]{.warm .big color=#c33}!", '<span class="warm big" style="color: #c33">so <em>very</em></span>!'),
        ("*[so]{ color=teal }*", '<em><span style="color: teal">so</span></em>'),
        ("[a]{color=rgb(1,2,3)}", '<span style="color: rgb(1,2,3)">a</span>'),
        ("[a]{color=device-cmyk(0,80%,70%,10%)}", '<span style="color: device-cmyk(0,80%,70%,10%)">a</span>'),
        ("[a [b]{.big} c]{.warm}", '<span class="warm">a <span class="big">b</span> c</span>'),
        (r"\[so]{.warm} [so\]{.warm}", "[so]{.warm} [so]{.warm}"),
        ("[so] {.warm} {.warm} [so]{} [so]{x} [so]{.}", "[so] {.warm} {.warm} [so]{} [so]{x} [so]{.}"),
        ("`[so]{.warm}`", "<code>[so]{.warm}</code>"),
        ('[a]{color=red;x="1"} [a]{color=<b>}', "[a]{color=red;x=&#34;1&#34;} [a]{color=&lt;b&gt;}"),
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a]{.wram}", "the stylesheet has no class `wram`; did you mean `.warm`?"),
        ("[a]{.x}", "the stylesheet has no class `x`; there is `.warm` or `.big`"),
        ("[a]{colour=red}", "a span takes no `colour`; did you mean `color=`?"),
        ("[a]{onclick=x}", "a span takes no `onclick`; a span takes `.class` and `color=…`"),
        ("[a]{class=warm}", "a span takes no `class=`; write it with a dot: `{.warm}`"),
        ("[a]{color=#c3}", "`#c3` is not a colour; a colour such as `#c33`, `teal` or `rgb(200,50,50)`"),
        ("[a]{color=wram}", "`wram` is not a colour; a colour such as `#c33`, `teal` or `rgb(200,50,50)`"),
        ("[a]{color=red;background:url(x)}", "`red;background:url(x)` is not a colour; a colour such as"),
        ("[a]{color=expression(1)}", "`expression(1)` is not a colour; a colour such as"),
    ],
)
def test_a_span_that_cannot_be_is_told_and_keeps_its_words(text: str, told: str) -> None:
    shown, said = read(text)
    assert shown == "<span>a</span>"
    assert len(said) == 1
    assert said[0].startswith(told)


def test_nested_brackets_end_soon() -> None:
    for text in ("[" * 5_000, "[" * 2_000 + "]{.warm}" * 2_000, "[a]{" * 3_000, "[a]{.b" + " .b" * 5_000):
        read(text)


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
@given(
    st.lists(st.sampled_from([*"ab<>&\"'*_`[]()\\:\n;#x!leaf{}.= ", "]{", ".warm", "color=", "red"]), max_size=40).map(
        "".join
    )
)
def test_no_text_brings_markup_of_its_own(text: str) -> None:
    shown, _ = read(text)
    rest = re.sub(
        r'</?(?:em|strong|code|span)>|<br/>|<icon name="leaf"/>|<span(?: class="warm")?(?: style="color: [#\w]+")?>',
        "",
        shown,
    )
    assert not set("<>\"'") & set(rest)
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt|#34|#39);)*", rest)
