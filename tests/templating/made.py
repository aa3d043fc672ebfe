"""A template's folder made of a dict, and what tests fill it with."""

from collections.abc import Mapping

from generator.model.assets import Font

ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="currentColor" d="M2 2h20v20H2z"/></svg>'


class Folder:
    """`Assets` over a dict of file names to text or bytes."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = dict(files)

    def template(self, name: str) -> str | None:
        held = self.files.get(name)
        return held if isinstance(held, str) else None

    def template_names(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def template_place(self, name: str) -> str:
        return f"templates/own/{name}"

    def picture(self, name: str) -> bytes | None:
        held = self.files.get(name)
        return held.encode() if isinstance(held, str) else held

    def picture_names(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.files if name.endswith((".svg", ".png", ".jpg"))))

    def font(self, name: str) -> bytes | None:
        return self.picture(name)

    def font_names(self) -> tuple[str, ...]:
        return self.template_names()

    def family(self, name: str) -> tuple[Font, ...]:
        return ()

    def own_families(self) -> tuple[str, ...]:
        return ()

    def emoji_families(self) -> tuple[str, ...]:
        return ()

    def families(self) -> tuple[str, ...]:
        return ("Atkinson Hyperlegible Next",)
