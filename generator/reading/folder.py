"""A deck's folder: its deck.toml and the files of cards that it lists become one `Deck`."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

from generator.basics.problems import KeyPath, Place, Problem, one_of
from generator.basics.records import dataclass
from generator.model.deck import Card, Deck, Source
from generator.model.edition import Edition
from generator.reading.boxes import read_boxes
from generator.reading.cards import CardReader
from generator.reading.deck import TOP, Declared, read_declared
from generator.reading.edition import read_edition_table
from generator.reading.locate import locate
from generator.reading.notes import EnoughError, Notes, show, suggest
from generator.reading.tables import compare
from generator.reading.text import decode, parse
from generator.reading.tokens import read_standees, read_tokens
from generator.reading.values import slug_of

DECK_FILE = "deck.toml"


class Files(Protocol):
    """A deck's folder. Names are relative to it, with forward slashes."""

    def bytes(self, name: str) -> bytes | None:
        """The file's content; None when there is none."""

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The files whose name matches, sorted; `*` stays within one folder."""

    def label(self, name: str) -> str:
        """How the file is called in messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a deck may hold. Whoever runs the tool can raise these; a deck cannot.

    Attributes:
        file: bytes of one file.
        total: bytes of all files together.
        cards: cards of all files together, whatever their copies.
        problems: after so many, reading stops: nobody mends more in one go.
    """

    file: int = 4 * 1024 * 1024
    total: int = 32 * 1024 * 1024
    cards: int = 20_000
    problems: int = 500


@dataclass(slots=True)
class _Work:
    """What grows while a deck is read."""

    files: Files
    limits: Limits
    notes: Notes
    sources: list[Source]
    left: int

    def text(self, name: str) -> tuple[dict[str, Any], Notes] | None:
        """A file, parsed; None with a note when it cannot be."""
        notes = self.notes.of(name)
        data = self.files.bytes(name)
        if data is None:
            # There is no line to show, so the name stands in the message alone.
            self.notes.found.append(
                Problem(
                    name="no-deck-file" if name == DECK_FILE else "pattern-matches-nothing",
                    message=f"there is no file `{self.files.label(name)}`",
                    help="a deck is a folder with a deck.toml in it" if name == DECK_FILE else "",
                )
            )
            return None
        text = decode(data, notes, min(self.limits.file, self.left))
        if text is None:
            return None
        self.left -= len(data)
        self.sources.append(Source(file=notes.file, text=text))
        raw = parse(text, notes)
        return None if raw is None else (raw, notes)


def _begin(files: Files, limits: Limits | None) -> _Work:
    limits = limits or Limits()
    return _Work(files, limits, Notes(DECK_FILE, [], limits.problems), [], limits.total)


def _finish(work: _Work) -> tuple[Problem, ...]:
    """Everything found, at its place, each file called as people see it."""
    located = locate(tuple(work.notes.found), {source.file: source.text for source in work.sources})

    def named(at: Place | KeyPath) -> Place | KeyPath:
        return replace(at, file=work.files.label(at.file))

    return tuple(
        replace(
            problem,
            at=named(problem.at) if problem.at else None,
            related=tuple(replace(related, at=named(related.at)) for related in problem.related),
        )
        for problem in located
    )


def _enough(work: _Work) -> None:
    work.notes.found.append(
        Problem(
            name="too-many-problems",
            message=f"reading stopped after {work.limits.problems} problems",
            help="put these right first; there may be more",
        )
    )


def read_deck(
    files: Files, limits: Limits | None = None, *, edition: str = ""
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck in the folder, and every problem found, each at its place.

    Args:
        files: the folder; `disk` has the real one, tests hand in a dict.
        limits: how much a deck may hold.
        edition: name of an edition whose own cards join the deck's, or take the place of those with their id.

    Returns:
        The deck is None exactly when one of the problems is an error. Problems come in the order of finding, their
        places with the names of `Files.label`; the deck's sources and key paths keep the names inside the folder.
    """
    work = _begin(files, limits)
    try:
        deck = _read(work, edition_file(files, edition) if edition else "")
    except EnoughError:
        deck = None
        _enough(work)
    return (deck if work.notes.sound else None), _finish(work)


def edition_file(files: Files, name: str) -> str:
    """The file of that edition: one in `editions`, or the path of a file; empty when there is none."""
    if f"editions/{name}.toml" in files.matching("editions/*.toml"):
        return f"editions/{name}.toml"
    return name if name.endswith(".toml") and files.bytes(name) is not None else ""


