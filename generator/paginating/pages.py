"""Galleys cut into columns and pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from generator.basics.geometry import Matrix, Rect
from generator.basics.problems import Problem
from generator.basics.records import dataclass
from generator.basics.units import show_mm
from generator.model.face import Anchor, Group, Item, Link, Path
from generator.model.galley import Around, Galley, Piece

#: What sticks out by less than this, points, fits.
_SLIP: Final = 0.05

#: How often the height of balanced columns is halved in on.
_HALVINGS: Final = 16


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cut:
    """Pieces that stand in one column of one page.

    Attributes:
        at: the column's corner and width, and the height that the pieces take; page coordinates.
        top: where in the galley the first piece's own top is, so that it comes to lie at the column's.
        pieces: from the top down.
        head: what stands above them again: the head of a table that goes on.
    """

    at: Rect
    top: float
    pieces: tuple[Piece, ...]
    head: Piece | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Page:
    """One page; `number` from 1."""

    number: int
    cuts: tuple[Cut, ...]


class _Stretch:
    """The pieces of one galley, and where columns may end."""

    def __init__(self, galley: Galley) -> None:
        self.galley = galley
        self.pieces = galley.pieces

    def between(self, number: int) -> str:
        """What stands between a piece and the one before it."""
        if number == 0:
            return self.pieces[0].before
        before, after = self.pieces[number].before, self.pieces[number - 1].after
        for word in ("page", "column", "avoid"):
            if word in (before, after):
                return word
        return "auto"

    def head(self, first: int) -> Piece | None:
        """What is shown again above a column that begins with this piece."""
        return self.pieces[first].repeats

    def height(self, first: int, after: int) -> float:
        """Of a column that holds the pieces from `first` up to, not including, `after`."""
        head = self.head(first)
        again = head.bottom - head.top if head is not None else 0.0
        return self.pieces[after - 1].bottom - self.pieces[first].top + again

    def fill(self, first: int, room: float, *, at_top: bool, tail: float = 0.0) -> tuple[int, str]:
        """How far a column of that height reaches: the piece after its last, and why it ends there.

        Args:
            first: the piece it begins with.
            room: its height.
            at_top: whether something must be taken even where nothing fits well.
            tail: room that must be left below the last piece of all.
        """
        best, after = first, first
        while after < len(self.pieces):
            why = self.between(after) if after > first else "auto"
            if why in ("page", "column"):
                return after, why
            needed = self.height(first, after + 1) + (tail if after + 1 == len(self.pieces) else 0.0)
            if needed > room + _SLIP:
                break
            after += 1
            if after == len(self.pieces) or self.between(after) != "avoid":
                best = after
        if best == first and at_top:
            best = max(after, first + 1)  # no good place; a bad one rather than none
        return best, ""

    def least(self) -> float:
        """The height of what must stand together at its beginning."""
        after = 1
        while after < len(self.pieces) and self.between(after) == "avoid":
            after += 1
        return self.height(0, after) if self.pieces else 0.0


class _Maker:
    def __init__(self, galleys: Sequence[Galley], frame: Callable[[int], Rect], first: int) -> None:
        self._stretches = [_Stretch(galley) for galley in galleys if galley.pieces]
        self._frame = frame
        self._number = first
        self._area = frame(first)
        self._cuts: list[Cut] = []
        self._y = 0.0
        self.pages: list[Page] = []
        self.problems: list[Problem] = []

    def made(self) -> tuple[Page, ...]:
        for place, stretch in enumerate(self._stretches):
            following = self._stretches[place + 1] if place + 1 < len(self._stretches) else None
            self._set(stretch, following)
        if self._cuts:
            self._turn()
        return tuple(self.pages)

    def _turn(self) -> None:
        self.pages.append(Page(number=self._number, cuts=tuple(self._cuts)))
        self._number += 1
        self._area, self._cuts, self._y = self._frame(self._number), [], 0.0

    def _set(self, stretch: _Stretch, following: _Stretch | None) -> None:
        galley, first, total = stretch.galley, 0, len(stretch.pieces)
        tail = 0.0
        if following is not None and (stretch.pieces[-1].after == "avoid" or following.between(0) == "avoid"):
            tail = following.galley.lead + following.least()
        if self._cuts and stretch.between(0) == "page":
            self._turn()
        while first < total:
            if self._cuts and first == 0:
                self._y += galley.lead
            room = self._area.height - self._y
            if galley.columns == 1:
                after, why = stretch.fill(first, room, at_top=not self._cuts, tail=tail)
                ends = [after] if after > first else []
            else:
                ends, why = self._columns(stretch, first, room)
            if not ends:
                if tail and not self._cuts:
                    tail = 0.0
                self._turn()
                continue
            self._place(stretch, first, ends)
            first = ends[-1]
            if first < total and (why == "page" or galley.columns == 1 or first < total):
                self._turn()

    def _columns(self, stretch: _Stretch, first: int, room: float) -> tuple[list[int], str]:
        """Where each column of a page ends: as high as the page, or all alike when what is left needs no more."""
        columns, total = stretch.galley.columns, len(stretch.pieces)

        def filled(height: float, *, at_top: bool) -> tuple[list[int], str]:
            ends: list[int] = []
            at, why = first, ""
            for _ in range(columns):
                if at >= total:
                    break
                after, why = stretch.fill(at, height, at_top=at_top)
                if after == at:
                    break
                ends.append(after)
                at = after
                if why == "page":
                    break
            return ends, why

        ends, why = filled(room, at_top=not self._cuts)
        if not ends or ends[-1] < total:
            # A page that would take only a scrap of a stretch is left to what comes before it.
            return ([] if self._cuts and len(ends) < columns and why != "page" else ends), why
        low, high = 0.0, room
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            found, _ = filled(middle, at_top=False)
            if found and found[-1] == total:
                ends, high = found, middle
            else:
                low = middle
        return ends, why

    def _place(self, stretch: _Stretch, first: int, ends: Sequence[int]) -> None:
        galley, highest = stretch.galley, 0.0
        for column, after in enumerate(ends):
            pieces = stretch.pieces[first:after]
            height = stretch.height(first, after)
            x = self._area.x + column * (galley.width + galley.gap)
            at = Rect(x, self._area.y + self._y, galley.width, height)
            self._cuts.append(Cut(at=at, top=pieces[0].top, pieces=pieces, head=stretch.head(first)))
            if height > self._area.height + _SLIP:
                self._too_tall(pieces, height)
            highest = max(highest, height)
            first = after
        self._y += highest

    def _too_tall(self, pieces: Sequence[Piece], height: float) -> None:
        what = pieces[0].what or "box"
        self.problems.append(
            Problem(
                name="taller-than-page",
                message=f"page {self._number}: a `{what}` that cannot be divided is {show_mm(height)} high, and the "
                f"page has room for {show_mm(self._area.height)}",
                help="make it smaller, or take `break-inside: avoid` from it",
            )
        )


def paginate(
    galleys: Sequence[Galley], frame: Callable[[int], Rect], *, first: int = 1
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The text on pages, and what does not fit any.

    Args:
        galleys: one below the other; their widths are those of the frames.
        frame: the area for text of the page of a number, page coordinates.
        first: the number of the first page.
    """
    maker = _Maker(galleys, frame, first)
    pages = maker.made()
    return pages, tuple(maker.problems)


