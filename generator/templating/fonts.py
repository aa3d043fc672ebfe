"""The fonts that a stylesheet brings along with @font-face, each problem at the rule's line."""

from collections.abc import Sequence

from generator.basics.problems import Problem, did_you_mean
from generator.basics.sfnt import NotAFontError, font_facts
from generator.model.assets import FONT_ENDINGS, WEB_FONT_ENDINGS, Assets, Font, fonts_of
from generator.templating.css import FontFace


def brought_fonts(faces: Sequence[FontFace], assets: Assets) -> tuple[tuple[Font, ...], tuple[Problem, ...]]:
    """The fonts in the order of the rules, and what is wrong with the others (`missing-font`, `damaged-font`, …)."""
    fonts: list[Font] = []
    problems: list[Problem] = []
    for face in faces:
        found = _brought(face, assets)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            fonts += found
    return tuple(fonts), tuple(problems)


def _brought(face: FontFace, assets: Assets) -> tuple[Font, ...] | Problem:
    if face.src.lower().endswith(WEB_FONT_ENDINGS):
        return Problem(
            name="font-not-supported",
            message=f"`{face.src}` is packed for web pages and is not read here",
            at=face.at,
            help="take the same font as .ttf or .otf; whoever offers one offers the other",
        )
    data = assets.font(face.src)
    if data is None:
        known = [name for name in assets.font_names() if name.lower().endswith(FONT_ENDINGS)]
        near = did_you_mean(face.src, known) or next(
            (name for name in known if name.rsplit("/", 1)[-1].casefold() == face.src.rsplit("/", 1)[-1].casefold()), ""
        )
        return Problem(
            name="missing-font",
            message=f"there is no font file `{face.src}`",
            at=face.at,
            help=f"did you mean `{near}`?" if near else "put it into the template's folder, or into the deck's `fonts`",
        )
    try:
        facts = font_facts(data)
    except NotAFontError as fault:
        return Problem(
            name="damaged-font",
            message=f"the font file `{face.src}` cannot be used: {fault}",
            at=face.at,
            help="replace it with a sound copy, as .ttf or .otf",
        )
    if not facts.embeddable:
        return Problem(
            name="font-not-embeddable",
            message=f"the font `{facts.family}` ({face.src}) forbids being embedded in a document",
            at=face.at,
            help="use another font, or ask its maker for a licence that allows embedding",
        )
    return fonts_of(
        facts,
        data,
        face.src,
        family=face.family,
        weights=face.weight,
        italic=face.italic,
        ranges=face.ranges,
        at=face.at,
    )
