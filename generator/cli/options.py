"""Options that mean the same everywhere, and what commands make of them."""

import math
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from generator.cli.guarded import OTHERS
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from generator.build import Loaded
    from generator.model.job import PrintJob
    from generator.model.papers import Paper


#: Countries whose printers hold Letter paper (Unicode CLDR, paperSize US-Letter).
LETTER_COUNTRIES = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


#: The headings of a long help.
CARDS, SHEETS, MARKS, PRESS = "Which cards", "Paper and sheets", "Marks and the first page", "For a print shop"


class Count(click.ParamType[int]):
    """A whole number within limits."""

    name = "count"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    @property
    def span(self) -> str:
        """The limits in words."""
        return f"{self.least} to {self.most}" if self.most is not None else f"{self.least} or more"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; wrong usage when it is none, or beyond the limits."""
        try:
            number = int(str(value))
        except ValueError:
            self.fail(f"`{printable(str(value), 40)}` is no whole number; write {self.span}, in digits", param, ctx)
        if number < self.least or (self.most is not None and number > self.most):
            self.fail(f"{printable(str(value), 40)} cannot be; it is {self.span}", param, ctx)
        return number


class _Option(click.Option):
    """An option that knows the heading below which it is listed.

    Attributes:
        section: that heading.
    """

    def __init__(self, *names: Any, section: str = OTHERS, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.section = section

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if isinstance(self.type, click.FloatRange):
            extra["range"] = f"{self.type.min:g} to {self.type.max:g}"
        return extra


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """An option of a command, as click takes it, and the `section` of the help that lists it."""
    return click.option(*names, cls=_Option, **settings)


def known_names(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """What completes a name of that kind, as `deckwright list` has it."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from generator.cli.listing import rows

        return [CompletionItem(name, help=what) for name, what in rows(kind) if name.startswith(begun)]

    return complete


def default_paper(environment: Mapping[str, str] = os.environ) -> str:
    """`letter` where people use it, by the locale; else `a4`."""
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        match = re.match(r"[a-z]{2,3}_([A-Z]{2})", environment.get(name, ""))
        if match:
            return "letter" if match[1] in LETTER_COUNTRIES else "a4"
    return "a4"


def paper_named(text: str) -> "Paper":
    """The paper of that name or size; wrong usage, with what is possible, when there is none."""
    from generator.model.papers import paper_of

    paper, problems = paper_of(with_points(text))
    if paper is None:
        said = "; ".join(f"{problem.message}; {problem.help}" for problem in problems)
        raise click.BadParameter(printable(said, 400), param_hint="--paper")
    return paper


