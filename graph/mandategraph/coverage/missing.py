"""What is not worded in a language, element by element."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final, NamedTuple

from mandategraph.coverage.count import (
    FORMS,
    STATUSES,
    Status,
    kind_of,
    narrowed,
)
from mandategraph.language import Form, LanguagePolicy, checked_tag
from mandategraph.query.labels import all_forms, code_of

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_ELEMENTS: Final = """
SELECT DISTINCT ?plan ?element ?class
WHERE {{
  {element}
  FILTER NOT EXISTS {{ ?element mg:textStatus mg:textNotExtracted }}
}}
"""
_HAVING: Final = """
SELECT DISTINCT ?element
WHERE {{
  {forms}
  FILTER(?rank <= {rank} && LANGMATCHES(LANG(?words), "{lang}"))
}}
"""


class Missing(NamedTuple):
    """An element without a form in the language, and what its reader sees instead."""

    plan: str
    element: str
    kind: str
    instead: Form


def missing(
    graph: MandateGraph,
    lang: str,
    *,
    kinds: Collection[str] = (),
    plans: Collection[str] = (),
    status: Status = "machine",
) -> list[Missing]:
    """The elements that have no form in the language of this status or a better one.

    Elements whose wording was lost in the source are not among them. In the order of
    plans, kinds and codes; raises as `coverage` does.
    """
    lang = checked_tag(lang)
    wanted = narrowed(graph, kinds, plans)
    rank = STATUSES.index(status)
    asked = _HAVING.format(forms=FORMS.format(element=wanted), rank=rank, lang=lang)
    have = {element for (element,) in graph.select_text(asked)}
    left = sorted(
        (plan, kind_of(name), element)
        for plan, element, name in graph.select_text(_ELEMENTS.format(element=wanted))
        if element not in have
    )
    forms = all_forms(graph, [element for _, _, element in left])
    policy = LanguagePolicy([lang])
    return [
        Missing(plan, e, kind, policy.choose(forms[e]) or code_of(e))
        for plan, kind, e in left
    ]
