"""The cascade: which declarations win on which element, and the style they make."""

import functools
import xml.etree.ElementTree as ET  # only its record of an element; nothing is parsed here
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import tinycss2
from cssselect2 import ElementWrapper, Matcher

from generator.basics.problems import Place, Problem, did_you_mean
from generator.model.design import (
    NO_BORDER,
    Border,
    Drawing,
    Fit,
    Length,
    Raster,
    Repeated,
    Style,
    TextStyle,
    Track,
)
from generator.model.face import Path, Stroke
from generator.templating.css.declarations import Declaration, computed, declaration, value_problem
from generator.templating.css.lettering import Spacing, Weight
from generator.templating.css.media import Media
from generator.templating.css.paint import layers
from generator.templating.css.properties import (
    CURRENT,
    INHERIT,
    INHERITED,
    INITIAL,
    PROPERTIES,
    UNSET,
    initial_values,
)
from generator.templating.css.selectors import Name, Selector
from generator.templating.css.shapes import Clip
from generator.templating.css.sheet import Rule, Stylesheet, parse_stylesheet, read_tokens
from generator.templating.css.tokens import MAX_PROBLEMS, Attribute, BadValueError, Report, Tokens, normal
from generator.templating.css.tracks import Areas, Lines, Placed, counted
from generator.templating.css.values import Context
from generator.templating.css.variables import REPORTED, Variables, resolved, substituted

#: What elements look like before any stylesheet speaks.
BUILT_IN = """
row { flex-direction: row }
col, column, panel { flex-direction: column }
grid { display: grid }
spacer { flex: 1 }
b, strong { font-weight: 700 }
i, em { font-style: italic }
u { text-decoration: underline }
small { font-size: smaller }
code { font-variant-ligatures: none }
qr { aspect-ratio: 1; color: black; background-color: white }
h1, h2, h3, h4, h5, h6, th { font-weight: 700 }
h1, h2, h3, h4, h5, h6 { break-after: avoid; text-wrap: balance }
h1 { font-size: 1.8em; line-height: 1.15 }
h2 { font-size: 1.4em; line-height: 1.2 }
h3 { font-size: 1.15em; line-height: 1.25 }
li { flex-direction: row }
marker { width: 1.4em; flex-shrink: 0 }
item { flex: 1 }
blockquote { border-left: 1.5pt solid; padding-left: 0.8em }
hr { height: 0.5pt; background: currentcolor }
table { display: grid }
th, td { padding: 0.3em 0.8em 0.3em 0; border-bottom: 0.5pt solid; break-inside: avoid }
figure, shown { break-inside: avoid; align-items: center }
strip { flex-direction: row; justify-content: center; break-inside: avoid }
figcaption { text-align: center; font-size: 0.85em }
entry { flex-direction: row }
"""

_STYLE_CACHE = 20_000
_FIRST = ("font-size", "color")
_FEATURES = (
    "font-kerning",
    "font-variant-ligatures",
    "font-variant-caps",
    "font-variant-numeric",
    "font-feature-settings",
)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Values: TypeAlias = dict[str, Any]
_Record = TypeVar("_Record")


@functools.cache
def _built_in() -> Stylesheet:
    sheet, problems = parse_stylesheet(BUILT_IN, "", media=Media(), load=lambda name: None)
    assert not problems  # noqa: S101 - our own text
    return sheet


class _Environment:
    """The variables that an element sees. Compared by identity."""

    __slots__ = ("values",)

    def __init__(self, values: Variables) -> None:
        self.values = values


class _State:
    """An element as far as those inside it and a second look need it. Compared by identity.

    Attributes:
        values: all longhands, computed.
        em: the font size, or the greatest one of a fitted text, points.
    """

    __slots__ = ("em", "language", "rem", "style", "values", "variables")

    def __init__(
        self, style: Style, values: Values, variables: _Environment, em: float, rem: float, language: str
    ) -> None:
        self.style = style
        self.values = values
        self.variables = variables
        self.em = em
        self.rem = rem
        self.language = language


