"""The Unicode Consortium's own tests, run against this engine.

The files come with Debian's package `unicode-data`; `.ci/run` installs it. Where they are missing the tests are
skipped, but never on the project's own check.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.typesetting.text.bidi import levels_of, visual
from generator.typesetting.text.classes import PICTURE, class_of
from generator.typesetting.text.clusters import clusters
from generator.typesetting.text.opportunities import joints_of, parted
from generator.typesetting.text.paragraph import FORCED

FOLDER = Path("/usr/share/unicode")

#: The editions whose rules and characters these tests know. A later one may bring more; then look at it here.
EDITIONS = ("15.0.0",)


def rows(name: str) -> Iterator[str]:
    """The lines of a file that say something."""
    file = FOLDER / name
    if not file.is_file():
        if os.environ.get("CI"):
            pytest.fail(f"{file} is missing: apt-get install unicode-data")
        pytest.skip("the package unicode-data is not installed")
    with file.open(encoding="utf-8") as lines:
        first = next(lines)
        edition = re.search(r"-(\d+\.\d+\.\d+)\.txt", first)
        assert edition is not None
        assert edition[1] in EDITIONS, f"{name} is of Unicode {edition[1]}"
        for line in lines:
            row = line.split("#")[0].strip()
            if row:
                yield row


def divided(row: str) -> list[str]:
    """The parts that ÷ stands between."""
    parts: list[str] = []
    for word in row.split():
        if word == "÷":
            parts.append("")
        elif word != "×":
            if not parts:
                parts.append("")
            parts[-1] += chr(int(word, 16))
    return parts[:-1]


# --- Graphemes --------------------------------------------------------------------------------------------------


def test_clusters_are_those_of_unicodes_own_test() -> None:
    wrong = [row for row in rows("auxiliary/GraphemeBreakTest.txt") if clusters("".join(divided(row))) != divided(row)]
    assert wrong == []


# --- Lines ------------------------------------------------------------------------------------------------------


def line_ends(text: str) -> set[int]:
    """Where a line may end, as paragraphs are made: between forced breaks, between words, inside words."""
    found: set[int] = set()
    start = 0
    for end in [*FORCED.finditer(text), None]:
        part = text[start : end.start() if end else len(text)]
        last = ""
        for word in re.finditer("[^ ]+", part):
            joints = joints_of(word[0])
            found.update(start + word.start() + place for place in joints.ends)
            if word.start() and parted(last, joints.first, part[: word.start()].rstrip(" ")[-1:]):
                found.add(start + word.start())
            last = joints.last
        if end:
            start = end.end()
            found.add(start)
    return {*found, len(text)} - {0}


def _before(text: str, place: int) -> str:
    """What stands before a place, without marks and spaces."""
    return re.sub("[ \u0308]+$", "", text[:place])


def _quoted(text: str, place: int) -> bool:
    return bool(re.search('["«] *$', _before(text, place) + " ")) or "\u00ab \u0308" in text


#: In which a test and this engine may differ, and why. Those named by a rule are newer than the file (Unicode 15.1 and
#: later); the engine follows the newer rule.
DEVIATIONS: dict[str, Callable[[str, int], bool]] = {
    "a picture in the line, for which U+FFFC stands here, clings to letters": lambda text, place: (
        PICTURE in text[max(0, place - 2) : place + 1]
    ),
    "a per cent sign belongs to the number before it, also with a space between": lambda text, place: (
        text[place] == "%" and _before(text, place)[-1:].isdigit()
    ),
    "LB15a and LB15b: quotation marks by their side, not all alike": _quoted,
    "LB15c: a decimal mark may begin a line with its number": lambda text, place: text[place : place + 2] == ".3",
    "LB20a: a hyphen before a word belongs to it": lambda text, place: (
        class_of(text[place]) in ("AL", "HL")
        and re.search("(^|[ \u00a0\u200b])[-\u2010]$", _before(text, place)) is not None
    ),
    "LB21a: a Hebrew word may break at a hyphen before another": lambda text, place: (
        text[place - 2 : place + 1] == "\u05d0-\u05d0"
    ),
    "LB25: a mark before digits belongs to them": lambda text, place: (
        class_of(text[place]) == "NU" and class_of(_before(text, place)[-1]) == "IS"
    ),
}


def test_line_ends() -> None:
    count = 0
    unexplained: list[str] = []
    reasons: Counter[str] = Counter()
    for row in rows("auxiliary/LineBreakTest.txt"):
        parts = divided(row)
        text = "".join(parts)
        wanted = {sum(map(len, parts[: number + 1])) for number in range(len(parts))}
        count += 1
        differing = line_ends(text) ^ wanted
        for place in differing:
            reason = next((name for name, holds in DEVIATIONS.items() if holds(text, place)), "")
            if reason:
                reasons[reason] += 1
            else:
                unexplained.append(row)
    assert unexplained == []
    assert set(reasons) == set(DEVIATIONS), "a deviation that is none any more: take it out"
    assert sum(reasons.values()) < 0.01 * count


def test_every_character_has_unicodes_class() -> None:
    """Every assigned character, but for those that newer editions have moved to another class."""
    moved = {"\u2010", *map(chr, (*range(0x600, 0x606), 0x6DD, 0x2E56, 0x2E58, 0x2E5A, 0x2E5C))}
    resolved = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}
    wrong = []
    for row in rows("LineBreak.txt"):
        codes, name = (field.strip() for field in row.split(";"))
        first, _, last = codes.partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            character = chr(code)
            if name in ("SP", "BK", "CR", "LF", "NL", "SG") or character in moved:
                continue
            kind = unicodedata.category(character)
            if kind in ("Cn", "Co"):
                continue
            wanted = ("CM" if kind in ("Mn", "Mc") else "AL") if name == "SA" else resolved.get(name, name)
            if class_of(character) != wanted:
                wrong.append(f"{code:04X} {name}")
    assert wrong == []


# --- Directions -------------------------------------------------------------------------------------------------

#: One character of each bidirectional class.
SAMPLES = dict(
    zip(
        [
            "L",
            "R",
            "AL",
            "EN",
            "ES",
            "ET",
            "AN",
            "CS",
            "B",
            "S",
            "WS",
            "ON",
            "NSM",
            "BN",
            "LRE",
            "RLE",
            "PDF",
            "LRO",
            "RLO",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        ],
        "a\u05d0\u06271+$\u0661,\u2029\t !\u0300\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        strict=True,
    )
)


def is_right(text: str, base: int, levels: list[str], order: list[int]) -> bool:
    """Whether the levels, and the order on the line, are those wanted; `x` stands for what is not shown."""
    found = levels_of(text, base)
    shown = [place for place, level in enumerate(levels) if level != "x"]
    return (
        len(found) == len(levels)
        and all(found[place] == int(levels[place]) for place in shown)
        and visual(shown, [found[place] for place in shown]) == order
    )


def test_directions_of_characters() -> None:
    """Every tenth; all of them pass, and take a minute."""
    wrong, count = [], 0
    for number, row in enumerate(rows("BidiCharacterTest.txt")):
        if number % 10:
            continue
        codes, _, base, levels, order = row.split(";")
        count += 1
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if not is_right(text, int(base), levels.split(), list(map(int, order.split()))):
            wrong.append(row)
    assert wrong == []
    assert count > 9_000


def test_directions_of_classes() -> None:
    """Every fortieth; all of them pass, and take a minute."""
    wrong, count = [], 0
    levels: list[str] = []
    order: list[int] = []
    for number, row in enumerate(rows("BidiTest.txt")):
        if row.startswith("@Levels:"):
            levels = row[8:].split()
        elif row.startswith("@Reorder:"):
            order = list(map(int, row[9:].split()))
        elif not number % 40:
            classes, bases = row.split(";")
            text = "".join(SAMPLES[name] for name in classes.split())
            for bit, base in ((2, 0), (4, 1)):
                if int(bases, 16) & bit:
                    count += 1
                    if not is_right(text, base, levels, order):
                        wrong.append(f"{row} at {base}")
    assert wrong == []
    assert count > 10_000
