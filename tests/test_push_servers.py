"""Push and pull against servers as they are: Oxigraph and Virtuoso."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from conftest import CHECKOUT
from cutting_proxy import wire_to
from mandategraph.cli import main
from mandategraph.errors import StoreError
from mandategraph.store import MandateGraph, open_graph
from mandategraph.store.endpoint.settings import EndpointSettings
from mandategraph.store.transfer.pull import PullOptions, pull, write_folder
from mandategraph.store.transfer.push import PushOptions, push
from running import COMMAND
from servers import free_port, writable_oxigraph, writable_virtuoso

NS = "https://w3id.org/mandategraph/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
N_QUADS = ox.RdfFormat.N_QUADS


class Server(NamedTuple):
    """A server that can be written to."""

    url: str
    settings: EndpointSettings


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("oxigraph")
    with writable_oxigraph(folder) as (url, _):
        yield Server(url, EndpointSettings())


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso that gives 100 rows at a time."""
    folder = tmp_path_factory.mktemp("virtuoso")
    word = "dba"  # as it comes
    with writable_virtuoso(folder, rows=100) as url:
        yield Server(url, EndpointSettings(user="dba", password=word))


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def rebased(graph: MandateGraph, name: str) -> MandateGraph:
    """The same graph below a base of its own: the tests share the servers."""
    old, new = b"w3id.org/mandategraph/id/", f"example.org/{name}/".encode()
    return MandateGraph.from_nquads(graph.nquads().replace(old, new))


def pulled(server: Server, graph: MandateGraph) -> bytes:
    """What the server gives back of the graphs below the graph's base."""
    names = sorted(
        {
            str(q.graph_name)[1:-1]
            for q in ox.parse(graph.nquads(), N_QUADS)
            if isinstance(q.graph_name, ox.NamedNode)
        }
    )
    options = PullOptions(graphs=tuple(names))
    found = pull(server.url, options=options, settings=server.settings)
    assert found.names == names
    assert found.remarks == []
    return found.graph.nquads()


def by_value(nquads: bytes) -> set[str]:
    """The quads, numbers to 15 digits: Virtuoso keeps no more."""
    found = set()
    for quad in ox.parse(nquads, N_QUADS):
        term = quad.object
        if isinstance(term, ox.Literal) and term.datatype.value in (
            f"{XSD}decimal",
            f"{XSD}integer",
            f"{XSD}double",
        ):
            value = f"{float(term.value):.15g}"
            found.add(f"{quad.subject} {quad.predicate} {value} {quad.graph_name}")
        else:
            found.add(str(quad))
    return found


def test_a_plan_comes_back_as_it_was_pushed(
    server: Server, example_graph: MandateGraph
) -> None:
    graph = rebased(example_graph, "round-trip")
    done = push(graph, server.url, settings=server.settings)
    assert len(done.sent) == 7
    assert not done.failed
    assert pulled(server, graph) == graph.nquads()
    assert push(graph, server.url, settings=server.settings).sent == []
    everything = PushOptions(verify="all")
    again = push(graph, server.url, settings=server.settings, options=everything)
    assert again.sent == []


def test_the_record_is_no_graph_without_a_role(
    server: Server, example_graph: MandateGraph
) -> None:
    push(rebased(example_graph, "roles"), server.url, settings=server.settings)
    rule = CHECKOUT / "queries" / "checks" / "named_graph_is_in_the_manifest.rq"
    there = open_graph(server.url)
    rows = there.select_text(rule.read_text("utf-8"))
    assert [row for row in rows if "example.org/roles/" in row[0]] == []


def test_replace_leaves_what_was_not_ours(
    server: Server, example_graph: MandateGraph
) -> None:
    graph = rebased(example_graph, "replace")
    push(graph, server.url, settings=server.settings)
    quads = graph.nquads().splitlines(keepends=True)
    fewer = b"".join(line for line in quads if b"graph/tr-rba-ar>" not in line)
    smaller = MandateGraph.from_nquads(fewer.replace(b"river", b"lake"))
    with pytest.raises(StoreError, match="--replace"):
        push(smaller, server.url, settings=server.settings)
    options = PushOptions(replace=True)
    done = push(smaller, server.url, settings=server.settings, options=options)
    assert done.removed == ["https://example.org/replace/graph/tr-rba-ar"]
    assert not done.failed
    assert pulled(server, smaller) == smaller.nquads()


