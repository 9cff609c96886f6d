"""Which files are meant: files, folders, patterns, manifests and standard input."""

from __future__ import annotations

import glob
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.build.manifest import Manifest, load_manifest
from mandategraph.build.summary import SourceSummary
from mandategraph.errors import SourceError, reason_of
from mandategraph.read import Input, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANIFEST: Final = "manifest.toml"
_TABLES: Final = (".csv", ".tsv")
# how much longer a byte takes than one of XML or JSON
_WEIGHT: Final = {".txt": 10, ".text": 10, ".md": 10, ".docx": 4, ".pdf": 4, ".html": 4}
_NAME_OF_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """One source to read.

    `name` is what it goes by in the graph: its path below the working folder or the
    manifest; where the machine keeps its files is nobody's business. `shown` is the
    path as the user knows it. `found` is true for what came up in a folder or a
    pattern and was not named itself. `manifest` speaks of this source alone.
    """

    name: str
    path: Path
    shown: str
    format: str | None = None
    found: bool = False
    manifest: Manifest = field(default_factory=Manifest)
    manifest_name: str = ""

    @property
    def weight(self) -> int:
        """How much longer a byte of it takes than one of XML, roughly."""
        return _WEIGHT.get(self.path.suffix.lower(), 1)

    def sha256(self) -> str:
        """Hash of the bytes; SourceError, by the path that the user knows."""
        return Input(self.shown, path=self.path).sha256

    def size(self) -> int:
        """How many bytes there are to read; 0 when that is not known."""
        try:
            return Input(self.shown, path=self.path).size
        except SourceError:
            return 0


@dataclass(slots=True)
class Found:
    """The sources that were meant, what could not be, and where it was looked."""

    jobs: list[Job] = field(default_factory=list)
    refused: list[tuple[str, SourceError]] = field(default_factory=list)
    unread: list[SourceSummary] = field(default_factory=list)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)

    def covers(self, name: str, manifest: str) -> bool:
        """Whether the source would have been found, if it were still there."""
        if manifest:
            return manifest in self.manifests
        return any(name.startswith(f) for f in self.folders) or any(
            _fits(name.split("/"), p.split("/")) for p in self.patterns
        )


def find(sources: Sequence[str | Path], spool: Path, form: str | None = None) -> Found:
    """What these sources stand for, each file once, in the order of their naming.

    `form` is the name of a reader for all of them. Standard input is copied into the
    folder `spool`.
    """
    finder = _Finder(spool, form)
    for source in sources:
        with finder.refusing(str(source)):
            finder.add(source)
    return finder.settled()


