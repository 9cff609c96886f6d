"""The plan graph as a networkx network: what a drawing or an analysis starts from.

Nodes are plan elements, plans, organisations and whatever else a claim links to, keyed
by IRI. Every attribute is a flat string, so that each networkx writer can write it:
`iri`, `kind`, `code`, `status`, `plan`, `label`, `label_lang`, `label_status` and one
`label_{lang}` per language that exists.

Edges point as the RDF does, from the part to what it is a part of or contributes to:
result -> objective -> mandate, indicator -> result, element -> plan -> organisation.
Their attributes are `relation`, `status`, `label` and, when proposed, `confidence`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.language import STANDINS
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mandategraph.language import Form, LanguagePolicy
    from mandategraph.store import MandateGraph

Network: TypeAlias = "nx.MultiDiGraph[str]"

MG: Final = "https://w3id.org/mandategraph/ns#"
KINDS: Final = {
    "Mandate": "mandate",
    "Objective": "objective",
    "ExpectedResult": "expected_result",
    "Indicator": "indicator",
    "PlannedActivity": "planned_activity",
    "Vision": "vision",
    "ValueStatement": "value_statement",
}
LETTERS: Final = {
    "mandate": "M",
    "objective": "O",
    "expected_result": "R",
    "indicator": "I",
    "planned_activity": "A",
    "vision": "V",
    "value_statement": "W",
}
STRENGTH: Final = ("stated", "accepted", "proposed")
_DEFAULT_HOPS: Final = 2
_NAMES_SHOWN: Final = 8

_ELEMENTS: Final = """
SELECT ?element ?class ?plan ?ordinal ?textStatus ?printed WHERE {{
  VALUES ?class {{ {classes} }}
  ?element mg:elementOf ?plan ; a ?class .
  OPTIONAL {{ ?element mg:ordinal ?ordinal }}
  OPTIONAL {{ ?element mg:textStatus ?textStatus }}
  OPTIONAL {{ ?element skos:notation ?printed }}
}}"""
_STARTS: Final = """
SELECT ?element (MIN(?offset) AS ?start) WHERE {
  ?element mg:elementOf ?plan ; mg:evidence ?span .
  ?span oa:hasSelector ?selector . ?selector oa:start ?offset
} GROUP BY ?element"""
_PARENTS: Final = "SELECT ?part ?whole WHERE { ?part mg:subObjectiveOf ?whole }"
_OTHERS: Final = """
SELECT ?node ?class WHERE {
  VALUES ?class { mg:Plan org:Organization mg:Programme mg:PlanSeries mg:AgentGroup
                  skos:Concept }
  ?node a ?class .
  FILTER(?class != skos:Concept || EXISTS { ?claim mg:claimObject ?node })
}"""
_CLAIMS: Final = """
SELECT ?subject ?predicate ?object ?status ?confidence WHERE {
  ?claim a mg:Claim ; mg:claimSubject ?subject ; mg:claimPredicate ?predicate ;
    mg:claimObject ?object ; mg:status ?status .
  OPTIONAL { ?claim mg:confidence ?confidence }
  FILTER(isIRI(?object))
}"""
_OPEN: Final = """
SELECT ?subject ?predicate ?candidate WHERE {
  ?link a mg:OpenLink ; mg:claimSubject ?subject ; mg:claimPredicate ?predicate ;
    mg:candidate ?candidate .
}"""


def to_network(
    graph: MandateGraph,
    policy: LanguagePolicy,
    *,
    focus: str | None = None,
    hops: int | None = None,
) -> Network:
    """The network of the graph, or only what lies within `hops` of the node `focus`.

    Status of an edge: `stated`, `accepted`, `proposed` (the strongest of several claims
    for one link), or `open`: one edge to each candidate of an open link, until a
    stated or accepted claim settles it. Disputed, rejected and superseded claims are
    no edges. Hops go along any edge in either direction; two unless given. `focus` is
    an IRI or its last segment; UnknownNameError when it is neither.
    """
    network: Network = nx.MultiDiGraph()
    _add_elements(graph, network)
    for node, cls in sorted(graph.select_text(_OTHERS)):
        if node not in network:
            kind = (
                "organisation" if cls.endswith("Organization") else _local(cls).lower()
            )
            network.add_node(node, **_attributes(node, kind))
    _add_claims(graph, network)
    _add_open_links(graph, network)
    if focus is not None:
        network = _around(network, focus, _DEFAULT_HOPS if hops is None else hops)
    _add_labels(graph, network, policy)
    return network


def stands_in(label_status: str) -> bool:
    """Whether a label with this status stands in for a wording that there is not."""
    return label_status.partition(" ")[0] in STANDINS


def wording(policy: LanguagePolicy, forms: Iterable[Form]) -> dict[str, str]:
    """The label attributes: the chosen form, and the best form of each language.

    A printed label stands for a language only when there is no wording in any.
    """
    listed = list(forms)
    chosen = policy.choose(listed)
    if chosen is None:
        return {}
    found = {
        "label": chosen.text,
        "label_lang": chosen.lang,
        "label_status": chosen.worth,
    }
    standin = chosen.status in STANDINS
    for form in sorted(listed, key=lambda f: (f.lang, f.status != "issuer")):
        if form.lang and standin == (form.status in STANDINS):
            found.setdefault(f"label_{form.lang.replace('-', '_')}", form.text)
    return found


def _attributes(iri: str, kind: str, **more: str) -> dict[str, str]:
    blank = dict.fromkeys(("code", "status", "plan", "label_lang", "label_status"), "")
    return {"iri": iri, "kind": kind, "label": _local(iri), **blank, **more}


class _Element(NamedTuple):
    """What is said of an element beside its wording; `""` for what is not.

    `lost` is the status of a wording that the source lacks, `printed` the number with
    points or letters that it has.
    """

    kind: str
    ordinal: str
    lost: str
    printed: str


def _add_elements(graph: MandateGraph, network: Network) -> None:
    """Nodes of the plan elements, in reading order, with their codes."""
    classes = " ".join(f"mg:{name}" for name in KINDS)
    rows = graph.select_text(_ELEMENTS.format(classes=classes))
    starts = {e: int(float(s or 0)) for e, s in graph.select_text(_STARTS)}
    last = max(starts.values(), default=0) + 1
    plans: dict[str, dict[str, _Element]] = defaultdict(dict)
    for element, cls, plan, *own in sorted(rows):
        plans[plan].setdefault(element, _Element(KINDS[_local(cls)], *own))
    parents = {row[0]: row[1] for row in sorted(graph.select_text(_PARENTS))}
    for plan, elements in sorted(plans.items()):
        order = sorted(elements, key=lambda e: (starts.get(e, last), e))
        codes = _codes(order, elements, parents)
        ranked = sorted(order, key=lambda e: _ordinal(elements[e]))
        for element in ranked:
            found = elements[element]
            network.add_node(
                element,
                **_attributes(
                    element,
                    found.kind,
                    code=codes[element],
                    status=_local(found.lost) if found.lost else "stated",
                    plan=plan,
                ),
            )
            if plan not in network:
                network.add_node(plan, **_attributes(plan, "plan"))
            _link(network, element, "elementOf", plan, "stated")


def _ordinal(element: _Element) -> float:
    """Objectives by the printed number, before all that has none or keeps its place."""
    known = element.kind == "objective" and element.ordinal
    return int(element.ordinal) if known else float("inf")


def _codes(
    order: list[str], elements: dict[str, _Element], parents: dict[str, str]
) -> dict[str, str]:
    """A short code per element: its printed number, else its place among its kind."""
    taken: set[str] = set()
    codes: dict[str, str] = {}
    places: dict[str, int] = defaultdict(int)
    several = sum(own.kind == "mandate" for own in elements.values()) > 1
    numbered_first = sorted(
        order, key=lambda e: not (elements[e].ordinal or elements[e].printed)
    )
    for element in numbered_first:
        kind, ordinal, _, printed = elements[element]
        parent = codes.get(parents.get(element, ""))
        stem = f"{parent}." if parent else LETTERS[kind]
        code = f"{stem}{ordinal}" if ordinal else ""
        if printed:
            code = f"{LETTERS[kind]}{printed}" if printed[0].isdigit() else printed
        if kind == "mandate" and not several:
            code = stem
        while not code or code in taken:
            places[stem] += 1
            code = f"{stem}{places[stem]}"
        taken.add(code)
        codes[element] = code
    return codes


def _link(
    network: Network, source: str, relation: str, target: str, status: str, **more: str
) -> None:
    for node in (source, target):
        if node not in network:
            network.add_node(node, **_attributes(node, "other"))
    key = f"{relation} open" if status == "open" else relation
    network.add_edge(
        source,
        target,
        key=key,
        relation=relation,
        status=status,
        label=relation,
        **more,
    )


def _add_claims(graph: MandateGraph, network: Network) -> None:
    """Edges of the claims that hold or are proposed, the strongest of each link."""
    best: dict[tuple[str, str, str], tuple[int, float, str]] = {}
    for subject, predicate, obj, status, confidence in graph.select_text(_CLAIMS):
        name, link = _local(status), (subject, _local(predicate), obj)
        if name in STRENGTH:
            found = (STRENGTH.index(name), -float(confidence or 0), confidence)
            best[link] = min(found, best.get(link, found))
    for (subject, relation, obj), (rank, _, confidence) in sorted(best.items()):
        status = STRENGTH[rank]
        more = {"confidence": confidence} if confidence and status == "proposed" else {}
        _link(network, subject, relation, obj, status, **more)


def _add_open_links(graph: MandateGraph, network: Network) -> None:
    settled = {
        (source, data["relation"])
        for source, _, data in network.edges(data=True)
        if data["status"] in ("stated", "accepted")
    }
    for subject, predicate, candidate in sorted(graph.select_text(_OPEN)):
        if (subject, _local(predicate)) not in settled:
            _link(network, subject, _local(predicate), candidate, "open")


def _around(network: Network, focus: str, hops: int) -> Network:
    """The part of the network within `hops` of the focus."""
    matches = [n for n in network if n == focus or _local(n) == focus]
    if not matches:
        known = tuple(sorted(map(_local, network))[:_NAMES_SHOWN])
        raise UnknownNameError("node", focus, (*known, "..."))
    start = focus if focus in network else matches[0]
    near = nx.ego_graph(network.to_undirected(as_view=True), start, radius=hops)
    return network.subgraph(near).copy()


def _add_labels(graph: MandateGraph, network: Network, policy: LanguagePolicy) -> None:
    relations = {data["relation"] for _, _, data in network.edges(data=True)}
    forms = all_forms(graph, [*network, *sorted(MG + name for name in relations)])
    for node, data in network.nodes(data=True):
        data.update(wording(policy, forms.get(node, [])))
    for _, _, data in network.edges(data=True):
        chosen = policy.choose(forms.get(MG + data["relation"], []))
        if chosen is not None:
            data["label"] = chosen.text


def _local(iri: str) -> str:
    """The last segment of the IRI."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
