"""Answers as tables of pandas and polars, and as networks."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import networkx as nx
import pytest

from conftest import ID, MG
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.query import Answer, run
from mandategraph.store import MandateGraph

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, datatype: str) -> str:
    return f'"{text}"^^<{XSD}{datatype}>'


def answer_of(*values: str | None) -> Answer:
    """The answer with the values, N-Triples terms, in its one column, in this order."""
    lines = [f'<urn:n{at}> <urn:at> "{at:03}" .' for at in range(len(values))]
    lines += [f"<urn:n{at}> <urn:v> {v} ." for at, v in enumerate(values) if v]
    query = """SELECT ?x { ?n <urn:at> ?at OPTIONAL { ?n <urn:v> ?x } } ORDER BY ?at"""
    return run(MandateGraph.from_bytes("\n".join(lines).encode()), query)


def column(*values: str | None) -> tuple[str, str, list[object]]:
    """Type in pandas, type in polars, and the values that both agree on."""
    answer = answer_of(*values)
    theirs, ours = answer.to_pandas()["x"], answer.to_polars()["x"]
    for one, other in zip(theirs, ours.to_list(), strict=True):
        day = isinstance(other, date) and not isinstance(other, datetime)
        missing = pandas.isna(one)
        assert (None if missing else one.date() if day else one) == other
    return str(theirs.dtype), str(ours.dtype), ours.to_list()


def test_whole_numbers_are_integers_and_what_is_unbound_is_missing() -> None:
    assert column(typed("7", "integer"), None, typed("-3", "long")) == (
        *("Int64", "Int64"),
        [7, None, -3],
    )


def test_a_number_that_no_int64_holds_leaves_the_column_text() -> None:
    # Oxigraph keeps no such number as xsd:integer arithmetic, but as it is spelled
    great = "9223372036854775808"
    assert column(typed(great, "integer"), typed("1", "integer"))[2] == [great, "1"]


def test_decimals_and_floats_are_floats() -> None:
    kinds = column(typed("12.50", "decimal"), typed("3", "integer"), None)
    assert kinds == ("Float64", "Float64", [12.5, 3.0, None])
    assert column(typed("1.0E3", "double"))[2] == [1000.0]


def test_booleans_are_booleans() -> None:
    assert column(typed("true", "boolean"), None, typed("0", "boolean")) == (
        *("boolean", "Boolean"),
        [True, None, False],
    )


def test_days_are_days() -> None:
    kinds = column(typed("1899-12-31", "date"), None, typed("2026-11-23", "date"))
    assert kinds == (
        *("datetime64[s]", "Date"),
        [date(1899, 12, 31), None, date(2026, 11, 23)],
    )


@pytest.mark.parametrize(
    "other", [("2026", "gYear"), ("2026-11", "gYearMonth"), ("2026-11-23Z", "date")]
)
def test_partial_years_and_zoned_days_are_text_as_printed(
    other: tuple[str, str],
) -> None:
    found = column(typed("2026-11-23", "date"), typed(*other))
    assert found == ("string", "String", ["2026-11-23", other[0]])


def test_times_are_times_and_zoned_ones_are_in_utc() -> None:
    assert column(typed("2026-11-23T10:00:00", "dateTime"))[2] == [
        datetime(2026, 11, 23, 10)  # noqa: DTZ001 - the source names no zone
    ]
    zoned = column(typed("2026-11-23T10:00:00+02:00", "dateTime"))
    assert zoned[2] == [datetime(2026, 11, 23, 8, tzinfo=UTC)]
    mixed = column(
        typed("2026-11-23T10:00:00", "dateTime"),
        typed("2026-11-23T10:00:00Z", "dateTime"),
    )
    assert mixed[0] == "string"


@pytest.mark.parametrize(
    "value",
    [
        typed("many", "integer"),
        typed("٣", "integer"),
        typed("2026-02-30", "date"),
        typed("1e400000", "decimal"),
        typed("9" * 5000, "decimal"),
        '"2026"',
        "<urn:2026>",
    ],
)
def test_what_is_no_value_of_its_type_is_text(value: str) -> None:
    assert column(value, None)[:2] == ("string", "String")


def test_a_mixture_is_text() -> None:
    found = column(typed("1", "integer"), '"one"', typed("true", "boolean"))
    assert found == ("string", "String", ["1", "one", "true"])


def test_an_answer_without_rows_has_its_columns(example_graph: MandateGraph) -> None:
    answer = run(example_graph, "SELECT ?a ?b { ?a <urn:none> ?b }")
    assert list(answer.to_pandas().columns) == ["a", "b"]
    assert answer.to_polars().shape == (0, 2)
    assert str(answer.to_pandas()["a"].dtype) == "string"


@pytest.fixture(scope="module")
def objectives(example_graph: MandateGraph) -> Answer:
    return run(example_graph, "objectives_of_plan", policy="fr", plan="plan-rba")


def test_iris_have_label_language_and_status_beside_them(objectives: Answer) -> None:
    table = objectives.to_pandas()
    assert list(table["objective"]) == [f"{ID}rba-o1", f"{ID}rba-o2"]
    assert list(table["objective_label"]) == [
        "Réduire les dommages dus aux inondations.",
        "OBJECTIF 2",
    ]
    assert list(table["objective_lang"]) == ["fr", "fr"]
    assert list(table["objective_status"]) == ["issuer", "label"]
    assert list(table["printed_lang"]) == ["en", "en"]
    assert list(table["ordinal"]) == [1, 2]


def test_labels_may_stand_for_iris_or_be_left_out(objectives: Answer) -> None:
    shown = objectives.to_polars(labels="text")
    assert shown.columns == list(objectives.columns)
    assert shown["objective"].to_list() == [
        "Réduire les dommages dus aux inondations.",
        "OBJECTIF 2",
    ]
    assert shown["textStatus"].to_list()[0] is None
    bare = objectives.to_polars(labels="iri")
    assert bare["objective"].to_list() == [f"{ID}rba-o1", f"{ID}rba-o2"]


def test_an_unknown_way_to_show_labels_is_refused(objectives: Answer) -> None:
    with pytest.raises(UnknownNameError, match="choose from columns, text, iri"):
        objectives.to_pandas(labels="all")  # type: ignore[arg-type]


def test_what_is_no_table_says_what_to_use(example_graph: MandateGraph) -> None:
    yes = run(example_graph, "ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match=r"the answer is no table; use \.truth"):
        yes.to_pandas()
    chain = run(example_graph, "chain_of_plan")
    with pytest.raises(QueryError, match=r"use \.graph or to_networkx\(\)"):
        chain.to_polars()
    with pytest.raises(QueryError, match="a yes or no is no network"):
        yes.to_networkx()


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_package_is_one_line(
    name: str, objectives: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(QueryError) as caught:
        getattr(objectives, f"to_{name}")()
    assert str(caught.value) == (
        f"to_{name}: {name} is not installed; pip install 'mandategraph[analysis]'"
    )


def test_two_columns_of_nodes_make_a_network(example_graph: MandateGraph) -> None:
    answer = run(example_graph, "results_of_objective", policy="en")
    network = answer.to_networkx()
    assert set(network.edges()) == {
        (f"{ID}rba-o1", f"{ID}rba-r-228fa6e9f8"),
        (f"{ID}rba-o2", f"{ID}rba-r-da4a253b8c"),
    }
    assert network.nodes[f"{ID}rba-o1"] == {
        "iri": f"{ID}rba-o1",
        "label": "Reduce flood damage.",
        "label_lang": "en",
        "label_status": "issuer",
    }
    turned = answer.to_networkx("result", "objective")
    assert turned.has_edge(f"{ID}rba-r-228fa6e9f8", f"{ID}rba-o1")


def test_other_columns_are_attributes_and_a_list_gives_an_edge_to_each() -> None:
    graph = MandateGraph.from_bytes(
        f"""
