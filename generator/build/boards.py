"""The boards of a deck: each whole on one page, for a copy shop, and in pieces over sheets that are glued together."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.basics.geometry import Rect
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import in_mm, show_mm
from generator.build.bench import Bench
from generator.build.loading import Loaded
from generator.build.options import Made, Options
from generator.build.pages import Pages, is_small, no_guide, room_for_guide, texts_of
from generator.build.printing import written
from generator.components.boards import lay_out
from generator.imposition import Joint, Tile, Tiling, tile_name, tiling, whole_page
from generator.model.board import Board
from generator.model.face import Face
from generator.model.job import PrintJob
from generator.model.papers import PAPERS
from generator.model.sheet import Label, Placement, Sheet, Side
from generator.templating import board_words
from generator.typesetting import Subject

#: How large the picture of the sheets is on the first page, millimetres.
_PICTURE_WIDE, _PICTURE_HIGH = 120.0, 62.0

#: How high on small paper.
_PICTURE_SMALL = 40.0

#: What a board is made from when it names no part of its own.
BOARD_PART = "board.xml.j2"


def boards(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The boards of a deck: `board.pdf` on one page, `board-tiled.pdf` in pieces; with its id if there are several.

    Raises:
        ProblemsError: there is no such template.
    """
    deck = loaded.deck
    assert deck is not None, "a deck with errors cannot be built"  # noqa: S101 - a fault of the caller's
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    problems: dict[Problem, None] = {}
    for board in deck.boards:
        name = "board" if len(deck.boards) == 1 else f"board-{board.id}"
        made = _OneBoard(loaded, board, job, options).made(name)
        files |= made.files
        about |= made.about
        problems.update(dict.fromkeys(made.problems))
    return Made(files=files, problems=tuple(problems), about=about)


def board_face(loaded: Loaded, board: Board, options: Options) -> Face:
    """A board as it lies on the table, for a picture of it.

    Raises:
        ProblemsError: it cannot be made; building the board says why.
    """
    return _OneBoard(loaded, board, PrintJob(), options).face()


