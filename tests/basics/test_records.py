"""Our records behave as the standard library's do."""

import copy
import dataclasses
import pickle

import pytest

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    one: int
    other: str = "x"

    @property
    def twice(self) -> int:
        return 2 * self.one


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str
    pair: Pair = Pair(1)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    name: str


@dataclass(slots=True)
class Count:
    number: int = 0


@dataclass(slots=True)
class Heap:
    things: list[str] = dataclasses.field(default_factory=list)


def test_a_default_made_anew_is_nobody_elses() -> None:
    one, other = Heap(), Heap()
    one.things.append("x")
    assert (one.things, other.things, Heap(["y"]).things) == (["x"], [], ["y"])


def test_fields_and_replace_work_before_and_after_the_first_record() -> None:
    assert [found.name for found in dataclasses.fields(Named)] == ["name", "pair"]
    assert dataclasses.replace(Named(name="a"), name="b") == Named(name="b")
    assert dataclasses.is_dataclass(Thing)


def test_fields_are_given_by_place_or_name_with_defaults() -> None:
    assert (Pair(1).one, Pair(1).other, Pair(one=2, other="y").twice) == (1, "x", 4)
    assert Named(name="a").pair == Pair(1)
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]


def test_a_frozen_record_cannot_be_changed() -> None:
    pair = Pair(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        pair.one = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del pair.one
    with pytest.raises(AttributeError):
        pair.new = 2  # type: ignore[attr-defined]
    count = Count()
    count.number += 1
    assert count.number == 1


def test_equality_and_hash_go_by_value_unless_told_otherwise() -> None:
    assert Pair(1) == Pair(1)
    assert Pair(1) != Pair(2)
    assert len({Pair(1), Pair(1), Pair(2)}) == 2
    assert Thing("a") != Thing("a")
    assert Pair(1).__eq__((1, "x")) is NotImplemented
    with pytest.raises(TypeError):
        hash(Count())


def test_the_standard_tools_know_a_record() -> None:
    assert dataclasses.replace(Pair(1), other="z") == Pair(1, "z")
    assert [field.name for field in dataclasses.fields(Named)] == ["name", "pair"]
    assert copy.deepcopy(Named(name="a")) == Named(name="a")
    assert pickle.loads(pickle.dumps(Pair(3))) == Pair(3)  # noqa: S301 - our own
    assert repr(Pair(1)) == "Pair(one=1, other='x')"
    match Pair(1, "q"):
        case Pair(one, other):
            assert (one, other) == (1, "q")
