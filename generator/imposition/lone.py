"""One face on one sheet that is just as large as print shops want a file to be."""

from generator.basics.geometry import Point, Rect, Size
from generator.model.face import Face
from generator.model.sheet import Line, Placement, Sheet, Side

#: Length of a crop mark and its distance from the bleed, points.
_MARK, _AWAY = 14.0, 3.0


def single(
    front: Face, canvas: Size, *, number: int = 1, back: Face | None = None, turned: bool = False, marks: bool = False
) -> Sheet:
    """A card alone: its trim in the middle of the canvas, print reaching to the canvas's edges.

    Args:
        front: what is on the sheet's front.
        canvas: the trim and what is wanted around it, points.
        number: of the sheet, from 1.
        back: what is on its back; None for nothing.
        turned: whether the card lies on its side: its front turned clockwise, its back the other way, so that the top
            of both is at the same edge of the card.
        marks: whether there is paper around the canvas with crop marks on it.
    """
    room = _MARK + _AWAY if marks else 0.0
    window = Rect(room, room, canvas.width, canvas.height)
    return Sheet(
        paper=Size(canvas.width + 2 * room, canvas.height + 2 * room),
        number=number,
        front=_side(front, window, 90 if turned else 0, marks),
        back=None if back is None else _side(back, window, 270 if turned else 0, marks),
    )


def _side(face: Face, window: Rect, turned: int, marks: bool) -> Side:
    size = face.size.turned if turned else face.size
    middle = window.centre
    slot = Rect(middle.x - size.width / 2, middle.y - size.height / 2, size.width, size.height)
    return Side(placements=(Placement(face, slot, window, turned),), marks=_crop_marks(slot, window) if marks else ())


def _crop_marks(slot: Rect, window: Rect) -> tuple[Line, ...]:
    found = []
    for x in (slot.x, slot.right):
        found += [
            Line(Point(x, window.y - _AWAY - _MARK), Point(x, window.y - _AWAY)),
            Line(Point(x, window.bottom + _AWAY), Point(x, window.bottom + _AWAY + _MARK)),
        ]
    for y in (slot.y, slot.bottom):
        found += [
            Line(Point(window.x - _AWAY - _MARK, y), Point(window.x - _AWAY, y)),
            Line(Point(window.right + _AWAY, y), Point(window.right + _AWAY + _MARK, y)),
        ]
    return tuple(found)
