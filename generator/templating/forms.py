"""From a rendered face to its elements and words, quickly.

The cards of a suit differ in their words only. So a rendered face is cut at its tags: the tags together are its
*form*, what stands between them its words. A form is parsed, styled and turned into elements once; every further face
of the same form takes the same elements and brings its own words. Two faces whose tags are equal, character for
character, are parsed equally as long as what stands between the tags is sound text, and exactly that is looked at
for every face.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from operator import itemgetter
from typing import NamedTuple, Protocol
from xml.etree import ElementTree as ET
from xml.parsers import expat

from generator.basics.colour import WHITE, Colour, luminance
from generator.basics.geometry import Matrix, Rect
from generator.basics.patterns import pattern
from generator.basics.problems import Place, Problem, Severity, did_you_mean
from generator.basics.records import dataclass
from generator.basics.units import POINTS_PER_MM
from generator.model import outline
from generator.model.design import ZERO, Drawing, Element, Fit, Paragraph, Raster, Run, Style, TextStyle
from generator.model.face import Face, Path
from generator.templating.casing import transformed
from generator.templating.markup import ELEMENTS, EVERYWHERE
from generator.templating.pictures.codes import CORRECTIONS
from generator.templating.pictures.shelf import Shelf

MAX_DEPTH = 32
MAX_ELEMENTS = 2_000
MAX_FORMS = 4_000  # remembered at a time
MAX_REMEMBERED = 20_000  # paragraphs of one text leaf remembered at a time

#: Elements that run inside a paragraph's text.
INLINE = ("b", "strong", "i", "em", "code", "span", "br", "icon")
#: Elements that hold no others: what they are told, and by which attribute.
PICTURES = {word.name: word.main for word in ELEMENTS if word.main}
_ATTRIBUTES = tuple(name for name, _ in EVERYWHERE)
_OWN = {word.name: tuple(name for name, _ in word.attributes) for word in ELEMENTS}
#: Of one tag no more unknown attributes are told one by one.
_MOST_TOLD = 8
#: Elements that hold text.
TEXTS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "marker", "figcaption")

#: The quiet zone of a QR code, modules on every side (ISO/IEC 18004, 5.3.8).
QUIET_ZONE = 4
#: A code's ground has to send back this much more light than its modules (ISO/IEC 15415: 40 % is the last fair grade).
CODE_CONTRAST = 0.4
#: What a `path` is drawn in: it has no extent of its own, and so nothing stretches it.
_NOWHERE = Rect(0, 0, 1, 1)
_MILLIMETRES = Matrix.scaling(POINTS_PER_MM, POINTS_PER_MM)

_CUT = re.compile("(<[^>]*>)")
# A tag, quotes and all: slower, but right also where `>` stands in an attribute's value.
_CUT_WELL = re.compile(r"""(<[^<>"']*(?:(?:"[^<"]*"|'[^<']*')[^<>"']*)*>)""")
_COMMENT = pattern(r"<!--.*?-->", re.DOTALL)
_DECLARATION = pattern(r"\A\s*<\?xml [^<>]*\?>")
_SRC = pattern(rb'_src="(\d+)"')
_TAG_NAME = pattern(rb"</?([^\s<>/]*)")
_BLANK = pattern(r"[ \t\n\r\f]+")
#: Whatever keeps a text from being taken as it stands.
_NOT_PLAIN = re.compile("[&<\t\n\r\f\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]|  |\\]\\]>")
_PICTURED = re.compile(r"""\s(?:src|alt|name|data|error|quiet|of|to)=(?:"[^"]*"|'[^']*')""")
_CODE = pattern(r"""<qr\s(?:[^<>"']*(?:"[^<"]*"|'[^<']*'))*""")
_QUIET = pattern("1?[0-9]|20")
_QUOTED = pattern("""=\\s*(?:"[^"]*"|'[^']*')""")
_CONTROL = pattern("[<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|\\]\\]>")
_ENTITY = pattern(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_EXPAT_MISMATCH, _EXPAT_NOTHING, _EXPAT_UNCLOSED, _EXPAT_TWICE, _EXPAT_AFTER, _EXPAT_ENTITY = 7, 3, 5, 8, 9, 11


class Styles(Protocol):
    """What gives every element its computed style."""

    def styles(
        self, root: ET.Element, places: Mapping[ET.Element, Place]
    ) -> tuple[Mapping[ET.Element, Style], tuple[Problem, ...] | list[Problem]]:
        """The styles, and what is wrong with the declarations that apply."""


class Filled(NamedTuple):
    """A face's elements, shared, and its own words; no elements when there are errors."""

    root: Element | None
    words: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]


