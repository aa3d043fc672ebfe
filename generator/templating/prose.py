"""A text on its way from Markdown to elements: headings, paragraphs, lists, tables, quotes and figures.

CommonMark with tables. HTML is shown as it is written. Besides, on lines of their own:

- ``:card{some-id}``, several of them for a strip, ``:card{some-id | A caption}``;
- ``::: name`` … ``:::`` puts what is between into a `<section class="name">`;
- in a book, ``:contents{}``, ``:index{…}`` with terms, and ``:break{page}`` or ``:break{column}``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup, escape

from generator.basics.problems import did_you_mean, one_of
from generator.templating.faults import TemplateFault
from generator.templating.pictures.shelf import Shelf

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_DEPTH = 8  # sections inside sections, and quotes in them

_DIRECTIVE = re.compile(r"(?<!\\):([a-z][a-z-]*)\{([^{}\n]*)\}")
_ONLY_DIRECTIVES = re.compile(r"\s*(?::[a-z][a-z-]*\{[^{}\n]*\}\s*)+")
_SECTION = re.compile(r" {0,3}:::+[ \t]*(.*?)[ \t]*")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(\s*<?([^\s()<>]+)>?(?:\s+\"([^\"\n]*)\")?\s*\)")
_CELL = re.compile(r"(?<!\\)\|")
_UNNUMBERED = re.compile(r"\s*\{-\}\s*$")
_MARKERS = ("•", "–", "·")
_COMMANDS = ("contents", "index", "break")

#: Told about a fault and the line, from 0, of the text in which it was found.
Complain = Callable[[TemplateFault, int], None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a book.

    Attributes:
        level: from 1.
        title: without markup, without its number.
        number: ``2.1``; empty when headings are not numbered.
    """

    id: str
    level: int
    title: str
    number: str = ""


