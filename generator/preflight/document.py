"""The file as a whole: what it says it is, its output intent, its pages' boxes, and what no paper can do."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from generator.basics.problems import Problem
from generator.basics.units import show_mm
from generator.model.press import (
    LARGEST_PROFILE,
    TITLES,
    VERSIONS,
    Limits,
    Target,
    printable,
    profile_header,
    profile_problem,
)
from generator.preflight.findings import Findings, shown
from generator.preflight.metadata import properties
from generator.preflight.streams import decoded, filters_of
from generator.preflight.walk import OutOfBudgetError, Walker, inherited

if TYPE_CHECKING:
    import pikepdf

#: Boxes may miss each other by this much, points; nobody cuts so precisely.
_SLACK = 0.02

_MOST_OBJECTS = 400_000

_OBJECT_STREAM = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")

_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Movie", "/Sound", "/Rendition")

_NEEDED = (
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
)

_NOT_PRINTED = ("/PrinterMark", "/TrapNet")


def claimed(data: bytes) -> Target:
    """What the file says it is; see `generator.preflight.claimed`."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            info = pdf.trailer.get("/Info")
            said = str(info.get("/GTS_PDFXVersion", "")) if isinstance(info, pikepdf.Dictionary) else ""
    except Exception:
        # Whatever is wrong with the file is told when it is looked through.
        return "pdfx4"
    return "pdfx1a" if said.startswith("PDF/X-1a") else "pdfx4"


def check(data: bytes, target: Target, limits: Limits) -> tuple[Problem, ...]:
    """What is wrong with a PDF; see `generator.preflight.preflight`."""
    findings = Findings()
    try:
        _open(data, target, limits, findings)
    except Exception:
        # pikepdf raises nearly anything on a file that is damaged or made to do harm.
        findings.add("damaged-pdf", "the file is damaged; it was not looked at to its end")
    return findings.problems()


def _open(data: bytes, target: Target, limits: Limits, findings: Findings) -> None:
    import pikepdf

    if b"%PDF-" not in data[:1024]:
        findings.add("not-a-pdf", "the file is not a PDF")
        return
    try:
        pdf = pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        findings.add("encrypted-pdf", "the file is locked with a password")
        return
    except Exception:
        # QPDF raises nearly anything on a file without a table of its objects.
        findings.add("not-a-pdf", "the file begins like a PDF, but cannot be read as one")
        return
    with pdf:
        if pdf.get_warnings():
            findings.add(
                "damaged-pdf", "the file is damaged and had to be repaired to be read", warning=target == "home"
            )
        _Document(pdf, data, target, limits, findings).check()


