"""Which results and indicators make one plan: those of one organisation, one model."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mandategraph.read.cids.graph import Graph, Node

_PART_OF: Final = ("oep:partOf", "cids:partOf")
_FOR: Final = ("cids:forOrganization", "org:forOrganization")
_HAS: Final = (
    "cids:hasOutcome",
    "cids:hasOutput",
    "cids:hasStakeholderOutcome",
    "cids:hasIndicator",
    "cids:hasProgram",
    "cids:hasService",
    "cids:hasActivity",
    "cids:hasImpactModel",
)
# An indicator is where its outcome is, an outcome where its programme is, and so on:
# these properties lead from a part to its whole, those above from a whole to its parts.
_UP: Final = ("cids:forOutcome", "cids:canProduce", *_PART_OF)


@dataclass(slots=True)
class Group:
    """The statements of one plan, with its model and its organisation if known.

    Both are keys of nodes; an organisation may be named but not described. `adopted`:
    some members name no organisation and are here because the file has only one.
    """

    model: str = ""
    organisation: str = ""
    members: list[Node] = field(default_factory=list)
    adopted: bool = False


def groups(graph: Graph) -> list[Group]:
    """The plans of the file, in the order in which their first statement stands."""
    models = _spread(graph, {n.key: _model_of(graph, n) for n in graph.nodes.values()})
    owners = _spread(graph, {n.key: _owner_of(graph, n) for n in graph.nodes.values()})
    for key, model in models.items():
        if not owners.get(key) and owners.get(model):
            owners[key] = owners[model]
    found: dict[tuple[str, str], Group] = {}
    for node in graph.of_kind("result", "indicator"):
        of = models.get(node.key, ""), owners.get(node.key, "")
        found.setdefault(of, Group(*of)).members.append(node)
    if not found:
        return [Group(n.key, owners.get(n.key, "")) for n in graph.of_kind("model")]
    _one_model(graph, found, owners)
    _adopt(found)
    place = {key: number for number, key in enumerate(graph.nodes)}
    for group in found.values():
        group.members.sort(key=lambda node: place[node.key])
    return sorted(found.values(), key=lambda g: place[g.members[0].key])


def _model_of(graph: Graph, node: Node) -> str:
    if node.kind == "model":
        return node.key
    named = [*node.links(*_PART_OF), *graph.pointing(node.key, *_HAS)]
    return next((k for k in named if _kind(graph, k) == "model"), "")


def _owner_of(graph: Graph, node: Node) -> str:
    if node.kind == "organisation":
        return ""
    if named := node.links(*_FOR):
        return named[0]
    above = graph.pointing(node.key, *_HAS)
    return next((k for k in above if _kind(graph, k) == "organisation"), "")


def _kind(graph: Graph, key: str) -> str:
    node = graph.nodes.get(key)
    return node.kind if node else ""


def _spread(graph: Graph, direct: dict[str, str]) -> dict[str, str]:
    """What is known of wholes given to those of their parts that lack it."""
    known = {key: value for key, value in direct.items() if value}
    todo = deque(known)
    while todo:
        whole = todo.popleft()
        node = graph.nodes.get(whole)
        if node is None or node.kind == "organisation":
            continue
        parts = [*node.links(*_HAS), *graph.pointing(whole, *_UP)]
        for part in parts:
            if part in graph.nodes and part not in known:
                known[part] = known[whole]
                todo.append(part)
    return known


def _one_model(
    graph: Graph, found: dict[tuple[str, str], Group], owners: dict[str, str]
) -> None:
    """Statements of an organisation with one model stand in the plan of that model."""
    models: dict[str, list[str]] = {}
    for node in graph.of_kind("model"):
        models.setdefault(owners.get(node.key, ""), []).append(node.key)
    for (model, organisation), group in list(found.items()):
        only = models.get(organisation, [])
        if model or not organisation or len(only) != 1:
            continue
        other = found.get((only[0], organisation))
        if other is None:
            group.model = only[0]
        else:
            other.members += group.members
            del found["", organisation]


def _adopt(found: dict[tuple[str, str], Group]) -> None:
    """Statements that name nobody go to the file's one plan, when it has only one."""
    loose = found.get(("", ""))
    named = [group for group in found.values() if group is not loose]
    if loose is None or len(named) != 1:
        return
    named[0].members += loose.members
    named[0].adopted = True
    del found["", ""]
