"""Decks of many different cards in the flagship's look, for measuring.

python -m tests.benchmarks.make_decks FOLDER 54 1000 10000
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUITS = ("doorstep", "wonder", "courage", "thanks", "together", "quiet")
SPEECH = """
    what small thing went right for you today and who else noticed when the kettle was still warm which sound smell or
    taste from this week would have been worth an hour of its own if nobody had asked for anything at all before evening
    tell me where your shoulders were when you laughed last time under the apple tree behind our old green house
"""
WORDS = tuple(SPEECH.split())


def text(seed: int) -> str:
    """A different text of 60 to 180 characters for every number, made of plain words."""
    state = seed * 2654435761 % 2**32 or 1
    length = 60 + state % 110
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        state = (state * 1664525 + 1013904223) % 2**32
        words.append(WORDS[(state >> 8) % len(WORDS)])
    sentence = " ".join(words)[:170].rstrip()
    return f"{sentence[0].upper()}{sentence[1:]} {seed}?"


def make(folder: Path, count: int) -> None:
    """A deck of `count` cards in `folder`, in the look of the flagship."""
    folder.mkdir(parents=True, exist_ok=True)
    deck = (ROOT / "decks" / "a-little-more" / "deck.toml").read_text()
    head, rest = deck.split("cards = [", 1)
    # Cards alone: the board, the boxes and the rules name cards that are not here.
    rest = re.split(r"(?m)^(?:\[\[|\[rulebook\]|\[proofing)", rest, maxsplit=1)[0]
    tail = rest.split("]", 1)[1].replace("requires = [", "# requires = [").replace("max = 180", "max = 200")
    (folder / "deck.toml").write_text(f'{head}cards = ["cards.toml"]{tail}'.replace("#:schema", "# schema"))
    cards = [
        f'[[card]]\nid = "card-{number:05}"\nsuit = "{SUITS[number * len(SUITS) // count]}"\n'
        f'depth = {number % 5 + 1}\ntext = "{text(number)}"\n'
        'topics = ["everyday"]\nminutes = 5\ntouch = "none"\nwho = "any"\n'
        for number in range(count)
    ]
    (folder / "cards.toml").write_text("\n".join(cards))


if __name__ == "__main__":
    for argument in sys.argv[2:]:
        make(Path(sys.argv[1]) / f"deck-{argument}", int(argument))
