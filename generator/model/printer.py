"""A printer as it really is: which edges it cannot mark, and where it puts the back of a sheet.

Measured once on the calibration page, kept in a small file of its own, used whenever the printer is named.
"""

import math
from collections.abc import Mapping
from typing import Literal

from generator.basics.geometry import Insets, Matrix, Size
from generator.basics.problems import KeyPath, Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.basics.units import fits, in_mm, mm, parse_length, show_mm

Flip = Literal["long", "short"]

#: The version of the file's form; another one is refused rather than guessed at.
PRINTER_VERSION = 1

#: What a sound printer stays within; beyond it a number was misread. Points, degrees.
LARGEST_MARGIN = mm(40)
LARGEST_OFFSET = mm(20)
LARGEST_TURN = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """What is known of one printer.

    The back's errors are as seen looking at the back of an upright sheet that was turned over about `flip`.

    Attributes:
        margins: the strips along the edges of an upright sheet that stay empty, points.
        right: how far to the right of its place the back's print comes out, points; negative to the left.
        down: the same downwards; negative upwards.
        turned: by how much the back's print is turned about the middle of the sheet, degrees clockwise.
        paper: name of the paper it was measured with.
        flip: about which edge the sheet was turned over then.
        lying: at which edge of an upright sheet this printer puts the top of a lying page.
        stacks: how printed sheets come to lie in the tray they come out into.
        prints: which side of the paper in the tray it is fed from gets printed.
    """

    name: str
    margins: Insets
    right: float = 0.0
    down: float = 0.0
    turned: float = 0.0
    paper: str = "a4"
    flip: Flip = "long"
    lying: Literal["left", "right"] = "left"
    stacks: Literal["face-down", "face-up"] = "face-down"
    prints: Literal["upper", "lower"] = "lower"

    def margins_of(self, *, lying: bool) -> Insets:
        """The margins of a page that lies or stands."""
        upright = self.margins
        if not lying:
            return upright
        if self.lying == "left":
            return Insets(upright.left, upright.top, upright.right, upright.bottom)
        return Insets(upright.right, upright.bottom, upright.left, upright.top)

    def error(self, page: Size) -> Matrix:
        """Where what belongs at a place of the back comes out, page coordinates; a page wider than high lies."""
        right, down = self._off(page)
        x, y = page.width / 2, page.height / 2
        turn = Matrix.rotation(self.turned)
        return Matrix.translation(-x, -y).then(turn).then(Matrix.translation(x + right, y + down))

    def correction(self, page: Size) -> Matrix:
        """How the back must be moved and turned so that it comes out where it belongs; undoes `error`."""
        right, down = self._off(page)
        x, y = page.width / 2, page.height / 2
        turn = Matrix.rotation(-self.turned)
        return Matrix.translation(-x - right, -y - down).then(turn).then(Matrix.translation(x, y))

    def _off(self, page: Size) -> tuple[float, float]:
        if page.width <= page.height:
            return self.right, self.down
        return (-self.down, self.right) if self.lying == "left" else (self.down, -self.right)


_LENGTHS = {
    ("margins", "top"): LARGEST_MARGIN,
    ("margins", "right"): LARGEST_MARGIN,
    ("margins", "bottom"): LARGEST_MARGIN,
    ("margins", "left"): LARGEST_MARGIN,
    ("back", "right"): LARGEST_OFFSET,
    ("back", "down"): LARGEST_OFFSET,
}
_WORDS = {
    "flip": ("long", "short"),
    "lying": ("left", "right"),
    "stacks": ("face-down", "face-up"),
    "prints": ("upper", "lower"),
}
_KEYS = {
    (): ("version", "name", "paper", *_WORDS, "margins", "back"),
    ("margins",): ("top", "right", "bottom", "left"),
    ("back",): ("right", "down", "turned"),
}


def printer_of(table: Mapping[str, object], name: str) -> tuple[PrinterProfile | None, tuple[Problem, ...]]:
    """The printer that a parsed file describes, or everything that is wrong with it.

    Args:
        table: the file, parsed.
        name: what the file is called in messages; the places of the problems point into it.
    """
    reader = _Reader(table, name)
    profile = reader.read()
    return (None if reader.problems else profile), tuple(reader.problems)


