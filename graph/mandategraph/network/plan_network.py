"""The plan graph as a networkx network: what a drawing or an analysis starts from.

Nodes are plan elements, plans, organisations and whatever else a claim links to, keyed
by IRI. Every attribute is a flat string, so that each networkx writer can write it:
`iri`, `kind`, `code`, `status`, `plan`, `label`, `label_lang`, `label_status` and one
`label_{lang}` per language that exists.

Edges point as the RDF does, from the part to what it is a part of or contributes to:
result -> objective -> mandate, indicator -> result, element -> plan -> organisation.
Their attributes are `relation`, `status`, `label` and, when proposed, `confidence`.

The network's own attributes are `holds` (`plan`), `nodes`, and `stated`: a mark for
each stated edge, so that one added later by hand is told from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

import networkx as nx

from mandategraph.errors import UnknownNameError
from mandategraph.language import STANDINS
from mandategraph.namespaces import local
from mandategraph.network.everything import add_everything
from mandategraph.network.naming import meant
from mandategraph.network.nodes import (
    KINDS,
    LETTERS,
    LINKS,
    MG,
    STRENGTH,
    Network,
    attributes,
    link,
    part_of,
    without_collection,
)
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mandategraph.language import Form, LanguagePolicy
    from mandategraph.store import MandateGraph

Nodes = Literal["elements", "context", "everything"]
_DEFAULT_HOPS: Final = 2

_CLASSES: Final = " ".join(f"mg:{name}" for name in KINDS)
_NAMED: Final = re.compile(r"[/\s]")
_ELEMENTS: Final = """
SELECT ?element ?class ?plan ?ordinal ?textStatus ?printed WHERE {{
  VALUES ?class {{ {classes} }}
  ?element mg:elementOf ?plan ; a ?class .
  OPTIONAL {{ ?element mg:ordinal ?ordinal }}
  OPTIONAL {{ ?element mg:textStatus ?textStatus }}
  OPTIONAL {{ ?element skos:notation ?printed }}
}}"""
# what somebody added to a network by hand: the source does not have it
_LOOSE: Final = """
SELECT ?element ?class ?code WHERE {{
  VALUES ?class {{ {classes} }}
  ?element a ?class .
  FILTER NOT EXISTS {{ ?element mg:elementOf ?plan }}
  OPTIONAL {{ ?element skos:notation ?code }}
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
    nodes: Nodes = "context",
    links: Collection[str] = LINKS,
) -> Network:
    """The network of the graph, or only what lies within `hops` of the node `focus`.

    Status of an edge: `stated`, `accepted`, `proposed` (the strongest of several claims
    for one link), or `open`: one edge to each candidate of an open link, until a
    stated or accepted claim settles it. Disputed, rejected and superseded claims are
    no edges. `links` keeps the edges of these statuses; that an element is one of its
    plan is stated. Hops go along any edge in either direction; two unless given.
    `focus` is an IRI or its last segment.

    `nodes`: `elements` are those of the plans alone, with the links between them;
    `context` adds plans, organisations, programmes, and what a link leads to;
    `everything` adds each IRI that the graph says something of (spans, documents,
    values, claims, text forms), and an edge of status `recorded` for each triple
    between two, the classes aside.

    UnknownNameError names a focus, a choice of nodes or a status that there is not,
    QueryError a focus that may be several nodes.
    """
    for kind, name, known in (
        ("choice of nodes", nodes, get_args(Nodes)),
        *(("status of links", status, LINKS) for status in links),
    ):
        if name not in known:
            raise UnknownNameError(kind, name, known)
    with without_collection():
        network, relations = _built(graph, nodes, links)
        if focus is not None:
            network = _around(network, focus, _DEFAULT_HOPS if hops is None else hops)
        _add_labels(graph, network, policy, relations)
        network.graph["stated"] = stated_marks(network)
    return network


def _built(
    graph: MandateGraph, nodes: Nodes, links: Collection[str]
) -> tuple[Network, dict[str, str]]:
    """The whole network without its labels, and the IRIs of its relations."""
    network: Network = nx.MultiDiGraph()
    relations: dict[str, str] = {}
    _add_elements(graph, network)
    for node, cls, code in sorted(graph.select_text(_LOOSE.format(classes=_CLASSES))):
        more = {"code": code, "status": "proposed"}
        network.add_node(node, **attributes(node, KINDS[local(cls)], **more))
    for node, cls in sorted(graph.select_text(_OTHERS)):
        if node not in network:
            kind = "organisation" if cls.endswith("Organization") else local(cls)
            network.add_node(node, **attributes(node, kind.lower()))
    _add_claims(graph, network, relations)
    _add_open_links(graph, network, relations)
    if not set(LINKS) <= set(links):
        _keep_links(network, links)
    if nodes == "everything":
        add_everything(graph, network, relations)
    else:
        _leave_out(network, elements_only=nodes == "elements")
    network.graph.update(holds="plan", nodes=nodes)
    return network, relations


def stated_marks(network: Network) -> str:
    """A mark of eight hexadecimal digits for each stated edge, joined by blanks."""
    return " ".join(sorted(mark(*edge) for edge in _stated(network)))


def mark(source: str, relation: str, target: str) -> str:
    """The mark of one edge."""
    text = f"{source} {relation} {target}"
    return sha256(text.encode()).hexdigest()[:8]


def _stated(network: Network) -> list[tuple[str, str, str]]:
    return [
        (source, data["relation"], target)
        for source, target, data in network.edges(data=True)
        if data["status"] == "stated"
    ]


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
    rows = graph.select_text(_ELEMENTS.format(classes=_CLASSES))
    starts = {e: int(float(s or 0)) for e, s in graph.select_text(_STARTS)}
    last = max(starts.values(), default=0) + 1
    plans: dict[str, dict[str, _Element]] = defaultdict(dict)
    for element, cls, plan, *own in sorted(rows):
        plans[plan].setdefault(element, _Element(KINDS[local(cls)], *own))
    parents = {row[0]: row[1] for row in sorted(graph.select_text(_PARENTS))}
    for plan, elements in sorted(plans.items()):
        order = sorted(elements, key=lambda e: (starts.get(e, last), e))
        codes = _codes(order, elements, parents)
        ranked = sorted(order, key=lambda e: _ordinal(elements[e]))
        for element in ranked:
            found = elements[element]
            network.add_node(
                element,
                **attributes(
                    element,
                    found.kind,
                    code=codes[element],
                    status=local(found.lost) if found.lost else "stated",
                    plan=plan,
                ),
            )
            if plan not in network:
                network.add_node(plan, **attributes(plan, "plan"))
            link(network, element, "elementOf", plan, {"status": "stated"})


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
            # "46/108" and "1166 (XII)" are names of documents: nobody says "M46/108"
            numbered = printed[0].isdigit() and not _NAMED.search(printed)
            code = f"{LETTERS[kind]}{printed}" if numbered else printed
        if kind == "mandate" and not several:
            code = stem
        while not code or code in taken:
            places[stem] += 1
            code = f"{stem}{places[stem]}"
        taken.add(code)
        codes[element] = code
    return codes


def _add_claims(
    graph: MandateGraph, network: Network, relations: dict[str, str]
) -> None:
    """Edges of the claims that hold or are proposed, the strongest of each link."""
    best: dict[tuple[str, str, str], tuple[int, float, str]] = {}
    for subject, predicate, obj, status, confidence in graph.select_text(_CLAIMS):
        name, ends = local(status), (subject, local(predicate), obj)
        if name in STRENGTH:
            relations.setdefault(ends[1], predicate)
            found = (STRENGTH.index(name), -float(confidence or 0), confidence)
            best[ends] = min(found, best.get(ends, found))
    for (subject, relation, obj), (rank, _, confidence) in sorted(best.items()):
        status = STRENGTH[rank]
        more = {"confidence": confidence} if confidence and status == "proposed" else {}
        link(network, subject, relation, obj, {"status": status, **more})


def _add_open_links(
    graph: MandateGraph, network: Network, relations: dict[str, str]
) -> None:
    settled = {
        (source, data["relation"])
        for source, _, data in network.edges(data=True)
        if data["status"] in ("stated", "accepted")
    }
    for subject, predicate, candidate in sorted(graph.select_text(_OPEN)):
        relation = local(predicate)
        if (subject, relation) not in settled:
            relations.setdefault(relation, predicate)
            link(network, subject, relation, candidate, {"status": "open"})


def _keep_links(network: Network, links: Collection[str]) -> None:
    """Take out the edges whose status is not among the links."""
    network.remove_edges_from(
        [
            (source, target, key)
            for source, target, key, data in network.edges(keys=True, data=True)
            if data["status"] not in links
        ]
    )


def _leave_out(network: Network, *, elements_only: bool) -> None:
    """Take out what is no element, or only what no link leads to any more."""
    network.remove_nodes_from(
        [
            node
            for node, data in network.nodes(data=True)
            if data["kind"] not in LETTERS
            and (
                elements_only
                or (data["kind"] in ("concept", "other") and not network.degree(node))
            )
        ]
    )


def _around(network: Network, focus: str, hops: int) -> Network:
    """The part of the network within `hops` of the focus."""
    start = meant("node", focus, network)
    near = nx.ego_graph(network.to_undirected(as_view=True), start, radius=hops)
    return part_of(network, near.nodes)


def _add_labels(
    graph: MandateGraph,
    network: Network,
    policy: LanguagePolicy,
    relations: dict[str, str],
) -> None:
    used = {data["relation"] for _, _, data in network.edges(data=True)}
    names = {name: relations.get(name, MG + name) for name in sorted(used)}
    forms = all_forms(graph, [*network, *names.values()])
    for node, data in network.nodes(data=True):
        data.update(wording(policy, forms.get(node, [])))
    chosen = {name: policy.choose(forms.get(iri, [])) for name, iri in names.items()}
    for _, _, data in network.edges(data=True):
        form = chosen[data["relation"]]
        if form is not None:
            data["label"] = form.text
