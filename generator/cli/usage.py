"""What a command tells whoever types it otherwise than it is meant: what was typed, and what would work."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.basics.problems import did_you_mean, one_of
from generator.cli.reports import printable

#: Options that people look for, and where the same is said.
_ELSEWHERE = {
    "--a4": "write --paper a4",
    "--author": 'authors are said in deck.toml: authors = ["…"]',
    "--card": "write --only ID",
    "--cards": "write --only SUIT or --only ID",
    "--color": "colours are said in deck.toml: each suit has its color",
    "--copies": "write --packs 12 for twelve whole decks; `copies = 2` below a card prints that card twice",
    "--csv": "cards are read from `.toml` files",
    "--duplex": "write --way duplex, which is what a build does anyway",
    "--font": "fonts are the look's to say, in its style.css",
    "--icon": "icons are said in deck.toml: each suit has its icon",
    "--lang": 'the language is said in deck.toml: language = "de"',
    "--language": 'the language is said in deck.toml: language = "de"',
    "--large": 'large print is a look: write template = "large" in deck.toml',
    "--large-print": 'large print is a look: write template = "large" in deck.toml',
    "--letter": "write --paper letter",
    "--look": 'the look is said in deck.toml: template = "plain"',
    "--open": "open the PDF that is named at the end of a build",
    "--out": "write --output FOLDER",
    "--pdf": "a build makes a PDF anyway; write --output FOLDER to say where",
    "--players": "write --packs 12 for twelve whole decks",
    "--simplex": "write --way by-hand for a printer that prints one side at a time, or --no-backs",
    "--size": 'the size of the cards is said in deck.toml: format = "tarot"; that of the paper with --paper',
    "--suit": "write --only SUIT",
    "--template": 'the look is said in deck.toml: template = "plain"',
    "--theme": 'the look is said in deck.toml: template = "plain"',
    "--title": 'the title is said in deck.toml: title = "…"',
}
#: Commands that people try, and those that they mean.
_MEANT = {
    "create": "new",
    "init": "new",
    "start": "new",
    "lint": "check",
    "test": "check",
    "validate": "check",
    "generate": "build",
    "make": "build",
    "pdf": "build",
    "print": "build",
    "render": "build",
    "run": "build",
    "order": "export",
    "preview": "proof",
}
_LONG_DASHES = "‐‑‒–—―−"
_CURLY = "“”„‟«»‘’‚‛"


def kinder(fault: click.UsageError, command: click.Command, typed: Sequence[str]) -> click.UsageError:
    """The same fault, in words that say what would work; others are left as they are.

    Args:
        fault: as click tells it.
        command: that was called.
        typed: everything behind its name.
    """
    said = ""
    if isinstance(fault, click.NoSuchOption):
        said = _no_such_option(fault.option_name, command, typed)
    elif isinstance(fault, click.MissingParameter) and isinstance(fault.param, click.Argument | click.Option):
        said = _missing(fault.param)
    elif isinstance(fault, click.BadParameter) and fault.param is not None and fault.param.name == "form":
        said = (
            f"{fault.message} This --format says how problems are shown; the size of the cards is said in deck.toml: "
            'format = "tarot"'
        )
    elif (
        isinstance(fault, click.BadParameter) and fault.param is not None and isinstance(fault.param.type, click.Choice)
    ):
        said = _no_such_choice(fault, fault.param.type)
    elif isinstance(fault, click.BadOptionUsage) and "requires an argument" in fault.message:
        said = _nothing_behind(fault.option_name, command)
    elif isinstance(fault, click.BadParameter) and "is not a valid float" in fault.message:
        typed_one = fault.message.partition("'")[2].partition("'")[0]
        right = typed_one.replace(",", ".").removesuffix("mm").strip()
        number = right if right.replace(".", "", 1).removeprefix("-").isdigit() else "1.3"
        said = f"`{printable(typed_one, 40)}` is no number; write it as in {number}"
    elif type(fault) is click.UsageError and fault.message.startswith("Got unexpected extra"):
        said = _too_many(command, typed)
    if not said:
        return fault
    return click.UsageError(said, fault.ctx)


def no_such_command(name: str, known: Sequence[str]) -> str:
    """What to say of a first word that is no command."""
    shown = printable(name, 60)
    if (Path(name) / "deck.toml").is_file() or Path(name).name == "deck.toml":
        return f"`{shown}` is a deck; to make its PDF, type deckwright build {shown}"
    meant = _MEANT.get(name.casefold()) or did_you_mean(name, tuple(known))
    return f"there is no command `{shown}`; " + (
        f"did you mean `{meant}`?" if meant else "`deckwright --help` lists them"
    )


def _no_such_option(name: str, command: click.Command, typed: Sequence[str]) -> str:
    known = [word for parameter in command.params for word in (*parameter.opts, *parameter.secondary_opts)]
    known = [word for word in known if word.startswith("--")]
    # With one dash only the first letter is looked at.
    whole = next((word for word in typed if word.startswith(name)), name).partition("=")[0]
    if len(name) == 2 and name[1] != "-" and len(whole) > 2:
        like = did_you_mean(f"-{whole}", known)
        return f"there is no option `{printable(whole, 40)}`" + (
            f"; did you mean `{like}`, with two hyphens?" * bool(like)
        )
    advice = _ELSEWHERE.get(name.casefold(), "")
    if not advice:
        like = did_you_mean(name, known)
        advice = f"did you mean `{like}`?" if like else f"`deckwright {command.name} --help` lists them"
    return f"there is no option `{printable(name, 40)}`; {advice}"


def _no_such_choice(fault: click.BadParameter, choice: "click.Choice[str]") -> str:
    words = tuple(choice.choices)
    typed = fault.message.partition("'")[2].partition("'")[0]
    like = did_you_mean(typed, words)
    name = fault.param.opts[-1] if isinstance(fault.param, click.Option) else "this"
    advice = f"did you mean `{like}`?" if like else f"choose {one_of(words)}"
    return f"{name} cannot be `{printable(typed, 40)}`; {advice}"


def _nothing_behind(name: str, command: click.Command) -> str:
    param = next((param for param in command.params if name in param.opts), None)
    if not isinstance(param, click.Option):
        return ""
    kind = param.make_metavar(click.Context(command)).strip()
    return f"nothing stands behind {name}; write {name} {kind}: {(param.help or '').rstrip('.')}"


def _missing(param: click.Argument | click.Option) -> str:
    if isinstance(param.type, click.Choice):
        return f"say which: {one_of(tuple(param.type.choices))}"
    name = param.opts[-1] if isinstance(param, click.Option) else param.make_metavar(click.Context(click.Command("x")))
    return f"{name} is missing: {(param.help or '').strip()}".rstrip(": .")


def _too_many(command: click.Command, typed: Sequence[str]) -> str:
    """Words that no option and no argument took."""
    for word in typed:
        if word[:1] and word[0] in _LONG_DASHES:
            right = "--" + word.lstrip(_LONG_DASHES + "-")
            return f"`{printable(word, 40)}` begins with a long dash; type two hyphens: {printable(right, 40)}"
        if word[:1] and word[0] in _CURLY:
            return f'`{printable(word, 40)}` begins with a typographic quote; type a straight one: "'
    words = [word for word in typed if not word.startswith("-")]
    for count in range(len(words), 1, -1):
        for start in range(len(words) - count + 1):
            name = " ".join(words[start : start + count])
            if Path(name).exists():
                return f'put quotes around a name with blanks in it: "{printable(name)}"'
    takes = [param.name for param in command.params if isinstance(param, click.Argument)]
    named = f"one {takes[-1]}" if takes else "no name"
    return f'`deckwright {command.name}` takes {named}; put quotes around a name with blanks in it: "my deck"'
