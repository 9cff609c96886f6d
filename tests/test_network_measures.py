"""Bridges, centrality and communities: what they find, and when they say nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ID, LANGUAGES
from linked_plans import Linked, linked_graph
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.network import Bridges, bridges, centrality, communities
from mandategraph.network.measuring import computed
from mandategraph.rdf.nquads import DCT
from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])
ORGS = [
    Linked(
        "a-O1 alignedWith goal-6 stated\na alignedWith goal-13 stated", "", "a", "org-a"
    ),
    Linked(
        "b-O1 alignedWith goal-6 accepted\nb-O2 alignedWith goal-13 proposed",
        "",
        "b",
        "org-b",
    ),
    Linked(
        "c-O1 contributesTo a-O1 stated\nc-O2 alignedWith goal-1 stated",
        "",
        "c",
        "org-c",
    ),
]


def names(found: Bridges) -> list[tuple[str, str, set[str]]]:
    """Thing, status and holders of each bridge, without what all IRIs begin with."""
    return [
        (
            bridge.thing.iri.removeprefix(ID),
            bridge.status,
            {holder.iri.removeprefix(ID) for holder in bridge.holders},
        )
        for bridge in found.bridges
    ]


def test_organisations_share_what_their_plans_are_linked_to() -> None:
    found = bridges(linked_graph(*ORGS), ENGLISH)
    assert names(found) == [
        ("a-O1", "settled", {"org-a", "org-c"}),
        ("goal-6", "settled", {"org-a", "org-b"}),
        ("goal-13", "proposed", {"org-a", "org-b"}),
    ]


def test_the_ways_name_the_element_or_the_plan() -> None:
    found = bridges(linked_graph(*ORGS), ENGLISH)
    (goal,) = [b for b in found.bridges if b.thing.iri == f"{ID}goal-13"]
    assert [(w.by.iri.removeprefix(ID), w.status) for w in goal.ways] == [
        ("a", "stated"),
        ("b-O2", "proposed"),
    ]


def test_pairs_count_what_two_share() -> None:
    found = bridges(linked_graph(*ORGS), ENGLISH)
    assert [
        (p.one.iri[-5:], p.other.iri[-5:], p.settled, p.proposed) for p in found.pairs
    ] == [("org-a", "org-b", 1, 1), ("org-a", "org-c", 1, 0)]
    assert found.sentences[0] == (
        "2 things are shared by plans of several of the 3 organisations and programmes."
    )
    assert "1 more would be shared if a proposed link were accepted." in found.sentences


def test_what_has_no_label_is_named_by_its_address_alone() -> None:
    """Words of an objective that is aligned with a goal are not the goal's name."""
    sentences = bridges(linked_graph(*ORGS), ENGLISH).sentences
    goal = f"{ID}goal-6".partition("://")[2]
    assert f"{goal} is shared by 2: org-a; org-b." in sentences
    assert not any("Words of" in sentence for sentence in sentences)


def test_a_programme_shares_nothing_with_its_own_organisation() -> None:
    graph = linked_graph(*ORGS[:2])
    more = f"<{ID}org-b> <{DCT}isPartOf> <{ID}org-a> <{ID}graph/doc-x> .\n"
    graph = MandateGraph.from_nquads(graph.nquads() + more.encode())
    assert bridges(graph, ENGLISH).bridges == ()


def test_one_organisation_has_nobody_to_share_with(demo_graph: MandateGraph) -> None:
    (sentence,) = bridges(demo_graph, ENGLISH).sentences
    assert sentence.startswith(
        "Known organisations and programmes that have a plan here: 1."
    )


def test_two_plans_of_one_organisation_are_no_bridge() -> None:
    same = [plan._replace(holder="org-a") for plan in ORGS]
    assert bridges(linked_graph(*same), ENGLISH).bridges == ()


def test_a_tree_is_given_no_measure(demo_graph: MandateGraph) -> None:
    for found in (centrality(demo_graph, ENGLISH), communities(demo_graph, ENGLISH)):
        assert found.why_not.startswith("The 25 linked things form a tree")
        assert found.sentences == (found.why_not,)
        assert not found.tables[0].rows


def test_a_handful_of_things_is_given_no_measure() -> None:
    found = centrality(linked_graph(Linked("O1 serves M stated")), ENGLISH)
    assert found.why_not.startswith("Only 3 things are linked")


# two objectives of one plan, three of another, one goal that both lead to
CROSSED = [
    Linked(
        "a-O1 alignedWith goal-6 stated\na-O2 alignedWith goal-6 stated",
        "",
        "a",
        "org-a",
    ),
    Linked("b-O1 alignedWith goal-6 stated", "b-O2 b-O3", "b", "org-b"),
]


def test_what_lies_between_two_plans_is_the_most_central() -> None:
    found = centrality(linked_graph(*CROSSED), ENGLISH)
    # 10 nodes; a: O1, O2, org-a; b: O1, O2, O3, org-b; the goal between them.
    # Without plan b its two further objectives and its organisation are three parts
    # more beside what is left with the goal.
    assert (found.nodes, found.edges) == (10, 10)
    assert found.ranks[0].node.iri == f"{ID}b"
    assert found.pieces == 3
    assert found.ranks[0].neighbours == 4


