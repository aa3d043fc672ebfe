"""What deck.toml says beside the cards: the rulebook, and strips of cards in an order."""

from typing import Any

from generator.basics.problems import Keys
from generator.model.deck import Rulebook, Strip, Tip
from generator.model.formats import FORMATS
from generator.reading.notes import Notes, show
from generator.reading.tables import Key, Table, is_table, read_table
from generator.reading.values import Choice, FilePath, Given, Number, Slug, Text, Truth, what

RULEBOOK = Table(
    about="The rules as a small book: `rules.pdf` for a screen and `rules-booklet.pdf` to fold and staple.",
    keys=(
        Key(
            name="file",
            kind=FilePath(endings=(".md",), example="rules.md"),
            about="The text, in Markdown; it may use the deck's values, as in {{ deck.size }}.",
            required=True,
            examples=("rules.md",),
        ),
        Key(name="title", kind=Text(filled=True, most=200), about="Its title, if not the deck's own."),
        Key(name="format", kind=Choice(tuple(FORMATS)), about="Size of a page.", examples=("a5",)),
        Key(
            name="columns",
            kind=Number(whole=True, least=1, most=4),
            about="How many columns the text runs in, where it says nothing else.",
            examples=(1,),
        ),
        Key(name="cover", kind=Truth(), about="Whether the first page is a cover; it is unless this says false."),
        Key(name="numbered", kind=Truth(), about="Whether headings have numbers."),
    ),
)

TIP = Table(
    about="A card of a strip.",
    keys=(
        Key(name="card", kind=Text(filled=True, most=200), about="Its id.", required=True, examples=("look-1",)),
        Key(name="tip", kind=Text(most=200), about="What is said at its foot."),
    ),
)

STRIP = Table(
    about="Cards in an order to be played in, such as for a first evening, each with a tip at its foot: `ID.pdf`.",
    keys=(
        Key(name="id", kind=Slug(), about="Name of its file.", required=True, examples=("first-night",)),
        Key(name="title", kind=Text(filled=True, most=200), about="Its name for people.", required=True),
        Key(
            name="cards",
            kind=Given((("type", "array"), ("items", TIP.schema()), ("minItems", 1))),
            about="Which cards, in order; each a table with `card` and, if you like, `tip`.",
            required=True,
            examples=([{"card": "look-1", "tip": "Read this one aloud."}],),
        ),
    ),
)
MOST_STRIPS = 20
MOST_TIPS = 500


def _tables(raw: object, called: str, at: Keys, most: int, notes: Notes) -> list[tuple[Keys, dict[str, Any]]]:
    """The tables of a list, each with the way to it."""
    if not isinstance(raw, list):
        notes.add("wrong-type", f"{called} must be a list of tables, not {what(raw)}", at)
        return []
    if len(raw) > most:
        notes.add("too-many", f"{called} has {len(raw)} entries, and at most {most} are allowed", at)
        return []
    found: list[tuple[Keys, dict[str, Any]]] = []
    for number, table in enumerate(raw):
        card = table if isinstance(table, str) and len(table) <= 40 else "…"
        if is_table(table, f"an entry of {called}", (*at, number), notes, f'write {{ card = "{card}" }}'):
            found.append(((*at, number), table))
    return found


def read_strips(raw: object, notes: Notes) -> tuple[Strip, ...]:
    """The tables `[[strip]]`, as far as they are sound."""
    found: list[Strip] = []
    for at, table in _tables(raw, "`strip`", ("strip",), MOST_STRIPS, notes):
        values = read_table(table, STRIP, at, "`[[strip]]`", notes)
        tips: list[Tip] = []
        for inner, entry in _tables(table.get("cards", []), "`cards`", (*at, "cards"), MOST_TIPS, notes):
            told = read_table(entry, TIP, inner, "this card of the strip", notes)
            tips.append(Tip(told.get("card", ""), told.get("tip", "")))
        if "cards" in table and table["cards"] == []:
            notes.add("too-few", "`cards` of a strip is empty", (*at, "cards"), help="name one card at least")
        if "id" in values and any(one.id == values["id"] for one in found):
            notes.add("duplicate-entry", f"two strips are called {show(values['id'])}", (*at, "id"))
        index = int(at[-1])
        found.append(Strip(id=values.get("id", ""), title=values.get("title", ""), tips=tuple(tips), index=index))
    return tuple(found)


def read_rulebook(raw: object, notes: Notes) -> Rulebook | None:
    """The table `[rulebook]`; None when it is not sound."""
    help = "write [rulebook] on a line of its own, and its keys below"
    if not is_table(raw, "`rulebook`", ("rulebook",), notes, help):
        return None
    assert isinstance(raw, dict)  # noqa: S101 - tells the type checker what is_table found
    values = read_table(raw, RULEBOOK, ("rulebook",), "`[rulebook]`", notes)
    if "file" not in values:
        return None
    return Rulebook(
        file=values["file"],
        title=values.get("title", ""),
        format=FORMATS[values.get("format", "a5")],
        columns=int(values.get("columns", 1)),
        cover=values.get("cover", True),
        numbered=values.get("numbered", False),
    )
