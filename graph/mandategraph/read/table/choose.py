"""Which mapping explains a source, and which of its tables each rule reads."""

from __future__ import annotations

from fnmatch import fnmatch
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.errors import OtherContentError, SourceError
from mandategraph.read.extracted import collapse
from mandategraph.read.table.json import JsonTable
from mandategraph.read.table.mapping import shipped
from mandategraph.read.table.records import JsonRecords, SheetTable, key_of

if TYPE_CHECKING:
    from mandategraph.read.table.cells import Opened, Sheet
    from mandategraph.read.table.rules import Mapping, TableRule

_FEW: Final = 12  # columns that an error names
_ADVICE: Final = (
    "write a mapping for them, or name them kind and text@en, "
    "as docs/read/table.md says"
)
Table = SheetTable | JsonRecords


class Chosen(NamedTuple):
    """A mapping, and the tables that its rules read, in the order of the rules.

    `others` are the sheets, `unread` the JSON files that no rule reads.
    """

    mapping: Mapping
    tables: list[tuple[TableRule, Table]]
    others: list[Sheet]
    unread: list[str]


def choose(tables: Opened, file: str, mapping: Mapping | None = None) -> Chosen:
    """The mapping for a source: the one given, else the shipped one that fits best.

    SourceError says which columns there are when none fits.
    """
    tried = (mapping,) if mapping else shipped()
    found = [(one, read) for one in tried if (read := _matches(one, tables, file))]
    if not found:
        raise _unfit(tables, file, mapping)
    # shipped mappings are in the order of their names: the first of several best ones
    best, read = max(found, key=lambda one: sum(len(r.columns) for r, _ in one[1]))
    titles = {table.title for _, table in read}
    others = [sheet for sheet in tables.sheets if sheet.title not in titles]
    unread = [name for name in tables.values if name and name not in titles]
    return Chosen(best, read, others, unread)


def _matches(
    mapping: Mapping, tables: Opened, file: str
) -> list[tuple[TableRule, Table]]:
    """The tables that the mapping reads; none when it does not fit the source."""
    found: list[tuple[TableRule, Table]] = []
    for rule in mapping.tables:
        fitting = _fitting(rule, tables, file)
        if not fitting and tables.is_folder and not rule.optional:
            return []
        found += [(rule, table) for table in fitting]
    return found


def _fitting(rule: TableRule, tables: Opened, file: str) -> list[Table]:
    """The tables with the rule's columns; of a folder those of one file only.

    Of several files with one and the same content the first one is read, in the order
    of the rule's `files`.
    """
    fitting: list[tuple[str, Table]] = []
    for sheet in tables.sheets:
        name, _, tab = sheet.title.partition("#")
        if sheet.hidden or not fnmatch(tab or name, rule.sheet or "*"):
            continue
        table = SheetTable(sheet, rule, file)
        if table.fits:
            fitting.append((name, table))
    for name, value in tables.values.items():
        json = JsonTable(value, rule.rows, f"{name}#" if name else "", file)
        records = JsonRecords(json, rule, name or "JSON")
        if records.fits:
            fitting.append((name, records))
    if not tables.is_folder:
        return [table for _, table in fitting]
    for pattern in rule.files or ("*",):
        for name, _ in fitting:
            if fnmatch(name.lower(), pattern):
                return [table for other, table in fitting if other == name]
    return []


def _unfit(tables: Opened, file: str, mapping: Mapping | None) -> SourceError:
    """What columns there are, and what the mapping wanted."""
    if mapping is not None:
        lacking = _nearest(mapping, tables)
        reason = f"the mapping {mapping.name} does not fit: {lacking}"
        return SourceError(file, reason, "correct the columns of the mapping")
    named = _columns(tables)
    if not named:
        reason = "there is no table in it"
        return OtherContentError(file, reason, "give a table with a header")
    few = ", ".join(named[:_FEW])
    more = f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
    reason = f"no mapping fits its columns: {few}{more}"
    return OtherContentError(file, reason, _ADVICE)


def _nearest(mapping: Mapping, tables: Opened) -> str:
    """What the rule that comes closest does not find."""
    there = {key_of(name) for name in _columns(tables)}
    rules = [rule for rule in mapping.tables if not rule.optional] or mapping.tables
    lacks = [[c for c in r.columns if key_of(c) not in there] for r in rules]
    best = min(range(len(rules)), key=lambda at: len(lacks[at]))
    columns = ", ".join(lacks[best]) or "nothing in one table or file"
    return f"its table {rules[best].name} lacks {columns}"


def _columns(tables: Opened) -> list[str]:
    """The names in the first rows of each table."""
    found: list[str] = []
    for sheet in tables.sheets:
        for row in islice(sheet.rows(), 1):
            found += [collapse(text) for text in row.cells.values()]
    for value in tables.values.values():
        for record in islice(JsonTable(value, "", "", "").records(), 20):
            found += record
    return list(dict.fromkeys(found))
