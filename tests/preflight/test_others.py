"""Files that other programs have made: what is wrong with them is said, and nothing else."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from reportlab.lib.colors import CMYKColor, Color
from reportlab.pdfgen.canvas import Canvas

from generator.model.press import Limits
from generator.preflight import preflight
from tests.preflight.making import good

#: What nearly every file lacks that was not made for a press.
USUAL = {"missing-box", "missing-intent", "missing-metadata", "not-trapped-or-untrapped"}


def names(data: bytes, target: str = "pdfx4", limits: Limits | None = None) -> set[str]:
    found = preflight(data, target, limits)  # type: ignore[arg-type]
    assert all(problem.help for problem in found)
    return {problem.name for problem in found}


def drawn(text: str = "", image: Pillow.Image | None = None, color: Color | str | None = None) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(180, 252), pdfVersion=(1, 4))
    if color is not None:
        canvas.setFillColor(color)
        canvas.rect(20, 20, 50, 50, fill=1, stroke=0)
    if text:
        canvas.drawString(20, 200, text)
    if image is not None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(image), 20, 20, 60, 60)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def saved(image: Pillow.Image, **how: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PDF", **how)
    return buffer.getvalue()


def test_a_page_of_reportlab() -> None:
    usual = USUAL - {"not-trapped-or-untrapped"}  # It says so of itself.
    assert names(drawn("Hello")) == {*usual, "font-not-embedded"}
    assert names(drawn("Hello"), "home") == {"font-not-embedded"}
    # Every page of its begins with a font that is named, and not used where there is no text.
    assert names(drawn(color="#ff0000")) - {"font-not-embedded"} == {*usual, "rgb-color"}
    full = names(drawn(color=CMYKColor(1, 1, 1, 1)))
    assert full - {"font-not-embedded"} == {*usual, "too-much-ink"}


@pytest.mark.parametrize(("mode", "more"), [("1", set()), ("L", set()), ("P", {"rgb-color"}), ("RGB", {"rgb-color"})])
def test_a_picture_saved_as_pdf(mode: str, more: set[str]) -> None:
    found = names(saved(Pillow.linear_gradient("L").resize((600, 600)).convert(mode), resolution=300))
    assert found == {*USUAL, "missing-id", *more}


def test_a_black_picture_of_all_inks() -> None:
    inks = saved(Pillow.new("CMYK", (600, 600), (255, 255, 255, 255)), resolution=300)
    assert "too-much-ink-in-image" in names(inks)
    assert names(inks, "home") == set()
    assert "low-resolution-image" in names(saved(Pillow.new("L", (60, 60)), resolution=60), "home")


def test_a_picture_in_a_page_of_reportlab() -> None:
    for mode in ("L", "RGB", "CMYK"):
        found = names(drawn(image=Pillow.new(mode, (300, 300))))
        assert not found & {"unreadable-image", "damaged-pdf", "page-unreadable"}


@pytest.mark.parametrize("settings", [[], ["-sColorConversionStrategy=CMYK", "-dProcessColorModel=/DeviceCMYK"]])
def test_what_ghostscript_leaves_of_a_file_for_a_press(tmp_path: Path, settings: list[str]) -> None:
    if shutil.which("gs") is None:
        pytest.skip("gs is not installed")
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(good("pdfx1a"))
    assert names(before.read_bytes(), "pdfx1a") == set()
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", *settings]
    subprocess.run([*command, f"-sOutputFile={after}", str(before)], check=True, timeout=60)
    found = names(after.read_bytes(), "pdfx1a")
    assert "missing-intent" in found, "it strips what makes a file PDF/X"
    assert "wrong-standard" in found
    assert not found & {"unreadable-image", "damaged-pdf", "page-unreadable", "font-not-embedded"}
