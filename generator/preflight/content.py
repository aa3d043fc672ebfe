"""Content streams cut into operators (ISO 32000-1, 7.8.2); the outlines of paths are skipped without a look."""

import re
from collections.abc import Iterator

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name, without its slash."""

    text: str


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline picture: its dictionary; its pixels are left out."""

    entries: dict[str, object]


#: A number, a name, a string, an array of such, a dictionary; None for the null object.
Operand = object


class UnreadableError(ValueError):
    """The stream is not a content stream, or one made to tire out who reads it."""


#: Operands before one operator; none takes more than a colour of 32 inks and a name.
_MOST_OPERANDS = 64

#: Pieces of text in one go, or of a dash.
_MOST_LISTED = 100_000

_MOST_NESTED = 50

#: So many things that make no sense are passed over.
_MOST_RUBBISH = 1_000

_SPACE = rb"[\x00\t\n\f\r ]"
_NUMBER = rb"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)"

_NUMBERS = rb"(?:" + _NUMBER + _SPACE + rb"++){0,6}+"

#: Paths, and the commonest kinds of operators whole: one match is quicker than one for each operand.
_TOKEN = re.compile(
    _SPACE
    + rb"*+(?:(?P<path>(?:"
    + _NUMBERS
    + rb"(?:re|[mlcvyhn]|W\*?)(?=[\x00\t\n\f\r /])"
    + _SPACE
    + rb"*+)++)|(?P<numbers>"
    + _NUMBERS
    + rb")(?P<short>(?:cm|rg|RG|gs|TD|Td|Tm|TL|Tc|Tw|Tz|Ts|Tr|BT|ET|f\*|B\*|b\*|[qQwgGkKSsfBbJjMi])"
    rb"(?=[\x00\t\n\f\r /\[<(]|$))"
    rb"|\[(?P<shown>(?:<[0-9A-Fa-f]*+>|[-+.0-9 ]++)*+)\]" + _SPACE + rb"*+TJ(?=[\x00\t\n\f\r ]|$)"
    rb"|(?P<comment>%[^\r\n]*+)"
    rb"|(?P<number>" + _NUMBER + rb")"
    rb"|/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
    rb"|(?P<open><<|\[)"
    rb"|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\x00\t\n\f\r ]*+)>"
    rb"|\((?P<plain>[^()\\]*+)\)"
    rb"|(?P<string>\())"
)

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_SPACES = re.compile(_SPACE)
_STRING_PART = re.compile(rb"[^()\\]++|\\[0-7]{1,3}|\\\r\n|\\.|[()]|\\", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_END_OF_PICTURE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")


def operators(data: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """Each operator but those that only build outlines, with its operands; what cannot be read is passed over.

    An inline picture comes as the operator ``BI`` with an `Inline`.

    Raises:
        UnreadableError: hardly anything of it can be read.
    """
    stack: list[Operand] = []
    nested: list[list[Operand]] = []
    names: dict[bytes, Name] = {}
    place, end, rubbish = 0, len(data.rstrip(b"\0\t\n\f\r ")), 0
    match = _TOKEN.match
    while place < end:
        found = match(data, place)
        if found is None:
            place += 1
            rubbish += 1
            if rubbish > _MOST_RUBBISH:
                raise UnreadableError
            continue
        place = found.end()
        kind = found.lastgroup
        if kind == "comment":
            continue
        if kind == "path":
            stack, nested = [], []
            continue
        if kind == "short" and not stack and not nested:
            yield found["short"].decode("ascii"), [float(part) for part in found["numbers"].split()]
            continue
        if kind == "shown":
            if not nested:
                # One after another: a glyph's code does not care in which string it stands.
                stack.append([bytes.fromhex(_even(b"".join(_HEX.findall(found["shown"]))))])
                yield "TJ", stack
                stack = []
            continue
        if kind == "operator" or kind == "short":
            word = found[kind].decode("latin-1")
            if kind == "short":
                stack += [float(part) for part in found["numbers"].split()]
            if word in _WORDS:
                stack.append(_WORDS[word])
                continue
            while nested:
                stack = nested.pop()
            if word == "BI":
                inline, place = _inline(data, place)
                yield "BI", [inline]
            else:
                yield word, stack
            stack = []
        elif kind == "number":
            stack.append(float(found["number"]))
        elif kind == "name":
            raw = found["name"]
            name = names.get(raw)
            if name is None:
                name = Name(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), raw).decode("utf-8", "replace"))
                if len(names) < 1_000:
                    names[raw] = name
            stack.append(name)
        elif kind == "hex":
            stack.append(bytes.fromhex(_even(_SPACES.sub(b"", found["hex"]))))
        elif kind == "plain":
            stack.append(found["plain"])
        elif kind == "string":
            text, place = _string(data, place)
            stack.append(text)
        elif kind == "open":
            if len(nested) < _MOST_NESTED:
                nested.append(stack)
                stack = []
            else:
                raise UnreadableError
        elif nested:
            inner, stack = stack, nested.pop()
            stack.append(inner)
        if len(stack) > (_MOST_LISTED if nested else _MOST_OPERANDS):
            rubbish += 1
            if rubbish > _MOST_RUBBISH:
                raise UnreadableError
            del stack[: len(stack) // 2]


def _even(digits: bytes) -> str:
    """Hexadecimal digits; a last one that is missing is a zero."""
    return (digits + b"0" if len(digits) % 2 else digits).decode("ascii")


def _string(data: bytes, place: int) -> tuple[bytes, int]:
    """The string whose bracket has been opened, and where it ends."""
    parts: list[bytes] = []
    depth = 1
    for found in _STRING_PART.finditer(data, place):
        part = found[0]
        if part == b"(":
            depth += 1
        elif part == b")":
            depth -= 1
            if not depth:
                return b"".join(parts), found.end()
        elif part[:1] == b"\\":
            rest = part[1:]
            if rest[:1].isdigit() and rest[:1] < b"8":
                part = bytes([int(rest, 8) & 255])
            elif rest == b"\r\n":
                part = b""
            else:
                part = _ESCAPES.get(rest, rest)
        parts.append(part)
    return b"".join(parts), len(data)


def _inline(data: bytes, place: int) -> tuple[Inline, int]:
    """The inline picture that begins here, and where what follows it begins."""
    entries: dict[str, object] = {}
    stack: list[Operand] = []
    nested: list[list[Operand]] = []
    for _ in range(200):
        found = _TOKEN.match(data, place)
        if found is None or found.lastgroup == "path":
            break
        place = found.end()
        kind = found.lastgroup
        if kind == "operator":
            word = found["operator"]
            if word == b"ID":
                break
            stack.append(_WORDS.get(word.decode("latin-1")))
        elif kind == "number":
            stack.append(float(found["number"]))
        elif kind == "name":
            stack.append(Name(found["name"].decode("utf-8", "replace")))
        elif kind == "open":
            nested.append(stack)
            stack = []
        elif kind == "close" and nested:
            inner, stack = stack, nested.pop()
            stack.append(inner)
        elif kind in ("hex", "plain"):
            stack.append(found[kind])
    for key, value in zip(stack[0::2], stack[1::2], strict=False):
        if isinstance(key, Name):
            entries[key.text] = value
    finish = _END_OF_PICTURE.search(data, place)
    return Inline(entries), len(data) if finish is None else finish.end()
