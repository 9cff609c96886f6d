"""Counts: language by kind of element, by the best form that each element has.

A wording is the issuer's statement or a text form of it; of a section heading, its
printed words or a label form. Rejected forms are none. An element whose wording was
lost, and that has no form in the language, is `lost` and not `missing`: nobody could
translate it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Literal, Self

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.language import DECLARED, checked_tag
from mandategraph.namespaces import MG_NS as MG
from mandategraph.rdf.iris import CLASSES

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

Status = Literal["issuer", "reviewed", "candidate", "machine"]

# in the order in which a plan is read; section headings are counted apart
KINDS: Final[Mapping[str, str]] = {
    name: {**CLASSES, "planned_activity": "PlannedActivity"}[name]
    for name in (
        "mandate",
        "vision",
        "value_statement",
        "objective",
        "expected_result",
        "planned_activity",
        "indicator",
        "section_heading",
    )
}
HEADING: Final = "section_heading"
# best first; the number is the rank in the queries below
STATUSES: Final[tuple[Status, ...]] = ("issuer", "reviewed", "candidate", "machine")
_NO_LANGUAGE: Final = ("", "und", "mis", "zxx", "mul")

# the forms of an element with their rank in STATUSES, as query.labels has them. What is
# asked of the element stands in each branch: Oxigraph joins a UNION with what stands
# beside it row by row.
FORMS: Final = """
  {{
    {element}
    ?element mg:statementText ?words .
    BIND(0 AS ?rank)
  }} UNION {{
    {element}
    ?element a mg:SectionHeading ; mg:sourceLabel ?words .
    BIND(0 AS ?rank)
  }} UNION {{
    {{ {element} ?element mg:textForm ?form . ?form xl:literalForm ?words . }}
    UNION
    {{
      {element}
      ?element a mg:SectionHeading ; mg:labelForm ?form .
      ?form xl:literalForm ?words .
    }}
    OPTIONAL {{ ?form mg:textAuthority ?authority }}
    OPTIONAL {{ ?form mg:reviewState ?state }}
    OPTIONAL {{ ?form mg:method ?method }}
    FILTER(!BOUND(?state) || ?state != mg:stateRejected)
    BIND(IF(BOUND(?authority) && ?authority = mg:issuer, 0,
         IF(BOUND(?state) && ?state = mg:stateReviewed, 1,
         IF(BOUND(?method) && ?method = mg:machineTranslation, 3, 2))) AS ?rank)
  }}
"""
_ELEMENT: Final = """{plans} ?element mg:elementOf ?plan ; a ?class .
    FILTER(?class IN ({classes}))"""
_LOST: Final = "?element mg:textStatus mg:textNotExtracted ."
_WORDED: Final = """
SELECT ?plan ?class ?language ?best (COUNT(?element) AS ?elements)
       (SUM(?times) AS ?forms)
WHERE {{
  SELECT ?element ?plan ?class ?language (MIN(?rank) AS ?best)
         (COUNT(DISTINCT ?words) AS ?times)
  WHERE {{
    {forms}
    {language}
  }}
  GROUP BY ?element ?plan ?class ?language
}}
GROUP BY ?plan ?class ?language ?best
HAVING (COUNT(?element) > 0)
"""
_TOTALS: Final = """
SELECT ?plan ?class (COUNT(DISTINCT ?element) AS ?elements)
       (COUNT(DISTINCT ?gone) AS ?lost)
