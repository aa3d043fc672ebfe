"""Sheets as pages: boxes, bookmarks, marks and placements, one page at a time."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from generator.basics.geometry import IDENTITY, Matrix, Rect, Size
from generator.basics.problems import ProblemsError
from generator.export.info import DocumentInfo
from generator.export.pdf.content import Content
from generator.export.pdf.quiet import pdfdoc
from generator.export.pdf.shelf import Shelf
from generator.export.pdf.store import Recent, Store, packed, stream
from generator.export.pdf.syntax import clean, matrix, number, numbers, text, utf16
from generator.export.pdf.tags import TaggedContent, Tags
from generator.model.face import Face, Link
from generator.model.sheet import Line, Outline, Patch, Placement, Sheet, Side

_DUPLEX = {"long": "DuplexFlipLongEdge", "short": "DuplexFlipShortEdge", None: "Simplex"}

#: A link leads to a little above its place, points.
_ABOVE = 6.0

#: What files without a date of their own say: ReportLab's date for documents that must not vary.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def write(sheets: Iterable[Sheet], info: DocumentInfo) -> bytes:
    """The sheets as a PDF file; see `generator.export.write_pdf`."""
    return _Writer(info).write(sheets)


class _Writer:
    def __init__(self, info: DocumentInfo) -> None:
        self._info = info
        self._store = Store()
        self._shelf = Shelf(self._store)
        self._bookmarks: list[tuple[str, str, int]] = []
        self._leads: Recent[tuple[float, ...], str] = Recent(1_000)
        self._tags = Tags(self._store, info.language) if info.tagged else None
        self._links: list[tuple[str, str]] = []  # reserved references, and what is written there but for a key
        self._places: dict[str, str] = {}
        self._last_marks: tuple[tuple[tuple[Line, ...], tuple[Patch, ...]], str] = (((), ()), "")

    def write(self, sheets: Iterable[Sheet]) -> bytes:
        waiting: Size | None = None  # A sheet whose empty back is written only if another sheet follows.
        for sheet in sheets:
            if waiting is not None:
                self._page(waiting, Side(), Counter())
            placed = Counter(id(p.face) for side in (sheet.front, sheet.back) if side for p in side.placements)
            self._page(sheet.paper, sheet.front, placed)
            waiting = None
            if sheet.back is not None:
                self._page(sheet.paper, sheet.back, placed)
            elif self._info.flip is not None:
                waiting = sheet.paper
        self._shelf.finish()
        if self._shelf.problems:
            raise ProblemsError(tuple(dict.fromkeys(self._shelf.problems)))
        return self._finish()

    # --- Pages --------------------------------------------------------------------------------------------------

    def _page(self, paper: Size, side: Side, placed: "Counter[int]") -> None:
        if side.slug is not None or side.labels:
            raise ValueError("slugs and labels must be typeset into placements before they can be written")
        tags = self._tags
        reference = "" if tags is None else self._store.reserve_page()
        key = tags.page(reference) if tags is not None else 0
        content = TaggedContent(self._shelf, tags) if tags is not None else Content(self._shelf)
        content.transform(side.shift.then(Matrix(1, 0, 0, -1, 0, paper.height)))
        for placement in side.placements:
            self._place(content, placement, placed[id(placement.face)])
        if side.marks or side.patches:
            content.write(self._marks(content, side))
        if side.outlines:
            content.write(self._outlines(content, side.outlines))
        body = stream("", content.bytes())
        self._store.document.updateSignature(body)
        contents = self._store.add(body)
        whole = Rect(0, 0, paper.width, paper.height)
        slots = [placement.at for placement in side.placements]
        windows = [placement.window for placement in side.placements]
        if side.shift != IDENTITY:
            slots = [side.shift.apply_rect(slot) for slot in slots]
            windows = [side.shift.apply_rect(window) for window in windows]
        read = ""
        if tags is not None:
            links = [self._link(link, one, paper, tags) for one in side.placements for link in one.face.links]
            read = f"/StructParents {key}/Tabs/S" + (f"/Annots[{' '.join(links)}]" if links else "")
            for one in side.placements:
                for anchor in one.face.anchors:
                    top = number(paper.height - one.at.y - anchor.y + _ABOVE)
                    self._places.setdefault(anchor.id, f"[{reference} /XYZ null {top} null]")
        page = self._store.page(
            f"/MediaBox{_box(whole, paper)}"
            f"/TrimBox{_box(_around(slots, whole), paper)}"
            f"/BleedBox{_box(_around(slots + windows, whole), paper)}"
            f"/Resources {self._shelf.resources(content.used)}/Contents {contents}{read}",
            reference,
        )
        for mark in side.bookmarks:
            at = "/Fit" if mark.y is None else f"/XYZ null {number(paper.height - mark.y + _ABOVE)} null"
            self._bookmarks.append((f"[{page} {at}]", mark.title, mark.level))

    def _link(self, link: Link, placement: Placement, paper: Size, tags: Tags) -> str:
        """The annotation of a link; what it leads to inside the document is known by name."""
        reference = self._store.reserve()
        at = link.at.moved(placement.at.x, placement.at.y)
        if link.to.startswith("#"):
            target = f"/Dest {text(link.to[1:])}"
        else:
            target = f"/A<</S/URI/URI {text(link.to)}>>"
        body = (
            f"<</Type/Annot/Subtype/Link/Rect{_box(at, paper)}/Border[0 0 0]/F 4{target}"
            f"/Contents {text(link.told or link.to)}/StructParent "
        )
        self._links.append((reference, body))
        tags.link(reference, link.tag, link.told or link.to)
        return reference

    def _place(self, content: Content, placement: Placement, times: int) -> None:
        face = placement.face
        content.save()
        content.write(self._lead(placement))
        faces = self._shelf.faces
        known = faces.get(id(face))
        if known is None and times < 2:
            faces.put(id(face), (face, None))
            content.items(face.items)
        else:
            form = known[1] if known is not None else None
            if form is None:
                inner = Content(self._shelf)
                inner.items(face.items)
                form = self._shelf.form(_reach(face), inner.bytes(), inner.used)
            faces.put(id(face), (face, form))
            content.call(form)
        content.restore()

    def _lead(self, placement: Placement) -> str:
        """The operators before a placed face: shown through its window, in its own coordinates. Slots recur."""
        at, window, size = placement.at, placement.window, placement.face.size
        # Bare numbers: records as a key would take longer than what is remembered.
        where = at.x, at.y, at.width, at.height, window.x, window.y, window.width, window.height
        key = *where, placement.turned, size.width, size.height
        known = self._leads.get(key)
        if known is None:
            known = f"{_rect(placement.window)} re W n {matrix(_turned(placement))} cm"
            self._leads.put(key, known)
        return known

    def _marks(self, content: Content, side: Side) -> str:
        """Thin lines in black ink only, save those that show how the inks meet; and the colour bar.

        The marks of one sheet are those of the next, so they are written out once.
        """
        if any(mark.kind == "registration" for mark in side.marks):
            every_ink = content.use(self._shelf.every_ink())
        else:
            every_ink = ""
        key = side.marks, side.patches
        if key != self._last_marks[0]:
            lines = [_mark(mark, every_ink) for mark in side.marks]
            patches = [f"{numbers(*_inks(p))} k {_rect(p.at)} re f" for p in side.patches]
            self._last_marks = key, "\n".join(["q 0 G 0 J 0 j", *lines, *patches, "Q"])
        return self._last_marks[1]

    def _outlines(self, content: Content, outlines: tuple[Outline, ...]) -> str:
        """Cuts and folds in grey, to be seen on dark and light; or in inks of their own, which leave no gap below."""
        made = ["q 0 J 1 j"]
        for outline in outlines:
            paint = "0.5 G"
            if outline.ink is not None:
                over = content.use(self._shelf.state("/OP true/op true/OPM 1"))
                paint = f"/{over} gs /{content.use(self._shelf.ink(outline.ink))} CS {number(outline.ink.tint)} SCN"
            dash = "[3 2]" if outline.kind == "crease" else "[]"
            made.append(f"{paint} {dash} 0 d {number(outline.width)} w {content.outline(outline.segments)} S")
        return "\n".join([*made, "Q"])

    # --- The document -------------------------------------------------------------------------------------------

    def _finish(self) -> bytes:
        document, info = self._store.document, self._info
        document.setTitle(clean(info.title))
        document.setAuthor(clean(info.author))
        document.setSubject(clean(info.subject))
        document.setCreator(clean(info.creator))
        date = info.date or _NO_DATE
        if date.tzinfo is not None:
            date = date.astimezone(UTC)
        stamp = document._timeStamp
        # ReportLab would take the date from the environment.
        stamp.t, stamp.lt, stamp.YMDhms = 0, date.timetuple(), tuple(date.timetuple())[:6]
        stamp.dhh, stamp.dmm, stamp.tzname = 0, 0, "UTC"
        document.updateSignature(date.isoformat())
        document.Catalog.Lang = pdfdoc.PDFString(clean(info.language))
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary(
            {
                "PrintScaling": "/None",
                "Duplex": f"/{_DUPLEX[info.flip]}",
                "DisplayDocTitle": "true",
                "PickTrayByPDFSize": "true",
            }
        )
        if self._tags is not None:
            self._finish_tags(self._tags)
        targets: dict[str, str] = {}
        deepest = -1
        for place, (target, title, level) in enumerate(self._bookmarks):
            # ReportLab knows bookmarks by name, and a level must not be left out.
            deepest = min(max(0, level), deepest + 1)
            targets[f"b{place}"] = target
            document.Outlines.addOutlineEntry(f"b{place}", deepest, clean(title))
        data = document.GetPDFData(_Targets(targets))
        return bytes(data)

    def _finish_tags(self, tags: Tags) -> None:
        """The structure, the links' annotations and the names they lead to."""
        from generator.export.pdf.xmp import screen_packet  # what few documents need, none waits for

        store, info = self._store, self._info
        first = tags.pages
        for key, (reference, body) in enumerate(self._links, first):
            store.fill(reference, f"{body}{key}>>")
        names = "".join(f"{text(name)}{self._places[name]}" for name in sorted(self._places, key=utf16))
        entries: dict[str, str | bytes] = {
            "MarkInfo": "<</Marked true>>",
            "Names": f"<</Dests<</Names[{names}]>>>>",
            "PageLabels": "<</Nums[0<</S/D>>]>>",
            "Metadata": packed("/Type/Metadata/Subtype/XML", screen_packet(info)),
        }
        for entry, written in entries.items():
            reference = store.reserve()
            store.catalog(entry, reference)
            store.fill(reference, written)
        store.catalog("StructTreeRoot", tags.root)
        tags.finish(range(first, first + len(self._links)))
        store.document.Catalog.showOutline()


