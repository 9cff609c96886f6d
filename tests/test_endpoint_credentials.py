"""Secrets and https: who is told a password, over which line, and what is said."""

from __future__ import annotations

import ssl
import subprocess
import time

import pytest

from bad_server import reply, serving, slowly
from conftest import program
from endpoint_answers import EMPTY, FAST, QUERY, ROWS, silent
from mandategraph.errors import ExplainedError, QueryError, StoreError
from mandategraph.store import EndpointSettings, open_graph
from mandategraph.store.endpoint.http import HttpError
from running import EXAMPLE, fails, run
from servers import free_port

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


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (MINE, "the credentials that are set were refused"),
        (EndpointSettings(timeout=2, token="abc.def"), "were refused"),  # noqa: S106 - it is a test
        (EndpointSettings(timeout=2), "set MANDATEGRAPH_USER"),
    ],
)
def test_a_401_tells_credentials_that_are_wrong_from_none(
    settings: EndpointSettings, said: str
) -> None:
    asks = reply("who are you?", 401, WWW_Authenticate='Basic realm="x"')
    with (
        serving(asks, asks) as server,
        pytest.raises(StoreError, match=said) as raised,
    ):
        open_graph(server.url, endpoint=settings).select(QUERY)
    assert ("set MANDATEGRAPH_USER" in str(raised.value)) == (said[:3] == "set")


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


def test_a_user_without_a_password_is_refused() -> None:
    with pytest.raises(QueryError, match="set the password as well"):
        EndpointSettings(user="ana")


def test_settings_of_endpoints_are_not_read_for_a_file() -> None:
    done = run("query", "plans", EXAMPLE, "-f", "csv", MANDATEGRAPH_TIMEOUT="abc")
    assert done.returncode == 0, done.stderr
