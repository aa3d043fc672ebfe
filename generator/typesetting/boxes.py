"""Boxes: what lies where, for a tree of elements and a trim.

`Boxes.arrange` is called once per face, and most faces share their tree with others. When the words that have a say in
the layout measure as they did before, the very same `Layout` comes back; when some measure otherwise, the boxes that
stayed where they were are still the same objects. So decoration may be remembered by a box's identity.
"""

from collections.abc import Callable
from dataclasses import fields
from itertools import count
from operator import attrgetter
from typing import Final, Protocol, cast

from generator.basics.geometry import Rect, Size
from generator.basics.problems import ProblemsError
from generator.basics.records import dataclass
from generator.model.design import Element, Style, TextStyle
from generator.typesetting.boxes_flow import Flow, Placed
from generator.typesetting.boxes_nodes import DEEPEST, Node, sane, too_deep
from generator.typesetting.painting import natural_size

#: Everything remembered is dropped when it has grown beyond this many results.
MOST_REMEMBERED: Final = 50_000


#: What of a style has no say in where boxes lie.
PAINT_ONLY: Final = frozenset(
    [
        "border_radius",
        "z_index",
        "isolation",
        "background_color",
        "background",
        "bleed",
        "box_shadow",
        "opacity",
        "mix_blend_mode",
        "transform",
        "transform_origin",
        "clip_path",
        "object_fit",
        "object_position",
        "border",  # but for its widths
        "text",  # but for its font
    ]
)
_TEXT_PAINT: Final = frozenset(["color", "overline", "shadows", "struck", "underline"])
_box_style: Callable[[Style], tuple[object, ...]] = attrgetter(
    *[field.name for field in fields(Style) if field.name not in PAINT_ONLY]
)
_font: Callable[[Style], tuple[object, ...]] = attrgetter(
    *["text." + field.name for field in fields(TextStyle) if field.name not in _TEXT_PAINT]
)


class Measure(Protocol):
    """Asks a text or picture leaf for its size."""

    def __call__(self, leaf: Element, width: float) -> tuple[float, float]:
        """The content's width and height, points, when at most `width` is available.

        Infinite `width` gives max-content, 0 gives min-content. The same leaf and words must give the same answer.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """Where an element lies; compared by identity.

    Attributes:
        element: whose box it is.
        border_box: from the top left of the trim, points.
        content_box: inside border and padding.
        parent: number of the parent's box in the layout, -1 for the root.
    """

    element: Element
    border_box: Rect
    content_box: Rect
    parent: int


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The boxes of a face in document order, a parent before its children; without what is not displayed."""

    boxes: tuple[Box, ...]