class _Targets:
    """Stands in for ReportLab's canvas, of which a document asks only where a bookmark leads."""

    def __init__(self, targets: dict[str, str]) -> None:
        self._targets = targets

    def _bookmarkReference(self, name: str) -> str:  # noqa: N802  (ReportLab's name)
        return self._targets[name]


# --- Marks ----------------------------------------------------------------------------------------------------------


def _mark(mark: Line, every_ink: str) -> str:
    dash = "[3 2]" if mark.kind == "fold" else "[]"
    x0, y0, x1, y1 = (number(length) for length in (mark.start.x, mark.start.y, mark.end.x, mark.end.y))
    line = f"{dash} 0 d {number(mark.width)} w {x0} {y0} m {x1} {y1} l S"
    return f"/{every_ink} CS 1 SCN {line} 0 G" if mark.kind == "registration" else line


def _inks(patch: Patch) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black of a field of the colour bar."""
    role = patch.role
    if role[0] == "k":
        return 0.0, 0.0, 0.0, int(role[1:] or "100") / 100
    return float("c" in role), float("m" in role), float("y" in role), 0.0


# --- Geometry -------------------------------------------------------------------------------------------------------


def _turned(placement: Placement) -> Matrix:
    """From the face's coordinates to the sheet's: turned about its middle, which comes to lie in the slot's."""
    size, middle = placement.face.size, placement.at.centre
    return (
        Matrix.translation(-size.width / 2, -size.height / 2)
        .then(Matrix.rotation(placement.turned))
        .then(Matrix.translation(middle.x, middle.y))
    )


def _rect(rect: Rect) -> str:
    return numbers(rect.x, rect.y, rect.width, rect.height)


def _reach(face: Face) -> Rect:
    return Rect(0, 0, face.size.width, face.size.height).grown(face.bleed)


def _around(rects: list[Rect], whole: Rect) -> Rect:
    """The rectangle around all of them, as far as it lies on the sheet; the whole sheet around none."""
    if not rects:
        return whole
    left, top = max(whole.x, min(r.x for r in rects)), max(whole.y, min(r.y for r in rects))
    right, bottom = min(whole.right, max(r.right for r in rects)), min(whole.bottom, max(r.bottom for r in rects))
    return Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))


def _box(rect: Rect, paper: Size) -> str:
    """A page box: PDF's corners, from the sheet's bottom left."""
    return f"[{numbers(rect.x, paper.height - rect.bottom, rect.right, paper.height - rect.y)}]"
