"""A server on loopback that answers as a test scripts it, byte by byte."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Request:
    """What the server received; the names of headers are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL text, however it was sent."""
        form = urlsplit(self.target).query.encode() + b"&" + self.body
        return parse_qs(form.decode()).get("query", [""])[0]


Script = Callable[[Request], Iterable[bytes]] | Iterable[bytes] | bytes


@dataclass
class Served:
    """The server while it runs: where it is and what it was sent."""

    port: int
    requests: list[Request] = field(default_factory=list)
    sent: int = 0
    secure: bool = False

    @property
    def url(self) -> str:
        """Its address."""
        return f"http{'s' * self.secure}://127.0.0.1:{self.port}/sparql"

    @property
    def methods(self) -> list[str]:
        """The methods of the requests, in order."""
        return [request.method for request in self.requests]


def reply(
    body: bytes | str = b"",
    status: int = 200,
    kind: str = JSON,
    length: int | None = None,
    **headers: str,
) -> bytes:
    """The bytes of one answer; `length` is a content length that may lie."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}"]
    lines += [f"Content-Length: {len(data) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {v}" for name, v in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + data


def slowly(data: bytes, pause: float, step: int = 1) -> Iterator[bytes]:
    """The same bytes, a few at a time."""
    for start in range(0, len(data), step):
        yield data[start : start + step]
        time.sleep(pause)


def chunked(data: bytes, *, whole: bool = True, kind: str = JSON) -> bytes:
    """An answer in one chunk; without its end when it is not whole."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n"
    end = b"\r\n0\r\n\r\n" if whole else b""
    return head.encode() + b"\r\n" + f"{len(data):x}\r\n".encode() + data + end


@contextmanager
def serving(*scripts: Script, tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    """A server that gives one answer per script in turn, then the last one again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = Served(listener.getsockname()[1], secure=tls is not None)
        stop = threading.Event()
        work = (listener, served, scripts, stop, tls)
        thread = threading.Thread(target=_serve, args=work)
        thread.start()
        try:
            yield served
        finally:
            stop.set()
            with suppress(OSError):  # wakes the accept
                socket.create_connection(("127.0.0.1", served.port), 1).close()
            thread.join(5)


def _serve(
    listener: socket.socket,
    served: Served,
    scripts: tuple[Script, ...],
    stop: threading.Event,
    tls: ssl.SSLContext | None,
) -> None:
    while True:
        connection, _ = listener.accept()
        if stop.is_set():
            connection.close()
            return
        threading.Thread(
            target=_handle, args=(connection, served, scripts, stop, tls), daemon=True
        ).start()


def _handle(
    connection: socket.socket,
    served: Served,
    scripts: tuple[Script, ...],
    stop: threading.Event,
    tls: ssl.SSLContext | None,
) -> None:
    with suppress(OSError), ExitStack() as stack:  # the client may go away any time
        stack.enter_context(connection)
        if tls:
            connection = tls.wrap_socket(connection, server_side=True)
            stack.enter_context(connection)
        request = _received(connection)
        if request is None:
            return
        script = scripts[min(len(served.requests), len(scripts) - 1)]
        served.requests.append(request)
        answer = script(request) if callable(script) else script
        for part in [answer] if isinstance(answer, bytes) else answer:
            if stop.is_set():
                return
            connection.sendall(part)
            served.sent += len(part)


def _received(connection: socket.socket) -> Request | None:
    connection.settimeout(10)
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {n.lower(): v.strip() for n, _, v in (x.partition(":") for x in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        part = connection.recv(65536)
        if not part:
            break
        body += part
    method, target, _ = first.split(" ", 2)
    return Request(method, target, headers, body)
