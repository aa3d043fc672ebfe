"""Sheets in words: what lies where, for people to read and for tests to compare line by line."""

from collections.abc import Iterable, Iterator

from generator.basics.colour import Colour
from generator.basics.geometry import IDENTITY, Matrix, Rect, Size
from generator.basics.units import in_mm
from generator.model.face import Face, Glyphs, Group, Image, Item, Path, Shade, Stroke
from generator.model.sheet import Placement, Sheet, Side


def in_words(sheets: Iterable[Sheet]) -> str:
    """The sheets in words; see `generator.export.transcript`. A face is told where it is first placed."""
    told: dict[int, Face] = {}
    lines: list[str] = []
    for sheet in sheets:
        pack = f", pack {sheet.pack}" if sheet.pack != 1 else ""
        again = ", printed on again" if sheet.again else ""
        lines.append(f"sheet {sheet.number}, paper {_size(sheet.paper)}{pack}{again}")
        for name, side in (("front", sheet.front), ("back", sheet.back)):
            if side is not None:
                lines.append(f"  {name}")
                lines += ["    " + line for line in _side(side, told)]
    return "".join(line.rstrip() + "\n" for line in lines)


def _side(side: Side, told: dict[int, Face]) -> Iterator[str]:
    if side.shift != IDENTITY:
        yield f"all of it {_matrix(side.shift)}"
    for mark in side.bookmarks:
        yield f"bookmark {mark.level} {mark.title!r}"
    for placement in side.placements:
        yield _placement(placement)
        face = placement.face
        if id(face) not in told:
            told[id(face)] = face  # Held, so that no other face can get its identity.
            yield f"  face {_size(face.size)}, bleed {_mm(face.bleed)}"
            for item in face.items:
                yield from ("    " + line for line in _item(item))
    for line in side.marks:
        ends = f"{_mm(line.start.x)} {_mm(line.start.y)} to {_mm(line.end.x)} {_mm(line.end.y)}"
        yield f"{line.kind} {ends}, {_pt(line.width)}"
    for outline in side.outlines:
        letters = "".join(segment[0] for segment in outline.segments)
        ink = f", {_colour(outline.ink)}" if outline.ink is not None else ""
        yield f"{outline.kind} {letters} {_extent(Path(outline.segments))}, {_pt(outline.width)}{ink}"
    for patch in side.patches:
        yield f"patch {patch.role} at {_rect(patch.at)}"
    for label in side.labels:
        yield f"label {label.text!r} at {_rect(label.at)}, turned {label.turned}, {_pt(label.size)} {label.align}"
    if side.slug is not None:
        yield f"slug {side.slug.text!r} at {_rect(side.slug.at)}, turned {side.slug.turned}"


def _placement(placement: Placement) -> str:
    words = f"{placement.face.title!r} at {_rect(placement.at)}"
    if placement.turned:
        words += f", turned {placement.turned}"
    if placement.window != placement.at:
        words += f", window {_rect(placement.window)}"
    return words


def _item(item: Item) -> Iterator[str]:
    if isinstance(item, Glyphs):
        yield _glyphs(item)
    elif isinstance(item, Path):
        yield _path(item)
    elif isinstance(item, Image):
        words = f"image {item.format} {item.pixels[0]} × {item.pixels[1]} px at {_rect(item.at)}"
        yield words + (f" {item.alt!r}" if item.alt else "")
    else:
        yield _group(item)
        for inner in item.items:
            yield from ("  " + line for line in _item(inner))


def _glyphs(item: Glyphs) -> str:
    text = "".join(piece.text for piece in item.pieces)
    words = f"text {text!r} at {_mm(item.x)} {_mm(item.y)}, {_pt(item.size)} {item.font.key}, {_colour(item.paint)}"
    if item.spacing:
        words += f", spacing {_pt(item.spacing)}"
    if item.word_spacing:
        words += f", word spacing {_pt(item.word_spacing)}"
    return words


def _path(item: Path) -> str:
    words = f"path {''.join(segment[0] for segment in item.segments)} {_extent(item)}"
    if item.fill is not None:
        words += f", fill {_shade(item.fill) if isinstance(item.fill, Shade) else _colour(item.fill)}"
        words += " even-odd" if item.even_odd else ""
    return words + (f", stroke {_stroke(item.stroke)}" if item.stroke is not None else "")


def _group(item: Group) -> str:
    words = "group"
    if item.shared:
        words += ", shared"
    if item.matrix != IDENTITY:
        words += f", {_matrix(item.matrix)}"
    if item.clip is not None:
        words += f", clip {''.join(segment[0] for segment in item.clip.segments)} {_extent(item.clip)}"
    if item.opacity != 1:
        words += f", opacity {_number(item.opacity)}"
    if item.blend != "normal":
        words += f", blend {item.blend}"
    return words


def _extent(path: Path) -> str:
    """The rectangle around the path's points."""
    xs = [x for segment in path.segments for x in segment[1::2]]
    ys = [y for segment in path.segments for y in segment[2::2]]
    if not xs:
        return "nowhere"
    return _rect(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))


def _shade(shade: Shade) -> str:
    places = " ".join(_mm(length) for length in (shade.x0, shade.y0, shade.x1, shade.y1))
    stops = ", ".join(f"{_colour(colour)} at {_number(at)}" for at, colour in shade.stops)
    return f"{shade.kind} {places} ({stops})"


def _stroke(stroke: Stroke) -> str:
    words = f"{_pt(stroke.width)} {_colour(stroke.paint)} {stroke.cap} {stroke.join}"
    return words + (f" dash {' '.join(_number(length) for length in stroke.dash)}" if stroke.dash else "")


def _colour(colour: Colour) -> str:
    values = " ".join(_number(value) for value in colour.values)
    ink = f" {colour.spot!r} {_number(colour.tint)}" if colour.space == "spot" else ""
    faded = f" / {_number(colour.alpha)}" if colour.alpha != 1 else ""
    return f"{colour.space}{ink} {values}{faded}"


def _matrix(matrix: Matrix) -> str:
    move = f"{_mm(matrix.e)} {_mm(matrix.f)}"
    if (matrix.a, matrix.b, matrix.c, matrix.d) == (1, 0, 0, 1):
        return f"moved {move}"
    return f"matrix {' '.join(_number(part) for part in (matrix.a, matrix.b, matrix.c, matrix.d))} moved {move}"


def _rect(rect: Rect) -> str:
    return f"{_mm(rect.x)} {_mm(rect.y)} {_mm(rect.width)} × {_mm(rect.height)}"


def _size(size: Size) -> str:
    return f"{_mm(size.width)} × {_mm(size.height)}"


def _mm(points: float) -> str:
    text = f"{in_mm(points):.2f}"
    return "0.00" if text == "-0.00" else text


def _pt(points: float) -> str:
    return f"{_number(points)} pt"


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
