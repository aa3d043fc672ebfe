"""What components other than cards share: their panels as faces, and their sheets as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Point, Rect, Size
from generator.basics.problems import KeyPath, Problem, did_you_mean, one_of
from generator.basics.units import mm
from generator.build.bench import Bench
from generator.build.loading import Loaded
from generator.build.options import NOTHING, Made, Options
from generator.build.pages import Pages, sheet_words
from generator.build.printing import written
from generator.imposition import Counts, by_hand, reload_for
from generator.model.boxes import Dieline
from generator.model.face import Face, Group, Path, Segment
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.sheet import Label, Outline, Placement, Sheet, Side, Slug
from generator.templating import words_for_parts, words_of_panel
from generator.typesetting import Subject

#: The named inks in which a press gets the lines of a dieline, as die makers know them.
CUT_INK = Colour("spot", (0.0, 1.0, 0.0, 0.0), spot="CutContour")
FOLD_INK = Colour("spot", (1.0, 0.0, 0.0, 0.0), spot="Crease")

#: How far the ground of every panel goes on; its window says how much of that is seen. Points.
BLEED = mm(3)

#: Height of a slug, and how far it keeps from what is printed, points.
_SLUG = mm(2.8)
_SLUG_AWAY = mm(2)


class Parts:
    """A component's faces, made from a part of the template for each panel.

    Args:
        loaded: from `load`, with a deck in it.
        options: ink and sight.
        component: for the template's `@media`.
        needed: parts that must be there, lest the look `plain` makes the component.
        stylesheet: the component's own, and
        styled: the parts that it is for.

    Raises:
        ProblemsError: there is no such template.
    """

    def __init__(
        self,
        loaded: Loaded,
        options: Options,
        component: str,
        needed: tuple[str, ...],
        stylesheet: str,
        styled: tuple[str, ...],
    ) -> None:
        self.bench = Bench(loaded, options, component, parts=needed, stylesheet=stylesheet, others=styled)
        self._words = words_for_parts(self.bench.deck)
        self._press = options.press is not None
        self._missing: set[str] = set()

    def has(self, part: str, at: KeyPath) -> bool:
        """Whether the template has the part; a problem is noted if not."""
        assets = self.bench.assets
        if assets.template(part) is not None:
            return True
        known = [name for name in assets.template_names() if name.endswith(".xml.j2")]
        like = did_you_mean(part, known)
        self.bench.problems.append(
            Problem(
                name="unknown-part",
                message=f"the template `{self.bench.template}` has no part `{part}`",
                at=at,
                help=f"did you mean `{like}`?" if like else f"it has {one_of(known)}",
            )
        )
        return False

    def face(
        self, part: str, kind: str, values: Mapping[str, object], size: Size, bleed: float, title: str, at: KeyPath
    ) -> Face | None:
        """One face; None when the template had a fault."""
        page = Format(name="own", title="", trim=size, corner=0, bleed=bleed, safe=0)
        design = self.bench.look.design(part, self._words(kind, values), page, at=at, title=title)
        if design is None:
            return None
        subject = Subject(title, lambda name: KeyPath(at.file, (*at.keys, name)))
        return self.bench.typesetter.set(design, subject)

    def panels(
        self,
        line: Dieline,
        part: str,
        kind: str,
        values: Mapping[str, object],
        title: str,
        at: KeyPath,
    ) -> tuple[tuple[Face, Rect, Rect, int], ...]:
        """The faces of a flat with their places, windows and turns, in the flat's coordinates."""
        found = []
        for panel in line.panels:
            words = {**values, "panel": words_of_panel(panel)}
            face = self.face(part, kind, words, panel.size, BLEED, f"{title}, {panel.name}", at)
            if face is not None:
                found.append((face, panel.at, panel.window, panel.turned))
        return tuple(found)

    def outlines(self, line: Dieline, at: Rect, turned: int = 0) -> tuple[Outline, ...]:
        """A flat's cuts and folds where it lies on a sheet."""
        matrix = placing(line.size, at, turned)
        outlines = [self.outline(_moved(cut, matrix)) for cut in line.cuts]
        for start, end in line.folds:
            segments: tuple[Segment, ...] = (("M", start.x, start.y), ("L", end.x, end.y))
            ink = FOLD_INK if self._press else None
            outlines.append(Outline(_moved(segments, matrix), "crease", ink=ink))
        return tuple(outlines)

    def labels(self, line: Dieline, at: Rect, turned: int = 0) -> tuple[Label, ...]:
        """What is written on a flat's glue flap, beyond the print that goes on under the seam."""
        matrix = placing(line.size, at, turned)
        word = str(sheet_words(self.bench.deck.language).get("glue", ""))
        labels = []
        for panel in line.panels:
            if panel.name == "glue" and word:
                right = panel.at.x < line.size.width / 2
                free = panel.at.width - min(BLEED, panel.at.width / 2)
                strip = Rect(panel.at.x if right else panel.at.right - free, panel.at.y, free, panel.at.height)
                labels.append(Label(word, matrix.apply_rect(strip), (270 + turned) % 360, size=6.5))
        return tuple(labels)

    def outline(self, segments: tuple[Segment, ...]) -> Outline:
        """A cut, in the ink that a press keeps for it if it is for one."""
        return Outline(segments, "die-cut", ink=CUT_INK if self._press else None)


