from collections.abc import Mapping
from types import MappingProxyType

from generator.editions import choose
from generator.model.deck import Card, Deck, Suit
from generator.model.edition import Edition
from generator.model.formats import FORMATS

SUITS = {name: Suit(id=name, title=name.title()) for name in ("sun", "moon")}


def deck() -> Deck:
    cards = tuple(
        Card(id=f"{suit}-{number}", suit=SUITS[suit], fields=MappingProxyType({}))
        for suit in SUITS
        for number in (1, 2)
    )
    return Deck(
        id="d",
        title="D",
        format=FORMATS["poker"],
        template="plain",
        fields=MappingProxyType({}),
        suits=SUITS,
        cards=cards,
    )


def ids(edition: Edition) -> list[str]:
    chosen, problems = choose(deck(), edition)
    assert not problems
    return [card.id for card in chosen.cards]


def test_nothing_chosen_keeps_everything() -> None:
    assert ids(Edition()) == ["sun-1", "sun-2", "moon-1", "moon-2"]


def test_suits_and_cards_are_chosen_in_the_decks_order() -> None:
    assert ids(Edition(only=("moon", "sun-2"))) == ["sun-2", "moon-1", "moon-2"]


def test_leaving_out_is_stronger() -> None:
    assert ids(Edition(only=("moon",), without=("moon-2",))) == ["moon-1"]
    assert ids(Edition(without=("sun",))) == ["moon-1", "moon-2"]


def test_copies_are_changed_by_id() -> None:
    copies: Mapping[str, int] = {"sun-1": 3}
    chosen, problems = choose(deck(), Edition(copies=copies))
    assert not problems
    assert [card.copies for card in chosen.cards] == [3, 1, 1, 1]


def test_every_wrong_choice_is_a_problem() -> None:
    _, problems = choose(deck(), Edition(only=("mon", "sun-1"), without=("sunn",), copies={"sun-9": 2}))
    assert [problem.name for problem in problems] == ["unknown-card"] * 3
    assert "did you mean `moon`?" in problems[0].help
    assert "did you mean `sun`?" in problems[1].help


def test_an_empty_choice_is_a_problem() -> None:
    _, problems = choose(deck(), Edition(without=("sun", "moon")))
    assert [problem.name for problem in problems] == ["nothing-left"]