class _UnsoundError(Exception):
    """A text is not what XML allows between two tags."""


@dataclass(slots=True, eq=False)
class _Node:
    tag: str
    attributes: dict[str, str]
    mark: int
    content: "list[_Node | int]"  # children and, between them, numbers of texts
    element: ET.Element


class _Text(NamedTuple):
    """A stretch of a paragraph that is filled with the text at `slot`."""

    slot: int
    style: TextStyle
    scale: float


class _Break(NamedTuple):
    style: TextStyle
    scale: float


@dataclass(slots=True, eq=False)
class _Plan:
    """How a paragraph is made of texts."""

    parts: "tuple[_Text | _Break | Run, ...]"
    slots: tuple[int, ...]
    single: int = -1  # the only text's number when the paragraph is that text alone
    made: dict[object, Paragraph] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Form:
    root: Element | None
    plans: tuple[_Plan, ...]
    blanks: Callable[[list[str]], tuple[str, ...]]
    blank_owners: tuple[tuple[int, _Node], ...]
    problems: tuple[Problem, ...]


_ends: Callable[[list[str]], tuple[str, ...]] = itemgetter(0, -1)
#: Stands for every form whose tags `_CUT` does not find.
_CUT_WRONG = _Form(None, (), _ends, (), ())


def _is_half(data: bytes, index: int) -> bool:
    """Whether half of a pair of surrogates stands there."""
    return data[index : index + 1] == b"\xed" and data[index + 1 : index + 2] >= b"\xa0"


def _decoded(text: str) -> str:
    """The text that stands between two tags.

    Raises:
        _UnsoundError: XML would not allow it.
    """
    if _CONTROL.search(text):
        raise _UnsoundError
    if "&" not in text:
        return text
    if text.count("&") != len(_ENTITY.findall(text)):
        raise _UnsoundError
    return _ENTITY.sub(_character, text)


def _character(match: "re.Match[str]") -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    if (
        code > 0x10FFFF
        or (code < 32 and code not in (9, 10, 13))
        or 0xD800 <= code <= 0xDFFF
        or code in (0xFFFE, 0xFFFF)
    ):
        raise _UnsoundError
    return chr(code)


def _with_lines(match: "re.Match[str]") -> str:
    return _QUOTED.sub(lambda value: value[0].replace("\r\n", "\n").replace("\n", "&#10;"), match[0])


def _size(style: TextStyle) -> float:
    return style.size.max if isinstance(style.size, Fit) else style.size


