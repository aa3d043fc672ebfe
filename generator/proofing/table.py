"""The table `[proofing]` of a deck: what is asked of its texts, and what has been accepted on purpose."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.basics.problems import KeyPath, Problem, Severity, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.model.deck import Deck
from generator.proofing.rules import Rule

#: Stands for every suit in a list of suits, and for the whole deck among acceptances.
EVERY = "*"

_KEYS = (
    "rules",
    "main",
    "length",
    "sheet",
    "balance",
    "question_suits",
    "must_contain_question",
    "speaks_to",
    "companions",
    "only",
    "off",
    "severity",
    "accept",
)
_LENGTHS = ("aim", "most", "together")
_LONGEST_LENGTH = 20_000
_MOST_SHEET = 1_000
_MOST_ENTRIES = 20_000
_CODE = re.compile(r"[EW](?:[0-9]{3}[a-z]?|[0-9]xx)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """Fields that a suit's cards should have beside their text.

    Attributes:
        all: each of these.
        any: at least one of these.
        unless: values of other fields that excuse a card, by field.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    unless: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a rule looks: suits and fields; an empty tuple stands for all."""

    suits: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofing:
    """What a deck asks of its texts. Codes are rule codes, ``E201``, or a hundred of them, ``E2xx``.

    Attributes:
        file: where the table stands, for the places of problems.
        rules: the language's rule set; empty goes by the deck's language.
        main: the field that is the card; empty takes the first field of type `text`.
        length: ``aim``, ``most`` and ``together`` in characters, as far as the deck says them.
        sheet: cards on one sheet; 0 when that does not matter.
        balance: fields whose values should each have about as many cards.
        question_suits: suits whose cards end with a question mark.
        must_contain_question: suits whose cards have a question somewhere.
        speaks_to: suits whose cards speak to somebody.
        companions: by suit.
        only: where a rule looks, by code.
        off: codes that are not asked.
        severity: by code.
        accept: reasons by card and code; the card ``*`` is the whole deck.
    """

    file: str = "deck.toml"
    rules: str = ""
    main: str = ""
    length: Mapping[str, int] = MappingProxyType({})
    sheet: int = 0
    balance: tuple[str, ...] = ()
    question_suits: tuple[str, ...] = ()
    must_contain_question: tuple[str, ...] = ()
    speaks_to: tuple[str, ...] = ()
    companions: Mapping[str, Companions] = MappingProxyType({})
    only: Mapping[str, Scope] = MappingProxyType({})
    off: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    accept: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def at(self, *keys: str | int, key: bool = False) -> KeyPath:
        """Where something in the table stands."""
        return KeyPath(self.file, ("proofing", *keys), "key" if key else "value" if keys else "header")


def rules_of(table: Mapping[str, object], file: str) -> tuple[Proofing | None, tuple[Problem, ...]]:
    """What a parsed table `[proofing]` asks for, or everything that is wrong with it.

    Whether its suits, fields, cards and codes exist is said by `proof`, which has the deck and the rules.

    Args:
        table: the table alone.
        file: what its file is called among the deck's sources.

    Returns:
        None exactly when one of the problems is an error.
    """
    reader = _Reader(table, file)
    proofing = reader.read()
    return (None if reader.problems else proofing), tuple(reader.problems)


def means(pattern: str, code: str) -> bool:
    """Whether a code of the table stands for a rule's: `E101` is `E101b` too, and `E2xx` all that begin with E2."""
    return code[:4] == pattern or code == pattern or (pattern.endswith("xx") and pattern[:2] == code[:2])


