"""What a font file says of itself: family, weight, slope and the range of its weight axis.

Only the few tables that answer this are read (OpenType 1.9: `name`, `OS/2`, `head`, `fvar`); shaping and subsetting
read the rest with a library. The library makes do with tables that do not fit together, and so would a printer that
then prints nothing; so the numbers by which tables hang on one another are looked at here.
"""

import struct
import sys
from array import array
from collections.abc import Mapping

from generator.basics.records import dataclass

#: How many units an em may have (OpenType 1.9, `head`).
LEAST_UNITS, MOST_UNITS = 16, 16_384


class NotAFontError(ValueError):
    """The bytes are not a font file, or lie about where their tables are."""


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What the file says.

    Attributes:
        family: the typographic family, ``Fraunces``.
        style: the typographic style, ``SemiBold Italic``.
        weight: OS/2 usWeightClass, 400 is regular.
        italic: whether the glyphs slope.
        embeddable: false when the file's own licence bits (OS/2 fsType) forbid embedding.
        weights: least and greatest weight of a variable font; None for a static one.
    """

    family: str
    style: str
    weight: int
    italic: bool
    embeddable: bool
    weights: tuple[float, float] | None = None


_TAGS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")

#: Without one of these a font is none (OpenType 1.9, "Font Tables").
_REQUIRED = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp")

#: What every `head` table says at its byte 12.
_MAGIC = 0x5F0F3CF5


def font_facts(data: bytes) -> FontFacts:
    """What a TrueType or OpenType file, or the first font of a collection, says of itself.

    Raises:
        NotAFontError: the file is something else, cut off, or damaged where it matters here.
    """
    try:
        return _facts(data)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise NotAFontError("the file is damaged or cut off") from fault


def _facts(data: bytes) -> FontFacts:
    if data[:4] not in _TAGS:
        raise NotAFontError("not a TrueType or OpenType font")
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    tables: dict[bytes, memoryview] = {}
    for number in range(min(struct.unpack_from(">H", data, start + 4)[0], 128)):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if offset + length > len(data) and tag != b"DSIG":  # signatures are lost in editing, and nothing needs them
            raise NotAFontError("the file is cut off")
        tables[tag] = memoryview(data)[offset : offset + length]
    if b"name" not in tables:
        raise NotAFontError("the font has no name")
    _fit_together(tables)
    names = _names(tables[b"name"])
    family = names.get(16) or names.get(1)
    if not family:
        raise NotAFontError("the font has no name")
    weight, italic, embeddable = 400, False, True
    if b"OS/2" in tables:
        weight, _, fs_type = struct.unpack_from(">HHH", tables[b"OS/2"], 4)
        italic = bool(struct.unpack_from(">H", tables[b"OS/2"], 62)[0] & 0b1)
        embeddable = fs_type & 0x000F != 0x0002
    elif b"head" in tables:
        style_bits = struct.unpack_from(">H", tables[b"head"], 44)[0]
        weight, italic = (700 if style_bits & 1 else 400), bool(style_bits & 2)
    return FontFacts(
        family=family,
        style=names.get(17) or names.get(2, ""),
        weight=min(1000, max(1, weight)),
        italic=italic,
        embeddable=embeddable,
        weights=_weight_axis(tables.get(b"fvar", memoryview(b""))),
    )


def _fit_together(tables: Mapping[bytes, memoryview]) -> None:
    """Look whether the tables that every glyph needs are there and agree about how many glyphs there are.

    Raises:
        NotAFontError: they do not.
        struct.error: a table is too short.
    """
    for tag in _REQUIRED:
        if tag not in tables:
            raise NotAFontError(f"its table `{tag.decode()}` is missing")
    (magic,), (units,) = struct.unpack_from(">I", tables[b"head"], 12), struct.unpack_from(">H", tables[b"head"], 18)
    (wide,) = struct.unpack_from(">h", tables[b"head"], 50)
    if magic != _MAGIC:
        raise NotAFontError("its table `head` is damaged")
    if not LEAST_UNITS <= units <= MOST_UNITS:
        raise NotAFontError(f"it says that its em has {units} units, and only {LEAST_UNITS} to {MOST_UNITS} can be")
    (glyphs,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    if not glyphs:
        raise NotAFontError("it has no glyphs")
    major, measured = *struct.unpack_from(">H", tables[b"hhea"]), *struct.unpack_from(">H", tables[b"hhea"], 34)
    if major != 1:
        raise NotAFontError("its table `hhea` is damaged")
    if not 1 <= measured <= glyphs or len(tables[b"hmtx"]) < 2 * glyphs + 2 * measured:
        raise NotAFontError("its table `hmtx` has not the widths of all glyphs")
    if b"glyf" in tables:
        if b"loca" not in tables or wide not in (0, 1) or len(tables[b"loca"]) < (glyphs + 1) * (4 if wide else 2):
            raise NotAFontError("its table `loca` does not say where all outlines are")
        places = array("I" if wide else "H", bytes(tables[b"loca"][: (glyphs + 1) * (4 if wide else 2)]))
        if sys.byteorder == "little":
            places.byteswap()
        ordered = list(places)
        if ordered != sorted(ordered) or ordered[-1] * (1 if wide else 2) > len(tables[b"glyf"]):
            raise NotAFontError("its table `loca` says that outlines are where none can be")
    for tag in (b"GSUB", b"GPOS", b"GDEF"):
        if tag in tables and struct.unpack_from(">H", tables[tag]) != (1,):
            raise NotAFontError(f"its table `{tag.decode()}` is damaged")


def _names(table: memoryview) -> dict[int, str]:
    """The font's English names by name id; names for Windows are taken over those for others."""
    count, strings = struct.unpack_from(">HH", table, 2)
    found: dict[int, tuple[int, str]] = {}
    for number in range(min(count, 1000)):
        platform, _, language, name_id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        if name_id not in (1, 2, 16, 17):
            continue
        raw = bytes(table[strings + offset : strings + offset + length])
        rank = 2 if platform == 3 and language == 0x0409 else 1 if platform in (0, 3) else 0
        if name_id not in found or found[name_id][0] < rank:
            text = raw.decode("utf-16-be" if platform in (0, 3) else "mac-roman", errors="replace")
            found[name_id] = (rank, text.strip("\x00 "))
    return {name_id: text for name_id, (_, text) in found.items()}


def _weight_axis(table: memoryview) -> tuple[float, float] | None:
    if len(table) < 16:
        return None
    offset, _, count, size = struct.unpack_from(">4H", table, 4)
    for number in range(min(count, 64)):
        tag, least, _, greatest = struct.unpack_from(">4siii", table, offset + size * number)
        if tag == b"wght":
            return least / 65536, greatest / 65536
    return None
