"""Fonts: whether they are in the file, and whether they have the glyphs that are shown."""

import struct
from typing import TYPE_CHECKING

from generator.model.press import Target
from generator.preflight.findings import Findings, shown
from generator.preflight.streams import decoded

if TYPE_CHECKING:
    import pikepdf

#: A font file with all of Chinese takes 30 MB.
_MOST_FONT = 80_000_000

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


class FontCheck:
    """One font of a document.

    Attributes:
        title: its name, for messages.
        scale: from glyph space to text space upwards; not 1/1000 only for Type 3.
    """

    def __init__(self, font: "pikepdf.Object", where: str, target: Target, findings: Findings) -> None:
        self._findings, self._target = findings, target
        self._seen: set[bytes] = set()
        self._wide = False
        self._glyphs = 0
        self._map = b""
        self._zero_is_missing = False
        self.title = shown(font.get("/BaseFont", "")) or "a font without a name"
        self.kind = str(font.get("/Subtype", ""))
        self._where = where
        if self.kind != "/Type3":
            self._check(font)

    def _check(self, font: "pikepdf.Object") -> None:
        from pikepdf import Array, Dictionary, Name, Stream

        described = font
        if self.kind == "/Type0":
            below = font.get("/DescendantFonts")
            if not isinstance(below, Array) or not len(below) or not isinstance(below[0], Dictionary):
                self._add("font-damaged", "has no glyphs (DescendantFonts)")
                return
            described = below[0]
            self._wide = str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V")
            self._zero_is_missing = self._wide
        descriptor = described.get("/FontDescriptor")
        program = None
        if isinstance(descriptor, Dictionary):
            program = next((descriptor[key] for key in _PROGRAMS if key in descriptor), None)
        if not isinstance(program, Stream):
            self._add("font-not-embedded", "is not embedded")
            return
        try:
            data = decoded(program, _MOST_FONT)
        except Exception:
            # Whatever unpacking a damaged stream raises; what is empty is reported below.
            data = b""
        if len(data) < 100:
            self._add("font-damaged", "is embedded, but its font file cannot be read")
            return
        if self._target == "pdfx1a" and program.get("/Subtype") == Name.OpenType:
            self._add("font-needs-newer-pdf", "is embedded as OpenType, which came after PDF 1.4")
        if "/ToUnicode" not in font and (self._wide or self.kind == "/Type0"):
            self._add("no-text-in-font", "has no table that leads back to text (ToUnicode)")
        if self._wide:
            self._glyphs = _glyph_count(data)
            table = described.get("/CIDToGIDMap")
            if isinstance(table, Stream):
                self._map = decoded(table, 200_000)
        elif self.kind == "/TrueType":
            self._zero_is_missing = True

    def _add(self, name: str, what: str) -> None:
        self._findings.add(name, f"{self._where}: the font `{self.title}` {what}", (self.title, name))

    def show(self, text: bytes, where: str) -> None:
        """Look at the codes of a string that is shown."""
        if text in self._seen or not self._zero_is_missing:
            return
        if len(self._seen) < 100_000:
            self._seen.add(text)
        if not self._wide:
            missing = 0 in text
        else:
            codes = struct.unpack(f">{len(text) // 2}H", text[: len(text) // 2 * 2])
            if self._map:
                known = len(self._map) // 2
                missing = any(c >= known or not (self._map[2 * c] or self._map[2 * c + 1]) for c in codes)
            else:
                missing = 0 in codes or bool(self._glyphs and codes and max(codes) >= self._glyphs)
        if missing:
            message = f"{where} shows a character that the font `{self.title}` does not have"
            self._findings.add("missing-glyph", message, (where, self.title))


def _glyph_count(data: bytes) -> int:
    """How many glyphs a TrueType or OpenType file has; 0 when it does not say."""
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return 0
    (count,) = struct.unpack(">H", data[4:6])
    for number in range(min(count, 100)):
        entry = data[12 + 16 * number : 28 + 16 * number]
        if len(entry) == 16 and entry[:4] == b"maxp":
            start = int.from_bytes(entry[8:12], "big")
            return int.from_bytes(data[start + 4 : start + 6], "big")
    return 0
