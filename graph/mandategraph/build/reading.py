"""One source -> quads in a file: the part of a build that runs in several processes."""

from __future__ import annotations

import traceback
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from mandategraph.build.imported import Imported, combined
from mandategraph.build.ledgers import EntryWriter, Lookup, entry_line
from mandategraph.build.summary import Note, SourceSummary
from mandategraph.build.watched import Watched
from mandategraph.errors import OtherContentError, SourceError, StoreError
from mandategraph.model import Framework, Reading
from mandategraph.rdf.annotate import write_facts, write_translations
from mandategraph.rdf.iris import Ledger
from mandategraph.rdf.nquads import DEFAULT_GRAPH, Quads
from mandategraph.rdf.write import write_reading
from mandategraph.read import READERS, format_of, readings
from mandategraph.store.files import explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mandategraph.build.sources import Job

OWN: Final = ("doc-", "claims-", "tr-", "text-")
_EXTENSIONS: Final = {e for reader in READERS.values() for e in reader.extensions}
# formats for which files of many other kinds are taken
_WIDE: Final = {"", "text", "table", "cids", "sdg"}
_NO_PLAN: Final = "no mandate, objective, result or indicator was recognised in it"


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read, and all that this needs; it crosses to another process."""

    number: int
    job: Job
    sha256: str
    base: str
    day: str
    folder: str  # where the quads go
    ledger: str = ""  # a sorted ledger, if there is one
    propose: bool = False
    mapping: str = ""
    tables: str = ""  # a folder of translations that were imported, if there is one


@dataclass(slots=True)
class Outcome:
    """What became of a task; `summary.status` says how it ended.

    `quads` and `entries` are files with what is to be stored; `graphs` are the last
    parts of the IRIs of the source's own graphs, `shared` its lines in graphs that
    have others' too.
    """

    number: int
    summary: SourceSummary
    error: SourceError | None = None
    quads: str = ""
    count: int = 0
    entries: list[str] = field(default_factory=list)
    graphs: list[str] = field(default_factory=list)
    shared: dict[str, list[str]] = field(default_factory=dict)


def read_source(task: Task, at: Callable[[int], None] = lambda _: None) -> Outcome:
    """What the source says, written to files; whatever goes wrong is in the outcome.

    `at` is told how many bytes of a large file have been read. Raises StoreError when
    the files cannot be written: that is no fault of the source.
    """
    outcome = Outcome(task.number, SourceSummary(task.job.name))
    try:
        _Work(task, outcome, at).run()
    except SourceError as error:
        _refuse(task, outcome, error)
    except StoreError:
        raise
    except MemoryError:
        reason, advice = "not enough memory to read it", "free some, then build again"
        _refuse(task, outcome, SourceError(task.job.shown, reason, advice))
    except Exception as error:
        # a reader must not be able to stop the other sources
        reason = f"unexpected error: {type(error).__name__}: {error}"
        advice = "--debug shows where"
        _refuse(task, outcome, SourceError(task.job.shown, reason, advice))
    return outcome


def _refuse(task: Task, outcome: Outcome, error: SourceError) -> None:
    job, summary = task.job, outcome.summary
    subject = error.subject
    if subject == job.name or subject.startswith(f"{job.name}:"):
        subject = job.shown + subject.removeprefix(job.name)
    outcome.error = SourceError(subject, error.reason, error.advice)
    summary.trace = traceback.format_exc()
    summary.problem = str(outcome.error)
    other = isinstance(error, OtherContentError) or not _is_sure(job, summary.format)
    passed_by = job.found and not job.format and other
    summary.status = "not read" if passed_by else "failed"
    for name in filter(None, (outcome.quads, *outcome.entries)):
        Path(name).unlink(missing_ok=True)


def _is_sure(job: Job, form: str) -> bool:
    """Whether a file found in a folder was meant for this reader.

    By its content, or by an extension that is used for little else: a photo is not
    plain text that is damaged, nor is any JSON a damaged table.
    """
    return form not in _WIDE or Path(job.name).suffix.lower() in _EXTENSIONS


class _Work:
    def __init__(self, task: Task, outcome: Outcome, at: Callable[[int], None]) -> None:
        self.task, self.outcome, self.summary = task, outcome, outcome.summary
        self.job = task.job
        self.source = Watched(task.job.name, task.job.path, at)
        self.ledger = Lookup(Path(task.ledger) if task.ledger else None)
        self.imported = Imported(Path(task.tables) if task.tables else None)
        stem = Path(task.folder) / f"{task.number}"
        self.entries = EntryWriter(stem)
        self.path = stem.with_suffix(".nq")
        self.plans: dict[str, None] = {}
        self.shared: dict[str, set[str]] = {}
        self.notes: dict[tuple[str, str], Note] = {}
        self.counts: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.numbered = 0
        self.dates: dict[str, str] = {}

    def run(self) -> None:
        job, summary = self.job, self.summary
        job.manifest.check_hash(job.name, self.task.sha256)
        self.outcome.quads = str(self.path)
        self.outcome.entries = self.entries.files
        with _writing(self.path) as out:
            for part in self._parts():
                if isinstance(part, Framework):
                    self._framework(part)
                else:
                    self._reading(part, out)
        job.manifest.check_count(job.name, self.numbered)
        with explained(self.task.folder):
            self.entries.finish()
        summary.plans = list(self.plans)
        summary.statements = dict(sorted(self.counts.items()))
        summary.asserted = self.links["asserted"]
        summary.unknown = self.links["unknown"]
        summary.proposed = self.links["proposed"]
        summary.warnings = list(self.notes.values())
        totals: Counter[str] = Counter()
        for note in self.notes.values():
            totals[note.code] += note.times
        summary.warning_counts = dict(sorted(totals.items()))
        self.outcome.shared = {g: sorted(ls) for g, ls in sorted(self.shared.items())}
        summary.status = "built"
        if not self.counts and not summary.concepts:
            self._nothing()

    def _nothing(self) -> None:
        if self.job.found:
            self.summary.status = "nothing recognised"
            return
        advice = f"see what was read: mandategraph extract {self.job.shown}"
        raise SourceError(self.job.shown, _NO_PLAN, advice)

    def _parts(self) -> Iterator[Reading | Framework]:
        """What the reader gives; every line that it may say names the file as known."""
        name = self.summary.format = self.job.format or format_of(self.source)
        mapping = Path(self.task.mapping) if self.task.mapping else None
        yield from readings(
            self.source, format=name, propose=self.task.propose, mapping=mapping
        )

    def _framework(self, framework: Framework) -> None:
        from mandategraph.rdf.framework import write_framework

        quads = Quads()
        write_framework(quads, framework, base=self.task.base)
        self.summary.concepts += len(framework.concepts)
        for warning in framework.warnings:
            self._note(warning.code, warning.message)
        for line, graph in lines_by_graph(quads):
            self.shared.setdefault(graph, set()).add(line)

    def _reading(self, given: Reading, out: BinaryIO) -> None:
        job, summary, task = self.job, self.summary, self.task
        if given.source.sha256 != task.sha256:
            reason = "it was changed while it was read"
            raise SourceError(job.shown, reason, "build again")
        reading = job.manifest.apply(given, self.numbered + 1)
        self.numbered += len(reading.plans)
        summary.parts += 1
        summary.characters += _solid(reading.source.text)
        spans = (span.of(reading.source.text) for span in reading.leftover)
        summary.leftover_characters += sum(map(_solid, spans))
        for warning in reading.warnings:
            self._note(warning.code, warning.message)
        if not reading.statements:
            summary.parts_left_out += 1
            return
        self.counts.update(s.type for s in reading.statements)
        self.links.update(s.parent.status for s in reading.statements)
        self._keys(reading)
        own: list[str] = []
        names: set[str] = set()
        for line, graph in lines_by_graph(self._quads(reading)):
            name = graph.rpartition("/")[2]
            if name.startswith(OWN):
                own.append(line)
                names.add(name)
            else:
                self.shared.setdefault(graph, set()).add(line)
        with explained(self.task.folder):
            out.write("".join(f"{line}\n" for line in sorted(own)).encode())
        self.outcome.count += len(own)
        self.outcome.graphs += sorted(names)

    def _keys(self, reading: Reading) -> None:
        for plan in reading.plans:
            if plan.key in self.plans:
                raise SourceError(
                    self.job.shown,
                    f"two of its plans have the key {plan.key}",
                    "give each plan a key of its own",
                )
            self.plans[plan.key] = None

    def _quads(self, reading: Reading) -> Quads:
        """The quads of the reading, and of what the manifest says of its plans."""
        quads, base, manifest = Quads(), self.task.base, self.job.manifest
        keys = [p.key for p in reading.plans]
        ledger = Ledger()
        before = set()
        for key in keys:
            for entry in self.ledger.of(key):
                before.add(entry_line(entry))
                ledger.add(entry)
        date = self._date(reading.source.sha256)
        iris = write_reading(quads, reading, base=base, ledger=ledger, date=date)
        with explained(self.task.folder):
            lines = map(entry_line, ledger.entries.values())
            self.entries.add(line for line in lines if line not in before)
        facts = [f for f in manifest.facts if f.plan in keys]
        write_facts(quads, facts, manifest.agents, base=base, date=date)
        manifest.describe(quads, reading, base=base)
        self._translations(quads, reading, iris)
        return quads

    def _translations(
        self, quads: Quads, reading: Reading, iris: Mapping[str, str]
    ) -> None:
        """Add the translations of the manifest's tables and those imported since."""
        manifest, keys = self.job.manifest, {p.key for p in reading.plans}
        imported = self.imported.of(sorted(keys), manifest.agents)
        agents = manifest.agents
        if imported:
            agents = self.imported.agents | agents
        wanted = []
        given = (t for t in manifest.translations if t.plan in keys)
        for t, before in combined(given, imported):
            wanted.append(t)
            if before:
                self._note(
                    "translation_overridden",
                    f"translation of {t.plan}-{t.element} into {t.lang}: what was "
                    "imported is shown, and not what the manifest's table says",
                )
        stale = write_translations(
            quads, wanted, reading, iris, agents, base=self.task.base
        )
        self.summary.translations += len(wanted) - len(stale)
        for t in stale:
            self._note(
                "stale_translation",
                f"translation of {t.plan}-{t.element} into {t.lang} left out: "
                "the source wording is another now",
            )

    def _date(self, sha256: str) -> str:
        """The day on which a text of this hash was first read."""
        if sha256 not in self.dates:
            known = self.ledger.text_seen(sha256)
            self.dates[sha256] = known or self.task.day
            if known is None:
                new = Ledger()
                new.text_seen(sha256, base=self.task.base, day=self.task.day)
                self.entries.add(map(entry_line, new.entries.values()))
        return self.dates[sha256]

    def _note(self, code: str, message: str) -> None:
        known = self.notes.get((code, message))
        if known:
            known.times += 1
        else:
            self.notes[code, message] = Note(code, message)


def lines_by_graph(quads: Quads) -> Iterator[tuple[str, str]]:
    """Each quad as a line, with the graph that it belongs to.

    An entry of the manifest belongs to the graph that it describes.
    """
    for graph, lines in quads.graphs.items():
        if graph == DEFAULT_GRAPH:
            yield from ((line, line[1 : line.index(">")]) for line in lines)
        else:
            yield from ((f"{line[:-2]} <{graph}> .", graph) for line in lines)


def _solid(text: str) -> int:
    """How many characters are not blank."""
    return sum(map(len, text.split()))


@contextmanager
def _writing(path: Path) -> Iterator[BinaryIO]:
    """The file for what is to be stored; StoreError when it cannot be written."""
    with explained(path.parent):
        out = path.open("wb")
    try:
        yield out
    except BaseException:
        out.close()
        raise
    with explained(path.parent):
        out.close()
