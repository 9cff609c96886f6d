"""Numbers of indicators added up, where unit, period and part agree."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.folding import fold
from mandategraph.namespaces import local
from mandategraph.network.nodes import MG
from mandategraph.query import all_forms, labels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from mandategraph.language import LanguagePolicy
    from mandategraph.store import MandateGraph

_NOT_STATED: Final = f"{MG}unitNotStated"
_VALUES: Final = """
SELECT ?value ?indicator ?class ?number ?unit ?start ?end WHERE {
  VALUES ?class { mg:Baseline mg:Target mg:Measurement }
  ?value mg:valueOf ?indicator ; a ?class .
  OPTIONAL { ?value mg:value ?number } OPTIONAL { ?value mg:unit ?unit }
  OPTIONAL { ?value dct:temporal ?period
    OPTIONAL { ?period dcat:startDate ?start } OPTIONAL { ?period dcat:endDate ?end } }
}"""
_PARTS: Final = "SELECT ?value ?part WHERE { ?value mg:dimension|dct:spatial ?part }"
# Shares, rates, ratios, indices and averages: the sum of two says nothing. Last
# segments of the IRIs of code lists of units (QUDT, OM, SDMX, UN/CEFACT) ...
_SHARE_CODES: Final = re.compile(
    r"percent(?:age)?|per_?mille?|permil|pct|pt|p1|pp[mbt]|(?:.*[_-])?per[_-].*"
    r"|rate|ratio|index|ix|fraction|proportion|share",
    re.IGNORECASE,
)
_OF_A_PLAN: Final = re.compile(r"-unit-[0-9a-f]+")  # as a build names them: no code
# ... and words in the names of units, folded as `fold` does; what is counted per
# something else is a rate
_SHARE_WORDS: Final = (
    r"per ?cent\w*|per ?mille?|rates?|ratios?|index|indexes|indices?|shares?|fractions?"
    r"|proportions?|quotients?|coefficients?|average|mean|median|scores?|ratings?"
    r"|ranks?|rankings?|per"
    r"|pour(?:centages?| ?cents?| ?mille?)|taux|quotes?-parts?|moyennes?|medianes?|par"
    r"|porcentajes?|por ?(?:ciento|cien|mil)|tasas?|razon|razones|coeficientes?|cuotas?"
    r"|proporcion|proporciones|promedios?|medianas?|puntuacion|puntuaciones|por"
)
# with the article and the particles that are written as one word with them
_ARABIC: Final = (
    "نسب|نسبه|معدل|معدلات|مؤشر|مؤشرات|متوسط|متوسطات|وسيط|حصه|حصص|رقم قياسي|مئويه"
    "|في المائه|في الميه|في الالف|مائه|ميه|كل|فرد"
)
_SHARES: Final = re.compile(
    rf"[%٪‰؉‱/]|(?<!\w)(?:{_SHARE_WORDS})(?!\w)"
    rf"|(?<!\w)[وفبك]?(?:ال|لل?)?(?:{fold(_ARABIC)})(?!\w)"
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

    Left out are values without a number or a unit, shares, values whose period is not
    known from start to end (`undated` of them), those with several units or periods,
    those of which an indicator has two alike, and those that agree with no other
    indicator's.
    """

    sums: tuple[Sum, ...]
    left_out: int
    undated: int


class _Value(NamedTuple):
    """One value: what it has in common with others, None when nothing is certain."""

    alike: Alike | None
    number: Decimal | None
    undated: bool


def sums_of(
    graph: MandateGraph, policy: LanguagePolicy, indicators: Collection[str]
) -> Callable[[Iterable[str]], Sums]:
    """A function that adds up the values of some of the indicators."""
    by_indicator = _values(graph, policy, indicators)

    def added(chosen: Iterable[str]) -> Sums:
        values: dict[Alike, list[Decimal]] = defaultdict(list)
        whole = undated = 0
        for indicator in chosen:
            own: dict[Alike, list[Decimal | None]] = defaultdict(list)
            for value in by_indicator[indicator]:
                whole += 1
                undated += value.undated
                if value.alike is not None:
                    own[value.alike].append(value.number)
            for key, numbers in own.items():
                if len(numbers) == 1 and numbers[0] is not None:
                    values[key].append(numbers[0])
        sums = [
            Sum(key, sum(numbers, Decimal()), len(numbers))
            for key, numbers in sorted(values.items())
            if len(numbers) > 1
        ]
        in_sums = sum(one.indicators for one in sums)
        return Sums(tuple(sums), whole - in_sums, undated)

    return added


def _values(
    graph: MandateGraph, policy: LanguagePolicy, indicators: Collection[str]
) -> dict[str, list[_Value]]:
    """By indicator its values."""
    rows: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    for value, indicator, cls, *said in graph.select_text(_VALUES):
        if indicator in indicators:
            rows[value, indicator, cls].add(tuple(said))
    parts: dict[str, set[str]] = defaultdict(set)
    for value, part in graph.select_text(_PARTS):
        parts[value].add(part)
    units = {said[1] for found in rows.values() for said in found} - {"", _NOT_STATED}
    words = labels(graph, sorted(units | set().union(*parts.values())), policy)
    forms = all_forms(graph, sorted(units))
    shares = {
        unit
        for unit in units
        if is_share(unit, [f.text for f in forms[unit] if f.status != "code"])
    }
    by_indicator: dict[str, list[_Value]] = defaultdict(list)
    for (value, indicator, cls), found in sorted(rows.items()):
        number, unit, start, end = min(found)
        undated = not (start and end)
        alike = None
        if len(found) == 1 and unit in units and unit not in shares and not undated:
            period = start if start == end else f"{start}/{end}"
            part = ", ".join(sorted(words[one].text for one in parts[value]))
            alike = Alike(local(cls).lower(), words[unit].text, period, part)
        by_indicator[indicator].append(_Value(alike, _number(number), undated))
    return by_indicator


def is_share(unit: str, names: Sequence[str]) -> bool:
    """Whether numbers of the unit are shares, rates, ratios, indices or averages.

    The code at the end of the IRI tells, or any of the unit's names in any language.
    """
    code = local(unit)
    if _SHARE_CODES.fullmatch(code) and not _OF_A_PLAN.search(code):
        return True
    return any(_SHARES.search(fold(name)) for name in names)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
