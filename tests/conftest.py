"""The small cited plan that the tests share, and where the large inputs lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mandategraph.store import MandateGraph, open_graph

DATA = Path(__file__).parent / "data"
CHECKOUT = Path(__file__).parent.parent
SHARED = CHECKOUT.parent / "shared"
LEAFLETS = CHECKOUT / "sources" / "interpol-leaflets.txt"
IN_CI = os.environ.get("CI", "").lower() == "true"


@pytest.fixture(scope="session")
def example_graph() -> MandateGraph:
    """The invented River Basin plan of `data/example.trig`; not to be changed."""
    return open_graph(DATA / "example.trig")


@pytest.fixture(scope="session")
def demo_graph(tmp_path_factory: pytest.TempPathFactory) -> MandateGraph:
    """The graph of the two leaflets as `make demo` builds it; not to be changed."""
    from mandategraph.build import build

    folder = tmp_path_factory.mktemp("demo") / "graph"
    build([CHECKOUT / "sources"], folder)
    return open_graph(folder)


def program(name: str) -> str:
    """The path of a program that a test starts; the test is skipped without it.

    In continuous integration a missing program is a failure.
    """
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed (tests/system_packages.sh says how)"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return found