class Boxes:
    """Arranges boxes, remembering what does not change from face to face.

    Trees that differ in paint only, such as the suits of a deck, are laid out as one: their *shape* is equal.

    Args:
        baseline: how far below the top of its content a text has its first baseline, points, as its style alone says;
            None where that cannot be known.
    """

    def __init__(self, baseline: Callable[[Element], float | None] = lambda element: None) -> None:
        self._baseline = baseline
        self._flow = Flow(baseline)
        self._roots: dict[Element, Node] = {}
        self._shapes: dict[object, Node] = {}
        self._styles: dict[int, tuple[Style, int]] = {}  # by identity: equal styles are one object
        self._known_styles: dict[object, int] = {}
        self._layouts: dict[object, object] = {}
        self._elements: dict[Element, tuple[Element, ...]] = {}
        self._own_layouts: dict[tuple[Element, Layout], Layout] = {}
        self._own_boxes: dict[tuple[Element, Box], Box] = {}
        self._made = 0

    def arrange(self, root: Element, size: Size, measure: Measure) -> Layout:
        """Where everything lies on a face whose root takes exactly `size`.

        Returns:
            The same object as before when the leaves that are asked measure as they did before.

        Raises:
            ProblemsError: when elements are nested too deep.
        """
        if self.remembered > MOST_REMEMBERED:
            self._forget()
        flow = self._flow
        memo = flow.memo
        memo.begin(measure)
        node = self._roots.get(root)
        if node is None:
            elements: list[Element] = []
            shape = self._shape(root, elements, 1)
            node = self._shapes.get(shape)
            if node is None:
                node = self._shapes[shape] = Node(root, None, 1, count())
            self._roots[root] = node
            self._elements[root] = tuple(elements)
            self._made += len(elements)
        key = (node, size.width, size.height)
        found, mark = memo.recall(self._layouts, key)
        if found is None:
            width, height = max(0.0, sane(size.width)), max(0.0, sane(size.height))
            sizes = node.sizes(width, height)
            laid = flow.place(node, max(0.0, width - sizes.wide), max(0.0, height - sizes.high), sizes)
            found = Layout(self._boxes((node, 0.0, 0.0, width, height, sizes, laid), 0.0, 0.0))
            memo.store(self._layouts, key, mark, found)
        layout = cast(Layout, found)
        return layout if node.element is root else self._own(layout, root)

    def _shape(self, element: Element, elements: list[Element], depth: int) -> tuple[object, ...]:
        """All that decides where the boxes of a tree may lie; `elements` gets them in the order of a layout's boxes."""
        if depth > DEEPEST:
            raise ProblemsError((too_deep(element),))
        elements.append(element)
        known = self._styles.get(id(element.style))
        if known is None:
            border = tuple([side.width for side in element.style.border])
            full = (_box_style(element.style), _font(element.style), border)
            number = self._known_styles.setdefault(full, len(self._known_styles))
            known = self._styles[id(element.style)] = element.style, number
        style = known[1]
        if element.words is not None:
            return style, element.words
        picture = element.picture
        if picture is not None:
            return style, *natural_size(picture)
        return style, tuple(
            [self._shape(child, elements, depth + 1) for child in element.children if child.style.display != "none"]
        )

    def _own(self, layout: Layout, root: Element) -> Layout:
        """A layout found for another tree of the same shape, with this tree's elements in it."""
        key = root, layout
        own = self._own_layouts.get(key)
        if own is None:
            boxes: list[Box] = []
            for element, box in zip(self._elements[root], layout.boxes, strict=True):
                mine = self._own_boxes.get((element, box))
                if mine is None:
                    mine = Box(element, box.border_box, box.content_box, box.parent)
                    self._own_boxes[element, box] = mine
                boxes.append(mine)
            own = self._own_layouts[key] = Layout(tuple(boxes))
            self._made += 1
        return own

    @property
    def remembered(self) -> int:
        """How many results are kept for later faces."""
        return self._flow.memo.stored + self._made

    def _forget(self) -> None:
        self._flow = Flow(self._baseline)
        self._roots.clear()
        self._shapes.clear()
        self._styles.clear()
        self._known_styles.clear()
        self._elements.clear()
        self._own_layouts.clear()
        self._own_boxes.clear()
        self._layouts.clear()
        self._made = 0

    def _boxes(self, placed: Placed, dx: float, dy: float) -> tuple[Box, ...]:
        """The boxes of a child and of all inside it, when its container's content box begins at (dx, dy)."""
        node, x, y, width, height, sizes, laid = placed
        x += dx
        y += dy
        key = (x, y, width, height, sizes, laid)
        found = node.subtrees.get(key)
        if found is None:
            own_key = (x, y, width, height, sizes)
            own = node.boxes.get(own_key)
            inner_x, inner_y = x + sizes.start_x, y + sizes.start_y
            if own is None:
                content = Rect(inner_x, inner_y, max(0.0, width - sizes.wide), max(0.0, height - sizes.high))
                own = node.boxes[own_key] = Box(node.element, Rect(x, y, width, height), content, node.parent)
            boxes = [cast(Box, own)]
            for child in laid.places:
                boxes += self._boxes(child, inner_x, inner_y)
            found = node.subtrees[key] = tuple(boxes)
            self._made += 2
        return cast(tuple[Box, ...], found)
