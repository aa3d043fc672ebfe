"""Stylesheets: text in, rules in order out, for one kind of media."""

import posixpath
import re
from collections.abc import Callable

import tinycss2
from tinycss2.ast import LiteralToken

from generator.basics.problems import Place, Problem, did_you_mean, one_of
from generator.basics.records import dataclass
from generator.model.assets import WEB_FONT_ENDINGS
from generator.templating.css.declarations import Declaration, declaration, value_problem
from generator.templating.css.media import Media, applies
from generator.templating.css.paint import picture_name, relative_name
from generator.templating.css.properties import PROPERTIES
from generator.templating.css.selectors import Selector, nested, selectors
from generator.templating.css.tokens import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    BadValueError,
    Origin,
    Report,
    SourceText,
    Token,
    Tokens,
    every,
    inside,
    is_ident,
    is_literal,
    normal,
    significant,
    split_commas,
    syntax_fault,
    too_deep,
    written_all,
)
from generator.templating.css.values import integer

MAX_SELECTORS = 5000
MAX_IMPORTS = 32
MAX_IMPORT_DEPTH = 8
MAX_NESTED_WORDS = 20_000
MAX_ALL_CHARACTERS = 4 * MAX_CHARACTERS

Load = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Declarations and what they are for. Compared by identity."""

    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """A font that the stylesheet brings along.

    Attributes:
        family: as `font-family` will name it.
        src: name of the file, relative to the template.
        weight: the least and the greatest weight it is for; None for those that the file says.
        italic: upright or not; None for what the file says.
        ranges: the code points it is for, from and to; empty for all.
        at: where it is declared.
    """

    family: str
    src: str
    weight: tuple[int, int] | None = None
    italic: bool | None = None
    ranges: tuple[tuple[int, int], ...] = ()
    at: Place | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stylesheet:
    """A stylesheet, read for one kind of media, what it imports included. Compared by identity.

    Attributes:
        file: as messages call it.
        rules: in order; those of @media rules that do not hold are left out.
        font_faces: in order.
    """

    file: str
    rules: tuple[Rule, ...]
    font_faces: tuple[FontFace, ...] = ()


def parse_stylesheet(text: str, file: str, *, media: Media, load: Load) -> tuple[Stylesheet, tuple[Problem, ...]]:
    """The stylesheet, and everything wrong with it.

    What is wrong is left out of the rules; the rest stands, so that all problems of a deck show at once.

    Args:
        text: of the whole file.
        file: as messages call it; files that it imports are called by names beside it.
        media: what the faces are made for.
        load: gives the text of another file of the template's folder, None if there is none.
    """
    report = Report()
    reader = _Reader(media, load, report, posixpath.dirname(file))
    try:
        reader.sheet(text, file, "", ())
    except Exception:  # tinycss2 on input that nobody thought of; what was read so far stands
        report.add(
            Problem(
                name="unreadable-stylesheet",
                message=f"`{file}` cannot be read as a stylesheet",
                at=Place(file, 1),
                help="take out half of it, and half again, until the odd part is found",
            )
        )
    sheet = Stylesheet(file=file, rules=tuple(reader.rules), font_faces=tuple(reader.font_faces))
    return sheet, report.take()


_DIGITS = re.compile(r"\d{300,}")


def read_tokens(text: str, origin: Origin, report: Report, file: str) -> Tokens | None:
    """The words of the text; None when it is not to be read at all, which is then reported."""
    if len(text) > MAX_CHARACTERS:
        report.add(
            Problem(
                name="stylesheet-too-large",
                message=f"`{file}` is larger than {MAX_CHARACTERS // 1024} kB",
                at=Place(file, 1),
                help="split it, or put pictures into files of their own",
            )
        )
        return None
    digits = _DIGITS.search(text)
    if digits:
        line = text.count("\n", 0, digits.start()) + 1
        column = digits.start() - text.rfind("\n", 0, digits.start())
        report.add(
            Problem(name="value-out-of-range", message="a number has hundreds of digits", at=Place(file, line, column))
        )
        return None
    # What is open at the end takes the mark in; that is the one way to learn of a missing brace from the tokenizer.
    tokens: Tokens = tinycss2.parse_component_value_list(f"{text}\n\ue000", skip_comments=True)
    deep = too_deep(tokens)
    if deep is not None:
        report.add(
            Problem(
                name="nested-too-deeply",
                message=f"brackets are nested more than {MAX_DEPTH} deep",
                at=origin.place([deep]),
                help="is a closing bracket missing before this?",
            )
        )
        return None
    opened: Tokens = []
    level = tokens
    while level:
        last = level[-1]
        if last.type == "ident" and last.value == "\ue000":
            level.pop()
            break
        content = inside(last)
        if content is None:
            break
        opened.append(last)
        level = content
    else:
        opened = []
    if opened and not (level and level[-1].type == "error"):
        first = opened[0]
        sign = {"{} block": "{", "[] block": "["}.get(first.type, "(")
        report.add(
            Problem(
                name="unclosed-block",
                message=f"a `{sign}` is never closed",
                at=origin.place([first]) if first.type == "function" else _one_sign(origin.place([first])),
                label="opened here",
                help=f"add `{ {'{': '}', '[': ']', '(': ')'}[sign] }`; rules after it may belong outside",
            )
        )
    elif text.rfind("/*") > text.rfind("*/"):
        at = text.rfind("/*")
        lines = text.split("\n")
        line = text.count("\n", 0, at)
        column = at - text.rfind("\n", 0, at)
        report.add(
            Problem(
                name="unclosed-comment",
                message="a comment is never closed",
                at=Place(file, line + 1, column, 2, lines[line]),
                label="opened here",
                help="add `*/`; everything after it is left out until then",
            )
        )
    return tokens


def _one_sign(at: Place | None) -> Place | None:
    return at and Place(at.file, at.line, at.column, 1, at.source)


class _Reader:
    """Reads one stylesheet and what it imports."""

    def __init__(self, media: Media, load: Load, report: Report, folder: str) -> None:
        self.rules: list[Rule] = []
        self.font_faces: list[FontFace] = []
        self._media = media
        self._load = load
        self._report = report
        self._folder = folder
        self._imports = 0
        self._selectors = 0
        self._characters = 0

    def sheet(self, text: str, file: str, name: str, way: tuple[str, ...]) -> None:
        """Reads one file.

        Its `name` is the one inside the template's folder, empty for the first; `way` are the files that import it.
        """
        text = normal(text)
        origin = SourceText(file, text)
        tokens = read_tokens(text, origin, self._report, file)
        if tokens is None:
            return
        started = False
        for node in tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True):
            if node.type == "at-rule" and node.lower_at_keyword == "charset" and not started:
                continue
            if node.type == "at-rule" and node.lower_at_keyword == "import":
                if started:
                    self._say(
                        "misplaced-import", "`@import` must come before everything else", origin, node, "move it up"
                    )
                else:
                    self._import(node, origin, name, way)
                continue
            started = True
            self._node(node, origin, None, True)

    # --- nodes

    def _node(self, node: Token, origin: Origin, around: Tokens | None, live: bool) -> None:
        """Reads a rule, or what stands where one should.

        `around` are the selectors of the rule it stands in. It is `live` when the @media rules about it hold; what
        is not is checked all the same.
        """
        if self._report.full:
            return
        if node.type == "qualified-rule":
            self._rule(node, origin, around, live)
        elif node.type == "at-rule":
            self._at_rule(node, origin, around, live)
        elif node.type == "error":
            self._error(node, origin)
        elif node.type == "declaration":
            self._say(
                "misplaced-declaration",
                f"`{node.name[:60]}` stands outside of any rule",
                origin,
                node,
                "put it into one, such as `card { … }`",
            )

    def _error(self, node: Token, origin: Origin) -> None:
        fault = syntax_fault(node)
        if fault and node.kind in ("bad-string", "eof-in-string", "bad-url", "eof-in-url", "}", "]", ")"):
            self._say("unreadable-stylesheet", fault.label, origin, node, fault.help)
        else:
            self._say(
                "unreadable-stylesheet",
                "this is neither a rule nor a declaration",
                origin,
                node,
                "a declaration is `property: value;`, a rule is `selector { … }`",
            )

    def _say(self, name: str, message: str, origin: Origin, node: Token, help_: str) -> None:
        at = origin.place([node]) if node.type not in ("qualified-rule", "at-rule", "declaration", "error") else None
        if at is None:
            at = _name_place(node, origin)
        self._report.add(Problem(name=name, message=message, at=at, help=help_))

    def _rule(self, node: Token, origin: Origin, around: Tokens | None, live: bool) -> None:
        prelude: Tokens = list(node.prelude)
        words = significant(prelude)
        if not words:
            self._say("unknown-selector", "a block without a selector", origin, node, "such as `card { … }`")
            return
        if (
            len(words) > 2
            and words[0].type == "ident"
            and is_literal(words[1], ":")
            and words[0].lower_value in PROPERTIES
        ):
            self._report.add(
                Problem(
                    name="missing-semicolon",
                    message=f"the value of `{words[0].value}` runs on into a block",
                    at=origin.place([words[0]]),
                    help="put a `;` after the value",
                )
            )
            return
        if around is not None:
            parts = len(split_commas(prelude)) + sum(1 for token in every(prelude) if is_literal(token, "&"))
            if parts * sum(1 for _ in every(around)) > MAX_NESTED_WORDS:
                self._say("unknown-selector", "a nested selector goes on for too long", origin, node, "use a class")
                return
            prelude = nested(prelude, around)
        self._selectors += len(split_commas(prelude))
        if self._selectors > MAX_SELECTORS:
            self._say(
                "stylesheet-too-large", f"more than {MAX_SELECTORS} selectors", origin, node, "split the stylesheet"
            )
            return
        found, problem = selectors(prelude, origin)
        if problem:
            self._report.add(problem)
            # What stands inside is checked all the same.
            live = False
            prelude = [LiteralToken(node.source_line, node.source_column, "*")]
        self._block(node.content, origin, prelude, found, live)

    def _block(
        self, content: Tokens, origin: Origin, prelude: Tokens, for_: tuple[Selector, ...], live: bool, depth: int = 0
    ) -> None:
        own: list[Declaration] = []

        def close() -> None:
            # Declarations after a rule inside come after it in the cascade, too.
            if live and own:
                self.rules.append(Rule(for_, tuple(own)))
            own.clear()

        started = len(self.rules)
        for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if node.type == "declaration":
                found = declaration(node, origin, self._report)
                if found:
                    own.append(found)
                continue
            close()
            if node.type == "at-rule" and node.lower_at_keyword == "media":
                holds = self._holds(node, origin)
                if node.content is not None:
                    self._block(node.content, origin, prelude, for_, live and holds, depth + 1)
            else:
                self._node(node, origin, prelude, live)
        close()
        if live and for_ and not depth and len(self.rules) == started:
            # An empty rule still names what it is for.
            self.rules.append(Rule(for_, ()))

    def _at_rule(self, node: Token, origin: Origin, around: Tokens | None, live: bool) -> None:
        name = node.lower_at_keyword
        if name == "media":
            holds = self._holds(node, origin)
            if node.content is not None:
                for inner in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
                    self._node(inner, origin, around, live and holds)
        elif name == "font-face" and around is None:
            self._font_face(node, origin, live)
        elif name == "import":
            self._say("misplaced-import", "`@import` must come before everything else", origin, node, "move it up")
        else:
            self._report.add(_unknown_at_rule(name, _name_place(node, origin)))

    def _holds(self, node: Token, origin: Origin) -> bool:
        if node.content is None:
            self._say("unreadable-stylesheet", "`@media` has no block", origin, node, "such as @media (ink: low) { … }")
            return False
        try:
            if not significant(node.prelude):
                raise BadValueError("`@media` asks for nothing", help="such as @media (ink: low) { … }")
            return applies(node.prelude, self._media)
        except BadValueError as bad:
            self._media_problem(bad, node, origin)
            return False

    def _media_problem(self, bad: BadValueError, node: Token, origin: Origin) -> None:
        at = origin.place([bad.token]) if bad.token is not None else _name_place(node, origin)
        asked = written_all(significant(node.prelude))
        message = bad.message or (f"`{asked}` is not a condition" if asked else "`@media` asks for nothing")
        name = bad.name if bad.name == "unknown-media" else "bad-media"
        self._report.add(Problem(name=name, message=message, at=at, label=bad.label, help=bad.help))

    # --- @font-face

    def _font_face(self, node: Token, origin: Origin, live: bool) -> None:
        if node.content is None:
            self._say("unreadable-stylesheet", "`@font-face` has no block", origin, node, "such as @font-face { … }")
            return
        known = ("font-family", "src", "font-weight", "font-style", "unicode-range")
        family, src = "", ""
        weight: tuple[int, int] | None = None
        italic: bool | None = None
        ranges: tuple[tuple[int, int], ...] = ()
        sound = True
        for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
            if part.type != "declaration":
                self._error(part, origin) if part.type == "error" else self._say(
                    "unreadable-stylesheet", "no rule can stand inside `@font-face`", origin, part, "move it out"
                )
                sound = False
                continue
            name = part.lower_name
            words = significant(part.value)
            if name not in known:
                near = did_you_mean(name, known)
                self._report.add(
                    Problem(
                        name="unknown-property",
                        message=f"`@font-face` takes no `{name[:60]}`",
                        at=_name_place(part, origin),
                        help=f"did you mean `{near}`?" if near else f"it takes {one_of(known)}",
                    )
                )
                continue
            try:
                if not words:
                    raise BadValueError("nothing is said")
                if name == "font-family":
                    family = _family(words)
                elif name == "src":
                    src = _src(words)
                elif name == "font-style":
                    if len(words) != 1 or not is_ident(words[0], "normal", "italic", "oblique"):
                        raise BadValueError("not a style", words[0], help="`normal` or `italic`")
                    italic = words[0].lower_value != "normal"
                elif name == "unicode-range":
                    ranges = _ranges(words)
                else:
                    weight = _weights(words)
            except BadValueError as bad:
                at = origin.place(words) if words else _name_place(part, origin)
                problem = value_problem(name, part.value, bad, at, origin)
                self._report.add(problem)
                sound = False
        if sound and not (family and src):
            what = "`font-family`" if not family else "`src`"
            self._say(
                "missing-value", f"`@font-face` says no {what}", origin, node, 'such as src: url("fonts/Own.ttf")'
            )
        elif sound and live:
            at = _name_place(node, origin)
            self.font_faces.append(FontFace(family=family, src=src, weight=weight, italic=italic, ranges=ranges, at=at))

    # --- @import

    def _import(self, node: Token, origin: Origin, name: str, way: tuple[str, ...]) -> None:
        words = significant(node.prelude)
        if not words or node.content is not None:
            self._say("bad-import", "`@import` names no file", origin, node, 'such as @import "colours.css";')
            return
        try:
            wanted = words[0].value if words[0].type == "string" else picture_name(words[0])
            if wanted is None:
                raise BadValueError("not a file", words[0], help='such as @import "colours.css";')
            wanted = relative_name(posixpath.join(posixpath.dirname(name), wanted), words[0])
        except BadValueError as bad:
            self._report.add(
                Problem(
                    name="bad-import",
                    message=f"`{written_all(words)}` cannot be imported",
                    at=origin.place([words[0]]),
                    label=bad.label,
                    help='a name inside the template\'s folder: @import "colours.css";',
                )
            )
            return
        try:
            holds = applies(list(node.prelude)[list(node.prelude).index(words[0]) + 1 :], self._media)
        except BadValueError as bad:
            self._media_problem(bad, node, origin)
            return
        at = origin.place([words[0]])
        if wanted in (*way, name):
            ring = " → ".join(f"`{one}`" for one in (*way, name, wanted) if one)
            self._report.add(
                Problem(name="import-cycle", message=f"`{wanted}` imports itself", at=at, help=f"it goes {ring}")
            )
            return
        self._imports += 1
        if self._imports > MAX_IMPORTS or len(way) >= MAX_IMPORT_DEPTH:
            self._report.add(
                Problem(
                    name="too-many-imports",
                    message="too many stylesheets import each other",
                    at=at,
                    help=f"at most {MAX_IMPORTS} files, {MAX_IMPORT_DEPTH} deep",
                )
            )
            return
        text = self._load(wanted)
        self._characters += len(text or "")
        if self._characters > MAX_ALL_CHARACTERS:
            self._report.add(
                Problem(name="stylesheet-too-large", message="the imported stylesheets are too large", at=at)
            )
            return
        if text is None:
            self._report.add(
                Problem(
                    name="unknown-stylesheet",
                    message=f"no stylesheet is called `{wanted}`",
                    at=at,
                    label="not in the template's folder",
                )
            )
            return
        if not holds:
            # Still read, so that its mistakes show whatever the deck is made for.
            rules, faces = self.rules, self.font_faces
            self.rules, self.font_faces = [], []
            self.sheet(text, posixpath.join(self._folder, wanted), wanted, (*way, name))
            self.rules, self.font_faces = rules, faces
            return
        self.sheet(text, posixpath.join(self._folder, wanted), wanted, (*way, name))


def _name_place(node: Token, origin: Origin) -> Place | None:
    """The first word of a rule or declaration."""
    if node.type == "qualified-rule":
        words = significant(node.prelude)
        if words:
            return origin.place(words)
    at = origin.place([_Spot(node)])
    if at is None or not at.source:
        return at
    width = 1
    rest = at.source[at.column - 1 :]
    match = re.match(r"@?[\w-]+", rest)
    if match:
        width = match.end()
    return Place(at.file, at.line, at.column, width, at.source)


class _Spot:
    """A place without words."""

    type = "spot"

    def __init__(self, node: Token) -> None:
        self.source_line = node.source_line
        self.source_column = node.source_column

    def serialize(self) -> str:
        """One sign wide."""
        return " "


_AT_RULES = ("media", "import", "font-face")
_ELSEWHERE = {
    "keyframes": "nothing moves on paper",
    "page": "the paper is chosen when the deck is built",
    "supports": "write what is wanted; what is not understood is reported",
    "layer": "the order of the rules decides",
    "container": "use (format: …) in `@media`",
    "property": "set the variable on `card`: `card { --accent: black }`",
    "namespace": "elements have plain names here",
    "charset": "it must come first, and the file is UTF-8 anyway",
    "font-palette-values": "colours of fonts are as the font has them",
}


def _unknown_at_rule(name: str, at: Place | None) -> Problem:
    near = "" if name in _ELSEWHERE else did_you_mean(name, _AT_RULES)
    help_ = _ELSEWHERE.get(name) or (
        f"did you mean `@{near}`?" if near else "there are `@media`, `@import` and `@font-face`"
    )
    return Problem(name="unknown-at-rule", message=f"there is no rule `@{name[:60]}` here", at=at, help=help_)


def _family(words: Tokens) -> str:
    if len(words) == 1 and words[0].type == "string" and words[0].value.strip():
        return str(words[0].value.strip())
    if all(word.type == "ident" for word in words):
        return " ".join(word.value for word in words)
    raise BadValueError("not a name", words[0], help='a name in quotes: "My Font"')


def _src(words: Tokens) -> str:
    """The first file named that is not packed for the web, or else the first."""
    found: list[str] = []
    for part in split_commas(words):
        if not part:
            raise BadValueError("something is missing beside a comma")
        if part[0].type == "function" and part[0].lower_name == "local":
            raise BadValueError("fonts of this computer are not used", part[0], help='url("fonts/Own.ttf")')
        name = picture_name(part[0])
        if name is None:
            raise BadValueError("not a file", part[0], help='url("fonts/Own.ttf")')
        for word in part[1:]:
            if not (word.type == "function" and word.lower_name in ("format", "tech")):
                raise BadValueError("too much", word, help='url("fonts/Own.ttf") and a comma before the next')
        found.append(name)
    return next((name for name in found if not name.lower().endswith(WEB_FONT_ENDINGS)), found[0])


def _ranges(words: Tokens) -> tuple[tuple[int, int], ...]:
    help_ = "such as U+0-7F, U+2019, U+4??"
    found = []
    for part in split_commas(words):
        if len(part) != 1 or part[0].type != "unicode-range":
            raise BadValueError("not a range of characters", part[0] if part else None, help=help_)
        if not part[0].start <= part[0].end <= 0x10FFFF:
            raise BadValueError("not a range of Unicode's characters", part[0], help=help_)
        found.append((int(part[0].start), int(part[0].end)))
    return tuple(found)


def _weights(words: Tokens) -> tuple[int, int]:
    if len(words) > 2:
        raise BadValueError("a weight, or the least and the greatest", words[2])
    named = {"normal": 400, "bold": 700}
    found = [named[word.lower_value] if is_ident(word, "normal", "bold") else integer(word, 1, 1000) for word in words]
    return min(found), max(found)
