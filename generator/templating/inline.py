"""The filter `inline`: a card's text with *emphasis*, **strong** words and :icons: as markup, everything else literal.

CommonMark's inline rules, without raw HTML, pictures and links: HTML is shown as it is written, a link as its text.
Beside them stand spans, `[warm words]{.warm}` and `[red words]{color=#c33}`: a class that the stylesheet has, or a
colour. What is in the braces is looked up or read before anything of it becomes markup.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.basics.patterns import pattern
from generator.basics.problems import did_you_mean, one_of
from generator.templating.faults import TemplateFault
from generator.templating.filters import MAX_TEXT, as_text
from generator.templating.pictures.svg import read_colour

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: Without any of these a text is only escaped; most texts of most cards are.
_SPECIAL = re.compile(r"[*_`\\\n\[]|&#?\w+;|:[A-Za-z]")
#: Everything special but the asterisk, and what of the asterisk is simple: a word or words between spaces or marks.
_SPECIAL_BESIDES = pattern(r"[_`\\\n\[]|&#?\w+;|:[A-Za-z]")
_SIMPLE = pattern(r"(?<![^\s(“„«])(\*\*?)([^\W_](?:[^*]*[^\W_])?[.?!]?)\1(?![^\s.,;:!?)”“»])")
_BLANK_LINE = pattern(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_ICON = pattern(r"(?<![\w:]):([A-Za-z][\w-]*):(?![\w:])")

#: What makes a span of the brackets before it: classes and `key=value` in braces.
_SPAN = pattern(
    r"\{[ \t]*((?:\.[\w-]+|[A-Za-z][\w-]*=[^\s{}\"'<>&]+)(?:[ \t]+(?:\.[\w-]+|[A-Za-z][\w-]*=[^\s{}\"'<>&]+))*)[ \t]*\}"
)

#: Colours as they are written in a span, before they are read.
_COLOUR = pattern(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,30}|[a-z-]{3,12}\([0-9.,%/-]{1,60}\)")

_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "span_close": "</span>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


def _simply(match: "re.Match[str]") -> str:
    tag = "em" if len(match[1]) == 1 else "strong"
    return f"<{tag}>{match[2]}</{tag}>"


def _span(state: "StateInline", silent: bool) -> bool:
    """markdown-it's rule for spans: `[`, any inline text, `]`, and braces right behind."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, start, False)
    match = _SPAN.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        state.push("span_open", "span", 1).content = match[1]
        maximum = state.posMax
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = maximum
        state.push("span_close", "span", -1)
    state.pos = match.end()
    return True


class Inline:
    """The filter, with the icons it may name.

    Args:
        icons: the names of all icons.
        complain: is told about an unknown icon, class or colour, and the text it stands in.
        classes: those that spans may have.
    """

    def __init__(
        self, icons: tuple[str, ...], complain: Callable[[TemplateFault, str], None], classes: tuple[str, ...] = ()
    ) -> None:
        self._classes = classes
        self._icons = icons
        self._known = frozenset(icons)
        self._complain = complain
        self._reader: MarkdownIt | None = None

    def __call__(self, value: object) -> Markup:
        """The text as markup that can be placed in a `<p>`."""
        if isinstance(value, Markup):
            return value
        text = value if isinstance(value, str) else as_text(value, "inline")
        if _SPECIAL.search(text) is None:
            return escape(text)
        if len(text) <= MAX_TEXT and _SPECIAL_BESIDES.search(text) is None:
            marked = _SIMPLE.sub(_simply, str(escape(text)))
            if "*" not in marked:
                return Markup(marked)  # noqa: S704 - escaped one line above
        if len(text) > MAX_TEXT:
            raise TemplateFault("template-too-long", f"a text has more than {MAX_TEXT} characters", needle="inline")
        parts = [self._marked_up(part, text) for part in _BLANK_LINE.split(text.strip("\n"))]
        return Markup("<br/>".join(parts))  # noqa: S704 - every piece is escaped below

    def _marked_up(self, part: str, whole: str) -> str:
        if self._reader is None:
            from markdown_it import MarkdownIt

            rules = ["newline", "escape", "backticks", "emphasis", "entity", "link"]
            # text_join would hide which colons were escaped.
            self._reader = MarkdownIt("zero").enable(rules).disable("text_join")
            self._reader.inline.ruler.before("link", "span", _span)
        tokens: list[Token] = []
        for token in self._reader.parseInline(part):
            tokens.extend(token.children or ())
        return "".join(self._piece(token, whole) for token in tokens)

    def _piece(self, token: "Token", whole: str) -> str:
        if token.type == "text":
            return self._with_icons(token.content, whole)
        if token.type == "span_open":
            return self._span_tag(token.content, whole)
        if token.type == "code_inline":
            return f"<code>{escape(token.content)}</code>"
        if token.type in ("link_open", "link_close"):
            return self._link(token)
        return _TAGS.get(token.type) or str(escape(token.content))

    def _link(self, token: "Token") -> str:
        """What stands at the start and end of a link; on a card it is its text."""
        return ""

    def _span_tag(self, told: str, whole: str) -> str:
        """The start tag of a span; what it should not say is told and left out."""
        classes: list[str] = []
        style = ""
        for word in told.split():
            key, equals, value = word.partition("=")
            if not equals:
                name = word[1:]
                if name in self._classes:
                    classes.append(name)
                    continue
                guess = did_you_mean(name, self._classes)
                known = [f".{one}" for one in self._classes]
                advice = f"did you mean `.{guess}`?" if guess else f"there is {one_of(known)}" * bool(known)
                fault = TemplateFault(
                    "unknown-class",
                    f"the stylesheet has no class `{name[:60]}`",
                    advice or "write a rule for it into the stylesheet",
                )
                self._complain(fault, whole)
            elif key.lower() not in ("color", "class"):
                guess = "color" if key.lower() == "colour" else did_you_mean(key, ("color", "class"))
                advice = f"did you mean `{guess}=`?" if guess else "a span takes `.class` and `color=…`"
                self._complain(TemplateFault("unknown-attribute", f"a span takes no `{key[:60]}`", advice), whole)
            elif key.lower() == "class":
                advice = f"write it with a dot: `{{.{value[:60]}}}`"
                self._complain(TemplateFault("unknown-attribute", "a span takes no `class=`", advice), whole)
            elif _COLOUR.fullmatch(value) is None or read_colour(value) is None:
                advice = "a colour such as `#c33`, `teal` or `rgb(200,50,50)`"
                fault = TemplateFault("bad-color", f"`{value[:60]}` is not a colour", advice)
                self._complain(fault, whole)
            else:
                style = f"color: {value}"
        named = f' class="{escape(" ".join(classes))}"' if classes else ""
        styled = f' style="{escape(style)}"' if style else ""
        return f"<span{named}{styled}>"

    def _with_icons(self, text: str, whole: str) -> str:
        if ":" not in text:
            return str(escape(text))
        pieces: list[str] = []
        done = 0
        for match in _ICON.finditer(text):
            name = match[1]
            if name not in self._known:
                guess = did_you_mean(name, self._icons)
                advice = (
                    f"did you mean `:{guess}:`?" if guess else f"there is {one_of(self._icons)}" * bool(self._icons)
                )
                told = TemplateFault("unknown-icon", f"no icon is called `{name}`", advice or "write `\\:` for a colon")
                self._complain(told, whole)
                continue
            pieces.append(str(escape(text[done : match.start()])))
            pieces.append(f'<icon name="{name}"/>')
            done = match.end()
        pieces.append(str(escape(text[done:])))
        return "".join(pieces)
