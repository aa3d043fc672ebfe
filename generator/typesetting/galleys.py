"""From a design as long as it takes to galleys: the same boxes and words as on a face, in pieces that can be parted.

The text is laid out once, as one box of a column's width and any height. A piece is what no column's end may divide:
a line, a picture, a box with `break-inside: avoid`. Pieces that stand beside each other (a list's marker and its
first line, the cells of a row) become one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generator.basics.geometry import Rect, Size
from generator.model.design import Element, Fit
from generator.model.face import Glyphs, Group, Item, Link, Tag
from generator.model.galley import Around, Break, Galley, Piece
from generator.typesetting.boxes import Box, Layout
from generator.typesetting.painting import decoration, paints

#: Higher than any galley, points.
ENDLESS: Final = 1_000_000.0

#: Overlaps of less than this, points, are none.
_SLIP: Final = 0.01

#: What elements are, in the words of ISO 32000-1, 14.8.4; what is not listed is nothing of its own.
ROLES: Final = {
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "p": "P",
    "figcaption": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "marker": "Lbl",
    "item": "LBody",
    "table": "Table",
    "th": "TH",
    "td": "TD",
    "blockquote": "BlockQuote",
    "section": "Sect",
    "contents": "TOC",
    "entry": "TOCI",
    "index": "Index",
    "img": "Figure",
    "svg": "Figure",
    "face": "Figure",
}

_STRONGER: Final = {"auto": 0, "avoid": 1, "column": 2, "page": 3}


@dataclass(slots=True)
class _Raw:
    """A piece in the making."""

    top: float
    bottom: float
    items: list[Item]
    before: Break = "auto"
    after: Break = "auto"
    around: list[Around] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    head: "_Raw | None" = None
    what: str = ""
    made: Piece | None = None


def flows(root: Element) -> list[tuple[Element, int, float]]:
    """The root's children in stretches that run in equally many columns: for each a root of its own, columns, gap."""
    found: list[tuple[Element, int, float]] = []
    run: list[Element] = []
    style = root.style
    gap = style.column_gap.of(0.0)

    def close(columns: int) -> None:
        if run:
            found.append((replace(root, children=tuple(run)), columns, gap))
            run.clear()

    for child in root.children:
        if child.style.column_count > 1:
            close(style.column_count)
            found.append((replace(root, children=(child,)), child.style.column_count, child.style.column_gap.of(0.0)))
        elif style.column_count > 1 and child.style.column_span == "all":
            close(style.column_count)
            found.append((replace(root, children=(child,)), 1, 0.0))
        else:
            run.append(child)
    close(style.column_count)
    return found


