"""The tools of one build, laid out: looks, typesetters, and the problems so far."""

from collections.abc import Mapping
from dataclasses import replace

from generator import disk
from generator.basics.colour import Colour
from generator.basics.problems import Problem, ProblemsError, did_you_mean, one_of
from generator.basics.units import mm
from generator.build.asked import at_their_words
from generator.build.loading import Loaded, deck_key, labelled
from generator.build.options import Options
from generator.model.deck import Card
from generator.model.design import Design
from generator.model.face import Face, Path, Stroke
from generator.model.formats import Format
from generator.reading import locate
from generator.templating import Look, Media, open_look, read_glyph, words_for
from generator.typesetting import Subject, Typesetter

#: The look that has every part; others may leave boxes and tokens to it.
USUAL_LOOK = "plain"

#: What a blank card is made from; a look without it leaves the words of an ordinary card away.
BLANK_PART = "blank.xml.j2"

#: Lines to write on: how far apart and from the end of their area, points, and how they look.
RULE = mm(8)
RULE_TO_END = mm(1.5)
RULED = Stroke(Colour("gray", (0.72,)), 0.5)

#: What a stylesheet asks for in vain; with cards of several formats, only if none of them has it.
_UNUSED = ("selector-never-matches", "unknown-class", "unknown-id", "unknown-element")

#: After this many faults nobody reads on.
ENOUGH_PROBLEMS = 200