WHERE {{
  {element}
  OPTIONAL {{
    ?element mg:textStatus ?status .
    FILTER(?status = mg:textNotExtracted)
    BIND(?element AS ?gone)
  }}
}}
GROUP BY ?plan ?class
HAVING (COUNT(?element) > 0)
"""
# what was lost in the source and is worded all the same, in another edition say
_FOUND: Final = """
SELECT ?plan ?class ?language (COUNT(DISTINCT ?element) AS ?elements)
WHERE {{
  {forms}
  {language}
}}
GROUP BY ?plan ?class ?language
HAVING (COUNT(?element) > 0)
"""
_PRIMARY: Final = """BIND(IF(CONTAINS(LANG(?words), "-"),
           LCASE(STRBEFORE(LANG(?words), "-")), LCASE(LANG(?words))) AS ?language)"""


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of elements by the best form that they have in one language.

    `forms` is the number of all their forms in it; one element may have several.
    """

    issuer: int = 0
    reviewed: int = 0
    candidate: int = 0
    machine: int = 0
    missing: int = 0
    lost: int = 0
    forms: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(Count))
        )

    @property
    def total(self) -> int:
        """All elements."""
        return self.translatable + self.lost

    @property
    def translatable(self) -> int:
        """The elements whose wording is known in some language."""
        return self.worded() + self.missing

    def worded(self, status: Status = "machine") -> int:
        """The elements that have a form of this status or of a better one."""
        names = STATUSES[: STATUSES.index(status) + 1]
        return sum(getattr(self, name) for name in names)

    def percent(self, status: Status = "machine") -> float | None:
        """The share of `worded` in `translatable`; None when there is nothing."""
        whole = self.translatable
        return 100 * self.worded(status) / whole if whole else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts by plan (IRI), kind and language, with the order of each."""

    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    plans: tuple[str, ...]
    counts: Mapping[tuple[str, str, str], Count]

    def count(self, lang: str, kinds: Collection[str] = (), plan: str = "") -> Count:
        """The sum over these kinds, or all but headings; of one plan, or of all."""
        chosen = kinds or [kind for kind in self.kinds if kind != HEADING]
        found = (
            self.counts.get((one, kind, lang), Count())
            for one in ((plan,) if plan else self.plans)
            for kind in chosen
        )
        return sum(found, Count())

    @classmethod
    def of(
        cls,
        languages: Sequence[str],
        totals: Mapping[tuple[str, str], tuple[int, int]],
        worded: Mapping[tuple[str, str, str], list[int]],
        found: Mapping[tuple[str, str, str], int],
    ) -> Self:
        """The counts of what was asked: what is not worded is missing, or was lost."""
        counts = {}
        for (plan, kind), (elements, lost) in totals.items():
            for lang in languages:
                key = plan, kind, lang
                *has, forms = worded.get(key, [0] * 5)
                gone = lost - found.get(key, 0)
                left = elements - sum(has) - gone
                best = dict(zip(STATUSES, has, strict=True))
                counts[key] = Count(**best, missing=left, lost=gone, forms=forms)
        kinds = tuple(k for k in KINDS if any(k == kind for _, kind in totals))
        plans = tuple(sorted({plan for plan, _ in totals}))
        return cls(tuple(languages), kinds, plans, counts)


def coverage(
    graph: MandateGraph,
    languages: Sequence[str] = (),
    *,
    kinds: Collection[str] = (),
    plans: Collection[str] = (),
) -> Coverage:
    """How far the plans are worded in each language, by kind of element.

    A language takes in its regional forms: `es` counts what is in `es-mx`. Without any,
    all that occur and those of the project. `kinds` are names of KINDS, `plans` IRIs or
    their last parts; without them, all. Raises UnknownNameError or QueryError for what
    is not there, and QueryError for a graph without elements.
    """
    asked = tuple(dict.fromkeys(map(checked_tag, languages)))
    element = narrowed(graph, kinds, plans)
    language = _PRIMARY
    if any("-" in tag for tag in asked):
        ranges = " ".join(f'"{tag}"' for tag in asked)
        language = (
            f"VALUES ?language {{ {ranges} }} "
            "FILTER(LANGMATCHES(LANG(?words), ?language))"
        )
    totals = {
        (plan, kind_of(name)): (int(elements), int(lost))
        for plan, name, elements, lost in graph.select_text(
            _TOTALS.format(element=element)
        )
    }
    if not totals:
        reason = "it holds no plan element of this kind"
        raise QueryError(graph.target, reason, "build a graph from plans first")
    worded: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    asking = _WORDED.format(forms=FORMS.format(element=element), language=language)
    for plan, name, lang, best, elements, forms in graph.select_text(asking):
        counted = worded[plan, kind_of(name), lang]
        counted[int(best)] += int(elements)
        counted[4] += int(forms)
    lost = FORMS.format(element=f"{_LOST} {element}")
    asking = _FOUND.format(forms=lost, language=language)
    found = {
        (plan, kind_of(name), lang): int(elements)
        for plan, name, lang, elements in graph.select_text(asking)
    }
    occurring = {lang for _, _, lang in worded} - set(_NO_LANGUAGE)
    return Coverage.of(asked or _ordered(occurring), totals, worded, found)


def narrowed(
    graph: MandateGraph, kinds: Collection[str], plans: Collection[str]
) -> str:
    """The part of a query that keeps `?element` to these kinds and plans.

    Raises UnknownNameError for a kind or a plan that there is not.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownNameError("kind", kind, tuple(KINDS))
    chosen = ", ".join(f"mg:{KINDS[kind]}" for kind in kinds or KINDS)
    if not plans:
        return _ELEMENT.format(plans="", classes=chosen)
    rows = graph.select_text("SELECT DISTINCT ?plan WHERE { ?plan a mg:Plan }")
    known = {iri: iri for (iri,) in rows}
    for iri in list(known):
        code = iri.rpartition("/")[2]
        known |= {code: iri, code.removeprefix("plan-"): iri}
    for plan in plans:
        if plan not in known:
            names = sorted({iri.rpartition("/")[2] for iri in known.values()})
            raise UnknownNameError("plan", plan, tuple(names))
    named = " ".join(f"<{known[plan]}>" for plan in plans)
    return _ELEMENT.format(plans=f"VALUES ?plan {{ {named} }}", classes=chosen)


def kind_of(iri: str) -> str:
    """The name in KINDS of a class."""
    return _KIND[iri.removeprefix(MG)]


def _ordered(found: Collection[str]) -> tuple[str, ...]:
    """The project's languages in their order, then the others."""
    return (*DECLARED, *sorted(set(found) - set(DECLARED)))


_KIND: Final = {name: kind for kind, name in KINDS.items()}
