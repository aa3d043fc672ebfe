"""Backs meet fronts: the back of a printed sheet, turned over as a picture, lies on its front.

Every paper, both flips, cards that stand, lie or do both, a printer that is true and one that is off and turned. The
face is a lopsided blot, and its back is the same blot seen through the card.
"""

from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.basics.colour import Colour
from generator.basics.geometry import Insets, Matrix, Rect
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.export import DocumentInfo, write_pdf
from generator.imposition import Piece, grid_for, impose
from generator.model.face import Face, Path, Segment
from generator.model.formats import FORMATS, Format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.printer import PrinterProfile
from generator.model.sheet import Sheet

DOTS_PER_POINT = 1.25
INK = Colour("rgb", (0.0, 0.0, 0.4))

CROOKED = PrinterProfile(name="crooked", margins=Insets.all(mm(4)), right=mm(1.4), down=mm(-0.9), turned=0.4)


def blot(card: Format, *, seen_through: bool) -> Face:
    """A shape that no turn and no mirror lays onto itself, over the bleed at two sides."""
    width, height, bleed = card.trim.width, card.trim.height, card.bleed
    points = [
        (-bleed, -bleed),
        (width * 0.8, -bleed),
        (width * 0.3, height * 0.35),
        (width * 0.4, height),
        (-bleed, height),
    ]
    if seen_through:
        points = [(width - x, y) for x, y in points]
    outline: tuple[Segment, ...] = (("M", *points[0]), *(("L", x, y) for x, y in points[1:]), ("Z",))
    return Face(size=card.trim, bleed=bleed, items=(Path(outline, fill=INK),), title="blot")


def inverse(m: Matrix) -> Matrix:
    """Undoes a map."""
    det = m.a * m.d - m.b * m.c
    a, b, c, d = m.d / det, -m.b / det, -m.c / det, m.a / det
    return Matrix(a, b, c, d, -(m.e * a + m.f * c), -(m.e * b + m.f * d))


def printed(sheet: Sheet, *, back: bool, error: Matrix) -> Image.Image:
    """What stands on the paper after the printer has put its own fault on it."""
    side = sheet.back if back else sheet.front
    assert side is not None
    alone = Sheet(paper=sheet.paper, number=1, front=replace(side, slug=None))
    page = pypdfium2.PdfDocument(write_pdf([alone], DocumentInfo(title="turned over")))[0]
    picture: Image.Image = page.render(scale=DOTS_PER_POINT).to_pil().convert("L")
    if error == Matrix():
        return picture
    # Pillow asks where each pixel of the result comes from: the inverse of the fault.
    undone = inverse(error)
    data = (undone.a, undone.c, undone.e * DOTS_PER_POINT, undone.b, undone.d, undone.f * DOTS_PER_POINT)
    return picture.transform(picture.size, Image.Transform.AFFINE, data, Image.Resampling.BICUBIC, fillcolor=255)


def apart(sheet: Sheet, job: PrintJob, area: Rect) -> float:
    """The share of pixels in which the front and the back that is turned over differ."""
    upright = sheet.paper.width <= sheet.paper.height
    error = job.printer.error(sheet.paper) if job.printer is not None else Matrix()
    front = printed(sheet, back=False, error=Matrix())
    back = printed(sheet, back=True, error=error)
    # Turned about a long edge, an upright sheet changes left and right, a lying one top and bottom.
    sideways = upright == (job.flip == "long")
    turn = Image.Transpose.FLIP_LEFT_RIGHT if sideways else Image.Transpose.FLIP_TOP_BOTTOM
    box = tuple(round(value * DOTS_PER_POINT) for value in (area.x, area.y, area.right, area.bottom))
    both = [picture.crop((box[0], box[1], box[2], box[3])) for picture in (front, back.transpose(turn))]
    inked = [picture.point([255 if level < 128 else 0 for level in range(256)]) for picture in both]
    assert sum(inked[0].histogram()[128:]) > 0.05 * inked[0].width * inked[0].height
    different = ImageChops.difference(*inked)
    return sum(different.histogram()[128:]) / (different.width * different.height)


CARDS = {
    "standing": FORMATS["poker"],
    "lying": Format(name="own", title="", trim=FORMATS["poker"].trim.turned, corner=0, bleed=mm(2), safe=mm(3)),
}


def _holds(paper: Paper, job: PrintJob, card: Format) -> bool:
    try:
        return grid_for(card, job).up > 1
    except ProblemsError:
        return False


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_back_turned_over_lies_on_the_front(paper: str, card: str, flip: str) -> None:
    format, tried = CARDS[card], 0
    pieces = [Piece(blot(format, seen_through=False), blot(format, seen_through=True))]
    for turning in ("same", "mixed"):
        for gutter in (0.0, mm(4)):
            for printer in (None, CROOKED):
                job = PrintJob(
                    paper=PAPERS[paper],
                    flip="long" if flip == "long" else "short",
                    turning="mixed" if turning == "mixed" else "same",
                    gutter=gutter,
                    marks=False,
                    guide=False,
                    printer=printer,
                )
                if not _holds(PAPERS[paper], job, format):
                    continue
                grid = grid_for(format, job)
                # One short of full, so that a sheet whose backs are only shuffled among themselves is found out.
                sheet = next(impose(pieces * (grid.up - 1), grid, flip=job.flip, backs=True, words=lambda *_: ""))
                area = grid.windows[0]
                for window in grid.windows[1:]:
                    left, top = min(area.x, window.x), min(area.y, window.y)
                    right, bottom = max(area.right, window.right), max(area.bottom, window.bottom)
                    area = Rect(left, top, right - left, bottom - top)
                assert apart(sheet, job, area) <= 0.005, (turning, gutter, printer)
                tried += 1
    assert tried, f"nothing fits {paper}"


def test_the_test_sees_a_back_that_is_not_turned_over() -> None:
    job = PrintJob(marks=False, guide=False)
    grid = grid_for(FORMATS["poker"], job)
    pieces = [Piece(blot(FORMATS["poker"], seen_through=False), blot(FORMATS["poker"], seen_through=True))]
    sheet = next(impose(pieces * (grid.up - 1), grid, flip="short", backs=True, words=lambda *_: ""))
    area = Rect(0, 0, grid.paper.width, grid.paper.height)
    assert apart(sheet, job, area) > 0.1
