"""Answers: how questions are asked, and the rows of labelled cells that come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Literal, URIRef

import mandategraph
from conftest import ID
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import Form, LanguagePolicy
from mandategraph.query import Catalogue, run, with_labels
from mandategraph.store import MandateGraph

CATALOGUE = Catalogue.load()


def test_rows_are_named_tuples_of_labelled_cells(example_graph: MandateGraph) -> None:
    answer = run(
        example_graph,
        CATALOGUE["objectives_of_plan"],
        {"plan": "plan-rba"},
        LanguagePolicy.parse("fr"),
    )
    first, second = answer.rows
    assert answer.columns == ("plan", "ordinal", "objective", "printed", "textStatus")
    assert type(first).__name__ == "ObjectivesOfPlan"
    assert first.objective.term == URIRef(f"{ID}rba-o1")
    assert first.objective.form == Form(
        "Réduire les dommages dus aux inondations.", "fr"
    )
    assert first.objective.asked
    assert first.ordinal.text == "1"
    assert first.textStatus.text == ""
    assert (second.objective.text, second.objective.note) == (
        "OBJECTIF 2",
        "fr · label",
    )
    assert second[1] == second.ordinal


def test_a_fallback_language_is_told(example_graph: MandateGraph) -> None:
    policy = LanguagePolicy.parse("ar")
    answer = run(example_graph, CATALOGUE["results_of_objective"], None, policy)
    flood, water = answer.rows
    assert (flood.result.asked, flood.result.note) == (False, "en")
    assert (water.result.asked, water.result.note) == (True, "ar · candidate")
    assert water.result.direction == "rtl"


def test_a_list_of_iris_is_sorted_and_each_is_labelled() -> None:
    graph = MandateGraph.from_bytes(
        f"""
@base <{ID}> . @prefix mg: <https://w3id.org/mandategraph/ns#> .
<r> a mg:ExpectedResult ; mg:elementOf <plan-a> .
<open> a mg:OpenLink ; mg:claimSubject <r> ; mg:claimPredicate mg:expectedResultOf ;
  mg:candidate <a-o10>, <a-o2> ; mg:candidatesComplete true .
