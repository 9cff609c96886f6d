"""The words of the source behind a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_ROLES: Final = (
    "evidence",
    "headingSpan",
    "titleSpan",
    "descriptionSpan",
    "noteSpan",
    "unitSpan",
)
_QUOTES: Final = """
SELECT DISTINCT ?role ?span ?text ?start ?end ?quote ?file ?lang WHERE {{
  VALUES ?role {{ {roles} }}
  {node} ?role ?span .
  ?span oa:hasSource ?text .
  OPTIONAL {{ ?span oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end }}
  OPTIONAL {{ ?span oa:hasSelector ?words . ?words oa:exact ?quote }}
  OPTIONAL {{ ?text mg:textOf ?document .
    OPTIONAL {{ ?document mg:fileName ?file }}
    OPTIONAL {{ ?document dct:language ?lang }} }}
}} LIMIT 200"""


def quotes_of(graph: MandateGraph, node: str) -> list[dict[str, Any]]:
    """The words that the node names as its evidence, in the order of the text.

    `node` is spelled as in SPARQL. `start` and `end` count code points, -1 if unknown.
    """
    roles = " ".join(f"mg:{role}" for role in _ROLES)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(graph.select_text(_QUOTES.format(roles=roles, node=node))):
        role, span, text, start, end, quote, file, lang = row
        name = role.rpartition("#")[2]
        found.setdefault(
            (name, span),
            {
                "role": name,
                "span": span,
                "text": text,
                "start": int(start or -1),
                "end": int(end or -1),
                "quote": quote,
                "file": file,
                "lang": lang,
            },
        )
    return sorted(
        found.values(),
        key=lambda q: (q["text"], q["start"], _ROLES.index(q["role"]), q["span"]),
    )
