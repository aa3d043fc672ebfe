"""What single values may be: each kind reads a value strictly and describes itself for editors.

Every kind has `read`, which gives what the model holds or raises `Refused` with words for the author, and `schema`,
the same rule as JSON Schema. No kind converts: `"3"` is not 3, and `true` is no number.
"""

import math
import re
import unicodedata
from abc import ABC, abstractmethod
from typing import Any

from generator.basics.colour import Colour, parse_hex
from generator.basics.patterns import pattern
from generator.basics.problems import one_of
from generator.basics.records import dataclass
from generator.basics.units import fits, mm, parse_length, show_mm
from generator.reading.notes import Refusal, Refused, show, suggest

Schema = dict[str, Any]

#: Whole numbers beyond this are not exact as floats.
LARGEST_NUMBER = 2**53
LONGEST_LINE = 2_000
LONGEST_TEXT = 20_000
MOST_ENTRIES = 1_000
LONGEST_ID = 80
LONGEST_NAME = 40

#: Names that Windows keeps for devices; no file can be called so.
RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))])

ID_PATTERN = "[a-z0-9]+(?:-+[a-z0-9]+)*"
NAME_PATTERN = "[a-z][a-z0-9_]*"

_ID = re.compile(ID_PATTERN)
_NAME = re.compile(NAME_PATTERN)
_HEX = re.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
#: How a path begins that is good on one computer only.
_COMPUTER = pattern(r"[A-Za-z]:[\\/]|\\\\")
#: What spreadsheets are saved as.
_SHEETS = (".csv", ".tsv", ".xls", ".xlsx", ".ods", ".numbers")
#: What texts are saved as elsewhere.
_WRITTEN = (".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf", ".txt", ".md")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic")
_BARE_HEX = pattern("[0-9a-fA-F]{3}|[0-9a-fA-F]{6}")
_LANGUAGE = re.compile("[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,4}")
# Besides the control characters proper: line and paragraph separator, and two codes that are no characters at all.
_CONTROL = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_BIDI = pattern("[\u202a-\u202e\u2066-\u2069]")
#: No language puts more marks than this on one letter (Unicode Annex 15 allows a stream as many).
MOST_MARKS = 30
# The marks that stack: of all scripts, Cyrillic, Hebrew, Arabic, Thai, and those for symbols.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_STACK = pattern(f"{_MARK}{{{MOST_MARKS + 1},}}")


class Kind(ABC):
    """What a value may be."""

    @abstractmethod
    def read(self, value: object, key: str) -> Any:  # noqa: ANN401 - each kind gives its own
        """What the model holds for the value of `key`.

        Raises:
            Refused: the value is not of this kind; or it is, with a warning.
        """

    @abstractmethod
    def schema(self) -> Schema:
        """The rule as JSON Schema."""


def what(value: object) -> str:
    """What sort of value that is, for people."""
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return "a date or time"


def wrong_type(key: str, wanted: str, value: object, help: str = "") -> Refused:
    """The value is of another sort altogether."""
    return Refused(
        Refusal(
            name="wrong-type", message=f"`{key}` must be {wanted}, not {what(value)}", label=f"not {wanted}", help=help
        )
    )


def _in_quotes(value: object, key: str) -> str:
    """How the value would be written as text."""
    if isinstance(value, bool):
        return f'write it in quotes: {key} = "{str(value).lower()}"'
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return "remove the square brackets"
    if isinstance(value, list | dict):
        return f'write one text in quotes: {key} = "…"'
    text = str(value)
    return f'write it in quotes: {key} = "{text if len(text) <= 40 else "…"}"'


def _lone_bidi(text: str) -> str:
    """The first directional control that nothing ends, or that ends nothing, within its line."""
    for line in text.split("\n"):
        opened: list[str] = []
        for match in _BIDI.finditer(line):
            mark = match[0]
            if mark in "\u2069\u202c":
                openers = "\u2066\u2067\u2068" if mark == "\u2069" else "\u202a\u202b\u202d\u202e"
                if not opened or opened[-1] not in openers:
                    return mark
                opened.pop()
            else:
                opened.append(mark)
        if opened:
            return opened[0]
    return ""


