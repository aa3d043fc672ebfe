"""Every card of the flagship was read twice, in the words it has today, and holds what the writing guide asks."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli

from generator.build import load
from generator.model.deck import Card

REVIEWS = Path(__file__).parents[1] / "decks" / "a-little-more" / "reviews.toml"

#: The tests of the rubric, in the order of the scores.
RUBRIC = (
    "open",
    "no judgement",
    "specific",
    "one idea",
    "short and sayable",
    "plain",
    "assumes nothing",
    "kind to wounds",
    "right depth",
    "invites reply",
)
LEAST = 17

#: The dials of the depth: judgement risk, nearness to the self, how much it is about us, effort; each 0 to 3.
DIALS = 4
US = 2

#: The largest sum of the dials at each depth, and how deep a card wholly about us is at least.
MOST_AT = {1: 2, 2: 4, 3: 7, 4: 9, 5: 12}
ABOUT_US = 4

SAID = ("title", "text", "follow_up", "smaller_step", "no_touch", "with_touch", "words", "steps")

Review = Mapping[str, Any]


def depth_of(dials: Sequence[int]) -> int:
    """The depth that the dials give."""
    depth = min(depth for depth, most in MOST_AT.items() if sum(dials) <= most)
    return max(depth, ABOUT_US) if dials[US] == 3 else depth


def begins(card: Card) -> str:
    """The first six words of the card."""
    return " ".join(str(card.fields["text"]).split()[:6])


def mark(card: Card) -> str:
    """What changes with every letter that the card says, to find a review that is older than its card."""
    said = [f"{name}: {card.fields[name]}" for name in SAID if name in card.fields]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


def counting(review: Review) -> list[Sequence[int]]:
    """The scores that count: those of the text as it is now, which both readers gave unless it was changed."""
    return [review["again"]] if "changed" in review else [review["first"], review["second"]]


def counting_dials(review: Review) -> list[Sequence[int]]:
    return [review["dials_again"]] if "changed" in review else [review["dials_first"], review["dials_second"]]


def faults(card: Card, review: Review) -> list[str]:
    """Everything that is wrong with the review of a card."""
    depth = card.fields.get("depth")
    changed = "changed" in review
    found = []
    wanted = {"id", "words", "mark", "first", "second"} | ({"changed", "again"} if changed else set())
    if depth is not None:
        wanted |= {"dials_first", "dials_second"} | ({"dials_again"} if changed else set())
    if set(review) - {"depth_reason"} != wanted:
        return [f"these do not fit: {sorted(set(review) - {'depth_reason'} ^ wanted)}"]
    if (review["words"], review["mark"]) != (begins(card), mark(card)):
        found.append(f"rewritten since it was read: score it again, with {begins(card)!r} and mark {mark(card)}")
    for name in wanted & {"first", "second", "again"}:
        if len(review[name]) != len(RUBRIC) or not set(review[name]) <= {0, 1, 2}:
            found.append(f"{name} is not ten scores from 0 to 2")
    for scores in counting(review):
        if sum(scores) < LEAST:
            found.append(f"{sum(scores)} is fewer than {LEAST}")
        found += [f"nothing for: {test}" for test, score in zip(RUBRIC, scores, strict=False) if score == 0]
    if depth is None:
        return found
    assert isinstance(depth, int)
    for name in wanted & {"dials_first", "dials_second", "dials_again"}:
        if len(review[name]) != DIALS or not set(review[name]) <= {0, 1, 2, 3}:
            return [*found, f"{name} is not four dials from 0 to 3"]
    apart = max(abs(depth_of(dials) - depth) for dials in counting_dials(review))
    if apart > 1 or (apart == 1 and not review.get("depth_reason")):
        found.append(f"depth {depth}, and the dials say {[depth_of(dials) for dials in counting_dials(review)]}")
    return found


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    loaded = load("a-little-more")
    assert loaded.deck is not None, loaded.problems
    return {card.id: card for card in loaded.deck.cards}


@pytest.fixture(scope="module")
def reviews() -> list[Review]:
    found: list[Review] = tomli.loads(REVIEWS.read_text(encoding="utf-8"))["card"]
    return found


def test_every_card_is_reviewed_once_in_the_order_of_the_deck(cards: dict[str, Card], reviews: list[Review]) -> None:
    assert [review["id"] for review in reviews] == list(cards)


def test_every_review_is_of_the_card_as_it_is_and_lets_it_pass(cards: dict[str, Card], reviews: list[Review]) -> None:
    found = {review["id"]: faults(cards[review["id"]], review) for review in reviews}
    assert {id: wrong for id, wrong in found.items() if wrong} == {}


def test_a_change_says_why_and_none_says_the_same_of_half_the_deck(reviews: list[Review]) -> None:
    reasons = Counter(review["changed"] for review in reviews if "changed" in review)
    assert all(len(reason) > 10 for reason in reasons)
    assert reasons.most_common(1)[0][1] < len(reviews) / 20


def test_both_readers_say_where_they_read_from() -> None:
    readers = tomli.loads(REVIEWS.read_text(encoding="utf-8"))["reader"]
    assert [reader["id"] for reader in readers] == ["first", "second"]
    assert all(reader["reads"] for reader in readers)


@pytest.mark.parametrize(
    ("dials", "depth"),
    [
        ([0, 1, 0, 1], 1),
        ([1, 1, 0, 1], 2),
        ([1, 2, 0, 1], 2),
        ([1, 2, 1, 1], 3),
        ([2, 3, 2, 0], 3),
        ([2, 3, 2, 1], 4),
        ([2, 3, 2, 2], 4),
        ([2, 3, 2, 3], 5),
        ([3, 3, 3, 3], 5),
        ([0, 0, 3, 0], 4),
        ([3, 3, 3, 1], 5),
    ],
)
def test_the_dials_give_the_depth(dials: list[int], depth: int) -> None:
    assert depth_of(dials) == depth


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"words": "Quite another card that was read"}, "rewritten since it was read"),
        ({"mark": "00000000"}, "rewritten since it was read"),
        ({"first": [2] * 9}, "first is not ten scores"),
        ({"second": [3] * 10}, "second is not ten scores"),
        ({"second": [1] * 10}, "10 is fewer than 17"),
        ({"first": [2] * 9 + [0]}, "nothing for: invites reply"),
        ({"dials_second": [1, 2, 1, 1]}, "the dials say"),
        ({"dials_second": [1, 1, 0, 1]}, "the dials say"),
        ({"dials_first": [0, 0, 0]}, "dials_first is not four dials"),
        ({"changed": "It has another end."}, "these do not fit: ['again', 'dials_again']"),
        ({"again": [2] * 10}, "these do not fit: ['again']"),
    ],
)
def test_what_is_wrong_with_a_review_is_found(cards: dict[str, Card], change: Review, found: str) -> None:
    card = cards["wonder-1-02"]
    good = {
        "id": card.id,
        "words": begins(card),
        "mark": mark(card),
        "first": [2] * 10,
        "second": [2] * 9 + [1],
        "dials_first": [0, 1, 0, 1],
        "dials_second": [0, 1, 0, 0],
    }
    assert faults(card, good) == []
    assert any(found in fault for fault in faults(card, {**good, **change}))


def test_a_depth_one_off_can_be_kept_for_a_reason_and_two_off_cannot(cards: dict[str, Card]) -> None:
    card = cards["wonder-1-02"]
    reason = {"depth_reason": "It is said with a smile."}
    scores = {"first": [2] * 10, "second": [2] * 10}
    near = {"id": card.id, "words": begins(card), "mark": mark(card), "dials_first": [0, 1, 0, 1], **scores, **reason}
    assert faults(card, {**near, "dials_second": [1, 1, 0, 1]}) == []
    assert faults(card, {**near, "dials_second": [1, 2, 1, 1]}) == ["depth 1, and the dials say [1, 3]"]
