"""The filter `inline`: a card's text with *emphasis*, **strong** words and :icons: as markup, everything else literal.

CommonMark's inline rules, without raw HTML, pictures and links: HTML is shown as it is written, a link as its text.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.basics.problems import did_you_mean, one_of
from generator.templating.faults import TemplateFault
from generator.templating.filters import MAX_TEXT, as_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Without any of these a text is only escaped; most texts of most cards are.
_SPECIAL = re.compile(r"[*_`\\\n\[]|&#?\w+;|:[A-Za-z]")
#: Everything special but the asterisk, and what of the asterisk is simple: a word or words between spaces or marks.
_SPECIAL_BESIDES = re.compile(r"[_`\\\n\[]|&#?\w+;|:[A-Za-z]")
_SIMPLE = re.compile(r"(?<![^\s(“„«])(\*\*?)([^\W_](?:[^*]*[^\W_])?[.?!]?)\1(?![^\s.,;:!?)”“»])")
_BLANK_LINE = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_ICON = re.compile(r"(?<![\w:]):([A-Za-z][\w-]*):(?![\w:])")

_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


def _simply(match: "re.Match[str]") -> str:
    tag = "em" if len(match[1]) == 1 else "strong"
    return f"<{tag}>{match[2]}</{tag}>"


class Inline:
    """The filter, with the icons it may name.

    Args:
        icons: the names of all icons.
        complain: is told about an unknown icon, and the text it stands in.
    """

    def __init__(self, icons: tuple[str, ...], complain: Callable[[TemplateFault, str], None]) -> None:
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
        tokens: list[Token] = []
        for token in self._reader.parseInline(part):
            tokens.extend(token.children or ())
        return "".join(self._piece(token, whole) for token in tokens)

    def _piece(self, token: "Token", whole: str) -> str:
        if token.type == "text":
            return self._with_icons(token.content, whole)
        if token.type == "code_inline":
            return f"<code>{escape(token.content)}</code>"
        if token.type in ("link_open", "link_close"):
            return self._link(token)
        return _TAGS.get(token.type) or str(escape(token.content))

    def _link(self, token: "Token") -> str:
        """What stands at the start and end of a link; on a card it is its text."""
        return ""

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
