import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(code: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_nobody_elses_settings_are_obeyed(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'sprung')!r}, 'a').write('x')\n"
    for name in ("reportlab_settings.py", ".reportlab_settings"):
        (tmp_path / name).write_text(trap)
    code = (
        "import os\n"
        "from generator.export.pdf import quiet\n"
        "from reportlab import rl_config\n"
        "print(rl_config.invariant, rl_config.useA85, rl_config.trustedHosts, os.environ['RL_useA85'])"
    )
    said = run(code, tmp_path, RL_useA85="1", RL_invariant="0", RL_trustedHosts="*")
    assert said.split() == ["1", "0", "None", "1"]
    assert not (tmp_path / "sprung").exists()


def test_the_trap_would_spring_without_precautions(tmp_path: Path) -> None:
    (tmp_path / "reportlab_settings.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'a').write('x')\n")
    run("import reportlab.rl_config", tmp_path)
    assert (tmp_path / "sprung").exists()


def test_the_libraries_are_not_imported_before_they_are_needed(tmp_path: Path) -> None:
    code = (
        "import sys, generator.export\n"
        "print([m for m in ('reportlab', 'PIL', 'uharfbuzz', 'zlib') if m in sys.modules and m != 'zlib'])"
    )
    assert run(code, tmp_path).strip() == "[]"
