"""What there is to choose from, as rows of a name and a few words."""

import re
from pathlib import Path

from generator import disk
from generator.basics.units import show_mm
from generator.build.equipment import stocks
from generator.build.shops import shops
from generator.model.formats import FORMATS
from generator.model.papers import PAPERS

#: What every card has without a field.
_GIVEN = ("id", "suit", "number", "copies", "blank")


def rows(kind: str, deck: str = "") -> list[tuple[str, str]]:
    """The entries of one kind: decks, templates, formats, papers, stocks, shops, fonts or icons."""
    if kind == "decks":
        every = {**disk.decks(), **disk.decks_here()}
        return [(name, _said(folder / "deck.toml", "title")) for name, folder in every.items()]
    if kind == "templates":
        return [
            (name, f"{_first_comment(folder)} Fields: {', '.join(_fields(folder))}.")
            for name, folder in disk.templates().items()
        ]
    if kind == "formats":
        return [
            (entry.name, f"{entry.title}; trim {show_mm(entry.trim.width)} × {show_mm(entry.trim.height)}")
            for entry in FORMATS.values()
        ]
    if kind == "papers":
        return [(paper.name, paper.title) for paper in PAPERS.values()]
    if kind == "stocks":
        return [(stock.name, stock.title) for stock in stocks()]
    if kind == "shops":
        return [(shop.name, shop.title) for shop in shops(disk.find_deck(deck) if deck else None)]
    if kind == "fonts":
        return [(family, f"{style} ({file})") for family, style, file in disk.font_list()]
    return _icons(deck)


def _icons(deck: str) -> list[tuple[str, str]]:
    folder = disk.find_deck(deck) if deck else None
    known = disk.templates(folder)
    chosen = known
    if folder is not None:
        name = _said(folder / "deck.toml", "template")
        chosen = {name: known[name]} if name in known else {}
    found = []
    if folder is not None:
        names = (name for name in disk.FolderAssets(folder).template_names() if name.count("/") == 1)
        found += [(match[1], "the deck's own") for name in names if (match := re.fullmatch(r"icons/(.+)\.svg", name))]
    for template, root in chosen.items():
        for name in disk.FolderAssets(root).template_names():
            match = re.fullmatch(r"icons/(.+)\.svg", name)
            if match:
                found.append((match[1], f"in {template}"))
    return found


def _said(file: Path, key: str) -> str:
    """The first plain string that a deck's file gives to a key."""
    data = disk.open_inside(file.parent, file.name) or b""
    match = re.search(rf'(?m)^{key}\s*=\s*"([^"]*)"', data.decode("utf-8", errors="replace"))
    return match[1] if match else ""


def _fields(folder: Path) -> tuple[str, ...]:
    """The fields that a template's front asks cards for, those that it needs before those it can do without."""
    text = (disk.open_inside(folder, "card.xml.j2") or b"").decode("utf-8", errors="replace")
    spare = re.findall(r"""["'](\w+)["'] in card\b""", text)
    named = re.findall(r"\bcard\.(\w+)", text)
    return tuple(dict.fromkeys(name for name in (*(n for n in named if n not in spare), *spare) if name not in _GIVEN))


def _first_comment(folder: Path) -> str:
    data = disk.open_inside(folder, "style.css") or b""
    match = re.match(r"\s*/\*\s*(.*?)\s*\*/", data.decode("utf-8", errors="replace"), re.DOTALL)
    return " ".join(match[1].split()) if match else ""
