"""Where every key, value, header and list item of a TOML text stands.

Looks only at text that the parser has accepted, so it need not judge anything: it walks over the text once and notes
where things are. Used only when there is something to report.
"""

import re
from bisect import bisect_right

from generator.basics.problems import Keys, Part
from generator.basics.records import dataclass

#: Lists and inline tables inside one another beyond this are stepped over as a whole.
DEEPEST = 60

#: So are the items of a list beyond this many.
MOST_ITEMS = 5_000

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_TEXT = re.compile(
    r'''"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'''
    r"""|'''[\s\S]*?'''(?:'{1,2}(?!'))?"""
    r'''|"(?:[^"\\\n]++|\\.)*+"'''
    r"""|'[^'\n]*+'"""
)
# A date and its time may be parted by a blank; everything else ends at the first one.
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d[ Tt]\d\d:[^\s,\]}#]++|[^\s,\]}#]++")
_STEP = re.compile(_TEXT.pattern + r"""|#[^\n]*+|[\[\]{}]|[^\[\]{}"'#]++""")
# The same inside a list, where braces need no counting.
_STEP_IN_LIST = re.compile(_TEXT.pattern + r"""|#[^\n]*+|[\[\]]|[^\[\]"'#]++""")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: offsets from `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A span as people count.

    Attributes:
        line: from 1.
        column: from 1, in characters.
        width: characters marked in that line, at least 1; a span over several lines is marked to its first line's end.
    """

    line: int
    column: int
    width: int


class Spans:
    """Everything the text holds, by its way from the root: ``("card", 3, "text")``.

    Attributes:
        text: as it was scanned.
        keys: the last part of each key, where it was first written; also the parts of headers.
        values: values of keys and items of lists; inline tables too, tables with a header not.
        headers: ``[table]`` and ``[[table]]`` with their brackets. A table that only its children's headers imply
            has the first of these.
        repeats: keys that were written once more, in the order of writing (the parser refuses such a text, but what
            comes before its complaint can be scanned).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[Keys, Span] = {}
        self.values: dict[Keys, Span] = {}
        self.headers: dict[Keys, Span] = {}
        self.repeats: list[tuple[Keys, Span]] = []
        # A mark at the very start of the file belongs to no line.
        self._begin = 1 if text.startswith("\ufeff") else 0
        self._starts = [self._begin, *(match.end() for match in re.finditer("\n", text))]
        self._lines: dict[int, str] = {}

    def find(self, keys: Keys, part: Part = "value") -> Span | None:
        """The span of the key, value or header; of the nearest parent that exists when there is none."""
        values, headers, own = self.values, self.headers, self.keys
        order = {"value": (values, headers, own), "key": (own, headers, values), "header": (headers, own, values)}[part]
        while keys:
            for table in order:
                if keys in table:
                    return table[keys]
            keys = keys[:-1]
            order = (headers, own, values)
        return None

    def spot(self, span: Span) -> Spot:
        """The span in lines and columns."""
        line = bisect_right(self._starts, span.start) or 1
        start = self._starts[line - 1]
        length = len(self.line(line))
        column = min(span.start - start, length)
        width = min(span.end - start, length) - column
        return Spot(line, column + 1, max(1, width))

    def line(self, number: int) -> str:
        """The whole line without its end; kept, because many problems may point at one long line."""
        if number not in self._lines:
            start = self._starts[number - 1]
            end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
            line = self.text[start:end]
            self._lines[number] = line.removesuffix("\r")
        return self._lines[number]


def scan(text: str) -> Spans:
    """The spans of a TOML text that the parser has accepted, or of a part of one that ends between two statements.

    Line ends may be LF or CRLF, and a byte order mark may come first. Offsets count characters of `text` as given.
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = Spans(text)
        self._counts: dict[Keys, int] = {}

    def scan(self) -> Spans:
        text, at = self._text, 1 if self._text.startswith("\ufeff") else 0
        header: Keys = ()
        while True:
            at = self._skip(_BLANK, at)
            if at >= len(text):
                return self._spans
            before = at
            if text[at] == "[":
                at, header = self._header(at)
            else:
                at = self._pair(at, header, 0)
            if at <= before:  # Not text that the parser accepted; stop rather than turn in a circle.
                return self._spans

    def _skip(self, what: "re.Pattern[str]", at: int) -> int:
        match = what.match(self._text, at)
        return match.end() if match else at

    def _key(self, at: int) -> tuple[int, list[tuple[str, Span]]]:
        """The parts of a dotted key, and where it ends."""
        parts: list[tuple[str, Span]] = []
        while True:
            match = _KEY_PART.match(self._text, at)
            if match is None:
                return at, parts
            parts.append((_plain(match[0]), Span(match.start(), match.end())))
            end = match.end()
            at = self._skip(_SPACE, end)
            if not self._text.startswith(".", at):
                return end, parts
            at = self._skip(_SPACE, at + 1)

    def _header(self, at: int) -> tuple[int, Keys]:
        spans, start = self._spans, at
        many = self._text.startswith("[[", at)
        at = self._skip(_SPACE, at + (2 if many else 1))
        at, parts = self._key(at)
        at = self._skip(_SPACE, at) + (2 if many else 1)
        whole = Span(start, at)
        path: Keys = ()
        for number, (name, span) in enumerate(parts):
            path = (*path, name)
            spans.keys.setdefault(path, span)
            if number < len(parts) - 1:
                spans.headers.setdefault(path, whole)
                if path in self._counts:
                    path = (*path, self._counts[path] - 1)
        if many:
            spans.headers.setdefault(path, whole)
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
            if parts:
                spans.keys.setdefault(path, parts[-1][1])
        if path in spans.headers and not many and spans.headers[path].start < start:
            spans.repeats.append((path, whole))
        spans.headers.setdefault(path, whole)
        return at, path

    def _pair(self, at: int, parent: Keys, depth: int) -> int:
        spans = self._spans
        at, parts = self._key(at)
        path = parent
        for number, (name, span) in enumerate(parts):
            path = (*path, name)
            if path in spans.keys and number == len(parts) - 1:
                spans.repeats.append((path, span))
            spans.keys.setdefault(path, span)
        at = self._skip(_SPACE, at)
        return self._value(self._skip(_SPACE, at + 1), path, depth)

    def _value(self, at: int, path: Keys, depth: int) -> int:
        text, start = self._text, at
        first = text[at : at + 1]
        if first in ("[", "{") and depth >= DEEPEST:
            at = self._step_over(at)
        elif first == "[":
            at = self._skip(_BLANK, at + 1)
            number = 0
            while at < len(text) and text[at] != "]":
                before = at
                at = self._skip(_BLANK, self._value(at, (*path, number), depth + 1))
                at = self._comma(at)
                number += 1
                if at <= before:
                    break
                if number == MOST_ITEMS:
                    at = self._step_over(at, 1) - 1
                    break
            at += 1
        elif first == "{":
            at = self._skip(_BLANK, at + 1)
            while at < len(text) and text[at] != "}":
                before = at
                at = self._skip(_BLANK, self._pair(at, path, depth + 1))
                at = self._comma(at)
                if at <= before:
                    break
            at += 1
        else:
            match = (_TEXT if first in ('"', "'") else _SCALAR).match(text, at)
            at = match.end() if match else at + 1
        self._spans.values.setdefault(path, Span(start, at))
        return at

    def _comma(self, at: int) -> int:
        if self._text.startswith(",", at):
            return self._skip(_BLANK, at + 1)
        return at

    def _step_over(self, at: int, level: int = 0) -> int:
        """The end of a list or inline table that opens at `at`, or that has opened already with `level` 1."""
        step = _STEP_IN_LIST if level or self._text.startswith("[", at) else _STEP
        while match := step.match(self._text, at):
            at = match.end()
            if match[0] in ("[", "{"):
                level += 1
            elif match[0] in ("]", "}"):
                level -= 1
                if level == 0:
                    return at
        return len(self._text)


def _plain(key: str) -> str:
    """A part of a key without its quotes."""
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"':
        return _ESCAPE.sub(_unescape, key[1:-1])
    return key


def _unescape(match: "re.Match[str]") -> str:
    digits = match[1] or match[2] or match[3]
    return chr(int(digits, 16)) if digits else _SHORT.get(match[4], match[4])


_QUOTED = re.compile(_TEXT.pattern + r"|#[^\n]*+")
_OPENING = re.compile("[\"'#]")


def opening_quote(text: str, at: int) -> int | None:
    """Where the quoted text starts that is still open at `at`; None when none is."""
    here = 0
    while match := _OPENING.search(text, here, at):
        start = match.start()
        closed = _QUOTED.match(text, start)
        # Three quotes that nothing closes look like an empty text and one quote more.
        halved = text.startswith(('"""', "'''"), start) and closed is not None and closed.end() == start + 2
        if closed is None or halved or closed.end() > at:
            return None if text[start] == "#" else start
        here = closed.end()
    return None


def opening_bracket(text: str, at: int) -> int | None:
    """Where the innermost list or inline table starts that is still open at `at`; None when none is."""
    opened: list[int] = []
    here = 0
    while here < at and (match := _STEP.match(text, here)):
        if match[0] in ("[", "{"):
            opened.append(match.start())
        elif match[0] in ("]", "}") and opened:
            opened.pop()
        here = match.end()
    return opened[-1] if opened else None
