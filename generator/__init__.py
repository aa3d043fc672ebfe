"""deckwright: text in, printed cards out.

::

    reading ──Deck──▶ editions ──Deck──▶ templating ──Design──▶ typesetting ──Face──▶ imposition ──Sheet──▶ export
    what does         which of it,       what is this           where does            which face goes       how is that
    it say?           for whom?          face made of?          everything sit?       where on paper?       written?

Each room is a package with one public function; `build` walks through them in this order, and what passes
between two rooms is a frozen record from `model`.
"""

__version__ = "0.1.0"
