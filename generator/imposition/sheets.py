"""Filling sheets: every copy of every piece once, in order, its back behind its front."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.basics.geometry import Rect, Size
from generator.imposition.grid import Grid
from generator.model.face import Face
from generator.model.job import Flip
from generator.model.sheet import Bookmark, Placement, Sheet, Side, Slug


@dataclass(frozen=True, slots=True)
class Piece:
    """A component to be printed: one copy of one card.

    Attributes:
        bookmark: set on the first piece of a chapter (a suit) to name it in the outline.
    """

    front: Face
    back: Face | None = None
    bookmark: str = ""


#: What the slug of a side says: called with the sheet's number (from 1) and whether it is the back.
SheetWords = Callable[[int, bool], str]


def turned_over(rect: Rect, paper: Size, flip: Flip) -> tuple[Rect, int]:
    """Where something lies on the other side when the sheet is turned over, and how it is turned, degrees.

    Turning about an upright edge mirrors left and right; turning about a level edge mirrors top and bottom and puts
    everything upside down.
    """
    upright_edge = (paper.height >= paper.width) == (flip == "long")
    if upright_edge:
        return Rect(paper.width - rect.right, rect.y, rect.width, rect.height), 0
    return Rect(rect.x, paper.height - rect.bottom, rect.width, rect.height), 180


def impose(pieces: Iterable[Piece], grid: Grid, *, flip: Flip, backs: bool, words: SheetWords) -> Iterator[Sheet]:
    """The sheets, one after another, each made only when it is asked for.

    Args:
        pieces: in printing order; each is printed exactly once.
        grid: from `grid_for`.
        flip: about which edge the paper is turned for its back.
        backs: whether backs are printed; a sheet none of whose pieces has a back has an empty one then, so that
            every sheet stays one piece of paper.
        words: what the slugs say.
    """
    stream = iter(pieces)
    number = 0
    while batch := tuple(islice(stream, grid.up)):
        number += 1
        front = Side(
            placements=tuple(
                Placement(piece.front, slot, window)
                for piece, slot, window in zip(batch, grid.slots, grid.windows, strict=False)
            ),
            marks=grid.marks,
            slug=_slug(words(number, False), grid),
            bookmarks=tuple(Bookmark(piece.bookmark) for piece in batch if piece.bookmark),
        )
        yield Sheet(
            paper=grid.paper,
            number=number,
            front=front,
            back=_back(batch, grid, flip, words(number, True)) if backs else None,
        )


def _back(batch: tuple[Piece, ...], grid: Grid, flip: Flip, words: str) -> Side:
    placements = []
    for piece, slot, window in zip(batch, grid.slots, grid.windows, strict=False):
        if piece.back is not None:
            at, turn = turned_over(slot, grid.paper, flip)
            seen, _ = turned_over(window, grid.paper, flip)
            placements.append(Placement(piece.back, at, seen, turn))
    # The slug keeps its place on the paper as seen from the back: the grid is centred, so the strip is free there too.
    return Side(placements=tuple(placements), slug=_slug(words, grid))


def _slug(words: str, grid: Grid) -> Slug | None:
    return None if grid.slug is None else Slug(words, grid.slug, grid.slug_turned)
