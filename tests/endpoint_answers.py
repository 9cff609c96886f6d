"""The question and the answers that the tests of an endpoint's client share."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from bad_server import Request
from mandategraph.store import EndpointSettings

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


def silent(_: Request) -> Iterator[bytes]:
    """No answer, for longer than `FAST` waits."""
    time.sleep(1.5)
    yield b""
