"""Streams decoded with a limit: a hundred bytes in a file may unpack to gigabytes."""

import base64
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

#: What one content stream may unpack to, bytes.
MOST_CONTENT = 64_000_000

#: Filters that unpack to many times what they take, and to how many times at most.
_GROWTH = {"/LZWDecode": 1_000, "/LZW": 1_000, "/RunLengthDecode": 64, "/RL": 64}

_FLATE = ("/FlateDecode", "/Fl")
_TEXT = ("/ASCII85Decode", "/ASCIIHexDecode", "/A85", "/AHx")


class TooLargeError(ValueError):
    """The stream unpacks to more than is allowed."""


def filters_of(stream: "pikepdf.Object") -> list[str]:
    """The names of the stream's filters, in the order they are undone."""
    from pikepdf import Array

    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(one) for one in list(found)[:10]] if isinstance(found, Array) else [str(found)]


def decoded(stream: "pikepdf.Stream", most: int) -> bytes:
    """The stream's bytes.

    Raises:
        TooLargeError: there are more than `most`.
        Exception: whatever pikepdf raises on a damaged stream.
    """
    raw = stream.read_raw_bytes()
    if len(raw) > most:
        raise TooLargeError
    chain = [name for name in filters_of(stream) if name not in _TEXT]
    packed = [name for name in chain if name in _FLATE or name in _GROWTH]
    if len(packed) > 1:
        raise TooLargeError  # A packed packing: nobody does this to make a file smaller.
    if packed and packed[0] in _GROWTH and len(raw) * _GROWTH[packed[0]] > most:
        raise TooLargeError
    if packed and packed[0] in _FLATE:
        if len(chain) == len(filters_of(stream)) == 1 and "/DecodeParms" not in stream:
            return _inflated(raw, most)
        if len(raw) * 1_040 > most and not _is_within(raw, chain, stream, most):
            raise TooLargeError
    data = stream.read_bytes()
    if len(data) > most:
        raise TooLargeError
    return data


def jpeg_in(image: "pikepdf.Stream", filters: list[str], most: int) -> bytes:
    """The JPEG that a picture is, which some programs write as text or deflate once more.

    Raises:
        TooLargeError: it unpacks to more than `most`.
        ValueError: it is packed in another way.
    """
    raw = image.read_raw_bytes()
    if len(filters) == 1:
        return raw
    if len(filters) > 2 or filters[0] not in (*_FLATE, *_TEXT):
        raise ValueError(filters)
    if filters[0] in _FLATE:
        return _inflated(raw, most)
    if filters[0] in ("/ASCIIHexDecode", "/AHx"):
        return bytes.fromhex(raw.split(b">")[0].decode("ascii"))
    return base64.a85decode(raw.split(b"~>")[0].removeprefix(b"<~"))


def _inflated(raw: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(raw, most)
    if unpacker.unconsumed_tail:
        raise TooLargeError
    return data


def _is_within(raw: bytes, chain: list[str], stream: "pikepdf.Stream", most: int) -> bool:
    """Whether a deflated stream stays within the limit, found out without keeping what it unpacks to."""
    if len(chain) != len(filters_of(stream)):
        return len(raw) * 1_040 <= most  # Text within; nothing but old files have it, and none so large.
    unpacker = zlib.decompressobj()
    count, rest = 0, raw
    while rest and not unpacker.eof:
        count += len(unpacker.decompress(rest, 1_000_000))
        rest = unpacker.unconsumed_tail
        if count > most:
            return False
    return True
