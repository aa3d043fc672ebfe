"""`python -m generator` is the command `deckwright`."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    # `python -m` puts the working folder first on the import path, and a deck's folder may hold a file named like
    # one of our libraries. Nothing may ever be imported from there, unless it is where this very package lives.
    here = Path(__file__).resolve().parent.parent
    if not os.environ.get("PYTHONSAFEPATH") and sys.path and Path(sys.path[0] or ".").resolve() != here:
        sys.path.pop(0)
    from generator.cli import main

    main()
