"""Every rule finds what it is for, and leaves good cards alone."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from generator.basics.problems import KeyPath
from generator.model.deck import Card
from generator.proofing import parse_rules
from tests.proofing.kit import SUITS, TEXTS, card, code_of, codes, proofed

HERE = Path(__file__).parent
BAD: dict[str, list[dict[str, str]]] = tomli.loads((HERE / "bad.toml").read_text("utf-8"))
GOOD: dict[str, list[Any]] = tomli.loads((HERE / "good.toml").read_text("utf-8"))

#: Rules about a deck as a whole; `test_deck` has theirs.
DECKWIDE = {"W302b", "W303", "E109", "W403", "W403b", "W403c", "W403d"}


#: Faults that come together by nature.
ALONGSIDE = {
    "E101": ("E101b", "W107", "W109"),
    "W101": ("W107", "W109"),
    "E101b": ("W109",),
    "E102": ("E105",),
    "E103": ("W106",),
    "W107": ("W101", "W109"),
    "W108": ("W109",),
    "W109": ("W108", "W101"),
    "E201": ("W106",),
    "E207": ("W208",),
    "E210": ("E211",),
    "E211": ("W208",),
}


def cards_of(bad: dict[str, str]) -> list[Card]:
    fields = {"hint": "One word is enough." if bad.get("suit") == "try" else ""} | bad
    again = fields.pop("again", "")
    suit = fields.pop("suit", "ask")
    first = card("bad-1", suit, fields)
    return [first, card("bad-2", suit, fields, index=1, text=again)] if again else [first]


@pytest.mark.parametrize("code", BAD)
def test_a_bad_card_is_found(code: str) -> None:
    for bad in BAD[code]:
        found = codes(*cards_of(bad))
        assert code in found, bad
        # A fixture for one rule must not hide what another one is meant to say.
        assert set(found) - {code} <= set(ALONGSIDE.get(code, ())), (bad, found)


def test_every_rule_for_single_cards_has_two_bad_ones() -> None:
    rules = [rule for name in ("common", "en") for rule in parse_rules(TEXTS[name], name).rules]
    assert {rule.code for rule in rules} - DECKWIDE == set(BAD)
    assert [code for code in BAD if len(BAD[code]) < 2] == []


def good_cards() -> list[Card]:
    cards: list[Card] = []
    for suit, texts in GOOD.items():
        for number, text in enumerate(texts, 1):
            first, hint = (text, "") if isinstance(text, str) else text
            cards.append(card(f"{suit}-{number}", suit, index=len(cards), text=first, hint=hint))
    return cards


def test_good_cards_are_left_alone() -> None:
    cards = good_cards()
    assert len(cards) >= 48
    assert set(GOOD) == set(SUITS)
    assert [(problem.message, problem.at) for problem in proofed(*cards)] == []


def test_a_finding_says_where_why_and_what_to_do() -> None:
    (problem,) = proofed(card("c", index=4, text="What did your *wedding* mean to you?"))
    assert problem.name == "assumes-gender-or-marriage"
    assert problem.message == "the card `c` takes gender or marriage for granted: `wedding` [E201]"
    assert problem.severity == "error"
    assert problem.at == KeyPath("cards.toml", ("card", 4, "text"))
    assert problem.label == "not everybody who draws it is one, or has one"
    assert problem.help == (
        'say partner, somebody close, they or them; or keep it: c = { E201 = "why" } below [proofing.accept]'
    )


def test_a_word_is_found_in_every_field_that_is_printed_and_in_no_other() -> None:
    (problem,) = proofed(card("c", "free", text="Point to one word.", words=("calm", "my husband"), kind="easy"))
    assert problem.at == KeyPath("cards.toml", ("card", 0, "words"))


def test_words_are_whole_and_their_form_does_not_matter() -> None:
    for text in ("What is in your carpet?", "Where is there a theatre near you?", "Which scarf suits you?"):
        assert codes(card("c", text=text)) == []
    for text in ("What does your HUSBAND like?", "What do you like about your husband’s tea?"):
        assert codes(card("c", text=text)) == ["E201"]


def test_a_phrase_may_excuse_a_word() -> None:
    assert codes(card("c", text="Which lamp would you turn on the first?")) == []
    assert codes(card("c", text="When are you dead tired?")) == []
    assert codes(card("c", text="When did you last stand before a dead tree, dead tired?")) == ["E206"]


def test_marks_that_are_not_printed_are_not_counted() -> None:
    text = "*" * 4 + ":leaf: What do you see?" + " " * 2
    assert codes(card("c", text=text)) == []
    (problem,) = proofed(card("c", "free", text="a b " * 50 + ":leaf:"), table=TABLE_OF_LENGTHS)
    assert code_of(problem) == "E101"
    assert "is 200 characters" in problem.message


TABLE_OF_LENGTHS = 'rules = "en"\nlength = { most = 110 }\noff = ["W1xx", "W303", "W403", "E109", "W3xx"]'


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("es", "¿Te gusta el silencio?", ["E103"]),
        ("es", "Qué te gusta del silencio?", ["E102"]),
        ("es", "¿Qué te gusta del silencio?", []),
        ("es", "¿Cuándo estás cansado?", ["W201b"]),
        ("es", "¿Por qué no me hablas?", ["E207"]),
        ("fr", "Est-ce que tu aimes le silence ?", ["E103"]),
        ("fr", "Aimes-tu le silence ?", ["E103"]),
        ("fr", "Qu’est-ce que tu aimes dans le silence ?", []),
        ("fr", "Comment aimes-tu finir la journée ?", []),
        ("fr", "Pourquoi tu ne parles pas ?", ["E207"]),
        ("fr", "Que dirait l’épouse d’un ami ?", ["E201"]),
        ("de", "Magst du die Stille?", ["E103"]),
        ("de", "Was magst du an der Stille?", []),
        ("de", "Warum sagst du nichts?", ["E207"]),
        ("de", "Was würdest du immer wieder tun?", []),
        ("de", "Was würdest du immer tun?", ["W208"]),
        ("zh", "你喜欢安静吗？", ["E103"]),
        ("zh", "安静的时候，你听到什么？", []),
        ("zh", "她今天说了什么？", ["E201"]),
        ("zh", "其他人今天说了什么？", []),
        ("ar", "هل تحب الهدوء؟", ["E103"]),
        ("ar", "ما الذي يعجبك في الهدوء؟", []),
        ("ar", "ما أسوأ ما حدث؟", ["E206"]),
        ("ar", "متى تقول دائمًا نعم؟", ["W208"]),
        ("es-MX", "¿Te gusta el silencio?", ["E103"]),
    ],
)
def test_other_languages_have_their_own_words(language: str, text: str, wanted: list[str]) -> None:
    table = 'question_suits = ["ask"]\noff = ["W4xx"]'
    assert codes(card("c", text=text), table=table, language=language) == wanted


def test_a_limit_itself_is_still_allowed() -> None:
    def long(length: int) -> list[str]:
        return codes(
            card("c", "free", text="a" * (length - 1) + "."), table="length = { aim = 20, most = 30 }\noff = ['W4xx']"
        )

    assert [long(length) for length in (20, 21, 30, 31)] == [[], ["W101"], ["W101"], ["E101"]]
    words = "sit " * 22
    assert codes(card("c", "free", text=words.strip() + ".")) == []
    assert codes(card("c", "free", text=words + "now.")) == ["W107"]


def test_the_last_word_of_a_phrase_may_be_a_beginning() -> None:
    assert codes(card("c", text="What did your previous partners cook?")) == ["E209"]


def test_a_few_words_have_no_reading_grade() -> None:
    assert "W109" not in codes(card("c", "free", text="Appreciate refrigerators together, leisurely."))
    assert "W109" in codes(card("c", "free", text="Appreciate refrigerators together, leisurely. " * 3))
