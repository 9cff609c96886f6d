"""Plans made for analyses of their links: a few lines become a graph."""

from __future__ import annotations

from typing import NamedTuple

from conftest import ID, MG
from mandategraph.rdf.nquads import (
    DCAT,
    DCT,
    ORG,
    SKOS,
    Quads,
    decimal,
    iri,
    literal,
)
from mandategraph.store import MandateGraph

CLASSES = {
    "M": "Mandate",
    "O": "Objective",
    "R": "ExpectedResult",
    "I": "Indicator",
    "A": "PlannedActivity",
}


class Linked(NamedTuple):
    """`links` are lines such as `R1 expectedResultOf O1 stated`; names as in codes."""

    links: str
    elements: str = ""
    plan: str = "plan-x"
    holder: str = ""


def linked_graph(*plans: Linked, values: str = "") -> MandateGraph:
    """The graph: elements are named by their code, with the plan before it if several.

    `values` are lines such as `I1 Target 40 towns @2025 north`: unit, year (or start
    and end, `@2024/2025`, one of them empty if unknown) and parts may be left out. A
    line of links with the status `open` is an open link with several candidates:
    `R1 expectedResultOf O1,O2 open`.
    """
    quads = Quads()
    doc, claims = f"{ID}graph/doc-x", f"{ID}graph/claims-x"
    for links, elements, name, holder in plans:
        quads.a(doc, ID + name, f"{MG}Plan")
        rows = [line.split() for line in links.strip().splitlines()]
        nodes = set(elements.split())
        for source, _, targets, _ in rows:
            nodes |= {source, *targets.split(",")}
        for node in sorted(n for n in nodes if n.rpartition("-")[2][0] in CLASSES):
            if "-" in node and not node.startswith(f"{name}-"):
                continue
            quads.a(doc, ID + node, MG + CLASSES[node.rpartition("-")[2][0]])
            quads.add(doc, ID + node, f"{MG}elementOf", iri(ID + name))
            code = literal(node.rpartition("-")[2])
            quads.add(doc, ID + node, f"{SKOS}notation", code)
            words = literal(f"Words of {node}", lang="en")
            quads.add(doc, ID + node, f"{MG}statementText", words)
        if holder:
            quads.a(doc, ID + holder, f"{ORG}Organization")
            rows.append([name, "planOf", holder, "accepted"])
        for source, relation, targets, status in rows:
            node = f"{ID}claim-{source}-{relation}-{targets.replace(',', '-')}-{status}"
            ends = [iri(ID + target) for target in targets.split(",")]
            quads.add(claims, node, f"{MG}claimSubject", iri(ID + source))
            quads.add(claims, node, f"{MG}claimPredicate", iri(MG + relation))
            if status == "open":
                quads.a(claims, node, f"{MG}OpenLink")
                quads.add(claims, node, f"{MG}candidate", *ends)
                continue
            quads.a(claims, node, f"{MG}Claim")
            quads.add(claims, node, f"{MG}claimObject", *ends)
            quads.add(claims, node, f"{MG}status", iri(MG + status))
    _add_values(quads, doc, values)
    return MandateGraph.from_nquads(quads.nquads())


def _add_values(quads: Quads, doc: str, values: str) -> None:
    """Each value with a unit of its own: units agree by their labels."""
    for number, line in enumerate(values.strip().splitlines()):
        indicator, kind, amount, *more = line.split()
        unit = [word for word in more if not word.startswith("@")]
        node = f"{ID}value-{number}"
        quads.a(doc, node, MG + kind)
        quads.add(doc, node, f"{MG}valueOf", iri(ID + indicator))
        quads.add(doc, node, f"{MG}value", decimal(float(amount)))
        for place, period in enumerate(w[1:] for w in more if w.startswith("@")):
            covered = f"{node}-period-{place}"
            start, _, end = period.partition("/")
            ends = {"startDate": start, "endDate": end if "/" in period else start}
            quads.add(doc, node, f"{DCT}temporal", iri(covered))
            for name, year in ends.items():
                if year:
                    quads.add(doc, covered, DCAT + name, literal(year))
        for name in unit[:1]:
            concept = f"{ID}unit-{number}"
            label = literal(name.replace("_", " "), lang="en")
            quads.a(doc, concept, f"{SKOS}Concept")
            quads.add(doc, concept, f"{SKOS}prefLabel", label)
            quads.add(doc, node, f"{MG}unit", iri(concept))
        for name in unit[1:]:
            quads.add(doc, node, f"{MG}dimension", iri(f"{ID}part-{name}"))
