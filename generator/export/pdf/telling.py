"""Text that is drawn by other means, emoji say, and still to be found, copied and read aloud.

Readers take text only from letters that cover some area, and each letter's text from the font. So such text is set in
fonts of our own (Type 3: ISO 32000-1, 9.6.5) whose letters are as wide as what is drawn and leave no mark.
"""

from generator.export.pdf import syntax
from generator.export.pdf.store import Store, stream
from generator.export.pdf.syntax import number

#: A simple font has 256 codes; the first is taken.
_MOST = 255

#: Poppler judges the size of a Type 3 font by its `m`, which it takes to be 600 wide; code 0 is one.
_EM = "600"

#: How far a letter reaches below and above the baseline, thousandths.
_BELOW, _ABOVE = -200, 800


class Telling:
    """The fonts of one document whose letters are not seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, float], int] = {}
        self._references: list[str] = []

    def code(self, text: str, width: float) -> tuple[str, str, str]:
        """Name and reference of a font, and the code in it, as a string, that stands for the text.

        Args:
            text: what is told.
            width: how far the letter reaches, thousandths of the font size.
        """
        key = text, round(width, 2)
        place = self._known.setdefault(key, len(self._known))
        font, code = divmod(place, _MOST)
        if font == len(self._references):
            self._references.append(self._store.reserve())
        return f"T{font}", self._references[font], f"<{code + 1:02X}>"

    def finish(self) -> None:
        """Write the fonts."""
        letters = list(self._known)
        for font, reference in enumerate(self._references):
            self._write(reference, letters[font * _MOST : (font + 1) * _MOST])

    def _write(self, reference: str, letters: list[tuple[str, float]]) -> None:
        store = self._store
        widths = [_EM, *(number(width) for _, width in letters)]
        procedures = {
            width: store.add(stream("", f"{width} 0 0 {_BELOW} {width} {_ABOVE} d1".encode("ascii")))
            for width in dict.fromkeys(widths)
        }
        names = {width: f"/w{place}" if place else "/m" for place, width in enumerate(procedures)}
        widest = number(max(width for _, width in letters))
        to_unicode = store.add(
            stream("", to_unicode_map([(f"{code:02X}", text) for code, (text, _) in enumerate(letters, 1)], "FF"))
        )
        store.fill(
            reference,
            f"<</Type/Font/Subtype/Type3/FontBBox[0 {_BELOW} {widest} {_ABOVE}]/FontMatrix[0.001 0 0 0.001 0 0]"
            f"/CharProcs<<{''.join(f'{names[width]} {object_}' for width, object_ in procedures.items())}>>"
            f"/Encoding<</Type/Encoding/Differences[0{''.join(names[width] for width in widths)}]>>"
            f"/FirstChar 0/LastChar {len(letters)}/Widths[{' '.join(widths)}]"
            f"/Resources<<>>/ToUnicode {to_unicode}>>",
        )


def to_unicode_map(entries: list[tuple[str, str]], last_code: str) -> bytes:
    """The CMap from codes, in hexadecimal, to texts (ISO 32000-1, 9.10.3); `last_code` is the highest there can be."""
    lines = [f"<{code}> <{syntax.utf16(words)}>" for code, words in entries]
    # No more than 100 entries to a block (Adobe Technical Note 5014).
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * len(last_code)}> <{last_code}>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
