"""Small examples of every CSS property, and the pictures that a build makes of them.

Each example is a deck of one card, or a little book, that goes the whole way: its markup and its stylesheet become a
template in a folder, the folder is built, and a piece of the PDF's page is the picture. `python -m tests.reference`
writes the pictures, the markup and the stylesheet into the reference page.
"""

import io
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
import tomli
from PIL import Image, ImageChops

from generator.basics.geometry import Rect
from generator.basics.problems import Problem
from generator.basics.units import in_mm, mm
from generator.build import Options, build, load
from generator.imposition import grid_for
from generator.model.formats import FORMATS
from generator.model.job import PrintJob
from generator.templating.css import PROPERTIES

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

#: Where the pictures are, and what all examples share: a stylesheet, drawings, a font.
PICTURES = ROOT / "templates" / "reference"
PARTS = HERE / "parts"

#: Pixels per inch of a picture, and how wide the page shows a millimetre, pixels.
DPI, SHOWN = 192, 5

#: A pixel counts as changed when it differs by more than this; so many of a thousand may.
TOLERANCE, CHANGED_PER_MILLE = 20, 4

#: An example without its property must differ in so many of a thousand pixels.
CHANGED = 0.25

#: Between two pages of a book, pixels.
_GAP = 16

#: The classes that the shared stylesheet has.
COLOURS = ("sun", "sea", "leaf", "rose")

_CARD = "<card>\n{}\n</card>\n"
_BOOK = """{% if page.kind == "text" %}<text>{{ page.text }}</text>
{% else %}<page><frame/></page>{% endif %}
"""
_BOOK_STYLE = """page, text {{ font-family: "Atkinson Hyperlegible Next"; font-size: 7.5pt }}
page {{ padding: 3mm }} frame {{ flex: 1 }} text {{ gap: 1.5mm; column-gap: 4mm }} h1 {{ font-size: 9pt }}
{}"""

_DECK = """
[deck]
id = "example"
title = "Example"
language = "{language}"
format = {{ {format}, bleed = "{bleed}mm", safe = "{safe}mm" }}
template = "own"
[fields.text]
type = "text"
[[card]]
id = "one"
"""
_RULEBOOK = """
[rulebook]
file = "rules.md"
cover = false
format = "{format}"
"""


@dataclass(frozen=True)
class Example:
    """One example.

    Attributes:
        name: of its picture.
        group: the chapter of the reference.
        title: its heading.
        says: a sentence or two on what is to be seen.
        shows: the properties that it is the example of; none when it shows something else of CSS.
        css: its stylesheet, after the one that all share.
        markup: what is in its card.
        text: in place of markup, the Markdown of a book.
        size: width and height of the card, millimetres.
        page: in place of it, the format of a book.
        proof: whether trim and boxes are drawn over it, and the bleed is shown.
        pages: how many pages of a book are seen.
    """

    name: str
    group: str
    title: str
    says: str
    css: str
    shows: tuple[str, ...] = ()
    markup: str = ""
    text: str = ""
    size: tuple[float, float] = (60, 34)
    language: str = "en"
    page: str = ""
    pages: int = 1
    proof: bool = False

    @property
    def bleed(self) -> float:
        """How much of what is cut off is seen, millimetres."""
        return 3.0 if self.proof else 0.0

    @property
    def width(self) -> int:
        """How wide the page shows the picture, pixels."""
        one = in_mm(FORMATS[self.page].trim.width) + _GAP * 25.4 / DPI if self.page else self.size[0] + 2 * self.bleed
        return round(one * self.pages * SHOWN)


@cache
def examples() -> tuple[Example, ...]:
    """All examples, chapter by chapter."""
    found = []
    for path in sorted(HERE.glob("*.toml")):
        held = tomli.loads(path.read_text())
        for one in held["example"]:
            lists = {key: tuple(value) for key, value in one.items() if isinstance(value, list)}
            texts = {key: value.strip("\n") for key, value in one.items() if isinstance(value, str)}
            found.append(Example(**{"group": held["group"], **one, **lists, **texts}))
    return tuple(found)


def declared(css: str) -> set[str]:
    """The properties that a stylesheet gives values to, those inside other rules too."""
    return {name for name, _, _ in _declarations(css)}


def _declarations(css: str) -> Iterable[tuple[str, int, int]]:
    """Each declaration's name, and from where to where it goes in the text."""
    for found in re.finditer(r"(?<![\w-])([a-z-]+)\s*:\s*[^;{}]+(?:;|(?=\s*\}))", css):
        before = css[: found.start()].rstrip()
        if before.endswith(("{", ";", "}")) and found[1] in PROPERTIES:
            yield found[1], found.start(), found.end()


