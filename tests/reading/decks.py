"""Small decks for tests: a folder made of a dict, and a deck with one of everything."""

from collections.abc import Mapping
from fnmatch import fnmatchcase


class Folder:
    """A deck's folder in memory."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {
            name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()
        }

    def bytes(self, name: str) -> bytes | None:
        return self._files.get(name)

    def matching(self, pattern: str) -> tuple[str, ...]:
        depth = pattern.count("/")
        return tuple(name for name in sorted(self._files) if name.count("/") == depth and fnmatchcase(name, pattern))

    def label(self, name: str) -> str:
        return f"here/{name}"


DECK = """\
[deck]
id = "x"
title = "X"
template = "plain"
"""

CARD = """
[[card]]
id = "one"
"""

WHOLE = """\
[deck]
id = "night-sky"
title = "Night Sky"
subtitle = "for two"
version = "1.0"
language = "pt-BR"
authors = ["Ada", "Grace"]
licence = "CC0-1.0"
format = { width = "70mm", height = "120mm", corner = "2mm", bleed = "2mm", safe = "5mm" }
template = "plain"
cards = ["cards/*.toml"]

[look]
motto = "up"
rings = 3
glow = 0.5
dark = true

[fields.text]
type = "text"
required = true
min = 2
max = 40
[fields.name]
type = "string"
[fields.depth]
type = "integer"
min = 1
max = 5
[fields.weight]
type = "number"
[fields.done]
type = "boolean"
[fields.mood]
type = "choice"
choices = ["calm", "wild"]
[fields.topics]
type = "list"
choices = ["day", "night"]
max = 2
[fields.steps]
type = "list"
[fields.ink]
type = "color"
[fields.photo]
type = "image"

[suits.star]
title = "Star"
color = "#f80"
icon = "star"
pattern = "dots"
text = '''
Bright
things
'''
requires = ["depth"]
[suits.moon]
title = "Moon"

[[card]]
id = "a"
suit = "moon"
text = "Look up."
"""

CARDS = '''
[[card]]
id = "b"
suit = "star"
copies = 2
photo = "images/moon.png"
ink = "#102030"
steps = ["one", "two"]
topics = ["night"]
mood = "wild"
done = true
weight = 2
depth = 5
name = "Bee"
text = """

Two lines,
then *three*.
  """
'''

FOLDED = """
[[box]]
id = "sky"
title = "The whole sky"
text = "Both of them."
holds = ["moon", "b", { suit = ["star"], depth = [4, 5], topics = "night" }]
card_thickness = "0.3mm"
board = "0.5mm"
clearance = "1mm"
glue = "10mm"
tuck = "12mm"
notch = false
part = "box.xml.j2"
look = { rings = 3, dark = true, motto = "up" }

[[box]]
id = "any"
title = "Any"
count = 20

[[token]]
id = "coin"
title = "Coin"
text = "1"
shape = "hexagon"
size = "20mm"
copies = 4
icon = "star"
color = "#102030"
two_sided = true
back_text = "2"
back_icon = "moon"
gap = "1mm"

[[standee]]
id = "tower"
title = "Tower"
kind = "column"
width = "20mm"
height = "40mm"
base = "8mm"
sides = 5
roof = "20mm"
glue = "6mm"
copies = 2
"""

EVERYTHING = {"deck.toml": WHOLE + FOLDED, "cards/b.toml": CARDS}
