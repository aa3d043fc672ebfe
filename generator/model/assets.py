"""The small interface through which rooms ask the world for a template, a font, an image.

The real one is in `disk`; tests hand in one made of dicts.
"""

from typing import Protocol

from generator.basics.records import dataclass


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
    """

    family: str
    weight: int
    italic: bool
    data: bytes
    key: str
    file: str
    index: int = 0
    axes: tuple[tuple[str, float], ...] = ()


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

    def family(self, name: str) -> tuple[Font, ...]:
        """Every font of a family, the name compared without regard to case; empty if there is none."""

    def families(self) -> tuple[str, ...]:
        """The names of all families, sorted."""
