"""Roll-up: each thing counted once, all its paths listed; sums only of what agrees."""

from __future__ import annotations

import pytest

from conftest import ID
from linked_plans import Linked, linked_graph
from mandategraph.errors import UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.network import RollUp, roll_up
from mandategraph.rdf.nquads import DCT, Quads, literal
from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])

# one result serves two objectives of one mandate:
#
#        M
#       / \
#     O1   O2
#       \ /  \
#       R1    R2
#       |     |
#       I1    I2
DIAMOND = """
O1 serves M stated
O2 serves M stated
R1 expectedResultOf O1 stated
R1 expectedResultOf O2 stated
R2 expectedResultOf O2 stated
I1 indicatorOf R1 stated
I2 indicatorOf R2 stated
"""


def paths(found: RollUp, target: str, thing: str) -> list[str]:
    """The paths from the thing to the target as codes."""
    (roll,) = [r for r in found.rolls if r.target.iri == ID + target]
    (one,) = [c for c in roll.contributions if c.thing.iri == ID + thing]
    return [" ".join(node.short for node in path) for path in one.paths]


def counts(found: RollUp) -> dict[str, int]:
    return {r.target.iri.removeprefix(ID): r.count for r in found.rolls}


def test_a_result_that_serves_two_objectives_counts_once_for_the_mandate() -> None:
    found = roll_up(linked_graph(Linked(DIAMOND)), ENGLISH, of="expected_result")
    (roll,) = found.rolls
    # R1 and R2; O1 has R1, O2 has R1 and R2, which makes three when added up
    assert (roll.count, roll.by_several, roll.added) == (2, 1, 3)
    assert paths(found, "M", "R1") == ["R1 O1 M", "R1 O2 M"]
    assert paths(found, "M", "R2") == ["R2 O2 M"]
    assert all(one.more == 0 for one in roll.contributions)


def test_a_mandate_of_one_of_several_plans_is_named_with_the_title() -> None:
    plans = [Linked(f"{p}-O1 serves {p}-M stated", "", p) for p in "ab"]
    quads = Quads()
    quads.add(f"{ID}graph/doc-x", f"{ID}a", f"{DCT}title", literal("Wells", lang="en"))
    graph = MandateGraph.from_nquads(linked_graph(*plans).nquads() + quads.nquads())
    sentences = roll_up(graph, ENGLISH, of="objective").sentences
    assert "Objectives that contribute to M (Wells), each counted once: 1." in sentences
    assert sum("contribute to M (" in sentence for sentence in sentences) == 2


def test_its_indicator_counts_once_by_both_paths() -> None:
    found = roll_up(linked_graph(Linked(DIAMOND)), ENGLISH)
    assert counts(found) == {"M": 2}
    assert paths(found, "M", "I1") == ["I1 R1 O1 M", "I1 R1 O2 M"]


def test_each_objective_has_what_serves_it() -> None:
    found = roll_up(linked_graph(Linked(DIAMOND)), ENGLISH, to="objective")
    assert counts(found) == {"O1": 1, "O2": 2}


def test_the_sentences_say_so() -> None:
    found = roll_up(linked_graph(Linked(DIAMOND)), ENGLISH, of="expected_result")
    assert found.sentences == (
        "Expected results that contribute to M, each counted once: 2.",
        "1 of them gets to M by more than one path; adding up the parts would give 3.",
        "Links followed: stated.",
    )


def test_paths_that_are_not_listed_are_counted() -> None:
    # 3 steps of 3 objectives each between the result and the mandate: 27 paths
    lines = [f"R1 expectedResultOf O1{a} stated" for a in "abc"]
    for step in (1, 2):
        lines += [
            f"O{step}{a} subObjectiveOf O{step + 1}{b} stated"
            for a in "abc"
            for b in "abc"
        ]
    lines += [f"O3{a} serves M stated" for a in "abc"]
    graph = linked_graph(Linked("\n".join(lines)))
    (one,) = roll_up(graph, ENGLISH, of="expected_result").rolls[0].contributions
    assert (len(one.paths), one.more) == (10, 17)
    (all_,) = (
        roll_up(graph, ENGLISH, of="expected_result", paths=27).rolls[0].contributions
    )
    assert (len(all_.paths), all_.more) == (27, 0)
    assert len(set(all_.paths)) == 27


def test_of_many_paths_the_shortest_are_listed() -> None:
    # 27 paths of four links, one of two and one of one; names are late in the alphabet
    lines = [f"R1 expectedResultOf O1{a} stated" for a in "abc"]
    for step in (1, 2):
        lines += [
            f"O{step}{a} subObjectiveOf O{step + 1}{b} stated"
            for a in "abc"
            for b in "abc"
        ]
    lines += [f"O3{a} serves M stated" for a in "abc"]
    lines += ["R1 contributesTo M stated", "R1 expectedResultOf O9 stated"]
    lines += ["O9 serves M stated"]
    graph = linked_graph(Linked("\n".join(lines)))
    found = roll_up(graph, ENGLISH, of="expected_result", paths=3)
    assert paths(found, "M", "R1") == ["R1 M", "R1 O9 M", "R1 O1a O2a O3a M"]
    (one,) = found.rolls[0].contributions
    assert one.more == 29 - 3


