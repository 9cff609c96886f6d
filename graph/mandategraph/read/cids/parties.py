"""Organisations, programmes and stakeholders of CIDS as the parties of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from mandategraph.model import Party
from mandategraph.read.cids.terms import DESCRIPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandategraph.read.cids.graph import Graph, Node
    from mandategraph.read.cids.groups import Group
    from mandategraph.read.cids.text import PlanText

# Links between parts of a plan: they are in its structure, not in fields.
STRUCTURE: Final = (
    "cids:forOrganization",
    "org:forOrganization",
    "cids:hasImpactModel",
    "cids:hasIndicator",
    "cids:hasOutcome",
    "cids:hasOutput",
    "cids:hasProgram",
    "cids:hasStakeholder",
    "cids:hasStakeholderOutcome",
    "oep:partOf",
    "cids:partOf",
)
PEOPLE: Final = ("cids:forStakeholder", "cids:fromPerspectiveOf")
_GAINS: Final = ("cids:benefitsFrom",)
_WORK: Final = ("cids:hasOutcome", "cids:hasOutput", "cids:canProduce")
_KINDS: Final[dict[str, Literal["organisation", "programme", "group"]]] = {
    "organisation": "organisation",
    "programme": "programme",
    "group": "group",
}


class Parties:
    """Writes the parties of one plan after another; ids are new in the whole file."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._order = {key: number for number, key in enumerate(graph.nodes)}
        self._placed: set[str] = set()
        self._count = 0

    def of(
        self, text: PlanText, group: Group, ids: dict[str, str], *, last: bool
    ) -> list[Party]:
        """The parties of the plan; the last one takes those that no plan names."""
        found: list[Party] = []
        owner = self._graph.nodes.get(group.organisation)
        if owner is not None:
            found.append(self._party(text, owner, "plan_of", ()))
        part_of = found[0].id if found else None
        for node in self._around(group, ids, last=last):
            if node.kind == "programme":
                of = self._known(node.links(*_WORK), ids)
                found.append(self._party(text, node, "context", of, part_of))
            elif node.kind == "group":
                role, of = self._stake(node, ids)
                found.append(self._party(text, node, role, of))
            elif text.name(node):
                found.append(self._party(text, node, "context", ()))
        return [party for party in found if party.names]

    def _around(
        self, group: Group, ids: dict[str, str], *, last: bool
    ) -> Iterator[Node]:
        """The programmes and groups that the plan's statements or owner point at."""
        graph = self._graph
        keys: list[str] = []
        for key in ids:
            node = graph.nodes[key]
            keys += graph.pointing(key, *_WORK, *_GAINS) + node.links(*PEOPLE)
        for key in (group.organisation, group.model):
            above = graph.nodes.get(key)
            keys += above.links(*STRUCTURE) if above else []
            keys += graph.pointing(key, *STRUCTURE) if key else []
        nodes = (graph.nodes.get(key) for key in dict.fromkeys(keys))
        found = [n for n in nodes if n and n.kind in ("programme", "group")]
        yield from sorted(found, key=lambda n: self._order[n.key])
        if last:
            for node in graph.of_kind(*_KINDS):
                if node.key not in self._placed:
                    yield node

    def _party(
        self,
        text: PlanText,
        node: Node,
        role: Literal["plan_of", "context", "beneficiary", "stakeholder"],
        of: tuple[str, ...],
        part_of: str | None = None,
    ) -> Party:
        self._count += 1
        self._placed.add(node.key)
        names = text.name(node)
        description = text.wordings(node, *DESCRIPTIONS)
        skip = (*STRUCTURE, *DESCRIPTIONS, node.named_by, *_GAINS, *_WORK)
        fields = text.fields(node, skip)
        text.account.take(node.key, *STRUCTURE, *_GAINS, *_WORK)
        return Party(
            f"p{self._count}",
            _KINDS.get(node.kind, "organisation"),  # the owner, whatever its class
            role,
            names,
            identifier=node.id,
            part_of=part_of,
            of=of,
            description=description,
            fields=tuple(fields),
        )

    def _known(self, keys: list[str], ids: dict[str, str]) -> tuple[str, ...]:
        return tuple(ids[key] for key in dict.fromkeys(keys) if key in ids)

    def _stake(
        self, node: Node, ids: dict[str, str]
    ) -> tuple[Literal["beneficiary", "stakeholder"], tuple[str, ...]]:
        """What the group is to the statements, by its class and by who points at it."""
        gains = node.links(*_GAINS)
        keys = [*gains, *self._graph.pointing(node.key, *PEOPLE)]
        gaining = "cids:BeneficialStakeholder" in node.classes or bool(gains)
        return ("beneficiary" if gaining else "stakeholder"), self._known(keys, ids)
