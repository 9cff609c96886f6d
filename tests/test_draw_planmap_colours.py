"""Colours of the pictures as people see them who see few colours.

Protanopia, deuteranopia and tritanopia after Machado, Oliveira and Fernandes, A
Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15(6),
2009, at severity 1.0, applied to linear RGB. Differences are CIE 1976
(L*a*b*) with the white of D65.
"""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from drawn_plans import SVG, cards, drawn, large_plan
from mandategraph.draw import shapes as s
from mandategraph.draw.palette import PALETTES, THEMES, Theme

SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# signs that stand for different kinds of thing, side by side on one sheet
KINDS = (s.OBJECTIVE, s.RESULT_BAR, s.INDICATOR_BAR)
GROUNDS = (s.LINE, s.OPEN_LINE, s.PROPOSED_LINE)
NOTICEABLE = 10.0  # of two areas that do not touch; 2.3 is just noticeable side by side


def linear(colour: str) -> list[float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, v)) for v in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (
        v ** (1 / 3) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29
        for v in xyz
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, matrix: tuple[tuple[float, ...], ...]) -> float:
    seen = [
        lab(
            [
                sum(weight * v for weight, v in zip(row, linear(colour), strict=True))
                for row in matrix
            ]
        )
        for colour in (one, other)
    ]
    return math.dist(*seen)


def test_orange_and_olive_are_told_apart_by_few_in_deuteranopia() -> None:
    """The measure finds what it is meant to find."""
    red, green = "#b35900", "#8a7000"
    everyone = difference(red, green, SEEN["all colours"])
    assert everyone > 25
    assert difference(red, green, SEEN["deuteranopia"]) < everyone / 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("names", [KINDS, GROUNDS], ids=["kinds", "grounds"])
def test_signs_differ_however_few_colours_are_seen(
    theme: Theme, sight: str, names: tuple[str, ...]
) -> None:
    palette = PALETTES[theme]
    close = {
        (one, other): round(found, 1)
        for one, other in combinations(names, 2)
        if (found := difference(palette[one], palette[other], SEEN[sight])) < NOTICEABLE
    }
    assert close == {}


def test_colour_is_never_the_only_sign_of_a_kind() -> None:
    """The code begins with the letter of the kind; indicators are indented."""
    graph = large_plan(objectives=2, results=2, indicators=1)
    found = cards(drawn(graph))
    for name, (_, _, link) in found.items():
        letter = {"m": "M", "o": "O"}.get(name[0], "")
        letter = "I" if "i" in name else "R" if "r" in name else letter
        texts = ["".join(text.itertext()) for text in link.iter(f"{SVG}text")]
        assert texts[0].startswith(letter)
    assert found["o0r0i0"][0] > found["o0r0"][0]