def without(example: Example, name: str) -> Example:
    """The same example, with no word about a property."""
    css = example.css
    for found, start, end in reversed(list(_declarations(css))):
        if found == name:
            css = css[:start] + css[end:]
    return replace(example, css=css)


def made(example: Example) -> tuple[Image.Image, tuple[Problem, ...]]:
    """The example's picture, and what the build says about it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in _files(example).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        loaded = load(folder)
        assert loaded.deck is not None, loaded.problems
        job = PrintJob(guide=False, marks=False)
        which = "rules" if example.text else "cards"
        built = build(loaded, job, Options(proof=example.proof), components=(which,))
        problems = loaded.problems + built.problems
        if not built.files:
            return Image.new("RGB", (1, 1)), problems
        if example.text:
            return _pages(built.files["rules.pdf"], example.pages), problems
        data = built.files["proof.pdf" if example.proof else "cards.pdf"]
        return _cut(data, grid_for(loaded.deck.format, job).slots[0].grown(mm(example.bleed))), problems


def base(example: Example) -> str:
    """What the example's stylesheet begins with: the part of the shared one that it needs."""
    lines = (PARTS / "base.css").read_text().splitlines(keepends=True)
    used = set(re.findall(r"[a-z]+", " ".join(re.findall(r'class="([^"]*)"', example.markup))))
    kept = [line for line in lines if not line.startswith(".") or used & set(re.findall(r"\.([a-z]+)", line))]
    names = ", ".join(f".{name}" for name in COLOURS if name in used)
    return "".join(re.sub(r"^\.sun, .*?(?= \{)", names, line) for line in kept)


def _files(example: Example) -> dict[str, str | bytes]:
    width, height = example.size
    form = f'width = "{width}mm", height = "{height}mm", corner = "0mm"'
    safe = 3 if example.proof else 0
    deck = _DECK.format(format=form, language=example.language, bleed=example.bleed, safe=safe)
    shared = {path.relative_to(PARTS).as_posix(): path.read_bytes() for path in PARTS.rglob("*") if path.is_file()}
    files: dict[str, str | bytes] = {f"templates/own/{name}": data for name, data in shared.items()}
    files["templates/own/base.css"] = base(example)
    files["deck.toml"] = deck + (_RULEBOOK.format(format=example.page) if example.text else "")
    files["templates/own/card.xml.j2"] = _CARD.format(example.markup)
    files["templates/own/style.css"] = '@import "base.css";\n' + ("" if example.text else example.css)
    if example.text:
        files["rules.md"] = example.text
        files["templates/own/book.xml.j2"] = _BOOK
        files["templates/own/book.css"] = _BOOK_STYLE.format(example.css)
    return files


def _cut(data: bytes, rect: Rect) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    wide, high = page.get_size()
    crop = (rect.x, high - rect.bottom, wide - rect.right, rect.y)
    image: Image.Image = page.render(scale=DPI / 72, crop=crop).to_pil()
    return image.convert("RGB")


def _pages(data: bytes, pages: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    shown = [
        document[number].render(scale=DPI / 72).to_pil().convert("RGB") for number in range(min(pages, len(document)))
    ]
    width, height = shown[0].size
    whole = Image.new("RGB", (pages * (width + _GAP) + _GAP, height + 2 * _GAP), (201, 193, 178))
    for number, page in enumerate(shown):
        whole.paste(page, (_GAP + number * (width + _GAP), _GAP))
    return whole


def packed(picture: Image.Image) -> bytes:
    """The picture as a small file."""
    few = picture.quantize(128, Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def apart(one: Image.Image, other: Image.Image, tolerance: int = TOLERANCE) -> float:
    """How many of a thousand pixels differ."""
    if one.size != other.size:
        return 1000.0
    red, green, blue = ImageChops.difference(one, other).split()
    histogram = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(histogram[tolerance + 1 :]) * 1000 / (one.width * one.height)


def stale(example: Example, picture: Image.Image) -> str:
    """Why the stored picture is not what the build makes; empty when it is."""
    path = PICTURES / f"{example.name}.png"
    if not path.is_file():
        return f"{path.name} is missing"
    share = apart(Image.open(path).convert("RGB"), picture)
    return f"{path.name} differs in {share:.1f} of 1000 pixels" if share > CHANGED_PER_MILLE else ""
