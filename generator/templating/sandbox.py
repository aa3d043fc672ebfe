# ruff: noqa: ANN401 - templates hand in anything, and so say Jinja's own signatures
"""Jinja, fenced in: a template can place words and nothing else, and always ends soon.

A template comes from a stranger. It sees plain values only, calls nothing but its own macros and `range`, and pays for
every loop, call and character from a budget that is counted, never timed, so that the same template gives the same
answer on every machine.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import BaseLoader, Environment, Template, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import (
    BlockReference,
    Context,
    LoopContext,
    Macro,
    StrictUndefined,
    TemplateReference,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.basics.problems import Place, Problem, did_you_mean, one_of
from generator.model.assets import Assets
from generator.templating.faults import TemplateFault, kind
from generator.templating.filters import plain_filters, show_number

# What one face may use up. A rich card needs less than a hundredth of any of these.
MAX_LOOPS = 20_000  # rounds through all loops together
MAX_CALLS = 2_000  # macros, blocks, includes and imports
MAX_DEPTH = 24  # of macros calling macros
MAX_LOOPS_DEEP = 16  # loops in loops; Python itself takes no more than twenty
MAX_RANGE = 1_000
MAX_WORK = 2_000_000  # characters written anywhere, also those thrown away again
MAX_OUTPUT = 200_000  # characters of the finished face
MAX_TEMPLATE = 200_000  # characters of one template file
MAX_VALUES = 5_000  # in one list that a template builds

_LOOP_FIELDS = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "cycle")
)
_BOUND_LOOP = "bound loop"  # no template can name a filter with a space in it
_BOUND_TEXT = "bound text"
_BOUND_LIST = "bound list"
_BOUND_PART = "bound part"

_TESTS = frozenset(
    (
        *("boolean", "defined", "divisibleby", "even", "false", "float", "in", "integer", "lower", "mapping", "none"),
        *("number", "odd", "sequence", "string", "true", "undefined", "upper"),
        *("eq", "==", "equalto", "ne", "!=", "ge", ">=", "gt", ">", "greaterthan", "le", "<=", "lt", "<", "lessthan"),
    )
)


class _Missing(StrictUndefined):
    """A name that stands for nothing; says so, with the names there are, as soon as it is used."""

    __slots__ = ()
    sandbox: "Sandbox"

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Any = None,
    ) -> None:
        super().__init__(hint, obj, name)
        self._undefined_exception = self._fault  # type: ignore[assignment]

    @property
    def _may_be_absent(self) -> bool:
        """Whether the name may be missing without anybody having mistyped it: only the look's own settings."""
        return self._undefined_obj is not missing and self._undefined_obj is self.sandbox.words.get("look")

    def _fault(self, _: str = "") -> TemplateFault:
        return self.sandbox.undefined_fault(self._undefined_obj, self._undefined_name, self._undefined_hint)


def _fail(self: _Missing, *_: object, **__: object) -> NoReturn:
    raise self._fault()


