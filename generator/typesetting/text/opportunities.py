"""Where a line may end inside a word, and between which words it may not (Unicode Standard Annex 14).

A word is what stands between two spaces. The annex's rules reach across spaces in few cases only (a French `!` after a
space, a « before one), so what a word does inside, and how it meets its neighbours, can be found once for each word.

South East Asian scripts that are written without spaces are parted by `unspaced`. A picture in the line breaks from
another picture, and clings to letters that it touches.
"""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from generator.basics.patterns import pattern
from generator.basics.records import dataclass
from generator.typesetting.text.classes import class_of
from generator.typesetting.text.unspaced import is_unspaced, places

#: Words that cannot break and cling to no neighbour, seen at a glance: nearly all words of European languages.
_RUN = "[A-Za-z0-9À-ÖØ-öø-ɏ]+"
SIMPLE = re.compile(rf"[“‘(\"']*{_RUN}(?:[’'.,]{_RUN})*[.,;:!?…”’\"']*")

#: The same with soft hyphens between letters, at which alone they break.
SOFT = pattern(rf"[“‘(\"']*{_RUN}(?:[’'.,\u00ad]{_RUN})*[.,;:!?…”’\"']*")


@dataclass(frozen=True, slots=True)
class Joints:
    """How a word comes apart and how it meets its neighbours.

    Attributes:
        ends: inside the word, the places where a line may end, rising.
        first: what the word's start does to a space before it: ``close``, ``nonstarter``, ``dash``,
            ``unit``, ``zero`` or nothing.
        last: what its end does to a space behind it: ``open``, ``close``, ``dash``, ``zero`` or nothing.
    """

    ends: tuple[int, ...] = ()
    first: str = ""
    last: str = ""


def parted(last: str, first: str, before: str) -> bool:
    """Whether a line may end at the spaces between two words (LB13 to LB17).

    Args:
        last: how the one before ends.
        first: how the other starts.
        before: the character that the one before ends with.
    """
    if first == "zero":
        return False
    if (not last and not first) or last == "zero":
        return True
    return not (
        first == "close"
        or (first == "unit" and before.isdigit())
        or last == "open"
        or (last == "close" and first == "nonstarter")
        or (last == "dash" and first == "dash")
    )


