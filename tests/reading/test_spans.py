"""The law of the scanner: every slice it gives, parsed alone, is the value that stands there."""

import math
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.problems import Keys
from generator.reading.spans import Spans, opening_quote, scan


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)


def _check(text: str) -> None:
    """Every value of the document is found, and its slice re-parses to it; every table has a header or a key."""
    spans = scan(text)
    checked = 0

    def walk(value: object, keys: Keys) -> None:
        nonlocal checked
        if keys in spans.values:
            span = spans.values[keys]
            slice_ = text[span.start : span.end]
            assert slice_ == slice_.strip()
            assert _same(tomli.loads("x = " + slice_)["x"], value), (keys, slice_)
            checked += 1
        elif isinstance(value, dict):
            assert not keys or keys in spans.headers or keys in spans.keys, keys
        else:
            assert isinstance(value, list), keys
            assert keys in spans.headers, keys
        if keys in spans.headers:
            header = spans.headers[keys]
            assert text[header.start] == "["
            assert text[header.end - 1] == "]"
        if keys and isinstance(keys[-1], str):
            span = spans.keys[keys]
            assert list(tomli.loads(text[span.start : span.end] + " = 1")) == [keys[-1]]
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, (*keys, name))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, (*keys, number))

    document = tomli.loads(text.removeprefix("\ufeff"))
    walk(document, ())
    # Nothing is noted that is not in the document.
    for keys in (*spans.values, *spans.keys, *spans.headers):
        inner: Any = document
        for key in keys:
            inner = inner[key]


HAND_CASES = {
    "plain": 'a = 1\nb = "two"\n',
    "no newline at the end": "a = 1",
    "empty": "",
    "only a comment": "# nothing = here",
    "dotted keys": "a.b.c = 1\na . d = 2\n[x]\ny.z = true\n",
    "quoted keys": '"a b" = 1\n\'c.d\' = 2\n"\\u00e9\\"" = 3\n[t."u.v".\'w x\']\nk = 1\n',
    "crlf": 'a = 1\r\n[[t]]\r\nb = """x\r\ny"""\r\nc = [1,\r\n 2]\r\n',
    "byte order mark": '\ufeffa = "b"\n[t]\nc = 1\n',
    "wide characters": 'a = "日本語" # 日本\nb = ["한국", "x"]\n',
    "nested lists": "a = [[1, [2, 3]], [], [[]], [\n  4, # four ]\n  5,\n]]\n",
    "inline tables": 'a = { b = 1, c = { d = "}", e = [ { f = 2 } ] }, g.h = 3 }\n',
    "inline table over lines": "a = {\n  b = 1, # one }\n  c = 2,\n}\n",
    "tables in tables": "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[[a]]\n[a.d]\ne = 1\n[[a.b]]\nc = 3\n[a.b.f]\ng = 1\n",
    "implied tables": "[a.b.c]\nd = 1\n[a]\ne = 2\n[ x . y ]\nz = 1\n",
    "dates": "a = 1979-05-27 07:32:00Z\nb = 07:32:00.5\nc = [1979-05-27, 1979-05-27T00:32:00-07:00]\n",
    "numbers": "a = +1_000\nb = 0xDEAD\nc = -inf\nd = 6.26e-34\ne=nan\nf = [ 1,2 ,3]\n",
    "many quotes": 'a = """""x"""""\nb = \'\'\'\'y\'\'\'\'\'\nc = ""\n d = \'\'\'\'\'\'\n e = """"""\n',
    "quotes in quotes": 'a = "\\"#\\\\"\nb = \'"#\'\nc = """a\\""""\nd = """x \\\n   y"""\n',
    "comment marks": 'a = "#" # "\nb = 1 # = 2\n# [c]\n',
    "tabs": "\ta\t=\t1\t\n[\tb\t]\n\tc=2\n",
}


@pytest.mark.parametrize("text", HAND_CASES.values(), ids=HAND_CASES)
def test_every_slice_is_its_value(text: str) -> None:
    _check(text)


_names = st.sampled_from(["a", "b", "c-d", "1", "_", '"q r"', "'s.t'", '"\\u00fc"', '""'])
_keys = st.lists(_names, min_size=1, max_size=3).flatmap(
    lambda names: st.sampled_from([".", " . ", "\t."]).map(lambda dot: dot.join(names))
)
_letters = st.text(alphabet="a1 #=[]{},.\\'\"日é\t\n", max_size=12)


