"""Grids: their columns and rows, and which of them a box takes."""

from generator.model.design import Track
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

#: First line, last line (None: wherever there is room; negative: counted from the end), span.
Lines = tuple[int | None, int | None, int]


def tracks(tokens: Tokens, context: Context) -> tuple[Track, ...]:
    """The columns or rows of a grid."""
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
        raise BadValueError("the count must be a number here", parts[0][0], help="such as repeat(3, 1fr)")
    count = integer(parts[0][0], 1, MAX_TRACKS)
    one = [_track(part, context) for part in parts[1]]
    if len(one) * count > MAX_TRACKS:
        raise BadValueError(f"more than {MAX_TRACKS} tracks", token)
    return one * count


def _track(token: Token, context: Context) -> Track:
    if is_ident(token, "auto"):
        return Track()
    if token.type == "dimension" and token.lower_unit == "fr":
        if not 0 < token.value <= 10_000:
            raise BadValueError("not a sensible share", token, name="value-out-of-range")
        return Track(fr=float(token.value))
    if token.type == "function" and token.lower_name in ("minmax", "fit-content"):
        raise BadValueError(
            f"there is no {token.lower_name}() here", token, help="a length, a share such as 1fr, or `auto`"
        )
    if token.type in ("ident", "[] block"):
        raise BadValueError("not a track", token)
    fault = syntax_fault(token)
    if fault:
        raise fault
    return Track(length(token, context, negative=False))


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
        raise BadValueError("lines have numbers here, not names", part[0])
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
