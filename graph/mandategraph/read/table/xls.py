"""Old XLS workbooks, by calamine in a process of its own.

The library builds the whole rectangle of a sheet: a broken file can make it ask for
more memory than there is, which ends the process. That process is not this one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import SourceError
from mandategraph.model import Warning
from mandategraph.read.extracted import needed
from mandategraph.read.numbers import canonical
from mandategraph.read.table.cells import Area, Counter, Opened, Row, Sheet, Shown

if TYPE_CHECKING:
    from mandategraph.read.source import Input

MEDIA_TYPE: Final = "application/vnd.ms-excel"
_CHILD: Final = Path(__file__).with_name("xls_child.py")
_LONGEST: Final = 120  # seconds
_MOST: Final = 64 << 20  # bytes: the format itself ends at 65,536 rows a sheet
_SAVE: Final = "save it as .xlsx"


def open_xls(source: Input) -> Opened:
    """The sheets of an old workbook; SourceError when it is broken."""
    needed("python_calamine", "office", source.file)
    if source.size > _MOST:
        reason = f"an old workbook of more than {_MOST >> 20} MB"
        raise SourceError(source.file, reason, _SAVE)
    try:
        done = subprocess.run(  # noqa: S603 - no shell, nothing of the file in the call
            [sys.executable, "-P", str(_CHILD)],
            input=source.data,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
        sheets = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        sheets = None
    if sheets is None:
        reason = "the old workbook is broken or protected by a password"
        raise SourceError(source.file, reason, _SAVE)
    message = "cells of an .xls are read without their number formats: 45% is 0.45"
    counter = Counter(source.file)
    opened = [_sheet(one, counter) for one in sheets]
    library = f"python-calamine.{version('python-calamine')}"
    return Opened(opened, MEDIA_TYPE, library, [Warning("number_formats", message)])


def _sheet(one: dict[str, Any], counter: Counter) -> Sheet:
    rows = [
        Row(number, {column: _cell(value) for column, value in cells})
        for number, cells in one["rows"]
    ]
    counter.add(sum(len(row.cells) for row in rows))
    areas = tuple(Area(*area) for area in one["areas"])

    return Sheet(one["name"], lambda: iter(rows), lambda: areas, one["hidden"])


def _cell(value: str | list[str]) -> str:
    return value if isinstance(value, str) else Shown(value[0], canonical(value[0]))
