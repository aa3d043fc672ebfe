"""The pictures of the README, made from the PDF that the build makes.

python -m tests.gallery            make them anew
python -m tests.gallery --check    exit 1 when they no longer show what the build makes
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.imposition import grid_for
from generator.model.formats import FORMATS
from generator.model.job import PrintJob

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "decks" / "a-little-more" / "gallery"
TABLE = (214, 201, 180)
DPI = 150

#: Which cards of which sheet are shown: (sheet, slot), and whether its back.
SHOWN = [((1, 0), False), ((1, 4), False), ((2, 4), False), ((4, 0), False), ((3, 5), True), ((5, 1), False)]

#: A pixel counts as changed when it differs by more than this; so many of a thousand may.
TOLERANCE, CHANGED_PER_MILLE = 48, 4


def pages(pdf: Path) -> list[Image.Image]:
    """Every page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def cut(page: Image.Image, slot: int, *, back: bool) -> Image.Image:
    """One card cut out of its page, with round corners."""
    grid = grid_for(FORMATS["poker"], PrintJob())
    rect = grid.slots[slot]
    left = grid.paper.width - rect.right if back else rect.x
    scale = DPI / 72
    box = [round(value * scale) for value in (left, rect.y, left + rect.width, rect.bottom)]
    card = page.crop((box[0], box[1], box[2], box[3])).convert("RGBA")
    mask = Image.new("L", (card.width * 4, card.height * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius=3 / 25.4 * DPI * 4, fill=255)
    card.putalpha(mask.resize(card.size, Image.Resampling.LANCZOS))
    return card


def laid_out(cards: Sequence[Image.Image], columns: int) -> Image.Image:
    """Cards on a table, each a little askew."""
    width, height = cards[0].size
    gap = 34
    rows = -(-len(cards) // columns)
    table = Image.new("RGBA", (columns * (width + gap) + 2 * gap, rows * (height + gap) + 2 * gap), (*TABLE, 255))
    for number, card in enumerate(cards):
        turned = card.rotate((-1.6, 1.1, -0.7, 1.4, -1.2, 0.8)[number % 6], Image.Resampling.BICUBIC, expand=True)
        x = gap + number % columns * (width + gap) + gap // 2
        y = gap + number // columns * (height + gap) + gap // 2
        shadow = Image.new("RGBA", table.size, (0, 0, 0, 0))
        shadow.paste((60, 45, 25, 120), (x + 4, y + 8), turned.getchannel("A"))
        table.alpha_composite(shadow.filter(ImageFilter.GaussianBlur(8)))
        table.alpha_composite(turned, (x, y))
    return table.convert("RGB")


def sheet_and_back(front: Image.Image, back: Image.Image) -> Image.Image:
    """A sheet and its back, or another sheet, side by side."""
    gap = 30
    table = Image.new("RGB", (front.width * 2 + 3 * gap, front.height + 2 * gap), TABLE)
    table.paste(front, (gap, gap))
    table.paste(back, (front.width + 2 * gap, gap))
    return table.resize((table.width * 2 // 5, table.height * 2 // 5), Image.Resampling.LANCZOS)


def side_by_side(shown: Sequence[Image.Image]) -> Image.Image:
    """Pages of a book, next to each other on the table."""
    gap = 30
    width, height = shown[0].size
    table = Image.new("RGB", (len(shown) * (width + gap) + gap, height + 2 * gap), TABLE)
    for number, page in enumerate(shown):
        table.paste(page, (gap + number * (width + gap), gap))
    return table.resize((table.width * 2 // 5, table.height * 2 // 5), Image.Resampling.LANCZOS)


def trimmed(page: Image.Image) -> Image.Image:
    """A board without its bleed of 3 mm, half as large."""
    bleed = round(3 / 25.4 * DPI)
    board = page.crop((bleed, bleed, page.width - bleed, page.height - bleed))
    return board.resize((board.width // 2, board.height // 2), Image.Resampling.LANCZOS)


def make(folder: Path) -> dict[str, Image.Image]:
    """The pictures by name, from a fresh build in `folder`."""
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--paper", "a4", "--output", str(folder)]
    command += ["--components", "cards,boxes,board,tokens,rules"]
    subprocess.run(command, check=True, cwd=ROOT)
    shown = pages(folder / "cards.pdf")
    # Two pages a sheet; the guide is the first sheet.
    cards = [cut(shown[2 * sheet + back], slot, back=back) for (sheet, slot), back in SHOWN]
    first, second = pages(folder / "boxes.pdf")
    book = pages(folder / "rules.pdf")
    return {
        "cards.jpg": laid_out(cards, 3),
        "sheet.jpg": sheet_and_back(shown[4], shown[5]),
        "boxes.jpg": sheet_and_back(first, second),
        "board.jpg": trimmed(pages(folder / "board.pdf")[0]),
        "tokens.jpg": sheet_and_back(*pages(folder / "tokens.pdf")[:2]),
        "rules.jpg": side_by_side([book[number] for number in (0, 2, 5, 6)]),
    }


def stale(name: str, picture: Image.Image) -> str:
    """Why the stored picture no longer shows what the build makes; empty when it does."""
    path = GALLERY / name
    if not path.is_file():
        return "is missing"
    stored = Image.open(path).convert("RGB")
    if stored.size != picture.size:
        return "has another size"
    apart = ImageChops.difference(stored, picture).convert("L")
    changed = sum(apart.histogram()[TOLERANCE + 1 :])
    share = changed * 1000 / (apart.width * apart.height)
    return f"differs in {share:.1f} of 1000 pixels" if share > CHANGED_PER_MILLE else ""


def main() -> int:
    """Makes or checks the gallery."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = make(Path(folder))
    if "--check" in sys.argv:
        faults = [f"{name} {why}" for name, picture in pictures.items() if (why := stale(name, picture))]
        for fault in faults:
            sys.stderr.write(f"gallery: {fault}; make it anew with: python -m tests.gallery\n")
        return 1 if faults else 0
    GALLERY.mkdir(exist_ok=True)
    for name, picture in pictures.items():
        picture.save(GALLERY / name, quality=88, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
