"""Many files as one, and decks as tables on a screen keep them."""

import csv
import io
import json
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from generator.export.tables import Piece, Table, card_list, room, saved_object, zipped

NAMES = st.text(st.sampled_from("abc012-/."), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("/") and not name.endswith("/")
)


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=6))
def test_a_zip_holds_what_was_put_into_it_whatever_the_order(files: dict[str, bytes]) -> None:
    data = zipped(files)
    assert data == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2), max_size=4))
def test_a_list_can_be_read_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    text = card_list(("one", "other"), rows).decode()
    head, *found = csv.reader(io.StringIO(text, newline=""))
    assert head == ["one", "other"]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in found for cell in row)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 68), st.integers(0, 2)), min_size=2, max_size=20))
def test_every_copy_is_in_the_saved_object_once_and_on_its_sheet(cards: list[tuple[int, int, int]]) -> None:
    pieces = tuple(
        Piece(id=f"c{number}", label="", copies=copies, front=f"f{sheet}", back="b", place=place, sheet=sheet)
        for number, (copies, place, sheet) in enumerate(cards)
    )
    (deck,) = json.loads(saved_object(Table(id="t", title="T", pieces=pieces), columns=10, rows=7, many_backs=False))[
        "ObjectStates"
    ]
    wanted = [100 * (sheet + 1) + place for copies, place, sheet in cards for _ in range(copies)]
    assert deck["DeckIDs"] == wanted
    for card in deck["ContainedObjects"]:
        ((number, about),) = card["CustomDeck"].items()
        assert int(number) == card["CardID"] // 100
        assert about == deck["CustomDeck"][number]
        assert about["FaceURL"] == f"f{int(number) - 1}"


def test_a_room_deals_every_copy_face_down_from_one_pile() -> None:
    pieces = (Piece(id="a", label="A", copies=2, front="a.png", back="b.png"),)
    data = room(Table(id="t", title="T", pieces=pieces, ratio=0.5), {"a.png": b"1", "b.png": b"2"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        widgets = json.loads(archive.read("widgets.json"))
        assert archive.read("userassets/a.png") == b"1"
    cards = [widget for widget in widgets if widget["type"] == "card"]
    assert [(card["cardType"], card["faceup"], card["parent"]) for card in cards] == [("a", False, "t-pile")] * 2
    assert widgets[2]["cardTypes"]["a"]["face"] == "package://userassets/a.png"
    assert widgets[2]["cardWidth"] == 80
