"""Where lines end: first fit, balanced, or the best of a whole paragraph.

All widths are thousandths of the paragraph's font size, so one set of sums holds for every size: a line of width W
takes W · size / 1000 points. First fit takes the fewest lines there can be, and never more when there is more room
(any breaking that holds in the narrower room holds in the wider one): what `fit` builds upon.
"""

from bisect import bisect_right

#: Widths are sums of decimal fractions; less than this, thousandths of the size, is no difference.
SLIP = 1e-6

#: Paragraphs of more atoms than this are set by first fit; the optimum would take too long.
MOST_ATOMS = 600

#: A last line narrower than this part of the room looks lost when it holds one word only.
SHORT = 0.4

#: Breaking a word costs as much as a line that is short by this part of the room: at a hyphen, elsewhere, and on top
#: for a hyphen below a hyphen.
HYPHEN, INSIDE, AGAIN = 0.15, 0.08, 0.25


class Segment:
    """The words between two forced breaks, as atoms: what no line end divides.

    Attributes:
        starts: where each atom starts when all stand on one line.
        ends: where it ends, without the letter spacing behind it; never falling.
        spaced: whether a space stands behind it.
        tails: the width of the hyphen that is drawn when a line ends behind it; None when there is none anywhere.
    """

    __slots__ = ("_least", "ends", "spaced", "starts", "tails")

    def __init__(
        self, starts: list[float], ends: list[float], spaced: list[bool], tails: list[float] | None = None
    ) -> None:
        self.starts = starts
        self.ends = ends
        self.spaced = spaced
        self.tails = tails
        self._least = -1.0

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def least(self) -> float:
        """The width of the widest line when every line is as short as it can be."""
        if self._least < 0:
            if self.tails is None:
                widths = [end - start for start, end in zip(self.starts, self.ends, strict=True)]
            else:
                widths = [self.shortest(first) for first in range(len(self.starts))]
            self._least = max(widths, default=0.0)
        return self._least

    @property
    def whole(self) -> float:
        """The width on one line."""
        return self.ends[-1] - self.starts[0] if self.starts else 0.0

    def shortest(self, first: int) -> float:
        """The width of the shortest line that starts with an atom: a hyphen may be wider than the atom behind it."""
        if first + 1 < len(self.starts) and self.tails is not None and self.tails[first]:
            return min(self.width(first, first + 1), self.width(first, first + 2))
        return self.width(first, first + 1)

    def width(self, first: int, after: int) -> float:
        """Of a line that holds the atoms from `first` up to, not including, `after`."""
        width = self.ends[after - 1] - self.starts[first]
        if self.tails is not None and after < len(self.starts):
            width += self.tails[after - 1]
        return width

    def _farthest(self, first: int, room: float) -> int:
        """The atom after the last that fits on a line from `first` on; at least one is always taken."""
        limit = self.starts[first] + room + SLIP
        after = bisect_right(self.ends, limit, first)
        tails = self.tails
        if tails is not None and after < len(self.starts):
            while after > first + 1 and self.ends[after - 1] + tails[after - 1] > limit:
                after -= 1
        return after if after > first else first + 1

    def within(self, room: float, indent: float, most: int) -> int:
        """The fewest lines that take all atoms; `most` + 1 as soon as there are more than `most`."""
        count, at, total = 0, 0, len(self.starts)
        if not total:
            return 1
        starts, ends, plain = self.starts, self.ends, self.tails is None
        reach = room - indent + SLIP
        while at < total:
            if count >= most:
                return most + 1
            if plain:
                after = bisect_right(ends, starts[at] + reach, at)
                at = after if after > at else at + 1
            else:
                at = self._farthest(at, reach - SLIP)
            count += 1
            reach = room + SLIP
        return count

    def greedy(self, room: float, indent: float = 0.0) -> list[int]:
        """First fit: the atom after each line's last."""
        found: list[int] = []
        at, total = 0, len(self.starts)
        reach = room - indent
        while at < total:
            at = self._farthest(at, reach)
            found.append(at)
            reach = room
        return found

    def best(self, room: float, indent: float = 0.0, *, balanced: bool) -> list[int]:
        """As few lines as first fit takes, with the least sum of squared slacks.

        Balanced, the last line counts like the others, so that all come out alike; otherwise it may be short. In
        both cases a lone short word does not stay behind on the last line while the others can spare one.
        """
        greedy = self.greedy(room, indent)
        count, total = len(greedy), len(self.starts)
        if count < 2 or total > MOST_ATOMS or self.least > room + SLIP:
            return greedy
        starts, ends, tails, spaced = self.starts, self.ends, self.tails, self.spaced
        # How soon each line may end: what is left must fit into the lines that are left.
        soonest = [total] * count
        for line in range(count - 2, -1, -1):
            first = soonest[line + 1]
            limit = ends[first - 1] - room - SLIP
            while first > 0 and starts[first - 1] >= limit:
                first -= 1
            soonest[line] = max(first, line + 1)
        lone = total > 3
        infinite = float("inf")
        # For each atom a line may begin with: the least cost so far; and where the line before it began.
        costs = [infinite] * (total + 1)
        costs[0] = 0.0
        begun = [0]
        origins: list[list[int]] = []
        for line in range(count):
            last = line == count - 1
            have = room - indent if line == 0 else room
            following = [infinite] * (total + 1)
            origin = [0] * (total + 1)
            low, high = soonest[line], greedy[line] + 1
            for first in begun:
                cost, edge = costs[first], starts[first] + have
                if cost == infinite:
                    continue
                for after in range(low if low > first else first + 1, high):
                    slack = edge - ends[after - 1]
                    if slack < -SLIP:
                        break
                    price = slack * slack
                    if last:
                        if not balanced:
                            price = 0.0
                        if lone and after - first == 1 and (spaced[first - 1] or (tails and tails[first - 1])):
                            alone = have - slack
                            if alone < SHORT * room or not balanced:
                                price += room * room
                    elif not spaced[after - 1]:
                        if tails is not None and tails[after - 1]:
                            slack -= tails[after - 1]
                            if slack < -SLIP:
                                continue
                            price = slack * slack + HYPHEN * HYPHEN * room * room
                            if first and tails[first - 1]:
                                price += AGAIN * AGAIN * room * room
                        else:
                            price += INSIDE * INSIDE * room * room
                    price += cost
                    if price < following[after]:
                        following[after] = price
                        origin[after] = first
            begun = list(range(low, high))
            origins.append(origin)
            costs = following
        if costs[total] == infinite:
            return greedy
        found = [total]
        for line in range(count - 1, 0, -1):
            found.append(origins[line][found[-1]])
        return found[::-1]
