"""The chain audit: what is missing is told from what is open or only proposed."""

from __future__ import annotations

import pytest

from conftest import ID, LANGUAGES
from linked_plans import Linked, linked_graph
from mandategraph.language import LanguagePolicy
from mandategraph.network import ChainAudit, chain_audit
from mandategraph.network.sentences import WORDS, say
from mandategraph.store import MandateGraph

ENGLISH = LanguagePolicy(["en"])


def audit(links: str, elements: str = "", values: str = "") -> ChainAudit:
    return chain_audit(linked_graph(Linked(links, elements), values=values), ENGLISH)


def gaps(found: ChainAudit) -> set[tuple[str, str, str]]:
    """Kind, code and state of the gaps and orphans."""
    both = (*found.gaps, *found.orphans)
    return {(gap.kind, gap.element.code, gap.state) for gap in both}


WHOLE = """
O1 serves M stated
R1 expectedResultOf O1 stated
I1 indicatorOf R1 stated
"""


def test_a_whole_chain_has_four_steps_and_no_gap() -> None:
    found = audit(WHOLE, values="I1 Baseline 1\nI1 Target 2")
    (depth,) = found.depths
    assert [node.code for node in depth.longest] == ["I1", "R1", "O1", "M"]
    assert (depth.depth, depth.elements) == (4, 4)
    assert gaps(found) == set()
    assert found.sentences == (
        "The longest chain has 4 steps: I1 -> R1 -> O1 -> M.",
        "No gap was found.",
        "No cycle was found.",
    )


def test_an_objective_lacks_a_result_when_all_results_have_their_place() -> None:
    found = audit(f"{WHOLE}O2 serves M stated", values="I1 Baseline 1\nI1 Target 2")
    assert gaps(found) == {("objective_without_result", "O2", "missing")}


def test_a_proposed_link_fills_no_gap_but_is_told() -> None:
    links = f"{WHOLE}O2 serves M stated\nR1 expectedResultOf O2 proposed"
    found = audit(links, values="I1 Baseline 1\nI1 Target 2")
    assert gaps(found) == {("objective_without_result", "O2", "proposed")}
    (gap,) = found.gaps
    assert [node.code for node in gap.candidates] == ["R1"]


def test_what_the_source_leaves_open_is_not_missing() -> None:
    found = audit(
        "O1 serves M stated\nO2 serves M stated\nR1 expectedResultOf O1,O2 open"
    )
    assert {g for g in gaps(found) if "indicator" not in g[0]} == {
        ("objective_without_result", "O1", "open"),
        ("objective_without_result", "O2", "open"),
        ("result_without_objective", "R1", "open"),
    }
    assert found.open_links == {"expected_result": 1}
    assert found.sentences[1] == (
        "1 expected result: the source does not say to which objective it belongs."
    )


def test_a_part_without_a_place_may_belong_anywhere() -> None:
    found = audit("O1 serves M stated", "R1")
    assert ("objective_without_result", "O1", "unplaced") in gaps(found)
    assert ("result_without_objective", "R1", "missing") in gaps(found)


def test_a_plan_without_such_parts_says_nothing_of_them() -> None:
    found = audit("", "O1 O2")
    assert gaps(found) == {
        (kind, code, "none_in_plan")
        for kind in ("objective_without_result", "objective_without_mandate")
        for code in ("O1", "O2")
    }


def test_an_accepted_link_closes_the_gap() -> None:
    found = audit(
        WHOLE.replace(
            "R1 expectedResultOf O1 stated", "R1 expectedResultOf O1 accepted"
        )
    )
    assert not {g for g in gaps(found) if g[0].startswith(("objective", "result"))}


def test_results_of_a_part_count_for_the_objective_above() -> None:
    found = audit(f"{WHOLE}O1 subObjectiveOf O2 stated\nO2 serves M stated")
    assert ("objective_without_result", "O2", "missing") not in gaps(found)


def test_indicators_lack_values_of_a_kind_that_others_have() -> None:
    links = f"{WHOLE}I2 indicatorOf R1 stated"
    found = audit(links, values="I1 Target 2\nI2 Measurement 3")
    assert gaps(found) == {
        ("indicator_without_baseline", "I1", "missing"),
        ("indicator_without_baseline", "I2", "missing"),
        ("indicator_without_target", "I2", "missing"),
    }
    assert found.measured == 1


