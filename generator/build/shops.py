"""A deck as a shop wants it: its rules looked through, then its files made."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator import disk
from generator.basics.geometry import Size
from generator.basics.problems import KeyPath, Problem, ProblemsError, one_of
from generator.basics.records import dataclass
from generator.basics.units import show_mm
from generator.build.bench import Bench
from generator.build.kinds import components_of
from generator.build.loading import Loaded, deck_key
from generator.build.options import Options
from generator.model.deck import Card, Deck
from generator.model.face import Face
from generator.model.formats import FORMATS, Format
from generator.model.shop import Product, Shop, shop_named
from generator.reading.shop import read_shop

#: Games on a screen show cards small: a coarse picture does no harm there.
_ON_SCREEN = ("tabletop-simulator", "playingcards-io")


#: A picture of a face takes up to eight bytes for each while it is made.
MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One card of an order.

    Attributes:
        number: of its first copy, from 1 along the deck, copies counted.
        place: its number among the cards, from 1, each counted once.
        back: None when the deck has no backs.
    """

    card: Card
    number: int
    place: int
    front: Face
    back: Face | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be handed to a shop.

    Attributes:
        shop: who it is for.
        files: whole files by name, which may hold `/`; empty when there is an error.
        cards: how many cards, copies counted.
        parts: the folders of the orders it has to be made in, one for each format; none when it is one order.
        left: the deck's other components, which no shop gets from here.
        problems: errors and warnings, located.
    """

    shop: Shop
    files: Mapping[str, bytes]
    cards: int
    left: tuple[str, ...] = ()
    problems: tuple[Problem, ...]
    parts: tuple[str, ...] = ()


def shops(deck: Path | None = None) -> tuple[Shop, ...]:
    """Every shop within reach: the deck's own, those in `shops/` here, then those that come with deckwright.

    Raises:
        ProblemsError: a file of one's own says something that cannot be.
    """
    found: dict[str, Shop] = {}
    problems: list[Problem] = []
    for file, data in disk.shop_files(deck).items():
        shop, faults = read_shop(data.decode("utf-8-sig", errors="replace"), file)
        problems += faults
        if shop is not None:
            found.setdefault(shop.name, shop)
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(tuple(problems))
    return tuple(found[name] for name in sorted(found))


def takes_address(loaded: Loaded, name: str) -> bool:
    """Whether the shop of that name, if there is one, makes files that say where on the web the others are."""
    shop, _ = shop_named(name, shops(loaded.folder))
    return shop is None or shop.makes == "tabletop-simulator"


def order(loaded: Loaded, name: str, options: Options, *, address: str = "") -> Order:
    """The deck as a shop wants it, and every rule of the shop's that it breaks.

    Args:
        loaded: from `load`, with a deck in it.
        name: the shop's.
        options: ink and sight, creator, date; stock and press do not count.
        address: where the files will lie, for games that fetch them from there; ends in `/`.

    Raises:
        ProblemsError: there is no such shop or template.
    """
    found, problems = shop_named(name, shops(loaded.folder))
    if found is None:
        raise ProblemsError(problems)
    shop: Shop = found
    deck = loaded.deck
    assert deck is not None, "a deck with errors cannot be ordered"  # noqa: S101 - a fault of the caller's
    more = list(_rules(shop, deck))
    products = {format: shop.product(format) or shop.nearest(format) for format in deck.formats}
    more += [problem for format, product in products.items() for problem in _too_fine(shop, deck, format, product)]
    as_wanted = _as_wanted(deck, shop, products)
    bench = Bench(replace(loaded, deck=as_wanted), options)
    bench.typesetter.coarse_ppi = 0.0 if shop.makes in _ON_SCREEN else shop.resolution
    files: dict[str, bytes] = {}
    try:
        bench.agree_on_sizes()
        cards = _cards(bench, options)
        # A shop makes all cards of an order in one size, so every format is an order of its own.
        orders = _by_format(as_wanted, cards)
        for format in orders:
            more += _back_rules(shop, orders[format])
        if not any(problem.severity == "error" for problem in (*more, *bench.finish())):
            from generator.build.packing import packed  # what few builds need, none waits for

            folders = _folders(tuple(orders))
            for format, ordered in orders.items():
                product, folder = shop.product(format) or shop.nearest(format), folders[format]
                # Files of several orders may end in one folder of a game, so they are called by their format, too.
                called = "-".join(part for part in (as_wanted.id, folder.rstrip("/")) if part)
                part = replace(as_wanted, format=format, id=called)
                made, said = packed(shop, product, part, ordered, options, address + folder if address else "")
                files |= {folder + name: data for name, data in made.items()}
                more += said
    except ProblemsError as fault:
        files, more = {}, [*more, *fault.problems]
    more = list(dict.fromkeys(more))
    told = tuple(_for_shop(problem, shop) for problem in bench.finish(*more))
    broken = any(problem.severity == "error" for problem in told)
    total = sum(card.copies for card in deck.cards)
    parts = tuple(folder.rstrip("/") for folder in _folders(as_wanted.formats).values() if folder)
    left = tuple(name for name in components_of(deck) if name != "cards")
    return Order(shop=shop, files={} if broken else files, cards=total, left=left, problems=told, parts=parts)


def _cards(bench: Bench, options: Options) -> tuple[Ordered, ...]:
    """Every card with its faces; those with errors are left out, for their problems are told."""
    found: list[Ordered] = []
    wanted = [card for card in bench.deck.cards if card.copies]
    places = dict.fromkeys(bench.deck.formats, 0)
    number = 1
    for done, card in enumerate(wanted, 1):
        format = bench.deck.format_of(card)
        places[format] = place = places[format] + 1
        front = bench.front(card, number)
        back = bench.back(card, number) if bench.has_backs else None
        if front is not None:
            found.append(Ordered(card=card, number=number, place=place, front=front, back=back))
        number += card.copies
        if options.progress is not None:
            options.progress(done, len(wanted))
        if bench.too_many:
            break
    return tuple(found)


# --- Rules ----------------------------------------------------------------------------------------------------------


def _rules(shop: Shop, deck: Deck) -> list[Problem]:
    """What the shop does not take of the deck as a whole."""
    found = [
        Problem(
            name="format-not-made",
            message=f"`{shop.name}` makes no cards of {_size(format.trim)}",
            at=_format_key(deck, format),
            label="not one of its formats",
            help=_nearest(shop, format),
        )
        for format in deck.formats
        if shop.product(format) is None
    ]
    total = sum(card.copies for card in deck.cards)
    if not total:
        found.append(
            Problem(
                name="no-cards-to-order",
                message="there are no cards to order: all have 0 copies",
                at=deck_key(deck, "cards"),
                help="choose others with --only, or another edition",
            )
        )
    if shop.most_cards and total > shop.most_cards:
        found.append(
            Problem(
                name="too-many-cards-for-shop",
                message=f"`{shop.name}` takes at most {shop.most_cards} cards at once, and there are {total}",
                at=deck_key(deck, "cards"),
                help=f"order it in parts: an edition, or --only and --without, leave {total - shop.most_cards} out",
            )
        )
    return found


def _too_fine(shop: Shop, deck: Deck, format: Format, product: Product) -> tuple[Problem, ...]:
    width, height = product.pixels
    if width * height <= MOST_PIXELS:
        return ()
    return (
        Problem(
            name="picture-too-large",
            message=f"a card of {_size(format.trim)} at {shop.resolution:g} pixels an inch would be a picture "
            f"of {width} × {height}",
            at=_format_key(deck, format),
            help=f"at most {MOST_PIXELS // 1_000_000} million pixels can be made: choose a smaller format, or a "
            "lower `resolution` in the shop's file",
        ),
    )


def _format_key(deck: Deck, format: Format) -> KeyPath:
    """Where the deck, or else a suit, says that format."""
    suit = next((suit for suit in deck.suits.values() if suit.format == format), None)
    if format == deck.format or suit is None:
        return deck_key(deck, "format")
    return KeyPath(deck_key(deck, "format").file, ("suits", suit.id, "format"))


def _as_wanted(deck: Deck, shop: Shop, products: Mapping[Format, Product]) -> Deck:
    """The deck with the bleed and the safe margins of the shop."""

    def wanted(format: Format) -> Format:
        if format not in products:  # no card has it
            return format
        safe = format.safe if shop.safe is None else shop.safe
        return replace(format, bleed=products[format].bleed, safe=safe)

    suits = {
        id: suit if suit.format is None else replace(suit, format=wanted(suit.format))
        for id, suit in deck.suits.items()
    }
    cards = tuple(
        card if card.suit is None or card.suit.format is None else replace(card, suit=suits[card.suit.id])
        for card in deck.cards
    )
    return replace(deck, format=wanted(deck.format), suits=suits, cards=cards)


def _by_format(deck: Deck, cards: tuple[Ordered, ...]) -> dict[Format, tuple[Ordered, ...]]:
    found: dict[Format, list[Ordered]] = {format: [] for format in deck.formats}
    for card in cards:
        found[deck.format_of(card.card)].append(card)
    return {format: tuple(ordered) for format, ordered in found.items()}


def _folders(formats: tuple[Format, ...]) -> dict[Format, str]:
    """The folder of each format's order, ending in `/`; nothing where there is one order only."""
    if len(formats) == 1:
        return {formats[0]: ""}
    names = [format.name for format in formats]
    return {
        format: f"{format.name}/" if names.count(format.name) == 1 else f"{_plain(format.trim)}/" for format in formats
    }


