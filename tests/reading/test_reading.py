"""What is read, from sound decks."""

import time
from dataclasses import replace

import pytest

from generator.basics.colour import Colour
from generator.basics.problems import KeyPath, Place, Problem, Related
from generator.basics.units import mm
from generator.model.deck import Deck
from generator.model.formats import FORMATS
from generator.reading import Limits, locate, read_deck, read_edition
from tests.reading.decks import CARD, DECK, EVERYTHING, WHOLE, Folder


def sound(files: dict[str, str | bytes]) -> Deck:
    deck, problems = read_deck(Folder(files))
    assert problems == ()
    assert deck is not None
    return deck


def problems_of(text: str, **files: str | bytes) -> list[tuple[str, str, str]]:
    """Name, message and help of everything wrong."""
    _, problems = read_deck(Folder({"deck.toml": text, **files}))
    return [(problem.name, problem.message, problem.help) for problem in problems]


def test_a_whole_deck() -> None:
    deck = sound(dict(EVERYTHING))
    assert (deck.id, deck.title, deck.subtitle, deck.version) == ("night-sky", "Night Sky", "for two", "1.0")
    assert (deck.language, deck.authors, deck.licence) == ("pt-BR", ("Ada", "Grace"), "CC0-1.0")
    assert deck.template == "plain"
    assert (deck.format.trim.width, deck.format.trim.height) == (mm(70), mm(120))
    assert (deck.format.corner, deck.format.bleed, deck.format.safe) == (mm(2), mm(2), mm(5))
    assert dict(deck.look) == {"motto": "up", "rings": 3, "glow": 0.5, "dark": True}
    assert list(deck.fields) == ["text", "name", "depth", "weight", "done", "mood", "topics", "steps", "ink", "photo"]
    assert (deck.fields["topics"].choices, deck.fields["topics"].max) == (("day", "night"), 2)
    assert list(deck.suits) == ["star", "moon"]
    assert deck.suits["star"].color == Colour("rgb", (1.0, 136 / 255, 0.0))
    assert deck.suits["star"].text == "Bright\nthings"
    assert [source.file for source in deck.sources] == ["deck.toml", "cards/b.toml"]
    assert [source.text for source in deck.sources] == list(EVERYTHING.values())


def test_a_whole_card() -> None:
    deck = sound(dict(EVERYTHING))
    first, second = deck.cards
    assert (first.id, first.suit, first.copies, first.file, first.index) == ("a", deck.suits["moon"], 1, "deck.toml", 0)
    assert (second.id, second.suit, second.copies, second.file, second.index) == (
        "b",
        deck.suits["star"],
        2,
        "cards/b.toml",
        0,
    )
    assert dict(second.fields) == {
        "text": "Two lines,\nthen *three*.",
        "name": "Bee",
        "depth": 5,
        "weight": 2,
        "done": True,
        "mood": "wild",
        "topics": ("night",),
        "steps": ("one", "two"),
        "ink": Colour("rgb", (16 / 255, 32 / 255, 48 / 255)),
        "photo": "images/moon.png",
    }
    # In the order of the declaration, not of the card.
    assert list(second.fields) == list(deck.fields)


def test_what_a_deck_may_leave_out() -> None:
    deck = sound({"deck.toml": DECK + CARD})
    assert (deck.language, deck.format, deck.suits, deck.fields) == ("en", FORMATS["poker"], {}, {})
    assert (deck.cards[0].suit, dict(deck.cards[0].fields)) == (None, {})


def test_bom_and_windows_line_ends_change_nothing() -> None:
    windows = {name: b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode() for name, content in EVERYTHING.items()}
    plain, other = sound(dict(EVERYTHING)), sound(dict(windows))
    assert other.cards == plain.cards
    assert replace(other, sources=()) == replace(plain, sources=())


def test_an_edition() -> None:
    text = '[edition]\ntitle = "Short"\nonly = ["star", "a"]\nwithout = ["b"]\n[edition.copies]\na = 3\n'
    files = Folder({**EVERYTHING, "editions/short.toml": text})
    edition, problems = read_edition(files, "short")
    assert problems == ()
    assert edition is not None
    assert (edition.id, edition.title, edition.only, edition.without) == ("short", "Short", ("star", "a"), ("b",))
    assert (dict(edition.copies), edition.file) == ({"a": 3}, "editions/short.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("missing-key", 1)]),
        ("[edition]\nonyl = []\n", [("unknown-key", 2)]),
        ('[edition]\nonly = "star"\ncopies = 3\n', [("wrong-type", 2), ("wrong-type", 3)]),
        ("[edition]\ncopies = { a = 1001, b = true }\n", [("out-of-range", 2), ("wrong-type", 2)]),
        ("[edition", [("toml-syntax", 1)]),
    ],
)
def test_a_broken_edition(text: str, expected: list[tuple[str, int]]) -> None:
    edition, problems = read_edition(Folder({"editions/short.toml": text}), "short")
    assert edition is None
    places = [(problem.name, problem.at.line) for problem in problems if isinstance(problem.at, Place)]
    assert places == expected
    assert all(isinstance(problem.at, Place) and problem.at.file == "here/editions/short.toml" for problem in problems)