class Forms:
    """All forms of a look's faces.

    Args:
        cascade: gives elements their styles.
        shelf: gives icons and pictures.
        place: where a start tag, by its `_src` number, stands in its template; or a word in the same line.
        sees_text: whether styles may depend on an element having text (`:empty`).
        sees_pictures: whether styles may depend on the attributes `src`, `alt`, `name`, `of` and `to`.
        most: elements that a face may have.
    """

    def __init__(
        self,
        cascade: Styles,
        shelf: Shelf,
        place: Callable[[int, str], Place],
        *,
        sees_text: bool = False,
        sees_pictures: bool = False,
        most: int = MAX_ELEMENTS,
    ) -> None:
        self._cascade = cascade
        self._shelf = shelf
        self._place = place
        self._sees_text = sees_text
        self._sees_pictures = sees_pictures
        self._most = most
        self._forms: dict[str, _Form] = {}
        self._styles: dict[str, tuple[list[Style], tuple[Problem, ...]]] = {}

    def filled(self, xml: str) -> Filled:
        """The elements and words of a rendered face."""
        if "<!" in xml:
            xml = _COMMENT.sub("", xml)
        if "<?" in xml:
            xml = _DECLARATION.sub("", xml)
        pieces = _CUT.split(xml)
        key = self._key(pieces)
        form = self._forms.get(key)
        if form is None:
            form = self._learnt(xml, pieces, key)
        if form is _CUT_WRONG:
            pieces = _CUT_WELL.split(xml)
            key = self._key(pieces) + ">"
            form = self._forms.get(key) or self._learnt(xml, pieces, key)
        if form.root is None:
            return Filled(None, (), form.problems)
        between = "".join(form.blanks(pieces))
        if between and not between.isspace():
            return Filled(None, (), self._stray(form, pieces) or self._parse(xml, pieces)[1] or (_unreadable(),))
        words: list[Paragraph] = []
        try:
            for plan in form.plans:
                if plan.single >= 0:
                    text = pieces[plan.single]
                    made = plan.made.get(text)
                    if made is None:
                        made = _single(plan, text)
                else:
                    texts = tuple([pieces[slot] for slot in plan.slots])
                    made = plan.made.get(texts)
                    if made is None:
                        made = _several(plan, texts, pieces)
                words.append(made)
        except _UnsoundError:
            return Filled(None, (), self._parse(xml, pieces)[1] or (_unreadable(),))
        return Filled(form.root, tuple(words), form.problems)

    def _key(self, pieces: list[str]) -> str:
        key = "".join(pieces[1::2])
        if self._sees_text:
            key += "".join(["1" if text else "0" for text in pieces[::2]])
        return key

    # -- A new form ---------------------------------------------------------------------------------------------

    def _learnt(self, xml: str, pieces: list[str], key: str) -> _Form:
        root, problems = self._parse(xml, pieces)
        if root is None and problems:
            return _Form(None, (), _ends, (), problems)  # not remembered: a text may be at fault
        if root is None:
            if key.endswith(">>"):
                return _Form(None, (), _ends, (), (_unreadable(),))
            self._forms[key] = _CUT_WRONG
            return _CUT_WRONG
        found: list[Problem] = []
        places = self._places(root)
        computed, faults = self._styled(root, places, key)
        found.extend(faults)
        maker = _Maker(computed, self._shelf, self._place, found)
        element = maker.box(root)
        if any(problem.severity == "error" for problem in found):
            element = None
        form = _Form(
            element,
            tuple(maker.plans),
            itemgetter(0, -1, *[slot for slot, _ in maker.blanks]),
            tuple(maker.blanks),
            tuple(found),
        )
        if len(self._forms) >= MAX_FORMS:
            self._forms.clear()
        self._forms[key] = form
        return form

    def _places(self, root: _Node) -> dict[ET.Element, Place]:
        places: dict[ET.Element, Place] = {}
        waiting = [root]
        while waiting:
            node = waiting.pop()
            places[node.element] = self._place(node.mark, "")
            waiting.extend(child for child in node.content if isinstance(child, _Node))
        return places

    def _styled(
        self, root: _Node, places: dict[ET.Element, Place], key: str
    ) -> tuple[Mapping[ET.Element, Style], tuple[Problem, ...]]:
        """The elements' styles; forms that differ only in which pictures they show share the work."""
        if self._sees_pictures:
            styles, problems = self._cascade.styles(root.element, places)
            return styles, tuple(problems)
        short = _PICTURED.sub("", key)
        known = self._styles.get(short)
        if known is None:
            styles, problems = self._cascade.styles(root.element, places)
            known = [styles[element] for element in root.element.iter()], tuple(problems)
            if len(self._styles) >= MAX_FORMS:
                self._styles.clear()
            self._styles[short] = known
        return dict(zip(root.element.iter(), known[0], strict=True)), known[1]

    def _parse(self, xml: str, pieces: list[str]) -> tuple[_Node | None, tuple[Problem, ...]]:
        """The tree of tags, with the numbers of the texts between them in `pieces`; nothing if they are cut wrongly."""
        builder = _Builder(self._place, self._most)
        # XML makes spaces of line ends in attributes; to a code they matter.
        data = (_CODE.sub(_with_lines, xml) if "<qr" in xml else xml).encode("utf-8", "surrogatepass")
        try:
            root = builder.tree(data)
        except _Malformed as fault:
            return None, (fault.problem,)
        except (expat.ExpatError, UnicodeError, ValueError):
            return None, (_unreadable(),)
        if not _numbered(root, builder.events, pieces):
            return None, ()
        return root, ()

    def _stray(self, form: _Form, pieces: list[str]) -> tuple[Problem, ...]:
        """Text that stands where no text can be."""
        found: list[Problem] = []
        for slot, node in form.blank_owners:
            text = pieces[slot].strip()
            if text:
                found.append(_stray_text(node, text, self._place))
        return tuple(found)


