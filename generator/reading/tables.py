"""Tables by description: one list of keys serves reading, messages and the schema for editors."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from generator.basics.problems import Keys
from generator.basics.records import dataclass
from generator.reading.notes import Notes, Refused, show, suggest
from generator.reading.values import Kind, Schema, what


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a table.

    Attributes:
        about: what it says, for editors.
        examples: values as they may be written.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    examples: tuple[Any, ...] = ()

    def schema(self) -> Schema:
        """The value's rule with its description."""
        schema = {"description": self.about, **self.kind.schema()}
        if self.examples:
            schema["examples"] = list(self.examples)
        return schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The keys a table may have.

    Attributes:
        elsewhere: where else something is said that people look for here, by the key they try.
    """

    about: str
    keys: tuple[Key, ...]
    elsewhere: Mapping[str, str] = MappingProxyType({})

    @property
    def names(self) -> tuple[str, ...]:
        """All keys in order."""
        return tuple(key.name for key in self.keys)

    def example_of(self, name: str) -> str:
        """The help for a key that is missing."""
        example = next((key.examples[0] for key in self.keys if key.name == name and key.examples), None)
        return f'add it, as in {name} = "{example}"' if isinstance(example, str) else f'add {name} = "…"'

    def schema(self) -> Schema:
        """A closed object."""
        schema: Schema = {
            "type": "object",
            "description": self.about,
            "properties": {key.name: key.schema() for key in self.keys},
            "additionalProperties": False,
        }
        required = [key.name for key in self.keys if key.required]
        if required:
            schema["required"] = required
        return schema


def is_table(value: object, called: str, at: Keys, notes: Notes, help: str = "") -> bool:
    """Whether the value is a table; a note is made if not."""
    if isinstance(value, dict):
        return True
    notes.add("wrong-type", f"{called} must be a table, not {what(value)}", at, label="not a table", help=help)
    return False


def read_table(raw: Mapping[str, Any], table: Table, at: Keys, called: str, notes: Notes) -> dict[str, Any]:
    """What the keys hold, by name; those that are missing or wrong are left out and noted.

    Args:
        raw: the table as parsed.
        table: its description.
        at: the way to it.
        called: how messages name it.
        notes: where faults go.
    """
    values: dict[str, Any] = {}
    for key in table.keys:
        if key.name in raw:
            try:
                values[key.name] = key.kind.read(raw[key.name], key.name)
            except Refused as refused:
                notes.refuse(refused, (*at, key.name))
                if refused.only_warned:
                    values[key.name] = refused.value
    missing = [key.name for key in table.keys if key.required and key.name not in raw]

    def otherwise(name: str) -> str:
        return table.elsewhere.get(name.casefold(), "")

    compare(raw, table.names, missing, at, called, notes, why=table.example_of, otherwise=otherwise)
    return values


def compare(
    raw: Mapping[str, Any],
    known: Iterable[str],
    missing: list[str],
    at: Keys,
    called: str,
    notes: Notes,
    *,
    why: Callable[[str], str] = lambda name: "",
    otherwise: Callable[[str], str] = lambda name: "",
) -> None:
    """Notes unknown keys and missing ones; a mistyped key and the missing key it causes are one problem.

    Args:
        raw: the table.
        known: keys it may have.
        missing: keys it must have and has not.
        at: the way to it.
        called: how messages name it.
        notes: where faults go.
        why: the help for a missing key.
        otherwise: the help for an unknown key that resembles none.
    """
    known = tuple(known)
    missing = list(missing)
    for name in raw:
        if name in known:
            continue
        like = suggest(name, [other for other in known if other not in raw])
        label = ""
        if like in missing:
            missing.remove(like)
            label = f"and `{like}` is missing"
        like = like or suggest(name, known)
        help = f"did you mean `{like}`?" if like else otherwise(name)
        if not help and len(known) <= 12:
            help = f"it can have {', '.join(f'`{other}`' for other in known)}"
        notes.add("unknown-key", f"unknown key {show(name)} in {called}", (*at, name), "key", label=label, help=help)
    for name in missing:
        notes.add(
            "missing-key", f"{called} has no `{name}`", at, "header", label=f"`{name}` is missing", help=why(name)
        )
