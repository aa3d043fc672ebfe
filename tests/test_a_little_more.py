"""The flagship as it is printed: the cards of the plan, each of them readable in the PDF, fronts and backs together."""

import re
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops

from generator.basics.units import in_mm, mm
from generator.build import Options, build, load
from generator.build.equipment import press_for
from generator.components.boxes import flat_size
from generator.imposition import grid_for, rooms_of
from generator.model.deck import Deck
from generator.model.edition import Edition
from generator.model.job import PrintJob
from generator.model.papers import PAPERS

#: Cards by suit and depth (0 stands for none), copies counted: the plan of the game.
PLAN = {
    ("doorstep", 1): 6,
    ("doorstep", 2): 3,
    **{("wonder", depth): 9 for depth in range(1, 6)},
    **{("courage", depth): 9 for depth in range(1, 6)},
    **{("thanks", depth): 6 for depth in range(1, 4)},
    ("together", 1): 9,
    ("together", 2): 9,
    **{("quiet", depth): 6 for depth in range(1, 4)},
    ("echo", 0): 18,
    ("a-little-more", 0): 9,
    ("care", 0): 9,
}
WORKSHOP = {
    "doorstep": 2,
    "wonder": 9,
    "courage": 5,
    "thanks": 2,
    "together": 1,
    "quiet": 2,
    "echo": 3,
    "a-little-more": 1,
    "care": 2,
}
STARTER = {
    "doorstep": 3,
    "wonder": 15,
    "courage": 10,
    "thanks": 6,
    "together": 5,
    "quiet": 5,
    "echo": 6,
    "a-little-more": 3,
    "care": 1,
}


@pytest.fixture(scope="module")
def whole() -> Deck:
    loaded = load("a-little-more")
    assert loaded.deck is not None, loaded.problems
    return loaded.deck


@pytest.fixture(scope="module")
def starter_pdf() -> bytes:
    built = build(load("a-little-more", "starter"), PrintJob(guide=False))
    assert not built.problems
    return built.files["cards.pdf"]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_whole_deck_is_the_planned_one(whole: Deck) -> None:
    found: Counter[tuple[str, int]] = Counter()
    for card in whole.cards:
        assert card.suit is not None
        depth = card.fields.get("depth", 0)
        assert isinstance(depth, int)
        found[card.suit.id, depth] += card.copies
    assert dict(found) == PLAN
    assert sum(found.values()) == 189


def test_every_second_line_is_there_and_the_two_are_short_enough(whole: Deck) -> None:
    for card in whole.cards:
        assert card.suit is not None
        second = [
            str(card.fields[name])
            for name in ("follow_up", "smaller_step", "no_touch", "with_touch")
            if name in card.fields
        ]
        if card.suit.id == "quiet" and card.fields["touch"] != "none":
            assert second, card.id
        assert len(second) <= 1, card.id
        assert len(str(card.fields["text"])) + sum(map(len, second)) <= 180, card.id


def test_the_starter_is_54_cards_on_six_sheets() -> None:
    loaded = load("a-little-more", "starter")
    assert loaded.deck is not None, loaded.problems
    found = Counter(card.suit.id for card in loaded.deck.cards for _ in range(card.copies) if card.suit)
    assert dict(found) == STARTER
    assert grid_for(loaded.deck.format, PrintJob()).up * 6 == 54


def test_the_workshops_pack_is_27_cards_without_touch_and_no_deeper_than_3() -> None:
    loaded = load("a-little-more", "workshop")
    assert loaded.deck is not None, loaded.problems
    found = Counter(card.suit.id for card in loaded.deck.cards for _ in range(card.copies) if card.suit)
    assert dict(found) == WORKSHOP
    assert grid_for(loaded.deck.format, PrintJob()).up * 3 == found.total()
    for card in loaded.deck.cards:
        assert int(str(card.fields.get("depth", 0))) <= 3, card.id
        assert card.fields["touch"] == "none", card.id
        assert card.fields["who"] != "couple", card.id