def test_texts_of_any_length_and_script_arrive(server: Server) -> None:
    graph = "<https://example.org/texts/graph/doc-a>"
    texts = [
        "mandat, النتائج المتوقعة, 目标 " * 8000,
        "quotes \" and \\ and ' and <b> & @prefix x: <y> .",
        "lines\nand\ttabs\r\n",
        "\u0001 \u007f \u0085 \u2028 \ufeff \U0001d11e e\u0301",
    ]
    quads = [
        ox.Quad(
            ox.NamedNode(f"https://example.org/texts/t{n}-é-目"),
            ox.NamedNode(f"{NS}statementText"),
            ox.Literal(text, language="zh-hant-tw"),
            ox.NamedNode(graph[1:-1]),
        )
        for n, text in enumerate(texts)
    ]
    role = f"{graph} <{NS}graphRole> <{NS}sourceGraph> .\n"
    data = role + "".join(f"{quad} .\n" for quad in quads)
    kg = MandateGraph.from_nquads(data.encode())
    done = push(kg, server.url, settings=server.settings)
    assert not done.failed
    assert pulled(server, kg) == kg.nquads()


def test_values_are_kept_whatever_the_spelling(server: Server) -> None:
    graph = "<https://example.org/values/graph/doc-a>"
    values = [
        ("1.50", "decimal"),
        ("0.7533333333333333", "decimal"),
        ("99999999999", "integer"),
        ("-4", "int"),
        ("1.5E-7", "double"),
        ("2020", "gYear"),
        ("2020-01", "gYearMonth"),
        ("2020-01-02", "date"),
        ("2020-01-02T00:00:00+00:00", "dateTime"),
        ("2020-01-02T00:00:00.5+02:00", "dateTime"),
        ("1", "boolean"),
        ("https://example.org/", "anyURI"),
    ]
    lines = [f"{graph} <{NS}graphRole> <{NS}sourceGraph> ."] + [
        f'<urn:v{n}> <{NS}value> "{text}"^^<{XSD}{kind}> {graph} .'
        for n, (text, kind) in enumerate(values)
    ]
    kg = MandateGraph.from_nquads("\n".join(lines).encode())
    done = push(kg, server.url, settings=server.settings)
    assert not done.failed
    assert by_value(pulled(server, kg)) == by_value(kg.nquads())
    assert push(kg, server.url, settings=server.settings).sent == []


def test_a_large_graph_comes_and_goes_in_parts(server: Server) -> None:
    kg = many(graphs=1, each=600, base="https://example.org/parts/")
    options = PushOptions(part_bytes=20_000)
    done = push(kg, server.url, settings=server.settings, options=options)
    assert not done.failed
    assert pulled(server, kg) == kg.nquads()


def test_a_wire_that_breaks_anywhere_leaves_nothing_that_is_not_made_good(
    server: Server,
) -> None:
    port = urlsplit(server.url).port or 0
    settings, broken, most = server.settings.but(retries=0, timeout=20), 0, 3_000
    options = PushOptions(replace=True)
    kg = many(graphs=2, each=80, base="https://example.org/wire/")
    while True:
        with wire_to(port, most) as wire:
            url = server.url.replace(f":{port}/", f":{wire.port}/")
            try:
                push(kg, url, settings=settings, options=options)
                break
            except StoreError:
                broken += 1
        done = push(kg, server.url, settings=settings, options=options)
        assert not done.failed
        assert pulled(server, kg) == kg.nquads()
        kg = many(graphs=2, each=80 + broken, base="https://example.org/wire/")
        most += 5_001
    assert broken >= 4


def test_values_that_a_server_cannot_tell_apart_are_named(virtuoso: Server) -> None:
    base = "https://example.org/lost/"
    node, value = f"<{base}x>", f"<{NS}value>"
    graph = f"<{base}graph/doc-a>"
    kg = MandateGraph.from_nquads(
        f"""{graph} <{NS}graphRole> <{NS}sourceGraph> .
        {node} {value} "2020"^^<{XSD}gYear> {graph} .
        {node} {value} "2020-01"^^<{XSD}gYearMonth> {graph} .
        """.encode()
    )
    done = push(kg, virtuoso.url, settings=virtuoso.settings)
    (problem,) = done.failed.values()
    assert '"2020-01"' in problem
    assert "not there" in problem


