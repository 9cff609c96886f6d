"""Plans as trees: framed JSON-LD, and plain JSON by its published schema."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pyoxigraph as ox
import pytest
from pyld import jsonld  # type: ignore[import-untyped]  # ships no types

from conftest import CHECKOUT, ID, MG
from drawn_plans import large_plan
from mandategraph.errors import QueryError
from mandategraph.export import ExportOptions, export
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = LanguagePolicy(["en"])
ONTOLOGY = CHECKOUT / "ontology"
SCHEMA = json.loads((ONTOLOGY / "plan-tree.schema.json").read_text("utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
FLOOD, WATER, SHARED = (
    f"{ID}rba-r-{code}" for code in ("228fa6e9f8", "da4a253b8c", "76b2f8f7a3")
)
SIREN = f"{ID}rba-i-f481e080cd"
Tree = dict[str, Any]


def tree(graph: MandateGraph, **chosen: Any) -> Tree:
    options = ExportOptions(**chosen)
    found: Tree = json.loads(export("json", graph, ENGLISH, options))
    return found


def elements(branch: Any) -> Iterator[Tree]:
    """Every element in the tree, references left out."""
    if isinstance(branch, dict):
        if "code" in branch:
            yield branch
        for value in branch.values():
            yield from elements(value)
    elif isinstance(branch, list):
        for value in branch:
            yield from elements(value)


def test_the_tree_says_what_the_source_says(example_graph: MandateGraph) -> None:
    found = tree(example_graph)
    (plan,) = found["plans"]
    assert found["languages"] == ["ar", "en", "es", "fr"]
    assert [m["iri"] for m in plan["mandates"]] == [f"{ID}rba-m"]
    first, second = plan["objectives"]
    (flood,) = first["results"]
    (siren,) = flood["indicators"]
    assert (flood["iri"], siren["iri"]) == (FLOOD, SIREN)
    assert [r["iri"] for r in second["results"]] == [WATER]
    assert second["wording_lost"] is True
    assert "texts" not in second
    assert {t["lang"]: t["text"] for t in second["labels"]} == {
        "en": "OBJECTIVE 2",
        "fr": "OBJECTIF 2",
    }
    values = [(v["kind"], v["printed"], v["number"]) for v in siren["values"]]
    assert values == [("baseline", "12", 12), ("target", "40", 40)]
    assert siren["values"][0]["unit"]["names"][0]["text"] == "towns"
    assert flood["evidence"] == [
        {
            "iri": f"{ID}text/e96ba1287aac20ab#char=94,126",
            "text": f"{ID}text/e96ba1287aac20ab",
            "start": 94,
            "end": 126,
            "quote": "Flood warnings reach every town.",
        }
    ]
    statuses = {t["lang"]: t["status"] for t in flood["texts"]}
    assert statuses == {"en": "issuer", "es": "machine"}


def test_what_the_source_leaves_open_is_under_no_objective(
    example_graph: MandateGraph,
) -> None:
    (plan,) = tree(example_graph)["plans"]
    (shared,) = plan["not_assigned"]
    assert shared["iri"] == SHARED
    (link,) = shared["open_links"]
    assert link["candidates"] == [f"{ID}rba-o1", f"{ID}rba-o2"]
    assert link["complete"] is True
    (proposed,) = shared["links"]
    assert (proposed["target"], proposed["status"]) == (f"{ID}rba-o2", "proposed")
    assert proposed["confidence"] == "0.3"


def test_a_result_of_two_objectives_stands_once_and_is_referred_to(
    example_graph: MandateGraph,
) -> None:
    # a second claim, stated as well, on the result of the first objective
    lines = example_graph.nquads().decode().splitlines()
    added = [
        line.replace("claim-5d450e2d5497", "claim-2").replace("rba-o1>", "rba-o2>")
        for line in lines
        if "claim-5d450e2d5497" in line
    ]
    added.append(
        f"<{FLOOD}> <{MG}expectedResultOf> <{ID}rba-o2> <{ID}graph/claims-rba> ."
    )
    graph = MandateGraph.from_nquads("\n".join([*lines, *added]).encode())
    (plan,) = tree(graph)["plans"]
    first, second = plan["objectives"]
    assert first["results"][0]["iri"] == FLOOD
    assert {"ref": FLOOD} in second["results"]
    VALID.validate(tree(graph))
    framed = export("jsonld-framed", graph, ENGLISH)
    read = {str(q.triple) for q in ox.parse(framed, ox.RdfFormat.JSON_LD)}
    whole = ox.parse(graph.nquads(), ox.RdfFormat.N_QUADS)
    assert read == {str(q.triple) for q in whole}


def test_elements_in_a_circle_are_all_there() -> None:
    kind, lines = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", []
    for one, other in (("a", "b"), ("b", "a")):
        lines += [
            f"<{ID}{one}> <{kind}> <{MG}Objective> .",
            f"<{ID}{one}> <{MG}elementOf> <{ID}plan-x> .",
            f"<{ID}{one}> <{MG}subObjectiveOf> <{ID}{other}> .",
            f"<{ID}c-{one}> <{kind}> <{MG}Claim> .",
            f"<{ID}c-{one}> <{MG}claimSubject> <{ID}{one}> .",
            f"<{ID}c-{one}> <{MG}claimPredicate> <{MG}subObjectiveOf> .",
            f"<{ID}c-{one}> <{MG}claimObject> <{ID}{other}> .",
            f"<{ID}c-{one}> <{MG}status> <{MG}stated> .",
        ]
    graph = MandateGraph.from_nquads("\n".join(lines).encode())
    found = tree(graph)
    assert sorted(e["iri"] for e in elements(found)) == [f"{ID}a", f"{ID}b"]
    (plan,) = found["plans"]
    (first,) = plan["apart"]
    assert (first["iri"], first["reason"]) == (f"{ID}a", "circle")
    assert [e["iri"] for e in first["objectives"]] == [f"{ID}b"]
    assert "not_assigned" not in plan
    VALID.validate(found)
    framed = export("jsonld-framed", graph, ENGLISH)
    assert len(list(ox.parse(framed, ox.RdfFormat.JSON_LD))) == len(lines)


@pytest.mark.parametrize("depth", [59, 60, 200])
def test_a_chain_of_any_length_is_written_whole(depth: int) -> None:
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    lines = [f"<{ID}plan-x> <{kind}> <{MG}Plan> ."]
    for n in range(depth):
        lines += [
            f"<{ID}o{n}> <{kind}> <{MG}Objective> .",
            f"<{ID}o{n}> <{MG}elementOf> <{ID}plan-x> .",
        ]
        if n:
            lines += [
                f"<{ID}o{n}> <{MG}subObjectiveOf> <{ID}o{n - 1}> .",
                f"<{ID}c{n}> <{kind}> <{MG}Claim> .",
                f"<{ID}c{n}> <{MG}claimSubject> <{ID}o{n}> .",
                f"<{ID}c{n}> <{MG}claimPredicate> <{MG}subObjectiveOf> .",
                f"<{ID}c{n}> <{MG}claimObject> <{ID}o{n - 1}> .",
                f"<{ID}c{n}> <{MG}status> <{MG}stated> .",
            ]
    graph = MandateGraph.from_nquads("\n".join(lines).encode())
    found = tree(graph)
    assert len([e["iri"] for e in elements(found)]) == depth
    (plan,) = found["plans"]
    assert "not_assigned" not in plan
    # each sixty levels a new piece, to which the end of the last one refers
    pieces = [(e["iri"], e["reason"]) for e in plan.get("apart", [])]
    heads = [f"{ID}o{n}" for n in range(60, depth, 60)]
    assert pieces == [(iri, "depth") for iri in heads]
    assert sorted(re.findall(r'"ref": "([^"]*)"', json.dumps(found))) == sorted(heads)
    VALID.validate(found)
    framed = export("jsonld-framed", graph, ENGLISH)
    assert len(set(ox.parse(framed, ox.RdfFormat.JSON_LD))) == len(lines)


def test_what_is_linked_to_another_plan_alone_stands_in_its_own() -> None:
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    lines = [
        f"<{ID}o> <{kind}> <{MG}Objective> .",
        f"<{ID}o> <{MG}elementOf> <{ID}plan-a> .",
        f"<{ID}r> <{kind}> <{MG}ExpectedResult> .",
        f"<{ID}r> <{MG}elementOf> <{ID}plan-b> .",
        f"<{ID}c> <{kind}> <{MG}Claim> .",
        f"<{ID}c> <{MG}claimSubject> <{ID}r> .",
        f"<{ID}c> <{MG}claimPredicate> <{MG}contributesTo> .",
        f"<{ID}c> <{MG}claimObject> <{ID}o> .",
        f"<{ID}c> <{MG}status> <{MG}stated> .",
        *(f"<{ID}plan-{x}> <{kind}> <{MG}Plan> ." for x in "ab"),
    ]
    found = tree(MandateGraph.from_nquads("\n".join(lines).encode()))
    first, second = found["plans"]
    (objective,) = first["objectives"]
    assert objective["results"] == [{"ref": f"{ID}r"}]
    (result,) = second["apart"]
    assert (result["iri"], result["reason"]) == (f"{ID}r", "other_plan")
    assert result["links"][0]["target"] == f"{ID}o"
    assert "not_assigned" not in second
    VALID.validate(found)


def test_the_schema_is_one_and_every_tree_keeps_to_it(
    example_graph: MandateGraph, demo_graph: MandateGraph
) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for graph in (example_graph, demo_graph, large_plan(3, 3, 2)):
        found = tree(graph)
        VALID.validate(found)
        query = (
            "SELECT DISTINCT ?x WHERE { ?x mg:elementOf ?plan"
            " FILTER NOT EXISTS { ?x a mg:SectionHeading } }"
        )
        there = {iri for (iri,) in graph.select_text(query)}
        assert sorted(e["iri"] for e in elements(found)) == sorted(there)


def test_the_schema_refuses_what_is_not_such_a_tree(
    example_graph: MandateGraph,
) -> None:
    good = tree(example_graph)
    planted: list[tuple[str, Any]] = [
        ("kind", "goal"),
        ("texts", [{"lang": "en", "text": "x"}]),
        ("evidence", [{"quote": "x"}]),
        ("colour", "red"),
        ("links", [{"relation": "serves", "target": "x:y", "status": "disputed"}]),
    ]
    for key, value in planted:
        bad = deepcopy(good)
        bad["plans"][0]["objectives"][0][key] = value
        assert not VALID.is_valid(bad), key


def test_numbers_are_json_numbers_where_these_are_exact() -> None:
    from mandategraph.export.tree_facts import _number

    assert _number("12.0") == 12
    assert isinstance(_number("12.0"), int)
    assert _number("0.1") == 0.1
    assert _number("0.10000000000000000001") == "0.10000000000000000001"
    assert _number("9007199254740993") == "9007199254740993"
    assert _number("abc") == "abc"
    assert _number("NaN") == "NaN"


def test_what_the_tree_has_no_place_for_is_told(example_graph: MandateGraph) -> None:
    told: list[str] = []
    tree(example_graph, tell=told.append)
    # two headings, two spans of leftover, one review, one glossary term, by the file
    assert told == [
        f"{what}: the tree has no place for them"
        for what in (
            "section headings x 2",
            "spans without a statement x 2",
            "reviews x 1",
            "concepts of vocabularies x 1",
        )
    ]


def test_a_tree_holds_one_plan_and_chosen_languages(demo_graph: MandateGraph) -> None:
    found = tree(demo_graph, plan="plan-fcc", langs=("es",))
    assert [p["name"] for p in found["plans"]] == ["plan-fcc"]
    assert found["languages"] == ["es"]
    VALID.validate(found)
    with pytest.raises(QueryError, match="no use for --per-plan"):
        tree(demo_graph, per_plan=True)


def framed(graph: MandateGraph) -> list[Tree]:
    nodes: list[Tree] = json.loads(export("jsonld-framed", graph, ENGLISH))["@graph"]
    return nodes


def test_a_framed_plan_nests_what_belongs_to_it(example_graph: MandateGraph) -> None:
    plan = framed(example_graph)[0]
    assert plan["id"] == f"{ID}plan-rba"
    by_id = {e["id"].removeprefix(ID): e for e in plan["elements"]}
    (flood,) = by_id["rba-o1"]["results"]
    (siren,) = flood["indicators"]
    assert {v["type"] for v in siren["values"]} == {"Baseline", "Target"}
    # the open result stands beside the objectives, with its open link and its proposal
    shared = by_id["rba-r-76b2f8f7a3"]
    assert {c["type"] for c in shared["claims"]} == {"OpenLink", "Claim"}
    # in reading order
    assert list(by_id)[:3] == ["rba-m", "rba-o1", "rba-o2"]


def test_the_published_frame_gives_nothing_that_the_export_does_not(
    example_graph: MandateGraph,
) -> None:
    """What a JSON-LD processor makes of the flat graph by our frame is in our tree."""
    frame = json.loads((ONTOLOGY / "frame.jsonld").read_text("utf-8"))
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    assert frame["@context"][0] == "context.jsonld"
    frame["@context"][0] = context["@context"]
    read = ox.parse(example_graph.nquads(), ox.RdfFormat.N_QUADS)
    lines = "".join({f"{q.triple} .\n" for q in read})
    options = {"format": "application/n-quads"}
    made = jsonld.frame(jsonld.from_rdf(lines, options), frame)
    theirs = set(jsonld.to_rdf(made, options).splitlines())
    ours = json.loads(export("jsonld-framed", example_graph, ENGLISH))
    assert theirs <= set(jsonld.to_rdf(ours, options).splitlines())
    # all seven elements and the plan, its organisation, its document ...
    assert all(f"<{iri}> " in "".join(theirs) for iri in (FLOOD, WATER, SHARED, SIREN))
