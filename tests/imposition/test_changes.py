"""Printing only what changed."""

from hypothesis import given
from hypothesis import strategies as st

from generator.imposition import Printed, changed

decks = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(Printed, st.sampled_from(["x", "y", "z"]), st.integers(0, 3))
)


@given(decks, decks)
def test_pulling_out_and_printing_makes_the_new_deck(old: dict[str, Printed], new: dict[str, Printed]) -> None:
    changes = changed(old, new)
    pile = {(name, card.digest): card.copies for name, card in old.items()}
    for name, copies in changes.to_pull_out.items():
        pile[name, old[name].digest] -= copies
        assert pile[name, old[name].digest] >= 0
    for name, copies in changes.to_print.items():
        pile[name, new[name].digest] = pile.get((name, new[name].digest), 0) + copies
    assert {key: count for key, count in pile.items() if count} == {
        (name, card.digest): card.copies for name, card in new.items() if card.copies
    }
    assert list(changes.to_print) == [name for name in new if name in changes.to_print]


def test_nothing_changed_prints_nothing() -> None:
    deck = {"a": Printed("x"), "b": Printed("y", 3)}
    changes = changed(deck, dict(deck))
    assert (changes.to_print, changes.to_pull_out) == ({}, {})


def test_changed_gone_new_and_more() -> None:
    old = {"a": Printed("x", 2), "b": Printed("y", 3), "c": Printed("z"), "d": Printed("z", 1)}
    new = {"e": Printed("n"), "a": Printed("changed", 2), "b": Printed("y", 1), "d": Printed("z", 4)}
    changes = changed(old, new)
    assert changes.to_print == {"e": 1, "a": 2, "d": 3}
    assert changes.to_pull_out == {"a": 2, "b": 2, "c": 1}
