"""Every rule put to every card, and to the deck as a whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from generator.basics.problems import KeyPath, Problem, Related, Severity, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.model.deck import Card, Deck, Field
from generator.proofing.likeness import alike
from generator.proofing.rules import COMMON, Rule, RuleSet, Tongue, parse_rules
from generator.proofing.table import EVERY, Companions, Proofing, means, unknown_names
from generator.proofing.words import Syllables, Text, WordLists

#: So many findings of one rule are reported one by one; the rest is counted.
MOST_OF_A_KIND = 300

#: So many other places are shown with a finding about several cards.
_MOST_RELATED = 4


def proof(deck: Deck, proofing: Proofing, rule_texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """What could be better about the writing, card by card in the deck's order, then about the deck as a whole.

    Args:
        deck: the whole deck, not an edition of it: acceptances name cards that an edition may leave out.
        proofing: what the deck asks for.
        rule_texts: the text of every rule file by its name without ending: ``common``, ``en``.

    Returns:
        Findings at the places of the cards' fields; faults of the table itself, as a card accepted that there is not.
    """
    problems: list[Problem] = []
    common = parse_rules(rule_texts[COMMON], COMMON) if COMMON in rule_texts else None
    own = _language(deck, proofing, rule_texts, problems)
    sets = [found for found in (common, own) if found is not None]
    # A language may say a common rule in its own way.
    rules = list({rule.code: rule for found in sets for rule in found.rules}.values())
    problems += unknown_names(proofing, deck, rules)
    tongue = own.tongue if own else Tongue()
    asked = [rule for rule in rules if not any(means(code, rule.code) for code in proofing.off)]
    return (*problems, *_Proof(deck, proofing, asked, tongue).report())


def _language(deck: Deck, proofing: Proofing, rule_texts: Mapping[str, str], problems: list[Problem]) -> RuleSet | None:
    """The rule set of the deck's language; a problem is added when there is none."""
    name = proofing.rules or deck.language
    for tag in (name, name.lower(), name.lower().partition("-")[0]):
        if tag in rule_texts and tag != COMMON:
            return parse_rules(rule_texts[tag], tag)
    known = sorted(tag for tag in rule_texts if tag != COMMON)
    like = did_you_mean(name[:40], known)
    if proofing.rules:
        problems.append(
            Problem(
                name="unknown-rules",
                message=f"there is no rule set `{name[:60]}`",
                at=proofing.at("rules"),
                help=f"did you mean `{like}`?" if like else f"there is {one_of(known)}" if known else "",
            )
        )
    else:
        problems.append(
            Problem(
                name="unknown-rules",
                message=f"there are no rules for texts in `{name[:60]}`, so only lengths and doubles are looked at",
                at=proofing.at(),
                help=f"there is {one_of(known)}: say which with `rules`" if known else "",
                severity="warning",
            )
        )
    return None


@dataclass(frozen=True, slots=True)
class _Finding:
    """A rule that has something to say.

    Attributes:
        card: None when it is about the deck.
        values: what the message's braces stand for.
    """

    rule: Rule
    card: Card | None
    at: KeyPath
    values: Mapping[str, object]
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of one field of one suit's cards."""

    field: str
    lists: frozenset[int]
    checks: tuple[tuple[Rule, Callable[[Text, Rule], Mapping[str, object] | None]], ...]