@pytest.mark.parametrize("user", ["", "dba"])
def test_who_may_not_write_is_told_so(
    virtuoso: Server, example_graph: MandateGraph, user: str
) -> None:
    graph = rebased(example_graph, "denied")
    settings = EndpointSettings(retries=0, user=user, password=user and "wrong-word")
    with pytest.raises(StoreError, match=r"0 of 7 graphs") as refusal:
        push(graph, virtuoso.url, settings=settings)
    assert "wrong-word" not in str(refusal.value)


def many(
    graphs: int, each: int, base: str = "https://example.org/many/"
) -> MandateGraph:
    """Many graphs of many statements."""
    lines = []
    for g in range(graphs):
        graph = f"<{base}graph/doc-{g:03}>"
        lines.append(f"{graph} <{NS}graphRole> <{NS}sourceGraph> .")
        lines += [
            f'<{base}{g}-{n}> <{NS}statementText> "Statement {n} of plan {g}."@en'
            f" {graph} ."
            for n in range(each)
        ]
    return MandateGraph.from_nquads("\n".join(lines).encode())


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the process as nothing can prepare for."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_server_that_is_killed_ends_up_with_all_of_it(tmp_path: Path) -> None:
    kg, port = many(graphs=40, each=200), free_port()
    settings = EndpointSettings(retries=0, timeout=20)
    with writable_oxigraph(tmp_path, port) as (url, process):
        killer = threading.Thread(target=stop, args=(process,))
        with pytest.raises(StoreError, match=r"of 40 graphs.*push again"):
            push(
                kg,
                url,
                settings=settings,
                tell=lambda p: killer.start() if p.done == 25 * 200 else None,
            )
        killer.join()
    with writable_oxigraph(tmp_path, port) as (url, _):
        done = push(kg, url, settings=settings)
        assert 0 < len(done.sent) < 40
        assert pull(url, settings=settings).graph.nquads() == kg.nquads()


def test_a_server_that_is_killed_in_a_large_graph_ends_up_with_all_of_it(
    tmp_path: Path,
) -> None:
    kg, port = many(graphs=1, each=15_000), free_port()
    settings = EndpointSettings(retries=0, timeout=60)
    with writable_oxigraph(tmp_path, port) as (url, process):
        killer = threading.Timer(0.1, stop, (process,))
        with pytest.raises(StoreError, match="push again"):
            push(
                kg,
                url,
                settings=settings,
                options=PushOptions(part_bytes=2**19),
                tell=lambda _: killer.start(),
            )
        killer.join()
    with writable_oxigraph(tmp_path, port) as (url, _):
        assert push(kg, url, settings=settings).failed == {}
        assert pull(url, settings=settings).graph.nquads() == kg.nquads()


def test_a_push_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    kg = many(graphs=120, each=60)
    file = tmp_path / "kg.nq"
    file.write_bytes(kg.nquads())
    with writable_oxigraph(tmp_path) as (url, _):
        there = open_graph(url)
        client = subprocess.Popen([*COMMAND, "push", str(file), url])
        whole = "SELECT ?g WHERE { ?g <http://rdfs.org/ns/void#triples> ?n }"
        deadline = time.monotonic() + 30
        while not there.select_text(whole) and time.monotonic() < deadline:
            time.sleep(0.01)
        stop(client)
        listed = f"SELECT ?g WHERE {{ ?g <{NS}graphRole> <{NS}sourceGraph> }}"
        assert there.select_text(listed) == []  # the manifest comes last
        with pytest.raises(StoreError, match="is not finished"):
            pull(url)
        done = push(kg, url)
        assert 0 < len(done.sent) < 120
        assert pull(url).graph.nquads() == kg.nquads()


def test_the_commands_of_the_page_work_as_shown(
    example_graph: MandateGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_folder(example_graph, Path("kg"))
    page = (CHECKOUT / "docs" / "push.md").read_text("utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    with writable_oxigraph(tmp_path) as (url, _):
        for line in block.splitlines():
            words = shlex.split(line.replace("http://localhost:7878/query", url))
            with pytest.raises(SystemExit) as stop:
                main(words[1:])
            assert not stop.value.code, line
    assert open_graph("copy.trig").nquads() == example_graph.nquads()
