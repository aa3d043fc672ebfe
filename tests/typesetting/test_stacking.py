"""What lies on what (CSS 2.1 appendix E): the colours of boxes in the order in which they are painted."""

from collections.abc import Iterable
from typing import Any

import pytest

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Size
from generator.model.design import Design, Element, Length, Style
from generator.model.face import Group, Item, Path
from generator.typesetting import Subject, Typesetter
from tests.typesetting.text.shelf import assets


def box(tone: int, *children: Element, **style: Any) -> Element:  # noqa: ANN401
    """A box of a grey by which it is known."""
    ground = Style(background_color=Colour("gray", (tone / 100,)), width=Length(10), height=Length(10), **style)
    return Element(tag="box", style=ground, children=children)


def order(root: Element) -> list[int]:
    """The tones of all boxes, the lowest first."""
    face = Typesetter(assets()).set(Design(root=root, words=(), size=Size(100, 100)), Subject("a card"))
    return [tone for tone, _ in _painted(face.items, 0)]


def clips(root: Element) -> dict[int, int]:
    """By how many outlines each tone is cut."""
    face = Typesetter(assets()).set(Design(root=root, words=(), size=Size(100, 100)), Subject("a card"))
    return dict(_painted(face.items, 0))


def _painted(items: Iterable[Item], cut: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for item in items:
        if isinstance(item, Group):
            found += _painted(item.items, cut + (item.clip is not None))
        elif isinstance(item, Path) and isinstance(item.fill, Colour):
            found.append((round(item.fill.values[0] * 100), cut))
    return found


def test_boxes_lie_on_each_other_as_they_follow() -> None:
    assert order(box(1, box(2, box(3)), box(4))) == [1, 2, 3, 4]
    assert order(box(1, box(2, position="absolute"), box(3))) == [1, 3, 2]


def test_numbers_count_among_all_boxes_of_a_face_and_not_among_siblings_alone() -> None:
    assert order(box(1, box(2, box(3, z_index=2)), box(4, z_index=1), box(5))) == [1, 2, 5, 4, 3]
    # Below the ground of its parent, yet above that of the root.
    assert order(box(1, box(2, box(3, z_index=-1)), box(4))) == [1, 3, 2, 4]
    assert order(box(1, box(2, box(3, z_index=-1)), box(4, z_index=-2))) == [1, 4, 3, 2]


def test_equal_numbers_lie_as_they_follow_and_zero_is_where_absolute_boxes_are() -> None:
    assert order(box(1, box(2, z_index=0), box(3, position="absolute"), box(4))) == [1, 4, 2, 3]
    assert order(box(1, box(2, box(3, z_index=1)), box(4, z_index=1))) == [1, 2, 3, 4]
    # What is in an absolute box lies on it, not below it.
    assert order(box(1, box(2, box(3, z_index=0), position="absolute"), box(4))) == [1, 4, 2, 3]


@pytest.mark.parametrize(
    "keeps",
    [
        {"z_index": 0},
        {"isolation": "isolate"},
        {"opacity": 0.5},
        {"mix_blend_mode": "multiply"},
        {"transform": Matrix.translation(1, 0)},
    ],
)
def test_nothing_leaves_a_context(keeps: dict[str, Any]) -> None:
    assert order(box(1, box(2, box(3, z_index=9), box(4, z_index=-1), **keeps), box(5, z_index=1))) == [1, 2, 4, 3, 5]


def test_what_is_raised_is_cut_by_the_boxes_that_it_left() -> None:
    root = box(1, box(2, box(3, box(4, z_index=1), overflow="hidden"), overflow="hidden"), box(5))
    assert order(root) == [1, 2, 3, 5, 4]
    assert clips(root) == {1: 0, 2: 0, 3: 1, 4: 2, 5: 0}
