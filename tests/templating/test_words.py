from generator.basics.colour import Colour, parse_hex
from generator.model.deck import Card, Deck, Field, Suit
from generator.model.formats import FORMATS
from generator.templating.words import css_colour, words_for

SUIT = Suit(id="wonder", title="Wonder", color=parse_hex("#0072B2"), icon="leaf")


def deck(*cards: Card) -> Deck:
    fields = {"text": Field(name="text", type="text"), "tint": Field(name="tint", type="color")}
    return Deck(
        id="d",
        title="Deck",
        format=FORMATS["poker"],
        template="own",
        fields=fields,
        suits={"wonder": SUIT},
        cards=cards,
        look={"footer": "x"},
    )


def test_a_card_says_what_it_holds_and_what_it_leaves_out() -> None:
    card = Card(id="a", suit=SUIT, copies=2, fields={"text": "hi", "tint": Colour("gray", (1.0,))})
    bare = Card(id="b", fields={})
    words = words_for(deck(card, bare))
    assert words(card, 1)["card"] == {
        "text": "hi",
        "tint": "#ffffff",
        "id": "a",
        "number": 1,
        "copies": 2,
        "suit": {
            "id": "wonder",
            "title": "Wonder",
            "color": "#0072b2",
            "icon": "leaf",
            "pattern": "",
            "text": "",
            "format": "",
        },
    }
    assert words(bare, 2)["card"] == {"text": None, "tint": None, "id": "b", "number": 2, "copies": 1, "suit": None}


def test_the_deck_counts_what_is_printed() -> None:
    words = words_for(deck(Card(id="a", copies=2, fields={}), Card(id="b", copies=0, fields={})))
    about = words(Card(id="a", fields={}), 1)["deck"]
    assert isinstance(about, dict)
    assert about["size"] == 2
    assert [suit["id"] for suit in about["suits"]] == ["wonder"]


def test_what_cards_share_is_built_once() -> None:
    card, other = Card(id="a", suit=SUIT, fields={}), Card(id="b", suit=SUIT, fields={})
    words = words_for(deck(card, other))
    one, two = words(card, 1), words(other, 2)
    assert one["deck"] is two["deck"]
    assert one["card"]["suit"] is two["card"]["suit"]  # type: ignore[index]


def test_colours_are_written_as_css() -> None:
    assert css_colour(parse_hex("#0072b280")) == "#0072b280"
    assert css_colour(Colour("cmyk", (1.0, 0.4, 0.0, 0.125))) == "device-cmyk(1 0.4 0 0.125)"
    assert (
        css_colour(Colour("spot", (0, 1, 0.8, 0), 1.0, "PANTONE 185 C", 0.5))
        == 'spot("PANTONE 185 C", 0 1 0.8 0 / 0.5)'
    )
