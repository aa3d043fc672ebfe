"""Many files as one, and a list of what is in them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

#: The earliest day a ZIP file can say: files are the same on every day.
_NO_DATE = (1980, 1, 1, 0, 0, 0)

#: Pictures are packed already; packing them again takes time and gains nothing.
_PACKED = (".png", ".pdf", ".jpg", ".zip")

#: A spreadsheet takes what begins so for something to work out.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP, sorted by name; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def card_list(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        cells = [str(cell) for cell in row]
        writer.writerow(["'" + cell if cell.startswith(_FORMULAS) else cell for cell in cells])
    return text.getvalue().encode()
