"""What holds for every deck: no exception, an answer in good time, the same answer again."""

import math
import re
import time
from collections.abc import Callable
from types import MappingProxyType

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.deck import Card, Value
from generator.proofing import likeness, parse_rules, proof, rules_of
from generator.proofing.likeness import alike, grams
from generator.proofing.words import Syllables, Text, plain
from tests.proofing.kit import FIELDS, SUITS, TABLE, TEXTS, asked, card, deck, proofed

PIECES = """
you do, is? * ** :leaf: \\* wife never what? “ ¿ 吗？ هل e\u0301 i İ ’s - … . 0.5 sex
"""
words = st.sampled_from([*PIECES.split(), "\n"])
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=30).map(" ".join))
values: dict[str, st.SearchStrategy[Value]] = {
    "title": texts,
    "text": texts,
    "hint": texts,
    "words": st.lists(texts, max_size=4).map(tuple),
    "kind": st.sampled_from(["easy", "hard"]),
    "level": st.integers(1, 3),
}


@st.composite
def cards(draw: st.DrawFn) -> tuple[Card, ...]:
    count = draw(st.integers(0, 6))
    return tuple(
        Card(
            id=f"c-{index}",
            suit=draw(st.sampled_from([None, *SUITS.values()])),
            copies=draw(st.integers(0, 3)),
            fields=MappingProxyType(draw(st.fixed_dictionaries({}, optional=values))),
            file="cards.toml",
            index=index,
        )
        for index in range(count)
    )


TABLES = ("", TABLE, "question_suits = ['*']\nspeaks_to = ['*']\nbalance = ['level', 'kind', 'words']\nsheet = 9")


@settings(deadline=None, max_examples=150)
@given(cards(), st.sampled_from(TABLES), st.sampled_from([*sorted(TEXTS), "xx", ""]))
def test_no_deck_is_too_strange(cards: tuple[Card, ...], table: str, language: str) -> None:
    made = deck(*cards, language=language)
    found = proof(made, asked(table), TEXTS)
    assert found == proof(made, asked(table), TEXTS)
    for problem in found:
        assert problem.message
        assert not problem.message.endswith(".")
        assert problem.name == problem.name.lower()


toml = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("E201")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    ["rules", "main", "length", "sheet", "balance", "question_suits", "companions", "only", "off", "severity", "accept"]
)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(keys, toml, max_size=5))
def test_no_table_is_too_strange(table: dict[str, object]) -> None:
    proofing, problems = rules_of(table, "deck.toml")
    assert (proofing is None) == bool(problems)
    if proofing is not None:
        proof(deck(card("c", text="What is this?")), proofing, TEXTS)


def test_without_any_rules_nothing_is_found() -> None:
    assert proof(deck(card("c", text="Why?")), asked(""), {})[1:] == ()


# --- The rule files ----------------------------------------------------------------------------------------------

ALL_RULES = [(name, rule) for name in TEXTS for rule in parse_rules(TEXTS[name], name).rules]


@pytest.mark.parametrize("name", TEXTS)
def test_a_rule_file_is_whole(name: str) -> None:
    found = parse_rules(TEXTS[name], name)
    assert found.title
    codes = [rule.code for rule in found.rules]
    assert len(codes) == len(set(codes))
    assert len({rule.name for rule in found.rules}) == len(codes)
    for rule in found.rules:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), rule
        assert rule.severity == ("error" if rule.code[0] == "E" else "warning"), rule
        assert rule.says, rule
        assert rule.why, rule
        assert rule.help, rule
        for text in (rule.says, rule.why, rule.help):
            assert text[-1] not in ".!", rule
        assert (rule.looks in ("words", "speaks")) == bool(rule.words), rule
        assert ("pattern" in rule.looks) == bool(rule.patterns), rule
        assert all(word == word.lower() for word in rule.words + rule.unless), rule


def test_every_language_says_a_rule_by_the_same_name() -> None:
    names: dict[str, str] = {}
    for _, rule in ALL_RULES:
        assert names.setdefault(rule.code, rule.name) == rule.name or rule.code == "W201b"


def test_a_word_is_listed_once() -> None:
    for _, rule in ALL_RULES:
        assert [word for word in rule.words if rule.words.count(word) > 1] == [], rule.code


