"""The race of Harbour Lights, played some hundred times by its rules: it ends, it is fair, and every card matters.

Players here think one card ahead: they try every card and every way to play it, count lights fully and spaces a little.
The bounds are wide, for these are small samples; `deck.toml` tells the figures of large ones.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 - seeded: the same races on every run
from statistics import median

import pytest

from generator.build import load
from generator.model.deck import Card, Deck

RACES = 150
HAND = 3
AT_HOME = (2, 1)
LONGEST = 80


@dataclass(slots=True)
class Sea:
    """Where the boats are, and which lamps have been lit by whom."""

    way: "Way"
    places: list[int]
    lit: dict[int, int] = field(default_factory=dict)
    home: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def copy(self) -> "Sea":
        return Sea(self.way, self.places[:], dict(self.lit), self.home[:], self.counts[:])

    def light(self, place: int, boat: int) -> None:
        if place in self.way.lamps and place not in self.lit:
            self.lit[place] = boat
            self.counts[boat] += self.way.lamps[place]

    def arrive(self, boat: int, place: int, lights_for: int) -> None:
        self.places[boat] = place
        self.light(place, lights_for)
        if place == self.way.harbour and boat not in self.home:
            self.counts[boat] += AT_HOME[len(self.home)] if len(self.home) < len(AT_HOME) else 0
            self.home.append(boat)

    def sail(self, boat: int, steps: int) -> None:
        place = self.places[boat]
        if place == self.way.harbour:
            return
        for _ in range(steps):
            place = min(place + 1, self.way.harbour)
            if place in self.way.fog and place not in self.lit:
                break
        self.arrive(boat, max(1, place + min(steps, 0)), boat)

    def others_at_sea(self, boat: int) -> list[int]:
        return [other for other, place in enumerate(self.places) if other != boat and place < self.way.harbour]


@dataclass(slots=True)
class Way:
    """The spaces, counted from 1: what a light on each lamp counts, which lamps stop everybody, where home is."""

    lamps: dict[int, int]
    fog: set[int]
    harbour: int


Option = tuple[Card, Sea]
Choose = Callable[[list[Option], int], Option]


@pytest.fixture(scope="module")
def game() -> Deck:
    loaded = load("harbour-lights")
    assert loaded.deck is not None
    return loaded.deck


def way_of(deck: Deck) -> Way:
    (way,) = deck.boards[0].ways
    spaces = dict(enumerate(way.spaces, 1))
    lamps = {number: int(space.label or 1) for number, space in spaces.items() if space.kind in ("dark", "fog")}
    return Way(lamps, {number for number, space in spaces.items() if space.kind == "fog"}, len(spaces))


def with_ahoy(sea: Sea, boat: int) -> Iterator[Sea]:
    """The sea as it is, and as it is when the boat calls Ahoy, if it can."""
    yield sea
    here = [other for other in sea.others_at_sea(boat) if sea.places[other] == sea.places[boat]]
    if here and sea.places[boat] < sea.way.harbour:
        called = sea.copy()
        for other in (boat, *here):
            called.arrive(other, sea.places[boat] + 1, boat)
        yield called


def sailed(sea: Sea, boat: int, card: Card) -> Iterator[Sea]:
    """Every way to sail one's own boat, and what the card does before it."""
    assert card.suit is not None
    after = sea.copy()
    if card.suit.id == "tide" and card.fields.get("also"):
        for other in sorted(sea.others_at_sea(boat), key=lambda other: -sea.places[other]):
            after.sail(other, int(str(card.fields["also"])))
    sail = str(card.fields["sail"])
    if sail == "to a boat":
        ahead = [sea.places[other] for other in sea.others_at_sea(boat) if sea.places[other] > sea.places[boat]]
        after.sail(boat, min(ahead) - sea.places[boat] if ahead else 2)
    elif sail.isdigit():
        after.sail(boat, int(sail))
    elif sail != "stay":
        for steps in map(int, sail.split()):
            for direction in (1, -1):
                turned = sea.copy()
                turned.sail(boat, steps * direction)
                yield turned
        return
    yield after


def ends(sea: Sea, boat: int, card: Card) -> Iterator[Sea]:
    """Every end that a turn with this card can have."""
    assert card.suit is not None
    for after in sailed(sea, boat, card):
        lights = [after]
        if card.suit.id == "lamp":
            reach = int(str(card.fields["also"]))
            near = range(after.places[boat] - reach, after.places[boat] + reach + 1)
            for place in sorted(set(near) & (set(after.way.lamps) - set(after.lit))):
                lit = after.copy()
                lit.light(place, boat)
                lights.append(lit)
        for one in [ahoy for lit in lights for ahoy in with_ahoy(lit, boat)]:
            towed = one.others_at_sea(boat) if card.suit.id == "rope" and card.fields.get("also") else []
            if not towed:
                yield one
            for other in towed:
                pulled = one.copy()
                pulled.sail(other, int(str(card.fields["also"])))
                yield pulled


