"""QR codes as drawings, filled in with pixels and read by another program."""

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from generator.basics.colour import BLACK
from generator.model.design import Drawing
from generator.model.face import Path
from generator.templating.pictures.codes import MODULE, Correction, qr_code


def pixels(code: Drawing, module: int = 4) -> Image.Image:
    """The code with each outline filled by the even-odd rule."""
    side = round(code.box.width / MODULE) * module
    whole = Image.new("1", (side, side), 0)
    (path,) = code.paths
    assert isinstance(path, Path)
    line: list[tuple[float, ...]] = []
    for segment in path.segments:
        if segment[0] == "Z":
            one = Image.new("1", (side, side), 0)
            # Corners are between pixels: at four times the size half a pixel more or less matters not.
            ImageDraw.Draw(one).polygon(line, fill=1)
            whole = ImageChops.logical_xor(whole, one)
            line = []
        else:
            line.append(tuple(value / MODULE * module for value in segment[1:]))
    return ImageChops.invert(whole.convert("L"))


def code(data: str, correction: Correction = "m", quiet: int = 4) -> Drawing:
    found = qr_code(data, correction, quiet, BLACK)
    assert found is not None
    return found


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["l", "m", "q", "h"]))
def test_what_is_read_is_what_was_written(data: str, correction: Correction) -> None:
    (found,) = zxingcpp.read_barcodes(pixels(code(data, correction), 8))
    assert found.bytes.decode() == data
    assert "LMQH".index(found.ec_level) >= "lmqh".index(correction)


def test_the_quiet_zone_is_in_the_box() -> None:
    for quiet in (0, 4):
        found = code("x", quiet=quiet)
        assert found.box.width == found.box.height == (21 + 2 * quiet) * MODULE
        (path,) = found.paths
        assert isinstance(path, Path)
        xs = [value for segment in path.segments for value in segment[1:2]]
        assert (min(xs), max(xs)) == (quiet * MODULE, (quiet + 21) * MODULE)


def test_too_long_is_none() -> None:
    assert qr_code("x" * 2953, "l", 4, BLACK) is not None
    assert qr_code("x" * 2954, "l", 4, BLACK) is None
    assert qr_code("x" * 2332, "m", 4, BLACK) is None
