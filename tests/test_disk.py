"""What strangers may name, and what happens to files when something goes wrong."""

import os
import socket
import sys
from pathlib import Path

import pytest

from generator import disk
from generator.basics.problems import ProblemsError
from generator.build.equipment import printer, stocks

OUTSIDE = [
    "../secret.txt",
    "a/../../secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "~/secret.txt",
    "..\\secret.txt",
    "C:/secret.txt",
    "C:secret.txt",
    "\\\\server\\share",
    "file:///etc/passwd",
    "a\0b",
    "",
    "link.txt",
    "folder-link/secret.txt",
]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "deck"
    (root / "a").mkdir(parents=True)
    (root / "inside.txt").write_text("inside")
    (root / "a" / "deeper.txt").write_text("deeper")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder-link").symlink_to(tmp_path)
    (root / "good-link.txt").symlink_to(root / "inside.txt")
    return root


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_the_folder_is_opened(deck: Path, name: str) -> None:
    opened: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    with pytest.raises(disk.OutsideError):
        disk.open_inside(deck, name)
    assert not any("secret" in path or "passwd" in path for path in opened)


def test_what_is_inside_is_read(deck: Path) -> None:
    assert disk.open_inside(deck, "inside.txt") == b"inside"
    assert disk.open_inside(deck, "a/deeper.txt") == b"deeper"
    assert disk.open_inside(deck, "good-link.txt") == b"inside"
    assert disk.open_inside(deck, "missing.txt") is None
    assert disk.open_inside(deck, "a") is None
    assert disk.open_inside(deck, "inside.txt/more") is None
    assert disk.open_inside(deck, "x" * 300) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_or_a_socket_does_not_hang(deck: Path) -> None:
    os.mkfifo(deck / "pipe.png")
    with pytest.raises(disk.OutsideError):
        disk.open_inside(deck, "pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(deck / "s"))
        with pytest.raises(disk.DiskError):
            disk.open_inside(deck, "s")


def test_a_huge_file_is_refused_before_it_is_read(deck: Path) -> None:
    with (deck / "huge.png").open("wb") as file:
        file.truncate(disk.LARGEST_FILE + 1)
    with pytest.raises(disk.OutsideError, match="larger than"):
        disk.open_inside(deck, "huge.png")


def test_files_are_found_by_pattern_in_a_fixed_order(deck: Path) -> None:
    for name in ("b.toml", "a.toml", ".hidden.toml"):
        (deck / "a" / name).write_text("")
    files = disk.DeckFiles(deck)
    assert files.matching("a/*.toml") == ("a/a.toml", "a/b.toml")
    assert files.matching("*.toml") == ()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("A Little More", "a-little-more"),
        ("../../etc", "etc"),
        ("CON", "con-deck"),
        ("com1", "com1-deck"),
        ("", "deck"),
        ("…", "deck"),
        ("x" * 200, "x" * 80),
        ("a:b|c", "a-b-c"),
        ("trailing. ", "trailing"),
        ("Müller & Söhne", "muller-sohne"),
        ("Straße", "strasse"),
    ],
)
def test_output_names_are_safe_everywhere(name: str, safe: str) -> None:
    assert disk.safe_name(name) == safe


def test_files_appear_together_and_leave_no_litter(tmp_path: Path) -> None:
    out = tmp_path / "output" / "deck"
    disk.publish(out, {"cards.pdf": b"one", "board.pdf": b"two"})
    assert sorted(path.name for path in out.iterdir()) == ["board.pdf", "cards.pdf"]
    assert (out / "cards.pdf").read_bytes() == b"one"


def test_a_failed_write_leaves_the_last_good_files(tmp_path: Path) -> None:
    out = tmp_path / "deck"
    disk.publish(out, {"cards.pdf": b"good"})
    (out / "rules.pdf").mkdir()
    with pytest.raises(disk.DiskError, match="in the way"):
        disk.publish(out, {"cards.pdf": b"new", "rules.pdf": b"new"})
    assert (out / "cards.pdf").read_bytes() == b"good"
    assert sorted(path.name for path in out.iterdir()) == ["cards.pdf", "rules.pdf"]


def test_a_full_disk_leaves_the_last_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "deck"
    disk.publish(out, {"cards.pdf": b"good"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(disk.DiskError, match="the disk is full"):
        disk.publish(out, {"cards.pdf": b"new"})
    assert (out / "cards.pdf").read_bytes() == b"good"
    assert [path.name for path in out.iterdir()] == ["cards.pdf"]


def test_a_link_at_the_output_is_replaced_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    out = tmp_path / "deck"
    out.mkdir()
    (out / "cards.pdf").symlink_to(target)
    disk.publish(out, {"cards.pdf": b"new"})
    assert target.read_text() == "precious"
    assert not (out / "cards.pdf").is_symlink()


def test_a_file_where_a_folder_should_be_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(disk.DiskError, match=r"not a folder|exists"):
        disk.publish(tmp_path / "output" / "deck", {"cards.pdf": b""})


def test_files_may_go_into_folders_of_their_own_and_leftovers_are_known(tmp_path: Path) -> None:
    disk.publish(tmp_path / "out", {"fronts/1.png": b"a", "fronts/2.png": b"b", "list.csv": b"c"})
    disk.publish(tmp_path / "out", {"fronts/1.png": b"d"})
    assert (tmp_path / "out" / "fronts" / "1.png").read_bytes() == b"d"
    assert disk.others_in(tmp_path / "out", ["fronts/1.png"]) == ("fronts/2.png", "list.csv")
    assert disk.others_in(tmp_path / "nowhere", []) == ()
    assert not [path for path in (tmp_path / "out").rglob("*") if path.name.startswith(".")]


def test_an_unknown_deck_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ProblemsError) as caught:
        disk.find_deck("first-dek")
    assert "`first-deck`" in caught.value.problems[0].help


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "deck.toml").write_text("mine")
    with pytest.raises(disk.DiskError, match="exists already"):
        disk.create(tmp_path / "mine", {"deck.toml": b""})
    assert (tmp_path / "mine" / "deck.toml").read_text() == "mine"


def test_fonts_are_found_by_family_and_weight() -> None:
    assets = disk.FolderAssets(disk.shipped("templates") / "plain")
    fonts = assets.family("atkinson hyperlegible next")
    assert {(font.weight, font.italic) for font in fonts} >= {(400, False), (700, False), (400, True)}
    assert assets.family("atkinson hyperlegible next") is fonts
    assert assets.family("Nowhere Sans") == ()
    assert "Fraunces" in assets.families()


def test_every_family_has_its_licence_beside_it() -> None:
    for folder in disk.shipped("fonts").iterdir():
        if folder.is_dir():
            assert "SIL Open Font License" in (folder / "OFL.txt").read_text(), folder.name


def test_a_pipe_that_is_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.pdf")
    with pytest.raises(disk.DiskError, match="not an ordinary file"):
        disk.read_named(tmp_path / "x.pdf")


def test_a_deck_with_an_endless_name_is_told() -> None:
    with pytest.raises(disk.DiskError, match="the name is too long"):
        disk.find_deck("a" * 100_000)


@pytest.mark.parametrize("text", ["rows = " + "[" * 5_000, "rows = " + "9" * 5_000])
def test_stock_and_printer_files_made_to_break_the_parser_are_told(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("stock", "printers"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.toml").write_text(text)
    for read in (stocks, lambda: printer("mine", tmp_path / "printers")):
        with pytest.raises(ProblemsError) as raised:
            read()
        assert [problem.name for problem in raised.value.problems] == ["toml-syntax"]
