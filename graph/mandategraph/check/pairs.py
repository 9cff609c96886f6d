"""Constraints that compare each element with all others of its plan, for whole sets.

In SHACL such a constraint is a pattern about two elements, of which `$this` is one. For
all elements at once the pairs would grow with the square of the plan; here the two
sides are made apart and met on all that they must share. Subqueries of this kind may
not stand in a SHACL constraint, so these are the same constraints in other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PARENT: Final = "mg:subObjectiveOf|mg:expectedResultOf|mg:indicatorOf"
_CODE: Final = "mg:sourceIdentifier|skos:notation"


def _alike(other: str, path: str) -> str:
    """A filter: no value of the path differs between `$this` and the other."""
    return f"""  FILTER NOT EXISTS {{
    $this {path} ?left .
    FILTER EXISTS {{ {other} {path} ?right . FILTER(?left != ?right) }}
  }}"""


# two elements whose parents do not differ share one, or one of them has none
_SAME_NUMBER: Final = f"""WHERE {{
  {{
    {{ SELECT $this ?value ?plan ?class ?shared WHERE {{
      $this mg:ordinal ?value ; mg:elementOf ?plan ; a ?class ; {_PARENT} ?shared }} }}
    {{ SELECT ?other ?value ?plan ?class ?shared WHERE {{
      ?other mg:ordinal ?value ; mg:elementOf ?plan ; a ?class ; {_PARENT} ?shared }} }}
  }}
  UNION
  {{
    {{ SELECT $this ?value ?plan ?class WHERE {{
      $this mg:ordinal ?value ; mg:elementOf ?plan ; a ?class .
      FILTER NOT EXISTS {{ $this {_PARENT} ?above }} }} }}
    {{ SELECT ?other ?value ?plan ?class WHERE {{
      ?other mg:ordinal ?value ; mg:elementOf ?plan ; a ?class }} }}
  }}
  UNION
  {{
    {{ SELECT $this ?value ?plan ?class WHERE {{
      $this mg:ordinal ?value ; mg:elementOf ?plan ; a ?class }} }}
    {{ SELECT ?other ?value ?plan ?class WHERE {{
      ?other mg:ordinal ?value ; mg:elementOf ?plan ; a ?class .
      FILTER NOT EXISTS {{ ?other {_PARENT} ?above }} }} }}
  }}
  FILTER(STR(?other) < STR($this))
{_alike("?other", "mg:objectiveLevel")}
{_alike("?other", _PARENT)}
  BIND(mg:ordinal AS ?path)
}}"""

_SAME_WORDING: Final = f"""WHERE {{
  {{ SELECT $this ?text ?plan WHERE {{
    $this mg:statementText ?text ; mg:elementOf ?plan }} }}
  {{ SELECT ?value ?text ?plan WHERE {{
    ?value mg:statementText ?text ; mg:elementOf ?plan }} }}
  FILTER(STR(?value) < STR($this))
{_alike("?value", _CODE)}
  BIND(mg:statementText AS ?path)
}}"""

PAIRS: Final[Mapping[str, str]] = {
    "S18-unique": _SAME_NUMBER,
    "S32-twice": _SAME_WORDING,
}
