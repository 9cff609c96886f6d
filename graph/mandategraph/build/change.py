"""From what was read to what changes in a target: exactly the sources' own graphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mandategraph.build.record import Record, Stored
from mandategraph.errors import SourceError
from mandategraph.rdf.nquads import DCT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from mandategraph.build.reading import Outcome
    from mandategraph.build.record import Key

# keys that readers give: of a text by its content, of other formats by the file's name
_OF_READER: Final = re.compile(r"/doc-(?:[0-9a-f]{10}-\d+|[a-z]+-[0-9a-f]{10})$")


@dataclass(frozen=True, slots=True)
class Built:
    """A source that was read and is to be stored, as it will stand in the record."""

    stored: Stored
    outcome: Outcome
    shown: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A graph that no source gave: the ontology, a glossary; `lines` are N-Quads."""

    graph: str
    hash: str
    lines: Callable[[], list[str]]


@dataclass(slots=True)
class Change:
    """What happens to a target, in this order.

    The graphs in `drop` go with their entries in the manifest, the lines in `remove`
    go, those in `add` and in `files` come; all are N-Quads. `record` is what is there
    afterwards; it is made in so many `threads`.
    """

    record: Record
    drop: set[str] = field(default_factory=set)
    remove: set[str] = field(default_factory=set)
    add: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    new_vocabularies: set[str] = field(default_factory=set)
    threads: int = 1


def conflicts(
    record: Record, built: Sequence[Built], target: str
) -> Iterator[tuple[Built, SourceError]]:
    """The sources that cannot be stored, since a plan of theirs is another's.

    The first of two in one build has the right; then what is stored already, unless it
    is built again now and has the plan no more.
    """
    owners = {d: s for s in record.sources.values() for d in s.documents()}
    again = {b.stored.key: set(b.stored.documents()) for b in built}
    taken: dict[str, Built] = {}
    for one in built:
        for document in one.stored.documents():
            plan = document.rpartition("/doc-")[2]
            other = taken.setdefault(document, one)
            if other is not one:
                reason = f"its plan {plan} has the key of a plan of {other.stored.name}"
                advice = "name each file once and give each plan a key of its own"
                yield one, SourceError(one.shown, reason, advice)
                break
            owner = owners.get(document)
            if owner is None or _succeeds(one.stored, owner):
                continue
            if document in again.get(owner.key, {document}):
                reason = f"{target} holds plan {plan} from {owner.name}"
                advice = "give one of the plans another key, or build into a new target"
                yield one, SourceError(one.shown, reason, advice)
                break


def change_of(
    record: Record,
    built: Sequence[Built],
    vocabularies: Iterable[Vocabulary],
    gone: Collection[Key] = (),
) -> Change:
    """What storing these sources changes, beside removing those that are gone."""
    replaced = _replaced(record, built) | set(gone)
    before = [record.sources[key] for key in sorted(replaced)]
    left = {k: s for k, s in record.sources.items() if k not in replaced}
    after = Record(left, dict(record.vocabularies))
    change = Change(after)
    kept = {g for s in after.sources.values() for g in s.graph_iris()}
    new = [one.stored for one in built]
    for stored in before:
        change.drop.update(g for g in stored.graph_iris() if g not in kept)
        documents = list(stored.documents())
        for graph in stored.graph_iris():
            if graph in kept:  # a text that two sources have in common
                change.remove.update(_entry(graph, d) for d in documents)
    for stored in new:
        change.drop.update(g for g in stored.graph_iris() if g not in kept)
        after.add(stored)
    change.files = [one.outcome.quads for one in built if one.outcome.count]
    _share(change, record, before, new)
    for vocabulary in vocabularies:
        if record.vocabularies.get(vocabulary.graph) != vocabulary.hash:
            change.new_vocabularies.add(vocabulary.graph)
            change.drop.add(vocabulary.graph)
            change.add.update(vocabulary.lines())
            after.vocabularies[vocabulary.graph] = vocabulary.hash
    return change


def _replaced(record: Record, built: Sequence[Built]) -> set[Key]:
    """The sources of which these are the successors."""
    owners = {d: s for s in record.sources.values() for d in s.documents()}
    found = set()
    for one in built:
        if one.stored.key in record.sources:
            found.add(one.stored.key)
        for document in one.stored.documents():
            owner = owners.get(document)
            if owner is not None and _succeeds(one.stored, owner):
                found.add(owner.key)
    return found


def _succeeds(new: Stored, old: Stored) -> bool:
    """Whether the one is the other's successor: the file's, or its content's."""
    same_content = bool(new.sha256) and new.sha256 == old.sha256
    return new.name == old.name or same_content


def _share(
    change: Change, record: Record, before: Iterable[Stored], new: Iterable[Stored]
) -> None:
    """Change the graphs to which several sources add: agents, frameworks.

    A line goes when no source gives it any more.
    """
    old_lines, new_lines = _lines(before), _lines(new)
    if not record.complete:
        # nobody knows who gave what: what these sources say is what holds
        change.drop.update(new_lines)
    others = [s for s in change.record.sources.values() if s.shared]
    given = _lines(others, old_lines.keys())
    for graph, lines in old_lines.items():
        change.remove |= lines - given.get(graph, set())
    for lines in new_lines.values():
        change.add |= lines
    change.remove -= change.add


def _lines(
    sources: Iterable[Stored], only: Collection[str] | None = None
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for stored in sources:
        for graph, lines in stored.shared.items():
            if only is None or graph in only:
                found.setdefault(graph, set()).update(lines)
    return found


def _entry(graph: str, document: str) -> str:
    return f"<{graph}> <{DCT}source> <{document}> ."


def derived(rows: Iterable[tuple[str, ...]]) -> Record:
    """What the graph itself tells of its sources: rows of graph, document and file.

    Of a file that a manifest names it cannot be told by which; it is known by its
    plans. Nothing that is known in this way counts as unchanged.
    """
    record = Record(complete=False)
    for graph, document, file in rows:
        base, found, name = graph.rpartition("/graph/")
        if not found:  # a plan, which has its source too
            continue
        manifest = "" if _OF_READER.search(document) else f"? {document}"
        stored = record.sources.setdefault(
            (manifest, file, ""), Stored(file, manifest, f"{base}/", "")
        )
        if name not in stored.graphs:
            stored.graphs.append(name)
    return record
