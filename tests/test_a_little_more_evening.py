"""Evenings played by the printed rules, a few hundred of each length: they end, in the time that the rules tell.

Whoever plays here looks for kinds that are still unlit, and turns a disc to Ready nineteen times in twenty. Real people
may do something else: what is shown is that the rules leave no evening without a card, a step or an end.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same evenings on every run
from statistics import median

import pytest

from generator.build import load
from generator.model.deck import Card, Deck

RULES = (Path(__file__).parents[1] / "decks" / "a-little-more" / "rules.md").read_text(encoding="utf-8")

SPACES_IN_A_ROOM = 7
LIT_BEFORE_A_GATE = 3
LONGEST_STEP = 3
OFFERED = 2
READY = 0.95

#: Minutes besides the cards: the doorstep, Carry home, and for each card the step, the choice and the reading.
DOORSTEP, CARRY_HOME, A_STEP = 9, 5, 0.5

EVENINGS = 200


@dataclass(slots=True, kw_only=True)
class Evening:
    """What became of one evening."""

    played: list[Card] = field(default_factory=list)
    minutes: float = DOORSTEP + CARRY_HOME
    without_a_choice: int = 0

    def lit(self) -> set[str]:
        return {card.suit.id for card in self.played if card.suit is not None}


@pytest.fixture(scope="module")
def whole() -> Deck:
    loaded = load("a-little-more")
    assert loaded.deck is not None
    return loaded.deck


def rooms_of(deck: Deck) -> list[list[str]]:
    """The kinds of the spaces of each room, in the order in which one comes to them."""
    (board,) = deck.boards
    found: dict[str, list[str]] = {}
    for way in board.ways:
        for space in way.spaces:
            if space.zone is not None and space.suit is not None:
                found.setdefault(space.zone.id, []).append(space.suit.id)
    return list(found.values())


def put_out(deck: Deck, piles: dict[str, list[Card]], depth: int, chance: Random) -> None:
    """Shuffle the cards of a depth and put them on top of the piles of their kinds."""
    for kind, pile in piles.items():
        new = [card for card in deck.cards if card.suit and card.suit.id == kind and card.fields["depth"] == depth]
        chance.shuffle(new)
        pile[:0] = new


def play_a_card(evening: Evening, pile: list[Card], room: int, chance: Random) -> None:
    """Draw two cards, use one, and put the other below its pile."""
    offered = [pile.pop(0) for _ in range(OFFERED) if pile]
    evening.without_a_choice += len(offered) < OFFERED or any(int(str(card.fields["depth"])) > room for card in offered)
    card = offered.pop(chance.randrange(len(offered)))
    pile += offered
    evening.played.append(card)
    evening.minutes += int(str(card.fields["minutes"])) + A_STEP


def walk(
    evening: Evening,
    room: int,
    kinds: list[str],
    piles: dict[str, list[Card]],
    unlit: set[int],
    how: str,
    chance: Random,
) -> None:
    """One walk from the start of a room to its gate; `unlit` loses the spaces that are lit on the way."""
    here, lit_here = -1, SPACES_IN_A_ROOM - len(unlit)
    while True:
        ahead = sorted(space for space in unlit if space > here)
        choices: list[int | None] = [*ahead[:LONGEST_STEP]]
        if len(ahead) < LONGEST_STEP and lit_here >= LIT_BEFORE_A_GATE:
            choices.append(None)
        fresh = [space for space in choices if space is not None and kinds[space] not in evening.lit()]
        step = {"short": choices[0], "long": choices[-1], "any": chance.choice(fresh or choices)}[how]
        if step is None:
            return
        play_a_card(evening, piles[kinds[step]], room, chance)
        unlit.discard(step)
        here, lit_here = step, lit_here + 1


def play(deck: Deck, rooms: int, how: str, seed: int) -> Evening:
    """One evening through so many rooms; `how` says which steps are taken."""
    chance = Random(seed)  # noqa: S311
    evening = Evening()
    all_kinds = rooms_of(deck)
    piles: dict[str, list[Card]] = {kind: [] for kind in all_kinds[0]}
    for room, kinds in enumerate(all_kinds[:rooms], 1):
        put_out(deck, piles, room, chance)
        unlit = set(range(SPACES_IN_A_ROOM))
        for stays in range(2):
            walk(evening, room, kinds, piles, unlit, how, chance)
            if room == rooms or (chance.random() < READY and chance.random() < READY):
                break
            if stays or not unlit:
                return evening
    return evening


@pytest.mark.parametrize(
    ("how", "rooms", "fewest", "most"), [("any", 3, 9, 21), ("short", 5, 35, 35), ("long", 5, 15, 20)]
)
def test_an_evening_ends_and_never_lacks_a_choice(whole: Deck, how: str, rooms: int, fewest: int, most: int) -> None:
    evenings = [play(whole, rooms, how, seed) for seed in range(EVENINGS)]
    assert not any(evening.without_a_choice for evening in evenings)
    for evening in evenings:
        assert len({card.id for card in evening.played}) == len(evening.played)
    lengths = [len(evening.played) for evening in evenings]
    assert fewest <= max(lengths) <= most


def test_every_card_of_every_depth_has_its_evening(whole: Deck) -> None:
    """Piles that only begin with their lowest depth hide twelve cards from everybody, and 33 from three rooms."""
    seen = Counter(card.id for seed in range(EVENINGS) for card in play(whole, 5, "any", seed).played)
    kinds = set(rooms_of(whole)[0])
    assert {card.id for card in whole.cards if card.suit and card.suit.id in kinds} == set(seen)


@pytest.mark.parametrize(
    ("told", "rooms"), [("Five evenings, a room each", 1), (r"\*\*An evening\*\*", 3), ("A long evening", 5)]
)
def test_evenings_take_about_as_long_as_the_rules_say(whole: Deck, told: str, rooms: int) -> None:
    found = re.search(rf"^\| {told} \| [\d–]+ \| (\d+) min \|$", RULES, re.MULTILINE)
    assert found is not None
    minutes = median(play(whole, rooms, "any", seed).minutes for seed in range(EVENINGS))
    assert abs(minutes - int(found[1])) <= 5
