"""The resources of a CIDS file: what is said of each, and by what it is pointed at."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from mandategraph.errors import SourceError
from mandategraph.read.cids.jsonld import prepare
from mandategraph.read.cids.terms import KINDS, NAMES, RANGES, curie
from mandategraph.read.decode import decode
from mandategraph.read.rdf_text import refuse_nested, why

if TYPE_CHECKING:
    from mandategraph.read.source import Input

# Relative IRIs need a base; it is taken off again wherever an IRI is shown.
BASE: Final = "http://base.invalid/"
_LONGEST_PATH: Final = 12  # steps from a resource with a name to one without


class Words(NamedTuple):
    """A literal as printed, with its language tag if it has one."""

    text: str
    lang: str = ""


@dataclass(slots=True)
class Node:
    """One resource: `id` as the file has it (empty for a blank one), where it stands.

    `values` by property; a literal is `Words`, a resource the key of its node.
    """

    key: str
    id: str
    path: str
    classes: tuple[str, ...] = ()
    kind: str = ""
    values: dict[str, list[Words | str]] = field(default_factory=dict)

    def words(self, *names: str) -> list[tuple[str, Words]]:
        """The literals of the properties, with the property."""
        return [
            (name, value)
            for name in names
            for value in self.values.get(name, ())
            if isinstance(value, Words) and value.text.strip()
        ]

    @property
    def named_by(self) -> str:
        """The property that gives the name; empty for a resource without one."""
        return next((name for name in NAMES if self.words(name)), "")

    def links(self, *names: str) -> list[str]:
        """The keys of the resources that the properties lead to."""
        found = (v for name in names for v in self.values.get(name, ()))
        return list(dict.fromkeys(v for v in found if isinstance(v, str)))


class Graph:
    """All resources in the order of the file.

    `media_type` is that of the syntax, `unknown` counts the names without a meaning.
    """

    def __init__(self, source: Input) -> None:
        self.nodes: dict[str, Node] = {}
        self.sources: dict[str, list[tuple[str, str]]] = {}
        self.unknown: Counter[str] = Counter()
        text = decode(source.data, source.file).text
        if text.lstrip()[:1] in ("{", "[") or source.suffix in (".jsonld", ".json"):
            self.media_type, syntax = "application/ld+json", ox.RdfFormat.JSON_LD
            prepared = prepare(text, source.file)
            self.unknown, data = prepared.unknown, prepared.data
        else:
            self.media_type, syntax = "text/turtle", ox.RdfFormat.TURTLE
            refuse_nested(text, source.file)
            data = text.encode()
        self._parse(data, syntax, source.file)
        self._classify()

    def of_kind(self, *kinds: str) -> list[Node]:
        """The resources of these kinds."""
        return [n for n in self.nodes.values() if n.kind in kinds]

    def pointing(self, key: str, *names: str) -> list[str]:
        """The keys of the resources whose properties lead to this one."""
        found = (s for name, s in self.sources.get(key, ()) if name in names)
        return list(dict.fromkeys(found))

    def shown(self, key: str) -> str:
        """The IRI as the file has it; empty for a blank resource."""
        return "" if key.startswith("_:") else key.removeprefix(BASE)

    def _parse(self, data: bytes, syntax: ox.RdfFormat, file: str) -> None:
        seen: set[tuple[str, str, Words | str]] = set()
        try:
            for quad in ox.parse(data, format=syntax, base_iri=BASE):
                subject, thing = _key(quad.subject), _thing(quad.object)
                name = curie(quad.predicate.value)
                if (subject, name, thing) in seen:
                    continue
                seen.add((subject, name, thing))
                node = self.nodes.get(subject)
                if node is None:
                    node = Node(subject, self.shown(subject), "")
                    self.nodes[subject] = node
                node.values.setdefault(name, []).append(thing)
                if isinstance(thing, str):
                    self.sources.setdefault(thing, []).append((name, subject))
        except SyntaxError as error:
            is_json = syntax == ox.RdfFormat.JSON_LD  # the parser saw other lines
            reason = why(error, lines=not is_json)
            name = "JSON-LD" if is_json else "Turtle"
            advice = f"correct the {name}, then build again"
            raise SourceError(file, reason, advice) from None

    def _classify(self) -> None:
        for node in self.nodes.values():
            types = node.values.pop("rdf:type", [])
            node.classes = tuple(curie(t) for t in types if isinstance(t, str))
            node.path = node.id
        for node in self.nodes.values():
            node.kind = self._kind(node)
        self._paths()

    def _kind(self, node: Node) -> str:
        kinds = [KINDS[c] for c in node.classes if c in KINDS]
        if kinds:
            return kinds[0]
        if any(not c.startswith(("owl:", "rdfs:")) for c in node.classes):
            return ""
        pointing = (name for name, _ in self.sources.get(node.key, ()))
        return next((RANGES[name] for name in pointing if name in RANGES), "")

    def _paths(self) -> None:
        """Give each blank resource its way from one with an IRI, else a number."""
        todo = deque((n, 0) for n in self.nodes.values() if n.id)
        while todo:
            node, steps = todo.popleft()
            for name, values in node.values.items():
                inner = [self.nodes.get(v) for v in values if isinstance(v, str)]
                blank = [n for n in inner if n and not n.id and not n.path]
                for number, found in enumerate(blank, 1):
                    which = f"[{number}]" if len(blank) > 1 else ""
                    found.path = f"{node.path} {name}{which}"
                    if steps < _LONGEST_PATH:
                        todo.append((found, steps + 1))
        loose = (n for n in self.nodes.values() if not n.path)
        for number, node in enumerate(loose, 1):
            node.path = f"_:{number}"


def _key(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term)


def _thing(term: object) -> Words | str:
    if isinstance(term, ox.Literal):
        return Words(term.value, (term.language or "").lower())
    return _key(term)
