"""The only module that opens files: finds decks, templates, fonts and images, and writes output whole or not at all.

Everything in a deck's or a template's folder may come from a stranger: names are relative, stay inside their folder
even through links, lead to ordinary files of a sane size, and what is handed on is bytes, never a path.
"""

import errno
import fnmatch
import os
import stat
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

import tomli

from generator.basics.problems import Problem, ProblemsError, did_you_mean, one_of
from generator.basics.sfnt import FontFacts, NotAFontError, font_facts
from generator.model.assets import FONT_ENDINGS, WEB_FONT_ENDINGS, Font, fonts_of

#: No file of a deck, template or font family may be larger, bytes.
LARGEST_FILE = 64 * 1024 * 1024

#: No more files than this are looked at in one deck or template.
MOST_FILES = 20_000

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")

#: Names that Windows keeps for devices, with or without an ending.
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)


class DiskError(Exception):
    """Something could not be read or written; the text says what and why, for people."""


class OutsideError(DiskError):
    """A name that leads out of its folder, or to something that is not an ordinary file."""


def _reason(fault: OSError) -> str:
    plain = {
        errno.EACCES: "no permission",
        errno.EPERM: "no permission; if the file is open in another program, close it there",
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EISDIR: "it is a folder",
        errno.ENOTDIR: "a part of the path is a file, not a folder",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ENOENT: "it does not exist",
        errno.EEXIST: "something of that name that is no folder is in the way",
        errno.EFBIG: "the file would be too large",
    }
    return plain.get(fault.errno or 0, (fault.strerror or "unknown fault").lower())


