"""The commands and their options."""

import gc
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast

import click

from generator import __version__
from generator.cli.reports import printable, report

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from generator.basics.problems import Problem
    from generator.build import Built, Ink, Loaded
    from generator.model.job import PrintJob

DONE, PROBLEMS, USAGE, TROUBLE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130

#: Countries whose printers hold Letter paper (Unicode CLDR, paperSize US-Letter).
LETTER_COUNTRIES = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


def main() -> NoReturn:
    """The command `deckwright`; never returns."""
    _calm_streams()
    # One run makes hardly any circles of objects, and looking for them takes a sixth of the time of a large deck.
    gc.disable()
    try:
        code = _commands(prog_name="deckwright", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was changed", err=True)
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: CPython remembers an interrupt that passed through `exec` of a string (as the records and Jinja
        # use it) although it was caught, and then ends by the signal instead of with our code.
        os._exit(INTERRUPTED)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        # Whoever was reading has gone (`deckwright list fonts | head`); keep Python from complaining at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except Exception as fault:
        if {"-v", "--verbose"} & set(sys.argv):
            raise
        what = printable(f"{type(fault).__name__}: {fault}")
        click.echo(f"deckwright has a fault of its own ({what}); nothing was written", err=True)
        click.echo("Please report it, with what `deckwright build -v` says on the same deck.", err=True)
        sys.exit(OUR_FAULT)
    sys.exit(code if isinstance(code, int) else DONE)


def _calm_streams() -> None:
    """Whatever a terminal cannot show is written as an escape, never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class _Guarded(click.Command):
    """A command whose foreseeable faults end as messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        from generator.basics.problems import ProblemsError
        from generator.disk import DiskError

        try:
            return super().invoke(ctx)
        except ProblemsError as fault:
            show_problems(fault.problems, str(ctx.params.get("form", "full")))
            return PROBLEMS
        except DiskError as fault:
            click.echo(f"error: {printable(str(fault))}", err=True)
            return TROUBLE


class _Group(click.Group):
    command_class = _Guarded

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def show_problems(problems: "tuple[Problem, ...]", form: str) -> None:
    """The problems on stderr (as JSON on stdout, where a program expects it)."""
    if not problems and form != "json":
        return
    text = report(problems, cast('Literal["full", "concise", "json"]', form))
    click.echo(text, err=form != "json")


# --- Options that mean the same everywhere ------------------------------------------------------------------------


def _option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    return click.option(*names, **settings)


def default_paper(environment: Mapping[str, str] = os.environ) -> str:
    """`letter` where people use it, by the locale; else `a4`."""
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        match = re.match(r"[a-z]{2,3}_([A-Z]{2})", environment.get(name, ""))
        if match:
            return "letter" if match[1] in LETTER_COUNTRIES else "a4"
    return "a4"


def _papers() -> list[str]:
    from generator.model.papers import PAPERS

    return list(PAPERS)


_deck = click.argument("deck", default="", help="A deck's folder, its deck.toml, or the name of a deck.")
_edition = _option("--edition", metavar="NAME", default="", help="The choice of cards in editions/NAME.toml.")
_only = _option("--only", metavar="SUIT|ID", multiple=True, help="Only this suit or card; may be repeated.")
_without = _option("--without", metavar="SUIT|ID", multiple=True, help="Leave this suit or card out; may be repeated.")
_paper = _option(
    "--paper",
    type=click.Choice(_papers(), case_sensitive=False),
    help="The paper. Without it: letter or a4, by your locale.",
)
_flip = _option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge the paper is turned over for its back.",
)
_backs = _option("--backs/--no-backs", default=True, help="With the backs of the cards, or fronts alone.")
_gutter = _option(
    "--gutter", metavar="LENGTH", default="0mm", help="Gap between cards, such as 6mm. [default: one cut]"
)
_margin = _option(
    "--printer-margin", metavar="LENGTH", default="5mm", help="Edge your printer cannot mark. [default: 5mm]"
)
_marks = _option("--marks/--no-marks", default=True, help="With crop marks, or without.")
_guide = _option("--guide/--no-guide", default=True, help="With the first page that explains the printing, or without.")
_way = _option(
    "--way",
    type=click.Choice(["duplex", "by-hand", "gutterfold"]),
    default="duplex",
    show_default=True,
    help="How backs meet fronts: the printer turns the sheet; all fronts, then all backs; or fold and glue.",
)
_turning = _option("--mixed/--same", "mixed", default=False, help="Turn some cards when the sheet then holds more.")
_order = _option(
    "--order",
    type=click.Choice(["rows", "stack"]),
    default="rows",
    show_default=True,
    help="Along the rows, or so that a stack of sheets cut at once comes out sorted.",
)
_start_slot = _option(
    "--start-slot", type=click.IntRange(min=1), default=1, help="The first free card of a used sheet."
)
_packs = _option(
    "--packs", type=click.IntRange(1, 200), default=1, help="Print everything so many times, pack by pack."
)
_cut_lines = _option("--cut-lines", is_flag=True, help="Draw every cut from end to end.")
_ticks = _option("--ticks", is_flag=True, help="Mark the corners of every card as well.")
_registration = _option("--registration", is_flag=True, help="Draw registration marks, for several inks.")
_color_bar = _option("--color-bar", is_flag=True, help="Draw a colour bar, for a press.")
_printer = _option("--printer", metavar="NAME", default="", help="A printer measured with `deckwright calibrate`.")
_press = _option(
    "--press", type=click.Choice(["pdfx4", "pdfx1a"]), help="Make the file a print shop asks for, in inks."
)
_profile = _option(
    "--profile", metavar="NAME|FILE", default="fogra39", help="The press: fogra39, tr005 or an ICC file."
)
_outlined = _option("--outlined", is_flag=True, help="For a press: letters as outlines, as some shops ask.")
_stock = _option(
    "--stock", metavar="NAME", default="", help="A perforated or label sheet: see `deckwright list stocks`."
)
_ink = _option(
    "--ink",
    type=click.Choice(["normal", "low", "black"]),
    default="normal",
    show_default=True,
    help="How much ink: the template's look, outlines only, or black alone.",
)
_form = _option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How problems are shown.",
)
_strict = _option("--strict", is_flag=True, help="Warnings count as errors.")
_quiet = _option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
_verbose = _option("-v", "--verbose", is_flag=True, help="Say what is done, step by step, and how long it took.")


