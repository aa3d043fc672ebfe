"""The stages in order: a deck's folder becomes printed sheets.

`load` reads a deck and applies an edition; `build` turns it into files. Both give every problem they found; neither
prints or writes anything.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import tomli

from generator import disk
from generator.basics.geometry import IDENTITY, Matrix, Rect, Size
from generator.basics.problems import KeyPath, Place, Problem, ProblemsError, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import show_mm
from generator.editions import choose
from generator.export import DocumentInfo, write_pdf
from generator.imposition import (
    Counts,
    Grid,
    Piece,
    Run,
    SideFacts,
    calibration_page,
    counts,
    grid_for,
    grid_for_stock,
    impose_all,
)
from generator.model.deck import Card, Deck
from generator.model.design import Design
from generator.model.edition import Edition
from generator.model.face import Face
from generator.model.formats import Format
from generator.model.job import Flip, PrintJob
from generator.model.papers import Paper
from generator.model.press import CONDITIONS, Press, Target, press_of
from generator.model.printer import PrinterProfile, printer_of
from generator.model.sheet import Placement, Sheet, Side
from generator.model.stock import Stock, stock_named, stock_of
from generator.preflight import preflight
from generator.proofing import proof, rules_of
from generator.reading import locate, read_deck, read_edition
from generator.templating import Media, open_look, words_for
from generator.typesetting import Subject, Typesetter

#: After this many faults nobody reads on.
ENOUGH_PROBLEMS = 200

if TYPE_CHECKING:
    from generator.export.press import PressColors

Ink = Literal["normal", "low", "black"]
Sight = Literal["normal", "low"]

#: Called with how many of how many cards are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A deck with its choices applied, or what is wrong with it.

    Attributes:
        deck: None when there is an error.
        edition: the edition that was named, or an empty one.
        complete: whether every card of the deck is in it.
        whole: the deck before anything was chosen.
    """

    folder: Path
    deck: Deck | None
    edition: Edition
    problems: tuple[Problem, ...]
    complete: bool = True
    whole: Deck | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made.

    Attributes:
        files: whole files by name; empty when there is an error.
        cards: how many cards are on the sheets, copies counted.
        counts: how many pieces of paper and cuts they take, without the guide.
        problems: errors and warnings.
    """

    files: Mapping[str, bytes]
    cards: int
    counts: Counts
    problems: tuple[Problem, ...]


def load(name: str, edition: str = "", choices: Edition | None = None) -> Loaded:
    """The deck of that name or folder, with an edition and further choices applied.

    An empty name is the deck that comes with deckwright, in its first edition, unless there is a deck right here.

    Raises:
        ProblemsError: there is no such deck.
        DiskError: it could not be read.
    """
    if not name and not Path("deck.toml").is_file():
        name, fallback = disk.default_deck()
        edition = edition or fallback
    folder = disk.find_deck(name or ".")
    files = disk.DeckFiles(folder)
    deck, found = read_deck(files)
    whole = deck
    problems = list(found)
    chosen = Edition()
    for wanted in ([edition] if edition else []) + ([choices] if choices else []):
        if isinstance(wanted, str):
            picked, faults = read_edition(files, wanted)
            problems += faults
            chosen = picked or chosen
        else:
            picked = wanted
        if deck is not None and picked is not None:
            deck, faults = choose(deck, picked)
            problems += faults
    located = locate(tuple(problems), _texts(files, deck, problems))
    return Loaded(
        folder=folder,
        deck=None if any(problem.severity == "error" for problem in located) else deck,
        edition=chosen,
        problems=_labelled(located, files),
        complete=deck is not None and whole is not None and len(deck.cards) == len(whole.cards),
        whole=whole,
    )


def build(
    loaded: Loaded,
    job: PrintJob,
    *,
    ink: Ink = "normal",
    sight: Sight = "normal",
    stock: str = "",
    press: Press | None = None,
    creator: str = "deckwright",
    date: datetime | None = None,
    progress: Progress | None = None,
    write: bool = True,
) -> Built:
    """The files of a deck: `cards.pdf`.

    Args:
        loaded: from `load`, with a deck in it.
        job: paper, flip, marks.
        ink: `normal`, `low` or `black`, for the template's `@media`.
        sight: `normal` or `low`, for the template's `@media`.
        stock: the name of a perforated or label sheet to print on, instead of the job's paper.
        press: what to put the colours in inks for, and what to finish the file as; None leaves them as they are.
        creator: what made the file, for its properties.
        date: goes into the file; none is the same on every day.
        progress: told after each card.
        write: False finds every problem but writes nothing.
    """
    deck = loaded.deck
    assert deck is not None, "a deck with errors cannot be built"  # noqa: S101 - a fault of the caller, not of the deck
    bench = _Bench(loaded.folder, deck, ink, sight, progress, complete=loaded.complete)
    cards = sum(card.copies for card in deck.cards)
    data, found = b"", Counts(sheets=0, sides=0, cuts=0)
    try:
        grid = grid_of(deck.format, job, stock)
        bench.problems += grid.problems
        found = counts([(grid, cards)], job)
        sheets = bench.sheets(grid, job)
        inks = _inks_for(press) if press is not None else None
        if inks is not None:
            sheets = (_in_inks(sheet, inks) for sheet in sheets)
        if write:
            title = f"{deck.title}: {loaded.edition.title}" if loaded.edition.title else deck.title
            info = DocumentInfo(
                title=title,
                author=", ".join(deck.authors),
                subject=deck.subtitle,
                language=deck.language,
                flip=job.flip if job.backs and job.way == "duplex" else None,
                date=date,
                creator=creator,
            )
            data = write_pdf(sheets, info)
            if press is not None:
                from generator.export.press import finish

                data = finish(data, press, date)
                bench.problems += preflight(data, press.standard, press.limits)
        else:
            for _ in sheets:
                pass
        bench.problems += inks.problems if inks is not None else ()
    except ProblemsError as fault:
        bench.problems += fault.problems
    problems = bench.finish()
    if any(problem.severity == "error" for problem in problems):
        return Built(files={}, cards=cards, counts=found, problems=problems)
    files = {"cards.pdf": data} if write else {}
    return Built(files=files, cards=cards * job.packs, counts=found, problems=problems)


def press_for(standard: str, profile: str, *, outlined: bool = False) -> Press:
    """The press for a standard and a profile: the name of a printing condition we know, or a file.

    Raises:
        ProblemsError: the profile is not one of a press, or there is none of that name.
        DiskError: the file could not be read.
    """
    known = profile.lower()
    data = disk.press_profile(CONDITIONS[known].file if known in CONDITIONS else "", profile)
    press, problems = press_of(
        standard, known if known in CONDITIONS else "", data, name=f"`{profile}`", outlined=outlined
    )
    if press is None:
        raise ProblemsError(problems)
    return press


def would_a_shop_take(data: bytes, target: Target) -> tuple[Problem, ...]:
    """What is wrong with a PDF, whoever made it."""
    return preflight(data, target)


def _inks_for(press: Press) -> "PressColors":
    from generator.export.press import PressColors  # what few builds need, none waits for

    return PressColors(press)


def _in_inks(sheet: Sheet, inks: "PressColors") -> Sheet:
    def side(found: Side) -> Side:
        return replace(found, placements=tuple(replace(one, face=inks.face(one.face)) for one in found.placements))

    return replace(sheet, front=side(sheet.front), back=side(sheet.back) if sheet.back else None)


def proofread(loaded: Loaded) -> tuple[Problem, ...]:
    """What could be better about the writing of the whole deck, if it asks for that with `[proofing]`."""
    deck = loaded.whole
    if deck is None or not deck.proofing:
        return ()
    files = disk.DeckFiles(loaded.folder)
    sources = {source.file: source.text for source in deck.sources}
    wanted, problems = rules_of(deck.proofing, deck.sources[0].file)
    if wanted is not None:
        problems += proof(deck, wanted, disk.proofing_rules())
    return _labelled(locate(problems, sources), files)


def grid_of(card: Format, job: PrintJob, stock: str = "") -> Grid:
    """Where cards of a format lie on the job's paper, or on a named stock.

    Raises:
        ProblemsError: there is no such stock, or the card does not fit.
    """
    if not stock:
        return grid_for(card, job)
    known = stocks()
    found, problems = stock_named(stock, known)
    if found is None:
        raise ProblemsError(problems)
    return grid_for_stock(found, card, job, others=known)


def stocks() -> tuple[Stock, ...]:
    """Every perforated and label sheet within reach: those in `stock/` here, then those that come with deckwright.

    Raises:
        ProblemsError: a file of one's own says something that cannot be.
    """
    found: dict[str, Stock] = {}
    problems: list[Problem] = []
    for file, data in disk.stock_files().items():
        try:
            stock, faults = stock_of(tomli.loads(data.decode("utf-8-sig")), file)
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as fault:
            stock, faults = None, (Problem(name="toml-syntax", message=f"`{file}` is not TOML: {fault}"),)
        problems += faults
        if stock is not None:
            found.setdefault(stock.name, stock)
    if problems:
        raise ProblemsError(tuple(problems))
    return tuple(found[name] for name in sorted(found))


def design_and_face(loaded: Loaded, card_id: str, *, back: bool, ink: Ink = "normal") -> tuple[Design, Face]:
    """One card's design and face, for a look at what passes between the rooms.

    Raises:
        ProblemsError: there is no such card, or it has errors.
    """
    deck = loaded.deck
    assert deck is not None  # noqa: S101
    for number, card in enumerate(deck.cards, 1):
        if card.id == card_id:
            bench = _Bench(loaded.folder, deck, ink, "normal", None)
            design = bench.design(card, number, "back.xml.j2" if back else "card.xml.j2")
            if design is not None:
                face = bench.typesetter.set(design, bench.subject(card))
                return design, face
            raise ProblemsError(bench.finish())
    like = did_you_mean(card_id, [card.id for card in deck.cards])
    raise ProblemsError(
        (
            Problem(
                name="unknown-card",
                message=f"no card is called `{card_id}`",
                help=f"did you mean `{like}`?" if like else "",
            ),
        )
    )


def sheets_of(loaded: Loaded, job: PrintJob) -> Iterator[Sheet]:
    """The sheets of a deck, one after another, for a look."""
    deck = loaded.deck
    assert deck is not None  # noqa: S101
    return _Bench(loaded.folder, deck, "normal", "normal", None).sheets(grid_of(deck.format, job), job)


class _Bench:
    """The tools of one build, laid out: looks, typesetters, and the problems so far."""

    def __init__(
        self, folder: Path, deck: Deck, ink: Ink, sight: Sight, progress: Progress | None, *, complete: bool = False
    ) -> None:
        self.folder, self.deck, self.progress, self._complete = folder, deck, progress, complete
        self.problems: list[Problem] = []
        media = Media(ink=ink, sight=sight, format=deck.format.name, language=deck.language, component="card")
        known = disk.templates(folder)
        if deck.template not in known:
            like = did_you_mean(deck.template, tuple(known))
            raise ProblemsError(
                self._located(
                    (
                        Problem(
                            name="unknown-template",
                            message=f"there is no template `{deck.template}`",
                            at=_deck_key(deck, "template"),
                            help=(f"did you mean `{like}`? " if like else "") + f"there are {one_of(tuple(known))}",
                        ),
                    )
                )
            )
        assets = disk.FolderAssets(known[deck.template], folder)
        self.look = open_look(assets, media=media)
        self.typesetter = Typesetter(assets)
        self.has_backs = assets.template("back.xml.j2") is not None
        self._words = words_for(deck)
        self._pages = _Pages(media)
        self._backs: dict[tuple[object, ...], Face] = {}

    # --- Faces --------------------------------------------------------------------------------------------------

    def design(self, card: Card, number: int, part: str) -> Design | None:
        return self.look.design(
            part, self._words(card, number), self.deck.format, at=card.at(), title=f"card `{card.id}`"
        )

    def subject(self, card: Card) -> Subject:
        return Subject(title=f"card `{card.id}`", at=lambda name: card.at(name) if name in card.fields else card.at())

    def _pieces(self) -> Iterator[Piece]:
        total = sum(1 for card in self.deck.cards if card.copies)
        suit = None
        number = 1
        for done, card in enumerate((card for card in self.deck.cards if card.copies), 1):
            front = self._front(card, number)
            back = self._back(card, number) if self.has_backs else None
            if self.progress is not None:
                self.progress(done, total)
            bookmark = ""
            if card.suit is not None and card.suit.id != suit:
                suit, bookmark = card.suit.id, card.suit.title
            number += card.copies
            if len(self.look.problems) + len(self.typesetter.problems) > ENOUGH_PROBLEMS:
                raise ProblemsError(())
            if front is not None:
                yield Piece(front, back, bookmark)
                for _ in range(card.copies - 1):
                    yield Piece(front, back)

    def _front(self, card: Card, number: int) -> Face | None:
        design = self.design(card, number, "card.xml.j2")
        return None if design is None else self.typesetter.set(design, self.subject(card))

    def _back(self, card: Card, number: int) -> Face | None:
        """The card's back; backs with the same words on the same structure are one and the same face."""
        design = self.design(card, number, "back.xml.j2")
        if design is None:
            return None
        key = (design.root, design.words)
        face = self._backs.get(key)
        if face is None:
            subject = replace(self.subject(card), title=f"back of card `{card.id}`")
            face = self._backs[key] = self.typesetter.set(design, subject)
        return face

    # --- Sheets -------------------------------------------------------------------------------------------------

    def sheets(self, grid: Grid, job: PrintJob) -> Iterator[Sheet]:
        """The guide, if wanted, and then the sheets, each with its slug set."""
        backs = job.backs and self.has_backs
        job = replace(job, backs=backs)
        doubled = backs and job.way != "gutterfold"
        needed = counts([(grid, sum(card.copies for card in self.deck.cards))], job)
        words = _sheet_words(self.deck.language)
        how = words["slug_fold"] if backs and not doubled else words["slug_flip_" + job.flip if backs else "slug_plain"]
        name = " ".join(part for part in (self.deck.title, self.deck.version) if part)

        def slug(side: SideFacts) -> str:
            where = str(words["slug_back" if side.back else "slug_sheet"]).format(number=side.number, of=needed.sheets)
            pack = [str(words["slug_pack"]).format(number=side.pack, of=side.packs)] if side.packs > 1 else []
            return " · ".join([name, *pack, where, str(how)])

        if job.guide:
            yield self._guide(grid, job, needed, words)
        for sheet in impose_all([Run(grid=grid, pieces=self._pieces())], job, words=slug):
            yield replace(
                sheet,
                front=self._pages.typeset(sheet.front),
                back=self._pages.typeset(sheet.back) if sheet.back else None,
            )

    def _guide(self, grid: Grid, job: PrintJob, needed: Counts, words: Mapping[str, object]) -> Sheet:
        """The first page, which explains the printing; its back is printed too, so that fronts stay fronts."""
        paper = min((grid.paper, grid.paper.turned), key=lambda size: size.width)
        doubled = job.backs and job.way != "gutterfold"
        values = {
            "paper": job.paper.title,
            "edge": str(words["edge_" + job.flip]),
            "width": show_mm(self.deck.format.trim.width),
            "height": show_mm(self.deck.format.trim.height),
            "sheets": needed.sheets,
            "cuts": needed.cuts,
            "last_front": 1 + needed.sheets,
            "first_back": 2 + needed.sheets,
            "last_back": 1 + 2 * needed.sheets,
            "cards": sum(card.copies for card in self.deck.cards) * job.packs,
            "licence": self.deck.licence or "–",
        }

        def fill(key: str) -> str:
            return str(words[key]).format(**values)

        way = "steps_by_hand" if job.way == "by-hand" else "steps_duplex"
        steps = words["steps_simplex" if not job.backs else way if doubled else "steps_fold"]
        texts: dict[str, object] = {
            key: fill(key)
            for key in ("lead", "size_head", "size_text", "bank_card", "steps_head", "foot", "back_title", "back_text")
        }
        texts["steps"] = tuple(str(step).format(**values) for step in (steps if isinstance(steps, list) else []))
        context = {"deck": {"title": self.deck.title}, "words": texts}

        def side(part: str, shift: Matrix = IDENTITY) -> Side:
            whole = Rect(0, 0, paper.width, paper.height)
            face = self._pages.face(part, context, paper)
            return Side(placements=(Placement(face, whole, whole),), shift=shift)

        back = None
        if doubled and job.way == "duplex":
            shift = job.printer.correction(paper) if job.printer is not None else IDENTITY
            back = side("guide-back.xml.j2", shift)
        return Sheet(paper=paper, number=0, front=side("guide.xml.j2"), back=back)

    # --- Problems -----------------------------------------------------------------------------------------------

    def _located(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        files = disk.DeckFiles(self.folder)
        return _labelled(locate(problems, {source.file: source.text for source in self.deck.sources}), files)

    def finish(self) -> tuple[Problem, ...]:
        """Every problem, located."""
        self.look.finish(complete=self._complete)
        found = [*self.problems, *self.look.problems, *self.typesetter.problems, *self._pages.problems]
        return self._located(tuple(found))


class _Pages:
    """What stands on paper beside the cards: slugs, labels, whole pages of words; made from the template `sheet`."""

    def __init__(self, media: Media) -> None:
        assets = disk.FolderAssets(disk.shipped("templates") / "sheet")
        self._look = open_look(assets, media=replace(media, component="sheet"))
        self._typesetter = Typesetter(assets)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self._look.problems, *self._typesetter.problems)

    def face(self, part: str, words: Mapping[str, object], size: Size) -> Face:
        """A page, or a strip of one, filled and set."""
        page = Format(name="own", title="", trim=size, corner=0, bleed=0, safe=0)
        design = self._look.design(part, words, page, title="the sheet")
        if design is None:
            raise ProblemsError(tuple(self._look.problems))
        return self._typesetter.set(design, Subject("the sheet"))

    def typeset(self, side: Side) -> Side:
        """The side with its slug and labels made faces."""
        placements = list(side.placements)
        for slug in (side.slug,) if side.slug else ():
            placements.append(self._strip("slug.xml.j2", {"text": slug.text}, slug.at, slug.turned))
        for label in side.labels:
            words = {"text": label.text, "size": label.size, "align": label.align}
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
    page = calibration_page(paper, flip)
    pages = _Pages(Media(ink="normal", sight="normal", format="own", language=language, component="sheet"))
    words = _sheet_words(language)

    def side(found: Side, at: Rect, which: str) -> Side:
        context = {"title": words[f"calibrate_{which}title"], "steps": _texts_of(words[f"calibrate_{which}steps"])}
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


