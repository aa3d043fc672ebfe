"""Completion: a shell that knows the commands, the options and the decks."""

import click

from generator.cli.guarded import DONE, command

#: What to do with the script, in each shell.
_WHERE = {
    "bash": "deckwright completion bash >> ~/.bashrc",
    "zsh": "deckwright completion zsh >> ~/.zshrc",
    "fish": "deckwright completion fish > ~/.config/fish/completions/deckwright.fish",
    "powershell": "deckwright completion powershell >> $PROFILE",
}


@command(epilog="\b\nFor good, and from the next terminal on:\n" + "\n".join(f"  {line}" for line in _WHERE.values()))
@click.argument("shell", type=click.Choice(list(_WHERE)), help="Which shell you type into.")
def completion(shell: str) -> int:
    """Print what makes the tab key complete commands, options, decks and names."""
    from click.shell_completion import get_completion_class

    from generator.cli.commands import _commands

    found = get_completion_class(shell)
    assert found is not None, "click knows these shells"  # noqa: S101 - a fault of ours
    click.echo(found(_commands, {}, "deckwright", "_DECKWRIGHT_COMPLETE").source())
    return DONE