deck_option = click.argument(
    "deck",
    default="",
    help="A deck's folder, its deck.toml, or the name of a deck.",
    shell_complete=known_names("decks"),
)
edition_option = option(
    "--edition",
    metavar="NAME|FILE",
    default="",
    help="The choice of cards in the deck's editions/NAME.toml, or in a file of your own, such as workshop.toml.",
    section=CARDS,
)
only_option = option(
    "--only",
    metavar="SUIT|ID|FIELD=VALUE,…",
    multiple=True,
    help="Only these suits or cards, or what cards say, such as depth=1..3.",
    section=CARDS,
)
without_option = option(
    "--without",
    metavar="SUIT|ID|FIELD=VALUE,…",
    multiple=True,
    help="Leave these suits or cards out, or what cards say, such as topic=work.",
    section=CARDS,
)
blanks_option = option(
    "--blanks",
    type=Count(0, 200),
    default=0,
    section=CARDS,
    help="Print so many blank cards of every suit besides, to write on.",
)
paper_option = option(
    "--paper",
    metavar="NAME|SIZE",
    shell_complete=known_names("papers"),
    help="The paper: a name of `deckwright list papers`, or a size such as 210x297mm or 8.5x13in. Without it: letter "
    "or a4, by your locale.",
    section=SHEETS,
)
flip_option = option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge the paper is turned over for its back.",
    section=SHEETS,
)
backs_option = option(
    "--backs/--no-backs", default=True, help="With the backs of the cards, or fronts alone.", section=SHEETS
)
gutter_option = option(
    "--gutter",
    metavar="LENGTH",
    default="0mm",
    help="Gap between cards, such as 6mm. [default: one cut]",
    section=SHEETS,
)
margin_option = option(
    "--printer-margin",
    metavar="LENGTH",
    default="5mm",
    help="Edge your printer cannot mark. [default: 5mm]",
    section=SHEETS,
)
marks_option = option("--marks/--no-marks", default=True, help="With crop marks, or without.", section=MARKS)
guide_option = option(
    "--guide/--no-guide",
    default=None,
    help="With the first page that explains the printing, or without. [default: with it, but not for a press]",
    section=MARKS,
)
way_option = option(
    "--way",
    type=click.Choice(["duplex", "by-hand", "gutterfold"]),
    default="duplex",
    show_default=True,
    help="How backs meet fronts: the printer turns the sheet; all fronts, then all backs; or fold and glue.",
    section=SHEETS,
)
turning_option = option(
    "--mixed/--same",
    "mixed",
    default=False,
    help="Turn some cards when the sheet then holds more.",
    section=SHEETS,
)
order_option = option(
    "--order",
    type=click.Choice(["rows", "stack"]),
    default="rows",
    show_default=True,
    help="Along the rows, or so that a stack of sheets cut at once comes out sorted.",
    section=SHEETS,
)
start_slot_option = option(
    "--start-slot",
    type=Count(1),
    default=1,
    help="The first free card of a used sheet.",
    section=SHEETS,
)
packs_option = option(
    "--packs",
    type=Count(1, 200),
    default=1,
    help="Print everything so many times, pack by pack.",
    section=CARDS,
)
marks_on_backs_option = option(
    "--marks-on-backs", is_flag=True, help="Draw the marks on the backs as well.", section=MARKS
)
back_bleed_option = option(
    "--back-bleed",
    metavar="LENGTH",
    help="How far the print of a back goes on beyond the cut, such as 5mm, where there is room. "
    "[default: as in front, or half the gutter if that is more]",
    section=SHEETS,
)
cut_lines_option = option("--cut-lines", is_flag=True, help="Draw every cut from end to end.", section=MARKS)
ticks_option = option("--ticks", is_flag=True, help="Mark the corners of every card as well.", section=MARKS)
registration_option = option(
    "--registration", is_flag=True, help="Draw registration marks, for several inks.", section=MARKS
)
color_bar_option = option("--color-bar", is_flag=True, help="Draw a colour bar, for a press.", section=MARKS)
printer_option = option(
    "--printer", metavar="NAME", default="", help="A printer measured with `deckwright calibrate`.", section=SHEETS
)
thickness_option = option(
    "--card-thickness",
    metavar="LENGTH",
    default="",
    help="Of one card as you print it, such as 0.25mm, for its box.",
    section=SHEETS,
)
press_option = option(
    "--press",
    type=click.Choice(["pdfx4", "pdfx1a"]),
    help="Make the file a print shop asks for, in inks.",
    section=PRESS,
)
profile_option = option(
    "--profile",
    metavar="NAME|FILE",
    help="The press: fogra39, tr005 or an ICC file. [default: fogra39]",
    section=PRESS,
)
outlined_option = option(
    "--outlined", is_flag=True, help="For a press: letters as outlines, as some shops ask.", section=PRESS
)
ink_limit_option = option(
    "--ink-limit",
    type=click.FloatRange(100, 400),
    metavar="PERCENT",
    help="For a press: all inks together, at most. [default: what the profile's press takes]",
    section=PRESS,
)
trapped_option = option(
    "--trapped",
    type=click.Choice(["yes", "no"]),
    help="For a press: whether the file says that it is trapped; nothing here traps. [default: no]",
    section=PRESS,
)
stock_option = option(
    "--stock",
    metavar="NAME",
    shell_complete=known_names("stocks"),
    default="",
    help="A perforated or label sheet: see `deckwright list stocks`.",
    section=SHEETS,
)
ink_option = option(
    "--ink",
    type=click.Choice(["normal", "low", "black"]),
    default="normal",
    show_default=True,
    help="How much ink: the template's look, outlines only, or black alone.",
    section=CARDS,
)
form_option = option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How problems are shown.",
)
report_option = option("--report", is_flag=True, help="List the sizes that fitted texts came out at.")
strict_option = option("--strict", is_flag=True, help="Warnings count as errors.")
quiet_option = option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
verbose_option = option("-v", "--verbose", is_flag=True, help="Say what is done, step by step, and how long it took.")


def _together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


selection_options = _together(edition_option, only_option, without_option)
printing_options = _together(
    paper_option,
    flip_option,
    backs_option,
    way_option,
    gutter_option,
    margin_option,
    turning_option,
    order_option,
    start_slot_option,
    packs_option,
    marks_option,
    marks_on_backs_option,
    back_bleed_option,
    cut_lines_option,
    ticks_option,
    registration_option,
    color_bar_option,
    guide_option,
    printer_option,
    thickness_option,
)


def folder_for_files(folder: Path | None) -> Path | None:
    """The folder that --output names; wrong usage when it is meant for a file."""
    if folder is not None and folder.suffix.lower() == ".pdf" and not folder.is_dir():
        raise click.BadParameter(
            f"this is the folder for the files, such as {printable(str(folder.with_suffix('')))}; they have their own "
            "names, such as cards.pdf",
            param_hint="--output",
        )
    return folder


