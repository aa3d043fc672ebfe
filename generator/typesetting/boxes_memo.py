"""What is remembered between faces: a result stands as long as the text leaves give the same answers.

While something is laid out, every question put to a text leaf (how wide are you? how high at this width?) is noted.
A result is kept at the end of the chain of questions that led to it, branching by the answers: on the next face the
same questions are asked again, in order, and as long as the answers are ones given before, the result is there without
any layout. Questions are as coarse as the layout allows (is your longest word narrower than this?), so that different
words rarely lead to different branches.
"""

import math
from collections.abc import Callable
from typing import Final, Literal

from generator.model.design import Element
from generator.typesetting.boxes_nodes import FAR, Node

WIDTH: Final = 0
HEIGHT: Final = 1
NARROWER: Final = 2

#: Whom is asked, with how much width available, what, and for NARROWER: than what.
Question = tuple[Node, float, Literal[0, 1, 2], float]


class _Step:
    """A question, and what follows from each answer: the next question or the result."""

    __slots__ = ("next", "question")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.next: dict[object, object] = {}


class Memo:
    """Answers of one face, and results that hold for every face that answers alike."""

    def __init__(self) -> None:
        self._measure: Callable[[Element, float], tuple[float, float]] = _nothing
        self._answers: dict[tuple[Node, float], tuple[float, float]] = {}
        self._log: list[Question] = []
        #: How many results have been stored since the last `forget`.
        self.stored = 0

    def begin(self, measure: Callable[[Element, float], tuple[float, float]]) -> None:
        """Turns to the next face."""
        self._measure = measure
        self._answers = {}
        self._log = []

    def ask(self, node: Node, width: float, kind: Literal[0, 1, 2], limit: float = 0.0) -> float:
        """The answer of a leaf: its content's width or height when `width` is available, or whether it is narrower."""
        question = (node, width, kind, limit)
        self._log.append(question)
        return self._answer(question)

    def _answer(self, question: Question) -> float:
        node, width, kind, limit = question
        key = (node, width)
        found = self._answers.get(key)
        if found is None:
            wide, high = self._measure(node.element, width)
            if not (0.0 <= wide <= FAR and 0.0 <= high <= FAR):
                wide, high = _sound(wide), _sound(high)
            found = self._answers[key] = (wide, high)
        if kind == 2:
            return found[0] <= limit
        return found[kind]

    def recall(self, results: dict[object, object], key: object) -> tuple[object, int]:
        """The result stored under `key` that the leaves' answers lead to, or None; and a mark for `store`."""
        log = self._log
        mark = len(log)
        step = results.get(key)
        while type(step) is _Step:
            question = step.question
            log.append(question)
            step = step.next.get(self._answer(question))
        return step, mark

    def store(self, results: dict[object, object], key: object, mark: int, result: object) -> None:
        """Keeps a result as following from the answers given since `mark`."""
        log = self._log
        self.stored += 1
        if len(log) == mark:
            results[key] = result
            return
        questions = list(dict.fromkeys(log[mark:]))
        log[mark:] = questions
        step = results.get(key)
        if type(step) is not _Step or step.question != questions[0]:
            step = results[key] = _Step(questions[0])
        for following in questions[1:]:
            answer = self._answer(step.question)
            after = step.next.get(answer)
            if type(after) is not _Step or after.question != following:
                after = step.next[answer] = _Step(following)
                self.stored += 1
            step = after
        step.next[self._answer(step.question)] = result


def _sound(length: float) -> float:
    return 0.0 if math.isnan(length) else min(FAR, max(0.0, length))


def _nothing(_leaf: Element, _width: float) -> tuple[float, float]:
    return 0.0, 0.0
