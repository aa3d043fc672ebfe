"""The tokens and standees of a deck, close together on sheets of their own."""

from dataclasses import replace

from generator.basics.geometry import Matrix, Point, Rect, grown_apart
from generator.basics.problems import ProblemsError
from generator.basics.units import mm
from generator.build.loading import Loaded
from generator.build.options import Made, Options
from generator.build.parts import Parts, around, clipped, laid, made, slug_at, within
from generator.components.standees import BLEED, dieline
from generator.imposition import Nest, Nestling, Spot, cuts, nest_for, outline_of
from generator.model.boxes import Dieline
from generator.model.face import Face, Group
from generator.model.job import PrintJob
from generator.model.sheet import Label, Line, Outline, Placement, Sheet, Side, Slug
from generator.model.tokens import Standee, Token
from generator.templating import words_of_standee, words_of_token

TOKEN_PART, BACK_PART, STANDEE_PART = "token.xml.j2", "token-back.xml.j2", "standee.xml.j2"
PARTS = (TOKEN_PART, BACK_PART, STANDEE_PART)

#: Between two round tokens, when nothing else is said, and between standees; points.
ROUND_GAP = mm(2)
STANDEE_GAP = mm(4)


def tokens(loaded: Loaded, job: PrintJob, options: Options) -> Made:
    """The tokens and standees of a deck on sheets: `tokens.pdf`.

    Raises:
        ProblemsError: there is no such template.
    """
    assert loaded.deck is not None  # noqa: S101 - a fault of the caller's
    deck = loaded.deck
    needed = [TOKEN_PART] if any(not token.part for token in deck.tokens) else []
    needed += [BACK_PART] if any(token.two_sided and not token.back_part for token in deck.tokens) else []
    needed += [STANDEE_PART] if any(not standee.part for standee in deck.standees) else []
    parts = Parts(loaded, options, "token", tuple(needed), "tokens.css", PARTS)
    table = _Table(parts, job)
    for token in deck.tokens:
        table.add_token(token)
    for standee in deck.standees:
        table.add_standee(standee)
    try:
        sheets = table.sheets()
    except ProblemsError as fault:
        return made([], "tokens.pdf", "", parts, job, options, fault.problems)
    things: tuple[Token | Standee, ...] = (*deck.tokens, *deck.standees)
    titles = dict.fromkeys(thing.title for thing in things if thing.title)
    title = f"{deck.title}: {', '.join(titles)}" if titles else deck.title
    return made(sheets, "tokens.pdf", title, parts, job, options)


