"""Whatever a board says, reading and laying out end with a board or with problems; they never raise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.basics.problems import KeyPath, Place
from generator.components.boards import lay_out
from generator.reading import FAULTS, read_deck
from generator.templating import board_words
from tests.reading.decks import Folder

DECK = '[deck]\nid = "x"\ntitle = "X"\ntemplate = "plain"\n[suits.sun]\ntitle = "Sun"\n'
BOARDS = """
[[board]]
id = "b"
title = "B"
format = "a3"
kinds = ["inn"]
[[board.zone]]
id = "z"
[[board.path]]
id = "spiral"
shape = "spiral"
centre = ["150mm", "110mm"]
from = "90mm"
to = "30mm"
turns = 2
begin = 90
clockwise = false
size = "12mm"
band = "14mm"
turned = true
[[board.path.space]]
zone = "z"
kinds = ["sun", "inn", "sun"]
[[board.path.space]]
kind = "inn"
count = 9
size = ["9mm", "12mm"]
[[board.path]]
id = "curve"
shape = "curve"
through = [["30mm", "230mm"], ["90mm", "260mm"], ["150mm", "230mm"]]
closed = true
size = "10mm"
[[board.path.space]]
zone = "z"
count = 4
[[board.path]]
id = "grid"
shape = "grid"
centre = ["60mm", "330mm"]
width = "80mm"
height = "60mm"
columns = 4
rows = 3
snake = true
[[board.path]]
id = "outline"
shape = "outline"
d = "M150 300 H240 V350 Z"
[[board.path]]
id = "round"
shape = "round"
centre = ["240mm", "250mm"]
width = "60mm"
height = "40mm"
[[board.path]]
id = "rectangle"
shape = "rectangle"
centre = ["200mm", "385mm"]
width = "80mm"
height = "40mm"
corner = "8mm"
[[board.space]]
at = ["280mm", "30mm"]
kind = "inn"
angle = 45
[[board.spot]]
at = ["40mm", "385mm"]
format = "mini"
angle = 90
""".strip().split("\n")
VALUES = st.sampled_from(
    [
        *("1", "-1", "0", "0.25", "30", "360", "-360", "100", "500", "nan", "true", "false", "1979-05-27", "{}", "[]"),
        *('"x"', '""', '"sun"', '"z"', '"a3 landscape"', '"a5"', '"0mm"', '"3mm"', '"20mm"', '"300mm"', '"1500mm"'),
        *('"spiral"', '"line"', '"curve"', '"round"', '"rectangle"', '"grid"', '"outline"', '"M0 0"', '"M0 0 Z"'),
        *('"M10 10 L50 50 Z"', '"M1 1 C2 2 3 3 1 1"', '"M0 0 M5 5"', '["20mm", "30mm"]', '["sun", "sun"]'),
        *(
            '[["1mm", "2mm"], ["3mm", "4mm"]]',
            '[["1mm", "2mm"], ["1mm", "2mm"]]',
            '{ width = "90mm", height = "90mm" }',
        ),
    ]
)


@st.composite
def changed(draw: st.DrawFn) -> str:
    lines = list(BOARDS)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        if draw(st.integers(0, 4)) == 0:
            del lines[at]
        elif " = " in lines[at]:
            lines[at] = f"{lines[at].split(' = ')[0]} = {draw(VALUES)}"
    return DECK + "\n".join(lines) + "\n"


def test_the_board_that_is_changed_is_sound() -> None:
    deck, problems = read_deck(Folder({"deck.toml": DECK + "\n".join(BOARDS)}))
    assert deck is not None, problems
    layout, problems = lay_out(deck.boards[0])
    assert layout is not None, problems
    assert len(layout.spaces) == 3 + 9 + 4 + 12 + 1


@given(changed())
@settings(deadline=None, max_examples=200)
def test_a_board_somebody_has_been_at(text: str) -> None:
    deck, problems = read_deck(Folder({"deck.toml": text}))
    assert (deck is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.name in FAULTS
        assert isinstance(problem.at, Place)
    for board in deck.boards if deck is not None else ():
        layout, found = lay_out(board)
        assert (layout is None) == any(problem.severity == "error" for problem in found)
        assert all(isinstance(problem.at, KeyPath) for problem in found)
        if deck is not None and layout is not None:
            assert board_words(deck, layout)
