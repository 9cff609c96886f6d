"""Ranked guesses for results whose column was lost; on request only, never asserted.

Method `contiguity`: results of one objective stand together, so the results are cut
into one run per objective, all cuts being equally likely. Whether the runs follow the
printed order, the numbers or neither is not known: each order gets a small weight and
the rest is spread evenly. The figures are a prior, not a reading.
"""

from __future__ import annotations

from math import comb

METHOD = "contiguity"
VERSION = "1"
_PRINTED, _NUMBERED = 0.08, 0.08
_MOST = 5_000  # products of results and objectives: beyond, all are equal


def proposals(results: int, ordinals: list[int]) -> list[list[float]]:
    """For each result in order, one confidence per objective; each row sums to 1.

    `ordinals` are the numbers of the objectives in the order of their headings.
    """
    count = len(ordinals)
    even = 1 / count
    if results < count or results * count > _MOST:
        return [_rounded([even] * count)] * results
    by_number = sorted(range(count), key=lambda i: ordinals[i])
    rank = {objective: place for place, objective in enumerate(by_number)}
    rest = 1 - _PRINTED - _NUMBERED
    cuts = comb(results - 1, count - 1)
    rows = []
    for i in range(results):
        runs = [
            comb(i, j) * comb(results - 1 - i, count - 1 - j) / cuts
            for j in range(count)
        ]
        guess = [
            _PRINTED * runs[o] + _NUMBERED * runs[rank[o]] + rest * even
            for o in range(count)
        ]
        rows.append(_rounded(guess))
    return rows


def _rounded(row: list[float]) -> list[float]:
    """The row in thousandths that sum to one; the first largest takes the rest."""
    parts = [round(value * 1000) for value in row]
    parts[parts.index(max(parts))] += 1000 - sum(parts)
    return [part / 1000 for part in parts]
