"""Manifests: what is known of sources from outside their text, and from whom."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from mandategraph.build.translations import load_agents, load_translations
from mandategraph.errors import SourceError, reason_of
from mandategraph.model import Agent, Fact, Reading, Translation
from mandategraph.rdf.graphs import graph_iri, write_agent
from mandategraph.rdf.nquads import DCT, PROV, Quads, day, iri, literal
from mandategraph.rdf.vocabulary import triples_of
from mandategraph.read import READERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Table = dict[str, Any]
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TABLES: Final = {
    "agent": "who says or made something",
    "fact": "what is known from outside the text",
    "glossary": "a SKOS file",
    "ledger": "which statement has which IRI",
    "organisation": "who issues plans",
    "source": "the files",
    "translations": "a folder of tables",
}
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_KNOWN: Final = {
    "predicate": ("planOf",),
    "status": ("proposed", "accepted", "disputed", "rejected"),
    "basis": ("basisExternalMetadata", "basisExpert"),
}
_FACT: Final = ("plan", "predicate", "object", "status", "basis", "agent", "rationale")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of the manifest: its file, the hash it must have, its plans' keys.

    `format` is the name of a reader, `mapping` a file that says what columns mean.
    """

    file: str
    sha256: str = ""
    format: str = ""
    mapping: str = ""
    rights: str = ""
    provided_by: str = ""
    retrieved: str = ""
    plans: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says; an empty one for sources that have none."""

    path: str = ""
    sources: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()
    agents: dict[str, Agent] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()
    glossaries: tuple[tuple[str, bytes], ...] = ()
    ledger: Path | None = None

    def of(self, entry: Entry) -> Manifest:
        """What the manifest says of this source alone."""
        keys = set(entry.plans.values())
        return dataclasses.replace(
            self,
            sources=(entry,),
            facts=tuple(f for f in self.facts if f.plan in keys),
            translations=tuple(t for t in self.translations if t.plan in keys),
            glossaries=(),
        )

    def said(self) -> dict[str, Any]:
        """All that it says, as plain data, without the place where it lies."""
        table = dataclasses.asdict(self)
        return {k: v for k, v in table.items() if k not in ("path", "ledger")}

    def check_hash(self, file: str, sha256: str) -> None:
        """Nothing; SourceError when the file is not the one that is described."""
        entry = self._entry(file)
        if entry and entry.sha256 and entry.sha256 != sha256:
            raise SourceError(
                entry.file,
                f"its sha256 is {sha256}, not the one in {self.path}",
                "restore the file, or enter the new hash",
            )

    def check_count(self, file: str, plans: int) -> None:
        """Nothing; SourceError when it names a plan that the file does not have."""
        entry = self._entry(file)
        if entry and entry.plans and max(entry.plans) > plans:
            raise SourceError(
                self.path,
                f"names plan {max(entry.plans)} of {entry.file}, which has {plans}",
                "correct the index",
            )

    def apply(self, reading: Reading, first: int = 1) -> Reading:
        """The reading with the plan keys of the manifest.

        `first` is the number in the file of the reading's first plan.
        """
        entry = self._entry(reading.source.file)
        if entry is None:
            return reading
        plans = tuple(
            dataclasses.replace(plan, key=entry.plans.get(n, plan.key))
            for n, plan in enumerate(reading.plans, first)
        )
        return dataclasses.replace(reading, plans=plans)

    def describe(self, quads: Quads, reading: Reading, *, base: str) -> None:
        """Add what is known of the file to the graphs of its documents."""
        entry = self._entry(reading.source.file)
        if entry is None:
            return
        for plan in reading.plans:
            graph = graph_iri(base, f"doc-{plan.key}")
            document = f"{base}doc-{plan.key}"
            if entry.rights:
                rights = literal(entry.rights, lang="en")
                quads.add(graph, document, f"{DCT}rights", rights)
            if entry.retrieved:
                moment = day(entry.retrieved)
                quads.add(graph, document, f"{PROV}generatedAtTime", moment)
            if entry.provided_by:
                supplier = self.agents[entry.provided_by]
                quads.add(graph, document, f"{DCT}contributor", iri(base + supplier.id))
                write_agent(quads, supplier, base=base)

    def _entry(self, file: str) -> Entry | None:
        return next((e for e in self.sources if e.file == file), None)


def load_manifest(path: Path) -> Manifest:
    """The manifest with its translations and glossary; SourceError says what is wrong.

    The file's form is described in `sources/README.md`.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from error
    folder = path.parent
    reader = _Reader(str(path))
    if unknown := sorted(table.keys() - _TABLES):
        raise SourceError(
            str(path), f"{unknown[0]} is not known", f"known: {', '.join(_TABLES)}"
        )
    if not table.get("source"):
        raise SourceError(str(path), "it names no source", "see sources/README.md")
    translations: tuple[Translation, ...] = ()
    listed: dict[str, Agent] = {}
    if name := table.get("translations"):
        translations = tuple(load_translations(folder / str(name)))
        listed = load_agents(folder / str(name))
    glossaries = []
    if name := table.get("glossary"):
        file = folder / str(name)
        try:
            turtle = file.read_bytes()
        except OSError as error:
            raise SourceError(str(file), reason_of(error)) from error
        for _ in triples_of(turtle, str(file)):
            pass  # an error in it is told before anything is read
        glossaries.append((file.stem, turtle))
    agents = listed | {a.id: a for a in reader.agents(table)}
    sources, facts = tuple(reader.entries(table)), tuple(reader.facts(table))
    reader.check(sources, facts, translations, agents)
    return Manifest(
        path=str(path),
        sources=sources,
        facts=facts,
        agents=agents,
        translations=translations,
        glossaries=tuple(glossaries),
        ledger=folder / str(table["ledger"]) if "ledger" in table else None,
    )