class _Loader(BaseLoader):
    """Templates by their names in the template's folder, and no others."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._names = frozenset(assets.template_names())
        self.texts: dict[str, str] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        text = self._assets.template(template) if template in self._names else None
        if text is None:
            raise TemplateNotFound(template)
        if len(text) > MAX_TEMPLATE:
            raise TemplateFault(
                "template-too-long", f"the template `{template}` has more than {MAX_TEMPLATE} characters"
            )
        self.texts[template] = text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text, f"<template {template}>", None


_MARKUP = re.compile("[&<>\"']")
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<([A-Za-z_][\w.:-]*)", re.DOTALL)


#: Files of running text: nothing in them is a tag, and every line says where it comes from.
PROSE = ".md"
LINE_MARK = re.compile("\ue000(\\d+)\ue001")


def _numbered(text: str, line: int) -> str:
    """The text with its number before every line that is not empty."""
    text = LINE_MARK.sub("", text)
    rows = text.split("\n")
    return "\n".join(f"\ue000{line + offset}\ue001{row}" if row else row for offset, row in enumerate(rows))


_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")


def _without_html_entity(match: "re.Match[str]") -> str:
    """The character that HTML, but not XML, has a name for; other names stay, to be reported."""
    if match[1] in _XML_ENTITIES:
        return match[0]
    from html.entities import html5  # two thousand names, which few templates need

    return html5.get(f"{match[1]};", match[0])


class LineMarks(Extension):
    """Adds `_src="N"` to every start tag a template writes, N being the number of the tag's place in `Sandbox.marks`.

    The mark is part of the template's text, so it survives loops, macros and includes: the finished face knows for
    each element where its author wrote it.
    """

    environment: "Sandbox"

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, with marks in the data."""
        name = stream.name or ""
        for token in stream:
            if token.type == "data" and name.endswith(PROSE):
                yield Token(token.lineno, "data", _numbered(token.value, token.lineno))
            elif token.type == "data":
                text = token.value
                if "<" in text:
                    text = self._marked(text, token.lineno, name)
                if "&" in text:
                    text = _ENTITY.sub(_without_html_entity, text)
                yield Token(token.lineno, "data", text)
            else:
                yield token

    def _marked(self, text: str, line: int, name: str) -> str:
        parts: list[str] = []
        done, counted = 0, 0
        for match in _TAG.finditer(text):
            if match[1] is None:
                continue
            line += text.count("\n", counted, match.start())
            counted = match.start()
            self.environment.marks.append((name, line, match[1]))
            parts.append(text[done : match.end()])
            parts.append(f' _src="{len(self.environment.marks) - 1}"')
            done = match.end()
        parts.append(text[done:])
        return "".join(parts)


class _Bounds(NodeTransformer):
    """Puts a meter on whatever a template can grow with: loops, joined texts, lists."""

    def __init__(self, environment: "Sandbox") -> None:
        self._environment = environment
        self._inside = 0

    def _filtered(self, node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
        made = nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)
        made.set_environment(self._environment)
        return made

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        if node.recursive:
            raise TemplateSyntaxError("a loop cannot be `recursive`", node.lineno)
        if self._inside >= MAX_LOOPS_DEEP:
            raise TemplateSyntaxError(f"loops are nested more than {MAX_LOOPS_DEEP} deep", node.lineno)
        weight = nodes.Const(_written(node.body), lineno=node.lineno)
        self._inside += 1
        self.generic_visit(node)
        self._inside -= 1
        node.iter = self._filtered(node.iter, _BOUND_LOOP, weight)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        items = nodes.Tuple(node.nodes, "load", lineno=node.lineno)
        items.set_environment(self._environment)
        return self._filtered(items, _BOUND_TEXT)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return node if node.ctx != "load" or _constants(node.items) else self._filtered(node, _BOUND_LIST)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return node if _constants(node.items) else self._filtered(node, _BOUND_LIST)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return self._filtered(node, _BOUND_LIST)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):  # which Jinja compiles past `Sandbox.getitem`
            node.node = self._filtered(node.node, _BOUND_PART)
        return node

    def visit_EvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802
        raise TemplateSyntaxError("escaping cannot be switched off", node.lineno)

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802
        raise TemplateSyntaxError("escaping cannot be switched off", node.lineno)


def _constants(items: Iterable[nodes.Node]) -> bool:
    return all(isinstance(item, nodes.Const) for item in items)


