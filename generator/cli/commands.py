"""The command line as a whole: every command, and how the process ends."""

import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from generator import __version__
from generator.cli.guarded import DONE, INTERRUPTED, OUR_FAULT
from generator.cli.reports import printable

#: Where each command is. A run imports its own alone.
_FILES = {
    "build": ("building", "build"),
    "printed": ("reprinting", "printed"),
    "export": ("exporting", "export"),
    "check": ("building", "check"),
    "proof": ("proving", "proof"),
    "new": ("starting", "new"),
    "list": ("looking", "list_"),
    "show": ("looking", "show"),
    "calibrate": ("measuring", "calibrate"),
    "measure": ("stocking", "measure"),
    "preflight": ("measuring", "preflight_"),
    "schema": ("starting", "schema"),
    "completion": ("completing", "completion"),
}

#: How they are listed.
_SECTIONS = {
    "Make and print": ("new", "build", "check", "proof", "printed"),
    "Order and share": ("export", "preflight"),
    "Your printer and paper": ("calibrate", "measure"),
    "Look up": ("list", "show", "schema", "completion"),
}


def main() -> NoReturn:
    """The command `deckwright`; never returns."""
    _calm_streams()
    # One run makes hardly any circles of objects, and looking for them takes a sixth of the time of a large deck.
    gc.disable()
    try:
        code = _commands(prog_name="deckwright", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _stopped()
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        # Whoever was reading has gone (`deckwright list fonts | head`); keep Python from complaining at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except Exception as fault:
        if _is_interrupt(fault):
            _stopped()
        if {"-v", "--verbose"} & set(sys.argv):
            raise
        what = printable(f"{type(fault).__name__}: {fault}")
        click.echo(f"deckwright has a fault of its own ({what}); nothing was written", err=True)
        click.echo("Please report it, with what `deckwright build -v` says on the same deck.", err=True)
        sys.exit(OUR_FAULT)
    _leave(code if isinstance(code, int) else DONE)


def _is_interrupt(fault: BaseException | None) -> bool:
    """Whether an interrupt lies behind the fault: ReportLab catches everything here and there, and raises another."""
    while fault is not None and not isinstance(fault, KeyboardInterrupt):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


def _stopped() -> NoReturn:
    click.echo("stopped; nothing was changed", err=True)
    # Not sys.exit: CPython remembers an interrupt that passed through `exec` of a string (as the records and Jinja
    # use it) although it was caught, and then ends by the signal instead of with our code.
    _leave(INTERRUPTED)


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
        return list(_FILES)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with the whole of its first sentence."""
        width = max(len(name) for name in _FILES)
        for title, names in _SECTIONS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            rows = [
                (f"{name:<{width}}", command.get_short_help_str(limit=1_000)) for name, command in commands if command
            ]
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _FILES and not args[0].startswith("-"):
            if args[0] == "help":
                asked = self.get_command(ctx, args[1]) if len(args) > 1 else None
                click.echo(asked.get_help(click.Context(asked, ctx, args[1])) if asked else ctx.get_help())
                ctx.exit()
            from generator.cli.usage import no_such_command

            ctx.fail(no_such_command(args[0], list(_FILES)))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _FILES:
            return None
        file, name = _FILES[cmd_name]
        command: click.Command = getattr(import_module(f"generator.cli.{file}"), name)
        return command


#: The backspace keeps click from filling the lines that follow it.
_HELP = """Printable card decks from plain text.

\b
deckwright build                 the deck that comes with it, ready to print
deckwright new my-deck           a small deck of your own
deckwright build my-deck         print it
"""


@click.group(cls=_Group, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deckwright")
def _commands() -> None:
    pass
