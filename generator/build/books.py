"""The rulebook of a deck: pages for a screen, and sheets to fold and staple."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator import disk
from generator.basics.colour import Colour
from generator.basics.geometry import Rect
from generator.basics.problems import KeyPath, Problem, ProblemsError
from generator.basics.records import dataclass
from generator.build.bench import Bench
from generator.build.loading import Loaded, labelled
from generator.build.options import Made, Options
from generator.build.printing import written
from generator.export import DocumentInfo, write_pdf
from generator.imposition import by_hand, impose_booklet, reload_for
from generator.model.assets import Font
from generator.model.deck import Card, Rulebook
from generator.model.design import Design
from generator.model.face import Face, Group, Path, Stroke, Tag
from generator.model.figures import Figures, FigureTable
from generator.model.galley import Galley
from generator.model.job import PrintJob
from generator.model.outline import rounded
from generator.model.press import Press
from generator.model.sheet import Bookmark, Placement, Sheet, Side
from generator.paginating import Page, ids_on, page_items, paginate
from generator.reading import locate, read_text
from generator.templating import Book, Heading, Look, Media, book_words, open_look, read_glyph
from generator.typesetting import Subject, Typesetter, item_text

#: The template of a book, and its stylesheet.
PART, STYLE = "book.xml.j2", "book.css"

#: The look whose book is used where a deck's own look has none.
FALLBACK = "plain"

#: Page numbers settle after two passes, unless they move what they number.
PASSES = 5

#: The outline of a shown card is this thick, points.
_EDGE = 0.5


def rules(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The deck's rules: `rules.pdf` and `rules-booklet.pdf`.

    Raises:
        ProblemsError: there is no such template.
    """
    bench = Bench(loaded, options)
    maker = _Maker(loaded, options, bench)
    pages = maker.pages()
    more: tuple[Problem, ...] = ()
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    if pages is not None and not maker.broken:
        deck, title = bench.deck, maker.title
        try:
            sheets, more = impose_booklet([page.face for page in pages], job)
            many = f"{len(sheets)} sheets" if len(sheets) > 1 else "1 sheet"
            folded = "rules-booklet.pdf"
            how = f"print on both sides, flipped on the {job.flip} edge"
            # It has two sides even if cards have none; and nothing of it is folded over and glued.
            job = replace(job, backs=True, way="by-hand" if job.way == "by-hand" else "duplex")
            ready = iter(sheets)
            if job.way == "by-hand":
                how = f"print all fronts, then, the paper turned on its {job.flip} edge, all backs"
                ready = by_hand(sheets, reload_for(job))
            # A press prints the booklet; the pages for a screen keep links, tags and a screen's colours.
            plain = ", so in a screen's colours" if options.press is not None else ""
            about = {
                "rules.pdf": f"the rules, {len(pages)} pages, for a screen{plain}",
                folded: f"the rules on {many} of {job.paper.title}; {how}, fold in the middle and staple the fold",
            }
            if options.write:
                facts = DocumentInfo(
                    title=title,
                    author=", ".join(deck.authors),
                    subject=deck.subtitle,
                    language=deck.language,
                    date=options.date,
                    creator=options.creator,
                    tagged=True,
                )
                files["rules.pdf"] = write_pdf([page.sheet() for page in pages], facts)
                pressed = replace(options, press=_lenient(options.press) if maker.pictured else options.press)
                files[folded], found = written(ready, folded, title, deck, job, pressed)
                more += found
        except ProblemsError as fault:
            more = fault.problems
    problems = maker.finish(*more)
    broken = any(problem.severity == "error" for problem in problems)
    return Made(files={} if broken else files, problems=problems, about=about)


