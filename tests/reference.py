"""The reference pages, written from the code itself.

python -m tests.reference            write them anew
python -m tests.reference --check    exit 1 when they no longer say what the code does
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.cli.commands import _commands
from generator.components.boards import lay_out
from generator.components.boxes import dieline
from generator.model.boxes import Box
from generator.model.deck import Card, Deck, Suit
from generator.model.formats import FORMATS
from generator.model.tokens import Standee, Token
from generator.reading import card_schema, edition_schema, read_deck, schema
from generator.reading.shop import SHOP
from generator.templating import board_words, words_for, words_of_box, words_of_panel, words_of_standee, words_of_token
from generator.templating.css import PROPERTIES
from generator.templating.filters import ABOUT
from generator.templating.markup import ELEMENTS, EVERYWHERE, FONT_FACE, INLINE_MARKS
from tests import pictured

ROOT = Path(__file__).parents[1]
NOTE = "<!-- Written by `python -m tests.reference` from the code; change it there. -->\n"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _kind(rule: Mapping[str, Any]) -> str:
    """What a value may be, from its JSON Schema."""
    if "anyOf" in rule or "oneOf" in rule:
        return " or ".join(dict.fromkeys(_kind(one) for one in rule.get("anyOf") or rule["oneOf"]))
    if "enum" in rule:
        return ", ".join(f"`{word}`" for word in rule["enum"])
    kind = str(rule.get("type", "any value"))
    low, high = rule.get("minimum"), rule.get("maximum")
    if low is not None or high is not None:
        kind += f" {low if low is not None else '…'} to {high if high is not None else '…'}"
    return kind


def _keys(rule: Mapping[str, Any]) -> str:
    required = set(rule.get("required", ()))
    rows: list[tuple[object, ...]] = []
    for name, value in rule.get("properties", {}).items():
        examples = ", ".join(f"`{example}`" for example in value.get("examples", ())[:2])
        rows.append(
            (f"`{name}`", _kind(value), "yes" if name in required else "", value.get("description", ""), examples)
        )
    return _table(("key", "value", "required", "what it says", "for example"), rows)


def _tables(name: str, table: Mapping[str, Any]) -> list[str]:
    """A list of tables, and the lists of tables inside it."""
    about = table["items" if "." in name else "description"]
    about = about["description"] if isinstance(about, dict) else about
    parts = [f"## `[[{name}]]`\n", f"{about}\n", _keys(table["items"])]
    for key, inner in table["items"]["properties"].items():
        if "properties" in inner.get("items", {}):
            parts += _tables(f"{name}.{key}", inner)
    return parts


def decks() -> str:
    """The keys of deck files."""
    deck = schema()
    parts = [NOTE, "# What a deck's files may say\n"]
    for name, table in deck["properties"].items():
        if name.startswith("$"):
            continue
        inner = table.get("additionalProperties")
        if "properties" in table:
            parts += [f"## `[{name}]`\n", f"{table.get('description', '')}\n", _keys(table)]
        elif isinstance(inner, dict) and "properties" in inner:
            parts += [f"## `[{name}.NAME]`\n", f"{table.get('description', '')}\n", _keys(inner)]
        elif "items" in table and "properties" in table["items"]:
            parts += _tables(name, table)
        else:
            parts += [f"## `[{name}]`\n", f"{table.get('description', '')}\n"]
    parts += ["## A card file\n", _keys(card_schema()["properties"]["card"]["items"])]
    edition = edition_schema()["properties"]
    parts += ["## An edition: `editions/NAME.toml`, or a file anywhere\n", "### `[edition]`\n"]
    parts += [_keys(edition["edition"]), "### `[[card]]`\n", f"{edition['card']['description']}\n"]
    parts += ["## A shop of one's own: `shops/NAME.toml`\n", "### `[shop]`\n", _keys(SHOP.schema())]
    parts += ["### `[pixels]`\n", "A format's name, and width and height of its picture with all bleed, in pixels.\n"]
    return "\n".join(parts)


#: A board with one of everything, for the names that its template can use.
_BOARD = """
[deck]
id = "x"
title = "X"
template = "plain"
[suits.sun]
title = "Sun"
[[board]]
id = "b"
title = "B"
format = "a3"
[[board.zone]]
id = "z"
[[board.path]]
id = "p"
shape = "line"
through = [["60mm", "60mm"], ["200mm", "60mm"]]
[[board.path.space]]
kind = "sun"
zone = "z"
[[board.spot]]
kind = "sun"
at = ["100mm", "200mm"]
"""


def _board() -> list[str]:
    """What the part of a template that makes a board can say."""
    deck, _ = read_deck(_Alone(_BOARD))
    assert deck is not None
    layout, _ = lay_out(deck.boards[0])
    assert layout is not None
    board: Any = board_words(deck, layout)["board"]
    path, stretch, spot = board["paths"][0], board["stretches"][0], board["spots"][0]
    rows: list[tuple[object, ...]] = [
        ("`board`", "the board"),
        ("a path of `board.paths`", "a path; `d` is its line"),
        ("a stretch of `board.stretches`", "a run of spaces of one zone; `d` is the band around it, `way` its line"),
        ("a zone of `board.zones`", "a zone"),
        ("a space of `board.spaces`", "a space; `board.free` are those on no path"),
        ("a spot of `board.spots`", "a place for cards"),
    ]
    names = [board, path, stretch, board["zones"][0], board["spaces"][0], spot]
    return [
        "# What `board.xml.j2` can say\n",
        "Besides `deck` and `look` it has the `board`, on which everything has its place: millimetres from the top "
        "left corner, degrees clockwise. `x` and `y` are a thing's middle, `left` and `top` its corner, `angle` is the "
        'way the path goes there, from the right. `<path d="…"/>` draws an outline, its numbers in millimetres.\n',
        _table(
            ("what", "is", "and has"),
            [(*row, ", ".join(f"`{key}`" for key in held)) for row, held in zip(rows, names, strict=True)],
        ),
    ]


class _Alone:
    """A deck's folder with one file."""

    def __init__(self, text: str) -> None:
        self._text = text

    def bytes(self, name: str) -> bytes | None:
        return self._text.encode() if name == "deck.toml" else None

    def matching(self, pattern: str) -> tuple[str, ...]:
        return ()

    def label(self, name: str) -> str:
        return name