def unknown_names(proofing: Proofing, deck: Deck, rules: Sequence[Rule]) -> tuple[Problem, ...]:
    """A problem for every suit, field, card and code in the table that does not exist."""
    problems: list[Problem] = []
    codes = tuple(dict.fromkeys(rule.code for rule in rules))
    suits, fields, cards = tuple(deck.suits), tuple(deck.fields), [card.id for card in deck.cards]
    ids = frozenset(cards)

    def check(kind: str, called: str, name: str, known: Sequence[str], *keys: str | int, key: bool = False) -> None:
        if name == EVERY or name in known:
            return
        if kind == "rule" and any(means(name, code) for code in codes):
            return
        like = _like(name, known)
        there = f"there is {one_of(tuple(known))}" if known else ""
        problems.append(
            Problem(
                name=f"unknown-{kind}",
                message=f"{called} `{name[:60]}`",
                at=proofing.at(*keys, key=key),
                label="not one of this deck's" if kind != "rule" else "not a rule's code",
                help=f"did you mean `{like}`?" if like else there,
            )
        )

    def suit(name: str, *keys: str | int, key: bool = False) -> None:
        check("suit", "no suit is called", name, suits, *keys, key=key)

    def field(name: str, *keys: str | int) -> None:
        check("field", "no field is called", name, fields, *keys)

    def code(name: str, *keys: str | int, key: bool = False) -> None:
        check("rule", "no rule has the code", name, codes, *keys, key=key)

    if proofing.main:
        field(proofing.main, "main")
    for index, name in enumerate(proofing.balance):
        field(name, "balance", index)
    for table in ("question_suits", "must_contain_question", "speaks_to"):
        for index, name in enumerate(getattr(proofing, table)):
            suit(name, table, index)
    for name, companions in proofing.companions.items():
        suit(name, "companions", name, key=True)
        for other in (*companions.all, *companions.any, *companions.unless):
            field(other, "companions", name)
    for name, scope in proofing.only.items():
        code(name, "only", name, key=True)
        for index, other in enumerate(scope.suits):
            suit(other, "only", name, "suits", index)
        for index, other in enumerate(scope.fields):
            field(other, "only", name, "fields", index)
    for index, name in enumerate(proofing.off):
        code(name, "off", index)
    for name in proofing.severity:
        code(name, "severity", name, key=True)
    for card, reasons in proofing.accept.items():
        if card not in ids:
            check("card", "no card is called", card, cards, "accept", card, key=True)
        for name in reasons:
            code(name, "accept", card, name, key=True)
    return tuple(problems)


def _like(name: str, known: Sequence[str]) -> str:
    """The known name that was probably meant; of very many only those with the same beginning are compared."""
    if len(name) > 60:
        return ""
    near = [other for other in known if len(other) <= 60]
    if len(near) > 500:
        near = [other for other in near if other[:3] == name[:3]][:500]
    return did_you_mean(name, near)


