"""Reads an XLS workbook from standard input; runs alone, see `xls`.

Writes JSON: sheets with name, hidden, areas, rows of [number, [[column, value], ...]].
A value is a text, or a list with the text of a number.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from contextlib import suppress
from typing import Any

_MEMORY = 4 << 30  # bytes of address space


def text_of(value: Any) -> str | list[str]:
    """The value as text; a number in a list; dates in ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return [f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"]
    if isinstance(value, dt.datetime):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def sheets_of(data: bytes) -> list[dict[str, Any]]:
    """What is in the workbook."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = []
        for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
            cells = [
                (i, text_of(v)) for i, v in enumerate(values) if v not in ("", None)
            ]
            cells = [c for c in cells if isinstance(c[1], list) or c[1].strip()]
            if cells:
                rows.append((number, cells))
        areas = [
            (top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        found.append(
            {"name": about.name, "hidden": hidden, "areas": areas, "rows": rows}
        )
    return found


def main() -> None:
    """Read standard input, write standard output, use no more memory than allowed."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(sheets_of(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
