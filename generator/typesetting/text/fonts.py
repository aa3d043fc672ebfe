"""Which font a character is set in: the CSS family list, weight and slope matched, with what each font can draw."""

import math
from dataclasses import field
from functools import cached_property
from unicodedata import category, normalize

import uharfbuzz as hb

from generator.basics.colour import BLACK, Colour
from generator.basics.problems import Place
from generator.basics.records import dataclass
from generator.model.assets import Assets, Font
from generator.model.face import Group
from generator.typesetting.text.colouring import Colouring, ReadGlyph, is_coloured
from generator.typesetting.text.pen import Pen


class BadFontError(Exception):
    """A font file that cannot be used.

    Attributes:
        file: its name.
        reason: in plain words.
        at: where a stylesheet names it; None for other fonts.
    """

    def __init__(self, file: str, reason: str, at: Place | None = None) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.at = at


#: Characters that steer and draw nothing: joiners, directions, soft hyphen, variation selectors.
INVISIBLE = frozenset(
    "\n\u00ad\u034f\u061c\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
) | frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))

#: HarfBuzz makes these of the font's own space when the font has none.
_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")

#: A hyphen that the font lacks is drawn as one that stands later here.
HYPHENS = "\u2011\u2010-"


#: No space, and no narrow letter, of a sound font is wider, ems.
WIDEST = 12

#: A sound font's line, from the highest to the lowest letter, is from so to so high, and the gap to the next line is no
#: wider than that: thousandths of the size. The loosest there are, those for formulas, come near 6 em.
LEAST_LINE, MOST_LINE = 250, 6_500

#: What is taken where a font says nonsense of its lines, thousandths of the size above and below.
USUAL_LINE = (800.0, 200.0)

#: These characters are letters or signs to Unicode, and leave no mark.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc\U0001d159")


@dataclass(eq=False, slots=True)
class Typeface:
    """A font made ready for shaping; metrics in thousandths of the font size.

    Attributes:
        ascent: above the baseline, positive.
        descent: below the baseline, positive.
        gap: what the font wants between lines.
        underline: where the middle of an underline runs, upwards, and how thick it is.
        strike: the same of a line through the letters.
        capital: how high a line over the letters runs, somewhat above capitals.
        colouring: draws the glyphs that have colours of their own; None when the font has none.
        emoji: whether it is for emoji: coloured, and without letters.
        outlined: whether its glyphs have outlines too.
        doubt: what it says of its lines and cannot be, in plain words; mostly empty.
        to_thousandths: from the font's units.
    """

    font: Font
    shaper: hb.Font
    to_thousandths: float
    ascent: float
    descent: float
    gap: float
    underline: tuple[float, float]
    strike: tuple[float, float]
    capital: float
    colouring: Colouring | None = None
    emoji: bool = False
    outlined: bool = True
    doubt: str = ""
    _known: dict[str, bool] = field(default_factory=dict)

    def has(self, character: str) -> bool:
        """Whether the font can draw the character; characters that draw nothing are had by every font."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._find(character)
        return known

    def _find(self, character: str) -> bool:
        if character in INVISIBLE:
            return True
        ranges = self.font.ranges
        if ranges and not any(first <= ord(character) <= last for first, last in ranges):
            return False
        if self.maps(character):
            return self._shows(character)
        if character in _SPACES and self.maps(" "):
            return True
        if character in HYPHENS:
            return any(map(self.maps, HYPHENS[HYPHENS.index(character) :]))
        parts = normalize("NFD", character)
        return parts != character and all(map(self.maps, parts))

    def _shows(self, character: str) -> bool:
        """Whether the character leaves a mark where it must: some fonts have empty glyphs for what they lack.

        Raises:
            BadFontError: the file is damaged.
        """
        if category(character)[0] not in "LNPS" or character in _BLANK:
            return True
        glyph = self.shaper.get_nominal_glyph(ord(character))
        if self.colouring is not None:
            # Parts of emoji, such as a tone of skin, may be empty by themselves.
            return not self.paints(glyph) or self.drawn(glyph, BLACK)[0] is not None
        if character >= "\U0001f000":
            return True
        extents = self.shaper.get_glyph_extents(glyph)
        return extents is None or extents.width != 0 or extents.height != 0

    def maps(self, character: str) -> bool:
        """Whether the font's own table has the character."""
        code = ord(character)
        if 0xD800 <= code < 0xE000:  # half of a pair is no character
            return False
        return self.shaper.get_nominal_glyph(code) is not None

    def paints(self, glyph: int) -> bool:
        """Whether the glyph has colours of its own.

        Raises:
            BadFontError: the file is damaged.
        """
        try:
            return self.colouring is not None and self.colouring.paints(glyph)
        except Exception as fault:
            raise BadFontError(self.font.file, "its colours are damaged", self.font.at) from fault

    def drawn(self, glyph: int, ink: Colour) -> tuple[Group | None, float]:
        """The glyph in its own colours, in the font's units, and how many pixels it has to the em (infinite: paths).

        `ink` is the colour of the text around it.

        Raises:
            BadFontError: the file is damaged.
        """
        if self.colouring is None:
            return None, math.inf
        try:
            return self.colouring.drawn(glyph, ink), self.colouring.pixels_to_em(glyph)
        except ValueError as fault:
            raise BadFontError(self.font.file, f"its colours cannot be drawn: {fault}", self.font.at) from fault
        except Exception as fault:
            raise BadFontError(self.font.file, "its colours are damaged", self.font.at) from fault

    def draw(self, glyph: int, pen: Pen) -> None:
        """Draw the glyph's outline, in the font's units; nothing for one with colours of its own.

        Raises:
            BadFontError: the file is damaged.
        """
        if self.outlined and not self.paints(glyph):
            self.shaper.draw_glyph_with_pen(glyph, pen)

    def features(self) -> frozenset[str]:
        """The OpenType features that the font has for any script or language."""
        face, found = self.shaper.face, set[str]()
        for table in ("GSUB", "GPOS"):
            for number, _ in enumerate(face.get_table_script_tags(table)):
                languages = range(len(face.get_script_language_tags(table, number)))
                for language in (0xFFFF, *languages):
                    found.update(face.get_language_feature_tags(table, number, language))
        return frozenset(found)

    def has_all(self, cluster: str) -> bool:
        """Whether the font can draw all of what readers take for one character, composed or taken apart."""
        return all(map(self.has, cluster)) or all(map(self.has, normalize("NFC", cluster)))


