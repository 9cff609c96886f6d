"""Table files and folders of them, opened to sheets and JSON values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from mandategraph.errors import SourceError, reason_of
from mandategraph.model import Warning
from mandategraph.read.source import Input
from mandategraph.read.table.cells import Opened
from mandategraph.read.table.csv import open_csv
from mandategraph.read.table.json import MEDIA_TYPE as JSON
from mandategraph.read.table.json import load

_SUFFIXES: Final = (".csv", ".tsv", ".json", ".xlsx", ".ods", ".xls")
_MOST_FILES: Final = 500


def open_tables(source: Input) -> Opened:
    """The tables of a file or folder; SourceError when it is none."""
    if source.is_folder:
        return _folder(source)
    if not source.size:
        raise SourceError(source.file, "the file is empty", "give a file with a table")
    return _open(source)


def _open(source: Input, title: str = "") -> Opened:
    if _is_json(source):
        return Opened([], JSON, values={title: load(source)})
    head = source.head
    if head.startswith(b"PK"):
        from mandategraph.read.table.ods import open_ods
        from mandategraph.read.table.parts import Parts
        from mandategraph.read.table.xlsx import open_xlsx

        parts = Parts(source)
        return open_ods(parts) if parts.has("content.xml") else open_xlsx(parts)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        from mandategraph.read.table.xls import open_xls

        return open_xls(source)
    return open_csv(source, title)


def _is_json(source: Input) -> bool:
    start = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return source.suffix == ".json" or (start in (b"{", b"[") and source.suffix == "")


def _folder(source: Input) -> Opened:
    """All table files in the folder itself, those in folders below it left aside."""
    names = _names(source)
    found = Opened([], "text/csv", is_folder=True)
    libraries = set()
    for path in names:
        one = Input(f"{source.file}/{path.name}", path=path)
        opened = _open(one, path.name)
        found.values |= opened.values
        libraries |= {opened.library} - {""}
        for sheet in opened.sheets:
            whole = sheet.title == path.name
            title = sheet.title if whole else f"{path.name}#{sheet.title}"
            found.sheets.append(replace(sheet, title=title))
        found.warnings += [
            Warning(w.code, f"{path.name}: {w.message}") for w in opened.warnings
        ]
        found.uncarried |= {f"{path.name}, {k}": n for k, n in opened.uncarried.items()}
    if not found.sheets:
        found.media_type = JSON
    found.library = "+".join(sorted(libraries))
    return found


def _names(source: Input) -> list[Path]:
    folder = source.path or Path()
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError(source.file, reason, "check the path") from None
    paths = [p for p in paths if p.is_file() and not p.name.startswith(".")]
    if not paths or len(paths) > _MOST_FILES:
        reason = f"the folder has {len(paths) or 'no'} table files"
        advice = f"a folder of up to {_MOST_FILES} CSV, XLSX, ODS or JSON files is read"
        raise SourceError(source.file, reason, advice)
    return paths
