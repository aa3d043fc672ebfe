"""What was found, each fault once, at the first places it was met.

A file made for a screen has the same fault in a hundred places. The first few are told one by one and the rest are
counted, so that no kind of fault drowns another.
"""

import re
from dataclasses import replace
from itertools import pairwise

from generator.basics.problems import Problem, Severity
from generator.model.press import printable

#: So many places of one kind of fault are told one by one.
TOLD = 4

#: So many are counted; a file made to do harm has any number.
_COUNTED = 20_000

#: So many stretches of pages are listed.
_PARTS = 6

_PAGE = re.compile(r"page (\d+)\b")

#: Fault → whether it is an error, and what would work.
RULES: dict[str, tuple[bool, str]] = {
    # The file as a whole.
    "not-a-pdf": (True, "make the PDF anew, or open it in a viewer and save it again"),
    "damaged-pdf": (True, "make the PDF anew: it could be read only by guessing what was meant"),
    "encrypted-pdf": (True, "save it without a password and without restrictions"),
    "preflight-incomplete": (False, "look at the rest yourself, or check the file in parts"),
    "no-pages": (True, "print at least one page"),
    "pdf-too-new": (True, "save it for an older PDF version"),
    "wrong-standard": (True, "export it as what the print shop asked for"),
    "missing-id": (True, "save it once more with a program that writes a file identifier"),
    "missing-title": (True, "give the document a title in its properties"),
    "missing-date": (True, "export it anew with a program that writes its dates"),
    "not-trapped-or-untrapped": (True, "say in the document's properties whether it has been trapped: true or false"),
    "missing-metadata": (True, "export it anew as PDF/X-4, with XMP metadata"),
    "contradicting-metadata": (True, "export it anew: its properties were changed without its metadata"),
    "missing-intent": (True, "export it with one output intent for PDF/X: the printing condition of the print shop"),
    "several-intents": (True, "keep one output intent for PDF/X"),
    "profile-not-for-press": (True, "export it with the print shop's CMYK output profile"),
    "profile-too-new": (True, "export it with a profile of ICC version 2"),
    "script-or-action": (True, "take out scripts, actions and forms; paper cannot do anything"),
    "viewing-area": (True, "let the viewer preferences name the bleed box or the whole sheet, or nothing"),
    "layers": (True, "flatten the layers before export"),
    # Pages.
    "page-unreadable": (True, "make the PDF anew: a printer would stumble over this too"),
    "missing-box": (True, "export it with a trim box on every page"),
    "boxes-not-nested": (True, "the trim lies within the bleed, and the bleed within the sheet"),
    "trim-and-art-box": (True, "keep the trim box and leave the art box out"),
    "crop-box": (False, "leave the crop box out: some print shops would print no more than it shows"),
    "no-bleed": (False, "let colours and pictures that reach the edge reach beyond it"),
    "scaled-page": (True, "export it in its true size, without a user unit"),
    "annotation-on-page": (True, "take links, notes and form fields out, or let them lie outside the bleed"),
    "missing-resource": (True, "export it anew: what is missing would not be printed, or nothing would"),
    "page-too-deep": (True, "export it with fewer groups within groups"),
    # Fonts.
    "font-not-embedded": (True, "export it with all fonts embedded"),
    "font-damaged": (True, "export it anew, or use another font"),
    "font-needs-newer-pdf": (True, "embed it as TrueType or CFF, or turn the text into outlines"),
    "no-text-in-font": (False, "export it with a ToUnicode table; it prints, but cannot be searched or read aloud"),
    "missing-glyph": (True, "use a font that has the character: a box or nothing would be printed"),
    # Colours.
    "rgb-color": (True, "convert it to the inks of the press"),
    "device-independent-color": (True, "convert it to the inks of the press"),
    "unknown-color-space": (True, "export it anew with CMYK colours"),
    "spot-defined-twice": (True, "give the ink the same stand-in everywhere; a press has one ink of that name"),
    "too-much-ink": (True, "use less of each ink; a deep black is C60 M40 Y40 K100, 240 %"),
    "white-overprint": (True, "let white knock out what lies under it: printed over it, it vanishes"),
    "too-much-ink-in-image": (True, "convert the picture with a profile that uses less ink, or make it lighter"),
    # Transparency and other things of newer PDFs.
    "transparency-in-pdfx1a": (True, "flatten it, or send PDF/X-4 if the print shop takes it"),
    "forbidden-compression": (True, "export it with ZIP or JPEG compression"),
    "transfer-curve": (True, "export it without transfer curves and halftones; the print shop sets its own"),
    "embedded-postscript": (True, "export it anew without PostScript or placeholders"),
    "alternate-image": (True, "keep the one picture that is to be printed"),
    # What will look bad.
    "unreadable-image": (True, "save the picture again as PNG or JPEG and place it anew"),
    "low-resolution-image": (True, "use a larger picture, or print it smaller"),
    "hairline": (False, "draw lines with 0.25 pt or more; thinner ones break up or vanish"),
    "small-text": (False, "set text in 5 pt or more"),
    "small-multi-ink-text": (False, "print small text in one or two inks: its edges will blur"),
}


class Findings:
    """Collects problems; the same fault of the same object is told once."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, name: str, message: str, key: object = None, *, warning: bool = False) -> None:
        """Note a fault; `key` is what makes it the same one met again, by itself the message."""
        is_error, help = RULES[name]
        severity: Severity = "error" if is_error and not warning else "warning"
        kind = self._kinds.setdefault((name, severity), _Kind())
        identity = message if key is None else key
        if identity in kind.met or len(kind.met) >= _COUNTED:
            return
        kind.met.add(identity)
        if len(kind.told) < TOLD:
            kind.told.append(Problem(name=name, message=message, help=help, severity=severity))
        elif found := _PAGE.match(message):
            kind.pages.add(int(found[1]))

    def problems(self) -> tuple[Problem, ...]:
        """Errors first, each kind in the order it was met."""
        found: list[Problem] = []
        for kind in self._kinds.values():
            found += kind.told
            more = len(kind.met) - len(kind.told)
            if more:
                many = f"such faults are in {more} more places" if more > 1 else "such a fault is in one more place"
                where = f", on {_pages(kind.pages)}" if kind.pages else ""
                found.append(replace(kind.told[0], message=many + where))
        return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


class _Kind:
    """Faults of one kind: those that are told, and what is known of all."""

    __slots__ = ("met", "pages", "told")

    def __init__(self) -> None:
        self.told: list[Problem] = []
        self.met: set[object] = set()
        self.pages: set[int] = set()


def _pages(numbers: set[int]) -> str:
    """`page 3`, or `pages 1 to 4, 7 and 9`."""
    ordered = sorted(numbers)
    if len(ordered) == 1:
        return f"page {ordered[0]}"
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    parts: list[str] = []
    for start, end in zip(starts, ends, strict=True):
        parts += [f"{start} to {end}"] if end > start + 1 else [str(number) for number in range(start, end + 1)]
    if len(parts) > _PARTS:
        parts = [*parts[: _PARTS - 1], f"others up to {ordered[-1]}"]
    return "pages " + (", ".join(parts[:-1]) + " and " if parts[1:] else "") + parts[-1]


def shown(name: object) -> str:
    """A name out of a file as messages show it."""
    return printable(str(name).removeprefix("/"), 40)
