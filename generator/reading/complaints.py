"""The TOML parser's complaints in words for authors: what stands there, and what would work."""

import re

from generator.basics.records import dataclass
from generator.reading.notes import show

_STATEMENT = re.compile(r"""[ \t]*(?P<key>[^\s=#:"'\[\]]+)[ \t]*(?P<sign>[=:]?)[ \t]*(?P<rest>[^\n]*)""")
_QUOTED_KEY = re.compile(r"""[ \t]*(?P<quote>["'])(?P<key>[\w-]+)(?P=quote)[ \t]*:[ \t]*(?P<rest>[^\n]*?),?[ \t]*$""")
_CURLY = "“”„‟«»‘’‚‛″′＂"
_COMMA = re.compile(r"[+-]?[0-9]+(?:,[0-9]+)+")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![\w#])")
#: What looks like nothing, or like a space, and is none.
_UNSEEN = {
    "\u00a0": "a no-break space",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width mark",
    "\u200d": "a zero-width mark",
    "\u200e": "a mark for the direction of writing",
    "\u200f": "a mark for the direction of writing",
    "\u2028": "a line separator",
    "\u2060": "a word joiner",
    "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, and where it is seen if not where the parser stopped.

    Attributes:
        at: offset in the text.
        width: characters marked.
        first: offset of what stands in its way, marked as wide.
    """

    message: str
    label: str = ""
    help: str = ""
    at: int | None = None
    width: int = 1
    first: int | None = None
    first_label: str = ""


def translate(said: str, text: str, at: int) -> Complaint:
    """The parser's complaint in words for authors."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    statement = _STATEMENT.match(line)
    key = statement["key"] if statement and statement["sign"] else ""
    unseen = _unseen(text[at : at + 1])
    if unseen and not said.startswith(("Unterminated", "Illegal character", "Escaped")):
        return Complaint(unseen, help="delete it, and type an ordinary space there if one is wanted")

    if said.startswith(("Unterminated string", "Illegal character '\\n'", 'Expected "\'"', "Expected \"'''\"")) or (
        "invalid character '\\n'" in said
    ):
        from generator.reading.spans import opening_quote  # few texts are broken, and the others need not wait

        opened = opening_quote(text, at)
        opened = at if opened is None else opened
        quotes = text[opened : opened + 3]
        mark = quotes if quotes in ('"""', "'''") else text[opened : opened + 1]
        ending = text[opened : text.find("\n", opened) if "\n" in text[opened:] else len(text)].rstrip(" \t,;")
        if len(mark) == 1 and len(ending) > 1 and ending[-1] in _CURLY:
            return Complaint(
                "this text ends with a typographic quote",
                help=f"write a straight one there, as at its beginning: {mark}",
                at=opened + len(ending) - 1,
                first=opened,
                first_label="it opens here",
            )
        return Complaint(
            "this text has no closing quote",
            "it opens here",
            f"end it with {mark}"
            if len(mark) == 3
            else f"end it with {mark} on the same line, or put {mark * 3} around text over several lines",
            opened,
            len(mark),
        )
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Complaint(
            "this is the mark of a merge in git that has not been finished",
            help="choose one of the two versions, and remove the three lines of marks",
            at=start,
            width=7,
        )
    if said == "Invalid value":
        return _value(text, at, key)
    if said == "Expected newline or end of document after a statement":
        return _rest(text, at, line, start, key)
    if said == "Invalid statement":
        if text[at] in _CURLY or not text[at].isascii():
            return Complaint(
                f"a line cannot start with {show(text[at])}", help='write key = "text"; keys have a-z, 0-9 and _'
            )
        return Complaint(f"a line cannot start with {show(text[at])}", help='write key = "text", [table] or # remark')
    if said.startswith("Expected '=' after a key"):
        return _equals(text, at, line)
    if said.startswith("Invalid initial character for a key part"):
        if line.lstrip().startswith("[") and text[at : at + 1] in ("]", "\n", ""):
            return Complaint("a name is missing here", help="write it between the brackets, as in [deck]")
        return Complaint(
            f"a key cannot start with {show(text[at])}" if at < len(text) else "a key is missing here",
            help="keys have a-z, 0-9, _ and -",
        )
    if said.startswith(("Expected ']' at the end", "Expected ']]' at the end")):
        mark = "]]" if "]]" in said else "]"
        inside = re.match(r"[ \t]*(\[\[?)([^\[\]\n]+)\]", line)
        if inside and (text[at].isalnum() or text[at] in "_'’&+/(," or not text[at].isascii()):
            from generator.reading.values import slug_of

            parts = [slug_of(part) for part in inside[2].split(".")]
            odd = "blanks" if line[: at - start].endswith((" ", "\t")) else show(text[at])
            return Complaint(
                f"a name in a header cannot have {odd} in it",
                help=f"write {inside[1]}{'.'.join(parts)}{inside[1].replace('[', ']')}" if all(parts) else "",
            )
        return Complaint(f"this header has no closing `{mark}`", help=f"end it with {mark} on the same line")
    if said in ("Unclosed array", "Unclosed inline table"):
        thing, mark = ("list", "]") if said == "Unclosed array" else ("table", "}")
        from generator.reading.spans import opening_bracket

        opened = opening_bracket(text, at)
        # The parser notices only where the next thing begins, and that may be many lines further down.
        return Complaint(
            f"a comma or the closing `{mark}` of this {thing} is missing",
            help=f"put a comma between entries and {mark} at the end",
            first=opened if opened is not None and opened < start else None,
            first_label=f"the {thing} opens here",
        )
    if said.startswith(("Unescaped '\\", "Invalid hex", "Escaped character")):
        slash = text.rfind("\\", 0, at + 1)
        return Complaint(
            "this backslash does not start anything known",
            help="write / between folders, and \\\\ for a backslash in a text",
            at=slash if slash >= start else at,
            width=2,
        )
    if said.startswith("Invalid date"):
        return Complaint("there is no such date or time", help="put it in quotes if it is text")
    if said.startswith(("Cannot declare", "Cannot overwrite", "Duplicate inline", "Cannot redefine", "Cannot mutate")):
        return _twice(said, text, at)
    return Complaint("this is not valid TOML", "here", "")


def _word(text: str, at: int) -> str:
    """The rest of the line from `at`, without a remark."""
    match = re.compile(r"[^\n#]*").match(text, at)
    return match[0].strip() if match else ""


def _value(text: str, at: int, key: str) -> Complaint:
    word = _word(text, at)
    name = key or "key"
    remark = _HEX.match(text, at)
    if remark:
        return Complaint(
            f"`{name}` has no value, for a # begins a remark",
            help=f'put the colour in quotes: {name} = "{remark[0]}"',
            at=at,
            width=len(remark[0]),
        )
    if not word:
        return Complaint(
            f"`{key}` has no value" if key else "a value is missing here",
            "nothing stands after the `=`" if key else "",
            f'write {name} = "…", or remove the line' if key else "",
            max(0, at - 1) if text[at : at + 1] in ("\n", "") else at,
        )
    if word[0] in _CURLY:
        return Complaint("this is a typographic quote", help='write straight quotes around a text: "…"')
    first = re.split(r"[\s,\]}]", word, maxsplit=1)[0]
    folded = first.casefold()
    if folded in ("true", "yes", "on", "false", "no", "off"):
        right = "true" if folded in ("true", "yes", "on") else "false"
        return Complaint(f"{show(first)} is no value", help=f"write {name} = {right}", width=len(first))
    if folded in ("null", "none", "nil"):
        return Complaint(f"{show(first)} is no value", help="leave the line out", width=len(first))
    if word[0] in ",]}":
        return Complaint("a value is missing here", help="remove the comma before it, or write a value")
    if word[0] == "#" or first.startswith("."):
        return Complaint(f"{show(first)} is no value", help=f"write {name} = 0{first}", width=len(first))
    quoted = word.strip("\"'").replace('"', "'")
    return Complaint(
        "this text has no quotes around it" if word[0].isalpha() else "this is no value",
        help=f'write {name} = "{quoted}"' if len(quoted) <= 60 else "put it in quotes",
        width=len(word),
    )


def _rest(text: str, at: int, line: str, start: int, key: str) -> Complaint:
    """Something stands where the line should end."""
    word = _word(text, at)
    before = line[: at - start].rstrip()
    name = key or "key"
    written = before.partition("=")[2].strip()
    if word[:1] in (",", ";") and not _COMMA.match(written + text[at : at + len(word)]):
        rest = word[1:].strip()
        return Complaint(
            f"a {'comma' if word[0] == ',' else 'semicolon'} stands after this value",
            help="remove it, and put what follows on a line of its own" if rest else "remove it",
        )
    if written[-1:] in ('"', "'") and len(written) > 1:
        if written == "''" and word[:1] not in ('"', "'"):
            return Complaint("these are two single quotes", help='write one double quote on either side: "…"', width=2)
        if not before.endswith(('"""', "'''")) and written in ('""', "''") and word[:1] in ('"', "'"):
            return Complaint("these quotes do not match", help='write three of them, """, for text over several lines')
        whole = (written + text[at : at + len(word)]).strip()
        help = 'write \\" for a quote inside a text, or use “ ”'
        if written[0] == "'":
            help = "put the text in double quotes"
            if whole[-1] == "'" and '"' not in whole and len(whole) <= 80:
                help += f': {name} = "{whole[1:-1]}"'
        return Complaint("text goes on after its closing quote", help=help, width=len(word) or 1)
    if re.fullmatch(r"[+-]?[0-9][0-9_.]*", written) and word:
        whole = (written + text[at : at + len(word)]).strip()
        if _COMMA.fullmatch(whole):
            return _comma(name, whole)
        if re.fullmatch(r"[+-]?0[0-9_]+", whole):
            return Complaint("a number cannot start with 0", help=f"write {name} = {whole.lstrip('0') or '0'}")
        joined = written + ("" if text[at - 1 : at].strip() else " ") + word
        return Complaint(
            "something stands after this number",
            help=f'put the whole in quotes: {name} = "{joined}"' if len(joined) <= 60 else "put the whole in quotes",
            width=len(word),
        )
    if before.endswith("]") and line.lstrip().startswith("["):
        help = "remove it" if word.strip("]") == "" else "put it on a line of its own"
        return Complaint("something stands after this header", help=help, width=len(word))
    return Complaint(
        "something stands after this value",
        help="put it on a line of its own, behind a # if it is a remark",
        width=len(word) or 1,
    )


def _unseen(letter: str) -> str:
    """What to say of a letter that nobody can see; empty when it can be seen, or is a blank as usual."""
    if letter in ("", " ", "\t", "\n", "\r") or (letter.isprintable() and not letter.isspace()):
        return ""
    return f"here stands {_UNSEEN.get(letter, 'a character that cannot be seen')} (U+{ord(letter):04X})"


def _comma(name: str, number: str, at: int | None = None) -> Complaint:
    """A number written with a comma, as a fraction or between thousands."""
    whole, point = number.replace(",", ""), number.replace(",", ".", 1)
    if number.count(",") > 1:
        return Complaint("a number has no commas", help=f"write {name} = {whole}", at=at)
    thousands = re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", number)
    return Complaint(
        "a number has a point, not a comma",
        help=f"write {name} = {whole}, or {name} = {point} for a fraction" if thousands else f"write {name} = {point}",
        at=at,
    )


def _equals(text: str, at: int, line: str) -> Complaint:
    """No `=` where one should be."""
    column = at - text.rfind("\n", 0, at) - 1
    for match in re.finditer(r"([\w-]+)[ \t]*=[ \t]*([+-]?[0-9]+(?:,[0-9]+)+)", line):
        if match.start() < column <= match.end() + 1:
            return _comma(match[1], match[2], at - column + match.start(2) + match[2].index(","))
    quoted = _QUOTED_KEY.match(line)
    if quoted:
        help = f"write {quoted['key']} = {quoted['rest'] or '…'}" if len(line) <= 80 else "write = for :"
        return Complaint("a key and its value are parted by `=`, not `:`", help=help)
    statement = _STATEMENT.match(line)
    if statement and statement["sign"] == ":":
        rest = statement["rest"].strip() or '"…"'
        if rest[0] not in "\"'[{+-" and not rest[0].isdigit() and rest not in ("true", "false"):
            rest = f'"{rest}"'
        return Complaint(
            "a key and its value are parted by `=`, not `:`",
            help=f"write {statement['key']} = {rest}" if len(line) <= 80 else "write = for :",
        )
    if text[at : at + 1] not in ("\n", "") and not text[at].isascii():
        return Complaint(f"{show(text[at])} cannot stand in a key", help="keys have a-z, 0-9, _ and -")
    if "=" in line:
        name = line.split("=")[0].strip()
        like = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        return Complaint(
            "a key cannot have blanks in it" if " " in name else "this key is followed by something else than `=`",
            help=f"write {like} = …" if like and len(like) <= 40 else "",
        )
    return Complaint(
        "this line has no `=`",
        help='write key = "text", or put a # in front if it is a remark; text over several lines needs """ around it',
    )


def _twice(said: str, text: str, at: int) -> Complaint:
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
        if not written.startswith("[[") and re.search(
            rf"^[ \t]*\[\[[ \t]*{re.escape(written.strip('[] '))}[ \t]*\]\]", text[:start], re.MULTILINE
        ):
            return Complaint(
                f"{show(written)} has single brackets, and there are several of them",
                help=f"write [{written}]",
                at=header,
                width=len(written),
            )
        for keys, span in spans.repeats:
            if span.start == header:
                several = f"[[{written.strip('[]')}]]"
                return Complaint(
                    f"the table {show(written)} appears twice",
                    "again here",
                    f"write {several} above each if these are several, or put all keys under one header",
                    header,
                    len(written),
                    spans.headers[keys].start,
                    "first here",
                )
        single = re.search(rf"^[ \t]*(\[[ \t]*{re.escape(written.strip('[] '))}[ \t]*\])", text[:start], re.MULTILINE)
        if single and written.startswith("[["):
            return Complaint(
                f"{show(single[1])} has single brackets, and there are several of them",
                help=f"write {written}",
                at=single.start(1),
                width=len(single[1]),
                first=header,
                first_label="another one",
            )
        return Complaint(
            f"{show(written)} is already something else",
            "cannot be a table too",
            "use [[double brackets]] each time for a list of tables, or remove the earlier one",
            header,
            len(written),
        )
    if spans.repeats:
        keys, span = spans.repeats[-1]
        name = str(keys[-1])
        headers = re.findall(r"^[ \t]*(\[\[[^\]\n]*\]\])", text[:start], re.MULTILINE)
        return Complaint(
            f"{show(name)} is written twice in the same table",
            "again here",
            f"write {headers[-1]} above it if another one begins here, or remove one of the two"
            if headers
            else "remove one of the two",
            span.start,
            span.end - span.start,
            spans.keys[keys].start,
            "first here",
        )
    return Complaint("this key is already something else", help="remove one of the two")
