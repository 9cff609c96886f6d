"""Checks as a whole: faults put into a sound graph, the report and its formats."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from mandategraph.check import FORMATS, Finding, Report, all_rules, check, render
from mandategraph.check import rules_page as page_of
from mandategraph.check.findings import in_language
from mandategraph.check.report import rows, short, summary
from mandategraph.check.rules import Check, checks
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.store import MandateGraph, open_graph
from servers import oxigraph_server, virtuoso_server, with_named_manifest

DATA = Path(__file__).parent / "data"
ID = "https://w3id.org/mandategraph/id/"
MG = "https://w3id.org/mandategraph/ns#"
TEXT = f"{ID}text/e96ba1287aac20ab"
HEADER = """\
#+ rule: S50
#+ severity: info
#+ summary: s
#+ problem: p
#+ solution: s"""
LINK = f"<{ID}rba-r-228fa6e9f8> <{MG}expectedResultOf> <{ID}rba-o1>"


def changed(change: Callable[[str], str]) -> MandateGraph:
    """The example graph after a change to its N-Quads, which must change something."""
    before = open_graph(DATA / "example.trig").nquads().decode()
    after = change(before)
    assert after != before
    return MandateGraph.from_nquads(after.encode())


def violations(graph: MandateGraph) -> list[tuple[str, str, str, str]]:
    """Rule, node, path and value of each violation, IRIs without their base."""
    return [
        (
            f.rule,
            f.node.removeprefix(ID),
            f.path.removeprefix(MG),
            str(f.value or "").removeprefix(ID),
        )
        for f in check(graph).findings
        if f.severity == "violation"
    ]


def without(pattern: str) -> Callable[[str], str]:
    """A change that drops the lines in which the pattern occurs."""
    return lambda text: "".join(
        line for line in text.splitlines(keepends=True) if not re.search(pattern, line)
    )


class TestExample:
    def test_has_no_violation(self, example_graph: MandateGraph) -> None:
        report = check(example_graph)
        assert report.conforms
        assert report.counts["violation"] == 0

    def test_warns_that_the_period_is_unknown(
        self, example_graph: MandateGraph
    ) -> None:
        found = check(example_graph, rules=["S30"]).findings
        assert [f.node for f in found] == [f"{ID}doc-rba"]

    def test_names_the_results_that_no_indicator_measures(
        self, example_graph: MandateGraph
    ) -> None:
        found = check(example_graph, rules=["S37"]).findings
        assert [f.node.removeprefix(ID) for f in found] == [
            "rba-r-76b2f8f7a3",
            "rba-r-da4a253b8c",
        ]

    def test_names_each_missing_language_of_a_lost_wording(
        self, example_graph: MandateGraph
    ) -> None:
        found = check(example_graph, rules=["S29"]).findings
        lost = [str(f.value) for f in found if f.node == f"{ID}rba-o2"]
        assert lost == ["ar", "es"]


