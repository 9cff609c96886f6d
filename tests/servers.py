"""SPARQL servers on loopback, started for a test and stopped after it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import program

MANIFEST = b"<https://w3id.org/mandategraph/id/graph/manifest>"
_INI = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
MaxSortedTopRows = {sorted_rows}
ServerPort = 127.0.0.1:{isql}
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def with_named_manifest(nquads: bytes) -> bytes:
    """The quads with those of the default graph in the graph `manifest`."""
    own = b"<https://w3id.org/mandategraph/id/graph/"  # only manifest entries start so
    lines = [
        line[:-1] + MANIFEST + b" ." if line.startswith(own) else line
        for line in nquads.splitlines()
    ]
    return b"\n".join(lines) + b"\n"


@contextmanager
def oxigraph_server(nquads: bytes, folder: Path) -> Iterator[str]:
    """The query address of an Oxigraph server that holds the quads."""
    binary = program("oxigraph")
    data = folder / "data.nq"
    data.write_bytes(with_named_manifest(nquads))
    place, port = folder / "store", free_port()
    subprocess.run(
        [binary, "load", "-l", place, "-f", data], check=True, capture_output=True
    )
    command = [binary, "serve-read-only", "-l", str(place), "-b", f"127.0.0.1:{port}"]
    with _running([*command, "--union-default-graph"], port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso_server(
    nquads: bytes,
    folder: Path,
    *,
    rows: int = 100_000,
    sorted_rows: int = 10_000,
    buffers: int = 10_000,
) -> Iterator[str]:
    """The query address of a Virtuoso server that holds the quads.

    `rows` is its limit for an answer, `sorted_rows` that for LIMIT and ORDER BY,
    `buffers` how many pages of 8 kB it keeps in memory.
    """
    binary, isql = program("virtuoso-t"), program("isql-vt")
    http, sql = free_port(), free_port()
    limits = {"rows": rows, "sorted_rows": sorted_rows, "buffers": buffers}
    limits["dirty"] = buffers * 6 // 10
    (folder / "v.ini").write_text(
        _INI.format(folder=folder, http=http, isql=sql, **limits)
    )
    (folder / "data.nq").write_bytes(with_named_manifest(nquads))
    with _running([binary, "-f", "-c", str(folder / "v.ini")], http):
        load = (
            f"ld_dir('{folder}', 'data.nq', 'urn:unnamed');"
            "rdf_loader_run(); checkpoint; SELECT ll_error FROM DB.DBA.load_list;"
        )
        done = subprocess.run(
            [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
            check=True,
            capture_output=True,
            text=True,
        )
        assert "NULL" in done.stdout, done.stdout
        yield f"http://127.0.0.1:{http}/sparql"


@contextmanager
def writable_oxigraph(
    folder: Path, port: int | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The query address of an Oxigraph server that can be written to, and its process.

    It keeps its graphs in the folder.
    """
    binary, place = program("oxigraph"), str(folder / "store")
    port = port or free_port()
    command = [binary, "serve", "-l", place, "-b", f"127.0.0.1:{port}"]
    with _running([*command, "--union-default-graph"], port) as process:
        yield f"http://127.0.0.1:{port}/query", process


@contextmanager
def writable_virtuoso(folder: Path, rows: int) -> Iterator[str]:
    """The query address of an empty Virtuoso; user and password are `dba`.

    It gives this many rows at most for one request.
    """
    binary, http = program("virtuoso-t"), free_port()
    limits = {"rows": rows, "sorted_rows": 10_000, "buffers": 10_000, "dirty": 6_000}
    ini = _INI.format(folder=folder, http=http, isql=free_port(), **limits)
    (folder / "v.ini").write_text(ini)
    with _running([binary, "-f", "-c", str(folder / "v.ini")], http):
        yield f"http://127.0.0.1:{http}/sparql"


SERVERS = {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}


@contextmanager
def _running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server stopped with {process.returncode}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    message = "the server did not answer within a minute"
    raise AssertionError(message)
