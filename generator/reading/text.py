"""From bytes to a parsed TOML table, with plain words for everything that can go wrong on the way."""

import re
from typing import TYPE_CHECKING, Any

import tomli

from generator.basics.problems import Place, Related
from generator.reading.notes import Notes

if TYPE_CHECKING:  # few texts are broken, and the others need not wait for the words
    from generator.reading.complaints import Complaint

#: A dotted key with more parts than this is an attack: the parser needs the square of their number.
MOST_KEY_PARTS = 32

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(rf"^[ \t]*+\[{{0,2}}[ \t]*+(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_KEY_PARTS}}}", re.MULTILINE)
_MANY_DIGITS = re.compile(r"[0-9_]{4000,}")

#: After a fault in a line that stands alone, the lines below are looked at too, for so many faults of one file.
MOST_FAULTS = 30

_ALONE = re.compile(r"[ \t]*[A-Za-z0-9_-]+[ \t]*=")
_NEXT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*[A-Za-z0-9_-]+[ \t]*=|[ \t]*\[|[ \t]*(?:#[^\n]*)?\Z)")

#: How files begin that are no text, or text that a word processor has wrapped up.
_DOCUMENTS = (
    (b"PK\x03\x04", "a document of Word, Excel, Pages or the like"),
    (b"\xd0\xcf\x11\xe0", "an old document of Word or Excel"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"%PDF", "a PDF"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"SQLite format", "a database"),
)


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
    beginning = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, what in _DOCUMENTS:
        if beginning.startswith(magic.lower()):
            notes.add(
                "not-plain-text",
                f"this file is {what}, whatever its name says",
                Place(notes.file, 1),
                help="copy its words into a new file of plain text; in TextEdit, choose Format > Make Plain Text",
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
        text = data.decode("utf-8-sig")
        if any(mark in text for mark in "ÃÂâ"):
            _look_for_mangled(text, notes)
        return text
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


def _look_for_mangled(text: str, notes: Notes) -> None:
    """A warning when letters were read in an older encoding once and then saved: `Ã¤` for ä, `â€™` for ’."""
    for found in re.finditer(r"(?:Ã|Â|â.).", text):
        try:
            meant = found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) == 1:
            notes.add(
                "mangled-letter",
                f"`{found[0]}` is probably a mangled `{meant}`",
                _place(text, found.start(), len(found[0]), notes.file),
                help="type it anew, and all others of the kind; it was read in an older encoding and saved again",
                severity="warning",
            )
            return


def parse(text: str, notes: Notes) -> dict[str, Any] | None:
    """The parsed table; None with a note when the text is not TOML."""
    endless = _ENDLESS_KEY.search(text)
    if endless:
        at = endless.start() + len(endless[0]) - len(endless[0].lstrip())
        from generator.reading.complaints import Complaint

        _complain(
            text,
            Complaint(f"this key has more than {MOST_KEY_PARTS} parts", help="deck files need two at most", at=at),
            at,
            notes,
        )
        return None
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError, MemoryError) as fault:
        # The parser counts in a text whose line ends are all LF.
        text = text.replace("\r\n", "\n")
        from generator.reading.complaints import translate

        for _ in range(MOST_FAULTS):
            if not isinstance(fault, tomli.TOMLDecodeError):
                _too_much(fault, text, notes)
                return None
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
            complaint = translate(fault.msg, text, at)
            _complain(text, complaint, at, notes)
            rest = _without(text, at if complaint.at is None else complaint.at, complaint)
            if rest is None:
                return None
            text = rest
            try:
                tomli.loads(text)
                return None
            except (ValueError, RecursionError, MemoryError) as another:
                fault = another
    return None


def _too_much(fault: Exception, text: str, notes: Notes) -> None:
    """What the parser gave up at for other reasons than TOML's."""
    from generator.reading.complaints import Complaint

    if isinstance(fault, RecursionError):
        complaint = Complaint("lists or tables are nested too deeply", help="deck files need three levels at most")
        deepest = re.search(r"(?:[\[{][\s]*){20}", text)
        _complain(text, complaint, deepest.start() if deepest else 0, notes)
    elif isinstance(fault, MemoryError):
        _complain(text, Complaint("this file needs more memory than there is"), 0, notes)
    else:
        digits = _MANY_DIGITS.search(text)
        complaint = Complaint("this number has thousands of digits", help="write a shorter one")
        _complain(text, complaint, digits.start() if digits else 0, notes)


def _without(text: str, at: int, complaint: "Complaint") -> str | None:
    """The text with the faulty line blanked out; None where what follows could only look wrong because of it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if end < 0 or complaint.first_label.startswith("first") or not _ALONE.match(line):
        return None
    if line.count('"""') % 2 or line.count("'''") % 2 or line.rstrip().endswith(("[", "{")):
        return None
    if not _NEXT.match(text, end + 1):
        return None
    return text[:start] + " " * len(line) + text[end:]


def _place(text: str, at: int, width: int, file: str) -> Place:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return Place(file, text.count("\n", 0, at) + 1, at - start + 1, max(1, min(width, len(line) - (at - start))), line)


def _complain(text: str, complaint: "Complaint", at: int, notes: Notes) -> None:
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
