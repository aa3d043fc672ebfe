"""A deck and its choices, read and located."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator import disk
from generator.basics.problems import KeyPath, Place, Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.build.kinds import components_of
from generator.editions import choose
from generator.model.deck import Deck
from generator.model.edition import Edition
from generator.reading import locate, read_deck, read_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A deck with its choices applied, or what is wrong with it.

    Attributes:
        deck: None when there is an error.
        edition: the edition that was named, or an empty one.
        complete: whether every card of the deck is in it.
        whole: the deck before anything was chosen.
    """

    folder: Path
    deck: Deck | None
    edition: Edition
    problems: tuple[Problem, ...]
    complete: bool = True
    whole: Deck | None = None


def load(name: str, edition: str = "", choices: Edition | None = None) -> Loaded:
    """The deck of that name or folder, with an edition and further choices applied.

    An empty name is the deck that comes with deckwright, in its first edition, unless there is a deck right here. An
    edition is one of the deck's, by its name, or a file anywhere, by its path.

    Raises:
        ProblemsError: there is no such deck.
        DiskError: it could not be read.
    """
    if not name and not Path("deck.toml").is_file():
        name, fallback = disk.default_deck()
        edition = edition or fallback
    folder = disk.find_deck(name or ".")
    files = disk.DeckFiles(folder)
    if edition.casefold().endswith(".toml"):
        own = Path(edition).absolute()
        files = disk.DeckFiles(folder, own if own.is_file() else None)
        kept = (folder / "editions" / own.name).is_file()
        edition = own.as_posix() if own.is_file() else own.stem if kept else own.name
    deck, found = read_deck(files, edition=edition)
    whole = deck
    problems = [*files.problems, *found]
    chosen = Edition()
    for wanted in ([edition] if edition else []) + ([choices] if choices else []):
        if isinstance(wanted, str):
            picked, faults = read_edition(files, wanted)
            problems += faults
            chosen = picked or chosen
        else:
            picked = wanted
        if deck is not None and picked is not None:
            deck, faults = choose(deck, picked)
            problems += faults
        if deck is not None and picked is not None:
            problems += _unknown_components(deck, picked)
    if not problems and deck is not None:
        problems += _nothing_printed(deck)
    located = locate(tuple(problems), _texts(files, deck, problems))
    return Loaded(
        folder=folder,
        deck=None if any(problem.severity == "error" for problem in located) else deck,
        edition=chosen,
        problems=labelled(located, files),
        complete=deck is not None and whole is not None and len(deck.cards) == len(whole.cards),
        whole=whole,
    )


def _nothing_printed(deck: Deck) -> tuple[Problem, ...]:
    """A deck of cards that are printed no time at all, with nothing else in it."""
    if not deck.cards or any(card.copies for card in deck.cards) or deck.boards or deck.tokens or deck.standees:
        return ()
    return (
        Problem(
            name="nothing-left",
            message="no card of this deck is printed: each says copies = 0",
            at=deck.cards[0].at("copies"),
            help="leave `copies` out, and a card is printed once",
        ),
    )


def _unknown_components(deck: Deck, edition: Edition) -> tuple[Problem, ...]:
    known = components_of(deck)
    found = []
    for index, name in enumerate(edition.components):
        if name not in known:
            like = did_you_mean(name, known)
            found.append(
                Problem(
                    name="unknown-component",
                    message=f"this deck has no `{name}` to build",
                    at=edition.at("components", index),
                    help=(f"did you mean `{like}`? " if like else "") + f"there is {one_of(known)}",
                )
            )
    return tuple(found)


def proofread(loaded: Loaded) -> tuple[Problem, ...]:
    """What could be better about the writing of the whole deck, if it asks for that with `[proofing]`."""
    deck = loaded.whole
    if deck is None or not deck.proofing:
        return ()
    from generator.proofing import proof, rules_of  # a build does not wait for what only checking needs

    files = disk.DeckFiles(loaded.folder)
    sources = {source.file: source.text for source in deck.sources}
    wanted, problems = rules_of(deck.proofing, deck.sources[0].file)
    if wanted is not None:
        problems += proof(deck, wanted, disk.proofing_rules())
    return labelled(locate(problems, sources), files)


def deck_key(deck: Deck, key: str) -> KeyPath:
    """Where a key of the table `[deck]` stands."""
    return KeyPath(deck.sources[0].file if deck.sources else "deck.toml", ("deck", key))


def labelled(problems: tuple[Problem, ...], files: disk.DeckFiles) -> tuple[Problem, ...]:
    """The problems with each of the deck's files called as seen from here."""

    def named(at: Place | KeyPath | None) -> Place | KeyPath | None:
        if isinstance(at, Place) and (files.root / at.file).is_file():
            return replace(at, file=files.label(at.file))
        return at

    return tuple(
        replace(
            problem,
            at=named(problem.at),
            related=tuple(replace(related, at=named(related.at) or related.at) for related in problem.related),
        )
        for problem in problems
    )


def _texts(files: disk.DeckFiles, deck: Deck | None, problems: list[Problem]) -> Mapping[str, str]:
    """The text of every file that a problem points into."""
    texts = {source.file: source.text for source in deck.sources} if deck else {}
    for problem in problems:
        for at in (problem.at, *(related.at for related in problem.related)):
            if isinstance(at, KeyPath) and at.file not in texts:
                texts[at.file] = (files.bytes(at.file) or b"").decode("utf-8-sig", errors="replace")
    return texts
