"""Texts that are nearly the same, found among thousands without comparing each with each.

Two texts are compared by the sets of their groups of three characters: the cosine of two sets is the number they
share over the geometric mean of their sizes. How many a text shares with thousands of others is added up for all of
them at once, one bit of a long integer for each.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from generator.basics.records import dataclass

#: So many characters of a text are looked at, and so many of all texts together: of twenty thousand cards only how they
#: begin.
LONGEST = 240
MOST_CHARACTERS = 2_000_000

#: Texts that are counted side by side. More is a little faster and takes more memory when texts have nothing in common.
BLOCK = 3072

#: Of what two texts must share, one part in so many is looked for among the rarer groups of one of them. With less,
#: more groups are counted; with more, more pairs are compared.
RARER = 1.3

#: A text that resembles so many is compared no further, and so many pairs are looked at in all: a deck of ten thousand
#: honest cards needs a few hundred; without a limit ten thousand copies would need fifty million.
ENOUGH = 8
MOST_PAIRS = 400_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are nearly the same: the later one, the earlier one most like it, and how alike, 0 to 1."""

    later: int
    earlier: int
    cosine: float


def grams(text: str, longest: int = LONGEST) -> dict[str, None]:
    """The groups of three characters in a text, each once in the order of the text, with a space at either end."""
    text = f" {text[:longest]} "
    return dict.fromkeys(map("".join, zip(text, text[1:], text[2:], strict=False)))


def alike(texts: Sequence[str], least: float) -> tuple[tuple[Pair, ...], bool]:
    """For every text the earlier one that is most like it, if it is alike enough, in the order of the texts.

    Args:
        texts: each different from the others, already evened out.
        least: the cosine from which two are alike, above 0.

    Returns:
        The pairs, and whether everything was compared; False only in decks where very many are alike.
    """
    longest = min(LONGEST, MOST_CHARACTERS // max(1, len(texts)))
    numbers: dict[str, int] = {}
    lists = [[numbers.setdefault(gram, len(numbers)) for gram in grams(text, longest)] for text in texts]
    times = Counter(chain.from_iterable(lists))
    for numbered in lists:
        numbered.sort(key=times.__getitem__)
    sets = [frozenset(numbered) for numbered in lists]
    # From short to long: what may be alike lies close together, and the rest is passed over by its size.
    order = sorted(range(len(texts)), key=lambda index: (len(sets[index]), index))
    best: dict[int, Pair] = {}
    matches = [0] * len(texts)
    left = MOST_PAIRS
    for begin in range(0, len(order), BLOCK):
        block = order[begin : begin + BLOCK]
        smallest, largest = len(sets[block[0]]), len(sets[block[-1]])
        masks: dict[int, int] = {}
        for position in range(begin, len(order)):
            index = order[position]
            own = sets[index]
            size = len(own)
            if size * least * least > largest:
                break
            if own and matches[index] < ENOUGH:
                shared = max(1, math.ceil(least * math.sqrt(size * max(smallest, size * least * least)) - 1e-9))
                # Of what two texts share, at least so much is among the rarer ones of this text; the common ones are
                # in every other text and cost most.
                few = math.ceil(shared / RARER)
                rare = map(masks.get, lists[index][: size - shared + few])
                for bit in _bits(_sharing([mask for mask in rare if mask], few)):
                    if not left:
                        return _sorted(best), False
                    left -= 1
                    other = block[bit]
                    cosine = len(own & sets[other]) / math.sqrt(size * len(sets[other]))
                    if cosine + 1e-9 >= least:
                        _note(best, index, other, min(1.0, cosine))
                        matches[index] += 1
                        if matches[index] >= ENOUGH:
                            break
            if position < begin + len(block):
                bit = 1 << (position - begin)
                for gram in own:
                    if times[gram] > 1:
                        masks[gram] = masks.get(gram, 0) | bit
    return _sorted(best), True


def _sorted(best: dict[int, Pair]) -> tuple[Pair, ...]:
    return tuple(best[index] for index in sorted(best))


def _note(best: dict[int, Pair], one: int, other: int, cosine: float) -> None:
    later, earlier = max(one, other), min(one, other)
    known = best.get(later)
    if known is None or (cosine, -earlier) > (known.cosine, -known.earlier):
        best[later] = Pair(later, earlier, cosine)


def _sharing(masks: list[int], least: int) -> int:
    """The bits that are set in at least so many of the masks, for all bits at once.

    Column by column as on paper: three masks of one weight become one of that weight and one of twice it, until each
    weight has one left; these are the digits of the counts.
    """
    if len(masks) < least:
        return 0
    digits: list[int] = []
    while masks:
        carried: list[int] = []
        while len(masks) > 2:
            threes = iter(masks)
            masks = masks[len(masks) // 3 * 3 :]
            for a, b, c in zip(threes, threes, threes, strict=False):
                odd = a ^ b
                masks.append(odd ^ c)
                carried.append(a & b | odd & c)
        if len(masks) == 2:
            a, b = masks
            masks = [a ^ b]
            carried.append(a & b)
        digits.append(masks[0])
        masks = [mask for mask in carried if mask]
    if least >> len(digits):
        return 0
    more, equal = 0, -1
    for place in range(len(digits) - 1, -1, -1):
        digit = digits[place]
        if least >> place & 1:
            equal &= digit
        else:
            more |= equal & digit
            equal &= ~digit
    return more | equal


def _bits(mask: int) -> list[int]:
    """The places of the bits that are set, lowest first."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