def read_edition(files: Files, name: str, limits: Limits | None = None) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition `editions/NAME.toml` of the deck in the folder, and every problem found, each at its place.

    Its own cards are for `read_deck`, which knows what a card of the deck may say.

    Whether the cards and suits it names exist is for `editions` to say, which has the deck.

    Returns:
        The edition is None exactly when one of the problems is an error.
    """
    work = _begin(files, limits)
    edition = None
    try:
        known = tuple(file[len("editions/") : -len(".toml")] for file in files.matching("editions/*.toml"))
        file = edition_file(files, name)
        astray = f"{name}.toml" if "/" not in name and files.matching(f"{slug_of(name)}.toml") else ""
        if file:
            read = work.text(file)
            edition = (
                read_edition_table(*read, slug_of(name.rpartition("/")[2].removesuffix(".toml"))) if read else None
            )
        else:
            like = suggest(name, known)
            work.notes.found.append(
                Problem(
                    name="unknown-edition",
                    message=f"there is no file {show(name)}, and no edition of that name"
                    if name.endswith(".toml")
                    else f"this deck has no edition {show(name)}",
                    help=f"did you mean `{like}`?"
                    if like
                    else f"move `{astray}` into the folder `editions`"
                    if astray
                    else f"it has {one_of(known)}"
                    if known
                    else f"write one: editions/{slug_of(name) or 'short'}.toml",
                )
            )
    except EnoughError:
        _enough(work)
    return (edition if work.notes.sound else None), _finish(work)


def read_text(files: Files, name: str, limits: Limits | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """A file of the folder that is text and no TOML, such as the rules, and what is wrong with its encoding.

    Returns:
        The text is None when there is no such file, or it cannot be read as text.
    """
    work = _begin(files, limits)
    data = files.bytes(name)
    text = None if data is None else decode(data, work.notes.of(name), work.limits.file)
    return text, _finish(work)


def _read(work: _Work, edition: str) -> Deck | None:
    read = work.text(DECK_FILE)
    if read is None:
        return None
    raw, notes = read
    declared = read_declared(raw, notes)
    reader = CardReader(declared, work.limits.cards)
    whole = "card" not in raw or reader.read_all(raw["card"], notes)
    whole = _read_card_files(raw, declared, reader, work, notes) and whole
    if whole and not reader.count and "board" not in raw and not _excused(raw):
        notes.add(
            "deck-without-cards",
            "this deck has no cards",
            ("deck", "cards"),
            "key" if "cards" in declared.deck else "header",
            help=_where_cards_go(work),
        )
    cards = _joined(reader.cards, _cards_of(edition, declared, work)) if edition else tuple(reader.cards)
    boxes = read_boxes(raw.get("box", []), declared, list(cards), notes, whole=whole and notes.sound)
    tokens, standees = read_tokens(raw.get("token", []), notes), read_standees(raw.get("standee", []), notes)
    if not notes.sound:
        return None
    values = declared.deck
    return Deck(
        id=values["id"],
        title=values["title"],
        subtitle=values.get("subtitle", ""),
        version=values.get("version", ""),
        language=values.get("language", "en"),
        authors=values.get("authors", ()),
        licence=values.get("licence", ""),
        format=declared.format,
        template=values["template"],
        look=MappingProxyType(declared.look),
        proofing=MappingProxyType(dict(declared.proofing)),
        rulebook=declared.rulebook,
        strips=declared.strips,
        fields=MappingProxyType(declared.fields),
        suits=MappingProxyType(declared.suits),
        cards=cards,
        boards=declared.boards,
        boxes=boxes,
        tokens=tokens,
        standees=standees,
        sources=tuple(work.sources),
    )


def _cards_of(edition: str, declared: Declared, work: _Work) -> list[Card]:
    """The edition's own cards; what else its file says, or why it cannot be read, is `read_edition`'s to tell."""
    before = list(work.notes.found)
    read = work.text(edition)
    if read is None:
        work.notes.found[:] = before
        return []
    table, notes = read
    reader = CardReader(declared, work.limits.cards)
    if "card" in table:
        reader.read_all(table["card"], notes)
    return reader.cards


def _joined(cards: list[Card], own: list[Card]) -> tuple[Card, ...]:
    """The deck's cards, those with the id of one of the edition's replaced, and behind them its new ones."""
    by_id = {card.id: card for card in own}
    return (*(by_id.pop(card.id, card) for card in cards), *by_id.values())


def _where_cards_go(work: _Work) -> str:
    """The help for a deck without cards: into the file that it lists, if there is one."""
    listed = [source.file for source in work.sources if source.file != DECK_FILE]
    if not listed:
        return 'list files of cards under [deck], as in cards = ["cards/*.toml"], or write [[card]] here'
    state = "is empty" if not any(source.text.strip() for source in work.sources[1:]) else "holds none"
    return f"`{listed[0]}` {state}: write [[card]] into it, and below that id = and what the card says"


def _excused(raw: dict[str, Any]) -> bool:
    """Whether cards may be missing only because something else that is reported already is wrong."""
    deck = raw.get("deck")
    if not isinstance(deck, dict):
        return True
    mistyped = any(suggest(key, ["cards"]) for key in deck if key != "cards") and "cards" not in deck
    return mistyped or any(suggest(key, ["card"]) for key in raw if key not in ("card", "deck"))


def _read_card_files(raw: dict[str, Any], declared: Declared, reader: CardReader, work: _Work, notes: Notes) -> bool:
    """Reads every file that the deck lists, each once; False when the deck's cards are not all known."""
    deck = raw.get("deck")
    written = deck.get("cards", []) if isinstance(deck, dict) else []
    if not isinstance(written, list):
        return False
    patterns = declared.deck.get("cards", ())
    # Those that could not be taken have been reported.
    whole = len(patterns) == len(written)
    done = {DECK_FILE}
    for pattern in patterns if not reader.full else ():
        names = work.files.matching(pattern)
        if not names:
            whole = False
            number = written.index(pattern)
            notes.add(
                "pattern-matches-nothing",
                f"no file matches {show(pattern)}",
                ("deck", "cards", number),
                label="nothing is called so in the deck's folder",
                help=_nearby(pattern, work.files, {DECK_FILE, *patterns}),
            )
        for name in names:
            if name in done:
                continue
            done.add(name)
            read = work.text(name)
            if read is None:
                whole = False
                continue
            table, own = read
            if "id" in table and all(key == "card" or key not in TOP for key in table):
                _headless(table, own)
            else:
                compare(table, ("card",), [], (), "this file", own, otherwise=_only_cards)
            whole = whole and not any(key != "card" for key in table)
            if "card" in table:
                whole = reader.read_all(table["card"], own) and whole
            if reader.full:
                return False
    return whole


