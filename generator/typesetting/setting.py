"""From a design to a face: boxes laid out, decoration painted, words set, and every fault reported.

The faces of a deck share few structures, so what hangs on the structure alone is found once: the painting order (a
plan for each element tree), and the decoration (a shared group for each run of boxes that came to lie in the same
places). For each further face there are only its words to set.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.basics.geometry import IDENTITY, Matrix, Rect
from generator.basics.problems import KeyPath, Place, Problem, one_of
from generator.basics.records import dataclass
from generator.basics.units import in_mm, mm, show_mm
from generator.model.assets import Assets, Font
from generator.model.design import Design, Drawing, Element, Fit, Paragraph, Raster, Style, TextStyle
from generator.model.face import Face, Group, Item, Path
from generator.model.galley import Galley, Piece
from generator.typesetting.boxes import Box, Boxes, Layout, Measure
from generator.typesetting.boxes_nodes import FAR
from generator.typesetting.outlines import radii_of, rounded, shrunk
from generator.typesetting.painting import (
    MOST_TILES,
    decoration,
    fitted,
    natural_size,
    paints,
    repeats,
    transformed,
)
from generator.typesetting.sizes import Fitting, Sizes
from generator.typesetting.text import BadFontError, Setting, Text
from generator.typesetting.text.colouring import ReadGlyph
from generator.typesetting.text.hyphenation import is_known
from generator.typesetting.text.shaping import Missing

#: Pictures placed at fewer pixels per inch than this look coarse in the hand.
COARSE_PPI = 200

#: The least side of a QR code's module, points: 0.33 mm, four dots of a printer with 300 to the inch (DENSO WAVE, who
#: made the code, want four dots at least).
LEAST_MODULE = mm(0.33)
#: The quiet zone of a QR code, modules (ISO/IEC 18004, 5.3.8).
QUIET_ZONE = 4

#: Of more characters that no font has, one text is told once.
MOST_LETTERS = 4

#: No cache grows beyond this many entries.
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Subject:
    """What a face is of, for messages.

    Attributes:
        title: ``card `look-1```, in backticks already where it names something.
        at: where a field of it stands in the deck; called with an element's `name`.
    """

    title: str
    at: Callable[[str], KeyPath | None] = lambda _name: None


@dataclass(frozen=True, slots=True)
class _Decor:
    """Boxes whose decoration is painted one after another with no words between."""

    boxes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    box: int


@dataclass(frozen=True, slots=True)
class _Nest:
    """A box that moves, fades or clips what is in it."""

    box: int
    steps: "tuple[_Step, ...]"
    own: bool
    """Whether the box's own decoration belongs to the nest: not so when only its children are clipped."""


#: What the words of `font-variant` ask of a font, in words.
FEATURES = {
    "smcp": "small capitals",
    "c2sc": "small capitals for capitals",
    "pcap": "petite capitals",
    "c2pc": "petite capitals for capitals",
    "unic": "letters of one height",
    "titl": "titling capitals",
    "onum": "old-style figures",
    "frac": "fractions",
    "afrc": "stacked fractions",
    "ordn": "ordinals",
    "zero": "slashed zero",
    "dlig": "discretionary ligatures",
    "hlig": "historical ligatures",
}

_Step = _Decor | _Words | _Nest


