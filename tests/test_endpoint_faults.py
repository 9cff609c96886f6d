"""Servers that do wrong: one clear line, in bounded time and memory, no secret told."""

from __future__ import annotations

import gzip
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from bad_server import JSON, Request, Script, Served, chunked, reply, serving, slowly
from conftest import program
from mandategraph.cli import command
from mandategraph.errors import ExplainedError, QueryError, StoreError
from mandategraph.store import EndpointSettings, open_graph
from mandategraph.store.endpoint.http import Http, HttpError
from running import fails, peak_memory
from servers import free_port

QUERY = "SELECT ?s WHERE { ?s ?p ?o }"
FAST = EndpointSettings(timeout=0.6, retries=1, most_bytes=2_000_000)
EMPTY = '{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
ROWS = json.dumps(
    {
        "head": {"vars": ["s"]},
        "results": {
            "bindings": [{"s": {"type": "literal", "value": f"v{i}"}} for i in range(9)]
        },
    }
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n"
# Oxigraph, out of time: the status was sent, the error is put behind what there is
CUT = ROWS[:150] + '\n{"error": "The query was cancelled: timeout"}'


def endless(_: Request) -> Iterator[bytes]:
    yield HEAD + b"\r\n"
    while True:
        yield b" " * 65536


def silent(_: Request) -> Iterator[bytes]:
    time.sleep(1.5)
    yield b""


SLOW: dict[str, Script] = {
    "a byte of the body at a time": slowly(reply(ROWS), 0.02),
    "a byte of a body without an end": lambda _: slowly(
        HEAD + b"\r\n" + b" " * 999, 0.02
    ),
    "a byte of the headers at a time": slowly(HEAD + b"X-A: " + b"y" * 999, 0.02),
    "no answer at all": silent,
    "interim answers without end": lambda _: slowly(
        b"HTTP/1.1 100 Continue\r\n\r\n" * 300, 0.02, 25
    ),
}
BROKEN: dict[str, tuple[Script, str]] = {
    "cut in the body": (reply(ROWS, length=len(ROWS) + 100), "connection was cut"),
    "cut in a chunk": (chunked(ROWS.encode()[:90], whole=False), "was cut"),
    "cut before the answer": (b"", "connection was cut"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "connection was cut"),
    "cut without a word": (HEAD + b"\r\n" + ROWS[:90].encode(), "no whole SPARQL JSON"),
    "an error behind the rows": (chunked(CUT.encode()), "timeout"),
    "a page in HTML": (
        reply("<html><style>p{}</style><h1>Log in</h1><p>please", kind="text/html"),
        "no SPARQL result but text/html: Log in please",
    ),
    "JSON of something else": (reply("[1, 2]"), "no SPARQL result"),
    "a table without rows": (reply('{"head": {}}'), "no SPARQL result"),
    "numbers for names": (reply('{"head": {"vars": [1]}, "results": {"bindings": []}}'),
                          "no SPARQL result"),
    "a term that is none": (reply(ROWS.replace('"v3"', "3")), "term of unknown type"),
    "a term of no kind": (reply(ROWS.replace("literal", "lit")), "unknown type 'lit'"),
    "invalid UTF-8": (reply(ROWS.encode().replace(b"v3", b"\xff3")), "not UTF-8"),
    "another charset than it says": (
        reply(ROWS.encode().replace(b"v3", b"\xff3"), kind=f"{JSON};charset=ascii"),
        "not ascii",
    ),
    "a charset that is none": (
        reply(ROWS.encode().replace(b"v3", b"\xff3"), kind=f"{JSON};charset=x-y-z"),
        "not x-y-z",
    ),
    "half a character": (reply(ROWS.replace("v3", "\\ud83d")), "no whole SPARQL JSON"),
    "JSON nested without end": (reply("[" * 200_000), "no whole SPARQL JSON"),
    "a nested object": (reply('{"a":' * 200_000), "no whole SPARQL JSON"),
    "a number without end": (reply('{"head": ' + "9" * 9999 + "}"), "no whole SPARQL"),
    "nothing": (reply(""), "no whole SPARQL JSON: it is empty"),
    "not compressed": (reply(ROWS, Content_Encoding="gzip"), "not compressed"),
    "compressed by half": (
        reply(gzip.compress(ROWS.encode())[:-30], Content_Encoding="gzip"),
        "has no end",
    ),
    "compressed in many pieces": (
        reply(gzip.compress(b"") * 9999, Content_Encoding="gzip"),
        "too many pieces",
    ),
    "compressed in another way": (reply(ROWS, Content_Encoding="br"), "as br"),
    "a gzip bomb": (
        reply(gzip.compress(bytes(9_000_000)), Content_Encoding="gzip"),
        "larger than 2,000,000 bytes",
    ),
    "a stream without end": (endless, "larger than 2,000,000 bytes"),
    "a redirect loop": (reply("", 302, Location="/sparql"), "redirects more than 5"),
    "a redirect to a file": (
        reply("", 302, Location="file:///etc/passwd"),
        "no http or https address",
    ),
    "a redirect to nowhere": (reply("", 302, Location="http://["), "redirects to"),
    "a redirect without a place": (reply("gone", 302), "answered 302: gone"),
    "a part of the rows": (
        reply(ROWS, X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete"),
        "only a part: RC...: Returning incomplete",
    ),
    "a partial status": (reply(ROWS, 206), "only a part: status 206"),
    "headers without end": (
        HEAD + b"X-A: b\r\n" * 3000 + b"\r\n", "connection was cut"
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SLOW)
def test_the_time_holds_for_the_whole_answer(fault: str) -> None:
    with serving(SLOW[fault]) as server:
        before = time.monotonic()
        with pytest.raises(StoreError, match=r"no whole answer within 0.6 s"):
            open_graph(server.url, endpoint=FAST).select(QUERY)
        assert time.monotonic() - before < 3
        assert len(server.requests) <= 1  # what was slow once is not asked again


@pytest.mark.parametrize("fault", BROKEN)
def test_an_answer_that_cannot_be_used_is_one_clear_line(fault: str) -> None:
    script, words = BROKEN[fault]
    with serving(script) as server:
        before = time.monotonic()
        with pytest.raises(StoreError) as raised:
            open_graph(server.url, endpoint=FAST).select_text(QUERY)
        assert time.monotonic() - before < 3
    message = str(raised.value)
    assert words in message
    assert message.startswith(f"{server.url}: ")
    assert "\n" not in message
    assert len(message) < 600


def test_a_graph_with_an_error_behind_it_is_no_graph() -> None:
    turtle = b"<http://a> <http://b> <http://c> .\nThe query was cancelled"
    with (
        serving(chunked(turtle, kind="text/turtle")) as server,
        pytest.raises(StoreError, match="no whole graph in Turtle"),
    ):
        open_graph(server.url, endpoint=FAST).construct("DESCRIBE <http://a>")


@pytest.mark.parametrize("kind", [JSON, "application/json", "text/plain", "x/y", ""])
def test_json_is_read_whatever_it_is_called(kind: str) -> None:
    with serving(reply(ROWS, kind=kind)) as server:
        assert len(open_graph(server.url).select_text(QUERY)) == 9


def test_a_charset_that_is_true_is_believed() -> None:
    body = ROWS.replace("v3", "é").encode("latin-1")
    with serving(reply(body, kind=f"{JSON}; charset=ISO-8859-1")) as server:
        assert open_graph(server.url).select_text(QUERY)[3] == ("é",)
    with serving(reply(ROWS.replace("v3", "é"), kind=f"{JSON}; charset=latin-1")) as s:
        assert open_graph(s.url).select_text(QUERY)[3] == ("é",)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_when_it_says(status: int) -> None:
    busy = reply("busy", status, Retry_After="0")
    with serving(busy, reply(EMPTY)) as server:
        assert open_graph(server.url, endpoint=FAST).select(QUERY).rows == []
        assert len(server.requests) == 2


def test_a_server_that_stays_busy_is_quoted_and_not_waited_for() -> None:
    busy = reply("<p>Too <b>many</b> requests", 429, "text/html", Retry_After="0")
    with serving(busy) as server:
        with pytest.raises(HttpError, match="429: Too many requests") as raised:
            open_graph(server.url, endpoint=FAST).select(QUERY)
        assert raised.value.status == 429
        assert len(server.requests) == 2
    before = time.monotonic()
    with (
        serving(reply("come back", 503, Retry_After="3600")) as server,
        pytest.raises(StoreError, match=r"asks to wait 3600 s, more than the 0.6 s"),
    ):
        open_graph(server.url, endpoint=FAST).select(QUERY)
    assert time.monotonic() - before < 0.6


def test_a_connection_cut_once_is_tried_again() -> None:
    with serving(b"", reply(EMPTY)) as server:
        assert open_graph(server.url, endpoint=FAST).select(QUERY).rows == []


def test_only_what_may_be_repeated_is_repeated() -> None:
    for method, body, times in (("POST", b"x", 1), ("PUT", b"x", 2), ("GET", None, 2)):
        with serving(b"") as server:
            with pytest.raises(HttpError) as raised:
                Http(FAST).send(method, server.url, body=body)
            assert raised.value.status == 0
            assert server.methods == [method] * times


def test_the_servers_refusal_is_quoted_without_markup() -> None:
    page = "<html><title>x</title><script>no</script><body>line 1:\nno '}'</body>"
    with (
        serving(reply(page, 400, "text/html")) as server,
        pytest.raises(
            QueryError, match=r"the server refused: .* 400: x line 1: no '}'"
        ),
    ):
        open_graph(server.url, endpoint=FAST).select(QUERY)
    with (
        serving(reply("é" * 9000, 404, "text/plain; charset=nonsense")) as server,
        pytest.raises(HttpError) as raised,
    ):
        open_graph(server.url, endpoint=FAST).select(QUERY)
    assert raised.value.status == 404
    assert len(str(raised.value)) < 500


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


SECRET = "s3cr3t-w0rd"  # noqa: S105 - it is a test
BASIC = "Basic bWU6czNjcjN0LXcwcmQ="  # of me:s3cr3t-w0rd
MINE = EndpointSettings(timeout=2, user="me", password=SECRET)


def test_a_password_is_sent_when_the_server_asks_for_it() -> None:
    asks = reply("who are you?", 401, WWW_Authenticate='Basic realm="x"')
    with serving(asks, reply(EMPTY)) as server:
        graph = open_graph(server.url, endpoint=MINE)
        graph.select(QUERY)
        graph.select(QUERY)
        sent = [r.headers.get("authorization") for r in server.requests]
    assert sent == [None, BASIC, BASIC]


def test_a_digest_keeps_the_password_off_the_wire() -> None:
    offer = (
        'Digest realm="SPARQL", nonce="n1", qop="auth", algorithm=MD5, Basic realm="x"'
    )
    asks = reply("who are you?", 401, WWW_Authenticate=offer)
    with serving(asks, reply(EMPTY)) as server:
        open_graph(server.url, endpoint=MINE).select(QUERY)
        sent = server.requests[1].headers["authorization"]
    assert sent.startswith('Digest username="me", realm="SPARQL", nonce="n1"')
    assert SECRET not in sent


def test_a_token_and_an_address_with_a_user_are_understood() -> None:
    with serving(reply(EMPTY)) as server:
        settings = EndpointSettings(token="abc.def")  # noqa: S106 - it is a test
        open_graph(server.url, endpoint=settings).select(QUERY)
        assert server.requests[0].headers["authorization"] == "Bearer abc.def"
    asks = reply("who are you?", 401, WWW_Authenticate='Basic realm="x"')
    with serving(asks, reply(EMPTY)) as server:
        graph = open_graph(server.url.replace("//", f"//me:{SECRET}@"))
        graph.select(QUERY)
        assert server.requests[1].headers["authorization"] == BASIC
    assert SECRET not in f"{graph.target} {server.requests[1].target}"


def test_credentials_stay_with_the_server_that_was_asked() -> None:
    settings = EndpointSettings(token="abc.def")  # noqa: S106 - it is a test
    with serving(reply(EMPTY)) as other:
        moved = reply("", 307, Location=other.url)
        with serving(moved) as server:
            open_graph(server.url, endpoint=settings).select(QUERY)
            assert "authorization" in server.requests[0].headers
        assert "authorization" not in other.requests[0].headers
    with serving(reply("", 307, Location="/here"), reply(EMPTY)) as server:
        open_graph(server.url, endpoint=settings).select(QUERY)
        assert "authorization" in server.requests[1].headers
    with serving(reply(EMPTY)) as server:
        open_graph(server.url, endpoint=settings.but(auth_host="example.org")).select(
            QUERY
        )
        assert "authorization" not in server.requests[0].headers


def test_secrets_are_in_no_message() -> None:
    echo = reply(f"no {SECRET} here {'.' * 40} abc.def", 403)
    with serving(echo) as server:
        for settings in (MINE, EndpointSettings(token="abc.def")):  # noqa: S106
            with pytest.raises(ExplainedError) as raised:
                open_graph(server.url, endpoint=settings).select(QUERY)
            told = f"{raised.value!r} {raised.value} {settings!r}"
            assert not (SECRET in told and settings.password)
            assert not ("abc.def" in told and settings.token)
    with pytest.raises(QueryError) as refused:
        EndpointSettings(token="a\nb-secret")  # noqa: S106
    assert "secret" not in str(refused.value)
    address = f"http://me:{SECRET}@127.0.0.1:{free_port()}/sparql?key={SECRET}"
    line = fails("query", QUERY, address)
    assert SECRET not in line
    assert "Connection refused" in line


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, str]:
    """A server's side of https, and the file of its certificate."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key", "-out", "cert"],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    return context, str(folder / "cert")


def test_https_does_not_lead_to_http(
    tls: tuple[ssl.SSLContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", tls[1])
    with serving(reply(EMPTY)) as plain:
        moved = reply("", 307, Location=f"{plain.url}?secret=1")
        with (
            serving(moved, tls=tls[0]) as server,
            pytest.raises(HttpError, match=rf"from https to http: {plain.url};"),
        ):
            open_graph(server.url, endpoint=MINE).select(QUERY)
        assert plain.requests == []
        # over https a password need not wait to be asked for
        assert server.requests[0].headers["authorization"] == BASIC
    with serving(reply(EMPTY), tls=tls[0]) as server:
        moved = reply("", 307, Location=server.url)
        with serving(moved) as plain:
            open_graph(plain.url, endpoint=FAST).select(QUERY)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tls: tuple[ssl.SSLContext, str],
) -> None:
    with (
        serving(reply(EMPTY), tls=tls[0]) as server,
        pytest.raises(StoreError, match=r"no secure connection: .*certificate"),
    ):
        open_graph(server.url, endpoint=FAST).select(QUERY)
    assert server.requests == []


def test_the_time_holds_over_https(
    tls: tuple[ssl.SSLContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", tls[1])
    dribble = slowly(reply(ROWS), 0.02)
    with serving(dribble, tls=tls[0]) as slow, serving(silent) as mute:
        # one server is slow, the other never agrees on a key
        for url in (slow.url, mute.url.replace("http:", "https:")):
            before = time.monotonic()
            with pytest.raises(StoreError, match=r"no whole answer within 0.6 s"):
                open_graph(url, endpoint=FAST).select(QUERY)
            assert time.monotonic() - before < 3


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


def test_a_stream_without_end_costs_little_memory() -> None:
    code = """if True:
        import sys
        from mandategraph.errors import StoreError
        from mandategraph.store import EndpointSettings, open_graph
        settings = EndpointSettings(most_bytes=int(sys.argv[2]))
        graph = open_graph(sys.argv[1], endpoint=settings)
        try:
            graph.select("SELECT * { ?s ?p ?o }")
        except StoreError as error:
            print(error)
    """
    with serving(endless) as server:
        least, _ = peak_memory(code, server.url, "1000")
        most, said = peak_memory(code, server.url, str(32 * 2**20))
    assert "larger than 33,554,432 bytes" in said
    assert most - least < 2 * 32
    bomb = gzip.compress(gzip.compress(bytes(200 * 2**20), 1), 9)
    packed = gzip.decompress(bomb)
    with serving(reply(packed, Content_Encoding="gzip")) as server:
        most, said = peak_memory(code, server.url, str(8 * 2**20))
    assert "larger than 8,388,608 bytes" in said
    assert most - least < 3 * 8


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
