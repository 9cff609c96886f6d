"""Sources -> a graph, in one step that succeeds or leaves everything as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mandategraph.build.change import Built, Change, change_of, conflicts
from mandategraph.build.decided import check_unchanged
from mandategraph.build.imported import Imported
from mandategraph.build.ledgers import merged, sorted_ledger
from mandategraph.build.options import Options, Progress, today, useful_jobs
from mandategraph.build.reading import Outcome, Task
from mandategraph.build.record import Stored, fingerprint, hash_of
from mandategraph.build.sources import find
from mandategraph.build.spool import spool
from mandategraph.build.summary import NothingBuiltError, SourceSummary, Summary
from mandategraph.build.targets import BadQuadsError, target_of
from mandategraph.build.telling import Teller
from mandategraph.build.vocabularies import vocabularies
from mandategraph.build.workers import read_all
from mandategraph.errors import SourceError, StoreError, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mandategraph.build.record import Key, Record
    from mandategraph.build.sources import Found, Job
    from mandategraph.build.targets import Target

_CHANGED = "another build has changed it meanwhile"


def build(
    sources: Sequence[str | Path],
    target: str | Path,
    options: Options | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    **more: Any,
) -> Summary:
    """The summary of the build; the graphs of these sources are in `target` then.

    A source is a file, a folder, a pattern such as `plans/**/*.pdf`, or `-` for
    standard input. The target is a folder, a `.trig` or `.nq` file; graphs of other
    sources in it stay. `more` are fields of `Options`: `build(s, t, propose=True)`.

    A source that fails is listed in the summary and does not stop the others.
    Raises NothingBuiltError, a SourceError, when not one could be built, and StoreError
    when the target could not be written; it is then as it was before.
    """
    chosen = options or Options(**more)
    chosen.check()
    place = target_of(target)
    with spool(place.spool, place.name) as folder:
        found = find(sources, folder, chosen.format)
        work = _Build(chosen, place, folder, found, progress or (lambda _: None))
        return work.run()


class _Build:
    """One build, from what was found to the summary."""

    def __init__(
        self,
        options: Options,
        place: Target,
        folder: Path,
        found: Found,
        progress: Callable[[Progress], None],
    ) -> None:
        self.options, self.place, self.folder = options, place, folder
        self.found, self.progress = found, progress
        self.record = place.record()
        self.rows: dict[int, SourceSummary] = {}
        self.hashes: dict[int, str] = {}
        self.prints: dict[int, str] = {}
        self.errors: list[SourceError] = []
        self.built: dict[int, Built] = {}
        self.empty: list[Stored] = []
        self.copies: dict[int, int] = {}  # of which source each is the same
        self.day = today()
        self.jobs = 1
        self.imported = Imported(place.tables)
        self.lookups: dict[Path, Path | None] = {}
        self.written: tuple[int, int] = (0, 0)

    def run(self) -> Summary:
        for name, error in self.found.refused:
            self.errors.append(error)
            row = SourceSummary(name, "failed", problem=str(error))
            self.found.unread.insert(0, row)
        jobs = dict(enumerate(self.found.jobs))
        self._hash(jobs)
        todo = self._changed(jobs)
        self._read(todo)
        gone = self._gone()
        while self.built or (gone and self.options.prune):
            try:
                self.place.write(
                    lambda record, _: self._decided(record, gone), self._ledgers
                )
            except _NothingLeftError:
                break
            except BadQuadsError as error:
                self._refuse_unloadable(error)
            else:
                break
        summary = self._summary(gone)
        if summary.with_status("unchanged") and not self.written[1]:
            check_unchanged(self.place)
        return summary

    # --- what is to be read

    def _hash(self, jobs: Mapping[int, Job]) -> None:
        self.progress(Progress("looking for changes", 0, len(jobs)))
        with ThreadPoolExecutor(max_workers=4) as pool:
            hashes = pool.map(_hash_of, jobs.values())
            for (number, job), one in zip(jobs.items(), hashes, strict=True):
                if isinstance(one, SourceError):
                    self._fail(number, job, one)
                    continue
                try:
                    self.prints[number] = self._fingerprint(job, one)
                except OSError as error:
                    reason = reason_of(error)
                    advice = "name a mapping of columns"
                    where = str(error.filename or job.shown)
                    self._fail(number, job, SourceError(where, reason, advice))
                    continue
                self.hashes[number] = one

    def _fingerprint(self, job: Job, sha256: str) -> str:
        o, mapping = self.options, self._mapping(job)
        return fingerprint(
            sha256,
            job.name,
            job.format,
            o.base,
            o.propose,
            hash_of([mapping.read_bytes()]) if mapping else "",
            job.manifest.said(),
        )

    def _mapping(self, job: Job) -> Path | None:
        """The file that says what columns mean, if there is one for the source."""
        entry = next(iter(job.manifest.sources), None)
        if entry and entry.mapping:
            return Path(job.manifest.path).parent / entry.mapping
        return Path(self.options.mapping) if self.options.mapping else None

    def _changed(self, jobs: Mapping[int, Job]) -> dict[int, Job]:
        """The sources to read: neither unchanged nor the same as another."""
        # of equal sources the first is built; one that a manifest knows comes first
        order = sorted(self.hashes, key=lambda n: (not jobs[n].manifest_name, n))
        first = {self.hashes[n]: n for n in reversed(order)}
        todo = {}
        for number, job in jobs.items():
            if number not in self.hashes:
                continue
            known = self._known(number, job)
            other = first[self.hashes[number]]
            if known is not None:
                self.rows[number] = known
            elif other != number and not job.manifest_name and not job.path.is_dir():
                same = f"it holds the same bytes as {jobs[other].name}"
                problem = f"{job.shown}: {same}"
                row = SourceSummary(job.name, "same as another", problem=problem)
                self.rows[number] = row
                self.copies[number] = other
            else:
                todo[number] = job
        return todo

    def _known(self, number: int, job: Job) -> SourceSummary | None:
        """The summary of a source that need not be read, None for any other."""
        key = self._stored(number, job).key
        stored = self.record.sources.get(key)
        if self.options.force or stored is None:
            return None
        if stored.fingerprint != self._print(number, stored):
            return None
        row = SourceSummary.restored(stored.summary)
        if stored.holds:
            row.status = "unchanged"
        elif not job.found:
            return None
        return row

    def _print(self, number: int, stored: Stored) -> str:
        """The fingerprint of the source with the translations of its plans."""
        stamp = self.imported.stamp(stored.plans())
        return fingerprint(self.prints[number], stamp) if stamp else self.prints[number]

    def _stored(self, number: int, job: Job) -> Stored:
        """The source's line in the record, still without what it gave."""
        return Stored(
            job.name,
            job.manifest_name,
            self.options.base,
            self.hashes[number],
            self.prints[number],
        )

    # --- reading

    def _read(self, todo: Mapping[int, Job]) -> None:
        sizes = {n: job.size() for n, job in todo.items()}
        costs = {n: sizes[n] * job.weight for n, job in todo.items()}
        tasks = []
        for number in sorted(todo, key=lambda n: (-costs[n], n)):
            job = todo[number]
            try:
                tasks.append(self._task(number, job))
            except (SourceError, StoreError) as error:
                if job.manifest.ledger is None:
                    raise  # the target's own ledger is damaged
                why = SourceError(error.subject, error.reason, error.advice)
                self._fail(number, job, why)
        self.jobs = self.options.jobs or useful_jobs(list(costs.values()))
        teller = Teller(self.progress, sizes)
        outcomes = read_all(tasks, self.jobs, teller.tell)
        for number in sorted(outcomes):
            self._settle(number, todo[number], outcomes[number])
        for number, other in self.copies.items():
            if self.rows[other].status == "failed":
                job = self.found.jobs[number]
                same = self.found.jobs[other].name
                reason = f"it holds the same bytes as {same}, which failed"
                self._fail(number, job, SourceError(job.shown, reason))
        self.progress(Progress("writing", len(todo), len(todo)))

    def _task(self, number: int, job: Job) -> Task:
        ledger = self._lookup(job)
        mapping = self._mapping(job)
        return Task(
            number,
            job,
            self.hashes[number],
            self.options.base,
            self.day,
            str(self.folder),
            ledger=str(ledger) if ledger else "",
            propose=self.options.propose,
            mapping=str(mapping) if mapping else "",
            tables=str(self.place.tables or ""),
        )

    def _ledger(self, job: Job) -> Path | None:
        return job.manifest.ledger or self.place.ledger

    def _lookup(self, job: Job) -> Path | None:
        """The ledger of the source as a file that is fit to be looked up."""
        path = self._ledger(job)
        if path is None:
            return None
        if path not in self.lookups:
            self.lookups[path] = sorted_ledger(path, self.folder)
        return self.lookups[path]

    def _settle(self, number: int, job: Job, outcome: Outcome) -> None:
        row = self.rows[number] = outcome.summary
        if outcome.error and row.status == "failed":
            self.errors.append(outcome.error)
        stored = self._stored(number, job)
        held = self.record.sources.get(stored.key)
        if held and held.holds and row.status in ("nothing recognised", "not read"):
            reason = "no plan is recognised in it any more"
            advice = "its earlier graphs stay; restore the file, or remove it and prune"
            self._fail(number, job, SourceError(job.shown, reason, advice))
        elif row.status == "nothing recognised":
            stored.summary = _kept(row)
            self.empty.append(stored)
        elif row.status == "built":
            stored.summary = _kept(row)
            stored.graphs = outcome.graphs
            stored.fingerprint = self._print(number, stored)
            stored.shared = outcome.shared
            self.built[number] = Built(stored, outcome, job.shown)

    def _fail(self, number: int, job: Job, error: SourceError) -> None:
        self.errors.append(error)
        row = self.rows.get(number) or SourceSummary(job.name)
        row.status, row.problem = "failed", str(error)
        self.rows[number] = row
        self.built.pop(number, None)

    # --- storing

    def _gone(self) -> list[Key]:
        """The sources of the target that would have been found, and were not."""
        names = {(job.manifest_name, job.name) for job in self.found.jobs}
        return [
            key
            for key, s in sorted(self.record.sources.items())
            if s.holds
            and (s.manifest, s.name) not in names
            and s.name != "-"
            and self.found.covers(s.name, s.manifest)
        ]

    def _decided(self, record: Record, gone: Sequence[Key]) -> Change:
        """What changes in a target that holds what `record` says."""
        self._ensure_alone(record)
        while True:
            built = [self.built[n] for n in sorted(self.built)]
            clashes = list(conflicts(record, built, self.place.name))
            for one, error in clashes:
                number = one.outcome.number
                self._fail(number, self.found.jobs[number], error)
            if not clashes:
                break
        prune = [k for k in gone if k in record.sources] if self.options.prune else []
        if not built and not prune:
            raise _NothingLeftError
        added = vocabularies(self.found.manifests.values(), self.options.base)
        change = change_of(record, built, added, prune)
        change.threads = self.jobs
        for stored in self.empty:
            change.record.add(stored)
        self._count(built, change)
        return change

    def _ensure_alone(self, record: Record) -> None:
        """Nothing; StoreError when the target was changed since it was looked at."""
        for number, row in self.rows.items():
            if row.status == "unchanged":
                key = self._stored(number, self.found.jobs[number]).key
                now = record.sources.get(key)
                if now is None or now.fingerprint != self._print(number, now):
                    raise StoreError(self.place.name, _CHANGED, "build again")
        again = Imported(self.place.tables)
        for one in self.built.values():
            plans = one.stored.plans()
            if again.stamp(plans) != self.imported.stamp(plans):
                raise StoreError(self.place.name, _CHANGED, "build again")

    def _count(self, built: Sequence[Built], change: Change) -> None:
        """Take down how much is written."""
        quads = sum(one.outcome.count for one in built) + len(change.add)
        names = {g for one in built for g in one.stored.graph_iris()}
        names |= {g for one in built for g in one.stored.shared}
        names |= change.new_vocabularies
        self.written = quads, len(names)

    def _ledgers(self) -> dict[Path, bytes | Path]:
        """The ledgers with the entries of what was built: place and content."""
        added: dict[Path, list[str]] = {}
        for number, one in sorted(self.built.items()):
            path = self._ledger(self.found.jobs[number])
            if path is not None and one.outcome.entries:
                added.setdefault(path, []).extend(one.outcome.entries)
        ready: dict[Path, bytes | Path] = {}
        for path, files in added.items():
            out = self.folder / f"ledger-{len(ready)}.tsv"
            merged(sorted_ledger(path, self.folder), files, out)
            ready[path] = out
        return ready

    def _refuse_unloadable(self, error: BadQuadsError) -> None:
        """Fail the sources whose quads the engine refuses; the others can try again."""
        bad = [n for n, one in self.built.items() if not error.loadable(one)]
        if not bad:
            raise error
        for number in bad:
            job = self.found.jobs[number]
            advice = "please report it"
            self._fail(number, job, SourceError(job.shown, error.reason, advice))

    def _summary(self, gone: Sequence[Key]) -> Summary:
        rows = [self.rows[n] for n in sorted(self.rows)]
        for key in gone:
            stored = self.record.sources[key]
            row = SourceSummary.restored(stored.summary | {"file": stored.name})
            row.status = "removed" if self.options.prune else "no longer there"
            rows.append(row)
        rows += self.found.unread
        summary = Summary(self.place.name, rows, *self.written)
        if not summary.with_status("built", "unchanged", "removed"):
            raise NothingBuiltError(summary, self.errors)
        return summary


class _NothingLeftError(Exception):
    """None of the sources that were read can be stored."""


def _kept(row: SourceSummary) -> dict[str, Any]:
    """What the record keeps of a summary: no wording of warnings, which may be many."""
    return asdict(row) | {"warnings": [], "trace": ""}


def _hash_of(job: Job) -> str | SourceError:
    try:
        return job.sha256()
    except SourceError as error:
        return error