class _Proof:
    """One run over a deck."""

    def __init__(self, deck: Deck, proofing: Proofing, rules: list[Rule], tongue: Tongue) -> None:
        self.deck, self.proofing, self.rules, self.tongue = deck, proofing, rules, tongue
        self.syllables = Syllables(tongue)
        self.texts = [name for name, field in deck.fields.items() if field.type == "text"]
        self.printed = [name for name, field in deck.fields.items() if _is_printed(field)]
        self.main = proofing.main or next(iter(self.texts or self.printed), "")
        self.lengths = {
            limit: proofing.length.get(limit, getattr(tongue, limit)) for limit in ("aim", "most", "together")
        }
        self.scopes = {rule.code: self._scope(rule) for rule in rules}
        self.lists = WordLists(tongue)
        self.speaking = WordLists(tongue)
        for number, rule in enumerate(rules):
            if rule.looks == "words":
                self.lists.add(number, rule.words)
                self.lists.add(number, rule.unless, excuse=True)
            elif rule.looks == "speaks":
                self.speaking.add(number, rule.words)
        self.plans: dict[str, tuple[_Plan, ...]] = {}
        self.companions = [rule for rule in rules if rule.looks == "companion"]
        self.whole = [rule for rule in rules if rule.looks in ("together", "grade")]
        self.grading = tongue.grade if any(rule.looks in ("grade", "deck-grade") for rule in rules) else ()
        self.sums = [0, 0, 0]
        self.mains: list[tuple[Card, Text]] = []
        self.compared_all = True

    # --- The run --------------------------------------------------------------------------------------------------

    def report(self) -> Iterator[Problem]:
        """Every finding that nobody accepted, then the acceptances that nothing needed."""
        accept = self.proofing.accept
        used: set[tuple[str, str]] = set()
        told: Counter[str] = Counter()
        rest: dict[str, _Finding] = {}
        for finding in self._findings():
            rule, card = finding.rule, finding.card
            accepted = False
            for name in (card.id, EVERY) if card else (EVERY,):
                for code in accept.get(name, ()):
                    if means(code, rule.code):
                        used.add((name, code))
                        accepted = True
            if accepted:
                continue
            told[rule.code] += 1
            if told[rule.code] <= MOST_OF_A_KIND:
                yield self._problem(finding)
            else:
                rest[rule.code] = finding
        for code, finding in rest.items():
            yield Problem(
                name=finding.rule.name,
                message=f"{told[code] - MOST_OF_A_KIND} more cards have the same fault [{code}]",
                at=finding.at,
                label="the last of them",
                help=f"put the first ones right, or put `{code}` into `off` if this deck is meant to be so",
                severity=self._severity(finding.rule),
            )
        known = {card.id for card in self.deck.cards} | {EVERY}
        for name, reasons in accept.items():
            for code in reasons:
                if name in known and (name, code) not in used:
                    yield Problem(
                        name="needless-acceptance",
                        message=f"`{name[:60]}` accepts {code}, but there is nothing to accept any more",
                        at=self.proofing.at("accept", name, code, key=True),
                        help="take the line out, so that the next change is looked at again",
                        severity="warning",
                    )

    def _problem(self, finding: _Finding) -> Problem:
        rule = finding.rule
        card = finding.card.id if finding.card else '"*"'
        return Problem(
            name=rule.name,
            message=f"{rule.says.format(**finding.values)} [{rule.code}]",
            at=finding.at,
            label=rule.why,
            help=f'{rule.help}; or keep it: {card} = {{ {rule.code} = "why" }} below [proofing.accept]',
            severity=self._severity(rule),
            related=finding.related,
        )

    def _severity(self, rule: Rule) -> Severity:
        exact = self.proofing.severity.get(rule.code)
        if exact:
            return exact
        return next(
            (wanted for code, wanted in self.proofing.severity.items() if means(code, rule.code)), rule.severity
        )

    def _findings(self) -> Iterator[_Finding]:
        for card in self.deck.cards:
            yield from self._card(card)
        for rule in self.rules:
            find = _DECKWIDE.get(rule.looks)
            if find is not None:
                yield from find(self, rule)

    # --- Where a rule looks ---------------------------------------------------------------------------------------

    def _scope(self, rule: Rule) -> tuple[frozenset[str] | None, tuple[str, ...]]:
        """The suits a rule looks at, None for all, and the fields."""
        suits: frozenset[str] | None = None
        fields: tuple[str, ...] = {
            "main": (self.main,) if self.main else (),
            "texts": tuple(self.texts) or ((self.main,) if self.main else ()),
            "all": tuple(self.printed),
        }[rule.reads]
        for code, scope in self.proofing.only.items():
            if means(code, rule.code):
                suits = frozenset(scope.suits) if scope.suits and EVERY not in scope.suits else suits
                fields = tuple(name for name in scope.fields if name in self.printed) if scope.fields else fields
        asking = {
            "question-mark": self.proofing.question_suits,
            "no-question": self.proofing.must_contain_question,
            "speaks": self.proofing.speaks_to,
        }.get(rule.looks)
        if asking is not None and EVERY not in asking:
            suits = frozenset(asking) if suits is None else suits & frozenset(asking)
        return suits, fields

    def _looks_at(self, rule: Rule, card: Card) -> bool:
        suits, _ = self.scopes[rule.code]
        return suits is None or (card.suit.id if card.suit else "") in suits

    def _plan(self, suit: str) -> tuple[_Plan, ...]:
        plans = []
        for field in self.printed:
            lists: set[int] = set()
            checks = []
            for number, rule in enumerate(self.rules):
                suits, fields = self.scopes[rule.code]
                if field not in fields or (suits is not None and suit not in suits):
                    continue
                if rule.looks == "words":
                    lists.add(number)
                elif rule.looks in _CHECKS:
                    checks.append((rule, _CHECKS[rule.looks].__get__(self)))
            plans.append(_Plan(field, frozenset(lists), tuple(checks)))
        return tuple(plans)

    # --- One card -------------------------------------------------------------------------------------------------

    def _card(self, card: Card) -> Iterator[_Finding]:
        suit = card.suit.id if card.suit else ""
        plans = self.plans.get(suit)
        if plans is None:
            plans = self.plans[suit] = self._plan(suit)
        texts: dict[str, Text] = {}
        for plan in plans:
            value = card.fields.get(plan.field)
            if isinstance(value, tuple):
                value = ". ".join(value)
            if not isinstance(value, str) or not value:
                continue
            text = texts[plan.field] = Text(value, self.tongue)
            if plan.field == self.main:
                self.mains.append((card, text))
            found = self.lists.search(text.tokens) if plan.lists else {}
            for number in sorted(found):
                if number in plan.lists:
                    values = {"card": card.id, "found": _quoted(found[number])}
                    yield _Finding(self.rules[number], card, card.at(plan.field), values)
            for rule, check in plan.checks:
                more = check(text, rule)
                if more is not None:
                    yield _Finding(rule, card, card.at(plan.field), {"card": card.id, **more})
        yield from self._whole_card(card, texts)
        for rule in self.companions:
            wanted = self._missing(card, self.proofing.companions.get(suit) or self.proofing.companions.get(EVERY))
            if wanted and self._looks_at(rule, card):
                yield _Finding(rule, card, card.at(), {"card": card.id, "found": wanted})

    def _whole_card(self, card: Card, texts: Mapping[str, Text]) -> Iterator[_Finding]:
        """What is said of all texts of a card together."""
        read = [texts[name] for name in self.texts if name in texts]
        grade = self._grade(read) if self.grading and read else None
        for rule in self.whole:
            if not self._looks_at(rule, card):
                continue
            if rule.looks == "together":
                length, most = sum(len(text.plain) for text in read), self.lengths["together"]
                if most and length > most and len(read) > 1:
                    values = {"card": card.id, "number": length, "most": most}
                    yield _Finding(rule, card, card.at(self.main), values)
            elif grade is not None and grade[1] >= rule.least and grade[0] > rule.most:
                values = {"card": card.id, "number": f"{grade[0]:.1f}", "most": f"{rule.most:g}"}
                yield _Finding(rule, card, card.at(self.main), values)

    def _grade(self, texts: list[Text]) -> tuple[float, int]:
        """The reading grade of a card and its number of words; both are added to the deck's sums."""
        words = sentences = syllables = 0
        for text in texts:
            own = text.words
            words += len(own)
            sentences += len(text.sentences) or bool(own)
            syllables += sum(map(self.syllables.of, own))
        for place, amount in enumerate((words, sentences, syllables)):
            self.sums[place] += amount
        return _grade(self.grading, words, sentences, syllables), words

    @staticmethod
    def _missing(card: Card, companions: Companions | None) -> str:
        """The fields that a card should have and has not, in words; empty when nothing is missing."""
        if companions is None:
            return ""
        if any(str(card.fields.get(field, "")) == value for field, value in companions.unless.items()):
            return ""
        missing = [f"`{field}`" for field in companions.all if not card.fields.get(field)]
        if companions.any and not any(card.fields.get(field) for field in companions.any):
            missing.append(one_of(companions.any))
        return " and ".join(missing)

    # --- One text -------------------------------------------------------------------------------------------------

    def _length(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        length, most = len(text.plain), self.lengths[rule.limit]
        # What is too long altogether is not told to aim for less as well.
        if not most or length <= most or (rule.limit == "aim" and length > (self.lengths["most"] or length)):
            return None
        return {"number": length, "most": most}

    def _question_mark(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        shown = text.low.rstrip().rstrip("\"'”’»」』)]").rstrip()
        ends = shown.endswith(tuple(self.tongue.question))
        if ends and (not self.tongue.opens or self.tongue.opens in shown):
            return None
        return {"found": f"`{self.tongue.question[0]}`" if not ends else f"`{self.tongue.opens}`"}

    def _no_question(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        return None if text.questions else {}

    def _questions(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        return {"number": text.questions} if text.questions > rule.most else None

    def _pattern(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        return self._matched([text.low], rule)

    def _question_pattern(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        if not text.questions:
            return None
        marks = tuple(self.tongue.question)
        asked = [sentence for sentence in text.sentences if sentence.rstrip("\"'”’»」』)] ").endswith(marks)]
        return self._matched([sentence.lstrip("\"'“‘«「『(¿¡ ") for sentence in asked], rule)

    @staticmethod
    def _matched(texts: list[str], rule: Rule) -> Mapping[str, object] | None:
        for text in texts:
            for pattern in rule.patterns:
                match = pattern.search(text)
                if match:
                    return {"found": _quoted([match[0].strip(" ,;，；、")])}
        return None

    def _sentence(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        if len(text.words) <= rule.most:
            return None
        longest = max((len(Text(sentence, self.tongue).words) for sentence in text.sentences), default=0)
        return {"number": longest, "most": f"{rule.most:g}"} if longest > rule.most else None

    def _syllables(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        found = [word for word in text.words if self.syllables.of(word) > rule.most and not self._is_easy(word, rule)]
        return {"found": _quoted(list(dict.fromkeys(found)))} if found else None

    def _is_easy(self, word: str, rule: Rule) -> bool:
        """Whether everybody knows a long word, or it is made of short ones."""
        parts = [part.partition("'")[0] for part in word.split("-")]
        return all(part in self.tongue.easy or self.syllables.of(part) <= rule.most for part in parts)

    def _speaks(self, text: Text, rule: Rule) -> Mapping[str, object] | None:
        return None if self.speaking.search(text.tokens) else {}

    # --- The whole deck -------------------------------------------------------------------------------------------

    def _evened(self, rule: Rule) -> dict[str, list[Card]]:
        """The cards by their text without capitals and marks; the first of each list has it first."""
        glue = " " if self.tongue.spaces else ""
        found: dict[str, list[Card]] = {}
        for card, text in self.mains:
            if self._looks_at(rule, card) and text.tokens:
                found.setdefault(glue.join(text.tokens), []).append(card)
        return found

    def _same(self, rule: Rule) -> Iterator[_Finding]:
        for cards in self._evened(rule).values():
            first = cards[0]
            for card in cards[1:]:
                related = (Related(first.at(self.main), "the first one"),)
                values = {"card": card.id, "other": first.id}
                yield _Finding(rule, card, card.at(self.main), values, related)

    def _alike(self, rule: Rule) -> Iterator[_Finding]:
        evened = {text: cards[0] for text, cards in self._evened(rule).items() if len(text) >= rule.least}
        cards = list(evened.values())
        pairs, complete = alike(list(evened), rule.share)
        for pair in pairs:
            card, other = cards[pair.later], cards[pair.earlier]
            related = (Related(other.at(self.main), "the other one"),)
            values = {"card": card.id, "other": other.id, "number": f"{pair.cosine:.0%}"}
            yield _Finding(rule, card, card.at(self.main), values, related)
        self.compared_all = complete

    def _alike_rest(self, rule: Rule) -> Iterator[_Finding]:
        if not self.compared_all:
            yield _Finding(rule, None, self.proofing.at(), {})

    def _beginnings(self, rule: Rule) -> Iterator[_Finding]:
        sizes: Counter[str] = Counter()
        groups: dict[tuple[str, str], list[Card]] = {}
        glue = " " if self.tongue.spaces else ""
        for card, text in self.mains:
            if self._looks_at(rule, card):
                suit = card.suit.id if card.suit else ""
                sizes[suit] += 1
                if len(text.words) >= 3:
                    groups.setdefault((suit, glue.join(text.words[:3])), []).append(card)
        for (suit, words), cards in groups.items():
            if len(cards) >= rule.least and len(cards) > rule.share * sizes[suit]:
                first, *others = cards
                related = tuple(Related(card.at(self.main), "so does this one") for card in others[:_MOST_RELATED])
                where = f"the suit `{suit}`" if suit else "the deck"
                values = {"number": len(cards), "most": sizes[suit], "where": where, "found": _quoted([words])}
                yield _Finding(rule, first, first.at(self.main), values, related)

    def _deck_grade(self, rule: Rule) -> Iterator[_Finding]:
        words, sentences, syllables = self.sums
        if not self.grading or words < rule.least:
            return
        grade = _grade(self.grading, words, sentences, syllables)
        if grade > rule.most:
            values = {"number": f"{grade:.1f}", "most": f"{rule.most:g}"}
            yield _Finding(rule, None, self.proofing.at(), values)

    def _sheet(self, rule: Rule) -> Iterator[_Finding]:
        sheet, total = self.proofing.sheet, sum(card.copies for card in self.deck.cards)
        if sheet and total % sheet:
            values = {"number": total, "most": sheet, "found": sheet - total % sheet, "other": total % sheet}
            yield _Finding(rule, None, self.proofing.at("sheet"), values)

    def _empty_suit(self, rule: Rule) -> Iterator[_Finding]:
        used = {card.suit.id for card in self.deck.cards if card.suit and card.copies}
        for suit in self.deck.suits:
            if suit not in used:
                at = KeyPath(self.proofing.file, ("suits", suit), "header")
                yield _Finding(rule, None, at, {"found": f"`{suit}`"})

    def _empty_value(self, rule: Rule) -> Iterator[_Finding]:
        for name in self.proofing.balance:
            field = self.deck.fields.get(name)
            if field is None:
                continue
            used = self._values(name)
            empty = [value for value in _allowed(field) if not any(value in counts for counts in used.values())]
            if empty:
                at = KeyPath(self.proofing.file, ("fields", name), "header")
                yield _Finding(rule, None, at, {"found": _quoted(empty), "where": f"`{name}`"})

    def _uneven(self, rule: Rule) -> Iterator[_Finding]:
        for place, name in enumerate(self.proofing.balance):
            field = self.deck.fields.get(name)
            if field is None:
                continue
            allowed = list(_allowed(field))
            for suit, counts in self._values(name).items():
                # A suit may keep to a part of the values; what lies between those it has should be there as well.
                span = [index for index, value in enumerate(allowed) if value in counts]
                values = allowed[span[0] : span[-1] + 1] if span and field.type == "integer" else list(counts)
                shown = {value: counts.get(value, 0) for value in values}
                most, least = max(shown.values(), default=0), min(shown.values(), default=0)
                if most >= rule.least and least < rule.share * most:
                    where = f"the suit `{suit}`" if suit else "the deck"
                    found = ", ".join(f"{value}: {count}" for value, count in list(shown.items())[:12])
                    yield _Finding(
                        rule, None, self.proofing.at("balance", place), {"where": where, "found": found, "other": name}
                    )

    def _values(self, name: str) -> dict[str, Counter[str]]:
        """How many cards of each suit have each value of a field."""
        found: dict[str, Counter[str]] = {}
        for card in self.deck.cards:
            value = card.fields.get(name)
            if value is not None and card.copies:
                counts = found.setdefault(card.suit.id if card.suit else "", Counter())
                counts.update(value if isinstance(value, tuple) else (str(value),))
        return found


_CHECKS: Mapping[str, Callable[[_Proof, Text, Rule], Mapping[str, object] | None]] = {
    "length": _Proof._length,
    "no-question": _Proof._no_question,
    "pattern": _Proof._pattern,
    "question-mark": _Proof._question_mark,
    "question-pattern": _Proof._question_pattern,
    "questions": _Proof._questions,
    "sentence": _Proof._sentence,
    "speaks": _Proof._speaks,
    "syllables": _Proof._syllables,
}

_DECKWIDE: Mapping[str, Callable[[_Proof, Rule], Iterator[_Finding]]] = {
    "alike": _Proof._alike,
    "alike-rest": _Proof._alike_rest,
    "beginnings": _Proof._beginnings,
    "deck-grade": _Proof._deck_grade,
    "empty-suit": _Proof._empty_suit,
    "empty-value": _Proof._empty_value,
    "same": _Proof._same,
    "sheet": _Proof._sheet,
    "uneven": _Proof._uneven,
}


def _is_printed(field: Field) -> bool:
    """Whether a field holds words of the author's own."""
    return field.type in ("text", "string") or (field.type == "list" and not field.choices)


def _allowed(field: Field) -> tuple[str, ...]:
    """The values a field can have, if they can be counted."""
    if field.choices:
        return field.choices
    if field.type == "integer" and field.min is not None and field.max is not None and field.max - field.min < 100:
        return tuple(str(value) for value in range(int(field.min), int(field.max) + 1))
    return ()


def _grade(formula: tuple[float, ...], words: int, sentences: int, syllables: int) -> float:
    """The school year in which a text is read with ease, by the formula of its language."""
    if not words or not sentences:
        return 0.0
    by_sentence, by_word, off = formula
    return by_sentence * words / sentences + by_word * syllables / words - off


def _quoted(words: list[str]) -> str:
    """What was found, in backticks; of very much only the beginning."""
    shown = [f"`{word if len(word) <= 40 else word[:39] + '…'}`" for word in words[:4]]
    return ", ".join(shown) + (f" and {len(words) - 4} more" if len(words) > 4 else "")
