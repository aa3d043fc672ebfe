"""What an author is told when a file is not TOML: plain words, and where to look."""

import pytest

from generator.basics.problems import Place, Problem
from generator.reading import read_deck
from tests.reading.decks import Folder

_MERGE = "this is the mark of a merge in git that has not been finished"


def told(text: str | bytes) -> Problem:
    deck, problems = read_deck(Folder({"deck.toml": text}))
    assert deck is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('title = "abc', 1, 9, "this text has no closing quote"),
        ('a = "x"\ntitle = "abc\nb = "y"\n', 2, 9, "this text has no closing quote"),
        ('x = """abc\n\n[x]\n', 1, 5, "this text has no closing quote"),
        ("x = 'abc\n", 1, 5, "this text has no closing quote"),
        ('a = "it\'s"\r\nx = "abc\r\nb = 1', 2, 5, "this text has no closing quote"),
        ("x = “abc”", 1, 5, "this is a typographic quote"),
        ("x = ['a', “abc”]", 1, 11, "this is a typographic quote"),
        ("x = abc", 1, 5, "this text has no quotes around it"),
        ("x = ", 1, 4, "`x` has no value"),
        ("x = \ny = 1", 1, 4, "`x` has no value"),
        ('x: "y"', 1, 2, "a key and its value are parted by `=`, not `:`"),
        ('my key = "y"', 1, 4, "a key cannot have blanks in it"),
        ("größe = 1", 1, 3, "`ö` cannot stand in a key"),
        ('x = "He said "hi" to me"', 1, 15, "text goes on after its closing quote"),
        ("x = 3mm", 1, 6, "something stands after this number"),
        ("x = 63,5", 1, 7, "a number has a point, not a comma"),
        ("x = 007", 1, 6, "a number cannot start with 0"),
        ("x = .5", 1, 5, "`.5` is no value"),
        ("x = True", 1, 5, "`True` is no value"),
        ("x = null", 1, 5, "`null` is no value"),
        ("[deck", 1, 5, "this header has no closing `]`"),
        ("[[card]\nid = 1", 1, 7, "this header has no closing `]]`"),
        ("[]", 1, 2, "a name is missing here"),
        ("[a] x = 1", 1, 5, "something stands after this header"),
        ("x = [1 2]", 1, 8, "a comma or the closing `]` of this list is missing"),
        ("x = [1, , 2]", 1, 9, "a value is missing here"),
        ("x = { a = 1 b = 2 }", 1, 13, "a comma or the closing `}` of this table is missing"),
        ('x = "C:\\path"', 1, 8, "this backslash does not start anything known"),
        ('x = "\\u12"', 1, 6, "this backslash does not start anything known"),
        ("x = 2024-02-31", 1, 5, "there is no such date or time"),
        ("just words", 1, 6, "this line has no `=`"),
        (". = 1", 1, 1, "a line cannot start with `.`"),
        ("x = 1 # ok\n\ny = [" + "1" * 5000 + "]", 3, 6, "this number has thousands of digits"),
        ("y = 1\nx = " + "[" * 500, 2, 5, "lists or tables are nested too deeply"),
        ("x = 1\n" + ".".join("a" * 40) + " = 1", 2, 1, "this key has more than 32 parts"),
        ('x = "abc”', 1, 9, "this text ends with a typographic quote"),
        ("x = ''abc''", 1, 7, "these are two single quotes"),
        ('x = "abc",', 1, 10, "a comma stands after this value"),
        ('x = "abc";', 1, 10, "a semicolon stands after this value"),
        ("x = 2,", 1, 6, "a comma stands after this value"),
        ("x = #0072B2", 1, 5, "`x` has no value, for a # begins a remark"),
        ("x = { a = 63,5, b = 88,9 }", 1, 13, "a number has a point, not a comma"),
        ("x = 1\n<<<<<<< HEAD\ny = 1\n=======\ny = 2\n>>>>>>> other", 2, 1, _MERGE),
        ("x = 1,600,000", 1, 6, "a number has no commas"),
        ("[suits.Look back]", 1, 13, "a name in a header cannot have blanks in it"),
        ("[suits.rück]", 1, 9, "a name in a header cannot have `ü` in it"),
        ('x\u00a0= "y"', 1, 2, "here stands a no-break space (U+00A0)"),
        ('\u200bx = "y"', 1, 1, "here stands a zero-width space (U+200B)"),
        ('x =\u00a0"y"', 1, 4, "here stands a no-break space (U+00A0)"),
        ('"x": "y",', 1, 4, "a key and its value are parted by `=`, not `:`"),
        ("[card]\nx = 1\n[[card]]\nx = 2", 1, 1, "`[card]` has single brackets, and there are several of them"),
        ("[[card]]\nx = 1\n[card]\nx = 2", 3, 1, "`[card]` has single brackets, and there are several of them"),
    ],
)
def test_a_mistake_is_told_in_plain_words(text: str, line: int, column: int, message: str) -> None:
    problem = told(text)
    assert (problem.name, problem.message) == ("toml-syntax", message)
    assert isinstance(problem.at, Place)
    assert (problem.at.line, problem.at.column) == (line, column)
    assert problem.at.file == "here/deck.toml"


