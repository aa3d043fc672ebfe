"""What an XMP packet says (ISO 16684-1), as far as a print shop asks."""

from xml.parsers import expat

_MOST = 1_000_000

_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
}


def properties(packet: bytes) -> dict[str, str] | None:
    """Name, such as ``dc:title``, and text of every property; the first of several; None when it cannot be read."""
    if len(packet) > _MOST:
        return None
    found: dict[str, str] = {}
    path: list[str] = []

    def name_of(raw: str) -> str:
        space, _, name = raw.rpartition(" ")
        return f"{_SPACES[space]}:{name}" if space in _SPACES else ""

    def start(raw: str, attributes: dict[str, str]) -> None:
        if len(path) > 50:
            raise ValueError("too deep")
        path.append(name_of(raw))
        for key, value in attributes.items():
            if name_of(key):
                found.setdefault(name_of(key), value)

    def end(_: str) -> None:
        path.pop()

    def text(words: str) -> None:
        name = next((name for name in reversed(path) if name), "")
        if name and len(found.get(name, "")) < 10_000 and (words.strip() or name in found):
            found[name] = found.get(name, "") + words

    def refuse(*_: object) -> None:
        raise ValueError("a document type or an entity")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(packet.rstrip(b"\0 \r\n\t"), True)
    except (expat.ExpatError, ValueError, UnicodeError):
        return None
    return {name: value.strip() for name, value in found.items()}
