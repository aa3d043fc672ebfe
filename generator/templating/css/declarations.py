"""Declarations: a property, its value as written, and, where nothing else is needed, as understood."""

from collections.abc import Mapping

from generator.basics.problems import Place, Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.templating.css.properties import ELSEWHERE, PROPERTIES, Property, value_of
from generator.templating.css.tokens import (
    BadValueError,
    Origin,
    Report,
    Token,
    Tokens,
    every,
    significant,
    syntax_fault,
    written_all,
)
from generator.templating.css.values import ANYWHERE, Context

_RELATIVE_UNITS = ("em", "rem")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Declaration:
    """One declaration. Compared by identity.

    Attributes:
        name: of the property; with its two dashes for a custom one.
        row: of the table of properties; None for a custom one.
        tokens: the value as written, white space and all.
        origin: where its words stand.
        important: marked with !important.
        variable: the value holds var().
        static: the values by longhand, when they are the same for every element.
    """

    name: str
    row: Property | None
    tokens: Tokens
    origin: Origin
    important: bool = False
    variable: bool = False
    static: Mapping[str, object] | None = None

    @property
    def at(self) -> Place | None:
        """The value's place."""
        return self.origin.place(self.tokens) if self.tokens else None


def declaration(node: Token, origin: Origin, report: Report) -> Declaration | None:
    """The declaration, checked as far as it can be without an element; None when it is reported as wrong."""
    if report.full:
        return None
    name: str = node.name if node.name.startswith("--") else node.lower_name
    tokens: Tokens = list(node.value)
    while tokens and tokens[0].type == "whitespace":
        del tokens[0]
    while tokens and tokens[-1].type == "whitespace":
        del tokens[-1]
    words = significant(tokens)
    fault, variable, hanging = _survey(tokens)
    if fault:
        report.add(value_problem(name, tokens, fault, origin.place(tokens), origin))
        return None
    if name.startswith("--"):
        return Declaration(
            name=name, row=None, tokens=tokens, origin=origin, important=node.important, variable=variable
        )
    row = PROPERTIES.get(name)
    if row is None:
        report.add(_unknown_property(name, _name_place(node, name, origin)))
        return None
    if not words:
        report.add(
            Problem(
                name="missing-value",
                message=f"`{name}` has no value",
                at=_name_place(node, name, origin),
                help=f"`{name}` takes {row.syntax}",
            )
        )
        return None
    static: Mapping[str, object] | None = None
    if not variable:
        try:
            found = value_of(row, words, ANYWHERE)
        except BadValueError as bad:
            report.add(value_problem(name, tokens, bad, origin.place(tokens), origin))
            return None
        if not (row.contextual or hanging):
            static = found
    return Declaration(
        name=name,
        row=row,
        tokens=tokens,
        origin=origin,
        important=node.important,
        variable=variable,
        static=static,
    )


def _survey(tokens: Tokens) -> tuple[BadValueError | None, bool, bool]:
    """The first word that is none; whether there is var(); whether the value hangs on the element.

    It does by its font, its colour, or by a picture that has yet to be looked for.
    """
    variable = hanging = False
    for token in every(tokens):
        kind = token.type
        if kind == "error":
            return syntax_fault(token), variable, hanging
        if kind == "dimension":
            hanging = hanging or token.lower_unit in _RELATIVE_UNITS
        elif kind == "ident":
            hanging = hanging or token.lower_value == "currentcolor"
        elif kind == "function":
            variable = variable or token.lower_name == "var"
            hanging = hanging or token.lower_name == "url"
        elif kind == "url":
            hanging = True
    return None, variable, hanging


def computed(row: Property, tokens: Tokens, context: Context) -> Mapping[str, object]:
    """The values by longhand in a context.

    Raises:
        BadValueError: the property does not take them.
    """
    words = significant(tokens)
    if not words:
        raise BadValueError("nothing is left of the value")
    return value_of(row, words, context)


def _name_place(node: Token, name: str, origin: Origin) -> Place | None:
    at = origin.place([node])
    if at is None or not at.source:
        return at
    if at.source[at.column - 1 :].lower().startswith(name):
        return Place(at.file, at.line, at.column, len(name), at.source)
    return at


def _unknown_property(name: str, at: Place | None) -> Problem:
    if name in ELSEWHERE:
        return Problem(
            name="unknown-property",
            message=f"there is no property `{name}` here",
            at=at,
            label="not used on paper",
            help=f"instead: {ELSEWHERE[name]}",
        )
    near = did_you_mean(name, tuple(PROPERTIES))
    return Problem(
        name="unknown-property",
        message=f"no property is called `{name[:60]}`",
        at=at,
        help=f"did you mean `{near}`?" if near else "",
    )


def value_problem(
    name: str,
    tokens: Tokens,
    bad: BadValueError,
    at: Place | None,
    origin: Origin | None,
    through: tuple[str, ...] = (),
) -> Problem:
    """The problem that a value makes.

    The place is the word at fault when it stands in the declaration itself; when the value came `through` custom
    properties, it is where they are used.
    """
    if origin is not None and bad.token is not None and not through:
        at = origin.place([bad.token])
    row = PROPERTIES.get(name)
    help_ = bad.help
    if not help_ and row is not None:
        token = bad.token
        near = did_you_mean(token.value, row.words) if token is not None and token.type == "ident" else ""
        help_ = f"did you mean `{near}`?" if near else f"`{name}` takes {row.syntax}"
    message = bad.message
    if not message:
        message = f"`{name}` cannot be `{written_all(tokens)}`" if tokens else f"`{name}` has no value"
        if name.startswith("--"):
            message = f"`{name}` holds what no value can be"
    if through:
        message += f" (it comes from {one_of(through)})"
    return Problem(name=bad.name, message=message, at=at, label=bad.label, help=help_)
