"""What a print shop asks for: standards, printing conditions, profiles, and the limits a file is measured against."""

import re
import struct
from typing import Literal

from generator.basics.problems import Problem, did_you_mean, one_of
from generator.basics.records import dataclass

#: What a file may be built to: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4).
Standard = Literal["pdfx4", "pdfx1a"]

#: What a file may be measured against; ``home`` asks only what any printer needs.
Target = Literal["pdfx4", "pdfx1a", "home"]

STANDARDS: tuple[Standard, ...] = ("pdfx4", "pdfx1a")

TITLES = {"pdfx4": "PDF/X-4", "pdfx1a": "PDF/X-1a:2003", "home": "a home printer"}

#: The PDF version a standard is written in; nothing newer may be in the file.
VERSIONS = {"pdfx4": (1, 6), "pdfx1a": (1, 4)}

#: A press profile takes a few hundred kilobytes; a large one two megabytes.
LARGEST_PROFILE = 16_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A printing condition that has a name of its own: press, paper and ink.

    Attributes:
        name: as people choose it.
        title: for people.
        identifier: how the registry names it (OutputConditionIdentifier).
        registry: where it is registered; empty when it is not.
        file: the profile in the package's folder `export/profiles`; empty for a profile of one's own.
        total_ink: all inks together at the darkest place, per cent, that presses of this kind take.
    """

    name: str
    title: str
    identifier: str
    registry: str = "http://www.color.org"
    file: str = ""
    total_ink: float = 300.0


#: The conditions whose profiles come along.
CONDITIONS = {
    "fogra39": Condition(
        name="fogra39", title="Coated FOGRA39 (ISO 12647-2:2004)", identifier="FOGRA39", file="fogra39.icc"
    ),
    "tr005": Condition(
        name="tr005",
        title="SWOP coated 5 (CGATS TR 005)",
        identifier="CGATS TR 005",
        file="tr005.icc",
        total_ink=240.0,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on something is reported.

    Attributes:
        image_warning: pixels per inch at the size a picture is printed in, below which it may look soft.
        image_error: below which it certainly does.
        total_ink: all inks together, per cent; paint does not dry above it.
        hairline: thinnest line, points.
        text: smallest font size, points.
        several_inks: number of inks that in small text drift apart visibly.
        several_inks_text: smallest font size in so many inks, points.
        bleed: how far print must reach beyond the trim, points; 0 asks for none.
        color_shift: difference between a screen colour and its printed one (CIE 1976 ΔE) that people should know of.
        pages: a document of more is not read to its end.
        operators: nor are pages with more painting instructions than this, all together.
        pixels: nor are pictures with more pixels than this, all together.
    """

    image_warning: float = 300.0
    image_error: float = 200.0
    total_ink: float = 300.0
    hairline: float = 0.25
    text: float = 5.0
    several_inks: int = 3
    several_inks_text: float = 9.0
    bleed: float = 0.0
    color_shift: float = 15.0
    pages: int = 20_000
    operators: int = 2_000_000
    pixels: int = 600_000_000


