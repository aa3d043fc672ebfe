"""The house keeps its walls: imports go one way, and foreign libraries stay in their rooms."""

import ast
import re
import sys
from pathlib import Path

import pytest
import tomli
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"

#: Each outside library has one room (two where one room cannot do); replacing it is that room's work.
ROOMS_OF = {
    "tomli": {"reading", "disk", "build", "proofing"},
    "jinja2": {"templating"},
    "markupsafe": {"templating"},
    "tinycss2": {"templating"},
    "cssselect2": {"templating"},
    "segno": {"templating"},
    "markdown_it": {"templating"},
    "xml": {"templating", "preflight", "export"},
    "PIL": {"templating", "export", "preflight"},
    "uharfbuzz": {"typesetting", "export"},
    "pyphen": {"typesetting"},
    "budoux": {"typesetting"},
    "icu4py": {"typesetting"},
    "reportlab": {"export"},
    "pikepdf": {"export", "preflight"},
    "pypdfium2": {"export"},
    "click": {"cli"},
}

#: What nobody but `disk` and the command line may touch.
WORLD = {"open", "input", "print", "exit"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file imports; `from package import module` is the module, not the package's face."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            folder = ROOT.joinpath(*node.module.split("."))
            for alias in node.names:
                inner = (folder / f"{alias.name}.py").is_file() or (folder / alias.name).is_dir()
                names.add(f"{node.module}.{alias.name}" if inner else node.module)
    return names


def test_every_floor_uses_only_the_floors_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


@pytest.mark.parametrize("library", sorted(ROOMS_OF))
def test_each_library_stays_in_its_room(library: str) -> None:
    users = {room_of(path) for path in modules() if any(name.split(".")[0] == library for name in imported(path))}
    assert users <= ROOMS_OF[library]
    assert users, f"nobody uses {library} any more: take it out of this table and of pyproject.toml"


def test_no_library_is_without_a_room() -> None:
    used = {name.split(".")[0] for path in modules() for name in imported(path)}
    assert used - sys.stdlib_module_names - {PACKAGE.name} <= set(ROOMS_OF)


def test_only_the_disk_and_the_roof_touch_the_world() -> None:
    guilty = []
    for path in modules():
        if room_of(path) in ("disk", "cli", "__main__"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORLD:
                guilty.append(f"{path.relative_to(ROOT)}:{node.lineno} calls {node.func.id}()")
    assert guilty == []


def test_inner_modules_never_import_their_own_package() -> None:
    """A package's face imports its modules; a module that imports the face makes a circle."""
    guilty = []
    for path in modules():
        if path.name == "__init__.py" or path.parent == PACKAGE:
            continue
        own = ".".join(path.parent.relative_to(ROOT).parts)
        if own in imported(path):
            guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []


@pytest.mark.parametrize(
    "words",
    [r"a-little-more|A Little More|wonder|doorstep|lantern", r"harbou?r|lighthouse|\bboats?\b|\bfog\b|\btide\b|ahoy"],
    ids=["the flagship", "the race game"],
)
def test_the_generator_knows_no_game(words: str) -> None:
    guilty_words = re.compile(words, re.IGNORECASE)
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if guilty_words.search(line)
    ]
    assert guilty == []


def test_every_licence_in_the_wheel_is_named_by_its_metadata() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    families = {folder for folder in (ROOT / "fonts").iterdir() if folder.is_dir()}
    assert families == {path.parent for path in named if path.is_relative_to(ROOT / "fonts")}
    texts = {path for folder in ("generator", "decks", "templates", "fonts") for path in (ROOT / folder).rglob("*")}
    assert {path for path in texts if path.name.startswith(("OFL", "LICENSE", "LICENCE", "NOTICE"))} <= named


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []
