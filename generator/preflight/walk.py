"""What is painted on a page: content streams followed through forms, patterns and masks, in the size they come out.

A form that is placed again in the same size and colour is not looked at again; a deck's back is read once.
"""

import math
from typing import TYPE_CHECKING

from generator.basics.geometry import IDENTITY, Matrix
from generator.basics.records import dataclass
from generator.model.press import Limits, Target
from generator.preflight.colors import CMYK, GRAY, PATTERN, RGB, UNKNOWN, Space, Spaces
from generator.preflight.content import Inline, Name, operators
from generator.preflight.findings import Findings, shown
from generator.preflight.fonts import FontCheck
from generator.preflight.pictures import Pictures
from generator.preflight.streams import MOST_CONTENT, TooLargeError, decoded

if TYPE_CHECKING:
    import pikepdf

_MOST_NESTED = 28

#: Operators that save may be nested so deep; PDF promises 28, viewers take far more.
_MOST_SAVED = 2_000

#: This little of an ink does not show at the edge of a letter.
_FAINT = 0.02

_STROKES = frozenset(["S", "s", "B", "B*", "b", "b*"])
_FILLS = frozenset(["f", "F", "f*", "B", "B*", "b", "b*"])
_PAINTS = _STROKES | _FILLS
_SHOWS = frozenset(["Tj", "TJ", "'", '"'])
_DEVICE = {"g": GRAY, "rg": RGB, "k": CMYK, "G": GRAY, "RG": RGB, "K": CMYK}
_ABBREVIATED = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class _Paint:
    """A colour: its space and numbers."""

    space: Space = GRAY
    values: tuple[float, ...] = (0.0,)

    @property
    def inks(self) -> tuple[float, ...]:
        return self.space.inks(self.values)


_BLACK = _Paint()


class _State:
    """The part of the graphics state that is of interest here."""

    __slots__ = ("fill", "font", "matrix", "mode", "over", "over_mode", "size", "stroke", "width")

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.fill = self.stroke = _BLACK
        self.width = 1.0
        self.font: FontCheck | None = None
        self.size = 0.0
        self.mode = 0
        #: Whether fills print over what lies under them, and whether ink of none then leaves it as it is (OPM).
        self.over = False
        self.over_mode = 0

    def copy(self) -> "_State":
        other = _State(self.matrix)
        other.fill, other.stroke, other.width = self.fill, self.stroke, self.width
        other.font, other.size, other.mode = self.font, self.size, self.mode
        other.over, other.over_mode = self.over, self.over_mode
        return other


class OutOfBudgetError(Exception):
    """There is more to look at than is looked at."""


