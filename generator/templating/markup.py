"""The words of a template's markup: what each element is and which attributes it takes."""

from generator.basics.records import dataclass


@dataclass(frozen=True, slots=True)
class ElementWord:
    """An element that means more than a box.

    Attributes:
        name: its tag.
        about: what it is, for the reference.
        attributes: its own ones with what they say, beside those of every element.
        main: the attribute that says what a picture shows; empty for other elements.
    """

    name: str
    about: str
    attributes: tuple[tuple[str, str], ...] = ()
    main: str = ""


#: Attributes of every element.
EVERYWHERE = (
    ("class", "names for the stylesheet, separated by spaces"),
    ("id", "one name for the stylesheet"),
    ("style", "declarations for this element alone"),
    ("lang", "the language of the text inside, such as `pt-BR`"),
    ("name", "the deck's field that is shown, so that problems point at it"),
    ("alt", "what a picture stands for, in words"),
    ("to", "in a rulebook: the place that the element leads to"),
)

ELEMENTS = (
    ElementWord("card", "the outermost box, the whole face; any other name does as well"),
    ElementWord("row", "a box that sets its children side by side"),
    ElementWord("col", "a box that sets its children one below the other, as every box does; so are `column`, `panel`"),
    ElementWord("grid", "a box that is a grid"),
    ElementWord("spacer", "an empty box that takes the room that is left"),
    ElementWord("p", "a paragraph: the only place for text"),
    ElementWord("h1", "a heading, which holds text as a paragraph does; so are `h2` to `h6`"),
    ElementWord("figcaption", "the text below a figure"),
    ElementWord("marker", "the dot or number of a list's entry"),
    ElementWord("b", "inside a paragraph: bold; so is `strong`"),
    ElementWord("i", "inside a paragraph: italic; so is `em`"),
    ElementWord("code", "inside a paragraph: letters that are not joined"),
    ElementWord("span", "inside a paragraph: a stretch with a class"),
    ElementWord("br", "inside a paragraph: a new line"),
    ElementWord(
        "img",
        "a picture of the deck or the template",
        (("src", "its file, from the deck's folder or else the template's"),),
        main="src",
    ),
    ElementWord("svg", "a vector picture", (("src", "its file, `.svg`"),), main="src"),
    ElementWord(
        "icon",
        "a file of the folder `icons`, in the text's colour; also inside a paragraph",
        (("name", "the file's name without `.svg`"),),
        main="name",
    ),
    ElementWord(
        "face",
        "a face of this deck, such as a card, drawn small",
        (("of", "which one: `card:dream-1`, `back:…`, `board:…`"),),
        main="of",
    ),
    ElementWord(
        "path",
        "an outline, drawn as `fill` and `stroke` say, from the corner of its box",
        (("d", "its way, as in SVG, in millimetres"),),
    ),
    ElementWord(
        "qr",
        "a QR code: `color` on `background-color`, black on white unless the stylesheet says otherwise",
        (
            ("data", "what a phone reads: a web address, or any text"),
            ("error", "how much may be lost at least: `l`, `m`, `q` or `h`, about 7, 15, 25 or 30 %; initially `m`"),
            ("quiet", "the empty margin inside it, in modules; initially 4, the least that readers need"),
        ),
        main="data",
    ),
)

#: What `@font-face` in a stylesheet may say.
FONT_FACE = (
    ("font-family", "what `font-family` calls the font"),
    ("src", "its file, `.ttf` or `.otf`: `url(fonts/Own.ttf)`, from the template's folder or else the deck's"),
    ("font-weight", "the weight it is for, or the least and the greatest; without it, what the file says"),
    ("font-style", "`normal` or `italic`; without it, what the file says"),
    ("unicode-range", "the characters it is for, such as `U+30-39, U+2019`; without it, all it has"),
)

#: What a card's text may say where a template shows it with `| inline`, and what becomes of it.
INLINE_MARKS = (
    ("*word* or _word_", "emphasis: `<em>`"),
    ("**word** or __word__", "strong emphasis: `<strong>`"),
    ("`word`", "code: `<code>`"),
    (":leaf:", "an icon of the template"),
    ("[words]{.warm}", "words with a class that the stylesheet has; several with spaces between"),
    ("[words]{color=#c33}", "words in a colour: `#c33`, `teal`, `rgb(200,50,50)`, `device-cmyk(0,80%,70%,10%)`"),
    ("[words](address)", "the words alone: paper has no links"),
    ("\\ or two spaces at a line's end", "a new line"),
    ("an empty line", "a new line"),
    ("👍", "an emoji in colour, from the deck's own fonts when one of them has `emoji` in its name"),
    ("\\*", "the sign itself, of any sign; `&copy;` and `&#169;` are characters too"),
)