class Cutter:
    """Takes a galley's layout to pieces.

    Args:
        layout: of the whole galley.
        words: sets the words of a box: its items, and for each line its top, bottom and how many items end with it.
        nest: paints a box that moves, fades or clips what is in it, with all inside; None for any other.
    """

    def __init__(
        self,
        layout: Layout,
        words: Callable[[Box], tuple[tuple[Item, ...], tuple[tuple[float, float, int], ...]]],
        nest: Callable[[int], tuple[Item, ...] | None],
    ) -> None:
        self._boxes = layout.boxes
        self._words = words
        self._nest = nest
        self._children: dict[int, list[int]] = {}
        for number, box in enumerate(layout.boxes):
            self._children.setdefault(box.parent, []).append(number)

    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, from the top down."""
        found: list[_Raw] = []
        pending: Break = "auto"
        for raw in _merged(self._visit(0, None)):
            raw.before = _stronger(raw.before, pending)
            if raw.bottom - raw.top < _SLIP and not raw.items and not raw.ids:
                pending = raw.before  # an empty box that only breaks: what follows begins the column
            else:
                found.append(raw)
                pending = "auto"
        return tuple(self._piece(one) for one in found)

    def _piece(self, raw: _Raw) -> Piece:
        if raw.made is None:
            raw.made = Piece(
                top=raw.top,
                bottom=raw.bottom,
                items=tuple(raw.items),
                before=raw.before,
                after=raw.after,
                around=tuple(raw.around),
                ids=tuple(raw.ids),
                links=tuple(raw.links),
                repeats=self._piece(raw.head) if raw.head is not None and raw.head is not raw else None,
                what=raw.what,
            )
        return raw.made

    # --- Boxes --------------------------------------------------------------------------------------------------

    def _visit(self, number: int, parent: Tag | None) -> list[_Raw]:
        box = self._boxes[number]
        element, style = box.element, box.element.style
        tag = self._tag(element, parent)
        if element.tag == "table":
            found = self._table(number, tag)
        elif (nested := self._nest(number)) is not None:
            found = [self._whole(box, [Group(nested, tag=tag)])]
        elif element.words is not None:
            found = self._lines(box, tag)
        elif not self._children.get(number):
            found = [self._whole(box, self._shown(box, tag))]
        else:
            found = [raw for child in self._children[number] for raw in self._visit(child, tag)]
            if style.break_inside == "avoid" or style.flex_direction.startswith("row") or style.display == "grid":
                found = self._together(box, found, whole=style.break_inside == "avoid")
            elif paints(element):
                self._behind(box, found)
        if found:
            found[0].before = _stronger(found[0].before, style.break_before)
            found[-1].after = _stronger(found[-1].after, style.break_after)
            if element.id:
                found[0].ids.insert(0, element.id)
            if element.to:
                told = "".join(item_text(item) for raw in found for item in raw.items)
                found[0].links.append(Link(at=box.border_box, to=element.to, tag=tag, told=" ".join(told.split())))
        return found

    @staticmethod
    def _tag(element: Element, parent: Tag | None) -> Tag | None:
        role = ROLES.get(element.tag)
        if role is None or (role == "Figure" and not element.alt):
            return parent
        return Tag(role, parent, alt=element.alt)

    def _whole(self, box: Box, items: list[Item]) -> _Raw:
        rect = box.border_box
        return _Raw(rect.y, rect.bottom, items, what=box.element.tag)

    def _shown(self, box: Box, tag: Tag | None) -> list[Item]:
        """What a box without words shows; a picture is part of the text when it says something."""
        items = decoration(box.element, box.border_box, box.content_box, None)
        if not items:
            return []
        return [Group(items, tag=tag)] if box.element.picture is not None and box.element.alt else list(items)

    def _lines(self, box: Box, tag: Tag | None) -> list[_Raw]:
        items, rows = self._words(box)
        rect, style = box.border_box, box.element.style
        if not rows:
            return [self._whole(box, list(decoration(box.element, rect, box.content_box, None)))]
        found: list[_Raw] = []
        start = 0
        for number, (top, bottom, end) in enumerate(rows):
            line = items[start:end]
            start = end
            raw = _Raw(top, bottom, [Group(line, tag=tag)] if line else [], what=box.element.tag)
            raw.links = list(_links(line, tag))
            if number and (number < style.orphans or len(rows) - number < style.widows):
                raw.before = "avoid"
            found.append(raw)
        if isinstance(style.text.size, Fit):
            return self._together(box, found, whole=True)
        if paints(box.element):  # without paint, room around the lines is only room
            self._behind(box, found)
        return found

    def _together(self, box: Box, found: list[_Raw], *, whole: bool) -> list[_Raw]:
        """The pieces of a box whose children stand beside each other, or that shall not be parted at all."""
        rect = box.border_box
        if not whole:
            merged = _merged(found)
            if paints(box.element):
                self._behind(box, merged)
            return merged
        one = self._whole(box, list(decoration(box.element, rect, box.content_box, None)))
        seen: list[Around] = []
        for raw in found:
            for around in raw.around:
                if not any(around is known for known in seen):
                    seen.append(around)
                    one.items += around.items
        for raw in found:
            _take(one, raw)
        one.top, one.bottom = min(one.top, rect.y), max(one.bottom, rect.bottom)
        return [one]

    def _behind(self, box: Box, found: list[_Raw]) -> None:
        """Puts the box's ground and border behind its pieces."""
        rect = box.border_box
        if not found:
            found.append(self._whole(box, []))
        around = Around(rect.y, rect.bottom, decoration(box.element, rect, box.content_box, None))
        found[0].top, found[-1].bottom = min(found[0].top, rect.y), max(found[-1].bottom, rect.bottom)
        for raw in found:
            raw.around.insert(0, around)

    def _table(self, number: int, tag: Tag | None) -> list[_Raw]:
        """A piece for each row; a column that begins with another than the first shows the first again."""
        box = self._boxes[number]
        columns = max(1, len(box.element.style.grid_template_columns))
        cells = self._children.get(number, [])
        rows: list[_Raw] = []
        for first in range(0, len(cells), columns):
            row_tag = Tag("TR", tag)
            row = cells[first : first + columns]
            raws = [raw for cell in row for raw in self._visit(cell, row_tag)]
            if not raws:
                continue
            one = _Raw(min(raw.top for raw in raws), max(raw.bottom for raw in raws), [], what="row of a table")
            for raw in raws:
                for around in raw.around:
                    one.items += around.items
                _take(one, raw)
            if rows and self._boxes[cells[0]].element.tag == "th":
                one.head = rows[0]
                if len(rows) == 1:
                    one.before = "avoid"
            rows.append(one)
        if len(rows) > 2:
            rows[-1].before = "avoid"  # a row alone, under a head that is shown again, looks lost
        if rows:
            rows[0].top, rows[-1].bottom = (
                min(rows[0].top, box.border_box.y),
                max(rows[-1].bottom, box.border_box.bottom),
            )
            if box.element.style.break_inside == "avoid":
                return self._together(box, rows, whole=True)
            if paints(box.element):
                self._behind(box, rows)
        return rows


