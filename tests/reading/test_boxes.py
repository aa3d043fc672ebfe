"""Boxes, tokens and standees as a deck says them, and what can be wrong with them."""

import pytest

from generator.basics.units import mm
from generator.cli.reports import report
from generator.model.boxes import Pick
from generator.model.deck import Deck
from generator.reading import read_deck
from tests.reading.decks import Folder

DECK = """\
[deck]
id = "x"
title = "X"
template = "plain"
[fields.depth]
type = "integer"
min = 1
max = 5
[fields.topics]
type = "list"
choices = ["day", "night"]
[suits.sun]
title = "Sun"
[suits.moon]
title = "Moon"
[[card]]
id = "a"
suit = "sun"
depth = 1
topics = ["day", "night"]
[[card]]
id = "b"
suit = "sun"
depth = 3
copies = 4
[[card]]
id = "c"
suit = "moon"
depth = 1
topics = ["night"]
"""


def read(text: str) -> Deck:
    deck, problems = read_deck(Folder({"deck.toml": DECK + text}))
    assert deck is not None, report(problems, "concise")
    return deck


def faults(text: str) -> list[str]:
    deck, problems = read_deck(Folder({"deck.toml": DECK + text}))
    assert deck is None
    lines = report(problems, "concise").splitlines()
    assert all(line.startswith("here/deck.toml:") for line in lines), "every problem has its place"
    return [line.split(": ", 1)[1] for line in lines]


BOX = '[[box]]\nid = "one"\ntitle = "One"\n'


@pytest.mark.parametrize(
    ("holds", "cards"),
    [
        ("", "abc"),
        ('holds = ["sun"]', "ab"),
        ('holds = ["c", "b"]', "bc"),
        ("holds = [{ depth = 1 }]", "ac"),
        ("holds = [{ depth = [1, 3] }]", "abc"),
        ('holds = [{ suit = "sun", depth = [3, 4] }, "moon"]', "bc"),
        ('holds = [{ suit = ["sun", "moon"], topics = "night" }]', "ac"),
        ('holds = [{ topics = ["day"] }]', "a"),
        ('holds = [{ id = "c" }]', "c"),
        ('holds = [{ id = ["b", "c"], suit = "sun" }]', "b"),
    ],
)
def test_a_box_holds_the_cards_it_names(holds: str, cards: str) -> None:
    deck = read(BOX + holds)
    assert "".join(card.id for card in deck.boxes[0].cards_of(deck.cards)) == cards


def test_a_box_is_read_with_all_it_says() -> None:
    (box,) = read(
        BOX
        + 'text = "Hm"\ncount = 54\ncard_thickness = "0.4mm"\nboard = "0.5mm"\nclearance = "1mm"\nglue = "10mm"\n'
        + 'tuck = "12mm"\nnotch = false\npart = "gift.xml.j2"\nlook = { icon = "star", rings = 3 }\n'
    ).boxes
    assert (box.count, box.card_thickness, box.board, box.clearance) == (54, mm(0.4), mm(0.5), mm(1))
    assert (box.glue, box.tuck, box.notch, box.part) == (mm(10), mm(12), False, "gift.xml.j2")
    assert dict(box.look) == {"icon": "star", "rings": 3}


