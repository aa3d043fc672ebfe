"""ReportLab, imported so that nothing outside this program has a say in it.

Left alone, its first import runs any `reportlab_settings.py` on the module path (the working folder, often a
stranger's deck), runs `~/.reportlab_settings`, and obeys environment variables called `RL_…`. Whoever needs ReportLab
imports it from here, or imports this module first.
"""

import os
import sys
from types import ModuleType


def _import_quietly() -> None:
    # Found in `sys.modules`, this empty module ends ReportLab's search; with it, the file in HOME is never opened.
    stub = ModuleType("reportlab_settings")
    stub.__all__ = []  # type: ignore[attr-defined]
    sys.modules["reportlab_settings"] = stub
    # We never hand ReportLab a picture, and a small deck would wait longer for Pillow than for all of its own pages.
    pillow = ModuleType("PIL")
    pillow.Image = ModuleType("PIL.Image")  # type: ignore[attr-defined]
    stood_in = sys.modules.setdefault("PIL", pillow) is pillow
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    try:
        from reportlab import rl_config
        from reportlab.pdfbase import pdfdoc as _  # noqa: F401
    finally:
        os.environ.update(kept)
        if stood_in:
            del sys.modules["PIL"]
    rl_config.invariant = 1
    rl_config.useA85 = 0
    rl_config.pdfComments = 0
    rl_config.pdfMultiLine = 0


_import_quietly()

from reportlab.pdfbase import pdfdoc  # noqa: E402

__all__ = ["pdfdoc"]