def templates() -> str:
    """The elements of the markup and the CSS properties."""
    parts = [NOTE, "# What a template may say\n", "Elements of other names are boxes.\n"]
    parts += [_table(("element", "what it is"), [(f"`<{word.name}>`", word.about) for word in ELEMENTS])]
    own = [(f"`{name}`", f"`<{word.name}>`", about) for word in ELEMENTS for name, about in word.attributes]
    everywhere = [(f"`{name}`", "every element", about) for name, about in EVERYWHERE]
    parts += [_table(("attribute", "of", "what it says"), [*everywhere, *own])]
    parts += ["# What a card's text may say\n"]
    parts += ["Where the template shows a field with `| inline`; everything else is printed as it is written.\n"]
    parts += [_table(("in the text", "on the card"), [(f"`` {mark} ``", about) for mark, about in INLINE_MARKS])]
    parts += [parts_of_a_template(), "# What its stylesheet may say\n", _EXAMPLES.format(_base())]
    shown = {name: one for one in pictured.examples() for name in one.shows}
    groups: dict[str, list[Any]] = {}
    for entry in PROPERTIES.values():
        groups.setdefault(entry.group, []).append(entry)
    for group, entries in groups.items():
        rows: list[tuple[object, ...]] = [
            (
                f"`{e.name}`",
                e.syntax,
                f"`{e.initial}`" if e.initial else "",
                "yes" if e.inherited else "",
                f"[{shown[e.name].title}](#{_anchor(shown[e.name].title)})",
            )
            for e in entries
        ]
        parts += [
            f"## {group[0].upper()}{group[1:]}\n",
            _table(("property", "values", "initially", "inherited", "example"), rows),
            *(_example(one) for one in pictured.examples() if one.group == group),
        ]
    parts += ["## Besides properties\n", *(_example(one) for one in pictured.examples() if one.group == "besides")]
    parts += ["## Fonts that come along: `@font-face`\n"]
    parts += [_table(("it says", "which is"), [(f"`{name}`", about) for name, about in FONT_FACE])]
    parts += [
        "## Filters\n",
        "What a template may do with a value, `{{ value | filter }}`.\n",
        _table(("filter", "gives"), [(f"`{name}`", about) for name, about in ABOUT.items()]),
    ]
    return "\n".join([*parts, *_board()])


#: What stands before the properties.
_EXAMPLES = """Every property has an example, set as any card is. The stylesheet of each begins with this:

```css
{}
```
"""


def _base() -> str:
    return (pictured.PARTS / "base.css").read_text().split("*/")[1].strip()


