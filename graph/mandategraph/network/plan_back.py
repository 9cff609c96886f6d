"""A plan network as quads: what it holds, and no more."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mandategraph.errors import QueryError
from mandategraph.language import STANDINS
from mandategraph.namespaces import BASE
from mandategraph.network.edits import CLASSES, Edits, predicate_of, write_claim
from mandategraph.network.nodes import KINDS, MG
from mandategraph.network.plan_network import mark
from mandategraph.network.written import iri_text, words_term
from mandategraph.rdf.graphs import describe_graph, graph_iri
from mandategraph.rdf.iris import digest
from mandategraph.rdf.nquads import SKOS, SKOSXL, Quads, iri
from mandategraph.rdf.vocabulary import write_ontology

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.network.nodes import Network

_GRAPH: Final = graph_iri(BASE, "network")
_FORMS: Final = {  # review state, authority and method of a form by its status
    "reviewed": ("stateReviewed", "thirdParty", "humanTranslation"),
    "candidate": ("stateCandidate", "thirdParty", "humanTranslation"),
    "machine": ("stateCandidate", "thirdParty", "machineTranslation"),
}


def write_plan_network(network: Network, quads: Quads, edits: Edits) -> None:
    """Add the quads of the network, from which `to_network` makes an equal one.

    A form of whose status the network knows nothing (that of a language not shown) has
    none. A stated edge that the network did not have when it was made is a QueryError.
    """
    describe_graph(quads, _GRAPH, "claimGraph")
    elements = set(KINDS.values())
    for node, data in network.nodes(data=True):
        if "label_status" not in data:
            edits.node(node, data)
            continue
        iri_text(node)
        if data["kind"] in CLASSES:
            quads.a(_GRAPH, node, CLASSES[data["kind"]])
        if data["kind"] in elements:
            _write_element(quads, node, data)
        _write_labels(quads, node, data, element=data["kind"] in elements)
    _write_links(network, quads, edits)
    if any(
        data.get("label", data.get("relation")) != data.get("relation")
        for _, _, data in network.edges(data=True)
    ):
        write_ontology(quads, base=BASE)


def _write_element(quads: Quads, node: str, data: Mapping[str, str]) -> None:
    if data["plan"]:
        plan = iri(iri_text(data["plan"], node))
        quads.add(_GRAPH, node, f"{MG}elementOf", plan)
        quads.a(_GRAPH, data["plan"], f"{MG}Plan")
    if data["code"]:
        quads.add(_GRAPH, node, f"{SKOS}notation", words_term(data["code"], "", node))
    if data["status"] not in ("stated", "proposed"):
        quads.add(
            _GRAPH, node, f"{MG}textStatus", iri(iri_text(MG + data["status"], node))
        )


def _write_labels(
    quads: Quads, node: str, data: Mapping[str, str], *, element: bool
) -> None:
    """The form that is shown with its status, those of other languages without one."""
    worth, _, of = data["label_status"].partition(" · ")
    forms = {
        key.removeprefix("label_").replace("_", "-"): text
        for key, text in data.items()
        if key.startswith("label_") and key not in ("label_lang", "label_status")
    }
    shown = data["label_lang"]
    if worth != "code":
        forms[shown] = data["label"]
    for lang, text in sorted(forms.items()):
        status = of or worth if lang == shown else ""
        place = "labelForm" if worth in STANDINS else "textForm"
        words = words_term(text, lang, node)
        if worth == "label" and lang == shown and not of:
            quads.add(_GRAPH, node, f"{MG}sourceLabel", words)
        elif status == "issuer" or not element:
            name = f"{MG}statementText" if element else f"{SKOS}prefLabel"
            quads.add(_GRAPH, node, name, words)
        else:
            form = f"{BASE}form-{digest(node, place, lang)}"
            quads.add(_GRAPH, node, MG + place, iri(form))
            quads.add(_GRAPH, form, f"{SKOSXL}literalForm", words)
            if status in _FORMS:
                state, authority, method = _FORMS[status]
                quads.add(_GRAPH, form, f"{MG}reviewState", iri(MG + state))
                quads.add(_GRAPH, form, f"{MG}textAuthority", iri(MG + authority))
                quads.add(_GRAPH, form, f"{MG}method", iri(MG + method))


def _write_links(network: Network, quads: Quads, edits: Edits) -> None:
    stated = set(str(network.graph.get("stated", "")).split())
    candidates: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, target, data in network.edges(data=True):
        relation, status = data.get("relation", ""), data.get("status", "")
        for end in (source, target):
            iri_text(end, f"{source} -> {target}")
        if status == "stated" and mark(source, relation, target) not in stated:
            reason = "it is stated, but was not so when the network was made"
            advice = "leave the status out: what is added by hand is proposed"
            raise QueryError(f"{source} -> {target}", reason, advice)
        if "label" not in data:
            edits.link(source, target, data)
        elif status == "open":
            candidates[source, relation].append(target)
        elif relation != "elementOf" or status != "stated":
            _write_claim(quads, (source, relation, target), data)
    for (source, relation), targets in sorted(candidates.items()):
        node = f"{BASE}open-{digest(source, relation)}"
        quads.a(_GRAPH, node, f"{MG}OpenLink")
        quads.add(_GRAPH, node, f"{MG}claimSubject", iri(source))
        predicate = predicate_of(relation, source)
        quads.add(_GRAPH, node, f"{MG}claimPredicate", iri(predicate))
        quads.add(_GRAPH, node, f"{MG}candidate", *map(iri, sorted(targets)))


def _write_claim(quads: Quads, ends: tuple[str, str, str], data: Any) -> None:
    source, relation, target = ends
    claim = f"{BASE}claim-{digest(*ends)}"
    predicate = predicate_of(relation, f"{source} -> {target}")
    whole = (source, predicate, target)
    write_claim(quads, _GRAPH, claim, whole, data["status"], data.get("confidence", ""))
