"""A spreadsheet saved as CSV → a deck: its fields and suits from the columns, a card from each row.

A deck is made of it once, as plain text that anybody may go on with; nothing hangs on the spreadsheet afterwards.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.basics.problems import Place, Problem, did_you_mean
from generator.basics.records import dataclass
from generator.reading.deck import BUILT_IN
from generator.reading.values import NAME_PATTERN, slug_of

MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 60

#: Colours for suits that can be told apart by most people, one after another.
COLORS: Final = ("#0072B2", "#B3477D", "#00795C", "#A65000", "#6A3D9A", "#5C6B00", "#8B1E3F", "#33475B")

#: Columns that every deck knows, by what people call them.
_KNOWN: Final = {
    "id": "id",
    "suit": "suit",
    "category": "suit",
    "copies": "copies",
    "count": "copies",
    "quantity": "copies",
    "question": "text",
}
#: What is about a card and does not stand on it.
_ABOUT: Final = ("id", "suit", "copies")
_NAME = re.compile(NAME_PATTERN)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a spreadsheet gives.

    Attributes:
        files: `deck.toml` and `cards.toml`; empty when there are problems.
        cards: how many rows are cards.
        fields: the fields that the columns became.
        suits: the suits, by their names for people.
        problems: each at its row.
    """

    files: Mapping[str, str]
    cards: int
    fields: tuple[str, ...]
    suits: tuple[str, ...]
    problems: tuple[Problem, ...]


def deck_of_table(data: bytes, *, file: str, id: str, title: str) -> Taken:
    """A deck of a CSV file: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows' letters.

    Args:
        data: the file.
        file: what it is called in messages.
        id: the deck's.
        title: the deck's.
    """
    reader = _Reader(_text(data), file)
    reader.read()
    if reader.problems:
        return Taken(files={}, cards=0, fields=(), suits=(), problems=tuple(reader.problems))
    files = {"deck.toml": reader.deck(id, title), "cards.toml": reader.written()}
    return Taken(
        files=files,
        cards=len(reader.rows),
        fields=tuple(reader.types),
        suits=tuple(reader.suits.values()),
        problems=(),
    )


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(heading: str) -> str:
    """What parts the cells, by the first line: whatever is there most often."""
    return max(";\t,", key=lambda mark: (heading.count(mark), mark == ","))


