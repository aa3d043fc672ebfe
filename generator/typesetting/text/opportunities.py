"""Where a line may end inside a word, and between which words it may not (Unicode Standard Annex 14).

A word is what stands between two spaces. The annex's rules reach across spaces in few cases only (a French `!` after a
space, a « before one), so what a word does inside, and how it meets its neighbours, can be found once for each word.

The classes follow from the general category and the East Asian width, with the exceptions listed here. South East
Asian scripts that are written without spaces are parted by `unspaced`. A picture in the line breaks from another
picture, and clings to letters that it touches.
"""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from generator.basics.records import dataclass
from generator.typesetting.text.unspaced import is_unspaced, places

#: Words that cannot break and cling to no neighbour, seen at a glance: nearly all words of European languages.
SIMPLE = re.compile(r"[“‘(\"']*[A-Za-z0-9À-ÖØ-öø-ɏ]+(?:[’'.,][A-Za-z0-9À-ÖØ-öø-ɏ]+)*[.,;:!?…”’\"']*")

#: Stands in the text for a picture in the line.
PICTURE = "\ufffc"


def _between(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


#: What the general category does not tell, by class.
_LISTED = {
    "BA": "\t|\u00ad\u058a\u05be\u0964\u0965\u0e5a\u0e5b\u0f0b\u104a\u104b\u1361\u17d4\u17d5\u17d8\u17da\u1804\u1805"
    "\u2012\u2013\u2027\u2056\u2058\u2059\u205a\u205b\u205d\u205e\u2e0e\u2e0f\u2e17\u2e19\u2e30\u2e31\u2e33\u2e34\u2e3c"
    "\u2e3d\u2e3e\u2e40\u2e5d\u2cfa" + _between(0x2E10, 0x2E15) + _between(0x2E2A, 0x2E2D),
    "BB": "´\u02c8\u02cc\u02df\u0f01\u0f02\u0f03\u0f04\u1806",
    "B2": "\u2014\u2e3a\u2e3b",
    "HH": "\u2010",
    "HY": "-",
    "GL": "\u00a0\u034f\u0f08\u0f0c\u0f12\u180e\u2007\u2011\u202f" + _between(0x35C, 0x362),
    "WJ": "\u2060\ufeff",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "CB": PICTURE,
    "CP": ")]\u2e56\u2e58\u2e5a\u2e5c",
    "CL": "\u3001\u3002\ufe10\ufe11\ufe12\ufe50\ufe52\uff0c\uff0e\uff61\uff64",
    "OP": "¡¿\u2e18",
    "EX": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u07f9\u0f0d\u0f0e\u0f0f\u0f10\u0f11\u0f14\u1802\u1803\u1808\u1809"
    "\u1944\u1945\u2762\u2763\u2cf9\u2cfe\u2e2e\ua60e\ufe15\ufe16\ufe56\ufe57\uff01\uff1f",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044",
    "SY": "/",
    "IN": "\u2024\u2025\u2026\u22ef\ufe19",
    "QU": "\"'\u275b\u275c\u275d\u275e\u275f\u2760\u2e00\u2e01\u2e06\u2e07\u2e08\u2e0b",
    "NS": "\u17d6\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u309b\u309c\u309d\u309e\u30a0\u30fb\u30fc\u30fd"
    "\u30fe\ufe13\ufe14\ufe54\ufe55\uff1a\uff1b\uff65\uff70\uff9e\uff9fぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    + _between(0x31F0, 0x31FF)
    + _between(0xFF67, 0xFF6F),
    "PO": "%¢°\u060b\u0609\u060a\u066a\u09f2\u09f3\u09f9\u0d79\u20a7\u20b6\u20bb\u20be\u20c0\u2103\u2109\ua838\ufdfc"
    "\ufe6a\uff05\uffe0" + _between(0x2030, 0x2037),
    "PR": "+\\±№−∓",
    "NU": "\u066b\u066c\u06dd" + _between(0x600, 0x605),
    "EM": _between(0x1F3FB, 0x1F3FF),
    "RI": _between(0x1F1E6, 0x1F1FF),
    "JL": _between(0x1100, 0x115F) + _between(0xA960, 0xA97C),
    "JV": _between(0x1160, 0x11A7) + _between(0xD7B0, 0xD7C6),
    "JT": _between(0x11A8, 0x11FF) + _between(0xD7CB, 0xD7FB),
    # Pictographs that are narrow by width and break like ideographs all the same, and radicals.
    "ID": "\u2600\u2601\u2602\u2603\u2618\u261d\u2639\u263a\u263b\u2668\u267f\u26f9\u2708\u270c\u270d\u2764\u3030\u303f"
    + _between(0x2614, 0x2617)
    + _between(0x261A, 0x261F)
    + _between(0x2E80, 0x2FFF),
}
_EXCEPTIONS = {character: name for name, characters in _LISTED.items() for character in characters}


@lru_cache(maxsize=8192)
def class_of(character: str) -> str:
    """The line breaking class; ambiguous and unknown ones are resolved as the annex's rule LB1 says."""
    known = _EXCEPTIONS.get(character)
    if known is not None:
        return known
    kind, code = category(character), ord(character)
    wide = east_asian_width(character) in "WF"
    if kind == "Cc" or kind == "Cf":
        return "CM" if kind == "Cc" or 0x200C <= code < 0x2070 or code >= 0xE0000 else "AL"
    if kind[0] == "M":
        return "CM"
    if kind == "Nd":
        return "ID" if wide else "NU"
    if kind == "Ps":
        return "OP"
    if kind == "Pe":
        return "CL"
    if kind == "Pi" or kind == "Pf":
        return "QU"
    if kind == "Sc":
        return "PR"
    if kind == "Zs":
        return "BA"
    if kind[0] == "L":
        if 0x5D0 <= code <= 0x5F2 or 0xFB1D <= code <= 0xFB4F:
            return "HL"
        if 0xAC00 <= code <= 0xD7A3:
            return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
        return "ID" if wide or 0xFF66 <= code <= 0xFFDC else "AL"
    return "ID" if wide or (kind == "So" and 0x1F000 <= code <= 0x1FAFF) else "AL"


@dataclass(frozen=True, slots=True)
class Joints:
    """How a word comes apart and how it meets its neighbours.

    Attributes:
        ends: inside the word, the places where a line may end, rising.
        first: what the word's start does to a space before it: ``close``, ``nonstarter``, ``dash`` or nothing.
        last: what its end does to a space behind it: ``open``, ``close``, ``dash``, ``zero`` or nothing.
    """

    ends: tuple[int, ...] = ()
    first: str = ""
    last: str = ""


def parted(last: str, first: str) -> bool:
    """Whether a line may end at the spaces between a word that ends so and one that starts so (LB13 to LB17)."""
    if (not last and not first) or last == "zero":
        return True
    return not (
        first == "close"
        or last == "open"
        or (last == "close" and first == "nonstarter")
        or (last == "dash" and first == "dash")
    )


#: Our own addition: these belong to the number before them, with a space between as most languages write it.
_UNITS = frozenset("%‰°℃℉")
_LETTERS = frozenset(["AL", "HL"])
_CLOSING = frozenset(["CL", "CP", "EX", "SY", "IS"])
_NEVER_BEFORE = frozenset(["ZW", "WJ", "CL", "CP", "EX", "SY", "IS", "BA", "HH", "HY", "NS", "IN"])
_IDEOGRAPHS = frozenset(["ID", "EM"])
_HANGUL = frozenset(["JL", "JV", "JT", "H2", "H3"])
_BEFORE_JAMO = {"JL": ("JL", "JV", "H2", "H3"), "JV": ("JV", "JT"), "H2": ("JV", "JT"), "JT": ("JT",), "H3": ("JT",)}
_AFTER_FINAL_QUOTE = frozenset(["GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "ZW", ""])
_BEFORE_INITIAL_QUOTE = frozenset(["", "OP", "QU", "GL", "ZW"])


def joints_of(word: str) -> Joints:
    """Where a word without spaces and line feeds may be broken."""
    if SIMPLE.fullmatch(word):
        return _PLAIN
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
    if kind == "WJ" or kind == "ZW" or heads[0] in _UNITS:
        return "close"
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
    return kind != "EM"  # LB30b, with every pictograph before a skin tone; LB31


def _eastern(character: str) -> bool:
    return east_asian_width(character) in "FWH"
