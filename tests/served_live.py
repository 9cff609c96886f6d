"""The site on a port of loopback, for browsers and for programs that are not ours."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from mandategraph.serve.app import application
from mandategraph.serve.limits import Limits
from mandategraph.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.store import MandateGraph


@contextmanager
def live(graph: MandateGraph) -> Iterator[str]:
    """The address of the site of this graph while it runs, without a final slash."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    app = application(Site(graph, Limits(workers=1)), [host])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    assert server.started
    try:
        yield f"http://{host}"
    finally:
        server.should_exit = True
        thread.join(20)
