"""What the laws of imposition are tried on: papers, cards, printers and jobs of every kind."""

from hypothesis import assume
from hypothesis import strategies as st

from generator.basics.geometry import Insets, Size
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.imposition import Grid, Piece, grid_for
from generator.model.face import Face
from generator.model.formats import Format, own_format
from generator.model.job import PrintJob
from generator.model.papers import PAPERS, Paper
from generator.model.printer import PrinterProfile

lengths = st.floats(30, 200).map(lambda value: mm(round(value, 1)))
papers = st.sampled_from(list(PAPERS.values())) | st.builds(
    lambda w, h: Paper("own", "own", Size(mm(w), mm(h))), st.integers(100, 450), st.integers(100, 450)
)
cards = st.builds(
    lambda w, h, bleed: own_format(Size(w, h), corner=0, bleed=mm(bleed), safe=0),
    lengths,
    lengths,
    st.sampled_from([0, 2, 3, 5]),
)
margins = st.integers(0, 15).map(mm)


@st.composite
def jobs(draw: st.DrawFn) -> PrintJob:
    flip = draw(st.sampled_from(["long", "short"]))
    printer = draw(
        st.none()
        | st.builds(
            PrinterProfile,
            name=st.just("P"),
            margins=st.builds(Insets, margins, margins, margins, margins),
            right=st.integers(-30, 30).map(lambda tenths: mm(tenths / 10)),
            down=st.integers(-30, 30).map(lambda tenths: mm(tenths / 10)),
            turned=st.integers(-10, 10).map(lambda tenths: tenths / 10),
            paper=st.just("own"),
            flip=st.just(flip),
            lying=st.sampled_from(["left", "right"]),
            stacks=st.sampled_from(["face-down", "face-up"]),
            prints=st.sampled_from(["upper", "lower"]),
        )
    )
    return draw(
        st.builds(
            PrintJob,
            paper=papers,
            flip=st.just(flip),
            backs=st.booleans(),
            gutter=st.sampled_from([0, 1, 3, 6, 10]).map(mm),
            printer_margin=st.sampled_from([0, 3, 5, 10]).map(mm),
            marks=st.booleans(),
            way=st.sampled_from(["duplex", "duplex", "by-hand", "gutterfold"]),
            turning=st.sampled_from(["same", "mixed"]),
            order=st.sampled_from(["rows", "stack"]),
            start_slot=st.sampled_from([1, 1, 2, 4]),
            packs=st.sampled_from([1, 1, 2, 3]),
            cut_lines=st.booleans(),
            ticks=st.booleans(),
            registration=st.booleans(),
            color_bar=st.booleans(),
            marks_on_backs=st.booleans(),
            back_bleed=st.sampled_from([None, 0, mm(2), mm(8)]),
            printer=st.just(printer),
        )
    )


def grid_or_skip(card: Format, job: PrintJob) -> Grid:
    try:
        return grid_for(card, job)
    except ProblemsError:
        assume(False)
        raise


def face(title: str) -> Face:
    return Face(size=Size(1, 1), bleed=0, items=(), title=title)


def deck(count: int, first: int = 0) -> list[Piece]:
    return [Piece(face(f"front {n}"), face(f"back {n}")) for n in range(first, first + count)]
