"""Good files for both standards, and a way to spoil them."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path as FilePath

import pikepdf
from PIL import Image as Pillow

from generator.basics.colour import BLACK, WHITE, Colour
from generator.basics.geometry import Matrix, Rect, Size
from generator.basics.units import mm
from generator.export import DocumentInfo, write_pdf
from generator.export.press import PressColors, finish
from generator.model.face import Face, Glyphs, Group, Image, Path, Shade, Stroke
from generator.model.press import Press, Standard, press_of
from generator.model.sheet import Placement, Sheet, Side
from tests.export.pieces import box, line, outline, shape

PROFILES = FilePath(__file__).parents[2] / "generator" / "export" / "profiles"

CARD = Size(mm(63.5), mm(88.9))
BLEED = mm(3)

Spoil = Callable[[pikepdf.Pdf], None]


@cache
def profile(name: str = "fogra39") -> bytes:
    return (PROFILES / f"{name}.icc").read_bytes()


def press(standard: Standard, *, outlined: bool = False, condition: str = "fogra39") -> Press:
    made, problems = press_of(standard, condition, profile(condition), outlined=outlined)
    assert made is not None, problems
    return made


def picture(mode: str = "RGB", pixels: int = 200, inches: float = 0.5) -> Image:
    shade = Pillow.linear_gradient("L").resize((pixels, pixels))
    bands = [shade, shade.rotate(90), shade.rotate(180), shade.rotate(270)]
    made = shade if mode == "L" else Pillow.merge("RGBA", bands) if mode == "RGBA" else Pillow.merge("RGB", bands[:3])
    if mode == "P":
        made = made.quantize(16)
    buffer = BytesIO()
    made.save(buffer, "JPEG" if mode == "JPEG" else "PNG")
    return Image(
        Rect(20, 20, inches * 72, inches * 72),
        buffer.getvalue(),
        "JPEG" if mode == "JPEG" else "PNG",
        (pixels, pixels),
    )


def text(words: str, size: float = 12, y: float = 200, paint: Colour = BLACK) -> Glyphs:
    return line(shape(words), x=20, y=y, size=size, paint=paint)


def card(*more: Group | Path | Image | Glyphs) -> Face:
    ink = Colour("spot", (0.0, 0.4, 0.9, 0.1), spot="Gold")
    back = Group((box(-9, -9, 200, 280, Colour("rgb", (0.9, 0.8, 0.7))),), shared=True)
    items = (
        back,
        box(30, 100, 60, 60, Colour("rgb", (0.0, 0.45, 0.7))),
        box(100, 100, 30, 30, ink),
        Path(outline(100, 140, 30, 30), stroke=Stroke(Colour("cmyk", (0.0, 0.0, 0.0, 0.6)), 0.5)),
        Path(
            outline(30, 170, 60, 10),
            fill=Shade("linear", 30, 0, 90, 0, ((0, WHITE), (1, Colour("rgb", (0.2, 0.5, 0.3))))),
        ),
        picture(),
        text("What small thing"),
        *more,
    )
    return Face(size=CARD, bleed=BLEED, items=items, title="card `one`")


def document(face: Face, pages: int = 2) -> bytes:
    paper = Size(CARD.width + 2 * BLEED, CARD.height + 2 * BLEED)
    slot = Rect(BLEED, BLEED, CARD.width, CARD.height)
    side = Side(placements=(Placement(face, slot, slot.grown(BLEED)),))
    sheets = [Sheet(paper=paper, number=number, front=side) for number in range(1, pages + 1)]
    return write_pdf(sheets, DocumentInfo(title="A deck", author="Somebody", language="en"))


@cache
def good(standard: Standard, *, outlined: bool = False) -> bytes:
    """A file without fault; for PDF/X-4 with transparency of every kind."""
    more: list[Group | Path | Image | Glyphs] = []
    if standard == "pdfx4":
        more = [
            box(40, 110, 80, 20, Colour("rgb", (1.0, 1.0, 1.0), 0.5)),
            Group((box(30, 60, 20, 20, BLACK), text("Two", y=70)), opacity=0.4, blend="multiply"),
            Group((picture("RGBA"),), matrix=Matrix.translation(60, 0)),
        ]
    target = press(standard, outlined=outlined)
    colors = PressColors(target)
    face = colors.face(card(*more))
    assert [problem.name for problem in colors.problems] == []
    return finish(document(face), target)


_VERSIONS = {"pdfx4": "1.6", "pdfx1a": "1.4"}


def spoiled(standard: Standard, spoil: Spoil, *, version: str = "") -> bytes:
    """The good file after one change."""
    with pikepdf.open(BytesIO(good(standard))) as pdf:
        spoil(pdf)
        buffer = BytesIO()
        modern = standard == "pdfx4"
        pdf.save(
            buffer,
            force_version=version or _VERSIONS[standard],
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.disable,
        )
    return buffer.getvalue()


def painting(operators: bytes, **resources: object) -> Spoil:
    """Paint something more on the second page, with the resources it needs: ``ExtGState={"/X": …}``."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.contents_add(pdf.make_stream(b"q\n" + operators + b"\nQ"))
        for kind, things in resources.items():
            own = page.obj.Resources.get("/" + kind, pikepdf.Dictionary())
            assert isinstance(things, dict)
            for name, thing in things.items():
                own[name] = thing(pdf) if callable(thing) else thing
            page.obj.Resources["/" + kind] = own

    return spoil


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]


def raw_image(
    data: bytes, width: int, height: int, space: object, bits: int = 8, **entries: object
) -> Callable[[pikepdf.Pdf], pikepdf.Stream]:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        stream = pdf.make_stream(data)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = width, height, bits
        stream.ColorSpace = space
        for key, value in entries.items():
            stream["/" + key] = value
        return stream

    return make
