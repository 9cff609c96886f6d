"""The names of the package itself do what they say, whatever was imported before."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import mandategraph
from conftest import EXAMPLE, LEAFLETS
from mandategraph.errors import UnknownNameError

PACKAGES = ("build", "check", "draw", "export", "read")


def in_a_fresh_interpreter(code: str) -> None:
    subprocess.run([sys.executable, "-c", code, str(EXAMPLE)], check=True)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_named_like_its_function_can_be_called_twice(name: str) -> None:
    in_a_fresh_interpreter(
        f"import mandategraph as m; first = m.{name}; again = m.{name};"
        "assert callable(first) and callable(again)"
    )


def test_a_graph_is_checked_twice_by_the_public_name() -> None:
    in_a_fresh_interpreter(
        "import sys, mandategraph as m; g = m.open(sys.argv[1]);"
        "one, two = m.check(g, rules=['S02']), m.check(g, rules=['S02']);"
        "assert one == two, (one, two)"
    )


def test_a_source_is_read_after_the_readers_were_imported() -> None:
    import mandategraph.read.sniff

    reading = mandategraph.read(LEAFLETS)
    assert len(reading.plans) == 2
    assert mandategraph.read.sniff.__name__ == "mandategraph.read.sniff"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PACKAGES)
def test_the_signature_is_that_of_the_function(name: str) -> None:
    package = import_module(f"mandategraph.{name}")
    assert isinstance(package, ModuleType)
    own = inspect.signature(getattr(package, name))
    assert inspect.signature(package) == own  # type: ignore[arg-type]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bulid'"):
        mandategraph.bulid  # noqa: B018


def test_a_view_is_drawn_and_saved_by_the_public_names(tmp_path: Path) -> None:
    graph = mandategraph.open(EXAMPLE)
    picture = mandategraph.draw("plan-map", graph, "fr,en", page="a3")
    (file,) = picture.save(tmp_path / "plan.svg")
    assert "Réduire les dommages" in file.read_text("utf-8")
    assert picture._repr_svg_().startswith("<svg")
    with pytest.raises(UnknownNameError, match="picture format"):
        picture.save(tmp_path / "plan.docx")


def test_the_network_package_is_reached_by_its_name() -> None:
    in_a_fresh_interpreter(
        "import sys, mandategraph as m; g = m.open(sys.argv[1]);"
        "n = m.network.to_network(g, m.LanguagePolicy(['en']));"
        "assert len(n), n"
    )
