"""Custom properties: what var() stands for."""

from collections.abc import Mapping

from tinycss2 import ast

from generator.basics.problems import did_you_mean
from generator.templating.css.tokens import BadValueError, Token, Tokens, inside, is_literal, too_deep

#: A value never grows longer than this, words; a few variables that hold each other twice would fill any memory.
MAX_WORDS = 4096
#: Nor do all variables of an element together.
MAX_ALL_WORDS = 100_000
_MOST_COMPARED = 500
_MOST_RINGS = 20

#: Name of a fault that has been reported where the variable is declared.
REPORTED = "reported"

#: What each variable stands for; None when its declaration was reported as wrong.
Variables = Mapping[str, Tokens | None]


def substituted(tokens: Tokens, variables: Variables, used: list[str]) -> Tokens:
    """The words with every var() replaced; `used` is given the names that were, in order.

    Raises:
        BadValueError: a variable is not defined and there is no fallback, var() is not well written, or the value
            grows beyond all bounds.
    """
    count = [0]
    found = _substituted(tokens, variables, used, count)
    if too_deep(found) is not None:
        raise BadValueError("nested too deeply", name="value-too-long")
    return found


def _substituted(tokens: Tokens, variables: Variables, used: list[str], count: list[int]) -> Tokens:
    found: Tokens = []
    for token in tokens:
        count[0] += 1
        if count[0] > MAX_WORDS:
            raise BadValueError("too long", name="value-too-long", message=f"a value grows beyond {MAX_WORDS} words")
        content = inside(token)
        if content is None:
            found.append(token)
        elif token.type == "function" and token.lower_name == "var":
            name, fallback = reference(token)
            value = variables.get(name)
            if value is not None:
                used.append(name)
                count[0] += _weight(value)
                if count[0] > MAX_WORDS:
                    raise BadValueError(
                        "too long", name="value-too-long", message=f"a value grows beyond {MAX_WORDS} words"
                    )
                found.extend(value)
            elif fallback is not None:
                found.extend(_substituted(fallback, variables, used, count))
            elif name in variables:
                raise BadValueError("was reported", token, name=REPORTED)
            else:
                raise unknown_variable(name, variables, token)
        else:
            found.append(_rebuilt(token, _substituted(content, variables, used, count)))
    return found


def _weight(tokens: Tokens) -> int:
    return sum(1 + _weight(inside(token) or []) for token in tokens)


def _rebuilt(token: Token, content: Tokens) -> Token:
    if token.type == "function":
        return ast.FunctionBlock(token.source_line, token.source_column, token.name, content)
    return type(token)(token.source_line, token.source_column, content)


def reference(token: Token) -> tuple[str, Tokens | None]:
    """The name inside var(), and the fallback if there is one.

    Raises:
        BadValueError: there is no name.
    """
    arguments: Tokens = list(token.arguments)
    while arguments and arguments[0].type in ("whitespace", "comment"):
        del arguments[0]
    if not arguments or arguments[0].type != "ident" or not arguments[0].value.startswith("--"):
        raise BadValueError("not the name of a variable", token, help="such as var(--suit)")
    rest = arguments[1:]
    while rest and rest[0].type in ("whitespace", "comment"):
        del rest[0]
    if not rest:
        return arguments[0].value, None
    if not is_literal(rest[0], ","):
        raise BadValueError("a comma is missing after the name", token, help="such as var(--suit, black)")
    fallback = rest[1:]
    while fallback and fallback[0].type == "whitespace":
        del fallback[0]
    return arguments[0].value, fallback


def unknown_variable(name: str, variables: Variables, token: Token) -> BadValueError:
    """What is said when a variable has no value."""
    near = did_you_mean(name, tuple(variables)[:_MOST_COMPARED])
    return BadValueError(
        "not set on this element or around it",
        token,
        name="unknown-variable",
        message=f"no variable is called `{name[:60]}`",
        help=f"did you mean `{near}`?" if near else f"set it, such as `card {{ {name[:60]}: … }}`, or give a fallback",
    )


def resolved(
    declared: Mapping[str, Tokens], around: Variables
) -> tuple[Variables, dict[str, tuple[BadValueError, tuple[str, ...]]]]:
    """The variables of an element, those around it included, and what is wrong with those it declares.

    Args:
        declared: the element's own, as written.
        around: those of the element around it.
    """
    done: dict[str, Tokens | None] = {name: value for name, value in around.items() if name not in declared}
    faults: dict[str, tuple[BadValueError, tuple[str, ...]]] = {}
    needs = {name: [need for need in _needed(value) if need in declared] for name, value in declared.items()}
    wanted_by: dict[str, list[str]] = {}
    missing = {name: len(those) for name, those in needs.items()}
    for name, those in needs.items():
        for need in those:
            wanted_by.setdefault(need, []).append(name)
    total = 0
    ready = [name for name in declared if not missing[name]]
    for name in ready:
        used: list[str] = []
        try:
            if total > MAX_ALL_WORDS:
                raise BadValueError(
                    "too long",
                    name="value-too-long",
                    message=f"an element's variables grow beyond {MAX_ALL_WORDS} words",
                )
            done[name] = value = substituted(declared[name], done, used)
            total += _weight(value)
        except BadValueError as fault:
            done[name] = None
            if fault.name != REPORTED:
                faults[name] = (fault, tuple(dict.fromkeys(used)))
        for other in wanted_by.get(name, ()):
            missing[other] -= 1
            if not missing[other]:
                ready.append(other)
    for name in declared:
        if not missing[name]:
            continue
        done[name] = None
        if len(faults) >= _MOST_RINGS:
            continue
        ring = _ring(name, needs)
        if ring:
            faults[name] = (
                BadValueError(
                    "comes round to itself",
                    name="variable-cycle",
                    message=f"the variable `{name[:60]}` hangs on itself",
                    help=f"it goes {ring}",
                ),
                (),
            )
    return done, faults


def _ring(name: str, needs: Mapping[str, list[str]]) -> str:
    """The way from the variable back to itself; empty when it only hangs on others that do so."""
    came_from: dict[str, str] = {}
    queue = [name]
    for step in queue:
        for need in needs[step]:
            if need == name:
                way = [name]
                while step != name:
                    way.append(step)
                    step = came_from[step]
                shown = [name, *reversed(way[1:]), name]
                if len(shown) > 6:
                    shown = [*shown[:3], "…", *shown[-2:]]
                return " → ".join(f"`{one}`" for one in shown)
            if need not in came_from:
                came_from[need] = step
                queue.append(need)
    return ""


def _needed(tokens: Tokens) -> list[str]:
    found: list[str] = []
    stack = list(tokens)
    while stack:
        token = stack.pop()
        if token.type == "function" and token.lower_name == "var":
            try:
                found.append(reference(token)[0])
            except BadValueError:
                continue
        stack.extend(inside(token) or [])
    return found
