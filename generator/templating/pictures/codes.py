"""QR codes (ISO/IEC 18004) as drawings: one outline round all dark modules, so that no seams show between them."""

from collections.abc import Sequence
from typing import Literal

from generator.basics.colour import Colour
from generator.basics.geometry import Rect
from generator.model.design import Drawing
from generator.model.face import Path, Segment

#: How much of the code may be lost: about 7, 15, 25 and 30 %. A code takes more where that costs no room.
Correction = Literal["l", "m", "q", "h"]
CORRECTIONS: tuple[Correction, ...] = ("l", "m", "q", "h")

#: How long the side of a module is where no width says otherwise, points (0.53 mm).
MODULE = 1.5

_Modules = Sequence[Sequence[int]]


def qr_code(data: str, correction: Correction, quiet: int, colour: Colour) -> Drawing | None:
    """The code, with its quiet zone inside the drawing's box; None when no code is large enough for the data.

    Args:
        data: what a phone reads.
        correction: the least error correction.
        quiet: empty modules on every side.
        colour: of the dark modules.
    """
    import segno

    try:
        # Readers guess UTF-8 well, and the older encodings badly.
        code = segno.make_qr(data, error=correction, encoding=None if data.isascii() else "utf-8")
    except segno.DataOverflowError:
        return None
    modules: _Modules = tuple(tuple(row) for row in code.matrix)
    side = (len(modules) + 2 * quiet) * MODULE
    outline = tuple(_outline(modules, quiet))
    return Drawing(Rect(0, 0, side, side), (Path(outline, fill=colour),), module=MODULE, quiet=quiet)


def _outline(modules: _Modules, quiet: int) -> list[Segment]:
    """Closed lines round the dark modules, corners only; dark lies to the right of every line."""
    count = len(modules)

    def dark(column: int, row: int) -> bool:
        return 0 <= column < count and 0 <= row < count and bool(modules[row][column])

    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in range(count):
        for column in range(count):
            if not dark(column, row):
                continue
            for beside, start, end in (
                ((column, row - 1), (column, row), (column + 1, row)),
                ((column + 1, row), (column + 1, row), (column + 1, row + 1)),
                ((column, row + 1), (column + 1, row + 1), (column, row + 1)),
                ((column - 1, row), (column, row + 1), (column, row)),
            ):
                if not dark(*beside):
                    edges.setdefault(start, []).append(end)
    segments: list[Segment] = []
    while edges:
        first = here = next(iter(edges))
        corners: list[tuple[int, int]] = []
        heading = (0, 0)
        while True:
            ahead = edges[here]
            # Two modules that touch at a corner only: turning right keeps each line on its own module.
            right = (here[0] - heading[1], here[1] + heading[0])
            there = right if right in ahead else ahead[0]
            ahead.remove(there)
            if not ahead:
                del edges[here]
            turned = (there[0] - here[0], there[1] - here[1])
            if turned != heading:
                corners.append(here)
            heading, here = turned, there
            if here == first:
                break
        for number, (x, y) in enumerate(corners):
            segments.append(("L" if number else "M", (x + quiet) * MODULE, (y + quiet) * MODULE))
        segments.append(("Z",))
    return segments
