"""The filter `markdown`: longer text as headings, paragraphs, lists, tables, quotes and figures; and a book's text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.templating.faults import TemplateFault
from generator.templating.filters import MAX_TEXT, as_text
from generator.templating.inline import Inline
from generator.templating.pictures.shelf import Shelf

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from generator.templating.prose import Book, Complain


class _Linked(Inline):
    """Inline text whose links lead somewhere: ``[text](#id)``."""

    def _link(self, token: "Token") -> str:
        if token.type == "link_close":
            return "</span>"
        to = str(token.attrs.get("href", ""))
        return f'<span class="link" to="{escape(to)}">'


class Markdown:
    """The filter, and the maker of a book's text.

    Args:
        icons: the names of all icons.
        shelf: knows the pictures and faces that figures may show.
        complain: is told of faults in a text that is not a book's, with the text.
    """

    def __init__(self, icons: tuple[str, ...], shelf: Shelf, complain: Callable[[TemplateFault, str], None]) -> None:
        self._shelf = shelf
        self._complain = complain
        self._inline_faults: list[TemplateFault] = []
        self._inline = _Linked(icons, lambda fault, _: self._inline_faults.append(fault))
        self._reader: MarkdownIt | None = None

    def __call__(self, value: object) -> Markup:
        """The text as elements that can be placed in a box, one after another."""
        if isinstance(value, Markup):
            raise TemplateFault(
                "filter-does-not-fit", "the filter `markdown` takes text, not markup", needle="markdown"
            )
        text = as_text(value, "markdown")
        return self.blocks(text, lambda fault, _: self._complain(fault, text), None)

    def blocks(self, text: str, complain: "Complain", book: "Book | None") -> Markup:
        """The text as elements.

        Args:
            text: Markdown.
            complain: told of every fault.
            book: None outside books.
        """
        if len(text) > MAX_TEXT:
            raise TemplateFault("template-too-long", f"a text has more than {MAX_TEXT} characters", needle="markdown")
        from generator.templating.prose import Writer  # few texts are that long

        return Markup(Writer(self, self._shelf, complain, book).written(text))  # noqa: S704 - every piece is escaped

    def inline(self, text: str, complain: Callable[[TemplateFault], None]) -> str:
        """The text of one paragraph as markup."""
        made = str(self._inline(text))
        for fault in self._inline_faults:
            complain(fault)
        self._inline_faults.clear()
        return made

    def tokens(self, text: str) -> "list[Token]":
        """The text as markdown-it understands it."""
        if self._reader is None:
            from markdown_it import MarkdownIt

            self._reader = MarkdownIt("commonmark", {"html": False}).enable("table")
            self._reader.disable(["html_block", "reference"])
        return self._reader.parse(text)