def _lenient(press: Press | None) -> Press | None:
    """The press, not asked about fine lines and letters: a picture of a card has them, and nobody reads it there."""
    if press is None:
        return None
    return replace(press, limits=replace(press.limits, hairline=0.0, text=0.0, several_inks_text=0.0))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BookPage:
    """A page of the book, and the headings that begin on it, each with how far down the page it is."""

    face: Face
    number: int
    headings: tuple[tuple[Heading, float], ...] = ()

    def sheet(self) -> Sheet:
        """The page alone, for a screen."""
        whole = Rect(0, 0, self.face.size.width, self.face.size.height)
        marks = tuple(
            Bookmark(" ".join(part for part in (heading.number, heading.title) if part), heading.level - 1, y)
            for heading, y in self.headings
        )
        front = Side(placements=(Placement(self.face, whole, whole),), bookmarks=marks)
        return Sheet(paper=self.face.size, number=self.number, front=front)


class _Maker:
    """A book in the making: the text set again until the numbers in it are those of its pages."""

    def __init__(self, loaded: Loaded, options: Options, bench: Bench) -> None:
        deck = bench.deck
        assert deck.rulebook is not None  # noqa: S101 - the component is only built where there is one
        self._loaded, self._bench, self._deck, self._options = loaded, bench, deck, options
        self._rulebook: Rulebook = deck.rulebook
        self._files = disk.DeckFiles(loaded.folder)
        self._problems: list[Problem] = []
        #: Whether something of the deck is shown, smaller than it is.
        self.pictured = False
        self.title = self._rulebook.title or deck.title
        data = self._files.bytes(self._rulebook.file)
        if data is None:
            self._problems.append(self._no_file())
        text, faults = read_text(self._files, self._rulebook.file)
        self._problems += faults
        text = text or ""
        assets = _BookAssets(self._template(), self._rulebook.file, text, self._files.label(self._rulebook.file))
        media = Media(
            ink=options.ink,
            sight=options.sight,
            format=self._rulebook.format.name,
            language=deck.language,
            component="rulebook",
        )
        self._look: Look = open_look(assets, media=media, main=STYLE, figures=self._figures(), room=20)
        self._typesetter = Typesetter(assets, self._look.fonts, read_glyph=read_glyph)
        self._words = book_words(deck, self.title)
        self._subject = Subject("the rulebook")

    def _template(self) -> disk.FolderAssets:
        """The deck's own look, if it has a book; or else a plain one."""
        known = disk.templates(self._loaded.folder)
        own = disk.FolderAssets(known[self._deck.template], self._loaded.folder)
        if PART in own.template_names():
            return own
        return disk.FolderAssets(disk.shipped("templates") / FALLBACK, self._loaded.folder)

    def _no_file(self) -> Problem:
        return Problem(
            name="missing-rulebook",
            message=f"there is no file `{self._rulebook.file}` for the rulebook",
            at=KeyPath(self._deck.sources[0].file, ("rulebook", "file")),
            help="write it, or take the table [rulebook] out",
        )

    def _figures(self) -> FigureTable:
        """What the text can show. A kind of figure is a line here."""
        cards = {card.id: (number, card) for number, card in enumerate((self._loaded.whole or self._deck).cards, 1)}
        cards |= {card.id: (number, card) for number, card in enumerate(self._deck.cards, 1)}

        def shown(make: Callable[[Card, int], Face | None]) -> Callable[[str], Face | None]:
            made: dict[str, Face | None] = {}

            def face(id: str) -> Face | None:
                self.pictured = True
                if id not in made:
                    number, card = cards[id]
                    found = make(card, number)
                    corner = self._deck.format_of(card).corner
                    made[id] = None if found is None else as_it_lies(found, corner)
                return made[id]

            return face

        def told(id: str) -> str:
            return _told(cards[id][1])

        figures = {"card": Figures(ids=tuple(cards), face=shown(self._bench.front), told=told)}
        if self._bench.has_backs:
            figures["back"] = Figures(
                ids=tuple(cards), face=shown(self._bench.back), told=lambda id: f"Back: {told(id)}"
            )
        boards = {board.id: board for board in self._deck.boards}
        boxes = {box.id: box for box in self._deck.boxes}

        def board(id: str) -> Face | None:
            from generator.build.boards import board_face

            self.pictured = True
            return as_it_lies(board_face(self._loaded, boards[id], self._options), boards[id].format.corner)

        def box(id: str) -> Face | None:
            from generator.build.boxes import box_face

            self.pictured = True
            return box_face(self._loaded, boxes[id], self._options)

        if boards:
            figures["board"] = Figures(ids=tuple(boards), face=once(board), told=lambda id: boards[id].title)
        if boxes:
            figures["box"] = Figures(ids=tuple(boxes), face=once(box), told=lambda id: boxes[id].title)
        return figures

    # --- Pages --------------------------------------------------------------------------------------------------

    @property
    def broken(self) -> bool:
        """Whether something so far is in error."""
        found = (*self._problems, *self._look.problems, *self._typesetter.problems, *self._bench.problems)
        return any(problem.severity == "error" for problem in found)

    def pages(self) -> tuple[BookPage, ...] | None:
        """All pages, the cover first; None when the text has faults."""
        if self._problems:
            return None
        groups = {"suits": tuple(suit.title for suit in self._deck.suits.values())}
        book = Book(groups=groups, numbered=self._rulebook.numbered)
        first = 2 if self._rulebook.cover else 1
        frames: dict[str, Rect] = {}
        for side, number in (("left", 2), ("right", 3)):
            found = self._frame(number)
            if found is None:
                return None
            frames[side] = found
        if abs(frames["left"].width - frames["right"].width) > 0.05:
            self._problems.append(
                Problem(
                    name="uneven-frames",
                    message="the `<frame>` of left pages and that of right pages are not equally wide",
                    help=f"change `{PART}` or `{STYLE}`",
                )
            )
            return None
        pages: tuple[Page, ...] = ()
        for _ in range(PASSES):
            galleys = self._galleys(book, frames["left"].width)
            if galleys is None:
                return None
            pages, problems = paginate(galleys, lambda number: frames[_side(number)], first=first)
            numbers = ids_on(pages)
            if numbers == book.pages:
                break
            book.pages = numbers
        self._problems += problems
        return self._finished(pages, book)

    def _galleys(self, book: Book, width: float) -> tuple[Galley, ...] | None:
        text = self._look.text(self._rulebook.file, self._words, book)
        if text is None:
            return None
        page = {**_NO_PAGE, "kind": "text", "text": text}
        design = self._look.design(PART, {**self._words, "page": page}, self._rulebook.format, title="the rulebook")
        return None if design is None else self._typesetter.galleys(design, width, self._subject)

    def _design(self, **said: object) -> Design | None:
        page = {**_NO_PAGE, **said}
        return self._look.design(PART, {**self._words, "page": page}, self._rulebook.format, title="the rulebook")

    def _frame(self, number: int) -> Rect | None:
        """Where a page has room for text."""
        design = self._design(kind="page", number=number, side=_side(number))
        if design is None:
            return None
        frames = self._typesetter.areas(design, tag="frame")
        if len(frames) == 1:
            return frames[0]
        self._problems.append(
            Problem(
                name="no-frame",
                message=f"a page of `{PART}` has {len(frames)} elements `<frame/>`, and it needs one",
                help="put `<frame/>` where the text of the page is to stand",
            )
        )
        return None

    def _finished(self, pages: tuple[Page, ...], book: Book) -> tuple[BookPage, ...] | None:
        total = len(pages) + self._rulebook.cover
        by_id = {heading.id: heading for heading in book.headings}
        made: list[BookPage] = []
        if self._rulebook.cover:
            design = self._design(kind="cover", number=1, side="right", pages=total)
            if design is None:
                return None
            face = self._typesetter.set(design, self._subject)
            items = tuple(Group((item,), tag=Tag("P")) if item_text(item).strip() else item for item in face.items)
            made.append(BookPage(face=replace(face, items=items, title="cover"), number=1))
        chapter = section = ""
        for page in pages:
            items, links, anchors = page_items(page)
            here = [(by_id[anchor.id], anchor) for anchor in anchors if anchor.id in by_id]
            opens = False
            for number, (heading, _) in enumerate(here):
                if heading.level == 1:
                    chapter, section = heading.title, ""
                    opens = opens or not number
                elif heading.level == 2:
                    section = heading.title
            design = self._design(
                kind="page",
                number=page.number,
                side=_side(page.number),
                chapter=chapter,
                section=section,
                opens=opens,
                last=page.number == total,
                pages=total,
            )
            if design is None:
                return None
            face = self._typesetter.set(design, self._subject)
            face = replace(face, items=face.items + items, links=links, anchors=anchors, title=f"page {page.number}")
            made.append(
                BookPage(face=face, number=page.number, headings=tuple((heading, at.y) for heading, at in here))
            )
        return tuple(made)

    def finish(self, *more: Problem) -> tuple[Problem, ...]:
        """Every problem, located; a selector that this text has no use for is none, for a look serves many texts."""
        sources = {source.file: source.text for source in self._deck.sources}
        bench = self._bench
        found = (*self._problems, *self._look.problems, *self._typesetter.problems)
        cards = (*bench.problems, *bench.look.problems, *bench.typesetter.problems)
        return labelled(locate((*found, *cards, *more), sources), self._files)