class _Table:
    """What is to be cut out, with its faces."""

    def __init__(self, parts: Parts, job: PrintJob) -> None:
        self._parts, self._job = parts, job
        self._pieces: list[Nestling] = []
        self._faces: list[tuple[Face | None, Face | None]] = []
        self._flats: list[tuple[Dieline, tuple[tuple[Face, Rect, Rect, int], ...]] | None] = []

    def add_token(self, token: Token) -> None:
        """Makes the token's faces, once for all copies."""
        if not token.copies:
            return
        title = f"token `{token.id}`"
        gap = token.gap
        if gap is None:
            gap = max(self._job.gutter, ROUND_GAP) if token.shape == "round" else self._job.gutter
        # A neighbour's bleed ends half-way; where tokens share a cut, only the outer edges have any.
        bleed = min(BLEED, gap / 2) if gap else BLEED if token.shape == "square" else 0.0
        faces: list[Face | None] = []
        wanted = [(token.part or TOKEN_PART, "part" if token.part else "", title)]
        if token.two_sided and self._job.backs:
            wanted.append(
                (token.back_part or BACK_PART, "back_part" if token.back_part else "", f"back of {title}"),
            )
        for part, key, called in wanted:
            face = None
            if self._parts.has(part, token.at(key)):
                values = words_of_token(token, self._parts.bench.deck.tokens)
                face = self._parts.face(part, "token", values, token.extent, bleed, called, token.at())
            if face is not None and token.shape != "square":
                whole = Rect(0, 0, token.extent.width, token.extent.height).grown(bleed)
                face = clipped(face, outline_of(token.shape, whole))
            faces.append(face)
        self._pieces.append(
            Nestling(title=title, at=token.at(), shape=token.shape, size=token.extent, count=token.copies, gap=gap)
        )
        self._faces.append((faces[0], faces[1] if len(faces) > 1 else None))
        self._flats.append(None)

    def add_standee(self, standee: Standee) -> None:
        """Makes the standee's panels, once for all copies."""
        part = standee.part or STANDEE_PART
        if not standee.copies or not self._parts.has(part, standee.at("part" if standee.part else "")):
            return
        title = f"standee `{standee.id}`"
        line = dieline(standee)
        panels = self._parts.panels(
            line, part, "standee", words_of_standee(standee, self._parts.bench.deck.standees), title, standee.at()
        )
        if standee.mirrored:
            panels = _mirrored(panels, line)
        self._pieces.append(
            Nestling(title=title, at=standee.at(), size=line.size, count=standee.copies, gap=STANDEE_GAP, turns=True)
        )
        self._faces.append((None, None))
        self._flats.append((line, panels))

    def sheets(self) -> list[Sheet]:
        """The sheets of one pack.

        Raises:
            ProblemsError: something is larger than the paper.
        """
        if not self._pieces:
            return []
        backs = any(back is not None for _, back in self._faces)
        nest = nest_for(self._pieces, self._job, backs=backs)
        return [self._sheet(nest, spots, backs=backs) for spots in nest.sheets]

    def _sheet(self, nest: Nest, spots: tuple[Spot, ...], *, backs: bool) -> Sheet:
        windows = grown_apart([spot.at for spot in spots], BLEED, nest.room)
        front: list[Placement] = []
        behind: list[Placement] = []
        outlines: list[Outline] = []
        plain: list[Spot] = []
        labels: list[Label] = []
        for spot, window in zip(spots, windows, strict=True):
            flat = self._flats[spot.kind]
            face, back = self._faces[spot.kind]
            if flat is not None:
                line, panels = flat
                front += laid(panels, line.size, spot.at, spot.turned, nest.room)
                outlines += self._parts.outlines(line, spot.at, spot.turned)
                labels += self._parts.labels(line, spot.at, spot.turned)
                continue
            plain.append(spot)
            if face is not None:
                reach = within(spot.at.grown(face.bleed), nest.room)
                # Round tokens and honeycombs are clipped to their own outline, so their windows may overlap.
                square = self._pieces[spot.kind].shape == "square"
                front.append(Placement(face, spot.at, within(window, reach) if square else reach, spot.turned))
            if back is not None:
                there = nest.behind(spot, self._job)
                seen = nest.behind(replace(spot, at=front[-1].window), self._job).at if face is not None else there.at
                behind.append(Placement(back, there.at, seen, there.turned))
        lines: tuple[Line, ...] = ()
        if self._job.marks:
            outlines += [self._parts.outline(cut.segments) for cut in cuts(self._pieces, plain)]
        if nest.fold_at is not None:
            front += behind
            top, bottom = nest.room.y, nest.room.bottom
            lines = (Line(Point(nest.fold_at, top), Point(nest.fold_at, bottom), kind="fold"),)
        printed = around([spot.at for spot in spots])
        slug = slug_at(nest.paper, nest.room, printed)
        strip = Slug("", *slug) if slug is not None else None
        doubled = backs and nest.fold_at is None
        shift = self._job.printer.correction(nest.paper) if self._job.printer is not None and doubled else None
        back_side = Side(placements=tuple(behind), slug=strip)
        return Sheet(
            paper=nest.paper,
            number=1,
            front=Side(
                placements=tuple(front), marks=lines, outlines=tuple(outlines), labels=tuple(labels), slug=strip
            ),
            back=(replace(back_side, shift=shift) if shift is not None else back_side) if doubled else None,
        )


def _mirrored(
    panels: tuple[tuple[Face, Rect, Rect, int], ...], line: Dieline
) -> tuple[tuple[Face, Rect, Rect, int], ...]:
    """The panels of a figure with, for its back, its front as one sees it from behind."""
    fronts = [face for face, at, _, _ in panels if at == line.panel("front").at]
    back = line.panel("back").at
    if not fronts:
        return panels
    front = fronts[0]
    over = Matrix(-1, 0, 0, 1, front.size.width, 0)
    behind = replace(front, items=(Group(front.items, matrix=over),))
    return tuple((behind if at == back else face, at, window, turned) for face, at, window, turned in panels)
