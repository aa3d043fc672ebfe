"""What a deck says and its template does not show: words, settings and patterns that would get lost."""

from collections.abc import Iterator

from generator.basics.patterns import pattern
from generator.basics.problems import KeyPath, Problem, did_you_mean, one_of
from generator.build.bench import Bench
from generator.model.deck import Field

#: The parts that show a card; they have been read already.
_OF_CARDS = ("card.xml.j2", "back.xml.j2")

_WORD = pattern(r"\w+")
#: How a template asks for fields without naming them.
#: `"hint" in card` names one.
_ANY_FIELD = pattern(r"""\bcard\s*\[|[^"'\s]\s+in\s+card\b(?!\.)|\bcard\s*\|""")

#: How a template asks whether a card has a field that not every deck declares.
_ASKED_FOR = pattern(r"""["'](\w+)["']\s+in\s+card\b""")

_SETTING = pattern(r"\blook\.(\w+)")
#: How a template asks for settings without naming them: `look["room_" ~ card.depth]`.
_ANY_SETTING = pattern(r"\blook\b(?!\.\w)|\blook\.(?:get|items|keys|values)\b")


def unshown(bench: Bench) -> Iterator[Problem]:
    """What no part of the template names: fields made to be looked at that cards fill, settings, patterns of suits."""
    deck = bench.deck
    fields = [field for field in deck.fields.values() if field.type in ("text", "image")]
    settings = list(deck.look) if deck.rulebook is None else []  # a rulebook may ask for them, too
    patterned = next((suit for suit in deck.suits.values() if suit.pattern), None)
    # Nearly always a card shows all there is, and the boards and boxes need not be read.
    parts = _text(bench, _OF_CARDS)
    if settings and _ANY_SETTING.search(parts):
        settings = []
    wanted = {field.name for field in fields} | set(settings) | ({"pattern"} if patterned else set[str]())
    if wanted.issubset(_WORD.findall(parts)):
        return
    parts = _text(bench, [name for name in bench.assets.template_names() if name.endswith(".j2")])
    named = frozenset(_WORD.findall(parts))
    file = deck.sources[0].file if deck.sources else "deck.toml"
    for name in () if _ANY_SETTING.search(parts) else settings:
        if name not in named:
            like = did_you_mean(name, sorted(frozenset(_SETTING.findall(parts))))
            yield Problem(
                name="unused-setting",
                severity="warning",
                message=f"the template `{bench.template}` does not ask for `{name}`",
                at=KeyPath(file, ("look", name), "key"),
                help=f"did you mean `{like}`?" if like else f"remove it, or use it in the template as `look.{name}`",
            )
    if patterned is not None and "pattern" not in named:
        yield Problem(
            name="unused-setting",
            severity="warning",
            message=f"the template `{bench.template}` shows no patterns",
            at=KeyPath(file, ("suits", patterned.id, "pattern"), "key"),
            help="remove it, or choose another template",
        )
    missing = [field for field in fields if field.name not in named]
    if missing and not _ANY_FIELD.search(parts):
        free = [name for name in dict.fromkeys(_ASKED_FOR.findall(parts)) if name not in deck.fields]
        yield from _lost(bench, missing, free)


def _lost(bench: Bench, fields: list[Field], free: list[str]) -> Iterator[Problem]:
    """Those of the fields that a card fills; `free` are fields that the template shows and the deck does not have."""
    for field in fields:
        card = next((card for card in bench.deck.cards if card.fields.get(field.name)), None)
        if card is not None:
            shows = "{{ card.%s | inline }}" if field.type == "text" else '<img src="{{ card.%s }}" alt=""/>'
            call = f"call the field {one_of(free)}, which the template shows; or " if free else ""
            yield Problem(
                name="unshown-field",
                severity="warning",
                message=f"the template `{bench.template}` does not show the field `{field.name}`",
                at=card.at(field.name),
                label="filled here first",
                help=f"{call}write {shows % field.name} into {bench.assets.template_place('card.xml.j2')}, or into a "
                "copy of its folder in the deck's own folder `templates`",
            )


def _text(bench: Bench, names: list[str] | tuple[str, ...]) -> str:
    return "\n".join(bench.assets.template(name) or "" for name in names)
