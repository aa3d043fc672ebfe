"""Pictures and icons that a template cannot find, told at the word of the deck that asked for them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.basics.problems import KeyPath, Place, Problem, Related
from generator.model.deck import Deck

_FOR_A_NAME = ("unknown-icon", "unknown-picture", "not-an-image")
_OF_A_FILE = ("image-too-large", "not-an-image")

#: As much of a name as messages show.
_SHOWN = 80


def at_their_words(problems: Iterable[Problem], deck: Deck) -> tuple[Problem, ...]:
    """The problems, those with a picture or an icon where the deck names it, and each once.

    Which picture a face shows is said in the deck; the template only passes the name on. Whoever writes decks need
    not look into a template to learn which name was wrong.
    """
    found: list[Problem] = []
    files: list[Problem] = []
    for problem in problems:
        if problem.name in _OF_A_FILE and problem.at is None:
            files.append(problem)
        elif problem.name in _FOR_A_NAME and isinstance(problem.at, Place):
            found.append(_moved(problem, deck))
        else:
            found.append(problem)
    for file in files:
        name = _name_in(file)
        told = next((one for one in found if one.message == f"the picture `{name}` cannot be used"), None)
        if told is None:
            found.append(file)
        else:
            found[found.index(told)] = replace(file, at=told.at, related=told.related)
            found = [one for one in found if one.message != told.message]
    return tuple(_once(found))


def _moved(problem: Problem, deck: Deck) -> Problem:
    name = _name_in(problem)
    at = next(_places(name, deck), None)
    if at is None or not isinstance(problem.at, Place):
        return problem
    return replace(problem, at=at, related=(Related(problem.at, "shown here"),))


def _places(name: str, deck: Deck) -> Iterator[KeyPath]:
    """Every word of the deck that names the picture."""
    file = deck.sources[0].file if deck.sources else "deck.toml"
    for suit in deck.suits.values():
        if name == suit.icon:
            yield KeyPath(file, ("suits", suit.id, "icon"))
        elif suit.pattern and f"/{suit.pattern}." in name:
            yield KeyPath(file, ("suits", suit.id, "pattern"))
    for kind, icons in (("token", [one.icon for one in deck.tokens]), ("standee", [one.icon for one in deck.standees])):
        for number, icon in enumerate(icons):
            if name == icon:
                yield KeyPath(file, (kind, number, "icon"))
    for card in deck.cards:
        for field, value in card.fields.items():
            if isinstance(value, str) and value[:_SHOWN] == name:
                yield card.at(field)


def _name_in(problem: Problem) -> str:
    """The picture's name, the first thing that the message quotes."""
    return problem.message.partition("`")[2].partition("`")[0]


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first of those that say the same of the same place."""
    told = set()
    for problem in problems:
        key = (problem.name, problem.message, problem.at)
        if key not in told:
            told.add(key)
            yield problem
