"""Scales: which figures stand at an axis, and where a number stands on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS: Final = (1, 2, 2.5, 5, 10)
_NARROW: Final = 0.25  # values closer than this share of the largest break the axis


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of the values: its figures from the lowest to the highest.

    `broken` is True when the axis starts above 0 though no value is below.
    """

    ticks: tuple[float, ...]
    places: int
    broken: bool

    def share(self, number: float) -> float:
        """Where the number stands between the lowest (0) and the highest (1) figure."""
        low, high = self.ticks[0], self.ticks[-1]
        return (number - low) / (high - low)


def scale_of(numbers: Sequence[float]) -> Scale:
    """The scale that holds the numbers, from 0 unless they are close together."""
    low, high = min(numbers), max(numbers)
    close = high - low < _NARROW * max(abs(low), abs(high))
    broken = low > 0 and high > low and close
    if not broken:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    step = _step((high - low) / 3)
    first = math.floor(low / step + 1e-9)
    if broken and first * step == low:
        first -= 1
    last = max(math.ceil(high / step - 1e-9), first + 1)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    if round(step * 10**places, 6) % 1:
        places += 1
    ticks = tuple(n * step for n in range(first, last + 1))
    return Scale(ticks, places, broken and first > 0)


def years(first: float, last: float, most: int) -> tuple[int, int, int]:
    """The first year, the year after the last, and after how many one is named."""
    low, high = math.floor(first + 1e-9), math.ceil(last - 1e-9)
    high = max(high, low + 1)
    count = high - low
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500, 10_000) if count / s <= most)
    return low, high, step


def _step(least: float) -> float:
    """The round number that is not below `least`."""
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * s for s in _STEPS if power * s >= least - 1e-12)