def test_an_empty_pick_takes_every_card() -> None:
    assert all(Pick().takes(card) for card in read("").cards)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOX + "[[box]]\nid = 'one'\ntitle = 'B'", "error[duplicate-entry] `id` is `one` twice"),
        (BOX + 'holds = [{ suit = "son" }]', "error[unknown-suit] no suit is called `son`"),
        (BOX + 'holds = [{ suit = ["sun", "mon"] }]', "error[unknown-suit] no suit is called `mon`"),
        (BOX + "holds = [{ dept = 1 }]", "error[unknown-key] unknown key `dept` in this choice"),
        (BOX + "holds = [{ depth = 9 }]", "error[out-of-range] `depth` is 9, and it must be from 1 to 5"),
        (BOX + 'holds = [{ depth = "1" }]', "error[wrong-type] `depth` must be a whole number, not text"),
        (BOX + 'holds = [{ topics = "dusk" }]', "error[unknown-choice] `topics` cannot be `dusk`"),
        (BOX + "holds = []", "error[too-few] `holds` has 0 entries, and at least 1 are needed"),
        (BOX + 'holds = "sun"', "error[wrong-type] `holds` must be a list, not text"),
        (BOX + "holds = [1]", "error[wrong-type] an entry of `holds` must be text or a table, not a number"),
        (
            BOX + 'holds = ["sun"]\ncount = 3',
            "error[misplaced-key] `count` means nothing beside `holds`, which says what to count",
        ),
        (BOX + "count = 0", "error[out-of-range] `count` is 0, and it must be from 1 to 5000"),
        (
            BOX + 'card_thickness = "-1mm"',
            "error[out-of-range] `card_thickness` is -1 mm, and it must be from 0.05 mm to 5 mm",
        ),
        (
            BOX + "look = { deep = [1] }",
            "error[wrong-type] `deep` in `[box.look]` must be text, a number, true or false, not a list",
        ),
        (
            BOX + f"holds = [{{ depth = {[1] * 201} }}]",
            "error[too-many] `depth` has 201 entries, and at most 200 are allowed",
        ),
        (
            BOX + f"holds = [{', '.join(['{ depth = 1 }'] * 51)}]",
            "error[too-many] `holds` has 51 tables, and at most 50 are allowed",
        ),
        (
            BOX + f"holds = {['sun'] * 1001}",
            "error[too-many] `holds` has 1001 entries, and at most 1000 are allowed",
        ),
        ("box = 3", "error[unknown-key] unknown key `box` in card `c`"),
        ("[box]\nid = 'a'", "error[wrong-type] `box` must be a list of tables, not a table"),
        ('[[token]]\nid = "t"', "error[missing-key] this token has no `size`"),
        (
            '[[token]]\nid = "t"\nsize = "-3mm"',
            "error[out-of-range] `size` is -3 mm, and it must be from 5 mm to 300 mm",
        ),
        ('[[token]]\nid = "t"\nsize = "9mm"\nshape = "oval"', "error[unknown-choice] `shape` cannot be `oval`"),
        (
            '[[token]]\nid = "t"\nsize = "9mm"\nback_part = "b.xml.j2"',
            "error[misplaced-key] `back_part` means nothing for a token without a back",
        ),
        (
            '[[standee]]\nid = "s"\nwidth = "30mm"\nheight = "40mm"\nsides = 4',
            "error[misplaced-key] `sides` means nothing for a figure",
        ),
        (
            '[[standee]]\nid = "s"\nkind = "column"\nwidth = "30mm"\nheight = "40mm"\nmirrored = true',
            "error[misplaced-key] `mirrored` means nothing for a column",
        ),
        (
            '[[standee]]\nid = "s"\nkind = "column"\nwidth = "30mm"\nheight = "40mm"\nroof = "15mm"',
            "error[out-of-range] `roof` is 15 mm, and its points meet only from 16 mm on",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_tokens_and_standees_are_read() -> None:
    deck = read(
        '[[token]]\nid = "t"\nshape = "hexagon"\nsize = "20mm"\ncopies = 6\ntwo_sided = true\ngap = "1mm"\n'
        '[token.look]\nicon = "star"\n'
        '[[standee]]\nid = "s"\nkind = "column"\nwidth = "30mm"\nheight = "40mm"\nsides = 6\nroof = "30mm"\n'
    )
    (token,), (standee,) = deck.tokens, deck.standees
    assert (token.shape, token.copies, token.two_sided, token.gap, token.look["icon"]) == (
        "hexagon",
        6,
        True,
        mm(1),
        "star",
    )
    assert (standee.kind, standee.sides, standee.width) == ("column", 6, mm(30))


def test_a_box_is_not_called_empty_while_cards_are_unknown() -> None:
    """A card with a fault is left out; the box that holds it is not at fault."""
    assert faults('[[card]]\nid = "d"\nsuit = "moon"\ndepth = 9\n' + BOX + "holds = [{ depth = 5 }]") == [
        "error[out-of-range] `depth` is 9, and it must be from 1 to 5"
    ]
