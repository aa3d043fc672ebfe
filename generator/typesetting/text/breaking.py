"""Where lines may end, and where they do.

All widths are thousandths of the paragraph's font size, so that one breaking holds for every size: a line of width W
at size s takes 1000 · W / s.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

#: A place inside a word after which a line may end: after a hyphen or dash between letters, after a slash, between
#: ideographs and kana, at a zero width space or a soft hyphen (Unicode Standard Annex 14, the rules that occur here).
_INSIDE = re.compile(
    r"(?<=[^\W\d_][-\u2010])(?=[^\W\d_])"
    r"|(?<=\w[\u2013\u2014/])(?=\w)"
    r"|(?<=[\u200b\u00ad])"
    r"|(?<=[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d\u3001\u3002\uff01\uff0c\uff1f\u300d\u300f\uff09])"
    r"(?=[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u300c\u300e\uff08])"
    r"(?![\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fc])"
)
#: Rounding may not push a word into the next line, thousandths of the size.
SLACK = 1e-6

#: Paragraphs of more atoms are filled line by line; nobody sees whether they are balanced.
MOST_ATOMS = 2000

_PLAIN = re.compile(r"[\w'’‘“”.,;:?!()…]*", re.ASCII)


def parts_of(word: str) -> list[str]:
    """The pieces of a word without spaces between which a line may end."""
    if _PLAIN.fullmatch(word):
        return [word] if word else []
    return [part for part in _INSIDE.split(word) if part]


class Measures:
    """Atoms laid end to end: what cannot be broken, with the space after each.

    Attributes:
        count: how many atoms.
        widest: the widest atom.
        whole: all of them in one line.
        tails: what a line end adds behind an atom (a hyphen); None when it adds nothing anywhere.
    """

    __slots__ = ("_ends", "_starts", "count", "tails", "whole", "widest")

    def __init__(self, widths: Sequence[float], spaces: Sequence[float], tails: Sequence[float]) -> None:
        self.count = len(widths)
        self.widest = max(widths, default=0.0)
        starts: list[float] = []
        ends: list[float] = []
        at = 0.0
        for width, space in zip(widths, spaces, strict=True):
            starts.append(at)
            at += width
            ends.append(at)
            at += space
        self._starts, self._ends = starts, ends
        self.tails = list(tails) if any(tails) else None
        self.whole = ends[-1] if ends else 0.0

    def width(self, first: int, after: int) -> float:
        """Of a line that holds the atoms from `first` up to, not including, `after`."""
        width = self._ends[after - 1] - self._starts[first]
        return width + self.tails[after - 1] if self.tails and after < self.count else width

    def _farthest(self, first: int, room: float) -> int:
        """The atom after the last that fits into a line from `first` on; at least one is always taken."""
        limit = self._starts[first] + room + SLACK
        after = bisect_right(self._ends, limit, first)
        if self.tails:
            while first + 1 < after < self.count and self._ends[after - 1] + self.tails[after - 1] > limit:
                after -= 1
        return after if after > first else first + 1

    def lines(self, room: float) -> int:
        """How many lines the first-fit breaking takes; no breaking takes fewer."""
        count = at = 0
        if self.tails:
            while at < self.count:
                at = self._farthest(at, room)
                count += 1
            return count
        starts, ends, total = self._starts, self._ends, self.count
        room += SLACK
        while at < total:
            after = bisect_right(ends, starts[at] + room, at)
            at = after if after > at else at + 1
            count += 1
        return count

    def greedy(self, room: float) -> list[int]:
        """The atom after each line's last, filling one line after the other."""
        ends: list[int] = []
        at = 0
        while at < self.count:
            at = self._farthest(at, room)
            ends.append(at)
        return ends

    def best(self, room: float, *, balanced: bool) -> list[int]:
        """The breaking of fewest lines whose squared slacks have the least sum, and no lone short word at the end.

        Balanced counts the last line too, so that all come out alike; otherwise it may be shorter than the others.
        """
        greedy = self.greedy(room)
        count = len(greedy)
        if count < 2 or self.count > MOST_ATOMS:
            return greedy
        earliest = self._earliest(room, count)
        target = min(room, self.whole / count) if balanced else room
        lone = 0.4 * room
        # The cheapest way to end each line behind each atom: its price, and the ends of the lines.
        layer: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for line in range(1, count + 1):
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            last = line == count
            for first, (cost, ends) in layer.items():
                farthest = self._farthest(first, room)
                for after in range(self.count if last else max(first + 1, earliest[line]), farthest + 1):
                    if after == self.count and not last:
                        break
                    width = self.width(first, after)
                    price = cost + (target - width) ** 2
                    if last:
                        if not balanced:
                            price = cost if width >= room / 3 else cost + (room / 3 - width) ** 2
                        if after - first == 1 and self.count > 3 and width < lone:
                            price += room * room
                    if after not in following or price < following[after][0]:
                        following[after] = (price, (*ends, after))
            layer = following
        found = layer.get(self.count)
        return list(found[1]) if found else greedy

    def _earliest(self, room: float, count: int) -> list[int]:
        """For each line, the first atom with which the next may begin so that the rest still fits in what is left."""
        earliest = [0] * (count + 1)
        after = self.count
        for line in range(count, 0, -1):
            earliest[line] = after
            first = after - 1
            while first > 0 and self.width(first - 1, after) <= room + SLACK:
                first -= 1
            after = first
        return earliest
