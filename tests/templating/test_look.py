"""From a template's folder to designs, with the real stylesheets."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import parse_hex
from generator.basics.problems import KeyPath, Place, Problem
from generator.model.design import Design, Drawing, Element, Raster, Run
from generator.model.face import Path
from generator.model.face import Path as OutlinePath
from generator.model.formats import FORMATS
from generator.templating import Look, Media, open_look
from tests.templating.made import ICON, Folder

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
AT = KeyPath("cards.toml", ("card", 0), "header")


def look(template: str, css: str = "", **more: str | bytes) -> Look:
    files: dict[str, str | bytes] = {
        "card.xml.j2": template,
        "style.css": css,
        "icons/leaf.svg": ICON,
        "photo.png": PNG,
    }
    files |= {name.replace("__", "."): held for name, held in more.items()}
    return open_look(Folder(files), media=Media())


def words(**fields: object) -> dict[str, object]:
    return {"card": {"text": "", "other": None, "suit": None, **fields}, "deck": {}, "look": {}}


def made(template: str, css: str = "", **fields: object) -> Design:
    there = look(template, css)
    design = there.design("card.xml.j2", words(**fields), FORMATS["poker"], at=AT)
    assert there.problems == ()
    assert design is not None
    return design


def faults(template: str, css: str = "", **fields: object) -> tuple[Problem, ...]:
    there = look(template, css)
    assert there.design("card.xml.j2", words(**fields), FORMATS["poker"], at=AT) is None
    return there.problems


def texts(design: Design) -> list[list[str]]:
    return [[run.text for run in paragraph] for paragraph in design.words]


def outline(element: Element) -> object:
    inner = [outline(child) for child in element.children]
    return (element.tag, *inner) if inner else element.tag


# -- What comes out ---------------------------------------------------------------------------------------------


def test_boxes_leaves_and_words() -> None:
    design = made(
        '<card class="a b" id="x">\n <row><p>one</p><icon name="leaf"/></row>\n <p name="text">two</p></card>'
    )
    root = design.root
    assert outline(root) == ("card", ("row", "p", "icon"), "p")
    assert root.classes == ("a", "b")
    row, second = root.children
    assert [row.children[0].words, second.words] == [0, 1]
    assert texts(design) == [["one"], ["two"]]
    assert (second.name, second.file, second.line) == ("text", "templates/own/card.xml.j2", 3)
    assert design.size == FORMATS["poker"].trim
    assert (design.bleed, design.safe, design.corner) == (
        FORMATS["poker"].bleed,
        FORMATS["poker"].safe,
        FORMATS["poker"].corner,
    )


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("a", ["a"]),
        ("", []),
        ("  \n ", []),
        ("  a \n\t b  ", ["a b"]),
        ("a\u00a0 b", ["a\u00a0 b"]),
        ("a &amp; &lt;b&gt; &#x263a;&#65;", ["a & <b> ☺A"]),
        ("a<br/>b", ["a\nb"]),
        ("a <br/> b", ["a\nb"]),
        ("a<br/>", ["a"]),
        ("<br/>a", ["\na"]),
        ("a <b>b</b> c", ["a ", "b", " c"]),
        ("a <b> b </b> c", ["a ", "b ", "c"]),
        ("a<b></b>c", ["ac"]),
        ("a <span>b</span>", ["a b"]),
        ("<b>a</b> ", ["a"]),
        ("<b>a<i>b</i></b>", ["a", "b"]),
        ("a <icon name='leaf'/> b", ["a ", "leaf", " b"]),
        ("<icon name='leaf' alt=''/>", [""]),
        ("<b>a</b><br/><b>b</b>", ["a", "\n", "b"]),
        ("a <!-- no <b> --> b", ["a b"]),
        ('a <span class="x &gt; y" data-x="1 > 0">b</span>', ["a b"]),
    ],
)
def test_paragraphs(markup: str, wanted: list[str]) -> None:
    assert texts(made(f"<card><p>{markup}</p></card>")) == [wanted]


def test_runs_carry_style_scale_and_picture() -> None:
    css = "p { font-size: 10pt; color: #ff0000 } b { font-size: 150% } .fit { font-size: fit(5pt, 10pt) }"
    design = made('<card><p>a <b>b</b> <icon name="leaf"/></p><p class="fit">a <b>b</b></p></card>', css)
    plain, bold, space, icon = design.words[0]
    assert (plain.style.weight, bold.style.weight) == (400, 700)
    assert (plain.scale, bold.scale, space.text) == (1.0, 1.5, " ")
    assert isinstance(icon.picture, Drawing)
    (path,) = icon.picture.paths
    assert isinstance(path, Path)
    assert path.fill == parse_hex("#ff0000")
    assert [run.scale for run in design.words[1]] == [1.0, 1.5]


def test_inline_markup_of_a_card_becomes_runs() -> None:
    design = made("<card><p>{{ card.text | inline }}</p></card>", text="so *very* <b>x</b> :leaf:\nyes\n\nno")
    assert texts(design) == [["so ", "very", " <b>x</b> ", "leaf", " yes\nno"]]
    assert [run.style.italic for run in design.words[0]] == [False, True, False, False, False]


def test_text_transform_follows_the_language() -> None:
    css = "p { text-transform: uppercase } b { text-transform: none }"
    design = made('<card><p>straße <b>x</b></p><p lang="tr">i</p></card>', css)
    assert texts(design) == [["STRASSE ", "x"], ["İ"]]


def test_what_is_not_displayed_is_dropped() -> None:
    css = ".no { display: none }"
    design = made('<card><p class="no">a</p><row class="no"><p>b</p></row><p>c<b class="no">d</b></p></card>', css)
    assert outline(design.root) == ("card", "p")
    assert texts(design) == [["c"]]


def test_pictures_are_found_and_read_once() -> None:
    there = look('<card><img src="photo.png" alt="us"/><svg src="icons/leaf.svg"/><icon name="leaf"/></card>')
    design = there.design("card.xml.j2", words(), FORMATS["poker"])
    assert design is not None
    photo, drawing, icon = design.root.children
    assert isinstance(photo.picture, Raster)
    assert photo.alt == "us"
    assert isinstance(drawing.picture, Drawing)
    assert icon.picture is drawing.picture  # of the same colour


# -- Faces that share a form ------------------------------------------------------------------------------------


def test_faces_that_differ_in_words_share_their_elements() -> None:
    there = look("<card><p>{{ card.text }}</p><p>same</p></card>")
    one, two = (there.design("card.xml.j2", words(text=text), FORMATS["poker"]) for text in ("a & b", "c"))
    assert one is not None
    assert two is not None
    assert one.root is two.root
    assert texts(one) == [["a & b"], ["same"]]
    assert texts(two) == [["c"], ["same"]]
    assert one.words[1] is two.words[1]


def test_faces_that_differ_in_more_do_not() -> None:
    there = look(
        '<card class="{{ card.suit }}"><p>{{ card.text | inline }}</p></card>', ".a { color: red } .b { color: blue }"
    )
    roots = [
        there.design("card.xml.j2", words(text=text, suit=suit), FORMATS["poker"]).root  # type: ignore[union-attr]
        for text, suit in (("x", "a"), ("*x*", "a"), ("x", "b"))
    ]
    assert len({id(root) for root in roots}) == 3


def test_a_selector_that_looks_at_text_is_heard() -> None:
    there = look("<card><p>{{ card.text }}</p><p>x</p></card>", "p:empty { display: none }")
    full = there.design("card.xml.j2", words(text="a"), FORMATS["poker"])
    empty = there.design("card.xml.j2", words(), FORMATS["poker"])
    assert full is not None
    assert empty is not None
    assert (len(full.root.children), len(empty.root.children)) == (2, 1)


def test_pictures_by_card_share_their_styles_but_not_their_elements() -> None:
    there = look('<card><img src="{{ card.text }}"/></card>', "img { width: 3mm }", two__png=PNG)
    one, two = (there.design("card.xml.j2", words(text=name), FORMATS["poker"]) for name in ("photo.png", "two.png"))
    assert one is not None
    assert two is not None
    assert one.root.children[0].picture is not two.root.children[0].picture
    assert one.root.children[0].style is two.root.children[0].style


_TEXT = st.text(alphabet="ab &<>\"'*_`\\;\n\t\u00a0é]", max_size=16)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=2, max_size=5))
def test_a_shared_form_says_what_a_fresh_one_says(pairs: list[tuple[str, str]]) -> None:
    template = "<card><p>{{ card.text }}</p><p>x <b>{{ card.other }}</b> {{ card.text | inline }}</p></card>"
    shared = look(template)
    for text, other in pairs:
        again = shared.design("card.xml.j2", words(text=text, other=other), FORMATS["poker"])
        fresh = look(template).design("card.xml.j2", words(text=text, other=other), FORMATS["poker"])
        assert again is not None
        assert fresh is not None
        assert texts(again) == texts(fresh)


@settings(deadline=None, max_examples=150)
@given(_TEXT)
def test_no_text_of_a_card_changes_the_elements(text: str) -> None:
    there = look("<card title='x'><p>{{ card.text }}</p></card>".replace(" title='x'", " alt='{{ card.text }}'"))
    design = there.design("card.xml.j2", words(text=text), FORMATS["poker"])
    assert design is not None
    assert outline(design.root) == ("card", "p")
    # A parser turns line ends and tabs in an attribute into spaces.
    assert design.root.alt == re.sub(r"[\n\t]", " ", text)
    assert [run.text for run in design.words[0]] == [
        held for held in [re.sub(r"[ \t\n]+", " ", text).strip(" ")] if held
    ]


# -- What is wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "name", "message", "line"),
    [
        ("<card>\n<row>text</row></card>", "text-outside-paragraph", "text stands directly in `<row>`", 2),
        ("<card>\n<p>a<row/></p></card>", "misplaced-element", "`<row>` cannot stand inside a `<p>`", 2),
        ("<card>\n<b/></card>", "misplaced-element", "`<b>` means something inside a `<p>` only", 2),
        ("<card>\n<icon name='leaf'><p>a</p></icon></card>", "misplaced-element", "`<icon>` cannot hold `<p>`", 2),
        ("<card>\n<row clas='x'/></card>", "unknown-attribute", "`<row>` has no attribute `clas`", 2),
        ("<card>\n<image src='photo.png'/></card>", "unknown-attribute", "`<image>` has no attribute `src`", 2),
        ("<card>\n<icon name='laef'/></card>", "unknown-icon", "no icon is called `laef`", 2),
        ("<card>\n<p>a <icon name='laef'/></p></card>", "unknown-icon", "no icon is called `laef`", 2),
        ("<card>\n<img src='poto.png'/></card>", "unknown-picture", "there is no picture `poto.png`", 2),
        ("<card>\n<img src='../x.png'/></card>", "unknown-picture", "there is no picture `../x.png`", 2),
        ("<card>\n<img src='{{ card.other }}'/></card>", "missing-attribute", "the `src` of `<img>` is empty", 2),
        ("<card>\n<img/></card>", "missing-attribute", "the `src` of `<img>` is missing", 2),
        ("<card>\n<svg src='photo.png'/></card>", "not-an-image", "`photo.png` is not an SVG picture", 2),
        ("<card>\n<qr/></card>", "missing-attribute", "the `data` of `<qr>` is missing", 2),
        ("<card>\n<qr data=' '/></card>", "missing-attribute", "the `data` of `<qr>` is empty", 2),
        ("<card>\n<qr data='x' label='y'/></card>", "unknown-attribute", "`<qr>` has no attribute `label`", 2),
        ("<card>\n<qr data='x' error='x'/></card>", "unknown-value", "the `error` of `<qr>` is `x`", 2),
        ("<card>\n<qr data='x' quiet='-1'/></card>", "unknown-value", "the `quiet` of `<qr>` is `-1`", 2),
        ("<card>\n<qr data='" + "x" * 2332 + "'/></card>", "qr-too-long", "no QR code is large enough for 2332", 2),
        ("<card>\n<qr data='x'>y</qr></card>", "text-outside-paragraph", "`<qr>` cannot hold text", 2),
        ("<card>\n<row>\n</card>", "not-well-formed", "`<row>` is not closed before `</card>`", 2),
        ("<card>\n<row/>", "not-well-formed", "`<card>` is never closed", 1),
        ("<card>\n<row/></card>\n<card/>", "not-well-formed", "a face is one element with everything inside it", 3),
        ("<card>\n<row class='a' class='b'/></card>", "not-well-formed", "an attribute stands twice in the same", 2),
        ("<card>\n<row class=a/></card>", "not-well-formed", "this tag cannot be read", 2),
        ("<card>\n<p>a & b</p></card>", "not-well-formed", "`&` or `<` stands where a tag is not meant", 2),
        ("<card>\n<p>a < b</p></card>", "not-well-formed", "`&` or `<` stands where a tag is not meant", 2),
        ("<card>\n<p>&nosuch;</p></card>", "not-well-formed", "a name between `&` and `;` is not known", 2),
        ("<card>\n<p><![CDATA[x]]></p></card>", "not-well-formed", "a template writes elements and text only", 2),
        ("<card>\n<?php x ?></card>", "not-well-formed", "a template writes elements and text only", 1),
    ],
)
def test_faults_of_the_markup(template: str, name: str, message: str, line: int) -> None:
    (found,) = faults(template)
    assert (found.name, found.message[: len(message)]) == (name, message)
    assert isinstance(found.at, Place)
    assert (found.at.file, found.at.line) == ("templates/own/card.xml.j2", line)
    assert [related.at for related in found.related] == [AT]


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("", "empty-face"),
        ("just text", "not-well-formed"),
        ("<!DOCTYPE card [<!ENTITY a 'b'>]><card/>", "not-well-formed"),
        ("<a>" * 40 + "</a>" * 40, "template-too-deep"),
        ("<a>{% for i in range(1000) %}<b/><b/><b/>{% endfor %}</a>", "template-too-long"),
    ],
)
def test_faults_of_the_whole_face(template: str, name: str) -> None:
    assert [found.name for found in faults(template)] == [name]


def test_a_fault_without_a_tag_is_placed_at_the_template() -> None:
    (found,) = faults("{# nothing #}")
    assert isinstance(found.at, Place)
    assert (found.at.file, found.at.line) == ("templates/own/card.xml.j2", 1)


def test_a_template_cannot_forge_a_mark() -> None:
    for forged in ("9999", "-3", "x", "9" * 5000):
        found = faults("<{{ 'card' }} _src='" + forged + "'><{{ 'row' }} _src='" + forged + "'>text</row></card>")
        assert [problem.name for problem in found] in (["text-outside-paragraph"], ["not-well-formed"])


def test_a_face_without_a_card_is_named_by_its_title() -> None:
    there = look("<card>{{ deck.nothing }}</card>")
    there.design("card.xml.j2", words(), FORMATS["poker"], title="the back")
    assert there.problems[0].label == "on the back"


def test_a_control_character_in_a_card_is_named() -> None:
    (found,) = faults("<card><p>{{ card.text }}</p></card>", text="a\x0cb\x07c")
    assert found.name == "control-character"
    assert "U+000C" in found.message or "U+0007" in found.message


def test_half_a_character_in_a_template_is_named() -> None:
    (found,) = faults("<card><p>{{ '\\ud800' }}</p></card>", text="a")
    assert (found.name, "U+D800" in found.message) == ("control-character", True)


def test_a_text_that_is_unsound_only_on_a_later_card_is_found() -> None:
    there = look("<card><p>{{ card.text }}{% if card.other %} & {% endif %}</p></card>")
    assert there.design("card.xml.j2", words(text="a"), FORMATS["poker"]) is not None
    assert there.design("card.xml.j2", words(text="a\x07"), FORMATS["poker"]) is None
    assert there.design("card.xml.j2", words(text="a", other="x"), FORMATS["poker"]) is None
    assert there.design("card.xml.j2", words(text="b"), FORMATS["poker"]) is not None
    assert [found.name for found in there.problems] == ["control-character", "not-well-formed"]


def test_stray_text_on_a_later_card_is_found() -> None:
    there = look("<card><row>{{ card.text }}</row></card>")
    assert there.design("card.xml.j2", words(), FORMATS["poker"]) is not None
    for text in "xyz":
        assert there.design("card.xml.j2", words(text=text), FORMATS["poker"]) is None
    assert [(found.name, found.label) for found in there.problems] == [("text-outside-paragraph", "“x”")]


def test_the_same_fault_on_many_cards_is_one_problem() -> None:
    there = look("<card><p>{{ card.txet }}</p></card>")
    for index in range(500):
        at = KeyPath("cards.toml", ("card", index), "header")
        assert there.design("card.xml.j2", words(), FORMATS["poker"], at=at) is None
    (found,) = there.problems
    assert found.related[0].at == AT
    assert "500 faces" in found.related[0].label


def test_an_unknown_icon_in_a_card_is_placed_in_its_field() -> None:
    (found,) = faults("<card><p>{{ card.text | inline }}</p></card>", text="a :laef:")
    assert (found.name, found.help) == ("unknown-icon", "did you mean `:leaf:`?")
    assert found.at == KeyPath("cards.toml", ("card", 0, "text"))


def test_a_missing_part_and_a_missing_stylesheet_are_told() -> None:
    there = open_look(Folder({"card.xml.j2": "<card/>"}), media=Media())
    assert there.design("crad.xml.j2", words(), FORMATS["poker"]) is None
    assert [(found.name, found.help) for found in there.problems] == [
        ("missing-stylesheet", "write one beside the template: `templates/own/style.css`"),
        ("unknown-template", "did you mean `card.xml.j2`?"),
    ]


def test_of_thousands_of_unknown_attributes_a_few_are_told() -> None:
    attributes = " ".join(f"a{number}=''" for number in range(5_000))
    *told, last = faults(f"<card {attributes}/>")
    assert [problem.message for problem in told] == [f"`<card>` has no attribute `a{number}`" for number in range(8)]
    assert last.message == "`<card>` has 4992 further attributes that mean nothing here"


def test_a_damaged_icon_is_placed_in_its_file() -> None:
    there = look(
        "<card><icon name='bad'/></card>", **{"icons/bad__svg": "<svg viewBox='0 0 1 1'>\n<text>x</text></svg>"}
    )
    assert there.design("card.xml.j2", words(), FORMATS["poker"]) is None
    places = {(found.name, found.at.file, found.at.line) for found in there.problems if isinstance(found.at, Place)}
    assert ("svg-not-supported", "templates/own/icons/bad.svg", 2) in places


def test_faults_of_the_stylesheet_join_in() -> None:
    there = look("<card><p>a</p></card>", "card { colour: red }\n.never { color: red }")
    assert there.design("card.xml.j2", words(), FORMATS["poker"]) is not None
    there.finish()
    there.finish()
    found = there.problems
    assert [problem.at.line for problem in found if isinstance(problem.at, Place)] == [1, 2]


def test_a_run_is_what_the_next_room_expects() -> None:
    design = made("<card><p>a</p></card>")
    assert design.words[0] == (Run("a", design.root.children[0].style.text),)


# --- Paths


def test_a_path_is_drawn_in_millimetres_with_the_stylesheets_paint() -> None:
    design = made(
        '<card><path class="way" d="M0 0 L10 0"/></card>',
        ".way { fill: none; stroke: #0072b2; stroke-width: 2pt; stroke-linecap: round; stroke-dasharray: 2mm 1mm }",
    )
    picture = design.root.children[0].picture
    assert isinstance(picture, Drawing)
    (drawn,) = picture.paths
    assert isinstance(drawn, OutlinePath)
    assert drawn.fill is None
    assert drawn.stroke is not None
    assert (drawn.stroke.paint, drawn.stroke.width, drawn.stroke.cap) == (parse_hex("#0072b2"), 2, "round")
    assert [round(length, 3) for length in drawn.stroke.dash] == [5.669, 2.835]
    assert drawn.segments[0] == ("M", 0, 0)
    assert [round(float(value), 3) for value in drawn.segments[1][1:]] == [28.346, 0]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ('<path d="M0 0 Lx"/>', "bad-outline"),
        ('<path d=""/>', "missing-attribute"),
        ("<path/>", "missing-attribute"),
        ('<path d="M0 0 L1 1"><p>x</p></path>', "misplaced-element"),
    ],
)
def test_a_path_that_cannot_be_drawn_is_reported(tag: str, name: str) -> None:
    (problem,) = faults(f"<card>{tag}</card>")
    assert problem.name == name
    assert isinstance(problem.at, Place)
    assert problem.at.line == 1


def test_a_span_of_a_cards_text_has_its_class_and_colour() -> None:
    design = made(
        "<card><p>{{ card.text | inline }}</p></card>",
        ".warm { font-weight: 700; color: #ff0000 }",
        text="so [very]{.warm} [good]{color=#00f}",
    )
    runs = {run.text.strip(): run.style for run in design.words[0]}
    assert (runs["very"].weight, runs["very"].color) == (700, parse_hex("#ff0000"))
    assert runs["good"].color == parse_hex("#0000ff")


def test_a_class_of_a_span_is_one_of_the_stylesheet() -> None:
    (found,) = faults("<card><p>{{ card.text | inline }}</p></card>", ".warm { color: red }", text="a [b]{.wram}")
    assert (found.name, found.help) == ("unknown-class", "did you mean `.warm`?")
    assert found.at == KeyPath("cards.toml", ("card", 0, "text"))
