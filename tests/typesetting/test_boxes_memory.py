"""What is remembered from face to face: the same objects where nothing changed, the right result where it did."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Size
from generator.model.design import Element, Style
from generator.typesetting import boxes as boxes_module
from generator.typesetting.boxes import Boxes, Layout, Measure
from tests.typesetting.test_boxes import box, fixed, pt, row

CARD = Size(180, 250)


def words(number: int, **style: object) -> Element:
    return Element(tag="p", style=Style(**style), words=number)  # type: ignore[arg-type]


def card() -> Element:
    """A head with a name that grows, a text, and a foot with dots and a number."""
    head = row(fixed(30, 30), box(words(0), flex_grow=1.0, flex_basis=pt(0)), height=pt(30), align_items="center")
    dots = row(*[fixed(7, 7) for _ in range(5)], column_gap=pt(3), align_items="center")
    foot = row(dots, words(2), height=pt(9), justify_content="space-between", align_items="center")
    return box(head, box(words(1), flex_grow=1.0), foot, padding=(pt(12),) * 4, row_gap=pt(6))


def measuring(characters: list[int]) -> Measure:
    def measure(leaf: Element, width: float) -> tuple[float, float]:
        assert leaf.words is not None
        whole = characters[leaf.words] * 5.0
        wide = min(whole, max(min(whole, 30.0), width))
        return wide, 10.0 * -(-whole // wide) if wide else 0.0

    return measure


def rects(layout: Layout) -> list[object]:
    return [(found.border_box, found.content_box, found.parent) for found in layout.boxes]


def test_the_same_sizes_give_the_same_layout_object() -> None:
    root, boxes = card(), Boxes()
    first = boxes.arrange(root, CARD, measuring([10, 60, 4]))
    assert boxes.arrange(root, CARD, measuring([10, 60, 4])) is first


def test_words_without_a_say_in_the_layout_give_the_same_layout_object() -> None:
    root, boxes = card(), Boxes()
    first = boxes.arrange(root, CARD, measuring([10, 60, 4]))
    # The name is longer but still on one line, the text on as many lines as before.
    assert boxes.arrange(root, CARD, measuring([14, 62, 4])) is first


def test_a_wider_number_moves_only_itself() -> None:
    root, boxes = card(), Boxes()
    first = boxes.arrange(root, CARD, measuring([10, 60, 4])).boxes
    second = boxes.arrange(root, CARD, measuring([10, 60, 5])).boxes
    changed = [one.element for one, other in zip(first, second, strict=True) if one is not other]
    assert changed == [root.children[2].children[1]]


def test_what_was_seen_before_is_found_again() -> None:
    root, boxes = card(), Boxes()
    first = boxes.arrange(root, CARD, measuring([10, 60, 4]))
    other = boxes.arrange(root, CARD, measuring([10, 60, 5]))
    assert boxes.arrange(root, CARD, measuring([10, 60, 4])) is first
    assert boxes.arrange(root, CARD, measuring([10, 60, 5])) is other


def test_sizes_and_trees_are_told_apart() -> None:
    root, boxes = card(), Boxes()
    first = boxes.arrange(root, CARD, measuring([10, 60, 4]))
    assert boxes.arrange(root, Size(200, 250), measuring([10, 60, 4])) is not first
    assert boxes.arrange(card(), CARD, measuring([10, 60, 4])) is not first


def test_trees_that_differ_in_paint_share_the_work_and_keep_their_own_elements() -> None:
    def painted(color: Colour) -> Element:
        head = box(words(0), box(position="absolute", width=pt(5), height=pt(5)), words(1))
        return box(head, words(2, background_color=color), padding=(pt(12),) * 4, background_color=color)

    black, red, boxes = painted(BLACK), painted(Colour("rgb", (1, 0, 0))), Boxes()
    measure = measuring([10, 60, 4])
    first, second = boxes.arrange(black, CARD, measure), boxes.arrange(red, CARD, measure)
    assert rects(first) == rects(second)
    assert [found.element for found in second.boxes] == [
        found.element for found in Boxes().arrange(red, CARD, measure).boxes
    ]
    assert boxes.arrange(red, CARD, measure) is second


def test_nothing_that_is_called_paint_decides_where_boxes_lie() -> None:
    room = Path(boxes_module.__file__).parent
    code = "".join(
        (room / name).read_text() for name in ("boxes_flow.py", "boxes_nodes.py", "boxes_memo.py", "grid.py")
    )
    for name in boxes_module.PAINT_ONLY - {"border", "text"}:
        assert f"style.{name}" not in code, name
        assert hasattr(Style(), name)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[st.integers(0, 90)] * 3), min_size=2, max_size=12))
def test_remembering_changes_nothing(faces: list[tuple[int, ...]]) -> None:
    root, boxes = card(), Boxes()
    for characters in faces:
        measure = measuring(list(characters))
        assert rects(boxes.arrange(root, CARD, measure)) == rects(Boxes().arrange(root, CARD, measure))


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes_module, "MOST_REMEMBERED", 200)
    root, boxes = card(), Boxes()
    for turn in range(200):
        characters = [turn % 7, turn, turn % 11]
        expected = rects(Boxes().arrange(root, CARD, measuring(characters)))
        assert rects(boxes.arrange(root, CARD, measuring(characters))) == expected
        assert boxes.remembered < 1000


def test_a_known_face_is_quick() -> None:
    root, boxes, measure = card(), Boxes(), measuring([10, 60, 4])
    boxes.arrange(root, CARD, measure)
    best = min(_timed(boxes, root, measure) for _ in range(5))
    # About 5 µs on a common machine; the limit only catches a layout done again, which takes some 700.
    assert best < 300e-6


def _timed(boxes: Boxes, root: Element, measure: Measure) -> float:
    start = time.perf_counter()
    for _ in range(100):
        boxes.arrange(root, CARD, measure)
    return (time.perf_counter() - start) / 100
