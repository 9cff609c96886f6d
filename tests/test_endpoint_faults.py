"""Servers that do wrong: one clear line, in bounded time and memory, or asked again."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator

import pytest

from bad_server import JSON, Request, Script, chunked, reply, serving, slowly
from endpoint_answers import EMPTY, FAST, QUERY, ROWS, silent
from mandategraph.errors import QueryError, StoreError
from mandategraph.store import open_graph
from mandategraph.store.endpoint.http import Http, HttpError
from running import peak_memory

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n"
# Oxigraph, out of time: the status was sent, the error is put behind what there is
CUT = ROWS[:150] + '\n{"error": "The query was cancelled: timeout"}'


def endless(_: Request) -> Iterator[bytes]:
    yield HEAD + b"\r\n"
    while True:
        yield b" " * 65536


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
