"""Quotation marks, apostrophes, dashes and dots as a language prints them, from what a keyboard has."""

import re
from typing import NamedTuple


class Marks(NamedTuple):
    """What `"` and `'` become around a quotation."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Marks("“", "”", "‘", "’")
_GERMAN = Marks("„", "“", "‚", "‘")
_SWISS = Marks("«", "»", "‹", "›")
_ROMANCE = Marks("«", "»", "“", "”")
_SLAVIC = Marks("«", "»", "„", "“")
_NORDIC = Marks("”", "”", "’", "’")
_POLISH = Marks("„", "”", "«", "»")
_FRENCH = Marks("«\u202f", "\u202f»", "“", "”")

#: By language, or by language and region where a region has its own. The rest quotes as English does.
MARKS = {
    "ar": Marks("«", "»", "“", "”"),
    "be": _SLAVIC,
    "bg": _GERMAN,
    "ca": _ROMANCE,
    "cs": _GERMAN,
    "da": _NORDIC,
    "de": _GERMAN,
    "de-ch": _SWISS,
    "de-li": _SWISS,
    "el": _ROMANCE,
    "en": _ENGLISH,
    "es": _ROMANCE,
    "es-419": _ENGLISH,
    "es-ar": _ENGLISH,
    "es-mx": _ENGLISH,
    "es-us": _ENGLISH,
    "et": _GERMAN,
    "eu": _ROMANCE,
    "fa": Marks("«", "»", "‹", "›"),
    "fi": _NORDIC,
    "fr": _FRENCH,
    "fr-ch": _SWISS,
    "gl": _ROMANCE,
    "hr": Marks("„", "”", "‘", "’"),
    "hu": Marks("„", "”", "»", "«"),
    "is": _GERMAN,
    "it": _ROMANCE,
    "it-ch": _SWISS,
    "lt": _GERMAN,
    "nb": Marks("«", "»", "‘", "’"),
    "nl": _ENGLISH,
    "nn": Marks("«", "»", "‘", "’"),
    "no": Marks("«", "»", "‘", "’"),
    "pl": _POLISH,
    "pt": _ENGLISH,
    "pt-pt": _ROMANCE,
    "ro": Marks("„", "”", "«", "»"),
    "ru": _SLAVIC,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sr": Marks("„", "”", "’", "’"),
    "sv": _NORDIC,
    "uk": _SLAVIC,
}

#: These write their own marks (「」, “”) with the keyboard; nothing is to be guessed.
_UNTOUCHED = frozenset(["ja", "zh", "yue"])

#: Code, tags, addresses, what a backslash protects, and icons.
_KEPT = re.compile(
    r"(?<!`)(?P<code>`{1,9})(?!`).{1,500}?(?<!`)(?P=code)(?!`)|</?[A-Za-z!][^<>]*>|\b[a-z]{1,20}://\S+"
    r"|\\[!-/:-@\[-`{-~]|:[a-z][a-z0-9-]*:",
    re.DOTALL,
)
#: How far the end of a single quotation is looked for, characters.
_FAR = 500
_OPENERS = frozenset("([{<«‹„‚“‘—–-/¿¡\u00a0\u202f")
#: Words that begin with a letter left out.
_ELIDED = re.compile(r"(?:tis|twas|twere|twill|em|til|cause|round|bout|n|s|t|k|\d\ds?)(?![^\W_])", re.IGNORECASE)


def smart(text: str, language: str) -> str:
    """The text with its straight marks made typographic; code, tags, addresses and escaped marks stay as they are.

    Args:
        text: not yet marked up.
        language: BCP 47.
    """
    tags = language.lower().replace("_", "-").split("-")
    if tags[0] in _UNTOUCHED:
        return text
    marks = next(
        (MARKS[tag] for tag in (f"{tags[0]}-{part}" for part in tags[1:]) if tag in MARKS), MARKS.get(tags[0], _ENGLISH)
    )
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return "\ue000"

    if "\ue000" in text:  # an author's own private character; the trick below would take it for one of ours
        return text
    text = _KEPT.sub(keep, text)
    text = re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)
    text = re.sub(r"(?<!-)---(?!-)", "—", text)
    text = re.sub(r"(?<!-)--(?!-)", "–", text)
    if "'" in text or '"' in text:
        text = _quoted(text, marks)
    if tags[0] == "fr" and "ch" not in tags:
        text = re.sub(r" (?=[!?;»])|(?<=«) ", "\u202f", text)
        text = re.sub(r" (?=:(?:\s|$))", "\u00a0", text)
    pieces = iter(kept)
    return re.sub("\ue000", lambda _: next(pieces), text)


def _quoted(text: str, marks: Marks) -> str:
    found: list[str] = []
    double = single = False
    for place, character in enumerate(text):
        if character not in "\"'":
            found.append(character)
            continue
        before, after = _neighbours(text, place)
        begins = (not before or before.isspace() or before in _OPENERS or before in "\"'") and bool(
            after and not after.isspace()
        )
        if character == '"':
            if begins and not double:
                double = True
                found.append(marks.opening)
            elif double or not before.isdigit():
                double = False
                found.append(marks.closing)
            else:
                found.append('"')  # inches
        elif before.isalnum() and after.isalnum():
            found.append("'" if before.isdigit() and after.isdigit() else "’")  # feet and inches
        elif begins and not single:
            if _ELIDED.match(text, place + 1) or not _closes(text, place + 1):
                found.append("’")
            else:
                single = True
                found.append(marks.inner_opening)
        elif single:
            single = False
            found.append(marks.inner_closing)
        elif before.isdigit():
            found.append("'")  # feet
        else:
            found.append("’")
    return "".join(found)


def _neighbours(text: str, place: int) -> tuple[str, str]:
    """The characters before and behind a place, emphasis marks left out; empty at the ends."""
    before, after = place - 1, place + 1
    while before >= 0 and text[before] in "*_":
        before -= 1
    while after < len(text) and text[after] in "*_":
        after += 1
    return text[before] if before >= 0 else "", text[after] if after < len(text) else ""


def _closes(text: str, start: int) -> bool:
    """Whether a single quotation that starts here ends soon."""
    place = text.find("'", start, start + _FAR)
    while place >= 0:
        if not _neighbours(text, place)[1].isalnum() and not text[place - 1].isspace():
            return True
        place = text.find("'", place + 1, start + _FAR)
    return False