class _Reader:
    """Reads the tables of a manifest; every complaint names the file and the table."""

    def __init__(self, path: str) -> None:
        self.path = path

    def check(
        self,
        sources: Collection[Entry],
        facts: Collection[Fact],
        translations: Collection[Translation],
        agents: Collection[str],
    ) -> None:
        """Complain of what speaks of a plan, an agent or a file that is not there."""
        keys = {key for entry in sources for key in entry.plans.values()}
        for file, count in Counter(entry.file for entry in sources).items():
            if count > 1:
                self._complain("source", f"{file} is listed twice")
        for entry in sources:
            if entry.provided_by and entry.provided_by not in agents:
                self._complain("source", f"provided_by {entry.provided_by} is unknown")
        spoken = [("fact", f.plan, f.agent) for f in facts]
        spoken += [("translation", t.plan, t.agent) for t in translations]
        spoken += [("translation", t.plan, t.reviewer) for t in translations]
        for kind, plan, agent in spoken:
            if plan not in keys:
                self._complain(kind, f"plan {plan} is the key of no source here")
            if agent and agent not in agents:
                self._complain(kind, f"agent {agent} is not described here")
        for fact in facts:
            if fact.object not in agents:
                self._complain("fact", f"object {fact.object} is not described here")

    def entries(self, table: Table) -> Iterator[Entry]:
        for row in self._rows(table, "source", ("file",)):
            plans: dict[int, str] = {}
            for plan in self._rows(row, "plan", ("index", "key")):
                index, key = plan["index"], str(plan["key"])
                if not isinstance(index, int) or index < 1 or index in plans:
                    self._complain("plan", f"index {index!r} is not a new number")
                if not _KEY.fullmatch(key):
                    self._complain(
                        "plan", f"key {key!r} is not ASCII letters and digits"
                    )
                plans[index] = key
            yield Entry(
                file=str(row["file"]),
                retrieved=self._day(row.get("retrieved")),
                sha256=str(row.get("sha256", "")),
                format=self._format(row.get("format")),
                mapping=str(row.get("mapping", "")),
                rights=str(row.get("rights", "")),
                provided_by=str(row.get("provided_by", "")),
                plans=plans,
            )

    def _format(self, value: object) -> str:
        """The name of a reader, `""` when the content decides."""
        if value is not None and value not in READERS:
            known = ", ".join(READERS)
            self._complain("source", f"format is {value!r}, not one of {known}")
        return str(value or "")

    def _day(self, value: object) -> str:
        """The day in ISO form, `""` when unknown."""
        if value is None:
            return ""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self._complain("source", f"retrieved is {value!r}, not a day as 2026-11-23")

    def facts(self, table: Table) -> Iterator[Fact]:
        for row in self._rows(table, "fact", _FACT):
            for name in _FACT[:-1]:
                if not _NAME.fullmatch(str(row[name])):
                    self._complain("fact", f"{name} is {row[name]!r}, not a name")
            for name, known in _KNOWN.items():
                if row[name] not in known:
                    reason = f"{name} is {row[name]!r}, not one of {', '.join(known)}"
                    self._complain("fact", reason)
            yield Fact(**{name: str(row[name]) for name in _FACT})

    def agents(self, table: Table) -> Iterator[Agent]:
        for row in self._rows(table, "organisation", ("id",)):
            yield Agent(str(row["id"]), "organisation", self._names(row))
        for row in self._rows(table, "agent", ("id", "kind")):
            if row["kind"] not in ("person", "software", "organisation"):
                self._complain("agent", f"kind is {row['kind']!r}")
            yield Agent(str(row["id"]), row["kind"], self._names(row))

    def _names(self, row: Table) -> tuple[tuple[str, str], ...]:
        names = row.get("names", {"en": row.get("label", row["id"])})
        if not isinstance(names, dict):
            self._complain(str(row["id"]), "names is not a table of language = name")
        return tuple(sorted((str(k), str(v)) for k, v in names.items()))

    def _rows(self, table: Table, name: str, wanted: tuple[str, ...]) -> list[Table]:
        rows = table.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            self._complain(name, f"must be written as [[{name}]]")
        for number, row in enumerate(rows, 1):
            for key in wanted:
                if key not in row:
                    self._complain(f"{name} {number}", f"{key} is missing")
        return cast("list[Table]", rows)

    def _complain(self, where: str, reason: str) -> NoReturn:
        raise SourceError(f"{self.path}: {where}", reason, "see sources/README.md")
