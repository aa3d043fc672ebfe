"""The pictures and icons a look can reach, each read once."""

from dataclasses import replace

from generator.basics.colour import BLACK, Colour
from generator.basics.problems import Problem, did_you_mean, one_of
from generator.model.assets import Assets
from generator.model.design import Drawing, Raster
from generator.model.face import Face, Group, Path, Shade
from generator.model.figures import FigureTable
from generator.templating.faults import TemplateFault
from generator.templating.pictures.codes import Correction, qr_code
from generator.templating.pictures.raster import read_raster
from generator.templating.pictures.svg import SvgRead, read_svg

Picture = Drawing | Raster

#: Stands for `currentColor` in a picture that has been read and not yet been asked for; no author can write it.
_UNDYED = Colour("spot", (0.0, 0.0, 0.0, 1.0), 1.0, "\0currentColor")

_ICONS = "icons/"
_ENDING = ".svg"

#: How pictures end that are read here, and some that are not: those of telephones, scanners and drawing programs.
_READ = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_FOREIGN = (".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".pdf", ".psd", ".eps", ".ai", ".ico", ".jxl", ".docx")


def _dyed(item: Path | Group, colour: Colour) -> Path | Group:
    """The same in the colour wherever it was undyed."""
    if isinstance(item, Group):
        return replace(item, items=tuple([_dyed(one, colour) for one in item.items if isinstance(one, Path | Group)]))
    fill, stroke = item.fill, item.stroke
    if isinstance(fill, Shade):
        fill = replace(fill, stops=tuple([(at, _paint(stop, colour)) for at, stop in fill.stops]))
    elif fill is not None:
        fill = _paint(fill, colour)
    if stroke is not None and stroke.paint.spot == _UNDYED.spot:
        stroke = replace(stroke, paint=_paint(stroke.paint, colour))
    if fill is item.fill and stroke is item.stroke:
        return item
    return Path(item.segments, fill, stroke, item.even_odd)


def _paint(paint: Colour, colour: Colour) -> Colour:
    if paint.spot != _UNDYED.spot:
        return paint
    return colour if paint.alpha == 1.0 else replace(colour, alpha=colour.alpha * paint.alpha)


class Shelf:
    """Pictures by name.

    Attributes:
        problems: what was wrong inside the files read so far, each file's once.
        icons: names that `<icon>` and `:name:` can use, sorted.
        kinds: of faces that `<face of="KIND:ID">` can show.
    """

    def __init__(self, assets: Assets, figures: FigureTable | None = None) -> None:
        self._assets = assets
        self._figures = figures or {}
        self.kinds = tuple(self._figures)
        self._template_names = frozenset(assets.template_names())
        self._names = assets.picture_names()
        self._known = frozenset(self._names) | self._template_names
        self._read: dict[tuple[str, Colour | None], Picture | None] = {}
        self._undyed: dict[str, Drawing] = {}
        self._codes: dict[tuple[str, Correction, int, Colour], Drawing | None] = {}
        self.problems: list[Problem] = []
        self.icons = tuple(
            sorted(
                name[len(_ICONS) : -len(_ENDING)]
                for name in self._known
                if name.startswith(_ICONS) and name.endswith(_ENDING)
            )
        )
        self._icons = frozenset(self.icons)

    def has_icon(self, name: str) -> bool:
        """Whether there is a file for it."""
        return name in self._icons

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self._known

    def icon(self, name: str, colour: Colour) -> Drawing | None:
        """The icon in a colour; None when there is none, or its file has problems."""
        found = self.picture(f"{_ICONS}{name}{_ENDING}", colour) if name in self._icons else None
        return found if isinstance(found, Drawing) else None

    def code(self, data: str, correction: Correction, quiet: int, colour: Colour) -> Drawing | None:
        """The QR code; None when no code is large enough for the data."""
        key = (data, correction, quiet, colour)
        if key not in self._codes:
            self._codes[key] = qr_code(*key)
        return self._codes[key]

    def picture(self, name: str, colour: Colour = BLACK) -> Picture | None:
        """The picture, a vector one with `currentColor` in this colour; None when there is none or it has problems."""
        if name not in self._known:
            return None
        for key in ((name, None), (name, colour)):
            if key in self._read:
                return self._read[key]
        if not name.lower().endswith(_ENDING):
            data = self._assets.picture(name)
            found = read_raster(data, name) if data is not None else self._unreadable(name)
            sound = found if isinstance(found, Raster) else None
            if isinstance(found, Problem):
                self.problems.append(found)
            self._read[name, None] = sound
            return sound
        if name not in self._undyed:
            read = self._svg(name)
            self.problems.extend(read.problems)
            if read.drawing is None or not read.uses_current_colour:
                self._read[name, None] = read.drawing
                return read.drawing
            self._undyed[name] = read.drawing
        drawing = self._undyed[name]
        dyed = replace(drawing, paths=tuple([_dyed(item, colour) for item in drawing.paths]))
        self._read[name, colour] = dyed
        return dyed

    def _svg(self, name: str) -> SvgRead:
        data = self._assets.picture(name)
        text = data.decode("utf-8-sig", "replace") if data is not None else None
        if text is None and name in self._template_names:
            text = self._assets.template(name)
        if text is None:
            return SvgRead(None, (self._unreadable(name),), False)
        file = self._assets.template_place(name) if name in self._template_names else name
        return read_svg(text, file=file, name=name, current=_UNDYED)

    @staticmethod
    def _unreadable(name: str) -> Problem:
        return Problem(name="not-an-image", message=f"the image `{name}` cannot be read")

    def fault(self, name: str) -> TemplateFault | None:
        """What is wrong with the name of a face, ``card:some-id``; None when nothing is."""
        kind, _, id = name.partition(":")
        figures = self._figures.get(kind)
        if figures is None:
            guess = did_you_mean(kind, self.kinds)
            advice = f"did you mean `{guess}`?" if guess else f"there is {one_of(self.kinds)}" * bool(self.kinds)
            return TemplateFault("unknown-figure", f"there is no `{kind[:40]}` to show", advice, kind)
        if id not in figures.ids:
            guess = did_you_mean(id, figures.ids)
            advice = f"did you mean `{guess}`?" if guess else f"there is {one_of(figures.ids)}" * bool(figures.ids)
            return TemplateFault("unknown-figure", f"there is no {kind} `{id[:80]}`", advice, id)
        return None

    def face(self, name: str) -> Face | None:
        """The face of that name; None when it has problems of its own, or there is none."""
        kind, _, id = name.partition(":")
        return self._figures[kind].face(id) if self.fault(name) is None else None

    def alt(self, name: str) -> str:
        """What the face of that name says."""
        kind, _, id = name.partition(":")
        return self._figures[kind].told(id) if self.fault(name) is None else ""

    def icon_advice(self, name: str) -> str:
        """What to write in place of an unknown icon's name."""
        guess = did_you_mean(name, self.icons)
        if guess:
            return f"did you mean `{guess}`?"
        there = next((file for file in self._names if file.rpartition("/")[2].partition(".")[0] == name), "")
        if there:
            return f"`{there}` is no icon: those are SVG pictures in a folder `icons` of the deck's or the template's"
        own = f"put `{name[:40]}.svg` into a folder `icons` of the deck's or the template's"
        return f"there is {one_of(self.icons)}; or {own}" if self.icons else own

    def advice(self, name: str) -> str:
        """What to write in place of an unknown picture's name."""
        guess = did_you_mean(name, self._names)
        if not guess:
            short = name.rsplit("/", 1)[-1].casefold()
            guess = next((known for known in self._names if known.rsplit("/", 1)[-1].casefold() == short), "")
        if guess:
            return f"did you mean `{guess}`?"
        if name.lower().endswith(_FOREIGN):
            return "pictures are PNG, JPEG, WebP, GIF or SVG: open it in a program for pictures, and save it as one"
        if "://" in name or name.startswith(("data:", "//")):
            return "pictures come from the deck's folder; nothing is fetched from the network"
        if not name.lower().endswith(_READ):
            return "the name of a picture has its ending, such as `.jpg` or `.png`"
        return "pictures lie in the deck's folder or the template's, and are named from there"
