"""Pictures: whether they can be read, how they are packed, and how much ink their darkest parts are."""

import warnings
from collections import Counter
from typing import TYPE_CHECKING

from generator.model.press import Limits, Target
from generator.preflight.colors import Space, Spaces
from generator.preflight.findings import Findings, shown
from generator.preflight.streams import decoded, filters_of, jpeg_in

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image as Pillow

#: This part of the pixels may be darker: specks dry.
_SPECKS = 0.001

#: Sums of four inks are kept in a byte, so they are exact to this many per cent.
_STEP = 400 / 255

#: A larger picture is looked at in this many pixels, evenly taken.
_ENOUGH_PIXELS = 4_000_000

_FORBIDDEN = {"pdfx1a": ("/JPXDecode", "/JBIG2Decode", "/Crypt"), "pdfx4": ("/Crypt",), "home": ()}


#: Packings that others can undo and we cannot; of those pictures only the size and the colours are looked at.
_OTHERS_READ = ("/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF")


class Pictures:
    """Looks at each picture once."""

    def __init__(self, target: Target, limits: Limits, findings: Findings, spaces: Spaces) -> None:
        self._target, self._limits, self._findings, self._spaces = target, limits, findings, spaces
        self._left = limits.pixels
        self._known: dict[tuple[int, int], tuple[int, int] | None] = {}

    def size(
        self, image: "pikepdf.Stream", space: Space | None, where: str, *, default_rgb: bool
    ) -> tuple[int, int] | None:
        """Width and height in pixels, after a first look; None when it has none."""
        key = image.objgen
        if key not in self._known:
            self._known[key] = self._look(image, space, where, default_rgb=default_rgb)
        return self._known[key]

    def _look(
        self, image: "pikepdf.Stream", space: Space | None, where: str, *, default_rgb: bool
    ) -> tuple[int, int] | None:
        from pikepdf import Stream

        try:
            size = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        except (TypeError, ValueError):
            size = 0, 0
        if min(size) < 1:
            self._findings.add("unreadable-image", f"{where} has no size")
            return None
        filters = filters_of(image)
        for name in filters:
            if name in _FORBIDDEN[self._target]:
                self._findings.add("forbidden-compression", f"{where} is packed as {shown(name)}")
        if self._target == "pdfx1a":
            if "/SMask" in image and isinstance(image["/SMask"], Stream):
                self._findings.add("transparency-in-pdfx1a", f"{where} has see-through parts (SMask)")
            if int(image.get("/SMaskInData", 0)):
                self._findings.add("transparency-in-pdfx1a", f"{where} has see-through parts (SMaskInData)")
        if self._target != "home" and "/Alternates" in image:
            self._findings.add("alternate-image", f"{where} has another picture to be printed in its place")
        if image.get("/ImageMask", False):
            return size
        if space is not None:
            self._spaces.judge(space, where, "has the colours of", default_rgb=default_rgb)
        if size[0] * size[1] > self._left:
            what = "the ink of some pictures was not measured: there are more pixels than are looked at"
            self._findings.add("preflight-incomplete", what)
            return size
        self._left -= size[0] * size[1]
        if self._target == "home" or space is None or any(name in _OTHERS_READ for name in filters):
            return size
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                total = self._total_ink(image, space, size, filters)
        except Exception:
            # pikepdf and Pillow raise nearly anything on a damaged picture.
            self._findings.add("unreadable-image", f"{where} cannot be read")
            return size
        if total > self._limits.total_ink + _STEP:
            message = f"{where} is {total:.0f} % ink in its dark parts; {self._limits.total_ink:g} % will dry"
            self._findings.add("too-much-ink-in-image", message)
        return size

    def _total_ink(self, image: "pikepdf.Stream", space: Space, size: tuple[int, int], filters: list[str]) -> float:
        """The sum of inks that all but the darkest specks stay below, per cent."""
        most = size[0] * size[1] * 8 + 1_000_000
        if space.palette is not None:
            return self._palette_ink(image, space, most)
        if space.kind != "cmyk" or int(image.get("/BitsPerComponent", 8)) != 8:
            if "/DCTDecode" not in filters:
                decoded(image, most)  # Only to see that it can be.
            return 0.0
        picture = _four_inks(image, size, filters, most)
        if picture.width * picture.height > _ENOUGH_PIXELS:
            from PIL import Image as Pillow

            part = (_ENOUGH_PIXELS / (picture.width * picture.height)) ** 0.5
            smaller = max(1, int(picture.width * part)), max(1, int(picture.height * part))
            picture = picture.resize(smaller, Pillow.Resampling.NEAREST)
        from PIL import ImageChops

        cyan, magenta, yellow, black = picture.split()
        sums = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
        return _percentile(list(enumerate(sums.histogram())), picture.width * picture.height) * _STEP

    def _palette_ink(self, image: "pikepdf.Stream", space: Space, most: int) -> float:
        data = decoded(image, most)
        bits = int(image.get("/BitsPerComponent", 8))
        assert space.palette is not None  # noqa: S101 - the caller has looked
        base, table = space.palette
        count = len(table) // max(1, base.parts)
        if bits == 8:
            used = Counter(data)
        else:
            used = Counter(dict.fromkeys(range(min(count, 1 << bits)), 1))
        sums = [(100 * sum(space.inks((float(entry),))), number) for entry, number in used.items()]
        return _percentile(sorted(sums), sum(used.values()))


def _percentile(counted: "list[tuple[int, int]] | list[tuple[float, int]]", total: int) -> float:
    """The value that only a few specks are above; `counted` rises."""
    left = total * _SPECKS
    for value, number in reversed(counted):
        left -= number
        if left < 0:
            return value
    return 0.0


def _four_inks(image: "pikepdf.Stream", size: tuple[int, int], filters: list[str], most: int) -> "Pillow.Image":
    """A CMYK picture as its decoder and its Decode array make it: 0 is no ink."""
    from io import BytesIO

    from PIL import Image as Pillow

    inverted = [float(part) for part in image.get("/Decode", [])][:2] == [1.0, 0.0]
    if filters[-1:] == ["/DCTDecode"]:
        with Pillow.open(BytesIO(jpeg_in(image, filters, most)), formats=["JPEG"]) as opened:
            if opened.mode != "CMYK" or opened.width * opened.height > most:
                raise ValueError(opened.mode)
            # Pillow turns the inks of Adobe's JPEGs the right way round by itself; a PDF says so with Decode.
            inverted ^= "adobe" in opened.info
            picture = opened.copy()
    else:
        data = decoded(image, most)
        picture = Pillow.frombytes("CMYK", size, data[: size[0] * size[1] * 4])
    return picture.point([255 - value for value in range(256)] * 4) if inverted else picture