@pytest.mark.parametrize("name", ["nothing", "../deck", "/etc/passwd", "", "a\0b", "*"])
def test_an_edition_that_is_not_there(name: str) -> None:
    edition, problems = read_edition(Folder({"deck.toml": DECK, "editions/short.toml": ""}), name)
    assert edition is None
    assert [problem.name for problem in problems] == ["unknown-edition"]


def test_a_key_path_becomes_a_place() -> None:
    deck = sound(dict(EVERYTHING))
    sources = {source.file: source.text for source in deck.sources}
    card = deck.cards[1]
    problem = Problem(
        name="text-overflows",
        message="too much",
        at=card.at("name"),
        related=(
            Related(card.at(), "of this card"),
            Related(KeyPath("deck.toml", ("fields", "name")), "declared here"),
        ),
    )
    (located,) = locate((problem,), sources)
    assert located.at == Place("cards/b.toml", 14, 8, 5, 'name = "Bee"')
    assert [related.at for related in located.related] == [
        Place("cards/b.toml", 2, 1, 8, "[[card]]"),
        Place("deck.toml", 24, 1, 13, "[fields.name]"),
    ]


def test_a_key_path_to_nothing_becomes_the_nearest_parent() -> None:
    sources = {"a.toml": "[[card]]\nid = 1\n"}
    found = locate(
        tuple(
            Problem(name="x", message="x", at=at)
            for at in (
                KeyPath("a.toml", ("card", 0, "text")),
                KeyPath("a.toml", ("card", 7, "text")),
                KeyPath("a.toml", ("other",)),
                KeyPath("elsewhere.toml", ("card", 0)),
            )
        ),
        sources,
    )
    assert [problem.at for problem in found] == [
        Place("a.toml", 1, 1, 8, "[[card]]"),
        Place("a.toml", 1, 1, 8, "[[card]]"),
        Place("a.toml", 1, 1, 1, "[[card]]"),
        Place("elsewhere.toml", 1),
    ]


# --- Rules that a broken deck would be too large for ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "name", "help"),
    [
        ('depth = "3"', "wrong-type", "remove the quotes: depth = 3"),
        ("depth = 3.0", "wrong-type", "write depth = 3"),
        ("depth = true", "wrong-type", "write digits without quotes, as in depth = 3"),
        ("depth = [3]", "wrong-type", "write digits without quotes, as in depth = 3"),
        ("weight = nan", "not-finite", "write digits, as in 1.5"),
        ("weight = 1e400", "not-finite", "write digits, as in 1.5"),
        ('weight = "2.5"', "wrong-type", "remove the quotes: weight = 2.5"),
        ('done = "yes"', "wrong-type", "write done = true, without quotes"),
        ("done = 0", "wrong-type", "write done = true or done = false, without quotes"),
        ('mood = "Calm"', "unknown-choice", "did you mean `calm`?"),
        ('topics = "night"', "wrong-type", 'put it in square brackets: topics = ["night"]'),
        ('topics = ["nigth"]', "unknown-choice", "did you mean `night`?"),
        ('topics = ["night", "night"]', "duplicate-entry", "remove one of the two"),
        ('steps = ["a", ""]', "empty-text", "write something between the quotes"),
        ("name = 2024-01-01", "wrong-type", 'write it in quotes: name = "2024-01-01"'),
        ('name = "a\\tb"', "control-character", "remove it or put a space there"),
        ('name = "a\\u0085"', "control-character", "remove it or put a space there"),
        ('name = "a\\u2028"', "control-character", "remove it or put a space there"),
        ('ink = "102030"', "bad-color", 'put a # in front: ink = "#102030"'),
        ('ink = "#10203"', "bad-color", 'colours are written "#rrggbb", as in "#0072b2"'),
        ('ink = "Orange"', "bad-color", 'write its number: ink = "#ffa500"'),
        (
            'photo = "C:\\\\Users\\\\me\\\\moon.png"',
            "bad-path",
            "copy the file into the deck's folder, and write `moon.png`",
        ),
        ('photo = "/etc/passwd"', "bad-path", "write it from the deck's folder, as in `images/moon.png`"),
        ('photo = "a/../../b.png"', "bad-path", "copy the file into the deck's folder and name it there"),
        ('photo = "C:/pictures/moon.png"', "bad-path", "copy the file into the deck's folder, and write `moon.png`"),
        ('photo = "images//moon.png"', "bad-path", "write `images/moon.png`"),
        ("copies = 1001", "out-of-range", ""),
        ("copies = 1.5", "wrong-type", ""),
        ("zzz = 3", "unknown-key", "declare it in deck.toml if it is a field: [fields.zzz]"),
    ],
)
def test_a_value_that_is_refused(card: str, name: str, help: str) -> None:
    assert [(found[0], found[2]) for found in problems_of(WHOLE + card, **{"cards/b.toml": ""})] == [(name, help)]


