"""What stands on paper beside the cards: the guide, slugs, labels, the calibration page."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import tomli

from generator import disk
from generator.basics.geometry import Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import mm, show_mm
from generator.export import DocumentInfo, write_pdf
from generator.model.assets import Font
from generator.model.face import Face
from generator.model.formats import Format
from generator.model.job import Flip, PrintJob
from generator.model.papers import Paper
from generator.model.sheet import Placement, Side
from generator.templating import Media, open_look, read_glyph
from generator.typesetting import Subject, Typesetter

#: What sheets are set in; a deck's own fonts stand in for the letters that these lack.
_FAMILIES = ("Atkinson Hyperlegible Next", "Fraunces")

#: What both certainly have, so that most sheets need not look: a test holds the fonts to it.
OURS = re.compile("[\n\x20-\x7e\xa1-\xff‘’“”–—…]*")

#: A character of a slug is about so wide, in font sizes; those of East Asia twice that.
_WIDE = 0.55

#: The slug's usual font size, and the smallest, points.
_USUAL, _SMALLEST = 6.5, 3.0

#: A family of any other name cannot be named in a style sheet without care.
_PLAIN_NAME = re.compile(r"[\w .-]{1,80}")


#: On paper of this size a whole page of words has room for pictures and large letters.
_ROOMY = Size(mm(200), mm(270))

#: On smaller paper there is no page that explains the printing.
_LEAST_FOR_GUIDE = Size(mm(140), mm(203))


def is_small(paper: Size) -> bool:
    """Whether a page of words must be set small there."""
    return min(paper.width, paper.height) < _ROOMY.width or max(paper.width, paper.height) < _ROOMY.height


def room_for_guide(paper: Size) -> bool:
    """Whether a page that explains the printing fits."""
    least = _LEAST_FOR_GUIDE
    return min(paper.width, paper.height) >= least.width and max(paper.width, paper.height) >= least.height


def no_guide(job: PrintJob) -> Problem:
    """A warning: the page that explains the printing is left out."""
    least = f"{show_mm(_LEAST_FOR_GUIDE.width)} × {show_mm(_LEAST_FOR_GUIDE.height)}"
    return Problem(
        name="no-room-for-guide",
        message=f"{job.paper.title} is too small for the first page that explains the printing; it is left out",
        help=f"it needs {least}; --no-guide says that you know",
        severity="warning",
    )


class _SheetAssets(disk.FolderAssets):
    """The template `sheet`, and behind its fonts those of a deck."""

    def __init__(self, others: disk.FolderAssets | None) -> None:
        super().__init__(_root())
        self._others = others

    def family(self, name: str) -> tuple[Font, ...]:
        """Every font of the family; of the deck, when none that comes with deckwright is called so."""
        return super().family(name) or (self._others.family(name) if self._others else ())

    def families(self) -> tuple[str, ...]:
        """The names of all families within reach."""
        return tuple(sorted({*super().families(), *(self._others.families() if self._others else ())}))


class Pages:
    """What stands on paper beside the cards: slugs, labels, whole pages of words; made from the template `sheet`.

    Args:
        media: for the template's `@media`; its language is that of the words, if there are fonts for them.
        own: the deck's template and folder, whose fonts stand in for the letters that ours lack.
        names: what the sheets say in the deck's own letters.

    Attributes:
        words: what sheets say beside the cards, in that language or else in English.
        language: the one that they are in.
    """

    def __init__(self, media: Media, own: disk.FolderAssets | None = None, names: str = "") -> None:
        assets = _SheetAssets(own)
        tag, self.words, self._more = _speech(media.language, assets, names)
        self.language = tag
        self._assets = assets
        media = replace(media, language=media.language if tag in (media.language, _main(media.language)) else tag)
        self._look = open_look(assets, media=replace(media, component="sheet"))
        self._typesetter = Typesetter(assets, self._look.fonts, read_glyph=read_glyph)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the template `sheet`: a fault of ours, unless it was changed."""
        return (*self._look.problems, *self._typesetter.problems)

    def can_say(self, text: str) -> bool:
        """Whether there are fonts for every letter of a text."""
        return OURS.fullmatch(text) is not None or not lacking(text, _fonts(self._assets, (*_FAMILIES, *self._more)))

    def face(self, part: str, words: Mapping[str, object], size: Size) -> Face:
        """A page, or a strip of one, filled and set."""
        return self.face_and_areas(part, words, size, "")[0]

    def face_and_areas(
        self, part: str, words: Mapping[str, object], size: Size, *names: str
    ) -> tuple[Face, tuple[Rect, ...]]:
        """A page, and where the elements lie on it that carry the first name, then those with the next."""
        page = Format(name="own", title="", trim=size, corner=0, bleed=0, safe=0)
        speech = {
            "direction": self.words.get("direction", "ltr"),
            "families": ", ".join(f"'{name}'" for name in self._more or _FAMILIES[:1]),
        }
        design = self._look.design(part, {**words, "speech": speech}, page, title="the sheet")
        if design is None:
            raise ProblemsError(tuple(self._look.problems))
        face = self._typesetter.set(design, Subject("the sheet"))
        return face, tuple(area for name in names if name for area in self._typesetter.areas(design, name))

    def typeset(self, side: Side) -> Side:
        """The side with its slug and labels made faces."""
        placements = list(side.placements)
        for slug in (side.slug,) if side.slug else ():
            words = _fitting(slug.text, slug.at.width if slug.turned % 180 == 0 else slug.at.height)
            placements.append(self._strip("slug.xml.j2", words, slug.at, slug.turned))
        for label in side.labels:
            words = {"text": label.text, "size": label.size, "align": label.align, "fitted": label.fitted}
            placements.append(self._strip("label.xml.j2", words, label.at, label.turned))
        return replace(side, slug=None, labels=(), placements=tuple(placements))

    def _strip(self, part: str, words: Mapping[str, object], at: Rect, turned: int) -> Placement:
        size = at.size if turned % 180 == 0 else at.size.turned
        return Placement(self.face(part, words, size), at, at, turned)


