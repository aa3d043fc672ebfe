"""How does this element look?

In come the stylesheets of a template (text) and trees of elements; out go computed styles, one for every element, and
everything that is wrong with either. Cascade, inheritance, variables, arithmetic and nesting are CSS's own; the table
in `properties` says what there is. Nothing is opened, drawn or measured here: pictures are asked for by name, and
lengths that hang on a container stay open.
"""

from generator.templating.css.cascade import Cascade
from generator.templating.css.media import Media
from generator.templating.css.properties import PROPERTIES, Property
from generator.templating.css.sheet import FontFace, Stylesheet, parse_stylesheet

__all__ = ["PROPERTIES", "Cascade", "FontFace", "Media", "Property", "Stylesheet", "parse_stylesheet"]
