"""Choices by what cards say."""

from types import MappingProxyType

import pytest

from generator.editions import choose
from generator.model.deck import Card, Deck, Field, Value
from generator.model.edition import Edition
from generator.model.formats import FORMATS

FIELDS = {
    "depth": Field(name="depth", type="integer"),
    "weight": Field(name="weight", type="number"),
    "topic": Field(name="topic", type="choice", choices=("home", "work")),
    "tags": Field(name="tags", type="list"),
    "loud": Field(name="loud", type="boolean"),
}


def card(id: str, **fields: Value) -> Card:
    return Card(id=id, fields=MappingProxyType(fields))


def deck(*cards: Card) -> Deck:
    return Deck(
        id="d",
        title="D",
        format=FORMATS["poker"],
        template="plain",
        fields=MappingProxyType(FIELDS),
        suits=MappingProxyType({}),
        cards=cards,
    )


DECK = deck(
    card("a", depth=1, topic="home", tags=("Old friends", "sea"), loud=True),
    card("b", depth=2, topic="work", weight=1.5, loud=False),
    card("c", depth=5, tags=("sea",)),
    card("d"),
)


@pytest.mark.parametrize(
    ("wish", "ids"),
    [
        ("depth=2", "b"),
        ("depth=1..2", "ab"),
        (" depth = 2 .. 9 ", "bc"),
        ("weight=1,5", "b"),
        ("weight=1..2", "b"),
        ("topic=work", "b"),
        ("tags=sea", "ac"),
        ("tags=old friends", "a"),
        ("loud=yes", "a"),
        ("loud=false", "b"),
    ],
)
def test_cards_are_chosen_and_left_out_by_what_they_say(wish: str, ids: str) -> None:
    kept, problems = choose(DECK, Edition(only=(wish,)))
    assert not problems
    assert "".join(one.id for one in kept.cards) == ids
    left, problems = choose(DECK, Edition(without=(wish,)))
    assert not problems
    assert "".join(one.id for one in left.cards) == "".join(one for one in "abcd" if one not in ids)


def test_what_cards_say_and_their_names_add_up() -> None:
    kept, problems = choose(DECK, Edition(only=("d", "depth=1..2"), without=("topic=work",)))
    assert not problems
    assert [one.id for one in kept.cards] == ["a", "d"]


@pytest.mark.parametrize(
    ("wish", "name", "help"),
    [
        ("dept=2", "unknown-field", "did you mean `depth`?"),
        ("size=2", "unknown-field", "the fields are"),
        ("depth=7", "unknown-choice", "the cards say 1 to 5; write depth=1..5"),
        ("depth=deep", "unknown-choice", "the cards say 1 to 5"),
        ("depth=", "unknown-choice", "the cards say 1 to 5"),
        ("topic=wrok", "unknown-choice", "did you mean `work`?"),
        ("topic=garden", "unknown-choice", "the cards say `home` or `work`"),
    ],
)
@pytest.mark.parametrize("key", ["only", "without"])
def test_a_slip_leaves_nothing_in_or_out_unsaid(wish: str, name: str, help: str, key: str) -> None:
    _, problems = choose(DECK, Edition(only=(wish,)) if key == "only" else Edition(without=(wish,)))
    assert problems[0].name == name
    assert help in problems[0].help
