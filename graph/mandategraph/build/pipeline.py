"""Sources -> a graph, in one step that succeeds or leaves everything as it was."""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.build.manifest import Manifest, load_manifest
from mandategraph.build.targets import (
    Batch,
    FileTarget,
    FolderTarget,
    Target,
    text_of,
)
from mandategraph.errors import SourceError, StoreError
from mandategraph.rdf.annotate import write_facts, write_translations
from mandategraph.rdf.iris import Ledger
from mandategraph.rdf.nquads import DEFAULT_GRAPH, Quads
from mandategraph.rdf.vocabulary import write_ontology, write_vocabulary
from mandategraph.rdf.write import write_reading
from mandategraph.read import read
from mandategraph.store.files import EXTENSIONS, staged
from mandategraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mandategraph.model import Reading

MANIFEST: Final = "manifest.toml"
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]*/")


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What one source gave: counts, and the share of its characters left over."""

    file: str
    plans: tuple[str, ...]
    statements: dict[str, int]
    asserted: int
    unknown: int
    proposed: int
    translations: int
    leftover_percent: float
    warnings: tuple[str, ...]


@dataclass(slots=True)
class Summary:
    """What a build did; `target` is where the graph is now."""

    target: str
    sources: list[SourceSummary] = field(default_factory=list)
    quads: int = 0
    graphs: int = 0


def build(
    sources: Sequence[str | Path],
    target: str | Path,
    *,
    base: str = BASE,
    propose: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Summary:
    """The summary of the build; the graphs of these sources are in `target` then.

    A source is a file, `-` for standard input, or a folder or file with a manifest.
    `progress` is told what is being done, and how many sources of how many are done.
    The target is a folder, a `.trig` or `.nq` file; graphs of other sources in it stay.
    Raises SourceError or StoreError; the target is then as it was before.
    """
    tell = progress or (lambda *_: None)
    jobs = [job for s in sources for job in _jobs(s)]
    if not jobs:
        raise SourceError("build", "no sources were named", "name a file or a folder")
    place = _target(target)
    if not _BASE.fullmatch(base):
        raise SourceError(
            base, "not a base for IRIs", "write an ASCII IRI that ends in /"
        )
    ledgers = _Ledgers(place)
    quads = Quads()
    summary = Summary(str(target))
    documents: dict[str, str] = {}
    for done, (manifest, file, name) in enumerate(jobs):
        tell(name, done, len(jobs))
        reading = manifest.apply(_reading(file, name, propose=propose))
        if not reading.statements:
            raise SourceError(
                name,
                "no mandate, objective, result or indicator was recognised in it",
                f"see what was read: mandategraph extract {name}",
            )
        for plan in reading.plans:
            known = documents.setdefault(f"{base}doc-{plan.key}", name)
            if known != name or len({p.key for p in reading.plans}) < len(
                reading.plans
            ):
                raise SourceError(
                    name,
                    f"its plan {plan.key} has the key of a plan of {known}",
                    "name each file once and give each plan a key of its own",
                )
        ledger = ledgers.of(manifest)
        date = ledgers.first_seen(ledger, reading, base)
        iris = write_reading(quads, reading, base=base, ledger=ledger, date=date)
        keys = {p.key for p in reading.plans}
        facts = [f for f in manifest.facts if f.plan in keys]
        agents = manifest.agents
        write_facts(quads, facts, agents, base=base, date=date)
        manifest.describe(quads, reading, base=base)
        wanted = [t for t in manifest.translations if t.plan in keys]
        stale = write_translations(quads, wanted, reading, iris, agents, base=base)
        notes = [
            f"translation of {t.plan}-{t.element} into {t.lang} left out: "
            "the source wording is another now"
            for t in stale
        ]
        summary.sources.append(_summary(reading, len(wanted) - len(stale), notes))
    for manifest in {id(m): m for m, *_ in jobs}.values():
        for name, turtle in manifest.glossaries:
            write_vocabulary(quads, name, turtle, base=base)
    write_ontology(quads, base=base)
    tell("writing", len(jobs), len(jobs))
    graphs = dict(quads.graphs)
    entries = graphs.pop(DEFAULT_GRAPH, frozenset())
    loose = {name for manifest, _, name in jobs if not manifest.path} - {"-"}
    with staged(ledgers.beside_manifests()):
        place.write(Batch(graphs, entries, documents, loose, ledgers.own))
    summary.graphs = len(graphs)
    summary.quads = sum(map(len, graphs.values())) + len(entries)
    return summary


def _jobs(source: str | Path) -> list[tuple[Manifest, str | Path, str]]:
    """The files that a source stands for: manifest, place, and the name it goes by.

    The name is the path below the manifest or the working folder; the place of the
    machine's folders is nobody's business.
    """
    path = Path(source)
    if str(source) == "-":
        return [(Manifest(), "-", "-")]
    if path.is_dir():
        if not (path / MANIFEST).is_file():
            raise SourceError(
                str(source),
                f"the folder has no {MANIFEST}",
                "name the files in it, or write a manifest",
            )
        path /= MANIFEST
    if path.name != MANIFEST:
        here, whole = Path.cwd(), path.absolute()
        return [(Manifest(), source, Path(os.path.relpath(whole, here)).as_posix())]
    manifest = load_manifest(path)
    return [(manifest, path.parent / s.file, s.file) for s in manifest.sources]


def _reading(file: str | Path, name: str, *, propose: bool) -> Reading:
    """What the file says; it goes by `name` in the graph, by its path in errors."""
    if str(file) == "-":
        return read(sys.stdin.buffer.read(), file="-", propose=propose)
    reading = read(file, propose=propose)
    source = dataclasses.replace(reading.source, file=name)
    return dataclasses.replace(reading, source=source)


def _target(target: str | Path) -> Target:
    name, path = str(target), Path(target)
    if not name or re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        raise StoreError(name or "(nothing)", "no folder or file", "name one to write")
    suffix = path.suffix.lower()
    if name == "-" or suffix in FileTarget.SYNTAXES:
        return FileTarget(target)
    if suffix in EXTENSIONS and not path.is_dir():
        raise StoreError(
            name, f"{suffix} cannot hold named graphs", "write a folder, .trig or .nq"
        )
    return FolderTarget(path)


def today() -> str:
    """The ISO day of the build: SOURCE_DATE_EPOCH when set, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
    return (moment or datetime.now(UTC)).date().isoformat()