def _take(one: _Raw, other: _Raw) -> None:
    one.items += other.items
    one.ids += other.ids
    one.links += other.links


def _merged(raws: Sequence[_Raw]) -> list[_Raw]:
    """Pieces that overlap made one, the first ones first."""
    order = sorted(range(len(raws)), key=lambda number: (round(raws[number].top, 3), number))
    found: list[_Raw] = []
    members: list[list[int]] = []
    for number in order:
        raw = raws[number]
        if found and raw.top < found[-1].bottom - _SLIP and raw.bottom > raw.top:
            last = found[-1]
            last.bottom = max(last.bottom, raw.bottom)
            last.after = _stronger(last.after, raw.after) if raw.bottom >= last.bottom - _SLIP else last.after
            members[-1].append(number)
        else:
            found.append(replace(raw, items=[], ids=[], links=[], around=[]))
            members.append([number])
    made: dict[int, _Raw] = {}
    for one, numbers in zip(found, members, strict=True):
        for number in sorted(numbers):
            raw = raws[number]
            _take(one, raw)
            one.around += [around for around in raw.around if not any(around is known for known in one.around)]
            made[id(raw)] = one
    for one in found:
        if one.head is not None:
            one.head = made.get(id(one.head), one.head)
    return found


def _stronger(one: Break, other: Break) -> Break:
    return max(one, other, key=lambda word: _STRONGER[word])


def _links(items: Iterable[Item], tag: Tag | None) -> Iterable[Link]:
    for item in items:
        if isinstance(item, Group) and item.to:
            for glyphs in item.items:
                if isinstance(glyphs, Glyphs):
                    width = sum(piece.width for piece in glyphs.pieces) * glyphs.size / 1000
                    at = Rect(glyphs.x, glyphs.y - 0.8 * glyphs.size, width, 1.05 * glyphs.size)
                    yield Link(at=at, to=item.to, tag=tag, told=item_text(item))


def item_text(item: Item) -> str:
    """The words of an item, as far as they are its own."""
    if isinstance(item, Glyphs):
        return "".join(piece.text for piece in item.pieces)
    if isinstance(item, Group):
        return "".join(item_text(inner) for inner in item.items) + " "
    return ""


def galley_of(pieces: tuple[Piece, ...], width: float, columns: int, gap: float, lead: float) -> Galley:
    """The galley of these pieces."""
    return Galley(width=width, columns=columns, gap=gap, lead=lead, pieces=pieces)


def column_size(width: float, columns: int, gap: float) -> Size:
    """The size of a column without an end, of several that share a width."""
    return Size(max(1.0, (width - (columns - 1) * gap) / columns), ENDLESS)