_NO_PAGE: Mapping[str, object] = {
    "kind": "page", "number": 0, "side": "right", "chapter": "", "section": "", "opens": False, "last": False,
    "pages": 0, "text": "",
}  # fmt: skip


def _side(number: int) -> str:
    return "left" if number % 2 == 0 else "right"


def _told(card: Card) -> str:
    """A card's words, for those who cannot see it."""
    texts = [value for value in card.fields.values() if isinstance(value, str) and " " in value]
    return ": ".join((card.suit.title if card.suit is not None else card.id, " ".join(texts) or card.id))


def once(make: Callable[[str], Face | None]) -> Callable[[str], Face | None]:
    """The same, made only the first time; what cannot be made is left to whoever builds it to tell."""
    made: dict[str, Face | None] = {}

    def face(id: str) -> Face | None:
        if id not in made:
            try:
                made[id] = make(id)
            except ProblemsError:
                made[id] = None
        return made[id]

    return face


def as_it_lies(face: Face, corner: float) -> Face:
    """The face as a piece on the table: cut along its trim, with a fine edge."""
    whole = Rect(0, 0, face.size.width, face.size.height)
    outline = rounded(whole, (corner, corner, corner, corner))
    edge = Path(outline, stroke=Stroke(Colour("gray", (0.6,)), _EDGE))
    cut = Group(face.items, clip=Path(outline), shared=True)
    return Face(size=face.size, bleed=0.0, items=(cut, edge), title=face.title)


class _BookAssets:
    """A look's assets, and among its templates the text of the book."""

    def __init__(self, inner: disk.FolderAssets, name: str, text: str, label: str) -> None:
        self._inner, self._name, self._text, self._label = inner, name, text, label

    def template(self, name: str) -> str | None:
        return self._text if name == self._name else self._inner.template(name)

    def template_names(self) -> tuple[str, ...]:
        return (*self._inner.template_names(), self._name)

    def template_place(self, name: str) -> str:
        return self._label if name == self._name else self._inner.template_place(name)

    def picture(self, name: str) -> bytes | None:
        return self._inner.picture(name)

    def picture_names(self) -> tuple[str, ...]:
        return self._inner.picture_names()

    def font(self, name: str) -> bytes | None:
        return self._inner.font(name)

    def font_names(self) -> tuple[str, ...]:
        return self._inner.font_names()

    def family(self, name: str) -> tuple[Font, ...]:
        return self._inner.family(name)

    def families(self) -> tuple[str, ...]:
        return self._inner.families()

    def own_families(self) -> tuple[str, ...]:
        return self._inner.own_families()

    def emoji_families(self) -> tuple[str, ...]:
        return self._inner.emoji_families()
