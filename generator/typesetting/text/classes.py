"""The line breaking class of every character (Unicode Standard Annex 14, LineBreak.txt of Unicode 15).

The classes follow from the general category and the East Asian width, with the exceptions listed here: first those that
European and Asian texts meet, written as themselves, then the rest by number.
"""

from functools import lru_cache
from unicodedata import category, east_asian_width

#: Stands in the text for a picture in the line.
PICTURE = "\ufffc"


def _between(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


#: What the general category does not tell, by class.
_LISTED = {
    "BA": "\t|\u00ad\u058a\u05be\u0964\u0965\u0e5a\u0e5b\u0f0b\u104a\u104b\u1361\u17d4\u17d5\u17d8\u17da\u1804\u1805"
    "\u2012\u2013\u2027\u2056\u2058\u2059\u205a\u205b\u205d\u205e\u2e0e\u2e0f\u2e17\u2e19\u2e30\u2e31\u2e33\u2e34\u2e3c"
    "\u2e3d\u2e3e\u2e40\u2e5d\u2cfa" + _between(0x2E10, 0x2E15) + _between(0x2E2A, 0x2E2D),
    "BB": "´\u02c8\u02cc\u02df\u0f01\u0f02\u0f03\u0f04\u1806",
    "B2": "\u2014\u2e3a\u2e3b",
    "HH": "\u2010",
    "HY": "-",
    "GL": "\u00a0\u034f\u0f08\u0f0c\u0f12\u180e\u2007\u2011\u202f" + _between(0x35C, 0x362),
    "WJ": "\u2060\ufeff",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "CB": PICTURE,
    "CP": ")]\u2e56\u2e58\u2e5a\u2e5c",
    "CL": "\u3001\u3002\ufe10\ufe11\ufe12\ufe50\ufe52\uff0c\uff0e\uff61\uff64",
    "OP": "¡¿\u2e18",
    "EX": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u07f9\u0f0d\u0f0e\u0f0f\u0f10\u0f11\u0f14\u1802\u1803\u1808\u1809"
    "\u1944\u1945\u2762\u2763\u2cf9\u2cfe\u2e2e\ua60e\ufe15\ufe16\ufe56\ufe57\uff01\uff1f",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044",
    "SY": "/",
    "IN": "\u2024\u2025\u2026\u22ef\ufe19",
    "QU": "\"'\u275b\u275c\u275d\u275e\u275f\u2760\u2e00\u2e01\u2e06\u2e07\u2e08\u2e0b",
    "NS": "\u17d6\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u309b\u309c\u309d\u309e\u30a0\u30fb\u30fc\u30fd"
    "\u30fe\ufe13\ufe14\ufe54\ufe55\uff1a\uff1b\uff65\uff70\uff9e\uff9fぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    + _between(0x31F0, 0x31FF)
    + _between(0xFF67, 0xFF6F),
    "PO": "%¢°\u060b\u0609\u060a\u066a\u09f2\u09f3\u09f9\u0d79\u20a7\u20b6\u20bb\u20be\u20c0\u2103\u2109\ua838\ufdfc"
    "\ufe6a\uff05\uffe0" + _between(0x2030, 0x2037),
    "PR": "+\\±№−∓",
    "NU": "\u066b\u066c\u06dd" + _between(0x600, 0x605),
    "EM": _between(0x1F3FB, 0x1F3FF),
    "RI": _between(0x1F1E6, 0x1F1FF),
    "JL": _between(0x1100, 0x115F) + _between(0xA960, 0xA97C),
    "JV": _between(0x1160, 0x11A7) + _between(0xD7B0, 0xD7C6),
    "JT": _between(0x11A8, 0x11FF) + _between(0xD7CB, 0xD7FB),
    # Pictographs that are narrow by width and break like ideographs all the same, and radicals.
    "ID": "\u2600\u2601\u2602\u2603\u2618\u2639\u263a\u263b\u2668\u267f\u2708\u2764\u3030\u303f"
    + _between(0x2614, 0x2617)
    + _between(0x261A, 0x261F)
    + _between(0x2E80, 0x2FFF),
}

#: The rest, and what stands above in a range too wide, as single numbers and ranges, hexadecimal.
_NUMBERED = {
    "CM": "61C 3035 FFF9-FFFB 1BCA0-1BCA3 1D173-1D17A",
    "BB": "C77 C84 F06-F07 F09-F0A FD0-FD1 FD3 1FFD A874-A875 A8FC 11175 111DB 115C1 11660-1166C 119E2 11A3F "
    "11A45 11A9E-11AA0 11C70",
    "BA": "F34 F7F F85 FBE-FBF FD2 1400 16EB-16ED 1735-1736 1B5A-1B5B 1B5D-1B60 1B7D-1B7E 1C3B-1C3F 1C7E-1C7F "
    "2CFB-2CFC 2CFF 2D70 2E41 2E43-2E4A 2E4C 2E4E-2E4F A4FE-A4FF A60D A60F A6F3-A6F7 A8CE-A8CF A92E-A92F "
    "A9C7-A9C9 AA5D-AA5F AAF0-AAF1 ABEB 10100-10102 1039F 103D0 10857 1091F 10A50-10A57 10AF0-10AF5 "
    "10B39-10B3F 10EAD 11047-11048 110BE-110C1 11140-11143 111C5-111C6 111C8 111DD-111DF 11238-11239 "
    "1123B-1123C 112A9 1144B-1144E 1145A-1145B 115C2-115C3 115C9-115D7 11641-11642 1173C-1173E "
    "11944-11946 11A41-11A44 11A9A-11A9C 11AA1-11AA2 11C41-11C45 11FFF 12470-12474 16A6E-16A6F 16AF5 "
    "16B37-16B39 16B44 16E97-16E98 1BC9F 1DA87-1DA8A",
    "GL": "FD9-FDA 1DCD 1DFC 13430-13436 16FE4",
    "PO": "2057 11FDD-11FE0 1ECAC 1ECB0",
    "AL": "2061-2064 23E9-23EC 25FD-25FE 2616-2617 2648-2653 2693-26AB 26CE 2705 2728-2757 2795-27BF 2B1B-2B1C "
    "2B50-2B55 18B00-18CD5 1AFF0-1AFFE 1F110-1F16C 1F170-1F1AC 1F39C-1F39D 1F3B5-1F3B6 1F3BC 1F4A0 1F4A2 "
    "1F4A4 1F4AF 1F4B1-1F4B2 1F500-1F506 1F517-1F524 1F532-1F549 1F5D4-1F5DB 1F5F4-1F5F9 1F650-1F675 "
    "1F67C-1F67F 1F700-1F7D4 1F800-1F8AD 1F900-1F90B 1FA00-1FA53",
    "ID": "23F1-23F2 26BF-26C8 26CD 26CF-26D1 26D3 26D8-26D9 26DC 26DF-26E1 26F1-26F4 26F7-26F8 26FE-2704 2709",
    "EB": "261D 26F9 270A-270D 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F442-1F443 1F446-1F450 1F466-1F478 1F47C "
    "1F481-1F483 1F485-1F487 1F48F 1F491 1F4AA 1F574-1F575 1F57A 1F590 1F595-1F596 1F645-1F647 "
    "1F64B-1F64F 1F6A3 1F6B4-1F6B6 1F6C0 1F6CC 1F90C 1F90F 1F918-1F91F 1F926 1F930-1F939 1F93C-1F93E "
    "1F977 1F9B5-1F9B6 1F9B8-1F9B9 1F9BB 1F9CD-1F9CF 1F9D1-1F9DD 1FAC3-1FAC5 1FAF0-1FAF6",
    "EX": "2E53-2E54 A876-A877 115C4-115C5 11C71",
    "NS": "A015 16FE0-16FE3 1B150-1B167 1F679-1F67B",
    "IS": "FE10 FE13-FE14",
    "IN": "10AF6",
    "OP": "13258-1325A 13286 13288 13379 13437 145CE 1E95E-1E95F",
    "CL": "1325B-1325D 13282 13287 13289 1337A-1337B 13438 145CF",
    "QU": "1F676-1F678",
}


def _exceptions() -> dict[str, str]:
    found = {character: name for name, characters in _LISTED.items() for character in characters}
    for name, ranges in _NUMBERED.items():
        for one in ranges.split():
            first, _, last = one.partition("-")
            found.update(dict.fromkeys(_between(int(first, 16), int(last or first, 16)), name))
    return found


_EXCEPTIONS = _exceptions()


@lru_cache(maxsize=8192)
def class_of(character: str) -> str:
    """The line breaking class; ambiguous and unknown ones are resolved as the annex's rule LB1 says."""
    known = _EXCEPTIONS.get(character)
    if known is not None:
        return known
    kind, code = category(character), ord(character)
    if kind == "Cn":
        # Where ideographs and pictographs are expected, they break like those there are (the file's own defaults).
        return "ID" if 0x1F000 <= code <= 0x1FFFD or 0x20000 <= code <= 0x3FFFD else "AL"
    wide = east_asian_width(character) in "WF"
    if kind == "Cc" or kind == "Cf":
        return "CM" if kind == "Cc" or 0x200C <= code < 0x2070 or code >= 0xE0000 else "AL"
    if kind[0] == "M":
        return "CM"
    if kind == "Nd":
        return "ID" if wide else "NU"
    if kind == "Ps":
        return "OP"
    if kind == "Pe":
        return "CL"
    if kind == "Pi" or kind == "Pf":
        return "QU"
    if kind == "Sc":
        return "PR"
    if kind == "Zs":
        return "BA"
    if kind[0] == "L":
        if 0x5D0 <= code <= 0x5F2 or 0xFB1D <= code <= 0xFB4F:
            return "HL"
        if 0xAC00 <= code <= 0xD7A3:
            return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
        return "ID" if wide or 0xFF66 <= code <= 0xFFDC else "AL"
    return "ID" if wide or (kind == "So" and 0x1F000 <= code <= 0x1FAFF) else "AL"
