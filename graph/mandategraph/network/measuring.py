"""The network that measures are taken of, whether they mean anything, and who computes.

Its nodes are elements, plans, holders and what they are linked to; its edges the stated
and accepted links. An element that serves another one of its plan hangs on that and not
on the plan too, a plan on its programme and that on its organisation: a plan without
cross-links is a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from mandategraph.errors import QueryError, UnknownNameError
from mandategraph.network.holders import Holders
from mandategraph.network.logic import SETTLED, UPWARD, Logic
from mandategraph.network.sentences import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from mandategraph.network.logic import Links
    from mandategraph.store import MandateGraph

    Undirected: TypeAlias = nx.Graph[str]

SEED: Final = 1
_SMALL: Final = 5  # nodes: below that everybody sees what there is to be seen


def measured_network(graph: MandateGraph, logic: Logic) -> Links:
    """The network, edges from the part upwards, without nodes that have no edge."""
    holders, nodes, plans = Holders(graph, logic), logic.network.nodes, set(logic.plans)
    found: Links = nx.DiGraph()
    upward = logic.upward(SETTLED)
    found.add_edges_from(edge for edge in upward.edges if edge[0] != edge[1])
    for plan in logic.plans:
        found.add_edges_from((plan, holder) for holder in holders.of(plan))
        for node in logic.members[plan]:
            inside = [n for n in upward.successors(node) if nodes[n]["plan"] == plan]
            if not inside:
                found.add_edge(node, plan)
    for source, target, data in logic.network.edges(data=True):
        mine = source in plans or nodes[source]["plan"] in plans
        about = data["relation"] not in (*UPWARD, "elementOf", "planOf")
        if mine and about and data["status"] in SETTLED and source != target:
            found.add_edge(source, target)
    held = [holder for plan in logic.plans for holder in holders.of(plan)]
    for part in held:
        if part in holders.parts:
            found.add_edges_from((part, whole) for whole in holders.parts[part])
    return found


def why_not(found: Links, lang: str) -> str:
    """Why a measure of this network would say nothing; `""` when it says something."""
    if len(found) < _SMALL:
        return say(lang, "too_small", n=len(found))
    if nx.is_forest(found.to_undirected()):
        return say(lang, "a_tree", n=len(found))
    return ""


def check_backend(backend: str | None) -> None:
    """Raise UnknownNameError, with those installed, for a backend that is not there."""
    installed = nx.utils.backends.backends  # type: ignore[attr-defined]
    known = ("networkx", *sorted(installed.keys() - {"networkx"}))
    if backend is not None and backend not in known:
        raise UnknownNameError("networkx backend", backend, known)


def computed(
    function: Callable[..., Any], given: Any, *, backend: str | None, **options: Any
) -> Any:
    """What the function of networkx gives, computed by the backend.

    QueryError for a backend that has not got the function, or for a package that it
    needs and that is not installed.
    """
    name = getattr(function, "__name__", "")
    if backend not in (None, "networkx"):
        options["backend"] = backend
    try:
        return function(given, **options)
    except NotImplementedError as error:
        reason = f"this backend does not compute {name}"
        advice = "choose another measure, or leave the backend out"
        raise QueryError(str(backend), reason, advice) from error
    except Exception as error:
        if backend not in (None, "networkx"):
            reason = f"it fails with networkx {nx.__version__}: {error}"
            advice = "install a version made for it, or leave the backend out"
            raise QueryError(str(backend), reason, advice) from error
        if not isinstance(error, ImportError):
            raise
        reason = f"it needs {error.name}, which is not installed"
        advice = f"pip install {error.name}, or choose another measure"
        raise QueryError(name, reason, advice) from error
