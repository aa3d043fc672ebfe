"""Which way every character runs, and in which order a line's pieces stand (Unicode Standard Annex 9)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar
from unicodedata import bidirectional, category, mirrored

#: Without any of these a left-to-right paragraph needs no thought: right-to-left letters, numbers and controls.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

#: The deepest embedding (the annex's max_depth).
DEEPEST = 125

_Thing = TypeVar("_Thing")

_REMOVED = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "BN"])
_OPENING = frozenset(["LRE", "RLE", "LRO", "RLO"])
_ISOLATES = frozenset(["LRI", "RLI", "FSI"])
_NEUTRAL = frozenset(["B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"])
#: What the strong and number types count as beside brackets and neutrals.
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def levels_of(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph: odd ones run right to left.

    Args:
        text: without forced breaks.
        base: the paragraph's own level, 0 for left to right, 1 for right to left.
    """
    kinds = [bidirectional(character) or "L" for character in text]
    explicit, kinds = _explicit(kinds, base)
    levels = list(explicit)
    original = [bidirectional(character) for character in text]
    for sequence in _sequences(explicit, original):
        for place, level in zip(sequence, _resolve(sequence, text, kinds, explicit, original, base), strict=True):
            levels[place] = level
    last = base
    for place, kind in enumerate(original):
        if kind in _REMOVED:
            levels[place] = last
        last = levels[place]
    # L1, as far as it is not about line ends: separators, and what trails at the paragraph's end.
    reset = True
    for place in range(len(text) - 1, -1, -1):
        if original[place] in ("S", "B"):
            reset = True
            levels[place] = base
        elif reset and (original[place] in ("WS", "LRI", "RLI", "FSI", "PDI") or original[place] in _REMOVED):
            levels[place] = base
        else:
            reset = False
    return levels


def _explicit(kinds: list[str], base: int) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: levels by embeddings and isolates, and types with overrides applied."""
    ends = _isolate_ends(kinds)
    kinds = list(kinds)
    levels = [base] * len(kinds)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    lost_isolates = lost_embeddings = open_isolates = 0
    for place, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        levels[place] = level
        if kind in _OPENING:
            wanted = _next_level(level, rtl=kind[0] == "R")
            if wanted <= DEEPEST and not lost_isolates and not lost_embeddings:
                stack.append((wanted, {"LRO": "L", "RLO": "R"}.get(kind, ""), False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind in _ISOLATES:
            if override:
                kinds[place] = override
            rtl = kind == "RLI"
            if kind == "FSI" and level < DEEPEST and not lost_isolates:  # beyond, the answer changes nothing
                rtl = _first_strong(kinds, place + 1, ends.get(place, len(kinds))) == 1
            wanted = _next_level(level, rtl=rtl)
            if wanted <= DEEPEST and not lost_isolates and not lost_embeddings:
                open_isolates += 1
                stack.append((wanted, "", True))
            else:
                lost_isolates += 1
        elif kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif open_isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                open_isolates -= 1
            levels[place] = stack[-1][0]
            if stack[-1][1]:
                kinds[place] = stack[-1][1]
        elif kind == "PDF":
            if lost_isolates:
                pass
            elif lost_embeddings:
                lost_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        elif kind == "B":
            levels[place] = base
        elif kind != "BN" and override:
            kinds[place] = override
    return levels, kinds


def _next_level(level: int, *, rtl: bool) -> int:
    return (level + 1) | 1 if rtl else (level + 2) & ~1


def _isolate_ends(kinds: Sequence[str]) -> dict[int, int]:
    """For every isolate that is closed, where (BD9)."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    for place, kind in enumerate(kinds):
        if kind in _ISOLATES:
            open_at.append(place)
        elif kind == "PDI" and open_at:
            ends[open_at.pop()] = place
    return ends