class _Document:
    def __init__(self, pdf: "pikepdf.Pdf", data: bytes, target: Target, limits: Limits, findings: Findings) -> None:
        self._pdf, self._data, self._target, self._limits, self._findings = pdf, data, target, limits, findings
        self._add = findings.add
        # Looked at before the pages are: reading them puts it right.
        self._said = _pages_said(pdf)
        self._x = target != "home"

    def check(self) -> None:
        rgb_intent = False
        if self._pdf.is_encrypted:
            self._add("encrypted-pdf", "the file is encrypted, or restricts what may be done with it")
        if self._said != len(self._pdf.pages):
            message = f"the file says that it has {self._said} pages, and has {len(self._pdf.pages)}"
            self._add("damaged-pdf", message, warning=not self._x)
        for part in (self._version, self._identity, self._catalog, self._objects):
            self._guarded(part)
        if self._x:
            try:
                rgb_intent = self._intents()
            except Exception:
                # As for every other part, but the pages can be looked through without it.
                self._add("missing-intent", "the output intent cannot be read")
        self._pages(Walker(self._target, self._limits, self._findings, rgb_intent=rgb_intent))

    def _guarded(self, part: Callable[[], None]) -> None:
        try:
            part()
        except Exception:
            # One boundary a part: a fault in one must not hide what is wrong with the others.
            self._add("damaged-pdf", "the file is damaged; it was not looked at to its end")

    # --- What it says it is -------------------------------------------------------------------------------------

    def _version(self) -> None:
        if not self._x:
            return
        allowed = VERSIONS[self._target]
        told = [self._pdf.pdf_version, str(self._pdf.Root.get("/Version", "/1.0"))[1:]]
        found = max(_version_of(text) for text in told)
        if found > allowed:
            message = f"the file is PDF {found[0]}.{found[1]}; {TITLES[self._target]} is PDF {allowed[0]}.{allowed[1]}"
            self._add("pdf-too-new", message)
        if self._target == "pdfx1a" and _OBJECT_STREAM.search(self._data):
            self._add("pdf-too-new", "the file packs its objects into streams, which came after PDF 1.4")

    def _identity(self) -> None:
        if not self._x:
            return
        from pikepdf import Array, Dictionary, Stream

        trailer, told = self._pdf.trailer, self._pdf.trailer.get("/Info")
        info = told if isinstance(told, Dictionary) else Dictionary()
        ids = trailer.get("/ID")
        if not isinstance(ids, Array) or len(ids) != 2 or not all(bytes(part) for part in ids):
            self._add("missing-id", "the file has no identifier (ID)")
        metadata = self._pdf.Root.get("/Metadata")
        said: dict[str, str] | None = {}
        if isinstance(metadata, Stream):
            said = properties(decoded(metadata, 1_000_000))
            if said is None:
                self._add("missing-metadata", "the XMP metadata of the file cannot be read")
        said = said or {}
        trapped = str(info.get("/Trapped", "/"))[1:]
        if self._target == "pdfx4":
            self._x4_identity(said)
            if trapped and said.get("pdf:Trapped") and trapped != said["pdf:Trapped"]:
                message = "the properties and the metadata of the file disagree on whether it has been trapped"
                self._add("contradicting-metadata", message)
            trapped = trapped or said.get("pdf:Trapped", "")
            # Without any metadata the missing title is not told as well.
            title, dates = said.get("dc:title", "" if said else "none"), True
        else:
            version, conformance = str(info.get("/GTS_PDFXVersion", "")), str(info.get("/GTS_PDFXConformance", ""))
            if not version.startswith("PDF/X-1a:200") and not conformance.startswith("PDF/X-1a:200"):
                self._wrong(version, "PDF/X-1a")
            elif version == "PDF/X-1a:2001" and self._pdf.pdf_version > "1.3":
                self._add("wrong-standard", "the file says it is PDF/X-1a:2001, which is PDF 1.3, and it is newer")
            title = str(info.get("/Title", ""))
            dates = all(str(info.get(key, "")).startswith("D:") for key in ("/CreationDate", "/ModDate"))
        if trapped not in ("True", "False"):
            self._add("not-trapped-or-untrapped", "the file does not say whether it has been trapped")
        if not title.strip():
            self._add("missing-title", "the document has no title")
        if not dates:
            self._add("missing-date", "the file does not say when it was made and changed")

    def _x4_identity(self, said: dict[str, str]) -> None:
        version = said.get("pdfxid:GTS_PDFXVersion", "")
        if not said:
            self._add("missing-metadata", "the file has no XMP metadata, in which PDF/X-4 says what it is")
            return
        if version not in ("PDF/X-4", "PDF/X-4p"):
            self._wrong(version, "PDF/X-4")
        missing = [name for name in _NEEDED if not said.get(name)]
        if missing:
            self._add("missing-metadata", f"the XMP metadata lacks {', '.join(f'`{name}`' for name in missing)}")

    def _wrong(self, version: str, wanted: str) -> None:
        says = f"says it is {printable(version)}, not {wanted}" if version else f"does not say that it is {wanted}"
        self._add("wrong-standard", f"the file {says}")

    # --- The output intent --------------------------------------------------------------------------------------

    def _intents(self) -> bool:
        """Check the output intent; whether it is one of red, green and blue."""
        from pikepdf import Array, Dictionary, Stream

        found = self._pdf.Root.get("/OutputIntents")
        every = [one for one in list(found)[:50] if isinstance(one, Dictionary)] if isinstance(found, Array) else []
        intents = [one for one in every if str(one.get("/S", "")) == "/GTS_PDFX"]
        if not intents:
            self._add("missing-intent", "the file has no output intent for PDF/X")
            return False
        if len(intents) > 1:
            self._add("several-intents", f"the file has {len(intents)} output intents for PDF/X")
        intent = intents[0]
        identifier = str(intent.get("/OutputConditionIdentifier", ""))
        if not identifier:
            self._add("missing-intent", "the output intent does not say for which printing condition")
        profile = intent.get("/DestOutputProfile")
        registered = str(intent.get("/RegistryName", "")).startswith("http://www.color.org")
        if not isinstance(profile, Stream):
            if self._target == "pdfx4":
                self._add("missing-intent", "the output intent holds no profile")
            elif not (registered and identifier):
                self._add("missing-intent", "the output intent holds no profile and names no registered condition")
            return False
        if "/Info" not in intent and not registered:
            self._add("missing-intent", "the output intent does not describe its printing condition (Info)")
        data = decoded(profile, LARGEST_PROFILE)
        header = profile_header(data)
        parts = {"GRAY": 1, "RGB": 3, "CMYK": 4}
        if header is not None and header.kind == "prtr" and header.space in parts and len(data) == header.size:
            if int(profile.get("/N", 0)) != parts[header.space]:
                message = (
                    f"the profile of the output intent is {header.space}, but its entry says {profile.get('/N')} inks"
                )
                self._add("profile-not-for-press", message)
            if self._target == "pdfx1a" and header.version[0] > 2:
                message = f"the profile of the output intent is of ICC version {header.version[0]}, newer than PDF 1.4"
                self._add("profile-too-new", message)
            if header.space == "RGB" and self._target == "pdfx4":
                return True
        fault = profile_problem(data, "the profile of the output intent")
        if fault is not None:
            self._add("profile-not-for-press", fault.message)
        return False

    # --- What paper cannot do -----------------------------------------------------------------------------------

    def _catalog(self) -> None:
        from pikepdf import Array, Dictionary

        root = self._pdf.Root
        if isinstance(root.get("/OpenAction"), Dictionary) and (
            self._x or str(root["/OpenAction"].get("/S", "")) in _ACTIONS
        ):
            self._action("the file does something when it is opened")
        if "/AA" in root:
            self._action("the file does something at certain moments")
        names = root.get("/Names")
        if isinstance(names, Dictionary) and "/JavaScript" in names:
            self._action("the file holds scripts")
        form = root.get("/AcroForm")
        if self._x and isinstance(form, Dictionary) and ("/XFA" in form or len(form.get("/Fields", []))):
            self._action("the file is a form to fill in")
        if not self._x:
            return
        wishes = root.get("/ViewerPreferences")
        if isinstance(wishes, Dictionary):
            for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
                if key in wishes and str(wishes[key]) not in ("/MediaBox", "/BleedBox"):
                    self._add("viewing-area", f"the viewer preferences show only the {shown(wishes[key])} ({key[1:]})")
        layers = root.get("/OCProperties")
        if isinstance(layers, Dictionary):
            plan = layers.get("/D")
            if self._target == "pdfx1a":
                self._add("layers", "the file has layers, which came after PDF 1.4")
            elif isinstance(plan, Dictionary) and isinstance(plan.get("/AS"), Array) and len(plan["/AS"]):
                self._add("layers", "the file has layers that are shown and hidden by themselves (AS)")

    def _action(self, what: str) -> None:
        self._add("script-or-action", what, warning=not self._x)

    def _objects(self) -> None:
        """What is wrong wherever in the file it is."""
        from pikepdf import Dictionary, Stream

        for number, thing in enumerate(self._pdf.objects):
            if number > _MOST_OBJECTS:
                self._add(
                    "preflight-incomplete", f"the file has more than {_MOST_OBJECTS} objects; the rest was not read"
                )
                break
            if isinstance(thing, Stream):
                if self._x and any(name in ("/LZWDecode", "/LZW") for name in filters_of(thing)):
                    self._add("forbidden-compression", f"object {thing.objgen[0]} is packed as LZW")
            elif isinstance(thing, Dictionary):
                action = thing.get("/A", thing)
                kind = action.get("/S") if isinstance(action, Dictionary) else None
                if kind is not None and str(kind) in _ACTIONS:
                    self._action(f"the file holds an action ({shown(kind)})")

    # --- Pages --------------------------------------------------------------------------------------------------

    def _pages(self, walker: Walker) -> None:
        # Every page asked for by its number would count all of them anew.
        pages = list(self._pdf.pages)
        count = len(pages)
        if not count:
            self._add("no-pages", "the file has no pages")
        for number, found in enumerate(pages[: self._limits.pages]):
            where = f"page {number + 1}"
            try:
                page = found.obj
                self._boxes(page, where)
                self._annotations(page, where)
                walker.page(page, where)
            except OutOfBudgetError:
                message = f"{where} and those after it were not read to the end: there is too much on them"
                self._add("preflight-incomplete", message)
                return
            except Exception:
                # Whatever pikepdf, or a stream that makes no sense, raises.
                self._add("page-unreadable", f"{where} cannot be read to its end")
        if count > self._limits.pages:
            self._add("preflight-incomplete", f"only the first {self._limits.pages} of {count} pages were looked at")

    def _boxes(self, page: "pikepdf.Object", where: str) -> None:
        media = _box(inherited(page, "/MediaBox"))
        if media is None:
            self._add("missing-box", f"{where} has no size (MediaBox)")
            return
        if not self._x:
            return
        trim, bleed, art = (_box(page.get(key)) for key in ("/TrimBox", "/BleedBox", "/ArtBox"))
        crop = _box(inherited(page, "/CropBox"))
        if trim is not None and art is not None:
            self._add("trim-and-art-box", f"{where} has both a trim box and an art box")
        trim = trim or art
        if trim is None:
            self._add("missing-box", f"{where} has no trim box")
            return
        for inner, outer, words in (
            (trim, bleed, "the trim box reaches beyond the bleed box"),
            (bleed, media, "the bleed box reaches beyond the sheet"),
            (trim, media, "the trim box reaches beyond the sheet"),
        ):
            if inner is not None and outer is not None and not _inside(inner, outer):
                self._add("boxes-not-nested", f"{where}: {words}")
        if crop is not None and not _inside(bleed or trim, crop):
            self._add("boxes-not-nested", f"{where}: the crop box cuts off what is to be printed")
        elif crop is not None and crop != media:
            self._add("crop-box", f"{where} has a crop box", "crop-box")
        if float(page.get("/UserUnit", 1)) != 1:
            self._add("scaled-page", f"{where} is scaled by a user unit")
        wanted = self._limits.bleed
        if wanted > 0:
            outer = bleed or trim
            has = min(trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3])
            if has < wanted - _SLACK:
                message = f"{where} has {show_mm(max(0.0, has))} bleed; the print shop wants {show_mm(wanted)}"
                self._add("no-bleed", message, "no-bleed")

    def _annotations(self, page: "pikepdf.Object", where: str) -> None:
        from pikepdf import Array, Dictionary

        if "/AA" in page:
            self._action(f"{where} does something when it is opened")
        notes = page.get("/Annots")
        if not self._x or not isinstance(notes, Array):
            return
        area = _box(page.get("/BleedBox")) or _box(page.get("/TrimBox")) or _box(inherited(page, "/MediaBox"))
        for note in list(notes)[:2_000]:
            if not isinstance(note, Dictionary) or str(note.get("/Subtype", "")) in _NOT_PRINTED:
                continue
            rect = _box(note.get("/Rect"))
            if rect is None or area is None or _overlap(rect, area):
                kind = shown(note.get("/Subtype", "")) or "unknown"
                self._add("annotation-on-page", f"{where} has an annotation ({kind}) where it is printed")


# --- Boxes ----------------------------------------------------------------------------------------------------------

_Box = tuple[float, float, float, float]


def _box(thing: object) -> _Box | None:
    """Left, bottom, right, top; None when it is no rectangle with an inside."""
    from pikepdf import Array

    if not isinstance(thing, Array) or len(thing) != 4:
        return None
    x0, y0, x1, y1 = (float(edge) for edge in thing)
    left, bottom, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _inside(inner: _Box, outer: _Box) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK
        and inner[1] >= outer[1] - _SLACK
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
    )


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _pages_said(pdf: "pikepdf.Pdf") -> int:
    try:
        return int(pdf.Root["/Pages"]["/Count"])
    except Exception:
        # A file may say anything here, or nothing; no count of pages is this one, so that it is reported.
        return -1


def _version_of(text: str) -> tuple[int, int]:
    match = re.match(r"(\d)\.(\d)", text)
    return (int(match[1]), int(match[2])) if match else (9, 9)
