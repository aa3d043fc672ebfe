"""A field that a template does not know of: its words must not get lost without one being told."""

import re
from pathlib import Path

import pytest

from generator.basics.problems import ProblemsError
from generator.build import Options, build, load
from generator.model.job import PrintJob

DECK = """\
[deck]
id = "x"
title = "Small Talk"
template = "mine"
[fields.text]
type = "text"
[fields.source]
type = "TYPE"
[[card]]
id = "a"
text = "Up"
"""


def unshown(folder: Path, markup: str, *, type: str = "text", filled: str = 'source = "Grandmother"') -> list[str]:
    """What the warnings of a deck with such a template say."""
    own = folder / "templates" / "mine"
    own.mkdir(parents=True)
    (own / "card.xml.j2").write_text(f"<card>{markup}</card>")
    (own / "style.css").write_text('card { font-family: "Atkinson Hyperlegible Next" }')
    (folder / "deck.toml").write_text(DECK.replace("TYPE", type) + filled)
    loaded = load(str(folder))
    assert not loaded.problems
    made = build(loaded, PrintJob(), Options(write=False))
    assert {problem.severity for problem in made.problems} <= {"warning"}
    return [f"{problem.message}: {problem.help}" for problem in made.problems if problem.name == "unshown-field"]


def test_a_field_that_the_template_does_not_show_is_told(tmp_path: Path) -> None:
    (found,) = unshown(tmp_path, "<p>{{ card.text }}</p>")
    assert "the template `mine` does not show the field `source`" in found
    assert "{{ card.source | inline }}" in found


def test_asking_whether_a_card_has_one_field_shows_no_other(tmp_path: Path) -> None:
    (found,) = unshown(tmp_path, '<p>{{ card.text }}</p>{% if "hint" in card %}<p>{{ card.hint }}</p>{% endif %}')
    assert "`source`" in found


@pytest.mark.parametrize("template", ["ink", "large", "plain", "story"])
def test_the_looks_for_any_deck_tell_of_a_field_that_they_do_not_know(tmp_path: Path, template: str) -> None:
    text = DECK.replace("TYPE", "text").replace('"mine"', f'"{template}"')
    (tmp_path / "deck.toml").write_text(text + 'source = "Grandmother"')
    made = build(load(str(tmp_path)), PrintJob(), Options(write=False))
    (problem,) = made.problems
    assert problem.name == "unshown-field"
    assert problem.help.startswith("call the field ")
    assert "`hint`" in problem.help.partition(";")[0]


@pytest.mark.parametrize(
    ("markup", "type", "filled"),
    [
        ("<p>{{ card.text }} {{ card.source }}</p>", "text", 'source = "Grandmother"'),
        ("<p>{{ card.text }} {{ card['source'] }}</p>", "text", 'source = "Grandmother"'),
        ("{% for name in card %}<p>{{ name }}</p>{% endfor %}", "text", 'source = "Grandmother"'),
        ("<p>{{ card.text }}</p>", "text", ""),
        ("<p>{{ card.text }}</p>", "string", 'source = "shelf-3"'),
        ("<p>{{ card.text }}</p>", "integer", "source = 3"),
    ],
)
def test_a_field_that_is_shown_or_not_filled_or_there_to_count_by_is_not(
    tmp_path: Path, markup: str, type: str, filled: str
) -> None:
    assert unshown(tmp_path, markup, type=type, filled=filled) == []


def test_a_deck_that_prints_no_card_is_told(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(DECK.replace("TYPE", "text") + "copies = 0")
    loaded = load(str(tmp_path))
    assert loaded.deck is None
    assert [problem.name for problem in loaded.problems] == ["nothing-left"]


def test_a_field_that_the_template_asks_for_and_the_deck_has_not_can_be_declared(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(DECK.replace("TYPE", "text").replace('"mine"', '"lantern"'))
    found = [problem.help for problem in build(load(str(tmp_path)), PrintJob(), Options(write=False)).problems]
    assert any(re.match(r"declare \[fields\.\w+\] in deck.toml, or choose another template", help) for help in found)


def test_a_folder_that_is_nearly_a_template_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "templates" / "mine").mkdir(parents=True)
    (tmp_path / "deck.toml").write_text(DECK.replace("TYPE", "text"))
    with pytest.raises(ProblemsError) as raised:
        build(load(str(tmp_path)), PrintJob(), Options(write=False))
    (problem,) = raised.value.problems
    assert "templates/mine` has no `card.xml.j2`" in problem.message


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('[look]\naccent = "red"\n', "the template `plain` does not ask for `accent`"),
        ('[suits.a]\ntitle = "A"\npattern = "dots"\n', "the template `plain` shows no patterns"),
    ],
)
def test_a_setting_that_the_template_does_not_use_is_told(tmp_path: Path, more: str, message: str) -> None:
    text = DECK.replace("TYPE", "text").replace('"mine"', '"plain"').replace("[[card]]", f"{more}[[card]]")
    (tmp_path / "deck.toml").write_text(text + ('suit = "a"\n' if "suits" in more else ""))
    (problem,) = build(load(str(tmp_path)), PrintJob(), Options(write=False)).problems
    assert (problem.name, problem.severity, problem.message) == ("unused-setting", "warning", message)


@pytest.mark.parametrize("where", ["card.xml.j2", "back.xml.j2", "board.xml.j2"])
def test_settings_are_not_judged_where_a_template_asks_for_them_by_a_name_it_makes(tmp_path: Path, where: str) -> None:
    own = tmp_path / "templates" / "mine"
    own.mkdir(parents=True)
    (own / "card.xml.j2").write_text("<card><p>{{ card.text }} {{ card.source }}</p></card>")
    (own / "style.css").write_text('card { padding: 6mm; font-family: "Atkinson Hyperlegible Next" }')
    asked = '<card><p>{{ look["room_" ~ card.text | lower] }}</p><p>{{ card.source }}</p></card>'
    text = DECK.replace("TYPE", "text").replace("[[card]]", '[look]\nroom_up = "Attic"\n[[card]]')
    (tmp_path / "deck.toml").write_text(text + 'source = "Grandmother"')
    assert [problem.name for problem in build(load(str(tmp_path)), PrintJob()).problems] == ["unused-setting"]
    (own / where).write_text(asked)
    assert not build(load(str(tmp_path)), PrintJob(), Options(write=False)).problems