def _written(body: Iterable[nodes.Node]) -> int:
    """Characters of template text inside `body`, those of inner loops left out: these pay for themselves."""
    count = 0
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            count += len(node.data)
        elif not isinstance(node, nodes.For):
            waiting.extend(node.iter_child_nodes())
    return count


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment all templates of a look share.

    Attributes:
        marks: per `_src` number the template's name, the line and the tag.
        words: what the face now being made can say.
        faults: faults that did not stop the face now being made, with the text they were found in.
        room: how many times a face's budget there is: the text of a book is one face.
    """

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, assets: Assets, language: str) -> None:
        self.marks: list[tuple[str, int, str]] = []
        self._mark_places: dict[int, Place] = {}
        self.words: Mapping[str, object] = {}
        self.faults: list[tuple[TemplateFault, str]] = []
        self.room = 1
        self._assets = assets
        self._loops = self._calls = self._work = 0
        self._depth = 0
        self._templates: dict[str, Template] = {}
        unknown = type("Missing", (_Missing,), {"__slots__": (), "sandbox": self})
        self.source = _Loader(assets)
        super().__init__(
            loader=self.source,
            autoescape=True,
            undefined=unknown,
            finalize=_shown,
            extensions=(LineMarks,),
            optimized=False,
            auto_reload=False,
            cache_size=0,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self.code_generator_class = _Generator
        self._range = _range
        self.globals.clear()
        self.globals["range"] = self._range
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        filters: dict[str, Any] = dict(plain_filters(language, self.getattr))
        self.filter_names = tuple(filters)
        filters[_BOUND_LOOP] = self._bound_loop
        filters[_BOUND_TEXT] = self._bound_text
        filters[_BOUND_LIST] = self._bound_list
        filters[_BOUND_PART] = _bound_part
        self.filters = filters

    def add_filter(self, name: str, made: Callable[..., object]) -> None:
        """Lets templates use one more filter."""
        self.filters[name] = made
        self.filter_names = (*self.filter_names, name)

    # -- What compiled templates call ---------------------------------------------------------------------------

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` means: an entry of a group of values, never something of Python's."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            if attribute in _LOOP_FIELDS:
                return getattr(obj, attribute)
        elif isinstance(obj, TemplateReference):
            try:
                return obj[attribute]
            except LookupError:
                return self.undefined(obj=obj, name=attribute)
        elif isinstance(obj, Undefined):
            raise obj._fault()
        elif type(obj).__name__ == "TemplateModule" and not attribute.startswith("_"):
            found = obj.__dict__.get(attribute, missing)
            if found is not missing:
                return found
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What `obj[argument]` means: an entry by name or by number."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, Undefined):
            raise obj._fault()
        if isinstance(_bound_part(obj), (str, tuple, list, range)) and isinstance(argument, int):
            try:
                return obj[argument]
            except IndexError:
                return None
        raise TemplateFault("cannot-take-a-part", f"{kind(obj)} has no entry {_brief(argument)}")

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """What `obj(…)` means: only macros, blocks, `range` and `loop.cycle` can be called."""
        kwargs.pop("_block_vars", None)  # what Jinja's own `Context.call` would take away
        kwargs.pop("_loop_vars", None)
        if __obj is self._range:
            return _range(*args, **kwargs)
        if isinstance(__obj, (Macro, BlockReference)):
            self._count_call()
            for value in (*args, *kwargs.values()):
                if not isinstance(value, (str, int)):
                    self._bound_list(value)
            self._depth += 1
            try:
                if self._depth > MAX_DEPTH:
                    raise TemplateFault(
                        "template-too-deep",
                        f"macros call each other more than {MAX_DEPTH} deep",
                        "a macro that calls itself needs a condition that ends it",
                    )
                written = __obj(*args, **kwargs)
            finally:
                self._depth -= 1
            self.charge(len(written))
            return written
        if getattr(__obj, "__func__", None) is LoopContext.cycle:
            return __obj(*args)
        if isinstance(__obj, Undefined):
            raise __obj._fault()
        raise TemplateFault(
            "cannot-be-called",
            f"{kind(__obj)} cannot be called with `()`",
            "only the template's own macros and `range` can; to change a text use a filter: `{{ card.title | upper }}`",
        )

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it."""
        return obj is self._range or isinstance(obj, (Macro, BlockReference))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The operators a template could grow with, each with an end."""
        for side in (left, right):
            if isinstance(side, Undefined):
                raise side._fault()
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self._bound_text((left, right))
        if operator == "+" and isinstance(left, (tuple, list)) and isinstance(right, (tuple, list)):
            return self._bound_list((*left, *right))
        numbers = all(isinstance(side, (int, float)) for side in (left, right))
        if not numbers or operator == "**":
            raise TemplateFault(
                "operator-does-not-fit",
                f"`{operator}` does not work between {kind(left)} and {kind(right)}",
                "join texts with `~`" if operator in "+%" else "",
                operator,
            )
        if max(abs(left), abs(right)) > 1e12:
            raise TemplateFault("number-too-large", f"`{operator}` works with numbers below a million million")
        return self.binop_table[operator](left, right)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: Any = None,
    ) -> Template:
        """A template of this look, compiled once."""
        if isinstance(name, Template):
            return name
        if not isinstance(name, str):
            if isinstance(name, Undefined):
                raise name._fault()
            raise TemplateFault("unknown-template", f"the name of a template is a text, not {kind(name)}")
        if parent is not None:
            self._count_call()
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.source.load(self, name, self.make_globals(None))
        if parent is not None:
            self.charge(len(self.source.texts[name]))
        return template

    def get_or_select_template(self, template_name_or_list: Any, parent: Any = None, globals: Any = None) -> Template:
        """The template of that name; from a list, the first there is."""
        if isinstance(template_name_or_list, (tuple, list)):
            return self.select_template(template_name_or_list, parent, globals)
        return self.get_template(template_name_or_list, parent)

    def _generate(self, source: nodes.Template, name: Any, filename: Any, defer_init: bool = False) -> str:
        _Bounds(self).visit(source)
        return super()._generate(source, name, filename, defer_init)

    # -- The budget ---------------------------------------------------------------------------------------------

    def charge(self, characters: int) -> None:
        """Takes written characters off the face's budget."""
        self._work -= characters
        if self._work < 0:
            raise TemplateFault(
                "template-too-long", f"the template writes more than {MAX_WORK} characters for one face"
            )

    def _count_call(self) -> None:
        self._calls -= 1
        if self._calls < 0:
            raise TemplateFault(
                "template-too-long", f"the template calls macros and other templates more than {MAX_CALLS} times"
            )

    def _spend_loops(self, rounds: int) -> None:
        self._loops -= rounds
        if self._loops < 0:
            raise TemplateFault(
                "template-too-long", f"the template's loops go round more than {MAX_LOOPS} times for one face"
            )

    def _bound_loop(self, value: Any, weight: int) -> Any:
        if value is None:
            return ()  # a list the card leaves out
        if isinstance(value, Undefined):
            raise value._fault()
        try:
            rounds = len(value)
        except TypeError:
            raise TemplateFault(
                "not-a-list",
                f"a loop needs a list, not {kind(value)}",
                "to count, write `{% for i in range(5) %}`" if isinstance(value, int) else "",
            ) from None
        self._spend_loops(rounds)
        self.charge(rounds * weight)
        return value

    def _bound_text(self, values: tuple[Any, ...]) -> str:
        texts = [_shown_text(value) for value in values]
        self.charge(sum(map(len, texts)))
        if any(isinstance(text, Markup) for text in texts):
            return Markup("").join(texts)
        return "".join(texts)

    def _bound_list(self, value: Any) -> Any:
        """The value, when it and all it holds come to a number that can be walked through."""
        waiting, count = [value], 0
        while waiting:
            item = waiting.pop()
            count += 1
            if count > MAX_VALUES:
                raise TemplateFault("template-too-long", f"the template builds a list of more than {MAX_VALUES} values")
            if isinstance(item, (tuple, list)):
                waiting.extend(item[: MAX_VALUES + 1])
            elif isinstance(item, dict):
                waiting.extend(item.values())
        if count > 16:
            self._spend_loops(count // 16)
        return value

    # -- From outside -------------------------------------------------------------------------------------------

    def rendered(self, name: str, words: Mapping[str, object]) -> str:
        """The text that the template makes of the words.

        Raises:
            Exception: whatever goes wrong; `problem_of` turns it into words.
        """
        self.words = words
        self.faults = []
        room = self.room
        self._loops, self._calls, self._work, self._depth = room * MAX_LOOPS, room * MAX_CALLS, room * MAX_WORK, 0
        template = self._templates.get(name) or self.get_template(name)
        # Joining at once is safe: whatever is written more than once has been charged for before it is there.
        context = Context(self, {"range": self._range, **words}, template.name, template.blocks)
        face = "".join(template.root_render_func(context))
        if len(face) > room * MAX_OUTPUT:
            raise TemplateFault("template-too-long", f"the face has more than {room * MAX_OUTPUT} characters")
        return face

    def undefined_fault(self, obj: object, name: object, hint: str | None) -> TemplateFault:
        """What to say about a name that stands for nothing."""
        word = name if isinstance(name, str) else ""
        if obj is missing:
            if hint:
                export = re.search(r"template '(.*?)' .*?name '(.*?)'|exports? (?:the requested )?name '(.*?)'", hint)
                word = (export[2] or export[3]) if export else ""
                return TemplateFault("unknown-name", f"there is no macro `{word}` in that template", needle=word)
            known = [*self.words, "range"]
            return _unknown(f"nothing is called `{word}` here", word, known, "a template can use")
        if isinstance(obj, dict):
            owner = self._called(obj)
            what = "setting" if owner == "look" else "field"
            message = f"`{owner}` has no {what} `{word}`" if owner else f"there is no `{word}` in this group of values"
            fault = _unknown(message, word, [str(key) for key in obj], "there is")
            if owner == "card" and not fault.help.startswith("did you mean"):
                fault.help = f"declare [fields.{word}] in deck.toml, or choose another template; {fault.help}"
            return fault
        if isinstance(obj, LoopContext):
            return _unknown(f"`loop` has no `{word}`", word, sorted(_LOOP_FIELDS), "there is")
        if type(obj).__name__ == "TemplateModule":
            known = [key for key in vars(obj) if not key.startswith("_")]
            return _unknown(f"there is no macro `{word}` in that template", word, known, "there is")
        if obj is None:
            return TemplateFault(
                "unknown-name",
                f"`.{word}` is asked of something this card does not have",
                "ask first: `{% if card.suit %} … {% endif %}`",
                word,
            )
        similar = "upper" if word in ("upper", "toUpperCase") else word if word in self.filter_names else ""
        return TemplateFault(
            "unknown-name",
            f"{kind(obj)} has no `{word}`",
            f"use a filter: `| {similar}`" if similar else "",
            word,
        )

    def _called(self, group: object) -> str:
        """How the template calls this group of values, ``card.suit``."""
        for name, value in self.words.items():
            if value is group:
                return name
        for name, value in self.words.items():
            if isinstance(value, dict):
                for key, inner in value.items():
                    if inner is group:
                        return f"{name}.{key}"
        return ""

    def place(self, name: str, line: int, needle: str = "") -> Place:
        """A line of a template, with the needle marked when it stands there."""
        lines = self.source.texts.get(name, "").split("\n")
        line = min(max(1, line), len(lines))
        source = lines[line - 1]
        column = -1
        if needle:
            found = re.search(rf"(?<![\w-]){re.escape(needle)}(?![\w-])", source)
            column = found.start() if found else -1
        if column >= 0:
            return Place(self._assets.template_place(name), line, column + 1, len(needle), source)
        indent = len(source) - len(source.lstrip())
        width = min(max(1, len(source.strip())), 120)
        return Place(self._assets.template_place(name), line, indent + 1, width, source)

    def mark_place(self, number: int, needle: str = "") -> Place:
        """The place of the start tag with this `_src` number, or of a word in its line."""
        if not 0 <= number < len(self.marks):  # a template that writes `_src` itself
            number = 0
        if needle:
            name, line, _ = self.marks[number] if self.marks else ("", 1, "")
            return self.place(name, line, needle)
        if number not in self._mark_places:
            self._mark_places[number] = self._tag_place(number)
        return self._mark_places[number]

    def _tag_place(self, number: int) -> Place:
        name, line, tag = self.marks[number] if self.marks else ("", 1, "")
        same = [i for i, mark in enumerate(self.marks) if mark[:2] == (name, line)]
        place = self.place(name, line)
        starts = [m for m in _TAG.finditer(place.source) if m[1]]
        order = same.index(number) % len(starts) if starts else 0
        if starts and starts[order][1] == tag:
            return Place(place.file, line, starts[order].start() + 1, len(tag) + 1, place.source)
        return place

    def problem_of(self, fault: BaseException, part: str) -> Problem:
        """The fault as a problem of the template's line where it happened."""
        name, line = _template_line(fault.__traceback__) or (part, 0)
        if isinstance(fault, TemplateSyntaxError):
            fault_name = fault.name or part
            told = _plain_words(fault, self.filter_names, tuple(self.tests))
            return _problem(told, self.place(fault_name, fault.lineno, told.needle))
        if isinstance(fault, TemplateNotFound):
            wanted = str(fault.name or "")
            known = tuple(n for n in self._assets.template_names() if n.endswith((".j2", ".xml", ".html")))
            told = _unknown(f"no template is called `{wanted}`", wanted, known, "there is", name="unknown-template")
            if not line:
                return _problem(told, None)
            return _problem(told, self.place(name, line, wanted))
        if isinstance(fault, TemplateFault):
            told = fault
        elif isinstance(fault, TemplateRuntimeError) and (fault.message or "").startswith("No "):
            # Jinja finds an unknown filter or test behind a condition only when it gets there.
            told = _plain_words(fault, self.filter_names, tuple(self.tests))
        elif isinstance(fault, RecursionError):
            told = TemplateFault(
                "template-too-deep",
                "templates or macros use each other in a circle"
                if line
                else "the template nests too deeply to be read",
            )
        elif isinstance(fault, MemoryError):
            told = TemplateFault("template-too-long", "the template needs more memory than there is")
        else:
            told = _runtime_words(fault)
        if line or name in self.source.texts:
            return _problem(told, self.place(name, line, told.needle))
        return _problem(told, None)


_USES = (
    *("iter", "str", "len", "eq", "ne", "bool", "hash", "contains", "call", "getitem", "html", "int", "float"),
    *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "rfloordiv", "mod", "rmod"),
    *("pos", "neg", "lt", "le", "gt", "ge", "pow", "rpow"),
)
for _name in _USES:
    setattr(_Missing, f"__{_name}__", _fail)


