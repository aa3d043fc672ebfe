"""Colour spaces: which inks a colour of each is, and whether the target knows it."""

import hashlib
from typing import TYPE_CHECKING, Literal

from generator.basics.records import dataclass
from generator.model.press import Target
from generator.preflight.findings import Findings, shown
from generator.preflight.streams import decoded

if TYPE_CHECKING:
    import pikepdf

Kind = Literal["gray", "cmyk", "rgb", "cie", "ink", "pattern", "unknown"]

#: Palettes within palettes and the like are not followed further.
_MOST_NESTED = 8

#: A sampled function of an ink, at most.
_MOST_FUNCTION = 4_000_000


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    Attributes:
        kind: ``cie`` is any that is defined by how it looks: Lab, CalRGB, an ICC profile.
        parts: numbers a colour takes.
        names: the inks, only of kind ``ink``; `All` is every ink there is.
        palette: the space its numbers are looked up in, and the table.
        title: for messages.
        under: of an uncoloured pattern, the space of its colour.
    """

    kind: Kind
    parts: int
    title: str = ""
    names: tuple[str, ...] = ()
    palette: "tuple[Space, bytes] | None" = None
    under: "Space | None" = None

    def inks(self, values: tuple[float, ...]) -> tuple[float, ...]:
        """How much of each ink a colour is, 0 to 1; empty when nobody can tell, or for a mark in all inks."""
        if self.palette is not None:
            base, table = self.palette
            place = int(values[0]) * base.parts if values else 0
            entry = table[place : place + base.parts]
            return base.inks(tuple(value / 255 for value in entry)) if len(entry) == base.parts else ()
        if len(values) != self.parts:
            return ()
        if self.kind == "gray":
            return (1 - values[0],)
        if self.kind == "cmyk":
            return values
        if self.kind == "ink" and "All" not in self.names:
            return tuple(value for value, name in zip(values, self.names, strict=False) if name != "None")
        return ()

    @property
    def first(self) -> tuple[float, ...]:
        """The colour it starts with (ISO 32000-1, table 74)."""
        if self.kind == "cmyk":
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.kind == "ink" else 0.0,) * self.parts


GRAY = Space("gray", 1, "DeviceGray")
RGB = Space("rgb", 3, "DeviceRGB")
CMYK = Space("cmyk", 4, "DeviceCMYK")
PATTERN = Space("pattern", 0, "Pattern")
UNKNOWN = Space("unknown", 0)

_DEVICE = {
    "/DeviceGray": GRAY,
    "/G": GRAY,
    "/DeviceRGB": RGB,
    "/RGB": RGB,
    "/DeviceCMYK": CMYK,
    "/CMYK": CMYK,
    "/Pattern": PATTERN,
    "/CalCMYK": CMYK,
}
_PARTS = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
_ICC = {1: "gray", 3: "RGB", 4: "CMYK"}


class Spaces:
    """Reads colour spaces, once each, and judges their use."""

    def __init__(self, target: Target, findings: Findings, *, rgb_intent: bool) -> None:
        self._target, self._findings, self._rgb_intent = target, findings, rgb_intent
        self._known: dict[tuple[int, int], Space] = {}
        self._inks: dict[str, str] = {}

    def read(self, thing: object, where: str, depth: int = 0) -> Space:
        """The space that an object describes; a name must be one of a device space."""
        from pikepdf import Array, Name

        if isinstance(thing, Name):
            return _DEVICE.get(str(thing), UNKNOWN)
        if not isinstance(thing, Array) or not len(thing) or depth > _MOST_NESTED:
            return UNKNOWN
        key = thing.objgen
        if key == (0, 0):
            return self._array(thing, where, depth)
        if key not in self._known:
            self._known[key] = self._array(thing, where, depth)
        return self._known[key]

    def _array(self, thing: "pikepdf.Array", where: str, depth: int) -> Space:
        from pikepdf import Array, Name, Stream

        kind = str(thing[0])
        if kind in _DEVICE and kind != "/Pattern":
            return _DEVICE[kind]
        if kind == "/Pattern":
            return Space(
                "pattern", 0, "Pattern", under=self.read(thing[1], where, depth + 1) if len(thing) > 1 else None
            )
        if kind in _PARTS:
            return Space("cie", _PARTS[kind], kind[1:])
        if len(thing) < 2:
            return UNKNOWN
        if kind == "/ICCBased":
            parts = int(thing[1].get("/N", 0)) if isinstance(thing[1], Stream) else 0
            return Space("cie", parts, f"ICC {_ICC[parts]}") if parts in _ICC else UNKNOWN
        if kind in ("/Indexed", "/I") and len(thing) >= 4:
            base = self.read(thing[1], where, depth + 1)
            table = decoded(thing[3], 100_000) if isinstance(thing[3], Stream) else bytes(thing[3])
            return Space(base.kind, 1, base.title, base.names, palette=(base, table[: 256 * 32]))
        if kind in ("/Separation", "/DeviceN") and len(thing) >= 4:
            raw = [thing[1]] if kind == "/Separation" else list(thing[1])[:32] if isinstance(thing[1], Array) else []
            names = tuple(shown(name) for name in raw if isinstance(name, Name))
            if not names:
                return UNKNOWN
            stand_in = self.read(thing[2], where, depth + 1)
            title = f"the ink `{names[0]}`" if len(names) == 1 else "several inks"
            self.judge(stand_in, f"{title} on {where}", "stands in as")
            if kind == "/Separation" and names[0] not in ("All", "None"):
                self._define(names[0], thing, where)
            return Space("ink", len(names), title, names)
        return UNKNOWN

    def _define(self, ink: str, thing: "pikepdf.Array", where: str) -> None:
        body = hashlib.sha256(_spelled(thing[2]) + _spelled(thing[3])).hexdigest()
        if self._inks.setdefault(ink, body) != body:
            message = f"the spot ink `{ink}` has two definitions; the other one is met on {where}"
            self._findings.add("spot-defined-twice", message, ink)

    def judge(self, space: Space, where: str, verb: str = "is painted in", *, default_rgb: bool = False) -> None:
        """Report a space that the target does not know."""
        if self._target == "home":
            return
        if space.kind == "rgb":
            if self._target == "pdfx1a" or not (self._rgb_intent or default_rgb):
                message = f"{where} {verb} red, green and blue ({space.title})"
                self._findings.add("rgb-color", message, (where, space.kind))
        elif space.kind == "cie" and self._target == "pdfx1a":
            message = f"{where} {verb} a colour space defined by how it looks ({space.title}), not by inks"
            self._findings.add("device-independent-color", message, (where, space.kind))
        elif space.kind == "unknown":
            self._findings.add("unknown-color-space", f"{where} {verb} an unknown colour space", (where, space.kind))
        elif space.kind == "pattern" and space.under is not None:
            self.judge(space.under, where, verb, default_rgb=default_rgb)


def _spelled(thing: "pikepdf.Object") -> bytes:
    """The object with everything in it, for comparing."""
    from pikepdf import Stream

    if isinstance(thing, Stream):
        entries = sorted(str(key) for key in dict(thing.items()) if key not in ("/Length", "/Filter", "/DecodeParms"))
        return b"".join(key.encode() + _spelled(thing[key]) for key in entries) + decoded(thing, _MOST_FUNCTION)
    unparse = getattr(thing, "unparse", None)
    return bytes(unparse(resolved=True)) if unparse else repr(thing).encode()