def placing(size: Size, at: Rect, turned: int) -> Matrix:
    """From a flat's own coordinates to those of its sheet."""
    middle = at.centre
    return (
        Matrix.translation(-size.width / 2, -size.height / 2)
        .then(Matrix.rotation(turned))
        .then(Matrix.translation(middle.x, middle.y))
    )


def laid(
    panels: Iterable[tuple[Face, Rect, Rect, int]], size: Size, at: Rect, turned: int, room: Rect
) -> tuple[Placement, ...]:
    """The panels of a flat on its sheet; no window reaches out of the room there is."""
    matrix = placing(size, at, turned)
    return tuple(
        Placement(face, matrix.apply_rect(where), within(matrix.apply_rect(window), room), (turn + turned) % 360)
        for face, where, window, turn in panels
    )


def within(window: Rect, room: Rect) -> Rect:
    """The part of the window that lies in the room."""
    left, top = max(window.x, room.x), max(window.y, room.y)
    return Rect(
        left,
        top,
        max(0.0, min(window.right, room.right) - left),
        max(0.0, min(window.bottom, room.bottom) - top),
    )


def around(rects: Sequence[Rect]) -> Rect:
    """The rectangle around all of them."""
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(left, top, max(rect.right for rect in rects) - left, max(rect.bottom for rect in rects) - top)


def clipped(face: Face, segments: tuple[Segment, ...]) -> Face:
    """The face with nothing outside an outline."""
    return replace(face, items=(Group(face.items, clip=Path(segments)),))


def _moved(segments: Iterable[Segment], matrix: Matrix) -> tuple[Segment, ...]:
    moved: list[Segment] = []
    for segment in segments:
        points = [matrix.apply(Point(x, y)) for x, y in zip(segment[1::2], segment[2::2], strict=True)]
        numbers = [number for point in points for number in (point.x, point.y)]
        moved.append((segment[0], *numbers))  # type: ignore[arg-type]
    return tuple(moved)


def slug_at(paper: Size, room: Rect, printed: Rect) -> tuple[Rect, int] | None:
    """Where a sheet's slug goes: below what is printed, or left of it; None when there is no room."""
    if room.bottom - _SLUG >= printed.bottom + _SLUG_AWAY:
        return Rect(room.x, room.bottom - _SLUG, room.width, _SLUG), 0
    if room.x + _SLUG <= printed.x - _SLUG_AWAY:
        return Rect(room.x, room.y, _SLUG, room.height), 270
    return None


def made(
    sheets: Sequence[Sheet],
    file: str,
    title: str,
    parts: Parts,
    job: PrintJob,
    options: Options,
    problems: Sequence[Problem] = (),
) -> Made:
    """The sheets of one pack as a finished file, as often as packs are wanted; what is wrong instead, if anything is.

    Slugs hold titles; what else they say is added here.
    """
    bench = parts.bench
    found = bench.finish(*problems)
    if any(problem.severity == "error" for problem in found) or not sheets:
        return Made(files={}, problems=found)
    slugs = [side.slug for sheet in sheets for side in (sheet.front, sheet.back) if side is not None and side.slug]
    pages = Pages(bench.media, bench.assets, bench.deck.title + "".join(slug.text for slug in slugs))
    words = pages.words
    total = len(sheets) * job.packs
    doubled = any(sheet.back is not None for sheet in sheets)
    folded = any(mark.kind == "fold" for sheet in sheets for mark in sheet.front.marks)
    how = str(words["slug_flip_" + job.flip if doubled else "slug_fold" if folded else "slug_plain"])
    if any(outline.kind == "crease" for sheet in sheets for outline in sheet.front.outlines):
        how = f"{how} · {words['slug_crease']}"
    name = " ".join(part for part in (bench.deck.title, bench.deck.version) if part)

    def side(found: Side, number: int, pack: int, *, back: bool) -> Side:
        if found.slug is not None:
            where = str(words["slug_back" if back else "slug_sheet"]).format(number=number, of=total)
            packs = [str(words["slug_pack"]).format(number=pack, of=job.packs)] if job.packs > 1 else []
            own = [found.slug.text] if found.slug.text else []
            text = " · ".join([name, *own, *packs, where, how])
            found = replace(found, slug=Slug(text, found.slug.at, found.slug.turned))
        return pages.typeset(found)

    numbered: list[Sheet] = []
    for pack in range(1, job.packs + 1):
        for sheet in sheets:
            number = len(numbered) + 1
            front = side(sheet.front, number, pack, back=False)
            back = side(sheet.back, number, pack, back=True) if sheet.back is not None else None
            numbered.append(replace(sheet, number=number, pack=pack, front=front, back=back))
    ready = iter(numbered)
    if doubled and job.way == "by-hand":
        ready = by_hand(numbered, reload_for(job))
    data, more = written(ready, file, title, bench.deck, replace(job, backs=doubled), options)
    found += more + pages.problems
    broken = not options.write or any(problem.severity == "error" for problem in found)
    return Made(
        files={} if broken else {file: data},
        problems=found,
        counts=Counts(sheets=total, sides=total * (2 if doubled else 1), cuts=0) if total else NOTHING,
        backs=doubled,
    )
