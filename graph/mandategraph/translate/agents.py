"""Who translated and who reviewed: agents by id or by name, known or new."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mandategraph.errors import QueryError
from mandategraph.model import Agent, AgentKind
from mandategraph.rdf.graphs import AGENT_CLASSES
from mandategraph.rdf.iris import digest
from mandategraph.translate.rows import name_of

if TYPE_CHECKING:
    from mandategraph.store import MandateGraph

_ID: Final = re.compile(r"(?:agent|org|person)-[A-Za-z0-9][A-Za-z0-9._-]*")
_KINDS: Final[dict[str, AgentKind]] = {
    name: kind for kind, names in AGENT_CLASSES.items() for name in names
}
_AGENTS: Final = f"""
SELECT ?agent ?class (STR(?label) AS ?name) (LANG(?label) AS ?lang)
WHERE {{
  ?agent a ?class .
  FILTER(?class IN ({", ".join(f"<{name}>" for name in _KINDS)}))
  OPTIONAL {{ ?agent skos:prefLabel ?label }}
}}
"""


class Agents:
    """The agents of a graph, and those that an import adds."""

    def __init__(self, graph: MandateGraph) -> None:
        kinds: dict[str, AgentKind] = {}
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for iri, class_, name, lang in graph.select_text(_AGENTS):
            if not iri.startswith(graph.base):
                continue
            id = iri.removeprefix(graph.base)
            kinds[id] = _KINDS[class_]
            if name:
                names[id].add((lang, name))
        self.known = {
            id: Agent(id, kind, tuple(sorted(names[id]))) for id, kind in kinds.items()
        }

    def id_of(self, given: str, kind: AgentKind) -> str:
        """The id of the agent of this id or name; one that is new becomes known.

        A new name gets an id that does not tell it; `agent-maria` is an id. An address
        behind a name is never kept.
        """
        if not given:
            return ""
        if given in self.known:
            return given
        if _ID.fullmatch(given):
            self.known[given] = Agent(given, kind, (("", given),))
            return given
        given, whole = name_of(given), given
        if given in self.known:
            return given
        if not given.isprintable() or not given.strip():
            raise QueryError(whole, "no name of an agent", "write a name or an id")
        for id, agent in sorted(self.known.items()):
            if given in {name for _, name in agent.names}:
                return id
        id = f"agent-{digest(given)}"
        self.known[id] = Agent(id, kind, (("", given),))
        return id
