"""Which font a character is set in: the CSS family list, weight and slope matched, with what each font can draw."""

from dataclasses import dataclass, field

import uharfbuzz as hb

from generator.model.assets import Assets, Font


class BadFontError(Exception):
    """A font file that cannot be used.

    Attributes:
        file: its name.
        reason: in plain words.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


@dataclass(eq=False, slots=True)
class Typeface:
    """A font made ready for shaping; metrics in thousandths of the font size.

    Attributes:
        ascent: above the baseline, positive.
        descent: below the baseline, positive.
        gap: what the font wants between lines.
    """

    font: Font
    shaper: hb.Font
    to_thousandths: float
    ascent: float
    descent: float
    gap: float
    _known: dict[str, bool] = field(default_factory=dict)

    def has(self, character: str) -> bool:
        """Whether the font can draw the character; characters that draw nothing are had by every font."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = (
                character in INVISIBLE or self.shaper.get_nominal_glyph(ord(character)) is not None
            )
        return known


#: Characters that steer and draw nothing: joiners, marks of direction, soft hyphen, variation selectors.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\n")


def open_typeface(font: Font) -> Typeface:
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
            raise BadFontError(font.file, "it has no glyphs, or an impossible scale")
        extents = shaper.get_font_extents("ltr")
        scale = 1000 / face.upem
        return Typeface(
            font=font,
            shaper=shaper,
            to_thousandths=scale,
            ascent=extents.ascender * scale,
            descent=-extents.descender * scale,
            gap=extents.line_gap * scale,
        )
    except BadFontError:
        raise
    except Exception as fault:
        raise BadFontError(font.file, "it is damaged") from fault


def best_match(fonts: tuple[Font, ...], weight: int, italic: bool) -> Font:
    """The font of a family that CSS picks for a weight and a slope (CSS Fonts 4, 5.2): slope first, then weight."""
    same = [font for font in fonts if font.italic == italic] or list(fonts)

    def distance(font: Font) -> tuple[int, float]:
        heavier = font.weight >= weight
        apart = abs(font.weight - weight)
        if 400 <= weight <= 500:
            if weight <= font.weight <= 500:
                return 0, apart
            return (1, apart) if not heavier else (2, apart)
        if weight < 400:
            return (0 if not heavier or apart == 0 else 1), apart
        return (0 if heavier else 1), apart

    return min(same, key=distance)


class FontBook:
    """The fonts of a deck by family list, weight and slope; each is opened once."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._opened: dict[Font, Typeface] = {}
        self._chains: dict[tuple[tuple[str, ...], int, bool], tuple[Typeface, ...]] = {}

    def chain(self, families: tuple[str, ...], weight: int, italic: bool) -> tuple[Typeface, ...]:
        """The typefaces to try for a character, best first; never empty while there is any font at all.

        Raises:
            BadFontError: a file is damaged, or there is no font.
        """
        key = (families, weight, italic)
        chain = self._chains.get(key)
        if chain is None:
            found = [fonts for name in families if (fonts := self._assets.family(name))]
            if not found:
                found = [fonts for name in self._assets.families()[:1] if (fonts := self._assets.family(name))]
            if not found:
                raise BadFontError(", ".join(families) or "none", "there is no such font")
            chain = tuple(self._open(best_match(fonts, weight, italic)) for fonts in found)
            self._chains[key] = chain
        return chain

    def _open(self, font: Font) -> Typeface:
        if font not in self._opened:
            self._opened[font] = open_typeface(font)
        return self._opened[font]
