"""How to build, and what is said while it goes on."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mandategraph.errors import SourceError, UnknownNameError
from mandategraph.namespaces import BASE
from mandategraph.read import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]*/")
# bytes of XML that take as long to read as a process takes to start
_WORTH_A_PROCESS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is told beside its sources and its target.

    `format` is the name of a reader for all sources, `mapping` a file that says what
    the columns of tables mean. `jobs` is the number of processes, None for as many as
    are of use. `force` builds what is unchanged too; `prune` removes the graphs of
    sources that are no longer where they were found.
    """

    base: str = BASE
    propose: bool = False
    format: str | None = None
    mapping: str | None = None
    jobs: int | None = None
    force: bool = False
    prune: bool = False

    def check(self) -> None:
        """Nothing; SourceError or UnknownNameError for what cannot be."""
        if not _BASE.fullmatch(self.base):
            raise SourceError(
                self.base, "not a base for IRIs", "write an ASCII IRI that ends in /"
            )
        if self.format is not None and self.format not in READERS:
            raise UnknownNameError("format", self.format, tuple(READERS))
        if self.mapping is not None and not Path(self.mapping).is_file():
            raise SourceError(self.mapping, "no such file", "name a mapping of columns")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: what is done just now, sources and bytes so far and in all.

    Bytes are the better measure of the time that is left.
    """

    doing: str
    done: int = 0
    total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0


def useful_jobs(costs: Sequence[int]) -> int:
    """How many processes to use for sources of these costs, in bytes of XML.

    As many as there are processors, but not more than there is work for: what stands
    beside the costliest source must be worth the start of another process.
    """
    beside = sum(costs) - max(costs, default=0)
    return max(1, min(_processors(), len(costs), 1 + beside // _WORTH_A_PROCESS))


def today() -> str:
    """The ISO day of the build: SOURCE_DATE_EPOCH when set, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
    return (moment or datetime.now(UTC)).date().isoformat()


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
