"""What the pages of one document share, each written once: fonts, pictures, opacities, inks, gradients, forms."""

import hashlib

from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Rect
from generator.basics.problems import Problem, ProblemsError
from generator.export.pdf import colours, images, syntax
from generator.export.pdf.fonts import PdfFont
from generator.export.pdf.store import Recent, Store, stream
from generator.export.pdf.syntax import number
from generator.export.pdf.telling import Telling
from generator.model.assets import Font
from generator.model.face import Face, Group, Image, Shade

#: A thing with a name in resource dictionaries: the kind of resource, its name, its reference.
Named = tuple[str, str, str]

#: CSS names of blend modes → PDF's (ISO 32000-1, 11.3.5).
BLENDS = {
    "normal": "Normal",
    "multiply": "Multiply",
    "screen": "Screen",
    "overlay": "Overlay",
    "darken": "Darken",
    "lighten": "Lighten",
    "color-dodge": "ColorDodge",
    "color-burn": "ColorBurn",
    "hard-light": "HardLight",
    "soft-light": "SoftLight",
    "difference": "Difference",
    "exclusion": "Exclusion",
    "hue": "Hue",
    "saturation": "Saturation",
    "color": "Color",
    "luminosity": "Luminosity",
}


class Shelf:
    """Hands out resources; collects problems on the way, so that all are told at once.

    Attributes:
        faces: faces seen lately and, from the second time on, their forms.
        groups: shared groups seen lately and their forms.
        telling: the fonts of text that is not seen.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.problems: list[Problem] = []
        self.faces: Recent[int, tuple[Face, Named | None]] = Recent(2_000)
        self.groups: Recent[int, tuple[Group, Named]] = Recent(2_000)
        self.outlines: Recent[int, tuple[object, str]] = Recent(5_000)
        self.telling = Telling(store)
        self._fonts: dict[int, tuple[Font, PdfFont]] = {}
        self._named: dict[tuple[str, str], Named] = {}
        self._images: Recent[int, tuple[bytes, tuple[Named, Matrix] | None]] = Recent(64)
        self._pictures: dict[bytes, tuple[Named, Matrix] | None] = {}
        self._inks: dict[str, tuple[tuple[float, ...], Named]] = {}
        self._forms: dict[bytes, Named] = {}

    # --- Fonts and pictures -------------------------------------------------------------------------------------

    def font(self, font: Font) -> PdfFont:
        """The font in this document; the same file under two identities is one font."""
        known = self._fonts.get(id(font))
        if known is not None:
            return known[1]
        for other, written in self._fonts.values():
            if (font.index, font.axes) == (other.index, other.axes) and font.data == other.data:
                self._fonts[id(font)] = font, written
                return written
        written = PdfFont(font, f"F{len(self._fonts)}", self.store)
        self._fonts[id(font)] = font, written
        return written

    def image(self, image: Image) -> tuple[Named, Matrix] | None:
        """The picture and where it lies in its unit square; None, and a problem once, when it cannot be read."""
        known = self._images.get(id(image.data))
        if known is not None:
            return known[1]
        digest = hashlib.blake2b(image.data, digest_size=16).digest()
        if digest not in self._pictures:
            try:
                reference, place = images.embed(image, self.store)
                self._pictures[digest] = ("XObject", f"I{len(self._pictures)}", reference), place
            except ProblemsError as fault:
                self.problems += fault.problems
                self._pictures[digest] = None
        self._images.put(id(image.data), (image.data, self._pictures[digest]))
        return self._pictures[digest]

    # --- Opacity, inks, gradients -------------------------------------------------------------------------------

    def state(self, entries: str) -> Named:
        """A graphics state: opacity, blend mode or soft mask."""
        return self._name("ExtGState", "G", f"<<{entries}>>")

    def ink(self, colour: Colour) -> Named:
        """The colour space of a spot ink; an ink has one stand-in in a document."""
        known = self._inks.get(colour.spot)
        if known is None:
            space = colours.ink_space(colour, syntax.name(colour.spot))
            known = self._inks[colour.spot] = colour.values, self._name("ColorSpace", "S", space)
        elif known[0] != colour.values:
            self.problems.append(
                Problem(
                    name="ink-defined-twice",
                    message=f"the spot ink `{colour.spot}` stands for two different colours",
                    help="give it the same `device-cmyk(…)` everywhere; a press has one ink of that name",
                )
            )
        return known[1]

    def every_ink(self) -> Named:
        """The colour space of marks that every plate gets, whatever the inks (ISO 32000-1, 8.6.6.4)."""
        return self._name("ColorSpace", "S", colours.ink_space(Colour("cmyk", (1.0, 1.0, 1.0, 1.0)), "/All"))

    def shading(self, shade: Shade) -> Named:
        """A gradient's colours."""
        ink = colours.ink_of(shade)
        space = f" {self.ink(ink)[2]}" if ink else ""
        return self._name("Shading", "P", colours.shading(shade, space))

    def fading(self, shade: Shade, bounds: Rect, operators: str) -> Named:
        """A soft mask with the gradient's opacity; `operators` prepare the coordinates the gradient is meant in."""
        kind, name, reference = self._name("Shading", "P", colours.opacity_shading(shade))
        form = self.form(
            bounds,
            f"{operators}/{name} sh".encode("ascii"),
            {kind: {name: reference}},
            "/Group<</S/Transparency/CS/DeviceGray>>",
        )
        return self.state(f"/SMask<</Type/Mask/S/Luminosity/G {form[2]}>>")

    def _name(self, kind: str, letter: str, body: str) -> Named:
        known = self._named.get((kind, body))
        if known is None:
            known = kind, f"{letter}{len(self._named)}", self.store.add(body)
            self._named[kind, body] = known
        return known

    # --- Forms --------------------------------------------------------------------------------------------------

    def form(self, bounds: Rect, content: bytes, used: dict[str, dict[str, str]], entries: str = "") -> Named:
        """A form XObject; the same content is written once."""
        body = stream(
            f"/Type/XObject/Subtype/Form/BBox[{number(bounds.x)} {number(bounds.y)} {number(bounds.right)} "
            f"{number(bounds.bottom)}]/Resources {self.resources(used)}{entries}",
            content,
        )
        digest = hashlib.blake2b(body, digest_size=16).digest()
        if digest not in self._forms:
            self._forms[digest] = "XObject", f"X{len(self._forms)}", self.store.add(body)
        return self._forms[digest]

    def resources(self, used: dict[str, dict[str, str]]) -> str:
        """A resource dictionary; pages and forms that use the same share one."""
        kinds = [
            f"/{kind}<<{''.join(f'/{name} {reference}' for name, reference in sorted(named.items()))}>>"
            for kind, named in sorted(used.items())
        ]
        return self.store.add_once(f"<<{''.join(kinds)}>>")

    def finish(self) -> None:
        """Write the fonts, now that every glyph is known."""
        for font in dict.fromkeys(written for _, written in self._fonts.values()):
            problem = font.finish()
            if problem is not None:
                self.problems.append(problem)
        self.telling.finish()
