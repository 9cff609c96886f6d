"""Tables of nodes and edges for spreadsheets: CSV and XLSX.

In CSV a cell that a spreadsheet would run as a formula gets an apostrophe in front, as
in every table of ours, and lines end as RFC 4180 says. In XLSX every cell is text, and
an IRI of the web leads there.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from mandategraph.export.options import part
from mandategraph.language import direction_of
from mandategraph.query.words import language_of
from mandategraph.read.table.columns import formula_safe
from mandategraph.workbooks import Link, Sheet, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

NODE_COLUMNS: Final = (
    "iri",
    "kind",
    "code",
    "label",
    "label_lang",
    "label_status",
    "status",
    "plan",
)
EDGE_COLUMNS: Final = (
    "source",
    "source_code",
    "source_label",
    "relation",
    "relation_label",
    "target",
    "target_code",
    "target_label",
    "edge_status",
    "confidence",
)
_IRIS: Final = ("iri", "plan", "source", "target")
_SHORT: Final = ("label_lang", "label_status", "relation_label")


def csv_tables(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """The table of nodes (`-nodes`) and the table of edges (`-edges`)."""
    network = part(graph, policy, options)
    return {
        "-nodes": _table(node_columns(network), _nodes(network), bom=options.bom),
        "-edges": _table(EDGE_COLUMNS, _edges(network), bom=options.bom),
    }


def csv_table(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """Both in one table, for streams: the column `row` says `node` or `edge`."""
    network = part(graph, policy, options)
    columns = ("row", *node_columns(network), *EDGE_COLUMNS)
    rows = [{"row": "node", **row} for row in _nodes(network)]
    rows += [{"row": "edge", **row} for row in _edges(network)]
    return _table(columns, rows, bom=options.bom)


def network_xlsx(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> bytes:
    """A workbook with a sheet of nodes and a sheet of edges, both by code and label."""
    network = part(graph, policy, options)
    rtl = direction_of(language_of(policy)) == "rtl"
    sheets = (
        ("nodes", node_columns(network), _nodes(network)),
        ("edges", EDGE_COLUMNS, _edges(network)),
    )
    return xlsx(
        *(
            Sheet(title, [columns, *_cells(columns, rows)], _widths(columns), rtl=rtl)
            for title, columns, rows in sheets
        )
    )


def _cells(
    columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]
) -> Iterator[list[str | Link]]:
    for row in rows:
        texts = ((name, row.get(name, "")) for name in columns)
        yield [Link(t, t) if t and name in _IRIS else t for name, t in texts]


def _widths(columns: Iterable[str]) -> list[int]:
    return [48 if "label" in c and c not in _SHORT else 20 for c in columns]


def node_columns(network: Network) -> tuple[str, ...]:
    """The fixed columns, then the label in each language that exists."""
    found = {key for _, data in network.nodes(data=True) for key in data}
    return (*NODE_COLUMNS, *sorted(found - set(NODE_COLUMNS)))


def _nodes(network: Network) -> Iterable[dict[str, str]]:
    return (dict(data) for _, data in network.nodes(data=True))


def _edges(network: Network) -> Iterable[dict[str, str]]:
    for source, target, data in network.edges(data=True):
        yield {
            "source": source,
            "source_code": network.nodes[source]["code"],
            "source_label": network.nodes[source]["label"],
            "relation": data["relation"],
            "relation_label": data["label"],
            "target": target,
            "target_code": network.nodes[target]["code"],
            "target_label": network.nodes[target]["label"],
            "edge_status": data["status"],
            "confidence": data.get("confidence", ""),
        }


def _table(
    columns: Iterable[str], rows: Iterable[dict[str, str]], *, bom: bool
) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), restval="")
    writer.writeheader()
    writer.writerows(
        {key: formula_safe(cell) for key, cell in row.items()} for row in rows
    )
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8")