def _look_closely(value: str, key: str, *, lines: bool) -> tuple[Refusal, ...]:
    """Warnings about characters that cannot be seen.

    Raises:
        Refused: there are some that no card can hold.
    """
    bad = _CONTROL.search(value) or (None if lines else re.search("\t", value))
    if bad:
        names = {
            "\t": "a tab",
            "\r": "a carriage return",
            "\x1b": "an escape character",
            "\u2028": "a line separator",
            "\u2029": "a paragraph separator",
        }
        raise Refused(
            Refusal(
                name="control-character",
                message=f"`{key}` holds {names.get(bad[0], 'a control character')} (U+{ord(bad[0]):04X})",
                label=f"at its character {bad.start() + 1}",
                help="remove it" + ("" if lines else " or put a space there"),
            )
        )
    if not lines and "\n" in value:
        raise Refused(
            Refusal(
                name="not-one-line",
                message=f"`{key}` holds a line break, and it must be a single line",
                help='write it on one line: remove the line break or \\n; only fields of type "text" have lines',
            )
        )
    lone = _lone_bidi(value)
    if lone:
        return (
            Refusal(
                name="lone-bidi-control",
                message=f"`{key}` holds a directional control without its counterpart (U+{ord(lone):04X})",
                help="remove it; the direction of a text is found from its letters",
                severity="warning",
            ),
        )
    return ()


def _check_marks(value: str, key: str) -> tuple[Refusal, ...]:
    """A warning about the first letter with more marks on it than there is room for."""
    stack = _STACK.search(value)
    if stack is None:
        return ()
    return (
        Refusal(
            name="stacked-marks",
            message=f"`{key}` has a letter with {len(stack[0])} marks over or under it",
            label=f"its character {max(1, stack.start())}",
            help=f"leave a few: more than {MOST_MARKS} on one letter run into each other or over the lines around",
            severity="warning",
        ),
    )


