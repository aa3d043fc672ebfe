"""The structure of a document: which marks on which pages are headings, paragraphs, rows, and in which order."""

from collections.abc import Iterable

from generator.export.pdf.content import Content
from generator.export.pdf.shelf import Named, Shelf
from generator.export.pdf.store import Store
from generator.export.pdf.syntax import text
from generator.model.face import Group, Item, Tag


class Tags:
    """The structure tree in the making. Parts come in reading order, as they are met on the pages."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._language = language
        self._root = store.reserve()
        self._document = store.reserve()
        self._references: dict[int, tuple[Tag, str]] = {}
        self._children: dict[str, list[str]] = {self._document: []}
        self._pages: list[list[str]] = []
        self._links: list[tuple[int, str]] = []
        self._page = ""

    # --- Pages --------------------------------------------------------------------------------------------------

    def page(self, reference: str) -> int:
        """Begin a page; its key in the parent tree."""
        self._page = reference
        self._pages.append([])
        return len(self._pages) - 1

    @property
    def root(self) -> str:
        """The reference to the tree."""
        return self._root

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def mark(self, tag: Tag) -> str:
        """The operand that begins a stretch of the page's content which is part of `tag`."""
        reference = self._part(tag)
        number = len(self._pages[-1])
        self._pages[-1].append(reference)
        self._children[reference].append(f"<</Type/MCR/Pg {self._page}/MCID {number}>>")
        return f"/{tag.role}<</MCID {number}>>"

    def link(self, annotation: str, parent: Tag | None, told: str) -> int:
        """Make a link part of the structure; its key in the parent tree, counted from the last page's."""
        outer = self._document if parent is None else self._part(parent)
        reference = self._store.reserve()
        kid = f"<</Type/OBJR/Pg {self._page}/Obj {annotation}>>"
        self._store.fill(
            reference,
            f"<</Type/StructElem/S/Link/P {outer}/Pg {self._page}/K[{kid}]/Alt {text(told)}>>",
        )
        self._children[outer].append(reference)
        self._links.append((len(self._links), reference))
        return len(self._links) - 1

    def _part(self, tag: Tag) -> str:
        known = self._references.get(id(tag))
        if known is None:
            outer = self._document if tag.parent is None else self._part(tag.parent)
            known = self._references[id(tag)] = tag, self._store.reserve()
            self._children[known[1]] = []
            self._children[outer].append(known[1])
        return known[1]

    # --- The tree -----------------------------------------------------------------------------------------------

    def finish(self, link_keys: Iterable[int]) -> None:
        """Write the tree.

        Args:
            link_keys: the key in the parent tree under which each link's annotation looks for its part.
        """
        for tag, reference in self._references.values():
            outer = self._document if tag.parent is None else self._references[id(tag.parent)][1]
            body = f"<</Type/StructElem/S/{tag.role}/P {outer}{self._told(tag)}{self._kids(reference)}>>"
            self._store.fill(reference, body)
        self._store.fill(
            self._document,
            f"<</Type/StructElem/S/Document/P {self._root}/Lang {text(self._language)}{self._kids(self._document)}>>",
        )
        entries = [f"{number}[{' '.join(parts)}]" for number, parts in enumerate(self._pages)]
        entries += [f"{key} {reference}" for key, (_, reference) in zip(link_keys, self._links, strict=True)]
        following = len(self._pages) + len(self._links)
        parents = self._store.add(f"<</Nums[{' '.join(entries)}]>>")
        self._store.fill(
            self._root,
            f"<</Type/StructTreeRoot/K[{self._document}]/ParentTree {parents}/ParentTreeNextKey {following}>>",
        )

    def _kids(self, reference: str) -> str:
        return f"/K[{' '.join(self._children[reference])}]"

    @staticmethod
    def _told(tag: Tag) -> str:
        told = f"/Alt {text(tag.alt)}" if tag.alt else ""
        if tag.role == "TH":
            told += "/A<</O/Table/Scope/Column>>"
        elif tag.role == "L":
            told += "/A<</O/List/ListNumbering/None>>"
        return told


class TaggedContent(Content):
    """The content of a page, every stretch of it marked as part of the structure or as mere decoration."""

    def __init__(self, shelf: Shelf, tags: Tags) -> None:
        super().__init__(shelf)
        self._tags = tags
        self._inside = False
        self._decorating = False

    def items(self, items: Iterable[Item]) -> None:
        """Paint the items in order."""
        for item in items:
            if self._inside or (isinstance(item, Group) and item.tag is None and _is_wrapper(item)):
                super().items((item,))
            elif isinstance(item, Group) and item.tag is not None:
                self._close()
                self.write(f"{self._tags.mark(item.tag)} BDC")
                self._inside = True
                super().items((item,))
                self._inside = False
                self.write("EMC")
            else:
                self._open()
                super().items((item,))

    def call(self, form: Named) -> None:
        """Paint a form; it is mere decoration."""
        self._open()
        super().call(form)

    def bytes(self) -> bytes:
        """What has been written."""
        self._close()
        return super().bytes()

    def _open(self) -> None:
        if not self._inside and not self._decorating:
            self.write("/Artifact BMC")
            self._decorating = True

    def _close(self) -> None:
        if self._decorating:
            self.write("EMC")
            self._decorating = False


def _is_wrapper(group: Group) -> bool:
    """Whether the group's items are written out in its place, not as a form of their own."""
    return group.blend == "normal" and group.opacity >= 1 and not group.shared
