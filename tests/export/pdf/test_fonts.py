import io
import subprocess

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from generator.basics.colour import BLACK
from generator.basics.geometry import Size
from generator.basics.problems import ProblemsError
from generator.model.assets import Font
from generator.model.face import Glyphs, Shaped
from tests.export.pieces import ATKINSON, FRAUNCES, font, line, opened, pixels, shape, text_of, write

PAGE = Size(300, 80)


def fonts_in(data: bytes) -> list[pikepdf.Object]:
    pdf = opened(data)
    return [f for f in pdf.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/Font"]


@pytest.mark.parametrize("used", [ATKINSON, FRAUNCES], ids=["sans", "serif"])
@pytest.mark.parametrize(
    "text",
    [
        "office fling",
        "AVATAR, To Yo: “quoted” — done…",
        "a (b) \\ <c>",
        "naïve café é",
        "e\u0301 u\u0308",
        "a\u00a0b",
        "x" * 200,
    ],
)
def test_the_text_can_be_copied(text: str, used: Font) -> None:
    if set(map(ord, text)) & {0x301, 0x308} and 0 in shape(text, used).glyphs:
        pytest.skip("the font has no combining marks")
    assert text_of(write(line(shape(text, used), size=8), size=PAGE)) == text


def test_poppler_reads_the_same() -> None:
    pieces = [shape(word) for word in ("office", " ", "fling", " ", "naïve")]
    data = write(line(*pieces), size=PAGE)
    try:
        done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("poppler is not installed")
    assert done.stdout.decode().strip() == "office fling naïve"


def test_a_ligature_is_told_by_the_map_alone() -> None:
    ligature = shape("office", FRAUNCES)
    assert len(ligature.glyphs) < len("office")
    data = write(line(ligature), size=PAGE)
    assert b"ActualText" not in opened(data).pages[0].Contents.read_bytes()
    assert text_of(data) == "office"


def test_a_glyph_with_two_meanings_carries_its_text() -> None:
    plain = shape("AB")
    other = Shaped("xy", plain.font, plain.glyphs, plain.advances, (), (0, 1), plain.width)
    data = write(line(plain, shape(" "), other), size=PAGE)
    assert text_of(data) == "AB xy"
    assert opened(data).pages[0].Contents.read_bytes().count(b"ActualText") == 1


def test_a_reordered_piece_carries_its_text() -> None:
    plain = shape("abc")
    other = Shaped("bac", plain.font, plain.glyphs, plain.advances, (), (1, 0, 2), plain.width)
    assert text_of(write(line(other), size=PAGE)) == "bac"


def test_right_to_left_is_told_glyph_by_glyph() -> None:
    """Readers turn it round by themselves, whether there is ActualText or not."""
    content = opened(write(line(shape("cba", direction="rtl")), size=PAGE)).pages[0].Contents.read_bytes()
    assert b"ActualText" not in content
    to_unicode = next(f for f in fonts_in(write(line(shape("(a)", direction="rtl")), size=PAGE)) if "/ToUnicode" in f)
    assert b"<0028>" in to_unicode.ToUnicode.read_bytes()


def test_soft_hyphens_leave_no_trace() -> None:
    data = write(line(shape("co\u00adoperate")), size=PAGE)
    assert text_of(data) == "cooperate"


def test_text_beyond_the_basic_plane() -> None:
    unnamed = shape("ffi", FRAUNCES).glyphs[0]
    clef = Shaped("𝄞", FRAUNCES, (unnamed,), (500.0,), (), (0,), 500.0)
    assert text_of(write(line(clef), size=PAGE)) == "𝄞"


def test_every_font_is_embedded_as_a_subset_and_no_other_is_named() -> None:
    data = write(line(shape("one")), line(shape("two", FRAUNCES), y=60), size=PAGE)
    composite = [f for f in fonts_in(data) if f.Subtype == "/Type0"]
    assert len(composite) == 2
    for one in composite:
        descendant = one.DescendantFonts[0]
        assert str(one.BaseFont)[7] == "+"
        assert one.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) < 20_000
    assert b"Helvetica" not in data


def test_a_file_read_twice_is_one_font() -> None:
    again = font("fraunces/Fraunces-Regular.ttf")
    data = write(line(shape("one", FRAUNCES)), line(shape("two", again), y=60), size=PAGE)
    assert len(fonts_in(data)) == 2  # One composite font and its descendant.
    assert text_of(data).split() == ["one", "two"]


def test_widths_are_the_fonts_own() -> None:
    piece = shape("AVil")
    descendant = next(f for f in fonts_in(write(line(piece), size=PAGE)) if "/W" in f)
    widths: dict[int, float] = {}
    runs = list(descendant.W)
    for start, several in zip(runs[::2], runs[1::2], strict=True):
        widths.update({int(start) + place: float(width) for place, width in enumerate(several)})
    for letter in "AVil":
        alone = shape(letter)
        assert widths[alone.glyphs[0]] == pytest.approx(alone.width, abs=0.01)


def ink(data: bytes) -> tuple[int, int]:
    """The first and last column with ink."""
    columns = [x for row in pixels(data, scale=4) for x, pixel in enumerate(row) if sum(pixel) < 384]
    return min(columns), max(columns)


