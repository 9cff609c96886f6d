"""The fast engine finds what pySHACL finds; which of them is taken, and when."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDFS, Dataset, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from conftest import EXAMPLE, ID, MG
from mandategraph.check import check, engines
from mandategraph.check.engines import FAST_FROM, chosen
from mandategraph.check.fast_engine import by_shacl
from mandategraph.check.focus import for_all, prefixes
from mandategraph.check.shapes import shape_rules, shapes_graph
from mandategraph.errors import QueryError, StoreError, UnknownNameError
from mandategraph.store import MandateGraph
from rule_cases import INVALID, VALID, agreed, case
from running import run
from vocabulary_graphs import quads, siblings

SHAPES = "https://w3id.org/mandategraph/shapes#"
CONSTRAINTS = sorted(shapes_graph().subject_objects(SH.sparql))


def facts(graph: MandateGraph, engine: engines.Engine) -> set[tuple[object, ...]]:
    """The findings of all shapes without the part of the rule that found them.

    On ill-typed literals the engines can differ in which of two parts speaks.
    """
    found = check(graph, rules=tuple(shape_rules()), engine=engine).findings
    return {(f.key[:-2], *f.message.items()) for f in found}


def test_same_findings_on_all_faults_at_once() -> None:
    found = set(agreed(case(*INVALID)).by_rule())
    # the others are not seen in this company: what one case lacks another brings
    assert len(found & set(shape_rules())) >= 25


def test_same_findings_on_all_cases_at_once() -> None:
    agreed(case(*INVALID, *VALID))


def test_same_findings_on_the_example(example_graph: MandateGraph) -> None:
    assert agreed(example_graph).findings


def test_same_findings_on_the_demo(demo_graph: MandateGraph) -> None:
    assert agreed(demo_graph).findings


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(quads())
def test_same_findings_on_any_graph_of_our_vocabulary(data: bytes) -> None:
    graph = MandateGraph.from_nquads(data)
    assert facts(graph, "fast") == facts(graph, "pyshacl")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_same_findings_on_a_plan_that_was_damaged(data: st.DataObject) -> None:
    lines = case().nquads().decode().splitlines()
    places = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 12))):
        one, other = (lines[data.draw(places)].split(" ", 2) for _ in range(2))
        lines.append(" ".join((*one[:2], other[2])))
        del lines[data.draw(places)]
    graph = MandateGraph.from_nquads("\n".join(lines).encode())
    assert facts(graph, "fast") == facts(graph, "pyshacl")


def rows(
    store: ox.Store,
    query: str,
    **bound: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> set[tuple[str, ...]]:
    variables = {ox.Variable(name): term for name, term in bound.items()}
    found = store.query(query, use_default_graph_as_union=True, substitutions=variables)
    return {tuple(map(str, row)) for row in found}  # type: ignore[union-attr]


def one_by_one(store: ox.Store, shape: Node, constraint: Node) -> set[tuple[str, ...]]:
    """The rows of a constraint as SHACL has them: each focus node in place of $this."""
    shapes = shapes_graph()
    focus = set()
    for quad in store:
        of_class = (
            quad.predicate.value.endswith("#type")
            and (shape, SH.targetClass, URIRef(getattr(quad.object, "value", "")))
            in shapes
        )
        if (
            of_class
            or (shape, SH.targetSubjectsOf, URIRef(quad.predicate.value)) in shapes
        ):
            focus.add(quad.subject)
        if (shape, SH.targetObjectsOf, URIRef(quad.predicate.value)) in shapes:
            focus.add(quad.object)
    query = prefixes(shapes) + str(shapes.value(constraint, SH.select))
    return {row for node in focus for row in rows(store, query, this=node)}


def all_at_once(store: ox.Store, shape: Node, constraint: Node) -> set[tuple[str, ...]]:
    return rows(store, for_all(shapes_graph(), shape, constraint, {}))


@pytest.mark.parametrize(
    ("shape", "constraint"), CONSTRAINTS, ids=lambda iri: str(iri).removeprefix(SHAPES)
)
class TestConstraint:
    def test_has_the_same_rows_for_all_nodes_as_for_each(
        self, shape: Node, constraint: Node
    ) -> None:
        rule = str(shape).removeprefix(SHAPES)
        files = [file for file in INVALID if file.stem.startswith(f"{rule}-")]
        stores = [case(file).oxigraph() for file in files]
        each = [one_by_one(store, shape, constraint) for store in stores]
        assert any(each)
        assert [all_at_once(store, shape, constraint) for store in stores] == each

    def test_binds_the_node_itself(self, shape: Node, constraint: Node) -> None:
        # what makes the two equal: no solution of the pattern lacks a node
        del shape
        text = str(shapes_graph().value(constraint, SH.select))
        body = text.partition("WHERE {\n")[2]
        assert body.startswith("  $this ")
        assert "SELECT" not in body

    def test_stands_in_a_node_shape_with_targets_that_are_known(
        self, shape: Node, constraint: Node
    ) -> None:
        del constraint
        known = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
        used = {p for p in shapes_graph().predicates(shape) if "#target" in str(p)}
        assert used
        assert used <= known
        assert shapes_graph().value(shape, SH.path) is None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(siblings())
def test_pairs_are_found_for_all_nodes_as_for_each(data: bytes) -> None:
    store = MandateGraph.from_nquads(data).oxigraph()
    for shape, constraint in CONSTRAINTS:
        if str(constraint).endswith(("S18-unique", "S32-twice")):
            each = one_by_one(store, shape, constraint)
            assert all_at_once(store, shape, constraint) == each


def line(subject: str, predicate: str, value: str, graph: str = "") -> str:
    return f"<{ID}{subject}> <{MG}{predicate}> {value} {graph} .\n"


class TestTraps:
    """What the two engines, or the stores beneath them, once saw differently."""

    def test_triple_in_two_graphs_is_one_value(self) -> None:
        value = f"<{MG}levelGoal>"
        twice = line("o", "objectiveLevel", value, "<urn:a>") + line(
            "o", "objectiveLevel", value, "<urn:b>"
        )
        graph = MandateGraph.from_nquads(twice.encode())
        assert check(graph, rules=["S17"], engine="fast").findings == ()

    @pytest.mark.parametrize("label", ["b1", "0", "x.y-z", "0_b5"])
    def test_blank_node_keeps_its_name(self, label: str) -> None:
        text = f"_:{label} <{MG}objectiveLevel> _:other .\n"
        graph = MandateGraph.from_nquads(text.encode())
        names = {row[0] for row in graph.select_text("SELECT DISTINCT ?s { ?s ?p ?o }")}
        found = check(graph, rules=["S17"], engine="fast").findings
        assert {f.node for f in found} == names
        assert agreed(graph).findings

    def test_words_that_look_like_a_blank_node_are_words(self) -> None:
        data = line("o", "statementText", '"see _:x . and  more"@en')
        assert agreed(MandateGraph.from_nquads(data.encode())).findings

    @pytest.mark.parametrize(
        "number", ["0.33333333333333333333333333", "0.5", ".5", "+1.", "000.1"]
    )
    def test_decimal_of_any_length_is_sound(self, number: str) -> None:
        value = f'"{number}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
        graph = MandateGraph.from_nquads(line("c", "confidence", value).encode())
        assert facts(graph, "fast") == facts(graph, "pyshacl")
        assert check(graph, rules=["S08"], engine="fast").findings == ()

    @pytest.mark.parametrize(
        "number", ["1e0", " 1", "1\\n", "0_1", "\\u0661", "NaN", ""]
    )
    @pytest.mark.parametrize("datatype", ["decimal", "integer"])
    def test_number_spelled_wrongly_is_a_fault(
        self, number: str, datatype: str
    ) -> None:
        value = f'"{number}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'
        graph = MandateGraph.from_nquads(line("c", "confidence", value).encode())
        assert facts(graph, "fast") == facts(graph, "pyshacl")
        assert check(graph, rules=["S08"], engine="fast").findings != ()

    def test_hash_with_a_line_end_is_a_fault(self) -> None:
        text = f"{ID}text/{'a' * 16}"
        data = (
            f'<{text}> a <{MG}ExtractedText> ; <{MG}sha256> "{"a" * 64}\\n" ; '
            f'<{MG}textContent> "x" .'
        )
        graph = MandateGraph.from_bytes(data.encode())
        assert facts(graph, "fast") == facts(graph, "pyshacl")
        assert len(check(graph, rules=["S24"], engine="fast").findings) == 1

    def test_class_below_a_class_is_a_target(self) -> None:
        data = f"""<urn:t> a <urn:Goal> ; <{MG}elementOf> <urn:p> .
          <urn:Goal> <{RDFS.subClassOf}> <urn:Aim> .
          <urn:Aim> <{RDFS.subClassOf}> <{MG}Objective> ."""
        graph = MandateGraph.from_bytes(data.encode())
        assert "S31" in {f.rule for f in agreed(graph).findings}

    def test_values_are_given_as_they_are_stored(self) -> None:
        data = line("a", "serves", '"1.50"^^<http://www.w3.org/2001/XMLSchema#double>')
        graph = MandateGraph.from_nquads(data.encode())
        ((stored,),) = graph.select("SELECT ?o { ?s ?p ?o }").rows
        assert stored is not None
        for engine in ("pyshacl", "fast"):
            (finding,) = check(graph, rules=["S10"], engine=engine).findings
            assert finding.value is not None
            assert finding.value.n3() == stored.n3()


class TestChoice:
    @staticmethod
    def graph_of(size: int) -> MandateGraph:
        data = "".join(f"<urn:s> <urn:p> <urn:o{n}> .\n" for n in range(size))
        return MandateGraph.from_nquads(data.encode())

    def test_auto_is_fast_above_the_size(self) -> None:
        assert chosen(self.graph_of(FAST_FROM), "auto") == "pyshacl"
        assert chosen(self.graph_of(FAST_FROM + 1), "auto") == "fast"

    def test_auto_does_without_the_package(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engines, "is_installed", lambda: False)
        assert chosen(self.graph_of(FAST_FROM + 1), "auto") == "pyshacl"

    def test_fast_without_the_package_is_an_error(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engines, "is_installed", lambda: False)
        with pytest.raises(
            QueryError, match=r"shacl is not installed.*--engine pyshacl"
        ):
            chosen(self.graph_of(1), "fast")

    def test_unknown_engine_is_an_error_that_lists_the_known(self) -> None:
        with pytest.raises(UnknownNameError, match="choose from auto, pyshacl, fast"):
            chosen(self.graph_of(1), "jena")  # type: ignore[arg-type]

    def test_report_names_the_engine(self, example_graph: MandateGraph) -> None:
        for engine in ("pyshacl", "fast"):
            assert check(example_graph, rules=["S30"], engine=engine).engine == engine
        assert check(example_graph, rules=["S29"], engine="fast").engine == ""

    def test_command_takes_the_engine(self) -> None:
        done = [
            json.loads(
                run("check", str(EXAMPLE), "--engine", name, "--format", "json").stdout
            )
            for name in ("fast", "pyshacl")
        ]
        assert [report.pop("engine") for report in done] == ["fast", "pyshacl"]
        assert done[0] == done[1]


def test_graph_of_rdflib_is_checked_by_the_fast_engine_too() -> None:
    whole = case(*INVALID)
    dataset = Dataset()
    dataset.parse(data=whole.nquads(), format="nquads")
    graph = MandateGraph.from_rdflib(dataset)
    assert check(graph, engine="fast").findings == check(whole, engine="fast").findings


def test_shapes_that_the_fast_engine_cannot_read_are_one_clear_error(
    example_graph: MandateGraph,
) -> None:
    shapes = Graph().parse(
        data=f"@prefix sh: <{SH}> . <urn:s> a sh:NodeShape ;"
        ' sh:targetNode <urn:x> ; sh:pattern "(" .'
    )
    with pytest.raises(QueryError, match=r"fast engine failed.*--engine pyshacl"):
        by_shacl(example_graph, shapes)


def test_no_room_for_the_copy_is_one_clear_error(
    example_graph: MandateGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(StoreError, match=r"/nowhere/at/all.*TMPDIR"):
        check(example_graph, rules=["S30"], engine="fast")


def test_nothing_is_left_behind(
    example_graph: MandateGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    check(example_graph, engine="fast")
    assert list(tmp_path.iterdir()) == []
