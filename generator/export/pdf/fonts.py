"""Fonts as PDF wants them: glyphs by their number in the font, one subset each, and the way back to the text.

ReportLab's fonts are found by character; what HarfBuzz has shaped (ligatures, marks, small capitals, joined letters)
has no character of its own. Here a font is a Type 0 font with Identity-H encoding: a code is a glyph's number
(ISO 32000-1, 9.7). A ToUnicode map leads back from glyphs to characters; a piece whose text it would get wrong carries
its text with it (ActualText, 14.9.4).
"""

import hashlib
import re
import struct
import unicodedata
from dataclasses import replace

import uharfbuzz as hb

from generator.basics.patterns import pattern
from generator.basics.problems import Problem
from generator.export.pdf import syntax
from generator.export.pdf.pen import SLACK, Pen, tj
from generator.export.pdf.store import Store, stream
from generator.export.pdf.syntax import number
from generator.export.pdf.telling import to_unicode_map
from generator.model.assets import Font
from generator.model.face import Glyphs, Shaped

#: Pieces whose operators are remembered per font; a large deck has fewer distinct words.
_MOST_PIECES = 20_000

#: Characters that leave no mark of their own on paper (most of Unicode's Default_Ignorable_Code_Point).
_INVISIBLE = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)

_SOFT_HYPHEN = "\u00ad"

#: The tables a PDF viewer reads of an embedded TrueType font (ISO 32000-1, 9.9); all others are left out.
_KEPT_TABLES = frozenset(
    ["glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF ", "CFF2", "fvar", "gvar", "avar", "HVAR", "MVAR"]
)


#: A font with one of these has glyphs with colours of their own.
_COLOURED = frozenset(["COLR", "CBDT", "sbix", "SVG "])

#: So many letters without an outline are told.
_MOST_TOLD = 6


#: Glyphs of a piece, from and up to, and the text they stand for.
_Span = tuple[int, int, str]


class _Piece:
    """One `Shaped` in PDF's words.

    Attributes:
        shaped: held so that its identity stays its own.
        plain: what goes between the brackets of one TJ; None when it takes more than that.
        parts: the same, cut after every space.
        untold: what has to carry its text along, because the ToUnicode map does not tell it.
        backwards: whether it runs from right to left.
    """

    __slots__ = ("backwards", "parts", "plain", "shaped", "untold")

    def __init__(
        self, shaped: Shaped, parts: tuple[str, ...] | None, untold: tuple[_Span, ...], backwards: bool
    ) -> None:
        self.backwards = backwards
        self.shaped = shaped
        self.plain = None if parts is None else "".join(parts)
        self.parts = parts or ()
        self.untold = untold