def _problem(told: TemplateFault, at: Place | None) -> Problem:
    return Problem(name=told.name, message=told.message, at=at, help=told.help)


def _unknown(
    message: str, word: str, known: "list[str] | tuple[str, ...]", intro: str, name: str = "unknown-name"
) -> TemplateFault:
    guess = did_you_mean(word, known) if word else ""
    help_text = f"did you mean `{guess}`?" if guess else f"{intro} {one_of(known)}" if known else ""
    return TemplateFault(name, message, help_text, word)


def _brief(value: object) -> str:
    return f"`{value}`" if isinstance(value, (str, int)) and len(str(value)) < 40 else "of that kind"


def _range(*numbers: object) -> range:
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) != len(numbers) or not 1 <= len(whole) <= 3:
        bad = next((number for number in numbers if not isinstance(number, int)), None)
        raise TemplateFault(
            "not-a-number", f"`range` takes one to three whole numbers, not {kind(bad)}", needle="range"
        )
    if len(whole) == 3 and whole[2] == 0:
        raise TemplateFault("not-a-number", "`range` cannot count in steps of 0", needle="range")
    counted = range(*whole)
    if max(map(abs, whole)) > 10**9 or len(counted) > MAX_RANGE:
        raise TemplateFault("template-too-long", f"`range` counts up to {MAX_RANGE} numbers at most", needle="range")
    return counted


