"""A sheet of one's own, measured with a ruler and printed on."""

from pathlib import Path

import pytest

from tests.cli.test_commands import run

MEASURED = ("--paper", "a4", "--left", "9.75mm", "--top", "15.15mm", "--across", "3", "--down", "3")


def test_a_sheet_is_measured_and_printed_on(tmp_path: Path) -> None:
    done = run("measure", "My sheet", *MEASURED, "--card", "poker", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "9 cards of 63.5 × 88.9 mm on A4" in done.stdout
    assert "deckwright build --stock my-sheet" in done.stdout
    assert (tmp_path / "stock" / "my-sheet.toml").is_file()
    assert "my-sheet" in run("list", "stocks", cwd=tmp_path).stdout
    for stock in ("my-sheet", "poker-9-a4"):
        built = run("build", "first-deck", "--stock", stock, "--output", stock, "-q", cwd=tmp_path)
        assert built.returncode == 0, built.stderr
    # The measures are those of a sheet that comes with deckwright.
    mine, known = ((tmp_path / name / "cards.pdf").read_bytes() for name in ("my-sheet", "poker-9-a4"))
    assert mine == known


@pytest.mark.parametrize(
    ("card", "size"), [(("--deck", "first-deck"), "63.5 × 88.9 mm"), (("--card", "2 x 2.5in"), "50.8 × 63.5 mm")]
)
def test_a_card_is_a_size_or_that_of_a_deck(tmp_path: Path, card: tuple[str, ...], size: str) -> None:
    done = run("measure", "x", *MEASURED, *card, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"9 cards of {size}" in done.stdout


def test_gaps_are_from_card_to_card(tmp_path: Path) -> None:
    sheet = ("--left", "10mm", "--top", "10mm", "--across", "2", "--down", "2", "--card", "85x55mm")
    done = run("measure", "x", "--paper", "a4", *sheet, "--gap-across", "10mm", "--gap-down", "0.25in", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'pitch = { x = "95mm", y = "61.35mm" }' in (tmp_path / "stock" / "x.toml").read_text()


def test_a_sheet_is_replaced_only_when_asked(tmp_path: Path) -> None:
    assert run("measure", "x", *MEASURED, "--card", "poker", cwd=tmp_path).returncode == 0
    before = (tmp_path / "stock" / "x.toml").read_bytes()
    refused = run("measure", "x", *MEASURED, "--card", "mini", cwd=tmp_path)
    assert refused.returncode == 1
    assert "name-taken" in refused.stderr
    assert "--replace" in refused.stderr
    assert (tmp_path / "stock" / "x.toml").read_bytes() == before
    assert run("measure", "x", *MEASURED, "--card", "mini", "--replace", cwd=tmp_path).returncode == 0
    assert (tmp_path / "stock" / "x.toml").read_bytes() != before


@pytest.mark.parametrize(
    ("name", "more", "code", "said"),
    [
        ("x", ("--card", "jumbo"), 1, "but A4, 210 × 297 mm ends at 210 mm"),
        ("x", ("--card", "poker", "--left=-2mm"), 1, "reach from -2 mm"),
        ("x", ("--card", "poker", "--gap-across=-1mm"), 1, "overlap"),
        ("x", ("--card", "1x1mm"), 1, "too small to print on"),
        ("avery-5371", ("--card", "poker"), 1, "name-taken"),
        ("5371", ("--card", "poker"), 1, "Avery 5371"),
        ("x", (), 2, "either --card or --deck"),
        ("x", ("--card", "poker", "--deck", "first-deck"), 2, "either --card or --deck"),
        ("x", ("--card", "pokr"), 2, "did you mean `poker`?"),
        ("x", ("--card", "9xmm"), 2, "no format and no size"),
        ("x", ("--card", "poker", "--top", "high"), 2, "no length"),
        ("x", ("--card", "poker", "--across", "0"), 2, "0 cannot be; it is 1 to 60"),
        ("x", ("--deck", "nowhere"), 1, "there is no deck `nowhere`"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(
    tmp_path: Path, name: str, more: tuple[str, ...], code: int, said: str
) -> None:
    done = run("measure", name, *MEASURED, *more, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "stock").exists()