class PdfFont:
    """One font in one document.

    Attributes:
        name: its resource name.
        reference: its object, filled in by `finish`.
    """

    def __init__(self, font: Font, name: str, store: Store) -> None:
        self.font = font
        self.name = name
        self.reference = store.reserve()
        self._store = store
        self._face = hb.Face(font.data, font.index)
        self._measure = hb.Font(self._face)
        if font.axes:
            self._measure.set_variations(dict(font.axes))
        self._thousandths = 1000 / (self._face.upem or 1000)
        self._widths: dict[int, float] = {}
        self._codes: dict[int, str] = {}
        self._texts: dict[int, str] = {}
        self._nominal: dict[int, str] | None = None
        self._pieces: dict[int, _Piece] = {}
        self._slow: dict[tuple[int, float, float, float], str] = {}

    # --- Showing text -------------------------------------------------------------------------------------------

    def show(self, item: Glyphs) -> str:
        """The operators that show the item's pieces from the current text position."""
        pieces = self._pieces
        spacing, word_spacing = item.spacing, item.word_spacing
        if not spacing and not word_spacing:
            # Nearly all text of nearly all decks goes this way.
            try:
                plain = [pieces[id(shaped)].plain for shaped in item.pieces]
            except KeyError:
                plain = [None]
            if None not in plain:
                return tj(plain)  # type: ignore[arg-type]
        gap = f" {number(-1000 * word_spacing / item.size)}" if word_spacing and item.size else ""
        operators: list[str] = []
        run: list[str] = []
        for shaped in item.pieces:
            piece = pieces.get(id(shaped)) or self._piece(shaped)
            if piece.plain is not None:
                run.append(gap.join(piece.parts) if gap else piece.plain)
            else:
                if run:
                    operators.append(tj(run))
                    run = []
                operators.append(self._show_slowly(piece, item.size, spacing, word_spacing))
        if run:
            operators.append(tj(run))
        if spacing:
            return f"{number(spacing)} Tc {' '.join(operators)} 0 Tc"
        return " ".join(operators)

    def _show_slowly(self, piece: _Piece, size: float, spacing: float, word_spacing: float) -> str:
        """A piece with shifted glyphs, several glyphs to a cluster, or a text to carry along."""
        key = (id(piece.shaped), size, spacing, word_spacing)
        known = self._slow.get(key)
        if known is None:
            if len(self._slow) >= _MOST_PIECES:
                self._slow.clear()
            known = self._slow[key] = self._slowly(piece, size, spacing, word_spacing)
        return known

    def _slowly(self, piece: _Piece, size: float, spacing: float, word_spacing: float) -> str:
        shaped = piece.shaped
        if piece.backwards:
            return self._backwards(shaped, size, spacing, word_spacing)
        per_point = 1000 / size if size else 0.0
        begins = {start: words for start, _, words in piece.untold}
        ends = {end for _, end, _ in piece.untold}
        operators: list[str] = []
        run: list[str] = []
        rise, owed = 0.0, 0.0

        def flush() -> None:
            if run:
                operators.append(tj(run))
                run.clear()

        count = len(shaped.glyphs)
        for place, glyph in enumerate(shaped.glyphs):
            if place in begins:
                flush()
                operators.append(f"/Span<</ActualText{syntax.text(begins[place])}>>BDC")
            if not self._leaves_no_mark(shaped, place):
                dx, dy = shaped.offsets[place] if shaped.offsets else (0.0, 0.0)
                if dy != rise:
                    flush()
                    operators.append(f"{number(dy * size / 1000)} Ts")
                    rise = dy
                # `owed` is how far, in thousandths, the pen stands right of where it should.
                owed -= dx
                if abs(owed) >= SLACK:
                    run.append(f" {number(owed)}")
                    owed = 0.0
                run.append(f"<{self._code(glyph)}>")
                owed += dx + self._widths[glyph] - shaped.advances[place]
                if place + 1 < count and shaped.clusters[place + 1] == shaped.clusters[place]:
                    owed += spacing * per_point  # Tc has been added after every glyph, not every cluster.
                elif word_spacing and shaped.text[shaped.clusters[place]] == " ":
                    owed -= word_spacing * per_point
            if place + 1 in ends:
                flush()
                operators.append("EMC")
        if abs(owed) >= SLACK / 5:
            run.append(f" {number(owed)}")
        flush()
        if rise:
            operators.append("0 Ts")
        return " ".join(operators)

    def _backwards(self, shaped: Shaped, size: float, spacing: float, word_spacing: float) -> str:
        """A right-to-left piece in which marks are raised, or glyphs do not each stand for one character.

        Readers put the characters of such text in order by their places, from right to left, and turn every text of
        more than one character round, wherever it comes from. So each character gets a place of its own: the letter is
        what is painted, with its marks; what goes with it (marks, the other letters of a ligature) is written once
        more left of it, unseen and next to no width.
        """
        per_point = 1000 / size if size else 0.0
        text, glyphs, clusters = shaped.text, shaped.glyphs, shaped.clusters
        starts = sorted(set(clusters))
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        out = Pen(self._widths, size)
        place, at = 0, 0.0
        while place < len(glyphs):
            after = place
            places: list[float] = []
            width = 0.0
            while after < len(glyphs) and clusters[after] == clusters[place]:
                places.append(at + width + (shaped.offsets[after][0] if shaped.offsets else 0.0))
                width += shaped.advances[after]
                after += 1
            start = clusters[place]
            meant = _INVISIBLE.sub("", text[start : ends[start]])
            if not meant and not width:
                place = after
                continue
            rises = [shaped.offsets[one][1] if shaped.offsets else 0.0 for one in range(place, after)]
            for character in meant[:0:-1]:
                self._ghost(out, character, at)
            # The letter last, so that what is painted ends where the letter ends.
            painted = sorted(range(place, after), key=lambda one: shaped.advances[one])
            first = painted[0] - place
            whole = len(painted) == 1 and not rises[0] and self._claim(glyphs[place], meant[:1])
            if not whole:
                out.operator(f"/Span<</ActualText{syntax.text(meant[:1])}>>BDC")
                if rises[first] or abs(places[first] - at) >= SLACK:
                    self._ghost(out, meant[:1], at)
            for one in painted:
                out.show(self._code(glyphs[one]), glyphs[one], places[one - place], rises[one - place])
                out.spaced(spacing * per_point)
            if not whole:
                out.rise(0.0)
                out.operator("EMC")
            at += width + spacing * per_point
            if word_spacing and text[start] == " ":
                at += word_spacing * per_point
            place = after
        return out.finish(at)

    def _ghost(self, out: Pen, character: str, at: float) -> None:
        """A character unseen and next to no width; nothing when the font has no glyph for it."""
        glyph = self._measure.get_nominal_glyph(ord(character))
        if glyph and self._own(glyph) == character:
            code = self._code(glyph)
            self._claim(glyph, character)
            narrow = self._widths[glyph] > 0
            out.operator("3 Tr 1 Tz" if narrow else "3 Tr")
            out.show(code, glyph, at, 0.0)
            out.operator("100 Tz 0 Tr" if narrow else "0 Tr")
            out.spaced(-0.99 * self._widths[glyph])

    # --- From glyphs to codes and back to text ------------------------------------------------------------------

    def _piece(self, shaped: Shaped) -> _Piece:
        if len(self._pieces) >= _MOST_PIECES:
            self._pieces.clear()
            self._slow.clear()
        quick = self._quick(shaped)
        if quick is not None:
            self._pieces[id(shaped)] = quick
            return quick
        backwards = self._is_backwards(shaped)
        if backwards:
            piece = _Piece(shaped, self._parts(shaped) if self._is_told(shaped) else None, (), True)
            self._pieces[id(shaped)] = piece
            return piece
        untold = self._untold(shaped)
        simple = not untold and not any(map(any, shaped.offsets)) and len(set(shaped.clusters)) == len(shaped.glyphs)
        piece = _Piece(shaped, self._parts(shaped) if simple else None, untold, False)
        self._pieces[id(shaped)] = piece
        return piece

    def _quick(self, shaped: Shaped) -> _Piece | None:
        """The piece if every character has one glyph of its own, in order: so it is with nearly every word."""
        text, glyphs, advances = shaped.text, shaped.glyphs, shaped.advances
        count = len(glyphs)
        if shaped.offsets or len(text) != count or 0 in advances or " " in text:
            return None
        if shaped.clusters != tuple(range(count)):
            return None
        if count == 1 and unicodedata.bidirectional(text) in ("R", "AL"):
            return None  # A word of one letter that runs from right to left.
        run: list[str] = []
        codes = ""
        owed = 0.0
        texts = self._texts
        for place, glyph in enumerate(glyphs):
            meant = text[place]
            if texts.get(glyph) != meant and not (meant != _SOFT_HYPHEN and self._claim(glyph, meant)):
                return None
            codes += self._code(glyph)
            owed += self._widths[glyph] - advances[place]
            if owed >= SLACK or owed <= -SLACK:
                run.append(f"<{codes}> {number(owed)}")
                codes, owed = "", 0.0
        if codes:
            run.append(f"<{codes}>")
        if abs(owed) >= SLACK / 5:
            run.append(f" {number(owed)}")
        return _Piece(shaped, ("".join(run),), (), False)

    @staticmethod
    def _is_backwards(shaped: Shaped) -> bool:
        """Whether the piece runs from right to left."""
        text, clusters = shaped.text, shaped.clusters
        if not clusters or text.isascii():
            return len(clusters) > 1 and clusters[0] > clusters[-1]
        if clusters[0] != clusters[-1]:
            return clusters[0] > clusters[-1] and list(clusters) == sorted(clusters, reverse=True)
        return unicodedata.bidirectional(text[0]) in ("R", "AL") and len(set(clusters)) == 1

    def _is_told(self, shaped: Shaped) -> bool:
        """Whether each glyph of a right-to-left piece stands on the line for one character, and the map tells which."""
        text, clusters = shaped.text, shaped.clusters
        if any(map(any, shaped.offsets)) or len(set(clusters)) < len(clusters):
            return False
        ends = dict(zip(clusters, (len(text), *clusters), strict=False))
        for glyph, start in zip(shaped.glyphs, clusters, strict=True):
            meant = _INVISIBLE.sub("", text[start : ends[start]])
            if len(meant) > 1:
                return False
            if not self._claim(glyph, meant):
                return False
        return True

    def _parts(self, shaped: Shaped) -> tuple[str, ...]:
        """The operand of one TJ, cut after every space: codes, and numbers where the advance is not the font's own."""
        parts: list[str] = []
        run: list[str] = []
        codes = ""
        owed = 0.0
        for place, glyph in enumerate(shaped.glyphs):
            if self._leaves_no_mark(shaped, place):
                continue
            codes += self._code(glyph)
            owed += self._widths[glyph] - shaped.advances[place]
            if abs(owed) >= SLACK:
                run.append(f"<{codes}> {number(owed)}")
                codes, owed = "", 0.0
            if shaped.text[shaped.clusters[place]] == " ":
                if codes:
                    run.append(f"<{codes}>")
                parts.append("".join(run))
                run, codes = [], ""
        if codes:
            run.append(f"<{codes}>")
        if abs(owed) >= SLACK / 5:  # Smaller, because what is left here adds up over the pieces of a line.
            run.append(f" {number(owed)}")
        parts.append("".join(run))
        return tuple(parts)

    def _code(self, glyph: int) -> str:
        code = self._codes.get(glyph)
        if code is None:
            if not 0 <= glyph < 65536:
                raise ValueError(f"a font has no glyph {glyph}")
            code = self._codes[glyph] = f"{glyph:04X}"
            self._widths[glyph] = round(self._measure.get_glyph_h_advance(glyph) * self._thousandths, 2)
        return code

    def _leaves_no_mark(self, shaped: Shaped, place: int) -> bool:
        """Whether HarfBuzz put an empty glyph there for an invisible character; it would be copied as a space."""
        if shaped.advances[place]:
            return False
        start = shaped.clusters[place]
        if not _INVISIBLE.match(shaped.text, start):
            return False
        end = min((other for other in shaped.clusters if other > start), default=len(shaped.text))
        return bool(_INVISIBLE.fullmatch(shaped.text, start, end))

    def _untold(self, shaped: Shaped) -> tuple[_Span, ...]:
        """The stretches of the piece that the ToUnicode map, extended by this piece where it can be, does not tell."""
        text, glyphs, clusters = shaped.text, shaped.glyphs, shaped.clusters
        if not glyphs:
            return ()
        starts = sorted(set(clusters))
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        in_order = list(clusters) == sorted(clusters)
        complete = in_order and starts[0] == 0
        spans: list[_Span] = []
        place = 0
        while place < len(glyphs):
            after = place + 1
            while after < len(glyphs) and clusters[after] == clusters[place]:
                after += 1
            meant = text[clusters[place] : ends[clusters[place]]].replace(_SOFT_HYPHEN, "")
            if after - place > 1:
                if any(map(any, shaped.offsets[place:after])):
                    spans.append((place, after, meant))  # A moved mark by itself would be read as a line of its own.
                else:
                    spans += self._untold_cluster(glyphs, place, after, meant)
            elif self._leaves_no_mark(shaped, place):
                complete &= not meant
            elif not self._claim(glyphs[place], meant):
                spans.append((place, after, meant))
            place = after
        if complete and all(any(map(any, shaped.offsets[start:end])) for start, end, _ in spans):
            return tuple(spans)
        return ((0, len(glyphs), text.replace(_SOFT_HYPHEN, "")),)

    def _untold_cluster(self, glyphs: tuple[int, ...], start: int, end: int, meant: str) -> list[_Span]:
        """The same for one cluster of several glyphs; `meant` is what they stand for together."""
        order = range(start, end)
        rest = list(meant)
        told: dict[int, str] = {}
        for place in order:
            told[place] = own = self._own(glyphs[place])
            if own and own in rest:
                rest.remove(own)
        nameless = [place for place in order if not told[place]]
        for place in nameless:
            # Each takes one character; the last, all that is left.
            take = len(rest) if place == nameless[-1] else 1
            told[place] = "".join(rest[:take])
            del rest[:take]
        good = {place: bool(told[place]) and self._claim(glyphs[place], told[place]) for place in order}
        if "".join(told[place] for place in order) != meant or not told[order[0]]:
            return [(start, end, meant)]
        spans: list[_Span] = []
        group: list[int] = []
        for place in [*order, -1]:
            if place < 0 or told[place]:
                if group and (len(group) > 1 or not good[group[0]]):
                    spans.append((min(group), max(group) + 1, told[group[0]]))
                group = []
            group.append(place)  # A glyph with nothing to tell goes with the one before it.
        return spans

    def _claim(self, glyph: int, meant: str) -> bool:
        """Let the glyph stand for the text, if it stands for nothing else; whether it does."""
        known = self._texts.get(glyph)
        if known is None:
            known = self._own(glyph) or meant
            self._texts[glyph] = known
        return known == meant or not meant

    def _own(self, glyph: int) -> str:
        """The character the font itself gives this glyph; the lowest of several; empty when it gives none.

        Presentation forms (``ﬁ``, joined Arabic letters) are not what authors write and do not count.
        """
        if self._nominal is None:
            nominal: dict[int, str] = {}
            for character in sorted(self._face.unicodes):
                if 0xFB00 <= character <= 0xFDFF or 0xFE70 <= character <= 0xFEFF or 0xD800 <= character <= 0xDFFF:
                    continue
                found = self._measure.get_nominal_glyph(character)
                if found:
                    nominal.setdefault(found, chr(character))
            self._nominal = nominal
        return self._nominal.get(glyph, "")

    # --- The font's objects -------------------------------------------------------------------------------------

    def finish(self) -> Problem | None:
        """Write the font with the glyphs used; a problem instead when it cannot or must not be embedded."""
        called = f"`{self.font.family}` ({self.font.file})"
        broken = Problem(
            name="font-damaged",
            message=f"the font {called} is damaged and cannot be embedded",
            help="download the font again, or use another one",
        )
        try:
            if not self._face.glyph_count or max(self._codes, default=0) >= self._face.glyph_count:
                return broken
            licence = self._table_number("OS/2", 8, ">H")
            if licence & 0x000F == 0x0002 or licence & 0x0200:
                return Problem(
                    name="font-not-embeddable",
                    message=f"the font {called} forbids being embedded in a document",
                    help="use another font, or ask its maker for a licence that allows embedding",
                )
            kind, program = self._subset(whole=bool(licence & 0x0100))
            if not program:
                return Problem(
                    name="font-without-outlines",
                    message=f"the font {called} has no outlines that a PDF can hold",
                    help="use a font with TrueType or PostScript outlines; colour and bitmap fonts have none",
                )
            blank = self._blank()
            if blank:
                return replace(broken, message=f"the font {called} is damaged: it draws nothing for {blank}")
            self._write(kind, program)
        except Exception:
            # HarfBuzz, and the reading of tables here, fail in many ways on a damaged file.
            return broken
        return None

    def _blank(self) -> str:
        """The letters and digits that have been set and have no outline, as a message lists them; empty when all have.

        Glyphs with colours of their own may well have no outlines too.
        """
        letters = sorted(
            (words, glyph) for glyph, words in self._texts.items() if words.isalnum() and glyph in self._codes
        )
        begun: list[float] = []
        watch = hb.DrawFuncs()
        watch.set_move_to_func(lambda x, _y, data: data.append(x))
        blank: list[str] = []
        for words, glyph in letters:
            before = len(begun)
            # What the file says of a glyph's size is no proof: its outline may be made of itself.
            self._measure.draw_glyph(glyph, watch, begun)
            if len(begun) == before:
                blank.append(f"`{words}`")
        if not _COLOURED.isdisjoint(self._face.table_tags) and len(blank) < len(letters):
            return ""
        return ", ".join(
            blank if len(blank) <= _MOST_TOLD else [*blank[:_MOST_TOLD], f"and {len(blank) - _MOST_TOLD} more"]
        )

    def _subset(self, *, whole: bool) -> tuple[str, bytes]:
        """The font program, ``glyf`` or ``CFF ``, with glyphs keeping their numbers; empty when there is none."""
        wanted = hb.SubsetInput()
        flags = hb.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
        # Newer HarfBuzz only: makes of CFF2 (variable) a CFF, and of character ids glyph numbers.
        for flag in ("DOWNGRADE_CFF2", "CFF_IDENTITY_CHARSET"):
            wanted.flags |= getattr(flags, flag, 0)
        wanted.glyph_set.update(range(self._face.glyph_count) if whole else self._codes)
        wanted.drop_table_tag_set.update(_tag(table) for table in self._face.table_tags if table not in _KEPT_TABLES)
        if self._face.has_var_data:
            wanted.pin_all_axes_to_default(self._face)
            for axis, position in self.font.axes:
                wanted.pin_axis_location(self._face, axis, position)
        face = hb.subset(self._face, wanted)
        for table in ("glyf", "CFF "):
            if table in face.table_tags:
                return table, bytes(face.blob.data if table == "glyf" else face.reference_table(table).data)
        return "", b""

    def _write(self, kind: str, program: bytes) -> None:
        store, face, scale = self._store, self._face, self._thousandths
        used = sorted(self._codes)
        own_name = face.get_name(6) or self.font.key
        plain = re.sub(r"[^A-Za-z0-9-]", "", own_name)[:60] or "Font"
        digest = hashlib.blake2b(f"{self.font.key} {used}".encode()).digest()
        name = "/" + "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + plain

        entries = f"/Length1 {len(program)}" if kind == "glyf" else "/Subtype/CIDFontType0C"
        program_reference = store.add(stream(entries, program))
        extents = self._measure.get_font_extents("ltr")
        box = struct.unpack(">4h", bytes(face.reference_table("head").data)[36:44])
        angle = self._table_number("post", 4, ">i") / 65536
        capital = self._table_number("OS/2", 88, ">h") if self._table_number("OS/2", 0, ">H") >= 2 else 0
        flags = 4 | (1 if self._table_number("post", 12, ">I") else 0) | (64 if self.font.italic or angle else 0)
        descriptor = store.add(
            f"<</Type/FontDescriptor/FontName{name}/Flags {flags}"
            f"/FontBBox[{' '.join(str(round(edge * scale)) for edge in box)}]/ItalicAngle {number(angle)}"
            f"/Ascent {round(extents.ascender * scale)}/Descent {round(extents.descender * scale)}"
            f"/CapHeight {round((capital or extents.ascender * 0.7) * scale)}"
            # No font says how thick its stems are; this follows the weight (80 at regular, 140 at bold).
            f"/StemV {round(max(20, self.font.weight * 0.2))}"
            f"/{'FontFile2' if kind == 'glyf' else 'FontFile3'} {program_reference}>>"
        )
        descendant = store.add(
            f"<</Type/Font/Subtype/{'CIDFontType2/CIDToGIDMap/Identity' if kind == 'glyf' else 'CIDFontType0'}"
            f"/BaseFont{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}{self._width_array(used)}>>"
        )
        to_unicode = store.add(stream("", self._to_unicode()))
        store.fill(
            self.reference,
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant}]/ToUnicode {to_unicode}>>",
        )

    def _width_array(self, used: list[int]) -> str:
        runs: list[str] = []
        last = -2
        for glyph in used:
            if glyph != last + 1:
                runs.append(f"{']' if runs else ''}{glyph}[{number(self._widths[glyph])}")
            else:
                runs.append(f" {number(self._widths[glyph])}")
            last = glyph
        return f"/DW 1000/W[{''.join(runs)}]]" if runs else "/DW 1000"

    def _to_unicode(self) -> bytes:
        told = sorted(self._texts.items())
        return to_unicode_map(
            [(self._codes[glyph], words) for glyph, words in told if words and glyph in self._codes], "FFFF"
        )

    def _table_number(self, table: str, offset: int, form: str) -> int:
        """A number out of a table; 0 when the font has no such table."""
        if table not in self._face.table_tags:
            return 0
        return int(struct.unpack_from(form, bytes(self._face.reference_table(table).data), offset)[0])


def _tag(table: str) -> int:
    return int.from_bytes(table.encode("latin-1"), "big")