class Bench:
    """The tools of one build, laid out: the deck's look, a typesetter, and the problems so far.

    Args:
        loaded: from `load`, with a deck in it.
        options: ink and sight.
        component: which of the deck's components the template is asked for, for its `@media`.
        parts: of the template that must be there; a look without them leaves the component to the look `plain`.
        stylesheet: the component's own; without one in the look, the stylesheet of its cards holds for it too.
        others: parts that the stylesheet is for as well, but this deck may not need.

    Raises:
        ProblemsError: there is no such template.
    """

    def __init__(
        self,
        loaded: Loaded,
        options: Options,
        component: str = "card",
        *,
        parts: tuple[str, ...] = (),
        stylesheet: str = "style.css",
        others: tuple[str, ...] = (),
    ) -> None:
        deck = loaded.deck
        assert deck is not None, "a deck with errors cannot be built"  # noqa: S101 - a fault of the caller's
        self.folder, self.deck, self._complete = loaded.folder, deck, loaded.complete
        self.problems: list[Problem] = []
        # Cards of one format make a deck of that format, whatever the deck says.
        self._format = deck.formats[0] if component == "card" else deck.format
        self.media = Media(
            ink=options.ink,
            sight=options.sight,
            format=self._format.name,
            language=deck.language,
            component=component,
        )
        known = disk.templates(self.folder)
        if deck.template not in known:
            like = did_you_mean(deck.template, tuple(known))
            begun = disk.unfinished_template(deck.template, self.folder)
            raise ProblemsError(
                self._located(
                    (
                        Problem(
                            name="unknown-template",
                            message=f"the folder `{begun}` has no `card.xml.j2`, so it is no template"
                            if begun
                            else f"there is no template `{deck.template}`",
                            at=deck_key(deck, "template"),
                            help="copy a whole folder of one that there is, such as `templates/plain`, and change that"
                            if begun
                            else (f"did you mean `{like}`? " if like else "") + f"there are {one_of(tuple(known))}",
                        ),
                    )
                )
            )
        assets = disk.FolderAssets(known[deck.template], self.folder)
        self.template = deck.template
        if any(assets.template(part) is None for part in parts) and USUAL_LOOK in known:
            assets = disk.FolderAssets(known[USUAL_LOOK], self.folder)
            self.template = USUAL_LOOK
        self._own_style = assets.template(stylesheet) is not None
        self._others = others or (BLANK_PART,)
        self._complete = self._complete and not others
        self.assets = assets
        self._main = stylesheet if self._own_style else "style.css"
        self.look = open_look(assets, media=self.media, main=self._main)
        #: A look for each format that a card has, for `@media` can ask for it.
        self._looks = {self._format.name: self.look}
        self.parts = frozenset(assets.template_names())
        self.typesetter = Typesetter(assets, self.look.fonts, proof=options.proof, read_glyph=read_glyph)
        self.problems += assets.font_problems()
        self.has_backs = assets.template("back.xml.j2") is not None
        self._words = words_for(deck)
        self._backs: dict[tuple[object, ...], Face] = {}
        #: How far backs of a format are to go on beyond their trim, points, where that is more than its bleed.
        self.back_bleeds: Mapping[Format, float] = {}
        self.assets = assets

    # --- Faces --------------------------------------------------------------------------------------------------

    @property
    def too_many(self) -> bool:
        """Whether so much is wrong that looking for more helps nobody."""
        return (
            sum(len(look.problems) for look in self._looks.values()) + len(self.typesetter.problems) > ENOUGH_PROBLEMS
        )

    def design(self, card: Card, number: int, part: str) -> Design | None:
        """A card's design by one of the template's parts, or None when that has a fault."""
        format = self.deck.format_of(card)
        look = self._looks.get(format.name) or self._look_for(format)
        bleed = self.back_bleeds.get(format, 0.0)
        if part == "back.xml.j2" and bleed > format.bleed:
            format = replace(format, bleed=bleed)
        return look.design(part, self._words(card, number), format, at=card.at(), title=f"card `{card.id}`")

    def _look_for(self, format: Format) -> Look:
        look = open_look(self.assets, media=replace(self.media, format=format.name), main=self._main)
        self._looks[format.name] = look
        return look

    def subject(self, card: Card) -> Subject:
        """How messages call a card, and where its fields stand."""
        return Subject(title=f"card `{card.id}`", at=lambda name: card.at(name) if name in card.fields else card.at())

    def agree_on_sizes(self) -> None:
        """Asks every face of the deck what size its grouped texts need, if the look groups any."""
        if not self.look.groups_texts:
            return
        number = 1
        for card in self.deck.cards:
            if not card.copies:
                continue
            for part in ("card.xml.j2", "back.xml.j2") if self.has_backs else ("card.xml.j2",):
                design = self.design(card, number, part)
                if design is not None:
                    self.typesetter.learn(design, self.subject(card))
            if self.too_many:
                return
            number += card.copies

    def front(self, card: Card, number: int) -> Face | None:
        """The card's front; `number` counts from 1 along the deck, copies included."""
        design = self.design(card, number, "card.xml.j2")
        return None if design is None else self.typesetter.set(design, self.subject(card))

    def blank(self, card: Card) -> Face | None:
        """The front of a card without words, with lines to write on where its text would be."""
        part = BLANK_PART if self.assets.template(BLANK_PART) is not None else "card.xml.j2"
        design = self.design(card, 0, part)
        if design is None:
            return None
        face = self.typesetter.set(design, Subject(title=f"blank card `{card.id}`"))
        rules = [
            Path((("M", area.x, area.y + step * RULE), ("L", area.right, area.y + step * RULE)), stroke=RULED)
            for area in self.typesetter.areas(design, "text")
            for step in range(1, max(1, int((area.height - RULE_TO_END) / RULE)) + 1)
        ]
        return replace(face, items=(*face.items, *rules))

    def back(self, card: Card, number: int) -> Face | None:
        """The card's back; backs with the same words on the same structure are one and the same face."""
        design = self.design(card, number, "back.xml.j2")
        if design is None:
            return None
        key = (design.root, design.words)
        face = self._backs.get(key)
        if face is None:
            subject = replace(self.subject(card), title=f"back of card `{card.id}`")
            face = self._backs[key] = self.typesetter.set(design, subject)
        return face

    # --- Problems -----------------------------------------------------------------------------------------------

    def _located(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        files = disk.DeckFiles(self.folder)
        return labelled(locate(problems, {source.file: source.text for source in self.deck.sources}), files)

    def finish(self, *more: Problem) -> tuple[Problem, ...]:
        """Every problem, located, and those that were found elsewhere."""
        looks = tuple(self._looks.values())
        if self._own_style:  # Of a stylesheet made for cards, a box leaves most unused.
            for look in looks:
                look.finish(complete=self._complete, parts=self._others)
        found = looks[0].problems
        if len(looks) > 1:
            told = dict.fromkeys(problem for look in looks for problem in look.problems)
            found = tuple(
                problem
                for problem in told
                if problem.name not in _UNUSED or all(problem in look.problems for look in looks)
            )
        found = at_their_words(found, self.deck)
        return self._located((*self.problems, *found, *self.typesetter.problems, *more))
