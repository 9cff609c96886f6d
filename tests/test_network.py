"""The network of a graph: flat labels, one direction, stated never mixed with open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import ID, MG
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.network import to_network
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from mandategraph.network import Network

FLOOD, FARM, SHARED = (
    f"{ID}rba-r-228fa6e9f8",
    f"{ID}rba-r-da4a253b8c",
    f"{ID}rba-r-76b2f8f7a3",
)
SIREN = f"{ID}rba-i-f481e080cd"
PLAN, ORG = f"{ID}plan-rba", f"{ID}org-rba"
O1, O2, M = f"{ID}rba-o1", f"{ID}rba-o2", f"{ID}rba-m"
ENGLISH = LanguagePolicy(["en"])


def links(network: Network, status: str) -> set[tuple[str, str, str]]:
    return {
        (source, data["relation"], target)
        for source, target, data in network.edges(data=True)
        if data["status"] == status and data["relation"] != "elementOf"
    }


def changed(graph: MandateGraph, *more: str) -> MandateGraph:
    """The graph with more triples in its claim graph."""
    lines = [f"{triple} <{ID}graph/claims-rba> ." for triple in more]
    return MandateGraph.from_nquads(graph.nquads() + "\n".join(lines).encode())


def claim(
    name: str, subject: str, predicate: str, target: str, status: str
) -> list[str]:
    node = f"<{ID}claim-{name}>"
    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return [
        f"{node} {rdf_type} <{MG}Claim>",
        f"{node} <{MG}claimSubject> <{subject}>",
        f"{node} <{MG}claimPredicate> <{MG}{predicate}>",
        f"{node} <{MG}claimObject> <{target}>",
        f"{node} <{MG}status> <{MG}{status}>",
    ]


def test_stated_edges_point_from_the_part_to_what_it_serves(
    example_graph: MandateGraph,
) -> None:
    assert links(to_network(example_graph, ENGLISH), "stated") == {
        (O1, "serves", M),
        (O2, "serves", M),
        (FLOOD, "expectedResultOf", O1),
        (FARM, "expectedResultOf", O2),
        (SIREN, "indicatorOf", FLOOD),
    }


def test_an_open_link_is_an_open_edge_to_each_candidate(
    example_graph: MandateGraph,
) -> None:
    assert links(to_network(example_graph, ENGLISH), "open") == {
        (SHARED, "expectedResultOf", O1),
        (SHARED, "expectedResultOf", O2),
    }


def test_a_proposed_edge_carries_its_confidence_as_text(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH)
    found = [d for _, _, d in network.edges(data=True) if d["status"] == "proposed"]
    assert [d["confidence"] for d in found] == ["0.3"]


def test_an_accepted_link_to_the_organisation_is_marked_accepted(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH)
    assert links(network, "accepted") == {(PLAN, "planOf", ORG)}
    assert network.nodes[ORG]["kind"] == "organisation"


def test_each_element_belongs_to_its_plan(example_graph: MandateGraph) -> None:
    network = to_network(example_graph, ENGLISH)
    members = {
        source
        for source, target, data in network.edges(data=True)
        if data["relation"] == "elementOf" and target == PLAN
    }
    assert members == {M, O1, O2, FLOOD, FARM, SHARED, SIREN}


def test_section_headings_are_no_nodes(example_graph: MandateGraph) -> None:
    assert not [n for n in to_network(example_graph, ENGLISH) if "rba-h-" in n]


def test_codes_are_printed_numbers_or_places_in_reading_order(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH)
    codes = [network.nodes[n]["code"] for n in (M, O1, O2, FLOOD, FARM, SHARED, SIREN)]
    assert codes == ["M", "O1", "O2", "R1", "R2", "R3", "I1"]


def test_a_printed_number_with_points_is_the_code(example_graph: MandateGraph) -> None:
    printed = "http://www.w3.org/2004/02/skos/core#notation"
    graph = changed(
        example_graph, f'<{FLOOD}> <{printed}> "1.2"', f'<{FARM}> <{printed}> "A3"'
    )
    nodes = to_network(graph, ENGLISH).nodes
    assert (nodes[FLOOD]["code"], nodes[FARM]["code"]) == ("R1.2", "A3")


def test_a_label_says_its_language_and_its_status(example_graph: MandateGraph) -> None:
    node = to_network(example_graph, LanguagePolicy(["es"])).nodes[FLOOD]
    assert node["label"] == "Las alertas de inundación llegan a todos los pueblos."
    assert (node["label_lang"], node["label_status"]) == ("es", "machine")


def test_a_fallback_label_says_the_language_that_it_is_in(
    example_graph: MandateGraph,
) -> None:
    node = to_network(example_graph, LanguagePolicy(["ar"])).nodes[FLOOD]
    assert node["label"] == "Flood warnings reach every town."
    assert (node["label_lang"], node["label_status"]) == ("en", "issuer")


def test_labels_of_all_languages_stand_beside_the_chosen_one(
    example_graph: MandateGraph,
) -> None:
    node = to_network(example_graph, ENGLISH).nodes[ORG]
    assert node["label_fr"] == "Agence du bassin"
    assert node["label_ar"] == "هيئة حوض النهر"


def test_a_lost_wording_is_named_as_such(example_graph: MandateGraph) -> None:
    node = to_network(example_graph, ENGLISH).nodes[O2]
    assert node["status"] == "textNotExtracted"
    assert (node["label"], node["label_status"]) == ("OBJECTIVE 2", "label")


def test_a_printed_label_is_not_given_out_as_a_wording(
    example_graph: MandateGraph,
) -> None:
    graph = changed(
        example_graph,
        f"<{O1}> <{MG}labelForm> <{O1}-label-es>",
        f"<{O1}-label-es> <http://www.w3.org/2008/05/skos-xl#literalForm>"
        ' "OBJETIVO 1"@es',
    )
    node = to_network(graph, ENGLISH).nodes[O1]
    assert "label_es" not in node
    assert node["label"] == "Reduce flood damage."


@pytest.mark.parametrize(
    ("printed", "code"),
    [("1.2", "O1.2"), ("2(b)", "O2(b)"), ("46/108", "46/108"), ("1166 (XII)",) * 2],
)
def test_the_number_of_a_document_gets_no_letter_in_front(
    example_graph: MandateGraph, printed: str, code: str
) -> None:
    notation = "http://www.w3.org/2004/02/skos/core#notation"
    graph = changed(example_graph, f'<{O1}> <{notation}> "{printed}"')
    assert to_network(graph, ENGLISH).nodes[O1]["code"] == code


def test_every_attribute_is_text(example_graph: MandateGraph) -> None:
    network = to_network(example_graph, ENGLISH)
    values = [v for _, data in network.nodes(data=True) for v in data.values()]
    values += [v for _, _, data in network.edges(data=True) for v in data.values()]
    assert {type(value) for value in values} == {str}


def test_a_focus_keeps_what_lies_within_the_hops(example_graph: MandateGraph) -> None:
    network = to_network(example_graph, ENGLISH, focus=SIREN, hops=1)
    assert set(network) == {SIREN, FLOOD, PLAN}


def test_a_focus_may_be_the_last_segment_of_an_iri(example_graph: MandateGraph) -> None:
    network = to_network(example_graph, ENGLISH, focus="org-rba", hops=1)
    assert set(network) == {ORG, PLAN}


def test_an_unknown_focus_is_refused_by_name(example_graph: MandateGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"^rba-o9: no such node"):
        to_network(example_graph, ENGLISH, focus="rba-o9")


def test_an_accepted_claim_settles_the_open_link(example_graph: MandateGraph) -> None:
    graph = changed(
        example_graph, *claim("x", SHARED, "expectedResultOf", O2, "accepted")
    )
    network = to_network(graph, ENGLISH)
    assert links(network, "open") == set()
    assert (SHARED, "expectedResultOf", O2) in links(network, "accepted")


def test_the_strongest_of_several_claims_for_a_link_counts(
    example_graph: MandateGraph,
) -> None:
    graph = changed(
        example_graph, *claim("x", SHARED, "expectedResultOf", O2, "accepted")
    )
    assert links(to_network(graph, ENGLISH), "proposed") == set()


@pytest.mark.parametrize("status", ["disputed", "rejected", "superseded"])
def test_a_claim_that_does_not_hold_is_no_edge(
    example_graph: MandateGraph, status: str
) -> None:
    graph = changed(example_graph, *claim("x", FARM, "expectedResultOf", O1, status))
    assert not to_network(graph, ENGLISH).has_edge(FARM, O1)


def test_two_calls_give_the_same_nodes_and_edges_in_the_same_order(
    example_graph: MandateGraph,
) -> None:
    first, second = (to_network(example_graph, ENGLISH) for _ in range(2))
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(data=True)) == list(second.edges(data=True))