class _Reader:
    def __init__(self, table: Mapping[str, object], file: str) -> None:
        self.table, self.file = table, file
        self.problems: list[Problem] = []

    def fault(self, name: str, message: str, keys: tuple[str, ...], help: str, part: str = "value") -> None:
        at = KeyPath(self.file, keys, "key" if part == "key" else "value") if keys else None
        self.problems.append(Problem(name=name, message=message, at=at, help=help))

    def read(self) -> PrinterProfile | None:
        version = self.table.get("version")
        if version != PRINTER_VERSION or isinstance(version, bool):
            said = f"is of version {version}" if isinstance(version, int) else "says no version"
            self.fault(
                "unknown-printer-version",
                f"the printer file `{self.file}` {said}; this deckwright reads version {PRINTER_VERSION}",
                ("version",) if "version" in self.table else (),
                "run `deckwright calibrate` again to measure the printer anew",
            )
            return None
        parts: dict[str, Mapping[str, object]] = {}
        for key in ("margins", "back"):
            value = self.table.get(key, {})
            if isinstance(value, Mapping):
                parts[key] = value
            else:
                self.fault("wrong-type", f"`{key}` must be a table", (key,), f"write [{key}] and its keys below it")
                parts[key] = {}
        for path, known in _KEYS.items():
            for key in self.table if not path else parts[path[0]]:
                if key not in known:
                    like = did_you_mean(str(key), known)
                    self.fault(
                        "unknown-key",
                        f"a printer file has no key `{str(key)[:60]}`" + (f" in `{path[0]}`" if path else ""),
                        (*path, str(key)),
                        f"did you mean `{like}`?" if like else f"there are {one_of(known)}",
                        "key",
                    )
        lengths = {keys: self.length(parts[keys[0]], keys, most) for keys, most in _LENGTHS.items()}
        words = {key: self.word(key, choices) for key, choices in _WORDS.items()}
        turned = self.turn(parts["back"].get("turned", 0))
        return PrinterProfile(
            name=self.text("name") or self.file,
            margins=Insets(*(lengths["margins", edge] for edge in ("top", "right", "bottom", "left"))),
            right=lengths["back", "right"],
            down=lengths["back", "down"],
            turned=turned,
            paper=self.text("paper") or "a4",
            flip="short" if words["flip"] == "short" else "long",
            lying="right" if words["lying"] == "right" else "left",
            stacks="face-up" if words["stacks"] == "face-up" else "face-down",
            prints="upper" if words["prints"] == "upper" else "lower",
        )

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or len(value) > 200:
            self.fault("wrong-type", f"`{key}` must be a short text", (key,), f'write {key} = "…"')
            return ""
        return value

    def word(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.table.get(key, choices[0])
        if value not in choices:
            like = did_you_mean(value, choices) if isinstance(value, str) else ""
            self.fault(
                "unknown-choice",
                f"`{key}` must be {one_of(choices)}",
                (key,),
                f"did you mean `{like}`?" if like else f'write {key} = "{choices[0]}"',
            )
            return choices[0]
        return str(value)

    def length(self, part: Mapping[str, object], keys: tuple[str, str], most: float) -> float:
        value = part.get(keys[1], "0mm")
        least = 0.0 if keys[0] == "margins" else -most
        points = None
        if isinstance(value, str) and len(value) < 40:
            try:
                points = parse_length(value)
            except ValueError:
                points = None
        if points is None:
            self.fault("not-a-length", f"`{'.'.join(keys)}` is not a length", keys, 'write it as "3.5mm" or "0.1in"')
            return 0.0
        if not (fits(least, points) and fits(points, most)):
            what = "a printer margin" if keys[0] == "margins" else "a back that lies off"
            self.fault(
                "impossible-margin" if keys[0] == "margins" else "impossible-offset",
                f"{what} by {show_mm(points)} is not possible"
                if keys[0] == "back"
                else f"{what} of {show_mm(points)} is not possible",
                keys,
                f"it may be {show_mm(least)} to {show_mm(most)}; read the calibration page again",
            )
            return 0.0
        return points

    def turn(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fault("wrong-type", "`back.turned` must be a number", ("back", "turned"), "write it in degrees: 0.15")
            return 0.0
        if abs(value) > LARGEST_TURN:
            self.fault(
                "impossible-turn",
                f"a back that is turned by {value:g} degrees is not possible",
                ("back", "turned"),
                f"it may be -{LARGEST_TURN:g} to {LARGEST_TURN:g} degrees, clockwise",
            )
            return 0.0
        return float(value)


def printer_toml(profile: PrinterProfile) -> str:
    """The file of a printer; reading it gives the same printer, to a thousandth of a millimetre."""

    def length(points: float) -> str:
        number = f"{in_mm(points):.3f}".rstrip("0").rstrip(".")
        return f'"{"0" if number == "-0" else number}mm"'

    margins = profile.margins
    lines = [
        f"version = {PRINTER_VERSION}",
        f"name = {quoted(profile.name)}",
        f"paper = {quoted(profile.paper)}          # measured with",
        f'flip = "{profile.flip}"         # the edge the sheet was turned over',
        f'lying = "{profile.lying}"        # where the top of a lying page comes to lie on the upright sheet',
        f'stacks = "{profile.stacks}"  # how printed sheets come to lie',
        f'prints = "{profile.prints}"      # which side of the paper in the tray gets printed',
        "",
        "[margins]              # what the printer cannot mark, the sheet upright",
        *(f"{edge} = {length(getattr(margins, edge))}" for edge in ("top", "right", "bottom", "left")),
        "",
        "[back]                 # where the back comes out, looking at the back",
        f"right = {length(profile.right)}",
        f"down = {length(profile.down)}",
        f"turned = {round(profile.turned, 4) + 0.0:.4f}  # degrees clockwise",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """The text as a TOML basic string."""
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif ord(char) < 32 or ord(char) == 127:
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'
