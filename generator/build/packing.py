"""The files of an order, by the kind that a shop makes cards of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator import disk
from generator.basics.problems import Problem
from generator.basics.units import POINTS_PER_INCH, show_mm
from generator.build.equipment import press_for
from generator.build.options import Options
from generator.build.printing import written
from generator.export import DocumentInfo, write_pdf
from generator.export.raster import Picture, contact_sheet, pictures, png, rounded, without_bleed
from generator.export.tables import Piece, Table, card_list, room, saved_object, zipped
from generator.imposition import DeckSheet, deck_sheet, single
from generator.model.deck import Deck
from generator.model.face import Face
from generator.model.job import PrintJob
from generator.model.sheet import Sheet
from generator.model.shop import Product, Shop

if TYPE_CHECKING:
    from generator.build.shops import Ordered

Files = dict[str, bytes]

#: What a maker gives: files by name, and what is wrong with them.
Packed = tuple[Files, tuple[Problem, ...]]

#: More of the outline than this without bleed is no accident of the drawing.
_BARE = 0.05

#: Pixels per inch at which a PDF's bleed is looked at.
_LOOK = 75

#: What a card without a back shows from behind on a screen.
_NO_BACK = "#4a4a4a"

#: The picture that Tabletop Simulator shows of a saved object.
_THUMBNAIL = 256


def packed(
    shop: Shop, product: Product, deck: Deck, cards: "Sequence[Ordered]", options: Options, address: str
) -> Packed:
    """The files that the shop wants, and what is wrong with them.

    Raises:
        ProblemsError: a face cannot be written down.
    """
    makers: Mapping[str, Callable[[_Work], Packed]] = {
        "images": _images,
        "pdf": _one_pdf,
        "pdf-each": _pdf_each,
        "tabletop-simulator": _tabletop_simulator,
        "playingcards-io": _playingcards_io,
    }
    return makers[shop.makes](_Work(shop, product, deck, cards, options, address))


class _Work:
    """One order while it is made."""

    def __init__(
        self, shop: Shop, product: Product, deck: Deck, cards: "Sequence[Ordered]", options: Options, address: str
    ) -> None:
        self.shop, self.product, self.deck, self.cards = shop, product, deck, cards
        self.options, self.address = options, address
        self.name = disk.safe_name(deck.id)
        self.fronts = _once(card.front for card in cards)
        self.backs = _once(card.back for card in cards if card.back is not None)
        self._digits = max(3, len(str(sum(card.card.copies for card in cards))))

    def file(self, pattern: str, number: int, card: "Ordered") -> str:
        """The name of a card's file."""
        words = {"number": f"{number:0{self._digits}}", "card": disk.safe_name(card.card.id), "deck": self.name}
        for key, word in words.items():
            pattern = pattern.replace("{" + key + "}", word)
        return pattern

    def back_file(self, number: int, card: "Ordered") -> str:
        """The name of the file of a card's back; all cards share one when all backs are the same."""
        if card.back is None:
            return ""
        if len(self.backs) == 1:
            return str(PurePosixPath(self.shop.back).with_name("back.png"))
        return self.file(self.shop.back, number, card)

    def pictures(self, faces: Sequence[Face], pixels: tuple[int, int], *, back: bool = False) -> Iterator[Picture]:
        """Each face on its canvas."""
        canvas, turned = self.product.canvas, self.product.turned
        sheets = (single(face, canvas, turned=turned) for face in faces)
        if turned and back:
            sheets = (_other_way(sheet) for sheet in sheets)
        return pictures(write_pdf(sheets, DocumentInfo(title=self.deck.title)), pixels)

    def label(self, card: "Ordered") -> str:
        """What a card is called where people read it."""
        suit = card.card.suit
        return f"{suit.title} {card.place}" if suit is not None else str(card.place)


def _once(faces: "Iterator[Face]") -> tuple[Face, ...]:
    """Each face once, in order."""
    return tuple({id(face): face for face in faces}.values())


def _other_way(sheet: Sheet) -> Sheet:
    placements = tuple(replace(one, turned=270) for one in sheet.front.placements)
    return replace(sheet, front=replace(sheet.front, placements=placements))


# --- Bleed ----------------------------------------------------------------------------------------------------------


