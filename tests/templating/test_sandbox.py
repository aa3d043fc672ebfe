"""What a template can say, and what a hostile one cannot do."""

import time
import tracemalloc

import pytest

from generator.basics.problems import Problem
from generator.templating.faults import TemplateFault
from generator.templating.filters import ABOUT
from generator.templating.inline import Inline
from generator.templating.sandbox import Sandbox
from tests.templating.made import Folder

WORDS: dict[str, object] = {
    "card": {
        "text": 'a <b> & "c"',
        "title": "straße",
        "follow_up": None,
        "suit": None,
        "depth": 3,
        "share": 0.5,
        "open": True,
        "topics": ("home", "work"),
    },
    "deck": {"title": "Deck", "suits": ({"id": "x", "title": "X"}, {"id": "y", "title": "Y"})},
    "look": {"footer": "foot"},
}


def sandbox(text: str, **more: str) -> Sandbox:
    made = Sandbox(Folder({"card.xml.j2": text, **{f"{name}.j2": held for name, held in more.items()}}), "en")

    def complain(fault: TemplateFault, where: str) -> None:
        made.faults.append((fault, where))

    made.add_filter("inline", Inline(("leaf",), complain))
    return made


def rendered(text: str, **more: str) -> str:
    return sandbox(text, **more).rendered("card.xml.j2", WORDS)


def fault(text: str, **more: str) -> Problem:
    made = sandbox(text, **more)
    try:
        shown = made.rendered("card.xml.j2", WORDS)
    except (Exception, RecursionError, MemoryError) as found:
        return made.problem_of(found, "card.xml.j2")
    raise AssertionError(f"nothing was wrong: {shown[:80]!r}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ card.text }}", "a &lt;b&gt; &amp; &#34;c&#34;"),
        ("{{ card.follow_up }}", ""),
        ("{% if card.follow_up %}x{% else %}y{% endif %}", "y"),
        ("{{ card.depth }} {{ card.share }} {{ 3.0 }}", "3 0.5 3"),
        ("{{ card.depth + 1 }} {{ card.depth * 2 }} {{ card.depth % 2 }}", "4 6 1"),
        ("{{ card.title ~ '<' ~ card.depth }}", "straße&lt;3"),
        ("{{ card.title + '!' }}", "straße!"),
        ("{{ card['title'][0] }}{{ card.title[1:3] }}", "str"),
        ("{{ card.topics | join(', ') }}", "home, work"),
        ("{{ deck.suits | map('title') | join('+') }}", "X+Y"),
        ("{{ card.title | upper }}", "STRASSE"),
        ("{{ card.follow_up | default('none') }}", "none"),
        ("{{ look.heading | default('Hi') }}", "Hi"),
        ("{{ '#0072b2' | ink_on }} {{ '#E69F00' | ink_on }} {{ none | ink_on }}", "#ffffff #000000 #000000"),
        ("{{ 'device-cmyk(1 1 1 0)' | ink_on }} {{ 'spot(\"A\", 0 0 1 0 / 1)' | ink_on }}", "#ffffff #000000"),
        ("{% for i in range(3) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b3a"),
        ("{% for one in card.follow_up %}x{% else %}none{% endfor %}", "none"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('<') }}", "[&lt;]"),
        ("{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}in{% endcall %}", "(in)"),
        ("{% set x = [card.depth, 4] %}{{ x | sum }}", "7"),
        ("{% if card.depth is odd and 'home' in card.topics %}yes{% endif %}", "yes"),
        ("{% include 'part.j2' %}", "part straße"),
        ("{% import 'macros.j2' as m %}{{ m.twice('x') }}", "xx"),
        ("{% from 'macros.j2' import twice %}{{ twice('y') }}", "yy"),
        ("{% extends 'base.j2' %}{% block body %}{{ super() }}!{% endblock %}", "base!"),
        ("&nbsp;&mdash;&amp;", "\u00a0—&amp;"),
    ],
)
def test_a_template_says(text: str, wanted: str) -> None:
    more = {
        "part": "part {{ card.title }}",
        "macros": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}",
        "base": "{% block body %}base{% endblock %}",
    }
    assert rendered(text, **more) == wanted


