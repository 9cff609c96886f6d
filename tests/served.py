"""A site under test, and a client that speaks to it in this process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from mandategraph.serve.app import application
from mandategraph.serve.limits import Limits
from mandategraph.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.store import MandateGraph

HOST = "localhost:8000"


@contextmanager
def served(
    graph: MandateGraph, limits: Limits | None = None, *, cors: bool = False
) -> Iterator[TestClient]:
    """A client of the site of this graph; it follows no redirects."""
    site = Site(graph, limits or Limits(workers=1))
    with TestClient(
        application(site, [HOST], cors=cors),
        base_url=f"http://{HOST}",
        follow_redirects=False,
        headers={"accept": "*/*"},
    ) as client:
        yield client