class _Reader:
    """Reads the table key by key; every fault is noted, and reading goes on."""

    def __init__(self, table: Mapping[str, object], file: str) -> None:
        self.table, self.file = table, file
        self.problems: list[Problem] = []

    def read(self) -> Proofing:
        self.known(self.table, _KEYS, "`[proofing]`")
        return Proofing(
            file=self.file,
            rules=self.text("rules"),
            main=self.text("main"),
            length=MappingProxyType(self.lengths()),
            sheet=self.number(self.table["sheet"], _MOST_SHEET, "sheet") if "sheet" in self.table else 0,
            balance=self.names(self.table, "balance"),
            question_suits=self.names(self.table, "question_suits"),
            must_contain_question=self.names(self.table, "must_contain_question"),
            speaks_to=self.names(self.table, "speaks_to"),
            companions=MappingProxyType(self.companions()),
            only=MappingProxyType(self.only()),
            off=self.off(),
            severity=MappingProxyType(self.severity()),
            accept=MappingProxyType(self.accept()),
        )

    # --- Faults ---------------------------------------------------------------------------------------------------

    def fault(self, name: str, message: str, help: str, *keys: str | int, key: bool = False) -> None:
        at = KeyPath(self.file, ("proofing", *keys), "key" if key else "value")
        self.problems.append(Problem(name=name, message=message, at=at, help=help))

    def known(self, table: Mapping[str, object], known: tuple[str, ...], called: str, *keys: str) -> None:
        for name in table:
            if name not in known:
                like = _like(str(name), known)
                self.fault(
                    "unknown-key",
                    f"unknown key `{str(name)[:60]}` in {called}",
                    f"did you mean `{like}`?" if like else f"it can have {one_of(known, 20)}",
                    *keys,
                    str(name),
                    key=True,
                )

    def wrong(self, called: str, wanted: str, value: object, help: str, *keys: str | int) -> None:
        self.fault("wrong-type", f"`{called}` must be {wanted}, not {_what(value)}", help, *keys)

    # --- Values ---------------------------------------------------------------------------------------------------

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if isinstance(value, str):
            return value
        self.wrong(key, "text", value, f'write it in quotes: {key} = "…"', key)
        return ""

    def number(self, value: object, most: int, *keys: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(keys[-1], "a whole number", value, f"{keys[-1]} = 9", *keys)
        elif not 1 <= value <= most:
            self.fault("out-of-range", f"`{keys[-1]}` is {str(value)[:30]}", f"it can be from 1 to {most}", *keys)
        else:
            return value
        return 0

    def names(self, table: Mapping[str, object], key: str, *keys: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
            self.wrong(key, "a list of names", value, f'{key} = ["…"]', *keys, key)
            return ()
        for index, name in enumerate(value):
            if not isinstance(name, str):
                self.wrong(key, "a list of names", name, "write each in quotes", *keys, key, index)
        return tuple(dict.fromkeys(name for name in value if isinstance(name, str)))

    def tables(self, key: str, help: str) -> Mapping[str, object]:
        value = self.table.get(key, {})
        if isinstance(value, Mapping) and len(value) <= _MOST_ENTRIES:
            return value
        self.wrong(key, "a table", value, help, key)
        return {}

    def code(self, code: str, *keys: str | int) -> bool:
        if _CODE.fullmatch(code):
            return True
        self.fault(
            "unknown-rule",
            f"`{code[:60]}` is not a rule's code",
            "a code is a letter and three digits, `E201`; `E2xx` is all that begin with E2",
            *keys,
            key=bool(keys) and isinstance(keys[-1], str),
        )
        return False

    # --- Keys -----------------------------------------------------------------------------------------------------

    def lengths(self) -> dict[str, int]:
        table = self.tables("length", "length = { aim = 110, most = 180, together = 180 }")
        self.known(table, _LENGTHS, "`length`", "length")
        lengths = {key: self.number(table[key], _LONGEST_LENGTH, "length", key) for key in _LENGTHS if key in table}
        if 0 < lengths.get("most", 0) < lengths.get("aim", 0):
            self.fault(
                "min-above-max",
                f"`aim` is {lengths['aim']} and `most` is {lengths['most']}, so no text could be right",
                "aim for less than the most",
                "length",
                "aim",
            )
        return {key: length for key, length in lengths.items() if length}

    def companions(self) -> dict[str, Companions]:
        example = (
            'companions = { SUIT = ["hint"] } or { SUIT = { any = ["hint", "help"], unless = { kind = "easy" } } }'
        )
        found = {}
        for suit, value in self.tables("companions", example).items():
            if isinstance(value, list):
                found[suit] = Companions(all=self.names({suit: value}, suit, "companions"))
            elif isinstance(value, Mapping):
                self.known(value, ("all", "any", "unless"), f"the companions of `{suit[:60]}`", "companions", suit)
                unless = value.get("unless", {})
                if not isinstance(unless, Mapping) or not all(isinstance(word, str) for word in unless.values()):
                    self.wrong("unless", "a table of texts", unless, 'unless = { kind = "easy" }', "companions", suit)
                    unless = {}
                found[suit] = Companions(
                    all=self.names(value, "all", "companions", suit),
                    any=self.names(value, "any", "companions", suit),
                    unless=MappingProxyType(dict(unless)),
                )
            else:
                self.wrong(suit[:60], "a list of fields or a table", value, example, "companions", suit)
        return found

    def only(self) -> dict[str, Scope]:
        example = 'only = { W208 = { suits = ["…"], fields = ["…"] } }'
        found = {}
        for code, value in self.tables("only", example).items():
            if not self.code(code, "only", code):
                continue
            if not isinstance(value, Mapping):
                self.wrong(code, "a table of `suits` and `fields`", value, example, "only", code)
                continue
            self.known(value, ("suits", "fields"), f"`only.{code}`", "only", code)
            found[code] = Scope(
                suits=self.names(value, "suits", "only", code), fields=self.names(value, "fields", "only", code)
            )
        return found

    def off(self) -> tuple[str, ...]:
        codes = self.names(self.table, "off")
        return tuple(code for index, code in enumerate(codes) if self.code(code, "off", index))

    def severity(self) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for code, value in self.tables("severity", 'severity = { E2xx = "warning" }').items():
            if not self.code(code, "severity", code):
                continue
            if value == "error":
                found[code] = "error"
            elif value == "warning":
                found[code] = "warning"
            else:
                self.fault(
                    "unknown-choice",
                    f"`{str(value)[:60]}` is not a severity",
                    "a finding is an `error` or a `warning`; to be rid of it, put its code into `off`",
                    "severity",
                    code,
                )
        return found

    def accept(self) -> dict[str, Mapping[str, str]]:
        example = 'CARD = { W208 = "why this card is right as it is" }'
        found: dict[str, Mapping[str, str]] = {}
        for card, value in self.tables("accept", f"write [proofing.accept], and below it {example}").items():
            if not isinstance(value, Mapping):
                self.wrong(card[:60], "a table of codes and reasons", value, example, "accept", card)
                continue
            reasons = {}
            for code, reason in value.items():
                if not self.code(code, "accept", card, code):
                    continue
                if isinstance(reason, str) and reason.strip():
                    reasons[code] = reason.strip()
                elif isinstance(reason, str):
                    self.fault(
                        "missing-reason",
                        f"`{card[:60]}` accepts {code} without a reason",
                        "write in a few words why the card is right as it is; whoever reads it next will ask",
                        "accept",
                        card,
                        code,
                    )
                else:
                    self.wrong(code, "a reason in words", reason, example, "accept", card, code)
            found[card] = MappingProxyType(reasons)
        return found


def _what(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    return "a date"
