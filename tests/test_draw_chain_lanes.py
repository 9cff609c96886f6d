"""Places of cards and ways of lines, for any network; ranges of codes."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import LANGUAGES
from mandategraph.draw.chain.lanes import Plan, Spot, Trunk, planned
from mandategraph.draw.wordings import ranged

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_that_follow_each_other_are_a_range(lang: str) -> None:
    words = ranged(lang, ["O1", "O2", "O3", "O5", "O7", "O8"])
    bare = re.sub("[\u2066-\u2069]", "", words).replace("،", ",")
    assert bare == "O1–O3, O5, O7, O8"


@st.composite
def _networks(draw_: st.DrawFn) -> tuple[list[int], set[tuple[int, int, str]]]:
    """Levels of cards, and links from lower to higher ones."""
    levels = draw_(st.lists(st.integers(0, 4), min_size=1, max_size=14))
    pairs = [
        (a, b)
        for a in range(len(levels))
        for b in range(len(levels))
        if levels[a] < levels[b]
    ]
    statuses = st.sampled_from(["stated", "accepted", "proposed"])
    links = (
        draw_(st.sets(st.tuples(st.sampled_from(pairs), statuses), max_size=20))
        if pairs
        else set()
    )
    return levels, {(a, b, status) for (a, b), status in links}


@settings(max_examples=60, deadline=None)
@given(network=_networks(), centred=st.booleans())
def test_spots_of_a_level_never_overlap_and_every_link_arrives(
    *, network: tuple[list[int], set[tuple[int, int, str]]], centred: bool
) -> None:
    levels, links = network
    spots = [Spot(f"{n}", level, 30.0 + 7 * (n % 4)) for n, level in enumerate(levels)]
    named = sorted((f"{a}", f"{b}", status) for a, b, status in links)
    plan = planned(
        5, spots, named, gap=10, limit=3000 if centred else 0, centred=centred
    )
    for level in plan.levels:
        for one, other in pairwise(level):
            assert one.at + one.size + 10 <= other.at + 0.01
    assert {(a, b, s) for a, b, s in named} == set(_arrivals(plan, spots))


@settings(max_examples=150, deadline=None)
@given(network=_networks(), centred=st.booleans())
def test_lines_to_different_cards_never_run_along_each_other(
    *, network: tuple[list[int], set[tuple[int, int, str]]], centred: bool
) -> None:
    """Cards of the least height that is drawn, or more; strokes are 1.6 thick."""
    levels, links = network
    spots = [Spot(f"{n}", level, 56.0 + 7 * (n % 4)) for n, level in enumerate(levels)]
    named = sorted((f"{a}", f"{b}", status) for a, b, status in links)
    plan = planned(
        5, spots, named, gap=14, limit=3000 if centred else 0, centred=centred
    )
    for trunks in plan.gutters:
        level = [piece for trunk in trunks for piece in _pieces(trunk)]
        for one, other in combinations(level, 2):
            beside = min(one[1], other[1]) > max(one[0], other[0])
            assert not (
                beside and one[3] is not other[3] and abs(one[2] - other[2]) < 1.7
            )


def _pieces(trunk: Trunk) -> Iterable[tuple[float, float, float, Trunk]]:
    """Where pieces along the flow begin and end, their place across, their trunk."""
    end = 1000
    if trunk.track is None:
        yield 0, end, trunk.end, trunk
        return
    yield trunk.track + 1, end, trunk.end, trunk
    for way in trunk.ways:
        yield 0, trunk.track + 1, way, trunk


def _arrivals(plan: Plan, spots: Iterable[Spot]) -> Iterable[tuple[str, str, str]]:
    """The links that can be followed through the gutters, card by card."""
    for spot in spots:
        ahead = [(spot, level_trunk) for g in plan.gutters for level_trunk in g]
        for source, trunk in ahead:
            if any(s is source for s in trunk.sources):
                here, way = trunk.target, trunk
                while here.lane:
                    gutter = plan.gutters[here.level]
                    way = next(t for t in gutter if any(s is here for s in t.sources))
                    assert (way.whole, way.status) == (trunk.whole, trunk.status)
                    here = way.target
                assert here.name == trunk.whole
                yield spot.name, trunk.whole, trunk.status