class _Finder:
    def __init__(self, spool: Path, form: str | None) -> None:
        self.spool, self.form = spool, form
        self.result = Found()
        self.jobs: dict[str, Job] = {}

    @contextmanager
    def refusing(self, name: str) -> Iterator[None]:
        """Take a SourceError down as a source that was refused, and go on."""
        try:
            yield
        except SourceError as error:
            self.result.refused.append((name, error))

    def settled(self) -> Found:
        self.result.jobs = list(self.jobs.values())
        return self.result

    def add(self, source: str | Path) -> None:
        text, path = str(source), Path(source)
        if text == "-":
            self._standard_input()
        elif path.is_dir():
            self._folder(path, named=True)
        elif path.name == MANIFEST:
            self._manifest(path)
        elif not os.path.lexists(path) and glob.has_magic(text):
            self._pattern(text)
        else:
            self._file(path, found=False)

    def _standard_input(self) -> None:
        if _NAME_OF_INPUT in self.jobs:
            return
        path = self.spool / "standard-input"
        with path.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out, 1 << 20)
        self.jobs[_NAME_OF_INPUT] = Job(_NAME_OF_INPUT, path, "-", self.form)

    def _pattern(self, text: str) -> None:
        # a pattern may be absolute, which Path.glob does not take
        names = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - see above
        self.result.patterns.append(name_of(Path(text)))
        if not names:
            raise SourceError(text, "no file has such a name", "check the pattern")
        folders = [Path(n) for n in names if Path(n).is_dir()]
        files = [Path(n) for n in names if not Path(n).is_dir()]
        for path in files:
            if path.name != MANIFEST:
                self._file(path, found=True)
        if "**" in text:
            return  # the files in these folders are among those found
        for path in folders:
            self._folder(path)

    def _folder(self, path: Path, *, named: bool = False) -> None:
        """A manifest's sources, one source of several files, or all files below."""
        if (path / MANIFEST).is_file():
            with self.refusing(str(path / MANIFEST)):
                self._manifest(path / MANIFEST)
            return
        name = name_of(path)
        try:
            entries = sorted(os.scandir(path), key=lambda e: e.name)
        except OSError as error:
            reason = reason_of(error)
            raise SourceError(str(path), reason, "change its mode or owner") from None
        form = _folder_format(path, self.form)
        if form:
            self._enter(Job(name, path, str(path), form, found=not named))
            return
        self.result.folders.append("" if name == "." else f"{name}/")
        for entry in entries:
            if entry.name.startswith("."):
                self._unread(Path(entry.path), "it is hidden")
            elif entry.is_dir():
                with self.refusing(entry.path):
                    self._subfolder(Path(entry.path))
            else:
                self._file(Path(entry.path), found=True)

    def _subfolder(self, path: Path) -> None:
        """A folder within one; links to folders are not followed, they may go round."""
        if path.is_symlink():
            self._unread(path, "it is a link to a folder")
        else:
            self._folder(path)

    def _file(self, path: Path, *, found: bool) -> None:
        place = path
        if path.exists() and not path.is_file():
            if found:
                self._unread(path, "it is no file")
                return
            place = self._copied(path)  # a pipe, which can be read but once
        self._enter(Job(name_of(path), place, str(path), self.form, found=found))

    def _copied(self, path: Path) -> Path:
        copy = self.spool / f"copy-{len(self.jobs)}{path.suffix}"
        with path.open("rb") as stream, copy.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        return copy

    def _manifest(self, path: Path) -> None:
        manifest = load_manifest(path)
        name = name_of(path)
        self.result.manifests[name] = manifest
        for entry in manifest.sources:
            file = path.parent / entry.file
            form = entry.format or self.form
            part = manifest.of(entry)
            self._enter(
                Job(
                    entry.file,
                    file,
                    str(file),
                    form,
                    manifest=part,
                    manifest_name=name,
                )
            )

    def _enter(self, job: Job) -> None:
        """Take the file once; a manifest knows most of it, then who named it."""
        _checked(job)
        place = os.path.realpath(job.path)
        known = self.jobs.get(place)
        if known is None:
            self.jobs[place] = job
        elif job.manifest_name and known.manifest_name:
            if job.manifest_name != known.manifest_name:
                self.jobs[f"{place} {job.manifest_name}"] = job
        elif job.manifest_name or (
            known.found and not job.found and not known.manifest_name
        ):
            self.jobs[place] = job

    def _unread(self, path: Path, reason: str) -> None:
        row = SourceSummary(name_of(path), "not read", problem=f"{path}: {reason}")
        self.result.unread.append(row)


def _folder_format(path: Path, form: str | None) -> str | None:
    """The reader of a folder whose files make one source, None for any other folder."""
    name = format_of(Input(str(path), path=path))
    one = form in (None, name) and (name == "sdg" or _is_one_framework(path))
    return name if one else None


def name_of(path: Path) -> str:
    """The path below the working folder, with `/`."""
    try:
        return Path(os.path.relpath(path.absolute())).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _is_one_framework(path: Path) -> bool:
    """Whether the folder holds a results framework whose tables are files of their own.

    One that a mapping puts together from two files at least, as IATI's CSV files.
    """
    tables = [f for f in path.iterdir() if f.suffix.lower() in _TABLES]
    if len(tables) < 2:
        return False
    from mandategraph.read.table.choose import choose
    from mandategraph.read.table.open import open_tables

    source = Input(str(path), path=path)
    try:
        chosen = choose(open_tables(source), source.file)
    except SourceError:
        return False
    return len(chosen.tables) > 1


def _fits(name: list[str], pattern: list[str]) -> bool:
    """Whether a path, part by part, is one that the pattern means."""
    if not pattern:
        return not name
    if pattern[0] == "**":
        return any(_fits(name[n:], pattern[1:]) for n in range(len(name) + 1))
    first = bool(name) and fnmatchcase(name[0], pattern[0])
    return first and _fits(name[1:], pattern[1:])


def _checked(job: Job) -> None:
    """Nothing; SourceError when the name cannot be written down."""
    try:
        job.name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(job.shown).decode("ascii", "backslashreplace")
        raise SourceError(shown, "its name is not UTF-8", "rename it") from None