def _plain(size: Size) -> str:
    """The size as a file can be called: ``63.5x88.9mm``."""
    return _size(size).replace(" mm", "mm").replace(" × ", "x").replace(" ", "")


def _nearest(shop: Shop, card: Format) -> str:
    """Which formats the shop makes, the nearest first."""

    def difference(name: str) -> float:
        trim = FORMATS[name].trim
        return min(abs(trim.width - one.width) + abs(trim.height - one.height) for one in (card.trim, card.trim.turned))

    made = sorted(shop.made, key=difference)
    return f'it makes {one_of(made)}; try format = "{made[0]}", {_size(FORMATS[made[0]].trim)}'


def _back_rules(shop: Shop, cards: tuple[Ordered, ...]) -> list[Problem]:
    backs = {id(card.back) for card in cards if card.back is not None}
    if not shop.one_back or len(backs) < 2:
        return []
    return [
        Problem(
            name="too-many-backs",
            message=f"`{shop.name}` prints one back for all cards, and this deck has {len(backs)}",
            help="order the cards of each back by themselves, with --only, or choose a template with one back",
        )
    ]


def _for_shop(problem: Problem, shop: Shop) -> Problem:
    """The problem with what works for this shop."""
    if problem.name == "outside-safe-zone" and shop.safe is not None:
        help = f"`{shop.name}` asks for {show_mm(shop.safe)} between text and the cut; move it inwards"
        return replace(problem, help=help)
    return problem


def _size(size: Size) -> str:
    return f"{show_mm(size.width)} × {show_mm(size.height)}"
