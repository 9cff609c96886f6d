"""Findings as CSV, JSON and Markdown; programs get IRIs and keys, people get words."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final, cast

from mandategraph.errors import UnknownNameError
from mandategraph.language import direction_of
from mandategraph.network.findings import Coded, Named
from mandategraph.network.sentences import arrows, say
from mandategraph.query.markdown import markdown_link, markdown_text
from mandategraph.read.table.columns import formula_safe

if TYPE_CHECKING:
    from mandategraph.network.findings import Cell, Findings, Table

FORMATS: Final = ("csv", "json", "md")
PATHS: Final = ("path", "cycle", "longest")  # columns of which the order matters


def render(found: Findings, form: str, table: str = "") -> str:
    """The findings as `csv` (one table, the first unless named), `json` or `md`.

    UnknownNameError for a format or a table that there is not.
    """
    if form == "csv":
        return _csv(_table(found, table))
    if form == "json":
        tables = {t.name: _records(t) for t in found.tables}
        whole = {"sentences": list(found.sentences), "lang": found.lang, **tables}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    if form == "md":
        return _markdown(found)
    raise UnknownNameError("format", form, FORMATS)


def shown(cell: Cell, column: str, lang: str) -> str:
    """The cell for people: codes and labels, words in their language."""
    if isinstance(cell, Coded):
        return say(lang, cell.key)
    if isinstance(cell, Named):
        return f"{cell.code} {cell.label}" if cell.code else cell.short
    if isinstance(cell, tuple):
        names = [node.short for node in _nodes(cell)]
        return arrows(names) if column in PATHS else ", ".join(names)
    return str(cell)


def _nodes(cell: object) -> tuple[Named, ...]:
    """The nodes of a cell that holds several."""
    return cast("tuple[Named, ...]", cell)


def _table(found: Findings, name: str) -> Table:
    tables = {table.name: table for table in found.tables}
    if name and name not in tables:
        raise UnknownNameError("table", name, tuple(tables))
    return tables[name] if name else found.tables[0]


def _csv(table: Table) -> str:
    """A column of IRIs for nodes, and beside it code, label and language."""
    out = io.StringIO()
    writer = csv.writer(out)
    named = {
        place
        for row in table.rows
        for place, cell in enumerate(row)
        if isinstance(cell, Named)
    }
    header: list[str] = []
    for place, column in enumerate(table.columns):
        more = ("code", "label", "lang", "status") if place in named else ()
        header += [column, *(f"{column}_{part}" for part in more)]
    writer.writerow(header)
    for row in table.rows:
        cells: list[str] = []
        for place, cell in enumerate(row):
            if isinstance(cell, Named):
                cells += [cell.iri, cell.code, cell.label, cell.lang, cell.status]
            else:
                cells += [_plain(cell), *([""] * 4 if place in named else ())]
        writer.writerow([formula_safe(cell) for cell in cells])
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, Coded):
        return cell.key
    if isinstance(cell, tuple):
        return " ".join(node.iri for node in _nodes(cell))
    return str(cell)


def _records(table: Table) -> list[dict[str, Any]]:
    return [
        {column: _value(cell) for column, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def _value(cell: Cell) -> Any:
    if isinstance(cell, Named):
        return cell._asdict()
    if isinstance(cell, Coded):
        return cell.key
    if isinstance(cell, tuple):
        return [node.iri for node in _nodes(cell)]
    return cell


def _markdown(found: Findings) -> str:
    lang = found.lang
    rtl = direction_of(lang) == "rtl"
    lines = [f"- {markdown_text(sentence)}" for sentence in found.sentences]
    for table in found.tables:
        if not table.rows:
            continue
        columns = [say(lang, column) for column in table.columns]
        lines += ["", f"## {say(lang, table.name)}", ""]
        lines += [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
        for row in table.rows:
            pairs = zip(table.columns, row, strict=True)
            cells = [_cell(cell, column, lang) for column, cell in pairs]
            lines.append(f"| {' | '.join(cells)} |")
    body = "\n".join(lines)
    return (
        f'<div dir="rtl" lang="{lang}">\n\n{body}\n\n</div>\n' if rtl else f"{body}\n"
    )


def _cell(cell: Cell, column: str, lang: str) -> str:
    text = markdown_text(shown(cell, column, lang))
    if not isinstance(cell, Named):
        return text
    return markdown_link(text, cell.iri)
