"""What a push sends, refuses, replaces and keeps, and what it holds to be the same."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest

from graph_server import GraphServer
from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph
from mandategraph.store.transfer.push import plan_push
from pushed_graphs import (
    BASE,
    FAST,
    MANIFEST,
    N_QUADS,
    NS,
    RECORD,
    assert_holds,
    contents,
    named,
    pushed,
    small,
)


def test_all_graphs_and_the_manifest_arrive(server: GraphServer) -> None:
    graph = small(doc_a="one two three", claims_a="four")
    done = pushed(server, graph)
    assert sorted(done.sent) == [named("claims-a"), named("doc-a")]
    assert not done.failed
    assert_holds(server, graph)


def test_the_manifest_comes_after_the_graphs_that_it_lists(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two", doc_b="three"))
    writes = [asked.graph for asked in server.writes]
    assert writes.index(MANIFEST) > writes.index(named("doc-a"))
    assert writes.index(MANIFEST) > writes.index(named("doc-b"))


def test_a_second_push_sends_nothing_and_fetches_no_graph(server: GraphServer) -> None:
    graph = small(doc_a="one two three", claims_a="four")
    pushed(server, graph)
    server.asked.clear()
    assert pushed(server, graph).sent == []
    assert server.writes == []
    fetched = {asked.graph for asked in server.asked if asked.path == "/store"}
    assert fetched == {MANIFEST, RECORD}


def test_a_new_graph_is_added_beside_those_that_are_there(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two"))
    larger = small(doc_a="one two", doc_b="three")
    assert pushed(server, larger).sent == [named("doc-b")]
    assert_holds(server, larger)


def test_the_same_content_that_came_by_other_means_is_not_sent(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one two")
    for quad in ox.parse(graph.nquads(), N_QUADS):
        if isinstance(quad.graph_name, ox.NamedNode):
            server.store.add(quad)
    assert pushed(server, graph).sent == []
    assert_holds(server, graph)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"doc_a": "one three"}, "doc-a> would be replaced"),
        ({"doc_a": "one two three"}, "doc-a> would be replaced"),
        ({"doc_b": "three"}, "doc-a> would be removed"),
    ],
)
def test_other_content_is_refused_before_anything_is_sent(
    server: GraphServer, after: dict[str, str], words: str
) -> None:
    before = small(doc_a="one two")
    pushed(server, before)
    server.asked.clear()
    with pytest.raises(StoreError, match=words) as refusal:
        pushed(server, small(**after))
    assert "--replace" in str(refusal.value)
    assert server.writes == []
    assert_holds(server, before)


def test_a_foreign_graph_of_the_same_name_is_refused(server: GraphServer) -> None:
    node = ox.NamedNode(named("doc-a"))
    server.store.add(ox.Quad(node, node, node, node))
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, small(doc_a="one"))


def test_replace_changes_and_removes_ours_and_nothing_else(server: GraphServer) -> None:
    theirs = ox.NamedNode("urn:theirs")
    server.store.add(ox.Quad(theirs, theirs, theirs, theirs))
    pushed(server, small(doc_a="one two", doc_b="three", doc_c="four"))
    after = small(doc_a="one five", doc_c="four")
    done = pushed(server, after, replace=True)
    assert done.sent == [named("doc-a")]
    assert done.removed == [named("doc-b")]
    assert server.graph("urn:theirs") == {"<urn:theirs> <urn:theirs> <urn:theirs> ."}
    assert_holds(server, after, beside={"urn:theirs"})


def test_keep_adds_to_what_another_graph_has_put_there(server: GraphServer) -> None:
    pushed(server, small(doc_a="one two", doc_b="three"))
    more = small(doc_b="three", doc_c="four")
    assert pushed(server, more, keep=True).sent == [named("doc-c")]
    both = small(doc_a="one two", doc_b="three", doc_c="four")
    assert_holds(server, both)
    assert pushed(server, both).sent == []
    server.asked.clear()
    assert pushed(server, more, keep=True).sent == []
    assert server.writes == []
    changed = small(doc_c="five")
    with pytest.raises(StoreError, match="doc-c> would be replaced"):
        pushed(server, changed, keep=True)
    pushed(server, changed, keep=True, replace=True)
    assert_holds(server, small(doc_a="one two", doc_b="three", doc_c="five"))


def test_keep_does_not_keep_what_a_broken_push_has_left(server: GraphServer) -> None:
    pushed(server, small(doc_a="one"))
    server.fate = lambda asked: "half" if asked.graph == named("doc-b") else "done"
    with pytest.raises(StoreError, match="push again"):
        pushed(server, small(doc_a="one", doc_b="two three"))
    server.gone, server.fate = False, lambda _: "done"
    pushed(server, small(doc_c="four"), keep=True)
    assert_holds(server, small(doc_a="one", doc_c="four"))


def test_another_base_on_the_same_server_is_left_alone(server: GraphServer) -> None:
    first = small(doc_a="one two")
    other = first.nquads().replace(b"example.org", b"example.com")
    pushed(server, first)
    pushed(server, MandateGraph.from_nquads(other), replace=True)
    beside = {n for n in server.names() if n.startswith("https://example.com/")}
    assert len(beside) == 3
    assert_holds(server, first, beside)


def test_a_dry_run_tells_what_would_be_done_and_sends_nothing(
    server: GraphServer,
) -> None:
    pushed(server, small(doc_a="one two", doc_b="three", doc_c="four"))
    server.asked.clear()
    after = small(doc_a="one two", doc_b="three five", doc_d="six")
    plan, _ = plan_push(after, server.url, settings=FAST)
    assert {step.graph: step[1:] for step in plan.steps} == {
        named("doc-a"): ("same", 2, 2),
        named("doc-b"): ("changed", 2, 1),
        named("doc-c"): ("removed", 0, 1),
        named("doc-d"): ("new", 1, 0),
    }
    sent = {(a.method, a.path) for a in server.asked if a.method not in ("GET", "HEAD")}
    assert sent <= {("POST", "/query")}


def test_the_record_has_the_count_and_the_hash_of_the_sorted_triples(
    server: GraphServer,
) -> None:
    graph = small(doc_a="two one")
    pushed(server, graph)
    triples = sorted(contents(graph)[named("doc-a")])
    digest = hashlib.sha256("".join(f"{t}\n" for t in triples).encode()).hexdigest()
    record = server.graph(RECORD)
    number = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    about = f"<{named('doc-a')}>"
    checksum = f"<{RECORD}#sha256-{digest}>"
    assert f"{about} <http://rdfs.org/ns/void#triples> {number} ." in record
    assert f"{about} <http://spdx.org/rdf/terms#checksum> {checksum} ." in record


def test_a_change_on_the_server_is_found_by_its_count_or_by_looking(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one two")
    pushed(server, graph)
    quad = next(server.store.quads_for_pattern(None, None, None, _node("doc-a")))
    server.store.remove(quad)
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, graph)
    node = ox.NamedNode("urn:x")
    server.store.add(ox.Quad(node, node, node, _node("doc-a")))
    assert pushed(server, graph).sent == []  # as many triples as before
    with pytest.raises(StoreError, match="would be replaced"):
        pushed(server, graph, verify="all")
    pushed(server, graph, replace=True, verify="all")
    assert_holds(server, graph)


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(named(name))


def test_numbers_that_a_server_spells_otherwise_are_the_same(
    server: GraphServer,
) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    graph = f"<{named('doc-a')}>"
    data = small(doc_a="one").nquads().decode()
    data += f'<{BASE}v> <{NS}value> "0.7533333333333333"^^<{xsd}decimal> {graph} .\n'

    def rounds() -> None:
        for quad in server.store.quads_for_pattern(None, None, None, _node("doc-a")):
            if str(quad.object).startswith('"0.753'):
                server.store.remove(quad)
                number = ox.NamedNode(f"{xsd}decimal")
                rounded = ox.Literal("0.753333333333333", datatype=number)
                server.store.add(
                    ox.Quad(quad.subject, quad.predicate, rounded, quad.graph_name)
                )

    server.after_write = rounds
    kg = MandateGraph.from_nquads(data.encode())
    done = pushed(server, kg)
    assert not done.failed
    assert len(done.remarks) == 1
    assert "0.753333333333333" in done.remarks[0]
    assert pushed(server, kg).sent == []
    assert pushed(server, kg, verify="all").sent == []


def test_blank_nodes_of_a_graph_stay_together(server: GraphServer) -> None:
    graph = f"<{named('doc-a')}>"
    role = f"{graph} <{NS}graphRole> <{NS}sourceGraph> .\n"
    blank = f"_:x <urn:p> _:y {graph} .\n_:y <urn:q> _:x {graph} .\n"
    kg = MandateGraph.from_nquads((role + blank).encode())
    assert not pushed(server, kg, part_bytes=10).failed
    again = MandateGraph.from_nquads((role + blank.replace("_:x", "_:z")).encode())
    assert pushed(server, again, verify="all").sent == []


def test_a_blank_node_of_two_graphs_is_refused(server: GraphServer) -> None:
    data = b"_:x <urn:p> <urn:a> <urn:g> .\n_:x <urn:p> <urn:a> <urn:h> .\n"
    with pytest.raises(StoreError, match="shares a blank node"):
        pushed(server, MandateGraph.from_nquads(data))
    assert server.writes == []


def test_a_graph_without_a_name_is_refused(server: GraphServer) -> None:
    data = b"<urn:a> <urn:p> <urn:b> _:g .\n"
    with pytest.raises(StoreError, match="has no name"):
        pushed(server, MandateGraph.from_nquads(data))
    assert server.writes == []


def test_a_manifest_that_is_a_named_graph_here_is_the_manifest(
    server: GraphServer,
) -> None:
    graph = small(doc_a="one")
    role = f"<{NS}sourceGraph> ."
    named_manifest = graph.nquads().decode().replace(role, f"{role[:-1]}<{MANIFEST}> .")
    pushed(server, MandateGraph.from_nquads(named_manifest.encode()))
    assert_holds(server, graph)
