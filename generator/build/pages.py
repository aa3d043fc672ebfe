"""What stands on paper beside the cards: the guide, slugs, labels, the calibration page."""

from collections.abc import Mapping
from dataclasses import replace

import tomli

from generator import disk
from generator.basics.geometry import Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.export import DocumentInfo, write_pdf
from generator.model.face import Face
from generator.model.formats import Format
from generator.model.job import Flip
from generator.model.papers import Paper
from generator.model.sheet import Placement, Side
from generator.templating import Media, open_look
from generator.typesetting import Subject, Typesetter


class Pages:
    """What stands on paper beside the cards: slugs, labels, whole pages of words; made from the template `sheet`."""

    def __init__(self, media: Media) -> None:
        assets = disk.FolderAssets(disk.shipped("templates") / "sheet")
        self._look = open_look(assets, media=replace(media, component="sheet"))
        self._typesetter = Typesetter(assets, self._look.fonts)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the template `sheet`: a fault of ours, unless it was changed."""
        return (*self._look.problems, *self._typesetter.problems)

    def face(self, part: str, words: Mapping[str, object], size: Size) -> Face:
        """A page, or a strip of one, filled and set."""
        return self.face_and_areas(part, words, size, "")[0]

    def face_and_areas(
        self, part: str, words: Mapping[str, object], size: Size, name: str
    ) -> tuple[Face, tuple[Rect, ...]]:
        """A page, and where the elements lie on it that carry a name."""
        page = Format(name="own", title="", trim=size, corner=0, bleed=0, safe=0)
        design = self._look.design(part, words, page, title="the sheet")
        if design is None:
            raise ProblemsError(tuple(self._look.problems))
        face = self._typesetter.set(design, Subject("the sheet"))
        return face, self._typesetter.areas(design, name) if name else ()

    def typeset(self, side: Side) -> Side:
        """The side with its slug and labels made faces."""
        placements = list(side.placements)
        for slug in (side.slug,) if side.slug else ():
            placements.append(self._strip("slug.xml.j2", {"text": slug.text}, slug.at, slug.turned))
        for label in side.labels:
            words = {"text": label.text, "size": label.size, "align": label.align, "fitted": label.fitted}
            placements.append(self._strip("label.xml.j2", words, label.at, label.turned))
        return replace(side, slug=None, labels=(), placements=tuple(placements))

    def _strip(self, part: str, words: Mapping[str, object], at: Rect, turned: int) -> Placement:
        size = at.size if turned % 180 == 0 else at.size.turned
        return Placement(self.face(part, words, size), at, at, turned)


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
        context = {"title": words[f"calibrate_{which}title"], "steps": texts_of(words[f"calibrate_{which}steps"])}
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
    """What sheets say beside the cards, in the deck's language or else in English."""
    root = disk.shipped("templates") / "sheet"
    for tag in (language, language.split("-")[0], "en"):
        data = disk.open_inside(root, f"words/{disk.safe_name(tag)}.toml")
        if data is not None:
            return tomli.loads(data.decode())
    return {}


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list in a words file; nothing when it is not a list."""
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