@pytest.mark.parametrize(
    ("text", "message", "line", "first"),
    [
        ("a = 1\nb = 2\na = 3", "`a` is written twice in the same table", 3, 1),
        ("[t]\nb = 2\n[u]\n[t]", "the table `[t]` appears twice", 4, 1),
        ("[t]\na = 1\nb = 1\na = '''\nx'''", "`a` is written twice in the same table", 4, 2),
        ("a.b = 2\na = 1", "`a` is written twice in the same table", 2, 1),
        ("x = { a = 1, a = 2 }", "`a` is written twice in the same table", 1, 1),
        ("x = [\n1,\n2\n\n[deck]\n", "a comma or the closing `]` of this list is missing", 5, 1),
    ],
)
def test_the_first_of_two_is_shown_too(text: str, message: str, line: int, first: int) -> None:
    problem = told(text)
    assert problem.message == message
    assert isinstance(problem.at, Place)
    assert problem.at.line == line
    assert [related.at.line for related in problem.related if isinstance(related.at, Place)] == [first]


@pytest.mark.parametrize(
    ("data", "name", "line", "column"),
    [
        (b'a = "x\0y"', "control-character", 1, 7),
        (b'a = 1\nb = "x\x1b[31m"', "control-character", 2, 7),
        (b"a = 1\rb = 2", "toml-syntax", 1, 6),
        (b"# x\ry", "control-character", 1, 4),
        (b"# caf\xe9", "not-utf8", 1, 6),
        ("# 日本\n# ä".encode() + b"\xff", "not-utf8", 2, 4),
        ("a = 1".encode("utf-16"), "not-utf8", 1, 1),
        ("a = 1".encode("utf-16-be"), "not-utf8", 1, 1),
        ("a = 1".encode("utf-16-le"), "not-utf8", 1, 1),
        (b"\xed\xa0\x80", "not-utf8", 1, 1),
    ],
)
def test_bytes_that_are_no_text(data: bytes, name: str, line: int, column: int) -> None:
    problem = told(data)
    assert problem.name == name
    assert isinstance(problem.at, Place)
    assert (problem.at.line, problem.at.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("x : look", 'write x = "look"'),
        ("x = 'What's new?'", 'put the text in double quotes: x = "What\'s new?"'),
        ("x = #0072B2", 'put the colour in quotes: x = "#0072B2"'),
        ("x = 1,600", "write x = 1600, or x = 1.600 for a fraction"),
        ("x = 63,5", "write x = 63.5"),
        ("[[card]]\nid = 1\nid = 2", "write [[card]] above it if another one begins here, or remove one of the two"),
        ("[suits.Look back]", "write [suits.look-back]"),
        ("[card]\nx = 1\n[card]", "write [[card]] above each if these are several, or put all keys under one header"),
    ],
)
def test_the_help_would_work(text: str, help: str) -> None:
    assert told(text).help == help


def faulty_lines(text: str) -> list[int]:
    _, problems = read_deck(Folder({"deck.toml": text}))
    return [problem.at.line for problem in problems if isinstance(problem.at, Place)]


def test_lines_that_stand_alone_are_all_told_at_once() -> None:
    text = """
[deck]
id = “x”
title = X
version = "1,
# a remark
[[card]]
id = "one",
"""
    assert faulty_lines(text) == [3, 4, 5, 8]


@pytest.mark.parametrize(
    "text",
    [
        'x = "one\ntwo"\ny = 1',  # the second line only looks wrong
        "[card\nx = abc",
        "x = 1\nx = 2\ny = abc",
        "x = [\n“abc”\n]\n",
        'x = {\n a = "b\n}',
    ],
)
def test_what_may_be_wrong_only_because_of_a_fault_before_it_is_not_told(text: str) -> None:
    assert len(faulty_lines(text)) == 1


def test_no_more_faults_are_told_than_anybody_mends_at_once() -> None:
    assert len(faulty_lines("".join(f"x{n} = abc\n" for n in range(99)))) == 30