def _bound_part(value: Any) -> Any:
    """The value, when a part of it can be taken."""
    if isinstance(value, Markup):
        raise TemplateFault("cannot-take-a-part", "text that is marked up cannot be cut", "cut it before `inline`")
    if not isinstance(value, (str, tuple, list, range)):
        if isinstance(value, Undefined):
            raise value._fault()
        raise TemplateFault("cannot-take-a-part", f"{kind(value)} has no parts that are numbered")
    return value


def _shown_text(value: object) -> str:
    """The value as it is printed.

    Raises:
        TemplateFault: when it is none that can be.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Undefined):
        raise value._fault()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return show_number(value)
    if isinstance(value, bool):
        advice = "ask for it: `{% if … %}`"
    elif isinstance(value, (tuple, list, range)):
        advice = 'join it: `{{ … | join(", ") }}`, or write a loop'
    elif isinstance(value, Macro):
        advice = f"call it: `{{{{ {value.name}() }}}}`"
    else:
        advice = "name one of its values: `{{ card.title }}`"
    raise TemplateFault("not-text", f"{kind(value)} cannot be printed", advice)


@pass_context
def _shown(context: Context, value: object) -> str:
    """What every `{{ … }}` goes through; asking for the context keeps Jinja from doing it ahead of time."""
    text = value if isinstance(value, str) else _shown_text(value)
    if type(text) is str and _MARKUP.search(text) is not None:
        text = escape(text)
    environment = context.environment
    environment._work -= len(text)  # type: ignore[attr-defined]
    if environment._work < 0:  # type: ignore[attr-defined]
        environment.charge(0)  # type: ignore[attr-defined]
    return text


class _Generator(CodeGenerator):
    """Jinja's compiler, that leaves escaping to `_shown`: most words have nothing to escape."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self.write(")")


