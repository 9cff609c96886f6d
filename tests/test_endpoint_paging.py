"""Answers that a server cuts are fetched in pages: complete, in order, or an error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bad_server import Request, Script, reply, serving
from mandategraph.errors import QueryError, StoreError
from mandategraph.query import Catalogue
from mandategraph.store import EndpointSettings, MandateGraph, open_graph
from mandategraph.store.endpoint.paging import _total
from servers import SERVERS, oxigraph_server, virtuoso_server
from test_every_engine import answer, quads

LIMIT = 100
EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = ("نص" * 700, "é" * 3000, "same", 'a "quoted"\nline', "x" * 4000)


def data() -> bytes:
    """Rows beyond every limit: long texts, ties, and texts that differ in one tag."""
    lines = []
    for i in range(420):
        place = f"<{EX}s{i // 4}> <{EX}p{i % 3}>"
        text = json.dumps(TEXTS[i % 5] + str(i // 20), ensure_ascii=False)
        tag = ("@en", "@fr", "", "@ar")[i % 4]
        lines.append(f"{place} {text}{tag} <{EX}g{i % 2}> .\n")
        lines.append(f'<{EX}s{i // 4}> <{EX}n> "{i % 7}"^^<{XSD}integer> <{EX}g2> .\n')
        lines.append(f"<{EX}s{i // 4}> <{EX}to> <{EX}s{i % 50}> <{EX}g2> .\n")
    return "".join(sorted(set(lines))).encode()


QUERIES = {
    "all": "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } ?s <%sn> 3 }",
    "star": "SELECT * { ?s <%sto> ?t }",
    "optional": "SELECT ?s ?o { ?s <%sn> ?n OPTIONAL{ ?s <http://example.org/p1> ?o }}",
    "distinct": "SELECT DISTINCT ?s ?o { ?s <%sp0> ?o }",
    "grouped": "SELECT ?s (COUNT(*) AS ?rows) { ?s <%sto> ?t } GROUP BY ?s",
    "bags": "SELECT ?n { ?s <%sn> ?n }",
    "from": "SELECT ?s ?o FROM <http://example.org/g2> WHERE { ?s <%sto> ?o }",
    "union": "SELECT ?s { { ?s <%sn> 1 } UNION { ?s <http://example.org/n> 2 } }",
}
ORDERED = {
    "by a shown variable": "SELECT ?s ?t { ?s <%sto> ?t } ORDER BY DESC(?t) ?s # all",
    "by a hidden one": "SELECT ?s { ?s <%sn> ?n } ORDER BY ?n ?s",
    "by a count": "SELECT ?s (COUNT(?t) AS ?c) { ?s <%sto> ?t } GROUP BY ?s "
    "ORDER BY DESC(?c) ?s",
    "limited": "SELECT ?s ?t { ?s <%sto> ?t } ORDER BY ?s ?t LIMIT 230 OFFSET 7",
}


@pytest.fixture(scope="module", params=["virtuoso", "oxigraph"])
def url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server with more rows than Virtuoso is allowed to give or to sort."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "oxigraph":
        with oxigraph_server(data(), folder) as address:
            yield address
        return
    with virtuoso_server(data(), folder, rows=LIMIT, sorted_rows=150) as address:
        yield address


@pytest.fixture(scope="module")
def local() -> MandateGraph:
    return MandateGraph.from_nquads(data())


def paged(url: str) -> MandateGraph:
    return open_graph(url, endpoint=EndpointSettings(page_size=90))


@pytest.mark.parametrize("name", QUERIES)
def test_pages_hold_every_row_once(url: str, local: MandateGraph, name: str) -> None:
    query = QUERIES[name] % EX
    table = local.select(query)
    assert len(table.rows) > LIMIT or name == "union"
    found = paged(url).select(query)
    if name == "star":
        assert sorted(found.variables) == sorted(table.variables)
        order = [found.variables.index(v) for v in table.variables]
        found = found._replace(rows=[tuple(r[i] for i in order) for r in found.rows])
    assert Counter(found.rows) == Counter(table.rows)


@pytest.mark.parametrize("name", ORDERED)
def test_pages_keep_the_order_of_the_query(
    url: str, local: MandateGraph, name: str
) -> None:
    query = ORDERED[name] % EX
    assert paged(url).select_text(query) == local.select_text(query)


def test_pages_of_many_columns_and_long_sort_keys_are_cut(
    url: str, local: MandateGraph
) -> None:
    # Virtuoso sorts by 20 keys and 1900 bytes at most
    columns = " ".join(f"(CONCAT(STR(?t), '{n}') AS ?c{n})" for n in range(25))
    wide = f"SELECT ?s {columns} {{ ?s <{EX}to> ?t }} ORDER BY ?s ?t"
    assert paged(url).select_text(wide) == local.select_text(wide)
    long = (
        f"SELECT ?s ?o {{ ?s <{EX}p0>|<{EX}p1> ?o }}"
        " ORDER BY SUBSTR(STR(?o), 1, 200) ?s LANG(?o)"
    )
    assert paged(url).select_text(long) == local.select_text(long)


@pytest.mark.parametrize("place", SERVERS)
def test_every_question_of_the_catalogue_can_be_had_in_pages(
    place: str, tmp_path: Path
) -> None:
    data = quads("leaflets")
    local, differ = MandateGraph.from_nquads(data), []
    with SERVERS[place](data, tmp_path) as address:
        settings = EndpointSettings(page_size=40)
        graph = open_graph(address, endpoint=settings)
        for name, question in Catalogue.load().items():
            if name != "everything_in_document":  # thousands of triples
                found = answer(graph, question, question.text)
                if found != answer(local, question, question.text):
                    differ.append(name)
    assert not differ


def test_rows_that_differ_only_in_kind_are_not_tied(local: MandateGraph) -> None:
    values = (
        "<urn:x>",
        '"urn:x"',
        '""',
        '"1"',
        '"1"@en',
        '"1"@fr',
        '"true"',
        f'"1"^^<{XSD}integer>',
        f'"1"^^<{XSD}decimal>',
        f'"true"^^<{XSD}boolean>',
        "UNDEF",
        '"-"',
    )
    rows = " ".join(f"({a} {b})" for a in values for b in values)
    query = f"SELECT ({_total(('a', 'b'))} AS ?key) {{ VALUES (?a ?b) {{ {rows} }} }}"
    keys = local.select_text(query)
    assert len(set(keys)) == len(values) ** 2


def test_a_limit_of_the_server_is_noticed_without_a_page_size(
    url: str, local: MandateGraph
) -> None:
    query = QUERIES["bags"] % EX
    found = open_graph(url).select_text(query)
    assert Counter(found) == Counter(local.select_text(query))


def test_a_construct_is_whole_though_the_server_would_cut_it(
    url: str, local: MandateGraph
) -> None:
    graph = open_graph(url)
    query = f"""CONSTRUCT {{ ?s <{EX}is> ?o . ?o <{EX}has> ?n . ?n <{EX}of> ?s }}
        WHERE {{ ?s <{EX}to> ?o ; <{EX}n> ?n FILTER(?n < 3) }}"""
    assert len(local.construct(query)) > 2 * LIMIT  # a number makes no triple
    assert set(graph.construct(query)) == set(local.construct(query))
    short = f"CONSTRUCT WHERE {{ ?s <{EX}to> ?o }}"
    assert set(graph.construct(short)) == set(local.construct(short))


def test_a_construct_makes_new_blank_nodes_for_each_solution(
    url: str, local: MandateGraph
) -> None:
    pattern = f"{{ ?s <{EX}to> ?o ; <{EX}n> ?n }}"
    made = open_graph(url).construct(
        f"CONSTRUCT {{ ?s <{EX}about> [ <{EX}n> ?n ; <{EX}o> ?o ] }} WHERE {pattern}"
    )
    rows = MandateGraph.from_rdflib(made).select_text(
        f"SELECT ?s ?o ?n {{ ?s <{EX}about> ?b . ?b <{EX}n> ?n ; <{EX}o> ?o }}"
    )
    assert Counter(rows) == Counter(local.select_text(f"SELECT ?s ?o ?n {pattern}"))


def test_a_construct_that_cannot_be_paged_is_not_taken_for_whole(url: str) -> None:
    query = f"""CONSTRUCT {{ ?s <{EX}is> ?o }}
        WHERE {{ ?s <{EX}to> ?o }} GROUP BY ?s ?o"""
    # Oxigraph does not take it at all
    said = f"made {LIMIT + 1} triples, which may be its limit|the server refused"
    with pytest.raises((StoreError, QueryError), match=said):
        open_graph(url).construct(query)


def test_rows_that_differ_in_a_blank_node_only_are_not_tied(tmp_path: Path) -> None:
    data = "".join(f"<{EX}s> <{EX}p> _:b{i:03} <{EX}g> .\n" for i in range(600))
    query = f"SELECT ?s ?b {{ ?s <{EX}p> ?b }}"
    for place, start in SERVERS.items():
        folder = tmp_path / place
        folder.mkdir()
        with start(data.encode(), folder) as address:
            rows = paged(address).select_text(query)
        assert len(set(rows)) == len(rows) == 600


def test_a_copy_holds_every_graph_whole(url: str, local: MandateGraph) -> None:
    ours = tuple(f" <{EX}g{i}> .\n".encode() for i in range(3))
    lines = open_graph(url).nquads().splitlines(keepends=True)
    # Virtuoso has graphs of its own, too
    assert b"".join(x for x in lines if x.endswith(ours)) == local.nquads()


def cutting(store: MandateGraph, most: int, *, honest: int = 0) -> Script:
    """A server that gives `most` rows and not a word about it; `honest` pages more."""
    asked = 0

    def script(request: Request) -> list[bytes]:
        nonlocal asked
        asked += 1
        table = store.select(request.query)
        cells = [
            {
                n: {"type": "literal", "value": str(t)}
                for n, t in zip(table.variables, row, strict=True)
                if t is not None
            }
            for row in table.rows[: most if not honest or asked <= honest else 0]
        ]
        head = {"vars": list(table.variables)}
        return [reply(json.dumps({"head": head, "results": {"bindings": cells}}))]

    return script


NUMBERS = "".join(f'<{EX}s> <{EX}p> "{i:04}" <{EX}g> .\n' for i in range(1234)).encode()
ALL_NUMBERS = "SELECT ?n { ?s ?p ?n }"


@pytest.fixture(scope="module")
def numbers() -> MandateGraph:
    return MandateGraph.from_nquads(NUMBERS)


@pytest.mark.parametrize("most", [500, 1000])
def test_a_round_number_of_rows_is_looked_behind(
    numbers: MandateGraph, most: int
) -> None:
    with serving(cutting(numbers, most)) as server:
        found = open_graph(server.url).select_text(ALL_NUMBERS)
    assert sorted(found) == [(f"{i:04}",) for i in range(1234)]


def test_a_round_number_of_rows_that_is_all_costs_one_more_request(
    numbers: MandateGraph,
) -> None:
    with serving(cutting(numbers, 2000)) as server:
        query = 'SELECT ?n { ?s ?p ?n FILTER(?n < "0500") }'
        assert len(open_graph(server.url).select_text(query)) == 500
        assert len(server.requests) == 2
        limited = f"{ALL_NUMBERS} LIMIT 500"
        assert len(open_graph(server.url).select_text(limited)) == 500
        assert len(server.requests) == 3


def test_a_page_size_finds_a_limit_that_is_no_round_number(
    numbers: MandateGraph,
) -> None:
    with serving(cutting(numbers, 333)) as server:
        settings = EndpointSettings(page_size=400)
        graph = open_graph(server.url, endpoint=settings)
        assert len(graph.select_text(ALL_NUMBERS)) == 1234


def test_pages_that_do_not_add_up_are_an_error(numbers: MandateGraph) -> None:
    # the first answer, the look behind it, the count, one page, then nothing
    with (
        serving(cutting(numbers, 500, honest=4)) as server,
        pytest.raises(StoreError, match=r"of 1,234 rows the server gave 500 in pages"),
    ):
        open_graph(server.url).select(ALL_NUMBERS)


def test_blank_nodes_whose_names_hold_for_one_page_are_an_error() -> None:
    def script(request: Request) -> bytes:
        names = ["mg_rows"] if "COUNT" in request.query else ["b"]
        rows = [{"b": {"type": "bnode", "value": f"b{i}"}} for i in range(500)]
        if "COUNT" in request.query:
            rows = [{"mg_rows": {"type": "literal", "value": "1000"}}]
        document = {"head": {"vars": names}, "results": {"bindings": rows}}
        return reply(json.dumps(document))

    with (
        serving(lambda request: [script(request)]) as server,
        pytest.raises(StoreError, match="blank nodes"),
    ):
        open_graph(server.url).select("SELECT ?b { ?b ?p ?o }")


@pytest.mark.parametrize("copy", ["nquads", "dataset"])
def test_a_copy_of_a_graph_that_does_not_come_whole_says_what_is_missing(
    copy: str,
) -> None:
    iri = {"type": "uri", "value": "x:a"}

    def script(request: Request) -> list[bytes]:
        if "COUNT" in request.query:
            row = {"g": iri, "n": {"type": "literal", "value": "2"}}
        else:
            row = {"s": iri, "p": iri, "o": iri}
        return [
            reply(
                json.dumps({"head": {"vars": [*row]}, "results": {"bindings": [row]}})
            )
        ]

    with (
        serving(script) as server,
        pytest.raises(StoreError, match=r"of the graphs' 2 quads 1 came; .*copy again"),
    ):
        getattr(open_graph(server.url), copy)()
