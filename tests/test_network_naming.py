"""A last segment that two IRIs share is refused with both, wherever a name is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mandategraph.draw import draw
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.export import export
from mandategraph.export.options import ExportOptions
from mandategraph.language import LanguagePolicy
from mandategraph.network import chain_audit, meant, to_network
from mandategraph.store import MandateGraph

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = LanguagePolicy(["en"])
ONE, OTHER = "https://one.example/id/plan-a", "https://other.example/id#plan-a"
MG = "https://w3id.org/mandategraph/ns#"
TWO_PLANS = "".join(
    f"""
<{plan}> a <{MG}Plan> .
<{plan}-o1> a <{MG}Objective> ; <{MG}elementOf> <{plan}> .
"""
    for plan in (ONE, OTHER)
)


@pytest.fixture
def graph() -> MandateGraph:
    return MandateGraph.from_bytes(TWO_PLANS.encode())


USES: dict[str, Callable[[MandateGraph, str], object]] = {
    "network export": lambda g, p: export("d3", g, ENGLISH, ExportOptions(plan=p)),
    "RDF export": lambda g, p: export("turtle", g, ENGLISH, ExportOptions(plan=p)),
    "audit": lambda g, p: chain_audit(g, ENGLISH, plans=[p]),
    "focus": lambda g, p: to_network(g, ENGLISH, focus=p),
    "plan map": lambda g, p: draw("plan-map", g, ENGLISH, plan=p),
    "chain": lambda g, p: draw("chain", g, ENGLISH, plan=p),
}


@pytest.mark.parametrize("use", USES)
def test_a_name_of_two_is_refused_with_both(use: str, graph: MandateGraph) -> None:
    with pytest.raises(QueryError) as caught:
        USES[use](graph, "plan-a")
    message = str(caught.value)
    assert ONE in message
    assert OTHER in message
    assert "IRI in full" in message


@pytest.mark.parametrize("use", USES)
def test_the_iri_in_full_is_taken(use: str, graph: MandateGraph) -> None:
    assert USES[use](graph, OTHER)


def test_an_element_of_two_plans_is_refused_too(graph: MandateGraph) -> None:
    with pytest.raises(QueryError, match="2 have this name"):
        draw("plan-map", graph, ENGLISH, focus="plan-a-o1")


def test_an_iri_that_is_the_last_segment_of_another_is_itself() -> None:
    assert meant("node", "a:x", ["a:x", "b:y/a:x"]) == "a:x"


def test_of_many_names_those_alike_are_told() -> None:
    known = [f"x:id/plan-{name}" for name in "abcdefghijklm"] + ["x:id/health"]
    with pytest.raises(UnknownNameError, match="health") as caught:
        meant("plan", "helth", known)
    assert "plan-a" not in str(caught.value)
