"""Labels: every form of the wording of a node, and the one that the policy chooses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from rdflib import URIRef

from mandategraph.language import (
    STANDINS,
    STATUSES,
    Form,
    LanguagePolicy,
    TextFormStatus,
)
from mandategraph.namespaces import MG_NS as MG
from mandategraph.namespaces import NOT_IN_IRI
from mandategraph.store.query_text import PREFIXES
from mandategraph.store.terms import Native, parts

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

BATCH: Final = 500
FEW: Final = 100  # nodes: to ask twice would take longer than to ask for everything

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

# FILTER and not a second VALUES: Oxigraph would join the two before it looks anything
# up, which costs twenty times as much.
_QUERY: Final = """
SELECT ?node ?source ?form ?wording ?authority ?state ?method
WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node ?source ?form .
  FILTER(?source IN ({sources}))
  OPTIONAL {{ ?form xl:literalForm ?wording }}
  OPTIONAL {{ ?form mg:textAuthority ?authority }}
  OPTIONAL {{ ?form mg:reviewState ?state }}
  OPTIONAL {{ ?form mg:method ?method }}
  FILTER({wanted})
}}
"""
_WORDING: Final = "COALESCE(?wording, ?form)"
_IN_ANY: Final = f"ISLITERAL({_WORDING})"


def all_forms(graph: MandateGraph, iris: Collection[str]) -> dict[str, list[Form]]:
    """Every form by which each node may be shown, in an order that never varies.

    Rejected translations are left out. The last form is always the node's code, so no
    list is empty.
    """
    forms = _forms(graph, iris, _IN_ANY)
    return {iri: [*found, code_of(iri)] for iri, found in forms.items()}


def labels(
    graph: MandateGraph, iris: Collection[str], policy: LanguagePolicy
) -> dict[str, Form]:
    """The form by which to show each node: `policy.choose` of all its forms.

    Of many nodes, most have a wording in a language that was asked for, and none in
    another language can be preferred to it: only the rest is looked up in every one.
    """
    chosen: dict[str, Form] = {}
    if policy.asked and len(iris) > FEW:
        for iri, forms in _forms(graph, iris, _in_languages(policy.asked)).items():
            best = policy.choose(forms)
            if best and best.status not in STANDINS and policy.covers(best.lang):
                chosen[iri] = best
    rest = [iri for iri in iris if iri not in chosen]
    for iri, forms in all_forms(graph, rest).items():
        chosen[iri] = policy.choose(forms) or code_of(iri)
    return chosen


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


def _forms(
    graph: MandateGraph, iris: Collection[str], wanted: str
) -> dict[str, list[Form]]:
    """The forms of each node for whose wording the expression is true."""
    found: dict[str, list[tuple[int, Form]]] = {iri: [] for iri in iris}
    askable = [iri for iri in found if ":" in iri and not NOT_IN_IRI.search(iri)]
    for start in range(0, len(askable), BATCH):
        batch = askable[start : start + BATCH]
        for node, rank, form in _look_up(graph, batch, wanted):
            found[node].append((rank, form))
    return {iri: _kept(ranked) for iri, ranked in found.items()}


def _look_up(
    graph: MandateGraph, iris: list[str], wanted: str
) -> Iterator[tuple[str, int, Form]]:
    query = _QUERY.format(
        nodes=_spelled(iris, " "), sources=_spelled(_RANKS, ", "), wanted=wanted
    )
    found: Any = graph.native(query).rows  # of any engine, and None where unbound
    places: dict[object, str] = {}
    statuses: dict[object, TextFormStatus | None] = {(): "issuer"}  # as printed
    for node, source, form, wording, *codes in found:
        if source not in places:
            places[source] = parts(source).text
        place = places[source]
        key = tuple(codes) if place in _NODES else ()
        if key not in statuses:
            statuses[key] = form_status(*map(_local, codes))
        status = statuses[key]
        if status is None or (key and wording is None):
            continue
        _, text, lang, _ = parts(form if wording is None else wording)
        rank = _RANKS[place]
        if rank == _LABEL:
            yield parts(node).text, rank, Form(text, lang, "label", status)
        else:
            yield parts(node).text, rank, Form(text, lang, status)


def _local(code: Native | None) -> str:
    """The local name of a code, `""` when there is none."""
    return "" if code is None else parts(code).text.removeprefix(MG)


def _in_languages(asked: Collection[str]) -> str:
    """Whether the wording's language is one that a range may take (RFC 4647)."""
    ranges: dict[str, None] = {}
    for tag in asked:
        subtags = tag.split("-")
        ranges |= {"-".join(subtags[:n]): None for n in range(len(subtags), 0, -1)}
    tests = (f'LANGMATCHES(LANG({_WORDING}), "{one}")' for one in ranges)
    return f"({' || '.join(tests)})"


def _kept(ranked: list[tuple[int, Form]]) -> list[Form]:
    if len(ranked) < 2:
        return [form for _, form in ranked]
    best: dict[str, int] = {}
    for rank, form in ranked:
        best[form.lang] = min(rank, best.get(form.lang, rank))
    kept = {(r, f) for r, f in ranked if r in (_LABEL, best[f.lang])}
    return [f for _, f in sorted(kept, key=lambda item: (item[0], *_order(item[1])))]


def _order(form: Form) -> tuple[str, int, str]:
    return form.lang, STATUSES.index(form.status), form.text


def _spelled(iris: Collection[str], separator: str) -> str:
    return separator.join(URIRef(iri).n3() for iri in iris)
