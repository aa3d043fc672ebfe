"""Sheets, faces and shaped text by hand, and what became of them, read back by other programs."""

from io import BytesIO
from pathlib import Path as FilePath

import pikepdf
import pypdfium2  # type: ignore[import-untyped,unused-ignore]
import uharfbuzz as hb

from generator.basics.colour import BLACK, Colour
from generator.basics.geometry import Rect, Size
from generator.export import DocumentInfo, write_pdf
from generator.model.assets import Font
from generator.model.face import Face, Glyphs, Item, Path, Segment, Shaped
from generator.model.sheet import Placement, Sheet, Side

FONTS = FilePath(__file__).parents[2] / "fonts"

RED = Colour("rgb", (1.0, 0.0, 0.0))
GREEN = Colour("rgb", (0.0, 1.0, 0.0))
BLUE = Colour("rgb", (0.0, 0.0, 1.0))

#: Face and paper of most tests: six by four letters.
PAGE = Size(60, 40)


def font(name: str, data: bytes | None = None) -> Font:
    path = FONTS / name
    return Font(
        family=path.parent.name,
        weight=400,
        italic=False,
        data=path.read_bytes() if data is None else data,
        key=path.stem,
        file=path.name,
    )


ATKINSON = font("atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf")
FRAUNCES = font("fraunces/Fraunces-Regular.ttf")


def shape(text: str, font: Font = ATKINSON, direction: str = "ltr", **features: bool) -> Shaped:
    face = hb.Face(font.data)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    hb.shape(hb.Font(face), buffer, features)
    scale = 1000 / face.upem
    offsets = tuple((p.x_offset * scale, p.y_offset * scale) for p in buffer.glyph_positions)
    advances = tuple(p.x_advance * scale for p in buffer.glyph_positions)
    return Shaped(
        text=text,
        font=font,
        glyphs=tuple(info.codepoint for info in buffer.glyph_infos),
        advances=advances,
        offsets=offsets if any(map(any, offsets)) else (),
        clusters=tuple(info.cluster for info in buffer.glyph_infos),
        width=sum(advances),
    )


def line(
    *pieces: Shaped,
    x: float = 10,
    y: float = 30,
    size: float = 12,
    paint: Colour = BLACK,
    spacing: float = 0.0,
    word_spacing: float = 0.0,
) -> Glyphs:
    return Glyphs(x, y, pieces[0].font, size, paint, pieces, spacing, word_spacing)


def outline(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    right, bottom = x + width, y + height
    return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))


def box(x: float, y: float, width: float, height: float, fill: Colour = BLACK) -> Path:
    return Path(outline(x, y, width, height), fill=fill)


def face(*items: Item, size: Size = PAGE, bleed: float = 0.0, title: str = "") -> Face:
    return Face(size=size, bleed=bleed, items=items, title=title)


def placed(face: Face, x: float = 0, y: float = 0, turned: int = 0) -> Placement:
    size = face.size.turned if turned % 180 else face.size
    at = Rect(x, y, size.width, size.height)
    return Placement(face, at, at.grown(face.bleed), turned)


def sheet(*placements: Placement, paper: Size = PAGE, number: int = 1, back: Side | None = None) -> Sheet:
    return Sheet(paper=paper, number=number, front=Side(placements=placements), back=back)


def write(*items: Item, size: Size = PAGE) -> bytes:
    """A document of one page that is one face."""
    return write_pdf([sheet(placed(face(*items, size=size)), paper=size)], DocumentInfo(title="Test"))


_KEPT: list[pikepdf.Pdf] = []


def opened(data: bytes) -> pikepdf.Pdf:
    """The document; its objects live as long as it does, so the last few are held."""
    pdf = pikepdf.open(BytesIO(data))
    _KEPT[:] = [*_KEPT[-9:], pdf]
    return pdf


def text_of(data: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return str(document[page].get_textpage().get_text_range())
    finally:
        document.close()


_LETTERS = {
    (255, 255, 255): ".",
    (0, 0, 0): "K",
    (255, 0, 0): "R",
    (0, 255, 0): "G",
    (0, 0, 255): "B",
}


def pixels(data: bytes, page: int = 0, scale: float = 1.0) -> list[list[tuple[int, int, int]]]:
    """The rendered page, row by row from the top, one pixel a point."""
    document = pypdfium2.PdfDocument(data)
    try:
        picture = document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    flat = iter(picture.tobytes())
    every: list[tuple[int, int, int]] = list(zip(flat, flat, flat, strict=True))
    return [every[start : start + picture.width] for start in range(0, len(every), picture.width)]


def letters(data: bytes, page: int = 0, step: int = 10) -> str:
    """The rendered page as letters, one for the middle of each `step` points: `.` white, K, R, G, B; `?` any other."""
    rows = pixels(data, page)[step // 2 :: step]
    return "\n".join("".join(_LETTERS.get(pixel, "?") for pixel in row[step // 2 :: step]) for row in rows)


def unresolved(data: bytes) -> list[str]:
    """The names that a page or form uses but its own resources lack."""
    kinds = {"gs": "ExtGState", "Do": "XObject", "Tf": "Font", "sh": "Shading", "cs": "ColorSpace", "CS": "ColorSpace"}
    missing: list[str] = []
    with opened(data) as pdf:
        streams = [*pdf.pages, *(thing for thing in pdf.objects if _is_form(thing))]
        for thing in streams:
            resources = thing.Resources
            for instruction in pikepdf.parse_content_stream(thing):
                kind = kinds.get(str(instruction.operator))
                if kind and instruction.operands[0] not in resources.get(f"/{kind}", {}):
                    missing.append(f"{instruction.operator} {instruction.operands[0]}")
    return missing


def forms(data: bytes) -> int:
    with opened(data) as pdf:
        return sum(1 for thing in pdf.objects if _is_form(thing))


def _is_form(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