class TestMutation:
    def test_removed_claim_leaves_an_unsupported_link(self) -> None:
        graph = changed(without(f"^<{ID}claim-5d450e2d5497>"))
        assert violations(graph) == [
            ("S10", "rba-r-228fa6e9f8", "expectedResultOf", "rba-o1")
        ]

    def test_claim_turned_down_leaves_its_link_behind(self) -> None:
        claim = f"<{ID}claim-5d450e2d5497> <{MG}status> <{MG}"
        graph = changed(lambda t: t.replace(f"{claim}stated>", f"{claim}rejected>"))
        assert violations(graph) == [
            ("S11", "claim-5d450e2d5497", "expectedResultOf", "rba-o1")
        ]

    def test_removed_link_is_no_fault_of_the_graph(self) -> None:
        assert violations(changed(without(f"^{LINK} "))) == []

    def test_added_link_without_claim_is_found(self) -> None:
        link = f"<{ID}rba-r-76b2f8f7a3> <{MG}expectedResultOf> <{ID}rba-o2>"
        graph = changed(lambda t: t + f"{link} <{ID}graph/claims-rba> .\n")
        # the claim that proposes it does not back it
        assert violations(graph) == [
            ("S10", "rba-r-76b2f8f7a3", "expectedResultOf", "rba-o2")
        ]

    def test_link_moved_to_the_source_graph_is_found(self) -> None:
        line = f"{LINK} <{ID}graph/"
        graph = changed(lambda t: t.replace(f"{line}claims-rba>", f"{line}doc-rba>"))
        assert violations(graph) == [
            ("S43", "rba-r-228fa6e9f8", "expectedResultOf", "rba-o1")
        ]

    def test_moved_start_disagrees_with_iri_and_length(self) -> None:
        start = f'<{TEXT}#position=94,126> <http://www.w3.org/ns/oa#start> "9'
        graph = changed(lambda t: t.replace(f'{start}4"', f'{start}5"'))
        found = {(rule, node) for rule, node, _, _ in violations(graph)}
        assert found == {("S06", "text/e96ba1287aac20ab#char=94,126")}

    def test_whole_span_moved_no_longer_replays(self) -> None:
        graph = changed(
            lambda t: (
                t.replace("=94,126>", "=95,127>")
                .replace(
                    '=95,127> <http://www.w3.org/ns/oa#start> "94"',
                    '=95,127> <http://www.w3.org/ns/oa#start> "95"',
                )
                .replace(
                    '=95,127> <http://www.w3.org/ns/oa#end> "126"',
                    '=95,127> <http://www.w3.org/ns/oa#end> "127"',
                )
            )
        )
        assert [(rule, node) for rule, node, _, _ in violations(graph)] == [
            ("S41", "text/e96ba1287aac20ab#char=95,127")
        ]

    def test_changed_quote_no_longer_replays(self) -> None:
        graph = changed(
            lambda t: t.replace(
                'oa#exact> "Flood warnings reach', 'oa#exact> "Flood warnings touch'
            )
        )
        assert [(rule, node) for rule, node, _, _ in violations(graph)] == [
            ("S41", "text/e96ba1287aac20ab#char=94,126")
        ]

    def test_removed_manifest_entry_is_found(self) -> None:
        graph = changed(without(f"^<{ID}graph/terms-rba> "))
        assert violations(graph) == [("S23", "graph/terms-rba", "", "")]

    def test_second_plan_for_an_element_is_found(self) -> None:
        line = f"<{ID}rba-m> <{MG}elementOf> <{ID}plan-x> <{ID}graph/doc-rba> .\n"
        graph = changed(lambda t: t + line)
        assert {rule for rule, *_ in violations(graph)} == {"S01"}


