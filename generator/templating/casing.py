"""Capitals and small letters, as a language writes them."""

from generator.basics.patterns import pattern

_WORD = pattern(r"(?<![\w'’])([^\W\d_])")

#: Languages whose i keeps its dot when it becomes a capital (Unicode SpecialCasing, `tr` and `az`).
_DOTTED_I = ("tr", "az")


def upper(text: str, language: str) -> str:
    """The text in capitals; ß becomes SS, a Turkish or Azeri i becomes İ."""
    if language[:2].lower() in _DOTTED_I:
        text = text.replace("i", "İ")
    return text.upper()


def lower(text: str, language: str) -> str:
    """The text in small letters; a Turkish or Azeri I becomes ı."""
    if language[:2].lower() in _DOTTED_I:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def capitalize(text: str, language: str) -> str:
    """The text with a capital at the start of every word, the rest as it is (CSS `text-transform: capitalize`)."""
    return _WORD.sub(lambda match: upper(match[1], language), text)


def transformed(text: str, how: str, language: str) -> str:
    """The text as CSS `text-transform` wants it; an unknown `how` leaves it as it is."""
    if how == "uppercase":
        return upper(text, language)
    if how == "lowercase":
        return lower(text, language)
    if how == "capitalize":
        return capitalize(text, language)
    return text
