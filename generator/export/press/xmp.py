"""The XMP packet: what a document says of itself, once more, in RDF (ISO 16684-1)."""

from xml.sax.saxutils import escape

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What goes into the packet; `date` as XMP writes it, ids as ``uuid:…``."""

    title: str
    author: str
    subject: str
    creator: str
    producer: str
    language: str
    date: str
    document: str
    instance: str
    trapped: bool
    pdfx4: bool


_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
    ("pdfx", "http://ns.adobe.com/pdfx/1.3/"),
)


def packet(facts: Facts) -> bytes:
    """The packet, UTF-8; it names PDF/X-4 when the file is that, for there it counts."""
    simple = [
        ("xmp:CreateDate", facts.date),
        ("xmp:ModifyDate", facts.date),
        ("xmp:MetadataDate", facts.date),
        ("xmp:CreatorTool", facts.creator),
        ("xmpMM:DocumentID", facts.document),
        ("xmpMM:InstanceID", facts.instance),
        ("xmpMM:VersionID", "1"),
        ("xmpMM:RenditionClass", "default"),
        ("pdf:Producer", facts.producer),
        ("pdf:Trapped", "True" if facts.trapped else "False"),
        ("pdfxid:GTS_PDFXVersion", "PDF/X-4") if facts.pdfx4 else ("pdfx:GTS_PDFXVersion", "PDF/X-1a:2003"),
    ]
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""',
        *(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES),
        ">",
        "<dc:format>application/pdf</dc:format>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_text(facts.title)}</rdf:li></rdf:Alt></dc:title>',
    ]
    if facts.author:
        lines.append(f"<dc:creator><rdf:Seq><rdf:li>{_text(facts.author)}</rdf:li></rdf:Seq></dc:creator>")
    if facts.subject:
        said = f'<rdf:li xml:lang="x-default">{_text(facts.subject)}</rdf:li>'
        lines.append(f"<dc:description><rdf:Alt>{said}</rdf:Alt></dc:description>")
    if facts.language:
        lines.append(f"<dc:language><rdf:Bag><rdf:li>{_text(facts.language)}</rdf:li></rdf:Bag></dc:language>")
    lines += [f"<{name}>{_text(value)}</{name}>" for name, value in simple if value]
    lines += ["</rdf:Description>", "</rdf:RDF>", "</x:xmpmeta>", '<?xpacket end="w"?>']
    return "\n".join(lines).encode("utf-8", "replace")


def _text(words: str) -> str:
    """The words as XML takes them: control characters have no place in it."""
    return escape("".join(char for char in words if char >= " " and char not in "\ufffe\uffff"))
