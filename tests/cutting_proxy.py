"""A wire to a server that breaks after so many bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """The wire while it holds: what passes is counted, and cut at the limit."""

    def __init__(self, target: int, most: int) -> None:
        self._target, self.left = target, most
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.left <= 0:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for ends in ((client, server), (server, client)):
                    sends = ends[0] is client
                    threading.Thread(
                        target=self._carry, args=(*ends, sends), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, sends: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := source.recv(512):
                if sends:  # what the client sends is counted
                    data = data[: max(self.left, 0)]
                    self.left -= len(data)
                sink.sendall(data)
                if sends and self.left <= 0:
                    break
        self.close() if self.left <= 0 else sink.close()

    def close(self) -> None:
        """Cut every connection."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def end(self) -> None:
        """Take the wire away."""
        self._listener.close()
        self.close()


@contextmanager
def wire_to(port: int, most: int) -> Iterator[Wire]:
    """A wire to the server at the port, for so many bytes from the client."""
    wire = Wire(port, most)
    try:
        yield wire
    finally:
        wire.end()
