"""Links that the authoring format has no room for: a row has one parent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mandategraph.language import LanguagePolicy
from mandategraph.namespaces import local
from mandategraph.network import to_network

if TYPE_CHECKING:
    from collections.abc import Collection

    from mandategraph.export.options import ExportOptions
    from mandategraph.model import Reading
    from mandategraph.store import MandateGraph

_UPWARD: Final = (
    "serves",
    "expectedResultOf",
    "indicatorOf",
    "subObjectiveOf",
    "contributesTo",
)
_NAMED: Final = 8  # links in one line
_IDS: Final = """
SELECT ?element ?id WHERE { ?element mg:elementOf ?plan ; dct:identifier ?id }"""


def tell_parents(
    graph: MandateGraph, readings: Collection[Reading], options: ExportOptions
) -> None:
    """Tell the stated links of these plans that are in no row, by their codes.

    What is stated is taken from the network, which knows every way to state a link.
    """
    written = {
        (plan.key, statement.id, statement.parent.target)
        for reading in readings
        for plan in reading.plans
        for statement in plan.statements
    }
    plans = {plan.key for reading in readings for plan in reading.plans}
    ids = {row[0]: row[1] for row in sorted(graph.select_text(_IDS))}
    network = to_network(graph, LanguagePolicy(), nodes="elements", links=("stated",))
    lost: dict[tuple[str, str], str] = {}
    for part, whole, data in sorted(
        network.edges(data=True), key=lambda edge: (edge[0], edge[1])
    ):
        if data["relation"] not in _UPWARD or part not in ids:
            continue
        own, other = network.nodes[part], network.nodes[whole]
        key = own["plan"].rpartition("/plan-")[2]
        if key not in plans:
            continue
        same = own["plan"] == other["plan"]
        target = ids.get(whole) if same else None
        if target is None or (key, ids[part], target) not in written:
            codes = [node["code"] or local(node["iri"]) for node in (own, other)]
            lost[part, whole] = " > ".join(codes)
    named = ", ".join(list(lost.values())[:_NAMED])
    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    why = f"a row has one parent: {named}{more}"
    options.lost("stated links", len(lost), why)
