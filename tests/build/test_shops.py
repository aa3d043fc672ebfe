"""What each shop asks for, as a table; and that what comes out is that, as other programs read it."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Pillow

from generator.basics.problems import ProblemsError
from generator.basics.units import in_mm
from generator.build import Options, load
from generator.build.packing import as_one
from generator.build.shops import Order, order, shops
from generator.model.formats import FORMATS
from generator.model.press import Limits
from generator.model.shop import Shop
from generator.preflight import preflight
from tests.export.pieces import pixels

#: Format → pixels of a picture, by shop; the shop's own figures, not arithmetic.
PIXELS = {
    "the-game-crafter": {
        "poker": (825, 1125),
        "poker-euro": (825, 1125),
        "bridge": (750, 1125),
        "tarot": (900, 1500),
        "domino": (600, 1125),
        "business": (675, 1125),
        "jumbo": (1125, 1725),
        "square-70": (900, 900),
    },
    "makeplayingcards": {
        "poker": (822, 1122),
        "bridge": (747, 1122),
        "tarot": (897, 1497),
        "domino": (597, 1122),
        "business": (672, 1122),
        "micro": (447, 597),
    },
}

#: Shop → bleed, safe zone, order of pages, standard, profile, ink limit, letters as outlines.
PDFS = {
    "drivethrucards": (3.175, 3.175, "back-front", "pdfx1a", "tr005", 240, False),
    "mb-print": (3.0, 4.0, "front-back", "pdfx1a", "fogra39", 300, True),
    "print-shop": (3.0, None, "front-back", "pdfx4", "fogra39", 300, False),
}

FRONT = """<card class="front">
  <p name="text">{{ card.text }}</p>
  {% if card.picture %}<img src="{{ card.picture }}" alt=""/>{% endif %}
