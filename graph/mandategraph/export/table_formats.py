"""The formats of results frameworks and logframes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mandategraph.export.exporter import Exporter
from mandategraph.export.result_tables import table_docx, table_html, table_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_PART: Final = frozenset({"plan", "focus"})
_KINDS: Final = {
    "framework": "Results framework",
    "logframe": "Logframe",
}


def _formats() -> Iterator[Exporter]:
    for kind, name in _KINDS.items():
        yield Exporter(
            f"{kind}-html",
            f"{name}: a table for each plan, to read and to print",
            ".html",
            "text/html",
            binary=False,
            write=partial(table_html, kind=kind),
            takes=_PART,
        )
        yield Exporter(
            f"{kind}-xlsx",
            f"{name} for Excel, with its values as a list and the plan to edit",
            ".xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            binary=True,
            write=partial(table_xlsx, kind=kind),
            takes=_PART,
        )
        yield Exporter(
            f"{kind}-docx",
            f"{name} for Word; needs mandategraph[office]",
            ".docx",
            f"{_OFFICE}.wordprocessingml.document",
            binary=True,
            write=partial(table_docx, kind=kind),
            takes=_PART,
        )


TABLES: Final = tuple(_formats())
