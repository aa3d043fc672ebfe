"""Making a deck, and looking for what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from generator import __version__
from generator.cli.guarded import DONE, PROBLEMS, command, many, show_problems
from generator.cli.options import (
    CARDS,
    Timer,
    blanks_option,
    build_date,
    deck_option,
    folder_for_files,
    form_option,
    ink_limit_option,
    ink_option,
    job_of,
    length,
    load_deck,
    option,
    outlined_option,
    press_option,
    printing_options,
    profile_option,
    quiet_option,
    report_option,
    selection_options,
    stock_option,
    strict_option,
    trapped_option,
    verbose_option,
)
from generator.cli.proving import show_fittings
from generator.cli.reports import printable
from generator.cli.reprinting import changes_of, say_what_to_pull_out

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from collections.abc import Mapping, Sequence

    from generator.build import Ink, Made
    from generator.model.job import PrintJob
    from generator.model.press import Press
    from generator.typesetting import Fitting


@command(epilog="Example: deckwright build my-deck --paper letter --only dream")
@deck_option
@selection_options
@blanks_option
@printing_options
@stock_option
@press_option
@profile_option
@outlined_option
@ink_limit_option
@trapped_option
@ink_option
@option(
    "--components",
    metavar="NAME,…",
    default="",
    section=CARDS,
    help="Only these components, such as cards,board. [default: all that the deck has]",
)
@option(
    "--changed",
    is_flag=True,
    section=CARDS,
    help="Only cards that differ from those remembered with `deckwright printed`.",
)
@option(
    "--output", type=click.Path(path_type=Path), default=None, help="The folder for the files. [default: output/DECK]"
)
@report_option
@strict_option
@form_option
@quiet_option
@verbose_option
def build(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    blanks: int,
    stock: str,
    press: str | None,
    profile: str | None,
    outlined: bool,
    ink_limit: float | None,
    trapped: str | None,
    ink: str,
    components: str,
    changed: bool,
    output: Path | None,
    report: bool,
    strict: bool,
    form: str,
    quiet: bool,
    verbose: bool,
    **printing: Any,
) -> int:
    """Make the PDF of a deck, ready to print."""
    timer = Timer(verbose, quiet)
    for name, given in (
        ("--profile", profile),
        ("--outlined", outlined),
        ("--ink-limit", ink_limit),
        ("--trapped", trapped),
    ):
        if given and not press:
            raise click.BadParameter("this is for a press: say which file it takes with --press", param_hint=name)
    if press and printing["guide"] is None:
        printing["guide"] = False
    _go_together(stock=stock, changed=changed, components=components, blanks=blanks, printing=printing)
    job = job_of(**printing)
    loaded = load_deck(deck, edition, only, without, blanks)
    timer.step("read the deck")
    from generator import disk
    from generator.build import Options, components_of
    from generator.build import build as make

    if loaded.deck is None or (strict and loaded.problems):
        show_problems(loaded.problems, form)
        _nothing_written(quiet)
        return PROBLEMS
    chosen = None
    if press:
        from generator.build.equipment import press_for

        chosen = press_for(
            press, profile or "fogra39", outlined=outlined, trapped=trapped == "yes", ink_limit=ink_limit
        )
    folder = folder_for_files(output) or Path("output") / disk.safe_name(loaded.deck.id)
    changes = changes_of(loaded, folder, ink) if changed else None
    if changes is not None and not changes.to_print:
        show_problems(loaded.problems, form)
        if not quiet and form != "json":
            click.echo("nothing needs to be printed again")
            say_what_to_pull_out(changes)
        return DONE
    options = Options(
        stock=stock,
        reprint=changes.to_print if changes is not None else None,
        press=chosen,
        ink=cast("Ink", ink),
        creator=f"deckwright {__version__}",
        date=build_date(),
        progress=timer.progress,
        estimates=not quiet,
    )
    wanted = ("cards",) if changed else _components(components, components_of(loaded.deck))
    built = make(loaded, job, options, components=wanted)
    timer.close()
    timer.step("laid out the cards and wrote the PDF")
    problems = loaded.problems + built.problems
    show_problems(problems, form)
    if not built.files or (strict and problems):
        _nothing_written(quiet)
        return PROBLEMS
    paths = disk.publish(folder, built.files)
    timer.step("saved")
    if not quiet and form != "json":
        _say_how_to_print(paths, built, job, chosen, loaded.deck.language, sizes=len(loaded.deck.formats))
        on = built.papers.get(paths[-1].name, job.paper.title) if stock and printing["paper"] is not None else ""
        if len(paths) == 1 and on and on != job.paper.title:
            click.echo(f"--paper does not hold here: the stock `{printable(stock)}` is on {on}.", err=True)
        if changes is not None:
            say_what_to_pull_out(changes)
    if report:
        show_fittings(built.fittings, form)
    return DONE


def _go_together(*, stock: str, changed: bool, components: str, blanks: int, printing: "Mapping[str, Any]") -> None:
    """Wrong usage when one of two options would mean nothing beside the other."""
    for name, given in (("--cut-lines", "cut_lines"), ("--ticks", "ticks"), ("--mixed", "mixed")):
        if stock and printing[given]:
            raise click.BadParameter(f"a stock says itself where cards lie and part: leave {name} out", param_hint=name)
    if stock and length(printing["gutter"], "--gutter"):
        raise click.BadParameter("a stock has gaps of its own: leave --gutter out", param_hint="--gutter")
    for name, wanted in (("--components", components), ("--blanks", blanks)):
        if changed and wanted:
            raise click.BadParameter(
                f"--changed prints the cards that have changed and nothing else: leave {name} out", param_hint=name
            )


def _components(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The components that are named; wrong usage when the deck has no such thing."""
    from generator.basics.problems import one_of

    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"this deck has no `{printable(name)}`; there is {one_of(known)}", param_hint="--components"
            )
    return names


