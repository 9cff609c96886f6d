"""Opening and writing graphs: folder, file, memory; nothing is ever half-written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from conftest import EXAMPLE
from mandategraph.errors import QueryError, StoreError, UnknownNameError
from mandategraph.store import MandateGraph, Table, open_graph
from mandategraph.store.folder import FolderWriter, drop_graphs
from mandategraph.store.query_text import kind_of, with_prefixes

G = "https://example.org/g"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def line(number: int) -> str:
    return f'<https://example.org/s{number}> <https://example.org/p> "{number}" .'


def entry(graph: str) -> list[str]:
    role = "https://w3id.org/mandategraph/ns#graphRole"
    return [f"<{graph}> <{role}> <https://w3id.org/mandategraph/ns#sourceGraph> ."]


def put(folder: Path, graph: str, triple: str) -> None:
    """Put a graph of this one triple in the place of the graph of its name."""
    with FolderWriter(folder).writing() as draft:
        drop_graphs(draft.store, [graph])
        lines = [f"{triple[:-2]} <{graph}> .", *entry(graph)]
        draft.store.load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)


def count(target: Path) -> int:
    return int(open_graph(target).select_text(COUNT)[0][0])


def test_queries_see_the_union_of_all_named_graphs(example_graph: MandateGraph) -> None:
    rows = example_graph.select_text(
        "SELECT ?n WHERE { ?o a mg:Objective ; mg:ordinal ?n ; mg:serves ?m }"
        " ORDER BY ?n"
    )
    assert rows == [("1",), ("2",)]


def test_a_file_in_every_syntax_gives_the_same_graph(tmp_path: Path) -> None:
    whole = open_graph(EXAMPLE)
    union = whole.graph()
    for name, syntax in {
        "x.ttl": "turtle",
        "x.nt": "nt",
        "x.rdf": "xml",
        "x.jsonld": "json-ld",
    }.items():
        path = tmp_path / name
        union.serialize(path, format=syntax, encoding="utf-8")
        assert isomorphic(open_graph(path).graph(), union), name
    (tmp_path / "x.nq").write_bytes(whole.nquads())
    assert open_graph(tmp_path / "x.nq").nquads() == whole.nquads()


def test_the_syntax_of_standard_input_is_recognised() -> None:
    trig = EXAMPLE.read_bytes()
    graph = MandateGraph.from_bytes(trig)
    again = MandateGraph.from_bytes(graph.nquads())
    assert again.nquads() == graph.nquads()


def test_the_dataset_is_rdflib_over_the_same_store(example_graph: MandateGraph) -> None:
    dataset = example_graph.dataset()
    assert isinstance(dataset, Dataset)
    subject = URIRef("https://w3id.org/mandategraph/id/rba-o1")
    ordinal = URIRef("https://w3id.org/mandategraph/ns#ordinal")
    assert dataset.value(subject, ordinal) == Literal(1)


def test_roles_keep_only_their_graphs_and_manifest_entries() -> None:
    graph = open_graph(EXAMPLE, roles=["source"])
    assert graph.ask("ASK { ?o a mg:Objective }")
    assert not graph.ask("ASK { ?c a mg:Claim }")
    roles = graph.select_text("SELECT DISTINCT ?r WHERE { ?g mg:graphRole ?r }")
    assert roles == [("https://w3id.org/mandategraph/ns#sourceGraph",)]


def test_an_unknown_role_is_refused_with_those_known() -> None:
    with pytest.raises(UnknownNameError, match="choose from source, text"):
        open_graph(EXAMPLE, roles=["sources"])


def test_known_prefixes_need_no_declaration_and_keep_line_numbers() -> None:
    query = "SELECT ?x WHERE {\n ?x a mg:Plan }"
    assert with_prefixes(query).count("\n") == 1
    path = "ASK { ?e mg:textForm/xl:literalForm ?t FILTER(?t = 'id: <owl:x>') }"
    assert with_prefixes(path).startswith("PREFIX mg: <")
    assert "PREFIX xl: <" in with_prefixes(path)
    assert with_prefixes(path).count("PREFIX") == 2
    comment = "# PREFIX mg: <x:>\nASK { ?x a mg:Plan } # skos:Concept"
    assert with_prefixes(comment).startswith("PREFIX mg: <https://w3id")
    assert "skos" not in with_prefixes(comment).partition("#")[0]


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX mg: <https://example.org/>\nSELECT ?x WHERE { ?x a mg:Plan }",
        "prefix mg:<https://example.org/> ASK { ?x a mg:Plan }",
        "PREFIX # of ours\n mg: # no:\n <x:> ASK { ?x a mg:Plan }",
        "BASE <https://example.org/> PREFIX mg: <a#> ASK { ?x a mg:Plan }",
        "PREFIX mg: <a:> PREFIX mg: <b:> ASK { ?x a mg:Plan }",
        "PREFIX : <mg:> ASK { ?x a :Plan , <mg:Plan> , :mg:Plan }",
        "PREFIX ex: <x:> ASK { ?x ex:mg:Plan ex:a.mg:b }",
        """ASK { ?x ?mg "mg:a \\" mg:b" , 'mg:c' , '''mg:d ' "mg:e\n mg:f''' }""",
        '''ASK { ?x ?p """mg:a "" mg:b \\""" mg:c""" , "" , "mg"@mg }''',
        "ASK { ?x ?p 'http://x#y' # mg:a\r\n , <http://x#mg:a> }",
        "ASK { _:mg ?p $mg FILTER(?p<?mg) }",
    ],
)
def test_a_query_that_uses_no_known_prefix_is_left_as_it_is(query: str) -> None:
    assert with_prefixes(query) == query


def test_own_prefixes_mean_what_the_query_says_on_every_local_engine() -> None:
    data = b"<x:s> <x:p> <x:o> .\n"
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    own = "PREFIX mg: <x:> SELECT ?s { ?s mg:p mg:o }"
    based = (
        "BASE <x:p> PREFIX mg: <x:> SELECT ?s { ?s <x:p> mg:o MINUS { ?s id:p ?o } }"
    )
    for graph in (MandateGraph.from_nquads(data), MandateGraph.from_rdflib(dataset)):
        assert graph.select_text(own) == [("x:s",)]
        assert graph.select_text(based) == [("x:s",)]
        assert graph.select_text("SELECT (STR(mg:Plan) AS ?x) {}") == [
            ("https://w3id.org/mandategraph/ns#Plan",)
        ]


@given(
    st.lists(
        st.sampled_from(
            ["mg:Plan", "# mg:x\n", '"mg:a"', "<mg:a>", "?mg", "'#'", '"""mg:"\n"""']
        ),
        max_size=8,
    )
)
def test_a_prefix_is_added_when_and_only_when_it_is_used(parts: list[str]) -> None:
    query = f"SELECT * {{ {' '.join(parts)} }}"
    assert with_prefixes(query).startswith("PREFIX mg:") is ("mg:Plan" in parts)
    assert with_prefixes(query).endswith(query)


