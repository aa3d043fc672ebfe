"""The cards of a deck on sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from generator.basics.geometry import IDENTITY, Matrix, Rect, Size
from generator.basics.problems import KeyPath, Problem, ProblemsError, did_you_mean
from generator.basics.units import mm, show_mm
from generator.build.bench import Bench
from generator.build.loading import Loaded
from generator.build.miniature import miniature
from generator.build.options import NOTHING, Made, Options
from generator.build.pages import Pages, is_small, no_guide, room_for_guide
from generator.build.printing import grid_of, written
from generator.build.unshown import unshown
from generator.export.coverage import Inks
from generator.imposition import (
    Counts,
    Grid,
    Piece,
    Reload,
    Run,
    SideFacts,
    counts,
    impose_all,
    reload_for,
)
from generator.imposition.sheets import sheets_needed
from generator.model.deck import Card, Deck
from generator.model.design import Design
from generator.model.face import Face, Group, Item
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.sheet import Placement, Sheet, Side

#: Where the cards of each format lie.
Grids = dict[Format, Grid]

#: The small sheets on the first page: how far apart they are, how high the words below them, how large they are at
#: most as a part of the paper, and their least length, points.
_APART, _CAPTION, _LARGEST, _LEAST = mm(10), mm(6), 0.35, mm(38)

#: So many faces are looked at for the ink they take.
LOOKED_AT = 4


def cards(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The cards of a deck on sheets: `cards.pdf`.

    Raises:
        ProblemsError: there is no such template.
    """
    bench = Bench(loaded, options)
    deck = bench.deck
    # A look without backs is printed like one whose backs are left out.
    job = replace(job, backs=job.backs and bench.has_backs)
    on_paper = _OnPaper(bench, options)
    name = "changed.pdf" if options.reprint is not None else "proof.pdf" if options.proof else "cards.pdf"
    data, found = b"", NOTHING
    grids: Grids = {}
    more: tuple[Problem, ...] = ()
    try:
        grids, job = _grids_of(deck, on_paper.formats, job, options.stock)
        found = on_paper.counted(grids, job)
        title = f"{deck.title}: {loaded.edition.title}" if loaded.edition.title else deck.title
        data, more = written(on_paper.sheets(grids, job), name, title, deck, job, options)
        more += tuple(dict.fromkeys(problem for grid in grids.values() for problem in grid.problems))
        if job.guide and not room_for_guide(on_paper.first(grids).paper):
            more += (no_guide(job),)
    except ProblemsError as fault:
        more = fault.problems
    problems = bench.finish(*more, *on_paper.problems, *unshown(bench))
    broken = any(problem.severity == "error" for problem in problems)
    # A proof of a broken deck is what shows how it is broken.
    wanted = bool(data) if options.proof else not broken
    return Made(
        files={name: data} if options.write and wanted else {},
        problems=problems,
        cards=on_paper.total * job.packs,
        counts=found,
        paper=job.paper.title,
        turned=on_paper.turned(grids, job) if grids else None,
        fittings=bench.typesetter.fittings,
        ink=on_paper.ink(grids) if grids else None,
        backs=job.backs,
    )


def design_and_face(loaded: Loaded, card_id: str, *, back: bool) -> tuple[Design, Face]:
    """One card's design and face, for a look at what passes between the rooms.

    Raises:
        ProblemsError: there is no such card, or it has errors.
    """
    deck = loaded.deck
    assert deck is not None  # noqa: S101
    for number, card in enumerate(deck.cards, 1):
        if card.id == card_id:
            bench = Bench(loaded, Options())
            bench.agree_on_sizes()
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
    bench = Bench(loaded, Options())
    job = replace(job, backs=job.backs and bench.has_backs)
    on_paper = _OnPaper(bench, Options())
    try:
        grids, job = _grids_of(bench.deck, on_paper.formats, job)
    except ProblemsError as fault:
        found = bench.finish(*fault.problems)
        raise ProblemsError(tuple(problem for problem in found if problem.severity == "error")) from None
    return on_paper.sheets(grids, job)


def _grids_of(deck: Deck, formats: tuple[Format, ...], job: PrintJob, stock: str = "") -> tuple[Grids, PrintJob]:
    """Where the cards of each format lie on paper, and the job with the paper that they are on.

    Raises:
        ProblemsError: there is no such stock, or a card does not fit; where a suit is to blame, it is named.
    """
    grids: Grids = {}
    problems: list[Problem] = []
    on_paper = job
    for number, format in enumerate(formats):
        # Only the first sheet of all is a half-used one.
        wanted = job if number == 0 else replace(job, start_slot=1)
        try:
            grids[format], printed = grid_of(format, wanted, stock)
            on_paper = replace(job, paper=printed.paper)
        except ProblemsError as fault:
            suit = next((suit for suit in deck.suits.values() if suit.format == format), None)
            at = KeyPath(deck.sources[0].file, ("suits", suit.id, "format")) if suit and deck.sources else None
            problems += [replace(problem, at=problem.at or at) for problem in fault.problems]
    if problems:
        raise ProblemsError(tuple(dict.fromkeys(problems)))
    return grids, on_paper


