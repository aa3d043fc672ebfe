"""How long a build takes, whole and by stage, and how much memory: 54, 1,000 and 10,000 different cards.

    python -m tests.benchmarks.bench_build [COUNT ...]

Each row is a fresh process on one core, its median over the rounds. `bare` is a process that only writes as many
strings on a bare ReportLab canvas, for comparison between machines. Nothing here passes or fails.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.make_decks import make

ROUNDS = 3

STAGES = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from generator import build as b, disk
from generator.build.bench import Bench
from generator.model.job import PrintJob
from generator.imposition import grid_for
marks = [("imports", time.perf_counter() - start)]
def mark(name, since):
    marks.append((name, time.perf_counter() - since))
since = time.perf_counter(); loaded = b.load(sys.argv[1]); mark("reading", since)
assert loaded.deck is not None, loaded.problems
bench = Bench(loaded, b.Options())
total = len(loaded.deck.cards)
since = time.perf_counter()
designs = [(card, bench.design(card, n, "card.xml.j2"), bench.design(card, n, "back.xml.j2"))
           for n, card in enumerate(loaded.deck.cards, 1)]
mark("templating", since)
since = time.perf_counter()
for card, front, back in designs:
    bench.typesetter.set(front, bench.subject(card))
mark("typesetting", since)
designs.clear()
since = time.perf_counter()
b.build(loaded, PrintJob())
mark("build: templating to export", since)
for name, seconds in marks:
    print(f"    {name:30} {seconds:7.3f} s   {seconds / total * 1e6:7.0f} µs a card")
"""

BARE = """
import sys
from reportlab.pdfgen.canvas import Canvas
from io import BytesIO
c = Canvas(BytesIO(), pagesize=(595, 842), invariant=1)
for n in range(int(sys.argv[1])):
    if n and n % 9 == 0:
        c.showPage()
    for line in range(7):
        c.drawString(60 + n % 3 * 180, 750 - n % 9 // 3 * 252 - line * 15, f"a line of a card, number {n} {line}")
c.save()
"""


def timed(*command: str) -> tuple[float, int]:
    """Seconds and peak memory in MB of a process, pinned to one core where the system can do that."""
    pin = (lambda: os.sched_setaffinity(0, {0})) if hasattr(os, "sched_setaffinity") else None
    start = time.perf_counter()
    process = subprocess.Popen(command, preexec_fn=pin, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command} failed")
    return seconds, usage.ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    """Prints the table."""
    counts = [int(argument) for argument in sys.argv[1:]] or [54, 1000, 10_000]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for count in counts:
            deck = folder / f"deck-{count}"
            make(deck, count)
            out = folder / f"out-{count}"
            command = [sys.executable, "-m", "generator", "build", str(deck), "--output", str(out), "-q"]
            rounds = [(timed(*command), timed(sys.executable, "-c", BARE, str(count))) for _ in range(ROUNDS)]
            seconds = statistics.median(whole[0] for whole, _ in rounds)
            memory = max(whole[1] for whole, _ in rounds)
            bare = statistics.median(other[0] for _, other in rounds)
            size = (out / "cards.pdf").stat().st_size
            print(
                f"{count} cards: {seconds:.2f} s whole process ({count / seconds:.0f} cards a second, "
                f"{seconds / bare:.2f} × bare canvas {bare:.2f} s), peak {memory} MB, file {size / 1e6:.2f} MB"
            )
            subprocess.run([sys.executable, "-c", STAGES, str(deck)], check=True)
    print(f"this process: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
