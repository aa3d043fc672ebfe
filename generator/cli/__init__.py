"""The command line: the only place besides the studio that prints, exits and reads the clock.

Exit codes: 0 done, 1 the deck has problems, 2 wrong usage, 3 could not read or write, 70 a fault of our own,
130 interrupted.
"""

from generator.cli.commands import main

__all__ = ["main"]