def _single(plan: _Plan, raw: str) -> Paragraph:
    part = plan.parts[0]
    assert isinstance(part, _Text)  # noqa: S101 - so `single` is set
    text = raw
    if _NOT_PLAIN.search(raw) is not None:
        text = _BLANK.sub(" ", _decoded(raw))
    text = text.strip(" ")
    if part.style.text_transform != "none":
        text = transformed(text, part.style.text_transform, part.style.language)
    made: Paragraph = (Run(text, part.style, part.scale),) if text else ()
    if len(plan.made) >= MAX_REMEMBERED:
        plan.made.clear()
    plan.made[raw] = made
    return made


def _several(plan: _Plan, texts: tuple[str, ...], pieces: list[str]) -> Paragraph:
    """The runs of a paragraph: white space collapsed over them all, equal neighbours joined."""
    runs: list[Run] = []
    bare = True  # whether a space here would be one too many
    for part in plan.parts:
        if isinstance(part, Run):
            runs.append(part)
            bare = False
        elif isinstance(part, _Break):
            _trimmed(runs)
            _added(runs, "\n", part.style, part.scale)
            bare = True
        else:
            text = _BLANK.sub(" ", _decoded(pieces[part.slot]))
            if bare:
                text = text.lstrip(" ")
            if text:
                bare = text.endswith(" ")
                text = transformed(text, part.style.text_transform, part.style.language)
                _added(runs, text, part.style, part.scale)
    _trimmed(runs)
    if runs and runs[-1].picture is None and runs[-1].text.endswith("\n"):  # as in HTML, a last break breaks nothing
        last = runs.pop()
        if last.text != "\n":
            runs.append(Run(last.text[:-1], last.style, last.scale))
    made = tuple(runs)
    if len(plan.made) >= MAX_REMEMBERED:
        plan.made.clear()
    plan.made[texts] = made
    return made


def _added(runs: list[Run], text: str, style: TextStyle, scale: float) -> None:
    if runs and runs[-1].picture is None and runs[-1].scale == scale and runs[-1].style == style:
        runs[-1] = Run(runs[-1].text + text, style, scale)
    else:
        runs.append(Run(text, style, scale))


def _trimmed(runs: list[Run]) -> None:
    """Takes the space off the end."""
    if runs and runs[-1].picture is None and runs[-1].text.endswith(" "):
        last = runs.pop()
        if last.text != " ":
            runs.append(Run(last.text[:-1], last.style, last.scale))


class _Malformed(Exception):  # noqa: N818 - carries a Problem
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _unreadable() -> Problem:
    return Problem(name="not-well-formed", message="what the template writes cannot be read as XML")