def _headless(table: dict[str, Any], notes: Notes) -> None:
    """A file whose first card has lost its header: one mistake, however many keys it had."""
    keys = tuple(key for key in table if key != "card")
    notes.add(
        "missing-key",
        "the first card of this file has no [[card]] above it",
        (keys[0],),
        "key",
        help="write [[card]] on a line of its own above it",
    )


def _only_cards(name: str) -> str:
    if name in TOP and name != "card":
        return f"`{name}` belongs into deck.toml; a file of cards has only [[card]]"
    return "a file of cards has only [[card]]; put it below one if it is a card's"


def _nearby(pattern: str, files: Files, taken: set[str]) -> str:
    """What there is in place of what the pattern wants, besides what the deck lists already."""
    folder = pattern.rpartition("/")[0]
    stem = pattern.removesuffix(".toml")
    for name in files.matching(f"{folder}/*" if folder else "*"):
        if name.casefold() in (f"{pattern}.txt".casefold(), f"{stem}.txt".casefold()):
            hidden = "; Windows adds the ending, and hides it" if name.casefold().endswith(".toml.txt") else ""
            return f"there is `{name}`: rename it to `{pattern}`{hidden}"
        if name.rpartition(".")[0].casefold() == stem.casefold() and not name.casefold().endswith(".toml"):
            return f"there is `{name}`, which is no plain text: write its cards into a file `{pattern}`"
    for other in dict.fromkeys((f"{folder}/*.toml" if folder else "*.toml", "*.toml", "*/*.toml")):
        names = [name for name in files.matching(other) if name not in taken]
        like = suggest(pattern, names)
        if like:
            return f"did you mean `{like}`?"
        if names:
            return f"there is `{names[0]}`" + (f" and {len(names) - 1} more" if len(names) > 1 else "")
    return ""