class Typesetter:
    """Sets faces, remembering what they share.

    Args:
        assets: gives the fonts.
        brought: fonts that the stylesheet brings along.
        proof: whether faces get guides drawn over them: trim, safe zone, boxes, baselines, fitted sizes.
        read_glyph: reads what a font says in SVG of a glyph; without it such glyphs have no colours.

    Attributes:
        problems: every fault found so far, in the order of the faces.
        coarse_ppi: a picture with fewer pixels per inch at the size it is shown in is a problem.
    """

    def __init__(
        self,
        assets: Assets,
        brought: tuple[Font, ...] = (),
        *,
        proof: bool = False,
        read_glyph: ReadGlyph | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self._proof = proof
        self._sizes = Sizes()
        self.coarse_ppi: float = COARSE_PPI
        self._text = Text(assets, brought, read_glyph)
        self._boxes = Boxes(lambda element: self._text.baseline(element.style))
        self._plans: dict[Element, tuple[_Step, ...]] = {}
        self._flows: dict[Element, list[tuple[Element, int, float]]] = {}
        self._decor: dict[tuple[Box, ...], tuple[Item, ...]] = {}
        self._groups: dict[tuple[Item, ...], Group] = {}
        self._reported: set[tuple[object, ...]] = set()
        self._doubted = 0

    @property
    def fittings(self) -> tuple[Fitting, ...]:
        """The sizes that fitted texts came out at so far, by group or element."""
        return self._sizes.found()

    def learn(self, design: Design, subject: Subject) -> None:
        """Asks the face's grouped texts (CSS `fit-group`) what size they need, so that `set` can give all the same.

        Nothing is reported; `set` will do that.
        """
        if not _has_groups(design.root):
            return
        try:
            layout = self._boxes.arrange(design.root, design.size, self._measure(design))
            for box in layout.boxes:
                style = box.element.style
                number = box.element.words
                if number is not None and style.fit_group and isinstance(style.text.size, Fit) and design.words[number]:
                    size = self._text.fit(design.words[number], style, box.content_box)
                    self._sizes.need(style.fit_group, size, subject.title)
        except BadFontError:
            return

    def set(self, design: Design, subject: Subject) -> Face:
        """The finished face; faults are appended to `problems`."""
        try:
            layout = self._boxes.arrange(design.root, design.size, self._measure(design))
            plan = self._plans.get(design.root)
            if plan is None:
                plan = self._plans[design.root] = _plan(layout)
                self._check_pictures(layout, subject)
            items = self._paint(plan, layout, design, subject, IDENTITY)
            if self._proof:
                items = (*items, self._guides(design, layout, items))
        except BadFontError as fault:
            if self._first("font", fault.file):
                self.problems.append(
                    Problem(
                        name="damaged-font",
                        message=f"the font file `{fault.file}` cannot be used: {fault.reason}",
                        at=fault.at,
                        help="replace it with a sound copy, or name another font-family",
                    )
                )
            items = ()
        return Face(size=design.size, bleed=design.bleed, items=items, title=subject.title.replace("`", ""))

    def _measure(self, design: Design) -> Measure:
        words = design.words

        def measure(leaf: Element, width: float) -> tuple[float, float]:
            if leaf.words is not None:
                if isinstance(leaf.style.text.size, Fit):
                    return 0.0, 0.0
                return self._text.measure(words[leaf.words], leaf.style, width)
            if leaf.picture is not None:
                return _picture_size(leaf.picture, width)
            return 0.0, 0.0

        return measure

    def galleys(self, design: Design, width: float, subject: Subject) -> tuple[Galley, ...]:
        """A text as long as it takes, in stretches of equally many columns that share a width.

        The design's own size counts for nothing. Faults are appended to `problems`.
        """
        gap = design.root.style.row_gap.of(0.0)
        found: list[Galley] = []
        # A book is set more than once with other numbers in it: the same elements are the same stretches.
        from generator.typesetting.galleys import column_size, flows, galley_of  # few builds have a book

        if design.root not in self._flows:
            self._flows = {design.root: flows(design.root)}
        for root, columns, between in self._flows[design.root]:
            size = column_size(width, columns, between)
            # A column has no edges where anything is cut.
            pieces = self._pieces(replace(design, root=root, size=size, bleed=0.0, safe=-FAR), subject)
            found.append(galley_of(pieces, size.width, columns, between, gap if found else 0.0))
        return tuple(found)

    def areas(self, design: Design, name: str = "", *, tag: str = "") -> tuple[Rect, ...]:
        """The content boxes of the elements that carry a name, or have a tag, in the template's order."""
        layout = self._boxes.arrange(design.root, design.size, self._measure(design))
        return tuple(
            box.content_box
            for box in layout.boxes
            if (name and box.element.name == name) or (tag and box.element.tag == tag)
        )

    def _pieces(self, design: Design, subject: Subject) -> tuple[Piece, ...]:
        layout = self._boxes.arrange(design.root, design.size, self._measure(design))
        self._check_pictures(layout, subject)
        children = _children(layout)

        def words(box: Box) -> tuple[tuple[Item, ...], tuple[tuple[float, float, int], ...]]:
            paragraph = design.words[box.element.words or 0]
            if not paragraph:
                return (), ()
            self._set_words(box, design, subject, IDENTITY)
            style = box.element.style
            setting = self._text.set(paragraph, style, box.content_box, size=self._shared_size(style))
            return setting.row_items, setting.rows

        def nest(number: int) -> tuple[Item, ...] | None:
            if not number or not _nests(layout.boxes[number].element.style):
                return None
            return self._paint(_merged(_context(number, layout, children)), layout, design, subject, IDENTITY)

        from generator.typesetting.galleys import Cutter

        return Cutter(layout, words, nest).pieces()

    # --- Painting ---------------------------------------------------------------------------------------------

    def _paint(
        self, plan: tuple[_Step, ...], layout: Layout, design: Design, subject: Subject, matrix: Matrix
    ) -> tuple[Item, ...]:
        boxes = layout.boxes
        items: list[Item] = []
        for step in plan:
            if isinstance(step, _Decor):
                items += self._decoration(tuple([boxes[number] for number in step.boxes]), design)
            elif isinstance(step, _Words):
                items += self._set_words(boxes[step.box], design, subject, matrix)
            else:
                items += self._nest(step, layout, design, subject, matrix)
        return tuple(items)

    def _decoration(self, boxes: tuple[Box, ...], design: Design) -> tuple[Item, ...]:
        made = self._decor.get(boxes)
        if made is None:
            bleed_box = Rect(0, 0, design.size.width, design.size.height).grown(design.bleed)
            inside: list[Item] = []
            for box in boxes:
                outer = bleed_box if box.parent < 0 else None
                inside += decoration(box.element, box.border_box, box.content_box, outer)
            # One thing alone, a plain rectangle say, is shorter written out than named.
            made = tuple(inside) if len(inside) < 2 else (self._shared(tuple(inside)),)
            if len(self._decor) >= MOST_REMEMBERED:
                self._decor.clear()
            self._decor[boxes] = made
        return made

    def _shared(self, items: tuple[Item, ...]) -> Group:
        """The group of these items; structures that look alike get one and the same."""
        group = self._groups.get(items)
        if group is None:
            if len(self._groups) >= MOST_REMEMBERED:
                self._groups.clear()
            group = self._groups[items] = Group(items, shared=True)
        return group

    def _nest(self, step: _Nest, layout: Layout, design: Design, subject: Subject, matrix: Matrix) -> tuple[Item, ...]:
        box = layout.boxes[step.box]
        style = box.element.style
        rect = box.border_box
        if not step.own:
            width = style.border[0].width
            radii = shrunk(radii_of(style.border_radius, rect), width)
            inside = Path(rounded(_padding_box(box), radii))
            return (Group(self._paint(step.steps, layout, design, subject, matrix), clip=inside),)
        own = transformed(style, rect)
        clip = None
        if style.clip_path is not None:
            clip = Path(_moved(style.clip_path, rect.x, rect.y), even_odd=style.clip_path.even_odd)
        items = self._paint(step.steps, layout, design, subject, own.then(matrix))
        return (Group(items, matrix=own, clip=clip, opacity=style.opacity, blend=style.mix_blend_mode),)

    # --- Words ------------------------------------------------------------------------------------------------

    def _set_words(self, box: Box, design: Design, subject: Subject, matrix: Matrix) -> tuple[Item, ...]:
        element = box.element
        assert element.words is not None  # noqa: S101 - the plan holds text leaves only
        paragraph = design.words[element.words]
        if not paragraph:
            return ()
        style = element.style
        setting = self._text.set(paragraph, style, box.content_box, size=self._shared_size(style))
        if len(self._text.doubtful) > self._doubted:
            self._report_doubtful()
        if isinstance(style.text.size, Fit) and setting.lines:
            bounds = (style.text.size.min, style.text.size.max)
            self._sizes.note(_name_of(element), style.fit_group, setting.size, subject.title, bounds)
        if setting.coarsest is not None and setting.coarsest[0] < COARSE_PPI:
            self._report_coarse(setting.coarsest, element, subject)
        if style.hyphens == "auto":
            self._check_languages(paragraph, element)
        for run in paragraph:
            if run.style.features:
                self._check_features(run.style, element)
        if setting.missing:
            self._report_missing(setting, element, subject)
        if setting.unparted:
            self._report_unparted(setting.unparted, element, subject)
        if setting.overflow is not None:
            self._report_overflow(setting, box, subject, paragraph)
        elif setting.lines:
            self._check_safe_zone(setting, box, design, subject, matrix)
        return setting.items

    def _shared_size(self, style: Style) -> float | None:
        if not style.fit_group or not isinstance(style.text.size, Fit):
            return None
        shared = self._sizes.of(style.fit_group)
        # A group may hold styles with other bounds: none is set larger or smaller than it allows.
        return None if shared is None else min(style.text.size.max, max(style.text.size.min, shared))

    def _guides(self, design: Design, layout: Layout, items: tuple[Item, ...]) -> Group:
        from generator.typesetting.proofs import over

        sizes: dict[int, float] = {}
        for number, box in enumerate(layout.boxes):
            style, words = box.element.style, box.element.words
            if words is not None and isinstance(style.text.size, Fit) and design.words[words]:
                shared = self._shared_size(style)
                sizes[number] = self._text.set(design.words[words], style, box.content_box, size=shared).size
        return over(
            design, layout, items, sizes, lambda paragraph, style, at: self._text.set(paragraph, style, at).items
        )

    def _first(self, *key: object) -> bool:
        if key in self._reported:
            return False
        self._reported.add(key)
        return True

    def _report_doubtful(self) -> None:
        """Fonts whose lines are set as those of other fonts are, because theirs cannot be."""
        for face in self._text.doubtful[self._doubted :]:
            if self._first("doubt", face.font.file):
                self.problems.append(
                    Problem(
                        name="impossible-metrics",
                        message=f"the font file `{face.font.file}` says what cannot be: {face.doubt}",
                        at=face.font.at,
                        label="its lines are set as those of most fonts are",
                        help="use a sound copy of the font; a font editor calls these values ascender, descender and "
                        "line gap",
                        severity="warning",
                    )
                )
        self._doubted = len(self._text.doubtful)

    def _report_missing(self, setting: Setting, element: Element, subject: Subject) -> None:
        at = subject.at(element.name) or _template_place(element)
        emoji = [missing for missing in setting.missing if missing.emoji]
        if emoji and self._first("emoji", subject.title, element.name, at, *emoji):
            shown = one_of([missing.char for missing in emoji]).replace(" or ", " and ")
            self.problems.append(
                Problem(
                    name="missing-glyph",
                    message=f"{subject.title}: no font has the emoji {shown}",
                    at=at,
                    label=f"tried {', '.join(emoji[0].families)}",
                    help="use another one, or put a newer font with colour emoji into the deck's folder `fonts`",
                )
            )
        letters = [missing for missing in setting.missing if not missing.emoji]
        if len(letters) > MOST_LETTERS:
            # A text in another script: one word about all of it.
            if self._first("glyphs", subject.title, element.name, at):
                shown = " ".join(f"`{missing.char}`" for missing in letters[:MOST_LETTERS])
                message = f"{subject.title}: no font has {len(letters)} of its characters, such as {shown}"
                self._tell_missing(message, letters, at)
            return
        for missing in letters:
            if self._first("glyph", subject.title, element.name, missing.char, at):
                message = f"{subject.title}: no font has the character `{missing.char}` ({missing.code_point})"
                self._tell_missing(message, [missing], at)

    def _tell_missing(self, message: str, letters: Sequence[Missing], at: Place | KeyPath | None) -> None:
        family = self._text.family_with("".join(missing.char for missing in letters))
        it = "it" if len(letters) == 1 else "them"
        advice = f"put a font that has {it} into the deck's folder `fonts`"
        self.problems.append(
            Problem(
                name="missing-glyph",
                message=message,
                at=at,
                label=f"tried {', '.join(letters[0].families)}",
                help=f"write {it} differently, or "
                + (f"name `{family}`, which has {it}, in font-family" if family else advice),
            )
        )

    def _check_languages(self, paragraph: Paragraph, element: Element) -> None:
        for language in dict.fromkeys([run.style.language for run in paragraph]):
            if is_known(language) or not self._first("language", language):
                continue
            self.problems.append(
                Problem(
                    name="no-hyphenation",
                    message=f"how words are divided is not known for the language `{language}`",
                    at=_template_place(element),
                    label="`hyphens: auto` divides none of its words",
                    help="write soft hyphens (U+00AD) into long words, or `hyphens: manual` into the stylesheet",
                    severity="warning",
                )
            )

    def _check_features(self, style: TextStyle, element: Element) -> None:
        if not self._first("features", style.features, style.families, style.weight, style.italic):
            return
        for tag in self._text.unknown_features(style):
            family = style.families[0] if style.families else "deckwright's own"
            if self._first("feature", family, tag):
                what = FEATURES.get(tag)
                told = f"{what} (OpenType `{tag}`)" if what else f"OpenType feature `{tag}`"
                self.problems.append(
                    Problem(
                        name="missing-feature",
                        message=f"the font `{family}` has no {told}",
                        at=_template_place(element),
                        label="is drawn as if it had not been asked for",
                        help="name a font that has it in `font-family`, or leave it out of the stylesheet",
                        severity="warning",
                    )
                )

    def _report_coarse(self, coarsest: tuple[float, str], element: Element, subject: Subject) -> None:
        ppi, shown = coarsest
        if self._first("coarse emoji", subject.title, element.name, shown):
            self.problems.append(
                Problem(
                    name="low-resolution-image",
                    message=f"{subject.title}: the emoji `{shown}` has only {ppi:.0f} pixels per inch here",
                    at=subject.at(element.name) or _template_place(element),
                    help="set it smaller, or take an emoji font that draws with outlines (COLR)",
                    severity="warning",
                )
            )

    def _report_unparted(self, script: str, element: Element, subject: Subject) -> None:
        at = subject.at(element.name) or _template_place(element)
        if not self._first("unparted", subject.title, element.name, script, at):
            return
        extra = ", or install `deckwright[icu]`" if script in ("Lao", "Burmese", "Khmer") else ""
        self.problems.append(
            Problem(
                name="unsupported-line-breaks",
                message=f"{subject.title}: where lines of {script} may end is not known",
                at=at,
                label="a long stretch without a space",
                help=f"write a zero width space (U+200B) between words{extra}",
                severity="warning",
            )
        )

    def _report_overflow(self, setting: Setting, box: Box, subject: Subject, paragraph: Paragraph) -> None:
        overflow, element = setting.overflow, box.element
        assert overflow is not None  # noqa: S101 - the caller looked
        at = subject.at(element.name) or _template_place(element)
        if not self._first("overflow", subject.title, element, at):
            return
        what = f"`{element.name}`" if element.name else f"`{_name_of(element)}`"
        amounts = [
            f"{show_mm(amount)} too {word}"
            for amount, word in ((overflow.high, "high"), (overflow.wide, "wide"))
            if amount > 0
        ]
        area = box.content_box
        room = f"{show_mm(area.width)} × {show_mm(area.height)}"
        size = f"{setting.size:.4g} pt"
        cure = f"shorten it by about {overflow.characters} characters" if overflow.characters else "shorten it"
        length = sum(len(run.text) for run in paragraph)
        help = f"{cure}, or give the box more room ({element.file}, line {element.line})"
        if area.height < setting.size / 2 and isinstance(element.style.text.size, Fit):
            # No shorter text would help: nothing has been left for it.
            help = (
                f"a fitted text takes the room it is given, and here it is given none: write `flex: 1` or a height, or "
                f"put it into a grid row of `1fr` ({element.file}, line {element.line})"
            )
        self.problems.append(
            Problem(
                name="text-overflows",
                message=f"{subject.title}: {what} ({length} characters) does not fit its box of {room} even at {size}: "
                + " and ".join(amounts or ["too large"]),
                at=at,
                label="too long",
                help=help,
            )
        )

    def _check_safe_zone(self, setting: Setting, box: Box, design: Design, subject: Subject, matrix: Matrix) -> None:
        safe = Rect(0, 0, design.size.width, design.size.height).grown(-design.safe)
        ink = setting.ink if matrix is IDENTITY else matrix.apply_rect(setting.ink)
        if safe.contains(ink, slack=0.5):
            return
        element = box.element
        if not self._first("safe", element):
            return
        by = max(safe.x - ink.x, safe.y - ink.y, ink.right - safe.right, ink.bottom - safe.bottom)
        over = by - design.safe
        how = f"goes {show_mm(over)} over the cut" if over > 0.5 else f"comes {show_mm(by)} too near the cut"
        self.problems.append(
            Problem(
                name="outside-safe-zone",
                message=f"{subject.title}: `{element.name or _name_of(element)}` {how}",
                at=_template_place(element),
                help=f"keep text {show_mm(design.safe)} inside the trim, or lower `safe` in the deck's format"
                if design.safe > 0
                else "give its box less to hold, or more room",
                severity="warning",
            )
        )

    def _check_pictures(self, layout: Layout, subject: Subject) -> None:
        for box in layout.boxes:
            if box.element.style.background:
                self._check_background(box)
            picture = box.element.picture
            if isinstance(picture, Drawing) and picture.module:
                self._check_code(picture, box, subject)
            if not isinstance(picture, Raster):
                continue
            at = fitted(picture, box.content_box, box.element.style.object_fit, box.element.style.object_position)
            if at.width <= 0 or at.height <= 0:
                continue
            ppi = 72 * min(picture.width / at.width, picture.height / at.height)
            if ppi < self.coarse_ppi and self._first("coarse", picture.name):
                self.problems.append(
                    Problem(
                        name="low-resolution-image",
                        message=f"{subject.title}: the image `{picture.name}` has only {ppi:.0f} pixels per inch here",
                        at=subject.at(box.element.name) or _template_place(box.element),
                        help=f"use one of at least {at.width / 72 * 300:.0f} × {at.height / 72 * 300:.0f} pixels",
                        severity="warning",
                    )
                )

    def _check_background(self, box: Box) -> None:
        """Whether a background is so small that it would be there a million times."""
        count = repeats(box.element.style, box.border_box)
        if count > MOST_TILES and self._first("tiles", box.element.file, box.element.line):
            self.problems.append(
                Problem(
                    name="background-too-small",
                    message=f"the background of `{_name_of(box.element)}` would be repeated {count:,} times",
                    at=_template_place(box.element),
                    help=f"give it a larger `background-size`; {MOST_TILES:,} times are the most",
                )
            )

    def _check_code(self, code: Drawing, box: Box, subject: Subject) -> None:
        """Whether a phone could read the code where it stands."""
        element, style = box.element, box.element.style
        at = fitted(code, box.content_box, style.object_fit, style.object_position)
        module = code.module * min(at.width / code.box.width, at.height / code.box.height)
        if module <= 0:
            return
        place = (subject.at(element.name) if element.name else None) or _template_place(element)
        if module < LEAST_MODULE * 0.995 and self._first("module", subject.title, element.file, element.line):
            side = LEAST_MODULE * code.box.width / code.module
            self.problems.append(
                Problem(
                    name="qr-module-too-small",
                    message=f"{subject.title}: the modules of the QR code are only {show_mm(module)} wide",
                    at=place,
                    help=f"make it {math.ceil(in_mm(side))} mm wide, or shorten its data; "
                    + f"a home printer needs {show_mm(LEAST_MODULE)} for each module",
                    severity="warning",
                )
            )
        ground = _padding_box(box)
        edge = min(at.x - ground.x, at.y - ground.y, ground.right - at.right, ground.bottom - at.bottom)
        quiet = code.quiet + edge / module
        if quiet < QUIET_ZONE * 0.995 and self._first("quiet", element.file, element.line):
            self.problems.append(
                Problem(
                    name="qr-quiet-zone",
                    message=f"{subject.title}: the QR code has an empty margin of {max(0.0, quiet):.3g} modules",
                    at=place,
                    help=f"readers need {QUIET_ZONE}: leave out `quiet`, or give it padding of "
                    + show_mm(module * (QUIET_ZONE - code.quiet)),
                    severity="warning",
                )
            )


def _has_groups(element: Element) -> bool:
    return bool(element.style.fit_group) or any(_has_groups(child) for child in element.children)


# --- Plans --------------------------------------------------------------------------------------------------------


def _plan(layout: Layout) -> tuple[_Step, ...]:
    """The painting order of a tree: parents before children, and then as `z-index` says (CSS 2.1 appendix E)."""
    children = _children(layout)
    return _merged([step for root in children.get(-1, []) for step in _context(root, layout, children)])


def _children(layout: Layout) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for number, box in enumerate(layout.boxes):
        children.setdefault(box.parent, []).append(number)
    return children


@dataclass(frozen=True, slots=True)
class _Raised:
    """Steps that leave the order of the template within a stacking context; 0 is above what stays in it."""

    level: int
    steps: list[_Step]


def _context(number: int, layout: Layout, children: dict[int, list[int]]) -> list[_Step]:
    """A stacking context: whatever in it is raised or sunk counts among itself and leaves it neither way."""
    element = layout.boxes[number].element
    style = element.style
    raised: list[_Raised] = []
    flowing = _inside(number, layout, children, raised, (), first=True)
    ordered = sorted(raised, key=lambda one: one.level)
    inner: list[_Step] = [_Words(number)] if element.words is not None else []
    inner += [step for one in ordered if one.level < 0 for step in one.steps]
    inner += flowing
    inner += [step for one in ordered if one.level >= 0 for step in one.steps]
    if style.overflow == "hidden":
        inner = _clipped(inner, (number,))
    own: list[_Step] = [_Decor((number,))] if paints(element) else []
    if _moves(style):
        return [_Nest(number, _merged(own + inner), own=True)]
    return own + inner


def _inside(
    number: int,
    layout: Layout,
    children: dict[int, list[int]],
    raised: list[_Raised],
    clips: tuple[int, ...],
    *,
    first: bool = False,
) -> list[_Step]:
    """What is in a box and stays in order; the rest goes to `raised`, clipped by the boxes `clips` around it.

    `first` says that the box is the context itself: its absolute children are then on the level of those with 0.
    """
    steps: list[_Step] = []
    last: list[_Step] = []
    for child in children.get(number, []):
        style = layout.boxes[child].element.style
        if style.z_index is not None:
            raised.append(_Raised(style.z_index, _clipped(_context(child, layout, children), clips)))
        elif first and style.position == "absolute":
            place = len(raised)
            raised.append(_Raised(0, []))
            raised[place] = _Raised(0, _steps(child, layout, children, raised, clips))
        else:
            found = _steps(child, layout, children, raised, clips)
            if style.position == "absolute":
                last += found
            else:
                steps += found
    return steps + last


def _steps(
    number: int, layout: Layout, children: dict[int, list[int]], raised: list[_Raised], clips: tuple[int, ...]
) -> list[_Step]:
    element = layout.boxes[number].element
    style = element.style
    if style.isolation == "isolate" or _moves(style):
        return _context(number, layout, children)
    hides = style.overflow == "hidden"
    inner: list[_Step] = [_Words(number)] if element.words is not None else []
    inner += _inside(number, layout, children, raised, (*clips, number) if hides else clips)
    own: list[_Step] = [_Decor((number,))] if paints(element) else []
    return own + (_clipped(inner, (number,)) if hides else inner)


def _clipped(steps: list[_Step], clips: tuple[int, ...]) -> list[_Step]:
    for number in reversed(clips):
        if steps:
            steps = [_Nest(number, _merged(steps), own=False)]
    return steps


def _moves(style: Style) -> bool:
    """Whether the box moves, fades or clips all of itself."""
    return (
        style.transform is not None
        or style.clip_path is not None
        or style.opacity < 1
        or style.mix_blend_mode != "normal"
    )


def _nests(style: Style) -> bool:
    return _moves(style) or style.overflow == "hidden"


def _merged(steps: list[_Step]) -> tuple[_Step, ...]:
    merged: list[_Step] = []
    for step in steps:
        if isinstance(step, _Decor) and merged and isinstance(merged[-1], _Decor):
            merged[-1] = _Decor(merged[-1].boxes + step.boxes)
        else:
            merged.append(step)
    return tuple(merged)


def _padding_box(box: Box) -> Rect:
    top, right, bottom, left = (border.width for border in box.element.style.border)
    rect = box.border_box
    return Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)


def _moved(
    path: Path, dx: float, dy: float
) -> tuple[tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float], ...]:
    moved = []
    for segment in path.segments:
        shifted = [value + (dx if place % 2 == 0 else dy) for place, value in enumerate(segment[1:])]
        moved.append((segment[0], *shifted))
    return tuple(moved)  # type: ignore[arg-type]  # the length of each segment is kept


def _picture_size(picture: Drawing | Raster | Face, width: float) -> tuple[float, float]:
    """A picture's natural size, made smaller in proportion when less width is available; its least width is nothing."""
    wide, high = natural_size(picture)
    if width < wide:
        return width, high * width / wide if wide else 0.0
    return wide, high


def _template_place(element: Element) -> Place | None:
    return Place(element.file, element.line) if element.file else None


def _name_of(element: Element) -> str:
    return element.tag + "".join(f".{name}" for name in element.classes)