@pytest.mark.parametrize(
    "part", ["why do ", "a", "you should ", ", and ", "best of ", "est-ce ", "你", "吗 ", "est ", "? "]
)
def test_patterns_answer_fast_whatever_the_text(part: str) -> None:
    tongue = parse_rules(TEXTS["en"], "en").tongue
    long = part * (20_000 // len(part))
    started = time.process_time()
    for _, rule in ALL_RULES:
        for pattern in rule.patterns:
            pattern.search(long)
    Syllables(tongue).of(long)
    text = Text("*_`:" * 5_000 + long, tongue)
    assert text.sentences is not None
    assert text.questions >= 0
    assert time.process_time() - started < 2


def test_rule_files_that_are_not_whole_are_a_bug_of_ours() -> None:
    rule = 'code = "E001"\nname = "n"\nseverity = "error"\nsays = "s"\nwhy = "w"\ntry = "t"\n'
    assert parse_rules(f'title = "T"\n[[rule]]\nlooks = "words"\n{rule}', "t").rules[0].code == "E001"
    for text in (
        'title = "T"\nother = 1',
        'title = "T"\n[tongue]\nvowel = "a"',
        f'title = "T"\n[[rule]]\nlooks = "wrods"\n{rule}',
        f'title = "T"\n[[rule]]\nlooks = "words"\nhelp = "h"\n{rule}',
        f'title = "T"\n[[rule]]\nlooks = "words"\n{rule.replace("E001", "X1")}',
    ):
        with pytest.raises(ValueError, match=r"^t: "):
            parse_rules(text, "t")


# --- Words --------------------------------------------------------------------------------------------------------


def test_marks_are_taken_out_and_signs_stay() -> None:
    assert plain("*a* **b** :leaf: 5\\*3 `c` _d_ snake_case at 10:30: x") == "a b  5*3 c d snake_case at 10:30: x"


KNOWN = """
make 1 table 2 little 2 smiled 1 wanted 2 needed 2 places 2 smells 1 changes 2 times 1 idea 3 being 2 trying 2 quiet 2
lately 2 breathe 1 easier 3 piano 3 radio 3 question 2 special 2 serious 3 walked 1 settled 2 single 2 possible 3
promises 3 noises 2 someone 2 undecided 4 believe 2 remembered 3 houses 2 safely 2 science 2 society 4 appreciation 5
relationship 4 beautiful 3 saying 2 carrying 3 language 2 12 1 don't 1 well-known 2 couldn't 2 rhythm 2
"""


def test_syllables_as_people_count_them() -> None:
    count = Syllables(parse_rules(TEXTS["en"], "en").tongue)
    pairs = iter(KNOWN.split())
    known = dict(zip(pairs, pairs, strict=True))
    wrong = {word: count.of(word) for word, number in known.items() if count.of(word) != int(number)}
    assert wrong == {}


# --- Likeness -----------------------------------------------------------------------------------------------------


def slowly(texts: list[str], least: float) -> dict[int, float]:
    """The greatest likeness of each text with an earlier one, each compared with each."""
    sets = [set(grams(text)) for text in texts]
    best: dict[int, float] = {}
    for later, one in enumerate(sets):
        for other in sets[:later]:
            if one and other:
                cosine = len(one & other) / math.sqrt(len(one) * len(other))
                if cosine >= least - 1e-9:
                    best[later] = max(best.get(later, 0), cosine)
    return best


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from(["sit", "on", "the", "red", "chair", "sofa", "now"]), max_size=8).map(" ".join)),
    st.sampled_from([0.4, 0.7, 0.9]),
    st.sampled_from([2, 5, 2048]),
)
def test_the_fast_way_finds_what_the_slow_way_finds(texts: list[str], least: float, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "BLOCK", block)
        patch.setattr(likeness, "ENOUGH", 10_000)
        pairs, complete = alike(texts, least)
    assert complete
    assert {pair.later: pair.cosine for pair in pairs} == pytest.approx(slowly(texts, least))


def many(count: int) -> tuple[Card, ...]:
    """Cards of made-up words, each card its own; some words come often, most of them seldom."""
    state = 7

    def chance(below: int) -> int:
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return (state >> 8) % below

    syllables = [first + vowel + last for first in "bdfglmnprst" for vowel in "aeiou" for last in ("", "n", "r", "st")]
    lexicon = ["".join(syllables[chance(220)] for _ in range(1 + chance(3))) for _ in range(4_000)]
    texts = [[lexicon[chance(1 + chance(4_000))] for _ in range(6 + chance(15))] for _ in range(count)]
    return tuple(
        card(f"c-{n}", ("ask", "mix", "try", "free")[n % 4], index=n, text=" ".join(text).capitalize() + " you?")
        for n, text in enumerate(texts)
    )


def test_two_thousand_cards_take_about_a_second() -> None:
    cards = many(2_000)
    started = time.process_time()
    proofed(*cards)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("make", [lambda n: f"{n} bottles on the wall of the house", lambda n: chr(0x4E00 + n) * 60])
def test_thousands_of_copies_do_not_take_for_ever(make: Callable[[int], str]) -> None:
    started = time.process_time()
    alike([make(n) for n in range(3_000)], 0.7)
    assert time.process_time() - started < 10


def test_the_table_of_the_fixtures_is_sound() -> None:
    assert rules_of(tomli.loads(TABLE), "deck.toml")[1] == ()
    assert set(FIELDS) == set(values)
