"""What a build did with each source, for people and as plain data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from mandategraph.errors import SourceError

Status = Literal[
    "built",
    "unchanged",  # the same bytes were built before in the same way
    "failed",  # `problem` says why; its earlier graphs stay
    "nothing recognised",  # found in a folder, and no plan
    "not read",  # found in a folder, and of no format that is read
    "same as another",  # the bytes of another source of this build
    "no longer there",  # its graphs stay
    "removed",  # no longer there, and its graphs neither
]


@dataclass(slots=True)
class Note:
    """A warning, and how many times it was given for the source."""

    code: str
    message: str
    times: int = 1


@dataclass(slots=True)
class SourceSummary:
    """What one source gave: counts, and the share of its characters left over.

    `parts` counts the texts of a source that is read in parts; `parts_left_out` those
    without any statement, which are not stored. The counts of a source that is
    unchanged are those of the build that stored it; its warnings are only counted.
    """

    file: str
    status: Status = "failed"
    format: str = ""
    plans: list[str] = field(default_factory=list)
    parts: int = 0
    parts_left_out: int = 0
    concepts: int = 0
    statements: dict[str, int] = field(default_factory=dict)
    asserted: int = 0
    unknown: int = 0
    proposed: int = 0
    translations: int = 0
    characters: int = 0
    leftover_characters: int = 0
    warning_counts: dict[str, int] = field(default_factory=dict)
    warnings: list[Note] = field(default_factory=list)
    problem: str = ""
    trace: str = ""

    @classmethod
    def restored(cls, table: dict[str, Any]) -> Self:
        """The summary that was kept as plain data, be it by another version."""
        known = {f.name for f in dataclasses.fields(cls)}
        return cls(**{name: v for name, v in table.items() if name in known})

    @property
    def leftover_percent(self) -> float:
        """The share of the text's non-blank characters that were not understood."""
        if not self.characters:
            return 0.0
        return round(100 * self.leftover_characters / self.characters, 2)

    def as_json(self) -> dict[str, Any]:
        """The summary as plain data."""
        table = dataclasses.asdict(self) | {"leftover_percent": self.leftover_percent}
        del table["trace"]
        return table


@dataclass(slots=True)
class Summary:
    """What a build did; `target` is where the graph is now.

    `quads` and `graphs` count what this build wrote.
    """

    target: str
    sources: list[SourceSummary] = field(default_factory=list)
    quads: int = 0
    graphs: int = 0

    def with_status(self, *status: Status) -> list[SourceSummary]:
        """The sources with one of these statuses."""
        return [s for s in self.sources if s.status in status]

    @property
    def failed(self) -> list[SourceSummary]:
        """The sources that could not be read or stored."""
        return self.with_status("failed")


class NothingBuiltError(SourceError):
    """No source could be built; `summary` lists them."""

    def __init__(self, summary: Summary, problems: list[SourceError]) -> None:
        self.summary = summary
        if len(problems) == 1:
            only = problems[0]
            super().__init__(only.subject, only.reason, only.advice)
            return
        count = len(problems)
        if problems:
            reason = f"none of the {count} sources could be built"
            super().__init__("build", reason, f"the first: {problems[0]}")
            return
        count = len(summary.sources)
        reason = f"no plan was recognised in any of {count} files"
        if not count:
            reason = "there is no file to read"
        super().__init__("build", reason, "name files that hold plans")


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary as plain data."""
    return {
        "target": summary.target,
        "quads": summary.quads,
        "graphs": summary.graphs,
        "sources": [s.as_json() for s in summary.sources],
    }