class _Bleed:
    """Looks at finished pictures of faces for colour that stops at the cut."""

    def __init__(self, work: _Work) -> None:
        self._work = work
        self._bare: list[str] = []

    def look(self, face: Face, picture: Picture) -> None:
        across, down = self._work.product.bleed_pixels
        scale = picture.width / self._work.product.pixels[0]
        if min(across, down) > 0 and without_bleed(picture, (across * scale, down * scale)) > _BARE:
            self._bare.append(face.title)

    def problems(self) -> tuple[Problem, ...]:
        if not self._bare:
            return ()
        others = f" (and {len(self._bare) - 1} other faces)" if len(self._bare) > 1 else ""
        shop, bleed = self._work.shop, show_mm(self._work.product.bleed)
        return (
            Problem(
                name="bleed-too-small",
                message=f"{self._bare[0] or 'a face'}{others}: colour stops at the cut or just beyond it, and "
                f"`{shop.name}` wants it to go on for {bleed}",
                help="let the background of the face's outermost element carry the colour, or place pictures beyond "
                f"the trim with inset: -{bleed.replace(' ', '')}",
                severity="warning",
            ),
        )


def _looked_at(work: _Work) -> tuple[Problem, ...]:
    """What is wrong with the bleed of faces that no picture is made of."""
    bleed = _Bleed(work)
    width, height = work.product.pixels
    scale = _LOOK / work.shop.resolution
    pixels = max(1, round(width * scale)), max(1, round(height * scale))
    for faces, back in ((work.fronts, False), (work.backs, True)):
        if faces:
            for face, picture in zip(faces, work.pictures(faces, pixels, back=back), strict=True):
                bleed.look(face, picture)
    return bleed.problems()


# --- Pictures -------------------------------------------------------------------------------------------------------


def _pngs(work: _Work, bleed: _Bleed) -> dict[int, bytes]:
    """The file of each face, by the face's identity."""
    shop = work.shop
    corner = work.deck.format.corner / POINTS_PER_INCH * shop.resolution if shop.rounded else 0.0
    found: dict[int, bytes] = {}
    for faces, back in ((work.fronts, False), (work.backs, True)):
        if faces:
            for face, picture in zip(faces, work.pictures(faces, work.product.pixels, back=back), strict=True):
                bleed.look(face, picture)
                found[id(face)] = png(rounded(picture, corner) if corner else picture, shop.resolution)
    return found


def _images(work: _Work) -> Packed:
    bleed = _Bleed(work)
    data = _pngs(work, bleed)
    files: Files = {}
    rows = []
    for card in work.cards:
        files_each = card.card.copies if work.shop.copies == "files" else 1
        for copy in range(files_each):
            number = card.number + copy if work.shop.copies == "files" else card.place
            front, back = work.file(work.shop.front, number, card), work.back_file(number, card)
            files[front] = data[id(card.front)]
            if card.back is not None:
                files[back] = data[id(card.back)]
            if not copy:
                rows.append((card.place, card.card.id, card.card.copies, front, back))
    if work.shop.copies == "list":
        files["cards.csv"] = card_list(("number", "card", "copies", "front", "back"), rows)
    return files, bleed.problems()


# --- PDFs -----------------------------------------------------------------------------------------------------------


def _sheet(work: _Work, card: "Ordered", number: int) -> Sheet:
    """A card as two pages; a shop that counts in pairs gets an empty back for a card without one."""
    product = work.product
    blank = Face(size=work.deck.format.trim, bleed=0, items=())
    sheet = single(
        card.front,
        product.canvas,
        number=number,
        back=card.back or blank,
        turned=product.turned,
        marks=work.shop.marks,
    )
    assert sheet.back is not None  # noqa: S101
    return replace(sheet, front=sheet.back, back=sheet.front) if work.shop.pages == "back-front" else sheet


def _one_pdf(work: _Work) -> Packed:
    shop = work.shop
    copies = shop.copies == "files"
    sheets = [
        _sheet(work, card, card.number + copy)
        for card in work.cards
        for copy in range(card.card.copies if copies else 1)
    ]
    parts = {"cards.pdf": sheets}
    if shop.pages == "apart":
        backs = [replace(sheet, front=sheet.back or sheet.front, back=None) for sheet in sheets]
        parts = {"fronts.pdf": [replace(sheet, back=None) for sheet in sheets], "backs.pdf": backs}
    press = None
    if shop.standard:
        press = press_for(
            shop.standard,
            shop.profile,
            outlined=shop.outlined,
            ink_limit=shop.total_ink,
            bleed=shop.bleed,
        )
    options = replace(work.options, press=press, write=True)
    files: Files = {}
    problems: list[Problem] = []
    for name, pages in parts.items():
        data, found = written(iter(pages), name, work.deck.title, work.deck, PrintJob(backs=False), options)
        files[name] = data
        # The deck's own pictures have been measured, by name.
        problems += [problem for problem in found if problem.name != "low-resolution-image"]
    if not copies:
        files["cards.csv"] = _list(work)
    return files, (*dict.fromkeys(problems), *_looked_at(work))