class Walker:
    """Walks the pages of one document."""

    def __init__(self, target: Target, limits: Limits, findings: Findings, *, rgb_intent: bool) -> None:
        self._target, self._limits, self._findings = target, limits, findings
        self._spaces = Spaces(target, findings, rgb_intent=rgb_intent)
        self._pictures = Pictures(target, limits, findings, self._spaces)
        self._left = limits.operators
        self._fonts: dict[tuple[int, int], FontCheck] = {}
        self._states: set[tuple[int, int]] = set()
        self._walked: set[object] = set()
        self._open: list[tuple[int, int]] = []
        self._bytes: dict[tuple[int, int], bytes] = {}

    def page(self, page: "pikepdf.Object", where: str) -> None:
        """Look at one page.

        Raises:
            OutOfBudgetError: all pages so far had too many operators.
            Exception: whatever pikepdf raises on a damaged page.
        """
        from pikepdf import Array, Dictionary, Stream

        resources = inherited(page, "/Resources")
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, Array) else [contents]
        data = b"\n".join(decoded(part, MOST_CONTENT) for part in parts[:1_000] if isinstance(part, Stream))
        if len(data) > MOST_CONTENT:
            raise TooLargeError
        if self._target == "pdfx1a" and _is_transparent(page.get("/Group")):
            self._findings.add("transparency-in-pdfx1a", f"{where} is a transparency group")
        self._walk(data, resources if isinstance(resources, Dictionary) else None, _State(IDENTITY), where, where)

    # --- Streams ------------------------------------------------------------------------------------------------

    def _walk(
        self,
        data: bytes,
        resources: "pikepdf.Object | None",
        state: _State,
        where: str,
        page: str,
        *,
        mask: bool = False,
    ) -> None:
        scope = _Scope(resources)
        base = state.matrix
        saved: list[_State] = []
        text = IDENTITY
        for word, operands in operators(data):
            self._left -= 1
            if self._left < 0:
                raise OutOfBudgetError
            if word == "q":
                if len(saved) < _MOST_SAVED:
                    saved.append(state.copy())
            elif word == "Q":
                if saved:
                    state = saved.pop()
            elif word == "cm":
                matrix = _matrix(operands)
                if matrix is not None:
                    state.matrix = matrix.then(state.matrix)
            elif word == "Tm":
                text = _matrix(operands) or text
            elif word in _SHOWS:
                self._show(state, text, operands, where, mask=mask)
            elif word == "Do":
                self._paint_object(state, operands, scope, where, page, mask=mask)
            elif word in _DEVICE:
                self._set_color(state, word, _DEVICE[word], _numbers(operands), scope, where)
            elif word in ("cs", "CS"):
                space = self._space(operands, scope, where)
                self._set_color(state, word, space, space.first, scope, where)
            elif word in ("sc", "SC", "scn", "SCN"):
                self._set_values(state, word, operands, base, scope, where, page)
            elif word == "w":
                state.width = (_numbers(operands) or (1.0,))[0]
            elif word == "gs":
                self._graphics_state(state, operands, base, scope, where, page)
            elif word == "Tf":
                self._set_font(state, operands, scope, where)
            elif word == "BT":
                text = IDENTITY
            elif word == "Tr":
                state.mode = int((_numbers(operands) or (0.0,))[0])
            elif word == "sh":
                self._shading(operands, scope, where)
            elif word == "BI":
                self._inline(state, operands, scope, where)
            elif word in _PAINTS:
                if word in _STROKES:
                    # A line of the colour that it surrounds only makes that wider.
                    self._stroke(state, where, mask=mask, thin=word in _FILLS and state.fill == state.stroke)
                if word in _FILLS and not mask:
                    self._weigh(state.fill, where)
                    self._white(state, where)

    def _again(self, stream: "pikepdf.Stream", state: _State, extra: object = None) -> bool:
        """Whether the stream was walked in the same size and colour already; if not, it counts as walked from now."""
        m = state.matrix
        own = stream.objgen
        size = (round(m.a, 4), round(m.b, 4), round(m.c, 4), round(m.d, 4))
        key = (own, size, state.fill, state.stroke, round(state.width, 3), state.over, state.over_mode, extra)
        if key in self._walked and own not in self._open:
            return True
        self._walked.add(key)
        return False

    def _enter(
        self, stream: "pikepdf.Stream", state: _State, scope: "_Scope", where: str, page: str, *, mask: bool = False
    ) -> None:
        """Walk a form or a pattern; `state` is as it is inside."""
        from pikepdf import Dictionary

        own = stream.objgen
        if own in self._open or len(self._open) >= _MOST_NESTED:
            self._findings.add("page-too-deep", f"{where} lies within too many others, or within itself")
            return
        if own not in self._bytes:
            if len(self._bytes) > 500:
                self._bytes.clear()
            self._bytes[own] = decoded(stream, MOST_CONTENT)
        resources = stream.get("/Resources")
        self._open.append(own)
        try:
            inner = resources if isinstance(resources, Dictionary) else scope.resources
            self._walk(self._bytes[own], inner, state, where, page, mask=mask)
        finally:
            self._open.pop()

    # --- Colours ------------------------------------------------------------------------------------------------

    def _space(self, operands: list[object], scope: "_Scope", where: str) -> Space:
        if not operands or not isinstance(operands[-1], Name):
            return UNKNOWN
        name = operands[-1].text
        if name in ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"):
            return {"DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK}.get(name, PATTERN)
        thing = self._find(scope, "ColorSpace", name, where)
        # A space that is missing has been reported as that.
        return PATTERN if thing is None else self._spaces.read(thing, where)

    def _set_color(
        self, state: _State, word: str, space: Space, values: tuple[float, ...], scope: "_Scope", where: str
    ) -> None:
        if space.kind not in ("gray", "cmyk", "ink"):
            self._spaces.judge(space, where, "has something in", default_rgb=scope.has_default_rgb)
        paint = _Paint(space, values)
        if word[0].islower():
            state.fill = paint
        else:
            state.stroke = paint

    def _set_values(
        self, state: _State, word: str, operands: list[object], base: Matrix, scope: "_Scope", where: str, page: str
    ) -> None:
        lower = word[0].islower()
        space = (state.fill if lower else state.stroke).space
        if operands and isinstance(operands[-1], Name):
            self._pattern(operands[-1].text, state, base, scope, where, page)
        paint = _Paint(space, _numbers(operands))
        if lower:
            state.fill = paint
        else:
            state.stroke = paint

    def _weigh(self, paint: _Paint, where: str, *, line: bool = False) -> None:
        inks = paint.inks
        total = 100 * sum(inks)
        if total <= self._limits.total_ink + 0.5 or self._target == "home":
            return
        if line and inks == (1.0, 1.0, 1.0, 1.0):
            return  # Registration marks are drawn with every ink there is.
        message = f"{where} has a colour of {total:.0f} % ink; {self._limits.total_ink:g} % will dry"
        self._findings.add("too-much-ink", message, tuple(round(ink, 2) for ink in inks))

    def _white(self, state: _State, where: str) -> None:
        """White that prints over something shows nothing of itself (ISO 32000-1, 8.6.7)."""
        paint = state.fill
        if not state.over or self._target == "home" or not paint.values or any(paint.values):
            return
        if (paint.space.kind == "cmyk" and state.over_mode == 1) or (paint.space.kind == "ink" and paint.inks):
            self._findings.add("white-overprint", f"{where} prints white over what lies under it")

    def _pattern(self, name: str, state: _State, base: Matrix, scope: "_Scope", where: str, page: str) -> None:
        from pikepdf import Dictionary, Stream

        thing = self._find(scope, "Pattern", name, where)
        if thing is None:
            return
        inside = f"{page}, pattern `{shown(name)}`"
        if isinstance(thing, Stream):
            inner = state.copy()
            inner.matrix = (_matrix_of(thing) or IDENTITY).then(base)
            if not self._again(thing, inner):
                self._enter(thing, inner, scope, inside, page)
        elif isinstance(thing, Dictionary) and "/Shading" in thing:
            self._judge_shading(thing["/Shading"], scope, inside)

    def _shading(self, operands: list[object], scope: "_Scope", where: str) -> None:
        if operands and isinstance(operands[-1], Name):
            thing = self._find(scope, "Shading", operands[-1].text, where)
            if thing is not None:
                self._judge_shading(thing, scope, f"{where}, gradient `{shown(operands[-1].text)}`")

    def _judge_shading(self, thing: "pikepdf.Object", scope: "_Scope", where: str) -> None:
        from pikepdf import Array, Dictionary, Stream

        if not isinstance(thing, (Dictionary, Stream)):
            return
        key = thing.objgen
        if key != (0, 0) and key in self._states:
            return
        self._states.add(key)
        space = self._spaces.read(thing.get("/ColorSpace"), where)
        self._spaces.judge(space, where, default_rgb=scope.has_default_rgb)
        functions = thing.get("/Function")
        waiting = list(functions)[:32] if isinstance(functions, Array) else [functions]
        for _ in range(200):
            if not waiting:
                break
            function = waiting.pop()
            if not isinstance(function, Dictionary) or isinstance(function, Stream):
                continue
            if isinstance(function.get("/Functions"), Array):
                waiting += list(function["/Functions"])[:100]
            for end in ("/C0", "/C1"):
                values = function.get(end)
                if isinstance(values, Array) and len(values) == space.parts:
                    self._weigh(_Paint(space, tuple(float(value) for value in values)), where)

    # --- The graphics state -------------------------------------------------------------------------------------

    def _graphics_state(
        self, state: _State, operands: list[object], base: Matrix, scope: "_Scope", where: str, page: str
    ) -> None:
        from pikepdf import Array, Dictionary

        if not operands or not isinstance(operands[-1], Name):
            return
        thing = self._find(scope, "ExtGState", operands[-1].text, where)
        if not isinstance(thing, Dictionary):
            return
        if "/LW" in thing:
            state.width = float(thing["/LW"])
        if "/op" in thing or "/OP" in thing:
            state.over = bool(thing.get("/op", thing.get("/OP")))
        if "/OPM" in thing:
            state.over_mode = int(thing["/OPM"])
        if isinstance(thing.get("/Font"), Array) and len(thing["/Font"]) == 2:
            state.font = self._font(thing["/Font"][0], where)
            state.size = float(thing["/Font"][1])
        key = thing.objgen
        if key in self._states:
            return
        if key != (0, 0):
            self._states.add(key)
        self._judge_state(thing, state, base, scope, f"{where}, graphics state `{shown(operands[-1].text)}`", page)

    def _judge_state(
        self, thing: "pikepdf.Object", state: _State, base: Matrix, scope: "_Scope", where: str, page: str
    ) -> None:
        from pikepdf import Array, Dictionary, Stream

        mask = thing.get("/SMask")
        if self._target == "pdfx1a":
            modes = thing.get("/BM", "/Normal")
            mode = str(modes[0]) if isinstance(modes, Array) and len(modes) else str(modes)
            what = []
            if isinstance(mask, Dictionary):
                what.append("a soft mask (SMask)")
            if any(float(thing.get(opacity, 1)) != 1 for opacity in ("/ca", "/CA")):
                what.append("an opacity below 1 (ca, CA)")
            if mode not in ("/Normal", "/Compatible"):
                what.append(f"the blend mode {shown(mode)}")
            if what:
                self._findings.add("transparency-in-pdfx1a", f"{where} sets {' and '.join(what)}")
        if self._target != "home":
            for entry in ("/TR", "/TR2"):
                if entry in thing and str(thing[entry]) not in ("/Default", "/Identity"):
                    self._findings.add("transfer-curve", f"{where} sets a transfer curve ({entry[1:]})")
            if "/HTP" in thing:
                self._findings.add("transfer-curve", f"{where} sets a halftone of its own")
        form = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(form, Stream):
            inner = _State((_matrix_of(form) or IDENTITY).then(state.matrix))
            if not self._again(form, inner, "mask"):
                self._enter(form, inner, scope, f"{where}, its mask", page, mask=True)

    # --- Text ---------------------------------------------------------------------------------------------------

    def _set_font(self, state: _State, operands: list[object], scope: "_Scope", where: str) -> None:
        if len(operands) < 2 or not isinstance(operands[0], Name) or not isinstance(operands[1], float):
            return
        state.size = operands[1]
        thing = self._find(scope, "Font", operands[0].text, where)
        state.font = None if thing is None else self._font(thing, where)

    def _font(self, thing: "pikepdf.Object", where: str) -> FontCheck | None:
        from pikepdf import Dictionary

        if not isinstance(thing, Dictionary):
            return None
        key = thing.objgen
        if key == (0, 0):
            return FontCheck(thing, where, self._target, self._findings)
        if key not in self._fonts:
            self._fonts[key] = FontCheck(thing, where, self._target, self._findings)
        return self._fonts[key]

    def _show(self, state: _State, text: Matrix, operands: list[object], where: str, *, mask: bool) -> None:
        font = state.font
        if not operands or font is None:
            return
        shown_now = operands[-1]
        strings = shown_now if isinstance(shown_now, list) else [shown_now]
        count = 0
        for string in strings:
            if isinstance(string, bytes) and string:
                count += 1
                font.show(string, where)
        if not count or state.mode in (3, 7) or mask or font.kind == "/Type3":
            return
        if state.mode in (0, 2, 4, 6):
            self._weigh(state.fill, where)
            self._white(state, where)
        whole = text.then(state.matrix)
        size = abs(state.size) * math.hypot(whole.c, whole.d)
        limits = self._limits
        if size < limits.text - 0.005:
            message = f"{where} has text of {size:.2g} pt in `{font.title}`"
            self._findings.add("small-text", message, (where, font.title))
        elif size < limits.several_inks_text - 0.005 and self._target != "home":
            several = sum(ink > _FAINT for ink in state.fill.inks)
            if several >= limits.several_inks:
                message = f"{where} has text of {size:.3g} pt in {several} inks, in `{font.title}`"
                self._findings.add("small-multi-ink-text", message, (font.title, state.fill))

    # --- Lines and pictures -------------------------------------------------------------------------------------

    def _stroke(self, state: _State, where: str, *, mask: bool, thin: bool) -> None:
        m = state.matrix
        # The thinnest a line comes out where the scale differs by direction.
        half, flat = (m.a * m.a + m.b * m.b + m.c * m.c + m.d * m.d) / 2, m.a * m.d - m.b * m.c
        scale = math.sqrt(max(0.0, half - math.sqrt(max(0.0, half * half - flat * flat))))
        width = abs(state.width) * scale
        if width < self._limits.hairline - 0.002 and not thin:
            what = "as thin as the printer can make it" if not state.width else f"{width:.2g} pt thin"
            self._findings.add("hairline", f"{where} has a line {what}", where)
        if not mask:
            self._weigh(state.stroke, where, line=True)

    def _resolution(self, size: tuple[int, int], m: Matrix, where: str, key: object) -> None:
        width, height = math.hypot(m.a, m.b), math.hypot(m.c, m.d)
        if width < 0.01 or height < 0.01:
            return
        density = min(size[0] * 72 / width, size[1] * 72 / height)
        limits = self._limits
        if density < limits.image_warning - 0.5:
            message = f"{where} has {density:.0f} pixels per inch at the size it is printed in"
            is_warning = density >= limits.image_error - 0.5
            self._findings.add("low-resolution-image", message, (key, is_warning), warning=is_warning)

    def _paint_object(
        self, state: _State, operands: list[object], scope: "_Scope", where: str, page: str, *, mask: bool
    ) -> None:
        from pikepdf import Stream

        if not operands or not isinstance(operands[-1], Name):
            return
        name = operands[-1].text
        known = scope.objects.get(name)
        if known is None:
            thing = self._find(scope, "XObject", name, where)
            if not isinstance(thing, Stream):
                return
            known = scope.objects[name] = thing, str(thing.get("/Subtype", "")), _matrix_of(thing) or IDENTITY
        thing, kind, matrix = known
        if kind == "/Image":
            self._image(thing, state, scope, f"{page}, image `{shown(name)}`")
        elif kind == "/Form":
            inner = state.copy()
            inner.matrix = matrix.then(state.matrix)
            if self._again(thing, inner, mask):
                return
            inside = f"{page}, form `{shown(name)}`"
            if self._target == "pdfx1a" and _is_transparent(thing.get("/Group")):
                self._findings.add("transparency-in-pdfx1a", f"{inside} is a transparency group")
            if self._target != "home" and any(entry in thing for entry in ("/PS", "/Ref", "/OPI")):
                self._findings.add("embedded-postscript", f"{inside} is PostScript or stands for another file")
            self._enter(thing, inner, scope, inside, page, mask=mask)
        elif kind == "/PS" and self._target != "home":
            self._findings.add("embedded-postscript", f"{page}, object `{shown(name)}` is PostScript")

    def _image(self, image: "pikepdf.Stream", state: _State, scope: "_Scope", where: str) -> None:
        from pikepdf import Name as PdfName

        space = None
        if "/ColorSpace" in image:
            thing = image["/ColorSpace"]
            if isinstance(thing, PdfName):
                found = scope.find("ColorSpace", str(thing)[1:])
                thing = thing if found is None else found
            space = self._spaces.read(thing, where)
        if self._target != "home" and "/OPI" in image:
            self._findings.add("embedded-postscript", f"{where} stands for another file (OPI)")
        size = self._pictures.size(image, space, where, default_rgb=scope.has_default_rgb)
        if size is not None:
            self._resolution(size, state.matrix, where, image.objgen)

    def _inline(self, state: _State, operands: list[object], scope: "_Scope", where: str) -> None:
        if not operands or not isinstance(operands[0], Inline):
            return
        entries = operands[0].entries
        inside = f"{where}, an inline image"
        size = [entries.get(short, entries.get(long)) for short, long in (("W", "Width"), ("H", "Height"))]
        width, height = (int(part) if isinstance(part, float) and 0 < part < 1e6 else 0 for part in size)
        if width and height:
            self._resolution((width, height), state.matrix, inside, inside)
        space = entries.get("CS", entries.get("ColorSpace"))
        if isinstance(space, list) and len(space) > 1 and isinstance(space[1], Name):
            space = space[1]
        if isinstance(space, Name):
            known = self._space([Name(_ABBREVIATED.get(space.text, space.text))], scope, where)
            self._spaces.judge(known, inside, default_rgb=scope.has_default_rgb)
        filters = entries.get("F", entries.get("Filter"))
        names = [one.text for one in (filters if isinstance(filters, list) else [filters]) if isinstance(one, Name)]
        if self._target != "home" and any(name in ("LZW", "LZWDecode") for name in names):
            self._findings.add("forbidden-compression", f"{inside} is packed as LZW")

    # --- Resources ----------------------------------------------------------------------------------------------

    def _find(self, scope: "_Scope", kind: str, name: str, where: str) -> "pikepdf.Object | None":
        thing = scope.find(kind, name)
        if thing is None:
            message = f"{where} uses `{shown(name)}`, which is not among its resources ({kind})"
            self._findings.add("missing-resource", message)
        return thing


class _Scope:
    """The resources of one stream, each looked up once."""

    def __init__(self, resources: "pikepdf.Object | None") -> None:
        self.resources = resources
        self.objects: dict[str, tuple[pikepdf.Stream, str, Matrix]] = {}
        self._found: dict[tuple[str, str], pikepdf.Object | None] = {}
        self._default_rgb: bool | None = None

    def find(self, kind: str, name: str) -> "pikepdf.Object | None":
        key = (kind, name)
        if key not in self._found:
            self._found[key] = self._look(kind, name)
        return self._found[key]

    def _look(self, kind: str, name: str) -> "pikepdf.Object | None":
        from pikepdf import Dictionary

        if self.resources is None:
            return None
        things = self.resources.get("/" + kind)
        return things.get("/" + name) if isinstance(things, Dictionary) else None

    @property
    def has_default_rgb(self) -> bool:
        if self._default_rgb is None:
            self._default_rgb = self.find("ColorSpace", "DefaultRGB") is not None
        return self._default_rgb


# --- Reading --------------------------------------------------------------------------------------------------------


def _numbers(operands: list[object]) -> tuple[float, ...]:
    return tuple([value for value in operands if isinstance(value, float)])


def _matrix(operands: list[object]) -> Matrix | None:
    numbers = _numbers(operands)
    # Written so that what is not a number at all does not pass either.
    if len(numbers) != 6 or not sum(map(abs, numbers)) < 1e9:
        return None
    return Matrix(*numbers)


def _matrix_of(thing: "pikepdf.Object") -> Matrix | None:
    from pikepdf import Array

    numbers = thing.get("/Matrix")
    if not isinstance(numbers, Array):
        return None
    return _matrix([float(number) for number in list(numbers)[:6]])


def _is_transparent(group: object) -> bool:
    from pikepdf import Dictionary

    return isinstance(group, Dictionary) and str(group.get("/S", "")) == "/Transparency"


def inherited(page: "pikepdf.Object", key: str) -> "pikepdf.Object | None":
    """The entry of a page or of the branches of the page tree it hangs on."""
    node: pikepdf.Object | None = page
    for _ in range(50):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(key)