@pytest.mark.parametrize(
    "card",
    [
        "weight = 3",
        "weight = -0.5",
        "copies = 0",
        "steps = []",
        'name = ""',
        'name = "日本語 🙂 ‏עברית"',
        'name = "\\u2067abc\\u2069"',
        'ink = "#AbC"',
        'photo = "images/a b.png"',
    ],
)
def test_a_value_that_is_taken(card: str) -> None:
    assert problems_of(WHOLE + card, **{"cards/b.toml": ""}) == []


@pytest.mark.parametrize(
    ("deck", "names"),
    [
        ("format = 3", ["wrong-type"]),
        ('format = { width = "70mm" }', ["missing-key"]),
        ('format = { width = "70mm", height = "9.99mm" }', ["out-of-range"]),
        ('format = { width = "10mm", height = "600mm" }', []),
        ('format = { width = "70mm", height = "120mm", safe = "35mm" }', ["out-of-range"]),
        ('format = { width = "70mm", height = "120mm", safe = "34.9mm" }', []),
        ('format = { width = "70mm", height = "120mm", corner = "35mm" }', []),
        ('format = { width = "70mm", height = "120mm", corner = "35.1mm" }', ["out-of-range"]),
        ('format = { width = "70mm", height = "120mm", bleed = "10.1mm" }', ["out-of-range"]),
        ('format = { width = "70mm", height = "120mm", bleed = "-1mm" }', ["out-of-range"]),
        ('cards = "cards/*.toml"', ["wrong-type"]),
        ("cards = 1", ["wrong-type"]),
        ('authors = "Ada"', ["wrong-type"]),
        ('[look]\na = [1]\n"B c" = 1\nd = "x\\u0007"', ["wrong-type", "bad-name", "control-character"]),
        ("[fields]\ntext = 3", ["wrong-type"]),
        ("[fields.text]", ["missing-key"]),
        ('[fields.text]\ntype = "choice"', ["missing-key"]),
        ('[fields.text]\ntype = "choice"\nchoices = []', ["too-few"]),
        ('[fields.text]\ntype = "text"\nmin = 1.5', ["wrong-type"]),
        ('[fields.text]\ntype = "text"\nmin = -1', ["out-of-range"]),
        ('[fields.id]\ntype = "text"', ["reserved-name"]),
        ("suits = 3", ["wrong-type"]),
        ('suits = "a"\n[look]', ["wrong-type"]),
        ("[suits]\nwonder = 3", ["wrong-type"]),
        ('[suits.Wonder]\ntitle = "W"', ["bad-id"]),
        ('title2 = "x"', ["unknown-key"]),
        ("card = 3", ["wrong-type"]),
        ("card = { id = 3 }", ["wrong-type"]),
        ("card = [3]", ["wrong-type"]),
    ],
)
def test_a_rule_of_deck_toml(deck: str, names: list[str]) -> None:
    top = deck.startswith(("suits =", "card ="))
    text = deck + "\n" + DECK if top else DECK + deck + "\n"
    if not deck.startswith("card ="):
        text = text + CARD
    found = [name for name, _, _ in problems_of(text)]
    # A card that lacks the suit of a deck with suits is another matter.
    assert [name for name in found if not ("suits" in deck and name == "missing-key")] == names


def test_one_cause_is_one_problem() -> None:
    # The field cannot be read, so the cards that use it are not blamed.
    broken = DECK + '[fields.depth]\ntype = "integr"\n' + CARD + "depth = 3\n"
    assert [name for name, _, _ in problems_of(broken)] == ["unknown-choice"]
    # So with a suit.
    broken = DECK + '[suits.wonder]\ntitel = "W"\n' + CARD + 'suit = "wonder"\n'
    assert [name for name, _, _ in problems_of(broken)] == ["unknown-key"]
    # And with a file that cannot be parsed: nobody is told that there are no cards.
    broken = DECK + 'cards = ["*.toml"]\n'
    assert [name for name, _, _ in problems_of(broken, **{"cards.toml": "[[card"})] == ["toml-syntax"]
    # `cards` for `card`, once.
    assert [name for name, _, _ in problems_of(DECK + '[[cards]]\nid = "a"\n')] == ["unknown-key"]


