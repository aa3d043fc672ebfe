"""The same cards set by deckwright and by Typst, in turn, on one core.

    pip install typst
    python -m tests.benchmarks.bench_typst [COUNT ...]

Each row is a fresh process, its median over the rounds. Typst is told by `peers/cards.typ`, which reads the same card
files and pictures and fits each text to a tenth of a point, too. It has no first page, no slug on the backs, no
bookmarks and does not check the deck. 10,000 cards take it two minutes and 3 GB. Nothing here passes or fails.
"""

import shutil
import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.bench_build import ROUNDS, timed
from tests.benchmarks.make_decks import ROOT, make

TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def main() -> None:
    """Prints the table."""
    if find_spec("typst") is None:
        sys.exit("Typst is not there: pip install typst")
    counts = [int(argument) for argument in sys.argv[1:]] or [54, 1000]
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            deck = Path(place) / f"deck-{count}"
            make(deck, count)
            for folder in ("icons", "patterns", "art"):
                shutil.copytree(ROOT / "templates" / "lantern" / folder, deck / folder)
            document = shutil.copy(Path(__file__).parent / "peers" / "cards.typ", deck)
            out = Path(place) / f"out-{count}"
            ours = [sys.executable, "-m", "generator", "build", str(deck), "--output", str(out), "-q"]
            theirs = [sys.executable, "-c", TYPST, str(document), str(deck / "typst.pdf"), str(ROOT / "fonts")]
            rounds = [(timed(*ours), timed(*theirs)) for _ in range(ROUNDS)]
            own, other = (statistics.median(each[side][0] for each in rounds) for side in (0, 1))
            peaks = [max(each[side][1] for each in rounds) for side in (0, 1)]
            sizes = [file.stat().st_size / 1e6 for file in (out / "cards.pdf", deck / "typst.pdf")]
            print(
                f"{count} cards: deckwright {own:.2f} s, {peaks[0]} MB, file {sizes[0]:.2f} MB; "
                f"Typst {other:.2f} s, {peaks[1]} MB, file {sizes[1]:.2f} MB; {own / other:.2f} × Typst"
            )


if __name__ == "__main__":
    main()
