"""Stock: perforated and label sheets, whose cards already lie where the maker put them."""

from collections.abc import Iterable, Mapping

from generator.basics.geometry import Point, Rect, Size
from generator.basics.problems import KeyPath, Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE, fits, in_mm, mm, parse_length, show_mm
from generator.model.formats import Format
from generator.model.papers import PAPERS, Paper, own_paper, paper_of
from generator.model.printer import quoted

#: A card may differ from the label by so much and still count as the same size, points.
SAME_SIZE = mm(0.5)

#: No sheet has more columns or rows than this.
MOST_ROWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A perforated or label sheet, upright; points from its top left corner.

    Attributes:
        name: a slug, also the name of its file.
        title: for people, with its size.
        aliases: other part numbers with the same geometry.
        card: the size of one label, perforation to perforation.
        first: the top left corner of the first label.
        pitch: from one label's left edge to the next one's, and from top to top.
        corner: radius of the labels' corners.
        source: where the figures are from.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    paper: Paper
    card: Size
    columns: int
    rows: int
    first: Point
    pitch: Size
    corner: float = 0.0
    source: str = ""

    @property
    def slots(self) -> tuple[Rect, ...]:
        """The labels, row by row from the top left."""
        return tuple(
            Rect(
                self.first.x + column * self.pitch.width,
                self.first.y + row * self.pitch.height,
                self.card.width,
                self.card.height,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def holds(self, trim: Size) -> int | None:
        """By how many degrees a card of this size must be turned to fit a label, 0 or 90; None when it is larger."""
        for turned, size in ((0, trim), (90, trim.turned)):
            if size.width <= self.card.width + SAME_SIZE and size.height <= self.card.height + SAME_SIZE:
                return turned
        return None


_KEYS = ("name", "title", "aliases", "paper", "card", "columns", "rows", "first", "pitch", "corner", "source")
_PAIRS = {"card": ("width", "height"), "first": ("left", "top"), "pitch": ("x", "y"), "paper": ("width", "height")}
_NEEDED = ("paper", "card", "columns", "rows", "first", "pitch")


def stock_of(table: Mapping[str, object], name: str) -> tuple[Stock | None, tuple[Problem, ...]]:
    """The stock that a parsed file describes, or everything that is wrong with it.

    Args:
        table: the file, parsed.
        name: what the file is called in messages; the places of the problems point into it.
    """
    reader = _Reader(table, name)
    stock = reader.read()
    return (None if reader.problems else stock), tuple(reader.problems)


def stock_from_measures(
    *,
    name: str,
    paper: Paper,
    first_left: float,
    first_top: float,
    pitch_x: float,
    pitch_y: float,
    card: Size,
    columns: int,
    rows: int,
) -> tuple[Stock | None, tuple[Problem, ...]]:
    """A stock from four numbers read off a sheet with a ruler, and what is counted; points."""
    reader = _Reader({}, name)
    stock = Stock(
        name=name,
        title=_title(name, card, columns * rows, paper),
        paper=paper,
        card=card,
        columns=columns,
        rows=rows,
        first=Point(first_left, first_top),
        pitch=Size(pitch_x, pitch_y),
        source="measured by hand",
    )
    reader.check(stock)
    return (None if reader.problems else stock), tuple(reader.problems)


def stock_toml(stock: Stock) -> str:
    """The file of a stock; reading it gives the same stock, to a ten-thousandth of a millimetre."""

    def length(points: float) -> str:
        return '"' + (f"{in_mm(points):.4f}".rstrip("0").rstrip(".") or "0") + 'mm"'

    def pair(key: str, one: float, other: float) -> str:
        names = _PAIRS[key]
        return f"{key} = {{ {names[0]} = {length(one)}, {names[1]} = {length(other)} }}"

    size = stock.paper.size
    known = PAPERS.get(stock.paper.name)
    lines = [
        f"name = {quoted(stock.name)}",
        f"title = {quoted(stock.title)}",
        *([f"aliases = [{', '.join(quoted(alias) for alias in stock.aliases)}]"] if stock.aliases else []),
        f"paper = {quoted(stock.paper.name)}" if known else pair("paper", size.width, size.height),
        pair("card", stock.card.width, stock.card.height),
        f"columns = {stock.columns}",
        f"rows = {stock.rows}",
        pair("first", stock.first.x, stock.first.y),
        pair("pitch", stock.pitch.width, stock.pitch.height),
        *([f"corner = {length(stock.corner)}"] if stock.corner else []),
        f"source = {quoted(stock.source)}",
    ]
    return "\n".join(lines) + "\n"


def stock_named(name: str, stocks: Iterable[Stock]) -> tuple[Stock | None, tuple[Problem, ...]]:
    """The stock that goes by a name or a part number, or a problem with what comes nearest."""
    wanted = _plain(name)
    names: list[str] = []
    for stock in stocks:
        if wanted in (_plain(stock.name), *(_plain(alias) for alias in stock.aliases)):
            return stock, ()
        names += [stock.name, *stock.aliases]
    like = did_you_mean(name, names)
    return None, (
        Problem(
            name="unknown-stock",
            message=f"no stock is called `{name[:60]}`",
            help=(f"did you mean `{like}`? " if like else "")
            + "see `deckwright list stocks`, or measure your own sheet with `deckwright measure`",
        ),
    )


def stocks_holding(card: Format, stocks: Iterable[Stock]) -> tuple[Stock, ...]:
    """The stocks whose labels a card fits, the closest fit first."""

    def waste(stock: Stock) -> float:
        return stock.card.width * stock.card.height - card.trim.width * card.trim.height

    return tuple(sorted((stock for stock in stocks if stock.holds(card.trim) is not None), key=waste))


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _title(name: str, card: Size, count: int, paper: Paper) -> str:
    size = f"{show_mm(card.width).removesuffix(' mm')} × {show_mm(card.height)}"
    return f"{name}: {count} cards, {size}, on {paper.title.split(',')[0]}"


class _Reader:
    def __init__(self, table: Mapping[str, object], file: str) -> None:
        self.table, self.file = table, file
        self.problems: list[Problem] = []

    def fault(self, name: str, message: str, help: str, *keys: str, part: str = "value") -> None:
        at = KeyPath(self.file, keys, "key" if part == "key" else "value") if keys and self.table else None
        self.problems.append(Problem(name=name, message=message, at=at, help=help))

    def read(self) -> Stock | None:
        for key in self.table:
            if key not in _KEYS:
                self.unknown(str(key), _KEYS)
        missing = [key for key in _NEEDED if key not in self.table]
        for key in missing:
            self.fault(
                "missing-key",
                f"the stock file `{self.file}` does not say its `{key}`",
                f"a stock needs {', '.join(f'`{needed}`' for needed in _NEEDED)}",
            )
        paper = self.paper() if "paper" in self.table else None
        pairs = {key: self.pair(key) for key in ("card", "first", "pitch") if key in self.table}
        counts = {key: self.count(key) for key in ("columns", "rows") if key in self.table}
        corner = self.length(self.table["corner"], "corner") if "corner" in self.table else 0.0
        texts = {key: self.text(key) for key in ("name", "title", "source")}
        aliases = self.aliases()
        if missing or self.problems or paper is None:
            return None
        card, first, pitch = (pairs[key] for key in ("card", "first", "pitch"))
        size = Size(*card)
        name = texts["name"] or self.file.rpartition("/")[2].removesuffix(".toml")
        stock = Stock(
            name=name,
            title=texts["title"] or _title(name, size, counts["columns"] * counts["rows"], paper),
            aliases=aliases,
            paper=paper,
            card=size,
            columns=counts["columns"],
            rows=counts["rows"],
            first=Point(*first),
            pitch=Size(*pitch),
            corner=corner,
            source=texts["source"],
        )
        self.check(stock)
        return stock

    def check(self, stock: Stock) -> None:
        """Whether the labels are of any size, apart from each other, and on the paper."""
        for key, count in (("columns", stock.columns), ("rows", stock.rows)):
            if not 1 <= count <= MOST_ROWS:
                self.fault("impossible-stock", f"a sheet with {count} {key} of cards", f"1 to {MOST_ROWS}", key)
        if stock.card.width < mm(5) or stock.card.height < mm(5):
            self.fault(
                "impossible-stock",
                f"labels of {show_mm(stock.card.width)} × {show_mm(stock.card.height)} are too small to print on",
                "each side may be 5 mm or more",
                "card",
            )
        if self.problems:
            return
        for axis, step, extent, count in (
            ("x", stock.pitch.width, stock.card.width, stock.columns),
            ("y", stock.pitch.height, stock.card.height, stock.rows),
        ):
            if count > 1 and not fits(extent, step):
                self.fault(
                    "impossible-stock",
                    f"labels that are {show_mm(extent)} long and follow one another every {show_mm(step)} overlap",
                    "measure from one label's edge to the same edge of the next",
                    "pitch",
                    axis,
                )
        size = stock.paper.size
        for edge, start, end, extent in (
            (
                "left",
                stock.first.x,
                stock.first.x + (stock.columns - 1) * stock.pitch.width + stock.card.width,
                size.width,
            ),
            (
                "top",
                stock.first.y,
                stock.first.y + (stock.rows - 1) * stock.pitch.height + stock.card.height,
                size.height,
            ),
        ):
            if start < -TOLERANCE or not fits(end, extent):
                self.fault(
                    "impossible-stock",
                    f"the labels reach from {show_mm(start)} to {show_mm(end)}, but {stock.paper.title} ends at "
                    f"{show_mm(extent)}",
                    "measure once more, the sheet upright, from its left and top edges",
                    "first",
                    edge,
                )

    # --- Values -------------------------------------------------------------------------------------------------

    def unknown(self, key: str, known: tuple[str, ...], *path: str) -> None:
        like = did_you_mean(key, known)
        self.fault(
            "unknown-key",
            f"a stock file has no key `{key[:60]}`" + (f" in `{path[0]}`" if path else ""),
            f"did you mean `{like}`?" if like else f"there are {one_of(known)}",
            *path,
            key,
            part="key",
        )

    def paper(self) -> Paper | None:
        value = self.table["paper"]
        if isinstance(value, Mapping):
            found, problems = own_paper(Size(*self.pair("paper")))
        elif isinstance(value, str):
            found, problems = paper_of(value)
        else:
            self.fault(
                "wrong-type", "`paper` must be a name or a table of `width` and `height`", 'paper = "a4"', "paper"
            )
            return None
        for problem in problems:
            self.fault(problem.name, problem.message, problem.help, "paper")
        return found

    def pair(self, key: str) -> tuple[float, float]:
        value = self.table[key]
        names = _PAIRS[key]
        if not isinstance(value, Mapping):
            self.fault(
                "wrong-type", f"`{key}` must be a table", f'{key} = {{ {names[0]} = "9mm", {names[1]} = "9mm" }}', key
            )
            return 0.0, 0.0
        for name in value:
            if name not in names:
                self.unknown(str(name), names, key)
        lengths = []
        for name in names:
            if name in value:
                lengths.append(self.length(value[name], key, name))
            else:
                self.fault("missing-key", f"`{key}` does not say its `{name}`", f'add {name} = "…mm"', key)
                lengths.append(0.0)
        return lengths[0], lengths[1]

    def length(self, value: object, *keys: str) -> float:
        if isinstance(value, str) and len(value) < 40:
            try:
                points = parse_length(value)
            except ValueError:
                points = -1.0
            if 0 <= points <= mm(2000):
                return points
        self.fault("not-a-length", f"`{'.'.join(keys)}` is not a length", 'write it as "63.5mm" or "2.5in"', *keys)
        return 0.0

    def count(self, key: str) -> int:
        value = self.table[key]
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_ROWS:
            self.fault("wrong-type", f"`{key}` must be a whole number from 1 to {MOST_ROWS}", f"{key} = 2", key)
            return 1
        return value

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or len(value) > 200:
            self.fault("wrong-type", f"`{key}` must be a short text", f'{key} = "…"', key)
            return ""
        return value

    def aliases(self) -> tuple[str, ...]:
        value = self.table.get("aliases", [])
        if not isinstance(value, list) or len(value) > 100 or not all(isinstance(alias, str) for alias in value):
            self.fault("wrong-type", "`aliases` must be a list of part numbers", 'aliases = ["8371"]', "aliases")
            return ()
        return tuple(alias for alias in value if isinstance(alias, str))