@pytest.mark.parametrize(
    ("text", "name", "message", "advice"),
    [
        ("{{ card.txet }}", "unknown-name", "`card` has no field `txet`", "did you mean `text`?"),
        ("{{ crad.text }}", "unknown-name", "nothing is called `crad` here", "did you mean `card`?"),
        ("{{ look.heading }}", "unknown-name", "`look` has no setting `heading`", "there is `footer`"),
        ("{{ card.txet | default('x') }}", "unknown-name", "`card` has no field `txet`", "did you mean `text`?"),
        ("{% if card.txet %}{% endif %}", "unknown-name", "`card` has no field `txet`", "did you mean `text`?"),
        ("{{ card.suit.id }}", "unknown-name", "`.id` is asked of something this card does not have", "ask first"),
        ("{{ card.title.upper() }}", "unknown-name", "a text has no `upper`", "use a filter: `| upper`"),
        ("{% for x in range(2) %}{{ loop.idnex }}{% endfor %}", "unknown-name", "`loop` has no `idnex`", "`index`"),
        ("{% import 'm.j2' as m %}{{ m.badg() }}", "unknown-name", "there is no macro `badg` in that", "`badge`"),
        ("{% from 'm.j2' import badg %}{{ badg() }}", "unknown-name", "there is no macro `badg` in that", ""),
        ("{% include 'n.j2' %}", "unknown-template", "no template is called `n.j2`", "did you mean `m.j2`?"),
        ("{{ card.title | uper }}", "unknown-filter", "there is no filter `uper`", "did you mean `upper`?"),
        ("{% if card.depth is od %}{% endif %}", "unknown-test", "there is no test `od`", "did you mean `odd`?"),
        ("{% fore x in y %}{% endfor %}", "template-syntax", "there is no tag `fore`", "did you mean `for`?"),
        ("{% endif %}", "template-syntax", "`{% endif %}` ends or continues something", ""),
        ("{% if card.open %}", "template-syntax", "the template ends before `{% elif %}` or `{% else %}` or", ""),
        ("{{ card.title ", "template-syntax", "the template ends in the middle of a tag", ""),
        ("{% if card.depth = 3 %}{% endif %}", "template-syntax", "`%}` is expected here, not `=`", ""),
        ("{{ card.title ! }}", "template-syntax", "the character `!` means nothing here", ""),
        ("{{ card.topics }}", "not-text", "a list cannot be printed", "join it"),
        ("{{ card }}", "not-text", "a group of values cannot be printed", "name one of its values"),
        ("{{ card.open }}", "not-text", "true or false cannot be printed", "ask for it"),
        ("{% macro m() %}{% endmacro %}{{ m }}", "not-text", "a macro cannot be printed", "call it: `{{ m() }}`"),
        ("{% for x in card.depth %}{% endfor %}", "not-a-list", "a loop needs a list, not a number", "range"),
        ("{{ card.depth() }}", "cannot-be-called", "a number cannot be called with `()`", ""),
        ("{{ card.topics | upper }}", "filter-does-not-fit", "the filter `upper` takes a text, not a list", ""),
        ("{{ card.text | inline | upper }}", "filter-does-not-fit", "the filter `upper` cannot work on text", "before"),
        ("{{ 'rde' | ink_on }}", "filter-does-not-fit", "the filter `ink_on` takes a colour, not `rde`", ""),
        ("{{ (card.text | inline)[2:] }}", "cannot-take-a-part", "text that is marked up cannot be cut", ""),
        ("{{ card.depth / 0 }}", "template-fault", "a number is divided by zero", ""),
        ("{{ card.depth < card.title }}", "template-fault", "`<` cannot compare a number with a text", ""),
        ("{{ card.depth - card.title }}", "operator-does-not-fit", "`-` does not work between a number and a text", ""),
        ("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "template-fault", "the macro `m` takes at most 1 value", ""),
    ],
)
def test_faults_are_told_in_plain_words(text: str, name: str, message: str, advice: str) -> None:
    found = fault("\n  " + text, m="{% macro badge() %}{% endmacro %}")
    assert found.name == name
    assert found.message.startswith(message)
    assert advice in found.help
    assert found.at is not None
    assert (found.at.file, found.at.line) == ("templates/own/card.xml.j2", 2)  # type: ignore[union-attr]


def test_a_mistyped_name_is_marked_where_it_stands() -> None:
    at = fault("<p>\n  {{ card.title }}\n  {{ card.txet }}</p>").at
    assert (at.line, at.column, at.width, at.source) == (3, 11, 4, "  {{ card.txet }}</p>")  # type: ignore[union-attr]


def test_a_fault_in_an_included_template_is_placed_there() -> None:
    at = fault("\n\n{% include 'part.j2' %}", part="<p>\n{{ card.nothing_such }}</p>").at
    assert (at.file, at.line) == ("templates/own/part.j2", 2)  # type: ignore[union-attr]


def test_a_fault_of_grammar_in_an_included_template_is_placed_there() -> None:
    at = fault("\n\n{% include 'part.j2' %}", part="<p>\n{% if %}</p>").at
    assert (at.file, at.line) == ("templates/own/part.j2", 2)  # type: ignore[union-attr]


_DOUBLING = "{% set x0 = (1, 1) %}" + "".join(f"{{% set x{i} = (x{i - 1}, x{i - 1}) %}}" for i in range(1, 60))

#: Templates that once stopped a machine, ran a program or printed where in memory something lies.
ATTACKS = {
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "classes by item": "{{ card['__class__']['__init__'] }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "internals of a macro": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "self": "{{ self._TemplateReference__context }}",
    "self environment": "{{ self.__init__.__globals__ }}",
    "loop internals": "{% for i in range(2) %}{{ loop._iterable }}{% endfor %}",
    "loop as a function": "{% for i in range(2) %}{{ loop(range(2)) }}{% endfor %}",
    "module internals": "{% import 'card.xml.j2' as c %}{{ c._body_stream }}",
    "lipsum": "{{ lipsum(n=1000000) }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "joiner": "{{ joiner }}",
    "namespace": "{{ namespace() }}",
    "dict": "{{ dict(a=1) }}",
    "range itself": "{{ range }}",
    "items": "{{ card.items() }}",
    "format": "{{ '{:>1000000000}'.format(1) }}",
    "format map": "{{ '{x.__class__}'.format_map(card) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "times": "{{ 'x' * 1000000000 }}",
    "list times": "{{ [1] * 1000000000 }}",
    "power": "{{ 2 ** 1000000000 }}",
    "power chain": "{{ 9 ** 9 ** 9 }}",
    "squares": "{% set a = 99999999999999 * 99999999999999 %}{{ a }}",
    "long number": "{{ " + "9" * 5000 + " }}",
    "center": "{{ 'x' | center(1000000000) }}",
    "indent": "{{ 'x' | indent(1000000000) }}",
    "batch": "{{ [1] | batch(100000000) | list }}",
    "random": "{{ [1, 2, 3] | random }}",
    "pprint": "{{ card | pprint }}",
    "safe": "{{ card.text | safe }}",
    "attr": "{{ card | attr('__class__') }}",
    "xmlattr": "{{ card | xmlattr }}",
    "tojson": "{{ card | tojson }}",
    "escaping off": "{% autoescape false %}{{ card.text }}{% endautoescape %}",
    "nested loops": "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "long range": "{% for a in range(99999999) %}{% endfor %}",
    "far range": "{% for a in range(0, 99999999999999999999, 99999999999999999) %}{% endfor %}",
    "recursive loop": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "macro in itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macro doubling": "{% macro m(n) %}{{ m(n + 1) }}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "macro ladder": "".join(
        f"{{% macro m{i}() %}}{{{{ m{i + 1}() }}}}{{{{ m{i + 1}() }}}}{{% endmacro %}}" for i in range(20)
    )
    + "{% macro m20() %}x{% endmacro %}{{ m0() }}",
    "block in itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "include in itself": "{% include 'card.xml.j2' %}",
    "extends itself": "{% extends 'card.xml.j2' %}",
    "import of itself": "{% import 'card.xml.j2' as c %}{{ c }}",
    "growing text": "".join(f"{{% set x{i} = x{i - 1} ~ x{i - 1} %}}" for i in range(1, 60)).join(
        ("{% set x0 = 'xxxxxxxx' %}", "{{ x59 }}")
    ),
    "growing text by plus": "".join(f"{{% set x{i} = x{i - 1} + x{i - 1} %}}" for i in range(1, 60)).join(
        ("{% set x0 = 'xxxxxxxx' %}", "{{ x59 }}")
    ),
    "growing text by replace": "{% set a = 'xxxxxxxxxx' | replace('x', 'xxxxxxxxxx') %}"
    + "{% set a = a | replace('x', a) %}" * 10
    + "{{ a }}",
    "growing text by join": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a, a, a] | join(a) %}" * 20 + "{{ a }}",
    "growing set block": "".join(
        f"{{% set x{i} %}}{{{{ x{i - 1} }}}}{{{{ x{i - 1} }}}}{{% endset %}}" for i in range(1, 60)
    ).join(("{% set x0 = 'xxxxxxxx' %}", "{{ x59 }}")),
    "long output": "{% for a in range(1000) %}" + "x" * 10_000 + "{% endfor %}",
    "long macro output": "{% macro m() %}" + "x" * 10_000 + "{% endmacro %}"
    "{% set y %}{% for a in range(1000) %}{{ m() }}{% endfor %}{% endset %}",
    "long called output": "{% macro m() %}{% for a in range(300) %}{{ caller() }}{% endfor %}{% endmacro %}"
    "{% call m() %}" + "x" * 20_000 + "{% endcall %}",
    "long include": "{% for a in range(1000) %}{% include 'long.j2' %}{% endfor %}",
    "nested pairs compared": _DOUBLING + _DOUBLING.replace("x", "y") + "{{ x59 == y59 }}",
    "nested pairs hashed": _DOUBLING + "{{ {x59: 1} }}",
    "nested pairs joined": _DOUBLING + "{{ [x59] | join }}",
    "nested pairs in arguments": "{% macro m(n) %}{{ m(varargs) if n else varargs }}{% endmacro %}{{ m(1, 2, 3) }}",
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "deep loops": "{% for a in [1] %}" * 200 + "{% endfor %}" * 200,
    "deep conditions": "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "path": "{% include '../../../etc/passwd' %}",
    "absolute path": "{% include '/etc/passwd' %}",
    "url": "{% include 'http://127.0.0.1/' %}",
    "debug": "{% debug %}",
    "do": "{% do card.update(1) %}",
    "trans": "{% trans %}x{% endtrans %}",
    "set into a card": "{% set card.text = 1 %}",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_soon_as_one_problem(name: str) -> None:
    made = sandbox(ATTACKS[name], long="x" * 150_000)
    tracemalloc.start()
    begun = time.process_time()
    try:
        shown = made.rendered("card.xml.j2", WORDS)
    except (Exception, RecursionError, MemoryError) as found:
        problem = made.problem_of(found, "card.xml.j2")
        shown = f"{problem.message} {problem.help}"
        assert problem.name.islower()
    else:
        raise AssertionError(f"let through: {shown[:80]!r}")
    finally:
        taken, (_, peak) = time.process_time() - begun, tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert taken < 3
    assert peak < 60e6
    for leak in ("0x", "object at", "<class", "jinja", "Traceback", "Error"):
        assert leak not in shown


