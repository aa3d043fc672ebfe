"""A pen that writes glyphs at given places, as operators of a content stream (ISO 32000-1, 9.4)."""

from generator.export.pdf.syntax import number

#: A kerning or rounding error smaller than this many thousandths of the font size is carried on, not written.
SLACK = 0.5


class Pen:
    """Writes glyphs of one font at places that are thousandths of the font size from where it starts."""

    def __init__(self, widths: dict[int, float], size: float) -> None:
        self._widths = widths
        self._size = size
        self._out: list[str] = []
        self._run: list[str] = []
        self._at = 0.0
        self._rise = 0.0

    def operator(self, words: str) -> None:
        """Write an operator that moves nothing."""
        self._flush()
        self._out.append(words)

    def rise(self, rise: float) -> None:
        """Go so many thousandths above the baseline."""
        if rise != self._rise:
            self.operator(f"{number(rise * self._size / 1000)} Ts")
            self._rise = rise

    def show(self, code: str, glyph: int, at: float, rise: float) -> None:
        """Show a glyph, by its code, at a place and a height."""
        self.rise(rise)
        if abs(self._at - at) >= SLACK:
            self._run.append(f" {number(self._at - at)}")
            self._at = at
        self._run.append(f"<{code}>")
        self._at += self._widths[glyph]

    def spaced(self, spacing: float) -> None:
        """Know that the reader's pen has moved so much farther than the glyph is wide."""
        self._at += spacing

    def finish(self, at: float) -> str:
        """Everything written, with the pen put down at a place on the baseline."""
        if abs(self._at - at) >= SLACK / 5:
            self._run.append(f" {number(self._at - at)}")
        self._flush()
        self.rise(0.0)
        return " ".join(self._out)

    def _flush(self) -> None:
        if self._run:
            self._out.append(tj(self._run))
            self._run = []


def tj(run: list[str]) -> str:
    """One TJ; the strings of neighbouring pieces become one."""
    return f"[{''.join(run).replace('><', '')}]TJ"