def _nothing_written(quiet: bool) -> None:
    if not quiet:
        click.echo("nothing was written; an earlier PDF is still as it was", err=True)


def _say_how_to_print(
    paths: "Sequence[Path]", built: "Made", job: "PrintJob", press: "Press | None", language: str, *, sizes: int
) -> None:
    from generator.build.pages import has_words
    from generator.model.press import TITLES

    explains = "explains the printing" if has_words(language) else f"explains the printing, in English for `{language}`"
    for path in paths:
        if path.name == "print-me-first.pdf":
            click.echo(f"{printable(str(path))}: what to print in which order, and how")
        if path.name in ("print-me-first.pdf", "contents.json"):
            continue
        if path.name in built.about:
            click.echo(f"{printable(str(path))}: {built.about[path.name]}")
            continue
        cards = path.name in ("cards.pdf", "changed.pdf")
        sheets = many(built.sheets.get(path.name, built.counts.sheets), "sheet")
        has_guide = job.guide and cards and all(problem.name != "no-room-for-guide" for problem in built.problems)
        guide = f" (the first page {explains})" if has_guide else ""
        paper = built.papers.get(path.name, job.paper.title)
        what = f"{many(built.cards, 'card')} on " if cards else ""
        click.echo(f"{printable(str(path))}: {what}{sheets} of {paper}{guide}")
    how = f", on both sides, flipped on the {job.flip} edge"
    if not built.counts.sheets:
        how = ""  # What is made says of itself how.
    elif not built.backs:
        how = ", on one side"
    elif job.way == "by-hand":
        how = f", all fronts, then, the paper turned on its {job.flip} edge, all backs"
    elif job.way == "gutterfold":
        how = ", on one side; fold along the dashed line and glue"
    pile = (
        ""
        if max(built.sheets.get(name, 0) for name in ("cards.pdf", "changed.pdf")) < 2
        else ", all sheets in one pile"
        if sizes < 2
        else ", each size in a pile of its own"
    )
    whole = any(path.name == "print-me-first.pdf" for path in paths)
    takes = "The cards take" if whole else "It takes"
    cuts = f" {takes} {many(built.counts.cuts, 'cut')}{pile}." if built.counts.cuts else ""
    if whole:
        # What else there is has sides of its own, and the rules are not printed at all.
        how = f", the cards{how.removeprefix(',')}" if any(path.name == "cards.pdf" for path in paths) else ""
        cuts = f"{cuts} For each{' of the others' if how else ''}, print-me-first.pdf says how."
    it = "it" if len(paths) == 1 else "them"
    if press is not None and len(paths) > 1 and any(path.name == "rules.pdf" for path in paths):
        it = "all but rules.pdf"
    if press is None:
        click.echo(f"Print {it} at 100 % (“Actual size”){how}.{cuts}")
    else:
        click.echo(f"Send {it} to the print shop: {TITLES[press.standard]} for {press.condition.title}{how}.{cuts}")
    if built.turned is not None:
        plain, mixed, saved = built.turned
        click.echo(f"Turned cards: {mixed} on a sheet instead of {plain} with --mixed, {many(saved, 'sheet')} fewer.")
    if built.ink is not None:
        front, back = (f"{100 * part:.0f} %" for part in built.ink)
        backs = f", a back about {back}" if job.backs and built.ink[1] else ""
        click.echo(f"Ink: a front takes about {front}{backs} (all inks added up; a page of plain text takes 5 %).")


@command(epilog="Example: deckwright check my-deck --format concise")
@deck_option
@selection_options
@blanks_option
@printing_options
@stock_option
@ink_option
@report_option
@strict_option
@form_option
@quiet_option
@verbose_option
def check(
    deck: str,
    edition: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    blanks: int,
    stock: str,
    ink: str,
    report: bool,
    strict: bool,
    form: str,
    quiet: bool,
    verbose: bool,
    **printing: Any,
) -> int:
    """Look for everything that is wrong, and write nothing."""
    timer = Timer(verbose, quiet)
    _go_together(stock=stock, changed=False, components="", blanks=0, printing=printing)
    job = job_of(**printing)
    loaded = load_deck(deck, edition, only, without, blanks)
    timer.step("read the deck")
    problems = loaded.problems
    fittings: tuple[Fitting, ...] = ()
    if loaded.deck is not None:
        from generator.build import Options, proofread
        from generator.build import build as make

        built = make(loaded, job, Options(stock=stock, ink=cast("Ink", ink), write=False, progress=timer.progress))
        timer.close()
        timer.step("laid out the cards")
        fittings = built.fittings
        problems += built.problems
        problems += proofread(loaded)
        timer.step("read the texts")
    show_problems(problems, form)
    bad = any(problem.severity == "error" for problem in problems) or (strict and bool(problems))
    if loaded.deck is not None and not bad and not quiet and form != "json":
        cards = sum(card.copies for card in loaded.deck.cards)
        found = f"nothing wrong but {many(len(problems), 'warning')}" if problems else "nothing wrong"
        click.echo(f"{printable(loaded.deck.title)}: {many(cards, 'card')}, {found}")
    if report and fittings:
        show_fittings(fittings, form)
    return PROBLEMS if bad else DONE