def test_the_budget_is_of_one_face() -> None:
    made = sandbox("{% for i in range(1000) %}{% for j in range(15) %}{% endfor %}{% endfor %}x")
    for _ in range(3):
        assert made.rendered("card.xml.j2", WORDS) == "x"


def test_the_few_filters_stay_few() -> None:
    assert len(sandbox("").filter_names) <= 26


def test_every_filter_is_told_of() -> None:
    assert set(sandbox("").filter_names) == set(ABOUT)


def test_smart_marks_come_before_markup() -> None:
    assert "“c”" in rendered("<p>{{ card.text | smart | inline }}</p>")
    assert "„c“" in rendered("<p>{{ card.text | smart('de') }}</p>")
    with pytest.raises(TemplateFault, match="already marked up"):
        rendered("<p>{{ card.text | inline | smart }}</p>")


def test_every_start_tag_is_marked_with_its_own_place() -> None:
    made = sandbox(
        "<card\n  class='x'>\n{% for i in range(2) %}<dot{% if i %} class='on'{% endif %}/>{% endfor %}\n"
        "{% include 'part.j2' %}</card>",
        part="\n<p>a</p> <!-- <q> -->",
    )
    shown = made.rendered("card.xml.j2", WORDS)
    assert shown.count("_src=") == 4  # the loop goes round twice
    card, dot, p = (made.mark_place(number) for number in range(3))
    assert (card.file, card.line, card.column, card.width) == ("templates/own/card.xml.j2", 1, 1, 5)
    assert (dot.line, dot.column, dot.width) == (3, 24, 4)
    assert (p.file, p.line) == ("templates/own/part.j2", 2)
