"""Labels: every form of the wording of a node, and the one that the policy chooses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from mandategraph.language import STATUSES, Form, LanguagePolicy, TextFormStatus
from mandategraph.namespaces import MG_NS as MG
from mandategraph.store.graph import PREFIXES

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

BATCH: Final = 500

# Where a wording may stand, with its rank; a higher one speaks only in languages in
# which the lower ones are silent. The statement, its text forms and the label of a
# framework's concept are one: the wording itself.
_RANKS: Final = {
    f"{MG}statementText": 0,
    f"{MG}textForm": 0,
    f"{PREFIXES['skos']}prefLabel": 0,
    f"{PREFIXES['dct']}title": 1,
    f"{PREFIXES['rdfs']}label": 2,
    f"{MG}sourceLabel": 3,
    f"{MG}labelForm": 3,
}
_LABEL: Final = 3
_NODES: Final = (f"{MG}textForm", f"{MG}labelForm")
_LITERALS: Final = tuple(p for p in _RANKS if p not in _NODES)
_UNSAFE: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")

# FILTER and not a second VALUES: Oxigraph would join the two before it looks anything
# up, which costs twenty times as much.
_QUERY: Final = """
SELECT DISTINCT ?node ?source (STR(?form) AS ?text) (LANG(?form) AS ?lang)
                ?authority ?state ?method
WHERE {{
  {{
    VALUES ?node {{ {nodes} }}
    ?node ?source ?form .
    FILTER(?source IN ({literals}))
  }} UNION {{
    VALUES ?node {{ {nodes} }}
    ?node ?source ?textForm .
    FILTER(?source IN ({links}))
    ?textForm xl:literalForm ?form .
    OPTIONAL {{ ?textForm mg:textAuthority ?authority }}
    OPTIONAL {{ ?textForm mg:reviewState ?state }}
    OPTIONAL {{ ?textForm mg:method ?method }}
  }}
  FILTER(ISLITERAL(?form))
}}
"""


def all_forms(graph: MandateGraph, iris: Collection[str]) -> dict[str, list[Form]]:
    """Every form by which each node may be shown, in an order that never varies.

    Rejected translations are left out. The last form is always the node's code, so no
    list is empty.
    """
    found: dict[str, list[tuple[int, Form]]] = {iri: [] for iri in iris}
    askable = [iri for iri in found if ":" in iri and not _UNSAFE.search(iri)]
    for start in range(0, len(askable), BATCH):
        for node, rank, form in _look_up(graph, askable[start : start + BATCH]):
            found[node].append((rank, form))
    return {iri: [*_kept(ranked), code_of(iri)] for iri, ranked in found.items()}


def labels(
    graph: MandateGraph, iris: Collection[str], policy: LanguagePolicy
) -> dict[str, Form]:
    """The form by which to show each node: `policy.choose` of all its forms."""
    return {
        iri: policy.choose(forms) or code_of(iri)
        for iri, forms in all_forms(graph, iris).items()
    }


def form_status(authority: str, state: str, method: str) -> TextFormStatus | None:
    """Status of a text form by the local names of its codes; None when rejected."""
    if state == "stateRejected":
        return None
    if authority == "issuer":
        return "issuer"
    if state == "stateReviewed":
        return "reviewed"
    return "machine" if method == "machineTranslation" else "candidate"


def code_of(iri: str) -> Form:
    """The last segment of the IRI: `ct-o1`, `stated`, `a233b9#char=8,56`."""
    segment = iri.rstrip("/#").rsplit("/", 1)[-1]
    name, _, fragment = segment.partition("#")
    short = fragment if fragment and "=" not in fragment else segment
    return Form(short or name or iri, "", "code")


def _look_up(graph: MandateGraph, iris: list[str]) -> Iterator[tuple[str, int, Form]]:
    query = _QUERY.format(
        nodes=_spelled(iris, " "),
        literals=_spelled(_LITERALS, ", "),
        links=_spelled(_NODES, ", "),
    )
    for node, source, text, lang, *codes in graph.select_text(query):
        status: TextFormStatus | None = "issuer"
        if source in _NODES:
            status = form_status(*(code.removeprefix(MG) for code in codes))
        if status is None:
            continue
        rank = _RANKS[source]
        if rank == _LABEL:
            yield node, rank, Form(text, lang, "label", status)
        else:
            yield node, rank, Form(text, lang, status)


def _kept(ranked: list[tuple[int, Form]]) -> list[Form]:
    best: dict[str, int] = {}
    for rank, form in ranked:
        best[form.lang] = min(rank, best.get(form.lang, rank))
    kept = {(r, f) for r, f in ranked if r in (_LABEL, best[f.lang])}
    return [f for _, f in sorted(kept, key=lambda item: (item[0], *_order(item[1])))]


def _order(form: Form) -> tuple[str, int, str]:
    return form.lang, STATUSES.index(form.status), form.text


def _spelled(iris: Collection[str], separator: str) -> str:
    return separator.join(URIRef(iri).n3() for iri in iris)
