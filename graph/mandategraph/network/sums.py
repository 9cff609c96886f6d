"""Numbers of indicators added up, where unit, period and part agree."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.network.nodes import MG, local
from mandategraph.query import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_VALUES: Final = """
SELECT ?value ?indicator ?class ?number ?unit ?start ?end WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?value mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?value mg:value ?number } OPTIONAL { ?value mg:unit ?unit }
  OPTIONAL { ?value dct:temporal ?period
    OPTIONAL { ?period dcat:startDate ?start } OPTIONAL { ?period dcat:endDate ?end } }
}"""
_PARTS: Final = "SELECT ?value ?part WHERE { ?value mg:dimension ?part }"
# shares of a whole: the sum of two says nothing
_SHARES: Final = re.compile(
    r"%|\b(percent\w*|per cent|ratio|index|rate|pourcentage|pour cent|taux|indice"
    r"|porcentaje|por ciento|tasa|índice|نسبة|معدل|بالمائة|في المائة|مؤشر)\b",
    re.IGNORECASE,
)


class Alike(NamedTuple):
    """What values that are added up have in common.

    `kind` is baseline, target or measurement; `period` a year or day, or start/end.
    """

    kind: str
    unit: str
    period: str
    part: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: of values alike in kind, unit, period and part."""

    of: Alike
    total: Decimal
    indicators: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of at least two indicators; how many values are in none of them.

    Left out are values without a number or a unit, shares, values of which an indicator
    has two alike, and values that agree with those of no other indicator.
    """

    sums: tuple[Sum, ...]
    left_out: int


def sums_of(
    graph: MandateGraph, policy: LanguagePolicy, indicators: Collection[str]
) -> Callable[[Iterable[str]], Sums]:
    """A function that adds up the values of some of the indicators."""
    rows = [row for row in graph.select_text(_VALUES) if row[1] in indicators]
    parts: dict[str, set[str]] = defaultdict(set)
    for value, part in graph.select_text(_PARTS):
        parts[value].add(part)
    units = {row[4] for row in rows if row[4] and row[4] != f"{MG}unitNotStated"}
    words = labels(graph, sorted(units | set().union(*parts.values())), policy)
    by_indicator: dict[str, list[tuple[Alike, str]]] = defaultdict(list)
    for value, indicator, cls, number, unit, start, end in sorted(set(rows)):
        name = words[unit].text if unit in words else ""
        part = ", ".join(sorted(words[one].text for one in parts[value]))
        period = start if start == end else f"{start}/{end}"
        key = Alike(local(cls).lower(), name, period, part)
        by_indicator[indicator].append((key, number))

    def added(chosen: Iterable[str]) -> Sums:
        values: dict[Alike, list[Decimal]] = defaultdict(list)
        whole = 0
        for indicator in chosen:
            own: dict[Alike, list[str]] = defaultdict(list)
            for key, number in by_indicator[indicator]:
                own[key].append(number)
                whole += 1
            for key, numbers in own.items():
                number_ = _number(numbers[0]) if len(numbers) == 1 else None
                if number_ is not None and _adds_up(key.unit):
                    values[key].append(number_)
        sums = [
            Sum(key, sum(numbers, Decimal()), len(numbers))
            for key, numbers in sorted(values.items())
            if len(numbers) > 1
        ]
        return Sums(tuple(sums), whole - sum(one.indicators for one in sums))

    return added


def _adds_up(unit: str) -> bool:
    """Whether numbers of this unit may be added: it is known, and is no share."""
    return bool(unit) and not _SHARES.search(unit)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