class _Ledgers:
    """The ledgers in use: beside each manifest that names one, else the target's."""

    def __init__(self, place: Target) -> None:
        self.own = Ledger.parse(place.ledger_text(), f"{place.name}: ledger")
        self._beside: dict[Path, tuple[str, Ledger]] = {}

    def of(self, manifest: Manifest) -> Ledger:
        path = manifest.ledger
        if path is None:
            return self.own
        if path not in self._beside:
            text = text_of(path)
            self._beside[path] = text, Ledger.parse(text, str(path))
        return self._beside[path][1]

    def first_seen(self, ledger: Ledger, reading: Reading, base: str) -> str:
        """The day on which this very text was first read."""
        return ledger.text_seen(reading.source.sha256, base=base, day=today())

    def beside_manifests(self) -> dict[Path, bytes]:
        """The ledgers beside manifests that have changed, as they are to be written."""
        return {
            path: ledger.text().encode()
            for path, (before, ledger) in self._beside.items()
            if ledger.text() != before
        }


def _summary(reading: Reading, translated: int, notes: list[str]) -> SourceSummary:
    status = Counter(s.parent.status for s in reading.statements)
    text = reading.source.text
    left = sum(1 for span in reading.leftover for c in span.of(text) if not c.isspace())
    solid = sum(1 for c in reading.source.text if not c.isspace())
    return SourceSummary(
        file=reading.source.file,
        plans=tuple(p.key for p in reading.plans),
        statements=dict(Counter(s.type for s in reading.statements)),
        asserted=status["asserted"],
        unknown=status["unknown"],
        proposed=status["proposed"],
        translations=translated,
        leftover_percent=round(100 * left / solid, 2) if solid else 0.0,
        warnings=(*(w.message for w in reading.warnings), *notes),
    )


def as_json(summary: Summary) -> dict[str, object]:
    """The summary as plain data."""
    return dataclasses.asdict(summary)