def open_typeface(font: Font, read_glyph: ReadGlyph | None = None) -> Typeface:
    """The font ready for shaping.

    Raises:
        BadFontError: the file is damaged.
    """
    try:
        face = hb.Face(hb.Blob(font.data), font.index)
        shaper = hb.Font(face)
        if font.axes:
            shaper.set_variations(dict(font.axes))
        if face.glyph_count < 1 or not 16 <= face.upem <= 16384:
            raise BadFontError(font.file, "it has no glyphs, or an impossible scale", font.at)
        known = [glyph for glyph in map(shaper.get_nominal_glyph, map(ord, " aeno1")) if glyph]
        if not known and not face.unicodes:
            raise BadFontError(font.file, "it has no characters", font.at)
        if any(shaper.get_glyph_h_advance(glyph) > WIDEST * face.upem for glyph in known):
            raise BadFontError(font.file, "its letters are impossibly wide", font.at)
        if len(known) > 2 and not any(map(shaper.get_glyph_h_advance, known)):
            raise BadFontError(font.file, "its letters have no width", font.at)
        shaper.scale = (face.upem, face.upem)
        scale = 1000 / face.upem
        extents = shaper.get_font_extents("ltr")
        ascent, descent, gap = extents.ascender * scale, -extents.descender * scale, extents.line_gap * scale
        doubt = ""
        if not LEAST_LINE <= ascent + descent <= MOST_LINE or abs(ascent) > MOST_LINE:
            doubt = f"its lines are {(ascent + descent) / 1000:.4g} times as high as its letters are large"
            ascent, descent = USUAL_LINE
        if gap > MOST_LINE:
            doubt, gap = doubt or f"the gap between its lines is {gap / 1000:.4g} times as high as its letters", 0.0
        tag = hb.OTMetricsTag
        offset = (shaper.get_metric_position(tag.UNDERLINE_OFFSET) or 0) * scale
        thickness = (shaper.get_metric_position(tag.UNDERLINE_SIZE) or 0) * scale
        through = (shaper.get_metric_position(tag.STRIKEOUT_OFFSET) or 0) * scale
        through_size = (shaper.get_metric_position(tag.STRIKEOUT_SIZE) or 0) * scale
        capital = (shaper.get_metric_position(tag.CAP_HEIGHT) or 0) * scale
        thick = thickness if 10 < thickness < 300 else 50.0
        struck = through_size if 10 < through_size < 300 else thick
        coloured = is_coloured(face, vectors=read_glyph is not None)
        drawn = (extents for extents in map(shaper.get_glyph_extents, known) if extents is None or extents.width)
        if len(known) > 2 and not coloured and next(drawn, False) is False:
            raise BadFontError(font.file, "its letters have no outlines", font.at)
        return Typeface(
            colouring=Colouring(shaper, read_glyph) if coloured else None,
            emoji=coloured and shaper.get_nominal_glyph(ord("A")) is None,
            outlined=not coloured or not {"glyf", "CFF ", "CFF2"}.isdisjoint(face.table_tags),
            font=font,
            shaper=shaper,
            to_thousandths=scale,
            ascent=ascent,
            descent=descent,
            gap=max(0.0, gap),
            doubt=doubt,
            underline=(offset if -500 < offset < 0 else -120.0, thick),
            # A font tells the line's upper edge.
            strike=((through if 100 < through < 600 else 300.0) - struck / 2, struck),
            capital=(capital if 300 < capital < 1_500 else 700.0) + 120.0,
        )
    except BadFontError:
        raise
    except Exception as fault:
        # HarfBuzz, and its binding, fail in many ways on a damaged file.
        raise BadFontError(font.file, "it is damaged", font.at) from fault