class _OneBoard:
    """One board on its way to paper."""

    def __init__(self, loaded: Loaded, board: Board, job: PrintJob, options: Options) -> None:
        stylesheet = board.template.removesuffix(".xml.j2") + ".css"
        # A look that draws no boards leaves them to the usual one, as it does with boxes.
        usual = (board.template,) if board.template == BOARD_PART else ()
        self._bench = Bench(loaded, options, "board", parts=usual, stylesheet=stylesheet)
        self._board, self._options = board, options
        self._deck = self._bench.deck
        # A board is printed on one side, once.
        self._job = replace(job, backs=False, packs=1, start_slot=1)
        self._pages = Pages(self._bench.media, self._bench.assets, self._deck.title + board.title)
        self._words = self._pages.words

    def made(self, name: str) -> Made:
        files: dict[str, bytes] = {}
        about: dict[str, str] = {}
        more: tuple[Problem, ...] = ()
        try:
            face = self.face()
            for file, (sheets, told) in self._sheets(name, face).items():
                title = f"{self._deck.title}: {self._board.title}"
                files[file], found = written(sheets, file, title, self._deck, self._job, self._options)
                about[file] = told
                more += found
                if file.endswith("-tiled.pdf") and self._job.guide and not room_for_guide(self._job.paper.size):
                    more += (no_guide(self._job),)
        except ProblemsError as fault:
            more += fault.problems
        problems = self._bench.finish(*more, *self._pages.problems)
        broken = any(problem.severity == "error" for problem in problems)
        if broken or not self._options.write:
            return Made(files={}, problems=problems)
        return Made(files=files, problems=problems, about=about)

    def face(self) -> Face:
        """The board, laid out, filled and set.

        Raises:
            ProblemsError: something on it has no room, or its template has a fault, which the look tells.
        """
        board, bench = self._board, self._bench
        if board.template not in bench.parts:
            raise ProblemsError(
                (
                    Problem(
                        name="missing-template-part",
                        message=f"the look `{self._deck.template}` has no `{board.template}` to make a board with",
                        at=board.at("template") if board.template != BOARD_PART else board.at(),
                        help="write one, as in templates/plain, or leave the board out with --components",
                    ),
                )
            )
        layout, problems = lay_out(board)
        if layout is None:
            raise ProblemsError(problems)
        self._bench.problems += problems
        title = f"board `{board.id}`"
        design = bench.look.design(
            board.template, board_words(self._deck, layout), board.format, at=board.at(), title=title
        )
        if design is None:
            raise ProblemsError(())
        return bench.typesetter.set(design, Subject(title=title, at=lambda name: board.at()))

    # --- Sheets -----------------------------------------------------------------------------------------------------

    def _sheets(self, name: str, face: Face) -> Mapping[str, tuple[Iterator[Sheet], str]]:
        board, job = self._board, self._job
        page = whole_page(board.format, board.paper, job)
        if page is None:
            assert board.paper is not None  # noqa: S101 - a page of its own size is never too small
            raise ProblemsError((self._too_large(),))
        whole = Sheet(
            paper=page.paper,
            number=1,
            front=Side(placements=(Placement(face, page.at, page.window),), marks=page.marks),
        )
        made: dict[str, tuple[Iterator[Sheet], str]] = {}
        size = f"{show_mm(page.paper.width).removesuffix(' mm')} × {show_mm(page.paper.height)}"
        made[f"{name}.pdf"] = iter((whole,)), f"the board on one page of {size}, for a copy shop"
        if self._options.press is None:  # nobody glues what a press has printed
            cut = tiling(board.format, job)
            count = f"{len(cut.tiles)} {'sheet' if len(cut.tiles) == 1 else 'sheets'} of {job.paper.title}"
            made[f"{name}-tiled.pdf"] = self._tiles(cut, face), f"the board on {count}, to be glued together"
        return made

    def _too_large(self) -> Problem:
        board = self._board
        trim = board.format.trim
        holding = [paper.name for paper in PAPERS.values() if whole_page(board.format, paper, self._job) is not None]
        return Problem(
            name="board-larger-than-paper",
            message=f"this board of {show_mm(trim.width)} × {show_mm(trim.height)} does not fit on its paper",
            at=board.at("paper"),
            help=(f"`{holding[0]}` holds it; or " if holding else "") + "leave `paper` out for a page of its own size",
        )

    def _tiles(self, cut: Tiling, face: Face) -> Iterator[Sheet]:
        if self._job.guide and room_for_guide(cut.paper):
            yield self._guide(cut)
        for number, tile in enumerate(cut.tiles, 1):
            side = Side(
                placements=(Placement(face, tile.at, tile.window),),
                marks=tile.marks,
                labels=(
                    Label(self._named(tile), tile.label, size=7.0, align="left", fitted=True),
                    *(self._joined(joint) for joint in tile.joints),
                ),
            )
            yield Sheet(paper=cut.paper, number=number, front=self._pages.typeset(side))

    def _named(self, tile: Tile) -> str:
        return str(self._words["tile_name"]).format(name=tile.name, board=self._board.title)

    def _joined(self, joint: Joint) -> Label:
        text = str(self._words["tile_glue" if joint.glue else "tile_cut"])
        return Label(text.format(other=tile_name(*joint.other)), joint.label, joint.turned, 7.0, fitted=True)

    def _guide(self, cut: Tiling) -> Sheet:
        """The first page: how the sheets go together, in words and as a picture."""
        paper = min((cut.paper, cut.paper.turned), key=lambda size: size.width)
        trim, words = self._board.format.trim, self._words
        last = cut.tiles[-1]
        values = {
            "title": self._board.title,
            "sheets": len(cut.tiles),
            "paper": self._job.paper.title,
            "width": show_mm(trim.width),
            "height": show_mm(trim.height),
            "overlap": show_mm(cut.overlap),
            "columns": cut.columns,
            "rows": cut.rows,
            "first": cut.tiles[0].name,
            "last": last.name,
            "licence": self._deck.licence or "–",
        }
        small = is_small(paper)
        wide = min(_PICTURE_WIDE, in_mm(paper.width) - 60)
        scale = min(wide / in_mm(trim.width), (_PICTURE_SMALL if small else _PICTURE_HIGH) / in_mm(trim.height))

        def scaled(points: float) -> float:
            return round(in_mm(points) * scale, 2)

        pieces = tuple(
            {
                "name": tile.name,
                "left": scaled(tile.piece.x + cut.bleed),
                "top": scaled(tile.piece.y + cut.bleed),
                "width": scaled(tile.piece.width),
                "height": scaled(tile.piece.height),
            }
            for tile in cut.tiles
        )
        which = "single" if len(cut.tiles) == 1 else "steps"
        texts: dict[str, object] = {
            key: str(words[f"tiles_{key}" if key in ("lead", "head", "size_text") else key]).format(**values)
            for key in ("lead", "head", "size_head", "size_text", "foot")
        }
        texts["steps"] = tuple(step.format(**values) for step in texts_of(words[f"tiles_{which}"]))
        context = {
            "deck": {"title": self._deck.title},
            "board": {"title": self._board.title},
            "words": texts,
            "size": "small" if small else "",
            "pieces": pieces,
            "width": scaled(trim.width + 2 * cut.bleed),
            "height": scaled(trim.height + 2 * cut.bleed),
        }
        whole = Rect(0, 0, paper.width, paper.height)
        placed = Placement(self._pages.face("tiles.xml.j2", context, paper), whole, whole)
        return Sheet(paper=paper, number=0, front=Side(placements=(placed,)))
