"""Running text in pieces: where a column may end, what belongs to what."""

from generator import disk
from generator.model.assets import Font
from generator.model.face import Group, Item, Tag
from generator.model.formats import FORMATS
from generator.model.galley import Galley, Piece
from generator.templating import Media, open_look
from generator.typesetting import Subject, Typesetter, item_text
from tests.templating.made import Folder

REAL = disk.FolderAssets(disk.shipped("templates") / "plain")
TEXT = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"


class Fonts(Folder):
    """A template's folder with real fonts."""

    def family(self, name: str) -> tuple[Font, ...]:
        return REAL.family(name)


def galleys(body: str, css: str = "", width: float = 120) -> tuple[Galley, ...]:
    base = 'text { font-family: "Atkinson Hyperlegible Next"; font-size: 10pt; line-height: 1.2; gap: 6pt }'
    assets = Fonts({"book.xml.j2": f"<text>{body}</text>", "style.css": base + css})
    look = open_look(assets, media=Media())
    design = look.design("book.xml.j2", {}, FORMATS["a5"])
    assert design is not None, look.problems
    return Typesetter(assets).galleys(design, width, Subject("the text"))


def pieces(body: str, css: str = "", width: float = 120) -> tuple[Piece, ...]:
    (found,) = galleys(body, css, width)
    return found.pieces


def tags(items: tuple[Item, ...]) -> list[Tag]:
    return [item.tag for item in items if isinstance(item, Group) and item.tag is not None]


def said(piece: Piece) -> str:
    return " ".join(" ".join(item_text(item) for item in piece.items).split())


def test_every_line_is_a_piece_and_two_stay_together_at_both_ends() -> None:
    found = pieces(f"<p>{TEXT}</p>", width=90)
    assert len(found) >= 5
    assert " ".join(said(one) for one in found) == TEXT
    assert [one.before for one in found] == ["auto", "avoid", *["auto"] * (len(found) - 3), "avoid"]
    assert all(one.bottom - one.top == 12 for one in found)


def test_orphans_and_widows_are_as_the_stylesheet_says() -> None:
    found = pieces(f"<p>{TEXT}</p>", "p { orphans: 1; widows: 1 }", width=90)
    assert {one.before for one in found} == {"auto"}


def test_a_heading_keeps_what_follows() -> None:
    heading, *rest = pieces(f'<h2 id="here">Title</h2><p>{TEXT}</p>')
    assert (heading.before, heading.after, heading.ids) == ("auto", "avoid", ("here",))
    assert tags(heading.items)[0].role == "H2"
    assert rest[0].top - heading.bottom == 6


def test_a_marker_and_the_first_line_are_one_piece() -> None:
    first, *rest = pieces(f"<ul><li><marker>•</marker><item><p>{TEXT}</p></item></li></ul>")
    assert said(first).startswith("• one two")
    assert rest
    roles = []
    tag: Tag | None = tags(first.items)[-1]
    while tag is not None:
        roles.append(tag.role)
        tag = tag.parent
    assert roles == ["P", "LBody", "LI", "L"]


def test_a_row_of_a_table_is_one_piece_and_knows_its_head() -> None:
    cells = "".join(f"<td><p>{word}</p></td>" for word in TEXT.split()[:6])
    found = pieces(f'<table style="grid-template-columns: auto 1fr"><th><p>A</p></th><th><p>B</p></th>{cells}</table>')
    assert [said(one) for one in found] == ["A B", "one two", "three four", "five six"]
    assert found[0].repeats is None
    assert all(one.repeats is found[0] for one in found[1:])
    assert [one.before for one in found] == ["auto", "avoid", "auto", "avoid"]
    cell = tags(found[1].items)[0].parent
    assert cell is not None
    assert cell.parent is not None
    assert (cell.role, cell.parent.role) == ("TD", "TR")
    other = tags(found[1].items)[1].parent
    assert other is not None
    assert other.parent is cell.parent


def test_a_box_that_shall_not_be_parted_is_one_piece() -> None:
    (found,) = pieces(f'<section class="note"><p>{TEXT}</p><p>{TEXT}</p></section>', ".note { break-inside: avoid }")
    assert said(found) == f"{TEXT} {TEXT}"


def test_the_ground_of_a_box_is_behind_all_its_pieces() -> None:
    found = pieces(
        f'<section class="note"><p>{TEXT}</p></section>', ".note { background: #eee; padding: 5pt }", width=90
    )
    assert len(found) > 3
    (around,) = found[0].around
    assert all(one.around == (around,) for one in found)
    assert (found[0].top, found[-1].bottom) == (around.top, around.bottom)


def test_an_empty_box_that_breaks_gives_its_break_to_what_follows() -> None:
    found = pieces('<p>a</p><turn style="break-before: page"/><p>b</p>')
    assert [(said(one), one.before) for one in found] == [("a", "auto"), ("b", "page")]


def test_a_link_knows_its_words_and_its_place() -> None:
    (found,) = pieces('<p>See <span to="#there">the other</span> page.</p><h1 id="there">There</h1>', width=300)[:1]
    (link,) = found.links
    assert (link.to, link.told.strip()) == ("#there", "the other")
    assert 0 < link.at.x < link.at.right < 300


def test_columns_are_stretches_of_their_own() -> None:
    found = galleys(
        f'<h1>Over all</h1><section class="two"><p>{TEXT}</p></section><p>Under</p>',
        ".two { column-count: 2; column-gap: 20pt }",
    )
    assert [(one.columns, one.width, one.lead) for one in found] == [(1, 120, 0), (2, 50, 6), (1, 120, 6)]


def test_what_spans_all_columns_parts_them() -> None:
    found = galleys("<p>a</p><h1>Over</h1><p>b</p>", "text { column-count: 2; column-gap: 0 } h1 { column-span: all }")
    assert [one.columns for one in found] == [2, 1, 2]


def test_the_frame_of_a_page_is_where_its_box_is() -> None:
    page = '<page style="padding: 10pt"><row style="height: 20pt"/><frame style="flex: 1"/></page>'
    assets = Fonts({"book.xml.j2": page, "style.css": ""})
    design = open_look(assets, media=Media()).design("book.xml.j2", {}, FORMATS["a7"])
    assert design is not None
    (found,) = Typesetter(assets).areas(design, tag="frame")
    assert (found.x, found.y) == (10, 30)
    assert found.bottom == FORMATS["a7"].trim.height - 10
