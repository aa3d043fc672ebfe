"""Pages as pixels, by PDFium: the one place that knows it."""

import ctypes
from collections.abc import Iterator

from generator.export.raster.picture import Picture

_WHITE = 0xFFFFFFFF


def rendered(data: bytes, pixels: tuple[int, int]) -> Iterator[Picture]:
    """Each page; see `generator.export.raster.pictures`."""
    import pypdfium2
    from pypdfium2 import raw

    width, height = pixels
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            # Its own `render` takes a scale and rounds up, so that 2.75 in at 300 per inch may come out as 826 pixels.
            bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, None, 0)
            try:
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_REVERSE_BYTE_ORDER)
                stride = raw.FPDFBitmap_GetStride(bitmap)
                found = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
            finally:
                raw.FPDFBitmap_Destroy(bitmap)
                page.close()
            yield _picture(found, width, height, stride)
    finally:
        document.close()


def _picture(data: bytes, width: int, height: int, stride: int) -> Picture:
    from PIL import Image as Pillow

    # Not `frombuffer`: it would keep the fourth byte of each pixel, which means nothing.
    image = Pillow.frombytes("RGB", (width, height), data, "raw", "RGBX", stride, 1)
    return Picture(width, height, image.tobytes())


def pages_of(data: bytes) -> int:
    """How many pages a PDF of our own has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def small(data: bytes, number: int, width: int) -> Picture:
    """One page of a file, so many pixels wide and as high as it is in proportion.

    Args:
        data: a PDF of our own.
        number: of the page, from 0; the last one when there are fewer.
        width: of the picture, pixels.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[min(number, len(document) - 1)]
        image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
        page.close()
    finally:
        document.close()
    return Picture(image.width, image.height, image.tobytes())
