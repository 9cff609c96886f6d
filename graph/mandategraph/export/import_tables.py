"""CSV tables that other programs take in: for Neo4j, and for Gephi.

They are for programs: no cell is guarded against a spreadsheet, which would change it.
As a stream the two tables come as a ZIP archive of two files.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from mandategraph.export.options import part
from mandategraph.export.tables import node_columns
from mandategraph.workbooks.archive import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mandategraph.export.options import ExportOptions
    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_BREAKS: Final = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_SIGNS: Final = re.compile(r"\W|_")
_LINK: Final = ("label", "status", "confidence")


def neo4j_tables(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """Nodes and relationships with the headers of `neo4j-admin database import`.

    The label of a node is its kind (`ExpectedResult`), the type of a relationship the
    relation (`expectedResultOf`); a confidence is a number. A value stands on one line,
    as the import wants it unless told otherwise.
    """
    network = part(graph, policy, options)
    columns = [name for name in node_columns(network) if name != "iri"]
    nodes = [
        [node, *(data.get(name, "") for name in columns), _label(data["kind"])]
        for node, data in network.nodes(data=True)
    ]
    edges = [
        [source, target, *(data.get(name, "") for name in _LINK), data["relation"]]
        for source, target, data in network.edges(data=True)
    ]
    rows = [*nodes, *edges]
    broken = sum(_BREAKS.search(cell) is not None for row in rows for cell in row)
    options.lost(
        "breaks of lines in values", broken, "Neo4j wants one line; set in one"
    )
    ends = [":START_ID", ":END_ID", "label", "status", "confidence:double", ":TYPE"]
    return {
        "-nodes": _table(["iri:ID", *columns, ":LABEL"], map(_flat, nodes), options),
        "-edges": _table(ends, map(_flat, edges), options),
    }


def gephi_tables(
    graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions
) -> Mapping[str, bytes]:
    """Nodes and edges with the headers of Gephi's import of spreadsheets.

    Gephi does not tell `Label` from `label`: the label stands there once.
    """
    network = part(graph, policy, options)
    columns = [name for name in node_columns(network) if name not in ("iri", "label")]
    nodes = [
        [node, data["label"], *(data.get(name, "") for name in columns)]
        for node, data in network.nodes(data=True)
    ]
    edges = [
        [source, target, "Directed", f"e{number}", data["relation"]]
        + [data.get(name, "") for name in _LINK]
        for number, (source, target, data) in enumerate(network.edges(data=True), 1)
    ]
    ends = ["Source", "Target", "Type", "Id", "relation", "Label", *_LINK[1:]]
    return {
        "-nodes": _table(["Id", "Label", *columns], nodes, options),
        "-edges": _table(ends, edges, options),
    }


def neo4j(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """Both tables for Neo4j in a ZIP archive."""
    return _archive(neo4j_tables(graph, policy, options))


def gephi(graph: MandateGraph, policy: LanguagePolicy, options: ExportOptions) -> bytes:
    """Both tables for Gephi in a ZIP archive."""
    return _archive(gephi_tables(graph, policy, options))


def _archive(files: Mapping[str, bytes]) -> bytes:
    return packed(
        {f"{name.lstrip('-')}.csv": data.decode() for name, data in files.items()}
    )


def _label(kind: str) -> str:
    """`ExpectedResult` for `expected_result`; Neo4j takes `;` for the next label."""
    return "".join(word[:1].upper() + word[1:] for word in _SIGNS.split(kind))


def _flat(row: Sequence[str]) -> list[str]:
    return [_BREAKS.sub(" ", cell) for cell in row]


def _table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], options: ExportOptions
) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig" if options.bom else "utf-8")
