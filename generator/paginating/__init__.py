"""Which part of the text stands on which page?

In come galleys (text set in one column, in pieces that cannot be divided) and the room that each page has; out come
pages: which pieces stand where. A column ends as low as it can, but not before a piece that belongs to the one above
it; the last columns of a stretch are made alike. This room never sets text, and knows no paper.
"""

from generator.paginating.pages import Cut, Page, ids_on, page_items, paginate

__all__ = ["Cut", "Page", "ids_on", "page_items", "paginate"]
