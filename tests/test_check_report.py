"""The report of a check: its counts, its order and each of its formats."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from changed_graphs import changed, without
from conftest import EXAMPLE, ID, MG
from mandategraph.check import FORMATS, Finding, Report, all_rules, check, render
from mandategraph.check.findings import in_language
from mandategraph.check.report import rows, short, summary
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph, open_graph


@pytest.fixture(scope="module")
def faulty(example_graph: MandateGraph) -> Report:
    """One violation, one warning, one info, with a label to show."""
    graph = changed(example_graph, without(f"^<{ID}claim-5d450e2d5497>"))
    return check(graph, rules=["S10", "S30", "S36"])


class TestReport:
    def test_counts_by_severity(self, faulty: Report) -> None:
        assert faulty.counts == {"violation": 1, "warning": 1, "info": 1}
        assert not faulty.conforms

    def test_summary_is_one_line(self, faulty: Report) -> None:
        assert summary(faulty) == "1 violation, 1 warning, 1 info"

    def test_nodes_are_those_that_want_a_label(self, faulty: Report) -> None:
        assert [n.removeprefix(ID) for n in faulty.nodes()] == [
            "doc-rba",
            "plan-rba",
            "rba-r-228fa6e9f8",
        ]

    def test_two_parts_of_a_rule_on_one_value_are_one_finding(self) -> None:
        rules = all_rules()
        part = Finding("S19", "violation", "urn:x", {}, source="a", component="c")
        other = replace(part, source="b", component="d")
        assert Report.of([other, part], rules).findings == (part,)

    def test_gravest_findings_come_first(self, faulty: Report) -> None:
        assert [f.rule for f in faulty.findings] == ["S10", "S30", "S36"]

    def test_message_is_in_the_language_asked_for(self, faulty: Report) -> None:
        message = faulty.findings[0].message
        text = in_language(message, LanguagePolicy(["pt", "es"]))
        assert text.startswith("Ninguna afirmación")

    def test_row_has_short_names(self, faulty: Report) -> None:
        labels = {f"{ID}rba-r-228fa6e9f8": "Flood warnings reach every town."}
        row = rows(faulty, LanguagePolicy(["fr"]), labels)[0]
        assert row[:6] == (
            "S10",
            "violation",
            "rba-r-228fa6e9f8",
            "Flood warnings reach every town.",
            "mg:expectedResultOf",
            "rba-o1",
        )
        assert row.message.startswith("Aucune assertion")

    def test_table_groups_by_rule(self, faulty: Report) -> None:
        labels = {f"{ID}rba-r-228fa6e9f8": "Flood warnings reach every town."}
        lines = render(faulty, labels=labels).splitlines()
        assert lines[0] == "S10 violation (1): Every link is backed by a claim"
        assert lines[2] == (
            "  - rba-r-228fa6e9f8 “Flood warnings reach every town.”"
            " · mg:expectedResultOf · rba-o1"
        )
        assert lines[-1] == "1 violation, 1 warning, 1 info (engine: pyshacl)"

    def test_a_long_list_of_one_rule_is_cut_and_says_so(self, faulty: Report) -> None:
        first = faulty.findings[0]
        many = [replace(first, node=f"urn:x:{n:03}") for n in range(25)]
        lines = render(Report.of(many, faulty.rules)).splitlines()
        assert sum(line.startswith("  - ") for line in lines) == 20
        assert "  … and 5 more: --rule S10 --format json" in lines

    def test_table_says_so_when_there_is_nothing(self) -> None:
        assert render(Report.of([], {})) == "0 violations, 0 warnings, 0 infos\n"

    def test_no_engine_is_named_when_no_shape_was_asked(
        self, example_graph: MandateGraph
    ) -> None:
        report = check(example_graph, rules=["S23"])
        assert render(report) == "0 violations, 0 warnings, 0 infos\n"
        assert "engine" not in json.loads(render(report, "json"))

    def test_json_has_full_names_and_all_languages(self, faulty: Report) -> None:
        content = json.loads(render(faulty, "json"))
        first = content["findings"][0]
        assert content["conforms"] is False
        assert content["engine"] == "pyshacl"
        assert first["node"] == f"{ID}rba-r-228fa6e9f8"
        assert first["value"] == {"type": "uri", "value": f"{ID}rba-o1"}
        assert set(content["rules"]["S10"]["message"]) == {"ar", "en", "es", "fr"}

    def test_json_keeps_the_language_of_a_value(self) -> None:
        finding = Finding("S27", "warning", "urn:x", {}, value=Literal("a", lang="fr"))
        report = Report.of([finding], all_rules())
        assert json.loads(render(report, "json"))["findings"][0]["value"] == {
            "type": "literal",
            "value": "a",
            "xml:lang": "fr",
        }

    def test_junit_counts_rules_and_fails_on_violations_only(
        self, faulty: Report
    ) -> None:
        suite = ET.fromstring(render(faulty, "junit")).find("testsuite")  # noqa: S314
        assert suite is not None
        assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
        failed = [c.get("name") for c in suite if c.find("failure") is not None]
        assert failed == ["S10 Every link is backed by a claim"]

    def test_junit_is_xml_whatever_a_value_holds(self) -> None:
        finding = Finding("S27", "warning", "urn:x", {}, value=Literal("a\x01<b>"))
        text = render(Report.of([finding], {"S27": all_rules()["S27"]}), "junit")
        assert "a�<b>" in "".join(ET.fromstring(text).itertext())  # noqa: S314

    def test_ttl_is_a_shacl_report_in_all_languages(self, faulty: Report) -> None:
        graph = Graph().parse(data=render(faulty, "ttl"))
        results = list(graph.subjects(RDF.type, SH.ValidationResult))
        assert len(results) == 3
        node = graph.value(None, SH.focusNode, URIRef(f"{ID}rba-r-228fa6e9f8"))
        messages = {m.language for m in graph.objects(node, SH.resultMessage)}  # type: ignore[attr-defined]
        assert messages == {"ar", "en", "es", "fr"}
        constraint = graph.value(node, SH.sourceConstraint)
        assert str(constraint).endswith("shapes#S10-backed")

    def test_ttl_conforms_only_without_any_result(
        self, example_graph: MandateGraph
    ) -> None:
        # SHACL counts warnings, our exit code does not
        report = check(example_graph, rules=["S30"])
        graph = Graph().parse(data=render(report, "ttl"))
        assert report.conforms
        assert (None, SH.conforms, Literal(False)) in graph  # noqa: FBT003

    @pytest.mark.parametrize("name", FORMATS)
    def test_same_graph_gives_the_same_text(self, name: str) -> None:
        texts = {render(check(open_graph(EXAMPLE)), name) for _ in "ab"}
        assert len(texts) == 1

    def test_unknown_format_is_an_error(self, faulty: Report) -> None:
        with pytest.raises(UnknownNameError, match="choose from table, json"):
            render(faulty, "yaml")

    @given(st.permutations(range(6)))
    def test_order_of_discovery_does_not_matter(self, order: list[int]) -> None:
        severities = ("info", "violation", "warning")
        findings = [
            Finding(
                rule=("S34", "S10", "S30")[i % 3],
                severity=severities[i % 3],  # type: ignore[arg-type]
                node=f"urn:{i}",
                message={},
            )
            for i in range(6)
        ]
        report = Report.of((findings[i] for i in order), all_rules())
        assert [f.node for f in report.findings] == [
            f"urn:{i}" for i in (1, 4, 2, 5, 0, 3)
        ]


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{MG}serves", "mg:serves"),
        (f"{ID}rba-o1", "rba-o1"),
        (f"{ID}graph/doc-rba", "doc-rba"),
        (f"{ID}text/e96ba1287aac20ab#char=8,56", "e96ba1287aac20ab#char=8,56"),
        (f"^<{MG}indicatorOf>/<urn:x>", "^mg:indicatorOf/urn:x"),
        ("_:b0", "_:b0"),
        ("", ""),
    ],
)
def test_short_names(iri: str, name: str) -> None:
    assert short(iri) == name
