"""Nanopublications: their structure by the guidelines, their names by their content."""

from __future__ import annotations

import base64
from collections import defaultdict
from hashlib import sha256

import pyoxigraph as ox
import pytest

from conftest import ID, MG
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export import ExportOptions, export
from mandategraph.export.trusty import artifact_code, encoded
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])
NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
PARTS = ("Head", "assertion", "provenance", "pubinfo")
BOTH = ("accepted", "stated")
Graphs = dict[str, list[ox.Quad]]


def nanopubs(graph: MandateGraph, *claims: str) -> dict[str, Graphs]:
    """The quads of each nanopublication, by the name of its graph."""
    options = ExportOptions(claims=claims or ("accepted",))
    data = export("nanopubs", graph, ENGLISH, options)
    found: dict[str, Graphs] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(data, ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        name, _, part = quad.graph_name.value.partition("#")
        found[name][part].append(quad)
    return found


def objects(quads: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [
        getattr(q.object, "value", "")
        for q in quads
        if q.subject == ox.NamedNode(subject) and q.predicate == ox.NamedNode(predicate)
    ]


def test_the_accepted_claim_is_published_with_its_grounds(
    example_graph: MandateGraph,
) -> None:
    ((name, graphs),) = nanopubs(example_graph).items()
    (said,) = graphs["assertion"]
    terms = [
        getattr(t, "value", "") for t in (said.subject, said.predicate, said.object)
    ]
    assert terms == [f"{ID}plan-rba", f"{MG}planOf", f"{ID}org-rba"]
    grounds, assertion = graphs["provenance"], f"{name}#assertion"
    assert objects(grounds, assertion, f"{PROV}wasAttributedTo") == [f"{ID}person-a"]
    assert objects(grounds, assertion, f"{PROV}wasDerivedFrom") == [
        f"{ID}claim-45dd3f1e2561"
    ]
    assert objects(grounds, assertion, f"{MG}confidence") == ["0.9"]
    assert objects(grounds, f"{ID}review-1", f"{PROV}wasAssociatedWith") == [
        f"{ID}person-b"
    ]


def test_a_stated_claim_carries_the_words_of_its_source(
    example_graph: MandateGraph,
) -> None:
    found = nanopubs(example_graph, *BOTH)
    # five stated, one accepted; the proposed one and the open link are no assertions
    assert len(found) == 6
    water = next(
        graphs
        for graphs in found.values()
        if f"<{ID}rba-r-da4a253b8c>" in str(graphs["assertion"][0].subject)
    )
    quotes = [
        getattr(q.object, "value", "")
        for q in water["provenance"]
        if q.predicate.value.endswith("oa#exact")
    ]
    assert quotes == ["Farmers use less water."]
    sources = [
        q.object
        for q in water["provenance"]
        if q.predicate.value == f"{PROV}hadPrimarySource"
    ]
    assert sources == [ox.NamedNode(f"{ID}doc-rba")]


def test_each_has_the_four_graphs_that_the_guidelines_want(
    example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    for graph in (example_graph, demo_graph):
        for name, graphs in nanopubs(graph, *BOTH).items():
            assert set(graphs) == set(PARTS)
            head = {(q.predicate.value, q.object) for q in graphs["Head"]}
            assert {q.subject for q in graphs["Head"]} == {ox.NamedNode(name)}
            assert head == {
                (
                    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                    ox.NamedNode(f"{NP}Nanopublication"),
                ),
                (f"{NP}hasAssertion", ox.NamedNode(f"{name}#assertion")),
                (f"{NP}hasProvenance", ox.NamedNode(f"{name}#provenance")),
                (f"{NP}hasPublicationInfo", ox.NamedNode(f"{name}#pubinfo")),
            }
            about = {q.subject for q in graphs["provenance"]}
            assert ox.NamedNode(f"{name}#assertion") in about
            assert ox.NamedNode(name) in {q.subject for q in graphs["pubinfo"]}
            assert not any(
                isinstance(t, ox.BlankNode)
                for quads in graphs.values()
                for q in quads
                for t in (q.subject, q.object)
            )


def test_the_name_is_the_hash_of_the_content(example_graph: MandateGraph) -> None:
    for name, graphs in nanopubs(example_graph, *BOTH).items():
        code = name.rpartition("/")[2]
        quads = [q for part in graphs.values() for q in part]
        assert name == f"{ID}np/{code}"
        assert artifact_code(quads, code) == code
        assert artifact_code(quads[1:], code) != code


def test_the_hash_is_that_of_the_specification() -> None:
    """By hand, after module RA: order, then graph, subject, predicate, object."""
    quads = [
        '<x:RAzz#s> <x:p> "b\\\\c\\nd"@EN <x:RAzz#g> .',
        '<x:RAzz#s> <x:p> "b\\\\c\\nd" <x:RAzz#g> .',
        "<x:RAzz#s> <x:p> <x:z> <x:RAzz#g> .",
        '<x:RAzz#s> <x:p> "a"^^<x:t> <x:RAzz#g> .',
        "<x:RAzz> <x:p> <x:RAzz> <x:RAzz#g> .",
        "<x:RAzz#s> <x:a> <x:z> <x:RAzz#h> .",
    ]
    head = "x: #g\nx: #s\nx:p\n"
    text = (
        "x: #g\nx: \nx:p\nx: \n"  # the code is a blank, which comes before any `#`
        f"{head}x:z\n"  # no literal before any literal
        f"{head}^x:t a\n"  # by text, before its type
        f"{head}@en b\\\\c\\nd\n"  # no datatype before any datatype
        f"{head}^http://www.w3.org/2001/XMLSchema#string b\\\\c\\nd\n"
        "x: #h\nx: #s\nx:a\nx:z\n"
    )
    digest = base64.b64encode(sha256(text.encode()).digest(), b"-_").decode()
    parsed = list(ox.parse("\n".join(quads), ox.RdfFormat.N_QUADS))
    assert artifact_code(parsed, "RAzz") == f"RA{digest.rstrip('=')}"
    assert artifact_code(reversed(parsed), "RAzz") == f"RA{digest.rstrip('=')}"
    # the specification's own example of the encoding: nothing at all, module FA
    empty = sha256(b"").digest()
    assert f"FA{encoded(empty)}" == "FA47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"


def test_no_option_of_language_changes_a_name(example_graph: MandateGraph) -> None:
    one = export("nanopubs", example_graph, LanguagePolicy(["ar"]))
    assert one == export("nanopubs", example_graph, ENGLISH)


def test_what_cannot_be_asserted_is_told_or_refused(
    example_graph: MandateGraph,
) -> None:
    told: list[str] = []
    options = ExportOptions(claims=BOTH, tell=told.append)
    export("nanopubs", example_graph, ENGLISH, options)
    assert told == [
        f"{what}: only accepted and stated claims become nanopublications"
        for what in ("open links x 1", "proposed claims x 1")
    ]
    with pytest.raises(UnknownNameError, match="choose from accepted, stated"):
        nanopubs(example_graph, "proposed")
    with pytest.raises(QueryError, match="no use for --per-plan"):
        export("nanopubs", example_graph, ENGLISH, ExportOptions(per_plan=True))
    none = example_graph.nquads().replace(b"ns#accepted>", b"ns#disputed>")
    with pytest.raises(QueryError, match="no claim in it is accepted"):
        nanopubs(MandateGraph.from_nquads(none))


def test_a_plan_gives_its_own_claims(demo_graph: MandateGraph) -> None:
    options = ExportOptions(plan="plan-fcc", claims=BOTH)
    data = export("nanopubs", demo_graph, ENGLISH, options)
    quads = ox.parse(data, ox.RdfFormat.TRIG)
    said = [q for q in quads if "#assertion" in str(q.graph_name)]
    assert [str(q.subject) for q in said if q.predicate.value == f"{MG}planOf"] == [
        f"<{ID}plan-fcc>"
    ]
