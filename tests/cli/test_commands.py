"""The command line as a person uses it: what it says, what it writes, how it ends."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli.options import default_paper
from tests.benchmarks.make_decks import make

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "decks" / "first-deck", tmp_path / "mine")
    return tmp_path / "mine"


def test_build_says_what_was_made_and_how_to_print_it(deck: Path) -> None:
    done = run("build", "mine", cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    assert (deck.parent / "output" / "first-deck" / "cards.pdf").read_bytes().startswith(b"%PDF-1.")
    assert "8 cards on 1 sheet of A4" in done.stdout
    assert "100 %" in done.stdout
    assert "flipped on the long edge" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(("language", "said"), [("de", "printing)"), ("sv", "printing, in English for `sv`)")])
def test_a_first_page_in_english_is_told(deck: Path, language: str, said: str) -> None:
    text = (deck / "deck.toml").read_text()
    (deck / "deck.toml").write_text(text.replace('"en"', f'"{language}"'))
    assert f"the first page explains the {said}" in run("build", "mine", cwd=deck.parent).stdout


def test_the_same_deck_gives_the_same_bytes(deck: Path) -> None:
    made = []
    for number, environment in enumerate(
        ({"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LANG": "C"})
    ):
        run("build", "mine", "--paper", "a4", "--output", f"out{number}", cwd=deck.parent, **environment)
        made.append((deck.parent / f"out{number}" / "cards.pdf").read_bytes())
    assert made[0] == made[1]


def test_a_deck_with_errors_writes_nothing_and_keeps_the_last_good_pdf(deck: Path) -> None:
    run("build", "mine", cwd=deck.parent)
    pdf = deck.parent / "output" / "first-deck" / "cards.pdf"
    before = pdf.read_bytes()
    cards = deck / "cards.toml"
    cards.write_text(cards.read_text().replace('suit = "look"', 'suit = "lok"', 1).replace("hint =", "hnt =", 1))
    done = run("build", "mine", cwd=deck.parent)
    assert done.returncode == 1
    assert "unknown-suit" in done.stderr
    assert "did you mean `look`?" in done.stderr
    assert "unknown-key" in done.stderr
    assert "mine/cards.toml:5:" in done.stderr
    assert "Traceback" not in done.stderr
    assert pdf.read_bytes() == before


def test_too_long_a_text_names_card_line_and_cure(deck: Path) -> None:
    cards, about = deck / "cards.toml", deck / "deck.toml"
    about.write_text(about.read_text().replace("max = 160", "max = 2000"))
    cards.write_text(cards.read_text().replace("for a moment?", "for a moment, " + "and another moment, " * 40))
    done = run("check", "mine", "--format", "concise", cwd=deck.parent)
    assert done.returncode == 1
    assert re.search(r"mine/cards\.toml:6:\d+: error\[text-overflows\]", done.stderr), done.stderr
    assert "`look-1`" in done.stderr


def test_a_character_no_font_has_is_named(deck: Path) -> None:
    cards = deck / "cards.toml"
    cards.write_text(cards.read_text().replace("wake up", "wake \N{ASTERISM} up"))
    done = run("check", "mine", cwd=deck.parent)
    assert done.returncode == 1
    assert "missing-glyph" in done.stderr
    assert "U+2042" in done.stderr
    assert "dream-2" in done.stderr


def test_problems_come_as_json_when_asked(deck: Path) -> None:
    (deck / "cards.toml").write_text('[[card]]\nid = "x"\nsuit = "lok"\ntext = "?"\n')
    done = run("check", "mine", "--format", "json", cwd=deck.parent)
    assert done.returncode == 1
    problems = json.loads(done.stdout)
    assert problems[0]["name"] == "unknown-suit"
    assert problems[0]["line"] == 3


def test_new_makes_a_deck_that_builds_at_once(tmp_path: Path) -> None:
    done = run("new", "our-table", "--title", 'Our "Table"', cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "deckwright build our-table" in done.stdout
    done = run("build", "our-table", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (tmp_path / "output" / "our-table" / "cards.pdf").is_file()
    again = run("new", "our-table", cwd=tmp_path)
    assert again.returncode == 3
    assert "exists already" in again.stderr


def test_a_spreadsheet_is_kindly_refused(deck: Path) -> None:
    text = (deck / "deck.toml").read_text()
    (deck / "deck.toml").write_text(text.replace('cards = ["cards.toml"]', 'cards = ["Cards.XLSX"]'))
    done = run("check", "mine", cwd=deck.parent)
    assert done.returncode == 1
    assert "`deckwright new NAME --table FILE.csv` makes a deck of its rows" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("buidl",), 2, "did you mean `build`?"),
        (("./our-table",), 2, "`deckwright --help` lists them"),
        (("build", "--paper", "a44"), 2, "a44"),
        (("build", "nowhere"), 1, "there is no deck `nowhere`"),
        (("build", "first-deck", "--gutter", "wide"), 2, "no length"),
        (("build", "first-deck", "--gutter=-5mm"), 1, "impossible-gutter"),
        (("build", "first-deck", "--only", "dreams"), 1, "did you mean `dream`?"),
        (("build", "first-deck", "--paper", "a5", "--printer-margin", "70mm"), 1, "too-large-for-paper"),
        (("build", "first-deck", "--stock", "avery-5371"), 1, "too-large-for-stock"),
        (("build", "first-deck", "--stock", "avry-5371"), 1, "avery-5371"),
        (("build", "first-deck", "--press", "pdfx4", "--profile", "nowhere.icc"), 3, "nowhere.icc"),
        (("build", "first-deck", "--press", "pdfx4", "--profile", "fogra93"), 1, "did you mean `fogra39`?"),
        (("build", "first-deck", "--press", "pdfx4", "--profile", "newsprint"), 1, "there are `fogra39` or `tr005`"),
        (("build", "first-deck", "--profile", "tr005"), 2, "--press"),
        (("build", "first-deck", "--outlined"), 2, "--press"),
        (("build", "first-deck", "--ink-limit", "240"), 2, "--press"),
        (("build", "first-deck", "--trapped", "yes"), 2, "--press"),
        (("build", "first-deck", "--stock", "poker-9-a4", "--gutter", "3mm"), 2, "gaps of its own"),
        (("calibrate", "--save", "it", "--across-top", "nan"), 2, "in millimetres"),
        (("preflight", "nowhere.pdf"), 3, "nowhere.pdf"),
    ],
)
def test_wrong_use_ends_with_a_plain_word(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()


def test_show_deck_names_everything_that_is_no_card(tmp_path: Path) -> None:
    said = run("show", "deck", "a-little-more", cwd=tmp_path).stdout
    for line in (
        "board way-home: The Way Home, 420 mm × 297 mm, 42 spaces",
        "box every-day: Every day, for 99 cards",
        "token gate × 4: Ready or stay, round, 25 mm, two-sided",
        "standee lantern × 1:",
        "strip first-night: First night, doorstep-1-01,",
        "rulebook: rules.md, 148 mm × 210 mm",
    ):
        assert f"\n{line}" in said


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("notepad", "Windows adds an ending `.txt`"),
        ("sound/cards.toml", "name the deck's folder: `sound`"),
        (".", "did you mean `sound`?"),
        ("empty", "`deckwright new` starts one"),
    ],
)
def test_what_is_nearly_a_deck_is_told_from_one(tmp_path: Path, named: str, said: str) -> None:
    assert run("new", "sound", cwd=tmp_path).returncode == 0
    (tmp_path / "empty").mkdir()
    (tmp_path / "notepad").mkdir()
    (tmp_path / "notepad" / "deck.toml.txt").write_text("[deck]")
    done = run("check", named, cwd=tmp_path)
    assert (done.returncode, "unknown-deck" in done.stderr) == (1, True)
    assert said in done.stderr


def test_a_deck_file_in_capitals_is_told(deck: Path) -> None:
    (deck / "deck.toml").rename(deck / "Deck.toml")
    done = run("check", "mine", cwd=deck.parent)
    assert "the folder `mine` has a `Deck.toml`, and no `deck.toml`" in done.stderr


def test_suits_are_chosen_one_by_one_or_with_commas(tmp_path: Path) -> None:
    once = run("build", "first-deck", "--only", "look, dream-1", "--output", "a", cwd=tmp_path)
    twice = run("build", "first-deck", "--only", "look", "--only", "dream-1", "--output", "b", cwd=tmp_path)
    assert (once.returncode, twice.returncode) == (0, 0), once.stderr
    assert (tmp_path / "a" / "cards.pdf").read_bytes() == (tmp_path / "b" / "cards.pdf").read_bytes()
    assert "no suit is called ``" in run("check", "first-deck", "--only", "", cwd=tmp_path).stderr


def test_new_says_what_to_type_and_where_the_words_are(tmp_path: Path) -> None:
    said = run("new", "Our table", cwd=tmp_path).stdout
    assert 'deckwright build "Our table"' in said
    assert "cards.toml" in said


def test_an_interrupt_while_the_program_loads_ends_as_any_other(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'generator.cli.guarded':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from generator.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "stopped; nothing was changed\n")


def test_a_file_in_place_of_the_output_folder_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("kept")
    done = run("build", "first-deck", "--output", "here", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "here").read_text()) == (3, "kept")
    assert "something of that name that is no folder is in the way" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "first-deck"),
        ("check", "first-deck"),
        ("proof", "first-deck"),
        ("printed", "first-deck", "--anyway"),
        ("export", "first-deck", "--for", "png"),
        ("new", "another"),
        ("calibrate",),
        ("calibrate", "--save", "home"),
        ("measure", "sheet", "--left", "9mm", "--top", "15mm", "--across", "3", "--down", "3", "--card", "poker"),
        ("preflight", "there.pdf", "--standard", "home"),
    ],
)
def test_quiet_says_nothing_where_nothing_is_wrong(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    if "there.pdf" in arguments:
        run("build", "first-deck", "--output", ".", cwd=tmp_path)
        (tmp_path / "cards.pdf").rename(tmp_path / "there.pdf")
    done = run(*arguments, "-q", cwd=tmp_path, XDG_CONFIG_HOME=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("command", ["build", "check", "proof"])
def test_verbose_says_what_is_done_and_json_stays_json(tmp_path: Path, command: str) -> None:
    done = run(command, "first-deck", "-v", "--format", "json", cwd=tmp_path)
    assert "s  read the deck" in done.stderr
    assert json.loads(done.stdout) == []


def test_the_sizes_of_texts_do_not_get_between_problems_as_json(tmp_path: Path) -> None:
    done = run("check", "first-deck", "--report", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout) == []
    assert "sizes of fitted texts" in done.stderr


def test_the_list_of_commands_says_each_in_whole_words(tmp_path: Path) -> None:
    said = run("--help", cwd=tmp_path, COLUMNS="80").stdout
    assert "..." not in said.replace("[ARGS]...", "")
    listed = re.findall(r"(?m)^  (\w+)  +\S", said)
    assert {"build", "check", "new", "list", "schema", "preflight"} <= set(listed)


def test_the_help_shows_its_examples_line_by_line(tmp_path: Path) -> None:
    said = run("--help", cwd=tmp_path).stdout
    assert "\n  deckwright new my-deck " in said
    assert "\n  deckwright build my-deck " in said


def test_a_folder_that_cannot_be_written_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    done = run("build", "first-deck", cwd=tmp_path)
    assert done.returncode == 3
    assert "a part of the path is a file, not a folder" in done.stderr


@pytest.mark.parametrize("standard", ["pdfx4", "pdfx1a"])
def test_a_press_file_passes_the_preflight_and_a_home_file_does_not(tmp_path: Path, standard: str) -> None:
    made = run("build", "first-deck", "--press", standard, "--no-guide", "--output", "press", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert run("preflight", "press/cards.pdf", "--standard", standard, cwd=tmp_path).returncode == 0
    # What the file says it is need not be said again.
    assert f"our checks for {standard} find" in run("preflight", "press/cards.pdf", cwd=tmp_path).stdout
    run("build", "first-deck", "--output", "home", cwd=tmp_path)
    refused = run("preflight", "home/cards.pdf", "--standard", standard, cwd=tmp_path)
    assert refused.returncode == 1
    assert "missing-intent" in refused.stderr


def test_a_press_gets_no_page_that_explains_a_home_printer_and_is_told_where_to_go(tmp_path: Path) -> None:
    done = run("build", "first-deck", "--press", "pdfx4", "--output", "press", cwd=tmp_path)
    assert "the first page explains" not in done.stdout
    assert "Send it to the print shop: PDF/X-4 for Coated FOGRA39" in done.stdout
    done = run("build", "first-deck", "--press", "pdfx4", "--guide", "--output", "press", cwd=tmp_path)
    assert "the first page explains" in done.stdout
    done = run(
        "build", "harbour-lights", "--press", "pdfx4", "--components", "rules", "--output", "press", cwd=tmp_path
    )
    assert "Send all but rules.pdf to the print shop: PDF/X-4" in done.stdout
    done = run("build", "harbour-lights", "--components", "rules", "--output", "home", cwd=tmp_path)
    assert "on one side" not in done.stdout, "the booklet is printed on both"


def test_an_export_says_what_of_the_deck_is_not_in_it(tmp_path: Path) -> None:
    done = run("export", "harbour-lights", "--for", "print-shop", "--output", "out", cwd=tmp_path)
    assert "the cards alone. For the deck's board, boxes, tokens and rules: `deckwright build harbour-lights " in (
        done.stdout
    )
    assert "--components board,boxes,tokens,rules --press pdfx4`" in done.stdout


def test_the_preflight_measures_by_a_shops_figures(tmp_path: Path) -> None:
    run("build", "first-deck", "--press", "pdfx4", "--output", "out", cwd=tmp_path)
    done = run("preflight", "out/cards.pdf", "--bleed", "9mm", cwd=tmp_path)
    assert done.returncode == 0
    assert "no-bleed" in done.stderr
    assert "find wrong but 1 warning" in done.stdout
    assert "find wrong\n" in run("preflight", "out/cards.pdf", cwd=tmp_path).stdout
    assert "1 warning" not in run("preflight", "out/cards.pdf", "--standard", "home", cwd=tmp_path).stdout
    for wrong in ("-1mm", "1m", "wide"):
        assert run("preflight", "out/cards.pdf", "--bleed", wrong, cwd=tmp_path).returncode == 2


def test_only_and_without_choose_cards(tmp_path: Path) -> None:
    done = run("build", "first-deck", "--only", "dream", "--without", "dream-4", cwd=tmp_path)
    assert "3 cards on 1 sheet" in done.stdout


@pytest.mark.parametrize("kind", ["decks", "templates", "formats", "papers", "fonts", "icons"])
def test_list_shows_something(tmp_path: Path, kind: str) -> None:
    done = run("list", kind, cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) >= 2


def test_list_says_which_fields_a_template_shows(tmp_path: Path) -> None:
    lines = run("list", "templates", cwd=tmp_path).stdout.splitlines()
    assert next(line for line in lines if line.startswith("story")).endswith("Fields: text, title, hint, image.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--way", "by-hand"), "all fronts, then"),
        (("--way", "gutterfold"), "fold along the dashed line"),
        (("--packs", "3"), "24 cards on 3 sheets"),
        (("--packs", "2"), "It takes 8 cuts, all sheets in one pile."),
        (("--packs", "1"), "It takes 8 cuts.\n"),
        (("--start-slot", "5"), "8 cards on 2 sheets"),
        (("--ticks", "--cut-lines", "--registration", "--color-bar"), "8 cards on 1 sheet"),
        (("--press", "pdfx4", "--outlined"), "8 cards on 1 sheet"),
    ],
)
def test_every_way_to_print_says_how(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = run("build", "first-deck", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_a_printer_is_measured_saved_and_used(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "APPDATA": str(tmp_path)}
    assert run("calibrate", cwd=tmp_path, **home).returncode == 0
    assert (tmp_path / "output" / "calibration.pdf").is_file()
    saved = run(
        "calibrate",
        "--save",
        "home",
        "--top",
        "4",
        "--across-top",
        "1.5",
        "--across-bottom",
        "1.5",
        cwd=tmp_path,
        **home,
    )
    assert saved.returncode == 0, saved.stderr
    straight = run("build", "first-deck", "--paper", "a4", "--output", "straight", cwd=tmp_path, **home)
    moved = run("build", "first-deck", "--printer", "home", "--output", "moved", cwd=tmp_path, **home)
    assert (straight.returncode, moved.returncode) == (0, 0), moved.stderr
    assert (tmp_path / "straight" / "cards.pdf").read_bytes() != (tmp_path / "moved" / "cards.pdf").read_bytes()
    unknown = run("build", "first-deck", "--printer", "hom", cwd=tmp_path, **home)
    assert unknown.returncode == 1
    assert "did you mean `home`?" in unknown.stderr
    impossible = run(
        "calibrate", "--save", "x", "--across-top", "1000", "--across-bottom", "1000", cwd=tmp_path, **home
    )
    assert impossible.returncode == 1
    assert "impossible-offset" in impossible.stderr


@pytest.mark.parametrize(
    ("what", "said"),
    [("deck", "look-1"), ("design", "p.suit"), ("face", "Look back"), ("sheet", "63.5")],
)
def test_show_gives_each_record_in_words(tmp_path: Path, what: str, said: str) -> None:
    done = run("show", what, "first-deck", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_the_schema_is_json_and_the_stored_one_is_it(tmp_path: Path) -> None:
    done = run("schema", cwd=tmp_path)
    schema = json.loads(done.stdout)
    assert "$id" not in schema
    assert schema == json.loads((ROOT / "generator" / "deck.schema.json").read_text())


def test_terminals_get_nothing_to_obey(deck: Path) -> None:
    cards = deck / "cards.toml"
    cards.write_text(cards.read_text().replace('suit = "look"', 'suit = "\\u001b]0;owned\\u0007"', 1))
    done = run("check", "mine", cwd=deck.parent)
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x07" not in done.stdout + done.stderr


def test_files_named_like_our_libraries_are_never_run(tmp_path: Path) -> None:
    for name in ("reportlab_settings", "PIL", "jinja2", "tomli", "click"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'canary')!r}, 'w').close()\n")
    (tmp_path / ".reportlab_settings").write_text(f"open({str(tmp_path / 'canary')!r}, 'w').close()\n")
    done = run("build", "first-deck", cwd=tmp_path, HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "canary").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different there")
def test_ctrl_c_ends_with_130_and_leaves_no_litter(tmp_path: Path) -> None:
    make(tmp_path / "big", 3000)
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "big", "-v"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "read the deck" in process.stderr.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert "stopped" in said
    assert "Traceback" not in said
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different there")
@pytest.mark.parametrize(
    "stopped",
    [
        "exec('raise KeyboardInterrupt')",
        # As ReportLab does it: whatever goes wrong becomes a fault of its own.
        "exec('try: raise KeyboardInterrupt\\nexcept: raise KeyError(1)')",
        "exec('try: raise KeyboardInterrupt\\nexcept BaseException as fault: raise ValueError(1) from fault')",
    ],
)
def test_an_interrupt_on_its_way_through_other_code_ends_with_130_too(tmp_path: Path, stopped: str) -> None:
    (tmp_path / "interrupted.py").write_text(
        "import sys\n"
        "from generator.cli import commands\n"
        f"commands._commands = lambda **_: {stopped}\n"
        "sys.argv.append('-v')\n"
        "commands.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "stopped; nothing was changed\n")


@pytest.mark.parametrize(
    ("environment", "paper"),
    [
        ({"LANG": "en_US.UTF-8"}, "letter"),
        ({"LANG": "en_GB.UTF-8"}, "a4"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "a4"),
        ({"LANG": "fr_CA"}, "letter"),
        ({"LANG": "C"}, "a4"),
        ({}, "a4"),
    ],
)
def test_the_paper_follows_the_locale(environment: dict[str, str], paper: str) -> None:
    assert default_paper(environment) == paper


def test_export_writes_a_shops_files_and_says_what_to_do_with_them(deck: Path) -> None:
    done = run("export", "mine", "--for", "makeplayingcards", "--only", "dream", cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    folder = deck.parent / "output" / "first-deck" / "makeplayingcards"
    assert (folder / "fronts" / "001-dream-1.png").read_bytes().startswith(b"\x89PNG")
    assert "4 cards for makeplayingcards\n1. " in done.stdout
    assert done.stderr == ""
    done = run("export", "mine", "--for", "makeplayingcards", "--only", "dream-1", cwd=deck.parent)
    assert "also holds" in done.stderr


def test_export_of_a_size_that_a_shop_does_not_make_writes_nothing(deck: Path) -> None:
    about = deck / "deck.toml"
    about.write_text(about.read_text().replace('"poker"', '"a6"'))
    done = run("export", "mine", "--for", "drivethrucards", "--format", "concise", cwd=deck.parent)
    assert done.returncode == 1
    assert "mine/deck.toml:12:10: error[format-not-made]" in done.stderr
    assert not (deck.parent / "output").exists()


def test_export_says_where_a_table_finds_its_pictures(deck: Path) -> None:
    for more, address in (
        ((), (deck.parent / "output" / "first-deck" / "tabletop-simulator").as_uri()),
        (("--url", "https://example.org/mine"), "https://example.org/mine"),
    ):
        done = run("export", "mine", "--for", "tabletop-simulator", *more, cwd=deck.parent)
        assert done.returncode == 0, done.stderr
        saved = (deck.parent / "output" / "first-deck" / "tabletop-simulator" / "first-deck.json").read_text()
        assert f'"FaceURL": "{address}/first-deck-faces-1.png"' in saved
    done = run("export", "mine", "--for", "tabletop-simulator", "--url", "my web site", cwd=deck.parent)
    assert done.returncode == 2
    assert "no address" in done.stderr


def test_export_as_one_zip(deck: Path) -> None:
    done = run("export", "mine", "--for", "the-game-crafter", "--zip", "--output", "out", cwd=deck.parent)
    assert "cards alone" not in done.stdout
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (deck.parent / "out").iterdir()] == ["first-deck-the-game-crafter.zip"]
    assert "8 cards for the-game-crafter" in done.stdout


def test_list_shows_the_shops_and_those_of_a_deck(deck: Path) -> None:
    (deck / "shops").mkdir()
    (deck / "shops" / "round-the-corner.toml").write_text('[shop]\ntitle = "Round the corner"\nmakes = "pdf"\n')
    assert "drivethrucards" in run("list", "shops", cwd=deck.parent).stdout
    assert "round-the-corner" in run("list", "shops", "--deck", "mine", cwd=deck.parent).stdout


def test_an_ink_limit_and_trapping_reach_the_file(deck: Path) -> None:
    import pikepdf

    style = deck / "templates" / "mine"
    shutil.copytree(ROOT / "templates" / "plain", style)
    (style / "style.css").write_text(
        (style / "style.css").read_text() + ".suit { color: device-cmyk(50% 50% 50% 90%) }"
    )
    about = deck / "deck.toml"
    about.write_text(about.read_text().replace('template = "plain"', 'template = "mine"'))
    press = ("build", "mine", "--press", "pdfx1a", "--no-guide", "--format", "concise")
    done = run(*press, "--trapped", "yes", cwd=deck.parent)
    assert done.returncode == 0, done.stderr
    with pikepdf.open(deck.parent / "output" / "first-deck" / "cards.pdf") as pdf:
        assert str(pdf.docinfo["/Trapped"]) == "/True"
    done = run(*press, "--ink-limit", "230", cwd=deck.parent)
    assert done.returncode == 1
    assert done.stderr.count("error[too-much-ink]") == 1


def test_a_deck_can_be_made_of_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("Question;Suit;Copies\nWhat now?;Here;2\nAnd then?;There;\n")
    done = run("new", "mine", "--title", "Asked", "--table", "q.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "mine: 2 cards of 2 suits, with text." in done.stdout
    built = run("build", "mine", "--strict", cwd=tmp_path)
    assert "3 cards on 1 sheet" in built.stdout, built.stderr
    again = run("new", "mine", "--table", "q.csv", cwd=tmp_path)
    assert again.returncode == 3
    (tmp_path / "q.csv").write_text("text,copies\nWhat now?,many\n")
    wrong = run("new", "other", "--table", "q.csv", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "q.csv:2" in wrong.stderr
    assert not (tmp_path / "other").exists()
    for options in (("--table", "q.xlsx"), ("--table", "q.csv", "--from", "harbour-lights")):
        assert run("new", "other", *options, cwd=tmp_path).returncode == 2
