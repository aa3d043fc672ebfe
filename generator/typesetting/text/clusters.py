"""What readers take for one character: a letter with its marks, a flag, a family of four."""

from functools import lru_cache
from unicodedata import category

_HANGUL_LEADING = range(0x1100, 0x1160)
_HANGUL_FOLLOWING = range(0x1160, 0x1200)


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    code = ord(character)
    return (
        category(character) in ("Mn", "Me", "Mc")
        or code in (0x200C, 0x200D)
        or 0x1F3FB <= code <= 0x1F3FF  # skin tones
        or 0xE0020 <= code <= 0xE007F  # the tags of sub-national flags
        or 0xFF9E <= code <= 0xFF9F
    )


def clusters(text: str) -> list[str]:
    """The text cut into grapheme clusters (Unicode Standard Annex 29, the parts that matter for choosing fonts)."""
    found: list[str] = []
    start = 0
    flags = 0
    for place, character in enumerate(text):
        code = ord(character)
        flag = 0x1F1E6 <= code <= 0x1F1FF
        if place == 0:
            flags = int(flag)
            continue
        before = ord(text[place - 1])
        together = (
            _extends(character)
            or (before == 0x200D and code > 0x2100)
            or (flag and flags % 2 == 1)
            or (code in _HANGUL_FOLLOWING and (before in _HANGUL_LEADING or before in _HANGUL_FOLLOWING))
        )
        flags = flags + 1 if flag else 0
        if not together:
            found.append(text[start:place])
            start = place
    if text:
        found.append(text[start:])
    return found