def _check_length(key: str, length: int, least: int, most: int) -> None:
    if length > most:
        raise Refused(
            Refusal(
                name="too-long",
                message=f"`{key}` has {length} characters, and at most {most} are allowed",
                label=f"{length - most} too many",
                help="shorten it",
            )
        )
    if length < least:
        raise Refused(
            Refusal(
                name="too-short",
                message=f"`{key}` has {length} characters, and at least {least} are needed",
                label=f"{least - length} too few",
                help="write more",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Kind):
    """Text in quotes.

    Attributes:
        lines: whether it may run over several lines; then blank lines around it and the space at its end go.
        filled: whether it must hold something to be seen.
        least: characters at least.
        most: characters at most.
    """

    lines: bool = False
    filled: bool = False
    least: int = 0
    most: int = LONGEST_LINE

    def read(self, value: object, key: str) -> str:
        """The text, trimmed when it may have lines."""
        if type(value) is not str:
            raise wrong_type(key, "text", value, _in_quotes(value, key))
        warnings: tuple[Refusal, ...] = ()
        if not value.isprintable():
            warnings = _look_closely(value, key, lines=self.lines)
            if self.lines:
                value = value.strip("\n").rstrip()
        if not value.isascii():
            warnings += _check_marks(value, key)
        length = len(value)
        if self.filled and (not length or value.isspace()):
            raise Refused(
                Refusal(name="empty-text", message=f"`{key}` is empty", help="write something between the quotes")
            )
        if not self.least <= length <= self.most:
            _check_length(key, length, self.least, self.most)
        if warnings:
            raise Refused(*warnings, value=value)
        return value

    def schema(self) -> Schema:
        """A string with its lengths."""
        schema: Schema = {"type": "string"}
        least = max(self.least, 1 if self.filled else 0)
        if least:
            schema["minLength"] = least
        # Blank lines around a text with lines do not count, so an editor must not count them either.
        if not self.lines:
            schema["maxLength"] = self.most
        return schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Kind):
    """A number, or a whole number; never a truth value."""

    whole: bool = False
    least: float = -LARGEST_NUMBER
    most: float = LARGEST_NUMBER

    def read(self, value: Any, key: str) -> int | float:  # noqa: ANN401 - narrowed by its exact type
        """The number as written."""
        kind = type(value)
        if kind is not int and (kind is not float or self.whole):
            raise self._refused(value, key)
        if not self.least <= value <= self.most:
            if kind is float and not math.isfinite(value):
                raise Refused(
                    Refusal(
                        name="not-finite",
                        message=f"`{key}` must be an ordinary number, not `{value}`",
                        help="write digits, as in 1.5",
                    )
                )
            raise Refused(
                Refusal(
                    name="out-of-range",
                    message=f"`{key}` is {_short_number(value)}, and {self._range()}",
                    label=self._range(),
                )
            )
        return value  # type: ignore[no-any-return]

    def _range(self) -> str:
        least = None if self.least <= -LARGEST_NUMBER else _short_number(self.least)
        most = None if self.most >= LARGEST_NUMBER else _short_number(self.most)
        if least is not None and most is not None:
            return f"it must be from {least} to {most}"
        if least is not None:
            return f"it must be at least {least}"
        if most is not None:
            return f"it must be at most {most}"
        return "it must be a number of at most 15 digits"

    def _refused(self, value: object, key: str) -> Refused:
        wanted = "a whole number" if self.whole else "a number"
        help = f"write digits without quotes, as in {key} = 3"
        if isinstance(value, str):
            try:
                number = float(value)
            except ValueError:
                number = math.nan
            if math.isfinite(number) and (number.is_integer() or not self.whole):
                help = f"remove the quotes: {key} = {value.strip() if len(value) < 20 else '…'}"
            elif not value.strip():
                help = f"write a number, or leave `{key}` out"
        elif isinstance(value, float) and math.isfinite(value):
            return Refused(
                Refusal(
                    name="wrong-type",
                    message=f"`{key}` must be a whole number, not {_short_number(value, keep_point=True)}",
                    label="not a whole number",
                    help=f"write {key} = {round(value)}" if value.is_integer() and abs(value) < 1e15 else "",
                )
            )
        elif isinstance(value, float):
            return Refused(
                Refusal(name="not-finite", message=f"`{key}` must be an ordinary number, not `{value}`", help=help)
            )
        return wrong_type(key, wanted, value, help)

    def schema(self) -> Schema:
        """An integer or number with its range."""
        schema: Schema = {"type": "integer" if self.whole else "number"}
        if self.least > -LARGEST_NUMBER:
            schema["minimum"] = self.least
        if self.most < LARGEST_NUMBER:
            schema["maximum"] = self.most
        return schema


def _short_number(value: float, *, keep_point: bool = False) -> str:
    if isinstance(value, int):
        # Python refuses to write out numbers of thousands of digits.
        return str(value) if abs(value) < 10**20 else "a number of very many digits"
    return str(int(value)) if not keep_point and value.is_integer() and abs(value) < 1e15 else str(value)


