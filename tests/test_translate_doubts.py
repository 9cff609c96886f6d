"""Remarks on a translation: numbers, addresses and places for values that differ."""

from __future__ import annotations

from collections import Counter

import pytest

from conftest import LANGUAGES
from mandategraph.store import MandateGraph
from mandategraph.translate.doubts import doubts, numbers
from mandategraph.translate.units import units


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 12 to 40 towns", ["12", "40"]),
        ("de ١٢ à ٤٠", ["12", "40"]),
        ("1,250 or 1 250 or 1’250 or ١٬٢٥٠", ["1250"] * 4),
        ("12.5 and 12,5 and ١٢٫٥", ["125"] * 3),
        ("2017-2020", ["2017", "2020"]),
        ("in 2017 200 towns", ["2017", "200"]),
        ("none", []),
        ("see https://example.org/a/12", []),
    ],
)
def test_numbers_are_compared_whatever_their_digits(
    text: str, found: list[str]
) -> None:
    assert numbers(text) == Counter(found)


@pytest.mark.parametrize(
    ("source", "text", "remarks"),
    [
        ("Reach 12 towns.", "الوصول إلى ١٢ بلدة.", []),
        ("Reach 12 towns.", "Llegar a pueblos.", ["without the source's number 12"]),
        ("Reach towns.", "Llegar a 12.", ["with number 12, not in the source"]),
        (
            "Raise 5 to 10.",
            "Subir 6.",
            ["without the source's numbers 10, 5", "with number 6, not in the source"],
        ),
        ("INTERPOL", "INTERPOL", ["the translation is the source itself"]),
        ("2030", "2030", []),
        (
            "See https://example.org/x.",
            "Vea.",
            ["without https://example.org/x"],
        ),
        ("Dear {name}, <b>hi</b>", "Estimado {nombre}", None),
        ("20 % of all", "20 % de todo", []),
    ],
)
def test_what_differs_is_remarked(
    source: str, text: str, remarks: list[str] | None
) -> None:
    found = doubts(source, text)
    if remarks is None:
        assert found == ["without </b>", "without <b>", "without {name}"]
    else:
        assert found == remarks


def test_every_store_has_the_same_units(
    endpoint: MandateGraph, example_graph: MandateGraph
) -> None:
    own = MandateGraph.from_rdflib(example_graph.dataset())
    for lang in LANGUAGES:
        wanted = units(example_graph, lang)
        assert wanted
        assert units(own, lang) == wanted
        assert units(endpoint, lang) == wanted
