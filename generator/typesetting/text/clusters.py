"""What readers take for one character: a letter with its marks, a flag, a family (Unicode Standard Annex 29)."""

from functools import lru_cache
from unicodedata import category

#: The characters that are emoji unless a variation selector says otherwise (Emoji_Presentation, Unicode 17).
_EMOJI = """
231A-231B 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F 2693 26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE 26D4 26EA
26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E 2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 1F004
1F0CF 1F18E 1F191-1F19A 1F1E6-1F1FF 1F201 1F21A 1F22F 1F232-1F236 1F238-1F23A 1F250-1F251 1F300-1F320 1F32D-1F335
1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4 1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E
1F550-1F567 1F57A 1F595-1F596 1F5A4 1F5FB-1F64F 1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6D9 1F6DC-1F6DF 1F6EB-1F6EC
1F6F4-1F6FC 1F7E0-1F7EB 1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FA7C 1FA80-1FAC6 1FAC8 1FACC-1FADD 1FADF-1FAEB
1FAEF-1FAFA
"""


def _numbers(ranges: str) -> frozenset[int]:
    """The code points of single numbers and ranges, hexadecimal."""
    found: set[int] = set()
    for one in ranges.split():
        first, _, last = one.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


#: What extends the character before it though its category does not say so: the joiners, skin tones, tags.
_EXTENDING = _numbers(
    "9BE 9D7 B3E B57 BBE BD7 CC2 CD5-CD6 D3E D57 DCF DDF 1B35 200C 302E-302F FF9E-FF9F 1133E 11357 114B0 114BD 115AF"
    " 11930 1D165 1D16E-1D172 1F3FB-1F3FF E0020-E007F"
)
#: Spacing marks that stand for themselves; they are written apart in Burmese and its neighbours.
_APART = _numbers(
    "102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D 11720-11721"
)
_PREPENDED = _numbers(
    "600-605 6DD 70F 890-891 8E2 D4E 110BD 110CD 111C2-111C3 1193F 11941 11A3A 11A84-11A89 11D46 11F02"
)
#: Pictographs, which a joiner binds to each other, with the places kept for those to come.
_PICTOGRAPHS = _numbers(
    "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6"
    " 25C0 25FB-25FE 2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271D 2721 2728 2733-2734 2744 2747"
    " 274C 274E 2753-2755 2757 2763-2767 2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D"
    " 3297 3299 1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5 1F201-1F20F 1F21A"
    " 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F 1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF"
    " 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD"
)
#: Letters that a virama ties to the next one (Unicode 15.1, rule GB9c), and the viramas.
_TYING = _numbers(
    "915-939 958-95F 978-97F 995-9A8 9AA-9B0 9B2 9B6-9B9 9DC-9DD 9DF 9F0-9F1 A95-AA8 AAA-AB0 AB2-AB3 AB5-AB9 AF9"
    " B15-B28 B2A-B30 B32-B33 B35-B39 B5C-B5D B5F B71 C15-C28 C2A-C39 C58-C5A D15-D3A"
)
_VIRAMAS = _numbers("94D 9CD ACD B4D C4D D4D")
_IGNORED = _numbers("2065 FFF0-FFF8 E0000-E0FFF")

#: Jamo: which may follow which without a break.
_HANGUL = {"L": ("L", "V", "LV", "LVT"), "V": ("V", "T"), "LV": ("V", "T"), "T": ("T",), "LVT": ("T",)}


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """The grapheme cluster break property, or what else the rules ask for; empty for any other."""
    code = ord(character)
    if character in "\r\n":
        return character
    if code in _EXTENDING:
        return "extend"
    if code == 0x200D:
        return "joiner"
    if code in _PREPENDED:
        return "prepend"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    if code in (0xE33, 0xEB3):
        return "mark"
    if code in _PICTOGRAPHS:
        return "picture"
    if code in _TYING:
        return "tying"
    kind = category(character)
    if kind in ("Mn", "Me"):
        return "extend"
    if kind == "Mc":
        return "" if code in _APART else "mark"
    if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") or (kind == "Cn" and code in _IGNORED):
        return "control"
    return ""


@lru_cache
def _emoji() -> frozenset[int]:
    return _numbers(_EMOJI)


@lru_cache(maxsize=4096)
def is_emoji(cluster: str) -> bool:
    """Whether readers expect a small picture (Unicode Technical Standard 51): a face, a flag, a key cap."""
    first = ord(cluster[0])
    if "\ufe0e" in cluster or (cluster.isascii() and len(cluster) == 1):
        return False
    return (
        "\ufe0f" in cluster
        or first in _emoji()
        or any(0x1F3FB <= ord(character) <= 0x1F3FF for character in cluster)
        or (first >= 0x2190 and "\u200d" in cluster)
    )


def clusters(text: str) -> list[str]:
    """The text cut into extended grapheme clusters."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: list[str] = []
    start = 0
    before = ""
    flags = 0  # in a row
    pictured = False  # a pictograph, and what extends it, since the cluster's start
    tied = 0  # 1 behind a letter that may be tied, 2 behind its virama
    for place, character in enumerate(text):
        kind = _kind(character)
        if place:
            together = (
                (before == "\r" and kind == "\n")
                or (
                    before not in ("control", "\r", "\n")
                    and kind not in ("control", "\r", "\n")
                    and (kind in ("extend", "joiner", "mark") or before == "prepend")
                )
                or kind in _HANGUL.get(before, ())
                or (kind == "picture" and before == "joiner" and pictured)
                or (kind == "flag" and before == "flag" and flags % 2 == 1)
                or (kind == "tying" and tied == 2)
            )
            if not together:
                found.append(text[start:place])
                start = place
        if kind == "tying":
            tied = 1
        elif tied and ord(character) in _VIRAMAS:
            tied = 2
        elif kind not in ("extend", "joiner"):
            tied = 0
        if kind == "picture":
            pictured = True
        elif kind not in ("extend", "joiner"):
            pictured = False
        flags = flags + 1 if kind == "flag" else 0
        before = kind
    if text:
        found.append(text[start:])
    return found
