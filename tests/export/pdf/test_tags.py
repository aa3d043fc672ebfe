"""The structure of a document, as another program reads it back."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from generator.basics.colour import BLACK
from generator.basics.geometry import Matrix, Rect, Size
from generator.export import DocumentInfo, write_pdf
from generator.model.face import Anchor, Face, Group, Item, Link, Path, Tag
from generator.model.sheet import Bookmark, Placement, Sheet, Side

SIZE = Size(200, 300)
INFO = DocumentInfo(title="Rules", language="en-GB", tagged=True)


def square(x: float) -> Path:
    return Path((("M", x, 0), ("L", x + 9, 0), ("L", x + 9, 9), ("L", x, 9), ("Z",)), fill=BLACK)


def page(*items: Item, number: int = 1, bookmark: Bookmark | None = None, **more: Any) -> Sheet:  # noqa: ANN401
    face = Face(size=SIZE, bleed=0, items=items, **more)
    whole = Rect(0, 0, SIZE.width, SIZE.height)
    marks = (bookmark,) if bookmark else ()
    return Sheet(paper=SIZE, number=number, front=Side(placements=(Placement(face, whole, whole),), bookmarks=marks))


def opened(*sheets: Sheet) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write_pdf(sheets, INFO)))


def tree(element: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401
    """The structure in words: a part a line, with the pages and numbers of its marks."""
    marks = [f"{kid.MCID}" for kid in element.K if kid.get("/Type") == "/MCR"]
    yield "  " * depth + str(element.S)[1:] + ("" if not marks else " " + " ".join(marks))
    for kid in element.K:
        if kid.get("/Type") == "/StructElem":
            yield from tree(kid, depth + 1)


def structure(pdf: pikepdf.Pdf) -> list[str]:
    (document,) = pdf.Root.StructTreeRoot.K
    return list(tree(document))


def marked(pdf: pikepdf.Pdf, number: int) -> list[str]:
    """What the page's marks say, in order."""
    found = []
    for one in pikepdf.parse_content_stream(pdf.pages[number]):
        operands, operator = one.operands, one.operator
        if str(operator) in ("BMC", "BDC", "EMC", "f", "Do"):
            found.append(" ".join([str(operator), *(str(operand) for operand in operands[:1])]))
    return found


def test_what_has_a_tag_is_a_part_and_all_else_is_decoration() -> None:
    table = Tag("Table")
    row = Tag("TR", table)
    cells = [Group((square(20),), tag=Tag("TD", row)), Group((square(40),), tag=Tag("TD", row))]
    pdf = opened(page(square(0), Group((square(10),), tag=Tag("H1")), square(15), *cells))
    assert structure(pdf) == ["Document", "  H1 0", "  Table", "    TR", "      TD 1", "      TD 2"]
    assert marked(pdf, 0) == [
        *("BMC /Artifact", "f", "EMC", "BDC /H1", "f", "EMC"),
        *("BMC /Artifact", "f", "EMC", "BDC /TD", "f", "EMC", "BDC /TD", "f", "EMC"),
    ]


def test_groups_around_parts_do_not_hide_them() -> None:
    inner = Group((Group((square(1),), tag=Tag("P")), square(2)), matrix=Matrix.translation(5, 5))
    shared = Group((square(3), square(4)), shared=True)
    pdf = opened(page(inner, shared))
    assert structure(pdf) == ["Document", "  P 0"]
    names = [name for name in marked(pdf, 0) if name[0] in "BE"]
    assert names == ["BDC /P", "EMC", "BMC /Artifact", "EMC"]


def test_a_part_that_goes_on_on_the_next_page_is_one_part() -> None:
    paragraph = Tag("P")
    pdf = opened(
        page(Group((square(1),), tag=paragraph)),
        page(Group((square(2),), tag=paragraph), Group((square(3),), tag=Tag("P")), number=2),
    )
    assert structure(pdf) == ["Document", "  P 0 0", "  P 1"]
    (document,) = pdf.Root.StructTreeRoot.K
    pages = [kid.Pg.objgen for kid in document.K[0].K]
    assert pages == [pdf.pages[0].objgen, pdf.pages[1].objgen]


def test_the_parent_tree_leads_from_every_mark_to_its_part() -> None:
    pdf = opened(
        page(Group((square(1),), tag=Tag("H1")), Group((square(2),), tag=Tag("P"))),
        page(Group((square(3),), tag=Tag("Figure", alt="a square")), number=2),
    )
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parts = {int(numbers[at]): [str(one.S) for one in numbers[at + 1]] for at in range(0, len(numbers), 2)}
    assert parts == {0: ["/H1", "/P"], 1: ["/Figure"]}
    assert [int(one.StructParents) for one in pdf.pages] == [0, 1]
    assert str(numbers[3][0].Alt) == "a square"


def test_a_link_leads_to_its_place_and_is_part_of_the_structure() -> None:
    paragraph = Tag("P")
    link = Link(at=Rect(10, 20, 30, 10), to="#there", tag=paragraph, told="to the other page")
    away = Link(at=Rect(10, 40, 30, 10), to="https://example.org/")
    pdf = opened(
        page(Group((square(1),), tag=paragraph), links=(link, away)),
        page(Group((square(1),), tag=Tag("H1")), number=2, anchors=(Anchor("there", 50),)),
    )
    inside, outside = pdf.pages[0].Annots
    assert [float(one) for one in inside.Rect] == [10, 270, 40, 280]
    assert str(inside.Contents) == "to the other page"
    assert str(outside.A.URI) == "https://example.org/"
    names = pdf.Root.Names.Dests.Names
    assert str(names[0]) == str(inside.Dest) == "there"
    assert names[1][0].objgen == pdf.pages[1].objgen
    assert float(names[1][3]) == 256
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parts = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    found = parts[int(inside.StructParent)]
    assert str(found.S) == "/Link"
    assert str(found.P.S) == "/P"
    assert found.K[0].Obj.objgen == inside.objgen
    assert structure(pdf) == ["Document", "  P 0", "    Link", "  Link", "  H1 0"]


def test_it_says_that_it_is_tagged_in_which_language_and_how_its_pages_are_called() -> None:
    pdf = opened(page(Group((square(1),), tag=Tag("H1")), bookmark=Bookmark("Start", 0, 40.0)))
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.PageLabels.Nums[1].S) == "/D"
    assert str(pdf.pages[0].Tabs) == "/S"
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert ">Rules</rdf:li>" in packet
    assert "<rdf:li>en-GB</rdf:li>" in packet
    with pdf.open_outline() as outline:
        (entry,) = outline.root
    assert entry.title == "Start"
    assert float(entry.destination[3]) == 266  # type: ignore[index]


def test_other_documents_have_none_of_it() -> None:
    sheet = page(Group((square(1),), tag=Tag("H1")), links=(Link(at=Rect(0, 0, 1, 1), to="#a"),))
    data = write_pdf([sheet], DocumentInfo(title="Cards"))
    assert b"StructTreeRoot" not in data
    assert b"/Annot" not in data


def test_the_same_pages_give_the_same_bytes() -> None:
    def made() -> bytes:
        return write_pdf([page(Group((square(1),), tag=Tag("P")))], INFO)

    assert made() == made()
