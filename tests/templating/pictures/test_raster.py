import struct
import subprocess
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from generator.basics.problems import Problem
from generator.model.design import Raster
from generator.templating.pictures.raster import read_raster


def saved(kind: str, **more: Any) -> bytes:  # noqa: ANN401
    out = BytesIO()
    Image.new("RGB", (6, 4), (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_sound_files_are_kept_as_they_are(kind: str) -> None:
    data = saved(kind)
    found = read_raster(data, "x")
    assert isinstance(found, Raster)
    assert (found.data, found.format, found.width, found.height, found.name) == (data, kind, 6, 4, "x")


def test_a_photograph_held_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = read_raster(saved("JPEG", exif=exif), "x")
    assert isinstance(found, Raster)
    assert (found.format, found.width, found.height) == ("JPEG", 4, 6)
    with Image.open(BytesIO(found.data)) as again:
        assert again.size == (4, 6)
        assert again.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "not-an-image", "it is empty"),
        (b"hello", "not-an-image", "save it as PNG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n{ } loop", "not-an-image", "it is PostScript"),
        (b"%PDF-1.7", "not-an-image", "it is a PDF"),
        (saved("TIFF"), "not-an-image", "it is a TIFF"),
        (saved("PNG")[:-20], "not-an-image", "save it once more"),
        (saved("JPEG")[:-200], "not-an-image", "save it once more"),
        (saved("PNG")[:20] + b"\xff" * 60, "not-an-image", "save it once more"),
        (png(100_000, 100_000), "image-too-large", "save it smaller"),
        (png(8_000, 8_000), "image-too-large", "save it smaller"),
        (png(1, 30_000_001), "image-too-large", "save it smaller"),
        (png(4_000_000_000, 4_000_000_000), "image-too-large", "save it smaller"),
        (b"\x89PNG" + b"x" * 31_000_000, "image-too-large", "save it smaller"),
    ],
)
def test_what_cannot_be_used_is_told(data: bytes, name: str, words: str) -> None:
    found = read_raster(data, "photo.png")
    assert isinstance(found, Problem)
    assert found.name == name
    assert "photo.png" in found.message
    assert words in found.help


@pytest.mark.filterwarnings("error")
def test_remarks_of_a_camera_that_are_damaged_harm_nothing() -> None:
    assert isinstance(read_raster(saved("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 50), "x"), Raster)


def test_no_picture_starts_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
    assert isinstance(read_raster(eps, "x.png"), Problem)


def test_damage_anywhere_is_told_or_harmless() -> None:
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        whole = saved(kind)
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
            assert isinstance(read_raster(damaged, "x"), Raster | Problem)
