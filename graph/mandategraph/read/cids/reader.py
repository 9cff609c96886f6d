"""The reader of the Common Impact Data Standard (CIDS) in JSON-LD and Turtle."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import mandategraph
from mandategraph.errors import OtherContentError
from mandategraph.model import Reading, Source, Warning
from mandategraph.read.cids.graph import Graph, Words
from mandategraph.read.cids.groups import groups
from mandategraph.read.cids.plan import PlanWriter
from mandategraph.read.cover import leftover
from mandategraph.read.extracted import Extract, not_carried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.cids.text import Account
    from mandategraph.read.source import Input

# Whose words are about a plan; those of other resources are counted only.
_OF_PLANS: Final = frozenset(
    {"result", "indicator", "report", "target", "measure", "model"}
    | {"programme", "activity", "group", "theme", "code", "detail"}
)
_KINDS_OF_FILE: Final = (
    (("sh:NodeShape", "sh:PropertyShape"), "SHACL shapes"),
    (("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"), "an ontology"),
    (("skos:ConceptScheme", "skos:Concept", "cids:Code"), "a code list"),
)


def extractor() -> str:
    """Name and version of what reads, its parser's included."""
    parser = f"pyoxigraph.{version('pyoxigraph')}"
    return f"mandategraph-cids {mandategraph.__version__}+{parser}"


def readings(source: Input, *, propose: bool = False) -> Iterator[Reading]:
    """The one reading of a file: a plan for each organisation or impact model in it.

    Raises SourceError for what is no JSON-LD or Turtle, and for data without results,
    indicators or impact models, such as the ontology itself. Nothing is fetched.
    """
    del propose  # the structure states every parent
    graph = Graph(source)
    found = groups(graph)
    if not found:
        raise OtherContentError(source.file, *_nothing(graph))
    extract = Extract()
    writer = PlanWriter(graph, extract, source.file)
    plans = tuple(
        writer.write(group, number, last=number == len(found))
        for number, group in enumerate(found, 1)
    )
    warnings = [*writer.warnings, *_rest(graph, writer.account, extract)]
    for name, count in sorted(graph.unknown.items()):
        message = f"{name} x {count}: no context says what the name means"
        warnings.append(Warning("not_carried", message))
    text = extract.text
    as_read = Source(
        source.file,
        source.sha256,
        text,
        graph.media_type,
        extractor(),
        tuple(extract.places),
    )
    yield Reading(as_read, plans, leftover(text, plans), tuple(warnings))


def _rest(graph: Graph, account: Account, extract: Extract) -> Iterator[Warning]:
    """Put the other words about plans into the text; what is no part of one, count."""
    counts: Counter[str] = Counter()
    for node in graph.nodes.values():
        unused = [n for n in node.values if not account.has(node.key, n)]
        touched = len(unused) < len(node.values)
        if node.kind not in _OF_PLANS and not touched:
            counts[node.classes[0] if node.classes else "resource without a class"] += 1
            continue
        for name in unused:
            for value in node.values[name]:
                if isinstance(value, Words):
                    if value.text.strip():
                        extract.add(value.text, f"{node.path} {name}")
                elif not _leads_on(graph, value):
                    counts[name] += 1
    for line in not_carried(counts):
        yield Warning("not_carried", f"{line}: no part of a plan")


def _leads_on(graph: Graph, key: str) -> bool:
    """Whether the link is shown by what stands at its other end."""
    other = graph.nodes.get(key)
    return other is not None and other.kind in _OF_PLANS


def _nothing(graph: Graph) -> tuple[str, str]:
    """Why there is no plan: what the file holds instead, and what to do."""
    counts = Counter(c for node in graph.nodes.values() for c in node.classes)
    advice = "name a file with the organisation's own data"
    for classes, name in _KINDS_OF_FILE:
        total = sum(counts[c] for c in classes)
        if total:
            return (
                f"it is {name}, not data: {classes[0]} and the like x {total}",
                advice,
            )
    if not graph.nodes:
        return "it states nothing: it has prefixes or a context only", advice
    if not counts:
        return "no resource in it has a class", "give Turtle or JSON-LD of CIDS"
    most = ", ".join(f"{name} x {count}" for name, count in counts.most_common(3))
    return f"it holds no outcome, indicator or impact model, but {most}", advice
