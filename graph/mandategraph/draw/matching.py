"""Which elements of two plans match, and what each match rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mandategraph.folding import fold
from mandategraph.namespaces import local
from mandategraph.query import all_forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mandategraph.network import Network
    from mandategraph.store import MandateGraph

RELATIONS: Final = (
    "continues",
    "sameIntentAs",
    "exactMatch",
    "closeMatch",
    "broadMatch",
    "narrowMatch",
    "relatedMatch",
    "similarTo",
)
Ground = Literal["stated", "accepted", "recorded", "words", "proposed"]
GROUNDS: Final = ("stated", "accepted", "recorded", "words", "proposed")
_RECORDED: Final = """
SELECT ?one ?relation ?other WHERE {
  VALUES ?relation { mg:continues mg:sameIntentAs mg:similarTo skos:exactMatch
    skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
  ?one ?relation ?other
}"""


@dataclass(frozen=True, slots=True)
class Match:
    """Two elements, how they are related, and who says so.

    `ground`: the source states it; a reviewer accepted it; the graph has it and no
    claim backs it (`recorded`); the issuers' words in one language are the same
    (`words`), which nobody says; somebody proposed it. `forward`: it goes from left to
    right.
    """

    left: str
    right: str
    relation: str
    ground: Ground
    confidence: str = ""
    forward: bool = True


def matches(
    graph: MandateGraph, network: Network, left: Sequence[str], right: Sequence[str]
) -> list[Match]:
    """The matches between the elements of two plans, the best founded first.

    Only what the graph links, and equal words of the same kind in the same language:
    case, accents and punctuation marks of another shape make no difference.
    """
    found = [*_linked(graph, network, left, right)]
    linked = {(match.left, match.right) for match in found}
    worded = _worded(graph, network, left, right)
    found += [match for match in worded if (match.left, match.right) not in linked]
    places = {iri: place for place, iri in enumerate([*left, *right])}
    return sorted(
        found,
        key=lambda m: (
            GROUNDS.index(m.ground),
            -float(m.confidence or 0),
            RELATIONS.index(m.relation) if m.relation in RELATIONS else 0,
            places[m.left],
            places[m.right],
        ),
    )


def _linked(
    graph: MandateGraph, network: Network, left: Sequence[str], right: Sequence[str]
) -> list[Match]:
    """What claims say, and what the graph has without a claim."""
    ones, others = set(left), set(right)
    found: dict[tuple[str, str, str], Match] = {}
    links = [
        (source, data["relation"], target, data["status"], data.get("confidence", ""))
        for source, target, data in network.edges([*left, *right], data=True)
        if data["relation"] in RELATIONS and data["status"] != "open"
    ]
    links += [
        (one, local(relation), other, "recorded", "")
        for one, relation, other in sorted(graph.select_text(_RECORDED))
    ]
    for source, relation, target, ground, confidence in links:
        if source in ones and target in others:
            match = Match(source, target, relation, ground, confidence)
        elif source in others and target in ones:
            match = Match(target, source, relation, ground, confidence, forward=False)
        else:
            continue
        found.setdefault((match.left, match.right, relation), match)
    return list(found.values())


def _worded(
    graph: MandateGraph, network: Network, left: Sequence[str], right: Sequence[str]
) -> list[Match]:
    """Pairs with the same words of their issuers, each element in one at most."""
    forms = all_forms(graph, [*left, *right])
    worded: dict[tuple[str, str, str], list[str]] = defaultdict(list)

    def keys(iri: str) -> list[tuple[str, str, str]]:
        kind = network.nodes[iri]["kind"]
        return [
            (kind, form.lang, fold(form.text))
            for form in forms.get(iri, ())
            if form.status == "issuer" and form.lang and form.text.strip()
        ]

    for iri in right:
        for key in keys(iri):
            worded[key].append(iri)
    taken: dict[str, str] = {}
    used: set[str] = set()
    above = _parents(network)
    for iri in left:
        rest = [one for key in keys(iri) for one in worded[key] if one not in used]
        if rest:
            whole = taken.get(above.get(iri, ""))
            near = [one for one in rest if above.get(one) == whole]
            taken[iri] = (near or rest)[0]
            used.add(taken[iri])
    return [Match(one, other, "words", "words") for one, other in taken.items()]


def _parents(network: Network) -> Mapping[str, str]:
    """A stated or accepted parent of each element that has one."""
    return {
        source: target
        for source, target, data in network.edges(data=True)
        if data["status"] in ("stated", "accepted")
        and data["relation"] in ("expectedResultOf", "indicatorOf", "subObjectiveOf")
    }
