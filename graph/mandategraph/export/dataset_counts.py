"""What a data set holds, in numbers: for its card and for its README."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mandategraph.coverage import KINDS
from mandategraph.export.selected_languages import RIGHTS
from mandategraph.export.whole import MANIFEST, SOURCE, TYPE, Whole, mg
from mandategraph.namespaces import MG_NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mandategraph.export.selection import Selection

_FILE: Final = mg("fileName")
_STATUS: Final = mg("status")
_ORGANISATION: Final = f"{PREFIXES['org']}Organization"


@dataclass(frozen=True, slots=True)
class Document:
    """A source document; `rights` are the statements on its use, none when unknown."""

    iri: str
    file: str
    rights: tuple[ox.Quad, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the union of the graphs: each triple counts once.

    `classes` and `properties` are by IRI: distinct nodes, triples. `roles` has graphs
    and statements by graph role, `links` claims by status and open links as `open`.
    """

    triples: int
    subjects: int
    objects: int
    graphs: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    roles: Mapping[str, tuple[int, int]]
    links: Mapping[str, int]
    plans: tuple[str, ...]
    documents: tuple[Document, ...]

    @property
    def elements(self) -> dict[str, int]:
        """The plan elements by kind, in the order in which a plan is read."""
        found = {
            kind: self.classes.get(MG_NS + name, 0) for kind, name in KINDS.items()
        }
        del found["section_heading"]
        return {kind: count for kind, count in found.items() if count}

    @property
    def organisations(self) -> int:
        """The organisations that the plans speak of."""
        return self.classes.get(_ORGANISATION, 0)


def counts_of(selection: Selection, base: str) -> Counts:
    """The numbers of what is selected."""
    whole = Whole(selection.quads, base)
    triples = {(q.subject, q.predicate, q.object) for q in selection.quads}
    classes: dict[str, set[object]] = defaultdict(set)
    links: Counter[str] = Counter()
    for subject, predicate, value in triples:
        if predicate == TYPE and isinstance(value, ox.NamedNode):
            classes[value.value].add(subject)
        elif predicate == _STATUS and isinstance(value, ox.NamedNode):
            links[value.value.removeprefix(MG_NS)] += 1
    links["open"] = len(classes.get(f"{MG_NS}OpenLink", ()))
    roles: dict[str, tuple[int, int]] = {}
    for name, role in whole.roles.items():
        graphs, statements = roles.get(role, (0, 0))
        roles[role] = (graphs + 1, statements + len(whole.by_graph[name]))
    return Counts(
        triples=len(triples),
        subjects=len({s for s, _, _ in triples}),
        objects=len({o for _, _, o in triples}),
        graphs=len(whole.by_graph.keys() - {MANIFEST}),
        classes={name: len(found) for name, found in sorted(classes.items())},
        properties=dict(sorted(Counter(p.value for _, p, _ in triples).items())),
        roles=dict(sorted(roles.items())),
        links={k: n for k, n in sorted(links.items()) if n},
        plans=tuple(whole.plans),
        documents=_documents(whole),
    )


def _documents(whole: Whole) -> tuple[Document, ...]:
    """The documents that the plans have as their source, by file name and IRI."""
    nodes = {d for plan in whole.plans.values() for d in whole.objects(plan, SOURCE)}
    found = []
    for node in nodes:
        own = whole.by_subject.get(node, [])
        files = sorted(
            getattr(q.object, "value", "") for q in own if q.predicate == _FILE
        )
        rights = {
            ox.Quad(q.subject, q.predicate, q.object)
            for q in own
            if q.predicate in RIGHTS
        }
        listed = tuple(sorted(rights, key=str))
        found.append(Document(getattr(node, "value", ""), "".join(files[:1]), listed))
    return tuple(sorted(found, key=lambda d: (d.file, d.iri)))
