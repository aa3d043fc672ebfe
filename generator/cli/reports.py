"""How problems are shown: as a picture of the line, as one line each, or as JSON.

Whatever stands in a deck may end up on somebody's terminal, so everything here passes through `printable`.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

from generator.basics.patterns import pattern
from generator.basics.problems import KeyPath, Place, Problem

Form = Literal["full", "concise", "json"]

#: The full form shows so many problems and counts the rest.
MOST_SHOWN = 50

#: A text longer than this is cut; a source line shows a window of this width.
LONGEST = 200
WINDOW = 110

_TAB = 4
# Control characters, line separators, directional controls and marks, invisible tags, lone surrogates.
_UNSAFE = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def _escape(match: "re.Match[str]") -> str:
    code = ord(match[0])
    short = {9: "\\t", 10: "\\n", 13: "\\r"}
    return short.get(code) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def printable(text: str, longest: int = LONGEST) -> str:
    """The text as it may go to any terminal: invisible and controlling characters escaped, cut with an ellipsis.

    What comes out has no control character, no line break and no directional control, and is `longest` characters long
    at most.
    """
    shown = _UNSAFE.sub(_escape, text[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def report(problems: Iterable[Problem], form: Form = "full") -> str:
    """All problems as text, sorted by file, line and column; the same problem is shown once.

    Args:
        problems: located; one whose place was never looked up shows the way to it.
        form: ``full`` draws each line with what is wrong marked, and ends with a count; ``concise`` gives one line
            each, ``file:line:column: error[name] message``; ``json`` a list of objects, always all of them.

    Returns:
        Lines without a newline at the end; empty when there are no problems (``[]`` as JSON).
    """
    ordered = sorted(dict.fromkeys(problems), key=_order)
    if form == "json":
        # DEL is the one control character that JSON lets stand.
        return json.dumps([_as_data(problem) for problem in ordered], indent=2).replace("\x7f", "\\u007f")
    if form == "concise":
        return "\n".join(_concise(problem) for problem in ordered)
    if not ordered:
        return ""
    pictures = [_picture(problem) for problem in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        pictures.append(f"… and {len(ordered) - MOST_SHOWN} more problems; --format concise lists them all")
    return "\n\n".join([*pictures, count(ordered)])


def count(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are: ``2 errors, 1 warning``."""
    kinds = [problem.severity for problem in problems]
    parts = []
    for kind in ("error", "warning"):
        number = kinds.count(kind)
        if number:
            parts.append(f"{number} {kind}{'' if number == 1 else 's'}")
    return ", ".join(parts) or "no problems"


def _order(problem: Problem) -> tuple[Any, ...]:
    at = problem.at
    if isinstance(at, Place):
        return (1, at.file, at.line, at.column, problem.name, problem.message)
    if isinstance(at, KeyPath):
        return (1, at.file, 0, 0, problem.name, problem.message)
    return (0, "", 0, 0, problem.name, problem.message)


def _way(at: KeyPath) -> str:
    """A key path as people write it: ``card[3].text``."""
    text = ""
    for key in at.keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def _concise(problem: Problem) -> str:
    at = problem.at
    if isinstance(at, Place):
        where = f"{printable(at.file)}:{at.line}:{at.column}: "
    elif isinstance(at, KeyPath):
        where = f"{printable(at.file)}: {printable(_way(at))}: "
    else:
        where = ""
    return f"{where}{problem.severity}[{printable(problem.name)}] {printable(problem.message)}"


def _place_as_data(at: Place | KeyPath | None) -> dict[str, Any]:
    if isinstance(at, Place):
        return {"file": at.file, "line": at.line, "column": at.column, "width": at.width}
    if isinstance(at, KeyPath):
        return {"file": at.file, "line": None, "column": None, "width": None}
    return {"file": None, "line": None, "column": None, "width": None}


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "name": problem.name,
        "severity": problem.severity,
        "message": problem.message,
        **_place_as_data(problem.at),
        "label": problem.label,
        "help": problem.help,
        "related": [{**_place_as_data(related.at), "label": related.label} for related in problem.related],
    }


def _picture(problem: Problem) -> str:
    """One problem with its line and what belongs to it."""
    lines = [f"{problem.severity}[{printable(problem.name)}]: {printable(problem.message)}"]
    places = [problem.at, *(related.at for related in problem.related)]
    gutter = max((len(str(at.line)) for at in places if isinstance(at, Place) and at.source), default=1)
    blank = " " * gutter
    if problem.at is not None:
        lines += _at(problem.at, problem.label, "-->", "^", gutter)
    elif problem.label:
        lines.append(f"{blank} = note: {printable(problem.label)}")
    for related in problem.related:
        lines += _at(related.at, related.label, ":::", "-", gutter)
    if problem.help:
        lines.append(f"{blank} = help: {printable(problem.help, 2 * LONGEST)}")
    return "\n".join(lines)


def _at(at: Place | KeyPath, label: str, arrow: str, mark: str, gutter: int) -> list[str]:
    blank = " " * gutter
    if isinstance(at, KeyPath):
        way = f" ({printable(_way(at))})" if at.keys else ""
        lines = [f"{blank}{arrow} {printable(at.file)}{way}"]
    else:
        lines = [f"{blank}{arrow} {printable(at.file)}:{at.line}:{at.column}"]
        if at.source:
            line, before, width = _window(at)
            marks = f"{' ' * before}{mark * max(1, width)}"
            if label:
                marks += f" {printable(label)}"
            return [*lines, f"{blank} |", f"{at.line:>{gutter}} | {line}".rstrip(), f"{blank} | {marks}"]
    if label:
        lines.append(f"{blank} = note: {printable(label)}")
    return lines


def _window(at: Place) -> tuple[str, int, int]:
    """The source line as it can be shown, the cells before the mark, and the cells to mark.

    Only a window around the mark is shown of a very long line.
    """
    start = min(max(0, at.column - 1), len(at.source))
    end = min(start + max(1, at.width), len(at.source))
    # Only what can get into the window is looked at: one line may be the whole file.
    first = max(0, start - WINDOW)
    cells: list[str] = []
    column = 0
    for number in range(first, min(len(at.source), start + 2 * WINDOW)):
        shown = _cell(at.source[number], column, escaped=first > 0)
        cells.append(shown)
        column += _width(shown)
    widths = [_width(cell) for cell in cells]
    here, there = start - first, min(end - first, len(cells))

    left, right = 0, len(cells)
    cut_left = first > 0
    if cut_left or sum(widths) > WINDOW:
        # A third of the window stands before the mark, if there is so much.
        before = 0
        left = here
        while left > 0 and before + widths[left - 1] <= WINDOW // 3:
            left -= 1
            before += widths[left]
        cut_left = first > 0 or left > 0
        room = WINDOW - before
        right = left + (here - left)
        while right < len(cells) and widths[right] <= room:
            room -= widths[right]
            right += 1
    cut_right = first + right < len(at.source)
    line = ("…" if cut_left else "") + "".join(cells[left:right]) + ("…" if cut_right else "")
    before = (1 if cut_left else 0) + sum(widths[left:here])
    return line, before, sum(widths[here : min(there, right)])


def _cell(character: str, column: int, *, escaped: bool) -> str:
    """A character as it is shown: a tab as blanks up to the next stop, an unsafe one escaped."""
    if character == "\t":
        return " " * (_TAB if escaped else _TAB - column % _TAB)
    return _UNSAFE.sub(_escape, character)


def _width(text: str) -> int:
    """Cells of a terminal that the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(character) in ("W", "F")
        else 1
        for character in text
    )
