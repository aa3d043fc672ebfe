"""Boxes: what lies where, for a tree of elements and a trim.

`Boxes.arrange` is called once per face, and most faces share their tree with others. When the words that have a say in
the layout measure as they did before, the very same `Layout` comes back; when some measure otherwise, the boxes that
stayed where they were are still the same objects. So decoration may be remembered by a box's identity.
"""

from itertools import count
from typing import Final, Protocol, cast

from generator.basics.geometry import Rect, Size
from generator.basics.records import dataclass
from generator.model.design import Element
from generator.typesetting.boxes_flow import Flow, Placed
from generator.typesetting.boxes_nodes import Node, sane

#: Everything remembered is dropped when it has grown beyond this many results.
MOST_REMEMBERED: Final = 50_000


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
    """Arranges boxes, remembering what does not change from face to face."""

    def __init__(self) -> None:
        self._flow = Flow()
        self._roots: dict[Element, Node] = {}
        self._layouts: dict[object, object] = {}
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
            numbers = count()
            node = self._roots[root] = Node(root, None, 1, numbers)
            self._made += next(numbers)
        key = (node, size.width, size.height)
        found, mark = memo.recall(self._layouts, key)
        if found is None:
            width, height = max(0.0, sane(size.width)), max(0.0, sane(size.height))
            sizes = node.sizes(width, height)
            laid = flow.place(node, max(0.0, width - sizes.wide), max(0.0, height - sizes.high), sizes)
            found = Layout(self._boxes((node, 0.0, 0.0, width, height, sizes, laid), 0.0, 0.0))
            memo.store(self._layouts, key, mark, found)
        return cast(Layout, found)

    @property
    def remembered(self) -> int:
        """How many results are kept for later faces."""
        return self._flow.memo.stored + self._made

    def _forget(self) -> None:
        self._flow = Flow()
        self._roots.clear()
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