def test_cycles_are_named_from_their_first_code() -> None:
    found = audit("O2 subObjectiveOf O1 stated\nO1 subObjectiveOf O2 stated")
    (cycle,) = found.cycles
    assert (cycle.path, cycle.settled) == ("O1 -> O2 -> O1", True)
    assert "Cycle: O1 -> O2 -> O1." in " ".join(found.sentences)


def test_a_cycle_by_a_proposed_link_is_only_a_warning() -> None:
    found = audit("O2 subObjectiveOf O1 stated\nO1 subObjectiveOf O2 proposed")
    (cycle,) = found.cycles
    assert not cycle.settled
    assert (
        "Cycle if the proposed links were accepted: O1 -> O2 -> O1." in found.sentences
    )


def test_an_element_that_serves_itself_is_a_cycle() -> None:
    found = audit("O1 subObjectiveOf O1 stated")
    assert [cycle.path for cycle in found.cycles] == ["O1 -> O1"]


def test_more_cycles_than_can_be_listed_are_told() -> None:
    every = [f"O{a} subObjectiveOf O{b} stated" for a in range(6) for b in range(6)]
    found = audit("\n".join(every))
    assert found.more_cycles
    assert len(found.cycles) == 20
    assert "There are more cycles than the 20 listed." in found.sentences


def test_the_depth_does_not_walk_in_circles() -> None:
    found = audit(f"{WHOLE}O2 subObjectiveOf O1 stated\nO1 subObjectiveOf O2 stated")
    assert found.depths[0].depth == 4


def test_the_example_leaves_one_result_open(example_graph: MandateGraph) -> None:
    found = chain_audit(example_graph, ENGLISH)
    # R3 belongs to O1 or O2; a claim proposes O2. R2 and R3 have no indicator.
    assert gaps(found) == {
        ("result_without_indicator", "R2", "missing"),
        ("result_without_indicator", "R3", "missing"),
        ("result_without_objective", "R3", "proposed"),
    }
    assert [node.code for node in found.depths[0].longest] == ["I1", "R1", "O1", "M"]
    assert found.open_links == {"expected_result": 1}


def test_the_leaflets_leave_thirteen_results_open(demo_graph: MandateGraph) -> None:
    found = chain_audit(demo_graph, ENGLISH)
    assert found.sentences[1] == (
        "13 expected results: the source does not say to which objective each belongs."
    )
    assert found.open_links == {"expected_result": 13}


def test_one_plan_can_be_audited_alone(demo_graph: MandateGraph) -> None:
    found = chain_audit(demo_graph, ENGLISH, plans=["plan-fcc"])
    assert [d.plan.iri for d in found.depths] == [f"{ID}plan-fcc"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_each_word_with_the_same_places(lang: str) -> None:
    def places(key: str, text: object) -> set[str]:
        texts = text if isinstance(text, tuple) else (text,)
        found = {p.partition("}")[0] for t in texts for p in str(t).split("{")[1:]}
        assert all("{" not in one for one in found), key
        return found

    assert set(WORDS[lang]) == set(WORDS["en"])
    for key, text in WORDS["en"].items():
        assert places(key, WORDS[lang][key]) >= places(key, text) - {"rest"}, key


@pytest.mark.parametrize(
    ("lang", "none", "one", "two"),
    [
        ("en", "0 further rows.", "1 further row.", "2 further rows."),
        ("fr", "0 ligne de plus.", "1 ligne de plus.", "2 lignes de plus."),
        ("es", "0 filas más.", "1 fila más.", "2 filas más."),
    ],
)
def test_plurals_are_those_of_the_language(
    lang: str, none: str, one: str, two: str
) -> None:
    assert [say(lang, "rows_left", n=n) for n in (0, 1, 2)] == [none, one, two]


def test_a_path_between_arabic_words_keeps_its_direction() -> None:
    told = say("ar", "cycle_proposed", path="O1 -> O2 -> O1")
    assert "\u2066O1 -> O2 -> O1\u2069" in told
