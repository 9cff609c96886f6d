"""Checks as a whole: faults put into a sound graph, and the rules themselves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset

from changed_graphs import changed, violations, without
from conftest import CHECKOUT, ID, MG
from mandategraph.check import all_rules, check
from mandategraph.check import rules_page as page_of
from mandategraph.check.rules import Check, checks
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.store import MandateGraph, open_graph
from rule_cases import INVALID, case
from servers import oxigraph_server, virtuoso_server, with_named_manifest

TEXT = f"{ID}text/e96ba1287aac20ab"
HEADER = """\
#+ rule: S50
#+ severity: info
#+ summary: s
#+ problem: p
#+ solution: s"""
LINK = f"<{ID}rba-r-228fa6e9f8> <{MG}expectedResultOf> <{ID}rba-o1>"


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
    def test_removed_claim_leaves_an_unsupported_link(
        self, example_graph: MandateGraph
    ) -> None:
        graph = changed(example_graph, without(f"^<{ID}claim-5d450e2d5497>"))
        assert violations(graph) == [
            ("S10", "rba-r-228fa6e9f8", "expectedResultOf", "rba-o1")
        ]

    def test_claim_turned_down_leaves_its_link_behind(
        self, example_graph: MandateGraph
    ) -> None:
        claim = f"<{ID}claim-5d450e2d5497> <{MG}status> <{MG}"
        graph = changed(
            example_graph, lambda t: t.replace(f"{claim}stated>", f"{claim}rejected>")
        )
        assert violations(graph) == [
            ("S11", "claim-5d450e2d5497", "expectedResultOf", "rba-o1")
        ]

    def test_removed_link_is_no_fault_of_the_graph(
        self, example_graph: MandateGraph
    ) -> None:
        assert violations(changed(example_graph, without(f"^{LINK} "))) == []

    def test_added_link_without_claim_is_found(
        self, example_graph: MandateGraph
    ) -> None:
        link = f"<{ID}rba-r-76b2f8f7a3> <{MG}expectedResultOf> <{ID}rba-o2>"
        graph = changed(
            example_graph, lambda t: t + f"{link} <{ID}graph/claims-rba> .\n"
        )
        # the claim that proposes it does not back it
        assert violations(graph) == [
            ("S10", "rba-r-76b2f8f7a3", "expectedResultOf", "rba-o2")
        ]

    def test_link_moved_to_the_source_graph_is_found(
        self, example_graph: MandateGraph
    ) -> None:
        line = f"{LINK} <{ID}graph/"
        graph = changed(
            example_graph, lambda t: t.replace(f"{line}claims-rba>", f"{line}doc-rba>")
        )
        assert violations(graph) == [
            ("S43", "rba-r-228fa6e9f8", "expectedResultOf", "rba-o1")
        ]

    def test_moved_start_disagrees_with_iri_and_length(
        self, example_graph: MandateGraph
    ) -> None:
        start = f'<{TEXT}#position=94,126> <http://www.w3.org/ns/oa#start> "9'
        graph = changed(example_graph, lambda t: t.replace(f'{start}4"', f'{start}5"'))
        found = {(rule, node) for rule, node, _, _ in violations(graph)}
        assert found == {("S06", "text/e96ba1287aac20ab#char=94,126")}

    def test_whole_span_moved_no_longer_replays(
        self, example_graph: MandateGraph
    ) -> None:
        graph = changed(
            example_graph,
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
            ),
        )
        assert [(rule, node) for rule, node, _, _ in violations(graph)] == [
            ("S41", "text/e96ba1287aac20ab#char=95,127")
        ]

    def test_changed_quote_no_longer_replays(self, example_graph: MandateGraph) -> None:
        graph = changed(
            example_graph,
            lambda t: t.replace(
                'oa#exact> "Flood warnings reach', 'oa#exact> "Flood warnings touch'
            ),
        )
        assert [(rule, node) for rule, node, _, _ in violations(graph)] == [
            ("S41", "text/e96ba1287aac20ab#char=94,126")
        ]

    def test_removed_manifest_entry_is_found(self, example_graph: MandateGraph) -> None:
        graph = changed(example_graph, without(f"^<{ID}graph/terms-rba> "))
        assert violations(graph) == [("S23", "graph/terms-rba", "", "")]

    def test_second_plan_for_an_element_is_found(
        self, example_graph: MandateGraph
    ) -> None:
        line = f"<{ID}rba-m> <{MG}elementOf> <{ID}plan-x> <{ID}graph/doc-rba> .\n"
        graph = changed(example_graph, lambda t: t + line)
        assert {rule for rule, *_ in violations(graph)} == {"S01"}


class TestBadData:
    def test_ill_typed_number_is_a_finding_and_no_log_line(
        self, example_graph: MandateGraph, caplog: pytest.LogCaptureFixture
    ) -> None:
        start = f'<{TEXT}#position=8,56> <http://www.w3.org/ns/oa#start> "'
        graph = changed(
            example_graph, lambda t: t.replace(f'{start}8"', f'{start}eight"')
        )
        rules = {rule for rule, *_ in violations(graph)}
        assert rules == {"S05", "S06"}
        assert not caplog.records

    def test_blank_nodes_in_place_of_numbers_are_findings(
        self, example_graph: MandateGraph
    ) -> None:
        start = f"<{TEXT}#position=8,56> <http://www.w3.org/ns/oa#start> "
        integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
        graph = changed(
            example_graph, lambda t: t.replace(f'{start}"8"{integer}', f"{start}_:b")
        )
        assert "S05" in {rule for rule, *_ in violations(graph)}


class TestRules:
    def test_only_the_named_rules_are_asked(self, example_graph: MandateGraph) -> None:
        report = check(example_graph, rules=["S30", "S29"])
        assert set(report.rules) == {"S29", "S30"}
        assert set(report.by_rule()) == {"S29", "S30"}

    def test_unknown_rule_is_an_error_that_lists_the_known(
        self, example_graph: MandateGraph
    ) -> None:
        with pytest.raises(UnknownNameError, match="no such rule; choose from S01"):
            check(example_graph, rules=["no-rule"])

    def test_no_number_is_given_to_a_shape_and_to_a_query(self) -> None:
        kinds = [rule.kind for rule in all_rules().values()]
        assert kinds.count("query") == len(checks())

    def test_page_in_docs_is_fresh(self) -> None:
        page = CHECKOUT / "docs" / "checks.md"
        assert page.read_text("utf-8") == page_of(all_rules())

    @pytest.mark.parametrize("found", checks().values(), ids=lambda c: c.rule.id)
    def test_query_gives_the_same_rows_in_rdflib(self, found: Check) -> None:
        files = [f for f in INVALID if f.stem.startswith(f"{found.rule.id}-")]
        graph = case(*files)
        dataset = Dataset(default_union=True)
        dataset.parse(data=graph.nquads(), format="nquads")
        theirs = {tuple(row) for row in dataset.query(found.query)}  # type: ignore[arg-type]
        ours = set(graph.select(found.query).rows)
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
    queried = [f for f in INVALID if f.stem.partition("-")[0] in {*checks(), "S06"}]
    nquads = case(*queried).nquads()
    local = check(MandateGraph.from_nquads(with_named_manifest(nquads)))
    with server(nquads, tmp_path) as url, open_graph(url) as graph:
        assert check(graph).findings == local.findings
        assert check(graph, engine="fast").findings == local.findings
    assert set(local.by_rule()) > set(checks())
