"""The XMP packet of a document for a screen: its title, language and date.

It does not name PDF/UA: the structure is made as that standard asks, but no validator has been at hand to confirm it.
"""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from generator.export.info import DocumentInfo
from generator.export.pdf.syntax import clean

_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
)


def screen_packet(info: DocumentInfo) -> bytes:
    """The packet, UTF-8."""
    date = (info.date or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""' + "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES) + ">",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_text(info.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{_text(info.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{date}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{date}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{_text(info.creator)}</xmp:CreatorTool>",
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _text(words: str) -> str:
    """Text that XML can hold."""
    return escape("".join(char for char in clean(words) if char >= " "))
