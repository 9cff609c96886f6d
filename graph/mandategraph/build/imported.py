"""Translations that were imported: the tables that every build of a target applies."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.build.record import hash_of
from mandategraph.build.translations import (
    AGENTS,
    REJECTED,
    key_of,
    load_agents,
    load_table,
)
from mandategraph.errors import SourceError, reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mandategraph.model import Agent, Translation

TRANSLATIONS: Final = "translations"  # the folder beside a target's ledger


class Imported:
    """The tables in a folder, looked up by plan; an empty one when it is not there."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @cached_property
    def _tables(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = defaultdict(list)
        if self.folder is None:
            return found
        try:
            paths = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return found
        except OSError as error:
            reason = reason_of(error)
            raise SourceError(str(self.folder), reason, "change its mode") from error
        for path in paths:
            name = path.name
            if name.endswith(".tsv") and name != AGENTS and not name.startswith("."):
                found[name.split(".")[0]].append(path)
        return found

    def _of(self, plans: Iterable[str]) -> list[Path]:
        """The tables of these plans."""
        return [path for plan in plans for path in self._tables.get(plan, ())]

    @cached_property
    def agents(self) -> dict[str, Agent]:
        """The agents that the folder describes, by id."""
        return load_agents(self.folder) if self.folder else {}

    def rows(self, plans: Iterable[str]) -> list[Translation]:
        """The rows for these plans; SourceError for one that is unfit."""
        return [row for path in self._of(plans) for row in load_table(path)]

    def of(
        self, plans: Iterable[str], known: Collection[str] = ()
    ) -> list[Translation]:
        """The rows for these plans; SourceError for a row or an agent that is unfit.

        `known` are the agents that are described elsewhere.
        """
        found = []
        for path in self._of(plans):
            for row in load_table(path):
                self._check(row, path, known)
                found.append(row)
        return found

    def _check(self, row: Translation, path: Path, known: Collection[str]) -> None:
        for agent in filter(None, (row.agent, row.reviewer)):
            if agent not in known and agent not in self.agents:
                reason = f"agent {agent} is not described"
                raise SourceError(str(path), reason, f"describe it in {AGENTS}")

    def stamp(self, plans: Iterable[str]) -> str:
        """A hash of all that the folder says of these plans, `""` when nothing."""
        paths = self._of(plans)
        if not paths or self.folder is None:
            return ""
        contents = []
        for path in [*paths, self.folder / AGENTS]:
            try:
                contents.append(path.read_bytes())
            except FileNotFoundError:
                continue
            except OSError as error:
                reason = reason_of(error)
                raise SourceError(str(path), reason, "change its mode") from error
        return hash_of(contents)


def combined(
    given: Iterable[Translation], imported: Collection[Translation]
) -> Iterator[tuple[Translation, Translation | None]]:
    """Each row that counts, with the row of `given` whose words it overrides.

    What was imported comes before what a manifest's tables say, but for the issuer's
    own words. A form that was rejected stands for itself.
    """
    own = list(given)
    issuers = {(t.plan, t.lang, *key_of(t)) for t in own if t.authority == "issuer"}
    new = {(t.plan, t.lang, *key_of(t)): t for t in imported}
    rejected = {
        (t.plan, t.lang, t.element, t.field, t.text)
        for t in imported
        if t.state == REJECTED
    }
    overridden = {}
    for t in own:
        key = t.plan, t.lang, *key_of(t)
        if key in new and t.authority != "issuer":
            overridden[key] = t
        elif (t.plan, t.lang, t.element, t.field, t.text) not in rejected:
            yield t, None
    for key, t in new.items():
        if key not in issuers:
            before = overridden.get(key)
            yield t, before if before and before.text != t.text else None