class Truth(Kind):
    """True or false."""

    def read(self, value: object, key: str) -> bool:
        """The truth value."""
        if type(value) is bool:
            return value
        help = f"write {key} = true or {key} = false, without quotes"
        if isinstance(value, str) and value.strip().casefold() in ("true", "yes", "on", "1"):
            help = f"write {key} = true, without quotes"
        elif isinstance(value, str) and value.strip().casefold() in ("false", "no", "off", "0"):
            help = f"write {key} = false, without quotes"
        raise wrong_type(key, "true or false", value, help)

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One word out of several."""

    words: tuple[str, ...]

    def read(self, value: object, key: str) -> str:
        """The word."""
        if type(value) is not str:
            help = _in_quotes(value, key) if str(value) in self.words else f"one of {one_of(self.words)}"
            raise wrong_type(key, "text", value, help)
        if value not in self.words:
            raise Refused(unknown_choice(key, value, self.words))
        return value

    def schema(self) -> Schema:
        """An enumeration."""
        return {"type": "string", "enum": list(self.words)}


def unknown_choice(key: str, value: str, words: tuple[str, ...]) -> Refusal:
    """The value is none of the words."""
    like = suggest(value, words)
    return Refusal(
        name="unknown-choice",
        message=f"`{key}` cannot be {show(value)}",
        label="not one of its choices",
        help=f"did you mean `{like}`?" if like else f"choose {one_of(words)}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Kind):
    """A list of single-line texts.

    Attributes:
        words: what each may be; empty when free.
        entry: rule for each when free.
    """

    words: tuple[str, ...] = ()
    entry: Kind = Text(filled=True, most=200)
    least: int = 0
    most: int = MOST_ENTRIES

    def read(self, value: object, key: str) -> tuple[str, ...]:
        """The entries in the order of writing."""
        if type(value) is not list:
            help = f'write a list in square brackets: {key} = ["…", "…"]'
            if isinstance(value, str) and len(value) <= 40 and value.isprintable():
                help = f'put it in square brackets: {key} = ["{value}"]'
            raise wrong_type(key, "a list", value, help)
        refusals: list[Refusal] = []
        if not self.least <= len(value) <= self.most:
            refusals.append(self._wrong_count(len(value), key))
        entries: dict[str, None] = {}
        words, entry = self.words, self.entry
        for number, item in enumerate(value[:MOST_ENTRIES]):
            if not (words and type(item) is str and item in words):
                try:
                    if words and type(item) is str:
                        raise Refused(unknown_choice(key, item, words))
                    item = entry.read(item, key)
                except Refused as refused:
                    found = refused.refusals
                    refusals += [
                        Refusal(
                            name=one.name,
                            message=one.message.replace(f"`{key}` ", f"an entry of `{key}` ", 1),
                            label=one.label,
                            help="" if one.name == "wrong-type" else one.help,
                            severity=one.severity,
                            inside=(number, *one.inside),
                        )
                        for one in found
                    ]
                    if not refused.only_warned:
                        continue
                    item = refused.value
            if item in entries:
                refusals.append(
                    Refusal(
                        name="duplicate-entry",
                        message=f"`{key}` lists {show(item)} twice",
                        label="already in this list",
                        help="remove one of the two",
                        inside=(number,),
                    )
                )
                continue
            entries[item] = None
        if refusals:
            raise Refused(*refusals, value=tuple(entries))
        return tuple(entries)

    def _wrong_count(self, count: int, key: str) -> Refusal:
        entries = "entry" if count == 1 else "entries"
        if count > self.most:
            return Refusal(
                name="too-many",
                message=f"`{key}` has {count} {entries}, and at most {self.most} are allowed",
                help=f"leave out {count - self.most}",
            )
        return Refusal(
            name="too-few",
            message=f"`{key}` has {count} {entries}, and at least {self.least} are needed",
            help=f"add {self.least - count}",
        )

    def schema(self) -> Schema:
        """An array of strings."""
        schema: Schema = {
            "type": "array",
            "items": {"type": "string", "enum": list(self.words)} if self.words else self.entry.schema(),
            "uniqueItems": True,
        }
        if self.least:
            schema["minItems"] = self.least
        if self.most < MOST_ENTRIES:
            schema["maxItems"] = self.most
        return schema


#: The colours whose names come to mind first, for those who write one where a number stands.
_USUAL = {
    "black": "#000000",
    "blue": "#0000ff",
    "brown": "#a52a2a",
    "gray": "#808080",
    "green": "#008000",
    "grey": "#808080",
    "navy": "#000080",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "purple": "#800080",
    "red": "#ff0000",
    "teal": "#008080",
    "turquoise": "#40e0d0",
    "violet": "#ee82ee",
    "white": "#ffffff",
    "yellow": "#ffff00",
}


class HexColour(Kind):
    """A colour in `#rgb` or `#rrggbb`."""

    def read(self, value: object, key: str) -> Colour:
        """The colour."""
        if type(value) is not str:
            raise wrong_type(key, "a colour", value, f'write it in quotes: {key} = "#0072b2"')
        if not _HEX.fullmatch(value):
            help = 'colours are written "#rrggbb", as in "#0072b2"'
            if _BARE_HEX.fullmatch(value):
                help = f'put a # in front: {key} = "#{value}"'
            elif value.strip().lower() in _USUAL:
                help = f'write its number: {key} = "{_USUAL[value.strip().lower()]}"'
            raise Refused(Refusal(name="bad-color", message=f"`{key}` is no colour: {show(value)}", help=help))
        return parse_hex(value)

    def schema(self) -> Schema:
        """A string of that form, with an editor's colour picker."""
        return {"type": "string", "format": "color", "pattern": f"^{_HEX.pattern}$"}