def _first_strong(kinds: Sequence[str], start: int, end: int) -> int:
    """The direction of the first strong letter outside of inner isolates (P2, P3)."""
    depth = 0
    for place in range(start, end):
        kind = kinds[place]
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def _sequences(levels: list[int], kinds: list[str]) -> list[list[int]]:
    """The isolating run sequences (BD13), each as the places of its characters."""
    ends = _isolate_ends(kinds)
    starts = {end: start for start, end in ends.items()}
    runs: list[list[int]] = []
    for place, kind in enumerate(kinds):
        if kind in _REMOVED:
            continue
        if runs and levels[runs[-1][-1]] == levels[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    by_start = {run[0]: run for run in runs}
    sequences: list[list[int]] = []
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in starts:
            continue
        whole = list(run)
        while kinds[whole[-1]] in _ISOLATES and whole[-1] in ends and ends[whole[-1]] in by_start:
            whole += by_start[ends[whole[-1]]]
        sequences.append(whole)
    return sequences


def _resolve(
    places: list[int], text: str, kinds: list[str], levels: list[int], original: list[str], base: int
) -> list[int]:
    """Rules W1 to I2 for one isolating run sequence: the level of each of its characters."""
    level = levels[places[0]]
    before = places[0] - 1
    while before >= 0 and original[before] in _REMOVED:
        before -= 1
    sos = "R" if max(level, levels[before] if before >= 0 else base) & 1 else "L"
    after = places[-1] + 1
    while after < len(original) and original[after] in _REMOVED:
        after += 1
    next_level = levels[after] if after < len(original) and original[places[-1]] not in _ISOLATES else base
    eos = "R" if max(level, next_level) & 1 else "L"
    embedding = "R" if level & 1 else "L"

    types = _weak([kinds[place] for place in places], sos)
    _brackets(types, [text[place] for place in places], [original[place] for place in places], embedding, sos)
    _neutral(types, sos, eos, embedding)
    if level & 1:
        return [level + (0 if kind == "R" else 1) for kind in types]
    return [level + (0 if kind == "L" else 1 if kind == "R" else 2) for kind in types]


def _weak(types: list[str], sos: str) -> list[str]:
    """Rules W1 to W7."""
    count = len(types)
    last, strong = sos, sos
    for place, kind in enumerate(types):
        if kind == "NSM":
            kind = types[place] = "ON" if last in _ISOLATES or last == "PDI" else last
        last = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[place] = "AN"
    types = ["R" if kind == "AL" else kind for kind in types]
    for place in range(1, count - 1):
        kind, one, other = types[place], types[place - 1], types[place + 1]
        if one == other and ((kind == "ES" and one == "EN") or (kind == "CS" and one in ("EN", "AN"))):
            types[place] = one
    place = 0
    while place < count:
        if types[place] != "ET":
            place += 1
            continue
        end = place
        while end < count and types[end] == "ET":
            end += 1
        number = (place and types[place - 1] == "EN") or (end < count and types[end] == "EN")
        types[place:end] = ["EN" if number else "ON"] * (end - place)
        place = end
    strong = sos
    for place, kind in enumerate(types):
        if kind in ("ES", "CS"):
            types[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[place] = "L"
    return types


@lru_cache(maxsize=512)
def _partner(character: str) -> str:
    """The closing bracket that belongs to an opening one; empty for anything else."""
    if category(character) != "Ps" or not mirrored(character):
        return ""
    other = {"(": ")", "[": "]", "{": "}"}.get(character) or chr(ord(character) + 1)
    return other if category(other) == "Pe" and mirrored(other) else ""


def _same(bracket: str) -> str:
    """Canonically equal angle brackets are one."""
    return {"\u2329": "\u3008", "\u232a": "\u3009"}.get(bracket, bracket)


def _brackets(types: list[str], characters: list[str], original: list[str], embedding: str, sos: str) -> None:
    """Rule N0: a pair of brackets takes one direction."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, character in enumerate(characters):
        if types[place] != "ON" or original[place] != "ON":
            continue
        partner = _partner(character)
        if partner:
            if len(waiting) >= 63:
                break
            waiting.append((_same(partner), place))
        elif category(character) == "Pe":
            for number in range(len(waiting) - 1, -1, -1):
                if waiting[number][0] == _same(character):
                    pairs.append((waiting[number][1], place))
                    del waiting[number:]
                    break
    for start, end in sorted(pairs):
        inside = {_STRONG[kind] for kind in types[start + 1 : end] if kind in _STRONG}
        if not inside:
            continue
        if embedding in inside:
            direction = embedding
        else:
            context = next((_STRONG[types[p]] for p in range(start - 1, -1, -1) if types[p] in _STRONG), sos)
            direction = context if context != embedding else embedding
        for place in (start, end):
            types[place] = direction
            mark = place + 1
            while mark < len(types) and original[mark] == "NSM":
                types[mark] = direction
                mark += 1


def _neutral(types: list[str], sos: str, eos: str, embedding: str) -> None:
    """Rules N1 and N2."""
    count, place = len(types), 0
    while place < count:
        if types[place] not in _NEUTRAL:
            place += 1
            continue
        end = place
        while end < count and types[end] in _NEUTRAL:
            end += 1
        one = _STRONG[types[place - 1]] if place else sos
        other = _STRONG[types[end]] if end < count else eos
        types[place:end] = [one if one == other else embedding] * (end - place)
        place = end


def visual(things: Sequence[_Thing], levels: Sequence[int]) -> list[_Thing]:
    """The pieces of one line from left to right (rule L2); they come in reading order, each with its level."""
    if not levels:
        return []
    order = list(range(len(things)))
    lowest_odd = min((level for level in levels if level & 1), default=0)
    if not lowest_odd:
        return list(things)
    for level in range(max(levels), lowest_odd - 1, -1):
        place = 0
        while place < len(order):
            if levels[order[place]] < level:
                place += 1
                continue
            end = place
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = end
    return [things[number] for number in order]