@dataclass(slots=True)
class Book:
    """What a text needs to know of the book it stands in, and what the book learns from it.

    Attributes:
        pages: on which page each id was found when the book was last put together; empty the first time.
        groups: terms that `:index{…}` can call by one name.
        numbered: whether headings have numbers.
        headings: found in the text, in order.
        terms: the ids of the blocks in which each term of the index stands.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbered: bool = False
    headings: list[Heading] = field(default_factory=list)
    terms: dict[str, list[str]] = field(default_factory=dict)


class Reader(Protocol):
    """What understands Markdown."""

    def inline(self, text: str, complain: Callable[[TemplateFault], None]) -> str:
        """The text of one paragraph as markup."""

    def tokens(self, text: str) -> "list[Token]":
        """The text as markdown-it understands it."""


class Writer:
    """Writes one text.

    Args:
        reader: understands the text.
        shelf: knows the pictures and faces that figures may show.
        complain: told of every fault.
        book: None outside books.
    """

    def __init__(self, reader: Reader, shelf: Shelf, complain: Complain, book: Book | None) -> None:
        self._reader = reader
        self._shelf = shelf
        self._complain = complain
        self._book = book
        self._out: list[str] = []
        self._ids: dict[str, int] = {}
        self._links: list[tuple[str, int]] = []
        self._numbers = [0] * 6
        self._terms: dict[str, re.Pattern[str]] = {}
        self._depth = 0
        self._lists = 0
        self._later: list[tuple[int, Callable[[], str]]] = []

    def written(self, text: str) -> str:
        """The text as elements, one after another; every piece is escaped."""
        lines = text.split("\n")
        if self._book is not None:
            self._book.headings.clear()
            self._book.terms.clear()
            for match in _DIRECTIVE.finditer(text):
                if match[1] == "index":
                    self._terms |= {term: _whole(term) for term in self._index_terms(match[2])}
            self._book.terms.update({term: [] for term in self._terms})
        self._section(lines, 0)
        for to, line in self._links:
            if to not in self._ids:
                guess = did_you_mean(to, tuple(self._ids))
                help = f"did you mean `#{guess}`?" if guess else f"there is {one_of(tuple(self._ids))}"
                self._complain(TemplateFault("unknown-link", f"no heading is called `#{to}`", help, f"#{to}"), line)
        for place, made in self._later:
            self._out[place] = made()
        return "".join(self._out)

    # --- Sections -----------------------------------------------------------------------------------------------

    def _section(self, lines: list[str], start: int) -> None:
        """The lines, the first of which is line `start` of the whole: text, and sections between."""
        fence, opened, first, names = "", 0, 0, ""
        for number, line in enumerate(lines):
            if mark := _FENCE.match(line):
                if not fence:
                    fence = mark[1]
                elif mark[1].startswith(fence) and not line.strip(" `~"):
                    fence = ""
                continue
            if fence or (found := _SECTION.fullmatch(line)) is None:
                continue
            if found[1]:
                if not opened:
                    self._text(lines[first:number], start + first)
                    names, first = found[1], number + 1
                opened += 1
            elif not opened:
                fault = TemplateFault(
                    "section-without-start", "`:::` ends a section that was not begun", "leave it out"
                )
                self._complain(fault, start + number)
                self._text(lines[first:number], start + first)
                first = number + 1
            else:
                opened -= 1
                if not opened:
                    self._inside(names, lines[first:number], start + first)
                    first = number + 1
        if opened:
            fault = TemplateFault(
                "section-without-end", f"the section `{names}` is never closed", "write `:::` below it"
            )
            self._complain(fault, start + first - 1)
            self._inside(names, lines[first:], start + first)
        else:
            self._text(lines[first:], start + first)

    def _inside(self, names: str, lines: list[str], start: int) -> None:
        bad = [name for name in names.split() if not _NAME.fullmatch(name)]
        if bad:
            fault = TemplateFault(
                "section-name", f"a section cannot be called `{bad[0][:40]}`", "write small letters, as in `::: note`"
            )
            self._complain(fault, start - 1)
            names = ""
        if self._depth >= MAX_DEPTH:
            fault = TemplateFault("template-too-deep", f"sections are nested more than {MAX_DEPTH} deep")
            self._complain(fault, start - 1)
            return
        self._depth += 1
        self._out.append(f'<section class="{escape(names)}">' if names else "<section>")
        self._section(lines, start)
        self._out.append("</section>")
        self._depth -= 1

    # --- Blocks -------------------------------------------------------------------------------------------------

    def _text(self, lines: list[str], start: int) -> None:
        if not any(line.strip() for line in lines):
            return
        tokens = self._reader.tokens("\n".join(lines))
        self._walk(tokens, 0, len(tokens), lines, start)

    def _walk(self, tokens: "list[Token]", at: int, end: int, lines: list[str], start: int) -> None:
        while at < end:
            token = tokens[at]
            after = _closing(tokens, at)
            line = start + (token.map[0] if token.map else 0)
            match token.type:
                case "paragraph_open":
                    intro = after < end and tokens[after].type in (
                        "bullet_list_open",
                        "ordered_list_open",
                        "table_open",
                    )
                    self._paragraph(tokens[at + 1].content, line, intro=intro)
                case "heading_open":
                    self._heading(int(token.tag[1]), tokens[at + 1].content, line)
                case "bullet_list_open" | "ordered_list_open":
                    self._list(tokens, at, after, lines, start)
                case "blockquote_open":
                    self._out.append("<blockquote>")
                    self._deeper(tokens, at, after, lines, start)
                    self._out.append("</blockquote>")
                case "hr":
                    self._out.append("<hr/>")
                case "fence" | "code_block":
                    code = "<br/>".join(
                        str(escape(row)).replace(" ", "\u00a0") for row in token.content.rstrip().split("\n")
                    )
                    self._out.append(f'<pre><p class="code"><code>{code}</code></p></pre>')
                case "table_open":
                    self._table(tokens[at + 1 : after - 1], lines, start)
                case _:
                    self._out.append(f"<p>{escape(token.content)}</p>")
            at = after

    def _deeper(self, tokens: "list[Token]", at: int, after: int, lines: list[str], start: int) -> None:
        self._depth += 1
        if self._depth <= MAX_DEPTH:
            self._walk(tokens, at + 1, after - 1, lines, start)
        else:
            fault = TemplateFault("template-too-deep", f"lists and quotes are nested more than {MAX_DEPTH} deep")
            self._complain(fault, start + (tokens[at].map or [0])[0])
        self._depth -= 1

    def _list(self, tokens: "list[Token]", at: int, end: int, lines: list[str], start: int) -> None:
        numbered = tokens[at].type == "ordered_list_open"
        number = int(tokens[at].attrs.get("start", 1)) if numbered else 0
        tag = "ol" if numbered else "ul"
        marker = _MARKERS[min(self._lists, len(_MARKERS) - 1)]
        self._lists += 1
        self._out.append(f"<{tag}>")
        item = at + 1
        while item < end - 1:
            after = _closing(tokens, item)
            self._out.append(f"<li><marker>{f'{number}.' if numbered else marker}</marker><item>")
            self._deeper(tokens, item, after, lines, start)
            self._out.append("</item></li>")
            number += 1
            item = after
        self._out.append(f"</{tag}>")
        self._lists -= 1

    def _heading(self, level: int, content: str, line: int) -> None:
        plain = _UNNUMBERED.search(content) is not None
        content = _UNNUMBERED.sub("", content)
        title = _plain(self._inlined(content, line))
        id = self._named(_slug(title))
        number = ""
        book = self._book
        if book is not None:
            if book.numbered and not plain:
                self._numbers[level - 1] += 1
                self._numbers[level:] = [0] * (6 - level)
                number = ".".join(str(part) for part in self._numbers[:level] if part)
            book.headings.append(Heading(id, level, title, number))
            self._found(title, id)
        shown = f'<span class="number">{number}</span> ' if number else ""
        self._out.append(f'<h{level} id="{id}">{shown}{self._inlined(content, line)}</h{level}>')

    def _named(self, slug: str) -> str:
        """An id that no other block has."""
        count = self._ids[slug] = self._ids.get(slug, 0) + 1
        return slug if count == 1 else self._named(f"{slug}-{count}")

    def _paragraph(self, content: str, line: int, *, intro: bool = False) -> None:
        if _ONLY_DIRECTIVES.fullmatch(content):
            self._directives(content, line)
            return
        if image := _IMAGE.fullmatch(content.strip()):
            self._picture(image, line)
            return
        for number, row in enumerate(content.split("\n")):
            self._look_for_slips(row, line + number)
        attributes = ' class="intro"' if intro and content.rstrip().endswith(":") else ""
        self._out.append(f"<p{attributes}{self._termed(content)}>{self._inlined(content, line)}</p>")

    def _look_for_slips(self, row: str, line: int) -> None:
        """Says what was meant for a figure or a table, and is none."""
        for match in _DIRECTIVE.finditer(row):
            if match[1] in self._shelf.kinds or match[1] in _COMMANDS:
                fault = TemplateFault(
                    "misplaced-figure",
                    f"`:{match[1]}{{…}}` stands in the middle of a text",
                    "put it on a line of its own, with an empty line above and below",
                    match[1],
                )
                self._complain(fault, line)
        if "|" in row and _RULE.fullmatch(row):
            fault = TemplateFault(
                "broken-table",
                "this line is meant to stand under the head of a table, and the two do not match",
                "give both as many `|`, and an empty line above the head",
            )
            self._complain(fault, line)

    def _picture(self, image: "re.Match[str]", line: int) -> None:
        alt, name, caption = image[1], image[2], image[3] or ""
        if not self._shelf.has(name):
            message = f"there is no picture `{name[:80]}`"
            self._complain(TemplateFault("unknown-picture", message, self._shelf.advice(name), name), line)
            return
        below = f"<figcaption>{self._inlined(caption, line)}</figcaption>" if caption else ""
        self._out.append(f'<figure><img src="{escape(name)}" alt="{escape(alt)}"/>{below}</figure>')

    def _inlined(self, text: str, line: int) -> str:
        def complain(fault: TemplateFault) -> None:
            self._complain(fault, line)

        made = self._reader.inline(text, complain)
        for match in re.finditer(r' to="#([^"]*)"', made):
            self._links.append((match[1], line))
        return made

    def _termed(self, text: str) -> str:
        """The attribute that a block with terms of the index in it is known by."""
        if not any(pattern.search(text) for pattern in self._terms.values()):
            return ""
        id = self._named("t-1")
        self._found(text, id)
        return f' id="{id}"'

    def _found(self, text: str, id: str) -> None:
        for term, pattern in self._terms.items():
            if self._book is not None and pattern.search(text):
                self._book.terms[term].append(id)

    # --- Tables -------------------------------------------------------------------------------------------------

    def _table(self, tokens: "list[Token]", lines: list[str], start: int) -> None:
        head = next(token for token in tokens if token.type == "tr_open")
        columns = sum(token.type == "th_open" for token in tokens)
        align = [_alignment(token) for token in tokens if token.type == "th_open"]
        rows = [token for token in tokens if token.type == "tr_open"]
        for row in rows:
            at = row.map[0] if row.map else 0
            cells = _cells(lines[at])
            if cells != columns and row is not head:
                fault = TemplateFault(
                    "broken-table",
                    f"this row has {cells} cell{'s' * (cells != 1)}, and the table has {columns} columns",
                    "put as many `|` in every row; a `|` inside a text is written `\\|`",
                )
                self._complain(fault, start + at)
        wide = " ".join(["auto"] * (columns - 1) + ["1fr"])
        self._out.append(f'<table style="grid-template-columns: {wide}">')
        column, row_number, line = 0, -1, start
        for token in tokens:
            if token.type == "tr_open":
                row_number += 1
                column = 0
                line = start + (token.map[0] if token.map else 0)
            elif token.type in ("th_open", "td_open"):
                tag = token.tag
                names = " ".join(
                    name for name, wanted in (("odd", row_number % 2), ("last", column == columns - 1)) if wanted
                )
                marked = f' class="{names}"' if names else ""
                style = f' style="text-align: {align[column]}"' if align[column] else ""
                self._out.append(f"<{tag}{marked}{style}>")
            elif token.type == "inline":
                self._out.append(f"<p{self._termed(token.content)}>{self._inlined(token.content, line)}")
            elif token.type in ("th_close", "td_close"):
                self._out.append(f"</p></{token.tag}>")
                column += 1
        self._out.append("</table>")

    # --- Directives ---------------------------------------------------------------------------------------------

    def _directives(self, content: str, line: int) -> None:
        shown: list[str] = []
        for number, row in enumerate(content.split("\n")):
            for match in _DIRECTIVE.finditer(row):
                name, told = match[1], match[2].strip()
                if name in self._shelf.kinds:
                    shown += self._figure(name, told, line + number)
                elif name in _COMMANDS and self._book is not None:
                    self._command(name, told, line + number)
                else:
                    known = (*self._shelf.kinds, *(_COMMANDS if self._book is not None else ()))
                    guess = did_you_mean(name, known)
                    help = f"did you mean `:{guess}{{…}}`?" if guess else f"there is {one_of(known)}" if known else ""
                    message = f"nothing is called `:{name}{{…}}` here"
                    self._complain(TemplateFault("unknown-figure", message, help, name), line + number)
        if shown:
            self._out.append(f'<strip class="of-{len(shown)}">{"".join(shown)}</strip>')

    def _figure(self, kind: str, told: str, line: int) -> Iterator[str]:
        id, _, caption = (part.strip() for part in told.partition("|"))
        fault = self._shelf.fault(f"{kind}:{id}")
        if fault is not None:
            self._complain(fault, line)
            return
        below = f"<figcaption>{self._inlined(caption, line)}</figcaption>" if caption else ""
        yield f'<shown class="{kind}"><face of="{kind}:{escape(id)}"/>{below}</shown>'

    def _command(self, name: str, told: str, line: int) -> None:
        assert self._book is not None  # noqa: S101 - the caller looked
        if name == "contents":
            self._put_later(self._contents)  # its entries stand for headings that may still come
        elif name == "index":
            self._put_later(lambda: self._index(told))
        elif told in ("page", "column"):
            self._out.append(f'<turn style="break-before: {told}"/>')
        else:
            fault = TemplateFault(
                "unknown-break", f"nothing breaks at `{told}`", "write `:break{page}` or `:break{column}`"
            )
            self._complain(fault, line)

    def _put_later(self, made: Callable[[], str]) -> None:
        self._later.append((len(self._out), made))
        self._out.append("")

    def _contents(self) -> str:
        assert self._book is not None  # noqa: S101 - only books have contents
        entries = [
            f'<entry class="level-{heading.level}" to="#{heading.id}"><p class="number">{heading.number}</p>'
            f'<p class="what">{escape(heading.title)}</p><dots/>'
            f'<p class="at">{self._book.pages.get(heading.id, "00")}</p></entry>'
            for heading in self._book.headings
        ]
        return f"<contents>{''.join(entries)}</contents>"

    def _index_terms(self, told: str) -> Sequence[str]:
        assert self._book is not None  # noqa: S101 - only books have an index
        known = self._book.groups.get(told.strip())
        return known if known is not None else [term for part in told.split(",") if (term := part.strip())]

    def _index(self, told: str) -> str:
        assert self._book is not None  # noqa: S101 - only books have an index
        entries: list[str] = []
        for term in sorted(self._index_terms(told), key=str.casefold):
            ids = self._book.terms.get(term, [])
            pages = sorted({self._book.pages[id] for id in ids if id in self._book.pages})
            to = f' to="#{ids[0]}"' if ids else ""
            where = ", ".join(str(page) for page in pages) if self._book.pages else "00, 00"
            entries.append(
                f'<entry{to}><p class="what">{escape(term)}</p><dots/><p class="at">{where or "–"}</p></entry>'
            )
        return f"<index>{''.join(entries)}</index>"


# --- Words and cells ------------------------------------------------------------------------------------------------


def _closing(tokens: "list[Token]", at: int) -> int:
    """The token after the block that begins at `at`."""
    depth = 0
    for number in range(at, len(tokens)):
        depth += tokens[number].nesting
        if depth == 0:
            return number + 1
    return len(tokens)


def _plain(markup: str) -> str:
    """The words of a text that is marked up."""
    return Markup(markup).striptags()  # noqa: S704 - escaped when it was made


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", title.casefold())) or "section"


def _whole(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")


def _alignment(token: "Token") -> str:
    found = re.fullmatch(r"text-align:(left|right|center)", str(token.attrs.get("style", "")))
    return found[1] if found else ""


def _cells(row: str) -> int:
    return len(_CELL.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1
