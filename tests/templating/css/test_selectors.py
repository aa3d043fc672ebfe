"""Selectors of our own making match what the library's match."""

import xml.etree.ElementTree as ET

import tinycss2
from cssselect2 import ElementWrapper
from cssselect2.compiler import compile_selector_list
from hypothesis import given
from hypothesis import strategies as st

from generator.templating.css.selectors import _plain
from generator.templating.css.tokens import Tokens

NAMES = ("card", "row", "p", "P")
CLASSES = ("a", "b", "c")

compounds = st.builds(
    lambda element, classes: element + "".join(f".{name}" for name in classes) or "p",
    st.sampled_from(("", *NAMES)),
    st.lists(st.sampled_from(CLASSES), max_size=3),
)
selectors = st.builds(
    lambda first, rest, before, after: before + first + "".join(sign + one for sign, one in rest) + after,
    compounds,
    st.lists(st.tuples(st.sampled_from((" ", ">", " > ", "> ", "  ")), compounds), max_size=3),
    st.sampled_from(("", " ")),
    st.sampled_from(("", " ")),
)
trees = st.recursive(
    st.builds(lambda tag, classes: (tag, classes, ()), st.sampled_from(NAMES), st.sets(st.sampled_from(CLASSES))),
    lambda inner: st.builds(
        lambda tag, classes, children: (tag, classes, tuple(children)),
        st.sampled_from(NAMES),
        st.sets(st.sampled_from(CLASSES)),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


def tokens(text: str) -> Tokens:
    return tinycss2.parse_component_value_list(text)


def element(told: tuple[str, set[str], tuple[object, ...]]) -> ET.Element:
    tag, classes, children = told
    made = ET.Element(tag, {"class": " ".join(sorted(classes))} if classes else {})
    made.extend(element(child) for child in children)  # type: ignore[arg-type]
    return made


@given(selectors, trees)
def test_ours_match_what_the_librarys_match(text: str, tree: tuple[str, set[str], tuple[object, ...]]) -> None:
    ours = _plain(tokens(text))
    (theirs,) = compile_selector_list(tokens(text))
    assert ours is not None
    assert ours.specificity == tuple(theirs.specificity)
    assert (ours.id, ours.class_name, ours.local_name, ours.lower_local_name) == (
        theirs.id,
        theirs.class_name,
        theirs.local_name,
        theirs.lower_local_name,
    )
    assert (ours.namespace, ours.requires_lang_attr, ours.pseudo_element, ours.never_matches) == (
        theirs.namespace,
        theirs.requires_lang_attr,
        theirs.pseudo_element,
        theirs.never_matches,
    )
    for wrapper in ElementWrapper.from_xml_root(element(tree)).iter_subtree():
        assert bool(ours.test(wrapper)) == bool(theirs.test(wrapper)), text


@given(st.text(alphabet='ap.> */:[]#|+~&,()1"=\\\n', max_size=12))
def test_whatever_else_is_left_to_the_library(text: str) -> None:
    if _plain(tokens(text)) is not None:
        (theirs,) = compile_selector_list(tokens(text))
        assert theirs.pseudo_element is None