def _basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _long(text: str) -> str:
    # Up to two quotes may stand unescaped, also right before the end.
    return '"""\n' + text.replace("\\", "\\\\").replace('"""', '""\\"') + '"""'


_scalars = st.one_of(
    _letters.map(_basic),
    _letters.map(_long),
    _letters.map(lambda text: "'''" + text.replace("'", "") + "'''"),
    _letters.map(lambda text: "'" + text.replace("'", "").replace("\n", "") + "'"),
    st.sampled_from(["1", "-0.5e3", "true", "inf", "nan", "0b1_0", "1979-05-27 07:32:00", "1979-05-27", "07:32"]),
)
_gaps = st.sampled_from(["", " ", "\n", " # ]}\n", "\t"])


def _inline(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def join(opening: str, closing: str, items: list[str], gap: str, comma: bool) -> str:
        return opening + gap + f"{gap},{gap}".join(items) + ("," if comma and items else "") + gap + closing

    pairs = st.builds(lambda key, value: f"{key} = {value}", _keys, values)
    return st.one_of(
        st.builds(join, st.just("["), st.just("]"), st.lists(values, max_size=3), _gaps, st.booleans()),
        st.builds(join, st.just("{"), st.just("}"), st.lists(pairs, max_size=3), st.just(" "), st.just(False)),
    )


_values = st.recursive(_scalars, _inline, max_leaves=6)
_statements = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", _keys, _values),
    _keys.map(lambda key: f"[{key}]"),
    _keys.map(lambda key: f"[[{key}]]"),
    st.just("# comment"),
    st.just(""),
)


@st.composite
def _documents(draw: st.DrawFn) -> str:
    """Random statements, each kept only if the parser still accepts the whole."""
    text = ""
    for statement in draw(st.lists(_statements, min_size=1, max_size=12)):
        try:
            tomli.loads(text + statement + "\n")
        except tomli.TOMLDecodeError:
            continue
        text += statement + "\n"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = "\ufeff" + text
    return text


@given(_documents())
@settings(deadline=None, max_examples=200)
def test_every_slice_of_a_random_document_is_its_value(text: str) -> None:
    _check(text)


@given(st.text(alphabet="ab=.[]{}\"'#\n\r\\, 1日", max_size=60))
@settings(deadline=None, max_examples=300)
def test_text_that_is_no_toml_is_scanned_to_an_end(text: str) -> None:
    spans = scan(text)
    for span in (*spans.values.values(), *spans.keys.values(), *spans.headers.values()):
        spans.line(spans.spot(span).line)


def _spot(spans: Spans, *keys: str | int) -> tuple[int, int, int]:
    span = spans.find(keys)
    assert span is not None
    spot = spans.spot(span)
    return spot.line, spot.column, spot.width


def test_places_are_counted_as_people_count() -> None:
    spans = scan('\ufeff[deck]\r\ntitle = "日本"\r\nx = """a\r\nbc"""\r\n[[card]]\r\n  id = 1')
    assert _spot(spans, "deck") == (1, 1, 6)
    assert _spot(spans, "deck", "title") == (2, 9, 4)
    assert _spot(spans, "deck", "x") == (3, 5, 4)
    assert _spot(spans, "card", 0) == (5, 1, 8)
    assert _spot(spans, "card", 0, "id") == (6, 8, 1)
    assert spans.line(2) == 'title = "日本"'


def test_what_is_not_there_is_looked_for_at_its_parent() -> None:
    spans = scan("[a]\nb = 1\n")
    assert spans.find(("a", "nothing", "at", "all")) == spans.headers["a",]
    assert spans.find(("nothing",)) is None


def test_a_list_nested_without_end_is_stepped_over() -> None:
    text = "a = " + "[" * 350 + '"]"' + "]" * 350 + "\nb = 1\n"
    assert _spot(scan(text), "b") == (2, 5, 1)


def test_a_list_without_end_is_stepped_over() -> None:
    spans = scan("a = [" + '"]", [1], ' * 10_000 + "]\nb = 1\n")
    assert _spot(spans, "b") == (2, 5, 1)
    assert _spot(spans, "a", 1) == (1, 11, 3)
    # Its key stands for what was not noted.
    assert _spot(spans, "a", 19_999) == (1, 1, 1)
    assert _spot(spans, "a") == (1, 5, 100_002)


def test_the_opening_quote_is_found() -> None:
    assert opening_quote('a = "b"\nc = "d', 13) == 12
    assert opening_quote("a = 'it' # don't\nc = \"\"\"d\n", 25) == 21
    assert opening_quote("a = 1", 4) is None