def _fault_of_path(value: str) -> tuple[str, str]:
    """What is wrong with a path to a file of the deck, and what would work; both empty when nothing is."""
    if "://" in value:
        return "is an address on the web", "save the file in the deck's folder and name it there"
    if (":" in value or "\\" in value) and _COMPUTER.match(value):
        file = re.split(r"[\\/]", value)[-1] or "moon.png"
        return "is a place on one computer", f"copy the file into the deck's folder, and write {show(file)}"
    if "\\" in value:
        return "has a backslash", f"write forward slashes: {show(value.replace(chr(92), '/'))}"
    if value.startswith(("/", "~")) or ":" in value:
        return "does not start in the deck's folder", "write it from the deck's folder, as in `images/moon.png`"
    parts = value.split("/")
    if ".." in parts:
        return "leads out of the deck's folder", "copy the file into the deck's folder and name it there"
    if "" in parts or "." in parts:
        return (
            "has an empty part",
            f"write {show('/'.join(part for part in parts if part not in ('', '.')) or 'moon.png')}",
        )
    return "", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePath(Kind):
    """A path inside the deck's folder.

    Attributes:
        endings: one of these must end it; any may when empty.
    """

    endings: tuple[str, ...] = ()
    example: str = "images/moon.png"

    def read(self, value: object, key: str) -> str:
        """The path as written."""
        if type(value) is not str:
            raise wrong_type(key, "text", value, f'write a path in quotes: {key} = "{self.example}"')
        if not value.isprintable():
            _look_closely(value, key, lines=False)
        fault, help = _fault_of_path(value)
        if not fault and len(value) > 250:
            fault, help = "is longer than 250 characters", "use shorter names"
        if not value.strip():
            fault, help = "is empty", f"write a path, as in `{self.example}`"
        if not fault and self.endings and not value.lower().endswith(self.endings):
            fault, help = f"does not end in {one_of(self.endings)}", f"write it as in `{self.example}`"
            if value.lower().endswith(_WRITTEN) and ".toml" in self.endings:
                fault = "names a document, and cards are read from `.toml` files"
                help = "copy its words into a file of plain text, such as `cards.toml`"
            if value.lower().endswith(_SHEETS) and ".toml" in self.endings:
                fault = "names a table, and cards are read from `.toml` files"
                help = "save it as CSV, and `deckwright new NAME --table FILE.csv` makes a deck of its rows"
        if fault:
            raise Refused(
                Refusal(
                    name="bad-path",
                    message=f"the path {show(value)} {fault}" if value.strip() else f"the path in `{key}` is empty",
                    help=help,
                )
            )
        return value

    def schema(self) -> Schema:
        """A string with forward slashes."""
        return {"type": "string", "minLength": 1, "maxLength": 250, "pattern": r"^[^/\\:~][^\\:]*$"}


