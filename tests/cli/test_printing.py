"""Options for paper, marks and bleed, as a person uses them."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.test_commands import ROOT, run


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("A4", "of A4"),
        ("210x297mm", "of A4, 210 × 297 mm"),
        ("13x8.5in", "of 215.9 × 330.2 mm"),
        ("7.5in x 280mm", "of 190.5 × 280 mm"),
    ],
)
def test_a_paper_is_a_name_or_a_size(tmp_path: Path, paper: str, said: str) -> None:
    done = run("build", "first-deck", "--paper", paper, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("0x297mm", "50 mm to 914.4 mm"),
        ("-210x297mm", "50 mm to 914.4 mm"),
        ("1000x1400mm", "50 mm to 914.4 mm"),
        ("300mm x 3000mm", "up to 2000 mm"),
        ("210x297", "add the unit"),
        ("210x297furlongs", "no paper is called"),
        ("..x2mm", "is no size of a paper"),
        ("lettre", "did you mean `letter`?"),
        ("", "letter"),
    ],
)
def test_an_impossible_paper_is_told_what_is_possible(tmp_path: Path, paper: str, said: str) -> None:
    for command in (("build", "first-deck"), ("calibrate",)):
        done = run(*command, f"--paper={paper}", cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert said in " ".join(done.stderr.split())
        assert not (tmp_path / "output").exists()


def test_a_stock_brings_its_own_paper_and_is_torn(tmp_path: Path) -> None:
    done = run("build", "a-little-more", "--stock", "poker-9-letter", "--paper", "a4", "--components", "cards",
               "--output", "out", cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "189 cards on 21 sheets of Letter, 8.5 × 11 in" in done.stdout
    with pypdfium2.PdfDocument(tmp_path / "out" / "cards.pdf") as pdf:
        assert pdf.get_page_size(0) == (612, 792)
        guide = pdf[0].get_textpage().get_text_range()
    assert "Letter" in guide
    assert "A4" not in guide
    assert "Cut along" not in guide


@pytest.mark.parametrize("title", ["Table Talk", "A deck of all that two people could tell each other, one day " * 3])
@pytest.mark.parametrize("size", ["80x120mm", "4x6in"])
def test_a_narrow_sheet_says_what_it_can_beside_the_cards(tmp_path: Path, title: str, size: str) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "decks" / "first-deck", folder)
    deck = (folder / "deck.toml").read_text().replace('title = "Table Talk"', f'title = "{title.strip()[:150]}"')
    (folder / "deck.toml").write_text(deck)
    done = run("build", "mine", "--paper", size, "--no-guide", "--output", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(tmp_path / "out" / "cards.pdf") as pdf:
        words = pdf[0].get_textpage().get_text_range()
    assert "sheet 1 of" in words
    assert "flip on long edge" in words
    assert title[:6] in words


def test_what_is_to_be_typed_is_not_divided_at_its_hyphens(tmp_path: Path) -> None:
    for paper in ("a4", "letter", "a5"):
        run("calibrate", "--paper", paper, cwd=tmp_path)
        with pypdfium2.PdfDocument(tmp_path / "output" / "calibration.pdf") as pdf:
            lines = "\n".join(page.get_textpage().get_text_range() for page in pdf).splitlines()
        assert not any(line.rstrip().endswith("-") for line in lines)
        options = re.findall(r"--[a-z-]+ ?\S*", " ".join(lines))
        assert [option.split()[0] for option in options] == [
            "--save", "--top", "--right", "--bottom", "--left",
            "--across-top", "--across-bottom", "--down-left", "--down-right",
        ]  # fmt: skip


def test_a_page_to_measure_a_printer_by_comes_in_any_size(tmp_path: Path) -> None:
    done = run("calibrate", "--paper", "8.5x13in", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def pages(*options: str, cwd: Path) -> list[bytes]:
    import pypdfium2

    done = run("build", "first-deck", "--paper", "a4", "--no-guide", "--output", "out", *options, cwd=cwd)
    assert done.returncode == 0, done.stderr
    pdf = pypdfium2.PdfDocument((cwd / "out" / "cards.pdf").read_bytes())
    return [pdf[number].render(scale=0.5).to_pil().tobytes() for number in range(len(pdf))]


def test_backs_get_marks_when_they_are_asked_for(tmp_path: Path) -> None:
    without, having = pages(cwd=tmp_path), pages("--marks-on-backs", cwd=tmp_path)
    assert without[0] == having[0]
    assert without[1] != having[1]


def test_backs_get_a_bleed_of_their_own(tmp_path: Path) -> None:
    style = tmp_path / "templates" / "plain"
    shutil.copytree(ROOT / "templates" / "plain", style)
    (style / "back.xml.j2").write_text('<card style="background: #000"/>')
    little, more = pages("--back-bleed", "0mm", cwd=tmp_path), pages("--back-bleed", "3mm", cwd=tmp_path)
    assert little[0] == more[0]
    assert more[1].count(0) > little[1].count(0) > 0
    assert pages(cwd=tmp_path)[1] == more[1]
    # Between cards that lie apart there is room for more of the backs, and what there is room for is filled.
    for asked, reach in (((), 6), (("--back-bleed", "1mm"), 1), (("--back-bleed", "4.5mm"), 4.5)):
        pages("--gutter", "12mm", "--no-marks", *asked, cwd=tmp_path)
        with pypdfium2.PdfDocument(tmp_path / "out" / "cards.pdf") as pdf:
            back = pdf[1].render(scale=4).to_pil().convert("L")
        row = back.crop((0, back.height // 3, back.width, back.height // 3 + 1)).tobytes()
        gaps = [len(found) for found in re.findall(rb"(?<=[\0-\x40])[\x41-\xff]{3,}(?=[\0-\x40])", row)]
        assert bool(gaps) == (reach < 6)
        assert all(abs(gap - (12 - 2 * reach) * 4 * 72 / 25.4) <= 3 for gap in gaps)


@pytest.mark.parametrize(("length", "code", "said"), [("wide", 2, "no length"), ("-1mm", 1, "impossible-bleed")])
def test_an_impossible_bleed_is_told(tmp_path: Path, length: str, code: int, said: str) -> None:
    done = run("build", "first-deck", f"--back-bleed={length}", cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr


def test_the_build_says_when_turned_cards_would_save_paper(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "decks" / "first-deck", tmp_path / "mine")
    about = tmp_path / "mine" / "deck.toml"
    about.write_text(about.read_text().replace('"poker"', '"story"'))
    said = "Turned cards: 5 on a sheet instead of 4 with --mixed"
    packs = run("build", "mine", "--paper", "a4", "--packs", "3", cwd=tmp_path)
    assert said not in packs.stdout, "two sheets a pack either way"
    cards = tmp_path / "mine" / "cards.toml"
    cards.write_text(cards.read_text().replace('id = "look-1"', 'id = "look-1"\ncopies = 3'))
    assert f"{said}, 1 sheet fewer." in run("build", "mine", "--paper", "a4", cwd=tmp_path).stdout
    assert f"{said}, 2 sheets fewer." in run("build", "mine", "--paper", "a4", "--packs", "2", cwd=tmp_path).stdout
    for more in (("--mixed",), ("--paper", "a3"), ("--way", "gutterfold")):
        assert "Turned cards" not in run("build", "mine", "--paper", "a4", *more, cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("options", "like"),
    [
        (("--gutter", "0", "--printer-margin", "0", "--back-bleed", "0"),
         ("--gutter", "0mm", "--printer-margin", "0mm", "--back-bleed", "0mm")),
        (("--gutter", "3,5mm"), ("--gutter", "3.5mm")),
        (("--paper", "215,9x330,2mm"), ("--paper", "215.9x330.2mm")),
    ],
)  # fmt: skip
def test_nothing_needs_no_unit_and_a_comma_is_a_point(
    tmp_path: Path, options: tuple[str, ...], like: tuple[str, ...]
) -> None:
    for folder, given in (("one", options), ("other", like)):
        done = run("build", "first-deck", *given, "--output", folder, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "one/cards.pdf").read_bytes() == (tmp_path / "other/cards.pdf").read_bytes()


def test_what_was_read_off_may_have_a_comma_and_its_unit(tmp_path: Path) -> None:
    home = {"XDG_CONFIG_HOME": str(tmp_path)}
    saved = []
    for top, across in (("4,5", "1,3mm"), ("4.5", "1.3")):
        done = run(
            "calibrate",
            "--save",
            "x",
            "--top",
            top,
            "--across-top",
            across,
            "--across-bottom",
            across,
            cwd=tmp_path,
            **home,
        )
        assert done.returncode == 0, done.stderr
        saved.append((tmp_path / "deckwright/printers/x.toml").read_text())
    assert saved[0] == saved[1]
    assert 'top = "4.5mm"' in saved[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--stock", "poker-9-a4", "--cut-lines"), "leave --cut-lines out"),
        (("--stock", "poker-9-a4", "--ticks"), "leave --ticks out"),
        (("--stock", "poker-9-a4", "--mixed"), "leave --mixed out"),
        (("--changed", "--components", "cards"), "leave --components out"),
        (("--changed", "--blanks", "3"), "leave --blanks out"),
    ],
)
def test_what_means_nothing_beside_another_option_is_wrong_use(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = run("build", "first-deck", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_paper_that_the_stock_is_not_on_is_told(tmp_path: Path) -> None:
    for paper, told in (("letter", True), ("a4", False)):
        done = run("build", "first-deck", "--stock", "poker-9-a4", "--paper", paper, cwd=tmp_path)
        assert done.returncode == 0
        assert ("--paper does not hold here: the stock `poker-9-a4` is on A4" in done.stderr) == told


def test_only_a_table_on_a_screen_takes_an_address(tmp_path: Path) -> None:
    done = run("export", "first-deck", "--for", "png", "--url", "https://a.example/b", cwd=tmp_path)
    assert done.returncode == 2
    assert "leave --url out" in " ".join(done.stderr.split())


def test_cards_of_two_sizes_are_cut_in_two_piles_and_remembered_by_their_number(tmp_path: Path) -> None:
    assert run("new", "mine", cwd=tmp_path).returncode == 0
    deck, cards = tmp_path / "mine/deck.toml", tmp_path / "mine/cards.toml"
    deck.write_text(deck.read_text().replace("[suits.dream]", '[suits.dream]\nformat = "tarot"'))
    cards.write_text(cards.read_text().replace('id = "look-1"', 'id = "look-1"\ncopies = 3'))
    done = run("build", "mine", cwd=tmp_path)
    assert "cuts, each size in a pile of its own." in done.stdout
    assert "10 cards, 8 different ones, remembered" in run("printed", "mine", cwd=tmp_path).stdout


def test_show_says_where_the_fault_is(tmp_path: Path) -> None:
    assert run("new", "mine", cwd=tmp_path).returncode == 0
    deck = tmp_path / "mine/deck.toml"
    deck.write_text(deck.read_text().replace("[suits.dream]", '[suits.dream]\nformat = "jumbo"'))
    done = run("show", "sheet", "mine", "--paper", "100x120mm", cwd=tmp_path)
    assert done.returncode == 1
    assert 'format = "jumbo"' in done.stderr


def test_a_sheet_that_there_is_not_is_wrong_use(tmp_path: Path) -> None:
    done = run("show", "sheet", "first-deck", "--sheet", "99", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no sheet 99; the last one is 1" in " ".join(done.stderr.split())


def test_check_looks_at_a_stock_too(tmp_path: Path) -> None:
    assert run("check", "first-deck", "--stock", "poker-9-a4", cwd=tmp_path).returncode == 0
    done = run("check", "first-deck", "--stock", "avery-5371", cwd=tmp_path)
    assert done.returncode == 1
    assert "too-large-for-stock" in done.stderr
    assert run("check", "first-deck", "--stock", "poker-9-a4", "--gutter", "3mm", cwd=tmp_path).returncode == 2


def test_of_many_files_only_the_cards_are_said_to_be_turned_over(tmp_path: Path) -> None:
    every = run("build", "harbour-lights", cwd=tmp_path)
    assert "the cards on both sides, flipped on the long edge. The cards take 8 cuts" in every.stdout
    assert "For each of the others, print-me-first.pdf says how." in every.stdout
    some = run("build", "harbour-lights", "--components", "board,tokens", cwd=tmp_path)
    assert "Print them at 100 % (“Actual size”). For each, print-me-first.pdf says how." in some.stdout
    cards = run("build", "harbour-lights", "--components", "cards", cwd=tmp_path)
    assert "Print it at 100 % (“Actual size”), on both sides, flipped on the long edge. It takes 8 cuts" in cards.stdout
