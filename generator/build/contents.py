"""What is in the box: a page to print first, and a list for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import tomli

from generator import disk
from generator.basics.geometry import Rect, Size
from generator.build.loading import Loaded
from generator.build.options import Options
from generator.build.pages import Pages
from generator.export import DocumentInfo, write_pdf
from generator.export.raster import pages_of, png, small
from generator.model.face import Image
from generator.model.job import PrintJob
from generator.model.sheet import Placement, Sheet, Side
from generator.templating import Media

#: The version of the list's form.
LIST_VERSION = 1

#: Pixels per point of the small pictures: 150 to the inch.
_PIXELS = 150 / 72


def contents(
    loaded: Loaded, job: PrintJob, options: Options, files: Sequence[tuple[str, str, bytes, str]]
) -> Mapping[str, bytes]:
    """`print-me-first.pdf`, one page that says what to print how, with a small picture of each file; `contents.json`.

    Args:
        loaded: the deck.
        job: paper and flip.
        options: how the files were made.
        files: component, name, the file itself, and a few words about it, in building order.
    """
    deck = loaded.deck
    assert deck is not None  # noqa: S101 - a fault of the caller's
    media = Media(ink=options.ink, sight="normal", format="own", language=deck.language, component="sheet")
    every = "".join(text for tag in (deck.language, deck.language.split("-")[0]) for text in _said(_words_in(tag)))
    look = disk.templates(loaded.folder)[deck.template]
    pages = Pages(media, disk.FolderAssets(look, loaded.folder), every + deck.title)
    words = _words_in(pages.language)
    if not words or not pages.can_say("".join(_said(words))):
        pages, words = Pages(replace(media, language="en")), _words_in("en")
    in_english = words == _words_in("en")
    how = words["how"]
    assert isinstance(how, Mapping)  # noqa: S101 - a file of ours
    things = []
    for component, name, data, about in files:
        kind = _kind(component, name)
        doubled = job.backs and job.way == "duplex" and kind in ("cards", "tokens", "booklet")
        sides = str(words["sides_both" if doubled else "sides_one"]).format(edge=pages.words["edge_" + job.flip])
        # What a build says of a file is in English; elsewhere the page says how long the file is.
        about = about if in_english else str(words["pages"]).format(count=pages_of(data))
        things.append({"file": name, "about": about, "how": str(how[kind]).format(sides=sides)})
    paper = job.paper.size
    context = {
        "deck": {"title": deck.title},
        "things": tuple(things),
        "words": {"lead": str(words["lead"]), "foot": str(words["foot"]).format(licence=deck.licence or "–")},
    }
    face, areas = pages.face_and_areas("first.xml.j2", context, paper, "shot")
    left = pages.words.get("direction") == "rtl"
    shots = tuple(_shot(data, name, area, left=left) for (_, name, data, _), area in zip(files, areas, strict=True))
    whole = Rect(0, 0, paper.width, paper.height)
    shown = type(face)(size=face.size, bleed=0, items=(*face.items, *shots), title=face.title)
    sheet = Sheet(paper=paper, number=1, front=Side(placements=(Placement(shown, whole, whole),)))
    info = DocumentInfo(
        title=deck.title,
        author=", ".join(deck.authors),
        language=deck.language,
        date=options.date,
        creator=options.creator,
    )
    listed = {
        "version": LIST_VERSION,
        "deck": deck.id,
        "title": deck.title,
        "edition": loaded.edition.id,
        "paper": job.paper.name,
        "files": [
            {"file": name, "component": component, "about": about, "bytes": len(data)}
            for component, name, data, about in files
        ],
    }
    return {
        "print-me-first.pdf": write_pdf([sheet], info),
        "contents.json": (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode(),
    }


def _kind(component: str, name: str) -> str:
    if component == "board" and name.endswith("-tiled.pdf"):
        return "tiled"
    return "booklet" if name.endswith("-booklet.pdf") else component


def _words_in(language: str) -> Mapping[str, object]:
    """What the page says in a language; nothing when nobody has written that."""
    data = disk.open_inside(disk.shipped("templates") / "sheet", f"first/{disk.safe_name(language)}.toml")
    return {} if data is None else tomli.loads(data.decode())


def _said(words: Mapping[str, object]) -> Iterator[str]:
    for text in words.values():
        if isinstance(text, Mapping):
            yield from _said(text)
        else:
            yield str(text)


def _shot(data: bytes, name: str, area: Rect, *, left: bool) -> Image:
    """The first page that shows the thing itself, as large as it fits into the area, at its outer edge."""
    # Before cards and pieces of a board comes a page that explains them.
    number = 1 if name == "changed.pdf" or name.startswith("cards") or name.endswith("-tiled.pdf") else 0
    if name.startswith("cards"):
        number = 2
    picture = small(data, number, round(area.width * _PIXELS))
    scale = min(area.width / picture.width, area.height / picture.height)
    size = Size(picture.width * scale, picture.height * scale)
    at = Rect(
        area.x if left else area.right - size.width, area.y + (area.height - size.height) / 2, size.width, size.height
    )
    return Image(at=at, data=png(picture), format="PNG", pixels=(picture.width, picture.height), alt=name)
