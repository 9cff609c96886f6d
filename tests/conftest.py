"""The small cited plan that the tests share, its names, and where large inputs lie."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_server import GraphServer, graph_server
from mandategraph.store import MandateGraph, open_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from offline_pages import Opened

ID = "https://w3id.org/mandategraph/id/"
MG = "https://w3id.org/mandategraph/ns#"
LANGUAGES = ("en", "fr", "es", "ar")
DATA = Path(__file__).parent / "data"
EXAMPLE = DATA / "example.trig"
CHECKOUT = Path(__file__).parent.parent
SHARED = CHECKOUT.parent / "shared"
LEAFLETS = CHECKOUT / "sources" / "interpol-leaflets.txt"
IN_CI = os.environ.get("CI", "").lower() == "true"

NO_NETWORK = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def example_graph() -> MandateGraph:
    """The invented River Basin plan of `data/example.trig`; not to be changed."""
    return open_graph(EXAMPLE)


@pytest.fixture(scope="session")
def demo_graph(tmp_path_factory: pytest.TempPathFactory) -> MandateGraph:
    """The graph of the two leaflets as `make demo` builds it; not to be changed."""
    from mandategraph.build import build

    folder = tmp_path_factory.mktemp("demo") / "graph"
    build([CHECKOUT / "sources"], folder)
    return open_graph(folder)


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def endpoint(
    request: pytest.FixtureRequest,
    example_graph: MandateGraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MandateGraph]:
    """The River Basin plan behind a SPARQL server of either kind."""
    from servers import SERVERS

    folder = tmp_path_factory.mktemp(request.param)
    with SERVERS[request.param](example_graph.nquads(), folder) as url:
        yield open_graph(url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that makes no request of its own."""
    from playwright.sync_api import sync_playwright

    path = program("chromium")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=NO_NETWORK)
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser_page(browser: Browser) -> Page:
    """A page of that browser."""
    return browser.new_page()


@pytest.fixture(scope="module")
def offline_example(
    browser: Browser,
    example_graph: MandateGraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Opened]:
    """The River Basin plan as a page, opened from disk."""
    file = tmp_path_factory.mktemp("offline") / "plan.html"
    from offline_pages import made, opened

    with opened(browser, file, made(example_graph)) as page:
        yield page


@pytest.fixture
def server() -> Iterator[GraphServer]:
    """A graph store on loopback, empty, that fails as the test scripts it."""
    with graph_server() as running:
        yield running


def browser_library(path: str) -> Path:
    """A file of a browser library that opens our exports: `d3/dist/d3.min.js`.

    Skips the test when `frontend/` is not installed; in continuous integration that is
    a failure.
    """
    file = CHECKOUT / "frontend" / "node_modules" / path
    if not file.is_file():
        message = f"frontend/node_modules/{path} is missing: run make frontend"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return file


def program(name: str) -> str:
    """The path of a program that a test starts; the test is skipped without it.

    In continuous integration a missing program is a failure.
    """
    beside = Path(sys.executable).parent / name  # programs that come as packages
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        message = f"{name} is not installed (tests/system_packages.sh says how)"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return found
