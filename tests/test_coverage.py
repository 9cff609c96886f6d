"""Coverage: what is worded in each language, counted by hand on the two leaflets."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from pathlib import Path

import pytest
from rdflib import RDF, VOID, BNode, Graph, Literal, URIRef

from conftest import EXAMPLE, ID, MG
from mandategraph.coverage import (
    KINDS,
    STATUSES,
    Count,
    coverage,
    missing,
    render,
    rows,
    shortfalls,
)
from mandategraph.coverage.lime import LIME
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query.labels import form_status
from mandategraph.store import MandateGraph, open_graph
from running import run

# The leaflets, by hand (sources/README.md): `fcc` states four objectives in English;
# `ct` a mandate and thirteen results in French and the heading above them, and prints
# the labels of four objectives whose wording is lost. Every other wording is a machine
# translation that nobody has reviewed.
ONE, FOUR, THIRTEEN = 1, 4, 13
BY_HAND = {
    ("en", "mandate"): Count(machine=ONE, forms=ONE),
    ("en", "objective"): Count(issuer=FOUR, lost=FOUR, forms=FOUR),
    ("en", "expected_result"): Count(machine=THIRTEEN, forms=THIRTEEN),
    ("en", "statements"): Count(issuer=4, machine=14, lost=4, forms=18),
    ("en", "section_heading"): Count(machine=ONE, forms=ONE),
    ("fr", "mandate"): Count(issuer=ONE, forms=ONE),
    ("fr", "objective"): Count(machine=FOUR, lost=FOUR, forms=FOUR),
    ("fr", "expected_result"): Count(issuer=THIRTEEN, forms=THIRTEEN),
    ("fr", "statements"): Count(issuer=14, machine=4, lost=4, forms=18),
    ("fr", "section_heading"): Count(issuer=ONE, forms=ONE),
    **{
        (lang, kind): Count(machine=n, lost=lost, forms=n)
        for lang in ("es", "ar")
        for kind, n, lost in (
            ("mandate", 1, 0),
            ("objective", 4, 4),
            ("expected_result", 13, 0),
            ("statements", 18, 4),
            ("section_heading", 1, 0),
        )
    },
}
HEAD = f"""
@prefix mg: <{MG}> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@base <{ID}> .
<plan-x> a mg:Plan .
"""


def small(body: str) -> MandateGraph:
    return MandateGraph.from_bytes(f"{HEAD}<graph/doc-x> {{ {body} }}".encode())


def test_the_leaflets_count_as_counted_by_hand(demo_graph: MandateGraph) -> None:
    found = {(r.lang, r.kind): r.numbers for r in rows(coverage(demo_graph))}
    assert found == BY_HAND


def test_each_plan_is_counted_by_itself(demo_graph: MandateGraph) -> None:
    found = coverage(demo_graph, ["ar"])
    by_plan = {(r.plan, r.kind): r.numbers for r in rows(found, by_plan=True)}
    assert by_plan == {
        (f"{ID}plan-fcc", "objective"): Count(machine=4, forms=4),
        (f"{ID}plan-fcc", "statements"): Count(machine=4, forms=4),
        (f"{ID}plan-ct", "mandate"): Count(machine=1, forms=1),
        (f"{ID}plan-ct", "objective"): Count(lost=4),
        (f"{ID}plan-ct", "expected_result"): Count(machine=13, forms=13),
        (f"{ID}plan-ct", "statements"): Count(machine=14, lost=4, forms=14),
        (f"{ID}plan-ct", "section_heading"): Count(machine=1, forms=1),
    }


def test_the_best_form_counts_and_its_status_is_that_of_labels() -> None:
    authorities = "issuer", "thirdParty"
    methods = "humanTranslation", "machineTranslation", "postEdited", "original"
    states = "Candidate", "UnderReview", "Reviewed", "Rejected"
    body, expected = [], dict.fromkeys((*STATUSES, "missing"), 0)
    combined = list(product(authorities, states, methods))
    for number, (authority, state, method) in enumerate(combined):
        body.append(
            f"<x-o{number}> a mg:Objective ; mg:elementOf <plan-x> ; "
            f'mg:statementText "{number}"@en ; mg:textForm <f{number}> . <f{number}> '
            f'xl:literalForm "{number}"@es ; mg:textAuthority mg:{authority} ; '
            f"mg:reviewState mg:state{state} ; mg:method mg:{method} ."
        )
        status = form_status(authority, f"state{state}", method)
        expected[status or "missing"] += 1
    count = coverage(small(" ".join(body)), ["es"]).count("es")
    assert {name: getattr(count, name) for name in expected} == expected


def test_of_two_forms_the_better_one_counts_once() -> None:
    graph = small("""
      <x-o1> a mg:Objective ; mg:elementOf <plan-x> ; mg:statementText "one"@en ;
        mg:textForm <a>, <b> .
      <a> xl:literalForm "uno"@es ; mg:reviewState mg:stateCandidate ;
        mg:textAuthority mg:thirdParty ; mg:method mg:machineTranslation .
      <b> xl:literalForm "un"@es-mx ; mg:reviewState mg:stateReviewed ;
        mg:textAuthority mg:thirdParty ; mg:method mg:humanTranslation .""")
    assert coverage(graph).count("es") == Count(reviewed=1, forms=2)
    asked = coverage(graph, ["es-mx", "es", "es-ar"])
    assert asked.count("es-mx") == Count(reviewed=1, forms=1)
    assert asked.count("es") == Count(reviewed=1, forms=2)
    assert asked.count("es-ar") == Count(missing=1)


def test_what_is_lost_in_the_source_is_not_missing_unless_it_is_worded_elsewhere() -> (
    None
):
    graph = small("""
      <x-o1> a mg:Objective ; mg:elementOf <plan-x> ; mg:textStatus
        mg:textNotExtracted ; mg:sourceLabel "OBJECTIVE 1"@en ; mg:labelForm <l> .
      <l> xl:literalForm "OBJETIVO 1"@es .
      <x-o2> a mg:Objective ; mg:elementOf <plan-x> ; mg:textStatus
        mg:textNotExtracted ; mg:textForm <f> .
      <f> xl:literalForm "Avoid floods."@en ; mg:textAuthority mg:issuer .""")
    found = coverage(graph, ["en", "es"])
    assert found.count("en") == Count(issuer=1, lost=1, forms=1)
    assert found.count("es") == Count(lost=2)
    assert found.count("es").percent() is None
    assert missing(graph, "es") == []
    assert shortfalls(found, 100) == []


def test_an_element_without_any_wording_is_missing_in_every_language() -> None:
    graph = small("<x-m> a mg:Mandate ; mg:elementOf <plan-x> .")
    assert coverage(graph, ["fr"]).count("fr") == Count(missing=1)


def test_languages_are_the_projects_and_all_that_occur() -> None:
    graph = small("""<x-m> a mg:Mandate ; mg:elementOf <plan-x> ;
      mg:statementText "Schützen"@de-ch, "?"@und, "x" .""")
    assert coverage(graph).languages == ("en", "fr", "es", "ar", "de")
    assert coverage(graph).count("de") == Count(issuer=1, forms=1)


def test_percentages_are_of_what_was_not_lost() -> None:
    count = Count(issuer=1, reviewed=2, candidate=3, machine=4, missing=10, lost=5)
    assert (count.total, count.translatable) == (25, 20)
    assert [count.percent(s) for s in STATUSES] == [5.0, 15.0, 30.0, 50.0]


def test_shortfalls_name_language_kind_and_plan(demo_graph: MandateGraph) -> None:
    found = coverage(demo_graph, ["en", "fr"])
    assert shortfalls(found, 100) == []
    told = [s.told(80) for s in shortfalls(found, 80, status="reviewed")]
    assert told == [
        "en statements: 22.2 % (4 of 18) is below 80 %",
        "fr statements: 77.8 % (14 of 18) is below 80 %",
    ]
    kinds = ["mandate", "objective"]
    short = shortfalls(found, 80, status="reviewed", kinds=kinds, by_plan=True)
    assert [s.told(80) for s in short] == [
        "en mandate of plan-ct: 0.0 % (0 of 1) is below 80 %",
        "fr objective of plan-fcc: 0.0 % (0 of 4) is below 80 %",
    ]


def test_missing_lists_what_a_reader_sees_instead(demo_graph: MandateGraph) -> None:
    assert missing(demo_graph, "ar") == []
    kinds = ["mandate", "objective"]
    (mandate, *objectives) = missing(demo_graph, "fr", kinds=kinds, status="reviewed")
    assert {one.plan for one in objectives} == {f"{ID}plan-fcc"}
    assert mandate.element == f"{ID}fcc-o1"
    assert mandate.instead.note == "fr · machine"
    statements = ["mandate", "expected_result"]
    german = missing(demo_graph, "de", plans=["ct"], kinds=statements)
    assert len(german) == 14
    assert {one.instead.lang for one in german} == {"fr"}


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"kinds": ["goal"]}, "no such kind"),
        ({"plans": ["zz"]}, "no such plan"),
        ({"languages": ["e"]}, "not a language tag"),
        ({"languages": ['es")']}, "not a language tag"),
    ],
)
def test_what_is_not_there_is_refused(
    demo_graph: MandateGraph, asked: dict[str, list[str]], reason: str
) -> None:
    with pytest.raises((UnknownNameError, QueryError), match=reason):
        coverage(demo_graph, **asked)


def test_a_graph_without_elements_has_no_coverage() -> None:
    with pytest.raises(QueryError, match="no plan element"):
        coverage(small(""))


def test_csv_and_json_say_the_same(demo_graph: MandateGraph) -> None:
    found = coverage(demo_graph, ["fr"])
    table = list(csv.DictReader(io.StringIO(render(found, "csv", demo_graph))))
    plain = json.loads(render(found, "json", demo_graph))
    assert [r["kind"] for r in table] == [r["kind"] for r in plain["rows"]]
    for one, other in zip(table, plain["rows"], strict=True):
        for name, cell in one.items():
            assert cell == ("" if other[name] is None else str(other[name]))
    whole = next(r for r in plain["rows"] if r["kind"] == "statements")
    assert (whole["issuer"], whole["machine"], whole["lost"]) == (14, 4, 4)
    assert (whole["percent"], whole["percent_reviewed"]) == (100.0, 77.78)


def test_lime_has_a_set_per_language_and_class(demo_graph: MandateGraph) -> None:
    found = coverage(demo_graph)
    turtle = render(found, "lime", demo_graph)
    assert turtle == render(coverage(demo_graph), "lime", demo_graph)
    graph = Graph().parse(data=turtle, format="turtle")
    assert not any(isinstance(node, BNode) for node in graph.all_nodes())
    french = URIRef(f"{ID}coverage/fr")
    assert (french, RDF.type, LIME.LexicalizationSet) in graph
    assert graph.value(french, LIME.language) == Literal("fr")
    assert int(str(graph.value(french, LIME.references))) == 18
    # of 22 elements, for those whose wording was lost are elements too
    assert str(graph.value(french, LIME.percentage)) == "0.8182"
    parts = {
        graph.value(p, LIME.resourceType): p
        for p in graph.objects(french, LIME["partition"])
    }
    assert parts.keys() == {
        URIRef(MG + name) for name in ("Mandate", "Objective", "ExpectedResult")
    }
    results = parts[URIRef(f"{MG}ExpectedResult")]
    assert str(graph.value(results, LIME.percentage)) == "1.0000"
    subsets = {
        str(s): graph.value(s, LIME.references)
        for s in graph.objects(french, VOID.subset)
    }
    assert {s: int(str(n)) for s, n in subsets.items()} == {
        f"{ID}coverage/fr/issuer": 14,
        f"{ID}coverage/fr/machine": 4,
    }


def test_lime_of_each_plan_refers_to_its_source_graph(
    demo_graph: MandateGraph,
) -> None:
    found = coverage(demo_graph, ["es"])
    turtle = render(found, "lime", demo_graph, by_plan=True)
    graph = Graph().parse(data=turtle, format="turtle")
    node = URIRef(f"{ID}coverage/plan-fcc/es")
    assert graph.value(node, LIME.referenceDataset) == URIRef(f"{ID}graph/doc-fcc")
    assert int(str(graph.value(node, LIME.references))) == 4


def test_every_store_counts_alike(
    endpoint: MandateGraph, example_graph: MandateGraph
) -> None:
    own = MandateGraph.from_rdflib(example_graph.dataset())
    wanted = list(rows(coverage(example_graph), by_plan=True))
    assert wanted
    assert list(rows(coverage(own), by_plan=True)) == wanted
    assert list(rows(coverage(endpoint), by_plan=True)) == wanted
    languages = ["es", "fr-ca"]
    wanted = list(rows(coverage(example_graph, languages)))
    assert list(rows(coverage(endpoint, languages))) == wanted
    for lang in ("es", "ar"):
        listed = missing(example_graph, lang, status="reviewed")
        assert missing(endpoint, lang, status="reviewed") == listed


@pytest.fixture(scope="module")
def kg(demo_graph: MandateGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("coverage") / "kg.nq"
    path.write_bytes(demo_graph.nquads())
    return str(path)


def test_the_command_prints_a_table_that_fits_a_terminal(kg: str) -> None:
    done = run("coverage", kg, "--lang", "es,ar", COLUMNS="90")
    assert done.returncode == 0
    assert done.stderr == ""
    assert all(len(line.rstrip()) <= 88 for line in done.stdout.splitlines())
    cells = [line.split() for line in done.stdout.splitlines()]
    assert "ar mandate 0 0 0 1 0 0 1 100.0 0.0" in [" ".join(c) for c in cells]
    assert "…" not in done.stdout


def test_the_command_fails_under_a_threshold(kg: str) -> None:
    good = run("coverage", kg, "--lang", "es", "--fail-under", "80")
    assert (good.returncode, good.stderr) == (0, "")
    bad = ("coverage", kg, "--lang", "es", "--fail-under", "80", "--status", "reviewed")
    done = run(*bad)
    assert done.returncode == 1
    assert done.stderr == "es statements: 0.0 % (0 of 18) is below 80 %\n"


def test_the_command_lists_what_is_missing(kg: str) -> None:
    done = run("coverage", kg, "--missing", "de", "--kind", "mandate", "-f", "csv")
    assert done.returncode == 0
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["element"] == f"{ID}ct-m"
    assert row["lang"] == "fr"
    assert done.stderr == "1 missing in de\n"


def test_the_ending_of_the_file_says_the_format(kg: str, tmp_path: Path) -> None:
    for ending, start in (("csv", "plan,"), ("json", "{"), ("ttl", "PREFIX dct:")):
        file = tmp_path / f"c.{ending}"
        assert run("coverage", kg, "-o", str(file)).returncode == 0
        assert file.read_text("utf-8").startswith(start)
    done = run("coverage", kg, "-o", str(tmp_path / "c.docx"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--format" in done.stderr
    both = run("coverage", kg, "--missing", "fr", "--lang", "es")
    assert both.returncode == 2
    assert "leave out --lang" in both.stderr


def test_a_question_about_nothing_is_one_line(tmp_path: Path) -> None:
    done = run("coverage", str(EXAMPLE), "--kind", "goals")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no such kind" in done.stderr
    assert set(KINDS) >= {"mandate", "planned_activity"}
    empty = tmp_path / "empty.nq"
    empty.write_text("<a:a> <a:b> <a:c> .\n")
    assert "no plan element" in run("coverage", str(empty)).stderr
    assert open_graph(empty).ask("ASK { <a:a> ?p ?o }")
