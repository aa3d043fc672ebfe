"""The command line: the only place that prints, exits and reads the clock.

Exit codes: 0 done, 1 the deck has problems, 2 wrong usage, 3 could not read or write, 70 a fault of our own,
130 interrupted.
"""

import os
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """The command `deckwright`; never returns, and is ready for Ctrl-C before anything else is loaded."""
    try:
        from generator.cli.commands import main as run
    except KeyboardInterrupt:
        os.write(2, b"stopped; nothing was changed\n")
        os._exit(130)
    run()