def matches(fonts: tuple[Font, ...], weight: int, italic: bool) -> tuple[Font, ...]:
    """The best match, and behind it the others of its weight and slope, which may have other characters.

    Of those that say which characters they are for, the last one comes first (CSS Fonts 4, 5.2).
    """
    best = best_match(fonts, weight, italic)
    same = [font for font in fonts if (font.weight, font.italic) == (best.weight, best.italic)]
    return tuple(reversed(same)) if any(font.ranges for font in same) else tuple(same)


def best_match(fonts: tuple[Font, ...], weight: int, italic: bool) -> Font:
    """The font of a family that CSS picks for a weight and a slope (CSS Fonts 4, 5.2): slope first, then weight."""
    same = [font for font in fonts if font.italic == italic] or list(fonts)

    def distance(font: Font) -> tuple[int, float]:
        has = font.weight
        apart = abs(has - weight)
        if 400 <= weight <= 500:
            # From the wanted weight up to 500, then lighter ones, then heavier ones.
            return (0 if weight <= has <= 500 else 1 if has < weight else 2), apart
        if weight < 400:
            return (0 if has <= weight else 1), apart
        return (0 if has >= weight else 1), apart

    return min(same, key=distance)


class FontBook:
    """The fonts of a deck by family list, weight and slope; each is opened once.

    Args:
        assets: gives fonts by their family.
        brought: fonts that a stylesheet brings along; a family among them hides one of the assets.
        read_glyph: reads what a font says in SVG of a glyph; without it such glyphs have no colours.

    Attributes:
        doubtful: the fonts opened so far that say nonsense of their lines.
    """

    def __init__(self, assets: Assets, brought: tuple[Font, ...] = (), read_glyph: ReadGlyph | None = None) -> None:
        self._assets = assets
        self._read_glyph = read_glyph
        self._brought: dict[str, tuple[Font, ...]] = {}
        for font in brought:
            name = font.family.casefold()
            self._brought[name] = (*self._brought.get(name, ()), font)
        self._opened: dict[Font, Typeface] = {}
        self.doubtful: list[Typeface] = []
        self._chains: dict[tuple[tuple[str, ...], int, bool], tuple[Typeface, ...]] = {}

    def chain(self, families: tuple[str, ...], weight: int, italic: bool) -> tuple[Typeface, ...]:
        """The typefaces to try for a character, best first; never empty.

        Behind those that are named come the fonts of the deck's own folder, which is there for a script that the look
        does not know of.

        When none of the families exists, the first one there is takes their place: that a family is missing is said
        where it is named.

        Raises:
            BadFontError: a file is damaged, or there is no font at all.
        """
        key = (families, weight, italic)
        chain = self._chains.get(key)
        if chain is None:
            found = [fonts for name in families if (fonts := self._family(name))]
            if not found:
                found = [fonts for name in self._assets.families()[:1] if (fonts := self._assets.family(name))]
            if not found:
                raise BadFontError(", ".join(families) or "none", "there is no such font")
            found += [fonts for name in self._own if (fonts := self._family(name))]
            chain = tuple(dict.fromkeys(self._open(font) for fonts in found for font in matches(fonts, weight, italic)))
            self._chains[key] = chain
        return chain

    def family_with(self, letters: str) -> str:
        """A family within reach that has all of these characters; empty when none has."""
        for name in (*self._brought, *self._assets.families()):
            fonts = self._family(name)
            try:
                face = self._open(best_match(fonts, 400, italic=False)) if fonts else None
                if face is not None and not face.emoji and all(map(face.has, letters)):
                    return face.font.family
            except BadFontError:  # said where it is used
                continue
        return ""

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return self._assets.own_families()

    @cached_property
    def emoji(self) -> tuple[Typeface, ...]:
        """The first emoji font there is, whatever families a style names.

        Raises:
            BadFontError: a file is damaged.
        """
        brought = [name for name in self._brought if "emoji" in name]
        for name in (*brought, *self._assets.emoji_families()):
            found = tuple(self._open(font) for font in matches(self._family(name), 400, False))
            if any(face.emoji for face in found):
                return found
        return ()

    def _family(self, name: str) -> tuple[Font, ...]:
        return self._brought.get(name.casefold()) or self._assets.family(name)

    def _open(self, font: Font) -> Typeface:
        if font not in self._opened:
            opened = self._opened[font] = open_typeface(font, self._read_glyph)
            if opened.doubt:
                self.doubtful.append(opened)
        return self._opened[font]