def _together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_selection = _together(_edition, _only, _without)
_printing = _together(
    _paper,
    _flip,
    _backs,
    _way,
    _gutter,
    _margin,
    _turning,
    _order,
    _start_slot,
    _packs,
    _marks,
    _cut_lines,
    _ticks,
    _registration,
    _color_bar,
    _guide,
    _printer,
)


def _length(text: str, option: str) -> float:
    from generator.basics.units import parse_length

    try:
        return parse_length(text)
    except ValueError:
        raise click.BadParameter(
            f"`{printable(text)}` is no length; write 6mm, 0.25in or 12pt", param_hint=option
        ) from None


def _job(
    *,
    paper: str | None,
    flip: str,
    way: str,
    gutter: str,
    printer_margin: str,
    mixed: bool,
    order: str,
    printer: str,
    **rest: Any,
) -> "PrintJob":
    from generator.build import printer as measured
    from generator.model.job import PrintJob
    from generator.model.papers import PAPERS

    profile = measured(printer, _printers_folder()) if printer else None
    usual = profile.paper if profile is not None and profile.paper in PAPERS else default_paper()
    return PrintJob(
        printer=profile,
        paper=PAPERS[paper or usual],
        flip=cast('Literal["long", "short"]', flip),
        way=cast('Literal["duplex", "by-hand", "gutterfold"]', way),
        gutter=_length(gutter, "--gutter"),
        printer_margin=_length(printer_margin, "--printer-margin"),
        turning="mixed" if mixed else "same",
        order=cast('Literal["rows", "stack"]', order),
        **rest,
    )


def _printers_folder() -> Path:
    return Path(click.get_app_dir("deckwright")) / "printers"


