"""The command line as a whole: every command, and how the process ends."""

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from generator import __version__
from generator.cli.guarded import DONE, INTERRUPTED, OUR_FAULT
from generator.cli.reports import printable

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    pass
from generator.cli.building import build, check
from generator.cli.exporting import export
from generator.cli.looking import list_, show
from generator.cli.measuring import calibrate, preflight_
from generator.cli.proving import proof
from generator.cli.reprinting import printed
from generator.cli.starting import new, schema
from generator.cli.stocking import measure


def main() -> NoReturn:
    """The command `deckwright`; never returns."""
    _calm_streams()
    # One run makes hardly any circles of objects, and looking for them takes a sixth of the time of a large deck.
    gc.disable()
    try:
        code = _commands(prog_name="deckwright", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was changed", err=True)
        # Not sys.exit: CPython remembers an interrupt that passed through `exec` of a string (as the records and Jinja
        # use it) although it was caught, and then ends by the signal instead of with our code.
        _leave(INTERRUPTED)
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
    _leave(code if isinstance(code, int) else DONE)


def _leave(code: int) -> NoReturn:
    """Ends at once: taking a finished deck apart, object by object, takes a twentieth of a small build's time."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = DONE
    os._exit(code)


def _calm_streams() -> None:
    """Whatever a terminal cannot show is written as an escape, never as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deckwright")
def _commands() -> None:
    r"""Printable card decks from plain text.

    \b
    deckwright build                 the deck that comes with it, ready to print
    deckwright new my-deck           a small deck of your own
    deckwright build my-deck         print it
    """


for _one in (build, printed, export, check, proof, new, list_, show, calibrate, measure, preflight_, schema):
    _commands.add_command(_one)
