"""A picture or an icon that is not there is told at the word of the deck, once, and not in the template."""

from pathlib import Path

import pytest

from generator.basics.problems import Place, Problem
from generator.build import Options, build, load
from generator.model.job import PrintJob

DECK = """\
[deck]
id = "x"
title = "Small Talk"
template = "story"
[fields.text]
type = "text"
[fields.image]
type = "image"
[suits.look]
title = "Look"
icon = "ICON"
[[card]]
id = "a"
suit = "look"
text = "Up"
[[card]]
id = "b"
suit = "look"
text = "Down"
image = "IMAGE"
"""


def found(folder: Path, *, icon: str = "sun", image: str = "moon.svg") -> tuple[Problem, ...]:
    (folder / "moon.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>'
    )
    (folder / "deck.toml").write_text(DECK.replace("ICON", icon).replace("IMAGE", image))
    return build(load(str(folder)), PrintJob(), Options(write=False)).problems


def test_a_sound_deck_has_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path) == ()


def test_an_unknown_icon_is_told_at_its_suit(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, icon="hourglass")
    assert isinstance(problem.at, Place)
    assert (problem.name, problem.at.line, problem.at.source) == ("unknown-icon", 11, 'icon = "hourglass"')
    assert "`sun`" in problem.help
    assert "put `hourglass.svg` into a folder `icons`" in problem.help


@pytest.mark.parametrize(
    ("image", "name", "help"),
    [
        ("nobody.webp", "unknown-picture", "pictures lie in the deck's folder"),
        ("Moon.svg", "unknown-picture", "did you mean `moon.svg`?"),
        ("photo.heic", "unknown-picture", "pictures are PNG, JPEG"),
        ("photo", "unknown-picture", "has its ending"),
        ("empty.jpg", "not-an-image", "it is empty"),
        ("phone.jpg", "not-an-image", "it is HEIC"),
        ("large.png", "image-too-large", "save it smaller"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_at_its_card(tmp_path: Path, image: str, name: str, help: str) -> None:
    (tmp_path / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (tmp_path / "photo").write_bytes(b"?")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "phone.jpg").write_bytes(b"\0\0\0\x18ftypheic")
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n" + bytes(30_000_001))
    (problem,) = found(tmp_path, image=image)
    assert isinstance(problem.at, Place)
    assert (problem.name, problem.at.line, problem.at.source) == (name, 20, f'image = "{image}"')
    assert help in problem.help


def test_a_picture_in_place_of_an_icon_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "logo.png").write_bytes(b"\x89PNG")
    (problem,) = found(tmp_path, icon="logo")
    assert problem.help.startswith("`icons/logo.png` is no icon: those are SVG pictures")
    (tmp_path / "icons" / "logo.svg").write_text((tmp_path / "moon.svg").read_text())
    assert found(tmp_path, icon="logo") == ()
