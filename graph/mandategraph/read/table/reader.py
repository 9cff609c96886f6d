"""The reader of tables: our own authoring format, or columns that are mapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mandategraph
from mandategraph.model import Reading, Source, Warning
from mandategraph.read.extracted import not_carried
from mandategraph.read.table.authoring import Authoring
from mandategraph.read.table.choose import Chosen, choose
from mandategraph.read.table.emit import Writer
from mandategraph.read.table.mapped import Mapped
from mandategraph.read.table.mapping import load
from mandategraph.read.table.open import open_tables
from mandategraph.read.table.records import JsonRecords
from mandategraph.read.table.row import Header
from mandategraph.read.table.xlsx import MEDIA_TYPE as XLSX
from mandategraph.read.table.xlsx import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mandategraph.read.extracted import Extract
    from mandategraph.read.source import Input
    from mandategraph.read.table.cells import Opened, Sheet
    from mandategraph.read.table.drafts import DraftPlan


def readings(
    source: Input, *, propose: bool = False, mapping: Path | None = None
) -> Iterator[Reading]:
    """The one reading of a table file or of a folder of them.

    Without `mapping` a table with the columns of the authoring format is read as such,
    and any other by the shipped mapping whose columns it has. Raises SourceError for
    what is no table, for one that no mapping fits, and for a wrong cell of the
    authoring format. Nothing is proposed: a table says what it says.
    """
    del propose
    tables = open_tables(source)
    typed = [] if mapping else [s for s in tables.sheets if _is_authoring(s)]
    if typed:
        yield _typed(source, tables, typed)
        return
    chosen = choose(tables, source.file, load(mapping) if mapping else None)
    yield _mapped(source, tables, chosen)


def _is_authoring(sheet: Sheet) -> bool:
    first = None if sheet.hidden else next(sheet.rows(), None)
    return first is not None and Header.of(first).is_authoring


def _typed(source: Input, tables: Opened, sheets: list[Sheet]) -> Reading:
    # what Excel writes as _x0007_ is a character of XLSX already
    as_is = tables.media_type == XLSX
    table = Authoring(source.file, str if as_is else unescaped)
    for sheet in sheets:
        table.read(sheet)
    plans = table.finish()
    others = [sheet for sheet in tables.sheets if sheet not in sheets]
    return _reading(source, tables, plans, table.warnings, others, "")


def _mapped(source: Input, tables: Opened, chosen: Chosen) -> Reading:
    mapped = Mapped(chosen.mapping)
    for rule, table in chosen.tables:
        mapped.read(rule, table)
    plans = mapped.finish()
    warnings = [*mapped.warnings(), *_unread(chosen)]
    extractor = f"+{chosen.mapping.name}.{chosen.mapping.digest}"
    return _reading(source, tables, plans, warnings, chosen.others, extractor)


def _unread(chosen: Chosen) -> Iterator[Warning]:
    """A line for each JSON file, and each list in one, that no table is made of."""
    for name in chosen.unread:
        yield Warning("not_carried", f"{name}: no table of the mapping reads it")
    paths = {rule.rows for rule, _ in chosen.tables}
    counts = {
        f"{table.title}, items of {path}": count
        for _, table in chosen.tables
        if isinstance(table, JsonRecords)
        for path, count in table.table.lists.items()
        if not any(rows.startswith(f"{path}/") for rows in paths)
    }
    for line in not_carried(counts):
        yield Warning("not_carried", line)


def _reading(
    source: Input,
    tables: Opened,
    plans: list[DraftPlan],
    warnings: list[Warning],
    others: list[Sheet],
    mapping: str,
) -> Reading:
    """The reading of the drafts, with a line for each sheet that was not read."""
    uncarried = dict(tables.uncarried)
    for sheet in others:
        filled = sum(len(row.cells) for row in sheet.rows())
        what = "hidden sheet" if sheet.hidden else "sheet"
        uncarried[f"{what} {sheet.title}, filled cell"] = filled
    found = [*tables.warnings, *warnings]
    found += [Warning("not_carried", line) for line in not_carried(uncarried)]
    writer = Writer(source.file)
    plans.reverse()
    while plans:  # each draft is freed when it is written
        writer.add(plans.pop())
    library = f"+{tables.library}" if tables.library else ""
    extractor = f"mandategraph-table {mandategraph.__version__}{library}{mapping}"

    def as_read(extract: Extract) -> Source:
        return Source(
            source.file,
            source.sha256,
            extract.text,
            tables.media_type,
            extractor,
            tuple(extract.places),
        )

    return writer.reading(as_read, found)
