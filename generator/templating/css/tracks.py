"""Grids: their columns and rows, and which of them a box takes."""

from generator.basics.records import dataclass
from generator.model.design import Content, Dimension, Repeated, Track
from generator.templating.css.tokens import (
    BadValueError,
    Token,
    Tokens,
    is_ident,
    significant,
    split_commas,
    split_slash,
    syntax_fault,
)
from generator.templating.css.values import Context, integer, length

MAX_TRACKS = 200

#: `minmax()` takes these besides lengths.
_CONTENTS: dict[str, Content] = {"min-content": "min-content", "max-content": "max-content"}

#: First line, last line (None: wherever there is room; negative: counted from the end), span.
Lines = tuple[int | None, int | None, int]


#: What `grid-column` and `grid-row` say: lines, or the name of an area.
Placed = Lines | str


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas that `grid-template-areas` names: first row, last row, first column, last column, all as lines."""

    named: tuple[tuple[str, tuple[int, int, int, int]], ...] = ()
    columns: int = 0
    rows: int = 0

    def lines(self, name: str, across: bool) -> Lines | None:
        """The columns of that area, or its rows; None when there is no such area."""
        for known, (top, bottom, left, right) in self.named:
            if known == name:
                return (left, right, right - left) if across else (top, bottom, bottom - top)
        return None


def columns(tokens: Tokens, context: Context) -> tuple[Track | Repeated, ...]:
    """The columns of a grid."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return ()
    found: list[Track | Repeated] = []
    loose: Tokens = []
    for token in tokens:
        if _is_filling(token):
            if any(isinstance(track, Repeated) for track in found):
                raise BadValueError("one auto-fill or auto-fit, no more", token)
            found.append(_filling(token, context))
        else:
            some = tracks([token], context)
            found.extend(some)
            if not all(_is_sure(track) for track in some):
                loose.append(token)
        if len(found) > MAX_TRACKS:
            raise BadValueError(f"more than {MAX_TRACKS} tracks", token)
    if loose and any(isinstance(track, Repeated) for track in found):
        raise BadValueError(
            "beside auto-fill or auto-fit, columns need a length", loose[0], help="such as minmax(20mm, 1fr)"
        )
    return tuple(found)


def _is_filling(token: Token) -> bool:
    if token.type != "function" or token.lower_name != "repeat":
        return False
    words = significant(token.arguments)
    return bool(words) and is_ident(words[0], "auto-fill", "auto-fit")


def _filling(token: Token, context: Context) -> Repeated:
    parts = split_commas(significant(token.arguments))
    if len(parts) != 2 or len(parts[0]) != 1 or not parts[1]:
        raise BadValueError("repeat() takes a count and what to repeat", token, help="such as repeat(3, 1fr)")
    one = tuple(_track(part, context) for part in parts[1])
    for part, track in zip(parts[1], one, strict=True):
        if not _is_sure(track):
            raise BadValueError(
                "how often it fits is only known of a length", part, help="such as repeat(auto-fill, minmax(20mm, 1fr))"
            )
    return Repeated(one, is_ident(parts[0][0], "auto-fit"))


def _is_sure(track: Track) -> bool:
    """Whether its extent, or the least or the most of it, is a length."""
    return any(size is not None and not isinstance(size, str) for size in (track.size, track.least, track.most))


