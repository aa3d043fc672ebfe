"""From bytes to a parsed TOML table, with plain words for everything that can go wrong on the way."""

import re
from typing import Any

import tomli

from generator.basics.problems import Place, Related
from generator.basics.records import dataclass
from generator.reading.notes import Notes, show

#: A dotted key with more parts than this is an attack: the parser needs the square of their number.
MOST_KEY_PARTS = 32

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(rf"^[ \t]*+\[{{0,2}}[ \t]*+(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_KEY_PARTS}}}", re.MULTILINE)
_MANY_DIGITS = re.compile(r"[0-9_]{4000,}")
_STATEMENT = re.compile(r"""[ \t]*(?P<key>[^\s=#:"'\[\]]+)[ \t]*(?P<sign>[=:]?)[ \t]*(?P<rest>[^\n]*)""")
_CURLY = "“”„‟«»‘’‚‛″′＂"


@dataclass(frozen=True, slots=True)
class _Complaint:
    message: str
    label: str = ""
    help: str = ""
    at: int | None = None
    width: int = 1
    first: int | None = None
    first_label: str = ""


def decode(data: bytes, notes: Notes, largest: int) -> str | None:
    """The text without byte order mark; None with a note when it is too large or not UTF-8."""
    if len(data) > largest:
        size = f"{largest / 1024 / 1024:.0f} MB" if largest >= 1024 * 1024 else f"{largest} bytes"
        notes.add(
            "file-too-large",
            f"this file is larger than {size}",
            Place(notes.file, 1),
            help="split it into several files and list them under `cards`",
        )
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(data) > 3 and data[:4].count(0) == 2):
        notes.add(
            "not-utf8",
            "this file is saved as UTF-16",
            Place(notes.file, 1),
            help="save it again as UTF-8: editors offer the encoding under “Save as”",
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        start = data.rfind(b"\n", 0, fault.start) + 1
        end = data.find(b"\n", fault.start)
        line = data[start : end if end >= 0 else len(data)].rstrip(b"\r")
        before = data[start : fault.start].decode("utf-8", "replace")
        byte = data[fault.start]
        old = bytes([byte]).decode("cp1252", "replace")
        guess = f": `{old}` in an older encoding" if old.isprintable() and old != "\ufffd" else ""
        notes.add(
            "not-utf8",
            "this file is not saved as UTF-8",
            Place(
                notes.file,
                data.count(b"\n", 0, fault.start) + 1,
                len(before.removeprefix("\ufeff")) + 1,
                1,
                before.removeprefix("\ufeff") + line[len(data[start : fault.start]) :].decode("cp1252", "replace"),
            ),
            label=f"the byte {byte:#04x}{guess}",
            help="save it again as UTF-8: editors offer the encoding under “Save as”",
        )
        return None


def parse(text: str, notes: Notes) -> dict[str, Any] | None:
    """The parsed table; None with a note when the text is not TOML."""
    endless = _ENDLESS_KEY.search(text)
    if endless:
        at = endless.start() + len(endless[0]) - len(endless[0].lstrip())
        _complain(
            text,
            _Complaint(f"this key has more than {MOST_KEY_PARTS} parts", help="deck files need two at most", at=at),
            at,
            notes,
        )
        return None
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as fault:
        # The parser counts in a text whose line ends are all LF.
        text = text.replace("\r\n", "\n")
        at = min(max(0, fault.pos), len(text))
        bad = re.search(r"(?:Illegal|invalid) character '(.+)'$", fault.msg)
        if bad and text[at : at + 1] not in ("\n", ""):
            kind = "a carriage return alone" if text[at] == "\r" else "a control character"
            notes.add(
                "control-character",
                f"here stands {kind} (U+{ord(text[at]):04X})",
                _place(text, at, 1, notes.file),
                help="save the file with ordinary line ends" if text[at] == "\r" else "remove it",
            )
            return None
        _complain(text, _translate(fault.msg, text, at), at, notes)
    except RecursionError:
        complaint = _Complaint("lists or tables are nested too deeply", help="deck files need three levels at most")
        deepest = re.search(r"(?:[\[{][\s]*){20}", text)
        _complain(text, complaint, deepest.start() if deepest else 0, notes)
    except ValueError:
        digits = _MANY_DIGITS.search(text)
        complaint = _Complaint("this number has thousands of digits", help="write a shorter one")
        _complain(text, complaint, digits.start() if digits else 0, notes)
    except MemoryError:
        _complain(text, _Complaint("this file needs more memory than there is"), 0, notes)
    return None


def _place(text: str, at: int, width: int, file: str) -> Place:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return Place(file, text.count("\n", 0, at) + 1, at - start + 1, max(1, min(width, len(line) - (at - start))), line)


def _complain(text: str, complaint: _Complaint, at: int, notes: Notes) -> None:
    at = at if complaint.at is None else complaint.at
    if at >= len(text.rstrip()) and complaint.at is None:
        # The end of the file is an empty place; the end of what is written is one that can be shown.
        at = max(0, len(text.rstrip()) - 1)
    related: tuple[Related, ...] = ()
    if complaint.first is not None:
        related = (Related(_place(text, complaint.first, complaint.width, notes.file), complaint.first_label),)
    notes.add(
        "toml-syntax",
        complaint.message,
        _place(text, at, complaint.width, notes.file),
        label=complaint.label,
        help=complaint.help,
        related=related,
    )


def _translate(said: str, text: str, at: int) -> _Complaint:
    """The parser's complaint in words for authors."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    statement = _STATEMENT.match(line)
    key = statement["key"] if statement and statement["sign"] else ""

    if said.startswith(("Unterminated string", "Illegal character '\\n'", 'Expected "\'"', "Expected \"'''\"")) or (
        "invalid character '\\n'" in said
    ):
        from generator.reading.spans import opening_quote  # few texts are broken, and the others need not wait

        opened = opening_quote(text, at)
        opened = at if opened is None else opened
        quotes = text[opened : opened + 3]
        mark = quotes if quotes in ('"""', "'''") else text[opened : opened + 1]
        return _Complaint(
            "this text has no closing quote",
            "it opens here",
            f"end it with {mark}"
            if len(mark) == 3
            else f"end it with {mark} on the same line, or put {mark * 3} around text over several lines",
            opened,
            len(mark),
        )
    if said == "Invalid value":
        return _value(text, at, key)
    if said == "Expected newline or end of document after a statement":
        return _rest(text, at, line, start, key)
    if said == "Invalid statement":
        if text[at] in _CURLY or not text[at].isascii():
            return _Complaint(
                f"a line cannot start with {show(text[at])}", help='write key = "text"; keys have a-z, 0-9 and _'
            )
        return _Complaint(f"a line cannot start with {show(text[at])}", help='write key = "text", [table] or # remark')
    if said.startswith("Expected '=' after a key"):
        return _equals(text, at, line)
    if said.startswith("Invalid initial character for a key part"):
        if line.lstrip().startswith("[") and text[at : at + 1] in ("]", "\n", ""):
            return _Complaint("a name is missing here", help="write it between the brackets, as in [deck]")
        return _Complaint(
            f"a key cannot start with {show(text[at])}" if at < len(text) else "a key is missing here",
            help="keys have a-z, 0-9, _ and -",
        )
    if said.startswith(("Expected ']' at the end", "Expected ']]' at the end")):
        mark = "]]" if "]]" in said else "]"
        return _Complaint(f"this header has no closing `{mark}`", help=f"end it with {mark} on the same line")
    if said in ("Unclosed array", "Unclosed inline table"):
        thing, mark = ("list", "]") if said == "Unclosed array" else ("table", "}")
        from generator.reading.spans import opening_bracket

        opened = opening_bracket(text, at)
        # The parser notices only where the next thing begins, and that may be many lines further down.
        return _Complaint(
            f"a comma or the closing `{mark}` of this {thing} is missing",
            help=f"put a comma between entries and {mark} at the end",
            first=opened if opened is not None and opened < start else None,
            first_label=f"the {thing} opens here",
        )
    if said.startswith(("Unescaped '\\", "Invalid hex", "Escaped character")):
        slash = text.rfind("\\", 0, at + 1)
        return _Complaint(
            "this backslash does not start anything known",
            help="write \\\\ for a backslash, or put the text in single quotes",
            at=slash if slash >= start else at,
            width=2,
        )
    if said.startswith("Invalid date"):
        return _Complaint("there is no such date or time", help="put it in quotes if it is text")
    if said.startswith(("Cannot declare", "Cannot overwrite", "Duplicate inline", "Cannot redefine", "Cannot mutate")):
        return _twice(said, text, at)
    return _Complaint("this is not valid TOML", "here", "")


def _word(text: str, at: int) -> str:
    """The rest of the line from `at`, without a remark."""
    match = re.compile(r"[^\n#]*").match(text, at)
    return match[0].strip() if match else ""


def _value(text: str, at: int, key: str) -> _Complaint:
    word = _word(text, at)
    name = key or "key"
    if not word:
        return _Complaint(
            f"`{key}` has no value" if key else "a value is missing here",
            "nothing stands after the `=`" if key else "",
            f'write {name} = "…", or remove the line' if key else "",
            max(0, at - 1) if text[at : at + 1] in ("\n", "") else at,
        )
    if word[0] in _CURLY:
        return _Complaint("this is a typographic quote", help='write straight quotes around a text: "…"')
    first = re.split(r"[\s,\]}]", word, maxsplit=1)[0]
    folded = first.casefold()
    if folded in ("true", "yes", "on", "false", "no", "off"):
        right = "true" if folded in ("true", "yes", "on") else "false"
        return _Complaint(f"{show(first)} is no value", help=f"write {name} = {right}", width=len(first))
    if folded in ("null", "none", "nil"):
        return _Complaint(f"{show(first)} is no value", help="leave the line out", width=len(first))
    if word[0] in ",]}":
        return _Complaint("a value is missing here", help="remove the comma before it, or write a value")
    if word[0] == "#" or first.startswith("."):
        return _Complaint(f"{show(first)} is no value", help=f"write {name} = 0{first}", width=len(first))
    quoted = word.strip("\"'").replace('"', "'")
    return _Complaint(
        "this text has no quotes around it" if word[0].isalpha() else "this is no value",
        help=f'write {name} = "{quoted}"' if len(quoted) <= 60 else "put it in quotes",
        width=len(word),
    )


def _rest(text: str, at: int, line: str, start: int, key: str) -> _Complaint:
    """Something stands where the line should end."""
    word = _word(text, at)
    before = line[: at - start].rstrip()
    name = key or "key"
    written = before.partition("=")[2].strip()
    if written[-1:] in ('"', "'") and len(written) > 1:
        if not before.endswith(('"""', "'''")) and written in ('""', "''") and word[:1] in ('"', "'"):
            return _Complaint("these quotes do not match", help='write three of them, """, for text over several lines')
        return _Complaint(
            "text goes on after its closing quote",
            help='write \\" for a quote inside a text, or use “ ”',
            width=len(word) or 1,
        )
    if re.fullmatch(r"[+-]?[0-9][0-9_.]*", written) and word:
        whole = (written + text[at : at + len(word)]).strip()
        if re.fullmatch(r"[0-9]+,[0-9]+", whole):
            return _Complaint("a number has a point, not a comma", help=f"write {name} = {whole.replace(',', '.')}")
        if re.fullmatch(r"[+-]?0[0-9_]+", whole):
            return _Complaint("a number cannot start with 0", help=f"write {name} = {whole.lstrip('0') or '0'}")
        joined = written + ("" if text[at - 1 : at].strip() else " ") + word
        return _Complaint(
            "something stands after this number",
            help=f'put the whole in quotes: {name} = "{joined}"' if len(joined) <= 60 else "put the whole in quotes",
            width=len(word),
        )
    if before.endswith("]") and line.lstrip().startswith("["):
        help = "remove it" if word.strip("]") == "" else "put it on a line of its own"
        return _Complaint("something stands after this header", help=help, width=len(word))
    return _Complaint(
        "something stands after this value",
        help="put it on a line of its own, behind a # if it is a remark",
        width=len(word) or 1,
    )


def _equals(text: str, at: int, line: str) -> _Complaint:
    """No `=` where one should be."""
    statement = _STATEMENT.match(line)
    if statement and statement["sign"] == ":":
        rest = statement["rest"] or '"…"'
        return _Complaint(
            "a key and its value are parted by `=`, not `:`",
            help=f"write {statement['key']} = {rest}" if len(line) <= 80 else "write = for :",
        )
    if text[at : at + 1] not in ("\n", "") and not text[at].isascii():
        return _Complaint(f"{show(text[at])} cannot stand in a key", help="keys have a-z, 0-9, _ and -")
    if "=" in line:
        name = line.split("=")[0].strip()
        like = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        return _Complaint(
            "a key cannot have blanks in it" if " " in name else "this key is followed by something else than `=`",
            help=f"write {like} = …" if like and len(like) <= 40 else "",
        )
    return _Complaint(
        "this line has no `=`",
        help='write key = "text", or put a # in front if it is a remark; text over several lines needs """ around it',
    )


def _twice(said: str, text: str, at: int) -> _Complaint:
    """A key or table that is written a second time."""
    at = max(0, min(at, len(text)) - (1 if text[at : at + 1] in ("", "\n") else 0))
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line_end = end if end >= 0 else len(text)
    # Up to the end of this line the parser has seen whole statements, so the scanner may walk there.
    from generator.reading.spans import scan

    spans = scan(text[:line_end])
    if text[start:line_end].lstrip().startswith("["):
        header = start + len(text[start:line_end]) - len(text[start:line_end].lstrip())
        match = re.compile(r"\[\[?[^\]\n]*\]\]?").match(text, header)
        written = match[0] if match else text[header:line_end]
        for keys, span in spans.repeats:
            if span.start == header:
                return _Complaint(
                    f"the table {show(written)} appears twice",
                    "again here",
                    "put all its keys under one header",
                    header,
                    len(written),
                    spans.headers[keys].start,
                    "first here",
                )
        return _Complaint(
            f"{show(written)} is already something else",
            "cannot be a table too",
            "use [[double brackets]] each time for a list of tables, or remove the earlier one",
            header,
            len(written),
        )
    if spans.repeats:
        keys, span = spans.repeats[-1]
        name = str(keys[-1])
        return _Complaint(
            f"{show(name)} is written twice in the same table",
            "again here",
            "remove one of the two",
            span.start,
            span.end - span.start,
            spans.keys[keys].start,
            "first here",
        )
    return _Complaint("this key is already something else", help="remove one of the two")