class Cascade:
    """Computes styles; made once for a template and one kind of media, asked once for each distinct structure.

    Args:
        sheets: in order; later ones win over earlier ones of the same specificity.
        picture: gives an image by the name inside url("…"); None if there is none.
        families: the names of all fonts.
        language: BCP 47, of text that does not say otherwise (attribute `lang`).
    """

    def __init__(
        self,
        sheets: Sequence[Stylesheet],
        *,
        picture: Callable[[str], Drawing | Raster | None],
        families: tuple[str, ...],
        language: str,
    ) -> None:
        self._picture = picture
        brought = tuple(face.family for sheet in sheets for face in sheet.font_faces)
        self._families = tuple(dict.fromkeys((*families, *brought)))
        self._language = language
        self._matcher = Matcher()
        self._selectors: list[Selector] = []
        for origin, sheet in ((0, _built_in()), *((1, sheet) for sheet in sheets)):
            for rule in sheet.rules:
                for selector in rule.selectors:
                    self._matcher.add_selector(selector.compiled, (origin, rule, selector))
                    if origin:
                        self._selectors.append(selector)
        self._report = Report()
        self._matched: set[Selector] = set()
        self._seen: dict[str, dict[str, None]] = {"class": {}, "id": {}, "element": {}}
        self._trees = 0
        self._interned: dict[object, object] = {}
        self._states: dict[object, _State] = {}
        self._matches: dict[tuple[int, ...], tuple[Rule, ...]] = {}
        self._values: dict[object, Mapping[str, object] | None] = {}
        self._attributes: dict[tuple[str, Place | None], tuple[Declaration, ...]] = {}
        self._winners: dict[object, tuple[dict[str, Declaration], dict[str, Declaration]]] = {}
        self._environments: dict[object, _Environment] = {}
        self._root = _State(Style(), initial_values(), _Environment({}), 12.0, 12.0, language)

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class that a selector names, in the order of the stylesheet."""
        found = [name.name for selector in self._selectors for name in selector.names if name.kind == "class"]
        return tuple(dict.fromkeys(found))

    # --- the two questions

    def styles(
        self, root: ET.Element, places: Mapping[ET.Element, Place]
    ) -> tuple[dict[ET.Element, Style], tuple[Problem, ...]]:
        """The computed style of every element of the tree, inline ones too.

        Equal styles are one object. A problem is told once, however many elements have it. The places are those of
        the start tags, for problems in `style` attributes; an element may lack one.
        """
        self._trees += 1
        found: dict[ET.Element, Style] = {}
        states: dict[ET.Element, _State] = {}
        try:
            for wrapper in ElementWrapper.from_xml_root(root, self._language).iter_subtree():
                element: ET.Element = wrapper.etree_element
                parent = states[wrapper.parent.etree_element] if wrapper.parent is not None else None
                state = self._state(wrapper, element, parent, places.get(element))
                states[element] = state
                found[element] = state.style
        except Exception:  # a selector that only trips cssselect2 when it is tried; styles so far stand
            at = places.get(root)
            self._report.add(
                Problem(
                    name="unknown-selector",
                    message="a selector of this template cannot be tried on its elements",
                    at=at,
                    help="classes in place of `:nth-child(…)`, `:has(…)` and the like",
                )
            )
            for element in root.iter():
                found.setdefault(element, self._root.style)
        return found, self._report.take()

    def unmatched(self, written: frozenset[str] = frozenset(), *, complete: bool = True) -> tuple[Problem, ...]:
        """Warnings about selectors that hang on a name that was in no tree so far, or that matched nothing.

        Args:
            written: words that stand in the template; a name among them may belong to a branch not taken this time.
            complete: whether every face of the deck has been styled; if not, nothing is said of selectors whose names
                are all known.
        """
        problems: dict[Problem, None] = {}
        if not self._trees:
            return ()
        for selector in self._selectors:
            if selector in self._matched:
                continue
            missing = [name for name in selector.names if name.name not in self._seen[name.kind]]
            if any(name.name in written for name in missing):
                continue
            if len(problems) >= MAX_PROBLEMS:
                break
            for name in missing:
                problems[self._missing(name)] = None
            if complete and not missing and not selector.conditional:
                problems[
                    Problem(
                        name="selector-never-matches",
                        message=f"`{selector.text}` matches nothing",
                        at=selector.at,
                        help="all its names are there, but not one inside the other in this way",
                        severity="warning",
                    )
                ] = None
        return tuple(problems)

    def _missing(self, name: Name) -> Problem:
        shown = {"class": f".{name.name}", "id": f"#{name.name}", "element": name.name}[name.kind]
        said = {"class": "has the class", "id": "has the id", "element": "is called"}[name.kind]
        near = did_you_mean(name.name, tuple(self._seen[name.kind]))
        sign = {"class": ".", "id": "#", "element": ""}[name.kind]
        help_ = f"did you mean `{sign}{near}`?" if near else ""
        if not near and name.kind == "element" and name.name in self._seen["class"]:
            help_ = f"did you mean the class `.{name.name}`?"
        elif not near and name.kind == "class" and name.name in self._seen["element"]:
            help_ = f"did you mean the element `{name.name}`?"
        return Problem(
            name="unknown-class" if name.kind == "class" else f"unknown-{name.kind}",
            message=f"no element {said} `{name.name}`",
            at=name.at,
            label=f"`{shown}` matches nothing",
            help=help_,
            severity="warning",
        )

    # --- one element

    def _state(self, wrapper: Any, element: ET.Element, parent: _State | None, at: Place | None) -> _State:  # noqa: ANN401
        self._seen["element"].setdefault(wrapper.local_name)
        classes = element.get("class")
        if classes:
            for name in classes.split():
                self._seen["class"].setdefault(name)
        if wrapper.id is not None:
            self._seen["id"].setdefault(wrapper.id)
        rules = self._rules(wrapper)
        text = element.get("style", "")
        own = self._attribute(text, at) if text.strip() else ()
        language = element.get("lang") or element.get(_XML_LANG) or (parent.language if parent else self._language)
        key = (rules, own, parent, language)
        state = self._states.get(key)
        if state is None:
            state = self._compute(rules, own, parent, language, at)
            if len(self._states) >= _STYLE_CACHE:
                self._states.clear()
            self._states[key] = state
        return state

    def _rules(self, wrapper: Any) -> tuple[Rule, ...]:  # noqa: ANN401
        """The rules that match, the winning one last, each once."""
        found: list[tuple[int, Any, int, Rule]] = []
        for specificity, order, _, (origin, rule, selector) in _matches(self._matcher, wrapper):
            found.append((origin, specificity, order, rule))
            self._matched.add(selector)
        found.sort(key=_rank)
        rules: dict[Rule, None] = {}
        for _, _, _, rule in reversed(found):
            rules.setdefault(rule)
        return tuple(reversed(rules))

    def _attribute(self, text: str, at: Place | None) -> tuple[Declaration, ...]:
        key = (text, at)
        known = self._attributes.get(key)
        if known is not None:
            return known
        origin = Attribute(at)
        found: list[Declaration] = []
        try:
            tokens = read_tokens(normal(text), origin, self._report, at.file if at else "style")
            nodes = tinycss2.parse_blocks_contents(tokens or [], skip_comments=True, skip_whitespace=True)
        except Exception:  # tinycss2 on input that nobody thought of
            nodes = []
            self._say_attribute(text, at)
        for node in nodes:
            if node.type == "declaration":
                one = declaration(node, origin, self._report)
                if one:
                    found.append(one)
            else:
                self._say_attribute(text, at)
        # Equal attributes are one object, so that equal elements are found again.
        result = tuple(found)
        if len(self._attributes) >= _STYLE_CACHE:
            self._attributes.clear()
        self._attributes[key] = result
        return result

    def _say_attribute(self, text: str, at: Place | None) -> None:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 60 else shown[:59] + "…"
        self._report.add(
            Problem(
                name="unreadable-style",
                message=f'`style="{shown}"` holds something that is no declaration',
                at=at,
                help="declarations are `property: value`, with `;` between",
            )
        )

    def _compute(
        self,
        rules: tuple[Rule, ...],
        own: tuple[Declaration, ...],
        parent: _State | None,
        language: str,
        at: Place | None,
    ) -> _State:
        around = parent or self._root
        customs, winners = self._won(rules, own)
        variables = self._variables(customs, around)
        values: Values = dict(initial_values())
        inherited = around.values
        for name in INHERITED:
            values[name] = inherited[name]
        rem = around.rem
        context = Context(
            em=around.em,
            rem=rem,
            size=around.values["font-size"],
            color=around.values["color"],
            picture=self._picture,
            families=self._families,
        )
        for name in _FIRST:
            if name in winners:
                self._set(name, winners[name], values, around, context, variables)
        size: float | Fit = values["font-size"]
        em = size.max if isinstance(size, Fit) else size
        if parent is None:
            rem = em
        context = Context(
            em=em, rem=rem, size=size, color=values["color"], picture=self._picture, families=self._families
        )
        for name, winner in winners.items():
            if name not in _FIRST:
                self._set(name, winner, values, around, context, variables)
        weight = values["font-weight"]
        if isinstance(weight, Weight):
            values["font-weight"] = weight.against(around.values["font-weight"])
        values["grid-column"] = self._counted("grid-column", values, winners, around)
        values["grid-row"] = self._counted("grid-row", values, winners, around)
        style = self._style(values, em, language, winners)
        return _State(style, values, variables, em, rem, language)

    def _won(
        self, rules: tuple[Rule, ...], own: tuple[Declaration, ...]
    ) -> tuple[dict[str, Declaration], dict[str, Declaration]]:
        """The winning declarations, of variables and of longhands."""
        key = (rules, own)
        known = self._winners.get(key)
        if known is not None:
            return known
        customs: dict[str, Declaration] = {}
        winners: dict[str, Declaration] = {}
        everything = [one for rule in rules for one in rule.declarations]
        everything += own
        for important in (False, True):
            for one in everything:
                if one.important != important:
                    continue
                if one.row is None:
                    customs[one.name] = one
                    continue
                for name in one.row.longhands or (one.name,):
                    # The place of the last one counts, so that problems come in the order of the stylesheet.
                    winners.pop(name, None)
                    winners[name] = one
        if len(self._winners) >= _STYLE_CACHE:
            self._winners.clear()
        self._winners[key] = (customs, winners)
        return customs, winners

    def _variables(self, customs: dict[str, Declaration], around: _State) -> _Environment:
        if not customs:
            return around.variables
        key = (around.variables, tuple(customs.items()))
        known = self._environments.get(key)
        if known is not None:
            return known
        declared: dict[str, Tokens] = {}
        reset: dict[str, None] = {}
        for name, one in customs.items():
            words = [token for token in one.tokens if token.type != "whitespace"]
            if len(words) == 1 and words[0].type == "ident" and words[0].lower_value in ("inherit", "unset"):
                continue
            if len(words) == 1 and words[0].type == "ident" and words[0].lower_value == "initial":
                reset[name] = None
                continue
            declared[name] = one.tokens
        outer = {name: value for name, value in around.variables.values.items() if name not in reset}
        inside, faults = resolved(declared, outer)
        for name, (fault, through) in faults.items():
            one = customs[name]
            self._report.add(value_problem(name, one.tokens, fault, one.at, one.origin, through))
        if len(self._environments) >= _STYLE_CACHE:
            self._environments.clear()
        found = self._environments[key] = _Environment(inside)
        return found

    def _set(
        self,
        name: str,
        winner: Declaration,
        values: Values,
        around: _State,
        context: Context,
        variables: _Environment,
    ) -> None:
        """Gives the longhand its value; one that cannot be had leaves it as if nothing were said."""
        found = winner.static if winner.static is not None else self._evaluated(winner, context, variables)
        if found is None:
            return
        value = found[name]
        if value is UNSET:
            value = INHERIT if PROPERTIES[name].inherited else INITIAL
        if value is INHERIT:
            value = around.values[name]
        elif value is INITIAL:
            value = initial_values()[name]
        values[name] = value

    def _evaluated(self, one: Declaration, context: Context, variables: _Environment) -> Mapping[str, object] | None:
        key = (one, context.em, context.rem, context.size, context.color, variables if one.variable else None)
        if key in self._values:
            return self._values[key]
        if self._report.full:
            return None
        used: list[str] = []
        found: Mapping[str, object] | None = None
        tokens = one.tokens
        row = one.row
        assert row is not None  # noqa: S101 - custom properties are resolved elsewhere
        try:
            if one.variable:
                tokens = substituted(tokens, variables.values, used)
            found = computed(row, tokens, context)
        except BadValueError as bad:
            if bad.name != REPORTED:
                through = tuple(dict.fromkeys(used)) if bad.name != "unknown-variable" else ()
                self._report.add(value_problem(one.name, tokens, bad, one.at, one.origin, through))
        except (ArithmeticError, RecursionError):
            odd = BadValueError("cannot be computed", name="value-out-of-range")
            self._report.add(value_problem(one.name, tokens, odd, one.at, one.origin))
        if len(self._values) >= _STYLE_CACHE:
            self._values.clear()
        self._values[key] = found
        return found

    def _counted(self, name: str, values: Values, winners: Mapping[str, Declaration], around: _State) -> Lines:
        lines: Placed = values[name]
        across = name == "grid-column"
        areas: Areas = around.values["grid-template-areas"]
        if isinstance(lines, str):
            area = areas.lines(lines, across)
            if area is not None:
                return area
            names = ", ".join(f"`{known}`" for known, _ in areas.named)
            bad = BadValueError(
                f"no area is called `{lines}`",
                help=f"the grid around it has {names}" if names else "`grid-template-areas` of the grid names areas",
            )
        else:
            if lines[1] is None and (lines[0] is None or lines[0] > 0):
                return lines
            tracks = around.values["grid-template-columns" if across else "grid-template-rows"]
            if any(isinstance(track, Repeated) for track in tracks):
                return lines  # only the layout knows how many there are
            count = max(len(tracks), areas.columns if across else areas.rows)
            found = counted(lines, count)
            if found is not None:
                return found
            bad = BadValueError(
                "there is no such line",
                help=f"the grid around it has lines 1 to {count + 1}",
                name="value-out-of-range",
            )
        one = winners.get(name)
        if one is not None:
            self._report.add(value_problem(one.name, one.tokens, bad, one.at, one.origin))
        return None, None, 1

    # --- the records

    def _intern(self, record: _Record) -> _Record:
        return self._interned.setdefault(record, record)  # type: ignore[return-value]

    def _style(self, values: Values, em: float, language: str, winners: Mapping[str, Declaration]) -> Style:
        v = values
        features: dict[str, int] = {}
        for name in _FEATURES:
            features.update(v[name])
        spacing: Spacing = v["letter-spacing"]
        apart: Spacing = v["word-spacing"]
        lines: frozenset[str] = v["text-decoration-line"]
        text = self._intern(
            TextStyle(
                families=v["font-family"],
                size=v["font-size"],
                weight=v["font-weight"],
                italic=v["font-style"],
                color=v["color"],
                letter_spacing=round(spacing.points / em, 6) if spacing.points else 0.0,
                word_spacing=round(apart.points / em, 6) if apart.points else 0.0,
                features=tuple(sorted(features.items())),
                language=language,
                underline="underline" in lines,
                overline="overline" in lines,
                struck="line-through" in lines,
                shadows=v["text-shadow"],
                text_transform=v["text-transform"],
            )
        )
        backwards = v["flex-direction"].endswith("reverse")
        turned = v["flex-wrap"] == "wrap-reverse"
        columns, rows = v["grid-template-columns"], v["grid-template-rows"]
        areas: Areas = v["grid-template-areas"]
        if areas.named:
            columns = (*columns, *_besides(columns, areas.columns, v["grid-auto-columns"]))
            rows = (*rows, *_besides(rows, areas.rows, v["grid-auto-rows"]))
        style = Style(
            display=v["display"],
            position=v["position"],
            inset=(v["top"], v["right"], v["bottom"], v["left"]),
            width=v["width"],
            height=v["height"],
            min_width=v["min-width"],
            min_height=v["min-height"],
            max_width=v["max-width"],
            max_height=v["max-height"],
            aspect_ratio=v["aspect-ratio"],
            margin=(v["margin-top"], v["margin-right"], v["margin-bottom"], v["margin-left"]),
            padding=(v["padding-top"], v["padding-right"], v["padding-bottom"], v["padding-left"]),
            border=(_border(v, "top"), _border(v, "right"), _border(v, "bottom"), _border(v, "left")),
            border_radius=(
                v["border-top-left-radius"],
                v["border-top-right-radius"],
                v["border-bottom-right-radius"],
                v["border-bottom-left-radius"],
            ),
            overflow=v["overflow"],
            z_index=v["z-index"],
            isolation=v["isolation"],
            break_before=v["break-before"],
            break_after=v["break-after"],
            break_inside=v["break-inside"],
            orphans=v["orphans"],
            widows=v["widows"],
            column_count=v["column-count"],
            column_span=v["column-span"],
            flex_direction=v["flex-direction"],
            flex_wrap=v["flex-wrap"],
            flex_grow=v["flex-grow"],
            flex_shrink=v["flex-shrink"],
            flex_basis=v["flex-basis"],
            justify_content=_start(v["justify-content"], backwards),
            align_items=_start(v["align-items"], turned),
            align_self=_start(v["align-self"], False),
            align_content=_start(v["align-content"], turned),
            row_gap=v["row-gap"],
            column_gap=v["column-gap"],
            justify_items=v["justify-items"],
            justify_self=v["justify-self"],
            grid_template_columns=columns,
            grid_template_rows=rows,
            grid_auto_columns=v["grid-auto-columns"],
            grid_auto_rows=v["grid-auto-rows"],
            grid_column=v["grid-column"],
            grid_row=v["grid-row"],
            background_color=v["background-color"],
            background=layers(
                v["background-image"], v["background-size"], v["background-position"], v["background-repeat"]
            ),
            bleed=v["bleed"],
            box_shadow=v["box-shadow"],
            opacity=v["opacity"],
            mix_blend_mode=v["mix-blend-mode"],
            transform=v["transform"],
            transform_origin=v["transform-origin"],
            clip_path=self._clip(v, winners),
            object_fit=v["object-fit"],
            object_position=v["object-position"],
            fill=v["color"] if v["fill"] is CURRENT else v["fill"],
            fill_rule=v["fill-rule"],
            stroke=_stroke(v),
            text=text,
            line_height=v["line-height"],
            text_align=v["text-align"],
            vertical_align=v["vertical-align"],
            text_wrap=v["text-wrap"],
            text_indent=v["text-indent"],
            hyphens=v["hyphens"],
            hyphenate_limit_chars=v["hyphenate-limit-chars"],
            direction=v["direction"],
            hanging_punctuation=v["hanging-punctuation"],
            fit_group=v["fit-group"],
        )
        return self._intern(style)

    def _clip(self, v: Values, winners: Mapping[str, Declaration]) -> Path | None:
        clip: Clip | None = v["clip-path"]
        if clip is None:
            return None
        if not clip.hangs:
            return clip.outline(0.0, 0.0)
        width, height = v["width"], v["height"]
        if isinstance(width, Length) and isinstance(height, Length) and not (width.fraction or height.fraction):
            return clip.outline(width.points, height.points)
        one = winners.get("clip-path")
        if one is not None:
            bad = BadValueError(
                "hangs on the size of the box",
                help="give the box a `width` and a `height` in mm, or write the shape in mm",
            )
            self._report.add(value_problem(one.name, one.tokens, bad, one.at, one.origin))
        return None


def _matches(matcher: Any, wrapper: Any) -> Iterable[tuple[Any, int, Any, tuple[int, Rule, Selector]]]:  # noqa: ANN401
    """What the matcher finds, unsorted: its own sorting would compare payloads."""
    found: list[Any] = []
    add = matcher.add_relevant_selectors
    if wrapper.id is not None and wrapper.id in matcher.id_selectors:
        add(wrapper, matcher.id_selectors[wrapper.id], found)
    for name in wrapper.classes:
        if name in matcher.class_selectors:
            add(wrapper, matcher.class_selectors[name], found)
    lower = wrapper.local_name.lower()
    if lower in matcher.lower_local_name_selectors:
        add(wrapper, matcher.lower_local_name_selectors[lower], found)
    if "lang" in wrapper.etree_element.attrib:
        add(wrapper, matcher.lang_attr_selectors, found)
    add(wrapper, matcher.other_selectors, found)
    return found


def _rank(entry: tuple[int, Any, int, Rule]) -> tuple[int, Any, int]:
    return entry[:3]


def _border(v: Values, side: str) -> Border:
    width, style = v[f"border-{side}-width"], v[f"border-{side}-style"]
    if style == "none" or not width:
        return NO_BORDER
    color = v[f"border-{side}-color"]
    return Border(width, style, v["color"] if color is CURRENT else color)


def _stroke(v: Values) -> Stroke | None:
    paint, width = v["stroke"], v["stroke-width"]
    if paint is None or not width:
        return None
    return Stroke(
        paint=v["color"] if paint is CURRENT else paint,
        width=width,
        cap=v["stroke-linecap"],
        join=v["stroke-linejoin"],
        dash=v["stroke-dasharray"],
    )


def _besides(template: tuple[Track | Repeated, ...], count: int, turns: tuple[Track, ...]) -> tuple[Track, ...]:
    """The columns or rows that only the areas know, of which there are `count`; as any that come by themselves."""
    if any(isinstance(track, Repeated) for track in template):
        return ()
    turns = turns or (Track(),)
    return tuple([turns[number % len(turns)] for number in range(count - len(template))])


def _start(word: str, backwards: bool) -> str:
    """`start` and `end` as flex-start and flex-end; they differ where the boxes run backwards."""
    if word == "start":
        return "flex-end" if backwards else "flex-start"
    if word == "end":
        return "flex-start" if backwards else "flex-end"
    return word
