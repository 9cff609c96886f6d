"""Table files and folders of them, opened to sheets and JSON values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.read.source import Input
from mandategraph.read.table_csv import open_csv
from mandategraph.read.table_json import MEDIA_TYPE as JSON
from mandategraph.read.table_json import load

if TYPE_CHECKING:
    from mandategraph.read.table_cells import Opened, Sheet

_SUFFIXES: Final = (".csv", ".tsv", ".json", ".xlsx", ".ods", ".xls")
_MOST_FILES: Final = 500


@dataclass(slots=True)
class Tables:
    """What a source holds: sheets, and JSON values by the name of their file.

    A sheet of a workbook in a folder has the title `file.xlsx#Sheet1`. `sha256` is that
    of the file; of a folder, that of a line `name sha256` for each table file, sorted.
    """

    sheets: list[Sheet]
    values: dict[str, Any]
    media_type: str
    sha256: str
    library: str = ""
    is_folder: bool = False
    warnings: list[tuple[str, str]] = field(default_factory=list)
    uncarried: dict[str, int] = field(default_factory=dict)


def open_tables(source: Input) -> Tables:
    """The tables of a file or folder; SourceError when it is none."""
    if source.is_folder:
        return _folder(source)
    if not source.size:
        raise SourceError(source.file, "the file is empty", "give a file with a table")
    if _is_json(source):
        return Tables([], {"": load(source)}, JSON, source.sha256)
    opened = _open(source)
    return Tables(
        list(opened.sheets),
        {},
        opened.media_type,
        source.sha256,
        opened.library,
        warnings=opened.warnings,
        uncarried=opened.uncarried,
    )


def _open(source: Input, title: str = "") -> Opened:
    head = source.head
    if head.startswith(b"PK"):
        from mandategraph.read.table_ods import open_ods
        from mandategraph.read.table_parts import Parts
        from mandategraph.read.table_xlsx import open_xlsx

        parts = Parts(source)
        return open_ods(parts) if parts.has("content.xml") else open_xlsx(parts)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        from mandategraph.read.table_xls import open_xls

        return open_xls(source)
    return open_csv(source, title)


def _is_json(source: Input) -> bool:
    start = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return source.suffix == ".json" or (start in (b"{", b"[") and source.suffix == "")


def _folder(source: Input) -> Tables:
    """All table files in the folder itself, those in folders below it left aside."""
    names = _names(source)
    found = Tables([], {}, "text/csv", "", is_folder=True)
    digest = hashlib.sha256()
    libraries = set()
    for path in names:
        one = Input(f"{source.file}/{path.name}", path=path)
        digest.update(f"{path.name} {one.sha256}\n".encode())
        if _is_json(one):
            found.values[path.name] = load(one)
            continue
        opened = _open(one, path.name)
        libraries |= {opened.library} - {""}
        for sheet in opened.sheets:
            whole = sheet.title == path.name
            title = sheet.title if whole else f"{path.name}#{sheet.title}"
            found.sheets.append(replace(sheet, title=title))
        found.warnings += [(c, f"{path.name}: {m}") for c, m in opened.warnings]
        found.uncarried |= {f"{path.name}, {k}": n for k, n in opened.uncarried.items()}
    if not found.sheets:
        found.media_type = JSON
    found.sha256 = digest.hexdigest()
    found.library = "+".join(sorted(libraries))
    return found


def _names(source: Input) -> list[Path]:
    folder = source.path or Path()
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(source.file, reason, "check the path") from None
    paths = [p for p in paths if p.is_file() and not p.name.startswith(".")]
    if not paths or len(paths) > _MOST_FILES:
        reason = f"the folder has {len(paths) or 'no'} table files"
        advice = f"a folder of up to {_MOST_FILES} CSV, XLSX, ODS or JSON files is read"
        raise SourceError(source.file, reason, advice)
    return paths
