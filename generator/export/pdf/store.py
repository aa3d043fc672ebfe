"""The objects of one PDF file, numbered as they come; ReportLab strings them together at the end."""

import hashlib
import zlib
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from generator.export.pdf.quiet import pdfdoc

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Body(pdfdoc.PDFObject):
    """An object written out already; ReportLab only gives it a number and a place."""

    body = b"null"

    def format(self, document: object) -> bytes:
        return self.body


class Store:
    """Takes finished objects, gives back references such as ``12 0 R``."""

    def __init__(self) -> None:
        # Any, because the stubs leave out half of what a document has.
        create: Any = pdfdoc.PDFDocument
        self.document = create(invariant=1, compression=1, pdfVersion=(1, 7))
        # ReportLab has put a date from the environment into it.
        self.document.signature = hashlib.md5(usedforsecurity=False)
        self._bodies: dict[str, _Body] = {}
        self._known: dict[bytes, str] = {}

    def reserve(self) -> str:
        """A reference to an object that is filled in later."""
        body = _Body()
        self.document.Reference(body)
        reference = f"{self.document.objectcounter} 0 R"
        self._bodies[reference] = body
        return reference

    def fill(self, reference: str, body: str | bytes) -> None:
        """Write the object that was reserved."""
        self._bodies.pop(reference).body = body.encode("ascii") if isinstance(body, str) else body

    def add(self, body: str | bytes) -> str:
        """Write an object; the reference to it."""
        reference = self.reserve()
        self.fill(reference, body)
        return reference

    def add_once(self, body: str | bytes) -> str:
        """Write an object unless the same one has been written before; the reference to it."""
        data = body.encode("ascii") if isinstance(body, str) else body
        key = hashlib.blake2b(data, digest_size=16).digest()
        if key not in self._known:
            self._known[key] = self.add(data)
        return self._known[key]

    def reserve_page(self) -> str:
        """A reference to the next page, for what must know it before it is written."""
        body = _Body()
        self.document.Reference(body, self.document.thisPageName())
        reference = f"{self.document.objectcounter} 0 R"
        self._bodies[reference] = body
        return reference

    def page(self, entries: str, reference: str = "") -> str:
        """Write the next page, which may have been reserved; the reference to it."""
        document = self.document
        parent = document.Reference(document.Pages).format(document).decode()
        reference = reference or self.reserve_page()
        body = self._bodies.pop(reference)
        body.body = f"<</Type/Page/Parent {parent}{entries}>>".encode("ascii")
        document.addPage(body)
        return reference

    def catalog(self, entry: str, reference: str) -> None:
        """Let an entry of the document's catalogue be an object that is reserved and still to be filled in."""
        setattr(self.document.Catalog, entry, self._bodies[reference])


def stream(entries: str, content: bytes) -> bytes:
    """A stream object, deflated; `entries` are those of its dictionary besides length and filter."""
    return packed(f"{entries}/Filter/FlateDecode", zlib.compress(content, 6))


def packed(entries: str, content: bytes) -> bytes:
    """A stream object whose content is encoded already, as its `entries` say."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream\n" % (entries.encode("ascii"), len(content), content)


class Recent(Generic[Key, Value]):
    """What was remembered lately, by key: at most `most` entries, the longest unused is forgotten first.

    Records are compared by identity, so they are remembered by ``id``. That is only safe while the record is alive:
    let the value hold on to it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """What was remembered, if it has not been forgotten."""
        value = self._entries.pop(key, None)
        if value is not None:
            self._entries[key] = value
        return value

    def put(self, key: Key, value: Value) -> None:
        """Remember."""
        self._entries.pop(key, None)
        self._entries[key] = value
        if len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]