def tracks(tokens: Tokens, context: Context) -> tuple[Track, ...]:
    """The rows of a grid."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return ()
    found: list[Track] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "repeat":
            found.extend(_repeated(token, context))
        else:
            found.append(_track(token, context))
        if len(found) > MAX_TRACKS:
            raise BadValueError(f"more than {MAX_TRACKS} tracks", token)
    return tuple(found)


def _repeated(token: Token, context: Context) -> list[Track]:
    parts = split_commas(significant(token.arguments))
    if len(parts) != 2 or len(parts[0]) != 1 or not parts[1]:
        raise BadValueError("repeat() takes a count and what to repeat", token, help="such as repeat(3, 1fr)")
    if is_ident(parts[0][0], "auto-fill", "auto-fit"):
        raise BadValueError(
            "only columns fill the room", parts[0][0], help="a number; `grid-auto-rows` is for all rows that come"
        )
    count = integer(parts[0][0], 1, MAX_TRACKS)
    one = [_track(part, context) for part in parts[1]]
    if len(one) * count > MAX_TRACKS:
        raise BadValueError(f"more than {MAX_TRACKS} tracks", token)
    return one * count


def _track(token: Token, context: Context) -> Track:
    if is_ident(token, "auto"):
        return Track()
    if is_ident(token, *_CONTENTS):
        extent = _CONTENTS[token.lower_value]
        return Track(least=extent, most=extent)
    share = _share(token)
    if share is not None:
        return Track(fr=share)
    if token.type == "function" and token.lower_name == "minmax":
        return _minmax(token, context)
    if token.type == "function" and token.lower_name == "fit-content":
        raise BadValueError(
            "there is no fit-content() here", token, help="minmax(min-content, 30mm) has a most as well"
        )
    if token.type == "[] block":
        raise BadValueError("lines have numbers here, not names", token, help="`grid-template-areas` names areas")
    if token.type == "ident":
        raise BadValueError("not a track", token)
    fault = syntax_fault(token)
    if fault:
        raise fault
    return Track(length(token, context, negative=False))


def _share(token: Token) -> float | None:
    if token.type != "dimension" or token.lower_unit != "fr":
        return None
    if not 0 < token.value <= 10_000:
        raise BadValueError("not a sensible share", token, name="value-out-of-range")
    return float(token.value)


def _minmax(token: Token, context: Context) -> Track:
    parts = split_commas(significant(token.arguments))
    if len(parts) != 2 or any(len(part) != 1 for part in parts):
        raise BadValueError("minmax() takes the least and the most", token, help="such as minmax(20mm, 1fr)")
    low, high = parts[0][0], parts[1][0]
    if _share(low) is not None:
        raise BadValueError("a share is no least", low, help="a share is the most: minmax(20mm, 1fr)")
    share = _share(high)
    return Track(fr=share, least=_end(low, context), most=None if share is not None else _end(high, context))


def _end(token: Token, context: Context) -> Dimension | Content | None:
    if is_ident(token, "auto"):
        return None
    if is_ident(token, *_CONTENTS):
        return _CONTENTS[token.lower_value]
    fault = syntax_fault(token)
    if fault:
        raise fault
    return length(token, context, negative=False)


def areas(tokens: Tokens, context: Context) -> Areas:
    """The areas of a grid, drawn with names: a text a row, a word a column, dots where there is none."""
    if len(tokens) == 1 and is_ident(tokens[0], "none"):
        return Areas()
    rows: list[list[str]] = []
    for token in tokens:
        if token.type != "string":
            raise syntax_fault(token) or BadValueError(
                "not a text", token, help='a text a row: "head head" "side main"'
            )
        rows.append(token.value.split())
        if len(rows[-1]) != len(rows[0]) or not rows[0]:
            raise BadValueError("every row has as many names", token, help="`.` stands for a place without a name")
        if len(rows) > MAX_TRACKS or len(rows[0]) > MAX_TRACKS:
            raise BadValueError(f"more than {MAX_TRACKS} tracks", token)
    cells: dict[str, list[tuple[int, int]]] = {}
    for row, names in enumerate(rows):
        for column, name in enumerate(names):
            if name.strip("."):
                cells.setdefault(name, []).append((row, column))
    named: list[tuple[str, tuple[int, int, int, int]]] = []
    for name, found in cells.items():
        (top, left), (bottom, right) = found[0], found[-1]
        if len(found) != (bottom - top + 1) * (right - left + 1) or any(not left <= at <= right for _, at in found):
            raise BadValueError(f"`{name}` is no rectangle", tokens[bottom])
        named.append((name, (top + 1, bottom + 2, left + 1, right + 2)))
    return Areas(tuple(named), len(rows[0]), len(rows))


def placed(tokens: Tokens, context: Context) -> Placed:
    """Which columns or rows a box takes: lines, or those of a named area."""
    if len(tokens) == 1 and tokens[0].type == "ident" and not is_ident(tokens[0], "auto", "span"):
        return str(tokens[0].value)
    return lines(tokens, context)


def lines(tokens: Tokens, context: Context) -> Lines:
    """Which columns or rows a box takes: `2`, `2 / 4`, `span 3`, `2 / span 3`, `1 / -1`."""
    parts = split_slash(tokens)
    if len(parts) > 2 or any(not part for part in parts):
        raise BadValueError("one or two lines, with `/` between", tokens[0])
    start, span = _line(parts[0])
    if len(parts) == 1:
        return start, None, span or 1
    end, other_span = _line(parts[1])
    if start is None and end is None:
        return None, None, span or other_span or 1
    if start is not None and end is not None:
        if start == end:
            raise BadValueError("starts and ends at the same line", tokens[0])
        if (start > 0) == (end > 0):
            start, end = min(start, end), max(start, end)
            return start, end, end - start
        return start, end, 1
    return start, end, span or other_span or 1


def _line(part: Tokens) -> tuple[int | None, int | None]:
    """Line and span of one side of the slash."""
    if len(part) == 1 and is_ident(part[0], "auto"):
        return None, None
    if len(part) == 2 and is_ident(part[0], "span"):
        return None, integer(part[1], 1, MAX_TRACKS)
    if len(part) == 2 and is_ident(part[1], "span"):
        return None, integer(part[0], 1, MAX_TRACKS)
    if len(part) > 1:
        raise BadValueError("too many words", part[1])
    if part[0].type == "ident":
        raise BadValueError("lines have numbers here, not names", part[0], help="the name of an area stands alone")
    found = integer(part[0], -MAX_TRACKS, MAX_TRACKS)
    if found == 0:
        raise BadValueError("lines are counted from 1", part[0])
    return found, None


def counted(given: Lines, count: int) -> Lines | None:
    """The lines, negative ones counted from the end of a grid with `count` tracks; None if there is no such line."""
    start, end, span = given
    if start is not None and start < 0:
        start = count + 2 + start
    if end is not None and end < 0:
        end = count + 2 + end
    if start is not None and end is not None and start > end:
        start, end = end, start
    if (start is not None and start < 1) or (end is not None and (end < 1 or end - (span if start is None else 0) < 1)):
        return None
    if start is not None and end is not None:
        if start == end:
            return None
        span = end - start
    return start, end, span
