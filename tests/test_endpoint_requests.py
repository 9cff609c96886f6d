"""What is sent to an endpoint, and where: methods, redirects, proxies, settings."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from bad_server import JSON, Request, Served, reply, serving
from endpoint_answers import EMPTY, FAST, QUERY, ROWS, silent
from mandategraph.cli import command
from mandategraph.errors import QueryError, StoreError
from mandategraph.store import EndpointSettings, open_graph
from mandategraph.store.endpoint.http import Http, HttpError
from servers import free_port


@pytest.mark.parametrize(
    ("method", "length", "sent"),
    [("auto", 10, "GET"), ("auto", 3000, "POST"), ("get", 3000, "GET"),
     ("post", 10, "POST")],
)  # fmt: skip
def test_the_method_is_as_the_settings_say(method: str, length: int, sent: str) -> None:
    query = f"{QUERY}\n# {'x' * length}"
    with serving(reply(EMPTY)) as server:
        open_graph(server.url, endpoint=EndpointSettings(method=method)).select(query)
        (request,) = server.requests
    assert (request.method, request.query) == (sent, query)
    assert request.headers["user-agent"].startswith("mandategraph/")
    assert "https://" in request.headers["user-agent"]
    assert request.headers["accept"].startswith(JSON)


def test_a_method_that_is_not_allowed_gives_way_to_the_other() -> None:
    with serving(reply("no", 405), reply(EMPTY)) as server:
        assert open_graph(server.url).select(QUERY).rows == []
        assert server.methods == ["GET", "POST"]


def test_parameters_in_the_address_stay_in_the_request() -> None:
    with serving(reply(EMPTY)) as server:
        open_graph(f"{server.url}?default-graph-uri=http://a%20b").select(QUERY)
        (request,) = server.requests
    assert request.target.count("?") == 1
    assert "default-graph-uri=http" in request.target
    assert request.query == QUERY


@pytest.mark.parametrize(
    ("server", "limit"),
    [("Virtuoso/07.20", "timeout=30000"), ("Apache Jena Fuseki (5.0.0)", "timeout=30")],
)
def test_a_known_server_is_told_the_time_limit(server: str, limit: str) -> None:
    with serving(reply(EMPTY, Server=server)) as served:
        graph = open_graph(served.url, endpoint=EndpointSettings(timeout=30))
        graph.select(QUERY)
        graph.select(QUERY)
        first, second = (urlsplit(r.target).query.split("&") for r in served.requests)
    assert not any(p.startswith("timeout") for p in first)
    assert limit in second


def test_a_see_other_is_fetched_and_a_post_that_moved_is_posted() -> None:
    post = EndpointSettings(method="post")
    for status, method in ((303, "GET"), (301, "POST"), (302, "POST"), (308, "POST")):
        moved = reply("", status, Location="/there")
        with serving(moved, reply(EMPTY)) as server:
            open_graph(server.url, endpoint=post).select(QUERY)
            assert server.methods == ["POST", method]
            assert server.requests[1].target == "/there"
            assert (server.requests[1].query == QUERY) == (method == "POST")


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(reply(EMPTY)) as proxy:
        monkeypatch.setenv("http_proxy", f"http://pat:pw@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        open_graph("http://sparql.example.org/query").select(QUERY)
        (request,) = proxy.requests
        assert request.target.startswith("http://sparql.example.org/query?")
        assert request.headers["proxy-authorization"].startswith("Basic ")
        with serving(reply(EMPTY)) as server:
            open_graph(server.url).select(QUERY)
            assert len(server.requests) == 1
        assert len(proxy.requests) == 1
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match="proxy"):
        open_graph("http://sparql.example.org/query").select(QUERY)


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://", "http://host:port/", "http://a b/", "https://x:99999/",
     "http://u:p@[", "http://nowhere.invalid/sparql"],
)  # fmt: skip
def test_an_address_that_is_none_is_one_clear_line(url: str) -> None:
    with pytest.raises(StoreError, match="check the address") as raised:
        open_graph(url, endpoint=FAST).ask("ASK {}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("timeout", 0), ("timeout", float("nan")), ("retries", -1), ("method", "put"),
     ("page_size", 0), ("most_bytes", 0), ("cache_days", -1)],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(name: str, value: Any) -> None:
    with pytest.raises(QueryError, match=f"endpoint setting {name}: .* cannot be used"):
        EndpointSettings(**{name: value})


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANDATEGRAPH_TIMEOUT", "2.5")
    monkeypatch.setenv("MANDATEGRAPH_TOKEN", "abc.def")
    monkeypatch.setenv("MANDATEGRAPH_PAGE_SIZE", "")
    settings = EndpointSettings.from_environment(retries=7, method=None)
    assert (settings.timeout, settings.token, settings.retries) == (2.5, "abc.def", 7)
    assert (settings.page_size, settings.method) == (None, "auto")
    monkeypatch.setenv("MANDATEGRAPH_RETRIES", "many")
    with pytest.raises(QueryError, match="MANDATEGRAPH_RETRIES: 'many' cannot be used"):
        EndpointSettings.from_environment()


def test_the_command_line_passes_its_options_on() -> None:
    def asked(url: str, *options: str) -> Result:
        return CliRunner().invoke(command, ["query", QUERY, url, *options])

    with serving(reply(EMPTY)) as server:
        done = asked(server.url, "--method", "post", "--timeout", "5")
        assert done.exit_code == 0, done.output
        assert set(server.methods) == {"POST"}
    with serving(silent) as server:
        done = asked(server.url, "--timeout", "0.3")
        assert "within 0.3 s" in str(done.exception)
    assert "timeout: 0.0 cannot" in str(asked(server.url, "--timeout", "0").exception)


def test_a_connection_serves_again_and_a_long_refusal_does_not_spoil_it() -> None:
    connections = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            connections.add(self.client_address)
            status, body = (
                (200, b"fine") if "/fine" in self.path else (404, b"x" * 3**12)
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            del arguments

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        http, url = Http(FAST), f"http://127.0.0.1:{server.server_port}"
        for _ in range(3):
            assert http.send("GET", f"{url}/fine").body == b"fine"
        assert len(connections) == 1
        for _ in range(2):
            with pytest.raises(HttpError, match="answered 404: xxx"):
                http.send("GET", f"{url}/missing")
            assert http.send("GET", f"{url}/fine").body == b"fine"
        server.shutdown()


def test_threads_share_an_endpoint() -> None:
    answers: list[tuple[int, str]] = []

    def answer(request: Request) -> list[bytes]:
        return [reply(ROWS.replace("v0", request.query[-1]))]

    with serving(answer) as server:
        graph = open_graph(server.url)
        threads = [
            threading.Thread(
                target=lambda n=n: answers.append(
                    (n, graph.select_text(f"{QUERY}#{n}")[0][0])
                )
            )
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert sorted(answers) == [(n, str(n)) for n in range(8)]
    assert isinstance(server, Served)