def _anchor(title: str) -> str:
    """What a heading is called in links."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _example(one: pictured.Example) -> str:
    """An example with its picture."""
    source = one.text or one.markup
    kind = "markdown" if one.text else "xml"
    return "\n".join(
        [
            f"### {one.title}\n",
            f"{one.says}\n",
            f'<img src="reference/{one.name}.png" width="{one.width}" alt="{one.title}, as it is printed">\n',
            f"```{kind}\n{source}\n```\n",
            f"```css\n{one.css}\n```\n",
        ]
    )


def _words(name: str, values: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}.{key}`" for key in values)


def parts_of_a_template() -> str:
    """The parts of a template, and what each can say; lengths are in millimetres."""
    line = dieline(Box(id="x", title="X"), FORMATS["poker"], 1)
    box, token, standee = Box(id="x", title="X"), Token(id="x"), Standee(id="x", width=1, height=1)
    suit = Suit(id="x", title="X")
    card = Card(id="x", suit=suit, fields={})
    deck = Deck(
        id="x",
        title="X",
        format=FORMATS["poker"],
        template="x",
        fields={},
        suits={"x": suit},
        cards=(card,),
        boxes=(box,),
        tokens=(token,),
        standees=(standee,),
    )
    shared = words_for(deck)(card, 1)
    deck_words, card_words = shared["deck"], shared["card"]
    assert isinstance(deck_words, Mapping)
    assert isinstance(card_words, Mapping)
    boxed = words_of_box(box, deck, (1, 1, 1))
    suits = boxed["suits"]
    assert isinstance(suits, tuple)
    panel = words_of_panel(line.panels[0])
    cards = _words("card", card_words) + " and the deck's own fields; " + _words("card.suit", card_words["suit"])
    rows: list[tuple[object, ...]] = [
        ("`card.xml.j2`", "the front of a card", "`style.css`", cards),
        ("`back.xml.j2`", "its back; without it there are no backs", "`style.css`", "the same"),
        (
            "`blank.xml.j2`",
            'a card to write on: lines are drawn where an element has name="text"',
            "`style.css`",
            "the same, without words",
        ),
        (
            "`box.xml.j2`",
            "each panel of a box: " + ", ".join(f"`{name}`" for name in dict.fromkeys(p.name for p in line.panels)),
            "`box.css`",
            f"{_words('box', boxed)}; of each suit also `count` and `spans`; {_words('box.panel', panel)}",
        ),
        ("`token.xml.j2`", "the front of a token", "`tokens.css`", _words("token", words_of_token(token, ()))),
        ("`token-back.xml.j2`", "its back", "`tokens.css`", "the same"),
        (
            "`standee.xml.j2`",
            "each panel: `front`, `back`, `base` of a figure, `side`, `roof`, `base`, `glue` of a column",
            "`tokens.css`",
            f"{_words('standee', words_of_standee(standee, ()))}; {_words('standee.panel', panel)}",
        ),
    ]
    said = f"Every part can say {_words('deck', deck_words)}, and as `look` what the deck's table `[look]` holds.\n"
    text = "A look without a part for boxes or tokens leaves them to the look `plain`. Lengths are in millimetres.\n"
    return "\n".join(
        ["## The parts of a template\n", said, text, _table(("part", "makes", "styled by", "can say"), rows)]
    )


def commands() -> str:
    """Every command with its options."""
    parts = [NOTE, "# The commands\n"]
    context = click.Context(_commands, info_name="deckwright")
    for name in _commands.list_commands(context):
        command = _commands.get_command(context, name)
        assert command is not None
        arguments = " ".join(p.human_readable_name for p in command.params if isinstance(p, click.Argument))
        parts += [f"## `deckwright {f'{name} {arguments}'.strip()}`", "", f"{command.help}\n"]
        rows: list[tuple[object, ...]] = [
            (f"`{'`, `'.join([*p.opts, *p.secondary_opts])}`", p.help or "")
            for p in command.params
            if isinstance(p, click.Option)
        ]
        if rows:
            parts.append(_table(("option", "what it does"), rows))
        if command.epilog:
            parts.append(f"{command.epilog}\n")
    parts += [
        "## How a command ends\n",
        _table(
            ("exit code", "means"),
            [
                (0, "done"),
                (1, "the deck has problems; nothing was written"),
                (2, "wrong usage"),
                (3, "something could not be read or written"),
                (70, "a fault of deckwright's own"),
                (130, "interrupted; nothing was changed"),
            ],
        ),
        "## The problems\n",
        "Their names are stable. Each message says where, what was found, and what would work.\n",
        ", ".join(f"`{name}`" for name in problem_names()) + ".\n",
    ]
    return "\n".join(parts)


def problem_names() -> list[str]:
    """The name of every problem that the code can report."""
    found: set[str] = set()
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text()
        found |= set(re.findall(r'\bname="([a-z]+(?:-[a-z0-9]+)+)"', text))
        found |= set(
            re.findall(r'(?:notes\.add|Refusal|TemplateFault|_fault|_complain)\(\s*"([a-z]+(?:-[a-z0-9]+)+)"', text)
        )
    return sorted(found)


PAGES = {
    "decks/REFERENCE.md": decks,
    "templates/REFERENCE.md": templates,
    "generator/cli/REFERENCE.md": commands,
}


def main() -> int:
    """Writes or checks the pages."""
    stale = [name for name, page in PAGES.items() if not (ROOT / name).is_file() or (ROOT / name).read_text() != page()]
    if "--check" in sys.argv:
        for name in stale:
            sys.stderr.write(f"{name} is not what the code says; write it anew with: python -m tests.reference\n")
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(PAGES[name]())
    draw()
    return 0


def draw() -> None:
    """Makes the pictures of the examples that are missing or show something else, and takes old ones away."""
    pictured.PICTURES.mkdir(exist_ok=True)
    for path in pictured.PICTURES.glob("*.png"):
        if path.stem not in {one.name for one in pictured.examples()}:
            path.unlink()
    for one in pictured.examples():
        picture, problems = pictured.made(one)
        for problem in problems:
            sys.stderr.write(f"{one.name}: {problem.message}\n")
        if pictured.stale(one, picture):
            (pictured.PICTURES / f"{one.name}.png").write_bytes(pictured.packed(picture))


if __name__ == "__main__":
    sys.exit(main())