#: Our own addition: these belong to the number before them, with a space between as most languages write it.
_UNITS = frozenset("%‰°℃℉")
_LETTERS = frozenset(["AL", "HL"])
_CLOSING = frozenset(["CL", "CP", "EX", "SY", "IS"])
_NEVER_BEFORE = frozenset(["ZW", "WJ", "CL", "CP", "EX", "SY", "IS", "BA", "HH", "HY", "NS", "IN"])
_IDEOGRAPHS = frozenset(["ID", "EB", "EM"])
_HANGUL = frozenset(["JL", "JV", "JT", "H2", "H3"])
_BEFORE_JAMO = {"JL": ("JL", "JV", "H2", "H3"), "JV": ("JV", "JT"), "H2": ("JV", "JT"), "JT": ("JT",), "H3": ("JT",)}
_AFTER_FINAL_QUOTE = frozenset(["GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "ZW", ""])
_BEFORE_INITIAL_QUOTE = frozenset(["", "OP", "QU", "GL", "ZW"])


def joints_of(word: str) -> Joints:
    """Where a word without spaces and line feeds may be broken."""
    if SIMPLE.fullmatch(word):
        return _PLAIN
    if "\u00ad" in word and SOFT.fullmatch(word):
        return Joints(tuple([place + 1 for place, character in enumerate(word) if character == "\u00ad"]))
    return _known(word) if len(word) <= 60 else _analysed(word)


_PLAIN = Joints()


@lru_cache(maxsize=8192)
def _known(word: str) -> Joints:
    return _analysed(word)


def _analysed(word: str) -> Joints:
    classes: list[str] = []
    starts: list[int] = []
    heads: list[str] = []
    joined: list[bool] = []  # whether the unit ends with a joiner (LB8a)
    for place, character in enumerate(word):
        kind = class_of(character)
        if kind == "CM" or kind == "ZWJ":
            if classes and classes[-1] != "ZW":
                joined[-1] = kind == "ZWJ"
                continue
            joiner, kind = kind == "ZWJ", "AL"
        else:
            joiner = False
        classes.append(kind)
        starts.append(place)
        heads.append(character)
        joined.append(joiner)
    ends: list[int] = []
    number = 0  # 1 inside a number, 2 behind the bracket that closes one
    flags = 0  # regional indicators in a row
    count = len(classes)
    for place in range(count):
        kind = classes[place]
        if place:
            before2 = classes[place - 2] if place > 1 else ""
            after = classes[place + 1] if place + 1 < count else ""
            if not joined[place - 1] and _breaks(
                before2, classes[place - 1], kind, after, heads, place, number, flags, classes
            ):
                ends.append(starts[place])
        flags = flags + 1 if kind == "RI" else 0
        if kind == "NU":
            number = 1
        elif number == 1 and kind in ("CL", "CP"):
            number = 2
        elif not (number == 1 and kind in ("SY", "IS")):
            number = 0
    if is_unspaced(word):
        ends = sorted({*ends, *places(word)})
    return Joints(tuple(ends), _start(classes, heads), _end(classes, heads))


def _start(classes: list[str], heads: list[str]) -> str:
    if not classes:
        return ""
    kind = classes[0]
    after = classes[1] if len(classes) > 1 else ""
    if kind in _CLOSING:
        return "" if kind == "IS" and after == "NU" else "close"
    if kind == "WJ":
        return "close"
    if kind == "ZW":
        return "zero"
    if heads[0] in _UNITS:
        return "unit"
    if kind == "QU" and category(heads[0]) == "Pf" and after in _AFTER_FINAL_QUOTE:
        return "close"
    return {"NS": "nonstarter", "B2": "dash"}.get(kind, "")


def _end(classes: list[str], heads: list[str]) -> str:
    if not classes:
        return ""
    kind = classes[-1]
    if kind == "OP":
        return "open"
    if kind == "QU" and category(heads[-1]) == "Pi":
        before = classes[-2] if len(classes) > 1 else ""
        return "open" if before in _BEFORE_INITIAL_QUOTE else ""
    return {"CL": "close", "CP": "close", "B2": "dash", "ZW": "zero"}.get(kind, "")


def _breaks(
    before2: str,
    before: str,
    kind: str,
    after: str,
    heads: list[str],
    place: int,
    number: int,
    flags: int,
    classes: list[str],
) -> bool:
    """Whether a line may end between two neighbouring units; the annex's rules in their order."""
    if kind == "ZW":
        return False  # LB7
    if before == "ZW":
        return True  # LB8
    if kind == "WJ" or before == "WJ" or before == "GL":
        return False  # LB11, LB12
    if kind == "GL":
        return before in ("BA", "HY", "HH")  # LB12a
    if kind in _CLOSING or before == "OP":
        return False  # LB13, LB14, LB15d
    if before == "QU" and category(heads[place - 1]) == "Pi" and before2 in _BEFORE_INITIAL_QUOTE:
        return False  # LB15a
    if kind == "QU" and category(heads[place]) == "Pf" and after in _AFTER_FINAL_QUOTE:
        return False  # LB15b
    if (before in ("CL", "CP") and kind == "NS") or (before == "B2" and kind == "B2"):
        return False  # LB16, LB17
    if kind == "QU":
        # LB19, LB19a
        if category(heads[place]) != "Pi" or not _eastern(heads[place - 1]):
            return False
        if not after or not _eastern(heads[place + 1]):
            return False
    if before == "QU":
        if category(heads[place - 1]) != "Pf" or not _eastern(heads[place]):
            return False
        if place < 2 or not _eastern(heads[place - 2]):
            return False
    if kind == "CB" or before == "CB":
        return kind == before or not (kind in _LETTERS or before in _LETTERS or "NU" in (kind, before))
    if before in ("HY", "HH") and kind in _LETTERS and before2 in ("", "ZW", "CB", "GL"):
        return False  # LB20a
    if kind in _NEVER_BEFORE or before == "BB":
        return False  # LB21, LB22
    if before2 == "HL" and before in ("HY", "HH") and kind != "HL":
        return False  # LB21a
    if before == "SY" and kind == "HL":
        return False  # LB21b
    if (before in _LETTERS and kind == "NU") or (before == "NU" and kind in _LETTERS):
        return False  # LB23
    if (before == "PR" and kind in _IDEOGRAPHS) or (before in _IDEOGRAPHS and kind == "PO"):
        return False  # LB23a
    if (before in ("PR", "PO") and kind in _LETTERS) or (before in _LETTERS and kind in ("PR", "PO")):
        return False  # LB24
    if kind == "NU" and (before in ("PR", "PO", "HY", "IS") or number == 1):
        return False  # LB25
    if number and kind in ("PR", "PO"):
        return False
    if before in ("PR", "PO") and kind == "OP":
        later = classes[place + 2] if place + 2 < len(classes) else ""
        if after == "NU" or (after == "IS" and later == "NU"):
            return False
    if kind in _BEFORE_JAMO.get(before, ()):
        return False  # LB26
    if (before in _HANGUL and kind == "PO") or (before == "PR" and kind in _HANGUL):
        return False  # LB27
    if before in _LETTERS and kind in _LETTERS:
        return False  # LB28
    if before == "IS" and kind in _LETTERS:
        return False  # LB29
    if (before in _LETTERS or before == "NU") and kind == "OP" and not _eastern(heads[place]):
        return False  # LB30
    if before == "CP" and (kind in _LETTERS or kind == "NU") and not _eastern(heads[place - 1]):
        return False
    if before == "RI" and kind == "RI":
        return flags % 2 == 0  # LB30a
    if kind == "EM":
        return before != "EB" and not (before == "ID" and category(heads[place - 1]) == "Cn")  # LB30b
    return True  # LB31


def _eastern(character: str) -> bool:
    return east_asian_width(character) in "FWH"
