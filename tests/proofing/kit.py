"""A deck made of a few words, and the rule files as they ship."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import tomli

from generator.basics.problems import Problem
from generator.model.deck import Card, Deck, Field, Suit, Value
from generator.model.formats import FORMATS
from generator.proofing import Proofing, proof, rules_of

RULES = Path(__file__).parents[2] / "generator" / "proofing" / "rules"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(RULES.glob("*.toml"))}

SUITS = MappingProxyType({name: Suit(id=name, title=name.title()) for name in ("ask", "mix", "try", "free")})
FIELDS = MappingProxyType(
    {
        "title": Field(name="title", type="string"),
        "text": Field(name="text", type="text", required=True),
        "hint": Field(name="hint", type="text"),
        "words": Field(name="words", type="list"),
        "kind": Field(name="kind", type="choice", choices=("easy", "hard")),
        "level": Field(name="level", type="integer", min=1, max=3),
    }
)

#: What the fixtures are held to.
TABLE = """
rules = "en"
length = { aim = 110, most = 180, together = 180 }
question_suits = ["ask"]
must_contain_question = ["mix"]
speaks_to = ["ask"]
companions = { try = ["hint"] }
off = ["W303", "W403", "E109"]
"""


def card(
    name: str,
    suit: str = "ask",
    fields: Mapping[str, Value] = MappingProxyType({}),
    *,
    index: int = 0,
    copies: int = 1,
    **more: Value,
) -> Card:
    """A card with its fields in a mapping, by name, or both; an empty one is left out."""
    return Card(
        id=name,
        suit=SUITS[suit],
        copies=copies,
        fields=MappingProxyType({key: value for key, value in {**fields, **more}.items() if value != ""}),
        file="cards.toml",
        index=index,
    )


def deck(*cards: Card, language: str = "en", suits: Mapping[str, Suit] = SUITS) -> Deck:
    return Deck(
        id="deck",
        title="Deck",
        language=language,
        format=FORMATS["poker"],
        template="plain",
        fields=FIELDS,
        suits=suits,
        cards=cards,
    )


def asked(table: str = TABLE) -> Proofing:
    """The table, which must be sound."""
    proofing, problems = rules_of(tomli.loads(table), "deck.toml")
    assert proofing is not None, problems
    assert problems == ()
    return proofing


def proofed(*cards: Card, table: str = TABLE, language: str = "en") -> tuple[Problem, ...]:
    return proof(deck(*cards, language=language), asked(table), TEXTS)


def code_of(problem: Problem) -> str:
    """The code in brackets at the end of a finding's message; empty for other problems."""
    return problem.message.rpartition("[")[2].rstrip("]") if problem.message.endswith("]") else ""


def codes(*cards: Card, table: str = TABLE, language: str = "en") -> list[str]:
    return [code_of(problem) for problem in proofed(*cards, table=table, language=language)]