def test_paths_by_the_plan_are_counted_with_those_by_the_chain() -> None:
    # R1 reaches the goal by O1, by O2 and by its plan
    lines = """
R1 expectedResultOf O1 stated
R1 expectedResultOf O2 stated
O1 alignedWith goal-6 stated
O2 alignedWith goal-6 stated
plan-x alignedWith goal-6 stated
"""
    found = roll_up(
        linked_graph(Linked(lines)), ENGLISH, of="expected_result", to="goal", paths=1
    )
    (one,) = found.rolls[0].contributions
    assert (len(one.paths), one.more) == (1, 2)


def test_links_in_a_circle_are_walked_once_and_their_paths_not_counted() -> None:
    circle = """
O1 subObjectiveOf O2 stated
O2 subObjectiveOf O1 stated
O1 serves M stated
O2 serves M stated
R1 expectedResultOf O1 stated
"""
    graph = linked_graph(Linked(circle))
    found = roll_up(graph, ENGLISH, of="expected_result")
    assert paths(found, "M", "R1") == ["R1 O1 M", "R1 O1 O2 M"]
    (one,) = (
        roll_up(graph, ENGLISH, of="expected_result", paths=1).rolls[0].contributions
    )
    assert one.more is None


UNSURE = """
O1 serves M accepted
R1 expectedResultOf O1 proposed
R2 expectedResultOf O1,O2 open
R3 expectedResultOf O1 stated
"""


@pytest.mark.parametrize(
    ("links", "number"),
    [
        (["stated"], 0),
        (["stated", "accepted"], 1),
        (["stated", "accepted", "proposed"], 2),
        (["stated", "accepted", "proposed", "open"], 3),
    ],
)
def test_only_the_links_asked_for_are_followed(links: list[str], number: int) -> None:
    graph = linked_graph(Linked(UNSURE))
    found = roll_up(graph, ENGLISH, of="expected_result", links=links)
    assert counts(found) == {"M": number}
    assert len(found.nowhere) == 3 - number


def test_what_counts_beside_stated_links_is_said() -> None:
    graph = linked_graph(Linked(UNSURE))
    found = roll_up(graph, ENGLISH, of="expected_result", links=["stated", "proposed"])
    assert (
        "Links followed: stated; proposed. Not all of them hold for certain"
        in (found.sentences[-1])
    )
    stated = roll_up(graph, ENGLISH, of="expected_result")
    nowhere, doubtful, _ = stated.sentences
    assert nowhere == "Expected results that lead to no mandate by these links: 3."
    assert doubtful.startswith("For 3 of them links of another status exist")


def test_a_thing_reaches_a_goal_by_its_chain_and_by_its_plan() -> None:
    lines = """
R1 expectedResultOf O1 stated
O1 alignedWith goal-6 stated
plan-x alignedWith goal-6 stated
"""
    found = roll_up(
        linked_graph(Linked(lines)), ENGLISH, of="expected_result", to="goal"
    )
    assert counts(found) == {"goal-6": 1}
    goal = f"{ID}goal-6".removeprefix("https://")  # nothing names it
    assert paths(found, "goal-6", "R1") == [f"R1 O1 {goal}", f"R1 plan-x {goal}"]


def test_plans_and_organisations_count_the_elements_of_their_plans() -> None:
    graph = linked_graph(
        Linked("a-R1 expectedResultOf a-O1 stated", "a-R2", "a", "org-a"),
        Linked("b-R1 expectedResultOf b-O1 stated", "", "b", "org-a"),
    )
    by_plan = roll_up(graph, ENGLISH, of="expected_result", to="plan")
    assert counts(by_plan) == {"a": 2, "b": 1}
    followed = ["stated", "accepted"]
    by_org = roll_up(
        graph, ENGLISH, of="expected_result", to="organisation", links=followed
    )
    assert counts(by_org) == {"org-a": 3}
    assert counts(roll_up(graph, ENGLISH, to="plan", plans=["b"])) == {"b": 0}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"of": "wish"}, "wish: no such kind"),
        ({"to": "moon"}, "moon: no such target"),
        ({"links": ["said"]}, "said: no such status of links"),
        ({"plans": ["plan-y"]}, "plan-y: no such plan"),
    ],
)
def test_faulty_options_are_named(options: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        roll_up(linked_graph(Linked(DIAMOND)), ENGLISH, **options)  # type: ignore[arg-type]


def test_the_example_has_one_indicator_under_its_mandate(
    example_graph: MandateGraph,
) -> None:
    found = roll_up(example_graph, ENGLISH)
    assert counts(found) == {"rba-m": 1}
    assert paths(found, "rba-m", "rba-i-f481e080cd") == ["I1 R1 O1 M"]
