"""Networks and graphs, both ways: what goes in comes back, what is added is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ID, LANGUAGES, MG
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.network import (
    LINKS,
    from_network,
    literal_parts,
    to_network,
    whole_network,
)
from mandategraph.store import MandateGraph
from mandategraph.store.terms import Parts

if TYPE_CHECKING:
    from mandategraph.network import Network, Nodes

ENGLISH = LanguagePolicy(["en"])
M, O1, O2 = f"{ID}rba-m", f"{ID}rba-o1", f"{ID}rba-o2"
PLAN, FARM = f"{ID}plan-rba", f"{ID}rba-r-da4a253b8c"
EDITOR = f"{ID}person-editor"


def same_quads(one: MandateGraph, other: MandateGraph) -> bool:
    """Whether the two are isomorphic, the names of the graphs included."""
    sets = []
    for graph in (one, other):
        quads = ox.Dataset(ox.parse(graph.nquads(), format=ox.RdfFormat.N_QUADS))
        quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        sets.append(quads)
    return bool(sets[0] == sets[1])


def same(one: Network, other: Network) -> bool:
    return bool(nx.utils.graphs_equal(one, other))


def of(*lines: str) -> MandateGraph:
    return MandateGraph.from_nquads("\n".join([*lines, ""]).encode())


IRIS = st.sampled_from([f"<{ID}{name}>" for name in ("a", "b", "c", "ü", "d#e=1")])
BLANKS = st.sampled_from(["_:x", "_:y"])
TEXTS = st.text(max_size=12).filter(
    lambda t: not any("\ud800" <= c < "\ue000" for c in t)
)


@st.composite
def literals(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(["", "ar", "en-gb", "date"]))
    if tag == "date":
        datatype = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
        return str(ox.Literal(draw(TEXTS), datatype=datatype))
    return str(ox.Literal(draw(TEXTS), language=tag or None))


QUADS = st.lists(
    st.tuples(
        IRIS | BLANKS, IRIS, IRIS | BLANKS | literals(), IRIS | BLANKS | st.just("")
    ).map(lambda terms: " ".join(term for term in (*terms, ".") if term)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(QUADS)
def test_a_graph_comes_back_from_its_whole_network(lines: list[str]) -> None:
    graph = of(*lines)
    network = whole_network(graph)
    back = from_network(network)
    assert same_quads(graph, back)
    assert len(back.nquads().splitlines()) == len(graph.nquads().splitlines())


@settings(max_examples=100, deadline=None)
@given(QUADS.filter(lambda lines: not any("_:" in line for line in lines)))
def test_a_whole_network_comes_back_from_its_graph(lines: list[str]) -> None:
    network = whole_network(of(*lines))
    assert same(whole_network(from_network(network)), network)


def test_the_demo_graph_comes_back_quad_for_quad(demo_graph: MandateGraph) -> None:
    assert from_network(whole_network(demo_graph)).nquads() == demo_graph.nquads()


def test_a_literal_is_an_attribute_of_its_subject_with_predicate_and_graph(
    example_graph: MandateGraph,
) -> None:
    network = whole_network(example_graph)
    key = (f"{MG}statementText", f"{ID}graph/doc-rba")
    (words,) = cast("dict[object, list[str]]", network.nodes[O1])[key]
    assert words == '"Reduce flood damage."@en'
    assert literal_parts(words) == Parts("literal", "Reduce flood damage.", "en")
    assert network.has_edge(O1, M, (f"{MG}serves", f"{ID}graph/claims-rba"))


def test_networkx_walks_the_whole_network(example_graph: MandateGraph) -> None:
    network = whole_network(example_graph)
    siren = f"{ID}rba-i-f481e080cd"
    assert nx.has_path(network, f"{siren}-target", M)
    assert nx.shortest_path_length(network, siren, M) == 3


def test_two_networks_of_one_graph_are_in_the_same_order(
    demo_graph: MandateGraph,
) -> None:
    first, second = whole_network(demo_graph), whole_network(demo_graph)
    assert list(first) == list(second)
    assert list(first.edges(keys=True)) == list(second.edges(keys=True))


@pytest.mark.parametrize("nodes", ["elements", "context"])
@pytest.mark.parametrize("links", [LINKS, ("stated", "accepted"), ("open",)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_network_comes_back_equal(
    example_graph: MandateGraph, nodes: Nodes, links: tuple[str, ...], lang: str
) -> None:
    policy = LanguagePolicy([lang])
    network = to_network(example_graph, policy, nodes=nodes, links=links)
    back = to_network(from_network(network), policy, nodes=nodes, links=links)
    assert same(back, network)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_network_of_the_demo_comes_back_equal(
    demo_graph: MandateGraph, lang: str
) -> None:
    policy = LanguagePolicy([lang])
    network = to_network(demo_graph, policy)
    assert same(to_network(from_network(network), policy), network)


def test_a_link_added_by_hand_is_proposed_by_its_agent(
    example_graph: MandateGraph,
) -> None:
    for network in (to_network(example_graph, ENGLISH), whole_network(example_graph)):
        network.add_edge(FARM, O1, relation="contributesTo", confidence="0.5")
        graph = from_network(network, agent=EDITOR)
        (edge,) = to_network(graph, ENGLISH)[FARM][O1].values()
        assert (edge["relation"], edge["status"]) == ("contributesTo", "proposed")
        assert edge["confidence"] == "0.5"
        assert graph.ask(
            f"ASK {{ ?claim mg:claimObject <{O1}> ; mg:claimSubject <{FARM}> ;"
            f" mg:basis mg:basisExpert ; prov:wasAttributedTo <{EDITOR}> }}"
        )
        assert not graph.ask(f"ASK {{ <{FARM}> mg:contributesTo <{O1}> }}")


def test_an_element_added_by_hand_is_proposed_and_has_no_statement(
    example_graph: MandateGraph,
) -> None:
    for network in (to_network(example_graph, ENGLISH), whole_network(example_graph)):
        new = f"{ID}new-o3"
        network.add_node(new, kind="objective", label="Clean banks", label_lang="en")
        network.nodes[new].update(code="O3", plan=PLAN)
        network.add_edge(new, M, relation="serves")
        graph = from_network(network, agent=EDITOR)
        back = to_network(graph, ENGLISH)
        node = back.nodes[new]
        assert (node["kind"], node["code"], node["label"]) == (
            "objective",
            "O3",
            "Clean banks",
        )
        assert node["status"] == "proposed"
        statuses = {data["status"] for _, _, data in back.out_edges(new, data=True)}
        assert statuses == {"proposed"}
        assert not graph.ask(f"ASK {{ <{new}> mg:statementText|mg:evidence ?x }}")


def test_what_is_added_by_hand_is_never_stated(example_graph: MandateGraph) -> None:
    for network in (to_network(example_graph, ENGLISH), whole_network(example_graph)):
        network.add_edge(FARM, O1, relation="expectedResultOf", status="stated")
        with pytest.raises(QueryError, match=r"r-da4a253b8c -> .*stated"):
            from_network(network, agent=EDITOR)


def test_a_stated_link_stays_stated_in_a_part_and_in_a_copy(
    example_graph: MandateGraph,
) -> None:
    network = to_network(example_graph, ENGLISH)
    part = network.subgraph([M, O1, PLAN]).copy()
    graph = from_network(part)
    assert graph.ask(f"ASK {{ <{O1}> mg:serves <{M}> }}")


def test_what_is_added_by_hand_needs_somebody_who_claims_it(
    example_graph: MandateGraph,
) -> None:
    network = whole_network(example_graph)
    network.add_edge(FARM, O1, relation="contributesTo")
    with pytest.raises(QueryError, match="nobody claims it"):
        from_network(network)


def test_faulty_additions_are_named(example_graph: MandateGraph) -> None:
    network = whole_network(example_graph)
    network.add_node(f"{ID}x", kind="wish")
    with pytest.raises(UnknownNameError, match="wish: no such kind of node"):
        from_network(network, agent=EDITOR)
    network = whole_network(example_graph)
    network.add_edge(FARM, O1)
    with pytest.raises(QueryError, match="does not say how"):
        from_network(network, agent=EDITOR)
    network = whole_network(example_graph)
    key = (f"{MG}rationale", "")
    cast("dict[object, object]", network.nodes[O1])[key] = ['"x" . <a:b> <a:c> <a:d>']
    with pytest.raises(QueryError, match="not a literal"):
        from_network(network)
    network = whole_network(example_graph)
    network.add_edge("no iri", O1, (f"{MG}serves", ""))
    with pytest.raises(QueryError, match="not an absolute IRI"):
        from_network(network)


def test_a_network_of_another_make_is_refused(example_graph: MandateGraph) -> None:
    for network in (
        nx.MultiDiGraph(),
        to_network(example_graph, ENGLISH, nodes="everything"),
    ):
        with pytest.raises(QueryError, match="whole_network"):
            from_network(network)