def _load(deck: str, edition: str, only: tuple[str, ...], without: tuple[str, ...]) -> "Loaded":
    from generator.build import load
    from generator.model.edition import Edition

    choices = Edition(only=only, without=without) if only or without else None
    return load(deck, edition, choices)


def _date() -> datetime | None:
    """The date that SOURCE_DATE_EPOCH names; none otherwise, so that the same deck gives the same bytes."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(text), tz=UTC) if text else None
    except (ValueError, OverflowError, OSError):
        return None


class _Timer:
    """Tells the steps of a verbose run, and shows progress on a terminal when it takes over a second."""

    def __init__(self, verbose: bool, quiet: bool) -> None:
        import time

        self._clock = time.perf_counter
        self._verbose, self._quiet = verbose, quiet
        self._start = self._last = self._clock()
        self._shown = 0.0

    def step(self, what: str) -> None:
        now = self._clock()
        if self._verbose:
            click.echo(f"{now - self._last:7.3f} s  {what}", err=True)
        self._last = now

    def progress(self, done: int, total: int) -> None:
        if self._quiet or done % 64 or not sys.stderr.isatty():
            return
        now = self._clock()
        if now - self._start > 1 and now - self._shown > 0.1:
            self._shown = now
            click.echo(f"\r{done} of {total} cards", nl=False, err=True)

    def close(self) -> None:
        if self._shown:
            click.echo("\r" + " " * 40 + "\r", nl=False, err=True)


# --- Commands -----------------------------------------------------------------------------------------------------


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deckwright")
def _commands() -> None:
    r"""Printable card decks from plain text.

    \b
    deckwright build                 the deck that comes with it, ready to print
    deckwright new my-deck           a small deck of your own
    deckwright build my-deck         print it
    """


@_commands.command(epilog="Example: deckwright build my-deck --paper letter --only dream")
@_deck
@_selection
@_printing
@_stock
@_press
@_profile
@_outlined
@_ink
@_option(
    "--output", type=click.Path(path_type=Path), default=None, help="The folder for the files. [default: output/DECK]"
)
@_strict
@_form
@_quiet
@_verbose
def build(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    stock: str,
    press: str | None,
    profile: str,
    outlined: bool,
    ink: str,
    output: Path | None,
    strict: bool,
    form: str,
    quiet: bool,
    verbose: bool,
    **printing: Any,
) -> int:
    """Make the PDF of a deck, ready to print."""
    timer = _Timer(verbose, quiet)
    job = _job(**printing)
    loaded = _load(deck, edition, only, without)
    timer.step("read the deck")
    from generator import disk
    from generator.build import build as make
    from generator.build import press_for

    if loaded.deck is None or (strict and loaded.problems):
        show_problems(loaded.problems, form)
        _nothing_written(quiet)
        return PROBLEMS
    built = make(
        loaded,
        job,
        stock=stock,
        press=press_for(press, profile, outlined=outlined) if press else None,
        ink=cast("Ink", ink),
        creator=f"deckwright {__version__}",
        date=_date(),
        progress=timer.progress,
    )
    timer.close()
    timer.step("laid out the cards and wrote the PDF")
    problems = loaded.problems + built.problems
    show_problems(problems, form)
    if not built.files or (strict and problems):
        _nothing_written(quiet)
        return PROBLEMS
    folder = output or Path("output") / disk.safe_name(loaded.deck.id)
    paths = disk.publish(folder, built.files)
    timer.step("saved")
    if not quiet and form != "json":
        _say_how_to_print(paths[0], built, job)
    return DONE


def _nothing_written(quiet: bool) -> None:
    if not quiet:
        click.echo("nothing was written; an earlier PDF is still as it was", err=True)


def _many(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _say_how_to_print(path: Path, built: "Built", job: "PrintJob") -> None:
    guide = " (the first page explains the printing)" if job.guide else ""
    sheets = _many(built.counts.sheets, "sheet")
    click.echo(f"{printable(str(path))}: {_many(built.cards, 'card')} on {sheets} of {job.paper.title}{guide}")
    how = f"on both sides, flipped on the {job.flip} edge"
    if not job.backs:
        how = "on one side"
    elif job.way == "by-hand":
        how = f"all fronts, then, the paper turned on its {job.flip} edge, all backs"
    elif job.way == "gutterfold":
        how = "on one side; fold along the dashed line and glue"
    cuts = f" It takes {_many(built.counts.cuts, 'cut')}." if built.counts.cuts else ""
    click.echo(f"Print it at 100 % (“Actual size”), {how}.{cuts}")


@_commands.command(epilog="Example: deckwright check my-deck --format concise")
@_deck
@_selection
@_printing
@_ink
@_strict
@_form
@_quiet
def check(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    ink: str,
    strict: bool,
    form: str,
    quiet: bool,
    **printing: Any,
) -> int:
    """Look for everything that is wrong with a deck, and write nothing."""
    job = _job(**printing)
    loaded = _load(deck, edition, only, without)
    problems = loaded.problems
    if loaded.deck is not None:
        from generator.build import build as make
        from generator.build import proofread

        problems += make(loaded, job, ink=cast("Ink", ink), write=False).problems
        problems += proofread(loaded)
    show_problems(problems, form)
    bad = any(problem.severity == "error" for problem in problems) or (strict and bool(problems))
    if loaded.deck is not None and not bad and not quiet and form != "json":
        cards = sum(card.copies for card in loaded.deck.cards)
        found = f"nothing wrong but {_many(len(problems), 'warning')}" if problems else "nothing wrong"
        click.echo(f"{printable(loaded.deck.title)}: {_many(cards, 'card')}, {found}")
    return PROBLEMS if bad else DONE


@_commands.command(epilog="Example: deckwright new my-deck --title 'Questions for our table'")
@click.argument("name", help="The new deck's folder.")
@_option("--from", "source", metavar="DECK", default="first-deck", show_default=True, help="The deck it starts from.")
@_option("--title", default="", help="The new deck's title.")
@_form
def new(name: str, source: str, title: str, form: str) -> int:
    """Start a deck of your own from an example; it builds at once."""
    from generator import disk

    folder = Path(name)
    slug = disk.safe_name(folder.name)
    files = disk.everything_in(disk.find_deck(source))
    if "deck.toml" not in files:
        raise disk.DiskError(f"the deck `{source}` has no deck.toml")
    text = files["deck.toml"].decode("utf-8-sig")
    heading = title or slug.replace("-", " ").capitalize()
    text = re.sub(r"\A#:schema .*\n", "", text)
    text = re.sub(r'(?m)^id = ".*"', f'id = "{slug}"', text, count=1)
    text = re.sub(r'(?m)^title = ".*"', lambda _: f"title = {_quoted(heading)}", text, count=1)
    files["deck.toml"] = text.encode()
    disk.create(folder, files)
    click.echo(f"{printable(str(folder))}: your deck is there. Change what you like in its deck.toml, then:")
    click.echo(f"    deckwright build {printable(str(folder))}")
    return DONE


def _quoted(text: str) -> str:
    """The text as a TOML string."""
    kept = "".join(letter for letter in text if letter.isprintable())
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'


@_commands.command(name="list", epilog="Example: deckwright list formats")
@click.argument(
    "kind",
    type=click.Choice(["decks", "templates", "formats", "papers", "stocks", "fonts", "icons"]),
    help="What to list.",
)
@_option("--deck", default="", help="For icons: the deck whose template is meant.")
def list_(kind: str, deck: str) -> int:
    """Show what there is to choose from."""
    from generator.cli.listing import rows

    found = rows(kind, deck)
    width = max((len(name) for name, _ in found), default=0)
    for name, what in found:
        click.echo(f"{printable(name):<{width}}  {printable(what)}".rstrip())
    return DONE


@_commands.command(epilog="Example: deckwright show face my-deck --card dream-1")
@click.argument("what", type=click.Choice(["deck", "design", "face", "sheet"]), help="Which of the steps on the way.")
@_deck
@_selection
@_printing
@_option("--card", metavar="ID", default="", help="For design and face: which card. [default: the first]")
@_option("--back", is_flag=True, help="For design and face: its back.")
@_option("--sheet", "number", type=int, default=0, help="For sheet: which one; 0 shows all.")
@_form
def show(
    what: str,
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    card: str,
    back: bool,
    number: int,
    form: str,
    **printing: Any,
) -> int:
    """Look at what passes between two steps: deck, design, face or sheet, in words."""
    from generator.cli import showing

    loaded = _load(deck, edition, only, without)
    show_problems(loaded.problems, form)
    if loaded.deck is None:
        return PROBLEMS
    click.echo(showing.text_of(what, loaded, _job(**printing), card=card, back=back, sheet=number))
    return DONE


@_commands.command(
    epilog="Example: deckwright calibrate --paper a4, and later: deckwright calibrate --save home --top 4"
)
@_paper
@_flip
@_option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="The folder.")
@_option(
    "--save", "name", metavar="NAME", default="", help="Save what you read off the page as a printer of this name."
)
@_option("--top", type=float, default=5.0, help="First visible tick at the top of the front, millimetres.")
@_option("--right", type=float, default=5.0, help="The same at the right.")
@_option("--bottom", type=float, default=5.0, help="The same at the bottom.")
@_option("--left", type=float, default=5.0, help="The same at the left.")
@_option("--across-top", type=float, default=0.0, help="How far right the back lies at its top edge, millimetres.")
@_option("--across-bottom", type=float, default=0.0, help="The same at its bottom edge.")
@_option("--down-left", type=float, default=0.0, help="How far down the back lies at its left edge, millimetres.")
@_option("--down-right", type=float, default=0.0, help="The same at its right edge.")
@_form
def calibrate(paper: str | None, flip: str, output: Path, name: str, form: str, **readings: float) -> int:
    """Make the page that measures your printer, or save what you read off it."""
    from generator import disk
    from generator.basics.units import mm
    from generator.build import calibration
    from generator.imposition import profile_from_readings
    from generator.model.papers import PAPERS
    from generator.model.printer import printer_toml

    sheet = PAPERS[paper or default_paper()]
    edge = cast('Literal["long", "short"]', flip)
    if not name:
        data = calibration(sheet, edge, creator=f"deckwright {__version__}")
        path = disk.publish(output, {"calibration.pdf": data})[0]
        click.echo(
            f"{printable(str(path))}: print it at 100 %, on both sides, flipped on the {flip} edge, and read it."
        )
        return DONE
    slug = disk.safe_name(name)
    points = {key: mm(value) for key, value in readings.items()}
    profile, problems = profile_from_readings(name=slug, paper=sheet, flip=edge, **points)
    show_problems(problems, form)
    if profile is None:
        return PROBLEMS
    disk.publish(_printers_folder(), {f"{slug}.toml": printer_toml(profile).encode()})
    click.echo(f"The printer `{slug}` is saved. Print with: deckwright build --printer {slug}")
    return DONE


@_commands.command(name="preflight", epilog="Example: deckwright preflight cards.pdf --standard pdfx1a")
@click.argument("file", type=click.Path(path_type=Path), help="Any PDF.")
@_option(
    "--standard",
    type=click.Choice(["home", "pdfx4", "pdfx1a"]),
    default="pdfx4",
    show_default=True,
    help="What the file is measured against.",
)
@_form
def preflight_(file: Path, standard: str, form: str) -> int:
    """Would a print shop take it? Looks through a PDF and says what is wrong."""
    from generator import disk
    from generator.build import would_a_shop_take

    problems = would_a_shop_take(disk.read_named(file), cast('Literal["home", "pdfx4", "pdfx1a"]', standard))
    show_problems(problems, form)
    bad = any(problem.severity == "error" for problem in problems)
    if not bad and form != "json":
        click.echo(f"{printable(str(file))}: nothing that our checks for {standard} find wrong")
    return PROBLEMS if bad else DONE


@_commands.command(epilog="Example: deckwright schema > deck.schema.json")
def schema() -> int:
    """Print the JSON Schema of deck files, with which editors complete and check them."""
    import json

    from generator.reading import schema as make

    click.echo(json.dumps(make(), indent=2, ensure_ascii=False))
    return DONE
