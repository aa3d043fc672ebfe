"""The tables of deck.toml: what they may hold, and how they are read."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from generator.basics.geometry import Size
from generator.basics.patterns import pattern
from generator.basics.problems import Keys, one_of
from generator.basics.records import dataclass
from generator.basics.units import TOLERANCE, mm, show_mm
from generator.model.board import Board
from generator.model.deck import Field, Rulebook, Strip, Suit
from generator.model.formats import FORMATS, Format, own_format
from generator.reading.boards import read_boards
from generator.reading.extras import read_rulebook, read_strips
from generator.reading.notes import Notes, Refused, show, suggest
from generator.reading.tables import Key, Table, compare, is_table, read_table
from generator.reading.values import (
    LARGEST_NUMBER,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ENTRIES,
    Choice,
    FieldName,
    FilePath,
    Given,
    HexColour,
    Kind,
    Language,
    Length,
    Number,
    Slug,
    Text,
    Truth,
    Words,
    slug_of,
    what,
)

#: Keys that every card has; no field can be called so. `number` is what templates know a card's place by.
BUILT_IN = ("id", "suit", "copies", "number")
MOST_FIELDS = 200
MOST_SUITS = 200
MOST_LOOKS = 500
MOST_CHOICES = 200

_TYPES = {
    "text": "text that may run over several lines, with *emphasis*",
    "string": "a single line",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "choice": "one word of `choices`",
    "list": "several words, free or out of `choices`",
    "color": "a colour",
    "image": "a picture's path in the deck's folder",
}
_COUNTED = ("text", "string", "list", "integer", "number")

#: A size as people say it: 60x90mm.
_SIZE_IN_A_WORD = pattern(r"\s*([0-9.]{1,9}) ?(mm|cm|in|pt)? ?[x×X*] ?([0-9.]{1,9}) ?(mm|cm|in|pt)?\s*")

FORMAT = Table(
    about="The finished size of a card that is none of the named ones.",
    keys=(
        Key(name="width", kind=Length(10, 600), about="Width of the trim.", required=True, examples=("63.5mm",)),
        Key(name="height", kind=Length(10, 600), about="Height of the trim.", required=True, examples=("88.9mm",)),
        Key(name="corner", kind=Length(0, 300), about="Radius of the rounded corners.", examples=("3mm",)),
        Key(name="bleed", kind=Length(0, 10), about="How far print goes on beyond the trim.", examples=("3mm",)),
        Key(name="safe", kind=Length(0, 300), about="How far inside the trim nothing may be lost.", examples=("4mm",)),
    ),
)

_ANY_FORMAT = Given((("anyOf", [{"type": "string", "enum": sorted(FORMATS)}, FORMAT.schema()]),))

_SIZE = 'the size of the cards is their format: format = "poker", or { width = "63.5mm", height = "88.9mm" }'
_LOOKS = "that is the look's to say: its style.css has the fonts, its card.xml.j2 the pictures that all cards share"
_BACKS = "the look makes the backs, with its back.xml.j2; `deckwright build --no-backs` leaves them out"
_HOW_OFTEN = "say it when printing: `deckwright build --packs 12`; `copies` below a [[card]] is for that card"
_COLOUR = "each suit has its own: write color below [suits.name]"

DECK = Table(
    about="What the deck is.",
    keys=(
        Key(
            name="id",
            kind=Slug(),
            about="Short name for files: a-z, 0-9 and hyphens.",
            required=True,
            examples=("night-sky",),
        ),
        Key(
            name="title",
            kind=Text(filled=True, most=200),
            about="The deck's name for people.",
            required=True,
            examples=("Night Sky",),
        ),
        Key(name="subtitle", kind=Text(most=300), about="A few words under the title."),
        Key(name="version", kind=Text(most=40), about="Which version this is, in quotes.", examples=("1.0",)),
        Key(
            name="language",
            kind=Language(),
            about="Language of the texts, a BCP 47 tag; hyphenation and quotes follow it.",
            examples=("en", "pt-BR"),
        ),
        Key(name="authors", kind=Words(most=100), about="Who wrote it.", examples=(["Ada Example"],)),
        Key(name="licence", kind=Text(most=200), about="Under which licence.", examples=("CC-BY-4.0",)),
        Key(
            name="format",
            kind=_ANY_FORMAT,
            about="Size of the cards: a named format, or width and height.",
            examples=("poker", {"width": "63.5mm", "height": "88.9mm"}),
        ),
        Key(
            name="template",
            kind=Slug(),
            about="Name of the look: a folder of templates.",
            required=True,
            examples=("plain",),
        ),
        Key(
            name="cards",
            kind=Words(entry=FilePath(endings=(".toml",), example="cards/*.toml")),
            about="Files that hold cards; * stands for any name.",
            examples=(["cards/*.toml"],),
        ),
    ),
    elsewhere={
        "back": _BACKS,
        "backs": _BACKS,
        "paper": "the paper is chosen when printing, as in `deckwright build --paper a4`",
        "copies": _HOW_OFTEN,
        "packs": _HOW_OFTEN,
        "players": _HOW_OFTEN,
        "color": _COLOUR,
        "colors": _COLOUR,
        "colour": _COLOUR,
        "colours": _COLOUR,
        "font": _LOOKS,
        "fonts": _LOOKS,
        "icon": "each suit has its own: write icon below [suits.name]",
        "image": _LOOKS,
        "logo": _LOOKS,
        "picture": _LOOKS,
        "name": "write title for people, id for files",
        "description": "a few words go into `subtitle`",
        "width": _SIZE,
        "height": _SIZE,
        "size": _SIZE,
    },
)

FIELD = Table(
    about="One thing a card may say, and what is allowed.",
    keys=(
        Key(
            name="type",
            kind=Choice(tuple(_TYPES)),
            about="What sort of value it holds.",
            required=True,
            examples=("text",),
        ),
        Key(name="title", kind=Text(most=100), about="The field's name for people."),
        Key(name="required", kind=Truth(), about="Whether every card must have it."),
        Key(
            name="min",
            kind=Number(),
            about="Least value of a number, characters of a text, entries of a list.",
            examples=(1,),
        ),
        Key(
            name="max",
            kind=Number(),
            about="Greatest value of a number, characters of a text, entries of a list.",
            examples=(180,),
        ),
        Key(
            name="choices",
            kind=Words(least=1, most=MOST_CHOICES),
            about="The words a choice, or an entry of a list, can be.",
            examples=(["day", "night"],),
        ),
    ),
)

SUIT = Table(
    about="A family of cards.",
    keys=(
        Key(
            name="title",
            kind=Text(filled=True, most=100),
            about="The suit's name for people.",
            required=True,
            examples=("Look back",),
        ),
        Key(name="color", kind=HexColour(), about="Its colour.", examples=("#0072b2",)),
        Key(name="icon", kind=Slug(), about="Name of its icon in the template.", examples=("leaf",)),
        Key(name="pattern", kind=Slug(), about="Name of its pattern in the template.", examples=("dots",)),
        Key(name="text", kind=Text(lines=True, most=2_000), about="What the suit is about, for backs and rules."),
        Key(name="requires", kind=Words(), about="Fields that this suit's cards must have.", examples=(["depth"],)),
        Key(
            name="format",
            kind=_ANY_FORMAT,
            about="Size of this suit's cards, where it is not the deck's; they get sheets of their own.",
            examples=("tarot",),
        ),
    ),
)

TOP = {
    "deck": "[deck]",
    "look": "[look]",
    "fields": "[fields.name]",
    "suits": "[suits.name]",
    "proofing": "[proofing]",
    "board": "[[board]]",
    "rulebook": "[rulebook]",
    "strip": "[[strip]]",
    "card": "[[card]]",
    "box": "[[box]]",
    "token": "[[token]]",
    "standee": "[[standee]]",
}


@dataclass(slots=True, kw_only=True)
class Declared:
    """What deck.toml declares, as far as it could be read.

    Attributes:
        deck: values of `[deck]` by key.
        fields: the sound ones.
        suits: the sound ones.
        boards: the sound ones.
        broken_fields: declared, but not soundly; cards may use them, unchecked.
        broken_suits: the same for suits.
        has_suits: whether cards need one.
        knows_fields: False when nothing can be said about which fields there are.
    """

    deck: dict[str, Any] = field(default_factory=dict)
    format: Format = FORMATS["poker"]
    look: dict[str, str | int | float | bool] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    suits: dict[str, Suit] = field(default_factory=dict)
    proofing: Mapping[str, object] = field(default_factory=dict)
    boards: tuple[Board, ...] = ()
    rulebook: Rulebook | None = None
    strips: tuple[Strip, ...] = ()
    broken_fields: tuple[str, ...] = ()
    broken_suits: tuple[str, ...] = ()
    has_suits: bool = False
    knows_fields: bool = True


def read_declared(raw: Mapping[str, Any], notes: Notes) -> Declared:
    """What the tables of deck.toml besides the cards say."""
    declared = Declared()
    missing = ["deck"] if "deck" not in raw else []
    compare(raw, TOP, missing, (), "this file", notes, why=lambda name: "begin the file with [deck]", otherwise=_astray)
    declared.broken_fields = _under_another_name(raw, "fields")
    declared.broken_suits = _under_another_name(raw, "suits")
    table = raw.get("deck", {})
    if is_table(table, "`deck`", ("deck",), notes, "write [deck] on a line of its own, and its keys below"):
        if "deck" in raw:
            declared.deck = read_table(table, DECK, ("deck",), "`[deck]`", notes)
        if "format" in table:
            declared.format = _read_format(table["format"], ("deck", "format"), notes) or declared.format
    _read_look(raw.get("look", {}), declared, notes)
    _read_fields(raw.get("fields", {}), declared, notes)
    _read_suits(raw.get("suits", {}), declared, notes)
    declared.boards = read_boards(raw.get("board", []), declared.suits, declared.broken_suits, declared.format, notes)
    proofing = raw.get("proofing", {})
    if is_table(
        proofing, "`proofing`", ("proofing",), notes, "write [proofing] on a line of its own, and its keys below"
    ):
        declared.proofing = proofing
    if "rulebook" in raw:
        declared.rulebook = read_rulebook(raw["rulebook"], notes)
    declared.strips = read_strips(raw.get("strip", []), notes)
    return declared


def _under_another_name(raw: Mapping[str, Any], wanted: str) -> tuple[str, ...]:
    """What is declared below a mistyped name: that mistake is told, and not every card that goes by it as well."""
    return tuple(
        str(name)
        for key, table in raw.items()
        if key not in TOP and isinstance(table, dict | list) and suggest(key, [wanted]) == wanted
        for name in (table if isinstance(table, dict) else _ids_of(table))
    )


def _ids_of(tables: list[Any]) -> tuple[str, ...]:
    """What a list of tables calls its entries."""
    return tuple(str(table["id"]) for table in tables if isinstance(table, dict) and "id" in table)


def _astray(name: str) -> str:
    """Help for a key at the top that belongs elsewhere."""
    if name in DECK.names:
        return f"put it below [deck]: `{name}` is one of its keys"
    return f"this file can have {one_of(tuple(TOP.values()))}"


def _read_format(value: object, at: Keys, notes: Notes) -> Format | None:
    if isinstance(value, str):
        if value in FORMATS:
            return FORMATS[value]
        like = suggest(value, FORMATS)
        size = _SIZE_IN_A_WORD.fullmatch(value.replace(",", "."))
        if size:
            unit = size[2] or size[4] or "mm"
            own = f'{{ width = "{size[1]}{unit}", height = "{size[3]}{size[4] or unit}" }}'
            notes.add("unknown-format", f"there is no format {show(value)}", at, help=f"write format = {own}")
            return None
        notes.add(
            "unknown-format",
            f"there is no format {show(value)}",
            at,
            label="not a named format",
            help=f"did you mean `{like}`?"
            if like
            else f'choose {one_of(tuple(FORMATS))}, or write {{ width = "…mm", height = "…mm" }}',
        )
        return None
    if not isinstance(value, dict):
        notes.add(
            "wrong-type",
            f"`format` must be the name of a format or a table, not {what(value)}",
            at,
            help='write format = "poker", or format = { width = "63.5mm", height = "88.9mm" }',
        )
        return None
    sizes = read_table(value, FORMAT, at, "`format`", notes)
    if "width" not in sizes or "height" not in sizes or any(key not in sizes for key in value if key in FORMAT.names):
        return None
    trim = Size(sizes["width"], sizes["height"])
    half = min(trim.width, trim.height) / 2
    sound = True
    # A safe margin of half the trim would leave nothing; a corner of half makes it round.
    for key, limit, wanted in (
        ("safe", half - TOLERANCE, "less than half"),
        ("corner", half + TOLERANCE, "at most half"),
    ):
        if key in sizes and sizes[key] > limit:
            notes.add(
                "out-of-range",
                f"`{key}` is {show_mm(sizes[key])}, and it must be {wanted} of the shorter side, {show_mm(half)}",
                (*at, key),
                label=f"must be {wanted} of {show_mm(2 * half)}",
            )
            sound = False
    if not sound:
        return None
    return own_format(
        trim,
        corner=sizes.get("corner", min(mm(3), half)),
        bleed=sizes.get("bleed", mm(3)),
        safe=sizes.get("safe", min(mm(4), half / 2)),
    )


def _few_enough(table: Mapping[str, Any], most: int, called: str, at: Keys, notes: Notes) -> bool:
    if len(table) <= most:
        return True
    notes.add("too-many", f"{called} has {len(table)} entries, and at most {most} are allowed", at, "header")
    return False


def _read_look(raw: object, declared: Declared, notes: Notes) -> None:
    declared.look.update(read_words(raw, ("look",), "`[look]`", notes))


def read_words(raw: object, at: Keys, called: str, notes: Notes) -> dict[str, str | int | float | bool]:
    """The free words of a look, or of one component, for its template; what is wrong with one is noted.

    Args:
        raw: the table as parsed.
        at: the way to it.
        called: how messages name it.
        notes: where faults go.
    """
    words: dict[str, str | int | float | bool] = {}
    name = str(at[-1])
    if not is_table(raw, f"`{name}`", at, notes, f"write {called.strip('`')} on a line of its own, and its keys below"):
        return words
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    if not _few_enough(raw, MOST_LOOKS, called, at, notes):
        return words
    line, number, truth = Text(), Number(), Truth()
    for name, value in raw.items():
        here: Keys = (*at, name)
        try:
            FieldName().read(name.replace("-", "_"), "a setting of the look")
        except Refused as refused:
            _refuse_name(refused, here, notes)
            continue
        kind: Kind = truth if isinstance(value, bool) else number if isinstance(value, int | float) else line
        if isinstance(value, list | dict) or not isinstance(value, str | int | float):
            notes.add(
                "wrong-type",
                f"{show(name)} in {called} must be text, a number, true or false, not {what(value)}",
                here,
                help="write several settings, one for each",
            )
            continue
        try:
            words[name] = kind.read(value, name)
        except Refused as refused:
            notes.refuse(refused, here)
            if refused.only_warned:
                words[name] = str(refused.value)
    return words


def _refuse_name(refused: Refused, at: Keys, notes: Notes) -> None:
    for refusal in refused.refusals:
        notes.add(refusal.name, refusal.message, at, "key", label=refusal.label, help=refusal.help)


def _read_fields(raw: object, declared: Declared, notes: Notes) -> None:
    if not is_table(raw, "`fields`", ("fields",), notes, "write [fields.name] for each field"):
        declared.knows_fields = False
        return
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    if not _few_enough(raw, MOST_FIELDS, "`[fields]`", ("fields",), notes):
        declared.knows_fields = False
        return
    broken = list(declared.broken_fields)
    for name, table in raw.items():
        found = _read_field(name, table, notes)
        if found is None:
            broken += [name, slug_of(name).replace("-", "_")]
        else:
            declared.fields[name] = found
    declared.broken_fields = tuple(broken)


def _read_field(name: str, raw: object, notes: Notes) -> Field | None:
    at: Keys = ("fields", name)
    before = len(notes.found)
    try:
        FieldName().read(name, "a field")
    except Refused as refused:
        _refuse_name(refused, at, notes)
    if name in BUILT_IN:
        notes.add(
            "reserved-name",
            f"a field cannot be called `{name}`: every card has that already",
            at,
            "key",
            help="remove the declaration, or choose another name",
        )
    help = f'write {name} = {{ type = "{raw}" }}' if isinstance(raw, str) and raw in _TYPES else 'say its type = "text"'
    if not is_table(raw, f"the field {show(name)}", at, notes, help):
        return None
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    values = read_table(raw, FIELD, at, f"the field {show(name)}", notes)
    kind = values.get("type")
    if kind is None:
        return None
    for key in ("min", "max"):
        limit = values.get(key)
        if limit is None:
            continue
        if kind not in _COUNTED:
            notes.add(
                "misplaced-key",
                f"`{key}` means nothing for a field of type `{kind}`",
                (*at, key),
                "key",
                help="remove it",
            )
        elif kind != "number" and limit != int(limit):
            notes.add(
                "wrong-type",
                f"`{key}` must be a whole number, not {limit}",
                (*at, key),
                label="not a whole number",
                help=f"write {key} = {round(limit)}",
            )
        elif kind not in ("integer", "number") and limit < 0:
            notes.add("out-of-range", f"`{key}` is {limit}, and it must be at least 0", (*at, key))
    if values.get("min") is not None and values.get("max") is not None and values["min"] > values["max"]:
        notes.add(
            "min-above-max",
            f"`min` is {values['min']} and `max` is {values['max']}, so nothing fits between",
            (*at, "min"),
            label=f"more than `max`, {values['max']}",
            help="exchange them",
        )
    if kind == "choice" and "choices" not in raw:
        notes.add(
            "missing-key",
            f"the field {show(name)} has no `choices`",
            at,
            "header",
            label="`choices` is missing",
            help='say what can be chosen: choices = ["day", "night"]',
        )
    if kind not in ("choice", "list") and "choices" in raw:
        notes.add(
            "misplaced-key",
            f"`choices` means nothing for a field of type `{kind}`",
            (*at, "choices"),
            "key",
            help='write type = "choice" for one word of them, type = "list" for several',
        )
    if any(problem.severity == "error" for problem in notes.found[before:]):
        return None
    return Field(
        name=name,
        type=kind,
        title=values.get("title", ""),
        required=values.get("required", False),
        min=values.get("min"),
        max=values.get("max"),
        choices=values.get("choices", ()),
    )


def _read_suits(raw: object, declared: Declared, notes: Notes) -> None:
    if isinstance(raw, list):
        declared.broken_suits += _ids_of(raw)
        declared.has_suits = True
        name = declared.broken_suits[0] if declared.broken_suits else "name"
        is_table(raw, "`suits`", ("suits",), notes, f"write [suits.{name}] in place of it, without the line `id`")
        return
    if not is_table(raw, "`suits`", ("suits",), notes, "write [suits.name] for each suit"):
        return
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    declared.has_suits = bool(raw) or bool(declared.broken_suits)
    if not _few_enough(raw, MOST_SUITS, "`[suits]`", ("suits",), notes):
        declared.broken_suits = tuple(raw)
        return
    broken = list(declared.broken_suits)
    for name, table in raw.items():
        found = _read_suit(name, table, declared, notes)
        if found is None:
            broken += [name, slug_of(name)]
        else:
            declared.suits[name] = found
    declared.broken_suits = tuple(broken)


def _read_suit(name: str, raw: object, declared: Declared, notes: Notes) -> Suit | None:
    at: Keys = ("suits", name)
    before = len(notes.found)
    try:
        Slug().read(name, "id")
    except Refused as refused:
        _refuse_name(refused, at, notes)
    if not is_table(raw, f"the suit {show(name)}", at, notes, f'write [suits.{name}] and below it title = "…"'):
        return None
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    values = read_table(raw, SUIT, at, f"the suit {show(name)}", notes)
    requires = values.get("requires", ())
    own = _read_format(raw["format"], (*at, "format"), notes) if "format" in raw else None
    if declared.knows_fields:
        for number, wanted in enumerate(raw.get("requires", ()) if isinstance(raw.get("requires"), list) else ()):
            if isinstance(wanted, str) and wanted not in declared.fields and wanted not in declared.broken_fields:
                if wanted in BUILT_IN or wanted not in requires:
                    continue
                notes.add(
                    "unknown-field",
                    f"the suit {show(name)} requires {show(wanted)}, and the deck has no such field",
                    (*at, "requires", number),
                    label="not a field of this deck",
                    help=_which(wanted, (*declared.fields, *declared.broken_fields), f"declare it: [fields.{wanted}]"),
                )
    if any(problem.severity == "error" for problem in notes.found[before:]):
        return None
    return Suit(
        id=name,
        title=values["title"],
        color=values.get("color"),
        icon=values.get("icon", ""),
        pattern=values.get("pattern", ""),
        text=values.get("text", ""),
        requires=tuple(field for field in requires if field not in BUILT_IN),
        format=own,
    )


def _which(word: str, known: tuple[str, ...], otherwise: str) -> str:
    like = suggest(word, known)
    if like:
        return f"did you mean `{like}`?"
    return f"it has {one_of(known)}" if 0 < len(known) <= 12 else otherwise


def kind_of(field: Field, *, needed: bool = False) -> Kind:
    """The kind of value that a field declares; `needed` when some suit requires it."""
    least = -LARGEST_NUMBER if field.min is None else field.min
    most = LARGEST_NUMBER if field.max is None else field.max
    filled = field.required or needed
    match field.type:
        case "text" | "string":
            lines = field.type == "text"
            longest = LONGEST_TEXT if lines else LONGEST_LINE
            return Text(lines=lines, filled=filled, least=max(0, int(least)), most=int(min(most, longest)))
        case "integer" | "number":
            return Number(whole=field.type == "integer", least=least, most=most)
        case "boolean":
            return Truth()
        case "choice":
            return Choice(field.choices)
        case "list":
            at_least = max(0, int(least), 1 if field.required else 0)
            return Words(words=field.choices, least=at_least, most=int(min(most, MOST_ENTRIES)))
        case "color":
            return HexColour()
        case "image":
            return FilePath()
