"""A PDF of ours dressed as PDF/A-1b, so that a validator that knows only that can judge what is inside.

python -m tests.pdfa IN.pdf OUT.pdf            fonts, colours, metadata and structure stay as they are
python -m tests.pdfa IN.pdf OUT.pdf --spoil    with one font taken out: a validator that takes this judges nothing
"""

import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def dress(source: str, target: str, *, spoil: bool = False) -> None:
    """Write the file anew with PDF/A's marks in place of PDF/X's; with `spoil`, without one of its fonts."""
    with pikepdf.open(source) as pdf:
        if "/OutputIntents" not in pdf.Root:
            screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
            # PDF/A-1 knows profiles of version 2 alone; this one need only say that colours are red, green and blue.
            profile = pdf.make_indirect(pdf.make_stream(screen[:8] + b"\2\x10\0\0" + screen[12:], N=3))
            pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, DestOutputProfile=profile)])
            pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("sRGB")
        for intent in pdf.Root.OutputIntents:
            intent.S = Name.GTS_PDFA1
        # PDF/A wants what stands there said in the packet as well, and what the packet says is not what is tried here.
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        stream = pdf.make_stream(PACKET.encode(), Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.Metadata = pdf.make_indirect(stream)
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing]
        for font in fonts:  # PDF/A-1 alone wants a list of the glyphs in a subset.
            font.CIDSet = pdf.make_indirect(pdf.make_stream(_every_glyph(bytes(font.FontFile2.read_bytes()))))
        if spoil:
            del fonts[0].FontFile2
        pdf.save(
            target,
            force_version="1.4",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )


def _every_glyph(font: bytes) -> bytes:
    """A bit for each glyph of a TrueType font (OpenType, `maxp`)."""
    tables = int.from_bytes(font[4:6], "big")
    for place in range(12, 12 + 16 * tables, 16):
        if font[place : place + 4] == b"maxp":
            start = int.from_bytes(font[place + 8 : place + 12], "big")
            count = int.from_bytes(font[start + 4 : start + 6], "big")
            return b"\xff" * (count // 8) + bytes([0xFF00 >> count % 8 & 0xFF] if count % 8 else [])
    raise ValueError("no TrueType font")


if __name__ == "__main__":
    dress(sys.argv[1], sys.argv[2], spoil="--spoil" in sys.argv)
