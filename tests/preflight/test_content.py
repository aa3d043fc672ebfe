"""Content streams cut into operators, beside another program's way of doing it."""

from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.preflight.content import Inline, Name, UnreadableError, operators

PATHS = {"m", "l", "c", "v", "y", "h", "re", "n", "W", "W*"}


def test_strings_are_read_with_their_escapes_and_brackets() -> None:
    ((_, (text,)),) = operators(
        rb"(a\)\(\101(x)\n\
b) Tj"
    )
    assert text == b"a)(A(x)\nb"


def test_arrays_dictionaries_and_comments() -> None:
    found = list(operators(b"/T <</A [1 (x)]/B true>> BDC % 1 0 0 rg\n[(x) 3 <41 4>] TJ [<0041>-5<42>]TJ"))
    assert found == [
        ("BDC", [Name("T"), [Name("A"), [1.0, b"x"], Name("B"), True]]),
        ("TJ", [[b"x", 3.0, b"A@"]]),
        ("TJ", [[b"\0AB"]]),
    ]


def test_an_inline_image_is_passed_over() -> None:
    found = list(operators(b"q BI /W 2 /H 3 /CS /G /F [/A85 /Fl] ID \0EI\xff 1 0 0 rg EIx\nEI Q"))
    assert [word for word, _ in found] == ["q", "BI", "Q"]
    inline = found[1][1][0]
    assert isinstance(inline, Inline)
    assert inline.entries["W"] == 2
    assert inline.entries["F"] == [Name("A85"), Name("Fl")]


def test_rubbish_is_refused() -> None:
    for data in (b"1 " * 200_000, b"[" * 1_000, b"\\" * 2_000):
        with pytest.raises(UnreadableError):
            list(operators(data))


number = st.one_of(st.integers(-999, 999).map(str), st.floats(-99, 99).map(lambda value: f"{value:.3f}"))
instruction = st.one_of(
    st.tuples(st.lists(number, min_size=6, max_size=6), st.sampled_from(["cm", "Tm", "c"])),
    st.tuples(st.lists(number, min_size=2, max_size=2), st.sampled_from(["m", "l", "Td"])),
    st.tuples(st.lists(number, min_size=4, max_size=4), st.sampled_from(["k", "K", "re"])),
    st.tuples(st.lists(number, min_size=1, max_size=1), st.sampled_from(["g", "w", "J", "scn"])),
    st.tuples(st.just([]), st.sampled_from(["q", "Q", "f", "f*", "B*", "n", "W*", "BT", "ET", "h"])),
    st.tuples(st.just(["/F1", "12"]), st.just("Tf")),
    st.tuples(st.just(["[<0041> -3 <0042>]"]), st.just("TJ")),
    st.tuples(st.just(["(a(b)c)"]), st.just("Tj")),
)


@given(instructions=st.lists(instruction, max_size=25), gap=st.sampled_from([" ", "\n", "  \r\n", "\t"]))
@settings(max_examples=80, deadline=None)
def test_operators_are_those_another_program_finds(instructions: list[tuple[list[str], str]], gap: str) -> None:
    data = gap.join(gap.join([*operands, word]) for operands, word in instructions).encode()
    pdf = pikepdf.new()
    others = []
    for one in pikepdf.parse_content_stream(pdf.make_stream(data)):
        operands: list[object] = list(one.operands)
        others.append((str(one.operator), [float(part) for part in operands if isinstance(part, (int, Decimal))]))
    ours = [(word, [part for part in operands if isinstance(part, float)]) for word, operands in operators(data)]
    assert [word for word, _ in ours if word not in PATHS] == [word for word, _ in others if word not in PATHS]
    for (_, mine), (_, theirs) in zip(
        [one for one in ours if one[0] not in PATHS], [one for one in others if one[0] not in PATHS], strict=True
    ):
        assert mine == pytest.approx(theirs)