class _Reader:
    """One table while it is read."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._lines = text.splitlines()
        self.problems: list[Problem] = []
        self._columns: list[str] = []
        #: Whether it is not clear which column is what, so that rows cannot be judged.
        self._unclear = False
        #: Each row with its line, its cells by column.
        self.rows: list[tuple[int, dict[str, str]]] = []
        self.types: dict[str, str] = {}
        self.suits: dict[str, str] = {}

    def _add(self, name: str, message: str, line: int, help: str) -> None:
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        place = Place(self._file, max(1, line), 1, max(1, len(source)), source)
        self.problems.append(Problem(name=name, message=message, at=place, help=help))

    def read(self) -> None:
        if "\0" in self._text:
            self._add("not-text", "this is no CSV file", 1, "in the spreadsheet choose Save as, and there CSV (UTF-8)")
            return
        first = next((line for line in self._lines if line.strip()), "")
        rows = csv.reader(io.StringIO(self._text, newline=""), delimiter=_separator(first))
        line = 1
        try:
            for cells in rows:
                filled = [" ".join(cell.split(" ")).strip() for cell in cells]
                if any(filled):
                    self._row(line, filled)
                line = rows.line_num + 1
        except csv.Error as fault:
            self._add("broken-table", f"this row cannot be read: {fault}", line, "look for a quotation mark too many")
        if not self._unclear:
            self._settle()

    def _row(self, line: int, cells: list[str]) -> None:
        if not self._columns:
            self._heading(line, cells)
            return
        if len(self.rows) >= MOST_ROWS:
            if len(self.rows) == MOST_ROWS:
                self._add("too-many-cards", f"there are more than {MOST_ROWS} rows", line, "make several decks of them")
            return
        more = [cell for cell in cells[len(self._columns) :] if cell]
        if more:
            self._add(
                "broken-table",
                f"this row has {len(cells)} cells, and the heading has {len(self._columns)}",
                line,
                "put a text with the separator in it into quotation marks, as a spreadsheet does when it saves",
            )
        found = {name: cell for name, cell in zip(self._columns, cells, strict=False) if name and cell}
        if found:
            self.rows.append((line, found))

    def _heading(self, line: int, cells: Sequence[str]) -> None:
        names: list[str] = []
        if len(cells) > MOST_COLUMNS:
            self._add("too-many", f"there are {len(cells)} columns, and at most {MOST_COLUMNS} are read", line, "")
            cells = cells[:MOST_COLUMNS]
        for number, cell in enumerate(cells, 1):
            name = slug_of(cell).replace("-", "_")
            name = _KNOWN.get(name, name)
            if cell and not _NAME.fullmatch(name):
                name = f"column_{number}"
            if name in BUILT_IN and name not in _ABOUT:
                name = f"own_{name}"
            if name and name in names:
                self._add(
                    "duplicate-entry", f"two columns are called `{name}`", line, "give one of them another heading"
                )
            names.append(name)
        if not any(name and name not in _ABOUT for name in names):
            self._add(
                "missing-key",
                "no column says what stands on the cards",
                line,
                "the first row holds the headings; call that column `text`",
            )
        self._columns = names
        self._unclear = bool(self.problems)

    def _settle(self) -> None:
        """Looks through all rows: which type each column has, which suits there are, what each card is called."""
        if not self.rows:
            self._add(
                "deck-without-cards",
                "there is no row with a card",
                1,
                "the first row holds the headings, and each row below it is a card",
            )
            return
        if "text" not in self._columns:
            self._name_text()
        for name in self._columns:
            if name and name not in _ABOUT:
                self.types[name] = self._type(name)
        ids: dict[str, int] = {}
        counts: dict[str, int] = {}
        for line, row in self.rows:
            if "text" not in row:
                self._add("missing-key", "this card has no `text`", line, "write what stands on it, or delete the row")
            if "suit" in row:
                slug = slug_of(row["suit"]) or f"suit-{len(self.suits) + 1}"
                self.suits.setdefault(slug, " ".join(row["suit"].split()))
                row["suit"] = slug
            elif "suit" in self._columns:
                like = f", such as {next(iter(self.suits.values()))}" if self.suits else ""
                self._add("missing-key", "this card has no `suit`", line, f"write one{like}, or leave out the column")
            family = row.get("suit", "card")
            counts[family] = counts.get(family, 0) + 1
            name = slug_of(row["id"]) if "id" in row else f"{family}-{counts[family]}"
            row["id"] = name or f"{family}-{counts[family]}"
            if row["id"] in ids:
                self._add(
                    "duplicate-card",
                    f"two cards are called `{row['id']}`; the other is on line {ids[row['id']]}",
                    line,
                    "an id is said once; leave the column out, and they are numbered",
                )
            ids[row["id"]] = line
            copies = row.get("copies", "1")
            if not (_WHOLE.fullmatch(copies) and 0 <= int(copies) <= 1000):
                self._add("out-of-range", f"{copies} copies cannot be printed", line, "write a whole number, 0 to 1000")
        titles = list(self.suits.values())
        for number, title in enumerate(titles):
            like = did_you_mean(title, titles[:number])
            slug = list(self.suits)[number]
            used = sum(row.get("suit") == slug for _, row in self.rows)
            if like and used == 1 and len(self.rows) > 2:
                line = next(line for line, row in self.rows if row.get("suit") == slug)
                self._add("unknown-suit", f"only this card has the suit `{title}`", line, f"did you mean `{like}`?")

    def _name_text(self) -> None:
        """What a card says is in the column with the most letters."""
        long = {name: 0 for name in self._columns if name and name not in _ABOUT}
        for _, row in self.rows:
            for name in long:
                long[name] += len(row.get(name, ""))
        most = max(long, key=lambda name: long[name])
        self._columns = ["text" if name == most else name for name in self._columns]
        self.rows = [
            (line, {"text" if name == most else name: cell for name, cell in row.items()}) for line, row in self.rows
        ]

    def _type(self, name: str) -> str:
        cells = [row[name] for _, row in self.rows if name in row]
        if name in ("text", "hint") or not cells:
            return "text"
        if all(_WHOLE.fullmatch(cell) for cell in cells):
            return "integer"
        return "number" if all(_NUMBER.fullmatch(cell) for cell in cells) else "text"

    # --- The files --------------------------------------------------------------------------------------------------

    def deck(self, id: str, title: str) -> str:
        """The text of `deck.toml`."""
        parts = [
            "[deck]",
            f"id = {quoted(id)}",
            f"title = {quoted(title)}",
            'version = "1.0"',
            'language = "en"          # of the texts, such as de or pt-BR',
            'format = "poker"         # see `deckwright list formats`',
            'template = "plain"       # see `deckwright list templates`',
            'cards = ["cards.toml"]',
        ]
        for name, kind in self.types.items():
            parts += ["", f"[fields.{name}]", f'type = "{kind}"', *(["required = true"] if name == "text" else [])]
        for number, (slug, suit) in enumerate(self.suits.items()):
            icons = [f'icon = "{("sun", "star")[number]}"'] if number < 2 else []
            color = COLORS[number % len(COLORS)]
            parts += ["", f"[suits.{slug}]", f"title = {quoted(suit)}", f'color = "{color}"', *icons]
        return "\n".join(parts) + "\n"

    def written(self) -> str:
        """The text of `cards.toml`."""
        parts: list[str] = []
        for _, row in self.rows:
            parts += ["[[card]]", f"id = {quoted(row['id'])}"]
            parts += [f"suit = {quoted(row['suit'])}"] if "suit" in row else []
            parts += [f"copies = {int(row['copies'])}"] if "copies" in row else []
            for name, kind in self.types.items():
                if name in row:
                    cell = row[name]
                    parts.append(f"{name} = {quoted(cell) if kind == 'text' else _number(cell)}")
            parts.append("")
        return "\n".join(parts)


def _number(cell: str) -> str:
    """A number as TOML writes it: no comma, no zeros before it."""
    number = cell.replace(",", ".")
    return repr(float(number)) if "." in number else str(int(number))


def quoted(text: str) -> str:
    """The text as a TOML string of one line."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return '"' + "".join(escapes.get(one) or (one if one >= " " and one != "\x7f" else "") for one in plain) + '"'
