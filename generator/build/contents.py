"""What is in the box: a page to print first, and a list for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import tomli

from generator import disk
from generator.basics.geometry import Rect, Size
from generator.basics.units import fits, mm
from generator.build.loading import Loaded
from generator.build.options import Options
from generator.build.pages import Pages, is_small, room_for_guide
from generator.export import DocumentInfo, write_pdf
from generator.export.raster import pages_of, png, small
from generator.model.face import Image
from generator.model.job import PrintJob
from generator.model.sheet import Placement, Sheet, Side
from generator.templating import Media

#: The version of the list's form.
LIST_VERSION = 1

#: How far from the paper's edge the last line of a page stays, and on small paper, points.
_FOOT, _FOOT_SMALL = mm(14), mm(8)

#: Pixels per point of the small pictures: 150 to the inch.
_PIXELS = 150 / 72


#: A file: its component, its name, itself, a few words about it, and whether what it shows has backs.
Listed = tuple[str, str, bytes, str, bool]


def contents(loaded: Loaded, job: PrintJob, options: Options, files: Sequence[Listed]) -> Mapping[str, bytes]:
    """`print-me-first.pdf`, one page that says what to print how, with a small picture of each file; `contents.json`.

    Args:
        loaded: the deck.
        job: paper and flip.
        options: how the files were made.
        files: in building order.
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
    job = replace(job, guide=job.guide and room_for_guide(job.paper.size))
    things = []
    for component, name, data, about, backs in files:
        # What a build says of a file is in English; elsewhere the page says how long the file is.
        about = about if in_english else str(words["pages"]).format(count=pages_of(data))
        how = _how(words, _kind(component, name), job, str(pages.words["edge_" + job.flip]), backs=backs)
        things.append({"file": name, "about": about, "how": how})
    said = {"lead": str(words["lead"]), "foot": str(words["foot"]).format(licence=deck.licence or "–")}
    sheets = _pages(pages, deck.title, said, things, files, job)
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
            for component, name, data, about, _ in files
        ],
    }
    return {
        "print-me-first.pdf": write_pdf(sheets, info),
        "contents.json": (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode(),
    }


def _how(words: Mapping[str, object], kind: str, job: PrintJob, edge: str, *, backs: bool) -> str:
    """On what paper a file is to be printed, on which sides, and what to do then."""
    how, own_first = words["how"], words["own_first"]
    assert isinstance(how, Mapping)  # noqa: S101 - a file of ours
    assert isinstance(own_first, Mapping)  # noqa: S101 - a file of ours
    # A booklet has two sides whatever cards have; and what is folded and glued is printed on one.
    doubled = kind == "booklet" or (backs and not (kind == "cards" and job.way == "gutterfold"))
    sides = "one" if not doubled else "hand" if job.way == "by-hand" else "both"
    told = str(how[kind]).format(sides=str(words[f"sides_{sides}"]).format(edge=edge))
    if not job.guide or kind not in own_first:
        return told
    return f"{told}{'' if told.endswith('。') else ' '}{own_first[kind]}"


def _pages(
    pages: Pages,
    title: str,
    said: Mapping[str, str],
    things: Sequence[Mapping[str, str]],
    files: Sequence[Listed],
    job: PrintJob,
) -> Iterator[Sheet]:
    """As many pages as the files take that are to be told of."""
    paper = job.paper.size
    whole = Rect(0, 0, paper.width, paper.height)
    left = pages.words.get("direction") == "rtl"
    size = "small" if is_small(paper) else ""
    lowest = paper.height - (_FOOT_SMALL if size else _FOOT)
    begin, number = 0, 1
    while begin < len(things):
        taken = things[begin:]
        while True:
            words = {"lead": said["lead"] if begin == 0 else "", "foot": said["foot"]}
            context = {"deck": {"title": title}, "things": tuple(taken), "before": begin, "words": words, "size": size}
            face, areas = pages.face_and_areas("first.xml.j2", context, paper, "shot", "foot")
            if len(taken) == 1 or fits(areas[-1].bottom, lowest):
                break
            taken = taken[:-1]
        shots = tuple(
            _shot(data, name, area, job, left=left, backs=backs)
            for (_, name, data, _, backs), area in zip(files[begin:], areas[:-1], strict=False)
        )
        shown = type(face)(size=face.size, bleed=0, items=(*face.items, *shots), title=face.title)
        yield Sheet(paper=paper, number=number, front=Side(placements=(Placement(shown, whole, whole),)))
        begin, number = begin + len(taken), number + 1


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


def _shot(data: bytes, name: str, area: Rect, job: PrintJob, *, left: bool, backs: bool) -> Image:
    """The first page that shows the thing itself, as large as it fits into the area, at its outer edge."""
    # Before cards and pieces of a board comes a page that explains them, with a back if theirs follow them.
    explained = job.guide and (name.startswith("cards") or name.endswith("-tiled.pdf"))
    backed = name.startswith("cards") and backs and job.way == "duplex"
    number = 2 if explained and backed else 1 if explained else 0
    picture = small(data, number, round(area.width * _PIXELS))
    scale = min(area.width / picture.width, area.height / picture.height)
    size = Size(picture.width * scale, picture.height * scale)
    at = Rect(
        area.x if left else area.right - size.width, area.y + (area.height - size.height) / 2, size.width, size.height
    )
    return Image(at=at, data=png(picture), format="PNG", pixels=(picture.width, picture.height), alt=name)
