"""The table `[proofing]`: what it may say, what is wrong with it, and what it changes."""

import tomli

from generator.basics.problems import KeyPath, Problem
from generator.proofing import Proofing, proof, rules_of
from tests.proofing.kit import TEXTS, asked, card, code_of, codes, deck, proofed


def read(table: str) -> tuple[Proofing | None, list[tuple[str, str]]]:
    proofing, problems = rules_of(tomli.loads(table), "deck.toml")
    return proofing, [(problem.name, problem.help) for problem in problems]


def table_faults(table: str) -> list[tuple[str, str, object]]:
    """What is wrong with a sound table that names things that there are not."""
    found = proof(deck(card("c-1", text="What is this to you?")), asked(table), TEXTS)
    return [
        (problem.name, problem.help, problem.at.keys if isinstance(problem.at, KeyPath) else None)
        for problem in found
        if not code_of(problem)
    ]


def test_an_empty_table_asks_for_what_holds_everywhere() -> None:
    assert rules_of({}, "deck.toml") == (Proofing(), ())
    assert codes(card("c", text="What would your wife say?"), table="off = ['W4xx']") == ["E201"]


def test_a_wrong_key_is_answered_with_the_right_one() -> None:
    assert read("shet = 9") == (None, [("unknown-key", "did you mean `sheet`?")])
    assert read("length = { mots = 9 }") == (None, [("unknown-key", "did you mean `most`?")])


def test_wrong_values_are_all_told_at_once() -> None:
    proofing, problems = read(
        """
        rules = 1
        sheet = 0
        off = ["W108", 3, "soon", "W9"]
        question_suits = "ask"
        length = { aim = 200, most = true, together = 100 }
        severity = { E201 = "bad", nonsense = "error" }
        companions = { try = 3, free = { unless = "no" } }
        only = { E201 = [] }
        [accept]
        c-1 = { W208 = "  ", E201 = 3 }
        c-2 = 4
        """
    )
    assert proofing is None
    names = [name for name, _ in problems]
    assert {name: names.count(name) for name in names} == {
        "wrong-type": 9,
        "out-of-range": 1,
        "unknown-rule": 3,
        "unknown-choice": 1,
        "missing-reason": 1,
    }


def test_an_aim_above_the_most_is_a_fault() -> None:
    assert read("length = { aim = 200, most = 180 }")[1][0][0] == "min-above-max"


def test_places_lead_to_the_value() -> None:
    _, problems = rules_of(tomli.loads('off = ["W108", "soon"]\naccept.c.E201 = ""'), "deck.toml")
    assert [problem.at for problem in problems] == [
        KeyPath("deck.toml", ("proofing", "off", 1)),
        KeyPath("deck.toml", ("proofing", "accept", "c", "E201")),
    ]


def test_names_that_there_are_not() -> None:
    off = "off = ['W4xx']\n"
    assert table_faults(off + "question_suits = ['aks']") == [
        ("unknown-suit", "did you mean `ask`?", ("proofing", "question_suits", 0))
    ]
    assert table_faults(off + "balance = ['levle']") == [
        ("unknown-field", "did you mean `level`?", ("proofing", "balance", 0))
    ]
    assert table_faults(off + "companions = { try = ['hnit'] }") == [
        ("unknown-field", "did you mean `hint`?", ("proofing", "companions", "try"))
    ]
    assert table_faults(off + "severity = { E999 = 'error' }")[0][0] == "unknown-rule"
    assert table_faults(off + "accept.c-2.E201 = 'so'") == [
        ("unknown-card", "did you mean `c-1`?", ("proofing", "accept", "c-2"))
    ]
    assert table_faults(off + "rules = 'eng'") == [("unknown-rules", "did you mean `en`?", ("proofing", "rules"))]


def test_a_language_without_rules_is_told_and_still_measured() -> None:
    found = proofed(card("c", text="Mitä?" * 50), table="length = { most = 180 }\noff = ['W4xx']", language="fi")
    assert [problem.name for problem in found] == ["unknown-rules", "card-too-long", "two-questions"]
    assert found[0].severity == "warning"


HARSH = card("c", text="What would your wife never say?")


def test_codes_can_be_switched_off_one_by_one_or_by_the_hundred() -> None:
    assert codes(HARSH, table="off = ['W4xx']") == ["E201", "W208"]
    assert codes(HARSH, table="off = ['W4xx', 'E201']") == ["W208"]
    assert codes(HARSH, table="off = ['W4xx', 'E2xx']") == ["W208"]
    assert codes(card("c", text="a b " * 50), table="off = ['W4xx', 'E101', 'E109', 'W1xx']") == []


def test_severity_can_be_changed_and_the_exact_code_wins() -> None:
    def severities(table: str) -> list[str]:
        return [problem.severity for problem in proofed(HARSH, table="off = ['W4xx']\n" + table)]

    assert severities("") == ["error", "warning"]
    assert severities("severity = { E2xx = 'warning', W208 = 'error' }") == ["warning", "error"]
    assert severities("severity = { E2xx = 'warning', E201 = 'error' }") == ["error", "warning"]


def test_a_rule_can_be_kept_to_suits_and_fields() -> None:
    table = "off = ['W4xx', 'W3xx', 'E3xx']\nonly.E201 = { suits = ['free'], fields = ['hint'] }"
    fields = {"text": "What would your wife say?", "hint": "Ask your husband."}
    assert codes(card("c", "ask", fields), table=table) == []
    (problem,) = proofed(card("c", "free", fields), table=table)
    assert isinstance(problem.at, KeyPath)
    assert problem.at.keys[-1] == "hint"


def test_what_is_accepted_with_a_reason_is_not_reported() -> None:
    accept = "off = ['W4xx']\n[accept]\nc = { W208 = 'a promise, not a claim' }"
    assert codes(HARSH, table=accept) == ["E201"]
    assert codes(HARSH, table=accept + "\n'*' = { E2xx = 'written for a wedding' }") == []


def test_an_acceptance_that_nothing_needs_is_told() -> None:
    found = proofed(card("c", text="What is it like?"), table="off=['W4xx']\naccept.c.W208 = 'why'")
    assert [(problem.name, problem.severity) for problem in found] == [("needless-acceptance", "warning")]
    assert found[0].at == KeyPath("deck.toml", ("proofing", "accept", "c", "W208"), "key")


def test_companions_may_be_excused() -> None:
    table = """
        off = ["W4xx"]
        companions.try = { any = ["hint", "title"], unless = { kind = "easy" } }
    """
    text = "Tell me about a door you like."
    assert codes(card("c", "try", text=text), table=table) == ["E401"]
    assert codes(card("c", "try", text=text, title="A door"), table=table) == []
    assert codes(card("c", "try", text=text, kind="easy"), table=table) == []
    assert codes(card("c", "try", text=text, kind="hard"), table=table) == ["E401"]


def test_every_suit_can_be_meant() -> None:
    assert codes(card("c", "free", text="Sit."), table="off=['W4xx']\nquestion_suits = ['*']") == ["E102"]


def test_faults_read_as_sentences() -> None:
    problems: tuple[Problem, ...] = rules_of({"shet": 9, "sheet": "9", "accept": {"c": {"E201": ""}}}, "deck.toml")[1]
    assert [problem.message for problem in problems] == [
        "unknown key `shet` in `[proofing]`",
        "`sheet` must be a whole number, not text",
        "`c` accepts E201 without a reason",
    ]