def _pdf_each(work: _Work) -> Packed:
    files: Files = {}
    for card in work.cards:
        sheet = _sheet(work, card, card.place)
        if card.back is None:
            sheet = replace(sheet, back=None)
        title = f"{work.deck.title}: {card.card.id}"
        name, options = work.file(work.shop.front, card.place, card), replace(work.options, press=None)
        files[name], _ = written(iter([sheet]), name, title, work.deck, PrintJob(backs=False), options)
    files["cards.csv"] = _list(work)
    return files, _looked_at(work)


def _list(work: _Work) -> bytes:
    rows = [(card.place, card.card.id, card.card.copies) for card in work.cards]
    return card_list(("number", "card", "copies"), rows)


# --- Tables on a screen -------------------------------------------------------------------------------------------


def _on_one(grid: DeckSheet, shown: "Sequence[Picture]", last: Picture) -> bytes:
    """Faces on one picture, and at its very end the one that hides them."""
    places: list[Picture | None] = [*shown, *([None] * (grid.places - 1 - len(shown))), last]
    return png(contact_sheet(places, columns=grid.columns, rows=grid.rows, cell=grid.cell))


def _tabletop_simulator(work: _Work) -> Packed:
    shop, cards = work.shop, work.cards
    grid = deck_sheet(
        len(cards),
        work.product.canvas,
        columns=shop.columns,
        rows=shop.rows,
        side=shop.sheet_pixels,
        finest=shop.resolution / POINTS_PER_INCH,
    )
    files: Files = {}
    backs = {id(face): one for face, one in zip(work.backs, _shown(work, work.backs, grid), strict=True)}
    bare = contact_sheet([], columns=1, rows=1, cell=grid.cell, paper=_NO_BACK)
    behind = [bare if card.back is None else backs[id(card.back)] for card in cards]
    many = len(work.backs) > 1
    if not many:
        files[f"{work.name}-back.png"] = png(behind[0])
    pieces: list[Piece] = []
    first: list[Picture] = []
    each = grid.places - 1
    for sheet, start in enumerate(range(0, len(cards), each)):
        part = cards[start : start + each]
        fronts = list(_shown(work, [card.front for card in part], grid))
        first = first or fronts[:3]
        face, back = f"{work.name}-faces-{sheet + 1}.png", f"{work.name}-back.png"
        files[face] = _on_one(grid, fronts, behind[0])
        if many:
            back = f"{work.name}-backs-{sheet + 1}.png"
            files[back] = _on_one(grid, behind[start : start + each], behind[0])
        pieces += [
            Piece(
                id=card.card.id,
                label=work.label(card),
                copies=card.card.copies,
                front=work.address + face,
                back=work.address + back,
                place=place,
                sheet=sheet,
            )
            for place, card in enumerate(part)
        ]
    table = Table(id=work.name, title=work.deck.title, about=work.deck.subtitle, pieces=tuple(pieces))
    files[f"{work.name}.json"] = saved_object(table, columns=grid.columns, rows=grid.rows, many_backs=many)
    files[f"{work.name}.png"] = _thumbnail([behind[0], *first])
    return files, ()


def _shown(work: _Work, faces: "Sequence[Face]", grid: DeckSheet) -> Iterator[Picture]:
    return work.pictures(faces, grid.cell) if faces else iter(())


def _thumbnail(shown: list[Picture]) -> bytes:
    """Up to four faces, two by two, on a square."""
    gap = 4
    side = (_THUMBNAIL - 3 * gap) // 2
    four = contact_sheet(shown, columns=2, rows=2, cell=(side, side), gap=gap, paper="#ffffff")
    return png(four)


def _playingcards_io(work: _Work) -> Packed:
    shop = work.shop
    data = _pngs(work, _Bleed(work))
    fronts = {id(face): f"{work.name}-face-{number:03}.png" for number, face in enumerate(work.fronts, 1)}
    backs = {id(face): f"{work.name}-back-{number:03}.png" for number, face in enumerate(work.backs, 1)}
    assets = {name: data[face] for face, name in (fronts | backs).items()}
    if not backs:
        bare = contact_sheet([], columns=1, rows=1, cell=work.product.pixels, paper=_NO_BACK)
        assets[f"{work.name}-back.png"] = png(bare, shop.resolution)
    pieces = tuple(
        Piece(
            id=card.card.id,
            label=work.label(card),
            copies=card.card.copies,
            front=fronts[id(card.front)],
            back=f"{work.name}-back.png" if card.back is None else backs[id(card.back)],
        )
        for card in work.cards
    )
    canvas = work.product.canvas
    table = Table(
        id=work.name,
        title=work.deck.title,
        about=work.deck.subtitle,
        pieces=pieces,
        ratio=canvas.width / canvas.height,
    )
    return {f"{work.name}.pcio": room(table, assets)}, ()


def as_one(name: str, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files as one ZIP of that name."""
    return {f"{disk.safe_name(name)}.zip": zipped(files)}
