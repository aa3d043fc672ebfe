"""What a face looks like, as a short text: two faces with the same digest are printed alike."""

import hashlib
from collections.abc import Iterable

from generator.model.face import Face, Glyphs, Group, Image, Item, Path


def digest(*faces: Face | None) -> str:
    """Thirty-two letters that stand for the faces; lengths count to a hundredth of a point, which nobody can see."""
    hasher = hashlib.blake2b(digest_size=16)

    def note(*things: object) -> None:
        hasher.update("".join([f"{_rounded(thing)};" for thing in things]).encode("utf-8", "surrogatepass"))

    def walk(items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Glyphs):
                note("glyphs", item.font.key, item.x, item.y, item.size, item.paint, item.spacing, item.word_spacing)
                for piece in item.pieces:
                    note(piece.glyphs, piece.advances, piece.offsets)
            elif isinstance(item, Path):
                note("path", item.segments, item.fill, item.stroke, item.even_odd)
            elif isinstance(item, Image):
                note("image", item.at, hashlib.blake2b(item.data, digest_size=16).hexdigest())
            else:
                assert isinstance(item, Group)  # noqa: S101 - an item is nothing else
                clip = item.clip and (item.clip.segments, item.clip.even_odd)
                note("group", item.matrix, clip, item.opacity, item.blend)
                walk(item.items)
                note("end")

    for face in faces:
        if face is None:
            note("none")
            continue
        note("face", face.size, face.bleed)
        walk(face.items)
    return hasher.hexdigest()


def _rounded(thing: object) -> str:
    if isinstance(thing, float):
        return f"{thing:.2f}"
    if isinstance(thing, tuple):
        return "(" + ",".join([_rounded(part) for part in thing]) + ")"
    fields = getattr(type(thing), "__record_fields__", None)
    if fields is not None:
        return "(" + ",".join([_rounded(getattr(thing, name)) for name in fields]) + ")"
    return str(thing)
