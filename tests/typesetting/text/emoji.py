"""A small emoji font made for tests: flat layers, gradients, composites, sequences, or one bitmap."""

from functools import cache
from io import BytesIO

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.S_V_G_ import SVGDocument
from fontTools.ttLib.tables.sbixGlyph import Glyph as SbixGlyph
from fontTools.ttLib.tables.sbixStrike import Strike
from PIL import Image

#: Red, green, blue, yellow; the text's own colour is 0xFFFF.
PALETTE = [(1.0, 0.0, 0.0, 1.0), (0.0, 0.5, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0), (1.0, 1.0, 0.0, 1.0)]
INK = 0xFFFF

NAMES = {
    0x20: "space", 0x31: "one", 0x200D: "joiner", 0xFE0F: "vs", 0x20E3: "keycap", 0x1F600: "face", 0x1F44D: "thumb",
    0x1F3FD: "tone", 0x1F469: "woman", 0x1F4BB: "laptop", 0x1F1E9: "d", 0x1F1EA: "e", 0x1F308: "sweep",
    0x1F525: "radial", 0x1F53A: "linear", 0x1F48E: "masked", 0x1F58B: "ink",
}  # fmt: skip
#: What a sequence becomes.
LIGATURES = {"thumb_tone": "thumb tone", "coder": "woman joiner laptop", "flag": "d e", "key": "one vs keycap"}

_FEATURES = "feature ccmp {" + "".join(f"sub {parts} by {name};" for name, parts in LIGATURES.items()) + "} ccmp;"


def _box(left: int, bottom: int, right: int, top: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _solid(colour: int, alpha: float = 1.0) -> dict[str, object]:
    return {"Format": 2, "PaletteIndex": colour, "Alpha": alpha}


def _in_box(paint: object) -> dict[str, object]:
    return {"Format": 10, "Glyph": "box", "Paint": paint}


def _line(*colours: int) -> dict[str, object]:
    stops = [
        {"StopOffset": at / (len(colours) - 1), "PaletteIndex": colour, "Alpha": 1.0}
        for at, colour in enumerate(colours)
    ]
    return {"Extend": "pad", "ColorStop": stops}


_LINEAR = {"Format": 4, "ColorLine": _line(0, 2), "x0": 0, "y0": 0, "x1": 1000, "y1": 0, "x2": 0, "y2": 1000}
_RADIAL = {
    "Format": 6, "ColorLine": _line(3, 0), "x0": 500, "y0": 500, "r0": 0, "x1": 500, "y1": 500, "r1": 500,
}  # fmt: skip
_SWEEP = {
    "Format": 8, "ColorLine": _line(0, 2), "centerX": 500, "centerY": 500, "startAngle": 0, "endAngle": 360,
}  # fmt: skip
_MASKED = {
    "Format": 32,
    "SourcePaint": _in_box(_solid(2)),
    "CompositeMode": "src_in",
    "BackdropPaint": {"Format": 10, "Glyph": "half", "Paint": _solid(0)},
}
_MOVED = {"Format": 12, "Paint": _in_box(_LINEAR), "Transform": (0.5, 0, 0, 1, 0, 0)}

PAINTS: dict[str, object] = {
    "face": {
        "Format": 1,
        "Layers": [_in_box(_solid(3)), {"Format": 10, "Glyph": "half", "Paint": _solid(1)}],
    },
    "thumb": _in_box(_solid(0)),
    "thumb_tone": _in_box(_solid(1)),
    "coder": _in_box(_solid(2)),
    "flag": _in_box(_solid(3)),
    "key": _in_box(_solid(2)),
    "woman": _in_box(_solid(0)),
    "laptop": _in_box(_solid(0)),
    "sweep": _in_box(_SWEEP),
    "radial": _in_box(_RADIAL),
    "linear": _MOVED,
    "masked": _MASKED,
    "ink": _in_box(_solid(INK, 0.5)),
}


def _builder(glyphs: list[str]) -> FontBuilder:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap(NAMES)
    empty = TTGlyphPen(None).glyph
    outlines = {"box": _box(0, 0, 1000, 1000), "half": _box(0, 0, 500, 1000)}
    builder.setupGlyf({name: outlines.get(name) or empty() for name in [".notdef", *glyphs]})
    thin = ("joiner", "vs", "space")
    builder.setupHorizontalMetrics({name: (0 if name in thin else 1000, 0) for name in [".notdef", *glyphs]})
    builder.setupHorizontalHeader(ascent=1000, descent=-200)
    builder.setupNameTable({"familyName": "Test Emoji", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=-200)
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, _FEATURES)
    return builder


def _saved(builder: FontBuilder) -> bytes:
    out = BytesIO()
    builder.font["head"].modified = builder.font["head"].created = 0
    builder.save(out)
    return out.getvalue()


@cache
def colour_font(version: int = 1) -> bytes:
    """The font with its colours as paints (version 1), or as flat layers (version 0)."""
    builder = _builder([*NAMES.values(), *LIGATURES, "box", "half"])
    builder.setupCPAL([PALETTE])
    if version == 1:
        builder.setupCOLR(PAINTS, version=1)
    else:
        builder.setupCOLR({"face": [("box", 3), ("half", 1)], "thumb": [("box", 0)], "ink": [("box", INK)]}, version=0)
    return _saved(builder)


@cache
def bitmap_font(pixels: int = 32) -> bytes:
    """The font with one red bitmap of so many pixels to the em, and no outlines to speak of."""
    builder = _builder([*NAMES.values(), *LIGATURES, "box", "half"])
    out = BytesIO()
    Image.new("RGB", (pixels, pixels), (255, 0, 0)).save(out, "PNG")
    strike = Strike(ppem=pixels, resolution=72)
    strike.glyphs["face"] = SbixGlyph(graphicType="png ", glyphName="face", imageData=out.getvalue())
    table = newTable("sbix")
    table.version, table.flags, table.numStrikes, table.strikes = 1, 1, 1, {pixels: strike}
    builder.font["sbix"] = table
    return _saved(builder)


@cache
def vector_font(pictures: tuple[tuple[str, str], ...], *, packed: bool = False, frame: str = "") -> bytes:
    """The font with one SVG document, which holds each of the glyphs that are named, drawn by what is written."""
    builder = _builder([*NAMES.values(), *LIGATURES, "box", "half"])
    builder.setupCPAL([PALETTE])
    order = builder.font.getGlyphOrder()
    numbers = sorted(order.index(name) for name, _ in pictures)
    drawn = "".join(f'<g id="glyph{order.index(name)}">{picture}</g>' for name, picture in pictures)
    table = newTable("SVG ")
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{drawn}</svg>'
    table.docList = [SVGDocument(text, numbers[0], numbers[-1], packed)]
    table.compressed = packed
    builder.font["SVG "] = table
    return _saved(builder)
