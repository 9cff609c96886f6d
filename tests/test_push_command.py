"""The addresses that a push writes to and asks, and what its command says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph_server import GraphServer
from mandategraph.errors import StoreError
from mandategraph.store.transfer.addresses import addresses
from mandategraph.store.transfer.push import push
from pushed_graphs import FAST, assert_holds, named, pushed, small
from running import call


@pytest.mark.parametrize(
    ("url", "store", "query"),
    [
        ("http://h/query", "http://h/store", "http://h/query"),
        ("http://h/store/", "http://h/store", "http://h/query"),
        ("http://h/sparql", "http://h/sparql-graph-crud", "http://h/sparql"),
        ("http://h:1/v/sparql-graph-crud-auth", None, "http://h:1/v/sparql"),
        ("https://h/ds/data", None, "https://h/ds/sparql"),
        ("https://h/ds/query", "https://h/ds/data", "https://h/ds/query"),
        (
            "https://h/r/repositories/x",
            "https://h/r/repositories/x/rdf-graphs/service",
            "https://h/r/repositories/x",
        ),
        ("https://h/anything", "", "https://h/anything"),
    ],
)
def test_the_address_of_the_other_kind_follows(
    url: str, store: str | None, query: str
) -> None:
    found = addresses(url)
    assert (found.store.rstrip("/"), found.query) == (
        url if store is None else store,
        query,
    )


def test_virtuoso_is_written_to_with_credentials_at_another_address() -> None:
    assert addresses("http://h/sparql", secret=True).store.endswith("-graph-crud-auth")


def test_a_server_whose_graph_store_is_not_known_must_be_named() -> None:
    with pytest.raises(StoreError, match="--query-url"):
        push(small(doc_a="one"), "http://127.0.0.1:1/anything", settings=FAST)


# the command


@pytest.fixture
def kg(tmp_path: Path) -> Callable[..., str]:
    """The file of a small graph."""

    def written(**texts: str) -> str:
        path = tmp_path / "kg.nq"
        path.write_bytes(small(**texts).nquads())
        return str(path)

    return written


def test_the_command_says_what_it_sent_and_where(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert call("push", kg(doc_a="one", doc_b="two"), server.url) == 0
    out, err = capfd.readouterr()
    assert out == "2 graphs sent, 0 the same, 0 removed\n"
    assert f"{server.port}/store" in err
    assert_holds(server, small(doc_a="one", doc_b="two"))


def test_the_command_names_graphs_that_failed_and_ends_with_1(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    server.fate = lambda asked: 500 if asked.graph == named("doc-b") else "done"
    assert call("push", kg(doc_a="one", doc_b="two"), server.url) == 1
    out, err = capfd.readouterr()
    assert out == "1 graphs sent, 0 the same, 0 removed, 1 failed\n"
    assert f"<{named('doc-b')}>: the server answered 500: not now" in err


def test_the_command_refuses_in_one_line_and_ends_with_2(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    pushed(server, small(doc_a="one"))
    assert call("push", kg(doc_a="two"), server.url) == 2
    (_, refusal) = capfd.readouterr().err.splitlines()
    assert refusal.startswith("mandategraph: http://127.0.0.1:")
    assert "--replace" in refusal
    assert call("push", kg(doc_a="two"), server.url, "--replace") == 0
    assert_holds(server, small(doc_a="two"))


def test_a_dry_run_of_the_command_lists_every_graph(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    pushed(server, small(doc_a="one"))
    server.asked.clear()
    assert call("push", kg(doc_a="two three"), server.url, "--dry-run") == 0
    out, err = capfd.readouterr()
    (row,) = [line.split() for line in out.splitlines() if "doc-a" in line]
    assert row == [named("doc-a"), "changed", "2", "1"]
    assert "only with --replace" in err
    assert server.writes == []


def test_credentials_in_the_address_are_never_shown(
    server: GraphServer, kg: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    url = server.url.replace("//", "//somebody:s3cretword@")
    assert call("push", kg(doc_a="one"), url) == 0
    server.fate = lambda _: 401
    assert call("push", kg(doc_a="two"), url, "--replace") == 2
    shown = "".join(capfd.readouterr())
    assert "127.0.0.1" in shown
    assert "s3cretword" not in shown
    assert "somebody" not in shown