# --- What stands on a page ------------------------------------------------------------------------------------------


def page_items(page: Page) -> tuple[tuple[Item, ...], tuple[Link, ...], tuple[Anchor, ...]]:
    """The items of a page's text, its links and the places that others lead to; page coordinates."""
    items: list[Item] = []
    links: list[Link] = []
    anchors: list[Anchor] = []
    for cut in page.cuts:
        down = cut.at.y - cut.top
        if cut.head is not None:
            above = cut.head
            shift = Matrix.translation(cut.at.x, cut.at.y - above.top)
            items.append(Group(untagged(above.items), matrix=shift))
            down += above.bottom - above.top
        matrix = Matrix.translation(cut.at.x, down)
        for around in _arounds(cut.pieces):
            items.append(Group(_part(around, cut), matrix=matrix))
        for piece in cut.pieces:
            items.append(Group(piece.items, matrix=matrix))
            links += [replace(link, at=link.at.moved(cut.at.x, down)) for link in piece.links]
            anchors += [Anchor(id, piece.top + down) for id in piece.ids]
    return tuple(items), tuple(links), tuple(anchors)


def ids_on(pages: Sequence[Page]) -> Mapping[str, int]:
    """On which page each id stands."""
    return {id: page.number for page in pages for cut in page.cuts for piece in cut.pieces for id in piece.ids}


def _arounds(pieces: Sequence[Piece]) -> list[Around]:
    found: dict[int, Around] = {}
    for piece in pieces:
        for around in piece.around:
            found.setdefault(id(around), around)
    return list(found.values())


def _part(around: Around, cut: Cut) -> tuple[Item, ...]:
    """What is seen of a ground in a column: all of it, or as far as its pieces reach."""
    inside = [piece for piece in cut.pieces if any(around is one for one in piece.around)]
    top, bottom = inside[0].top, inside[-1].bottom
    if top <= around.top + _SLIP and bottom >= around.bottom - _SLIP:
        return around.items
    wide = 10_000.0  # to the sides nothing is cut off
    window = Path(
        (("M", -wide, top), ("L", wide, top), ("L", wide, bottom), ("L", -wide, bottom), ("Z",)),
    )
    return (Group(around.items, clip=window),)


def untagged(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items as mere decoration: what stands there for a second time is not read again."""
    return tuple(
        replace(item, items=untagged(item.items), tag=None) if isinstance(item, Group) and not item.shared else item
        for item in items
    )
