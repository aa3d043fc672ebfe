"""Which of it, for whom?

In comes a `Deck` and an `Edition`; out comes a `Deck` with the choices applied, and a problem for every choice that
names something the deck does not have. The cards keep the order of the deck, and the edition's own
stay unless it leaves them out. Nothing is read or written here.
"""

from dataclasses import replace

from generator.basics.problems import Problem, did_you_mean, one_of
from generator.editions.saying import SIGN, Asked, asked
from generator.model.deck import Card, Deck
from generator.model.edition import Edition

__all__ = ["choose"]


def choose(deck: Deck, edition: Edition) -> tuple[Deck, tuple[Problem, ...]]:
    """The deck as the edition wants it, with what was wrong with the choices."""
    known = {card.id for card in deck.cards} | set(deck.suits)
    problems = [
        _unknown(name, deck, edition, key, number)
        for key, names in (("only", edition.only), ("without", edition.without))
        for number, name in enumerate(names)
        if SIGN not in name and name not in known
    ]
    only_said, without_said = (_said(key, deck, edition, problems) for key in ("only", "without"))
    ids = {card.id for card in deck.cards}
    problems += [
        Problem(
            name="unknown-card",
            message=f"no card is called `{name}`",
            at=edition.at("copies"),
            help=_hint(name, sorted(ids)),
        )
        for name in edition.copies
        if name not in ids
    ]
    only, without = frozenset(edition.only), frozenset(edition.without)
    every = not only

    def stays(card: Card) -> bool:
        names = {card.id, card.suit.id} if card.suit else {card.id}
        own = bool(edition.file) and card.file == edition.file
        wanted = own or every or not only.isdisjoint(names) or any(asks(card) for asks in only_said)
        return wanted and without.isdisjoint(names) and not any(asks(card) for asks in without_said)

    cards = tuple(
        replace(card, copies=edition.copies[card.id]) if card.id in edition.copies else card
        for card in deck.cards
        if stays(card)
    )
    if not problems and not any(card.copies for card in cards):
        problems.append(
            Problem(
                name="nothing-left",
                message="these choices leave no card to print",
                at=edition.at("only"),
                help="name at least one suit or card that stays",
            )
        )
    return replace(deck, cards=cards, blanks=edition.blanks or deck.blanks), tuple(problems)


def _said(key: str, deck: Deck, edition: Edition, problems: list[Problem]) -> list[Asked]:
    """What the entries ask for that go by what cards say; what is wrong with one is added to the problems."""
    found: list[Asked] = []
    for number, text in enumerate(edition.only if key == "only" else edition.without):
        if SIGN in text:
            test, problem = asked(text, deck, edition.at(key, number))
            found += [test] if test is not None else []
            problems += [problem] if problem is not None else []
    return found


def _unknown(name: str, deck: Deck, edition: Edition, key: str, number: int) -> Problem:
    known = [*deck.suits, *(card.id for card in deck.cards)]
    return Problem(
        name="unknown-card",
        message=f"no card and no suit is called `{name}`",
        at=edition.at(key, number),
        help=_hint(name, known) or f"the suits are {one_of(tuple(deck.suits))}",
    )


def _hint(name: str, known: list[str]) -> str:
    like = did_you_mean(name, known)
    return f"did you mean `{like}`?" if like else ""