def slug_of(text: str) -> str:
    """The id that comes nearest to the text; empty when nothing of it can stay."""
    # Decomposed, most Latin letters with marks leave the plain letter behind: é is e and an accent.
    plain = unicodedata.normalize("NFKD", text[:400].casefold())
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else "" if unicodedata.combining(letter) else "-"
        for letter in plain
    )
    return "-".join(part for part in kept.split("-") if part)[:LONGEST_ID].strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slug(Kind):
    """An id: lower-case letters, digits and hyphens, fit for a file's name everywhere."""

    def read(self, value: object, key: str) -> str:
        """The id."""
        if type(value) is not str:
            raise wrong_type(key, "text", value, _in_quotes(value, key))
        if len(value) <= LONGEST_ID and _ID.fullmatch(value) and value not in RESERVED:
            return value
        if not value.strip():
            raise Refused(
                Refusal(name="empty-text", message=f"`{key}` is empty", help="write a short name between the quotes")
            )
        like = slug_of(value)
        if value in RESERVED:
            raise Refused(
                Refusal(
                    name="reserved-name",
                    message=f"`{key}` cannot be {show(value)}: Windows keeps that name for itself",
                    help=f"choose another, as in `{value}-1`",
                )
            )
        if len(value) > LONGEST_ID:
            message = f"`{key}` has {len(value)} characters, and an id has at most {LONGEST_ID}"
            raise Refused(Refusal(name="bad-id", message=message, help="shorten it"))
        help = f"write `{like}`" if like and like not in RESERVED else "write a short name, such as `moon-1`"
        if key == "icon":
            stem = value.rpartition(".")[0] if value.lower().endswith(_PICTURES) else value
            like = slug_of(stem.replace("\\", "/").rpartition("/")[2]) or "moon"
            help = f"write `{like}` for a picture `icons/{like}.svg`"
        raise Refused(
            Refusal(
                name="bad-id",
                message=f"`{key}` cannot be {show(value)}: an id has only a-z, 0-9 and hyphens between them",
                help=help,
            )
        )

    def schema(self) -> Schema:
        """A string of that form."""
        return {"type": "string", "pattern": f"^{ID_PATTERN}$", "maxLength": LONGEST_ID}


class FieldName(Kind):
    """The name of a field: lower-case letters, digits and underscores."""

    def read(self, value: object, key: str) -> str:
        """The name."""
        value = str(value)  # A key of a table; never anything but text.
        if len(value) <= LONGEST_NAME and _NAME.fullmatch(value):
            return value
        like = slug_of(value).replace("-", "_").lstrip("0123456789_")[:LONGEST_NAME]
        raise Refused(
            Refusal(
                name="bad-name",
                message=f"{key} cannot be called {show(value)}: names have a-z, 0-9 and underscores, a letter first, "
                f"and at most {LONGEST_NAME} characters",
                help=f"write `{like}`" if like and like != value else "",
            )
        )

    def schema(self) -> Schema:
        """A string of that form."""
        return {"type": "string", "pattern": f"^{NAME_PATTERN}$", "maxLength": LONGEST_NAME}


