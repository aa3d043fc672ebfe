"""SVG, the part of it that prints the same everywhere: outlines, their paint, groups and gradients.

The reader is small on purpose. A file comes from a stranger, so there is no style sheet, no script, no text, no link
and no entity in it; and whatever is left out is reported with its line, never dropped.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import Any, NamedTuple
from xml.parsers import expat

from generator.basics.colour import BLACK, Colour, parse_hex
from generator.basics.geometry import IDENTITY, Matrix, Point, Rect
from generator.basics.patterns import pattern
from generator.basics.problems import Place, Problem, did_you_mean
from generator.basics.records import dataclass
from generator.model import outline
from generator.model.design import Drawing
from generator.model.face import Group, Path, Segment, Shade, Stroke

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 64
MAX_DRAWN = 10_000  # shapes, each counted as often as it is used
MAX_SEGMENTS = 200_000  # of all outlines drawn
MAX_TRANSFORM = 2_000  # characters
MAX_DASHES = 64  # lengths of one stroke
MAX_LINKS = 8  # gradients that one takes from
MAX_PROBLEMS = 20  # of one file

_PALETTE = pattern(r"var\(\s*--color(\d{1,4})\s*(?:,\s*([^()]{0,80}(?:\([^()]{0,80}\))?[^()]{0,80}))?\)")
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_SILENT = ("title", "desc", "metadata")
_GRADIENTS = ("linearGradient", "radialGradient")
_TAGS = (*_SHAPES, *_SILENT, *_GRADIENTS, "svg", "g", "defs", "symbol", "use", "stop", "a", "switch")

#: What an element passes on to those inside it.
_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "fill-rule",
    "fill-opacity",
    "stroke-opacity",
    "color",
    "visibility",
)

#: What would change the picture and is not drawn here, with the value at which it changes nothing.
_REFUSED = {
    "filter": "none",
    "mask": "none",
    "clip-path": "none",
    "marker": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
    "mix-blend-mode": "normal",
    "stroke-dashoffset": "0",
    "vector-effect": "none",
    "paint-order": "normal",
    "transform-origin": "0 0",
}

_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0, "q": 96 / 101.6}
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z]*|%)\s*")
_TRANSFORM = re.compile(r"[\s,]*([A-Za-z]+)\s*\(([^()]*)\)")
_CMYK = re.compile(r"device-cmyk\(([^()]*)\)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)\s*(\S.*)?")


class SvgRead(NamedTuple):
    """What came of reading a file.

    Attributes:
        drawing: None when there are problems.
        problems: in the order of the file's lines.
        uses_current_colour: whether the drawing depends on the colour it was read with.
    """

    drawing: Drawing | None
    problems: tuple[Problem, ...]
    uses_current_colour: bool


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    line: int
    children: "list[_Node]" = field(default_factory=list)


class _Fault(Exception):  # noqa: N818 - becomes a Problem
    def __init__(self, message: str, line: int, name: str = "damaged-svg", help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.name = name
        self.help = help


def read_svg(text: str, *, file: str, name: str = "", current: Colour = BLACK) -> SvgRead:
    """The drawing that the text of an SVG file says.

    Args:
        text: the whole file.
        file: how messages call it.
        name: how the drawing is called further on.
        current: what `currentColor` stands for.
    """
    reader = _Reader(text, file, current)
    drawing = None
    try:
        drawing = reader.drawing(name or file)
    except _Fault as fault:
        reader.complain(fault)
    except (RecursionError, MemoryError):
        reader.complain(_Fault("the picture is too deeply nested", 1))
    except Exception:  # a hostile file may find a fault of arithmetic nobody thought of
        reader.complain(_Fault("the picture cannot be read", 1))
    if reader.problems:
        drawing = None
    return SvgRead(drawing, tuple(reader.problems), reader.uses_current)


def read_glyph(
    text: str, glyph: int, em: int, *, current: Colour, palette: tuple[Colour, ...] = ()
) -> tuple[tuple[Path | Group, ...], bool]:
    """What an SVG document in a font draws for one glyph, in the font's units, and whether `currentColor` shows in it.

    The glyph is the element with the id ``glyph12``; y grows downwards from the baseline (OpenType, the table SVG).

    Args:
        text: the whole document, which may hold many glyphs.
        glyph: its number.
        em: the font's units to the em.
        current: what `currentColor` stands for.
        palette: what `var(--color0)` and so on stand for; without one, what is written behind it.

    Raises:
        ValueError: says why it cannot be drawn.
    """
    chosen = _PALETTE.sub(lambda match: _of_palette(match, palette), text)
    reader = _Reader(chosen, "", current)
    try:
        paths = reader.glyph(f"glyph{glyph}", float(em))
    except _Fault as fault:
        raise ValueError(fault.message) from None
    except (RecursionError, MemoryError):
        raise ValueError("it is too deeply nested") from None
    except Exception:  # as in `read_svg`
        raise ValueError("it cannot be read") from None
    if reader.problems:
        raise ValueError(reader.problems[0].message)
    return paths, reader.uses_current


def _of_palette(match: "re.Match[str]", palette: tuple[Colour, ...]) -> str:
    number = int(match[1])
    if number >= len(palette):
        return (match[2] or "currentColor").strip()
    colour = palette[number]
    red, green, blue = colour.values if colour.space == "rgb" else colour.values * 3
    return f"rgb({red * 255:.0f} {green * 255:.0f} {blue * 255:.0f} / {colour.alpha:.4f})"


#: Documents of fonts hold many glyphs each, and are asked for one after another.
@lru_cache(maxsize=4)
def _parsed(text: str) -> _Node:
    """The tree of elements; those of editors' own namespaces are left out.

    Raises:
        _Fault: it is not XML, not SVG, or larger than any honest picture.
    """
    if len(text) > MAX_BYTES:
        raise _Fault("the picture is larger than 1 MB", 1, "svg-too-large", "simplify it in a drawing program")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root: list[_Node] = []
    stack: list[_Node | None] = []
    count = 0

    def refuse(*_: object) -> None:
        raise _Fault(
            "a picture cannot declare a document type or entities",
            parser.CurrentLineNumber,
            "svg-not-supported",
            "delete the line that begins with `<!DOCTYPE`",
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise _Fault(
                f"the picture has more than {MAX_ELEMENTS} elements", parser.CurrentLineNumber, "svg-too-large"
            )
        if len(stack) >= MAX_DEPTH:
            raise _Fault("the picture is nested too deeply", parser.CurrentLineNumber, "svg-too-large")
        space, _, short = tag.rpartition(" ")
        if space not in ("", _SVG) or (stack and stack[-1] is None):
            stack.append(None)
            return
        own: dict[str, str] = {}
        for key, value in attributes.items():
            key_space, _, key_short = key.rpartition(" ")
            if key_space == "" or (key_space == _XLINK and key_short == "href"):
                own.setdefault(key_short, value)
        node = _Node(short, own, parser.CurrentLineNumber)
        if stack and stack[-1] is not None:
            stack[-1].children.append(node)
        elif not stack:
            root.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        # As text, so that a wrong encoding in the declaration does no harm.
        parser.Parse(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), True)
    except expat.ExpatError as fault:
        what = expat.errors.messages.get(fault.code, "") or "it breaks off"
        raise _Fault(f"the picture is not well-formed XML: {what}", fault.lineno) from None
    except UnicodeError:
        raise _Fault("the picture is not UTF-8 text", 1) from None
    if not root or root[0].tag != "svg":
        raise _Fault("the file is not an SVG picture", root[0].line if root else 1)
    return root[0]


def _way_to(root: _Node, target: _Node) -> list[_Node]:
    """The elements from the outermost to the one that is wanted; none when it is not drawn where it stands."""
    waiting: list[tuple[_Node, list[_Node]]] = [(root, [root])]
    while waiting:
        node, way = waiting.pop()
        if node is target:
            return way
        waiting.extend((child, [*way, child]) for child in node.children if node.tag in ("svg", "g", "a", "defs"))
    return []


class _Reader:
    def __init__(self, text: str, file: str, current: Colour) -> None:
        self._text = text
        self._file = file
        self._current = current
        self._lines: list[str] | None = None
        self._ids: dict[str, _Node] = {}
        self._paths: list[Path | Group] = []
        self._drawn = self._segments = 0
        self._outlines: dict[int, list[Segment]] = {}  # by the identity of nodes, which all live as long as the reader
        self._box = Rect(0, 0, 0, 0)
        self.problems: list[Problem] = []
        self.uses_current = False

    # -- Problems -----------------------------------------------------------------------------------------------

    def complain(self, fault: _Fault) -> None:
        """Notes the fault, once for each line and message."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        line = min(max(1, fault.line), len(self._lines))
        source = self._lines[line - 1].rstrip("\r")
        indent = len(source) - len(source.lstrip())
        at = Place(self._file, line, indent + 1, min(max(1, len(source.strip())), 120), source[:1000])
        problem = Problem(name=fault.name, message=fault.message, at=at, help=fault.help)
        if problem not in self.problems and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def _unsupported(self, what: str, node: _Node, help: str = "") -> None:
        advice = help or "in a drawing program, turn it into plain outlines (“object to path”)"
        self.complain(_Fault(f"{what} in an SVG picture is not supported", node.line, "svg-not-supported", advice))

    # -- The tree -----------------------------------------------------------------------------------------------

    def drawing(self, name: str) -> Drawing:
        root = _parsed(self._text)
        self._collect(root)
        self._box = self._frame(root)
        style = self._style(root, {})
        for child in root.children:
            self._walk(child, IDENTITY, style, 1)
        paths = _faded_together(self._paths, self._opacity(style, root))
        return Drawing(self._box, tuple(paths), name)

    def glyph(self, id: str, em: float) -> tuple[Path | Group, ...]:
        root = _parsed(self._text)
        self._collect(root)
        target = self._ids.get(id)
        way = _way_to(root, target) if target is not None else []
        if target is None or not way:
            raise _Fault("the document does not hold it", 1)
        self._box = Rect(0.0, 0.0, em, em)
        matrix, style, opacity = IDENTITY, dict[str, str](), 1.0
        if root.attributes.get("viewBox") is not None:
            frame = self._frame(root)
            scale = min(em / frame.width, em / frame.height)
            matrix = Matrix(scale, 0, 0, scale, -frame.x * scale, -frame.y * scale)
        for node in way[:-1]:
            style = self._style(node, style)
            matrix = self._transform(node).then(matrix)
            opacity *= self._opacity(style, node)
        if target is root:
            style = self._style(root, style)
            for child in root.children:
                self._walk(child, matrix, style, 1)
        else:
            self._walk(target, matrix, style, 1)
        return tuple(_faded_together(self._paths, opacity))

    def _collect(self, root: _Node) -> None:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            name = node.attributes.get("id")
            if name:
                self._ids.setdefault(name, node)
            waiting.extend(reversed(node.children))

    def _frame(self, root: _Node) -> Rect:
        box = root.attributes.get("viewBox")
        if box is not None:
            values = self._numbers(box, root, "viewBox")
            if len(values) != 4 or values[2] <= 0 or values[3] <= 0:
                raise _Fault("the `viewBox` is not four numbers, the last two above 0", root.line)
            return Rect(*values)
        width, height = (self._length(root, key, 0.0, 0.0) for key in ("width", "height"))
        if width <= 0 or height <= 0:
            raise _Fault("the picture has no size", root.line, help='write `viewBox="0 0 width height"` into `<svg>`')
        return Rect(0, 0, width, height)

    def _style(self, node: _Node, outer: Mapping[str, str]) -> dict[str, str]:
        """The inherited properties inside this element, and its own under their names with a leading dot."""
        own: dict[str, str] = {}
        for key in (*_INHERITED, *_REFUSED, "opacity", "display"):
            if key in node.attributes:
                own[key] = node.attributes[key].strip()
        for declaration in node.attributes.get("style", "").split(";"):
            key, colon, value = declaration.partition(":")
            if colon:
                own[key.strip().lower()] = value.replace("!important", "").strip()
        for key, harmless in _REFUSED.items():
            if own.get(key, harmless) not in (harmless, "", "none", "0px"):
                self._unsupported(f"`{key}`", node)
        style = {key: value for key, value in outer.items() if not key.startswith(".")}
        for key in _INHERITED:
            value = own.get(key, "inherit")
            if value and value != "inherit":
                style[key] = value
        style[".opacity"] = own.get("opacity", "1")
        style[".display"] = own.get("display", "inline")
        return style

    def _opacity(self, style: Mapping[str, str], node: _Node) -> float:
        return 1.0 if style[".opacity"] in ("1", "1.0", "100%") else self._share(style[".opacity"], node, "opacity")

    def _walk(self, node: _Node, outer: Matrix, outer_style: Mapping[str, str], depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _Fault("the picture uses itself in a circle, or is nested too deeply", node.line, "svg-too-large")
        self._drawn += 1
        if self._drawn > MAX_DRAWN:
            raise _Fault(f"the picture draws more than {MAX_DRAWN} shapes", node.line, "svg-too-large")
        tag = node.tag
        if tag in _SILENT or tag in ("defs", "symbol", "stop") or tag in _GRADIENTS:
            return
        if tag not in _TAGS or tag in ("svg", "switch"):
            guess = did_you_mean(tag, [known for known in _TAGS if known != tag])
            near = f"did you mean `<{guess}>`?" if guess and guess != tag else ""
            self._unsupported(f"`<{tag[:40]}>`", node, near)
            return
        style = self._style(node, outer_style)
        if style[".display"] == "none":
            return
        matrix = self._transform(node).then(outer)
        opacity = self._opacity(style, node)
        before, self._paths = self._paths, []
        if tag in ("g", "a"):
            for child in node.children:
                self._walk(child, matrix, style, depth + 1)
        elif tag == "use":
            self._use(node, matrix, style, depth)
        elif style.get("visibility", "visible") == "visible":
            self._shape(node, matrix, style)
        before.extend(_faded_together(self._paths, opacity))
        self._paths = before

    def _use(self, node: _Node, matrix: Matrix, style: Mapping[str, str], depth: int) -> None:
        link = node.attributes.get("href", "")
        target = self._ids.get(link[1:]) if link.startswith("#") else None
        if not link.startswith("#"):
            self._unsupported("a link to another file", node, "`use` reaches ids of the same file: `#name`")
            return
        if target is None:
            guess = did_you_mean(link[1:], list(self._ids))
            advice = f"did you mean `#{guess}`?" if guess else ""
            self.complain(_Fault(f"nothing in the picture has the id `{link[1:60]}`", node.line, help=advice))
            return
        wide, high = self._box.width, self._box.height
        matrix = Matrix.translation(self._length(node, "x", 0, wide), self._length(node, "y", 0, high)).then(matrix)
        if target.tag != "symbol":
            self._walk(target, matrix, style, depth + 1)
            return
        box = target.attributes.get("viewBox")
        if box is not None:
            left, top, box_width, box_height = (self._numbers(box, target, "viewBox") + [0.0] * 4)[:4]
            if box_width <= 0 or box_height <= 0:
                raise _Fault("the `viewBox` is not four numbers, the last two above 0", target.line)
            width, height = self._length(node, "width", wide, wide), self._length(node, "height", high, high)
            scale = min(width / box_width, height / box_height)
            placed = Matrix(scale, 0, 0, scale, -left * scale, -top * scale)
            centred = Matrix.translation((width - box_width * scale) / 2, (height - box_height * scale) / 2)
            matrix = placed.then(centred).then(matrix)
        inner = self._style(target, style)
        for child in target.children:
            self._walk(child, matrix, inner, depth + 1)

    # -- Shapes -------------------------------------------------------------------------------------------------

    def _shape(self, node: _Node, matrix: Matrix, style: Mapping[str, str]) -> None:
        segments = self._outlines.get(id(node))
        if segments is None:
            segments = self._outlines[id(node)] = self._outline(node)
        self._segments += len(segments)
        if self._segments > MAX_SEGMENTS:
            raise _Fault(f"the picture's outlines have more than {MAX_SEGMENTS} pieces", node.line, "svg-too-large")
        for child in node.children:
            if child.tag not in _SILENT:
                self._unsupported(f"`<{child.tag[:40]}>`", child)
        if not segments:
            return
        fill: Colour | Shade | None = None
        if node.tag != "line":
            fill = self._paint(style.get("fill", "black"), style, node, segments, matrix)
            fill = _faded(fill, self._share(style.get("fill-opacity", "1"), node, "fill-opacity"))
        stroke = self._stroke(node, matrix, style, segments)
        if fill is None and stroke is None:
            return
        rule = style.get("fill-rule", "nonzero")
        self._paths.append(Path(outline.mapped(segments, matrix), fill, stroke, rule == "evenodd"))

    def _stroke(self, node: _Node, matrix: Matrix, style: Mapping[str, str], segments: list[Segment]) -> Stroke | None:
        paint = self._paint(style.get("stroke", "none"), style, node, segments, matrix)
        if paint is None:
            return None
        if isinstance(paint, Shade):
            self._unsupported("a stroke with a gradient", node)
            return None
        paint = _faded(paint, self._share(style.get("stroke-opacity", "1"), node, "stroke-opacity"))
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        width = self._measure(style.get("stroke-width", "1"), node, "stroke-width", self._diagonal()) * scale
        if width <= 0 or not isinstance(paint, Colour):
            return None
        dash: tuple[float, ...] = ()
        dashes = style.get("stroke-dasharray", "none")
        if dashes != "none":
            parts = re.split(r"[\s,]+", dashes.strip(), maxsplit=MAX_DASHES)
            if len(parts) > MAX_DASHES:
                self.complain(
                    _Fault(f"`stroke-dasharray` has more than {MAX_DASHES} lengths", node.line, "svg-too-large")
                )
                parts = parts[:1]
            lengths = [self._measure(part, node, "stroke-dasharray", self._diagonal()) * scale for part in parts]
            if any(length < 0 for length in lengths):
                self.complain(_Fault("`stroke-dasharray` has a length below 0", node.line))
            elif sum(lengths) > 0:
                dash = tuple(lengths * 2 if len(lengths) % 2 else lengths)
        cap = style.get("stroke-linecap", "butt")
        join = style.get("stroke-linejoin", "miter")
        if cap not in ("butt", "round", "square"):
            self.complain(_Fault(f"`stroke-linecap` cannot be `{cap[:20]}`", node.line))
            cap = "butt"
        if join not in ("miter", "round", "bevel"):
            self._unsupported(f"`stroke-linejoin: {join[:20]}`", node, "one of `miter`, `round` or `bevel`")
            join = "miter"
        limit = max(1.0, self._measure(style.get("stroke-miterlimit", "4"), node, "stroke-miterlimit", 1))
        return Stroke(paint, width, cap, join, dash, limit)  # type: ignore[arg-type]

    def _outline(self, node: _Node) -> list[Segment]:
        wide, high = self._box.width, self._box.height

        def length(key: str, whole: float) -> float:
            return self._length(node, key, 0.0, whole)

        tag = node.tag
        try:
            if tag == "path":
                return outline.read_path(node.attributes.get("d", ""))
            if tag in ("polyline", "polygon"):
                numbers = outline.read_numbers(node.attributes.get("points", ""))
                if len(numbers) % 2:
                    raise outline.BadOutlineError("there is an odd number of coordinates")
                made: list[Segment] = [
                    ("L" if i else "M", numbers[i], numbers[i + 1]) for i in range(0, len(numbers) - 1, 2)
                ]
                return [*made, ("Z",)] if tag == "polygon" and made else made
        except outline.BadOutlineError as fault:
            key = "d" if tag == "path" else "points"
            self.complain(_Fault(f"`{key}` cannot be read: {fault}", node.line))
            return []
        if tag == "line":
            return [("M", length("x1", wide), length("y1", high)), ("L", length("x2", wide), length("y2", high))]
        if tag == "rect":
            width, height = length("width", wide), length("height", high)
            if width <= 0 or height <= 0:
                return []
            rx = self._radius(node, "rx", wide)
            ry = self._radius(node, "ry", high)
            rx, ry = (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0
            return outline.rectangle(length("x", wide), length("y", high), width, height, rx, ry)
        if tag == "circle":
            radius = length("r", self._diagonal())
            rx = ry = radius
        else:
            across, down = self._radius(node, "rx", wide), self._radius(node, "ry", high)
            rx, ry = (down if across is None else across) or 0.0, (across if down is None else down) or 0.0
        if rx <= 0 or ry <= 0:
            return []
        return outline.ellipse(length("cx", wide), length("cy", high), rx, ry)

    def _radius(self, node: _Node, key: str, whole: float) -> float | None:
        if node.attributes.get(key, "auto").strip() == "auto":
            return None
        return max(0.0, self._length(node, key, 0.0, whole))

    # -- Paint --------------------------------------------------------------------------------------------------

    def _paint(
        self, text: str, style: Mapping[str, str], node: _Node, segments: list[Segment], matrix: Matrix
    ) -> Colour | Shade | None:
        if text == "none":
            return None
        if text.startswith("url("):
            link = _URL.fullmatch(text)
            target = self._ids.get(link[1]) if link else None
            if target is None or target.tag not in _GRADIENTS:
                what = f"`<{target.tag}>` as paint" if target is not None else f"`{text[:60]}` as paint"
                self._unsupported(what, node, "a gradient of the same file, or a colour")
                return None
            return self._gradient(target, style, segments, matrix)
        return self._colour(text, style, node)

    def _colour(self, text: str, style: Mapping[str, str], node: _Node) -> Colour | None:
        if text.lower() == "currentcolor":
            own = style.get("color", "")
            if own and own.lower() != "currentcolor":
                return self._colour(own, {}, node)
            self.uses_current = True
            return self._current
        found = read_colour(text)
        if found is None:
            advice = "such as #0072B2, `white`, rgb(0, 114, 178) or `currentColor`"
            self.complain(_Fault(f"`{text[:60]}` is not a colour", node.line, "unknown-value", advice))
        return found

    def _gradient(
        self, node: _Node, style: Mapping[str, str], segments: list[Segment], matrix: Matrix
    ) -> Colour | Shade | None:
        # A gradient may take from another what it does not say itself.
        chain = [node]
        while link := chain[-1].attributes.get("href", ""):
            further = self._ids.get(link[1:]) if link.startswith("#") else None
            if further is None or further.tag not in _GRADIENTS:
                self.complain(_Fault(f"there is no gradient `{link[:60]}` to take from", chain[-1].line))
                break
            if further in chain or len(chain) == MAX_LINKS:
                said = (
                    "takes from itself in a circle" if further in chain else f"takes from more than {MAX_LINKS} others"
                )
                self.complain(_Fault(f"a gradient {said}", chain[-1].line))
                break
            chain.append(further)
        told: dict[str, str] = {}
        for each in reversed(chain):
            told.update(each.attributes)
        holder = next((each for each in chain if each.children), node)
        stops: list[tuple[float, Colour]] = []
        for child in holder.children:
            if child.tag == "stop":
                stop = self._stop(child, style, stops[-1][0] if stops else 0.0)
                if stop is not None:
                    stops.append(stop)
        if not stops:
            return None
        if len(stops) == 1:
            return stops[0][1]
        if told.get("spreadMethod", "pad") != "pad":
            self._unsupported("`spreadMethod`", node, "`pad` is drawn")
        whole_box = told.get("gradientUnits", "objectBoundingBox") != "userSpaceOnUse"
        merged = replace_attributes(node, told)
        inner = self._transform(replace_attributes(node, {"transform": told.get("gradientTransform", "")}))
        if whole_box:
            left, top, right, bottom = outline.bounds(segments)
            inner = inner.then(Matrix(right - left, 0, 0, bottom - top, left, top))
        placed = inner.then(matrix)
        wide, high = (1.0, 1.0) if whole_box else (self._box.width, self._box.height)
        if node.tag == "linearGradient":
            start = placed.apply(Point(self._length(merged, "x1", 0, wide), self._length(merged, "y1", 0, high)))
            end = placed.apply(Point(self._length(merged, "x2", wide, wide), self._length(merged, "y2", 0, high)))
            return Shade("linear", start.x, start.y, end.x, end.y, tuple(stops))
        cx, cy = self._length(merged, "cx", wide / 2, wide), self._length(merged, "cy", high / 2, high)
        radius = self._length(merged, "r", (wide + high) / 4, math.sqrt((wide * wide + high * high) / 2))
        begin = placed.apply(Point(self._length(merged, "fx", cx, wide), self._length(merged, "fy", cy, high)))
        inner_radius = self._length(merged, "fr", 0.0, math.sqrt((wide * wide + high * high) / 2))
        middle = placed.apply(Point(cx, cy))
        across = radius * math.hypot(placed.a, placed.c)
        down = radius * math.hypot(placed.b, placed.d)
        if not (across > 0 and down > 0 and radius > 0):
            return Shade("radial", middle.x, middle.y, across, down, tuple(stops))
        focus = (begin.x - middle.x) / across, (begin.y - middle.y) / down, max(0.0, inner_radius / radius)
        # A focus outside the circle is taken to lie on it (SVG 1.1, 13.2.3).
        beyond = max(1.0, math.hypot(*focus[:2]))
        focus = focus[0] / beyond, focus[1] / beyond, min(focus[2], 0.999)
        return Shade("radial", middle.x, middle.y, across, down, tuple(stops), focus)

    def _stop(self, node: _Node, style: Mapping[str, str], least: float) -> tuple[float, Colour] | None:
        told = dict(node.attributes)
        for declaration in told.get("style", "").split(";"):
            key, _, value = declaration.partition(":")
            told[key.strip()] = value.strip()
        colour = self._colour(told.get("stop-color", "black"), style, node)
        if colour is None:
            return None
        colour = replace(colour, alpha=colour.alpha * self._share(told.get("stop-opacity", "1"), node, "stop-opacity"))
        return max(least, self._share(told.get("offset", "0"), node, "offset")), colour

    # -- Numbers ------------------------------------------------------------------------------------------------

    def _diagonal(self) -> float:
        return math.sqrt((self._box.width**2 + self._box.height**2) / 2)

    def _length(self, node: _Node, key: str, missing: float, whole: float) -> float:
        text = node.attributes.get(key)
        return missing if text is None else self._measure(text, node, key, whole)

    def _measure(self, text: str, node: _Node, key: str, whole: float) -> float:
        match = _LENGTH.fullmatch(text)
        if match is None or (match[2] != "%" and match[2].lower() not in _UNITS):
            self.complain(_Fault(f"`{key}` cannot be `{text[:30]}`: that is not a length", node.line))
            return 0.0
        value = float(match[1]) * (whole / 100 if match[2] == "%" else _UNITS[match[2].lower()])
        if not abs(value) <= outline.MAX_COORDINATE:
            self.complain(_Fault(f"`{key}` is too large", node.line))
            return 0.0
        return value

    def _share(self, text: str, node: _Node, key: str) -> float:
        return min(1.0, max(0.0, self._measure(text, node, key, 1.0)))

    def _numbers(self, text: str, node: _Node, key: str) -> list[float]:
        try:
            return outline.read_numbers(text)
        except outline.BadOutlineError as fault:
            raise _Fault(f"`{key}` cannot be read: {fault}", node.line) from None

    def _transform(self, node: _Node) -> Matrix:
        text = node.attributes.get("transform", "").strip()
        matrix = IDENTITY
        if len(text) > MAX_TRANSFORM:
            self.complain(_Fault("`transform` is too long", node.line))
            return IDENTITY
        at = 0
        while at < len(text):
            match = _TRANSFORM.match(text, at)
            made = _TRANSFORMS.get(match[1], _nothing) if match else _nothing
            step = made(self._numbers(match[2], node, "transform")) if match else None
            if match is None or step is None:
                self.complain(_Fault(f"`transform` cannot be read from `{text[at : at + 30]}` on", node.line))
                return IDENTITY
            matrix = step.then(matrix)
            at = match.end()
            while at < len(text) and text[at] in " \t\r\n,":
                at += 1
        if not all(
            abs(v) <= outline.MAX_COORDINATE for v in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        ):
            self.complain(_Fault("`transform` is too large", node.line))
            return IDENTITY
        return matrix


def replace_attributes(node: _Node, attributes: dict[str, str]) -> _Node:
    """The same element with other attributes."""
    return _Node(node.tag, attributes, node.line)


def _nothing(_: list[float]) -> Matrix | None:
    return None


def _translate(v: list[float]) -> Matrix | None:
    return Matrix.translation(v[0], v[1] if len(v) > 1 else 0.0) if len(v) in (1, 2) else None


def _scale(v: list[float]) -> Matrix | None:
    return Matrix.scaling(v[0], v[-1]) if len(v) in (1, 2) else None


def _rotate(v: list[float]) -> Matrix | None:
    if len(v) == 1:
        return Matrix.rotation(v[0])
    if len(v) != 3:
        return None
    turned = Matrix.translation(-v[1], -v[2]).then(Matrix.rotation(v[0]))
    return turned.then(Matrix.translation(v[1], v[2]))


_TRANSFORMS: dict[str, Callable[[list[float]], Matrix | None]] = {
    "matrix": lambda v: Matrix(*v) if len(v) == 6 else None,
    "translate": _translate,
    "scale": _scale,
    "rotate": _rotate,
    "skewX": lambda v: Matrix(1, 0, math.tan(math.radians(v[0])), 1, 0, 0) if len(v) == 1 else None,
    "skewY": lambda v: Matrix(1, math.tan(math.radians(v[0])), 0, 1, 0, 0) if len(v) == 1 else None,
}


def _faded(paint: Colour | Shade | None, opacity: float) -> Colour | Shade | None:
    if paint is None or opacity >= 1:
        return paint
    if isinstance(paint, Colour):
        return replace(paint, alpha=paint.alpha * opacity)
    return replace(paint, stops=tuple((at, replace(c, alpha=c.alpha * opacity)) for at, c in paint.stops))


def _faded_together(paths: list[Path | Group], opacity: float) -> list[Path | Group]:
    """The paths as one picture with that opacity; a lone fill or line just gets a thinner colour."""
    if opacity >= 1 or not paths:
        return paths
    if opacity <= 0:
        return []
    lone = paths[0]
    if len(paths) == 1 and isinstance(lone, Path) and (lone.fill is None or lone.stroke is None):
        stroke = lone.stroke
        if stroke is not None:
            stroke = replace(stroke, paint=replace(stroke.paint, alpha=stroke.paint.alpha * opacity))
        return [replace(lone, fill=_faded(lone.fill, opacity), stroke=stroke)]
    return [Group(tuple(paths), opacity=opacity)]


def read_colour(text: str) -> Colour | None:
    """The colour that `#hex`, a CSS name, `rgb()`, `hsl()` or `device-cmyk()` says; None when it is none."""
    text = text.strip()
    if text.startswith("#"):
        try:
            return parse_hex(text)
        except ValueError:
            return None
    inks = _CMYK.fullmatch(text)
    if inks is not None:
        match = re.findall(r"[^\s,/]+", inks[1])
        try:
            values = [float(part[:-1]) / 100 if part.endswith("%") else float(part) for part in match]
        except ValueError:
            return None
        if len(values) not in (4, 5) or not all(0 <= value <= 1 for value in values):
            return None
        return Colour("cmyk", tuple(values[:4]), values[4] if len(values) == 5 else 1.0)
    if len(text) > 100:
        return None
    from tinycss2 import color4

    try:
        found: Any = color4.parse_color(text)
        if found is None or isinstance(found, str):
            return None
        red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in found.to("srgb").coordinates)
        alpha = min(1.0, max(0.0, float(found.alpha)))
    except Exception:  # the library raises whatever its arithmetic raises on odd numbers
        return None
    return Colour("gray", (red,), alpha) if red == green == blue else Colour("rgb", (red, green, blue), alpha)