def _blanks(deck: Deck) -> tuple[Card, ...]:
    """A card without words for every suit that has cards, as often as blank ones are wanted."""
    if not deck.blanks:
        return ()
    there = {card.suit.id for card in deck.cards if card.suit is not None and card.copies}
    file = deck.sources[0].file if deck.sources else "deck.toml"
    blank = Card(id="blank", copies=deck.blanks, fields=MappingProxyType({}), file=file)
    suits = [suit for suit in deck.suits.values() if suit.id in there]
    return tuple(replace(blank, id=suit.id, suit=suit) for suit in suits) or (blank,)


class _OnPaper:
    """The cards of a deck, made one by one as their sheets are asked for."""

    def __init__(self, bench: Bench, options: Options) -> None:
        self._bench, self._options = bench, options
        self._deck = bench.deck
        told = (bench.deck.title, bench.deck.version, bench.deck.licence)
        self._pages = Pages(bench.media, bench.assets, "".join(told))
        #: Blank cards, as many of each suit that is there.
        self._blanks = _blanks(bench.deck) if options.reprint is None else ()
        self._copies = {card.id: card.copies for card in bench.deck.cards}
        if options.reprint is not None:
            self._copies = {name: options.reprint.get(name, 0) for name in self._copies}
        #: How many cards of each format there are, without the blank ones.
        self._written: dict[Format, int] = {}
        for card in bench.deck.cards:
            if self._copies[card.id]:
                format = bench.deck.format_of(card)
                self._written[format] = self._written.get(format, 0) + self._copies[card.id]
        self.formats = tuple(self._written) or bench.deck.formats
        self.total = sum(self._written.values()) + sum(card.copies for card in self._blanks)
        self._done = 0
        self._fronts: dict[Format, list[float]] = {}
        self._backs: dict[Format, list[float]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._pages.problems

    def first(self, grids: Grids) -> Grid:
        """The grid of the first sheets."""
        return grids[self.formats[0]]

    def ink(self, grids: Grids) -> tuple[float, float] | None:
        """The mean ink on a full sheet's front and back, as a part of the paper; None before cards were made."""
        front = back = sheets = 0.0
        for format, fronts in self._fronts.items():
            if not fronts:
                continue
            grid, trim, backs = grids[format], format.trim, self._backs.get(format, ())
            share = grid.up * trim.width * trim.height / (grid.paper.width * grid.paper.height)
            number = sheets_needed(self._written[format], grid.up, 0)
            sheets += number
            front += number * share * sum(fronts) / len(fronts)
            back += number * share * sum(backs) / max(1, len(backs))
        return (front / sheets, back / sheets) if sheets else None

    def turned(self, grids: Grids, job: PrintJob) -> tuple[int, int, int] | None:
        """How many cards a sheet holds, and would if some were turned, and the sheets that this saves, if any."""
        found: list[tuple[int, int, int]] = []
        for format, grid in grids.items():
            blank = sum(card.copies for card in self._blanks if self._deck.format_of(card) == format)
            cards = self._written.get(format, 0) + blank
            saved = job.packs * (sheets_needed(cards, grid.up, 0) - sheets_needed(cards, grid.mixed_up or 1, 0))
            if grid.mixed_up > grid.up and saved > 0:
                found.append((grid.up, grid.mixed_up, saved))
        return max(found, key=lambda one: one[2], default=None)

    def _pieces(self, format: Format) -> Iterator[Piece]:
        total = sum(1 for copies in self._copies.values() if copies)
        # A few faces, evenly taken, tell how much ink the deck takes nearly as well as all.
        inks, every = Inks(), max(1, total // LOOKED_AT)
        suit = None
        number = 1
        fronts, backs = self._fronts.setdefault(format, []), self._backs.setdefault(format, [])
        for card in self._deck.cards:
            copies = self._copies[card.id]
            if not copies or self._deck.format_of(card) != format:
                number += card.copies
                continue
            self._done += 1
            front = self._bench.front(card, number)
            back = self._bench.back(card, number) if self._bench.has_backs else None
            if self._options.progress is not None:
                self._options.progress(self._done, total)
            if (
                self._options.estimates
                and inks.left
                and (self._done % every == 0 or (len(self.formats) > 1 and not fronts))
            ):
                fronts += [inks.coverage(front)] if front is not None else []
                backs += [inks.coverage(back)] if back is not None and len(backs) < LOOKED_AT // 2 else []
            bookmark = ""
            if card.suit is not None and card.suit.id != suit:
                suit, bookmark = card.suit.id, card.suit.title
            number += card.copies
            if self._bench.too_many:
                raise ProblemsError(())
            if front is not None:
                yield Piece(front, back, bookmark)
                for _ in range(copies - 1):
                    yield Piece(front, back)

    def _blank_runs(self) -> tuple[tuple[Format, list[Card]], ...]:
        """The blank cards of each format: as many of a suit as fill a sheet have it to themselves, fewer share one."""
        found: dict[Format, list[Card]] = {}
        for card in self._blanks:
            found.setdefault(self._deck.format_of(card), []).append(card)
        return tuple(found.items())

    def _blank_pieces(self, card: Card) -> Iterator[Piece]:
        front = self._bench.blank(card)
        back = self._bench.back(card, 0) if self._bench.has_backs else None
        if front is not None:
            title = card.suit.title if card.suit is not None else ""
            yield Piece(front, back, title)
            for _ in range(card.copies - 1):
                yield Piece(front, back)

    def _said(self, text: str) -> str:
        """The text, or nothing when no font within reach has its letters: sheets must not fail for that."""
        return text if self._pages.can_say(text) else ""

    @property
    def _title(self) -> str:
        return self._said(self._deck.title) or self._deck.id

    # --- Sheets -------------------------------------------------------------------------------------------------

    def counted(self, grids: Grids, job: PrintJob) -> Counts:
        """What the cards take, and after them the blank ones on fresh sheets; each format is cut as a stack."""
        runs = [(grids[format], self._written.get(format, 0)) for format in self.formats]
        runs += [(grids[format], sum(card.copies for card in cards)) for format, cards in self._blank_runs()]
        return replace(counts(runs, job), cuts=sum(grid.cuts for grid in grids.values()) if self.total else 0)

    def sheets(self, grids: Grids, job: PrintJob) -> Iterator[Sheet]:
        """The guide, if wanted, and then the sheets, each with its slug set."""
        backs = job.backs
        doubled = backs and job.way != "gutterfold"
        needed = self.counted(grids, job)
        self._bench.back_bleeds = {format: grid.back_bleed for format, grid in grids.items()}
        words = self._pages.words
        how = words["slug_fold"] if backs and not doubled else words["slug_flip_" + job.flip if backs else "slug_plain"]
        if self._options.proof:
            how = words["slug_proof"]
        name = " ".join(part for part in (self._title, self._said(self._deck.version)) if part)

        def slug(side: SideFacts) -> str:
            where = str(words["slug_back" if side.back else "slug_sheet"]).format(number=side.number, of=needed.sheets)
            pack = [str(words["slug_pack"]).format(number=side.pack, of=side.packs)] if side.packs > 1 else []
            return " · ".join([name, *([side.run] if side.run else []), *pack, where, str(how)])

        self._bench.agree_on_sizes()
        several = len(self.formats) > 1
        runs = [
            Run(grid=grids[format], pieces=self._pieces(format), title=_size(format) if several else "")
            for format in self.formats
        ]
        for format, cards in self._blank_runs():
            pieces = chain.from_iterable(map(self._blank_pieces, cards))
            runs.append(Run(grid=grids[format], pieces=pieces, title=_size(format) if several else ""))
        made = iter(impose_all(runs, job, words=slug))
        if job.guide and room_for_guide(self.first(grids).paper):
            # The page that explains the printing shows the sheet that follows it.
            first = next(made, None)
            yield self._guide(self.first(grids), job, needed, words, first)
            made = chain([first] if first is not None else [], made)
        for sheet in made:
            yield replace(
                sheet,
                front=self._pages.typeset(sheet.front),
                back=self._pages.typeset(sheet.back) if sheet.back else None,
            )

    def _guide(
        self, grid: Grid, job: PrintJob, needed: Counts, words: Mapping[str, object], first: Sheet | None
    ) -> Sheet:
        """The first page, which explains the printing; its back is printed too, so that fronts stay fronts."""
        paper = min((grid.paper, grid.paper.turned), key=lambda size: size.width)
        doubled = job.backs and job.way != "gutterfold"
        # Among letters that run the other way, a length must stay in one piece; and in no language may it be divided.
        isolated = "\u2066{}\u2069" if words["direction"] == "rtl" else "{}"

        def shown(points: float) -> str:
            return isolated.format(show_mm(points).replace(".", str(words["decimal"])).replace(" ", "\u00a0"))

        values = {
            "paper": isolated.format(job.paper.title),
            "edge": str(words["edge_" + job.flip]),
            "width": " / ".join(shown(format.trim.width) for format in self.formats),
            "height": " / ".join(shown(format.trim.height) for format in self.formats),
            "sheets": needed.sheets,
            "cuts": needed.cuts,
            "last_front": 1 + needed.sheets,
            "first_back": 2 + needed.sheets,
            "last_back": 1 + 2 * needed.sheets,
            "cards": self.total * job.packs,
            "licence": self._said(self._deck.licence) or "–",
        }

        def fill(key: str) -> str:
            return str(words[key]).format(**values)

        way = "steps_by_hand" if job.way == "by-hand" else "steps_duplex"
        steps = words["steps_simplex" if not job.backs else way if doubled else "steps_fold"]
        texts: dict[str, object] = {
            key: fill(key)
            for key in ("lead", "size_head", "size_text", "bank_card", "steps_head", "foot", "back_title", "back_text")
        }
        texts |= {key: str(words[key]) for key in ("turn_head", "reload_head")}
        texts["turn"] = str(words["turn_" + job.flip])
        told = steps if isinstance(steps, list) else []
        # The last step is to cut, and what comes perforated is torn.
        told = told[:-1] if self._options.stock else told
        texts["steps"] = tuple(str(step).format(**values) for step in told)
        small = is_small(paper)
        if small:
            texts["size_text"] = str(words["tiles_size_text"])  # There is no outline for a bank card.
        context = {
            "deck": {"title": self._title},
            "words": texts,
            "size": "small" if small else "",
            "turn": job.flip if doubled and job.way == "duplex" else "",
            "reload": _reloading(reload_for(job), words) if doubled and job.way == "by-hand" else (),
        }

        def side(part: str, shift: Matrix = IDENTITY) -> Side:
            whole = Rect(0, 0, paper.width, paper.height)
            face, areas = self._pages.face_and_areas(part, context, paper, "space")
            if areas and first is not None and not small:
                face = replace(face, items=(*face.items, *self._shown(first, areas[0], needed)))
            return Side(placements=(Placement(face, whole, whole),), shift=shift)

        back = None
        if doubled and job.way == "duplex":
            shift = job.printer.correction(paper) if job.printer is not None else IDENTITY
            back = side("guide-back.xml.j2", shift)
        return Sheet(paper=paper, number=0, front=side("guide.xml.j2"), back=back)

    def _shown(self, sheet: Sheet, room: Rect, needed: Counts) -> tuple[Item, ...]:
        """The sheet in small, front and back beside each other; nothing where there is little room."""
        words, paper = self._pages.words, sheet.paper
        told = ["slug_sheet", "slug_back"]
        sides = [(side, str(words[key])) for side, key in zip((sheet.front, sheet.back), told, strict=True) if side]
        most = Size((room.width - _APART * (len(sides) - 1)) / len(sides), room.height - _CAPTION)
        part = min(most.width / paper.width, most.height / paper.height, _LARGEST)
        if part * max(paper.width, paper.height) < _LEAST:
            return ()
        width, height = paper.width * part, paper.height * part
        left = room.x + (room.width - len(sides) * width - (len(sides) - 1) * _APART) / 2
        items: list[Item] = []
        for number, (side, text) in enumerate(sides):
            x, y = left + number * (width + _APART), room.bottom - height - _CAPTION
            said = {"text": text.format(number=1, of=needed.sheets), "size": 9, "align": "center", "fitted": True}
            caption = self._pages.face("label.xml.j2", said, Size(width, _CAPTION))
            items.append(Group((miniature(side, paper, part),), matrix=Matrix.translation(x, y)))
            items.append(Group(caption.items, matrix=Matrix.translation(x, y + height)))
        return tuple(items)


def _size(format: Format) -> str:
    """What a slug calls the sheets of a format; digits and a sign, for it is the same in every language."""
    return f"{show_mm(format.trim.width).removesuffix(' mm')} × {show_mm(format.trim.height)}"


def _reloading(reload: Reload, words: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """The two pictures of how fronts go back into the tray: what lies on what in each, and what it says."""
    now = reload.printed_side
    before = {"up": "down", "down": "up"}[now] if reload.turn_pile else now
    end = "same" if reload.end_first == "head" else "other"
    edge = str(words[f"reload_{end}_end"])
    return (
        {
            "layers": ("pile-out", f"pile-{before}", *(("pile-turned",) if reload.turn_pile else ())),
            "says": words["reload_turned" if reload.turn_pile else "reload_kept"],
        },
        {
            "layers": (f"pile-in-{end}", f"pile-{now}"),
            "says": f"{edge}{'' if edge.endswith('。') else ' '}{words[f'reload_{now}']}",
        },
    )