def test_every_word_can_be_searched_and_copied(starter_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(starter_pdf)
    said = plain(" ".join(page.get_textpage().get_text_bounded() for page in document))
    deck = load("a-little-more", "starter").deck
    assert deck is not None
    for card in deck.cards:
        for name in ("text", "follow_up", "smaller_step", "no_touch", "with_touch", "title"):
            if name in card.fields:
                assert plain(str(card.fields[name])) in said, f"{card.id} {name}"


@pytest.mark.parametrize("flip", ["long", "short"])
def test_fronts_and_backs_lie_on_each_other(flip: str) -> None:
    job = PrintJob(guide=False, marks=False, flip="long" if flip == "long" else "short")
    # Two cards in the corner of a sheet: an unmirrored back would lie in the wrong one.
    two = load("a-little-more", "", Edition(only=("doorstep-1-01", "doorstep-1-02")))
    assert two.deck is not None
    built = build(two, job)
    document = pypdfium2.PdfDocument(built.files["cards.pdf"])

    def ground(number: int) -> Image.Image:
        """Where the cards' ground is printed: everything that is not bare paper, as one flat colour."""
        page = document[number].render(scale=0.5).to_pil().convert("RGB")
        paper = ImageChops.difference(page, Image.new("RGB", page.size, "white")).convert("L")
        return paper.point([0 if level < 3 else 255 for level in range(256)])

    front, back = ground(0), ground(1)
    turned = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT if flip == "long" else Image.Transpose.FLIP_TOP_BOTTOM)
    # The slug stands outside the cards and is not mirrored.
    windows = grid_for(two.deck.format, job).windows
    box = [round(value / 2) for value in (windows[0].x, windows[0].y, windows[-1].right, windows[-1].bottom)]
    area = (box[0], box[1], box[2], box[3])
    apart = ImageChops.difference(front.crop(area), turned.crop(area))
    assert sum(apart.histogram()[128:]) <= 0.005 * apart.width * apart.height
    unturned = ImageChops.difference(front.crop(area), back.crop(area))
    assert sum(unturned.histogram()[128:]) > 0.2 * apart.width * apart.height


# --- Boxes and tokens -------------------------------------------------------------------------------------------------


def test_the_two_boxes_hold_99_and_90_and_together_every_card_once(whole: Deck) -> None:
    every_day, further_in = whole.boxes
    held = [box.cards_of(whole.cards) for box in (every_day, further_in)]
    assert [sum(card.copies for card in cards) for cards in held] == [99, 90]
    ids = [card.id for cards in held for card in cards]
    assert sorted(ids) == sorted(card.id for card in whole.cards)
    suits = [Counter((card.suit.id, card.fields.get("depth")) for card in cards if card.suit) for cards in held]
    assert ("wonder", 2) in suits[0]
    assert ("wonder", 3) in suits[1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("ink", ["normal", "low", "black"])
def test_boxes_and_tokens_are_made_without_a_word_of_complaint(paper: str, ink: str) -> None:
    job = PrintJob(paper=PAPERS[paper], guide=False)
    built = build(load("a-little-more"), job, Options(ink=ink), components=["boxes", "tokens"])  # type: ignore[arg-type]
    assert not built.problems
    assert built.sheets == {"boxes.pdf": 2, "tokens.pdf": 1}
    boxes, tokens = (pypdfium2.PdfDocument(built.files[name]) for name in ("boxes.pdf", "tokens.pdf"))
    assert "99 cards" in boxes[0].get_textpage().get_text_range()
    assert "90 cards" in boxes[1].get_textpage().get_text_range()
    front, back = (page.get_textpage().get_text_range() for page in tokens)
    assert (front.count("Ready"), back.count("Stay")) == (4, 4)


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_a_press_takes_boxes_and_tokens_as_they_are(standard: str) -> None:
    options = Options(press=press_for(standard, "fogra39"))
    built = build(load("a-little-more"), PrintJob(guide=False), options, components=["boxes", "tokens"])
    assert not built.problems
    assert set(built.files) == {"boxes.pdf", "tokens.pdf"}


def test_the_token_sheet_is_the_planned_one(whole: Deck) -> None:
    assert [(token.id, round(in_mm(token.size)), token.copies, token.two_sided) for token in whole.tokens] == [
        ("ember", 15, 36, False),
        ("gate", 25, 4, True),
    ]
    (lantern,) = whole.standees
    assert (lantern.kind, lantern.copies) == ("column", 1)


@pytest.mark.parametrize("thickness", [0.25, 0.35])
def test_thicker_stock_still_fits_the_paper(whole: Deck, thickness: float) -> None:
    room = rooms_of(PrintJob())[1]
    for box, count in zip(whole.boxes, (99, 90), strict=True):
        flat = flat_size(replace(box, card_thickness=mm(thickness)), whole.format, count)
        assert flat.width <= room.width
        assert flat.height <= room.height