def open_inside(root: Path, name: str) -> bytes | None:
    """The bytes of a file inside `root`; None when there is no such file.

    Args:
        root: a folder that is trusted to be the right one.
        name: relative, with forward slashes, from whoever wrote the deck.

    Raises:
        OutsideError: `name` is absolute, has `..`, a backslash, a colon or NUL, leads outside through a link, or is
            no ordinary file, or a file larger than `LARGEST_FILE`.
        DiskError: the system refused.
    """
    if not name or any(mark in name for mark in ("\\", ":", "\0")) or name.startswith(("/", "~")):
        raise OutsideError(f"`{name}` is not a path inside the folder")
    if ".." in PurePosixPath(name).parts:
        raise OutsideError(f"`{name}` leads out of its folder")
    base = _real(os.path.abspath(root))  # noqa: PTH100 - quicker, and links are resolved next
    real = _resolved(base, PurePosixPath(name).parts)
    if os.path.commonpath([base, real]) != base:
        raise OutsideError(f"`{name}` leads out of its folder")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(real, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        if fault.errno in (errno.ENAMETOOLONG, errno.EISDIR):
            return None
        raise DiskError(f"cannot read `{name}`: {_reason(fault)}") from fault
    try:
        facts = os.fstat(handle)
        if stat.S_ISDIR(facts.st_mode):
            return None
        if not stat.S_ISREG(facts.st_mode):
            raise OutsideError(f"`{name}` is not an ordinary file")
        if facts.st_size > LARGEST_FILE:
            raise OutsideError(f"`{name}` is larger than {LARGEST_FILE // 1024 // 1024} MB")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise DiskError(f"cannot read `{name}`: {_reason(fault)}") from fault
    finally:
        os.close(handle)


def _resolved(base: str, parts: tuple[str, ...]) -> str:
    """The path below a folder that is known to have no links; they are looked for below it alone."""
    real = base
    for part in parts:
        real = os.path.join(real, part)  # noqa: PTH118 - as above
        if os.path.islink(real):  # noqa: PTH114 - as above
            return os.path.realpath(os.path.join(base, *parts))  # noqa: PTH118 - as above
    return real


@lru_cache(maxsize=256)
def _real(root: str) -> str:
    """A folder without links; asked once, for a look has many files."""
    return os.path.realpath(root)


def _first_of(roots: tuple[Path | None, ...], name: str) -> bytes | None:
    """The file of that name in the first folder that has it; None when none has, or it leads outside of one."""
    for root in roots:
        if root is not None:
            try:
                data = open_inside(root, name)
            except OutsideError:
                return None
            if data is not None:
                return data
    return None


def _names_below(root: Path, endings: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every file below `root`, relative with forward slashes, sorted; hidden files and links to folders left out."""
    return _listing(root, endings)[0]


def _listing(root: Path, endings: tuple[str, ...] = ()) -> tuple[tuple[str, ...], bool]:
    """The same, and whether that is all: no more than about `MOST_FILES` files are looked at."""
    found: list[str] = []
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inner = Path(folder).relative_to(root)
        found += [
            (inner / name).as_posix()
            for name in sorted(files)
            if not name.startswith(".") and (not endings or name.lower().endswith(endings))
        ]
        count += len(files)
        if count > MOST_FILES:
            return tuple(sorted(found)), False
    return tuple(sorted(found)), True


def _label(path: Path) -> str:
    """A path as messages show it: relative to the working folder when it lies below."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


# --- What comes with deckwright -----------------------------------------------------------------------------------


@lru_cache
def shipped(kind: str) -> Path:
    """The folder of decks, templates or fonts that come with deckwright, in a checkout or installed."""
    package = Path(__file__).resolve().parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind


def _folders_of(roots: tuple[Path, ...], holding: str) -> dict[str, Path]:
    """The folders in `roots` that hold a file of that name, by name; an earlier root hides a later one."""
    found: dict[str, Path] = {}
    for root in reversed(roots):
        if root.is_dir():
            for folder in sorted(root.iterdir()):
                if (folder / holding).is_file():
                    found[folder.name] = folder
    return dict(sorted(found.items()))


def decks() -> dict[str, Path]:
    """Every deck that a bare name reaches: those in `decks/` here, then those that come with deckwright."""
    return _folders_of((Path("decks"), shipped("decks")), "deck.toml")


def decks_here() -> dict[str, Path]:
    """The folders right here that are decks, by name."""
    return _folders_of((Path(),), "deck.toml")


def templates(deck: Path | None = None) -> dict[str, Path]:
    """Every template that a bare name reaches: in the deck's own `templates/`, in `templates/` here, then shipped."""
    own = (deck / "templates",) if deck else ()
    return _folders_of((*own, Path("templates"), shipped("templates")), "card.xml.j2")


def unfinished_template(name: str, deck: Path) -> str:
    """A folder of that name where templates are looked for, that lacks the part that makes one; empty without any."""
    for folder in (deck / "templates" / name, Path("templates") / name):
        if folder.is_dir() and not (folder / "card.xml.j2").is_file():
            return _label(folder.absolute())
    return ""


def default_deck() -> tuple[str, str]:
    """The deck and the edition that are built when nothing is named, as `decks/default.toml` says."""
    data = open_inside(shipped("decks"), "default.toml")
    if data is None:
        raise DiskError("no deck is named, and there is none to fall back on")
    choice = tomli.loads(data.decode())
    return str(choice["deck"]), str(choice.get("edition", ""))


def find_deck(name: str) -> Path:
    """The folder of a deck given as a folder, as its `deck.toml`, or as a bare name.

    Raises:
        ProblemsError: there is no such deck.
    """
    path = Path(name)
    try:
        if path.name == "deck.toml" and path.is_file():
            return path.parent
        if (path / "deck.toml").is_file():
            return path
    except OSError as fault:  # such as a name longer than any file's
        raise DiskError(f"cannot read the deck `{name[:60]}…`: {_reason(fault)}") from fault
    known = decks()
    if name in known:
        return known[name]
    known = {**known, **decks_here()}
    like = did_you_mean(name, tuple(known))
    message, help = f"there is no deck `{name}`", f"did you mean `{like}`? " if like else ""
    help += f"give a folder with a deck.toml in it, or one of {one_of(tuple(known))}"
    astray = next((item.name for item in sorted(path.glob("*.toml")) if item.name.lower() == "deck.toml"), "")
    if astray:
        message, help = (
            f"the folder `{name}` has a `{astray}`, and no `deck.toml`",
            "rename it: small letters throughout",
        )
    elif (path / "deck.toml.txt").is_file():
        message = f"the folder `{name}` has a `deck.toml.txt`, and no `deck.toml`"
        help = "rename it: Windows adds an ending `.txt`, and hides it"
    elif path.is_file() and (path.parent / "deck.toml").is_file():
        message, help = f"`{name}` is a file of a deck", f"name the deck's folder: `{_label(path.parent.absolute())}`"
    elif path.is_dir():
        message = f"the folder `{name}` has no `deck.toml`, so it is no deck"
        inside = sorted(item.parent.as_posix() for item in path.glob("*/deck.toml"))[:9]
        help = f"did you mean {one_of(tuple(inside))}?" if inside else f"`deckwright new` starts one; {help}"
    raise ProblemsError((Problem(name="unknown-deck", message=message, help=help),))


# --- What the rooms ask for ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeckFiles:
    """A deck's folder as `reading` asks for it.

    Attributes:
        own: a file outside it that whoever is at the command line names: an edition of their own. Absolute.
    """

    root: Path
    own: Path | None = None

    def bytes(self, name: str) -> bytes | None:
        """The file's content; None when there is none."""
        if self.own is not None and name == self.own.as_posix():
            return read_named(self.own)
        return open_inside(self.root, name)

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The files whose path matches, sorted; `*` stays within one folder."""
        depth = pattern.count("/")
        return tuple(name for name in self._names if name.count("/") == depth and fnmatch.fnmatchcase(name, pattern))

    def label(self, name: str) -> str:
        """The file as messages show it."""
        return _label(self.root / name)

    @cached_property
    def _listed(self) -> tuple[tuple[str, ...], bool]:
        return _listing(self.root)

    @property
    def _names(self) -> tuple[str, ...]:
        return self._listed[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the folder as a whole."""
        if self._listed[1]:
            return ()
        return (
            Problem(
                name="too-many-files",
                message=f"the deck's folder `{_label(self.root)}` holds more than {MOST_FILES} files; "
                "the others were not looked at",
                help="give the deck a folder of its own, with nothing else in it",
            ),
        )


@lru_cache
def _font_files(root: Path) -> tuple[tuple[FontFacts, str], ...]:
    """The fonts below a folder with what they say of themselves; `_font_faults` tells of the others."""
    return tuple((facts, name) for facts, name in _fonts_below(root) if isinstance(facts, FontFacts))


@lru_cache
def _fonts_below(root: Path) -> tuple[tuple[FontFacts | str, str], ...]:
    """Every font file with what it says of itself, or why it cannot be used."""
    found: list[tuple[FontFacts | str, str]] = []
    for name in _names_below(root, FONT_ENDINGS):
        try:
            found.append((font_facts(open_inside(root, name) or b""), name))
        except (NotAFontError, OutsideError) as fault:
            found.append((str(fault), name))
    return tuple(found)


def _font_faults(root: Path) -> tuple[Problem, ...]:
    """The font files below a folder that cannot be used."""
    broken = [
        Problem(
            name="damaged-font",
            message=f"the font file `{_label(root / name)}` cannot be used: {reason}",
            help="replace it with a sound copy, or take it out of the folder",
        )
        for reason, name in _fonts_below(root)
        if isinstance(reason, str)
    ]
    packed = [
        Problem(
            name="font-not-supported",
            message=f"`{_label(root / name)}` is packed for web pages and is not read here",
            help="put the same font there as .ttf or .otf",
            severity="warning",
        )
        for name in _names_below(root, WEB_FONT_ENDINGS)
    ]
    return (*broken, *packed)


@lru_cache
def _folder_of_family(root: Path) -> dict[str, str]:
    """The folder of each family that ships, by its folded name, without opening every font."""
    return {folder.name.replace("-", " "): folder.name for folder in sorted(root.iterdir()) if folder.is_dir()}


@lru_cache
def _shipped_families() -> tuple[str, ...]:
    """The names of the families that ship, each a folder of its own, by the first font of each."""
    root = shipped("fonts")
    found: list[str] = []
    for folder in _folder_of_family(root).values():
        for name in _names_below(root / folder, FONT_ENDINGS)[:1]:
            found.append(font_facts(open_inside(root / folder, name) or b"").family)
    return tuple(found)


class FolderAssets:
    """The real `Assets`: a template's folder, the deck's own folder, and the fonts of both and of deckwright."""

    def __init__(self, template: Path, deck: Path | None = None) -> None:
        self._template = template
        self._deck = deck
        self._families: dict[str, tuple[Font, ...]] = {}
        self._places: dict[str, str] = {}

    def template(self, name: str) -> str | None:
        """The text of a file of the template; None if there is none or it is not UTF-8 text."""
        data = open_inside(self._template, name)
        try:
            return None if data is None else data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    @cached_property
    def _template_names(self) -> tuple[str, ...]:
        return _names_below(self._template)

    def template_names(self) -> tuple[str, ...]:
        """Every file of the template."""
        return self._template_names

    def template_place(self, name: str) -> str:
        """The file as messages show it."""
        if name not in self._places:
            self._places[name] = _label(self._template / name)
        return self._places[name]

    def picture(self, name: str) -> bytes | None:
        """An image of the deck, or else of the template; None when neither has it, or it leads outside."""
        return _first_of((self._deck, self._template), name)

    def picture_names(self) -> tuple[str, ...]:
        """Every image of the deck and of the template."""
        roots = [root for root in (self._deck, self._template) if root is not None]
        return tuple(sorted({name for root in roots for name in _names_below(root, _PICTURES)}))

    def font(self, name: str) -> bytes | None:
        """A font file of the template, or else of the deck; None when neither has it, or it leads outside."""
        return _first_of((self._template, self._deck), name)

    def font_names(self) -> tuple[str, ...]:
        """Every font file of the template, and those in the deck's folder `fonts`."""
        own = [f"fonts/{name}" for name in _names_below(self._deck / "fonts", FONT_ENDINGS)] if self._deck else []
        return tuple(sorted({*own, *(name for name in self._template_names if name.lower().endswith(FONT_ENDINGS))}))

    def font_problems(self) -> tuple[Problem, ...]:
        """The files in the deck's and the template's folder `fonts` that cannot be used."""
        return tuple(fault for root in self._own_fonts() for fault in _font_faults(root))

    def _own_fonts(self) -> tuple[Path, ...]:
        own = [root / "fonts" for root in (self._deck, self._template) if root is not None]
        return tuple(root for root in own if root.is_dir())

    def _font_roots(self) -> tuple[Path, ...]:
        return (*self._own_fonts(), shipped("fonts"))

    def family(self, name: str) -> tuple[Font, ...]:
        """Every font of the family; the deck's own hides the template's, which hides deckwright's."""
        folded = name.casefold()
        if folded not in self._families:
            self._families[folded] = ()
            for root in self._font_roots():
                place = root
                if root == shipped("fonts"):
                    folder = _folder_of_family(root).get(folded)
                    if folder is None:
                        continue
                    place = root / folder
                fonts = tuple(
                    font
                    for facts, file in _font_files(place)
                    if facts.family.casefold() == folded
                    for font in fonts_of(facts, open_inside(place, file) or b"", file)
                )
                if fonts:
                    self._families[folded] = fonts
                    break
        return self._families[folded]

    def families(self) -> tuple[str, ...]:
        """The names of all families within reach."""
        own = {facts.family for root in self._own_fonts() for facts, _ in _font_files(root)}
        return tuple(sorted({*own, *_shipped_families()}))

    def own_families(self) -> tuple[str, ...]:
        """The families in the deck's own folder `fonts`."""
        root = self._deck / "fonts" if self._deck is not None else None
        if root is None or not root.is_dir():
            return ()
        return tuple(sorted({facts.family for facts, _ in _font_files(root)}))

    def emoji_families(self) -> tuple[str, ...]:
        """The families with `emoji` in their names, the deck's own first."""
        own = [name for root in self._own_fonts() for name in sorted({facts.family for facts, _ in _font_files(root)})]
        return tuple(dict.fromkeys(name for name in (*own, *sorted(_shipped_families())) if "emoji" in name.casefold()))


def printers(folder: Path) -> dict[str, bytes]:
    """The printers that are saved in a folder, by name."""
    if not folder.is_dir():
        return {}
    found = {name: open_inside(folder, name) for name in _names_below(folder, (".toml",)) if "/" not in name}
    return {name.removesuffix(".toml"): data for name, data in found.items() if data is not None}


def press_profile(shipped_as: str, name: str) -> bytes:
    """A press profile: one that comes with deckwright, or a file that whoever is at the command line names.

    Raises:
        DiskError: there is no such file.
    """
    if shipped_as:
        return open_inside(Path(__file__).resolve().parent / "export" / "profiles", shipped_as) or b""
    return read_named(Path(name))


def read_named(path: Path) -> bytes:
    """A file that whoever is at the command line names; they may name any.

    Raises:
        DiskError: it could not be read, is no ordinary file (a pipe would be waited for without end), or is larger
            than `LARGEST_FILE`.
    """
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise DiskError(f"`{_label(path)}` is not an ordinary file")
        if path.stat().st_size > LARGEST_FILE:
            raise DiskError(f"`{_label(path)}` is larger than {LARGEST_FILE // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as fault:
        raise DiskError(f"cannot read `{_label(path)}`: {_reason(fault)}") from fault


def proofing_rules() -> dict[str, str]:
    """The rule sets that come with deckwright, by language."""
    root = Path(__file__).resolve().parent / "proofing" / "rules"
    return {
        name.removesuffix(".toml"): (open_inside(root, name) or b"").decode("utf-8")
        for name in _names_below(root, (".toml",))
    }


def stock_files() -> dict[str, bytes]:
    """The files that describe perforated and label sheets, by how messages call them; one's own come first."""
    return _described(Path("stock"), Path(__file__).resolve().parent / "stock")


def shop_files(deck: Path | None = None) -> dict[str, bytes]:
    """The files that describe shops, by how messages call them: the deck's own, those here, then deckwright's."""
    own = (deck / "shops",) if deck else ()
    return _described(*own, Path("shops"), Path(__file__).resolve().parent / "shops")


def _described(*roots: Path) -> dict[str, bytes]:
    """The TOML files of the folders that exist, by how messages call them."""
    found: dict[str, bytes] = {}
    for root in roots:
        if root.is_dir():
            for name in _names_below(root, (".toml",)):
                data = open_inside(root, name)
                if data is not None:
                    found[_label(root / name)] = data
    return found


def font_list() -> tuple[tuple[str, str, str], ...]:
    """Family, style and file, the first of several, of every font that comes with deckwright."""
    root = shipped("fonts")
    files: dict[tuple[str, str], str] = {}
    for facts, name in sorted(_font_files(root), key=lambda font: font[1]):
        files.setdefault((facts.family, facts.style), name)
    return tuple((family, style, name) for (family, style), name in sorted(files.items()))


# --- Writing ------------------------------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    """The name as it may stand in any folder of any system: lower-case ASCII letters, digits, hyphens; at most 80."""
    # Decomposed, most Latin letters with marks leave the plain letter behind: é is e and an accent.
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else "" if unicodedata.combining(letter) else "-"
        for letter in plain
    )
    kept = "-".join(part for part in kept.split("-") if part)[:80].strip("-") or "deck"
    return f"{kept}-deck" if kept in RESERVED_NAMES else kept


def is_newer(folder: Path, *files: Path) -> bool:
    """Whether something in a folder has been changed after the newest of the files was written, or there is none."""
    try:
        written = max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)
        return any((folder / name).stat().st_mtime_ns > written for name in _names_below(folder))
    except OSError as fault:
        raise DiskError(f"cannot look through `{_label(folder)}`: {_reason(fault)}") from fault


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The files, written together: either every one is new and whole, or every one is as it was.

    All are first written beside their targets and flushed to the disk, then renamed into place, which replaces a file
    (or a link standing there, never what it points to) in one step.

    Args:
        folder: made when it is not there.
        files: by names that may hold `/`; never from a stranger.

    Raises:
        DiskError: the system refused; nothing has been replaced unless the fault came between two renames.
    """
    waiting: list[tuple[str, Path]] = []
    at = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            at = folder / name
            if at.is_dir():
                raise DiskError(f"cannot write `{_label(at)}`: a folder of that name is in the way")
            if at.parent != folder:
                at.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{at.name}.", suffix=".part", dir=at.parent)
            waiting.append((temporary, at))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            Path(temporary).chmod(0o666 & ~umask)
        for temporary, at in waiting:
            Path(temporary).replace(at)
    except OSError as fault:
        raise DiskError(f"cannot write `{_label(at)}`: {_reason(fault)}") from fault
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
    return tuple(at for _, at in waiting)


def others_in(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The files of a folder that are none of these: left over from before, or somebody else's."""
    known = set(names)
    return tuple(name for name in _names_below(folder) if name not in known) if folder.is_dir() else ()


def create(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files in it (names may hold `/`).

    Raises:
        DiskError: the folder exists already and is not empty, or the system refused.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DiskError(f"`{_label(folder)}` exists already; choose another name")
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as fault:
        raise DiskError(f"cannot write `{_label(folder)}`: {_reason(fault)}") from fault


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, for making a copy of it."""
    return {name: data for name in _names_below(folder) if (data := open_inside(folder, name)) is not None}