def test_an_error_in_the_first_line_is_told_where_it_stands_there(
    example_graph: MandateGraph,
) -> None:
    query = "SELECT ?x WHER { ?x a mg:Plan , skos:Concept }"
    with pytest.raises(QueryError, match="error at 1:") as raised:
        example_graph.select(query)
    place = re.search(r"1:(\d+)", str(raised.value))
    assert place is not None
    assert int(place[1]) <= query.index("{") + 1


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("# ASK\nPREFIX ask: <x:> BASE <http://x/#a> SELECT * {}", "select"),
        ("PREFIX select: <x:>\n# SELECT\n ASK { select:a ?p ?o }", "ask"),
        ("base <x:> prefix : # SELECT\n <y:#> construct {} where {}", "construct"),
        ("\r\n DESCRIBE <x:SELECT>", "describe"),
        ("SELECT(1 AS ?x){}", "select"),
    ],
)
def test_the_form_of_a_query_is_what_its_grammar_says(query: str, kind: str) -> None:
    assert kind_of(query) == kind


@pytest.mark.parametrize(
    "query",
    [
        "",
        "# SELECT",
        "INSERT DATA {}",
        "PREFIX select: <x:>",
        "DROP ALL # ASK {}",
        "{}",
    ],
)
def test_what_is_no_query_is_refused(query: str, example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query"):
        example_graph.sparql(query)


def test_sparql_answers_each_form_with_its_type() -> None:
    graph = MandateGraph.from_nquads(b'<x:s> <x:p> "o" <x:g> .\n')
    table = graph.sparql("SELECT ?s ?no { ?s ?p ?o }")
    assert table == Table(("s", "no"), [(URIRef("x:s"), None)])
    assert graph.sparql("ASK { ?s ?p 'o' }") is True
    made = graph.sparql("CONSTRUCT WHERE { ?s ?p ?o }")
    described = graph.sparql("DESCRIBE <x:s>")
    expected = Graph().add((URIRef("x:s"), URIRef("x:p"), Literal("o")))
    assert isinstance(made, Graph)
    assert isinstance(described, Graph)
    assert isomorphic(made, expected)
    assert isomorphic(described, expected)


QUADS = b"""<x:s> <x:p> "none" .
<x:s> <x:p> "a" <x:a> .
<x:s> <x:p> "b" <x:b> .
"""


@pytest.mark.parametrize("kind", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("clause", "pattern", "union", "standard"),
    [
        ("", "?s ?p ?o", "a b none", "none"),
        ("", "GRAPH ?g { ?s ?p ?o }", "a b", "a b"),
        ("FROM <x:a>", "?s ?p ?o", "a", "a"),
        ("FROM <x:a> FROM <x:b>", "?s ?p ?o", "a b", "a b"),
        ("FROM NAMED <x:a>", "?s ?p ?o", "", ""),
        ("FROM NAMED <x:a>", "GRAPH ?g { ?s ?p ?o }", "a", "a"),
        ("from # <x:b>\n<x:a>", "?s ?p ?o", "a", "a"),
    ],
)
def test_queries_see_the_union_or_the_default_graph_unless_they_name_graphs(
    kind: str, clause: str, pattern: str, union: str, standard: str
) -> None:
    dataset = Dataset()
    dataset.parse(data=QUADS, format="nquads")
    query = f"SELECT ?o {clause} WHERE {{ {pattern} }} ORDER BY ?o"
    for whole, expected in ((True, union), (False, standard)):
        graph = (
            MandateGraph.from_nquads(QUADS, union=whole)
            if kind == "oxigraph"
            else MandateGraph.from_rdflib(dataset, union=whole)
        )
        assert [o for (o,) in graph.select_text(query)] == expected.split(), whole


def test_from_reads_no_file_and_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<x:s> <x:p> 'secret' .")
    dataset = Dataset()
    for graph in (MandateGraph.from_nquads(QUADS), MandateGraph.from_rdflib(dataset)):
        for clause in ("FROM", "FROM NAMED"):
            query = f"SELECT * {clause} <{secret.as_uri()}> {{ ?s ?p ?o }}"
            assert graph.select(query).rows == []


def test_an_endpoint_keeps_the_default_graph_of_its_server() -> None:
    with pytest.raises(StoreError, match="default graph"):
        open_graph("http://127.0.0.1:9/sparql", union=False)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.ttl", b"", "the file is empty"),
        ("broken.ttl", b"<a> <b> .", "not readable as turtle"),
        ("binary.nq", b"\x00\x01\x02", "not readable as nquads"),
    ],
)
def test_a_file_that_is_no_graph_is_named_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StoreError, match=reason) as raised:
        open_graph(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_target_and_a_plain_folder_say_how_to_build(tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StoreError, match="build"):
            open_graph(target)


def test_a_query_with_an_error_says_where(example_graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="2:"):
        example_graph.select("SELECT *\nWHER { ?s ?p ?o }")
    with pytest.raises(QueryError, match="not a SELECT"):
        example_graph.select("ASK { ?s ?p ?o }")


def test_literals_keep_their_spelling_and_tags_are_lower_case() -> None:
    data = b'<a:s> <a:p> "Zwei"@de-CH .\n'
    table = MandateGraph.from_nquads(data).select("SELECT ?o WHERE { ?s ?p ?o }")
    assert table.rows == [(Literal("Zwei", lang="de-ch"),)]


def test_replacing_a_graph_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    put(folder, G + "2", line(2))
    put(folder, G, line(3))
    with_names = "SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert open_graph(folder).select_text(with_names) == [(G, "3"), (G + "2", "2")]
    manifest = "SELECT (COUNT(*) AS ?n) WHERE { ?g mg:graphRole ?r }"
    assert open_graph(folder).select_text(manifest) == [("2",)]


def test_a_failing_replacement_keeps_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    before = open_graph(folder).nquads()
    with pytest.raises(StoreError, match="unchanged"):
        put(folder, G, "this is no triple .")
    assert open_graph(folder).nquads() == before


def test_a_failing_first_build_leaves_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    with pytest.raises(StoreError):
        put(folder, G, "no triple .")
    assert not folder.exists()


def test_a_second_writer_is_refused_while_one_is_writing(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    code = (
        "from pathlib import Path; from mandategraph.store.folder import FolderWriter;"
        f"FolderWriter(Path({str(folder)!r})).writing().__enter__()"
    )
    with FolderWriter(folder).writing():
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert "another build is running" in done.stderr
    assert count(folder) == 2


def test_a_reader_waits_until_the_writer_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    code = (
        "from mandategraph.store import open_graph;"
        f"print(len(open_graph({str(folder)!r}).nquads()))"
    )
    with FolderWriter(folder).writing():
        reader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            reader.wait(1.5)
    assert reader.wait(30) == 0
    assert reader.stdout is not None
    reader.stdout.close()


def test_a_first_build_that_was_killed_is_no_graph_and_is_taken_up_again(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "kg"
    (folder / "store").mkdir(parents=True)
    ox.Store(str(folder / "store"))
    with pytest.raises(StoreError, match="holds no graph"):
        open_graph(folder)
    put(folder, G, line(1))
    assert count(folder) == 2


def test_a_folder_of_a_later_format_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    (folder / "mandategraph.json").write_text('{"format": 2}')
    with pytest.raises(StoreError, match="format 2"):
        open_graph(folder)
    with pytest.raises(StoreError, match="format 2"):
        FolderWriter(folder)


def test_somebody_elses_folder_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="not empty"):
        FolderWriter(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_killed_writer_leaves_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    put(folder, G, line(1))
    before = open_graph(folder).nquads()
    code = f"""
from pathlib import Path
import pyoxigraph as ox
from mandategraph.store.folder import FolderWriter
quad = '<https://example.org/s%d> <https://example.org/p> "x" <{G}> .\\n'
lines = "".join(quad % i for i in range(200_000)).encode()
print("ready", flush=True)
with FolderWriter(Path({str(folder)!r})).writing() as draft:
    draft.store.load(lines, ox.RdfFormat.N_QUADS)
"""
    for pause in (0.0, 0.05, 0.2):
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        after = open_graph(folder).nquads()
        assert after == before
        ox.Store(str(folder / "store"))  # the next writer can open it


def test_asking_a_file_or_a_folder_loads_nothing_for_servers(tmp_path: Path) -> None:
    with FolderWriter(tmp_path / "kg").writing():
        pass
    script = (
        "import sys; from mandategraph.store import open_graph;"
        "[open_graph(kg).ask('ASK {}') for kg in sys.argv[1:]];"
        "print({'urllib3', 'SPARQLWrapper', 'pyparsing'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", script, str(EXAMPLE), str(tmp_path / "kg")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