@base <{ID}> . @prefix mg: <{MG}> .
<r> a mg:ExpectedResult ; mg:elementOf <plan-a> .
<open> a mg:OpenLink ; mg:claimSubject <r> ; mg:claimPredicate mg:expectedResultOf ;
  mg:candidate <a-o1>, <a-o2> ; mg:candidatesComplete true .
""".encode()
    )
    network = run(graph, "open_results").to_networkx("result", "candidates")
    assert sorted(network.edges(data="complete")) == [
        (f"{ID}r", f"{ID}a-o1", "true"),
        (f"{ID}r", f"{ID}a-o2", "true"),
    ]
    (first, *_) = network.edges(data=True)
    assert first[2] == {
        "relation": "candidates",
        "label": "candidates",
        "plan": "plan-a",
        "complete": "true",
    }


def test_columns_that_are_no_ends_of_an_edge_are_refused(
    example_graph: MandateGraph,
) -> None:
    answer = run(example_graph, "SELECT ?s ?t { ?s mg:statementText ?t }")
    with pytest.raises(QueryError, match="needs two columns of nodes"):
        answer.to_networkx()
    with pytest.raises(UnknownNameError, match="no such column"):
        answer.to_networkx("s", "u")


def test_the_triples_of_a_graph_make_a_network_that_writers_can_write() -> None:
    graph = MandateGraph.from_bytes(
        b"""@prefix mg: <https://w3id.org/mandategraph/ns#> .
<urn:o> mg:serves <urn:m> ; mg:statementText "water"@en, "eau"@fr ; mg:ordinal 1 .
<urn:m> <http://purl.org/dc/terms/title> "B", "A" ; <urn:x:y> [] ;
  <http://x.org/label> "mine" ."""
    )
    answer = run(graph, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", policy="fr")
    network = answer.to_networkx()
    assert network.nodes["urn:o"] == {
        "iri": "urn:o",
        "label": "eau",
        "label_lang": "fr",
        "label_status": "issuer",
        "statementText_en": "water",
        "statementText_fr": "eau",
        "ordinal": "1",
    }
    assert network.nodes["urn:m"]["title"] == "A; B"
    assert network.nodes["urn:m"]["label_"] == "mine"
    (edge,) = network.edges("urn:o", keys=True, data=True)
    assert edge[1:3] == ("urn:m", "serves")
    assert edge[3] == {"relation": "serves", "iri": f"{MG}serves", "label": "serves"}
    assert any(node.startswith("_:") for node in network)
    again = nx.parse_graphml("\n".join(nx.generate_graphml(network)), node_type=str)
    assert set(again) == set(network)
