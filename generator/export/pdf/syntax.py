"""Numbers, texts and dictionaries as PDF spells them (ISO 32000-1, 7.3)."""

from generator.basics.geometry import Matrix


def number(value: float) -> str:
    """The number with at most three decimals, without exponent, trailing zeros or a negative zero.

    A thousandth of a point is 0.35 µm, far below what any printer can place.

    Raises:
        ValueError: the number is not finite; no room may hand on such a length.
    """
    text = f"{value:.3f}"
    if text[-1] == "0":
        text = text.rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    if text[-1] > "9":
        raise ValueError(f"a length is {text}")
    return text


def numbers(*values: float) -> str:
    """The numbers, each as `number` gives it, with blanks between."""
    return " ".join([number(value) for value in values])


def factor(value: float) -> str:
    """A part of a matrix that is multiplied: six decimals, so that far ends stay in place."""
    text = f"{value:.6f}"
    if text[-1] > "9":
        raise ValueError(f"a factor is {text}")
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def matrix(m: Matrix) -> str:
    """The six numbers of an affine map."""
    return f"{factor(m.a)} {factor(m.b)} {factor(m.c)} {factor(m.d)} {number(m.e)} {number(m.f)}"


def text(words: str) -> str:
    """A text string: UTF-16 in hexadecimal, with its byte order mark. A lone surrogate becomes U+FFFD."""
    return f"<FEFF{utf16(words)}>"


def utf16(words: str) -> str:
    """The text in big-endian UTF-16 as hexadecimal digits."""
    return clean(words).encode("utf-16-be").hex().upper()


def clean(words: str) -> str:
    """The text with lone surrogates, which no encoding can write, replaced by U+FFFD."""
    if words.isascii():
        return words
    return words.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def name(words: str) -> str:
    """A name object with its slash; everything but letters, digits and a few signs is escaped (7.3.5)."""
    return "/" + "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-_+.") else f"#{byte:02X}"
        for byte in clean(words).encode()
    )
