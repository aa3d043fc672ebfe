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


class Question:
    """What is asked of a leaf with so much width available, and the answer on the face of number `face`."""

    __slots__ = ("answer", "face", "kind", "limit", "node", "width")

    def __init__(self, node: Node, width: float, kind: Literal[0, 1, 2], limit: float) -> None:
        self.node = node
        self.width = width
        self.kind = kind
        #: Only for NARROWER.
        self.limit = limit
        self.face = -1
        self.answer: float = 0.0


class _Step:
    """A question, and what follows from each answer: the next question or the result."""

    __slots__ = ("next", "question")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.next: dict[float, object] = {}


class Memo:
    """Answers of one face, and results that hold for every face that answers alike."""

    def __init__(self) -> None:
        self._measure: Callable[[Element, float], tuple[float, float]] = _nothing
        self._measured: dict[tuple[Node, float], tuple[float, float]] = {}
        self._questions: dict[tuple[Node, float, int, float], Question] = {}
        self._log: list[Question] = []
        self._face = 0
        #: How many results have been stored.
        self.stored = 0

    def begin(self, measure: Callable[[Element, float], tuple[float, float]]) -> None:
        """Turns to the next face."""
        self._measure = measure
        self._measured = {}
        self._log = []
        self._face += 1

    def ask(self, node: Node, width: float, kind: Literal[0, 1, 2], limit: float = 0.0) -> float:
        """The answer of a leaf: its content's width or height when `width` is available, or whether it is narrower."""
        key = (node, width, kind, limit)
        question = self._questions.get(key)
        if question is None:
            question = self._questions[key] = Question(node, width, kind, limit)
            self.stored += 1
        self._log.append(question)
        return question.answer if question.face == self._face else self._answer(question)

    def _answer(self, question: Question) -> float:
        if question.face == self._face:
            return question.answer
        key = (question.node, question.width)
        found = self._measured.get(key)
        if found is None:
            wide, high = self._measure(question.node.element, question.width)
            if not (0.0 <= wide <= FAR and 0.0 <= high <= FAR):
                wide, high = _sound(wide), _sound(high)
            found = self._measured[key] = (wide, high)
        kind = question.kind
        answer = float(found[0] <= question.limit) if kind == NARROWER else found[kind]
        question.face = self._face
        question.answer = answer
        return answer

    def recall(self, results: dict[object, object], key: object) -> tuple[object, int]:
        """The result stored under `key` that the leaves' answers lead to, or None; and a mark for `store`."""
        log = self._log
        mark = len(log)
        step = results.get(key)
        if type(step) is _Step:
            face = self._face
            while type(step) is _Step:
                question = step.question
                log.append(question)
                step = step.next.get(question.answer if question.face == face else self._answer(question))
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
        if type(step) is not _Step or step.question is not questions[0]:
            step = results[key] = _Step(questions[0])
        for following in questions[1:]:
            answer = step.question.answer
            after = step.next.get(answer)
            if type(after) is not _Step or after.question is not following:
                after = step.next[answer] = _Step(following)
                self.stored += 1
            step = after
        step.next[step.question.answer] = result


def _sound(length: float) -> float:
    return 0.0 if math.isnan(length) else min(FAR, max(0.0, length))


def _nothing(_leaf: Element, _width: float) -> tuple[float, float]:
    return 0.0, 0.0
