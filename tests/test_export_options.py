"""An option is taken or refused, never ignored: by the API and by the command."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import pytest

from conftest import ID
from mandategraph.errors import MandateGraphError, QueryError
from mandategraph.export import EXPORTERS, ExportOptions, export, exporter
from mandategraph.language import LanguagePolicy
from running import EXAMPLE, fails

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

ENGLISH: Final = LanguagePolicy(["en"])
CHOSEN: Final[dict[str, Any]] = {
    "focus": f"{ID}rba-o1",
    "hops": 1,
    "plan": "plan-rba",
    "bom": True,
    "scale": 0.5,
    "nodes": "everything",
    "links": ("stated",),
    "roles": ("source",),
    "langs": ("fr",),
    "per_plan": True,
    "claims": ("stated",),
}


def test_each_option_is_tried() -> None:
    names = {f.name for f in fields(ExportOptions)} - {"tell"}
    assert CHOSEN.keys() == names
    for one in EXPORTERS.values():
        assert one.takes <= names


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_option_without_a_use_is_refused_before_anything_is_done(
    example_graph: MandateGraph, name: str
) -> None:
    one = exporter(name)
    for option in CHOSEN.keys() - one.takes:
        options = ExportOptions(**{option: CHOSEN[option]})
        with pytest.raises(QueryError, match=f"^{name}: this format has no use for --"):
            export(name, example_graph, ENGLISH, options)
        with pytest.raises(QueryError, match="has no use for"):
            one.files(example_graph, ENGLISH, options)


def written(name: str, graph: MandateGraph, options: ExportOptions) -> Any:
    """The files; the kind of error where the example has nothing of what is asked."""
    try:
        return dict(exporter(name).files(graph, ENGLISH, options))
    except MandateGraphError as error:
        return type(error)


@pytest.mark.parametrize(
    "name", sorted(n for n, one in EXPORTERS.items() if one.takes > {"plan"})
)
def test_an_option_that_is_taken_changes_the_file(
    example_graph: MandateGraph, name: str
) -> None:
    usual = written(name, example_graph, ExportOptions())
    takes = exporter(name).takes
    for option in takes - {"plan", "hops"}:  # there is one plan; hops need a focus
        chosen = {option: CHOSEN[option]}
        if option == "focus" and "hops" in takes:
            chosen["hops"] = 1
        made = written(name, example_graph, ExportOptions(**chosen))
        assert made != usual, option


def test_the_command_says_which_formats_take_the_option() -> None:
    for words, others in (
        (("--role", "source"), "turtle, trig"),
        (("--nodes", "elements"), "graphml, gexf"),
        (("--claims", "stated"), "choose nanopubs"),
        (("--scale", "3"), "choose png"),
    ):
        said = fails("export", "html", EXAMPLE, *words)
        assert f"html: this format has no use for {words[0]}; leave it out" in said
        assert others in said
