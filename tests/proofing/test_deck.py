"""What is seen only when many cards are read together."""

from itertools import pairwise

import pytest

from generator.basics.problems import KeyPath, Problem
from generator.proofing import likeness, proof
from generator.proofing.proof import MOST_OF_A_KIND
from tests.proofing.kit import SUITS, TEXTS, asked, card, code_of, deck, proofed

OFF = 'rules = "en"\noff = ["W403", "E1xx", "W1xx"]\n'


def only(code: str, problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if code_of(problem) == code]


def keys(problem: Problem) -> tuple[str | int, ...]:
    assert isinstance(problem.at, KeyPath)
    return problem.at.keys


def test_doubles_show_the_other_card() -> None:
    texts = ("What small thing made you glad today?", "Where do you rest?", "What small thing made you glad then?")
    (found,) = proofed(*(card(f"c-{n}", index=n, text=text) for n, text in enumerate(texts)), table=OFF)
    assert code_of(found) == "W302"
    assert "`c-2` and `c-0` are nearly the same" in found.message
    assert [related.at for related in found.related] == [KeyPath("cards.toml", ("card", 0, "text"))]


def test_the_same_text_is_not_also_nearly_the_same() -> None:
    cards = [card(f"c-{n}", index=n, text="Where do you like to rest?") for n in range(3)]
    assert [code_of(problem) for problem in proofed(*cards, table=OFF + "only.W303 = {suits = ['free']}")] == [
        "E301",
        "E301",
    ]


def test_comparing_that_was_given_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "MOST_PAIRS", 3)
    cards = [card(f"c-{n}", "free", index=n, text=f"The {n} bottles on the wall of the old house") for n in range(9)]
    found = proofed(*cards, table=OFF + "only.W303 = { suits = ['ask'] }")
    assert code_of(found[-1]) == "W302b"
    assert found[-1].at == KeyPath("deck.toml", ("proofing",), "header")


ANIMALS = ("an owl on a roof", "seven red foxes", "old moths", "the blue crow", "one small hedgehog by night", "bats")


def test_a_beginning_that_comes_too_often_is_told_once() -> None:
    def begun(times: int, of: int) -> list[Problem]:
        texts = [f"Tell me about {ANIMALS[n]}." if n < times else f"{n} {chr(97 + n) * 5}." for n in range(of)]
        return only("W303", proofed(*(card(f"c-{n}", "free", index=n, text=t) for n, t in enumerate(texts)), table=OFF))

    (found,) = begun(4, 10)
    assert found.message == "4 of 10 cards in the suit `free` begin with `tell me about` [W303]"
    assert len(found.related) == 3
    assert begun(2, 6) == []
    assert begun(3, 20) == []
    assert len(begun(4, 20)) == 1


def test_a_deck_that_is_hard_to_read_as_a_whole() -> None:
    hard = "Consider the unforeseen consequences of every complicated decision together"
    easy = "Sit on the big red chair and look at me"
    table = 'rules = "en"\noff = ["W403", "W1xx", "W3xx", "E3xx"]'
    assert only("E109", proofed(*(card(f"c-{n}", "free", text=f"{easy} {n}.") for n in range(20)), table=table)) == []
    found = only("E109", proofed(*(card(f"c-{n}", "free", text=f"{hard} {n}.") for n in range(20)), table=table))
    assert [problem.severity for problem in found] == ["error"]
    assert found[0].at == KeyPath("deck.toml", ("proofing",), "header")
    few = proofed(*(card(f"c-{n}", "free", text=f"{hard} {n}.") for n in range(3)), table=table)
    assert only("E109", few) == []


def balanced(*cards: tuple[str, int], extra: str = "") -> list[tuple[str, str]]:
    """What is told of a deck of cards, each a suit and a level."""
    made = [card(f"c-{n}", suit, index=n, text=f"{n}", level=level) for n, (suit, level) in enumerate(cards)]
    found = proofed(*made, table=f'rules = "en"\noff = ["E1xx", "W1xx", "W3xx"]\n{extra}')
    return [(code_of(problem), problem.message.rpartition(" [")[0]) for problem in found]


def test_sheets_that_are_not_full() -> None:
    full = [(suit, 1) for suit in SUITS] + [("ask", 1)] * 5
    assert balanced(*full, extra="sheet = 9") == []
    assert balanced(*full[:7], extra="sheet = 9") == [("W403", "7 cards do not fill sheets of 9: the last one has 7")]
    twice = deck(*(card(f"c-{n}", suit, text=f"{n}", copies=3) for n, suit in enumerate(SUITS)))
    table = asked('sheet = 6\noff = ["E1xx", "W1xx", "W3xx"]')
    assert proof(twice, table, TEXTS) == ()


def test_suits_and_values_that_nobody_has() -> None:
    assert balanced(("ask", 1), ("mix", 1), ("try", 2), extra='balance = ["level"]') == [
        ("W403b", "the suit `free` has no cards"),
        ("W403c", "no card has `3` as its `level`"),
    ]


def test_a_suit_that_is_uneven() -> None:
    others = [("mix", 1), ("try", 2), ("free", 3)]
    uneven = [("ask", 1)] * 4 + [("ask", 2)] + [("ask", 3)] * 4
    found = balanced(*uneven, *others, extra='balance = ["level"]')
    assert found == [("W403d", "the suit `ask` is uneven by `level`: 1: 4, 2: 1, 3: 4")]
    # A suit may keep to some of the levels.
    assert balanced(*[("ask", 1)] * 4, *others, extra='balance = ["level"]') == []
    gap = balanced(*[("ask", 1)] * 4, *[("ask", 3)] * 4, *others, extra='balance = ["level"]')
    assert [code for code, _ in gap] == ["W403d"]


def test_of_very_many_findings_the_rest_is_counted() -> None:
    cards = [card(f"c-{n}", "free", index=n, text=f"My wife {n}") for n in range(MOST_OF_A_KIND + 20)]
    found = only("E201", proofed(*cards, table=OFF + "only.W302 = {suits = ['ask']}"))
    assert len(found) == MOST_OF_A_KIND + 1
    assert found[-1].message == "20 more cards have the same fault [E201]"
    assert found[-1].at == cards[-1].at("text")


def test_findings_come_in_the_order_of_the_deck() -> None:
    cards = [card(f"c-{n}", index=n, text=f"What would your wife {n} never say?") for n in range(5)]
    places = [keys(problem)[1] for problem in proofed(*cards, table=OFF + "only.W302 = {suits = ['free']}")[:10]]
    assert all(int(a) <= int(b) for a, b in pairwise(places))
