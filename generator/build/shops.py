"""A deck as a shop wants it: its rules looked through, then its files made."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator import disk
from generator.basics.geometry import Size
from generator.basics.problems import Problem, ProblemsError, one_of
from generator.basics.records import dataclass
from generator.basics.units import show_mm
from generator.build.bench import Bench
from generator.build.loading import Loaded, deck_key
from generator.build.options import Options
from generator.model.deck import Card
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
        problems: errors and warnings, located.
    """

    shop: Shop
    files: Mapping[str, bytes]
    cards: int
    problems: tuple[Problem, ...]


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
    product = shop.product(deck.format)
    more = list(_rules(shop, loaded, product))
    product = product or shop.nearest(deck.format)
    width, height = product.pixels
    if width * height > MOST_PIXELS:
        more.append(
            Problem(
                name="picture-too-large",
                message=f"a card of {_size(deck.format.trim)} at {shop.resolution:g} pixels an inch would be a picture "
                f"of {width} × {height}",
                at=deck_key(deck, "format"),
                help=f"at most {MOST_PIXELS // 1_000_000} million pixels can be made: choose a smaller format, or a "
                "lower `resolution` in the shop's file",
            )
        )
    safe = deck.format.safe if shop.safe is None else shop.safe
    as_wanted = replace(deck, format=replace(deck.format, bleed=product.bleed, safe=safe))
    bench = Bench(replace(loaded, deck=as_wanted), options)
    bench.typesetter.coarse_ppi = 0.0 if shop.makes in _ON_SCREEN else shop.resolution
    try:
        bench.agree_on_sizes()
        cards = _cards(bench, options)
        more += _back_rules(shop, cards)
        files: Mapping[str, bytes] = {}
        if not any(problem.severity == "error" for problem in (*more, *bench.finish())):
            from generator.build.packing import packed  # what few builds need, none waits for

            files, said = packed(shop, product, as_wanted, cards, options, address)
            more += said
    except ProblemsError as fault:
        files, more = {}, [*more, *fault.problems]
    told = tuple(_for_shop(problem, shop) for problem in bench.finish(*more))
    broken = any(problem.severity == "error" for problem in told)
    total = sum(card.copies for card in deck.cards)
    return Order(shop=shop, files={} if broken else files, cards=total, problems=told)


def _cards(bench: Bench, options: Options) -> tuple[Ordered, ...]:
    """Every card with its faces; those with errors are left out, for their problems are told."""
    found: list[Ordered] = []
    wanted = [card for card in bench.deck.cards if card.copies]
    number = 1
    for place, card in enumerate(wanted, 1):
        front = bench.front(card, number)
        back = bench.back(card, number) if bench.has_backs else None
        if front is not None:
            found.append(Ordered(card=card, number=number, place=place, front=front, back=back))
        number += card.copies
        if options.progress is not None:
            options.progress(place, len(wanted))
        if bench.too_many:
            break
    return tuple(found)


# --- Rules ----------------------------------------------------------------------------------------------------------


def _rules(shop: Shop, loaded: Loaded, product: Product | None) -> list[Problem]:
    """What the shop does not take of the deck as a whole."""
    deck = loaded.deck
    assert deck is not None  # noqa: S101
    found: list[Problem] = []
    if product is None:
        found.append(
            Problem(
                name="format-not-made",
                message=f"`{shop.name}` makes no cards of {_size(deck.format.trim)}",
                at=deck_key(deck, "format"),
                label="not one of its formats",
                help=_nearest(shop, deck.format),
            )
        )
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
