"""Words divided by the habits of their language."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.basics.geometry import Rect, Size
from generator.model.design import Design, Element, Fit, Run, Style, TextStyle
from generator.typesetting.setting import Subject, Typesetter
from generator.typesetting.text.hyphenation import divided, divisions, is_known
from tests.typesetting.text.shelf import PLAIN, SANS, SERIF, assets, glyphs, lines, put, said, text, width_of, words

GERMAN = replace(PLAIN, language="de")
FITTED = TextStyle(families=(SANS,), size=Fit(6.0, 30.0), language="de")


def parts(word: str, language: str, limits: tuple[int, int, int] = (6, 2, 3)) -> str:
    places = divisions(word, language, limits)
    return "-".join(word[start:end] for start, end in zip((0, *places), (*places, len(word)), strict=True))


@pytest.mark.parametrize(
    ("word", "language", "divided_so"),
    [
        ("extraordinary", "en", "ex-traordin-ary"),
        ("Donaudampfschiff", "de-AT", "Do-nau-dampf-schiff"),
        ("FREUNDSCHAFT", "de", "FREUND-SCHAFT"),
        ("extraordinaire", "fr", "ex-tra-or-di-naire"),
        ("путешествие", "ru", "пу-те-ше-ствие"),
        ("vennskap", "no", "venn-skap"),
        ("lettergrepen", "nl", "let-ter-gre-pen"),
        ("asszonyok", "hu", "asszo-nyok"),  # asz-szo-nyok would change the spelling
        ("Straßenbahnİ", "de", "Straßenbahnİ"),  # grows when it is lowered
    ],
)
def test_languages_divide_their_own_way(word: str, language: str, divided_so: str) -> None:
    assert parts(word, language) == divided_so


def test_limits_hold() -> None:
    assert parts("vielleicht", "de", (11, 1, 1)) == "vielleicht"
    assert parts("vielleicht", "de", (5, 4, 1)) == "viel-leicht"
    assert parts("vielleicht", "de", (5, 5, 1)) == "vielleicht"
    assert parts("vielleicht", "de", (5, 2, 7)) == "vielleicht"


@given(st.text("abcdefghilmnorstuäöüß", min_size=1, max_size=20), st.tuples(*[st.integers(1, 9)] * 3))
def test_no_part_is_shorter_than_its_limit(word: str, limits: tuple[int, int, int]) -> None:
    for place in divisions(word, "de", limits):
        assert len(word) >= limits[0]
        assert limits[1] <= place <= len(word) - limits[2]


def test_which_words_are_divided() -> None:
    content = "„Freundschaft“ https://Freundschaft.de Freund\u00adschaften Freundschaft2 Freundschafts-Zusammenhang"
    found = divided(content, [(0, "de")], (6, 2, 3))
    assert [(word.letters, content.index(word.letters, word.start) == word.start) for word in found] == [
        ("Freundschaft", True),
        ("Freundschafts", True),
        ("Zusammenhang", True),
    ]


def test_each_run_in_its_own_language() -> None:
    content = "Freundschaft friendship"
    found = divided(content, [(0, "de"), (12, "en")], (6, 2, 3))
    assert [word.places for word in found] == [divisions("Freundschaft", "de", (6, 2, 3)), (6,)]


def test_known_languages() -> None:
    assert is_known("pt-BR")
    assert is_known("ja")  # nothing to divide, nothing amiss
    assert not is_known("tlh")


# --- In paragraphs ----------------------------------------------------------------------------------------------


def test_a_word_is_divided_where_the_line_ends() -> None:
    assert lines(put("Unsere Freundschaft", 70, text=GERMAN, hyphens="auto")) == ["Unsere Freund\u00ad", "schaft"]
    assert lines(put("Unsere Freundschaft", 70, text=GERMAN)) == ["Unsere", "Freundschaft"]
    assert lines(put("Unsere Freundschaft", 70, text=replace(PLAIN, language="tlh"), hyphens="auto")) == [
        "Unsere",
        "Freundschaft",
    ]
    assert lines(put("Unsere Freundschaft", 500, text=GERMAN, hyphens="auto")) == ["Unsere Freundschaft"]


def test_a_word_of_two_looks_is_divided() -> None:
    bold = replace(GERMAN, weight=700)
    setting = put((Run("Unsere Fre", GERMAN), Run("undschaft", bold)), 75, text=GERMAN, hyphens="auto")
    assert lines(setting) == ["Unsere Freund\u00ad", "schaft"]


def test_an_undivided_word_looks_as_if_it_could_not_be_divided() -> None:
    for family in (SANS, SERIF):
        style = TextStyle(families=(family,), size=10.0, language="en")
        content = "Afterwards everybody understands offices, Vatican avatars"
        (plain,), (soft,) = (glyphs(put(content, 1000, text=style, hyphens=way)) for way in ("manual", "auto"))
        assert width_of(soft) == pytest.approx(width_of(plain), abs=0.001)
        assert [glyph for piece in soft.pieces for glyph in piece.glyphs] == [
            glyph for piece in plain.pieces for glyph in piece.glyphs
        ]
        assert said(soft) == said(plain) == content


def test_no_ligature_is_torn() -> None:
    serif = TextStyle(families=(SERIF,), size=10.0, language="en")
    assert divisions("efficient", "en", (6, 2, 3)) == (2, 4)
    tied = lines(put("efficient", 1, text=serif, hyphens="auto"))
    assert tied == ["effi\u00ad", "cient"]
    assert lines(put("efficient", 1, text=replace(serif, letter_spacing=0.1), hyphens="auto"))[0] == "ef\u00ad"


def test_balanced_lines_divide_no_word_that_need_not_be() -> None:
    content = "Welche Freundschaft ist unerschütterlich"
    for wrap in ("balance", "pretty"):
        for width in range(80, 220, 5):
            plain = put(content, width, text=GERMAN, text_wrap=wrap)
            setting = put(content, width, text=GERMAN, text_wrap=wrap, hyphens="auto")
            assert setting.lines <= plain.lines
            if setting.lines == plain.lines and plain.overflow is None:
                assert "\u00ad" not in "".join(lines(setting))


def test_balanced_lines_divide_words_when_the_box_has_no_other_room() -> None:
    content = "Welche Begebenheit hat unsere Freundschaft in vergangenen Jahren unerschütterlich zusammengehalten?"
    high = put(content, 106, text=GERMAN, text_wrap="balance", hyphens="auto")
    low = put(content, 106, 60, text=GERMAN, text_wrap="balance", hyphens="auto")
    assert (high.lines, low.lines) == (6, 5)
    assert "\u00ad" not in "".join(lines(high))
    assert "\u00ad" in "".join(lines(low))


def test_justified_lines_divide_words_to_fill_up() -> None:
    content = "Welche Freundschaft ist unerschütterlich, und welche Begebenheit hat sie zusammengehalten"
    setting = put(content, 115, text=GERMAN, text_wrap="pretty", text_align="justify", hyphens="auto")
    assert "\u00ad" in "".join(lines(setting))


def test_a_fitted_text_divides_words_only_for_much_more_size() -> None:
    box = Rect(0, 0, 90, 60)

    def fitted(content: str, hyphens: str) -> tuple[float, str]:
        style = Style(text=FITTED, line_height=1.2, hyphens=hyphens)  # type: ignore[arg-type]  # one of its words
        setting = text().set(words(content, FITTED), style, box)
        assert setting.overflow is None
        assert text().fit(words(content, FITTED), style, box) == setting.size
        return setting.size, "|".join(lines(setting))

    long = "Freundschaftsangelegenheiten"
    assert fitted(long, "auto")[0] > 1.5 * fitted(long, "manual")[0]
    assert "\u00ad" in fitted(long, "auto")[1]
    assert fitted("Was ist Freundschaft", "auto") == fitted("Was ist Freundschaft", "manual")


def test_a_language_without_patterns_is_said_once() -> None:
    style = Style(text=replace(PLAIN, language="tlh"), hyphens="auto")
    leaf = Element(tag="p", style=style, words=0, file="card.xml.j2", line=3)
    root = Element(tag="card", style=Style(), children=(leaf,))
    typesetter = Typesetter(assets())
    for _ in range(2):
        typesetter.set(
            Design(root=root, words=(words("nuqneH", style.text),), size=Size(200, 100)), Subject("card `a`")
        )
    (problem,) = typesetter.problems
    assert (problem.name, problem.severity) == ("no-hyphenation", "warning")
    assert problem.at is not None
    assert str(problem.at).count("card.xml.j2")