def _template_line(traceback: TracebackType | None) -> tuple[str, int] | None:
    """The innermost template and its line that the traceback went through."""
    found = None
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        # Stand-ins for unknown filters (`t_1`) are compiled above the first line.
        stand_in = traceback.tb_frame.f_code.co_name.startswith("t_")
        if isinstance(template, Template) and template.name is not None and not stand_in:
            found = template.name, template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


_ENDS = {"endfor": "for", "endif": "if", "endmacro": "macro", "endblock": "block", "endcall": "call", "endset": "set"}


def _plain_words(fault: TemplateError, filters: tuple[str, ...], tests: tuple[str, ...]) -> TemplateFault:
    """An error of Jinja's in the words of this house."""
    text = fault.message or ""
    if match := re.match(r"No filter named '(.*?)'", text):
        return _unknown(f"there is no filter `{match[1]}`", match[1], filters, "there is", name="unknown-filter")
    if match := re.match(r"No test named '(.*?)'", text):
        known = tuple(test for test in tests if test.isalpha())
        return _unknown(f"there is no test `{match[1]}`", match[1], known, "there is", name="unknown-test")
    wrong = "template-syntax"
    if match := re.match(r"Encountered unknown tag '(.*?)'", text):
        word = match[1]
        if word.startswith("end") or word in ("else", "elif"):
            return TemplateFault(wrong, f"`{{% {word} %}}` ends or continues something that was not begun", "", word)
        tags = ("for", "if", "elif", "else", "set", "macro", "call", "include", "import", "from", "extends", "block")
        return _unknown(f"there is no tag `{word}`", word, (*tags, *_ENDS), "there is", name=wrong)
    if match := re.search(r"looking for the following tags: (.*?)\.(?: The innermost.*?'(\w+)')?", text):
        wanted = " or ".join(f"`{{% {tag} %}}`" for tag in re.findall(r"'(\w+)'", match[1]))
        if text.startswith("Unexpected end"):
            return TemplateFault(wrong, f"the template ends before {wanted}")
        return TemplateFault(wrong, f"{wanted} is missing before this tag")
    if text.startswith(("escaping", "a loop cannot")):
        return TemplateFault(wrong, text)
    if re.match(r"(?i)unexpected end of template", text):
        return TemplateFault(wrong, "the template ends in the middle of a tag")
    if match := re.match(r"expected token '(.*?)', got '(.*?)'", text):
        wanted, got = match[1], match[2]
        wanted = {
            "end of print statement": "`}}`",
            "end of statement block": "`%}`",
            "name": "a name",
            "in": "`in`",
        }.get(wanted, f"`{wanted}`")
        got = {"end of statement block": "`%}`", "end of print statement": "`}}`", "end of template": "the end"}.get(
            got, f"`{got}`"
        )
        return TemplateFault(wrong, f"{wanted} is expected here, not {got}")
    if match := re.match(r"unexpected char '(.*?)' at", text):
        return TemplateFault(wrong, f"the character `{match[1]}` means nothing here")
    if match := re.match(r"unexpected '(.*?)'", text):
        return TemplateFault(wrong, f"`{match[1]}` does not belong here")
    if match := re.match(r"Missing end of (\w+)", text):
        return TemplateFault(wrong, f"the end of a {match[1]} is missing", "a comment ends with `#}`")
    return TemplateFault(wrong, f"this cannot be read: {text[:1].lower()}{text[1:].rstrip('.')[:200]}")