#: Languages as people call them, and countries' letters that are no language's.
_LANGUAGE_NAMES = {
    "arabic": "ar",
    "العربية": "ar",
    "chinese": "zh",
    "中文": "zh",
    "cn": "zh",
    "czech": "cs",
    "čeština": "cs",
    "cz": "cs",
    "danish": "da",
    "dansk": "da",
    "dk": "da",
    "dutch": "nl",
    "nederlands": "nl",
    "english": "en",
    "finnish": "fi",
    "suomi": "fi",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "deutsch": "de",
    "greek": "el",
    "ελληνικά": "el",
    "gr": "el",
    "hebrew": "he",
    "עברית": "he",
    "hindi": "hi",
    "हिन्दी": "hi",
    "hungarian": "hu",
    "magyar": "hu",
    "italian": "it",
    "italiano": "it",
    "japanese": "ja",
    "日本語": "ja",
    "jp": "ja",
    "korean": "ko",
    "한국어": "ko",
    "norwegian": "nb",
    "norsk": "nb",
    "polish": "pl",
    "polski": "pl",
    "portuguese": "pt",
    "português": "pt",
    "russian": "ru",
    "русский": "ru",
    "spanish": "es",
    "español": "es",
    "swedish": "sv",
    "svenska": "sv",
    "thai": "th",
    "turkish": "tr",
    "türkçe": "tr",
    "ukrainian": "uk",
    "українська": "uk",
    "vietnamese": "vi",
}


class Language(Kind):
    """A language tag as in BCP 47."""

    def read(self, value: object, key: str) -> str:
        """The tag as written."""
        if type(value) is not str:
            raise wrong_type(key, "text", value, f'write a language tag: {key} = "en"')
        if not _LANGUAGE.fullmatch(value) or value in _LANGUAGE_NAMES:
            underscored = value.replace("_", "-")
            help = 'write a tag, as in "en", "de" or "pt-BR"'
            if value.strip().casefold() in _LANGUAGE_NAMES:
                help = f'write {key} = "{_LANGUAGE_NAMES[value.strip().casefold()]}"'
            elif _LANGUAGE.fullmatch(underscored):
                help = f'write "{underscored}"'
            raise Refused(Refusal(name="bad-language", message=f"`{key}` is no language tag: {show(value)}", help=help))
        return value

    def schema(self) -> Schema:
        """A string of that form."""
        return {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}


@dataclass(frozen=True, slots=True)
class Length(Kind):
    """A length with its unit; least and most in millimetres, what is read in points."""

    least: float
    most: float

    def read(self, value: object, key: str) -> float:
        """The length in points."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            help = f'say the unit, in quotes: {key} = "{_short_number(value)}mm"'
            raise wrong_type(key, "a length", value, help)
        if type(value) is not str:
            raise wrong_type(key, "a length", value, f'write it in quotes with its unit: {key} = "3mm"')
        try:
            points = parse_length(value)
        except ValueError:
            help = 'write a number and its unit (mm, cm, in, pt), as in "63.5mm"'
            try:
                number = float(value.replace(",", "."))
            except ValueError:
                number = math.nan
            if math.isfinite(number) and len(value) < 20:
                help = f'add the unit: {key} = "{value.strip().replace(",", ".")}mm"'
            elif "," in value and len(value) < 20:
                help = f'write a point for the comma: {key} = "{value.replace(",", ".")}"'
            raise Refused(
                Refusal(name="bad-length", message=f"`{key}` is no length: {show(value)}", help=help)
            ) from None
        if not (fits(mm(self.least), points) and fits(points, mm(self.most))):
            span = f"it must be from {show_mm(mm(self.least))} to {show_mm(mm(self.most))}"
            raise Refused(Refusal(name="out-of-range", message=f"`{key}` is {show_mm(points)}, and {span}", label=span))
        return points

    def schema(self) -> Schema:
        """A string of that form."""
        return {"type": "string", "pattern": r"^\s*\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*(mm|cm|in|pt|pc|px|q|Q)\s*$"}


@dataclass(frozen=True, slots=True)
class Given(Kind):
    """A value that is looked at elsewhere; only its description stands here."""

    described: tuple[tuple[str, Any], ...] = ()

    def read(self, value: object, key: str) -> Any:  # noqa: ANN401 - each kind gives its own
        """The value itself."""
        return value

    def schema(self) -> Schema:
        """The description."""
        return dict(self.described)
