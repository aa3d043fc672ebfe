"""A look: a template folder, read and compiled once, that turns words into designs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.basics.problems import KeyPath, Problem, Related
from generator.model.assets import Assets
from generator.model.design import Design
from generator.model.figures import FigureTable
from generator.model.formats import Format
from generator.templating.css import Cascade, Media, parse_stylesheet
from generator.templating.faults import TemplateFault
from generator.templating.fonts import brought_fonts
from generator.templating.forms import MAX_ELEMENTS, Forms
from generator.templating.inline import Inline
from generator.templating.markdown import Markdown
from generator.templating.pictures.shelf import Shelf
from generator.templating.sandbox import LINE_MARK, Sandbox

if TYPE_CHECKING:
    from generator.templating.prose import Book

_PICTURE_SELECTOR = re.compile(r"\[\s*(?:src|alt|name|data|error|quiet|of|to)\b")

MAX_PROBLEMS = 500  # different ones of one look


class _Noted:
    """A problem and the faces it was met on."""

    __slots__ = ("at", "count", "problem", "title")

    def __init__(self, problem: Problem, at: KeyPath | None, title: str) -> None:
        self.problem = problem
        self.at = at
        self.title = title
        self.count = 0

    def told(self) -> Problem:
        if self.at is None and self.title and not self.problem.label:
            return replace(self.problem, label=f"on {self.title}")
        if self.at is None or self.problem.at == self.at:
            return self.problem
        if self.title and not self.title.startswith("card"):
            return replace(self.problem, related=(*self.problem.related, Related(self.at, f"met on {self.title}")))
        label = "met on this card" if self.count == 1 else f"met first on this card, on {self.count} faces in all"
        return replace(self.problem, related=(*self.problem.related, Related(self.at, label)))


class Look:
    """A template, ready to make faces. `open_look` gives one.

    Attributes:
        fonts: what the stylesheet brings along, in its order.
    """

    def __init__(self, assets: Assets, *, media: Media, main: str, figures: FigureTable | None, room: int) -> None:
        self._before: list[Problem] = []
        self._noted: dict[tuple[object, ...], _Noted] = {}
        self._after: list[Problem] = []
        self._left_out = 0
        self._finished = False
        names = frozenset(assets.template_names())

        def load(name: str) -> str | None:
            return assets.template(name) if name in names else None

        self._load = load
        self._shelf = Shelf(assets, figures)
        text = load(main)
        if text is None:
            self._before.append(
                Problem(
                    name="missing-stylesheet",
                    message=f"the template has no file `{main}`",
                    help=f"write one beside the template: `{assets.template_place(main)}`",
                )
            )
            text = ""
        sheet, problems = parse_stylesheet(text, assets.template_place(main), media=media, load=load)
        self._before.extend(problems)
        self.fonts, faults = brought_fonts(sheet.font_faces, assets)
        self._before.extend(faults)
        self._cascade = Cascade(
            (sheet,), picture=self._shelf.picture, families=assets.families(), language=media.language
        )
        self._sandbox = Sandbox(assets, media.language)
        self._sandbox.room = room
        self._sandbox.add_filter("inline", Inline(self._shelf.icons, self._complain, self._cascade.classes))
        self._markdown = Markdown(self._shelf.icons, self._shelf, self._complain)
        self._sandbox.add_filter("markdown", self._markdown)
        sheets = "".join([load(name) or "" for name in sorted(names) if name.endswith(".css")])
        #: Whether texts of several faces are to share a size (CSS `fit-group`), so that all faces must be asked first.
        self.groups_texts = "fit-group" in sheets or any(
            "fit-group" in (load(name) or "") for name in sorted(names) if name.endswith(".j2")
        )
        self._forms = Forms(
            self._cascade,
            self._shelf,
            self._sandbox.mark_place,
            sees_text=":empty" in sheets,
            sees_pictures=_PICTURE_SELECTOR.search(sheets) is not None,
            most=room * MAX_ELEMENTS,
        )

    def _complain(self, fault: TemplateFault, text: str) -> None:
        self._sandbox.faults.append((fault, text))

    def design(
        self,
        part: str,
        words: Mapping[str, object],
        format: Format,
        *,
        at: KeyPath | None = None,
        title: str = "",
    ) -> Design | None:
        """The face that a part of the template makes of the words; None when that had errors.

        The errors join `problems`, the same one on many faces once.

        Args:
            part: file name of the template, ``card.xml.j2``.
            words: what the template can say, as `words_for` gives it: plain groups, texts, numbers and lists.
            format: the finished size.
            at: where the card stands, for messages.
            title: what the face is, for messages where there is no `at`.
        """
        sandbox = self._sandbox
        try:
            xml = sandbox.rendered(part, words)
        except (Exception, RecursionError, MemoryError) as fault:
            self._note(sandbox.problem_of(fault, part), at, title)
            return None
        if sandbox.faults:
            for told, text in sandbox.faults:
                place = self._field(at, words, text) or at
                self._note(Problem(name=told.name, message=told.message, at=place, help=told.help), at, title)
            return None
        try:
            root, paragraphs, problems = self._forms.filled(xml)
        except (RecursionError, MemoryError):
            self._note(Problem(name="template-too-deep", message=f"`{part}` nests its elements too deeply"), at, title)
            return None
        for problem in problems:
            placed = problem if problem.at is not None else replace(problem, at=sandbox.place(part, 1))
            self._note(placed, at, title)
        if root is None:
            return None
        return Design(
            root=root,
            words=paragraphs,
            size=format.trim,
            bleed=format.bleed,
            safe=format.safe,
            corner=format.corner,
        )

    def text(self, part: str, words: Mapping[str, object], book: "Book") -> Markup | None:
        """The elements that a book's text, a Markdown file with words to be filled in, comes to.

        The errors join `problems`, each at its line of the file; None when there are any.

        Args:
            part: file name of the text, which the assets give among the templates.
            words: what the text can say.
            book: what it needs to know of the book; it learns the headings.
        """
        sandbox = self._sandbox
        try:
            filled = sandbox.rendered(part, words)
        except (Exception, RecursionError, MemoryError) as fault:
            self._note(sandbox.problem_of(fault, part), None, "")
            return None
        origins: list[int] = []
        lines: list[str] = []
        for row in filled.split("\n"):
            found = LINE_MARK.search(row)
            origins.append(int(found[1]) if found else (origins[-1] if origins else 1))
            lines.append(LINE_MARK.sub("", row))
        sound = True

        def complain(told: TemplateFault, line: int) -> None:
            nonlocal sound
            sound = False
            at = sandbox.place(part, origins[min(max(0, line), len(origins) - 1)], told.needle)
            self._note(Problem(name=told.name, message=told.message, at=at, help=told.help), None, "")

        try:
            made = self._markdown.blocks("\n".join(lines), complain, book)
        except TemplateFault as told:
            complain(told, 0)
            return None
        return made if sound else None

    @staticmethod
    def _field(at: KeyPath | None, words: Mapping[str, object], text: str) -> KeyPath | None:
        """The field of the card that holds the text."""
        card = words.get("card")
        if at is None or not isinstance(card, dict):
            return None
        name = next((key for key, value in card.items() if value == text), None)
        return KeyPath(at.file, (*at.keys, name)) if isinstance(name, str) else None

    def _note(self, problem: Problem, at: KeyPath | None, title: str) -> None:
        key = (problem.name, problem.message, problem.at, problem.help)
        noted = self._noted.get(key)
        if noted is None:
            if len(self._noted) >= MAX_PROBLEMS:
                self._left_out += 1
                return
            noted = self._noted[key] = _Noted(problem, at, title)
        noted.count += 1

    def finish(self, *, complete: bool = True, parts: Iterable[str] = ()) -> None:
        """Ends a deck: what only shows at its end (selectors that matched nothing) joins `problems`.

        Args:
            complete: says that every card has been made, so that what matched nothing never will.
            parts: of the template that might have been asked for and were not; what they name is not called unknown.
        """
        if not self._finished:
            self._finished = True
            texts = [*self._sandbox.source.texts.values(), *(self._load(part) or "" for part in parts)]
            written = frozenset(re.findall(r"[\w-]+", "\n".join(texts)))
            self._after.extend(self._cascade.unmatched(written, complete=complete))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong so far: stylesheet, templates and faces in the order met, pictures, unmatched selectors."""
        found = [*self._before, *(noted.told() for noted in self._noted.values()), *self._shelf.problems, *self._after]
        if self._left_out:
            found.append(
                Problem(
                    name="more-problems", message=f"{self._left_out} further problems of the template are not shown"
                )
            )
        return tuple(found)


def open_look(
    assets: Assets, *, media: Media, main: str = "style.css", figures: FigureTable | None = None, room: int = 1
) -> Look:
    """The template that the assets hold, its stylesheet read; what is wrong with it is in `Look.problems`.

    Args:
        assets: gives the template's files, pictures and fonts.
        media: what `@media` in the stylesheet is asked about.
        main: the stylesheet.
        figures: the faces that `<face>` and `:card{…}` can show.
        room: how many times as much as a card a face may hold: the text of a book is one face.
    """
    return Look(assets, media=media, main=main, figures=figures, room=room)