def with_points(text: str) -> str:
    """The text with a point in each number that has a comma: half of the world types `3,5mm`."""
    return re.sub(r"(?<![\d.,])(\d+),(\d+)(?![\d.,])", r"\1.\2", text)


def millimetres(text: str | float) -> float:
    """What was read off a ruler, with a point or a comma, with `mm` or without; wrong usage when it is no number."""
    try:
        number = text if isinstance(text, float) else float(with_points(text.strip().lower().removesuffix("mm")))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise click.BadParameter(f"`{printable(str(text))}` is no number; write it in millimetres, such as 1.3")
    return number


def length(text: str, option: str) -> float:
    """A length in points, nothing if it is a bare 0; wrong usage when the text is none."""
    from generator.basics.units import parse_length

    if text.strip() == "0":
        return 0.0
    try:
        return parse_length(with_points(text))
    except ValueError:
        right = text.strip().replace(",", ".")
        if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4})?", right):
            right += "mm"
        write = right if re.fullmatch(r"[0-9.]{1,9} ?(mm|cm|in|pt)", right) else "6mm, 0.25in or 12pt"
        raise click.BadParameter(f"`{printable(text)}` is no length; write {write}", param_hint=option) from None


def job_of(
    *,
    paper: str | None,
    flip: str,
    way: str,
    gutter: str,
    printer_margin: str,
    mixed: bool,
    order: str,
    printer: str,
    card_thickness: str = "",
    back_bleed: str | None = None,
    guide: bool | None = None,
    **rest: Any,
) -> "PrintJob":
    """The print job that the printing options describe."""
    from generator.build.equipment import printer as measured
    from generator.model.job import PrintJob
    from generator.model.papers import PAPERS

    profile = measured(printer, printers_folder()) if printer else None
    usual = profile.paper if profile is not None and profile.paper in PAPERS else default_paper()
    return PrintJob(
        printer=profile,
        guide=guide is not False,
        paper=paper_named(usual if paper is None else paper),
        flip=cast('Literal["long", "short"]', flip),
        way=cast('Literal["duplex", "by-hand", "gutterfold"]', way),
        gutter=length(gutter, "--gutter"),
        printer_margin=length(printer_margin, "--printer-margin"),
        back_bleed=None if back_bleed is None else length(back_bleed, "--back-bleed"),
        turning="mixed" if mixed else "same",
        order=cast('Literal["rows", "stack"]', order),
        card_thickness=_thickness(card_thickness) if card_thickness else None,
        **rest,
    )


def _thickness(text: str) -> float:
    from generator.basics.units import mm

    points = length(text, "--card-thickness")
    if not mm(0.05) <= points <= mm(5):
        raise click.BadParameter("a card is 0.05mm to 5mm thick; measure ten and divide", param_hint="--card-thickness")
    return points


def printers_folder() -> Path:
    """Where the printers are kept that were measured."""
    return Path(click.get_app_dir("deckwright")) / "printers"


def load_deck(deck: str, edition: str, only: tuple[str, ...], without: tuple[str, ...], blanks: int = 0) -> "Loaded":
    """The deck of that name, with what the selection options chose."""
    from generator.build import load
    from generator.model.edition import Edition

    only, without = _named(only), _named(without)
    choices = Edition(only=only, without=without, blanks=blanks) if only or without or blanks else None
    return load(deck, edition, choices)


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names one by one, whether the option was repeated or lists them with commas."""
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip() or name == "")


def build_date() -> datetime | None:
    """The date that SOURCE_DATE_EPOCH names; none otherwise, so that the same deck gives the same bytes."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(text), tz=UTC) if text else None
    except (ValueError, OverflowError, OSError):
        return None


class Timer:
    """Tells the steps of a verbose run, and shows progress on a terminal when it takes over a second."""

    def __init__(self, verbose: bool, quiet: bool) -> None:
        import time

        self._clock = time.perf_counter
        self._verbose, self._quiet = verbose, quiet
        self._start = self._last = self._clock()
        self._shown = 0.0

    def step(self, what: str) -> None:
        """Something is done; a verbose run says what, and how long it took."""
        now = self._clock()
        if self._verbose:
            click.echo(f"{now - self._last:7.3f} s  {what}", err=True)
        self._last = now

    def progress(self, done: int, total: int) -> None:
        """So many of so many cards are done."""
        if self._quiet or done % 64 or not sys.stderr.isatty():
            return
        now = self._clock()
        if now - self._start > 1 and now - self._shown > 0.1:
            self._shown = now
            click.echo(f"\r{done} of {total} cards", nl=False, err=True)

    def close(self) -> None:
        """Takes the progress off the terminal again."""
        if self._shown:
            click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