#: What is asked of a file for a printer at home.
HOME_LIMITS = Limits(image_warning=150.0, image_error=72.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What is to be printed on which press.

    Attributes:
        standard: what the file is built to.
        profile: the ICC profile of the press, the whole file.
        condition: the printing condition it describes.
        trapped: whether the file has been trapped; nothing here traps.
        outlined: whether text is turned into outlines.
        limits: what is reported on the way.
    """

    standard: Standard
    profile: bytes
    condition: Condition
    trapped: bool = False
    outlined: bool = False
    limits: Limits = Limits()


# --- Profiles -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProfileHeader:
    """What the first 128 bytes of an ICC profile say (ICC.1:2010, 7.2).

    Attributes:
        size: length of the file, bytes.
        version: major, minor.
        kind: profile class: ``prtr`` is an output device, ``mntr`` a display, ``scnr`` a camera or scanner.
        space: what goes into the device: ``CMYK``, ``RGB``, ``GRAY``.
        title: from its description; may be empty.
    """

    size: int
    version: tuple[int, int]
    kind: str
    space: str
    title: str


_KINDS = {"mntr": "a display", "scnr": "a camera or scanner", "link": "a link of two devices", "spac": "a colour space"}


def profile_header(data: bytes) -> ProfileHeader | None:
    """What the profile says of itself; None when the bytes are no ICC profile."""
    if len(data) < 132 or data[36:40] != b"acsp":
        return None
    (size,) = struct.unpack(">I", data[:4])
    return ProfileHeader(
        size=size,
        version=(data[8], data[9] >> 4),
        kind=data[12:16].decode("latin-1").strip(),
        space=data[16:20].decode("latin-1").strip(),
        title=_description(data),
    )


def profile_problem(data: bytes, name: str = "the profile") -> Problem | None:
    """Why a profile is of no use for a press; None for a good one.

    Args:
        data: the whole file.
        name: what it is called in the message.
    """
    header = profile_header(data[:LARGEST_PROFILE])
    if len(data) > LARGEST_PROFILE:
        what = f"larger than {LARGEST_PROFILE // 1_000_000} MB"
    elif header is None:
        what = "not an ICC profile"
    elif header.size != len(data):
        what = f"cut off or damaged: it should be {header.size} bytes long and is {len(data)}"
    elif header.kind != "prtr":
        what = f"a profile of {_KINDS.get(header.kind, 'something else')}, not of a press"
    elif header.space != "CMYK":
        what = f"a profile for {printable(header.space) or 'unknown'} inks, not for CMYK"
    else:
        return None
    return Problem(
        name="profile-not-for-press",
        message=f"{name} is {what}",
        help=f"ask the print shop for its CMYK output profile, or take {one_of(tuple(CONDITIONS))}",
    )


def press_of(
    standard: str,
    condition: str,
    profile: bytes,
    *,
    name: str = "the profile",
    trapped: bool = False,
    outlined: bool = False,
    limits: Limits | None = None,
) -> tuple[Press | None, tuple[Problem, ...]]:
    """The press that is meant, or what is wrong with it.

    Args:
        standard: one of `STANDARDS`.
        condition: one of `CONDITIONS`; empty for a profile of one's own, which then names the condition.
        profile: the whole profile file.
        name: what the profile is called in messages.
        trapped: see `Press`.
        outlined: see `Press`.
        limits: None takes the usual ones with the condition's ink limit.
    """
    problems: list[Problem] = []
    known = CONDITIONS.get(condition)
    if standard not in STANDARDS:
        like = did_you_mean(standard, STANDARDS)
        problems.append(
            Problem(
                name="unknown-standard",
                message=f"there is no press standard `{printable(standard)}`",
                help=f"did you mean `{like}`?" if like else f"there are {one_of(STANDARDS)}",
            )
        )
    if condition and known is None:
        like = did_you_mean(condition, tuple(CONDITIONS))
        problems.append(
            Problem(
                name="unknown-profile",
                message=f"there is no press profile `{printable(condition)}`",
                help=(f"did you mean `{like}`? " if like else "")
                + f"there are {one_of(tuple(CONDITIONS))}, or give the file of your print shop",
            )
        )
    fault = profile_problem(profile, name)
    if fault is not None:
        problems.append(fault)
    if problems:
        return None, tuple(problems)
    if known is None:
        header = profile_header(profile)
        title = (header.title if header else "") or "press of the print shop"
        # Only registered conditions have an identifier of their own; this one names what the embedded profile is.
        known = Condition(name="own", title=title, identifier="Custom", registry="")
    return (
        Press(
            standard="pdfx4" if standard == "pdfx4" else "pdfx1a",
            profile=profile,
            condition=known,
            trapped=trapped,
            outlined=outlined,
            limits=limits or Limits(total_ink=known.total_ink),
        ),
        (),
    )


def printable(text: str, most: int = 60) -> str:
    """The text for a message: at most so long, without control characters or backticks."""
    kept = "".join(char if char.isprintable() and char != "`" else "?" for char in text[:most])
    return kept + ("…" if len(text) > most else "")


def _description(data: bytes) -> str:
    """The profile's title, from its `desc` tag of either kind (ICC.1:2001, 6.5.17; ICC.1:2010, 10.13)."""
    (count,) = struct.unpack(">I", data[128:132])
    for number in range(min(count, 100)):
        entry = data[132 + 12 * number : 144 + 12 * number]
        if len(entry) < 12 or entry[:4] != b"desc":
            continue
        start, size = struct.unpack(">II", entry[4:])
        tag = data[start : start + min(size, 4_000)]
        if tag[:4] == b"desc" and len(tag) > 12:
            (length,) = struct.unpack(">I", tag[8:12])
            text = tag[12 : 12 + min(length, 200)].decode("latin-1")
        elif tag[:4] == b"mluc" and len(tag) >= 28:
            length, place = struct.unpack(">II", tag[20:28])
            text = tag[place : place + min(length, 400)].decode("utf-16-be", "replace")
        else:
            continue
        return re.sub(r"\s+", " ", printable(text.split("\0")[0], 100)).strip()
    return ""
