"""From key paths to places: file, line, column and the line itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.basics.problems import KeyPath, Place, Problem

if TYPE_CHECKING:  # nothing is scanned while nothing is wrong
    from generator.reading.spans import Spans


def locate(problems: tuple[Problem, ...], sources: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems with every key path turned into the place where it stands; each file is scanned once.

    A key path that does not exist falls back to the nearest parent that does, at last to the file's first line. One
    into a file that is not among the sources becomes a place without its line.

    Args:
        problems: from any room.
        sources: text of each file by the name that key paths call it, as in `Deck.sources`.
    """
    scanned: dict[str, Spans] = {}

    def place(at: KeyPath) -> Place:
        if at.file not in sources:
            return Place(at.file, 1)
        if at.file not in scanned:
            from generator.reading.spans import scan

            scanned[at.file] = scan(sources[at.file])
        spans = scanned[at.file]
        span = spans.find(at.keys, at.part)
        if span is None:
            return Place(at.file, 1, 1, 1, spans.line(1))
        spot = spans.spot(span)
        return Place(at.file, spot.line, spot.column, spot.width, spans.line(spot.line))

    located = []
    for problem in problems:
        if isinstance(problem.at, KeyPath):
            problem = replace(problem, at=place(problem.at))
        if any(isinstance(related.at, KeyPath) for related in problem.related):
            problem = replace(
                problem,
                related=tuple(
                    replace(related, at=place(related.at)) if isinstance(related.at, KeyPath) else related
                    for related in problem.related
                ),
            )
        located.append(problem)
    return tuple(located)
