"""pySHACL: the engine whose results are the measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.namespace import SH
from rdflib.query import Result as Rows

from mandategraph.check.results import Result, path_text
from mandategraph.store.terms import to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Identifier

    from mandategraph.store import MandateGraph


def by_pyshacl(data: MandateGraph, shapes: Graph) -> list[Result]:
    """What pySHACL finds in the union of the graphs, unsorted."""
    import pyshacl

    _, report, _ = pyshacl.validate(_Answered(data), shacl_graph=shapes)
    report = cast("Graph", report)
    nodes = cast("Iterator[Identifier]", report.objects(None, SH.result))
    return [_result(report, node) for node in nodes]


class _Answered(Graph):
    """A copy of a graph whose SPARQL constraints are answered by Oxigraph.

    pySHACL asks one query per focus node; rdflib would parse it anew each time.
    """

    def __init__(self, data: MandateGraph) -> None:
        super().__init__()
        self._answering = data.oxigraph()
        for quad in self._answering:
            terms = map(to_rdflib, (quad.subject, quad.predicate, quad.object))
            self.add(cast("tuple[Identifier, Identifier, Identifier]", tuple(terms)))

    def query(
        self,
        query_object: Any,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Any = None,  # noqa: N803 - the names are rdflib's
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        *args: Any,
        **options: Any,
    ) -> Rows:
        """The answer of Oxigraph to a SELECT, its terms spelled as stored."""
        del processor, result, initNs, args, options
        bound = (initBindings or {}).items()
        rows = self._answering.query(
            query_object,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(n): _to_oxigraph(term) for n, term in bound},
        )
        rows = cast("ox.QuerySolutions", rows)
        answer = Rows("SELECT")
        answer.vars = [Variable(v.value) for v in rows.variables]
        answer.bindings = [
            {
                name: term
                for name, term in zip(answer.vars, map(to_rdflib, row), strict=True)
                if term is not None
            }
            for row in rows
        ]
        return answer


def _to_oxigraph(term: Identifier) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    literal = cast("Literal", term)
    datatype = ox.NamedNode(str(literal.datatype)) if literal.datatype else None
    return ox.Literal(str(literal), language=literal.language, datatype=datatype)


def _result(report: Graph, node: Identifier) -> Result:
    def one(predicate: URIRef) -> Identifier | None:
        return cast("Identifier | None", report.value(node, predicate))

    focus, value, path = one(SH.focusNode), one(SH.value), one(SH.resultPath)
    source = one(SH.sourceConstraint) or one(SH.sourceShape)
    return Result(
        focus=cast("Identifier", focus),
        path="" if path is None else path_text(report, path),
        value=None if value == focus else value,
        source=str(source) if isinstance(source, URIRef) else "",
        component=str(one(SH.sourceConstraintComponent)),
        severity=str(one(SH.resultSeverity)),
    )
