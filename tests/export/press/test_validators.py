"""What programs of others say of finished files; each is left out where it is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.model.press import Standard
from tests.preflight.making import good

FILES: list[tuple[Standard, bool]] = [("pdfx4", False), ("pdfx1a", False), ("pdfx1a", True)]


@pytest.fixture(params=FILES, ids=["pdfx4", "pdfx1a", "pdfx1a-outlined"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    standard, outlined = request.param
    path = tmp_path / "deck.pdf"
    path.write_bytes(good(standard, outlined=outlined))
    return path


def run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)


def test_qpdf_finds_no_fault(file: Path) -> None:
    done = run("qpdf", "--check", file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ghostscript_renders_it(file: Path) -> None:
    done = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", file)
    assert (done.returncode, done.stderr) == (0, "")


def test_mutool_renders_it(file: Path) -> None:
    done = run("mutool", "draw", "-q", "-r", "36", "-F", "pnm", "-o", "/dev/null", file)
    assert done.returncode == 0
    assert "error" not in done.stderr


def test_poppler_sees_embedded_fonts_and_no_screen_colours(file: Path) -> None:
    for line in run("pdffonts", file).stdout.splitlines()[2:]:
        assert line.split()[-5] == "yes", line
    for line in run("pdfimages", "-list", file).stdout.splitlines()[2:]:
        assert line.split()[5] in ("cmyk", "gray", "index", "-"), line
    about = run("pdfinfo", file)
    assert about.stderr == ""
    if good("pdfx4") != file.read_bytes():
        assert "PDF/X-1a:2003" in about.stdout


def test_ghostscript_measures_the_ink_we_promise(file: Path, tmp_path: Path) -> None:
    from PIL import Image

    pattern = tmp_path / "plate-%d.tif"
    done = run(
        *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", "-r50", f"-sOutputFile={pattern}", file)
    )
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "plate-1.tif") as picture:
        data = picture.convert("CMYK").tobytes()
    darkest = max(sum(data[place : place + 4]) for place in range(0, len(data), 4))
    assert 0 < darkest / 2.55 <= 300
