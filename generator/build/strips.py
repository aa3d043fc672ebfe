"""Cards in an order to be played in, each with a tip at its foot."""

from collections.abc import Iterator
from dataclasses import replace

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Size
from generator.basics.problems import Problem, ProblemsError, did_you_mean
from generator.basics.units import mm, show_mm
from generator.build.bench import Bench
from generator.build.loading import Loaded
from generator.build.options import Made, Options
from generator.build.pages import Pages
from generator.build.printing import written
from generator.imposition import Grid, Piece, Run, SideFacts, counts, grid_for, impose_all
from generator.model.deck import Strip
from generator.model.face import Face, Group, Path, Stroke
from generator.model.formats import Format
from generator.model.job import PrintJob
from generator.model.sheet import Sheet

#: How high the foot with the tip is, points.
FOOT = mm(15)


def strips(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The deck's strips, each a PDF with its id for a name.

    Raises:
        ProblemsError: there is no such template.
    """
    bench = Bench(loaded, options)
    deck = bench.deck
    # The half-used sheet is for the cards, and so is the page that explains the printing.
    job = replace(job, start_slot=1, guide=False, backs=job.backs and bench.has_backs)
    more = _unknown(loaded)
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    pages = Pages(bench.media, bench.assets, deck.title + "".join(strip.title for strip in deck.strips))
    if not more:
        for strip in deck.strips:
            try:
                cell = _cell(loaded, strip)
                grid = grid_for(cell, job)
                maker = _Maker(loaded, bench, pages, strip)
                title = f"{deck.title}: {strip.title}"
                data, found = written(maker.sheets(grid, job), f"{strip.id}.pdf", title, deck, job, options)
                more += found
            except ProblemsError as fault:
                more += fault.problems
                continue
            sheets = counts([(grid, len(strip.tips))], job).sheets
            about[f"{strip.id}.pdf"] = (
                f"{strip.title}, {len(strip.tips)} cards in order on {sheets} {'sheets' if sheets > 1 else 'sheet'} of "
                f"{job.paper.title}"
            )
            if options.write:
                files[f"{strip.id}.pdf"] = data
    problems = (*bench.finish(*more), *pages.problems)
    broken = any(problem.severity == "error" for problem in problems)
    return Made(files={} if broken else files, problems=problems, about=about, backs=bool(files) and job.backs)


def _cell(loaded: Loaded, strip: Strip) -> Format:
    """What a card of the strip takes with its foot.

    Raises:
        ProblemsError: its cards are not all of one format.
    """
    deck = loaded.whole or loaded.deck
    assert deck is not None  # noqa: S101 - a deck with errors is not built
    cards = {card.id: card for card in deck.cards}
    format = deck.format_of(cards[strip.tips[0].card]) if strip.tips else deck.format
    for number, tip in enumerate(strip.tips):
        other = deck.format_of(cards[tip.card])
        if other != format:
            raise ProblemsError(
                (
                    Problem(
                        name="strip-of-two-formats",
                        message=f"the card `{tip.card}` is {_size(other)}, and the strip's first card {_size(format)}",
                        at=strip.at(number),
                        help="the cards of a strip lie side by side: make one strip for each format",
                    ),
                )
            )
    return replace(format, trim=Size(format.trim.width, format.trim.height + FOOT))


def _size(format: Format) -> str:
    return f"{show_mm(format.trim.width).removesuffix(' mm')} × {show_mm(format.trim.height)}"


def _unknown(loaded: Loaded) -> tuple[Problem, ...]:
    """The cards that a strip names and the deck does not have."""
    deck = loaded.whole or loaded.deck
    assert deck is not None  # noqa: S101 - a deck with errors is not built
    known = tuple(card.id for card in deck.cards)
    found: list[Problem] = []
    for strip in deck.strips:
        for number, tip in enumerate(strip.tips):
            if tip.card not in known:
                like = did_you_mean(tip.card, known)
                found.append(
                    Problem(
                        name="unknown-card",
                        message=f"no card is called `{tip.card}`",
                        at=strip.at(number),
                        help=f"did you mean `{like}`?" if like else "name a card of this deck",
                    )
                )
    return tuple(found)


class _Maker:
    """One strip in the making."""

    def __init__(self, loaded: Loaded, bench: Bench, pages: Pages, strip: Strip) -> None:
        self._bench, self._pages, self._strip = bench, pages, strip
        self._deck = bench.deck
        whole = loaded.whole or self._deck
        self._cards = {card.id: (number, card) for number, card in enumerate(whole.cards, 1)}
        self._cards |= {card.id: (number, card) for number, card in enumerate(self._deck.cards, 1)}

    def sheets(self, grid: Grid, job: PrintJob) -> Iterator[Sheet]:
        """The sheets, each with its slug set."""
        needed = counts([(grid, len(self._strip.tips))], job)
        words = self._pages.words

        def slug(side: SideFacts) -> str:
            where = str(words["slug_back" if side.back else "slug_sheet"]).format(number=side.number, of=needed.sheets)
            return " · ".join([self._deck.title, self._strip.title, where])

        for sheet in impose_all([Run(grid=grid, pieces=self._pieces())], job, words=slug):
            back = self._pages.typeset(sheet.back) if sheet.back is not None else None
            yield replace(sheet, front=self._pages.typeset(sheet.front), back=back)

    def _pieces(self) -> Iterator[Piece]:
        for number, tip in enumerate(self._strip.tips, 1):
            place, card = self._cards[tip.card]
            front = self._bench.front(card, place)
            back = self._bench.back(card, place) if self._bench.has_backs else None
            if front is not None:
                yield Piece(self._footed(front, number, tip.text), None if back is None else self._footed(back, 0, ""))

    def _footed(self, face: Face, number: int, text: str) -> Face:
        """The face with room for a tip below it, parted by a line to cut along."""
        width, height = face.size.width, face.size.height
        size = Size(width, height + FOOT)
        reach = face.bleed
        window = Path(
            (
                ("M", -reach, -reach),
                ("L", width + reach, -reach),
                ("L", width + reach, height),
                ("L", -reach, height),
                ("Z",),
            )
        )
        items: tuple[Group | Path, ...] = (Group(face.items, clip=window),)
        if number:
            words = {"number": number, "count": len(self._strip.tips), "text": text}
            foot = self._pages.face("tip.xml.j2", words, Size(width, FOOT))
            cut = Path(
                (("M", 0, height), ("L", width, height)), stroke=Stroke(Colour("gray", (0.55,)), 0.5, dash=(3, 2))
            )
            items += (Group(foot.items, matrix=Matrix.translation(0, height)), cut)
        return Face(size=size, bleed=face.bleed, items=items, title=face.title)
