"""A point in time at which a request ends, whatever the server still sends.

Time-outs of sockets bound one read; a server that sends a byte now and then never meets
them. A deadline shuts down the connections that its request uses.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_current = threading.local()


class Deadline:
    """Within the block, requests of this thread end after this many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ends = time.monotonic() + seconds
        self.over = False
        self._guards: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        """The seconds that are left, a little above 0 at least."""
        return max(self.ends - time.monotonic(), 0.001)

    def watch(self, guard: socket.socket) -> None:
        """Shut down this connection, too, when the time is over.

        The duplicate is the deadline's own: the library closes a connection that will
        not be used again before it reads the body.
        """
        with self._lock:
            self._guards.append(guard.dup())
            if self.over:
                _shut(guard)

    def _cut(self) -> None:
        with self._lock:
            self.over = True
            for guard in self._guards:
                _shut(guard)

    def __enter__(self) -> Self:
        self._timer.start()
        _current.deadline = self
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, error, trace
        self._timer.cancel()
        with self._lock:
            for guard in self._guards:
                guard.close()  # the connection itself stays open, in its pool
            self._guards.clear()
        _current.deadline = None


def _shut(guard: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        guard.shutdown(socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    """A connection that the deadline of its thread can shut down.

    A duplicate of the socket reaches it in every phase: while TLS is agreed, the
    library's own object is out of reach.
    """

    _guard: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self._guard = sock.dup()
        self._watched()
        return sock

    def _watched(self) -> None:
        deadline: Deadline | None = getattr(_current, "deadline", None)
        if deadline and self._guard:
            deadline.watch(self._guard)

    def request(self, *arguments: Any, **options: Any) -> None:
        """Send the request on a watched connection."""
        self._watched()
        super().request(*arguments, **options)

    def close(self) -> None:
        """Close the connection and its duplicate."""
        super().close()
        if self._guard:
            self._guard.close()
            self._guard = None


class _GuardedTls(_Guarded, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTls


def guarded(manager: PoolManager) -> PoolManager:
    """The pool manager, its connections made to obey deadlines."""
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
    return manager
