"""Faces in inks: every colour of every item said in what the press prints with.

- Screen colours go through the profile. Greys, red, green and blue alike, become black ink alone, and so does text of
  a dark or light near-grey: four inks never meet exactly, and at the edges of small letters one sees it.
- `device-cmyk(…)` and spot inks stay as the author said.
- Gradients between screen colours are cut up, so that they run through the colours they run through on screen.
- For PDF/X-1a whatever can be seen through is mixed with what lies under it first; see `flattening`.
- Pictures are left to `finish`, where each is there once.
"""

from dataclasses import replace
from itertools import pairwise

from generator.basics.colour import Colour
from generator.basics.geometry import Rect
from generator.basics.problems import Problem
from generator.export.pdf.store import Recent
from generator.export.press.flattening import Flattener
from generator.export.press.inks import Separation, lightness
from generator.export.press.outlining import Outliner
from generator.model.face import Face, Glyphs, Group, Item, Path, Shade, Stroke
from generator.model.press import Press

#: A gradient is cut into so many stretches between two screen colours.
_STEPS = 8

#: Text whose red, green and blue are no further apart is printed in black alone.
_NEAR_GREY = 0.1

#: This little of an ink does not show at the edge of a letter.
_FAINT = 0.02


class PressColors:
    """Turns faces into faces in inks, one press for all of them.

    The same face gives the same face again, and the same group the same group, while they are remembered: what was
    shared stays shared.

    Raises:
        ProblemsError: on creation or at the first colour, when the profile is not one of a press.
    """

    def __init__(self, press: Press) -> None:
        self._press = press
        self._inks = Separation(press)
        self._problems: dict[tuple[str, object], Problem] = {}
        self._title = ""
        self._flattener = Flattener(self._inks, self._report) if press.standard == "pdfx1a" else None
        self._outliner = Outliner() if press.outlined else None
        self._faces: Recent[int, tuple[Face, Face]] = Recent(2_000)
        self._groups: Recent[int, tuple[Group, Group]] = Recent(5_000)
        self._solids: dict[Colour, Colour] = {}
        self._letters: dict[Colour, Colour] = {}
        self._shades: Recent[Shade, Shade] = Recent(2_000)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found so far, each fault once, with the face it was first met on."""
        return tuple(self._problems.values())

    def face(self, face: Face) -> Face:
        """The face in inks."""
        known = self._faces.get(id(face))
        if known is None:
            self._title = face.title
            items = (
                face.items
                if self._flattener is None
                else self._flattener.items(face.items, Rect(0, 0, face.size.width, face.size.height).grown(face.bleed))
            )
            made = self._items(items)
            known = face, face if made is face.items else replace(face, items=made)
            self._faces.put(id(face), known)
        return known[1]

    def _report(self, name: str, key: object, what: str, help: str, *, warning: bool = False) -> None:
        """Note a fault once; `key` tells faults of one name apart."""
        if (name, key) not in self._problems:
            where = f"{self._title}: " if self._title else ""
            self._problems[name, key] = Problem(
                name=name, message=where + what, help=help, severity="warning" if warning else "error"
            )

    # --- Items --------------------------------------------------------------------------------------------------

    def _items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        made = [self._item(item) for item in items]
        if all(one is other for one, other in zip(made, items, strict=True)):
            return items
        return tuple(made)

    def _item(self, item: Item) -> Item:
        if isinstance(item, Glyphs):
            return self._glyphs(item)
        if isinstance(item, Path):
            fill, stroke = item.fill, item.stroke
            if fill is not None:
                fill = self._shade(fill) if isinstance(fill, Shade) else self._solid(fill)
            if stroke is not None:
                paint = self._solid(stroke.paint)
                if paint is not stroke.paint:
                    stroke = Stroke(paint, stroke.width, stroke.cap, stroke.join, stroke.dash, stroke.miter_limit)
            if fill is item.fill and stroke is item.stroke:
                return item
            return Path(item.segments, fill, stroke, item.even_odd)
        if isinstance(item, Group):
            return self._group(item)
        return item

    def _group(self, group: Group) -> Group:
        known = self._groups.get(id(group))
        if known is None:
            items = self._items(group.items)
            known = group, group if items is group.items else replace(group, items=items)
            self._groups.put(id(group), known)
        return known[1]

    def _glyphs(self, item: Glyphs) -> Item:
        paint = item.paint
        if paint.space != "gray":
            known = self._letters.get(paint)
            if known is None:
                known = self._letters[paint] = self._letter(paint)
            paint = known
        limits = self._press.limits
        if (
            paint.space == "cmyk"
            and item.size < limits.several_inks_text
            and sum(ink > _FAINT for ink in paint.values) >= limits.several_inks
        ):
            self._report(
                "small-multi-ink-text",
                paint,
                f"text of {item.size:.3g} pt is printed in {sum(ink > _FAINT for ink in paint.values)} inks",
                f"print it in one or two inks, or at {limits.several_inks_text:g} pt or more: its edges will blur",
                warning=True,
            )
        if paint is not item.paint:
            item = Glyphs(item.x, item.y, item.font, item.size, paint, item.pieces, item.spacing, item.word_spacing)
        return item if self._outliner is None else self._outliner.outlined(item)

    # --- Colours ------------------------------------------------------------------------------------------------

    def _letter(self, colour: Colour) -> Colour:
        if colour.space == "rgb" and max(colour.values) - min(colour.values) <= _NEAR_GREY:
            red, green, blue = colour.values
            return Colour("gray", (round(lightness((red, green, blue)), 3),), colour.alpha)
        return self._solid(colour)

    def _solid(self, colour: Colour) -> Colour:
        if colour.space == "gray":
            return colour
        known = self._solids.get(colour)
        if known is None:
            known = self._solids[colour] = self._in_inks(colour)
        return known

    def _in_inks(self, colour: Colour) -> Colour:
        if colour.space == "rgb":
            red, green, blue = colour.values
            if red == green == blue:
                return Colour("gray", (red,), colour.alpha)
            screen = (red, green, blue)
            made = Colour("cmyk", self._inks.inks(screen), colour.alpha)
            self._weigh_ink(made)
            shift = self._inks.shift(screen)
            if shift > self._press.limits.color_shift:
                shown = "#" + "".join(f"{round(part * 255):02x}" for part in screen)
                self._report(
                    "color-shifts-in-print",
                    screen,
                    f"the colour `{shown}` looks clearly duller in print (difference {shift:.0f})",
                    f"choose a colour that inks can mix; this one becomes {inks_in_words(made)}",
                    warning=True,
                )
            return made
        self._weigh_ink(colour)
        return colour

    def _weigh_ink(self, colour: Colour) -> None:
        limit = self._press.limits.total_ink
        if colour.space not in ("cmyk", "spot"):
            return
        total = 100 * sum(colour.values) if colour.space == "cmyk" else 100 * colour.tint
        if total > limit + 0.5:
            self._report(
                "too-much-ink",
                colour,
                f"the colour {inks_in_words(colour)} is {total:.0f} % ink, more than the {limit:g} % that will dry",
                "a deep black within the limit is `device-cmyk(60% 40% 40% 100%)`"
                if limit >= 240
                else "use less of each ink",
            )

    def _shade(self, shade: Shade) -> Shade:
        known = self._shades.get(shade)
        if known is None:
            stops: list[tuple[float, Colour]] = []
            for (start, first), (end, second) in pairwise(shade.stops):
                stops += [(start + (end - start) * part, mixed) for part, mixed in self._between(first, second)]
            stops.append(shade.stops[-1])
            made = tuple((at, self._solid(colour)) for at, colour in stops)
            known = shade if made == shade.stops else replace(shade, stops=made)
            self._shades.put(shade, known)
        return known

    def _between(self, first: Colour, second: Colour) -> list[tuple[float, Colour]]:
        """The colours from the first up to but without the second, as CSS mixes them: weighted with their opacity."""
        if first == second or "rgb" not in (first.space, second.space) or {first.space, second.space} - {"rgb", "gray"}:
            return [(0.0, first)]
        one, other = screen_of(first), screen_of(second)
        if not first.alpha or not second.alpha:  # What cannot be seen has no colour of its own.
            one = other = other if not first.alpha else one
        mixed = [(0.0, Colour("rgb", one, first.alpha))]
        for step in range(1, _STEPS):
            part = step / _STEPS
            alpha = first.alpha + (second.alpha - first.alpha) * part
            if not alpha:
                continue
            weights = first.alpha * (1 - part) / alpha, second.alpha * part / alpha
            red, green, blue = (round(a * weights[0] + b * weights[1], 4) for a, b in zip(one, other, strict=True))
            mixed.append((part, Colour("rgb", (red, green, blue), alpha)))
        return mixed


def screen_of(colour: Colour) -> tuple[float, float, float]:
    """Red, green and blue of a screen colour or a grey."""
    if colour.space == "gray":
        return colour.values[0], colour.values[0], colour.values[0]
    red, green, blue = colour.values
    return red, green, blue


def inks_in_words(colour: Colour) -> str:
    """The colour as a stylesheet says it."""
    if colour.space == "spot":
        return f"`{colour.spot}`"
    return f"`device-cmyk({' '.join(f'{100 * ink:.0f}%' for ink in colour.values)})`"
