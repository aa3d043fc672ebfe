from generator.basics.colour import Colour
from generator.basics.geometry import Matrix, Point, Rect, Size
from generator.basics.units import mm
from generator.export import transcript
from generator.model.face import Group, Image, Path, Shade, Stroke
from generator.model.sheet import Bookmark, Label, Line, Patch, Placement, Sheet, Side, Slug
from tests.export.pieces import RED, box, face, line, outline, shape


def test_a_transcript_says_what_lies_where() -> None:
    faded = Colour("spot", (0.0, 0.1, 0.9, 0.2), 0.5, spot="Gold", tint=0.25)
    shade = Shade("linear", 0, 0, mm(10), 0, ((0, RED), (1, faded)))
    items = (
        Path(outline(0, 0, mm(10), mm(5)), fill=shade, stroke=Stroke(RED, 0.5, dash=(2, 1)), even_odd=True),
        Group(
            (line(shape("Hello"), shape(" "), shape("you"), x=mm(3), y=mm(4), size=9.5, word_spacing=1.25),),
            matrix=Matrix.translation(mm(1), mm(-2)),
            clip=Path(outline(0, 0, mm(9), mm(9))),
            opacity=0.5,
            blend="multiply",
            shared=True,
        ),
        Image(Rect(0, 0, mm(2), mm(3)), b"", "PNG", (20, 30), alt="a leaf"),
    )
    card = face(*items, size=Size(mm(63), mm(88)), bleed=mm(3), title="Wonder 1")
    back = face(box(0, 0, mm(63), mm(88), RED), size=Size(mm(63), mm(88)), title="back")
    slot = Rect(mm(10), mm(16.5), mm(63), mm(88))
    front = Side(
        placements=(
            Placement(card, slot, slot.grown(mm(3))),
            Placement(card, slot.moved(mm(63), 0), slot.moved(mm(63), 0), 180),
        ),
        marks=(Line(Point(0, 0), Point(0, mm(5))),),
        slug=Slug("sheet 1", Rect(0, 0, mm(50), mm(4))),
        bookmarks=(Bookmark("Wonder", 0),),
    )
    sheet = Sheet(
        paper=Size(mm(210), mm(297)),
        number=1,
        front=front,
        back=Side(placements=(Placement(back, slot, slot),)),
    )
    assert transcript([sheet]) == (
        "sheet 1, paper 210.00 × 297.00\n"
        "  front\n"
        "    bookmark 0 'Wonder'\n"
        "    'Wonder 1' at 10.00 16.50 63.00 × 88.00, window 7.00 13.50 69.00 × 94.00\n"
        "      face 63.00 × 88.00, bleed 3.00\n"
        "        path MLLLZ 0.00 0.00 10.00 × 5.00, fill linear 0.00 0.00 10.00 0.00 "
        "(rgb 1 0 0 at 0, spot 'Gold' 0.25 0 0.1 0.9 0.2 / 0.5 at 1) even-odd, "
        "stroke 0.5 pt rgb 1 0 0 butt miter dash 2 1\n"
        "        group, shared, moved 1.00 -2.00, clip MLLLZ 0.00 0.00 9.00 × 9.00, opacity 0.5, blend multiply\n"
        "          text 'Hello you' at 3.00 4.00, 9.5 pt AtkinsonHyperlegibleNext-Regular, gray 0, "
        "word spacing 1.25 pt\n"
        "        image PNG 20 × 30 px at 0.00 0.00 2.00 × 3.00 'a leaf'\n"
        "    'Wonder 1' at 73.00 16.50 63.00 × 88.00, turned 180\n"
        "    crop 0.00 0.00 to 0.00 5.00, 0.25 pt\n"
        "    slug 'sheet 1' at 0.00 0.00 50.00 × 4.00, turned 0\n"
        "  back\n"
        "    'back' at 10.00 16.50 63.00 × 88.00\n"
        "      face 63.00 × 88.00, bleed 0.00\n"
        "        path MLLLZ 0.00 0.00 63.00 × 88.00, fill rgb 1 0 0\n"
    )


def test_what_a_side_has_besides_cards() -> None:
    side = Side(
        marks=(Line(Point(0, 0), Point(mm(5), 0), kind="fold"),),
        patches=(Patch(Rect(0, 0, mm(5), mm(5)), "my"),),
        labels=(Label("5", Rect(0, 0, mm(4), mm(2)), turned=90, align="right"),),
        shift=Matrix.translation(mm(1.5), 0),
    )
    assert transcript([Sheet(paper=Size(mm(10), mm(20)), number=3, front=side, pack=2, again=True)]) == (
        "sheet 3, paper 10.00 × 20.00, pack 2, printed on again\n"
        "  front\n"
        "    all of it moved 1.50 0.00\n"
        "    fold 0.00 0.00 to 5.00 0.00, 0.25 pt\n"
        "    patch my at 0.00 0.00 5.00 × 5.00\n"
        "    label '5' at 0.00 0.00 4.00 × 2.00, turned 90, 7 pt right\n"
    )
