from generator.basics.colour import BLACK, parse_hex
from generator.model.design import Drawing
from generator.model.face import Path
from generator.templating.pictures import Shelf
from tests.templating.made import ICON, Folder

RED = parse_hex("#ff0000")


def test_icons_are_named_after_their_files() -> None:
    shelf = Shelf(Folder({"icons/leaf.svg": ICON, "icons/sub/a.svg": ICON, "style.css": ""}))
    assert shelf.icons == ("leaf", "sub/a")
    assert shelf.has_icon("leaf")
    assert shelf.icon("laef", BLACK) is None
    assert shelf.icon_advice("laef") == "did you mean `leaf`?"


def test_a_coloured_icon_is_read_once_a_colour() -> None:
    shelf = Shelf(Folder({"icons/leaf.svg": ICON}))
    red = shelf.icon("leaf", RED)
    assert isinstance(red, Drawing)
    (path,) = red.paths
    assert isinstance(path, Path)
    assert path.fill == RED
    assert shelf.icon("leaf", RED) is red
    assert shelf.icon("leaf", BLACK) is not red


def test_a_picture_without_the_current_colour_is_one_for_all() -> None:
    shelf = Shelf(Folder({"a.svg": ICON.replace("currentColor", "blue")}))
    assert shelf.picture("a.svg", RED) is shelf.picture("a.svg", BLACK)


def test_a_damaged_file_is_told_once() -> None:
    shelf = Shelf(Folder({"a.png": b"x", "b.svg": "<svg>"}))
    for _ in range(3):
        assert shelf.picture("a.png") is None
        assert shelf.picture("b.svg", RED) is None
        assert shelf.picture("b.svg", BLACK) is None
    assert [problem.name for problem in shelf.problems] == ["not-an-image", "damaged-svg"]


def test_advice_for_a_missing_picture() -> None:
    shelf = Shelf(Folder({"pics/cat.png": b"x"}))
    assert shelf.advice("pics/cta.png") == "did you mean `pics/cat.png`?"
    assert shelf.advice("CAT.png") == "did you mean `pics/cat.png`?"
    assert "nothing is fetched" in shelf.advice("https://example.org/x.png")
    assert "deck's folder" in shelf.advice("zzz.webp")
    assert "has its ending" in shelf.advice("zzz")
    assert "save it as one" in shelf.advice("zzz.heic")
