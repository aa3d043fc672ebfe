"""Is every card well written? From a `Deck` and what it asks of its texts to problems about the writing.

In comes a deck, its table `[proofing]` read by `rules_of`, and the text of the rule sets; out go problems, each at
the card's field it is about, with a kind reason and something to try. What an author has accepted on purpose is not
reported again, and an acceptance that nothing needs any more is.

Word lists catch words, not meaning: a card without findings has still to be read by people. Proofing never changes a
text, and never looks at how it is set.
"""

from generator.proofing.proof import proof
from generator.proofing.rules import COMMON, Rule, RuleSet, Tongue, parse_rules
from generator.proofing.table import Companions, Proofing, Scope, rules_of

__all__ = [
    "COMMON",
    "Companions",
    "Proofing",
    "Rule",
    "RuleSet",
    "Scope",
    "Tongue",
    "parse_rules",
    "proof",
    "rules_of",
]
