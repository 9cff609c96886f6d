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
ServerPort = 127.0.0.1:{isql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
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
def virtuoso_server(nquads: bytes, folder: Path) -> Iterator[str]:
    """The query address of a Virtuoso server that holds the quads."""
    binary, isql = program("virtuoso-t"), program("isql-vt")
    http, sql = free_port(), free_port()
    (folder / "v.ini").write_text(_INI.format(folder=folder, http=http, isql=sql))
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


SERVERS = {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield
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