<a-o2> mg:sourceLabel "GOAL 2"@en . <a-o10> mg:sourceLabel "GOAL 10"@en .
""".encode()
    )
    (row,) = run(graph, CATALOGUE["open_results"]).rows
    assert row.candidates.text == "GOAL 2; GOAL 10"
    assert [m.note for m in row.candidates.members] == ["en · label", "en · label"]
    assert row.candidates.term == Literal(f"{ID}a-o2 {ID}a-o10")


def test_literals_keep_their_language(example_graph: MandateGraph) -> None:
    answer = run(example_graph, CATALOGUE["lost_wordings"])
    (row,) = answer.rows
    assert (row.printed.text, row.printed.lang) == ("OBJECTIVE 2", "en")
    assert row.printed.form is None


def test_ask_has_a_truth_and_construct_a_graph(example_graph: MandateGraph) -> None:
    assert run(example_graph, CATALOGUE["unsupported_links"]).truth is False
    answer = run(example_graph, CATALOGUE["describe_node"], {"node": "unit-towns"})
    assert answer.graph is not None
    assert (
        URIRef(f"{ID}rba-i-f481e080cd-target"),
        URIRef("https://w3id.org/mandategraph/ns#unit"),
        URIRef(f"{ID}unit-towns"),
    ) in answer.graph


def test_sparql_of_ones_own_is_labelled_too(example_graph: MandateGraph) -> None:
    query = "SELECT ?from WHERE { ?from a mg:Mandate }"
    (row,) = run(example_graph, query, policy=LanguagePolicy.parse("fr")).rows
    # `from` cannot name a field, so the cell is read by its place
    assert row[0].text.startswith("Préserver le bassin")


def test_faulty_parameter_names_question_and_parameter(
    example_graph: MandateGraph,
) -> None:
    question = CATALOGUE["results_with_proposals"]
    with pytest.raises(QueryError) as caught:
        run(example_graph, question, {"minimum": "much"})
    assert str(caught.value).startswith("results_with_proposals, parameter minimum: ")


def test_faulty_sparql_is_a_query_error(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError):
        run(example_graph, "SELECT ?s WHERE { ?s ?p }")
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run(example_graph, "DELETE WHERE { ?s ?p ?o }")


def test_the_shortest_way_is_a_name_its_parameters_and_the_languages(
    example_graph: MandateGraph,
) -> None:
    short = mandategraph.run(
        example_graph, "objectives_of_plan", plan="plan-rba", policy="fr,en"
    )
    policy = LanguagePolicy(["fr", "en"])
    question = CATALOGUE["objectives_of_plan"]
    long = run(example_graph, question, {"plan": "plan-rba"}, policy)
    assert short.rows == long.rows
    assert (short.params, short.policy) == ({"plan": "plan-rba"}, policy)
    assert short.target == example_graph.target


def test_a_name_that_is_none_and_a_parameter_given_twice_are_refused(
    example_graph: MandateGraph,
) -> None:
    with pytest.raises(UnknownNameError, match="no such question"):
        run(example_graph, "objectives")
    with pytest.raises(QueryError, match="parameter plan: it is given twice"):
        run(example_graph, "objectives_of_plan", {"plan": "plan-rba"}, plan="plan-rba")
    with pytest.raises(UnknownNameError, match=r"lang: no such parameter.* plan"):
        run(example_graph, "objectives_of_plan", lang="fr")


def test_without_labels_an_iri_is_shown_as_it_is(example_graph: MandateGraph) -> None:
    answer = run(example_graph, "objectives_of_plan", labelled=False)
    cell = answer.rows[0].objective
    assert (cell.text, cell.iri, cell.form) == (f"{ID}rba-o1", f"{ID}rba-o1", None)


def test_an_answer_says_what_it_is_without_its_rows(
    example_graph: MandateGraph,
) -> None:
    answer = run(example_graph, "objectives_of_plan")
    assert repr(answer) == (
        "<Answer to objectives_of_plan: 2 rows of plan, ordinal, objective, printed, "
        "textStatus>"
    )
    assert (len(answer), bool(answer)) == (2, True)
    assert repr(example_graph) == f"<MandateGraph {example_graph.target} (file)>"
    assert repr(run(example_graph, "ASK { ?s ?p ?o }")) == "<Answer to query: yes>"
    assert not run(example_graph, "ASK { ?s <urn:none> ?o }")
    assert not run(example_graph, "SELECT ?s { ?s <urn:none> ?o }")


def test_a_graph_holds_each_triple_once_and_keeps_its_terms() -> None:
    one = '<urn:a> <urn:p> "007"^^<http://www.w3.org/2001/XMLSchema#integer>'
    graph = MandateGraph.from_bytes(
        f"<urn:a> <urn:p> <urn:b>, <urn:c> . {one} .".encode()
    )
    answer = run(graph, "CONSTRUCT { ?s <urn:q> ?s } { ?s <urn:p> ?o }")
    assert len(answer) == 1
    assert answer.graph is not None
    assert list(answer.graph) == [(URIRef("urn:a"), URIRef("urn:q"), URIRef("urn:a"))]


def test_added_columns_say_label_language_and_status_and_never_clash() -> None:
    graph = MandateGraph.from_bytes(
        b'<urn:a> <urn:p> "eau"@fr ; <http://purl.org/dc/terms/title> "A"@en .'
    )
    query = "SELECT ?s ?s_lang ?o { ?s <urn:p> ?o . BIND(1 AS ?s_lang) }"
    whole = with_labels(run(graph, query))
    assert whole.columns == (
        *("s", "s_label", "s_lang_", "s_status", "s_lang", "o", "o_lang"),
    )
    (row,) = whole.rows
    assert [str(cell.term) for cell in row] == [
        *("urn:a", "A", "en", "issuer", "1", "eau", "fr")
    ]


def test_an_answer_is_saved_in_the_format_that_the_name_ends_in(
    example_graph: MandateGraph, tmp_path: Path
) -> None:
    answer = run(example_graph, "objectives_of_plan")
    answer.save(tmp_path / "answer.csv")
    assert (tmp_path / "answer.csv").read_bytes().startswith(b"plan,ordinal,")
    answer.save(tmp_path / "answer.xlsx")
    assert (tmp_path / "answer.xlsx").read_bytes().startswith(b"PK")
    answer.save(tmp_path / "answer.txt", "tsv")
    assert (tmp_path / "answer.txt").read_bytes().startswith(b"?plan\t")
    with pytest.raises(QueryError, match=r"answer\.ttl: its ending tells no format"):
        answer.save(tmp_path / "answer.ttl")
