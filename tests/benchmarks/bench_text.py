"""How long it takes to shape and fit 1,000 different card texts; the aim is half a second.

    python -m tests.benchmarks.bench_text [COUNT]

Each row is the least processor time of several fresh engines with nothing remembered but the fonts' files; nothing here
passes or fails.
"""

import sys
import time
from collections.abc import Callable
from itertools import product
from typing import Literal

from generator.basics.geometry import Rect
from generator.basics.units import mm
from generator.model.design import Fit, Run, Style, TextStyle
from generator.typesetting.text import Text
from tests.benchmarks.make_decks import text as few_words
from tests.typesetting.text.shelf import SANS, assets

ROUNDS = 5
BOX = Rect(0, 0, mm(48), mm(52))

_ONSETS = ("b", "br", "d", "dr", "f", "fl", "g", "h", "k", "kl", "l", "m", "n", "r", "s", "sch", "st", "t", "tr", "w")
_VOWELS = ("a", "e", "i", "o", "u", "au", "ei", "ie", "ä", "ö", "ü")
_CODAS = ("", "n", "r", "l", "s", "t", "ng", "cht", "rm", "nd")
SYLLABLES = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]


def new_words(seed: int) -> str:
    """A text of 60 to 180 characters of which hardly a word comes twice."""
    state = seed * 2654435761 % 2**32 or 1
    words: list[str] = []
    length = 60 + state % 110
    while sum(map(len, words)) + len(words) < length:
        word = ""
        for _ in range(1 + (state >> 20) % 3):
            state = (state * 1664525 + 1013904223) % 2**32
            word += SYLLABLES[(state >> 8) % len(SYLLABLES)]
        words.append(word)
    return " ".join(words).capitalize() + "?"


def fitted(
    make: Callable[[int], str], count: int, wrap: Literal["wrap", "balance"], hyphens: Literal["manual", "auto"]
) -> float:
    """Seconds for `count` texts."""
    style = Style(
        text=TextStyle(families=(SANS,), size=Fit(9.0, 17.0), language="de"),
        line_height=1.25,
        text_wrap=wrap,
        hyphens=hyphens,
        text_align="center",
        vertical_align="middle",
    )
    texts = [(Run(make(number), style.text),) for number in range(count)]
    engine = Text(assets())
    start = time.process_time()
    for paragraph in texts:
        engine.set(paragraph, style, BOX)
    return time.process_time() - start


def main() -> None:
    """Prints the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    assets()
    rows: list[tuple[str, Callable[[int], str], Literal["wrap", "balance"], Literal["manual", "auto"]]] = [
        ("seventy words, first fit", few_words, "wrap", "manual"),
        ("seventy words, balanced", few_words, "balance", "manual"),
        ("new words, balanced", new_words, "balance", "manual"),
        ("new words, balanced, hyphens: auto", new_words, "balance", "auto"),
    ]
    for name, make, wrap, hyphens in rows:
        seconds = min(fitted(make, count, wrap, hyphens) for _ in range(ROUNDS))
        print(f"{count} texts of {name}: {seconds:.3f} s, {seconds / count * 1e6:.0f} µs each")


if __name__ == "__main__":
    main()