def test_betweenness_is_that_of_the_definition() -> None:
    found = centrality(linked_graph(*CROSSED), ENGLISH, top=100)
    values = {rank.node.iri.removeprefix(ID): rank.value for rank in found.ranks}
    # of the 36 pairs of other nodes, b is on the way of its 3 leaves to each other (3)
    # and to the 6 nodes beyond (18)
    assert values["b"] == pytest.approx(21 / 36)
    # the goal: the 5 nodes of plan b's side to the 4 of plan a's (20, all by the goal),
    # less nothing; and a-O1 to a-O2 by one of two ways (1/2)
    assert values["goal-6"] == pytest.approx(20.5 / 36)
    assert values["org-a"] == 0


@pytest.mark.parametrize("measure", ["degree", "closeness"])
def test_each_measure_has_its_sentence(measure: str) -> None:
    found = centrality(linked_graph(*CROSSED), ENGLISH, measure=measure)
    assert found.ranks
    assert found.sentences[0].startswith("Of 10 linked things")


def test_pagerank_flows_upwards_or_says_what_it_needs() -> None:
    try:
        found = centrality(linked_graph(*CROSSED), ENGLISH, measure="pagerank")
    except QueryError as error:
        assert "scipy" in str(error) or "numpy" in str(error)  # noqa: PT017
    else:
        assert found.ranks[0].node.iri in (f"{ID}goal-6", f"{ID}org-a", f"{ID}org-b")


def test_communities_tell_whose_plans_they_join() -> None:
    found = communities(linked_graph(*CROSSED), ENGLISH)
    groups = [{n.iri.removeprefix(ID) for n in c.nodes} for c in found.communities]
    assert {"b", "b-O2", "b-O3", "org-b"} in [g - {"b-O1", "goal-6"} for g in groups]
    assert sum(len(g) for g in groups) == 10
    assert -0.5 <= found.modularity <= 1


@pytest.mark.parametrize("method", ["louvain", "greedy"])
def test_two_runs_give_the_same_groups(method: str) -> None:
    graph = linked_graph(*CROSSED)
    first, second = (communities(graph, ENGLISH, method=method) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("analysis", [centrality, communities])
def test_an_unknown_backend_is_named_with_those_installed(analysis: object) -> None:
    with pytest.raises(UnknownNameError, match=r"cugraph: no such networkx backend"):
        analysis(linked_graph(*CROSSED), ENGLISH, backend="cugraph")  # type: ignore[operator]


BACKEND = """
import sys
import networkx as nx

class Told:
    @staticmethod
    def convert_from_nx(graph, *args, **kwargs):
        return graph
    @staticmethod
    def convert_to_nx(result, **kwargs):
        return result
    @staticmethod
    def can_run(name, args, kwargs):
        return True
    @staticmethod
    def should_run(name, args, kwargs):
        return True
    @staticmethod
    def betweenness_centrality(graph, *args, **kwargs):
        print("computed elsewhere", file=sys.stderr)
        return nx.betweenness_centrality.orig_func(graph)
"""


def test_an_installed_backend_computes(tmp_path: Path) -> None:
    (tmp_path / "told.py").write_text(BACKEND)
    metadata = tmp_path / "told-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: told\nVersion: 1.0\n"
    )
    (metadata / "entry_points.txt").write_text(
        "[networkx.backends]\ntold = told:Told\n"
    )
    graph = tmp_path / "plans.nq"
    graph.write_bytes(linked_graph(*CROSSED).nquads())
    command = [
        sys.executable,
        "-m",
        "mandategraph",
        "network",
        "centrality",
        str(graph),
    ]
    results = [
        subprocess.run(
            [*command, "--format", "json", *more],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        for more in ([], ["--backend", "told"], ["--backend", "tald"])
    ]
    plain, told, unknown = results
    assert (plain.returncode, told.returncode, unknown.returncode) == (0, 0, 2)
    assert told.stdout == plain.stdout
    assert "computed elsewhere" in told.stderr
    assert "computed elsewhere" not in plain.stderr
    assert unknown.stderr == (
        "mandategraph: tald: no such networkx backend; choose from networkx, told\n"
    )


def test_a_function_that_a_backend_lacks_is_named() -> None:
    def lacking(_network: object, **_options: object) -> None:
        raise NotImplementedError

    with pytest.raises(QueryError, match="does not compute lacking"):
        computed(lacking, None, backend="some")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_in_the_language_of_the_policy(lang: str) -> None:
    graph = linked_graph(*CROSSED)
    policy = LanguagePolicy([lang])
    for found in (
        bridges(graph, policy),
        centrality(graph, policy),
        communities(graph, policy),
    ):
        assert found.lang == lang
        assert all("{" not in sentence for sentence in found.sentences)
        arabic = all(any("\u0600" <= c <= "\u06ff" for c in s) for s in found.sentences)
        assert arabic == (lang == "ar")
