"""Selectors: compiled once, with the names they hang on."""

from collections.abc import Callable
from typing import Any, Literal

from cssselect2 import parser
from cssselect2.compiler import CompiledSelector
from tinycss2 import ast

from generator.basics.problems import Place, Problem
from generator.basics.records import dataclass
from generator.templating.css.tokens import (
    Origin,
    Token,
    Tokens,
    every,
    is_literal,
    significant,
    split_commas,
    syntax_fault,
    written_all,
)

#: A longer selector is no selector; the library builds one nested expression from it.
MAX_WORDS = 120
MAX_TOKENS = 1000

_NEVER = (
    "link", "any-link", "local-link", "visited", "hover", "active", "focus", "focus-within", "focus-visible", "target",
    "target-within", "current", "past", "future", "playing", "paused", "seeking", "buffering", "stalled", "muted",
    "volume-locked", "user-valid", "user-invalid", "host", "enabled", "disabled", "checked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a selector asks for."""

    kind: Literal["class", "id", "element"]
    name: str
    at: Place | None


@dataclass(frozen=True, slots=True, eq=False)
class Selector:
    """One selector, ready to match. Compared by identity.

    Attributes:
        compiled: the library's own; `test(element)` says whether it matches.
        specificity: ids, classes, elements.
        words: as written, `&` replaced.
        origin: where its words stand.
    """

    compiled: Any
    test: Callable[[Any], bool]
    specificity: tuple[int, int, int]
    words: Tokens
    origin: Origin

    @property
    def at(self) -> Place | None:
        """Its place."""
        return self.origin.place(significant(self.words))

    @property
    def text(self) -> str:
        """As one would write it."""
        return written_all(significant(self.words))

    @property
    def names(self) -> tuple[Name, ...]:
        """What must be in a tree for it ever to match, in order."""
        return _names(self.words, self.origin)

    @property
    def conditional(self) -> bool:
        """Whether it asks for a place among siblings, an attribute or the like, which a tree may well lack."""
        return any(token.type == "[] block" or is_literal(token, ":") for token in self.words)


def selectors(prelude: Tokens, origin: Origin) -> tuple[tuple[Selector, ...], Problem | None]:
    """The selectors between the commas, or what is wrong with one of them, in which case none counts."""
    found: list[Selector] = []
    for part in split_commas(prelude):
        words = significant(part)
        if not words:
            at = origin.place(significant(prelude) or prelude) if prelude else None
            return (), _problem("a selector is missing beside a comma", at, "remove the comma")
        if len(words) > MAX_WORDS or sum(1 for _ in every(part)) > MAX_TOKENS:
            return (), _problem("a selector goes on for too long", origin.place(words), "give the element a class")
        problem = _check(part, origin)
        if problem:
            return (), problem
        plain = _plain(part)
        if plain is not None:
            found.append(Selector(plain, plain.test, plain.specificity, list(part), origin))
            continue
        try:
            parsed = list(parser.parse(list(part)))
            compiled = [CompiledSelector(one) for one in parsed]
        except Exception as fault:  # the library raises whatever its parsing and its eval() run into
            return (), _explained(fault, words, origin)
        if len(compiled) != 1 or compiled[0].pseudo_element:
            return (), _problem(f"`{written_all(words)}` is not a selector", origin.place(words), "")
        one = compiled[0]
        found.append(Selector(one, one.test, tuple(one.specificity), list(part), origin))
    return tuple(found), None


class _Plain:
    """What the library makes of a selector of elements and classes alone, without the compiler that it calls on each.

    Nearly all selectors are such, and a look has more than a hundred.
    """

    __slots__ = ("class_name", "local_name", "lower_local_name", "specificity", "test")
    specificity: tuple[int, int, int]

    id = namespace = pseudo_element = None
    never_matches = requires_lang_attr = False

    def __init__(self, element: str, classes: list[str], outer: "_Plain | None", directly: bool) -> None:
        self.local_name = element or None
        self.lower_local_name = element.lower() or None
        self.class_name = classes[-1] if classes else None
        before: tuple[int, int, int] = outer.specificity if outer else (0, 0, 0)
        self.specificity = (0, before[1] + len(classes), before[2] + bool(element))
        self.test = _tested(element, classes)
        if outer is not None:
            self.test = (_inside_directly if directly else _inside)(self.test, outer.test)


def _tested(element: str, classes: list[str]) -> Callable[[Any], bool]:
    if not element and len(classes) == 1:
        (name,) = classes
        return lambda el: name in el.classes
    if not classes:
        return lambda el: el.local_name == element
    return lambda el: (not element or el.local_name == element) and all(name in el.classes for name in classes)


def _inside(inner: Callable[[Any], bool], outer: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda el: inner(el) and any(outer(one) for one in el.ancestors)


def _inside_directly(inner: Callable[[Any], bool], outer: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda el: inner(el) and el.parent is not None and outer(el.parent)


def _plain(part: Tokens) -> _Plain | None:
    """The selector, if it is made of elements and classes with spaces or `>` between; None when it has more."""
    made: _Plain | None = None
    directly = False
    words = list(part)
    at = 0
    while at < len(words):
        element, classes = "", list[str]()
        if words[at].type == "ident":
            element = words[at].value
            at += 1
        while at + 1 < len(words) and is_literal(words[at], ".") and words[at + 1].type == "ident":
            classes.append(words[at + 1].value)
            at += 2
        if element or classes:
            made = _Plain(element, classes, made, directly)
        elif at > 0:
            return None
        directly = False
        start = at
        while at < len(words) and (words[at].type == "whitespace" or (is_literal(words[at], ">") and not directly)):
            directly = directly or words[at].type != "whitespace"
            at += 1
        if (at == start and at < len(words)) or (directly and (made is None or at == len(words))):
            return None
    return made


def _problem(message: str, at: Place | None, help_: str, label: str = "") -> Problem:
    return Problem(name="unknown-selector", message=message, at=at, label=label, help=help_)


def _explained(fault: Exception, words: Tokens, origin: Origin) -> Problem:
    """The library's words are about its tokens; ours are about what the author wrote."""
    message = f"`{written_all(words)}` is not a selector"
    token = fault.args[0] if fault.args and hasattr(fault.args[0], "source_line") else None
    at = origin.place([token]) if token is not None and words else origin.place(words)
    if fault.args and fault.args[0] == "Unknown pseudo-class" and len(fault.args) > 1:
        message = f"no pseudo-class is called `:{str(fault.args[1])[:40]}`"
        help_ = "there are `:first-child`, `:last-child`, `:nth-child(…)`, `:not(…)`, `:is(…)`, `:has(…)` and `:empty`"
        return _problem(message, origin.place(words), help_)
    return _problem(message, at, "elements, `.classes`, `#ids` and `[attributes]`, such as `card > .question`")


def _check(part: Tokens, origin: Origin) -> Problem | None:
    """What the library would take in silence although it can never match, or would drop without a word."""
    for position, token in enumerate(part):
        if token.type == "error":
            fault = syntax_fault(token)
            return _problem("a selector cannot be read", origin.place([token]), fault.help if fault else "")
        before = part[position - 1] if position else None
        if is_literal(token, "&"):
            return _problem("`&` stands for the selector around it, and there is none", origin.place([token]), "")
        if before is None or not is_literal(before, ":"):
            continue
        doubled = position > 1 and is_literal(part[position - 2], ":")
        if token.type == "ident" and (
            doubled or token.lower_value in ("before", "after", "first-line", "first-letter")
        ):
            return _problem(
                f"`::{token.value[:40]}` makes nothing on a card",
                origin.place([token]),
                "write the element into the template",
            )
        if token.type == "ident" and token.lower_value in _NEVER:
            return _problem(
                f"`:{token.lower_value}` never happens on paper", origin.place([token]), "give the element a class"
            )
        if token.type == "function" and token.lower_name in ("is", "where", "not", "has"):
            problem = _check_inside(token, origin)
            if problem:
                return problem
        elif token.type == "function" and token.lower_name == "lang" and not significant(token.arguments):
            return _problem(":lang() names no language", origin.place([token]), "such as :lang(de)")
    return None


def _check_inside(token: Token, origin: Origin) -> Problem | None:
    arguments = list(token.arguments)
    if not significant(arguments):
        return _problem(f"`:{token.lower_name}()` is empty", origin.place([token]), "a selector inside the brackets")
    for part in split_commas(arguments):
        problem = _check(part, origin)
        if problem:
            return problem
    try:
        # In the library, :is(), :where() and :has() drop what they do not understand.
        list(parser.parse(arguments, relative=token.lower_name == "has"))
    except Exception as fault:
        return _explained(fault, significant(arguments), origin)
    return None


def _names(part: Tokens, origin: Origin) -> tuple[Name, ...]:
    """Names that must exist, in order; those inside :not() need not."""
    found: list[Name] = []
    previous: Token | None = None
    for token in part:
        if token.type == "ident":
            if previous is not None and is_literal(previous, "."):
                found.append(Name("class", token.value, origin.place([previous, token])))
            elif previous is None or not is_literal(previous, ":"):
                found.append(Name("element", token.value, origin.place([token])))
        elif token.type == "hash":
            found.append(Name("id", token.value, origin.place([token])))
        elif token.type == "function" and token.lower_name in ("is", "where", "has"):
            for inner in split_commas(list(token.arguments)):
                found.extend(_names(inner, origin))
        previous = token
    return tuple(found)


def nested(prelude: Tokens, around: Tokens) -> Tokens:
    """The selector of a rule inside another rule, `&` standing for what is around, itself free of `&`."""
    single = len(split_commas(around)) == 1
    found: Tokens = []
    for number, part in enumerate(split_commas(prelude)):
        if number:
            found.append(ast.LiteralToken(0, 0, ","))
        words = significant(part)
        if not words:
            continue
        line, column = words[0].source_line, words[0].source_column
        if not _holds_ampersand(part):
            outer = list(around) if single else _any_of(around, line, column)
            space = ast.WhitespaceToken(line, column, " ")
            found.extend([*_stripped(outer), space, *part])
            continue
        found.extend(_replaced(_stripped(part), around, single, first=True))
    return found


def _stripped(tokens: Tokens) -> Tokens:
    start, end = 0, len(tokens)
    while start < end and tokens[start].type == "whitespace":
        start += 1
    while end > start and tokens[end - 1].type == "whitespace":
        end -= 1
    return tokens[start:end]


def _holds_ampersand(tokens: Tokens) -> bool:
    return any(is_literal(token, "&") for token in every(tokens))


def _any_of(around: Tokens, line: int, column: int) -> Tokens:
    return [ast.LiteralToken(line, column, ":"), ast.FunctionBlock(line, column, "is", _stripped(around))]


def _replaced(tokens: Tokens, around: Tokens, single: bool, *, first: bool) -> Tokens:
    found: Tokens = []
    for position, token in enumerate(tokens):
        if is_literal(token, "&"):
            # `a b` may stand in place of a leading `&` as it is; further on it must stay one thing.
            if first and position == 0 and single:
                found.extend(_stripped(around))
            else:
                found.extend(_any_of(around, token.source_line, token.source_column))
        elif token.type == "function":
            inner = _replaced(list(token.arguments), around, single, first=False)
            found.append(ast.FunctionBlock(token.source_line, token.source_column, token.name, inner))
        else:
            found.append(token)
    return found