def test_every_problem_of_every_file_is_found_in_one_go() -> None:
    found = problems_of(
        DECK.replace("title", "titel") + 'cards = ["cards/*.toml"]\n',
        **{"cards/a.toml": "[[card]]\nid = 3\n", "cards/b.toml": "[[card]\n", "cards/c.toml": '[[card]]\nid = "C"\n'},
    )
    assert [name for name, _, _ in found] == ["unknown-key", "wrong-type", "toml-syntax", "bad-id"]


def test_a_file_that_two_patterns_match_is_read_once() -> None:
    deck = sound(
        {"deck.toml": DECK + 'cards = ["a.toml", "*.toml"]\n', "a.toml": CARD, "b.toml": '[[card]]\nid = "b"\n'}
    )
    assert [card.id for card in deck.cards] == ["one", "b"]


def test_ids_that_differ_in_capitals_only() -> None:
    found = problems_of(DECK + '[[card]]\nid = "ONE"\n' + CARD)
    assert [name for name, _, _ in found] == ["bad-id", "duplicate-card"]


def test_a_deck_without_errors_keeps_its_warnings() -> None:
    deck, problems = read_deck(Folder({"deck.toml": DECK.replace('"X"', '"X\\u202e"') + CARD}))
    assert deck is not None
    assert deck.title == "X\u202e"
    assert [(problem.name, problem.severity) for problem in problems] == [("lone-bidi-control", "warning")]


def test_a_deck_may_hold_just_as_much_as_its_limits_say() -> None:
    many = DECK + "".join(f'[[card]]\nid = "c{number}"\n' for number in range(5))
    assert read_deck(Folder({"deck.toml": many}), Limits(cards=5))[0] is not None
    assert [p.name for p in read_deck(Folder({"deck.toml": many}), Limits(cards=4))[1]] == ["too-many-cards"]
    files = Folder({"deck.toml": DECK + 'cards = ["*.toml"]\n', "a.toml": CARD, "b.toml": "# " + "x" * 100})
    assert [p.name for p in read_deck(files, Limits(total=150))[1]] == ["file-too-large"]


# --- Speed ----------------------------------------------------------------------------------------------------------


def _within(seconds: float, files: dict[str, str | bytes]) -> tuple[Deck | None, tuple[Problem, ...]]:
    start = time.perf_counter()
    result = read_deck(Folder(files))
    assert time.perf_counter() - start < seconds
    return result


def test_ten_thousand_cards_are_read_in_a_moment() -> None:
    card = 'suit = "star"\ndepth = 3\ntext = "Look up, and say nothing."\ntopics = ["day", "night"]\nmood = "calm"\n'
    text = "".join(f'[[card]]\nid = "c-{number}"\n{card}\n' for number in range(10_000))
    deck, problems = _within(4, {"deck.toml": WHOLE, "cards/many.toml": text})
    assert problems == ()
    assert deck is not None
    assert len(deck.cards) == 10_001


@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * 900) + " = 1\n",
        ("[" + ".".join(['"a"'] * 900) + "]\n") * 400,
        "a = " + "[" * 1_000_000,
        "a = " + "{a=" * 100_000,
        'a = "' + "\\n" * 400_000 + '"',
        "a = " + "1" * 1_000_000,
        '"' * 1_000_001,
        "a = '''" + "'" * 1_000_000,
        "\n" * 1_000_000 + "x",
        DECK + "[[card]]\n" * 5_000,
        DECK + CARD + "".join(f"key{number} = 1\n" for number in range(20_000)),
        DECK + "".join(f'[suits.s{number}]\ntitle = "S"\n' for number in range(5_000)) + CARD + 'suit = "s"\n',
        DECK + "[fields]\n" + "".join(f"f{number} = {{}}\n" for number in range(50_000)),
        DECK + "x" * 1_000_000 + " = 1\n",
        DECK + 'x = "' + "y" * 1_000_000 + '"\n',
        DECK + CARD + "x = [" + '"y", ' * 100_000 + "]\n",
        'authors = ["' + "x" * 100_000 + '"]' + ", []" * 100_000,
        "a = " + "\"'" * 300_000,
        "#" * 1_000_000 + "\0",
        "[[card]]\nid = 3\n" * 5_000,
    ],
    ids=lambda text: f"{text[:20]!r}",
)
def test_a_hostile_text_is_refused_in_a_moment(text: str) -> None:
    deck, problems = _within(8, {"deck.toml": text})
    assert deck is None
    assert 0 < len(problems) <= 501
    assert max(len(problem.message) for problem in problems) < 400