_TYPES = {
    "str": "a text",
    "Markup": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "dict": "a group of values",
    "NoneType": "nothing",
}


def _runtime_words(fault: BaseException) -> TemplateFault:
    """Whatever else a template can run into, in the words of this house."""
    text = str(fault)
    wrong = "template-fault"
    if isinstance(fault, ZeroDivisionError):
        return TemplateFault(wrong, "a number is divided by zero")
    if match := re.match(r"'(.*?)' not supported between instances of '(\w+)' and '(\w+)'", text):
        one, other = (_TYPES.get(name, "something") for name in (match[2], match[3]))
        return TemplateFault(wrong, f"`{match[1]}` cannot compare {one} with {other}")
    if match := re.match(r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", text):
        one, other = (_TYPES.get(name, "something") for name in (match[2], match[3]))
        return TemplateFault(
            "operator-does-not-fit", f"`{match[1].rstrip(':')}` does not work between {one} and {other}"
        )
    if match := re.match(r"macro '(.*?)' takes no keyword argument '(.*?)'", text):
        return TemplateFault(wrong, f"the macro `{match[1]}` takes no argument called `{match[2]}`", "", match[1])
    if match := re.match(r"macro '(.*?)' takes not more than (\d+) argument", text):
        return TemplateFault(
            wrong, f"the macro `{match[1]}` takes at most {match[2]} value" + "s" * (match[2] != "1"), "", match[1]
        )
    if match := re.match(r"_?(\w+)\(\) (?:missing|takes|got)", text):
        word = match[1].rstrip("_")
        return TemplateFault("filter-does-not-fit", f"`{word}` is given too many or too few values", "", word)
    if isinstance(fault, TemplateRuntimeError) and "attribute on non-namespace" in text:
        return TemplateFault(wrong, "only a plain name can be set", "write `{% set name = … %}`")
    if isinstance(fault, (SyntaxError, IndentationError)):
        return TemplateFault(wrong, "the template nests its loops and conditions too deeply")
    if isinstance(fault, ValueError) and "digits" in text:
        return TemplateFault("number-too-large", "a number has too many digits")
    if isinstance(fault, OverflowError):
        return TemplateFault("number-too-large", "a number grows too large")
    return TemplateFault(wrong, "this cannot be worked out with the values the card has")