def test_kerning_moves_what_follows() -> None:
    kerned, plain = shape("AVAVAVAVAV"), shape("AVAVAVAVAV", kern=False)
    assert kerned.width < plain.width
    narrow, wide = ink(write(line(kerned), size=PAGE)), ink(write(line(plain), size=PAGE))
    assert (wide[1] - narrow[1]) / 4 == pytest.approx((plain.width - kerned.width) * 12 / 1000, abs=0.5)


def test_letter_and_word_spacing() -> None:
    pieces = (shape("ill"), shape(" "), shape("ill"))
    plain = ink(write(line(*pieces), size=PAGE))
    lettered = ink(write(line(*pieces, spacing=3), line(shape("l"), x=250), size=PAGE))
    worded = ink(write(line(*pieces, word_spacing=20), size=PAGE))
    inside = ink(write(line(shape("ill ill"), word_spacing=20), size=PAGE))
    assert (worded[1] - plain[1]) / 4 == pytest.approx(20, abs=0.3)
    assert inside == worded
    assert ink(write(line(*pieces, spacing=3), size=PAGE))[1] - plain[1] == pytest.approx(6 * 3 * 4, abs=1.2)
    assert lettered[1] == ink(write(line(shape("l"), x=250), size=PAGE))[1]  # Spacing ends with its line.


def test_letter_spacing_does_not_tear_a_mark_from_its_letter() -> None:
    bar = shape("l")
    stacked = Shaped("ll", bar.font, bar.glyphs * 2, (0.0, bar.width), (), (0, 0), bar.width)
    first, last = ink(write(line(stacked, spacing=10), size=PAGE))
    assert last - first <= 8


def test_shifted_glyphs_move_and_give_the_pen_back() -> None:
    bar = shape("l")
    lifted = Shaped("l", bar.font, bar.glyphs, bar.advances, ((500.0, 1000.0),), (0,), bar.width)
    data = write(line(lifted, shape("l"), y=40), size=PAGE)
    rows = [y for y, row in enumerate(pixels(data, scale=4)) if any(sum(pixel) < 384 for pixel in row)]
    plain = write(line(bar, shape("l"), y=40), size=PAGE)
    plain_rows = [y for y, row in enumerate(pixels(plain, scale=4)) if any(sum(pixel) < 384 for pixel in row)]
    assert (min(plain_rows) - min(rows)) / 4 == pytest.approx(12, abs=0.5)
    assert max(plain_rows) == max(rows)
    assert ink(data)[0] / 4 == pytest.approx(10 + bar.width * 0.012 + 1, abs=1.5)  # The second stands where it stood.


def test_a_damaged_font_is_a_problem() -> None:
    for data in (b"", b"garbage", ATKINSON.data[:3000]):
        broken = font("broken.ttf", data)
        piece = Shaped("a", broken, (1,), (500.0,), (), (0,), 500.0)
        with pytest.raises(ProblemsError) as raised:
            write(Glyphs(1, 1, broken, 10, BLACK, (piece,)))
        assert [p.name for p in raised.value.problems] == ["font-damaged"]
        assert "`fonts` (broken.ttf)" in raised.value.problems[0].message


def test_a_font_that_forbids_embedding_is_a_problem() -> None:
    data = bytearray(ATKINSON.data)
    count = int.from_bytes(data[4:6], "big")
    entry = next(12 + 16 * n for n in range(count) if data[12 + 16 * n : 16 + 16 * n] == b"OS/2")
    offset = int.from_bytes(data[entry + 8 : entry + 12], "big")
    data[offset + 8 : offset + 10] = b"\x00\x02"
    forbidden = font("forbidden.ttf", bytes(data))
    with pytest.raises(ProblemsError) as raised:
        write(line(shape("a", forbidden)))
    assert [p.name for p in raised.value.problems] == ["font-not-embeddable"]


def postscript(letters: str) -> Font:
    """A font with PostScript outlines (CFF): those letters of the sans serif, their curves made cubic."""
    source = TTFont(io.BytesIO(ATKINSON.data))
    names = {ord(letter): source.getBestCmap()[ord(letter)] for letter in sorted(set(letters))}
    order = [".notdef", *names.values()]
    glyphs, metrics = source.getGlyphSet(), source["hmtx"].metrics
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    charstrings = {}
    for name in order:
        pen = T2CharStringPen(metrics[name][0], glyphs)
        glyphs[name].draw(pen)
        charstrings[name] = pen.getCharString()
    builder.setupCFF("Outlines", {"FullName": "Outlines"}, charstrings, {})
    builder.setupHorizontalMetrics({name: metrics[name] for name in order})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupNameTable({"familyName": "Outlines", "styleName": "Regular", "psName": "Outlines"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return font("outlines.otf", file.getvalue())


def test_postscript_outlines_are_embedded_as_they_are() -> None:
    otf = postscript("Taverne")
    data = write(line(shape("Taverne", otf)), size=PAGE)
    descendant = next(f for f in fonts_in(data) if f.Subtype == "/CIDFontType0")
    assert descendant.FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
    assert text_of(data) == "Taverne"
    plain = write(line(shape("Taverne", ATKINSON, kern=False)), size=PAGE)
    assert ink(data) == pytest.approx(ink(plain), abs=1)
