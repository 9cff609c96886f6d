"""The queue: what waits for a decision, in order, with both its sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ID
from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import LanguagePolicy
from mandategraph.review import (
    By,
    Filter,
    Queue,
    accepted,
    decide,
    item,
    queue,
    rejected,
    skipped,
)
from mandategraph.store import MandateGraph, open_graph
from reviewed_plans import (
    ENGLISH,
    FIRST,
    RESULT,
    SECOND,
    basin,
    items,
    lake,
    lakes,
    link,
)

__all__ = ["basin", "lake", "lakes"]

# by reading example.trig and the pair that is added to it
WAITING = {
    ("link", RESULT, SECOND),
    ("duplicate", "rba-r-228fa6e9f8", "rba-r-da4a253b8c"),
    ("wording", SECOND, None),
    ("translation", "rba-m", "ar"),
    ("translation", "rba-r-da4a253b8c", "ar"),
    ("translation", "rba-r-228fa6e9f8", "es"),
}


def described(one: dict[str, dict[str, str]]) -> tuple[object, object, object]:
    right = one["right"] or {}
    return one["kind"], one["left"]["code"], right.get("code", right.get("lang"))


def test_all_that_waits_is_in_the_queue_once_and_what_is_the_issuers_is_not(
    basin: Path,
) -> None:
    found = [described(one) for one in items(basin)]
    assert set(found) == WAITING
    assert len(found) == len(WAITING)
    kinds = [kind for kind, *_ in found]
    assert kinds == ["link", "duplicate", "wording", *["translation"] * 3]


def test_an_item_shows_the_words_and_the_evidence_of_both_sides(basin: Path) -> None:
    (one,) = items(basin, "link")
    left, right = one["left"], one["right"]
    assert [w["text"] for w in left["wordings"]] == [
        "Neighbouring states share river data."
    ]
    assert left["evidence"] == [
        {
            "span": f"{ID}text/e96ba1287aac20ab#char=265,302",
            "words": "Neighbouring states share\nriver data.",
            "text": f"{ID}text/e96ba1287aac20ab",
            "file": "river-basin.txt",
        }
    ]
    assert [e["words"] for e in right["evidence"]] == ["OBJECTIVE 2"]
    assert (right["kind"], right["label"]["status"]) == ("Objective", "label")
    (proposal,) = one["proposals"]
    assert proposal["confidence"] == "0.3"
    assert proposal["basis"] == "basisTextSimilarity"
    assert proposal["rationale"] == "shared terms: none"
    assert [a["label"]["text"] for a in proposal["agents"]] == ["matcher 0.1.0"]
    assert [c["code"] for c in one["candidates"]] == [FIRST, SECOND]
    assert one["complete"] is True
    json.dumps(one)


@pytest.mark.parametrize(
    ("asked", "lang", "direction", "text"),
    [
        ("fr", "fr", "ltr", "Réduire les dommages dus aux inondations."),
        ("en", "en", "ltr", "Reduce flood damage."),
        ("ar", "en", "ltr", "Reduce flood damage."),  # there is none in Arabic
    ],
)
def test_labels_follow_the_language_policy(
    example_graph: MandateGraph, asked: str, lang: str, direction: str, text: str
) -> None:
    policy = LanguagePolicy((asked,))
    (one,) = queue(example_graph, policy, Filter(("link",)))
    label = one["candidates"][0]["label"]
    assert (label["lang"], label["dir"], label["text"]) == (lang, direction, text)


def test_a_translation_stands_beside_the_words_it_translates(basin: Path) -> None:
    one = next(i for i in items(basin, "translation") if i["left"]["code"] == "rba-m")
    assert one["left"]["wordings"][0]["text"] == (
        "Keep the river basin safe for people and nature."
    )
    assert one["right"]["text"] == "الحفاظ على سلامة حوض النهر من أجل الناس والطبيعة."
    assert (one["right"]["lang"], one["right"]["dir"]) == ("ar", "rtl")
    assert one["proposals"][0]["method"] == "machineTranslation"


def test_filters_keep_kind_plan_language_and_state(basin: Path) -> None:
    with open_graph(basin) as graph:
        found = Queue(graph)
        spanish = found.items(found.ids(Filter(lang="ES")), ENGLISH)
        assert [described(one)[1] for one in spanish] == ["rba-r-228fa6e9f8"]
        for name in ("rba", "plan-rba", f"{ID}plan-rba"):
            assert len(found.ids(Filter(plans=(name,)))) == len(WAITING)
        assert len(found.ids(Filter(("link", "wording")))) == 2
        assert found.ids(Filter(states=("accepted",))) == []
        for wrong in (Filter(plans=("x",)), Filter(("x",)), Filter(states=("x",))):
            with pytest.raises(UnknownNameError):
                found.ids(wrong)
        with pytest.raises(QueryError):
            found.ids(Filter(lang="e_s"))
        with pytest.raises(QueryError, match="nothing to decide on"):
            item(graph, "link-0", ENGLISH)


def test_pages_of_the_queue_make_up_the_whole(basin: Path) -> None:
    with open_graph(basin) as graph:
        whole = [one["id"] for one in queue(graph, ENGLISH)]
        pages = [
            one["id"]
            for at in range(0, 8, 2)
            for one in queue(graph, ENGLISH, limit=2, offset=at)
        ]
    assert pages == whole


def test_what_is_decided_leaves_and_what_is_skipped_comes_last(basin: Path) -> None:
    with open_graph(basin) as graph:
        first, *rest = Queue(graph).ids()
        decide(basin, skipped(graph, first, By("Ana")))
        assert Queue(graph).ids() == [*rest, first]
        assert Queue(graph).next() == rest[0]
        decide(basin, rejected(graph, rest[0], By("Ana", "not so")))
        found = Queue(graph)
        assert found.ids() == [*rest[1:], first]
        assert found.next(after=rest[0]) == rest[1]
        assert found.next(after=rest[-1]) == first
        assert found.counts() == {
            "link": {"skipped": 1},
            "duplicate": {"rejected": 1},
            "wording": {"undecided": 1},
            "translation": {"undecided": 3},
        }
        shown = item(graph, rest[0], ENGLISH)
    assert (shown["state"], shown["decision"]["agent"]) == ("rejected", "Ana")


def test_an_open_link_is_accepted_for_one_of_its_candidates(basin: Path) -> None:
    with open_graph(basin) as graph:
        decide(basin, rejected(graph, link(basin, RESULT, SECOND), By("Ana", "no")))
        (one,) = queue(graph, ENGLISH, Filter(("open",)))  # nobody proposes any now
        assert [c["code"] for c in one["candidates"]] == [FIRST, SECOND]
        assert [e["words"] for e in one["left"]["question"]] == ["ALL OBJECTIVES"]
        ana = By("Ana", "the report says so")
        with pytest.raises(UnknownNameError, match=FIRST):
            accepted(graph, one["id"], ana, "rba-m")
        made = accepted(graph, one["id"], ana, FIRST)
        assert (made.action, made.about["object"]) == ("assign", FIRST)
        decide(basin, made)
        assert queue(graph, ENGLISH, Filter(("open",))) == []


def test_items_keep_their_ids_when_a_graph_is_built_anew(lake: Path) -> None:
    from mandategraph.build import build

    before = [one["id"] for one in items(lake / "kg")]
    assert len(before) == 4  # two results, two objectives
    build(["sources"], lake / "kg", propose=True, force=True)
    assert [one["id"] for one in items(lake / "kg")] == before
    build(["sources"], "other", propose=True, base="https://a.example/x/")
    other = [one["id"] for one in items(lake / "other")]
    assert sorted(other) == sorted(before)


def test_a_graph_without_anything_to_decide_has_an_empty_queue() -> None:
    graph = MandateGraph.from_nquads(b"<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert queue(graph, ENGLISH) == []
    assert Queue(graph).next() == ""
    assert Queue(graph).counts() == {}
