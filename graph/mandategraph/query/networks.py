"""Answers as networks: of the triples of a graph, or of two columns of a table.

Nodes are keyed by IRI and carry `iri`, `label`, `label_lang` and `label_status`, edges
`relation` and `label`, as the networks of `mandategraph.network` do. All of them are
flat strings, so that every writer of networkx can write them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query.labels import code_of
from mandategraph.query.results import plain
from mandategraph.query.run import Answer, shown_text
from mandategraph.store.terms import Parts, ordered, parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from mandategraph.query.cells import Value
    from mandategraph.store.engine import Triple

    Network: TypeAlias = nx.MultiDiGraph[str]


def to_networkx(
    answer: Answer, source: str | None = None, target: str | None = None
) -> Network:
    """The network of the answer.

    A graph: an edge for each triple between nodes, keyed by its predicate; literals are
    attributes of their subject, by the predicate's last segment, and `_` and the tag
    when they have a language; several are joined by `; `.

    A table: an edge for each row from the column `source` to the column `target`, the
    first two that hold nodes unless named; the other columns are its attributes. A row
    with only one of the two adds that node. A list of IRIs gives an edge to each.
    """
    if answer.triples is not None:
        return _of_triples(answer, answer.triples)
    if answer.kind != "select":
        raise QueryError(
            answer.question.name, "a yes or no is no network", "use .truth"
        )
    return _of_rows(answer, *_ends(answer, source, target))


def _of_triples(answer: Answer, triples: Sequence[Triple]) -> Network:
    network: Network = nx.MultiDiGraph()
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    names = _short_names({parts(predicate).text for _, predicate, _ in triples})
    for triple in ordered(triples):
        subject, predicate, obj = (parts(term) for term in triple)
        start = _node(network, subject, answer)
        name = names[predicate.text]
        if obj.kind == "literal":
            key = f"{name}_{obj.lang}" if obj.lang else name
            texts[start, key].add(obj.text)
        else:
            end = _node(network, obj, answer)
            label = answer.forms.get(predicate.text)
            network.add_edge(
                start,
                end,
                key=name,
                relation=name,
                iri=predicate.text,
                label=label.text if label else name,
            )
    for (node, key), values in sorted(texts.items()):
        free = key if key not in network.nodes[node] else f"{key}_"
        network.nodes[node][free] = "; ".join(sorted(values))
    return network


def _of_rows(answer: Answer, source: int, target: int) -> Network:
    network: Network = nx.MultiDiGraph()
    relation = answer.columns[target]
    for row in answer.values:
        starts, ends = (
            [_node(network, node, answer) for node in _nodes(row[at])]
            for at in (source, target)
        )
        more = {
            f"{name}_" if name in ("relation", "label") else name: text
            for at, name in enumerate(answer.columns)
            if at not in (source, target)
            and (text := shown_text(row[at], answer.forms))
        }
        for start in starts:
            for end in ends:
                network.add_edge(start, end, relation=relation, label=relation, **more)
    return network


def _ends(answer: Answer, source: str | None, target: str | None) -> tuple[int, int]:
    columns = answer.columns
    for name in (source, target):
        if name is not None and name not in columns:
            raise UnknownNameError("column", name, columns)
    with_nodes = [
        at
        for at in range(len(columns))
        if any(_nodes(row[at]) for row in answer.values)
    ]
    first = columns.index(source) if source is not None else None
    second = columns.index(target) if target is not None else None
    free = [at for at in with_nodes if at not in (first, second)]
    if first is None and free:
        first = free.pop(0)
    if second is None and free:
        second = free.pop(0)
    if answer.values and (first is None or second is None):
        raise QueryError(
            answer.question.name,
            "a network needs two columns of nodes",
            f"name source and target among {', '.join(columns)}",
        )
    return first or 0, second or 0


def _nodes(value: Value) -> list[Parts]:
    if value is None:
        return []
    if isinstance(value, tuple):
        return [Parts("iri", iri) for iri in value]
    found = parts(value)
    return [] if found.kind == "literal" else [found]


def _node(network: Network, found: Parts, answer: Answer) -> str:
    key = plain(found)
    if key not in network:
        form = answer.forms.get(found.text) or code_of(key)
        network.add_node(
            key,
            iri=key,
            label=form.text,
            label_lang=form.lang,
            label_status=form.worth,
        )
    return key


def _short_names(iris: set[str]) -> dict[str, str]:
    """The last segment of each; the whole IRI where two have the same one."""
    short = {iri: code_of(iri).text for iri in sorted(iris)}
    taken = list(short.values())
    return {iri: name if taken.count(name) == 1 else iri for iri, name in short.items()}
