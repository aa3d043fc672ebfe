"""How every command ends: as what was asked for, or as a message and an exit code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from generator.cli.reports import printable, report

if TYPE_CHECKING:  # every command imports what it needs when it runs, so that --help comes at once
    from generator.basics.problems import Problem


#: The heading of options that have none of their own.
OTHERS = "Files and messages"

DONE, PROBLEMS, USAGE, TROUBLE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130


class _Guarded(click.Command):
    """A command whose foreseeable faults end as messages and exit codes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        typed = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fault:
            from generator.cli.usage import kinder

            raise kinder(fault, self, typed) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options below headings, in the order in which the headings first come up."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and not isinstance(parameter, click.Argument):
                sections.setdefault(getattr(parameter, "section", OTHERS), []).append(record)
        others = sections.pop(OTHERS, [])
        for name, rows in [*sections.items(), (OTHERS if sections else "Options", others)]:
            with formatter.section(name):
                formatter.write_dl(rows)

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


def command(name: str | None = None, **settings: Any) -> Callable[[Any], click.Command]:
    """A command whose foreseeable faults end as messages and exit codes."""
    return click.command(name, cls=_Guarded, **settings)


def show_problems(problems: "tuple[Problem, ...]", form: str) -> None:
    """The problems on stderr (as JSON on stdout, where a program expects it)."""
    if not problems and form != "json":
        return
    text = report(problems, cast('Literal["full", "concise", "json"]', form))
    click.echo(text, err=form != "json")


def many(count: int, one: str) -> str:
    """The count and the word, in the plural unless there is one."""
    return f"{count} {one}{'' if count == 1 else 's'}"