</card>"""
BACK = """<card class="back"><p>{{ BACK }}</p></card>"""
STYLE = """
card { font-family: "Atkinson Hyperlegible Next"; font-size: 9pt; padding: 5mm; background: #f00 }
.back { background: #00f }
img { width: 20mm; height: 20mm }
"""
DECK = """
[deck]
id = "tiny"
title = "Tiny"
format = "{format}"
template = "own"
cards = ["cards.toml"]
[fields.text]
type = "string"
[fields.picture]
type = "image"
"""
CARDS = """
[[card]]
id = "ash"
text = "Ash"
[[card]]
id = "birch"
text = "Birch"
copies = 3
[[card]]
id = "cedar"
text = "Cedar"
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(
        format: str = "poker", back: str = "deck.title", style: str = "", cards: str = CARDS, front: str = FRONT
    ) -> Path:
        folder = tmp_path / "tiny"
        look = folder / "templates" / "own"
        look.mkdir(parents=True, exist_ok=True)
        (folder / "deck.toml").write_text(DECK.replace("{format}", format))
        (folder / "cards.toml").write_text(cards)
        (look / "card.xml.j2").write_text(front)
        (look / "style.css").write_text(STYLE + style)
        if back:
            (look / "back.xml.j2").write_text(BACK.replace("BACK", back))
        return folder

    return made


def ordered(folder: Path, shop: str, **choices: str) -> Order:
    return order(load(str(folder)), shop, Options(), **choices)


def names(made: Order) -> list[str]:
    return [problem.name for problem in made.problems]


def opened(data: bytes) -> Pillow.Image:
    with Pillow.open(BytesIO(data)) as image:
        image.load()
        return image.copy()


def known() -> dict[str, Shop]:
    return {shop.name: shop for shop in shops()}


# --- What they ask for ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PIXELS))
def test_pictures_have_the_pixels_that_the_shop_checks(name: str) -> None:
    shop = known()[name]
    for format, wanted in PIXELS[name].items():
        product = shop.product(FORMATS[format])
        assert product is not None, format
        assert product.pixels == wanted, format
    assert set(shop.made) == set(PIXELS[name])


@pytest.mark.parametrize("name", sorted(PDFS))
def test_pdf_shops_ask_for_what_their_pages_say(name: str) -> None:
    bleed, safe, pages, standard, profile, ink, outlined = PDFS[name]
    shop = known()[name]
    assert in_mm(shop.bleed) == pytest.approx(bleed)
    assert (None if shop.safe is None else in_mm(shop.safe)) == (None if safe is None else pytest.approx(safe))
    assert (shop.pages, shop.standard, shop.profile, shop.total_ink, shop.outlined) == (
        pages,
        standard,
        profile,
        ink,
        outlined,
    )
    assert not shop.marks


def test_the_shops_that_come_along() -> None:
    others = {"tabletop-simulator", "playingcards-io", "png", "pdf"}
    assert set(known()) == set(PIXELS) | set(PDFS) | others
    assert all(shop.source and shop.steps for name, shop in known().items() if name not in ("png", "pdf"))


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_copies_are_files_where_a_shop_counts_files(make: Make) -> None:
    made = ordered(make(), "makeplayingcards")
    assert names(made) == []
    assert sorted(made.files) == [
        "backs/back.png",
        "fronts/001-ash.png",
        "fronts/002-birch.png",
        "fronts/003-birch.png",
        "fronts/004-birch.png",
        "fronts/005-cedar.png",
    ]
    assert made.cards == 5
    assert made.files["fronts/002-birch.png"] == made.files["fronts/004-birch.png"]
    for data in made.files.values():
        image = opened(data)
        assert (image.format, image.mode, image.size) == (None, "RGB", (822, 1122))
    front, back = opened(made.files["fronts/001-ash.png"]), opened(made.files["backs/back.png"])
    for corner in ((0, 0), (821, 0), (0, 1121), (821, 1121)):
        assert front.getpixel(corner) == (255, 0, 0)
        assert back.getpixel(corner) == (0, 0, 255)


def test_copies_are_a_list_where_a_shop_asks_how_many(make: Make) -> None:
    made = ordered(make(back="card.text"), "the-game-crafter")
    assert sorted(made.files) == [
        "backs/001-ash.png",
        "backs/002-birch.png",
        "backs/003-cedar.png",
        "cards.csv",
        "fronts/001-ash.png",
        "fronts/002-birch.png",
        "fronts/003-cedar.png",
    ]
    assert made.files["cards.csv"].decode().splitlines()[1:3] == [
        "1,ash,1,fronts/001-ash.png,backs/001-ash.png",
        "2,birch,3,fronts/002-birch.png,backs/002-birch.png",
    ]
    assert opened(made.files["fronts/001-ash.png"]).size == (825, 1125)


def test_a_lying_card_is_turned_to_stand_as_the_shop_wants_it(make: Make) -> None:
    style = ".front { border-top: 10mm solid #0f0 } .back { border-top: 10mm solid #0f0 }"
    made = ordered(make("business", style=style), "makeplayingcards")
    assert [name for name in names(made) if name != "outside-safe-zone"] == []
    front, back = opened(made.files["fronts/001-ash.png"]), opened(made.files["backs/back.png"])
    assert front.size == back.size == (672, 1122)
    assert front.getpixel((600, 560)) == (0, 255, 0)
    assert back.getpixel((70, 560)) == (0, 255, 0)


def test_a_png_for_the_screen_is_cut_round(make: Make) -> None:
    made = ordered(make(), "png")
    image = opened(made.files["001-ash-front.png"])
    assert (image.mode, image.size) == ("RGBA", (750, 1050))
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert image.getpixel((375, 0)) == (255, 0, 0, 255)
    assert "back.png" in made.files


# --- PDFs -----------------------------------------------------------------------------------------------------------


def colours(data: bytes) -> str:
    """One letter a page: red fronts, blue backs."""
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
    found = ""
    for page in range(count):
        red, _, blue = pixels(data, page)[5][5]
        found += "f" if red > blue else "b" if blue > red else "?"
    return found


def test_drivethrucards_gets_backs_before_fronts_in_x_1a_with_little_ink(make: Make) -> None:
    made = ordered(make(), "drivethrucards")
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    assert list(made.files) == ["cards.pdf"]
    data = made.files["cards.pdf"]
    assert colours(data) == "bf" * 5
    assert preflight(data, "pdfx1a", Limits(total_ink=240, bleed=8.9)) == ()
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        for page in pdf.pages:
            assert [float(edge) for edge in page.obj.MediaBox] == [0, 0, 198, 270]
            assert [float(edge) for edge in page.obj.TrimBox] == [9, 9, 189, 261]
            assert [float(edge) for edge in page.obj.BleedBox] == [0, 0, 198, 270]


def test_other_print_shops_get_fronts_before_backs(make: Make) -> None:
    folder = make()
    for shop, standard in (("print-shop", "pdfx4"), ("mb-print", "pdfx1a")):
        made = ordered(folder, shop)
        assert [problem for problem in made.problems if problem.severity == "error"] == []
        data = made.files["cards.pdf"]
        assert colours(data) == "fb" * 5
        assert preflight(data, standard, Limits(bleed=8.5)) == ()  # type: ignore[arg-type]
        with pikepdf.open(BytesIO(data)) as pdf:
            fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing]
            assert bool(fonts) == (shop != "mb-print")


def test_a_deck_without_backs_gets_empty_ones_where_pages_come_in_pairs(make: Make) -> None:
    made = ordered(make(back=""), "print-shop")
    assert colours(made.files["cards.pdf"]) == "f?" * 5


def test_each_card_alone_has_its_front_and_its_back(make: Make) -> None:
    made = ordered(make(), "pdf")
    assert sorted(made.files) == ["001-ash.pdf", "002-birch.pdf", "003-cedar.pdf", "cards.csv"]
    assert colours(made.files["002-birch.pdf"]) == "fb"


# --- Tables on a screen ---------------------------------------------------------------------------------------------


def many_cards(count: int) -> str:
    return "".join(f'[[card]]\nid = "c{number}"\ntext = "{number}"\n' for number in range(count))


def test_tabletop_simulator_gets_a_sheet_that_hides_its_last_place(make: Make) -> None:
    made = ordered(make(), "tabletop-simulator", address="file:///somewhere/")
    assert sorted(made.files) == ["tiny-back.png", "tiny-faces-1.png", "tiny.json", "tiny.png"]
    (deck,) = json.loads(made.files["tiny.json"])["ObjectStates"]
    assert deck["Name"] == "DeckCustom"
    assert deck["DeckIDs"] == [100, 101, 101, 101, 102]
    assert [card["CardID"] for card in deck["ContainedObjects"]] == deck["DeckIDs"]
    assert {card["Name"] for card in deck["ContainedObjects"]} == {"Card"}
    (about,) = deck["CustomDeck"].values()
    assert about["FaceURL"] == "file:///somewhere/tiny-faces-1.png"
    assert about["BackURL"] == "file:///somewhere/tiny-back.png"
    assert (about["NumWidth"], about["NumHeight"], about["UniqueBack"]) == (2, 2, False)
    sheet = opened(made.files["tiny-faces-1.png"])
    width, height = sheet.width // 2, sheet.height // 2
    assert sheet.getpixel((10, 10)) == sheet.getpixel((width + 10, 10)) == (255, 0, 0)
    assert sheet.getpixel((width + 10, height + 10)) == (0, 0, 255)


def test_tabletop_simulator_gets_69_faces_a_sheet_and_backs_of_their_own(make: Make) -> None:
    made = ordered(make(back="card.text", cards=many_cards(71)), "tabletop-simulator")
    assert sorted(name for name in made.files if name.endswith(".png")) == [
        "tiny-backs-1.png",
        "tiny-backs-2.png",
        "tiny-faces-1.png",
        "tiny-faces-2.png",
        "tiny.png",
    ]
    (deck,) = json.loads(made.files["tiny.json"])["ObjectStates"]
    assert deck["DeckIDs"] == [*range(100, 169), 200, 201]
    assert set(deck["CustomDeck"]) == {"1", "2"}
    assert {one["UniqueBack"] for one in deck["CustomDeck"].values()} == {True}
    sheet = opened(made.files["tiny-faces-1.png"])
    assert max(sheet.size) <= 4096
    assert sheet.size == (409 * 10, 573 * 7)
    assert sheet.getpixel((sheet.width - 9, sheet.height - 9)) == (0, 0, 255)


def test_a_deck_of_one_card_is_a_card(make: Make) -> None:
    made = ordered(make(cards=many_cards(1)), "tabletop-simulator")
    (card,) = json.loads(made.files["tiny.json"])["ObjectStates"]
    assert (card["Name"], card["CardID"]) == ("Card", 100)


@pytest.mark.parametrize("back", ["deck.title", "card.text", ""])
def test_playingcards_io_gets_a_room_whose_pictures_are_all_there(make: Make, back: str) -> None:
    made = ordered(make(back=back), "playingcards-io")
    with zipfile.ZipFile(BytesIO(made.files["tiny.pcio"])) as archive:
        widgets = json.loads(archive.read("widgets.json"))
        inside = set(archive.namelist())
        assert opened(archive.read("userassets/tiny-face-001.png")).size == (375, 525)
    kinds = [widget["type"] for widget in widgets]
    assert kinds == ["hand", "cardPile", "cardDeck", *["card"] * 5]
    deck = widgets[2]
    assert len({widget["id"] for widget in widgets}) == len(widgets)
    assert [card["cardType"] for card in widgets[3:]] == ["ash", "birch", "birch", "birch", "cedar"]
    assert all(card["deck"] == deck["id"] and card["parent"] == widgets[1]["id"] for card in widgets[3:])
    shown = {kind[side] for kind in deck["cardTypes"].values() for side in ("face", "back")}
    assert {name.removeprefix("package://") for name in shown} | {"widgets.json"} == inside
    assert (deck["cardWidth"], deck["cardHeight"]) == (114, 160)


# --- Rules that are broken ------------------------------------------------------------------------------------------


def test_a_format_that_is_not_made_is_said_before_the_order(make: Make) -> None:
    made = ordered(make("a6"), "makeplayingcards")
    (problem,) = made.problems
    assert (problem.name, problem.severity, dict(made.files)) == ("format-not-made", "error", {})
    assert "105 mm × 148 mm" in problem.message
    assert "it makes `tarot`" in problem.help
    assert "`poker`" in problem.help
    assert problem.at is not None
    assert problem.at.file.endswith("deck.toml")


def test_a_size_spelled_out_counts_as_the_format_it_is(make: Make) -> None:
    folder = make()
    about = folder / "deck.toml"
    about.write_text(about.read_text().replace('"poker"', '{ width = "2.5in", height = "3.5in" }'))
    assert names(ordered(folder, "makeplayingcards")) == []


def test_text_outside_the_shops_own_safe_zone_is_said(make: Make) -> None:
    folder = make(style=".front { padding: 3.5mm }")
    assert names(ordered(folder, "makeplayingcards")) == []
    made = ordered(folder, "mb-print")
    assert "outside-safe-zone" in names(made)
    assert any("`mb-print` asks for 4 mm" in problem.help for problem in made.problems)


def test_colour_that_stops_at_the_cut_is_said(make: Make) -> None:
    front = '<card class="white"><panel><p name="text">{{ card.text }}</p></panel></card>'
    style = ".white { padding: 0; background: #fff } panel { flex: 1; padding: 5mm; background: #080 }"
    for shop in ("makeplayingcards", "print-shop"):
        made = ordered(make(front=front, style=style), shop)
        problem = next(problem for problem in made.problems if problem.name == "bleed-too-small")
        assert "(and 2 other faces)" in problem.message
        assert problem.severity == "warning"
    assert "bleed-too-small" not in names(ordered(make(front=front, style=style), "png"))


def test_a_picture_too_coarse_for_the_shop_is_said_once_by_name(make: Make) -> None:
    folder = make(cards=CARDS + 'picture = "moon.png"\n')
    picture = BytesIO()
    Pillow.new("RGB", (200, 200), "#336699").save(picture, "PNG")  # 254 pixels an inch at 20 mm
    (folder / "moon.png").write_bytes(picture.getvalue())
    for shop in ("makeplayingcards", "print-shop"):
        coarse = [one for one in ordered(folder, shop).problems if one.name == "low-resolution-image"]
        assert [("moon.png" in one.message, "254" in one.message) for one in coarse] == [(True, True)]
    assert "low-resolution-image" not in names(ordered(folder, "tabletop-simulator"))


def test_too_much_ink_is_said_once(make: Make) -> None:
    made = ordered(make(style=".front { background: device-cmyk(80% 70% 70% 80%) }"), "drivethrucards")
    (problem,) = [problem for problem in made.problems if problem.name == "too-much-ink"]
    assert "300 % ink, more than the 240 %" in problem.message
    assert dict(made.files) == {}


def test_more_cards_than_a_shop_takes_are_said(make: Make) -> None:
    folder = make(cards=CARDS.replace("copies = 3", "copies = 700"))
    made = ordered(folder, "makeplayingcards")
    assert names(made) == ["too-many-cards-for-shop"]
    assert "702" in made.problems[0].message


def test_a_shop_of_ones_own_hides_the_one_of_that_name_and_may_want_one_back(make: Make) -> None:
    folder = make(back="card.text")
    (folder / "shops").mkdir()
    own = '[shop]\ntitle = "Mine"\nmakes = "pdf"\nmarks = true\nbleed = "2mm"\npages = "apart"\none_back = true\n'
    (folder / "shops" / "print-shop.toml").write_text(own)
    made = ordered(folder, "print-shop")
    assert names(made) == ["too-many-backs"]
    make()
    made = ordered(folder, "print-shop")
    assert (names(made), sorted(made.files)) == ([], ["backs.pdf", "fronts.pdf"])
    with pikepdf.open(BytesIO(made.files["fronts.pdf"])) as pdf:
        assert len(pdf.pages) == 5
        trim, media = ([float(edge) for edge in pdf.pages[0].obj[box]] for box in ("/TrimBox", "/MediaBox"))
    assert trim[2] - trim[0] == pytest.approx(180, abs=0.01)
    assert media[2] > 180 + 2 * 5.6 + 20


def test_a_broken_file_of_ones_own_is_said_at_its_line(make: Make) -> None:
    folder = make()
    (folder / "shops").mkdir()
    text = (
        '[shop]\ntitle = "Mine"\nmakes = "imges"\nbleed = 3\nfront = "all.png"\nsave = "3mm"\n'
        "[pixels]\npoker = [800]\npokre = [1, 2]\n"
    )
    (folder / "shops" / "mine.toml").write_text(text)
    with pytest.raises(ProblemsError) as raised:
        ordered(folder, "mine")
    assert [(one.name, one.at.line) for one in raised.value.problems if one.at is not None] == [  # type: ignore[union-attr]
        ("unknown-choice", 3),
        ("wrong-type", 4),
        ("bad-path", 5),
        ("unknown-key", 6),
        ("wrong-type", 8),
        ("unknown-format", 9),
    ]


def test_a_picture_that_would_fill_the_memory_is_not_made(make: Make) -> None:
    folder = make("a5")
    (folder / "shops").mkdir()
    (folder / "shops" / "fine.toml").write_text('[shop]\ntitle = "Fine"\nmakes = "images"\nresolution = 1200\n')
    made = ordered(folder, "fine")
    assert (names(made), dict(made.files)) == (["picture-too-large"], {})
    assert "6992 × 9921" in made.problems[0].message


def test_nothing_to_order_is_said(make: Make) -> None:
    for shop in ("makeplayingcards", "tabletop-simulator", "print-shop"):
        folder = make(cards='[[card]]\nid = "ash"\ntext = "Ash"\ncopies = 0\n')
        with (folder / "deck.toml").open("a") as deck:
            deck.write('[[token]]\nid = "coin"\nsize = "20mm"\n')
        made = ordered(folder, shop)
        assert (names(made), dict(made.files)) == (["no-cards-to-order"], {})


def test_an_unknown_shop_gets_a_suggestion(make: Make) -> None:
    with pytest.raises(ProblemsError) as raised:
        ordered(make(), "makeplayingcard")
    assert raised.value.problems[0].name == "unknown-shop"
    assert "did you mean `makeplayingcards`?" in raised.value.problems[0].help


def test_one_zip_is_the_same_every_time(make: Make) -> None:
    folder = make()
    first, second = (as_one("Tiny Deck", ordered(folder, "makeplayingcards").files) for _ in range(2))
    assert first == second
    assert list(first) == ["tiny-deck.zip"]
    with zipfile.ZipFile(BytesIO(first["tiny-deck.zip"])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
