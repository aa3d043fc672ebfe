"""What has changed since a deck was printed, so that only that need be printed again."""

import json
from collections.abc import Mapping

from generator.basics.problems import Problem, ProblemsError
from generator.build.bench import Bench
from generator.build.loading import Loaded
from generator.build.options import Options
from generator.imposition import Changes, Printed, changed

#: The file beside the PDF that remembers what has been printed.
MANIFEST = "printed.json"

#: The version of its form; another one is refused rather than guessed at.
MANIFEST_VERSION = 1


def as_printed(loaded: Loaded, options: Options) -> dict[str, Printed]:
    """The cards of a deck as they would be printed now, by id.

    Raises:
        ProblemsError: the deck has errors.
    """
    from generator.export.digest import digest

    bench = Bench(loaded, options)
    bench.agree_on_sizes()
    found: dict[str, Printed] = {}
    number = 1
    for card in bench.deck.cards:
        if not card.copies:
            continue
        front = bench.front(card, number)
        back = bench.back(card, number) if bench.has_backs else None
        found[card.id] = Printed(digest(front, back), card.copies)
        number += card.copies
    problems = bench.finish()
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(problems)
    return found


def manifest_of(cards: Mapping[str, Printed]) -> bytes:
    """The file that remembers these cards as printed."""
    table = {name: [card.digest, card.copies] for name, card in cards.items()}
    return (json.dumps({"version": MANIFEST_VERSION, "cards": table}, indent=1) + "\n").encode()


def changes_since(data: bytes | None, now: Mapping[str, Printed], *, name: str) -> Changes:
    """What is to be printed and what to be taken out of the printed deck, by a manifest.

    Args:
        data: the manifest; None when there is none.
        now: from `as_printed`.
        name: what the manifest is called in messages.

    Raises:
        ProblemsError: there is no manifest, or it says something that cannot be.
    """
    if data is None:
        raise ProblemsError(
            (
                Problem(
                    name="nothing-printed-yet",
                    message=f"nobody has said yet what has been printed: there is no `{name}`",
                    help="build the whole deck, print it, and then say so with `deckwright printed`",
                ),
            )
        )
    return changed(_read(data, name), now)


def _read(data: bytes, name: str) -> dict[str, Printed]:
    try:
        table = json.loads(data)
        version = table["version"]
        cards = {
            str(card): Printed(str(digest), int(copies)) for card, (digest, copies) in dict(table["cards"]).items()
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        version, cards = None, {}
    if version != MANIFEST_VERSION:
        raise ProblemsError(
            (
                Problem(
                    name="unreadable-manifest",
                    message=f"`{name}` is not a list of printed cards that this deckwright understands",
                    help="build and print the whole deck once more, and say so with `deckwright printed`",
                ),
            )
        )
    return cards