def play(deck: Deck, owners: Sequence[int], choose: Choose, seed: int, left: int = 1) -> tuple[Sea, list[str]]:
    """How a race ends, with so many boats left at sea, and the cards in the order in which they were played."""
    chance = Random(seed)  # noqa: S311
    boats = len(owners)
    sea = Sea(way_of(deck), list(range(1, boats + 1)), counts=[0] * boats)
    pile = [card for card in deck.cards for _ in range(card.copies)]
    chance.shuffle(pile)
    played: list[Card] = []
    used: list[Card] = []
    hands = [[pile.pop() for _ in range(HAND)] for _ in set(owners)]
    for turn in range(LONGEST):
        if boats - len(sea.home) <= left:
            break
        own, me = turn % boats, owners[turn % boats]
        sailing = [own] if own not in sea.home else sea.others_at_sea(own)
        options = [(card, end) for card in hands[me] for boat in sailing for end in ends(sea, boat, card)]
        chance.shuffle(options)
        card, sea = choose(options, me)
        hands[me].remove(card)
        played.append(card)
        used.append(card)
        if not pile:
            pile, used = used, []
            chance.shuffle(pile)
        hands[me].append(pile.pop())
    return sea, [card.id for card in played]


def points(sea: Sea, owners: Sequence[int]) -> list[int]:
    """What each player counts at the end, with both boats if there are two."""
    return [sum(sea.counts[boat] for boat, owner in enumerate(owners) if owner == me) for me in sorted(set(owners))]


def thinker(owners: Sequence[int]) -> Choose:
    """One who wants more lights than the best and than most, and to be ahead."""

    def value(option: Option, me: int) -> float:
        sea = option[1]
        mine = [place for place, owner in zip(sea.places, owners, strict=True) if owner == me]
        theirs = [place for place, owner in zip(sea.places, owners, strict=True) if owner != me]
        counted = points(sea, owners)
        others = counted[:me] + counted[me + 1 :]
        lead = counted[me] - 0.5 * max(others) - 0.5 * sum(others) / len(others)
        return lead + 0.16 * sum(mine) / len(mine) - 0.12 * sum(theirs) / len(theirs)

    return lambda options, me: max(options, key=lambda option: value(option, me))


def crew(owners: Sequence[int]) -> Choose:
    """One who wants all boats home and no lamp left dark behind the last of them."""
    del owners

    def value(option: Option) -> float:
        sea = option[1]
        missed = sum(lamp < min(sea.places) for lamp in sea.way.lamps if lamp not in sea.lit)
        return sum(sea.places) + 6 * len(sea.lit) - 30 * missed

    return lambda options, _: max(options, key=value)


@pytest.mark.parametrize(
    ("owners", "fewest", "most"),
    [((0, 1, 2, 3), 20, 28), ((0, 1, 2), 17, 24), ((0, 1, 0, 1), 20, 28)],
    ids=["four", "three", "two"],
)
def test_a_race_ends_in_time_with_its_lamps_lit_and_no_seat_far_ahead(
    game: Deck, owners: Sequence[int], fewest: int, most: int
) -> None:
    races = [play(game, owners, thinker(owners), seed) for seed in range(RACES)]
    assert max(len(cards) for _, cards in races) < LONGEST
    assert fewest <= median(len(cards) for _, cards in races) <= most
    assert sum(len(sea.lit) for sea, _ in races) / RACES > 9.5
    won: Counter[int] = Counter()
    for sea, _ in races:
        counted = points(sea, owners)
        won.update(me for me, count in enumerate(counted) if count == max(counted))
    players = len(set(owners))
    assert all(0.6 < won[me] * players / won.total() < 1.4 for me in range(players))


def test_every_card_is_worth_playing(game: Deck) -> None:
    owners = (0, 1, 2, 3)
    played = Counter(card for seed in range(RACES) for card in play(game, owners, thinker(owners), seed)[1])
    assert {card.id for card in game.cards if played[card.id] < RACES * card.copies / 5} == set()


@pytest.mark.parametrize(("owners", "rounds"), [((0, 1, 2, 3), 7), ((0, 1, 2), 8), ((0, 1, 0, 1), 7)])
def test_one_crew_can_win_in_its_rounds_and_not_in_two_less(game: Deck, owners: Sequence[int], rounds: int) -> None:
    races = [play(game, owners, crew(owners), seed, left=0) for seed in range(RACES)]
    needed = [len(cards) / len(owners) for sea, cards in races if len(sea.lit) == len(sea.way.lamps)]
    assert sum(count <= rounds for count in needed) > 0.6 * RACES
    assert sum(count <= rounds - 2 for count in needed) < 0.3 * RACES
