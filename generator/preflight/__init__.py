"""Would a print shop take it?

In come the bytes of any PDF, from here or from anywhere; out come problems, each saying on which page and which object
it was found. What is asked depends on the target: PDF/X-4, PDF/X-1a:2003, or only what any printer at home needs.

This room never changes a file. Damaged and hostile files end in problems like all others: how many pages, operators and
pixels are looked at is limited, and what was not looked at is said. It does not certify; no free validator of PDF/X
exists. That print really reaches to the edge of the bleed is not looked at, only that there is a bleed.
"""

from generator.basics.problems import Problem
from generator.model.press import HOME_LIMITS, Limits, Target

__all__ = ["HOME_LIMITS", "Limits", "claimed", "preflight"]


def claimed(data: bytes) -> Target:
    """What the file says it is: PDF/X-1a, or else PDF/X-4, which is what a file that says nothing had better become."""
    from generator.preflight.document import claimed

    return claimed(data)


def preflight(data: bytes, target: Target, limits: Limits | None = None) -> tuple[Problem, ...]:
    """What is wrong with a PDF, errors first met first; nothing for a file that a print shop would take.

    Args:
        data: the whole file.
        target: what it is measured against.
        limits: None takes the usual ones for the target.
    """
    from generator.preflight.document import check

    return check(data, target, limits or (HOME_LIMITS if target == "home" else Limits()))
