"""The small interface through which rooms ask the world for a template, a font, an image.

The real one is in `disk`; tests hand in one made of dicts.
"""

import hashlib
from pathlib import PurePosixPath
from typing import Protocol

from generator.basics.problems import Place
from generator.basics.records import dataclass
from generator.basics.sfnt import FontFacts

#: Font files that can be read, and those that cannot.
FONT_ENDINGS = (".ttf", ".otf", ".ttc")
WEB_FONT_ENDINGS = (".woff", ".woff2")


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One font file, or one instance of a variable one. Compared by identity: `Assets` gives each font once.

    Attributes:
        family: as CSS names it.
        weight: 1 to 1000, 400 is regular.
        italic: upright or not.
        data: the whole file.
        key: short text naming file and instance, the same on every machine; safe in a PDF name.
        file: for messages.
        index: number of the font in a collection.
        axes: design position of a variable font, ``(("wght", 650.0),)``; empty for a static one.
        ranges: the code points that it is for, from and to; empty when it is for all it has.
        at: where a stylesheet brings it along; None for other fonts.
    """

    family: str
    weight: int
    italic: bool
    data: bytes
    key: str
    file: str
    index: int = 0
    axes: tuple[tuple[str, float], ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    at: Place | None = None


def fonts_of(
    facts: FontFacts,
    data: bytes,
    file: str,
    *,
    family: str = "",
    weights: tuple[int, int] | None = None,
    italic: bool | None = None,
    ranges: tuple[tuple[int, int], ...] = (),
    at: Place | None = None,
) -> tuple[Font, ...]:
    """The font, or one font per hundred of a variable font's weights.

    Args:
        facts: what the file says of itself; it stands where the other arguments are silent.
        data: the whole file.
        file: its name, relative, with forward slashes.
        family: what it is to be called.
        weights: the least and the greatest weight it is to be used for.
        italic: whether it is to be taken for italic.
        ranges: as in `Font`.
        at: as in `Font`.
    """
    stem = "".join(
        letter for letter in PurePosixPath(file).stem if (letter.isascii() and letter.isalnum()) or letter == "-"
    )
    digest = hashlib.sha256(data).hexdigest()[:8]
    static = facts.weight if weights is None else min(max(facts.weight, weights[0]), weights[1])
    found: list[tuple[int, tuple[tuple[str, float], ...]]] = [(static, ())]
    if facts.weights is not None:
        least, greatest = facts.weights if weights is None else weights
        wanted = [weight for weight in range(100, 1000, 100) if least <= weight <= greatest] or [round(least)]
        # A weight the file does not reach is drawn as the nearest that it does.
        found = [(w, (("wght", min(max(float(w), facts.weights[0]), facts.weights[1])),)) for w in wanted]
    return tuple(
        Font(
            family=family or facts.family,
            weight=weight,
            italic=facts.italic if italic is None else italic,
            data=data,
            key=f"{stem}-{digest}" + (f"-{weight}" if axes else ""),
            file=PurePosixPath(file).name,
            axes=axes,
            ranges=ranges,
            at=at,
        )
        for weight, axes in found
    )


class Assets(Protocol):
    """What the rooms may ask for. Names are relative, with forward slashes; nothing outside is ever reached."""

    def template(self, name: str) -> str | None:
        """The text of a file in the template's folder (``card.xml.j2``, ``style.css``); None if there is none."""

    def template_names(self) -> tuple[str, ...]:
        """Every file in the template's folder, sorted, for suggestions."""

    def template_place(self, name: str) -> str:
        """How a file of the template is called in messages."""

    def picture(self, name: str) -> bytes | None:
        """An image by its path, looked for in the deck's folder and then in the template's; None if there is none."""

    def picture_names(self) -> tuple[str, ...]:
        """Every image that could be asked for, sorted, for suggestions."""

    def font(self, name: str) -> bytes | None:
        """A font file by its path, from the template's folder or else the deck's; None if there is none."""

    def font_names(self) -> tuple[str, ...]:
        """Every font file that could be asked for by its path, sorted, for suggestions."""

    def family(self, name: str) -> tuple[Font, ...]:
        """Every font of a family, the name compared without regard to case; empty if there is none."""

    def families(self) -> tuple[str, ...]:
        """The names of all families, sorted."""

    def own_families(self) -> tuple[str, ...]:
        """The families in the deck's own folder `fonts`, sorted; they stand in for what a style's fonts lack."""

    def emoji_families(self) -> tuple[str, ...]:
        """The families with `emoji` in their names, the deck's own before the template's and deckwright's."""