class TestBadData:
    def test_ill_typed_number_is_a_finding_and_no_log_line(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        start = f'<{TEXT}#position=8,56> <http://www.w3.org/ns/oa#start> "'
        graph = changed(lambda t: t.replace(f'{start}8"', f'{start}eight"'))
        rules = {rule for rule, *_ in violations(graph)}
        assert rules == {"S05", "S06"}
        assert not caplog.records

    def test_blank_nodes_in_place_of_numbers_are_findings(self) -> None:
        start = f"<{TEXT}#position=8,56> <http://www.w3.org/ns/oa#start> "
        integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
        graph = changed(lambda t: t.replace(f'{start}"8"{integer}', f"{start}_:b"))
        assert "S05" in {rule for rule, *_ in violations(graph)}


class TestRules:
    def test_only_the_named_rules_are_asked(self, example_graph: MandateGraph) -> None:
        report = check(example_graph, rules=["S30", "S29"])
        assert set(report.rules) == {"S29", "S30"}
        assert set(report.by_rule()) == {"S29", "S30"}

    def test_unknown_rule_is_an_error_that_lists_the_known(
        self, example_graph: MandateGraph
    ) -> None:
        with pytest.raises(
            UnknownNameError, match="S99: no such rule; choose from S01"
        ):
            check(example_graph, rules=["S99"])

    def test_no_number_is_given_to_a_shape_and_to_a_query(self) -> None:
        kinds = [rule.kind for rule in all_rules().values()]
        assert kinds.count("query") == len(checks())

    def test_page_in_docs_is_fresh(self) -> None:
        page = Path(__file__).parent.parent / "docs" / "checks.md"
        assert page.read_text("utf-8") == page_of(all_rules())

    @pytest.mark.parametrize("found", checks().values(), ids=lambda c: c.rule.id)
    def test_query_gives_the_same_rows_in_rdflib(self, found: Check) -> None:
        files = sorted((DATA / "shapes" / "invalid").glob(f"{found.rule.id}-*.trig"))
        dataset = Dataset(default_union=True)
        parts = [DATA / "shapes" / "base.trig", *files]
        trig = "\n".join(file.read_text("utf-8") for file in parts)
        # no prefix is declared twice with another meaning: the files may be joined
        dataset.parse(data=trig, format="trig")
        nquads = dataset.serialize(format="nquads", encoding="utf-8")
        theirs = {tuple(row) for row in dataset.query(found.query)}  # type: ignore[arg-type]
        ours = set(MandateGraph.from_nquads(nquads).select(found.query).rows)
        assert ours
        assert theirs == ours

    @pytest.mark.parametrize(
        ("header", "complaint"),
        [
            ("#+ severity: info", "the header has no rule"),
            ("#+ rule: S50", "the header has no severity"),
            (
                HEADER.replace("info", "grave"),
                "no such severity: grave",
            ),
        ],
    )
    def test_incomplete_header_is_an_error(self, header: str, complaint: str) -> None:
        with pytest.raises(QueryError, match=complaint):
            Check.parse(f"{header}\nSELECT ?node WHERE {{ ?node ?p ?o }}", "new.rq")

    def test_other_columns_are_an_error(self, example_graph: MandateGraph) -> None:
        some = next(iter(checks().values()))
        wrong = replace(some, query="SELECT ?s WHERE { ?s ?p ?o }")
        with pytest.raises(QueryError, match="not the columns of a check"):
            list(wrong.run(example_graph))


@pytest.mark.parametrize("server", [oxigraph_server, virtuoso_server])
def test_remote_stores_give_the_same_findings(
    server: Callable[[bytes, Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    faults = sorted((DATA / "shapes" / "invalid").glob("*.trig"))
    queried = [f for f in faults if f.stem.partition("-")[0] in {*checks(), "S06"}]
    store = ox.Store()
    for file in [DATA / "shapes" / "base.trig", *queried]:
        store.load(path=file, format=ox.RdfFormat.TRIG)
    nquads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert nquads is not None
    local = check(MandateGraph.from_nquads(with_named_manifest(nquads)))
    with server(nquads, tmp_path) as url, open_graph(url) as graph:
        assert check(graph).findings == local.findings
    assert set(local.by_rule()) > set(checks())


@pytest.fixture(scope="module")
def faulty() -> Report:
    """One violation, one warning, one info, with a label to show."""
    graph = changed(without(f"^<{ID}claim-5d450e2d5497>"))
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
        assert lines[-1] == "1 violation, 1 warning, 1 info"

    def test_table_says_so_when_there_is_nothing(self) -> None:
        assert render(Report.of([], {})) == "0 violations, 0 warnings, 0 infos\n"

    def test_json_has_full_names_and_all_languages(self, faulty: Report) -> None:
        content = json.loads(render(faulty, "json"))
        first = content["findings"][0]
        assert content["conforms"] is False
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
        texts = {render(check(open_graph(DATA / "example.trig")), name) for _ in "ab"}
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
        (f"{TEXT}#char=8,56", "e96ba1287aac20ab#char=8,56"),
        (f"^<{MG}indicatorOf>/<urn:x>", "^mg:indicatorOf/urn:x"),
        ("_:b0", "_:b0"),
        ("", ""),
    ],
)
def test_short_names(iri: str, name: str) -> None:
    assert short(iri) == name
