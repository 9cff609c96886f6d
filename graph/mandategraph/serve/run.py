"""Running the site: a socket, the server, and what to open."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from mandategraph.errors import SourceError, StoreError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from mandategraph.serve.limits import Limits
    from mandategraph.store import MandateGraph


def run(
    graph: MandateGraph,
    bind: str,
    port: int,
    limits: Limits,
    *,
    names: Collection[str] = (),
    cors: bool = False,
    tell: Callable[[str], object] = str,
) -> None:
    """Serve the graph until the process is told to end.

    Port 0 takes a free one. Raises StoreError when the port cannot be had, SourceError
    without the extra `[web]`.
    """
    try:
        import uvicorn

        from mandategraph.serve.app import application
    except ImportError as error:
        raise SourceError(
            "serve", f"{error.name} is not installed", "pip install 'mandategraph[web]'"
        ) from error
    from mandategraph.serve.site import Site

    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((bind, port))
    except OSError as error:
        listening.close()
        where = f"{bind}:{port}"
        raise StoreError(where, reason_of(error), "choose another --port") from error
    port = listening.getsockname()[1]
    own = [bind if family == socket.AF_INET else f"[{bind}]", "localhost", "127.0.0.1"]
    hosts = {f"{name}:{port}".lower() for name in (*own, "[::1]")}
    hosts |= {name.lower() for name in names}
    app = application(Site(graph, limits), hosts, cors=cors)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024 + limits.query_bytes * 3,
    )
    tell(f"http://{own[0]}:{port}/ shows {graph.target}; stop it with Ctrl-C")
    uvicorn.Server(config).run(sockets=[listening])