class _Builder:
    """Expat at work: a tree of tags, and what came when."""

    def __init__(self, place: Callable[[int, str], Place], most: int) -> None:
        self._place = place
        self._most = most
        self._stack: list[_Node] = []
        self._root: _Node | None = None
        self._count = 0
        self.events: list[tuple[bool, _Node]] = []  # whether it starts, and which

    def tree(self, data: bytes) -> _Node:
        """The outermost element.

        Raises:
            _Malformed: the data is not XML, or too much of it.
        """
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ProcessingInstructionHandler"):
            setattr(parser, handler, self._refuse)
        parser.StartCdataSectionHandler = self._refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError as fault:
            raise _Malformed(self._told(fault.code, data, parser.ErrorByteIndex)) from None
        assert self._root is not None  # noqa: S101 - expat reports an empty document
        return self._root

    def _at(self, mark: int, needle: str = "") -> Place | None:
        return self._place(mark, needle) if mark >= 0 else None

    def _problem(self, message: str, mark: int, help: str = "", name: str = "not-well-formed") -> Problem:
        return Problem(name=name, message=message, at=self._at(mark), help=help)

    def _refuse(self, *_: object) -> None:
        mark = self._stack[-1].mark if self._stack else -1
        raise _Malformed(
            self._problem("a template writes elements and text only, no `<!…>` and no `<?…>`", mark, "leave it out")
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        outer = self._stack[-1] if self._stack else None
        mark = int(attributes.pop("_src", "-1"))
        if mark < 0 and outer is not None:
            mark = outer.mark
        self._count += 1
        if self._count > self._most:
            raise _Malformed(
                self._problem(f"a face has more than {self._most} elements", mark, name="template-too-long")
            )
        if len(self._stack) >= MAX_DEPTH:
            raise _Malformed(
                self._problem(f"elements are nested more than {MAX_DEPTH} deep", mark, name="template-too-deep")
            )
        if outer is None:
            element = ET.Element(tag, attributes)
        else:
            element = ET.SubElement(outer.element, tag, attributes)
        node = _Node(tag, attributes, mark, [], element)
        if outer is None:
            self._root = node
        self._stack.append(node)
        self.events.append((True, node))

    def _end(self, _: str) -> None:
        self.events.append((False, self._stack.pop()))

    def _told(self, code: int, data: bytes, index: int) -> Problem:
        """What expat found, in words, at the tag it was in."""
        index = max(0, index)
        before = _SRC.findall(data, 0, index)
        # Where a tag begins it is the one at fault, and its mark is still to come.
        here = _SRC.search(data, index, index + 200) if data[index : index + 1] == b"<" else None
        mark = int(here[1]) if here else int(before[-1]) if before else -1
        inner = self._stack[-1] if self._stack else None
        if code == _EXPAT_MISMATCH and inner is not None:
            name = _TAG_NAME.match(data, max(0, index - 2))
            closing = name[1].decode("utf-8", "replace") if name else ""
            return self._problem(
                f"`<{inner.tag}>` is not closed before `</{closing}>`",
                inner.mark,
                f"write `</{inner.tag}>` first, or `<{inner.tag}/>`",
            )
        if code in (_EXPAT_NOTHING, _EXPAT_UNCLOSED):
            if inner is not None:
                return self._problem(
                    f"`<{inner.tag}>` is never closed", inner.mark, f"write `</{inner.tag}>` at its end"
                )
            if self._root is None and not data.strip():
                return self._problem(
                    "the template writes nothing",
                    mark,
                    "a face is one element, such as `<card>…</card>`; `<card/>` is an empty one",
                    "empty-face",
                )
            return self._problem("a tag is never closed with `>`", mark)
        if code == _EXPAT_TWICE:
            return self._problem("an attribute stands twice in the same tag", mark, "keep one of them")
        if self._root is None or not self._stack:
            return self._problem(
                "a face is one element with everything inside it",
                mark,
                "put what stands before or behind it inside, or leave it out",
            )
        if code == _EXPAT_ENTITY:
            return self._problem("a name between `&` and `;` is not known", mark, "write the character itself")
        # Half of a pair is no UTF-8 to a strict reader, and would be passed over.
        first = data[index : index + 3]
        text = first.decode("utf-8", "surrogatepass" if _is_half(data, index) else "ignore")
        found = _CONTROL.match(text)
        if found and found[0] not in ("<", "]]>"):
            message = f"a text holds the control character U+{ord(found[0]):04X}, which cannot be printed"
            return self._problem(message, mark, "take it out of the deck's text", "control-character")
        if data[max(0, index - 1) : index] in (b"&", b"<") or data[index : index + 1] in (b"&", b"<"):
            return self._problem("`&` or `<` stands where a tag is not meant", mark, "write `&amp;` or `&lt;`")
        return self._problem("this tag cannot be read", mark, 'an attribute is written `name="value"`')


def _numbered(root: _Node, events: list[tuple[bool, _Node]], pieces: list[str]) -> bool:
    """Puts the numbers of the texts in their places; False when a tag was cut short, as by a `>` in an attribute."""
    at = 0
    stack: list[_Node] = []
    for index in range(1, len(pieces), 2):
        tag = pieces[index]
        if at >= len(events) or _CUT_WELL.fullmatch(tag) is None:
            return False
        starts, node = events[at]
        at += 1
        if stack:
            stack[-1].content.append(index - 1)
        elif pieces[index - 1].strip():
            return False
        if tag.startswith("</"):
            if starts or not stack or stack.pop() is not node:
                return False
        else:
            if not starts or not tag.startswith(f"<{node.tag}"):
                return False
            if stack:
                stack[-1].content.append(node)
            if tag.endswith("/>"):
                if at >= len(events) or events[at] != (False, node):
                    return False
                at += 1
            else:
                stack.append(node)
    for starts, node in events:
        if starts and node.tag in TEXTS:
            numbers = [slot for slot in node.content if isinstance(slot, int)]
            node.element.text = "".join(pieces[slot] for slot in numbers) or None
    return at == len(events) and not stack and root is events[0][1]


def _stray_text(node: _Node, text: str, place: Callable[[int, str], Place]) -> Problem:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    if node.tag in PICTURES or node.tag in ("br", "path"):
        message, advice = f"`<{node.tag}>` cannot hold text", f"write `<{node.tag}/>` and the text beside it"
    else:
        message, advice = f"text stands directly in `<{node.tag}>`", "put it in a `<p>`"
    return Problem(
        name="text-outside-paragraph", message=message, at=place(node.mark, ""), label=f"“{shown}”", help=advice
    )


class _Maker:
    """Elements from nodes and styles; numbers the paragraphs."""

    def __init__(
        self,
        styles: Mapping[ET.Element, Style],
        shelf: Shelf,
        place: Callable[[int, str], Place],
        problems: list[Problem],
    ) -> None:
        self._styles = styles
        self._shelf = shelf
        self._place = place
        self._problems = problems
        self.plans: list[_Plan] = []
        self.blanks: list[tuple[int, _Node]] = []

    def _complain(
        self, name: str, message: str, node: _Node, help: str = "", needle: str = "", severity: Severity = "error"
    ) -> None:
        at = self._place(node.mark, needle) if node.mark >= 0 else None
        self._problems.append(Problem(name=name, message=message, at=at, help=help, severity=severity))

    def box(self, node: _Node, ground: Colour | None = WHITE) -> Element | None:
        """The element, with all inside it; None when it is not displayed.

        `ground` is the colour that it stands on; None when that is a picture.
        """
        self._check_attributes(node)
        style = self._styles[node.element]
        if style.display == "none":
            self._left_out(node)
            return None
        if style.background:
            ground = None
        elif style.background_color is not None and style.background_color.alpha > 0:
            ground = style.background_color
        tag = node.tag
        words: int | None = None
        picture: Drawing | Raster | Face | None = None
        children: list[Element] = []
        if tag in TEXTS:
            words = len(self.plans)
            self.plans.append(self._paragraph(node, style))
        elif tag in PICTURES:
            self._empty(node)
            picture = self._code(node, style, ground) if tag == "qr" else self._picture(node, style)
        elif tag == "path":
            self._empty(node)
            picture = self._drawn(node, style)
            style = replace(style, object_fit="none", object_position=(ZERO, ZERO))
        else:
            if tag in INLINE and tag != "span":
                self._complain("misplaced-element", f"`<{tag}>` means something inside a `<p>` only", node)
            for child in node.content:
                if isinstance(child, int):
                    self.blanks.append((child, node))
                else:
                    made = self.box(child, ground)
                    if made is not None:
                        children.append(made)
        at = self._place(node.mark, "") if node.mark >= 0 else None
        return Element(
            tag=tag,
            style=style,
            classes=tuple(node.attributes.get("class", "").split()),
            children=tuple(children),
            words=words,
            picture=picture,
            name=node.attributes.get("name", "") if tag != "icon" else "",
            file=at.file if at else "",
            line=at.line if at else 0,
            alt=node.attributes.get("alt", "") or (self._shelf.alt(node.attributes["of"]) if tag == "face" else ""),
            id=node.attributes.get("id", ""),
            to=node.attributes.get("to", ""),
        )

    def _check_attributes(self, node: _Node) -> None:
        own = _OWN.get(node.tag, ())
        unknown = [key for key in node.attributes if not (key in _ATTRIBUTES or key in own or key.startswith("data-"))]
        for key in unknown[:_MOST_TOLD]:
            guess = did_you_mean(key, [*_ATTRIBUTES, *own])
            advice = f"did you mean `{guess}`?" if guess else "looks are set in the stylesheet, or in `style`"
            if key == "src":
                advice = 'a picture is written <img src="…" alt="…"/>'
            self._complain("unknown-attribute", f"`<{node.tag}>` has no attribute `{key}`", node, advice, key)
        if len(unknown) > _MOST_TOLD:
            further = f"`<{node.tag}>` has {len(unknown) - _MOST_TOLD} further attributes that mean nothing here"
            self._complain("unknown-attribute", further, node)

    def _left_out(self, node: _Node) -> None:
        """Text in a box is a slip also where the box is not displayed."""
        if node.tag in TEXTS:
            return
        for child in node.content:
            if isinstance(child, int):
                self.blanks.append((child, node))
            else:
                self._left_out(child)

    def _empty(self, node: _Node) -> None:
        for child in node.content:
            if isinstance(child, int):
                self.blanks.append((child, node))
            else:
                self._complain("misplaced-element", f"`<{node.tag}>` cannot hold `<{child.tag}>`", child)

    def _told(self, node: _Node) -> str:
        """What the leaf shows, by its main attribute; empty, with a complaint, when it does not say."""
        key = PICTURES[node.tag]
        name = node.attributes.get(key, "").strip()
        if not name:
            fault = "is empty" if key in node.attributes else "is missing"
            advice = f'ask first: `{{% if … %}}<{node.tag} {key}="…"/>{{% endif %}}`' if fault == "is empty" else ""
            self._complain("missing-attribute", f"the `{key}` of `<{node.tag}>` {fault}", node, advice)
        return name

    def _code(self, node: _Node, style: Style, ground: Colour | None) -> Drawing | None:
        data = self._told(node)
        error = node.attributes.get("error", "m").strip().lower()
        correction = next((known for known in CORRECTIONS if known == error), None)
        if correction is None:
            message = f"the `error` of `<qr>` is `{error[:40]}`"
            advice = "`l`, `m`, `q` or `h`: about 7, 15, 25 or 30 % of the code may be lost"
            self._complain("unknown-value", message, node, advice, error)
        told = node.attributes.get("quiet", str(QUIET_ZONE)).strip()
        if not _QUIET.fullmatch(told):
            message = f"the `quiet` of `<qr>` is `{told[:40]}`"
            self._complain(
                "unknown-value", message, node, f"a number of modules from 0 to 20; {QUIET_ZONE} is right", told
            )
        if not data or correction is None or not _QUIET.fullmatch(told):
            return None
        data = node.attributes["data"]
        code = self._shelf.code(data, correction, int(told), style.text.color)
        if code is None:
            message = f"no QR code is large enough for {len(data)} characters at error correction `{error}`"
            self._complain("qr-too-long", message, node, "shorten the data; a short web address makes the best code")
        elif ground is not None and luminance(ground) - luminance(style.text.color) < CODE_CONTRAST:
            message = "the modules of a QR code are not much darker than its ground"
            advice = "phones want dark `color` on light `background-color`; black on white is safe"
            self._complain("qr-low-contrast", message, node, advice, severity="warning")
        return code

    def _picture(self, node: _Node, style: Style) -> Drawing | Raster | Face | None:
        name = self._told(node)
        if not name:
            return None
        if node.tag == "icon":
            if not self._shelf.has_icon(name):
                advice = self._shelf.icon_advice(name)
                self._complain("unknown-icon", f"no icon is called `{name[:80]}`", node, advice, name)
            return self._sound(self._shelf.icon(name, style.text.color), name, node)
        if node.tag == "face":
            told = self._shelf.fault(name)
            if told is not None:
                self._complain(told.name, told.message, node, told.help, name)
                return None
            return self._shelf.face(name)
        if not self._shelf.has(name):
            message = f"there is no picture `{name[:80]}`"
            self._complain("unknown-picture", message, node, self._shelf.advice(name), name)
            return None
        picture = self._sound(self._shelf.picture(name, style.text.color), name, node)
        if node.tag == "svg" and isinstance(picture, Raster):
            self._complain("not-an-image", f"`{name}` is not an SVG picture", node, "use `<img>`", name)
        return picture

    def _drawn(self, node: _Node, style: Style) -> Drawing | None:
        """The outline in `d`, in millimetres from the corner of the box."""
        text = node.attributes.get("d", "")
        try:
            segments = outline.mapped(outline.read_path(text), _MILLIMETRES) if text.strip() else ()
        except outline.BadOutlineError as fault:
            self._complain("bad-outline", f"the `d` of `<path>` cannot be read: {fault}", node, needle="d")
            return None
        if not segments:
            fault_ = "is empty" if "d" in node.attributes else "is missing"
            help_ = 'write an outline in millimetres: `<path d="M0 0 L30 10"/>`'
            self._complain("missing-attribute", f"the `d` of `<path>` {fault_}", node, help_)
            return None
        drawn = Path(segments, style.fill, style.stroke, style.fill_rule == "evenodd")
        return Drawing(_NOWHERE, (drawn,), "path")

    def _sound(self, picture: Drawing | Raster | None, name: str, node: _Node) -> Drawing | Raster | None:
        """The picture; without it a face cannot be made, though the shelf has said why."""
        known = self._shelf.has_icon(name) if node.tag == "icon" else True
        if picture is None and known:
            self._complain(
                "not-an-image", f"the picture `{name[:80]}` cannot be used", node, "its own problem says why", name
            )
        return picture

    # -- Paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, node: _Node, style: Style) -> _Plan:
        parts: list[_Text | _Break | Run] = []
        self._inline(node, style, _size(style.text) or 1.0, parts)
        slots = tuple(part.slot for part in parts if isinstance(part, _Text))
        single = slots[0] if len(parts) == 1 and slots else -1
        return _Plan(tuple(parts), slots, single)

    def _inline(self, node: _Node, style: Style, base: float, parts: "list[_Text | _Break | Run]") -> None:
        text, scale = style.text, _size(style.text) / base
        for child in node.content:
            if isinstance(child, int):
                parts.append(_Text(child, text, scale))
                continue
            self._check_attributes(child)
            if child.tag not in INLINE:
                message = f"`<{child.tag}>` cannot stand inside a `<{node.tag}>`"
                self._complain("misplaced-element", message, child, "close the `</p>` before it")
                continue
            own = self._styles[child.element]
            if own.display == "none":
                continue
            if child.tag == "br":
                self._empty(child)
                parts.append(_Break(text, scale))
            elif child.tag == "icon":
                self._empty(child)
                picture = self._picture(child, own)
                if isinstance(picture, Drawing):
                    told = child.attributes.get("alt", child.attributes.get("name", ""))
                    parts.append(Run(told, own.text, _size(own.text) / base, picture))
            else:
                if "to" in child.attributes:
                    own = replace(own, text=replace(own.text, to=child.attributes["to"]))
                self._inline(child, own, base, parts)