def printer(name: str, folder: Path) -> PrinterProfile:
    """A printer that was measured and saved in a folder.

    Raises:
        ProblemsError: there is no such printer, or its file says something that cannot be.
    """
    known = disk.printers(folder)
    data = known.get(name)
    if data is None:
        like = did_you_mean(name, tuple(known))
        raise ProblemsError(
            (
                Problem(
                    name="unknown-printer",
                    message=f"no printer is called `{name}`",
                    help=(f"did you mean `{like}`? " if like else "")
                    + (f"there is {one_of(tuple(known))}" if known else "measure yours with `deckwright calibrate`"),
                ),
            )
        )
    file = f"{name}.toml"
    text = data.decode("utf-8-sig", errors="replace")
    try:
        found, problems = printer_of(tomli.loads(text), file)
    except tomli.TOMLDecodeError as fault:
        found, problems = (
            None,
            (Problem(name="toml-syntax", message=f"the printer file `{file}` is not TOML: {fault}"),),
        )
    if found is None:
        raise ProblemsError(locate(problems, {file: text}))
    return found


def _texts_of(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _deck_key(deck: Deck, key: str) -> KeyPath:
    return KeyPath(deck.sources[0].file if deck.sources else "deck.toml", ("deck", key))


def _sheet_words(language: str) -> Mapping[str, object]:
    """What sheets say beside the cards, in the deck's language or else in English."""
    root = disk.shipped("templates") / "sheet"
    for tag in (language, language.split("-")[0], "en"):
        data = disk.open_inside(root, f"words/{disk.safe_name(tag)}.toml")
        if data is not None:
            return tomli.loads(data.decode())
    return {}


def _texts(files: disk.DeckFiles, deck: Deck | None, problems: list[Problem]) -> Mapping[str, str]:
    """The text of every file that a problem points into."""
    texts = {source.file: source.text for source in deck.sources} if deck else {}
    for problem in problems:
        for at in (problem.at, *(related.at for related in problem.related)):
            if isinstance(at, KeyPath) and at.file not in texts:
                texts[at.file] = (files.bytes(at.file) or b"").decode("utf-8-sig", errors="replace")
    return texts


def _labelled(problems: tuple[Problem, ...], files: disk.DeckFiles) -> tuple[Problem, ...]:
    """The problems with each of the deck's files called as seen from here."""

    def named(at: Place | KeyPath | None) -> Place | KeyPath | None:
        if isinstance(at, Place) and (files.root / at.file).is_file():
            return replace(at, file=files.label(at.file))
        return at

    return tuple(
        replace(
            problem,
            at=named(problem.at),
            related=tuple(replace(related, at=named(related.at) or related.at) for related in problem.related),
        )
        for problem in problems
    )