def _fitting(text: str, room: float) -> Mapping[str, object]:
    """A slug's words: set smaller where they are long for their room, and cut off where they would be too small.

    What a deck is called must not keep its sheets from being printed.
    """
    widths = [_WIDE * (2 if unicodedata.east_asian_width(char) in "WF" else 1) for char in text]
    if sum(widths) * _USUAL <= room:
        return {"text": text, "tight": False}
    # The deck's name comes first, and what is said after it matters more.
    name, dot, rest = text.partition(" · ")
    free = room / _SMALLEST - sum(widths[len(name) :]) - _WIDE
    while name and sum(widths[: len(name)]) > free:
        name = name[:-1]
    cut = name if name == text.partition(" · ")[0] else f"{name.rstrip()}…"
    return {"text": f"{cut}{dot}{rest}", "tight": True}


def calibration(paper: Paper, flip: Flip, *, language: str = "en", creator: str = "deckwright") -> bytes:
    """The page with which a printer is measured, as a PDF of one sheet, two sides.

    Raises:
        ProblemsError: the paper is too small for it.
    """
    from generator.imposition import calibration_page

    page = calibration_page(paper, flip)
    pages = Pages(Media(ink="normal", sight="normal", format="own", language=language, component="sheet"))
    words = sheet_words(language)

    def side(found: Side, at: Rect, which: str) -> Side:
        every = texts_of(words[f"calibrate_{which}steps"])
        # What is to be typed must not be divided at its hyphens: its words stand in a row that wraps.
        steps = tuple({"text": step, "words": tuple(step.split(" ")) if "--" in step else ()} for step in every)
        context = {
            "title": words[f"calibrate_{which}title"],
            "steps": steps,
            "size": "small" if is_small(paper.size) else "",
        }
        told = Placement(pages.face("calibrate.xml.j2", context, at.size), at, at)
        return pages.typeset(replace(found, placements=(*found.placements, told)))

    assert page.sheet.back is not None  # noqa: S101 - a calibration page has two sides
    sheet = replace(
        page.sheet,
        front=side(page.sheet.front, page.front_words, ""),
        back=side(page.sheet.back, page.back_words, "back_"),
    )
    data = write_pdf([sheet], DocumentInfo(title=str(words["calibrate_title"]), flip=flip, creator=creator))
    if pages.problems:
        raise ProblemsError(pages.problems)
    return data


def sheet_words(language: str) -> Mapping[str, object]:
    """What sheets say beside the cards, in a language that the fonts of deckwright can write, or else in English."""
    return _speech(language, _SheetAssets(None), "")[1]


def _speech(language: str, assets: disk.FolderAssets, names: str) -> tuple[str, Mapping[str, object], tuple[str, ...]]:
    """The language to speak, its words, and the families to add so that they and the names can be drawn."""
    for tag in dict.fromkeys((language, _main(language), "en")):
        words = _words(tag)
        if not words:
            continue
        said = "".join(text for one in words.values() for text in (texts_of(one) or (str(one),)))
        more, left = _families_for(said + names, assets)
        if tag == "en" or not left & set(said):
            return tag, words, more
    return "en", {}, ()


def lacking(text: str, fonts: list[Font]) -> frozenset[str]:
    """The characters of a text that none of the fonts draws."""
    from generator.typesetting.reach import lacking as of_fonts

    return of_fonts(text, fonts)


def _families_for(text: str, assets: disk.FolderAssets) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fewest families that draw what ours cannot, and the letters that no font has."""
    if OURS.fullmatch(text):
        return (), frozenset()
    # Each of ours must draw all of it, for titles are set in one and the rest in the other.
    left = frozenset().union(*(lacking(text, _fonts(assets, (name,))) for name in _FAMILIES))
    chosen: list[str] = []
    known = assets.families() if left else ()
    others = [name for name in known if name not in _FAMILIES and _PLAIN_NAME.fullmatch(name)]
    while left and others:
        still = {name: lacking("".join(left), _fonts(assets, (name,))) for name in others}
        best = min(others, key=lambda name: len(still[name]))
        if still[best] == left:
            break
        left = still[best]
        chosen.append(best)
        others.remove(best)
    return tuple(chosen), left


def _fonts(assets: disk.FolderAssets, families: tuple[str, ...]) -> list[Font]:
    """The upright font of each family that is nearest to regular."""
    found = [assets.family(name) for name in families]
    return [min(fonts, key=lambda font: (font.italic, abs(font.weight - 400))) for fonts in found if fonts]


def _main(language: str) -> str:
    return language.split("-")[0].lower()


def _root() -> Path:
    return disk.shipped("templates") / "sheet"


@lru_cache
def _words(tag: str) -> Mapping[str, object]:
    """The words file of a language; empty when there is none."""
    data = disk.open_inside(_root(), f"words/{disk.safe_name(tag)}.toml")
    return tomli.loads(data.decode()) if data is not None else {}


def has_words(language: str) -> bool:
    """Whether there are words for sheets in that language."""
    return bool(_words(_main(language)))


def word_languages() -> tuple[str, ...]:
    """The languages that there are words for sheets in."""
    names = disk.FolderAssets(_root()).template_names()
    return tuple(name[len("words/") : -len(".toml")] for name in names if name.startswith("words/"))


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list in a words file; nothing when it is not a list."""
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
