"""Fonts for these tests, and short ways to say what is set how."""

from functools import cache
from pathlib import Path as FilePath

from generator.basics.geometry import Rect
from generator.basics.sfnt import font_facts
from generator.model.assets import Font
from generator.model.design import Fit, Paragraph, Run, Style, TextStyle
from generator.model.face import Glyphs, Group, Item
from generator.typesetting.text import Setting, Text

FONTS = FilePath(__file__).parents[3] / "fonts"
SANS = "Atkinson Hyperlegible Next"
SERIF = "Fraunces"


class DictAssets:
    """Assets that have fonts and nothing else."""

    def __init__(self, fonts: list[Font]) -> None:
        self._families: dict[str, tuple[Font, ...]] = {}
        for font in fonts:
            name = font.family.lower()
            self._families[name] = (*self._families.get(name, ()), font)

    def family(self, name: str) -> tuple[Font, ...]:
        return self._families.get(name.lower(), ())

    def font(self, name: str) -> bytes | None:
        raise NotImplementedError(name)

    def font_names(self) -> tuple[str, ...]:
        raise NotImplementedError

    def own_families(self) -> tuple[str, ...]:
        return ()

    def emoji_families(self) -> tuple[str, ...]:
        return tuple(name for name in self.families() if "emoji" in name)

    def families(self) -> tuple[str, ...]:
        return tuple(sorted(self._families))

    def template(self, name: str) -> str | None:
        raise NotImplementedError(name)

    def template_names(self) -> tuple[str, ...]:
        raise NotImplementedError

    def template_place(self, name: str) -> str:
        raise NotImplementedError(name)

    def picture(self, name: str) -> bytes | None:
        raise NotImplementedError(name)

    def picture_names(self) -> tuple[str, ...]:
        raise NotImplementedError


@cache
def assets() -> DictAssets:
    fonts = []
    for file in sorted(file for file in FONTS.glob("*/*.ttf") if "emoji" not in file.parent.name):
        data = file.read_bytes()
        facts = font_facts(data)
        fonts.append(Font(facts.family, facts.weight, facts.italic, data, file.stem, file.name))
    return DictAssets(fonts)


@cache
def text() -> Text:
    return Text(assets())


PLAIN = TextStyle(families=(SANS,), size=10.0)
FITTED = TextStyle(families=(SANS,), size=Fit(6.0, 30.0))


def words(content: str, style: TextStyle = PLAIN, scale: float = 1.0) -> Paragraph:
    return (Run(content, style, scale),)


def put(content: str | Paragraph, width: float, height: float = 1000.0, **style: object) -> Setting:
    """The text set at the origin."""
    look = Style(**{"text": PLAIN, "line_height": 1.2, **style})  # type: ignore[arg-type]  # a table of keywords
    paragraph = words(content, look.text) if isinstance(content, str) else content
    return text().set(paragraph, look, Rect(0, 0, width, height))


def glyphs(setting: Setting) -> list[Glyphs]:
    return [item for item in flat(setting.items) if isinstance(item, Glyphs)]


def flat(items: tuple[Item, ...]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        found += flat(item.items) if isinstance(item, Group) else [item]
    return found


def said(item: Glyphs) -> str:
    return "".join(piece.text for piece in item.pieces)


def lines(setting: Setting) -> list[str]:
    """What stands on each line, from left to right, by baseline."""
    by_line: dict[float, str] = {}
    for item in glyphs(setting):
        by_line[item.y] = by_line.get(item.y, "") + said(item)
    return list(by_line.values())


def width_of(item: Glyphs) -> float:
    clusters = sum(len(set(piece.clusters)) for piece in item.pieces)
    spaces = sum(piece.text.count(" ") for piece in item.pieces)
    return sum(p.width for p in item.pieces) * item.size / 1000 + clusters * item.spacing + spaces * item.word_spacing
